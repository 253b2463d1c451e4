"""How the program looks: colours for light and dark, the font, right to left, Persian locale; one style
sheet for both.

Sizes and shapes stand in ``resources/theme.qss``; the colours here, so that their contrast can be tested.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from bakala_desktop import paths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

FAMILY = "Vazirmatn"
FONT_FILES = ("Vazirmatn-Regular", "Vazirmatn-Medium", "Vazirmatn-Bold", "Vazirmatn-ExtraBold")
TEXT_PIXELS = 15


@dataclass(frozen=True, slots=True)
class Colors:
    """The colours of one theme, as ``#rrggbb``; ``soft`` colours are grounds for text of the same name."""

    ground: str
    card: str
    border: str
    field: str
    field_border: str
    text: str
    subdued: str
    disabled: str
    accent: str
    accent_soft: str
    on_accent: str
    pay: str
    pay_pressed: str
    on_pay: str
    hover: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str


LIGHT = Colors(
    ground="#eceff3",
    card="#ffffff",
    border="#d9dfe6",
    field="#ffffff",
    field_border="#7c8795",
    text="#17212d",
    subdued="#566271",
    disabled="#808a96",
    accent="#1660cf",
    accent_soft="#e7f0fd",
    on_accent="#ffffff",
    pay="#167d4e",
    pay_pressed="#0f5f3a",
    on_pay="#ffffff",
    hover="#f3f6f9",
    success="#12683f",
    success_soft="#e2f4e9",
    warning="#7d4b00",
    warning_soft="#fff1d6",
    danger="#b3261e",
    danger_soft="#fdeae8",
)

DARK = Colors(
    ground="#11161c",
    card="#1b222b",
    border="#303a46",
    field="#141a21",
    field_border="#748293",
    text="#e9eef4",
    subdued="#a4b0be",
    disabled="#7b8794",
    accent="#6fabff",
    accent_soft="#1b304c",
    on_accent="#0a1a2f",
    pay="#178052",
    pay_pressed="#116541",
    on_pay="#ffffff",
    hover="#232c37",
    success="#74d8a4",
    success_soft="#16332a",
    warning="#ffc770",
    warning_soft="#3a2d16",
    danger="#ff9488",
    danger_soft="#41221f",
)

THEMES = {"light": LIGHT, "dark": DARK}


STYLE = "Fusion"


def prepare_application(application: QApplication, colors: Colors = LIGHT, *, is_start: bool = False) -> None:
    """Give the application its font, language, direction and colours; once, before the first window.

    At a start the style is an argument of the application already, and ``set_locale`` follows the first paint.
    Raises FileNotFoundError if the installation lacks a font or the style sheet.
    """
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(paths.font(name)))
    font = QFont(FAMILY)
    font.setPixelSize(TEXT_PIXELS)
    application.setFont(font)
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_fa", folder):
        application.installTranslator(translator)
    _mirror(application)
    if not is_start:
        application.setStyle(STYLE)
        set_locale()
    apply_theme(application, colors)


def set_locale() -> None:
    """Let widgets made from now on read and write as in Iran. Loading Qt's table of languages takes 10 ms."""
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale("fa_IR"))


def _mirror(application: QApplication) -> None:
    """Let everything run from right to left. Qt's Persian texts say so themselves; its enumerations cost 30 ms."""
    if not application.isRightToLeft():
        from PySide6.QtCore import Qt

        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def apply_theme(application: QApplication, colors: Colors) -> None:
    """Change the colours of everything that is open, and of what will be."""
    application.setPalette(_palette(colors))
    application.setStyleSheet(style_sheet(colors))


def style_sheet(colors: Colors) -> str:
    """Return ``resources/theme.qss`` with the colours and the folder of the theme's ticks and arrows filled in."""
    name = "dark" if colors is DARK else "light"
    indicators = paths.resource(f"indicators/{name}/check.svg").parent.as_posix()
    template = Template(paths.resource("theme.qss").read_text("utf-8"))
    return template.substitute(asdict(colors), indicators=indicators)


def current_colors() -> Colors:
    """Return the colours in use, for what is painted by hand: the application's palette knows them."""
    is_dark = QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128
    return DARK if is_dark else LIGHT


def tabular(font: QFont) -> QFont:
    """Return the font with digits of equal width, so that amounts stand in columns; for digits, not for words.

    Vazirmatn's Persian digits follow the OpenType feature; a size set by the style sheet keeps it. Each digit is then
    as wide as the widest, so they are set a little closer, which joined letters could not bear.
    """
    result = QFont(font)
    result.setFeature(QFont.Tag("tnum"), 1)
    result.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 92)
    return result


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _palette(colors: Colors) -> QPalette:
    role = QPalette.ColorRole
    roles = {
        role.Window: colors.ground,
        role.WindowText: colors.text,
        role.Base: colors.field,
        role.AlternateBase: colors.hover,
        role.Text: colors.text,
        role.PlaceholderText: colors.subdued,
        role.Button: colors.card,
        role.ButtonText: colors.text,
        role.ToolTipBase: colors.text,
        role.ToolTipText: colors.card,
        role.Highlight: colors.accent,
        role.HighlightedText: colors.on_accent,
        role.Accent: colors.accent,
        role.Link: colors.accent,
        role.Mid: colors.field_border,
        role.Midlight: colors.border,
        role.Dark: colors.field_border,
        role.Light: colors.card,
    }
    palette = QPalette()
    for name, color in roles.items():
        palette.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colors.disabled))
    return palette
