"""The sell screen as a cashier works it: scans, searches, quantities, discounts, and a whole sale by keys alone."""

from collections.abc import Iterator

import pytest
from builders import add_natural, add_product, as_role, barcode
from cashier import CTRL, SHIFT, Cashier
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.product import Product
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.staff import Role
from bakala_desktop.services.catalog import create_product
from bakala_desktop.services.orders import list_orders
from bakala_desktop.services.shop import Shop

K = Qt.Key


@pytest.fixture
def goods(shop: Shop) -> tuple[Product, ...]:
    """Milk, rice, tea, and apples by weight."""
    return (
        add_product(shop, sku="MILK", barcode=barcode(1), title="شیر کم‌چرب پگاه", price_rial="450000"),
        add_product(shop, sku="RICE", barcode=barcode(2), title="برنج ایرانی طارم", price_rial="2500000"),
        add_product(shop, sku="TEA", barcode=barcode(3), title="چای سیاه ۵۰۰ گرمی", price_rial="1000000"),
        add_product(shop, sku="APPLE", barcode="", title="سیب زرد", unit="کیلوگرم", price_rial="850000"),
    )


@pytest.fixture
def cashier(qapp: QApplication, shop: Shop, goods: tuple[Product, ...]) -> Iterator[Cashier]:
    worker = Cashier(shop)
    yield worker
    worker.leave()


def test_a_whole_sale_goes_by_keys_alone(cashier: Cashier, shop: Shop):
    add_natural(shop)
    cashier.type("شیر")
    cashier.enter()
    cashier.type("چای")
    cashier.key(K.Key_Down)
    cashier.enter()
    cashier.key(K.Key_Up, CTRL)
    assert cashier.cart == [("MILK", "1"), ("TEA", "2")]
    cashier.key(K.Key_F3)
    cashier.type("0912")
    cashier.enter()
    assert cashier.screen.sale.customer is not None
    cashier.key(K.Key_F4)
    cashier.type("10")
    cashier.enter()
    cashier.key(K.Key_F12)
    assert cashier.screen.sale.order.payable == 2_475_000
    cashier.type("3000000")
    cashier.enter()
    assert len(cashier.sold) == 1
    assert cashier.find("change").text() == "۵۲۵٬۰۰۰"
    cashier.enter()
    assert cashier.cart == []
    assert cashier.focus == "search"
    (order,) = list_orders(shop, None, 10)
    assert (order.customer, order.payable) == ("نگار آزمونی", 2_475_000)


@pytest.mark.parametrize("opening", ["", "F3", "F6", "F12", "Ctrl+N", "cart", "goods", "result"])
def test_a_scan_sells_under_every_focus(cashier: Cashier, opening: str):
    cashier.scan("MILK-1" if opening == "never" else barcode(1))
    if opening == "F12":
        cashier.key(K.Key_F12)
    elif opening == "F3":
        cashier.key(K.Key_F3)
    elif opening == "F6":
        cashier.key(K.Key_F6)
    elif opening == "Ctrl+N":
        cashier.key(K.Key_N, CTRL)
    elif opening == "cart":
        cashier.screen.cart.view.setFocus()
    elif opening == "goods":
        cashier.screen.goods.view.setFocus()
    elif opening == "result":
        cashier.key(K.Key_F12)
        cashier.enter()
        assert len(cashier.sold) == 1
    cashier.scan(barcode(2))
    expected = [("RICE", "1")] if opening == "result" else [("MILK", "1"), ("RICE", "1")]
    assert cashier.cart == expected
    assert cashier.screen.cart.row == len(expected) - 1


def test_a_scan_leaves_what_is_being_typed_alone(cashier: Cashier):
    cashier.type("برن")
    cashier.scan(barcode(1))
    assert cashier.search.text() == "برن"
    assert cashier.cart == [("MILK", "1")]


def test_a_scan_in_the_customer_drawer_leaves_the_drawer_open(cashier: Cashier):
    cashier.key(K.Key_F3)
    cashier.type("نگا")
    cashier.scan(barcode(1))
    assert cashier.cart == [("MILK", "1")]
    assert cashier.screen.drawers.customer.find.text() == "نگا"
    assert cashier.focus == "find"


def test_a_scan_during_payment_returns_to_the_cart_and_says_so(cashier: Cashier):
    cashier.scan(barcode(1))
    cashier.key(K.Key_F12)
    cashier.scan(barcode(3))
    assert cashier.cart == [("MILK", "1"), ("TEA", "1")]
    assert not cashier.screen.checkout.is_paying
    assert "افزوده شد" in cashier.said
    cashier.key(K.Key_F12)
    assert cashier.screen.checkout.payment.payment.payable == 1_595_000


def test_what_was_typed_for_this_payment_outlives_a_scan(cashier: Cashier):
    cashier.scan(barcode(1))
    cashier.key(K.Key_F12)
    cashier.find("card").setFocus()
    cashier.type("100000")
    cashier.scan(barcode(3))
    cashier.key(K.Key_F12)
    assert cashier.find("card").text() == "۱۰۰٬۰۰۰"
    assert cashier.find("cash").text() == "۱٬۴۹۵٬۰۰۰"


def test_a_hundred_scans_at_ten_a_second_come_in_order_and_none_is_lost(cashier: Cashier, shop: Shop):
    codes = [add_product(shop, sku=f"S{n}", barcode=barcode(100 + n)).barcode or "" for n in range(100)]
    for code in codes:
        cashier.beam(code)
    cashier.settle()
    assert [sku for sku, _ in cashier.cart] == [f"S{n}" for n in range(100)]


def test_the_same_goods_again_make_one_line(cashier: Cashier):
    for code in (1, 2, 1):
        cashier.scan(barcode(code))
    assert cashier.cart == [("MILK", "2"), ("RICE", "1")]
    assert cashier.screen.cart.row == 0


def test_a_thousand_lines_are_no_trouble(cashier: Cashier, shop: Shop, goods: tuple[Product, ...]):
    from bakala_desktop.services.catalog import line_for

    line = line_for(shop, goods[0].id)
    sale = cashier.screen.sale
    sale.order = sale.order.put_back(0, [line] * 1000)
    sale.changed.emit(999)
    cashier.scan(barcode(2))
    assert cashier.cart[1000] == ("RICE", "1")
    assert cashier.screen.cart.row == 1000
    assert cashier.find("cartCount").text() == "۱۰۰۱"


def test_an_unknown_code_is_said_in_place_and_scans_go_on(cashier: Cashier):
    cashier.scan("6269999999990")
    assert "6269999999990" in cashier.said
    cashier.scan(barcode(1))
    assert cashier.cart == [("MILK", "1")]


def test_an_unknown_code_becomes_goods_by_keys_alone(cashier: Cashier):
    cashier.scan("6269999999990")
    cashier.key(K.Key_N, CTRL)
    cashier.type("بیسکویت")
    cashier.enter()
    cashier.type("75000")
    cashier.enter()
    assert cashier.cart == [("6269999999990", "1")]
    assert cashier.screen.sale.order.lines[0].unit_price == 75_000
    assert cashier.focus == "search"


def test_goods_with_a_wrong_field_are_refused_at_the_field(cashier: Cashier, goods: tuple[Product, ...]):
    cashier.key(K.Key_N, CTRL)
    panel = cashier.screen.drawers.product
    panel._texts["sku"].set_text("MILK")
    panel._texts["title"].set_text("چیزی")
    panel._price.set_value(Rial(1000))
    panel.save()
    cashier.settle()
    assert panel._texts["sku"].message.text()
    assert cashier.screen.drawers.is_open


def test_a_cashier_without_the_right_is_not_offered_to_define_goods(qapp: QApplication, shop: Shop):
    worker = Cashier(as_role(shop, Role.CASHIER))
    worker.scan("6269999999990")
    assert worker.notices[-1].action == ""
    assert not worker.screen.commands["sell.price"].isEnabled()
    worker.leave()


@pytest.mark.parametrize("typed", ["3*", "۳*", "3×"])
def test_a_number_and_a_star_before_a_scan_counts_for_it(cashier: Cashier, typed: str):
    cashier.type(typed)
    cashier.scan(barcode(1))
    assert cashier.cart == [("MILK", "3")]
    assert cashier.search.text() == ""


def test_a_number_and_a_star_before_a_code_counts_for_it(cashier: Cashier):
    cashier.type("۳*MILK")
    cashier.enter()
    assert cashier.cart == [("MILK", "3")]
    assert cashier.search.text() == ""


def test_a_number_and_a_star_alone_sets_the_quantity_of_the_line(cashier: Cashier):
    cashier.scan(barcode(1))
    cashier.type("12*")
    cashier.enter()
    assert cashier.cart == [("MILK", "12")]


def test_half_a_piece_is_refused_and_the_cart_stays(cashier: Cashier):
    cashier.scan(barcode(1))
    cashier.type("1.5*MILK")
    cashier.enter()
    assert cashier.cart == [("MILK", "1")]
    assert cashier.notices[-1].kind == "error"


def test_words_that_find_nothing_stay_to_be_mended(cashier: Cashier):
    cashier.type("قققق")
    cashier.enter()
    assert "قققق" in cashier.said
    assert cashier.search.text() == "قققق"
    assert cashier.find("noGoods").isVisible()


def test_goods_by_weight_ask_for_the_weight_at_once(cashier: Cashier):
    cashier.type("APPLE")
    cashier.enter()
    assert cashier.focus == "quantity"
    cashier.type("۲/۵")
    cashier.enter()
    assert cashier.cart == [("APPLE", "2.5")]
    assert cashier.focus == "search"


@pytest.mark.parametrize(("typed", "quantity"), [("۲/۵", "2.5"), ("2.5", "2.5"), ("۲٫۵", "2.5"), ("٢.٥", "2.5")])
def test_a_quantity_is_taken_in_any_writing(cashier: Cashier, typed: str, quantity: str):
    cashier.type("APPLE")
    cashier.enter()
    cashier.type(typed)
    cashier.enter()
    assert cashier.cart == [("APPLE", quantity)]


def test_a_weight_that_was_typed_is_taken_when_the_next_goods_are_scanned(cashier: Cashier):
    cashier.type("APPLE")
    cashier.enter()
    cashier.type("1.25")
    cashier.scan(barcode(1))
    assert cashier.cart == [("APPLE", "1.25"), ("MILK", "1")]
    assert not cashier.screen.editor.is_open


def test_weighing_is_asked_for_without_disturbing_what_is_typed_in_a_drawer(cashier: Cashier, shop: Shop):
    add_product(shop, sku="PEAR", barcode=barcode(7), title="گلابی", unit="کیلوگرم")
    cashier.key(K.Key_F3)
    cashier.type("نگا")
    cashier.scan(barcode(7))
    assert cashier.screen.editor.is_open
    assert cashier.focus == "find"
    cashier.key(K.Key_F2)
    assert not cashier.screen.drawers.is_open


def test_closing_a_drawer_leads_on_to_the_weight_that_is_still_open(cashier: Cashier, shop: Shop):
    add_product(shop, sku="PEAR", barcode=barcode(7), title="گلابی", unit="کیلوگرم")
    cashier.key(K.Key_F3)
    cashier.scan(barcode(7))
    cashier.escape()
    assert not cashier.screen.drawers.is_open
    assert cashier.focus == "quantity"
    cashier.type("0.75")
    cashier.enter()
    assert cashier.cart == [("PEAR", "0.75")]


def test_a_label_of_the_scale_needs_no_question(cashier: Cashier, shop: Shop):
    from bakala_desktop.domain.identifiers import ean

    add_product(shop, sku="00042", barcode="", title="گوجه", unit="کیلوگرم", price_rial="300000")
    body = "210004201500"
    cashier.scan(body + ean.check_digit(body))
    assert cashier.cart == [("00042", "1.5")]
    assert not cashier.screen.editor.is_open


def test_a_quantity_of_nought_removes_the_line_and_can_be_undone(cashier: Cashier):
    cashier.scan(barcode(1))
    cashier.scan(barcode(2))
    cashier.screen.cart.view.mark_row(0)
    cashier.key(K.Key_F6)
    cashier.type("0")
    cashier.enter()
    assert cashier.cart == [("RICE", "1")]
    assert "شیر" in cashier.said
    cashier.key(K.Key_F7)
    assert cashier.cart == [("MILK", "1"), ("RICE", "1")]


def test_del_removes_and_ctrl_del_empties_and_both_come_back(cashier: Cashier):
    cashier.scan(barcode(1))
    cashier.scan(barcode(2))
    cashier.key(K.Key_Delete)
    assert cashier.cart == [("MILK", "1")]
    cashier.key(K.Key_Delete, CTRL)
    assert cashier.cart == []
    cashier.scan(barcode(3))
    assert cashier.notices[-1].acted is not None
    cashier.notices[-1].acted()
    cashier.settle()
    assert cashier.cart == [("MILK", "1"), ("TEA", "1")]


def test_the_last_piece_stepped_down_takes_the_line_along(cashier: Cashier):
    cashier.scan(barcode(1))
    cashier.key(K.Key_Up, CTRL)
    cashier.key(K.Key_Down, CTRL)
    assert cashier.cart == [("MILK", "1")]
    cashier.key(K.Key_Down, CTRL)
    assert cashier.cart == []


def test_a_discount_beyond_the_line_says_that_it_is_cut(cashier: Cashier):
    cashier.scan(barcode(1))
    cashier.key(K.Key_F4)
    cashier.click(cashier.find("asAmount"))
    cashier.type("900000")
    assert "سقف" in cashier.find("editorMessage").text()
    cashier.enter()
    assert cashier.screen.sale.order.payable == 0
    assert "سقف" in cashier.find("discountTitle").text()


def test_a_percent_sign_turns_an_amount_into_a_percentage(cashier: Cashier):
    cashier.scan(barcode(3))
    cashier.key(K.Key_F4, SHIFT)
    cashier.click(cashier.find("asAmount"))
    cashier.type("5")
    cashier.type("٪")
    cashier.enter()
    assert cashier.screen.sale.order.totals.discount == 50_000


def test_a_discount_of_more_than_all_is_refused_in_place(cashier: Cashier):
    cashier.scan(barcode(3))
    cashier.key(K.Key_F4)
    cashier.type("150")
    cashier.enter()
    assert cashier.screen.editor.is_open
    assert cashier.find("percent").property("wrong") is True
    cashier.escape()
    assert cashier.screen.sale.order.totals.discount == 0


def test_a_price_is_changed_where_that_is_allowed(cashier: Cashier):
    cashier.scan(barcode(3))
    cashier.key(K.Key_F5)
    cashier.type("990000")
    cashier.enter()
    assert cashier.screen.sale.order.lines[0].unit_price == 990_000


def test_search_answers_each_keystroke_and_drops_what_is_stale(cashier: Cashier):
    cashier.search.setText("ش")
    cashier.search.setText("شی")
    cashier.search.setText("برنج")
    cashier.settle()
    assert cashier.screen.goods.view.goods.rowCount() == 1


def test_enter_before_the_answer_has_come_still_finds(cashier: Cashier):
    cashier.search.setText("برنج")
    cashier.search.returnPressed.emit()
    cashier.settle()
    assert cashier.cart == [("RICE", "1")]


def test_the_wrong_keyboard_finds_as_well(cashier: Cashier):
    cashier.type("fvk")
    cashier.enter()
    assert cashier.cart == [("RICE", "1")]


def test_typing_over_the_cart_goes_into_the_search_field(cashier: Cashier):
    cashier.scan(barcode(1))
    cashier.screen.cart.view.setFocus()
    cashier.type("چای")
    assert cashier.search.text() == "چای"
    assert cashier.focus == "search"


def test_goods_in_the_cart_are_marked_and_clicked_goods_are_added(cashier: Cashier):
    view = cashier.screen.goods.view
    rect = view.visualRect(view.goods.index(0))
    cashier.click(view.viewport(), rect.center())
    cashier.click(view.viewport(), rect.center())
    from bakala_desktop.gui.widgets.goods_model import GoodsRole

    assert cashier.cart == [("MILK", "2")]
    assert view.goods.index(0).data(GoodsRole.IN_CART) == "۲"


def test_the_stepper_of_a_line_is_pressed(cashier: Cashier):
    from bakala_desktop.gui.widgets.cart_model import CartColumn

    cashier.scan(barcode(1))
    view = cashier.screen.cart.view
    cell = view.visualRect(view.cart.index(0, CartColumn.QUANTITY))
    cashier.click(view.viewport(), QPoint(cell.right() - 15, cell.center().y()))
    assert cashier.cart == [("MILK", "2")]


def test_an_empty_cart_cannot_be_paid(cashier: Cashier):
    assert not cashier.find("pay").isEnabled()
    cashier.key(K.Key_F12)
    assert not cashier.screen.checkout.is_paying


def test_the_numpad_types_into_what_has_the_focus(cashier: Cashier):
    cashier.scan(barcode(1))
    cashier.key(K.Key_F11)
    cashier.click(cashier.find("modeQuantity"))
    pad = cashier.find("numpad")
    for name in ("۲", "۴", "enter"):
        cashier.click(pad.keys[name])
    assert cashier.cart == [("MILK", "24")]


def test_escape_goes_back_one_step_at_a_time(cashier: Cashier):
    cashier.scan(barcode(1))
    cashier.key(K.Key_F12)
    cashier.key(K.Key_F3)
    cashier.escape()
    assert not cashier.screen.drawers.is_open
    assert cashier.screen.checkout.is_paying
    cashier.escape()
    assert not cashier.screen.checkout.is_paying
    assert cashier.focus == "search"


def test_scale_quantity_beyond_the_limit_is_refused(cashier: Cashier):
    cashier.scan(barcode(1))
    cashier.type("999999*MILK")
    cashier.enter()
    assert cashier.cart == [("MILK", "1")]
    assert cashier.screen.sale.order.lines[0].quantity == Quantity.of(1)


def test_goods_defined_elsewhere_are_found_at_once(cashier: Cashier, shop: Shop):
    create_product(shop, {"sku": "NEW", "title": "نان سنگک", "unit": "عدد", "price_rial": "150000"})
    cashier.type("سنگک")
    cashier.enter()
    assert cashier.cart == [("NEW", "1")]


def test_totals_say_what_the_order_says(cashier: Cashier):
    cashier.scan(barcode(1))
    cashier.scan(barcode(3))
    texts = {name: cashier.find(name).text() for name in ("gross", "discount", "vat", "payable")}
    assert texts == {"gross": "۱٬۴۵۰٬۰۰۰", "discount": "۰", "vat": "۱۴۵٬۰۰۰", "payable": "۱٬۵۹۵٬۰۰۰"}
    assert isinstance(cashier.find("cartHeading"), QLabel)
    assert cashier.find("cartHeading").text() == "شما این محصولات را انتخاب کرده‌اید"


def test_keys_are_written_on_the_buttons(cashier: Cashier):
    for name, key in (("pay", "F12"), ("payCash", "F9"), ("payCard", "F10"), ("customerButton", "F3")):
        button = cashier.find(name)
        assert isinstance(button, QPushButton)
        assert key in button.text()
