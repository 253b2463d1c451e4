"""Proformas at the till: one is issued from the open cart, and one comes back into the cart to be sold.

Loaded with the first of them, so that the start of the till does without.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from bakala_desktop.domain.customer import Customer
from bakala_desktop.domain.document import Invoice
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import shop_day
from bakala_desktop.domain.money import MoneyUnit, format_amount
from bakala_desktop.domain.order import Order
from bakala_desktop.domain.text import persian_digits
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.sell.intake import Intake
from bakala_desktop.gui.sell.paper_words import day_text, serial_text
from bakala_desktop.gui.sell.sale import Offer, Sale
from bakala_desktop.gui.widgets.number_edit import UNIT_NAMES
from bakala_desktop.services import customers, papers, proformas
from bakala_desktop.services.shop import Shop

_NAMED = 2
"""So many changed prices are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A proforma as it was offered, the cart that it gives today, and that cart's customer."""

    proforma: Invoice
    order: Order
    customer: Customer | None


def open_offer(shop: Shop, serial: str) -> Opened:
    """Return the cart of a proforma with all that the screen shows of it. Raises ShopError of ``open_proforma``."""
    order = proformas.open_proforma(shop, serial)
    proforma = papers.get_document(shop, serial).document
    assert isinstance(proforma, Invoice)
    customer = customers.get_customer(shop, order.customer_id) if order.customer_id else None
    return Opened(proforma, order, customer)


class Offers(QObject):
    """Issues and opens proformas. ``opened`` follows one that came into the cart."""

    opened = Signal()

    def __init__(self, desk: Desk, sale: Sale, intake: Intake, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sale = sale
        self._intake = intake
        self._is_issuing = False
        desk.tasks.bug.connect(self._resume)

    def issue(self) -> None:
        """Issue the proforma of the cart, which stays open; nothing is sold."""
        if self._sale.is_empty:
            self._desk.notify("warning", "سبد خرید خالی است؛ برای پیش‌فاکتور نخست کالا بیفزایید.")
        elif not self._intake.is_busy and not self._is_issuing:
            self._is_issuing = True
            order, run = self._sale.order, self._desk.tasks.run
            then = partial(self._issued, order)
            run(proformas.issue_proforma_of, self._desk.shop, order, owner=self, then=then, failed=self._not_issued)

    def bring(self, serial: str) -> None:
        """Open a proforma in the cart; goods that are in it are asked about in place."""
        if self._sale.is_empty and not self._intake.is_busy:
            self._open(serial)
        else:
            text = f"سبد خرید خالی نیست و با باز شدن {serial_text(serial)} از دست می‌رود."
            self._desk.notify("warning", text, "باز کردن پیش‌فاکتور", partial(self._open, serial))

    def _open(self, serial: str) -> None:
        then, run = partial(self._take, self._sale.order), self._desk.tasks.run
        run(open_offer, self._desk.shop, serial, owner=self, then=then, failed=self._desk.show_error)

    def _issued(self, order: Order, proforma: Invoice) -> None:
        self._is_issuing = False
        serial, until = str(proforma.serial), proforma.valid_until
        assert until is not None
        # Goods may have come in meanwhile: the cart is then another than the one that was offered.
        if self._sale.order is order:
            self._sale.set_offer(Offer(serial, until))
        text = f"پیش‌فاکتور {serial_text(serial)} صادر شد؛ تا {day_text(until)} معتبر است."
        self._desk.notify("success", text, "نمایش و چاپ", partial(self._desk.paper_wanted.emit, serial))

    def _not_issued(self, error: ShopError) -> None:
        self._is_issuing = False
        self._desk.show_error(error)

    def _take(self, replaced: Order, found: Opened) -> None:
        """Put the proforma into the cart that was given up for it; one that has changed since is asked about again."""
        serial, until = str(found.proforma.serial), found.proforma.valid_until
        assert until is not None
        if self._sale.order is not replaced and not self._sale.is_empty:
            self.bring(serial)
            return
        is_over = until < shop_day(self._desk.shop.clock.now())
        self._sale.take(found.order, found.customer, Offer(serial, until, is_over))
        text = changes_text(found, is_over, self._desk.unit)
        if text:
            self._desk.notify("warning", text)
        self.opened.emit()

    def _resume(self) -> None:
        """After an error of the program no answer comes, and the key must work again."""
        self._is_issuing = False


def changes_text(found: Opened, is_over: bool, unit: MoneyUnit) -> str:
    """Say that a proforma holds no more, and what has changed since it was issued; "" where nothing has."""
    until = found.proforma.valid_until
    assert until is not None
    changed = [
        f"«{new.title}» از {format_amount(old.price or 0, unit)} به {format_amount(new.unit_price, unit)}"
        for old, new in zip(found.proforma.lines, found.order.lines, strict=True)
        if (old.price, old.price_includes_vat) != (new.unit_price, new.price_includes_vat)
    ]
    before, now = found.proforma.totals.total, found.order.payable
    if changed:
        rest = f" و {persian_digits(str(len(changed) - _NAMED))} کالای دیگر" if len(changed) > _NAMED else ""
        what = f"با قیمت امروز باز شد: {'، '.join(changed[:_NAMED])} {UNIT_NAMES[unit]}{rest}."
    elif before != now:
        amounts = f"از {format_amount(before, unit)} به {format_amount(now, unit)} {UNIT_NAMES[unit]}"
        what = f"نرخ مالیات تغییر کرده و مبلغ {amounts} رسیده است."
    elif is_over:
        what = "قیمت‌ها همان است."
    else:
        return ""
    name = f"پیش‌فاکتور {serial_text(found.proforma.serial)}"
    return f"اعتبار {name} در {day_text(until)} پایان یافته است؛ {what}" if is_over else f"{name}: {what}"
