"""Those who wait: without a bed, or with a transfer under way. Drag them onto the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from medcentre.kernel.clock import centre_day
from medcentre.kernel.wording import Lang
from medcentre.placement.rows import RequestRow, Waiting
from medcentre.placement.views.board import Board
from ui.kit import painters
from ui.kit.delegate import ROW_ROLE, AnyIndex
from ui.kit.i18n import label, lang, show_day, show_name, show_time
from ui.kit.theme import px
from ui.placement.carry import Carry
from ui.placement.tile import paint_waiting
from ui.placement.zone_card import begin_drag, theme_ratio

translate = QCoreApplication.translate
ROOT = QModelIndex()
WIDE, WIDER, HIGH = 232, 292, 44
"""Cards of the strip; English words need the wider one, or the signs had no room."""


@dataclass(frozen=True, slots=True)
class Waiter:
    """One card of the strip: the person, when, what is asked or kept; the open transfer, if any."""

    who: Waiting
    when: str
    tone: str
    note: str
    request: RequestRow | None = None


def waiters(board: Board, now: datetime) -> tuple[Waiter, ...]:
    """Without a bed first, longest waiting first; then open transfers."""
    found = [
        Waiter(w, _since(w.admitted_at, now), "amber.text", _note(w))
        for w in sorted(board.map.waiting, key=lambda w: w.admitted_at)
    ]
    tiles = {t.stay_id: t for z in board.map.zones for t in z.tiles if t.stay_id is not None}
    for request in board.requests:
        tile = tiles.get(request.stay_id)
        if tile is None:
            continue
        who = Waiting(
            request.stay_id, tile.name, tile.person_sex, tile.age or 0, tile.care_level,
            tile.precautions, request.asked_at,
        )  # fmt: skip
        note = f"{request.from_bed} → {request.to_bed}"
        if request.reason:
            note = translate("Placement", "{old} → {new}：{reason}").format(
                old=request.from_bed, new=request.to_bed, reason=request.reason
            )
        status = label(f"move_status.{request.status}")
        found.append(Waiter(who, status, "text.2", note, request))
    return tuple(found)


def _since(moment: datetime, now: datetime) -> str:
    day, today = centre_day(moment), centre_day(now)
    when = show_time(moment) if day == today else show_day(day, today)
    return translate("Placement", "{time} 入所").format(time=when)


def _note(who: Waiting) -> str:
    if who.reserved_bed:
        return translate("Placement", "已预留 {bed}").format(bed=who.reserved_bed)
    return translate("Placement", "还没有床位")


class StripModel(QAbstractListModel):
    """The cards."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Waiter, ...] = ()

    def show(self, rows: Sequence[Waiter]) -> None:
        """Replace them."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        """How many wait."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Cards can be dragged."""
        look = Qt.ItemFlag
        return look.ItemIsEnabled | look.ItemIsSelectable | look.ItemIsDragEnabled

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, spoken line, row."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return show_name(row.who.name)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{show_name(row.who.name)} {row.who.age} {row.when} {row.note}"
        return row if role == ROW_ROLE else None


class StripDelegate(QStyledItemDelegate):
    """Paints a card."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Two lines, a ring for the keyboard."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, Waiter):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(0, 1, -px(8), -1)
        paint_waiting(painter, rect, row.who, row.when, row.tone, row.note)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painters.focus_ring(painter, rect)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """A fixed card."""
        return QSize(px(WIDE if lang() is Lang.ZH else WIDER), px(HIGH))


class WaitingStrip(QListView):
    """A horizontal list, source of drags; Ctrl+X picks up as on the map."""

    opened = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(self, carry: Carry, parent: QWidget) -> None:
        super().__init__(parent)
        self.carry = carry
        self.cards = StripModel(self)
        self.setModel(self.cards)
        self.setItemDelegate(StripDelegate(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setProperty("ground", "app")
        self.setFixedHeight(px(HIGH) + 2)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAccessibleName(translate("Placement", "待安置"))
        self.doubleClicked.connect(self._double)

    def current(self) -> Waiter | None:
        """The card the cursor is on."""
        row = self.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, Waiter) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+X picks up, Enter opens the person, Menu the deeds, Esc puts back."""
        row = self.current()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_X and row is not None:
            self.carry.pick(row.who.stay_id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row.who.stay_id)
        elif event.key() == Qt.Key.Key_Escape and self.carry.active:
            self.carry.cancel()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a person who waits."""
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
        row = index.data(ROW_ROLE)
        if isinstance(row, Waiter):
            corner = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            self.menu_asked.emit(row, event.globalPos() if by_mouse else corner)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        """Pick up and drag."""
        row = self.current()
        if row is None or not self.carry.pick(row.who.stay_id):
            return
        rect = QRectF(0, 0, px(WIDE) - px(8), px(HIGH))
        ratio = theme_ratio()
        picture = QPixmap(rect.size().toSize() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.9)
        paint_waiting(painter, rect, row.who, row.when, row.tone, row.note)
        painters.box(painter, rect, None, "accent", width=2.0)
        painter.end()
        begin_drag(self, self.carry, row.who.stay_id, picture)

    def _double(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Waiter):
            self.opened.emit(row.who.stay_id)
