"""Asking for a transfer (PL-01)."""

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from medcentre.kernel.errors import DomainError
from medcentre.placement import acts
from medcentre.placement.commands import (
    Exchange,
    Move,
    Place,
    PlannedMove,
    ProposeSet,
    RequestMove,
)
from medcentre.placement.facts import BedState, PersonFacts, SetKind, Snapshot
from medcentre.placement.rows import BedMap
from medcentre.placement.views.map import choices_of
from ui.kit.desk import Desk, Found
from ui.kit.editors import Check, Combo, LineEdit, TextEdit, need
from ui.kit.form import FormDialog
from ui.kit.picker import PersonPicker
from ui.kit.widgets import Button
from ui.placement.verdict import Line, Opinion, RiskList, RuleBox, risk_lines

translate = QCoreApplication.translate

Command = TypeVar("Command")


class RequestDialog(FormDialog[RequestMove]):
    """Who, where to, why; for illness with the doctor's opinion."""

    def __init__(
        self, desk: Desk, shown: BedMap, parent: QWidget, stay_id: int | None = None,
        snapshot: Snapshot | None = None,
    ) -> None:  # fmt: skip
        self.snapshot = snapshot
        super().__init__(
            desk, translate("Placement", "申请转区"), translate("Placement", "提交申请"),
            partial(acts.request_move, desk.ctx), parent, draft_key="move_request",
            icon="arrow-left-right",
        )  # fmt: skip
        self.stay = self.form.add(
            "stay_id", self.tr("病员"), PersonPicker(desk.find_people), required=True
        )
        free = [
            (t.bed_id, f"{t.code}  {z.name}")
            for z in shown.zones
            for t in z.tiles
            if t.state is BedState.FREE
        ]
        self.to = self.form.add(
            "to_bed_id", self.tr("转到"), Combo(free), required=True, beside=True
        )
        self.risks = RiskList()
        self.form.add_widget(self.risks)
        self.why = self.form.add("reason", self.tr("原因"), TextEdit(2), required=True)
        self.ill = self.form.add("illness", "", Check(self.tr("因病情转区，须医生意见")))
        self.opinion = self.form.add("doctor_opinion", self.tr("医生意见"), TextEdit(2))
        self.goods = self.form.add("belongings", self.tr("随身物品"), LineEdit(limit=120))
        tile = next((t for z in shown.zones for t in z.tiles if t.stay_id == stay_id), None)
        if tile is not None and tile.stay_id is not None:
            self.stay.set_value(Found(tile.stay_id, tile.name, tile.code))
        self.stay.edited.connect(self._judge)
        self.stay.chosen.connect(self._judge)
        self.to.edited.connect(self._judge)
        self._judge()

    @Slot()
    def _judge(self, _found: object = None) -> None:
        """The risks page: the verdict of the bed, and who lives in the room (B7)."""
        people = self.snapshot.people if self.snapshot else ()
        person = next((p for p in people if p.stay_id == self.stay.value()), None)
        bed = self.to.value()
        lines: list[Line] = []
        if self.snapshot is not None and person is not None and bed:
            choice = choices_of(self.snapshot, person, self.desk.ctx.actor).of(int(bed))
            if choice is not None:
                lines = risk_lines(self.snapshot, person, choice)
        self.risks.tell(lines)
        QTimer.singleShot(0, self, self._fit)

    def command(self) -> RequestMove:
        """The act's command."""
        return RequestMove(
            stay_id=need(self.stay), to_bed_id=need(self.to), reason=need(self.why),
            illness=self.ill.value(), doctor_opinion=self.opinion.value() or "",
            belongings=self.goods.value() or "",
        )  # fmt: skip


class UrgentDialog(FormDialog[Command], Generic[Command]):
    """What is asked for across zones, with a second button for those who may do it at once.

    `moved(change)` follows that button. The reason is the field `why`.
    """

    moved = Signal(object)

    def add_urgent(self, words: str, at_once: Callable[[], int]) -> None:
        """The second button, after the fields; `at_once` does it and gives the change."""
        self._at_once = at_once
        self.urgent = Button(words, "siren")
        self.urgent.setToolTip(
            translate(
                "Placement", "不等两方同意，立即调到新床位；原因和登记人记入审计，一分钟内可撤销"
            )
        )
        self.urgent.clicked.connect(self.move_now)
        self.urgent.setVisible(acts.may_move_urgently(self.desk.ctx.actor))
        self.pane.foot.buttons.insertWidget(1, self.urgent)

    @Slot()
    def move_now(self) -> None:
        """At once, with the same reason: for when nobody can wait for both sides."""
        if not self.form.check():
            self.form.go_to(self.form.problems()[0])
            return
        try:
            change = self._at_once()
        except DomainError as refusal:
            self.pane.show_refusal(refusal)
            return
        self.pane.dirty = False
        if self.pane.keeper:
            self.pane.keeper.forget()
        self.moved.emit(change)
        self.accept()


class TransferDialog(UrgentDialog[RequestMove]):
    """Somebody put down in another zone: the verdict, and the transfer that is asked for."""

    def __init__(
        self, desk: Desk, person: PersonFacts, bed_id: int, said: Opinion, parent: QWidget
    ) -> None:
        super().__init__(
            desk, translate("Placement", "申请转区"), translate("Placement", "提交申请"),
            partial(acts.request_move, desk.ctx), parent,
            draft_key=f"move_request:{person.stay_id}:{bed_id}", icon="arrow-left-right",
        )  # fmt: skip
        self.person, self.bed_id = person, bed_id
        self.note.setText(said.place)
        for line in said.lines:
            if line.kind in ("red", "amber"):
                self.form.add_widget(RuleBox(line))
        self.why = self.form.add("reason", self.tr("原因"), TextEdit(2), required=True)
        self.ill = self.form.add("illness", "", Check(self.tr("因病情转区，须医生意见")))
        self.opinion = self.form.add("doctor_opinion", self.tr("医生意见"), TextEdit(2))
        self.goods = self.form.add("belongings", self.tr("随身物品"), LineEdit(limit=120))
        self.add_urgent(self.tr("紧急调床"), self.at_once)

    def command(self) -> RequestMove:
        """The act's command."""
        return RequestMove(
            stay_id=self.person.stay_id, to_bed_id=self.bed_id, reason=need(self.why),
            illness=self.ill.value(), doctor_opinion=self.opinion.value() or "",
            belongings=self.goods.value() or "",
        )  # fmt: skip

    def at_once(self) -> int:
        """An urgent move, or an urgent bed for somebody who had left theirs."""
        ctx, stay, bed, why = self.desk.ctx, self.person.stay_id, self.bed_id, need(self.why)
        here = self.person.bed_id
        if here is None:
            return acts.place(ctx, Place(stay_id=stay, bed_id=bed, reason=why, urgent=True))
        return acts.move(
            ctx, Move(stay_id=stay, from_bed_id=here, to_bed_id=bed, reason=why, urgent=True)
        )


class ExchangeDialog(UrgentDialog[ProposeSet]):
    """Two people of two zones who are to change places: asked for, or at once when urgent."""

    def __init__(
        self, desk: Desk, moves: tuple[PlannedMove, PlannedMove], said: Opinion, parent: QWidget
    ) -> None:
        super().__init__(
            desk, translate("Placement", "申请跨区互换"), translate("Placement", "提交申请"),
            partial(acts.propose_set, desk.ctx), parent,
            draft_key=f"exchange:{moves[0].stay_id}:{moves[1].stay_id}", icon="arrow-left-right",
        )  # fmt: skip
        self.moves = moves
        self.note.setText(said.place)
        for line in said.lines:
            if line.kind in ("red", "amber"):
                self.form.add_widget(RuleBox(line))
        self.why = self.form.add("reason", self.tr("原因"), TextEdit(2), required=True)
        self.add_urgent(self.tr("清洁已签字，紧急互换"), self.at_once)

    def command(self) -> ProposeSet:
        """The act's command."""
        return ProposeSet(kind=SetKind.EXCHANGE, moves=self.moves, reason=need(self.why))

    def at_once(self) -> int:
        """An urgent exchange; the button says that the cleaning between is signed with it."""
        places = tuple((m.stay_id, m.to_bed_id) for m in self.moves)
        return acts.exchange(
            self.desk.ctx,
            Exchange(places=places, reason=need(self.why), cleaning_signed=True, urgent=True),
        )
