"""A first plan over many nights: the hardest to place come first, and learn who they are."""

import random
from collections.abc import Callable

from medcentre.placement.plan.model import PlanModel
from medcentre.placement.plan.nights import Nights

ROUNDS = 300


def first_plan(
    model: PlanModel, luck: random.Random, again: Callable[[], bool]
) -> dict[int, int] | None:
    """Everybody in the cheapest slot still open, in turn; None when somebody always lacks one.

    Who found none goes before the others in the next round, so that the few who fit hardly
    anywhere choose first.
    """
    view = Nights(model)
    urgent = [0.0] * len(model.items)
    for _ in range(ROUNDS):
        order = sorted(
            range(len(model.items)),
            key=lambda i: len(model.items[i].costs) * (0.5 + luck.random()) - 50 * urgent[i],
        )
        places: dict[int, int] = {}
        room = [[slot.capacity] * model.horizon for slot in model.slots]
        taken: dict[tuple[int, int], int] = {}
        for item in order:
            if not again():
                return None
            costs = model.items[item].costs
            for slot in sorted(costs, key=lambda s: costs[s] + luck.random()):
                if view.admits(item, slot, room, taken):
                    view.take(item, slot, room, taken)
                    places[item] = slot
                    break
            else:
                urgent[item] += 1
        if len(places) == len(model.items):
            return places
    return None
