"""The delegate all painted lists and grids derive from."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit import painters
from ui.kit.theme import colour

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The frozen row behind an index."""

SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 2
"""The key an index is sorted by."""

AnyIndex = QModelIndex | QPersistentModelIndex


class BaseDelegate(QStyledItemDelegate):
    """Paints ground, hover, selection, hairline and focus ring; subclasses paint the content.

    Override `content(painter, rect, row, selected)`; it is called with a saved, antialiased
    painter. `row` is what the model gives for `ROW_ROLE`.
    """

    divider = True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Ground, content, divider and ring, with the painter put back as it was."""
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self.ground(painter, rect, option)
        self.content(painter, rect, index.data(ROW_ROLE), selected)
        if self.divider:
            painters.hair(painter, rect.x(), rect.bottom() - 0.5, rect.right(), rect.bottom() - 0.5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painters.focus_ring(painter, rect)
        painter.restore()

    def ground(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
        """Selected, hovered or plain ground."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("bg.selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("bg.hover"))

    def content(self, painter: QPainter, rect: QRectF, row: object, selected: bool) -> None:
        """What the row shows."""
        raise NotImplementedError
