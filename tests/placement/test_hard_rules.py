"""PL-H01 … PL-H17: the nine cases of domain.md section 11 and both sides of every boundary."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from medcentre.placement.facts import (
    ApartPair,
    ApartScope,
    Approver,
    Attribute,
    BedState,
    CapacityKind,
    Level,
    Mobility,
    PersonFacts,
    PlacementCode,
    Precaution,
    Verdict,
    ZoneKind,
)
from medcentre.placement.rules import TERMS, check_all, check_moves, check_override, verdict
from tests.placement.worlds import AT, World, temporary

AIR = frozenset({Precaution.AIRBORNE})
CONTACT = frozenset({Precaution.CONTACT})


def judge(world: World, person: PersonFacts, bed: int) -> Verdict:
    return verdict(world.snapshot(), person, bed)


def rules(world: World, person: PersonFacts, bed: int) -> set[str]:
    return set(judge(world, person, bed).rules)


# The nine cases of section 11.


def test_case_1_airborne_man_in_the_rehabilitation_zone() -> None:
    world = World()
    (bed, _) = world.room(world.zone(ZoneKind.REHAB), 2)
    found = judge(world, world.person(precautions=AIR), bed)
    assert found.rules == ("PL-H02",)
    assert found.level is Level.BLOCKED


def test_case_2_girl_of_17_with_women() -> None:
    world = World()
    first, second = world.room(world.zone(ZoneKind.WOMEN, sex="2"), 2)
    world.person(first, sex="2", age=30)
    found = judge(world, world.person(sex="2", age=17), second)
    assert found.rules == ("PL-H04",)
    assert found.level is Level.BLOCKED


def test_case_3_ngasr_13_far_from_the_station() -> None:
    world = World()
    bed, _ = world.room(world.zone(), 2, Attribute.CAMERA)
    assert rules(world, world.person(suicide_score=13), bed) == {"PL-H07"}


def test_case_4_protected_and_airborne_goes_single_and_never_beside_the_protected() -> None:
    world = World()
    zone = world.zone(ZoneKind.AIRBORNE)
    (single,) = world.room(zone, 1, Attribute.NEGATIVE_PRESSURE)
    first, second = world.room(zone, 2, Attribute.NEGATIVE_PRESSURE)
    both = frozenset({Precaution.AIRBORNE, Precaution.PROTECT, Precaution.BLOOD})
    person = world.person(precautions=both, air_single=True)
    assert judge(world, person, single).level is Level.ALLOWED
    assert rules(world, person, second) == {"PL-H16"}
    world.person(first, precautions=frozenset({Precaution.PROTECT}))
    assert rules(world, person, second) == {"PL-H03", "PL-H16"}


def test_case_5_the_zone_label_stays_neutral() -> None:
    world = World()
    zone = world.zone(ZoneKind.CARE_A, name="三区")
    bed, _ = world.room(zone, 2)
    person = world.person(precautions=frozenset({Precaution.BLOOD}), needs=(ZoneKind.CARE_A,))
    found = judge(world, person, bed)
    assert found.level is Level.ALLOWED
    assert dict(found.plus[0].facts) == {"zone": "三区"}


def test_case_6_same_agent_may_share_others_may_not() -> None:
    world = World()
    first, second = world.room(world.zone(ZoneKind.CARE_B), 2)
    world.person(first, precautions=CONTACT, agents=frozenset({"k1"}))
    same = world.person(precautions=CONTACT, agents=frozenset({"k1"}))
    other = world.person(precautions=CONTACT, agents=frozenset({"k2"}))
    none = world.person()
    assert rules(world, same, second) == set()
    assert rules(world, other, second) == {"PL-H11"}
    assert rules(world, none, second) == {"PL-H11"}


def test_case_7_rescue_in_a_critical_single_for_24_hours() -> None:
    world = World()
    (bed,) = world.room(world.zone(ZoneKind.CRITICAL), 1, Attribute.OXYGEN, Attribute.MONITOR)
    person = world.person(precautions=AIR)
    before = judge(world, person, bed)
    assert before.level is Level.CONFIRM
    assert before.broken[0].terms.by == (Approver.MEDICAL_HEAD,)
    assert before.broken[0].terms.hours == 24
    world.override(person, "PL-H02", 24, bed)
    after = judge(world, person, bed)
    assert after.level is Level.ALLOWED
    assert after.broken[0].override is not None
    assert after.broken[0].override.left(AT) == timedelta(hours=24)
    late = replace(world.snapshot(), at=AT + timedelta(hours=24))
    assert verdict(late, person, bed).level is Level.CONFIRM


def test_case_8_voluntary_stay_in_a_locked_room() -> None:
    world = World()
    (bed,) = world.room(world.zone(ZoneKind.APART), 1, locked=True)
    assert rules(world, world.person(coercible=False), bed) == {"PL-H15"}
    assert rules(world, world.person(coercible=True), bed) == set()


def test_case_9_enemies_in_one_zone() -> None:
    world = World()
    zone = world.zone()
    first, _ = world.room(zone, 2)
    second, _ = world.room(zone, 2)
    enemy = world.person(first)
    person = world.person()
    world.apart(person, enemy, ApartScope.ZONE)
    found = judge(world, person, second)
    assert found.rules == ("PL-H09",)
    assert found.broken[0].partner == enemy.stay_id
    assert found.broken[0].violation.code == PlacementCode.H09_APART_ZONE


# Boundaries, rule by rule.


def test_h01_bed_zone_and_mates() -> None:
    world = World()
    mixed = world.room(world.zone(), 2)
    woman_bed = world.room(world.zone(), 1, sex="2")[0]
    woman_zone = world.room(world.zone(ZoneKind.WOMEN, sex="2"), 1)[0]
    man = world.person()
    assert rules(world, man, woman_bed) == {"PL-H01"}
    assert rules(world, man, woman_zone) == {"PL-H01"}
    assert rules(world, man, mixed[0]) == set()
    world.person(mixed[1], sex="2")
    assert rules(world, man, mixed[0]) == {"PL-H01"}
    assert rules(world, replace(man, sex="9"), woman_bed) == {"PL-H01"}


def test_h01_a_zone_for_women_takes_no_man_though_nobody_wrote_its_sex() -> None:
    world = World()
    bed = world.room(world.zone(ZoneKind.WOMEN), 2)[0]
    inside = world.room(world.zone(), 2, kind=ZoneKind.WOMEN)[0]
    for place in (bed, inside):
        assert "PL-H01" in rules(world, world.person(), place)
        assert "PL-H01" not in rules(world, world.person(sex="2"), place)


def test_h02_airborne_room_inside_another_zone() -> None:
    world = World()
    zone = world.zone(ZoneKind.WOMEN)
    inside = world.room(zone, 1, Attribute.NEGATIVE_PRESSURE)[0]
    by_kind = world.room(zone, 1, kind=ZoneKind.AIRBORNE)[0]
    critical = world.room(world.zone(ZoneKind.CRITICAL), 2)[0]
    person = world.person(precautions=AIR, sex="2")
    assert rules(world, person, inside) == set()
    assert rules(world, person, by_kind) == set()
    assert judge(world, person, critical).level is Level.BLOCKED


def test_h03_shared_air_of_two_rooms() -> None:
    world = World()
    zone = world.zone(ZoneKind.AIRBORNE)
    here = world.room(zone, 1, air="east")[0]
    near = world.room(zone, 1, air="east")[0]
    far = world.room(zone, 1, air="west")[0]
    world.person(here, precautions=frozenset({Precaution.PROTECT}))
    person = world.person(precautions=AIR)
    assert rules(world, person, near) == {"PL-H03"}
    assert rules(world, person, far) == set()


@pytest.mark.parametrize(("age", "broken"), [(17, {"PL-H04"}), (18, set())])
def test_h04_eighteenth_birthday(age: int, broken: set[str]) -> None:
    world = World()
    first, second = world.room(world.zone(), 2)
    world.person(first, age=18)
    assert rules(world, world.person(age=age), second) == broken


def test_h04_minors_unit_takes_no_adult() -> None:
    world = World()
    bed = world.room(world.zone(), 2, kind=ZoneKind.MINORS)[0]
    assert rules(world, world.person(age=18), bed) == {"PL-H04"}
    assert rules(world, world.person(age=17), bed) == set()


def test_h05_extra_bed_only_over_the_working_beds() -> None:
    world = World()
    one, two, extra = world.room(world.zone(), 3)
    temporary(world, extra)
    person = world.person()
    world.person(one)
    assert rules(world, person, extra) == set()
    world.person(two)
    found = judge(world, person, extra)
    assert found.rules == ("PL-H05",)
    assert found.level is Level.CONFIRM
    assert found.broken[0].terms.hours == 72
    taken = judge(world, person, one)
    assert taken.level is Level.BLOCKED
    assert taken.broken[0].violation.code == PlacementCode.BED_TAKEN


def test_h05_zone_over_its_working_beds() -> None:
    world = World()
    zone = world.zone()
    bed = world.room(zone, 1)[0]
    other, extra = world.room(zone, 2)
    temporary(world, extra)
    world.bed(other, state=BedState.CLOSED)
    world.person(bed)
    assert rules(world, world.person(), extra) == {"PL-H05"}


def test_h05_unstaffed_bed_is_over_capacity() -> None:
    world = World()
    one, two = world.room(world.zone(), 2)
    world.bed(two, capacity=CapacityKind.MAXIMUM)
    world.person(one)
    assert rules(world, world.person(), two) == {"PL-H05"}


@pytest.mark.parametrize(
    ("facts", "attributes", "broken"),
    [
        ({"care_level": 0}, (Attribute.OXYGEN,), True),
        ({"care_level": 0}, (Attribute.MONITOR,), True),
        ({"care_level": 0}, (Attribute.OXYGEN, Attribute.MONITOR), False),
        ({"care_level": 1}, (), False),
        ({"oxygen": True}, (), True),
        ({"oxygen": True}, (Attribute.OXYGEN,), False),
    ],
)
def test_h06(facts: dict[str, Any], attributes: tuple[Attribute, ...], broken: bool) -> None:
    world = World()
    bed = world.room(world.zone(), 2, *attributes)[0]
    assert ("PL-H06" in rules(world, world.person(**facts), bed)) is broken


@pytest.mark.parametrize(
    ("facts", "beds", "attributes", "broken"),
    [
        ({"suicide_score": 11}, 2, (), False),
        ({"suicide_score": 12}, 2, (), True),
        ({"suicide_score": 12}, 2, (Attribute.NEAR_STATION,), True),
        ({"suicide_score": 12}, 2, (Attribute.CAMERA, Attribute.NEAR_STATION), False),
        ({"suicide_score": 12}, 1, (Attribute.CAMERA, Attribute.NEAR_STATION), True),
        ({"constant_watch": True}, 2, (Attribute.CAMERA,), True),
    ],
)
def test_h07(
    facts: dict[str, Any], beds: int, attributes: tuple[Attribute, ...], broken: bool
) -> None:
    world = World()
    bed = world.room(world.zone(), beds, *attributes)[0]
    assert ("PL-H07" in rules(world, world.person(**facts), bed)) is broken


@pytest.mark.parametrize(
    ("facts", "beds", "attributes", "broken"),
    [
        ({"violence": 2}, 2, (), False),
        ({"violence": 3}, 2, (), True),
        ({"violence": 3}, 1, (), False),
        ({"violence": 3}, 2, (Attribute.SAFE_ROOM,), False),
        ({"acute": True}, 2, (), True),
    ],
)
def test_h08(
    facts: dict[str, Any], beds: int, attributes: tuple[Attribute, ...], broken: bool
) -> None:
    world = World()
    bed = world.room(world.zone(), beds, *attributes)[0]
    assert ("PL-H08" in rules(world, world.person(**facts), bed)) is broken


def test_h09_scopes_and_end() -> None:
    world = World()
    zone, elsewhere = world.zone(), world.zone()
    a, mate = world.room(zone, 2)
    near = world.room(zone, 1)[0]
    far = world.room(elsewhere, 1)[0]
    partner, person = world.person(a), world.person()
    for scope, broken in (
        (ApartScope.ROOM, (True, False, False)),
        (ApartScope.ZONE, (True, True, False)),
        (ApartScope.CENTRE, (True, True, True)),
    ):
        world.pairs = [ApartPair(person.stay_id, partner.stay_id, scope)]
        assert tuple("PL-H09" in rules(world, person, b) for b in (mate, near, far)) == broken
    world.pairs = [ApartPair(1, 2, ApartScope.ROOM, until=AT)]
    assert rules(world, person, mate) == set()


@pytest.mark.parametrize(
    ("mobility", "attribute", "broken"),
    [
        (Mobility.WHEELCHAIR, Attribute.LOWER_BED, True),
        (Mobility.WHEELCHAIR, Attribute.WHEELCHAIR, False),
        (Mobility.BEDRIDDEN, Attribute.WHEELCHAIR, True),
        (Mobility.BEDRIDDEN, Attribute.LOWER_BED, False),
        (Mobility.LAME, Attribute.CAMERA, False),
    ],
)
def test_h10(mobility: Mobility, attribute: Attribute, broken: bool) -> None:
    world = World()
    bed = world.room(world.zone(), 2, attribute)[0]
    assert ("PL-H10" in rules(world, world.person(mobility=mobility), bed)) is broken


def test_h11_the_public_reason_names_no_agent() -> None:
    world = World()
    first, second = world.room(world.zone(), 2)
    world.person(first, precautions=CONTACT, agents=frozenset({"secret"}))
    found = judge(world, world.person(), second).broken[0]
    assert "secret" not in str(dict(found.violation.facts))
    assert found.detail is not None
    assert "secret" in str(dict(found.detail.facts))


def test_h12_both_ways() -> None:
    world = World()
    zone = world.zone(ZoneKind.AIRBORNE)
    first, second = world.room(zone, 2)
    third, _ = world.room(zone, 2)
    world.person(first, precautions=AIR)
    alone = world.person(precautions=AIR, air_alone=True)
    assert rules(world, alone, second) == {"PL-H12"}
    assert rules(world, alone, third) == set()
    world.people[alone.stay_id] = replace(alone, bed_id=third)
    assert rules(world, world.person(precautions=AIR), 4) == {"PL-H12"}


@pytest.mark.parametrize("kind", list(ZoneKind))
def test_h13_until_tests_are_complete(kind: ZoneKind) -> None:
    world = World()
    bed = world.room(world.zone(kind), 2)[0]
    open_kinds = {ZoneKind.INTAKE, ZoneKind.WATCH, ZoneKind.CRITICAL}
    person = world.person(tests_complete=False, age=17 if kind is ZoneKind.MINORS else 40)
    assert ("PL-H13" in rules(world, person, bed)) is (kind not in open_kinds)


@pytest.mark.parametrize(
    ("state", "rule"),
    [
        (BedState.FREE, set()),
        (BedState.CLOSED, {"PL-H05", "PL-H14"}),
        (BedState.TO_CLEAN, {"PL-H14"}),
        (BedState.DISINFECTING, {"PL-H14"}),
        (BedState.RESERVED, {"PL-02"}),
    ],
)
def test_h14_and_reservations(state: BedState, rule: set[str]) -> None:
    world = World()
    bed = world.room(world.zone(), 1)[0]
    world.bed(bed, state=state, reserved_for=99 if state is BedState.RESERVED else None)
    person = world.person()
    assert rules(world, person, bed) == rule
    if rule:
        assert judge(world, person, bed).level is Level.BLOCKED


def test_own_reservation_is_no_obstacle() -> None:
    world = World()
    bed = world.room(world.zone(), 1)[0]
    person = world.person()
    world.bed(bed, state=BedState.RESERVED, reserved_for=person.stay_id)
    assert judge(world, person, bed).level is Level.ALLOWED


@pytest.mark.parametrize(("staff", "broken"), [(True, False), (False, True), (None, False)])
def test_h17_women_on_the_roster(staff: bool | None, broken: bool) -> None:
    world = World()
    bed = world.room(world.zone(ZoneKind.WOMEN, sex="2", female_staff=staff), 1)[0]
    assert ("PL-H17" in rules(world, world.person(sex="2"), bed)) is broken


# Overrides, conflicts, sets of moves.


def test_overrides_exactly_as_each_rule_allows() -> None:
    never = {r for r, t in TERMS.items() if not t.possible}
    assert never == {
        "PL-H01", "PL-H03", "PL-H04", "PL-H06", "PL-H12", "PL-H14", "PL-H15", "PL-H17", "PL-02",
    }  # fmt: skip
    assert {r: t.hours for r, t in TERMS.items() if t.hours} == {
        "PL-H02": 24,
        "PL-H05": 72,
        "PL-H08": 12,
        "PL-H10": 24,
    }


@pytest.mark.parametrize("rule", sorted(TERMS))
def test_override_boundaries(rule: str) -> None:
    terms = TERMS[rule]
    held = frozenset(terms.by)

    def codes(held: frozenset[Approver], hours: float | None, reason: str) -> list[str]:
        return [v.code for v in check_override(rule, terms, held, hours, reason)]

    if not terms.possible:
        assert codes(frozenset(Approver), 1, "good reason") == [PlacementCode.OVERRIDE_NEVER]
        return
    limit = terms.hours
    assert codes(held, limit, "good reason") == []
    assert PlacementCode.OVERRIDE_REASON in codes(held, limit, "   ")
    for missing in terms.by:
        assert codes(held - {missing}, limit, "good reason") == [PlacementCode.OVERRIDE_WHO]
    if limit is not None:
        for hours in (limit + 0.1, 0, None):
            assert codes(held, hours, "good reason") == [PlacementCode.OVERRIDE_TOO_LONG]


def test_an_override_of_a_never_rule_changes_nothing() -> None:
    world = World()
    bed = world.room(world.zone(), 1, sex="2")[0]
    person = world.person()
    world.override(person, "PL-H01", 5)
    assert judge(world, person, bed).level is Level.BLOCKED


def test_check_all_lists_what_a_changed_fact_breaks() -> None:
    world = World()
    first, second = world.room(world.zone(), 2)
    person, _ = world.person(first), world.person(second)
    assert check_all(world.snapshot()) == ()
    world.people[person.stay_id] = replace(person, precautions=AIR)
    (conflict,) = check_all(world.snapshot())
    assert (conflict.stay_id, conflict.broken.rule, conflict.open) == (1, "PL-H02", True)


def test_a_set_of_moves_is_judged_as_its_end() -> None:
    world = World()
    first, second = world.room(world.zone(), 2)
    third, fourth = world.room(world.zone(), 2)
    one, two = world.person(first), world.person(third)
    world.person(second, age=17)
    assert check_moves(world.snapshot(), {one.stay_id: third, two.stay_id: first})
    found = check_moves(world.snapshot(), {one.stay_id: third, two.stay_id: fourth})
    assert found == ()
    world.bed(fourth, state=BedState.TO_CLEAN)
    found = check_moves(world.snapshot(), {one.stay_id: third, two.stay_id: fourth})
    assert [c.broken.rule for c in found] == ["PL-H14"]
    found = check_moves(world.snapshot(), {one.stay_id: third})
    assert PlacementCode.BED_TAKEN in [c.broken.violation.code for c in found]
