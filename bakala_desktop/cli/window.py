"""``run`` and ``sample-day``: the calls that open windows."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from bakala_desktop.cli.answers import Answer, plain
from bakala_desktop.cli.calling import Call
from bakala_desktop.domain.errors import ShopError


def run(call: Call) -> Answer:
    """Open the till's window, and stay until it is closed."""
    till = call.till()
    from bakala_desktop.gui.application import run as run_window

    code = run_window(till, call.options.user, call.given_password())
    return Answer({"run": {"exit": code}}, "", code)


def sample_day(call: Call) -> Answer:
    """Play a day through the real windows; its papers and pictures go to ``--out``."""
    out: Path = call.options.out or Path("sample-day")
    from bakala_desktop.bootstrap import find_till
    from bakala_desktop.gui.sample_day import play

    summary = play(out, lambda folder: find_till(folder / "data", {"BAKALA_KEY_FILE": str(folder / "key")}))
    return Answer({"sample_day": plain(asdict(summary))}, str(summary))


def upkeep(call: Call) -> Answer:
    """Refuse: the daily jobs look after orders to send, which do not exist yet."""
    raise ShopError("delivery_not_available")


COMMANDS = {"run": run, "sample-day": sample_day, "upkeep": upkeep}
