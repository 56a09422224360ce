"""Sentences and labels in both languages: data files, one pair of files a room.

`resources/catalogues/refusals/<room>.toml` holds `code = { zh = "…", en = "…" }`, where `{name}`
is filled from the facts of the refusal. `resources/catalogues/labels/<room>.toml` holds the names
of coded values: `nursing_level.n1 = { zh = "一级护理", en = "Level 1 care" }`.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from medcentre.kernel.errors import DomainError, RulesBroken, Violation

CATALOGUES = Path(__file__).resolve().parents[2] / "resources" / "catalogues"


class Lang(StrEnum):
    """The two languages of every screen, message and form."""

    ZH = "zh"
    EN = "en"


class _Plain(dict[str, Any]):
    """Leaves an unknown placeholder visible instead of losing the whole sentence."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(code: str, facts: Mapping[str, Any], lang: Lang) -> str:
    """What happened and what to do next, for one refusal code. KeyError for an unknown code."""
    return catalogue("refusals")[str(code)][lang].format_map(
        _Plain({k: _fact(v, lang) for k, v in facts.items()})
    )


def label(key: str, lang: Lang) -> str:
    """The name of a coded value. KeyError for an unknown key."""
    return catalogue("labels")[key][lang]


def term(text: str, lang: Lang) -> str:
    """A word stored as it was written, in a reader's language as far as the catalogue knows it.

    `继发性肺结核 涂阳` becomes English only when each of its words is known; else the text stays.
    """
    if lang is Lang.ZH or not text:
        return text
    known = _terms()
    if text in known:
        return known[text]
    parts = text.split()
    return ", ".join(known[p] for p in parts) if all(p in known for p in parts) else text


@cache
def terms(section: str) -> tuple[str, ...]:
    """The words of one section of the terms in their order ("ethnic")."""
    return tuple(tomllib.loads((CATALOGUES / "terms.toml").read_text("utf-8"))[section])


@cache
def _terms() -> dict[str, str]:
    """`resources/catalogues/terms.toml`, its sections together."""
    sections = tomllib.loads((CATALOGUES / "terms.toml").read_text("utf-8"))
    return {word: english for words in sections.values() for word, english in words.items()}


def explain(violation: Violation, lang: Lang) -> str:
    """The sentence of one violation."""
    return sentence(violation.code, violation.facts, lang)


def explain_error(error: DomainError, lang: Lang) -> str:
    """The refusal as text: one line a reason."""
    if isinstance(error, RulesBroken):
        return "\n".join(explain(v, lang) for v in error.broken)
    return sentence(error.code, error.facts, lang)


def _fact(value: Any, lang: Lang) -> Any:
    """A fact that is itself a label key (`label:sex.1`) or a known term is translated."""
    if isinstance(value, str) and value.startswith("label:"):
        return label(value.removeprefix("label:"), lang)
    return term(value, lang) if isinstance(value, str) else value


@cache
def catalogue(kind: str) -> dict[str, dict[Lang, str]]:
    """All entries of one kind, flattened to dotted keys. Raises ValueError for a key given twice."""
    entries: dict[str, dict[Lang, str]] = {}
    for file in sorted((CATALOGUES / kind).glob("*.toml")):
        for key, texts in _flat("", tomllib.loads(file.read_text("utf-8"))):
            if key in entries:
                raise ValueError(f"{kind}: {key} stands in two files, again in {file.name}")
            entries[key] = texts
    return entries


def _flat(prefix: str, table: Mapping[str, Any]) -> list[tuple[str, dict[Lang, str]]]:
    if set(table) == {"zh", "en"} and all(isinstance(v, str) for v in table.values()):
        return [(prefix, {Lang(k): v for k, v in table.items()})]
    return [
        pair
        for key, value in table.items()
        for pair in _flat(f"{prefix}.{key}" if prefix else key, value)
    ]
