"""Sentences inside cells: what happened to a person, what a remark says about a colleague."""

import re
from dataclasses import dataclass
from datetime import date

from medcentre.kernel.texts import search_key
from medcentre.setup.dates import read_date
from medcentre.setup.facts import Cell, ExitReason, MovementKind
from medcentre.setup.values import found_in, plain, read_fee_class, words

_CLASS = r"(f\s*[1-4]|[一二三四1-4ⅰⅱⅲⅳ]\s*(?:类|档)|轻度|中度|重度|特重|极重|i{1,3}v?类|iv类)"
_TURN = r"\s*(?:级|类|档)?\s*(?:→|->|=>|—>|-->|－>|>|➔|➜|⇒|~|到|至|改为|变为|变更为|调整为|调为|转为|升为|降为|改|转|为|-|—|–|/)\s*"
_CHANGE = re.compile(_CLASS + _TURN + _CLASS)
_TO_ONLY = re.compile(
    r"(?:改为|变为|变更为|调整为|调为|转为|升为|降为|定为|升至|降至|调至|至|为|→|->)\s*" + _CLASS
)
_BACK = r"(返回|返所|归所|回所|追回|抓获|销假|归来|收回)\)?$"
_WEEKS = re.compile(r"(\d{1,2})\s*\+?\d?\s*(?:周|w)")
_MONTHS = re.compile(r"(\d{1,2})\s*个?月")
_UNIT = re.compile(r"[(\[【〔]([^)\]】〕]{1,60})[)\]】〕]")
_DAY = r"(?:\d{4}|\d{2})\s*[年/.\-]\s*\d{1,2}\s*[月/.\-]\s*\d{1,2}\s*日?|\d{8}"
_SPAN = re.compile(rf"({_DAY})\s*(?:至|到|~|—|–|-|－)+\s*({_DAY})")
_SINCE = re.compile(rf"(?:自|从|起)?\s*({_DAY})\s*起?")


@dataclass(frozen=True, slots=True)
class Event:
    """What a movement cell says. `sure` is False where the words leave the kind open."""

    kind: MovementKind
    exit_reason: ExitReason | None = None
    class_from: str = ""
    class_to: str = ""
    sure: bool = True


def read_event(cell: Cell, more: Cell = None) -> Event | None:
    """The movement in words; `more` is a remark that may hold the detail. None when not understood."""
    text = search_key(plain(cell))
    detail = search_key(plain(more))
    if change := _class_change(text, detail):
        return change
    kind = _kind(text)
    if kind is None:
        return None
    if kind in (MovementKind.EXIT, MovementKind.DEATH):
        reason = _exit_reason(kind, text, detail)
        return Event(MovementKind.DEATH if reason is ExitReason.DEATH else kind, reason)
    if kind is MovementKind.HOSPITAL_TRIP:
        if "住院" in detail or "住院" in text:
            return Event(MovementKind.HOSPITAL_INPATIENT)
        return Event(
            kind,
            sure=any(w in text + detail for w in ("当日", "当天", "门诊", "即日", "同日", "往返")),
        )
    return Event(kind)


def _kind(text: str) -> MovementKind | None:
    """The words of an exit win over those inside its reason: 出所(变更社区戒毒), 所外就医转出."""
    if not text:
        return None
    if re.search(_BACK, text) and not re.search("当日|当天|即日|同日", text):
        return MovementKind.RETURN
    exact = words("movement").get(re.sub(r"[()\[\]].*$", "", text))
    if exact:
        return MovementKind(exact)
    if any(w in text for w in ("死亡", "病故", "去世", "身故", "亡故")):
        return MovementKind.DEATH
    if text.startswith(("出所", "离所", "出院")) or "转出" in text:
        return MovementKind.EXIT
    code = found_in(text, "movement")
    return MovementKind(code) if code else None


def _exit_reason(kind: MovementKind, text: str, detail: str) -> ExitReason:
    if kind is MovementKind.DEATH:
        return ExitReason.DEATH
    code = found_in(text, "exit_reason") or found_in(detail, "exit_reason")
    return ExitReason(code) if code else ExitReason.OTHER


def _class_change(text: str, detail: str) -> Event | None:
    named = any(word in text for word, code in words("movement").items() if code == "class_change")
    for source in (text, detail if named else ""):
        if match := _CHANGE.search(source):
            before, after = (read_fee_class(re.sub("度$", "度", g)).value for g in match.groups())
            if after:
                return Event(MovementKind.CLASS_CHANGE, None, before or "", after)
        if (
            named
            and (match := _TO_ONLY.search(source))
            and (after := read_fee_class(match[1]).value)
        ):
            return Event(MovementKind.CLASS_CHANGE, None, "", after)
    return None


@dataclass(frozen=True, slots=True)
class StaffRemark:
    """What a remark says: weeks of pregnancy, nursing a child (ROS-05), exchange (H9)."""

    pregnant_weeks: int | None = None
    nursing: bool = False
    exchange_unit: str = ""
    exchange_from: date | None = None
    exchange_to: date | None = None


def read_staff_remark(cell: Cell, today: date) -> StaffRemark:
    """Pregnancy, nursing and exchange in a remark; whatever else it says stays text."""
    text = plain(cell)
    if not text:
        return StaffRemark()
    weeks = None
    if any(w in text for w in ("孕", "妊娠")) and not any(w in text for w in ("未孕", "不孕")):
        match, months = _WEEKS.search(text), _MONTHS.search(text)
        weeks = int(match[1]) if match else int(months[1]) * 4 if months else 0
        weeks = min(weeks, 45)
    unit, start, end = "", None, None
    if any(w in text for w in ("轮岗", "交流", "借调", "跟班")):
        found = _UNIT.search(text)
        unit = found[1].strip() if found else ""
        start, end = _span(text, today)
    return StaffRemark(weeks, "哺乳" in text, unit, start, end)


def _span(text: str, today: date) -> tuple[date | None, date | None]:
    if match := _SPAN.search(text):
        return read_date(match[1], today).value, read_date(match[2], today).value
    if match := _SINCE.search(text):
        return read_date(match[1], today).value, None
    return None, None


def says_pregnant(*texts: str) -> bool:
    """Whether an illness or remark says a woman is pregnant now (LAW-03); denials are no sign."""
    text = search_key("。".join(texts))
    for phrase, code in words("pregnancy").items():
        if code == "no":
            text = text.replace(phrase, "")
    return any(phrase in text for phrase, code in words("pregnancy").items() if code == "yes")
