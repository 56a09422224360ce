"""The soft rules PL-S01 … PL-S14: points with their reasons. Higher is better."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields

from medcentre.kernel.errors import Violation
from medcentre.placement.facts import (
    Attribute,
    PersonFacts,
    PlacementCode,
    Precaution,
    Reason,
    Risk,
    RuleWeights,
    ZoneKind,
)
from medcentre.placement.rules.hard import VIOLENCE_HIGH
from medcentre.placement.rules.layout import Case, Spot, names

SoftRule = Callable[[Case, RuleWeights], Iterator[Reason]]

BASE_SCORE = 100
MOST_SEVERE_SHARED = 1
"""Care levels up to this one may need a critical bed."""


WEIGHT_MOST = 100
WEIGHT_LEAST: Mapping[str, int] = {"clique_size": 2, "near_exit_days": 1}
"""Weights are points from 0 to 100; these two count people and days."""


def check_weights(weights: RuleWeights) -> Iterator[Violation]:
    """Every weight that is no whole number of its range, at its field."""
    for field in fields(weights):
        low = WEIGHT_LEAST.get(field.name, 0)
        if not low <= getattr(weights, field.name) <= WEIGHT_MOST:
            facts = {"low": low, "high": WEIGHT_MOST}
            yield Violation(PlacementCode.WEIGHT_RANGE, field.name, facts)


def room_for(person: PersonFacts, spot: Spot) -> bool:
    """Whether the room is for a need of the person."""
    return spot.kind in person.needs or spot.room.id in person.rooms_for


def zone_for(person: PersonFacts, spot: Spot) -> bool:
    """Whether the zone is for a need of the person, whatever the room."""
    return spot.zone.kind in person.needs or spot.zone.id in person.zones_for


def s01(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """PL-S01: the zone suits the main need."""
    if room_for(case.person, case.spot) or zone_for(case.person, case.spot):
        yield Reason("PL-S01", weights.zone, PlacementCode.S01_ZONE, {"zone": case.spot.zone.name})


def s02(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """PL-S02: the same precautions in the room; different ones ask for a confirmation (B7)."""
    if not case.room_mates:
        return
    mine = case.person.cohort
    others = [p for p in case.room_mates if p.cohort != mine]
    if others:
        facts = {"others": names(others)}
        yield Reason("PL-S02", 0, PlacementCode.S02_MIXED, facts, caution=True)
    else:
        yield Reason("PL-S02", weights.same_precautions, PlacementCode.S02_SAME)


def s03(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """PL-S03: the care level fits the zone, one level up or down."""
    zone, level = case.spot.zone, case.person.care_level
    if zone.care_low is None and zone.care_high is None:
        return  # a zone that states no levels promises nothing
    low = 0 if zone.care_low is None else zone.care_low - 1
    high = 3 if zone.care_high is None else zone.care_high + 1
    if low <= level <= high:
        facts = {"level": f"label:placement_care.n{level}"}
        yield Reason("PL-S03", weights.care, PlacementCode.S03_CARE, facts)


def s04(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """PL-S04: who falls easily gets a lower bed."""
    if not case.person.needs_low_bed:
        return
    if Attribute.LOWER_BED in case.spot.attributes:
        yield Reason("PL-S04", weights.low_bed, PlacementCode.S04_LOW_BED)
    else:
        yield Reason("PL-S04", -weights.no_low_bed, PlacementCode.S04_NO_LOW_BED)


def s05(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """PL-S05: the same drug group together, first-timers not with repeaters."""
    person, mates = case.person, case.room_mates
    if person.drug_group and mates and all(p.drug_group == person.drug_group for p in mates):
        yield Reason("PL-S05", weights.same_drug_group, PlacementCode.S05_SAME_GROUP)
    if person.first_time is not None and any(
        p.first_time is not None and p.first_time is not person.first_time for p in mates
    ):
        yield Reason(
            "PL-S05", -weights.first_with_multiple, PlacementCode.S05_FIRST_TIME, caution=True
        )


def s06(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """PL-S06: no three of one gang, street or dialect group in a room."""
    for tag in sorted(case.person.cliques):
        if sum(tag in p.cliques for p in case.room_mates) + 1 >= weights.clique_size:
            yield Reason("PL-S06", -weights.clique, PlacementCode.S06_CLIQUE, caution=True)
            return


def s07(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """PL-S07: somebody of the same language or diet lives in the zone."""
    person = case.person
    if not person.language:
        return
    near = case.layout.zone_languages.get((case.spot.zone.id, person.language), 0)
    mine = case.layout.spot_of(person)
    if mine is not None and mine.zone.id == case.spot.zone.id:
        near -= 1
    if near > 0:
        yield Reason("PL-S07", weights.support, PlacementCode.S07_SUPPORT)


def s08(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """PL-S08: emptier rooms first, from 0 to the full weight."""
    size = max(case.spot.size, 1)
    points = round(weights.load * max(size - len(case.room_mates), 0) / size)
    if points:
        facts = {"people": len(case.room_mates), "beds": size}
        yield Reason("PL-S08", points, PlacementCode.S08_LOAD, facts)


def s09(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """PL-S09: a single room for the last days."""
    if case.person.terminal and case.spot.single:
        yield Reason("PL-S09", weights.terminal_single, PlacementCode.S09_SINGLE)


def s10(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """PL-S10: at most one focus person (level 1 or 2) a room."""
    if case.person.focus not in (1, 2):
        return
    if others := [p for p in case.room_mates if p.focus in (1, 2)]:
        facts = {"others": names(others)}
        yield Reason("PL-S10", -weights.focus, PlacementCode.S10_FOCUS, facts, caution=True)


def s11(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """PL-S11: a move costs rest and counts."""
    if case.person.bed_id is not None and case.person.bed_id != case.spot.bed.id:
        yield Reason("PL-S11", -weights.move, PlacementCode.S11_MOVE)


def s12(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """PL-S12: smokers with non-smokers, snorers with poor sleepers."""
    person, mates = case.person, case.room_mates
    if person.smoker is not None and any(
        p.smoker is not None and p.smoker is not person.smoker for p in mates
    ):
        yield Reason("PL-S12", -weights.habits, PlacementCode.S12_SMOKE)
    if (person.snores and any(p.poor_sleep for p in mates)) or (
        person.poor_sleep and any(p.snores for p in mates)
    ):
        yield Reason("PL-S12", -weights.habits, PlacementCode.S12_SLEEP)


def s13(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """PL-S13: a peer educator in the room."""
    if any(p.peer_educator for p in case.room_mates):
        yield Reason("PL-S13", weights.peer, PlacementCode.S13_PEER)


def s14(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """PL-S14: short stays near the exit."""
    days = case.person.expected_days
    if days is not None and days < weights.near_exit_days and case.spot.zone.near_exit:
        yield Reason("PL-S14", weights.near_exit, PlacementCode.S14_EXIT)


def sharing_risk(case: Case, weights: RuleWeights) -> Iterator[Reason]:
    """A8, B7: a high room-sharing risk on either side asks for a confirmation."""
    if case.room_mates and (
        case.person.risk is Risk.HIGH or any(p.risk is Risk.HIGH for p in case.room_mates)
    ):
        yield Reason("A8", 0, PlacementCode.RISK_HIGH, caution=True)


def kept_for_others(person: PersonFacts, spot: Spot) -> bool:
    """Whether the room is built for a need the person does not have: nothing forbids the bed, but
    nobody should be led there. Told by signs everybody sees, never by an illness (SEC-01)."""
    kind, has = spot.kind, spot.attributes
    guarded = person.violence >= VIOLENCE_HIGH or person.acute or person.constant_watch
    if spot.room.locked or kind is ZoneKind.APART or Attribute.SAFE_ROOM in has:
        return not guarded
    if room_for(person, spot):
        return False
    if kind is ZoneKind.AIRBORNE or Attribute.NEGATIVE_PRESSURE in has:
        return not person.airborne
    if kind is ZoneKind.CRITICAL:
        return person.care_level > MOST_SEVERE_SHARED and not person.oxygen
    isolated = person.precautions & {Precaution.CONTACT, Precaution.DROPLET, Precaution.AIRBORNE}
    return kind is ZoneKind.WATCH and person.tests_complete and not isolated


def kept_room(case: Case) -> Iterator[Reason]:
    """Says that a room is kept for a need the person does not have; it costs no points."""
    if kept_for_others(case.person, case.spot):
        yield Reason("", 0, PlacementCode.KEPT_ROOM)


SOFT_RULES: tuple[SoftRule, ...] = (
    s01, s02, s03, s04, s05, s06, s07, s08, s09, s10, s11, s12, s13, s14, sharing_risk,
)  # fmt: skip
