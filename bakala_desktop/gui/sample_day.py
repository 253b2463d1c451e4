"""Plays a day at the till through the real windows, and leaves its papers and a picture of each screen."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.text import isolate_ltr, persian_digits

if TYPE_CHECKING:
    from bakala_desktop.gui.sample_script import SampleScript
    from bakala_desktop.gui.till import Till


FILES = "sample-day.txt"
"""In the folder, the names of all that the day left there: the next day takes away these and nothing else."""


@dataclass(frozen=True, slots=True)
class SampleDay:
    """What the day left: names of files in the folder, serials in order, the sum of what was sold, and the seconds.

    ``papers`` are the PDFs, ``rasters`` receipts in the dots of a printer, ``sheets`` lists as .xlsx. ``findings`` says
    what does not hold in the books or on a paper: a sound program leaves it empty.
    """

    folder: str
    sales: int
    invoices: tuple[str, ...]
    documents: tuple[str, ...]
    payable: int
    papers: tuple[str, ...]
    rasters: tuple[str, ...]
    sheets: tuple[str, ...]
    pictures: tuple[str, ...]
    findings: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        counts = f"{self.sales} فروش به مبلغ {format_amount(self.payable)} ریال"
        files = persian_digits(f"{len(self.papers)} برگه و {len(self.pictures)} عکس از صفحه‌ها")
        text = f"روز نمونه انجام شد: {persian_digits(counts)}؛ {files} در {isolate_ltr(self.folder)}"
        return "\n".join([text, *self.findings])


def play(out: Path, make_till: Callable[[Path], Till]) -> SampleDay:
    """Found a shop with sample goods, sell through the windows, and write papers and pictures to ``out``.

    Needs no display. ``make_till`` returns an empty till inside a given folder. The shop lies in a temporary folder
    with a random password and is gone afterwards. Raises ShopTrouble ``folder_read_only``, and ``sample_day_stuck``
    where the windows do not do what a day needs.
    """
    began = time.monotonic()
    _make_folder(out)
    _choose_platform()
    from bakala_desktop.gui.sample_script import SampleScript

    with tempfile.TemporaryDirectory(prefix="bakala-sample-") as folder:
        script = SampleScript(make_till(Path(folder)), out, secrets.token_urlsafe(12))
        try:
            script.play()
        finally:
            script.close()
            _remember(out, [*script.stage.files, *script.stage.pictures])
    return _summary(out, script, time.monotonic() - began)


def _summary(out: Path, script: SampleScript, seconds: float) -> SampleDay:
    stage, rows = script.stage, script.documents
    return SampleDay(
        folder=str(out),
        sales=len(stage.sold),
        invoices=tuple(str(row.serial) for row in rows if row.kind is DocumentKind.INVOICE),
        documents=tuple(str(row.serial) for row in rows),
        payable=sum(answer.order.payable for answer in stage.sold),
        papers=_named(stage.files, ".pdf"),
        rasters=_named(stage.files, ".png"),
        sheets=_named(stage.files, ".xlsx"),
        pictures=tuple(sorted(stage.pictures)),
        findings=script.findings,
        seconds=round(seconds, 1),
    )


def _named(files: Sequence[str], suffix: str) -> tuple[str, ...]:
    return tuple(sorted(name for name in files if name.endswith(suffix)))


def _make_folder(out: Path) -> None:
    """Make the folder, and take out what an earlier day left in it."""
    from bakala_desktop.domain.errors import ShopTrouble

    try:
        out.mkdir(parents=True, exist_ok=True)
        listed = out / FILES
        names = listed.read_text("utf-8").splitlines() if listed.exists() else []
        for name in names:
            # A list that somebody wrote into leads to no other folder.
            if name == Path(name).name:
                (out / name).unlink(missing_ok=True)
        listed.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise ShopTrouble("folder_read_only", place=str(out)) from error


def _remember(out: Path, files: Sequence[str]) -> None:
    (out / FILES).write_text("".join(f"{name}\n" for name in files), "utf-8")


def _choose_platform() -> None:
    """Draw into memory where there is no display."""
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if sys.platform.startswith("linux") and not has_display:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
