"""What the plan engine solves: items that need a slot over some nights, and what costs what.

Neutral on purpose: a centre's reshuffle is one night with many kinds of room terms, a hospital's
admission plan many nights with few. Costs are whole numbers, lower is better; `BREAK` outweighs
every soft cost, so that the fewest broken rules come first, then the best score, then few moves.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

BREAK = 1_000_000
"""Cost of one broken hard rule that the present state forces upon the plan."""

Assignment = Mapping[int, int]
"""Item -> slot; a missing item has no slot."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Places of one room that cost everybody the same; so many people at a time."""

    room: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Item:
    """Something to place over the nights [start, end). `costs`: slot -> cost of the whole stay.

    `unplaced`: cost of having no slot, None when it must have one.
    """

    costs: Mapping[int, int]
    start: int = 0
    end: int = 1
    current: int | None = None
    unplaced: int | None = None


@dataclass(frozen=True, slots=True)
class Exclusive:
    """In a room no two items of different value meet. `tolerated`: rooms where it is so already."""

    values: Mapping[int, str]
    rooms: frozenset[int] | None = None
    tolerated: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Apart:
    """Two items never in one group of slots; every slot is in a group. `tolerated`: groups they
    share already.
    """

    first: int
    second: int
    groups: tuple[frozenset[int], ...]
    tolerated: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Clash:
    """Nobody of `left` with anybody of `right` in one group (shared air); every slot is in one."""

    left: frozenset[int]
    right: frozenset[int]
    groups: tuple[frozenset[int], ...]
    tolerated: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Alone:
    """The item shares its room with nobody, except where it does already (`tolerated`)."""

    item: int
    tolerated: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class GroupCapacity:
    """At most so many at a time in a group of slots."""

    slots: frozenset[int]
    capacity: int


@dataclass(frozen=True, slots=True)
class Mix:
    """A cost for each room in which somebody of `left` meets somebody of `right`."""

    left: frozenset[int]
    right: frozenset[int]
    cost: int


@dataclass(frozen=True, slots=True)
class Excess:
    """A cost for each of the `items` in a room beyond the limit."""

    items: frozenset[int]
    limit: int
    cost: int


@dataclass(frozen=True, slots=True)
class Cohort:
    """A gain for each item of a room of two and more that are all of one value ("" gains none)."""

    values: Mapping[int, str]
    gain: int


@dataclass(frozen=True, slots=True)
class Company:
    """A gain for each of `items` that is not the only one of them in its group."""

    items: frozenset[int]
    groups: tuple[frozenset[int], ...]
    gain: int


@dataclass(frozen=True, slots=True)
class Helper:
    """A gain for each of `takers` whose room holds at least one of `helpers`."""

    helpers: frozenset[int]
    takers: frozenset[int]
    gain: int


@dataclass(frozen=True, slots=True)
class Even:
    """A gain that falls with each room mate: `gain` alone, `gain` / size in a full room."""

    gain: int


Term = (
    Exclusive
    | Apart
    | Clash
    | Alone
    | GroupCapacity
    | Mix
    | Excess
    | Cohort
    | Company
    | Helper
    | Even
)


@dataclass(frozen=True, slots=True)
class PlanModel:
    """The whole question. Terms other than capacity and `Exclusive` hold night by night."""

    slots: tuple[Slot, ...]
    items: tuple[Item, ...]
    terms: tuple[Term, ...] = ()
    horizon: int = 1
    rooms: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def slots_of(self) -> Mapping[int, tuple[int, ...]]:
        """Room -> its slots."""
        found: dict[int, list[int]] = {}
        for index, slot in enumerate(self.slots):
            found.setdefault(slot.room, []).append(index)
        return {room: tuple(slots) for room, slots in found.items()}

    def current(self) -> dict[int, int]:
        """Where the items are now."""
        return {i: item.current for i, item in enumerate(self.items) if item.current is not None}


@dataclass(frozen=True, slots=True)
class Value:
    """What an assignment is worth. `impossible`: capacity or a rule without tolerance is broken."""

    cost: int
    impossible: tuple[str, ...] = ()

    @property
    def breaks(self) -> int:
        """Broken hard rules that were tolerated."""
        return max(0, round(self.cost / BREAK))


def evaluate(model: PlanModel, places: Assignment) -> Value:
    """Cost of an assignment by the definitions above, without any solver."""
    cost = 0
    wrong: list[str] = []
    for index, item in enumerate(model.items):
        slot = places.get(index)
        if slot is None:
            if item.unplaced is None:
                wrong.append(f"item {index} has no slot")
            cost += item.unplaced or 0
        elif slot not in item.costs:
            wrong.append(f"item {index} must not be in slot {slot}")
        else:
            cost += item.costs[slot]
    for night in range(model.horizon):
        there: dict[int, list[int]] = {}
        for index, slot in places.items():
            if model.items[index].start <= night < model.items[index].end:
                there.setdefault(slot, []).append(index)
        for slot, people in there.items():
            if len(people) > model.slots[slot].capacity:
                wrong.append(f"slot {slot} is over its capacity")
        for term in model.terms:
            extra, fault = _term(model, term, there)
            cost += extra
            wrong += fault
    return Value(cost, tuple(wrong))


def _term(model: PlanModel, term: Term, there: Mapping[int, list[int]]) -> tuple[int, list[str]]:
    by_room: dict[int, list[int]] = {}
    for slot, people in there.items():
        by_room.setdefault(model.slots[slot].room, []).extend(people)
    match term:
        case Exclusive() | Alone() | Apart() | Clash() | GroupCapacity():
            return _hard(model, term, there, by_room)
        case Company():
            gain = 0
            for group in term.groups:
                here = sum(i in term.items for s in group for i in there.get(s, ()))
                gain += term.gain * here if here >= 2 else 0
            return -gain, []
        case _:
            sizes: Counter[int] = Counter()
            for place in model.slots:
                sizes[place.room] += place.capacity
            return sum(room_term(term, sizes[room], people) for room, people in by_room.items()), []


def room_term(term: Term, size: int, people: Sequence[int]) -> int:
    """Cost of a soft room term for the people in a room of `size` places."""
    match term:
        case Mix():
            both = any(i in term.left for i in people) and any(i in term.right for i in people)
            return term.cost if both else 0
        case Excess():
            return term.cost * max(0, sum(i in term.items for i in people) - term.limit)
        case Cohort():
            values = {term.values.get(i, "") for i in people}
            pure = len(people) > 1 and len(values) == 1 and "" not in values
            return -term.gain * len(people) if pure else 0
        case Helper():
            helped = any(i in term.helpers for i in people)
            return -term.gain * sum(i in term.takers for i in people) if helped else 0
        case Even():
            return -even_gain(term.gain, size, len(people))
        case _:
            raise TypeError(type(term).__name__)


def even_gain(gain: int, size: int, people: int) -> int:
    """Whole gain of a room under `Even`: concave in the number of people."""
    return people * gain * max(size - people + 1, 0) // size if size else 0


def _hard(
    model: PlanModel,
    term: Exclusive | Alone | Apart | Clash | GroupCapacity,
    there: Mapping[int, list[int]],
    by_room: Mapping[int, list[int]],
) -> tuple[int, list[str]]:
    cost = 0
    wrong: list[str] = []

    def fault(tolerated: bool, name: str, times: int = 1) -> None:
        nonlocal cost
        if tolerated:
            cost += BREAK * times
        else:
            wrong.append(name)

    def inside(group: Iterable[int]) -> Counter[int]:
        return Counter(i for s in group for i in there.get(s, ()))

    match term:
        case Exclusive():
            for room, people in by_room.items():
                if term.rooms is None or room in term.rooms:
                    kinds = {term.values[i] for i in people if i in term.values}
                    if len(kinds) > 1:
                        fault(
                            _goes_on(model, term, room, people),
                            f"room {room} mixes",
                            len(kinds) - 1,
                        )
        case Alone():
            for room, people in by_room.items():
                if term.item in people and len(people) > 1:
                    fault(_goes_on(model, term, room, people), f"item {term.item} is not alone")
        case Apart():
            for index, group in enumerate(term.groups):
                here = inside(group)
                if term.first in here and term.second in here:
                    fault(index in term.tolerated, f"{term.first} meets {term.second}")
        case Clash():
            for index, group in enumerate(term.groups):
                here = inside(group)
                if here.keys() & term.left and here.keys() & term.right:
                    fault(index in term.tolerated, f"group {index} clashes")
        case GroupCapacity():
            if inside(term.slots).total() > term.capacity:
                wrong.append("a group is over its capacity")
    return cost, wrong


def _goes_on(model: PlanModel, term: Exclusive | Alone, room: int, people: Iterable[int]) -> bool:
    """A present break may go on while nobody new joins the room."""
    return room in term.tolerated and all(
        (now := model.items[i].current) is not None and model.slots[now].room == room
        for i in people
    )
