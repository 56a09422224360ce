"""Painted rows kept as pictures, so that scrolling draws a few pictures instead of a thousand cells."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.kit.theme import colour
from ui.rostering.grid_model import RowKind

if TYPE_CHECKING:
    from ui.rostering.grid_view import GridView

PLAIN = QStyle.StateFlag.State_Enabled


class RowStrips:
    """One picture a row, made when it is first seen; a changed cell is painted into it again."""

    def __init__(self, view: "GridView") -> None:
        self._view = view
        self._strips: dict[int, QPixmap] = {}

    def clear(self) -> None:
        """Widths, looks or rows have changed."""
        self._strips.clear()

    def changed(self, top: QModelIndex, bottom: QModelIndex) -> None:
        """Paint again the cells between two corners, in the rows that have been seen."""
        columns = range(top.column(), bottom.column() + 1)
        for row in range(top.row(), bottom.row() + 1):
            if (strip := self._strips.get(row)) is not None:
                self._paint(strip, row, columns)

    def draw(self, painter: QPainter, area: QRect) -> None:
        """The rows of an area, then selected, hovered and current cells over them."""
        view = self._view
        painter.fillRect(area, colour("bg.surface"))
        row = view.rowAt(area.top())
        left = view.columnViewportPosition(0)
        while 0 <= row < len(view.grid.rows):
            y = view.rowViewportPosition(row)
            if y > area.bottom():
                break
            if not view.isRowHidden(row):
                painter.drawPixmap(left, y, self._strip(row))
            row += 1

    def _strip(self, row: int) -> QPixmap:
        strip = self._strips.get(row)
        if strip is None:
            view = self._view
            ratio = view.devicePixelRatioF()
            wide, high = view.horizontalHeader().length(), view.rowHeight(row)
            strip = QPixmap(round(max(wide, 1) * ratio), round(max(high, 1) * ratio))
            strip.setDevicePixelRatio(ratio)
            self._paint(strip, row, range(view.grid.columnCount()))
            self._strips[row] = strip
        return strip

    def _paint(self, strip: QPixmap, row: int, columns: range) -> None:
        view = self._view
        painter = QPainter(strip)
        option = QStyleOptionViewItem()
        view.initViewItemOption(option)
        option.state = PLAIN
        delegate = view.itemDelegate()
        offset, high = view.columnViewportPosition(0), view.rowHeight(row)
        days = len(view.grid.days)
        if view.grid.rows[row].kind is RowKind.COVER:  # its sums are one cell
            columns = range(min(columns.start, days), min(columns.stop, days + 1))
        for column in columns:
            x = view.columnViewportPosition(column) - offset
            wide = view.columnWidth(column)
            if column == days and view.grid.rows[row].kind is RowKind.COVER:
                wide = view.horizontalHeader().length() - x
            option.rect = QRect(x, 0, wide, high)
            painter.fillRect(option.rect, colour("bg.surface"))
            delegate.paint(painter, option, view.grid.index(row, column))
        painter.end()
