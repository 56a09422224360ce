"""Beds on paper: P56 bed card, wristband, label; zone list, transfer sheet, move sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from medcentre.papers.catalogue import FORMS
from medcentre.papers.cells import Block, Gap, Grid, Para, Row
from medcentre.papers.faces import Face
from medcentre.papers.facts import NOBODY, Person, PrintContext, iso_minute
from medcentre.papers.fonts import width_of
from medcentre.papers.forms.fields import Choice, Column, Fields, sign_block, table
from medcentre.papers.page import FORM_MARGINS, LIST_MARGINS, Head, Sheet
from medcentre.papers.pen import Pen
from medcentre.papers.prose import text
from medcentre.papers.styles import BLACK, GREY, MM, RED, TABLE, WHITE, Align, Colour


class LevelColour(StrEnum):
    """Bed-card colours of the nursing levels (domain.md 2.4)."""

    SPECIAL = "special"
    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"


_FILL = {
    LevelColour.SPECIAL: Colour(0.72, 0.08, 0.08),
    LevelColour.RED: Colour(0.83, 0.2, 0.17),
    LevelColour.YELLOW: Colour(0.96, 0.77, 0.2),
    LevelColour.GREEN: Colour(0.24, 0.58, 0.36),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BedCardDoc:
    """P56. There is no field for a diagnosis and there must never be one (SEC-01).

    `precautions` are the neutral words of the precaution codes; `allergy` and `diet` as shown.
    """

    person: Person = NOBODY
    level: str = ""
    colour: LevelColour = LevelColour.GREEN
    precautions: tuple[str, ...] = ()
    allergy: str = ""
    diet: str = ""
    note: str = ""


def render_bed_cards(docs: Sequence[BedCardDoc], ctx: PrintContext) -> bytes:
    """One card of 90 x 60 mm a page."""
    return _cards(docs, ctx, "P56-1", _bed_card)


def render_wristbands(docs: Sequence[BedCardDoc], ctx: PrintContext) -> bytes:
    """One band of 250 x 25 mm a page; the print lies in the middle of the band."""
    return _cards(docs, ctx, "P56-2", _wristband)


def render_labels(docs: Sequence[BedCardDoc], ctx: PrintContext) -> bytes:
    """One label of 50 x 30 mm a page, for tubes, files and belongings."""
    return _cards(docs, ctx, "P56-3", _label)


def _cards(
    docs: Sequence[BedCardDoc],
    ctx: PrintContext,
    code: str,
    draw: Callable[[Pen, BedCardDoc, PrintContext], None],
) -> bytes:
    form = FORMS[code]
    pen = Pen(form.name(ctx.lang), ctx.centre_name)
    for doc in (BedCardDoc(),) if ctx.blank else docs:
        pen.begin_page(form.paper.width, form.paper.height)
        draw(pen, doc, ctx)
        pen.end_page()
    return pen.close()


def _put(
    pen: Pen,
    x: float,
    y: float,
    value: str,
    size: float,
    room: float,
    *,
    bold: bool = False,
    colour: Colour = BLACK,
    align: Align = Align.LEFT,
    least: float = 5.5,
) -> float:
    """Words made smaller until they fit, shortened at last; the width used is returned."""
    value = text(value).spans[0].text.replace("\n", " ")
    face = Face.SANS_BOLD if bold else Face.SANS
    value = value[: int(room) + 1]
    while width_of(value, face, size) > room and size > least:
        size -= 0.5
    if width_of(value, face, size) > room:
        while value and width_of(value + "…", face, size) > room:
            value = value[:-1]
        value += "…"
    pen.words(x, y, value, face, size, colour, align)
    return width_of(value, face, size)


def _bed_card(pen: Pen, doc: BedCardDoc, ctx: PrintContext) -> None:
    mm = MM
    _card_band(pen, doc, ctx)
    _card_person(pen, doc.person, ctx)
    pen.rules([(4 * mm, 34.5 * mm, 86 * mm, 34.5 * mm)])
    _chips(pen, doc.precautions, 4 * mm, 36.5 * mm, 82 * mm)
    none = "" if ctx.blank else ctx.say("无", "none")
    allergy = f"{ctx.say('过敏', 'Allergy')} {doc.allergy or none}"
    ink = RED if doc.allergy else BLACK
    _put(pen, 4 * mm, 49.5 * mm, allergy, 11, 82 * mm, bold=bool(doc.allergy), colour=ink)
    _put(pen, 4 * mm, 56 * mm, f"{ctx.say('饮食', 'Diet')} {doc.diet}", 11, 50 * mm)
    _put(pen, 86 * mm, 56 * mm, doc.note, 9, 30 * mm, colour=GREY, align=Align.RIGHT)


def _card_band(pen: Pen, doc: BedCardDoc, ctx: PrintContext) -> None:
    """Place and nursing level on the colour of the level; special care has a thick frame."""
    mm, ink = MM, WHITE
    if ctx.blank:
        pen.rules([(0, 11 * mm, 90 * mm, 11 * mm)])
    else:
        pen.fill(0, 0, 90 * mm, 11 * mm, _FILL[doc.colour])
    if ctx.blank or doc.colour is LevelColour.YELLOW:
        ink = BLACK
    place = doc.person.place or ctx.say("区 / 床", "Zone, bed")
    level = doc.level or ctx.say("护理级别", "Level")
    _put(pen, 4 * mm, 7.6 * mm, place, 15, 48 * mm, bold=True, colour=ink)
    _put(pen, 86 * mm, 7.6 * mm, level, 13, 34 * mm, bold=True, colour=ink, align=Align.RIGHT)
    if doc.colour is LevelColour.SPECIAL and not ctx.blank:
        pen.rect(0.8 * mm, 0.8 * mm, 88.4 * mm, 58.4 * mm, 2.2)


def _card_person(pen: Pen, person: Person, ctx: PrintContext) -> None:
    """Name to be read from the door, sex and age, number and its bars."""
    mm, say = MM, ctx.say
    name = person.name or say("姓名", "Name") + "＿＿＿＿"
    used = _put(pen, 4 * mm, 23 * mm, name, 26, 50 * mm, bold=True, least=10) + 3 * mm
    sex_age = person.sex_age or say("性别年龄＿＿＿", "Sex, age ____")
    _put(pen, 4 * mm + used, 23 * mm, sex_age, 14, 82 * mm - used, least=6)
    _put(pen, 4 * mm, 30.5 * mm, f"{say('入所号', 'No.')} {person.number}", 11, 44 * mm)
    if person.number:
        pen.bars(86 * mm, 25 * mm, person.number, 7 * mm, 36 * mm)


def _chips(pen: Pen, words: Sequence[str], x: float, y: float, room: float) -> None:
    """Precautions in black frames, side by side, smaller when there are many."""
    size = 11.0
    while sum(width_of(w, Face.SANS_BOLD, size) + 9 for w in words) > room and size > 6:
        size -= 0.5
    at = x
    for word in words:
        wide = width_of(word, Face.SANS_BOLD, size) + 6
        if at + wide > x + room + 1:
            break
        pen.rect(at, y, wide, 7 * MM, 0.9)
        pen.words(at + 3, y + 3.5 * MM + size * 0.36, word, Face.SANS_BOLD, size)
        at += wide + 3


def _wristband(pen: Pen, doc: BedCardDoc, ctx: PrintContext) -> None:
    say, p, mm = ctx.say, doc.person, MM
    left, y = 70 * mm, 8.5 * mm
    if ctx.blank:
        pen.rect(60 * mm, 1.5 * mm, 140 * mm, 22 * mm, 0.5)
    used = _put(
        pen, left, y, p.name or say("姓名＿＿＿＿", "Name ______"), 18, 40 * mm, bold=True, least=9
    )
    _put(pen, left + used + 3 * mm, y, p.sex_age, 12, 72 * mm - used)
    _put(pen, left, y + 6.5 * mm, f"{say('入所号', 'No.')} {p.number}　{p.place}", 11, 75 * mm)
    allergy = f"{say('过敏', 'Allergy')} {doc.allergy}" if doc.allergy else ""
    tail = "　".join(v for v in (allergy, *doc.precautions) if v)
    _put(pen, left, y + 12.3 * mm, tail, 10, 75 * mm, bold=bool(doc.allergy))
    if p.number:
        pen.bars(195 * mm, 4 * mm, p.number, 12 * mm, 46 * mm)
        _put(pen, 195 * mm, 20.5 * mm, p.number, 9, 46 * mm, align=Align.RIGHT)


def _label(pen: Pen, doc: BedCardDoc, ctx: PrintContext) -> None:
    say, p, mm = ctx.say, doc.person, MM
    used = _put(
        pen,
        2.5 * mm,
        7 * mm,
        p.name or say("姓名＿＿＿", "Name ____"),
        15,
        27 * mm,
        bold=True,
        least=7,
    )
    _put(pen, 2.5 * mm + used + 2 * mm, 7 * mm, p.sex_age, 9, 45 * mm - used - 2 * mm)
    _put(pen, 2.5 * mm, 12 * mm, p.place, 9, 45 * mm)
    if p.number:
        pen.bars(47.5 * mm, 14 * mm, p.number, 8.5 * mm, 45 * mm)
    _put(pen, 2.5 * mm, 27 * mm, p.number or say("入所号＿＿＿", "No. ____"), 9, 28 * mm)
    _put(pen, 47.5 * mm, 27 * mm, doc.note, 8, 18 * mm, colour=GREY, align=Align.RIGHT)


@dataclass(frozen=True, slots=True)
class ZoneBedLine:
    """A bed of the zone: occupied (person) or what state it is in."""

    bed: str
    person: Person
    level: str = ""
    precautions: str = ""
    diet: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneListDoc:
    """L01: who lies where in a zone at a moment. `summary` gives the counts in words."""

    zone: str = ""
    at: datetime | None = None
    summary: str = ""
    lines: tuple[ZoneBedLine, ...] = ()


def render_zone_list(doc: ZoneListDoc, ctx: PrintContext) -> bytes:
    """The list in order of beds."""
    f = Fields(ctx, sans=True)
    doc = ZoneListDoc() if ctx.blank else doc
    say = f.say
    columns = (
        Column(say("床号", "Bed"), 18, Align.CENTRE),
        Column(say("姓名", "Name"), 26),
        Column(say("性别", "Sex"), 11, Align.CENTRE),
        Column(say("年龄", "Age"), 13, Align.CENTRE),
        Column(say("入所号", "Number"), 31),
        Column(say("护理级别", "Level"), 22),
        Column(say("防护", "Precautions"), 28),
        Column(say("饮食", "Diet"), 20),
        Column(say("备注", "Remark"), 24),
    )
    rows = [
        (
            x.bed,
            x.person.name,
            x.person.sex,
            x.person.age,
            x.person.number,
            x.level,
            x.precautions,
            x.diet,
            x.remark,
        )
        for x in doc.lines
    ]
    head = Head(
        form=FORMS["L01"],
        margins=LIST_MARGINS,
        sans=True,
        sub_left=f"{doc.zone}　{doc.summary}",
        sub_right=iso_minute(doc.at),
    )
    return Sheet(head, ctx).render([table(f, columns, rows, blank_rows=28)])


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferSheetDoc:
    """L02: a person goes from one zone to another with papers and drugs. `state` holds no diagnosis
    when custody signs too."""

    number: str = ""
    person: Person = NOBODY
    from_place: str = ""
    to_place: str = ""
    moved_at: datetime | None = None
    reason: str = ""
    level: str = ""
    precautions: str = ""
    allergy: str = ""
    state: str = ""
    watch: str = ""
    handed: tuple[Choice, ...] = ()
    given_by: str = ""
    taken_by: str = ""
    escort: str = ""


def render_transfer_sheet(doc: TransferSheetDoc, ctx: PrintContext) -> bytes:
    """Transfer out and in on one sheet, signed by both zones."""
    f = Fields(ctx)
    doc = TransferSheetDoc() if ctx.blank else doc
    say, p = f.say, doc.person
    handed = doc.handed or tuple(
        Choice(say(*n))
        for n in (
            ("病历", "Record"),
            ("药品", "Drugs"),
            ("个人物品", "Belongings"),
            ("床头卡腕带", "Card, band"),
        )
    )
    grid = Grid(
        (26, 60, 26, 60),
        [
            f.pairs(("姓名", "Name", p.name), ("性别年龄", "Sex, age", p.sex_age)),
            f.pairs(("转出", "From", doc.from_place), ("转入", "To", doc.to_place)),
            f.pairs(
                ("转区时间", "Moved", iso_minute(doc.moved_at)), ("护理级别", "Level", doc.level)
            ),
            f.pairs(("防护", "Precautions", doc.precautions), ("过敏", "Allergy", doc.allergy)),
            f.free("转区原因", "Reason", doc.reason, 3, 16 * MM),
            f.free("目前状况", "State", doc.state, 3, 34 * MM),
            f.free("需注意事项", "Watch for", doc.watch, 3, 26 * MM),
            Row([f.label("交接物品", "Handed over"), f.choices(handed, 3)]),
        ],
    )
    signs = (
        ("转出区护士", "Nurse, from", doc.given_by),
        ("转入区护士", "Nurse, to", doc.taken_by),
        ("护送民警", "Escort", doc.escort),
    )
    head = Head(
        form=FORMS["L02"],
        margins=FORM_MARGINS,
        person=p,
        right=f"{say('编号', 'No.')} {doc.number}",
    )
    return Sheet(head, ctx).render([grid, Gap(2 * MM), sign_block(f, signs, framed=True)])


@dataclass(frozen=True, slots=True)
class MoveStep:
    """One step of a reshuffle, in the order it must be done."""

    name: str
    number: str
    from_bed: str
    to_bed: str
    reason: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveSheetDoc:
    """L03: a reshuffle as a list to walk through with a pencil."""

    title: str = ""
    planned_for: datetime | None = None
    steps: tuple[MoveStep, ...] = ()
    note: str = ""
    approved_by: str = ""


def render_move_sheet(doc: MoveSheetDoc, ctx: PrintContext) -> bytes:
    """Steps with a square to tick and a place for the time."""
    f = Fields(ctx, sans=True)
    doc = MoveSheetDoc() if ctx.blank else doc
    say = f.say
    columns = (
        Column(say("步", "Step"), 10, Align.CENTRE),
        Column(say("姓名", "Name"), 24),
        Column(say("入所号", "Number"), 30),
        Column(say("从", "From"), 26),
        Column(say("到", "To"), 26),
        Column(say("原因", "Reason"), 40),
        Column(say("完成 □", "Done □"), 14, Align.CENTRE),
        Column(say("时间", "Time"), 16),
    )
    rows = [
        (str(i), x.name, x.number, x.from_bed, x.to_bed, x.reason, "□", x.remark)
        for i, x in enumerate(doc.steps, 1)
    ]
    head = Head(
        form=FORMS["L03"],
        margins=LIST_MARGINS,
        sans=True,
        sub_left=doc.title,
        sub_right=f"{say('执行时间', 'Planned for')} {iso_minute(doc.planned_for)}",
    )
    note = doc.note or say(
        "按步骤顺序执行，前一步完成后再做下一步；每步完成后打钩并写时间。",
        "Follow the order of the steps; finish one before the next, tick it and write the time.",
    )
    signs = (
        ("批准", "Approved", doc.approved_by),
        ("执行护士", "Nurse", ""),
        ("执行管教", "Custody", ""),
    )
    blocks: list[Block] = [
        Para(text(note, TABLE)),
        Gap(2 * MM),
        table(f, columns, rows, least=9 * MM, blank_rows=18),
        Gap(5 * MM),
    ]
    return Sheet(head, ctx).render([*blocks, sign_block(f, signs)])
