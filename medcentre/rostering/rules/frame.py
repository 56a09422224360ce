"""A month made ready for the rules: days, values, contracts, availability, standard hours."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from medcentre.rostering.facts import (
    Balance,
    Contract,
    DayKind,
    Group,
    HolidayPlan,
    Person,
    Post,
    PostNeed,
    Problem,
    RuleConfig,
    RuleId,
    ShiftType,
)
from medcentre.rostering.plan import OFF
from medcentre.staff.facts import LeaveKind

STANDARD_DAY = 8 * 60
"""Minutes of a standard working day (ROS-01)."""

UNKNOWN_CONTRACT = Contract("standard")

WORKED_LEAVE = frozenset({LeaveKind.BUSINESS, LeaveKind.TRAINING})
"""Days away that are work: a standard day on each workday (domain.md 6.5)."""

OWED_LEAVE = frozenset({LeaveKind.COMPENSATORY})
"""Time off for hours worked before: the month's standard stays, the surplus melts (ROS-04).

All other kinds lower the month's standard by their workdays."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Look-ups over one problem. Days are numbered from 0, the first of the month."""

    problem: Problem
    days: tuple[date, ...]
    kinds: tuple[DayKind, ...]
    values: Mapping[str, int]
    """Shift code to value; 0 is the day off."""
    shifts: tuple[ShiftType, ...]
    """`shifts[value - 1]`."""
    rows: Mapping[int, int]
    """Person id to row."""
    contracts: Mapping[str, Contract]
    rules: Mapping[RuleId, RuleConfig]
    """Rules that hold in this month."""
    posts: Mapping[str, Post]
    before: Mapping[int, tuple[int, ...]]
    """Person id to the values of the carried days, yesterday last."""
    ledger: Mapping[int, Balance]
    leave_days: frozenset[tuple[int, int]]
    """Person id and day number on leave."""
    owed_days: frozenset[tuple[int, int]]
    """Those of them that are time off for hours worked before."""
    credit_days: frozenset[tuple[int, int]]
    """Those of them that count as a standard day of work."""

    def mask_of(self, codes: frozenset[str] | set[str]) -> int:
        """The set of values of some shift codes."""
        return sum(1 << self.values[c] for c in codes if c in self.values)

    def mask_where(self, group: Group | None = None, *, night: bool | None = None) -> int:
        """The shifts a group may work, or the night shifts, as a mask."""
        mask = 0
        for i, shift in enumerate(self.shifts):
            fits = group is None or not shift.groups or group in shift.groups
            if fits and (night is None or shift.is_night == night):
                mask |= 1 << (i + 1)
        return mask

    @property
    def work(self) -> int:
        """Every shift."""
        return ((1 << len(self.shifts)) - 1) << 1

    @property
    def weekends(self) -> tuple[tuple[int, ...], ...]:
        """Saturday and Sunday by weekend; a weekend cut by the month has one day."""
        spans: list[tuple[int, ...]] = []
        for i, day in enumerate(self.days):
            if day.weekday() == 5:
                spans.append((i, i + 1) if i + 1 < len(self.days) else (i,))
            elif day.weekday() == 6 and i == 0:
                spans.append((0,))
        return tuple(spans)

    def contract(self, person: Person) -> Contract:
        """The person's contract; the plain one when it is not known."""
        return self.contracts.get(person.contract, UNKNOWN_CONTRACT)

    def is_here(self, person: Person, day: date) -> bool:
        """Employed or seconded here on a day."""
        return (
            (person.here_from is None or person.here_from <= day)
            and (person.here_to is None or day <= person.here_to)
            and day not in person.away
        )

    def month_minutes(self, person: Person, among: Collection[int] | None = None) -> int:
        """The minutes shifts should make up for a person: the month's standard, less days not here
        and days of leave; time off for hours worked before lowers nothing. `among`: of these days.
        """
        contract = self.contract(person)
        workdays = [i for i, k in enumerate(self.kinds) if k is DayKind.WORKDAY]
        gone = self.leave_days - self.owed_days
        present = sum(
            self.is_here(person, self.days[i]) and (person.id, i) not in gone
            for i in workdays
            if among is None or i in among
        )
        if contract.month_minutes is None:
            return present * contract.day_minutes
        return contract.month_minutes * present // max(len(workdays), 1)

    def credited(self, person: Person) -> tuple[int, ...]:
        """Workdays away that count as worked: training, official trips (domain.md 6.5)."""
        return tuple(
            i
            for i, kind in enumerate(self.kinds)
            if kind is DayKind.WORKDAY
            and (person.id, i) in self.credit_days
            and self.is_here(person, self.days[i])
        )

    def serves(self, person: Person, post: Post, day: date) -> bool:
        """Whether a person may hold a post on a day: group, sex, skill, certificate (ROS-10)."""
        return (
            (not person.posts or post.code in person.posts)
            and person.group in post.groups
            and (post.sex is None or person.sex == post.sex)
            and (post.skill is None or post.skill in person.skills)
            and (post.certificate is None or holds_certificate(person, post.certificate, day))
        )

    def need_on(self, post: Post, need: PostNeed, day: int) -> tuple[int, int]:
        """Minimum and preferred number on a day, today's demand added (C14)."""
        when = self.days[day]
        applies = when.weekday() in need.weekdays and (
            need.holidays is None or need.holidays == (self.kinds[day] is not DayKind.WORKDAY)
        )
        if not applies:
            return 0, 0
        extra = sum(
            d.extra
            for d in self.problem.demand
            if d.post == post.code and d.shift == need.shift and d.day == when
        )
        low = need.minimum + extra
        return low, max(low, (need.preferred or 0) + extra)


def holds_certificate(person: Person, kind: str, day: date) -> bool:
    """Whether a certificate is held and valid on a day."""
    return any(
        c.kind == kind and (c.valid_to is None or c.valid_to >= day) for c in person.certificates
    )


def frame(problem: Problem) -> Frame:
    """Make a problem ready. Shift codes in pins or history that are unknown are left out."""
    days = problem.month.days()
    values = {s.code: i + 1 for i, s in enumerate(problem.shifts)}
    return Frame(
        problem=problem,
        days=days,
        kinds=tuple(day_kind(problem.holidays, d) for d in days),
        values=values,
        shifts=problem.shifts,
        rows={p.id: i for i, p in enumerate(problem.people)},
        contracts={c.code: c for c in problem.contracts},
        rules={r.rule: r for r in problem.rules if r.holds_in(problem.month)},
        posts={p.code: p for p in problem.posts},
        before=_carried(problem, values),
        ledger={b.person: b for b in problem.history.ledger},
        leave_days=_leave_days(problem, days, frozenset(LeaveKind)),
        owed_days=_leave_days(problem, days, OWED_LEAVE),
        credit_days=_leave_days(problem, days, WORKED_LEAVE),
    )


def _leave_days(
    problem: Problem, days: tuple[date, ...], kinds: frozenset[LeaveKind]
) -> frozenset[tuple[int, int]]:
    return frozenset(
        (leave.person, i)
        for leave in problem.leaves
        if leave.kind in kinds
        for i, d in enumerate(days)
        if leave.first <= d <= leave.last
    )


def day_kind(plans: tuple[HolidayPlan, ...], day: date) -> DayKind:
    """What a date is; without a plan for its year, weekends are rest days."""
    for plan in plans:
        if plan.year == day.year:
            return plan.kind(day)
    return DayKind.REST_DAY if day.weekday() >= 5 else DayKind.WORKDAY


def _carried(problem: Problem, values: Mapping[str, int]) -> dict[int, tuple[int, ...]]:
    first, length = problem.month.first, problem.history.tail_days
    days = [first - timedelta(days=length - i) for i in range(length)]
    found = {(a.person, a.day): values.get(a.shift, OFF) for a in problem.history.tail}
    return {p.id: tuple(found.get((p.id, d), OFF) for d in days) for p in problem.people}
