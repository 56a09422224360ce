"""Lists for the desk: person list and roll, contact list, import problems, recovery key sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from medcentre.papers.catalogue import FORMS
from medcentre.papers.cells import Block, Gap, Grid, Para, Qr, Row, cell
from medcentre.papers.facts import Person, PrintContext, iso_minute
from medcentre.papers.forms.fields import Column, Fields, sign_block, table
from medcentre.papers.page import FORM_MARGINS, LIST_MARGINS, WIDE_MARGINS, Head, Sheet
from medcentre.papers.prose import text
from medcentre.papers.styles import CODE, MM, TABLE, Align

SMALL = TABLE.but(size=9, leading=12)
"""Lists with many columns, and English in columns made for Chinese."""


@dataclass(frozen=True, slots=True)
class RollLine:
    """A person of the roll; `where` says where they are when not in the zone."""

    person: Person
    status: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonListDoc:
    """L05. `columns` adds empty columns to tick, one a count (roll print); empty for a plain list."""

    title: str = ""
    at: datetime | None = None
    summary: str = ""
    columns: tuple[str, ...] = ()
    lines: tuple[RollLine, ...] = ()


def render_person_list(doc: PersonListDoc, ctx: PrintContext) -> bytes:
    """The persons on the roll; with columns to tick it is the roll-call sheet."""
    f = Fields(ctx, sans=True)
    doc = PersonListDoc(title=doc.title, columns=doc.columns) if ctx.blank else doc
    say = f.say
    ticks = [Column(name, 14 if f.zh else 20, Align.CENTRE) for name in doc.columns]
    columns = (
        Column(say("序", "No."), 12 if f.zh else 14, Align.CENTRE),
        Column(say("入所号", "Number"), 30 if f.zh else 32),
        Column(say("姓名", "Name"), 24 if f.zh else 32),
        Column(say("性别", "Sex"), 11 if f.zh else 14, Align.CENTRE),
        Column(say("年龄", "Age"), 13 if f.zh else 11, Align.CENTRE),
        Column(say("区 / 床", "Zone, bed"), 36),
        Column(say("身份", "Status"), 34),
        Column(say("去向", "Where"), 24),
        *ticks,
    )
    rows = [
        (
            str(i),
            x.person.number,
            x.person.name,
            x.person.sex,
            x.person.age,
            x.person.place,
            x.status,
            x.where,
            *("" for _ in ticks),
        )
        for i, x in enumerate(doc.lines, 1)
    ]
    head = Head(
        form=FORMS["L05"],
        title=doc.title,
        margins=LIST_MARGINS,
        sans=True,
        sub_left=f.named("分区", "Zone", 10) if ctx.blank else doc.summary,
        sub_right=f.named("日期时间", "Date, time", 12) if ctx.blank else iso_minute(doc.at),
    )
    blocks: list[Block] = [
        table(f, columns, rows, least=6.4 * MM, blank_rows=27, style=TABLE if f.zh else SMALL)
    ]
    if doc.columns:
        signs = (("点名人", "Counted by", ""), ("复核人", "Checked by", ""))
        blocks += [Gap(4 * MM), sign_block(f, signs)]
    return Sheet(head, ctx).render(blocks)


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Somebody who shared a room with the person asked about."""

    person: Person
    place: str
    first: datetime | None
    last: datetime | None
    hours: str
    now: str
    screening: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactListDoc:
    """L04: contacts within a window. The person asked about is named by number only."""

    number: str = ""
    place: str = ""
    window: str = ""
    lines: tuple[ContactLine, ...] = ()
    asked_by: str = ""


def render_contact_list(doc: ContactListDoc, ctx: PrintContext) -> bytes:
    """Contacts, longest first as given, with a column to write the screening result in."""
    f = Fields(ctx, sans=True)
    doc = ContactListDoc() if ctx.blank else doc
    say = f.say
    columns = (
        Column(say("序", "No."), 9, Align.CENTRE),
        Column(say("入所号", "Number"), 25),
        Column(say("姓名", "Name"), 26),
        Column(say("同住处", "Shared"), 17),
        Column(say("自", "From"), 32),
        Column(say("至", "To"), 32),
        Column(say("小时", "Hours"), 12, Align.RIGHT),
        Column(say("现住", "Now"), 29),
        Column(say("筛查结果", "Screening"), 23),
    )
    rows = [
        (
            str(i),
            x.person.number,
            x.person.name,
            x.place,
            iso_minute(x.first),
            iso_minute(x.last),
            x.hours,
            x.now,
            x.screening,
        )
        for i, x in enumerate(doc.lines, 1)
    ]
    head = Head(
        form=FORMS["L04"],
        margins=LIST_MARGINS,
        sans=True,
        sub_left=f"{f.named('查询对象', 'Asked about', 8, doc.number)}　{doc.place}",
        sub_right=f.named("时段", "Period", 14) if ctx.blank else doc.window,
    )
    blocks: list[Block] = [table(f, columns, rows, blank_rows=23, style=SMALL), Gap(4 * MM)]
    signs = (("查询人", "Asked by", doc.asked_by), ("感控审核", "Infection control", ""))
    return Sheet(head, ctx).render([*blocks, sign_block(f, signs)])


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """A cell that could not be taken over."""

    sheet: str
    row: str
    column: str
    value: str
    problem: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportErrorsDoc:
    """L06: what must be repaired in a spreadsheet before it is read again."""

    file: str = ""
    summary: str = ""
    lines: tuple[ImportProblem, ...] = ()


def render_import_errors(doc: ImportErrorsDoc, ctx: PrintContext) -> bytes:
    """Problems in the order of the file."""
    f = Fields(ctx, sans=True)
    doc = ImportErrorsDoc() if ctx.blank else doc
    say = f.say
    columns = (
        Column(say("工作表", "Sheet"), 32),
        Column(say("行", "Row"), 14, Align.RIGHT),
        Column(say("列", "Column"), 30),
        Column(say("内容", "Value"), 60),
        Column(say("问题", "Problem"), 66),
        Column(say("怎么办", "What to do"), 71),
    )
    rows = [(x.sheet, x.row, x.column, x.value, x.problem, x.advice) for x in doc.lines]
    head = Head(
        form=FORMS["L06"],
        margins=WIDE_MARGINS,
        sans=True,
        sub_left=f.named("文件", "File", 16) if ctx.blank else doc.file,
        sub_right=doc.summary,
    )
    return Sheet(head, ctx).render([table(f, columns, rows, blank_rows=16)])


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryKeyDoc:
    """L07: the key that opens the store when all passwords are lost. Printed once, never filed.

    `key` is the whole key; it is printed in groups of four and as a QR code.
    """

    key: str = ""
    store: str = ""
    made_at: datetime | None = None
    part: str = ""
    custodian: str = ""


def render_recovery_key(doc: RecoveryKeyDoc, ctx: PrintContext) -> bytes:
    """The sheet for the safe; blank it is a form to copy the key onto by hand."""
    f = Fields(ctx)
    doc = RecoveryKeyDoc() if ctx.blank else doc
    say = f.say
    advice = (
        say(
            "本页可在所有口令丢失时打开数据库，谁持有本页，谁就能读到全部数据。",
            "This sheet opens the store when all passwords are lost: who holds it can read everything.",
        ),
        say(
            "装入信封，封口签名，与备份分开存入保险柜；由两名保管人共同登记。",
            "Put it in an envelope, sign over the flap, keep it in a safe away from the backups; two custodians register it.",
        ),
        say(
            "不得拍照、复印、扫描或录入其他设备。本页只打印一次；怀疑泄露时立即在系统中更换。",
            "Do not photograph, copy, scan or type it elsewhere. It is printed once; replace it at once when it may have leaked.",
        ),
    )
    info = Grid(
        (28, 58, 28, 58),
        [
            f.pairs(("数据库", "Store", doc.store), ("生成时间", "Made", iso_minute(doc.made_at))),
            f.pairs(("份次", "Part", doc.part), ("保管人", "Custodian", doc.custodian)),
        ],
    )
    blocks: list[Block] = [info, Gap(5 * MM), _key_grid(doc.key), Gap(6 * MM)]
    if doc.key:
        blocks += [Qr(doc.key, 46 * MM), Gap(6 * MM)]
    blocks += [
        Para(text(f"{i}. {line}", f.body.but(justify=True))) for i, line in enumerate(advice, 1)
    ]
    signs = (
        ("保管人一", "Custodian 1", doc.custodian),
        ("保管人二", "Custodian 2", ""),
        ("封存日期", "Sealed on", ""),
    )
    head = Head(form=FORMS["L07"], margins=FORM_MARGINS)
    return Sheet(head, ctx).render([*blocks, Gap(6 * MM), sign_block(f, signs)])


def _key_grid(key: str) -> Grid:
    """Groups of four characters, four groups a line, each line numbered to read it aloud."""
    plain = key.replace("-", "").replace(" ", "")
    groups = [plain[i : i + 4] for i in range(0, len(plain), 4)] or [""] * 16
    style = CODE.but(size=20, leading=28).centred
    rows = []
    for start in range(0, len(groups), 4):
        part: Sequence[str] = (groups[start : start + 4] + [""] * 4)[:4]
        rows.append(
            Row(
                [
                    cell(text(str(start // 4 + 1), TABLE.centred)),
                    *(cell(text(g, style)) for g in part),
                ],
                13 * MM,
            )
        )
    return Grid((12, 40, 40, 40, 40), rows)
