"""The centre's own plan as JSON: shifts, posts, cover, rules, contracts (rostering/facts.py).

The codec reads the types of the frozen facts: what it writes it reads back to the same values,
and it refuses what it does not know (`duty_plan_unreadable`), so that a mistyped file never becomes
half a plan.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum, StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from medcentre.kernel.errors import DomainError, Violation
from medcentre.rostering.commands import DutyCode
from medcentre.rostering.facts import Contract, CoverNeed, Post, RuleConfig, ShiftType


class PlanKind(StrEnum):
    """Documents of the plan; each is valid from a month on."""

    SHIFTS = "shifts"
    POSTS = "posts"
    COVERS = "covers"
    RULES = "rules"
    CONTRACTS = "contracts"


ENTRY: dict[PlanKind, type[Any]] = {
    PlanKind.SHIFTS: ShiftType,
    PlanKind.POSTS: Post,
    PlanKind.COVERS: CoverNeed,
    PlanKind.RULES: RuleConfig,
    PlanKind.CONTRACTS: Contract,
}
"""What a document of a kind is a list of."""


@dataclass(frozen=True, slots=True)
class CentrePlan:
    """What a month is planned with. None: the centre has not edited it."""

    shifts: tuple[ShiftType, ...] | None = None
    posts: tuple[Post, ...] | None = None
    covers: tuple[CoverNeed, ...] | None = None
    rules: tuple[RuleConfig, ...] | None = None
    contracts: tuple[Contract, ...] | None = None


def write_entries(entries: Sequence[Any]) -> str:
    """Canonical JSON of a document; sets are sorted, so equal plans are equal texts."""
    return json.dumps(
        [_plain(e) for e in entries], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def read_entries(kind: PlanKind, text: str) -> tuple[Any, ...]:
    """The entries of a document. Raises DomainError(duty_plan_unreadable) with the place."""
    try:
        data = json.loads(text)
    except ValueError as exc:
        raise _unreadable(kind, "JSON") from exc
    if not isinstance(data, list):
        raise _unreadable(kind, "[")
    return tuple(_read(ENTRY[kind], item, f"{kind}[{n}]") for n, item in enumerate(data))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: _plain(getattr(value, f.name))
            for f in fields(value)
            if f.default is MISSING or getattr(value, f.name) != f.default
        }
    if isinstance(value, frozenset):
        return sorted(_plain(v) for v in value)
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def _read(hint: Any, data: Any, where: str) -> Any:
    if is_dataclass(hint):
        return _entry(hint, data, where)
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        if data is None and NoneType in inside:
            return None
        return _read(next(t for t in inside if t is not NoneType), data, where)
    if origin in (frozenset, tuple):
        return _many(origin, inside, data, where)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _wrapped(hint, data, where)
    if hint is date:
        return _wrapped(date.fromisoformat, data, where)
    if type(data) is not hint:
        raise _unreadable(where, data)
    return data


def _entry(kind: Any, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise _unreadable(where, data)
    hints = get_type_hints(kind)
    unknown = set(data) - set(hints)
    if unknown:
        raise _unreadable(where, sorted(unknown)[0])
    missing = [f.name for f in fields(kind) if f.default is MISSING and f.name not in data]
    if missing:
        raise _unreadable(where, missing[0])
    return kind(**{name: _read(hints[name], v, f"{where}.{name}") for name, v in data.items()})


def _many(origin: Any, inside: tuple[Any, ...], data: Any, where: str) -> Any:
    if not isinstance(data, list):
        raise _unreadable(where, data)
    if origin is tuple and (len(inside) != 2 or inside[1] is not Ellipsis):
        if len(data) != len(inside):
            raise _unreadable(where, data)
        return tuple(_read(t, v, where) for t, v in zip(inside, data, strict=True))
    return origin(_read(inside[0], v, where) for v in data)


def _wrapped(made: Callable[[Any], Any], data: Any, where: str) -> Any:
    try:
        return made(data)
    except (ValueError, TypeError) as exc:
        raise _unreadable(where, data) from exc


def _unreadable(where: str, what: object) -> DomainError:
    return DomainError(DutyCode.PLAN_UNREADABLE, place=f"{where}: {what}"[:120])


def plan_problems(
    plan: CentrePlan, shifts: Sequence[ShiftType], contracts: Sequence[str]
) -> Iterator[Violation]:
    """What makes a readable plan unusable: double codes, unknown shifts, numbers out of range."""
    for entries in (plan.shifts, plan.posts, plan.contracts):
        codes = [e.code for e in entries or ()]
        for code in sorted({c for c in codes if codes.count(c) > 1}):
            yield Violation(DutyCode.PLAN_CODE_TWICE, "code", {"code": code})
    yield from _shift_problems(plan.shifts or ())
    known = {s.code for s in plan.shifts or shifts}
    for post in plan.posts or ():
        for need in post.needs:
            if need.shift not in known:
                yield Violation(DutyCode.UNKNOWN_SHIFT, "needs", {"shift": need.shift})
            if need.minimum < 0 or (need.preferred is not None and need.preferred < need.minimum):
                yield Violation(DutyCode.PLAN_NUMBERS, "needs", {"name": post.name_zh})
    for cover in plan.covers or ():
        if cover.minimum < 0 or not 0 <= cover.from_minute < cover.to_minute <= 1440:
            yield Violation(DutyCode.PLAN_NUMBERS, "minimum", {"name": cover.name_zh})
    for rule in plan.rules or ():
        if rule.weight < 0 or any(v < 0 for _, v in rule.limits):
            yield Violation(DutyCode.PLAN_NUMBERS, "weight", {"name": rule.rule})
        if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
            yield Violation(DutyCode.PLAN_NUMBERS, "valid_to", {"name": rule.rule})
    for contract in plan.contracts or ():
        if not _fits(contract):
            facts = {"name": f"label:roster_contract.{contract.code}"}
            yield Violation(DutyCode.PLAN_NUMBERS, "day_minutes", facts)
    missing = set(contracts) - {c.code for c in plan.contracts or ()}
    if plan.contracts is not None and missing:
        yield Violation(DutyCode.PLAN_CONTRACT_USED, "code", {"code": sorted(missing)[0]})


def _fits(contract: Contract) -> bool:
    runs = ((contract.shortest_work, contract.longest_work),
            (contract.shortest_free, contract.longest_free))  # fmt: skip
    return (
        0 < contract.day_minutes <= 1440
        and 0 <= (contract.month_minutes or 0) <= 31 * 1440
        and contract.hours_slack >= 0
        and all(
            (low or 0) >= 0 and (high is None or high >= max(low or 1, 1)) for low, high in runs
        )
    )


def _shift_problems(shifts: Sequence[ShiftType]) -> Iterator[Violation]:
    for shift in shifts:
        fits = 0 <= shift.start < 1440 and 0 < shift.minutes <= 1440
        paid = shift.paid_minutes is None or 0 <= shift.paid_minutes <= shift.minutes
        if not fits or not paid or not shift.sign or not shift.key:
            yield Violation(DutyCode.PLAN_NUMBERS, "minutes", {"name": shift.name_zh})
    for n, shift in enumerate(shifts):
        for other in shifts[:n]:
            together = not shift.groups or not other.groups or shift.groups & other.groups
            if together and shift.key.upper() == other.key.upper():
                facts = {"key": shift.key, "name": other.name_zh}
                yield Violation(DutyCode.PLAN_KEY_TWICE, "key", facts)
