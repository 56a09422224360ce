"""The search for one plan: descent, relaxation, then dives and neighbourhoods side by side."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from random import Random
from threading import Thread
from time import monotonic

from ortools.sat.python import cp_model

from medcentre.rostering.plan import (
    HARD,
    Cell,
    Plan,
    Tag,
    cover_breach,
    member_cost,
    plan_cost,
)
from medcentre.rostering.solve.columns import Relaxation, rounded
from medcentre.rostering.solve.descend import Descent, Rows
from medcentre.rostering.solve.dive import Catch, Dives
from medcentre.rostering.solve.encode import Encoder
from medcentre.rostering.solve.regroup import regroup
from medcentre.rostering.solve.rows import RowFinder


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: seconds since its start, best cost, proven bound, the sheet."""

    seconds: float
    best: int
    bound: int
    rows: tuple[tuple[int, ...], ...]
    step: str = ""

    @property
    def gap(self) -> float:
        """How far the best may be from the bound, as a part of the best."""
        return 0.0 if self.best <= self.bound else (self.best - self.bound) / max(self.best, 1)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a search may use. `rounds` stops after so many neighbourhoods, for equal results."""

    seconds: float = 60.0
    workers: int = 2
    seed: int = 1
    rounds: int | None = None


FEW_DIVES = 2
"""Dives where work is counted in rounds."""

UNHURRIED = 1e9
"""Seconds where work is counted in rounds, not by the clock."""

Report = Callable[[Progress], None]
Stop = Callable[[], bool]


def never() -> bool:
    """No wish to stop."""
    return False


class Search:
    """Better and better sheets for one plan, with a bound."""

    def __init__(
        self,
        plan: Plan,
        limits: Limits,
        report: Report | None = None,
        stop: Stop = never,
        finder: RowFinder | None = None,
    ) -> None:
        self.plan, self.limits = plan, limits
        self.report, self.stop = report, stop
        self.random = Random(limits.seed)
        self.began = monotonic()
        self.finder = finder or RowFinder(plan)
        self.descent = Descent(plan, self.finder, self.random)
        self.relaxation: Relaxation | None = None
        self.rows: Rows = [(0,) * plan.days] * len(plan.people)
        self.best = plan_cost(plan, self.rows)
        self.bound = 0
        self.size = {"people": 4.0, "days": 4.0, "rows": 8.0, "both": 7.0, "priced": 6.0}
        self.worth = dict.fromkeys((*self.size, "rebuild"), 1.0)
        self.counted = limits.rounds is not None
        self.workers = limits.workers
        self.dives: Dives | None = None
        self.caught: SimpleQueue[Catch] = SimpleQueue()
        self.mixed = False

    def run(self, start: Rows | None = None) -> Progress:
        """Search until time is up, the bound is met or somebody stops."""
        deadline = self.began + self.limits.seconds
        self.draft(start)
        if not self.done(deadline):
            self.relax(deadline)
        self.improve(deadline)
        return self.progress("end")

    def over(self, plan: Plan) -> "Search":
        """The same search for a plan with more covers: sheet and rows are kept."""
        fresh = Search(plan, self.limits, self.report, self.stop, self.finder)
        fresh.rows, fresh.best = self.rows, plan_cost(plan, self.rows)
        fresh.bound, fresh.began = self.bound, self.began
        fresh.caught = self.caught  # a dive may still be under way
        if self.relaxation is not None:
            fresh.relaxation = Relaxation(plan, self.finder)
            fresh.relaxation.start(self.rows)
            for column in self.relaxation.columns:
                fresh.relaxation.add(column.person, column.row, column.relaxed)
        return fresh

    def progress(self, step: str) -> Progress:
        """Where the search stands."""
        return Progress(
            monotonic() - self.began, self.best, min(self.bound, self.best), tuple(self.rows), step
        )

    def done(self, deadline: float) -> bool:
        """Nothing left to gain, or no time."""
        return self.best <= self.bound or monotonic() >= deadline or self.stop()

    def take(self, rows: Sequence[Sequence[int]], step: str) -> bool:
        """Keep a sheet when it is no worse; True when it is better."""
        fresh = [tuple(r) for r in rows]
        cost = self.descent.total(fresh)
        if cost > self.best:
            return False
        better = cost < self.best
        self.rows, self.best = fresh, cost
        if self.relaxation is not None:
            for p, row in enumerate(fresh):
                self.relaxation.add(p, row)
        if better and self.report:
            self.report(self.progress(step))
        return better

    def draft(self, start: Rows | None, sweeps: int = 30) -> None:
        """The first complete sheet, and quick repairs."""
        if start is not None:
            self.rows, self.best = [tuple(r) for r in start], plan_cost(self.plan, start)
            if self.report:
                self.report(self.progress("start"))
        end = monotonic() + (UNHURRIED if self.counted else self.limits.seconds / 5 + 2)
        tries = [self.rows] if start is not None else []
        tries.append(self.descent.first())
        for rows in tries:
            self.take(rows, "draft")
            self.take(self.descent.settle(rows, end, sweeps), "descent")

    def settle(self, deadline: float) -> None:
        """Best rows in turn from the present sheet."""
        self.take(self.descent.settle(self.rows, deadline), "descent")

    def relax(self, deadline: float) -> None:
        """The bound; the rows it finds are the material of the rest."""
        self.relaxation = Relaxation(self.plan, self.finder)
        self.relaxation.start(self.rows)
        share = monotonic() + (UNHURRIED if self.counted else (deadline - monotonic()) * 0.6)
        self.relaxation.improve(share, self._bound)

    def _bound(self, bound: float) -> None:
        value = rounded(bound)
        if value > self.bound:
            self.bound = value
            if self.report:
                self.report(self.progress("bound"))

    def mix(self, deadline: float) -> None:
        """Sheets near the mixture of the relaxation, and the best choice among the rows seen."""
        self.mixed = True
        self._guided(deadline)
        if not self.done(deadline):
            self._combine(min((deadline - monotonic()) / 30, 3.0))

    def improve(self, deadline: float) -> None:
        """Dives and neighbourhoods until the deadline: side by side when there are two cores."""
        if self.relaxation is None and not self.done(deadline):
            self.relax(deadline)
        beside = None
        if self.counted or self.limits.workers < 2:
            half = monotonic() + (deadline - monotonic()) / 2
            self.dive(deadline if self.counted else half, FEW_DIVES if self.counted else None)
        elif not self.done(deadline):
            beside = Thread(target=self._dive_beside, args=(deadline,), name="dives")
            beside.start()
        if not self.mixed and not self.done(deadline):
            self.mix(deadline)
        self.neighbourhoods(deadline, max(1, self.limits.workers - (beside is not None)))
        if beside is not None:
            beside.join()
            self.drain(deadline)

    def dive(self, deadline: float, most: int | None = None) -> None:
        """Dive after dive, so many at most."""
        count = 0
        while not self.done(deadline) and (most is None or count < most):
            self.fetch(deadline)
            self.drain(deadline)
            count += 1

    def _dive_beside(self, deadline: float) -> None:
        while not self.done(deadline):
            self.fetch(deadline)

    def fetch(self, deadline: float) -> None:
        """One dive; what it finds waits in `caught` for the lane that owns the sheet."""
        assert self.relaxation is not None
        if self.dives is None:
            self.dives = Dives(self.relaxation, Random(self.limits.seed))
        over = self.stop if self.counted else lambda: self.done(deadline)
        self.caught.put(self.dives.next(self.best, self.bound, over))

    def drain(self, deadline: float) -> bool:
        """Take in what dives have found; True when the sheet is better."""
        before = self.best
        while True:
            try:
                catch = self.caught.get_nowait()
            except Empty:
                return self.best < before
            if catch.proved is not None:
                self._bound(catch.proved + 1)
            for person, row, relaxed in catch.columns:
                if self.relaxation is not None:
                    self.relaxation.add(person, row, relaxed)
            if catch.rows is not None:
                end = monotonic() + (UNHURRIED if self.counted else 2.0)
                self.take(catch.rows, "dive")
                if self.best > self.bound:
                    self._repair(self.descent.settle(catch.rows, end), deadline)

    def _repair(self, rows: Rows, deadline: float) -> None:
        """Mend a sheet that breaks musts around where it does; keep it if it turns out better."""
        other = copy(self)  # a sheet with broken musts is never shown
        other.report = None
        other.rows, other.best = rows, self.descent.total(rows)
        for _ in range(8):
            if other.best < HARD or self.done(deadline):
                break
            day = other._lacking_day()
            width = min(self.plan.days, 4)
            first = min(max(day - width // 2, 0), self.plan.days - width)
            window = range(first, first + width)
            free: dict[int, Sequence[int]] = dict.fromkeys(range(len(self.plan.people)), window)
            found, _ = other._solve(self.plan, free, min(5.0, deadline - monotonic()))
            if found is not None:
                other.take(found, "repair")
        self.take(other.rows, "dive")

    def _guided(self, deadline: float) -> None:
        """Sheets along the mixture of the relaxation; quick, so several."""
        assert self.relaxation is not None
        mixture: list[list[tuple[float, tuple[int, ...]]]] = [[] for _ in self.plan.people]
        for weight, column in self.relaxation.weights():
            mixture[column.person].append((weight, column.row))
        end = monotonic() + (UNHURRIED if self.counted else (deadline - monotonic()) / 10)
        for _ in range(2 if self.counted else 8):
            if self.done(end):
                break
            rows = self.descent.guided(mixture)
            self.take(self.descent.settle(rows, end, 6), "guided")

    def _rebuild(self, deadline: float) -> bool:
        """Many small removals and returns."""
        end = monotonic() + UNHURRIED if self.counted else min(deadline, monotonic() + 1.0)
        better = False
        for _ in range(10 if self.counted else 60):
            if self.done(end):
                break
            size = self.random.randrange(2, max(3, min(7, len(self.plan.people))))
            chosen = self._people(size, 0)
            self.random.shuffle(chosen)
            better = self.take(self.descent.rebuild(self.rows, chosen), "rebuild") or better
        return better

    def _priced(self, deadline: float) -> bool:
        """Other rows for some people by branch and price."""
        if self.relaxation is None:
            return False
        chosen = self._people(round(self.size["priced"]), 0)
        end = UNHURRIED if self.counted else min(deadline, monotonic() + 3.0)
        began = monotonic()
        rows, settled = regroup(
            self.relaxation,
            self.finder,
            self.rows,
            chosen,
            self.random,
            end,
            lambda: self.done(end),
        )
        quick = self.counted or monotonic() - began < 1.5
        grown = 0.9 if not settled else 1.15 if quick else 1.0
        self.size["priced"] = min(max(2.0, self.size["priced"] * grown), len(self.plan.people))
        return rows is not None and self.take(rows, "priced")

    def _combine(self, seconds: float) -> bool:
        assert self.relaxation is not None
        work = 1.0 if self.counted else None
        workers = 1 if self.counted else self.workers
        seed = self.random.randrange(1 << 30)
        rows, _ = self.relaxation.combine(self.rows, seconds, workers, seed, work)
        return self.take(rows, "combine")

    def neighbourhoods(self, deadline: float, workers: int | None = None) -> None:
        """Free some people or days, solve that part exactly, keep what is no worse."""
        self.workers = workers or self.limits.workers
        turn, stale = 0, 0
        while not self.done(deadline):
            if self.limits.rounds is not None and turn >= self.limits.rounds:
                break
            turn += 1
            if self.relaxation is not None and self.drain(deadline):
                continue
            kind = self._kind()
            if stale and stale % 12 == 0 and self.relaxation is not None:
                better = self._combine(min(10.0, (deadline - monotonic()) / 3))
                better = self._whole(deadline) or better
            else:
                better = self._part(kind, deadline)
            stale = 0 if better else stale + 1

    def _kind(self) -> str:
        kinds = list(self.worth)
        return self.random.choices(kinds, [self.worth[k] for k in kinds])[0]

    def _part(self, kind: str, deadline: float) -> bool:
        before, start = self.best, monotonic()
        if kind == "rebuild":
            better = self._rebuild(deadline)
            self._value(kind, before, start)
            return better
        if kind == "priced":
            better = self._priced(deadline)
            self._value(kind, before, start)
            return better
        free = self._free(kind)
        seconds = min(4.0, deadline - monotonic())
        began = monotonic()
        rows, status = self._solve(self.plan, free, seconds)
        quick = self.counted or monotonic() - began < seconds / 4
        grown = 0.9 if status != cp_model.OPTIMAL else 1.25 if quick else 1.04
        self.size[kind] = max(2.0, self.size[kind] * grown)
        better = rows is not None and self.take(rows, kind)
        self._value(kind, before, start)
        return better

    def _value(self, kind: str, before: int, start: float) -> None:
        """Remember what a kind of neighbourhood is worth: often better, and soon."""
        gained = 0.6 if self.best < before else 0.0
        if gained and not self.counted:
            gained *= min(2.0, max(0.5, 1.0 / max(monotonic() - start, 0.1)))
        self.worth[kind] = max(0.15, 0.85 * self.worth[kind] + gained)

    def _solve(
        self,
        plan: Plan,
        free: dict[int, Sequence[int]] | None,
        seconds: float,
    ) -> tuple[list[list[int]] | None, int]:
        soften = HARD if self.best >= HARD else None
        encoded = Encoder(plan, self.rows, free, soften).encode()
        for p, days in encoded.x.items():
            for d, cells in enumerate(days):
                for v, var in cells.items():
                    if len(cells) > 1:
                        encoded.model.add_hint(var, v == self.rows[p][d])
        solver = cp_model.CpSolver()
        params = solver.parameters
        # Two cores are used best by four workers of different kinds on a whole plan.
        params.num_workers = self.workers * (2 if free is None else 1)
        params.random_seed = self.random.randrange(1 << 30)
        if (
            free is not None
        ):  # sums and covers bind one another: a full relaxation proves far sooner
            params.linearization_level = 2
        if self.counted:
            params.max_deterministic_time = 1.0
            params.num_workers = 1
        else:
            params.max_time_in_seconds = max(seconds, 0.05)
        status = solver.solve(encoded.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, int(status)
        return encoded.rows(solver), int(status)

    def _whole(self, deadline: float) -> bool:
        """Everything at once, without the values the bound rules out."""
        assert self.relaxation is not None
        masks = self.relaxation.prune(self.best)
        open_cells = sum(self.plan.values - mask.bit_count() for person in masks for mask in person)
        seconds = min(20.0, (deadline - monotonic()) / 2)
        if open_cells > 6000 or seconds < 1:
            return False
        people = tuple(
            replace(m, cells=m.cells + _bans(self.rows[p], masks[p]))
            for p, m in enumerate(self.plan.people)
        )
        pruned = replace(self.plan, people=people)
        rows, status = self._solve(pruned, None, seconds)
        if status == cp_model.OPTIMAL and rows is not None:
            better = self.take(rows, "whole")
            self._bound(float(self.best))
            return better
        return rows is not None and self.take(rows, "whole")

    def _free(self, kind: str) -> dict[int, Sequence[int]]:
        """Which cells a neighbourhood opens."""
        count, days = len(self.plan.people), self.plan.days
        size = self.size[kind]
        if kind == "days":
            width = min(days, max(2, round(size)))
            first = self.random.randrange(max(days - width, 0) + 1)
            window = range(first, first + width)
            return dict.fromkeys(range(count), window)
        if kind == "people":
            return {p: range(days) for p in self._people(round(size), self.random.randrange(days))}
        if kind == "rows":
            day = self._lacking_day()
            width = min(days, 14)
            first = min(max(day - width // 2, 0), days - width)
            chosen = self._people(round(size), day)
            return {p: range(first, first + width) for p in chosen}
        width = min(days, max(7, days // 2))
        first = self.random.randrange(max(days - width, 0) + 1)
        chosen = self.random.sample(range(count), min(count, round(size)))
        return {p: range(first, first + width) for p in chosen}

    def _lacking_day(self) -> int:
        found = [b for c in self.plan.covers if (b := cover_breach(c, self.rows)) and b.cost != 0]
        lacking = [b.day for b in found if b.cost is None] or [b.day for b in found]
        if lacking and self.random.random() < 0.8:
            return self.random.choice(lacking)
        return self.random.randrange(self.plan.days)

    def _people(self, size: int, _day: int) -> list[int]:
        """Half of them those who cost most, half by chance."""
        count = len(self.plan.people)
        size = min(count, max(size, 2))
        costs = [member_cost(m, r) for m, r in zip(self.plan.people, self.rows, strict=True)]
        weights = [1 + c for c in costs]
        chosen: set[int] = set()
        if self.random.random() < 0.5:
            while len(chosen) < size // 2:
                chosen.add(self.random.choices(range(count), weights)[0])
        rest = [p for p in range(count) if p not in chosen]
        return [*chosen, *self.random.sample(rest, size - len(chosen))]


def _bans(row: Sequence[int], masks: Sequence[int]) -> tuple[Cell, ...]:
    tag = Tag("bound")
    return tuple(
        Cell(tag, d, mask & ~(1 << row[d])) for d, mask in enumerate(masks) if mask & ~(1 << row[d])
    )
