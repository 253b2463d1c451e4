"""The reports in the screen of documents: read for the days that are asked for, and saved as sheet and paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from builders import add_product, card, cart, cash
from clerk import Clerk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bakala_desktop.domain.period import Period
from bakala_desktop.domain.return_request import ReturnedLine, ReturnRequest
from bakala_desktop.domain.staff import Permission
from bakala_desktop.gui.actions import BY_ID
from bakala_desktop.gui.hint_strip import hints_of
from bakala_desktop.services import returns
from bakala_desktop.services.corrections import cancel_invoice
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.shop import Shop

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SALES = 3
LAMP = "چراغ مطالعهٔ آزمون"


@pytest.fixture
def clerk(qapp: QApplication, shop: Shop, tmp_path: Path) -> Iterator[Clerk]:
    goods = add_product(shop, title=LAMP, stock="50")
    for _ in range(SALES):
        complete_sale(shop, cart(shop, goods), [cash(110_000)])
    complete_sale(shop, cart(shop, goods, quantity="2"), [card(220_000)])
    worker = Clerk(shop, tmp_path / "documents")
    yield worker
    worker.leave()


def serial(number: int) -> str:
    return f"1405-A-{number:07d}"


def files(clerk: Clerk) -> list[str]:
    return sorted(path.name for path in clerk.documents.iterdir()) if clerk.documents.exists() else []


def cells(file: Path) -> list[str]:
    sheets = openpyxl.load_workbook(file).worksheets
    return [str(cell.value) for row in sheets[0].iter_rows() for cell in row if cell.value is not None]


def text_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file.read_bytes()) as paper:
        return "\n".join(page.get_textpage().get_text_bounded() for page in paper)


def ask_for(clerk: Clerk, steps: int) -> None:
    """Open the reports and choose the one so many chips further, by keys."""
    clerk.key(K.Key_I, CTRL)
    for _ in range(steps):
        clerk.key(K.Key_Left)
    clerk.key(K.Key_Space)


def go_to(clerk: Clerk, name: str) -> None:
    for _ in range(20):
        if clerk.focus == name:
            return
        clerk.key(K.Key_Tab)
    raise AssertionError(f"Tab does not come to {name}")


def save_both(clerk: Clerk) -> None:
    for button in ("saveSheet", "saveTable"):
        go_to(clerk, button)
        clerk.enter()


def test_the_inspectors_list_counts_and_is_saved_as_sheet_and_paper(clerk: Clerk):
    cancel_invoice(clerk.shop, serial(2), "صدور اشتباه", [cash(110_000)])
    clerk.key(K.Key_I, CTRL)
    facts = clerk.rows("reportFacts")
    assert (facts["شمار اسناد"], facts["ابطال‌شده"], facts["شمارهٔ جاافتاده"]) == ("۵", "۱", "۰")
    save_both(clerk)
    assert files(clerk) == ["serials-1405-07-01-1405-09-30.pdf", "serials-1405-07-01-1405-09-30.xlsx"]
    listed = cells(clerk.documents / files(clerk)[1])
    assert all(serial(number) in listed for number in range(1, SALES + 2))
    assert [notice.kind for notice in clerk.said] == ["success", "success"]


def test_the_sales_of_the_days_are_summed_and_saved_as_sheet_and_paper(clerk: Clerk):
    quantity = returns.get_chain(clerk.shop, serial(1)).invoice.lines[0].quantity
    request = ReturnRequest(serial(1), (ReturnedLine(1, quantity),), "کالای معیوب", (cash(110_000),))
    returns.return_goods(clerk.shop, request)
    ask_for(clerk, 1)
    facts = clerk.rows("reportFacts")
    assert facts["شمار اسناد فروش"] == "۴"
    assert facts["جمع برگشت و ابطال با مالیات (ریال)"] == "۱۱۰٬۰۰۰"
    assert facts["فروش خالص با مالیات (ریال)"] == "۴۴۰٬۰۰۰"
    assert (facts["پول نقد (ریال)"], facts["کارت (ریال)"]) == ("۲۲۰٬۰۰۰", "۲۲۰٬۰۰۰")
    save_both(clerk)
    assert files(clerk) == ["sales-1405-07-01-1405-09-30.pdf", "sales-1405-07-01-1405-09-30.xlsx"]
    written = cells(clerk.documents / files(clerk)[1])
    assert {"گزارش فروش", LAMP, "440000"} <= set(written)
    assert LAMP.split()[0] in text_of(clerk.documents / files(clerk)[0])
    assert [notice.text[:19] for notice in clerk.said] == ["گزارش فروش ذخیره شد"] * 2


def test_the_days_are_typed_and_what_was_sold_on_others_is_left_out(clerk: Clerk):
    ask_for(clerk, 1)
    assert clerk.find("reportSpans").value == Period.of_season
    for field in ("reportsFrom", "reportsTo"):
        go_to(clerk, field)
        clerk.find(field).selectAll()
        clerk.type("14050902")
    assert clerk.find("reportSpans").value is None
    assert clerk.rows("reportFacts")["شمار اسناد فروش"] == "۰"
    clerk.click("saveSheet")
    assert files(clerk) == ["sales-1405-09-02.xlsx"]


def test_the_vat_of_the_days_stands_by_its_base(clerk: Clerk):
    ask_for(clerk, 2)
    facts = clerk.rows("reportFacts")
    assert facts["فروش مشمول (ریال)"] == "۵۰۰٬۰۰۰"
    assert facts["مالیات و عوارض (ریال)"] == "۵۰٬۰۰۰"
    save_both(clerk)
    assert files(clerk) == ["vat-1405-07-01-1405-09-30.pdf", "vat-1405-07-01-1405-09-30.xlsx"]


def test_the_stock_is_that_of_now_and_asks_for_no_days(clerk: Clerk):
    ask_for(clerk, 3)
    assert not clerk.find("reportDays").isVisible()
    assert clerk.rows("reportFacts") == {"شمار کالاها": "۱"}
    assert "شمرده نمی‌شود" in clerk.text("reportsNote")
    save_both(clerk)
    assert files(clerk) == ["stock-1405-09-01.pdf", "stock-1405-09-01.xlsx"]
    assert {LAMP, "45"} <= set(cells(clerk.documents / files(clerk)[1]))


def test_a_span_that_is_none_saves_nothing(clerk: Clerk):
    clerk.key(K.Key_I, CTRL)
    clerk.find("reportsFrom").setFocus()
    clerk.find("reportsFrom").clear()
    clerk.type("14050915")
    clerk.find("reportsTo").clear()
    clerk.find("reportsTo").setFocus()
    clerk.type("14050901")
    assert "پایان بازه" in clerk.text("reportsError")
    assert clerk.rows("reportFacts") == {}
    for button in ("saveSheet", "saveTable"):
        assert not clerk.find(button).isEnabled()
    assert files(clerk) == []


def test_an_answer_to_an_older_question_is_dropped(clerk: Clerk):
    clerk.key(K.Key_I, CTRL)
    chips = clerk.find("reportKinds")._group
    for at in (1, 2, 3):
        chips.button(at).click()
    clerk.settle()
    assert clerk.rows("reportFacts") == {"شمار کالاها": "۱"}


def test_the_strip_of_keys_names_finding_batches_and_reports(clerk: Clerk):
    shown = hints_of("papers", clerk.desk.rights)
    for name in ("document.find", "document.many", "document.reports"):
        assert f"{BY_ID[name].key_text} {BY_ID[name].text}" in shown
    assert BY_ID["document.reports"].text not in hints_of("papers", clerk.desk.rights - {Permission.VIEW_REPORTS})
