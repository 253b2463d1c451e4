"""Invoices changed and certified at the screen: by keys, with the figures of the domain, and refused in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import PROFILE, add_legal, add_natural, add_product, as_role, card, cart, cash
from clerk import Clerk
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QWidget

from bakala_desktop.domain.certificate import Certificate
from bakala_desktop.domain.customer import Customer
from bakala_desktop.domain.document import DocumentKind, Invoice
from bakala_desktop.domain.document_filter import DocumentMark
from bakala_desktop.domain.money import MoneyUnit
from bakala_desktop.domain.period import Period
from bakala_desktop.domain.staff import Role
from bakala_desktop.domain.tender import CashRounding, RoundingMode, TenderKind
from bakala_desktop.domain.text import strip_controls
from bakala_desktop.gui.document_words import DOCUMENT_KINDS
from bakala_desktop.gui.sell.paper_words import serial_text
from bakala_desktop.gui.widgets.painting import _lay_out, sized
from bakala_desktop.services import papers, returns, settings
from bakala_desktop.services.certificates import CertificateRequest, issue_certificate
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.shop import Shop

K = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
REGISTERED = PROFILE | {"vat_certificate": {"number": "1234567890", "from": "1405/01/01", "to": "1406/12/29"}}
FIRST = "1405-A-0000001"


@pytest.fixture
def clerk(qapp: QApplication, shop: Shop, tmp_path: Path) -> Iterator[Clerk]:
    settings.set_profile(shop, REGISTERED)
    worker = Clerk(shop, tmp_path / "documents")
    yield worker
    worker.leave()


def sell(shop: Shop, *prices: str, quantity: str = "2", customer: Customer | None = None, by_card: bool = False) -> str:
    """Sell goods at these prices, and return the invoice's serial."""
    order = cart(shop, *(add_product(shop, price_rial=price) for price in prices), quantity=quantity)
    if customer is not None:
        order = order.with_customer(customer.id)
    tender = card(order.payable) if by_card else cash(order.payable)
    return str(complete_sale(shop, order, [tender]).serial)


def look_at(clerk: Clerk, serial: str) -> None:
    clerk.screen.activate()
    clerk.settle()
    clerk.show(serial)


def document(shop: Shop, serial: str) -> Invoice:
    found = papers.get_document(shop, serial).document
    assert isinstance(found, Invoice)
    return found


def documents(shop: Shop) -> list[str]:
    return [str(row.serial) for row in papers.list_documents(shop, papers.DocumentFilter()).rows]


def test_an_invoice_is_found_looked_at_and_cancelled_by_keys(clerk: Clerk):
    sell(clerk.shop, "100000")
    sell(clerk.shop, "700000")
    clerk.screen.activate()
    clerk.settle()
    clerk.enter("۱٬۵۴۰٬۰۰۰")
    clerk.wait(lambda: clerk.screen.serial == "1405-A-0000002" and clerk.screen.view.pages > 0)
    clerk.settle()
    clerk.key(K.Key_F9, SHIFT)
    assert clerk.focus == "reason"
    assert clerk.text("movedAmount") == "۱٬۵۴۰٬۰۰۰"
    clerk.enter()
    assert clerk.text("changeError") == "علت را بنویسید."
    assert len(documents(clerk.shop)) == 2
    clerk.enter("مشتری منصرف شد")
    clerk.wait(lambda: clerk.screen.serial == "1405-X-0000001")
    clerk.settle()
    cancelled = document(clerk.shop, "1405-X-0000001")
    assert (str(cancelled.changes), cancelled.reason) == ("1405-A-0000002", "مشتری منصرف شد")
    assert [(tender.kind, tender.amount) for tender in cancelled.tenders] == [(TenderKind.CASH, 1_540_000)]
    assert clerk.said[-1].kind == "success"
    # What was looked for stands in the field still; the list marks the invoice as void.
    row = next(row for row in map(clerk.screen.list.model.row, range(2)) if row.kind is DocumentKind.INVOICE)
    assert row.marks == {DocumentMark.CANCELLED}


@pytest.mark.parametrize(("kind", "listed"), [(0, 1), (1, 1), (6, 0)], ids=["all kinds", "invoices", "certificates"])
def test_a_new_document_that_a_filter_would_hide_is_listed_and_marked(clerk: Clerk, kind: int, listed: int):
    sell(clerk.shop, "100000")
    sell(clerk.shop, "700000")
    clerk.screen.activate()
    clerk.settle()
    clerk.key(K.Key_Tab)
    for _ in range(kind):
        clerk.key(K.Key_Left)
    clerk.key(K.Key_Space, text=" ")
    assert clerk.find("kinds").value == [None, *DOCUMENT_KINDS][kind]
    clerk.find("find").setFocus()
    clerk.enter("1405-A-0000002")
    clerk.wait(lambda: clerk.screen.serial == "1405-A-0000002")
    clerk.settle()
    assert len(clerk.serials) == listed
    clerk.key(K.Key_F9, SHIFT)
    clerk.enter("مشتری منصرف شد")
    clerk.wait(lambda: clerk.screen.serial == "1405-X-0000001")
    clerk.settle()
    assert clerk.serials == ["1405-X-0000001", "1405-A-0000002", FIRST]
    assert [str(row.serial) for row in clerk.screen.list.selected] == ["1405-X-0000001"]
    assert (clerk.text("find"), clerk.find("kinds").value) == ("", None)
    assert clerk.focus == "documentTable"


def test_a_return_gives_back_what_its_lines_come_to_in_the_way_it_was_paid(clerk: Clerk):
    serial = sell(clerk.shop, "100000", "330000", quantity="3", by_card=True)
    look_at(clerk, serial)
    clerk.key(K.Key_F6, SHIFT)
    assert clerk.focus == "cellEditor"
    clerk.type("1")
    clerk.key(K.Key_Down)
    clerk.key(K.Key_Space, text=" ")
    assert clerk.screen.panels.change.model.index(1, 2).data() == "۳"
    assert clerk.text("movedAmount") == "۱٬۱۹۹٬۰۰۰"
    assert clerk.text("afterAmount") == "۲۲۰٬۰۰۰"
    clerk.enter()
    assert not clerk.find("splitRow").isVisible()
    clerk.find("cardReference").setFocus()
    clerk.enter("۴۴۱")
    assert clerk.focus == "reason"
    clerk.enter("کالای معیوب")
    clerk.wait(lambda: clerk.screen.serial == "1405-R-0000001")
    given = document(clerk.shop, "1405-R-0000001")
    assert [(tender.kind, tender.amount, tender.reference) for tender in given.tenders] == [
        (TenderKind.CARD, 1_199_000, "441")
    ]
    assert returns.get_chain(clerk.shop, serial).remaining_totals.total == 220_000


def test_all_goods_come_back_with_one_press_and_the_money_is_split(clerk: Clerk):
    serial = sell(clerk.shop, "100000", "300000")
    look_at(clerk, serial)
    clerk.command("document.return")
    clerk.click("allLines")
    assert clerk.text("movedAmount") == "۸۸۰٬۰۰۰"
    clerk.screen.panels.change.money._ways._group.button(3).click()
    clerk.find("card").setFocus()
    clerk.type("500000")
    assert clerk.text("cash") == "۳۸۰٬۰۰۰"
    clerk.find("reason").setFocus()
    clerk.enter("انصراف")
    clerk.wait(lambda: clerk.screen.serial == "1405-R-0000001")
    given = document(clerk.shop, "1405-R-0000001")
    assert {tender.kind: tender.amount for tender in given.tenders} == {
        TenderKind.CASH: 380_000,
        TenderKind.CARD: 500_000,
    }
    assert returns.get_chain(clerk.shop, serial).is_fully_returned


def test_more_than_was_sold_is_refused_in_place(clerk: Clerk):
    look_at(clerk, sell(clerk.shop, "100000"))
    clerk.command("document.return")
    clerk.type("3")
    assert "فقط ۲ مانده است" in clerk.text("changeError")
    clerk.find("reason").setFocus()
    clerk.enter("دلیل")
    assert documents(clerk.shop) == [FIRST]
    assert clerk.screen.panels.is_open


def test_a_correction_shows_before_after_and_the_difference_as_one_types(clerk: Clerk):
    serial = sell(clerk.shop, "100000", "200000", quantity="1")
    look_at(clerk, serial)
    clerk.key(K.Key_F7, SHIFT)
    assert clerk.focus == "cellEditor"
    assert clerk.text("beforeAmount") == clerk.text("afterAmount") == "۳۳۰٬۰۰۰"
    clerk.key(K.Key_Tab)
    clerk.type("150000")
    assert (clerk.text("afterAmount"), clerk.text("movedAmount")) == ("۳۸۵٬۰۰۰", "۵۵٬۰۰۰")
    assert "می‌پردازد" in clerk.text("movedTitle")
    clerk.key(K.Key_Tab)
    clerk.type("50000")
    assert (clerk.text("afterAmount"), clerk.text("movedAmount")) == ("۳۳۰٬۰۰۰", "۰")
    assert not clerk.find("money").isVisible()
    clerk.type("۶۰۰۰۰")
    clerk.find("reason").setFocus()
    clerk.enter("تخفیف ثبت نشده بود")
    clerk.wait(lambda: clerk.screen.serial == "1405-C-0000001")
    corrected = document(clerk.shop, "1405-C-0000001")
    assert corrected.totals.total == returns.get_chain(clerk.shop, serial).remaining_totals.total
    assert corrected.totals.total < 330_000


def test_a_correction_that_changes_nothing_is_refused(clerk: Clerk):
    look_at(clerk, sell(clerk.shop, "100000"))
    clerk.command("document.correct")
    clerk.find("reason").setFocus()
    clerk.enter("اشتباه در تعداد")
    assert clerk.text("changeError")
    assert documents(clerk.shop) == [FIRST]


def test_the_name_of_the_goods_is_read_whole_beside_its_figures(clerk: Clerk):
    title = "روغن آفتابگردان نیلوفر ۱٫۵ لیتری سرخ‌کردنی"
    order = cart(clerk.shop, add_product(clerk.shop, title=title, price_rial="1850000"))
    complete_sale(clerk.shop, order, [cash(order.payable)])
    look_at(clerk, FIRST)
    clerk.command("document.correct")
    table = clerk.screen.panels.change.lines
    lines = _lay_out(title, sized(table.font(), 14), table.columnWidth(0) - 16)
    assert " ".join(line.text() for line in lines) == title
    assert QFontMetricsF(sized(table.font(), 14)).height() * len(lines) <= table.rowHeight(0)


def test_the_amounts_of_a_sum_stand_under_their_titles(clerk: Clerk):
    look_at(clerk, sell(clerk.shop, "100000", customer=add_legal(clerk.shop)))
    for command, names in (
        ("document.cancel", ("before", "after", "moved")),
        ("document.certify", ("base", "exempt", "vat", "total")),
    ):
        clerk.command(command)
        for name in names:
            title, amount = (right_edge(clerk.find(f"{name}{part}")) for part in ("Title", "Amount"))
            assert abs(title - amount) <= 4, name
        clerk.key(K.Key_Escape)


def right_edge(label: QWidget) -> int:
    """How far to the right the writing of a label reaches, in pixels of its window."""
    picture = label.grab().toImage()
    ground = picture.pixel(0, 0)
    columns = range(picture.width() - 1, -1, -1)
    last = next(x for x in columns if any(picture.pixel(x, y) != ground for y in range(picture.height())))
    return label.mapTo(label.window(), QPoint(0, 0)).x() + last


def test_cash_is_rounded_by_the_shops_rule(clerk: Clerk):
    settings.set_rounding(clerk.shop, CashRounding(RoundingMode.DOWN, 1000))
    order = cart(clerk.shop, add_product(clerk.shop, price_rial="100300"))
    complete_sale(clerk.shop, order, [card(order.payable)])
    look_at(clerk, FIRST)
    clerk.command("document.cancel")
    clerk.screen.panels.change.money._ways._group.button(0).click()
    clerk.settle()
    assert clerk.text("moneyNote") == "گرد کردن: ۳۳۰ ریال"
    clerk.find("reason").setFocus()
    clerk.enter("صدور اشتباه")
    clerk.wait(lambda: clerk.screen.serial == "1405-X-0000001")
    given = document(clerk.shop, "1405-X-0000001").tenders
    assert [(tender.kind, tender.amount) for tender in given] == [
        (TenderKind.CASH, 110_000),
        (TenderKind.ROUNDING, 330),
    ]


def test_what_is_typed_stays_when_the_screen_turns_dark_and_begins_anew_in_another_unit(clerk: Clerk):
    look_at(clerk, sell(clerk.shop, "100000"))
    clerk.command("document.return")
    clerk.type("1")
    clerk.find("reason").setFocus()
    clerk.type("کالای معیوب")
    clerk.desk.change_settings(replace(clerk.desk.settings, theme="dark"))
    clerk.settle()
    assert (clerk.text("reason"), clerk.text("movedAmount")) == ("کالای معیوب", "۱۱۰٬۰۰۰")
    clerk.desk.change_settings(replace(clerk.desk.settings, unit=MoneyUnit.TOMAN))
    clerk.settle()
    assert (clerk.text("reason"), clerk.text("beforeAmount")) == ("", "۲۲٬۰۰۰")


def test_escape_gives_a_change_up_and_nothing_is_issued(clerk: Clerk):
    look_at(clerk, sell(clerk.shop, "100000"))
    clerk.command("document.cancel")
    clerk.type("دلیل")
    clerk.key(K.Key_Escape)
    assert not clerk.screen.panels.is_open
    assert clerk.focus == "documentTable"
    assert documents(clerk.shop) == [FIRST]


def test_a_second_enter_issues_nothing_twice(clerk: Clerk):
    look_at(clerk, sell(clerk.shop, "100000"))
    clerk.command("document.cancel")
    clerk.find("reason").setFocus()
    clerk.type("صدور اشتباه")
    panel = clerk.screen.panels.change
    panel.confirm()
    panel.confirm()
    clerk.settle()
    assert documents(clerk.shop) == ["1405-X-0000001", FIRST]


def test_an_invoice_is_made_out_to_a_company_with_a_customer_who_is_picked(clerk: Clerk):
    company = add_legal(clerk.shop)
    look_at(clerk, sell(clerk.shop, "100000"))
    clerk.key(K.Key_F3, CTRL)
    assert clerk.focus == "find"
    clerk.enter("آزمون‌گستر")
    assert company.display_name in clerk.text("changeHint")
    assert not clerk.find("totals").isVisible()
    clerk.enter()
    clerk.wait(lambda: clerk.screen.serial == "1405-A-0000002")
    clerk.settle()
    anew = document(clerk.shop, "1405-A-0000002")
    assert (anew.buyer.name, str(anew.replaces)) == (company.display_name, FIRST)
    assert FIRST in clerk.text("facts")


def test_the_documents_of_a_chain_are_links(clerk: Clerk):
    serial = sell(clerk.shop, "100000")
    look_at(clerk, serial)
    clerk.command("document.cancel")
    clerk.enter("صدور اشتباه")
    clerk.wait(lambda: clerk.screen.serial == "1405-X-0000001")
    clerk.settle()
    assert f'href="{serial}"' in clerk.text("facts")
    clerk.screen.pane.link_followed.emit(serial)
    clerk.wait(lambda: clerk.screen.serial == serial)
    clerk.settle()
    assert 'href="1405-X-0000001"' in clerk.text("facts")
    assert clerk.text("caption").endswith(" · ابطال‌شده")
    for command in ("document.cancel", "document.return", "document.correct", "document.make_official"):
        assert not clerk.screen.commands[command].isEnabled()


class TestCertificates:
    def test_a_natural_persons_request_is_refused_in_place(self, clerk: Clerk):
        look_at(clerk, sell(clerk.shop, "100000", customer=add_natural(clerk.shop)))
        clerk.key(K.Key_F11, SHIFT)
        assert "فقط به درخواست مشتری حقوقی" in clerk.text("refusal")
        assert clerk.find("refusalBox").isVisible()
        assert not clerk.find("issueCertificate").isEnabled()
        clerk.screen.panels.certificate.issue()
        clerk.settle()
        assert documents(clerk.shop) == [FIRST]

    def test_rows_and_sums_are_previewed_before_it_is_issued(self, clerk: Clerk):
        company = add_legal(clerk.shop)
        look_at(clerk, sell(clerk.shop, "100000", "300000", customer=company))
        clerk.command("document.certify")
        assert [clerk.text(f"{name}Amount") for name in ("base", "exempt", "vat", "total")] == [
            "۸۰۰٬۰۰۰",
            "۰",
            "۸۰٬۰۰۰",
            "۸۸۰٬۰۰۰",
        ]
        assert "نرخ ۱۰٪: مأخذ ۸۰۰٬۰۰۰، مالیات ۸۰٬۰۰۰" in clerk.text("ratesLine")
        assert not clerk.find("replacesNote").isVisible()
        assert documents(clerk.shop) == [FIRST]
        clerk.enter()
        clerk.wait(lambda: clerk.screen.serial == "1405-V-0000001")
        issued = papers.get_document(clerk.shop, "1405-V-0000001").document
        assert isinstance(issued, Certificate)
        assert issued.total == 880_000

    def test_a_certificate_says_why_it_has_no_receipt(self, clerk: Clerk):
        look_at(clerk, sell(clerk.shop, "100000", customer=add_legal(clerk.shop)))
        given = issue_certificate(clerk.shop, CertificateRequest((FIRST,)))
        for name in ("receipt80", "receipt58"):
            assert "گواهی" not in clerk.find(name).toolTip()
        look_at(clerk, str(given.serial))
        for name in ("receipt80", "receipt58"):
            assert not clerk.find(name).isEnabled()
            assert "گواهی رسید ندارد" in clerk.find(name).toolTip()
        look_at(clerk, FIRST)
        assert clerk.find("receipt80").isEnabled()
        assert "گواهی" not in clerk.find("receipt80").toolTip()

    def test_nothing_is_issued_before_it_was_previewed_and_no_older_answer_is_shown(self, clerk: Clerk):
        company = add_legal(clerk.shop)
        sold = [sell(clerk.shop, price, customer=company) for price in ("100000", "700000")]
        panel = clerk.screen.panels.certificate
        look_at(clerk, sold[0])
        clerk.command("document.certify")
        assert clerk.text("totalAmount") == "۲۲۰٬۰۰۰"
        clerk.key(K.Key_Escape)
        before = documents(clerk.shop)
        panel.open([sold[1]], company, Period.of_day(clerk.shop.clock.now().date()))
        panel.issue()
        assert not clerk.find("certificateTotals").isVisible()
        assert not clerk.find("refusalBox").isVisible()
        clerk.settle()
        assert documents(clerk.shop) == before
        assert panel._previewed is not None
        assert panel._previewed.serials == (sold[1],)

    def test_all_invoices_of_a_customer_in_a_span_and_what_it_replaces(self, clerk: Clerk):
        company = add_legal(clerk.shop)
        first = sell(clerk.shop, "100000", customer=company)
        clerk.shop.clock.forward(days=1)
        sell(clerk.shop, "200000", customer=company)
        sell(clerk.shop, "300000")
        look_at(clerk, first)
        clerk.command("document.certify")
        clerk.click("issueCertificate")
        clerk.wait(lambda: clerk.screen.serial == "1405-V-0000001")
        look_at(clerk, first)
        clerk.command("document.certify")
        panel = clerk.screen.panels.certificate
        panel._scope._group.button(1).click()
        clerk.settle()
        assert clerk.text("customerName") == company.display_name
        assert panel._model.rowCount() == 2
        assert serial_text("1405-V-0000001") in clerk.text("replacesNote")
        clerk.find("certificateTo").set_value(papers.get_document(clerk.shop, first).document.issued_at.date())
        clerk.settle()
        assert panel._model.rowCount() == 1
        clerk.click("issueCertificate")
        clerk.wait(lambda: clerk.screen.serial == "1405-V-0000002")
        look_at(clerk, first)
        for serial in ("1405-V-0000001", "1405-V-0000002"):
            assert f'href="{serial}"' in clerk.text("facts")
        issued = papers.get_document(clerk.shop, "1405-V-0000002").document
        assert isinstance(issued, Certificate)
        assert [str(serial) for serial in issued.replaces] == ["1405-V-0000001"]

    def test_invoices_that_would_lose_their_certificate_are_named(self, clerk: Clerk):
        company = add_legal(clerk.shop)
        sold = [sell(clerk.shop, "100000", customer=company) for _ in range(6)]
        for serials in (sold[:2], sold[2:]):
            issue_certificate(clerk.shop, CertificateRequest(tuple(serials)))
        clerk.screen.activate()
        panel = clerk.screen.panels.certificate

        def note(*serials: str) -> str:
            look_at(clerk, serials[0])
            clerk.command("document.certify")
            panel.open(serials, company, Period.of_day(clerk.shop.clock.now().date()))
            clerk.settle()
            told: str = clerk.text("replacesNote")
            clerk.key(K.Key_Escape)
            return strip_controls(told)

        assert note(sold[0]).endswith("بی‌گواهی می‌مانند: ۱۴۰۵-A-۰۰۰۰۰۰۲.")
        assert note(sold[0], sold[2]).endswith("۱۴۰۵-A-۰۰۰۰۰۰۲، ۱۴۰۵-A-۰۰۰۰۰۰۴، ۱۴۰۵-A-۰۰۰۰۰۰۵ و ۱ صورتحساب دیگر.")
        assert "می‌مانند" not in note(*sold[:2])

    def test_another_customer_may_be_picked(self, clerk: Clerk):
        company = add_legal(clerk.shop)
        look_at(clerk, sell(clerk.shop, "100000"))
        clerk.command("document.certify")
        assert "خریدار ندارد" in clerk.text("refusal")
        panel = clerk.screen.panels.certificate
        panel._scope._group.button(1).click()
        clerk.settle()
        assert clerk.text("refusal") == "نخست مشتری را برگزینید."
        clerk.click("pickCustomer")
        clerk.key(K.Key_Escape)
        assert panel.form.isVisible()
        clerk.click("pickCustomer")
        clerk.enter("آزمون‌گستر")
        assert panel.form.isVisible()
        assert clerk.text("customerName") == company.display_name
        assert "صورتحساب قطعی" in clerk.text("refusal")


@pytest.mark.parametrize(
    ("role", "grey"),
    [
        (Role.CASHIER, {"document.correct", "document.cancel", "document.certify", "document.reports"}),
        (Role.CLERK, {"document.return", "document.correct", "document.cancel", "document.make_official"}),
        (Role.MANAGER, set()),
    ],
)
def test_what_a_role_may_not_do_is_grey(qapp: QApplication, shop: Shop, tmp_path: Path, role: Role, grey: set[str]):
    serial = sell(shop, "100000")
    worker = Clerk(as_role(shop, role), tmp_path)
    try:
        look_at(worker, serial)
        commands = worker.screen.commands
        named = {name for name in worker.screen._slots() if name not in ("document.sell", "document.find")}
        assert {name for name in named if not commands[name].isEnabled()} == grey
    finally:
        worker.leave()


def test_a_proforma_goes_to_the_till_by_one_key(clerk: Clerk):
    from bakala_desktop.services.proformas import issue_proforma_of

    offered = issue_proforma_of(clerk.shop, cart(clerk.shop, add_product(clerk.shop)))
    wanted = []
    clerk.desk.proforma_wanted.connect(wanted.append)
    look_at(clerk, str(offered.serial))
    assert not clerk.screen.commands["document.certify"].isEnabled()
    clerk.key(K.Key_F12, CTRL)
    assert wanted == [str(offered.serial)]
