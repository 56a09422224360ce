"""An admission scheduling instance as a plan of the program's own engine."""

from medcentre.placement.plan.model import Exclusive, Item, PlanModel, Slot
from tests.benchmarks.placement_instance import HospitalRoom, Instance, Part


def plan_of(instance: Instance) -> PlanModel:
    """Rooms become slots, parts become items, cost in tenths; dependent rooms exclude by gender."""
    nights = {}
    items = []
    for part in instance.parts:
        key = (part.age, part.gender, part.specialism, part.preferred_capacity, part.needed,
               part.preferred)  # fmt: skip
        if key not in nights:
            nights[key] = {
                index: _night(instance, part, room)
                for index, room in enumerate(instance.rooms)
                if _possible(instance, part, room)
            }
        costs = {room: part.nights * cost for room, cost in nights[key].items()}
        items.append(Item(costs, part.first, part.last))
    return PlanModel(
        tuple(Slot(index, room.capacity) for index, room in enumerate(instance.rooms)),
        tuple(items),
        (
            Exclusive(
                {index: part.gender for index, part in enumerate(instance.parts)},
                frozenset(i for i, room in enumerate(instance.rooms) if room.gender == "D"),
            ),
        ),
        instance.horizon,
    )


def _possible(instance: Instance, part: Part, room: HospitalRoom) -> bool:
    department = instance.departments[room.department]
    too_old = department.max_age != 0 and part.age > department.max_age
    return not (
        part.age < department.min_age
        or too_old
        or any(n and not t for n, t in zip(part.needed, room.properties, strict=True))
        or (room.gender in ("M", "F") and room.gender != part.gender)
    )


def _night(instance: Instance, part: Part, room: HospitalRoom) -> int:
    cost = 8 * (0 < part.preferred_capacity < room.capacity)
    cost += 20 * sum(
        p and not n and not t
        for p, n, t in zip(part.preferred, part.needed, room.properties, strict=True)
    )
    specialisms = instance.departments[room.department].specialisms
    cost += 10 * (part.specialism not in specialisms)
    priority = room.priorities.get(part.specialism)
    return cost + (20 if priority is None else 10 * (priority - 1))
