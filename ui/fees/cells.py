"""How the tables of this room paint their cells: sums bold, deductions red, bars with a tick."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from medcentre.kernel.money import Money
from ui.kit import painters
from ui.kit.table import CellPainter
from ui.kit.theme import font, px

Tone = Callable[[Any], str]
WARN_PERCENT = 102
"""From here on a cost above its measure turns amber (interface.md 8, mock-up 08)."""


def text_cell(
    words: Callable[[Any], str],
    *,
    right: bool = False,
    tone: Tone | None = None,
    bold: Callable[[Any], bool] | None = None,
) -> CellPainter:
    """Paints a text, bold for rows of sums (`row.is_sum`) or where `bold` says so."""
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft

    def paint(painter: QPainter, rect: QRectF, row: Any) -> None:
        strong = bool(getattr(row, "is_sum", False)) or bool(bold and bold(row))
        token = tone(row) if tone else "text.1"
        painters.text(painter, rect, words(row), token, font("body", bold=strong), side)

    return paint


def money_tone(amount: Callable[[Any], Money | None]) -> Tone:
    """Red for deductions."""

    def tone(row: Any) -> str:
        value = amount(row)
        return "red.text" if value is not None and value.fen < 0 else "text.1"

    return tone


def bar_cell(
    share: Callable[[Any], float | None], tick: Callable[[Any], float], warn: Callable[[Any], bool]
) -> CellPainter:
    """Paints a value bar with a tick at its measure; nothing without a value."""

    def paint(painter: QPainter, rect: QRectF, row: Any) -> None:
        value = share(row)
        if value is None:
            return
        track = QRectF(rect.x(), rect.center().y() - px(4), rect.width(), px(8))
        token = "amber.solid" if warn(row) else "accent"
        painters.bar(painter, track, value, token, tick(row))

    return paint


def chip_cell(words: Callable[[Any], str], family: Callable[[Any], str]) -> CellPainter:
    """Paints a state chip; nothing for an empty word."""

    def paint(painter: QPainter, rect: QRectF, row: Any) -> None:
        if text := words(row):
            painters.chip(painter, rect.x(), rect.center().y(), text, family(row))

    return paint


def shown(amount: Money | None) -> str:
    """The amount with thousands separators; a dash when there is none to show."""
    return "—" if amount is None else str(amount)


def signed(amount: Money) -> str:
    """`+8.40`, `−7.60`."""
    return f"+{amount}" if amount.fen > 0 else str(amount)


def count(value: int) -> str:
    """A count with separators and the true minus."""
    return f"{value:,}".replace("-", "−")
