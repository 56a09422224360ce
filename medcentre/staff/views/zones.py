"""Zones of staff as facts of a moment, for actors and for the rooms that know zones."""

from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from medcentre.kernel.clock import centre_day
from medcentre.staff.facts import HomeZone
from medcentre.staff.tables import StaffMember, ZoneOfStaff


def home_zones(session: Session, since: datetime) -> tuple[HomeZone, ...]:
    """Facts that hold at a moment or begin later, oldest first; one statement."""
    query = (
        select(ZoneOfStaff)
        .where(
            ZoneOfStaff.cancelled_at.is_(None),
            or_(ZoneOfStaff.until_at.is_(None), ZoneOfStaff.until_at > since),
        )
        .order_by(ZoneOfStaff.from_at, ZoneOfStaff.id)
    )
    return tuple(
        HomeZone(
            r.id, r.version, r.staff_id, r.zone_id, r.side, r.head, centre_day(r.from_at),
            _last_day(r.until_at),
        )
        for r in session.scalars(query)
    )  # fmt: skip


def _last_day(until: datetime | None) -> date | None:
    return None if until is None else date.fromordinal(centre_day(until).toordinal() - 1)


def zones_at(
    session: Session, staff_id: int, moment: datetime
) -> tuple[frozenset[int], frozenset[int]]:
    """The zones somebody belongs to at a moment, and those of them they are the head of."""
    rows = session.execute(
        select(ZoneOfStaff.zone_id, ZoneOfStaff.head).where(
            ZoneOfStaff.staff_id == staff_id, ZoneOfStaff.cancelled_at.is_(None),
            ZoneOfStaff.from_at <= moment,
            or_(ZoneOfStaff.until_at.is_(None), ZoneOfStaff.until_at > moment),
        )
    ).all()  # fmt: skip
    return frozenset(r.zone_id for r in rows), frozenset(r.zone_id for r in rows if r.head)


def heads_by_zone(session: Session, moment: datetime) -> dict[int, tuple[str, ...]]:
    """Zone -> names of its responsible heads at a moment, police side first; one statement."""
    rows = session.execute(
        select(ZoneOfStaff.zone_id, StaffMember.name)
        .join(StaffMember, StaffMember.id == ZoneOfStaff.staff_id)
        .where(
            ZoneOfStaff.head, ZoneOfStaff.from_at <= moment, ZoneOfStaff.cancelled_at.is_(None),
            or_(ZoneOfStaff.until_at.is_(None), ZoneOfStaff.until_at > moment),
        )
        .order_by(ZoneOfStaff.side.desc())
    )  # fmt: skip
    found: dict[int, tuple[str, ...]] = {}
    for zone_id, name in rows:
        found[zone_id] = (*found.get(zone_id, ()), name)
    return found


def heads_of(session: Session, zone_id: int, moment: datetime) -> tuple[str, ...]:
    """Names of the responsible heads of one zone at a moment, police side first."""
    return heads_by_zone(session, moment).get(zone_id, ())
