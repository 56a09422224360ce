"""Taking somebody in with a bed: proposed before, written as one act (J01)."""

from dataclasses import dataclass, replace
from datetime import datetime

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, act, reads
from medcentre.kernel.permissions import Data, edit
from medcentre.placement.acts.occupancy import judge_drop, new_change, place_in
from medcentre.placement.facts import Snapshot
from medcentre.placement.finder import Ranking, rank_beds
from medcentre.placement.views.map import public_snapshot, public_verdict
from medcentre.placement.views.snapshot import snapshot_at
from medcentre.residents.acts import admit_in
from medcentre.residents.facts import Admit
from medcentre.store.uow import UnitOfWork, unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn:
    """An admission and the first bed; `bed_id` None: the bed comes later. `reason` as a move's."""

    admission: Admit
    bed_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Every bed judged for somebody who is about to be taken in."""

    snapshot: Snapshot
    ranking: Ranking


@act("placement.take_in", edit(Data.IDENTITY_BASIC))
def take_in(ctx: ServiceContext, cmd: TakeIn) -> int:
    """Admission and bed in one transaction; returns the stay. Raises RulesBroken of both."""
    with unit_of_work(ctx) as uow:
        stay_id = admit_in(uow, cmd.admission)
        if cmd.bed_id is not None:
            _first_bed(uow, stay_id, cmd.bed_id, cmd.admission.admitted_at, cmd.reason)
        uow.commit()
    return stay_id


def _first_bed(uow: UnitOfWork, stay_id: int, bed_id: int, at: datetime, reason: str) -> None:
    snapshot = snapshot_at(uow.session, uow.ctx.clock.now())
    person = next(p for p in snapshot.people if p.stay_id == stay_id)
    judge_drop(uow, snapshot, person, bed_id, reason)
    change = new_change(uow, "place", at, reason)
    place_in(uow, stay_id, bed_id, at, reason=reason, change=change)
    uow.record(f"stay:{stay_id}", Topic.PLACEMENT, action="placement.place", bed=bed_id)


@reads(edit(Data.IDENTITY_BASIC))
def propose_beds(ctx: ServiceContext, admission: Admit) -> Proposal:
    """Ranked beds for somebody not yet here, as far as the reader may know why (SEC-01).

    The admission is written and taken back, so that the beds are judged on exactly what would be
    stored. Raises what the admission itself would raise.
    """
    with unit_of_work(ctx) as uow:
        stay_id = admit_in(uow, admission)
        snapshot = snapshot_at(uow.session, ctx.clock.now())
        person = next(p for p in snapshot.people if p.stay_id == stay_id)
        ranking = rank_beds(snapshot, person)
        shown = tuple(public_verdict(v, ctx.actor) for v in ranking.verdicts)
        return Proposal(public_snapshot(snapshot, ctx.actor), replace(ranking, verdicts=shown))
