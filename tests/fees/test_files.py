"""Files and papers of a statement: formulas that recompute, bytes that repeat (T9, ACC-05, ACC-06)."""

import io
import json
import re
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from medcentre.fees import acts, views
from medcentre.fees.commands import CloseMonth, DecideAdjustment, NewVersion
from medcentre.fees.document import StatementDoc, canonical, from_canonical
from medcentre.fees.files import safe_text, statement_csv, statement_json, statement_xlsx
from medcentre.fees.handing_in import FileKind, export_statement, print_statement
from medcentre.fees.papers import gather_statement
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.money import Money
from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang
from medcentre.residents import acts as residents
from medcentre.residents.facts import SetFact
from tests.conftest import actor
from tests.fees.house import OCTOBER, SEPTEMBER, Ctx, small_house
from tests.fees.vectors import moment


class Sheet:
    """A worksheet calculated here, from its formulas alone."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    def value(self, cell: str) -> Decimal:
        """The number in a cell, its formula worked out."""
        raw = self.sheet[cell].value
        if isinstance(raw, str) and raw.startswith("="):
            return self.work_out(raw[1:])
        return Decimal(str(raw)) if raw is not None and not isinstance(raw, str) else Decimal(0)

    def work_out(self, text: str) -> Decimal:
        """SUM and ROUND first, then products, then sums."""
        text = re.sub(r"SUM\(([A-Z]+\d+):([A-Z]+\d+)\)", self._sum, text)
        text = re.sub(r"ROUND\(([^()]*),2\)", self._round, text)
        return sum((sign * self._product(part) for sign, part in self._terms(text)), Decimal(0))

    def _sum(self, found: re.Match[str]) -> str:
        cells = [c for row in self.sheet[f"{found[1]}:{found[2]}"] for c in row]
        return format(sum((self.value(c.coordinate) for c in cells), Decimal(0)), "f")

    def _round(self, found: re.Match[str]) -> str:
        value = self.work_out(found[1])
        return format(value.quantize(Decimal("0.01"), ROUND_HALF_UP), "f")

    def _terms(self, text: str) -> list[tuple[int, str]]:
        # A minus behind an operator belongs to its number.
        parts = re.findall(r"(^|[+-])((?:-?[\w.]+[*/])*-?[\w.]+)", text)
        return [(-1 if sign == "-" else 1, part) for sign, part in parts]

    def _product(self, text: str) -> Decimal:
        value = Decimal(1)
        for operator, factor in re.findall(r"(^|[*/])(-?[\w.]+)", text):
            number = self.value(factor) if factor[0].isalpha() else Decimal(factor)
            value = value / number if operator == "/" else value * number
        return value


def workbook(doc: StatementDoc, lang: Lang = Lang.ZH) -> Any:
    return openpyxl.load_workbook(io.BytesIO(statement_xlsx(doc, "测试中心", lang)))


def formulas(sheet: Any) -> dict[str, str]:
    return {
        c.coordinate: c.value
        for row in sheet.iter_rows()
        for c in row
        if isinstance(c.value, str) and c.value.startswith("=")
    }


def month_with_adjustment(ctx: ServiceContext) -> StatementDoc:
    """October, closed, with a confirmed correction of September."""
    stays = small_house(ctx)
    acts.close_month(ctx, CloseMonth(month=SEPTEMBER, reason="测试"))
    residents.set_fee_class(
        ctx, SetFact(stay_id=stays[2], value="F3", from_at=moment("2026-09-21 09:00"))
    )
    acts.propose_adjustments(ctx, SEPTEMBER)
    (row,) = views.statement(ctx, OCTOBER).adjustments
    acts.decide_adjustment(
        ctx.as_(actor(Role.POLICE, name="丁海")),
        DecideAdjustment(adjustment_id=row.id, version=row.version, confirm=True),
    )
    acts.close_month(ctx, CloseMonth(month=OCTOBER, reason="测试"))
    return views.statement(ctx, OCTOBER)


@pytest.mark.parametrize("lang", list(Lang))
def test_every_formula_recomputes_to_the_statement(desk: Ctx, lang: Lang) -> None:
    doc = month_with_adjustment(desk())
    statement, annex = workbook(doc, lang).worksheets
    page = Sheet(statement)
    rows = {r[0].row: r for r in statement.iter_rows(min_row=5)}
    amounts = [page.value(f"H{n}") for n in list(rows)[: len(doc.day_lines)]]
    assert [str(a) for a in amounts] == [x.amount.plain() for x in doc.day_lines]
    found = formulas(statement)
    assert all("ROUND(" in f or "SUM(" in f or "-" in f for f in found.values())
    (total,) = [c for c, f in found.items() if re.match(r"=[A-Z]+\d+\+SUM", f)]
    assert str(page.value(total)) == doc.total.plain()
    after = [c for c in found if int(c[1:]) > int(total[1:])]
    assert [str(page.value(c)) for c in after] == [p.amount.plain() for p in doc.payers]
    last = list(formulas(annex))[-1]
    assert str(Sheet(annex).value(last)) == doc.subtotal.plain()


def test_sheets_are_set_up_for_printing(desk: Ctx) -> None:
    for sheet in workbook(month_with_adjustment(desk())).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert sheet.freeze_panes
    annex = workbook(views.statement(desk(), OCTOBER)).worksheets[1]
    assert isinstance(annex["A2"].value, str)
    assert annex["F2"].number_format.startswith("#,##0")


def test_monthly_rates_keep_their_divisor_in_the_formula(desk: Ctx) -> None:
    doc = month_with_adjustment(desk())
    line = replace(doc.lines[0], divisor=31, rate=Money.yuan("4185"), days=14,
                   amount=Money.yuan("4185").share(14, 31))  # fmt: skip
    statement = workbook(replace(doc, lines=(line,))).worksheets[0]
    assert statement["H5"].value == "=ROUND(F5*G5/31,2)"
    assert str(Sheet(statement).value("H5")) == line.amount.plain()


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_text_becomes_a_formula(desk: Ctx, start: str) -> None:
    """ACC-06, R10."""
    hostile = f'{start}HYPERLINK("http://x")'
    assert safe_text(hostile) == f"'{hostile}"
    doc = month_with_adjustment(desk())
    person = replace(doc.persons[0], name=hostile, admission_no=hostile)
    payer = replace(doc.payers[0], payer=hostile)
    doc = replace(doc, persons=(person,), payers=(payer, doc.payers[1]))
    for sheet in workbook(doc).worksheets:
        assert not [f for f in formulas(sheet).values() if "HYPERLINK" in f]
    assert f"'{start}HYPERLINK" in statement_csv(doc).decode("utf-8-sig")


def test_files_repeat_to_the_byte_whatever_happens_later(desk: Ctx) -> None:
    """T9: last month re-exports identically."""
    ctx = desk()
    month_with_adjustment(ctx)
    kinds = (FileKind.JSON, FileKind.XLSX, FileKind.CSV)
    before = [export_statement(ctx, OCTOBER, k) for k in kinds]
    acts.add_version(
        ctx,
        NewVersion(
            contract="BG-T", effective=date(2026, 11, 1), living_part=Money.yuan("50"),
            rates=(("F1", Money.yuan("99")), ("F2", Money.yuan("150"))),
        ),
    )  # fmt: skip
    assert [export_statement(ctx, OCTOBER, k) for k in kinds] == before
    assert before[0].name == "JS-2026-10-01.json"


def test_the_frozen_text_is_the_document(desk: Ctx) -> None:
    doc = replace(month_with_adjustment(desk()), period_id=0, period_version=0)
    assert from_canonical(canonical(doc)) == doc


def test_json_has_the_lines_of_the_month(desk: Ctx) -> None:
    doc = month_with_adjustment(desk())
    data = json.loads(statement_json(doc))
    assert data["lines"][0] == {
        "contract_version": 1, "fee_class": "F2", "part": "full", "days": 15, "rate": "138.00",
        "amount": "2070.00",
    }  # fmt: skip
    assert [x for x in data["lines"] if x["part"] == "zero"] == [
        {"contract_version": 1, "fee_class": "F3", "part": "zero", "days": 4, "rate": "0",
         "amount": "0.00"}
    ]  # fmt: skip
    assert data["adjustments"][0]["amount"] == "915.00"
    assert (data["roll_days"], data["total"]) == (96, doc.total.plain())


def test_csv_opens_in_spreadsheets(desk: Ctx) -> None:
    data = statement_csv(month_with_adjustment(desk()))
    assert data.startswith(b"\xef\xbb\xbf")
    head, first, *_ = data.decode("utf-8-sig").split("\r\n")
    assert head == "学员编号,姓名,合同版本,类别,计费部分,人日,标准,金额"
    assert first == "20260001,李*,1,F2,全额,15,138.00,2070.00"


@pytest.mark.parametrize("lang", list(Lang))
def test_paper_shows_the_sums_and_no_full_name(desk: Ctx, lang: Lang) -> None:
    ctx = replace(desk(), lang=lang)
    doc = month_with_adjustment(ctx)
    text = "".join(
        p.extract_text() for p in PdfReader(io.BytesIO(print_statement(ctx, OCTOBER).data)).pages
    )
    assert str(doc.total) in text
    words = {Lang.ZH: doc.total.in_words(), Lang.EN: "Sixteen thousand four hundred fourteen yuan"}
    assert words[lang] in text.replace("\n", "")
    assert "JS-2026-10-01" in text
    annex = print_statement(ctx, OCTOBER, FileKind.ANNEX)
    pages = "".join(p.extract_text() for p in PdfReader(io.BytesIO(annex.data)).pages)
    assert {Lang.ZH: "李*", Lang.EN: "Li *"}[lang] in pages
    assert "李平" not in pages + text


def test_unpaid_days_stand_among_the_deductions(desk: Ctx) -> None:
    paper = gather_statement(month_with_adjustment(desk()), "7c410e9a")
    assert paper.check_code == "7C41-0E9A"
    assert sum(c.days for c in paper.classes) == 92
    assert paper.person_days == 96
    assert [(a.name, a.days, a.amount) for a in paper.adjustments] == [
        ("外院住院", 4, None), ("上期调整", 10, Money.yuan("915.00")),
    ]  # fmt: skip


def test_export_needs_its_right_and_leaves_a_trace(desk: Ctx) -> None:
    ctx = desk()
    month_with_adjustment(ctx)
    with pytest.raises(DomainError):
        export_statement(desk(Role.DIRECTOR), OCTOBER, FileKind.XLSX)
    assert export_statement(desk(Role.FINANCE), OCTOBER, FileKind.XLSX).data
    with pytest.raises(ValueError, match="paper"):
        print_statement(ctx, OCTOBER, FileKind.XLSX)
