"""Search for the best plan: a relaxation for the bound and the scent, neighbourhoods for the plan.

Plans over many nights begin with a greedy plan and annealing while the relaxation is priced, and go
on with the neighbourhoods of `resettle`. In plans of one night whole rooms are emptied together and
filled again as well as can be, over and over. Beside either a branch-and-cut run lifts the bound.
Small plans go to CP-SAT as a whole and are usually proved best.
"""

import math
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from medcentre.placement.plan import anneal, local, nights
from medcentre.placement.plan.first import first_plan
from medcentre.placement.plan.linear import Builder, Linear, placed, whole
from medcentre.placement.plan.model import (
    Apart,
    Clash,
    Company,
    Exclusive,
    GroupCapacity,
    PlanModel,
    Value,
    evaluate,
)
from medcentre.placement.plan.pricing import Pricing
from medcentre.placement.plan.prover import prove
from medcentre.placement.plan.resettle import Resettler
from medcentre.placement.plan.solvers import Relaxed, cp_sat, first_order, relax

SMALL = 600
"""Columns up to which CP-SAT gets the whole plan at once."""

LOCAL_SHARE, CLIMB_SHARE = 0.6, 0.7
"""How much of the time left goes to annealing in plans of one night, then to their bound."""

WARM_SHARE, WARM_SECONDS, WARM_WIDTH = 0.06, 20.0, 20
"""Annealing over many nights: time at most, and most promising choices an item."""

SETTLE_SECONDS = 10.0
"""Limit of the first search, in which everybody may move and rooms keep who they hold."""

PROVE_AFTER = 0.45
"""Share of the time after which one of two searches ends for branch and cut: a good plan rules out
most choices.
"""

PATIENCE = 2.0
"""Seconds that the proof may take longer than the search."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Best cost so far (None: nothing yet) against the proved bound."""

    seconds: float
    best: int | None
    bound: float | None

    @property
    def gap(self) -> float | None:
        """Distance of best and bound as a share of the best; 0 when proved best."""
        if self.best is None or self.bound is None:
            return None
        return max(0.0, (self.best - self.bound) / max(abs(self.best), 1))


Report = Callable[[Progress], bool]
"""Told how far the search is; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best plan found; `places` is None when there is none at all."""

    places: Mapping[int, int] | None
    value: Value
    bound: float | None
    seconds: float

    @property
    def proved(self) -> bool:
        """No better plan exists."""
        return self.bound is not None and self.value.cost - self.bound < 1

    @property
    def gap(self) -> float | None:
        """See `Progress.gap`."""
        return Progress(self.seconds, self.value.cost, self.bound).gap


def solve(
    model: PlanModel,
    seconds: float,
    *,
    start: Mapping[int, int] | None = None,
    report: Report | None = None,
    seed: int = 1,
    small: int = SMALL,
) -> Outcome:
    """Search for at most so many seconds; `report` may end it earlier and keep the best.

    Plans of at most `small` columns are searched as a whole.
    """
    return _Search(model, seconds, report, seed, small).run(start)


@dataclass(slots=True)
class _Limits:
    """How big neighbourhoods are; grows when nothing is found, shrinks when time runs out."""

    rooms: int = 10
    seconds: float = 4.0


@dataclass
class _Search:
    """One run: shared best, bound and stop sign of its threads."""

    model: PlanModel
    seconds: float
    report: Report | None
    seed: int
    small: int
    began: float = field(default_factory=time.monotonic)
    best: dict[int, int] | None = None
    cost: int = 0
    bound: float | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.luck = random.Random(self.seed)
        self.linear: Linear = whole(self.model)
        self.relaxed: Relaxed | None = None
        self.cheapest = [min(item.costs.values(), default=0) for item in self.model.items]
        self.room_slots = self.model.slots_of
        self.grain = self._grain()
        self.apart_groups = any(
            isinstance(t, Apart | Clash | GroupCapacity | Company) for t in self.model.terms
        )

    def left(self) -> float:
        """Seconds left, 0 when told to stop."""
        if self.stop.is_set():
            return 0.0
        return max(0.0, self.seconds - (time.monotonic() - self.began))

    def tell(self) -> bool:
        """Report progress; whether to go on."""
        if self.report is not None:
            now = time.monotonic() - self.began
            best = self.cost if self.best is not None else None
            if not self.report(Progress(now, best, self.bound)):
                self.stop.set()
        if self.best is not None and self.bound is not None and self.cost - self.bound < 1 - 1e-6:
            self.stop.set()
        return not self.stop.is_set()

    def offer(self, places: dict[int, int]) -> bool:
        """Take a plan if it is possible and better; whether to go on."""
        value = evaluate(self.model, places)
        with self.lock:
            if not value.impossible and (self.best is None or value.cost < self.cost):
                self.best, self.cost = places, value.cost
        return self.tell()

    def lift(self, bound: float) -> None:
        """A better proved bound; costs that are all multiples of a number allow rounding up."""
        whole_bound = float(-((-bound / self.grain + 1e-6) // 1)) * self.grain
        with self.lock:
            if self.bound is None or whole_bound > self.bound:
                self.bound = whole_bound

    def run(self, start: Mapping[int, int] | None) -> Outcome:
        """The whole search."""
        if start:
            self.offer(dict(start))
        if len(self.linear.upper) <= self.small:
            self._whole(self.left())
        elif nights.fits(self.model):
            self._long()
        else:
            self._large()
        value = evaluate(self.model, self.best or {})
        return Outcome(self.best, value, self.bound, time.monotonic() - self.began)

    def _whole(self, seconds: float) -> None:
        """CP-SAT on everything."""
        hint = self._hint(self.linear, self.best)

        def found(values: Sequence[float], _cost: float) -> bool:
            return self.offer(placed(self.linear, values))

        def bound(value: float) -> None:
            self.lift(value)
            self.tell()

        solved = cp_sat(
            self.linear,
            seconds,
            hint=hint,
            workers=2,
            seed=self.seed,
            found=found,
            on_bound=bound,
            stop=self.stop,
        )
        self.lift(solved.cost if solved.optimal else solved.bound)
        self.tell()

    @staticmethod
    def _hint(linear: Linear, places: Mapping[int, int] | None) -> dict[int, int]:
        if not places:
            return {}
        return {
            column: int(places.get(item) == slot) for (item, slot), column in linear.choice.items()
        }

    def _grain(self) -> int:
        """What every cost is a multiple of; 1 when terms have costs of their own."""
        if any(not isinstance(t, Exclusive) or t.tolerated for t in self.model.terms):
            return 1
        costs = [c for item in self.model.items for c in item.costs.values()]
        return math.gcd(*costs, *(item.unplaced or 0 for item in self.model.items)) or 1

    # ---- plans over many nights --------------------------------------------------------------

    def _long(self) -> None:
        view = nights.Nights(self.model)
        everything = {i: tuple(item.costs) for i, item in enumerate(self.model.items)}
        self.linear = view.build(everything, {}, tight=True)
        priced = threading.Event()
        prover = threading.Thread(target=self._price_and_prove, args=(priced,), daemon=True)
        prover.start()
        if self.best is None:
            first = first_plan(self.model, self.luck, lambda: self.left() > 0)
            if first is not None:
                self.offer(first)
        if self.best is not None:
            self._warm_up(priced.is_set)
        while not priced.wait(0.2) and self.tell() and self.left() > 0:
            pass
        if self.best is None:
            self._first()
        if self.best is not None and self.left() > 0:
            self._warm_up(lambda: False)
            self._resettle(self.seed, self.seconds)
        if not self.stop.is_set():
            prover.join(self.left() + PATIENCE)
        self.tell()

    def _warm_up(self, over: Callable[[], bool]) -> None:
        """Anneal among the most promising choices: by prices once they are known, by cost before."""
        assert self.best is not None
        choices = {
            i: tuple(
                {*sorted(item.costs, key=partial(self._reduced, i))[:WARM_WIDTH], self.best[i]}
            )
            for i, item in enumerate(self.model.items)
        }
        annealer = anneal.Annealer(self.model, self.best, choices, self.seed)
        seconds = min(self.left() * WARM_SHARE, WARM_SECONDS)
        annealer.run(
            seconds,
            lambda places, _cost: self.offer(places),
            lambda: self.tell() and not over(),
        )

    def _resettle(self, seed: int, until: float) -> None:
        """Large neighbourhoods until so many seconds are gone; two threads may do so at a time."""
        assert self.best is not None
        resettler = Resettler(self.model, random.Random(seed), self._reduced, self._liked)
        places: Mapping[int, int] = self.best
        limit = min(self.left() / 10, SETTLE_SECONDS)
        self.offer(resettler.settle(places, limit) or dict(places))
        while self.left() > 0.5 and time.monotonic() - self.began < until:
            after = resettler.step(places, self.left())
            if after is not None:
                self.offer(after)
            places = self._join(places, after or places)

    def _join(self, before: Mapping[int, int], after: Mapping[int, int]) -> Mapping[int, int]:
        """Where to go on: the best plan with these moves added if they fit, or these moves."""
        with self.lock:
            best, cost = self.best, self.cost
        assert best is not None
        if sum(self.model.items[i].costs[s] for i, s in after.items()) <= cost:
            return after
        self.offer({**best, **{i: s for i, s in after.items() if before[i] != s}})
        with self.lock:
            return self.best or best

    def _price_and_prove(self, priced: threading.Event) -> None:
        """Prices and bound of the relaxation, then closer ones; a second search; branch and cut."""
        try:
            self._price(self.left() * 0.3, 1e-4)
        finally:
            priced.set()
        self._price(self.left() * 0.2, 1e-5)
        while self.best is None and self.left() > 0:
            time.sleep(0.2)
        if self.left() > 0:
            self._resettle(self.seed + 1, self.seconds * PROVE_AFTER)
        if self.left() > 0:
            self._prove()

    def _price(self, seconds: float, accuracy: float) -> None:
        relaxed = first_order(self.linear, seconds, accuracy)
        if relaxed is not None and (self.relaxed is None or relaxed.bound > self.relaxed.bound):
            self.relaxed = relaxed
            self.lift(relaxed.bound)

    # ---- large plans -------------------------------------------------------------------------

    def _large(self) -> None:
        self.relaxed = relax(self.linear, self.left() * 0.4)
        if self.relaxed is not None:
            self.lift(self.relaxed.bound)
        if not self.tell():
            return
        if self.best is None:
            self._first()
        if self.best is None or self.left() <= 0:
            return
        prover = None
        if self.model.horizon > 1:
            prover = threading.Thread(target=self._prove, daemon=True)
            prover.start()
        self._anneal()
        if self.model.horizon == 1:
            self._climb()
        self._neighbourhoods()
        if prover is not None and not self.stop.is_set():
            prover.join(self.left() + PATIENCE)

    def _climb(self) -> None:
        """Prices of people lift the bound; in turn with the search, as both are this program's."""
        if self.relaxed is None:
            return
        until = self.left() * (1 - CLIMB_SHARE)

        def lift(bound: float) -> bool:
            self.lift(bound)
            return self.tell() and self.left() > until

        prices = self.relaxed.prices[: len(self.model.items)]
        Pricing(self.model).climb(prices, lambda: self.cost, lift)

    def _anneal(self) -> None:
        """Cool down first; the neighbourhoods get the rest of the time."""
        assert self.best is not None
        best = self.best

        def better(places: dict[int, int], _cost: int) -> bool:
            return self.offer(places)

        if local.fits(self.model):
            search = local.Local(self.model, best, self.seed)
            search.run(self.left() * LOCAL_SHARE, better, self.tell)

    def _first(self) -> None:
        """A first plan from the choices the relaxation likes, from all of them when it must."""
        for allowance in (0.03, 0.2, None):
            free = self._promising(allowance)
            linear = Builder(self.model, free, {}).build()
            solved = cp_sat(
                linear, self.left() * 0.3, workers=2, seed=self.seed, stop=self.stop,
                found=lambda _values, _cost: False,
            )  # fmt: skip
            if solved.values is not None:
                self.offer(placed(linear, solved.values))
                return

    def _reduced(self, item: int, slot: int) -> float:
        if self.relaxed is None:
            return float(self.model.items[item].costs[slot] - self.cheapest[item])
        return self.relaxed.reduced[self.linear.choice[item, slot]]

    def _liked(self, item: int, slot: int) -> float:
        """How much of a choice the relaxation takes, 0 to 1."""
        if self.relaxed is None:
            return 0.0
        return self.relaxed.values[self.linear.choice[item, slot]]

    def _promising(self, allowance: float | None) -> dict[int, tuple[int, ...]]:
        """Choices whose reduced cost stays under a share of the bound, at least five an item."""
        found = {}
        for index, item in enumerate(self.model.items):
            slots = sorted(item.costs, key=lambda s, i=index: self._reduced(i, s))  # type: ignore[misc]
            if allowance is not None and self.relaxed is not None:
                limit = abs(self.relaxed.bound) * allowance
                near = [s for s in slots if self._reduced(index, s) <= limit]
                slots = near if len(near) >= 5 else slots[:5]
            found[index] = tuple(slots)
        return found

    def _prove(self) -> None:
        """Branch and cut on the choices that a better plan can still use: a valid bound.

        A choice whose reduced cost exceeds the gap stands in no better plan, so the bound of the
        rest is a bound for all, as far as it stays under the best known cost.
        """
        if self.relaxed is None or self.best is None:
            return
        known = self.cost
        gap = known - self.relaxed.bound
        free = {
            index: tuple(s for s in item.costs if self._reduced(index, s) <= gap)
            for index, item in enumerate(self.model.items)
        }
        if nights.fits(self.model):
            linear = nights.Nights(self.model).build(free, {})
        else:
            linear = Builder(self.model, free, {}).build()

        def lift(bound: float) -> None:
            self.lift(min(bound, known))

        solved = prove(linear, self.left(), lift, lambda: self.left() > 0)
        if solved is None:
            return
        lift(solved.bound)
        if solved.values is not None:
            self.offer(placed(linear, solved.values))

    def _neighbourhoods(self) -> None:
        limits = _Limits()
        quiet = 0
        while self.left() > 0.2:
            rooms = self._related(limits.rooms)
            outcome = self._refill(rooms, min(limits.seconds, self.left()))
            if outcome > 0:
                quiet = 0
            else:
                quiet += 1
            if outcome < 0:
                limits.rooms = max(4, limits.rooms - 1)
            elif quiet >= 8:
                limits.rooms = min(len(self.room_slots), limits.rooms + 1)
                quiet = 0
            if not self.tell():
                return

    def _related(self, count: int) -> list[int]:
        """Rooms that want to exchange people: grown from an item that sits badly."""
        assert self.best is not None
        places = self.best
        loss = [
            (max(0.0, self._reduced(i, s)) + self.model.items[i].costs[s] - self.cheapest[i], i)
            for i, s in places.items()
        ]
        items = [i for _, i in loss]
        seed = self.luck.choices(items, weights=[w + 1e-3 for w, _ in loss])[0]
        rooms = [self.model.slots[places[seed]].room]
        in_room: dict[int, list[int]] = {}
        for item, slot in places.items():
            in_room.setdefault(self.model.slots[slot].room, []).append(item)
        frontier = [seed]
        while len(rooms) < count:
            item = self.luck.choice(frontier)
            options = [
                s for s in self.model.items[item].costs if self.model.slots[s].room not in rooms
            ]
            if not options:
                rest = [r for r in self.room_slots if r not in rooms]
                if not rest:
                    break
                rooms.append(self.luck.choice(rest))
            else:
                options.sort(key=lambda s, i=item: self._reduced(i, s) + self.luck.random())  # type: ignore[misc]
                pick = min(int(self.luck.expovariate(0.35)), len(options) - 1)
                rooms.append(self.model.slots[options[pick]].room)
            frontier += in_room.get(rooms[-1], ())
        return rooms

    def _refill(self, rooms: list[int], seconds: float) -> int:
        """Empty the rooms and fill them anew: 1 better, 0 proved no better, -1 ran out of time."""
        assert self.best is not None
        places = self.best
        slots = {s for room in rooms for s in self.room_slots[room]}
        free: dict[int, tuple[int, ...]] = {}
        fixed: dict[int, int] = {}
        for index, item in enumerate(self.model.items):
            slot = places.get(index)
            if slot is None or slot in slots:
                free[index] = tuple(s for s in item.costs if s in slots)
            elif self.apart_groups:
                fixed[index] = slot
        linear = Builder(self.model, free, fixed).build()
        solved = cp_sat(
            linear, seconds, hint=self._hint(linear, places), workers=1,
            seed=self.luck.randrange(1 << 30), stop=self.stop,
        )  # fmt: skip
        if solved.values is None:
            return -1
        before = self.cost
        moved = {i: s for i, s in places.items() if i not in free}
        self.offer(moved | placed(linear, solved.values))
        return 1 if self.cost < before else (0 if solved.optimal else -1)
