"""The month on paper: gathered here, drawn by the papers engine (P59, slips)."""

from collections.abc import Sequence
from datetime import date

from medcentre.kernel.clock import centre_time
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Data, view
from medcentre.kernel.wording import Lang, label, term
from medcentre.papers.facts import PrintContext, name_in
from medcentre.papers.forms.roster import (
    DutySlipDoc,
    HoursLine,
    HoursSheetDoc,
    PostLine,
    PostSheetDoc,
    RosterDoc,
    RosterGroup,
    RosterRow,
    ShiftCell,
    SlipLine,
    Tone,
    render_duty_slip,
    render_hours_sheet,
    render_post_sheet,
    render_roster,
)
from medcentre.rostering.commands import MonthHead, MonthSheet
from medcentre.rostering.company import Stint, company
from medcentre.rostering.duty import leads
from medcentre.rostering.facts import DayKind, Group, ShiftKind, ShiftType
from medcentre.rostering.hours import AttendanceRow, MonthHours, attendance, month_hours
from medcentre.rostering.reach import sheet_reads
from medcentre.rostering.rules.fairness import fair_rows
from medcentre.rostering.rules.frame import day_kind
from medcentre.rostering.views import duty_of, month_sheet, published_at, shifts_of
from medcentre.staff.facts import LeaveKind

_TONES = {ShiftKind.NIGHT: Tone.NIGHT, ShiftKind.ROUND: Tone.WHOLE}


@sheet_reads
def roster_paper(
    ctx: ServiceContext, month: Month, print_ctx: PrintContext, *, a4: bool = False
) -> bytes:
    """The roster of a month, A3 landscape or A4."""
    return render_roster(roster_doc(month_sheet(ctx, month), print_ctx, a4=a4), print_ctx)


def roster_doc(data: MonthSheet, print_ctx: PrintContext, *, a4: bool = False) -> RosterDoc:
    """What the printed sheet shows, from the sheet on screen."""
    problem, lang = data.problem, print_ctx.lang
    days = problem.month.days()
    groups = _roster_groups(data, lang)
    used = {code for cells in data.sheet.cells for code in cells if code}
    away = [k for k in LeaveKind if any(leave.kind is k for leave in problem.leaves)]
    return RosterDoc(
        first=problem.month.first,
        last=problem.month.last,
        version=_version(data.head, print_ctx),
        groups=tuple(
            RosterGroup(label(f"roster_group.{g}", lang), tuple(r)) for g, r in groups.items()
        ),
        off_days=frozenset(d for d in days if day_kind(problem.holidays, d) is not DayKind.WORKDAY),
        legend=(
            *(_legend(s, lang) for s in problem.shifts if s.code in used),
            *(f"{label(f'leave_sign.{k}', lang)} {label(f'leave_kind.{k}', lang)}" for k in away),
        ),
        remark=_leader_words(data, print_ctx)
        + print_ctx.say(
            "女区每班女警、女护士各不少于 1 人。换班须经组长同意并在系统登记，以系统为准。",
            "A woman officer and a woman nurse are in the women's zone at all times. "
            "Swaps are valid once approved in the system.",
        ),
        prepared_by=name_in(print_ctx.printed_by, print_ctx.lang),
        signers=(
            print_ctx.say("安全组", "Security group"),
            print_ctx.say("医疗组", "Medical group"),
            print_ctx.say("中心领导", "Head of the centre"),
        ),
        a4=a4,
    )


def _leader_words(data: MonthSheet, print_ctx: PrintContext) -> str:
    """`带班领导：秦卫东 1、3、5 日；姚启明 2、4 日。` (CUS-01); empty while nobody leads."""
    shifts = {s.code: s for s in data.problem.shifts}
    people = {p.id: p for p in data.problem.people}
    days: dict[str, list[str]] = {}
    for a in data.sheet.assignments():
        if leads(people[a.person].group, shifts[a.shift].kind):
            days.setdefault(people[a.person].name, []).append(str(a.day.day))
    if not days:
        return ""
    zh = print_ctx.lang is Lang.ZH
    comma, stop = ("、", "；") if zh else (", ", "; ")
    said = stop.join(
        f"{name_in(name, print_ctx.lang)} {comma.join(found)}{' 日' if zh else ''}"
        for name, found in days.items()
    )
    return f"带班领导：{said}。" if zh else f"Leaders on duty: {said}. "


def _version(head: MonthHead, print_ctx: PrintContext) -> str:
    if not head.published_no or not head.published_at:
        return print_ctx.say("草稿，未发布", "Draft, not published")
    return print_ctx.say(
        f"第 {head.published_no} 版 · {centre_time(head.published_at):%Y-%m-%d} 发布",
        f"Version {head.published_no}, published {centre_time(head.published_at):%Y-%m-%d}",
    )


def _roster_groups(data: MonthSheet, lang: Lang) -> dict[Group, list[RosterRow]]:
    problem = data.problem
    shifts = {s.code: s for s in problem.shifts}
    days = problem.month.days()
    rows = {r.person: r for r in fair_rows(problem, data.sheet)}
    away = {
        (leave.person, d): leave.kind
        for leave in problem.leaves
        for d in days
        if leave.first <= d <= leave.last
    }
    groups: dict[Group, list[RosterRow]] = {}
    for person, codes in zip(problem.people, data.sheet.cells, strict=True):
        cells = tuple(
            _cell(shifts.get(code or ""), away.get((person.id, day)), lang)
            for day, code in zip(days, codes, strict=True)
        )
        load = rows[person.id]
        groups.setdefault(person.group, []).append(
            RosterRow(
                name_in(person.name, lang),
                term(person.title, lang),
                cells,
                load.nights,
                f"{load.minutes / 60:g}",
            )
        )
    return groups


def _cell(shift: ShiftType | None, away: LeaveKind | None, lang: Lang) -> ShiftCell | None:
    if shift is None:
        return ShiftCell(label(f"leave_sign.{away}", lang), Tone.LEAVE) if away else None
    return ShiftCell(_cell_sign(shift, lang), _TONES.get(shift.kind, Tone.PLAIN))


def _legend(shift: ShiftType, lang: Lang) -> str:
    return f"{_cell_sign(shift, lang)} {_shift_name(shift, lang)} {_span(shift, lang)}"


def _shift_name(shift: ShiftType, lang: Lang) -> str:
    return shift.name_zh if lang is Lang.ZH else shift.name_en


@sheet_reads
def duty_slip(
    ctx: ServiceContext,
    staff_id: int,
    name: str,
    group: Group,
    first: date,
    last: date,
    print_ctx: PrintContext,
) -> bytes:
    """One person's days between two dates, as a slip to take along."""
    mine = duty_of(ctx, staff_id, first, last)
    mates = company(ctx, staff_id, first, last)
    shifts = {s.code: s for s in shifts_of(ctx, Month.of(first))}
    hours = sum(shifts[s.shift].counted for s in mine) / 60
    nights = sum(shifts[s.shift].is_night for s in mine)
    doc = DutySlipDoc(
        name=name_in(name, print_ctx.lang),
        duty=label(f"roster_group.{group}", print_ctx.lang),
        first=first,
        last=last,
        lines=tuple(
            SlipLine(
                s.day,
                _shift_name(shifts[s.shift], print_ctx.lang),
                _span(shifts[s.shift], print_ctx.lang),
                s.post if print_ctx.lang is Lang.ZH else s.post_en,
                _mates(mates.get(s.day, ()), print_ctx.lang),
            )
            for s in mine
        ),
        total=print_ctx.say(
            f"{len(mine)} 班 {hours:g} 小时，夜班 {nights} 个",
            f"{len(mine)} shifts, {hours:g} hours, {nights} nights",
        ),
        published_at=published_at(ctx, Month.of(first)),
    )
    return render_duty_slip(doc, print_ctx)


def _mates(found: Sequence[Stint], lang: Lang) -> str:
    """`民警 陈云峰；护士 王丽、李芳`."""
    groups: dict[str, list[str]] = {}
    for stint in found:
        groups.setdefault(label(f"roster_group.{stint.group}", lang), []).append(
            name_in(stint.name, lang)
        )
    comma, stop = ("、", "；") if lang is Lang.ZH else (", ", "; ")
    return stop.join(
        f"{group} {comma.join(dict.fromkeys(names))}" for group, names in groups.items()
    )


@reads(view(Data.ROSTERS))
def hours_paper(ctx: ServiceContext, month: Month, print_ctx: PrintContext) -> bytes:
    """The hours of a month with a place to sign (P59-3)."""
    lang = print_ctx.lang
    lines = tuple(
        HoursLine(
            name_in(row.name, lang), label(f"roster_group.{row.group}", lang), _hours(row.standard), _hours(row.worked),
            str(row.nights), str(row.weekends), _hours(row.extra), _hours(row.rest_day),
            _hours(row.holiday), _leave_words(row, lang), _signed(row.balance),
        )
        for row in month_hours(ctx, month)
    )  # fmt: skip
    doc = HoursSheetDoc(
        first=month.first,
        last=month.last,
        lines=lines,
        prepared_by=name_in(print_ctx.printed_by, print_ctx.lang),
    )
    return render_hours_sheet(doc, print_ctx)


def _leave_words(row: MonthHours, lang: Lang) -> str:
    """`年3 病1`; a dash for none."""
    found = [f"{label(f'leave_sign.{kind}', lang)}{days}" for kind, days in row.leave if days]
    return " ".join(found) or "—"


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}".removesuffix(".0") if minutes else "—"


def _signed(minutes: int) -> str:
    """`+24`, `−8.5`, `0`."""
    return f"{minutes / 60:+.1f}".removesuffix(".0").replace("-", "−") if minutes else "0"


@sheet_reads
def post_paper(ctx: ServiceContext, day: date, print_ctx: PrintContext) -> bytes:
    """The posts of a day with who stands in them (P59-2)."""
    lang = print_ctx.lang
    zh = lang is Lang.ZH
    shifts = {s.code: s for s in shifts_of(ctx, Month.of(day))}
    posts: dict[tuple[str, str], list[AttendanceRow]] = {}
    leaders: list[str] = []
    comma = "、" if zh else ", "
    for row in attendance(ctx, day):
        if row.absent:
            continue
        if leads(row.group, shifts[row.shift].kind):
            leaders.append(f"{name_in(row.name, lang)} {row.phone}".strip())
        place = (row.post if zh else row.post_en) or label(f"roster_group.{row.group}", lang)
        posts.setdefault((place, row.shift), []).append(row)
    lines = tuple(
        PostLine(
            place, _shift_name(shifts[code], lang), _span(shifts[code], lang),
            comma.join(name_in(r.name, lang) for r in rows), comma.join(r.phone for r in rows if r.phone),
        )
        for (place, code), rows in posts.items()
    )  # fmt: skip
    doc = PostSheetDoc(day=day, leader=comma.join(leaders), lines=lines)
    return render_post_sheet(doc, print_ctx)


def _cell_sign(shift: ShiftType, lang: Lang) -> str:
    return shift.sign if lang is Lang.ZH or shift.sign.isascii() else shift.key


def _span(shift: ShiftType, lang: Lang) -> str:
    """`08:00–次日 08:00`, `08:00–08:00 (+1)`: a shift that ends after midnight says so."""
    start, end = divmod(shift.start, 60), divmod(shift.end, 60)
    over = shift.end > 1440
    if over:
        end = divmod(shift.end - 1440, 60)
    zh = lang is Lang.ZH
    before, after = "次日 " if over and zh else "", " (+1)" if over and not zh else ""
    return f"{start[0]:02d}:{start[1]:02d}–{before}{end[0]:02d}:{end[1]:02d}{after}"
