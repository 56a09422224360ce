"""A first sheet, and better ones by finding each person's best row given all the others."""

from collections.abc import Sequence
from random import Random
from time import monotonic

import numpy as np

from medcentre.rostering.plan import Plan, cover_cost_of, member_cost
from medcentre.rostering.solve.rows import Floats, RowFinder, cell_prices

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
                answer = self.finder.best(p, self.price(p, without))
                if not answer or answer[0][1] == rows[p]:
                    continue
                row = answer[0][1]
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
