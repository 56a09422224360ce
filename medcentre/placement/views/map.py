"""The map, verdicts and proposals: snapshots turned into what one reader may see."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.errors import NotFound, Violation
from medcentre.kernel.permissions import MASKED, Actor, Data, edit, view
from medcentre.kernel.texts import mask_name
from medcentre.placement.facts import (
    Bed,
    BedState,
    CapacityKind,
    PersonFacts,
    PlacementCode,
    Precaution,
    Reason,
    Snapshot,
    Verdict,
    Zone,
    ZoneKind,
)
from medcentre.placement.finder import TREATS, rank_beds
from medcentre.placement.rows import (
    BedChoice,
    BedMap,
    Census,
    Choices,
    ConflictRow,
    RoomRow,
    Tile,
    Waiting,
    ZoneCard,
)
from medcentre.placement.rules import Layout, check_all, check_moves
from medcentre.placement.rules.soft import room_for, zone_for
from medcentre.placement.views.reach import cut, own, treats
from medcentre.placement.views.snapshot import snapshot_at
from medcentre.residents.reach import kept_away_stays, refuse_conflict
from medcentre.store.uow import reading

if TYPE_CHECKING:  # the solver's libraries are heavy; only a reshuffle needs them
    from medcentre.placement.plan.centre import Reshuffle, Scope
    from medcentre.placement.plan.search import Report


@reads(view(Data.PLACES), edit(Data.PLACES))
def bed_map(ctx: ServiceContext, at: datetime | None = None) -> BedMap:
    """The map of any moment (default now) in five statements, masked for the reader."""
    with reading(ctx) as session:
        snapshot = cut(snapshot_at(session, at or ctx.clock.now()), own(session, ctx))
        kept = kept_away_stays(session, ctx)
    return veil(map_of(snapshot, ctx.actor), kept)


def veil(shown: BedMap, kept: frozenset[int]) -> BedMap:
    """Of people the reader must keep away from (SEC-05): where they lie and what protects against
    infection, for everybody on duty counts and cares; nothing of focus, pairs, broken rules."""
    if not kept:
        return shown

    def tile(t: Tile) -> Tile:
        return replace(t, focus=None, partners=(), conflicts=0) if t.stay_id in kept else t

    zones = tuple(
        replace(z, rooms=tuple(replace(r, tiles=tuple(map(tile, r.tiles))) for r in z.rooms))
        for z in shown.zones
    )
    return replace(shown, zones=zones)


def seen_at(ctx: ServiceContext, at: datetime | None = None) -> Snapshot:
    """The places and people of a moment (default now) as far as the reader's right reaches (12.2)."""
    with reading(ctx) as session:
        return cut(snapshot_at(session, at or ctx.clock.now()), own(session, ctx))


def map_of(snapshot: Snapshot, actor: Actor) -> BedMap:
    """The map of a snapshot as far as the reader may know; also for a planned state."""
    layout = Layout(snapshot)
    open_conflicts: dict[int, int] = {}
    for conflict in check_all(snapshot):
        if conflict.open:
            open_conflicts[conflict.stay_id] = open_conflicts.get(conflict.stay_id, 0) + 1
    rooms: dict[int, list[Tile]] = {}
    for bed in snapshot.beds:
        tile = _tile(layout, bed, actor, open_conflicts)
        rooms.setdefault(bed.room_id, []).append(tile)
    zones: dict[int, list[RoomRow]] = {}
    for room in snapshot.rooms:
        row = RoomRow(room.id, room.code, room.attributes, room.locked, tuple(rooms[room.id]))
        zones.setdefault(room.zone_id, []).append(row)
    cards = tuple(_card(zone, zones.get(zone.id, ()), actor) for zone in snapshot.zones)
    people = snapshot.people
    waiting = tuple(_waiting(snapshot, p, actor) for p in people if p.bed_id is None)
    return BedMap(
        snapshot.at,
        cards,
        waiting,
        len(snapshot.beds),
        sum(c.occupied for c in cards),
        sum(c.free for c in cards),
        sum(p.away for p in people),
        len(people),
    )


def _tile(layout: Layout, bed: Bed, actor: Actor, conflicts: dict[int, int]) -> Tile:
    tile = Tile(
        bed.id, bed.code, bed.room_id, bed.state, layout.spots[bed.id].attributes, bed.sex,
        bed.capacity, bed.closed_reason, bed.until, bed.reserved_for,
    )  # fmt: skip
    person = layout.in_bed.get(bed.id)
    if person is None:
        return tile
    care, signs = _signs(person, actor)
    partners = tuple(
        other
        for pair in layout.pairs.get(person.stay_id, ())
        if (other := pair.other(person.stay_id)) is not None
    )
    return replace(
        tile,
        stay_id=person.stay_id,
        name=shown_name(person.name, actor),
        person_sex=person.sex,
        age=person.age,
        care_level=care,
        precautions=signs,
        focus=person.focus if person.focus and actor.may(view(Data.FOCUS)) else None,
        away=person.away,
        partners=partners,
        conflicts=conflicts.get(person.stay_id, 0),
    )


def _signs(person: PersonFacts, actor: Actor) -> tuple[int | None, tuple[Precaution, ...]]:
    if not actor.may(view(Data.PRECAUTIONS)):
        return None, ()
    return person.care_level, tuple(sorted(person.precautions))


def shown_name(name: str, actor: Actor) -> str:
    """The name, masked for those who may see it masked only (SEC-06)."""
    return mask_name(name) if actor.qualifier(view(Data.IDENTITY_BASIC)) == MASKED else name


def _card(zone: Zone, rooms: Iterable[RoomRow], actor: Actor) -> ZoneCard:
    rooms = tuple(rooms)
    tiles = [t for r in rooms for t in r.tiles]
    return ZoneCard(
        zone.id,
        zone.code,
        zone.name,
        zone.sex,
        zone.kind if treats(actor) else None,
        rooms,
        sum(t.state is BedState.OCCUPIED for t in tiles),
        sum(t.capacity is CapacityKind.WORKING and t.state is not BedState.CLOSED for t in tiles),
        sum(t.state is BedState.FREE for t in tiles),
        zone.women,
        zone.female_staff,
    )


def _waiting(snapshot: Snapshot, person: PersonFacts, actor: Actor) -> Waiting:
    care, signs = _signs(person, actor)
    bed = next((b.code for b in snapshot.beds if b.reserved_for == person.stay_id), "")
    admitted = person.admitted_at or snapshot.at
    return Waiting(
        person.stay_id, shown_name(person.name, actor), person.sex, person.age, care, signs,
        admitted, bed,
    )  # fmt: skip


# ---- verdicts ---------------------------------------------------------------------------------


@reads(view(Data.PLACES), edit(Data.PLACES))
def choices(ctx: ServiceContext, stay_id: int) -> Choices:
    """Every bed judged for a stay, best first (B6). Raises NotFound off the roll, KEEP_AWAY."""
    with reading(ctx) as session:
        refuse_conflict(session, ctx, stay_id)
        snapshot = cut(snapshot_at(session, ctx.clock.now()), own(session, ctx))
    person = next((p for p in snapshot.people if p.stay_id == stay_id), None)
    if person is None:
        raise NotFound(what="stay", id=stay_id)
    return choices_of(snapshot, person, ctx.actor)


@reads(edit(Data.PLACES), edit(Data.IDENTITY_BASIC))
def choices_for_arrival(ctx: ServiceContext, person: PersonFacts) -> Choices:
    """Every bed judged for somebody who is still being taken in (J01); `stay_id` 0."""
    with reading(ctx) as session:
        snapshot = snapshot_at(session, ctx.clock.now())
    return choices_of(snapshot, replace(person, stay_id=0, bed_id=None), ctx.actor)


def choices_of(snapshot: Snapshot, person: PersonFacts, actor: Actor) -> Choices:
    """A ranking without the medical detail for those outside the treating team."""
    ranking = rank_beds(snapshot, person)
    rooms = {r.id: r for r in snapshot.rooms}
    zones = {z.id: z.name for z in snapshot.zones}
    beds = {b.id: b for b in snapshot.beds}
    found = []
    for item in ranking.verdicts:
        shown = public_verdict(item, actor)
        bed = beds[item.bed_id]
        zone = zones[rooms[bed.room_id].zone_id]
        refused = tuple(b.violation for b in shown.broken)
        found.append(
            BedChoice(
                item.bed_id, bed.code, zone, item.level, item.score, shown.plus, shown.minus,
                refused, shown,
            )
        )  # fmt: skip
    return Choices(person.stay_id, snapshot.at, tuple(found))


def public_verdict(found: Verdict, actor: Actor) -> Verdict:
    """Without what only the treating team sees (SEC-01, D8): details of rules, and that a zone
    matches the main illness (PL-S01), which says in neutral words that the bed suits."""
    if treats(actor):
        return found
    return replace(
        found,
        broken=tuple(replace(b, detail=None) for b in found.broken),
        plus=tuple(_neutral(r) for r in found.plus),
        minus=tuple(_neutral(r) for r in found.minus),
    )


def public_snapshot(snapshot: Snapshot, actor: Actor) -> Snapshot:
    """What beds are judged on, for readers outside the treating team (2.8, SEC-01): every verdict is
    the same, and nothing names an illness. The rules only ask which agents and forms are
    the same (PL-H11, PL-S02) and which places suit (PL-S01), so those are numbered, and instead of the kinds of
    zones somebody needs there stand the numbers of rooms; all zones for a treatment are of one kind.
    """
    if treats(actor):
        return snapshot
    spots = tuple({s.room.id: s for s in Layout(snapshot).spots.values()}.values())
    agents = _numbers("agent", (a for p in snapshot.people for a in p.agents))
    forms = _numbers("form", (p.air_form for p in snapshot.people))
    people = tuple(
        replace(
            p, agents=frozenset(agents[a] for a in p.agents), air_form=forms[p.air_form], needs=(),
            rooms_for=frozenset(s.room.id for s in spots if room_for(p, s)),
            zones_for=frozenset(s.zone.id for s in spots if zone_for(p, s)),
        )
        for p in snapshot.people
    )  # fmt: skip
    zones = tuple(replace(z, kind=_one_kind(z.kind)) for z in snapshot.zones)
    rooms = tuple(replace(r, kind=_one_kind(r.kind) if r.kind else None) for r in snapshot.rooms)
    return replace(snapshot, people=people, zones=zones, rooms=rooms)


def _numbers(word: str, names: Iterable[str]) -> dict[str, str]:
    """Names that are told apart and tell nothing; none stays none."""
    found = sorted(set(names) - {""})
    return {"": "", **{name: f"{word} {n}" for n, name in enumerate(found, 1)}}


def _one_kind(kind: ZoneKind) -> ZoneKind:
    """Which treatment a zone is for is known to those who treat (11.1)."""
    return ZoneKind.CARE_A if kind in TREATS else kind


def _neutral(reason: Reason) -> Reason:
    """Neither rule nor points: both would tell the matching zone from all others."""
    if reason.rule != "PL-S01":
        return reason
    return Reason("", 0, PlacementCode.S01_SUITS)


@reads(view(Data.PLACES), edit(Data.PLACES))
def exchange_conflicts(
    ctx: ServiceContext, places: tuple[tuple[int, int], ...]
) -> tuple[ConflictRow, ...]:
    """What a set of moves would break, before anybody does it (B7, B4)."""
    snapshot = seen_at(ctx)
    names = {p.stay_id: shown_name(p.name, ctx.actor) for p in snapshot.people}
    if not names.keys() >= dict(places).keys():
        raise NotFound(what="stay")
    layout = Layout(snapshot)
    return tuple(
        _conflict_row(layout, names, c.stay_id, c.bed_id, c.broken.violation, False, None)
        for c in check_moves(snapshot, dict(places))
    )


@reads(view(Data.PLACES), edit(Data.PLACES))
def conflicts(ctx: ServiceContext) -> tuple[ConflictRow, ...]:
    """Every placement that breaks a rule now, set aside or not (PL-04)."""
    snapshot = seen_at(ctx)
    names = {p.stay_id: shown_name(p.name, ctx.actor) for p in snapshot.people}
    layout = Layout(snapshot)
    return tuple(
        _conflict_row(
            layout, names, c.stay_id, c.bed_id, c.broken.violation, not c.open,
            c.broken.override.end if c.broken.override else None,
        )
        for c in check_all(snapshot)
    )  # fmt: skip


def _conflict_row(
    layout: Layout,
    names: dict[int, str],
    stay_id: int,
    bed_id: int,
    violation: Violation,
    overridden: bool,
    ends_at: datetime | None,
) -> ConflictRow:
    spot = layout.spots[bed_id]
    return ConflictRow(
        stay_id, names[stay_id], bed_id, spot.bed.code, spot.zone.name,
        violation, overridden, ends_at,
    )  # fmt: skip


# ---- plan and census ----------------------------------------------------------------------------


@reads(edit(Data.PLACES))
def propose_reshuffle(
    ctx: ServiceContext, scope: "Scope", seconds: float = 30.0, report: "Report | None" = None
) -> "tuple[Reshuffle, Snapshot]":
    """The best set of moves found in the time (B13), with the snapshot it was made for."""
    from medcentre.placement.plan.centre import reshuffle as plan_reshuffle

    with reading(ctx) as session:
        snapshot = public_snapshot(snapshot_at(session, ctx.clock.now()), ctx.actor)
    return plan_reshuffle(snapshot, scope, seconds, report), snapshot


@reads(view(Data.PLACES), edit(Data.PLACES), view(Data.STATISTICS))
def census(ctx: ServiceContext, at: datetime | None = None) -> Census:
    """Who is where at a past hour; its total is the roll's (B12)."""
    moment = at or ctx.clock.now()
    snapshot = seen_at(ctx, moment)
    layout = Layout(snapshot)
    zones = tuple((z.name, len(layout.in_zone.get(z.id, ()))) for z in snapshot.zones)
    inside = len(layout.in_bed)
    return Census(
        moment, zones, inside, len(snapshot.people) - inside, sum(p.away for p in snapshot.people)
    )
