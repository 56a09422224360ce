"""The mark and name of the centre; the mark is a stand-in, no emblem is drawn."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import icons, painters
from ui.kit.widgets import Label


class Mark(QWidget):
    """Hands and heart on the accent."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The square with its icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painters.box(painter, QRectF(self.rect()), "accent", None, self.width() / 7)
        inner = round(self.width() * 0.6)
        edge = (self.width() - inner) / 2
        icons.draw(painter, "heart-handshake", edge, edge, inner, "text.onaccent")


class Brand(QWidget):
    """Mark, name, note. `compact` shows the mark only."""

    def __init__(self, name: str, note: str, side: int = 28) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8 if side < 40 else 12)
        row.addWidget(Mark(side))
        self._words = QWidget()
        column = QVBoxLayout(self._words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        large = side >= 40
        self.name = Label(name, "title3" if large else "body", bold=True)
        self.note = Label(note, "body" if large else "cap", "2")
        column.addWidget(self.name)
        column.addWidget(self.note)
        row.addWidget(self._words, 1)
        row.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def set_compact(self, compact: bool) -> None:
        """Mark only, or mark and words."""
        self._words.setVisible(not compact)
