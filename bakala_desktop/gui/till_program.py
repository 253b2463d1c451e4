"""Who sees what, and when, in one run of the till: founding or sign-in, the shop behind it, the till, the way out.

The sign-in is painted before anything heavy is loaded; the shop opens on the database lane while one types.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer
from PySide6.QtWidgets import QApplication

from bakala_desktop.devices.till_settings_file import save_till_settings
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.gui import startup_trace
from bakala_desktop.gui.screens.sign_in import SignIn
from bakala_desktop.gui.tasks import Tasks
from bakala_desktop.gui.theme import set_locale
from bakala_desktop.gui.top_window import TopWindow, after_paint
from bakala_desktop.gui.window_lock import take_window_lock

if TYPE_CHECKING:
    from bakala_desktop.domain.staff import Role
    from bakala_desktop.domain.till_settings import TillSettings
    from bakala_desktop.gui.main_window import MainWindow
    from bakala_desktop.gui.screens.founding import Founding, FoundingRequest
    from bakala_desktop.gui.till import Till
    from bakala_desktop.services.shop import Session, Shop


class TillProgram(QObject):
    """Steers one run: who sees what, and when. The window is ``window``; ``main`` the till while somebody is in."""

    def __init__(self, till: Till, settings: TillSettings, lock: QLockFile | None) -> None:
        super().__init__()
        self.window = TopWindow()
        self.tasks = Tasks(self)
        self.main: MainWindow | None = None
        self.has_opened = False
        self.settings = settings
        self._till = till
        self._lock = lock
        self._shop: Shop | None = None
        self._waiting: tuple[str, str] | None = None
        self._session: Session | None = None
        self._founding: Founding | None = None
        self._ready: MainWindow | None = None
        self.sign_in = SignIn(settings.last_user, self)
        self._connect()

    def open(self, user: str | None, password: str | None, trouble: ShopError | None = None) -> None:
        """Show the window, and begin behind it once it is painted."""
        if trouble is not None:
            self._show_sign_in()
            self.sign_in.show_trouble(trouble)
        elif self._till.is_new:
            self._show_founding()
        else:
            self._show_sign_in()
        self.window.open()
        after_paint(self.window.currentWidget() or self.window, partial(self._painted, user, password, trouble is None))

    def close(self) -> None:
        """Finish what runs, close the session, give the folder free. May be called twice."""
        if self.main is not None and self._shop is not None:
            from bakala_desktop.services.access import sign_out

            shop = self._shop.entered_by(self._session)
            self.main.close()
            self.main = None
            self.tasks.run(sign_out, shop, owner=self)
        self.tasks.close()
        if self._shop is not None:
            self._shop.database.close()
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None
        sys.excepthook = sys.__excepthook__

    def _connect(self) -> None:
        self.window.may_close = self._may_close
        self.window.closed.connect(QApplication.quit)
        self.sign_in.given.connect(self._sign_in)
        self.sign_in.password_chosen.connect(self._change_password)
        self.sign_in.retry_wanted.connect(self._retry)
        self.sign_in.quit_wanted.connect(self.window.close)
        self.tasks.trouble.connect(self._say)
        self.tasks.bug.connect(self._say_bug)

    # Before anybody is in

    def _show_sign_in(self) -> None:
        self.sign_in.set_user(self.settings.last_user)
        self.window.show_place(self.sign_in.form)
        self.sign_in.activate()

    def _show_founding(self) -> None:
        from bakala_desktop.gui.screens.founding import Founding

        if self._founding is None:
            self._founding = Founding(self)
            self._founding.given.connect(self._found)
        self.window.show_place(self._founding.form)
        self._founding.activate()

    def _painted(self, user: str | None, password: str | None, may_open: bool) -> None:
        startup_trace.mark("painted")
        set_locale()
        self.sign_in.complete()
        from bakala_desktop.gui.program_log import keep_log

        keep_log(self._till.folder.logs, self.tasks)
        if may_open and not self._till.is_new:
            self._open_shop()
        if user and password:
            self.sign_in.fill(user, password)
        elif user:
            self.sign_in.set_user(user)
            self.sign_in.activate()

    def _open_shop(self) -> None:
        from bakala_desktop.gui.opening import open_founded

        self.sign_in.set_status("فروشگاه باز می‌شود…")
        self.tasks.run(open_founded, self._till, owner=self, then=self._opened, failed=self._not_opened)

    def _opened(self, answer: tuple[Shop, bool]) -> None:
        shop, is_founded = answer
        self._shop = startup_trace.timed(shop)
        self.sign_in.set_status("")
        startup_trace.mark("opened")
        if not is_founded:
            self._show_founding()
        elif self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self._sign_in(*waiting)
        QTimer.singleShot(0, self._make_ready)

    def _not_opened(self, error: ShopError) -> None:
        self._waiting = None
        self._show_sign_in()
        self.sign_in.show_trouble(error)

    def _make_ready(self) -> None:
        """Make, while the password is typed, what will be shown after it: as for the user who was here last."""
        from bakala_desktop.domain.staff import Role

        role = self.settings.last_role
        if self.main is None and self._ready is None and role in frozenset(Role):
            self._ready = self._make_main(Role(role))
            # Styled, laid out and drawn once unseen, it is there at once when it is wanted.
            self._ready.form.resize(self.window.size())
            self._ready.form.grab()

    def _make_main(self, role: Role) -> MainWindow:
        from bakala_desktop.gui.desk import Desk
        from bakala_desktop.gui.main_window import MainWindow

        assert self._shop is not None
        desk = Desk(self._shop, self.tasks, self.settings, self._keep_settings, expected=role)
        main = MainWindow(desk, self._till.folder.documents, self.window)
        main.screen(main.home)
        main.left.connect(self._sign_out)
        main.quit_wanted.connect(self.window.close)
        self.window.addWidget(main.form)
        return main

    def _main_for(self, role: Role) -> MainWindow:
        """Return the till that was made ready, if it was made for such a user."""
        ready, self._ready = self._ready, None
        if ready is not None and ready.desk.expected is role and ready.desk.settings == self.settings:
            return ready
        if ready is not None:
            self._drop(ready)
        return self._make_main(role)

    def _retry(self) -> None:
        try:
            self._lock = self._lock or take_window_lock(self._till.folder.root)
        except ShopError as error:
            self.sign_in.show_trouble(error)
            return
        if self._till.is_new:
            self._show_founding()
            return
        self._show_sign_in()
        self._open_shop()

    def _found(self, request: FoundingRequest) -> None:
        from bakala_desktop.gui.opening import found

        assert self._founding is not None
        self.tasks.run(found, self._till, request, owner=self, then=self._founded, failed=self._founding.refuse)

    def _founded(self, answer: tuple[Shop, Session]) -> None:
        self._shop, session = answer
        self._signed_in(session)
        if self._founding is not None:
            self.window.drop_place(self._founding.form)
            self._founding.deleteLater()
            self._founding = None

    # In and out

    def _sign_in(self, name: str, password: str) -> None:
        startup_trace.mark("entered")
        if self._shop is None:
            self._waiting = (name, password)
            self.sign_in.set_busy(True)
            return
        from bakala_desktop.services import access

        enter = partial(access.sign_in, self._shop, name, password, kind="window")
        self.tasks.run(enter, owner=self, then=self._signed_in, failed=self.sign_in.refuse)

    def _change_password(self, password: str) -> None:
        from bakala_desktop.services.access import change_own_password

        assert self._shop is not None
        shop = self._shop.entered_by(self._session)
        self.tasks.run(
            change_own_password, shop, password, owner=self, then=self._signed_in, failed=self.sign_in.refuse
        )

    def _signed_in(self, session: Session) -> None:
        self._session = session
        if session.must_change_password:
            self.sign_in.ask_new_password()
            return
        self.has_opened = True
        self.main = self._main_for(session.role)
        after_paint(self.main.form, self._entered)
        self.window.show_place(self.main.form)
        self.main.enter(session)
        self.sign_in.set_busy(False)

    def _entered(self) -> None:
        startup_trace.mark("search_focused")
        startup_trace.write()
        if self._session is None or self.main is None:
            return
        fresh = replace(self.settings, last_user=self._session.user_name, last_role=self._session.role.value)
        if fresh != self.settings:
            try:
                self.main.desk.change_settings(fresh)
            except ShopError as error:
                self._say(error)

    def _keep_settings(self, settings: TillSettings) -> None:
        save_till_settings(self._till.folder.settings, settings)
        self.settings = settings

    def _sign_out(self) -> None:
        from bakala_desktop.services.access import sign_out

        assert self._shop is not None
        assert self.main is not None
        main, self.main = self.main, None
        self.tasks.run(sign_out, self._shop.entered_by(self._session), owner=self)
        self._session = None
        self._show_sign_in()
        self._drop(main)
        QTimer.singleShot(0, self._make_ready)

    def _drop(self, main: MainWindow) -> None:
        main.close()
        self.window.drop_place(main.form)
        main.deleteLater()

    def _may_close(self) -> bool:
        return self.main is None or self.main.may_leave("بستن برنامه", self.window.close)

    # What nobody else says

    def _say(self, error: ShopError) -> None:
        if self.main is not None:
            self.main.notice.show_error(error)
        else:
            self.sign_in.refuse(error)

    def _say_bug(self, incident: str) -> None:
        if self.main is not None:
            self.main.notice.show_bug(incident)
        else:
            self.sign_in.refuse(ShopError("program_failed", incident=incident))
