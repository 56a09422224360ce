"""The best row of one person for given prices: shortest path in a graph of states.

A state is what the requirements of a person must remember of the days before: lengths of runs,
beginnings of patterns, sums. The graph is made once for all people with the same requirements and
then asked thousands of times with other prices.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from medcentre.rostering.plan import (
    HARD,
    Counter,
    Member,
    Pattern,
    Plan,
    Run,
    allowed_masks,
    counter_cost,
    pattern_starts,
    value_at,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
FORBIDDEN = 1e12


class Part(Protocol):
    """What one requirement, or several of one kind, remember."""

    first: int

    def step(self, day: int, state: Ints, value: int) -> tuple[Ints, Floats]:
        """The next state and the cost of a value on a day; cost `FORBIDDEN` when impossible."""
        ...

    def end(self, state: Ints) -> Floats:
        """The cost of ending in a state."""
        ...


@dataclass
class RunPart:
    """Length of the present run of days in a mask."""

    runs: Sequence[Run]
    days: int

    def __post_init__(self) -> None:
        self.mask = self.runs[0].mask
        self.first = self.runs[0].carried
        self.cap = max(
            [
                self.first,
                *(r.at_most or 0 for r in self.runs),
                *(r.at_least or 0 for r in self.runs),
            ]
        )
        self.fresh = self.first == 0

    def step(self, day: int, state: Ints, value: int) -> tuple[Ints, Floats]:
        """Longer by one, or closed."""
        cost = np.zeros(len(state))
        if self.mask >> value & 1:
            for run in self.runs:
                if run.at_most is not None:
                    price = FORBIDDEN if run.weight is None else float(run.weight)
                    cost[state + 1 > run.at_most] += price
            return np.minimum(state + 1, self.cap), cost
        cost += self._close(state, day, last=False)
        return np.zeros_like(state), cost

    def _close(self, state: Ints, day: int, last: bool) -> Floats:
        cost = np.zeros(len(state))
        for run in self.runs:
            if run.at_least is None or (last and run.open_end):
                continue
            short = (state > 0) & (state < run.at_least)
            if run.open_start and self.fresh:
                short &= state != day
            if run.weight is None:
                cost[short] += FORBIDDEN
            else:
                cost[short] += run.weight * (run.at_least - state[short])
        return cost

    def end(self, state: Ints) -> Floats:
        """Close the run that reaches the end."""
        return self._close(state, self.days, last=True)


@dataclass
class SpanPart:
    """Length of the present run of groups of days (weekends) and whether this one counts yet."""

    runs: Sequence[Run]

    def __post_init__(self) -> None:
        spans = self.runs[0].spans
        assert spans is not None
        self.mask = self.runs[0].mask
        self.first = self.runs[0].carried * 2
        self.in_span = {d: (i, d == s[-1]) for i, s in enumerate(spans) for d in s}
        self.count = len(spans)
        self.cap = max(
            [
                self.first,
                *(r.at_most or 0 for r in self.runs),
                *(r.at_least or 0 for r in self.runs),
            ]
        )

    def step(self, day: int, state: Ints, value: int) -> tuple[Ints, Floats]:
        """State is twice the length plus the mark of the running span."""
        cost = np.zeros(len(state))
        if day not in self.in_span:
            return state, cost
        index, closes = self.in_span[day]
        length, mark = state // 2, state % 2
        if self.mask >> value & 1:
            mark = np.ones_like(mark)
        if not closes:
            return length * 2 + mark, cost
        active = mark == 1
        for run in self.runs:
            price = FORBIDDEN if run.weight is None else float(run.weight)
            if run.at_most is not None:
                cost[active & (length + 1 > run.at_most)] += price
            if run.at_least is not None:
                short = ~active & (length > 0) & (length < run.at_least)
                if run.open_start and run.carried == 0:
                    short &= length != index
                cost[short] += price * (run.at_least - length[short])
        return np.where(active, np.minimum(length + 1, self.cap), 0) * 2, cost

    def end(self, state: Ints) -> Floats:
        """Close the run of the last span."""
        cost, length = np.zeros(len(state)), state // 2
        for run in self.runs:
            if run.at_least is None or run.open_end:
                continue
            price = FORBIDDEN if run.weight is None else float(run.weight)
            short = (length > 0) & (length < run.at_least)
            if run.open_start and run.carried == 0:
                short &= length != self.count
            cost[short] += price * (run.at_least - length[short])
        return cost


class PatternPart:
    """Which unwanted patterns have begun: all patterns of a person in one automaton."""

    def __init__(self, member: Member, patterns: Sequence[Pattern], plan: Plan) -> None:
        self.patterns = patterns
        self.starts = [frozenset(pattern_starts(member, p, plan.days)) for p in patterns]
        self.bits: list[tuple[int, int]] = [
            (i, j) for i, p in enumerate(patterns) for j in range(1, len(p.masks))
        ]
        self.bit_of = {pair: n for n, pair in enumerate(self.bits)}
        self.ids: dict[int, int] = {}
        self.live: list[int] = []
        self.first = self._id(self._carried(member))
        self.tables: dict[tuple[int, int], tuple[Ints, Floats]] = {}

    def _id(self, state: int) -> int:
        if state not in self.ids:
            self.ids[state] = len(self.live)
            self.live.append(state)
        return self.ids[state]

    def _carried(self, member: Member) -> int:
        state, zeros = 0, [0]
        for day in range(-len(member.before), 0):
            value = value_at(member, zeros, day)
            if value is not None:
                state, _ = self._move(day, state, value)
        return state

    def _move(self, day: int, state: int, value: int) -> tuple[int, float]:
        after, cost = 0, 0.0
        for i, pattern in enumerate(self.patterns):
            last = len(pattern.masks) - 1
            for j, mask in enumerate(pattern.masks):
                if not mask >> value & 1:
                    continue
                begun = day in self.starts[i] if j == 0 else state >> self.bit_of[i, j] & 1
                if not begun:
                    continue
                if j == last:
                    cost += FORBIDDEN if pattern.weight is None else pattern.weight
                else:
                    after |= 1 << self.bit_of[i, j + 1]
        return after, cost

    def step(self, day: int, state: Ints, value: int) -> tuple[Ints, Floats]:
        """Look up the moves of the states that occur."""
        present, inverse = np.unique(state, return_inverse=True)
        moves = [self._move(day, self.live[s], value) for s in present.tolist()]
        after = np.array([self._id(m[0]) for m in moves], dtype=np.int64)
        cost = np.array([m[1] for m in moves], dtype=np.float64)
        return after[inverse], cost[inverse]

    def end(self, state: Ints) -> Floats:
        """Begun patterns cost nothing."""
        return np.zeros(len(state))


@dataclass
class CounterPart:
    """A running sum, settled on its last day.

    With spans the state is twice the sum plus whether the running span has counted (units 0 or 1).
    """

    counters: Sequence[Counter]
    days: int

    def __post_init__(self) -> None:
        lead = self.counters[0]
        self.unit = lead.unit
        self.spans = {d: d == s[-1] for s in lead.spans or () for d in s}
        self.first = lead.base * 2 if self.spans else lead.base
        days = range(self.days) if lead.days is None else lead.days
        self.on = frozenset(self.spans or days)
        self.last = max(self.on, default=-1)
        highs = [c for c in self.counters if c.hi is not None]
        self.cap = None if highs else max((c.lo or 0) for c in self.counters)
        self.hard_hi = min(
            (c.hi for c in self.counters if c.hi is not None and c.weight is None), default=None
        )
        self.hard_lo = max(
            (c.lo for c in self.counters if c.lo is not None and c.weight is None), default=None
        )
        self._upper(highs)
        self.left = [0] * (self.days + 1)
        for d in range(self.days - 1, -1, -1):
            self.left[d] = self.left[d + 1] + (max(self.unit) if d in self.on else 0)

    def _upper(self, highs: Sequence[Counter]) -> None:
        """Where the cost of too much becomes a straight line, and its slope."""
        soft = [c for c in highs if c.weight is not None]
        self.top: int | None = None
        if soft and len({c.per for c in soft}) == 1 and self.hard_hi is None:
            self.top = max(max(c.hi or 0, c.lo or 0) for c in self.counters)
            self.even = soft[0].per
            self.slope = float(sum(c.weight or 0 for c in soft))

    def step(self, day: int, state: Ints, value: int) -> tuple[Ints, Floats]:
        """Add the unit; settle on the last day and forget."""
        cost = np.zeros(len(state))
        if day not in self.on:
            return state, cost
        if self.spans:
            return self._span_step(day, state, value, cost)
        total = state + self.unit[value]
        if self.hard_hi is not None:
            cost[total > self.hard_hi] = FORBIDDEN
        if self.hard_lo is not None:
            cost[total + self.left[day + 1] < self.hard_lo] = FORBIDDEN
        if self.cap is not None:
            total = np.minimum(total, self.cap)
        elif self.top is not None and day != self.last:
            total, paid = self._pay_over(total)
            cost += paid
        if day == self.last:
            return np.zeros_like(state), cost + self._settle(total)
        return total, cost

    def _pay_over(self, total: Ints) -> tuple[Ints, Floats]:
        """Beyond every upper bound the cost is even: pay at once and remember less."""
        assert self.top is not None
        over = total > self.top + self.even
        rest = np.where(over, self.top + 1 + (total - self.top - 1) % self.even, total)
        return rest, (total - rest) / self.even * self.slope

    def _span_step(self, day: int, state: Ints, value: int, cost: Floats) -> tuple[Ints, Floats]:
        total = state // 2 + ((state % 2 == 0) & (self.unit[value] > 0))
        mark = (state % 2) | int(self.unit[value] > 0)
        if self.hard_hi is not None:
            cost[total > self.hard_hi] = FORBIDDEN
        if day == self.last:
            return np.zeros_like(state), cost + self._settle(total)
        return total * 2 + (0 if self.spans[day] else mark), cost

    def _settle(self, total: Ints) -> Floats:
        present, inverse = np.unique(total, return_inverse=True)
        costs = []
        for t in present.tolist():
            parts = [counter_cost(c, t) for c in self.counters]
            costs.append(sum(FORBIDDEN if x is None else float(x) for x in parts))
        return np.array(costs)[inverse]

    def end(self, state: Ints) -> Floats:
        """Settled already."""
        return np.zeros(len(state))


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
        parts = _parts(plan, member, counters)
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


def _parts(plan: Plan, member: Member, counters: Sequence[Counter]) -> list[Part]:
    parts: list[Part] = []
    patterns = [p for p in member.patterns if p.weight != 0]
    if patterns:
        parts.append(PatternPart(member, patterns, plan))
    groups: dict[object, list[Run]] = {}
    for run in member.runs:
        if run.weight != 0:
            groups.setdefault((run.mask, run.spans, run.carried), []).append(run)
    for runs in groups.values():
        parts.append(RunPart(runs, plan.days) if runs[0].spans is None else SpanPart(runs))
    sums: dict[object, list[Counter]] = {}
    for counter in counters:
        sums.setdefault((counter.unit, counter.days, counter.spans, counter.base), []).append(
            counter
        )
    parts += [CounterPart(group, plan.days) for group in sums.values()]
    return parts


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
