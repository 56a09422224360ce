"""ROS-14: fair share of nights, weekend days, holidays and hours, with the carried ledger."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor

from medcentre.rostering.facts import (
    Balance,
    DayKind,
    Level,
    Person,
    Problem,
    RosterCode,
    RuleId,
    Sheet,
)
from medcentre.rostering.plan import Counter, Tag
from medcentre.rostering.rules.frame import Frame, frame


@dataclass(frozen=True, slots=True)
class Share:
    """What falls to one person if everybody who can takes the same."""

    nights: float = 0
    weekends: float = 0
    holidays: float = 0
    minutes: float = 0


ROUNDS = 100
"""Rounds of balancing, posts and people in turn; hardly anything moves afterwards."""


@lru_cache(maxsize=8)
def shares(problem: Problem) -> Mapping[int, Share]:
    """The expected load of each person: every post's need split over those who could hold it.

    Somebody who may hold several posts cannot stand at all of them at once. So the parts are balanced:
    whoever would get more hours than the others of the group, for the days here and not on leave,
    takes a smaller part of each post, until the hours of those who can stand in for one another meet.
    """
    import numpy as np  # heavy: not needed before a month is judged

    view, size = frame(problem), len(problem.people)
    needs = list(_needs(view))
    place = {p.id: n for n, p in enumerate(problem.people)}
    who = np.array([place[i] for people, _ in needs for i in people], dtype=np.intp)
    need = np.array([n for n, (people, _) in enumerate(needs) for _ in people], dtype=np.intp)
    loads = np.array([load for _, load in needs], dtype=float).reshape(len(needs), 5)
    days = np.array([_days_here(view, p) for p in problem.people], dtype=float)
    names = [*dict.fromkeys(p.group for p in problem.people)]
    group = np.array([names.index(p.group) for p in problem.people], dtype=np.intp)
    weight, parts = np.ones(size), np.zeros(len(who))
    for _ in range(ROUNDS if len(who) else 0):
        whole = np.bincount(need, weight[who], minlength=len(needs))
        parts = np.minimum(weight[who] / whole[need], 1 / loads[need, 4])
        hours = np.bincount(who, parts * loads[need, 3], minlength=size)
        asked = hours > 0
        mean = np.bincount(group, hours) / np.maximum(np.bincount(group, days * asked), 1)
        aim = np.maximum(mean[group] * days, 1e-9)
        weight *= np.where(asked, aim / np.maximum(hours, 1e-9), 1)
        weight = np.clip(weight, 1e-6, 1e6)
    sums = [np.bincount(who, parts * loads[need, k], minlength=size) for k in range(4)]
    return {p.id: Share(*(float(x[n]) for x in sums)) for n, p in enumerate(problem.people)}


def _needs(view: Frame) -> Iterator[tuple[list[int], tuple[float, ...]]]:
    """Who could hold each post on each day, with nights, weekend days, holidays, minutes, number."""
    able: dict[tuple[str, int, bool], list[int]] = {}
    for post in view.problem.posts:
        for need in post.needs:
            shift = view.shifts[view.values[need.shift] - 1]
            for d, day in enumerate(view.days):
                count = view.need_on(post, need, d)[1]
                if not count:
                    continue
                key = (post.code, d, shift.is_night)
                if key not in able:
                    able[key] = _able(view, post.code, d, shift.is_night)
                legal = view.kinds[d] is DayKind.LEGAL_HOLIDAY
                units = (shift.is_night, day.weekday() >= 5, legal, shift.counted, 1)
                yield able[key], tuple(float(count * unit) for unit in units)


def _days_here(view: Frame, person: Person) -> int:
    """Days of the month somebody is here and not on leave."""
    return sum(
        view.is_here(person, day) and (person.id, d) not in view.leave_days
        for d, day in enumerate(view.days)
    )


def _able(view: Frame, post: str, day: int, night: bool) -> list[int]:
    when = view.days[day]
    return [
        p.id
        for p in view.problem.people
        if p.in_fairness
        and view.is_here(p, when)
        and (p.id, day) not in view.leave_days
        and not (night and (p.no_night or _is_protected(p, view, day)))
        and view.serves(p, view.posts[post], when)
    ]


def _is_protected(person: Person, view: Frame, day: int) -> bool:
    from medcentre.rostering.rules.person import protection

    return protection(person, view.days[day]) is not None


def fair_counters(view: Frame, person: Person) -> Iterator[Counter]:
    """Counters that cost once a person leaves the own share, twice as much one further on (T16)."""
    config = view.rules.get(RuleId.FAIR_SHARE)
    if config is None or not person.in_fairness:
        return
    share = shares(view.problem).get(person.id, Share())
    carried = view.ledger.get(person.id, Balance(person.id))
    ones = tuple([0] + [1] * len(view.shifts))
    nights = tuple([0] + [int(s.is_night) for s in view.shifts])
    weekend = tuple(i for i, d in enumerate(view.days) if d.weekday() >= 5)
    legal = tuple(i for i, k in enumerate(view.kinds) if k is DayKind.LEGAL_HOLIDAY)
    for code, units, days, part, more in (
        (RosterCode.UNFAIR_NIGHTS, nights, None, share.nights, carried.nights),
        (RosterCode.UNFAIR_WEEKENDS, ones, weekend, share.weekends, carried.weekends),
        (RosterCode.UNFAIR_HOLIDAYS, ones, legal, share.holidays, carried.holidays),
    ):
        if part <= 0 or days == ():
            continue
        aim = max(part - more, 0.0)
        low, high = floor(aim + 1e-6), ceil(aim - 1e-6)
        tag = Tag(config.rule, code, Level.INFO, (("low", low), ("high", high)))
        for step in (0, 1):
            yield Counter(tag, units, max(low - step, 0), high + step, config.weight, days, 0)


@dataclass(frozen=True, slots=True)
class FairRow:
    """One person's load in a month and how far from the mean of comparable people."""

    person: int
    nights: int
    weekends: int
    holidays: int
    minutes: int
    night_deviation: float
    weekend_deviation: float
    holiday_deviation: float
    minutes_deviation: int


def fair_rows(problem: Problem, sheet: Sheet) -> tuple[FairRow, ...]:
    """Load and deviation from the own share, for the columns of the sheet and the ledger.

    The share of a person is what the group really worked, split in proportion to what would have
    fallen to each (T17: nobody deviates when all have their share).
    """
    view = frame(problem)
    expected = shares(problem)
    loads = {p: _load(view, sheet.cells[i]) for i, p in enumerate(sheet.people)}
    by_group: dict[str, list[Person]] = {}
    for person in problem.people:
        if person.in_fairness:
            by_group.setdefault(person.group, []).append(person)
    aims: dict[int, list[float]] = {}
    for people in by_group.values():
        worked = [sum(loads[p.id][k] for p in people) for k in range(4)]
        parts = [sum(_part(expected[p.id], k) for p in people) for k in range(4)]
        for person in people:
            own = expected[person.id]
            aims[person.id] = [
                worked[k] * _part(own, k) / parts[k] if parts[k] else worked[k] / len(people)
                for k in range(4)
            ]
    rows = []
    for p in sheet.people:
        load, aim = loads[p], aims.get(p, [float(x) for x in loads[p]])
        gaps = [load[k] - aim[k] for k in range(4)]
        rows.append(FairRow(p, *load, gaps[0], gaps[1], gaps[2], round(gaps[3])))
    return tuple(rows)


def _part(share: Share, kind: int) -> float:
    return (share.nights, share.weekends, share.holidays, share.minutes)[kind]


def _load(view: Frame, cells: Sequence[str | None]) -> tuple[int, int, int, int]:
    nights = weekends = holidays = minutes = 0
    for d, code in enumerate(cells):
        if code is None or code not in view.values:
            continue
        shift = view.shifts[view.values[code] - 1]
        nights += shift.is_night
        weekends += view.days[d].weekday() >= 5
        holidays += view.kinds[d] is DayKind.LEGAL_HOLIDAY
        minutes += shift.counted
    return nights, weekends, holidays, minutes


def carry_ledger(problem: Problem, sheet: Sheet) -> tuple[Balance, ...]:
    """The fairness ledger after this month: what was carried plus this month's deviations (C13)."""
    old = {b.person: b for b in problem.history.ledger}
    return tuple(
        Balance(
            row.person,
            _kept(old, row.person, "nights") + row.night_deviation,
            _kept(old, row.person, "weekends") + row.weekend_deviation,
            _kept(old, row.person, "holidays") + row.holiday_deviation,
            round(_kept(old, row.person, "minutes")) + row.minutes_deviation,
            round(_kept(old, row.person, "period_minutes")) + row.minutes,
        )
        for row in fair_rows(problem, sheet)
    )


def _kept(old: Mapping[int, Balance], person: int, name: str) -> float:
    return float(getattr(old[person], name)) if person in old else 0.0
