"""Rooms that are alike: whoever may go into one may go into the others, at the same cost."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medcentre.placement.plan.nights import Nights

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Kind:
    """Slots alike, and who may stay there: items with cost, nights [start, end) and side.

    `strict`: in each slot only one side at a time.
    """

    slots: tuple[int, ...]
    capacity: int
    strict: bool
    items: Ints
    costs: Floats
    starts: Ints
    ends: Ints
    sides: Ints


def kinds_of(view: Nights) -> list[Kind]:
    """The kinds of a model that `nights.fits`; rooms that nobody may enter are left out."""
    model = view.model
    who: dict[int, list[tuple[int, int]]] = {}
    for index, item in enumerate(model.items):
        for slot, cost in item.costs.items():
            who.setdefault(slot, []).append((index, cost))
    alike: dict[tuple[tuple[tuple[int, int], ...], int, bool], list[int]] = {}
    for slot, choices in who.items():
        key = (tuple(choices), model.slots[slot].capacity, slot in view.strict)
        alike.setdefault(key, []).append(slot)
    found = []
    for (entrants, capacity, strict), slots in alike.items():
        items = [i for i, _ in entrants]
        found.append(
            Kind(
                tuple(slots), capacity, strict, np.array(items),
                np.array([float(cost) for _, cost in entrants]),
                _ints(items, lambda i: model.items[i].start),
                _ints(items, lambda i: model.items[i].end),
                _ints(items, lambda i: view.side[i] or 0),
            )
        )  # fmt: skip
    return found


def _ints(items: list[int], of: Callable[[int], int]) -> Ints:
    return np.array([of(i) for i in items], np.intp)
