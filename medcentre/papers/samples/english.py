"""The samples in the language of their print: a reader of English meets no Chinese but names."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from medcentre.kernel.texts import pinyin
from medcentre.kernel.wording import Lang, term
from medcentre.papers.facts import Person, PrintContext
from medcentre.papers.forms.cards import BedCardDoc
from medcentre.papers.forms.fees import AnnexLine
from medcentre.papers.forms.roster import RosterGroup, ShiftCell
from medcentre.papers.samples.people import ALL_NAMES
from medcentre.papers.samples.words import GROUPS, SIGNS, WORDS

T = TypeVar("T")

CHINESE = re.compile("[\u3400-\u9fff]")


def spoken(doc: T, ctx: PrintContext) -> T:
    """A sample in the language of its print. Raises KeyError for words nobody has said in English."""
    found: T = _english(doc) if ctx.lang is Lang.EN else doc
    return found


def _english(value: Any) -> Any:
    if isinstance(value, str):
        return _words(value)
    if isinstance(value, tuple):
        return tuple(_english(v) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        return _document(value)
    return value


def _document(value: Any) -> Any:
    """The same document with every text in English; names as the real forms write them."""
    if isinstance(value, ShiftCell):
        return replace(value, sign=SIGNS.get(value.sign, value.sign))
    if isinstance(value, RosterGroup):
        name = GROUPS.get(value.name) or _words(value.name)
        return RosterGroup(name, _english(value.rows))
    if isinstance(value, AnnexLine):  # only the first sign of the name is printed
        return value
    made: Any = replace(value, **{f.name: _english(getattr(value, f.name)) for f in fields(value)})
    person = getattr(value, "person", None)
    if isinstance(value, BedCardDoc):  # a card names somebody as they write themselves
        name = value.person.name
        return replace(made, latin=pinyin(name), person=replace(made.person, name=name))
    if isinstance(person, Person) and person.name and type(value).__name__.endswith("Doc"):
        both = f"{person.name} {pinyin(person.name)}"
        return replace(made, person=replace(made.person, name=both))
    return made


_SHAPES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"(\d+)岁", lambda m: m[1]),
    (r"(\d+) 室", lambda m: f"Room {m[1]}"),
    (r"([\d-]+) 至 ([\d-]+)", lambda m: f"{m[1]} to {m[2]}"),
    (r"(\S+) ([\d-]+)", lambda m: f"{_words(m[1])} {m[2]}"),
    (r"\d+(\.\d+)? ℃", lambda m: m[0].replace("℃", "°C")),
)
"""Ages, rooms, periods, places with a bed, temperatures."""


def _words(value: str) -> str:
    """Known words, names, then words the catalogue of terms knows, then shapes."""
    if value in WORDS:
        return WORDS[value]
    if not CHINESE.search(value) and "℃" not in value:
        return value
    if "\n" in value:
        return "\n".join(_words(line) for line in value.split("\n"))
    names = value.split("、")
    if all(name in ALL_NAMES for name in names):
        return ", ".join(pinyin(name) for name in names)
    if (known := term(value, Lang.EN)) != value:
        return known
    for shape, made in _SHAPES:
        if found := re.fullmatch(shape, value):
            return made(found)
    raise KeyError(value)
