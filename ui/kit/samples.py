"""Invented rows and a desk for the gallery and the tests of the kit and the shell."""

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QRectF, QSettings
from PySide6.QtGui import QPainter

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Actor, Role, actor_rights
from ui.kit import painters
from ui.kit.desk import Desk, Found
from ui.kit.i18n import lang
from ui.kit.settings import Preferences
from ui.kit.table import Column
from ui.kit.theme import font, px
from ui.kit.timeline import DayHead, TimelineEntry, TimelineLine
from ui.kit.worklist import WorkHead, WorkLine, WorkRow, due_words

_PEOPLE = (
    "101-1 田茂超 29 n1 blood 脱毒第1天 36.4,36.6,36.9,37.4,38.1",
    "101-2 韦国栋 35 n1 contact,blood 血钾6.4 36.6,36.5,36.7,36.6,36.6",
    "102-1 安顺才 31 n2 blood 脱毒第3天 36.9,36.7,36.6,36.6,36.6",
    "203-2 杨文海 46 n1 airborne,blood 咯血观察 37.9,38.3,37.8,38.4,38.6",
    "203-1 罗启贵 52 n2 airborne 抗结核第41天 36.6,36.5,36.5,36.7,36.7",
    "204-3 石昌荣 39 n2 airborne 痰检第3次待报 36.5,36.4,36.6,36.5,36.5",
    "201-1 何登荣 25 n2 airborne,blood 抗结核第18天 36.5,36.6,36.4,36.5,36.5",
    "201-3 周忠栋 43 n1 airborne 抗结核第62天 36.5,36.5,36.6,36.5,36.5",
    "308-3 范元才 58 n0 blood,contact 特级护理 37.0,37.2,37.1,37.0,37.6",
    "102-2 陆国江 49 n3 blood 脱毒第9天 36.7,36.6,36.6,36.7,36.7",
    "501-4 彭正超 46 n3  拟转康复区 36.5,36.5,36.5,36.4,36.5",
)


@dataclass(frozen=True, slots=True)
class SampleRow:
    """An invented patient as lists show one."""

    stay_id: int
    bed: str
    name: str
    age: int
    level: str
    precautions: tuple[str, ...]
    note: str
    temperatures: tuple[float, ...]


def sample_rows() -> tuple[SampleRow, ...]:
    """Eleven invented patients."""
    rows = []
    for number, line in enumerate(_PEOPLE, 1):
        bed, name, age, level, codes, note, values = line.split(" ")
        needed = tuple(codes.split(",")) if codes else ()
        temperatures = tuple(float(v) for v in values.split(","))
        rows.append(SampleRow(number, bed, name, int(age), level, needed, note, temperatures))
    return tuple(rows)


def sample_columns() -> list[Column[SampleRow]]:
    """Columns as a ward list has them."""
    return [
        Column("床", lambda r: r.bed, width=72, search=True),
        Column("姓名", lambda r: r.name, width=110, person=True, note=lambda r: str(r.age)),
        Column("级", lambda r: r.level, width=52, paint=level_cell),
        Column("防护", lambda r: ",".join(r.precautions), width=84, paint=precaution_cell),
        Column("体温 5 次", lambda r: str(r.temperatures[-1]), width=110, paint=spark_cell),
        Column(
            "体温",
            lambda r: str(r.temperatures[-1]),
            width=84,
            number=True,
            tone=heat_tone,
            bold=True,
        ),
        Column("要点", lambda r: r.note),
    ]


def level_cell(painter: QPainter, rect: QRectF, row: SampleRow) -> None:
    """The level mark."""
    painters.level(painter, rect.x(), rect.center().y(), row.level, str(lang()))


def precaution_cell(painter: QPainter, rect: QRectF, row: SampleRow) -> None:
    """The protections."""
    painters.precautions(painter, rect.x(), rect.center().y(), row.precautions)


def spark_cell(painter: QPainter, rect: QRectF, row: SampleRow) -> None:
    """Five temperatures in a fixed range."""
    last = row.temperatures[-1]
    token = "red.solid" if last >= 38 else "amber.solid" if last >= 37.3 else "grey.solid"
    painters.spark(painter, rect, row.temperatures, 36.0, 39.5, token)


def heat_tone(row: SampleRow) -> str:
    """Fever is red, a little warm is amber."""
    last = row.temperatures[-1]
    return "red.text" if last >= 38 else "amber.text" if last >= 37.3 else "text.1"


def sample_found(text: str) -> tuple[Found, ...]:
    """Two people of one name, and a third."""
    everyone = (
        Found(4, "杨文海", "203-2", "46 岁", "GY2026-0713", "n1", ("airborne", "blood")),
        Found(12, "杨文海", "305-1", "31 岁", "GY2026-0802", "n3", ()),
        Found(13, "杨卫华", "402-3", "38 岁", "GY2026-0644", "n2", ("contact",)),
    )
    return everyone if text else ()


def sample_work(clock: StillClock) -> tuple[WorkLine, ...]:
    """A morning's work of an invented doctor."""
    now = clock.now()
    spec = (
        (
            -12,
            "危急值处理",
            "血钾 6.4 mmol/L · 检验科 08:00 报告，30 分钟内处理",
            "韦国栋",
            "101-2",
            "处理",
            "phone-call",
        ),
        (
            -72,
            "首次病程记录",
            "昨日 23:30 入所，入院 8 小时内完成",
            "田茂超",
            "101-1",
            "书写",
            "file-pen-line",
        ),
        (
            18,
            "保护性约束医嘱复核",
            "04:55 开始，满 4 小时须重新下达",
            "周永福",
            "301-2",
            "复核",
            "link",
        ),
        (
            48,
            "主治医师首次查房",
            "11-22 09:30 入所，48 小时内完成",
            "安顺才",
            "102-1",
            "记录",
            "footprints",
        ),
        (
            168,
            "会诊意见：心内科",
            "普通会诊，48 小时内；11-22 11:30 申请",
            "潘胜林",
            "306-1",
            "填写",
            "messages-square",
        ),
        (318, "阶段小结（第 5 次）", "在所患者每月一次", "罗启贵", "203-1", "书写", "file-text"),
    )
    rows = []
    for minutes, title, why, person, place, verb, icon in spec:
        due, note, tone = due_words(now + timedelta(minutes=minutes), now)
        rows.append(WorkRow(title, due, note, title, why, person, place, verb, icon, tone))
    return (
        WorkHead("已逾期", "2 项", "circle-alert", "red"),
        *rows[:2],
        WorkHead("两小时内", "2 项", "clock", "amber"),
        *rows[2:4],
        WorkHead("今天稍后", "2 项"),
        *rows[4:],
    )


def sample_timeline() -> tuple[TimelineLine, ...]:
    """Two days of an invented patient."""
    return (
        DayHead("今天", "11-24 周二"),
        TimelineEntry(
            "1",
            "08:12",
            "medical",
            "发热 38.6 ℃，脉搏 104",
            "覃月 · 体温单",
            "已通知沈若兰 08:14",
            "red",
            alert=True,
        ),
        TimelineEntry(
            "2", "07:40", "nursing", "晨间护理：痰中带血丝约 5 ml，绝对卧床", "唐婉 · 护理记录"
        ),
        TimelineEntry(
            "3",
            "06:00",
            "nursing",
            "T 38.9 · P 108 · R 22 · BP 118/74",
            "覃月",
            "已更正",
            corrected=True,
        ),
        TimelineEntry("4", "02:00", "custody", "夜间巡视：清醒，诉胸闷，已呼护士", "骆建军 · 巡视"),
        DayHead("昨天", "11-23 周一"),
        TimelineEntry(
            "5", "14:05", "psychology", "咨询第 3 次，50 分钟", "喻思源 · 内容保密，仅咨询师可见"
        ),
        TimelineEntry(
            "6", "09:10", "legal", "家属告知病重：电话 3 分钟，已记录", "骆建军", "病重通知书 2 份"
        ),
    )


def sample_desk(path: str) -> Desk:
    """A desk of an invented doctor with its preferences in a file."""
    rights, limits = actor_rights(frozenset({Role.DOCTOR}))
    actor = Actor(
        1, 1, "沈若兰", frozenset({Role.DOCTOR}), rights, limits, title="主治医师 · 医疗组"
    )
    store = QSettings(path, QSettings.Format.IniFormat)
    desk = Desk(ServiceContext(None, actor, StillClock()), preferences=Preferences(store))
    desk.find_people = sample_found
    return desk


def tile(painter: QPainter, rect: QRectF, words: str) -> None:
    """A hatched tile with words on a small ground, as out-of-service beds show."""
    painters.hatch(painter, rect)
    painters.box(painter, rect, None, "grey.line")
    wide = painters.text_width(words, font("cap")) + px(8)
    ground = QRectF(rect.center().x() - wide / 2, rect.center().y() - px(9), wide, px(18))
    painters.box(painter, ground, "bg.surface", None)
    painters.text(painter, ground.adjusted(px(4), 0, 0, 0), words, "text.2", font("cap"))
