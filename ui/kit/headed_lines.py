"""Rows under heads, as a list model: work lists and timelines."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from ui.kit.delegate import ROW_ROLE, AnyIndex

Line = TypeVar("Line")


class HeadedLines(QAbstractListModel, Generic[Line]):
    """Shows frozen lines and nothing else; heads cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def show(self, lines: Sequence[Line]) -> None:
        """Replace everything."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def words(self, line: Line) -> str:
        """What typing a letter looks for."""
        return ""

    def spoken(self, line: Line) -> str | None:
        """The sentence of a screen reader; None for a head."""
        return None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Lines; none below a line."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line, its words, its sentence."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == ROW_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(line)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Heads are dead."""
        if index.isValid() and self.spoken(self._lines[index.row()]) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)
