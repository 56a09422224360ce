"""Moves approved as one: a plan that crosses zones, an exchange between zones (PL-01, B4, B13).

Both sides approve the set once; then it is carried out as one change, or not at all.
"""

from collections.abc import Mapping

from sqlalchemy import select

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError, refuse_if, required
from medcentre.kernel.permissions import Data, approve, edit, sign
from medcentre.kernel.texts import tidy
from medcentre.placement.acts.approvals import refuse_own, refuse_stranger, sign_side
from medcentre.placement.acts.occupancy import apply_in, hold_beds, refuse_moved_since
from medcentre.placement.acts.places import asked
from medcentre.placement.commands import ApplySet, Decide, PlannedMove, ProposeSet
from medcentre.placement.facts import PlacementCode, SetKind, Snapshot
from medcentre.placement.rules import Layout, check_moves, crossings
from medcentre.placement.tables import MoveSetLineModel, MoveSetModel
from medcentre.placement.views.snapshot import snapshot_at
from medcentre.residents.reach import refuse_conflict
from medcentre.residents.tables import PersonModel, StayModel
from medcentre.store.uow import UnitOfWork, unit_of_work


@act("placement.propose_set", edit(Data.PLACES))
def propose_set(ctx: ServiceContext, cmd: ProposeSet) -> int:
    """Ask both sides for a set of moves; the set. Judged now, and once more when carried out.

    Raises RulesBroken, PLAN_OUTDATED, SET_INSIDE (nobody crosses: carry it out at once), SET_OPEN.
    """
    refuse_if(required(reason=cmd.reason))
    if not cmd.moves:
        raise DomainError(PlacementCode.EXCHANGE_TOO_FEW)
    with unit_of_work(ctx) as uow:
        snapshot = snapshot_at(uow.session, ctx.clock.now())
        places = _places(snapshot, cmd.moves)
        refuse_conflict(uow.session, ctx, *places)
        if cmd.kind is SetKind.EXCHANGE and not _is_closed(cmd.moves):
            raise DomainError(PlacementCode.EXCHANGE_NOT_CLOSED)
        refuse_if(c.broken.violation for c in check_moves(snapshot, places))
        if not any(crossings(snapshot, places, PlacementCode.PLAN_CROSSES)):
            raise DomainError(PlacementCode.SET_INSIDE)
        _refuse_open(uow, places)
        row = uow.add(MoveSetModel(kind=cmd.kind, reason=tidy(cmd.reason), **asked(uow)))
        uow.session.add_all(
            MoveSetLineModel(
                set_id=row.id, stay_id=m.stay_id, from_bed_id=m.from_bed_id, to_bed_id=m.to_bed_id
            )
            for m in cmd.moves
        )
        uow.record(
            f"move_set:{row.id}", Topic.PLACEMENT, kind=cmd.kind, people=len(cmd.moves),
            reason=cmd.reason,
        )  # fmt: skip
        uow.commit()
    return row.id


def _places(snapshot: Snapshot, moves: tuple[PlannedMove, ...]) -> Mapping[int, int]:
    refuse_moved_since(snapshot, moves)
    return {m.stay_id: m.to_bed_id for m in moves}


def _is_closed(moves: tuple[PlannedMove, ...]) -> bool:
    """Each bed of the set changes hands exactly once."""
    old, new = {m.from_bed_id for m in moves}, {m.to_bed_id for m in moves}
    return len(moves) > 1 and old == new and all(m.from_bed_id != m.to_bed_id for m in moves)


def _refuse_open(uow: UnitOfWork, places: Mapping[int, int]) -> None:
    """Nobody stands in two open sets."""
    name = uow.session.scalar(
        select(PersonModel.name)
        .join(StayModel, StayModel.person_id == PersonModel.id)
        .join(MoveSetLineModel, MoveSetLineModel.stay_id == StayModel.id)
        .join(MoveSetModel, MoveSetModel.id == MoveSetLineModel.set_id)
        .where(MoveSetModel.closed_at.is_(None), StayModel.id.in_(tuple(places)))
        .limit(1)
    )
    if name is not None:
        raise DomainError(PlacementCode.SET_OPEN, name=name)


def _open(uow: UnitOfWork, set_id: int, version: int, *statuses: str) -> MoveSetModel:
    row = uow.get(MoveSetModel, set_id, version=version)
    if row.status not in statuses:
        raise DomainError(PlacementCode.WRONG_STEP, status=f"label:move_status.{row.status}")
    return row


@act("placement.decide_set", approve(Data.PLACES), edit(Data.PLACES), sign(Data.PRECAUTIONS))
def decide_set(ctx: ServiceContext, cmd: Decide) -> None:
    """Approve the whole set for one's side, or refuse it with the reason."""
    with unit_of_work(ctx) as uow:
        row = _open(uow, cmd.id, cmd.version, "requested")
        refuse_own(ctx, row)
        lines = select(MoveSetLineModel.stay_id).where(MoveSetLineModel.set_id == row.id)
        refuse_conflict(uow.session, ctx, *uow.session.scalars(lines))
        sign_side(ctx, row)
        if not cmd.approve:
            refuse_if(required(answer=cmd.answer))
            row.status, row.closed_at = "refused", ctx.clock.now()
        elif row.medical_by and row.security_by:
            row.status = "approved"
        row.answer = tidy(cmd.answer)
        uow.record(f"move_set:{row.id}", Topic.PLACEMENT, status=row.status, answer=cmd.answer)
        uow.commit()


@act("placement.apply_set", edit(Data.PLACES), approve(Data.PLACES))
def apply_set(ctx: ServiceContext, cmd: ApplySet) -> int:
    """Carry an approved set out as one change; the change.

    Rules and places are asked again now (PL-04). An exchange is received by somebody of one of its
    zones who did not ask for it, or by a leader with a reason. Raises RulesBroken, PLAN_OUTDATED,
    CLEANING_NOT_SIGNED, RECEIVING_ZONE.
    """
    with unit_of_work(ctx) as uow:
        row = _open(uow, cmd.id, cmd.version, "approved")
        moves = tuple(
            PlannedMove(stay_id=r.stay_id, from_bed_id=r.from_bed_id, to_bed_id=r.to_bed_id)
            for r in uow.session.scalars(
                select(MoveSetLineModel).where(MoveSetLineModel.set_id == row.id)
            )
        )
        hold_beds(uow, {b for m in moves for b in (m.from_bed_id, m.to_bed_id) if b})
        snapshot = snapshot_at(uow.session, ctx.clock.now())
        places = _places(snapshot, moves)
        if row.kind == SetKind.EXCHANGE:
            refuse_own(ctx, row)
            spots = Layout(snapshot).spots
            zones = frozenset(spots[bed].zone.id for bed in places.values())
            refuse_stranger(uow, zones, cmd.reason)
        if not cmd.cleaning_signed:
            raise DomainError(PlacementCode.CLEANING_NOT_SIGNED, where="cleaning_signed")
        change = apply_in(uow, snapshot, places, row.kind, cmd.reason or row.reason)
        row.status, row.closed_at = "received", ctx.clock.now()
        row.received_by, row.change_id = ctx.actor.name, change.id
        uow.record(f"move_set:{row.id}", Topic.PLACEMENT, change=change.id, people=len(moves))
        uow.commit()
    return change.id


@act("placement.withdraw_set", edit(Data.PLACES))
def withdraw_set(ctx: ServiceContext, set_id: int, version: int, reason: str) -> None:
    """Take a set back before it is carried out."""
    refuse_if(required(reason=reason))
    with unit_of_work(ctx) as uow:
        row = _open(uow, set_id, version, "requested", "approved")
        row.status, row.closed_at = "withdrawn", ctx.clock.now()
        row.answer = tidy(reason)
        uow.record(f"move_set:{row.id}", Topic.PLACEMENT, reason=reason)
        uow.commit()
