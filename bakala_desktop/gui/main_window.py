"""The till while somebody is signed in: the header with its clock and notice, and the screens under it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QToolButton, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.shop_profile import ShopProfile
from bakala_desktop.domain.staff import Permission
from bakala_desktop.gui.actions import bind_button, make_action
from bakala_desktop.gui.clock_face import ClockFace
from bakala_desktop.gui.desk import Desk, Notice
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.hint_strip import hints_of
from bakala_desktop.gui.icons import icon
from bakala_desktop.gui.scan_relay import ScanRelay, scanner_settings
from bakala_desktop.gui.scanner import Scanner
from bakala_desktop.gui.theme import THEMES, apply_theme
from bakala_desktop.gui.vocabulary import VALUES
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.gui.widgets.notice import Notice as NoticeBar
from bakala_desktop.gui.widgets.notice import NoticeKind
from bakala_desktop.services import settings as shop_settings

if TYPE_CHECKING:
    from bakala_desktop.gui.paper_output import PaperOutput
    from bakala_desktop.gui.screens.papers import Papers
    from bakala_desktop.gui.screens.sell import SellScreen
    from bakala_desktop.gui.screens.settings import Settings
    from bakala_desktop.services.shop import Session

HINTS_FROM_HEIGHT = 640
"""Below this height the strip of keys gives its room to the goods."""


class Screen(Protocol):
    """What the window knows of a screen."""

    @property
    def form(self) -> QWidget:
        """The screen's widgets."""

    def activate(self) -> None:
        """Take the keyboard."""

    def close(self) -> None:
        """Take no more answers."""


class MainWindow(QObject):
    """The header and the screens. ``left`` asks for the sign-in, ``quit_wanted`` for the end of the program."""

    left = Signal()
    quit_wanted = Signal()

    names: ClassVar = {
        "header": QWidget,
        "headline": QWidget,
        "shopName": ElidedLabel,
        "userLine": ElidedLabel,
        "clock": QLabel,
        "documents": QToolButton,
        "settings": QToolButton,
        "theme": QToolButton,
        "help": QToolButton,
        "signOut": QToolButton,
        "screens": QStackedWidget,
        "hints": ElidedLabel,
    }

    def __init__(self, desk: Desk, documents: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.form = load_form("main_window", MainWindow, widgets=(ElidedLabel,))
        self.notice = NoticeBar(self.form)
        application = QApplication.instance()
        assert application is not None
        self.scanner = Scanner(application, scanner_settings(desk.settings))
        # Not before somebody is in: a password is typed as fast as a scanner types.
        self.scanner.stop()
        self._documents = documents
        self._stack = child(self.form, QStackedWidget, "screens")
        self._headline = child(self.form, QWidget, "headline")
        self._hints = child(self.form, ElidedLabel, "hints")
        self._clock = ClockFace(child(self.form, QLabel, "clock"), desk.shop.clock)
        self._relay = ScanRelay(self.scanner, self)
        self._screens: dict[str, Screen] = {}
        self._output: PaperOutput | None = None
        self._current = ""
        self._may_lose = False
        self._head()
        self._connect()
        self.form.installEventFilter(self)
        self._headline.installEventFilter(self)

    @property
    def current(self) -> str:
        """Which screen is in front: sell, papers, settings or keys."""
        return self._current

    @property
    def home(self) -> str:
        """Where the user's work begins: selling, or the papers of whoever may not sell."""
        return "sell" if Permission.SELL in self.desk.rights else "papers"

    def screen(self, name: str) -> Screen:
        """Return a screen, made when it is first asked for."""
        if name not in self._screens:
            made = self._make(name)
            self._screens[name] = made
            self._stack.addWidget(made.form)
        return self._screens[name]

    def enter(self, session: Session) -> None:
        """Let a user in: from here on everything is asked in this session's name."""
        self.desk.shop = self.desk.shop.entered_by(session)
        role = VALUES["role"][session.role.value]
        child(self.form, ElidedLabel, "userLine").setText(f"{session.user_name} · {role}")
        self.scanner.start()
        self.show_screen(self.home)
        self.desk.tasks.run(shop_settings.get_profile, self.desk.shop, owner=self, then=self._name_shop)

    def show_screen(self, name: str) -> None:
        """Bring a screen to the front and let it take the keyboard."""
        screen = self.screen(name)
        self._current = name
        self._stack.setCurrentWidget(screen.form)
        self._hints.setText(hints_of(name, self.desk.rights))
        self._relay.is_open = name == "sell"
        screen.activate()

    def show_paper(self, serial: str) -> None:
        """Show an issued document by its serial."""
        self.show_screen("papers")
        cast("Papers", self.screen("papers")).show_paper(serial)

    def sell_proforma(self, serial: str) -> None:
        """Bring a proforma into the cart of the sell screen."""
        self.show_screen("sell")
        cast("SellScreen", self.screen("sell")).documents.open_proforma(serial)

    def print_receipt(self, serial: str) -> None:
        """Print a document's receipt on the roll that this till's printer has."""
        from bakala_desktop.services.papers import PaperForm

        is_narrow = self.desk.settings.receipt_mm == 58
        self.output.print_paper(serial, PaperForm.RECEIPT_58 if is_narrow else PaperForm.RECEIPT_80)

    def may_leave(self, what: str, go_on: Callable[[], object]) -> bool:
        """Tell whether nothing would be lost; else ask in place, and call ``go_on`` if it may be."""
        sell = self._screens.get("sell")
        if sell is None or self._may_lose or not cast("SellScreen", sell).has_goods:
            return True

        def lose() -> None:
            self._may_lose = True
            go_on()

        self.notice.show_notice("سبد خرید خالی نیست و با خروج از دست می‌رود.", NoticeKind.WARNING, what, lose)
        return False

    def close(self) -> None:
        """Stop listening, and let the screens go."""
        self.scanner.stop()
        self._clock.stop()
        self.desk.tasks.forget(self)
        for screen in self._screens.values():
            screen.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._place_notice()
            self._hints.setVisible(self.form.height() >= HINTS_FROM_HEIGHT)
        return False

    def _head(self) -> None:
        child(self.form, ElidedLabel, "shopName").setText("صندوق فروش")
        self._commands: dict[str, QAction] = {}
        for command, button, slot in (
            ("app.documents", "documents", lambda: self.show_screen("papers")),
            ("app.settings", "settings", lambda: self.show_screen("settings")),
            ("app.theme", "theme", self._turn_theme),
            ("app.help", "help", lambda: self.show_screen("keys")),
            ("app.sign_out", "signOut", self._leave),
            ("app.quit", "", self.quit_wanted.emit),
        ):
            action = make_action(command, self.form, slot, self.desk.rights)
            self._commands[command] = action
            if button:
                bind_button(child(self.form, QToolButton, button), action, with_key=False)
        self._draw_theme_icon()

    def _connect(self) -> None:
        self.desk.noticed.connect(self._tell)
        self.desk.paper_wanted.connect(self.show_paper)
        self.desk.proforma_wanted.connect(self.sell_proforma)
        self.desk.receipt_wanted.connect(self.print_receipt)
        self.desk.paper_file_wanted.connect(lambda serial: self.output.save_paper(serial))
        self.desk.settings_changed.connect(self._follow_settings)
        self._relay.passed_by.connect(self._scanned_elsewhere)

    def _make(self, name: str) -> Screen:
        if name == "sell":
            from bakala_desktop.gui.screens.sell import SellScreen

            return SellScreen(self.desk, cast(Scanner, self._relay), self)
        if name == "papers":
            from bakala_desktop.gui.screens.papers import Papers

            papers = Papers(self.desk, self.output, self)
            papers.closed.connect(self._back)
            return papers
        if name == "settings":
            from bakala_desktop.gui.screens.settings import Settings

            settings = Settings(self.desk, self)
            settings.closed.connect(self._back)
            settings.profile_changed.connect(self._name_shop)
            return settings
        from bakala_desktop.gui.screens.keys import Keys

        keys = Keys(self.desk, self)
        keys.closed.connect(self._back)
        return keys

    @property
    def output(self) -> PaperOutput:
        """The way of papers out of the program, loaded with the first paper."""
        if self._output is None:
            from bakala_desktop.gui.paper_output import PaperOutput

            self._output = PaperOutput(self.desk, self._documents, self.form, self)
        return self._output

    def _back(self) -> None:
        self.show_screen(self.home)

    def _scanned_elsewhere(self, code: str) -> None:
        """A scan over another screen: the settings test it; over the others it is a sale that begins."""
        if self._current == "settings":
            cast("Settings", self.screen("settings")).show_scan(code)
        elif self.home == "sell":
            self.show_screen("sell")
            self._relay.scanned.emit(code)

    def _leave(self) -> None:
        if self.may_leave("خروج کاربر", self._leave):
            self.left.emit()

    def _turn_theme(self) -> None:
        theme = "light" if self.desk.settings.theme == "dark" else "dark"
        try:
            self.desk.change_settings(replace(self.desk.settings, theme=theme))
        except ShopError as error:
            self.notice.show_error(error)

    def _follow_settings(self) -> None:
        settings = self.desk.settings
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, THEMES.get(settings.theme, THEMES["light"]))
        self.scanner.settings = scanner_settings(settings)
        self._draw_theme_icon()

    def _draw_theme_icon(self) -> None:
        is_dark = self.desk.settings.theme == "dark"
        self._commands["app.theme"].setIcon(icon("sun" if is_dark else "moon"))
        child(self.form, QToolButton, "theme").setIcon(self._commands["app.theme"].icon())

    def _name_shop(self, profile: ShopProfile) -> None:
        child(self.form, ElidedLabel, "shopName").setText(profile.name)

    def _tell(self, notice: Notice) -> None:
        self.notice.show_notice(notice.text, NoticeKind(notice.kind), notice.action, notice.acted)
        self._place_notice()

    def _place_notice(self) -> None:
        """Lay the notice over the header's texts: nothing moves for it, and no button lies under it."""
        corner = self._headline.mapTo(self.form, self._headline.rect().topLeft())
        width = self._headline.width()
        needed = self.notice.heightForWidth(width) if self.notice.hasHeightForWidth() else 0
        self.notice.setGeometry(corner.x(), 4, width, max(54, needed))
        self.notice.raise_()
