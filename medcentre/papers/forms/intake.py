"""Admission day on paper: P01 approval, P02 registration, P03 health check, P04 injuries, P06 property."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from medcentre.papers.body_map import BodyMark, body_map
from medcentre.papers.catalogue import FORMS
from medcentre.papers.cells import (
    Block,
    Cell,
    Gap,
    Grid,
    NewPage,
    Para,
    Picture,
    Row,
    Together,
    cell,
)
from medcentre.papers.facts import NOBODY, Person, PrintContext, day, iso_minute
from medcentre.papers.forms.fields import Choice, Column, Fields, photo_box, sign_block, table
from medcentre.papers.page import FORM_MARGINS, MEDICAL_MARGINS, Head, Sheet
from medcentre.papers.prose import text
from medcentre.papers.styles import MM, SMALL, Align


@dataclass(frozen=True, slots=True)
class Approval:
    """One level: who, what they say, signature and time as shown."""

    role: str
    opinion: str = ""
    signer: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionApprovalDoc:
    """P01. `illness` is a category in plain words, never a diagnosis (SEC-01)."""

    number: str = ""
    person: Person = NOBODY
    born: date | None = None
    id_number: str = ""
    home: str = ""
    sending_unit: str = ""
    decision: str = ""
    term: str = ""
    illness: str = ""
    hospital_opinion: str = ""
    risk: str = ""
    approvals: tuple[Approval, ...] = ()


def render_admission_approval(doc: AdmissionApprovalDoc, ctx: PrintContext) -> bytes:
    """The approval of up to three levels; opinions run on when long."""
    f = Fields(ctx)
    doc = AdmissionApprovalDoc() if ctx.blank else doc
    say, p = f.say, doc.person
    levels = doc.approvals or tuple(
        Approval(say(zh, en))
        for zh, en in (
            ("办案单位意见", "Case unit"),
            ("医疗组意见", "Medical group"),
            ("中心负责人意见", "Head of centre"),
        )
    )
    rows = [
        f.pairs(
            ("姓名", "Name", p.name),
            ("性别", "Sex", p.sex),
            ("出生日期", "Born", day(doc.born, ctx.lang)),
        ),
        f.pairs(
            ("身份证号", "ID number", doc.id_number), ("入所号", "Number", p.number), spans=(3, 1)
        ),
        f.pairs(("户籍地", "Home", doc.home), spans=(5,)),
        f.pairs(
            ("送交单位", "Sent by", doc.sending_unit), ("期限", "Term", doc.term), spans=(3, 1)
        ),
        f.pairs(("决定文书", "Decision", doc.decision), spans=(5,)),
        f.free("病残类别", "Illness category", doc.illness, 5, 18 * MM),
        f.free("医院意见", "Hospital opinion", doc.hospital_opinion, 5, 22 * MM),
        f.free("风险评估", "Risk", doc.risk, 5, 16 * MM),
        *(f.approval(a.role, a.role, a.opinion, a.signer, a.when, 5) for a in levels),
    ]
    head = Head(
        form=FORMS["P01"],
        person=p,
        person_first=False,
        right=f.named("编号", "No.", 8, doc.number),
    )
    return Sheet(head, ctx).render([Grid((22, 40, 20, 26, 22, 42), rows)])


@dataclass(frozen=True, slots=True)
class Relative:
    """A family member."""

    name: str
    relation: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRegistrationDoc:
    """P02, two pages; all values as shown."""

    person: Person = NOBODY
    former_name: str = ""
    born: date | None = None
    id_number: str = ""
    nation: str = ""
    nationality: str = ""
    education: str = ""
    marriage: str = ""
    work: str = ""
    household: str = ""
    address: str = ""
    arrived_at: datetime | None = None
    sending_unit: str = ""
    legal_status: str = ""
    decision: str = ""
    term: str = ""
    zone_bed: str = ""
    property_number: str = ""
    marks: str = ""
    height: str = ""
    weight: str = ""
    relatives: tuple[Relative, ...] = ()
    life: str = ""
    drug_history: str = ""
    record: str = ""
    health: str = ""
    remark: str = ""
    officer: str = ""


def render_intake_registration(doc: IntakeRegistrationDoc, ctx: PrintContext) -> bytes:
    """Page one: identity, photo, decision, family; page two: history and signatures."""
    f = Fields(ctx)
    doc = IntakeRegistrationDoc() if ctx.blank else doc
    p = doc.person
    photo = photo_box(f.say("照片", "Photo"))
    top = Grid((20, 43, 20, 50), _identity_rows(doc, f), frame=0)
    first = Grid(
        (133, 39),
        [Row([Cell(top, pad=0), Cell(Picture(photo, 33 * MM, 43 * MM, Align.CENTRE), pad=1 * MM)])],
        keep_next=True,
    )
    head = Head(
        form=FORMS["P02"],
        person=p,
        person_first=False,
        right=f.named("入所号", "Number", 8, p.number),
    )
    blocks: list[Block] = [
        first,
        Grid((20, 43, 20, 50, 39), _decision_rows(doc, f)),
        _family(doc.relatives, f),
        *_history(doc, f),
    ]
    return Sheet(head, ctx).render(blocks)


def _identity_rows(doc: IntakeRegistrationDoc, f: Fields) -> list[Row]:
    p = doc.person
    return [
        f.pairs(("姓名", "Name", p.name), ("别名", "Other name", doc.former_name)),
        f.pairs(("性别", "Sex", p.sex), ("出生日期", "Born", day(doc.born, f.ctx.lang))),
        f.pairs(("民族", "Nation", doc.nation), ("国籍", "Nationality", doc.nationality)),
        f.pairs(("文化程度", "Education", doc.education), ("婚姻状况", "Marriage", doc.marriage)),
        f.pairs(("身份证号", "ID number", doc.id_number), spans=(3,)),
        f.pairs(("职业单位", "Work", doc.work), spans=(3,)),
    ]


def _decision_rows(doc: IntakeRegistrationDoc, f: Fields) -> list[Row]:
    return [
        f.pairs(("户籍地", "Household", doc.household), spans=(4,)),
        f.pairs(("现住址", "Address", doc.address), spans=(4,)),
        f.pairs(
            ("入所时间", "Arrived", iso_minute(doc.arrived_at)),
            ("送交单位", "Sent by", doc.sending_unit),
            spans=(1, 2),
        ),
        f.pairs(("身份", "Status", doc.legal_status), ("期限", "Term", doc.term), spans=(1, 2)),
        f.pairs(("决定文书", "Decision", doc.decision), spans=(4,)),
        f.pairs(
            ("分区床位", "Zone, bed", doc.zone_bed or doc.person.place),
            ("财物单号", "Property list", doc.property_number),
            spans=(1, 2),
        ),
        f.pairs(
            ("身高体重", "Height, weight", " / ".join(v for v in (doc.height, doc.weight) if v)),
            ("体表特征", "Marks", doc.marks),
            spans=(1, 2),
        ),
    ]


def _family(relatives: Sequence[Relative], f: Fields) -> Grid:
    names = (
        ("姓名", "Name"),
        ("关系", "Relation"),
        ("电话", "Phone"),
        ("住址或单位", "Address or work"),
    )
    rows = [Row([f.label(*n) for n in names], 7.4 * MM)]
    rows += [Row([f.value(v) for v in (r.name, r.relation, r.phone, r.address)]) for r in relatives]
    while len(rows) < 4:
        rows.append(Row([Cell(Gap(0)) for _ in range(4)]))
    inner = Grid((30, 22, 32, 68), rows, frame=0)
    return Grid((20, 152), [Row([f.label("家庭\n成员", "Family"), Cell(inner, pad=0)])])


def _history(doc: IntakeRegistrationDoc, f: Fields) -> list[Block]:
    first = f.free("个人简历", "Life", doc.life, 1, 46 * MM)
    rows = [
        f.free("吸毒史", "Drug history", doc.drug_history, 1, 62 * MM),
        f.free("违法犯罪记录", "Record", doc.record, 1, 45 * MM),
        f.free("健康状况", "Health", doc.health, 1, 30 * MM),
        f.free("备注", "Remarks", doc.remark, 1, 30 * MM),
    ]
    sign = Row(
        [
            cell(f.signature("登记民警", "Officer", doc.officer)),
            cell(f.signature("本人签名", "Person", "")),
        ],
        16 * MM,
    )
    return [
        Grid((20, 152), [first]),
        NewPage(),
        Grid((20, 152), rows),
        Together([Grid((1, 1), [sign])]),
    ]


@dataclass(frozen=True, slots=True)
class Finding:
    """An item looked at and what was found."""

    item: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthCheckDoc:
    """P03. Police sign the hand-over on this sheet: the page holds no special diagnosis (SEC-01)."""

    person: Person = NOBODY
    checked_at: datetime | None = None
    vitals: tuple[Finding, ...] = ()
    history: str = ""
    exam: tuple[Finding, ...] = ()
    injuries: str = ""
    pregnancy: str = ""
    tests: tuple[Finding, ...] = ()
    opinion: tuple[Choice, ...] = ()
    advice: str = ""
    doctor: str = ""
    nurse: str = ""
    officer: str = ""


def render_health_check(doc: HealthCheckDoc, ctx: PrintContext) -> bytes:
    """The check at the gate with its opinion: take, postpone, refuse."""
    f = Fields(ctx)
    doc = HealthCheckDoc() if ctx.blank else doc
    say = f.say
    vitals = doc.vitals or tuple(Finding(say(zh, en), "") for zh, en in _VITALS)
    exam = doc.exam or tuple(Finding(say(zh, en), "") for zh, en in _EXAM)
    opinion = doc.opinion or tuple(
        Choice(say(*n)) for n in (("收", "Take"), ("暂缓", "Postpone"), ("不收", "Refuse"))
    )
    span = len(vitals)
    signs = (
        ("检查医生", "Doctor", doc.doctor),
        ("护士", "Nurse", doc.nurse),
        ("送交民警", "Police", doc.officer),
    )
    blocks: list[Block] = [
        Grid(
            [1] * span,
            [
                Row([f.label(v.item, v.item) for v in vitals], 7.4 * MM),
                Row([cell(text(v.result, f.body.centred)) for v in vitals]),
            ],
        ),
        Grid(
            (26, 144),
            [
                f.free("病史与用药", "History, drugs", doc.history, 1, 20 * MM),
                *(f.free(x.item, x.item, x.result, 1, 8.3 * MM) for x in exam),
                f.free("体表伤情", "Injuries", doc.injuries, 1, 12 * MM),
                f.free("妊娠检查", "Pregnancy", doc.pregnancy, 1, 8.3 * MM),
                *(
                    f.free(x.item, x.item, x.result, 1, 8.3 * MM)
                    for x in doc.tests or (Finding(say("检验检查", "Tests"), ""),)
                ),
                Row([f.label("收治意见", "Opinion"), f.choices(opinion)]),
                f.free("处置建议", "Advice", doc.advice, 1, 18 * MM),
            ],
        ),
        sign_block(f, signs, framed=True),
    ]
    head = Head(
        form=FORMS["P03"],
        margins=MEDICAL_MARGINS,
        person=doc.person,
        barcode=True,
        sub_left=f.named("检查时间", "Checked", 12, iso_minute(doc.checked_at)),
    )
    return Sheet(head, ctx).render(blocks)


_VITALS = (
    ("体温", "Temp."),
    ("脉搏", "Pulse"),
    ("呼吸", "Resp."),
    ("血压", "BP"),
    ("血氧", "SpO2"),
    ("身高", "Height"),
    ("体重", "Weight"),
)
_EXAM = (
    ("意识精神", "Mind"),
    ("皮肤黏膜", "Skin"),
    ("头颈", "Head, neck"),
    ("心肺", "Heart, lungs"),
    ("腹部", "Abdomen"),
    ("四肢脊柱", "Limbs, spine"),
    ("神经系统", "Nerves"),
)


@dataclass(frozen=True, slots=True)
class Injury:
    """A place on the skin; `number` is that of its mark on the map."""

    number: int
    site: str
    size: str
    kind: str
    age: str
    cause: str
    photo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InjuryRecordDoc:
    """P04 with body map."""

    person: Person = NOBODY
    checked_at: datetime | None = None
    injuries: tuple[Injury, ...] = ()
    places: tuple[BodyMark, ...] = ()
    nurse: str = ""
    officer: str = ""


def render_injury_record(doc: InjuryRecordDoc, ctx: PrintContext) -> bytes:
    """The map above, the list below, three signatures."""
    f = Fields(ctx)
    doc = InjuryRecordDoc() if ctx.blank else doc
    say = f.say
    high = 88 * MM
    marks, wide = body_map(
        high,
        (say("正面", "Front"), say("背面", "Back")),
        (say("右", "R"), say("左", "L")),
        doc.places,
    )
    columns = (
        Column(say("号", "No."), 8, Align.CENTRE),
        Column(say("部位", "Site"), 28),
        Column(say("大小", "Size"), 22),
        Column(say("性质", "Kind"), 24),
        Column(say("新旧", "Age"), 18),
        Column(say("自述原因", "Cause told"), 52),
        Column(say("照片号", "Photo"), 20),
    )
    rows = [(str(x.number), x.site, x.size, x.kind, x.age, x.cause, x.photo) for x in doc.injuries]
    if not rows and not ctx.blank:
        rows = [("—", say("未见新旧伤痕", "No injuries seen"), "", "", "", "", "")]
    signs = (
        ("检查护士", "Nurse", doc.nurse),
        ("送交民警", "Police", doc.officer),
        ("本人签名", "Person", ""),
    )
    head = Head(
        form=FORMS["P04"],
        margins=FORM_MARGINS,
        person=doc.person,
        sub_left=f.named("检查时间", "Checked", 12, iso_minute(doc.checked_at)),
    )
    return Sheet(head, ctx).render(
        [
            Picture(marks, wide, high + 20, Align.CENTRE),
            Gap(2 * MM),
            table(f, columns, rows, least=8 * MM, blank_rows=7),
            Gap(5 * MM),
            sign_block(f, signs),
        ]
    )


@dataclass(frozen=True, slots=True)
class PropertyLine:
    """A thing kept for a resident."""

    name: str
    count: str
    features: str
    place: str
    returned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyListDoc:
    """P06, three copies: file, keeper, person."""

    number: str = ""
    person: Person = NOBODY
    taken_at: datetime | None = None
    lines: tuple[PropertyLine, ...] = ()
    cash: str = ""
    officers: tuple[str, ...] = ()


def render_property_list(doc: PropertyListDoc, ctx: PrintContext) -> bytes:
    """The list with three signatures; `copies` of the catalogue says how often to print it."""
    f = Fields(ctx)
    doc = PropertyListDoc() if ctx.blank else doc
    say = f.say
    columns = (
        Column(say("序", "No."), 9, Align.CENTRE),
        Column(say("品名", "Item"), 36),
        Column(say("数量", "Count"), 16, Align.CENTRE),
        Column(say("特征、型号、号码", "Features, numbers"), 57),
        Column(say("保管位置", "Place"), 28),
        Column(say("领回", "Returned"), 26),
    )
    rows = [
        (str(i), x.name, x.count, x.features, x.place, x.returned)
        for i, x in enumerate(doc.lines, 1)
    ]
    officers = [*doc.officers, "", ""][:2]
    signs = [
        ("民警", "Officer", officers[0]),
        ("民警", "Officer", officers[1]),
        ("本人或亲属", "Person, relative", ""),
    ]
    money = "＿" * 16 if ctx.blank else doc.cash
    cash = say(f"随身现金：{money}", f"Cash: {money}") if money else ""
    copies = say("一式三份：存档、保管人、本人各一份", "Three copies: file, keeper, person")
    head = Head(
        form=FORMS["P06"],
        person=doc.person,
        right=f.named("清单号", "List", 8, doc.number),
        sub_left=f.named("登记时间", "Taken", 12, iso_minute(doc.taken_at)),
    )
    return Sheet(head, ctx).render(
        [
            table(f, columns, rows, least=8 * MM, blank_rows=14),
            Gap(2.5 * MM),
            Para(text(cash, f.body)),
            Para(text(copies, SMALL)),
            Gap(6 * MM),
            sign_block(f, signs),
        ]
    )
