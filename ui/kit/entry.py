"""What hurried hands type, understood: times, dates, money, numbers (interface.md 5.4).

Full-width digits and signs are accepted everywhere. What is not understood raises `DomainError`
with the kernel's code and the text, so the field can say how to write it.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation

from medcentre.kernel.errors import DomainError, KernelCode
from medcentre.kernel.money import Money
from medcentre.kernel.texts import tidy

NOW_WORDS = frozenset({"now", "n", "现", "现在"})
_DAY_WORDS = {
    "今": 0,
    "今天": 0,
    "today": 0,
    "昨": -1,
    "昨天": -1,
    "明": 1,
    "明天": 1,
    "后天": 2,
    "前天": -2,
}
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_TENTH = re.compile(r"(\d{1,2})\.(\d)")
_RUN = re.compile(r"\d{1,4}")
_FULL_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_SHORT_DATE = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class ClockEntry:
    """A time of day; `next_day` when 24:00 was meant."""

    time: time
    next_day: bool = False


def parse_time(text: str, now: time) -> ClockEntry:
    """`0830`, `830`, `8:30`, `8：30`, `8.5`, `8`, `now`, `2400`. DomainError(BAD_TIME) else."""
    words = tidy(text).lower().replace("点", ":").replace("时", ":").rstrip(":分")
    if words in NOW_WORDS:
        return ClockEntry(now.replace(second=0, microsecond=0))
    hour, minute = -1, 0
    if found := _TENTH.fullmatch(words):
        hour, minute = int(found[1]), int(found[2]) * 6
    elif found := _CLOCK.fullmatch(words):
        hour, minute = int(found[1]), int(found[2])
    elif _RUN.fullmatch(words):
        hour, minute = (int(words), 0) if len(words) <= 2 else (int(words[:-2]), int(words[-2:]))
    if (hour, minute) == (24, 0):
        return ClockEntry(time(0, 0), next_day=True)
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        raise DomainError(KernelCode.BAD_TIME, text=text)
    return ClockEntry(time(hour, minute))


def parse_date(text: str, today: date) -> date:
    """`24`, `1124`, `20261124`, `2026-11-24`, `11.24`, `今`, `+3`. DomainError(BAD_DATE) else."""
    words = tidy(text).lower()
    if words in _DAY_WORDS:
        return today + timedelta(days=_DAY_WORDS[words])
    if re.fullmatch(r"[+-]\d{1,4}", words):
        return today + timedelta(days=int(words))
    try:
        if found := _FULL_DATE.fullmatch(words):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _SHORT_DATE.fullmatch(words):
            return date(today.year, int(found[1]), int(found[2]))
        if re.fullmatch(r"\d{8}", words):
            return date(int(words[:4]), int(words[4:6]), int(words[6:]))
        if re.fullmatch(r"\d{3,4}", words):
            return date(today.year, int(words[:-2]), int(words[-2:]))
        if re.fullmatch(r"\d{1,2}", words):
            return today.replace(day=int(words))
    except ValueError:
        pass
    raise DomainError(KernelCode.BAD_DATE, text=text)


def parse_money(text: str) -> Money:
    """`12345.6`, `12,345.60`, `−3`. DomainError(BAD_MONEY) for anything finer than a fen or else."""
    words = (
        tidy(text).replace(",", "").replace("−", "-").removeprefix("¥").removesuffix("元").strip()
    )
    if not re.fullmatch(r"-?\d{1,12}(\.\d{0,2})?", words):
        raise DomainError(KernelCode.BAD_MONEY, text=text)
    return Money.yuan(words)


def parse_number(text: str, places: int = 0) -> Decimal:
    """A decimal with at most `places` places. DomainError(BAD_NUMBER, NOT_WHOLE, TOO_MANY_PLACES)
    else.
    """
    words = tidy(text).replace(",", "").replace("−", "-")
    found = re.fullmatch(r"[+-]?\d{1,12}(\.(\d*))?", words)
    if found is None:
        raise DomainError(KernelCode.BAD_NUMBER, text=text)
    if found[1] and not places:
        raise DomainError(KernelCode.NOT_WHOLE, text=text)
    if len(found[2] or "") > places:
        raise DomainError(KernelCode.TOO_MANY_PLACES, text=text, places=places)
    try:
        return Decimal(words)
    except InvalidOperation:
        raise DomainError(KernelCode.BAD_NUMBER, text=text) from None


def parse_temperature(text: str) -> Decimal:
    """`385` or `38.5` -> 38.5. DomainError(BAD_NUMBER) else."""
    words = tidy(text)
    if re.fullmatch(r"[34]\d\d", words):
        return Decimal(words).scaleb(-1)
    return parse_number(words, 1)


def parse_pressure(text: str) -> tuple[int, int]:
    """`118/74` or `118 74` -> (118, 74). DomainError(BAD_NUMBER) else."""
    found = re.fullmatch(r"(\d{2,3})\s*[/ ]\s*(\d{2,3})", tidy(text))
    if found is None:
        raise DomainError(KernelCode.BAD_NUMBER, text=text)
    return int(found[1]), int(found[2])
