"""RETURN.json: every field is read strictly, and what is wrong is named by its path."""

from __future__ import annotations

import pytest

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.return_file import return_of
from bakala_desktop.domain.return_request import ReturnedLine, ReturnRequest
from bakala_desktop.domain.tender import Tender, TenderKind

WHOLE = {
    "invoice": "1405-A-0000001",
    "lines": [{"line": 1, "quantity": "1"}, {"line": 3, "quantity": "۲٫۵"}],
    "reason": "خراب بود",
    "tenders": [{"kind": "cash", "amount": 1000}, {"kind": "card", "amount": 5, "reference": "۱۲۳"}],
}


def with_line(**fields):
    return WHOLE | {"lines": [{"line": 1, "quantity": "1"}, {"line": 2, "quantity": "1"} | fields]}


def refused(values):
    with pytest.raises(ShopError) as refusal:
        return_of(values)
    return refusal.value.code, refusal.value.data


def test_a_whole_file():
    assert return_of(WHOLE) == ReturnRequest(
        "1405-A-0000001",
        (ReturnedLine(1, Quantity.parse("1")), ReturnedLine(3, Quantity.parse("2.5"))),
        "خراب بود",
        (Tender(TenderKind.CASH, 1000), Tender(TenderKind.CARD, 5, "۱۲۳")),
    )


@pytest.mark.parametrize("text", ["2.5", "۲٫۵", "٢٫٥", "۲/۵"])
def test_quantities_in_the_digits_of_three_scripts(text):
    assert return_of(with_line(quantity=text)).lines[1].quantity == Quantity.parse("2.5")


def test_a_quantity_to_the_last_decimal_and_as_a_whole_number():
    assert return_of(with_line(quantity="1.23456789")).lines[1].quantity.e8 == 123_456_789
    assert return_of(with_line(quantity=2)).lines[1].quantity == Quantity.parse("2")


def test_without_tenders_and_without_a_reason_it_is_read_and_left_to_the_rules():
    read = return_of({"invoice": "x", "lines": WHOLE["lines"]})
    assert (read.invoice, read.reason, read.tenders) == ("x", "", ())


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ([], "bad_field", ""),
        (WHOLE | {"cashier": "x"}, "unknown_field", "cashier"),
        ({k: v for k, v in WHOLE.items() if k != "invoice"}, "field_missing", "invoice"),
        (WHOLE | {"invoice": 7}, "bad_field", "invoice"),
        (WHOLE | {"reason": 7}, "bad_field", "reason"),
        (WHOLE | {"lines": []}, "return_empty", "lines"),
        (WHOLE | {"lines": {}}, "bad_field", "lines"),
        (WHOLE | {"lines": ["1"]}, "bad_field", "lines[0]"),
        (WHOLE | {"lines": [{"line": 1, "quantity": "1"}] * 10_001}, "bad_field", "lines"),
        (with_line(sku="R-1"), "unknown_field", "lines[1].sku"),
        (with_line(line=None), "field_missing", "lines[1].line"),
        (with_line(line="2"), "bad_field", "lines[1].line"),
        (with_line(line=1.0), "bad_field", "lines[1].line"),
        (with_line(line=True), "bad_field", "lines[1].line"),
        (with_line(line=-1), "bad_field", "lines[1].line"),
        (with_line(line=0), "bad_field", "lines[1].line"),
        (with_line(quantity=None), "field_missing", "lines[1].quantity"),
        (with_line(quantity=1.5), "bad_field", "lines[1].quantity"),
        (with_line(quantity=True), "bad_field", "lines[1].quantity"),
        (with_line(quantity="یک"), "not_a_number", "lines[1].quantity"),
        (with_line(quantity="0"), "quantity_not_positive", "lines[1].quantity"),
        (with_line(quantity="-1"), "quantity_not_positive", "lines[1].quantity"),
        (with_line(quantity="1000000"), "quantity_too_large", "lines[1].quantity"),
        (with_line(quantity="1.234567891"), "quantity_too_fine", "lines[1].quantity"),
        (WHOLE | {"tenders": [{"kind": "gold", "amount": 1}]}, "bad_field", "tenders[0].kind"),
        (WHOLE | {"tenders": [{"kind": "cash", "amount": 1.0}]}, "amount_not_whole", "tenders[0].amount"),
        (WHOLE | {"tenders": [{"kind": "cash", "amount": -1}]}, "tender_negative", "tenders[0].amount"),
    ],
)
def test_what_is_wrong_is_named(values, code, field):
    told, data = refused(values)
    assert (told, data["field"]) == (code, field)


def test_a_wrong_quantity_also_names_the_line_of_the_invoice():
    assert refused(with_line(quantity="0"))[1]["line"] == 2


def test_a_line_is_no_amount_of_money():
    assert refused(with_line(line="2"))[1]["reason"] == "not_a_count"
    assert return_of(with_line(line=10**20)).lines[1].line == 10**20
