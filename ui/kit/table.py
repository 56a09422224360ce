"""One table model for all tables (house rules 13 and 14)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QCollatorSortKey,
    QLocale,
    QModelIndex,
    QObject,
    QRectF,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QPainter

from medcentre.kernel.texts import initials, search_key
from ui.kit.delegate import ROW_ROLE, SORT_ROLE, AnyIndex
from ui.kit.i18n import show_name, show_term

Row = TypeVar("Row")
Role = Qt.ItemDataRole
ROOT = QModelIndex()

PAINT_ROLE = int(Role.UserRole) + 3
"""The column's painter, for the delegate."""

TONE_ROLE = int(Role.UserRole) + 4
"""Token of the text, for the delegate."""

MARK_ROLE = int(Role.UserRole) + 5
"""Family of the 3 px bar at the left edge of the row, empty for none."""

BOLD_ROLE = int(Role.UserRole) + 6
"""Whether the cell's text is bold."""

NOTE_ROLE = int(Role.UserRole) + 7
"""Second line or grey tail of a cell."""

CellPainter = Callable[[QPainter, QRectF, Any], None]
"""Paints a cell from its row; given the cell without padding."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One declared column.

    `text` shows, `sort_key` sorts (default: the text, people by Chinese collation), `paint` draws
    instead of the text, `note` is the grey text behind it, `tone` a token for the text. `number`
    aligns right. `search` puts the text under the filter box, with pinyin initials when `person`.
    `term`: a word stored in Chinese that the terms know. Both are shown in the reader's language.
    `whole`: worth nothing when cut (a time); gives way last in narrow tables.
    `width` 0 shares what is left. `title` may be short; `long_title` is its tooltip.
    """

    title: str
    text: Callable[[Row], str]
    sort_key: Callable[[Row], Any] | None = None
    width: int = 0
    number: bool = False
    search: bool = False
    person: bool = False
    paint: CellPainter | None = None
    note: Callable[[Row], str] | None = None
    tone: Callable[[Row], str] | None = None
    bold: bool = False
    term: bool = False
    whole: bool = False
    tip: Callable[[Row], str] | None = None
    long_title: str = ""
    export: Callable[[Row], str] | None = None
    """Text for CSV when the shown one is not enough."""


class RowTableModel(QAbstractTableModel, Generic[Row]):
    """Shows frozen rows and nothing else; reset in one place."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        mark: Callable[[Row], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()
        self._mark = mark

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """The declared columns."""
        return self._columns

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, unsorted and unfiltered."""
        return self._rows

    def show(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, place: int) -> Row:
        """The row at a place of this model (not of a proxy)."""
        return self._rows[place]

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        """Rows; none below a row."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        """Columns; none below a row."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        """Never raises; unknown roles answer None."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        match role:
            case Role.DisplayRole:
                return shown(column, row)
            case Role.ToolTipRole:
                return column.tip(row) if column.tip else None
            case Role.TextAlignmentRole:
                return _side(column) | Qt.AlignmentFlag.AlignVCenter
            case Role.AccessibleTextRole:
                return f"{column.title} {column.text(row)}"
        return self._own(role, row, column, index.column())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Role.DisplayRole:
            return column.title
        if role == Role.ToolTipRole:
            return column.long_title or None
        if role == Role.TextAlignmentRole:
            return _side(column) | Qt.AlignmentFlag.AlignVCenter
        return None

    def _own(self, role: int, row: Row, column: Column[Row], place: int) -> Any:
        """Roles of this program."""
        match role:
            case r if r == ROW_ROLE:
                return row
            case r if r == SORT_ROLE:
                return column.sort_key(row) if column.sort_key else column.text(row)
            case r if r == PAINT_ROLE:
                return column.paint
            case r if r == TONE_ROLE:
                return column.tone(row) if column.tone else None
            case r if r == NOTE_ROLE:
                return column.note(row) if column.note else None
            case r if r == BOLD_ROLE:
                return column.bold
            case r if r == MARK_ROLE:
                return self._mark(row) if self._mark and place == 0 else None
        return None


def shown(column: Column[Row], row: Row) -> str:
    """The text of a cell as the screen shows it: names and stored words in its language."""
    text = column.text(row)
    return show_name(text) if column.person else show_term(text) if column.term else text


def _side(column: Column[Any]) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft


Test = Callable[[Any], bool]


class RowSortProxy(QSortFilterProxyModel):
    """Sorts by keys compared in Python, filters by tests and by the text of the filter box."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tests: dict[str, Test] = {}
        self._needle = ""
        self.setDynamicSortFilter(True)

    def set_test(self, name: str, test: Test | None) -> None:
        """Add, replace or (None) drop a named filter."""
        self.beginFilterChange()
        if test is None:
            self._tests.pop(name, None)
        else:
            self._tests[name] = test
        self.endFilterChange()

    def set_needle(self, text: str) -> None:
        """Filter by text: every word must be found in a searchable column, or in its initials."""
        self.beginFilterChange()
        self._needle = text
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: AnyIndex) -> bool:
        """Whether a row passes all tests and the needle."""
        model = cast(RowTableModel[Any], self.sourceModel())
        row = model.row(source_row)
        if not all(test(row) for test in self._tests.values()):
            return False
        hay = _haystack(model, row) if self._needle.strip() else ""
        return all(search_key(word) in hay for word in self._needle.split())

    def lessThan(self, left: AnyIndex, right: AnyIndex) -> bool:
        """Keys of the columns; nothing sorts before everything; words by Chinese collation."""
        a, b = left.data(SORT_ROLE), right.data(SORT_ROLE)
        if a is None or b is None:
            return a is None and b is not None
        if isinstance(a, str) and isinstance(b, str):
            return collation_key(a) < collation_key(b)
        return bool(a < b)


def _haystack(model: RowTableModel[Any], row: Any) -> str:
    parts = []
    for column in model.columns:
        if column.search or column.person:
            words = column.text(row)
            parts += [search_key(words), search_key(shown(column, row))]
            if column.person:
                parts.append(initials(words))
    return "\n".join(parts)


@cache
def _collator() -> QCollator:
    made = QCollator(QLocale("zh_CN"))
    made.setNumericMode(True)
    return made


@cache
def collation_key(text: str) -> QCollatorSortKey:
    """Sort key of a text in Chinese order, digits as numbers (203-2 before 203-10)."""
    return _collator().sortKey(text)
