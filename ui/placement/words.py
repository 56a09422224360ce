"""Words of the map: states, verdicts in a word or two, the line a screen reader reads."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from medcentre.kernel.clock import centre_day
from medcentre.placement.facts import BedState, Level, PlacementCode, Precaution, Reason
from medcentre.placement.rows import BedChoice, Tile
from medcentre.placement.views.ahead import Coming
from ui.kit.i18n import label, lang, sentence, show_day, show_name, show_time

translate = QCoreApplication.translate


def bed_place(code: str, room: str) -> str:
    """The bed's number in its room: 2 for 104-2 in room 104."""
    short = code.removeprefix(room).lstrip("-–/ ")
    return short or code


def verdict_word(level: Level) -> str:
    """可安置, 须确认, 不可."""
    return label(f"verdict.{level}")


def rule_words(rule: str) -> str:
    """A broken hard rule in a word or two, for a tile."""
    return {
        "PL-H01": translate("Placement", "性别不同"),
        "PL-H02": translate("Placement", "须空气隔离间"),
        "PL-H03": translate("Placement", "隔离不相容"),
        "PL-H04": translate("Placement", "年龄段不同"),
        "PL-H05": translate("Placement", "已满"),
        "PL-H06": translate("Placement", "缺供氧监护"),
        "PL-H07": translate("Placement", "须看护床位"),
        "PL-H08": translate("Placement", "须单间"),
        "PL-H09": translate("Placement", "须分开居住"),
        "PL-H10": translate("Placement", "须无障碍"),
        "PL-H11": translate("Placement", "接触隔离"),
        "PL-H12": translate("Placement", "须一人一室"),
        "PL-H13": translate("Placement", "检查未完成"),
        "PL-H14": translate("Placement", "床位不可用"),
        "PL-H15": translate("Placement", "上锁房间"),
        "PL-H16": translate("Placement", "须单人隔离间"),
        "PL-H17": translate("Placement", "无女性在岗"),
        "PL-02": translate("Placement", "已预留"),
    }.get(rule, rule)


def reason_words(code: PlacementCode) -> str:
    """A soft reason in a word or two, for a tile."""
    return {
        PlacementCode.S01_ZONE: translate("Placement", "区合适"),
        PlacementCode.S01_SUITS: translate("Placement", "综合合适"),
        PlacementCode.S02_SAME: translate("Placement", "防护相同"),
        PlacementCode.S02_MIXED: translate("Placement", "防护不同"),
        PlacementCode.S03_CARE: translate("Placement", "护理相符"),
        PlacementCode.S04_LOW_BED: translate("Placement", "低床"),
        PlacementCode.S04_NO_LOW_BED: translate("Placement", "不是低床"),
        PlacementCode.S05_SAME_GROUP: translate("Placement", "同类同住"),
        PlacementCode.S05_FIRST_TIME: translate("Placement", "初次混住"),
        PlacementCode.S06_CLIQUE: translate("Placement", "同伙同住"),
        PlacementCode.S07_SUPPORT: translate("Placement", "语言相通"),
        PlacementCode.S08_LOAD: translate("Placement", "房间较空"),
        PlacementCode.S09_SINGLE: translate("Placement", "单间"),
        PlacementCode.S10_FOCUS: translate("Placement", "重点人员同室"),
        PlacementCode.S11_MOVE: translate("Placement", "需要调床"),
        PlacementCode.S12_SMOKE: translate("Placement", "吸烟习惯不同"),
        PlacementCode.S12_SLEEP: translate("Placement", "睡眠习惯不同"),
        PlacementCode.S13_PEER: translate("Placement", "有同伴教育员"),
        PlacementCode.S14_EXIT: translate("Placement", "靠近出口"),
        PlacementCode.RISK_HIGH: translate("Placement", "同室风险高"),
        PlacementCode.KEPT_ROOM: translate("Placement", "专用房间"),
    }.get(code, "")


def short_reason(choice: BedChoice) -> str:
    """Why, in a word or two: the first broken rule, else the caution, else the best reason."""
    uncovered = [b for b in choice.verdict.broken if b.override is None]
    if uncovered:
        return rule_words(uncovered[0].rule)
    cautions = [r for r in choice.minus if r.caution]
    if cautions:
        return reason_words(cautions[0].code)
    if not choice.verdict.ordinary:
        return reason_words(PlacementCode.KEPT_ROOM)
    weighty = sorted(choice.plus, key=lambda r: -r.points)
    if weighty:
        return reason_words(weighty[0].code)
    return translate("Placement", "{n} 分").format(n=choice.score)


def reason_sentence(reason: Reason) -> str:
    """A soft reason with its points."""
    words = sentence(reason.code, reason.facts)
    if not reason.points:
        return words
    sign = "+" if reason.points > 0 else "−"
    return translate("Placement", "{words}（{points}）").format(
        words=words, points=f"{sign}{abs(reason.points)}"
    )


STATE_LOOK: Mapping[BedState, tuple[str, str]] = {
    BedState.FREE: ("square-dashed", "green"),
    BedState.RESERVED: ("bookmark", "indigo"),
    BedState.TO_CLEAN: ("spray-can", "blue"),
    BedState.DISINFECTING: ("spray-can", "blue"),
    BedState.CLOSED: ("wrench", "grey"),
}
"""State -> icon and family of its tile."""


def until_words(until: datetime | None, now: datetime) -> str:
    """`至 09:20`, with the day when it is another one."""
    if until is None:
        return ""
    day = centre_day(until)
    clock = show_time(until)
    if day != centre_day(now):
        clock = f"{show_day(day, centre_day(now))} {clock}"
    return translate("Placement", "至 {time}").format(time=clock)


def state_note(tile: Tile, kept: str, note: str, now: datetime) -> str:
    """The second line of a tile nobody lies in."""
    match tile.state:
        case BedState.RESERVED:
            return kept or until_words(tile.until, now)
        case BedState.DISINFECTING:
            return until_words(tile.until, now) or translate("Placement", "等签字")
        case BedState.TO_CLEAN:
            return translate("Placement", "等签字")
        case BedState.CLOSED:
            return note or label(f"closure_reason.{tile.closed_reason or 'other'}")
        case _:
            return ""


def signs(tile: Tile) -> tuple[str, ...]:
    """Names of the precautions, the standard one left out."""
    return tuple(label(f"precaution.{p}") for p in tile.precautions if p is not Precaution.STANDARD)


def spoken(tile: Tile, away: str, note: str, verdict: str = "") -> str:
    """The tile as a screen reader says it (interface.md section 6)."""
    parts = [translate("Placement", "{bed} 床").format(bed=tile.code)]
    if tile.stay_id is None:
        parts += [label(f"bed_state.{tile.state}"), note]
    else:
        age = "" if tile.age is None else translate("Placement", "{n} 岁").format(n=tile.age)
        care = "" if tile.care_level is None else label(f"placement_care.n{tile.care_level}")
        parts += [show_name(tile.name), age, care, *signs(tile)]
        if tile.away:
            parts.append(label(f"absence.{away}") if away else translate("Placement", "外出"))
        if tile.focus:
            parts.append(focus_word())
        if tile.conflicts:
            parts.append(translate("Placement", "床位与规则冲突，待处理"))
    parts.append(verdict)
    comma = "，" if lang() == "zh" else ", "
    return comma.join(p for p in parts if p)


def plan_words(plan: Coming, tile: Tile) -> tuple[str, str]:
    """What a plan does to a bed, for its tile: who comes or goes, and when; then in a word."""
    if plan.kind == "out":
        words, short = translate("Placement", "期满 {name} {day}"), translate("Placement", "期满")
    elif plan.kind == "move" and tile.bed_id != plan.bed_id:
        words, short = translate("Placement", "→ {bed} {name}"), "→ {bed}"
    else:
        words, short = {
            "move": (translate("Placement", "自 {old} 调入"), "← {old}"),
            "in": (
                translate("Placement", "{day} 入住")
                if tile.stay_id is not None
                else translate("Placement", "{name} {day} 入住"),
                translate("Placement", "入住"),
            ),
            "back": (translate("Placement", "{day} 返回"), translate("Placement", "返回")),
            "lapse": (translate("Placement", "{rule} 例外 {day} 到期"), "{rule}"),
        }[plan.kind]
    facts = {
        "name": plan_name(plan), "day": show_day(centre_day(plan.at)), "bed": plan.bed,
        "old": plan.from_bed, "rule": plan.rule,
    }  # fmt: skip
    return words.format_map(facts), short.format_map(facts)


def plan_name(plan: Coming) -> str:
    """Of a resident as names are shown; of somebody expected as it was written down."""
    return plan.name if plan.stay_id is None else show_name(plan.name)


def focus_word() -> str:
    """What the flag means."""
    return translate("Placement", "重点人员")


def away_words(kind: str) -> str:
    """Where a person is who is out, in a word for the tile."""
    return label(f"absence_short.{kind}") if kind else translate("Placement", "外出")


def left_words(from_at: datetime | None, until: datetime | None, now: datetime) -> str:
    """The countdown of an exception, or why it has none."""
    if from_at is None:
        return translate("Placement", "待同意")
    if until is None:
        return translate("Placement", "长期")
    minutes = max(0, int((until - now).total_seconds()) // 60)
    return translate("Placement", "还剩 {h} 小时 {m} 分").format(h=minutes // 60, m=minutes % 60)


def lapse_words(left: timedelta) -> str:
    """What is left of an exception, short: hours, in the last hour minutes."""
    minutes = max(0, int(left.total_seconds()) // 60)
    if minutes >= 60:
        return translate("Placement", "{n} 时").format(n=minutes // 60)
    return translate("Placement", "{n} 分").format(n=minutes)


def lapse_spoken(left: str) -> str:
    """The countdown in a whole sentence."""
    return translate("Placement", "规则例外还剩 {left}").format(left=left)


def source_line(rule: str, reason: str) -> str:
    """A rule by number and word, and the reason given for its exception."""
    return translate("Placement", "规则 {rule}（{words}）。理由：{reason}").format(
        rule=rule, words=rule_words(rule), reason=reason
    )
