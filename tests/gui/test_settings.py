"""The settings: each page shows what is kept, keeps what is right, and says at the field what is wrong."""

from dataclasses import replace
from datetime import date

import pytest
from builders import add_product, as_role
from looks import nameless, tab_order
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QTabWidget

from bakala_desktop.domain.money import MoneyUnit
from bakala_desktop.domain.staff import Role
from bakala_desktop.domain.tax import VatEntry
from bakala_desktop.domain.tender import CashRounding, RoundingMode
from bakala_desktop.domain.till_settings import TillSettings
from bakala_desktop.gui.desk import Desk
from bakala_desktop.gui.forms import child
from bakala_desktop.gui.screens.settings import Settings
from bakala_desktop.gui.widgets.form_field import FormField
from bakala_desktop.gui.widgets.number_edit import AmountEdit, NumberEdit, PercentEdit
from bakala_desktop.services import settings as shop_settings

TILL, SCANNER, PROFILE, VAT, RULES = range(5)


@pytest.fixture
def open_settings(qapp, tasks, shown, qtbot):
    opened = []

    def open_(shop, page=TILL):
        desk = Desk(shop, tasks, TillSettings(), lambda settings: None)
        desk.said = []
        desk.noticed.connect(desk.said.append)
        screen = Settings(desk)
        screen.desk = desk
        screen.form.resize(1366, 700)
        shown(screen.form)
        screen.activate()
        child(screen.form, QTabWidget, "tabs").setCurrentIndex(page)
        opened.append(screen)
        settle(screen, qtbot)
        return screen

    yield open_
    for screen in opened:
        screen.close()


def settle(screen, qtbot):
    qtbot.wait(20)
    qtbot.waitUntil(lambda: screen.desk.tasks.pending == 0)


def click(screen, name, qtbot):
    child(screen.form, QPushButton, name).click()
    settle(screen, qtbot)


def test_theme_and_unit_count_at_once(open_settings, shop):
    screen = open_settings(shop)
    assert child(screen.form, QRadioButton, "light").isChecked()
    child(screen.form, QRadioButton, "dark").click()
    child(screen.form, QRadioButton, "toman").click()
    assert screen.desk.settings == replace(TillSettings(), theme="dark", unit=MoneyUnit.TOMAN)


def test_scanner_settings_are_kept(open_settings, shop, qtbot, type_text):
    screen = open_settings(shop, SCANNER)
    gap = child(screen.form, NumberEdit, "gap")
    assert gap.text() == "۳۵"
    gap.setText("80")
    type_text(child(screen.form, QLineEdit, "prefix"), "~")
    child(screen.form, QComboBox, "terminator").setCurrentIndex(1)
    click(screen, "saveScanner", qtbot)
    kept = screen.desk.settings
    assert (kept.scanner_gap_ms, kept.scanner_prefix, kept.scanner_terminator) == (80, "~", "tab")


def test_a_gap_out_of_range_is_said_at_its_field_and_nothing_is_kept(open_settings, shop, qtbot):
    screen = open_settings(shop, SCANNER)
    child(screen.form, NumberEdit, "gap").setText("5000")
    click(screen, "saveScanner", qtbot)
    assert "۱۰ تا ۵۰۰" in child(screen.form, QLabel, "gapError").text()
    assert child(screen.form, NumberEdit, "gap").hasFocus()
    assert screen.desk.settings == TillSettings()


def test_a_test_scan_shows_code_and_length(open_settings, shop):
    screen = open_settings(shop)
    screen.show_scan("6260000010377")
    assert child(screen.form, QTabWidget, "tabs").currentIndex() == SCANNER
    text = child(screen.form, QLabel, "testResult").text()
    assert "\u20666260000010377\u2069" in text
    assert "۱۳ نویسه" in text


def test_keys_that_are_no_scan_are_measured(open_settings, shop, qtbot):
    screen = open_settings(shop, SCANNER)
    child(screen.form, QLineEdit, "test").setFocus()
    for char in "1234":
        QTest.keyClick(screen.form.windowHandle(), char)
    qtbot.waitUntil(lambda: "شناخته نشد" in child(screen.form, QLabel, "testResult").text(), timeout=2000)
    assert "۴ نویسه" in child(screen.form, QLabel, "testResult").text()


def test_the_roll_of_the_receipts_counts_at_once(open_settings, shop):
    screen = open_settings(shop)
    assert child(screen.form, QRadioButton, "roll80").isChecked()
    child(screen.form, QRadioButton, "roll58").click()
    assert screen.desk.settings == replace(TillSettings(), receipt_mm=58)


def test_the_account_of_the_shop_is_kept_and_outlives_another_change(open_settings, shop, qtbot):
    screen = open_settings(shop, PROFILE)
    child(screen.form, FormField, "iban").set_text("IR۳۸۰۱۷۰۰۰۰۰۰۰۱۲۳۴۵۶۷۸۹۰۰۰")
    click(screen, "saveProfile", qtbot)
    number = shop_settings.get_profile(shop).iban
    assert number.startswith("IR38")
    child(screen.form, FormField, "city").set_text("نیشابور")
    click(screen, "saveProfile", qtbot)
    assert shop_settings.get_profile(shop).iban == number


def test_the_profile_says_what_the_papers_lack(open_settings, shop, qtbot):
    screen = open_settings(shop, PROFILE)
    lacks = child(screen.form, QLabel, "profileLacks")
    assert "گواهی ثبت‌نام" in lacks.text()
    for name, text in (("vat_number", "1234"), ("vat_from", "1405/01/01"), ("vat_to", "1405/12/29"), ("city", "")):
        child(screen.form, FormField, name).set_text(text)
    click(screen, "saveProfile", qtbot)
    assert lacks.text() == "در صورتحساب رسمی این‌ها خالی می‌ماند: شهر."
    child(screen.form, FormField, "city").set_text("مشهد")
    click(screen, "saveProfile", qtbot)
    assert lacks.isHidden()


def test_the_profile_is_shown_and_kept_field_by_field(open_settings, shop, qtbot):
    screen = open_settings(shop, PROFILE)
    fields = {
        name: child(screen.form, FormField, name) for name in ("name", "phones", "vat_number", "vat_from", "vat_to")
    }
    assert fields["name"].text == "فروشگاه آزمون"
    fields["phones"].set_text("05138000000، 05138000009")
    fields["vat_number"].set_text("۱۲۳۴")
    fields["vat_from"].set_text("۱۴۰۵/۰۱/۰۱")
    fields["vat_to"].set_text("۱۴۰۵/۱۲/۲۹")
    with qtbot.waitSignal(screen.profile_changed):
        click(screen, "saveProfile", qtbot)
    profile = shop_settings.get_profile(shop)
    assert profile.phones == ("05138000000", "05138000009")
    assert profile.vat_certificate.from_day == date(2026, 3, 21)
    assert profile.office_hours == "شنبه تا پنج‌شنبه ۹ تا ۲۱"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("national_id", "10380284791", "رقم کنترل"),
        ("postal_code", "12", "کد پستی"),
        ("iban", "IR070170000000123456789000", "شبا"),
        ("email", "abc", "ایمیل"),
        ("name", "", "نوشته نشده"),
        ("vat_to", "1405/13/01", "تاریخ"),
    ],
)
def test_a_wrong_field_is_said_under_it_and_nothing_is_kept(open_settings, shop, qtbot, name, text, said):
    before = shop_settings.get_profile(shop)
    screen = open_settings(shop, PROFILE)
    field = child(screen.form, FormField, name)
    field.set_text(text)
    click(screen, "saveProfile", qtbot)
    assert said in field.message.text()
    assert field.field.hasFocus() or name == "vat_to"
    assert shop_settings.get_profile(shop) == before


def test_a_rate_is_added_and_taken_out(open_settings, shop, qtbot, type_text):
    add_product(shop, category="لبنیات")
    before = shop_settings.get_vat_table(shop)
    screen = open_settings(shop, VAT)
    type_text(child(screen.form, QLineEdit, "vatDay"), "۱۴۰۵/۱۰/۰۱")
    categories = child(screen.form, QComboBox, "vatCategory")
    categories.setCurrentIndex(categories.findText("لبنیات"))
    rate = child(screen.form, PercentEdit, "vatRate")
    type_text(rate, "9.5")
    QTest.keyClick(rate, Qt.Key.Key_Return)
    settle(screen, qtbot)
    added = VatEntry(date(2026, 12, 22), 950, "لبنیات")
    assert added in shop_settings.get_vat_table(shop).entries
    table = screen._vat._table
    assert [table.model().index(0, column).data() for column in range(3)] == ["۱۴۰۵/۱۰/۰۱", "لبنیات", "۹٫۵٪"]
    table.setCurrentIndex(table.model().index(0, 0))
    click(screen, "removeRate", qtbot)
    assert set(shop_settings.get_vat_table(shop).entries) == set(before.entries)


def test_a_wrong_day_and_a_wrong_rate_are_said_at_their_fields(open_settings, shop, qtbot, type_text):
    screen = open_settings(shop, VAT)
    type_text(child(screen.form, QLineEdit, "vatDay"), "دیروز")
    type_text(child(screen.form, PercentEdit, "vatRate"), "120")
    click(screen, "addRate", qtbot)
    assert "تاریخ" in child(screen.form, QLabel, "vatDayError").text()
    assert "۱۰۰" in child(screen.form, QLabel, "vatRateError").text()


def test_the_last_general_rate_stays(open_settings, shop, qtbot):
    shop_settings.set_vat_table(shop, [VatEntry(date(2024, 3, 20), 1000)])
    screen = open_settings(shop, VAT)
    table = screen._vat._table
    table.setCurrentIndex(table.model().index(0, 0))
    click(screen, "removeRate", qtbot)
    assert screen.desk.said[-1].kind == "error"
    assert len(shop_settings.get_vat_table(shop).entries) == 1


def test_rules_of_selling_are_kept(open_settings, shop, qtbot, type_text):
    screen = open_settings(shop, RULES)
    screen._rules._forbid.click()
    child(screen.form, QComboBox, "roundingMode").setCurrentIndex(2)
    multiple = child(screen.form, AmountEdit, "multiple")
    multiple.clear()
    type_text(multiple, "5000")
    child(screen.form, QPlainTextEdit, "notes").setPlainText("حساب ۱۲۳ بانک آزمون")
    click(screen, "saveRules", qtbot)
    assert shop_settings.get_forbid_negative(shop)
    assert shop_settings.get_rounding(shop) == CashRounding(RoundingMode.DOWN, 5000)
    assert shop_settings.get_notes(shop) == "حساب ۱۲۳ بانک آزمون"


def test_rounding_without_a_multiple_is_said_at_its_field(open_settings, shop, qtbot):
    screen = open_settings(shop, RULES)
    child(screen.form, QComboBox, "roundingMode").setCurrentIndex(1)
    child(screen.form, AmountEdit, "multiple").clear()
    click(screen, "saveRules", qtbot)
    assert "مضرب" in child(screen.form, QLabel, "multipleError").text()
    assert shop_settings.get_rounding(shop).mode is RoundingMode.OFF


def test_without_the_right_the_shops_pages_are_greyed(open_settings, shop):
    screen = open_settings(as_role(shop, Role.CASHIER))
    tabs = child(screen.form, QTabWidget, "tabs")
    assert [tabs.isTabEnabled(page) for page in range(5)] == [True, True, False, False, False]


@pytest.mark.parametrize("page", range(5))
def test_each_page_can_be_named_and_walked(open_settings, shop, page):
    screen = open_settings(shop, page)
    assert nameless(screen.form) == []
    names = tab_order(screen.form)
    firsts = {TILL: "light", SCANNER: "gap", PROFILE: "shopKind", VAT: "rates", RULES: "forbidNegative"}
    assert firsts[page] in names[1:3]
    assert names[-1] == "back" or page == TILL
