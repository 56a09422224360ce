"""What can be done with one bed: its menu, and the papers of beds and zones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.placement import acts, papers, views
from medcentre.placement.facts import BedState
from medcentre.placement.map_papers import CardKind, print_cards, print_zone_list
from medcentre.placement.rows import Tile, ZoneCard
from ui.kit import icons
from ui.kit.desk import Desk
from ui.kit.print_words import print_context
from ui.placement.carry import Carry
from ui.placement.map_model import MapModel
from ui.placement.ring import RingDialog
from ui.placement.sheets import CloseDialog, MoveDialog, ReserveDialog


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; an empty `words` is a divider."""

    words: str = ""
    icon: str = ""
    run: Any = None


class BedMenu(QObject):
    """Builds and runs the menu of a bed. `changed` after an act."""

    changed = Signal()

    def __init__(self, desk: Desk, model: MapModel, carry: Carry, host: QWidget) -> None:
        super().__init__(host)
        self.desk, self.model, self.carry, self._host = desk, model, carry, host

    def open(self, tile: Tile, point: QPoint) -> None:
        """Show the menu at a point of the screen."""
        entries = list(self.entries(tile))
        if not entries:
            return
        menu = QMenu(self._host)
        for entry in entries:
            if not entry.words:
                menu.addSeparator()
                continue
            action = QAction(icons.icon(entry.icon, "text.2", 16), entry.words, menu)
            action.triggered.connect(entry.run)
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    def entries(self, tile: Tile) -> Iterator[Entry]:
        """What the reader may do with the bed as it is now."""
        if tile.stay_id is not None:
            yield Entry(self.tr("打开个人页"), "user-round", partial(self._person, tile.stay_id))
        if not self.carry.read_only:
            yield from self._acts(tile)
        if tile.stay_id is not None and may(self.desk.ctx, print_cards):
            yield Entry()
            for kind, words in (
                (CardKind.CARD, self.tr("打印床头卡")), (CardKind.BAND, self.tr("打印腕带")),
                (CardKind.LABEL, self.tr("打印标签")),
            ):  # fmt: skip
                yield Entry(words, "printer", partial(self._cards, kind, (tile.stay_id,)))

    def _acts(self, tile: Tile) -> Iterator[Entry]:
        ctx = self.desk.ctx
        board = self.model.board
        movable = board is not None and board.snapshot is not None and may(ctx, acts.move)
        if board is not None and tile.stay_id in board.kept_away:  # another person moves them
            movable = False
        if tile.stay_id is not None and movable:
            yield Entry(self.tr("调床…"), "move", partial(self._move, tile.stay_id))
            yield Entry(self.tr("拿起（Ctrl+X）"), "hand", partial(self._pick, tile))
            yield Entry(self.tr("多人互换…"), "arrow-left-right", partial(self.ring, tile.stay_id))
        if tile.state is BedState.FREE and may(ctx, acts.reserve):
            yield Entry(self.tr("预留…"), "bookmark", partial(self._reserve, tile))
        if tile.state is BedState.RESERVED and may(ctx, acts.release):
            yield Entry(self.tr("取消预留"), "bookmark", partial(self._release, tile))
        if tile.state is BedState.TO_CLEAN and may(ctx, acts.start_cleaning):
            yield Entry(self.tr("开始消毒"), "spray-can", partial(self._disinfect, tile))
        if tile.state in (BedState.TO_CLEAN, BedState.DISINFECTING) and may(
            ctx, acts.sign_bed_clean
        ):
            yield Entry(self.tr("清洁消毒签字"), "circle-check", partial(self._clean, tile))
        if tile.state is BedState.FREE and may(ctx, acts.close_beds):
            yield Entry(self.tr("停用床位…"), "wrench", partial(self._close, tile))
        if tile.state is BedState.CLOSED and may(ctx, acts.reopen_beds):
            yield Entry(self.tr("恢复使用"), "rotate-ccw", partial(self._reopen, tile))

    # ---- acts -------------------------------------------------------------------------------

    def _person(self, stay_id: int, _checked: bool = False) -> None:
        self.desk.person(stay_id)

    def _pick(self, tile: Tile, _checked: bool = False) -> None:
        self.carry.pick_tile(tile)

    def _move(self, stay_id: int, _checked: bool = False) -> None:
        board, person = self.model.board, self.model.person(stay_id)
        if board is None or board.snapshot is None or person is None:
            return
        dialog = MoveDialog(self.desk, board.snapshot, person, self._host)
        dialog.saved.connect(self._moved)
        dialog.open()

    def ring(self, stay_id: int | None = None, _checked: bool = False) -> None:
        """Ask who changes places with whom; perhaps beginning with somebody."""
        board = self.model.board
        if board is None or board.snapshot is None:
            return
        first = self.model.person(stay_id) if stay_id is not None else None
        dialog = RingDialog(self.desk, board.snapshot, self._host, first)
        dialog.saved.connect(self._exchanged)
        dialog.open()

    def _exchanged(self, change: object) -> None:
        if change is None:
            self._done(self.tr("已申请跨区互换，见“待安置”页的方案与互换"))
            return
        undo = partial(self.carry.undo, int(str(change)))
        self.desk.toast(self.tr("床位已互换"), undo=undo)
        self.changed.emit()

    def _moved(self, change: object) -> None:
        if change is None:
            self._done(self.tr("已申请转区，等待两方同意"))
            return
        undo = partial(self.carry.undo, int(str(change)))
        self.desk.toast(self.tr("床位已调整"), undo=undo)
        self.changed.emit()

    def _reserve(self, tile: Tile, _checked: bool = False) -> None:
        dialog = ReserveDialog(self.desk, tile, self._host)
        dialog.saved.connect(partial(self._done, self.tr("已预留 {bed}").format(bed=tile.code)))
        dialog.open()

    def _release(self, tile: Tile, _checked: bool = False) -> None:
        row = next((r for r in views.reservations(self.desk.ctx) if r.bed_id == tile.bed_id), None)
        if row is not None:
            words = self.tr("已取消预留 {bed}").format(bed=tile.code)
            self._do(words, partial(acts.release, self.desk.ctx, row.id, row.version))

    def _disinfect(self, tile: Tile, _checked: bool = False) -> None:
        words = self.tr("{bed} 开始消毒").format(bed=tile.code)
        self._do(words, partial(acts.start_cleaning, self.desk.ctx, tile.bed_id))

    def _clean(self, tile: Tile, _checked: bool = False) -> None:
        words = self.tr("{bed} 已签清洁消毒，可以安置").format(bed=tile.code)
        self._do(words, partial(acts.sign_bed_clean, self.desk.ctx, tile.bed_id))

    def _close(self, tile: Tile, _checked: bool = False) -> None:
        dialog = CloseDialog(self.desk, (tile,), self._host)
        dialog.saved.connect(partial(self._done, self.tr("{bed} 已停用").format(bed=tile.code)))
        dialog.open()

    def _reopen(self, tile: Tile, _checked: bool = False) -> None:
        words = self.tr("{bed} 已恢复使用").format(bed=tile.code)
        self._do(words, partial(acts.reopen_beds, self.desk.ctx, (tile.bed_id,)))

    def _do(self, words: str, deed: Any) -> None:
        try:
            deed()
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        self._done(words)

    def _done(self, words: str, _result: object = None) -> None:
        self.desk.toast(words)
        self.changed.emit()

    # ---- papers -----------------------------------------------------------------------------

    def print_entries(self, zone: ZoneCard, at: datetime | None) -> Iterator[Entry]:
        """The papers of a zone."""
        stays = papers.stays_in((zone,))
        yield Entry(
            self.tr("{zone}：区名单").format(zone=zone.name),
            "list",
            partial(self.zone_list, zone, at),
        )
        if at is None and stays:
            for kind, words in (
                (CardKind.CARD, self.tr("{zone}：床头卡")), (CardKind.BAND, self.tr("{zone}：腕带")),
                (CardKind.LABEL, self.tr("{zone}：标签")),
            ):  # fmt: skip
                yield Entry(
                    words.format(zone=zone.name), "printer", partial(self._cards, kind, stays)
                )

    def zone_list(self, zone: ZoneCard, at: datetime | None, _checked: bool = False) -> None:
        """Who lies where, as shown."""
        try:
            pdf = print_zone_list(self.desk.ctx, zone.zone_id, at, print_context(self.desk))
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        self.desk.preview(pdf, self.tr("区名单 {zone}").format(zone=zone.name))

    def _cards(self, kind: CardKind, stays: tuple[int, ...], _checked: bool = False) -> None:
        titles = {
            CardKind.CARD: self.tr("床头卡"), CardKind.BAND: self.tr("腕带"),
            CardKind.LABEL: self.tr("标签"),
        }  # fmt: skip
        try:
            pdf = print_cards(self.desk.ctx, kind, stays, print_context(self.desk))
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        self.desk.preview(pdf, titles[kind])
