"""Goods to choose from: the field for searching and scanning, the categories, and what was found, as tiles or rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.order import Order
from bakala_desktop.domain.product import Product, ProductId
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.till_entry import split_entry
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.icons import icon
from bakala_desktop.gui.widgets.chip_row import ChipRow
from bakala_desktop.gui.widgets.goods_view import GoodsView
from bakala_desktop.gui.widgets.search_edit import SearchEdit
from bakala_desktop.services import catalog
from bakala_desktop.services.catalog import CatalogPage

PAGE = 120
ALL = "همه"


class GoodsPanel(QObject):
    """Shows goods; ``picked`` carries the Product that was chosen, ``entered`` the text of an Enter in the field."""

    names: ClassVar = {
        "search": SearchEdit,
        "chips": ChipRow,
        "goods": GoodsView,
        "noGoods": QLabel,
        "viewToggle": QToolButton,
    }

    picked = Signal(object)
    entered = Signal(str)

    def __init__(self, form: QWidget, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.search = child(form, SearchEdit, "search")
        self._chips = child(form, ChipRow, "chips")
        self.view = child(form, GoodsView, "goods")
        self._nothing = child(form, QLabel, "noGoods")
        self._toggle = child(form, QToolButton, "viewToggle")
        self._question = 0
        self._shown: Sequence[Product] = ()
        self._has_more = False
        self._is_stepped = False
        self._connect()
        self.set_unit()

    def load(self) -> None:
        """Ask for the categories and the first goods."""
        self._desk.tasks.run(catalog.list_categories, self._desk.shop, owner=self, then=self._show_categories)
        self.refresh()

    def refresh(self) -> None:
        """Ask again for what is shown: goods were sold or defined."""
        self._ask()

    def clear_search(self) -> None:
        """Empty the field and show the chosen category again."""
        if self.search.text():
            self.search.clear()

    def set_unit(self) -> None:
        """Write prices in the unit of the screen."""
        self.view.goods.set_unit(self._desk.unit)

    def show_in_cart(self, order: Order) -> None:
        """Mark the goods that are in the cart."""
        counts: dict[ProductId, int] = {}
        shown = {product.id for product in self._shown}
        for line in order.lines:
            if line.product_id in shown:
                counts[line.product_id] = counts.get(line.product_id, 0) + line.quantity.e8
        self.view.goods.set_in_cart({product_id: Quantity(e8) for product_id, e8 in counts.items()})

    def toggle_view(self) -> None:
        """Change between tiles and rows."""
        self.view.set_tiled(not self.view.is_tiled)
        self.name_toggle()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typed)
        self.search.stepped.connect(self._step)
        self.search.accepted.connect(self._accept)
        self._chips.chosen.connect(self._chosen_category)
        self.view.chosen.connect(self.picked)
        self.view.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._chips.set_chips([(None, ALL)])
        self._toggle.setIconSize(QSize(22, 22))
        self.name_toggle()

    def name_toggle(self) -> None:
        """Draw on the button what a press would show."""
        name, title = ("list", "نمایش فهرستی") if self.view.is_tiled else ("layout-grid", "نمایش کاشی")
        self._toggle.setIcon(icon(name))
        self._toggle.setAccessibleName(title)

    def _show_categories(self, names: tuple[str, ...]) -> None:
        self._chips.set_chips([(None, ALL), *((name, name) for name in names)])

    def _chosen_category(self) -> None:
        if self.search.text():
            self.search.clear()
        else:
            self._ask()
        self.search.setFocus()

    def _typed(self) -> None:
        self._is_stepped = False
        self._ask()

    def _ask(self, after: int = 0) -> None:
        """Ask the lane; only the answer to the last question will be shown."""
        self._question += 1
        words = _words(self.search.text())
        self._desk.tasks.run(
            self._answer, self._question, words, self._chips.value, after, owner=self, then=partial(self._show, after)
        )

    def _answer(self, question: int, words: str, category: str | None, after: int) -> tuple[int, CatalogPage]:
        """On the lane: a question that was overtaken by the next keystroke is not worth the work."""
        if question != self._question:
            return question, CatalogPage(())
        if words:
            return question, CatalogPage(catalog.search_products(self._desk.shop, words))
        return question, catalog.list_products(self._desk.shop, category, after, PAGE)

    def _show(self, after: int, answer: tuple[int, CatalogPage]) -> None:
        question, page = answer
        if question != self._question:
            return
        self._has_more = page.has_more
        if after:
            self._shown = (*self._shown, *page.products)
            self.view.goods.append_goods(page.products)
            return
        self._shown = page.products
        self.view.goods.set_goods(page.products)
        self.view.setVisible(bool(page.products))
        self._nothing.setVisible(not page.products)
        self._nothing.setText(self._nothing_text())

    def _nothing_text(self) -> str:
        if self.search.text().strip():
            return "کالایی با این نام یا کد پیدا نشد.\nبخشی از نام را بنویسید یا بارکد را اسکن کنید."
        return "هنوز کالایی تعریف نشده است."

    def _scrolled(self, value: int) -> None:
        bar = self.view.verticalScrollBar()
        if self._has_more and value >= bar.maximum() - bar.pageStep():
            self._has_more = False
            self._ask(len(self._shown))

    def _step(self, steps: int) -> None:
        """Mark goods from the field; Enter then means the marked ones and not what is typed."""
        self.view.step(steps)
        self._is_stepped = self.view.currentIndex().isValid()

    def _accept(self, text: str) -> None:
        if self._is_stepped and self.view.choose_current():
            self._is_stepped = False
        else:
            self.entered.emit(text)


def _words(typed: str) -> str:
    """What is searched for: the text without a quantity before a star."""
    try:
        return split_entry(typed).text
    except ShopError:
        return typed.strip()
