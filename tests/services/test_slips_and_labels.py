"""Slips and labels: drawn from the order as it stands, and never kept."""

from __future__ import annotations

import pytest
from builders import add_legal, add_natural, add_product, card, cart
from evidence import everything
from pdf_reading import chrome_finds

from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.domain.delivery import LabelSize
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.order import OrderId
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.return_request import ReturnedLine, ReturnRequest
from bakala_desktop.services.corrections import make_official
from bakala_desktop.services.customers import update_customer
from bakala_desktop.services.delivery_papers import draw_labels, draw_slip
from bakala_desktop.services.returns import return_goods
from bakala_desktop.services.sell import complete_sale


def sold_to(shop, buyer):
    order = cart(shop, add_product(shop, title="چراغ مطالعهٔ آزمون"))
    order = order.with_customer(buyer.id) if buyer else order
    return complete_sale(shop, order, [card(order.payable)])


def test_a_slip_follows_the_customer_who_moves(shop):
    buyer = add_legal(shop)
    done = sold_to(shop, buyer)
    before = everything(shop)
    slip = draw_slip(shop, done.order.id)
    assert slip.order_number == str(done.serial)
    assert chrome_finds(slip.pdf, "چراغ مطالعهٔ آزمون")
    assert chrome_finds(slip.pdf, "پلاک ۱۲")
    assert everything(shop) == before
    fields = {"name": buyer.name, "national_id": buyer.national_id, "city": "تبریز", "address": "خیابان تازه، پلاک ۹"}
    update_customer(shop, buyer.id, fields)
    moved = draw_slip(shop, done.order.id)
    assert chrome_finds(moved.pdf, "پلاک ۹")
    assert not chrome_finds(moved.pdf, "پلاک ۱۲")


def test_what_came_back_is_not_in_the_parcel(shop):
    goods = add_product(shop, title="چراغ مطالعهٔ آزمون"), add_product(shop, title="صندلی آزمون")
    order = cart(shop, *goods).with_customer(add_legal(shop).id)
    serial = str(complete_sale(shop, order, [card(order.payable)]).serial)
    lines = (ReturnedLine(1, Quantity.parse("1")),)
    return_goods(shop, ReturnRequest(serial, lines, "آزمون", (card(110_000),)))
    slip = draw_slip(shop, order.id)
    assert chrome_finds(slip.pdf, "صندلی آزمون")
    assert not chrome_finds(slip.pdf, "چراغ مطالعهٔ آزمون")


def test_goods_go_to_whom_the_invoice_was_made_out_anew(shop):
    done = sold_to(shop, None)
    company = add_legal(shop)
    anew = make_official(shop, str(done.serial), company.id).invoice
    slip = draw_slip(shop, done.order.id)
    assert slip.order_number == str(anew.serial)
    assert chrome_finds(slip.pdf, "شرکت آزمون‌گستر")


@pytest.mark.parametrize("size", LabelSize)
def test_each_parcel_has_a_label(shop, size):
    done = sold_to(shop, add_legal(shop))
    before = everything(shop)
    labels = draw_labels(shop, done.order.id, size, 3)
    assert labels.pages == 3
    assert chrome_finds(labels.pdf, "شرکت آزمون‌گستر")
    assert everything(shop) == before


def test_without_an_address_there_is_nothing_to_stick_on_a_parcel(shop):
    for buyer in (None, add_natural(shop)):
        done = sold_to(shop, buyer)
        for draw in (draw_slip, draw_labels):
            with pytest.raises(ShopError) as refusal:
                draw(shop, done.order.id)
            assert (refusal.value.code, refusal.value.data["fields"]) == (
                "delivery_address_missing",
                ["city", "address"],
            )
    assert buyer.kind is PartyKind.NATURAL


def test_what_cannot_be_drawn(shop):
    done = sold_to(shop, add_legal(shop))
    with pytest.raises(ShopError, match="order_not_found"):
        draw_slip(shop, OrderId(shop.new_id()))
    for parcels in (0, 201):
        with pytest.raises(ShopError, match="number_out_of_range"):
            draw_labels(shop, done.order.id, parcels=parcels)
