"""A reshuffle of the centre: snapshot -> plan model -> moves in an order that breaks nothing.

The plan never makes a new break: a person's own bed is the only one where a broken rule goes on,
and nobody new joins a room where one does.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from medcentre.placement.facts import (
    ApartScope,
    Bed,
    BedState,
    CapacityKind,
    PersonFacts,
    RuleWeights,
    Snapshot,
)
from medcentre.placement.plan.model import (
    BREAK,
    Alone,
    Apart,
    Clash,
    Cohort,
    Company,
    Even,
    Excess,
    Exclusive,
    Helper,
    Item,
    Mix,
    PlanModel,
    Slot,
    Term,
    Value,
    evaluate,
)
from medcentre.placement.plan.search import Report, solve
from medcentre.placement.rules import Layout, broken_rules, check_moves, moved
from medcentre.placement.rules.layout import Case
from medcentre.placement.rules.soft import SOFT_RULES, s08, s11, sharing_risk

SCALE = 10
"""Points are counted in tenths, so that a gain of exactly `move_gain` is worth a move."""

_UNARY = tuple(r for r in SOFT_RULES if r not in (s08, s11, sharing_risk))


@dataclass(frozen=True, slots=True)
class Scope:
    """What may change: zones (None: all), people who stay where they are, the waiting included."""

    zones: frozenset[int] | None = None
    pinned: frozenset[int] = frozenset()
    waiting: bool = True


@dataclass(frozen=True, slots=True)
class StepMove:
    """One person from bed to bed (None: was waiting)."""

    stay_id: int
    from_bed_id: int | None
    to_bed_id: int
    needs_cleaning: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Moves done at once: one alone, or an exchange of several."""

    moves: tuple[StepMove, ...]

    @property
    def exchange(self) -> bool:
        """Several people change places together."""
        return len(self.moves) > 1


@dataclass(frozen=True, slots=True)
class Reshuffle:
    """A plan: steps in order, worth before and after, the proved bound and the gap.

    `gain` is in points of the soft rules, moves already paid for; `open_gain`: how many points more
    the bound leaves open; `gap` the same as a share of the whole; `unplaced`: still waiting.
    """

    steps: tuple[Step, ...]
    breaks_before: int
    breaks_after: int
    gain: float
    open_gain: float | None
    gap: float | None
    seconds: float
    unplaced: tuple[int, ...] = ()

    @property
    def moves(self) -> tuple[StepMove, ...]:
        """All moves in order."""
        return tuple(m for step in self.steps for m in step.moves)

    @property
    def proved(self) -> bool:
        """No better plan exists."""
        return self.open_gain is not None and self.open_gain * SCALE < 1


@dataclass(frozen=True, slots=True)
class Translation:
    """A plan model with the way back: people by item, beds by slot."""

    model: PlanModel
    people: tuple[PersonFacts, ...]
    beds: tuple[tuple[Bed, ...], ...]
    slot_of_bed: Mapping[int, int]


def reshuffle(
    snapshot: Snapshot, scope: Scope, seconds: float, report: Report | None = None
) -> Reshuffle:
    """Search the best set of moves for at most so many seconds; `report` may stop and keep."""
    translation = translate(snapshot, scope)
    model = translation.model
    start = model.current()
    outcome = solve(model, seconds, start=start, report=report)
    places = dict(outcome.places if outcome.places is not None else start)
    before, after = evaluate(model, start), evaluate(model, places)
    targets = _targets(translation, places)
    steps = tuple(order(snapshot, targets))
    unplaced = tuple(
        p.stay_id for i, p in enumerate(translation.people) if i not in places and p.bed_id is None
    )
    return Reshuffle(
        steps,
        before.breaks,
        after.breaks,
        (_soft(before) - _soft(after)) / SCALE,
        None if outcome.bound is None else max(0.0, (after.cost - outcome.bound) / SCALE),
        outcome.gap,
        outcome.seconds,
        unplaced,
    )


def _soft(value: Value) -> int:
    return value.cost - value.breaks * BREAK


# ---- snapshot -> model ----------------------------------------------------------------------


def translate(snapshot: Snapshot, scope: Scope) -> Translation:
    """The plan model of a snapshot: kinds of bed as slots, people as items, rules as terms."""
    layout = Layout(snapshot)
    beds, slot_of_bed = _slots(snapshot, layout)
    people = tuple(
        p
        for p in snapshot.people
        if (p.bed_id in slot_of_bed) or (p.bed_id is None and scope.waiting)
    )
    lonely = Layout(replace(snapshot, people=(), beds=tuple(_usable(b) for b in snapshot.beds)))
    items = tuple(
        _item(snapshot.weights, layout, lonely, scope, person, beds, slot_of_bed)
        for person in people
    )
    slots = tuple(Slot(group[0].room_id, len(group)) for group in beds)
    model = PlanModel(slots, items)
    terms = tuple(_terms(snapshot, layout, people, beds))
    return Translation(replace(model, terms=terms), people, beds, slot_of_bed)


def _usable(bed: Bed) -> Bed:
    """Judged for its kind, not for who lies there now."""
    return replace(bed, state=BedState.FREE, reserved_for=None)


def _slots(
    snapshot: Snapshot, layout: Layout
) -> tuple[tuple[tuple[Bed, ...], ...], dict[int, int]]:
    """Beds of one room that no rule tells apart, if they are occupied or take somebody."""
    groups: dict[tuple[object, ...], list[Bed]] = defaultdict(list)
    for bed in snapshot.beds:
        taken = bed.id in layout.in_bed
        open_bed = bed.state is BedState.FREE and bed.capacity is CapacityKind.WORKING
        kept = bed.state is BedState.RESERVED and bed.reserved_for in layout.people
        if taken or open_bed or kept:
            spare = "" if bed.capacity is CapacityKind.WORKING and not kept else bed.id
            groups[bed.room_id, bed.sex, bed.attributes, spare].append(bed)
    beds = tuple(tuple(group) for group in groups.values())
    return beds, {bed.id: index for index, group in enumerate(beds) for bed in group}


def _item(
    weights: RuleWeights,
    layout: Layout,
    lonely: Layout,
    scope: Scope,
    person: PersonFacts,
    beds: tuple[tuple[Bed, ...], ...],
    slot_of_bed: Mapping[int, int],
) -> Item:
    """What each kind of bed costs one person; the move itself included."""
    current = None if person.bed_id is None else slot_of_bed[person.bed_id]
    spot = layout.spot_of(person)
    fixed = (
        person.away
        or person.stay_id in scope.pinned
        or (scope.zones is not None and spot is not None and spot.zone.id not in scope.zones)
    )
    costs: dict[int, int] = {}
    for slot, group in enumerate(beds):
        if fixed and slot != current:
            continue
        case = lonely.case(replace(person, bed_id=None), group[0].id)
        breaks = sum(b.override is None for b in broken_rules(case))
        if slot == current:
            costs[slot] = BREAK * breaks - SCALE * _points(case, weights)
        elif not breaks and _offered(group[0], person, case, scope):
            move = weights.move_gain * SCALE - 1 if current is not None else 0
            costs[slot] = move - SCALE * _points(case, weights)
    return Item(costs, current=current, unplaced=BREAK if current is None else None)


def _offered(bed: Bed, person: PersonFacts, case: Case, scope: Scope) -> bool:
    if scope.zones is not None and case.spot.zone.id not in scope.zones:
        return False
    if bed.state is BedState.RESERVED:
        return bed.reserved_for == person.stay_id
    return bed.capacity is CapacityKind.WORKING


def _points(case: Case, weights: RuleWeights) -> int:
    return sum(r.points for rule in _UNARY for r in rule(case, weights))


def _terms(
    snapshot: Snapshot,
    layout: Layout,
    people: tuple[PersonFacts, ...],
    beds: tuple[tuple[Bed, ...], ...],
) -> Iterator[Term]:
    rooms = _groups(beds, lambda bed: bed.room_id)
    yield from _hard_terms(layout, people, beds, rooms)
    yield from _apart_terms(snapshot, layout, people, beds, rooms)
    yield from _soft_terms(snapshot.weights, layout, people, beds)


def _groups(beds: tuple[tuple[Bed, ...], ...], key: object) -> tuple[frozenset[int], ...]:
    found: dict[object, set[int]] = defaultdict(set)
    for slot, group in enumerate(beds):
        found[key(group[0])].add(slot)  # type: ignore[operator]
    return tuple(frozenset(g) for g in found.values())


def _waived(layout: Layout, person: PersonFacts, rule: str) -> bool:
    """A rule between room mates that is set aside for the person where they are."""
    at = layout.snapshot.at
    return person.bed_id is not None and any(
        o.covers(person.stay_id, rule, person.bed_id, at)
        for o in layout.overrides.get(person.stay_id, ())
    )


def _hard_terms(
    layout: Layout,
    people: tuple[PersonFacts, ...],
    beds: tuple[tuple[Bed, ...], ...],
    rooms: tuple[frozenset[int], ...],
) -> Iterator[Term]:
    def mixed(values: Mapping[int, str]) -> frozenset[int]:
        seen: dict[int, set[str]] = defaultdict(set)
        for index, value in values.items():
            if spot := layout.spot_of(people[index]):
                seen[spot.room.id].add(value)
        return frozenset(room for room, kinds in seen.items() if len(kinds) > 1)

    sex = {i: p.sex for i, p in enumerate(people)}
    age = {i: "minor" if p.minor else "adult" for i, p in enumerate(people)}
    contact = {
        i: ",".join(sorted(p.agents)) or "?" if p.contact else "-"
        for i, p in enumerate(people)
        if not _waived(layout, p, "PL-H11")
    }
    for values in (sex, age, contact):
        if len(set(values.values())) > 1:
            yield Exclusive(values, None, mixed(values))
    for index, person in enumerate(people):
        if person.air_alone:
            spot = layout.spot_of(person)
            shared = spot is not None and len(layout.in_room.get(spot.room.id, ())) > 1
            yield Alone(index, frozenset({spot.room.id}) if shared and spot else frozenset())
    left = frozenset(i for i, p in enumerate(people) if p.airborne)
    right = frozenset(i for i, p in enumerate(people) if p.protect and not p.airborne)
    if left and right:
        air = _groups(beds, lambda bed: layout.spots[bed.id].air or bed.room_id)
        yield Clash(left, right, air, _clashing(layout, people, beds, air))


def _clashing(
    layout: Layout,
    people: tuple[PersonFacts, ...],
    beds: tuple[tuple[Bed, ...], ...],
    groups: tuple[frozenset[int], ...],
) -> frozenset[int]:
    found = set()
    for index, group in enumerate(groups):
        here = [layout.in_bed[b.id] for s in group for b in beds[s] if b.id in layout.in_bed]
        if any(p.airborne for p in here) and any(p.protect and not p.airborne for p in here):
            found.add(index)
    return frozenset(found)


def _apart_terms(
    snapshot: Snapshot,
    layout: Layout,
    people: tuple[PersonFacts, ...],
    beds: tuple[tuple[Bed, ...], ...],
    rooms: tuple[frozenset[int], ...],
) -> Iterator[Term]:
    index = {p.stay_id: i for i, p in enumerate(people)}
    zones = _groups(beds, lambda bed: layout.spots[bed.id].zone.id)
    for pair in {p for pairs in layout.pairs.values() for p in pairs}:
        if pair.first not in index or pair.second not in index:
            continue
        a, b = index[pair.first], index[pair.second]
        if _waived(layout, people[a], "PL-H09") or _waived(layout, people[b], "PL-H09"):
            continue
        groups = rooms if pair.scope is ApartScope.ROOM else zones
        slot = {b.id: s for s, group in enumerate(beds) for b in group}
        here = [slot.get(people[i].bed_id or 0, -1) for i in (a, b)]
        shared = frozenset(g for g, members in enumerate(groups) if set(here) <= members)
        yield Apart(a, b, groups, shared)


def _soft_terms(
    weights: RuleWeights,
    layout: Layout,
    people: tuple[PersonFacts, ...],
    beds: tuple[tuple[Bed, ...], ...],
) -> Iterator[Term]:
    def those(test: object) -> frozenset[int]:
        return frozenset(i for i, p in enumerate(people) if test(p))  # type: ignore[operator]

    yield Cohort(
        {i: repr(_sorted(p)) for i, p in enumerate(people)}, SCALE * weights.same_precautions
    )
    groups = {i: p.drug_group for i, p in enumerate(people)}
    if any(groups.values()):
        yield Cohort(groups, SCALE * weights.same_drug_group)
    yield from _mixes(weights, those)
    tags = Counter(tag for p in people for tag in p.cliques)
    for tag, count in sorted(tags.items()):
        if count >= weights.clique_size:
            members = those(lambda p, t=tag: t in p.cliques)
            yield Excess(members, weights.clique_size - 1, SCALE * weights.clique)
    zones = _groups(beds, lambda bed: layout.spots[bed.id].zone.id)
    for language in sorted({p.language for p in people if p.language}):
        speakers = those(lambda p, tongue=language: p.language == tongue)
        yield Company(speakers, zones, SCALE * weights.support)
    yield Even(SCALE * weights.load)
    focus = those(lambda p: p.focus in (1, 2))
    if len(focus) > 1:
        yield Excess(focus, 1, SCALE * weights.focus)
    peers = those(lambda p: p.peer_educator)
    if peers:
        yield Helper(peers, frozenset(range(len(people))) - peers, SCALE * weights.peer)


def _mixes(weights: RuleWeights, those: object) -> Iterator[Mix]:
    pairs = (
        (lambda p: p.first_time is True, lambda p: p.first_time is False,
         weights.first_with_multiple),
        (lambda p: p.smoker is True, lambda p: p.smoker is False, weights.habits),
        (lambda p: p.snores, lambda p: p.poor_sleep and not p.snores, weights.habits),
    )  # fmt: skip
    for left, right, points in pairs:
        one, two = those(left), those(right)  # type: ignore[operator]
        if one and two:
            yield Mix(one, two, SCALE * points)


def _sorted(person: PersonFacts) -> tuple[list[str], list[str], str]:
    precautions, agents, form = person.cohort
    return sorted(precautions), sorted(agents), form


# ---- plan -> moves in order ------------------------------------------------------------------


def _targets(translation: Translation, places: Mapping[int, int]) -> dict[int, int]:
    """Stay -> new bed for those who move; whoever keeps the kind of bed keeps the bed."""
    targets: dict[int, int] = {}
    for slot, group in enumerate(translation.beds):
        here = [i for i, s in places.items() if s == slot]
        ids = {b.id for b in group}
        kept = {translation.people[i].bed_id for i in here} & ids
        vacant = sorted(
            (b for b in group if b.id not in kept),
            key=lambda b: (b.state is not BedState.FREE, b.id),
        )
        for index in here:
            person = translation.people[index]
            if person.bed_id not in ids:
                targets[person.stay_id] = vacant.pop(0).id
    return targets


def order(snapshot: Snapshot, targets: Mapping[int, int]) -> Iterator[Step]:
    """Steps that bring everybody to their target without breaking a hard rule in between.

    Single moves into free beds first; where all are stuck, the smallest group that can go at once.
    """
    waiting = dict(targets)
    left_behind: set[int] = set()
    while waiting:
        layout = Layout(snapshot)
        group = _single(layout, waiting) or _group(snapshot, layout, waiting)
        sources = {s: layout.people[s].bed_id for s in group}
        vacated = {b for b in sources.values() if b is not None}
        yield Step(
            tuple(
                StepMove(s, sources[s], b, b in left_behind or b in vacated)
                for s, b in group.items()
            )
        )
        snapshot = moved(snapshot, group)
        left_behind |= vacated
        for stay in group:
            del waiting[stay]


def _single(layout: Layout, waiting: Mapping[int, int]) -> dict[int, int]:
    for stay, bed in waiting.items():
        if all(b.override is not None for b in broken_rules(layout.case(layout.people[stay], bed))):
            return {stay: bed}
    return {}


def _group(snapshot: Snapshot, layout: Layout, waiting: Mapping[int, int]) -> dict[int, int]:
    """The smallest closed group of movers that may go at once; all of them if need be."""
    groups = sorted((_closure(layout, waiting, stay) for stay in waiting), key=len)
    for group in groups:
        if not check_moves(snapshot, group):
            return group
    return dict(waiting)


def _closure(layout: Layout, waiting: Mapping[int, int], stay: int) -> dict[int, int]:
    """A mover, whoever lies in the target bed, whoever stands against it, and so on."""
    group: dict[int, int] = {}
    todo = [stay]
    while todo:
        mover = todo.pop()
        if mover in group:
            continue
        group[mover] = waiting[mover]
        for broken in broken_rules(layout.case(layout.people[mover], waiting[mover])):
            if broken.partner is not None and broken.partner in waiting:
                todo.append(broken.partner)
        todo += _room_movers(layout, waiting, mover)
    return group


def _room_movers(layout: Layout, waiting: Mapping[int, int], mover: int) -> Iterable[int]:
    """Room mates at the target who are to leave it, when the mover may not join them."""
    case = layout.case(layout.people[mover], waiting[mover])
    if any(b.override is None for b in broken_rules(case)):
        yield from (p.stay_id for p in case.room_mates if p.stay_id in waiting)
