"""What the requirements of a person remember of the days before, as steps from state to state."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from medcentre.rostering.plan import (
    Counter,
    Member,
    Pattern,
    Plan,
    Run,
    counter_cost,
    pattern_starts,
    value_at,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
FORBIDDEN = 1e12
"""The cost of what must not be."""


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


def parts_of(plan: Plan, member: Member, counters: Sequence[Counter]) -> list[Part]:
    """What a person's requirements remember, those of one kind together."""
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
