"""How the cells of tables are painted, and what is told of those too narrow for their words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QToolTip

from ui.kit import painters
from ui.kit.delegate import ROW_ROLE, AnyIndex, BaseDelegate
from ui.kit.table import BOLD_ROLE, MARK_ROLE, NOTE_ROLE, PAINT_ROLE, TONE_ROLE
from ui.kit.theme import font, px, size


class CellDelegate(BaseDelegate):
    """Text or a painted cell; a coloured bar at the left edge of the row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Ground, mark, content; the ring only while the table has the keyboard."""
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        rect = QRectF(option.rect)
        self.ground(painter, rect, option)
        if mark := index.data(MARK_ROLE):
            painters.left_bar(painter, rect, f"{mark}.solid")
        inner = rect.adjusted(px(12), 0, -px(12), 0)
        if paint := index.data(PAINT_ROLE):
            painter.setClipRect(inner.adjusted(-px(4), 0, px(4), 0))
            paint(painter, inner, index.data(ROW_ROLE))
            painter.setClipping(False)
        else:
            self._words(painter, inner, index)
        painters.hair(painter, rect.x(), rect.bottom() - 0.5, rect.right(), rect.bottom() - 0.5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painters.focus_ring(painter, rect)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRectF, index: AnyIndex) -> None:
        align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        face = font("body", bold=bool(index.data(BOLD_ROLE)))
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        side = align & Qt.AlignmentFlag.AlignHorizontal_Mask
        used = painters.text(painter, rect, words, index.data(TONE_ROLE) or "text.1", face, side)
        if note := index.data(NOTE_ROLE):
            tail = rect.adjusted(used + px(6), 0, 0, 0)
            if tail.width() > px(16):
                painters.text(painter, tail, str(note), "text.3", font("cap"))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Words that are cut are told whole under the mouse; a column's own tip goes before."""
        if not index.data(Qt.ItemDataRole.ToolTipRole) and (words := cut_words(option, index)):
            QToolTip.showText(event.globalPos(), words, view)
            return True
        return super().helpEvent(event, view, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Wide enough for the words."""
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return QSize(round(painters.text_width(words)) + px(24), size("row"))


def cut_words(option: QStyleOptionViewItem, index: AnyIndex) -> str:
    """Words and grey tail of a cell when it is too narrow for them, else nothing."""
    if index.data(PAINT_ROLE):
        return ""
    words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
    wide = painters.text_width(words, font("body", bold=bool(index.data(BOLD_ROLE))))
    if note := index.data(NOTE_ROLE):
        wide += px(6) + painters.text_width(str(note), font("cap"))
        words = f"{words}\n{note}"
    return words if wide > option.rect.width() - 2 * px(12) else ""
