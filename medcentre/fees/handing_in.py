"""A statement handed in: each file and print is an act with its trace (SEC-07, SEC-23)."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from medcentre.fees.document import StatementDoc, canonical, digest
from medcentre.fees.files import statement_csv, statement_json, statement_xlsx
from medcentre.fees.papers import (
    gather_annex,
    gather_statement,
    is_draft,
    render_fee_annex,
    render_fee_statement,
)
from medcentre.fees.views.statements import statement_of
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Data, export, print_
from medcentre.papers.facts import PrintContext, Watermark
from medcentre.staff.views import centre_name
from medcentre.store.uow import unit_of_work


class FileKind(StrEnum):
    """Ways a statement leaves the house."""

    JSON = "json"
    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file made of a statement: its bytes, a name for it, and its hash as filed."""

    name: str
    data: bytes
    sha256: str


@act("fees.export", export(Data.FEES))
def export_statement(ctx: ServiceContext, month: Month, kind: FileKind) -> HandedIn:
    """A month's statement as a file for the other side. Raises DomainError(fee_no_contract)."""
    return _hand_in(ctx, month, kind)


@act("fees.print", print_(Data.FEES))
def print_statement(ctx: ServiceContext, month: Month, kind: FileKind = FileKind.PDF) -> HandedIn:
    """A month's statement or its list of persons on paper."""
    if kind not in {FileKind.PDF, FileKind.ANNEX}:
        raise ValueError(f"{kind} is no paper")
    return _hand_in(ctx, month, kind)


def _hand_in(ctx: ServiceContext, month: Month, kind: FileKind) -> HandedIn:
    centre = centre_name(ctx)
    with unit_of_work(ctx) as uow:
        doc = statement_of(uow.session, month)
        data = _bytes(ctx, doc, kind, centre)
        made = HandedIn(_name(doc, kind), data, digest_of(data))
        uow.record(
            f"fee_period:{month}", kind=kind, file=made.name, sha256=made.sha256,
            statement=doc.number or "draft", persons=len({p.stay_id for p in doc.persons}),
        )  # fmt: skip
        uow.commit()
    return made


def _bytes(ctx: ServiceContext, doc: StatementDoc, kind: FileKind, centre: str) -> bytes:
    match kind:
        case FileKind.JSON:
            return statement_json(doc).encode()
        case FileKind.XLSX:
            return statement_xlsx(doc, centre, ctx.lang)
        case FileKind.CSV:
            return statement_csv(doc, ctx.lang)
    paper = PrintContext(
        centre_name=centre, printed_by=ctx.actor.name, printed_at=ctx.clock.now(), lang=ctx.lang,
        watermark=Watermark.DRAFT if is_draft(doc) else Watermark.NONE,
        note="" if not is_draft(doc) else f"{'草稿' if ctx.lang == 'zh' else 'draft'} {doc.reckoned}",
    )  # fmt: skip
    if kind is FileKind.ANNEX:
        return render_fee_annex(gather_annex(doc, ctx.lang), paper)
    return render_fee_statement(gather_statement(doc, digest(canonical(doc)), ctx.lang), paper)


def digest_of(data: bytes) -> str:
    """sha256 of a file, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _name(doc: StatementDoc, kind: FileKind) -> str:
    stem = doc.number or f"draft-{doc.month}"
    return f"{stem}-annex.pdf" if kind is FileKind.ANNEX else f"{stem}.{kind}"
