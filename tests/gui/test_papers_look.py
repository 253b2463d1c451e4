"""How the screen of documents looks: nothing cut or covered, from the right, names for all, both themes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import PROFILE, add_legal, add_natural, add_product, card, cart, cash
from clerk import Clerk
from looks import latin_digits, nameless
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget

from bakala_desktop.domain.return_request import ReturnedLine, ReturnRequest
from bakala_desktop.gui.forms import load_form
from bakala_desktop.gui.papers.batch_panel import BatchPanel
from bakala_desktop.gui.papers.certificate_panel import CertificatePanel
from bakala_desktop.gui.papers.change_panel import ChangePanel
from bakala_desktop.gui.papers.reports_panel import ReportsPanel
from bakala_desktop.gui.screens.papers import Papers
from bakala_desktop.gui.theme import DARK, LIGHT, apply_theme
from bakala_desktop.gui.widgets.command_button import CommandButton
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.gui.widgets.figures import fitting
from bakala_desktop.gui.widgets.painting import sized
from bakala_desktop.services import certificates, proformas, returns, settings
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.shop import Shop

SIZES = [(911, 446), (1366, 678)]
LONG = "شرکت بازرگانی و خدمات پس از فروش آزمون‌گستر نیلوفر آبی خاورمیانه با مسئولیت محدود، شعبهٔ خیابان نمونهٔ شمالی"
STATES = [
    "list",
    "more",
    "paper",
    "large",
    "return",
    "correct",
    "cancel",
    "split",
    "refused return",
    "certificate",
    "customer's certificate",
    "refused certificate",
    "buyer",
    "official",
    "many",
    "proforma",
    "serials",
    "sales report",
    "vat report",
    "stock report",
    "refused report",
]
GROUPS = (
    "Papers",
    "filters",
    "listSide",
    "paperSide",
    "ChangePanel",
    "CertificatePanel",
    "BatchPanel",
    "ReportsPanel",
    "money",
    "periodRow",
)
REPORTS = {"sales report": 1, "vat report": 2, "stock report": 3}
LEGAL, NATURAL, RETURNED = "1405-A-0000001", "1405-A-0000002", "1405-A-0000003"
OFFERED = "1405-P-0000001"


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def clerk(request: pytest.FixtureRequest, qapp: QApplication, shop: Shop, tmp_path: Path) -> Iterator[Clerk]:
    fill(shop)
    worker = Clerk(shop, tmp_path / "documents", request.param)
    yield worker
    worker.leave()


def fill(shop: Shop) -> None:
    """Documents of most kinds, with long names and the largest amounts."""
    settings.set_profile(
        shop, PROFILE | {"vat_certificate": {"number": "1234567890", "from": "1405/01/01", "to": "1406/12/29"}}
    )
    goods = [add_product(shop, title=f"{LONG} {n}", price_rial=f"{n}23456789012") for n in range(1, 7)]
    legal, natural = add_legal(shop, name=LONG), add_natural(shop)
    for customer in (legal, natural, None):
        order = cart(shop, *goods, quantity="99")
        order = order.with_customer(customer.id) if customer else order
        complete_sale(shop, order, [card(order.payable)])
    line = ReturnedLine(1, returns.get_chain(shop, RETURNED).invoice.lines[0].quantity)
    total = returns.get_chain(shop, RETURNED).remaining()[0].figures.total
    returns.return_goods(shop, ReturnRequest(RETURNED, (line,), LONG, (cash(total),)))
    certificates.issue_certificate(shop, certificates.CertificateRequest((LEGAL,)))
    proformas.issue_proforma_of(shop, cart(shop, *goods))


def bring(clerk: Clerk, state: str) -> None:
    """Bring the screen into a state."""
    if state == "list":
        return
    if state == "more":
        clerk.click("more")
        return
    if state == "proforma":
        clerk.show(OFFERED)
        return
    clerk.show(NATURAL if state == "refused certificate" else RETURNED if "return" in state else LEGAL)
    commands = {
        "large": "document.enlarge",
        "return": "document.return",
        "refused return": "document.return",
        "correct": "document.correct",
        "cancel": "document.cancel",
        "split": "document.cancel",
        "certificate": "document.certify",
        "customer's certificate": "document.certify",
        "refused certificate": "document.certify",
        "buyer": "document.make_official",
        "official": "document.make_official",
        "many": "document.many",
        "serials": "document.reports",
        "sales report": "document.reports",
        "vat report": "document.reports",
        "stock report": "document.reports",
        "refused report": "document.reports",
    }
    if state in commands:
        clerk.command(commands[state])
    go_on(clerk, state)
    clerk.settle()


def go_on(clerk: Clerk, state: str) -> None:
    """Do in the opened panel what makes the state."""
    if state == "split":
        clerk.screen.panels.change.money._ways._group.button(3).click()
        clerk.find("card").setFocus()
        clerk.type("1234567890")
        clerk.find("transfer").setFocus()
        clerk.type("987654321")
    elif state == "refused return":
        clerk.type("999")
    elif state == "customer's certificate":
        clerk.screen.panels.certificate._scope._group.button(1).click()
    elif state in REPORTS:
        clerk.find("reportKinds")._group.button(REPORTS[state]).click()
    elif state == "refused report":
        clerk.find("reportsFrom").clear()
    elif state == "official":
        clerk.enter("آزمونی")


def visible(root: QWidget) -> list[QWidget]:
    return [widget for widget in root.findChildren(QWidget) if widget.isVisible()]


def is_in_chips(widget: QWidget) -> bool:
    """Chips scroll sideways: one may lie half out of sight."""
    box = widget.parentWidget()
    return widget.property("kind") == "chip" and box is not None and bool(box.property("clear"))


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_cut_covered_nameless_or_too_small(clerk: Clerk, state: str):
    bring(clerk, state)
    form = clerk.screen.form
    assert form.size() == clerk.window.size()
    assert cut_texts(form) == []
    assert overlaps(form) == []
    assert nameless(form) == []
    assert small_buttons(form) == []
    assert [text for text in latin_digits(form) if not text.startswith("<")] == []


def cut_texts(form: QWidget) -> list[tuple[object, ...]]:
    """Texts that need more room than they have, and fields whose text does not fit beside their margins."""
    cut: list[tuple[object, ...]] = []
    for widget in visible(form):
        if isinstance(widget, QLineEdit) and widget.text() and widget.objectName() != "reason":
            margins = widget.textMargins()
            room = widget.width() - margins.left() - margins.right() - 20
            if widget.fontMetrics().horizontalAdvance(widget.text()) > room:
                cut.append((widget.objectName(), widget.text(), room))
        if isinstance(widget, ElidedLabel) or not isinstance(widget, QLabel | QAbstractButton) or is_in_chips(widget):
            continue
        text = widget.text() if isinstance(widget, QLabel) else widget.text().strip()
        if not text or text.startswith("<"):
            continue
        is_wrapped = isinstance(widget, QLabel) and widget.wordWrap()
        needed = widget.heightForWidth(widget.width()) if is_wrapped else widget.fontMetrics().height()
        width = 0 if is_wrapped else max(map(widget.fontMetrics().horizontalAdvance, text.split("\n")))
        if widget.height() < needed - 2 or (widget.width() < width and not isinstance(widget, CommandButton)):
            cut.append((widget.objectName(), text, widget.size().toTuple(), width, needed))
    return cut


def overlaps(form: QWidget) -> list[tuple[object, ...]]:
    """Parts that lie outside their group, or over another part of it."""
    found: list[tuple[object, ...]] = []
    for name in GROUPS:
        group = form if name == "Papers" else form.findChild(QWidget, name)
        if group is None or not group.isVisible():
            continue
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        parts = [part for part in group.findChildren(QWidget, options=direct) if part.isVisible()]
        for at, part in enumerate(parts):
            if not group.rect().contains(part.geometry()):
                found.append((name, part.objectName(), part.geometry().getRect()))
            covered = (other for other in parts[at + 1 :] if part.geometry().intersects(other.geometry()))
            found += ((part.objectName(), other.objectName()) for other in covered)
    return found


def small_buttons(form: QWidget) -> list[tuple[object, ...]]:
    """Buttons that are too small for a finger."""
    return [
        (button.objectName(), button.size().toTuple())
        for button in visible(form)
        if isinstance(button, QPushButton) and min(button.width(), button.height()) < 40
    ]


def test_every_digit_of_the_largest_amount_has_its_place(clerk: Clerk):
    bring(clerk, "customer's certificate")
    for view, column in ((clerk.screen.list.view, 4), (clerk.find("certified"), 5)):
        if not view.isVisible():
            continue
        text = view.model().index(0, column).data()
        width = view.columnWidth(column) - 16
        assert QFontMetricsF(fitting(text, sized(view.font(), 15), width)).horizontalAdvance(text) <= width, column


def test_the_list_is_at_the_right_and_the_paper_at_the_left(clerk: Clerk):
    bring(clerk, "paper")
    rows, paper = clerk.find("listSide"), clerk.find("paperSide")
    assert rows.mapTo(clerk.window, QPoint(0, 0)).x() > paper.mapTo(clerk.window, QPoint(0, 0)).x()
    picture = clerk.window.grab().toImage()
    button = clerk.find("print")
    corner = button.mapTo(clerk.window, QPoint(8, button.height() // 2))
    ratio = picture.devicePixelRatio()
    assert picture.pixelColor(int(corner.x() * ratio), int(corner.y() * ratio)).name() == LIGHT.accent
    first = clerk.find("kinds").findChild(QPushButton)
    assert first.text() == "همه"
    assert first.mapTo(clerk.window, QPoint(0, 0)).x() > clerk.find("more").x()


def test_long_names_are_cut_with_a_tip_that_tells_them_whole(clerk: Clerk):
    model = clerk.screen.list.model
    tips = [model.index(row, 3).data(Qt.ItemDataRole.ToolTipRole) for row in range(model.rowCount())]
    assert any(tip.startswith(LONG) for tip in tips)
    assert any("گواهی‌شده" in tip for tip in tips)


def test_both_themes_reach_every_part(clerk: Clerk, qapp: QApplication):
    bring(clerk, "return")
    light = clerk.window.grab().toImage()
    apply_theme(qapp, DARK)
    try:
        clerk.settle()
        dark = clerk.window.grab().toImage()
        assert dark.pixelColor(2, 2).name() == DARK.ground
        middle = clerk.find("changeTitle").mapTo(clerk.window, QPoint(2, 2))
        assert dark.pixelColor(middle).name() == DARK.card
        assert light.pixelColor(middle).name() == LIGHT.card
    finally:
        apply_theme(qapp, LIGHT)


@pytest.mark.parametrize("state", ["cancel", "customer's certificate", "many"])
def test_a_panel_never_makes_the_window_larger(clerk: Clerk, state: str):
    size = clerk.window.size()
    bring(clerk, state)
    assert clerk.window.size() == size


@pytest.mark.parametrize(
    ("name", "presenter"),
    [
        ("papers", Papers),
        ("papers_change", ChangePanel),
        ("papers_certificate", CertificatePanel),
        ("papers_batch", BatchPanel),
        ("papers_reports", ReportsPanel),
    ],
)
def test_the_forms_have_the_names_their_presenters_declare(qapp: QApplication, name: str, presenter: type):
    load_form(name, presenter).deleteLater()
