"""Which zones somebody belongs to, and whose responsible head they are (PL-01, 12.2).

Zones live in the placement room above, so its acts (`medcentre.placement.acts.teams`) check the zone
and wrap these functions.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import day_end, day_start
from medcentre.kernel.errors import DomainError, refuse_if
from medcentre.staff.facts import Category, EmployerKind, StaffCode
from medcentre.staff.rules import check_span, side_of
from medcentre.staff.tables import Employer, StaffMember, ZoneOfStaff
from medcentre.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinZone:
    """Somebody belongs to a zone from a day on; `last_day` included, None: until further notice."""

    staff_id: int
    zone_id: int
    first_day: date
    last_day: date | None = None
    head: bool = False


def join_zone_in(uow: UnitOfWork, cmd: JoinZone, action: str = "staff.join_zone") -> int:
    """Enter the fact inside an open unit of work; its number.

    Raises ZONE_TWICE, ZONE_HEAD_TAKEN (one head a zone and side), ZONE_HEAD_SIDE, END_BEFORE_START.
    """
    if cmd.last_day is not None:
        refuse_if(check_span(cmd.first_day, cmd.last_day))
    start = day_start(cmd.first_day)
    end = None if cmd.last_day is None else day_end(cmd.last_day)
    member = uow.get(StaffMember, cmd.staff_id, version=None)
    kind = uow.session.get_one(Employer, member.employer_id).kind
    side = side_of(Category(member.category), EmployerKind(kind))
    if cmd.head and not side:
        raise DomainError(StaffCode.ZONE_HEAD_SIDE, where="head", name=member.name)
    _refuse_second(uow, cmd, side, start, end)
    row = uow.add(
        ZoneOfStaff(
            staff_id=cmd.staff_id, zone_id=cmd.zone_id, side=side, head=cmd.head, from_at=start,
            until_at=end, entered_at=uow.ctx.clock.now(), entered_by=uow.ctx.actor.name,
        )
    )  # fmt: skip
    uow.record(
        f"staff:{cmd.staff_id}", Topic.STAFF, Topic.ACCOUNTS, action=action, zone=cmd.zone_id,
        head=cmd.head, first=cmd.first_day, last=cmd.last_day,
    )  # fmt: skip
    return row.id


def _refuse_second(
    uow: UnitOfWork, cmd: JoinZone, side: str, start: datetime, end: datetime | None
) -> None:
    """Not twice in one zone at a time, and one head a side."""
    query = (
        select(ZoneOfStaff.staff_id, ZoneOfStaff.head, ZoneOfStaff.side, StaffMember.name)
        .join(StaffMember, StaffMember.id == ZoneOfStaff.staff_id)
        .where(
            ZoneOfStaff.zone_id == cmd.zone_id, ZoneOfStaff.cancelled_at.is_(None),
            or_(ZoneOfStaff.until_at.is_(None), ZoneOfStaff.until_at > start),
        )
    )  # fmt: skip
    if end is not None:
        query = query.where(ZoneOfStaff.from_at < end)
    for row in uow.session.execute(query):
        if row.staff_id == cmd.staff_id:
            raise DomainError(StaffCode.ZONE_TWICE, where="zone_id", name=row.name)
        if cmd.head and row.head and row.side == side:
            raise DomainError(StaffCode.ZONE_HEAD_TAKEN, where="head", name=row.name)


def end_zone_in(uow: UnitOfWork, fact_id: int, version: int, last_day: date, action: str) -> None:
    """Change the last day of the fact, earlier or later."""
    row = uow.get(ZoneOfStaff, fact_id, version=version)
    if row.cancelled_at is not None:
        raise DomainError(StaffCode.ALREADY_CANCELLED)
    until = day_end(last_day)
    if until <= row.from_at:  # ended before it began: the fact never was
        row.cancelled_at = uow.ctx.clock.now()
    else:
        row.until_at = until
    uow.record(
        f"staff:{row.staff_id}", Topic.STAFF, Topic.ACCOUNTS, action=action, zone=row.zone_id,
        last=last_day,
    )  # fmt: skip
