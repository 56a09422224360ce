"""The map as a table: one row a bed, for sorting, copying and small screens."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from medcentre.placement.facts import BedState
from medcentre.placement.rows import Tile
from medcentre.placement.views.board import Board
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.i18n import label, lang
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.placement import words

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class BedRow:
    """One bed of the table."""

    tile: Tile
    zone: str
    room: str
    note: str


def bed_rows(board: Board) -> list[BedRow]:
    """All beds with what the tile says beside the name."""
    found = []
    for zone in board.map.zones:
        for room in zone.rooms:
            for tile in room.tiles:
                if tile.away:
                    note = words.away_words(board.away.get(tile.stay_id or 0, ""))
                else:
                    note = words.state_note(
                        tile, board.kept.get(tile.bed_id, ""),
                        board.notes.get(tile.bed_id, ""), board.map.at,
                    )  # fmt: skip
                found.append(BedRow(tile, zone.name, room.code, note))
    return found


def _state(painter: QPainter, rect: QRectF, row: BedRow) -> None:
    tile = row.tile
    if tile.state is BedState.OCCUPIED:
        painters.text(painter, rect, label("bed_state.occupied"), "text.2")
        return
    icon, family = words.STATE_LOOK[tile.state]
    painters.chip(
        painter, rect.x(), rect.center().y(), label(f"bed_state.{tile.state}"), family, icon
    )


def _level(painter: QPainter, rect: QRectF, row: BedRow) -> None:
    if row.tile.care_level is not None:
        painters.level(painter, rect.x(), rect.center().y(), f"n{row.tile.care_level}", str(lang()))


def _signs(painter: QPainter, rect: QRectF, row: BedRow) -> None:
    painters.precautions(painter, rect.x(), rect.center().y(), row.tile.precautions)


def bed_table(desk: Desk) -> TablePane[BedRow]:
    """The table of all beds; the filter box of the page is used instead of its own."""
    columns: list[Column[BedRow]] = [
        Column(translate("Placement", "床"), lambda r: r.tile.code, width=90, bold=True),
        Column(translate("Placement", "区"), lambda r: r.zone, width=140, term=True),
        Column(translate("Placement", "房间"), lambda r: r.room, width=80),
        Column(
            translate("Placement", "状态"), lambda r: label(f"bed_state.{r.tile.state}"),
            paint=_state, width=130,
        ),
        Column(translate("Placement", "姓名"), lambda r: r.tile.name, width=120, person=True),
        Column(
            translate("Placement", "年龄"), lambda r: str(r.tile.age or ""), number=True, width=64,
            sort_key=lambda r: r.tile.age,
        ),
        Column(
            translate("Placement", "级"), lambda r: (
                "" if r.tile.care_level is None
                else label(f"placement_care.n{r.tile.care_level}")
            ), paint=_level, width=48, long_title=translate("Placement", "护理级别"),
        ),
        Column(
            translate("Placement", "防护"), lambda r: "、".join(words.signs(r.tile)),
            paint=_signs, width=110, tip=lambda r: "、".join(words.signs(r.tile)),
        ),
        Column(translate("Placement", "说明"), lambda r: r.note, tone=lambda _r: "text.2"),
    ]  # fmt: skip
    return TablePane(
        desk, "placement.beds", columns, row_id=lambda r: r.tile.bed_id,
        mark=lambda r: "amber" if r.tile.conflicts else "", searchable=False,
    )  # fmt: skip
