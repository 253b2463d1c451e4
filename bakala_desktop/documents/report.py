"""A report as PDF, A4 landscape: one table for Z, sales, VAT, stock and lists of serials.

Draws what the report holds; of its own it adds up only the sums that are carried from page to page. Every page repeats
the title, the headings and the shop's contact block. The facts stand before the table, notes and signatures after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain, groupby

from bakala_desktop.documents.contact_strip import ContactStrip
from bakala_desktop.documents.page import About, Paper, Rendered
from bakala_desktop.documents.paging import CARRIED_IN, CARRIED_OUT, SUM_HEIGHT, Room, paginate
from bakala_desktop.documents.report_head import (
    SIGNATURE_HEIGHT,
    FactRow,
    NoteRow,
    ReportHead,
    draw_signatures,
    fact_rows,
    note_rows,
)
from bakala_desktop.documents.report_table import GROUP_HEIGHT, Line, ReportTable, Strip
from bakala_desktop.documents.shaping import clean
from bakala_desktop.documents.sheet import BOTTOM, FRAME, LEFT, RIGHT, RULE, TOP, WIDTH
from bakala_desktop.domain.party import Contact
from bakala_desktop.domain.report import Report, ReportGroup, Sums

_GAP_BEFORE_SIGNATURES = 10.0

Band = FactRow | NoteRow | Strip | Line


def render_report(report: Report, contact: Contact) -> Rendered:
    """Return the report as PDF; the same report gives the same bytes.

    Long texts wrap, and shrink where their cell would grow past a page. Characters that the fonts lack are drawn as
    U+FFFD and named in the result. Raises FileNotFoundError where the installation lacks a font.
    """
    return _Drawing(report, contact).render()


@dataclass(slots=True)
class _Unit:
    """Bands that stay together on a page: a group's heading with its first row, its sums with the last."""

    bands: list[Band] = field(default_factory=list)
    group: ReportGroup | None = None
    is_first: bool = False

    @property
    def height(self) -> float:
        return sum(band.height for band in self.bands)

    @property
    def is_table(self) -> bool:
        return not isinstance(self.bands[0], FactRow | NoteRow)


class _Drawing:
    """One report on its way to paper: its parts, measured, and the pages that they are put on."""

    def __init__(self, report: Report, contact: Contact):
        self._report = report
        self._table = ReportTable(report)
        self._head = ReportHead(report)
        self._strip = ContactStrip(contact)
        self._units = list(self._all_units())
        self._sums: Sums = report.sums_of(())
        self._open = ExitStack()
        self._is_begun = False
        self._paper = Paper(
            About(
                title=clean(" ".join((report.title, *report.subtitles[:1]))),
                author=clean(report.made_by),
                subject=clean(report.title),
                made_at=report.made_at,
            )
        )

    def render(self) -> Rendered:
        """Draw all pages."""
        self._paper.repeat(self._frame)
        pages = paginate([unit.height for unit in self._units], self._room())
        last = len(pages) - 1
        strip = self._paper.stencil(lambda: self._strip.draw(self._paper)) if last else ""
        for number, places in enumerate(pages):
            if number:
                self._paper.turn()
            y = self._page(self._units[places.start : places.stop], self._units[places.stop :])
            if number < last:
                self._paper.stamp(strip)
            else:
                self._sign(y)
                self._strip.draw(self._paper)
            self._strip.number(self._paper)
            self._paper.box(LEFT, BOTTOM, WIDTH, TOP - BOTTOM, FRAME)
        return self._paper.finish()

    def _all_units(self) -> Iterator[_Unit]:
        yield from (_Unit([row]) for row in fact_rows(self._report.facts))
        yield from self._table_units()
        yield from (_Unit([row]) for row in note_rows(self._report.notes))

    def _table_units(self) -> list[_Unit]:
        """Return the rows with what must stand beside them."""
        units: list[_Unit] = []
        for group in self._report.groups:
            if group.rows:
                units += self._group_units(group)
        if not units:
            units.append(_Unit([self._table.nothing()]))
        if self._report.has_sums:
            units[-1].bands.append(self._table.total())
        return units

    def _group_units(self, group: ReportGroup) -> list[_Unit]:
        units = [_Unit([self._table.line(row)], group) for row in group.rows]
        units[0].is_first = True
        if group.heading:
            units[0].bands.insert(0, self._table.heading(group))
        if group.has_subtotal:
            units[-1].bands.append(self._table.subtotal(group))
        return units

    def _room(self) -> Room:
        page = TOP - BOTTOM - self._head.height - self._table.head_height - self._strip.height
        has_headings = any(group.heading for group in self._report.groups)
        carried = SUM_HEIGHT * self._report.has_sums + GROUP_HEIGHT * has_headings
        signatures = SIGNATURE_HEIGHT + _GAP_BEFORE_SIGNATURES if self._report.signatures else 0.0
        return Room(page, carried, signatures)

    def _frame(self) -> None:
        """Draw what all pages show before the rest; the contact block is heard last, where it stands."""
        y = self._head.draw(self._paper, TOP)
        self._paper.rules(RULE, (LEFT, y, RIGHT, y))

    def _page(self, units: Sequence[_Unit], rest: Sequence[_Unit]) -> float:
        """Draw the parts of a page and return where they end."""
        y = self._draw(_parts(units, FactRow), TOP - self._head.height)
        table = [unit for unit in units if unit.is_table]
        if table:
            y = self._table_part(y, table, is_last=not any(unit.is_table for unit in rest))
        return self._draw(_parts(units, NoteRow), y)

    def _table_part(self, top: float, units: Sequence[_Unit], is_last: bool) -> float:
        """Draw what of the table stands on a page: one table, whose element stays open from page to page."""
        is_first = not self._is_begun
        if is_first:
            self._is_begun = True
            self._open.enter_context(self._paper.tagged("Table"))
        y = self._table.draw_head(self._paper, top, is_repeated=not is_first)
        if not is_first:
            y = self._carry_in(y, units[0])
        y = self._draw(chain.from_iterable(unit.bands for unit in units), y)
        self._sums = self._added(units)
        if is_last:
            self._open.close()
        elif self._report.has_sums:
            y = self._table.draw_strip(self._paper, y, self._table.carried(CARRIED_OUT, self._sums))
        return y

    def _carry_in(self, top: float, unit: _Unit) -> float:
        """Draw what leads over from the page before: the sums so far, and the group that goes on."""
        y = top
        if self._report.has_sums:
            y = self._table.draw_strip(self._paper, y, self._table.carried(CARRIED_IN, self._sums))
        if unit.group and unit.group.heading and not unit.is_first:
            y = self._table.draw_strip(self._paper, y, self._table.heading(unit.group, is_continued=True))
        return y

    def _draw(self, bands: Iterable[Band], top: float) -> float:
        """Draw parts one below the other and return where they end."""
        y = top
        for kind, same in groupby(bands, type):
            if kind is Line:
                y = self._table.draw_lines(self._paper, y, [band for band in same if isinstance(band, Line)])
                continue
            for band in same:
                if isinstance(band, Strip):
                    y = self._table.draw_strip(self._paper, y, band)
                elif not isinstance(band, Line):
                    y = band.draw(self._paper, y)
        return y

    def _added(self, units: Sequence[_Unit]) -> Sums:
        """Return the carried sums with those of a page added."""
        rows = [band.cells for unit in units for band in unit.bands if isinstance(band, Line)]
        return tuple(
            None if before is None or more is None else before + more
            for before, more in zip(self._sums, self._report.sums_of(rows), strict=True)
        )

    def _sign(self, top: float) -> None:
        if self._report.signatures:
            draw_signatures(self._paper, top - _GAP_BEFORE_SIGNATURES, self._report.signatures)


def _parts(units: Iterable[_Unit], kind: type[Band]) -> list[Band]:
    return [band for unit in units for band in unit.bands if isinstance(band, kind)]
