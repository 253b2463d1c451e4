"""The table of goods: the eleven columns of the form and what stands in them.

Source of headings and order: the standard form, as the shop's accountants know it (columns 1 to 11).
"""

from __future__ import annotations

from collections.abc import Sequence

from bakala_desktop.documents.fonts import Font, Run, bold, regular
from bakala_desktop.documents.form_table import Column, TableShape
from bakala_desktop.documents.shaping import clean
from bakala_desktop.documents.sheet import PAD, TEXT, WIDTH
from bakala_desktop.documents.wrap import one_line
from bakala_desktop.domain.document import DocumentKind, DocumentLine, Invoice
from bakala_desktop.domain.pricing import Figures

HEADINGS = (
    "ردیف",
    "کد کالا",
    "شرح کالا یا خدمات",
    "تعداد / مقدار",
    "واحد اندازه‌گیری",
    "مبلغ واحد (ریال)",
    "مبلغ کل (ریال)",
    "مبلغ تخفیف (ریال)",
    "مبلغ کل پس از تخفیف (ریال)",
    "جمع مالیات و عوارض (ریال)",
    "جمع مبلغ کل به‌علاوه جمع مالیات و عوارض (ریال)",
)
NUMBER_THERE = "ردیف مرجع"
"""The first heading of a return and a cancellation: their lines keep the numbers that they have on the invoice."""

EXEMPT = "معاف"
"""What stands in column 10 of a line without VAT: a bare 0 could also be a tax that somebody forgot."""

_NUMBER, _CODE, _TITLE, _QUANTITY, _UNIT, _PRICE, _FIRST_SUM = range(7)
_VAT = 9
_FIXED = {_NUMBER: 26.0, _CODE: 66.0, _QUANTITY: 50.0, _UNIT: 50.0}
_NARROWEST_AMOUNT, _WIDEST_AMOUNT = 60.0, 76.0
_NARROWEST_TOTAL = 84.0
_CENTRED = frozenset({_NUMBER, _CODE, _QUANTITY, _UNIT})
_LONGEST_CODE = 80


def grouped(number: str) -> str:
    """Return a decimal in ASCII with its whole part in groups of three, without trailing zeros."""
    whole, _, decimals = number.partition(".")
    decimals = decimals.rstrip("0")
    return f"{int(whole):,}.{decimals}" if decimals else f"{int(whole):,}"


def amounts(figures: Figures) -> tuple[int, int, int, int, int]:
    """Return the five sums in the order of columns 7 to 11."""
    return figures.gross, figures.discount, figures.net, figures.vat, figures.total


def goods_table(invoice: Invoice) -> TableShape[DocumentLine]:
    """Return the table of one invoice. Its columns are as wide as its largest amounts need; the description takes the
    rest."""
    keeps_numbers = invoice.kind in (DocumentKind.RETURN, DocumentKind.CANCELLATION)
    headings = (NUMBER_THERE if keeps_numbers else HEADINGS[0], *HEADINGS[1:])
    pairs = enumerate(zip(headings, _widths(invoice), strict=True))
    columns = tuple(Column(heading, width, place in _CENTRED) for place, (heading, width) in pairs)
    rooms = [column.width - 2 * PAD for column in columns]
    return TableShape(
        columns,
        tuple(range(_FIRST_SUM, len(columns))),
        lambda line: _cells(line, rooms),
        lambda line: amounts(line.figures),
        _TITLE,
        lambda line: line.title,
    )


def _cells(line: DocumentLine, rooms: Sequence[float]) -> list[Run]:
    plain = regular()
    runs = [
        plain.figure(str(line.number)),
        _code(line.code, plain, rooms[_CODE]),
        plain.text(""),
        _number(str(line.quantity), plain),
        one_line(line.unit, plain, TEXT, rooms[_UNIT]),
        _number(line.unit_price, plain),
        *map(plain.amount, amounts(line.figures)),
    ]
    if not line.vat_rate and not line.figures.vat:
        runs[_VAT] = plain.text(EXEMPT)
    return runs


def _number(number: str, font: Font) -> Run:
    """Return a decimal in ASCII with its whole part in groups of three; most are whole numbers."""
    return font.amount(int(number)) if number.isdecimal() else font.figure(grouped(number))


def _code(code: str, font: Font, room: float) -> Run:
    """Return a goods code as it is typed and scanned, with its own digits, cut where no cell could hold it."""
    run = font.text(clean(code[:_LONGEST_CODE]), "L")
    return run if run.size_for(room, TEXT) > TEXT / 2 else one_line(code, font, TEXT / 2, room)


def _widths(invoice: Invoice) -> list[float]:
    """Return the widths of the eleven columns, from the right."""
    prices = [regular().figure(grouped(line.unit_price)).at(TEXT) for line in invoice.lines]
    totals = [amounts(figures) for figures in (invoice.totals, invoice.before) if figures]
    sums = [max(bold().amount(amount).at(TEXT) for amount in column) for column in zip(*totals, strict=True)]
    largest = [max(prices, default=0.0), *sums]
    money = [min(max(width + 2 * PAD, _NARROWEST_AMOUNT), _WIDEST_AMOUNT) for width in largest]
    money[-1] = max(money[-1], _NARROWEST_TOTAL)
    title = WIDTH - sum(_FIXED.values()) - sum(money)
    return [_FIXED[_NUMBER], _FIXED[_CODE], title, _FIXED[_QUANTITY], _FIXED[_UNIT], *money]
