"""What an exchange of shifts would break for either of the two people (T15)."""

from datetime import date

from medcentre.rostering.facts import Problem, RosterViolation, Sheet
from medcentre.rostering.rules.judge import Judge


def swap_violations(
    problem: Problem,
    sheet: Sheet,
    giver: int,
    given_day: date,
    taker: int,
    taken_day: date | None = None,
) -> tuple[RosterViolation, ...]:
    """Violations that are new once the shifts have changed hands; rules of both are checked."""
    table = Judge(problem, sheet)
    cells = {(a.person, a.day): a for a in sheet.assignments()}
    days = [d for d in (given_day, taken_day) if d is not None]

    def broken() -> list[RosterViolation]:
        found = [*table.of_person(giver), *table.of_person(taker)]
        for day in days:
            found += table.of_day(day)
        return found

    before = set(broken())
    given = cells[(giver, given_day)]
    back = cells[(taker, taken_day)] if taken_day else None
    table.put(giver, given_day, None)
    if back is not None and taken_day is not None:
        table.put(taker, taken_day, None)
    table.put(taker, given_day, given.shift, given.post)
    if back is not None and taken_day is not None:
        table.put(giver, taken_day, back.shift, back.post)
    return tuple(v for v in broken() if v not in before)
