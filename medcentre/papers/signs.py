"""Precaution signs on paper (domain.md 2.8): an icon on the colour of the sign, and its neutral words.

The strokes are those of the screen's icons (Lucide, ISC, `resources/icons`) on a square of 24, laid out
once as plain points. Shape and words carry the meaning alone when the paper is grey.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from medcentre.papers.faces import Face
from medcentre.papers.fonts import width_of
from medcentre.papers.marks import Area, Mark, Stroke
from medcentre.papers.pen import Pen
from medcentre.papers.styles import BLACK, BLUE, RED, WHITE, Colour


class SignKind(StrEnum):
    """Which precaution; the values are the codes of domain.md 2.8."""

    BLOOD = "blood"
    CONTACT = "contact"
    DROPLET = "droplet"
    AIRBORNE = "airborne"
    PROTECT = "protect"


@dataclass(frozen=True, slots=True)
class Sign:
    """A precaution as everybody may read it; without a kind words only."""

    words: str
    kind: SignKind | None = None


_GROUND: Mapping[SignKind, tuple[Colour, Colour]] = MappingProxyType(
    {
        SignKind.BLOOD: (RED, WHITE),
        SignKind.CONTACT: (BLUE, WHITE),
        SignKind.DROPLET: (Colour(0.73, 0.24, 0.5), WHITE),
        SignKind.AIRBORNE: (Colour(0.98, 0.82, 0.2), BLACK),
        SignKind.PROTECT: (Colour(0.16, 0.47, 0.29), WHITE),
    }
)
"""Ground and ink: red, blue, pink, yellow, green."""

# fmt: off
_ICONS: Mapping[SignKind, tuple[tuple[tuple[float, float], ...], ...]] = MappingProxyType({
    SignKind.BLOOD: (
        ((12, 22), (14.7, 21.5), (16.9, 19.9), (18.5, 17.7), (19, 15), (18.9, 13.8),
         (18.5, 12.7), (17.9, 11.6), (17.1, 10.5), (16, 9.5), (14.9, 8.4), (13.9, 7.2),
         (13, 5.9), (12.4, 4.5), (12, 3), (11.6, 4.5), (11, 5.9), (10.1, 7.2), (9.1, 8.4),
         (8, 9.5), (6.9, 10.5), (6.1, 11.6), (5.5, 12.7), (5.1, 13.8), (5, 15), (5.5, 17.7),
         (7.1, 19.9), (9.3, 21.5), (12, 22), (12, 22)),
    ),
    SignKind.CONTACT: (
        ((18, 11), (18, 6), (17.8, 5.2), (17.4, 4.6), (16.8, 4.2), (16, 4), (15.2, 4.2),
         (14.6, 4.6), (14.2, 5.2), (14, 6)),
        ((14, 10), (14, 4), (13.8, 3.2), (13.4, 2.6), (12.8, 2.2), (12, 2), (11.2, 2.2),
         (10.6, 2.6), (10.2, 3.2), (10, 4), (10, 6)),
        ((10, 10.5), (10, 6), (9.8, 5.2), (9.4, 4.6), (8.8, 4.2), (8, 4), (7.2, 4.2), (6.6, 4.6),
         (6.2, 5.2), (6, 6), (6, 14)),
        ((18, 8), (18.2, 7.1), (18.8, 6.4), (19.6, 6.1), (20.4, 6.1), (21.2, 6.4), (21.8, 7.1),
         (22, 8), (22, 14), (21.4, 17.1), (19.7, 19.7), (17.1, 21.4), (14, 22), (12, 22),
         (10.4, 21.9), (9.1, 21.6), (8, 21.1), (6.9, 20.5), (6, 19.7), (2.4, 16.1), (2, 15.3),
         (1.9, 14.5), (2.2, 13.6), (2.8, 13), (3.6, 12.7), (4.5, 12.8), (5.2, 13.2), (7, 15)),
    ),
    SignKind.DROPLET: (
        ((7, 16.3), (8.3, 16.1), (9.4, 15.5), (10.2, 14.6), (10.8, 13.5), (11, 12.2),
         (10.9, 11.6), (10.7, 10.9), (10.4, 10.3), (9.9, 9.6), (9.3, 9.1), (8.6, 8.5),
         (8.1, 7.8), (7.6, 7), (7.2, 6.2), (7, 5.3), (6.8, 6.2), (6.4, 7), (5.9, 7.8),
         (5.4, 8.5), (4.7, 9.1), (4.1, 9.6), (3.6, 10.2), (3.3, 10.9), (3.1, 11.6), (3, 12.2),
         (3.2, 13.5), (3.8, 14.6), (4.6, 15.5), (5.7, 16.1), (7, 16.3), (7, 16.3)),
        ((12.6, 6.6), (13.4, 4.9), (14, 3), (14.4, 4.5), (15, 5.9), (15.9, 7.3), (16.9, 8.5),
         (18, 9.5), (19.1, 10.5), (19.9, 11.6), (20.5, 12.7), (20.9, 13.8), (21, 15),
         (20.5, 17.7), (19, 20), (16.7, 21.5), (14, 22), (11.4, 21.5), (9.1, 20)),
    ),
    SignKind.AIRBORNE: (
        ((12.8, 19.6), (13.6, 20), (14.4, 20), (15.2, 19.6), (15.7, 19), (16, 18.2),
         (15.9, 17.4), (15.5, 16.7), (14.8, 16.2), (14, 16), (2, 16)),
        ((17.5, 8), (18.3, 7.3), (19.2, 7), (20.2, 7.1), (21.1, 7.6), (21.7, 8.4), (22, 9.4),
         (21.8, 10.4), (21.3, 11.2), (20.5, 11.8), (19.5, 12), (2, 12)),
        ((9.8, 4.4), (10.6, 4), (11.4, 4), (12.2, 4.4), (12.7, 5), (13, 5.8), (12.9, 6.6),
         (12.5, 7.3), (11.8, 7.8), (11, 8), (2, 8)),
    ),
    SignKind.PROTECT: (
        ((20, 13), (19.6, 15.7), (18.5, 17.9), (16.8, 19.6), (14.7, 20.9), (12.3, 21.9),
         (12, 22), (11.7, 21.9), (9.3, 20.9), (7.2, 19.6), (5.5, 17.9), (4.4, 15.7), (4, 13),
         (4, 6), (4.1, 5.6), (4.3, 5.3), (4.6, 5.1), (5, 5), (6.2, 4.9), (7.6, 4.5), (8.9, 3.9),
         (10.1, 3.1), (11.2, 2.3), (11.6, 2.1), (12, 2), (12.4, 2.1), (12.8, 2.3), (13.9, 3.2),
         (15.1, 3.9), (16.4, 4.5), (17.8, 4.9), (19, 5), (19.4, 5.1), (19.7, 5.3), (19.9, 5.6),
         (20, 6), (20, 13)),
    ),
})
# fmt: on


def icon(kind: SignKind, side: float) -> list[Mark]:
    """The icon on its ground, a square of `side` points."""
    ground, ink = _GROUND[kind]
    room = side * 0.8
    gap, unit = (side - room) / 2, room / 24
    strokes = (
        Stroke(tuple((gap + x * unit, gap + y * unit) for x, y in points), side * 0.075, ink)
        for points in _ICONS[kind]
    )
    return [Area(0, 0, side, side, fill=ground), *strokes]


def put_signs(
    pen: Pen, signs: Sequence[Sign], x: float, y: float, room: float, high: float, size: float
) -> None:
    """Signs side by side in frames `high` points high, smaller when there are many, none left out."""
    side, top = high, y
    while size > 4 and sum(_wide(s, side, size) + 3 for s in signs) - 3 > room:
        size, side = size - 0.25, max(side - 0.4, high * 0.6)
    high, y = side, top + (high - side) / 2
    for sign in signs:
        wide, left = _wide(sign, high, size), x
        if sign.kind is not None:
            pen.marks(x, y, icon(sign.kind, high))
            left += high
        pen.rect(x, y, wide, high, 0.9)
        pen.words(left + 3, y + high / 2 + size * 0.36, sign.words, Face.SANS_BOLD, size)
        x += wide + 3


def put_icons(pen: Pen, signs: Sequence[Sign], right: float, y: float, side: float) -> float:
    """The icons alone, flush right; the width used is returned."""
    kinds = [s.kind for s in signs if s.kind is not None]
    for place, kind in enumerate(reversed(kinds), 1):
        pen.marks(right - place * (side + 1.5), y, icon(kind, side))
    return len(kinds) * (side + 1.5)


def _wide(sign: Sign, high: float, size: float) -> float:
    """Of a sign with its frame."""
    return width_of(sign.words, Face.SANS_BOLD, size) + 6 + (high if sign.kind else 0)
