"""Taking a change back within the minute, with everything it had closed."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Data, edit
from medcentre.placement.acts.occupancy import held_beds
from medcentre.placement.facts import PlacementCode
from medcentre.placement.tables import (
    ChangeModel,
    CleaningModel,
    MoveRequestModel,
    MoveSetModel,
    OccupancyModel,
    ReservationModel,
)
from medcentre.residents.tables import StayModel
from medcentre.store.uow import UnitOfWork, unit_of_work

UNDO_WINDOW = timedelta(seconds=60)


@act("placement.undo", edit(Data.PLACES))
def undo(ctx: ServiceContext, change_id: int) -> None:
    """Take a change back within the minute, as a whole, if nothing has happened since.

    A transfer, plan or exchange that it had closed is open again, with its approvals.
    """
    with unit_of_work(ctx) as uow:
        change = uow.get(ChangeModel, change_id, version=None)
        now = ctx.clock.now()
        if change.undone_at is not None:
            raise DomainError(PlacementCode.ALREADY_DECIDED)
        if now - change.entered_at > UNDO_WINDOW:
            raise DomainError(PlacementCode.UNDO_TOO_LATE)
        opened, closed = _rows_of(uow, change_id)
        if any(r.until_at is not None or r.revoked_at is not None for r in opened):
            raise DomainError(PlacementCode.UNDO_CHANGED)
        _refuse_refilled(uow, opened, closed)
        for row in opened:
            row.revoked_at = now
        uow.session.flush()
        for row in closed:
            row.until_at, row.closed_by_id = None, None
        for cleaning in uow.session.scalars(
            select(CleaningModel).where(CleaningModel.change_id == change_id)
        ):
            cleaning.revoked_at = now
        change.undone_at, change.undone_by = now, ctx.actor.name
        _reopen_requests(uow, change)
        _reopen_sets(uow, change)
        uow.session.flush()
        for row in (*opened, *closed):
            uow.record(f"stay:{row.stay_id}", Topic.PLACEMENT, change=change_id, bed=row.bed_id)
        uow.commit()


def _rows_of(
    uow: UnitOfWork, change_id: int
) -> tuple[Sequence[OccupancyModel], Sequence[OccupancyModel]]:
    opened = uow.session.scalars(
        select(OccupancyModel).where(OccupancyModel.opened_by_id == change_id)
    ).all()
    closed = uow.session.scalars(
        select(OccupancyModel).where(OccupancyModel.closed_by_id == change_id)
    ).all()
    return opened, closed


def _refuse_refilled(
    uow: UnitOfWork, opened: Sequence[OccupancyModel], closed: Sequence[OccupancyModel]
) -> None:
    """The beds and people of the change have not been used by anybody else meanwhile."""
    mine = {r.stay_id for r in opened}
    held = held_beds(uow, {r.bed_id for r in closed})
    gone = [r for r in closed if uow.session.get_one(StayModel, r.stay_id).exited_at is not None]
    if gone or any(stay not in mine for stay in held.values()):
        raise DomainError(PlacementCode.UNDO_CHANGED)


def _reopen_requests(uow: UnitOfWork, change: ChangeModel) -> None:
    """Transfers the change had received or made needless, and the beds kept for them (PL-02)."""
    for row in uow.session.scalars(
        select(MoveRequestModel).where(MoveRequestModel.change_id == change.id)
    ).all():
        newer = uow.session.scalar(
            select(MoveRequestModel.id).where(
                MoveRequestModel.stay_id == row.stay_id, MoveRequestModel.closed_at.is_(None)
            )
        )
        if newer is not None:  # asked anew meanwhile: that one holds
            continue
        signed = (row.medical_by, row.security_by)
        enough = all(signed) if row.crosses else any(signed)
        row.status = "approved" if enough else "requested"
        row.closed_at, row.change_id, row.received_by, row.answer = None, None, "", ""
        _keep_again(uow, row, change)
        uow.record(
            f"stay:{row.stay_id}", Topic.PLACEMENT, action="placement.reopen_move",
            request=row.id, status=row.status,
        )  # fmt: skip


def _keep_again(uow: UnitOfWork, row: MoveRequestModel, change: ChangeModel) -> None:
    now = uow.ctx.clock.now()
    kept = uow.session.scalars(
        select(ReservationModel).where(
            ReservationModel.bed_id == row.to_bed_id, ReservationModel.until_at > now
        )
    ).all()
    if any(k.released_at is None for k in kept):
        return
    for mine in kept:
        if mine.stay_id == row.stay_id and mine.released_at and mine.released_at >= change.at:
            mine.released_at = None
            return


def _reopen_sets(uow: UnitOfWork, change: ChangeModel) -> None:
    """A plan or exchange carried out by the change is approved again, and may be once more."""
    for row in uow.session.scalars(
        select(MoveSetModel).where(MoveSetModel.change_id == change.id)
    ).all():
        row.status, row.closed_at, row.change_id, row.received_by = "approved", None, None, ""
        uow.record(f"move_set:{row.id}", Topic.PLACEMENT, action="placement.reopen_set")
