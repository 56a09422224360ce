"""The plan engine: its model against its definition, the reshuffle's laws, a tiny public format."""

import itertools
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcentre.placement.facts import (
    ApartScope,
    BedState,
    Override,
    PersonFacts,
    Precaution,
    Snapshot,
    ZoneKind,
)
from medcentre.placement.plan import local
from medcentre.placement.plan.centre import Scope, order, reshuffle, translate
from medcentre.placement.plan.highs import mip, relax
from medcentre.placement.plan.linear import whole
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
    GroupCapacity,
    Helper,
    Item,
    Mix,
    PlanModel,
    Slot,
    evaluate,
)
from medcentre.placement.plan.search import Progress, solve
from medcentre.placement.plan.solvers import cp_sat
from medcentre.placement.rules import Layout, check_all, moved, new_conflicts
from tests.benchmarks.placement_adapter import plan_of
from tests.benchmarks.placement_instance import check, read
from tests.placement.worlds import AT, World, big_world

BLOOD = frozenset({Precaution.BLOOD})

SLOTS = (Slot(0, 2), Slot(1, 1), Slot(1, 1), Slot(2, 2))
ROOMS = (frozenset({0}), frozenset({1, 2}), frozenset({3}))


def exact(model: PlanModel) -> int:
    """The best cost by trying everything."""
    best = None
    options = [
        [*item.costs, *([None] if item.unplaced is not None else [])] for item in model.items
    ]
    for choice in itertools.product(*options):
        value = evaluate(model, {i: s for i, s in enumerate(choice) if s is not None})
        if not value.impossible and (best is None or value.cost < best):
            best = value.cost
    assert best is not None
    return best


@st.composite
def models(draw: st.DrawFn) -> PlanModel:
    luck = random.Random(draw(st.integers(0, 10_000)))
    count = luck.randint(2, 4)
    items = tuple(
        Item(
            {s: luck.randint(-30, 30) for s in range(len(SLOTS)) if luck.random() < 0.9} or {0: 1},
            current=None,
            unplaced=500,
        )
        for _ in range(count)
    )
    some = [frozenset(i for i in range(count) if luck.random() < 0.6) for _ in range(6)]
    kinds: list[Any] = [
        Exclusive({i: luck.choice("ab") for i in range(count)}),
        Exclusive({i: luck.choice("abc") for i in range(count)}, frozenset({0, 2})),
        Apart(0, 1, ROOMS),
        Clash(some[0], some[1] - some[0], ROOMS),
        Alone(0),
        GroupCapacity(frozenset({0, 1}), 2),
        Mix(some[2], some[3] - some[2], luck.randint(1, 30)),
        Excess(some[4], 1, luck.randint(1, 30)),
        Cohort({i: luck.choice(("x", "y", "")) for i in range(count)}, luck.randint(1, 30)),
        Company(some[5], (frozenset({0, 1}), frozenset({2, 3})), luck.randint(1, 30)),
        Helper(some[0], some[4] - some[0], luck.randint(1, 30)),
        Even(60),
    ]
    return PlanModel(SLOTS, items, tuple(t for t in kinds if luck.random() < 0.45))


@settings(max_examples=25)
@given(models())
def test_rows_and_columns_say_what_the_definition_says(model: PlanModel) -> None:
    solved = cp_sat(whole(model), 10)
    assert solved.optimal
    assert round(solved.cost) == exact(model)


@settings(max_examples=10)
@given(models())
def test_local_search_keeps_its_books(model: PlanModel) -> None:
    search = local.Local(model, {}, 1)
    search.run(0.02, lambda _places, _cost: True)
    value = evaluate(model, search.plan())
    assert not value.impossible
    assert value.cost == search.cost >= exact(model)


@settings(max_examples=10)
@given(models())
def test_search_finds_the_best_and_proves_it(model: PlanModel) -> None:
    outcome = solve(model, 10)
    assert outcome.proved
    assert outcome.value.cost == exact(model)


def test_relaxation_bounds_the_whole_and_branch_and_cut_meets_it() -> None:
    model = PlanModel(
        (Slot(0, 1), Slot(1, 1)), (Item({0: 3, 1: 5}), Item({0: 1, 1: 9})), (Even(10),)
    )
    relaxed, solved = relax(whole(model), 5), mip(whole(model), 5)
    assert relaxed is not None
    assert relaxed.bound <= solved.cost + 1e-6
    assert round(solved.cost) == exact(model)


def test_nights_meet_only_when_stays_overlap() -> None:
    items = (Item({0: 1, 1: 9}, 0, 2), Item({0: 1, 1: 9}, 2, 4), Item({0: 1, 1: 9}, 1, 3))
    model = PlanModel((Slot(0, 1), Slot(1, 2)), items, (Exclusive({0: "F", 1: "M", 2: "M"}),), 4)
    outcome = solve(model, 5)
    assert outcome.value.cost == 1 + 1 + 9
    assert outcome.proved


def test_progress_can_stop_and_keep() -> None:
    world = big_world(60, 0.9, shuffle=True)
    model = translate(world.snapshot(), Scope()).model
    seen: list[Progress] = []

    def report(progress: Progress) -> bool:
        seen.append(progress)
        return len(seen) < 5

    outcome = solve(model, 20, start=model.current(), report=report)
    assert outcome.places is not None
    assert outcome.value.cost <= evaluate(model, model.current()).cost
    assert outcome.seconds < 20


# ---- the centre -----------------------------------------------------------------------------


def walk(snapshot: Snapshot, steps: Any) -> Snapshot:
    """Do the steps one by one and see that none breaks anything anew."""
    for step in steps:
        after = moved(snapshot, {m.stay_id: m.to_bed_id for m in step.moves})
        assert list(new_conflicts(Layout(snapshot), Layout(after))) == []
        beds = [p.bed_id for p in after.people if p.bed_id is not None]
        assert len(beds) == len(set(beds))
        snapshot = after
    return snapshot


def test_two_wrong_zones_are_exchanged() -> None:
    world = World()
    one = world.room(world.zone(ZoneKind.CARE_A), 1)[0]
    two = world.room(world.zone(ZoneKind.REHAB), 1)[0]
    world.person(one, needs=(ZoneKind.REHAB,))
    world.person(two, needs=(ZoneKind.CARE_A,))
    plan = reshuffle(world.snapshot(), Scope(), 5)
    assert len(plan.steps) == 1
    assert plan.steps[0].exchange
    assert plan.gain == pytest.approx(2 * (30 - 19.9))
    assert plan.proved
    walk(world.snapshot(), plan.steps)


def test_a_gain_under_twenty_moves_nobody() -> None:
    """PL-S11: stay unless the gain is 20 at least."""
    world = World()
    zone = world.zone()
    first = world.room(zone, 2)
    world.room(zone, 2)
    world.person(first[0], smoker=True)
    world.person(first[1], smoker=False)
    assert reshuffle(world.snapshot(), Scope(), 5).steps == ()


def test_a_broken_rule_is_mended_first() -> None:
    world = World()
    zone = world.zone()
    bed = world.room(zone, 2)[0]
    air = world.room(world.zone(ZoneKind.AIRBORNE), 2)[0]
    world.person(bed, precautions=frozenset({Precaution.AIRBORNE}))
    plan = reshuffle(world.snapshot(), Scope(), 5)
    assert (plan.breaks_before, plan.breaks_after) == (1, 0)
    assert plan.moves[0].to_bed_id in (air, air + 1)


def test_waiting_people_get_beds_and_pinned_ones_stay() -> None:
    world = World()
    one = world.room(world.zone(ZoneKind.CARE_A), 1)[0]
    two = world.room(world.zone(ZoneKind.REHAB), 1)[0]
    pinned = world.person(one, needs=(ZoneKind.REHAB,))
    world.person(None, needs=(ZoneKind.CARE_A,))
    plan = reshuffle(world.snapshot(), Scope(pinned=frozenset({pinned.stay_id})), 5)
    assert [(m.stay_id, m.to_bed_id) for m in plan.moves] == [(2, two)]
    assert reshuffle(world.snapshot(), Scope(waiting=False), 5).unplaced == ()


def test_enemies_part_and_nobody_is_put_between_them() -> None:
    world = World()
    zone, other = world.zone(), world.zone()
    beds = world.room(zone, 2)
    world.room(other, 2)
    a, b = world.person(beds[0]), world.person(beds[1])
    world.apart(a, b, ApartScope.ZONE)
    plan = reshuffle(world.snapshot(), Scope(), 5)
    assert (plan.breaks_before, plan.breaks_after) == (1, 0)
    after = walk(world.snapshot(), plan.steps)
    assert check_all(after) == ()


def test_closed_reserved_and_dirty_beds_are_left_alone() -> None:
    world = World()
    one = world.room(world.zone(ZoneKind.CARE_A), 1)[0]
    target = world.room(world.zone(ZoneKind.REHAB), 3)
    for bed, state in zip(
        target, (BedState.CLOSED, BedState.TO_CLEAN, BedState.RESERVED), strict=True
    ):
        world.bed(bed, state=state, reserved_for=0 if state is BedState.RESERVED else None)
    world.person(one, needs=(ZoneKind.REHAB,))
    assert reshuffle(world.snapshot(), Scope(), 5).steps == ()


def test_away_people_and_set_aside_rules_stay_where_they_are() -> None:
    world = World()
    beds = world.room(world.zone(ZoneKind.CARE_A), 2)
    world.room(world.zone(ZoneKind.REHAB), 2)
    a = world.person(beds[0], needs=(ZoneKind.REHAB,), away=True)
    b = world.person(beds[1])
    world.apart(a, b)
    world.overrides.append(Override(a.stay_id, "PL-H09", AT, None, ("x",), "agreed", beds[0]))
    plan = reshuffle(world.snapshot(), Scope(), 5)
    assert a.stay_id not in {m.stay_id for m in plan.moves}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_shuffled_centre_gets_better_and_no_step_breaks_a_rule(seed: int) -> None:
    world = big_world(112, 0.93, seed, shuffle=True)
    snapshot = world.snapshot()
    plan = reshuffle(snapshot, Scope(), 4)
    assert plan.gain > 0
    assert plan.breaks_after <= plan.breaks_before
    assert plan.gap is not None
    walk(snapshot, plan.steps)


def test_order_uses_an_exchange_where_a_ring_has_no_free_bed() -> None:
    world = World()
    beds = world.room(world.zone(), 3)
    people = [world.person(b) for b in beds]
    ring = {people[i].stay_id: beds[(i + 1) % 3] for i in range(3)}
    (step,) = order(world.snapshot(), ring)
    assert len(step.moves) == 3
    assert all(m.needs_cleaning for m in step.moves)


def test_order_waits_for_the_one_who_must_leave_first() -> None:
    """A minor comes after the adult has gone, though a bed is free from the start."""
    world = World()
    room = world.room(world.zone(), 2)
    far = world.room(world.zone(), 1)[0]
    adult = world.person(room[0])
    minor = world.person(None, age=17)
    steps = list(order(world.snapshot(), {minor.stay_id: room[1], adult.stay_id: far}))
    assert [s.moves[0].stay_id for s in steps] == [adult.stay_id, minor.stay_id]


def test_one_breaking_room_takes_no_newcomer() -> None:
    world = World()
    room = world.room(world.zone(), 3)
    a, b = world.person(room[0], sex="1"), world.person(room[1], sex="2")
    world.person(None, needs=(ZoneKind.REHAB,))
    pinned = frozenset({a.stay_id, b.stay_id})
    plan = reshuffle(world.snapshot(), Scope(pinned=pinned), 5)
    assert plan.steps == ()
    assert plan.unplaced == (3,)
    assert plan.breaks_after == plan.breaks_before


def test_break_outweighs_every_soft_cost() -> None:
    assert BREAK > 10 * 300 * 200


# ---- the public format ------------------------------------------------------------------------

TINY = Path(__file__).parent / "data" / "tiny.txt"


def test_a_tiny_instance_is_read_solved_and_checked() -> None:
    instance = read(TINY)
    assert [(p.patient, p.number, p.first, p.last) for p in instance.parts] == [
        (1, 0, 0, 2), (2, 0, 0, 1), (2, 1, 1, 3), (3, 0, 1, 4),
    ]  # fmt: skip
    model = plan_of(instance)
    outcome = solve(model, 5)
    assert outcome.places is not None
    assert outcome.proved
    checked = check(instance, [outcome.places[i] for i in range(4)])
    assert checked.broken == ()
    assert checked.tenths == outcome.value.cost
    by_hand = min(
        check(instance, list(rooms)).tenths
        for rooms in itertools.product(range(3), repeat=4)
        if not check(instance, list(rooms)).broken
    )
    assert checked.tenths == by_hand


def test_the_checker_sees_every_hard_rule() -> None:
    instance = read(TINY)
    broken = " ".join(check(instance, [2, 2, 2, 2]).broken)
    for word in ("age", "need", "gender of", "beds of"):
        assert word in broken
    assert "genders of" in " ".join(check(instance, [1, 1, 1, 0]).broken)


def test_people_of_the_model_are_those_of_the_map() -> None:
    world = big_world(56, 0.9)
    snapshot = world.snapshot()
    found = translate(snapshot, Scope())
    assert {p.stay_id for p in found.people} == {p.stay_id for p in snapshot.people}
    assert sum(len(b) for b in found.beds) == len(snapshot.beds)
    assert isinstance(found.people[0], PersonFacts)
    assert replace(snapshot, at=AT) == snapshot
