"""P44 individual talk record (TLK-03, mock-up 11a)."""

from dataclasses import dataclass
from datetime import datetime

from medcentre.kernel.clock import centre_time
from medcentre.papers.catalogue import FORMS
from medcentre.papers.cells import Block, Cell, Grid, Para, Row, Stack, Together, cell
from medcentre.papers.facts import NOBODY, Person, PrintContext, clock_minute, iso_minute, minute
from medcentre.papers.forms.fields import Choice, Fields, boxes
from medcentre.papers.page import Head, Sheet
from medcentre.papers.prose import Text, blank, text
from medcentre.papers.styles import MM

_COLUMNS = (98, 152, 84, 121, 98, 204)


@dataclass(frozen=True, slots=True)
class TalkDemand:
    """A wish of the resident and who sees to it until when."""

    wish: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRecordDoc:
    """A talk as it goes to the custody file; choices carry all options, ticked or not."""

    number: str = ""
    person: Person = NOBODY
    legal_status: str = ""
    started: datetime | None = None
    ended: datetime | None = None
    place: str = ""
    talker: str = ""
    recorder: str = ""
    present: str = ""
    reasons: tuple[Choice, ...] = ()
    topic: str = ""
    content: str = ""
    state: str = ""
    demands: tuple[TalkDemand, ...] = ()
    measures: str = ""
    risk_before: str = ""
    risk_after: str = ""
    involved: tuple[Choice, ...] = ()
    signed_at: datetime | None = None


def render_talk_record(doc: TalkRecordDoc, ctx: PrintContext) -> bytes:
    """The record on A4; long content runs to continuation pages under the same head."""
    doc = TalkRecordDoc() if ctx.blank else doc
    f = Fields(ctx)
    head = Head(
        form=FORMS["P44"],
        right=f.named("编号", "No.", 8, doc.number),
        person=doc.person,
        person_first=False,
    )
    grid = Grid(_COLUMNS, [*_top(doc, f), *_middle(doc, f)])
    end = Together([Grid(_COLUMNS, _bottom(doc, f))], keep_previous=True)
    return Sheet(head, ctx).render([grid, end])


def _top(doc: TalkRecordDoc, f: Fields) -> list[Row]:
    p = doc.person
    reasons = doc.reasons or tuple(
        Choice(f.say(zh, en))
        for zh, en in (
            ("定期", "Regular"),
            ("必谈", "Required"),
            ("重点人员", "Focus person"),
            ("本人要求", "Own request"),
        )
    )
    return [
        f.pairs(
            ("谈话对象", "Person", p.name),
            ("性别年龄", "Sex, age", p.sex_age),
            ("入所号", "Number", p.number),
        ),
        f.pairs(
            ("区 / 床", "Zone, bed", p.place), ("身份", "Status", doc.legal_status), spans=(1, 3)
        ),
        f.pairs(("谈话时间", "Time", _span(doc, f)), ("地点", "Place", doc.place), spans=(3, 1)),
        f.pairs(
            ("谈话人", "Talker", doc.talker),
            ("记录人", "Recorder", doc.recorder),
            ("在场人", "Present", doc.present),
        ),
        Row([f.label("类别事由", "Kind, reason"), f.choices(reasons, 5)]),
        f.pairs(("主题", "Topic", doc.topic), spans=(5,)),
    ]


def _span(doc: TalkRecordDoc, f: Fields) -> str:
    if doc.started is None:
        return f.say("　　年　月　日　时　分 至　　时　分", "") if f.ctx.blank else ""
    start = minute(doc.started, f.ctx.lang)
    if doc.ended is None:
        return start
    same = centre_time(doc.started).date() == centre_time(doc.ended).date()
    if not same:
        return f"{start} {f.say('至', 'to')} {minute(doc.ended, f.ctx.lang)}"
    end = f"{centre_time(doc.ended):%H时%M分}" if f.zh else clock_minute(doc.ended)
    return f"{start} {f.say('至', 'to')} {end}"


def _middle(doc: TalkRecordDoc, f: Fields) -> list[Row]:
    ending = "" if f.ctx.blank else f.say("（以下空白）", " (nothing below this line)")
    wishes = doc.demands or (TalkDemand("", ""),)
    demands: list[Block] = [
        Grid(
            (355, 304),
            frame=0,
            rows=[Row([f.value(d.wish), f.value(d.answer)], 13 * MM / len(wishes)) for d in wishes],
        )
    ]
    return [
        f.free("谈话内容", "Content", doc.content + ending, 5, 74 * MM, tall=True),
        f.pairs(("状态", "State", doc.state), spans=(5,)),
        Row([f.label("诉求\n与办理", "Demands and answer"), Cell(Stack(demands), 5, pad=0)]),
        f.free("处置措施", "Measures", doc.measures, 5, 25 * MM),
    ]


def _bottom(doc: TalkRecordDoc, f: Fields) -> list[Row]:
    say = f.say
    room = "＿" * 4 if f.ctx.blank else ""
    risk = text(say("谈话前 ", "before "), f.body) + text(doc.risk_before or room, f.body)
    risk += text(say(" → 谈话后 ", " → after "), f.body) + text(doc.risk_after or room, f.body.bold)
    involved = doc.involved or tuple(
        Choice(say(zh, en))
        for zh, en in (("医生", "Doctor"), ("咨询师", "Counsellor"), ("家属", "Family"))
    )
    signed_mark = (
        f"{say('电子签', 'e-signed')} {iso_minute(doc.signed_at)[11:]}" if doc.signed_at else ""
    )
    names = [
        (say("谈话人", "Talker"), doc.talker if doc.signed_at else "", signed_mark),
        (say("在场人", "Present"), "", ""),
        (say("被谈话人（签名捺印）", "Person (signature, finger print)"), "", ""),
    ]
    cells = [
        Cell(Stack([Para(_small(t, f)), Para(_name(n, s, f))]), w, middle=False)
        for (t, n, s), w in zip(names, (2, 2, 1), strict=True)
    ]
    review = text(say("管理组负责人 ", "Head of management group "), f.body) + blank(
        45 * MM, f.body
    )
    review += text(say("　日期 ", "  "), f.body) + f.date_line()
    small = f.body.but(size=10)
    involved_boxes = boxes(involved, small)
    return [
        Row(
            [
                f.label("风险", "Risk"),
                cell(risk, 3),
                f.label("介入", "Involved"),
                Cell(Para(involved_boxes), pad=1.2 * MM),
            ]
        ),
        Row([f.label("签名", "Signatures"), *cells], 16.5 * MM),
        Row([f.label("审阅", "Review"), cell(review, 5)]),
    ]


def _small(value: str, f: Fields) -> Text:
    return text(value, f.body.but(size=11))


def _name(name: str, mark: str, f: Fields) -> Text:
    return text(f"{name} ", f.body.but(size=13)) + text(mark, f.body.but(size=10.5))
