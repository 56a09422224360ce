"""Simulated annealing for plans over many nights: nights are bits, so a move is judged at once.

Only for models that `nights.fits`.
"""

import math
import random
import time
from collections.abc import Callable, Mapping, Sequence

from medcentre.placement.plan.model import PlanModel

HOT, COLD = 20.0, 1.5
BATCH = 4_000

PAUSE = 1.0
"""Seconds between two reports of a better plan: each is worked out anew by its definition."""


class Annealer:
    """State of a plan as counts a night and, for judging, masks of nights."""

    def __init__(
        self,
        model: PlanModel,
        places: Mapping[int, int],
        choices: Mapping[int, Sequence[int]],
        seed: int,
    ) -> None:
        self.model = model
        self.luck = random.Random(seed)
        self.items = [i for i in places if len(choices[i]) > 1]
        self.choices = {i: tuple(choices[i]) for i in places}
        self.cost_of = [item.costs for item in model.items]
        self.mask = [((1 << it.end) - 1) ^ ((1 << it.start) - 1) for it in model.items]
        self.side = self._sides()
        exclusive = model.terms[0].rooms if model.terms else frozenset()  # type: ignore[union-attr]
        slots = range(len(model.slots))
        self.strict = [exclusive is None or model.slots[s].room in exclusive for s in slots]
        self.count = [[[0] * model.horizon for _ in slots] for _ in range(2)]
        self.full = [0 if model.slots[s].capacity else -1 for s in slots]
        self.there = [[0] * len(model.slots), [0] * len(model.slots)]
        self.members: list[list[int]] = [[] for _ in slots]
        self.place = dict(places)
        for item, slot in places.items():
            self._enter(item, slot)
        self.cost = sum(self.cost_of[i][s] for i, s in places.items())

    def _sides(self) -> list[int]:
        if not self.model.terms:
            return [0] * len(self.model.items)
        values: Mapping[int, str] = self.model.terms[0].values  # type: ignore[union-attr]
        names = sorted(set(values.values()))
        return [names.index(values[i]) if i in values else 0 for i in range(len(self.model.items))]

    def _enter(self, item: int, slot: int) -> None:
        self._change(item, slot, 1)
        self.members[slot].append(item)
        self.place[item] = slot

    def _leave(self, item: int, slot: int) -> None:
        self._change(item, slot, -1)
        self.members[slot].remove(item)

    def _change(self, item: int, slot: int, by: int) -> None:
        side = self.side[item]
        mine, other = self.count[side][slot], self.count[1 - side][slot]
        capacity = self.model.slots[slot].capacity
        full, here = self.full[slot], self.there[side][slot]
        facts = self.model.items[item]
        for night in range(facts.start, facts.end):
            mine[night] += by
            bit = 1 << night
            here = here | bit if mine[night] else here & ~bit
            full = full | bit if mine[night] + other[night] >= capacity else full & ~bit
        self.full[slot], self.there[side][slot] = full, here

    def run(
        self,
        seconds: float,
        better: Callable[[dict[int, int], int], bool],
        again: Callable[[], bool] = lambda: True,
    ) -> None:
        """Cool down over so many seconds of work; `better` hears of each new best and may end it.

        Where others keep the machine busy it may take twice as long.
        """
        began = said = time.monotonic()
        worked = time.thread_time()
        best, plan = self.cost, None
        seconds = max(seconds, 0.01)

        def gone() -> float:
            work, wall = time.thread_time() - worked, time.monotonic() - began
            return max(work / seconds, wall / seconds / 2)

        while (share := gone()) < 1 and again():
            self._batch(HOT * (COLD / HOT) ** share)
            if self.cost < best:
                best, plan = self.cost, dict(self.place)
            if plan is not None and time.monotonic() - said > PAUSE:
                said, told, plan = time.monotonic(), plan, None
                if not better(told, best):
                    return
        if plan is not None:
            better(plan, best)

    def _batch(self, heat: float) -> None:
        """So many tries at one temperature."""
        luck, items = self.luck.random, self.items
        count = len(items)
        for _ in range(BATCH):
            item = items[int(luck() * count)]
            options = self.choices[item]
            there = options[int(luck() * len(options))]
            here = self.place[item]
            if there == here:
                continue
            costs = self.cost_of[item]
            gain = costs[here] - costs[there]
            mask, side = self.mask[item], self.side[item]
            if self.strict[there] and self.there[1 - side][there] & mask:
                continue
            if not self.full[there] & mask:
                if gain >= 0 or luck() < math.exp(gain / heat):
                    self._leave(item, here)
                    self._enter(item, there)
                    self.cost -= gain
                continue
            self._swap(item, here, there, gain, heat)

    def _swap(self, item: int, here: int, there: int, gain: int, heat: float) -> None:
        """Change places with somebody of the same value when that makes room for both."""
        members = self.members[there]
        if not members:
            return
        other = members[int(self.luck.random() * len(members))]
        if self.side[other] != self.side[item] or here not in self.cost_of[other]:
            return
        mine, theirs = self.mask[item], self.mask[other]
        if mine & self.full[there] & ~theirs or theirs & self.full[here] & ~mine:
            return
        if self.strict[here] and self.there[1 - self.side[other]][here] & theirs:
            return
        gain += self.cost_of[other][there] - self.cost_of[other][here]
        if gain >= 0 or self.luck.random() < math.exp(gain / heat):
            self._leave(item, here)
            self._leave(other, there)
            self._enter(item, there)
            self._enter(other, here)
            self.cost -= gain
