"""The looks: contrast from the colours themselves, a style sheet without gaps, fonts, icons, the none-count of Qt."""

from __future__ import annotations

import gc
import re
import sys
from dataclasses import asdict

import pytest
from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QIcon, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from bakala_desktop import paths
from bakala_desktop.gui.icons import icon, put_icon
from bakala_desktop.gui.theme import (
    DARK,
    FAMILY,
    LIGHT,
    THEMES,
    apply_theme,
    contrast,
    current_colors,
    style_sheet,
    tabular,
)

GROUNDS = ("ground", "card", "field", "hover")
TEXT_PAIRS = [
    *((text, ground) for text in ("text", "subdued") for ground in GROUNDS),
    *((text, ground) for text in ("accent", "danger", "success", "warning") for ground in ("card", "ground", "hover")),
    *((name, f"{name}_soft") for name in ("accent", "success", "warning", "danger")),
    ("text", "accent_soft"),
    ("subdued", "accent_soft"),
    ("subdued", "border"),
    ("on_accent", "accent"),
    ("on_pay", "pay"),
    ("on_pay", "pay_pressed"),
    ("card", "text"),
]
BORDER_PAIRS = [
    *((mark, ground) for mark in ("field_border", "accent") for ground in ("field", "card", "ground")),
    ("danger", "field"),
    ("pay", "card"),
    ("text", "pay"),
]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(name, text, ground):
    colors = asdict(THEMES[name])
    assert contrast(colors[text], colors[ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("mark", "ground"), BORDER_PAIRS)
def test_fields_buttons_and_focus_marks_can_be_seen(name, mark, ground):
    colors = asdict(THEMES[name])
    assert contrast(colors[mark], colors[ground]) >= 3


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colors", THEMES.values())
def test_the_style_sheet_names_only_colours_of_the_theme(colors):
    sheet = style_sheet(colors)
    assert "$" not in sheet
    assert set(re.findall("#[0-9a-f]{6}", sheet)) <= set(asdict(colors).values())


def test_every_kind_that_takes_focus_shows_it():
    sheet = paths.resource("theme.qss").read_text("utf-8")
    for kind in ("QPushButton", "QLineEdit", "QComboBox", "QCheckBox", "QTableView", "QListView", "QTabBar"):
        assert f"{kind}:focus" in sheet or f"{kind}::tab:focus" in sheet, kind


def test_the_application_is_persian_and_right_to_left(qapp):
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert QLocale().language() == QLocale.Language.Persian
    assert QFontInfo(qapp.font()).family() == FAMILY
    assert QApplication.translate("QPlatformTheme", "Cancel") == "انصراف"


def test_digits_of_amounts_are_equally_wide(qapp):
    metrics = QFontMetricsF(tabular(QFont(FAMILY)))
    assert len({round(metrics.horizontalAdvance(digit), 3) for digit in "۰۱۲۳۴۵۶۷۸۹"}) == 1


def test_a_label_keeps_equal_digits_under_the_style_sheet(qapp, qtbot):
    label = QLabel("۰")
    qtbot.addWidget(label)
    label.setProperty("role", "total")
    label.setFont(tabular(label.font()))
    label.ensurePolished()
    assert label.font().pixelSize() == 30
    assert label.font().featureTags()


@pytest.fixture
def restored(qapp):
    yield qapp
    apply_theme(qapp, LIGHT)


def test_icons_follow_the_theme_without_being_made_again(restored, qtbot):
    picture = icon("wallet")

    def darkest() -> int:
        image = picture.pixmap(QSize(24, 24)).toImage()
        shades = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
        return min(shade.lightness() for shade in shades if shade.alpha() > 200)

    assert darkest() < 100
    apply_theme(restored, DARK)
    assert current_colors() is DARK
    assert darkest() > 150


def test_an_unknown_icon_is_refused_at_once(qapp):
    with pytest.raises(FileNotFoundError):
        icon("no-such-thing")


def test_icons_are_sharp_at_any_scale_and_dim_when_disabled(qapp):
    picture = icon("printer")
    assert picture.pixmap(QSize(20, 20), 1.5).toImage().size() == QSize(30, 30)
    normal = picture.pixmap(QSize(24, 24)).toImage()
    dim = picture.pixmap(QSize(24, 24), QIcon.Mode.Disabled).toImage()
    assert normal.format() == QImage.Format.Format_ARGB32_Premultiplied
    assert normal != dim


def test_icons_live_as_long_as_their_buttons(qapp, qtbot):
    buttons = [QPushButton("x") for _ in range(50)]
    for button in buttons:
        qtbot.addWidget(button)
        put_icon(button, "check")
    gc.collect()
    assert all(not button.grab().isNull() for button in buttons)
    assert buttons[0].text() == "\u2002x"
    assert buttons[0].accessibleName() == "x"


def test_qt_does_not_wear_out_none(qapp, qtbot):
    """PySide6 6.12.0 on Python 3.11 dropped one reference to None in each such call and died after some 5,000."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(20_000):
        label.setText("۱")
    assert sys.getrefcount(None) > before - 1000
