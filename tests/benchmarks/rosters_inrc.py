"""INRC-I instances (nurse rostering competition 2010) into the engine's plan."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

from medcentre.rostering.plan import Cell, Counter, Cover, Member, Pattern, Plan, Run, Tag
from tests.benchmarks.rosters_nrp import Instance

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
THREE_DAYS = {"FWW": 1, "WWF": 1, "FFW": 2, "FWF": 2, "WFF": 2, "WFW": 4}


class Reader:
    """One file being read."""

    def __init__(self, path: Path) -> None:
        self.root = ET.parse(path).getroot()
        first = date.fromisoformat(self.text("StartDate"))
        last = date.fromisoformat(self.text("EndDate"))
        self.dates = [first + timedelta(days=i) for i in range((last - first).days + 1)]
        self.shifts = [s.attrib["ID"] for s in self.root.iterfind("ShiftTypes/Shift")]
        self.value = {s: i + 1 for i, s in enumerate(self.shifts)}
        self.work = (1 << (len(self.shifts) + 1)) - 2
        self.contracts = {c.attrib["ID"]: c for c in self.root.iterfind("Contracts/Contract")}
        self.skills = {
            s.attrib["ID"]: {(k.text or "").strip() for k in s.iterfind("Skills/Skill")}
            for s in self.root.iterfind("ShiftTypes/Shift")
        }

    def text(self, path: str) -> str:
        """Text of an element of the file."""
        return (self.root.findtext(path) or "").strip()

    def members(self) -> list[Member]:
        """Everybody with the rules of their contract and their requests."""
        return [self._member(e) for e in self.root.iterfind("Employees/Employee")]

    def _member(self, employee: ET.Element) -> Member:
        key = employee.attrib["ID"]
        contract = self.contracts[(employee.findtext("ContractID") or "").strip()]
        own = {(k.text or "").strip() for k in employee.iterfind("Skills/Skill")}
        cells = [*self._requests(key), *self._skill_cells(contract, own)]
        patterns = [*self._unwanted(contract), *self._weekend_patterns(contract)]
        return Member(
            key,
            cells=tuple(cells),
            runs=tuple(self._runs(contract)),
            patterns=tuple(patterns),
            counters=tuple(self._counters(contract)),
        )

    def _number(self, contract: ET.Element, name: str) -> tuple[int, int] | None:
        found = contract.find(name)
        if found is None or found.attrib.get("on") != "1" or found.attrib.get("weight") == "0":
            return None
        return int(found.text or "0"), int(found.attrib["weight"])

    def _flag(self, contract: ET.Element, name: str) -> int:
        found = contract.find(name)
        if found is None or (found.text or "").strip() != "true":
            return 0
        return int(found.attrib.get("weight", "0"))

    def weekends(self, contract: ET.Element) -> tuple[tuple[int, ...], ...]:
        """Days of each weekend by the contract's definition."""
        text = (contract.findtext("WeekendDefinition") or "SaturdaySunday").strip()
        inside = {i for i, name in enumerate(DAYS) if name in text}
        spans: list[list[int]] = []
        for i, day in enumerate(self.dates):
            if day.weekday() not in inside:
                continue
            if spans and spans[-1][-1] == i - 1:
                spans[-1].append(i)
            else:
                spans.append([i])
        return tuple(tuple(s) for s in spans)

    def _runs(self, contract: ET.Element) -> Iterator[Run]:
        spans = self.weekends(contract)
        for name, mask, most, groups in (
            ("MaxConsecutiveWorkingDays", self.work, True, None),
            ("MinConsecutiveWorkingDays", self.work, False, None),
            ("MaxConsecutiveFreeDays", 1, True, None),
            ("MinConsecutiveFreeDays", 1, False, None),
            ("MaxConsecutiveWorkingWeekends", self.work, True, spans),
            ("MinConsecutiveWorkingWeekends", self.work, False, spans),
        ):
            if found := self._number(contract, name):
                limit, weight = found
                yield Run(
                    Tag(name),
                    mask,
                    at_most=limit if most else None,
                    at_least=None if most else limit,
                    weight=weight,
                    spans=groups,
                )

    def _counters(self, contract: ET.Element) -> Iterator[Counter]:
        ones = tuple(int(v > 0) for v in range(len(self.shifts) + 1))
        if found := self._number(contract, "MaxNumAssignments"):
            yield Counter(Tag("MaxNumAssignments"), ones, hi=found[0], weight=found[1])
        if found := self._number(contract, "MinNumAssignments"):
            yield Counter(Tag("MinNumAssignments"), ones, lo=found[0], weight=found[1])

    def _weekend_patterns(self, contract: ET.Element) -> Iterator[Pattern]:
        complete = self._flag(contract, "CompleteWeekends")
        identical = self._flag(contract, "IdenticalShiftTypesDuringWeekend")
        by_length: dict[int, set[int]] = {}
        for span in self.weekends(contract):
            by_length.setdefault(len(span), set()).add(span[0])
        for length, starts in by_length.items():
            if complete and length >= 2:
                for letters in product("WF", repeat=length):
                    if cost := incomplete("".join(letters)):
                        masks = tuple(self.work if x == "W" else 1 for x in letters)
                        yield Pattern(
                            Tag("CompleteWeekends"), masks, complete * cost, frozenset(starts)
                        )
            if identical:
                yield from self._identical(length, frozenset(starts), identical)

    def _identical(self, length: int, starts: frozenset[int], weight: int) -> Iterator[Pattern]:
        for shift in self.value.values():
            same, other = 1 << shift, (self.work | 1) & ~(1 << shift)
            for chosen in product((True, False), repeat=length):
                if any(chosen) and not all(chosen):
                    masks = tuple(same if c else other for c in chosen)
                    cost = weight * (length - sum(chosen))
                    yield Pattern(Tag("IdenticalShiftTypes"), masks, cost, starts)

    def _unwanted(self, contract: ET.Element) -> Iterator[Pattern]:
        wanted = {(p.text or "").strip() for p in contract.iterfind("UnwantedPatterns/Pattern")}
        for pattern in self.root.iterfind("Patterns/Pattern"):
            if pattern.attrib["ID"] not in wanted:
                continue
            entries = sorted(
                pattern.iterfind("PatternEntries/PatternEntry"),
                key=lambda e: int(e.attrib["index"]),
            )
            masks = tuple(self._entry(e) for e in entries)
            days = [(e.findtext("Day") or "Any").strip() for e in entries]
            starts = frozenset(
                i
                for i in range(len(self.dates) - len(entries) + 1)
                if all(
                    name == "Any" or self.dates[i + j].weekday() == DAYS.index(name)
                    for j, name in enumerate(days)
                )
            )
            yield Pattern(Tag("UnwantedPattern"), masks, int(pattern.attrib["weight"]), starts)

    def _entry(self, entry: ET.Element) -> int:
        shift = (entry.findtext("ShiftType") or "").strip()
        if shift == "Any":
            return self.work
        return 1 if shift == "None" else 1 << self.value[shift]

    def _skill_cells(self, contract: ET.Element, own: set[str]) -> Iterator[Cell]:
        weight = self._flag(contract, "AlternativeSkillCategory")
        lacking = sum(1 << self.value[s] for s in self.shifts if not self.skills[s] <= own)
        if weight and lacking:
            for d in range(len(self.dates)):
                yield Cell(Tag("AlternativeSkill"), d, lacking, weight)

    def _requests(self, key: str) -> Iterator[Cell]:
        everything = self.work | 1
        for path, on in (("DayOffRequests/DayOff", False), ("DayOnRequests/DayOn", True),
                         ("ShiftOffRequests/ShiftOff", False), ("ShiftOnRequests/ShiftOn", True)):  # fmt: skip
            for request in self.root.iterfind(path):
                if (request.findtext("EmployeeID") or "").strip() != key:
                    continue
                day = date.fromisoformat((request.findtext("Date") or "").strip())
                shift = (request.findtext("ShiftTypeID") or "").strip()
                mask = 1 << self.value[shift] if shift else self.work
                cost = everything & ~mask if on else mask
                weight = int(request.attrib["weight"])
                yield Cell(Tag(path), self.dates.index(day), cost, weight)

    def covers(self, people: int) -> Iterator[Cover]:
        """Exactly the preferred number on each day and shift."""
        for i, day in enumerate(self.dates):
            for shift, need in needs(self.root, day).items():
                terms = ((i, 1 << self.value[shift]),)
                yield Cover(Tag("cover"), tuple(range(people)), terms, need, need)


def incomplete(letters: str) -> int:
    """How incomplete a weekend of worked (W) and free (F) days is."""
    if "W" not in letters or "F" not in letters:
        return 0
    return 1 if len(letters) == 2 else THREE_DAYS.get(letters, letters.count("F"))


def needs(root: ET.Element, day: date) -> dict[str, int]:
    """Cover of a date: of the date itself where it is given, else of its weekday; 0 where none."""
    found = {s.attrib["ID"]: 0 for s in root.iterfind("ShiftTypes/Shift")}
    for part in root.iterfind("CoverRequirements/DateSpecificCover"):
        if (part.findtext("Date") or "").strip() == day.isoformat():
            return found | _covers(part)
    for part in root.iterfind("CoverRequirements/DayOfWeekCover"):
        if (part.findtext("Day") or "").strip() == DAYS[day.weekday()]:
            return found | _covers(part)
    return found


def _covers(part: ET.Element) -> dict[str, int]:
    return {
        (c.findtext("Shift") or "").strip(): int(c.findtext("Preferred") or "0")
        for c in part.iterfind("Cover")
    }


def read(path: Path) -> Instance:
    """An instance as a plan."""
    reader = Reader(path)
    people = reader.members()
    covers = tuple(reader.covers(len(people)))
    plan = Plan(len(reader.dates), len(reader.shifts) + 1, tuple(people), covers)
    return Instance(path.stem, plan, reader.shifts, [m.key for m in people])
