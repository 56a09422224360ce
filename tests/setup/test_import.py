"""The import into a real store: once, whole, safe to repeat, to the fen."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from medcentre.fees.acts.contracts import load_contract
from medcentre.fees.acts.days import reckon
from medcentre.fees.contract_file import parse_contract
from medcentre.fees.tables import CostModel
from medcentre.fees.views.statements import statement
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Role
from medcentre.placement.acts import end_zone
from medcentre.placement.tables import BedModel, OccupancyModel
from medcentre.placement.views.teams import team_rows
from medcentre.residents.tables import (
    AbsenceModel,
    FeeClassModel,
    PersonModel,
    StayModel,
)
from medcentre.setup.acts import apply_import
from medcentre.setup.facts import FileKind, ImportReason, SetupCode, Verdict
from medcentre.setup.preview import report
from medcentre.setup.reading import Sheet, read_bytes
from medcentre.setup.views import plan_import, plan_sheets
from medcentre.staff.tables import Maternity, Secondment, StaffMember
from medcentre.staff.views import staff_list
from medcentre.store.audit import AuditRow
from medcentre.store.uow import reading
from tests.placement.centre import build as build_places
from tests.setup.small_centre import build, id_number
from tests.setup.test_shipped_centre import CENTRE, corrected
from tests.setup.test_verdicts import _square
from tests.setup.variants import VARIANTS

PEOPLE = tuple(CENTRE / f"{name}.xlsx" for name in ("zones", "staff", "census", "movements"))
"""The shipped centre without its 1,240 costs, which take most of the time."""

Context = Callable[..., ServiceContext]
TABLES = (
    PersonModel,
    StayModel,
    AbsenceModel,
    FeeClassModel,
    BedModel,
    OccupancyModel,
    StaffMember,
    CostModel,
)


def counts(ctx: ServiceContext) -> dict[str, int]:
    """Rows of each table."""
    with reading(ctx) as session:
        return {
            t.__name__: session.scalar(select(func.count()).select_from(t)) or 0 for t in TABLES
        }


def answers() -> dict[str, Any]:
    """What the shipped centre must give."""
    found: dict[str, Any] = json.loads((CENTRE / "answers.json").read_text("utf-8"))
    return found


def lines(ctx: ServiceContext, month: str) -> dict[str, Any]:
    """The statement of a month as answers.json writes it."""
    reckon(ctx, Month.parse(month))
    doc = statement(ctx, Month.parse(month))
    told = [
        {"contract_version": x.contract_version, "fee_class": x.fee_class, "part": x.part.value, "days": x.days,
         "rate": x.rate.plain() if x.rate else "0", "amount": x.amount.plain()}
        for x in doc.day_lines
    ]  # fmt: skip
    return {"lines": told, "roll_days": doc.roll_days, "total": doc.total.plain()}


@pytest.mark.parametrize("which", ["statement_accepted", "statement_corrected"])
def test_statements_of_the_shipped_centre(desk: Context, which: str) -> None:
    ctx = desk()
    preview = plan_import(ctx, CENTRE)
    if which == "statement_corrected":
        preview = corrected(preview, answers())
    apply_import(ctx, preview, good_rows_only=which == "statement_accepted")
    load_contract(ctx, parse_contract((CENTRE / "contract.json").read_text("utf-8")))
    for month, expected in answers()[which].items():
        assert lines(ctx, month) == expected


def test_second_import_changes_nothing(context: Context) -> None:
    ctx = context()
    result = apply_import(ctx, plan_import(ctx, CENTRE), good_rows_only=True)
    assert result.entered[FileKind.CENSUS] == 162
    before = counts(ctx)
    assert before["PersonModel"] == before["StayModel"] == 162
    assert before["BedModel"] == 250
    again = plan_import(ctx, CENTRE)
    assert [r for r in report(again) if r["verdict"] != "ok"] == [
        r for r in report(plan_import(ctx, CENTRE)) if r["verdict"] != "ok"
    ]
    assert again.count(Verdict.ERROR, FileKind.CENSUS) == 8
    repeated = apply_import(ctx, again, good_rows_only=True)
    assert not any(repeated.entered.values())
    assert counts(ctx) == before


def test_corrected_rows_come_in_later_with_their_movements_and_costs(desk: Context) -> None:
    ctx, whole = desk(), answers()
    apply_import(ctx, plan_import(ctx, CENTRE), good_rows_only=True)
    first = counts(ctx)
    result = apply_import(ctx, corrected(plan_import(ctx, CENTRE), whole))
    assert result.entered[FileKind.CENSUS] == 7
    assert result.entered[FileKind.MOVEMENTS] == 1
    after = counts(ctx)
    assert after["StayModel"] == 169
    assert after["CostModel"] == 1240
    load_contract(ctx, parse_contract((CENTRE / "contract.json").read_text("utf-8")))
    # the class comes in with the corrected row; only the admission written too early stays
    assert result.updated == 1
    assert after["FeeClassModel"] == first["FeeClassModel"] + 9
    for month, expected in whole["statement_corrected"].items():
        assert lines(ctx, month) == expected


def test_errors_stop_a_whole_import(desk: Context) -> None:
    ctx = desk()
    with pytest.raises(DomainError) as refused:
        apply_import(ctx, plan_import(ctx, CENTRE))
    assert refused.value.code == SetupCode.HAS_ERRORS
    assert not any(counts(ctx).values())


class _Stop(Exception):
    """What the task runner raises when somebody cancels."""


class _Cancelling:
    """A progress that is cancelled after some rows."""

    def __init__(self, after: int) -> None:
        self.after, self.seen = after, [(0, 0)]

    def step(self, done: int, total: int) -> None:
        self.seen.append((done, total))
        if done >= self.after:
            raise _Stop


@pytest.mark.parametrize("after", [1, 300, 500])
def test_cancel_keeps_nothing(desk: Context, after: int) -> None:
    ctx, progress = desk(), _Cancelling(after)
    with pytest.raises(_Stop):
        apply_import(ctx, plan_import(ctx, *PEOPLE), good_rows_only=True, progress=progress)
    assert not any(counts(ctx).values())
    done = [d for d, _ in progress.seen]
    assert done == sorted(done)


def test_staff_facts_and_audit(desk: Context) -> None:
    ctx = desk()
    apply_import(ctx, plan_import(ctx, *PEOPLE), good_rows_only=True)
    with reading(ctx) as session:
        assert session.scalar(select(func.count()).select_from(Maternity)) == 3
        assert session.scalar(select(func.count()).select_from(Secondment)) == 3
        nights = session.scalar(select(func.count()).where(StaffMember.night_duty.is_(False)))
        files = session.scalars(
            select(AuditRow.subject).where(AuditRow.action == "setup.import")
        ).all()
        unconfirmed = session.scalars(
            select(FeeClassModel.value).where(FeeClassModel.confirmed.is_(False))
        ).all()
    assert nights == 3
    assert sorted(files) == [f"import:{k}.xlsx" for k in ("census", "movements", "staff", "zones")]
    assert unconfirmed == ["F1"]


@pytest.mark.parametrize("write", VARIANTS, ids=lambda f: f.__name__)
def test_every_writing_of_the_small_centre_imports_and_imports_again(
    write: Any, desk: Context, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(build(), folder)
    ctx = desk()
    preview = plan_import(ctx, folder)
    apply_import(ctx, preview, good_rows_only=True)
    before = counts(ctx)
    assert before["StayModel"] == sum(
        r.verdict is not Verdict.ERROR for r in preview.of(FileKind.CENSUS)
    )
    repeated = apply_import(ctx, plan_import(ctx, folder), good_rows_only=True)
    assert not any(repeated.entered.values())
    assert counts(ctx) == before


def test_beds_imported_after_the_people_are_given_then(desk: Context) -> None:
    ctx = desk()
    apply_import(
        ctx,
        plan_import(ctx, CENTRE / "census.xlsx", CENTRE / "movements.xlsx"),
        good_rows_only=True,
    )
    assert counts(ctx)["OccupancyModel"] == 0
    apply_import(ctx, plan_import(ctx, *PEOPLE), good_rows_only=True)
    assert counts(ctx)["OccupancyModel"] > 140


def test_only_those_who_set_up_may_import(desk: Context) -> None:
    with pytest.raises(NotPermitted):
        plan_import(desk(Role.NURSE), CENTRE)
    plan_import(desk(Role.JOINT_OFFICE), CENTRE)


def grid(*tables: tuple[str, list[list[Any]]]) -> list[Sheet]:
    """Sheets of a workbook."""
    return [Sheet("a.xlsx", name, _square(rows)) for name, rows in tables]


BEDS = [["分区", "房间", "床号", "性别"], *[["A1", "A1-01", f"A1-01-{i}", "男"] for i in (1, 2, 3)]]


def test_exits_written_in_the_census_and_lists_without_numbers(desk: Context) -> None:
    ctx = desk()
    head = [
        "姓名",
        "身份证号",
        "入所日期",
        "出所日期",
        "出所原因",
        "决定书文号",
        "决定日期",
        "床号",
    ]
    first, second = (id_number(date(1980 + i, 1, 2), 7, "男") for i in range(2))
    census: list[list[Any]] = [
        head,
        ["甲一", first, "2026-01-05", "2026-03-01", "期满", "决字1号", "2026-01-01", "A1-01-1"],
        ["乙二", second, "2026-03-01 15:00", None, None, "决字2号", "2026-03-01", "A1-01-1"],
        ["甲一", first, "2026-06-01", None, None, "决字3号", "2026-05-30", "A1-01-2"],
    ]
    moves: list[list[Any]] = [
        ["姓名", "事项", "日期", "返回日期"],
        ["乙二", "外出探视", "2026-04-01", "2026-04-03"],
    ]
    sheets = grid(("分区", BEDS), ("花名册", census), ("出入", moves))
    preview = plan_sheets(ctx, sheets)
    assert [
        r.reason
        for r in preview.rows
        if r.verdict is not Verdict.OK and r.reason is not ImportReason.EMPTY_CLASS
    ] == []
    apply_import(ctx, preview)
    with reading(ctx) as session:
        stays = session.execute(
            select(
                PersonModel.name,
                StayModel.admission_no,
                StayModel.exit_kind,
                OccupancyModel.until_at,
            )
            .join(StayModel, StayModel.person_id == PersonModel.id)
            .join(OccupancyModel, OccupancyModel.stay_id == StayModel.id)
            .order_by(StayModel.admitted_at)
        ).all()
    assert [(n, k) for n, _, k, _ in stays] == [("甲一", "expired"), ("乙二", None), ("甲一", None)]
    assert len({no for _, no, _, _ in stays}) == 3
    assert stays[0].until_at is not None
    before = counts(ctx)
    assert before["PersonModel"] == 2
    assert before["AbsenceModel"] == 1
    apply_import(ctx, plan_sheets(ctx, sheets))
    assert counts(ctx) == before


def test_a_census_kept_up_to_date_begins_with_the_class_before_the_change(desk: Context) -> None:
    ctx = desk()
    head = [
        "姓名",
        "身份证号",
        "学员编号",
        "入所日期",
        "决定书文号",
        "决定日期",
        "床号",
        "费用类别",
    ]
    row = [
        "甲一",
        id_number(date(1980, 1, 2), 7, "男"),
        "1001",
        "2026-01-05",
        "决字1号",
        "2026-01-01",
        "A1-01-1",
        "F2",
    ]
    moves = [["学员编号", "事项", "生效时间"], ["1001", "类别变更 F3→F2", "2026-02-01 10:00"]]
    preview = plan_sheets(ctx, grid(("分区", BEDS), ("花名册", [head, row]), ("出入", moves)))
    assert preview.count(Verdict.OK) == len(preview.rows)
    apply_import(ctx, preview)
    with reading(ctx) as session:
        values = session.scalars(select(FeeClassModel.value).order_by(FeeClassModel.from_at)).all()
    assert values == ["F3", "F2"]


def test_a_later_list_adds_the_return_that_was_open(desk: Context) -> None:
    ctx = desk()
    head = [
        "姓名",
        "身份证号",
        "学员编号",
        "入所日期",
        "决定书文号",
        "决定日期",
        "床号",
        "费用类别",
    ]
    row = [
        "甲一",
        id_number(date(1980, 1, 2), 7, "男"),
        "1001",
        "2026-01-05",
        "决字1号",
        "2026-01-01",
        "A1-01-1",
        "F2",
    ]
    leaving = ["1001", "外出住院", "2026-02-01 10:00", None]
    names = ["学员编号", "事项", "离所时间", "返回时间"]
    apply_import(
        ctx,
        plan_sheets(ctx, grid(("分区", BEDS), ("花名册", [head, row]), ("出入", [names, leaving]))),
    )
    later = [*leaving[:3], "2026-02-05 10:00"]
    again = grid(("出入", [names, later]))
    for _ in range(2):
        apply_import(ctx, plan_sheets(ctx, again))
        with reading(ctx) as session:
            ends = session.scalars(select(AbsenceModel.until_at)).all()
        assert len(ends) == 1
        assert ends[0] is not None
    overlapping = grid(
        ("出入", [names, ["1001", "外出探视", "2026-02-04 10:00", "2026-02-08 10:00"]])
    )
    assert [r.reason for r in plan_sheets(ctx, overlapping).rows] == [ImportReason.MOVEMENT_OVERLAP]


def test_open_document_sheets_are_read(desk: Context) -> None:
    cells = "".join(
        "<table:table-row>" + "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in row) + "</table:table-row>"
        for row in BEDS
    )  # fmt: skip
    names = "".join(
        f' xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{k}:1.0"'
        for k in ("office", "table", "text")
    )
    content = f'<?xml version="1.0"?><office:document-content{names}><office:body><office:spreadsheet><table:table table:name="床位">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        pack.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        pack.writestr("content.xml", content)
    preview = plan_sheets(desk(), read_bytes("床位.ods", out.getvalue()))
    assert len(preview.of(FileKind.ZONES)) == 3


def staff_file(folder: Path, *rows: tuple[str, ...], heading: str = "所属分区") -> Path:
    """A staff list of three people with a column of zones."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    heads = ("工号", "姓名", "性别", "类别", "职务/职称", "所属单位", heading)
    for line in (heads, *rows):
        sheet.append(line)
    file = folder / "工作人员.xlsx"
    book.save(file)
    return file


@pytest.mark.parametrize("heading", ["所属分区", "分区", "负责分区"])
def test_zones_of_staff_come_with_their_list(desk: Context, tmp_path: Path, heading: str) -> None:
    ctx = desk()
    build_places(ctx)
    file = staff_file(
        tmp_path,
        ("P1", "陈云峰", "男", "民警", "民警", "公安局", "康复区（负责人）、Z2"),
        ("P2", "凤美凤", "女", "民警", "民警", "公安局", "康复区(负责人)"),
        ("G1", "石大江", "男", "保安", "保安员", "保安公司", "二区，七区"),
        ("N1", "李小燕", "女", "护士", "护士", "医院", ""),
        heading=heading,
    )
    preview = plan_import(ctx, file)
    told = [(f.reason, f.facts.get("zone")) for r in preview.rows for f in r.findings]
    assert told == [(ImportReason.UNKNOWN_ZONE, "七区")]
    apply_import(ctx, preview)
    names = {r.id: r.name for r in staff_list(ctx)}
    found = {(names[t.staff_id], t.zone, t.head) for t in team_rows(ctx)}
    assert found == {
        ("陈云峰", "康复区", True), ("陈云峰", "二区", False), ("凤美凤", "康复区", False),
        ("石大江", "二区", False),
    }  # fmt: skip


def test_zones_missing_so_far_come_with_the_same_list_again(desk: Context, tmp_path: Path) -> None:
    ctx = desk()
    build_places(ctx)
    bare = staff_file(
        tmp_path,
        ("N1", "李小燕", "女", "护士", "护士", "医院", ""),
        ("N2", "田小妹", "女", "护士", "护士", "医院", "二区"),
    )
    apply_import(ctx, plan_import(ctx, bare))
    (fact,) = team_rows(ctx)
    end_zone(ctx, fact.id, fact.version, centre_day(ctx.clock.now()) - timedelta(days=1))
    whole = staff_file(
        tmp_path,
        ("N1", "李小燕", "女", "护士", "护士", "医院", "康复区（负责人）"),
        ("N2", "田小妹", "女", "护士", "护士", "医院", "二区"),
    )
    done = apply_import(ctx, plan_import(ctx, whole))
    assert (done.entered[FileKind.STAFF], done.updated) == (0, 1)
    names = {r.id: r.name for r in staff_list(ctx)}
    found = {(names[t.staff_id], t.zone, t.head) for t in team_rows(ctx)}
    assert found == {("李小燕", "康复区", True)}  # what was ended since does not come back
    assert apply_import(ctx, plan_import(ctx, whole)).updated == 0
