"""Demand from today's facts: watches, escorts, isolation and care levels raise minimums (C14)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil

from medcentre.rostering.facts import Demand, DemandReason, Group, Post


@dataclass(frozen=True, slots=True)
class Load:
    """One fact of the house that asks for people in a zone over some days, both included."""

    reason: DemandReason
    zone: str
    first: date
    last: date
    source: str = ""
    """`stay:12`, to be shown beside the higher number."""
    officers: int = 2
    """For an escort: how many officers go (ESC-02)."""


@dataclass(frozen=True, slots=True)
class LoadRule:
    """How a kind of fact becomes people: which group, on which shifts, how many facts a person."""

    reason: DemandReason
    group: Group
    per_person: int = 1
    """So many facts in one zone ask for one more person."""
    nights_too: bool = True
    usual: int = 0
    """So many facts in one zone the plan's own minimum already reckons with."""


LOAD_RULES = (
    LoadRule(DemandReason.CONSTANT_WATCH, Group.GUARD),
    LoadRule(DemandReason.ESCORT, Group.POLICE, nights_too=False),
    LoadRule(DemandReason.ISOLATION, Group.NURSE, per_person=4, usual=4),
    LoadRule(DemandReason.CARE_LEVEL, Group.NURSE, per_person=6, usual=8, nights_too=False),
)
"""A one-to-one watch takes a guard at all hours, an escort its officers by day, four isolated
residents of a zone beyond four one more nurse, six first-level residents beyond eight one by day."""


def demand_from(
    loads: Iterable[Load],
    posts: Iterable[Post],
    days: Iterable[date],
    night_shifts: frozenset[str],
    rules: tuple[LoadRule, ...] = LOAD_RULES,
) -> tuple[Demand, ...]:
    """More people for the posts of the zones concerned, each row with its reason.

    Loads of zones that no post of the group serves fall to the group's posts for the whole house;
    without any such post they make no demand.
    """
    known, all_loads = tuple(posts), tuple(loads)
    found: list[Demand] = []
    for day in days:
        today = [x for x in all_loads if x.first <= day <= x.last]
        for rule in rules:
            mine = [x for x in today if x.reason is rule.reason]
            for zone in dict.fromkeys(x.zone for x in mine):
                here = [x for x in mine if x.zone == zone]
                found += _for_zone(rule, zone, here, known, day, night_shifts)
    return tuple(found)


def _for_zone(
    rule: LoadRule,
    zone: str,
    loads: list[Load],
    posts: tuple[Post, ...],
    day: date,
    night_shifts: frozenset[str],
) -> Iterator[Demand]:
    post = _post_for(rule.group, zone, posts)
    if post is None:
        return
    if rule.reason is DemandReason.ESCORT:
        extra = sum(x.officers for x in loads)
    else:
        extra = ceil(max(len(loads) - rule.usual, 0) / rule.per_person)
    if not extra:
        return
    source = " ".join(x.source for x in loads if x.source)
    shifts = dict.fromkeys(n.shift for n in post.needs if day.weekday() in n.weekdays)
    for shift in shifts:
        if rule.nights_too or shift not in night_shifts or len(shifts) == 1:
            yield Demand(post.code, day, shift, extra, rule.reason, source)


def _post_for(group: Group, zone: str, posts: tuple[Post, ...]) -> Post | None:
    own = [p for p in posts if group in p.groups and zone in p.places]
    house = [p for p in posts if group in p.groups and not p.places and p.skill is None]
    return own[0] if own else house[0] if house else None
