"""What the till says of a code or of words that no goods have, and the way from there to new goods."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from bakala_desktop.domain.product import Product
from bakala_desktop.domain.text import isolate_ltr
from bakala_desktop.gui.actions import BY_ID
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.sell.drawers import Drawers
from bakala_desktop.gui.sell.intake import Intake


class UnknownGoods(QObject):
    """Follows an ``Intake``. ``defined`` carries the Product that was just made and is wanted in the cart."""

    defined = Signal(object)

    def __init__(self, desk: Desk, intake: Intake, drawers: Drawers, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._drawers = drawers
        self._code = ""
        intake.unknown.connect(self._say_unknown)
        intake.not_found.connect(self._say_not_found)
        drawers.product_created.connect(self._created)

    def define(self) -> None:
        """Open the drawer for new goods, with the code that was scanned last and is still unknown."""
        self._drawers.open_product(self._code)

    def _say_unknown(self, code: str) -> None:
        QApplication.beep()
        self._code = code
        text = f"کالایی با کد {isolate_ltr(code)} پیدا نشد."
        if BY_ID["sell.create_product"].permission in self._desk.rights:
            self._desk.notify("warning", text, BY_ID["sell.create_product"].label, self.define)
        else:
            self._desk.notify("warning", text)

    def _say_not_found(self, words: str) -> None:
        self._desk.notify("warning", f"کالایی با «{words[:60]}» پیدا نشد.")

    def _created(self, product: Product) -> None:
        self._code = ""
        self.defined.emit(product)
        self._desk.notify("success", f"«{product.title}» تعریف و به سبد افزوده شد.")
