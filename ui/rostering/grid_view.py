"""The grid: painted cells and heads, keys that type shifts, a menu with the verdict of each."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import (
    QHeaderView,
    QMenu,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from medcentre.kernel.wording import Lang
from medcentre.rostering.commands import CellEdit
from medcentre.rostering.facts import DayKind, Level
from ui.kit import icons, painters
from ui.kit.delegate import AnyIndex, BaseDelegate
from ui.kit.i18n import lang, show_weekday
from ui.kit.theme import colour, font, px, theme
from ui.rostering.cell_drag import CellDrag
from ui.rostering.gap_menu import gap_menu
from ui.rostering.grid_model import Cell, GridModel, RowKind
from ui.rostering.row_strips import RowStrips
from ui.rostering.words import post_name, shift_name, violation_words

CENTRE = Qt.AlignmentFlag.AlignHCenter


class RosterDelegate(BaseDelegate):
    """One letter in a chip; rings for broken rules, a corner for pins, hatch for leave."""

    divider = False

    def content(self, painter: QPainter, rect: QRectF, row: object, selected: bool) -> None:
        """Paint one cell."""
        cell = row
        if not isinstance(cell, Cell):
            return
        if cell.kind is RowKind.GROUP:
            painter.fillRect(rect, colour("bg.zebra"))
            self._lines(painter, rect, vertical=False)
            return
        if not selected and (cell.off or cell.sum_):
            painter.fillRect(rect, colour("bg.app"))
        self._lines(painter, rect, vertical=True)
        if cell.kind is RowKind.COVER and cell.sum_:
            tone = "red.text" if cell.short else "green.text"
            painters.text(painter, rect, cell.sign, tone, font("cap"), CENTRE)
        elif cell.kind is RowKind.COVER:
            self._cover(painter, rect, cell)
        elif cell.sum_:
            tone = "amber.text" if cell.short else "text.2"
            painters.text(painter, rect, cell.sign, tone, font("cap"), CENTRE)
        else:
            self._person(painter, rect, cell)

    def _lines(self, painter: QPainter, rect: QRectF, *, vertical: bool) -> None:
        painters.hair(painter, rect.x(), rect.bottom() - 0.5, rect.right(), rect.bottom() - 0.5)
        if vertical:
            painters.hair(painter, rect.right() - 0.5, rect.y(), rect.right() - 0.5, rect.bottom())

    def _cover(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        if cell.short:
            painters.box(painter, rect.adjusted(1, 1, -1, -1), "red.tint", None, 2)
        tone = "red.text" if cell.short else "text.3"
        painters.text(painter, rect, cell.sign, tone, font("tiny", bold=cell.short), CENTRE)
        if cell.changed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("amber.solid"))
            painter.drawEllipse(QPointF(rect.right() - px(4), rect.y() + px(4)), 2, 2)

    def _person(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        inner = rect.adjusted(2, 2, -2, -2)
        if cell.leave and not cell.sign:
            painters.hatch(painter, inner, 3)
            painters.text(painter, inner, cell.leave, "text.3", font("tiny"), CENTRE)
        if cell.sign:
            self._chip(painter, inner, cell)
        if cell.level is not None:
            ring = "red.solid" if cell.level is Level.ERROR else "amber.solid"
            painters.box(painter, rect.adjusted(1, 1, -1, -1), None, ring, 4, 2.0)
        if cell.pinned:
            size = px(6)
            corner = QPolygonF(
                [
                    rect.topRight(),
                    rect.topRight() - QPointF(size, 0),
                    rect.topRight() + QPointF(0, size),
                ]
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawPolygon(corner)
        if cell.changed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("amber.solid"))
            painter.drawEllipse(QPointF(rect.x() + px(5), rect.y() + px(5)), 2.5, 2.5)

    def _chip(self, painter: QPainter, inner: QRectF, cell: Cell) -> None:
        if cell.tone == "night":
            painters.box(painter, inner, "night", None, 3)
            painters.text(painter, inner, cell.sign, "night.text", font("tiny", bold=True), CENTRE)
            return
        painters.box(painter, inner, f"{cell.tone}.tint", None, 3)
        painters.text(
            painter, inner, cell.sign, f"{cell.tone}.text", font("tiny", bold=True), CENTRE
        )
        if cell.tone == "indigo":
            painter.fillRect(
                QRectF(inner.x() + 2, inner.bottom() - 2, inner.width() - 4, 2),
                colour("indigo.solid"),
            )

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """One cell."""
        return QSize(px(27), px(22))


class DayHeader(QHeaderView):
    """Day number over weekday; rest days red; today marked."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setHighlightSections(False)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Two lines."""
        painter.save()
        painter.fillRect(rect, colour("bg.zebra"))
        box = QRectF(rect)
        day = self._model.day_at(section)
        if day is None:
            words = (self.tr("夜"), self.tr("周末"), self.tr("工时"), self.tr("偏差"))
            place = section - len(self._model.days)
            if 0 <= place < len(words):
                painters.text(painter, box, words[place], "text.3", font("cap"), CENTRE)
        else:
            self._day(painter, box, day, section)
        painters.hair(painter, box.right() - 0.5, box.y(), box.right() - 0.5, box.bottom())
        painters.hair(painter, box.x(), box.bottom() - 0.5, box.right(), box.bottom() - 0.5)
        painter.restore()

    def _day(self, painter: QPainter, box: QRectF, day: date, section: int) -> None:
        judge = self._model.judge
        rest = judge is not None and judge.view.kinds[section] is not DayKind.WORKDAY
        tone = "red.text" if rest else "text.1"
        upper = QRectF(box.x(), box.y() + 2, box.width(), box.height() / 2)
        lower = QRectF(box.x(), box.center().y() - 1, box.width(), box.height() / 2)
        if day == self._model.today:
            painters.box(painter, upper.adjusted(2, 0, -2, 0), "accent.tint", None, 4)
        painters.text(painter, upper, str(day.day), tone, font("cap", bold=True), CENTRE)
        weekday = show_weekday(day)
        short = weekday[-1:] if lang() is Lang.ZH else weekday[:2]
        painters.text(painter, lower, short, tone if rest else "text.3", font("tiny"), CENTRE)

    def sizeHint(self) -> QSize:
        """Two lines high."""
        return QSize(0, px(40))


class NameHeader(QHeaderView):
    """Names with title; group heads; posts with their minimum."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setFixedWidth(px(132))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """One head."""
        row = self._model.rows[section] if section < len(self._model.rows) else None
        if row is None:
            return
        painter.save()
        box = QRectF(rect)
        group = row.kind is RowKind.GROUP
        painter.fillRect(rect, colour("bg.zebra" if group else "bg.surface"))
        inside = box.adjusted(px(10), 0, -px(8), 0)
        note = self._model.lacks() if row.icon else row.note
        used = painters.text_width(note, font("tiny")) + px(6) if note else 0
        name = QRectF(inside.x(), inside.y(), inside.width() - used, inside.height())
        face = (
            font("cap", bold=True)
            if group
            else font("cap" if row.kind is RowKind.COVER or lang() is Lang.EN else "body")
        )
        if group:
            view = self.parent()
            shut = isinstance(view, GridView) and row.title in view.folded
            mark = "chevron-right" if shut else "chevron-down"
            icons.draw(painter, mark, box.x() + px(4), box.center().y() - px(6), px(12), "text.3")
            name = name.adjusted(px(8), 0, 0, 0)
        painters.text(painter, name, row.title, "text.2" if group else "text.1", face)
        if note:
            right = Qt.AlignmentFlag.AlignRight
            tone = "red.text" if row.icon else "text.3"
            painters.text(painter, inside, note, tone, font("tiny"), right)
        painters.hair(painter, box.x(), box.bottom() - 0.5, box.right(), box.bottom() - 0.5)
        painters.hair(
            painter, box.right() - 0.5, box.y(), box.right() - 0.5, box.bottom(), "line.strong"
        )
        painter.restore()


class GridView(QTableView):
    """Keys type shifts into the selection. `edited` carries cells, `undone`/`redone` ask for them."""

    edited = Signal(object)
    asked = Signal(str)

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self.grid = model
        self.folded: set[str] = set()
        self.writable = True
        self.drag = CellDrag(self)
        self.strips = RowStrips(self)
        self._hovered = QModelIndex()
        model.modelAboutToBeReset.connect(self._forget)
        model.dataChanged.connect(self.strips.changed)
        self.setModel(model)
        self.setItemDelegate(RosterDelegate(self))
        days, names = DayHeader(model, self), NameHeader(model, self)
        self.setHorizontalHeader(days)
        self.setVerticalHeader(names)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.setCornerButtonEnabled(False)
        names.sectionClicked.connect(self.toggle_group)
        model.modelReset.connect(self.fit)
        theme().changed.connect(self.fit)

    def fit(self) -> None:
        """Column widths for the room there is; the four sums are wider."""
        self.strips.clear()
        days = len(self.grid.days)
        if not days:
            return
        header = self.horizontalHeader()
        header.setMinimumSectionSize(px(20))
        wide = self.width() > px(960)
        self.verticalHeader().setFixedWidth(px(132) if wide else px(116))
        sums = px(46) if wide else px(36)
        room = self.viewport().width()
        each = max(px(20), min(px(36), (room - sums * 4) // days))
        for column in range(days):
            header.resizeSection(column, each)
        # What is left over goes to the sums, so that the table ends where its frame does.
        left = room - each * days
        for column in range(days, days + 4):
            header.resizeSection(column, max(sums, left // 4 + (column - days < left % 4)))
        vertical = self.verticalHeader()
        vertical.setMinimumSectionSize(px(20))
        vertical.setDefaultSectionSize(px(23))
        self._fold()

    def _forget(self) -> None:
        """The rows are about to be others."""
        self._hovered = QModelIndex()
        self.strips.clear()

    # ---- groups -----------------------------------------------------------------------------

    def toggle_group(self, row: int) -> None:
        """Fold or unfold the rows under a heading."""
        if not 0 <= row < len(self.grid.rows) or self.grid.rows[row].kind is not RowKind.GROUP:
            return
        self.folded ^= {self.grid.rows[row].title}
        self._fold()

    def _fold(self) -> None:
        hidden = False
        for row, line in enumerate(self.grid.rows):
            if line.kind is RowKind.GROUP:
                hidden = line.title in self.folded
            elif self.isRowHidden(row) != hidden:
                self.setRowHidden(row, hidden)

    def resizeEvent(self, event: object) -> None:
        """Days share the width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()

    # ---- dragging a shift to another cell ---------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pressing on the one selected shift begins a drag; elsewhere it selects."""
        index = self.indexAt(event.position().toPoint())
        if self.grid.rows and index.isValid():
            if self.grid.rows[index.row()].kind is RowKind.GROUP:
                self.toggle_group(index.row())
                return
            alone = self.selected_cells() == [(index.row(), index.column())]
            left = event.button() is Qt.MouseButton.LeftButton
            if left and alone and self.drag.begin(index.row(), index.column()):
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """While dragging the verdict of the exchange is shown at the pointer."""
        if self.drag.source is None:
            self._hover(self.indexAt(event.position().toPoint()))
            super().mouseMoveEvent(event)
            return
        index = self.indexAt(event.position().toPoint())
        self.drag.over(index.row(), index.column())
        QToolTip.showText(event.globalPosition().toPoint(), self.drag.words, self)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: the two cells change places."""
        if self.drag.source is None:
            super().mouseReleaseEvent(event)
            return
        edits = self.drag.drop()
        self.viewport().update()
        QToolTip.hideText()
        if edits:
            self.edited.emit(edits)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows as kept pictures; over them selected and hovered cells and the target of a drag."""
        painter = QPainter(self.viewport())
        self.strips.draw(painter, event.rect())
        current, hovered = self.currentIndex(), self._hovered
        chosen = set(self.selectionModel().selectedIndexes())
        area = event.rect()
        for index in {*chosen, current, hovered}:
            rect = self.visualRect(index)
            if index.isValid() and rect.intersects(area):
                self._paint_over(painter, rect, index, index in chosen, index == current)
        if self.drag.target is not None:
            rect = self.visualRect(self.grid.index(*self.drag.target))
            painters.box(painter, QRectF(rect).adjusted(1, 1, -1, -1), None, self.drag.ring, 4, 2.5)

    def _paint_over(
        self, painter: QPainter, rect: QRect, index: QModelIndex, chosen: bool, current: bool
    ) -> None:
        cover = self.grid.rows[index.row()].kind is RowKind.COVER
        if self.grid.rows[index.row()].kind is RowKind.GROUP or (
            cover and self.grid.day_at(index.column()) is None
        ):
            return
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        state = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_MouseOver
        if chosen:
            state |= QStyle.StateFlag.State_Selected
        if current and self.hasFocus():
            state |= QStyle.StateFlag.State_HasFocus
        option.state = state
        option.rect = rect
        painter.fillRect(rect, colour("bg.surface"))
        self.itemDelegate().paint(painter, option, index)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is gone."""
        self._hover(QModelIndex())
        super().leaveEvent(event)

    def _hover(self, index: QModelIndex) -> None:
        if index != self._hovered:
            for one in (self._hovered, index):
                if one.isValid():
                    self.viewport().update(self.visualRect(one))
            self._hovered = index

    def selected_cells(self) -> list[tuple[int, int]]:
        """Rows and columns of selected people's days, or the current cell."""
        found = [
            (i.row(), i.column())
            for i in self.selectionModel().selectedIndexes()
            if self.grid.person_at(i.row()) and self.grid.day_at(i.column())
        ]
        current = self.currentIndex()
        if not found and current.isValid():
            found = [(current.row(), current.column())]
        return [(r, c) for r, c in found if self.grid.person_at(r) and self.grid.day_at(c)]

    def selected_days(self) -> tuple[date, date] | None:
        """First and last day of the selection, None when nothing is selected."""
        days = [d for _, c in self.selected_cells() if (d := self.grid.day_at(c)) is not None]
        return (min(days), max(days)) if days else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters type shifts, Delete empties, full stop pins, Ctrl+D fills right."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        key, text = event.key(), event.text().upper()
        if control and key == Qt.Key.Key_D:
            self._fill_right()
        elif control and key in (Qt.Key.Key_C, Qt.Key.Key_V):
            self._copy() if key == Qt.Key.Key_C else self._paste()
        elif control and key in (Qt.Key.Key_Z, Qt.Key.Key_Y):
            self.asked.emit("undo" if key == Qt.Key.Key_Z else "redo")
        elif not control and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._set(None)
        elif not control and text in (".", "。"):
            self.toggle_pin()
        elif not control and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._menu(self.visualRect(self.currentIndex()).center())
        elif not control and len(text) == 1 and text.isalnum() and self._typed(text):
            self._step()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and last day, Page to people; the sums are no cells."""
        index = super().moveCursor(action, modifiers)
        last = len(self.grid.days) - 1
        return index if index.column() <= last else index.siblingAtColumn(last)

    def toggle_pin(self) -> None:
        """Pin or free the selected cells; the solver leaves pinned ones alone."""
        cells = self.selected_cells()
        pin = not all(self.grid.is_pinned(r, c) for r, c in cells)
        self.edited.emit([self._edit(r, c, self.grid.shift_at(r, c), pinned=pin) for r, c in cells])

    def _edit(self, row: int, column: int, shift: str | None, *, pinned: bool = False) -> CellEdit:
        person, day = self.grid.person_at(row), self.grid.day_at(column)
        assert person is not None
        assert day is not None
        return CellEdit(staff_id=person.id, day=day, shift=shift, pinned=pinned)

    def _set(self, shift: str | None) -> None:
        cells = self.selected_cells()
        if cells:
            self.edited.emit([self._edit(r, c, shift) for r, c in cells])

    def _typed(self, text: str) -> bool:
        edits = []
        for row, column in self.selected_cells():
            shift = next((s for s in self.grid.shifts_for(row) if s.key.upper() == text), None)
            if shift is not None:
                edits.append(self._edit(row, column, shift.code))
        if edits:
            self.edited.emit(edits)
        return bool(edits)

    def _step(self) -> None:
        current = self.currentIndex()
        if len(self.selected_cells()) == 1 and current.column() + 1 < len(self.grid.days):
            self.setCurrentIndex(self.grid.index(current.row(), current.column() + 1))

    def _fill_right(self) -> None:
        edits = []
        rows: dict[int, list[int]] = {}
        for row, column in self.selected_cells():
            rows.setdefault(row, []).append(column)
        for row, columns in rows.items():
            first = min(columns)
            shift = self.grid.shift_at(row, first)
            edits += [self._edit(row, c, shift) for c in columns if c != first]
        if edits:
            self.edited.emit(edits)

    def _copy(self) -> None:
        cells = self.selected_cells()
        if not cells:
            return
        top, left = min(r for r, _ in cells), min(c for _, c in cells)
        self._clip = {(r - top, c - left): self.grid.shift_at(r, c) for r, c in cells}

    def _paste(self) -> None:
        current = self.currentIndex()
        clip: dict[tuple[int, int], str | None] = getattr(self, "_clip", {})
        edits = []
        for (down, right), shift in clip.items():
            row, column = current.row() + down, current.column() + right
            allowed = (
                {s.code for s in self.grid.shifts_for(row)} if row < len(self.grid.rows) else set()
            )
            if (
                self.grid.day_at(column)
                and self.grid.person_at(row)
                and (shift is None or shift in allowed)
            ):
                edits.append(self._edit(row, column, shift))
        if edits:
            self.edited.emit(edits)

    def go(self, row: int, column: int) -> None:
        """Bring a cell into view and make it current; its group is unfolded."""
        if self.isRowHidden(row):
            heads = [n for n, r in enumerate(self.grid.rows[:row]) if r.kind is RowKind.GROUP]
            if heads:
                self.toggle_group(heads[-1])
        index = self.grid.index(row, column)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index, QTableView.ScrollHint.PositionAtCenter)
        self.setFocus()

    def _menu(self, point: QPoint) -> None:
        """The menu of the cell at a point, and what was chosen in it."""
        index = self.indexAt(point)
        menu = self.cell_menu(index.row(), index.column())
        if menu is None:
            return
        if (index.row(), index.column()) not in self.selected_cells():
            self.setCurrentIndex(index)
        menu.exec(self.viewport().mapToGlobal(point))

    def cell_menu(self, row: int, column: int) -> QMenu | None:
        """Every shift this person may work on this day, with what it would break (C12); the posts
        of the present shift; empty, pin. On a coverage row who could fill what lacks. None where
        there is nothing to choose.
        """
        person, day = self.grid.person_at(row), self.grid.day_at(column)
        judge = self.grid.judge
        if day is None or judge is None:
            return None
        if person is None:
            return gap_menu(self, row, column)
        menu = QMenu(self)
        for shift in self.grid.shifts_for(row):
            words = f"&{shift.key}  {shift_name(shift)}"
            words += self._breaks(person.id, day, shift.code)
            deed = menu.addAction(words, partial(self._set_one, row, column, shift.code))
            deed.setEnabled(self.writable)
        menu.addSeparator()
        self._post_menu(menu, row, column)
        if self.grid.shift_at(row, column) is not None:
            words = self.tr("空") + self._breaks(person.id, day, None)
            menu.addAction(words, partial(self._set_one, row, column, None)).setEnabled(
                self.writable
            )
        menu.addAction(self.tr("锁定或解锁"), self.toggle_pin).setEnabled(self.writable)
        return menu

    def _breaks(self, person: int, day: date, shift: str | None) -> str:
        """The first rule a cell would break with another content (C12); empty: none."""
        assert self.grid.judge is not None
        _, broken = self.grid.judge.what_if(person, day, shift)
        first = next((v for v in broken if v.level is not Level.INFO), None)
        return f"    ⚠ {violation_words(first)}" if first else ""

    def _post_menu(self, menu: QMenu, row: int, column: int) -> None:
        """The posts the shift could be served at, the present one ticked."""
        posts, now = self.grid.posts_for(row, column), self.grid.post_at(row, column)
        if len(posts) < 2:
            return
        places = menu.addMenu(self.tr("换岗位"))
        for post in posts:
            deed = places.addAction(
                post_name(post), partial(self._set_post, row, column, post.code)
            )
            deed.setCheckable(True)
            deed.setChecked(now is not None and now.code == post.code)
            deed.setEnabled(self.writable)

    def _set_one(self, row: int, column: int, shift: str | None) -> None:
        self.edited.emit([self._edit(row, column, shift)])

    def _set_post(self, row: int, column: int, post: str) -> None:
        pinned = self.grid.is_pinned(row, column)
        edit = self._edit(row, column, self.grid.shift_at(row, column), pinned=pinned)
        self.edited.emit([replace(edit, post=post)])
