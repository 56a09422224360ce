"""Who could take over a shift without breaking anything, for both people (T15)."""

from dataclasses import dataclass
from datetime import date

from medcentre.rostering.facts import Level, RosterViolation
from medcentre.rostering.rules.judge import Judge

_RANK = {Level.ERROR: 100, Level.WARN: 10, Level.INFO: 1}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who might take a shift; `gives` is the cell handed back in exchange, if any."""

    person: int
    gives: date | None
    broken: tuple[RosterViolation, ...]
    """What would newly be broken for either of the two or for the posts."""

    @property
    def is_legal(self) -> bool:
        """No new error for either side."""
        return not any(v.level is Level.ERROR for v in self.broken)

    @property
    def burden(self) -> int:
        """Orders candidates: fewer and lighter new violations first."""
        return sum(_RANK[v.level] for v in self.broken)


def judge_swap(
    judge: Judge, giver: int, day: date, taker: int, back: date | None = None
) -> tuple[RosterViolation, ...]:
    """What a swap would newly break for both people and for the posts of both days.

    The giver's shift of `day` goes to the taker; with `back` the taker's shift of that day comes
    in return. The taker's own shift of `day`, if there is one, goes to the giver. A shift takes its
    post along. The sheet stays as it is.
    """
    cells = [(giver, day), (taker, day)]
    if back is not None and back != day:
        cells += [(giver, back), (taker, back)]
    old = {cell: (judge.cell(*cell), judge.given(*cell)) for cell in cells}
    before = set(_concerned(judge, cells))
    for who, when in cells:
        other = taker if who == giver else giver
        judge.put(who, when, *old[other, when])
    broken = tuple(v for v in _concerned(judge, cells) if v not in before)
    for cell, before_it in old.items():
        judge.put(*cell, *before_it)
    return broken


def _concerned(judge: Judge, cells: list[tuple[int, date]]) -> list[RosterViolation]:
    people = dict.fromkeys(who for who, _ in cells)
    days = dict.fromkeys(when for _, when in cells)
    found = [v for who in people for v in judge.of_person(who)]
    return found + [v for when in judge.touched(days) for v in judge.of_day(when)]


def candidates(judge: Judge, giver: int, day: date) -> tuple[Candidate, ...]:
    """Everybody of the same group who could take the giver's shift of a day, best first.

    Only people free on that day or on another shift of it; nobody for whom it is not legal.
    """
    shift = judge.cell(giver, day)
    if shift is None:
        return ()
    group = next(p.group for p in judge.problem.people if p.id == giver)
    found = []
    for person in judge.problem.people:
        if person.id == giver or person.group is not group:
            continue
        if judge.cell(person.id, day) == shift:
            continue
        candidate = Candidate(person.id, None, judge_swap(judge, giver, day, person.id))
        if candidate.is_legal:
            found.append(candidate)
    return tuple(sorted(found, key=lambda c: (c.burden, c.person)))
