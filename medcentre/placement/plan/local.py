"""Simulated annealing for plans of one night: a centre's reshuffle with all its room terms.

The worth of a room depends on who is in it; it is worked out once for each set of people and
remembered, so a try costs microseconds.
"""

import math
import random
import time
from collections.abc import Callable, Mapping

from medcentre.placement.plan.model import (
    BREAK,
    Alone,
    Apart,
    Clash,
    Company,
    Exclusive,
    GroupCapacity,
    PlanModel,
    Term,
    room_term,
)

FORBIDDEN = 10**12
HOT, COLD = 160.0, 4.0
BATCH = 2_000
PAUSE = 0.5

REMEMBERED = 400_000
"""Worths of rooms kept at a time."""


def fits(model: PlanModel) -> bool:
    """Whether everything happens in one night."""
    return model.horizon == 1


class Local:
    """A plan being improved, with its cost always at hand."""

    def __init__(self, model: PlanModel, places: Mapping[int, int], seed: int) -> None:
        self.model = model
        self.luck = random.Random(seed)
        self.room_of = [slot.room for slot in model.slots]
        self.capacity = [slot.capacity for slot in model.slots]
        self.room_terms = tuple(
            t for t in model.terms if not isinstance(t, Apart | Clash | Company | GroupCapacity)
        )
        self.group_terms: tuple[Term, ...] = tuple(
            t for t in model.terms if isinstance(t, Apart | Clash | Company | GroupCapacity)
        )
        self.group_of = [_group_index(t) for t in self.group_terms]
        self.concerned = self._concerned()
        self.sizes = _sizes(model)
        self.worth: dict[int, dict[int, int]] = {room: {0: 0} for room in self.room_of}
        self.known = 0
        self.inside = dict.fromkeys(self.room_of, 0)
        self.now = dict.fromkeys(self.room_of, 0)
        self.in_slot: list[list[int]] = [[] for _ in model.slots]
        self.in_group: list[dict[int, set[int]]] = [{} for _ in self.group_terms]
        self.place: dict[int, int | None] = dict.fromkeys(range(len(model.items)))
        self.cost = sum(item.unplaced or 0 for item in model.items)
        for item, slot in places.items():
            self.cost += self.shift(item, slot)
        self.free = [i for i, item in enumerate(model.items) if len(item.costs) > 1 or (
            item.current is None and item.costs)]  # fmt: skip
        self.choices = [tuple(item.costs) for item in model.items]

    def _concerned(self) -> list[tuple[int, ...]]:
        """Item -> numbers of the group terms that ask about it."""
        found: list[list[int]] = [[] for _ in self.model.items]
        for number, term in enumerate(self.group_terms):
            for item in _items(term, len(found)):
                found[item].append(number)
        return [tuple(f) for f in found]

    def shift(self, item: int, slot: int | None) -> int:
        """Move an item (None: out of every slot); what it adds to the cost."""
        facts, old = self.model.items[item], self.place[item]
        if old == slot:
            return 0
        before = facts.unplaced or 0 if old is None else facts.costs[old]
        after = facts.unplaced or 0 if slot is None else facts.costs[slot]
        delta = after - before
        groups = self._touched(item, old, slot) if self.concerned[item] else ()
        delta -= sum(self._group_worth(*g) for g in groups)
        left = None if old is None else self.room_of[old]
        joined = None if slot is None else self.room_of[slot]
        if old is not None:
            self.in_slot[old].remove(item)
        if slot is not None:
            self.in_slot[slot].append(item)
        if left != joined:
            for room in (left, joined):
                if room is not None:
                    delta += self._turn(room, item)
        for number in self.concerned[item]:
            index = self.group_of[number]
            if old in index:
                self.in_group[number][index[old]].discard(item)
            if slot in index:
                self.in_group[number].setdefault(index[slot], set()).add(item)
        self.place[item] = slot
        return delta + sum(self._group_worth(*g) for g in groups)

    def _turn(self, room: int, item: int) -> int:
        """The item leaves the room or joins it, as sets of bits; what that adds to its worth."""
        inside = self.inside[room] = self.inside[room] ^ (1 << item)
        worth = self.worth[room].get(inside)
        if worth is None:
            worth = self._learn(room, inside)
        before, self.now[room] = self.now[room], worth
        return worth - before

    def _touched(self, item: int, old: int | None, slot: int | None) -> list[tuple[int, int]]:
        return [
            (number, group)
            for number in self.concerned[item]
            for group in {
                self.group_of[number][s]
                for s in (old, slot)
                if s is not None and s in self.group_of[number]
            }
        ]

    def _learn(self, room: int, inside: int) -> int:
        """Cost of who is in a room together, remembered."""
        if self.known >= REMEMBERED:
            self.known = 0
            for rows in self.worth.values():
                rows.clear()
        self.known += 1
        people = [i for i in range(inside.bit_length()) if inside >> i & 1]
        worth = self.worth[room][inside] = self.cost_in_room(room, frozenset(people))
        return worth

    def cost_in_room(self, room: int, people: frozenset[int]) -> int:
        """What the terms of a room cost for these people in it; `FORBIDDEN` or more: not possible.

        Their own costs and terms of groups of rooms are not in it.
        """
        if not people:
            return 0
        cost = 0
        crowd = sorted(people)
        for term in self.room_terms:
            match term:
                case Exclusive():
                    if term.rooms is None or room in term.rooms:
                        kinds = {term.values[i] for i in crowd if i in term.values}
                        if len(kinds) > 1:
                            cost += self._break(room, crowd, room in term.tolerated, len(kinds) - 1)
                case Alone():
                    if term.item in people and len(people) > 1:
                        cost += self._break(room, crowd, room in term.tolerated, 1)
                case _:
                    cost += room_term(term, self.sizes[room], crowd)
        return cost

    def _break(self, room: int, crowd: list[int], tolerated: bool, times: int) -> int:
        """A present break goes on at its price while nobody new joins."""
        stayed = all(
            (now := self.model.items[i].current) is not None and self.room_of[now] == room
            for i in crowd
        )
        return BREAK * times if tolerated and stayed else FORBIDDEN

    def _group_worth(self, number: int, group: int) -> int:
        term = self.group_terms[number]
        people = self.in_group[number].get(group, set())
        match term:
            case Company():
                return -term.gain * len(people) if len(people) > 1 else 0
            case Apart():
                broken = len(people) > 1
            case Clash():
                broken = bool(people & term.left) and bool(people & term.right)
            case GroupCapacity():
                return FORBIDDEN if len(people) > term.capacity else 0
            case _:
                raise TypeError(type(term).__name__)
        if not broken:
            return 0
        return BREAK if group in term.tolerated else FORBIDDEN

    def run(
        self,
        seconds: float,
        better: Callable[[dict[int, int], int], bool],
        again: Callable[[], bool] = lambda: True,
    ) -> None:
        """Cool down over so many seconds; `better` hears of each new best and may end it."""
        began = said = time.monotonic()
        best, plan = self.cost, None
        if not self.free:
            return
        while (gone := (time.monotonic() - began) / max(seconds, 0.01)) < 1 and again():
            found = self._batch(HOT * (COLD / HOT) ** gone, best)
            if found is not None:
                plan, best = found
            if plan is not None and time.monotonic() - said > PAUSE:
                said, told, plan = time.monotonic(), plan, None
                if not better(told, best):
                    return
        if plan is not None:
            better(plan, best)

    def plan(self) -> dict[int, int]:
        """The plan as it stands."""
        return {i: s for i, s in self.place.items() if s is not None}

    def _batch(self, heat: float, best: int) -> tuple[dict[int, int], int] | None:
        """So many tries at one temperature; the best plan met if it beats `best`."""
        luck, found = self.luck.random, None
        for _ in range(BATCH):
            item = self.free[int(luck() * len(self.free))]
            options = self.choices[item]
            slot = options[int(luck() * len(options))]
            old = self.place[item]
            if slot == old:
                continue
            other = None
            here = self.in_slot[slot]
            if len(here) >= self.capacity[slot]:
                other = here[int(luck() * len(here))]
                if old is None or old not in self.model.items[other].costs:
                    continue
            delta = self._try(item, slot, other, old)
            if delta <= 0 or luck() < math.exp(-delta / heat):
                self.cost += delta
                if self.cost < best:
                    best, found = self.cost, (self.plan(), self.cost)
            else:
                self._take_back(item, slot, other, old)
        return found

    def _try(self, item: int, slot: int, other: int | None, old: int | None) -> int:
        if other is None:
            return self.shift(item, slot)
        return self.shift(other, None) + self.shift(item, slot) + self.shift(other, old)

    def _take_back(self, item: int, slot: int, other: int | None, old: int | None) -> None:
        if other is not None:
            self.shift(other, None)
        self.shift(item, old)
        if other is not None:
            self.shift(other, slot)


def _items(term: Term, count: int) -> frozenset[int]:
    match term:
        case Apart():
            return frozenset({term.first, term.second})
        case Clash():
            return term.left | term.right
        case Company():
            return term.items
        case _:
            return frozenset(range(count))


def _group_index(term: Term) -> dict[int | None, int]:
    """Slot -> number of its group."""
    match term:
        case GroupCapacity():
            return dict.fromkeys(term.slots, 0)
        case Apart() | Clash() | Company():
            return {slot: i for i, group in enumerate(term.groups) for slot in group}
        case _:
            return {}


def _sizes(model: PlanModel) -> dict[int, int]:
    sizes: dict[int, int] = {}
    for slot in model.slots:
        sizes[slot.room] = sizes.get(slot.room, 0) + slot.capacity
    return sizes
