"""Tables as people see them: widths and filters remembered, selection kept by id, CSV copy."""

import csv
import io
from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QWidget,
)

from medcentre.kernel.wording import Lang
from ui.kit import painters
from ui.kit.cells import CellDelegate
from ui.kit.delegate import ROW_ROLE
from ui.kit.desk import Desk
from ui.kit.i18n import lang
from ui.kit.settings import GLOVES
from ui.kit.table import (
    Column,
    RowSortProxy,
    RowTableModel,
    shown,
)
from ui.kit.theme import font, px, set_state, size, theme
from ui.kit.widgets import Button, Card, Empty, EmptyState, IconLabel, KeyCap, Label

Row = TypeVar("Row")


class TableView(QTableView, Generic[Row]):
    """A table over `RowTableModel`; give it rows with `show_rows`.

    Enter or a double click emits `opened(row)`; `current_changed(row)` follows the selection.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    previewed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        name: str,
        columns: Sequence[Column[Row]],
        row_id: Callable[[Row], Hashable],
        mark: Callable[[Row], str] | None = None,
        row: str = "row",
    ) -> None:
        super().__init__()
        self._desk, self._name, self._row_id, self._row_size = desk, name, row_id, row
        self.source: RowTableModel[Row] = RowTableModel(columns, mark, self)
        self.proxy = RowSortProxy(self)
        self.proxy.setSourceModel(self.source)
        self.setModel(self.proxy)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self._needs: dict[int, int] = {}
        self._head()
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._current)
        theme().changed.connect(self._heights)
        self._heights()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows; selection, current row and scroll stay by id."""
        current = self.current_id()
        chosen = {self._row_id(r) for r in self.selected_rows()}
        scroll = self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        self.source.show(rows)
        self.selectionModel().blockSignals(False)
        flags = QItemSelectionModel.SelectionFlag
        for place in range(self.proxy.rowCount()):
            index = self.proxy.index(place, 0)
            key = self._row_id(index.data(ROW_ROLE))
            if key in chosen:
                self.selectionModel().select(index, flags.Select | flags.Rows)
            if key == current:
                self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        if (
            self.hasFocus() and not self.currentIndex().isValid()
        ):  # rows that came after the keyboard
            self.selectionModel().setCurrentIndex(self.proxy.index(0, 0), flags.NoUpdate)
        self._measure(rows)
        self.verticalScrollBar().setValue(scroll)

    def current_row(self) -> Row | None:
        """The row the cursor is on."""
        row: Row | None = self.currentIndex().data(ROW_ROLE)
        return row

    def current_id(self) -> Hashable | None:
        """Id of the row the cursor is on."""
        row = self.current_row()
        return None if row is None else self._row_id(row)

    def selected_rows(self) -> tuple[Row, ...]:
        """All selected rows in their shown order."""
        places = sorted({i.row() for i in self.selectionModel().selectedRows()})
        return tuple(self.proxy.index(p, 0).data(ROW_ROLE) for p in places)

    def shown_rows(self) -> tuple[Row, ...]:
        """What is on screen: filtered and sorted."""
        return tuple(self.proxy.index(p, 0).data(ROW_ROLE) for p in range(self.proxy.rowCount()))

    def select_id(self, key: Hashable) -> bool:
        """Put the cursor on the row with an id; False when it is not shown."""
        for place in range(self.proxy.rowCount()):
            index = self.proxy.index(place, 0)
            if self._row_id(index.data(ROW_ROLE)) == key:
                # Not selectRow: that toggles while somebody holds Ctrl.
                self.selectionModel().setCurrentIndex(index, _WHOLE_ROW)
                return True
        return False

    def csv_text(self) -> str:
        """What is shown (or selected, when more than one row is) as CSV with a head."""
        rows = self.selected_rows()
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([c.long_title or c.title for c in self.source.columns])
        for row in rows if len(rows) > 1 else self.shown_rows():
            writer.writerow([safe_cell((c.export or c.text)(row)) for c in self.source.columns])
        return out.getvalue()

    def copy(self) -> None:
        """The CSV into the clipboard, tab separated as spreadsheets like it."""
        lines = csv.reader(io.StringIO(self.csv_text()))
        text = "\n".join("\t".join(cell.replace("\t", " ") for cell in line) for line in lines)
        QGuiApplication.clipboard().setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space previews, Ctrl+C copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current_row())
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.previewed.emit(self.current_row())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns without a width share what is left."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Heights follow the font."""
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_row_size"):
            self._heights()
        super().changeEvent(event)

    def _head(self) -> None:
        head = self.horizontalHeader()
        head.setMinimumSectionSize(px(32))
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, column in enumerate(self.source.columns):
            if column.width:
                self.setColumnWidth(place, _wished(column))
        self._taken = False
        state = self._desk.preferences.kept_bytes(self._key("head"))
        if not state.isEmpty() and head.restoreState(state):
            self._taken = True
        self.setSortingEnabled(True)
        if state.isEmpty():
            head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.sectionResized.connect(self._resized)
        head.sectionMoved.connect(self._moved)
        head.sortIndicatorChanged.connect(self._sorted)

    def _share(self) -> None:
        """Divide the room among the columns; named widths shrink when there is too little."""
        if self._taken:
            return
        shown = [
            (place, column)
            for place, column in enumerate(self.source.columns)
            if not self.isColumnHidden(place)
        ]
        named = [(_wished(c), self._needed(place, c)) if c.width else (0, 0) for place, c in shown]
        free = named.count((0, 0))
        room, least = self.viewport().width(), px(64)
        good = px(112) if free <= GRID else least
        firm = frozenset(i for i, (_, c) in enumerate(shown) if c.person or c.whole)
        narrow = _fit(named, room - free * good, firm)
        rest = max(least, (room - sum(narrow)) // free) if free else 0
        widths = [w or rest for w in narrow]
        head = self.horizontalHeader()
        head.blockSignals(True)
        for (place, _), width in zip(shown, widths, strict=True):
            self.setColumnWidth(place, width)
        head.blockSignals(False)
        self.updateGeometries()

    def _needed(self, place: int, column: Column[Row]) -> int:
        """What the head and the measured words take, within bounds of the declared width, so that
        one long text does not cut off its neighbours."""
        words, declared = self._needs.get(place, 0), _wished(column)
        return max(_head_width(column), min(words, round(declared * MOST))) if words else declared

    def _measure(self, rows: Sequence[Row]) -> None:
        """What the words of the first rows need: where there is room, nothing is cut off."""
        needs = {}
        for place, column in enumerate(self.source.columns):
            if column.width and column.paint is None:
                face = font("body", bold=column.bold)
                widest = max((_words_width(column, r, face) for r in rows[:MEASURED]), default=0)
                bare = 1 if rows else 0  # a column with nothing in it: the head is enough
                needs[place] = widest + 2 * px(12) + 2 if widest else bare
        if needs != self._needs:
            self._needs = needs
            self._share()

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """Hide or show a column; the others share the room anew."""
        super().setColumnHidden(column, hide)
        self._share()

    @Slot()
    def _heights(self) -> None:
        gloves = self._desk.preferences.get(GLOVES)
        self.verticalHeader().setMinimumSectionSize(size("row.compact"))
        self.verticalHeader().setDefaultSectionSize(size("row.glove" if gloves else self._row_size))
        self.horizontalHeader().setFixedHeight(size("head"))

    @Slot(int, int, int)
    def _resized(self, _place: int, old: int, new: int) -> None:
        if old == 0 or new == 0:  # a column was hidden or shown, nobody pulled at it
            return
        self._taken = True
        self._remember()

    @Slot(int, int, int)
    def _moved(self, _place: int, _old: int, _new: int) -> None:
        self._remember()

    @Slot(int, Qt.SortOrder)
    def _sorted(self, _place: int, _order: Qt.SortOrder) -> None:
        self._remember()

    def _remember(self) -> None:
        self._desk.preferences.keep_bytes(self._key("head"), self.horizontalHeader().saveState())

    def _key(self, what: str) -> str:
        return f"table/{self._name}/{what}/{len(self.source.columns)}"

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW_ROLE))

    @Slot(QModelIndex, QModelIndex)
    def _current(self, new: QModelIndex, _old: QModelIndex) -> None:
        self.current_changed.emit(new.data(ROW_ROLE))


_WHOLE_ROW = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)

MOST = 1.6
"""A column grows to so much of its declared width for its words."""

GRID = 6
"""More columns than these without a width are a grid of numbers, which need little room."""

MEASURED = 60
"""So many rows tell how wide a column should be."""

PINYIN_WIDTH = 148
"""Room for a name written in pinyin with the age behind it."""


def _wished(column: Column[Any]) -> int:
    """The declared width, more where the title or a name in pinyin needs it."""
    wide = max(px(column.width), _head_width(column))
    if column.person and lang() is Lang.EN:
        wide = max(wide, px(PINYIN_WIDTH))
    return wide


def _head_width(column: Column[Any]) -> int:
    if not column.title:
        return 0
    return round(painters.text_width(column.title, font("cap"))) + 2 * px(12) + 2


def _fit(
    wanted: Sequence[tuple[int, int]], room: int, firm: frozenset[int] = frozenset()
) -> list[int]:
    """Widths of the columns with a name for theirs, from (declared, needed) each.

    With room enough everybody gets the larger of both; with less, what is needed and a share of the
    rest; with too little, the widest give way first, the whole to 70 % at most; those of `firm`
    (names of people, times) give way last.
    """
    full = [max(pair) for pair in wanted]
    tight = [needed for _, needed in wanted]
    if sum(full) <= room:
        return full
    if sum(tight) <= room:
        share = (room - sum(tight)) / max(1, sum(full) - sum(tight))
        return [t + int((f - t) * share) for t, f in zip(tight, full, strict=True)]
    left = max(room, round(0.7 * sum(tight)))
    kept = {i: min(tight[i], px(150)) for i in firm}
    if 2 * sum(kept.values()) > left:
        return _level(tight, left)
    others = _level([0 if i in kept else w for i, w in enumerate(tight)], left - sum(kept.values()))
    return [kept.get(i, w) for i, w in enumerate(others)]


def _level(widths: list[int], room: int) -> list[int]:
    """Cut off what stands above a level, so that the short ones stay whole."""
    left, count = room, sum(1 for w in widths if w)
    for width in sorted(w for w in widths if w):
        if width * count >= left:
            level = left // count
            return [min(w, level) for w in widths]
        left, count = left - width, count - 1
    return widths


def _words_width(column: Column[Row], row: Row, face: QFont) -> int:
    wide = painters.text_width(shown(column, row), face)
    if column.person and column.note and (note := column.note(row)):
        wide += px(6) + painters.text_width(note, font("cap"))
    return round(wide)


def safe_cell(text: str) -> str:
    """A cell a spreadsheet will not run as a formula."""
    return f"'{text}" if text[:1] in "=+@\t" and text[:1] else text


class TablePane(Card, Generic[Row]):
    """A table with its filter box, filter chips, count and empty state, in a card.

    The filters chosen are remembered over a restart under `name`.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    filtered = Signal()

    def __init__(
        self,
        desk: Desk,
        name: str,
        columns: Sequence[Column[Row]],
        row_id: Callable[[Row], Hashable],
        mark: Callable[[Row], str] | None = None,
        *,
        title: str = "",
        icon: str = "",
        row: str = "row",
        searchable: bool = True,
    ) -> None:
        super().__init__(title, icon)
        self._desk, self._name = desk, name
        self._chips: dict[str, tuple[Button, Callable[[Row], bool]]] = {}
        self.view: TableView[Row] = TableView(desk, name, columns, row_id, mark, row)
        self.view.setAccessibleName(title or self.tr("列表"))
        self.view.opened.connect(self.opened)
        self.view.current_changed.connect(self.current_changed)
        self.bar = QWidget()
        self._bar = QHBoxLayout(self.bar)
        self._bar.setContentsMargins(12, 6, 12, 6)
        self._bar.setSpacing(8)
        self.needle = FilterBox()
        self.needle.leads_to = self.view
        self.needle.textChanged.connect(self._searched)
        self.needle.setVisible(searchable)
        self._bar.addWidget(self.needle)
        self._bar.addStretch(1)
        self.count = Label("", "cap", "2")
        self._bar.addWidget(self.count)
        self.body.addWidget(self.bar)
        self._stack = QStackedWidget()
        self.empty = EmptyState(Empty.NOTHING_YET, self.tr("还没有内容"))
        self.no_match = EmptyState(Empty.NO_MATCH, "")
        self.no_match.add_button(self.tr("清除筛选"), "funnel-x").clicked.connect(
            self.clear_filters
        )
        for part in (self.view, self.empty, self.no_match):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self.bar.setVisible(searchable)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows; selection stays by id."""
        self.view.show_rows(rows)
        self._settle()

    def add_filter(self, name: str, words: str, test: Callable[[Row], bool]) -> Button:
        """A chip that, when on, lets only rows pass that satisfy the test."""
        button = Button(words)
        button.setCheckable(True)
        set_state(button, choice=True)
        button.setProperty("filter", name)
        self._chips[name] = (button, test)
        self._bar.insertWidget(self._bar.count() - 2, button)
        self.bar.show()
        order: list[QWidget] = [self.needle, *(b for b, _ in self._chips.values()), self.view]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        button.toggled.connect(self._chip)
        kept = self._desk.preferences.noted(self._key(), [])
        if isinstance(kept, list) and name in kept:
            button.setChecked(True)
        return button

    def add_bar_widget(self, widget: QWidget) -> None:
        """A widget of the page in the bar, before the count."""
        self._bar.insertWidget(self._bar.count() - 1, widget)
        self.bar.show()

    def set_empty(self, kind: Empty, title: str, text: str = "", icon: str = "") -> EmptyState:
        """What is shown when there are no rows at all."""
        self.empty.tell(kind, title, text, icon)
        return self.empty

    @Slot()
    def clear_filters(self) -> None:
        """Show all rows."""
        self.needle.clear()
        for button, _ in self._chips.values():
            button.setChecked(False)

    def state(self) -> dict[str, Any]:
        """Filter, selection and scroll, as JSON, for Alt+Left."""
        return {
            "needle": self.needle.text(),
            "chips": [n for n, (b, _) in self._chips.items() if b.isChecked()],
            "current": self.view.current_id(),
            "scroll": self.view.verticalScrollBar().value(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse of `state`; call after the rows are shown."""
        self.needle.setText(state.get("needle", ""))
        for name, (button, _) in self._chips.items():
            button.setChecked(name in state.get("chips", ()))
        if (current := state.get("current")) is not None:
            self.view.select_id(current)
        self.view.verticalScrollBar().setValue(state.get("scroll", 0))

    def focus_filter(self) -> bool:
        """Cursor into the filter box."""
        self.needle.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.needle.selectAll()
        return True

    @Slot(str)
    def _searched(self, text: str) -> None:
        self.view.proxy.set_needle(text)
        self._settle()

    @Slot(bool)
    def _chip(self, on: bool) -> None:
        button = self.sender()
        name = str(button.property("filter")) if button else ""
        chip, test = self._chips[name]
        chip.show_icon("check" if on else "")
        self.view.proxy.set_test(name, test if on else None)
        kept = [n for n, (b, _) in self._chips.items() if b.isChecked()]
        self._desk.preferences.note(self._key(), kept)
        self._settle()

    def _settle(self) -> None:
        """Count, and the right one of table and empty states."""
        total, shown = self.view.source.rowCount(), self.view.proxy.rowCount()
        self.count.setText(str(total) if shown == total else f"{shown} / {total}")
        words = [b.text() for b, _ in self._chips.values() if b.isChecked()]
        if self.needle.text().strip():
            words.append(f"“{self.needle.text().strip()}”")
        self.no_match.tell(
            Empty.NO_MATCH,
            self.tr("没有符合的"),
            self.tr("筛选条件：{filters}").format(filters=" · ".join(words)),
        )
        shown_part: QWidget = self.view if shown else self.no_match if total else self.empty
        self._stack.setCurrentWidget(shown_part)
        self.filtered.emit()

    def _key(self) -> str:
        return f"table/{self._name}/filters"


class FilterBox(QLineEdit):
    """The filter of a list: `/` goes here, Esc clears and goes back."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(placeholder or self.tr("筛选，可用拼音首字母"))
        self.setTextMargins(px(24), 0, px(28), 0)
        self.setFixedWidth(px(240))
        self.setProperty("aside", True)
        self.leads_to: QWidget | None = None
        self.leads_by: Callable[[], object] | None = None
        self.setAccessibleName(self.placeholderText())
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 8, 0)
        row.addWidget(IconLabel("funnel", 14))
        row.addStretch(1)
        self._cap = KeyCap("/")
        row.addWidget(self._cap)
        self.textChanged.connect(self._typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears, Down goes to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._leave()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        if self.leads_by is not None:
            self.leads_by()
        elif self.leads_to is None:
            self.focusNextChild()
        else:
            self.leads_to.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._cap.setVisible(not text)
