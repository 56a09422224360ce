"""How far the right to see rosters goes (domain.md 12.2, D22).

Finance sees hours and nothing else. Guards and auxiliaries see their own group. Everybody else who
holds the right sees the whole sheet, because every group stands on it.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.errors import NotPermitted
from medcentre.kernel.permissions import Actor, Data, approve, edit, matrix, view
from medcentre.rostering.commands import MonthSheet
from medcentre.rostering.facts import Group, Problem, Sheet, Ward

P = ParamSpec("P")
R = TypeVar("R")
Service = Callable[Concatenate[ServiceContext, P], R]

SEE = view(Data.ROSTERS)
HOURS = "hours"
"""Qualifier of a view right: the hours report and nothing else."""

OWN = "own"
"""Qualifier of a view right: the own group."""


def _reaches(actor: Actor) -> set[str]:
    """How far each role of somebody sees rosters; empty text: without limit."""
    if not actor.qualifier(SEE):
        return {""}
    return {cells[SEE] for role in actor.roles if SEE in (cells := matrix().get(role, {}))}


def sees_hours_only(actor: Actor) -> bool:
    """Whether somebody may see the hours report only."""
    return _reaches(actor) == {HOURS}


def groups_seen(actor: Actor) -> frozenset[Group] | None:
    """The groups somebody sees on the sheet; None: all of them."""
    plans = actor.may(edit(Data.ROSTERS)) or actor.may(approve(Data.ROSTERS))
    reach = _reaches(actor)
    if plans or OWN not in reach or not reach <= {OWN, HOURS}:
        return None
    return frozenset(g for g in Group if g.value in {str(r) for r in actor.roles})


def sees_all_hours(actor: Actor) -> bool:
    """Whether somebody sees everybody's hours: wages are reckoned for all groups."""
    return groups_seen(actor) is None or HOURS in _reaches(actor)


def sheet_reads(func: Service[P, R]) -> Service[P, R]:
    """A view of the roster itself: refused to those who see hours only."""

    @wraps(func)
    def wide(ctx: ServiceContext, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if sees_hours_only(ctx.actor):
            raise NotPermitted(permission=str(SEE), actor=ctx.actor.name)
        return func(ctx, *args, **kwargs)

    return reads(SEE)(wide)


def seen_by(actor: Actor, data: MonthSheet) -> MonthSheet:
    """The part of a month somebody may see, judged by itself: own people, their posts and cover."""
    groups = groups_seen(actor)
    if groups is None:
        return data
    old = data.problem
    people = tuple(p for p in old.people if p.group in groups)
    ids = {p.id for p in people}
    rows = [n for n, who in enumerate(data.sheet.people) if who in ids]
    problem = replace(
        _of_groups(old, groups, ids),
        people=people,
        ward=Ward(),
    )
    sheet = Sheet(
        data.sheet.month,
        tuple(data.sheet.people[n] for n in rows),
        tuple(data.sheet.cells[n] for n in rows),
        tuple(data.sheet.posts[n] for n in rows) if data.sheet.posts else (),
    )
    return replace(
        data, problem=problem, sheet=sheet,
        pinned=frozenset(c for c in data.pinned if c[0] in ids),
        changed=frozenset(c for c in data.changed if c[0] in ids),
    )  # fmt: skip


def _of_groups(problem: Problem, groups: frozenset[Group], ids: set[int]) -> Problem:
    posts = tuple(p for p in problem.posts if p.groups <= groups)
    codes = {p.code for p in posts}
    return replace(
        problem,
        posts=posts,
        covers=tuple(c for c in problem.covers if c.groups <= groups),
        leaves=tuple(x for x in problem.leaves if x.person in ids),
        engagements=tuple(x for x in problem.engagements if x.person in ids),
        wishes=tuple(x for x in problem.wishes if x.person in ids),
        pins=tuple(x for x in problem.pins if x.person in ids),
        pinned_free=tuple(x for x in problem.pinned_free if x.person in ids),
        demand=tuple(d for d in problem.demand if d.post in codes),
    )
