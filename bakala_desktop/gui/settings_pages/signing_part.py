"""The certificate that signs the papers: chosen as a file, opened with its passphrase, shown, taken away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from bakala_desktop.devices.whole_file import read_whole
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import format_day, shop_day
from bakala_desktop.domain.text import isolate_ltr, persian_digits
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.icons import put_icon
from bakala_desktop.gui.messages import sentence
from bakala_desktop.gui.widgets.form_field import FormField
from bakala_desktop.services import paper_settings
from bakala_desktop.services.paper_settings import SigningFacts
from bakala_desktop.services.shop import Shop

WARNED_DAYS = 30
"""So long before its end a certificate is warned of: a new one takes its issuer some weeks."""

_NONE = "سندها اکنون امضا نمی‌شوند."
_UNUSABLE = "تا گواهی تازه ثبت یا این گواهی حذف نشود، سندی چاپ و ذخیره نمی‌شود."
_KEPT = "گواهی امضا ثبت شد؛ از این پس هر سند هنگام چاپ و ذخیره امضا می‌شود."
_REMOVED = "گواهی امضا حذف شد؛ سندها بدون امضا چاپ می‌شوند."


def keep_certificate(shop: Shop, file: Path, passphrase: str) -> SigningFacts:
    """Read a PKCS#12 file and keep it. Raises ShopError ``file_unreadable`` and those of ``set_signing``."""
    content = read_whole(file, paper_settings.SIGNING_FILE_LIMIT)
    return paper_settings.set_signing(shop, content, passphrase)


def facts_text(facts: SigningFacts) -> str:
    """Say whose certificate it is, who vouches for it, and when it holds."""
    issuer = "خود فروشگاه (گواهی خودساخته)" if facts.issuer == facts.subject else f"«{facts.issuer}»"
    first, last = (isolate_ltr(persian_digits(format_day(day))) for day in (facts.from_day, facts.to_day))
    return f"گواهی به نام «{facts.subject}»، صادرشده از {issuer}، معتبر از {first} تا {last}."


def ending_text(facts: SigningFacts, today: date) -> str:
    """Warn of a certificate that ends within ``WARNED_DAYS``; "" while there is time."""
    days = (facts.to_day - today).days
    if days > WARNED_DAYS:
        return ""
    when = f"{days} روز دیگر" if days > 0 else "همین امروز"
    return persian_digits(f"اعتبار این گواهی {when} به پایان می‌رسد؛ پیش از آن گواهی تازه بگیرید و ثبت کنید.")


class SigningPart(QObject):
    """The fields of the certificate. What is refused is said at its field, and what was kept stays."""

    def __init__(self, form: QWidget, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._form = form
        self._file = child(form, FormField, "signing_file")
        self._passphrase = child(form, FormField, "signing_passphrase")
        self._state = child(form, QLabel, "signingState")
        self._warning = child(form, QLabel, "signingWarning")
        self._keep_button = child(form, QPushButton, "keepSigning")
        self._remove_button = child(form, QPushButton, "removeSigning")
        self._set_up()

    def load(self) -> None:
        """Show whose certificate signs; what was typed and not kept is gone."""
        self._empty_fields()
        self._ask()

    def _set_up(self) -> None:
        self._file.set_up("پروندهٔ گواهی (p12 یا pfx)")
        self._file.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._file.field.setObjectName("signingFileField")
        self._passphrase.set_up("رمز گواهی")
        self._passphrase.field.setEchoMode(QLineEdit.EchoMode.Password)
        self._passphrase.field.setObjectName("signingPassphraseField")
        for field in (self._file, self._passphrase):
            field.edited.connect(lambda field=field: field.say(""))
        self._file.field.returnPressed.connect(self._passphrase.field.setFocus)
        self._passphrase.field.returnPressed.connect(self._keep)
        choose = child(self._form, QPushButton, "chooseFile")
        put_icon(choose, "folder-open")
        choose.clicked.connect(self._choose)
        self._keep_button.clicked.connect(self._keep)
        self._remove_button.clicked.connect(self._ask_to_remove)
        self._remove_button.hide()
        # After an error of the program no answer comes, and the button must work again.
        self._desk.tasks.bug.connect(self._wake)

    def _ask(self) -> None:
        # On the slow lane: a key is unlocked for it, which takes longer than a scan may wait.
        run, get = self._desk.tasks.run_slow, paper_settings.get_signing
        run(get, self._desk.shop, owner=self, then=self._show, failed=self._show_unusable)

    def _show(self, facts: SigningFacts | None) -> None:
        self._remove_button.setVisible(facts is not None)
        self._state.setText(_NONE if facts is None else facts_text(facts))
        self._warn("" if facts is None else ending_text(facts, shop_day(self._desk.shop.clock.now())))

    def _show_unusable(self, error: ShopError) -> None:
        """A certificate is kept that signs no more: say why, and leave the way out."""
        self._remove_button.setVisible(error.code.startswith("signing_"))
        self._state.setText(sentence(error))
        self._warn(_UNUSABLE if error.code.startswith("signing_") else "")

    def _warn(self, text: str) -> None:
        self._warning.setText(text)
        self._warning.setVisible(bool(text))

    def _choose(self) -> None:
        dialog = QFileDialog(self._form, "برگزیدن پروندهٔ گواهی", "", "گواهی امضا (*.p12 *.pfx)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        # Modal to this window, but never a loop of its own: answers and the clock go on.
        QDialog.open(dialog)

    def _chosen(self, path: str) -> None:
        self._file.set_text(path)
        self._file.say("")
        self._passphrase.field.setFocus()

    def _keep(self) -> None:
        if not self._keep_button.isEnabled():
            return
        path = self._file.text.strip()
        if not path:
            self._file.say("نخست پروندهٔ گواهی را برگزینید.")
            self._file.field.setFocus()
            return
        self._keep_button.setEnabled(False)
        shop, passphrase = self._desk.shop, self._passphrase.text
        run = self._desk.tasks.run_slow
        run(keep_certificate, shop, Path(path), passphrase, owner=self, then=self._kept, failed=self._refused)

    def _kept(self, facts: SigningFacts) -> None:
        self._wake()
        self._empty_fields()
        self._show(facts)
        self._desk.notify("success", _KEPT)

    def _refused(self, error: ShopError) -> None:
        self._wake()
        field = self._passphrase if error.code == "signing_passphrase_wrong" else self._file
        field.say(sentence(error))
        field.field.setFocus()
        field.field.selectAll()

    def _ask_to_remove(self) -> None:
        text = "پس از حذف گواهی، سندها بدون امضای دیجیتال چاپ می‌شوند."
        self._desk.notify("warning", text, "حذف گواهی", self._remove)

    def _remove(self) -> None:
        run, remove = self._desk.tasks.run_slow, paper_settings.remove_signing
        run(remove, self._desk.shop, owner=self, then=self._removed, failed=self._desk.show_error)

    def _removed(self, _: None) -> None:
        self._show(None)
        self._desk.notify("success", _REMOVED)

    def _empty_fields(self) -> None:
        for field in (self._file, self._passphrase):
            field.set_text("")
            field.say("")

    def _wake(self) -> None:
        self._keep_button.setEnabled(True)
