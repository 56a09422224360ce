"""The common record form: facts, choices, free parts, a list, opinions, signatures.

Serves the forms of the catalogue that need no look of their own (P21, P23, P24, P28, P40, P42,
P45, P47, P49, P50 …): the room names the parts, this module sets them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from medcentre.papers.catalogue import FORMS, Form
from medcentre.papers.cells import Block, Gap, Grid, Row, cell
from medcentre.papers.facts import Person, PrintContext, Privacy, iso_minute
from medcentre.papers.forms.fields import Choice, Column, Fields, boxes, sign_block, table
from medcentre.papers.forms.intake import Approval
from medcentre.papers.page import FORM_MARGINS, MEDICAL_MARGINS, Head, Sheet
from medcentre.papers.prose import text
from medcentre.papers.styles import MM


@dataclass(frozen=True, slots=True)
class Fact:
    """A short named value; `wide` takes a whole row."""

    name: str
    value: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class ChoicePart:
    """A named row of squares."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class FreePart:
    """A named free text; `least` is its smallest height in millimetres."""

    name: str
    value: str = ""
    least: float = 25


@dataclass(frozen=True, slots=True)
class ListPart:
    """A list with its head; shares are relative widths. `blank_rows` for the empty form."""

    heads: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    blank_rows: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDoc:
    """A record under a form code of the catalogue; all words as shown.

    Parts are printed in this order: facts, choices, free parts, list, approvals, signatures.
    """

    code: str
    title: str = ""
    number: str = ""
    person: Person | None = None
    at: datetime | None = None
    facts: tuple[Fact, ...] = ()
    choices: tuple[ChoicePart, ...] = ()
    parts: tuple[FreePart, ...] = ()
    table: ListPart | None = None
    approvals: tuple[Approval, ...] = ()
    signatures: tuple[tuple[str, str], ...] = ()


def render_record(doc: RecordDoc, ctx: PrintContext) -> bytes:
    """The record on its paper. KeyError for a code that is not in the catalogue.

    Printed blank it keeps the names of all parts and drops every value.
    """
    f = Fields(ctx)
    doc = emptied(doc) if ctx.blank else doc
    form: Form = FORMS[doc.code]
    medical = form.privacy is Privacy.MEDICAL
    number = f.named("编号", "No.", 8, doc.number)
    when = f.named("时间", "Time", 12, iso_minute(doc.at)) if doc.at or ctx.blank else ""
    head = Head(
        form=form,
        title=doc.title,
        margins=MEDICAL_MARGINS if medical else FORM_MARGINS,
        person=doc.person,
        barcode=medical and doc.person is not None,
        right="" if medical else number,
        sub_left=when,
        sub_right=number if medical else "",
    )
    return Sheet(head, ctx).render(_blocks(doc, f))


def emptied(doc: RecordDoc) -> RecordDoc:
    """The same form without any value: what is printed for a power failure."""
    return replace(
        doc,
        number="",
        at=None,
        person=Person() if doc.person else None,
        facts=tuple(replace(x, value="") for x in doc.facts),
        choices=tuple(
            ChoicePart(x.name, tuple(Choice(c.label) for c in x.choices)) for x in doc.choices
        ),
        parts=tuple(replace(x, value="") for x in doc.parts),
        table=replace(doc.table, rows=()) if doc.table else None,
        approvals=tuple(Approval(x.role) for x in doc.approvals),
        signatures=tuple((role, "") for role, _ in doc.signatures),
    )


def _blocks(doc: RecordDoc, f: Fields) -> list[Block]:
    blocks: list[Block] = []
    rows = [*_fact_rows(doc.facts, f), *_choice_rows(doc.choices, f)]
    for part in doc.parts:
        rows.append(f.free(part.name, part.name, part.value, 3, part.least * MM))
    if rows:
        blocks += [Grid((24, 62, 24, 62), rows), Gap(2 * MM)]
    if doc.table:
        heads = zip(doc.table.heads, doc.table.shares, strict=True)
        columns = [Column(name, share) for name, share in heads]
        listed = table(f, columns, doc.table.rows, blank_rows=doc.table.blank_rows)
        blocks += [listed, Gap(2 * MM)]
    if doc.approvals:
        opinions = [
            f.approval(a.role, a.role, a.opinion, a.signer, a.when, 1) for a in doc.approvals
        ]
        blocks += [Grid((24, 148), opinions), Gap(2 * MM)]
    if doc.signatures:
        signs = [(role, role, name) for role, name in doc.signatures]
        blocks.append(sign_block(f, signs, framed=True))
    return blocks


def _fact_rows(facts: Sequence[Fact], f: Fields) -> list[Row]:
    """Two facts a row; a wide one has the row for itself."""
    rows: list[Row] = []
    held: Fact | None = None
    for fact in facts:
        if fact.wide:
            rows += [_half(held, f)] if held else []
            held = None
            rows.append(f.pairs((fact.name, fact.name, fact.value), spans=(3,)))
        elif held:
            rows.append(
                f.pairs((held.name, held.name, held.value), (fact.name, fact.name, fact.value))
            )
            held = None
        else:
            held = fact
    return [*rows, _half(held, f)] if held else rows


def _half(fact: Fact, f: Fields) -> Row:
    return f.pairs((fact.name, fact.name, fact.value), spans=(3,))


def _choice_rows(parts: Sequence[ChoicePart], f: Fields) -> list[Row]:
    made = []
    for part in parts:
        squares = boxes(part.choices, f.body) if part.choices else text("", f.body)
        made.append(Row([f.label(part.name, part.name), cell(squares, 3)]))
    return made
