"""Plays a day at the till through the real windows, and leaves its invoices as PDF and a picture of each screen."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.text import isolate_ltr, persian_digits

if TYPE_CHECKING:
    from bakala_desktop.gui.till import Till


@dataclass(frozen=True, slots=True)
class SampleDay:
    """What the day left: names of files in the folder, serials in order, the sum of the payables, and the seconds."""

    folder: str
    invoices: tuple[str, ...]
    payable: int
    papers: tuple[str, ...]
    pictures: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        counts = f"{len(self.invoices)} فروش به مبلغ {format_amount(self.payable)} ریال"
        files = persian_digits(f"{len(self.papers)} صورتحساب و {len(self.pictures)} عکس از صفحه‌ها")
        return f"روز نمونه انجام شد: {persian_digits(counts)}؛ {files} در {isolate_ltr(self.folder)}"


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
    return SampleDay(
        folder=str(out),
        invoices=tuple(script.serials),
        payable=script.payable,
        papers=tuple(sorted(path.name for path in out.glob("*.pdf"))),
        pictures=tuple(sorted(path.name for path in out.glob("*.png"))),
        seconds=round(time.monotonic() - began, 1),
    )


def _make_folder(out: Path) -> None:
    """Make the folder, and take out what an earlier day left in it."""
    from bakala_desktop.domain.errors import ShopTrouble

    try:
        out.mkdir(parents=True, exist_ok=True)
        for old in (*out.glob("[0-9]*-A-*.pdf"), *out.glob("[0-9][0-9]-*.png")):
            old.unlink()
    except OSError as error:
        raise ShopTrouble("folder_read_only", place=str(out)) from error


def _choose_platform() -> None:
    """Draw into memory where there is no display."""
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if sys.platform.startswith("linux") and not has_display:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
