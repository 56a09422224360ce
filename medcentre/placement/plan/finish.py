"""From kinds of rooms to rooms: the last step of every way down from the relaxation of `columns`."""

from collections.abc import Sequence

from medcentre.placement.plan.highs import mip
from medcentre.placement.plan.kinds import Kind
from medcentre.placement.plan.linear import placed
from medcentre.placement.plan.nights import Nights


def finish(
    view: Nights, kinds: Sequence[Kind], where: Sequence[int], seconds: float
) -> tuple[dict[int, int] | None, bool]:
    """A plan in which each item is in a room of its kind, by branch and cut; None when none was
    found. And whether the search came to its end.

    `where`: kind of each item, -1 when it may go anywhere.
    """
    places: dict[int, int] = {}
    options: dict[int, list[int]] = {}
    for item, kind in enumerate(where):
        slots: Sequence[int] = kinds[kind].slots if kind >= 0 else ()
        if len(slots) == 1:
            places[item] = slots[0]
        elif slots:
            options[item] = list(slots)
        else:
            options[item] = list(view.model.items[item].costs)
    if not options:
        return places, True
    linear = view.build(options, places)
    solved = mip(linear, seconds)
    if solved.values is None:
        return None, False
    return {**places, **placed(linear, solved.values)}, solved.optimal
