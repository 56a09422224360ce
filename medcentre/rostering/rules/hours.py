"""Hours by kind of pay (ROS-04) and leave balances (ROS-06)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from medcentre.kernel.clock import centre_day, centre_time
from medcentre.kernel.errors import Violation
from medcentre.rostering.facts import (
    Account,
    Assignment,
    DayKind,
    HolidayPlan,
    Leave,
    PayKind,
    Person,
    Problem,
    RosterCode,
)
from medcentre.rostering.rules.frame import STANDARD_DAY, Frame, day_kind, frame
from medcentre.staff.facts import LeaveKind

MATERNITY_DAYS = 98
"""Least length of a maternity leave (ROS-06)."""


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Minutes of one person in a month by kind, and the shifts by sort."""

    person: int
    minutes: Mapping[PayKind, int]
    standard: int
    """Minutes the month asks for."""
    credited: int
    """Minutes of training and official trips among the ordinary ones."""
    nights: int
    weekends: int
    holidays: int

    @property
    def total(self) -> int:
        """All counted minutes."""
        return sum(self.minutes.values())


def minutes_by_day(view: Frame, assignment: Assignment) -> dict[date, int]:
    """Counted minutes on each calendar day; a shift over midnight has two (pay looks at these)."""
    shift = view.shifts[view.values[assignment.shift] - 1]
    if not shift.minutes or not shift.counted:
        return {}
    start, end = shift.starts_at(assignment.day), shift.ends_at(assignment.day)
    first = centre_day(start)
    found: dict[date, int] = {}
    moment, left = start, shift.counted
    for offset in range((centre_day(end) - first).days + 1):
        day = first + timedelta(days=offset)
        wall = centre_time(moment)
        midnight = moment + timedelta(minutes=1440 - wall.hour * 60 - wall.minute)
        stop = min(midnight, end)
        share = round((stop - moment).total_seconds() / 60 * shift.counted / shift.minutes)
        share = left if stop == end else min(share, left)
        if share:
            found[day] = share
        left -= share
        moment = stop
    return found


def hours_report(problem: Problem, worked: Sequence[Assignment]) -> tuple[HoursRow, ...]:
    """The month's hours of everybody by kind.

    Legal holidays are paid threefold whatever the account. With standard hours, work on rest days
    beyond the month's standard is paid double (no time off was given) and work on workdays beyond
    eight hours is extra; with comprehensive hours only what exceeds the month's standard, as extra.
    Flexible hours know no extra pay. Training and official trips count as standard days; time off
    for hours worked before lowers no standard, so that it melts extra hours and rest days (6.5).
    """
    view = frame(problem)
    mine: dict[int, list[Assignment]] = {p.id: [] for p in problem.people}
    for assignment in worked:
        if assignment.person in mine and assignment.shift in view.values:
            mine[assignment.person].append(assignment)
    return tuple(_row(view, p, mine[p.id]) for p in problem.people)


def _row(view: Frame, person: Person, worked: Iterable[Assignment]) -> HoursRow:
    by_day: dict[date, int] = {}
    nights = weekends = holidays = 0
    for assignment in worked:
        kind = day_kind(view.problem.holidays, assignment.day)
        shift = view.shifts[view.values[assignment.shift] - 1]
        nights += shift.is_night
        weekends += assignment.day.weekday() >= 5
        holidays += kind is DayKind.LEGAL_HOLIDAY
        for day, minutes in minutes_by_day(view, assignment).items():
            by_day[day] = by_day.get(day, 0) + minutes
    away = view.credited(person)
    account, day_minutes = view.contract(person).account, view.contract(person).day_minutes
    for i in away:
        by_day[view.days[i]] = by_day.get(view.days[i], 0) + day_minutes
    credited = len(away) * day_minutes
    standard = view.month_minutes(person)
    if account is not Account.FLEXIBLE:
        standard += credited
    return HoursRow(
        person.id, _by_kind(view, by_day, standard, account), standard, credited, nights, weekends,
        holidays,
    )  # fmt: skip


def _by_kind(
    view: Frame, by_day: Mapping[date, int], standard: int, account: Account
) -> dict[PayKind, int]:
    kinds = {day: day_kind(view.problem.holidays, day) for day in by_day}
    legal = sum(m for d, m in by_day.items() if kinds[d] is DayKind.LEGAL_HOLIDAY)
    rest = sum(m for d, m in by_day.items() if kinds[d] is DayKind.REST_DAY)
    work = sum(m for d, m in by_day.items() if kinds[d] is DayKind.WORKDAY)
    extra = double = 0
    if account is Account.STANDARD:
        extra = sum(
            max(m - STANDARD_DAY, 0) for d, m in by_day.items() if kinds[d] is DayKind.WORKDAY
        )
        double = min(rest, max(work - extra + rest - standard, 0))
    elif account is Account.COMPREHENSIVE:
        extra = max(work + rest - standard, 0)
    else:
        legal, work = 0, work + legal
    return {
        PayKind.ORDINARY: work + rest - extra - double,
        PayKind.EXTRA: extra,
        PayKind.REST_DAY: double,
        PayKind.HOLIDAY: legal,
    }


def annual_leave_days(person: Person, day: date) -> int:
    """Days of annual leave due in the year of a day: 5, 10 or 15 by years of work (ROS-06)."""
    if person.worked_since is None:
        return 0
    since = person.worked_since
    years = day.year - since.year - ((day.month, day.day) < (since.month, since.day))
    if years < 1:
        return 0
    return 5 if years < 10 else 10 if years < 20 else 15


def leave_balance(
    person: Person, leaves: Iterable[Leave], holidays: tuple[HolidayPlan, ...], day: date
) -> tuple[int, int]:
    """Annual leave due and taken in the year of a day; only workdays count as taken."""
    taken = 0
    for leave in leaves:
        if leave.person != person.id or leave.kind is not LeaveKind.ANNUAL:
            continue
        for offset in range((leave.last - leave.first).days + 1):
            when = leave.first + timedelta(days=offset)
            if when.year == day.year:
                taken += day_kind(holidays, when) is DayKind.WORKDAY
    return annual_leave_days(person, day), taken


def leave_violations(
    person: Person, leaves: Sequence[Leave], holidays: tuple[HolidayPlan, ...], day: date
) -> Iterable[Violation]:
    """ROS-06: no more annual leave than is due, no maternity leave shorter than the law's."""
    for leave in leaves:
        length = (leave.last - leave.first).days + 1
        if leave.kind is LeaveKind.MATERNITY and length < MATERNITY_DAYS:
            facts = {"name": person.name, "days": length, "least": MATERNITY_DAYS}
            yield Violation(RosterCode.MATERNITY_SHORT, "last", facts, "ROS-06")
    due, taken = leave_balance(person, leaves, holidays, day)
    if person.worked_since is not None and taken > due:
        facts = {
            "name": person.name,
            "leave": "label:leave_kind.annual",
            "taken": taken,
            "entitled": due,
        }
        yield Violation(RosterCode.LEAVE_EXCEEDED, "last", facts, "ROS-06")
