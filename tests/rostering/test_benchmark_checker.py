"""The checker of the public benchmarks against the engine, on tiny files of our own."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcentre.rostering.plan import HARD, plan_cost
from medcentre.rostering.solve.search import Limits, Search
from tests.benchmarks.rosters import best_known, checked, read

DATA = Path(__file__).parent / "data"
FILES = ("tiny.txt", "tiny.xml", "long_weekend.xml")


@pytest.mark.parametrize("name", FILES)
def test_engine_and_checker_price_the_same(name: str) -> None:
    instance = read(DATA / name)
    plan = instance.plan

    @given(st.integers(0, 10**9))
    @settings(max_examples=60, deadline=None)
    def priced(seed: int) -> None:
        random = Random(seed)
        rows = [[random.randrange(plan.values) for _ in range(plan.days)] for _ in plan.people]
        cost, broken = checked(DATA / name, instance, rows)
        ours = plan_cost(plan, rows)
        assert ours % HARD == cost
        assert (ours >= HARD) == (broken > 0)

    priced()


@pytest.mark.parametrize("name", FILES)
def test_search_reaches_its_own_bound(name: str) -> None:
    instance = read(DATA / name)
    result = Search(instance.plan, Limits(20, workers=1, rounds=60)).run()
    cost, broken = checked(DATA / name, instance, result.rows)
    assert (cost, broken) == (result.best, 0)
    assert result.bound <= result.best


def test_best_known_is_found_by_name_only() -> None:
    assert best_known("Instance8") == 1300
    assert best_known("sprint_late02") == 42
    assert best_known("tiny") is None
