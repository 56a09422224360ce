"""Rosters as files: workbooks with live sums, and the calendar of one person (RFC 5545).

Every writer is a pure function of its rows: the same month always gives the same bytes.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from medcentre.kernel.periods import Month
from medcentre.kernel.wording import Lang, label
from medcentre.papers.workbook import HEAD, SUM, Book
from medcentre.rostering.commands import MonthSheet, MyShift
from medcentre.rostering.facts import DayKind, Person, ShiftType
from medcentre.rostering.hours import MonthHours
from medcentre.rostering.rules.frame import day_kind
from medcentre.staff.facts import LeaveKind

_WEEKDAYS = ("一二三四五六日", "MTWTFSS")
FOLD = 73
"""Octets in a line of a calendar file before it is folded (RFC 5545, 3.1)."""


_LOOKS: dict[str, dict[str, Any]] = {
    "text": {},
    "title": {"bold": True, "font_size": 15},
    "head": {**HEAD, "align": "center"},
    "rest": {**HEAD, "align": "center", "font_color": "#B3261E"},
    "cell": {"align": "center", "border": 4, "border_color": "#C8CED3"},
    "leave": {"align": "center", "pattern": 14, "fg_color": "#C8CED3", "border": 4,
              "border_color": "#C8CED3"},
    "night": {"align": "center", "bg_color": "#22304A", "font_color": "#FFFFFF"},
    "number": {"num_format": "0.0;[Red]-0.0;0"},
    "count": {"num_format": "0"},
    "sum": {**SUM, "num_format": "0.0;[Red]-0.0;0"},
    "sum_text": SUM,
}  # fmt: skip


def _done(book: Book, month: Month, title: str) -> bytes:
    """The file, dated with its month."""
    return book.done(title, datetime(month.year, month.month, 1, tzinfo=UTC))


def roster_workbook(data: MonthSheet, lang: Lang) -> bytes:
    """The month's sheet; nights, weekend days and hours are formulas over the letters."""
    book = Book(lang, _LOOKS)
    month = data.problem.month
    title = book.say(
        f"{month.year} 年 {month.month} 月排班表", f"Duty roster {month.year}-{month.month:02d}"
    )
    sheet = book.book.get_worksheet_by_name(_key_sheet(book, data.problem.shifts))
    grid = book.book.add_worksheet(book.say("排班表", "Roster"))
    grid.set_landscape()
    grid.set_paper(8)
    grid.fit_to_pages(1, 0)
    grid.write_string(0, 0, title, book.formats["title"])
    days = month.days()
    grid.set_column(0, 1, 12, book.formats["text"])
    grid.set_column(2, 1 + len(days), 3.6)
    grid.set_column(2 + len(days), 4 + len(days), 8)
    _roster_head(book, grid, data)
    away = {
        (leave.person, d): leave.kind
        for leave in data.problem.leaves
        for d in days
        if leave.first <= d <= leave.last
    }
    for row, person in enumerate(data.problem.people, 3):
        grid.write_string(row, 0, person.name, book.formats["text"])
        grid.write_string(row, 1, label(f"roster_group.{person.group}", lang), book.formats["text"])
        signs = [
            label(f"leave_sign.{kind}", lang) if (kind := away.get((person.id, d))) else ""
            for d in days
        ]
        _roster_row(book, grid, row, person, data, signs)
    grid.freeze_panes(3, 2)
    grid.repeat_rows(0, 2)
    grid.activate()
    grid.set_first_sheet()
    sheet.set_column(0, 0, 8)
    return _done(book, month, title)


def _sign(shift: ShiftType, lang: Lang) -> str:
    return shift.sign if lang is Lang.ZH or shift.sign.isascii() else shift.key


def _key_sheet(book: Book, shifts: Sequence[ShiftType]) -> str:
    """A legend sheet the formulas look hours and nights up in, then the leave signs; its name."""
    name = book.say("班次", "Shifts")
    sheet = book.book.add_worksheet(name)
    heads = (("符号", "Sign"), ("小时", "Hours"), ("夜班", "Night"), ("名称", "Name"))
    for column, words in enumerate(heads):
        sheet.write_string(0, column, book.say(*words), book.formats["head"])
    for n, shift in enumerate(shifts, 1):
        sheet.write_string(n, 0, _sign(shift, book.lang), book.formats["cell"])
        sheet.write_number(n, 1, shift.counted / 60, book.formats["number"])
        sheet.write_number(n, 2, int(shift.is_night), book.formats["count"])
        name_words = shift.name_zh if book.lang is Lang.ZH else shift.name_en
        sheet.write_string(n, 3, name_words, book.formats["text"])
    for n, kind in enumerate(LeaveKind, len(shifts) + 2):
        sheet.write_string(n, 0, label(f"leave_sign.{kind}", book.lang), book.formats["leave"])
        sheet.write_string(n, 3, label(f"leave_kind.{kind}", book.lang), book.formats["text"])
    return name


def _roster_head(book: Book, grid: Any, data: MonthSheet) -> None:
    days = data.problem.month.days()
    grid.write_string(1, 0, book.say("姓名", "Name"), book.formats["head"])
    grid.write_string(1, 1, book.say("岗位", "Group"), book.formats["head"])
    grid.write_blank(2, 0, None, book.formats["head"])
    grid.write_blank(2, 1, None, book.formats["head"])
    for d, day in enumerate(days):
        rest = day_kind(data.problem.holidays, day) is not DayKind.WORKDAY
        look = book.formats["rest" if rest else "head"]
        grid.write_number(1, 2 + d, day.day, look)
        grid.write_string(2, 2 + d, _WEEKDAYS[book.lang is not Lang.ZH][day.weekday()], look)
    for n, words in enumerate((("夜班", "Nights"), ("周末", "Weekend"), ("工时", "Hours"))):
        grid.write_string(1, 2 + len(days) + n, book.say(*words), book.formats["head"])
        grid.write_blank(2, 2 + len(days) + n, None, book.formats["head"])


def _roster_row(
    book: Book, grid: Any, row: int, person: Person, data: MonthSheet, leave: Sequence[str]
) -> None:
    """The letters of one person; leave stands on free days only and counts nowhere."""
    shifts = {s.code: s for s in data.problem.shifts}
    days = data.problem.month.days()
    worked: list[ShiftType] = []
    weekends = 0
    for d, code in enumerate(data.sheet.cells[data.sheet.people.index(person.id)]):
        shift = shifts.get(code or "")
        if shift is None:
            look = book.formats["leave" if leave[d] else "cell"]
            grid.write(row, 2 + d, leave[d], look)
            continue
        look = book.formats["night" if shift.is_night else "cell"]
        grid.write_string(row, 2 + d, _sign(shift, book.lang), look)
        worked.append(shift)
        weekends += days[d].weekday() >= 5
    known = [
        n for n, s in enumerate(data.problem.shifts, 2)
        if not s.groups or person.group in s.groups or s in worked
    ]  # fmt: skip
    rest = [d for d, day in enumerate(days) if day.weekday() >= 5]
    values = (
        (_counted(book, row, 0, len(days) - 1, known, "C"), sum(s.is_night for s in worked)),
        ("+".join(_counted(book, row, d, d, known) for d in rest), weekends),
        (_counted(book, row, 0, len(days) - 1, known, "B"), sum(s.counted for s in worked) / 60),
    )
    for n, (formula, value) in enumerate(values):
        look = book.formats["number" if n == 2 else "count"]
        grid.write_formula(row, 2 + len(days) + n, f"={formula}", look, value)


def _counted(
    book: Book, row: int, first: int, last: int, known: Sequence[int], column: str = ""
) -> str:
    """How often each letter of the person's group stands there, times a column of the legend.

    Two groups may use the same letter for different shifts; so only those of the group count.
    """
    cells = f"{xl_rowcol_to_cell(row, 2 + first)}:{xl_rowcol_to_cell(row, 2 + last)}"
    table = "'" + book.say("班次", "Shifts") + "'!"
    return "+".join(
        f"COUNTIF({cells},{table}$A${n})" + (f"*{table}${column}${n}" if column else "")
        for n in known
    )


_HOURS = (
    ("姓名", "Name"), ("岗位", "Group"), ("应出勤", "Standard"), ("计划", "Planned"),
    ("平时", "Ordinary"), ("延时150%", "Extra 150%"), ("休息日200%", "Rest day 200%"),
    ("法定假300%", "Holiday 300%"), ("实出勤", "Worked"), ("结余", "Balance"), ("夜班", "Nights"),
    ("周末", "Weekend"), ("节假日", "Holidays"), ("请假(天)", "Leave days"), ("缺勤(次)", "Absent"),
    ("请假明细", "Leave by kind"),
)  # fmt: skip


def hours_workbook(month: Month, rows: Sequence[MonthHours], lang: Lang) -> bytes:
    """The hours report; worked, balance and the last line are formulas."""
    book = Book(lang, _LOOKS)
    title = book.say(
        f"{month.year} 年 {month.month} 月工时表", f"Hours {month.year}-{month.month:02d}"
    )
    sheet = book.book.add_worksheet(book.say("工时", "Hours"))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, title, book.formats["title"])
    sheet.set_column(0, 1, 12)
    sheet.set_column(2, len(_HOURS) - 2, 11)
    sheet.set_column(len(_HOURS) - 1, len(_HOURS) - 1, 24)
    for column, words in enumerate(_HOURS):
        sheet.write_string(1, column, book.say(*words), book.formats["head"])
    for n, row in enumerate(rows, 2):
        _hours_row(book, sheet, n, row)
    end = len(rows) + 2
    sheet.write_string(end, 0, book.say("合计", "Total"), book.formats["sum_text"])
    sheet.write_blank(end, 1, None, book.formats["sum_text"])
    for column in range(2, len(_HOURS) - 1):
        span = f"{xl_rowcol_to_cell(2, column)}:{xl_rowcol_to_cell(max(end - 1, 2), column)}"
        total = sum(_hours_values(r)[column - 2] for r in rows)
        sheet.write_formula(end, column, f"=SUM({span})", book.formats["sum"], total)
    sheet.freeze_panes(2, 2)
    sheet.repeat_rows(0, 1)
    return _done(book, month, title)


def _hours_values(row: MonthHours) -> list[float]:
    return [
        *(m / 60 for m in (
            row.standard, row.planned, row.ordinary, row.extra, row.rest_day, row.holiday,
            row.worked, row.balance,
        )),
        row.nights, row.weekends, row.holidays, row.leave_days, row.absent,
    ]  # fmt: skip


def _hours_row(book: Book, sheet: Any, n: int, row: MonthHours) -> None:
    values = _hours_values(row)
    sheet.write_string(n, 0, row.name, book.formats["text"])
    sheet.write_string(n, 1, label(f"roster_group.{row.group}", book.lang), book.formats["text"])
    for column, value in enumerate(values, 2):
        look = book.formats["number" if column < 10 else "count"]
        if column == 8:
            span = f"{xl_rowcol_to_cell(n, 4)}:{xl_rowcol_to_cell(n, 7)}"
            sheet.write_formula(n, column, f"=SUM({span})", look, value)
        elif column == 9:
            worked, holiday, standard = (xl_rowcol_to_cell(n, c) for c in (8, 7, 2))
            sheet.write_formula(
                n, column, f"=IF({standard}=0,0,{worked}-{holiday}-{standard})", look, value
            )
        else:
            sheet.write_number(n, column, value, look)
    words = [f"{label(f'leave_kind.{kind}', book.lang)} {days}" for kind, days in row.leave]
    sheet.write_string(n, len(_HOURS) - 1, book.say("、", ", ").join(words), book.formats["text"])


def duty_calendar(
    name: str, shifts: Sequence[MyShift], names: dict[str, str], stamp: datetime
) -> str:
    """One person's shifts as iCalendar (RFC 5545); `names` by shift code, times in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//MedCentre//Duty roster//ZH",
             "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}"]  # fmt: skip
    for shift in shifts:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{shift.day:%Y%m%d}-{shift.shift}-{_digest(name)}@medcentre",
            f"DTSTAMP:{_utc(stamp)}",
            f"DTSTART:{_utc(shift.from_at)}",
            f"DTEND:{_utc(shift.until_at)}",
            f"SUMMARY:{_escaped(names.get(shift.shift, shift.sign))}",
        ]
        if shift.post:
            lines.append(f"LOCATION:{_escaped(shift.post)}")
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _digest(name: str) -> str:
    """Tells the people of one telephone apart; the same at every export, so that it replaces."""
    return sha256(name.encode()).hexdigest()[:16]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines over 75 octets continue on the next with a space; characters stay whole."""
    parts, part = [], ""
    for char in line:
        if len((part + char).encode()) > FOLD:
            parts.append(part)
            part = ""
        part += char
    return "\r\n ".join([*parts, part])
