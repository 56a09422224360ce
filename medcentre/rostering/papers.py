"""The month on paper: gathered here, drawn by the papers engine (P59, slips)."""

from datetime import date

from medcentre.kernel.clock import centre_time
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Data, view
from medcentre.kernel.wording import Lang, label
from medcentre.papers.facts import PrintContext
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
from medcentre.rostering.facts import DayKind, Group, ShiftKind, ShiftType
from medcentre.rostering.hours import attendance, month_hours
from medcentre.rostering.rules.fairness import fair_rows
from medcentre.rostering.rules.frame import day_kind
from medcentre.rostering.views import duty_of, month_sheet, shifts_of

_TONES = {ShiftKind.NIGHT: Tone.NIGHT, ShiftKind.ROUND: Tone.WHOLE}


@reads(view(Data.ROSTERS))
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
    return RosterDoc(
        first=problem.month.first,
        last=problem.month.last,
        version=_version(data.head, print_ctx),
        groups=tuple(
            RosterGroup(label(f"roster_group.{g}", lang), tuple(r)) for g, r in groups.items()
        ),
        off_days=frozenset(d for d in days if day_kind(problem.holidays, d) is not DayKind.WORKDAY),
        legend=tuple(_legend(s, lang) for s in problem.shifts if s.code in used),
        remark=print_ctx.say(
            "女区每班女警、女护士各不少于 1 人。换班须经组长同意并在系统登记，以系统为准。",
            "A woman officer and a woman nurse are in the women's zone at all times. "
            "Swaps are valid once approved in the system.",
        ),
        prepared_by=print_ctx.printed_by,
        signers=(
            print_ctx.say("安全组", "Security group"),
            print_ctx.say("医疗组", "Medical group"),
            print_ctx.say("中心领导", "Head of the centre"),
        ),
        a4=a4,
    )


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
        (leave.person, d)
        for leave in problem.leaves
        for d in days
        if leave.first <= d <= leave.last
    }
    groups: dict[Group, list[RosterRow]] = {}
    for person, codes in zip(problem.people, data.sheet.cells, strict=True):
        cells = tuple(
            _cell(shifts.get(code or ""), (person.id, day) in away, lang)
            for day, code in zip(days, codes, strict=True)
        )
        load = rows[person.id]
        groups.setdefault(person.group, []).append(
            RosterRow(person.name, person.title, cells, load.nights, f"{load.minutes / 60:g}")
        )
    return groups


def _cell(shift: ShiftType | None, away: bool, lang: Lang) -> ShiftCell | None:
    if shift is None:
        return ShiftCell("假" if lang is Lang.ZH else "L", Tone.LEAVE) if away else None
    return ShiftCell(_cell_sign(shift, lang), _TONES.get(shift.kind, Tone.PLAIN))


def _legend(shift: ShiftType, lang: Lang) -> str:
    name = shift.name_zh if lang is Lang.ZH else shift.name_en
    return f"{_cell_sign(shift, lang)} {name} {_span(shift)}"


@reads(view(Data.ROSTERS))
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
    shifts = {s.code: s for s in shifts_of(ctx, Month.of(first))}
    doc = DutySlipDoc(
        name=name,
        duty=label(f"roster_group.{group}", print_ctx.lang),
        first=first,
        last=last,
        lines=tuple(
            SlipLine(
                s.day,
                _cell_sign(shifts[s.shift], print_ctx.lang),
                f"{centre_time(s.from_at):%H:%M}–{centre_time(s.until_at):%H:%M}",
                s.post if print_ctx.lang is Lang.ZH else s.post_en,
            )
            for s in mine
        ),
        total=print_ctx.say(f"{len(mine)} 班", f"{len(mine)} shifts"),
    )
    return render_duty_slip(doc, print_ctx)


@reads(view(Data.ROSTERS))
def hours_paper(ctx: ServiceContext, month: Month, print_ctx: PrintContext) -> bytes:
    """The hours of a month with a place to sign (P59-3)."""
    lang = print_ctx.lang
    lines = tuple(
        HoursLine(
            row.name, label(f"roster_group.{row.group}", lang), _hours(row.standard), _hours(row.worked),
            str(row.nights), str(row.weekends), _hours(row.holiday),
            _hours(row.extra + row.rest_day), str(row.leave_days), _hours(row.balance),
        )
        for row in month_hours(ctx, month)
    )  # fmt: skip
    doc = HoursSheetDoc(
        first=month.first, last=month.last, lines=lines, prepared_by=print_ctx.printed_by
    )
    return render_hours_sheet(doc, print_ctx)


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}".removesuffix(".0")


@reads(view(Data.ROSTERS))
def post_paper(ctx: ServiceContext, day: date, print_ctx: PrintContext) -> bytes:
    """The posts of a day with who stands in them (P59-2)."""
    lang = print_ctx.lang
    zh = lang is Lang.ZH
    shifts = {s.code: s for s in shifts_of(ctx, Month.of(day))}
    posts: dict[tuple[str, str], list[str]] = {}
    leaders: list[str] = []
    for row in attendance(ctx, day):
        if row.group is Group.DIRECTOR and shifts[row.shift].kind is ShiftKind.ROUND:
            leaders.append(row.name)
        place = (row.post if zh else row.post_en) or label(f"roster_group.{row.group}", lang)
        posts.setdefault((place, row.shift), []).append(row.name)
    lines = tuple(
        PostLine(
            place, _cell_sign(shifts[code], lang), _span(shifts[code]),
            ("、" if zh else ", ").join(names),
        )
        for (place, code), names in posts.items()
    )  # fmt: skip
    comma = "、" if zh else ", "
    doc = PostSheetDoc(day=day, leader=comma.join(leaders), lines=lines)
    return render_post_sheet(doc, print_ctx)


def _cell_sign(shift: ShiftType, lang: Lang) -> str:
    return shift.sign if lang is Lang.ZH or shift.sign.isascii() else shift.key


def _span(shift: ShiftType) -> str:
    start, end = divmod(shift.start, 60), divmod(shift.end % 1440, 60)
    return f"{start[0]:02d}:{start[1]:02d}–{end[0]:02d}:{end[1]:02d}"
