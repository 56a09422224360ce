"""The relaxation of a plan over many nights in which each strict room takes a whole filling.

A column is a filling: everybody who stays in one room of a kind, over all nights. Fillings are
priced by `filling`; rooms without a rule need none, as their nights are a flow already: there a
column is one stay. This relaxation knows that a side holds a room or does not, which makes its
bound far better than that of rows for each night.

Items may be told which kind of room they have to go to; what it says is then true of such plans.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medcentre.kernel.growing import INFINITY, Master, Stand
from medcentre.placement.plan.filling import best_filling
from medcentre.placement.plan.kinds import Floats, kinds_of
from medcentre.placement.plan.nights import Nights

SMOOTH = 0.8
"""Weight of the best prices known when new columns are sought."""

SMALL = 1e-6
"""Reduced costs and levels under this are none."""

PAIRS = 2
"""Stays in free rooms that join for one item at a time."""

MOST_COLUMNS = 6000
"""Columns that are kept when the restrictions are lifted, the best ones."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What placing each item is worth, and what a place in free rooms costs: kind x night, <= 0."""

    items: Floats
    nights: Floats

    def towards(self, other: "Prices", share: float) -> "Prices":
        """This share of these prices, the rest of the others."""
        return Prices(
            share * self.items + (1 - share) * other.items,
            share * self.nights + (1 - share) * other.nights,
        )


@dataclass(frozen=True, slots=True)
class Column:
    """Items that go to a room of a kind, together when the kind is strict."""

    kind: int
    items: tuple[int, ...]
    cost: float


class Fillings:
    """The relaxation; columns join by `converge`; what `fix` restricts after `remember` is lifted by
    `loosen`.
    """

    def __init__(self, view: Nights) -> None:
        model = view.model
        self.model, self.horizon = model, model.horizon
        self.kinds = kinds_of(view)
        self.kind_of = {s: k for k, kind in enumerate(self.kinds) for s in kind.slots}
        self.cost_of = [
            dict(zip(k.items.tolist(), k.costs.tolist(), strict=True)) for k in self.kinds
        ]
        self.count = len(model.items)
        self.where = np.full(self.count, -1)
        self.free = [k for k, kind in enumerate(self.kinds) if not kind.strict]
        self._stays()
        worst = max((c for item in model.items for c in item.costs.values()), default=0)
        self.dear = 3.0 * worst + 1000.0
        self.root: Prices | None = None
        self.centre: Prices | None = None
        self.stand: Stand | None = None
        self._start([])

    # ---- the linear programme ----------------------------------------------------------------

    def _stays(self) -> None:
        """All stays in free rooms, side by side."""
        kinds = [(n, self.kinds[k]) for n, k in enumerate(self.free)]
        none: list[NDArray[np.intp]] = [np.zeros(0, np.intp)]
        self.stay_free = np.concatenate([*none, *(np.full(len(k.items), n) for n, k in kinds)])
        self.stay_item = np.concatenate([*none, *(k.items for _, k in kinds)])
        self.stay_start = np.concatenate([*none, *(k.starts for _, k in kinds)])
        self.stay_end = np.concatenate([*none, *(k.ends for _, k in kinds)])
        self.stay_cost = np.concatenate([np.zeros(0), *(k.costs for _, k in kinds)])
        self.stay_kind = np.array(self.free, np.intp)[self.stay_free]
        room = [k.capacity * len(k.slots) for _, k in kinds]
        self.room = np.repeat(np.array(room, float)[:, None], self.horizon, axis=1)

    def _start(self, columns: list[Column]) -> None:
        """A new programme with these columns: row per item, per strict kind, per free kind and
        night; and a dear column per item, for those who are not placed yet."""
        lp = self.lp = Master()
        for _ in range(self.count):
            lp.add_row(1.0, INFINITY)
        self.kind_row = {}
        for number, kind in enumerate(self.kinds):
            if kind.strict:
                self.kind_row[number] = lp.add_row(-INFINITY, float(len(kind.slots)))
        self.night_row = {
            k: min([lp.add_row(-INFINITY, self.room[n, 0]) for _ in range(self.horizon)])
            for n, k in enumerate(self.free)
        }
        for item in range(self.count):
            lp.add_column(self.dear, [item], [1.0])
        self.columns: list[Column] = []
        self.number: dict[tuple[int, tuple[int, ...]], int] = {}
        self.having: list[list[int]] = [[] for _ in range(self.count)]
        self.off: set[int] = set()
        self.levels = np.zeros(0)
        self.value = INFINITY
        for column in columns:
            self._join(column)

    def _join(self, column: Column) -> None:
        kind = self.kinds[column.kind]
        rows = [*column.items]
        if kind.strict:
            rows.append(self.kind_row[column.kind])
        else:
            first, item = self.night_row[column.kind], self.model.items[column.items[0]]
            rows += range(first + item.start, first + item.end)
        index = self.lp.add_column(column.cost, rows, [1.0] * len(rows)) - self.count
        self.columns.append(column)
        self.number[column.kind, column.items] = index
        for item_index in column.items:
            self.having[item_index].append(index)

    def add(self, kind: int, items: tuple[int, ...]) -> bool:
        """Whether this column is new, or allowed again."""
        known = self.number.get((kind, items))
        if known is not None:
            if known not in self.off:
                return False
            self.off.discard(known)
            self.lp.bound_columns([known + self.count], 0.0, INFINITY)
            return True
        costs = self.cost_of[kind]
        self._join(Column(kind, items, sum(costs[i] for i in items)))
        return True

    def add_plan(self, places: Mapping[int, int]) -> None:
        """The columns of a plan."""
        for kind, items in self._keys(places):
            self.add(kind, items)

    def _keys(self, places: Mapping[int, int]) -> list[tuple[int, tuple[int, ...]]]:
        """Kind and items of each column of a plan."""
        there: dict[int, list[int]] = {}
        for item, slot in sorted(places.items()):
            there.setdefault(slot, []).append(item)
        found: list[tuple[int, tuple[int, ...]]] = []
        for slot, items in there.items():
            kind = self.kind_of[slot]
            together = [tuple(items)] if self.kinds[kind].strict else [(item,) for item in items]
            found += [(kind, each) for each in together]
        return found

    def prices(self, items: Floats) -> Prices:
        """Prices of items while places in free rooms cost nothing."""
        return Prices(items, np.zeros((len(self.free), self.horizon)))

    # ---- prices ------------------------------------------------------------------------------

    def _duals(self) -> tuple[Prices, Floats]:
        """Prices of the programme, and what a room of each kind costs there (0 for free ones)."""
        duals = self.lp.duals()
        nights = np.zeros((len(self.free), self.horizon))
        for n, k in enumerate(self.free):
            first = self.night_row[k]
            nights[n] = duals[first : first + self.horizon]
        rooms = np.zeros(len(self.kinds))
        for k, row in self.kind_row.items():
            rooms[k] = duals[row]
        return Prices(duals[: self.count], np.minimum(nights, 0.0)), rooms

    def _stay_reduced(self, prices: Prices) -> Floats:
        """Reduced cost of each stay in free rooms; endless where it is not allowed."""
        sums = np.zeros((len(self.free), self.horizon + 1))
        np.cumsum(prices.nights, axis=1, out=sums[:, 1:])
        nights = sums[self.stay_free, self.stay_end] - sums[self.stay_free, self.stay_start]
        reduced = self.stay_cost - prices.items[self.stay_item] - nights
        where = self.where[self.stay_item]
        reduced[(where >= 0) & (where != self.stay_kind)] = INFINITY
        return np.asarray(reduced)

    def _pays(self, kind: int, items: Floats) -> Floats:
        """What each of a strict kind's items pays; nothing where it is not allowed."""
        of = self.kinds[kind]
        pays = items[of.items] - of.costs
        where = self.where[of.items]
        pays[(where >= 0) & (where != kind)] = 0.0
        return np.asarray(pays)

    def _lower(self, prices: Prices) -> Floats:
        """What each item is worth less because a free room offers it a place so cheaply."""
        lower = np.zeros(self.count)
        np.minimum.at(lower, self.stay_item, self._stay_reduced(prices))
        return lower

    def look(self, prices: Prices) -> tuple[float, list[tuple[int, tuple[int, ...]]]]:
        """The bound that prices prove, and the best filling of each strict kind at them."""
        items = prices.items + self._lower(prices)
        bound = float(items.sum() + (prices.nights * self.room).sum())
        found = []
        for k in self.kind_row:
            kind = self.kinds[k]
            worth, who = best_filling(kind, self._pays(k, items), self.horizon)
            bound -= worth * len(kind.slots)
            if who:
                found.append((k, tuple(sorted(kind.items[list(who)].tolist()))))
        return bound, found

    def _priced(self, prices: Prices, rooms: Floats) -> int:
        """Join the stays in free rooms that the programme lacks most; how many."""
        reduced = self._stay_reduced(prices)
        order = np.flatnonzero(reduced < -SMALL)
        order = order[np.argsort(reduced[order])]
        taken = np.zeros(self.count, np.intp)
        new = 0
        for stay in order.tolist():
            item = int(self.stay_item[stay])
            if taken[item] < PAIRS:
                taken[item] += 1
                new += self.add(int(self.stay_kind[stay]), (item,))
        return new

    def converge(
        self,
        go_on: Callable[[float], bool],
        *,
        rounds: int = 1_000_000,
        close: float = 0.5,
    ) -> float:
        """Let columns join until none is missing; the best bound proved on the way.

        `go_on` is told each bound. `close`: near enough to the programme's own value.
        """
        best, centre = -INFINITY, self.centre
        if centre is not None:
            best, fillings = self.look(centre)
            for kind, who in fillings:
                self.add(kind, who)
        for _ in range(rounds):
            if not self._solve():
                break
            prices, rooms = self._duals()
            centre = centre or prices
            new = self._priced(prices, rooms)
            for share in (SMOOTH, 0.0):
                here = centre.towards(prices, share)
                bound, fillings = self.look(here)
                if bound > best:
                    best, centre = bound, here
                for kind, who in fillings:
                    costs = self.cost_of[kind]
                    worth = float(prices.items[list(who)].sum() + rooms[kind])
                    if sum(costs[i] for i in who) - worth < -SMALL:
                        new += self.add(kind, who)
                if new:
                    break
            if not go_on(best) or not new or self.value - best < close:
                break
        self.centre = centre
        return best

    def _solve(self) -> bool:
        """Whether the programme was solved; what the solution takes and costs."""
        solved = self.lp.solve()
        if solved:
            self.levels, self.value = self.lp.levels()[self.count :], self.lp.value
        return solved

    def remember(self) -> None:
        """Where `loosen` comes back to: prices and solution of the relaxation as it is now."""
        self.root, self.stand = self.centre, self.lp.stand()

    # ---- restrictions ------------------------------------------------------------------------

    def pairs(self) -> dict[tuple[int, int], float]:
        """Item and kind -> how much the solution puts it there, of items that are not told yet."""
        found: dict[tuple[int, int], float] = {}
        for index in np.flatnonzero(self.levels > SMALL).tolist():
            column = self.columns[index]
            for item in column.items:
                if self.where[item] < 0:
                    key = (item, column.kind)
                    found[key] = found.get(key, 0.0) + float(self.levels[index])
        return found

    def fix(self, kinds: Mapping[int, int]) -> None:
        """Tell items which kind to go to. Fillings in use that have one of them elsewhere are
        offered without it."""
        for item, kind in kinds.items():
            self.where[item] = kind
        gone = {
            index
            for item, kind in kinds.items()
            for index in self.having[item]
            if self.columns[index].kind != kind and index not in self.off
        }
        if not gone:
            return
        self.off |= gone
        self.lp.bound_columns([index + self.count for index in sorted(gone)], 0.0, 0.0)
        for index in sorted(gone):
            if index < len(self.levels) and self.levels[index] > SMALL:
                column = self.columns[index]
                rest = tuple(i for i in column.items if self.where[i] in (-1, column.kind))
                if rest:
                    self.add(column.kind, rest)

    def loosen(self) -> None:
        """Lift all restrictions and return to what was remembered; columns that are far from
        useful are forgotten.
        """
        assert self.root is not None
        assert self.stand is not None
        self.where[:] = -1
        self.centre, stand = self.root, self.stand
        if len(self.columns) > MOST_COLUMNS:
            known = len(stand.columns) - self.count
            self.off.clear()
            order = np.argsort(self.reduced(self.root), stable=True)[:MOST_COLUMNS]
            in_use = {c - self.count for c in stand.basic if c >= self.count}
            kept = sorted({*order.tolist(), *in_use})
            old = [index for index in kept if index < known]
            self._start([self.columns[index] for index in kept])
            self.stand = stand.of([*range(self.count), *(i + self.count for i in old)])
        elif self.off:
            self.lp.bound_columns([c + self.count for c in sorted(self.off)], 0.0, INFINITY)
            self.off.clear()
        self.lp.return_to(self.stand)
        self._solve()

    def reduced(self, prices: Prices) -> Floats:
        """What each column costs more than it is worth, the dearest allowed of its kind set to 0;
        endless for those that are not allowed.
        """
        sums = np.zeros((len(self.free), self.horizon + 1))
        np.cumsum(prices.nights, axis=1, out=sums[:, 1:])
        items = prices.items + self._lower(prices)
        place = {k: n for n, k in enumerate(self.free)}
        found = np.zeros(len(self.columns))
        for index, column in enumerate(self.columns):
            worth = float(items[list(column.items)].sum())
            if column.kind in place:
                item = self.model.items[column.items[0]]
                nights = sums[place[column.kind]]
                worth += float(nights[item.end] - nights[item.start])
            found[index] = column.cost - worth
        found[sorted(self.off)] = INFINITY
        least = np.full(len(self.kinds), INFINITY)
        kinds = np.array([column.kind for column in self.columns], np.intp)
        np.minimum.at(least, kinds, found)
        return np.asarray(found - np.minimum(least[kinds], 0.0))

    def near(self, gap: float) -> list[int]:
        """Columns that may be in a solution which costs not more than `gap` above what the present
        prices prove.
        """
        assert self.centre is not None
        return np.flatnonzero(self.reduced(self.centre) <= gap + SMALL).tolist()

    def of_plan(self, places: Mapping[int, int]) -> set[int]:
        """The columns of a plan that was added."""
        return {self.number[key] for key in self._keys(places)}

    def wishes(self) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], float]]:
        """Item and kind -> how much the solution puts it there, and what the cheapest column costs
        more than it is worth that has it there. Pairs of no column are left out.
        """
        assert self.centre is not None
        cheapest: dict[tuple[int, int], float] = {}
        for column, reduced in zip(self.columns, self.reduced(self.centre).tolist(), strict=True):
            for item in column.items:
                key = (item, column.kind)
                cheapest[key] = min(cheapest.get(key, INFINITY), reduced)
        return self.pairs(), cheapest
