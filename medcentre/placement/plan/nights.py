"""Rows and columns of plans over many nights whose only rule between people is `Exclusive`.

The general `linear.Builder` writes any model; this one writes the frequent simple form faster and
tighter: one row a room for each largest group of stays that meet, and, where wanted, a row for
each single stay that must not meet the other value. Those rows lift the relaxation a great deal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from medcentre.placement.plan.linear import Linear
from medcentre.placement.plan.model import Exclusive, PlanModel

Pattern = Mapping[tuple[int, int], int]
"""Slot and night -> side (0 or 1) whose people alone may be there."""


def fits(model: PlanModel) -> bool:
    """Whether the model has the simple form: many nights, one rule of two values, one slot a room,
    nobody without a slot, everybody with a side where sides count.
    """
    return (
        model.horizon > 1
        and len(model.terms) <= 1
        and all(
            isinstance(t, Exclusive) and not t.tolerated and len(set(t.values.values())) <= 2
            for t in model.terms
        )
        and len(model.slots_of) == len(model.slots)
        and all(item.unplaced is None for item in model.items)
        and _all_sided(model)
    )


def _all_sided(model: PlanModel) -> bool:
    rooms = strict(model)
    return not rooms or all(
        side is not None or rooms.isdisjoint(item.costs)
        for item, side in zip(model.items, sides(model), strict=True)
    )


def sides(model: PlanModel) -> tuple[int | None, ...]:
    """Item -> which of the two values it has; None: it may meet everybody."""
    values: Mapping[int, str] = {}
    for term in model.terms:
        if isinstance(term, Exclusive):
            values = term.values
    names = sorted(set(values.values()))
    return tuple(names.index(values[i]) if i in values else None for i in range(len(model.items)))


def strict(model: PlanModel) -> frozenset[int]:
    """The slots in which the two values must not meet."""
    rooms: set[int] = set()
    for term in model.terms:
        if isinstance(term, Exclusive):
            rooms |= set(model.slots_of) if term.rooms is None else term.rooms
    return frozenset(s for s, slot in enumerate(model.slots) if slot.room in rooms)


@dataclass(slots=True)
class _Group:
    """Stays that meet in a slot on a night, and how many of them there is room for."""

    night: int
    columns: list[int]
    room: int


class Nights:
    """Builds `Linear`s of a model that `fits`."""

    def __init__(self, model: PlanModel) -> None:
        self.model = model
        self.side = sides(model)
        self.strict = strict(model)
        self.spans = [range(item.start, item.end) for item in model.items]

    def pattern(self, places: Mapping[int, int]) -> dict[tuple[int, int], int]:
        """Who is alone where and when in a plan."""
        found: dict[tuple[int, int], int] = {}
        for item, slot in places.items():
            side = self.side[item]
            if side is not None and slot in self.strict:
                found.update(((slot, night), side) for night in self.spans[item])
        return found

    def build(
        self,
        free: Mapping[int, Sequence[int]],
        places: Mapping[int, int],
        held: Pattern | None = None,
        *,
        tight: bool = False,
        weigh: Callable[[int], float] = float,
    ) -> Linear:
        """The plan in which `free` items choose among slots and the rest of `places` stays.

        `held`: a pattern that is kept though nobody may stay there. `tight`: with the rows for
        single stays. `weigh`: turns a cost into the cost of the column.
        """
        room, taken = self._left(free, places)
        taken.update(held or {})
        out = Linear()
        here: dict[int, list[tuple[int, int]]] = {}
        for item, slots in free.items():
            row: dict[int, int] = {}
            for slot in slots:
                if self.admits(item, slot, room, taken):
                    column = out.column(weigh(self.model.items[item].costs[slot]))
                    out.choice[item, slot] = column
                    here.setdefault(slot, []).append((item, column))
                    row[column] = 1
            out.rows.append((row, 1, 1))
        for slot, choices in here.items():
            groups = self._groups(slot, choices, room[slot])
            for group in groups:
                if len(group.columns) > group.room:
                    out.at_most(dict.fromkeys(group.columns, 1), group.room)
            if slot in self.strict:
                owner = {column: item for item, column in choices}
                for group in groups:
                    self._one_side(out, slot, group, owner, tight)
        return out

    def hint(self, linear: Linear, places: Mapping[int, int]) -> dict[int, float]:
        """A whole solution of a build: value of each column for a plan that it allows."""
        found = {c: float(places[i] == s) for (i, s), c in linear.choice.items()}
        pattern = self.pattern(places)
        for key, column in linear.sides.items():
            found[column] = float(pattern.get(key, 0))
        return found

    def _left(
        self, free: Mapping[int, Sequence[int]], places: Mapping[int, int]
    ) -> tuple[list[list[int]], dict[tuple[int, int], int]]:
        """Room left a slot and night by those who stay, and which side they hold."""
        horizon = self.model.horizon
        room = [[slot.capacity] * horizon for slot in self.model.slots]
        taken: dict[tuple[int, int], int] = {}
        for item, slot in places.items():
            if item not in free:
                self.take(item, slot, room, taken)
        return room, taken

    def take(
        self, item: int, slot: int, room: list[list[int]], taken: dict[tuple[int, int], int]
    ) -> None:
        """Note that the item is there: less room, and its side holds the slot."""
        nights, side = room[slot], self.side[item]
        for night in self.spans[item]:
            nights[night] -= 1
            if side is not None and slot in self.strict:
                taken[slot, night] = side

    def admits(
        self,
        item: int,
        slot: int,
        room: Sequence[Sequence[int]],
        taken: Mapping[tuple[int, int], int],
    ) -> bool:
        """Whether there is room for the item and nobody of the other side."""
        nights, span = room[slot], self.spans[item]
        if any(nights[night] < 1 for night in span):
            return False
        side = self.side[item]
        if side is None or slot not in self.strict:
            return True
        return all(taken.get((slot, night), side) == side for night in span)

    def _groups(
        self, slot: int, choices: Sequence[tuple[int, int]], room: Sequence[int]
    ) -> list[_Group]:
        """The largest groups that meet: a night whose people all meet the next night is left out."""
        there: list[list[int]] = [[] for _ in range(self.model.horizon)]
        for item, column in choices:
            for night in self.spans[item]:
                there[night].append(column)
        kept: list[_Group] = []
        last: set[int] = set()
        for night, columns in enumerate(there):
            now = set(columns)
            if kept and now <= last and kept[-1].room <= room[night]:
                continue
            if kept and last <= now and room[night] <= kept[-1].room:
                kept.pop()
            if columns:
                kept.append(_Group(night, columns, room[night]))
                last = now
        return kept

    def _one_side(
        self, out: Linear, slot: int, group: _Group, owner: Mapping[int, int], tight: bool
    ) -> None:
        """Only one of the two sides is in the room."""
        left = [c for c in group.columns if self.side[owner[c]] == 0]
        right = [c for c in group.columns if self.side[owner[c]] == 1]
        if not left or not right:
            return
        chosen = out.sides[slot, group.night] = out.column()
        for columns, first in ((left, True), (right, False)):
            most = min(group.room, len(columns))
            _follow(out, columns, chosen, most, first)
            if tight and most > 1:
                for column in columns:
                    _follow(out, [column], chosen, 1, first)


def _follow(out: Linear, columns: Sequence[int], chosen: int, most: int, first: bool) -> None:
    """Sum of the columns <= most * (1 - chosen) for the first side, most * chosen for the other."""
    row = dict.fromkeys(columns, 1)
    row[chosen] = most if first else -most
    out.at_most(row, most if first else 0)
