"""The entry of the command: parse, do, answer; nothing that goes wrong ends in a traceback."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from importlib import import_module
from io import TextIOWrapper

from bakala_desktop.cli.answers import TROUBLE, Answer, refusal, to_bytes
from bakala_desktop.cli.calling import Call
from bakala_desktop.cli.command_line import CommandLineError, parse
from bakala_desktop.domain.errors import ShopError, ShopTrouble

Command = Callable[[Call], Answer]


def main(argv: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ) -> int:
    """Run one call of ``bakala`` and return its exit code (interface.md, «Calling»)."""
    given = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        # Persian text must come out of a C locale too.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = parse(given)
        answer, as_json = _answer(options, environment), bool(options.json)
    except CommandLineError as error:
        answer, as_json = refusal(error), "--json" in given
    except SystemExit as done:  # --help has been printed
        return int(done.code or 0)
    except KeyboardInterrupt:
        answer, as_json = refusal(ShopTrouble("interrupted")), "--json" in given
    return _show(answer, as_json=as_json)


def _answer(options: Namespace, environment: Mapping[str, str]) -> Answer:
    try:
        with ExitStack() as endings:
            return _command(options.command)(Call(options, environment, endings))
    except ShopError as error:
        return refusal(error)
    except Exception as error:
        from bakala_desktop.cli.incidents import record_incident

        return refusal(ShopTrouble("internal_error", incident=record_incident(error, options, environment)))


def _command(name: str) -> Command:
    return _group(name.split()[0])[name]


_GROUPS = {
    "check": "plain",
    "words": "plain",
    "init": "keeping",
    "restore": "keeping",
    "backup": "keeping",
    "verify": "keeping",
    "import": "stock",
    "search": "stock",
    "staff": "staff",
    "run": "window",
    "sample-day": "window",
    "upkeep": "window",
    "report": "reports",
    "certificate": "certificates",
    "return": "returns",
    "verify-pdf": "paper_proof",
}
"""In which module a command stands; those that are not named here are in ``orders``."""


def _group(name: str) -> Mapping[str, Command]:
    """Load a group of commands when one of them is called, so that ``check`` starts without a database."""
    module = import_module(f"bakala_desktop.cli.{_GROUPS.get(name, 'orders')}")
    commands: Mapping[str, Command] = module.COMMANDS
    return commands


def _show(answer: Answer, *, as_json: bool) -> int:
    stream = sys.stderr if answer.is_error and not as_json else sys.stdout
    if stream is None:  # the windowed program has no console
        return answer.exit_code
    try:
        if as_json:
            stream.buffer.write(to_bytes(answer.document))
        elif answer.text:
            print(answer.text, file=stream)
        stream.flush()
    except KeyboardInterrupt:
        # What was done is done, and a second document must not follow a part of the first.
        return answer.exit_code or TROUBLE
    except OSError:
        # Nobody reads any more, or the disk behind the pipe is full. What was done stays done.
        with suppress(OSError):
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        return answer.exit_code or TROUBLE
    return answer.exit_code
