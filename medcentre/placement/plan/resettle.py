"""Large neighbourhoods of a plan over many nights, each searched by branch and cut.

What makes such a plan hard is which side holds a room on which night; once that is settled the
rest is close to a linear programme. So two kinds of neighbourhood take turns: everybody may move
while most rooms keep their sides, and many people may move wherever they like. A third frees
everybody of a run of nights, a fourth those whom the relaxation puts elsewhere. Each kind grows
while its searches end early, shrinks when they run out of time, and is drawn the more often the more
it gains a second.
"""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from medcentre.placement.plan.highs import mip
from medcentre.placement.plan.linear import placed
from medcentre.placement.plan.model import PlanModel
from medcentre.placement.plan.nights import Nights

SECONDS, MOST_SECONDS = 8.0, 30.0
"""Limit of one neighbourhood, at first and when little is found."""

QUIET = 5
"""Searches without a gain after which they get more time."""

WIDTHS = (6, 10, 20)
"""Choices a person that a neighbourhood offers on average."""

LEAST = 5
"""Choices everybody has at least."""

ENOUGH = 5e-4
"""Share of the cost by which a search may miss the best of its neighbourhood."""

TIE = 0.9
"""Sum of the random parts that turn ties another way every other time: less than any difference.
Without them the solver knows that costs are whole."""


@dataclass(slots=True)
class _Kind:
    """Share that is freed, and what that has gained in which time."""

    name: str
    share: float
    least: float
    gained: float = 0.0
    spent: float = 1.0
    typical: float = 1.0
    tried: bool = False

    def learn(self, optimal: bool, seconds: float, limit: float, gain: float) -> None:
        """Grow or shrink, and remember; older gains fade."""
        self.tried = True
        self.typical = 0.7 * self.typical + 0.3 * max(seconds, 0.2)
        if not optimal:
            self.share = max(self.least, self.share * 0.9)
        elif seconds < limit / 2:
            self.share = min(1.0, self.share * (1.3 if seconds < limit / 6 else 1.12))
        self.gained = 0.85 * self.gained + gain
        self.spent = 0.85 * self.spent + seconds


class Resettler:
    """Draws neighbourhoods; `reduced` tells what a choice costs more than the relaxation's,
    `likes` how much of it the relaxation takes."""

    def __init__(
        self,
        model: PlanModel,
        luck: random.Random,
        reduced: Callable[[int, int], float],
        likes: Callable[[int, int], float],
    ) -> None:
        self.model = model
        self.luck = luck
        self.view = Nights(model)
        self.likes = likes
        self.limit, self.quiet = SECONDS, 0
        self.kinds = [
            _Kind("pattern", 0.04, 0.0),
            _Kind("people", 0.3, 0.05),
            _Kind("nights", 0.2, 0.05),
            _Kind("doubted", 0.3, 0.05),
        ]
        if not self.view.strict:
            del self.kinds[0]
        self.rank(reduced)

    def rank(self, reduced: Callable[[int, int], float]) -> None:
        """Choices of all in order of their reduced cost, and each person's own in that order."""
        items = self.model.items
        self.own = [sorted(it.costs, key=lambda s: reduced(i, s)) for i, it in enumerate(items)]
        every = sorted(reduced(i, s) for i, it in enumerate(items) for s in it.costs)
        self.limits = [every[min(width * len(items), len(every)) - 1] for width in WIDTHS]
        self.near = [
            [sum(reduced(i, s) <= limit for s in own) for i, own in enumerate(self.own)]
            for limit in self.limits
        ]

    def settle(self, places: Mapping[int, int], seconds: float) -> dict[int, int] | None:
        """The best plan that keeps the pattern of sides as it is; None when time ran out."""
        return self._search(
            places, range(len(self.model.items)), self.view.pattern(places), seconds
        )[0]

    def step(self, places: Mapping[int, int], seconds: float) -> dict[int, int] | None:
        """One neighbourhood of a plan: a plan no worse, often another of the same cost."""
        kind = self._draw()
        began = time.monotonic()
        held = None
        free: Sequence[int]
        if kind.name == "pattern":
            freed = {s for s in self.view.strict if self.luck.random() < kind.share}
            pattern = self.view.pattern(places)
            held = {key: side for key, side in pattern.items() if key[0] not in freed}
            free = range(len(self.model.items))
        elif kind.name == "people":
            count = len(self.model.items)
            free = self.luck.sample(range(count), max(1, int(kind.share * count)))
        elif kind.name == "nights":
            free = self._around(kind.share)
        else:
            free = self._doubted(places, kind.share)
        found, optimal = self._search(places, free, held, min(seconds, self.limit))
        gain = self._cost(places) - self._cost(found) if found else 0
        kind.learn(optimal, time.monotonic() - began, self.limit, max(gain, 0))
        self.quiet = 0 if gain > 0 else self.quiet + 1
        if self.quiet >= QUIET:
            self.limit, self.quiet = min(self.limit * 1.5, MOST_SECONDS), 0
        return found if gain >= 0 else None

    def _draw(self) -> _Kind:
        """Each kind once, then shares of time by what it gains a second; none is given up."""
        fresh = [k for k in self.kinds if not k.tried]
        if fresh:
            return fresh[-1]
        rates = [k.gained / k.spent for k in self.kinds]
        most = max(rates) + 1e-9
        weights = [(r + 0.3 * most) / k.typical for r, k in zip(rates, self.kinds, strict=True)]
        return self.luck.choices(self.kinds, weights)[0]

    def _around(self, share: float) -> list[int]:
        """Those whose stays are nearest to a night."""
        night, items = self.luck.randrange(self.model.horizon), self.model.items
        order = sorted(
            range(len(items)),
            key=lambda i: (
                max(items[i].start - night, night - items[i].end + 1, 0) + self.luck.random()
            ),
        )
        return order[: max(1, int(share * len(items)))]

    def _doubted(self, places: Mapping[int, int], share: float) -> list[int]:
        """Those whom the relaxation would rather have elsewhere, and some others."""
        order = sorted(places, key=lambda i: self.likes(i, places[i]) + 0.7 * self.luck.random())
        return order[: max(1, int(share * len(order)))]

    def _cost(self, places: Mapping[int, int]) -> int:
        return sum(self.model.items[i].costs[s] for i, s in places.items())

    def _search(
        self,
        places: Mapping[int, int],
        free: Sequence[int],
        held: Mapping[tuple[int, int], int] | None,
        seconds: float,
    ) -> tuple[dict[int, int] | None, bool]:
        """The whole plan after a search over `free`, and whether the search came to its end."""
        near = self.luck.choice(self.near)
        options: dict[int, list[int]] = {}
        for item in free:
            slots = self.own[item][: max(near[item], LEAST)]
            options[item] = slots if places[item] in slots else [*slots, places[item]]
        grain = TIE / max(len(options), 1) if self.luck.random() < 0.5 else 0.0
        linear = self.view.build(
            options, places, held, weigh=lambda cost: cost + grain * self.luck.random()
        )
        hint = self.view.hint(linear, places)
        solved = mip(linear, seconds, hint, slack=max(0.5, ENOUGH * self._cost(places)))
        if solved.values is None:
            return None, False
        return {**places, **placed(linear, solved.values)}, solved.optimal
