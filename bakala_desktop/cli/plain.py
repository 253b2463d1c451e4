"""``check`` and ``words``: answered from the rules alone, without a user or a database."""

from __future__ import annotations

import sys

from bakala_desktop.cli import persian
from bakala_desktop.cli.answers import Answer
from bakala_desktop.cli.calling import Call
from bakala_desktop.cli.command_line import CommandLineError
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.identifiers import check
from bakala_desktop.domain.text import parse_decimal
from bakala_desktop.domain.words import rials_in_words


def check_values(call: Call) -> Answer:
    """Check each value of a kind; whatever the answers are, the call is done."""
    values = call.options.values
    if not values or values == ["-"]:
        values = _lines()
    results = [
        {"value": found.value, "valid": found.valid, "normal": found.normal, "reason": found.reason}
        for found in (check(call.options.kind, value) for value in values)
    ]
    return Answer({"results": results}, persian.checks(results, persian.REASONS))


def _lines() -> list[str]:
    """Return the lines of standard input, in UTF-8 whatever the locale."""
    if sys.stdin is None or sys.stdin.isatty():
        raise CommandLineError("bad_command_line", detail="the following arguments are required: VALUE")
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace").splitlines()


def words(call: Call) -> Answer:
    """Write an amount in words. Raises ShopError ``not_a_number``, ``amount_not_whole``, ``number_too_large``."""
    number = parse_decimal(call.options.rial)
    if number % 1:
        raise ShopError("amount_not_whole", field="amount", value=call.options.rial[:40])
    written = rials_in_words(int(number))
    return Answer({"rial": int(number), "words": written}, written)


COMMANDS = {"check": check_values, "words": words}
