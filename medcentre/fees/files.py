"""A statement as files: JSON, workbook with live formulas, CSV (ACC-05, ACC-06).

Every writer is a pure function of the document: the same statement always gives the same bytes.
"""

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from medcentre.fees.document import StatementDoc
from medcentre.fees.facts import Line
from medcentre.fees.words import adjustment_words, class_name
from medcentre.kernel.money import Money
from medcentre.kernel.periods import Month
from medcentre.kernel.wording import Lang, label
from medcentre.papers.workbook import HEAD, SUM, Book

MONEY_FORMAT = "#,##0.00;[Red]-#,##0.00;0.00"
COUNT_FORMAT = "#,##0;[Red]-#,##0;0"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def statement_json(doc: StatementDoc) -> str:
    """Lines, roll days and total as scripts read them; amounts are yuan as text."""
    data = {
        "month": doc.month,
        "number": doc.number,
        "state": doc.state,
        "contract": doc.contract_number,
        "lines": [_line_json(line) for line in doc.day_lines],
        "other_lines": [{"kind": line.kind, **_line_json(line)} for line in doc.other_lines],
        "adjustments": [
            {
                "of_month": a.of_month, "kind": a.kind, "admission_no": a.admission_no,
                "days": a.days, "unit": a.unit.plain(), "amount": a.amount.plain(),
            }
            for a in doc.adjustments
            if a.state == "confirmed"
        ],
        "payers": [{"payer": p.payer, "amount": p.amount.plain()} for p in doc.payers],
        "roll_days": doc.roll_days,
        "total": doc.total.plain(),
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "contract_version": line.contract_version,
        "fee_class": line.fee_class,
        "part": str(line.part),
        "days": line.days,
        "rate": line.rate.plain() if line.rate else "0",
        "amount": line.amount.plain(),
    }


def safe_text(value: str) -> str:
    """A text that no spreadsheet takes for a formula (ACC-06)."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def statement_csv(doc: StatementDoc, lang: Lang = Lang.ZH) -> bytes:
    """Person-days by person as CSV: UTF-8 with BOM, for Excel and WPS alike."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_say(h, lang) for h in _ANNEX_HEADS])
    for p in doc.persons:
        writer.writerow(
            [
                safe_text(p.admission_no), safe_text(p.name), p.contract_version, p.fee_class,
                label(f"fee_part.{p.part}", lang), p.days, p.rate.plain(), p.amount.plain(),
            ]
        )  # fmt: skip
    return b"\xef\xbb\xbf" + out.getvalue().encode()


Words = tuple[str, str]
_ANNEX_HEADS: tuple[Words, ...] = (
    ("学员编号", "Number"),
    ("姓名", "Name"),
    ("合同版本", "Version"),
    ("类别", "Class"),
    ("计费部分", "Part"),
    ("人日", "Days"),
    ("标准", "Rate"),
    ("金额", "Amount"),
)
_LINE_HEADS: tuple[Words, ...] = (
    ("合同版本", "Version"),
    ("类别", "Class"),
    ("说明", "Meaning"),
    ("计费部分", "Part"),
    ("人数", "Persons"),
    ("人日", "Days"),
    ("标准", "Rate"),
    ("金额", "Amount"),
)
_EXTRA_HEADS: tuple[Words, ...] = (
    ("项目", "Item"),
    ("", ""),
    ("依据", "Basis"),
    ("", ""),
    ("", ""),
    ("人日", "Days"),
    ("单价", "Rate"),
    ("金额", "Amount"),
)


def _say(words: Words, lang: Lang) -> str:
    return words[0] if lang is Lang.ZH else words[1]


_LOOKS: dict[str, dict[str, Any]] = {
    "text": {},
    "title": {"bold": True, "font_size": 15, "align": "center"},
    "head": HEAD,
    "head_right": {**HEAD, "align": "right"},
    "count": {"num_format": COUNT_FORMAT},
    "money": {"num_format": MONEY_FORMAT},
    "sum_text": SUM,
    "sum_count": {**SUM, "num_format": COUNT_FORMAT},
    "sum_money": {**SUM, "num_format": MONEY_FORMAT},
}


def statement_xlsx(doc: StatementDoc, centre_name: str, lang: Lang = Lang.ZH) -> bytes:
    """The statement with live formulas: each amount = ROUND(days*rate,2), totals = SUM.

    Numbers are numbers, admission numbers text; A4 landscape, frozen headings, protected without
    a password.
    """
    book = Book(lang, _LOOKS)
    month = Month.parse(doc.month)
    stamp = doc.closed_at or f"{month.last.isoformat()}T00:00"
    _statement_sheet(book, doc, centre_name)
    _annex_sheet(book, doc)
    created = datetime.fromisoformat(stamp).replace(tzinfo=UTC)
    return book.done(f"{doc.contract_number} {doc.month}", created, centre_name)


def _sheet(book: Book, name: str, widths: Sequence[float]) -> Any:
    sheet = book.book.add_worksheet(name)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width, book.formats["text"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.6, 0.6, 0.7, 0.7)
    sheet.set_footer("&L&F&R&P / &N")
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True})
    return sheet


def _heads(book: Book, sheet: Any, row: int, heads: Sequence[Words]) -> None:
    for column, words in enumerate(heads):
        right = words[0] in {"人数", "人日", "标准", "单价", "金额"}
        sheet.write_string(
            row, column, _say(words, book.lang), book.formats["head_right" if right else "head"]
        )


def _statement_sheet(book: Book, doc: StatementDoc, centre_name: str) -> None:
    sheet = _sheet(book, book.say("结算单", "Statement"), (9, 7, 30, 11, 8, 11, 13, 17))
    f, say = book.formats, book.say
    month = Month.parse(doc.month)
    sheet.merge_range(
        0, 0, 0, 7, f"{centre_name} {say('费用包干结算单', 'Fixed-fee statement')}", f["title"]
    )
    sheet.set_row(0, 26)
    number = doc.number or say("草稿", "Draft")
    sheet.write_string(1, 0, f"{say('结算单号', 'Statement')} {number}")
    sheet.write_string(1, 3, f"{say('合同号', 'Contract')} {doc.contract_number}")
    sheet.write_string(1, 6, f"{month.first.isoformat()} – {month.last.isoformat()}")
    counts = doc.counts
    words = (
        (say("期初", "Opening"), counts.opening), (say("入所", "Admitted"), counts.admissions),
        (say("出所", "Left"), counts.exits), (say("期末", "Closing"), counts.closing),
    )  # fmt: skip
    sheet.write_string(2, 0, " · ".join(f"{name} {value}" for name, value in words))
    _heads(book, sheet, 3, _LINE_HEADS)
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    row = 4
    for line in doc.day_lines:
        _write_line(book, sheet, row, line)
        row += 1
    subtotal = _sums(book, sheet, row, 4, say("小计", "Subtotal"), doc.subtotal, doc.roll_days)
    row += 2
    _heads(book, sheet, row, _EXTRA_HEADS)
    row += 1
    first_extra = row
    row = _write_extras(book, sheet, row, doc)
    amount = xl_rowcol_to_cell(subtotal, 7)
    extras = f"{xl_rowcol_to_cell(first_extra, 7)}:{xl_rowcol_to_cell(row, 7)}"
    sheet.write_string(row + 1, 0, say("合计", "Total"), f["sum_text"])
    sheet.merge_range(row + 1, 1, row + 1, 6, doc.total.in_words(), f["sum_text"])
    sheet.write_formula(row + 1, 7, f"={amount}+SUM({extras})", f["sum_money"], _value(doc.total))
    _write_payers(book, sheet, row + 3, doc, row + 1)


def _value(amount: Money) -> float:
    """The cached result of a formula; only spreadsheets that do not calculate show it."""
    return float(amount.plain())


def _write_line(book: Book, sheet: Any, row: int, line: Line) -> None:
    f = book.formats
    sheet.write_number(row, 0, line.contract_version, f["count"])
    sheet.write_string(row, 1, line.fee_class)
    sheet.write_string(row, 2, class_name(line.fee_class, book.lang))
    sheet.write_string(row, 3, label(f"fee_part.{line.part}", book.lang))
    sheet.write_number(row, 4, line.persons, f["count"])
    sheet.write_number(row, 5, line.days, f["count"])
    _write_product(book, sheet, row, line.days, line.rate, line.amount, line.divisor)


def _write_product(
    book: Book, sheet: Any, row: int, days: int, rate: Money, amount: Money, divisor: int = 1
) -> None:
    """Rate and amount; the amount is a live formula over days and rate (ACC-05)."""
    f = book.formats
    sheet.write_number(row, 5, days, f["count"])
    sheet.write_number(row, 6, _value(rate), f["money"])
    days_cell, rate_cell = xl_rowcol_to_cell(row, 5), xl_rowcol_to_cell(row, 6)
    over = f"/{divisor}" if divisor != 1 else ""
    sheet.write_formula(
        row, 7, f"=ROUND({days_cell}*{rate_cell}{over},2)", f["money"], _value(amount)
    )


def _sums(book: Book, sheet: Any, row: int, first: int, name: str, amount: Money, days: int) -> int:
    """The row of sums over the lines above it; returns its number."""
    f = book.formats
    for column in range(8):
        sheet.write_blank(row, column, None, f["sum_text"])
    sheet.write_string(row, 0, name, f["sum_text"])
    last = max(row - 1, first)
    for column, shown, kind in ((5, float(days), "sum_count"), (7, _value(amount), "sum_money")):
        span = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(last, column)}"
        formula = f"=SUM({span})" if row > first else "=0"
        sheet.write_formula(row, column, formula, f[kind], shown)
    return row


def _write_extras(book: Book, sheet: Any, row: int, doc: StatementDoc) -> int:
    """Supplements, deductions and adjustments; returns the row behind them."""
    for line in doc.other_lines:
        sheet.write_string(row, 0, label(f"fee_line.{line.kind}", book.lang))
        if line.rate and (line.rate * line.days).share(1, line.divisor) == line.amount:
            _write_product(book, sheet, row, line.days, line.rate, line.amount, line.divisor)
        else:
            sheet.write_number(row, 7, _value(line.amount), book.formats["money"])
        row += 1
    for item in doc.adjustments:
        if item.state != "confirmed":
            continue
        sheet.write_string(row, 0, label("fee_line.adjustment", book.lang))
        sheet.write_string(row, 2, safe_text(adjustment_words(item, book.lang)))
        if item.unit * item.days == item.amount:
            _write_product(book, sheet, row, item.days, item.unit, item.amount)
        else:
            sheet.write_number(row, 5, item.days, book.formats["count"])
            sheet.write_number(row, 7, _value(item.amount), book.formats["money"])
        row += 1
    return row


def _write_payers(book: Book, sheet: Any, row: int, doc: StatementDoc, total_row: int) -> None:
    """Shares of the payers: percentages are rounded, the last one takes the rest."""
    f = book.formats
    if not doc.payers:
        return
    sheet.write_string(row, 0, book.say("付款方", "Payers"), f["head"])
    total = xl_rowcol_to_cell(total_row, 7)
    rest = len(doc.payers) - 1
    shared = [_rounds(p.basis_points, doc.total) == p.amount for p in doc.payers]
    if not all(shared[i] for i in range(rest)):
        rest = shared.index(False)
    first, last = row + 1, row + len(doc.payers)
    for index, payer in enumerate(doc.payers):
        here = row + 1 + index
        sheet.write_string(here, 0, safe_text(payer.payer))
        sheet.write_number(here, 6, payer.basis_points / 100, f["money"])
        if index == rest:
            others = [r for r in range(first, last + 1) if r != here]
            minus = "".join(f"-{xl_rowcol_to_cell(r, 7)}" for r in others)
            formula = f"={total}{minus}"
        else:
            formula = f"=ROUND({total}*{xl_rowcol_to_cell(here, 6)}/100,2)"
        sheet.write_formula(here, 7, formula, f["money"], _value(payer.amount))


def _rounds(basis_points: int, total: Money) -> Money:
    return total.share(basis_points, 10_000)


def _annex_sheet(book: Book, doc: StatementDoc) -> None:
    sheet = _sheet(book, book.say("人员明细", "Persons"), (16, 10, 10, 8, 12, 10, 13, 16))
    f = book.formats
    _heads(book, sheet, 0, _ANNEX_HEADS)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    divisors = {(x.contract_version, x.fee_class, x.part, x.rate): x.divisor for x in doc.day_lines}
    row = 1
    for p in doc.persons:
        sheet.write_string(row, 0, safe_text(p.admission_no))
        sheet.write_string(row, 1, safe_text(p.name))
        sheet.write_number(row, 2, p.contract_version, f["count"])
        sheet.write_string(row, 3, p.fee_class)
        sheet.write_string(row, 4, label(f"fee_part.{p.part}", book.lang))
        if divisors.get((p.contract_version, p.fee_class, p.part, p.rate), 1) == 1:
            _write_product(book, sheet, row, p.days, p.rate, p.amount)
        else:
            # Shares of a monthly line: apportioned so that they add up to it.
            sheet.write_number(row, 5, p.days, f["count"])
            sheet.write_number(row, 6, _value(p.rate), f["money"])
            sheet.write_number(row, 7, _value(p.amount), f["money"])
        row += 1
    _sums(book, sheet, row, 1, book.say("合计", "Total"), doc.subtotal, doc.roll_days)
