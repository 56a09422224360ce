"""Closing a month and correcting it afterwards: steps of STL-01, differences, adjustments (T11)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from medcentre.fees.facts import DayChange, DayVerdict, Doer, FeeCode, FeeDay, Step
from medcentre.kernel.errors import Violation
from medcentre.kernel.money import Money

ORDER = tuple(Step)

APART = frozenset(
    {
        Step.ROLL_CHECK,
        Step.CLASS_CHECK,
        Step.FINANCE_SIGN,
        Step.POLICE_SIGN,
        Step.AUTHORITY_CONFIRM,
    }
)
"""Steps that no two of may be done by the same person (SIGN-03, STL-01)."""


def open_steps(done: Collection[Step]) -> tuple[Step, ...]:
    """Steps still to do before the lock, in order."""
    return tuple(s for s in ORDER if s is not Step.LOCK and s not in done)


def check_step(step: Step, done: Mapping[Step, Doer], actor: str) -> Iterator[Violation]:
    """STL-01: checks in any order among themselves, signatures in order, different people.

    The two checks and the cost entry may be done in any order, because three offices work at the
    same time; from the adjustments on each step waits for the ones before it. `actor` is the key of
    the person (`Actor.key`), for namesakes are two people.
    """
    if step in done:
        yield Violation(
            FeeCode.STEP_DONE, facts={"step": f"label:fee_step.{step}", "by": done[step].name}
        )
    if step in ORDER[3:]:
        waits = [s for s in ORDER[: ORDER.index(step)] if s not in done]
        if waits:
            yield Violation(
                FeeCode.STEP_ORDER,
                facts={"step": f"label:fee_step.{step}", "first": f"label:fee_step.{waits[0]}"},
                rule="STL-01",
            )
    if step in APART:
        for other, doer in done.items():
            if other in APART and other is not step and doer.key == actor:
                yield Violation(
                    FeeCode.SAME_PERSON, facts={"step": f"label:fee_step.{other}"}, rule="SIGN-03"
                )


def differences(before: Iterable[FeeDay], after: Iterable[FeeDay]) -> tuple[DayChange, ...]:
    """Days that are new, gone or judged otherwise, by stay and date."""
    old = {(d.stay_id, d.day): d.verdict for d in before}
    changes = []
    for day in after:
        was = old.pop((day.stay_id, day.day), None)
        if was is None or not same_price(was, day.verdict):
            changes.append(DayChange(day.stay_id, day.day, was, day.verdict))
    changes += [DayChange(stay, day, was, None) for (stay, day), was in old.items()]
    return tuple(sorted(changes, key=lambda c: (c.stay_id, c.day)))


def same_price(one: DayVerdict, other: DayVerdict) -> bool:
    """Whether two verdicts mean the same on a statement."""
    return (
        one.version == other.version
        and one.fee_class == other.fee_class
        and one.part is other.part
        and one.rate == other.rate
        and one.supplement == other.supplement
    )


class AdjustmentKind(StrEnum):
    """What a late correction changed."""

    ADDED = "added"
    REMOVED = "removed"
    RECLASSED = "reclassed"
    REPRICED = "repriced"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction to be entered in the open month: days x unit = amount (T11).

    Removed days count negative; a day that changed its price carries the difference as unit.
    """

    stay_id: int
    kind: AdjustmentKind
    first: date
    last: date
    days: int
    unit: Money
    amount: Money
    from_class: str
    to_class: str
    changes: tuple[DayChange, ...]


def proposals(changes: Iterable[DayChange], divisor: int = 1) -> tuple[Proposal, ...]:
    """Corrections grouped by person and kind of change; `divisor` as of monthly rates.

    Changes that cost nothing (a zero day that stays zero) give no proposal.
    """
    groups: dict[tuple[int, AdjustmentKind, Money, str, str], list[DayChange]] = defaultdict(list)
    for change in changes:
        if change.money:
            groups[_group(change)].append(change)
    found = []
    for (stay_id, kind, unit, was, now), days in groups.items():
        count = -len(days) if kind is AdjustmentKind.REMOVED else len(days)
        amount = (unit * count).share(1, divisor)
        found.append(
            Proposal(
                stay_id, kind, days[0].day, days[-1].day, count, unit, amount, was, now, tuple(days)
            )
        )
    return tuple(sorted(found, key=lambda p: (p.stay_id, p.first, p.kind)))


def _group(change: DayChange) -> tuple[int, AdjustmentKind, Money, str, str]:
    was, now = change.before, change.after
    if was is None and now is not None:
        return change.stay_id, AdjustmentKind.ADDED, change.money, "", now.fee_class
    if now is None and was is not None:
        return change.stay_id, AdjustmentKind.REMOVED, -change.money, was.fee_class, ""
    assert was is not None
    assert now is not None
    same = was.fee_class == now.fee_class
    kind = AdjustmentKind.REPRICED if same else AdjustmentKind.RECLASSED
    return change.stay_id, kind, change.money, was.fee_class, now.fee_class
