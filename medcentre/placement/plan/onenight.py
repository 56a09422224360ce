"""What the worker of `large` does for plans of one night: prices lift the bound, then the fillings
nearest to it are listed and chosen among, more of them each time.
"""

import time
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection

from medcentre.placement.plan.balance import Balance
from medcentre.placement.plan.listing import Listing
from medcentre.placement.plan.model import evaluate
from medcentre.placement.plan.nightwork import Errand, Known, Said
from medcentre.placement.plan.pricing import Floats, Pricing

PRICE_SHARE = 0.4
"""Time at most for the prices."""

FIRST, MORE = 100, 3
"""Fillings of each kind of room in the first list; how many times as many in each next one."""

PAUSE = 0.5
"""Seconds between two bounds told on the way, and that an answer is waited for."""


def close_in(connection: Connection, errand: Errand, prices: Sequence[float] | Floats) -> None:
    """Says bounds and plans until they meet or the time is over. `prices`: of the relaxation."""
    _Closing(connection, errand).run(prices)


class _Closing:
    def __init__(self, connection: Connection, errand: Errand) -> None:
        self.connection, self.errand = connection, errand
        self.model = errand.model
        self.best = evaluate(self.model, errand.start or {}).cost
        self.bound = -float("inf")
        self.told = time.monotonic()
        self.asked = False

    def left(self) -> float:
        return max(0.0, self.errand.until - time.monotonic())

    def run(self, prices: Sequence[float] | Floats) -> None:
        pricing = Pricing(self.model)
        end = time.monotonic() + self.left() * PRICE_SHARE

        def lift(bound: float) -> bool:
            self.lift(bound)
            return time.monotonic() < end

        found = Balance(pricing).run(prices, lift)
        self.tell()
        self._list(Listing(self.model, pricing, found))

    def _list(self, listing: Listing) -> None:
        """Longer and longer lists until the best plan is in one for certain."""
        count = FIRST
        while self.left() > 0.5 and self.best - self.bound >= 1:
            gap = self.best - listing.bound
            fillings, whole = listing.nearest(count, gap)
            plan, solved = listing.choose(fillings, gap, whole, self.left(), self.lift)
            self.tell()
            if plan is not None:
                self.offer(plan)
            if not solved.optimal:
                return
            count *= MORE
            self.ask()

    def lift(self, bound: float) -> None:
        """A better bound; told now and then."""
        self.bound = max(self.bound, bound)
        if time.monotonic() - self.told > PAUSE:
            self.tell()

    def tell(self) -> None:
        self.told = time.monotonic()
        self.connection.send(Said(bound=self.bound))

    def offer(self, plan: Mapping[int, int]) -> None:
        """A plan from a list; what lists leave out may forbid it."""
        self.connection.send(Said(places=plan))
        value = evaluate(self.model, plan)
        if not value.impossible:
            self.best = min(self.best, value.cost)

    def ask(self) -> None:
        """What the others have found; they may be busy and answer at another time."""
        if not self.asked:
            self.connection.send(Said(asks=True))
            self.asked = True
        if self.connection.poll(PAUSE):
            known: Known = self.connection.recv()
            self.asked = False
            if known.places is not None:
                self.best = min(self.best, evaluate(self.model, known.places).cost)
