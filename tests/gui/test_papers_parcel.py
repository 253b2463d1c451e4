"""Slip and label from the screen of documents: drawn for whom the goods go to, never counted, refused in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import PROFILE, add_legal, add_product, card, cart, cash
from clerk import Clerk
from evidence import everything
from pdf_reading import chrome_finds
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from bakala_desktop.gui.paper_pages import page_sizes
from bakala_desktop.services import certificates, proformas, settings
from bakala_desktop.services.corrections import cancel_invoice
from bakala_desktop.services.papers import preview_document
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.shop import Shop

SENT, NOBODYS, OFFERED = "1405-A-0000001", "1405-A-0000002", "1405-P-0000001"
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PARCEL = ("slip", "label")


@pytest.fixture
def clerk(qapp: QApplication, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    monkeypatch.setattr("bakala_desktop.gui.paper_print.has_printer", lambda: False)
    goods, buyer = add_product(shop, title="چراغ مطالعهٔ آزمون"), add_legal(shop)
    order = cart(shop, goods).with_customer(buyer.id)
    complete_sale(shop, order, [card(order.payable)])
    complete_sale(shop, cart(shop, goods), [cash(110_000)])
    proformas.issue_proforma_of(shop, cart(shop, goods).with_customer(buyer.id))
    worker = Clerk(shop, tmp_path / "documents")
    yield worker
    worker.leave()


def files(clerk: Clerk) -> list[str]:
    return sorted(path.name for path in clerk.documents.iterdir()) if clerk.documents.exists() else []


@pytest.mark.parametrize(("key", "name"), [(K.Key_D, "slip"), (K.Key_E, "label")])
def test_without_a_printer_the_paper_of_a_parcel_is_saved_with_the_address(clerk: Clerk, key: K, name: str):
    before = everything(clerk.shop)
    clerk.show(SENT)
    clerk.key(key, CTRL)
    assert [notice.text for notice in clerk.said] == ["چاپگری پیدا نشد."]
    clerk.said[0].acted()
    clerk.settle()
    assert files(clerk) == [f"{SENT}-{name}.pdf"]
    paper = (clerk.documents / files(clerk)[0]).read_bytes()
    assert chrome_finds(paper, "شرکت آزمون‌گستر")
    assert chrome_finds(paper, "پلاک ۱۲")
    assert clerk.said[-1].kind == "success"
    # Neither kept nor counted: the first print of the invoice is still no copy.
    assert everything(clerk.shop) == before
    assert not preview_document(clerk.shop, SENT).is_copy


@pytest.mark.parametrize("key", [K.Key_D, K.Key_E])
def test_a_sale_to_nobody_is_refused_in_words_and_nothing_is_written(clerk: Clerk, key: K):
    before = everything(clerk.shop)
    clerk.show(NOBODYS)
    clerk.key(key, CTRL)
    assert [notice.kind for notice in clerk.said] == ["error"]
    assert "شهر و نشانی" in clerk.said[0].text
    assert files(clerk) == []
    assert everything(clerk.shop) == before


def test_a_slip_is_laid_onto_the_printer_that_is_chosen(clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(72)
    monkeypatch.setattr("bakala_desktop.gui.paper_print.has_printer", lambda: True)
    monkeypatch.setattr(clerk.output, "choose_printer", lambda then: then(printer))
    clerk.show(SENT)
    clerk.click("slip")
    clerk.wait(lambda: bool(clerk.said))
    assert [notice.text for notice in clerk.said] == ["برگهٔ تحویل به چاپگر فرستاده شد."]
    assert len(page_sizes((tmp_path / "printed.pdf").read_bytes())) == 1
    assert files(clerk) == []


def test_what_sends_no_goods_has_neither_slip_nor_label(clerk: Clerk):
    registration = {"number": "1234567890", "from": "1405/01/01", "to": "1406/12/29"}
    settings.set_profile(clerk.shop, PROFILE | {"vat_certificate": registration})
    certificates.issue_certificate(clerk.shop, certificates.CertificateRequest((SENT,)))
    cancel_invoice(clerk.shop, NOBODYS, "صدور اشتباه", [cash(110_000)])
    for serial, is_sent in (("1405-V-0000001", False), (NOBODYS, False), (SENT, True), (OFFERED, True)):
        clerk.show(serial)
        assert [clerk.find(name).isEnabled() for name in PARCEL] == [is_sent, is_sent], serial


def test_a_proforma_is_sold_where_an_invoice_is_made_out_to_a_buyer(clerk: Clerk):
    for serial, shown in ((SENT, "official"), (OFFERED, "sellProforma"), (SENT, "official")):
        clerk.show(serial)
        assert [name for name in ("official", "sellProforma") if clerk.find(name).isVisible()] == [shown]
        assert clerk.find(shown).isEnabled()
