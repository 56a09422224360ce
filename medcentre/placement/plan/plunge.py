"""From the relaxation of `columns` down to a plan.

Step by step items are told which kind of room to go to: those that the relaxation is sure of, and at
least its surest. While enough of them are free, hardly anything is lost by it; the rest, which
would be lost step by step, is then left to branch and cut.
"""

import random
import time
from collections.abc import Callable, Mapping

from medcentre.placement.plan.columns import SMALL, Fillings
from medcentre.placement.plan.finish import finish
from medcentre.placement.plan.nights import Nights

SURE, MOST_SURE = 0.9, 12
"""Levels from which items are told at once, and how many that are not quite certain."""

LIKELY, FEW = 0.6, 50
"""A level from which one of so many free items is told as well."""

SHAKE, GUIDE = 0.1, 0.2
"""How much luck counts in later descents when levels are compared, and every other time the place
in the best plan.
"""

ROUNDS, CLOSE = 1, 1.0
"""Limits of the relaxation after each step: prices hardly move, and time is better spent on another
descent.
"""

JUMP, MORE_ROUNDS = 0.003, 15
"""A rise of the cost by such a share says that columns are missing: then it gets so many rounds."""

FIRST_REST, LEAST_REST = 0.2, 0.1
"""Share of the items left to branch and cut, at first and at least to begin with."""

MORE, LESS, MUCH_LESS = 1.15, 0.85, 0.6
"""What becomes of it the next time when that ends early and when it takes all its time; in the same
descent, when it found nothing.
"""

FINISH_SECONDS = 15.0
"""Limit of branch and cut."""


class Plunge:
    """Goes down again and again, another way every time."""

    def __init__(self, fillings: Fillings, view: Nights, luck: random.Random) -> None:
        self.fillings, self.view, self.luck = fillings, view, luck
        self.model = view.model
        self.rest = FIRST_REST
        self.turn = 0
        self.near: Mapping[int, int] = {}

    def down(
        self, best: Mapping[int, int] | None, cost: float, left: Callable[[], float]
    ) -> dict[int, int] | None:
        """A plan of less than `cost`, or None; the restrictions are lifted again.

        `best`: the best plan so far. `left`: seconds left.
        """
        guided = best is not None and self.turn % 2 == 1
        self.near = best if best is not None and guided else {}
        try:
            plan = self._down(cost, left)
            return plan if plan is not None and self._cost(plan) < cost else None
        finally:
            self.turn += 1
            self.fillings.loosen()

    def _down(self, cost: float, left: Callable[[], float]) -> dict[int, int] | None:
        fillings, rest, root = self.fillings, self.rest, self.fillings.value
        while left() > 0:
            pairs = fillings.pairs()
            free = int((fillings.where < 0).sum())
            if free <= rest * fillings.count or not pairs:
                began = time.monotonic()
                plan, solved = self._finish(left())
                self.rest = self._next_rest(plan is not None, solved, began)
                if plan is not None or solved or not pairs:
                    return plan
                rest *= MUCH_LESS
            fillings.fix(self._surest(pairs))
            before = fillings.value
            self._converge(ROUNDS, left)
            if fillings.value > before + JUMP * abs(before):
                self._converge(MORE_ROUNDS, left)
            if fillings.value >= min(cost, root + fillings.dear / 2) - SMALL:
                return None  # no better plan this way, or somebody has no place any more
        return None

    def _converge(self, rounds: int, left: Callable[[], float]) -> None:
        self.fillings.converge(lambda _bound: left() > 0, rounds=rounds, close=CLOSE)

    def _cost(self, plan: Mapping[int, int]) -> int:
        return sum(self.model.items[i].costs[s] for i, s in plan.items())

    def _next_rest(self, found: bool, solved: bool, began: float) -> float:
        """How much is left to branch and cut the next time."""
        if not solved:
            return max(LEAST_REST, self.rest * LESS)
        quick = time.monotonic() - began < FINISH_SECONDS / 3
        return min(1.0, self.rest * MORE) if found and quick else self.rest

    def _surest(self, pairs: Mapping[tuple[int, int], float]) -> dict[int, int]:
        """Those who are told now."""
        order = sorted(
            ((self._felt(level, item, kind), item, kind) for (item, kind), level in pairs.items()),
            reverse=True,
        )
        told: dict[int, int] = {}
        unsure, some = 0, int((self.fillings.where < 0).sum()) // FEW
        for level, item, kind in order:
            certain = level > 1 - SMALL
            enough = unsure >= (MOST_SURE if level >= SURE else some if level >= LIKELY else 1)
            if not certain and enough:
                break
            unsure += not certain
            told.setdefault(item, kind)
        return told

    def _felt(self, level: float, item: int, kind: int) -> float:
        """The level with luck and guidance."""
        if not self.turn or level > 1 - SMALL:
            return level
        slot = self.near.get(item)
        guide = GUIDE if slot is not None and self.fillings.kind_of[slot] == kind else 0.0
        return min(level + guide - SHAKE * self.luck.random(), 1 - 2 * SMALL)

    def _finish(self, left: float) -> tuple[dict[int, int] | None, bool]:
        """Branch and cut over those who are free; and whether it came to its end."""
        fillings = self.fillings
        seconds = min(left, FINISH_SECONDS)
        return finish(self.view, fillings.kinds, fillings.where.tolist(), seconds)
