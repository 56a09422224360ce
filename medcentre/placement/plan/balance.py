"""The best prices for `pricing`, by a linear program that grows by fillings of rooms.

It chooses shares of fillings so that everybody is placed once; its prices are asked which fillings
it lacks. Better prices known before pull those of each round towards themselves, so that they do
not run from one extreme to the other.
"""

from collections.abc import Callable, Sequence

import numpy as np

from medcentre.kernel.growing import INFINITY, Master
from medcentre.placement.plan.pricing import Floats, Pricing, Taken

SMOOTH = 0.8
"""Weight of the best prices known when fillings are sought."""

DEAR = 1e6
"""What it costs here to leave out somebody who must have a place."""

CLOSE = 1e-3
"""Value and bound that are no further apart are the same."""


class Balance:
    """The programme. Rows: items, rooms, then for each price of company "only where it is" and
    "only with another".
    """

    def __init__(self, pricing: Pricing) -> None:
        self.pricing, self.together = pricing, pricing.together
        self.lp = Master()
        for _ in range(pricing.count):
            self.lp.add_row(1.0, 1.0)
        self.room = [self.lp.add_row(-INFINITY, 1.0) for _ in pricing.sizes]
        self.here = [self.lp.add_row(-INFINITY, 0.0) for _ in range(self.together.count)]
        self.other = [self.lp.add_row(-INFINITY, 0.0) for _ in range(self.together.count)]
        for item, cost in enumerate(pricing.unplaced):
            self.lp.add_column(min(float(cost), DEAR), [item], [1.0])
        for number, gain in enumerate(self.together.limit):
            rows = [self.here[number], self.other[number]]
            self.lp.add_column(-float(gain), rows, [1.0, 1.0])
        self.known: set[tuple[int, tuple[int, ...]]] = set()
        self.prices_of = self.together.by_cell()
        self.members = self.together.members()

    def run(self, people: Sequence[float] | Floats, go_on: Callable[[float], bool]) -> Floats:
        """The best prices, from those of people to begin with, until `go_on`, told of each better
        bound, says stop.
        """
        centre = np.concatenate([np.array(people, float), np.zeros(self.together.count)])
        best, fillings = self.pricing.look(centre)
        self._join(fillings)
        while go_on(best) and self.lp.solve():
            value, prices, new = self.lp.value, self._prices(), 0
            for share in (SMOOTH, 0.0):
                here = share * centre + (1 - share) * prices
                bound, fillings = self.pricing.look(here)
                if bound > best:
                    best, centre = bound, here
                new = self._join(fillings)
                if new:
                    break
            if not new or value - best < CLOSE:
                break
        go_on(best)
        return centre

    def _prices(self) -> Floats:
        """Of people, then of company, which may not be dearer than what company gains."""
        duals = self.lp.duals()
        company = np.clip(-duals[self.other], 0.0, self.together.limit)
        return np.concatenate([duals[: self.pricing.count], company])

    def _join(self, fillings: Sequence[Taken]) -> int:
        """New columns; how many."""
        before = len(self.known)
        for filling in fillings:
            key = (filling.row, filling.items)
            if key not in self.known:
                self.known.add(key)
                share = self._share(filling)
                self.lp.add_column(filling.cost, list(share), list(share.values()))
        return len(self.known) - before

    def _share(self, filling: Taken) -> dict[int, float]:
        """Row -> what a filling has of it."""
        found = dict.fromkeys((*filling.items, self.room[filling.row]), 1.0)
        for item in filling.items:
            for price in self.prices_of.get((filling.row, item), ()):
                found[self.here[price]] = found.get(self.here[price], 0.0) - 1.0
                for mate in self.members[int(self.together.group[price])]:
                    if mate != price:
                        found[self.other[mate]] = found.get(self.other[mate], 0.0) - 1.0
        return found
