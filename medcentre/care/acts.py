"""Care: the acts on notes. Each is a whole transaction; signing asks for the own password."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from medcentre.care import rules
from medcentre.care.facts import (
    SECTIONS,
    CareCode,
    Content,
    CorrectNote,
    CosignNote,
    EndNote,
    NoteCard,
    NoteKind,
    SaveDraft,
    SignNote,
    StartNote,
)
from medcentre.care.tables import NoteModel, NoteVersionModel, PrintTraceModel
from medcentre.care.views import card_of, content_of, refuse_partial_reader
from medcentre.kernel import records
from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError, refuse_if
from medcentre.kernel.permissions import Data, edit, print_, sign, view
from medcentre.kernel.records import RecordCode, RecordStatus, Step, canonical
from medcentre.papers.facts import PrintTrace
from medcentre.residents import reach
from medcentre.residents.tables import StayModel
from medcentre.staff.sign_in import verify_password
from medcentre.store.uow import UnitOfWork, reading, unit_of_work
from medcentre.store.versions import append_version, is_signer, last_version, signature_of


@act("care.start_note", edit(Data.DIAGNOSIS))
def start_note(ctx: ServiceContext, cmd: StartNote) -> int:
    """A new draft; returns the note. Raises RulesBroken, DomainError(note_one_only)."""
    with unit_of_work(ctx) as uow:
        note_id = start_note_in(uow, cmd).id
        uow.commit()
    return note_id


def start_note_in(uow: UnitOfWork, cmd: StartNote) -> NoteModel:
    """A new draft inside an open unit of work."""
    reach.refuse_conflict(uow.session, uow.ctx, cmd.stay_id)
    _refuse_second(uow, cmd)
    refuse_if(rules.check_content(cmd.kind, cmd.content, whole=False))
    _refuse_time(uow, cmd.stay_id, cmd.kind, cmd.at)
    if (cmd.kind is NoteKind.ADDENDUM) != (cmd.parent_id is not None):
        raise DomainError(CareCode.ADDENDUM_PARENT)
    if cmd.parent_id is not None:
        parent = uow.get(NoteModel, cmd.parent_id, version=None)
        if parent.status == RecordStatus.DRAFT or parent.stay_id != cmd.stay_id:
            raise DomainError(CareCode.PARENT_NOT_SIGNED)
    now, actor = uow.ctx.clock.now(), uow.ctx.actor
    note = uow.add(
        NoteModel(
            stay_id=cmd.stay_id, kind=str(cmd.kind), at=cmd.at, parent_id=cmd.parent_id,
            author_account=actor.account_id, entered_at=now, entered_by=actor.name,
        )
    )  # fmt: skip
    append_version(
        uow, note, NoteVersionModel, RecordStatus.DRAFT, _picture(note.kind, cmd.at, cmd.content)
    )
    _record(uow, note, "care.start_note")
    return note


def _refuse_second(uow: UnitOfWork, cmd: StartNote) -> None:
    if cmd.kind not in rules.ONCE:
        return
    kinds = [cmd.kind]
    if cmd.kind in (NoteKind.ADMISSION, NoteKind.READMISSION):
        kinds = [NoteKind.ADMISSION, NoteKind.READMISSION]
    found = uow.session.scalar(
        select(NoteModel.id).where(
            NoteModel.stay_id == cmd.stay_id,
            NoteModel.kind.in_([str(k) for k in kinds]),
            NoteModel.status != RecordStatus.VOIDED,
        )
    )
    if found is not None:
        raise DomainError(
            CareCode.ONE_ONLY, kind=f"label:note_kind.{cmd.kind}", note_id=found, where="kind"
        )


def _refuse_time(uow: UnitOfWork, stay_id: int, kind: NoteKind, at: datetime) -> None:
    stay = uow.get(StayModel, stay_id, version=None)
    refuse_if(rules.check_time(kind, at, stay.admitted_at, stay.exited_at, uow.ctx.clock.now()))


@act("care.save_note", edit(Data.DIAGNOSIS))
def save_note(ctx: ServiceContext, cmd: SaveDraft) -> int:
    """The draft saved on; returns the new version number of the row. Only the author's own."""
    with unit_of_work(ctx) as uow:
        note = _mine(uow, cmd.note_id, cmd.version)
        refuse_if(rules.check_content(NoteKind(note.kind), cmd.content, whole=False))
        _refuse_time(uow, note.stay_id, NoteKind(note.kind), cmd.at)
        _put(uow, note, cmd.at, cmd.content)
        _record(uow, note)
        uow.commit()
        return note.version


def _mine(uow: UnitOfWork, note_id: int, version: int) -> NoteModel:
    """A draft of the acting person, as the screen saw it."""
    note = uow.get(NoteModel, note_id, version=version)
    refuse_if(records.check_step(Step.SAVE, RecordStatus(note.status)))
    actor = uow.ctx.actor
    if (note.author_account, note.entered_by) != (actor.account_id, actor.name):
        raise DomainError(RecordCode.NOT_YOURS, author=note.entered_by)
    return note


def _put(uow: UnitOfWork, note: NoteModel, at: datetime, content: Content) -> None:
    """Another draft version, unless nothing changed."""
    picture = _picture(note.kind, at, content)
    last = last_version(uow.session, NoteVersionModel, note.id)
    if last is None or last.content != canonical(picture):
        append_version(uow, note, NoteVersionModel, RecordStatus.DRAFT, picture)
        note.at = at


# ---- signing --------------------------------------------------------------------------------


@act("care.sign_note", sign(Data.DIAGNOSIS))
def sign_note(ctx: ServiceContext, cmd: SignNote) -> None:
    """The note is signed: user, role, title, time (SIGN-01). Raises also PASSWORD_WRONG."""
    verify_password(ctx, cmd.password)
    with unit_of_work(ctx) as uow:
        sign_note_in(uow, cmd)
        uow.commit()


def sign_note_in(uow: UnitOfWork, cmd: SignNote) -> None:
    """Signing inside an open unit of work whose actor proved who they are."""
    note = _mine(uow, cmd.note_id, cmd.version)
    kind = NoteKind(note.kind)
    refuse_if(records.check_step(Step.SIGN, RecordStatus(note.status)))
    refuse_if(rules.check_content(kind, cmd.content, whole=True))
    _refuse_time(uow, note.stay_id, kind, cmd.at)
    signature = signature_of(uow.ctx)
    append_version(
        uow, note, NoteVersionModel, RecordStatus.SIGNED,
        _picture(note.kind, cmd.at, cmd.content), signature,
    )  # fmt: skip
    note.at = cmd.at
    note.signed_at, note.signer = signature.at, signature.name
    note.signer_title, note.signer_account = signature.title, signature.account_id
    note.needs_cosign = rules.needs_cosign(kind, signature.title, cmd.ask_cosign)
    _record(uow, note, "care.sign_note")


@act("care.sign_notes", sign(Data.DIAGNOSIS))
def sign_notes(ctx: ServiceContext, notes: Sequence[tuple[int, int]], password: str) -> int:
    """Several drafts as they stand, after one password (MED-53: at most 20); how many."""
    if len(notes) > records.BATCH:
        raise DomainError(RecordCode.TOO_MANY, most=records.BATCH)
    verify_password(ctx, password)
    with unit_of_work(ctx) as uow:
        for note_id, version in notes:
            last = last_version(uow.session, NoteVersionModel, note_id)
            noted_at, content = content_of(last.content)
            at = noted_at or uow.get(NoteModel, note_id, version=None).at
            sign_note_in(
                uow,
                SignNote(
                    note_id=note_id, version=version, at=at, content=content, password=password
                ),
            )
        uow.commit()
    return len(notes)


@act("care.cosign_note", sign(Data.DIAGNOSIS))
def cosign_note(ctx: ServiceContext, cmd: CosignNote) -> None:
    """A superior reviews and signs (MED-42). Raises also note_cosign_rank, record_own_cosign."""
    verify_password(ctx, cmd.password)
    with unit_of_work(ctx) as uow:
        cosign_note_in(uow, cmd)
        uow.commit()


def cosign_note_in(uow: UnitOfWork, cmd: CosignNote) -> None:
    """Co-signing inside an open unit of work whose actor proved who they are."""
    note = uow.get(NoteModel, cmd.note_id, version=cmd.version)
    refuse_if(records.check_step(Step.COSIGN, RecordStatus(note.status)))
    actor = uow.ctx.actor
    if is_signer(note, actor):
        raise DomainError(RecordCode.OWN_COSIGN)
    refuse_if(rules.check_cosigner(NoteKind(note.kind), note.signer_title, actor.title))
    signature = signature_of(uow.ctx, cmd.remark)
    _again(uow, note, RecordStatus.COSIGNED, cmd.remark, signature)
    note.cosigner, note.cosigned_at = signature.name, signature.at
    _record(uow, note, "care.cosign_note")


@act("care.correct_note", sign(Data.DIAGNOSIS))
def correct_note(ctx: ServiceContext, cmd: CorrectNote) -> None:
    """A new version with a reason; the old wording stays readable (MED-40, MED-52)."""
    verify_password(ctx, cmd.password)
    with unit_of_work(ctx) as uow:
        correct_note_in(uow, cmd)
        uow.commit()


def correct_note_in(uow: UnitOfWork, cmd: CorrectNote) -> None:
    """A correction inside an open unit of work whose actor proved who they are.

    The signer and doctors who may co-sign correct; a corrected co-signed note waits for the
    superior again.
    """
    note = uow.get(NoteModel, cmd.note_id, version=cmd.version)
    kind = NoteKind(note.kind)
    refuse_if(records.check_step(Step.CORRECT, RecordStatus(note.status)))
    refuse_if(
        (
            *rules.check_content(kind, cmd.content, whole=True),
            *records.check_record_reason(cmd.reason),
        )
    )
    actor = uow.ctx.actor
    if not is_signer(note, actor):
        refuse_if(rules.check_cosigner(kind, note.signer_title, actor.title))
    _refuse_time(uow, note.stay_id, kind, cmd.at)
    picture = _picture(note.kind, cmd.at, cmd.content)
    last = last_version(uow.session, NoteVersionModel, note.id)
    if last.content == canonical(picture):
        raise DomainError(RecordCode.UNCHANGED)
    was_cosigned = note.status == RecordStatus.COSIGNED
    signature = signature_of(uow.ctx, cmd.reason)
    append_version(uow, note, NoteVersionModel, RecordStatus.SIGNED, picture, signature, cmd.reason)
    note.at, note.altered = cmd.at, True
    note.needs_cosign = note.needs_cosign or was_cosigned
    note.cosigner, note.cosigned_at = "", None
    _record(uow, note, "care.correct_note", reason=cmd.reason)


@act("care.void_note", sign(Data.DIAGNOSIS))
def void_note(ctx: ServiceContext, cmd: EndNote) -> None:
    """The note is void with a reason; it stays readable, struck through (MED-52)."""
    verify_password(ctx, cmd.password)
    with unit_of_work(ctx) as uow:
        void_note_in(uow, cmd)
        uow.commit()


def void_note_in(uow: UnitOfWork, cmd: EndNote) -> None:
    """Voiding inside an open unit of work whose actor proved who they are."""
    note = uow.get(NoteModel, cmd.note_id, version=cmd.version)
    refuse_if(records.check_step(Step.VOID, RecordStatus(note.status)))
    refuse_if(records.check_record_reason(cmd.reason))
    actor = uow.ctx.actor
    if not is_signer(note, actor):
        refuse_if(rules.check_cosigner(NoteKind(note.kind), note.signer_title, actor.title))
    _again(uow, note, RecordStatus.VOIDED, cmd.reason, signature_of(uow.ctx, cmd.reason))
    note.void_reason = cmd.reason
    _record(uow, note, "care.void_note", reason=cmd.reason)


@act("care.archive_notes", sign(Data.DIAGNOSIS))
def archive_notes(ctx: ServiceContext, stay_id: int, password: str) -> int:
    """All signed notes of a finished stay are archived (MED-36, MED-50); how many."""
    verify_password(ctx, password)
    with unit_of_work(ctx) as uow:
        signed = (str(RecordStatus.SIGNED), str(RecordStatus.COSIGNED))
        rows = list(
            uow.session.scalars(
                select(NoteModel).where(NoteModel.stay_id == stay_id, NoteModel.status.in_(signed))
            )
        )
        for note in rows:
            _again(uow, note, RecordStatus.ARCHIVED, "", signature_of(uow.ctx))
        uow.record(f"stay:{stay_id}", Topic.CARE, notes=len(rows))
        uow.commit()
    return len(rows)


@act("care.unlock_note", sign(Data.DIAGNOSIS))
def unlock_note(ctx: ServiceContext, cmd: EndNote) -> None:
    """An archived note may be corrected again, by leave of another signer (MED-50)."""
    verify_password(ctx, cmd.password)
    with unit_of_work(ctx) as uow:
        note = uow.get(NoteModel, cmd.note_id, version=cmd.version)
        refuse_if(records.check_step(Step.UNLOCK, RecordStatus(note.status)))
        refuse_if(records.check_record_reason(cmd.reason))
        if is_signer(note, uow.ctx.actor):
            raise DomainError(RecordCode.OWN_UNLOCK)
        back = RecordStatus.COSIGNED if note.cosigner else RecordStatus.SIGNED
        _again(uow, note, back, cmd.reason, signature_of(uow.ctx, cmd.reason))
        _record(uow, note, reason=cmd.reason)
        uow.commit()


def _again(
    uow: UnitOfWork, note: NoteModel, status: RecordStatus, reason: str, signature: Any
) -> None:
    """The last wording once more under another status."""
    last = last_version(uow.session, NoteVersionModel, note.id)
    noted_at, content = content_of(last.content)
    picture = _picture(note.kind, noted_at or note.at, content)
    append_version(uow, note, NoteVersionModel, status, picture, signature, reason)


def _picture(kind: str, at: datetime, content: Content) -> dict[str, Any]:
    """What a version keeps: time and sections in the order of the kind."""
    texts = {key: text.strip() for key, text in content if text.strip()}
    order = [spec.key for spec in SECTIONS[NoteKind(kind)]]
    return {"at": records.stamp(at), "sections": [[k, texts[k]] for k in order if k in texts]}


def _record(uow: UnitOfWork, note: NoteModel, action: str = "", **facts: Any) -> None:
    uow.record(
        f"note:{note.id}", Topic.CARE, action=action, stay=note.stay_id, kind=note.kind,
        version_no=note.version_no, **facts,
    )  # fmt: skip


# ---- reading and printing leave a trace ------------------------------------------------------


@act("care.read_note", view(Data.DIAGNOSIS))
def read_note(ctx: ServiceContext, note_id: int) -> NoteCard:
    """A whole note with its history; who read it is recorded (SEC-23). Raises NotFound."""
    refuse_partial_reader(ctx)
    with reading(ctx) as session:
        card = card_of(session, ctx.actor, note_id)
        reach.refuse_conflict(session, ctx, card.row.stay_id)
    with unit_of_work(ctx) as uow:
        uow.record(f"note:{note_id}", stay=card.row.stay_id, hidden=card.hidden)
        uow.commit()
    return card


@act("care.print_notes", print_(Data.DIAGNOSIS))
def file_print(
    ctx: ServiceContext, stay_id: int, trace: PrintTrace, from_page: int, notes: int
) -> None:
    """What a print put on paper, so that the next goes on from there (D14)."""
    with unit_of_work(ctx) as uow:
        row = uow.session.scalar(
            select(PrintTraceModel).where(
                PrintTraceModel.stay_id == stay_id, PrintTraceModel.form == trace.form
            )
        )
        if row is None:
            row = PrintTraceModel(
                stay_id=stay_id, form=trace.form, pages="", prints=0,
                entered_at=ctx.clock.now(), entered_by=ctx.actor.name,
            )  # fmt: skip
            uow.session.add(row)
        row.pages = canonical({"pages": [[p.page, p.lines, p.digest] for p in trace.pages]})
        row.prints += 1
        row.entered_at, row.entered_by = ctx.clock.now(), ctx.actor.name
        uow.record(f"stay:{stay_id}", Topic.CARE, form=trace.form, from_page=from_page, notes=notes)
        uow.commit()
