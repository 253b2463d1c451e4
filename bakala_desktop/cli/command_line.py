"""The command line's grammar: options before or after the command, and what each command takes."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from bakala_desktop.cli import persian
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.staff import Role
from bakala_desktop.domain.text import fold_digits


class CommandLineError(ShopError):
    """A call that cannot be understood; exit code 2."""


class _Parser(argparse.ArgumentParser):
    """Raises instead of leaving the process, and takes no shortened options: a script must mean what it says."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "allow_abbrev": False, "add_help": False})
        self.given = self.add_argument_group(persian.ARGUMENTS)
        self.options = self.add_argument_group(persian.OPTIONS)

    def error(self, message: str) -> NoReturn:
        raise CommandLineError("bad_command_line", detail=message)


MOST = 1_000_000
"""More than any answer lists; the database counts no further than 2^63."""


def text(given: str) -> str:
    """Return an argument as UTF-8, whatever the locale made of it."""
    return os.fsencode(given).decode("utf-8", "replace")


def count(given: str) -> int:
    """Return a whole number from 1 on, in any digits; no shop has more than ``MOST``. Raises ValueError."""
    number = min(int(fold_digits(given)), MOST)
    if number < 1:
        raise ValueError(given)
    return number


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the options of a call and its ``command``, such as ``import products``.

    Raises CommandLineError, and SystemExit(0) for ``--help``.
    """
    parser = _Parser(prog="bakala", description=persian.DESCRIPTION)
    _add_options(parser, first=True)
    commands = parser.add_subparsers(title=persian.COMMANDS, metavar="COMMAND")
    parser.set_defaults(command="run")
    _add(commands, "run")
    _founding(commands)
    _goods_and_customers(commands)
    _orders(commands)
    _papers(commands)
    _plain(commands)
    _staff(commands)
    _keeping(commands)
    return parser.parse_args(argv)


def _add_options(parser: _Parser, *, first: bool = False) -> None:
    def default(value: object) -> Any:
        # After the command an option that is not given must not undo the one before it.
        return value if first else argparse.SUPPRESS

    add = parser.options.add_argument
    add("-h", "--help", action="help", help=persian.HELP)
    add("--data", metavar="DIR", type=Path, default=default(None), help=persian.DATA)
    add("--database", metavar="URL", type=text, default=default(None), help=persian.DATABASE)
    add("--user", metavar="NAME", type=text, default=default(None), help=persian.USER)
    add("--json", action="store_true", default=default(False), help=persian.JSON)


def _add(commands: Any, name: str, command: str | None = None) -> _Parser:
    full = command or name
    listed = {"help": persian.ABOUT[full]} if full in persian.ABOUT else {}
    parser: _Parser = commands.add_parser(name, description=persian.ABOUT.get(full), **listed)
    _add_options(parser)
    parser.set_defaults(command=full)
    return parser


def _group(commands: Any, name: str) -> Any:
    """Add a command that has commands of its own."""
    parser: _Parser = commands.add_parser(name, help=persian.ABOUT[name], description=persian.ABOUT[name])
    _add_options(parser)
    return parser.add_subparsers(title=persian.COMMANDS, metavar="COMMAND", required=True)


def _founding(commands: Any) -> None:
    init = _add(commands, "init")
    init.options.add_argument("--owner", metavar="NAME", type=text, required=True, help=persian.OWNER)
    init.options.add_argument("--shop", metavar="SHOP.json", type=Path, help=persian.SHOP)
    init.options.add_argument("--sample", action="store_true", help=persian.SAMPLE)
    day = _add(commands, "sample-day")
    day.options.add_argument("--out", metavar="DIR", type=Path, help=persian.OUT_DIR)


def _goods_and_customers(commands: Any) -> None:
    imports, searches = _group(commands, "import"), _group(commands, "search")
    for kind in ("products", "customers"):
        read = _add(imports, kind, f"import {kind}")
        read.given.add_argument("file", metavar="FILE", type=Path, help=persian.TABLE)
        read.options.add_argument("--dry-run", action="store_true", help=persian.DRY_RUN)
        read.options.add_argument("--all-or-nothing", action="store_true", help=persian.ALL_OR_NOTHING)
        search = _add(searches, kind, f"search {kind}")
        search.given.add_argument("text", metavar="TEXT", type=text, help=persian.SEARCHED)
        search.options.add_argument("--limit", metavar="N", type=count, default=20, help=persian.LIMIT)


class _Late:
    """Choices that are loaded when one is made: a window's start has no need of what other commands know."""

    def __init__(self, load: Callable[[], Sequence[str]]) -> None:
        self._load = load

    def __contains__(self, value: object) -> bool:
        return value in self._load()

    def __iter__(self) -> Iterator[str]:
        return iter(self._load())


def _states() -> Sequence[str]:
    from bakala_desktop.domain.order import OrderStatus

    return [status.value for status in OrderStatus]


def _kinds() -> Sequence[str]:
    from bakala_desktop.domain.identifiers import KINDS

    return KINDS


def _orders(commands: Any) -> None:
    sell = _add(commands, "sell")
    sell.given.add_argument("file", metavar="ORDER.json", type=Path, help=persian.ORDER)
    sell.options.add_argument("--invoice", metavar="OUT.pdf", type=Path, help=persian.INVOICE)
    sell.options.add_argument("--receipt", metavar="OUT.pdf", type=Path, help=persian.RECEIPT)
    orders = _add(commands, "orders")
    states = _Late(_states)
    orders.options.add_argument("--status", metavar="S", choices=states, help=persian.STATUS + "%(choices)s")
    order = _group(commands, "order")
    show = _add(order, "show", "order show")
    show.given.add_argument("id", metavar="ID", type=text, help=persian.ORDER_ID)
    # Known to scripts, but not there yet: answered with what they wait for (delivery_not_available).
    complete = _add(order, "complete", "order complete")
    complete.given.add_argument("id", type=text)
    complete.given.add_argument("file", type=Path)
    invoice = _add(commands, "invoice")
    invoice.given.add_argument("serial", metavar="SERIAL", type=text, help=persian.SERIAL)
    invoice.options.add_argument("--out", metavar="F.pdf", type=Path, required=True, help=persian.OUT)


def _papers(commands: Any) -> None:
    taken_back = _add(commands, "return")
    taken_back.given.add_argument("file", metavar="RETURN.json", type=Path, help=persian.RETURN)
    taken_back.options.add_argument("--out", metavar="F.pdf", type=Path, help=persian.OUT)
    certificate = _add(commands, "certificate")
    add = certificate.options.add_argument
    add("--invoice", metavar="SERIAL", type=text, nargs="+", action="extend", help=persian.SERIALS)
    add("--customer", metavar="ID", type=text, help=persian.CUSTOMER_ID)
    add("--from", dest="from_day", metavar="D", type=text, help=persian.FROM)
    add("--to", dest="to_day", metavar="D", type=text, help=persian.TO)
    add("--out", metavar="F.pdf", type=Path, required=True, help=persian.OUT)
    report = _add(commands, "report")
    report.given.add_argument("kind", metavar="KIND", choices=("sales", "vat", "stock"), help="%(choices)s")
    add = report.options.add_argument
    add("--from", dest="from_day", metavar="D", type=text, help=persian.FROM)
    add("--to", dest="to_day", metavar="D", type=text, help=persian.TO)
    add("--out", metavar="F.pdf|F.xlsx", type=Path, help=persian.REPORT_OUT)
    verify = _add(commands, "verify-pdf")
    verify.given.add_argument("file", metavar="FILE", type=Path, help=persian.PAPER_FILE)


def _plain(commands: Any) -> None:
    check = _add(commands, "check")
    check.given.add_argument("kind", metavar="KIND", choices=_Late(_kinds), help="%(choices)s")
    check.given.add_argument("values", metavar="VALUE", type=text, nargs="*", help=persian.VALUES)
    words = _add(commands, "words")
    words.given.add_argument("rial", metavar="RIAL", type=text, help=persian.RIAL)


def _staff(commands: Any) -> None:
    staff = _group(commands, "staff")
    add = _add(staff, "add", "staff add")
    add.given.add_argument("name", metavar="NAME", type=text, help=persian.NAME)
    roles = [role.value for role in Role]
    add.options.add_argument("--role", metavar="ROLE", choices=roles, required=True, help=", ".join(roles))
    for name in ("password", "disable"):
        one = _add(staff, name, f"staff {name}")
        one.given.add_argument("name", metavar="NAME", type=text, help=persian.NAME)
    _add(staff, "list", "staff list")


def _keeping(commands: Any) -> None:
    verify = _add(commands, "verify")
    verify.options.add_argument("--head", metavar="CODE", type=text, help=persian.HEAD)
    for name in ("backup", "restore"):
        one = _add(commands, name)
        one.given.add_argument("file", metavar="FILE", type=Path, help=persian.BACKUP)
    _add(commands, "upkeep")
