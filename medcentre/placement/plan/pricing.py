"""A bound for plans of one night: every room picks the people who pay it most, prices balance them.

Each person has a price for being placed. Given the prices the rooms no longer depend on each other,
and the best company of one room is found exactly for the terms that matter in a room: it is told
which values may be there (a `Pick`), then the best payers among those are taken. What a pick cannot
say (apartness, shared air, groups of rooms) only makes plans dearer and is left out, so whatever
the prices are, what they come to is a bound. Prices rise for people nobody takes and fall for those
whom several rooms want.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medcentre.placement.plan.model import (
    Cohort,
    Company,
    Even,
    Excess,
    Exclusive,
    Helper,
    Mix,
    PlanModel,
    even_gain,
)

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

MOST_PICKS = 600
"""Terms that would lead to more picks are treated as if they always went well."""

FAR = 1e11
"""What a place costs somebody who must not have it."""

PATIENCE = 8
"""Rounds without a better bound after which steps get shorter."""


@dataclass(frozen=True, slots=True)
class Pick:
    """Who may be in the room together, what each gains, what the room pays for it.

    `company`: the gains need at least two people.
    """

    who: NDArray[np.intp]
    gain: Floats
    cost: float
    company: bool


@dataclass(frozen=True, slots=True)
class _Side:
    """One way a term can go in a room."""

    allowed: Flags
    gain: float = 0.0
    cost: float = 0.0


class Pricing:
    """The rooms of a model with one night, and the prices of its people."""

    def __init__(self, model: PlanModel) -> None:
        self.model = model
        self.count = len(model.items)
        rooms = model.slots_of
        self.sizes = [sum(model.slots[s].capacity for s in slots) for slots in rooms.values()]
        self.width = max(min(max(self.sizes, default=0), self.count), 1)
        self.cost = np.full((len(rooms), self.count), FAR)
        row_of = {room: row for row, room in enumerate(rooms)}
        for index, item in enumerate(model.items):
            for slot, cost in item.costs.items():
                row = row_of[model.slots[slot].room]
                self.cost[row, index] = min(self.cost[row, index], cost)
        unplaced = [FAR if it.unplaced is None else float(it.unplaced) for it in model.items]
        self.unplaced = np.array(unplaced)
        self.even = self._even()
        self.most = self._excess()
        self.free_gain = np.zeros(self.count)
        self.picks = self._picks()

    def _even(self) -> Floats:
        """Room and number of people -> gain; numbers beyond the room's size are ruled out."""
        terms = [t for t in self.model.terms if isinstance(t, Even)]
        table = np.full((len(self.sizes), self.width + 1), -FAR)
        for row, size in enumerate(self.sizes):
            for people in range(min(size, self.width) + 1):
                table[row, people] = sum(even_gain(t.gain, size, people) for t in terms)
        return table

    def _excess(self) -> Excess | None:
        """The dearest term of the kind; the others are left out."""
        terms = [t for t in self.model.terms if isinstance(t, Excess)]
        return max(terms, key=lambda t: t.cost, default=None)

    def _flags(self, items: frozenset[int]) -> Flags:
        return np.array([i in items for i in range(self.count)], dtype=bool)

    def _sides(self) -> list[list[_Side]]:
        """The ways each term can go; terms a pick cannot say give what they can to everybody."""
        found = []
        everybody = np.ones(self.count, dtype=bool)
        for term in self.model.terms:
            match term:
                case Cohort():
                    kinds = sorted({v for v in term.values.values() if v})
                    pure = [frozenset(i for i, v in term.values.items() if v == k) for k in kinds]
                    sides = [_Side(self._flags(p), term.gain) for p in pure if len(p) > 1]
                    found.append([_Side(everybody), *sides])
                case Mix():
                    apart = [_Side(~self._flags(term.left)), _Side(~self._flags(term.right))]
                    found.append([_Side(everybody, cost=term.cost), *apart])
                case Exclusive() if term.rooms is None and not term.tolerated:
                    kinds = sorted(set(term.values.values()))
                    others = [
                        frozenset(i for i, v in term.values.items() if v != kind) for kind in kinds
                    ]
                    found.append([_Side(~self._flags(o)) for o in others])
                case Company():
                    self.free_gain += term.gain * self._flags(term.items)
                case Helper():
                    self.free_gain += term.gain * self._flags(term.takers)
                case _:
                    pass
        return [sides for sides in found if len(sides) > 1]

    def _picks(self) -> list[Pick]:
        """All combinations of ways; the dearest terms first while they are not too many."""
        wanted = sorted(self._sides(), key=lambda sides: -self._weight(sides))
        kept: list[list[_Side]] = []
        total = 1
        for sides in wanted:
            if total * len(sides) <= MOST_PICKS:
                kept.append(sides)
                total *= len(sides)
            else:
                gain = np.max([s.allowed * s.gain for s in sides], axis=0)
                self.free_gain += gain
        found: dict[tuple[bytes, float, bool], Pick] = {}
        for combination in itertools.product(*kept):
            allowed = np.ones(self.count, dtype=bool)
            for side in combination:
                allowed &= side.allowed
            who = np.flatnonzero(allowed)
            gain = sum(side.gain for side in combination)
            cost = sum(side.cost for side in combination)
            key = (allowed.tobytes(), gain, gain > 0)
            known = found.get(key)
            if len(who) and (known is None or cost < known.cost):
                found[key] = Pick(who, self.free_gain[who] + gain, cost, gain > 0)
        return list(found.values())

    @staticmethod
    def _weight(sides: Sequence[_Side]) -> float:
        return max(s.gain * float(s.allowed.sum()) + s.cost * 10 for s in sides)

    def best(self, prices: Floats) -> tuple[float, Floats]:
        """The bound these prices prove, and how many rooms want each person."""
        pay = prices - self.cost
        value = np.maximum(self.even[:, 0], 0.0)
        winner = np.full(len(value), -1)
        for number, pick in enumerate(self.picks):
            worth = self._worth(pay[:, pick.who] + pick.gain, pick)[0]
            better = worth > value + 1e-9
            value[better] = worth[better]
            winner[better] = number
        wanted = np.zeros(self.count)
        for number in np.unique(winner[winner >= 0]):
            pick, rows = self.picks[number], np.flatnonzero(winner == number)
            offers = self._adjusted(pay[np.ix_(rows, pick.who)] + pick.gain, pick)
            sizes = self._worth(pay[np.ix_(rows, pick.who)] + pick.gain, pick, rows)[1]
            for offer, size in zip(offers, sizes, strict=True):
                wanted[pick.who[np.argsort(-offer)[:size]]] += 1
        alone = prices > self.unplaced
        wanted[alone] += 1
        return float(np.minimum(prices, self.unplaced).sum() - value.sum()), wanted

    def _adjusted(self, offers: Floats, pick: Pick) -> Floats:
        """Offers less what those beyond the limit of `Excess` cost: all but the best payers."""
        if self.most is None:
            return offers
        here = np.flatnonzero(np.isin(pick.who, list(self.most.items)))
        if len(here) <= self.most.limit:
            return offers
        order = np.argsort(-offers[:, here], axis=1)[:, self.most.limit :]
        rows = np.arange(len(offers))[:, None]
        offers[rows, here[order]] -= self.most.cost
        return offers

    def _worth(
        self, offers: Floats, pick: Pick, rows: NDArray[np.intp] | None = None
    ) -> tuple[Floats, NDArray[np.intp]]:
        """What the best company of each room brings, and how many people it has."""
        offers = self._adjusted(offers, pick)
        width = min(self.width, offers.shape[1])
        top = -np.sort(np.partition(-offers, width - 1, axis=1)[:, :width], axis=1)
        sums = np.zeros((len(offers), width + 1))
        np.cumsum(top, axis=1, out=sums[:, 1:])
        sums += (self.even if rows is None else self.even[rows])[:, : width + 1]
        sums -= pick.cost
        sums[:, 0 if not pick.company else slice(0, 2)] = -FAR
        sizes = sums.argmax(axis=1)
        return sums[np.arange(len(sums)), sizes], sizes

    def climb(
        self,
        prices: Sequence[float] | Floats,
        best: Callable[[], float],
        lift: Callable[[float], bool],
    ) -> Floats:
        """Better and better prices until `lift`, told of each bound, says stop; the best ones.

        `best`: cost of the best plan known, towards which the steps are measured.
        """
        centre = np.array(prices, dtype=float)
        bound, wanted = self.best(centre)
        move = 1.0 - wanted
        length, quiet = 1.0, 0
        direction = move
        while lift(bound) and length > 1e-4:
            size = float((direction**2).sum())
            if size < 1e-9:
                break
            step = length * max(best() - bound, 1.0) / size
            here = centre + step * direction
            value, wanted = self.best(here)
            move = 1.0 - wanted
            direction = 0.3 * move + 0.7 * direction
            if value > bound:
                bound, centre, quiet = value, here, 0
                length = min(length * 1.1, 1.5)
            else:
                quiet += 1
                if quiet >= PATIENCE:
                    length, quiet, direction = length * 0.66, 0, move
        return centre
