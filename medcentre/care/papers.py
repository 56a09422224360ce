"""Care: notes gathered for paper: P11 admission note, P12 first note, P13 continuous record."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from medcentre.care.facts import SECTIONS, NoteCard, NoteKind, NoteVersion
from medcentre.care.views import filed_trace, whole_record
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import NotFound
from medcentre.kernel.records import RecordStatus
from medcentre.kernel.wording import Lang, label, term
from medcentre.papers.facts import ContinuePrint, PrintContext, PrintTrace, iso_minute, name_in
from medcentre.papers.forms.notes import (
    AdmissionNoteDoc,
    Correction,
    FirstNoteDoc,
    NotePart,
    ProgressNote,
    ProgressNotesDoc,
    Section,
    Signature,
    first_changed_page,
    render_admission_note,
    render_first_note,
    render_progress_notes,
    trace_progress_notes,
)
from medcentre.placement.identity import identity_line
from medcentre.residents.views import card

OWN_SHEET = frozenset({NoteKind.ADMISSION, NoteKind.READMISSION, NoteKind.FIRST_PROGRESS})
"""Notes with a form of their own; all others run on in the continuous record P13."""

_WORDS = re.compile(r"[A-Za-z0-9.]+|.", re.DOTALL)


@dataclass(slots=True)
class _Token:
    """A word of a text while corrections are laid over it."""

    text: str
    added: tuple[str, datetime] | None = None
    struck: tuple[str, datetime] | None = None


def corrected_parts(versions: Sequence[NoteVersion], section: str) -> tuple[NotePart, ...]:
    """A section with every correction since the first signature, old words readable (MED-40)."""
    signed = [v for v in versions if v.status is not RecordStatus.DRAFT]
    if not signed:
        return (dict(versions[-1].content).get(section, ""),)
    tokens = [_Token(word) for word in _WORDS.findall(dict(signed[0].content).get(section, ""))]
    for version in signed[1:]:
        new = _WORDS.findall(dict(version.content).get(section, ""))
        tokens = _overlay(tokens, new, (version.signer or version.author, version.at))
    return _grouped(tokens)


def _overlay(tokens: list[_Token], new: list[str], who: tuple[str, datetime]) -> list[_Token]:
    """Strike what the new wording lacks and add what it brings."""
    live = [t for t in tokens if t.struck is None]
    matcher = SequenceMatcher(None, [t.text for t in live], new, autojunk=False)
    added: dict[int, list[_Token]] = {}
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        for token in live[a:b]:
            token.struck = who
        added[b] = [_Token(word, who) for word in new[c:d]]
    made: list[_Token] = []
    place = 0
    for token in tokens:
        if token in live:
            made += added.pop(place, []) if place in added and not _ends(live, place) else []
            place += 1
        made.append(token)
        made += added.pop(place, []) if _ends(live, place) else []
    for rest in added.values():
        made += rest
    return made


def _ends(live: list[_Token], place: int) -> bool:
    """Whether the words before a place were struck: what replaces them follows them."""
    return 0 < place <= len(live) and live[place - 1].struck is not None


def _grouped(tokens: list[_Token]) -> tuple[NotePart, ...]:
    """Runs of plain words, and corrections as (old, new, by, when)."""
    parts: list[NotePart] = []
    plain, old, new = "", "", ""
    who: tuple[str, datetime] | None = None

    def close() -> None:
        nonlocal old, new, who
        if who is not None:
            parts.append(Correction(old, new, *who))
        old, new, who = "", "", None

    for token in tokens:
        mark = token.struck or token.added
        if mark is None:
            close()
            plain += token.text
            continue
        if plain:
            parts.append(plain)
            plain = ""
        if who is not None and (mark != who or (token.struck and new)):
            close()
        who = mark
        if token.struck:
            old += token.text
        else:
            new += token.text
    close()
    if plain:
        parts.append(plain)
    return tuple(parts)


# ---- P13 ------------------------------------------------------------------------------------


def gather_progress(
    ctx: ServiceContext, stay_id: int, lang: Lang, *, only: int | None = None
) -> ProgressNotesDoc:
    """Signed entries of the continuous record in order of time; `only` prints a single note.

    Raises NotPermitted for readers who may not see the words, NotFound for an unsigned `only`.
    """
    cards = [
        c
        for c in whole_record(ctx, stay_id)
        if c.row.kind not in OWN_SHEET and c.row.status is not RecordStatus.DRAFT
    ]
    if only is not None:
        cards = [c for c in cards if c.row.id == only]
        if not cards:
            raise NotFound(what="note", id=only)
    ended = card(ctx, stay_id).roll.exited_at is not None
    return ProgressNotesDoc(
        person=identity_line(ctx, stay_id, lang),
        notes=tuple(_entry(c, lang) for c in cards),
        closed=ended or only is not None,
    )


def _entry(found: NoteCard, lang: Lang) -> ProgressNote:
    row = found.row
    title = label(f"note_kind.{row.kind}", lang)
    if row.late:
        title += "（补记）" if lang is Lang.ZH else " (late entry)"
    return ProgressNote(
        at=row.at,
        title=title,
        parts=_all_parts(found, lang),
        signatures=_signatures(found, lang),
        void=row.status is RecordStatus.VOIDED,
    )


def _all_parts(found: NoteCard, lang: Lang) -> tuple[NotePart, ...]:
    """All sections in one text; each but the free text begins with its name."""
    parts: list[NotePart] = []
    for spec in SECTIONS[found.row.kind]:
        made = corrected_parts(found.versions, spec.key)
        if not any(made):
            continue
        if parts:
            parts.append("\n")
        if spec.key != "content":
            colon = "：" if lang is Lang.ZH else ": "
            parts.append(label(f"note_section.{spec.key}", lang) + colon)
        parts += made
    return tuple(parts)


def _signatures(found: NoteCard, lang: Lang) -> tuple[Signature, ...]:
    zh = lang is Lang.ZH
    made = []
    if found.row.cosigner or found.row.needs_cosign:
        made.append(Signature("上级医师" if zh else "Superior", name_in(found.row.cosigner, lang)))
    made.append(Signature("医师签名" if zh else "Physician", name_in(found.row.signer, lang)))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class ContinuousPrint:
    """A print of the continuous record: the whole of it, or only what is not on paper yet.

    `again_from` is the page that must be printed anew because printed words were changed.
    `resume` None prints everything. `nothing_new`: the paper is complete.
    """

    doc: ProgressNotesDoc
    trace: PrintTrace
    resume: ContinuePrint | None
    again_from: int | None
    nothing_new: bool


def plan_continuous(ctx: ServiceContext, stay_id: int, print_ctx: PrintContext) -> ContinuousPrint:
    """Where printing goes on after the last filed print (D14)."""
    doc = gather_progress(ctx, stay_id, print_ctx.lang)
    trace = trace_progress_notes(doc, print_ctx)
    before = filed_trace(ctx, stay_id, "P13")
    if before is None or not before.pages:
        return ContinuousPrint(doc, trace, None, None, False)
    changed = first_changed_page(doc, print_ctx, before)
    if changed is not None:
        return ContinuousPrint(doc, trace, ContinuePrint(changed, 0), changed, False)
    last = before.pages[-1]
    resume = ContinuePrint(last.page, last.lines)
    return ContinuousPrint(doc, trace, resume, None, trace.pages == before.pages)


def render_continuous(plan: ContinuousPrint, print_ctx: PrintContext) -> bytes:
    """The sheets of a planned print."""
    return render_progress_notes(plan.doc, print_ctx, plan.resume)


# ---- P11 and P12 ----------------------------------------------------------------------------


def gather_first_note(ctx: ServiceContext, stay_id: int, lang: Lang) -> FirstNoteDoc:
    """The first progress note of a stay. Raises NotFound when none is signed."""
    found = _only(ctx, stay_id, frozenset({NoteKind.FIRST_PROGRESS}))
    return FirstNoteDoc(
        person=identity_line(ctx, stay_id, lang),
        at=found.row.at,
        sections=_sections(found, lang),
        signatures=_signatures(found, lang),
    )


def gather_admission_note(ctx: ServiceContext, stay_id: int, lang: Lang) -> AdmissionNoteDoc:
    """The admission note of a stay. Raises NotFound when none is signed."""
    found = _only(ctx, stay_id, frozenset({NoteKind.ADMISSION, NoteKind.READMISSION}))
    head = card(ctx, stay_id)
    zh = lang is Lang.ZH
    first = next(v for v in found.versions if v.status is not RecordStatus.DRAFT)
    firstly = _lines(dict(first.content).get("preliminary_diagnosis", ""))
    now = _lines(dict(found.content).get("preliminary_diagnosis", ""))
    identity = (
        ("出生日期" if zh else "Born", str(head.roll.birth_date or "")),
        ("民族" if zh else "Nation", term(head.ethnic, lang)),
        ("入院时间" if zh else "Admitted", iso_minute(head.roll.admitted_at)),
        ("记录时间" if zh else "Written", iso_minute(found.row.at)),
    )
    return AdmissionNoteDoc(
        person=identity_line(ctx, stay_id, lang),
        identity=identity,
        sections=tuple(
            s for s in _sections(found, lang)
            if s.title != label("note_section.preliminary_diagnosis", lang)
        ),
        diagnoses=firstly,
        revised_diagnoses=now if now != firstly else (),
        signatures=_signatures(found, lang),
        written_at=found.row.signed_at,
        revised_signatures=_signatures(found, lang) if now != firstly else (),
    )  # fmt: skip


def _only(ctx: ServiceContext, stay_id: int, kinds: frozenset[NoteKind]) -> NoteCard:
    for found in whole_record(ctx, stay_id):
        status = found.row.status
        if found.row.kind in kinds and status not in (RecordStatus.DRAFT, RecordStatus.VOIDED):
            return found
    raise NotFound(what="note", id=stay_id)


def _sections(found: NoteCard, lang: Lang) -> tuple[Section, ...]:
    return tuple(
        Section(label(f"note_section.{spec.key}", lang), corrected_parts(found.versions, spec.key))
        for spec in SECTIONS[found.row.kind]
        if any(corrected_parts(found.versions, spec.key))
    )


def _lines(text: str) -> tuple[str, ...]:
    """Diagnoses, one a line; numbers people put before them are dropped."""
    return tuple(
        re.sub(r"^\s*\d+[.、．]\s*", "", line).strip() for line in text.splitlines() if line.strip()
    )


def render_note(ctx: ServiceContext, found: NoteCard, print_ctx: PrintContext) -> bytes:
    """One signed note on its own form."""
    stay_id, kind = found.row.stay_id, found.row.kind
    if kind is NoteKind.FIRST_PROGRESS:
        return render_first_note(gather_first_note(ctx, stay_id, print_ctx.lang), print_ctx)
    if kind in OWN_SHEET:
        return render_admission_note(gather_admission_note(ctx, stay_id, print_ctx.lang), print_ctx)
    doc = gather_progress(ctx, stay_id, print_ctx.lang, only=found.row.id)
    return render_progress_notes(doc, print_ctx)
