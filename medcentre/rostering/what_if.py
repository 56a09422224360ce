"""What exchanging two cells would break (C12): two people on a day, or two days of one person."""

from collections.abc import Sequence
from datetime import date

from medcentre.rostering.facts import RosterViolation
from medcentre.rostering.rules.judge import Judge

Place = tuple[int, date]
"""Person and day."""


def exchange_verdict(judge: Judge, first: Place, second: Place) -> tuple[RosterViolation, ...]:
    """Violations that are new once the two cells have changed places; the sheet stays as it is."""
    places = (first, second)
    old = {place: judge.cell(*place) for place in places}
    posts = judge.sheet()
    given = {place: _post(posts.people, posts.posts, judge, place) for place in places}
    before = set(_near(judge, places))
    judge.put(*first, old[second])
    judge.put(*second, old[first])
    broken = tuple(v for v in _near(judge, places) if v not in before)
    for place in places:
        judge.put(*place, old[place], given[place])
    return broken


def _post(
    people: Sequence[int],
    posts: Sequence[Sequence[str | None]],
    judge: Judge,
    place: Place,
) -> str | None:
    return posts[people.index(place[0])][judge.view.days.index(place[1])]


def _near(judge: Judge, places: Sequence[Place]) -> list[RosterViolation]:
    people = dict.fromkeys(who for who, _ in places)
    days = judge.touched(dict.fromkeys(day for _, day in places))
    found = [v for who in people for v in judge.of_person(who)]
    return found + [v for day in days for v in judge.of_day(day)]
