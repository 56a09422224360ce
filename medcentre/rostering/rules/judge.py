"""What is broken on a sheet: one judge for the grid, the solver's result and the prints.

A changed cell asks for one person's row and one or two days' columns again, nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from medcentre.rostering.facts import (
    Assignment,
    CoverNeed,
    Group,
    Level,
    Person,
    Problem,
    RosterCode,
    RosterViolation,
    RuleId,
    Sheet,
)
from medcentre.rostering.plan import HARD, OFF, Breach, Member, member_breaches
from medcentre.rostering.rules.allot import PostCount, allot_day
from medcentre.rostering.rules.cover import fits, segments
from medcentre.rostering.rules.frame import Frame, frame
from medcentre.rostering.rules.person import members

BED_NURSE_RATIO = 0.4
"""Nurses for each bed (ROS-15)."""


@lru_cache(maxsize=4)
def _prepared(problem: Problem) -> tuple[Frame, tuple[Member, ...]]:
    view = frame(problem)
    return view, members(view)


class Judge:
    """The rules at work on one sheet that may be changed cell by cell."""

    def __init__(self, problem: Problem, sheet: Sheet | None = None) -> None:
        self.view, self.members = _prepared(problem)
        self.problem = problem
        self._rows = [[OFF] * len(self.view.days) for _ in problem.people]
        self._given: list[list[str | None]] = [[None] * len(self.view.days) for _ in problem.people]
        self._by_person: list[tuple[RosterViolation, ...]] = [()] * len(problem.people)
        self._by_day: list[tuple[RosterViolation, ...]] = [()] * len(self.view.days)
        self._posts: list[dict[int, str]] = [{} for _ in self.view.days]
        self._counts: list[list[PostCount]] = [[] for _ in self.view.days]
        self._segments = {need: segments(self.view, need) for need in problem.covers}
        self._able = {
            need: frozenset(
                i for i, p in enumerate(problem.people) if fits(need, p.group, p.sex, p.skills)
            )
            for need in problem.covers
        }
        last = problem.month.first - timedelta(days=1)
        self._yesterday = {a.person: a.post for a in problem.history.tail if a.day == last}
        """Where those on duty over the border of the month stand."""
        self._house = tuple(_house(self.view))
        self.load(sheet or Sheet.of(problem, problem.pins))

    def load(self, sheet: Sheet) -> None:
        """Judge another sheet of the same month. Unknown shift codes are read as free."""
        for i, person in enumerate(sheet.people):
            row = self.view.rows[person]
            self._rows[row] = [self.view.values.get(c or "", OFF) for c in sheet.cells[i]]
            if sheet.posts:
                self._given[row] = list(sheet.posts[i])
        for row in range(len(self._rows)):
            self._judge_person(row)
        for day in range(len(self.view.days)):
            self._place(day)
        for day in range(len(self.view.days)):
            self._judge_day(day)

    def put(self, person: int, day: date, shift: str | None, post: str | None = None) -> None:
        """Change one cell and judge again what it touches. KeyError for an unknown shift."""
        row, d = self.view.rows[person], (day - self.view.days[0]).days
        self._rows[row][d] = OFF if shift is None else self.view.values[shift]
        self._given[row][d] = post
        self._judge_person(row)
        self._place(d)
        self._judge_day(d)
        if d + 1 < len(self.view.days):
            self._judge_day(d + 1)

    def what_if(
        self, person: int, day: date, shift: str | None
    ) -> tuple[tuple[RosterViolation, ...], tuple[RosterViolation, ...]]:
        """What a change would mend and what it would break; the sheet stays as it is (C12)."""
        row, d = self.view.rows[person], (day - self.view.days[0]).days
        old, post = self._rows[row][d], self._given[row][d]
        before = self._near(row, d)
        self.put(person, day, shift)
        after = self._near(row, d)
        self.put(person, day, self.view.shifts[old - 1].code if old else None, post)
        return (
            tuple(v for v in before if v not in after),
            tuple(v for v in after if v not in before),
        )

    def _near(self, row: int, day: int) -> list[RosterViolation]:
        days = [day, day + 1] if day + 1 < len(self.view.days) else [day]
        return [*self._by_person[row], *(v for d in days for v in self._by_day[d])]

    @property
    def violations(self) -> tuple[RosterViolation, ...]:
        """Everything broken: errors first, then by day and person."""
        order = {Level.ERROR: 0, Level.WARN: 1, Level.INFO: 2}
        found = [*self._house]
        for part in (*self._by_person, *self._by_day):
            found.extend(part)
        return tuple(
            sorted(found, key=lambda v: (order[v.level], v.day or date.min, v.person or 0, v.rule))
        )

    def cell(self, person: int, day: date) -> str | None:
        """The shift of a cell."""
        value = self._rows[self.view.rows[person]][(day - self.view.days[0]).days]
        return self.view.shifts[value - 1].code if value else None

    def given(self, person: int, day: date) -> str | None:
        """The post the sheet names for a cell; None where the rules may choose."""
        return self._given[self.view.rows[person]][(day - self.view.days[0]).days]

    def post(self, person: int, day: date) -> str | None:
        """The post somebody holds on a day, as given or as allotted."""
        return self._posts[(day - self.view.days[0]).days].get(person)

    def touched(self, days: Iterable[date]) -> tuple[date, ...]:
        """Days whose cover a change on these days can alter: each and the next one."""
        found = {d for day in days for d in (day, day + timedelta(days=1))}
        return tuple(sorted(found & set(self.view.days)))

    def of_person(self, person: int) -> tuple[RosterViolation, ...]:
        """What is broken in one row."""
        return self._by_person[self.view.rows[person]]

    def of_day(self, day: date) -> tuple[RosterViolation, ...]:
        """What posts and cover lack on one day."""
        return self._by_day[(day - self.view.days[0]).days]

    def post_counts(self, day: date) -> tuple[PostCount, ...]:
        """How many each post has on a day, for the coverage rows of the sheet."""
        return tuple(self._counts[(day - self.view.days[0]).days])

    def sheet(self) -> Sheet:
        """The sheet as it stands, everybody at the post allotted."""
        codes = [None, *(s.code for s in self.view.shifts)]
        people = self.problem.people
        return Sheet(
            self.problem.month,
            tuple(p.id for p in people),
            tuple(tuple(codes[v] for v in row) for row in self._rows),
            tuple(
                tuple(self._posts[d].get(p.id) for d in range(len(self.view.days))) for p in people
            ),
        )

    def cost(self) -> int:
        """The summed cost of everything broken on the sheet."""
        return sum(v.cost for v in self.violations)

    def _judge_person(self, row: int) -> None:
        person = self.problem.people[row]
        found = [
            _violation(self.view, breach, person)
            for breach in member_breaches(self.members[row], self._rows[row])
        ]
        found += self._wrong_posts(row, person)
        self._by_person[row] = tuple(found)

    def _wrong_posts(self, row: int, person: Person) -> Iterator[RosterViolation]:
        for d, code in enumerate(self._given[row]):
            post = self.view.posts.get(code or "")
            day = self.view.days[d]
            if post and self._rows[row][d] and not self.view.serves(person, post, day):
                facts = (
                    ("name", person.name), ("day", day),
                    ("post", post.name_zh), ("post_en", post.name_en),
                )  # fmt: skip
                yield RosterViolation(
                    RuleId.CERTIFICATES, RosterCode.WRONG_POST, Level.ERROR,
                    person.id, day, 1, HARD, facts,
                )  # fmt: skip

    def _place(self, day: int) -> None:
        on_shift: dict[str, list[tuple[Person, str | None]]] = {}
        for row, person in enumerate(self.problem.people):
            if value := self._rows[row][day]:
                code = self.view.shifts[value - 1].code
                on_shift.setdefault(code, []).append((person, self._given[row][day]))
        self._posts[day], self._counts[day] = allot_day(self.view, day, on_shift)

    def _judge_day(self, day: int) -> None:
        self._by_day[day] = (*self._short_posts(day), *self._short_moments(day))

    def _short_posts(self, day: int) -> Iterator[RosterViolation]:
        for count in self._counts[day]:
            if count.present < count.minimum:
                yield self._post_violation(RuleId.POST_MINIMUM, count, count.minimum)
            elif count.present < count.preferred:
                yield self._post_violation(RuleId.POST_PREFERRED, count, count.preferred)

    def _post_violation(self, rule: RuleId, count: PostCount, wanted: int) -> RosterViolation:
        config = self.view.rules.get(rule)
        post, lack = self.view.posts[count.post], wanted - count.present
        shift = self.view.shifts[self.view.values[count.shift] - 1]
        reasons = [
            f"label:demand_reason.{d.reason}"
            for d in self.problem.demand
            if (d.post, d.shift, d.day) == (count.post, count.shift, self.view.days[count.day])
        ]
        facts = (
            ("post", post.name_zh),
            ("post_en", post.name_en),
            ("shift", shift.sign),
            ("present", count.present),
            ("wanted", wanted),
            ("day", self.view.days[count.day]),
            ("reason", reasons[0] if reasons else ""),
        )
        code = (
            RosterCode.POST_UNDER_MINIMUM
            if rule is RuleId.POST_MINIMUM
            else RosterCode.POST_UNDER_PREFERRED
        )
        level = config.level if config else Level.INFO
        cost = lack * config.weight if config else 0
        return RosterViolation(
            rule, code, level, None, self.view.days[count.day], lack, cost, facts
        )

    def _short_moments(self, day: int) -> Iterator[RosterViolation]:
        for need in self.problem.covers:
            config = self.view.rules.get(need.rule)
            if config is None:
                continue
            for start, end, present in self._gaps(need, day):
                facts = (
                    ("need", need.name_zh),
                    ("need_en", need.name_en),
                    ("present", present),
                    ("minimum", need.minimum),
                    ("from", clock_text(start)),
                    ("to", clock_text(end)),
                    ("day", self.view.days[day]),
                )
                lack = need.minimum - present
                yield RosterViolation(
                    need.rule, RosterCode.COVER_MISSING, need.level, None, self.view.days[day],
                    lack, lack * config.weight, facts,
                )  # fmt: skip

    def _gaps(self, need: CoverNeed, day: int) -> Iterator[tuple[int, int, int]]:
        """Stretches of a day in which a need is not met, with the number present."""
        if day == 0 and not self.problem.history.tail_days:
            known_from = self._first_change(need)
        else:
            known_from = 0
        there = self._there(need, day)
        open_gap: tuple[int, int, int] | None = None
        for start, end in self._segments[need]:
            if start < known_from:
                continue
            present = sum(a <= start < b for a, b in there)
            if present >= need.minimum:
                if open_gap:
                    yield open_gap
                open_gap = None
            elif open_gap and open_gap[1] == start and open_gap[2] == present:
                open_gap = (open_gap[0], end, present)
            else:
                if open_gap:
                    yield open_gap
                open_gap = (start, end, present)
        if open_gap:
            yield open_gap

    def _first_change(self, need: CoverNeed) -> int:
        """Before the first change of shift an unknown yesterday may still be on duty."""
        ends = [
            s.end - 1440
            for s in self.view.shifts
            if s.in_house and s.end > 1440 and (not s.groups or s.groups & need.groups)
        ]
        return max(ends, default=0)

    def present(self, need: CoverNeed, day: int, minute: int) -> int:
        """How many who count for a need are there at a minute of a day (T14, C11)."""
        return sum(start <= minute < end for start, end in self._there(need, day))

    def _there(self, need: CoverNeed, day: int) -> list[tuple[int, int]]:
        """From when to when those who count are there, in minutes of the day."""
        found = []
        for row in self._able[need]:
            for back in (0, 1):
                value = self._value(row, day - back)
                if not value:
                    continue
                shift = self.view.shifts[value - 1]
                start, end = shift.start - back * 1440, shift.end - back * 1440
                if shift.in_house and end > 0 and self._is_at(need, row, day - back):
                    found.append((start, end))
        return found

    def _value(self, row: int, day: int) -> int:
        if day >= 0:
            return self._rows[row][day]
        tail = self.members[row].before
        return tail[day] if tail else OFF

    def _is_at(self, need: CoverNeed, row: int, day: int) -> bool:
        if need.place is None:
            return True
        person = self.problem.people[row]
        code = (self._posts[day] if day >= 0 else self._yesterday).get(person.id)
        if code is None and person.posts:
            code = person.posts[0]
        post = self.view.posts.get(code or "")
        return post is not None and need.place in post.places


def clock_text(minute: int) -> str:
    """`22:30` for minutes after midnight; 24:00 at the end of the day."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _violation(view: Frame, breach: Breach, person: Person) -> RosterViolation:
    day = view.days[breach.day]
    facts: Mapping[str, object] = {
        **dict(breach.tag.facts),
        "name": person.name,
        "day": day,
        "amount": breach.amount,
        "hours": -(-breach.amount // 60),
    }
    cost = HARD * breach.amount if breach.cost is None else breach.cost
    return RosterViolation(
        breach.tag.rule,
        breach.tag.code,
        Level(breach.tag.level),
        person.id,
        day,
        breach.amount,
        cost,
        tuple(facts.items()),
    )


def _house(view: Frame) -> Iterator[RosterViolation]:
    """What concerns the whole month: ROS-15 and a missing holiday plan (HOL-02)."""
    problem = view.problem
    config = view.rules.get(RuleId.NURSE_RATIO)
    nurses = sum(p.group is Group.NURSE for p in problem.people)
    wanted = max(problem.ward.beds * BED_NURSE_RATIO, problem.ward.weighted_residents)
    if config is not None and nurses < wanted:
        facts = (("nurses", nurses), ("wanted", round(wanted)), ("beds", problem.ward.beds))
        yield RosterViolation(
            config.rule, RosterCode.NURSE_RATIO, config.level, None, None,
            round(wanted - nurses), 0, facts,
        )  # fmt: skip
    if not any(plan.year == problem.month.year for plan in problem.holidays):
        facts2 = (("year", problem.month.year),)
        yield RosterViolation(
            "HOL-02", RosterCode.HOLIDAY_PLAN_MISSING, Level.WARN, None, None, 1, 0, facts2
        )


def judge(problem: Problem, sheet: Sheet) -> tuple[RosterViolation, ...]:
    """Everything broken on a sheet."""
    return Judge(problem, sheet).violations


def judge_assignments(
    problem: Problem, assignments: tuple[Assignment, ...]
) -> tuple[RosterViolation, ...]:
    """Everything broken when exactly these assignments hold."""
    return judge(problem, Sheet.of(problem, assignments))
