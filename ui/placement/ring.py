"""Two, three or more people who change places in one step (B4): each takes the bed of the next."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer, Slot
from PySide6.QtWidgets import QWidget

from medcentre.kernel.errors import DomainError, Violation, refuse_if
from medcentre.placement import acts
from medcentre.placement.commands import Exchange, PlannedMove, ProposeSet
from medcentre.placement.facts import PersonFacts, PlacementCode, SetKind, Snapshot
from medcentre.placement.rules import check_moves, crossings
from medcentre.placement.views.board import board
from ui.kit.desk import Desk, Found
from ui.kit.editors import TextEdit, need
from ui.kit.errors import inline
from ui.kit.form import FormDialog
from ui.kit.i18n import explain, show_name
from ui.kit.picker import PersonPicker
from ui.kit.widgets import Label
from ui.placement.verdict import Line, RiskList, rule_number

translate = QCoreApplication.translate
MOST = 4


class RingDialog(FormDialog[Exchange | ProposeSet]):
    """Who takes whose bed, what it would break, and why. Inside a zone it is done at once and
    signed, across zones it is asked for (PL-01). `saved(change)`; None when it was asked for."""

    def __init__(
        self, desk: Desk, snapshot: Snapshot, parent: QWidget, first: PersonFacts | None = None
    ) -> None:
        self._take(snapshot)
        super().__init__(
            desk, translate("Placement", "多人互换床位"), translate("Placement", "签字并互换"),
            partial(self.submit, desk), parent, icon="arrow-left-right",
        )  # fmt: skip
        words = self.tr(
            "每人住到下一人的床位，最后一人住到第一人的床位；一次登记，全部成功或全部不动。"
        )
        note = Label(words, "body", "2")
        note.setWordWrap(True)
        self.form.add_widget(note)
        self.who: list[PersonPicker] = []
        self._said: set[str] = set()
        for n in range(1, MOST + 1):
            picker = self.form.add(
                f"person{n}", self.tr("第 {n} 人").format(n=n), PersonPicker(desk.find_people),
                required=n <= 2, beside=n % 2 == 0, stretch=1,
            )  # fmt: skip
            for told in (picker.edited, picker.chosen, picker.left):
                told.connect(self._judge)
            self.who.append(picker)
        if first is not None:
            self.who[0].set_value(Found(first.stay_id, first.name, self._code(first)))
        self.risks = RiskList()
        self.form.add_widget(self.risks)
        self.why = self.form.add("reason", self.tr("原因"), TextEdit(2), required=True)
        self._judge()

    def _take(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._people = {p.stay_id: p for p in snapshot.people}
        self._beds = {b.id: b.code for b in snapshot.beds}

    def _code(self, person: PersonFacts) -> str:
        return self._beds.get(person.bed_id or 0, "")

    @staticmethod
    def submit(desk: Desk, command: Exchange | ProposeSet) -> int | None:
        """The act that fits; the change, None when it was asked for."""
        if isinstance(command, ProposeSet):
            acts.propose_set(desk.ctx, command)
            return None
        return acts.exchange(desk.ctx, command)

    def moves(self) -> tuple[PlannedMove, ...]:
        """Who goes where. Raises at the field of who is gone (STAY_NOT_OPEN), named twice
        (EXCHANGE_TWICE) or without a bed (NOT_PLACED).
        """
        lying: dict[int, int] = {}
        for number, picker in enumerate(self.who, 1):
            chosen, field = picker.person(), f"person{number}"
            if chosen is None:
                continue
            stay, person = chosen.stay_id, self._people.get(chosen.stay_id)
            if person is None:
                raise DomainError(PlacementCode.STAY_NOT_OPEN, where=field, name=chosen.name)
            if stay in lying:
                raise DomainError(PlacementCode.EXCHANGE_TWICE, where=field, name=chosen.name)
            if person.bed_id is None:
                raise DomainError(PlacementCode.NOT_PLACED, where=field, name=person.name)
            lying[stay] = person.bed_id
        beds = list(lying.values())
        return tuple(
            PlannedMove(stay_id=stay, from_bed_id=old, to_bed_id=new)
            for (stay, old), new in zip(lying.items(), [*beds[1:], *beds[:1]], strict=True)
        )

    def _crosses(self, moves: tuple[PlannedMove, ...]) -> list[Line]:
        places = {m.stay_id: m.to_bed_id for m in moves}
        found = crossings(self.snapshot, places, PlacementCode.EXCHANGE_CROSSES)
        return [Line("amber", explain(v), rule_number(v.rule)) for v in found]

    @Slot()
    def _judge(self, _found: object = None) -> None:
        """Each way in words, what the whole would break, and what the button does; who cannot be
        in it is told at their field.
        """
        moves: tuple[PlannedMove, ...] = ()
        said: Mapping[str | None, str] = {}
        if all(picker.problem() is None for picker in self.who):
            try:
                moves = self.moves()
            except DomainError as refusal:
                said = inline(refusal)
        for name in (f"person{n}" for n in range(1, MOST + 1)):
            field = self.fields[name]
            if name in said or field.error in self._said:
                field.set_error(said.get(name, ""))
        self._said = set(said.values())
        self.form.problems_changed.emit()
        lines: list[Line] = []
        across: list[Line] = []
        if len(moves) > 1:
            for move in moves:
                name, old = self._people[move.stay_id].name, self._beds[move.from_bed_id or 0]
                words = self.tr("{name}：{old} → {new}").format(
                    name=show_name(name), old=old, new=self._beds[move.to_bed_id]
                )
                lines.append(Line("plus", words))
            broken = check_moves(self.snapshot, {m.stay_id: m.to_bed_id for m in moves})
            told = (
                Line("red", explain(c.broken.violation), rule_number(c.broken.rule)) for c in broken
            )
            lines += dict.fromkeys(told)
            across = self._crosses(moves)
            lines += across
            if not across:
                lines.append(Line("minus", self.tr("签字即确认：床位在换人之间已清洁消毒。")))
        self.risks.tell(lines)
        self.pane.do.setText(self.tr("提交申请") if across else self.tr("签字并互换"))
        QTimer.singleShot(0, self, self._fit)

    def command(self) -> Exchange | ProposeSet:
        """An exchange of one zone, or the request for one across zones; of the beds as they are
        now. Raises EXCHANGE_MOVED at the field of who has another bed than was shown.
        """
        self._look_again()
        moves, why = self.moves(), need(self.why)
        if self._crosses(moves):
            return ProposeSet(kind=SetKind.EXCHANGE, moves=moves, reason=why)
        places = tuple((m.stay_id, m.to_bed_id) for m in moves)
        return Exchange(places=places, reason=why, cleaning_signed=True)

    def _look_again(self) -> None:
        """Others place people while this is open."""
        before = self._people
        if (now := board(self.desk.ctx).snapshot) is None:
            return
        self._take(now)
        moved: list[Violation] = []
        for number, picker in enumerate(self.who, 1):
            old, new = before.get(picker.value() or 0), self._people.get(picker.value() or 0)
            if old is None or new is None or old.bed_id == new.bed_id:
                continue
            picker.set_value(Found(new.stay_id, new.name, self._code(new)))
            facts = {"name": new.name, "bed": self._code(new) or "—"}
            moved.append(Violation(PlacementCode.EXCHANGE_MOVED, f"person{number}", facts))
        if moved:
            self._judge()
        refuse_if(moved)
