"""Sample papers of finance, rosters, import and keys."""

from datetime import date

from medcentre.kernel.money import Money
from medcentre.kernel.periods import days_between
from medcentre.papers.forms.fees import (
    AdjustmentLine,
    AnnexLine,
    ClassLine,
    FeeAnnexDoc,
    FeeStatementDoc,
    PayerShare,
    SealBox,
)
from medcentre.papers.forms.lists import ImportErrorsDoc, ImportProblem, RecoveryKeyDoc
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
)
from medcentre.papers.samples.people import moment, person

_FIRST, _LAST = date(2026, 12, 1), date(2026, 12, 31)


def fee_statement() -> FeeStatementDoc:
    """P51 with the figures of the mock-up."""
    y = Money.yuan
    return FeeStatementDoc(
        number="JS-2026-11-01",
        contract="BG-2026-01（第 2 版）",
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
        opening=112,
        admitted=41,
        left=38,
        closing=115,
        person_days=3432,
        average="114.4",
        classes=(
            ClassLine("F1", "轻度", 14, 403, y("95.00"), y("38285.00")),
            ClassLine("F2", "中度", 53, 1574, y("138.00"), y("217212.00")),
            ClassLine("F3", "重度 / 传染 / 精神", 44, 1287, y("186.50"), y("240025.50")),
            ClassLine("F4", "特重（透析、肿瘤、监护）", 6, 168, y("268.00"), y("45024.00")),
        ),
        adjustments=(
            AdjustmentLine("脱毒期补助", "入所前 15 天，9 人", 126, y("30.00"), y("3780.00")),
            AdjustmentLine("外院住院第 4 天起不计", "1 人 4 天，已从人日扣除", -4, None, None),
            AdjustmentLine(
                "家庭探视假只计生活部分", "1 人 5 天，每天减 50.00", -5, y("50.00"), y("-250.00")
            ),
            AdjustmentLine(
                "上期调整：F3 补确认", "2026-10 共 11 天 × 48.50", 11, y("48.50"), y("533.50")
            ),
            AdjustmentLine("上期调整：重复计 1 天", "2026-10，1 人", -1, y("138.00"), y("-138.00")),
        ),
        total=y("544472.00"),
        payers=(
            PayerShare("市财政（经禁毒办）", "60%", y("326683.20")),
            PayerShare("区县财政", "36%", y("196009.92")),
            PayerShare("医疗救助基金", "4%", y("21778.88")),
        ),
        remark="附：收治人员人日明细 5 页（入所号、姓氏、类别、人日、金额，不含病种）。人数含当月转类，各计一次。外院住院第 4 天起不计人日。",
        seals=(
            SealBox("收治医院", (("制表", "甘玉梅"), ("复核", ""), ("负责人", ""))),
            SealBox("公安监管部门", (("人日核对", "丁海涛"), ("负责人", ""), ("日期", ""))),
            SealBox("禁毒办 / 财政部门", (("审核", ""), ("负责人", ""), ("日期", ""))),
        ),
        check_code="7C41-0E9A",
    )


def fee_annex(count: int = 115) -> FeeAnnexDoc:
    """P52."""
    rates = {"F1": 9500, "F2": 13800, "F3": 18650, "F4": 26800}
    lines = tuple(
        AnnexLine(
            person(i).number, person(i).name, code, 30 - i % 9, Money(rates[code] * (30 - i % 9))
        )
        for i in range(count)
        for code in (("F1", "F2", "F3", "F2", "F4")[i % 5],)
    )
    return FeeAnnexDoc(
        number="JS-2026-11-01",
        contract="BG-2026-01（第 2 版）",
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
        lines=lines,
    )


_SIGNS: dict[str, ShiftCell | None] = {
    "24": ShiftCell("24", Tone.WHOLE),
    "值": ShiftCell("值", Tone.WHOLE),
    "夜": ShiftCell("夜", Tone.NIGHT),
    "白": ShiftCell("白"),
    "早": ShiftCell("早"),
    "中": ShiftCell("中"),
    "假": ShiftCell("假", Tone.LEAVE),
    "-": None,
}
_GROUPS = (
    ("民警", "24 - - -", "丁海涛:值班长 骆建军:管教 麻占奎:管教 伍小川:管教 施雨婷:女 卢敏:女"),
    ("辅警", "24 - - -", "滕大军: 向远: 舒建: 欧小龙: 禹倩:女"),
    ("保安", "白 白 夜 夜 - - - -", "麻有才:队长 吉光荣: 代洪: 宋时来:"),
    ("医生", "值 - 早 早", "沈若兰:主治 顾清源:住院 贺明远:副高 辛立:主治"),
    (
        "护士",
        "早 中 夜 - -",
        "黎晓燕:护士长 覃月:护师 唐婉:护士 白玲:护士 江雪:护师 文静宜:护士 毛思雨:",
    ),
)


def roster(*, a4: bool = False) -> RosterDoc:
    """P59, a month of five groups."""
    return RosterDoc(
        first=_FIRST,
        last=_LAST,
        version="第 1 版 · 2026-11-28 发布",
        groups=tuple(_group(*group) for group in _GROUPS),
        off_days=frozenset(d for d in days_between(_FIRST, _LAST) if d.weekday() > 4),
        a4=a4,
        prepared_by="丁海涛",
        legend=(
            "早 07:30–15:30",
            "中 15:30–22:30",
            "夜（护士）22:30–07:30",
            "白 08:00–20:00",
            "夜（保安）20:00–08:00",
            "24 民警辅警 08:00–次日 08:00",
            "值 医生 24 小时值班",
            "假 休假",
        ),
        remark=(
            "带班领导 单日 秦卫东(8001) 双日 姚启明(8002)　女子区每班女警、女护士各不少于 1 人　"
            "换班须经值班长同意并在系统登记，以系统为准"
        ),
    )


def _group(name: str, pattern: str, people: str) -> RosterGroup:
    signs, step = pattern.split(), 2 if name == "保安" else 1
    rows = []
    for index, who in enumerate(people.split()):
        person_name, _, duty = who.partition(":")
        month = [signs[(day + index * step) % len(signs)] for day in range(31)]
        if person_name == "骆建军":
            month[9:14] = ["假"] * 5
        nights = sum(sign in ("24", "值", "夜") for sign in month)
        hours = sum(24 if sign in ("24", "值") else 8 for sign in month if sign not in "-假")
        cells = tuple(_SIGNS[sign] for sign in month)
        rows.append(RosterRow(person_name, duty, cells, nights, str(hours)))
    return RosterGroup(name, tuple(rows))


def duty_slip() -> DutySlipDoc:
    """P59-1."""
    lines = tuple(
        SlipLine(
            d,
            ("早班", "中班", "夜班")[i % 3],
            ("07:30–15:30", "15:30–22:30", "22:30–次日 07:30")[i % 3],
            "感染一区护士站",
            "唐婉、白玲",
        )
        for i, d in enumerate(x for x in days_between(_FIRST, _LAST) if x.day % 5 not in (3, 4))
    )
    return DutySlipDoc(
        name="覃月",
        duty="护师",
        first=_FIRST,
        last=_LAST,
        lines=lines,
        total="152 小时，夜班 6 个",
        published_at=moment(16, 5),
    )


def post_sheet() -> PostSheetDoc:
    """P59-2."""
    lines = tuple(
        PostLine(post, shift, hours, people, phone)
        for post, shift, hours, people, phone in (
            ("监控室", "24", "08:00–次日 08:00", "丁海涛、滕大军", "8010"),
            ("感染一区", "白", "08:00–20:00", "麻有才", "8021"),
            ("感染一区", "夜", "20:00–08:00", "吉光荣", "8021"),
            ("感染一区护士站", "早", "07:30–15:30", "覃月、唐婉", "8022"),
            ("感染一区护士站", "中", "15:30–22:30", "白玲", "8022"),
            ("感染一区护士站", "夜", "22:30–07:30", "江雪", "8022"),
            ("值班医生", "值", "08:00–次日 08:00", "沈若兰", "8030"),
            ("大门", "白", "08:00–20:00", "代洪", "8001"),
            ("女子区", "24", "08:00–次日 08:00", "施雨婷", "8041"),
        )
    )
    return PostSheetDoc(
        day=date(2026, 12, 1),
        leader="秦卫东 8001",
        lines=lines,
        remark="女子区每班女警、女护士各不少于 1 人。押解任务 14:00 抽调 2 人，以值班长通知为准。",
    )


def hours_sheet() -> HoursSheetDoc:
    """P59-3."""
    names = (
        "丁海涛",
        "骆建军",
        "麻占奎",
        "施雨婷",
        "滕大军",
        "麻有才",
        "沈若兰",
        "顾清源",
        "覃月",
        "江雪",
    )
    lines = tuple(
        HoursLine(
            n,
            "民警" if i < 4 else "医护",
            "176",
            str(184 - i * 4),
            str(8 - i % 3),
            "32",
            str(max(8 - i * 2, 0)),
            "0",
            "8",
            "16" if i == 1 else "0",
            f"{8 - i * 3:+d}".replace("-", "−"),
        )
        for i, n in enumerate(names)
    )
    return HoursSheetDoc(first=_FIRST, last=_LAST, lines=lines, prepared_by="丁海涛")


def import_errors() -> ImportErrorsDoc:
    """L06."""
    lines = tuple(
        ImportProblem(
            "在册人员",
            str(4 + i * 3),
            "身份证号",
            "52019919850230001X",
            "出生日期不存在（2 月 30 日）",
            "核对身份证原件后改正",
        )
        if i % 2
        else ImportProblem(
            "在册人员",
            str(4 + i * 3),
            "床位",
            "感一 203/2",
            "没有这个床位；最接近的是 感染一区 203-2",
            "改为“203-2”或先建床位",
        )
        for i in range(9)
    )
    return ImportErrorsDoc(
        file="人员台账（2026年11月）.xlsx",
        summary="读入 230 行，通过 221 行，9 处问题",
        lines=lines,
    )


def recovery_key() -> RecoveryKeyDoc:
    """L07 with an invented key."""
    return RecoveryKeyDoc(
        key="K7QM-2VXD-9HRT-4BNC-YE6W-3PZA-8SGJ-5UFK-1LDT-7RMX-C4VB-9QWE-2HNY-6KZP-J3TG-8AXS",
        store="筑城中心 主库",
        made_at=moment(8, 30),
        part="第 1 份 共 2 份",
        custodian="丁海涛",
    )
