"""Fillings of rooms: the best one against trying all, the bound between the others, plunges."""

import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcentre.kernel.growing import INFINITY, Master
from medcentre.placement.plan.columns import Fillings
from medcentre.placement.plan.filling import best_filling
from medcentre.placement.plan.first import first_plan
from medcentre.placement.plan.highs import mip, relax
from medcentre.placement.plan.kinds import Kind, kinds_of
from medcentre.placement.plan.model import Exclusive, Item, PlanModel, Slot, evaluate
from medcentre.placement.plan.nights import Nights
from medcentre.placement.plan.plunge import Plunge
from medcentre.placement.plan.regroup import MOST_SHARE, Regroup
from tests.placement.test_nights import everything, stays
from tests.placement.test_plan import exact


def room_of(luck: random.Random, horizon: int) -> tuple[Kind, list[float]]:
    """A room that one side holds at a time, and what each stay there pays."""
    stays_here = []
    for _ in range(luck.randint(0, 11)):
        start = luck.randrange(horizon)
        stays_here.append((start, luck.randint(start + 1, horizon), luck.randrange(2)))
    pays = [luck.choice((-1.0, 3.0, 9 * luck.random(), 1 / 3)) for _ in stays_here]
    columns = np.array(stays_here, np.intp).reshape(-1, 3)
    kind = Kind(
        (0,), luck.randint(1, 4), True, np.arange(len(pays)), np.zeros(len(pays)),
        columns[:, 0], columns[:, 1], columns[:, 2],
    )  # fmt: skip
    return kind, pays


def possible(kind: Kind, who: tuple[int, ...], horizon: int) -> bool:
    for night in range(horizon):
        here = [i for i in who if kind.starts[i] <= night < kind.ends[i]]
        if len(here) > kind.capacity or len({int(kind.sides[i]) for i in here}) > 1:
            return False
    return True


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 7))
def test_the_best_filling_of_a_room_is_the_best_of_all(seed: int, horizon: int) -> None:
    kind, pays = room_of(random.Random(seed), horizon)
    worth, who = best_filling(kind, np.array(pays), horizon)
    paying = [i for i, pay in enumerate(pays) if pay > 0]
    best = max(
        sum(pays[i] for i in some)
        for count in range(len(paying) + 1)
        for some in itertools.combinations(paying, count)
        if possible(kind, some, horizon)
    )
    assert possible(kind, who, horizon)
    assert worth == pytest.approx(best, abs=1e-4)
    assert sum(pays[i] for i in who) == pytest.approx(worth, abs=1e-4)
    assert worth >= best - 1e-9
    assert best_filling(kind, np.array(pays), horizon, best + 0.1) == (best + 0.1, ())


def test_a_later_path_sends_an_earlier_one_another_way() -> None:
    """The dearest single path (0-1, 1-3) blocks two; together 0-2 with 0-1 and 2-3 pay more."""
    nights = [(0, 1), (1, 3), (0, 2), (2, 3), (1, 2)]
    kind = Kind(
        (0,), 2, True, np.arange(5), np.zeros(5), np.array([a for a, _ in nights]),
        np.array([b for _, b in nights]), np.zeros(5, np.intp),
    )  # fmt: skip
    worth, who = best_filling(kind, np.array([5.0, 6.0, 4.0, 3.0, 1.0]), 3)
    assert (round(worth, 3), sorted(who)) == (18.0, [0, 1, 2, 3])


def test_rooms_alike_are_one_kind() -> None:
    items = (Item({0: 4, 1: 4, 2: 4}, 0, 2), Item({0: 6, 1: 6, 2: 8}, 1, 3))
    slots = (Slot(0, 2), Slot(1, 2), Slot(2, 2))
    model = PlanModel(slots, items, (Exclusive({0: "F", 1: "M"}, frozenset({0, 1})),), 3)
    kinds = kinds_of(Nights(model))
    assert [(k.slots, k.strict) for k in kinds] == [((0, 1), True), ((2,), False)]
    assert kinds[0].costs.tolist() == [4, 6]
    assert kinds[0].sides.tolist() == [0, 1]


@settings(max_examples=30, deadline=None)
@given(stays())
def test_the_bound_of_fillings_is_between_that_of_rows_and_the_best(model: PlanModel) -> None:
    view = Nights(model)
    fillings = Fillings(view)
    told: list[float] = []
    bound = fillings.converge(lambda b: not told.append(b), close=0)  # type: ignore[func-returns-value]
    rows = relax(view.build(everything(model), {}, tight=True), 5)
    assert rows is not None
    assert rows.bound - 1e-3 <= bound <= exact(model) + 1e-3
    assert bound == pytest.approx(fillings.value, abs=1e-2)
    assert max(told) <= exact(model) + 1e-3
    assert fillings.value < fillings.dear


@settings(max_examples=30, deadline=None)
@given(stays(), st.integers(0, 1000))
def test_told_items_go_there_and_all_is_lifted_again(model: PlanModel, seed: int) -> None:
    fillings = Fillings(Nights(model))
    fillings.converge(lambda _bound: True, close=0)
    fillings.remember()
    free = fillings.value
    luck = random.Random(seed)
    item = luck.randrange(len(model.items))
    slot = luck.choice(sorted(model.items[item].costs))
    fillings.fix({item: fillings.kind_of[slot]})
    bound = fillings.converge(lambda _bound: True, close=0)
    alike = fillings.kinds[fillings.kind_of[slot]].slots
    only = Item({s: model.items[item].costs[s] for s in alike}, model.items[item].start,
                model.items[item].end)  # fmt: skip
    told = PlanModel(
        model.slots, (*model.items[:item], only, *model.items[item + 1 :]), model.terms,
        model.horizon,
    )  # fmt: skip
    assert free - 1e-2 <= bound <= exact(told) + 1e-2
    fillings.loosen()
    fillings.converge(lambda _bound: True, close=0)
    assert fillings.value == pytest.approx(free, abs=1e-2)


@settings(max_examples=30, deadline=None)
@given(stays(), st.integers(0, 1000))
def test_plunges_end_in_plans_that_are_possible(model: PlanModel, seed: int) -> None:
    view = Nights(model)
    fillings = Fillings(view)
    fillings.converge(lambda _bound: True)
    fillings.remember()
    plunge = Plunge(fillings, view, random.Random(seed))
    best = first_plan(model, random.Random(seed), lambda: True)
    for rest in (0.2, 0.0, 1.0):
        plunge.rest = rest
        plan = plunge.down(best, float("inf"), lambda: 20.0)
        if plan is not None:
            value = evaluate(model, plan)
            assert not value.impossible
            assert exact(model) <= value.cost
    assert plan is not None
    assert value.cost == exact(model)
    assert plunge.down(best, float(exact(model)), lambda: 20.0) is None


def a_model(luck: random.Random) -> PlanModel:
    """Forty people over nine nights in eight rooms, six of them for one side at a time."""
    items = []
    for _ in range(40):
        start = luck.randrange(8)
        costs = {s: 2 * luck.randint(0, 20) for s in range(8)}
        items.append(Item(costs, start, luck.randint(start + 1, 9)))
    sexes = {i: luck.choice("FM") for i in range(40)}
    slots = tuple(Slot(r, luck.randint(2, 4)) for r in range(8))
    return PlanModel(slots, tuple(items), (Exclusive(sexes, frozenset(range(6))),), 9)


@settings(max_examples=40)
@given(model=stays(), seed=st.integers(0, 10**6))
def test_neighbourhoods_among_fillings_only_gain(model: PlanModel, seed: int) -> None:
    """Every plan they find is possible and better; without a better one they find none."""
    view, luck = Nights(model), random.Random(seed)
    best = first_plan(model, luck, lambda: True)
    if best is None:
        return
    fillings = Fillings(view)
    fillings.converge(lambda _bound: True)
    fillings.remember()
    regroup = Regroup(fillings, view, luck)
    for share in (0.5, MOST_SHARE, 1.0):
        regroup.share = share
        cost = evaluate(model, best).cost
        plan = regroup.step(best, cost, lambda: 20.0)
        assert (fillings.where < 0).all()
        if plan is not None:
            value = evaluate(model, plan)
            assert not value.impossible
            assert exact(model) <= value.cost < cost
            best = plan
    if evaluate(model, best).cost == exact(model):
        assert regroup.step(best, exact(model), lambda: 20.0) is None


def test_columns_of_a_plan_are_near_within_its_gap() -> None:
    """Whatever is told, no column of a plan is further from useful than the plan from the bound."""
    model = a_model(random.Random(4))
    view = Nights(model)
    fillings = Fillings(view)
    plan = first_plan(model, random.Random(1), lambda: True)
    assert plan is not None
    cost = evaluate(model, plan).cost
    fillings.add_plan(plan)
    for told in (0, 10, 30):
        fillings.fix({i: fillings.kind_of[plan[i]] for i in range(told)})
        bound = fillings.converge(lambda _bound: True, rounds=3)
        assert bound <= cost
        near = fillings.near(cost - bound)
        assert fillings.of_plan(plan) <= set(near)
        assert not fillings.off & set(near)


def test_a_better_plan_is_put_together_from_fillings() -> None:
    model = a_model(random.Random(4))
    view = Nights(model)
    fillings = Fillings(view)
    fillings.converge(lambda _bound: True)
    fillings.remember()
    best = first_plan(model, random.Random(1), lambda: True)
    assert best is not None
    first = evaluate(model, best).cost
    regroup = Regroup(fillings, view, random.Random(2))
    regroup.share = 0.8
    for _ in range(4):
        plan = regroup.step(best, evaluate(model, best).cost, lambda: 20.0)
        best = plan or best
    assert evaluate(model, best).cost < first


def test_forgotten_columns_change_no_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """After many plunges only the columns near the best prices are kept."""
    model = a_model(random.Random(4))
    view = Nights(model)
    fillings = Fillings(view)
    bound = fillings.converge(lambda _bound: True, close=0.01)
    fillings.remember()
    kept = len(fillings.columns) - 20
    monkeypatch.setattr("medcentre.placement.plan.columns.MOST_COLUMNS", kept)
    plunge = Plunge(fillings, view, random.Random(1))
    plunge.rest = 0.5
    best = plunge.down(None, float("inf"), lambda: 20.0)
    assert best is not None
    assert len(fillings.columns) < kept + 20
    again = fillings.converge(lambda _bound: True, close=0.01)
    assert again == pytest.approx(bound, abs=0.1)
    assert again <= evaluate(model, best).cost


def test_a_programme_goes_on_from_where_it_stood() -> None:
    master = Master()
    rows = [master.add_row(1.0, INFINITY), master.add_row(1.0, INFINITY)]
    both = master.add_column(3.0, rows, [1.0, 1.0])
    single = [master.add_column(2.0, [row], [1.0]) for row in rows]
    assert master.solve()
    stand = master.stand()
    assert stand.basic == [c for c in (both, *single) if c in stand.basic]
    master.bound_columns([both], 0.0, 0.0)
    master.add_column(9.0, rows, [1.0, 1.0])
    assert master.solve()
    assert master.value == pytest.approx(4)
    master.bound_columns([both], 0.0, INFINITY)
    master.return_to(stand)
    assert master.solve()
    assert master.value == pytest.approx(3)


def test_that_there_is_no_plan_is_proved() -> None:
    model = PlanModel((Slot(0, 1),), (Item({0: 1}, 0, 2), Item({0: 1}, 1, 2)), (), 2)
    solved = mip(Nights(model).build(everything(model), {}), 10)
    assert solved.values is None
    assert solved.optimal
