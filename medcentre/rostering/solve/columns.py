"""A bound from a relaxation, and whole sheets put together from good rows.

The relaxation lets a person work a mixture of rows; its duals price the cells, the row graphs
answer with better rows, and the sum of their answers is a proven bound at every step.
"""

from collections.abc import Callable, Collection, Container, Sequence
from dataclasses import dataclass, replace
from math import ceil
from time import monotonic

import numpy as np
from ortools.sat.python import cp_model

from medcentre.kernel.growing import INFINITY, Master
from medcentre.rostering.plan import (
    HARD,
    Counter,
    Plan,
    Row,
    counter_breach,
    counter_cost,
    counter_total,
    member_cost,
    plan_cost,
)
from medcentre.rostering.solve.automata import FORBIDDEN, Floats, Ints
from medcentre.rostering.solve.rows import Bools, RowFinder, cell_prices

MUST_PRICE = 20_000.0
"""What one missing person costs in the relaxation where a cover is a must."""


FEW_ROWS = 5
"""Rows of each person a lean relaxation begins with at least."""


@dataclass
class Column:
    """One possible row of one person."""

    person: int
    row: tuple[int, ...]
    cost: int
    """Full cost of the row."""
    relaxed: float
    """Cost without the sums the graph leaves out; what the relaxation counts."""
    uses: Floats
    """How often each cover counts it."""
    number: int = -1
    """Which column of the linear program."""


@dataclass(frozen=True, slots=True)
class _Sleeper:
    """A row of a cover that is not in the linear program yet; breaking it costs by the unit."""

    low: float
    high: float
    sign: float
    price: float


class Relaxation:
    """Column generation for a plan; every row ever found is kept for `combine`."""

    def __init__(self, plan: Plan, finder: RowFinder) -> None:
        self.plan, self.finder = plan, finder
        self.where, self.whom = cell_prices(plan)
        self._term_cover, self._term_cell = np.nonzero(self.where)
        self._term_count = self.where[self._term_cover, self._term_cell]
        self._alike = _alike(self.whom)
        self.columns: list[Column] = []
        self.known: set[tuple[int, tuple[int, ...]]] = set()
        self.bound = -float("inf")
        self.value = float("inf")
        self.converged = False
        self.sound = True
        self._levels: Floats = np.zeros(0)
        self.lp = Master()
        self._one = [self.lp.add_row(1, 1) for _ in plan.people]
        self._right: list[float] = []
        self._cover_rows()
        self._counter_rows()
        self.best_dual: Floats = np.zeros(len(self._right))
        self.best_parts: list[float] = []

    def _cover_rows(self) -> None:
        """Two rows a cover at most: enough, and not too many. They sleep until they matter.

        A sleeping row is not in the linear program: `_lp_row` is -1.
        """
        row_of: list[int] = []
        self._asleep: dict[int, _Sleeper] = {}
        for i, cover in enumerate(self.plan.covers):
            if cover.lo is not None and cover.under != 0:
                price = MUST_PRICE if cover.under is None else cover.under
                need = cover.lo - cover.base
                self._asleep[len(row_of)] = _Sleeper(need, INFINITY, 1, price)
                self._right.append(need)
                row_of.append(i)
            if cover.hi is not None and cover.over != 0:
                price = MUST_PRICE if cover.over is None else cover.over
                need = cover.hi - cover.base
                self._asleep[len(row_of)] = _Sleeper(-INFINITY, need, -1, price)
                self._right.append(need)
                row_of.append(i)
        self._index = np.array(row_of, dtype=np.int64)
        self._lp_row = np.full(len(row_of), -1, dtype=np.int64)

    def _wake(self, counts: Floats, margin: float) -> int:
        """Let rows hold that these counts break, or come near; how many were woken."""
        woken = []
        for k, row in self._asleep.items():
            count = float(counts[self._index[k]])
            if count < row.low + margin or count > row.high - margin:
                woken.append(k)
        self._rouse(woken)
        return len(woken)

    def _rouse(self, woken: Sequence[int]) -> None:
        """Put rows into the linear program, with what the columns there have of them."""
        if not woken:
            return
        numbers = np.array([c.number for c in self.columns], dtype=np.int64)
        uses = np.array([c.uses for c in self.columns])
        for k in woken:
            row = self._asleep.pop(k)
            used = uses[:, self._index[k]] if len(numbers) else np.zeros(0)
            some = np.flatnonzero(used)
            self._lp_row[k] = self.lp.add_row(
                row.low, row.high, numbers[some].tolist(), used[some].tolist()
            )
            if row.price:
                self.lp.add_column(row.price, [int(self._lp_row[k])], [row.sign])

    def _mixture(self) -> Floats:
        """What each cover has in the relaxation's solution."""
        found: Floats = sum(
            (w * c.uses for w, c in self.weights()), np.zeros(len(self.plan.covers))
        )
        return found

    def _counter_rows(self) -> None:
        """Sums the graphs leave out become rows of the relaxation, one or two a person."""
        self._sums: list[tuple[int, Counter]] = []
        rows: list[int] = []
        for p in range(len(self.plan.people)):
            for counter in self.finder.left_out(p):
                if counter.spans is not None:
                    continue
                price = MUST_PRICE if counter.weight is None else counter.weight / counter.per
                sides: list[tuple[float, float, float]] = []
                if counter.lo:
                    sides.append((counter.lo - counter.base, INFINITY, 1.0))
                if counter.hi is not None:
                    sides.append((-INFINITY, counter.hi - counter.base, -1.0))
                for low, high, sign in sides:
                    rows.append(self.lp.add_row(low, high))
                    if price:
                        self.lp.add_column(price, [rows[-1]], [sign])
                    self._right.append(low if sign > 0 else high)
                    self._sums.append((p, counter))
        self._lp_row = np.concatenate([self._lp_row, np.array(rows, dtype=np.int64)])

    def _prices(self, dual: Floats) -> Floats:
        """People x days x values: what a cell costs at the given duals."""
        plan = self.plan
        price = np.zeros((len(plan.people), plan.days * plan.values))
        if len(self._index):
            by_cover = np.zeros(len(plan.covers))
            np.add.at(by_cover, self._index, dual[: len(self._index)])
            paid = by_cover[self._term_cover] * self._term_count
            for people, covers in self._alike:
                one = np.bincount(
                    self._term_cell, paid * covers[self._term_cover], plan.days * plan.values
                )
                price[people] = -one
        cells: Floats = price.reshape(len(plan.people), plan.days, plan.values)
        for (p, counter), y in zip(self._sums, dual[len(self._index) :], strict=True):
            if y:
                days = range(plan.days) if counter.days is None else counter.days
                cells[p, list(days)] -= y * np.array(counter.unit)
        return cells

    def add(self, person: int, row: tuple[int, ...], relaxed: float | None = None) -> Column | None:
        """Keep a row; None when it is known already or impossible."""
        if (person, row) in self.known:
            return None
        self.known.add((person, row))
        member, left = self.plan.people[person], self.finder.left_out(person)
        if relaxed is not None:
            cost = round(relaxed) + sum(_sum_cost(c, row) for c in left)
        else:
            cost = member_cost(member, row)
        if relaxed is None:
            kept = tuple(c for c in member.counters if c not in set(left))
            relaxed = cost if not left else member_cost(replace(member, counters=kept), row)
        if relaxed >= HARD and self.sound:
            return None
        cells = np.arange(self.plan.days) * self.plan.values + np.array(row)
        uses = self.where[:, cells].sum(axis=1) * self.whom[person]
        column = Column(person, row, cost, float(relaxed), uses)
        self.columns.append(column)
        self._into_lp(column)
        return column

    def _into_lp(self, column: Column) -> None:
        used = column.uses[self._index]
        known = self._lp_row[: len(self._index)]
        some = np.flatnonzero((used != 0) & (known >= 0))
        rows = [self._one[column.person], *known[some].tolist()]
        values = [1.0, *used[some].tolist()]
        for k, (p, counter) in enumerate(self._sums, len(self._index)):
            if p == column.person:
                days = range(self.plan.days) if counter.days is None else counter.days
                rows.append(int(self._lp_row[k]))
                values.append(float(sum(counter.unit[column.row[d]] for d in days)))
        column.number = self.lp.add_column(column.relaxed, rows, values)

    def _solve_lp(self) -> tuple[float, Floats, Floats]:
        self.sound = self.lp.solve()
        if not self.sound:
            self._levels = np.zeros(self.lp.columns)
            return self.value, self.best_dual, np.zeros(len(self._one))
        self._levels = self.lp.levels()
        dual = self.lp.duals()
        own = np.where(self._lp_row >= 0, dual[self._lp_row], 0.0)
        return self.lp.value, own, dual[self._one]

    def start(self, rows: Sequence[Row]) -> None:
        """Begin from a sheet, so that the relaxation has a solution."""
        self.sound = False
        for p, row in enumerate(rows):
            self.add(p, tuple(row))
        self.sound = True
        own = {p: tuple(row) for p, row in enumerate(rows)}
        counts = np.zeros(len(self.plan.covers))
        for column in self.columns:
            if column.row == own[column.person]:
                counts += column.uses
        self._wake(counts, 0.5)

    def improve(
        self,
        deadline: float,
        said: Callable[[float], None] | None = None,
        enough: int | None = None,
    ) -> bool:
        """Generate rows until it is solved, the bound is `enough` or time is up; True when solved."""
        smooth = 0.6
        while monotonic() < deadline:
            value, dual, one = self._solve_lp()
            if not self.sound:
                return False
            self.value = value
            centre = smooth * self.best_dual + (1 - smooth) * dual if self.best_parts else dual
            found = self._price(centre, dual, one, said)
            if found == 0 and smooth:
                found = self._price(dual, dual, one, said)
                smooth = 0.0 if found == 0 else max(smooth - 0.1, 0.0)
            if enough is not None and rounded(self.bound) >= enough:
                return False
            if value <= rounded(self.bound) + 1e-6 or found == 0:  # nothing more to prove
                if self._wake(self._mixture(), -1e-6):
                    continue
                self.converged = True
                return True
        return False

    def _price(
        self,
        dual: Floats,
        true_dual: Floats,
        one: Floats,
        said: Callable[[float], None] | None,
    ) -> int:
        """Ask every person for rows at prices; update the bound; how many rows are new."""
        price, real = self._prices(dual), self._prices(true_dual)
        total = float(dual @ np.array(self._right))
        parts, found = [], 0
        days = np.arange(self.plan.days)
        for p in range(len(self.plan.people)):
            answers = self.finder.best(p, price[p], want=2)
            if not answers:
                return 0
            parts.append(answers[0][0])
            for cost, row in answers:
                cells = list(row)
                own = cost - float(price[p][days, cells].sum())
                reduced = own + float(real[p][days, cells].sum()) - one[p]
                if reduced < -1e-6 and self.add(p, row, own):
                    found += 1
        total += sum(parts)
        if total > self.bound + 1e-9:
            self.bound, self.best_dual, self.best_parts = total, dual, parts
            if said:
                said(self.bound)
        return found

    def prune(self, best: int) -> list[list[int]]:
        """For each person and day the values no sheet better than `best` can have, as a mask."""
        price = self._prices(self.best_dual)
        allowed = best - 1 - self.bound + 1e-6
        masks = []
        for p in range(len(self.plan.people)):
            own = self.finder.graph(p).through(self.finder.fixed_price[p] + price[p])
            bad = own - self.best_parts[p] > allowed
            masks.append([sum(1 << int(v) for v in np.flatnonzero(day)) for day in bad])
        return masks

    def reduced(self, columns: Sequence[Column]) -> Floats:
        """What each row costs above the cheapest of its person, at the best prices."""
        price, days = self._prices(self.best_dual), np.arange(self.plan.days)
        return np.array(
            [
                c.relaxed
                + float(price[c.person][days, list(c.row)].sum())
                - self.best_parts[c.person]
                for c in columns
            ]
        )

    def near(
        self, slack: float, most: int, columns: Sequence[Column] | None = None
    ) -> list[Column]:
        """Rows a sheet within `slack` of the bound may use; the nearest when they are too many."""
        pool = self.columns if columns is None else columns
        if not self.best_parts:
            return list(pool[:most])
        above = self.reduced(pool)
        order = np.argsort(above, kind="stable")[:most]
        return [pool[i] for i in order.tolist() if above[i] <= slack + 1e-6]

    def combine(
        self,
        rows: Sequence[Row],
        seconds: float,
        workers: int,
        seed: int,
        work: float | None = None,
        most: int = 4000,
    ) -> tuple[list[tuple[int, ...]], int]:
        """The best sheet from the rows kept, at least as good as the one given."""
        best = plan_cost(self.plan, rows)
        chosen = self.near(best - self.bound, most)
        return combine(self.plan, chosen, rows, best, seconds, workers, seed, work)

    def weights(self) -> list[tuple[float, Column]]:
        """How much of each row the relaxation uses."""
        count = len(self._levels)  # columns added since have no level yet
        return [
            (float(self._levels[c.number]), c)
            for c in self.columns
            if c.number < count and self._levels[c.number] > 1e-6
        ]

    def solved(self) -> tuple[float, Floats, Floats]:
        """Value and prices of covers and of people, with the columns and cells that are open."""
        return self._solve_lp()

    def answers(self, dual: Floats, one: Floats, closed: Floats) -> tuple[float, int]:
        """New rows that pay at these prices outside the closed cells.

        `closed`: people x days x values, `FORBIDDEN` where a value may not be. Returns what every
        sheet inside costs at least, and how many rows are new.
        """
        price, found = self._prices(dual), 0
        days = np.arange(self.plan.days)
        least = float(dual @ np.array(self._right))
        for p in range(len(self.plan.people)):
            answer = self.finder.best(p, price[p] + closed[p])
            if not answer:
                return FORBIDDEN, 0
            least += answer[0][0]
            cost, row = answer[0]
            if cost - one[p] < -1e-6:
                own = cost - float(price[p][days, list(row)].sum())
                found += self.add(p, row, own) is not None
        return least, found

    def lean(self, slack: float, most: int) -> "Relaxation":
        """The same relaxation with only the rows a sheet within `slack` of the bound may use."""
        fresh = Relaxation(self.plan, self.finder)
        fresh._rouse([k for k in fresh._asleep if k not in self._asleep])
        everybody = range(len(self.plan.people))
        for column in [*self.cheapest(FEW_ROWS, everybody), *self.near(slack, most)]:
            fresh.add(column.person, column.row, column.relaxed)
        return fresh

    def cheapest(self, count: int, people: Container[int]) -> list[Column]:
        """The nearest rows of each of some people: a relaxation needs some of everybody."""
        pool = [c for c in self.columns if c.person in people]
        above = self.reduced(pool) if self.best_parts else np.zeros(len(pool))
        had = [0] * len(self.plan.people)
        found = []
        for i in np.argsort(above, kind="stable").tolist():
            column = pool[i]
            if had[column.person] < count:
                had[column.person] += 1
                found.append(column)
        return found

    def awake(self) -> bool:
        """Let rows hold that the present mixture breaks; True when there were none."""
        return not self._wake(self._mixture(), -1e-6)

    def close(self, people: Collection[int], closed: Floats) -> None:
        """Open the columns of some people, but for those that use a closed cell."""
        days = np.arange(self.plan.days)
        shut: list[int] = []
        free: list[int] = []
        for c in self.columns:
            if c.person in people:
                bad = closed[c.person][days, list(c.row)].any()
                (shut if bad else free).append(c.number)
        self.lp.bound_columns(shut, 0.0, 0.0)
        self.lp.bound_columns(free, 0.0, INFINITY)


def _sum_cost(counter: Counter, row: tuple[int, ...]) -> int:
    """The cost of a sum of a row, a broken must counted as `HARD` for each unit."""
    total = counter_total(counter, row)
    cost = counter_cost(counter, total)
    return HARD * counter_breach(counter, total) if cost is None else cost


def _alike(whom: Bools) -> list[tuple[Ints, Bools]]:
    """People counted by the same covers, and those covers."""
    kinds, inverse = np.unique(whom, axis=0, return_inverse=True)
    return [(np.flatnonzero(inverse == k), kind) for k, kind in enumerate(kinds)]


Choices = dict[int, list[tuple[Column, cp_model.IntVar]]]


Terms = list[tuple[cp_model.IntVar, int]]


def combine(
    plan: Plan,
    columns: Sequence[Column],
    rows: Sequence[Row],
    best: int,
    seconds: float,
    workers: int,
    seed: int,
    work: float | None = None,
) -> tuple[list[tuple[int, ...]], int]:
    """Choose one row a person by CP-SAT; falls back to the given sheet.

    `work` limits by deterministic work instead of seconds, for equal results.
    """
    model = cp_model.CpModel()
    own = {p: tuple(r) for p, r in enumerate(rows)}
    choices = _choices(model, plan, columns, own)
    terms: Terms = []
    for found in choices.values():
        model.add_exactly_one(var for _, var in found)
        terms += [(var, c.cost) for c, var in found if c.cost]
    _add_covers(model, plan, [pair for found in choices.values() for pair in found], terms)
    model.minimize(sum(var * cost for var, cost in terms))
    solver = cp_model.CpSolver()
    if work is None:
        solver.parameters.max_time_in_seconds = max(seconds, 0.1)
    else:
        solver.parameters.max_deterministic_time = work
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    status = solver.solve(model)
    kept = [own[p] for p in range(len(rows))]
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return kept, best
    chosen = [
        next(c.row for c, var in choices[p] if solver.boolean_value(var)) for p in range(len(rows))
    ]
    cost = plan_cost(plan, chosen)
    return (chosen, cost) if cost < best else (kept, best)


def _choices(
    model: cp_model.CpModel,
    plan: Plan,
    columns: Sequence[Column],
    own: dict[int, tuple[int, ...]],
) -> Choices:
    """A switch for each row, the rows of the present sheet among them and hinted at."""
    choices: Choices = {p: [] for p in own}
    for column in columns:
        choices[column.person].append((column, model.new_bool_var("")))
    for p, row in own.items():
        if all(c.row != row for c, _ in choices[p]):
            uses = np.array(
                [
                    (p in set(c.people)) * sum(m >> row[d] & 1 for d, m in c.terms)
                    for c in plan.covers
                ],
                dtype=np.float64,
            )
            kept = Column(p, row, member_cost(plan.people[p], row), 0.0, uses)
            choices[p].append((kept, model.new_bool_var("")))
        for column, var in choices[p]:
            model.add_hint(var, column.row == row)
    return choices


def _add_covers(
    model: cp_model.CpModel,
    plan: Plan,
    pairs: Sequence[tuple[Column, cp_model.IntVar]],
    terms: Terms,
) -> None:
    """Every cover over the chosen rows, with its price when it may be broken."""
    uses = np.array([c.uses for c, _ in pairs])
    for i, cover in enumerate(plan.covers):
        used = np.flatnonzero(uses[:, i]).tolist()
        total = sum(pairs[k][1] * int(uses[k, i]) for k in used) + cover.base
        most = len(cover.people) * len(cover.terms) + 1
        if cover.lo is not None and cover.under != 0:
            if cover.under is None:
                model.add(total >= cover.lo)
            else:
                slack = model.new_int_var(0, max(cover.lo, 1), "")
                model.add(total + slack >= cover.lo)
                terms.append((slack, cover.under))
        if cover.hi is not None and cover.over != 0:
            if cover.over is None:
                model.add(total <= cover.hi)
            else:
                slack = model.new_int_var(0, most, "")
                model.add(total - slack <= cover.hi)
                terms.append((slack, cover.over))


def rounded(bound: float) -> int:
    """A bound on whole costs."""
    return ceil(bound - 1e-6) if bound > -1e15 else 0
