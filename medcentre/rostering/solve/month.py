"""A centre's month for the solver: plan, independent parts, and back to a sheet."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from threading import Lock
from time import monotonic, sleep

from medcentre.rostering.facts import Group, Problem, Sheet
from medcentre.rostering.plan import (
    HARD,
    Cell,
    Member,
    Plan,
    Tag,
    cover_breach,
    cover_cost_of,
    cover_count,
)
from medcentre.rostering.rules.cover import covers
from medcentre.rostering.rules.frame import Frame, frame
from medcentre.rostering.rules.judge import Judge
from medcentre.rostering.rules.person import members
from medcentre.rostering.solve.narrow import Narrow, narrow
from medcentre.rostering.solve.rows import RowFinder
from medcentre.rostering.solve.search import Limits, Progress, Search, Stop, never


@dataclass(frozen=True, slots=True)
class Scope:
    """What may change: days and groups; None means everything (repair of a part)."""

    first: date | None = None
    last: date | None = None
    groups: frozenset[Group] | None = None
    people: frozenset[int] | None = None

    def holds(self, group: Group, person: int, day: date) -> bool:
        """Whether a cell may change."""
        return (
            (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
            and (self.groups is None or group in self.groups)
            and (self.people is None or person in self.people)
        )


EVERYTHING = Scope()
DEFAULT_LIMITS = Limits()

MONTH_STATES = 30_000
"""States a day a row graph may have: large enough for the usual rules, quick for a house."""

LEAST_SHARE = 0.05
"""Of all that may still be gained in a month: what a part must hold to be worked on."""

FIRST_STEPS = ("settle", "relax", "dive", "mix")
"""What every part goes through once before its neighbourhoods."""

DIVES = 0.25
"""How often a lane that may choose dives, rather than look into neighbourhoods."""

SLICE = 4.0
"""Seconds of neighbourhoods before a lane looks again where most may be gained."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A solved month: the sheet with posts, what it costs, what is proved."""

    sheet: Sheet
    best: int
    bound: int
    seconds: float
    musts_broken: int = 0
    """Requirements the solver treats as musts that this sheet still breaks."""

    @property
    def gap(self) -> float:
        """How far the best may be from the bound, as a part of the best."""
        return 0.0 if self.best <= self.bound else (self.best - self.bound) / max(self.best, 1)


@dataclass(frozen=True, slots=True)
class Job:
    """What the window asks for: a problem, perhaps a sheet to continue from within a scope."""

    problem: Problem
    keep: Sheet | None = None
    scope: Scope = EVERYTHING
    limits: Limits = DEFAULT_LIMITS


DraftReport = Callable[[Draft], None]


def month_plan(problem: Problem, keep: Sheet | None = None, scope: Scope = EVERYTHING) -> Plan:
    """The month as a plan: rules, pins, and cells outside the scope held as in `keep`."""
    view = frame(problem)
    wanted = _shifts_in_demand(view)
    people = tuple(
        _with_holds(view, member, row, wanted, keep, scope)
        for row, member in enumerate(members(view))
    )
    return Plan(
        len(view.days),
        len(view.shifts) + 1,
        people,
        covers(view)[0],
        ("·", *(s.sign for s in view.shifts)),
    )


def _shifts_in_demand(view: Frame) -> list[list[int]]:
    """For each person and day the shifts some post the person may hold asks for, as a mask."""
    found = [[0] * len(view.days) for _ in view.problem.people]
    for post in view.problem.posts:
        for need in post.needs:
            if need.shift not in view.values:
                continue
            bit = 1 << view.values[need.shift]
            days = [d for d in range(len(view.days)) if view.need_on(post, need, d)[1]]
            for row, person in enumerate(view.problem.people):
                for d in days:
                    if view.serves(person, post, view.days[d]):
                        found[row][d] |= bit
    return found


def _with_holds(
    view: Frame,
    member: Member,
    row: int,
    wanted: Sequence[Sequence[int]],
    keep: Sheet | None,
    scope: Scope,
) -> Member:
    person = view.problem.people[row]
    held = _held(view, row, keep, scope)
    everything = view.work | 1
    cells = []
    for cell in member.cells:
        value = held.get(cell.day)
        if value is not None and cell.weight is None and cell.mask >> value & 1:
            cell = replace(cell, weight=HARD)  # noqa: PLW2901 - a pin is kept and shown as broken
        cells.append(cell)
    planned = sum(1 << v for v, s in enumerate(view.shifts, 1) if s.planned)
    for d in range(len(view.days)):
        if d in held:
            tag = Tag("pin", "roster_pinned_cell", "info", (("name", person.name),))
            cells.append(Cell(tag, d, everything & ~(1 << held[d])))
        elif ban := view.work & ~(wanted[row][d] & planned):
            cells.append(Cell(Tag("no demand"), d, ban))
    return replace(member, cells=tuple(cells))


def _held(view: Frame, row: int, keep: Sheet | None, scope: Scope) -> dict[int, int]:
    person = view.problem.people[row]
    held: dict[int, int] = {}
    if keep is not None and person.id in keep.people:
        codes = keep.cells[keep.people.index(person.id)]
        for d, day in enumerate(view.days):
            if not scope.holds(person.group, person.id, day):
                held[d] = view.values.get(codes[d] or "", 0)
    for pin in view.problem.pins:
        if pin.person == person.id and pin.day in view.days and pin.shift in view.values:
            held[view.days.index(pin.day)] = view.values[pin.shift]
    for free in view.problem.pinned_free:
        if free.person == person.id and free.day in view.days:
            held[view.days.index(free.day)] = 0
    return held


def parts(plan: Plan) -> list[list[int]]:
    """People grouped so that no cover joins two groups."""
    leader = list(range(len(plan.people)))

    def find(p: int) -> int:
        while leader[p] != p:
            leader[p] = leader[leader[p]]
            p = leader[p]
        return p

    for cover in plan.covers:
        for p in cover.people[1:]:
            leader[find(p)] = find(cover.people[0])
    groups: dict[int, list[int]] = {}
    for p in range(len(plan.people)):
        groups.setdefault(find(p), []).append(p)
    return sorted(groups.values(), key=len)


def part_plan(plan: Plan, people: Sequence[int]) -> Plan:
    """The plan of some people and their covers, with only the values they use."""
    number = {p: i for i, p in enumerate(people)}
    return Plan(
        plan.days,
        plan.values,
        tuple(plan.people[p] for p in people),
        tuple(
            replace(c, people=tuple(number[p] for p in c.people))
            for c in plan.covers
            if c.people and c.people[0] in number
        ),
        plan.names,
    )


class MonthSearch:
    """All independent parts of a month against one clock."""

    def __init__(
        self,
        problem: Problem,
        limits: Limits,
        report: DraftReport | None = None,
        stop: Stop = never,
        keep: Sheet | None = None,
        scope: Scope = EVERYTHING,
    ) -> None:
        self.problem, self.limits, self.report, self.stop = problem, limits, report, stop
        self.began = monotonic()
        self.view = frame(problem)
        self.plan = month_plan(problem, keep, scope)
        self.keep = keep
        self.groups = parts(self.plan)
        self.fixed = sum(
            (c.under or HARD) * max((c.lo or 0) - c.base, 0)
            for c in self.plan.covers
            if not c.people
        )
        self.rare = list(covers(self.view)[1])
        self.small: list[Narrow] = []
        self.searches: list[Search] = []
        self.counted = limits.rounds is not None
        self.random = Random(limits.seed)
        self.lock = Lock()
        self.telling = Lock()
        self.steps = [0] * len(self.groups)
        self.busy: set[tuple[int, bool]] = set()
        """Parts at work, and whether by a dive: a dive may run beside the work on the sheet."""
        self.load: list[int] = []
        self.turns = 0

    def run(self) -> Draft:
        """Draft every part, then bounds, then improve where most may be gained."""
        for group in self.groups:
            small = narrow(part_plan(self.plan, group))
            self.small.append(small)
            plan = small.plan
            self.searches.append(
                Search(plan, self.limits, None, self._stopped, RowFinder(plan, MONTH_STATES))
            )
        for search, small, group in zip(self.searches, self.small, self.groups, strict=True):
            start = self._start(group)
            search.draft(None if start is None else small.shrink(start), sweeps=3)
            people = range(len(group))
            self.load.append(sum(search.finder.graph(p).edges for p in people))
        self._tell()
        for search in self.searches:
            search.report = self._hear
        deadline = self.began + self.limits.seconds
        for i in range(len(self.searches)):
            self._take_up(i)
        lanes = 1 if self.counted else self.limits.workers
        with ThreadPoolExecutor(lanes) as pool:
            list(pool.map(self._lane, [deadline] * lanes, range(lanes)))
        for search in self.searches:
            search.drain(deadline)
        return self.draft()

    def _lane(self, deadline: float, lane: int) -> None:
        """Work on one part after another; beside the work on a part's sheet at most one dive."""
        while not self._stopped() and monotonic() < deadline:
            chosen = self._next(lane)
            if chosen is None:
                if not self.busy:
                    return
                sleep(0.05)
                continue
            index, step = chosen
            try:
                self._work(index, step, deadline)
                if step != "dive":
                    self._take_up(index)
            finally:
                with self.lock:
                    self.busy.remove((index, step == "dive"))

    def _next(self, lane: int) -> tuple[int, str] | None:
        """A part and its step: those not through their first steps before the others."""
        with self.lock:
            open_ = [i for i, s in enumerate(self.searches) if s.best > s.bound]
            chosen = self._early(open_, lane)
            if chosen is None:
                if self.counted and self.turns >= (self.limits.rounds or 0):
                    return None
                chosen = self._later([i for i in open_ if self._worth(i)])
            if chosen is not None:
                self.busy.add((chosen[0], chosen[1] == "dive"))
            return chosen

    def _early(self, open_: Sequence[int], lane: int) -> tuple[int, str] | None:
        """The next of the first steps; the last one may go on beside the first dive.

        The second lane begins with the heaviest part, whose bound and first dive take longest.
        """
        waiting = [
            i for i in open_ if self.steps[i] < len(FIRST_STEPS) and (i, False) not in self.busy
        ]
        if not waiting:
            return None
        heaviest = self.load.index(max(self.load))
        heavy = bool(lane) and heaviest in waiting
        index = heaviest if heavy else min(waiting, key=lambda i: (self.steps[i], self.load[i], i))
        self.steps[index] += 1
        return index, FIRST_STEPS[self.steps[index] - 1]

    def _later(self, worthy: Sequence[int]) -> tuple[int, str] | None:
        """A part by what may be gained in it, and a dive or neighbourhoods, whatever is not at work."""
        ready = [
            (i, step)
            for i in worthy
            for step in ("dive", "improve")
            if (i, step == "dive") not in self.busy and self.steps[i] == len(FIRST_STEPS)
        ]
        if not ready:
            return None
        gains = [self._gap(i) * (DIVES if step == "dive" else 1 - DIVES) for i, step in ready]
        self.turns += 1
        return self.random.choices(ready, gains)[0]

    def _gap(self, index: int) -> int:
        return self.searches[index].best - self.searches[index].bound

    def _worth(self, index: int) -> bool:
        """Whether a part holds enough of what may still be gained to spend time on."""
        return self._gap(index) >= LEAST_SHARE * sum(map(self._gap, range(len(self.searches))))

    def _work(self, index: int, step: str, deadline: float) -> None:
        """One step of a part: best rows in turn, bound, dive, or neighbourhoods for a while."""
        search, left = self.searches[index], deadline - monotonic()
        if step == "settle":
            search.settle(monotonic() + left * 0.1)
        elif step == "relax":
            search.relax(monotonic() + left * 0.9)
        elif step == "mix":
            search.mix(monotonic() + left * 0.2)
        elif step == "dive":
            search.fetch(deadline)
            self._land(index, deadline)
        elif self.counted:
            search.limits = replace(self.limits, rounds=4)
            search.improve(deadline)
        else:
            search.neighbourhoods(min(deadline, monotonic() + SLICE), 1)

    def _land(self, index: int, deadline: float) -> None:
        """Take in what a dive found, unless somebody who will is at work on the sheet."""
        with self.lock:
            if (index, False) in self.busy:
                return
            self.busy.add((index, False))
        try:
            self.searches[index].drain(deadline)
        finally:
            with self.lock:
                self.busy.remove((index, False))

    def _take_up(self, index: int) -> None:
        """Add the rare covers of a part once its sheet breaks one: more would follow at each turn."""
        inside = set(self.groups[index])
        rows = self._rows()
        own = [c for c in self.rare if c.people and c.people[0] in inside]
        if not any(cover_breach(c, rows) for c in own):
            return
        plan = replace(self.plan, covers=(*self.plan.covers, *own))
        small = self.small[index].covers_of(part_plan(plan, self.groups[index]))
        search = self.searches[index].over(small)
        with self.lock:
            self.rare = [c for c in self.rare if c not in own]
            self.plan = replace(self.plan, covers=(*self.plan.covers, *own))
            self.searches[index] = search

    def _start(self, group: Sequence[int]) -> list[tuple[int, ...]] | None:
        if self.keep is None:
            return None
        rows = []
        for p in group:
            person = self.problem.people[p]
            if person.id not in self.keep.people:
                rows.append((0,) * self.plan.days)
                continue
            codes = self.keep.cells[self.keep.people.index(person.id)]
            rows.append(tuple(self.view.values.get(c or "", 0) for c in codes))
        return rows

    def _stopped(self) -> bool:
        return self.stop()

    def _hear(self, _progress: Progress) -> None:
        self._tell()

    def _tell(self) -> None:
        if self.report:
            with self.telling:
                self.report(self.draft(with_posts=False))

    def _rows(self) -> list[tuple[int, ...]]:
        rows: list[tuple[int, ...]] = [(0,) * self.plan.days] * len(self.plan.people)
        for search, small, group in zip(self.searches, self.small, self.groups, strict=True):
            for p, row in zip(group, small.widen(search.rows), strict=True):
                rows[p] = row
        return rows

    def draft(self, *, with_posts: bool = True) -> Draft:
        """The month as it stands."""
        with self.lock:
            rows, searches, rare = self._rows(), tuple(self.searches), self.rare
        codes = [None, *(s.code for s in self.view.shifts)]
        sheet = Sheet(
            self.problem.month,
            tuple(p.id for p in self.problem.people),
            tuple(tuple(codes[v] for v in row) for row in rows),
        )
        if with_posts:
            sheet = Judge(self.problem, sheet).sheet()
        aside = sum(cover_cost_of(c, cover_count(c, rows)) for c in rare)
        best = self.fixed + aside + sum(s.best for s in searches)
        bound = self.fixed + sum(min(s.bound, s.best) for s in searches)
        return Draft(sheet, best, bound, monotonic() - self.began, best // HARD)


def draft_month(
    problem: Problem,
    limits: Limits | None = None,
    report: DraftReport | None = None,
    stop: Stop = never,
    keep: Sheet | None = None,
    scope: Scope = EVERYTHING,
) -> Draft:
    """Draft or improve a month; with `keep` it continues from a sheet, within `scope`."""
    return MonthSearch(problem, limits or Limits(), report, stop, keep, scope).run()
