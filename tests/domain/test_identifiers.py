"""Numbers that law, banks and trade give out: refusals with their codes, and what holds for all of them."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain import identifiers
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.identifiers import (
    KINDS,
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
from bakala_desktop.domain.identifiers.refusals import (
    InvalidCharacters,
    InvalidChecksum,
    InvalidIdentifier,
    InvalidLength,
    InvalidPattern,
)
from bakala_desktop.domain.text import persian_digits

MODULES = [module.name for module in pkgutil.iter_modules(identifiers.__path__)]
NUMBERS = (card, ean, economic_code, goods_id, iban, legal_id, mobile, national_code, postal_code, tax_id)
# One valid number of each kind, with another length or shape where there is one.
VALID = {
    "national_code": ["0012345679", "0790419904"],
    "legal_id": ["10380284790"],
    "economic_code": ["14003778990", "19117484910002", "411145758678"],
    "postal_code": ["1496675465"],
    "mobile": ["09122002580"],
    "iban": ["IR820540102680020817909002"],
    "card": ["6219861034529007"],
    "ean": ["6260100320130", "73513537", "98412345678908", "036000291452"],
    "tax_id": ["DEF5GH0481F0000001FED8"],
    "goods_id": ["2710000138624"],
}
CASES = [(module, number) for module in NUMBERS for number in VALID[module.KIND]]


@pytest.mark.parametrize("name", ["", *(f".{name}" for name in MODULES)])
def test_the_examples_in_the_docstrings_hold(name):
    module = importlib.import_module(identifiers.__name__ + name)
    assert not doctest.testmod(module).failed


def test_check_knows_the_kinds_of_the_command():
    assert KINDS == (
        "national_code", "legal_id", "economic_code", "postal_code", "mobile", "iban", "card", "ean", "tax_id",
    )  # fmt: skip
    with pytest.raises(KeyError):
        check("shoe_size", "43")


@pytest.mark.parametrize(("module", "number"), CASES)
def test_what_is_formatted_or_disguised_is_read_back(module, number):
    assert module.validate(number) == number
    assert module.validate(module.format(number)) == number
    assert module.validate(f" \u202a{persian_digits(module.format(number).lower())}\u202c ") == number
    assert module.validate("\u200c".join(number)) == number
    assert module.compact(module.format(number)) == number


@pytest.mark.parametrize(("module", "number"), CASES)
def test_letters_and_lengths_are_refused_with_the_value_as_given(module, number):
    given_value = f" {number}*"
    with pytest.raises(InvalidCharacters) as refusal:
        module.validate(given_value)
    assert refusal.value.code == "invalid_characters"
    assert refusal.value.data == {"kind": module.KIND, "value": given_value}
    for wrong in ("", number + "0000000", number[:5]):
        with pytest.raises(InvalidLength):
            module.validate(wrong)


@pytest.mark.parametrize(("module", "number"), CASES)
def test_digits_of_other_scripts_are_not_let_through(module, number):
    with pytest.raises(InvalidCharacters):
        module.validate(number[:-1] + "५")


@pytest.mark.parametrize("module", [legal_id, iban, card, ean, tax_id])
def test_a_wrong_last_digit_is_a_wrong_checksum(module):
    number = VALID[module.KIND][0]
    with pytest.raises(InvalidChecksum):
        module.validate(number[:-1] + str((int(number[-1]) + 1) % 10))


@given(st.sampled_from(KINDS), st.text() | st.text(alphabet="0123456789۰۱٢IRA+- \u200c", max_size=30))
def test_check_answers_whatever_it_is_given(kind, value):
    answer = check(kind, value)
    assert answer.value == value
    assert answer.valid == (answer.normal is not None)
    assert answer.valid or answer.reason in {
        "invalid_length", "invalid_characters", "invalid_pattern", "invalid_checksum",
    }  # fmt: skip
    if answer.normal is not None:
        assert check(kind, answer.normal).normal == answer.normal


@given(st.from_regex("[0-9]{9}", fullmatch=True))
def test_one_check_digit_at_most_fits_a_national_code(body):
    fitting = [digit for digit in "0123456789" if check("national_code", body + digit).valid]
    never_issued = body[3:] == "000000" or (len(set(body)) == 1)
    assert len(fitting) == (0 if never_issued else 1)


@given(st.from_regex("[0-9]{7,13}", fullmatch=True).filter(lambda body: len(body) != 8 and len(body) not in (9, 10)))
def test_a_built_barcode_is_valid(body):
    number = body + ean.check_digit(body)
    assert check("ean", number).valid == bool(number.strip("0"))


@given(st.from_regex("0[0-9]{2}[0-9]{19}", fullmatch=True))
def test_a_built_iban_is_valid(account):
    digits = 98 - int(account + "182700") % 97
    assert iban.validate(f"IR{digits:02}{account}") == f"IR{digits:02}{account}"


@given(st.from_regex("[0-9]{2,30}", fullmatch=True), st.data())
def test_verhoeff_sees_each_slip_and_each_swap(body, data):
    digits = body + verhoeff.check_digit(body)
    place = data.draw(st.integers(0, len(digits) - 2))
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    slipped = digits[:place] + str((int(digits[place]) + data.draw(st.integers(1, 9))) % 10) + digits[place + 1 :]
    assert verhoeff.is_valid(digits)
    assert verhoeff.is_valid(swapped) == (swapped == digits)
    assert not verhoeff.is_valid(slipped)


@pytest.mark.parametrize(
    ("module", "number"),
    [
        (national_code, "1111111111"),
        (national_code, "1230000000"),
        (legal_id, "10100000000"),
        (economic_code, "101-00000000"),
        (iban, "DE820540102680020817909002"),
        (card, "0000000000000000"),
        (card, "4444333322221111"),
        (card, "378282246310005" + "0"),
        (ean, "0000000000000"),
        (mobile, "00988013708555"),
        (mobile, "02122223333"),
        (tax_id, "DEF5GH0481FG000001FED8"),
        (tax_id, "DEF5GH0481F0000001FEDA"),
    ],
)
def test_shapes_that_are_never_handed_out_are_refused(module, number):
    with pytest.raises(InvalidPattern) as refusal:
        module.validate(number)
    assert refusal.value.code == "invalid_pattern"
    assert refusal.value.data == {"kind": module.KIND, "value": number}


def test_an_economic_code_reports_the_check_of_the_national_id_as_its_own():
    with pytest.raises(InvalidChecksum) as refusal:
        economic_code.validate("1400-3778991")
    assert refusal.value.data == {"kind": "economic_code", "value": "1400-3778991"}


@pytest.mark.parametrize("check_digits", ["00", "01", "99"])
def test_check_digits_that_no_bank_computes_are_refused(check_digits):
    accounts = (f"0170000000000000000{n:03}" for n in range(200))
    fitting = next(account for account in accounts if int(f"{account}1827{check_digits}") % 97 == 1)
    with pytest.raises(InvalidChecksum):
        iban.validate(f"IR{check_digits}{fitting}")


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("+98 (0) 912", None),
        ("9122002580", "09122002580"),
        ("98-912-200-2580", "09122002580"),
        ("9812345678", "09812345678"),
        ("+9809122002580", None),
        ("09+122002580", None),
    ],
)
def test_a_mobile_number_is_read_with_or_without_its_country(typed, normal):
    assert check("mobile", typed).normal == normal


@pytest.mark.parametrize(
    ("kind", "number", "reason"),
    [
        ("mobile", "09562002580", "unknown_prefix"),
        ("mobile", "09982002580", None),
        ("postal_code", "1111165465", "unusual_pattern"),
        ("economic_code", "411145758678", "old_form"),
        ("economic_code", "19117484920002", "unusual_pattern"),
        ("card", "6299990000000009", "unknown_bank"),
    ],
)
def test_a_soft_rule_warns_and_never_refuses(kind, number, reason):
    answer = check(kind, number)
    assert answer.valid
    assert answer.reason == reason


def test_short_national_codes_are_padded_for_imports_only():
    assert national_code.padded("۱۲۳۴۵۶۷۹") == "0012345679"
    assert national_code.padded("790419904") == "0790419904"
    assert national_code.padded("1234567") == "1234567"
    assert not check("national_code", "790419904").valid


def test_every_refusal_is_a_refusal_of_the_shop():
    assert issubclass(InvalidIdentifier, ShopError)
    assert {kind.reason for kind in InvalidIdentifier.__subclasses__()} == {
        "invalid_length", "invalid_characters", "invalid_pattern", "invalid_checksum",
    }  # fmt: skip
