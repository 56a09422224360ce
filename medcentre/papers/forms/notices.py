"""Papers handed out: P07 rights and duties, P08 family notice with stub, P36 exit record."""

from dataclasses import dataclass
from datetime import date, datetime

from medcentre.papers.catalogue import FORMS
from medcentre.papers.cells import (
    Beside,
    Block,
    Gap,
    Grid,
    Para,
    Picture,
    Row,
    Stack,
    Together,
)
from medcentre.papers.facts import NOBODY, Person, PrintContext, day, iso_minute
from medcentre.papers.forms.fields import (
    STAMP,
    Choice,
    Column,
    Fields,
    right,
    sign_block,
    stamp_ring,
    table,
)
from medcentre.papers.marks import Area, Mark, Stroke, Words
from medcentre.papers.page import LEGAL_MARGINS, Head, Sheet
from medcentre.papers.prose import blank, text
from medcentre.papers.styles import GREY, HEADING, MM, SMALL, Align


@dataclass(frozen=True, slots=True)
class NoticePart:
    """A headed part of a notice; the wording is a setting of the centre."""

    title: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsNoticeDoc:
    """P07, two copies."""

    person: Person = NOBODY
    legal_status: str = ""
    parts: tuple[NoticePart, ...] = ()
    told_at: datetime | None = None
    officer: str = ""


def render_rights_notice(doc: RightsNoticeDoc, ctx: PrintContext) -> bytes:
    """The notice, which is the same for everybody, and the receipt with finger print box."""
    f = Fields(ctx)
    parts = doc.parts
    doc = RightsNoticeDoc(parts=parts) if ctx.blank else doc
    say = f.say
    blocks: list[Block] = []
    for part in parts:
        blocks.append(Para(text(part.title, HEADING), keep_next=True))
        blocks += [Para(text(f"{i}. {point}", f.prose)) for i, point in enumerate(part.points, 1)]
        blocks.append(Gap(2 * MM))
    box: list[Mark] = [
        Area(0, 0, 30 * MM, 30 * MM, line=GREY, width=0.6),
        Words(15 * MM, 17 * MM, say("捺印处", "Finger print"), 10, GREY, Align.CENTRE),
    ]
    read = say(
        "以上内容已向我宣读，我已听懂并收到一份。",
        "This was read to me. I understood it and received a copy.",
    )
    told = text(iso_minute(doc.told_at), f.body)
    by_hand = f.date_line() if f.zh else blank(28 * MM, f.body)
    when = told if doc.told_at else by_hand
    receipt = Stack(
        [
            Para(text(read, f.body)),
            Gap(5 * MM),
            Para(f.signature("本人签名", "Person", "")),
            Gap(3.5 * MM),
            Para(f.signature("告知民警", "Officer", doc.officer)),
            Gap(2 * MM),
            Para(text(say("时间：", "Time: "), f.body) + when),
        ]
    )
    blocks.append(
        Together(
            [Gap(3 * MM), Beside([receipt, Picture(box, 30 * MM, 30 * MM, Align.RIGHT)], (5, 2))]
        )
    )
    head = Head(
        form=FORMS["P07"],
        margins=LEGAL_MARGINS,
        person=doc.person,
        right=say("一式两份", "Two copies"),
    )
    return Sheet(head, ctx).render(blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyNoticeDoc:
    """P08: what the family is told: person, ground, day, place, visits, telephone. No illness."""

    number: str = ""
    person: Person = NOBODY
    relative: str = ""
    relation: str = ""
    address: str = ""
    arrived_on: date | None = None
    ground: str = ""
    centre_address: str = ""
    phone: str = ""
    visits: str = ""
    sent_on: date | None = None
    officer: str = ""


def render_family_notice(doc: FamilyNoticeDoc, ctx: PrintContext) -> bytes:
    """Stub above, notice below the cutting line; the number stands on both."""
    f = Fields(ctx)
    doc = FamilyNoticeDoc() if ctx.blank else doc
    head = Head(
        form=FORMS["P08"],
        person=doc.person,
        person_first=False,
        margins=LEGAL_MARGINS,
        right=f"{f.say('第', 'No.')} {doc.number or '＿＿＿＿＿'} {f.say('号', '')}".strip(),
    )
    sheet = Sheet(head, ctx)
    return sheet.render(
        [_stub(doc, f), Gap(4 * MM), _cut_line(sheet.width, f), Gap(5 * MM), *_letter(doc, f)]
    )


def _gap_word(value: str, count: int = 5) -> str:
    return value or "＿" * count


def _stub(doc: FamilyNoticeDoc, f: Fields) -> Block:
    p = doc.person
    rows = [
        Row([f.label("存　根", "Stub", 6)], 7.4 * MM),
        f.pairs(("姓名", "Name", p.name), ("入所号", "Number", p.number), ("床号", "Bed", p.bed)),
        f.pairs(
            ("收件人", "To", doc.relative),
            ("关系", "Relation", doc.relation),
            ("寄出日期", "Sent", day(doc.sent_on, f.ctx.lang)),
        ),
        f.pairs(("地址", "Address", doc.address), ("经办人", "Officer", doc.officer), spans=(3, 1)),
    ]
    return Grid((17, 28, 17, 33, 20, 41), rows)


def _cut_line(width: float, f: Fields) -> Picture:
    words = f.say("沿此线裁开", "cut here")
    marks: list[Mark] = [
        Stroke(((0, 6), (width / 2 - 40, 6)), 0.6, GREY, (4, 3)),
        Words(width / 2, 9, words, 8.5, GREY, Align.CENTRE),
        Stroke(((width / 2 + 40, 6), (width, 6)), 0.6, GREY, (4, 3)),
    ]
    return Picture(marks, width, 12)


def _letter(doc: FamilyNoticeDoc, f: Fields) -> list[Block]:
    p, lang = doc.person, f.ctx.lang
    arrived = day(doc.arrived_on, lang) or f.say("＿＿＿＿年＿＿月＿＿日", "＿＿＿＿＿＿")
    if f.zh:
        body = (
            f"你的{_gap_word(doc.relation, 3)}{_gap_word(p.name)}（入所号 {_gap_word(p.number)}）因{_gap_word(doc.ground, 8)}，"
            f"于{arrived}起在本中心执行。现依照规定通知你。\n"
            f"探访须知：{_gap_word(doc.visits, 20)}\n联系地址：{_gap_word(doc.centre_address, 14)}\n联系电话：{_gap_word(doc.phone, 8)}"
        )
        greeting = f"{_gap_word(doc.relative)}："
    else:
        body = (
            f"We inform you that {_gap_word(p.name)} (number {_gap_word(p.number)}), your {_gap_word(doc.relation)}, "
            f"has been held at this centre since {arrived}. Ground: {_gap_word(doc.ground, 8)}.\n"
            f"Visits: {_gap_word(doc.visits, 20)}\nAddress: {_gap_word(doc.centre_address, 14)}\nTelephone: {_gap_word(doc.phone, 8)}"
        )
        greeting = f"To {_gap_word(doc.relative)}:"
    prose = f.prose.but(size=13.5, leading=24) if f.zh else f.prose.but(size=12, leading=19)
    sent = day(doc.sent_on, lang)
    sign = Stack(
        [
            Para(right(text(f.ctx.centre_name, f.body))),
            Para(right(text(sent, f.body) if sent else f.date_line())),
        ]
    )
    seal = Picture(stamp_ring(f.say("公 章", "Seal")), STAMP, STAMP, Align.RIGHT)
    return [
        Para(text(greeting, prose.but(indent=0))),
        Para(text(body, prose)),
        Gap(6 * MM),
        Together([sign, Gap(2 * MM), seal], keep_previous=True),
    ]


@dataclass(frozen=True, slots=True)
class ReturnedThing:
    """Something handed back at the gate."""

    name: str
    count: str
    features: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitRecordDoc:
    """P36: why and where to, property, account, drugs and papers taken along."""

    number: str = ""
    person: Person = NOBODY
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    ground: str = ""
    paper: str = ""
    destination: str = ""
    receiver: str = ""
    receiver_unit: str = ""
    things: tuple[ReturnedThing, ...] = ()
    account: str = ""
    account_words: str = ""
    drugs: str = ""
    handed: tuple[Choice, ...] = ()
    officer: str = ""


def render_exit_record(doc: ExitRecordDoc, ctx: PrintContext) -> bytes:
    """The last sheet of a stay, signed by officer, resident and receiver."""
    f = Fields(ctx)
    doc = ExitRecordDoc() if ctx.blank else doc
    say = f.say
    signs = (
        ("经办民警", "Officer", doc.officer),
        ("本人签名", "Person", ""),
        ("接收人", "Receiver", ""),
    )
    note = say(
        "本人确认上列财物、款项已全部领回，无异议。",
        "I received everything listed above and have no objection.",
    )
    end = Together([Para(text(note, SMALL)), Gap(2 * MM), sign_block(f, signs, framed=True)])
    head = Head(form=FORMS["P36"], person=doc.person, right=f.named("编号", "No.", 8, doc.number))
    blocks: list[Block] = [_exit_facts(doc, f), Gap(2 * MM), _returned(doc, f), Gap(2 * MM)]
    return Sheet(head, ctx).render([*blocks, _exit_handed(doc, f), Gap(2 * MM), end])


def _exit_facts(doc: ExitRecordDoc, f: Fields) -> Grid:
    p = doc.person
    arrived, left = iso_minute(doc.arrived_at), iso_minute(doc.left_at)
    rows = [
        f.pairs(("姓名", "Name", p.name), ("入所号", "Number", p.number)),
        f.pairs(("入所时间", "Arrived", arrived), ("出所时间", "Left", left)),
        f.pairs(("出所原因", "Ground", doc.ground), ("文书号", "Paper", doc.paper)),
        f.pairs(("去向", "Going to", doc.destination), spans=(3,)),
        f.pairs(
            ("接收单位", "Received by", doc.receiver_unit), ("接收人", "Receiver", doc.receiver)
        ),
    ]
    return Grid((22, 64, 22, 64), rows)


def _returned(doc: ExitRecordDoc, f: Fields) -> Grid:
    say = f.say
    columns = (
        Column(say("序", "No."), 9, Align.CENTRE),
        Column(say("领回财物", "Property returned"), 46),
        Column(say("数量", "Count"), 18, Align.CENTRE),
        Column(say("特征、号码", "Features"), 62),
        Column(say("备注", "Remark"), 37),
    )
    rows = [(str(i), x.name, x.count, x.features, x.remark) for i, x in enumerate(doc.things, 1)]
    return table(f, columns, rows, blank_rows=10)


def _exit_handed(doc: ExitRecordDoc, f: Fields) -> Grid:
    names = (
        ("法律文书", "Legal papers"),
        ("出院小结", "Discharge summary"),
        ("药品", "Drugs"),
        ("健康告知", "Health advice"),
    )
    handed = doc.handed or tuple(Choice(f.say(*n)) for n in names)
    account = "　".join(v for v in (doc.account, doc.account_words) if v)
    rows = [
        f.pairs(("账户余额", "Account", account)),
        f.free("带药", "Drugs", doc.drugs, 1, 14 * MM),
        Row([f.label("交付文书", "Handed over"), f.choices(handed)]),
    ]
    return Grid((22, 150), rows)
