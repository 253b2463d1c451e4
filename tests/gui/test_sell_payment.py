"""Taking the money at the window: cash, quick amounts, card, split, rounding, the guard against toman for rials."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from builders import add_product, as_role, barcode
from cashier import Cashier
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bakala_desktop.domain.money import MoneyUnit, Rial
from bakala_desktop.domain.product import Product
from bakala_desktop.domain.staff import Role
from bakala_desktop.domain.tender import CashRounding, RoundingMode, TenderKind
from bakala_desktop.services import settings
from bakala_desktop.services.orders import get_order, list_orders
from bakala_desktop.services.sell import OrderAnswer
from bakala_desktop.services.shop import Shop

K = Qt.Key


@pytest.fixture
def tea(shop: Shop) -> Product:
    """Tea for 1,100,000 rials with VAT."""
    return add_product(shop, sku="TEA", barcode=barcode(3), title="چای سیاه", price_rial="1000000")


@pytest.fixture
def cashier(qapp: QApplication, shop: Shop, tea: Product) -> Iterator[Cashier]:
    worker = Cashier(shop)
    worker.scan(barcode(3))
    yield worker
    worker.leave()


def sold(shop: Shop) -> list[OrderAnswer]:
    return [get_order(shop, str(one.id)) for one in list_orders(shop, None, 10)]


def tenders(shop: Shop) -> list[tuple[str, int, str]]:
    (answer,) = sold(shop)
    assert answer.order.settlement is not None
    return [(t.kind.value, t.amount, t.reference) for t in answer.order.settlement.tenders]


def test_f12_and_enter_take_exactly_what_is_due(cashier: Cashier, shop: Shop):
    cashier.key(K.Key_F12)
    assert cashier.find("due").text() == "۱٬۱۰۰٬۰۰۰"
    cashier.enter()
    assert tenders(shop) == [("cash", 1_100_000, "")]
    assert cashier.find("change").text() == "۰"


def test_f12_twice_sells_too(cashier: Cashier):
    cashier.key(K.Key_F12)
    cashier.key(K.Key_F12)
    assert len(cashier.sold) == 1


def test_a_quick_amount_gives_the_change(cashier: Cashier, shop: Shop):
    cashier.key(K.Key_F9)
    button = cashier.screen.checkout.payment._quick.buttons[1]
    assert button.text() == "۲٬۰۰۰٬۰۰۰"
    cashier.click(button)
    assert cashier.find("balance").text() == "۹۰۰٬۰۰۰"
    cashier.enter()
    assert tenders(shop) == [("cash", 2_000_000, "")]


def test_f10_pays_all_by_card_with_its_reference(cashier: Cashier, shop: Shop):
    cashier.key(K.Key_F10)
    assert cashier.focus == "cardReference"
    cashier.type("778899")
    cashier.enter()
    assert tenders(shop) == [("card", 1_100_000, "778899")]


def test_a_payment_is_split_over_three_ways(cashier: Cashier, shop: Shop):
    cashier.key(K.Key_F12)
    cashier.find("card").setFocus()
    cashier.type("600000")
    cashier.find("transfer").setFocus()
    cashier.type("300000")
    assert cashier.find("cash").text() == "۲۰۰٬۰۰۰"
    cashier.enter()
    assert tenders(shop) == [("cash", 200_000, ""), ("card", 600_000, ""), ("transfer", 300_000, "")]


def test_too_little_shows_the_rest_and_is_not_sold(cashier: Cashier):
    cashier.key(K.Key_F12)
    cashier.type("600000")
    assert cashier.find("balanceTitle").text() == "باقی‌مانده"
    assert cashier.find("balance").text() == "۵۰۰٬۰۰۰"
    cashier.enter()
    assert cashier.sold == []
    assert cashier.find("paymentError").isVisible()
    assert cashier.cart == [("TEA", "1")]


def test_a_card_beyond_the_due_is_refused_while_it_is_typed(cashier: Cashier):
    cashier.key(K.Key_F12)
    cashier.find("card").setFocus()
    cashier.type("2000000")
    assert cashier.find("paymentError").isVisible()
    cashier.enter()
    assert cashier.sold == []


def test_a_held_enter_pays_once(cashier: Cashier, shop: Shop):
    cashier.key(K.Key_F12)
    for _ in range(3):
        cashier.strike(K.Key_Return, text="\r")
    cashier.settle()
    assert len(cashier.sold) == 1
    assert len(sold(shop)) == 1


def test_a_scan_while_the_sale_is_written_begins_the_next_sale(cashier: Cashier, shop: Shop):
    add_product(shop, sku="RICE", barcode=barcode(2))
    cashier.key(K.Key_F12)
    cashier.strike(K.Key_Return, text="\r")
    cashier.beam(barcode(2))
    cashier.settle()
    assert len(cashier.sold) == 1
    assert cashier.cart == [("RICE", "1")]
    assert [line.sku for line in sold(shop)[0].order.lines] == ["TEA"]


def test_goods_on_their_way_hold_the_payment_back(cashier: Cashier, shop: Shop):
    add_product(shop, sku="RICE", barcode=barcode(2))
    cashier.key(K.Key_F12)
    cashier.beam(barcode(2))
    cashier.strike(K.Key_Return, text="\r")
    cashier.settle()
    assert cashier.sold == []
    assert cashier.cart == [("TEA", "1"), ("RICE", "1")]


@pytest.mark.parametrize(("typed", "meant"), [("12000000", "۱٬۲۰۰٬۰۰۰"), ("120000", "۱٬۲۰۰٬۰۰۰")])
def test_a_wrong_unit_is_asked_about_and_enter_corrects_it(cashier: Cashier, typed: str, meant: str, shop: Shop):
    cashier.key(K.Key_F12)
    cashier.type(typed)
    cashier.enter()
    assert cashier.sold == []
    assert cashier.focus == "correctAmount"
    assert meant in cashier.find("correctAmount").text()
    cashier.enter()
    assert cashier.find("cash").text() == meant
    assert cashier.sold == []
    cashier.enter()
    assert tenders(shop) == [("cash", 1_200_000, "")]


def test_an_amount_that_is_meant_is_kept(cashier: Cashier, shop: Shop):
    cashier.key(K.Key_F12)
    cashier.type("12000000")
    cashier.enter()
    cashier.click(cashier.find("keepAmount"))
    assert tenders(shop) == [("cash", 12_000_000, "")]


def test_the_question_about_the_unit_swallows_no_scan(cashier: Cashier):
    cashier.key(K.Key_F12)
    cashier.type("12000000")
    cashier.enter()
    cashier.scan(barcode(3))
    assert cashier.cart == [("TEA", "2")]


def test_toman_on_the_screen_are_rials_in_the_sale(qapp: QApplication, shop: Shop, tea: Product):
    worker = Cashier(shop, unit=MoneyUnit.TOMAN)
    worker.scan(barcode(3))
    worker.key(K.Key_F12)
    assert worker.find("due").text() == "۱۱۰٬۰۰۰"
    assert worker.find("dueUnit").text() == "تومان"
    worker.type("150000")
    worker.enter()
    assert worker.find("change").text() == "۴۰٬۰۰۰"
    worker.leave()
    assert tenders(shop) == [("cash", 1_500_000, "")]


def test_the_change_stays_in_front_when_the_screen_turns_dark(cashier: Cashier):
    cashier.key(K.Key_F12)
    cashier.type("2000000")
    cashier.enter()
    cashier.desk.change_settings(replace(cashier.desk.settings, theme="dark"))
    cashier.settle()
    assert cashier.screen.checkout.is_done
    assert cashier.find("change").text() == "۹۰۰٬۰۰۰"
    cashier.desk.change_settings(replace(cashier.desk.settings, unit=MoneyUnit.TOMAN))
    assert not cashier.screen.checkout.is_done


def test_cash_is_rounded_by_the_rule_of_the_shop(qapp: QApplication, shop: Shop):
    settings.set_rounding(shop, CashRounding(RoundingMode.DOWN, Rial(10_000)))
    add_product(shop, sku="GUM", barcode=barcode(9), price_rial="12345", vat_percent="0")
    worker = Cashier(shop)
    worker.scan(barcode(9))
    worker.key(K.Key_F12)
    assert worker.find("cash").text() == "۱۰٬۰۰۰"
    assert "۲٬۳۴۵" in worker.find("roundingNote").text()
    worker.enter()
    worker.leave()
    assert tenders(shop) == [("cash", 10_000, ""), ("rounding", 2_345, "")]


def test_a_changed_price_is_taken_over_and_nothing_is_sold(qapp: QApplication, shop: Shop, tea: Product):
    worker = Cashier(as_role(shop, Role.CASHIER))
    worker.scan(barcode(3))
    with shop.write("product.update") as work:
        from dataclasses import replace

        work.products.replace([replace(tea, price=Rial(1_200_000))])
    worker.key(K.Key_F12)
    worker.enter()
    assert worker.sold == []
    assert "تغییر" in worker.said
    assert worker.find("due").text() == "۱٬۳۲۰٬۰۰۰"
    worker.enter()
    assert len(worker.sold) == 1
    worker.leave()


def test_goods_out_of_stock_are_refused_where_the_shop_wants_it(qapp: QApplication, shop: Shop):
    settings.set_forbid_negative(shop, True)
    add_product(shop, sku="LAST", barcode=barcode(8), stock="0")
    worker = Cashier(shop)
    worker.scan(barcode(8))
    worker.key(K.Key_F12)
    worker.enter()
    assert worker.sold == []
    assert worker.find("paymentError").isVisible()
    assert worker.cart == [("LAST", "1")]
    worker.leave()


def test_the_last_sale_stays_until_the_next_goods_come(cashier: Cashier):
    cashier.key(K.Key_F12)
    cashier.enter()
    assert cashier.screen.checkout.is_done
    assert "۱۴۰۵-A-۰۰۰۰۰۰۱" in cashier.find("serial").text()
    cashier.scan(barcode(3))
    assert not cashier.screen.checkout.is_done
    assert cashier.cart == [("TEA", "1")]


def test_the_invoice_is_asked_for_by_its_serial(cashier: Cashier):
    wanted: list[str] = []
    cashier.desk.paper_wanted.connect(wanted.append)
    cashier.desk.paper_file_wanted.connect(wanted.append)
    cashier.key(K.Key_F12)
    cashier.enter()
    cashier.click(cashier.find("printInvoice"))
    cashier.click(cashier.find("saveInvoice"))
    assert wanted == ["1405-A-0000001"] * 2


def test_after_an_error_of_the_program_the_cart_can_still_be_sold(cashier: Cashier, monkeypatch: pytest.MonkeyPatch):
    from bakala_desktop.services import sell

    real = sell.complete_sale
    monkeypatch.setattr(sell, "complete_sale", lambda *args: 1 / 0)
    cashier.key(K.Key_F12)
    cashier.strike(K.Key_Return, text="\r")
    with pytest.raises(AssertionError):
        cashier.settle()
    assert len(cashier.bugs) == 1
    cashier.bugs.clear()
    monkeypatch.setattr(sell, "complete_sale", real)
    cashier.enter()
    assert len(cashier.sold) == 1


def test_the_card_field_is_left_alone_by_the_numbers_of_cash(cashier: Cashier):
    cashier.key(K.Key_F12)
    cashier.type("500000")
    cashier.key(K.Key_F10)
    assert cashier.find("card").text() == "۶۰۰٬۰۰۰"
    assert cashier.screen.checkout.payment.payment.others[0].kind is TenderKind.CARD
