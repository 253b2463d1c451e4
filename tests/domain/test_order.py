"""The cart: immutable, always priced, never impossible."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import LIMIT, Rial
from bakala_desktop.domain.order import Order, OrderId, OrderLine, OrderStatus
from bakala_desktop.domain.pricing import Discount
from bakala_desktop.domain.product import Product, ProductId
from bakala_desktop.domain.quantity import ONE, SCALE, Quantity
from bakala_desktop.domain.tax import VatRate
from bakala_desktop.domain.tender import Settlement

TEN = VatRate(1000)
AT = datetime(2026, 11, 22, 6, tzinfo=UTC)


def goods(number=1, price=1_000, **given):
    given = {"sku": f"S{number}", "title": "کالا", "unit": "عدد"} | given
    return Product(id=ProductId(UUID(int=number)), price=Rial(price), **given)


def line(number=1, price=1_000, quantity="1", **given):
    return OrderLine.of(goods(number, price, **given), TEN, Quantity.parse(quantity))


def cart(*lines, **given):
    return Order(OrderId(UUID(int=99)), lines=lines, **given)


def test_an_empty_cart_costs_nothing():
    assert cart().payable == 0
    assert cart().totals.gross == 0


def test_scanning_twice_counts_two_on_one_line():
    twice = cart().scan(line()).scan(line())
    assert [(x.sku, str(x.quantity)) for x in twice.lines] == [("S1", "2")]
    assert twice.payable == 2_200


@pytest.mark.parametrize("other", [line(2), line(price=900)])
def test_other_goods_or_another_price_make_another_line(other):
    assert len(cart().scan(line()).scan(other).lines) == 2


def test_a_line_with_a_discount_of_its_own_is_left_alone():
    one = cart(line()).with_line_discount(0, Discount(rial=Rial(10)))
    assert len(one.scan(line()).lines) == 2


def test_the_lines_of_a_file_are_never_merged():
    assert len(cart().add(line()).add(line()).lines) == 2


def test_each_change_leaves_the_old_cart_as_it_was():
    old = cart(line(), line(2))
    changes = [
        old.with_quantity(0, Quantity.parse("3")),
        old.with_unit_price(0, Rial(5)),
        old.with_discount(Discount(percent=Decimal(10))),
        old.without_line(1),
        old.with_rates([VatRate(0), VatRate(0)]),
    ]
    assert [new.payable for new in changes] == [4_400, 1_105, 1_980, 1_100, 2_000]
    assert old.payable == 2_200
    assert old.with_rates([TEN, TEN]).lines == old.lines


def test_a_count_sums_the_lines_of_one_kind():
    assert cart(line(), line(quantity="2"), line(2)).count_of(ProductId(UUID(int=1))) == 3 * SCALE


@pytest.mark.parametrize("is_measured", [True, False])
def test_only_measured_goods_take_parts(is_measured):
    rice = goods(unit="کیلوگرم", is_measured=is_measured)
    if is_measured:
        assert OrderLine.of(rice, TEN, Quantity.parse("2.555")).quantity.e8 == 255_500_000
        return
    with pytest.raises(ShopError, match="quantity_not_whole"):
        OrderLine.of(rice, TEN, Quantity.parse("2.555"))
    with pytest.raises(ShopError, match="quantity_not_whole"):
        rice.check_quantity(Quantity.parse("0.5"))


def test_a_line_at_the_limit_cannot_be_built():
    with pytest.raises(ShopError, match="amount_too_large"):
        line(price=LIMIT - 1, quantity="2")


def test_an_order_at_the_limit_cannot_be_built():
    half = line(price=LIMIT // 2)
    with pytest.raises(ShopError, match="document_too_large"):
        cart(half, half)


def test_a_reference_has_its_limit():
    assert cart(reference="x" * 200).reference
    with pytest.raises(ShopError, match="reference_too_long"):
        cart(reference="x" * 201)


def test_it_is_told_whether_a_discount_was_cut():
    plain = cart(line(), line(2))
    assert not plain.discount_is_cut
    assert not plain.with_discount(Discount(rial=Rial(2_000))).discount_is_cut
    assert plain.with_discount(Discount(rial=Rial(2_001))).discount_is_cut
    assert plain.with_line_discount(0, Discount(rial=Rial(1_001))).discount_is_cut
    assert not plain.with_discount(Discount(percent=Decimal(100))).discount_is_cut
    # What the line discounts took is not there for the order's.
    first = plain.with_line_discount(0, Discount(rial=Rial(1_000)))
    assert first.with_discount(Discount(rial=Rial(1_001))).discount_is_cut


def test_completing_keeps_settlement_and_instant():
    paid = Settlement((), Rial(0))
    done = cart(line()).complete(paid, AT)
    assert (done.status, done.settlement, done.completed_at) == (OrderStatus.COMPLETED, paid, AT)
    with pytest.raises(ShopError, match="order_not_open"):
        done.complete(paid, AT)


def test_an_empty_cart_can_be_neither_completed_nor_left():
    with pytest.raises(ShopError, match="order_empty"):
        cart().complete(Settlement((), Rial(0)), AT)
    with pytest.raises(ShopError, match="order_empty"):
        cart().await_payment()


@pytest.mark.parametrize("status", list(OrderStatus))
def test_only_an_open_order_is_completed(status):
    order = cart(line(), status=status)
    if status in (OrderStatus.DRAFT, OrderStatus.PARKED, OrderStatus.AWAITING_PAYMENT):
        assert order.complete(Settlement((), Rial(0)), AT).status is OrderStatus.COMPLETED
    else:
        with pytest.raises(ShopError, match="order_not_open"):
            order.complete(Settlement((), Rial(0)), AT)


def test_a_line_keeps_what_the_goods_were_called_and_cost():
    product = goods(price=500, category="خواربار", goods_id="2720000114542", vat_rate=VatRate(0))
    made = OrderLine.of(product, TEN, ONE, Rial(400))
    assert (made.unit_price, made.category, made.goods_id, made.own_vat_rate) == (400, "خواربار", "2720000114542", 0)
