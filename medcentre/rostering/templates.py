"""What a new centre starts with: shift templates, rules, the seeded holiday plans."""

import tomllib
from functools import cache
from typing import Any

from medcentre.kernel.wording import CATALOGUES
from medcentre.rostering.facts import (
    Account,
    Contract,
    Group,
    HolidayPlan,
    Level,
    RuleConfig,
    RuleId,
    ShiftKind,
    ShiftType,
)
from medcentre.rostering.rules.holidays import plan_from_table


@cache
def shift_templates() -> tuple[ShiftType, ...]:
    """The shift systems of domain.md 6.2, all editable afterwards."""
    table = tomllib.loads((CATALOGUES / "shifts.toml").read_text("utf-8"))
    return tuple(_shift(code, entry) for code, entry in table.items())


def _shift(code: str, entry: dict[str, Any]) -> ShiftType:
    hour, _, minute = str(entry["start"]).partition(":")
    return ShiftType(
        code=code,
        sign=entry["sign"],
        key=entry["key"],
        name_zh=entry["zh"],
        name_en=entry["en"],
        start=int(hour) * 60 + int(minute),
        minutes=round(entry["hours"] * 60),
        kind=ShiftKind(entry["kind"]),
        groups=frozenset(Group(g) for g in entry.get("groups", ())),
        paid_minutes=round(entry["paid"] * 60) if "paid" in entry else None,
        planned=entry.get("planned", True),
    )


@cache
def holiday_seed() -> tuple[HolidayPlan, ...]:
    """The plans that come with the program (HOL-03)."""
    table = tomllib.loads((CATALOGUES / "holidays.toml").read_text("utf-8"))
    return tuple(plan_from_table(int(year), entry) for year, entry in table.items())


STANDARD_CONTRACTS = (
    Contract("standard"),
    Contract("office", day_minutes=7 * 60),
    Contract("police_24", Account.COMPREHENSIVE, labour_law=False, hours_slack=24 * 60,
             shortest_work=1, shortest_free=2),
    Contract("duty_24", Account.COMPREHENSIVE, hours_slack=24 * 60,
             shortest_work=1, shortest_free=2),
    Contract("turns_12", Account.COMPREHENSIVE, hours_slack=16 * 60, shortest_work=1),
    Contract("turns", Account.COMPREHENSIVE, hours_slack=16 * 60),
    Contract("doctor", Account.COMPREHENSIVE, hours_slack=24 * 60, shortest_work=1,
             shortest_free=1),
    Contract("leader", Account.FLEXIBLE, labour_law=False, month_minutes=0,
             hours_slack=400 * 60, shortest_work=1, shortest_free=1),
)  # fmt: skip
"""Contracts a new centre may use; the centre edits them."""


def _rule(
    rule: RuleId, level: Level, weight: int, *, strict: bool = False, on: bool = True, **limits: int
) -> RuleConfig:
    return RuleConfig(rule, level, weight, tuple(limits.items()), on, strict)


DEFAULT_RULES = (
    _rule(RuleId.STANDARD_HOURS, Level.INFO, 0, day=8, week=40),
    _rule(RuleId.OVERTIME, Level.WARN, 20, month=36, day=3),
    _rule(RuleId.WEEKLY_REST, Level.ERROR, 1000, strict=True, days=6),
    _rule(RuleId.PAY_KINDS, Level.INFO, 0),
    _rule(RuleId.PROTECTED_MOTHERS, Level.ERROR, 1000, strict=True),
    _rule(RuleId.LEAVE_BALANCE, Level.WARN, 0),
    _rule(RuleId.REST, Level.WARN, 60, between=11, after_night=16, after_24h=24),
    _rule(RuleId.WOMENS_ZONE, Level.ERROR, 1000),
    _rule(RuleId.ZONE_COVER, Level.ERROR, 1000),
    _rule(RuleId.CERTIFICATES, Level.ERROR, 1000, strict=True),
    _rule(RuleId.CIVIL_SERVANTS, Level.INFO, 0),
    _rule(RuleId.COMPREHENSIVE_HOURS, Level.INFO, 0, month_days_x100=2067),
    _rule(RuleId.CONFLICTS, Level.ERROR, 1000, strict=True),
    _rule(RuleId.FAIR_SHARE, Level.INFO, 8),
    _rule(RuleId.NURSE_RATIO, Level.INFO, 0),
    _rule(RuleId.LONGEST_WORK, Level.ERROR, 1000, strict=True, days=6),
    _rule(RuleId.SHORTEST_WORK, Level.INFO, 3, days=2),
    _rule(RuleId.SHORTEST_FREE, Level.INFO, 3, days=2),
    _rule(RuleId.LONGEST_FREE, Level.INFO, 2, on=False, days=7),
    _rule(RuleId.WHOLE_WEEKENDS, Level.INFO, 4),
    _rule(RuleId.MOST_WEEKENDS, Level.WARN, 20),
    _rule(RuleId.SUCCESSION, Level.WARN, 40),
    _rule(RuleId.NIGHT_BLOCKS, Level.WARN, 10, at_least=1, at_most=3),
    _rule(RuleId.MOST_OF_SHIFT, Level.WARN, 30),
    _rule(RuleId.MONTH_HOURS, Level.INFO, 2),
    _rule(RuleId.POST_MINIMUM, Level.ERROR, 1000),
    _rule(RuleId.POST_PREFERRED, Level.WARN, 15),
    _rule(RuleId.WISHES, Level.INFO, 1),
    _rule(RuleId.WORK_PATTERN, Level.INFO, 3),
    _rule(RuleId.UNWANTED_PATTERN, Level.WARN, 10),
    _rule(RuleId.SURPLUS, Level.INFO, 3),
)
"""Every rule as a new centre has it; weights are per unit broken."""
