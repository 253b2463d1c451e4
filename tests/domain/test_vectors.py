"""Every published example of ``vectors.json`` against the rules; each section of the file is claimed by a test."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.identifiers import (
    card,
    check,
    ean,
    economic_code,
    goods_id,
    iban,
    legal_id,
    mobile,
    national_code,
    postal_code,
    tax_id,
    verhoeff,
)
from bakala_desktop.domain.identifiers.refusals import InvalidIdentifier
from bakala_desktop.domain.jalali import TEHRAN, format_day, is_leap, parse_day, shop_day, tehran_iso
from bakala_desktop.domain.words import in_words, rials_in_words

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))
# The lines of an invoice are the matter of the pricing tests; the last section has no examples.
ELSEWHERE = {"meta", "moadian_invoice_math", "moadian_v1_normalize"}
CLAIMED: set[str] = set()


def each(section):
    """Run a test once for each entry of a section, and note that the section is claimed."""
    CLAIMED.add(section)
    assert VECTORS[section]
    return pytest.mark.parametrize("entry", VECTORS[section], ids=lambda entry: str(next(iter(entry.values()))))


def test_no_section_is_left_out():
    assert set(VECTORS) == CLAIMED | ELSEWHERE
    assert VECTORS["moadian_v1_normalize"] == []


def assert_answer(kind, entry, valid):
    """The one-shot check agrees with the vector, and the refusal with the rule that the vector names."""
    answer = check(kind, entry["value"])
    assert (answer.value, answer.valid) == (entry["value"], valid)
    assert (answer.normal is not None) == valid
    reasons = {
        "length_or_characters": {"invalid_length", "invalid_characters"},
        "length": {"invalid_length"},
        "length 15": {"invalid_length"},
        "checksum": {"invalid_checksum"},
        "11 digits but legal-id checksum fails": {"invalid_checksum"},
    }.get(entry.get("rule"), {"invalid_pattern"})
    assert valid or "rule" not in entry or answer.reason in reasons
    return answer


@each("national_code")
def test_national_code(entry):
    assert_answer("national_code", entry, entry["valid"])
    if "zero_padded" in entry:
        padded = national_code.padded(entry["value"])
        assert padded == entry["zero_padded"]
        assert check("national_code", padded).valid == entry["checksum_ok_after_padding"]


@each("legal_national_id")
def test_legal_id(entry):
    answer = assert_answer("legal_id", entry, entry["valid"])
    assert answer.valid == entry["checksum_ok"]
    assert not answer.valid or legal_id.validate(answer.normal) == answer.normal


@each("economic_code")
def test_economic_code(entry):
    assert_answer("economic_code", entry, entry["valid"])
    if entry["valid"]:
        expected = ("old_form",) if entry["kind"] == "old_12" else ()
        assert economic_code.warnings(entry["value"]) == expected
        assert entry["kind"].endswith(str(len(economic_code.validate(entry["value"]))))


@each("postal_code")
def test_postal_code(entry):
    # One entry has a dash, which is stripped before anything is judged.
    stripped = entry.get("source_says") == "valid after stripping"
    answer = assert_answer("postal_code", entry, entry["valid_length"] or stripped)
    if answer.valid:
        assert answer.reason == (None if entry["valid_strict"] else "unusual_pattern")
        assert postal_code.validate(answer.normal) == answer.normal


@each("mobile")
def test_mobile(entry):
    answer = assert_answer("mobile", entry, entry["valid"])
    assert answer.normal == entry.get("normalized", answer.normal)
    assert not answer.valid or answer.reason is None


@each("mobile_normalize")
def test_mobile_normal_form(entry):
    assert mobile.validate(entry["in"]) == entry["out"]


@each("iban")
def test_iban(entry):
    answer = assert_answer("iban", entry, entry["valid"])
    if "bank" in entry and answer.valid:
        assert iban.bank_code(answer.normal) == entry["bank"][:3]
    if "account" in entry:
        assert entry["account"].replace("-", "") in answer.normal


@each("bank_card")
def test_bank_card(entry):
    answer = assert_answer("card", entry, entry["valid"])
    if "bank" in entry:
        assert (card.bank_name(entry["value"]), answer.reason) == (entry["bank"], None)
    if len(entry["value"]) == 16 and not entry["luhn"]:
        assert answer.reason in {"invalid_checksum", "invalid_pattern"}


@each("card_bin")
def test_card_bank(entry):
    assert card.bank_name(f"{entry['prefix']}0000000000") == entry["bank"]


def spaces_normalised(words):
    return " ".join(words.split())


@each("number_to_words")
def test_number_to_words(entry):
    number, words = entry["n"], spaces_normalised(entry["text"])
    if entry["equals_canonical"]:
        assert spaces_normalised(in_words(number)) == words
    elif number >= 10**18:
        # Only the long scale has names for these in the vectors; this program refuses to pick one.
        assert "long_scale" in entry["style"]
        with pytest.raises(ShopError) as refusal:
            in_words(number)
        assert refusal.value.code == "number_too_large"
    else:
        assert value_of(in_words(number)) == value_of(words) == number


def value_of(words):
    """Read Persian words of the short scale back, in any of the spellings of the vectors."""
    scales = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9, "تریلیون": 10**12, "کوادریلیون": 10**15}
    small = {in_words(n): n for n in (*range(1, 21), *range(30, 100, 10), *range(100, 1000, 100))}
    total = group = 0
    for word in words.replace("کوآدریلیون", "کوادریلیون").replace(" صد", "صد").replace(" وصد", " و صد").split():
        if word in scales:
            total, group = total + (group or 1) * scales[word], 0
        elif word != "و":
            group += small["یکصد" if word == "صد" else word]
    return total + group


@each("number_to_words_canonical")
def test_number_to_words_canonical(entry):
    assert in_words(entry["n"]) == entry["text"]


@each("amount_in_words")
def test_amount_in_words(entry):
    assert rials_in_words(entry["rial"]) == entry["text"]
    if entry["toman_text"] is not None:
        assert f"{in_words(entry['rial'] // 10)} تومان" == entry["toman_text"]


@each("jalali_gregorian")
def test_jalali_day(entry):
    day = date.fromisoformat(entry["g"])
    assert format_day(day) == entry["j"].replace("-", "/")
    assert parse_day(entry["j"]) == parse_day(entry["g"]) == day


@each("jalali_leap")
def test_leap_year(entry):
    assert is_leap(entry["year"]) == entry["leap"]


@each("jalali_check_date")
def test_day_exists(entry):
    written = "{:04}/{:02}/{:02}".format(*entry["j"])
    if entry["valid"]:
        assert format_day(parse_day(written)) == written
    else:
        with pytest.raises(ShopError):
            parse_day(written)


@each("tax_id")
def test_tax_id(entry):
    assert_answer("tax_id", {"value": entry["tax_id"]}, entry["valid"])
    parts = tax_id.split(entry["tax_id"])
    assert (parts.memory_id, parts.days, parts.serial) == (entry["memory_id"], entry["days"], entry["serial"])
    assert parts.utc_day == date.fromisoformat(entry["utc_date"])
    assert parts.control_text == entry["control_text"]
    assert verhoeff.check_digit(parts.control_text) == entry["check"]


@each("tax_id_decimalise")
def test_tax_id_memory_as_digits(entry):
    assert tax_id.decimal_memory(entry["memory_id"]) == entry["digits"]


@each("tax_id_inno")
def test_tax_id_serial_on_the_invoice(entry):
    parts = tax_id.split(f"A1121604C22{entry['inno']}0")
    assert (parts.serial, parts.inno) == (entry["serial"], entry["inno"])


@each("tax_id_day")
def test_tax_id_day_turns_with_utc(entry):
    instant = datetime.fromisoformat(entry["instant_utc"])
    assert tehran_iso(instant) == entry["tehran"]
    days = int(instant.timestamp()) // 86_400
    assert tax_id.TaxIdParts("A11216", days, 1, "0").utc_day == date.fromisoformat(entry["day_utc_bucket"])
    assert shop_day(instant) == datetime.fromisoformat(entry["tehran"]).astimezone(TEHRAN).date()
    assert instant.astimezone(UTC).date() < shop_day(instant)


@each("verhoeff")
def test_verhoeff(entry):
    assert verhoeff.check_digit(entry["number"]) == entry["check"]
    assert verhoeff.is_valid(entry["number"] + entry["check"])


@each("ean13")
def test_ean13(entry):
    assert_answer("ean", entry, entry["valid"])


@each("gtin_other")
def test_other_gtins(entry):
    assert_answer("ean", entry, entry["valid"])
    assert len(entry["value"]) == int(entry["kind"].rpartition("-")[2])


@each("sstid")
def test_goods_id_is_no_ean(entry):
    assert entry["valid"]
    assert goods_id.validate(entry["value"]) == entry["value"]
    try:
        ean.validate(entry["value"])
    except InvalidIdentifier:
        assert not entry["ean13_check_digit_ok"]
    else:
        assert entry["ean13_check_digit_ok"]
