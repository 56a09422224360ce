"""Small invented centres for the placement tests."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from medcentre.placement.facts import (
    ApartPair,
    ApartScope,
    Attribute,
    Bed,
    BedState,
    CapacityKind,
    Mobility,
    Override,
    PersonFacts,
    Precaution,
    Room,
    RuleWeights,
    Snapshot,
    Zone,
    ZoneKind,
)

AT = datetime(2026, 11, 24, 0, 42, tzinfo=UTC)


class World:
    """Built piece by piece in a test, then frozen with `snapshot()`."""

    def __init__(self) -> None:
        self.zones: dict[int, Zone] = {}
        self.rooms: dict[int, Room] = {}
        self.beds: dict[int, Bed] = {}
        self.people: dict[int, PersonFacts] = {}
        self.pairs: list[ApartPair] = []
        self.overrides: list[Override] = []
        self.weights = RuleWeights()

    def zone(self, kind: ZoneKind = ZoneKind.REHAB, **facts: object) -> int:
        """Add a zone."""
        key = len(self.zones) + 1
        self.zones[key] = replace(Zone(key, f"Z{key}", f"{key}区", kind), **facts)  # type: ignore[arg-type]
        return key

    def room(
        self, zone: int, beds: int = 2, *attributes: Attribute, sex: str = "", **facts: object
    ) -> tuple[int, ...]:
        """Add a room of so many beds; the ids of the beds."""
        key = len(self.rooms) + 1
        self.rooms[key] = replace(
            Room(key, f"{100 + key}", zone, frozenset(attributes)),
            **facts,  # type: ignore[arg-type]
        )
        first = len(self.beds) + 1
        for bed in range(first, first + beds):
            self.beds[bed] = Bed(bed, f"{100 + key}-{bed - first + 1}", key, sex)
        return tuple(range(first, first + beds))

    def bed(self, key: int, **facts: object) -> None:
        """Change a bed."""
        self.beds[key] = replace(self.beds[key], **facts)  # type: ignore[arg-type]

    def person(self, bed: int | None = None, **facts: object) -> PersonFacts:
        """Add a person, by default a man of 40 without any need."""
        key = len(self.people) + 1
        person = replace(
            PersonFacts(key, f"人{key}", "1", 40, bed_id=bed),
            **facts,  # type: ignore[arg-type]
        )
        self.people[key] = person
        if bed is not None:
            self.bed(bed, state=BedState.OCCUPIED)
        return person

    def apart(self, a: PersonFacts, b: PersonFacts, scope: ApartScope = ApartScope.ROOM) -> None:
        """Keep two people apart."""
        self.pairs.append(ApartPair(a.stay_id, b.stay_id, scope))

    def override(
        self, person: PersonFacts, rule: str, hours: float, bed: int | None = None
    ) -> None:
        """Set a rule aside from now on."""
        end = AT + timedelta(hours=hours)
        self.overrides.append(Override(person.stay_id, rule, AT, end, ("head",), "invented", bed))

    def snapshot(self) -> Snapshot:
        """Frozen."""
        return Snapshot(
            AT,
            tuple(self.zones.values()),
            tuple(self.rooms.values()),
            tuple(self.beds.values()),
            tuple(self.people.values()),
            tuple(self.pairs),
            tuple(self.overrides),
            self.weights,
        )


_NEEDS: dict[ZoneKind, dict[str, Any]] = {
    ZoneKind.AIRBORNE: {"precautions": frozenset({Precaution.AIRBORNE, Precaution.BLOOD})},
    ZoneKind.CARE_A: {"precautions": frozenset({Precaution.BLOOD})},
    ZoneKind.CARE_B: {
        "precautions": frozenset({Precaution.CONTACT, Precaution.BLOOD}),
        "agents": frozenset({"k1"}),
    },
    ZoneKind.MIND: {},
    ZoneKind.CRITICAL: {"oxygen": True, "care_level": 1},
    ZoneKind.ACCESS: {"mobility": Mobility.WHEELCHAIR, "care_level": 2},
    ZoneKind.REHAB: {},
}
_ROOM: dict[ZoneKind, tuple[Attribute, ...]] = {
    ZoneKind.AIRBORNE: (Attribute.NEGATIVE_PRESSURE,),
    ZoneKind.MIND: (Attribute.CAMERA, Attribute.NEAR_STATION),
    ZoneKind.CRITICAL: (Attribute.OXYGEN, Attribute.MONITOR, Attribute.LOWER_BED),
    ZoneKind.ACCESS: (Attribute.WHEELCHAIR, Attribute.LOWER_BED),
}


def big_world(beds: int = 300, fill: float = 0.9, seed: int = 5, shuffle: bool = False) -> World:
    """A centre of about so many beds in rooms of four; `shuffle` puts people into wrong zones."""
    luck = random.Random(seed)
    world = World()
    kinds = list(_NEEDS)
    homes: dict[ZoneKind, list[int]] = {}
    per_zone = beds // 4 // len(kinds)
    for kind in kinds:
        zone = world.zone(kind, care_low=1, care_high=3)
        for _ in range(per_zone + (4 if kind is ZoneKind.REHAB else 0)):
            homes.setdefault(kind, []).extend(world.room(zone, 4, *_ROOM.get(kind, ())))
    for kind, places in homes.items():
        for bed in places:
            if luck.random() < fill:
                world.person(bed, needs=(kind,), **_character(kind, luck))
    if shuffle:
        _mix(world, luck)
    return world


def _character(kind: ZoneKind, luck: random.Random) -> dict[str, Any]:
    return {
        **_NEEDS[kind],
        "age": luck.randint(19, 75),
        "drug_group": luck.choice(("a", "b", "")),
        "first_time": luck.choice((True, False, None)),
        "smoker": luck.choice((True, False)),
        "focus": luck.choice((0, 0, 0, 0, 0, 0, 1, 2)),
        "snores": luck.random() < 0.1,
        "poor_sleep": luck.random() < 0.1,
        "cliques": frozenset({luck.choice("abcdefgh")}),
        "language": luck.choice(("", "", "", "m")),
    }


def _mix(world: World, luck: random.Random) -> None:
    """Free people of different zones change places where no needs are attached."""
    loose = [
        p
        for p in world.people.values()
        if p.needs[0] in (ZoneKind.REHAB, ZoneKind.MIND, ZoneKind.CARE_A)
    ]
    luck.shuffle(loose)
    for one, two in zip(loose[::2], loose[1::2], strict=False):
        world.people[one.stay_id] = replace(one, bed_id=two.bed_id)
        world.people[two.stay_id] = replace(two, bed_id=one.bed_id)


def temporary(world: World, bed: int) -> None:
    """Make a bed an extra one."""
    world.bed(bed, capacity=CapacityKind.TEMPORARY)
