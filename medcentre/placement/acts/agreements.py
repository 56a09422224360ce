"""What is done at once inside a zone is put before its responsible head (PL-01, SIGN-03).

A bed is changed at once and can be taken back within the minute; the head of the zone who did not
do it then agrees, or objects and says why. Transfers and sets were approved before, so they ask nobody.
"""

from collections.abc import Iterable

from sqlalchemy import select

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError, refuse_if, required
from medcentre.kernel.permissions import Data, approve, edit, sign
from medcentre.kernel.texts import tidy
from medcentre.placement.acts.approvals import refuse_outsider, refuse_own
from medcentre.placement.acts.places import asked
from medcentre.placement.commands import Decide
from medcentre.placement.facts import PlacementCode
from medcentre.placement.tables import (
    AgreementModel,
    BedModel,
    ChangeModel,
    OccupancyModel,
    RoomModel,
)
from medcentre.residents.reach import refuse_conflict
from medcentre.store.uow import UnitOfWork, unit_of_work


def ask_heads(
    uow: UnitOfWork, change: ChangeModel, bed_ids: Iterable[int], zone_id: int | None = None
) -> None:
    """Ask the heads of the zones of these beds (and of one zone more) about a change just made.

    Several zones mean an urgent move: one without the approvals of a transfer.
    """
    zones = set(
        uow.session.scalars(
            select(RoomModel.zone_id)
            .join(BedModel, BedModel.room_id == RoomModel.id)
            .where(BedModel.id.in_(tuple(bed_ids)))
        )
    )
    if zone_id is not None:
        zones.add(zone_id)
    urgent = len(zones) > 1 and change.kind != "plan"
    uow.session.add_all(
        AgreementModel(change_id=change.id, zone_id=zone, urgent=urgent, **asked(uow))
        for zone in sorted(zones)
    )
    uow.session.flush()


@act("placement.agree_move", approve(Data.PLACES), edit(Data.PLACES), sign(Data.PRECAUTIONS))
def agree_move(ctx: ServiceContext, cmd: Decide) -> None:
    """The zone's head agrees to what was done there at once, or objects with the reason; nobody is
    moved by it. Raises SECOND_PERSON, ZONE_HEAD_ONLY, ALREADY_DECIDED (also when it was undone).
    """
    with unit_of_work(ctx) as uow:
        row = uow.get(AgreementModel, cmd.id, version=cmd.version)
        change = uow.session.get_one(ChangeModel, row.change_id)
        if row.decided_at is not None or change.undone_at is not None:
            raise DomainError(PlacementCode.ALREADY_DECIDED)
        refuse_own(ctx, row)
        moved = select(OccupancyModel.stay_id).where(OccupancyModel.opened_by_id == change.id)
        refuse_conflict(uow.session, ctx, *uow.session.scalars(moved))
        refuse_outsider(uow, row.zone_id, cmd.answer)
        if not cmd.approve:
            refuse_if(required(answer=cmd.answer))
        decided = asked(uow)
        row.decided_at, row.decided_by = decided["entered_at"], decided["entered_by"]
        row.decided_key, row.agreed = decided["entered_key"], cmd.approve
        row.answer = tidy(cmd.answer)
        uow.record(
            f"change:{change.id}", Topic.PLACEMENT, zone=row.zone_id, agree=cmd.approve,
            answer=cmd.answer,
        )  # fmt: skip
        uow.commit()
