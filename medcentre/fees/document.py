"""The statement as a document: one value for screen, paper and file, open or frozen (G5, STL-02)."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from medcentre.fees.facts import (
    Contract,
    Counts,
    DayPart,
    Line,
    LineKind,
    PayerAmount,
    PeriodState,
    PricingModel,
    Step,
)
from medcentre.fees.rules.pricing import (
    NO_CASES,
    PART_ORDER,
    Bucket,
    CaseAmounts,
    apportion,
    split_payers,
    statement_lines,
)
from medcentre.kernel.money import ZERO, Money
from medcentre.kernel.periods import Month

FORMAT = 1


@dataclass(frozen=True, slots=True)
class StayBucket:
    """Days of one person with equal version, class, part, rate and rule."""

    stay_id: int
    admission_no: str
    name: str
    version: int
    fee_class: str
    part: DayPart
    rate: Money
    supplement: Money
    rule: str
    days: int


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A line of the annex: masked name, no diagnosis (STL-02, SEC-02)."""

    stay_id: int
    admission_no: str
    name: str
    contract_version: int
    fee_class: str
    part: DayPart
    days: int
    rate: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class AdjustmentLine:
    """A correction of an earlier month, as the statement lists it."""

    id: int
    of_month: str
    kind: str
    admission_no: str
    name: str
    days: int
    unit: Money
    amount: Money
    from_class: str
    to_class: str
    state: str
    by: str
    version: int = 0
    entered_by: str = ""


@dataclass(frozen=True, slots=True)
class Deduction:
    """Days that earned less than the whole rate, by rule; for information."""

    rule: str
    part: DayPart
    days: int
    persons: int


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step of the closing: who did it and when (centre time, ISO)."""

    step: Step
    by: str
    at: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDoc:
    """Everything a month's statement says. `number` is empty while the month is not closed."""

    month: str
    state: PeriodState
    number: str = ""
    contract_number: str
    model: PricingModel
    versions: tuple[int, ...]
    counts: Counts
    lines: tuple[Line, ...]
    adjustments: tuple[AdjustmentLine, ...]
    deductions: tuple[Deduction, ...]
    payers: tuple[PayerAmount, ...]
    persons: tuple[PersonLine, ...]
    steps: tuple[StepDone, ...]
    closed_at: str = ""
    closed_by: str = ""
    reason: str = ""
    reckoned_at: str = ""
    reckoned: int = 0
    period_id: int = 0
    period_version: int = 0
    money_shown: bool = True

    @property
    def roll_days(self) -> int:
        """All person-days, paid or not (pd of domain.md 8.1)."""
        return sum(line.days for line in self.day_lines)

    @property
    def day_lines(self) -> tuple[Line, ...]:
        """Lines made of fee days."""
        return tuple(line for line in self.lines if line.kind is LineKind.DAYS)

    @property
    def other_lines(self) -> tuple[Line, ...]:
        """Supplements, caps, budget and reserve lines."""
        return tuple(line for line in self.lines if line.kind is not LineKind.DAYS)

    @property
    def subtotal(self) -> Money:
        """Sum of the day lines."""
        return Money(sum(line.amount.fen for line in self.day_lines))

    @property
    def total(self) -> Money:
        """Sum of all lines and confirmed adjustments (ACC-04)."""
        adjusted = sum(a.amount.fen for a in self.adjustments if a.state == "confirmed")
        return Money(sum(line.amount.fen for line in self.lines) + adjusted)


def compose(
    contract: Contract,
    month: Month,
    groups: Sequence[StayBucket],
    *,
    cases: CaseAmounts = NO_CASES,
    **rest: Any,
) -> StatementDoc:
    """A statement from the grouped fee days of a month."""
    lines = statement_lines(contract, month, _merge(groups), cases)
    doc = StatementDoc(
        month=str(month),
        contract_number=contract.number,
        model=contract.model,
        versions=tuple(sorted({g.version for g in groups})),
        lines=lines,
        deductions=_deductions(groups),
        persons=_persons(groups, lines),
        payers=(),
        **rest,
    )
    version = contract.version_on(month.last)
    return replace(doc, payers=split_payers(version.payers if version else (), doc.total))


def _merge(groups: Sequence[StayBucket]) -> list[Bucket]:
    days: dict[tuple[int, str, DayPart, Money, Money], int] = defaultdict(int)
    people: dict[tuple[int, str, DayPart, Money, Money], set[int]] = defaultdict(set)
    for g in groups:
        key = (g.version, g.fee_class, g.part, g.rate, g.supplement)
        days[key] += g.days
        people[key].add(g.stay_id)
    return [Bucket(*key, n, len(people[key])) for key, n in days.items()]


def _deductions(groups: Sequence[StayBucket]) -> tuple[Deduction, ...]:
    found: dict[tuple[str, DayPart], list[StayBucket]] = defaultdict(list)
    for g in groups:
        if g.part is not DayPart.FULL:
            found[g.rule, g.part].append(g)
    return tuple(
        Deduction(rule, part, sum(g.days for g in some), len({g.stay_id for g in some}))
        for (rule, part), some in sorted(found.items())
    )


def _persons(groups: Sequence[StayBucket], lines: Sequence[Line]) -> tuple[PersonLine, ...]:
    """The annex; its amounts add up to the day lines exactly, also at monthly rates."""
    days: dict[tuple[int, str, DayPart, Money], dict[tuple[str, int, str], int]] = defaultdict(dict)
    for g in groups:
        people = days[g.version, g.fee_class, g.part, g.rate]
        person = (g.admission_no, g.stay_id, g.name)
        people[person] = people.get(person, 0) + g.days
    rows = []
    for line in lines:
        if line.kind is not LineKind.DAYS:
            continue
        people = days[line.contract_version, line.fee_class, line.part, line.rate]
        amounts = apportion(line.amount, list(people.values()))
        for ((number, stay_id, name), n), amount in zip(people.items(), amounts, strict=True):
            rows.append(
                PersonLine(stay_id, number, name, line.contract_version, line.fee_class,
                           line.part, n, line.rate, amount)
            )  # fmt: skip
    return tuple(
        sorted(rows, key=lambda r: (r.admission_no, r.contract_version, r.fee_class, r.part))
    )


@dataclass(frozen=True, slots=True)
class ClassRow:
    """Paid days of one class at one rate, as screens and papers list them.

    `versions` that agree on the rate share a row; `several`: the class has more than one rate.
    """

    fee_class: str
    part: DayPart
    rate: Money
    versions: tuple[int, ...]
    persons: int
    days: int
    amount: Money
    several: bool


def class_rows(doc: StatementDoc) -> tuple[ClassRow, ...]:
    """Paid days by class, part and rate; unpaid days stand among the deductions."""
    merged: dict[tuple[str, DayPart, Money], list[Line]] = defaultdict(list)
    for line in doc.day_lines:
        if line.part is not DayPart.ZERO:
            merged[line.fee_class, line.part, line.rate].append(line)
    people: dict[tuple[str, DayPart, Money], set[int]] = defaultdict(set)
    for p in doc.persons:
        people[p.fee_class, p.part, p.rate].add(p.stay_id)
    rates: dict[tuple[str, DayPart], int] = defaultdict(int)
    for fee_class, part, _rate in merged:
        rates[fee_class, part] += 1
    rows = [
        ClassRow(
            key[0], key[1], key[2], tuple(x.contract_version for x in lines), len(people[key]),
            sum(x.days for x in lines), Money(sum(x.amount.fen for x in lines)),
            rates[key[0], key[1]] > 1,
        )
        for key, lines in merged.items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (r.fee_class, PART_ORDER[r.part], r.versions)))


def canonical(doc: StatementDoc) -> str:
    """The document as one JSON text; the same document always gives the same text."""
    data = asdict(doc)
    for key in ("period_id", "period_version", "money_shown"):
        del data[key]
    return json.dumps(
        {"format": FORMAT, **data}, ensure_ascii=False, sort_keys=True, separators=(",", ":"),
        default=str,
    )  # fmt: skip


def digest(text: str) -> str:
    """sha256 of a canonical text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_canonical(text: str) -> StatementDoc:
    """The document again. KeyError for a text of another format."""
    data = json.loads(text)
    if data.pop("format") != FORMAT:
        raise KeyError("format")
    return StatementDoc(
        **{
            **data,
            "state": PeriodState(data["state"]),
            "model": PricingModel(data["model"]),
            "versions": tuple(data["versions"]),
            "counts": Counts(**data["counts"]),
            "lines": tuple(_line(row) for row in data["lines"]),
            "adjustments": tuple(
                AdjustmentLine(**_moneys(r, "unit", "amount")) for r in data["adjustments"]
            ),
            "deductions": tuple(
                Deduction(**{**r, "part": DayPart(r["part"])}) for r in data["deductions"]
            ),
            "payers": tuple(PayerAmount(**_moneys(r, "amount")) for r in data["payers"]),
            "persons": tuple(
                PersonLine(**{**_moneys(r, "rate", "amount"), "part": DayPart(r["part"])})
                for r in data["persons"]
            ),
            "steps": tuple(StepDone(**{**r, "step": Step(r["step"])}) for r in data["steps"]),
        }
    )


def _line(row: dict[str, Any]) -> Line:
    row = _moneys(row, "rate", "amount")
    return Line(**{**row, "part": DayPart(row["part"]), "kind": LineKind(row["kind"])})


def _moneys(row: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {**row, **{k: Money(row[k]["fen"]) for k in keys}}


def without_money(doc: StatementDoc) -> StatementDoc:
    """For readers who may see days but no amounts (police: `V days`)."""
    return replace(
        doc,
        lines=tuple(replace(x, rate=ZERO, amount=ZERO) for x in doc.lines),
        adjustments=tuple(replace(x, unit=ZERO, amount=ZERO) for x in doc.adjustments),
        persons=tuple(replace(x, rate=ZERO, amount=ZERO) for x in doc.persons),
        payers=(),
        money_shown=False,
    )


def without_classes(doc: StatementDoc) -> StatementDoc:
    """For readers who may not know what class a person is in (police: `V days`)."""
    return replace(
        doc,
        adjustments=tuple(replace(x, from_class="", to_class="") for x in doc.adjustments),
        persons=tuple(replace(x, fee_class="") for x in doc.persons),
    )
