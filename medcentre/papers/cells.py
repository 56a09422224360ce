"""Blocks that flow over pages: paragraphs, form grids, tables that split, marks, signature rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from medcentre.papers.marks import Mark
from medcentre.papers.pen import Pen
from medcentre.papers.prose import Line, Text, break_lines
from medcentre.papers.styles import FRAME, HAIR, MM, SHADE, Align, Colour

TALL = 60 * MM
"""A row higher than this may always be cut: it might not fit on any page."""


class Block:
    """Something with a height that may be cut in two. Widths, heights and rooms in points."""

    keep_next = False
    """Never stands last on a page when something follows."""

    keep_previous = False
    """Never stands alone at the top of a page: the end of what is before it comes along."""

    def height(self, width: float) -> float:
        """Height when set `width` wide."""
        raise NotImplementedError

    def split(self, width: float, room: float) -> "tuple[Block | None, Block | None]":
        """The part that fits into `room` and the rest; (None, self) when nothing fits."""
        return (self, None) if self.height(width) <= room + 0.01 else (None, self)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Put it on the page with its upper left corner at (x, y)."""
        raise NotImplementedError

    def lines(self, width: float) -> tuple[str, ...]:
        """Its printed lines, for the print trace."""
        return ()


@dataclass
class Gap(Block):
    """White space; vanishes at the top of a page."""

    high: float

    def height(self, width: float) -> float:
        return self.high

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        pass


@dataclass
class NewPage(Block):
    """What follows begins on a new page."""

    def height(self, width: float) -> float:
        return 0

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        pass


@dataclass
class Para(Block):
    """A text broken into lines; splits between lines."""

    text: Text
    keep_next: bool = False
    _lines: list[Line] | None = field(default=None, compare=False)
    _width: float = field(default=0, compare=False)

    def broken(self, width: float) -> list[Line]:
        """Its lines at a width; remembered."""
        if self._lines is None or (self._width and abs(self._width - width) > 0.01):
            self._lines, self._width = break_lines(self.text, width), width
        return self._lines

    def height(self, width: float) -> float:
        return sum(line.leading for line in self.broken(width))

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        lines, used = self.broken(width), 0.0
        for count, line in enumerate(lines):
            used += line.leading
            if used > room + 0.01:
                return self._cut(count, width)
        return self, None

    def _cut(self, count: int, width: float) -> tuple[Block | None, Block | None]:
        lines = self.broken(width)
        if len(lines) - count == 1 and count > 2:
            count -= 1  # no single line alone on the next page
        if count == 0 or (count == 1 and len(lines) > 2):
            return None, self  # nor alone at the foot of this one
        return (
            replace(self, _lines=lines[:count], _width=width),
            replace(self, _lines=lines[count:], _width=width),
        )

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        align = self.text.style.align
        for line in self.broken(width):
            free = width - line.width - line.indent
            shift = (
                free if align is Align.RIGHT else free / 2 if align is Align.CENTRE else line.indent
            )
            size = line.pieces[0].style.size if line.pieces else 0
            pen.line(x + shift, y + line.leading / 2 + size * 0.37, line)
            y += line.leading

    def lines(self, width: float) -> tuple[str, ...]:
        return tuple(line.words for line in self.broken(width))


@dataclass
class Stack(Block):
    """Blocks below one another, for cells; splits between and inside them."""

    blocks: Sequence[Block]
    keep_next: bool = False

    def height(self, width: float) -> float:
        return sum(b.height(width) for b in self.blocks)

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        head: list[Block] = []
        for index, block in enumerate(self.blocks):
            fits, rest = block.split(width, room)
            if fits:
                head.append(fits)
                room -= fits.height(width)
            if rest:
                tail = Stack([rest, *self.blocks[index + 1 :]])
                return (Stack(head) if head else None), tail
        return self, None

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        for block in self.blocks:
            block.draw(pen, x, y, width)
            y += block.height(width)

    def lines(self, width: float) -> tuple[str, ...]:
        return tuple(line for b in self.blocks for line in b.lines(width))


@dataclass
class Closed(Block):
    """A paragraph and its closing lines (signatures); the closing never stands alone on a page."""

    para: Para
    closing: Block

    def height(self, width: float) -> float:
        return self.para.height(width) + self.closing.height(width)

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        if self.height(width) <= room + 0.01:
            return self, None
        lines = self.para.broken(width)
        most = self.para.height(width) - sum(line.leading for line in lines[-2:])
        head, rest = self.para.split(width, min(room, most))
        if head is None or not isinstance(rest, Para):
            return None, self
        return head, replace(self, para=rest)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        self.para.draw(pen, x, y, width)
        self.closing.draw(pen, x, y + self.para.height(width), width)

    def lines(self, width: float) -> tuple[str, ...]:
        return (*self.para.lines(width), *self.closing.lines(width))


@dataclass
class Over(Block):
    """Two blocks on the same place, the second lowered by `down`: a seal over signature lines."""

    under: Block
    above: Block
    down: float

    def height(self, width: float) -> float:
        return max(self.under.height(width), self.down + self.above.height(width))

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        self.above.draw(pen, x, y + self.down, width)
        self.under.draw(pen, x, y, width)

    def lines(self, width: float) -> tuple[str, ...]:
        return (*self.under.lines(width), *self.above.lines(width))


@dataclass
class Together(Stack):
    """A stack that is never cut unless it is higher than a page (`limit` points)."""

    limit: float = 200 * MM
    keep_previous: bool = False

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        high = self.height(width)
        if high <= room + 0.01:
            return self, None
        if high <= self.limit:
            return None, self
        return super().split(width, room)


@dataclass
class Beside(Block):
    """Blocks side by side; `parts` are shares of the width."""

    blocks: Sequence[Block]
    parts: Sequence[float]
    gap: float = 0

    def _widths(self, width: float) -> list[float]:
        free = width - self.gap * (len(self.parts) - 1)
        return [free * p / sum(self.parts) for p in self.parts]

    def height(self, width: float) -> float:
        return max(b.height(w) for b, w in zip(self.blocks, self._widths(width), strict=True))

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        for block, wide in zip(self.blocks, self._widths(width), strict=True):
            block.draw(pen, x, y, wide)
            x += wide + self.gap

    def lines(self, width: float) -> tuple[str, ...]:
        parts = zip(self.blocks, self._widths(width), strict=True)
        return tuple(line for b, w in parts for line in b.lines(w))


@dataclass
class Picture(Block):
    """Marks of known size: charts, body map, photo and stamp boxes."""

    marks: Sequence[Mark]
    wide: float
    high: float
    align: Align = Align.LEFT

    def height(self, width: float) -> float:
        return self.high

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        free = width - self.wide
        shift = free if self.align is Align.RIGHT else free / 2 if self.align is Align.CENTRE else 0
        pen.marks(x + shift, y, self.marks)


@dataclass
class Bars(Block):
    """Code 128 of a number, set right."""

    value: str
    high: float = 9 * MM

    def height(self, width: float) -> float:
        return self.high

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        if self.value:
            pen.bars(x + width, y, self.value, self.high, width)


@dataclass
class Qr(Block):
    """A QR code, centred."""

    value: str
    side: float

    def height(self, width: float) -> float:
        return self.side

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        pen.qr(x + (width - self.side) / 2, y, self.side, self.value)


@dataclass(slots=True)
class Cell:
    """One field of a grid: `label` cells are shaded; `high` aligns top, middle or bottom."""

    block: Block
    span: int = 1
    shade: Colour | None = None
    middle: bool = True
    pad: float = 1.6 * MM
    hatch: bool = False


@dataclass(slots=True)
class Row:
    """A row of cells. `least` is its smallest height; `split` lets it run over the page end."""

    cells: Sequence[Cell]
    least: float = 8.3 * MM
    split: bool = False
    heavy: bool = False
    """A frame line above: beginning of a section."""
    last: bool = False
    """Says that nothing follows: it goes overleaf with the row before it."""


def cell(value: Text, span: int = 1, *, top: bool = False) -> Cell:
    """A field holding a text."""
    return Cell(Para(value), span, middle=not top)


def label(value: Text, span: int = 1) -> Cell:
    """The shaded name of a field."""
    return Cell(Para(value), span, shade=SHADE, pad=1.0 * MM)


@dataclass
class Grid(Block):
    """A framed form grid or table. `widths` are shares; `head` rows repeat on every page."""

    widths: Sequence[float]
    rows: Sequence[Row]
    head: int = 0
    frame: float = FRAME
    pad_y: float = 1.1 * MM
    inner: float = HAIR
    keep_next: bool = False
    _heights: list[float] = field(default_factory=list, compare=False)

    def height(self, width: float) -> float:
        edges = self._edges(width)
        if len(self._heights) != len(self.rows):
            self._heights = [self._row_height(row, edges) for row in self.rows]
        return sum(self._heights)

    def _edges(self, width: float) -> list[float]:
        scale, at, edges = width / sum(self.widths), 0.0, [0.0]
        for share in self.widths:
            at += share * scale
            edges.append(at)
        return edges

    def _row_height(self, row: Row, edges: list[float]) -> float:
        high, column = row.least, 0
        for item in row.cells:
            wide = edges[column + item.span] - edges[column] - 2 * item.pad
            pads = 2 * self.pad_y if item.pad else 0
            high = max(high, item.block.height(wide) + pads)
            column += item.span
        return high

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        edges, used = self._edges(width), 0.0
        heights: list[float] = []
        for index, row in enumerate(self.rows):
            known = index < len(self._heights)
            high = self._heights[index] if known else self._row_height(row, edges)
            if used + high > room + 0.01:
                return self._cut(index, edges, heights, room - used)
            used += high
            heights.append(high)
        self._heights = heights
        return self, None

    def _cut(
        self, at: int, edges: list[float], heights: list[float], room: float
    ) -> tuple[Block | None, Block | None]:
        if self.rows[at].last and at > self.head + 1:
            at, heights, room = at - 1, heights[:-1], 0
        row = self.rows[at]
        head, rest = list(self.rows[:at]), list(self.rows[at:])
        tall = row.split or self._row_height(row, edges) > TALL
        if tall and room > 14 * MM and (cut := self._cut_row(row, edges, room)):
            head.append(cut[0])
            heights = [*heights, room]
            rest[0] = cut[1]
        if len(head) <= self.head:
            return None, self
        first = replace(self, rows=head, _heights=heights)
        return first, replace(self, rows=[*self.rows[: self.head], *rest], _heights=[])

    def _cut_row(self, row: Row, edges: list[float], room: float) -> tuple[Row, Row] | None:
        upper, lower, column, moved = [], [], 0, False
        for item in row.cells:
            wide = edges[column + item.span] - edges[column] - 2 * item.pad
            fits, rest = item.block.split(wide, room - 2 * self.pad_y)
            if item.shade is not None and rest is None:
                rest = item.block  # the name of the field stands on both parts
            moved = moved or (rest is not None and item.shade is None)
            upper.append(replace(item, block=fits or Gap(0)))
            lower.append(replace(item, block=rest or Gap(0)))
            column += item.span
        if not moved or all(isinstance(c.block, Gap) for c in upper if c.shade is None):
            return None
        return replace(row, cells=upper, least=room), replace(row, cells=lower, least=0)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        total = self.height(width)
        edges, top = self._edges(width), y
        segments: list[tuple[float, float, float, float]] = []
        heavy: list[tuple[float, float, float, float]] = []
        for index, (row, high) in enumerate(zip(self.rows, self._heights, strict=True)):
            column = 0
            for item in row.cells:
                left, right = x + edges[column], x + edges[column + item.span]
                self._draw_cell(pen, item, left, top, right - left, high)
                column += item.span
                if column < len(self.widths):
                    segments.append((right, top, right, top + high))
            if index:
                (heavy if row.heavy else segments).append((x, top, x + width, top))
            top += high
        if self.inner:
            pen.rules(segments, self.inner)
        pen.rules(heavy, self.frame)
        if self.frame:
            pen.rect(x, y, width, total, self.frame)

    def _draw_cell(
        self, pen: Pen, item: Cell, x: float, y: float, width: float, high: float
    ) -> None:
        if item.shade is not None:
            pen.fill(x, y, width, high, item.shade)
        if item.hatch:
            pen.hatch(x, y, width, high)
        wide = width - 2 * item.pad
        shift = self.pad_y if item.pad else 0
        if item.middle:
            shift = max((high - item.block.height(wide)) / 2, 0)
        item.block.draw(pen, x + item.pad, y + shift, wide)

    def lines(self, width: float) -> tuple[str, ...]:
        edges, found = self._edges(width), []
        for row in self.rows:
            column, parts = 0, []
            for item in row.cells:
                wide = edges[column + item.span] - edges[column] - 2 * item.pad
                parts.append("".join(item.block.lines(wide)))
                column += item.span
            found.append("|".join(parts))
        return tuple(found)
