"""Costs of roster benchmarks from the raw files: nothing of the engine is used here."""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

Sheet = list[list[str]]
"""One row a person in file order, one shift name (empty: free) a day."""

WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def nrp_cost(path: Path, sheet: Sheet) -> tuple[int, list[str]]:
    """Cost of a sheet for an NRP file, and which hard rules it breaks."""
    blocks: dict[str, list[list[str]]] = {}
    for block in re.split(r"(?m)^SECTION_", path.read_text("utf-8"))[1:]:
        title, *lines = block.splitlines()
        blocks[title.strip()] = [
            [f.strip() for f in x.split(",")] for x in lines if x.strip() and x.strip()[0] != "#"
        ]
    staff = [r[0] for r in blocks["STAFF"]]
    rows = dict(zip(staff, sheet, strict=True))
    broken = [b for r in blocks["STAFF"] for b in _nrp_person(r, rows[r[0]], blocks["SHIFTS"])]
    for who, *days in blocks.get("DAYS_OFF", []):
        broken += [f"{who} works on day {d} off" for d in days if rows[who][int(d)]]
    cost = 0
    for who, d, shift, weight in blocks.get("SHIFT_ON_REQUESTS", []):
        cost += int(weight) * (rows[who][int(d)] != shift)
    for who, d, shift, weight in blocks.get("SHIFT_OFF_REQUESTS", []):
        cost += int(weight) * (rows[who][int(d)] == shift)
    for d, shift, need, under, over in blocks["COVER"]:
        there = sum(row[int(d)] == shift for row in sheet)
        cost += max(int(need) - there, 0) * int(under) + max(there - int(need), 0) * int(over)
    return cost, broken


def _nrp_person(record: list[str], row: list[str], shifts: list[list[str]]) -> list[str]:
    who, most, max_time, min_time, max_run, min_run, min_off, max_weekends = record
    length = {s[0]: int(s[1]) for s in shifts}
    after = {s[0]: set(s[2].split("|")) - {""} for s in shifts}
    broken = []
    for limit in most.split("|"):
        shift, count = limit.split("=")
        if row.count(shift) > int(count):
            broken.append(f"{who} too many {shift}")
    minutes = sum(length[s] for s in row if s)
    if not int(min_time) <= minutes <= int(max_time):
        broken.append(f"{who} works {minutes} minutes")
    for a, b in pairwise(row):
        if a and b in after[a]:
            broken.append(f"{who} has {b} after {a}")
    pattern = "".join("W" if s else "-" for s in row)
    for found in re.finditer(r"W+|-+", pattern):
        size, works = len(found.group()), found.group()[0] == "W"
        inside = found.start() > 0 and found.end() < len(row)
        if works and size > int(max_run):
            broken.append(f"{who} works {size} days")
        if inside and size < int(min_run if works else min_off):
            broken.append(f"{who} has only {size} {'working' if works else 'free'} days")
    weekends = sum(any(row[w + 5 : w + 7]) for w in range(0, len(row), 7))
    if weekends > int(max_weekends):
        broken.append(f"{who} works {weekends} weekends")
    return broken


class Inrc:
    """An INRC-I file as it is, to price sheets with."""

    def __init__(self, path: Path) -> None:
        self.root = ET.parse(path).getroot()
        start, end = (date.fromisoformat(self._t(self.root, x)) for x in ("StartDate", "EndDate"))
        self.days = [start + timedelta(n) for n in range((end - start).days + 1)]
        self.staff = list(self.root.find("Employees") or [])
        self.ids = [e.get("ID", "") for e in self.staff]
        self.contract = {c.get("ID"): c for c in self.root.find("Contracts") or []}
        self.shifts = [s.get("ID", "") for s in self.root.find("ShiftTypes") or []]

    @staticmethod
    def _t(node: ET.Element, tag: str) -> str:
        return (node.findtext(tag) or "").strip()

    def solution(self, path: Path) -> list[list[set[str]]]:
        """The sheet of a solution file; sets, because a wrong one may have two shifts a day."""
        sheet: list[list[set[str]]] = [[set() for _ in self.days] for _ in self.ids]
        for a in ET.parse(path).getroot().iter("Assignment"):
            day = self.days.index(date.fromisoformat(self._t(a, "Date")))
            sheet[self.ids.index(self._t(a, "Employee"))][day].add(self._t(a, "ShiftType"))
        return sheet

    def cost(self, sheet: list[list[set[str]]]) -> tuple[int, int]:
        """Soft cost and number of hard violations."""
        hard = sum(len(cell) > 1 for row in sheet for cell in row)
        for d, day in enumerate(self.days):
            for shift, need in self._needed(day).items():
                hard += abs(sum(shift in row[d] for row in sheet) - need)
        soft = sum(self._person(e, row) for e, row in zip(self.staff, sheet, strict=True))
        return soft, hard

    def _needed(self, day: date) -> dict[str, int]:
        need = dict.fromkeys(self.shifts, 0)
        covers = list(self.root.find("CoverRequirements") or [])
        exact = [c for c in covers if self._t(c, "Date") == day.isoformat()]
        for block in exact or [c for c in covers if self._t(c, "Day") == WEEK[day.weekday()]]:
            for cover in block.iter("Cover"):
                need[self._t(cover, "Shift")] = int(self._t(cover, "Preferred"))
        return need

    def _person(self, employee: ET.Element, row: list[set[str]]) -> int:
        contract = self.contract[self._t(employee, "ContractID")]
        worked = [bool(c) for c in row]
        total = self._counts(contract, worked) + self._weekends(contract, row)
        total += self._patterns(contract, row) + self._wishes(employee.get("ID", ""), row)
        skill = contract.find("AlternativeSkillCategory")
        if skill is not None and (skill.text or "").strip() == "true":
            own = {(s.text or "").strip() for s in employee.iter("Skill")}
            for node in self.root.find("ShiftTypes") or []:
                if {(s.text or "").strip() for s in node.iter("Skill")} - own:
                    days = sum(node.get("ID") in c for c in row)
                    total += days * int(skill.get("weight", "0"))
        return total

    def _limit(self, contract: ET.Element, name: str) -> tuple[int, int]:
        node = contract.find(name)
        if node is None or node.get("on") != "1":
            return 0, 0
        return int(node.text or 0), int(node.get("weight", "0"))

    def _counts(self, contract: ET.Element, worked: list[bool]) -> int:
        total = 0
        for name, sign, amounts in (
            ("MaxNumAssignments", 1, [sum(worked)]),
            ("MinNumAssignments", -1, [sum(worked)]),
            ("MaxConsecutiveWorkingDays", 1, _runs(worked, True)),
            ("MinConsecutiveWorkingDays", -1, _runs(worked, True)),
            ("MaxConsecutiveFreeDays", 1, _runs(worked, False)),
            ("MinConsecutiveFreeDays", -1, _runs(worked, False)),
        ):
            limit, weight = self._limit(contract, name)
            total += weight * sum(max(sign * (n - limit), 0) for n in amounts)
        return total

    def _weekends(self, contract: ET.Element, row: list[set[str]]) -> int:
        names = self._t(contract, "WeekendDefinition") or "SaturdaySunday"
        groups: list[list[int]] = []
        for d, day in enumerate(self.days):
            if WEEK[day.weekday()] in names:
                if groups and groups[-1][-1] == d - 1:
                    groups[-1].append(d)
                else:
                    groups.append([d])
        active = [any(row[d] for d in g) for g in groups]
        total = 0
        for name, sign in (
            ("MaxConsecutiveWorkingWeekends", 1),
            ("MinConsecutiveWorkingWeekends", -1),
        ):
            limit, weight = self._limit(contract, name)
            total += weight * sum(max(sign * (n - limit), 0) for n in _runs(active, True))
        for name in ("CompleteWeekends", "IdenticalShiftTypesDuringWeekend"):
            node = contract.find(name)
            if node is None or (node.text or "").strip() != "true":
                continue
            weight = int(node.get("weight", "0"))
            for group in groups:
                cells = [row[d] for d in group]
                if name == "CompleteWeekends":
                    total += weight * _incomplete("".join("W" if c else "F" for c in cells))
                else:
                    for shift in set().union(*cells):
                        total += weight * (len(group) - sum(shift in c for c in cells))
        return total

    def _patterns(self, contract: ET.Element, row: list[set[str]]) -> int:
        wanted = [(p.text or "").strip() for p in contract.find("UnwantedPatterns") or []]
        total = 0
        for pattern in self.root.find("Patterns") or []:
            if pattern.get("ID") not in wanted:
                continue
            entries = sorted(pattern.iter("PatternEntry"), key=lambda e: int(e.get("index", "0")))
            for start in range(len(self.days) - len(entries) + 1):
                if all(self._fits(e, start + n, row) for n, e in enumerate(entries)):
                    total += int(pattern.get("weight", "0"))
        return total

    def _fits(self, entry: ET.Element, d: int, row: list[set[str]]) -> bool:
        shift, day = self._t(entry, "ShiftType"), self._t(entry, "Day")
        if day not in ("Any", WEEK[self.days[d].weekday()]):
            return False
        if shift in ("Any", "None"):
            return bool(row[d]) == (shift == "Any")
        return shift in row[d]

    def _wishes(self, who: str, row: list[set[str]]) -> int:
        total = 0
        for tag, wants in (
            ("DayOff", False),
            ("DayOn", True),
            ("ShiftOff", False),
            ("ShiftOn", True),
        ):
            for wish in self.root.iter(tag):
                if self._t(wish, "EmployeeID") != who:
                    continue
                cell = row[self.days.index(date.fromisoformat(self._t(wish, "Date")))]
                shift = self._t(wish, "ShiftTypeID")
                has = shift in cell if shift else bool(cell)
                total += int(wish.get("weight", "0")) * (has != wants)
        return total


def _runs(active: list[bool], kind: bool) -> list[int]:
    text = "".join("1" if a == kind else "0" for a in active)
    return [len(run) for run in text.split("0") if run]


def _incomplete(letters: str) -> int:
    if len(set(letters)) < 2:
        return 0
    if len(letters) == 2:
        return 1
    known = {"FWW": 1, "WWF": 1, "FFW": 2, "FWF": 2, "WFF": 2, "WFW": 4}
    return known.get(letters, letters.count("F"))
