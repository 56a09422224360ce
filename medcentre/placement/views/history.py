"""Time: contacts between two moments, occupancy by zone and day, marks of the time bar (B12)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, literal, or_, select, union_all
from sqlalchemy.orm import Session

from medcentre.kernel.clock import day_end
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.errors import DomainError, KernelCode
from medcentre.kernel.periods import days_between
from medcentre.kernel.permissions import Data, edit, view
from medcentre.placement.rows import BedPeriod, Contact, MapEvent, ZoneDay
from medcentre.placement.tables import (
    BedModel,
    ChangeModel,
    OccupancyModel,
    RoomModel,
    ZoneModel,
)
from medcentre.placement.views.map import shown_name
from medcentre.placement.views.reach import own, stays, told_words
from medcentre.placement.views.snapshot import lain_between
from medcentre.residents.reach import refuse_beyond
from medcentre.residents.tables import AbsenceModel, PersonModel, StayModel
from medcentre.store.uow import reading


@dataclass(frozen=True, slots=True)
class _Lie:
    """A stretch of somebody in a room, cut to the window."""

    stay_id: int
    place: int
    label: str
    start: datetime
    end: datetime


def _lies(
    session: Session, start: datetime, end: datetime, where: Any, by_zone: bool
) -> list[_Lie]:
    place = ZoneModel.id if by_zone else RoomModel.id
    rows = session.execute(
        select(
            OccupancyModel.stay_id, place, ZoneModel.name, RoomModel.code, OccupancyModel.from_at,
            OccupancyModel.until_at, StayModel.exited_at,
        )
        .join(BedModel, BedModel.id == OccupancyModel.bed_id)
        .join(RoomModel, RoomModel.id == BedModel.room_id)
        .join(ZoneModel, ZoneModel.id == RoomModel.zone_id)
        .join(StayModel, StayModel.id == OccupancyModel.stay_id)
        .where(lain_between(start, end), where)
    )  # fmt: skip
    found = []
    for stay_id, key, zone, room, from_at, until_at, exited_at in rows:
        last = min(t for t in (until_at, exited_at, end) if t is not None)
        first = max(from_at, start)
        if first < last:
            label = zone if by_zone else f"{zone} {room}"
            found.append(_Lie(stay_id, key, label, first, last))
    return found


@reads(view(Data.PRECAUTIONS))
def contacts(
    ctx: ServiceContext, stay_id: int, start: datetime, end: datetime, by_zone: bool = False
) -> tuple[Contact, ...]:
    """Who shared a room (or zone) with a stay between two moments, longest first (IC-03).

    Hours are of being assigned to the place together; absences are not taken off, because the air
    of a room is shared by hours slept there and by those spent there in between.
    """
    if end <= start:
        raise DomainError(KernelCode.END_BEFORE_START, where="end")
    now = ctx.clock.now()
    end = min(end, now)
    with reading(ctx) as session:
        refuse_beyond(session, ctx, stay_id)
        known = stays(session, ctx, start)
        mine = _lies(session, start, end, OccupancyModel.stay_id == stay_id, by_zone)
        if not mine:
            return ()
        places = {lie.place for lie in mine}
        column = ZoneModel.id if by_zone else RoomModel.id
        others = _lies(
            session, start, end,
            and_(column.in_(places), OccupancyModel.stay_id != stay_id), by_zone,
        )  # fmt: skip
        others = [o for o in others if known is None or o.stay_id in known]
        meetings = _meetings(mine, others)
        people = _people(session, {s for s, _ in meetings}, now)
    rows = [
        Contact(
            stay, shown_name(people[stay].name, ctx.actor), people[stay].admission_no, label,
            min(a for a, _ in spans), max(b for _, b in spans),
            round(sum((b - a).total_seconds() for a, b in spans) / 3600, 1), people[stay].bed or "",
        )
        for (stay, label), spans in meetings.items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda c: (-c.hours, c.admission_no)))


def _meetings(
    mine: Iterable[_Lie], others: Iterable[_Lie]
) -> dict[tuple[int, str], list[tuple[datetime, datetime]]]:
    found: dict[tuple[int, str], list[tuple[datetime, datetime]]] = defaultdict(list)
    for other in others:
        for me in mine:
            if me.place == other.place:
                first, last = max(me.start, other.start), min(me.end, other.end)
                if first < last:
                    found[other.stay_id, other.label].append((first, last))
    return found


def _people(session: Session, stays: set[int], now: datetime) -> dict[int, Any]:
    """Name, number and present bed (empty after the exit) of stays."""
    rows = session.execute(
        select(StayModel.id, StayModel.admission_no, PersonModel.name, BedModel.code.label("bed"))
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .outerjoin(
            OccupancyModel,
            and_(
                OccupancyModel.stay_id == StayModel.id, OccupancyModel.from_at <= now,
                or_(OccupancyModel.until_at.is_(None), OccupancyModel.until_at > now),
                OccupancyModel.revoked_at.is_(None),
                or_(StayModel.exited_at.is_(None), StayModel.exited_at > now),
            ),
        )
        .outerjoin(BedModel, BedModel.id == OccupancyModel.bed_id)
        .where(StayModel.id.in_(stays))
    )  # fmt: skip
    return {r.id: r for r in rows}


@reads(view(Data.PLACES), view(Data.STATISTICS))
def occupancy_chart(ctx: ServiceContext, first: date, last: date) -> tuple[ZoneDay, ...]:
    """Occupied and existing beds of each zone at 24:00 of each day (PL-03); two statements."""
    if last < first:
        raise DomainError(KernelCode.END_BEFORE_START, where="last")
    days = list(days_between(first, last))
    marks = [day_end(d) for d in days]
    with reading(ctx) as session:
        lies = _lies(session, marks[0], marks[-1] + timedelta(microseconds=1),
                     literal(1) == literal(1), True)  # fmt: skip
        zones = own(session, ctx)
        beds = session.execute(
            select(ZoneModel.id, ZoneModel.name, BedModel.from_at, BedModel.until_at)
            .join(RoomModel, RoomModel.zone_id == ZoneModel.id)
            .join(BedModel, BedModel.room_id == RoomModel.id)
            .order_by(ZoneModel.position, ZoneModel.code)
        ).all()
    names = {b[0]: b[1] for b in beds if zones is None or b[0] in zones}
    occupied = _count(marks, ((lie.place, lie.start, lie.end) for lie in lies))
    existing = _count(
        marks, ((z, a, b or datetime.max.replace(tzinfo=a.tzinfo)) for z, _, a, b in beds)
    )
    return tuple(
        ZoneDay(zone, name, day, occupied[zone, i], existing[zone, i])
        for zone, name in names.items()
        for i, day in enumerate(days)
    )


def _count(
    marks: list[datetime], spans: Iterable[tuple[int, datetime, datetime]]
) -> dict[tuple[int, int], int]:
    """How many spans hold each mark, by place."""
    from bisect import bisect_left

    found: dict[tuple[int, int], int] = defaultdict(int)
    for place, start, end in spans:
        for index in range(bisect_left(marks, start), bisect_left(marks, end)):
            found[place, index] += 1
    return found


@reads(view(Data.PLACES))
def map_events(ctx: ServiceContext, start: datetime, end: datetime) -> tuple[MapEvent, ...]:
    """Admissions, exits, moves and absences between two moments, for the time bar."""

    def part(kind: str, moment: Any, stay: Any, where: Any) -> Any:
        return select(moment.label("at"), literal(kind).label("kind"), stay.label("stay_id")).where(
            moment >= start, moment < end, where
        )

    yes = literal(1) == literal(1)
    inner = union_all(
        part("in", StayModel.admitted_at, StayModel.id, yes),
        part("out", StayModel.exited_at, StayModel.id, yes),
        part("away", AbsenceModel.from_at, AbsenceModel.stay_id, AbsenceModel.revoked_at.is_(None)),
        select(OccupancyModel.from_at, literal("move"), OccupancyModel.stay_id)
        .join(ChangeModel, ChangeModel.id == OccupancyModel.opened_by_id)
        .where(
            OccupancyModel.from_at >= start, OccupancyModel.from_at < end,
            OccupancyModel.revoked_at.is_(None),
            ChangeModel.kind.in_(("move", "exchange", "plan")),
        ),
    ).subquery()  # fmt: skip
    with reading(ctx) as session:
        known = stays(session, ctx, start)
        rows = session.execute(
            select(inner.c.at, inner.c.kind, inner.c.stay_id, PersonModel.name)
            .join(StayModel, StayModel.id == inner.c.stay_id)
            .join(PersonModel, PersonModel.id == StayModel.person_id)
            .order_by(inner.c.at, inner.c.stay_id)
        ).all()
    return tuple(
        MapEvent(r.at, r.kind, r.stay_id, shown_name(r.name, ctx.actor))
        for r in rows
        if known is None or r.stay_id in known
    )


@reads(view(Data.PLACES), edit(Data.PLACES))
def bed_history(ctx: ServiceContext, stay_id: int) -> tuple[BedPeriod, ...]:
    """Where a stay lay, oldest first; the last stretch ends with the exit."""
    with reading(ctx) as session:
        refuse_beyond(session, ctx, stay_id)
        rows = session.execute(
            select(
                OccupancyModel.id, BedModel.code, ZoneModel.name, OccupancyModel.from_at,
                OccupancyModel.until_at, StayModel.exited_at, OccupancyModel.reason,
                OccupancyModel.entered_by,
            )
            .join(BedModel, BedModel.id == OccupancyModel.bed_id)
            .join(RoomModel, RoomModel.id == BedModel.room_id)
            .join(ZoneModel, ZoneModel.id == RoomModel.zone_id)
            .join(StayModel, StayModel.id == OccupancyModel.stay_id)
            .where(OccupancyModel.stay_id == stay_id, OccupancyModel.revoked_at.is_(None))
            .order_by(OccupancyModel.from_at)
        ).all()  # fmt: skip
    return tuple(
        BedPeriod(
            r.id, r.code, r.name, r.from_at,
            min((t for t in (r.until_at, r.exited_at) if t is not None), default=None),
            told_words(r.reason, ctx), r.entered_by,
        )
        for r in rows
    )  # fmt: skip
