"""A zone as a card: head with occupancy, a table of tiles under it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMimeData,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from medcentre.placement.facts import ZoneKind
from medcentre.placement.rows import Tile
from medcentre.placement.rows import ZoneCard as ZoneRow
from ui.kit import icons, painters
from ui.kit.delegate import ROW_ROLE
from ui.kit.i18n import label, show_term
from ui.kit.theme import colour, font, px
from ui.placement.map_model import Line, MapModel, TileLook, ZoneModel
from ui.placement.tile import LARGE, SMALL, BedDelegate, paint_tile

if TYPE_CHECKING:
    from ui.placement.carry import Carry

MIME = "application/x-medcentre-stay"
HEAD = 32
LABEL = 34
EDGE = 8

translate = QCoreApplication.translate

KINDS = {
    ZoneKind.INTAKE: "log-in",
    ZoneKind.AIRBORNE: "wind",
    ZoneKind.CARE_A: "droplet",
    ZoneKind.CARE_B: "droplet",
    ZoneKind.MIND: "brain",
    ZoneKind.CRITICAL: "heart-pulse",
    ZoneKind.ACCESS: "accessibility",
    ZoneKind.WOMEN: "venus",
    ZoneKind.REHAB: "dumbbell",
    ZoneKind.WATCH: "scan-search",
    ZoneKind.APART: "door-open",
    ZoneKind.MINORS: "users-round",
}
"""Zone kind -> icon, for those who may know the kind."""

JUMPS = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
MOUSE = Qt.FocusReason.MouseFocusReason


class RoomHeader(QHeaderView):
    """Room numbers on a quiet ground; a wind under a room that keeps air apart."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(px(24))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """One room."""
        model = self.model()
        line = model.headerData(logicalIndex, Qt.Orientation.Vertical, ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, colour("bg.surface"))
        if isinstance(line, Line):
            box = QRectF(rect).adjusted(0, 2, -2, -2)
            painters.box(painter, box, "bg.app", None)
            middle = Qt.AlignmentFlag.AlignHCenter
            if line.first and line.airborne:
                half = box.height() / 2
                up = QRectF(box.x(), box.y() + 4, box.width(), half - 4)
                painters.text(painter, up, line.room.code, "text.2", font("tiny"), middle)
                icons.draw(
                    painter, "wind", box.center().x() - px(6), box.y() + half + 1, px(12),
                    "amber.text",
                )  # fmt: skip
            elif line.first:
                painters.text(painter, box, line.room.code, "text.2", font("tiny"), middle)
        painter.restore()


class ZoneView(QTableView):
    """The beds of a zone. Keys and drags are handed to the carry and the map."""

    opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    left_card = Signal(object, int, int)
    entered_bed = Signal(object)
    dragged = Signal(QPoint)

    def __init__(self, model: ZoneModel, carry: "Carry", parent: QWidget) -> None:
        super().__init__(parent)
        self.zone_model, self.carry = model, carry
        self.setModel(model)
        self.delegate = BedDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setVerticalHeader(RoomHeader(self))
        self.horizontalHeader().hide()
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self._pressed: QPoint | None = None
        self.viewport().setAcceptDrops(True)
        self.setCornerButtonEnabled(False)
        self.doubleClicked.connect(self._double)
        self.setAccessibleName(show_term(model.zone.name))

    def tile_under(self, point: QPoint) -> Tile | None:
        """The bed at a point of the viewport."""
        index = self.indexAt(point)
        return self.zone_model.tile_at(index.row(), index.column()) if index.isValid() else None

    def current_tile(self) -> Tile | None:
        """The bed the cursor is on."""
        index = self.currentIndex()
        return self.zone_model.tile_at(index.row(), index.column()) if index.isValid() else None

    def place_of(self, point: QPoint) -> QRect:
        """The cell under a point, on the screen."""
        rect = self.visualRect(self.indexAt(point))
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def go(self, row: int, column: int) -> bool:
        """Cursor to a cell, left of it when the row is shorter; False when the row has no bed."""
        while column >= 0 and self.zone_model.tile_at(row, column) is None:
            column -= 1
        if column < 0:
            return False
        self.setCurrentIndex(self.zone_model.index(row, column))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        tile = self.current_tile()
        if tile is not None:
            self.entered_bed.emit(tile)
        return True

    # ---- keys -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows over the card's edge, Home and End in the room, PgUp and PgDn to the first and last
        room, Ctrl+X, Enter, Esc; the menu key.
        """
        steps = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }  # fmt: skip
        key, tile = Qt.Key(event.key()), self.current_tile()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in steps:
            self._step(*steps[key])
        elif key in JUMPS:
            self._jump(key)
        elif control and key == Qt.Key.Key_X and tile is not None:
            self.carry.pick_tile(tile)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and tile is not None:
            if self.carry.active:
                self.carry.drop(tile.bed_id)
            else:
                self.opened.emit(tile)
        elif key == Qt.Key.Key_Escape and self.carry.active:
            self.carry.cancel()
        elif key == Qt.Key.Key_Menu and tile is not None:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_asked.emit(tile, self.viewport().mapToGlobal(place))
        else:
            event.ignore()

    def _step(self, down: int, right: int) -> None:
        index = self.currentIndex()
        if not index.isValid():
            self.go(0, 0)
            return
        row, column = index.row() + down, index.column() + right
        if down and not 0 <= row < len(self.zone_model.lines):
            self.left_card.emit(self, down, 0)
        elif right and self.zone_model.tile_at(row, column) is None:
            self.left_card.emit(self, 0, right)
        else:
            self.go(row, column)

    def _jump(self, key: Qt.Key) -> None:
        """First or last bed of the room, or the same place in the first or last room."""
        index, last = self.currentIndex(), len(self.zone_model.lines) - 1
        row, column = max(0, index.row()), max(0, index.column())
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            row = 0 if key == Qt.Key.Key_PageUp else last
        else:
            column = 0 if key == Qt.Key.Key_Home else self.zone_model.columnCount() - 1
        self.go(row, column)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first bed is current when the card is reached first; the bed comes into view."""
        super().focusInEvent(event)
        tile = self.current_tile()
        if tile is None:
            self.go(0, 0)
        elif event.reason() not in (MOUSE, Qt.FocusReason.OtherFocusReason):
            self.entered_bed.emit(tile)

    # ---- mouse ------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a bed."""
        tile = self.tile_under(event.pos())  # of the viewport, which hands it on
        if tile is not None:
            self.menu_asked.emit(tile, event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag would begin."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin a drag by hand: Qt drags only what is selected, and nothing is selected here."""
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed is None:
            super().mouseMoveEvent(event)
            return
        way = (event.position().toPoint() - self._pressed).manhattanLength()
        if way >= QApplication.startDragDistance():
            self._pressed = None
            self.startDrag(Qt.DropAction.MoveAction)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        """Pick up the person under the pointer; when the drag ends anywhere else, put them back."""
        tile = self.current_tile()
        if tile is None or not self.carry.pick_tile(tile):
            return
        look = self.zone_model.shared.look(tile)
        begin_drag(self, self.carry, tile.stay_id or 0, ghost(look, self.visualRect(
            self.currentIndex()).size()))  # fmt: skip

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only people of this map are taken."""
        if event.mimeData().hasFormat(MIME) and self.carry.active:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Aim at the bed under the pointer."""
        tile = self.tile_under(event.position().toPoint())
        here = self.viewport().mapToGlobal(event.position().toPoint())
        self.carry.aim(tile.bed_id if tile else None, self.place_of(event.position().toPoint()))
        self.dragged.emit(here)
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nobody is aimed at."""
        self.carry.aim(None, QRect())

    def dropEvent(self, event: QDropEvent) -> None:
        """Put down; what the verdict says happens."""
        tile = self.tile_under(event.position().toPoint())
        if tile is not None and self.carry.active:
            event.acceptProposedAction()
            self.carry.land(tile.bed_id)

    @Slot(object)
    def _double(self, _index: object) -> None:
        tile = self.current_tile()
        if tile is not None:
            self.opened.emit(tile)


def begin_drag(source: QWidget, carry: "Carry", stay_id: int, picture: QPixmap) -> None:
    """Run a drag of a person; afterwards nobody is left in the air."""
    data = QMimeData()
    data.setData(MIME, str(stay_id).encode())
    drag = QDrag(source)
    drag.setMimeData(data)
    drag.setPixmap(picture)
    drag.setHotSpot(QPoint(px(20), px(14)))
    drag.exec(Qt.DropAction.MoveAction)
    carry.end_drag()


def ghost(look: TileLook, size: QSize) -> QPixmap:
    """The tile under the pointer while it is dragged: 90 % opaque, accent border."""
    ratio = theme_ratio()
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.9)
    rect = QRectF(0, 0, size.width(), size.height()).adjusted(1, 1, -1, -1)
    paint_tile(painter, rect, look)
    painters.box(painter, rect, None, "accent", width=2.0)
    painter.end()
    return picture


def theme_ratio() -> float:
    """Device pixels of a logical one."""
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


class ZoneHead(QWidget):
    """Icon, name, what it is for (medical roles only), occupancy with a bar, free beds."""

    def __init__(self, zone: ZoneRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.zone = zone
        self.setFixedHeight(px(HEAD))
        self.show_zone(zone)

    def show_zone(self, zone: ZoneRow) -> None:
        """Other numbers."""
        self.zone = zone
        duty = duty_note(zone)[0]
        self.setToolTip(duty)
        self.setAccessibleDescription(duty)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """All on one line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        zone, right = self.zone, Qt.AlignmentFlag.AlignRight
        rect = QRectF(self.rect()).adjusted(px(10), 2, -px(12), 0)
        middle = rect.center().y()
        icon = KINDS[zone.inside] if zone.inside else ("venus" if zone.sex == "2" else "bed-double")
        icons.draw(painter, icon, rect.x(), middle - px(8), px(16), "text.2")
        free = self.tr("空 {n}").format(n=zone.free)
        painters.text(
            painter, rect, free, "green.text" if zone.free else "text.3", font("cap"), right
        )
        end = rect.right() - max(px(34), painters.text_width(free, font("cap")) + px(10))
        bar = QRectF(end - px(48), middle - px(3), px(48), px(6))
        share = zone.occupied / zone.working if zone.working else 0.0
        painters.bar(painter, bar, share, "amber.solid" if share >= 0.8 else "accent")
        numbers = self.tr("在床 {n}/{beds}").format(n=zone.occupied, beds=zone.working)
        end = bar.x() - px(8)
        wide = painters.text_width(numbers, font("cap"))
        painters.text(
            painter, QRectF(end - wide - 2, rect.y(), wide + 2, rect.height()), numbers, "text.2",
            font("cap"),
        )  # fmt: skip
        at = rect.x() + px(24)
        room = end - wide - px(8) - at
        name = QRectF(at, rect.y(), max(room, 1.0), rect.height())
        used = painters.text(painter, name, show_term(zone.name), "text.1", font("body", bold=True))
        for note, tone in ((zone_note(zone), "text.2"), duty_note(zone)):
            if note and room - used > px(40):
                tail = name.adjusted(used + px(10), 0, 0, 0)
                used += painters.text(painter, tail, note, tone, font("cap")) + px(10)


def duty_note(zone: ZoneRow) -> tuple[str, str]:
    """Of a women's zone: that no woman of the staff is on duty, or that nobody knows (PL-H17)."""
    if not zone.needs_woman or zone.woman_on:
        return "", ""
    if zone.woman_on is None:
        return translate("Placement", "班表未发布，未核对女性在岗"), "amber.text"
    return translate("Placement", "此刻无女性在岗"), "red.text"


def zone_note(zone: ZoneRow) -> str:
    """What the zone is for, empty for readers who may not know (SEC-01)."""
    if zone.inside is None:
        return ""
    words = label(f"zone_kind.{zone.inside}")
    return "" if words == show_term(zone.name) else words


class ZoneCard(QFrame):
    """Head and tiles. As wide as the map says, as high as its rooms."""

    def __init__(self, zone: ZoneRow, shared: MapModel, carry: "Carry", parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.model = ZoneModel(shared, zone, 4, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, px(EDGE) - 2)
        column.setSpacing(0)
        self.head = ZoneHead(zone, self)
        column.addWidget(self.head)
        self.view = ZoneView(self.model, carry, self)
        side = QVBoxLayout()
        side.setContentsMargins(px(EDGE) - 1, 0, px(EDGE) - 1, 0)
        side.addWidget(self.view)
        column.addLayout(side, 1)
        self._large = False

    def show_zone(self, zone: ZoneRow, columns: int, *, large: bool) -> None:
        """Another snapshot or layout; the cursor stays on its bed."""
        current = self.view.current_tile()
        self._large = self.view.delegate.large = large
        self.head.show_zone(zone)
        self.model.show_zone(zone, columns)
        cell = self.model.cell_of(current.bed_id) if current else None
        if cell is not None:
            self.view.setCurrentIndex(self.model.index(*cell))
        high = px(LARGE if large else SMALL)
        self.view.verticalHeader().setDefaultSectionSize(high)
        self.view.verticalHeader().setFixedWidth(px(LABEL))

    def fit(self, width: int) -> None:
        """Columns share the width."""
        room = width - 2 - 2 * (px(EDGE) - 1) - px(LABEL)
        columns = max(1, self.model.columnCount())
        share, rest = divmod(room, columns)
        for column in range(columns):
            self.view.setColumnWidth(column, share + (column < rest))

    def height_for_beds(self) -> int:
        """Head, rooms and padding."""
        high = px(LARGE if self._large else SMALL)
        return px(HEAD) + len(self.model.lines) * high + px(EDGE)

    def changeEvent(self, event: QEvent) -> None:
        """The head is painted anew in another font."""
        if event.type() == QEvent.Type.FontChange and hasattr(self, "head"):
            self.head.setFixedHeight(px(HEAD))
        super().changeEvent(event)
