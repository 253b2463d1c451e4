"""The sign-in: name and password, a new password where one is due, and why the till does not open.

It is the first thing painted at a start, so it loads nothing that it does not show.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QStackedWidget, QToolButton, QWidget

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.gui.forms import child, load_form
from bakala_desktop.gui.wrapped_label import WrappedLabel

_HIDE, _SHOW = "پنهان", "نمایش"
_LOGO_FROM_HEIGHT = 600
_CHANGE = "رمز نخست را فروشگاه داده است. برای ادامه، رمزی بگذارید که تنها خودتان بدانید."


def sentence(error: ShopError) -> str:
    """Return an error's sentence; the words are loaded when the first one is said."""
    from bakala_desktop.gui import messages

    return messages.sentence(error)


class SignIn(QObject):
    """Asks who is at work. ``given`` carries name and password, ``password_chosen`` a new password of one's own."""

    given = Signal(str, str)
    password_chosen = Signal(str)
    retry_wanted = Signal()
    quit_wanted = Signal()

    names: ClassVar = {
        "title": QLabel,
        "status": QLabel,
        "pages": QStackedWidget,
        "user": QLineEdit,
        "password": QLineEdit,
        "showPassword": QToolButton,
        "keyboardHint": QLabel,
        "entryError": QLabel,
        "enter": QPushButton,
        "newPassword": QLineEdit,
        "showNewPassword": QToolButton,
        "repeatPassword": QLineEdit,
        "changeText": QLabel,
        "changeError": QLabel,
        "saveChange": QPushButton,
        "troubleText": QLabel,
        "retry": QPushButton,
        "quit": QPushButton,
    }

    def __init__(self, user: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.form = load_form("sign_in", SignIn, widgets=(WrappedLabel,))
        self._user = child(self.form, QLineEdit, "user")
        self._password = child(self.form, QLineEdit, "password")
        self._new = child(self.form, QLineEdit, "newPassword")
        self._repeat = child(self.form, QLineEdit, "repeatPassword")
        self._pages = child(self.form, QStackedWidget, "pages")
        self._error = child(self.form, QLabel, "entryError")
        self._change_error = child(self.form, QLabel, "changeError")
        self._enter = child(self.form, QPushButton, "enter")
        self._save_change = child(self.form, QPushButton, "saveChange")
        self._user.setText(user)
        self._locked_seconds = 0
        self._countdown = QTimer(self, interval=1000)
        self._countdown.timeout.connect(self._count_down)
        self._connect()
        self.form.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the logo's room to the fields where the window is low."""
        if event.type() == QEvent.Type.Resize:
            child(self.form, QLabel, "logo").setVisible(self.form.height() >= _LOGO_FROM_HEIGHT)
        return False

    def activate(self) -> None:
        """Be ready for the next user: an empty password, and the cursor where something is missing."""
        self._password.clear()
        self._show("entry")
        (self._password if self._user.text() else self._user).setFocus()

    def set_user(self, name: str) -> None:
        """Write the name of the user who was here last."""
        self._user.setText(name)

    def set_status(self, text: str) -> None:
        """Say under the title what goes on, or which shop this is."""
        child(self.form, QLabel, "status").setText(text)

    def set_busy(self, is_busy: bool) -> None:
        """Take no input while an answer is awaited; the focus stays, so that nothing jumps."""
        for field in (self._user, self._password, self._new, self._repeat):
            field.setReadOnly(is_busy)
        for button in (self._enter, self._save_change):
            button.setEnabled(not is_busy and not self._locked_seconds)

    def fill(self, user: str, password: str) -> None:
        """Write name and password as if they had been typed, and go on."""
        self._user.setText(user)
        self._password.setText(password)
        self._submit()

    def refuse(self, error: ShopError) -> None:
        """Say why nobody was let in, and where to type again."""
        self.set_busy(False)
        if self._pages.currentWidget() is child(self.form, QWidget, "change"):
            self._change_error.setText(sentence(error))
            self._new.setFocus()
            return
        seconds = error.data.get("seconds")
        if error.code == "sign_in_locked" and isinstance(seconds, int):
            self._lock(seconds)
        else:
            self._error.setText(sentence(error))
        self._password.selectAll()
        self._password.setFocus()

    def ask_new_password(self) -> None:
        """Let a user who came in with somebody else's password set one of their own."""
        self.set_busy(False)
        self._new.clear()
        self._repeat.clear()
        self._change_error.clear()
        child(self.form, QLabel, "changeText").setText(_CHANGE)
        self._show("change")
        self._new.setFocus()

    def show_trouble(self, error: ShopError) -> None:
        """Say why the till does not open, and what to do."""
        self.set_busy(False)
        self.set_status("")
        child(self.form, QLabel, "troubleText").setText(sentence(error))
        self._show("trouble")
        child(self.form, QPushButton, "retry").setFocus()

    def complete(self) -> None:
        """Add, after the first paint, what it need not wait for: the logo, and the hints about the keyboard."""
        from bakala_desktop.gui.icons import icon
        from bakala_desktop.gui.keyboard_hints import KeyboardHints

        self._hints = KeyboardHints(child(self.form, QLabel, "keyboardHint"), self._password, self._new)

        logo = child(self.form, QLabel, "logo")
        logo.setPixmap(icon("store", "accent").pixmap(44, 44))

    def _connect(self) -> None:
        for button, field in (("showPassword", self._password), ("showNewPassword", self._new)):
            _shows(child(self.form, QToolButton, button), field)
        self._password.textEdited.connect(self._forget_error)
        # Guesses are locked by user: another may come in meanwhile.
        self._user.textEdited.connect(self._unlock)
        self._user.returnPressed.connect(self._password.setFocus)
        self._password.returnPressed.connect(self._submit)
        self._enter.clicked.connect(self._submit)
        self._new.returnPressed.connect(self._repeat.setFocus)
        self._repeat.returnPressed.connect(self._choose)
        self._save_change.clicked.connect(self._choose)
        child(self.form, QPushButton, "retry").clicked.connect(self.retry_wanted)
        child(self.form, QPushButton, "quit").clicked.connect(self.quit_wanted)

    def _show(self, page: str) -> None:
        self._pages.setCurrentWidget(child(self.form, QWidget, page))

    def _forget_error(self) -> None:
        if not self._locked_seconds:
            self._error.clear()

    def _submit(self) -> None:
        if not self._enter.isEnabled():
            return
        if not self._user.text().strip() or not self._password.text():
            missing = self._password if self._user.text().strip() else self._user
            self._error.setText("نام کاربر و رمز عبور را بنویسید.")
            missing.setFocus()
            return
        self._error.clear()
        self.set_busy(True)
        self.given.emit(self._user.text(), self._password.text())

    def _choose(self) -> None:
        if not self._save_change.isEnabled():
            return
        if self._new.text() != self._repeat.text():
            self._change_error.setText(sentence(ShopError("passwords_differ")))
            self._repeat.selectAll()
            self._repeat.setFocus()
            return
        self.set_busy(True)
        self.password_chosen.emit(self._new.text())

    def _lock(self, seconds: int) -> None:
        self._locked_seconds = seconds + 1
        self._enter.setEnabled(False)
        self._countdown.start()
        self._count_down()

    def _count_down(self) -> None:
        self._locked_seconds -= 1
        if self._locked_seconds <= 0:
            self._unlock()
        else:
            self._error.setText(sentence(ShopError("sign_in_locked", seconds=self._locked_seconds)))

    def _unlock(self) -> None:
        self._countdown.stop()
        self._locked_seconds = 0
        self._error.clear()
        self._enter.setEnabled(True)


def _shows(button: QToolButton, field: QLineEdit) -> None:
    """Let a button show what is written in a password field, and hide it again."""

    def turn(is_shown: bool) -> None:
        field.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        button.setText(_HIDE if is_shown else _SHOW)
        field.setFocus()

    button.toggled.connect(turn)
