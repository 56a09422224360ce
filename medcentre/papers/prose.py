"""Text on paper: the only door for strings, and Chinese line breaking with justified lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from medcentre.papers.faces import Face
from medcentre.papers.fonts import check_glyphs, runs
from medcentre.papers.styles import BODY, TextStyle

NO_START = frozenset("，。、；：？！）》」』】〉〕…—～％‰℃·”’,.;:?!)]}%")
"""Characters that may not begin a line."""
NO_END = frozenset("（《「『【〈〔“‘([{¥￥")
"""Characters that may not end a line."""
_HANGING = frozenset("，。、；：）》」』】”")
"""Full-width signs whose right half is empty: the line may be squeezed to keep them."""

_UNITS = re.compile(r"\n|[ \t\u3000]+|[!-~\u00a1-\u024f\u2212]+|.", re.DOTALL)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)


class Sign(StrEnum):
    """Things inside a line that are drawn, not written."""

    NONE = ""
    BOX = "box"
    TICK = "tick"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one style, or one drawn sign (`width` in points).

    A `whole` span is not broken between its characters while it fits on a line.
    """

    text: str
    style: TextStyle
    sign: Sign = Sign.NONE
    width: float = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Checked text, ready for paper. Made by `text`, `check_box`, `blank` and joined with `+`."""

    spans: tuple[Span, ...]

    def __add__(self, other: "Text") -> "Text":
        return Text(self.spans + other.spans)

    @property
    def style(self) -> TextStyle:
        """The style that decides alignment and indent."""
        return self.spans[0].style if self.spans else BODY


class Piece(NamedTuple):
    """A part of a line as drawn: one face, one size."""

    face: Face
    text: str
    width: float
    style: TextStyle
    sign: Sign


@dataclass(slots=True)
class Line:
    """A broken line. `width` is natural; `stretch` is added after every character."""

    pieces: list[Piece]
    width: float
    leading: float
    indent: float = 0
    stretch: float = 0

    @property
    def words(self) -> str:
        """The text of the line."""
        return "".join(p.text for p in self.pieces)


class _Unit(NamedTuple):
    text: str
    width: float
    style: TextStyle
    sign: Sign


def text(value: str, style: TextStyle = BODY) -> Text:
    """The only way text enters a paper. There is no mark-up: `<b>` prints as `<b>`.

    Control and direction characters are dropped. Raises GlyphMissing.
    """
    clean = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\xa0", " ").replace("\t", " "))
    check_glyphs((clean,))
    return Text((Span(clean, style),))


def check_box(ticked: bool, label: str, style: TextStyle = BODY) -> Text:
    """A square, ticked or not, and what it means."""
    sign = Span("", style, Sign.TICK if ticked else Sign.BOX, style.size * 1.12)
    checked = text(label, style).spans[0]
    words = Span(checked.text, style, whole="\n" not in checked.text)
    return Text((sign, words, Span("\u3000", style)))


def blank(width: float, style: TextStyle = BODY) -> Text:
    """A line to write on, `width` points wide."""
    return Text((Span("", style, Sign.BLANK, width),))


def signed(value: str, width: float, style: TextStyle = BODY) -> Text:
    """A signature line of `width` points with the name on it when somebody signed already."""
    if not value:
        return blank(width, style)
    gap = max(width - sum(p.width for p in _pieces(_units(text(value, style)))), 0) / 2
    return blank(gap, style) + text(value, style.but(underline=True)) + blank(gap, style)


def break_lines(value: Text, width: float) -> list[Line]:
    """Lines of at most `width` points. Words and numbers stay whole unless longer than a line."""
    if len(value.spans) == 1 and (line := _one_line(value.spans[0], width)):
        return [line]
    lines: list[Line] = []
    style = value.style
    indent = style.indent * style.size
    row: list[_Unit] = []
    used = indent
    for unit in _fitting(value, width - indent):
        if unit.text == "\n":
            lines.append(_squeezed(_line(row, indent, style), width))
            row, used, indent = [], style.indent * style.size, style.indent * style.size
            continue
        if used + unit.width > width and row and not _squeezes(unit, used, width):
            row, rest = _cut(row, unit)
            lines.append(_stretched(_line(row, indent, style), width))
            row, indent = rest, 0
            used = sum(u.width for u in row)
            if not row and unit.text.isspace():
                continue
        row.append(unit)
        used += unit.width
    lines.append(_squeezed(_line(row, indent, style), width))
    return lines


def _one_line(span: Span, width: float) -> Line | None:
    """The common case, cells of a table: everything fits on one line."""
    if span.sign or "\n" in span.text or len(span.text) * span.style.size > width * 2.5:
        return None
    unit = _Unit(span.text, 0, span.style, Sign.NONE)
    pieces = _pieces([unit])
    total = sum(p.width for p in pieces)
    indent = span.style.indent * span.style.size
    if total + indent > width:
        return None
    return Line(pieces, total, span.style.leading, indent)


def _units(value: Text) -> Iterator[_Unit]:
    for span in value.spans:
        if span.sign:
            yield _Unit("", span.width, span.style, span.sign)
            continue
        scale, spacing = span.style.size / 1000, span.style.spacing
        for part in (span.text,) if span.whole else _UNITS.findall(span.text):
            wide = (
                0.0 if part == "\n" else sum(r.width for r in runs(part, span.style.face)) * scale
            )
            yield _Unit(part, wide + spacing * len(part), span.style, Sign.NONE)


def _fitting(value: Text, width: float) -> Iterator[_Unit]:
    """The units; one wider than a line comes word by word, a word that is character by character."""
    for unit in _units(value):
        if unit.width <= width or unit.sign or len(unit.text) < 2:
            yield unit
            continue
        words = _UNITS.findall(unit.text)
        for part in words if len(words) > 1 else unit.text:
            wide = sum(r.width for r in runs(part, unit.style.face)) * unit.style.size / 1000
            smaller = _Unit(part, wide, unit.style, Sign.NONE)
            if wide <= width or len(part) < 2:
                yield smaller
            else:
                yield from _fitting(Text((Span(part, unit.style),)), width)


def _squeezes(unit: _Unit, used: float, width: float) -> bool:
    return unit.text in _HANGING and used + unit.width * 0.5 <= width


def _cut(row: list[_Unit], following: _Unit) -> tuple[list[_Unit], list[_Unit]]:
    """Where the row is broken so that no line begins or ends with a forbidden sign."""
    units = [*row, following]
    at = len(row)
    while at > 0 and (
        (units[at].text[:1] in NO_START and units[at].text)
        or (units[at - 1].text[-1:] in NO_END and units[at - 1].text)
        or units[at - 1].sign in (Sign.BOX, Sign.TICK)
    ):
        at -= 1
    if at == 0:
        at = len(row)
    return row[:at], row[at:]


def _line(row: list[_Unit], indent: float, style: TextStyle) -> Line:
    while row and row[-1].text and row[-1].text.isspace():
        row = row[:-1]
    pieces = _pieces(row)
    leading = max([style.leading, *(u.style.leading for u in row)])
    return Line(pieces, sum(p.width for p in pieces), leading, indent)


def _squeezed(line: Line, width: float) -> Line:
    """A last line is never stretched, but a sign it took in beyond its end draws it together."""
    return _stretched(line, width) if line.indent + line.width > width else line


def _stretched(line: Line, width: float) -> Line:
    style = line.pieces[0].style if line.pieces else BODY
    count = sum(len(p.text) or 1 for p in line.pieces) - 1
    free = width - line.indent - line.width
    if (style.justify or free < 0) and count > 0 and free / count < style.size * 0.4:
        line.stretch = free / count
    return line


def _pieces(units: "list[_Unit] | Iterator[_Unit]") -> list[Piece]:
    """Neighbouring units of one style joined, cut again where the face changes."""
    pieces: list[Piece] = []
    held, style = "", BODY
    for unit in (*units, _Unit("", 0, BODY, Sign.BOX)):
        if held and (unit.sign or unit.style is not style):
            pieces += [
                Piece(
                    r.face,
                    r.text,
                    r.width * style.size / 1000 + style.spacing * len(r.text),
                    style,
                    Sign.NONE,
                )
                for r in runs(held, style.face)
            ]
            held = ""
        if unit.sign:
            pieces.append(Piece(unit.style.face, "", unit.width, unit.style, unit.sign))
        else:
            held, style = held + unit.text, unit.style
    return pieces[:-1]
