"""From a ranked bed to the act: placed, moved, asked for across zones, or by an exception first."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from medcentre.kernel.errors import DomainError
from medcentre.placement import acts
from medcentre.placement.commands import Move, Place, RequestMove
from medcentre.placement.facts import Bed, Level, PersonFacts, Snapshot, Verdict
from ui.kit.desk import Desk
from ui.kit.i18n import show_name
from ui.placement.override_form import ask_exception
from ui.placement.verdict import crossing
from ui.placement.words import reason_sentence


class Placing(QObject):
    """What the button under a ranking does, on every page that shows one. `done` after an act."""

    done = Signal()

    def __init__(self, desk: Desk, host: QWidget) -> None:
        super().__init__(host)
        self.desk, self._host = desk, host

    def place(self, snapshot: Snapshot, person: PersonFacts, verdict: Verdict) -> None:
        """Put the person into the bed of the verdict, by the way its rules leave open."""
        bed = next(b for b in snapshot.beds if b.id == verdict.bed_id)
        across = crossing(snapshot, person.stay_id, bed.id) is not None
        broken = [b for b in verdict.broken if b.override is None]
        if verdict.level is Level.BLOCKED:
            return
        if broken:
            follow = partial(self._after, person, bed, across)
            verb = self.tr("批准例外并申请转区") if across else self.tr("批准例外并安置")
            ask_exception(
                self.desk, (person.stay_id, bed.id, bed.code), broken, self._cautions(verdict),
                (verb, follow, self.done.emit), self._host,
            )  # fmt: skip
        elif across:
            self._ask_transfer(person, bed)
        elif person.bed_id is None and verdict.level is Level.ALLOWED:
            self._try(person, bed, across=False, reason="")
        else:
            self._ask(person, bed, self._cautions(verdict))

    def _cautions(self, verdict: Verdict) -> list[str]:
        return [reason_sentence(r) for r in verdict.minus if r.caution]

    def _ask(self, person: PersonFacts, bed: Bed, cautions: list[str]) -> None:
        body = [*cautions, self.tr("请写明原因，随这次调床保存。")]
        self.desk.confirm(
            self.tr("安置 {name} 到 {bed}").format(name=show_name(person.name), bed=bed.code),
            "\n".join(body), self.tr("安置"), partial(self._place, person, bed), reason_min=2,
        )  # fmt: skip

    def _ask_transfer(self, person: PersonFacts, bed: Bed) -> None:
        self.desk.confirm(
            self.tr("申请 {name} 转区到 {bed}").format(name=show_name(person.name), bed=bed.code),
            self.tr("跨区调床须医疗和安全两方同意，接收区签收后登记。请写明原因。"),
            self.tr("申请转区"), partial(self._transfer, person, bed), reason_min=2,
        )  # fmt: skip

    def _after(self, person: PersonFacts, bed: Bed, across: bool, reason: str) -> None:
        self._try(person, bed, across=across, reason=reason)

    def _try(self, person: PersonFacts, bed: Bed, *, across: bool, reason: str) -> None:
        try:
            (self._transfer if across else self._place)(person, bed, reason)
        except DomainError as refusal:
            self.desk.refusal(refusal)
            self.done.emit()

    def _place(self, person: PersonFacts, bed: Bed, reason: str) -> None:
        ctx, stay = self.desk.ctx, person.stay_id
        if person.bed_id is None:
            change = acts.place(ctx, Place(stay_id=stay, bed_id=bed.id, reason=reason))
        else:
            change = acts.move(
                ctx,
                Move(stay_id=stay, from_bed_id=person.bed_id, to_bed_id=bed.id, reason=reason),
            )
        words = self.tr("已安置到 {bed}").format(bed=bed.code)
        self.desk.toast(words, undo=partial(self._undo, change))
        self.done.emit()

    def _transfer(self, person: PersonFacts, bed: Bed, reason: str) -> None:
        command = RequestMove(stay_id=person.stay_id, to_bed_id=bed.id, reason=reason)
        acts.request_move(self.desk.ctx, command)
        self.desk.toast(self.tr("已申请转区，等待两方同意"))
        self.done.emit()

    def _undo(self, change: int) -> None:
        try:
            acts.undo(self.desk.ctx, change)
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        self.desk.toast(self.tr("已撤销，各人回到原来的床位"), kind="blue")
        self.done.emit()
