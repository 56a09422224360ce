"""The plan as rows and columns, for a linear solver and for CP-SAT alike.

A build may leave some items free, each with its own choice of slots, while the others stay where
they are: that is how neighbourhoods are searched.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from medcentre.placement.plan.model import (
    BREAK,
    Alone,
    Apart,
    Clash,
    Cohort,
    Company,
    Even,
    Excess,
    Exclusive,
    GroupCapacity,
    Helper,
    Item,
    Mix,
    PlanModel,
    Term,
    even_gain,
)

Row = tuple[dict[int, int], float, float]
"""Coefficients by column, lower and upper limit."""

INFINITE = float("inf")

Values = Sequence[float] | Mapping[int, float] | NDArray[np.float64]
"""Value of each column."""


@dataclass(slots=True)
class Linear:
    """Columns with whole-number limits and costs, rows, and where each item's choices are."""

    upper: list[int] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    constant: int = 0
    choice: dict[tuple[int, int], int] = field(default_factory=dict)
    absent: dict[int, int] = field(default_factory=dict)
    sides: dict[tuple[int, int], int] = field(default_factory=dict)

    def column(self, cost: float = 0, upper: int = 1) -> int:
        """A new whole-number column from 0 to `upper`."""
        self.upper.append(upper)
        self.costs.append(cost)
        return len(self.upper) - 1

    def at_most(self, left: Mapping[int, int], limit: float) -> None:
        """A row sum <= limit."""
        if left:
            self.rows.append((dict(left), -INFINITE, limit))


@dataclass(frozen=True, slots=True)
class Part:
    """How many of some items are in some slots: columns, and a number already settled."""

    columns: tuple[int, ...]
    fixed: int

    @property
    def most(self) -> int:
        """The largest it can be."""
        return len(self.columns) + self.fixed


class Builder:
    """Builds one `Linear`; `free` names the slots each free item may choose from."""

    def __init__(
        self, model: PlanModel, free: Mapping[int, Sequence[int]], fixed: Mapping[int, int]
    ) -> None:
        self.model = model
        self.out = Linear()
        self.free = free
        self._slots_of = model.slots_of
        self._here: dict[int, list[tuple[int, int]]] = {}
        self._stay: dict[int, list[int]] = {}
        for item, slots in free.items():
            self._choices(item, slots)
        touched = {model.slots[s].room for s in self._here}
        self._touched_slots = set(self._here)
        for item, slot in fixed.items():
            self._stay.setdefault(slot, []).append(item)
            self.out.constant += model.items[item].costs.get(slot, 0)
        self.rooms = sorted(touched)
        self._by_room()

    def _choices(self, index: int, slots: Sequence[int]) -> None:
        item, out = self.model.items[index], self.out
        row: dict[int, int] = {}
        for slot in slots:
            column = out.column(item.costs[slot])
            out.choice[index, slot] = column
            self._here.setdefault(slot, []).append((index, column))
            row[column] = 1
        if item.unplaced is not None:
            out.absent[index] = out.column(item.unplaced)
            row[out.absent[index]] = 1
        out.rows.append((row, 1, 1))

    def _by_room(self) -> None:
        for room in self.rooms:
            for slot in self._slots_of[room]:
                for night in self._nights((slot,)):
                    part = self.part((slot,), None, night)
                    capacity = self.model.slots[slot].capacity
                    if part.most > capacity and part.columns:
                        self.out.at_most(dict.fromkeys(part.columns, 1), capacity - part.fixed)

    def _nights(self, slots: Iterable[int]) -> list[int]:
        """The nights on which somebody arrives: every meeting of two begins on one of them."""
        if self.model.horizon == 1:
            return [0]
        items = self.model.items
        nights: set[int] = set()
        for slot in slots:
            nights.update(items[i].start for i, _ in self._here.get(slot, ()))
            nights.update(items[i].start for i in self._stay.get(slot, ()))
        return sorted(nights)

    def part(self, slots: Iterable[int], items: Iterable[int] | None, night: int) -> Part:
        """Those of `items` (None: all) in the slots on a night."""
        wanted = None if items is None else frozenset(items)
        of = self.model.items
        columns: list[int] = []
        fixed = 0
        for slot in slots:
            columns += [
                c
                for i, c in self._here.get(slot, ())
                if (wanted is None or i in wanted) and of[i].start <= night < of[i].end
            ]
            fixed += sum(
                (wanted is None or i in wanted) and of[i].start <= night < of[i].end
                for i in self._stay.get(slot, ())
            )
        return Part(tuple(columns), fixed)

    def build(self) -> Linear:
        """All terms of the model."""
        for term in self.model.terms:
            self._add(term)
        return self.out

    def _add(self, term: Term) -> None:
        match term:
            case Exclusive():
                self._exclusive(term)
            case Apart():
                self._apart(term)
            case Clash():
                self._clash(term)
            case Alone():
                self._alone(term)
            case GroupCapacity():
                self._group_capacity(term)
            case Company():
                self._company(term)
            case _:
                for room in self.rooms:
                    slots = self._slots_of[room]
                    for night in self._nights(slots):
                        self._room_term(term, slots, night)

    # ---- hard terms --------------------------------------------------------------------------

    def _exclusive(self, term: Exclusive) -> None:
        by_value: dict[str, list[int]] = {}
        for item, value in term.values.items():
            by_value.setdefault(value, []).append(item)
        for room in self.rooms:
            if term.rooms is not None and room not in term.rooms:
                continue
            slots = self._slots_of[room]
            for night in self._nights(slots):
                parts = [self.part(slots, items, night) for items in by_value.values()]
                present = [p for p in parts if p.most]
                if len(present) > 1 and any(p.columns for p in present):
                    self._one_of(present, slots, (room, night), room in term.tolerated)

    def _one_of(
        self, parts: Sequence[Part], slots: Sequence[int], where: tuple[int, int], tolerated: bool
    ) -> None:
        """At most one of the parts is not empty, or the present breaks go on at their price."""
        out = self.out
        most = sum(self.model.slots[s].capacity for s in slots)
        if len(parts) == 2 and not tolerated:
            side = out.sides[where] = out.column()
            for part, sign in ((parts[0], 1), (parts[1], -1)):
                self._limit(part, side, sign, min(most, part.most))
            return
        signs: dict[int, int] = {}
        fixed = 0
        for part in parts:
            if part.fixed:
                fixed += 1
                continue
            there = out.column()
            self._limit(part, there, 1, min(most, part.most))
            signs[there] = 1
        if not tolerated:
            out.at_most(signs, 1 - fixed)
            return
        extra = out.column(BREAK, len(parts))
        out.at_most({**signs, extra: -1}, 1 - fixed)
        self._no_newcomers(where[0], slots, extra, len(parts))

    def _limit(self, part: Part, side: int, sign: int, most: int) -> None:
        """part <= most * side (sign 1) or part <= most * (1 - side) (sign -1)."""
        if not part.columns and not part.fixed:
            return
        row = dict.fromkeys(part.columns, 1)
        row[side] = -most if sign > 0 else most
        self.out.at_most(row, (0 if sign > 0 else most) - part.fixed)

    def _no_newcomers(self, room: int, slots: Iterable[int], extra: int, most: int) -> None:
        """Nobody new joins a room while a rule stays broken there."""
        for slot in slots:
            for item, column in self._here.get(slot, ()):
                current = self.model.items[item].current
                if current is None or self.model.slots[current].room != room:
                    self.out.at_most({column: most, extra: 1}, most)

    def _apart(self, term: Apart) -> None:
        for index, group in enumerate(term.groups):
            pair = self._overlap(term.first, term.second)
            if pair is None:
                continue
            part = self.part(group, (term.first, term.second), pair)
            if part.most > 1 and part.columns:
                row = dict.fromkeys(part.columns, 1)
                if index in term.tolerated:
                    row[self.out.column(BREAK)] = -1
                self.out.at_most(row, 1 - part.fixed)

    def _overlap(self, a: int, b: int) -> int | None:
        """A night both are there."""
        one, two = self.model.items[a], self.model.items[b]
        night = max(one.start, two.start)
        return night if night < min(one.end, two.end) else None

    def _clash(self, term: Clash) -> None:
        for index, group in enumerate(term.groups):
            for night in self._nights(group):
                left = self.part(group, term.left, night)
                right = self.part(group, term.right, night)
                if not left.most or not right.most or not (left.columns or right.columns):
                    continue
                side = self.out.column()
                self._limit(left, side, 1, left.most)
                row = dict.fromkeys(right.columns, 1)
                row[side] = right.most
                if index in term.tolerated:
                    row[self.out.column(BREAK)] = -right.most
                self.out.at_most(row, right.most - right.fixed)

    def _alone(self, term: Alone) -> None:
        item = self.model.items[term.item]
        for room in self._slots_of:
            slots = self._slots_of[room]
            me = self.part(slots, (term.item,), item.start)
            if not me.most:
                continue
            others = frozenset(range(len(self.model.items))) - {term.item}
            for night in self._nights(slots):
                rest = self.part(slots, others, night)
                if item.start <= night < item.end and rest.most and (me.columns or rest.columns):
                    row = dict.fromkeys(rest.columns, 1)
                    row.update(dict.fromkeys(me.columns, rest.most))
                    if room in term.tolerated:
                        row[self.out.column(BREAK)] = -rest.most
                    limit = rest.most - rest.fixed - rest.most * me.fixed
                    self.out.at_most(row, limit)

    def _group_capacity(self, term: GroupCapacity) -> None:
        for night in self._nights(term.slots):
            part = self.part(term.slots, None, night)
            if part.columns and part.most > term.capacity:
                limit = max(term.capacity - part.fixed, 0)
                self.out.at_most(dict.fromkeys(part.columns, 1), limit)

    # ---- soft terms --------------------------------------------------------------------------

    def _company(self, term: Company) -> None:
        for group in term.groups:
            for night in self._nights(group):
                part = self.part(group, term.items, night)
                if part.most < 2 or not part.columns:
                    self.out.constant -= term.gain * part.fixed if part.fixed > 1 else 0
                    continue
                gain, two = self.out.column(-term.gain, part.most), self.out.column()
                counted = dict.fromkeys(part.columns, -1)
                self.out.at_most({**counted, gain: 1}, part.fixed)
                self.out.at_most({gain: 1, two: -part.most}, 0)
                self.out.at_most({**counted, two: 2}, part.fixed)

    def _room_term(self, term: Term, slots: Sequence[int], night: int) -> None:
        match term:
            case Mix():
                self._mix(term, slots, night)
            case Excess():
                part = self.part(slots, term.items, night)
                if part.most > term.limit and part.columns:
                    over = self.out.column(term.cost, part.most)
                    row = dict.fromkeys(part.columns, 1)
                    self.out.at_most({**row, over: -1}, term.limit - part.fixed)
            case Cohort():
                self._cohort(term, slots, night)
            case Helper():
                self._helper(term, slots, night)
            case Even():
                self._even(term, slots, night)
            case _:
                raise TypeError(type(term).__name__)

    def _mix(self, term: Mix, slots: Sequence[int], night: int) -> None:
        left, right = self.part(slots, term.left, night), self.part(slots, term.right, night)
        if not left.most or not right.most or not (left.columns or right.columns):
            return
        size = sum(self.model.slots[s].capacity for s in slots)
        mixed = self.out.column(term.cost)
        sides = []
        for part in (left, right):
            side = self.out.column()
            self._limit(part, side, 1, min(size, part.most))
            sides.append(side)
        self.out.at_most({sides[0]: 1, sides[1]: 1, mixed: -1}, 1)

    def _cohort(self, term: Cohort, slots: Sequence[int], night: int) -> None:
        size = sum(self.model.slots[s].capacity for s in slots)
        everybody = self.part(slots, None, night)
        if size < 2 or everybody.most < 2 or not everybody.columns:
            return
        by_value: dict[str, list[int]] = {}
        for slot in slots:
            for item in (*(i for i, _ in self._here.get(slot, ())), *self._stay.get(slot, ())):
                by_value.setdefault(term.values.get(item, ""), []).append(item)
        gain, pure = self.out.column(-term.gain, size), self.out.column()
        kinds: dict[int, int] = {}
        counted: dict[int, int] = {}
        fixed = 0
        for value, items in by_value.items():
            part = self.part(slots, items, night)
            if part.most:
                kind = self.out.column()
                self._limit(part, kind, 1, min(size, part.most))
                kinds[kind] = 1
                if value:
                    counted.update(dict.fromkeys(part.columns, -1))
                    fixed += part.fixed
        self.out.at_most({**counted, gain: 1}, fixed)
        self.out.at_most({gain: 1, pure: -size}, 0)
        self.out.at_most({**kinds, pure: len(kinds) - 1}, len(kinds))
        self.out.at_most({**dict.fromkeys(everybody.columns, -1), pure: 2}, everybody.fixed)

    def _helper(self, term: Helper, slots: Sequence[int], night: int) -> None:
        helpers = self.part(slots, term.helpers, night)
        takers = self.part(slots, term.takers, night)
        if not helpers.most or not takers.most or not (helpers.columns or takers.columns):
            return
        gain = self.out.column(-term.gain, takers.most)
        self.out.at_most({**dict.fromkeys(takers.columns, -1), gain: 1}, takers.fixed)
        much = dict.fromkeys(helpers.columns, -takers.most)
        self.out.at_most({**much, gain: 1}, takers.most * helpers.fixed)

    def _even(self, term: Even, slots: Sequence[int], night: int) -> None:
        part = self.part(slots, None, night)
        size = sum(self.model.slots[s].capacity for s in slots)
        if not part.columns:
            return
        gain = self.out.column(-1, max(even_gain(term.gain, size, n) for n in range(size + 1)))
        for n in range(min(size, part.most)):
            low = even_gain(term.gain, size, n)
            slope = even_gain(term.gain, size, n + 1) - low
            row = dict.fromkeys(part.columns, -slope)
            self.out.at_most({**row, gain: 1}, low + slope * (part.fixed - n))


def whole(model: PlanModel) -> Linear:
    """Every item free over all its slots."""
    free = {i: tuple(item.costs) for i, item in enumerate(model.items)}
    return Builder(model, free, {}).build()


def placed(linear: Linear, values: Values) -> dict[int, int]:
    """Item -> slot from the values of the columns."""
    return {item: slot for (item, slot), column in linear.choice.items() if values[column] > 0.5}


__all__ = ["Builder", "Item", "Linear", "placed", "whole"]
