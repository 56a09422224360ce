"""The samples of ward and post sheets for an English print: a reader of English sees no Chinese word."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from medcentre.kernel.texts import pinyin
from medcentre.kernel.wording import Lang, term
from medcentre.papers.facts import PrintContext
from medcentre.papers.forms.cards import BedCardDoc

T = TypeVar("T")

WORDS = {
    "男": "Male",
    "女": "Female",
    "特级护理": "Special care",
    "一级护理": "Level 1 care",
    "二级护理": "Level 2 care",
    "三级护理": "Level 3 care",
    "血液体液防护": "Blood and fluids",
    "空气隔离": "Airborne",
    "接触隔离": "Contact",
    "飞沫隔离": "Droplet",
    "保护性隔离": "Protective",
    "血液防护": "Blood and fluids",
    "空气防护、血液防护": "Airborne, blood and fluids",
    "青霉素": "Penicillin",
    "青霉素、头孢类、磺胺、碘造影剂、鸡蛋、海鲜、花生、牛奶、酒精": "Penicillin, cephalosporins, sulphonamides, iodine contrast, eggs, seafood, peanuts, milk, alcohol",
    "普食": "Regular",
    "软食": "Soft",
    "外出就医": "At a hospital",
    "空床": "Free",
    "维修": "Repair",
    "无": "None",
    "互换": "Exchange",
    "先消毒": "Clean first",
    "强制隔离戒毒": "Compulsory detox",
    "床位 20　在册 18　在区 17　外出 1　空床 1　停用 1": "Beds 20, on the roll 18, here 17, out 1, free 1, closed 1",
    "普通医疗区 105-2": "General ward 105-2",
    "需呼吸道隔离观察。": "To be watched in respiratory isolation.",
    "神志清，T 37.9 ℃，P 92 次/分，R 20 次/分，BP 118/74 mmHg，咳嗽，可自行行走，皮肤完整。": "Awake, T 37.9 °C, P 92/min, R 20/min, BP 118/74 mmHg, coughs, walks alone, skin intact.",
    "戴口罩转运；夜间每小时巡视；今日 18 时、22 时测体温。": "Wears a mask on the way; hourly rounds at night; temperature at 18:00 and 22:00 today.",
    "病历": "Record",
    "药品": "Drugs",
    "个人物品": "Belongings",
    "床头卡腕带": "Card, band",
    "床位调整方案": "Plan of moves",
    "每周床位调整，腾出隔离间": "Weekly moves, to free the isolation room",
    "点名册": "Roll call",
    "感染一区　应到 24 人": "Infection 1, 24 expected",
    "早": "Morning",
    "中": "Noon",
    "晚": "Night",
    "监控室": "Monitor room",
    "感染一区护士站": "Nurses, infection 1",
    "值班医生": "Doctor on duty",
    "大门": "Gate",
    "女子区": "Women's zone",
    "白": "Day",
    "夜": "Night",
    "值": "Duty",
    "女子区每班女警、女护士各不少于 1 人。押解任务 14:00 抽调 2 人，以值班长通知为准。": "At least one policewoman and one woman nurse a shift in the women's zone. Two people leave for an escort at 14:00, as the shift leader tells.",
}  # fmt: skip


def spoken(doc: T, ctx: PrintContext) -> T:
    """A sample in the language of its print."""
    found: T = _english(doc) if ctx.lang is Lang.EN else doc
    return found


def _english(value: Any) -> Any:
    if isinstance(value, str):
        return _words(value)
    if isinstance(value, tuple):
        return tuple(_english(v) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        found: Any = replace(
            value, **{f.name: _english(getattr(value, f.name)) for f in fields(value)}
        )
        if isinstance(value, BedCardDoc):  # a card names somebody as they write themselves
            name = value.person.name
            found = replace(found, latin=pinyin(name), person=replace(found.person, name=name))
        return found
    return value


def _words(value: str) -> str:
    """Known words and zones; ages, rooms and hours by their shape; all else Chinese is a name."""
    if value in WORDS:
        return WORDS[value]
    if value.isascii() or not any("一" <= sign <= "鿿" or sign == "䶮" for sign in value):
        return value
    for old, new in (("岁", ""), (" 室", ""), ("08:00–次日 08:00", "08:00–08:00 next day"),
                     (" 人", " people"), ("在册 ", "On the roll "), (" 至 ", " to ")):  # fmt: skip
        value = value.replace(old, new)
    zone, gap, rest = value.rpartition(" ")
    if value.isascii() or "–" in value:
        return value
    if (known := term(value, Lang.EN)) != value:
        return known
    if gap and (known := term(zone, Lang.EN)) != zone:
        return f"{known} {rest}"
    if gap and rest.isdigit():
        return f"{pinyin(zone)} {rest}"
    return ", ".join(pinyin(name) for name in value.split("、"))
