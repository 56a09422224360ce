"""Dates and times the way people write them. Pure: the day that decides centuries comes in."""

import re
from datetime import date, datetime, time, timedelta
from math import isfinite

from medcentre.kernel.texts import tidy
from medcentre.setup.facts import Cell, ImportReason, Read

EMPTY_WORDS = frozenset(
    [
        "-",
        "--",
        "---",
        "/",
        "//",
        "\\",
        "无",
        "无。",
        "空",
        "没有",
        "未知",
        "不详",
        "不明",
        "待查",
        "待补",
        "待定",
        "未填",
        "未登记",
        "暂无",
        "暂缺",
        "n/a",
        "na",
        "null",
        "none",
        "nil",
        "nan",
        "x",
        "xx",
        "?",
        "??",
        "…",
        "—",
        "——",
        "―",
    ]
)
"""What people write into a cell that holds nothing."""

_EPOCH = date(1899, 12, 30)
_SERIALS = range(3_654, 73_051)  # 1910 to 2100 as Excel counts days
_DIGITS = {c: str(d) for d, cs in enumerate(("〇零○Oo", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for c in cs}  # fmt: skip
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_GAP = r"\s*[年/\-.,。·、–—−_\\月\s]\s*"
_YMD = re.compile(
    rf"'?(\d{{4}}|\d{{2}}){_GAP}(\d{{1,2}}){_GAP}(\d{{1,2}})\s*[日号]?(?!\d)(.*)", re.S
)
_DMY = re.compile(rf"'?(\d{{1,2}}){_GAP}(\d{{1,2}}){_GAP}(\d{{4}})(?!\d)(.*)", re.S)
_COMPACT = re.compile(
    r"'?((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)(?:\s*(\d{2})(\d{2})(\d{2})?)?(.*)", re.S
)
_NAMED = re.compile(r"(\d{1,2})[\s\-/]*([a-z]{3})[a-z]*\.?[\s\-/,]*(\d{4})(.*)", re.S | re.I)
_NAMED_US = re.compile(r"([a-z]{3})[a-z]*\.?\s*(\d{1,2}),?\s*(\d{4})(.*)", re.S | re.I)
_WEEKDAY = re.compile(r"[(（]?\s*(?:星期|周|礼拜)[一二三四五六日天1-7]\s*[)）]?")
_CLOCK = re.compile(
    r"(\d{1,2})\s*(?:[:.]|点钟?|时)\s*(\d{1,2}|半|整|[一1二2三3]刻)?\s*分?(?:\s*[:.]?\s*(\d{1,2})(?:\.\d+)?\s*秒?)?"
)
_HALF_DAYS = (
    (("凌晨", "清晨", "早上", "早晨", "上午", "早", "am", "a.m."), 0),
    (("中午", "下午", "午后", "傍晚", "晚上", "夜里", "夜间", "晚", "pm", "p.m."), 12),
)


def is_empty(cell: Cell) -> bool:
    """Whether a cell holds nothing, in any of the ways people write nothing."""
    if cell is None:
        return True
    return isinstance(cell, str) and (not (text := tidy(cell)) or text.casefold() in EMPTY_WORDS)


def read_date(cell: Cell, today: date) -> Read[date]:
    """The day in a cell; two-digit years lie at most a year after `today`."""
    moment = read_moment(cell, today)
    day = moment.value[0] if moment.value else None
    return Read(day, moment.reason, moment.suggestion)


def read_moment(cell: Cell, today: date) -> Read[tuple[date, time | None]]:
    """Day and, when the cell names one, time of day."""
    if is_empty(cell):
        return Read(None)
    if isinstance(cell, datetime):
        clock = cell.time().replace(tzinfo=None)
        return _plausible(cell.date(), clock if clock != time(0) else None)
    if isinstance(cell, date):
        return _plausible(cell, None)
    if isinstance(cell, bool | time | timedelta):
        return Read(None, ImportReason.BAD_DATE)
    if isinstance(cell, int | float):
        return _number_moment(float(cell))
    return _text_moment(str(cell), today)


def read_time(cell: Cell) -> Read[time]:
    """The time of day in a cell, minutes exact, seconds dropped."""
    if is_empty(cell):
        return Read(None)
    if isinstance(cell, datetime):
        return Read(cell.time().replace(second=0, microsecond=0, tzinfo=None))
    if isinstance(cell, time):
        return Read(cell.replace(second=0, microsecond=0, tzinfo=None))
    if isinstance(cell, timedelta):
        return _minutes(cell.total_seconds() / 60)
    if isinstance(cell, bool | date):
        return Read(None, ImportReason.BAD_TIME)
    if isinstance(cell, int | float):
        return _number_time(float(cell))
    return _text_time(str(cell))


def _number_moment(number: float) -> Read[tuple[date, time | None]]:
    if not isfinite(number):
        return Read(None, ImportReason.BAD_DATE)
    if number.is_integer() and 19_000_101 <= number <= 21_001_231:
        return _text_moment(str(int(number)), date(2100, 1, 1))
    if int(number) not in _SERIALS:
        return Read(None, ImportReason.BAD_DATE)
    minutes = round((number % 1) * 1440)
    day = _EPOCH + timedelta(days=int(number) + minutes // 1440)
    minutes %= 1440
    return Read((day, time(*divmod(minutes, 60)) if minutes else None))


def _text_moment(raw: str, today: date) -> Read[tuple[date, time | None]]:
    text = _WEEKDAY.sub(" ", arabic(tidy(raw[:200]))).strip()
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _number_moment(float(text))
    if match := _COMPACT.match(text):
        rest = f"{match[4]}:{match[5]}" if match[4] else match[7]
        return _built(int(match[1]), int(match[2]), int(match[3]), rest)
    if match := _YMD.match(text):
        return _built(
            _year(match[1], match[2], match[3], today), int(match[2]), int(match[3]), match[4]
        )
    if match := _DMY.match(text):
        first, second = int(match[1]), int(match[2])
        if first <= 12 and second <= 12 and first != second:
            options = f"{match[3]}-{first:02d}-{second:02d} / {match[3]}-{second:02d}-{first:02d}"
            return Read(None, ImportReason.AMBIGUOUS_DATE, options)
        month, day = (second, first) if first > 12 else (first, second)
        return _built(int(match[3]), month, day, match[4])
    for pattern, d, m in ((_NAMED, 1, 2), (_NAMED_US, 2, 1)):
        if (match := pattern.match(text)) and match[m].casefold() in _MONTHS:
            month = _MONTHS.index(match[m].casefold()) + 1
            return _built(int(match[3]), month, int(match[d]), match[4])
    return Read(None, ImportReason.BAD_DATE)


def _year(text: str, month: str, day: str, today: date) -> int:
    """Two digits mean the latest such year that is not more than a year ahead."""
    if len(text) == 4:
        return int(text)
    year = today.year // 100 * 100 + int(text)
    ahead = (year, int(month), int(day)) > (today.year + 1, today.month, today.day)
    return year - 100 if ahead else year


def _built(year: int, month: int, day: int, rest: str) -> Read[tuple[date, time | None]]:
    try:
        value = date(year, month, day)
    except ValueError:
        return Read(None, ImportReason.BAD_DATE)
    rest = rest.strip(" T.,，。;；")
    if not rest:
        return _plausible(value, None)
    clock = read_time(re.sub(r"(Z|[+-]\d\d:?\d\d)$", "", rest).strip())
    if clock.value is None:
        return Read(None, ImportReason.BAD_DATE)
    return _plausible(value, None if clock.value == time(0) and "00:00" in rest else clock.value)


def _plausible(day: date, clock: time | None) -> Read[tuple[date, time | None]]:
    if not 1900 <= day.year <= 2100:
        return Read(None, ImportReason.BAD_DATE)
    return Read((day, clock.replace(second=0, microsecond=0) if clock else None))


def _number_time(number: float) -> Read[time]:
    if not isfinite(number) or number < 0:
        return Read(None, ImportReason.BAD_TIME)
    if number < 1:
        return _minutes(number * 1440)
    if int(number) in _SERIALS:
        return _minutes((number % 1) * 1440)
    if number.is_integer() and number <= 2400:
        hour, minute = divmod(int(number), 100) if number >= 100 else (int(number), 0)
        return _clock(hour, minute)
    return Read(None, ImportReason.BAD_TIME)


def _minutes(minutes: float) -> Read[time]:
    whole = round(minutes)
    return _clock(*divmod(whole, 60)) if 0 <= whole <= 1440 else Read(None, ImportReason.BAD_TIME)


def _clock(hour: int, minute: int) -> Read[time]:
    if (hour, minute) == (24, 0):
        return Read(time(23, 59))
    if not (0 <= hour < 24 and 0 <= minute < 60):
        return Read(None, ImportReason.BAD_TIME)
    return Read(time(hour, minute))


def _text_time(raw: str) -> Read[time]:
    text = arabic(tidy(raw[:100])).casefold().lstrip("'").rstrip("许左右。")
    noon, half = False, None
    for words, hours in _HALF_DAYS:
        for word in words:
            if word in text:
                noon, half = noon or word == "中午", hours
                text = text.replace(word, " ", 1)
                break
    text = text.strip()
    if re.fullmatch(r"0?\.\d+", text):
        return _minutes(float(text) * 1440)
    if re.fullmatch(r"\d{3,4}|\d{6}", text):
        digits = text.zfill(4)[:4]
        hour, minute = int(digits[:2]), int(digits[2:])
    elif match := _CLOCK.fullmatch(text):
        hour, minute = int(match[1]), _minute_word(match[2])
    elif text.isascii() and text.isdigit() and half is not None:
        hour, minute = int(text), 0
    else:
        return Read(None, ImportReason.BAD_TIME)
    if half == 12 and (hour < 12 and not (noon and hour == 11)):
        hour += 12
    if half == 0 and hour == 12:
        hour = 0
    return _clock(hour, minute)


def _minute_word(word: str | None) -> int:
    if word is None or word == "整":
        return 0
    if word == "半":
        return 30
    if word.endswith("刻"):
        return 15 * int(_DIGITS.get(word[0], word[0]))
    return int(word)


_CHINESE_NUMBER = re.compile(r"[〇零○一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾廿卅]+")


def arabic(text: str) -> str:
    """Chinese numerals before 年月日号时点分 made digits: 二〇二六年一月十二日 -> 2026年1月12日."""
    marks = "年月日号时点分"
    spaced = re.sub(
        r"(?<=[〇零○O一二三四五六七八九])[Oo](?=[〇零○O一二三四五六七八九])", "〇", text
    )

    def swap(match: re.Match[str]) -> str:
        follows = spaced[match.end() : match.end() + 1]
        at_end = not follows and any(m in spaced[: match.start()] for m in "年点")
        if not (follows and follows in marks) and not at_end:
            return match[0]
        return _numeral(match[0])

    return _CHINESE_NUMBER.sub(swap, spaced)


def _numeral(word: str) -> str:
    word = word.replace("拾", "十").replace("廿", "二十").replace("卅", "三十")
    if "十" not in word:
        return "".join(_DIGITS[c] for c in word)
    tens, _, ones = word.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return word
    return str(int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0")))
