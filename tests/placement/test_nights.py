"""Plans over many nights: rows, prices, neighbourhoods against trying everything."""

import contextlib
import math
import multiprocessing
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcentre.placement.plan import anneal
from medcentre.placement.plan.crew import Worker, wait_for
from medcentre.placement.plan.first import first_plan
from medcentre.placement.plan.highs import mip, relax
from medcentre.placement.plan.linear import whole
from medcentre.placement.plan.model import Apart, Exclusive, Item, PlanModel, Slot, evaluate
from medcentre.placement.plan.nights import Nights, fits
from medcentre.placement.plan.nightwork import Said
from medcentre.placement.plan.prover import prove
from medcentre.placement.plan.resettle import Resettler
from medcentre.placement.plan.search import Progress, solve
from medcentre.placement.plan.solvers import first_order, lagrangian
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
    values = {i: luck.choice("FM") for i in range(count)}
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


@settings(max_examples=4, deadline=None)
@given(stays())
def test_large_plans_over_nights_are_searched_to_the_best_and_proved(model: PlanModel) -> None:
    outcome = solve(model, 60, small=0)
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
    outcome = solve(model, 60, small=0)
    assert (outcome.value.cost, outcome.bound) == (18, 18)
    assert exact(model) == 18


def test_a_worker_proves_the_bound_and_is_gone_when_ended() -> None:
    items = tuple(Item({0: 4, 1: 10}, 0, 1) for _ in range(3))
    model = PlanModel((Slot(0, 2), Slot(1, 2)), items, (), 2)
    worker = Worker(prove, Nights(model).build(everything(model), {}), math.inf, 20)
    said: list[Said] = []
    while not worker.over:
        wait_for([worker], 20)
        said += worker.heard()
    worker.end()
    last = said[-1]
    assert last.places is not None
    assert last.bound is not None
    assert (evaluate(model, last.places).cost, round(last.bound)) == (18, 18)
    early = Worker(prove, Nights(model).build(everything(model), {}), math.inf, 20)
    pid = early.pid
    assert pid is not None
    early.end()
    assert not alive(pid)


def test_a_proof_says_no_more_than_the_known_cost_allows() -> None:
    """It looks only at what is better than the known plan, so nothing above that is proved."""
    model = PlanModel((Slot(0, 2), Slot(1, 2)), (Item({0: 4, 1: 10}, 0, 1),) * 3, (), 2)
    here, there = multiprocessing.Pipe()
    prove(there, Nights(model).build(everything(model), {}), 17, 20)
    there.close()
    said: list[Said] = []
    with contextlib.suppress(EOFError):
        while True:
            said.append(here.recv())
    assert all(isinstance(s, Said) for s in said)
    assert said[-1].bound == 17


def test_plans_that_nights_do_not_fit_hear_their_prover() -> None:
    """Of several nights, with rows of company: searched by rooms, proved by branch and cut."""
    costs = ({0: 0, 1: 1, 2: 6}, {0: 0, 1: 5, 2: 3}, {0: 2, 1: 0, 2: 4}, {0: 3, 1: 2, 2: 0})
    items = tuple(Item(c, i % 2, 2) for i, c in enumerate(costs))
    rooms = (frozenset({0}), frozenset({1}), frozenset({2}))
    terms = (Apart(0, 1, rooms), Exclusive({0: "F", 1: "F", 2: "M", 3: "M"}))
    model = PlanModel((Slot(0, 2), Slot(1, 2), Slot(2, 1)), items, terms, 2)
    outcome = solve(model, 20, small=0)
    assert not fits(model)
    assert (outcome.value.cost, outcome.bound) == (exact(model), exact(model))


def alive(pid: int) -> bool:
    """Whether a process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def busy(days: int = 14, rooms: int = 40, people: int = 320) -> PlanModel:
    """A plan that keeps every solver occupied for a long time."""
    luck = random.Random(5)
    items = []
    for _ in range(people):
        start = luck.randrange(days - 1)
        costs = {s: 2 * luck.randint(0, 20) for s in range(rooms)}
        items.append(Item(costs, start, min(days, start + luck.randint(1, 6))))
    sexes = {i: luck.choice("FM") for i in range(people)}
    slots = tuple(Slot(r, luck.choice((2, 4))) for r in range(rooms))
    return PlanModel(slots, tuple(items), (Exclusive(sexes, frozenset(range(rooms))),), days)


def test_a_stop_is_asked_for_all_the_time_and_ends_the_workers() -> None:
    """The answer counts whatever the workers are busy with: no plan, no bound is needed for it."""
    asked: list[Progress] = []
    before = set(multiprocessing.active_children())

    def report(progress: Progress) -> bool:
        asked.append(progress)
        return len(asked) < 6

    outcome = solve(busy(), 600, report=report)
    assert len(asked) < 12
    assert outcome.seconds < 300
    assert set(multiprocessing.active_children()) == before


def test_a_search_told_to_stop_by_an_error_raises_it() -> None:
    def report(_progress: Progress) -> bool:
        raise LookupError("the page is gone")

    with pytest.raises(LookupError, match="gone"):
        solve(busy(people=60), 600, report=report)
    assert multiprocessing.active_children() == []


ENDING = """
import multiprocessing, sys, threading, time
from medcentre.placement.plan.centre import Scope, translate
from medcentre.placement.plan.search import Progress, solve
from tests.placement.test_nights import busy
from tests.placement.worlds import big_world

if __name__ == "__main__":
    def long():
        return solve(busy(), 600)

    def large():
        model = translate(big_world(112, 0.93, 1, shuffle=True).snapshot(), Scope()).model
        return solve(model, 600, start=model.current())

    daemon = sys.argv[2] == "daemon"
    threading.Thread(target={"long": long, "large": large}[sys.argv[1]], daemon=daemon).start()
    wanted = 2 if sys.argv[1] == "long" else 0
    while len(multiprocessing.active_children()) < wanted:
        time.sleep(0.05)
    time.sleep(float(sys.argv[3]))
    print(*[p.pid for p in multiprocessing.active_children()], flush=True)
"""


@pytest.mark.parametrize(("kind", "thread", "wait"), [
    ("long", "daemon", "1.5"), ("long", "joined", "0"), ("large", "daemon", "0.7"),
])  # fmt: skip
def test_a_program_that_ends_while_a_plan_runs_ends_quietly(
    kind: str, thread: str, wait: str, tmp_path: Path
) -> None:
    script = tmp_path / "ending.py"
    script.write_text(ENDING, "utf-8")
    ended = subprocess.run(
        [sys.executable, str(script), kind, thread, wait],
        capture_output=True, text=True, check=False, timeout=200,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    assert not [pid for pid in ended.stdout.split() if alive(int(pid))]
    count = len(ended.stdout.split())
    assert count == 2 if kind == "long" else count <= 1, (
        "the worker of one night may not be there yet"
    )


@settings(max_examples=15, deadline=None)
@given(stays())
def test_bounds_told_on_the_way_are_never_above_the_best(model: PlanModel) -> None:
    """Nor are they with a plan to begin with, be it a whole solution."""
    view = Nights(model)
    linear = view.build(everything(model), {})
    first = first_plan(model, random.Random(1), lambda: True)
    assert first is not None
    for hint in (None, view.hint(linear, first)):
        told: list[float] = []
        solved = mip(linear, 10, hint, on_bound=told.append)
        assert max([*told, solved.bound]) <= exact(model) + 1e-6


@settings(max_examples=20, deadline=None)
@given(stays(), st.integers(0, 1000))
def test_a_hint_is_a_whole_solution(model: PlanModel, seed: int) -> None:
    view = Nights(model)
    places = first_plan(model, random.Random(seed), lambda: True)
    assert places is not None
    linear = view.build(everything(model), {}, tight=True)
    hint = view.hint(linear, places)
    assert sorted(hint) == list(range(len(linear.upper)))
    for row, low, high in linear.rows:
        assert low <= sum(k * hint[c] for c, k in row.items()) <= high
