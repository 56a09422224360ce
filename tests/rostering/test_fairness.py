"""ROS-14: the own share is one person's, however many posts somebody may hold."""

from dataclasses import replace
from datetime import timedelta

import pytest

from medcentre.rostering.facts import (
    Assignment,
    Group,
    Leave,
    Person,
    Post,
    PostNeed,
    Problem,
    Sheet,
)
from medcentre.rostering.rules.fairness import carry_ledger, fair_rows, shares
from medcentre.staff.facts import LeaveKind
from tests.rostering.small import house

POLICE = frozenset({Group.POLICE})
COMMAND = Post("command", "值班长", "Commander", POLICE, (PostNeed("P24", 1),), skill="command")
AREA = Post("police-A", "一区", "Area 1", POLICE, (PostNeed("P24", 1),), frozenset({"A"}))


def officers(*skilled: bool) -> Problem:
    """A month of officers for two posts; the skilled may hold both."""
    people = tuple(
        Person(
            n, f"岑晓{n}", Group.POLICE, contract="police_24",
            skills=frozenset({"command"}) if able else frozenset(),
            posts=("command", "police-A") if able else ("police-A",),
        )
        for n, able in enumerate(skilled, 1)
    )  # fmt: skip
    return replace(house(1), posts=(COMMAND, AREA), people=people)


def test_who_may_hold_two_posts_owes_no_more_than_the_others() -> None:
    problem = officers(*[True] * 4, *[False] * 4)
    nights = [share.nights for share in shares(problem).values()]
    assert nights == pytest.approx([2 * 31 / 8] * 8, abs=0.1)


def test_equal_turns_are_no_deviation_and_leave_nothing_in_the_ledger() -> None:
    """Every fourth day for all, two a day: one of them a commander."""
    problem = officers(*[True] * 4, *[False] * 4)
    days = problem.month.days()[:28]
    sheet = Sheet.of(
        problem,
        tuple(Assignment(who, d, "P24") for n, d in enumerate(days) for who in (1 + n % 4, 5 + n % 4)),
    )  # fmt: skip
    assert max(abs(r.night_deviation) for r in fair_rows(problem, sheet)) < 0.1
    assert max(abs(b.minutes) for b in carry_ledger(problem, sheet)) < 120


def test_a_share_never_passes_what_one_person_can_do() -> None:
    """Only one commander: the post falls to that one every day, and nothing else."""
    share = shares(officers(True, False, False))
    assert share[1].nights == pytest.approx(31, abs=0.5)
    assert share[2].nights == pytest.approx(15.5, abs=0.5)


def test_days_of_leave_lower_the_share() -> None:
    problem = officers(True, True, False, False)
    first = problem.month.first
    leave = Leave(4, LeaveKind.ANNUAL, first, first + timedelta(days=14))
    share = shares(replace(problem, leaves=(leave,)))
    assert share[4].nights < share[3].nights * 0.7
    assert sum(s.nights for s in share.values()) == pytest.approx(62, abs=0.1)
