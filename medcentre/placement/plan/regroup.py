"""Neighbourhoods of a plan among the fillings of `columns`.

Most items keep the kind of room they have in the plan; the others choose anew. The relaxation that is
restricted so says how much can be gained at most; fillings whose reduced cost is not beyond that can
stand in a better plan, and branch and cut chooses among those that are known. It ends far sooner than
one over rows for each night, because the relaxation knows that a side holds a room or does not.
"""

import random
import time
from collections.abc import Callable, Mapping

from medcentre.placement.plan.columns import Fillings
from medcentre.placement.plan.finish import finish
from medcentre.placement.plan.highs import mip
from medcentre.placement.plan.linear import Linear
from medcentre.placement.plan.nights import Nights

FIRST_SHARE, MOST_SHARE = 0.3, 0.95
"""Share of the items that choose anew, at first and at most."""

MORE, LESS = 1.1, 0.85
"""What becomes of it when branch and cut ends early and when it takes all its time."""

DOUBTED = 0.6
"""How often those are freed whom the relaxation would rather have elsewhere; else those of a night."""

SHAKE = 0.7
"""How much luck counts against what the relaxation likes."""

ROUNDS, CLOSE = 12, 1.0
"""Limits of the restricted relaxation."""

SECONDS = 8.0
"""Limit of branch and cut."""

WHOLE = 0.9
"""Costs are whole: a plan that is not better by this is not better."""


class Regroup:
    """Draws neighbourhoods; made when the relaxation is as good as it gets and remembered."""

    def __init__(self, fillings: Fillings, view: Nights, luck: random.Random) -> None:
        self.fillings, self.view, self.luck = fillings, view, luck
        self.model = view.model
        self.likes = fillings.pairs()
        self.share = FIRST_SHARE

    def step(
        self, best: Mapping[int, int], cost: int, left: Callable[[], float]
    ) -> dict[int, int] | None:
        """A better plan than `best`, or None; the restrictions are lifted again.

        `cost`: of `best`. `left`: seconds left.
        """
        fillings = self.fillings
        try:
            fillings.add_plan(best)
            free = self._drawn(best)
            fillings.fix({i: fillings.kind_of[s] for i, s in best.items() if i not in free})
            bound = fillings.converge(
                lambda bound: left() > 0 and bound < cost - WHOLE, rounds=ROUNDS, close=CLOSE
            )
            if bound >= cost - WHOLE or left() <= 0:
                self._grow()
                return None
            return self._chosen(best, cost, cost - bound, min(SECONDS, left()))
        finally:
            fillings.loosen()

    def _grow(self) -> None:
        self.share = min(MOST_SHARE, self.share * MORE)

    def _drawn(self, best: Mapping[int, int]) -> set[int]:
        """Those who choose anew."""
        luck, kind_of, items = self.luck, self.fillings.kind_of, self.model.items
        if luck.random() < DOUBTED:
            felt = {
                i: self.likes.get((i, kind_of[s]), 0.0) + SHAKE * luck.random()
                for i, s in best.items()
            }
        else:
            night = luck.randrange(self.model.horizon)
            felt = {
                i: max(items[i].start - night, night - items[i].end + 1, 0) + luck.random()
                for i in best
            }
        return set(sorted(felt, key=felt.__getitem__)[: max(1, int(self.share * len(felt)))])

    def _chosen(
        self, best: Mapping[int, int], cost: int, gap: float, seconds: float
    ) -> dict[int, int] | None:
        """The best choice among columns that can stand in a better plan, if it is better."""
        fillings = self.fillings
        columns = fillings.near(gap)
        linear, number = self._programme(columns)
        known = fillings.of_plan(best)
        hint = {number[c]: float(c in known) for c in columns}
        began = time.monotonic()
        solved = mip(linear, seconds, hint, slack=WHOLE)
        if not solved.optimal:
            self.share *= LESS
        elif time.monotonic() - began < seconds / 2:
            self._grow()
        if solved.values is None:
            return None
        where = [-1] * fillings.count
        for index in columns:
            if solved.values[number[index]] > 0.5:
                self._send(index, where)
        plan, _ = finish(self.view, fillings.kinds, where, seconds)
        if plan is None or sum(self.model.items[i].costs[s] for i, s in plan.items()) >= cost:
            return None
        return plan

    def _send(self, index: int, where: list[int]) -> None:
        """Everybody of a column goes to its kind; who is in two of them to the cheaper one."""
        column, cost_of = self.fillings.columns[index], self.fillings.cost_of
        for item in column.items:
            before = where[item]
            if before < 0 or cost_of[column.kind][item] < cost_of[before][item]:
                where[item] = column.kind

    def _programme(self, columns: list[int]) -> tuple[Linear, dict[int, int]]:
        """Everybody is in some column; no kind has more of them than rooms, no night more people
        than places. And the number of each column there."""
        fillings, out = self.fillings, Linear()
        placed: dict[int, dict[int, int]] = {}
        rooms: dict[int, dict[int, int]] = {}
        nights: dict[tuple[int, int], dict[int, int]] = {}
        number: dict[int, int] = {}
        for index in columns:
            column = fillings.columns[index]
            new = number[index] = out.column(column.cost)
            for item in column.items:
                placed.setdefault(item, {})[new] = 1
            if fillings.kinds[column.kind].strict:
                rooms.setdefault(column.kind, {})[new] = 1
            else:
                stay = self.model.items[column.items[0]]
                for night in range(stay.start, stay.end):
                    nights.setdefault((column.kind, night), {})[new] = 1
        for row in placed.values():
            out.rows.append((row, 1, len(row)))
        for kind, row in rooms.items():
            out.at_most(row, len(fillings.kinds[kind].slots))
        for (kind, _), row in nights.items():
            of = fillings.kinds[kind]
            out.at_most(row, of.capacity * len(of.slots))
        return out, number
