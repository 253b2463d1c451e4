"""The page of the papers: a certificate is taken in, shown and taken away; what is refused is said at its field."""

from datetime import UTC, datetime, timedelta

import pytest
import sample_signers
from builders import MORNING
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTabWidget

from bakala_desktop.domain.till_settings import TillSettings
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.screens.settings import Settings
from bakala_desktop.gui.widgets.form_field import FormField
from bakala_desktop.gui.widgets.number_edit import NumberEdit
from bakala_desktop.services import paper_settings

PAPERS = 5
K = Qt.Key


@pytest.fixture
def page(qapp, tasks, shop, shown, qtbot):
    desk = Desk(shop, tasks, TillSettings(), lambda settings: None)
    desk.said = []
    desk.noticed.connect(desk.said.append)
    screen = Settings(desk)
    screen.desk = desk
    screen.form.resize(1366, 700)
    shown(screen.form)
    screen.activate()
    child(screen.form, QTabWidget, "tabs").setCurrentIndex(PAPERS)
    settle(screen, qtbot)
    yield screen
    screen.close()


def settle(screen, qtbot):
    qtbot.wait(20)
    qtbot.waitUntil(lambda: screen.desk.tasks.pending == 0)


def click(screen, name, qtbot):
    child(screen.form, QPushButton, name).click()
    settle(screen, qtbot)


def enter(screen, qtbot, type_text, file, passphrase):
    """File and passphrase by keys alone, each ended by Enter."""
    field = child(screen.form, QLineEdit, "signingFileField")
    field.setFocus()
    type_text(field, str(file))
    QTest.keyClick(field, K.Key_Return)
    secret = child(screen.form, QLineEdit, "signingPassphraseField")
    assert secret.hasFocus()
    type_text(secret, passphrase)
    QTest.keyClick(secret, K.Key_Return)
    settle(screen, qtbot)


def kept_in(tmp_path, **terms):
    file = tmp_path / "shop.p12"
    file.write_bytes(sample_signers.made(**terms).pkcs12())
    return file


def state_of(screen):
    return child(screen.form, QLabel, "signingState").text()


def test_without_a_certificate_the_page_says_so(page):
    assert state_of(page) == "سندها اکنون امضا نمی‌شوند."
    assert child(page.form, QPushButton, "removeSigning").isHidden()


def test_a_certificate_is_taken_in_by_keys_and_shown(page, shop, tmp_path, qtbot, type_text):
    enter(page, qtbot, type_text, kept_in(tmp_path), sample_signers.PASSPHRASE)
    facts = paper_settings.get_signing(shop)
    assert facts.subject == sample_signers.SHOP
    text = state_of(page).replace("\u2066", "").replace("\u2069", "")
    assert text == (
        f"گواهی به نام «{sample_signers.SHOP}»، صادرشده از خود فروشگاه (گواهی خودساخته)، معتبر از ۱۴۰۵/۰۱/۰۱ تا "
        "۱۴۰۶/۰۱/۰۱."
    )
    assert child(page.form, QLabel, "signingWarning").isHidden()
    assert page.desk.said[-1].kind == "success"
    assert child(page.form, FormField, "signing_passphrase").text == ""


def test_the_passphrase_is_hidden_and_is_never_shown_as_a_scan(page):
    secret = child(page.form, QLineEdit, "signingPassphraseField")
    assert secret.echoMode() is QLineEdit.EchoMode.Password
    secret.setFocus()
    page.show_scan("golestan-1405")
    assert secret.text() == "golestan-1405"
    assert "golestan" not in child(page.form, QLabel, "testResult").text()
    assert child(page.form, QTabWidget, "tabs").currentIndex() == PAPERS


@pytest.mark.parametrize(
    ("content", "passphrase", "field", "said"),
    [
        (lambda: sample_signers.made().pkcs12(), "نادرست", "signing_passphrase", "رمز گواهی امضا درست نیست"),
        (lambda: b"no certificate at all", "", "signing_file", "p12"),
        (lambda: sample_signers.made().pkcs12(with_key=False), sample_signers.PASSPHRASE, "signing_file", "کلید خصوصی"),
        (
            lambda: sample_signers.made(until=MORNING - timedelta(days=1)).pkcs12(),
            sample_signers.PASSPHRASE,
            "signing_file",
            "۱۴۰۵/۰۸/۳۰",
        ),
        (
            lambda: sample_signers.made("rsa1024").pkcs12(),
            sample_signers.PASSPHRASE,
            "signing_file",
            "۲٬۰۴۸",
        ),
    ],
    ids=["passphrase", "no certificate", "no key", "expired", "short key"],
)
def test_what_cannot_sign_is_refused_at_its_field_and_not_kept(
    page, shop, tmp_path, qtbot, type_text, content, passphrase, field, said
):
    file = tmp_path / "shop.pfx"
    file.write_bytes(content())
    enter(page, qtbot, type_text, file, passphrase)
    assert said.replace("۲٬۰۴۸", "۲۰۴۸") in child(page.form, FormField, field).message.text()
    assert child(page.form, FormField, field).field.hasFocus()
    assert paper_settings.get_signing(shop) is None
    assert child(page.form, QPushButton, "keepSigning").isEnabled()


def test_a_file_that_is_not_there_is_said_at_its_field(page, shop, tmp_path, qtbot, type_text):
    enter(page, qtbot, type_text, tmp_path / "none.p12", "x")
    assert "پیدا نشد" in child(page.form, FormField, "signing_file").message.text()
    assert paper_settings.get_signing(shop) is None


def test_a_refused_certificate_leaves_the_one_that_signs(page, shop, tmp_path, qtbot, type_text):
    paper_settings.set_signing(shop, sample_signers.made().pkcs12(), sample_signers.PASSPHRASE)
    enter(page, qtbot, type_text, kept_in(tmp_path, kind="ec384"), "نادرست")
    assert paper_settings.get_signing(shop).subject == sample_signers.SHOP


@pytest.mark.parametrize(("days", "said"), [(30, "۳۰ روز دیگر"), (31, "")])
def test_a_certificate_is_warned_of_a_month_before_its_end(page, tmp_path, qtbot, type_text, days, said):
    enter(page, qtbot, type_text, kept_in(tmp_path, until=MORNING + timedelta(days=days)), sample_signers.PASSPHRASE)
    warning = child(page.form, QLabel, "signingWarning")
    assert said in warning.text()
    assert warning.isHidden() is not bool(said)


def test_a_certificate_that_has_ended_since_says_so_and_can_be_taken_away(page, shop, qtbot):
    paper_settings.set_signing(shop, sample_signers.made().pkcs12(), sample_signers.PASSPHRASE)
    shop.clock.at = datetime(2027, 6, 1, tzinfo=UTC)
    page.activate()
    settle(page, qtbot)
    assert "به پایان رسیده" in state_of(page)
    assert "چاپ" in child(page.form, QLabel, "signingWarning").text()
    click(page, "removeSigning", qtbot)
    page.desk.said[-1].acted()
    settle(page, qtbot)
    assert paper_settings.get_signing(shop) is None
    assert state_of(page) == "سندها اکنون امضا نمی‌شوند."


def test_a_certificate_is_taken_away_only_after_a_question(page, shop, qtbot):
    paper_settings.set_signing(shop, sample_signers.made().pkcs12(), sample_signers.PASSPHRASE)
    page.activate()
    settle(page, qtbot)
    click(page, "removeSigning", qtbot)
    assert paper_settings.get_signing(shop) is not None
    assert page.desk.said[-1].action == "حذف گواهی"
    page.desk.said[-1].acted()
    settle(page, qtbot)
    assert paper_settings.get_signing(shop) is None


def test_a_chosen_file_leads_on_to_the_passphrase(page, qtbot):
    child(page.form, QPushButton, "chooseFile").click()
    dialog = page.form.findChild(QFileDialog)
    dialog.fileSelected.emit("/somewhere/shop.p12")
    dialog.reject()
    assert child(page.form, FormField, "signing_file").text == "/somewhere/shop.p12"
    assert child(page.form, QLineEdit, "signingPassphraseField").hasFocus()


def test_paragraphs_of_the_statement_and_the_days_of_a_proforma_are_kept(page, shop, qtbot):
    child(page.form, QPlainTextEdit, "statement").setPlainText("بند یکم\n\nبند دوم")
    child(page.form, NumberEdit, "proformaDays").setText("14")
    click(page, "savePapers", qtbot)
    assert paper_settings.get_statement(shop) == "بند یکم\n\nبند دوم"
    assert paper_settings.get_proforma_days(shop) == 14


def test_the_first_statement_comes_back(page, shop, qtbot):
    first = paper_settings.get_statement(shop)
    paper_settings.set_statement(shop, "متن دیگر")
    page.activate()
    settle(page, qtbot)
    statement = child(page.form, QPlainTextEdit, "statement")
    assert statement.toPlainText() == "متن دیگر"
    child(page.form, NumberEdit, "proformaDays").setText("21")
    click(page, "firstStatement", qtbot)
    assert statement.toPlainText() == first == paper_settings.get_statement(shop)
    assert child(page.form, NumberEdit, "proformaDays").text() == "۲۱"
    assert paper_settings.get_proforma_days(shop) == paper_settings.DEFAULT_PROFORMA_DAYS


def test_too_many_days_and_too_long_a_statement_are_said_and_nothing_is_kept(page, shop, qtbot):
    before = paper_settings.get_statement(shop)
    child(page.form, NumberEdit, "proformaDays").setText("400")
    child(page.form, QPlainTextEdit, "statement").setPlainText("متن " * 600)
    click(page, "savePapers", qtbot)
    assert "۳۶۵" in child(page.form, QLabel, "proformaDaysError").text()
    child(page.form, NumberEdit, "proformaDays").setText("10")
    click(page, "savePapers", qtbot)
    assert "متن گواهی" in child(page.form, QLabel, "statementError").text()
    assert paper_settings.get_statement(shop) == before
    assert paper_settings.get_proforma_days(shop) == paper_settings.DEFAULT_PROFORMA_DAYS
