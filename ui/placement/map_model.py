"""One snapshot behind all zone cards: what each tile shows, verdicts, filter, who is picked up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from medcentre.kernel.texts import initials, search_key
from medcentre.placement.facts import Attribute, BedState, Level, PersonFacts
from medcentre.placement.rows import BedChoice, RoomRow, Tile, ZoneCard
from medcentre.placement.views.ahead import PlanBoard
from medcentre.placement.views.board import Board
from ui.kit.delegate import ROW_ROLE, AnyIndex
from ui.kit.i18n import label
from ui.placement import words

Role = Qt.ItemDataRole
ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class TileLook:
    """A tile as it is painted now.

    `verdict`: shown in place of the state while a person is carried over free beds. `lifted`: the
    bed the carried person comes from. `partner`: must be kept apart from the carried person.
    `target`: under the pointer. `dimmed`: outside the filter. `planned`: what a plan does here, in
    words and in a word, on the map of a moment ahead. `lapse`: how long the exception still holds by
    which somebody lies here.
    """

    tile: Tile
    place: str
    state: str = ""
    note: str = ""
    away: str = ""
    verdict: Level | None = None
    verdict_word: str = ""
    reason: str = ""
    lifted: bool = False
    partner: bool = False
    target: bool = False
    dimmed: bool = False
    planned: tuple[str, str] = ("", "")
    lapse: str = ""


class MapModel(QObject):
    """The snapshot all cards share. `shown` after another snapshot, `repainted` after less."""

    shown = Signal()
    repainted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board: Board | None = None
        self.carried: int | None = None
        self.target: int | None = None
        self.choices: Mapping[int, BedChoice] = {}
        self.only_free = False
        self._needle = ""
        self._tiles: dict[int, Tile] = {}
        self._rooms: dict[int, str] = {}
        self._hay: dict[int, str] = {}
        self._apart: frozenset[int] = frozenset()

    def show_board(self, board: Board) -> None:
        """Another snapshot."""
        self.board = board
        self._rooms = {
            r.room_id: "" if packed(z) else r.code for z in board.map.zones for r in z.rooms
        }
        self._tiles = {t.bed_id: t for z in board.map.zones for t in z.tiles}
        self._hay = {}
        self.shown.emit()

    def tile(self, bed_id: int | None) -> Tile | None:
        """A bed of the snapshot."""
        return self._tiles.get(bed_id) if bed_id is not None else None

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """All beds in the order of the map."""
        return tuple(self._tiles.values())

    def bed_of(self, stay_id: int) -> Tile | None:
        """Where a person lies."""
        return next((t for t in self._tiles.values() if t.stay_id == stay_id), None)

    def person(self, stay_id: int) -> PersonFacts | None:
        """The facts verdicts are judged on, for those who move people."""
        snapshot = self.board.snapshot if self.board else None
        people = snapshot.people if snapshot else ()
        return next((p for p in people if p.stay_id == stay_id), None)

    # ---- carrying ---------------------------------------------------------------------------

    def carry(self, stay_id: int | None, choices: Mapping[int, BedChoice] | None = None) -> None:
        """Show verdicts for a person who is picked up; None puts the map back."""
        self.carried, self.choices, self.target = stay_id, choices or {}, None
        snapshot = self.board.snapshot if self.board and stay_id is not None else None
        others = (p.other(stay_id or 0) for p in snapshot.pairs) if snapshot else ()
        self._apart = frozenset(o for o in others if o is not None)
        self.repainted.emit()

    def aim(self, bed_id: int | None) -> None:
        """The bed under the pointer or cursor while somebody is carried."""
        if bed_id != self.target:
            self.target = bed_id
            self.repainted.emit()

    # ---- filter -----------------------------------------------------------------------------

    def filter(self, needle: str, only_free: bool) -> None:
        """Words that must be found in a tile, and whether only free beds count."""
        self._needle, self.only_free = needle.strip(), only_free
        self.repainted.emit()

    @property
    def filtering(self) -> bool:
        """Whether anything is dimmed."""
        return bool(self._needle or self.only_free)

    def matches(self, tile: Tile) -> bool:
        """Whether a tile passes the filter."""
        if self.only_free and tile.state is not BedState.FREE:
            return False
        if not self._needle:
            return True
        if tile.bed_id not in self._hay:
            self._hay[tile.bed_id] = _haystack(tile)
        return all(search_key(w) in self._hay[tile.bed_id] for w in self._needle.split())

    def count(self) -> int:
        """Tiles that pass the filter."""
        return sum(self.matches(t) for t in self._tiles.values())

    # ---- looks ------------------------------------------------------------------------------

    def look(self, tile: Tile) -> TileLook:
        """What to paint for a bed."""
        board = self.board
        assert board is not None
        bed = tile.bed_id
        note = words.state_note(
            tile, board.kept.get(bed, ""), board.notes.get(bed, ""), board.map.at
        )
        choice = self.choices.get(bed)
        judged = choice is not None and (tile.state is BedState.FREE or bed == self.target)
        occupied = tile.stay_id is not None
        return TileLook(
            tile,
            words.bed_place(tile.code, self._rooms[tile.room_id]),
            "" if occupied else label(f"bed_state.{tile.state}"),
            note,
            words.away_words(board.away.get(tile.stay_id or 0, "")) if tile.away else "",
            choice.level if choice and judged and not occupied else None,
            words.verdict_word(choice.level) if choice and judged else "",
            words.short_reason(choice) if choice and judged else "",
            occupied and tile.stay_id == self.carried,
            tile.stay_id in self._apart,
            bed == self.target,
            self.filtering and not self.matches(tile),
            self._plan(bed),
            self._lapse(tile),
        )

    def _lapse(self, tile: Tile) -> str:
        """The countdown of the exception somebody lies here by."""
        snapshot = self.board.snapshot if self.board else None
        if snapshot is None or tile.stay_id is None:
            return ""
        ends = [
            o.end for o in snapshot.overrides
            if o.end is not None and snapshot.at < o.end and o.bed_id in (None, tile.bed_id)
            and o.stay_id == tile.stay_id
        ]  # fmt: skip
        return words.lapse_words(min(ends) - snapshot.at) if ends else ""

    def _plan(self, bed: int) -> tuple[str, str]:
        board = self.board
        found = board.planned.get(bed) if isinstance(board, PlanBoard) else None
        return words.plan_words(found, self._tiles[bed]) if found is not None else ("", "")

    def spoken(self, tile: Tile) -> str:
        """The tile for a screen reader."""
        look = self.look(tile)
        verdict = f"{look.verdict_word} {look.reason}".strip()
        board = self.board
        away = board.away.get(tile.stay_id or 0, "") if board else ""
        told = f"{verdict} {look.planned[0]}".strip()
        if look.lapse:
            told = f"{told} {words.lapse_spoken(look.lapse)}".strip()
        return words.spoken(tile, away, look.note, told)


def _haystack(tile: Tile) -> str:
    parts = [tile.code, tile.name, label(f"bed_state.{tile.state}"), *words.signs(tile)]
    if tile.care_level is not None:
        parts.append(label(f"placement_care.n{tile.care_level}"))
    if tile.focus:
        parts.append(words.focus_word())
    found = [search_key(p) for p in parts]
    if tile.name:
        found.append(initials(tile.name))
    return "\n".join(found)


def packed(zone: ZoneCard) -> bool:
    """Single rooms only: they stand side by side, each tile with its whole number."""
    return len(zone.rooms) > 1 and all(len(r.tiles) <= 1 for r in zone.rooms)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a card: a room, or the rest of a room with more beds than columns."""

    room: RoomRow
    tiles: tuple[Tile, ...]
    first: bool

    @property
    def airborne(self) -> bool:
        """The room keeps air apart."""
        return Attribute.NEGATIVE_PRESSURE in self.room.attributes


def _lines(zone: ZoneCard, columns: int) -> Iterator[Line]:
    for room in zone.rooms:
        for start in range(0, max(1, len(room.tiles)), columns):
            yield Line(room, room.tiles[start : start + columns], start == 0)


def _packed_lines(zone: ZoneCard, columns: int) -> Iterator[Line]:
    tiles = zone.tiles
    for start in range(0, len(tiles), columns):
        yield Line(zone.rooms[start], tiles[start : start + columns], False)


class ZoneModel(QAbstractTableModel):
    """One zone of the shared snapshot: row = room, column = bed."""

    def __init__(self, shared: MapModel, zone: ZoneCard, columns: int, parent: QObject) -> None:
        super().__init__(parent)
        self.shared = shared
        self.zone = zone
        self._columns = columns
        self.lines: tuple[Line, ...] = ()
        self.show_zone(zone, columns)
        shared.repainted.connect(self._repaint)

    def show_zone(self, zone: ZoneCard, columns: int) -> None:
        """The zone of another snapshot, so many beds side by side."""
        self.beginResetModel()
        self.zone, self._columns = zone, columns
        self.lines = tuple(_packed_lines(zone, columns) if packed(zone) else _lines(zone, columns))
        self.endResetModel()

    def tile_at(self, row: int, column: int) -> Tile | None:
        """The bed in a cell, None where there is none."""
        if not 0 <= row < len(self.lines) or column < 0:
            return None
        tiles = self.lines[row].tiles
        return tiles[column] if column < len(tiles) else None

    def cell_of(self, bed_id: int) -> tuple[int, int] | None:
        """Row and column of a bed."""
        for row, line in enumerate(self.lines):
            for column, tile in enumerate(line.tiles):
                if tile.bed_id == bed_id:
                    return row, column
        return None

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        """Rooms."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        """Beds side by side."""
        return 0 if parent.isValid() else self._columns

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Beds can be chosen and receive people; empty cells cannot."""
        if self.tile_at(index.row(), index.column()) is None:
            return Qt.ItemFlag.NoItemFlags
        look = Qt.ItemFlag
        return look.ItemIsEnabled | look.ItemIsSelectable | look.ItemIsDragEnabled

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        """Name, the spoken line, the look."""
        tile = self.tile_at(index.row(), index.column()) if index.isValid() else None
        if tile is None:
            return None
        if role == Role.DisplayRole:
            return tile.name or label(f"bed_state.{tile.state}")
        if role in (Role.AccessibleTextRole, Role.ToolTipRole):
            return self.shared.spoken(tile)
        if role == ROW_ROLE:
            return self.shared.look(tile)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Rooms at the left."""
        if orientation == Qt.Orientation.Vertical and 0 <= section < len(self.lines):
            line = self.lines[section]
            if role == Role.DisplayRole:
                return line.room.code if line.first else ""
            if role == ROW_ROLE:
                return line
        return None

    def _repaint(self) -> None:
        if self.lines:
            last = self.index(len(self.lines) - 1, self._columns - 1)
            self.dataChanged.emit(self.index(0, 0), last, [ROW_ROLE])
