"""How the sell screen looks and is reached: nothing cut, from the right, names for all, finger sizes, both themes."""

from collections.abc import Iterator

import pytest
from builders import add_natural, add_product, barcode
from cashier import Cashier
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from bakala_desktop.domain.money import MoneyUnit
from bakala_desktop.domain.till_settings import TillSettings
from bakala_desktop.gui.screens.sell import SellScreen
from bakala_desktop.gui.theme import DARK, LIGHT, apply_theme
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.services.shop import Shop

K = Qt.Key
SIZES = [(911, 458), (1366, 700)]
LONG = "گوشی موبایل سامسونگ مدل Galaxy S23 Ultra دو سیم‌کارت ظرفیت ۲۵۶ گیگابایت و رم ۱۲ گیگابایت - ویتنام"
STATES = ["cart", "numpad", "discount", "order", "payment", "guard", "result", "customer", "create", "product"]
STATES += ["offer", "buyer", "reissued"]


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def cashier(request: pytest.FixtureRequest, qapp: QApplication, shop: Shop) -> Iterator[Cashier]:
    for number in range(12):
        add_product(shop, barcode=barcode(number), title=f"{LONG} {number}", price_rial=f"{number + 1}23456789")
    add_natural(shop)
    worker = Cashier(shop, request.param)
    yield worker
    worker.leave()


def bring(cashier: Cashier, state: str) -> None:
    """Bring the screen into a state, with eight lines in the cart."""
    for number in range(8):
        cashier.scan(barcode(number))
    keys = {
        "numpad": [K.Key_F11],
        "discount": [K.Key_F4],
        "payment": [K.Key_F12],
        "guard": [K.Key_F12],
        "result": [K.Key_F12, K.Key_Return],
        "buyer": [K.Key_F12, K.Key_Return],
        "reissued": [K.Key_F12, K.Key_Return],
        "customer": [K.Key_F3],
        "create": [K.Key_F3],
    }
    for key in keys.get(state, []):
        cashier.key(key, text="\r" if key is K.Key_Return else "")
    if state == "order":
        cashier.key(K.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    elif state == "offer":
        cashier.key(K.Key_F12, Qt.KeyboardModifier.ShiftModifier)
        cashier.key(K.Key_F4)
    elif state in ("buyer", "reissued"):
        cashier.key(K.Key_F3, Qt.KeyboardModifier.ShiftModifier)
        if state == "reissued":
            cashier.type("0912")
            cashier.enter()
            assert cashier.find("buyerLine").isVisible()
    elif state == "product":
        cashier.key(K.Key_N, Qt.KeyboardModifier.ControlModifier)
    elif state == "create":
        cashier.click(cashier.find("newLegal"))
    elif state == "guard":
        cashier.type(str(cashier.screen.sale.order.payable * 10))
        cashier.enter()


def visible(root: QWidget) -> list[QWidget]:
    return [widget for widget in root.findChildren(QWidget) if widget.isVisible()]


@pytest.mark.parametrize("state", STATES)
def test_no_text_is_cut(cashier: Cashier, state: str):
    bring(cashier, state)
    cut = []
    for widget in visible(cashier.screen.form):
        if isinstance(widget, ElidedLabel) or not isinstance(widget, QLabel | QAbstractButton):
            continue
        text = widget.text() if isinstance(widget, QLabel) else widget.text().strip()
        if not text or widget.parent().objectName() == "qt_scrollarea_viewport":
            continue
        is_wrapped = isinstance(widget, QLabel) and widget.wordWrap()
        needed = widget.heightForWidth(widget.width()) if is_wrapped else widget.sizeHint().height()
        too_low = widget.height() < needed - 2
        # A button's hint counts roomy paddings; what may not be cut is its text.
        needed_width = widget.fontMetrics().horizontalAdvance(text) if not is_wrapped else 0
        if too_low or widget.width() < needed_width:
            cut.append((widget.objectName(), text, widget.size(), needed, needed_width))
    assert cut == []
    for field in visible(cashier.screen.form):
        if isinstance(field, QLineEdit) and field.text():
            assert field.fontMetrics().horizontalAdvance(field.text()) < field.width(), field.objectName()


@pytest.mark.parametrize("state", STATES)
def test_nothing_lies_outside_or_over_another(cashier: Cashier, state: str):
    bring(cashier, state)
    form = cashier.screen.form
    assert form.size() == cashier.window.size()
    for side in ("cartSide", "goodsSide"):
        box = cashier.find(side)
        assert form.rect().contains(box.geometry())
    for page in ("cartPage", "Payment", "SaleResult", "CustomerDrawer", "ProductDrawer"):
        found = form.findChild(QWidget, page)
        if found is None or not found.isVisible():
            continue
        parts = [
            child
            for child in found.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if child.isVisible()
        ]
        for at, part in enumerate(parts):
            assert found.rect().contains(part.geometry()), (page, part.objectName(), part.geometry())
            for other in parts[at + 1 :]:
                assert not part.geometry().intersects(other.geometry()), (part.objectName(), other.objectName())


@pytest.mark.parametrize("state", STATES)
def test_everything_that_takes_the_focus_has_a_name_and_a_finger_size(cashier: Cashier, state: str):
    bring(cashier, state)
    for widget in visible(cashier.screen.form):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.objectName() != "qt_spinbox_lineedit":
            named = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            inner = widget.parent() is not None and widget.parent().metaObject().className() == "QComboBox"
            assert named or inner, (widget.objectName(), widget.metaObject().className())
        if (
            isinstance(widget, QAbstractButton)
            and widget.isEnabled()
            and widget.metaObject().className() != "QCheckBox"
        ):
            assert min(widget.width(), widget.height()) >= 38, (widget.objectName(), widget.size())


def test_the_edited_line_is_in_sight(cashier: Cashier):
    bring(cashier, "discount")
    view = cashier.screen.cart.view
    cashier.settle()
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())


def test_goods_are_at_the_right_and_the_cart_at_the_left(cashier: Cashier):
    bring(cashier, "cart")
    goods, cart = cashier.find("goodsSide"), cashier.find("cartSide")
    assert goods.x() > cart.x()
    picture = cashier.window.grab().toImage()
    pay = cashier.find("pay")
    corner = pay.mapTo(cashier.window, QPoint(20, pay.height() // 2))
    ratio = picture.devicePixelRatio()
    assert picture.pixelColor(int(corner.x() * ratio), int(corner.y() * ratio)).name() == LIGHT.pay
    chip = cashier.find("chips").findChild(QAbstractButton)
    assert chip.mapTo(goods, QPoint(0, 0)).x() > goods.width() // 2


def test_the_empty_cart_says_so_and_what_comes_next(cashier: Cashier):
    from bakala_desktop.gui.widgets.cart_view import EMPTY_TEXT

    assert EMPTY_TEXT == "سبد خرید شما خالی است."
    assert cashier.find("cartCount").text() == "۰"


def test_the_unit_stands_beside_every_amount_that_is_typed(cashier: Cashier):
    from dataclasses import replace

    from bakala_desktop.gui.widgets.number_edit import AmountEdit

    bring(cashier, "payment")
    cashier.desk.change_settings(replace(TillSettings(), unit=MoneyUnit.TOMAN))
    cashier.settle()
    for field in visible(cashier.screen.form):
        if isinstance(field, AmountEdit):
            assert field.accessibleDescription() == "تومان"
    assert cashier.find("unit").text() == "تومان"


def test_the_dark_theme_reaches_every_part(cashier: Cashier, qapp: QApplication):
    bring(cashier, "payment")
    apply_theme(qapp, DARK)
    try:
        cashier.settle()
        picture = cashier.window.grab().toImage()
        assert picture.pixelColor(3, 3).name() == DARK.ground
    finally:
        apply_theme(qapp, LIGHT)


def test_the_tab_key_visits_goods_then_cart_then_money(cashier: Cashier):
    bring(cashier, "cart")
    cashier.search.setFocus()
    seen = []
    for _ in range(14):
        cashier.key(K.Key_Tab)
        seen.append(cashier.focus)
    wanted = ["viewToggle", "numpadToggle", "goods", "customerButton", "cart", "clearCart", "pay", "payCash", "payCard"]
    assert [name for name in seen if name in wanted][: len(wanted)] == wanted


def test_the_form_has_the_names_its_presenter_declares():
    from bakala_desktop.gui.forms import load_form
    from bakala_desktop.gui.sell.customer_panel import CustomerPanel
    from bakala_desktop.gui.sell.line_editor import LineEditor
    from bakala_desktop.gui.sell.payment_panel import PaymentPanel
    from bakala_desktop.gui.sell.product_panel import ProductPanel
    from bakala_desktop.gui.sell.result_panel import ResultPanel

    for name, presenter in (
        ("sell", SellScreen),
        ("line_editor", LineEditor),
        ("payment", PaymentPanel),
        ("sale_result", ResultPanel),
        ("customer", CustomerPanel),
        ("product", ProductPanel),
    ):
        load_form(name, presenter).deleteLater()
