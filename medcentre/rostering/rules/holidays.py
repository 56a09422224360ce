"""The holiday plan: reading what was published, and whether a year is missing (HOL-01 to HOL-03)."""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from medcentre.kernel.errors import DomainError, RulesBroken, Violation
from medcentre.rostering.facts import HolidayPlan, RosterCode

_KINDS = {
    "off": "off", "休": "off", "放假": "off", "休息": "off",
    "work": "work", "班": "work", "上班": "work", "补班": "work",
    "legal": "legal", "法定": "legal", "法定节假日": "legal",
}  # fmt: skip


def plan_from_table(year: int, table: Mapping[str, Iterable[str]]) -> HolidayPlan:
    """From lists of `MM-DD` or `MM-DD..MM-DD`. ValueError for what is no date."""
    return HolidayPlan(
        year,
        _dates(year, table.get("off", ())),
        _dates(year, table.get("work", ())),
        _dates(year, table.get("legal", ())),
    )


def _dates(year: int, entries: Iterable[str]) -> frozenset[date]:
    found: set[date] = set()
    for entry in entries:
        first, _, last = str(entry).partition("..")
        start, end = _day(year, first), _day(year, last or first)
        found |= {start + timedelta(days=i) for i in range((end - start).days + 1)}
    return frozenset(found)


def _day(year: int, text: str) -> date:
    parts = text.strip().replace("/", "-").replace(".", "-").split("-")
    numbers = [int(p) for p in parts]
    if len(numbers) == 3:
        if numbers[0] != year:
            raise ValueError(text)
        numbers = numbers[1:]
    month, day = numbers
    return date(year, month, day)


def read_plan(text: str, year: int) -> HolidayPlan:
    """A plan from JSON (`{"off": [...], "work": [...], "legal": [...]}`) or CSV (`date,kind`).

    Raises RulesBroken with the line that cannot be read.
    """
    stripped = text.lstrip("\ufeff \n\r\t")
    try:
        if stripped.startswith("{"):
            return check_plan(plan_from_table(year, _table(json.loads(stripped), year)))
        return check_plan(plan_from_table(year, _rows(stripped)))
    except DomainError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise _unreadable(year, str(exc)) from exc


def _table(data: Mapping[str, Any], year: int) -> Mapping[str, Iterable[str]]:
    inner = data.get(str(year), data)
    return {name: list(inner.get(name, ())) for name in ("off", "work", "legal")}


def _rows(text: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {"off": [], "work": [], "legal": []}
    for number, row in enumerate(csv.reader(text.splitlines()), 1):
        if not row or not row[0].strip():
            continue
        if number == 1 and not any(c.isdigit() for c in row[0]):
            continue
        kind = _KINDS.get(row[1].strip().lower()) if len(row) > 1 else None
        if kind is None:
            raise ValueError(",".join(row))
        table[kind].append(row[0].strip())
        if kind == "legal":
            table["off"].append(row[0].strip())
    return table


def check_plan(plan: HolidayPlan) -> HolidayPlan:
    """The plan, if it can be one. Raises RulesBroken when a date is both off and worked."""
    both = plan.off & plan.work
    if both or not (plan.off or plan.work):
        raise _unreadable(plan.year, ", ".join(sorted(d.isoformat() for d in both)))
    return plan


def _unreadable(year: int, text: str) -> RulesBroken:
    code = RosterCode.HOLIDAY_PLAN_UNREADABLE
    facts = {"year": year, "text": text}
    return RulesBroken([Violation(code, "file", facts, "HOL-02")])


def missing_years(plans: Iterable[HolidayPlan], today: date) -> tuple[int, ...]:
    """Years whose plan should be there: this one, and from November the next (HOL-02)."""
    known = {p.year for p in plans}
    wanted = (today.year, today.year + 1) if today.month >= 11 else (today.year,)
    return tuple(y for y in wanted if y not in known)
