"""What every paper is told: who prints, when, in which language, and what was printed before."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from medcentre.kernel.clock import centre_time
from medcentre.kernel.texts import pinyin
from medcentre.kernel.wording import Lang

_CHINESE = re.compile("[\u3400-\u9fff]")


class PaperCode(StrEnum):
    """Refusals of the papers engine."""

    GLYPH_MISSING = "glyph_missing"
    PRINT_TRACE_BROKEN = "print_trace_broken"


class Watermark(StrEnum):
    """The grey words behind the text of a page."""

    NONE = "none"
    DRAFT = "draft"
    CONFIDENTIAL = "confidential"
    COPY = "copy"
    USER = "user"


class Privacy(StrEnum):
    """Who may hold the sheet in hand; decides watermark and what may stand on it (SEC-01)."""

    OFFICE = "office"
    PERSONAL = "personal"
    CUSTODY = "custody"
    MEDICAL = "medical"
    MONEY = "money"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintContext:
    """Everything about a print that is not the document itself.

    `printed_at` is aware. `blank` prints the empty form for a power failure: the document given is
    not read. `note` stands left in the footer behind form code and version.
    """

    centre_name: str
    printed_by: str
    printed_at: datetime
    lang: Lang = Lang.ZH
    watermark: Watermark = Watermark.NONE
    blank: bool = False
    note: str = ""

    def say(self, zh: str, en: str) -> str:
        """The wording of the form in the language of the print."""
        return zh if self.lang is Lang.ZH else en


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The identity line of a paper about one resident (T22); all values as shown."""

    name: str = ""
    sex: str = ""
    age: str = ""
    zone: str = ""
    bed: str = ""
    number: str = ""

    @property
    def sex_age(self) -> str:
        """`男 27 岁`."""
        return " ".join(part for part in (self.sex, self.age) if part)

    @property
    def place(self) -> str:
        """`精神科区 302-1`."""
        return " ".join(part for part in (self.zone, self.bed) if part)


NOBODY = Person()
"""The person of an empty form."""


@dataclass(frozen=True, slots=True)
class PageTrace:
    """What stands on one printed page: number of lines and a digest of their text."""

    page: int
    lines: int
    digest: str


@dataclass(frozen=True, slots=True)
class PrintTrace:
    """What a print put on paper, filed beside the audit row (`print_trace`)."""

    form: str
    pages: tuple[PageTrace, ...]

    @property
    def resume(self) -> "ContinuePrint":
        """Where printing goes on after this print. IndexError for a print without pages."""
        return ContinuePrint(self.pages[-1].page, self.pages[-1].lines)


@dataclass(frozen=True, slots=True)
class ContinuePrint:
    """Go on printing on a partly printed page: `line` lines of page `page` are on it already."""

    page: int
    line: int


def name_in(name: str, lang: Lang) -> str:
    """A name as papers write it: pinyin, surname first, in English (interface.md 7)."""
    return pinyin(name) if lang is Lang.EN and _CHINESE.search(name) else name


def day(value: date | None, lang: Lang) -> str:
    """`2026年11月24日`, English `2026-11-24`; empty for None."""
    if value is None:
        return ""
    return f"{value.year}年{value.month}月{value.day}日" if lang is Lang.ZH else f"{value:%Y-%m-%d}"


def iso_day(value: date | None) -> str:
    """`2026-11-24`; empty for None."""
    return "" if value is None else f"{value:%Y-%m-%d}"


def minute(value: datetime | None, lang: Lang) -> str:
    """`2026年11月24日 14时05分` of the centre's clock, English `2026-11-24 14:05`."""
    if value is None:
        return ""
    local = centre_time(value)
    if lang is Lang.ZH:
        return f"{day(local.date(), lang)} {local:%H时%M分}"
    return f"{local:%Y-%m-%d %H:%M}"


def iso_minute(value: datetime | None) -> str:
    """`2026-11-24 14:05` of the centre's clock; empty for None."""
    return "" if value is None else f"{centre_time(value):%Y-%m-%d %H:%M}"


def clock_minute(value: datetime | None) -> str:
    """`14:05` of the centre's clock; empty for None."""
    return "" if value is None else f"{centre_time(value):%H:%M}"
