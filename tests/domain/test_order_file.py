"""ORDER.json by itself: what is taken, what is refused, and that nothing else can happen."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.customer import Customer, CustomerId
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.order_file import MOST_LINES, order_of
from bakala_desktop.domain.order_request import OrderRequest
from bakala_desktop.domain.quantity import decimal_text
from bakala_desktop.domain.tender import TenderKind
from bakala_desktop.domain.text import persian_digits

ID = CustomerId(UUID(int=7))

leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
WORDS = "reference customer recipient delivery lines discount tenders code quantity unit_price percent rial kind amount"
keys = st.sampled_from(WORDS.split()) | st.text(max_size=5)
anything = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5), max_leaves=25
)


@given(st.dictionaries(keys, anything, max_size=6))
def test_whatever_a_file_holds_is_read_or_refused_by_name(values):
    try:
        outcome = order_of(values, ID)
    except ShopError as error:
        outcome = error
    assert isinstance(outcome, OrderRequest) or "field" in outcome.data


@given(
    st.lists(
        st.tuples(st.integers(1, 999_999_999), st.none() | st.integers(0, 10**15 - 1), st.integers(0, 1_000_000)),
        min_size=1,
        max_size=6,
    ),
    st.booleans(),
)
def test_a_sound_order_is_read_as_it_was_written(parts, in_persian):
    def lines():
        for thousandths, price, percent_e4 in parts:
            quantity = decimal_text(thousandths * 10**5)
            yield {
                "code": "A-1",
                "quantity": persian_digits(quantity) if in_persian else quantity,
                "unit_price": price,
                "discount": {"percent": str(Decimal(percent_e4) / 10_000)},
            }

    request = order_of({"lines": list(lines())}, ID)
    assert [(one.quantity.e8 // 10**5, one.unit_price) for one in request.lines] == [part[:2] for part in parts]
    for one, part in zip(request.lines, parts, strict=True):
        assert one.discount is not None
        assert one.discount.percent == Decimal(part[2]) / 10_000


@given(st.floats())
def test_no_float_is_ever_taken(number):
    for values in (
        {"lines": [{"code": "A", "quantity": number}]},
        {"lines": [{"code": "A", "quantity": "1", "unit_price": number}]},
        {"lines": [{"code": "A", "quantity": "1"}], "discount": {"percent": number}},
        {"lines": [{"code": "A", "quantity": "1"}], "tenders": [{"kind": "cash", "amount": number}]},
    ):
        with pytest.raises(ShopError) as refused:
            order_of(values, ID)
        assert refused.value.code in ("bad_field", "amount_not_whole")


def test_a_customer_is_read_into_normal_form():
    given_customer = {"kind": "natural", "first_name": " علي ", "mobile": "+98 912 200 2580", "email": None}
    request = order_of({"lines": [{"code": "A", "quantity": 1}], "customer": given_customer}, ID)
    assert isinstance(request.customer, Customer)
    assert (request.customer.id, request.customer.first_name, request.customer.mobile) == (ID, "علی", "09122002580")


def test_a_rounding_may_be_negative_and_null_fields_count_as_absent():
    values = {
        "reference": None,
        "customer": None,
        "recipient": None,
        "delivery": False,
        "discount": None,
        "lines": [{"code": "A", "quantity": "1", "unit_price": None, "discount": None}],
        "tenders": [{"kind": "rounding", "amount": -300}, {"kind": "cash", "amount": 300, "reference": None}],
    }
    request = order_of(values, ID)
    assert (request.reference, request.customer, request.discount) == ("", None, None)
    assert [(tender.kind, tender.amount) for tender in request.tenders] == [
        (TenderKind.ROUNDING, -300),
        (TenderKind.CASH, 300),
    ]


def test_a_file_of_too_many_lines_is_refused():
    with pytest.raises(ShopError) as refused:
        order_of({"lines": [{"code": "A", "quantity": "1"}] * (MOST_LINES + 1)}, ID)
    assert refused.value.data["reason"] == "too_many"


def test_the_line_is_counted_from_one_beside_its_path():
    with pytest.raises(ShopError) as refused:
        order_of({"lines": [{"code": "A", "quantity": "1"}, {"code": "B", "quantity": "x"}]}, ID)
    assert (refused.value.data["field"], refused.value.data["line"]) == ("lines[1].quantity", 2)
