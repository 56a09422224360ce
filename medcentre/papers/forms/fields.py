"""Fields of form grids in the language of the print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medcentre.kernel.wording import Lang
from medcentre.papers.cells import Block, Cell, Gap, Grid, Para, Row, Stack, Together, cell, label
from medcentre.papers.facts import PrintContext
from medcentre.papers.marks import Area, Mark, Ring, Words
from medcentre.papers.prose import Text, blank, check_box, signed, text
from medcentre.papers.styles import (
    BODY,
    GREY,
    LABEL,
    MM,
    PROSE,
    SHADE,
    SMALL,
    TABLE,
    TABLE_HEAD,
    Align,
    TextStyle,
)

SIGN = 45 * MM
"""Shortest signature line on paper."""
STAMP = 42 * MM
"""Side of a stamp box."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One square of a list of options."""

    label: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: head, share of the width, alignment."""

    head: str
    share: float
    align: Align = Align.LEFT


class Fields:
    """Makes cells and rows; knows the language and whether the form is printed empty.

    `sans` is the look of lists and grids of figures.
    """

    def __init__(self, ctx: PrintContext, *, sans: bool = False) -> None:
        self.ctx = ctx
        self.zh = ctx.lang is Lang.ZH
        self.body = BODY if self.zh else BODY.but(size=11, leading=15.5)
        if sans:
            self.body = TABLE.but(size=11, leading=15)
        self.prose = PROSE if self.zh else BODY.but(size=11, leading=15.5)
        self.small = SMALL

    def say(self, zh: str, en: str) -> str:
        """Wording of the form."""
        return self.ctx.say(zh, en)

    def named(self, zh: str, en: str, room: int, value: str = "") -> str:
        """`编号 0311` above a table; on a blank form a line of `room` characters to write on."""
        return f"{self.say(zh, en)} {'＿' * room if self.ctx.blank else value}"

    def label(self, zh: str, en: str, span: int = 1) -> Cell:
        """Shaded name of a field."""
        if self.zh:
            return label(text(_two_lines(zh), LABEL), span)
        longest = max(map(len, en.split()), default=0)
        return label(text(en, LABEL.but(size=8.5 if longest > 8 else 9.5, leading=12)), span)

    def upright(self, zh: str, en: str) -> Cell:
        """Shaded name set downwards, one character a line in Chinese."""
        style = LABEL if self.zh else LABEL.but(size=9.5, leading=12)
        return label(text("\n".join(zh) if self.zh else en, style))

    def value(self, value: str, span: int = 1, *, bold: bool = False) -> Cell:
        """A filled field."""
        return cell(text(value, self.body.bold if bold else self.body), span)

    def number(self, value: str, span: int = 1, *, bold: bool = False) -> Cell:
        """Figures, set right in the sans."""
        style = TABLE.but(size=11, leading=15).right
        return cell(text(value, style.bold if bold else style), span)

    def choices(self, options: Iterable[Choice], span: int = 1) -> Cell:
        """Squares beside one another."""
        style = self.body if self.zh else self.body.but(size=10.5)
        return cell(boxes(options, style), span)

    def pairs(self, *pairs: tuple[str, str, str], spans: Sequence[int] = ()) -> Row:
        """A row of names and values: (Chinese name, English name, value) each."""
        wide = spans or [1] * len(pairs)
        cells: list[Cell] = []
        for (zh, en, value), span in zip(pairs, wide, strict=True):
            cells += [self.label(zh, en), self.value(value, span)]
        return Row(cells)

    def free(
        self, zh: str, en: str, value: str, span: int, least: float, *, tall: bool = False
    ) -> Row:
        """A field of free text that runs over the page end; `least` in points."""
        name = self.upright(zh, en) if tall else self.label(zh, en)
        if least < 10 * MM and len(value) < 30 and "\n" not in value:
            return Row([name, self.value(value, span)], least)
        return Row([name, cell(text(value, self.prose), span, top=True)], least, split=True)

    def signature(self, zh: str, en: str, name: str = "", width: float = SIGN) -> Text:
        """`医师签名：____` with the name on the line."""
        return text(self.say(f"{zh}：", f"{en}: "), self.body) + signed(name, width, self.body)

    def date_line(self) -> Text:
        """`____年__月__日` to be filled by hand."""
        if not self.zh:
            return text("Date ", self.body) + blank(28 * MM, self.body)
        parts = [(14 * MM, "年"), (9 * MM, "月"), (9 * MM, "日")]
        return joined([blank(w, self.body) + text(t, self.body) for w, t in parts])

    def approval(self, zh: str, en: str, opinion: str, signer: str, when: str, span: int) -> Row:
        """An opinion with signature line and date at its foot."""
        sign = self.signature("签名", "Signature", signer) + text(
            "　" if self.zh else "  ", self.body
        )
        sign += text(when, self.body) if when else self.date_line()
        aligned = Text(tuple(sign.spans))
        block = Stack(
            [
                Para(text(opinion, self.prose)),
                Gap(9 * MM if opinion else 15 * MM),
                Para(right(aligned)),
            ]
        )
        return Row([self.label(zh, en), Cell(block, span, middle=False)], 30 * MM, split=True)

    def end_row(self, columns: int) -> Row:
        """`（以下空白）` under the last entry."""
        words = self.say("（以下空白）", "(nothing below this line)")
        ending = cell(text(words, TABLE.centred.but(colour=GREY)), columns)
        return Row([ending], 7 * MM, last=True)


def _two_lines(name: str) -> str:
    """Long Chinese field names broken before their last word instead of after four characters."""
    if len(name) < 6 or any(c in name for c in "\n 、　"):
        return name
    cut = len(name) - 2 if name[-2:] in ("意见", "记录", "签名", "事项") else (len(name) + 1) // 2
    return f"{name[:cut]}\n{name[cut:]}"


def sign_block(f: Fields, signs: Sequence[tuple[str, str, str]], *, framed: bool = False) -> Block:
    """Up to three signatures a row, the line of 45 mm under the role: (Chinese, English, name)."""
    rows = []
    for start in range(0, len(signs), 3):
        cells = []
        for zh, en, name in signs[start : start + 3]:
            block = Stack(
                [
                    Para(text(f.say(f"{zh}：", f"{en}:"), f.body.but(size=11))),
                    Gap(2 * MM),
                    Para(signed(name, SIGN, f.body)),
                ]
            )
            cells.append(Cell(block))
        while len(cells) < min(3, len(signs)):
            cells.append(Cell(Gap(0)))
        rows.append(Row(cells, 17 * MM))
    shares = [1] * min(3, len(signs))
    grid = Grid(shares, rows, frame=1.2 if framed else 0, inner=0.54 if framed else 0)
    return Together([grid], keep_previous=True)


def joined(parts: Sequence[Text]) -> Text:
    """Texts one after another."""
    return Text(tuple(span for part in parts for span in part.spans))


def boxes(options: Iterable[Choice], style: TextStyle) -> Text:
    """Squares with their meaning, one after another."""
    made = joined([check_box(o.ticked, o.label, style) for o in options])
    return Text(made.spans[:-1]) if made.spans else text("", style)


def right(value: Text) -> Text:
    """The same line set to the right."""
    lead = text("", value.style.right)
    return lead + value


def table(
    fields: Fields,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    least: float = 7 * MM,
    blank_rows: int = 0,
    style: TextStyle = TABLE,
    end: bool = True,
) -> Grid:
    """A list with its head on every page, an end mark, and empty rows when printed blank."""
    head_style = TABLE_HEAD if fields.zh else TABLE_HEAD.but(size=8.5, leading=11)
    head = Row(
        [Cell(Para(text(c.head, head_style)), shade=SHADE, pad=0.8 * MM) for c in columns], 7.5 * MM
    )
    styles = [style.but(align=c.align) for c in columns]
    body = [
        Row([Cell(Para(text(v, s)), pad=1.1 * MM) for v, s in zip(row, styles, strict=True)], least)
        for row in rows
    ]
    if fields.ctx.blank:
        body = [
            Row([Cell(Gap(0)) for _ in columns], least + 1 * MM) for _ in range(blank_rows or 20)
        ]
    elif end:
        body.append(fields.end_row(len(columns)))
    return Grid([c.share for c in columns], [head, *body], head=1, pad_y=0.8 * MM)


def stamp_ring(words: str, side: float = STAMP) -> list[Mark]:
    """The dashed circle where the seal goes."""
    middle = side / 2
    return [
        Ring(middle, middle, middle - 2 * MM, line=GREY, width=0.8, dash=(3, 2.4)),
        Words(middle, middle + 4, words, 11, GREY, Align.CENTRE),
    ]


def photo_box(words: str, wide: float = 33 * MM, high: float = 43 * MM) -> list[Mark]:
    """A frame for a photo, its words in the middle."""
    return [
        Area(0, 0, wide, high, line=GREY, width=0.6),
        Words(wide / 2, high / 2 + 4, words, 10, GREY, Align.CENTRE),
    ]


def paragraphs(fields: Fields, values: Iterable[str]) -> list[Block]:
    """Numbered or plain paragraphs of a notice."""
    return [Para(text(value, fields.prose)) for value in values]
