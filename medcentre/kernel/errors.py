"""Refusals: what the program answers when it will not do what was asked.

A refusal carries a code and facts; the sentence belongs to `wording` and is looked up in the
reader's language. Bugs are not refusals and are never caught here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Violation:
    """One reason why something is not allowed.

    `code` finds the sentence, `where` names the field or part it belongs to (None: the whole
    act), `facts` fill the sentence, `rule` is the identifier of the domain rule (PL-H01, FEE-05).
    """

    code: str
    where: str | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    rule: str = ""


class KernelCode(StrEnum):
    """Refusals that any room may give."""

    RULES_BROKEN = "rules_broken"
    NOT_PERMITTED = "not_permitted"
    STALE_RECORD = "stale_record"
    NOT_FOUND = "not_found"
    NOT_CHOSEN = "not_chosen"
    REQUIRED = "required"
    TOO_LONG = "too_long"
    END_BEFORE_START = "end_before_start"
    IN_PAST = "in_past"
    IN_FUTURE = "in_future"
    DATE_RANGE = "date_range"
    TOO_FAR = "date_too_far"
    BAD_DATE = "bad_date"
    BAD_TIME = "bad_time"
    BAD_NUMBER = "bad_number"
    NOT_WHOLE = "not_whole"
    TOO_MANY_PLACES = "too_many_places"
    BAD_MONEY = "bad_money"
    BAD_ID_NUMBER = "bad_id_number"
    DUPLICATE_VALUE = "duplicate_value"
    STILL_IN_USE = "still_in_use"
    GUARDED = "guarded"
    OVERLAPS = "overlaps"


class DomainError(Exception):
    """A refusal. Shown to the user as the sentence of its `code`."""

    code: str = KernelCode.RULES_BROKEN

    def __init__(self, code: str | None = None, **facts: Any) -> None:
        if code is not None:
            self.code = code
        self.facts: dict[str, Any] = facts
        super().__init__(f"{self.code} {facts}" if facts else self.code)

    def violations(self) -> tuple[Violation, ...]:
        """The refusal as a list of reasons, for forms that show them beside their fields."""
        return (Violation(self.code, self.facts.get("where"), self.facts),)


class RulesBroken(DomainError):
    """One or more domain rules refuse the act; all reasons at once."""

    code = KernelCode.RULES_BROKEN

    def __init__(self, broken: Iterable[Violation]) -> None:
        self.broken = tuple(broken)
        super().__init__(reasons=", ".join(v.code for v in self.broken))

    def violations(self) -> tuple[Violation, ...]:
        """Every reason, in the order the rules gave them."""
        return self.broken


class NotPermitted(DomainError):
    """The signed-in person has no right to this act (domain.md section 12.2)."""

    code = KernelCode.NOT_PERMITTED


class StaleRecord(DomainError):
    """Somebody else changed the record since it was read (T23)."""

    code = KernelCode.STALE_RECORD


class NotFound(DomainError):
    """The record asked for does not exist or may not be seen."""

    code = KernelCode.NOT_FOUND


def refuse_if(violations: Iterable[Violation]) -> None:
    """Raise `RulesBroken` when there is at least one violation."""
    if broken := tuple(violations):
        raise RulesBroken(broken)


def at_most(limit: int, **texts: str) -> Iterable[Violation]:
    """A violation for each named text of more characters; the name is the field."""
    for name, text in texts.items():
        if len(text.strip()) > limit:
            yield Violation(KernelCode.TOO_LONG, name, {"limit": limit})


def required(**values: object) -> Iterable[Violation]:
    """A violation for each named value that is None or blank; the name is the field."""
    for name, value in values.items():
        if value is None or (isinstance(value, str) and not value.strip()):
            yield Violation(KernelCode.REQUIRED, where=name)
