"""Rows of the settlement page, made of a statement and the month's costs."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from medcentre.fees.document import AdjustmentLine, ClassRow, StatementDoc, class_rows
from medcentre.fees.facts import DayPart, LineKind, PeriodState, Step
from medcentre.fees.rules.closing import ORDER, open_steps
from medcentre.fees.views.costs import CostPicture
from medcentre.fees.words import class_words
from medcentre.kernel.money import Money
from ui.fees.parts import StepLine
from ui.kit.i18n import label, lang

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class of the month: its days and money, and what a day really costs."""

    key: tuple[str, ...]
    fee_class: str
    words: str
    persons: int
    days: int
    rate: Money | None
    amount: Money | None
    cost: Money | None = None
    gap: Money | None = None
    share: float | None = None
    tick: float = 0.0
    is_sum: bool = False


def class_lines(doc: StatementDoc, costs: CostPicture | None) -> list[ClassLine]:
    """Every class and rate, and their sum."""
    rows = class_rows(doc)
    cost = {g.key: g.per_day for g in costs.classes} if costs else {}
    days_of: dict[str, int] = {}
    income: dict[str, int] = {}
    for row in rows:
        days_of[row.fee_class] = days_of.get(row.fee_class, 0) + row.days
        income[row.fee_class] = income.get(row.fee_class, 0) + row.amount.fen
    top = max([c.fen for c in cost.values()] + [r.rate.fen for r in rows] + [1])
    seen: set[str] = set()
    lines = []
    for row in rows:
        first = row.part is DayPart.FULL and row.fee_class not in seen
        seen.add(row.fee_class)
        measure = Money(income[row.fee_class]).share(1, days_of[row.fee_class] or 1)
        lines.append(
            _class_line(doc, row, cost.get(row.fee_class) if first else None, measure, top)
        )
    return [*lines, _sum_line(doc, rows)] if rows else []


def _class_line(
    doc: StatementDoc, row: ClassRow, cost: Money | None, measure: Money, top: int
) -> ClassLine:
    shown = doc.money_shown
    return ClassLine(
        key=(row.fee_class, str(row.part), str(row.rate.fen)),
        fee_class=row.fee_class,
        words=class_words(row, lang()),
        persons=row.persons,
        days=row.days,
        rate=row.rate if shown else None,
        amount=row.amount if shown else None,
        cost=cost,
        gap=measure - cost if cost is not None and shown else None,
        share=cost.fen / top if cost is not None else None,
        tick=measure.fen / top,
    )


def _sum_line(doc: StatementDoc, rows: tuple[ClassRow, ...]) -> ClassLine:
    people = {p.stay_id for p in doc.persons}
    return ClassLine(
        key=("sum",),
        fee_class="",
        words=translate("Fees", "小计"),
        persons=len(people),
        days=sum(r.days for r in rows),
        rate=None,
        amount=doc.subtotal if doc.money_shown else None,
        is_sum=True,
    )


@dataclass(frozen=True, slots=True)
class ExtraLine:
    """A supplement, a deduction for information, or a correction of an earlier month."""

    key: tuple[str, ...]
    sign: str
    item: str
    basis: str
    days: int | None
    unit: Money | None
    amount: Money | None
    state: str
    family: str
    adjustment: AdjustmentLine | None = None


def extra_lines(doc: StatementDoc) -> list[ExtraLine]:
    """Everything of a statement but the plain days."""
    return [*_other(doc), *_informed(doc), *(_corrected(doc, a) for a in doc.adjustments)]


def _other(doc: StatementDoc) -> list[ExtraLine]:
    shown = doc.money_shown
    return [
        ExtraLine(
            key=("other", line.kind, str(line.contract_version), str(line.rate.fen)),
            sign="+" if line.amount.fen >= 0 else "−",
            item=label(f"fee_line.{line.kind}"),
            basis=translate("Fees", "{n} 人").format(n=line.persons) if line.persons else "",
            days=line.days or None,
            unit=line.rate if shown and line.rate and line.kind is not LineKind.BUDGET else None,
            amount=line.amount if shown else None,
            state=translate("Fees", "按合同计"),
            family="grey",
        )
        for line in doc.other_lines
    ]


def _informed(doc: StatementDoc) -> list[ExtraLine]:
    """Days below the full rate, as the rules took them; their money is in the classes already."""
    return [
        ExtraLine(
            key=("rule", d.rule, str(d.part)),
            sign="i",
            item=label(f"fee_rule_name.{d.rule}"),
            basis="{part} · {persons}".format(
                part=label(f"fee_part.{d.part}"),
                persons=translate("Fees", "{n} 人").format(n=d.persons),
            ),
            days=d.days,
            unit=None,
            amount=None,
            state=translate("Fees", "只作说明"),
            family="grey",
        )
        for d in doc.deductions
    ]


_FAMILIES = {"proposed": "amber", "confirmed": "green", "rejected": "grey"}


def _corrected(doc: StatementDoc, a: AdjustmentLine) -> ExtraLine:
    change = "→".join(c for c in (a.from_class, a.to_class) if c)
    state = label(f"fee_adjustment_state.{a.state}")
    return ExtraLine(
        key=("adjustment", str(a.id)),
        sign=("+" if a.amount.fen >= 0 else "−") if doc.money_shown else "",
        item="{line} {kind}".format(
            line=label("fee_line.adjustment"), kind=label(f"fee_adjustment.{a.kind}")
        ),
        basis=" · ".join(t for t in (a.of_month, change, a.admission_no, a.name) if t),
        days=a.days,
        unit=a.unit if doc.money_shown else None,
        amount=a.amount if doc.money_shown else None,
        state=f"{state} {a.by}".strip(),
        family=_FAMILIES[a.state],
        adjustment=a,
    )


def step_lines(
    doc: StatementDoc, mine: Mapping[Step, bool], duty: Mapping[Step, str]
) -> list[StepLine]:
    """STL-01 on screen: who did what, whose turn it is, what is asked.

    `mine`: whether the reader may do a step; `duty`: whose it is, in words.
    """
    done = {s.step: s for s in doc.steps}
    closed = doc.state is PeriodState.CLOSED
    missing = open_steps(done)
    lines = []
    for step in ORDER:
        title = label(f"fee_step.{step}")
        if step in done:
            what = done[step]
            when = what.at.replace("T", " ")
            said = tuple(t for t in (f"{what.by} {when}", what.note) if t)
            lines.append(StepLine(step, title, said, "done"))
            continue
        if closed:
            said = (
                (f"{doc.closed_by} {doc.closed_at.replace('T', ' ')}",)
                if step is Step.LOCK
                else (translate("Fees", "未签，{reason}").format(reason=doc.reason),)
            )
            lines.append(StepLine(step, title, said, "done" if step is Step.LOCK else "later"))
            continue
        lines.append(_open_step(doc, step, title, missing, mine, duty))
    return lines


def _open_step(
    doc: StatementDoc,
    step: Step,
    title: str,
    missing: tuple[Step, ...],
    mine: Mapping[Step, bool],
    duty: Mapping[Step, str],
) -> StepLine:
    side_by_side = step in ORDER[:3]
    turn = bool(doc.reckoned) and (side_by_side or step not in missing or missing[0] is step)
    waiting = sum(a.state == "proposed" for a in doc.adjustments)
    lines = [duty[step]]
    tone = "2"
    if step is Step.ADJUSTMENTS and waiting:
        lines.append(translate("Fees", "还有 {n} 条待确认").format(n=waiting))
        tone = "amber"
    if step is Step.LOCK:
        lines = [translate("Fees", "锁定后只能以调整更正")]
        if missing:
            turn = bool(doc.reckoned)
    verb = ""
    if turn and mine[step] and not (step is Step.ADJUSTMENTS and waiting):
        verb = label("fee_step_verb.lock") if step is Step.LOCK else label("fee_step_verb.sign")
    now = turn and (side_by_side or not missing or missing[0] is step)
    return StepLine(step, title, tuple(lines), "now" if now else "later", verb, tone)
