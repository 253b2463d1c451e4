"""The text of the QR: what it says survives, it stays in QR's small alphabet, and nothing else is taken for it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import LIMIT, Rial
from bakala_desktop.domain.proof_code import ProofCode, parse
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.text import persian_digits

ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
"""The characters of QR's alphanumeric mode, ISO/IEC 18004, table 5."""

codes = st.builds(
    ProofCode,
    st.builds(
        Serial,
        st.integers(1300, 1599),
        st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=4),
        st.integers(0, 10**10 - 1),
    ),
    st.dates(date(1960, 1, 1), date(2200, 1, 1)),
    st.text("0123456789", max_size=16),
    st.integers(0, LIMIT - 1).map(Rial),
    st.binary(min_size=32, max_size=32).map(bytes.hex),
)
ONE = ProofCode(Serial(1405, "A", 1), date(2026, 11, 22), "14003778990", Rial(12_500_000), "a1" * 32)


@given(codes)
def test_a_code_survives_the_qr(code):
    assert parse(code.text) == code


@given(codes)
def test_a_code_stays_in_the_small_alphabet_of_qr(code):
    assert set(code.text) <= ALPHANUMERIC
    assert len(code.text) <= 150


@given(codes)
def test_a_code_survives_a_scanner_in_another_keyboard_state(code):
    assert parse(f" {persian_digits(code.text.lower())}\r\n") == code


@given(codes, st.data())
def test_two_codes_never_read_as_one(code, data):
    at = data.draw(st.integers(0, len(code.text) - 1))
    other = data.draw(st.sampled_from(sorted(ALPHANUMERIC - {code.text[at]})))
    try:
        changed = parse(code.text[:at] + other + code.text[at + 1 :])
    except ShopError as error:
        assert error.code == "bad_proof_code"  # noqa: PT017
    else:
        assert changed != code


def test_the_form_that_is_written_down():
    assert ONE.text == "BAKALA:1:1405-A-0000001:14050901:14003778990:12500000:" + "A1" * 32


def test_a_shop_without_a_number_leaves_its_place_empty():
    code = ProofCode(ONE.serial, ONE.day, "", ONE.payable, ONE.digest)
    assert "::12500000:" in code.text
    assert parse(code.text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "6260000000000",
        ONE.text + ":",
        ONE.text + "\n" + ONE.text,
        ONE.text[:-1],
        ONE.text.replace("BAKALA:1", "BAKALA:2"),
        ONE.text.replace("BAKALA", "DOKKAN"),
        ONE.text.replace("1405-A-0000001", "1405-A-1"),
        ONE.text.replace("1405-A-0000001", "1405--000001"),
        ONE.text.replace("14050901", "14051301"),
        ONE.text.replace("14050901", "14050931"),
        ONE.text.replace("14050901", "20261122"),
        ONE.text.replace(":12500000:", ":012500000:"),
        ONE.text.replace(":12500000:", ":-12500000:"),
        ONE.text.replace(":12500000:", "::"),
        ONE.text.replace("A1A1", "G1A1", 1),
    ],
)
def test_what_is_no_proof_code_is_refused(text):
    with pytest.raises(ShopError, match=r"^bad_proof_code$"):
        parse(text)


def test_a_code_that_its_form_cannot_hold_is_not_made():
    with pytest.raises(ShopError, match="bad_proof_code"):
        ProofCode(ONE.serial, ONE.day, "۱۴۰۰", ONE.payable, ONE.digest)
    with pytest.raises(ShopError, match="bad_proof_code"):
        ProofCode(ONE.serial, ONE.day, "1400", ONE.payable, ONE.digest.upper())
    with pytest.raises(ShopError, match="amount_negative"):
        ProofCode(ONE.serial, ONE.day, "1400", Rial(-1), ONE.digest)
    with pytest.raises(ShopError, match="amount_too_large"):
        ProofCode(ONE.serial, ONE.day, "1400", LIMIT, ONE.digest)
