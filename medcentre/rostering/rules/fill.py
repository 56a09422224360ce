"""Who could fill a gap of a post without breaking a must: free people, lightest load first (C12)."""

from dataclasses import dataclass
from datetime import date

from medcentre.rostering.facts import Level, Person, Post, RosterViolation
from medcentre.rostering.rules.fairness import fair_rows
from medcentre.rostering.rules.judge import Judge


@dataclass(frozen=True, slots=True)
class Filler:
    """Somebody who could come in; `broken` are new warnings, `gap` minutes above the own share."""

    person: Person
    broken: tuple[RosterViolation, ...]
    gap: int


def fillers(judge: Judge, post: Post, shift: str, day: date) -> tuple[Filler, ...]:
    """People free on a day who may serve a post on a shift; the sheet stays as it is."""
    kind = next(s for s in judge.problem.shifts if s.code == shift)
    gaps = {r.person: r.minutes_deviation for r in fair_rows(judge.problem, judge.sheet())}
    found = []
    for person in judge.problem.people:
        fits = not kind.groups or person.group in kind.groups
        if not fits or judge.cell(person.id, day) or not judge.view.serves(person, post, day):
            continue
        _, broken = judge.what_if(person.id, day, shift)
        broken = tuple(v for v in broken if v.level is not Level.INFO)
        if all(v.level is not Level.ERROR for v in broken):
            found.append(Filler(person, broken, gaps[person.id]))
    return tuple(sorted(found, key=lambda f: (len(f.broken), f.gap, f.person.id)))
