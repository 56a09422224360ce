"""The general model of a roster: people, days, shift values and what must hold or costs.

The rules of the centre are declared in these few shapes and the same declaration is judged on the
sheet, obeyed by the solver and printed. A value is a small number: 0 is a day off, 1… the shift
types. A mask is a set of values as bits (`1 << value`). Weight None means: must hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

OFF = 0
HARD = 10_000_000
"""What one broken must costs when costs are summed; larger than any sum of wishes."""

Row = Sequence[int]


@dataclass(frozen=True, slots=True)
class Tag:
    """Where a requirement comes from: rule id (ROS-07), sentence code, level, facts for it."""

    rule: str = ""
    code: str = ""
    level: str = "warn"
    facts: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """One requirement not met: on which day, by how much, at what cost (None: a must)."""

    tag: Tag
    day: int
    amount: int
    cost: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """Values that cost something (or are impossible) for one person on one day."""

    tag: Tag
    day: int
    mask: int
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Length of unbroken runs of days whose value lies in `mask`; costs per day too many or few.

    `spans` groups days (weekends): a span counts when any of its days does. `carried` is the length
    of the run reaching in from before; `open_start`, `open_end`: runs that touch the border are
    never too short.
    """

    tag: Tag
    mask: int
    at_most: int | None = None
    at_least: int | None = None
    weight: int | None = None
    spans: tuple[tuple[int, ...], ...] | None = None
    carried: int = 0
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Values on consecutive days that are unwanted; `starts` None means from any day.

    A start before day 0 reaches into the carried days of the person.
    """

    tag: Tag
    masks: tuple[int, ...]
    weight: int | None = None
    starts: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """A sum over days of units by value that should stay within bounds.

    Costs `weight` for every `per` units (or part of it) outside. With `spans` (weekends) each group
    of days counts once, by its largest unit.
    """

    tag: Tag
    unit: tuple[int, ...]
    lo: int | None = None
    hi: int | None = None
    weight: int | None = None
    days: tuple[int, ...] | None = None
    base: int = 0
    per: int = 1
    spans: tuple[tuple[int, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the plan: the carried days (last is yesterday) and the requirements."""

    key: str
    before: tuple[int, ...] = ()
    cells: tuple[Cell, ...] = ()
    runs: tuple[Run, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    counters: tuple[Counter, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """How many of some people must hold certain values on certain days together."""

    tag: Tag
    people: tuple[int, ...]
    terms: tuple[tuple[int, int], ...]
    """Pairs of day and mask; a person counts once for each pair that matches."""
    lo: int | None = None
    hi: int | None = None
    under: int | None = None
    over: int | None = None
    base: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the solver needs to know about a month or a benchmark instance."""

    days: int
    values: int
    """Number of values, the day off included."""
    people: tuple[Member, ...]
    covers: tuple[Cover, ...]
    names: tuple[str, ...] = field(default=())
    """Names of the values, for explanations."""

    @property
    def all_mask(self) -> int:
        """Every value."""
        return (1 << self.values) - 1


def value_at(member: Member, row: Row, day: int) -> int | None:
    """The value on a day of the plan or of the carried days; None when unknown."""
    if day >= 0:
        return row[day]
    return member.before[day] if -day <= len(member.before) else None


def allowed_masks(plan: Plan, member: Member) -> list[int]:
    """For each day the values that no must-cell forbids."""
    masks = [plan.all_mask] * plan.days
    for cell in member.cells:
        if cell.weight is None:
            masks[cell.day] &= ~cell.mask
    return masks


def cell_breaches(cells: Sequence[Cell], row: Row) -> Iterator[Breach]:
    """Wishes and bans not kept."""
    for cell in cells:
        if cell.mask >> row[cell.day] & 1:
            yield Breach(cell.tag, cell.day, 1, cell.weight)


def _activity(run: Run, row: Row) -> list[bool]:
    if run.spans is None:
        return [bool(run.mask >> v & 1) for v in row]
    return [any(run.mask >> row[d] & 1 for d in span) for span in run.spans]


def run_breaches(run: Run, row: Row) -> Iterator[Breach]:
    """Runs too long (told on the last day of each) or too short (on the last day)."""
    active = _activity(run, row)
    length, count = run.carried, len(active)
    open_now = run.open_start and run.carried == 0
    for i in range(count + 1):
        if i < count and active[i]:
            length += 1
            continue
        touches_end = i == count
        started_at_border = open_now and length == i
        day = _run_day(run, max(i - 1, 0))
        # What last month already did too long is not this month's fault.
        carried = run.carried if i == 0 or length > i else 0
        if run.at_most is not None and length > max(run.at_most, carried):
            amount = length - max(run.at_most, carried)
            yield Breach(run.tag, day, amount, _cost(run.weight, amount))
        if (
            run.at_least is not None
            and 0 < length < run.at_least
            and not started_at_border
            and not (touches_end and run.open_end)
        ):
            amount = run.at_least - length
            yield Breach(run.tag, day, amount, _cost(run.weight, amount))
        length = 0


def _run_day(run: Run, index: int) -> int:
    return index if run.spans is None else run.spans[index][-1]


def _cost(weight: int | None, amount: int) -> int | None:
    return None if weight is None else weight * amount


def pattern_breaches(member: Member, pattern: Pattern, row: Row) -> Iterator[Breach]:
    """Occurrences of an unwanted pattern that touch the plan; told on their last day."""
    size = len(pattern.masks)
    for start in pattern_starts(member, pattern, len(row)):
        if all(
            mask >> (value_at(member, row, start + j) or 0) & 1
            for j, mask in enumerate(pattern.masks)
        ):
            yield Breach(pattern.tag, start + size - 1, 1, pattern.weight)


def pattern_starts(member: Member, pattern: Pattern, days: int) -> Iterator[int]:
    """Start days on which the pattern ends inside the plan and all its days are known."""
    size = len(pattern.masks)
    for start in range(max(1 - size, -len(member.before)), days - size + 1):
        if pattern.starts is None or start in pattern.starts:
            yield start


def counter_total(counter: Counter, row: Row) -> int:
    """The sum the counter looks at."""
    if counter.spans is not None:
        return counter.base + sum(max(counter.unit[row[d]] for d in s) for s in counter.spans)
    days = range(len(row)) if counter.days is None else counter.days
    return counter.base + sum(counter.unit[row[d]] for d in days)


def counter_breach(counter: Counter, total: int) -> int:
    """Units outside the bounds."""
    if counter.hi is not None and total > counter.hi:
        return total - counter.hi
    if counter.lo is not None and total < counter.lo:
        return counter.lo - total
    return 0


def counter_cost(counter: Counter, total: int) -> int | None:
    """Cost of a sum; None when a must is broken."""
    outside = counter_breach(counter, total)
    if not outside:
        return 0
    return None if counter.weight is None else counter.weight * -(-outside // counter.per)


def member_breaches(member: Member, row: Row) -> Iterator[Breach]:
    """Everything one person's row does not meet."""
    yield from cell_breaches(member.cells, row)
    for run in member.runs:
        yield from run_breaches(run, row)
    for pattern in member.patterns:
        yield from pattern_breaches(member, pattern, row)
    for counter in member.counters:
        total = counter_total(counter, row)
        if outside := counter_breach(counter, total):
            day = counter.days[-1] if counter.days else len(row) - 1
            yield Breach(counter.tag, day, outside, counter_cost(counter, total))


def member_cost(member: Member, row: Row) -> int:
    """The cost of a row, broken musts counted as `HARD`."""
    return sum(
        HARD * breach.amount if breach.cost is None else breach.cost
        for breach in member_breaches(member, row)
    )


def cover_count(cover: Cover, rows: Sequence[Row]) -> int:
    """How many are there."""
    return cover.base + sum(
        mask >> rows[p][day] & 1 for p in cover.people for day, mask in cover.terms
    )


def cover_cost_of(cover: Cover, count: int) -> int:
    """Cost of a number present, broken musts counted as `HARD`."""
    if cover.lo is not None and count < cover.lo:
        return (HARD if cover.under is None else cover.under) * (cover.lo - count)
    if cover.hi is not None and count > cover.hi:
        return (HARD if cover.over is None else cover.over) * (count - cover.hi)
    return 0


def cover_breach(cover: Cover, rows: Sequence[Row]) -> Breach | None:
    """What a cover lacks (positive amount) or has too much of (negative amount)."""
    count = cover_count(cover, rows)
    day = cover.terms[-1][0]
    if cover.lo is not None and count < cover.lo:
        return Breach(cover.tag, day, cover.lo - count, _cost(cover.under, cover.lo - count))
    if cover.hi is not None and count > cover.hi:
        return Breach(cover.tag, day, cover.hi - count, _cost(cover.over, count - cover.hi))
    return None


def plan_cost(plan: Plan, rows: Sequence[Row]) -> int:
    """The cost of a whole sheet, broken musts counted as `HARD`."""
    people = sum(member_cost(m, row) for m, row in zip(plan.people, rows, strict=True))
    return people + sum(cover_cost_of(c, cover_count(c, rows)) for c in plan.covers)
