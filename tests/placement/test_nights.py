"""Plans over many nights: rows, prices, neighbourhoods against trying everything."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcentre.placement.plan import anneal
from medcentre.placement.plan.first import first_plan
from medcentre.placement.plan.linear import whole
from medcentre.placement.plan.model import Exclusive, Item, PlanModel, Slot, evaluate
from medcentre.placement.plan.nights import Nights, fits
from medcentre.placement.plan.prover import prove
from medcentre.placement.plan.resettle import Resettler
from medcentre.placement.plan.search import solve
from medcentre.placement.plan.solvers import bound_in, first_order, lagrangian, mip, relax
from tests.placement.test_plan import exact


@st.composite
def stays(draw: st.DrawFn) -> PlanModel:
    """A few stays over five nights in three rooms; always a plan, if a dear one."""
    luck = random.Random(draw(st.integers(0, 10_000)))
    count = luck.randint(2, 6)
    items = []
    for _ in range(count):
        start = luck.randint(0, 3)
        costs = {s: 2 * luck.randint(0, 20) for s in range(3) if luck.random() < 0.8}
        items.append(Item({**costs, 3: 90}, start, luck.randint(start + 1, 5)))
    values = {i: luck.choice("FM") for i in range(count) if luck.random() < 0.9}
    rooms = luck.choice((frozenset({0, 1}), frozenset({0, 1, 2}), frozenset()))
    slots = (Slot(0, 1), Slot(1, 2), Slot(2, 2), Slot(3, count))
    return PlanModel(slots, tuple(items), (Exclusive(values, rooms),), 5)


def everything(model: PlanModel) -> dict[int, tuple[int, ...]]:
    return {i: tuple(item.costs) for i, item in enumerate(model.items)}


@settings(max_examples=30)
@given(stays(), st.booleans())
def test_rows_of_nights_say_what_the_definition_says(model: PlanModel, tight: bool) -> None:
    assert fits(model)
    solved = mip(Nights(model).build(everything(model), {}, tight=tight), 10)
    assert solved.optimal
    assert round(solved.cost) == exact(model)


@settings(max_examples=30)
@given(stays())
def test_rows_for_single_stays_lift_the_relaxation_and_never_above_the_best(
    model: PlanModel,
) -> None:
    plain = relax(whole(model), 5)
    tight = relax(Nights(model).build(everything(model), {}, tight=True), 5)
    assert plain is not None
    assert tight is not None
    assert plain.bound - 1e-6 <= tight.bound <= exact(model) + 1e-6


@settings(max_examples=30)
@given(stays(), st.integers(0, 1000))
def test_any_prices_prove_a_bound_and_reduced_costs(model: PlanModel, seed: int) -> None:
    luck = random.Random(seed)
    linear = Nights(model).build(everything(model), {}, tight=True)
    bound, reduced = lagrangian(linear, [luck.uniform(-9, 3) for _ in linear.rows])
    best = exact(model)
    assert bound <= best + 1e-6
    for (item, slot), column in linear.choice.items():
        only = everything(model) | {item: (slot,)}
        forced = mip(Nights(model).build(only, {}), 5)
        if forced.values is not None:
            assert bound + reduced[column] <= forced.cost + 1e-6


@settings(max_examples=15)
@given(stays())
def test_nearly_solved_relaxations_prove_their_bound(model: PlanModel) -> None:
    linear = Nights(model).build(everything(model), {}, tight=True)
    near, exactly = first_order(linear, 5), relax(linear, 5)
    assert near is not None
    assert exactly is not None
    assert near.bound <= exact(model) + 1e-6
    assert near.bound == pytest.approx(exactly.bound, abs=1 + 0.01 * abs(exactly.bound))


@settings(max_examples=8, deadline=None)
@given(stays())
def test_large_plans_over_nights_are_searched_to_the_best_and_proved(model: PlanModel) -> None:
    outcome = solve(model, 3, small=0)
    assert outcome.bound is not None
    assert outcome.bound <= exact(model)
    assert outcome.value.cost == exact(model)
    assert not outcome.value.impossible


@settings(max_examples=20)
@given(stays(), st.integers(0, 1000))
def test_neighbourhoods_keep_plans_possible_and_no_worse(model: PlanModel, seed: int) -> None:
    luck = random.Random(seed)
    places = first_plan(model, luck, lambda: True)
    assert places is not None
    resettler = Resettler(model, luck, lambda _item, _slot: 0.0, lambda _item, _slot: 0.5)
    for _ in range(4):
        after = resettler.step(places, 5)
        if after is not None:
            value = evaluate(model, after)
            assert not value.impossible
            assert value.cost <= evaluate(model, places).cost
            places = after


def test_only_the_pattern_is_kept_when_everybody_may_settle_anew() -> None:
    items = (Item({0: 9, 1: 0}, 0, 2), Item({0: 0, 1: 9}, 0, 2), Item({0: 9, 1: 1}, 2, 3))
    model = PlanModel((Slot(0, 1), Slot(1, 1)), items, (Exclusive({0: "F", 1: "F", 2: "M"}),), 3)
    resettler = Resettler(
        model, random.Random(1), lambda _item, _slot: 0.0, lambda _item, _slot: 0.5
    )
    assert resettler.settle({0: 0, 1: 1, 2: 0}, 5) == {0: 1, 1: 0, 2: 1}
    blocked = {0: 0, 1: 1, 2: 1}
    assert Nights(model).pattern(blocked)[1, 2] == 1


def test_who_fits_hardly_anywhere_is_placed_first() -> None:
    """Greedy order alone would fill the only room the last one may use."""
    many = tuple(Item({0: 0, 1: 5, 2: 6}, 0, 3) for _ in range(4))
    model = PlanModel((Slot(0, 1), Slot(1, 2), Slot(2, 2)), (*many, Item({0: 7}, 1, 2)), (), 3)
    places = first_plan(model, random.Random(1), lambda: True)
    assert places is not None
    assert places[4] == 0
    assert not evaluate(model, places).impossible


def test_no_first_plan_where_none_exists() -> None:
    model = PlanModel((Slot(0, 1),), (Item({0: 1}, 0, 2), Item({0: 1}, 1, 2)), (), 2)
    assert first_plan(model, random.Random(1), lambda: True) is None


def test_annealing_keeps_its_books() -> None:
    luck = random.Random(3)
    items = tuple(
        Item({s: luck.randint(0, 50) for s in range(4)}, start, start + luck.randint(1, 4))
        for start in (luck.randint(0, 6) for _ in range(12))
    )
    sexes = {i: luck.choice("FM") for i in range(12)}
    model = PlanModel(
        tuple(Slot(r, 3) for r in range(4)), items, (Exclusive(sexes, frozenset({0, 1})),), 12
    )
    outcome = solve(model, 5)
    assert outcome.places is not None
    annealer = anneal.Annealer(model, outcome.places, everything(model), 1)
    annealer.run(0.05, lambda _places, _cost: True)
    value = evaluate(model, annealer.place)
    assert not value.impossible
    assert value.cost == annealer.cost >= outcome.value.cost


def test_costs_without_a_slot_lift_no_bound_too_far() -> None:
    """Bounds are rounded up to what all costs are multiples of, and no further."""
    items = tuple(Item({0: 4, 1: 10}, 0, 1) for _ in range(3))
    model = PlanModel((Slot(0, 2), Slot(1, 2)), items, (), 2)
    outcome = solve(model, 2, small=0)
    assert (outcome.value.cost, outcome.bound) == (18, 18)
    assert exact(model) == 18


def test_a_worker_proves_the_bound_and_can_be_ended() -> None:
    items = tuple(Item({0: 4, 1: 10}, 0, 1) for _ in range(3))
    model = PlanModel((Slot(0, 2), Slot(1, 2)), items, (), 2)
    linear = Nights(model).build(everything(model), {})
    solved = prove(linear, 20, lambda _bound: None, lambda: True)
    assert solved is not None
    assert (round(solved.cost), round(solved.bound)) == (18, 18)
    assert prove(linear, 20, lambda _bound: None, lambda: False) is None


def test_bounds_are_read_from_the_table_of_the_solver_only() -> None:
    row = "         0       0         0   0.00%   11714.941641    12338              5.06%     5300    311    203     80016    90.0s"
    assert bound_in(row) == pytest.approx(11714.941641, rel=1e-6)
    assert (
        bound_in(
            " J       0       0         0   0.00%   -inf            38978              Large        0      0      0         0     1.4s"
        )
        is None
    )
    assert bound_in("  Gap               5.06% (tolerance: 0.01%)") is None
    assert bound_in("Src  Proc. InQueue |  Leaves   Expl. | BestBound       BestSol") is None


@settings(max_examples=15, deadline=None)
@given(stays())
def test_bounds_told_on_the_way_are_never_above_the_best(model: PlanModel) -> None:
    """A hint is refused: its completion would tell bounds of a smaller question."""
    linear = Nights(model).build(everything(model), {})
    told: list[float] = []
    solved = mip(linear, 10, on_bound=told.append)
    assert max([*told, solved.bound]) <= exact(model) + 1e-6
    with pytest.raises(ValueError, match="hint"):
        mip(linear, 10, {0: 1}, on_bound=told.append)
