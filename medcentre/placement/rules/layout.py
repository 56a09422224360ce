"""The snapshot turned inside out, once, so that each rule only looks and never searches."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from medcentre.placement.facts import (
    ApartPair,
    Attribute,
    Bed,
    BedState,
    CapacityKind,
    Override,
    PersonFacts,
    Room,
    Snapshot,
    Zone,
    ZoneKind,
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A bed with all that never depends on who lies where."""

    bed: Bed
    room: Room
    zone: Zone
    attributes: frozenset[Attribute]
    kind: ZoneKind
    size: int
    working: int
    air: str

    @property
    def single(self) -> bool:
        """Alone in the room by its build."""
        return self.size == 1 or Attribute.SINGLE in self.attributes


@dataclass(frozen=True, slots=True)
class Case:
    """One person in one bed, with those who would share the room, the air and the zone."""

    person: PersonFacts
    spot: Spot
    room_mates: tuple[PersonFacts, ...]
    air_mates: tuple[PersonFacts, ...]
    holder: PersonFacts | None
    layout: "Layout"


class Layout:
    """Index of a snapshot: spots by bed, people by bed, room, air and zone."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.people: dict[int, PersonFacts] = {p.stay_id: p for p in snapshot.people}
        self.spots = _spots(snapshot)
        self.in_bed: dict[int, PersonFacts] = {}
        self.in_room: dict[int, list[PersonFacts]] = {}
        self.in_air: dict[str, list[PersonFacts]] = {}
        self.in_zone: dict[int, list[PersonFacts]] = {}
        for person in snapshot.people:
            if person.bed_id is not None and (spot := self.spots.get(person.bed_id)):
                self.in_bed[spot.bed.id] = person
                self.in_room.setdefault(spot.room.id, []).append(person)
                self.in_zone.setdefault(spot.zone.id, []).append(person)
                if spot.air:
                    self.in_air.setdefault(spot.air, []).append(person)
        self.pairs: dict[int, list[ApartPair]] = {}
        for pair in snapshot.pairs:
            if pair.until is None or snapshot.at < pair.until:
                self.pairs.setdefault(pair.first, []).append(pair)
                self.pairs.setdefault(pair.second, []).append(pair)
        self.overrides: dict[int, list[Override]] = {}
        for override in snapshot.overrides:
            self.overrides.setdefault(override.stay_id, []).append(override)

    @cached_property
    def zone_working(self) -> Mapping[int, int]:
        """Working beds open in each zone (PL-H05)."""
        return Counter(
            s.zone.id
            for s in self.spots.values()
            if s.bed.capacity is CapacityKind.WORKING and s.bed.state is not BedState.CLOSED
        )

    @cached_property
    def zone_languages(self) -> Mapping[tuple[int, str], int]:
        """How many people of a language live in a zone (PL-S07)."""
        return Counter(
            (zone, p.language)
            for zone, people in self.in_zone.items()
            for p in people
            if p.language
        )

    def spot_of(self, person: PersonFacts) -> Spot | None:
        """Where a person lies now."""
        return None if person.bed_id is None else self.spots.get(person.bed_id)

    def case(self, person: PersonFacts, bed_id: int) -> Case:
        """The person as if lying in the bed; KeyError for an unknown bed."""
        spot = self.spots[bed_id]
        me = person.stay_id
        mates = tuple(p for p in self.in_room.get(spot.room.id, ()) if p.stay_id != me)
        air = (
            tuple(p for p in self.in_air.get(spot.air, ()) if p.stay_id != me)
            if spot.air
            else mates
        )
        holder = self.in_bed.get(bed_id)
        if holder is not None and holder.stay_id == me:
            holder = None
        return Case(person, spot, mates, air, holder, self)


def _spots(snapshot: Snapshot) -> dict[int, Spot]:
    zones = {z.id: z for z in snapshot.zones}
    rooms = {r.id: r for r in snapshot.rooms}
    size: Counter[int] = Counter()
    working: Counter[int] = Counter()
    for bed in snapshot.beds:
        if bed.capacity is not CapacityKind.TEMPORARY:
            size[bed.room_id] += 1
        if bed.capacity is CapacityKind.WORKING and bed.state is not BedState.CLOSED:
            working[bed.room_id] += 1
    spots = {}
    for bed in snapshot.beds:
        room = rooms[bed.room_id]
        zone = zones[room.zone_id]
        spots[bed.id] = Spot(
            bed,
            room,
            zone,
            bed.attributes | room.attributes,
            room.kind or zone.kind,
            size[room.id],
            working[room.id],
            room.air,
        )
    return spots


def moved(snapshot: Snapshot, places: Mapping[int, int | None]) -> Snapshot:
    """The snapshot after stays went to the beds named (None: out of bed), states followed along."""
    taken = {p.bed_id for p in snapshot.people if p.stay_id in places}
    arrived = {b for b in places.values() if b is not None}
    people = tuple(
        replace(p, bed_id=places[p.stay_id]) if p.stay_id in places else p for p in snapshot.people
    )
    beds = tuple(_after(bed, bed.id in arrived, bed.id in taken) for bed in snapshot.beds)
    return replace(snapshot, people=people, beds=beds)


def _after(bed: Bed, arrived: bool, left: bool) -> Bed:
    if arrived:
        return replace(bed, state=BedState.OCCUPIED, reserved_for=None)
    if left and bed.state is BedState.OCCUPIED:
        return replace(bed, state=BedState.FREE)
    return bed


def names(people: Iterable[PersonFacts]) -> str:
    """The people of a sentence, in the order they lie."""
    return "、".join(p.name for p in people)
