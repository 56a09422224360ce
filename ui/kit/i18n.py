"""The language of the screen: Chinese is the source, English comes from `resources/i18n/*.qm`.

Switching works while the program runs: Qt sends LanguageChange, and `language().changed` follows
for everything that is not a widget. Coded values and refusals come from the catalogues.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from medcentre.kernel import wording
from medcentre.kernel.clock import centre_time
from medcentre.kernel.errors import DomainError, Violation
from medcentre.kernel.texts import initials, pinyin
from medcentre.kernel.wording import Lang
from ui.kit.theme import RESOURCES

I18N = RESOURCES / "i18n"
_CHINESE = re.compile("[\u3400-\u9fff]")
_STAMP = re.compile(r"(?:(\d{4})-)?([01]\d)-([0-3]\d)( \d\d:\d\d)?")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAYS = ("一二三四五六日", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])


class Language(QObject):
    """The language in force and its translators."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lang = Lang.ZH
        self._translators: list[QTranslator] = []

    def set(self, lang: Lang) -> None:
        """Switch the running program to a language."""
        app = QCoreApplication.instance()
        if app is None:
            raise RuntimeError("a QApplication must run before a language can be set")
        self.lang = lang
        QLocale.setDefault(QLocale("zh_CN" if lang is Lang.ZH else "en_GB"))
        for old in self._translators:
            app.removeTranslator(old)
        self._translators = []
        place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        files = [(f"qtbase_{'zh_CN' if lang is Lang.ZH else 'en'}", place)]
        if lang is Lang.EN:
            files += [(file.stem, str(I18N)) for file in sorted(I18N.glob("*_en.qm"))]
        for name, folder in files:
            translator = QTranslator(app)
            if translator.load(name, folder):
                app.installTranslator(translator)
                self._translators.append(translator)
        self.changed.emit()


@cache
def language() -> Language:
    """The one language of the program."""
    return Language()


def lang() -> Lang:
    """The language in force."""
    return language().lang


def label(key: str) -> str:
    """Name of a coded value in the language in force; KeyError for an unknown key."""
    return wording.label(key, lang())


def show_term(text: str) -> str:
    """A word stored in Chinese (ethnic group, title, zone, diagnosis) as the screen shows it."""
    return wording.term(text, lang())


def show_list(words: Iterable[str]) -> str:
    """Words in a row: `医生、护士`, `Doctor, Nurse`."""
    return (", " if lang() is Lang.EN else "、").join(words)


def reason(key: str, facts: Iterable[tuple[str, Any]]) -> str:
    """A label filled from facts; days and times among them in the language in force."""
    return label(key).format_map({name: _in_words(name, value) for name, value in facts})


def _in_words(name: str, value: Any) -> Any:
    """A fact that is a coded value, somebody (`who`) or a day, said in the language in force."""
    if isinstance(value, str) and value.startswith("label:"):
        return label(value.removeprefix("label:"))
    if name == "who":
        return show_name(value)
    found = _STAMP.fullmatch(value) if isinstance(value, str) and lang() is Lang.EN else None
    if found is None:
        return value
    year, month, day, clock = found.groups()
    tail = f" {year}" if year else ""
    return f"{int(day)} {_MONTHS[int(month) - 1]}{tail}{clock or ''}"


def sentence(code: str, facts: Mapping[str, Any] | None = None) -> str:
    """The sentence of a refusal code in the language in force."""
    return wording.sentence(code, _with_names(facts or {}), lang())


_PEOPLE = frozenset({"name", "other", "others", "who"})
"""Facts of sentences that name somebody, or several one after the other."""


def _with_names(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Names in pinyin on English screens; stored words and codes are left to the catalogue."""
    if lang() is not Lang.EN:
        return facts
    return {key: _named(value) if key in _PEOPLE else value for key, value in facts.items()}


def _named(value: Any) -> Any:
    if not isinstance(value, str) or value.startswith("label:"):
        return value
    if show_term(value) != value:
        return value
    return show_list(show_name(name) for name in value.split("、"))


def explain(violation: Violation) -> str:
    """The sentence of one violation in the language in force."""
    return sentence(violation.code, violation.facts)


def explain_error(error: DomainError) -> str:
    """The sentences of a refusal, one line a reason."""
    return "\n".join(explain(v) for v in error.violations())


def show_day(day: date, today: date | None = None) -> str:
    """`11-24` in the current year, `2026-11-24` else; `24 Nov 2026` in English."""
    if lang() is Lang.EN:
        tail = "" if today and today.year == day.year else f" {day.year}"
        return f"{day.day} {_MONTHS[day.month - 1]}{tail}"
    return f"{day:%m-%d}" if today and today.year == day.year else f"{day:%Y-%m-%d}"


def show_weekday(day: date) -> str:
    """`周二`, `Tue`."""
    name = _DAYS[lang() is Lang.EN][day.weekday()]
    return name if lang() is Lang.EN else f"周{name}"


def show_name(name: str) -> str:
    """A person's name: pinyin with the surname first on English screens (interface.md 7)."""
    return pinyin(name) if lang() is Lang.EN and _CHINESE.search(name) else name


def show_short_name(name: str) -> str:
    """`Ran ZH`: surname and initials, where a name in pinyin finds no room."""
    if lang() is not Lang.EN or not _CHINESE.search(name):
        return name
    surname, _, given = pinyin(name).partition(" ")
    return f"{surname} {initials(name)[1:].upper()}" if given else surname


def show_time(moment: datetime) -> str:
    """`08:42`, wall clock of the centre."""
    return f"{centre_time(moment):%H:%M}"


def show_moment(moment: datetime, today: date | None = None) -> str:
    """Day and time of the centre."""
    return f"{show_day(centre_time(moment).date(), today)} {show_time(moment)}"
