"""Medical notes: P13 progress notes (mock-up 11d, continuous), P12 first note, P11 admission note."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from medcentre.kernel.errors import DomainError
from medcentre.papers.catalogue import FORMS
from medcentre.papers.cells import Beside, Block, Cell, Closed, Gap, Grid, Para, Row, Together
from medcentre.papers.facts import (
    NOBODY,
    ContinuePrint,
    PaperCode,
    Person,
    PrintContext,
    PrintTrace,
    iso_minute,
    name_in,
)
from medcentre.papers.fonts import width_of
from medcentre.papers.forms.fields import Fields, joined, right
from medcentre.papers.page import MEDICAL_MARGINS, Head, Sheet
from medcentre.papers.prose import Text, text
from medcentre.papers.styles import HEADING, MM, TextStyle


@dataclass(frozen=True, slots=True)
class Correction:
    """MED-40: the old words stay readable under a double line; the new ones carry name and time."""

    old: str
    new: str
    by: str
    at: datetime


NotePart = str | Correction


@dataclass(frozen=True, slots=True)
class Signature:
    """A role and the name of who signed; an empty name leaves a line to sign on."""

    role: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressNote:
    """One entry of the continuous record. `void` strikes the whole entry out (MED-52)."""

    at: datetime
    title: str
    parts: tuple[NotePart, ...]
    signatures: tuple[Signature, ...] = ()
    void: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressNotesDoc:
    """Notes of one stay in order of time. `first_page` numbers the sheets on from earlier prints.

    `closed` prints the end mark: nothing will be added to this sheet.
    """

    person: Person = NOBODY
    notes: tuple[ProgressNote, ...] = ()
    first_page: int = 1
    closed: bool = False


def render_progress_notes(
    doc: ProgressNotesDoc, ctx: PrintContext, resume: ContinuePrint | None = None
) -> bytes:
    """Continuous pages; with `resume` only lines not yet on paper, head and foot left to the sheet."""
    doc = ProgressNotesDoc() if ctx.blank else doc
    sheet, blocks = _progress(doc, ctx)
    return sheet.render(blocks, resume)


def trace_progress_notes(doc: ProgressNotesDoc, ctx: PrintContext) -> PrintTrace:
    """What a print puts on each page, to file as `print_trace`."""
    sheet, blocks = _progress(doc, ctx)
    return sheet.trace(blocks)


def first_changed_page(doc: ProgressNotesDoc, ctx: PrintContext, trace: PrintTrace) -> int | None:
    """The page to print again because printed lines changed; None when printing may continue."""
    sheet, blocks = _progress(doc, ctx)
    return sheet.still_true(blocks, trace)


def resume_after(doc: ProgressNotesDoc, ctx: PrintContext, trace: PrintTrace) -> ContinuePrint:
    """Where printing goes on on the sheets of an earlier print.

    Raises DomainError `print_trace_broken` when something printed there has changed since.
    """
    if (page := first_changed_page(doc, ctx, trace)) is not None:
        raise DomainError(PaperCode.PRINT_TRACE_BROKEN, page=page)
    return trace.resume


def _progress(doc: ProgressNotesDoc, ctx: PrintContext) -> tuple[Sheet, list[Block]]:
    f = Fields(ctx)
    head = Head(
        form=FORMS["P13"],
        margins=MEDICAL_MARGINS,
        centre_suffix=f.say("（医院）", " (Hospital)"),
        person=doc.person,
        barcode=True,
    )
    blocks: list[Block] = []
    for note in doc.notes:
        blocks += _note(note, f)
    if ctx.blank:
        blocks.append(ruled(27))
    elif not doc.notes:
        blocks.append(Para(text(f.say("（尚无记录）", "(no entries yet)"), f.prose)))
    elif doc.closed:
        blocks.append(Para(text(f.say("（以下空白）", "(nothing below this line)"), f.prose)))
    return Sheet(head, ctx, doc.first_page), blocks


_TITLE_ROOM = 70 * MM
"""A wider title of an entry begins behind its time instead of standing in the middle."""


def _note(note: ProgressNote, f: Fields) -> list[Block]:
    heading = HEADING if f.zh else HEADING.but(size=11.5)
    title = f"{note.title}{f.say('（作废）', ' (void)')}" if note.void else note.title
    when = Para(text(iso_minute(note.at), heading))
    if width_of(title, heading.face, heading.size) < _TITLE_ROOM:
        line = Beside([when, Para(text(title, heading.centred)), Gap(0)], (4, 6, 4))
    else:
        line = Beside([when, Para(text(title, heading))], (4, 10))
    line.keep_next = True
    return [
        line,
        Closed(
            Para(corrected(note.parts, f, f.prose.but(strike=1) if note.void else f.prose)),
            Para(signature_line(note.signatures or (Signature(f.say("医师签名", "Doctor")),), f)),
        ),
        Gap(3.2 * MM),
    ]


def signature_line(signatures: Sequence[Signature], f: Fields) -> Text:
    """`上级医师：____　记录：____` set right; each line 45 mm when there is room for it."""
    wide = 45 * MM if len(signatures) < 3 else 32 * MM
    gap = text("　", f.body)
    parts = [f.signature(s.role, s.role, s.name, wide) for s in signatures]
    spread = [item for part in parts for item in (gap, part)][1:]
    return right(joined(spread))


def corrected(parts: Sequence[NotePart], f: Fields, style: TextStyle) -> Text:
    """Text whose corrected words stay readable under a double line (MED-40)."""
    pieces: list[Text] = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(text(part, style))
            continue
        pieces.append(text(part.old, style.but(strike=2)))
        pieces.append(text(part.new, style))
        mark = f.say(
            f"（{part.by} {iso_minute(part.at)} 改）",
            f" (corrected by {name_in(part.by, f.ctx.lang)} {iso_minute(part.at)})",
        )
        pieces.append(text(mark, style.but(size=9)))
    return joined(pieces) if pieces else text("", style)


def ruled(count: int, gap: float = 8.2 * MM) -> Grid:
    """Empty lines to write on."""
    rows = [Row([_empty()], gap) for _ in range(count)]
    return Grid((1,), [*rows, Row([_empty()], 0)], frame=0, pad_y=0)


def _empty() -> Cell:
    return Cell(Gap(0))


@dataclass(frozen=True, slots=True)
class Section:
    """A named part of a note: 主诉, 现病史 …; `inline` sets name and text on one line."""

    title: str
    parts: tuple[NotePart, ...]
    inline: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstNoteDoc:
    """P12: features, basis, differential, plan; written within 8 h (MED-05)."""

    person: Person = NOBODY
    at: datetime | None = None
    sections: tuple[Section, ...] = ()
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionNoteDoc:
    """P11: the identity block as name-value pairs, then the sections of domain.md 2.2 (MED-01)."""

    person: Person = NOBODY
    identity: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    diagnoses: tuple[str, ...] = ()
    revised_diagnoses: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    written_at: datetime | None = None
    revised_signatures: tuple[Signature, ...] = ()


def render_first_note(doc: FirstNoteDoc, ctx: PrintContext) -> bytes:
    """The first progress note, sections one below another."""
    f = Fields(ctx)
    doc = FirstNoteDoc() if ctx.blank else doc
    names = (
        ("病例特点", "Case features"),
        ("拟诊讨论（诊断依据、鉴别诊断）", "Discussion (basis, differential)"),
        ("诊疗计划", "Plan"),
    )
    sections = doc.sections or tuple(Section(f.say(*n), (), False) for n in names)
    blocks: list[Block] = []
    if doc.at:
        blocks += [Para(text(iso_minute(doc.at), HEADING)), Gap(1 * MM)]
    for section in sections:
        blocks += _section(section, f, 7 if ctx.blank else 0)
    blocks.append(
        Para(signature_line(doc.signatures or (Signature(f.say("医师签名", "Doctor")),), f))
    )
    return Sheet(_medical_head("P12", doc.person, f), ctx).render(blocks)


def render_admission_note(doc: AdmissionNoteDoc, ctx: PrintContext) -> bytes:
    """The admission note with its diagnosis block at the end."""
    f = Fields(ctx)
    doc = AdmissionNoteDoc() if ctx.blank else doc
    blocks: list[Block] = []
    if doc.identity or ctx.blank:
        blocks += [_identity(doc.identity or _blank_identity(f), f), Gap(2.5 * MM)]
    sections = doc.sections or tuple(Section(f.say(*n), ()) for n in _SECTIONS)
    for section in sections:
        blocks += _section(section, f, 3 if ctx.blank else 0)
    blocks += [
        Gap(2 * MM),
        _diagnoses(
            f.say("初步诊断", "Preliminary diagnosis"),
            doc.diagnoses,
            doc.signatures,
            doc.written_at,
            f,
        ),
    ]
    if doc.revised_diagnoses:
        title = f.say("修正诊断", "Revised diagnosis")
        blocks += [
            Gap(2 * MM),
            _diagnoses(title, doc.revised_diagnoses, doc.revised_signatures, None, f),
        ]
    return Sheet(_medical_head("P11", doc.person, f), ctx).render(blocks)


_SECTIONS = (
    ("主诉", "Complaint"),
    ("现病史", "Present illness"),
    ("既往史（含过敏史）", "Past history (allergies)"),
    ("个人史", "Personal history"),
    ("吸毒史", "Drug history"),
    ("婚育史 / 月经史", "Marriage and births"),
    ("家族史", "Family history"),
    ("体格检查", "Examination"),
    ("专科情况", "Special findings"),
    ("辅助检查", "Tests"),
)


def _blank_identity(f: Fields) -> tuple[tuple[str, str], ...]:
    names = (
        ("出生日期", "Born"),
        ("民族", "Nation"),
        ("婚姻", "Marriage"),
        ("入院时间", "Admitted"),
        ("记录时间", "Written"),
        ("病史陈述者", "Told by"),
        ("可靠程度", "Reliability"),
        ("过敏史", "Allergies"),
    )
    return tuple((f.say(*n), "＿" * 10) for n in names)


def _medical_head(code: str, person: Person, f: Fields) -> Head:
    return Head(
        form=FORMS[code],
        margins=MEDICAL_MARGINS,
        centre_suffix=f.say("（医院）", " (Hospital)"),
        person=person,
        barcode=True,
    )


def _identity(pairs: Sequence[tuple[str, str]], f: Fields) -> Grid:
    style = f.body.but(size=10.5, leading=14.5)
    rows = []
    for start in range(0, len(pairs), 2):
        chunk = [*pairs[start : start + 2]]
        cells = []
        for name, value in chunk:
            cells.append(
                Cell(Para(text(name, style.but(size=10)) + text("　", style) + text(value, style)))
            )
        if len(chunk) == 1:
            cells.append(_empty())
        rows.append(Row(cells, 6.2 * MM))
    return Grid((1, 1), rows, frame=0, inner=0, pad_y=0.2 * MM)


def _section(section: Section, f: Fields, lines: int) -> list[Block]:
    bold = f.body.bold
    if section.inline and not lines:
        body = corrected(section.parts, f, f.prose)
        lead = text(f"{section.title}：" if f.zh else f"{section.title}: ", f.prose.bold)
        return [Para(lead + body), Gap(1.2 * MM)]
    title = Para(text(section.title, bold), keep_next=True)
    if lines:
        return [Together([title, ruled(lines)]), Gap(1.5 * MM)]
    return [title, Para(corrected(section.parts, f, f.prose)), Gap(1.5 * MM)]


_BESIDE = 20
"""Most diagnoses in the right half of the sheet."""


def _diagnoses(
    title: str,
    names: Sequence[str],
    signatures: Sequence[Signature],
    at: datetime | None,
    f: Fields,
) -> Block:
    lines = [f"{i}. {name}" for i, name in enumerate(names, 1)] or ["", ""]
    if f.ctx.blank:
        lines = [f"{i}. {'＿' * 16}" for i in (1, 2, 3)]
    right_side = Para(
        text(f"{title}：\n" if f.zh else f"{title}:\n", f.body.bold)
        + text("\n".join(lines), f.body)
    )
    # Beside one another nothing runs overleaf: a list too long for a page takes the whole width.
    beside = len(lines) <= _BESIDE
    parts: list[Block] = [Beside([Gap(0), right_side], (5, 6)) if beside else right_side]
    parts.append(Gap(2 * MM))
    parts.append(Para(signature_line(signatures or (Signature(f.say("医师签名", "Doctor")),), f)))
    when = text(iso_minute(at), f.body) if at else f.date_line()
    parts.append(Para(right(when)))
    return Together(parts)
