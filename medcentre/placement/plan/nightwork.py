"""What the workers of `long` do: a first plan, annealing, prices, neighbourhoods, a bound and plunges."""

import itertools
import math
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection

import numpy as np

from medcentre.placement.plan import anneal
from medcentre.placement.plan.columns import Fillings
from medcentre.placement.plan.linear import placed
from medcentre.placement.plan.model import PlanModel, evaluate
from medcentre.placement.plan.nights import Nights
from medcentre.placement.plan.plunge import Plunge
from medcentre.placement.plan.regroup import Regroup
from medcentre.placement.plan.resettle import Resettler
from medcentre.placement.plan.solvers import Relaxed, cp_sat, first_order

WARM_SHARE, WARM_SECONDS, WARM_WIDTH = 0.06, 20.0, 20
"""Annealing: time at most, and most promising choices an item."""

SETTLE_SECONDS = 10.0
"""Limit of the first search, in which everybody may move and rooms keep who they hold."""

PRICE_SHARE = 0.3
"""Time at most for the rough relaxation."""

FILL_SHARE = 0.6
"""Time at most, of what is left then, for the relaxation of fillings."""

QUIET = 4
"""Neighbourhoods among fillings without a gain after which there are others."""

PAUSE = 1.0
"""Seconds between two questions while annealing."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a worker is told when it starts; times as `time.monotonic` has them."""

    model: PlanModel
    began: float
    until: float
    start: Mapping[int, int] | None
    seed: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a worker tells: a plan, a bound, prices; `asks`: it waits for a `Known`."""

    places: Mapping[int, int] | None = None
    bound: float | None = None
    relaxed: Relaxed | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """The answer: the best plan of all, and prices unless the worker has them."""

    places: Mapping[int, int] | None
    relaxed: Relaxed | None


def seek(connection: Connection, errand: Errand) -> None:
    """A first plan where greed found none, annealing by cost, by prices once they are known, neighbourhoods."""
    hand = Hand(connection, errand)
    if hand.best is not None:
        hand.warm_up(lambda: hand.relaxed is not None)
    else:
        hand.wait_for_prices()
        hand.begin()
    if hand.best is not None:
        hand.resettle(hand.resettler(errand.seed), errand.until)


def price_and_plunge(connection: Connection, errand: Errand) -> None:
    """Prices of the rough relaxation, then bound and prices of `columns`; plunges from there take
    turns with neighbourhoods, those among fillings first.
    """
    hand = Hand(connection, errand)
    linear = hand.view.build(hand.everything, {}, tight=True)
    hand.relaxed = first_order(linear, hand.left() * PRICE_SHARE)
    if hand.relaxed is not None:
        hand.say(Said(bound=hand.relaxed.bound, relaxed=hand.relaxed))
    hand.ask()
    fillings = hand.fill()
    luck = random.Random(errand.seed + 1)
    plunge, regroup = Plunge(fillings, hand.view, luck), Regroup(fillings, hand.view, luck)
    resettler = None
    while hand.left() > 0.5:
        began = time.monotonic()
        hand.ask()
        plan = plunge.down(hand.best, hand.known, hand.left)
        if plan is not None:
            hand.offer(plan)
        until = time.monotonic() + time.monotonic() - began
        if hand.best is not None:
            hand.regroup(regroup)
            resettler = resettler or hand.resettler(errand.seed + 1)
            hand.resettle(resettler, until)


class Hand:
    """A worker's view of the search."""

    def __init__(self, connection: Connection, errand: Errand) -> None:
        self.connection = connection
        self.errand = errand
        self.model = errand.model
        self.view = Nights(self.model)
        self.best: Mapping[int, int] | None = errand.start
        self.relaxed: Relaxed | None = None
        self.everything = {i: tuple(item.costs) for i, item in enumerate(self.model.items)}
        self.cheapest = [min(item.costs.values(), default=0) for item in self.model.items]
        choices = ((i, s) for i, slots in self.everything.items() for s in slots)
        self.column = dict(zip(choices, itertools.count(), strict=False))

    def left(self) -> float:
        """Seconds left."""
        return max(0.0, self.errand.until - time.monotonic())

    def cost(self, places: Mapping[int, int]) -> int:
        """Cost of a plan that is possible."""
        return sum(self.model.items[i].costs[s] for i, s in places.items())

    @property
    def known(self) -> float:
        """Cost of the best plan, endless without one."""
        return math.inf if self.best is None else float(self.cost(self.best))

    def say(self, said: Said) -> None:
        """Tell the search."""
        self.connection.send(said)

    def offer(self, places: Mapping[int, int]) -> None:
        """A plan that is better than the best known here."""
        if self.best is None or self.cost(places) < self.cost(self.best):
            self.best = dict(places)
            self.say(Said(places=self.best))

    def ask(self) -> bool:
        """What the others have found; whether there are new prices."""
        self.say(Said(asks=True))
        known: Known = self.connection.recv()
        if known.places is not None and (
            self.best is None or self.cost(known.places) < self.cost(self.best)
        ):
            self.best = known.places
        if known.relaxed is not None:
            self.relaxed = known.relaxed
        return known.relaxed is not None

    def reduced(self, item: int, slot: int) -> float:
        """What a choice costs more than the relaxation's."""
        if self.relaxed is None:
            return float(self.model.items[item].costs[slot] - self.cheapest[item])
        return float(self.relaxed.reduced[self.column[item, slot]])

    def liked(self, item: int, slot: int) -> float:
        """How much of a choice the relaxation takes, 0 to 1."""
        return 0.0 if self.relaxed is None else float(self.relaxed.values[self.column[item, slot]])

    def wait_for_prices(self) -> None:
        """Until the relaxation is solved, or a good part of the time is over."""
        end = time.monotonic() + self.left() * PRICE_SHARE
        while not self.ask() and time.monotonic() < end:
            time.sleep(PAUSE)

    def begin(self) -> None:
        """A first plan from the choices the relaxation likes, from all of them when it must."""
        for width in (5, 20, None):
            free = {
                i: sorted(slots, key=partial(self.reduced, i))[:width]
                for i, slots in self.everything.items()
            }
            linear = self.view.build(free, {})
            solved = cp_sat(linear, self.left() * 0.3, found=lambda _values, _cost: False)
            if solved.values is not None:
                self.offer(placed(linear, solved.values))
                return

    def warm_up(self, over: Callable[[], bool]) -> None:
        """Anneal among the most promising choices until `over`."""
        assert self.best is not None
        choices = {
            i: tuple({*sorted(slots, key=partial(self.reduced, i))[:WARM_WIDTH], self.best[i]})
            for i, slots in self.everything.items()
        }
        annealer = anneal.Annealer(self.model, self.best, choices, self.errand.seed)
        seconds = min(self.left() * WARM_SHARE, WARM_SECONDS)
        asked = time.monotonic()

        def again() -> bool:
            nonlocal asked
            if time.monotonic() - asked > PAUSE:
                self.ask()
                asked = time.monotonic()
            return self.left() > 0 and not over()

        def better(places: Mapping[int, int], _cost: int) -> bool:
            self.offer(places)
            return True

        annealer.run(seconds, better, again)

    def fill(self) -> Fillings:
        """The relaxation of fillings as far as the time allows; each better bound is told."""
        fillings = Fillings(self.view)
        if self.best is not None:
            fillings.add_plan(self.best)
        if self.relaxed is not None:
            worth = np.maximum(self.relaxed.prices[: len(self.model.items)], 0.0)
            fillings.centre = fillings.prices(worth)
        end = time.monotonic() + self.left() * FILL_SHARE
        best = -math.inf

        def go_on(bound: float) -> bool:
            nonlocal best
            if bound > best:
                best = bound
                self.say(Said(bound=min(bound, self.known)))
            return time.monotonic() < end

        fillings.converge(go_on)
        fillings.remember()
        if self.relaxed is not None:
            self.relaxed = self._wished(self.relaxed, fillings)
            self.say(Said(relaxed=self.relaxed))
        return fillings

    def _wished(self, rough: Relaxed, fillings: Fillings) -> Relaxed:
        """What the relaxation of fillings says of each choice; of those that it does not know, the
        rough one, but they come after the others.
        """
        levels, cheapest = fillings.wishes()
        values, reduced = np.zeros_like(rough.values), rough.reduced.copy()
        later = float(np.median(list(cheapest.values()) or [0.0]))
        for (item, slot), column in self.column.items():
            key = (item, fillings.kind_of[slot])
            values[column] = levels.get(key, 0.0)
            reduced[column] = cheapest.get(key, reduced[column] + later)
        return Relaxed(rough.bound, values, reduced, rough.prices)

    def resettler(self, seed: int) -> Resettler:
        """Neighbourhoods around the best plan; first everybody may move while rooms keep sides."""
        assert self.best is not None
        found = Resettler(self.model, random.Random(seed), self.reduced, self.liked)
        limit = min(self.left() / 10, SETTLE_SECONDS)
        self.offer(found.settle(self.best, limit) or self.best)
        return found

    def resettle(self, resettler: Resettler, until: float) -> None:
        """Large neighbourhoods until a moment; prices that come meanwhile order the choices anew."""
        assert self.best is not None
        places: Mapping[int, int] = self.best
        while self.left() > 0.5 and time.monotonic() < until:
            after = resettler.step(places, self.left())
            if after is not None:
                self.offer(after)
            if self.ask():
                resettler.rank(self.reduced)
            places = self._join(places, after or places)

    def regroup(self, regroup: Regroup) -> None:
        """Neighbourhoods among fillings while they gain."""
        quiet = 0
        while self.left() > 0.5 and quiet < QUIET:
            assert self.best is not None
            plan = regroup.step(self.best, self.cost(self.best), self.left)
            quiet = 0 if plan is not None else quiet + 1
            if plan is not None:
                self.offer(plan)
            self.ask()

    def _join(self, before: Mapping[int, int], after: Mapping[int, int]) -> Mapping[int, int]:
        """Where to go on: the best plan with these moves added if they fit, or these moves."""
        assert self.best is not None
        if self.cost(after) <= self.cost(self.best):
            return after
        both = {**self.best, **{i: s for i, s in after.items() if before[i] != s}}
        if not evaluate(self.model, both).impossible:
            self.offer(both)
        return self.best
