"""Documents at the till by keys: a cart on offer and back, a finished sale to a company, a number in the search."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import add_legal, add_natural, add_product, as_role, barcode, cart, cash
from cashier import CTRL, NONE, SHIFT, Cashier
from evidence import everything
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.domain.document import Invoice
from bakala_desktop.domain.money import MoneyUnit, Rial
from bakala_desktop.domain.product import Product
from bakala_desktop.domain.staff import Role
from bakala_desktop.domain.tax import VatRate
from bakala_desktop.domain.till_settings import TillSettings
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.main_window import MainWindow
from bakala_desktop.gui.screens.sell import SellScreen
from bakala_desktop.gui.sell.goods_entry import serial_in
from bakala_desktop.gui.tasks import Tasks
from bakala_desktop.services import papers, proformas
from bakala_desktop.services.customers import create_customer
from bakala_desktop.services.orders import list_orders
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.shop import Shop

K = Qt.Key
OFFERED, FIRST, SECOND = "1405-P-0000001", "1405-A-0000001", "1405-A-0000002"


@pytest.fixture
def tea(shop: Shop) -> Product:
    add_product(shop, sku="RICE", barcode=barcode(2), title="برنج ایرانی طارم", price_rial="2500000")
    return add_product(shop, sku="TEA", barcode=barcode(3), title="چای سیاه ۵۰۰ گرمی", price_rial="1000000")


@pytest.fixture
def hire(qapp: QApplication, tea: Product) -> Iterator[Callable[[Shop], Cashier]]:
    workers = []

    def hire_(shop: Shop, unit: MoneyUnit = MoneyUnit.RIAL) -> Cashier:
        workers.append(Cashier(shop, unit=unit))
        return workers[-1]

    yield hire_
    for worker in workers:
        worker.leave()


@pytest.fixture
def cashier(hire: Callable[[Shop], Cashier], shop: Shop) -> Cashier:
    return hire(shop)


def offer(cashier: Cashier) -> None:
    """Put tea and rice into the cart and issue its proforma."""
    cashier.scan(barcode(3))
    cashier.scan(barcode(2))
    cashier.key(K.Key_F12, SHIFT)


def enter(cashier: Cashier, text: str) -> None:
    cashier.key(K.Key_F2)
    cashier.type(text)
    cashier.enter()


def pay(cashier: Cashier) -> None:
    cashier.key(K.Key_F12)
    cashier.enter()


def price(shop: Shop, product: Product, rials: int) -> None:
    with shop.write("product.update") as work:
        work.products.replace([replace(product, price=Rial(rials))])


def document(shop: Shop, serial: str) -> Invoice:
    found = papers.get_document(shop, serial).document
    assert isinstance(found, Invoice)
    return found


def line_of_offer(cashier: Cashier) -> str:
    label = cashier.find("offerLine")
    plain = label.text().translate({0x2060: None, 0x2066: None, 0x2069: None})
    return plain if label.isVisible() else ""


# Proformas


def test_a_cart_is_offered_comes_back_and_is_paid_at_the_offered_prices(
    hire: Callable[[Shop], Cashier], shop: Shop, tea: Product
):
    cashier = hire(as_role(shop, Role.CASHIER))
    offer(cashier)
    assert list_orders(shop, None, 10)[0].status == "draft"
    cashier.key(K.Key_Delete, CTRL)
    price(shop, tea, 1_300_000)
    enter(cashier, "۱۴۰۵-P-۱")
    assert cashier.cart == [("TEA", "1"), ("RICE", "1")]
    assert cashier.search.text() == ""
    assert line_of_offer(cashier) == "پیش‌فاکتور ۱۴۰۵-P-۰۰۰۰۰۰۱، معتبر تا ۱۴۰۵/۰۹/۰۸"
    pay(cashier)
    assert cashier.sold == [FIRST]
    sold, offered = document(shop, FIRST), document(shop, OFFERED)
    assert [line.price for line in sold.lines] == [1_000_000, 2_500_000]
    assert sold.totals == offered.totals
    assert sold.order_id == offered.order_id
    assert line_of_offer(cashier) == ""


def test_the_offered_cart_stays_open_and_nothing_counts_as_sold(cashier: Cashier, shop: Shop):
    wanted: list[str] = []
    cashier.desk.paper_wanted.connect(wanted.append)
    offer(cashier)
    assert cashier.cart == [("TEA", "1"), ("RICE", "1")]
    assert "معتبر تا ۱۴۰۵/۰۹/۰۸" in line_of_offer(cashier)
    assert "صادر شد" in cashier.said
    assert cashier.sold == []
    assert [order.status for order in list_orders(shop, None, 10)] == ["draft"]
    acted = cashier.notices[-1].acted
    assert acted is not None
    acted()
    assert wanted == [OFFERED]


def test_the_key_pressed_twice_gives_one_proforma(cashier: Cashier, shop: Shop):
    offer(cashier)
    before = everything(shop)
    cashier.key(K.Key_F12, SHIFT)
    assert OFFERED in line_of_offer(cashier).translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
    assert everything(shop) == before


def test_an_empty_cart_says_so_and_no_proforma_is_issued(cashier: Cashier, shop: Shop):
    before = everything(shop)
    cashier.key(K.Key_F12, SHIFT)
    assert "سبد خرید خالی است" in cashier.said
    assert everything(shop) == before


def test_goods_in_the_cart_are_asked_about_in_place(cashier: Cashier):
    offer(cashier)
    cashier.key(K.Key_Delete, CTRL)
    cashier.scan(barcode(2))
    enter(cashier, OFFERED)
    assert cashier.cart == [("RICE", "1")]
    assert "از دست می‌رود" in cashier.said
    acted = cashier.notices[-1].acted
    assert acted is not None
    acted()
    cashier.settle()
    assert cashier.cart == [("TEA", "1"), ("RICE", "1")]


def test_goods_that_come_in_while_a_proforma_is_opened_are_not_lost(cashier: Cashier):
    offer(cashier)
    cashier.key(K.Key_Delete, CTRL)
    cashier.beam(OFFERED)
    cashier.beam(barcode(2))
    cashier.settle()
    assert cashier.cart == [("TEA", "1"), ("RICE", "2")]


def test_goods_that_are_on_their_way_when_a_proforma_is_scanned_are_not_lost(cashier: Cashier):
    offer(cashier)
    cashier.key(K.Key_Delete, CTRL)
    cashier.beam(barcode(2))
    cashier.beam(OFFERED)
    cashier.settle()
    assert cashier.cart == [("RICE", "1")]
    assert "از دست می‌رود" in cashier.said


def test_a_scanned_number_opens_the_proforma_whatever_is_in_front(cashier: Cashier):
    offer(cashier)
    cashier.key(K.Key_Delete, CTRL)
    cashier.key(K.Key_F3)
    cashier.scan(OFFERED)
    assert cashier.cart == [("TEA", "1"), ("RICE", "1")]
    assert cashier.focus == "search"


def test_the_customer_of_the_proforma_comes_back_too(cashier: Cashier, shop: Shop):
    add_natural(shop)
    cashier.scan(barcode(3))
    cashier.key(K.Key_F3)
    cashier.type("0912")
    cashier.enter()
    cashier.key(K.Key_F12, SHIFT)
    cashier.key(K.Key_Delete, CTRL)
    cashier.screen.sale.set_customer(None)
    cashier.scan(OFFERED)
    assert cashier.screen.sale.customer is not None
    assert cashier.find("customerName").text() == "نگار آزمونی"


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        (MoneyUnit.RIAL, "«چای سیاه ۵۰۰ گرمی» از ۱٬۰۰۰٬۰۰۰ به ۱٬۳۰۰٬۰۰۰ ریال."),
        (MoneyUnit.TOMAN, "«چای سیاه ۵۰۰ گرمی» از ۱۰۰٬۰۰۰ به ۱۳۰٬۰۰۰ تومان."),
    ],
)
def test_a_proforma_that_is_over_opens_at_todays_prices_and_says_what_changed(
    hire: Callable[..., Cashier], shop: Shop, tea: Product, unit: MoneyUnit, said: str
):
    cashier = hire(shop, unit)
    offer(cashier)
    cashier.key(K.Key_Delete, CTRL)
    price(shop, tea, 1_300_000)
    shop.clock.forward(days=8)
    enter(cashier, OFFERED)
    assert cashier.said.endswith(said)
    assert "اعتبار تا ۱۴۰۵/۰۹/۰۸ بود" in line_of_offer(cashier)
    assert cashier.find("offerLine").property("role") == "warning"
    pay(cashier)
    assert [line.price for line in document(shop, FIRST).lines] == [1_300_000, 2_500_000]


def test_a_proforma_that_is_over_at_the_same_prices_says_so(cashier: Cashier, shop: Shop):
    offer(cashier)
    cashier.key(K.Key_Delete, CTRL)
    shop.clock.forward(days=8)
    enter(cashier, OFFERED)
    assert "قیمت‌ها همان است" in cashier.said


def test_a_new_vat_rate_is_said_of_a_proforma_that_still_holds(
    cashier: Cashier, shop: Shop, monkeypatch: pytest.MonkeyPatch
):
    offer(cashier)
    cashier.key(K.Key_Delete, CTRL)
    order = proformas.open_proforma(shop, OFFERED).with_rates([VatRate(1200)] * 2)
    monkeypatch.setattr(proformas, "open_proforma", lambda *_: order)
    enter(cashier, OFFERED)
    assert cashier.said.endswith("نرخ مالیات تغییر کرده و مبلغ از ۳٬۸۵۰٬۰۰۰ به ۳٬۹۲۰٬۰۰۰ ریال رسیده است.")
    assert cashier.find("offerLine").property("role") == "hint"


@pytest.mark.parametrize(("serial", "said"), [("1405-P-0000009", "پیدا نشد"), (OFFERED, "فروخته")])
def test_a_proforma_that_is_not_there_or_sold_is_refused_in_words(cashier: Cashier, shop: Shop, serial: str, said: str):
    offer(cashier)
    pay(cashier)
    cashier.enter()
    before = everything(shop)
    enter(cashier, serial)
    assert said in cashier.said
    assert cashier.cart == []
    assert everything(shop) == before


@pytest.mark.parametrize("keys", [[(K.Key_Delete, CTRL)], [(K.Key_Delete, NONE), (K.Key_Delete, NONE)]])
def test_what_is_sold_after_an_emptied_proforma_is_another_order(cashier: Cashier, shop: Shop, keys: list[tuple]):
    offer(cashier)
    for key, modifiers in keys:
        cashier.key(key, modifiers)
    assert cashier.cart == []
    assert line_of_offer(cashier) == ""
    cashier.scan(barcode(2))
    pay(cashier)
    assert document(shop, FIRST).order_id != document(shop, OFFERED).order_id
    assert len(proformas.open_proforma(shop, OFFERED).lines) == 2


def test_undo_brings_a_whole_proforma_back(cashier: Cashier, shop: Shop):
    offer(cashier)
    cashier.key(K.Key_Delete, CTRL)
    cashier.key(K.Key_F7)
    assert cashier.cart == [("TEA", "1"), ("RICE", "1")]
    assert line_of_offer(cashier)
    pay(cashier)
    assert document(shop, FIRST).order_id == document(shop, OFFERED).order_id


def test_numbers_of_documents_are_read_in_either_layout_and_goods_are_none():
    assert [str(serial_in(text)) for text in ("۱۴۰۵-ح-۱۲", "1405-p-12")] == ["1405-P-0000012"] * 2
    assert [serial_in(text) for text in ("6260000010377", "AB-12-3", "شیر-کم-چرب", "3*TEA", "")] == [None] * 5


def test_the_number_of_an_invoice_is_offered_to_be_shown(cashier: Cashier):
    wanted: list[str] = []
    cashier.desk.paper_wanted.connect(wanted.append)
    cashier.scan(FIRST)
    acted = cashier.notices[-1].acted
    assert acted is not None
    acted()
    assert wanted == [FIRST]
    assert cashier.cart == []


@pytest.fixture
def main(
    qapp: QApplication, shop: Shop, tea: Product, tmp_path: Path, tasks: Tasks, shown: Callable[[QWidget], QWidget]
) -> Iterator[MainWindow]:
    desk = Desk(shop, tasks, replace(TillSettings(), receipt_mm=58), lambda settings: None)
    window = MainWindow(desk, tmp_path)
    shown(window.form)
    assert shop.session is not None
    window.enter(shop.session)
    yield window
    window.close()


def test_a_proforma_is_sold_from_another_screen(main: MainWindow, shop: Shop, tea: Product, qtbot: QtBot):
    proformas.issue_proforma_of(shop, cart(shop, tea))
    main.show_screen("keys")
    main.desk.proforma_wanted.emit(OFFERED)
    sell = main.screen("sell")
    assert isinstance(sell, SellScreen)
    qtbot.waitUntil(lambda: sell.has_goods)
    assert main.current == "sell"
    QTest.keyClick(main.form.windowHandle(), K.Key_F12)
    assert sell.checkout.is_paying


def test_a_receipt_is_drawn_for_the_roll_of_this_till(main: MainWindow, shop: Shop, tea: Product, qtbot: QtBot):
    """Without any printer the till offers the file instead; offscreen it goes to the till's folder."""
    complete_sale(shop, cart(shop, tea), [cash(1_100_000)])
    main.desk.receipt_wanted.emit(FIRST)
    with qtbot.waitSignal(main.output.saved) as saved:
        main.notice._act()
    file = Path(saved.args[0])
    assert "58" in file.name
    with PdfDocument(file) as receipt:
        width, height = receipt[0].get_size()
    assert round(width / 72 * 25.4) == 58
    assert height > width


# To a company


def sell_tea(cashier: Cashier) -> None:
    cashier.scan(barcode(3))
    pay(cashier)
    assert cashier.sold == [FIRST]


def to_company(cashier: Cashier, words: str = "شرکت") -> None:
    cashier.key(K.Key_F3, SHIFT)
    cashier.type(words)
    cashier.enter()


def test_a_finished_sale_is_made_out_to_a_company_and_no_money_moves(cashier: Cashier, shop: Shop):
    wanted: list[str] = []
    cashier.desk.paper_wanted.connect(wanted.append)
    company = add_legal(shop)
    sell_tea(cashier)
    before = everything(shop)
    to_company(cashier)
    new, cancelled = document(shop, SECOND), document(shop, "1405-X-0000001")
    assert new.buyer is not None
    assert new.buyer.name == company.name
    assert (str(new.replaces), str(cancelled.changes), str(cancelled.replaced_by)) == (FIRST, FIRST, SECOND)
    old = document(shop, FIRST)
    assert (new.totals, new.tenders) == (old.totals, old.tenders)
    assert cancelled.tenders == ()
    after = everything(shop)
    for table in ("orders", "order_lines", "order_tenders", "stock_moves", "document_refunds"):
        assert after.get(table) == before.get(table), table
    assert "۱۴۰۵-A-۰۰۰۰۰۰۲" in cashier.find("serial").text()
    assert company.name in cashier.find("buyerLine").text()
    cashier.key(K.Key_P, CTRL)
    assert wanted == [SECOND]
    cashier.enter()
    assert cashier.focus == "search"


def test_the_drawer_says_for_which_invoice_a_buyer_is_wanted(cashier: Cashier, shop: Shop):
    sell_tea(cashier)
    before = everything(shop)
    cashier.key(K.Key_F3, SHIFT)
    assert "۱۴۰۵-A-۰۰۰۰۰۰۱" in cashier.find("customerTitle").text().replace("\u2060", "")
    cashier.escape()
    assert cashier.screen.checkout.is_done
    assert everything(shop) == before
    cashier.key(K.Key_F3)
    assert cashier.find("customerTitle").text() == "مشتری"


def test_a_customer_of_the_next_sale_is_not_taken_for_the_last(cashier: Cashier, shop: Shop):
    add_legal(shop)
    sell_tea(cashier)
    cashier.key(K.Key_F3, SHIFT)
    cashier.scan(barcode(2))
    before = everything(shop)
    cashier.key(K.Key_F3)
    cashier.type("شرکت")
    cashier.enter()
    assert cashier.screen.sale.customer is not None
    assert everything(shop) == before


def test_a_buyer_that_is_named_after_the_next_sale_began_is_named_all_the_same(cashier: Cashier, shop: Shop):
    add_legal(shop)
    sell_tea(cashier)
    cashier.key(K.Key_F3, SHIFT)
    cashier.scan(barcode(2))
    cashier.find("find").setFocus()
    cashier.type("شرکت")
    cashier.enter()
    assert "باطل شد" in cashier.said
    assert document(shop, SECOND).buyer is not None
    assert cashier.cart == [("RICE", "1")]
    assert cashier.screen.sale.customer is None


def test_a_buyer_with_missing_fields_is_completed_on_the_spot(cashier: Cashier, shop: Shop):
    given = {"name": "شرکت آزمون‌گستر", "national_id": "14003778990"}
    create_customer(shop, PartyKind.LEGAL, given)
    sell_tea(cashier)
    to_company(cashier)
    form = cashier.screen.drawers.customer.fields
    assert form.missing == ("address", "postal_code")
    for name, text in (("address", "خیابان نمونه، پلاک ۱۲"), ("postal_code", "1496675465")):
        form.fields[name].field.setFocus()
        cashier.type(text)
    cashier.enter()
    assert document(shop, SECOND).buyer is not None
    assert "باطل شد" in cashier.said


def test_a_buyer_who_lost_a_field_meanwhile_is_asked_for_it(
    cashier: Cashier, shop: Shop, monkeypatch: pytest.MonkeyPatch
):
    """Another till may have changed the customer between the search and the pick."""
    from bakala_desktop.domain.errors import ShopError
    from bakala_desktop.services import corrections

    def refuse(*_: object) -> None:
        raise ShopError("customer_incomplete", field="customer.address", missing=["customer.address"])

    add_legal(shop)
    sell_tea(cashier)
    monkeypatch.setattr(corrections, "make_official", refuse)
    to_company(cashier)
    assert "نشانی" in cashier.said
    assert cashier.find("editPage").isVisible()
    monkeypatch.undo()
    cashier.screen.drawers.customer.save()
    cashier.settle()
    assert document(shop, SECOND).buyer is not None


def test_on_another_day_a_cashier_is_refused_in_words(hire: Callable[[Shop], Cashier], shop: Shop):
    add_legal(shop)
    cashier = hire(as_role(shop, Role.CASHIER))
    sell_tea(cashier)
    shop.clock.forward(days=1)
    before = everything(shop)
    to_company(cashier)
    assert cashier.notices[-1].kind == "error"
    assert "اجازه" in cashier.said
    assert everything(shop) == before
    assert "۱۴۰۵-A-۰۰۰۰۰۰۱" in cashier.find("serial").text()


def test_the_same_buyer_again_is_refused_and_another_is_not(cashier: Cashier, shop: Shop):
    add_legal(shop)
    add_legal(shop, name="بازرگانی نمونه‌کار", national_id="10380284790")
    sell_tea(cashier)
    to_company(cashier)
    before = everything(shop)
    to_company(cashier)
    assert cashier.notices[-1].kind == "error"
    assert everything(shop) == before
    to_company(cashier, "بازرگانی")
    assert document(shop, "1405-A-0000003").buyer is not None


# Papers of the sale


def test_the_receipt_is_asked_for_by_its_key(cashier: Cashier):
    wanted: list[str] = []
    cashier.desk.receipt_wanted.connect(wanted.append)
    sell_tea(cashier)
    cashier.key(K.Key_R, CTRL)
    assert wanted == [FIRST]
    cashier.enter()
    cashier.key(K.Key_R, CTRL)
    assert wanted == [FIRST]


def test_the_keys_stand_on_their_buttons(cashier: Cashier):
    assert "Shift+F12" in cashier.find("proforma").text()
    sell_tea(cashier)
    for name, key in (("makeOfficial", "Shift+F3"), ("printReceipt", "Ctrl+R"), ("printInvoice", "Ctrl+P")):
        assert key in cashier.find(name).text()


def test_a_low_window_leaves_the_key_on_the_button(qapp: QApplication, shop: Shop, tea: Product):
    worker = Cashier(shop, (911, 458))
    assert worker.find("proforma").text().strip() == "\u2066Shift+F12\u2069"
    worker.window.resize(1366, 700)
    worker.settle()
    assert "پیش‌فاکتور" in worker.find("proforma").text()
    worker.leave()
