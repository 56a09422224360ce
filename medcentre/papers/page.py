"""Pages: head, identity on every page (T22), footer with page n/m, watermark, page breaks."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import takewhile

from medcentre.kernel.wording import Lang, label
from medcentre.papers.catalogue import Form
from medcentre.papers.cells import Block, Gap, NewPage
from medcentre.papers.faces import Face
from medcentre.papers.facts import (
    ContinuePrint,
    PageTrace,
    Person,
    PrintContext,
    PrintTrace,
    Privacy,
    Watermark,
    iso_minute,
    name_in,
)
from medcentre.papers.fonts import width_of
from medcentre.papers.pen import Pen
from medcentre.papers.prose import text
from medcentre.papers.styles import (
    BLACK,
    FRAME,
    INK_SOFT,
    MM,
    THIN,
    WATER,
    Align,
)


@dataclass(frozen=True, slots=True)
class Margins:
    """White edges in points."""

    left: float
    top: float
    right: float
    bottom: float


FORM_MARGINS = Margins(20 * MM, 18 * MM, 18 * MM, 16 * MM)
MEDICAL_MARGINS = Margins(25 * MM, 16 * MM, 15 * MM, 15 * MM)
LEGAL_MARGINS = Margins(28 * MM, 37 * MM, 26 * MM, 30 * MM)
"""GB/T 9704 style: 37 mm above, text 156 mm wide."""
COMPANY = 20 * MM
"""So much of a list at least goes overleaf with its signatures."""
LIST_MARGINS = Margins(15 * MM, 15 * MM, 15 * MM, 14 * MM)
WIDE_MARGINS = Margins(12 * MM, 13 * MM, 12 * MM, 12 * MM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above the text of every page.

    `left` and `right` are the small lines above the title; `sub` the line between title and text;
    `person_first` False when the first page shows the person inside the form.
    """

    form: Form
    margins: Margins = FORM_MARGINS
    title: str = ""
    left: str = ""
    right: str = ""
    sub_left: str = ""
    sub_right: str = ""
    centre_suffix: str = ""
    person: Person | None = None
    person_first: bool = True
    barcode: bool = False
    sans: bool = False
    person_extra: tuple[tuple[str, str], ...] = ()
    compact: bool = False
    """Centre and title on one line with `left` and `right`: wide grids that fill the page."""


@dataclass(slots=True)
class _Placed:
    block: Block
    y: float


@dataclass(slots=True)
class _Page:
    placed: list[_Placed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document: its head, its print, its paper."""

    head: Head
    ctx: PrintContext
    first_page: int = 1

    @property
    def width(self) -> float:
        """Width of the text in points."""
        m = self.head.margins
        return self.head.form.paper.width - m.left - m.right

    def room(self, *, first: bool) -> float:
        """Height for text on the first or a later page."""
        m = self.head.margins
        return self.head.form.paper.height - m.top - m.bottom - self._head_high(first) - 18

    def render(self, blocks: Iterable[Block], resume: ContinuePrint | None = None) -> bytes:
        """The PDF. With `resume` only what is not on paper yet (continue-print)."""
        pages = self._paginate(blocks)
        pen = Pen(f"{self._title()} {self.head.right}".strip(), self.ctx.centre_name)
        last = self.first_page + len(pages) - 1
        for number, page in enumerate(pages, self.first_page):
            if resume and number < resume.page:
                continue
            self._draw(pen, page, number, last, resume)
        if resume and last < resume.page:
            pen.begin_page(self.head.form.paper.width, self.head.form.paper.height)
            pen.end_page()
        return pen.close()

    def trace(self, blocks: Iterable[Block]) -> PrintTrace:
        """What a print of these blocks puts on each page."""
        pages = []
        for number, page in enumerate(self._paginate(blocks), self.first_page):
            lines = [line for p in page.placed for line in p.block.lines(self.width)]
            pages.append(PageTrace(number, len(lines), _digest(lines)))
        return PrintTrace(self.head.form.code, tuple(pages))

    def still_true(self, blocks: Iterable[Block], trace: PrintTrace) -> int | None:
        """First page whose printed lines have changed since the trace; None when all hold."""
        pages = dict(enumerate(self._paginate(blocks), self.first_page))
        for printed in trace.pages:
            page = pages.get(printed.page)
            lines = (
                [line for p in page.placed for line in p.block.lines(self.width)] if page else []
            )
            if _digest(lines[: printed.lines]) != printed.digest:
                return printed.page
        return None

    def _paginate(self, blocks: Iterable[Block]) -> list[_Page]:
        queue, width = deque(blocks), self.width
        pages, y = [_Page()], 0.0
        rooms = {True: self.room(first=True), False: self.room(first=False)}
        while queue:
            block = queue.popleft()
            page, room = pages[-1], rooms[len(pages) == 1]
            if isinstance(block, Gap):
                y += block.high if page.placed else 0
                continue
            if isinstance(block, NewPage):
                pages, y = [*pages, _Page()], 0.0
                continue
            if page.placed and self._must_move(block, queue, width, room - y):
                head: Block | None = None
                rest: Block | None = block
            else:
                head, rest = self._cut(block, queue, width, room - y)
                if head is None and not page.placed:
                    head, rest = block, None
            if head:
                page.placed.append(_Placed(head, y))
                y += head.height(width)
            if rest:
                queue.appendleft(rest)
                pages.append(_Page())
                y = 0
        return pages

    @staticmethod
    def _cut(
        block: Block, queue: deque[Block], width: float, room: float
    ) -> tuple[Block | None, Block | None]:
        """The part that fits; its end waits for signatures which would stand alone overleaf."""
        after = list(takewhile(lambda b: isinstance(b, Gap), queue))
        signs = queue[len(after)] if len(after) < len(queue) else None
        if signs is not None and signs.keep_previous:
            high = block.height(width)
            if high + sum(b.height(width) for b in (*after, signs)) > room + 0.01:
                head, rest = block.split(width, min(room, high - COMPANY))
                if head is not None:
                    return head, rest
        return block.split(width, room)

    def _must_move(self, block: Block, queue: deque[Block], width: float, room: float) -> bool:
        """A heading moves on with what follows it."""
        if not block.keep_next or not queue:
            return False
        following = next((b for b in queue if not isinstance(b, Gap)), None)
        left = room - block.height(width)
        return left < 0 or (following is not None and following.split(width, left)[0] is None)

    def _draw(
        self, pen: Pen, page: _Page, number: int, last: int, resume: ContinuePrint | None
    ) -> None:
        paper, m = self.head.form.paper, self.head.margins
        pen.begin_page(paper.width, paper.height)
        first = number == self.first_page
        y0 = m.top + self._head_high(first)
        skip = resume.line if resume and resume.page == number else 0
        placed: Sequence[_Placed] = page.placed
        if resume and resume.page == number:
            placed, cut = self._unprinted(page.placed, skip)
            pen.clip_below(y0 + cut, paper.width)
        else:
            self._watermark(pen)
            self._draw_head(pen, first)
            self._draw_foot(pen, number, last)
        for item in placed:
            item.block.draw(pen, m.left, y0 + item.y, self.width)
        pen.end_page()

    def _unprinted(self, placed: Sequence[_Placed], skip: int) -> tuple[list[_Placed], float]:
        """The blocks not wholly printed and the height above which paper is used."""
        for index, item in enumerate(placed):
            count = len(item.block.lines(self.width))
            if skip < count:
                share = item.block.height(self.width) * skip / count
                return list(placed[index:]), item.y + share
            skip -= count
        return [], 0.0

    def _title(self) -> str:
        return self.head.title or self.head.form.name(self.ctx.lang)

    def _head_high(self, first: bool) -> float:
        head = self.head
        if head.compact:
            return 32
        high = 15.0 if head.left or head.right or head.barcode else 0.0
        high += 20 + 32
        if head.sub_left or head.sub_right:
            high += 17
        if self._shows_person(first):
            high += 28 if not head.sans else 22
        return high + 4

    def _shows_person(self, first: bool) -> bool:
        return self.head.person is not None and (self.head.person_first or not first)

    def _faces(self) -> tuple[Face, Face]:
        """Plain and bold face of head and foot."""
        if self.head.sans:
            return Face.SANS, Face.SANS_BOLD
        return Face.SERIF, Face.SERIF_BOLD

    def _draw_head(self, pen: Pen, first: bool) -> None:
        head, (plain, bold) = self.head, self._faces()
        y = head.margins.top
        if head.compact:
            self._draw_compact(pen, plain, bold)
            return
        if head.left or head.right or head.barcode:
            bars = head.barcode and head.person and head.person.number and not self.ctx.blank
            self._pair(pen, y + 10, head.left, "" if bars else head.right, 10)
            if bars and head.person:
                right = head.form.paper.width - head.margins.right
                pen.bars(right, y - 7, head.person.number, 7 * MM, 48 * MM)
            y += 15
        self._draw_title(pen, y)
        y += 52
        if head.sub_left or head.sub_right:
            self._pair(pen, y + 12, head.sub_left, head.sub_right, 11)
            y += 17
        if self._shows_person(first) and head.person:
            self._draw_person(pen, head.person, y, plain, bold)

    def _draw_title(self, pen: Pen, y: float) -> None:
        """Centre and title below one another, in the middle of the text."""
        head, (plain, bold), zh = self.head, self._faces(), self.ctx.lang is Lang.ZH
        m, title = head.margins, self._title()
        middle = (m.left + head.form.paper.width - m.right) / 2
        name = _fitted(self.ctx.centre_name + head.centre_suffix, plain, 13.5, self.width)
        pen.words(middle, y + 14, name, plain, 13.5, BLACK, Align.CENTRE, 0.6 if zh else 0)
        size, spacing = (22.0, 4.0) if zh else (18.0, 0.0)
        while width_of(title, bold, size) + spacing * len(title) > self.width and size > 12:
            size, spacing = size - 1, spacing * 0.8
        title = _fitted(title, bold, size, self.width)
        pen.words(middle, y + 42, title, bold, size, BLACK, Align.CENTRE, spacing)

    def _pair(self, pen: Pen, y: float, left: str, right: str, size: float) -> None:
        """Small words at both edges of the text; the right ones keep their place."""
        plain, m = self._faces()[0], self.head.margins
        right = _fitted(right, plain, size, self.width / 2)
        room = self.width - width_of(right, plain, size) - size
        pen.words(m.left, y, _fitted(left, plain, size, room), plain, size)
        edge = self.head.form.paper.width - m.right
        pen.words(edge, y, right, plain, size, BLACK, Align.RIGHT)

    def _draw_compact(self, pen: Pen, plain: Face, bold: Face) -> None:
        head, m = self.head, self.head.margins
        right, base = head.form.paper.width - m.right, m.top + 20
        title = f"{self.ctx.centre_name}　{self._title()}"
        size, room = 19.0, self.width * 0.52
        while width_of(title, bold, size) * 1.08 > room and size > 9:
            size -= 0.5
        title = _fitted(title, bold, size, room)
        spacing = size * 0.08 if self.ctx.lang is Lang.ZH else 0
        middle = (m.left + right) / 2
        pen.words(middle, base, title, bold, size, BLACK, Align.CENTRE, spacing)
        side = self.width * 0.23
        pen.words(m.left, base, _fitted(head.left, plain, 10, side), plain, 10)
        words = _fitted(head.right, plain, 10, side)
        pen.words(right, base, words, plain, 10, BLACK, Align.RIGHT)

    def _draw_person(self, pen: Pen, person: Person, y: float, plain: Face, bold: Face) -> None:
        """`姓名 杨文海   性别 男 …` spread over the line, between two rules on serif papers."""
        m, width = self.head.margins, self.width
        if not self.head.sans:
            pen.rules(
                [(m.left, y, m.left + width, y), (m.left, y + 23, m.left + width, y + 23)], FRAME
            )
        fields = self._person_fields(person)
        size = 11.5
        width -= 9.0 * len(fields)
        blank_room = {True: "＿＿＿＿", False: ""}[self.ctx.blank]
        parts = [(name, value or blank_room) for name, value in fields]
        while self._person_width(parts, plain, bold, size) > width and size > 8:
            size -= 0.5
        excess = self._person_width(parts, plain, bold, size) - width
        if excess > 0:
            longest = max(range(len(parts)), key=lambda i: len(parts[i][1]))
            name, value = parts[longest]
            room = max(width_of(value, bold, size) - excess - size, 4 * size)
            parts[longest] = (name, _fitted(value, bold, size, room))
        gap = (self.width - self._person_width(parts, plain, bold, size)) / max(len(parts) - 1, 1)
        x = m.left
        for index, (name, value) in enumerate(parts):
            pen.words(x, y + 15.5, name, plain, size)
            x += width_of(name, plain, size) + 3
            face = bold if index == 0 else plain
            pen.words(x, y + 15.5, value, face, size)
            x += width_of(value, face, size) + gap

    @staticmethod
    def _person_width(
        parts: Sequence[tuple[str, str]], plain: Face, bold: Face, size: float
    ) -> float:
        total = 0.0
        for index, (name, value) in enumerate(parts):
            face = bold if index == 0 else plain
            total += width_of(name, plain, size) + 3 + width_of(value, face, size)
        return total

    def _person_fields(self, person: Person) -> list[tuple[str, str]]:
        say = self.ctx.say
        medical = self.head.form.privacy is Privacy.MEDICAL
        number = say("住院号", "Adm. no.") if medical else say("入所号", "No.")
        zone = say("病区", "Ward") if medical else say("分区", "Zone")
        extra = [(n, v) for n, v in self.head.person_extra]
        return [
            (say("姓名", "Name"), person.name),
            (say("性别", "Sex"), person.sex),
            (say("年龄", "Age"), person.age),
            *extra,
            (zone, person.zone),
            (say("床号", "Bed"), person.bed),
            (number, person.number),
        ]

    def _draw_foot(self, pen: Pen, number: int, last: int) -> None:
        ctx, form, m = self.ctx, self.head.form, self.head.margins
        face = self._faces()[0]
        y = form.paper.height - m.bottom
        right = form.paper.width - m.right
        pen.rules([(m.left, y - 9, right, y - 9)], THIN)
        note = ctx.say("空白备用表", "Blank form") if ctx.blank else ctx.note
        parts = [
            f"{ctx.say('表', 'Form')} {form.code} v{form.version}",
            label(f"paper_privacy.{form.privacy}", ctx.lang),
            note,
        ]
        parts = [parts[0], note, parts[1]] if ctx.blank else parts
        left = " · ".join(p for p in parts if p)
        printer = name_in(ctx.printed_by, ctx.lang)
        middle = f"{ctx.say('打印', 'Printed')} {iso_minute(ctx.printed_at)} {printer}"
        page = f"第 {number} 页 共 {last} 页" if ctx.lang is Lang.ZH else f"Page {number} of {last}"
        size = 8.5
        while sum(width_of(w, face, size) for w in (left, middle, page)) + 24 > self.width:
            if size <= 6.5:
                break
            size -= 0.5
        middle = _fitted(middle, face, size, self.width * 0.36)
        page_wide, middle_wide = width_of(page, face, size), width_of(middle, face, size)
        left = _fitted(left, face, size, self.width - page_wide - middle_wide - 24)
        free = self.width - width_of(left, face, size) - page_wide - middle_wide
        wanted = self.width * 0.6 - middle_wide / 2
        least = width_of(left, face, size) + 12
        at = min(max(wanted, least), least - 24 + free)
        pen.words(m.left, y, left, face, size, INK_SOFT)
        pen.words(m.left + at, y, middle, face, size, INK_SOFT)
        pen.words(right, y, page, face, size, INK_SOFT, Align.RIGHT)

    def _watermark(self, pen: Pen) -> None:
        mark = self.ctx.watermark
        if mark is Watermark.NONE and self.head.form.privacy is Privacy.SEALED:
            mark = Watermark.CONFIDENTIAL
        if mark is Watermark.NONE or self.ctx.blank:
            return
        paper = self.head.form.paper
        user = f"{name_in(self.ctx.printed_by, self.ctx.lang)} {iso_minute(self.ctx.printed_at)}"
        word = label(f"watermark.{mark}", self.ctx.lang)
        if mark is Watermark.DRAFT:
            size = 110 if self.ctx.lang is Lang.ZH else 84
            pen.slanted(paper.width / 2, paper.height / 2, word, size, WATER, 38)
            return
        words = user if mark is Watermark.USER else f"{word} {user}"
        for column in (0.27, 0.73):
            for row in (0.22, 0.5, 0.78):
                pen.slanted(paper.width * column, paper.height * row, words, 15, WATER, 30)


def _fitted(value: str, face: Face, size: float, room: float) -> str:
    """The text, shortened with an ellipsis when it is wider than its place in the head."""
    value = text(value).spans[0].text.replace("\n", " ")
    if len(value) * size * 0.3 <= room and width_of(value, face, size) <= room:
        return value
    value = value[: int(room / size * 4)]
    while value and width_of(value + "…", face, size) > room:
        value = value[:-1]
    return value + "…"


def _digest(lines: Sequence[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:24]
