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
    """Edges of one day, ordered by where they lead."""

    src: Ints
    value: Ints
    dst: Ints
    cost: Floats
    starts: Ints


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
        return sum(len(layer.src) for layer in self.layers)

    def best(self, price: Floats, want: int = 1) -> list[tuple[float, tuple[int, ...]]]:
        """The cheapest rows for prices by day and value, at most one for each last step."""
        if not self.possible:
            return []
        dist = np.full(1, self.least)
        trail: list[Floats] = []
        for d, layer in enumerate(self.layers):
            reach = dist[layer.src] + layer.cost + price[d][layer.value]
            trail.append(reach)
            dist = np.minimum.reduceat(reach, layer.starts)
        total = trail[-1]
        count = min(want, len(total))
        last = [int(np.argmin(total))] if count == 1 else np.argsort(total)[:count].tolist()
        return [
            (float(total[edge]), self._back(edge, trail))
            for edge in last
            if total[edge] < FORBIDDEN / 2
        ]

    def through(self, price: Floats) -> Floats:
        """For each day and value the cost of the cheapest row that has it there."""
        found = np.full((self.days, self.values), FORBIDDEN)
        if not self.possible:
            return found
        dist, rest = self._onward(price)
        for d, layer in enumerate(self.layers):
            total = dist[d][layer.src] + rest[d]
            np.minimum.at(found[d], layer.value, total)
        return found

    def _onward(self, price: Floats) -> tuple[list[Floats], list[Floats]]:
        """The least cost to each state of each day, and over each edge to the end."""
        dist = [np.full(1, self.least)]
        for d, layer in enumerate(self.layers):
            reach = dist[-1][layer.src] + layer.cost + price[d][layer.value]
            dist.append(np.minimum.reduceat(reach, layer.starts))
        rest: list[Floats] = []
        after = np.zeros(1)
        for d in range(self.days - 1, -1, -1):
            layer = self.layers[d]
            onward = layer.cost + price[d][layer.value] + after[layer.dst]
            rest.append(onward)
            after = np.full(len(dist[d]), FORBIDDEN)
            np.minimum.at(after, layer.src, onward)
        rest.reverse()
        return dist, rest

    def _back(self, edge: int, trail: Sequence[Floats]) -> tuple[int, ...]:
        row = [0] * self.days
        for d in range(self.days - 1, -1, -1):
            layer = self.layers[d]
            row[d] = int(layer.value[edge])
            if d:
                node, before = int(layer.src[edge]), self.layers[d - 1]
                lo = int(before.starts[node])
                hi = (
                    int(before.starts[node + 1])
                    if node + 1 < len(before.starts)
                    else len(before.src)
                )
                edge = lo + int(np.argmin(trail[d - 1][lo:hi]))
        return tuple(row)


def _layer(onward: Ints, price: Ints) -> _Layer:
    """The edges of a day from tables by state and value (0: none, else next state plus one)."""
    src, value = np.nonzero(onward)
    dst = onward[src, value] - 1
    order = np.argsort(dst, kind="stable")
    src, value, dst = src[order], value[order], dst[order]
    starts = np.searchsorted(dst, np.arange(int(dst.max()) + 1))
    cost = price[src, value].astype(np.float64)
    return _Layer(src, value, dst, cost, starts.astype(np.int64))


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
