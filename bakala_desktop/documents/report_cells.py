"""How a cell of a report is written: its figure in ASCII, and its run in a font."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from bakala_desktop.documents.fonts import Font, Run
from bakala_desktop.documents.shaping import clean
from bakala_desktop.domain.jalali import format_day
from bakala_desktop.domain.quantity import Quantity, decimal_text
from bakala_desktop.domain.report import Cell, ColumnKind
from bakala_desktop.domain.tax import VatRate, percent_text
from bakala_desktop.domain.text import persian_digits

TOTAL = "جمع کل"
NOTHING = "در این بازه چیزی ثبت نشده است."

FIGURES = frozenset({ColumnKind.AMOUNT, ColumnKind.COUNT, ColumnKind.QUANTITY, ColumnKind.PERCENT})
"""Kinds whose cells are numbers and stand with their last digits below each other."""


def subtotal_of(heading: str) -> str:
    """Return what a group's sums are called."""
    return f"جمع {heading}" if heading else "جمع"


def run_of(cell: Cell, kind: ColumnKind, font: Font) -> Run:
    """Return a cell that is not wrapped as a run; an empty cell gives an empty run."""
    if cell is None:
        return font.text("")
    if isinstance(cell, int) and kind in (ColumnKind.AMOUNT, ColumnKind.COUNT):
        return font.amount(cell)
    if kind is ColumnKind.PERCENT:
        return font.text(persian_figure(figure_of(cell, kind)) + "٪")
    if kind in FIGURES or kind is ColumnKind.DAY:
        return font.figure(figure_of(cell, kind))
    # A code of goods is compared with lists and typed or scanned again: it keeps its own digits, as on invoices.
    return font.text(clean(cell), "L") if isinstance(cell, str) else font.code(str(cell))


def figure_of(cell: Cell, kind: ColumnKind) -> str:
    """Return a cell in ASCII: figures in groups of three, days as 1405/09/01, other texts as they are."""
    if isinstance(cell, date):
        return _day(cell)
    if isinstance(cell, Quantity | int):
        if kind is ColumnKind.PERCENT and isinstance(cell, int):
            return percent_text(VatRate(cell))
        if kind is ColumnKind.QUANTITY:
            return _grouped(decimal_text(cell if isinstance(cell, int) else cell.e8))
        return f"{cell:,}"
    return "" if cell is None else str(cell)


def persian_figure(figure: str) -> str:
    """Return a figure in ASCII with Persian digits and marks, for use within a text."""
    return persian_digits(figure.replace(",", "٬").replace(".", "٫").replace("-", "−"))


@lru_cache(maxsize=1024)
def _day(day: date) -> str:
    return format_day(day)


def _grouped(number: str) -> str:
    """Return a decimal with its whole part in groups of three; «-0.5» keeps its sign."""
    whole, point, decimals = number.removeprefix("-").partition(".")
    sign = "-" if number.startswith("-") else ""
    return f"{sign}{int(whole):,}{point}{decimals}"
