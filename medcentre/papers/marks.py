"""Geometry as plain values: where lines, marks and words go, for any drawer.

Charts are computed once as marks; `pen.py` puts them on paper, a QPainter drawer may put the same
marks on a screen. Origin top left, y grows downwards, lengths in points.
"""

from dataclasses import dataclass
from enum import StrEnum

from medcentre.papers.styles import BLACK, Align, Colour


class Hand(StrEnum):
    """Which face words are set in."""

    SANS = "sans"
    SANS_BOLD = "sans_bold"
    SERIF = "serif"
    SERIF_BOLD = "serif_bold"


@dataclass(frozen=True, slots=True)
class Stroke:
    """An open polyline; `dash` in points, empty for a solid line."""

    points: tuple[tuple[float, float], ...]
    width: float = 0.5
    colour: Colour = BLACK
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle: filled, framed or both."""

    x: float
    y: float
    w: float
    h: float
    fill: Colour | None = None
    line: Colour | None = None
    width: float = 0.5


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle or (with `ry`) an ellipse."""

    x: float
    y: float
    r: float
    fill: Colour | None = None
    line: Colour | None = BLACK
    width: float = 0.5
    dash: tuple[float, ...] = ()
    ry: float = 0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words; `y` is the baseline. `turned` ones are read downwards from (x, y), `x` their middle."""

    x: float
    y: float
    text: str
    size: float = 9
    colour: Colour = BLACK
    align: Align = Align.LEFT
    hand: Hand = Hand.SANS
    turned: bool = False


Mark = Stroke | Area | Ring | Words
