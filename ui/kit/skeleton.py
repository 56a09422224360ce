"""The quiet shape of a list that is being read, so that a page stands before its rows are there."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit.theme import colour, px

ROW = 44
SHARES = (0.42, 0.55, 0.36, 0.48, 0.60, 0.40)
"""Widths of the bars, so that no two neighbours are equal."""


class Skeleton(QWidget):
    """Bars in place of rows, fading downwards; says to screen readers that something is read."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("正在读取"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two bars a row, at most six rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("bg.hover"))
        row, edge = px(ROW), px(12)
        for number, share in enumerate(SHARES):
            painter.setOpacity(1.0 - number / len(SHARES))
            top = number * row + px(8)
            painter.drawRoundedRect(QRectF(edge, top, px(64), px(12)), 4, 4)
            wide = (self.width() - 2 * edge - px(84)) * share
            painter.drawRoundedRect(QRectF(edge + px(84), top, wide, px(12)), 4, 4)
            painter.drawRoundedRect(QRectF(edge + px(84), top + px(18), wide * 0.7, px(8)), 4, 4)
