"""Forms of the map: another bed with its reasons, a reservation, a closure."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QWidget

from medcentre.placement import acts
from medcentre.placement.commands import CloseBeds, Move, Place, RequestMove, Reserve
from medcentre.placement.facts import ClosureReason, PersonFacts, Snapshot
from medcentre.placement.finder import Ranking, rank_beds
from medcentre.placement.rows import Tile
from medcentre.placement.views.map import public_verdict
from ui.kit.bed_ranking import BedRanking
from ui.kit.desk import Desk
from ui.kit.editors import Combo, LineEdit, MomentEdit, TextEdit, need
from ui.kit.form import FormDialog
from ui.kit.i18n import show_name
from ui.kit.picker import PersonPicker
from ui.kit.theme import px
from ui.placement.verdict import crossing

translate = QCoreApplication.translate


def ranking_for(snapshot: Snapshot, person: PersonFacts, desk: Desk) -> "BedRanking":
    """Ranked beds of a person as far as the reader may know why."""
    made = BedRanking()
    show_ranking(made, snapshot, person, desk)
    return made


def show_ranking(widget: BedRanking, snapshot: Snapshot, person: PersonFacts, desk: Desk) -> None:
    """Judge all beds anew and show them (SEC-01: without medical detail for other roles)."""
    found = rank_beds(snapshot, person)
    shown = tuple(public_verdict(v, desk.ctx.actor) for v in found.verdicts)
    widget.show_ranking(snapshot, Ranking(found.stay_id, shown))


class MoveDialog(FormDialog[Move | Place | RequestMove]):
    """Another bed for a person, chosen from the ranked ones; in another zone a transfer (PL-01)."""

    def __init__(
        self, desk: Desk, snapshot: Snapshot, person: PersonFacts, parent: QWidget
    ) -> None:
        self.person, self.snapshot = person, snapshot
        words = (
            translate("Placement", "安置床位") if person.bed_id is None
            else translate("Placement", "调床")
        )  # fmt: skip
        super().__init__(
            desk, words, words, partial(self.submit, desk), parent,
            draft_key=f"bed:{person.stay_id}", icon="bed-double", width=640,
        )  # fmt: skip
        old = next((b.code for b in snapshot.beds if b.id == person.bed_id), "")
        self.note.setText(f"{show_name(person.name)}  {old}".strip())
        self.ranking = ranking_for(snapshot, person, desk)
        self.ranking.setMinimumHeight(px(320))
        self.form.add_widget(self.ranking)
        self.why = self.form.add(
            "reason", self.tr("原因"), TextEdit(2), required=person.bed_id is not None
        )
        self._verb = words
        self.ranking.chosen.connect(self._bed_chosen)
        self._bed_chosen()

    @staticmethod
    def submit(desk: Desk, command: Move | Place | RequestMove) -> int | None:
        """The act that fits the command; the change, None when a transfer was asked for."""
        if isinstance(command, Place):
            return acts.place(desk.ctx, command)
        if isinstance(command, RequestMove):
            acts.request_move(desk.ctx, command)
            return None
        return acts.move(desk.ctx, command)

    def _crosses(self) -> bool:
        bed = self.ranking.value()
        return bed is not None and crossing(self.snapshot, self.person.stay_id, bed) is not None

    @Slot()
    def _bed_chosen(self) -> None:
        """The button says what will happen."""
        button = self.pane.do
        before = button.sizeHint().width()
        button.setText(self.tr("申请转区") if self._crosses() else self._verb)
        button.setMinimumWidth(button.minimumWidth() + button.sizeHint().width() - before)

    def command(self) -> Move | Place | RequestMove:
        """From the chosen card."""
        bed, why = self.ranking.value() or 0, self.why.value() or ""
        if self.person.bed_id is None:
            return Place(stay_id=self.person.stay_id, bed_id=bed, reason=why)
        if self._crosses():
            return RequestMove(stay_id=self.person.stay_id, to_bed_id=bed, reason=why)
        return Move(
            stay_id=self.person.stay_id, from_bed_id=self.person.bed_id, to_bed_id=bed, reason=why
        )


class ReserveDialog(FormDialog[Reserve]):
    """Keep a free bed for somebody, at most a day."""

    def __init__(self, desk: Desk, tile: Tile, parent: QWidget) -> None:
        self.tile = tile
        super().__init__(
            desk, translate("Placement", "预留床位"), translate("Placement", "预留"),
            partial(acts.reserve, desk.ctx), parent, draft_key=f"reserve:{tile.bed_id}",
            icon="bookmark", width=480,
        )  # fmt: skip
        self.note.setText(tile.code)
        self.until = self.form.add(
            "until", self.tr("保留到"), MomentEdit(desk.ctx.clock), required=True,
            hint=self.tr("最长 24 小时"),
        )  # fmt: skip
        self.until.set_value(desk.ctx.clock.now() + timedelta(hours=4))
        self.stay = self.form.add("stay_id", self.tr("在册人员"), PersonPicker(desk.find_people))
        self.whom = self.form.add(
            "for_whom", self.tr("或预计入所者、来源"), LineEdit(limit=60), beside=True
        )
        self.why = self.form.add("reason", self.tr("原因"), TextEdit(2))

    def command(self) -> Reserve:
        """The act's command."""
        return Reserve(
            bed_id=self.tile.bed_id, until=need(self.until), stay_id=self.stay.value(),
            for_whom=self.whom.value() or "", reason=self.why.value() or "",
        )  # fmt: skip


class CloseDialog(FormDialog[CloseBeds]):
    """Take beds out of use, with the reason."""

    def __init__(self, desk: Desk, beds: Sequence[Tile], parent: QWidget) -> None:
        self.beds = tuple(beds)
        super().__init__(
            desk, translate("Placement", "停用床位"), translate("Placement", "停用"),
            partial(acts.close_beds, desk.ctx), parent, icon="wrench", width=480,
        )  # fmt: skip
        self.note.setText("、".join(t.code for t in self.beds))
        self.kind = self.form.add(
            "reason", self.tr("原因"), Combo.of_labels("closure_reason", ClosureReason),
            required=True,
        )  # fmt: skip
        self.words = self.form.add(
            "note", self.tr("说明（显示在床位图上）"), LineEdit(limit=40, placeholder="")
        )

    def command(self) -> CloseBeds:
        """The act's command."""
        return CloseBeds(
            bed_ids=tuple(t.bed_id for t in self.beds),
            reason=ClosureReason(need(self.kind)),
            note=self.words.value() or "",
        )
