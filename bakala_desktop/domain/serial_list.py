"""The inspector's list of a period: every number of each series, what became of it, and what is missing (R03)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.document_filter import DocumentMark, DocumentRow
from bakala_desktop.domain.period import Period


@dataclass(frozen=True, slots=True)
class SerialRun:
    """The documents of one series and fiscal year, in the order of their numbers; there is at least one.

    ``missing`` counts the numbers between the first and the last that were never issued, on no day at all.
    """

    kind: DocumentKind
    year: int
    rows: tuple[DocumentRow, ...]
    missing: int

    def count_of(self, mark: DocumentMark) -> int:
        """Return how many documents bear a mark."""
        return sum(mark in row.marks for row in self.rows)


@dataclass(frozen=True, slots=True)
class SerialList:
    """The runs of a period, invoices first."""

    period: Period
    made_at: datetime
    made_by: str
    runs: tuple[SerialRun, ...]
