"""Palette, style sheet and fonts made from the tokens, switched while the program runs."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit import tokens

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
_TOKEN = re.compile(r"@([a-z0-9.]+)@")
_WINDOWS_FAMILY = "Microsoft YaHei UI"
_BUNDLED_FAMILY = "Noto Sans SC"


class Scheme(StrEnum):
    """Light, dark, or as the system says."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Theme(QObject):
    """The look in force. `changed` follows every switch; painters read it anew each time."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Scheme.LIGHT
        self.text_percent = 100
        self.reduced_motion = False
        self.high_contrast = False

    @property
    def dark(self) -> bool:
        """Whether the dark tokens are in force."""
        if self.scheme is Scheme.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.scheme is Scheme.DARK

    @property
    def colours(self) -> Mapping[str, str]:
        """Token name -> `#rrggbb` of the scheme in force."""
        base = tokens.DARK if self.dark else tokens.LIGHT
        return tokens.high_contrast(base) if self.high_contrast else base

    def apply(self, scheme: Scheme | None = None, text_percent: int | None = None) -> None:
        """Switch scheme or text size (100, 115, 130) of the running program."""
        self.scheme = scheme or self.scheme
        self.text_percent = text_percent or self.text_percent
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("a QApplication must run before a theme can be applied")
        load_fonts()
        hints = {
            Scheme.LIGHT: Qt.ColorScheme.Light,
            Scheme.DARK: Qt.ColorScheme.Dark,
            Scheme.SYSTEM: Qt.ColorScheme.Unknown,
        }
        QGuiApplication.styleHints().setColorScheme(hints[self.scheme])
        if app.style() is None or app.style().objectName() != "fusion":
            app.setStyle("Fusion")
        app.setFont(self.font("body"))
        app.setPalette(self.palette())
        app.setStyleSheet(style_sheet(self.colours, self.text_percent))
        self.changed.emit()

    def font(self, role: str = "body", *, bold: bool = False) -> QFont:
        """The font of a type token, scaled by the text size."""
        made = QFont()
        made.setFamilies(list(families()))
        made.setPixelSize(self.px(tokens.FONT_PX[role]))
        made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
        return made

    def px(self, size: int) -> int:
        """A size that grows with the text size."""
        return round(size * self.text_percent / 100)

    def palette(self) -> QPalette:
        """The tokens as Qt's roles, for Fusion and everything the sheet does not name."""
        look, made = QPalette.ColorRole, QPalette()
        roles = {
            look.Window: "bg.app",
            look.WindowText: "text.1",
            look.Base: "bg.surface",
            look.AlternateBase: "bg.zebra",
            look.Text: "text.1",
            look.Button: "bg.surface",
            look.ButtonText: "text.1",
            look.BrightText: "text.onred",
            look.ToolTipBase: "bg.raised",
            look.ToolTipText: "text.1",
            look.Highlight: "bg.selected",
            look.HighlightedText: "text.1",
            look.PlaceholderText: "text.3",
            look.Link: "accent",
            look.LinkVisited: "accent",
            look.Accent: "accent",
            look.Light: "bg.raised",
            look.Midlight: "bg.hover",
            look.Mid: "line.hair",
            look.Dark: "line.strong",
            look.Shadow: "line.strong",
        }
        for role, token in roles.items():
            made.setColor(role, colour(token))
        for role in (look.Text, look.WindowText, look.ButtonText):
            made.setColor(QPalette.ColorGroup.Disabled, role, colour("text.off"))
        return made


@cache
def theme() -> Theme:
    """The one theme of the program."""
    return Theme()


def colour(token: str, alpha: int = 255) -> QColor:
    """A token's colour in the scheme in force; KeyError for an unknown token."""
    made = QColor(theme().colours[token])
    made.setAlpha(alpha)
    return made


def font(role: str = "body", *, bold: bool = False) -> QFont:
    """The font of a type token: tiny, cap, body, title3, title2, num."""
    return theme().font(role, bold=bold)


def px(size: int) -> int:
    """A size that grows with the text size."""
    return theme().px(size)


def size(name: str) -> int:
    """A named height (`control`, `row.two`, `chip` …) that grows with the text size."""
    return theme().px(tokens.SIZES[name])


def style_sheet(colours: Mapping[str, str], text_percent: int) -> str:
    """The sheet with every `@token@` filled; KeyError names a missing token.

    `@font.cap@` and `@size.control@` are scaled sizes in px; `@h.control@` is the inner height of
    a control with a 1 px border, `@h2.control@` of one with 2 px.
    """
    names = dict(colours)
    for name, value in tokens.FONT_PX.items():
        names[f"font.{name}"] = f"{round(value * text_percent / 100)}px"
    for name, value in tokens.SIZES.items():
        scaled = round(value * text_percent / 100)
        names[f"size.{name}"] = f"{scaled}px"
        names[f"h.{name}"] = f"{scaled - 2}px"
        names[f"h2.{name}"] = f"{scaled - 4}px"
    for icon in ("check", "chevron-down", "minus"):
        names[f"svg.{icon.replace('-', '.')}"] = _sheet_icon(icon, colours, "text.onaccent")
    names["svg.chevron.down"] = _sheet_icon("chevron-down", colours, "text.2")
    template = (RESOURCES / "themes" / "medcentre.qss").read_text("utf-8")
    return _TOKEN.sub(lambda found: names[found.group(1)], template)


def _sheet_icon(name: str, colours: Mapping[str, str], token: str) -> str:
    """Path of a recoloured SVG for the sheet, which can only name files."""
    from ui.kit.icons import recoloured_file

    return recoloured_file(name, colours[token]).as_posix()


@cache
def load_fonts() -> None:
    """Register the bundled fonts, once."""
    for file in sorted((RESOURCES / "fonts").glob("NotoSansSC_*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


@cache
def families() -> tuple[str, ...]:
    """Windows' own face when present, else the bundled one."""
    if _WINDOWS_FAMILY in QFontDatabase.families():
        return (_WINDOWS_FAMILY, _BUNDLED_FAMILY)
    return (_BUNDLED_FAMILY,)


def set_state(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties the sheet looks at and repaint with them."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
