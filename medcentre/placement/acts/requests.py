"""Transfers asked for, approved, received (PL-01, B5): the move itself happens at the receipt."""

from sqlalchemy import select

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError, NotFound, Violation, refuse_if, required
from medcentre.kernel.permissions import Data, Role, approve, edit, sign
from medcentre.kernel.texts import tidy
from medcentre.placement.acts.approvals import (
    refuse_outsider,
    refuse_own,
    refuse_stranger,
    sign_side,
)
from medcentre.placement.acts.decisions import RESERVE_AT_MOST, open_stay, reserve_in
from medcentre.placement.acts.occupancy import (
    is_free,
    move_in,
    name_in,
    person_in,
    place_again_in,
    running_occupancy,
)
from medcentre.placement.acts.places import asked
from medcentre.placement.commands import Decide, Move, Place, ReceiveMove, RequestMove, Reserve
from medcentre.placement.facts import MEDICAL, SECURITY, PlacementCode, Snapshot
from medcentre.placement.rules import never, once_free
from medcentre.placement.tables import (
    BedModel,
    MoveRequestModel,
    OccupancyModel,
    ReservationModel,
    RoomModel,
)
from medcentre.placement.views.snapshot import snapshot_at
from medcentre.residents.reach import refuse_conflict
from medcentre.store.uow import UnitOfWork, unit_of_work


@act("placement.request_move", edit(Data.PLACES), sign(Data.PRECAUTIONS))
def request_move(ctx: ServiceContext, cmd: RequestMove) -> int:
    """Ask for a transfer; the request. A move for illness carries the doctor's opinion.

    A free bed is kept for the person for a day (PL-02); whether it is free, open and clean is judged
    at the receipt. What no exception ever allows there is refused now, and by who approves; what
    needs an exception stands beside the request (`RequestRow.broken`).
    Somebody who left their bed goes from the zone they lay in last. Raises RulesBroken, SAME_BED.
    """
    refuse_if(required(reason=cmd.reason))
    if cmd.illness and not cmd.doctor_opinion.strip():
        raise DomainError(PlacementCode.DOCTOR_OPINION, where="doctor_opinion")
    with unit_of_work(ctx) as uow:
        refuse_conflict(uow.session, ctx, cmd.stay_id)
        open_stay(uow, cmd.stay_id)
        here = last_occupancy(uow, cmd.stay_id)
        if here is None:
            raise DomainError(
                PlacementCode.NOT_PLACED, where="stay_id", name=name_in(uow, cmd.stay_id)
            )
        _refuse_second(uow, cmd.stay_id)
        snapshot = snapshot_at(uow.session, ctx.clock.now())
        _judge(uow, snapshot, cmd.stay_id, cmd.to_bed_id)
        is_doctor = Role.DOCTOR in ctx.actor.roles
        row = uow.add(
            MoveRequestModel(
                stay_id=cmd.stay_id, from_bed_id=here.bed_id, to_bed_id=cmd.to_bed_id,
                crosses=_zone_of(uow, here.bed_id) != _zone_of(uow, cmd.to_bed_id),
                reason=tidy(cmd.reason), illness=cmd.illness,
                doctor_opinion=tidy(cmd.doctor_opinion),
                doctor_by=ctx.actor.name if is_doctor and cmd.doctor_opinion else "",
                belongings=tidy(cmd.belongings), **asked(uow),
            )
        )  # fmt: skip
        uow.record(f"stay:{cmd.stay_id}", Topic.PLACEMENT, request=row.id, to=cmd.to_bed_id)
        _keep_bed(uow, snapshot, row)
        uow.commit()
    return row.id


def _judge(uow: UnitOfWork, snapshot: Snapshot, stay_id: int, bed_id: int) -> None:
    """Refuse a bed that can never take the person, as they are and as others live there (11.2)."""
    bed = next((b for b in snapshot.beds if b.id == bed_id), None)
    if bed is None:
        raise NotFound(what="bed", id=bed_id)
    person = person_in(uow, snapshot, stay_id)
    if person.bed_id == bed_id:
        raise DomainError(PlacementCode.SAME_BED, where="to_bed_id", name=person.name, bed=bed.code)
    refuse_if(
        Violation(v.code, "to_bed_id", v.facts, v.rule)
        for v in never(once_free(snapshot, person, bed_id))
    )


def last_occupancy(uow: UnitOfWork, stay_id: int) -> OccupancyModel | None:
    """Where a stay lies, or lay last."""
    return uow.session.scalar(
        select(OccupancyModel)
        .where(OccupancyModel.stay_id == stay_id, OccupancyModel.revoked_at.is_(None))
        .order_by(OccupancyModel.from_at.desc())
        .limit(1)
    )


def _keep_bed(uow: UnitOfWork, snapshot: Snapshot, row: MoveRequestModel) -> None:
    if is_free(snapshot, row.to_bed_id):
        until = uow.ctx.clock.now() + RESERVE_AT_MOST
        reserve_in(uow, Reserve(bed_id=row.to_bed_id, stay_id=row.stay_id, until=until))


def _give_back(uow: UnitOfWork, row: MoveRequestModel) -> None:
    """The bed kept for a transfer that will not be."""
    for kept in uow.session.scalars(
        select(ReservationModel).where(
            ReservationModel.bed_id == row.to_bed_id, ReservationModel.stay_id == row.stay_id,
            ReservationModel.released_at.is_(None),
        )
    ):  # fmt: skip
        kept.released_at = min(uow.ctx.clock.now(), kept.until_at)


def _refuse_second(uow: UnitOfWork, stay_id: int) -> None:
    running = uow.session.scalar(
        select(MoveRequestModel.status).where(
            MoveRequestModel.stay_id == stay_id, MoveRequestModel.closed_at.is_(None)
        )
    )
    if running is not None:
        raise DomainError(
            PlacementCode.REQUEST_RUNS, where="stay_id",
            name=name_in(uow, stay_id), status=f"label:move_status.{running}",
        )  # fmt: skip


def _zone_of(uow: UnitOfWork, bed_id: int) -> int:
    zone = uow.session.scalar(
        select(RoomModel.zone_id).join(BedModel, BedModel.room_id == RoomModel.id).where(
            BedModel.id == bed_id
        )
    )  # fmt: skip
    if zone is None:
        raise NotFound(what="bed", id=bed_id)
    return zone


def _request(uow: UnitOfWork, request_id: int, version: int, *statuses: str) -> MoveRequestModel:
    row = uow.get(MoveRequestModel, request_id, version=version)
    if row.status not in statuses:
        raise DomainError(PlacementCode.WRONG_STEP, status=f"label:move_status.{row.status}")
    refuse_conflict(uow.session, uow.ctx, row.stay_id)
    return row


@act("placement.decide_move", approve(Data.PLACES), edit(Data.PLACES), sign(Data.PRECAUTIONS))
def decide_move(ctx: ServiceContext, cmd: Decide) -> None:
    """Approve or refuse: inside a zone its head (or the director, with a reason), across zones
    one person of the medical and one of the security side (PL-01). Nobody approves a bed that can
    never take the person: raises RulesBroken as the request does.
    """
    with unit_of_work(ctx) as uow:
        row = _request(uow, cmd.id, cmd.version, "requested")
        refuse_own(ctx, row)
        if not row.crosses:
            refuse_outsider(uow, _zone_of(uow, row.to_bed_id), cmd.answer)
        if cmd.approve:
            snapshot = snapshot_at(uow.session, ctx.clock.now())
            _judge(uow, snapshot, row.stay_id, row.to_bed_id)
            sign_side(ctx, row)
        elif not ctx.actor.roles & (MEDICAL | SECURITY):
            raise DomainError(PlacementCode.BOTH_SIDES)
        signed = (row.medical_by, row.security_by)
        if not cmd.approve:
            refuse_if(required(answer=cmd.answer))
            row.status, row.closed_at = "refused", ctx.clock.now()
            _give_back(uow, row)
        elif all(signed) if row.crosses else any(signed):
            row.status = "approved"
        row.answer = tidy(cmd.answer)
        uow.record(f"stay:{row.stay_id}", Topic.PLACEMENT, request=row.id, status=row.status)
        uow.commit()


@act("placement.receive_move", edit(Data.PLACES), approve(Data.PLACES))
def receive_move(ctx: ServiceContext, cmd: ReceiveMove) -> int:
    """Somebody of the receiving zone confirms, and with it the person lies in the new bed; the change.

    A leader may receive for the zone and says why.

    The rules are asked again now: what was fine at the request may not be any more (PL-04). A move
    inside the old zone meanwhile does not touch the request (T4). Raises RECEIVING_ZONE.
    """
    with unit_of_work(ctx) as uow:
        row = _request(uow, cmd.id, cmd.version, "approved")
        if row.entered_key == ctx.actor.key:
            raise DomainError(PlacementCode.RECEIVING_SIDE)
        refuse_stranger(uow, frozenset({_zone_of(uow, row.to_bed_id)}), cmd.reason)
        here = running_occupancy(uow, row.stay_id)
        reason = cmd.reason or row.reason
        if here is None:
            change = place_again_in(
                uow,
                Place(stay_id=row.stay_id, bed_id=row.to_bed_id, reason=reason),
                across=row.crosses,
            )
        else:
            change = move_in(
                uow,
                Move(
                    stay_id=row.stay_id, from_bed_id=here.bed_id, to_bed_id=row.to_bed_id,
                    reason=reason,
                ),
                across=row.crosses,
            )  # fmt: skip
        row.status, row.closed_at = "received", ctx.clock.now()
        row.received_by, row.records_handed = ctx.actor.name, cmd.records_handed
        row.belongings = tidy(cmd.belongings) or row.belongings
        row.change_id = change.id
        uow.record(f"stay:{row.stay_id}", Topic.PLACEMENT, request=row.id, change=change.id)
        uow.commit()
    return change.id


@act("placement.withdraw_move", edit(Data.PLACES), sign(Data.PRECAUTIONS))
def withdraw_move(ctx: ServiceContext, request_id: int, version: int, reason: str) -> None:
    """Take a request back before the receipt."""
    refuse_if(required(reason=reason))
    with unit_of_work(ctx) as uow:
        row = _request(uow, request_id, version, "requested", "approved")
        row.status, row.closed_at = "withdrawn", ctx.clock.now()
        row.answer = tidy(reason)
        _give_back(uow, row)
        uow.record(f"stay:{row.stay_id}", Topic.PLACEMENT, request=row.id, reason=reason)
        uow.commit()
