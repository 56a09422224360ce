"""A neighbourhood solved by branch and price: some people free, all others held as they are."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from medcentre.rostering.plan import Plan, Row, plan_cost
from medcentre.rostering.solve.columns import Relaxation, rounded
from medcentre.rostering.solve.dive import Dive, Rows
from medcentre.rostering.solve.rows import RowFinder

FAILURES = 8
"""How many ways may fail before a neighbourhood is given up."""

ROWS_EACH = 150
"""Known rows of each person it begins with."""


def held(plan: Plan, rows: Sequence[Row], chosen: Sequence[int]) -> Plan:
    """The plan of some people when all others keep their rows."""
    number = {p: i for i, p in enumerate(chosen)}
    covers = []
    for cover in plan.covers:
        own = tuple(number[p] for p in cover.people if p in number)
        if own:
            others = sum(
                mask >> rows[p][day] & 1
                for p in cover.people
                if p not in number
                for day, mask in cover.terms
            )
            covers.append(replace(cover, people=own, base=cover.base + others))
    people = tuple(plan.people[p] for p in chosen)
    return Plan(plan.days, plan.values, people, tuple(covers), plan.names)


def regroup(
    relaxation: Relaxation,
    finder: RowFinder,
    rows: Sequence[Row],
    chosen: Sequence[int],
    random: Random,
    deadline: float,
    over: Callable[[], bool],
) -> tuple[Rows | None, bool]:
    """A cheaper sheet by other rows for some people; and whether the part was settled for good."""
    plan = held(relaxation.plan, rows, chosen)
    own = [tuple(rows[p]) for p in chosen]
    best = plan_cost(plan, own)
    part = Relaxation(plan, finder.of(chosen, plan))
    part.start(own)
    number = {p: i for i, p in enumerate(chosen)}
    for column in relaxation.cheapest(ROWS_EACH, number):
        part.add(number[column.person], column.row, column.relaxed)
    part.improve(deadline, enough=best)
    found: Rows | None = None
    settled = rounded(part.bound) >= best
    while not settled and not over():
        dive = Dive(part.lean(best - 1 - part.bound, ROWS_EACH * len(chosen)), random, 0.1)
        better = dive.run(best - 1, FAILURES, over)
        cost = best if better is None else plan_cost(plan, better)
        if better is None or cost >= best:
            settled = dive.exhausted
            break
        found, best = better, cost
        settled = rounded(part.bound) >= best
    if found is None:
        return None, settled
    fresh = [tuple(row) for row in rows]
    for p, row in zip(chosen, found, strict=True):
        fresh[p] = row
    return fresh, settled
