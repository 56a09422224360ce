"""One night as a choice of whole rooms: prices, the program that balances them, lists of fillings."""

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcentre.placement.plan.balance import Balance
from medcentre.placement.plan.highs import relax
from medcentre.placement.plan.linear import whole
from medcentre.placement.plan.listing import Listing
from medcentre.placement.plan.model import (
    BREAK,
    Cohort,
    Company,
    Exclusive,
    GroupCapacity,
    Helper,
    Item,
    Mix,
    PlanModel,
    Slot,
    evaluate,
)
from medcentre.placement.plan.pricing import Floats, Pricing
from medcentre.placement.plan.search import solve
from tests.placement.test_plan import exact, models

FAR = 1e7


def balanced(model: PlanModel) -> tuple[Pricing, Floats, float]:
    """The best prices, and the bound they prove."""
    seen: list[float] = []

    def go_on(bound: float) -> bool:
        seen.append(bound)
        return True

    pricing = Pricing(model)
    prices = Balance(pricing).run([0.0] * len(model.items), go_on)
    assert seen == sorted(seen)
    return pricing, prices, seen[-1]


def of_whole_rooms(model: PlanModel) -> PlanModel:
    """The same with company in groups that hold whole rooms, as zones do, and no sizes of groups,
    which lists leave out.
    """
    zones = (frozenset({0}), frozenset({1, 2, 3}))
    terms = (replace(t, groups=zones) if isinstance(t, Company) else t for t in model.terms)
    return replace(model, terms=tuple(t for t in terms if not isinstance(t, GroupCapacity)))


@settings(max_examples=60)
@given(models(), st.integers(0, 1000))
def test_any_prices_prove_a_bound(model: PlanModel, seed: int) -> None:
    luck = random.Random(seed)
    pricing = Pricing(model)
    best = exact(model)
    for _ in range(5):
        people = [luck.uniform(-60, 520) for _ in model.items]
        company = [luck.uniform(0, limit) for limit in pricing.together.limit]
        bound, fillings = pricing.look(np.array([*people, *company]))
        assert bound <= best + 1e-6
        assert len({f.row for f in fillings}) == len(fillings)


@settings(max_examples=40)
@given(models())
def test_balanced_prices_prove_no_more_than_is_true(model: PlanModel) -> None:
    assert balanced(model)[2] <= exact(model) + 1e-6


@settings(max_examples=40)
@given(models().map(of_whole_rooms))
def test_the_best_choice_among_all_fillings_is_the_best_plan(model: PlanModel) -> None:
    pricing, prices, _ = balanced(model)
    listing = Listing(model, pricing, prices)
    fillings, complete = listing.nearest(10_000, FAR)
    seen: list[float] = []
    plan, solved = listing.choose(fillings, FAR, complete, 20, seen.append)
    best = exact(model)
    assert complete == FAR
    assert solved.optimal
    assert plan is not None
    assert evaluate(model, plan).cost == best == pytest.approx(max(seen))
    assert not evaluate(model, plan).impossible


@settings(max_examples=40)
@given(models(), st.integers(0, 1000))
def test_fillings_come_by_distance_and_none_is_left_out(model: PlanModel, seed: int) -> None:
    """Against every set of people in every room, at whatever prices."""
    luck = random.Random(seed)
    pricing = Pricing(model)
    people = np.array([luck.uniform(-20, 60) for _ in model.items])
    prices = np.concatenate([people, np.zeros(pricing.together.count)])
    listing = Listing(model, pricing, prices)
    limit = luck.uniform(0, 120)
    for number, kind in enumerate(listing.kinds):
        row = kind.rows[0]
        found = list(listing._by_distance(number, kind, limit))
        distances = [far for _, far in found]
        assert distances == sorted(distances)
        least = float(listing.value[row]) - limit
        possible = {
            who: cost
            for size in range(1, len(model.items) + 1)
            for who in itertools.combinations(range(len(model.items)), size)
            if _possible(model, listing.seats(row, who))
            and (cost := listing._cost(row, who, least)) is not None
        }
        assert {f.items: f.cost for f, _ in found} == possible


def _possible(model: PlanModel, seats: dict[int, int] | None) -> bool:
    """Whether these alone would break nothing, the sizes of groups aside."""
    if seats is None or any(s not in model.items[i].costs for i, s in seats.items()):
        return False
    return all("group is over" in fault for fault in evaluate(model, seats).impossible)


@settings(max_examples=10)
@given(models().map(of_whole_rooms))
def test_a_large_search_finds_the_best_and_proves_it(model: PlanModel) -> None:
    best = exact(model)
    outcome = solve(model, 4, small=0)
    assert outcome.value.cost == best
    assert outcome.bound is not None
    assert outcome.bound <= best
    assert outcome.proved


def test_prices_meet_the_best_plan_where_rooms_hardly_touch() -> None:
    """Two pure rooms are best; the relaxation mixes them and thinks it costs nothing."""
    items = tuple(Item({0: 0, 1: 0}) for _ in range(4))
    mix = Mix(frozenset({0, 1}), frozenset({2, 3}), 40)
    model = PlanModel((Slot(0, 2), Slot(1, 2)), items, (mix, Cohort(dict(enumerate("xxyy")), 10)))
    relaxed = relax(whole(model), 5)
    assert relaxed is not None
    assert relaxed.bound <= exact(model) == -40
    assert balanced(model)[2] == pytest.approx(-40)


def test_company_that_cannot_be_had_is_not_counted() -> None:
    """Two people who speak one language must be in different zones: nobody gains."""
    items = (Item({0: 0}), Item({1: 0}))
    zones = (frozenset({0}), frozenset({1}))
    model = PlanModel((Slot(0, 2), Slot(1, 2)), items, (Company(frozenset({0, 1}), zones, 50),))
    assert exact(model) == 0
    assert balanced(model)[2] == pytest.approx(0)


def test_company_that_costs_more_than_it_gains_is_not_counted_whole() -> None:
    """Each would have to pay 80 to follow the other, for 50 each: together 20 are gained."""
    items = (Item({0: 0, 1: 80}), Item({0: 80, 1: 0}))
    zones = (frozenset({0}), frozenset({1}))
    model = PlanModel((Slot(0, 2), Slot(1, 2)), items, (Company(frozenset({0, 1}), zones, 50),))
    assert exact(model) == -20
    assert balanced(model)[2] == pytest.approx(-20)


def test_a_helper_helps_one_room_only() -> None:
    """One peer educator and two rooms of two: one of the three others is helped."""
    items = tuple(Item({0: 0, 1: 0}) for _ in range(4))
    model = PlanModel(
        (Slot(0, 2), Slot(1, 2)), items, (Helper(frozenset({0}), frozenset({1, 2, 3}), 30),)
    )
    assert exact(model) == -30
    assert balanced(model)[2] == pytest.approx(-30)


def test_a_broken_rule_may_go_on_in_its_room_only() -> None:
    """Two who must not meet are together already: they may stay, at the price of a break."""
    sexes = Exclusive({0: "f", 1: "m"}, None, frozenset({0}))
    items = (Item({0: 0}, current=0), Item({0: 0, 1: 2 * BREAK}, current=0))
    model = PlanModel((Slot(0, 2), Slot(1, 1)), items, (sexes,))
    pricing, prices, bound = balanced(model)
    listing = Listing(model, pricing, prices)
    fillings, complete = listing.nearest(100, FAR)
    plan, solved = listing.choose(fillings, FAR, complete, 10, lambda _bound: None)
    assert exact(model) == BREAK == solved.cost
    assert plan == {0: 0, 1: 0}
    assert bound <= BREAK
