"""P51 and P52: a statement turned into what the forms of the papers engine print (STL-02)."""

from collections.abc import Sequence

from medcentre.fees.document import ClassRow, PersonLine, StatementDoc, class_rows
from medcentre.fees.facts import DayPart, PeriodState, Step
from medcentre.fees.words import adjustment_words, class_words
from medcentre.kernel.money import Money
from medcentre.kernel.periods import Month
from medcentre.kernel.wording import Lang, label, term
from medcentre.papers.facts import name_in
from medcentre.papers.forms.fees import (
    AdjustmentLine,
    AnnexLine,
    ClassLine,
    FeeAnnexDoc,
    FeeStatementDoc,
    PayerShare,
    SealBox,
    render_fee_annex,
    render_fee_statement,
)

__all__ = [
    "check_code",
    "gather_annex",
    "gather_statement",
    "render_fee_annex",
    "render_fee_statement",
]


def gather_statement(doc: StatementDoc, sha256: str = "", lang: Lang = Lang.ZH) -> FeeStatementDoc:
    """The settlement statement; unpaid days stand among the deductions, for information."""
    month = Month.parse(doc.month)
    tenths = doc.counts.average_tenths
    return FeeStatementDoc(
        number=doc.number,
        contract=_contract(doc, lang),
        first=month.first,
        last=month.last,
        opening=doc.counts.opening,
        admitted=doc.counts.admissions,
        left=doc.counts.exits,
        closing=doc.counts.closing,
        person_days=doc.roll_days,
        average=f"{tenths // 10:,}.{tenths % 10}",
        classes=tuple(_class_line(r, lang) for r in class_rows(doc)),
        adjustments=(*_other_lines(doc, lang), *_deductions(doc, lang), *_adjustments(doc, lang)),
        total=doc.total,
        payers=tuple(
            PayerShare(term(p.payer, lang), _percent(p.basis_points), p.amount) for p in doc.payers
        ),
        remark=_remark(doc, lang),
        seals=_seals(doc, lang),
        check_code=check_code(sha256),
    )


def check_code(sha256: str) -> str:
    """`7C41-0E9A`: enough of the hash to tell two statements apart by eye."""
    return f"{sha256[:4]}-{sha256[4:8]}".upper() if sha256 else ""


def _contract(doc: StatementDoc, lang: Lang) -> str:
    versions = "、".join(str(v) for v in doc.versions)
    if not versions:
        return doc.contract_number
    if lang is Lang.ZH:
        return f"{doc.contract_number}（第 {versions} 版）"
    return f"{doc.contract_number} (version {versions.replace('、', ', ')})"


def _class_line(row: ClassRow, lang: Lang) -> ClassLine:
    return ClassLine(
        row.fee_class, class_words(row, lang), row.persons, row.days, row.rate, row.amount
    )


def _other_lines(doc: StatementDoc, lang: Lang) -> list[AdjustmentLine]:
    return [
        AdjustmentLine(
            label(f"fee_line.{line.kind}", lang),
            _persons(line.persons, lang) if line.persons else "",
            line.days or None,
            line.rate if line.rate else None,
            line.amount,
        )
        for line in doc.other_lines
    ]


def _deductions(doc: StatementDoc, lang: Lang) -> list[AdjustmentLine]:
    """Days that earned nothing; they were never in the sum, so no amount stands beside them."""
    return [
        AdjustmentLine(
            label(f"fee_rule_name.{d.rule}", lang),
            f"{label(f'fee_part.{d.part}', lang)} {_persons(d.persons, lang)}",
            d.days,
            None,
            None,
        )
        for d in doc.deductions
        if d.part is DayPart.ZERO
    ]


def _persons(count: int, lang: Lang) -> str:
    return f"{count} 人" if lang is Lang.ZH else f"{count} persons"


def _adjustments(doc: StatementDoc, lang: Lang) -> list[AdjustmentLine]:
    return [
        AdjustmentLine(
            label("fee_line.adjustment", lang), adjustment_words(a, lang), a.days, a.unit, a.amount
        )
        for a in doc.adjustments
        if a.state == "confirmed"
    ]


def _percent(basis_points: int) -> str:
    whole, rest = divmod(basis_points, 100)
    return f"{whole}%" if rest == 0 else f"{whole}.{rest:02d}%"


def _remark(doc: StatementDoc, lang: Lang) -> str:
    unpaid = sum(d.days for d in doc.deductions if d.part is DayPart.ZERO)
    if lang is Lang.ZH:
        text = "附：收治人员人日明细（学员编号、姓氏、类别、人日、金额，不含病种）。人数含当月转类，各计一次。"
        return text + (f"总人日含不计费 {unpaid:,} 天。" if unpaid else "")
    text = "Annex: list of persons (number, surname, class, days, amount; no diagnoses). Who changed class is counted once in each."
    return text + (f" Person-days include {unpaid:,} unpaid ones." if unpaid else "")


def _seals(doc: StatementDoc, lang: Lang) -> tuple[SealBox, ...]:
    by = {s.step: s for s in doc.steps}

    def name(step: Step) -> str:
        return name_in(by[step].by, lang) if step in by else ""

    def say(zh: str, en: str) -> str:
        return zh if lang is Lang.ZH else en

    prepared = name_in(doc.closed_by, lang) or name(Step.COSTS)
    police_day = by[Step.POLICE_SIGN].at[:10] if Step.POLICE_SIGN in by else ""
    authority_day = by[Step.AUTHORITY_CONFIRM].at[:10] if Step.AUTHORITY_CONFIRM in by else ""
    return (
        SealBox(
            say("收治医院", "Hospital"),
            (
                (say("制表", "Prepared"), prepared),
                (say("复核", "Checked"), name(Step.FINANCE_SIGN)),
                (say("负责人", "Head"), ""),
            ),
        ),
        SealBox(
            say("公安监管部门", "Police"),
            (
                (say("人日核对", "Days checked"), name(Step.ROLL_CHECK)),
                (say("负责人", "Head"), name(Step.POLICE_SIGN)),
                (say("日期", "Date"), police_day),
            ),
        ),
        SealBox(
            say("禁毒办 / 财政部门", "Anti-drug office, finance"),
            (
                (say("审核", "Reviewed"), name(Step.AUTHORITY_CONFIRM)),
                (say("负责人", "Head"), ""),
                (say("日期", "Date"), authority_day),
            ),
        ),
    )


def gather_annex(doc: StatementDoc, lang: Lang = Lang.ZH) -> FeeAnnexDoc:
    """The persons behind a statement, one line a person and class."""
    month = Month.parse(doc.month)
    return FeeAnnexDoc(
        number=doc.number,
        contract=_contract(doc, lang),
        first=month.first,
        last=month.last,
        lines=tuple(_annex_lines(doc.persons)),
    )


def _annex_lines(persons: Sequence[PersonLine]) -> list[AnnexLine]:
    merged: dict[tuple[str, str, str], tuple[int, Money]] = {}
    for p in persons:
        key = (p.admission_no, p.name, p.fee_class)
        days, amount = merged.get(key, (0, Money(0)))
        merged[key] = (days + p.days, amount + p.amount)
    return [AnnexLine(*key, days, amount) for key, (days, amount) in merged.items()]


def is_draft(doc: StatementDoc) -> bool:
    """Until a month is closed its statement is printed with the word across it."""
    return doc.state is not PeriodState.CLOSED
