"""The first character of a name on a disc."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit import painters


class Avatar(QWidget):
    """Of one person; `side` in pixels."""

    def __init__(self, name: str, side: int = 28) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(side, side)

    def show_name(self, name: str) -> None:
        """Another person."""
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The disc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painters.avatar(painter, self.rect(), self._name)
