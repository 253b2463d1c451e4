"""One call of the command: its options, its environment, its user, and what is said beside the answer."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bakala_desktop.cli import persian
from bakala_desktop.cli.command_line import CommandLineError
from bakala_desktop.domain.errors import ShopError, ShopTrouble

if TYPE_CHECKING:
    from bakala_desktop.bootstrap import Till
    from bakala_desktop.services.shop import Shop


@dataclass(frozen=True, slots=True)
class Call:
    """What every command is handed. ``endings`` closes what was opened, once the answer is out."""

    options: Namespace
    environment: Mapping[str, str]
    endings: ExitStack

    def till(self) -> Till:
        """Return the till of the call. Raises ShopTrouble ``database_not_available`` for a database of another kind."""
        from bakala_desktop.bootstrap import find_till

        if self.options.database or self.environment.get("BAKALA_DATABASE"):
            raise ShopTrouble("database_not_available")
        return find_till(self.options.data, self.environment)

    def output(self, target: Path) -> Path:
        """Return a file that an answer may be written to.

        Raises ShopTrouble ``file_unwritable`` where nothing can be written, and for the till's own files: a paper must
        never replace the books or their key.
        """
        from bakala_desktop.devices.whole_file import check_writable

        self.keep_off(target)
        check_writable(target)
        return target

    def keep_off(self, file: Path) -> None:
        """Refuse one of the till's own files. Raises ShopTrouble ``file_unwritable``."""
        folder, key = self.till().folder, self.environment.get("BAKALA_KEY_FILE")
        try:
            named, root = file.resolve(), folder.root.resolve()
        except (OSError, RuntimeError) as error:
            raise ShopTrouble("file_unwritable", file=file.name, place=str(file.parent)) from error
        # Beside the database lie its log and its index, which bear its name.
        own = (folder.id_file.name, folder.settings.name, ".founding")
        is_own = named.parent == root and (named.name in own or named.name.startswith(folder.database.name))
        if is_own or (key and named == Path(key).resolve()):
            raise ShopTrouble("file_unwritable", file=file.name, place=str(file.parent), reason="own_file")

    def enter(self) -> Shop:
        """Open the shop and sign the user in: each call for itself, and recorded.

        Raises CommandLineError ``user_missing``, ShopTrouble ``shop_missing``, ``password_missing`` and those of the
        database, ShopError ``sign_in_refused``, ``sign_in_locked``, ``user_disabled``.
        """
        from bakala_desktop.bootstrap import open_shop
        from bakala_desktop.services.access import sign_in

        if not self.options.user:
            raise CommandLineError("user_missing")
        till = self.till()
        if till.is_new:
            raise ShopTrouble("shop_missing", place=str(till.folder.root))
        password = self.password()
        shop = open_shop(till)
        self.endings.callback(shop.database.close)
        session = sign_in(shop, self.options.user, password, kind="command")
        return shop.entered_by(session)

    def given_password(self) -> str | None:
        """Return the password of the environment, if there is one."""
        return self._secret("BAKALA_PASSWORD")

    def password(self) -> str:
        """Return the user's password, asked for without echo where the environment has none.

        Raises ShopTrouble ``password_missing`` where nobody can be asked.
        """
        return self.given_password() or _ask(persian.PASSWORD, "BAKALA_PASSWORD")

    def new_password(self, variable: str) -> str:
        """Return a password to be set: of the environment, else typed twice.

        Raises ShopTrouble ``password_missing``, ShopError ``passwords_differ``.
        """
        given = self._secret(variable)
        if given is not None:
            return given
        typed = _ask(persian.NEW_PASSWORD, variable)
        if _ask(persian.AGAIN, variable) != typed:
            raise ShopError("passwords_differ")
        return typed

    def _secret(self, variable: str) -> str | None:
        value = self.environment.get(variable)
        # As UTF-8 whatever the locale: the same password must open the shop from cron and from a terminal.
        return os.fsencode(value).decode("utf-8", "surrogateescape") if value else None

    def say(self, text: str) -> None:
        """Say something beside the answer, on standard error."""
        if sys.stderr is not None:
            print(text, file=sys.stderr, flush=True)


def _ask(prompt: str, variable: str) -> str:
    # getpass would open the terminal behind a pipe by itself; a script must never be made to wait for a person.
    if sys.stdin is None or not sys.stdin.isatty():
        raise ShopTrouble("password_missing", variable=variable)
    try:
        return getpass.getpass(prompt)
    except UnicodeEncodeError:
        return getpass.getpass("Password: ")
    except EOFError as error:
        raise ShopTrouble("password_missing", variable=variable) from error
