"""P59: the month on A3 or A4 (mock-up 11c), one person's slip, the posts of a day, the hours sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from medcentre.kernel.periods import days_between
from medcentre.kernel.wording import Lang
from medcentre.papers.catalogue import FORMS, Paper
from medcentre.papers.cells import Block, Gap, Para, Together
from medcentre.papers.faces import Face
from medcentre.papers.facts import PrintContext, day, iso_day, iso_minute
from medcentre.papers.fonts import width_of
from medcentre.papers.forms.fields import SIGN, Column, Fields, table
from medcentre.papers.page import LIST_MARGINS, WIDE_MARGINS, Head, Sheet
from medcentre.papers.pen import Pen
from medcentre.papers.prose import Span, Text, blank, text
from medcentre.papers.styles import (
    BLACK,
    HAIR,
    MM,
    NIGHT,
    SANS_FOOT,
    SHADE,
    TABLE,
    WEEKEND,
    WHITE,
    Align,
)

_WEEK_ZH = "一二三四五六日"
_WEEK_EN = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class Tone(StrEnum):
    """How a shift looks in black and white: night a black cell, whole days underlined, leave hatched."""

    PLAIN = "plain"
    NIGHT = "night"
    WHOLE = "whole"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class ShiftCell:
    """What stands in a day: a sign of one or two characters and its look."""

    sign: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person's month: one cell a day (None: free)."""

    name: str
    duty: str
    cells: tuple[ShiftCell | None, ...]
    nights: int = 0
    hours: str = ""


@dataclass(frozen=True, slots=True)
class RosterGroup:
    """People of one post group."""

    name: str
    rows: tuple[RosterRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDoc:
    """A published or draft roster. `off_days` are days off work (weekends, holidays), shaded."""

    first: date | None = None
    last: date | None = None
    version: str = ""
    groups: tuple[RosterGroup, ...] = ()
    off_days: frozenset[date] = frozenset()
    legend: tuple[str, ...] = ()
    remark: str = ""
    prepared_by: str = ""
    signers: tuple[str, ...] = ()
    a4: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    """Sizes of the month grid in points."""

    group: float
    name: float
    duty: float
    cell: float
    night: float
    hours: float
    row: float
    size: float

    @property
    def lead(self) -> float:
        """Width before the first day."""
        return self.group + self.name + self.duty


def render_roster(doc: RosterDoc, ctx: PrintContext) -> bytes:
    """The month on A3 landscape, or on A4 when `doc.a4`."""
    f = Fields(ctx, sans=True)
    if ctx.blank:
        doc = replace(_empty(doc), a4=doc.a4)
    form = FORMS["P59"]
    if doc.a4:
        form = replace(form, paper=Paper.A4_LANDSCAPE)
    period = _span(doc.first, doc.last, f)
    head = Head(
        form=form,
        margins=WIDE_MARGINS,
        sans=True,
        compact=True,
        left=f"{f.say('执行日期', 'Valid')} {period}",
        right=doc.version,
    )
    sheet = Sheet(head, ctx)
    days = tuple(days_between(doc.first, doc.last)) if doc.first and doc.last else (None,) * 31
    look = _look(sheet.width, len(days), doc.a4, f.zh)
    blocks: list[Block] = [_MonthGrid(doc.groups, days, doc.off_days, look, ctx.lang)]
    return sheet.render([*blocks, *_below(doc, f)])


def _empty(doc: RosterDoc) -> RosterDoc:
    rows = tuple(RosterRow("", "", ()) for _ in range(6))
    return RosterDoc(
        first=doc.first, last=doc.last, groups=tuple(RosterGroup("", rows) for _ in range(4))
    )


_WIDTHS = {
    (False, True): (13, 20, 12.5, 9, 11),
    (False, False): (19, 26, 22, 9, 11),
    (True, True): (8, 14, 11, 9, 9),
    (True, False): (13, 19, 21, 9, 9),
}
"""Millimetres of group, name, duty, nights, hours by A4 and Chinese: English words are longer."""


def _look(width: float, days: int, a4: bool, zh: bool) -> _Look:
    fixed = tuple(wide * MM for wide in _WIDTHS[a4, zh])
    group, name, duty, night, hours = fixed
    each = (width - sum(fixed)) / days
    return _Look(
        group, name, duty, each, night, hours, (5.1 if a4 else 7.6) * MM, 8 if a4 else 10.5
    )


def _below(doc: RosterDoc, f: Fields) -> list[Block]:
    small = TABLE if not doc.a4 else TABLE.but(size=8.5, leading=12)
    soft = small.but(colour=SANS_FOOT.colour)
    blocks: list[Block] = []
    if doc.legend:
        # A shift with its hours is not torn apart at the end of a line.
        spans = [Span(clean, small, whole=True) for item in doc.legend for clean in (item, "　　")]
        blocks.append(Para(Text(tuple(spans[:-1]))))
    if doc.remark:
        blocks.append(Para(text(doc.remark, soft)))
    say = f.say
    names = doc.signers or (
        say("安全组", "Security"),
        say("医疗组", "Medical"),
        say("中心领导", "Head of centre"),
    )
    lines = [(say("制表", "Prepared"), doc.prepared_by), *((n, "") for n in names)]
    style = TABLE.but(size=10.5, leading=15)
    sign = text("", style)
    for role, name in lines:
        sign += (
            text(f"{role} ", style)
            + (text(name, style) if name else blank(SIGN, style))
            + text("　" if doc.a4 else "　　", style)
        )
    gap = Gap((2.5 if doc.a4 else 5) * MM)
    return [Gap(2.5 * MM), Together([*blocks, gap, Para(sign)], keep_previous=True)]


@dataclass
class _MonthGrid(Block):
    """The drawn month; splits between people, head repeated."""

    groups: Sequence[RosterGroup]
    days: Sequence[date | None]
    off_days: frozenset[date]
    look: _Look
    lang: Lang

    @property
    def _head(self) -> float:
        return self.look.row * 1.35

    def height(self, width: float) -> float:
        return self._head + sum(len(g.rows) for g in self.groups) * self.look.row

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        fits = int((room - self._head + 0.01) // self.look.row)
        if fits >= sum(len(g.rows) for g in self.groups):
            return self, None
        if fits < 1:
            return None, self
        upper: list[RosterGroup] = []
        lower: list[RosterGroup] = []
        for group in self.groups:
            take = min(max(fits, 0), len(group.rows))
            if take:
                upper.append(RosterGroup(group.name, group.rows[:take]))
            if take < len(group.rows):
                lower.append(RosterGroup(group.name, group.rows[take:]))
            fits -= take
        return replace(self, groups=upper), replace(self, groups=lower)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        look, high = self.look, self.height(width)
        pen.fill(x, y, width, self._head, SHADE)
        for index, each in enumerate(self.days):
            if each and each in self.off_days:
                pen.fill(x + look.lead + index * look.cell, y, look.cell, high, WEEKEND)
        self._draw_head(pen, x, y)
        top = y + self._head
        heavy = [(x, top, x + width, top)]
        for group in self.groups:
            self._draw_group(pen, group, x, top, width)
            top += len(group.rows) * look.row
            heavy.append((x, top, x + width, top))
        self._draw_columns(pen, x, y, high, width)
        pen.rules(heavy, 1.1)
        pen.rect(x, y, width, high, 1.4)

    def _draw_head(self, pen: Pen, x: float, y: float) -> None:
        look, zh = self.look, self.lang is Lang.ZH
        names = (
            (("岗位", look.group), ("姓名", look.name), ("职务", look.duty))
            if zh
            else (("Post", look.group), ("Name", look.name), ("Duty", look.duty))
        )
        middle, size, at = y + self._head / 2 + 3, look.size * 0.86, x
        for name, wide in names:
            pen.words(at + wide / 2, middle, name, Face.SANS, size, BLACK, Align.CENTRE)
            at += wide
        for index, each in enumerate(self.days):
            centre = at + look.cell / 2
            number = str(each.day if each else index + 1)
            pen.words(centre, y + self._head * 0.42, number, Face.SANS, size, BLACK, Align.CENTRE)
            if each:
                week = _WEEK_ZH[each.weekday()] if zh else _WEEK_EN[each.weekday()]
                pen.words(
                    centre, y + self._head * 0.84, week, Face.SANS, size * 0.92, BLACK, Align.CENTRE
                )
            at += look.cell
        for name, wide in (
            ("夜班" if zh else "Nights", look.night),
            ("工时" if zh else "Hours", look.hours),
        ):
            pen.words(
                at + wide / 2,
                middle,
                name,
                Face.SANS,
                size * (1 if zh else 0.8),
                BLACK,
                Align.CENTRE,
            )
            at += wide

    def _draw_group(self, pen: Pen, group: RosterGroup, x: float, top: float, width: float) -> None:
        look = self.look
        high = len(group.rows) * look.row
        self._draw_name(pen, group.name, x + look.group / 2, top, high)
        for index, row in enumerate(group.rows):
            y = top + index * look.row
            if index:
                pen.rules([(x + look.group, y, x + width, y)], HAIR)
            self._draw_row(pen, row, x, y)

    def _draw_name(self, pen: Pen, name: str, x: float, top: float, high: float) -> None:
        """A group in its cell: beside, below one another, or smaller; few people leave little room."""
        words = name.split() if self.lang is Lang.EN else list(name)
        gap = " " if self.lang is Lang.EN else ""
        layouts = [[name], words]
        for count in range(2, len(words)):
            rows = [words[i : i + count] for i in range(0, len(words), count)]
            layouts.append([gap.join(row) for row in rows])
        room = (self.look.group - 5, high - 2)
        size, lines = max(
            ((self._size(lines, room), lines) for lines in layouts), key=lambda found: found[0]
        )
        y = top + high / 2 - len(lines) * size * 0.6 + size * 0.95
        for index, line in enumerate(lines):
            at = y + index * size * 1.2
            pen.words(x, at, line, Face.SANS_BOLD, size, BLACK, Align.CENTRE)

    def _size(self, lines: Sequence[str], room: tuple[float, float]) -> float:
        """The largest size in which lines fit into width and height."""
        widest = max((width_of(line, Face.SANS_BOLD, 100) for line in lines), default=0) / 100
        fits = (room[0] / max(widest, 0.01), room[1] / (max(len(lines), 1) * 1.2))
        return min(self.look.size, *fits)

    def _draw_row(self, pen: Pen, row: RosterRow, x: float, y: float) -> None:
        look = self.look
        base = y + look.row / 2 + look.size * 0.36
        self._fit(pen, row.name, x + look.group + look.name / 2, base, look.name - 3, look.size)
        self._fit(
            pen,
            row.duty,
            x + look.group + look.name + look.duty / 2,
            base,
            look.duty - 3,
            look.size * 0.82,
        )
        at = x + look.lead
        for shift in row.cells:
            if shift:
                self._draw_shift(pen, shift, at, y, base)
            at += look.cell
        at = x + look.lead + len(self.days) * look.cell
        if row.cells:
            pen.words(
                at + look.night / 2,
                base,
                str(row.nights),
                Face.SANS,
                look.size,
                BLACK,
                Align.CENTRE,
            )
            pen.words(
                at + look.night + look.hours / 2,
                base,
                row.hours,
                Face.SANS,
                look.size,
                BLACK,
                Align.CENTRE,
            )

    def _draw_shift(self, pen: Pen, shift: ShiftCell, x: float, y: float, base: float) -> None:
        look, centre = self.look, x + self.look.cell / 2
        if shift.tone is Tone.NIGHT:
            pen.fill(x, y, look.cell, look.row, NIGHT)
        elif shift.tone is Tone.LEAVE:
            pen.hatch(x, y, look.cell, look.row)
        face = Face.SANS_BOLD if shift.tone is Tone.WHOLE else Face.SANS
        size = look.size
        while width_of(shift.sign, face, size) > look.cell - 1 and size > 5:
            size -= 0.5
        pen.words(
            centre,
            base,
            shift.sign,
            face,
            size,
            WHITE if shift.tone is Tone.NIGHT else BLACK,
            Align.CENTRE,
        )
        if shift.tone is Tone.WHOLE:
            wide = width_of(shift.sign, face, size) / 2
            pen.rules([(centre - wide, base + 2.2, centre + wide, base + 2.2)], 0.9)

    @staticmethod
    def _fit(pen: Pen, value: str, x: float, y: float, room: float, size: float) -> None:
        while width_of(value, Face.SANS, size) > room and size > 6:
            size -= 0.5
        if width_of(value, Face.SANS, size) > room:
            while value and width_of(value + "…", Face.SANS, size) > room:
                value = value[:-1]
            value += "…"
        pen.words(x, y, value, Face.SANS, size, BLACK, Align.CENTRE)

    def _draw_columns(self, pen: Pen, x: float, y: float, high: float, width: float) -> None:
        look = self.look
        edges = [look.group, look.group + look.name]
        edges += [look.lead + i * look.cell for i in range(len(self.days) + 1)]
        edges.append(look.lead + len(self.days) * look.cell + look.night)
        pen.rules([(x + e, y, x + e, y + high) for e in edges if e < width], HAIR)


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A day of one person: shift, hours of the clock, post, who else is there."""

    day: date
    shift: str
    hours: str
    post: str
    mates: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySlipDoc:
    """The shifts of one person, to carry in the pocket."""

    name: str = ""
    duty: str = ""
    first: date | None = None
    last: date | None = None
    lines: tuple[SlipLine, ...] = ()
    total: str = ""
    published_at: datetime | None = None


def render_duty_slip(doc: DutySlipDoc, ctx: PrintContext) -> bytes:
    """One person's shifts in a list."""
    f = Fields(ctx, sans=True)
    doc = DutySlipDoc() if ctx.blank else doc
    say = f.say
    head = Head(
        form=FORMS["P59-1"],
        margins=LIST_MARGINS,
        sans=True,
        sub_left=f.named("姓名", "Name", 8) if ctx.blank else f"{doc.name}　{doc.duty}",
        sub_right=_span(doc.first, doc.last, f),
    )
    columns = (
        Column(say("日期", "Date"), 22),
        Column(say("星期", "Day"), 10, Align.CENTRE),
        Column(say("班次", "Shift"), 22),
        Column(say("时间", "Hours"), 34),
        Column(say("岗位", "Post"), 40),
        Column(say("同班", "With"), 52),
    )
    rows = [
        (iso_day(x.day), _week(x.day, ctx), x.shift, x.hours, x.post, x.mates) for x in doc.lines
    ]
    note = [say("合计", "Total") + f" {doc.total}"] if doc.total else []
    if doc.published_at:
        note.append(f"{say('发布', 'Published')} {iso_minute(doc.published_at)}")
    tail: list[Block] = [Gap(3 * MM), Para(text("　".join(note), TABLE))] if note else []
    return Sheet(head, ctx).render([table(f, columns, rows, blank_rows=24), *tail])


def _span(first: date | None, last: date | None, f: Fields) -> str:
    """`2026-12-01 至 2026-12-31`; lines to write on when blank."""
    start, end = (iso_day(first), iso_day(last)) if first and last else ("＿" * 5, "＿" * 5)
    return f"{start} {f.say('至', 'to')} {end}"


def _week(value: date, ctx: PrintContext) -> str:
    return ctx.say(_WEEK_ZH[value.weekday()], _WEEK_EN[value.weekday()])


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post of the day with who stands in it."""

    post: str
    shift: str
    hours: str
    people: str
    phone: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostSheetDoc:
    """Who is where on one day; hangs at the duty desk."""

    day: date | None = None
    leader: str = ""
    lines: tuple[PostLine, ...] = ()
    remark: str = ""


def render_post_sheet(doc: PostSheetDoc, ctx: PrintContext) -> bytes:
    """The posts of the day, with a place to sign on."""
    f = Fields(ctx, sans=True)
    doc = PostSheetDoc() if ctx.blank else doc
    say = f.say
    when = (
        day(doc.day, ctx.lang) + say("（{}）", " ({})").format(_week(doc.day, ctx))
        if doc.day
        else ""
    )
    head = Head(
        form=FORMS["P59-2"],
        margins=LIST_MARGINS,
        sans=True,
        sub_left=f.named("日期", "Date", 10) if ctx.blank else when,
        sub_right=f.named("带班领导", "Leader on duty", 8, doc.leader),
    )
    columns = (
        Column(say("岗位", "Post"), 38),
        Column(say("班次", "Shift"), 20),
        Column(say("时间", "Hours"), 32),
        Column(say("人员", "People"), 42),
        Column(say("电话", "Phone"), 20),
        Column(say("到岗签名", "Signature"), 30),
    )
    rows = [(x.post, x.shift, x.hours, x.people, x.phone, x.remark) for x in doc.lines]
    tail: list[Block] = [Gap(3 * MM), Para(text(doc.remark, TABLE))] if doc.remark else []
    return Sheet(head, ctx).render([table(f, columns, rows, least=9 * MM, blank_rows=20), *tail])


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Hours of one person in the period; figures as shown."""

    name: str
    group: str
    planned: str
    worked: str
    nights: str
    weekends: str
    extra: str
    rest_day: str
    holiday: str
    leave: str
    balance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursSheetDoc:
    """The hours of a month, for the wage office."""

    first: date | None = None
    last: date | None = None
    lines: tuple[HoursLine, ...] = ()
    prepared_by: str = ""


_HOURS = (
    ("应出勤", "Planned"),
    ("实出勤", "Worked"),
    ("夜班", "Nights"),
    ("周末", "Weekend"),
    ("延时150%", "Extra 150%"),
    ("休息日200%", "Rest 200%"),
    ("法定假300%", "Legal 300%"),
    ("请假", "Leave"),
    ("结余", "Balance"),
)


def render_hours_sheet(doc: HoursSheetDoc, ctx: PrintContext) -> bytes:
    """Hours a person, one line each."""
    f = Fields(ctx, sans=True)
    doc = HoursSheetDoc() if ctx.blank else doc
    say = f.say
    head = Head(
        form=FORMS["P59-3"],
        margins=WIDE_MARGINS,
        sans=True,
        sub_left=_span(doc.first, doc.last, f),
        sub_right=say("单位：小时", "in hours"),
    )
    columns = (
        Column(say("序", "No."), 8, Align.CENTRE),
        Column(say("姓名", "Name"), 24 if f.zh else 32),
        Column(say("岗位", "Post"), 24 if f.zh else 27),
        *(Column(say(*n), 19, Align.RIGHT) for n in _HOURS),
        Column(say("本人签名", "Signature"), 30),
    )
    rows = [
        (
            str(i),
            x.name,
            x.group,
            x.planned,
            x.worked,
            x.nights,
            x.weekends,
            x.extra,
            x.rest_day,
            x.holiday,
            x.leave,
            x.balance,
            "",
        )
        for i, x in enumerate(doc.lines, 1)
    ]
    tail: list[Block] = [
        Gap(4 * MM),
        Para(f.signature("制表", "Prepared", doc.prepared_by) + f.signature("　审核", "  Checked")),
    ]
    return Sheet(head, ctx).render([table(f, columns, rows, blank_rows=16), *tail])
