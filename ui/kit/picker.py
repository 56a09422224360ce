"""Find one person by name, pinyin initials, bed or number while typing."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QStyleOptionViewItem, QWidget

from medcentre.kernel.errors import KernelCode, Violation
from ui.kit import painters
from ui.kit.delegate import AnyIndex, BaseDelegate
from ui.kit.desk import Found
from ui.kit.editors import is_leaving
from ui.kit.feedback import Popover
from ui.kit.i18n import lang, show_name
from ui.kit.table import Column, RowTableModel
from ui.kit.theme import font, px, size
from ui.kit.widgets import IconLabel


class FoundDelegate(BaseDelegate):
    """A person: name, level and precautions, place and number."""

    def content(self, painter: QPainter, rect: QRectF, row: object, selected: bool) -> None:
        """One row of two lines."""
        if not isinstance(row, Found):
            return
        top = QRectF(rect.x() + px(12), rect.y() + 3, rect.width() - px(24), rect.height() / 2 - 2)
        painters.text(painter, top, show_name(row.name), "text.1", font("body", bold=True))
        below = QRectF(top.x(), top.bottom(), top.width(), rect.height() / 2 - 3)
        note = " · ".join(part for part in (row.place, row.note, row.number) if part)
        painters.text(painter, below, note, "text.2", font("cap"))
        left = rect.right() - px(12) - px(18) * len(row.precautions) - (px(26) if row.level else 0)
        if row.level:
            left += painters.level(painter, left, rect.center().y(), row.level, str(lang())) + px(6)
        painters.precautions(painter, left, rect.center().y(), row.precautions)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Two lines high."""
        return QSize(px(240), size("row.two"))


class PersonPicker(QLineEdit):
    """A field for one person. `search(text)` gives the candidates, best first.

    The value is the stay id. Enter takes the marked candidate; the list never takes the focus.
    """

    edited = Signal()
    left = Signal()
    chosen = Signal(object)

    def __init__(
        self, search: Callable[[str], Sequence[Found]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._found: Found | None = None
        self._model: RowTableModel[Found] = RowTableModel(
            [Column("", lambda f: f.name)], parent=self
        )
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(FoundDelegate(self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.clicked.connect(self._clicked)
        self._popover = Popover(self)
        self._popover.set_content(self._view)
        self.setTextMargins(px(24), 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 0, 0)
        mark = IconLabel("user-round", 14)
        row.addWidget(mark)
        row.addStretch(1)
        self.setPlaceholderText(self.tr("姓名、拼音首字母、床号或编号"))
        self.textEdited.connect(self._typed)

    def value(self) -> int | None:
        """Stay id of the chosen person."""
        return self._found.stay_id if self._found else None

    def person(self) -> Found | None:
        """The chosen person."""
        return self._found

    def set_value(self, value: Found | None) -> None:
        """Show a person."""
        self._found = value
        self.setText(_words(value) if value else "")
        self.setCursorPosition(0)

    def raw(self) -> Any:
        """Enough to show the choice again."""
        if self._found is None:
            return {"text": self.text()}
        return {"id": self._found.stay_id, "name": self._found.name, "place": self._found.place}

    def set_raw(self, raw: Any) -> None:
        """Show the choice again."""
        if "id" in raw:
            self.set_value(Found(raw["id"], raw["name"], raw["place"]))
        else:
            self.setText(raw["text"])

    def problem(self) -> Violation | None:
        """Text without a chosen person."""
        if self.text().strip() and self._found is None:
            return Violation(KernelCode.NOT_CHOSEN)
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down mark, Enter takes, Esc closes the list."""
        if self._popover.isVisible():
            place = self._view.currentIndex().row()
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                place = max(0, min(self._model.rowCount() - 1, place + step))
                self._view.setCurrentIndex(self._model.index(place, 0))
                return
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self._take(place)
                return
            if event.key() == Qt.Key.Key_Escape:
                self._popover.hide()
                return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving closes the list and checks the field."""
        super().focusOutEvent(event)
        if is_leaving(event):
            self._popover.hide()
            self.left.emit()

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._found = None
        rows = tuple(self._search(text))[:8] if text.strip() else ()
        self._model.show(rows)
        if rows:
            self._view.setCurrentIndex(self._model.index(0, 0))
            height = size("row.two") * len(rows)
            self._view.setFixedSize(max(self.width(), px(360)), height + 2)
            self._popover.show_under(self)
        else:
            self._popover.hide()
        self.edited.emit()

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self._take(index.row())

    def _take(self, place: int) -> None:
        self._popover.hide()
        if 0 <= place < self._model.rowCount():
            self.set_value(self._model.row(place))
            self.edited.emit()
            self.chosen.emit(self._found)


def _words(found: Found) -> str:
    return f"{show_name(found.name)}  {found.place}".strip()
