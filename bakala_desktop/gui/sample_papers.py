"""What the sample day does with its papers: found, looked at, changed, certified, handed out and proved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QImage, qRgb
from PySide6.QtWidgets import QFrame

from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.document_filter import DocumentRow
from bakala_desktop.gui.document_words import DOCUMENT_KINDS
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.paper_files import default_place, save_report
from bakala_desktop.gui.sample_stage import Stage
from bakala_desktop.gui.screens.papers import Papers
from bakala_desktop.gui.widgets.document_view import DocumentView
from bakala_desktop.services import delivery_papers, papers, proof, reports, verify_papers
from bakala_desktop.services.papers import DocumentFilter, PaperForm, ReceiptDots
from bakala_desktop.services.sell import OrderAnswer

_INVOICES, _TODAY = DOCUMENT_KINDS[DocumentKind.INVOICE], "امروز"


class PaperScenes:
    """Plays the scenes in the screen of documents."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._hand = stage.hand
        self._recorded: list[str] = []

    @property
    def _screen(self) -> Papers:
        return self._stage.papers

    def take_receipt(self, serial: str) -> None:
        """Keep the receipt of a sale as PDF, and in the dots of the till's printer."""
        stage = self._stage
        dots = papers.receipt_raster_of(stage.shop, serial)
        file = default_place(stage.out, serial, PaperForm.RECEIPT_80)
        raster = file.with_suffix(".png")
        picture_of(dots).save(str(raster))
        stage.main.output.save_paper(serial, PaperForm.RECEIPT_80)
        stage.expect(raster.name, file.name)
        self._recorded.append(file.name)

    def look_at_list(self, words: str, serial: str) -> None:
        """Look through the list, and at one paper of it."""
        hand, stage = self._hand, self._stage
        hand.press("F8")
        stage.wait_for_focus("find")
        self._show(serial)
        stage.both("document")
        hand.press("Ctrl+O")
        stage.picture("document-enlarged")
        hand.press("Ctrl+O")
        self._look_for(words)
        hand.tab_to("more")
        hand.press("Space")
        hand.choose_chip("kinds", _INVOICES)
        hand.choose_chip("days", _TODAY)
        hand.rest()
        stage.picture("documents-filtered")
        hand.tab_to("clearFilters")
        hand.press("Space")
        hand.tab_to("more")
        hand.press("Space")

    def change(self, *, returned: str, corrected: str, cancelled: str) -> None:
        """Take goods back, correct a line, make an invoice void."""
        hand, stage = self._hand, self._stage
        self._open_panel(returned, "Shift+F6", "cellEditor")
        hand.type("1")
        self._issue("return", DocumentKind.RETURN, "کالای معیوب")
        stage.picture("return-issued", keeps_notice=True)
        self._open_panel(corrected, "Shift+F7", "cellEditor")
        hand.type("2")
        self._issue("correction", DocumentKind.CORRECTION, "اشتباه در تعداد")
        self._open_panel(cancelled, "Shift+F9", "reason")
        self._issue("cancellation", DocumentKind.CANCELLATION, "صدور اشتباه")

    def certify(self, words: str, invoices: Sequence[str], *, refused: str) -> None:
        """Ask for the certificate of a natural person, in vain, and of a company."""
        hand, stage, panels = self._hand, self._stage, self._screen.panels
        self._open_panel(refused, "Shift+F11")
        box = child(panels.certificate.form, QFrame, "refusalBox")
        hand.wait("the refusal", box.isVisible)
        stage.both("certificate-refused")
        hand.press("Escape")
        self._look_for(words)
        hand.choose_chip("kinds", _INVOICES)
        self._mark(len(invoices))
        hand.press("Shift+F11")
        figures = child(panels.certificate.form, QFrame, "certificateTotals")
        hand.wait("the figures of the certificate", figures.isVisible)
        stage.both("certificate")
        self._confirm(DocumentKind.CERTIFICATE)
        stage.both("certificate-issued")

    def hand_out(self) -> tuple[DocumentRow, ...]:
        """Save all papers of the day, the list of their serials and the reports; return the documents in order."""
        hand, stage, screen = self._hand, self._stage, self._screen
        screen.bar.clear()
        hand.press("Ctrl+F")
        hand.rest()
        stage.both("documents")
        rows = papers.list_documents(stage.shop, DocumentFilter()).rows[::-1]
        hand.press("Ctrl+Shift+P")
        stage.wait_for_focus("saveMany")
        stage.picture("batch")
        hand.press("Return")
        hand.wait("the end of the batch", lambda: not screen.panels.batch.is_running, 30)
        names = [f"{row.serial}.pdf" for row in rows]
        stage.expect(*names)
        self._recorded += names
        stage.picture("batch-done", keeps_notice=True)
        hand.press("Escape")
        self._save_serials()
        for kind, report in (("sales", reports.sales_report(stage.shop)), ("vat", reports.vat_report(stage.shop))):
            name = f"report-{kind}.pdf"
            save_report(stage.shop, reports.as_table(report), stage.out / name)
            stage.expect(name)
        hand.press("Escape")
        return rows

    def print_parcel(self, sold: OrderAnswer) -> None:
        """Keep the slip and the label that go with what a customer has bought."""
        order = sold.order.id
        self._stage.keep(f"{sold.serial}-slip.pdf", delivery_papers.draw_slip(self._stage.shop, order).pdf)
        self._stage.keep(f"{sold.serial}-label.pdf", delivery_papers.draw_labels(self._stage.shop, order).pdf)

    def prove(self) -> tuple[str, ...]:
        """Check the books, and each paper; return what does not hold. A report is in no record: it proves itself."""
        shop, out = self._stage.shop, self._stage.out
        findings = [f"shop: {finding.code} {finding.data}" for finding in proof.verify_shop(shop).findings]
        for name in (name for name in self._stage.files if name.endswith(".pdf")):
            content = (out / name).read_bytes()
            is_recorded = name in self._recorded
            proved = verify_papers.verify_paper(shop, content) if is_recorded else verify_papers.inspect_paper(content)
            findings += [f"{name}: {finding.code}" for finding in proved.findings]
        return tuple(findings)

    def _save_serials(self) -> None:
        hand, stage = self._hand, self._stage
        hand.press("Ctrl+I")
        stage.settle()
        stage.picture("serials")
        before = set(stage.out.iterdir())
        for button in ("saveSheet", "saveTable"):
            hand.tab_to(button)
            hand.press("Return")
            stage.settle()
        stage.expect(*sorted(path.name for path in set(stage.out.iterdir()) - before))
        hand.press("Escape")

    # Finding

    def _look_for(self, words: str) -> None:
        self._hand.press("Ctrl+F")
        self._hand.type(words)
        self._stage.settle()

    def _show(self, serial: str) -> None:
        self._hand.press("Ctrl+F")
        self._hand.enter(serial)
        self._wait_for(serial)

    def _wait_for(self, serial: str) -> None:
        def is_shown() -> bool:
            pane = self._screen.pane
            return pane.serial == serial and pane.view.pages > 0 and pane.facts is not None

        self._hand.wait(f"the pages of {serial}", is_shown)
        self._stage.settle()

    def _mark(self, count: int) -> None:
        """Mark the first documents of the list."""
        hand, shown = self._hand, self._screen.list
        hand.wait(f"{count} documents", lambda: shown.model.rowCount() == count)
        # The key of this screen bears the same name.
        hand.tab_until("the list", lambda widget: isinstance(widget, DocumentView))
        hand.press("Home")
        for _ in range(count - 1):
            hand.press("Shift+Down")
        hand.wait(f"{count} marked documents", lambda: len(shown.selected) == count)
        current = shown.current
        assert current is not None
        self._wait_for(str(current.serial))

    # Changing

    def _open_panel(self, serial: str, key: str, focus: str = "") -> None:
        self._show(serial)
        self._hand.press(key)
        if focus:
            self._stage.wait_for_focus(focus)
        self._stage.settle()

    def _issue(self, name: str, kind: DocumentKind, reason: str) -> None:
        """Give the reason, take a picture, and issue the document."""
        self._hand.tab_to("reason")
        self._hand.type(reason)
        self._stage.both(name)
        self._confirm(kind)

    def _confirm(self, kind: DocumentKind) -> None:
        """Press the panel's button, and wait for the paper of the new document."""
        hand, stage = self._hand, self._stage
        before = stage.newest(kind)
        hand.press("Return")
        hand.wait(f"the {kind}", lambda: stage.newest(kind) != before)
        self._wait_for(stage.newest(kind))


def picture_of(dots: ReceiptDots) -> QImage:
    """Return a receipt's dots as a picture of one bit a dot."""
    picture = QImage(dots.rows, dots.width, dots.height, dots.width // 8, QImage.Format.Format_Mono)
    picture.setColorTable([qRgb(255, 255, 255), qRgb(0, 0, 0)])
    # The picture only looks at the bytes, which end with their owner.
    return picture.copy()
