"""Who lies where, for lists of people: bed and zone by stay."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.permissions import Data, view
from medcentre.placement.tables import BedModel, OccupancyModel, RoomModel, ZoneModel
from medcentre.placement.views.reach import stays
from medcentre.placement.views.snapshot import occupied_at
from medcentre.store.uow import reading


@dataclass(frozen=True, slots=True)
class BedPlace:
    """A bed with its room and the neutral public name of its zone."""

    bed_id: int
    bed: str
    room: str
    zone_code: str
    zone: str


@reads(view(Data.PLACES), view(Data.IDENTITY_BASIC))
def beds_of(ctx: ServiceContext, at: datetime | None = None) -> dict[int, BedPlace]:
    """Stay -> bed at a moment (default now), beds held for people who are out included."""
    moment = at or ctx.clock.now()
    with reading(ctx) as session:
        known = stays(session, ctx, moment)
        rows = session.execute(
            select(
                OccupancyModel.stay_id, BedModel.id, BedModel.code, RoomModel.code,
                ZoneModel.code, ZoneModel.name,
            )
            .join(BedModel, BedModel.id == OccupancyModel.bed_id)
            .join(RoomModel, RoomModel.id == BedModel.room_id)
            .join(ZoneModel, ZoneModel.id == RoomModel.zone_id)
            .where(occupied_at(moment))
        ).all()  # fmt: skip
    return {r[0]: BedPlace(*r[1:]) for r in rows if known is None or r[0] in known}
