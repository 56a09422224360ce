"""Text styles of the papers; sizes in points follow the Chinese print sizes (interface.md 1.4)."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from medcentre.papers.faces import Face

MM = 72 / 25.4
"""Points in a millimetre."""

HAIR = 0.54
THIN = 0.7
FRAME = 1.2


class Align(StrEnum):
    """Horizontal place of a line."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Colour(NamedTuple):
    """RGB, each 0…1."""

    red: float
    green: float
    blue: float


BLACK = Colour(0, 0, 0)
WHITE = Colour(1, 1, 1)
INK_SOFT = Colour(0.33, 0.33, 0.33)
GREY = Colour(0.55, 0.55, 0.55)
SHADE = Colour(0.949, 0.949, 0.949)
WEEKEND = Colour(0.925, 0.925, 0.925)
WATER = Colour(0.915, 0.915, 0.915)
RED = Colour(0.753, 0.145, 0.118)
BLUE = Colour(0.11, 0.306, 0.58)
NIGHT = Colour(0.13, 0.13, 0.13)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text looks. `indent` shifts the first line of each paragraph, in ems; `justify` sets
    both edges; `strike` draws that many lines through (MED-40: two); `spacing` widens letters."""

    face: Face = Face.SERIF
    size: float = 12
    leading: float = 17.4
    align: Align = Align.LEFT
    colour: Colour = BLACK
    indent: float = 0
    justify: bool = False
    strike: int = 0
    underline: bool = False
    spacing: float = 0

    def but(self, **changes: object) -> "TextStyle":
        """The same style with some things changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def bold(self) -> "TextStyle":
        """The bold face of the same family."""
        face = Face.SERIF_BOLD if self.face in (Face.SERIF, Face.SERIF_BOLD) else Face.SANS_BOLD
        return replace(self, face=face)

    @property
    def centred(self) -> "TextStyle":
        """The same, centred."""
        return replace(self, align=Align.CENTRE)

    @property
    def right(self) -> "TextStyle":
        """The same, set to the right."""
        return replace(self, align=Align.RIGHT)


BODY = TextStyle()
PROSE = TextStyle(indent=2, justify=True)
LABEL = TextStyle(size=11, leading=15, align=Align.CENTRE)
SMALL = TextStyle(size=9, leading=12.5, colour=INK_SOFT)
TABLE = TextStyle(face=Face.SANS, size=10, leading=13.5)
TABLE_HEAD = TextStyle(face=Face.SANS, size=9.5, leading=12.5, align=Align.CENTRE)
CODE = TextStyle(face=Face.SANS, size=11, leading=15)
CENTRE_NAME = TextStyle(size=13.5, leading=19, align=Align.CENTRE, spacing=0.7)
TITLE = TextStyle(face=Face.SERIF_BOLD, size=22, leading=30, align=Align.CENTRE, spacing=4)
HEADING = TextStyle(face=Face.SERIF_BOLD, size=12, leading=18)
SANS_FOOT = TextStyle(face=Face.SANS, size=8.5, leading=11, colour=INK_SOFT)
