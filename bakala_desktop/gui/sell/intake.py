"""How goods come into the sale: scanned, typed as a code or in words, or picked from the list.

Everything is asked on the database lane, in the order in which it came, so that scans never overtake each other.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.order import OrderLine
from bakala_desktop.domain.product import Product
from bakala_desktop.domain.quantity import ONE, Quantity
from bakala_desktop.domain.till_entry import split_entry
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.sell.sale import Sale
from bakala_desktop.services import catalog


class Intake(QObject):
    """Asks for goods and puts them into the ``Sale``.

    ``added(needs_quantity)`` follows each line that went in: goods by weight still want to be weighed. ``unknown``
    carries a code that no goods have, ``not_found`` words that found nothing, ``refused`` any other ShopError.
    """

    added = Signal(bool)
    unknown = Signal(str)
    not_found = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: Desk, sale: Sale, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sale = sale
        self._awaited = 0
        desk.tasks.bug.connect(self._forget_awaited)

    @property
    def is_busy(self) -> bool:
        """Whether goods are on their way into the cart: what is due may change at any moment."""
        return self._awaited > 0

    def scan(self, code: str, times: Quantity | None = None) -> None:
        """Add the goods of a scanned code."""
        self._ask(catalog.scan, code, times, partial(self._not_scanned, code))

    def enter(self, typed: str) -> bool:
        """Add what was typed: the goods of that very code, else the first that the words find.

        Tells whether there was anything to look for; a bad quantity before the star is ``refused``.
        """
        try:
            entry = split_entry(typed)
        except ShopError as error:
            self.refused.emit(error)
            return False
        if entry.text:
            self._ask(catalog.scan, entry.text, entry.quantity, partial(self._try_words, entry.text, entry.quantity))
        return bool(entry.text)

    def pick(self, product: Product, times: Quantity | None = None) -> None:
        """Add goods that were chosen from the list."""
        self._ask(catalog.line_for, product.id, times, self._failed)

    def _ask(
        self,
        function: Callable[..., OrderLine],
        key: object,
        times: Quantity | None,
        failed: Callable[[Any], None],
    ) -> None:
        self._awaited += 1
        self._desk.tasks.run(
            function,
            self._desk.shop,
            key,
            owner=self,
            then=partial(self._found, times),
            failed=failed,
        )

    def _found(self, times: Quantity | None, line: OrderLine) -> None:
        self._awaited -= 1
        # A label of the scale says what was weighed; a plain code stands for one unit, which is a guess.
        is_guess = line.is_measured and times is None and line.quantity == ONE
        if self._sale.add(line, times):
            self.added.emit(is_guess)

    def _not_scanned(self, code: str, error: ShopError) -> None:
        self._awaited -= 1
        if error.code == "product_unknown":
            self.unknown.emit(code)
        else:
            self.refused.emit(error)

    def _try_words(self, words: str, times: Quantity | None, error: ShopError) -> None:
        if error.code != "product_unknown":
            self._failed(error)
            return
        self._desk.tasks.run(
            catalog.search_products,
            self._desk.shop,
            words,
            1,
            owner=self,
            then=partial(self._first_found, words, times),
            failed=self._failed,
        )

    def _first_found(self, words: str, times: Quantity | None, goods: tuple[Product, ...]) -> None:
        self._awaited -= 1
        if goods:
            self.pick(goods[0], times)
        else:
            self.not_found.emit(words)

    def _failed(self, error: ShopError) -> None:
        self._awaited -= 1
        self.refused.emit(error)

    def _forget_awaited(self) -> None:
        """After an error of the program no answer may be coming, and the till must not wait for it for ever."""
        self._awaited = 0
