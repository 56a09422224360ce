"""P56: bed card, wristband, label. What everybody on duty may read, never a diagnosis (SEC-01)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from medcentre.kernel.clock import centre_day
from medcentre.kernel.wording import Lang
from medcentre.papers.catalogue import FORMS
from medcentre.papers.faces import Face
from medcentre.papers.facts import NOBODY, Person, PrintContext
from medcentre.papers.fonts import width_of
from medcentre.papers.pen import Pen
from medcentre.papers.prose import text
from medcentre.papers.signs import Sign, SignKind, icon, put_icons, put_signs
from medcentre.papers.styles import BLACK, GREY, MM, RED, WHITE, Align, Colour


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

    `latin` is the name in pinyin on English cards; `precautions` carry the neutral words of the
    precaution codes; `allergy` and `diet` as shown.
    """

    person: Person = NOBODY
    latin: str = ""
    level: str = ""
    colour: LevelColour = LevelColour.GREEN
    precautions: tuple[Sign, ...] = ()
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


def _lines(value: str, face: Face, size: float, room: float) -> list[str]:
    """Words broken to a width: after a comma or a gap where one is near, else where they must."""
    found, rest = [], text(value).spans[0].text.replace("\n", " ")[:400]
    while rest:
        fit = len(rest)
        while fit > 1 and width_of(rest[:fit], face, size) > room:
            fit -= 1
        if fit < len(rest):
            cut = max(rest.rfind(sign, 0, fit) for sign in "、，；, ;") + 1
            fit = cut if cut > fit // 2 else fit
        found.append(rest[:fit].strip())
        rest = rest[fit:].lstrip()
    return found


def _put_allergy(
    pen: Pen, x: float, ys: Sequence[float], doc: BedCardDoc, ctx: PrintContext,
    size: float, room: float, least: float = 6.5,
) -> None:  # fmt: skip
    """What somebody must not be given, in red over the lines at `ys`, smaller when it is much.

    What finds no room is never dropped in silence: the last line then sends to the record.
    """
    none = "" if ctx.blank else ctx.say("无", "none")
    words = f"{ctx.say('过敏', 'Allergy')} {doc.allergy or none}"
    face, ink = (Face.SANS_BOLD, RED) if doc.allergy else (Face.SANS, BLACK)
    lines = _lines(words, face, size, room)
    while len(lines) > len(ys) and size > least:
        size -= 0.5
        lines = _lines(words, face, size, room)
    if len(lines) > len(ys):
        more = ctx.say("… 还有，见病历", "… more: see record")
        last = lines[len(ys) - 1]
        while last and width_of(last + more, face, size) > room:
            last = last[:-1]
        cut = max(last.rfind(sign) for sign in "、，；,;")
        last = last[:cut] if cut > len(last) // 3 else last
        lines = [*lines[: len(ys) - 1], last.rstrip("、，；, ;") + more]
    for y, line in zip(ys, lines, strict=False):
        pen.words(x, y, line, face, size, ink)


def _bed_card(pen: Pen, doc: BedCardDoc, ctx: PrintContext) -> None:
    mm, day = MM, f"{centre_day(ctx.printed_at):%Y-%m-%d}"
    _card_band(pen, doc, ctx)
    _card_person(pen, doc, ctx)
    pen.rules([(4 * mm, 33.5 * mm, 86 * mm, 33.5 * mm)])
    if ctx.blank:
        _blank_signs(pen, ctx)
    else:
        put_signs(pen, doc.precautions, 4 * mm, 35 * mm, 82 * mm, 7 * mm, 11)
    _put_allergy(pen, 4 * mm, (47.6 * mm, 52.1 * mm), doc, ctx, 11, 82 * mm)
    _put(pen, 4 * mm, 57 * mm, f"{ctx.say('饮食', 'Diet')} {doc.diet}", 11, 50 * mm)
    note = "" if ctx.blank else doc.note or day
    _put(pen, 86 * mm, 57 * mm, note, 9, 30 * mm, colour=GREY, align=Align.RIGHT)


_TICKS = {
    SignKind.BLOOD: ("血液体液", "Blood"),
    SignKind.CONTACT: ("接触", "Contact"),
    SignKind.DROPLET: ("飞沫", "Droplet"),
    SignKind.AIRBORNE: ("空气", "Airborne"),
    SignKind.PROTECT: ("保护性", "Protective"),
}


def _blank_signs(pen: Pen, ctx: PrintContext) -> None:
    """Every sign with a square to tick; the longer English words in two rows."""
    x, top = 4 * MM, (37 if ctx.lang is Lang.ZH else 35) * MM
    for index, (kind, words) in enumerate(_TICKS.items()):
        if index == 3 and ctx.lang is Lang.EN:
            x, top = 4 * MM, 39.4 * MM
        pen.rect(x, top, 8, 8, 0.7)
        pen.marks(x + 10, top - 1, icon(kind, 10))
        x += 23 + _put(pen, x + 22, top + 7, ctx.say(*words), 8, 40) + 4


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
    _put(pen, 4 * mm, 7.6 * mm, place, 15, 52 * mm, bold=True, colour=ink)
    _put(pen, 86 * mm, 7.6 * mm, level, 13, 28 * mm, bold=True, colour=ink, align=Align.RIGHT)
    if doc.colour is LevelColour.SPECIAL and not ctx.blank:
        pen.rect(0.8 * mm, 0.8 * mm, 88.4 * mm, 58.4 * mm, 2.2)


def _card_person(pen: Pen, doc: BedCardDoc, ctx: PrintContext) -> None:
    """Name to be read from the door, sex and age, number and its bars."""
    mm, say, person = MM, ctx.say, doc.person
    name = person.name or say("姓名", "Name") + "＿＿＿＿"
    y, size = (20 * mm, 21) if doc.latin else (22 * mm, 26)
    used = _put(pen, 4 * mm, y, name, size, 60 * mm, bold=True, least=8) + 3 * mm
    sex_age = person.sex_age or say("性别年龄＿＿＿", "Sex, age ____")
    _put(pen, 4 * mm + used, y, sex_age, 14, 82 * mm - used, least=6)
    if doc.latin:
        _put(pen, 4 * mm, 25 * mm, doc.latin, 10, 44 * mm)
    _put(pen, 4 * mm, 30 * mm, f"{say('入所号', 'No.')} {person.number}", 11, 44 * mm)
    if person.number:
        pen.bars(86 * mm, 24.4 * mm, person.number, 7 * mm, 36 * mm)


def _wristband(pen: Pen, doc: BedCardDoc, ctx: PrintContext) -> None:
    say, p, mm = ctx.say, doc.person, MM
    left, room = 70 * mm, 75 * mm
    if ctx.blank:
        pen.rect(60 * mm, 1.5 * mm, 140 * mm, 22 * mm, 0.5)
    else:
        pen.fill(63 * mm, 1.5 * mm, 4.5 * mm, 22 * mm, _FILL[doc.colour])
    _put(pen, left + room, 7.4 * mm, doc.level or say("护理级别＿＿", "Level ____"), 9, 18 * mm,
         bold=True, align=Align.RIGHT)  # fmt: skip
    used = _put(
        pen, left, 7.4 * mm, p.name or say("姓名＿＿＿＿", "Name ______"), 16, 40 * mm, bold=True,
        least=6,
    )  # fmt: skip
    sex_age = p.sex_age or say("性别年龄＿＿", "Sex, age ___")
    _put(pen, left + used + 2 * mm, 7.4 * mm, sex_age, 11, 53 * mm - used)
    who = "　".join(v for v in (f"{say('入所号', 'No.')} {p.number}", p.place, doc.latin) if v)
    _put(pen, left, 12.6 * mm, who, 10, room)
    put_signs(pen, doc.precautions, left, 14 * mm, room, 4.4 * mm, 8)
    if doc.allergy or ctx.blank:
        _put_allergy(pen, left, (22.6 * mm,), doc, ctx, 9, room)
    if p.number:
        pen.bars(195 * mm, 4 * mm, p.number, 12 * mm, 46 * mm)
        _put(pen, 195 * mm, 20.5 * mm, p.number, 9, 24 * mm, align=Align.RIGHT)
    if doc.diet or ctx.blank:
        _put(pen, 149 * mm, 20.5 * mm, f"{say('饮食', 'Diet')} {doc.diet}", 8, 21 * mm)


def _label(pen: Pen, doc: BedCardDoc, ctx: PrintContext) -> None:
    say, p, mm = ctx.say, doc.person, MM
    if not ctx.blank:
        pen.fill(0, 0, 1.6 * mm, 30 * mm, _FILL[doc.colour])
    left, right = 3.2 * mm, 47.8 * mm
    name = p.name or say("姓名＿＿＿", "Name ____")
    used = _put(pen, left, 6.6 * mm, name, 15, 33 * mm, bold=True, least=5.5) + 1.5 * mm
    sex_age = p.sex_age or say("性别年龄＿＿", "Sex, age __")
    _put(pen, left + used, 6.6 * mm, sex_age, 9, right - left - used, least=5)
    icons = put_icons(pen, doc.precautions, right, 8 * mm, 3.6 * mm)
    place = " ".join(v for v in (p.place, doc.latin) if v) or say("区 / 床", "Zone, bed")
    _put(pen, left, 11.2 * mm, place, 9, right - left - icons - 1 * mm)
    if p.number:
        pen.bars(right, 13 * mm, p.number, 8 * mm, 44 * mm)
    _put(pen, left, 24.6 * mm, p.number or say("入所号＿＿＿", "No. ____"), 9, 25 * mm)
    _put(pen, right, 24.6 * mm, doc.level, 8, 17 * mm, align=Align.RIGHT)
    if doc.allergy or ctx.blank:
        _put_allergy(pen, left, (28.4 * mm,), doc, ctx, 8, right - left, 6)
