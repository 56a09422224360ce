"""The people of the samples and how a sample is printed."""

from datetime import date, datetime

from medcentre.kernel.clock import at
from medcentre.kernel.texts import id_check_digit
from medcentre.kernel.wording import Lang
from medcentre.papers.facts import Person, PrintContext, Watermark

TODAY = date(2026, 11, 24)
NAMES = (
    "杨文海",
    "莫如松",
    "岑登科",
    "蒙学兵",
    "彭仕祥",
    "覃光明",
    "韦长河",
    "罗天佑",
    "黎向荣",
    "龙䶮生",
    "吴朝晖",
    "陆丰年",
    "石立山",
    "潘有才",
    "冉启明",
    "田景和",
    "向志远",
    "安永福",
    "谢云飞",
    "顾小舟",
)
STAFF = (
    "丁海涛", "代洪", "伍小川", "何平", "卢敏", "吉光荣", "向远", "吴朝阳", "唐婉", "喻思源", "姚启明",
    "宋时来", "岑大顺", "岑美兰", "文静宜", "施雨婷", "欧小龙", "毛思雨", "江雪", "沈若兰", "滕大军",
    "甘玉梅", "白玲", "禹倩", "秦卫东", "舒建", "蒙学文", "覃月", "贺明远", "辛立", "阿科", "顾清源", "骆建军",
    "麻占奎", "麻有才", "黎晓燕",
)  # fmt: skip
"""Staff and relatives of the samples."""
LONG_NAME = "买买提·吐尔逊江·阿卜杜热合曼"
ALL_NAMES = frozenset((*NAMES, *STAFF, LONG_NAME))
CENTRE = "筑城市病残吸毒人员收治中心"


def moment(hour: int, minute: int = 0, back: int = 0) -> datetime:
    """A time of the sample day, or so many days before."""
    return at(date.fromordinal(TODAY.toordinal() - back), hour, minute)


def person(index: int = 0) -> Person:
    """One of the invented residents."""
    return Person(
        name=NAMES[index % len(NAMES)],
        sex="男",
        age=f"{27 + index * 7 % 31}岁",
        zone="感染一区",
        bed=f"{201 + index // 4}-{index % 4 + 1}",
        number=f"GY2026-{713 + index * 11:04d}",
    )


def id_number(birth: str, order: str) -> str:
    """An identity number of the invented division 520199."""
    first = f"520199{birth}{order}"
    return first + id_check_digit(first)


def context(
    lang: Lang = Lang.ZH,
    *,
    blank: bool = False,
    watermark: Watermark = Watermark.NONE,
    note: str = "",
) -> PrintContext:
    """A print of the sample day."""
    name = CENTRE if lang is Lang.ZH else "Zhucheng Centre for Sick and Disabled Detainees"
    return PrintContext(
        centre_name=name,
        printed_by="沈若兰",
        printed_at=moment(9, 12),
        lang=lang,
        blank=blank,
        watermark=watermark,
        note=note,
    )
