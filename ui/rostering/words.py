"""Words of this room: shifts, posts, people, months, stretches of hours, broken rules."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from medcentre.kernel.clock import at, centre_day
from medcentre.kernel.errors import Violation
from medcentre.kernel.periods import Month
from medcentre.kernel.texts import pinyin
from medcentre.kernel.wording import Lang
from medcentre.rostering.facts import Person, Post, RosterViolation, ShiftType
from medcentre.rostering.templates import shift_templates
from ui.kit.i18n import explain, label, lang, show_day

translate = QCoreApplication.translate
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SIGNS = ("shift", "first", "second", "wanted")
"""Facts of a broken rule that are the sign of a shift."""


def shift_name(shift: ShiftType) -> str:
    """Name of a shift in the language in force."""
    return shift.name_zh if lang() is Lang.ZH else shift.name_en


def post_name(post: Post) -> str:
    """Name of a post in the language in force."""
    return post.name_zh if lang() is Lang.ZH else post.name_en


def person_name(person: Person) -> str:
    """Name as the language of the screen writes it."""
    return pinyin(person.name) if lang() is Lang.EN else person.name


def show_month(month: Month) -> str:
    """`2026 年 11 月`, `November 2026`."""
    if lang() is Lang.EN:
        return f"{MONTHS[month.month - 1]} {month.year}"
    return f"{month.year} 年 {month.month} 月"


def show_span(start: datetime, end: datetime) -> str:
    """`08:00–次日 08:00`: whoever stays over midnight reads it."""
    opened = at(centre_day(start), 0)
    return show_minutes(*(round((x - opened).total_seconds() / 60) for x in (start, end)))


def show_minutes(start: int, end: int) -> str:
    """The same for minutes after the midnight a shift's day begins with; it may end at 24:00."""
    later = translate("Rostering", "次日 ") if end > 1440 else ""
    return f"{_clock(start)}–{later}{_clock(end if end == 1440 else end % 1440)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def violation_words(v: RosterViolation) -> str:
    """The sentence of a broken rule; days without the year, which is the sheet's."""
    facts = dict(v.facts)
    if isinstance(day := facts.get("day"), date):
        facts["day"] = show_day(day, day)
    if lang() is Lang.EN:
        facts["post"] = facts.get("post_en", "")
        facts["name"] = pinyin(str(facts.get("name", "")))
        for name in SIGNS:
            if name in facts:
                facts[name] = _english_sign(str(facts[name]))
    words = explain(Violation(v.code, None, facts, v.rule))
    reason = str(facts.get("reason") or "")
    if reason.startswith("label:"):
        why = label(reason.removeprefix("label:"))
        return f"{words} ({why})" if lang() is Lang.EN else f"{words.rstrip('。')}（{why}）。"
    return words


def _english_sign(sign: str) -> str:
    """The English name of a standard shift by its sign; other signs stay."""
    return next((s.name_en for s in shift_templates() if s.sign == sign), sign)
