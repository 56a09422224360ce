"""Somebody picked up on the map: verdicts for all beds at once, and what putting down does.

The mouse and the keyboard call the same four: `pick`, `aim`, `drop`, `cancel`.
"""

from functools import partial

from PySide6.QtCore import QObject, QRect, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.placement import acts
from medcentre.placement.commands import Exchange, Move, Place, PlannedMove
from medcentre.placement.facts import Broken, Level, PersonFacts, PlacementCode
from medcentre.placement.rows import BedChoice, Choices, Tile
from medcentre.placement.rules import check_moves, crossings
from medcentre.placement.views.map import choices_of
from medcentre.residents.facts import ResidentCode
from ui.kit.desk import Desk
from ui.kit.i18n import explain, show_name, show_term
from ui.placement.map_model import MapModel
from ui.placement.override_form import ask_exception
from ui.placement.request_forms import ExchangeDialog, TransferDialog
from ui.placement.verdict import (
    Line,
    Opinion,
    VerdictPopover,
    crossing,
    opinion,
    rule_number,
)
from ui.placement.words import short_reason

HOVER_MS = 150


class Carry(QObject):
    """At most one person in the air. `changed` after an act that moved somebody."""

    picked = Signal(str)
    ended = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, model: MapModel, host: QWidget) -> None:
        super().__init__(host)
        self.desk, self.model, self._host = desk, model, host
        self.read_only = False
        self.popover = VerdictPopover(host)
        self._person: PersonFacts | None = None
        self._choices: Choices | None = None
        self._exchanges: dict[int, Opinion] = {}
        self._place = QRect()
        self._landing: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(HOVER_MS)
        self._timer.timeout.connect(self.show_verdict)

    @property
    def active(self) -> bool:
        """Whether somebody is in the air."""
        return self._person is not None

    @property
    def stay_id(self) -> int | None:
        """Who."""
        return self._person.stay_id if self._person else None

    @property
    def choices(self) -> Choices | None:
        """All beds judged for who is in the air, best first."""
        return self._choices

    # ---- picking up and aiming --------------------------------------------------------------

    def pick_tile(self, tile: Tile) -> bool:
        """Pick up who lies in a bed."""
        return tile.stay_id is not None and self.pick(tile.stay_id)

    def pick(self, stay_id: int) -> bool:
        """Pick up a person and judge all beds; False (and why) when it may not be."""
        if self.read_only:
            self.desk.toast(self.tr("这是过去的床位图，回到现在才能调床"), kind="amber")
            return False
        board, person = self.model.board, self.model.person(stay_id)
        if board is None or board.snapshot is None or not may(self.desk.ctx, acts.move):
            self.desk.toast(self.tr("您的岗位只能查看床位图"), kind="amber")
            return False
        if person is None:
            return False
        if stay_id in board.kept_away:
            self.desk.refusal(DomainError(ResidentCode.KEEP_AWAY))
            return False
        self._person, self._exchanges, self._landing = person, {}, None
        self._judge()
        self.picked.emit(person.name)
        return True

    def rejudge(self) -> None:
        """The map has changed under the carried person: judge anew, or put back who is gone."""
        if self._person is None:
            return
        now = self.model.person(self._person.stay_id)
        if now is None or now.bed_id != self._person.bed_id:
            self.cancel()
            return
        self._person, self._exchanges = now, {}
        self._judge()

    def _judge(self) -> None:
        board = self.model.board
        assert board is not None
        assert board.snapshot is not None
        assert self._person is not None
        self._choices = choices_of(board.snapshot, self._person, self.desk.ctx.actor)
        self.model.carry(self._person.stay_id, {c.bed_id: c for c in self._choices.choices})

    def aim(self, bed_id: int | None, place: QRect) -> None:
        """The pointer or the cursor is over a bed, `place` of the screen; the panel follows in 150 ms."""
        if not self.active:
            return
        self._place = place
        if bed_id == self.model.target:
            return
        self.model.aim(bed_id)
        self.popover.hide()
        self._timer.stop()
        if bed_id is not None:
            self._timer.start()

    @Slot()
    def show_verdict(self) -> None:
        """Open the panel for the bed aimed at."""
        bed = self.model.target
        said = self.opinion_of(bed) if bed is not None else None
        if said is not None and self._host.isVisible():
            self.popover.panel.tell(said)
            self.popover.show_beside(self._place)

    def opinion_of(self, bed_id: int) -> Opinion | None:
        """What the panel says about a bed; None for the person's own."""
        tile, person = self.model.tile(bed_id), self._person
        if tile is None or person is None or tile.stay_id == person.stay_id:
            return None
        if tile.stay_id is not None:
            return self._exchange_opinion(tile)
        choice = self._choices.of(bed_id) if self._choices else None
        board = self.model.board
        if choice is None or board is None or board.snapshot is None:
            return None
        pairs = [p for p in board.snapshot.pairs if person.stay_id in (p.first, p.second)]
        transfer = crossing(board.snapshot, person.stay_id, bed_id)
        place = self._where(choice.zone, choice.bed)
        return opinion(choice, place, self._better(choice.zone), pairs, transfer)

    def _where(self, zone: str, bed: str) -> str:
        assert self._person is not None
        old = self.model.tile(self._person.bed_id)
        if old is None:
            return self.tr("{name} · 待安置 → {zone} {bed}").format(
                name=show_name(self._person.name), zone=show_term(zone), bed=bed
            )
        return self.tr("{name} · 现住 {old} → {zone} {bed}").format(
            name=show_name(self._person.name), old=old.code, zone=show_term(zone), bed=bed
        )

    def _better(self, zone: str) -> str:
        """The nearest good bed: of the zone aimed at, else of the own one, else the best of all;
        never one in a room kept for a need the person does not have."""
        good = [
            c for c in (self._choices.choices if self._choices else ())
            if c.level is Level.ALLOWED and c.verdict.ordinary
        ]  # fmt: skip
        near = next((c for c in good if c.zone == zone), None) or next(
            (c for c in good if c.zone == self._own_zone()), next(iter(good), None)
        )
        return f"{near.bed} {show_term(near.zone)}" if near else ""

    def _own_zone(self) -> str:
        board, person = self.model.board, self._person
        if board is None or person is None or person.bed_id is None:
            return ""
        zones = board.map.zones
        return next((z.name for z in zones if any(t.bed_id == person.bed_id for t in z.tiles)), "")

    def _exchange_opinion(self, tile: Tile) -> Opinion:
        """Both sides judged; cached until the map changes."""
        if tile.bed_id not in self._exchanges:
            self._exchanges[tile.bed_id] = self._judge_exchange(tile)
        return self._exchanges[tile.bed_id]

    def _judge_exchange(self, tile: Tile) -> Opinion:
        board, person = self.model.board, self._person
        assert board is not None
        assert board.snapshot is not None
        assert person is not None
        zone = next(z.name for z in board.map.zones if tile in z.tiles)
        place = self._where(zone, tile.code)
        if person.bed_id is None or tile.stay_id is None:
            held = self.tr("{bed} 留给外出的 {name}") if tile.away else self.tr("{bed} 住着 {name}")
            return Opinion(
                Level.BLOCKED, held.format(bed=tile.code, name=show_name(tile.name)),
                place, better=self._better(zone), hint=self.tr("放下则放回原处"),
            )  # fmt: skip
        places = {person.stay_id: tile.bed_id, tile.stay_id: person.bed_id}
        found = check_moves(board.snapshot, places)
        if found:
            told = (
                Line("red", explain(c.broken.violation), rule_number(c.broken.rule)) for c in found
            )
            lines = tuple(dict.fromkeys(told))  # each room mate would say the same
            title = self.tr("不能与 {name} 互换床位").format(name=show_name(tile.name))
            hint = self.tr("放下则放回原处")
            return Opinion(Level.BLOCKED, title, place, lines, better=self._better(zone), hint=hint)
        across = self._crossing_lines(places)
        if across:
            title = self.tr("可申请与 {name} 跨区互换").format(name=show_name(tile.name))
            hint = self.tr("放下后申请，两方同意、接收区签收后互换")
            return Opinion(Level.CONFIRM, title, place, across, hint=hint)
        title = self.tr("可与 {name} 互换床位").format(name=show_name(tile.name))
        return Opinion(Level.CONFIRM, title, place, hint=self.tr("放下后写明原因"))

    def _crossing_lines(self, places: dict[int, int]) -> tuple[Line, ...]:
        """Who of an exchange would change the zone (PL-01)."""
        board = self.model.board
        assert board is not None
        assert board.snapshot is not None
        code = PlacementCode.EXCHANGE_CROSSES
        found = crossings(board.snapshot, places, code)
        return tuple(Line("amber", explain(v), rule_number(v.rule)) for v in found)

    # ---- putting down -----------------------------------------------------------------------

    def drop(self, bed_id: int) -> None:
        """Put down: blocked returns, to confirm asks the reason, allowed moves at once.

        Another zone asks for a transfer instead of moving (PL-01).
        """
        tile, person = self.model.tile(bed_id), self._person
        if tile is None or person is None:
            self.cancel()
            return
        choice = self._choices.of(bed_id) if self._choices else None
        said = self.opinion_of(bed_id)
        self._let_go()
        if said is None:
            return
        if said.level is Level.BLOCKED:
            why = short_reason(choice) if choice and tile.stay_id is None else ""
            self.desk.toast(f"{said.title}  {why}".strip(), kind="amber")
        elif tile.stay_id is not None:
            self._ask_exchange(person, tile, said)
        elif choice is not None and self._crosses(person, tile):
            self._ask_crossing(person, tile, choice, said)
        elif choice is not None and choice.level is Level.CONFIRM:
            self._ask_reason(person, tile, choice)
        else:
            self._try(person, tile, "")

    def cancel(self) -> None:
        """Put back."""
        if self.active:
            self._let_go()

    def land(self, bed_id: int) -> None:
        """The mouse let go over a bed; what follows waits until the drag itself has ended."""
        self._landing = bed_id

    def end_drag(self) -> None:
        """The drag is over: put down where it landed, else back."""
        bed, self._landing = self._landing, None
        if bed is not None and self.active:
            self.drop(bed)
        else:
            self.cancel()

    def _let_go(self) -> None:
        self._timer.stop()
        self.popover.hide()
        self._person, self._choices = None, None
        self.model.carry(None)
        self.ended.emit()

    def _try(self, person: PersonFacts, tile: Tile, reason: str) -> None:
        try:
            self.do(person, tile, reason)
        except DomainError as refusal:
            self.desk.refusal(refusal)
            self.changed.emit()

    def do(self, person: PersonFacts, tile: Tile, reason: str) -> None:
        """Place or move, told with a way back. Raises the refusal of the act."""
        if person.bed_id is None:
            change = acts.place(
                self.desk.ctx, Place(stay_id=person.stay_id, bed_id=tile.bed_id, reason=reason)
            )
            words = self.tr("{name} 已安置到 {bed}").format(
                name=show_name(person.name), bed=tile.code
            )
        else:
            change = acts.move(
                self.desk.ctx,
                Move(
                    stay_id=person.stay_id, from_bed_id=person.bed_id, to_bed_id=tile.bed_id,
                    reason=reason or self.tr("在床位图上调床"),
                ),
            )  # fmt: skip
            words = self.tr("{name} 已调到 {bed}，待分区负责人确认").format(
                name=show_name(person.name), bed=tile.code
            )
        self.desk.toast(words, undo=partial(self.undo, change))
        self.changed.emit()

    @Slot(int)
    def undo(self, change_id: int) -> None:
        """Take a change back within the minute."""
        try:
            acts.undo(self.desk.ctx, change_id)
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        self.desk.toast(self.tr("已撤销，各人回到原来的床位"), kind="blue")
        self.changed.emit()

    # ---- another zone -----------------------------------------------------------------------

    def _crosses(self, person: PersonFacts, tile: Tile) -> bool:
        snapshot = self.model.board.snapshot if self.model.board else None
        return snapshot is not None and crossing(snapshot, person.stay_id, tile.bed_id) is not None

    def _ask_crossing(
        self, person: PersonFacts, tile: Tile, choice: BedChoice, said: Opinion
    ) -> None:
        """A rule to be set aside first, else the transfer itself."""
        broken = [b for b in choice.verdict.broken if b.override is None]
        if not broken:
            self._ask_transfer(person, tile.bed_id, said)
            return
        self._ask_override(person, tile, broken, self._cautions(choice), said)

    def _ask_transfer(self, person: PersonFacts, bed_id: int, said: Opinion) -> None:
        dialog = TransferDialog(self.desk, person, bed_id, said, self._host)
        dialog.saved.connect(self._transfer_asked)
        dialog.moved.connect(self._moved_urgently)
        dialog.open()

    @Slot(object)
    def _transfer_asked(self, _request: object) -> None:
        self.desk.toast(self.tr("已申请转区，床位保留 24 小时，等待两方同意"), kind="blue")
        self.changed.emit()

    @Slot(object)
    def _moved_urgently(self, change: object) -> None:
        self.desk.toast(self.tr("已紧急调床"), undo=partial(self.undo, int(str(change))))
        self.changed.emit()

    # ---- asking -----------------------------------------------------------------------------

    def _ask_reason(self, person: PersonFacts, tile: Tile, choice: BedChoice) -> None:
        broken = [b for b in choice.verdict.broken if b.override is None]
        if broken:
            self._ask_override(person, tile, broken, self._cautions(choice))
            return
        self.desk.confirm(
            self.tr("安置 {name} 到 {bed} 须确认").format(
                name=show_name(person.name), bed=tile.code
            ),
            "\n".join(self._cautions(choice)),
            self.tr("写明原因并安置"),
            partial(self.do, person, tile),
            reason_min=2,
        )

    def _cautions(self, choice: BedChoice) -> list[str]:
        from ui.placement.words import reason_sentence

        return [reason_sentence(r) for r in choice.minus if r.caution]

    def _ask_override(
        self,
        person: PersonFacts,
        tile: Tile,
        broken: list[Broken],
        cautions: list[str],
        transfer: Opinion | None = None,
    ) -> None:
        """A hard rule may be set aside by named people: ask for it, move when all have agreed.

        `transfer`: the bed is in another zone, so the transfer is asked for then.
        """
        verb = self.tr("批准例外并申请转区") if transfer else self.tr("批准例外并安置")
        ask_exception(
            self.desk, (person.stay_id, tile.bed_id, tile.code), broken, cautions,
            (verb, partial(self._after_exception, person, tile, transfer), self.changed.emit),
            self._host,
        )  # fmt: skip

    def _after_exception(
        self, person: PersonFacts, tile: Tile, transfer: Opinion | None, reason: str
    ) -> None:
        if transfer is None:
            self._try(person, tile, reason)
            return
        self.changed.emit()
        follow = partial(self._ask_transfer, person, tile.bed_id, transfer)
        QTimer.singleShot(0, self, follow)  # after the sheet of the exception has closed

    def _ask_exchange(self, person: PersonFacts, tile: Tile, said: Opinion) -> None:
        """Inside a zone at once, signed; across zones it is asked for (PL-01)."""
        old = self.model.tile(person.bed_id)
        assert old is not None
        if self._crosses(person, tile):
            self._ask_exchange_across(person, tile, said)
            return
        body = self.tr(
            "{one}：{old} → {new}\n{two}：{new} → {old}\n"
            "互换即由您签字确认：两张床在换人之间已清洁消毒。"
        ).format(one=show_name(person.name), two=show_name(tile.name), old=old.code, new=tile.code)
        self.desk.confirm(
            self.tr("{one} 与 {two} 互换床位").format(
                one=show_name(person.name), two=show_name(tile.name)
            ),
            body,
            self.tr("签字并互换"),
            partial(self._exchange, person, tile),
            reason_min=2,
        )

    def _ask_exchange_across(self, person: PersonFacts, tile: Tile, said: Opinion) -> None:
        assert person.bed_id is not None
        assert tile.stay_id is not None
        moves = (
            PlannedMove(stay_id=person.stay_id, from_bed_id=person.bed_id, to_bed_id=tile.bed_id),
            PlannedMove(stay_id=tile.stay_id, from_bed_id=tile.bed_id, to_bed_id=person.bed_id),
        )
        dialog = ExchangeDialog(self.desk, moves, said, self._host)
        dialog.saved.connect(self._exchange_asked)
        dialog.moved.connect(self._moved_urgently)
        dialog.open()

    @Slot(object)
    def _exchange_asked(self, _set: object) -> None:
        self.desk.toast(self.tr("已申请跨区互换，见“待安置”页的方案与互换"), kind="blue")
        self.changed.emit()

    def _exchange(self, person: PersonFacts, tile: Tile, reason: str) -> None:
        assert person.bed_id is not None
        assert tile.stay_id is not None
        change = acts.exchange(
            self.desk.ctx,
            Exchange(
                places=((person.stay_id, tile.bed_id), (tile.stay_id, person.bed_id)),
                reason=reason,
                cleaning_signed=True,
            ),
        )
        words = self.tr("{one} 与 {two} 已互换床位").format(
            one=show_name(person.name), two=show_name(tile.name)
        )
        self.desk.toast(words, undo=partial(self.undo, change))
        self.changed.emit()
