"""A bound for plans of one night: every room picks the people who pay it most, prices balance them.

Each person has a price for being placed. Given the prices the rooms no longer depend on each other,
and the best company of one room is found exactly for the terms that matter in a room: it is told
which values may be there and whether somebody must be (a `Pick`), then the best payers among those are
taken. Company in a group of rooms has prices of its own: each of the group pays for being there and
is paid by the others for it, so that one alone gains nothing. What neither can say (apartness,
shared air) only makes plans dearer and is left out, so whatever the prices are, what they come to
is a bound. The best prices are found by `balance`.
"""

import itertools
from collections.abc import Sequence
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
Places = NDArray[np.intp]

MOST_PICKS = 600
"""Terms that would lead to more picks are treated as if they always went well."""

FAR = 1e11
"""What a place costs somebody who must not have it."""

SMALL = 1e-9
"""Worth less than this: nothing."""


@dataclass(frozen=True, slots=True)
class Pick:
    """Who may be in the room together, what each gains, what the room pays for it.

    `company`: the gains need at least two people. `needs`: places in `who` of those one of whom
    must be there, none: nobody must.
    """

    who: Places
    gain: Floats
    cost: float
    company: bool
    needs: Places | None


@dataclass(frozen=True, slots=True)
class _Side:
    """One way a term can go in a room: who may be there, what each gains, what the room pays.

    `company`: at least two people are there; `needs`: somebody of these is.
    """

    allowed: Flags
    gain: float | Floats = 0.0
    cost: float = 0.0
    company: bool = False
    needs: Flags | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Company as prices: one for each member of each group who may come there with another.

    `row`, `item`, `price`: the cells of rooms and people that a price bears on, and its number;
    `group`: number of price -> number of its group; `limit`: what a price is at most.
    """

    row: Places
    item: Places
    price: Places
    group: Places
    limit: Floats

    @property
    def count(self) -> int:
        """How many prices there are."""
        return len(self.limit)

    def pay(self, prices: Floats) -> Floats:
        """What each cell gains: the whole, less its own price twice, plus those of the group."""
        sums = np.bincount(self.group, prices, minlength=1) if self.count else np.zeros(1)
        each = self.limit - 2 * prices + sums[self.group]
        return np.asarray(each[self.price])

    def by_cell(self) -> dict[tuple[int, int], list[int]]:
        """Row and item -> the prices that bear on it."""
        found: dict[tuple[int, int], list[int]] = {}
        cells = zip(self.row.tolist(), self.item.tolist(), self.price.tolist(), strict=True)
        for row, item, price in cells:
            found.setdefault((row, item), []).append(price)
        return found

    def members(self) -> dict[int, list[int]]:
        """Group -> its prices."""
        found: dict[int, list[int]] = {}
        for price, group in enumerate(self.group.tolist()):
            found.setdefault(group, []).append(price)
        return found


@dataclass(frozen=True, slots=True)
class Taken:
    """What a room takes at some prices: its row, who is in it, what that costs at least."""

    row: int
    items: tuple[int, ...]
    cost: float


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
        self.together = self._company()
        self.picks = self._picks()
        self.hopes = np.full((len(self.picks), len(self.sizes)), FAR * self.width)
        self.last_pay: Floats | None = None

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

    def _company(self) -> Together:
        """The cells of each group where two of its members may come; one alone gains nothing."""
        row_of = {room: row for row, room in enumerate(self.model.slots_of)}
        cells: list[tuple[int, int, int]] = []
        group_of: list[int] = []
        limit: list[float] = []
        groups = -1
        for term in (t for t in self.model.terms if isinstance(t, Company)):
            for group in term.groups:
                groups += 1
                rows = sorted({row_of[self.model.slots[s].room] for s in group})
                able = [i for i in sorted(term.items) if (self.cost[rows, i] < FAR).any()]
                for item in able if len(able) > 1 else ():
                    cells += [(row, item, len(limit)) for row in rows if self.cost[row, item] < FAR]
                    group_of.append(groups)
                    limit.append(term.gain)
        table = np.array(cells, np.intp).reshape(-1, 3)
        return Together(
            table[:, 0], table[:, 1], table[:, 2], np.array(group_of, np.intp),
            np.array(limit, float),
        )  # fmt: skip

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
                    sides = [
                        _Side(self._flags(p), term.gain, company=True) for p in pure if len(p) > 1
                    ]
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
                case Helper():
                    helpers = self._flags(term.helpers)
                    gain = term.gain * self._flags(term.takers).astype(float)
                    found.append([_Side(~helpers), _Side(everybody, gain, needs=helpers)])
                case _:
                    pass
        return [sides for sides in found if len(sides) > 1]

    def _picks(self) -> list[Pick]:
        """All combinations of ways; the dearest terms first while they are not too many."""
        wanted = sorted(self._sides(), key=lambda sides: -self._weight(sides))
        kept: list[list[_Side]] = []
        total, needs = 1, False
        for sides in wanted:
            another = any(s.needs is not None for s in sides)
            if total * len(sides) <= MOST_PICKS and not (needs and another):
                kept.append(sides)
                total *= len(sides)
                needs = needs or another
            else:
                self.free_gain += np.max([s.allowed * s.gain for s in sides], axis=0)
        found: dict[tuple[bytes, bytes, bytes], Pick] = {}
        for combination in itertools.product(*kept):
            pick = self._pick(combination)
            if pick is None:
                continue
            key = (pick.who.tobytes(), pick.gain.tobytes(), _bytes(pick.needs))
            known = found.get(key)
            if known is None or pick.cost < known.cost:
                found[key] = pick
        return list(found.values())

    def _pick(self, combination: Sequence[_Side]) -> Pick | None:
        """Terms that go one way each; None when nobody may be there, or nobody that must."""
        allowed = np.ones(self.count, dtype=bool)
        gain = self.free_gain.copy()
        needs: Places | None = None
        for side in combination:
            allowed &= side.allowed
            gain += side.gain
        who = np.flatnonzero(allowed)
        for side in combination:
            if side.needs is not None:
                needs = np.flatnonzero(side.needs[who])
        if not len(who) or (needs is not None and not len(needs)):
            return None
        cost, company = sum(s.cost for s in combination), any(s.company for s in combination)
        return Pick(who, gain[who], cost, company, needs)

    @staticmethod
    def _weight(sides: Sequence[_Side]) -> float:
        return max(float((s.allowed * s.gain).sum()) + s.cost * 10 for s in sides)

    def look(self, prices: Floats) -> tuple[float, list[Taken]]:
        """The bound that prices prove, and the best filling of each room at them.

        `prices`: of people, then of company.
        """
        people, pay = prices[: self.count], self.pay(prices)
        value, winner = self._winners(pay)
        found = []
        for number in np.unique(winner[winner >= 0]):
            pick, rows = self.picks[number], np.flatnonzero(winner == number)
            _, chosen = self._worth(pay[np.ix_(rows, pick.who)] + pick.gain, pick, rows)
            for row, places in zip(rows.tolist(), chosen, strict=True):
                who = np.sort(pick.who[places])
                cost = float((pay[row, who] + self.cost[row, who]).sum() - value[row])
                found.append(Taken(row, tuple(who.tolist()), cost))
        return float(np.minimum(people, self.unplaced).sum() - value.sum()), found

    def pay(self, prices: Floats) -> Floats:
        """Row of a room and item -> what the item pays to be there, its own cost taken off."""
        pay: Floats = prices[: self.count] - self.cost
        cells = (self.together.row, self.together.item)
        np.add.at(pay, cells, self.together.pay(prices[self.count :]))
        return pay

    def worths(self, pay: Floats) -> Floats:
        """Number of pick and row of a room -> what the best filling of that pick is worth, or more."""
        found = [self._worth(pay[:, pick.who] + pick.gain, pick)[0] for pick in self.picks]
        return np.array(found).reshape(len(self.picks), len(self.sizes))

    def _winners(self, pay: Floats) -> tuple[Floats, Places]:
        """What the best filling of each room is worth, and its pick (-1: nobody).

        A pick can be worth more than at the last prices by what its people pay more, at most; most
        are not looked at again.
        """
        rise = float((pay - self.last_pay).max()) if self.last_pay is not None else FAR
        self.hopes += self.width * max(rise, 0.0)
        self.last_pay = pay
        value = np.maximum(self.even[:, 0], 0.0)
        winner = np.full(len(value), -1)
        for number in np.argsort(-self.hopes.sum(axis=1)).tolist():
            if (self.hopes[number] <= value + SMALL).all():
                continue
            pick = self.picks[number]
            worth = self._worth(pay[:, pick.who] + pick.gain, pick)[0]
            self.hopes[number] = worth
            better = worth > value + SMALL
            value[better] = worth[better]
            winner[better] = number
        return value, winner

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
        self, offers: Floats, pick: Pick, rows: Places | None = None
    ) -> tuple[Floats, list[Places]]:
        """What the best company of each room brings, and who is in it, as places in `pick.who`."""
        must = None if pick.needs is None else pick.needs[offers[:, pick.needs].argmax(axis=1)]
        forced = None if must is None else offers[np.arange(len(offers)), must]
        offers = self._adjusted(offers, pick)
        width = min(self.width, offers.shape[1])
        order = np.argpartition(-offers, width - 1, axis=1)[:, :width]
        lines = np.arange(len(offers))[:, None]
        order = order[lines, np.argsort(-offers[lines, order], axis=1)]
        sums = np.zeros((len(offers), width + 1))
        np.cumsum(offers[lines, order], axis=1, out=sums[:, 1:])
        lacking = np.zeros(sums.shape, dtype=bool)
        if forced is not None and pick.needs is not None:
            lacking = self._lacking(order, pick.needs)
            sums[:, 1:] = np.where(lacking[:, 1:], sums[:, :-1] + forced[:, None], sums[:, 1:])
            sums[:, 0] = -FAR
        sums += (self.even if rows is None else self.even[rows])[:, : width + 1]
        sums -= pick.cost
        sums[:, 0 if not pick.company else slice(0, 2)] = -FAR
        sizes = sums.argmax(axis=1)
        worth = sums[np.arange(len(sums)), sizes]
        if rows is None:
            return worth, []
        chosen = []
        for line, size in enumerate(sizes.tolist()):
            if must is not None and lacking[line, size]:
                chosen.append(np.append(order[line, : size - 1], must[line]))
            else:
                chosen.append(order[line, :size])
        return worth, chosen

    @staticmethod
    def _lacking(order: Places, needs: Places) -> Flags:
        """Line and number of the best payers -> none of those who must be there is among them."""
        some = np.cumsum(np.isin(order, needs), axis=1) > 0
        return np.concatenate([np.ones((len(order), 1), dtype=bool), ~some], axis=1)


def _bytes(places: Places | None) -> bytes:
    return b"" if places is None else places.tobytes()
