"""Own zone and own shift on the map (12.2): which stays lie in zones, and what of a map is cut away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Actor, Data, approve, edit, view
from medcentre.kernel.wording import Lang
from medcentre.placement.facts import Snapshot
from medcentre.placement.tables import BedModel, OccupancyModel, RoomModel
from medcentre.residents import reach
from medcentre.residents.facts import tells, tells_mind
from medcentre.residents.reach import treats as treats  # noqa: PLC0414  (asked beside `says_why`)
from medcentre.residents.tables import StayModel


def lies_in(zones: frozenset[int], at: datetime, unplaced: bool) -> ColumnElement[bool]:
    """A condition on `StayModel`: lies in the zones at a moment, or lay there last; `unplaced`: those
    without any bed so far too.

    Asked for one stay after the other, so that a list of those on the roll never walks through
    everybody who ever lay in the zone.
    """
    last_zone = (
        select(RoomModel.zone_id)
        .join(BedModel, BedModel.room_id == RoomModel.id)
        .join(OccupancyModel, OccupancyModel.bed_id == BedModel.id)
        .where(
            OccupancyModel.stay_id == StayModel.id, OccupancyModel.revoked_at.is_(None),
            OccupancyModel.from_at <= at,
        )
        .order_by(OccupancyModel.from_at.desc(), OccupancyModel.id.desc())
        .limit(1)
        .correlate(StayModel)
        .scalar_subquery()
    )  # fmt: skip
    return or_(last_zone.in_(zones), last_zone.is_(None)) if unplaced else last_zone.in_(zones)


def is_cut(actor: Actor) -> bool:
    """Whether the actor sees places of own zones only: no mover, and the right ends at the zone."""
    if actor.may(edit(Data.PLACES)):
        return False
    return reach.is_limited(actor, view(Data.PLACES))


def says_why(actor: Actor) -> bool:
    """Whether reasons and notes people wrote about beds are for the actor: those who move, decide or
    treat. Anybody may have written an illness there, so others read that it is so, not why (SEC-01)."""
    return actor.may(edit(Data.PLACES)) or actor.may(approve(Data.PLACES)) or treats(actor)


ILL = {Lang.ZH: "病情需要", Lang.EN: "For medical reasons"}
"""What stands for words that name an illness, before readers who do not treat (SEC-01)."""


def told_words(words: str, ctx: ServiceContext, instead: dict[Lang, str] = ILL) -> str:
    """Words somebody wrote about a bed, as far as they are for the reader: all for those who treat;
    for those who move or decide `instead` of words that name an illness; for others none."""
    if treats(ctx.actor):
        return words
    if not says_why(ctx.actor):
        return ""
    return veiled(words, ctx.lang, instead)


def veiled(words: str, lang: Lang, instead: dict[Lang, str] = ILL) -> str:
    """Words for readers who do not treat, or papers many see: `instead` if they name an illness."""
    return instead.get(lang, "") if tells(words) or tells_mind(words) else words


def stays(
    session: Session, ctx: ServiceContext, since: datetime | None = None
) -> frozenset[int] | None:
    """Of the stays that had not ended before a moment (default now) those the reader may know of,
    None: all. Raises NO_ZONE, OFF_SHIFT."""
    return reach.reachable(session, ctx, since=since)


def readable(
    session: Session, ctx: ServiceContext, since: datetime | None = None
) -> Callable[[int | None], bool]:
    """Whose records a list may quote: `stays`, and nobody the reader must keep away from (SEC-05).
    None, for what belongs to nobody, is readable. Raises NO_ZONE, OFF_SHIFT."""
    known, kept = stays(session, ctx, since), reach.kept_away_stays(session, ctx)

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
