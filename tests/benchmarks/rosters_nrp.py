"""NRP instances ("shift scheduling" of Curtois and Qu) into the engine's plan."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from medcentre.rostering.plan import Cell, Counter, Cover, Member, Pattern, Plan, Run, Tag


@dataclass
class Instance:
    """A plan with the names its values and people have in the file."""

    name: str
    plan: Plan
    shifts: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)


def sections(path: Path) -> dict[str, list[str]]:
    """Lines by section, comments left out."""
    found: dict[str, list[str]] = {}
    name = ""
    for raw in path.read_text("utf-8").splitlines():
        line = raw.strip()
        if line.startswith("SECTION_"):
            name = line
            found[name] = []
        elif line and not line.startswith("#"):
            found[name].append(line)
    return found


def read(path: Path) -> Instance:
    """An instance as a plan; value i + 1 is the i-th shift of the file."""
    parts = sections(path)
    days = int(parts["SECTION_HORIZON"][0])
    shifts = [line.split(",") for line in parts["SECTION_SHIFTS"]]
    value = {s[0]: i + 1 for i, s in enumerate(shifts)}
    minutes = (0, *(int(s[1]) for s in shifts))
    patterns = tuple(
        Pattern(Tag("succession"), (1 << value[s[0]], _mask(value, s[2]))) for s in shifts if s[2]
    )
    staff = [line.split(",") for line in parts["SECTION_STAFF"]]
    cells: dict[str, list[Cell]] = {row[0]: list(_limits(row, value, days)) for row in staff}
    for line in parts.get("SECTION_DAYS_OFF", []):
        who, *off = line.split(",")
        work = (1 << len(minutes)) - 2
        cells[who] += [Cell(Tag("day off"), int(d), work) for d in off]
    everything = (1 << len(minutes)) - 1
    for line in parts.get("SECTION_SHIFT_ON_REQUESTS", []):
        who, day, shift, weight = line.split(",")
        mask = everything & ~(1 << value[shift])
        cells[who].append(Cell(Tag("on request"), int(day), mask, int(weight)))
    for line in parts.get("SECTION_SHIFT_OFF_REQUESTS", []):
        who, day, shift, weight = line.split(",")
        cells[who].append(Cell(Tag("off request"), int(day), 1 << value[shift], int(weight)))
    people = tuple(
        Member(
            row[0],
            cells=tuple(cells[row[0]]),
            runs=tuple(_runs(row, len(minutes))),
            patterns=patterns,
            counters=tuple(_counters(row, value, minutes, days)),
        )
        for row in staff
    )
    covers = []
    for line in parts["SECTION_COVER"]:
        day, shift, need, under, over = line.split(",")
        covers.append(
            Cover(
                Tag("cover"),
                tuple(range(len(people))),
                ((int(day), 1 << value[shift]),),
                int(need),
                int(need),
                int(under),
                int(over),
            )
        )
    plan = Plan(days, len(minutes), people, tuple(covers))
    return Instance(path.stem, plan, [s[0] for s in shifts], [row[0] for row in staff])


def _mask(value: dict[str, int], names: str) -> int:
    return sum(1 << value[n] for n in names.split("|"))


def _limits(row: list[str], value: dict[str, int], days: int) -> Iterator[Cell]:
    for part in row[1].split("|"):
        shift, most = part.split("=")
        if int(most) == 0:
            for d in range(days):
                yield Cell(Tag("shift not allowed"), d, 1 << value[shift])


def _runs(row: list[str], values: int) -> Iterator[Run]:
    work = (1 << values) - 2
    longest, shortest, off = (int(x) for x in row[4:7])
    yield Run(Tag("longest work"), work, at_most=longest)
    if shortest > 1:
        tag = Tag("shortest work")
        yield Run(tag, work, at_least=shortest, open_start=True, open_end=True)
    if off > 1:
        tag = Tag("shortest free")
        yield Run(tag, 1, at_least=off, open_start=True, open_end=True)


def _counters(
    row: list[str], value: dict[str, int], minutes: tuple[int, ...], days: int
) -> Iterator[Counter]:
    for part in row[1].split("|"):
        shift, most = part.split("=")
        if 0 < int(most) < days:
            units = tuple(int(v == value[shift]) for v in range(len(minutes)))
            yield Counter(Tag("most of shift"), units, hi=int(most))
    yield Counter(Tag("minutes"), minutes, lo=int(row[3]), hi=int(row[2]))
    ones = tuple(int(v > 0) for v in range(len(minutes)))
    yield from _weekends(int(row[7]), ones, days)


def _weekends(most: int, ones: tuple[int, ...], days: int) -> Iterator[Counter]:
    spans = tuple(tuple(d for d in (week + 5, week + 6) if d < days) for week in range(0, days, 7))
    yield Counter(Tag("weekends"), ones, hi=most, spans=tuple(s for s in spans if s))
