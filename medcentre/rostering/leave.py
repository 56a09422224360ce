"""Annual leave: how much is due in a year, how much is granted, and what more would come to (ROS-06)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from medcentre.kernel.clock import centre_day, day_end, day_start
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import Violation
from medcentre.rostering.facts import Group, HolidayPlan, Leave, Person
from medcentre.rostering.reach import groups_seen, sheet_reads
from medcentre.rostering.rules.hours import leave_balance, leave_violations
from medcentre.rostering.views import holidays_in
from medcentre.staff.facts import LeaveKind
from medcentre.staff.tables import Leave as LeaveModel
from medcentre.staff.tables import StaffMember
from medcentre.store.uow import reading

ROSTERED = frozenset(g.value for g in Group)


@dataclass(frozen=True, slots=True)
class LeaveBalance:
    """Workdays of annual leave of one person in one year; `due` None: start of work not entered."""

    staff_id: int
    year: int
    due: int | None
    granted: int

    @property
    def left(self) -> int:
        """What may still be taken; below zero when too much was granted."""
        return (self.due or 0) - self.granted


@sheet_reads
def leave_balances(ctx: ServiceContext, year: int) -> tuple[LeaveBalance, ...]:
    """Annual leave of everybody on the rosters, as far as the actor sees them; three statements."""
    groups = groups_seen(ctx.actor)
    seen = ROSTERED if groups is None else {g.value for g in groups}
    with reading(ctx) as session:
        people = [p for p in _people(session, ()) if p.group.value in seen]
        leaves = _leaves(session, year, ())
        holidays = holidays_in(session)
    return tuple(_balance(p, leaves.get(p.id, ()), holidays, year) for p in people)


@sheet_reads
def own_leave(ctx: ServiceContext, year: int) -> LeaveBalance | None:
    """Annual leave of the signed-in person; None for somebody who is not on the rosters."""
    if ctx.actor.staff_id is None:
        return None
    with reading(ctx) as session:
        person = next(iter(_people(session, (ctx.actor.staff_id,))), None)
        if person is None:
            return None
        leaves = _leaves(session, year, (person.id,))
        return _balance(person, leaves.get(person.id, ()), holidays_in(session), year)


@sheet_reads
def leave_verdict(
    ctx: ServiceContext, asked: Leave, besides: int | None = None
) -> tuple[LeaveBalance | None, tuple[Violation, ...]]:
    """What granting a leave would come to, and which rule it would break; nothing is written.

    `besides`: number of the leave it takes the place of.
    """
    year = asked.first.year
    with reading(ctx) as session:
        person = next(iter(_people(session, (asked.person,))), None)
        if person is None:
            return None, ()
        known = _leaves(session, year, (person.id,), besides).get(person.id, [])
        holidays = holidays_in(session)
    annual = [x for x in (*known, asked) if x.kind is LeaveKind.ANNUAL]
    judged = annual if asked.kind is LeaveKind.ANNUAL else [asked]
    broken = tuple(leave_violations(person, judged, holidays, date(year, 12, 31)))
    return _balance(person, annual, holidays, year), broken


def _balance(
    person: Person, leaves: Iterable[Leave], holidays: tuple[HolidayPlan, ...], year: int
) -> LeaveBalance:
    due, granted = leave_balance(person, leaves, holidays, date(year, 12, 31))
    return LeaveBalance(person.id, year, None if person.worked_since is None else due, granted)


def _people(session: Session, ids: tuple[int, ...]) -> list[Person]:
    """Those on the rosters, or some of them, as far as leave looks at them."""
    query = select(
        StaffMember.id, StaffMember.name, StaffMember.category, StaffMember.worked_since
    ).where(StaffMember.category.in_(ROSTERED))
    if ids:
        query = query.where(StaffMember.id.in_(ids))
    return [
        Person(r.id, r.name, Group(r.category), worked_since=r.worked_since)
        for r in session.execute(query)
    ]


def _leaves(
    session: Session, year: int, ids: tuple[int, ...], besides: int | None = None
) -> dict[int, list[Leave]]:
    """Annual leave that touches a year, by person; all of theirs without `ids`."""
    query = select(LeaveModel).where(
        LeaveModel.cancelled_at.is_(None), LeaveModel.kind == LeaveKind.ANNUAL,
        LeaveModel.from_at < day_end(date(year, 12, 31)),
        LeaveModel.until_at > day_start(date(year, 1, 1)),
        LeaveModel.id != (besides or 0),
    )  # fmt: skip
    if ids:
        query = query.where(LeaveModel.staff_id.in_(ids))
    found: dict[int, list[Leave]] = defaultdict(list)
    for row in session.scalars(query):
        last = centre_day(row.until_at - timedelta(seconds=1))
        found[row.staff_id].append(
            Leave(row.staff_id, LeaveKind(row.kind), centre_day(row.from_at), last)
        )
    return found
