"""What goes with a parcel, from the screen of documents: the slip and the label of the order of the paper in view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from bakala_desktop.domain.document import Invoice
from bakala_desktop.domain.order import OrderId
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.paper_output import LoosePaper, PaperOutput
from bakala_desktop.gui.papers.paper_pane import PaperPane
from bakala_desktop.services import delivery_papers
from bakala_desktop.services.delivery_papers import DeliveryPaper
from bakala_desktop.services.shop import Shop


class ParcelPapers(QObject):
    """Draws them from the live order and hands them out. Neither is kept or counted; a refusal is said in place."""

    def __init__(self, desk: Desk, pane: PaperPane, output: PaperOutput, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pane = pane
        self._output = output

    def print_slip(self) -> None:
        """Print the slip that the courier brings back signed."""
        self._draw("برگهٔ تحویل", "slip", delivery_papers.draw_slip)

    def print_label(self) -> None:
        """Print the address for one parcel."""
        self._draw("برچسب نشانی", "label", delivery_papers.draw_labels)

    def _draw(self, title: str, stem: str, draw: Callable[[Shop, OrderId], DeliveryPaper]) -> None:
        facts = self._pane.facts
        if facts is None or not isinstance(facts.document, Invoice):
            return
        order_id, then = OrderId(facts.document.order_id), partial(self._hand_out, title, f"{facts.serial}-{stem}")
        self._desk.tasks.run_slow(draw, self._desk.shop, order_id, owner=self, then=then, failed=self._desk.show_error)

    def _hand_out(self, title: str, name: str, paper: DeliveryPaper) -> None:
        if paper.missing:
            self._desk.notify("warning", f"قلم این نویسه‌ها را ندارد: {'، '.join(paper.missing)}")
        self._output.hand_out(LoosePaper(title, name, paper.pdf))
