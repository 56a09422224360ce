"""Beds on paper: zone list, transfer sheet, move sheet. The cards of P56 are in `cards.py`."""

from dataclasses import dataclass
from datetime import datetime

from medcentre.papers.catalogue import FORMS
from medcentre.papers.cells import Block, Gap, Grid, Para, Row
from medcentre.papers.facts import NOBODY, Person, PrintContext, iso_minute
from medcentre.papers.forms.fields import Choice, Column, Fields, sign_block, table
from medcentre.papers.page import FORM_MARGINS, LIST_MARGINS, Head, Sheet
from medcentre.papers.prose import text
from medcentre.papers.styles import MM, TABLE, Align


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
        Column(say("床号", "Bed"), 17, Align.CENTRE),
        Column(say("姓名", "Name"), 28),
        Column(say("性别", "Sex"), 14, Align.CENTRE),
        Column(say("年龄", "Age"), 13, Align.CENTRE),
        Column(say("入所号", "Number"), 26),
        Column(say("护理级别", "Level"), 24),
        Column(say("防护", "Precautions"), 34),
        Column(say("饮食", "Diet"), 18),
        Column(say("备注", "Remark"), 22),
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
        sub_left=f.named("分区", "Zone", 10) if ctx.blank else f"{doc.zone}　{doc.summary}",
        sub_right=f.named("日期时间", "Date, time", 12) if ctx.blank else iso_minute(doc.at),
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
        right=f.named("编号", "No.", 8, doc.number),
    )
    return Sheet(head, ctx).render([grid, Gap(2 * MM), sign_block(f, signs, framed=True)])


@dataclass(frozen=True, slots=True)
class MoveStep:
    """One move of a reshuffle. Moves of one `step` happen together: an exchange.

    `how` says what is special: an exchange, a bed to be disinfected first.
    """

    step: int
    name: str
    number: str
    from_bed: str
    to_bed: str
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveSheetDoc:
    """L03: a reshuffle as a list to walk through with a pencil."""

    title: str = ""
    planned_for: datetime | None = None
    reason: str = ""
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
        Column(say("姓名", "Name"), 30),
        Column(say("入所号", "Number"), 28),
        Column(say("从", "From"), 33),
        Column(say("到", "To"), 33),
        Column(say("方式", "How"), 26),
        Column(say("完成", "Done"), 12, Align.CENTRE),
        Column(say("时间", "Time"), 18),
    )
    rows = [
        (str(x.step), x.name, x.number, x.from_bed, x.to_bed, x.how, "□", "") for x in doc.steps
    ]
    head = Head(
        form=FORMS["L03"],
        margins=LIST_MARGINS,
        sans=True,
        sub_left=f.named("原因", "Reason", 16) if ctx.blank else doc.title,
        sub_right=f.named("执行时间", "Planned for", 10, iso_minute(doc.planned_for)),
    )
    note = doc.note or say(
        "按步骤顺序执行，前一步完成后再做下一步；同一步的人同时调换；完成后打钩并写时间。",
        "Follow the order of the steps and finish one before the next; people of one step change "
        "together. Tick what is done and write the time.",
    )
    if doc.reason:
        note = say("原因：", "Reason: ") + doc.reason + say("。", ". ") + note
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
