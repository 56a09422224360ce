"""All zone cards in two or three columns, with the arrow keys going from card to card."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from medcentre.placement.rows import Tile
from medcentre.placement.rows import ZoneCard as ZoneRow
from ui.kit.focus import tab_chain, tab_place
from ui.kit.theme import px, theme
from ui.placement.carry import Carry
from ui.placement.map_model import MapModel, packed
from ui.placement.zone_card import EDGE, LABEL, ZoneCard, ZoneView

LEAST_TILE, LEAST_LARGE = 84, 138
USUAL_BEDS = 4
EDGE_ZONE, EDGE_STEP = 40, 14
THREE_COLUMNS = 1330
"""Inner width from which three cards stand side by side (1600 px screens)."""


class MapArea(QScrollArea):
    """The cards. `opened(tile)`, `menu_asked(tile, point)`, `at_bed(tile)` follow cursor and hand."""

    opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    at_bed = Signal(object)

    def __init__(self, model: MapModel, carry: Carry) -> None:
        super().__init__()
        self.model, self.carry = model, carry
        self.large = False
        self.building = ""
        self.cards: dict[int, ZoneCard] = {}
        self._order: list[int] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._place = tab_place(self)
        self.ground = QWidget()
        self.ground.setProperty("ground", "app")
        self.setWidget(self.ground)
        model.shown.connect(self.rebuild)
        theme().changed.connect(self.arrange)

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(px(900), px(600))

    def set_large(self, on: bool) -> None:
        """Large bed cards."""
        self.large = on
        self.rebuild()

    def set_building(self, building: str) -> None:
        """One building only, empty for all."""
        self.building = building
        self.rebuild()

    def zones(self) -> list[ZoneRow]:
        """The zones shown, in their order."""
        board = self.model.board
        if board is None:
            return []
        return [
            z
            for z in board.map.zones
            if z.rooms
            and self.building in ("", board.buildings.get(z.zone_id, ""))
            and (not self.model.filtering or any(self.model.matches(t) for t in z.tiles))
        ]

    @Slot()
    def rebuild(self) -> None:
        """Cards for the zones of the snapshot; those that stay keep their cursor."""
        zones = self.zones()
        wanted = {z.zone_id for z in zones}
        for zone_id in [z for z in self.cards if z not in wanted]:
            old = self.cards.pop(zone_id)
            old.hide()
            old.deleteLater()
        for zone in zones:
            if zone.zone_id not in self.cards:
                self.cards[zone.zone_id] = self._make(zone)
        self._order = [z.zone_id for z in zones]
        views = [self.cards[z].view for z in self._order]
        tab_chain(self._place, views)
        self.arrange()

    def _make(self, zone: ZoneRow) -> ZoneCard:
        card = ZoneCard(zone, self.model, self.carry, self.ground)
        card.view.opened.connect(self.opened)
        card.view.menu_asked.connect(self.menu_asked)
        card.view.left_card.connect(self._over_the_edge)
        card.view.entered_bed.connect(self._entered)
        card.view.dragged.connect(self._scroll_to)
        card.show()
        return card

    # ---- layout -----------------------------------------------------------------------------

    def columns(self) -> int:
        """Cards side by side."""
        wide = self.viewport().width()
        least = px(LEAST_LARGE if self.large else LEAST_TILE)
        needed = USUAL_BEDS * least + 2 * px(EDGE) + px(LABEL)
        most = 3 if wide >= THREE_COLUMNS else 2
        return max(1, min(most, wide // needed))

    @Slot()
    def arrange(self) -> None:
        """Each card under the shortest column, so the order of the zones stays readable."""
        board = self.model.board
        if board is None or not self._order:
            return
        gap, count = 8 if self.columns() < 3 else 10, self.columns()
        width = (self.viewport().width() - gap * (count - 1)) // count
        least = px(LEAST_LARGE if self.large else LEAST_TILE)
        room = width - 2 * px(EDGE) - px(LABEL)
        fits = max(1, room // least)
        zones = {z.zone_id: z for z in board.map.zones}
        heights = [0] * count
        for zone_id in self._order:
            zone, card = zones[zone_id], self.cards[zone_id]
            most = max((len(r.tiles) for r in zone.rooms), default=1)
            if packed(zone):
                most = len(zone.rooms)
            usual = min(fits, max(most, min(USUAL_BEDS, fits)))
            card.show_zone(zone, usual, large=self.large)
            place = heights.index(min(heights))
            high = card.height_for_beds()
            card.setGeometry(place * (width + gap), heights[place], width, high)
            card.fit(width)
            heights[place] += high + gap
        self.ground.resize(self.viewport().width(), max(0, max(heights) - gap))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other columns."""
        super().resizeEvent(event)
        self.arrange()

    # ---- cursor -----------------------------------------------------------------------------

    def go_to_bed(self, bed_id: int) -> bool:
        """Cursor on a bed and in view; False when it is not shown."""
        for card in self.cards.values():
            cell = card.model.cell_of(bed_id)
            if cell is not None and card.view.go(*cell):
                return True
        return False

    def home(self) -> ZoneView | None:
        """The card with the keyboard, else the first one."""
        views = [self.cards[z].view for z in self._order]
        return next((v for v in views if v.hasFocus()), next(iter(views), None))

    def current_tile(self) -> Tile | None:
        """The bed the cursor is on, in the card with the keyboard."""
        for card in self.cards.values():
            if card.view.hasFocus():
                return card.view.current_tile()
        return None

    def current_zone(self) -> ZoneRow | None:
        """The zone with the keyboard, else the first."""
        for card in self.cards.values():
            if card.view.hasFocus():
                return card.head.zone
        zones = self.zones()
        return zones[0] if zones else None

    @Slot(object, int, int)
    def _over_the_edge(self, view: ZoneView, down: int, right: int) -> None:
        """The next card in the direction, at the bed nearest to the one left."""
        here = self._centre(view, view.currentIndex().row(), view.currentIndex().column())
        best: tuple[float, ZoneView, int, int] | None = None
        for card in self.cards.values():
            if card.view is view:
                continue
            for row in range(len(card.model.lines)):
                for column in range(len(card.model.lines[row].tiles)):
                    there = self._centre(card.view, row, column)
                    away = (there.y() - here.y()) * down + (there.x() - here.x()) * right
                    across = abs((there.x() - here.x()) * down + (there.y() - here.y()) * right)
                    if away <= 0:
                        continue
                    score = away + 3.0 * across
                    if best is None or score < best[0]:
                        best = (score, card.view, row, column)
        if best is not None:
            best[1].go(best[2], best[3])

    @Slot(QPoint)
    def _scroll_to(self, point: QPoint) -> None:
        """A drag near the upper or lower edge moves the map on."""
        y, bar = self.viewport().mapFromGlobal(point).y(), self.verticalScrollBar()
        if y < px(EDGE_ZONE):
            bar.setValue(bar.value() - px(EDGE_STEP))
        elif y > self.viewport().height() - px(EDGE_ZONE):
            bar.setValue(bar.value() + px(EDGE_STEP))

    def _centre(self, view: ZoneView, row: int, column: int) -> QPoint:
        rect = view.visualRect(view.zone_model.index(row, column))
        return view.viewport().mapTo(self.ground, rect.center())

    @Slot(object)
    def _entered(self, tile: Tile) -> None:
        for card in self.cards.values():
            cell = card.model.cell_of(tile.bed_id)
            if cell is None:
                continue
            rect = card.view.visualRect(card.model.index(*cell))
            place = card.view.viewport().mapTo(self.ground, rect.center())
            self.ensureVisible(place.x(), place.y(), 20, px(60))
            if self.carry.active:
                self.carry.aim(tile.bed_id, card.view.place_of(rect.center()))
        self.at_bed.emit(tile)
