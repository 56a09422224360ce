"""P51 settlement statement (STL-02, mock-up 11b) and P52, its list of persons under masked names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from medcentre.kernel.money import ZERO, Money
from medcentre.kernel.texts import mask_name
from medcentre.kernel.wording import Lang
from medcentre.papers.catalogue import FORMS
from medcentre.papers.cells import (
    Block,
    Cell,
    Gap,
    Grid,
    Over,
    Para,
    Picture,
    Row,
    Stack,
    Together,
    cell,
    label,
)
from medcentre.papers.facts import PrintContext, day, name_in
from medcentre.papers.forms.fields import STAMP, Column, Fields, stamp_ring, table
from medcentre.papers.page import LIST_MARGINS, Head, Sheet
from medcentre.papers.prose import blank, text
from medcentre.papers.styles import BODY, CODE, MM, RED, SHADE, SMALL, TABLE, Align, TextStyle

_MINUS = "−"
_FIGURE = CODE.right


@dataclass(frozen=True, slots=True)
class ClassLine:
    """Person-days of one fee class at one rate."""

    code: str
    name: str
    persons: int
    days: int
    rate: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class AdjustmentLine:
    """A supplement, deduction or adjustment of an earlier period; None prints a dash."""

    name: str
    remark: str
    days: int | None
    rate: Money | None
    amount: Money | None


@dataclass(frozen=True, slots=True)
class PayerShare:
    """What one payer owes."""

    name: str
    share: str
    amount: Money


@dataclass(frozen=True, slots=True)
class SealBox:
    """One of the three parties: its name, lines of role and (signed) name, its seal below."""

    party: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeStatementDoc:
    """A settlement; `total` is the sum of all lines, checked where the statement is made.

    `check_code` identifies the state of the books it was printed from.
    """

    number: str = ""
    contract: str = ""
    first: date | None = None
    last: date | None = None
    opening: int = 0
    admitted: int = 0
    left: int = 0
    closing: int = 0
    person_days: int = 0
    average: str = ""
    classes: tuple[ClassLine, ...] = ()
    adjustments: tuple[AdjustmentLine, ...] = ()
    total: Money = ZERO
    payers: tuple[PayerShare, ...] = ()
    remark: str = ""
    seals: tuple[SealBox, ...] = ()
    check_code: str = ""


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """One resident in a fee class; the name is masked while printing (SEC-02)."""

    number: str
    name: str
    code: str
    days: int
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeAnnexDoc:
    """The persons behind a statement. No diagnoses, no full names."""

    number: str = ""
    contract: str = ""
    first: date | None = None
    last: date | None = None
    lines: tuple[AnnexLine, ...] = ()


def render_fee_statement(doc: FeeStatementDoc, ctx: PrintContext) -> bytes:
    """The statement on one A4 page when it has the usual number of lines."""
    f = Fields(ctx)
    doc = FeeStatementDoc() if ctx.blank else doc
    say = f.say
    head = Head(
        form=FORMS["P51"],
        left=f.named("合同号", "Contract", 10, doc.contract),
        right=f.named("结算单号", "Statement", 8, doc.number),
        sub_left=_period(doc.first, doc.last, f),
        sub_right=say("单位：元", "in yuan"),
    )
    sheet = Sheet(head, _with_code(doc, ctx))
    blocks = _statement(doc, f, tight=False)
    if sum(block.height(sheet.width) for block in blocks) > sheet.room(first=True):
        blocks = _statement(doc, f, tight=True)
    return sheet.render(blocks)


def _statement(doc: FeeStatementDoc, f: Fields, *, tight: bool) -> list[Block]:
    """All of it; the seals stay on the page with the sum they vouch for."""
    end: list[Block] = [Grid(_SHARES, [_total_row(doc, f)]), Gap(2.2 * MM), *_payers(doc, f)]
    end += [*_remark(doc), _seals(doc, f)]
    return [_counts(doc, f), Gap(2.2 * MM), _lines(doc, f, tight=tight), Together(end)]


def _with_code(doc: FeeStatementDoc, ctx: PrintContext) -> PrintContext:
    if not doc.check_code:
        return ctx
    code = f"{ctx.say('校验码', 'check')} {doc.check_code}"
    return replace(ctx, note=f"{ctx.note} · {code}" if ctx.note else code)


def sum_in_words(amount: Money, lang: Lang) -> str:
    """The sum as it stands beside the figures so that nobody changes them: 大写, English in words."""
    if lang is Lang.ZH:
        return amount.in_words()
    yuan, fen = divmod(abs(amount.fen), 100)
    words = f"{'minus ' if amount.fen < 0 else ''}{number_in_words(yuan)} yuan"
    return (words + (f" and {number_in_words(fen)} fen" if fen else "")).capitalize()


_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LARGE = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))


def number_in_words(value: int) -> str:
    """`five hundred forty-four thousand four hundred seventy-two`; for 0 and more."""
    for size, name in _LARGE:
        if value >= size:
            head, rest = divmod(value, size)
            tail = f" {number_in_words(rest)}" if rest else ""
            return f"{number_in_words(head)} {name}{tail}"
    if value < len(_SMALL):
        return _SMALL[value]
    tens, ones = divmod(value, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")


def _period(first: date | None, last: date | None, f: Fields) -> str:
    if first is None or last is None:
        return f.say(
            "结算期间 ＿＿＿年＿＿月＿＿日 至 ＿＿＿年＿＿月＿＿日",
            "Period ＿＿＿＿＿＿ to ＿＿＿＿＿＿",
        )
    count = (last - first).days + 1
    days = f.say(f"（{count} 天）", f" ({count} days)")
    return f"{f.say('结算期间', 'Period')} {day(first, f.ctx.lang)} {f.say('至', 'to')} {day(last, f.ctx.lang)}{days}"


def _heads(names: Sequence[tuple[str, str]], f: Fields) -> list[Cell]:
    return [f.label(*n) for n in names]


def _counts(doc: FeeStatementDoc, f: Fields) -> Grid:
    names = (
        ("期初在所", "Opening"),
        ("本期入所", "Admitted"),
        ("本期出所", "Left"),
        ("期末在所", "Closing"),
        ("总人日", "Person-days"),
        ("日均人数", "Average"),
    )
    figures = (
        f"{doc.opening:,}",
        f"{doc.admitted:,}",
        f"{doc.left:,}",
        f"{doc.closing:,}",
        f"{doc.person_days:,}",
        doc.average,
    )
    values = ["" if f.ctx.blank else v for v in figures]
    return Grid(
        [1] * 6,
        [Row(_heads(names, f), 7.4 * MM), Row([cell(text(v, CODE.centred)) for v in values])],
    )


def _amount(value: Money | None, style: TextStyle = _FIGURE) -> Cell:
    if value is None:
        return cell(text("—", style))
    return cell(text(str(value), style.but(colour=RED) if value.fen < 0 else style))


def _count(value: int | None) -> Cell:
    return cell(text("—" if value is None else f"{value:,}".replace("-", _MINUS), _FIGURE))


TIGHT = 6.4 * MM
"""A month with a change of rates has more rows: they stand closer, so that all stays on one page."""
_SHARES = (54, 330, 60, 74, 80, 158)

_LINE_HEADS = (
    ("类别", "Class"),
    ("说明", "Meaning"),
    ("人数", "Count"),
    ("人日", "Days"),
    ("标准", "Rate"),
    ("金额", "Amount"),
)


def _lines(doc: FeeStatementDoc, f: Fields, *, tight: bool) -> Grid:
    """Classes, subtotal, adjustments; columns as in the mock-up."""
    rows = [Row(_heads(_LINE_HEADS, f), 7.4 * MM), *_class_rows(doc, f), *_adjustment_rows(doc, f)]
    if not tight:
        return Grid(_SHARES, rows)
    return Grid(_SHARES, [replace(row, least=TIGHT) for row in rows], pad_y=0.25 * MM)


def _class_rows(doc: FeeStatementDoc, f: Fields) -> list[Row]:
    """One row a class and their sum; four empty rows on the blank form."""
    centre, bold = f.body.centred, _FIGURE.bold
    rows = []
    for line in doc.classes:
        code, figures = cell(text(line.code, centre)), (line.persons, line.days)
        money = (_amount(line.rate), _amount(line.amount))
        rows.append(Row([code, f.value(line.name), *map(_count, figures), *money]))
    if f.ctx.blank:
        rows += [Row([Cell(Gap(0)) for _ in range(6)]) for _ in range(4)]
    days = "" if f.ctx.blank else f"{sum(c.days for c in doc.classes):,}"
    subtotal = "" if f.ctx.blank else str(Money(sum(c.amount.fen for c in doc.classes)))
    sums = [cell(text(words, bold)) for words in (days, "", subtotal)]
    return [*rows, Row([cell(text(f.say("小　计", "Subtotal"), centre), 3), *sums])]


def _adjustment_rows(doc: FeeStatementDoc, f: Fields) -> list[Row]:
    """Supplements, deductions and adjustments under their own heads."""
    name = f.label("补助、扣减与上期调整", "Supplements, deductions, adjustments", 2)
    figures = (("人日", "Days"), ("单价", "Rate"), ("金额", "Amount"))
    rows = [Row([f.label("序", "No."), name, *_heads(figures, f)], 7.4 * MM)]
    for index, item in enumerate(doc.adjustments, 1):
        what = text(item.name, f.body) + text("　" + item.remark, SMALL)
        number = cell(text(str(index), f.body.centred))
        money = (_amount(item.rate), _amount(item.amount))
        rows.append(Row([number, cell(what, 2), _count(item.days), *money]))
    if f.ctx.blank:
        empty = [Cell(Gap(0)), Cell(Gap(0), 2), *(Cell(Gap(0)) for _ in range(3))]
        rows += [Row(empty) for _ in range(4)]
    return rows


def _total_row(doc: FeeStatementDoc, f: Fields) -> Row:
    words = "" if f.ctx.blank else sum_in_words(doc.total, f.ctx.lang)
    figures = "" if f.ctx.blank else f"¥{doc.total}"
    block = Stack(
        [
            Para(text(words, BODY.bold if f.zh else f.body.bold)),
            Para(text(f.say("（大写）", "(in words)"), SMALL.but(colour=BODY.colour))),
        ]
    )
    return Row(
        [
            f.label("合计", "Total"),
            Cell(block, 4),
            cell(text(figures, _FIGURE.bold.but(size=13, leading=18))),
        ],
        13 * MM,
    )


def _payers(doc: FeeStatementDoc, f: Fields) -> list[Block]:
    if not doc.payers:
        return []
    cells = [
        Cell(
            Stack(
                [
                    Para(text(f"{p.name}　{p.share}", f.body.but(size=11))),
                    Para(text(str(p.amount), CODE)),
                ]
            )
        )
        for p in doc.payers
    ]
    return [Grid([1] * len(cells), [Row(cells, 14.5 * MM)]), Gap(2 * MM)]


def _remark(doc: FeeStatementDoc) -> list[Block]:
    if not doc.remark:
        return []
    return [Para(text(doc.remark, BODY.but(size=10.5, leading=15))), Gap(2 * MM)]


def _seals(doc: FeeStatementDoc, f: Fields) -> Block:
    say = f.say
    boxes = doc.seals or (
        SealBox(
            say("收治医院", "Hospital"),
            (
                (say("制表", "Prepared"), ""),
                (say("复核", "Checked"), ""),
                (say("负责人", "Head"), ""),
            ),
        ),
        SealBox(
            say("公安监管部门", "Police"),
            (
                (say("人日核对", "Days checked"), ""),
                (say("负责人", "Head"), ""),
                (say("日期", "Date"), ""),
            ),
        ),
        SealBox(
            say("禁毒办 / 财政部门", "Anti-drug office, finance"),
            ((say("审核", "Reviewed"), ""), (say("负责人", "Head"), ""), (say("日期", "Date"), "")),
        ),
    )
    style = f.body.but(size=11, leading=17)
    cells = []
    for box in boxes:
        lines: list[Block] = [Para(text(box.party, style.bold))]
        for role, name in box.lines:
            tail = text(name, style) if name else blank((28 if f.zh else 24) * MM, style)
            lines.append(Para(text(f"{role} ", style) + tail))
        ring = stamp_ring(say("公 章", "Seal"))
        seal = Picture(ring, STAMP, STAMP, Align.CENTRE)
        cells.append(Cell(Over(Stack(lines), seal, 2.4 * style.leading), middle=False))
    return Together([Grid([1] * len(cells), [Row(cells)])])


def render_fee_annex(doc: FeeAnnexDoc, ctx: PrintContext) -> bytes:
    """The list of persons; sums at its end agree with the statement."""
    f = Fields(ctx, sans=True)
    doc = FeeAnnexDoc() if ctx.blank else doc
    say = f.say
    head = Head(
        form=FORMS["P52"],
        margins=LIST_MARGINS,
        sans=True,
        left=f.named("合同号", "Contract", 10, doc.contract),
        right=f.named("结算单号", "Statement", 8, doc.number),
        sub_left=_period(doc.first, doc.last, f),
        sub_right=say("单位：元", "in yuan"),
    )
    columns = (
        Column(say("序", "No."), 8, Align.CENTRE),
        Column(say("入所号", "Number"), 30),
        Column(say("姓名", "Name"), 20),
        Column(say("类别", "Class"), 12, Align.CENTRE),
        Column(say("人日", "Days"), 16, Align.RIGHT),
        Column(say("金额", "Amount"), 26, Align.RIGHT),
    )
    rows = [
        (
            str(i),
            x.number,
            _masked(x.name, f),
            x.code,
            f"{x.days:,}".replace("-", _MINUS),
            str(x.amount),
        )
        for i, x in enumerate(doc.lines, 1)
    ]
    grid = table(f, columns, rows, least=6.2 * MM, blank_rows=18)
    blocks: list[Block] = [grid]
    if not ctx.blank:
        blocks.append(_annex_sum(doc, f))
    return Sheet(head, ctx).render(blocks)


def _masked(name: str, f: Fields) -> str:
    """The surname alone: 张*, English Zhang * (SEC-02)."""
    return mask_name(name) if f.zh else f"{name_in(name[:1], f.ctx.lang)} *" if name else ""


def _annex_sum(doc: FeeAnnexDoc, f: Fields) -> Grid:
    persons = len({x.number for x in doc.lines})
    total = Money(sum(x.amount.fen for x in doc.lines))
    style = TABLE.bold
    who = f.say(f"合计　{persons} 人", f"Total, {persons} persons")
    return Grid(
        (70, 16, 26),
        [
            Row(
                [
                    label(text(who, style)),
                    Cell(
                        Para(text(f"{sum(x.days for x in doc.lines):,}", style.right)), shade=SHADE
                    ),
                    Cell(Para(text(str(total), style.right)), shade=SHADE),
                ],
                8 * MM,
            )
        ],
    )
