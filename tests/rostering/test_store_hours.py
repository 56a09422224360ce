"""Hours, attendance and the ledger on both engines; workbooks and the calendar file (C9, C13, C15)."""

import io
import re
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
from medcentre.rostering.commands import Attend, CellEdit, MyShift
from medcentre.rostering.company import company
from medcentre.rostering.facts import Group, Post, PostNeed
from medcentre.rostering.files import duty_calendar, hours_workbook, roster_workbook
from medcentre.rostering.plan_file import PlanKind
from medcentre.rostering.planning import SavePlan, save_plan
from medcentre.staff.acts import GrantLeave, grant_leave
from medcentre.staff.facts import Category, LeaveKind
from tests.papers.pdfs import whole_text
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


def worked_out(book: openpyxl.Workbook, column: int) -> float:
    """What a spreadsheet program makes of the sums in the first person's row."""
    legend, sheet = book.worksheets[:2]
    terms = re.findall(
        r"COUNTIF\((\w+:\w+),'[^']+'!\$A\$(\d+)\)(?:\*'[^']+'!\$(\w)\$\d+)?",
        str(sheet.cell(4, column).value),
    )
    total = 0.0
    for span, row, factor in terms:
        count = sum(c.value == legend[f"A{row}"].value for line in sheet[span] for c in line)
        total += count * (float(legend[f"{factor}{row}"].value) if factor else 1)
    return total


def test_workbooks_have_live_sums(context: Ctx) -> None:
    ctx = context()
    a, b = hire(ctx, 2)
    publish(ctx, *cells(DAY, [a], "N"), *cells(date(2026, 11, 22), [a, b], "A"), month=NOVEMBER)
    off = GrantLeave(staff_id=a, kind=LeaveKind.COMPENSATORY, first_day=date(2026, 11, 27),
                     last_day=date(2026, 11, 28))  # fmt: skip
    grant_leave(ctx, off)
    data = views.month_sheet(ctx, NOVEMBER)
    for lang in Lang:
        book = openpyxl.load_workbook(io.BytesIO(roster_workbook(data, lang)))
        sheet = book.worksheets[1]
        assert (
            sheet.cell(4, 29).value
            == sheet.cell(4, 30).value
            == ("补" if lang is Lang.ZH else "TO")
        )
        assert sheet.cell(4, 1).value == data.problem.people[0].name
        assert [worked_out(book, c) for c in (33, 34, 35)] == [1, 1, 17]
        values = openpyxl.load_workbook(
            io.BytesIO(roster_workbook(data, lang)), data_only=True
        ).worksheets[1]
        assert [values.cell(4, c).value for c in (33, 34, 35)] == [1, 1, 17]
    rows = hours.month_hours(ctx, NOVEMBER)
    made = hours_workbook(NOVEMBER, rows, Lang.ZH)
    assert made == hours_workbook(NOVEMBER, rows, Lang.ZH)
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    assert sheet.cell(5, 9).value == "=SUM(I3:I4)"
    assert sheet.cell(3, 16).value == "补休 1"
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


def read_back(text: str) -> list[dict[str, str]]:
    """The events of a calendar file as another program reads them."""
    lines = text.replace("\r\n ", "").split("\r\n")
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name != "END":
            events[-1][name] = re.sub(r"\\([\\;,])", r"\1", value.replace("\\n", "\n"))
    return events


def test_a_calendar_is_read_back_and_people_do_not_collide() -> None:
    shifts = [
        MyShift(d, "N", "夜", "护士站,一楼", at(d, 22, 30), at(d + timedelta(days=1), 7, 30), False)
        for d in (DAY, DAY + timedelta(days=3))
    ]
    stamp = datetime(2026, 11, 24, tzinfo=UTC)
    mine, hers = (read_back(duty_calendar(f"值班 {n}", shifts, {"N": "夜班"}, stamp))
                  for n in ("岑晓一", "岑晓二"))  # fmt: skip
    assert [e["LOCATION"] for e in mine] == ["护士站,一楼"] * 2
    for event, shift in zip(mine, shifts, strict=True):
        moments = [
            datetime.strptime(event[key], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            for key in ("DTSTART", "DTEND")
        ]
        assert moments == [shift.from_at, shift.until_at]
    ids = [e["UID"] for e in (*mine, *hers)]
    assert len(set(ids)) == 4
    again = read_back(
        duty_calendar("值班 岑晓一", shifts, {"N": "夜班"}, stamp + timedelta(days=1))
    )
    assert [e["UID"] for e in again] == ids[:2]


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


def test_the_slip_names_who_shares_post_and_zone(desk: Ctx) -> None:
    """C9: the own post, and every group on duty in the same zone meanwhile; no one else."""
    ctx = desk()
    nurses, guards, officers = (hire(ctx, 3, c) for c in (Category.NURSE, Category.GUARD,
                                                          Category.POLICE))  # fmt: skip
    posts = [
        Post("n1", "护士一区", "Nurses 1", frozenset({Group.NURSE}),
             (PostNeed("A", 2), PostNeed("N", 1)), frozenset({"Z1"})),
        Post("g1", "保安一区", "Guard 1", frozenset({Group.GUARD}), (PostNeed("D12", 1),),
             frozenset({"Z1"})),
        Post("g2", "保安二区", "Guard 2", frozenset({Group.GUARD}), (PostNeed("D12", 1),),
             frozenset({"Z2"})),
        Post("p1", "民警一区", "Police 1", frozenset({Group.POLICE}), (PostNeed("P24", 1),),
             frozenset({"Z1", "Z2"})),
    ]  # fmt: skip
    save_plan(ctx, SavePlan(kind=PlanKind.POSTS, month=NOVEMBER, version=0, entries=tuple(posts)))
    publish(
        ctx, *cells(DAY, nurses[:2], "A"), *cells(DAY, nurses[2:], "N"),
        *(CellEdit(staff_id=g, day=DAY, shift="D12", post=p)
          for g, p in zip(guards, ("g1", "g2"), strict=False)),
        *cells(DAY, officers[:1], "P24"), *cells(date(2026, 11, 22), officers[1:2], "P24"),
        month=NOVEMBER,
    )  # fmt: skip

    def with_me(staff: int) -> set[int]:
        return {s.staff_id for s in company(ctx, staff, DAY, DAY)[DAY]}

    assert with_me(nurses[0]) == {nurses[1], guards[0], officers[0]}
    assert with_me(nurses[2]) == {officers[0]}
    assert with_me(guards[1]) == {officers[0]}
    assert with_me(officers[0]) == {*nurses, *guards[:2]}
    pdf = papers.duty_slip(ctx, nurses[0], "岑晓一", Group.NURSE, DAY, DAY, PRINT)
    words = whole_text(pdf)
    assert "民警岑晓一；保安岑晓一；护士岑晓二" in words
    assert "护士一区" in words
    assert "1班8小时，夜班0个" in words
    posted = whole_text(papers.post_paper(ctx, DAY, PRINT))
    assert "08:00–次日08:00" in posted


def test_hours_on_paper_and_in_the_file_tell_kinds_of_leave_and_pay(desk: Ctx) -> None:
    ctx = desk()
    a, b = hire(ctx, 2)
    (chief,) = hire(ctx, 1, Category.DIRECTOR)
    for kind, first, last in ((LeaveKind.SICK, 4, 5), (LeaveKind.TRAINING, 9, 10)):
        leave = GrantLeave(staff_id=b, kind=kind, first_day=date(2026, 11, first),
                           last_day=date(2026, 11, last))  # fmt: skip
        grant_leave(ctx, leave)
    publish(ctx, *cells(DAY, [a, b]), *cells(DAY, [chief], "L24"), month=NOVEMBER)
    rows = {r.staff_id: r for r in hours.month_hours(ctx, NOVEMBER)}
    assert rows[b].leave == ((LeaveKind.SICK, 2), (LeaveKind.TRAINING, 2))
    assert (rows[b].standard, rows[b].worked) == (19 * 480, 3 * 480)
    assert "病2训2" in whole_text(papers.hours_paper(ctx, NOVEMBER, PRINT))
    book = openpyxl.load_workbook(
        io.BytesIO(hours_workbook(NOVEMBER, list(rows.values()), Lang.ZH))
    )
    sheet = book.worksheets[0]
    line = {sheet.cell(n, 2).value: n for n in range(3, 6)}["中心领导"]
    assert sheet.cell(line, 10).value == f"=IF(C{line}=0,0,I{line}-H{line}-C{line})"
    grid = openpyxl.load_workbook(
        io.BytesIO(roster_workbook(views.month_sheet(ctx, NOVEMBER), Lang.ZH))
    )
    letters = {c.value for row in grid.worksheets[1].iter_rows() for c in row}
    assert {"病", "训"} <= letters
