"""Many documents at once: as files, as one PDF, and as the inspector's list of serials."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import day_bounds
from bakala_desktop.domain.period import Period
from bakala_desktop.domain.report import Report
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.serial_list import SerialList
from bakala_desktop.domain.snapshot import Issued
from bakala_desktop.domain.staff import Permission
from bakala_desktop.services.papers import find_signer, signed
from bakala_desktop.services.shop import Shop
from bakala_desktop.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from bakala_desktop.documents.signing import Signer

CHUNK = 25
"""So many prints are counted in one transaction: a till that sells meanwhile waits for no more than these files."""

Write = Callable[[Path, bytes], None]
"""Writes a file whole or not at all; raises ShopError where it cannot."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the documents in order, and the files they are in. After a cancel it is what was done until
    then; every file is whole."""

    serials: tuple[Serial, ...]
    files: tuple[Path, ...]
    is_cancelled: bool = False


class _Cancelled(Exception):
    """Nobody waits for the rest any more."""


class _PrintedMeanwhile(Exception):
    """Another till printed one of the papers after it was drawn: what is a copy has changed."""


def _nothing(done: int, total: int) -> None:
    return


def _never() -> bool:
    return False


def export_documents(
    shop: Shop,
    serials: Sequence[str],
    target: Path,
    *,
    one_file: bool,
    write: Write,
    progress: Callable[[int, int], None] = _nothing,
    is_cancelled: Callable[[], bool] = _never,
) -> Exported:
    """Write documents into the folder ``target``, each to a file named after its serial; or all into the one PDF
    ``target``, in the order given, one that is named twice only once.

    Each counts as a print, in the transaction that remembers its file's SHA-256, and is signed where the shop signs.
    ``progress(done, total)`` follows each document. Raises ShopError ``bad_serial``, ``invoice_not_found``,
    ``document_not_found`` before anything is written; what ``write`` raises, after counting what it did write; and
    those of the signature.
    """
    shop.require(Permission.PRINT_DOCUMENTS)
    wanted = tuple(dict.fromkeys(map(Serial.parse, serials)))
    with shop.read() as work:
        for serial in wanted:
            work.documents.id_of(serial)
        signer = find_signer(work, shop)
    export = _Export(shop, wanted, target, signer, write, progress, is_cancelled)
    if not wanted:
        return Exported((), ())
    return export.to_one_file() if one_file else export.to_files()


@dataclass(frozen=True, slots=True)
class _Export:
    """An export under way."""

    shop: Shop
    serials: tuple[Serial, ...]
    target: Path
    signer: Signer | None
    write: Write
    progress: Callable[[int, int], None]
    is_cancelled: Callable[[], bool]

    def to_files(self) -> Exported:
        done: list[Serial] = []
        for start in range(0, len(self.serials), CHUNK):
            try:
                papers = self._draw_chunk(self.serials[start : start + CHUNK])
            except _Cancelled:
                break
            done += self._write_chunk(papers, len(done))
            if len(done) < min(start + CHUNK, len(self.serials)):
                break
        return Exported(tuple(done), tuple(map(self._place, done)), is_cancelled=len(done) < len(self.serials))

    def to_one_file(self) -> Exported:
        while True:
            try:
                return self._one_file()
            except _Cancelled:
                return Exported((), (), is_cancelled=True)
            except _PrintedMeanwhile:
                continue

    def _draw_chunk(self, serials: Sequence[Serial]) -> list[tuple[Issued, bool, bytes]]:
        """Draw papers before the write lock is taken."""
        with self.shop.read() as work:
            asked = [(work.documents.get(serial), work.documents.find_prints(serial) > 0) for serial in serials]
        return [(issued, is_copy, self._draw([(issued, is_copy)])) for issued, is_copy in asked]

    def _write_chunk(self, papers: list[tuple[Issued, bool, bytes]], before: int) -> list[Serial]:
        """Write and count papers; what was written before a cancel or a failure stays counted."""
        done: list[Serial] = []
        failure: ShopError | None = None
        with self.shop.write("document.export") as work:
            for issued, drawn_as_copy, pdf in papers:
                if self.is_cancelled():
                    break
                serial = issued.document.serial
                is_copy = work.documents.find_prints(serial) > 0
                try:
                    content = pdf if is_copy == drawn_as_copy else self._draw([(issued, is_copy)])
                    self.write(self._place(serial), content)
                except _Cancelled:
                    break
                except ShopError as error:
                    failure = error
                    break
                self._count(work, issued, content)
                done.append(serial)
                self.progress(before + len(done), len(self.serials))
        if failure is not None:
            raise failure
        return done

    def _one_file(self) -> Exported:
        """Draw all, one after the other, and count them when the file is there."""
        drawn: list[tuple[Issued, bool]] = []
        pdf = self._draw(self._read_all(drawn))
        with self.shop.write("document.export") as work:
            for issued, is_copy in drawn:
                if (work.documents.find_prints(issued.document.serial) > 0) != is_copy:
                    raise _PrintedMeanwhile
                self._count(work, issued, pdf)
            self.write(self.target, pdf)
        return Exported(self.serials, (self.target,))

    def _read_all(self, drawn: list[tuple[Issued, bool]]) -> Iterator[tuple[Issued, bool]]:
        for start in range(0, len(self.serials), CHUNK):
            with self.shop.read() as work:
                asked = self.serials[start : start + CHUNK]
                chunk = [(work.documents.get(serial), work.documents.find_prints(serial) > 0) for serial in asked]
            for item in chunk:
                if self.is_cancelled():
                    raise _Cancelled
                drawn.append(item)
                yield item
                self.progress(len(drawn), len(self.serials))

    def _draw(self, papers: Sequence[tuple[Issued, bool]] | Iterator[tuple[Issued, bool]]) -> bytes:
        # ReportLab is loaded at the first paper, not when the till starts.
        from bakala_desktop.documents.papers import draw_many

        if self.is_cancelled():
            raise _Cancelled
        return signed(draw_many(papers).pdf, self.signer, self.shop.clock.now())

    def _count(self, work: UnitOfWork, issued: Issued, content: bytes) -> None:
        work.documents.count_print(issued.document.serial)
        user_id = self.shop.signed_in().user_id
        digest, at = sha256(content).hexdigest(), self.shop.clock.now()
        work.documents.add_file(self.shop.new_id(), issued.document.id, digest, at, user_id)

    def _place(self, serial: Serial) -> Path:
        return self.target / f"{serial}.pdf"


def serial_list(shop: Shop, first: date, last: date) -> Report:
    """Return every number of each series that was issued from one day to another, both included, with what became of
    it, and how many are missing. Raises ShopError ``bad_period``."""
    made_by = shop.require(Permission.VIEW_REPORTS).user_name
    period = Period(first, last)
    with shop.read() as work:
        runs = work.documents.list_runs(*day_bounds(first, last))
    from bakala_desktop.documents.serial_table import serial_table

    return serial_table(SerialList(period, shop.clock.now(), made_by, runs))
