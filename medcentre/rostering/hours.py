"""Hours and fairness of a month: planned and worked, by kind of pay, attendance, the ledger (C13, C15)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from medcentre.kernel.clock import at
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Data, view
from medcentre.rostering.commands import MonthSheet
from medcentre.rostering.facts import Assignment, DayKind, Group, Leave, PayKind, Problem, ShiftType
from medcentre.rostering.reach import seen_by, sees_all_hours, sheet_reads
from medcentre.rostering.rules.fairness import fair_rows
from medcentre.rostering.rules.frame import day_kind
from medcentre.rostering.rules.hours import hours_report
from medcentre.rostering.tables import RosterAttendance, RosterLedger, RosterMonth
from medcentre.rostering.views import month_sheet_in
from medcentre.staff.facts import LeaveKind
from medcentre.staff.tables import StaffMember
from medcentre.store.uow import reading

LATE = timedelta(minutes=5)
"""Later than this after the start of the shift counts as late, earlier than its end as left early."""

LEDGER_MONTHS = 3


@dataclass(frozen=True, slots=True)
class MonthHours:
    """One person's month; minutes."""

    staff_id: int
    name: str
    group: Group
    title: str
    standard: int
    planned: int
    ordinary: int
    extra: int
    rest_day: int
    holiday: int
    nights: int
    weekends: int
    holidays: int
    leave: tuple[tuple[LeaveKind, int], ...]
    """Workdays away by kind."""
    absent: int

    @property
    def leave_days(self) -> int:
        """Workdays away, whatever the kind."""
        return sum(days for _, days in self.leave)

    @property
    def worked(self) -> int:
        """All counted minutes."""
        return self.ordinary + self.extra + self.rest_day + self.holiday

    @property
    def balance(self) -> int:
        """Above (positive) or below the month's standard, holidays apart; 0 without a standard."""
        if not self.standard:
            return 0
        return self.worked - self.holiday - self.standard


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One person's shift of a day, planned against actual."""

    staff_id: int
    name: str
    group: Group
    shift: str
    planned_from: datetime
    planned_until: datetime
    post: str
    post_en: str
    recorded: bool = False
    absent: bool = False
    from_at: datetime | None = None
    until_at: datetime | None = None
    note: str = ""
    phone: str = ""

    @property
    def is_late(self) -> bool:
        """Came later than the grace allows."""
        return self.from_at is not None and self.from_at > self.planned_from + LATE

    @property
    def left_early(self) -> bool:
        """Left before the shift's end."""
        return self.until_at is not None and self.until_at < self.planned_until - LATE


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One person's load over some months: what was worked and the deviation carried on."""

    staff_id: int
    name: str
    group: Group
    months: tuple[tuple[int, int, int, int] | None, ...]
    """For each month nights, weekend days, holidays, minutes; oldest first; None: no sheet."""
    nights_gap: float
    weekends_gap: float
    holidays_gap: float
    minutes_gap: int
    in_fairness: bool


@dataclass(frozen=True, slots=True)
class Fairness:
    """The ledger page: the months looked at and a row a person."""

    months: tuple[Month, ...]
    rows: tuple[LedgerRow, ...]


@reads(view(Data.ROSTERS))
def month_hours(ctx: ServiceContext, month: Month) -> tuple[MonthHours, ...]:
    """The hours report of a month (ROS-04): the sheet, with what attendance corrected."""
    with reading(ctx) as session:
        data = month_sheet_in(session, month, None)
        actual = _attended(session, month.first, month.last)
    return hours_rows(data if sees_all_hours(ctx.actor) else seen_by(ctx.actor, data), actual)


def hours_rows(
    data: MonthSheet, actual: Mapping[tuple[int, date], RosterAttendance]
) -> tuple[MonthHours, ...]:
    """The report of a sheet at hand."""
    problem, planned = data.problem, data.sheet.assignments()
    real_problem, worked = _as_worked(problem, planned, actual)
    plan = {r.person: r for r in hours_report(problem, planned)}
    people = {p.id: p for p in problem.people}
    away = _workdays_away(problem)
    absent: dict[int, int] = {}
    for (who, _), row in actual.items():
        absent[who] = absent.get(who, 0) + row.absent
    return tuple(
        MonthHours(
            r.person, people[r.person].name, people[r.person].group, people[r.person].title,
            r.standard, plan[r.person].total, r.minutes[PayKind.ORDINARY],
            r.minutes[PayKind.EXTRA], r.minutes[PayKind.REST_DAY], r.minutes[PayKind.HOLIDAY],
            r.nights, r.weekends, r.holidays, tuple(away.get(r.person, {}).items()), absent.get(r.person, 0),
        )
        for r in hours_report(real_problem, worked)
    )  # fmt: skip


def _attended(
    session: Session, first: date, last: date
) -> dict[tuple[int, date], RosterAttendance]:
    rows = session.scalars(
        select(RosterAttendance).where(RosterAttendance.day.between(first, last))
    )
    return {(r.staff_id, r.day): r for r in rows}


def _as_worked(
    problem: Problem,
    planned: Sequence[Assignment],
    actual: Mapping[tuple[int, date], RosterAttendance],
) -> tuple[Problem, list[Assignment]]:
    """The sheet with absences taken out, other shifts put in, actual times as shifts of their own."""
    shifts = {s.code: s for s in problem.shifts}
    cells = {(a.person, a.day): a for a in planned}
    people = {p.id for p in problem.people}
    for key, row in actual.items():
        if key[0] not in people:
            continue
        if row.absent:
            cells.pop(key, None)
            continue
        code = row.shift or (cells[key].shift if key in cells else "")
        if code not in shifts:
            continue
        if row.from_at and row.until_at:
            made = _actual_shift(shifts[code], row)
            shifts[made.code] = made
            code = made.code
        cells[key] = Assignment(*key, code)
    return replace(problem, shifts=tuple(shifts.values())), list(cells.values())


def _actual_shift(shift: ShiftType, row: RosterAttendance) -> ShiftType:
    """The shift as it was really worked; breaks stay in proportion."""
    assert row.from_at is not None
    assert row.until_at is not None
    start = round((row.from_at - at(row.day, 0)).total_seconds() / 60)
    minutes = round((row.until_at - row.from_at).total_seconds() / 60)
    paid = None
    if shift.paid_minutes is not None:
        paid = round(minutes * shift.paid_minutes / max(shift.minutes, 1))
    return replace(
        shift, code=f"{shift.code}@{row.id}", start=max(start, 0), minutes=minutes,
        paid_minutes=paid,
    )  # fmt: skip


def _workdays_away(problem: Problem) -> dict[int, dict[LeaveKind, int]]:
    found: dict[int, dict[LeaveKind, int]] = {}
    for leave in problem.leaves:
        mine = found.setdefault(leave.person, {})
        mine[leave.kind] = mine.get(leave.kind, 0) + _workdays(problem, leave)
    return found


def _workdays(problem: Problem, leave: Leave) -> int:
    days = (leave.last - leave.first).days + 1
    return sum(
        day_kind(problem.holidays, leave.first + timedelta(days=n)) is DayKind.WORKDAY
        for n in range(days)
    )


# ---- attendance -----------------------------------------------------------------------------


@sheet_reads
def attendance(ctx: ServiceContext, day: date) -> tuple[AttendanceRow, ...]:
    """Everybody on the sheet of a day with what was recorded, by group, post and name."""
    with reading(ctx) as session:
        data = seen_by(ctx.actor, month_sheet_in(session, Month.of(day), None))
        actual = _attended(session, day, day)
        phones = {r.id: r.phone for r in session.execute(select(StaffMember.id, StaffMember.phone))}
    problem = data.problem
    shifts = {s.code: s for s in problem.shifts}
    posts = {p.code: p for p in problem.posts}
    people = {p.id: p for p in problem.people}
    cells = {a.person: (a.shift, a.post) for a in data.sheet.assignments() if a.day == day}
    for (who, _), row in actual.items():
        if who not in cells and who in people and row.shift:
            cells[who] = (row.shift, None)
    found = []
    for who, (code, post) in cells.items():
        shift = shifts.get(code)
        if shift is None:
            continue
        place = posts.get(post or "")
        base = AttendanceRow(
            who, people[who].name, people[who].group, code, shift.starts_at(day),
            shift.ends_at(day), place.name_zh if place else "", place.name_en if place else "",
            phone=phones.get(who, ""),
        )  # fmt: skip
        found.append(_with_actual(base, actual.get((who, day))))
    order = {g: n for n, g in enumerate(Group)}
    return tuple(sorted(found, key=lambda r: (order[r.group], r.planned_from, r.post, r.name)))


def _with_actual(row: AttendanceRow, found: RosterAttendance | None) -> AttendanceRow:
    if found is None:
        return row
    return replace(
        row, recorded=True, absent=found.absent, from_at=found.from_at, until_at=found.until_at,
        note=found.note, shift=found.shift or row.shift,
    )  # fmt: skip


# ---- fairness -------------------------------------------------------------------------------


@sheet_reads
def fairness(ctx: ServiceContext, month: Month) -> Fairness:
    """Loads of three months up to this one and the deviation carried on (C13, ROS-14)."""
    months = tuple(month.plus(-back) for back in reversed(range(LEDGER_MONTHS)))
    with reading(ctx) as session:
        sheets = [seen_by(ctx.actor, month_sheet_in(session, m, None)) for m in months]
        kept = _kept_ledger(session, month)
    loads = [
        {r.person: r for r in fair_rows(s.problem, s.sheet)} if s.head.version else {}
        for s in sheets
    ]
    rows = []
    for person in sheets[-1].problem.people:
        mine = [found.get(person.id) for found in loads]
        last = mine[-1]
        carried = kept.get(person.id)
        gaps = (0.0, 0.0, 0.0, 0)
        if carried is not None:
            gaps = (
                carried.nights_milli / 1000, carried.weekends_milli / 1000,
                carried.holidays_milli / 1000, carried.minutes,
            )  # fmt: skip
        elif last is not None:
            gaps = (
                last.night_deviation, last.weekend_deviation, last.holiday_deviation,
                last.minutes_deviation,
            )  # fmt: skip
        rows.append(
            LedgerRow(
                person.id, person.name, person.group,
                tuple((r.nights, r.weekends, r.holidays, r.minutes) if r else None for r in mine),
                *gaps, person.in_fairness,
            )
        )  # fmt: skip
    return Fairness(months, tuple(rows))


def _kept_ledger(session: Session, month: Month) -> dict[int, RosterLedger]:
    """What a published month left to the next; empty for a draft."""
    rows = session.scalars(
        select(RosterLedger)
        .join(RosterMonth, RosterMonth.id == RosterLedger.month_id)
        .where(RosterMonth.month == str(month), RosterLedger.number == RosterMonth.published_no)
    )
    return {r.staff_id: r for r in rows}
