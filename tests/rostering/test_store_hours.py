"""Hours, attendance and the ledger on both engines; workbooks and the calendar file (C9, C13, C15)."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest

from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.periods import Month
from medcentre.kernel.wording import Lang
from medcentre.papers.facts import PrintContext
from medcentre.rostering import acts, hours, papers, views
from medcentre.rostering.commands import Attend, MyShift
from medcentre.rostering.files import duty_calendar, hours_workbook, roster_workbook
from tests.rostering.people import cells, hire, publish

Ctx = Callable[..., ServiceContext]
NOVEMBER = Month(2026, 11)
DAY = date(2026, 11, 23)
PRINT = PrintContext(
    centre_name="贵阳收治中心",
    printed_by="丁海涛",
    printed_at=datetime(2026, 11, 24, 1, tzinfo=UTC),
)


def test_attendance_corrects_the_hours(context: Ctx) -> None:
    ctx = context()
    a, b, c = hire(ctx, 3)
    publish(ctx, *cells(DAY, [a, b, c]), month=NOVEMBER)
    planned = {r.staff_id: r for r in hours.month_hours(ctx, NOVEMBER)}
    assert planned[a].planned == planned[a].worked == 480
    acts.record_attendance(ctx, Attend(staff_id=a, day=DAY, shift="A", absent=True))
    acts.record_attendance(
        ctx,
        Attend(staff_id=b, day=DAY, shift="A", from_at=at(DAY, 8), until_at=at(DAY, 17, 30)),
    )
    acts.record_attendance(ctx, Attend(staff_id=c, day=DAY, shift="P"))
    found = {r.staff_id: r for r in hours.month_hours(ctx, NOVEMBER)}
    assert (found[a].worked, found[a].absent) == (0, 1)
    assert (found[b].worked, found[b].planned) == (570, 480)
    assert found[c].worked == 420
    rows = {r.staff_id: r for r in hours.attendance(ctx, DAY)}
    assert rows[a].absent
    assert rows[b].is_late
    assert not rows[b].left_early
    assert rows[c].recorded


def test_attendance_of_tomorrow_is_refused(context: Ctx) -> None:
    ctx = context()
    (a,) = hire(ctx, 1)
    with pytest.raises(DomainError) as refused:
        acts.record_attendance(ctx, Attend(staff_id=a, day=date(2026, 11, 25), shift="A"))
    assert refused.value.code == "in_future"
    with pytest.raises(DomainError) as refused:
        acts.record_attendance(
            ctx, Attend(staff_id=a, day=DAY, shift="A", from_at=at(DAY, 9), until_at=at(DAY, 8))
        )
    assert refused.value.code == "end_before_start"


def test_the_ledger_runs_over_three_months(context: Ctx, clock: StillClock) -> None:
    ctx = context()
    a, b = hire(ctx, 2)
    for back in (2, 1, 0):
        month = NOVEMBER.plus(-back)
        days = [month.first + timedelta(days=n) for n in (3, 6, 9)]
        publish(ctx, *(c for d in days for c in cells(d, [a], "N")), *cells(days[0], [b], "A"),
                month=month)  # fmt: skip
    page = hours.fairness(ctx, NOVEMBER)
    assert [str(m) for m in page.months] == ["2026-09", "2026-10", "2026-11"]
    rows = {r.staff_id: r for r in page.rows}
    assert [m[0] if m else None for m in rows[a].months] == [3, 3, 3]
    assert rows[a].nights_gap == pytest.approx(4.5)
    assert rows[b].nights_gap == pytest.approx(-4.5)
    assert rows[a].nights_gap + rows[b].nights_gap == pytest.approx(0)
    carried = views.month_sheet(ctx, NOVEMBER.plus(1)).problem.history.ledger
    assert {(x.person, round(x.nights, 1)) for x in carried} == {(a, 4.5), (b, -4.5)}
    assert hours.fairness(ctx, NOVEMBER.plus(2)).rows[0].months[1:] == (None, None)


def test_workbooks_have_live_sums(context: Ctx) -> None:
    ctx = context()
    a, b = hire(ctx, 2)
    publish(ctx, *cells(DAY, [a], "N"), *cells(date(2026, 11, 22), [a, b], "A"), month=NOVEMBER)
    data = views.month_sheet(ctx, NOVEMBER)
    for lang in Lang:
        book = openpyxl.load_workbook(io.BytesIO(roster_workbook(data, lang)))
        sheet = book.worksheets[1]
        assert sheet.cell(4, 1).value == data.problem.people[0].name
        assert str(sheet.cell(4, 33).value).startswith("=SUMPRODUCT(COUNTIF(C4:AF4,")
        values = openpyxl.load_workbook(
            io.BytesIO(roster_workbook(data, lang)), data_only=True
        ).worksheets[1]
        assert [values.cell(4, c).value for c in (33, 34, 35)] == [1, 1, 17]
    rows = hours.month_hours(ctx, NOVEMBER)
    made = hours_workbook(NOVEMBER, rows, Lang.ZH)
    assert made == hours_workbook(NOVEMBER, rows, Lang.ZH)
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    assert sheet.cell(5, 9).value == "=SUM(I3:I4)"
    assert sheet.cell(3, 9).value == "=SUM(E3:H3)"


def test_the_calendar_file_follows_the_standard() -> None:
    night = MyShift(
        DAY, "N", "夜", "女区护士，一楼;东", at(DAY, 22, 30), at(date(2026, 11, 24), 7, 30), False
    )
    text = duty_calendar(
        "值班 岑晓一", [night], {"N": "夜班" * 20}, datetime(2026, 11, 24, tzinfo=UTC)
    )
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = text.replace("\r\n ", "")
    assert "DTSTART:20261123T143000Z" in whole
    assert "DTEND:20261123T233000Z" in whole
    assert "LOCATION:女区护士，一楼\\;东" in whole
    assert f"SUMMARY:{'夜班' * 20}" in whole


def test_papers_of_the_month_and_the_day(context: Ctx) -> None:
    ctx = context()
    a, b = hire(ctx, 2)
    publish(ctx, *cells(DAY, [a, b]), month=NOVEMBER)
    for lang in Lang:
        printed = replace(PRINT, lang=lang)
        for pdf in (
            papers.hours_paper(ctx, NOVEMBER, printed), papers.post_paper(ctx, DAY, printed),
            papers.roster_paper(ctx, NOVEMBER, printed),
        ):  # fmt: skip
            assert pdf.startswith(b"%PDF")
