"""A first sheet, and better ones by finding each person's best row given all the others."""

from collections.abc import Sequence
from random import Random
from time import monotonic

import numpy as np

from medcentre.rostering.plan import (
    Plan,
    counter_breach,
    counter_total,
    cover_cost_of,
    member_cost,
)
from medcentre.rostering.solve.automata import Floats
from medcentre.rostering.solve.rows import RowFinder, cell_prices

Rows = list[tuple[int, ...]]


class Descent:
    """Rows one at a time: exact for one person, quick for a whole house."""

    def __init__(self, plan: Plan, finder: RowFinder, random: Random) -> None:
        self.plan, self.finder, self.random = plan, finder, random
        self.where, self.whom = cell_prices(plan)
        self.low = np.array([-1e9 if c.lo is None else c.lo for c in plan.covers])
        self.high = np.array([1e9 if c.hi is None else c.hi for c in plan.covers])
        self.under = np.array([1e6 if c.under is None else float(c.under) for c in plan.covers])
        self.over = np.array([1e6 if c.over is None else float(c.over) for c in plan.covers])
        self.base = np.array([float(c.base) for c in plan.covers])
        self._cells = np.arange(plan.days) * plan.values

    def uses(self, person: int, row: Sequence[int]) -> Floats:
        """How often each cover counts a row."""
        found: Floats = self.where[:, self._cells + np.array(row)].sum(axis=1) * self.whom[person]
        return found

    def _cost(self, counts: Floats) -> Floats:
        short = np.maximum(self.low - counts, 0) * self.under
        found: Floats = short + np.maximum(counts - self.high, 0) * self.over
        return found

    def price(self, person: int, counts: Floats) -> Floats:
        """What one more by this person costs in each cell, given what the others do."""
        more = (self._cost(counts + 1) - self._cost(counts)) * self.whom[person]
        found: Floats = (more @ self.where).reshape(self.plan.days, self.plan.values)
        return found

    def first(self) -> Rows:
        """A sheet from nothing: people in turn, those with least choice first."""
        order = sorted(
            range(len(self.plan.people)),
            key=lambda p: (self.finder.graph(p).edges, self.random.random()),
        )
        rows: Rows = [(0,) * self.plan.days] * len(self.plan.people)
        counts = self.base.copy()
        for p in order:
            answer = self.finder.best(p, self.price(p, counts))
            if answer:
                rows[p] = answer[0][1]
            counts += self.uses(p, rows[p])
        return rows

    def guided(self, mixture: Sequence[Sequence[tuple[float, Sequence[int]]]]) -> Rows:
        """A sheet in one pass: each person's best row while the others keep their mixture."""
        soft = [
            sum((w * self.uses(p, row) for w, row in rows), np.zeros(len(self.base)))
            for p, rows in enumerate(mixture)
        ]
        counts = self.base + sum(soft)
        rows: Rows = [(0,) * self.plan.days] * len(mixture)
        order = list(range(len(mixture)))
        self.random.shuffle(order)
        for p in order:
            counts = counts - soft[p]
            row = self._pick(p, counts, rows[p])
            rows[p] = row
            counts = counts + self.uses(p, row)
        return rows

    def _pick(self, person: int, counts: Floats, fallback: tuple[int, ...]) -> tuple[int, ...]:
        """The best row for the counts of the others, by its full cost."""
        want = 6 if self.finder.left_out(person) else 1
        price = self.price(person, counts)
        answers = self.finder.best(person, price, want)
        if not answers:
            return fallback
        if want == 1:
            return answers[0][1]
        for part in (0.5, 1.0):
            steered = self._steered(person, answers[0][1], price, part)
            if steered is None:
                break
            answers = [*answers, *self.finder.best(person, steered, want)]
        before = float(self._cost(counts).sum())
        member = self.plan.people[person]

        def full(row: tuple[int, ...]) -> float:
            after = float(self._cost(counts + self.uses(person, row)).sum())
            return member_cost(member, row) + after - before

        return min((row for _, row in answers), key=full)

    def _steered(
        self, person: int, row: tuple[int, ...], price: Floats, part: float
    ) -> Floats | None:
        """Prices that lead back into the sums the graph leaves out; None when the row keeps them.

        A row inside its sums is often a little dearer in the graph, but cheaper in full.
        """
        found = None
        for counter in self.finder.left_out(person):
            total = counter_total(counter, row)
            if counter.spans is not None or not counter_breach(counter, total):
                continue
            slope = part * (1e4 if counter.weight is None else counter.weight / counter.per)
            under = counter.lo is not None and total < counter.lo
            found = price.copy() if found is None else found
            days = range(self.plan.days) if counter.days is None else counter.days
            found[list(days)] += (-slope if under else slope) * np.array(counter.unit)
        return found

    def rebuild(self, rows: Rows, chosen: Sequence[int], rounds: int = 3) -> Rows:
        """Take some people out and put them in again one after another."""
        fresh = list(rows)
        counts = self.base + sum(self.uses(p, r) for p, r in enumerate(rows) if p not in chosen)
        for p in chosen:
            fresh[p] = self._pick(p, counts, rows[p])
            counts = counts + self.uses(p, fresh[p])
        for _ in range(rounds):
            changed = False
            for p in chosen:
                counts = counts - self.uses(p, fresh[p])
                row = self._pick(p, counts, fresh[p])
                changed = changed or row != fresh[p]
                fresh[p] = row
                counts = counts + self.uses(p, row)
            if not changed:
                break
        return fresh

    def settle(self, rows: Rows, deadline: float, sweeps: int = 30) -> Rows:
        """Best rows in turn until nobody's gets cheaper."""
        rows = list(rows)
        used = [self.uses(p, row) for p, row in enumerate(rows)]
        counts = self.base + sum(used)
        own = [member_cost(m, r) for m, r in zip(self.plan.people, rows, strict=True)]
        for _ in range(sweeps):
            changed = False
            order = list(range(len(rows)))
            self.random.shuffle(order)
            for p in order:
                if monotonic() > deadline:
                    return rows
                without = counts - used[p]
                row = self._pick(p, without, rows[p])
                if row == rows[p]:
                    continue
                cost = member_cost(self.plan.people[p], row)
                new = self.uses(p, row)
                change = (
                    cost - own[p] + float((self._cost(without + new) - self._cost(counts)).sum())
                )
                if change <= 0:
                    changed = changed or change < 0
                    rows[p], used[p], own[p] = row, new, cost
                    counts = without + new
            if not changed:
                break
        return rows

    def total(self, rows: Rows) -> int:
        """Cost of a sheet."""
        counts = self.base + sum(self.uses(p, row) for p, row in enumerate(rows))
        covers = sum(
            cover_cost_of(c, round(float(n))) for c, n in zip(self.plan.covers, counts, strict=True)
        )
        return covers + sum(member_cost(m, r) for m, r in zip(self.plan.people, rows, strict=True))
