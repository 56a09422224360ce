"""The outline of a person, front and back, as marks: injuries on paper and on screen (P04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from medcentre.papers.marks import Hand, Mark, Ring, Stroke, Words
from medcentre.papers.styles import GREY, RED, WHITE, Align, Colour

_HALF = (
    (2.2, 12.2),
    (2.5, 15.0),
    (6.0, 16.8),
    (10.0, 18.0),
    (12.4, 20.5),
    (13.4, 25.0),
    (14.3, 31.0),
    (15.2, 37.0),
    (16.8, 43.0),
    (18.2, 48.0),
    (19.6, 51.5),
    (19.9, 54.5),
    (18.8, 56.5),
    (17.4, 55.5),
    (16.4, 52.5),
    (15.0, 48.5),
    (12.9, 43.0),
    (11.6, 37.5),
    (10.4, 31.0),
    (9.5, 27.0),
    (9.0, 31.0),
    (8.4, 37.0),
    (8.2, 41.0),
    (9.0, 46.0),
    (10.0, 50.0),
    (10.3, 54.0),
    (10.1, 60.0),
    (9.3, 67.0),
    (8.2, 72.0),
    (8.0, 77.0),
    (8.2, 82.0),
    (7.2, 88.0),
    (6.2, 93.0),
    (6.6, 96.5),
    (7.6, 98.6),
    (6.2, 99.6),
    (3.6, 99.2),
    (2.9, 96.0),
    (2.8, 91.0),
    (2.2, 84.0),
    (2.4, 77.0),
    (2.2, 71.0),
    (1.6, 62.0),
    (0.6, 54.5),
)
"""Right half of the outline, x from the middle line, y from the crown; the body is 100 high."""

SPREAD = 0.46
"""Width of one figure as a share of its height."""


class Side(StrEnum):
    """Which picture of the body."""

    FRONT = "front"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class BodyMark:
    """A numbered place; `x` 0 left … 1 right of the picture, `y` 0 crown … 1 sole."""

    number: int
    side: Side
    x: float
    y: float


def body_map(
    high: float,
    titles: tuple[str, str],
    sides: tuple[str, str],
    places: Sequence[BodyMark],
    ink: Colour = GREY,
) -> tuple[list[Mark], float]:
    """Both figures beside one another with numbered places; marks and total width (points).

    `titles` name front and back, `sides` the words for right and left of the person.
    """
    wide = high * SPREAD
    gap = wide * 0.35
    marks: list[Mark] = []
    for index, side in enumerate(Side):
        offset = index * (wide + gap)
        marks += _figure(offset + wide / 2, high, side, ink)
        marks.append(Words(offset + wide / 2, high + 14, titles[index], 9.5, align=Align.CENTRE))
        left, right = sides if side is Side.FRONT else (sides[1], sides[0])
        marks.append(Words(offset, high * 0.1, left, 8.5, GREY))
        marks.append(Words(offset + wide, high * 0.1, right, 8.5, GREY, Align.RIGHT))
        for place in places:
            if place.side is side:
                marks += _place(place, offset, wide, high)
    return marks, 2 * wide + gap


def _place(place: BodyMark, offset: float, wide: float, high: float) -> list[Mark]:
    x, y = offset + place.x * wide, place.y * high
    return [
        Ring(x, y, 5.2, fill=WHITE, line=RED, width=1),
        Words(x, y + 2.9, str(place.number), 8, RED, Align.CENTRE, Hand.SANS_BOLD),
    ]


def _figure(middle: float, high: float, side: Side, ink: Colour) -> list[Mark]:
    scale = high / 100
    marks: list[Mark] = [
        Ring(middle, 6.6 * scale, 4.5 * scale, line=ink, width=0.8, ry=6.2 * scale)
    ]
    curve = _smooth(_HALF)
    for sign in (1, -1):
        points = tuple((middle + sign * x * scale, y * scale) for x, y in curve)
        marks.append(Stroke(points, 0.8, ink))
    details = (
        [
            ((-3.5, 30), (-1.5, 31.2), (0, 30.6)),
            ((0, 30.6), (1.5, 31.2), (3.5, 30)),
            ((-0.7, 43), (0.7, 43)),
        ]
        if side is Side.FRONT
        else [
            ((0, 20), (0, 30), (0, 44)),
            ((0, 50.5), (0, 54.5)),
            ((-6, 24), (-4, 28), (-5, 31)),
            ((6, 24), (4, 28), (5, 31)),
        ]
    )
    for line in details:
        points = tuple((middle + x * scale, y * scale) for x, y in line)
        marks.append(Stroke(points, 0.5, ink))
    return marks


def _smooth(points: Sequence[tuple[float, float]], steps: int = 5) -> list[tuple[float, float]]:
    """A Catmull-Rom curve through the points."""
    curve: list[tuple[float, float]] = []
    padded = [points[0], *points, points[-1]]
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(
                (_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t))
            )
    return [*curve, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b
        + (c - a) * t
        + (2 * a - 5 * b + 4 * c - d) * t * t
        + (3 * b - a - 3 * c + d) * t * t * t
    )
