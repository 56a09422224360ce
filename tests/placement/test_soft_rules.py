"""PL-S01 … PL-S14, the finder's order and its words in both languages."""

from typing import Any

import pytest

from medcentre.kernel.wording import Lang, catalogue, label, sentence
from medcentre.placement import facts
from medcentre.placement.facts import (
    Attribute,
    Level,
    PersonFacts,
    PlacementCode,
    Precaution,
    Risk,
    ZoneKind,
)
from medcentre.placement.finder import nearest_good, rank_beds
from medcentre.placement.rules import verdict
from tests.placement.worlds import World, big_world

BLOOD = frozenset({Precaution.BLOOD})


def points(world: World, person: PersonFacts, bed: int) -> dict[str, int]:
    found = verdict(world.snapshot(), person, bed)
    return {r.rule: r.points for r in (*found.plus, *found.minus)}


@pytest.mark.parametrize(
    ("rule", "mine", "mates", "wanted"),
    [
        ("PL-S02", {"precautions": BLOOD}, {"precautions": BLOOD}, 15),
        ("PL-S02", {"precautions": BLOOD}, {}, 0),
        ("PL-S05", {"drug_group": "a"}, {"drug_group": "a"}, 5),
        ("PL-S05", {"drug_group": "a"}, {"drug_group": "b"}, None),
        ("PL-S05", {"first_time": True}, {"first_time": False}, -10),
        ("PL-S05", {"first_time": True}, {"first_time": None}, None),
        ("PL-S07", {"language": "m"}, {"language": "m"}, 5),
        ("PL-S07", {"language": "m"}, {"language": "y"}, None),
        ("PL-S10", {"focus": 2}, {"focus": 1}, -25),
        ("PL-S10", {"focus": 3}, {"focus": 1}, None),
        ("PL-S12", {"smoker": True}, {"smoker": False}, -3),
        ("PL-S12", {"snores": True}, {"poor_sleep": True}, -3),
        ("PL-S12", {"smoker": True}, {"smoker": None}, None),
        ("PL-S13", {}, {"peer_educator": True}, 4),
        ("A8", {"risk": Risk.HIGH}, {}, 0),
    ],
)
def test_between_room_mates(
    rule: str, mine: dict[str, Any], mates: dict[str, Any], wanted: int | None
) -> None:
    world = World()
    first, second = world.room(world.zone(), 2)
    world.person(first, **mates)
    assert points(world, world.person(**mine), second).get(rule) == wanted


@pytest.mark.parametrize(
    ("rule", "person", "zone", "attributes", "wanted"),
    [
        ("PL-S01", {"needs": (ZoneKind.REHAB,)}, {}, (), 30),
        ("PL-S01", {"needs": (ZoneKind.ACCESS,)}, {}, (), None),
        ("PL-S03", {"care_level": 1}, {"care_low": 2, "care_high": 2}, (), 10),
        ("PL-S03", {"care_level": 1}, {"care_low": 3, "care_high": 3}, (), None),
        ("PL-S03", {"care_level": 1}, {}, (), None),
        ("PL-S04", {"age": 60}, {}, (Attribute.LOWER_BED,), 10),
        ("PL-S04", {"age": 60}, {}, (), -20),
        ("PL-S04", {"age": 59}, {}, (), None),
        ("PL-S04", {"seizures": True}, {}, (), -20),
        ("PL-S14", {"expected_days": 13}, {"near_exit": True}, (), 3),
        ("PL-S14", {"expected_days": 14}, {"near_exit": True}, (), None),
        ("PL-S08", {}, {}, (), 8),
    ],
)
def test_person_and_place(
    rule: str,
    person: dict[str, Any],
    zone: dict[str, Any],
    attributes: tuple[Attribute, ...],
    wanted: int | None,
) -> None:
    world = World()
    bed = world.room(world.zone(**zone), 2, *attributes)[0]
    assert points(world, world.person(**person), bed).get(rule) == wanted


def test_s06_three_of_a_kind() -> None:
    world = World()
    beds = world.room(world.zone(), 4)
    person = world.person(cliques=frozenset({"x"}))
    world.person(beds[0], cliques=frozenset({"x"}))
    assert "PL-S06" not in points(world, person, beds[2])
    world.person(beds[1], cliques=frozenset({"x"}))
    assert points(world, person, beds[2])["PL-S06"] == -10


def test_s08_s09_and_s11() -> None:
    world = World()
    zone = world.zone()
    (single,) = world.room(zone, 1)
    double = world.room(zone, 2)
    person = world.person(double[0], terminal=True)
    found = points(world, person, single)
    assert found["PL-S09"] == 8
    assert found["PL-S11"] == -15
    assert "PL-S11" not in points(world, person, double[0])
    world.person(double[1])
    assert points(world, world.person(), double[0]).get("PL-S08") is None


def test_score_is_100_and_all_points() -> None:
    world = World()
    bed = world.room(world.zone(), 2)[0]
    person = world.person(needs=(ZoneKind.REHAB,))
    found = verdict(world.snapshot(), person, bed)
    assert found.score == 100 + sum(r.points for r in (*found.plus, *found.minus))


def test_ranking_puts_allowed_first_and_proposes_no_blocked_bed() -> None:
    world = World()
    zone = world.zone(ZoneKind.CARE_A)
    good = world.room(zone, 2)[0]
    woman = world.room(world.zone(), 1, sex="2")[0]
    mixed, taken = world.room(zone, 2)
    world.person(taken, precautions=BLOOD)
    person = world.person(needs=(ZoneKind.CARE_A,))
    ranking = rank_beds(world.snapshot(), person)
    assert [v.level for v in ranking.verdicts[:2]] == [Level.ALLOWED, Level.ALLOWED]
    assert ranking.best[0].bed_id in (good, good + 1)
    assert woman not in [v.bed_id for v in ranking.best]
    assert ranking.by_bed()[mixed].level is Level.CONFIRM
    near = nearest_good(ranking, world.snapshot(), mixed)
    assert near is not None
    assert near.bed_id == good


@pytest.mark.parametrize(
    ("zone", "attributes", "locked", "needs"),
    [
        (ZoneKind.REHAB, (Attribute.SAFE_ROOM,), False, {"violence": 3}),
        (ZoneKind.REHAB, (), True, {"acute": True}),
        (ZoneKind.APART, (), False, {"violence": 4}),
        (ZoneKind.AIRBORNE, (), False, {"precautions": frozenset({Precaution.AIRBORNE})}),
        (ZoneKind.CRITICAL, (Attribute.OXYGEN,), False, {"oxygen": True}),
        (ZoneKind.WATCH, (), False, {"tests_complete": False}),
    ],
)
def test_a_special_room_is_proposed_only_to_whom_it_is_for(
    zone: ZoneKind, attributes: tuple[Attribute, ...], locked: bool, needs: dict[str, Any]
) -> None:
    """Nothing forbids the bed, but the ranking and the better bed lead nobody there without need."""
    world = World()
    low = Attribute.LOWER_BED
    special = world.room(world.zone(zone), 1, low, *attributes, locked=locked)[0]
    ordinary = world.room(world.zone(), 2)[0]
    plain = world.person(age=60)  # the ordinary bed is no lower bed: fewer points
    ranking = rank_beds(world.snapshot(), plain)
    by_bed = ranking.by_bed()
    assert by_bed[special].level is Level.ALLOWED
    assert by_bed[special].score > by_bed[ordinary].score
    assert ranking.verdicts[0].bed_id == ordinary
    assert PlacementCode.KEPT_ROOM in {r.code for r in by_bed[special].minus}
    near = nearest_good(ranking, world.snapshot(), special)
    assert near is not None
    assert near.bed_id == ordinary
    person = world.person(**needs)
    assert verdict(world.snapshot(), person, special).ordinary


def test_minors_and_adults_are_named_and_the_minors_unit_is_said() -> None:
    world = World()
    first, second = world.room(world.zone(), 2)
    unit = world.room(world.zone(ZoneKind.MINORS), 1)[0]
    world.person(first, age=40)
    found = verdict(world.snapshot(), world.person(age=17), second).broken[0].violation
    assert "人2 and 人1" in sentence(found.code, found.facts, Lang.EN)
    found = verdict(world.snapshot(), world.person(age=30), unit).broken[0].violation
    assert found.code is PlacementCode.H04_MINORS_UNIT


def test_a_ranking_judges_every_bed_of_a_big_centre() -> None:
    world = big_world()
    newcomer = world.person(needs=(ZoneKind.REHAB,))
    ranking = rank_beds(world.snapshot(), newcomer)
    assert len(ranking.verdicts) == len(world.beds)
    assert 0 < len(ranking.best) <= 5


def test_every_code_has_its_sentence_and_no_illness_in_it() -> None:
    words = ("HIV", "艾滋", "抗病毒", "ART", "CD4", "结核", "肝炎", "梅毒", "疥", "精神", "TB")
    for code in PlacementCode:
        for lang in Lang:
            text = sentence(code, {}, lang)
            assert not any(w in text for w in words), code
    assert len({c.value for c in PlacementCode}) == len(PlacementCode)


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("zone_kind", facts.ZoneKind),
        ("attribute", facts.Attribute),
        ("bed_state", facts.BedState),
        ("capacity_kind", facts.CapacityKind),
        ("closure_reason", facts.ClosureReason),
        ("precaution", facts.Precaution),
        ("mobility", facts.Mobility),
        ("apart_scope", facts.ApartScope),
        ("apart_reason", facts.ApartReason),
        ("sharing_risk", facts.Risk),
        ("verdict", facts.Level),
        ("approver", facts.Approver),
        ("placement_check", facts.Check),
    ],
)
def test_every_coded_value_has_a_name(table: str, values: Any) -> None:
    assert catalogue("labels")
    for value in values:
        assert label(f"{table}.{value}", Lang.ZH)
        assert label(f"{table}.{value}", Lang.EN)
