"""The best row of one person for given prices: shortest path in a graph of states.

A state is what the requirements of a person must remember of the days before: lengths of runs,
beginnings of patterns, sums. The graph is made once for all people with the same requirements and
then asked thousands of times with other prices.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medcentre.rostering.plan import (
    HARD,
    Counter,
    Member,
    Plan,
    allowed_masks,
)
from medcentre.rostering.solve.automata import FORBIDDEN, Floats, Ints, Part, parts_of

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Layer:
    """Steps of one day: by used value and state, where they lead and what they cost."""

    values: Ints
    onward: Ints
    cost: Floats


class TooLarge(Exception):
    """The graph would have more states than wanted."""


class RowGraph:
    """All rows of a person, as paths from the first day to the last."""

    def __init__(
        self, plan: Plan, member: Member, counters: Sequence[Counter], values: int, limit: int
    ) -> None:
        self.days, self.values = plan.days, plan.values
        self.limit = limit
        usable = [v for v in range(plan.values) if values >> v & 1]
        parts = parts_of(plan, member, counters)
        layers: list[tuple[Ints, Ints, Floats, Ints]] = []
        state = [np.array([part.first], dtype=np.int64) for part in parts]
        size = 1
        sizes: list[int] = []
        for day in range(plan.days):
            src, val, cost, columns = self._expand(day, parts, state, size, usable)
            if len(src) == 0:
                break
            chosen, inverse = _distinct(columns, len(src))
            sizes.append(size)
            size = len(chosen)
            if size > limit and counters:
                raise TooLarge
            state = [c[chosen] for c in columns]
            layers.append((src, val, cost, inverse))
        self.possible = len(layers) == plan.days
        end = np.zeros(size)
        for part, column in zip(parts, state, strict=True):
            end += part.end(column)
        self._finish(layers, sizes, end)

    def _expand(
        self, day: int, parts: Sequence[Part], state: Sequence[Ints], size: int,
        usable: Sequence[int],
    ) -> tuple[Ints, Ints, Floats, list[Ints]]:  # fmt: skip
        sources, values, costs = [], [], []
        columns: list[list[Ints]] = [[] for _ in parts]
        index = np.arange(size, dtype=np.int64)
        for v in usable:
            cost = np.zeros(size)
            moved = []
            for part, column in zip(parts, state, strict=True):
                after, extra = part.step(day, column, v)
                moved.append(after)
                cost += extra
            keep = cost < FORBIDDEN
            sources.append(index[keep])
            values.append(np.full(int(keep.sum()), v, dtype=np.int64))
            costs.append(cost[keep])
            for i, after in enumerate(moved):
                columns[i].append(after[keep])
        return (
            np.concatenate(sources),
            np.concatenate(values),
            np.concatenate(costs),
            [np.concatenate(c) for c in columns],
        )

    def _finish(
        self, layers: list[tuple[Ints, Ints, Floats, Ints]], sizes: list[int], end: Floats
    ) -> None:
        """Drop dead ends, make one of states with the same future, order the edges.

        What a state costs at least from here on is paid on the way into it; so states that differ
        by a fixed sum only have the same future, too.
        """
        self.layers: list[_Layer] = []
        if not self.possible or not (end < FORBIDDEN).any():
            self.possible = False
            return
        state = np.where(end < FORBIDDEN, 0, -1)
        ahead = end
        for src, val, cost, dst in reversed(layers):
            keep = state[dst] >= 0
            src, val, dst = src[keep], val[keep], dst[keep]  # noqa: PLW2901 - dead ends left out
            paid = cost[keep] + ahead[dst]
            ahead = np.full(sizes.pop(), FORBIDDEN)
            np.minimum.at(ahead, src, paid)
            onward = np.zeros((len(ahead), self.values), dtype=np.int64)
            onward[src, val] = state[dst] + 1
            price = np.zeros((len(ahead), self.values), dtype=np.int64)
            price[src, val] = np.rint(paid - ahead[src])
            alive = np.flatnonzero(ahead < FORBIDDEN)
            used = np.flatnonzero(onward.any(axis=0))
            columns = [onward[alive, v] for v in used] + [price[alive, v] for v in used]
            chosen, inverse = _distinct(columns, len(alive))
            state = np.full(len(ahead), -1)
            state[alive] = inverse
            self.layers.append(_layer(onward[alive[chosen]], price[alive[chosen]]))
        self.layers.reverse()
        self.least = float(ahead[0])

    @property
    def edges(self) -> int:
        """Number of edges, for time keeping."""
        return sum(layer.onward.size for layer in self.layers)

    def _ahead(self, price: Floats) -> list[Floats]:
        """By day, used value and state: the least cost from there to the end of the month."""
        rest = np.zeros(1)
        found = []
        for d in range(self.days - 1, -1, -1):
            layer = self.layers[d]
            ahead = rest.take(layer.onward)
            ahead += layer.cost
            ahead += price[d][layer.values][:, None]
            found.append(ahead)
            rest = ahead.min(axis=0)
        found.reverse()
        return found

    def best(self, price: Floats, want: int = 1) -> list[tuple[float, tuple[int, ...]]]:
        """The cheapest row for prices by day and value, then the cheapest that leave it once."""
        if not self.possible:
            return []
        ahead = self._ahead(price)
        total = self.least + float(ahead[0].min())
        if total >= FORBIDDEN / 2:
            return []
        row, states = self._follow(ahead, [], 0)
        found = [(total, self._row(row))]
        if want > 1:
            for other, day, value in self._turnings(ahead, row, states, total)[: want - 1]:
                step = int(self.layers[day].onward[value, states[day]])
                there, _ = self._follow(ahead, [*row[:day], value], step)
                found.append((other, self._row(there)))
        return found

    def _follow(
        self, ahead: Sequence[Floats], begun: list[int], state: int
    ) -> tuple[list[int], list[int]]:
        """The cheapest way on from a state: which used value each day, and the states passed."""
        states = []
        for d in range(len(begun), self.days):
            states.append(state)
            step = int(ahead[d][:, state].argmin())
            begun.append(step)
            state = int(self.layers[d].onward[step, state])
        return begun, states

    def _row(self, steps: Sequence[int]) -> tuple[int, ...]:
        return tuple(int(layer.values[i]) for layer, i in zip(self.layers, steps, strict=True))

    def _turnings(
        self, ahead: Sequence[Floats], row: Sequence[int], states: Sequence[int], total: float
    ) -> list[tuple[float, int, int]]:
        """Cost, day and value of every way to leave a row once, the cheapest first."""
        found = []
        for d, (step, state) in enumerate(zip(row, states, strict=True)):
            rest = ahead[d][:, state]
            for i, more in enumerate((rest - rest[step]).tolist()):
                if i != step and total + more < FORBIDDEN / 2:
                    found.append((total + more, d, i))
        found.sort()
        return found

    def through(self, price: Floats) -> Floats:
        """For each day and value the cost of the cheapest row that has it there."""
        found = np.full((self.days, self.values), FORBIDDEN)
        if not self.possible:
            return found
        ahead = self._ahead(price)
        dist = np.full(1, self.least)
        for d, layer in enumerate(self.layers):
            found[d, layer.values] = (dist + ahead[d]).min(axis=1)
            reach = dist + layer.cost + price[d][layer.values][:, None]
            dist = np.full(int(layer.onward.max()) + 1, FORBIDDEN)
            np.minimum.at(dist, layer.onward, reach)
        return found


def _layer(onward: Ints, price: Ints) -> _Layer:
    """The steps of a day from tables by state and value (0: none, else next state plus one)."""
    values = np.flatnonzero(onward.any(axis=0))
    there = np.ascontiguousarray(onward[:, values].T)
    cost = np.where(there > 0, price[:, values].T.astype(np.float64), FORBIDDEN)
    return _Layer(values, np.maximum(there - 1, 0), np.ascontiguousarray(cost))


def _distinct(columns: Sequence[Ints], size: int) -> tuple[Ints, Ints]:
    """Index of one row for each distinct combination, and for each row which one it is."""
    key = np.zeros(size, dtype=np.int64)
    span = 1
    for column in columns:
        low = int(column.min(initial=0))
        width = int(column.max(initial=0)) - low + 1
        if span > (1 << 60) // width:
            _, key = np.unique(key, return_inverse=True)
            span = int(key.max(initial=0)) + 1
        key = key * width + (column - low)
        span *= width
    _, chosen, inverse = np.unique(key, return_index=True, return_inverse=True)
    return chosen.astype(np.int64), inverse.astype(np.int64)


class RowFinder:
    """Row graphs of a plan, shared by people with equal requirements.

    Sums that would make a graph too large are left out of it (`left_out`): what the graph then
    finds is a bound, and the caller counts the full cost.
    """

    def __init__(self, plan: Plan, limit: int = 30_000) -> None:
        self.plan, self.limit = plan, limit
        self.fixed_price = [self._fixed_price(m) for m in plan.people]
        self._graphs: dict[object, tuple[RowGraph, tuple[Counter, ...]]] = {}
        self._of: dict[int, tuple[RowGraph, tuple[Counter, ...]]] = {}

    def _fixed_price(self, member: Member) -> Floats:
        price = np.zeros((self.plan.days, self.plan.values))
        for cell in member.cells:
            for v in range(self.plan.values):
                if cell.mask >> v & 1:
                    price[cell.day, v] += FORBIDDEN if cell.weight is None else cell.weight
        return price

    def of(self, people: Sequence[int], plan: Plan) -> "RowFinder":
        """The finder of a plan of some of the people, with the graphs made already."""
        fresh = RowFinder.__new__(RowFinder)
        fresh.plan, fresh.limit = plan, self.limit
        fresh.fixed_price = [self.fixed_price[p] for p in people]
        fresh._graphs = self._graphs
        fresh._of = {i: self._find(p) for i, p in enumerate(people)}
        return fresh

    def graph(self, person: int) -> RowGraph:
        """The graph of a person."""
        return self._find(person)[0]

    def left_out(self, person: int) -> tuple[Counter, ...]:
        """Sums the graph does not know."""
        return self._find(person)[1]

    def _find(self, person: int) -> tuple[RowGraph, tuple[Counter, ...]]:
        if person not in self._of:
            member = self.plan.people[person]
            values = 0
            for mask in allowed_masks(self.plan, member):
                values |= mask
            key = (member.runs, member.patterns, member.counters, member.before, values)
            if key not in self._graphs:
                self._graphs[key] = self._build(member, values)
            self._of[person] = self._graphs[key]
        return self._of[person]

    def _build(self, member: Member, values: int) -> tuple[RowGraph, tuple[Counter, ...]]:
        kept = [c for c in member.counters if c.weight != 0]
        dropped: list[Counter] = []
        while True:
            try:
                return RowGraph(self.plan, member, kept, values, self.limit), tuple(dropped)
            except TooLarge:
                worst = max(kept, key=_burden)
                same = [
                    c
                    for c in kept
                    if (c.unit, c.days, c.spans) == (worst.unit, worst.days, worst.spans)
                ]
                kept = [c for c in kept if c not in same]
                dropped += same

    def best(
        self, person: int, price: Floats, want: int = 1
    ) -> list[tuple[float, tuple[int, ...]]]:
        """Cheapest rows for prices added to the person's own."""
        return self.graph(person).best(self.fixed_price[person] + price, want)


def cell_prices(plan: Plan) -> tuple[Floats, Bools]:
    """For covers: which day and value each counts (covers x days*values), and whom."""
    where = np.zeros((len(plan.covers), plan.days * plan.values))
    whom = np.zeros((len(plan.people), len(plan.covers)), dtype=np.bool_)
    for i, cover in enumerate(plan.covers):
        whom[list(cover.people), i] = True
        for day, mask in cover.terms:
            for v in range(plan.values):
                where[i, day * plan.values + v] += mask >> v & 1
    return where, whom


def _burden(counter: Counter) -> tuple[bool, int, int]:
    """Which sum to leave out first: soft ones, with many distinct units, of little weight."""
    return (
        counter.weight is not None,
        len({u for u in counter.unit if u}),
        -(HARD if counter.weight is None else counter.weight),
    )
