"""Laws of the engine: row graphs, CP-SAT encoding and the judge tell the same story."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import product
from random import Random
from time import monotonic

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from medcentre.rostering.plan import (
    HARD,
    Cell,
    Counter,
    Cover,
    Member,
    Pattern,
    Plan,
    Run,
    Tag,
    member_cost,
    plan_cost,
)
from medcentre.rostering.rules.judge import Judge
from medcentre.rostering.solve.automata import FORBIDDEN
from medcentre.rostering.solve.columns import Relaxation
from medcentre.rostering.solve.dive import Dive
from medcentre.rostering.solve.encode import Encoder
from medcentre.rostering.solve.narrow import narrow
from medcentre.rostering.solve.rows import RowFinder
from medcentre.rostering.solve.search import Limits, Search, never
from tests.rostering.small import DECEMBER, house

DAYS, VALUES = 6, 3


@st.composite
def members(draw: Callable[..., int]) -> Member:
    """Somebody with a few requirements of every shape."""
    random = Random(draw(st.integers(0, 10**9)))
    before = tuple(random.randrange(VALUES) for _ in range(random.choice((0, 0, 3))))

    weight, mask = (
        partial(random.choice, (None, 1, 3, 7)),
        partial(random.randrange, 1, 1 << VALUES),
    )

    def run() -> Run:
        where = mask()
        carried = 0
        for value in reversed(before):
            if not where >> value & 1:
                break
            carried += 1
        most = random.random() < 0.5
        spans = ((1, 2), (4, 5)) if random.random() < 0.25 else None
        return Run(
            Tag(), where, random.randrange(1, 5) if most else None,
            None if most else random.randrange(2, 5), weight(), spans,
            0 if spans else carried, random.random() < 0.5, random.random() < 0.5,
        )  # fmt: skip

    def pattern() -> Pattern:
        size = random.choice((2, 2, 3))
        starts = None if random.random() < 0.6 else frozenset(range(-1, DAYS, 2))
        return Pattern(Tag(), tuple(mask() for _ in range(size)), weight(), starts)

    def counter() -> Counter:
        spans = ((1, 2), (4, 5)) if random.random() < 0.3 else None
        units = (0, 1, 1) if spans else (0, random.randrange(1, 9), random.randrange(1, 9))
        days = None if spans or random.random() < 0.6 else (0, 2, 3)
        low = None if spans else random.choice((None, 3, 8))
        per = 1 if spans else random.choice((1, 4))
        return Counter(
            Tag(), units, low, random.choice((1, 12)) if spans else random.choice((None, 9, 15)),
            weight(), days, random.choice((0, 0, 2)) if not spans else 0, per, spans,
        )  # fmt: skip

    return Member(
        "x",
        before,
        tuple(
            Cell(Tag(), random.randrange(DAYS), random.randrange(1, (1 << VALUES) - 1), weight())
            for _ in range(random.randrange(3))
        ),
        tuple(run() for _ in range(random.randrange(4))),
        tuple(pattern() for _ in range(random.randrange(3))),
        tuple(counter() for _ in range(random.randrange(3))),
    )


@given(members(), st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_row_graph_finds_the_cheapest_row(member: Member, seed: int) -> None:
    plan = Plan(DAYS, VALUES, (member,), ())
    random = Random(seed)
    price = np.array([[random.randrange(5) for _ in range(VALUES)] for _ in range(DAYS)], float)
    best = min(
        member_cost(member, row) + sum(price[d][v] for d, v in enumerate(row))
        for row in product(range(VALUES), repeat=DAYS)
    )
    found = RowFinder(plan).best(0, price)
    if best >= HARD:
        assert not found
        return
    cost, row = found[0]
    assert cost == best
    assert member_cost(member, row) + sum(price[d][v] for d, v in enumerate(row)) == best


@given(members(), st.integers(0, 10**6), st.integers(2, 6))
@settings(max_examples=60, deadline=None)
def test_row_graph_also_tells_the_next_cheapest_rows(member: Member, seed: int, want: int) -> None:
    random = Random(seed)
    price = np.array([[random.randrange(5) for _ in range(VALUES)] for _ in range(DAYS)], float)
    costs = {
        row: member_cost(member, row) + sum(price[d][v] for d, v in enumerate(row))
        for row in product(range(VALUES), repeat=DAYS)
    }
    possible = sorted(c for c in costs.values() if c < HARD)
    found = RowFinder(Plan(DAYS, VALUES, (member,), ())).best(0, price, want)
    told = [cost for cost, _ in found]
    assert told == [costs[row] for _, row in found] == sorted(told)
    assert len({row for _, row in found}) == len(found) <= want
    assert told[:2] == possible[:2]


@given(members())
@settings(max_examples=60, deadline=None)
def test_through_tells_the_cheapest_row_with_each_value(member: Member) -> None:
    finder = RowFinder(Plan(DAYS, VALUES, (member,), ()))
    through = finder.graph(0).through(finder.fixed_price[0])
    costs = {row: member_cost(member, row) for row in product(range(VALUES), repeat=DAYS)}
    for d in range(DAYS):
        for v in range(VALUES):
            best = min(c for row, c in costs.items() if row[d] == v)
            if best < HARD:
                assert through[d][v] == best
            else:
                assert through[d][v] >= FORBIDDEN / 2


@given(members(), members(), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_encoding_prices_a_sheet_as_the_plan_does(one: Member, two: Member, seed: int) -> None:
    random = Random(seed)
    covers = tuple(
        Cover(Tag(), (0, 1), ((d, 2), (d + 1, 4)), random.choice((None, 1, 2)), 1,
              random.choice((None, 5)), 2)
        for d in range(DAYS - 1)
    )  # fmt: skip
    plan = Plan(DAYS, VALUES, (one, two), covers)
    rows = [tuple(random.randrange(VALUES) for _ in range(DAYS)) for _ in range(2)]
    encoded = Encoder(plan, rows, soften=HARD).encode()
    possible = True
    for p, days in encoded.x.items():
        for d, cells in enumerate(days):
            possible = possible and rows[p][d] in cells
            for v, var in cells.items():
                encoded.model.add(var == (v == rows[p][d]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(encoded.model)
    assert (status == cp_model.OPTIMAL) == possible
    if possible:
        assert round(solver.objective_value) == plan_cost(plan, rows)


def pair(one: Member, two: Member) -> tuple[Plan, int | None]:
    """A plan of two people who would best never work together, and its cost found by trying all."""
    covers = tuple(Cover(Tag(), (0, 1), ((d, 6),), 1, 1, 9, 2) for d in range(DAYS))
    plan = Plan(DAYS, VALUES, (one, two), covers)
    cheap = [
        [x for x in ((member_cost(m, r), r) for r in product(range(VALUES), repeat=DAYS)) if x[0] < HARD]
        for m in plan.people
    ]  # fmt: skip
    costs = (
        a + b + sum(9 * max(1 - n, 0) + 2 * max(n - 1, 0) for n in present(r, s))
        for a, r in cheap[0]
        for b, s in cheap[1]
    )
    return plan, min(costs, default=None)


@given(members(), members())
@settings(max_examples=12, deadline=None)
def test_search_finds_the_optimum_and_its_bound_is_true(one: Member, two: Member) -> None:
    plan, best = pair(one, two)
    if best is None:
        return
    result = Search(plan, Limits(10, workers=1, rounds=10)).run()
    assert result.bound <= best == result.best


@given(members(), members(), st.integers(0, 10**6))
@settings(max_examples=12, deadline=None)
def test_a_dive_finds_the_optimum_and_proves_that_nothing_is_cheaper(
    one: Member, two: Member, seed: int
) -> None:
    plan, best = pair(one, two)
    if best is None:
        return
    finder = RowFinder(plan)
    relaxation = Relaxation(plan, finder)
    relaxation.start([finder.best(p, np.zeros((DAYS, VALUES)))[0][1] for p in range(2)])
    assert relaxation.improve(monotonic() + 60)

    def dive(target: int) -> tuple[Dive, list[tuple[int, ...]] | None]:
        lean = relaxation.lean(max(target - relaxation.bound, 0.0), 100)
        found = Dive(lean, Random(seed), 0.2)
        return found, found.run(target, 10_000, never)

    below, nothing = dive(best - 1)
    assert nothing is None
    assert below.exhausted
    _, rows = dive(best)
    assert rows is not None
    assert plan_cost(plan, rows) == best


def present(one: tuple[int, ...], two: tuple[int, ...]) -> list[int]:
    """How many of two people work on each day."""
    return [(a > 0) + (b > 0) for a, b in zip(one, two, strict=True)]


@given(members())
@settings(max_examples=60, deadline=None)
def test_narrow_plans_cost_the_same(member: Member) -> None:
    cells = (*member.cells, *(Cell(Tag(), d, 2) for d in range(DAYS)))
    plan = Plan(DAYS, VALUES, (replace(member, cells=cells),), ())
    small = narrow(plan)
    for row in product(range(small.plan.values), repeat=DAYS):
        assert plan_cost(small.plan, [row]) == plan_cost(plan, small.widen([row]))
        assert small.shrink(small.widen([row])) == [row]


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 30), st.sampled_from("APN-")), min_size=1, max_size=25))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_judging_cell_by_cell_is_judging_the_sheet(changes: list[tuple[int, int, str]]) -> None:
    problem = house(6)
    judge = Judge(problem)
    days = DECEMBER.days()
    for person, d, code in changes:
        judge.put(person, days[d], None if code == "-" else code)
    again = Judge(problem, replace(judge.sheet(), posts=()))
    assert judge.violations == again.violations


@given(st.integers(1, 6), st.integers(0, 30), st.sampled_from("APN"))
@settings(max_examples=40, deadline=None)
def test_what_if_leaves_the_sheet_and_tells_what_putting_does(
    person: int, d: int, code: str
) -> None:
    problem = house(6)
    judge, day = Judge(problem), DECEMBER.days()[d]
    before = judge.violations
    gone, new = judge.what_if(person, day, code)
    assert judge.violations == before
    judge.put(person, day, code)
    assert set(judge.violations) == (set(before) - set(gone)) | set(new)
