"""From the words of a diagnosis to categories and precautions, as a proposal a doctor confirms."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from medcentre.kernel.texts import search_key
from medcentre.kernel.wording import CATALOGUES


@dataclass(frozen=True, slots=True)
class Illness:
    """Proposed categories BC01 … BC16, main one first, and precautions beyond `std`."""

    categories: tuple[str, ...]
    precautions: tuple[str, ...]

    @property
    def main(self) -> str:
        """Main category, "" when no word was known."""
        return self.categories[0] if self.categories else ""


@dataclass(frozen=True, slots=True)
class _Category:
    code: str
    order: int
    words: tuple[str, ...]
    unless: tuple[str, ...]


@cache
def _catalogue() -> tuple[tuple[_Category, ...], Mapping[str, tuple[str, ...]]]:
    table: dict[str, Any] = tomllib.loads((CATALOGUES / "illnesses.toml").read_text("utf-8"))
    precautions = {code: _keys(words) for code, words in table.pop("precautions").items()}
    found = [
        _Category(code, int(e["order"]), _keys(e["words"]), _keys(e.get("unless", ())))
        for code, e in table.items()
    ]
    return tuple(sorted(found, key=lambda c: c.order)), precautions


def _keys(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(search_key(w) for w in words)


def propose(text: str, *, injecting: bool | None = None) -> Illness:
    """Categories and precautions a diagnosis speaks for.

    `blood` is proposed for every injecting drug user and for everybody whose way of use is not
    known, so that the sign tells nothing about anyone (SEC-01, domain.md 2.8).
    """
    key = search_key(text)
    categories, precautions = _catalogue()
    codes = tuple(c.code for c in categories if _says(key, c))
    signs = {
        sign for sign, words in precautions.items()
        if any(w in _without(key, categories) for w in words)
    }  # fmt: skip
    if injecting is not False:
        signs.add("blood")
    return Illness(codes, tuple(s for s in precautions if s in signs))


def _says(key: str, category: _Category) -> bool:
    for denial in category.unless:
        key = key.replace(denial, "")
    return any(w in key for w in category.words)


def _without(key: str, categories: Iterable[_Category]) -> str:
    for category in categories:
        for denial in category.unless:
            key = key.replace(denial, "")
    return key
