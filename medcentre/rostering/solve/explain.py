"""Why no legal roster exists: which rules collide, for whom and when, and what would resolve it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ortools.sat.python import cp_model

from medcentre.rostering.facts import Problem, RosterCode, RuleId
from medcentre.rostering.plan import Cell, Cover, Member, Plan, Tag
from medcentre.rostering.rules.cover import covers
from medcentre.rostering.rules.frame import Frame, frame
from medcentre.rostering.solve.encode import Encoder
from medcentre.rostering.solve.month import month_plan, part_plan, parts

FIRM = Tag("")


class Remedy(StrEnum):
    """What would resolve a collision."""

    MORE_PEOPLE = "more_people"
    FEWER_NEEDED = "fewer_needed"
    MOVE_LEAVE = "move_leave"
    RENEW_CERTIFICATE = "renew_certificate"
    UNPIN = "unpin"
    RELAX_RULE = "relax_rule"


@dataclass(frozen=True, slots=True)
class Clash:
    """One requirement that takes part in a collision."""

    rule: str
    code: str
    people: tuple[str, ...]
    days: tuple[date, ...]
    facts: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A collision: requirements that cannot hold together; without any one of them they could.

    `lacking` is how many people short the posts are at least; `remedies` what would resolve it.
    """

    clashes: tuple[Clash, ...]
    lacking: int
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True)
class _Must:
    """A must with what it is about."""

    tag: Tag
    person: int | None
    days: tuple[int, ...]


def explain_month(problem: Problem, seconds: float = 20.0) -> tuple[Explanation, ...]:
    """Collisions that leave no legal roster, one for each group of people concerned at least.

    Musts are the strict rules and every minimum of error level. Empty when a legal roster exists
    or none could be disproved in time.
    """
    view = frame(problem)
    plan = month_plan(problem)
    plan = replace(plan, covers=(*_must_covers(plan.covers), *_must_covers(covers(view)[1])))
    found = []
    for cover in plan.covers:
        if not cover.people:
            found.append(_explained(view, plan, [_Must(cover.tag, None, (cover.terms[0][0],))], 1))
    for group in parts(plan):
        small = part_plan(plan, group)
        core = _core(small, [problem.people[p].id for p in group], seconds)
        if core:
            found.append(_explained(view, small, core, _lacking(small, core)))
    return tuple(found)


def _must_covers(found: Iterable[Cover]) -> list[Cover]:
    return [
        replace(c, under=None, hi=None)
        for c in found
        if c.tag.level == "error" and c.lo is not None
    ]


def _core(plan: Plan, ids: Sequence[int], seconds: float) -> list[_Must]:
    """A smallest set of musts that cannot hold together, empty when all can."""
    musts: dict[Tag, _Must] = {}
    people = tuple(_tagged(m, ids[i], musts) for i, m in enumerate(plan.people))
    numbered = tuple(_numbered(c, n, musts) for n, c in enumerate(plan.covers))
    encoder = Encoder(replace(plan, people=people, covers=numbered))
    encoder.guards = {}
    encoder.encode()
    model, guards = encoder.model, encoder.guards
    names = {g.index: tag for tag, g in guards.items()}
    core = list(guards.values())
    status, core = _refuted(model, core, seconds)
    if status != cp_model.INFEASIBLE:
        return []
    for literal in _order(core, names):
        trial = [g for g in core if g.index != literal.index]
        status, smaller = _refuted(model, trial, max(1.0, seconds / 10))
        if status == cp_model.INFEASIBLE:
            core = smaller
    return [musts[names[g.index]] for g in core]


def _order(core: list[cp_model.IntVar], names: dict[int, Tag]) -> list[cp_model.IntVar]:
    """Try to do without people's rules first: what remains should be about few."""
    return sorted(core, key=lambda g: names[g.index].code == RosterCode.POST_UNDER_MINIMUM)


def _refuted(
    model: cp_model.CpModel, assumed: list[cp_model.IntVar], seconds: float
) -> tuple[int, list[cp_model.IntVar]]:
    model.clear_assumptions()
    model.add_assumptions(assumed)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    status = solver.solve(model)
    if status != cp_model.INFEASIBLE:
        return int(status), assumed
    wanted = set(solver.sufficient_assumptions_for_infeasibility())
    return int(status), [g for g in assumed if g.index in wanted]


def _tagged(member: Member, person: int, musts: dict[Tag, _Must]) -> Member:
    """The member with tags that tell the person, and for cells one tag a rule and day."""

    def tag(old: Tag, days: tuple[int, ...]) -> Tag:
        new = replace(old, facts=(*old.facts, ("person", person), ("days", days)))
        musts[new] = _Must(old, person, days)
        return new

    cells = (
        replace(c, tag=FIRM if _is_firm(c.tag) else tag(c.tag, (c.day,)))
        for c in _strict_cells(member)
    )
    return replace(
        member,
        cells=tuple(cells),
        runs=tuple(replace(r, tag=tag(r.tag, ())) for r in member.runs if r.weight is None),
        patterns=tuple(replace(p, tag=tag(p.tag, ())) for p in member.patterns if p.weight is None),
        counters=tuple(replace(c, tag=tag(c.tag, ())) for c in member.counters if c.weight is None),
    )


def _is_firm(tag: Tag) -> bool:
    """What nobody would call a reason: shifts of other groups, shifts no post asks for."""
    return tag.code in {"", RosterCode.WRONG_GROUP_SHIFT}


def _strict_cells(member: Member) -> list[Cell]:
    return [c for c in member.cells if c.weight is None]


def _numbered(cover: Cover, number: int, musts: dict[Tag, _Must]) -> Cover:
    days = tuple(sorted({d for d, _ in cover.terms}))
    tag = replace(cover.tag, facts=(*cover.tag.facts, ("number", number), ("days", days)))
    musts[tag] = _Must(cover.tag, None, days)
    return replace(cover, tag=tag)


def _lacking(plan: Plan, core: Sequence[_Must]) -> int:
    """How many people the covers of the core are short of at least."""
    days = {d for must in core if must.person is None for d in must.days}
    tags = {must.tag for must in core if must.person is None}
    focus = tuple(
        replace(c, under=1) for c in plan.covers if c.tag in tags and c.terms[-1][0] in days
    )
    people = tuple(
        replace(m, cells=tuple(_strict_cells(m)), runs=tuple(r for r in m.runs if r.weight is None))
        for m in plan.people
    )
    bare = tuple(
        replace(
            m,
            patterns=tuple(p for p in m.patterns if p.weight is None),
            counters=tuple(c for c in m.counters if c.weight is None),
        )
        for m in people
    )
    encoded = Encoder(replace(plan, people=bare, covers=focus)).encode()
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = 5
    solver.parameters.num_workers = 1
    status = solver.solve(encoded.model)
    return round(solver.best_objective_bound) if status == cp_model.OPTIMAL else 0


def _explained(view: Frame, plan: Plan, core: Sequence[_Must], lacking: int) -> Explanation:
    names = {p.id: p.name for p in view.problem.people}
    grouped: dict[tuple[str, str, tuple[tuple[str, object], ...]], list[_Must]] = {}
    for must in core:
        grouped.setdefault((must.tag.rule, must.tag.code, must.tag.facts), []).append(must)
    clashes = tuple(
        Clash(
            rule,
            code,
            tuple(dict.fromkeys(names[m.person] for m in found if m.person is not None)),
            tuple(sorted({view.days[d] for m in found for d in m.days})),
            facts,
        )
        for (rule, code, facts), found in grouped.items()
    )
    return Explanation(clashes, lacking, tuple(_remedies(clashes)))


def _remedies(clashes: Sequence[Clash]) -> list[Remedy]:
    codes, rules = {c.code for c in clashes}, {c.rule for c in clashes}
    found = []
    if RosterCode.PINNED_CELL in codes:
        found.append(Remedy.UNPIN)
    if RosterCode.ON_LEAVE in codes:
        found.append(Remedy.MOVE_LEAVE)
    if RosterCode.CERTIFICATE_EXPIRED in codes:
        found.append(Remedy.RENEW_CERTIFICATE)
    if codes & {RosterCode.POST_UNDER_MINIMUM, RosterCode.COVER_MISSING}:
        found += [Remedy.MORE_PEOPLE, Remedy.FEWER_NEEDED]
    relaxable = {RuleId.WEEKLY_REST, RuleId.LONGEST_WORK, RuleId.REST, RuleId.NIGHT_BLOCKS}
    if rules & {str(r) for r in relaxable}:
        found.append(Remedy.RELAX_RULE)
    return found
