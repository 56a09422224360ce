"""Own zone and own shift on the map (12.2): which stays lie in zones, and what of a map is cut away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Actor, Data, edit, view
from medcentre.placement.facts import Snapshot
from medcentre.placement.tables import BedModel, OccupancyModel, RoomModel
from medcentre.residents import reach
from medcentre.residents.tables import StayModel


def stays_of(zones: frozenset[int], at: datetime, unplaced: bool) -> Any:
    """Stays that lie in the zones at a moment, or lay there last; `unplaced`: those without any bed
    so far too."""
    later = aliased(OccupancyModel)
    newer = exists().where(
        later.stay_id == OccupancyModel.stay_id, later.revoked_at.is_(None),
        later.from_at <= at, later.from_at > OccupancyModel.from_at,
    )  # fmt: skip
    here = (
        select(OccupancyModel.stay_id)
        .join(BedModel, BedModel.id == OccupancyModel.bed_id)
        .join(RoomModel, RoomModel.id == BedModel.room_id)
        .where(
            RoomModel.zone_id.in_(zones), OccupancyModel.revoked_at.is_(None),
            OccupancyModel.from_at <= at, ~newer,
        )
    )  # fmt: skip
    if not unplaced:
        return here
    bedded = exists().where(
        OccupancyModel.stay_id == StayModel.id, OccupancyModel.revoked_at.is_(None)
    )
    return select(StayModel.id).where(or_(StayModel.id.in_(here), ~bedded))


def is_cut(actor: Actor) -> bool:
    """Whether the actor sees places of own zones only: no mover, and the right ends at the zone."""
    if actor.may(edit(Data.PLACES)):
        return False
    return reach.is_limited(actor, view(Data.PLACES))


def stays(session: Session, ctx: ServiceContext) -> frozenset[int] | None:
    """The stays the reader may know of, None: all. Raises NO_ZONE, OFF_SHIFT."""
    return reach.reachable(session, ctx)


def readable(session: Session, ctx: ServiceContext) -> Callable[[int | None], bool]:
    """Whose records a list may quote: within reach, and nobody the reader must keep away from
    (SEC-05). None, for what belongs to nobody, is readable. Raises NO_ZONE, OFF_SHIFT."""
    known, kept = stays(session, ctx), reach.kept_away_stays(session, ctx)

    def may_quote(stay_id: int | None) -> bool:
        return stay_id is None or (stay_id not in kept and (known is None or stay_id in known))

    return may_quote


def own(session: Session, ctx: ServiceContext) -> Any:
    """The zones the reader's map ends at, None: none. Raises NO_ZONE, OFF_SHIFT."""
    return reach.own_zones(session, ctx, view(Data.PLACES)) if is_cut(ctx.actor) else None


def cut(snapshot: Snapshot, zones: frozenset[int] | None) -> Snapshot:
    """The snapshot of these zones alone, with those who lie there; None: as it is."""
    if zones is None:
        return snapshot
    rooms = tuple(r for r in snapshot.rooms if r.zone_id in zones)
    inside = {r.id for r in rooms}
    beds = tuple(b for b in snapshot.beds if b.room_id in inside)
    held = {b.id for b in beds}
    people = tuple(p for p in snapshot.people if p.bed_id in held)
    stays = {p.stay_id for p in people}
    return replace(
        snapshot,
        zones=tuple(z for z in snapshot.zones if z.id in zones),
        rooms=rooms,
        beds=beds,
        people=people,
        pairs=tuple(p for p in snapshot.pairs if p.first in stays and p.second in stays),
        overrides=tuple(o for o in snapshot.overrides if o.stay_id in stays),
    )
