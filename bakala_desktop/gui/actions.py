"""Every command of the windows, once: its id, its Persian name, its key, the right that it needs and its
icon.

Keys are written on buttons and in menus from here, so that they never disagree with what the key does. No
command has a bare letter or digit for its key: those belong to typing and to the scanner.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid

from bakala_desktop.domain.keyboard import other_layout
from bakala_desktop.domain.staff import Permission
from bakala_desktop.gui.icons import icon, put_icon

# Isolated, so that "Shift+F4" keeps its order beside Persian words.
_FIRST_STRONG, _POP = "\u2066", "\u2069"


@dataclass(frozen=True, slots=True)
class Command:
    """One command. ``key`` is Qt's portable name of the shortcut, or "" where there is none."""

    id: str
    text: str
    key: str = ""
    permission: Permission | None = None
    icon: str = ""
    color: str = "text"

    @property
    def key_text(self) -> str:
        """The key as it is written on a button."""
        return f"{_FIRST_STRONG}{self.key}{_POP}" if self.key else ""

    @property
    def label(self) -> str:
        """The text of a button: the name, then the key."""
        return f"{self.text}  {self.key_text}" if self.key else self.text


_SELL, _DISCOUNT, _PRINT = Permission.SELL, Permission.DISCOUNT, Permission.PRINT_DOCUMENTS

COMMANDS = (
    Command("sell.focus_search", "جستجو", "F2", _SELL, "search"),
    Command("sell.customer", "مشتری", "F3", _SELL, "user"),
    Command("sell.discount", "تخفیف ردیف", "F4", _DISCOUNT, "percent"),
    Command("sell.order_discount", "تخفیف فاکتور", "Shift+F4", _DISCOUNT, "tag"),
    Command("sell.price", "تغییر قیمت", "F5", Permission.CHANGE_PRICE, "pencil"),
    Command("sell.quantity", "تعداد", "F6", _SELL, "calculator"),
    Command("sell.increase", "یکی بیشتر", "Ctrl+Up", _SELL, "plus"),
    Command("sell.decrease", "یکی کمتر", "Ctrl+Down", _SELL, "minus"),
    Command("sell.remove", "حذف ردیف", "Del", _SELL, "trash-2"),
    Command("sell.clear", "خالی کردن سبد", "Ctrl+Del", _SELL, "shopping-basket"),
    Command("sell.undo", "بازگردانی", "F7", _SELL, "rotate-ccw"),
    Command("sell.numpad", "صفحهٔ اعداد", "F11", _SELL, "keyboard"),
    Command("sell.tiles", "کاشی یا فهرست", "Ctrl+B", _SELL, "layout-grid"),
    Command("sell.create_product", "تعریف کالا", "Ctrl+N", Permission.EDIT_PRODUCTS, "package-plus"),
    Command("sell.pay_cash", "نقدی", "F9", _SELL, "banknote"),
    Command("sell.pay_card", "کارت", "F10", _SELL, "credit-card"),
    Command("sell.pay", "پرداخت", "F12", _SELL, "wallet", "on_pay"),
    Command("sell.proforma", "پیش‌فاکتور", "Shift+F12", _SELL, "file-text"),
    Command("sell.official", "به نام شرکت", "Shift+F3", _SELL, "building"),
    Command("sell.receipt", "رسید", "Ctrl+R", Permission.PRINT_DOCUMENTS, "receipt"),
    Command("document.find", "جستجوی سند", "Ctrl+F", Permission.VIEW_ORDERS, "search"),
    Command("document.enlarge", "نمای بزرگ سند", "Ctrl+O", _PRINT, "eye"),
    Command("document.print", "چاپ", "Ctrl+P", _PRINT, "printer"),
    Command("document.print_three", "سه نسخه", "Shift+F2", _PRINT, "printer"),
    Command("document.receipt_80", "رسید ۸۰", "Shift+F8", _PRINT, "receipt"),
    Command("document.receipt_58", "رسید ۵۸", "Shift+F5", _PRINT, "receipt"),
    Command("document.slip", "برگهٔ تحویل", "Ctrl+D", _PRINT, "package"),
    Command("document.label", "برچسب نشانی", "Ctrl+E", _PRINT, "map-pin"),
    Command("document.save", "ذخیرهٔ PDF", "Ctrl+S", _PRINT, "download"),
    Command("document.return", "برگشت کالا", "Shift+F6", Permission.RETURN_GOODS, "rotate-ccw"),
    Command("document.correct", "اصلاح", "Shift+F7", Permission.CORRECT_DOCUMENTS, "pencil"),
    Command("document.cancel", "ابطال", "Shift+F9", Permission.CORRECT_DOCUMENTS, "circle-x"),
    Command("document.certify", "گواهی", "Shift+F11", Permission.CERTIFY, "landmark"),
    Command("document.make_official", "به نام خریدار", "Ctrl+F3", _SELL, "building"),
    Command("document.sell", "فروش", "Ctrl+F12", _SELL, "shopping-cart"),
    Command("document.many", "چاپ یا ذخیرهٔ گروهی", "Ctrl+Shift+P", _PRINT, "list"),
    Command("document.reports", "گزارش‌ها", "Ctrl+I", Permission.VIEW_REPORTS, "file-text"),
    Command("app.documents", "اسناد", "F8", Permission.VIEW_ORDERS, "receipt-text"),
    Command("app.settings", "تنظیمات", "Ctrl+G", Permission.EDIT_SETTINGS, "settings"),
    Command("app.theme", "روشن یا تیره", "Ctrl+T", None, "moon"),
    Command("app.help", "راهنمای کلیدها", "F1", None, "keyboard"),
    Command("app.sign_out", "خروج کاربر", "Ctrl+L", None, "log-out"),
    Command("app.quit", "بستن برنامه", "Ctrl+Q", None, "x"),
)
BY_ID = {command.id: command for command in COMMANDS}


def key_sequences(key: str) -> list[QKeySequence]:
    """Return the shortcut, and for a letter the one that the same key strikes under the Persian layout.

    Where the Persian layout is the only one, Qt knows no Latin letter for the key and Ctrl+P would never come.
    """
    before, plus, letter = key.rpartition("+")
    sequences = [QKeySequence(key)]
    if len(letter) == 1 and letter.isalpha():
        sequences.append(QKeySequence(before + plus + other_layout(letter.lower())))
    return sequences


def make_action(
    command_id: str, owner: QWidget | QObject, slot: Callable[[], object], rights: Collection[Permission]
) -> QAction:
    """Return the command as an action of ``owner``, with its key; greyed where the right is lacking.

    The right is checked again below, on every call: this only spares a refusal. Raises KeyError for an
    unknown id.
    """
    command = BY_ID[command_id]
    action = QAction(command.text, owner)
    action.setObjectName(command.id)
    action.setToolTip(command.label)
    if command.icon:
        action.setIcon(icon(command.icon, command.color))
    if command.key:
        action.setShortcuts(key_sequences(command.key))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        # A held key must not pay twice.
        action.setAutoRepeat(command.id in ("sell.increase", "sell.decrease"))
    action.setEnabled(command.permission is None or command.permission in rights)
    action.triggered.connect(lambda *_: slot())
    if isinstance(owner, QWidget):
        owner.addAction(action)
    return action


def bind_button(button: QAbstractButton, action: QAction, with_key: bool = True) -> None:
    """Let a button of a form do what the action does, with its name, key and icon, and follow its state."""
    command = BY_ID[action.objectName()]
    button.setText(command.label if with_key else command.text)
    button.setAccessibleName(command.text)
    button.setToolTip(command.label)
    if command.icon:
        put_icon(button, command.icon, command.color)
    button.clicked.connect(action.trigger)

    def follow() -> None:
        if isValid(button):
            button.setEnabled(action.isEnabled())

    action.changed.connect(follow)
    follow()
