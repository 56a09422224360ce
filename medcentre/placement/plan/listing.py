"""Plans of one night as a choice of whole rooms: the fillings nearest to the best ones are listed.

At the prices of `pricing` each filling costs so much more than the best one of its room. A plan that
costs less than the bound and a limit together uses no filling beyond the limit. So where all within
it are listed, the best choice among them is the best plan of all, or the bound rises by the limit.
"""

import heapq
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from medcentre.placement.plan.highs import mip
from medcentre.placement.plan.linear import Linear
from medcentre.placement.plan.local import FORBIDDEN, Local
from medcentre.placement.plan.model import (
    BREAK,
    Alone,
    Apart,
    Clash,
    Company,
    Exclusive,
    PlanModel,
)
from medcentre.placement.plan.pricing import FAR, Floats, Pick, Pricing
from medcentre.placement.plan.solvers import Solved

SMALL = 1e-6


@dataclass(frozen=True, slots=True)
class Filling:
    """Who is together in one room of a kind, and what it costs with all terms of the room."""

    kind: int
    items: tuple[int, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class RoomKind:
    """Rooms that nothing tells apart: numbers of rows, and groups of several rooms that they are in
    (number of term, number of group).
    """

    rows: tuple[int, ...]
    groups: frozenset[tuple[int, int]]


class Listing:
    """The fillings of a model with one night, at prices that prove `bound`."""

    def __init__(self, model: PlanModel, pricing: Pricing, prices: Floats) -> None:
        self.model, self.pricing = model, pricing
        self.rooms = tuple(model.slots_of)
        self.slots = tuple(model.slots_of.values())
        self.bound, _ = pricing.look(prices)
        self.people = prices[: pricing.count]
        self.pay = pricing.pay(prices)
        self.worths = pricing.worths(self.pay)
        self.value = np.maximum(pricing.even[:, 0], self.worths.max(axis=0, initial=0.0))
        self.books = Local(model, {}, 0)
        self.wide = self._wide_groups()
        self.apart = self._never_together()
        self.lenient = self._lenient_rows()
        self.kinds = self._kinds()

    # ---- what a room may hold ------------------------------------------------------------------

    def _wide_groups(self) -> dict[tuple[int, int], frozenset[int]]:
        """Groups of more than one whole room: numbers of term and group -> rows."""
        found: dict[tuple[int, int], frozenset[int]] = {}
        for number, term in enumerate(self.model.terms):
            if isinstance(term, Apart | Clash | Company):
                for place, group in enumerate(term.groups):
                    rows = frozenset(r for r, s in enumerate(self.slots) if set(s) & group)
                    if len(rows) > 1 or isinstance(term, Company):
                        found[number, place] = rows
        return found

    def _never_together(self) -> list[int]:
        """Item -> those it shares no room with, as bits; rooms with a tolerated break aside."""
        found = [0] * self.pricing.count
        everybody = (1 << self.pricing.count) - 1

        def part(left: int, right: int) -> None:
            found[left] |= 1 << right
            found[right] |= 1 << left

        for term in self.model.terms:
            match term:
                case Exclusive() if term.rooms is None:
                    for value in set(term.values.values()):
                        others = sum(1 << i for i, v in term.values.items() if v != value)
                        for item in (i for i, v in term.values.items() if v == value):
                            found[item] |= others
                case Alone():
                    for item in range(self.pricing.count):
                        part(item, term.item)
                    found[term.item] = everybody
                case Apart():
                    part(term.first, term.second)
                case Clash():
                    for left in term.left:
                        for right in term.right:
                            part(left, right)
                case _:
                    pass
        return found

    def _kinds(self) -> tuple[RoomKind, ...]:
        alike: dict[tuple[object, ...], list[int]] = {}
        single = self.lenient | self._single_rows()
        groups = [frozenset(k for k, rows in self.wide.items() if r in rows)
                  for r in range(len(self.rooms))]  # fmt: skip
        for row in range(len(self.rooms)):
            key = (
                self.pricing.sizes[row], self.pricing.cost[row].tobytes(), groups[row],
                row if row in single else None,
            )  # fmt: skip
            alike.setdefault(key, []).append(row)
        return tuple(RoomKind(tuple(rows), groups[rows[0]]) for rows in alike.values())

    def _single_rows(self) -> frozenset[int]:
        """Rooms unlike any other: their places differ, or a rule holds in few rooms."""
        rows = {r for r, slots in enumerate(self.slots) if len(slots) > 1}
        for term in self.model.terms:
            if isinstance(term, Exclusive) and term.rooms is not None:
                rows |= {r for r, room in enumerate(self.rooms) if room in term.rooms}
        return frozenset(rows)

    def _lenient_rows(self) -> frozenset[int]:
        """Rooms with a break that may go on."""
        rows: set[int] = set()
        for term in self.model.terms:
            match term:
                case Exclusive() | Alone():
                    rows |= {r for r, room in enumerate(self.rooms) if room in term.tolerated}
                case Apart() | Clash():
                    slots = frozenset().union(*(term.groups[g] for g in term.tolerated))
                    rows |= {r for r, own in enumerate(self.slots) if slots & set(own)}
                case _:
                    pass
        return frozenset(rows)

    # ---- listing -------------------------------------------------------------------------------

    def nearest(self, count: int, limit: float) -> tuple[list[Filling], float]:
        """So many fillings of each kind of room, the nearest to its best one, none further than
        `limit`; and up to which limit they are all there.
        """
        found: list[Filling] = []
        whole = limit
        for number, kind in enumerate(self.kinds):
            here: list[Filling] = []
            for filling, far in self._by_distance(number, kind, limit):
                if len(here) == count:
                    whole = min(whole, far)
                    break
                here.append(filling)
            found += here
        return found, whole

    def _by_distance(
        self, number: int, kind: RoomKind, limit: float
    ) -> Iterator[tuple[Filling, float]]:
        """Fillings of a kind and how far each is from the best one, the nearest first.

        On the heap wait what a search can still come to, companies worth so much by their pick,
        and fillings worth exactly so much.
        """
        row = kind.rows[0]
        top = float(self.value[row])
        least = top - limit - SMALL
        turn = itertools.count()
        heap: list[tuple[float, int, Filling | tuple[int, ...] | _Search | Pick]] = []

        def wait(worth: float, entry: Filling | tuple[int, ...] | _Search | Pick) -> None:
            if worth >= least:
                heapq.heappush(heap, (-worth, next(turn), entry))

        for pick, worths in zip(self.pricing.picks, self.worths, strict=True):
            wait(float(worths[row]), pick)
        seen: set[tuple[int, ...]] = set()
        while heap:
            worth, _, entry = heapq.heappop(heap)
            if isinstance(entry, Filling):
                yield entry, top + worth
            elif isinstance(entry, Pick):
                for search in _Offers(self, entry, row).begin():
                    wait(search.reach, search)
            elif isinstance(entry, _Search):
                for search in entry.offers.on(entry):
                    wait(search.reach, search)
                wait(*entry.offers.company(entry))
            elif entry not in seen:
                seen.add(entry)
                cost = self._cost(row, entry, least)
                if cost is not None:
                    wait(self._offer(row, entry) - cost, Filling(number, entry, cost))

    def _breaks(self, row: int, who: frozenset[int]) -> int:
        """What it costs that some of them should not meet in the room."""
        cost = 0
        for number, term in enumerate(self.model.terms):
            if not isinstance(term, Apart | Clash):
                continue
            left = frozenset({term.first}) if isinstance(term, Apart) else term.left
            right = frozenset({term.second}) if isinstance(term, Apart) else term.right
            if who & left and who & right:
                for place, group in enumerate(term.groups):
                    if (number, place) not in self.wide and group & set(self.slots[row]):
                        cost += BREAK if place in term.tolerated else FORBIDDEN
        return cost

    def _offer(self, row: int, who: Sequence[int]) -> float:
        """What these people pay for being in the room, before any cost."""
        return sum(float(self.pay[row, i]) + float(self.pricing.cost[row, i]) for i in who)

    def _cost(self, row: int, who: Sequence[int], least: float) -> int | None:
        """What a filling costs; None where it is not possible or not worth `least`."""
        terms = self.books.cost_in_room(self.rooms[row], frozenset(who))
        if row in self.lenient:
            terms += self._breaks(row, frozenset(who))
        if terms >= FORBIDDEN:
            return None
        offer = self._offer(row, who)
        if offer - sum(float(self.pricing.cost[row, i]) for i in who) - terms < least:
            return None
        seats = self.seats(row, who)
        if seats is None:
            return None
        cost = terms + sum(self.model.items[i].costs[s] for i, s in seats.items())
        return cost if offer - cost >= least else None

    def seats(self, row: int, who: Sequence[int]) -> dict[int, int] | None:
        """The cheapest places of a room for these; None when they do not fit."""
        slots = self.slots[row]
        if len(slots) == 1:
            return dict.fromkeys(who, slots[0])
        left = {s: self.model.slots[s].capacity for s in slots}
        best: tuple[int, dict[int, int]] | None = None

        def sit(place: int, cost: int, seats: dict[int, int]) -> None:
            nonlocal best
            if place == len(who):
                if best is None or cost < best[0]:
                    best = cost, dict(seats)
                return
            item = who[place]
            for slot in slots:
                more = self.model.items[item].costs.get(slot)
                if more is not None and left[slot]:
                    left[slot] -= 1
                    seats[item] = slot
                    sit(place + 1, cost + more, seats)
                    del seats[item]
                    left[slot] += 1

        sit(0, 0, {})
        return None if best is None else best[1]

    # ---- choosing ------------------------------------------------------------------------------

    def choose(
        self,
        fillings: Sequence[Filling],
        limit: float,
        whole: float,
        seconds: float,
        on_bound: Callable[[float], object],
    ) -> tuple[dict[int, int] | None, Solved]:
        """The best plan of these fillings by branch and cut, and how that ended.

        `limit`: how far a room that stays empty or a person without a place may be from the best;
        `whole`: up to which distance all fillings are there. `on_bound` hears of bounds for all
        plans whatever.
        """
        linear = _Choice(self, fillings, limit).linear
        most = self.bound + min(limit, whole)
        solved = mip(linear, seconds, on_bound=lambda bound: on_bound(min(bound, most)))
        if solved.optimal:
            on_bound(min(solved.cost, most))
        if solved.values is None:
            return None, solved
        return self._plan(fillings, solved.values[: len(fillings)]), solved

    def _plan(
        self, fillings: Sequence[Filling], values: Sequence[float] | Floats
    ) -> dict[int, int]:
        left = {number: list(kind.rows) for number, kind in enumerate(self.kinds)}
        places: dict[int, int] = {}
        for filling, value in zip(fillings, values, strict=True):
            if value > 0.5:
                places.update(self.seats(left[filling.kind].pop(), filling.items) or {})
        return places


@dataclass(frozen=True, slots=True)
class _Search:
    """Where a search for companies of one pick goes on: these, and more people from `at` on;
    `worth` of these, and what it can still come to.
    """

    offers: "_Offers"
    at: int
    who: tuple[int, ...]
    worth: float
    barred: int
    reach: float


class _Offers:
    """What everybody offers for a room by one pick, the dearest first."""

    def __init__(self, listing: Listing, pick: Pick, row: int) -> None:
        offers = listing.pay[row, pick.who] + pick.gain
        order = [p for p in np.argsort(-offers).tolist() if offers[p] > -FAR / 2]
        self.able: list[int] = pick.who[order].tolist()
        self.hope: list[float] = offers[order].tolist()
        self.sums: list[float] = np.concatenate([[0.0], np.cumsum(self.hope)]).tolist()
        self.even: list[float] = (listing.pricing.even[row] - pick.cost).tolist()
        self.size = min(listing.pricing.sizes[row], listing.pricing.width)
        self.apart = None if row in listing.lenient else listing.apart

    def begin(self) -> Iterator[_Search]:
        """The search for everything."""
        yield from self._search(0, (), 0.0, 0)

    def _search(
        self, at: int, who: tuple[int, ...], worth: float, barred: int
    ) -> Iterator[_Search]:
        last, count = len(self.able), len(who)
        while at < last and barred >> self.able[at] & 1:
            at += 1
        if at < last and count < self.size:
            sums, even = self.sums, self.even
            reach = worth + max(
                sums[min(at + n, last)] - sums[at] + even[count + n]
                for n in range(1, self.size - count + 1)
            )
            yield _Search(self, at, who, worth, barred, reach)

    def company(self, search: _Search) -> tuple[float, tuple[int, ...]]:
        """The people of a search with the one at its place, and what they are worth by the pick."""
        item = self.able[search.at]
        who = (*search.who, item)
        return search.worth + self.hope[search.at] + self.even[len(who)], tuple(sorted(who))

    def on(self, search: _Search) -> Iterator[_Search]:
        """The searches without the one at its place and with it."""
        yield from self._search(search.at + 1, search.who, search.worth, search.barred)
        item = self.able[search.at]
        barred = search.barred | (0 if self.apart is None else self.apart[item])
        worth = search.worth + self.hope[search.at]
        yield from self._search(search.at + 1, (*search.who, item), worth, barred)


class _Choice:
    """Columns: fillings first, then places nobody has, company, sides of shared air."""

    def __init__(self, listing: Listing, fillings: Sequence[Filling], limit: float) -> None:
        self.listing, self.model = listing, listing.model
        self.linear = Linear()
        self.there: dict[tuple[int, int], list[int]] = {}
        kinds: list[dict[int, int]] = [{} for _ in listing.kinds]
        items: list[dict[int, int]] = [{} for _ in self.model.items]
        for filling in fillings:
            column = self.linear.column(filling.cost)
            kinds[filling.kind][column] = 1
            for item in filling.items:
                items[item][column] = 1
                self.there.setdefault((filling.kind, item), []).append(column)
        for index, facts in enumerate(self.model.items):
            if facts.unplaced is not None and facts.unplaced - listing.people[index] <= limit:
                items[index][self.linear.column(facts.unplaced)] = 1
        self.linear.rows += [(row, 1, 1) for row in items]
        for row, kind in zip(kinds, listing.kinds, strict=True):
            count = len(kind.rows)
            empty = listing.value[kind.rows[0]] <= limit
            self.linear.rows.append((row, -float("inf") if empty else count, count))
        for number, place in listing.wide:
            self._group(number, place)

    def _group(self, number: int, place: int) -> None:
        """The rows of one group of several rooms."""
        term = self.model.terms[number]
        kinds = [k for k, kind in enumerate(self.listing.kinds) if (number, place) in kind.groups]

        def here(item: int) -> list[int]:
            return [c for k in kinds for c in self.there.get((k, item), ())]

        match term:
            case Company():
                self._company(term.gain, [cs for i in sorted(term.items) if (cs := here(i))])
            case Apart():
                row = dict.fromkeys(here(term.first), 1)
                for column in here(term.second):
                    row[column] = row.get(column, 0) + 1
                self.linear.at_most(row | self._break(place in term.tolerated), 1)
            case Clash():
                side, broken = self.linear.column(), self._break(place in term.tolerated)
                for items, first in ((term.left, True), (term.right, False)):
                    for columns in filter(None, map(here, sorted(items))):
                        row = dict.fromkeys(columns, 1)
                        row[side] = 1 if first else -1
                        self.linear.at_most(row | broken, 1 if first else 0)
            case _:
                pass

    def _break(self, tolerated: bool) -> dict[int, int]:
        """A column that lets a rule be broken where that may go on."""
        return {self.linear.column(BREAK): -1} if tolerated else {}

    def _company(self, gain: int, members: Sequence[Sequence[int]]) -> None:
        """Each gains where it is, if another is as well."""
        if len(members) < 2:
            return
        for own in members:
            gains = self.linear.column(-gain)
            self.linear.at_most({gains: 1, **dict.fromkeys(own, -1)}, 0)
            row = {gains: 1}
            for other in members:
                for column in other if other is not own else ():
                    row[column] = row.get(column, 0) - 1
            self.linear.at_most(row, 0)
