"""Goods to choose from and the cart: what is shown, what a press means, and that size does not matter."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFont, QImage, QPainter
from PySide6.QtTest import QTest

from bakala_desktop.domain.money import MoneyUnit, Rial
from bakala_desktop.domain.order import OrderLine
from bakala_desktop.domain.pricing import Discount, price_lines
from bakala_desktop.domain.product import Product, ProductId
from bakala_desktop.domain.quantity import ONE, Quantity
from bakala_desktop.domain.tax import VatRate
from bakala_desktop.gui.table_model import Column, TableModel
from bakala_desktop.gui.theme import DARK, LIGHT, apply_theme
from bakala_desktop.gui.widgets import CartView, GoodsView
from bakala_desktop.gui.widgets.cart_model import CartColumn
from bakala_desktop.gui.widgets.cart_view import part_at
from bakala_desktop.gui.widgets.goods_model import BATCH, GoodsRole
from bakala_desktop.gui.widgets.painting import TwoLines, draw_amount

TITLES = ("شیر پرچرب ۱ لیتری", "Lipton چای کیسه‌ای ۱۰۰ عددی ارل گری با عطر برگاموت", "نان", "USB-C کابل")


def goods(count: int, **fields) -> list[Product]:
    return [
        Product(ProductId(UUID(int=n)), f"AB-{n}", TITLES[n % 4], "عدد", Rial(10_000 + n), **fields)
        for n in range(count)
    ]


def lines(count: int, quantity: Quantity = ONE) -> list[OrderLine]:
    return [OrderLine.of(product, VatRate(1000), quantity) for product in goods(count)]


def fill(view: CartView, content: list[OrderLine]) -> None:
    view.cart.set_lines(content, price_lines([line.terms for line in content]))


@pytest.fixture
def shelf(shown):
    view = GoodsView()
    view.resize(760, 500)
    return shown(view)


@pytest.fixture
def cart(shown):
    view = CartView()
    view.resize(620, 400)
    return shown(view)


def press(view, row: int, column: int, x_from_right: int | None = None, x_from_left: int | None = None) -> None:
    rect = view.visualRect(view.model().index(row, column))
    x = rect.center().x()
    if x_from_right is not None:
        x = rect.right() - x_from_right
    if x_from_left is not None:
        x = rect.left() + x_from_left
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, rect.center().y()))


# Goods


@pytest.mark.parametrize("is_tiled", [True, False])
def test_a_click_and_an_enter_choose_goods(shelf, is_tiled):
    chosen = []
    shelf.chosen.connect(chosen.append)
    shelf.set_tiled(is_tiled)
    shelf.goods.set_goods(goods(6))
    press(shelf, 1, 0)
    shelf.step(1)
    QTest.keyClick(shelf, Qt.Key.Key_Return)
    assert [product.sku for product in chosen] == ["AB-1", "AB-2"]


def test_tiles_fill_the_width_from_the_right(shelf):
    shelf.goods.set_goods(goods(9))
    first, second = (shelf.visualRect(shelf.goods.index(n)) for n in (0, 1))
    assert first.x() > second.x()
    assert first.width() == shelf.gridSize().width()
    assert shelf.viewport().width() % first.width() < first.width() / 2


def test_the_search_field_can_walk_through_the_goods(shelf):
    shelf.goods.set_goods(goods(5))
    assert not shelf.choose_current()
    shelf.step(1)
    assert shelf.currentIndex().row() == 0
    shelf.step(10)
    assert shelf.currentIndex().row() == 4
    shelf.step(-1)
    assert shelf.currentIndex().row() == 3
    shelf.goods.set_goods([])
    shelf.step(1)
    assert not shelf.currentIndex().isValid()


def test_goods_are_shown_in_batches_and_more_come_on_scrolling(shelf, qtbot):
    shelf.goods.set_goods(goods(1000))
    assert shelf.goods.rowCount() == BATCH
    shelf.grab()
    shelf.verticalScrollBar().setValue(shelf.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: shelf.goods.rowCount() > BATCH)


def test_only_the_marks_that_change_are_drawn_anew(shelf):
    shelf.goods.set_goods(goods(50))
    changed = []
    shelf.goods.dataChanged.connect(lambda first, last, roles: changed.append(first.row()))
    shelf.goods.set_in_cart({ProductId(UUID(int=3)): ONE, ProductId(UUID(int=7)): Quantity.parse("2.5")})
    assert sorted(changed) == [3, 7]
    assert shelf.goods.index(7).data(GoodsRole.IN_CART) == "۲٫۵"
    changed.clear()
    shelf.goods.set_in_cart({ProductId(UUID(int=7)): Quantity.parse("2.5")})
    assert changed == [3]


def test_goods_are_spoken_with_price_stock_and_what_is_in_the_cart(shelf):
    shelf.goods.set_goods(goods(1, stock_e8=0))
    shelf.goods.set_in_cart({ProductId(UUID(int=0)): ONE})
    shelf.goods.set_unit(MoneyUnit.TOMAN)
    spoken = shelf.goods.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "شیر پرچرب ۱ لیتری، ۱٬۰۰۰ تومان، ناموجود، ۱ در سبد"
    assert QAccessible.queryAccessibleInterface(shelf).child(0).text(QAccessible.Text.Name) == spoken


def test_uncounted_stock_is_not_out_of_stock(shelf):
    shelf.goods.set_goods([*goods(1), *goods(1, stock_e8=-5), *goods(1, stock_e8=10)])
    assert [shelf.goods.index(n).data(GoodsRole.IS_OUT) for n in range(3)] == [False, True, False]


def test_a_hundred_thousand_goods_are_set_and_painted_at_once(shelf, qtbot):
    many = goods(100_000)
    shelf.goods.set_goods(many[:100])
    shelf.grab()
    start = time.perf_counter()
    shelf.goods.set_goods(many)
    shelf.grab()
    assert time.perf_counter() - start < 0.25


# The cart


def test_the_cart_shows_lines_with_their_amounts(cart):
    discounted = replace(lines(1)[0], discount=Discount(percent=Decimal("7.50")))
    fill(cart, [discounted])
    texts = [cart.cart.index(0, column).data() for column in range(4)]
    assert texts == ["شیر پرچرب ۱ لیتری", "۱", "۱۰٬۰۰۰", "۹٬۲۵۰"]
    assert cart.cart.index(0, 0).data(Qt.ItemDataRole.UserRole + 1) == "تخفیف ۷٫۵٪"


def test_an_amount_is_with_vat_where_the_price_is(cart):
    fill(cart, [replace(lines(1)[0], price_includes_vat=True)])
    assert cart.cart.index(0, CartColumn.AMOUNT).data() == cart.cart.index(0, CartColumn.PRICE).data()


def test_the_steppers_and_the_bin_say_which_line(cart):
    steps, removed, asked = [], [], []
    cart.stepped.connect(lambda row, step: steps.append((row, step)))
    cart.removed.connect(removed.append)
    cart.quantity_asked.connect(asked.append)
    fill(cart, lines(3, Quantity.of(4)))
    press(cart, 1, CartColumn.QUANTITY, x_from_right=20)
    press(cart, 2, CartColumn.QUANTITY, x_from_left=20)
    press(cart, 0, CartColumn.REMOVE)
    press(cart, 0, CartColumn.TITLE)
    assert steps == [(1, 1), (2, -1)]
    assert removed == [0]
    assert cart.current_row == 0
    QTest.keyClick(cart, Qt.Key.Key_Plus)
    QTest.keyClick(cart, Qt.Key.Key_Delete)
    QTest.keyClick(cart, Qt.Key.Key_Return)
    assert steps[-1] == (0, 1)
    assert removed == [0, 0]
    assert asked == [0]


def test_the_minus_of_the_last_piece_takes_the_line_out(cart):
    removed, steps = [], []
    cart.removed.connect(removed.append)
    cart.stepped.connect(lambda row, step: steps.append(step))
    fill(cart, lines(1))
    press(cart, 0, CartColumn.QUANTITY, x_from_left=20)
    cart.mark_row(0)
    QTest.keyClick(cart, Qt.Key.Key_Minus)
    assert removed == [0, 0]
    assert not steps


def test_plus_stands_at_the_right_of_minus_and_both_fit_a_finger(cart):
    fill(cart, lines(1))
    rect = cart.visualRect(cart.cart.index(0, CartColumn.QUANTITY))
    parts = [part_at(rect, CartColumn.QUANTITY, QPoint(x, rect.center().y())) for x in range(rect.left(), rect.right())]
    assert parts[-1] == "more"
    assert parts[0] == "less"
    assert min(parts.count("more"), parts.count("less")) >= 44
    assert rect.height() >= 44


def test_a_change_touches_its_own_row_alone(cart):
    content = lines(100)
    fill(cart, content)
    changed, resets, inserted, removed = [], [], [], []
    cart.cart.dataChanged.connect(lambda first, last, roles: changed.append((first.row(), last.row())))
    cart.cart.modelReset.connect(lambda: resets.append(1))
    cart.cart.rowsInserted.connect(lambda parent, first, last: inserted.append((first, last)))
    cart.cart.rowsRemoved.connect(lambda parent, first, last: removed.append((first, last)))
    content[7] = replace(content[7], quantity=Quantity.of(2))
    fill(cart, content)
    content.append(lines(101)[100])
    fill(cart, content)
    del content[50]
    fill(cart, content)
    assert changed == [(7, 7)]
    assert inserted == [(100, 100)]
    assert removed == [(50, 50)]
    assert not resets
    del content[90], content[10]
    fill(cart, content)
    assert [cart.cart.line(row) for row in range(cart.cart.rowCount())] == content


def test_a_narrow_cart_keeps_room_for_the_title(cart, qtbot):
    fill(cart, lines(2))
    cart.resize(400, 300)
    qtbot.waitUntil(lambda: cart.isColumnHidden(CartColumn.PRICE))
    assert cart.columnWidth(CartColumn.TITLE) >= 130
    cart.resize(640, 300)
    qtbot.waitUntil(lambda: not cart.isColumnHidden(CartColumn.PRICE))


def test_an_empty_cart_says_so_in_the_words_of_the_shop(cart, monkeypatch):
    drawn = []
    monkeypatch.setattr("bakala_desktop.gui.widgets.cart_view.draw_line", lambda *args: drawn.append(args[2]))
    cart.grab()
    assert drawn[0] == "سبد خرید شما خالی است."


def test_a_thousand_lines_are_as_quick_as_five(cart):
    def add_and_paint(count: int) -> float:
        content = lines(count)
        fill(cart, content)
        cart.grab()
        times = []
        figures = price_lines([line.terms for line in content])
        for number in range(5):
            content[-1] = replace(content[-1], quantity=Quantity.of(number + 2))
            figures = (*figures[:-1], price_lines([content[-1].terms])[0])
            start = time.perf_counter()
            cart.cart.set_lines(content, figures)
            cart.mark_row(count - 1)
            cart.viewport().repaint()
            times.append(time.perf_counter() - start)
        return min(times)

    few, many = add_and_paint(5), add_and_paint(1000)
    assert many < 3 * few + 0.004, (few, many)


# Painting and tables


@pytest.mark.parametrize("colors", [LIGHT, DARK])
def test_everything_paints_in_both_themes(qapp, shelf, cart, colors):
    apply_theme(qapp, colors)
    try:
        shelf.goods.set_goods([*goods(4), *goods(2, stock_e8=0)])
        shelf.goods.set_in_cart({ProductId(UUID(int=1)): Quantity.of(120)})
        fill(cart, lines(4))
        pictures = [shelf.grab().toImage(), cart.grab().toImage()]
        shelf.set_tiled(False)
        pictures.append(shelf.grab().toImage())
        assert all(picture.pixelColor(2, 2).isValid() for picture in pictures)
        assert cart.grab().toImage().pixelColor(10, 390).name() == colors.card
    finally:
        apply_theme(qapp, LIGHT)


@pytest.mark.parametrize("title", [*TITLES, "", "x" * 400, "😀" * 40, "کلمه " * 80, "\u200c" * 5])
def test_any_title_stands_on_two_lines_at_most(qapp, title):
    font = QFont(qapp.font())
    font.setPixelSize(15)
    image = QImage(200, 60, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    titles = TwoLines()
    titles.draw(painter, image.rect(), title, font, "#000000")
    painter.end()
    assert titles.count(title, font, 180) <= 2


def test_an_amount_is_made_smaller_rather_than_cut(qapp):
    image = QImage(60, 30, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    font = QFont(qapp.font())
    font.setPixelSize(20)
    draw_amount(painter, image.rect(), "۹۹۹٬۹۹۹٬۹۹۹", font, "#000000")
    assert painter.font().pixelSize() < 20
    painter.end()


def test_a_table_writes_each_value_by_its_columns(qapp):
    model = TableModel([Column("نام", str.upper), Column("درازا", lambda text: str(len(text)), tip=lambda text: text)])
    model.set_rows(["ab", "cde"])
    assert model.index(1, 0).data() == "CDE"
    assert model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole) == "cde"
    assert model.row(model.index(1, 1)) == "cde"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "نام"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
