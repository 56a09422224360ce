"""Who shares a shift: the same post, and every group on duty in the same zone meanwhile (C9)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.periods import Month
from medcentre.rostering.facts import Group, Post, ShiftType
from medcentre.rostering.ground import ground_in
from medcentre.rostering.plan_store import shifts_in
from medcentre.rostering.reach import sheet_reads
from medcentre.rostering.tables import RosterCell, RosterMonth
from medcentre.staff.tables import StaffMember
from medcentre.store.uow import reading

TOGETHER = timedelta(minutes=60)
"""Less than this in common is a handover, not a shift together."""


@dataclass(frozen=True, slots=True)
class Stint:
    """One published shift of somebody."""

    staff_id: int
    name: str
    group: Group
    day: date
    shift: ShiftType
    post: Post | None


@sheet_reads
def company(
    ctx: ServiceContext, staff_id: int, first: date, last: date
) -> Mapping[date, tuple[Stint, ...]]:
    """For each of somebody's days between two dates those on duty with them, by group and name."""
    with reading(ctx) as session:
        rows = session.execute(
            select(RosterCell, StaffMember.name, StaffMember.category)
            .join(RosterMonth, RosterMonth.id == RosterCell.month_id)
            .join(StaffMember, StaffMember.id == RosterCell.staff_id)
            .where(
                RosterMonth.published_no > 0,
                RosterCell.day.between(first - timedelta(days=1), last + timedelta(days=1)),
                RosterCell.shift != "",
            )
        ).all()
        shifts = {s.code: s for s in shifts_in(session, Month.of(first))}
        posts = {p.code: p for p in ground_in(session, Month.of(first)).posts} if rows else {}
    days: dict[date, list[Stint]] = defaultdict(list)
    for cell, name, category in rows:
        if cell.shift in shifts and category in {g.value for g in Group}:
            days[cell.day].append(
                Stint(
                    cell.staff_id, name, Group(category), cell.day, shifts[cell.shift],
                    posts.get(cell.post),
                )
            )  # fmt: skip
    return {
        mine.day: _with(mine, (s for n in (-1, 0, 1) for s in days[mine.day + timedelta(days=n)]))
        for found in list(days.values())
        for mine in found
        if mine.staff_id == staff_id and first <= mine.day <= last
    }


def _with(mine: Stint, others: Iterable[Stint]) -> tuple[Stint, ...]:
    order = {group: n for n, group in enumerate(Group)}
    found = [o for o in others if o.staff_id != mine.staff_id and _shared(mine, o)]
    return tuple(sorted(found, key=lambda o: (order[o.group], o.shift.start, o.name)))


def _shared(mine: Stint, other: Stint) -> bool:
    if not (mine.shift.in_house and other.shift.in_house):
        return False
    start = max(mine.shift.starts_at(mine.day), other.shift.starts_at(other.day))
    end = min(mine.shift.ends_at(mine.day), other.shift.ends_at(other.day))
    if end - start < TOGETHER:
        return False
    if mine.post is None or other.post is None:
        return mine.group is other.group and mine.shift.code == other.shift.code
    if mine.post.places:
        return bool(mine.post.places & other.post.places)
    alike = mine.group is other.group and mine.shift.code == other.shift.code
    return mine.post.code == other.post.code or alike
