"""Care: notes of a stay, history of a note, what is due and what waits for a signature."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from medcentre.care import rules
from medcentre.care.facts import (
    Content,
    Deadline,
    NoteCard,
    NoteKind,
    NoteRow,
    NoteVersion,
    RecordFacts,
    RecordSettings,
    StayDeadline,
    ToSign,
    WrittenNote,
)
from medcentre.care.tables import NoteModel, NoteVersionModel, PrintTraceModel
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.due import Domain, DueItem
from medcentre.kernel.errors import NotFound, NotPermitted
from medcentre.kernel.permissions import Actor, Data, Role, print_, sign, view
from medcentre.kernel.records import RecordStatus, is_late
from medcentre.papers.facts import PageTrace, PrintTrace
from medcentre.placement.tables import BedModel, OccupancyModel, RoomModel
from medcentre.residents import reach
from medcentre.residents.facts import Condition
from medcentre.residents.tables import (
    AbsenceModel,
    ConditionModel,
    IllnessModel,
    PersonModel,
    StayModel,
)
from medcentre.residents.views import sees_illness
from medcentre.staff.facts import Setting, declare_setting
from medcentre.staff.views.settings import settings_of
from medcentre.store.uow import reading
from medcentre.store.versions import (
    VersionFault,
    last_contents,
    signed_by_another,
    verify_versions,
)

CHIEF_ROUND_HOURS = declare_setting(Setting("chief_round_hours", 72, "care", low=24, high=336))
DAILY_FIRST_DAYS = declare_setting(Setting("daily_first_days", True, "care"))
WEEKLY_AFTER_HALF_YEAR = declare_setting(Setting("weekly_after_half_year", False, "care"))

HORIZON = timedelta(hours=24)
"""How far ahead a work list looks."""

EXCERPT = 60


def reads_notes(actor: Actor) -> bool:
    """Whether the actor reads notes in full: not those who may see a summary only (12.2)."""
    return actor.may(view(Data.DIAGNOSIS)) and not actor.qualifier(view(Data.DIAGNOSIS))


def refuse_partial_reader(ctx: ServiceContext) -> None:
    """Raise NotPermitted for readers whose right ends at a summary."""
    if not reads_notes(ctx.actor):
        raise NotPermitted(permission=str(view(Data.DIAGNOSIS)), actor=ctx.actor.name)


def _query() -> Any:
    return (
        select(NoteModel, PersonModel.name)
        .join(StayModel, StayModel.id == NoteModel.stay_id)
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .execution_options(populate_existing=True)
    )


def _row(note: NoteModel, name: str, excerpt: str = "") -> NoteRow:
    return NoteRow(
        id=note.id, version=note.version, stay_id=note.stay_id, person_name=name,
        kind=NoteKind(note.kind), at=note.at, status=RecordStatus(note.status),
        version_no=note.version_no, author=note.entered_by, author_account=note.author_account,
        signer=note.signer, signer_title=note.signer_title, signed_at=note.signed_at,
        needs_cosign=note.needs_cosign and note.status == RecordStatus.SIGNED,
        cosigner=note.cosigner, late=is_late(note.at, note.entered_at), altered=note.altered,
        void_reason=note.void_reason, parent_id=note.parent_id, excerpt=excerpt,
    )  # fmt: skip


def content_of(text: str) -> tuple[datetime | None, Content]:
    """Time and sections of a stored version."""
    data = json.loads(text)
    noted = datetime.fromisoformat(data["at"]) if data.get("at") else None
    return noted, tuple((str(k), str(v)) for k, v in data.get("sections", ()))


def _hidden(session: Session, actor: Actor, stays: Iterable[int]) -> set[int]:
    """Stays with an illness whose words the reader may not know (D8, D9; SEC-01)."""
    rows = session.execute(
        select(IllnessModel.stay_id, IllnessModel.category).where(
            IllnessModel.stay_id.in_(set(stays)), IllnessModel.revoked_at.is_(None)
        )
    )
    return {stay for stay, category in rows if not sees_illness(actor, category)}


@reads(view(Data.DIAGNOSIS))
def notes_of(ctx: ServiceContext, stay_id: int) -> tuple[NoteRow, ...]:
    """All notes of a stay, newest first, void ones included; three statements."""
    refuse_partial_reader(ctx)
    with reading(ctx) as session:
        reach.refuse_conflict(session, ctx, stay_id)
        found = session.execute(
            _query().where(NoteModel.stay_id == stay_id).order_by(NoteModel.at.desc(), NoteModel.id)
        ).all()
        hidden = _hidden(session, ctx.actor, [stay_id])
        texts = {} if hidden else last_contents(session, NoteVersionModel, [n.id for n, _ in found])
    return tuple(_row(n, name, excerpt_of(texts.get(n.id, ""))) for n, name in found)


@reads(view(Data.DIAGNOSIS))
def recent_notes(ctx: ServiceContext, since: datetime) -> tuple[NoteRow, ...]:
    """Notes of all people since a moment, newest first, without their text; one statement."""
    refuse_partial_reader(ctx)
    with reading(ctx) as session:
        found = session.execute(
            _query()
            .where(or_(NoteModel.at >= since, NoteModel.status == RecordStatus.DRAFT))
            .order_by(NoteModel.at.desc(), NoteModel.id)
            .limit(500)
        ).all()
    return tuple(_row(n, name) for n, name in found)


def excerpt_of(text: str) -> str:
    """The first words of a content."""
    if not text:
        return ""
    _, content = content_of(text)
    words = "；".join(part.replace("\n", " ") for _, part in content)
    return words if len(words) <= EXCERPT else words[:EXCERPT] + "…"


def card_of(session: Session, actor: Actor, note_id: int) -> NoteCard:
    """A whole note inside an open read; the act `read_note` records who read it."""
    found = session.execute(_query().where(NoteModel.id == note_id)).first()
    if found is None:
        raise NotFound(what="note", id=note_id)
    note, name = found
    if _hidden(session, actor, [note.stay_id]):
        return NoteCard(_row(note, name), (), (), hidden=True)
    versions = []
    for v in session.scalars(
        select(NoteVersionModel)
        .where(NoteVersionModel.record_id == note_id)
        .order_by(NoteVersionModel.version_no)
    ):
        noted, content = content_of(v.content)
        versions.append(
            NoteVersion(
                v.version_no, RecordStatus(v.status), v.at, v.author, v.signer, v.signer_title,
                v.reason, content, noted, v.link,
            )
        )  # fmt: skip
    return NoteCard(_row(note, name), versions[-1].content, tuple(versions))


@reads(view(Data.DIAGNOSIS))
def whole_record(ctx: ServiceContext, stay_id: int) -> tuple[NoteCard, ...]:
    """All notes of a stay with their histories in order of time, for papers; three statements."""
    refuse_partial_reader(ctx)
    with reading(ctx) as session:
        reach.refuse_conflict(session, ctx, stay_id)
        if _hidden(session, ctx.actor, [stay_id]):
            raise NotPermitted(permission=str(view(Data.DIAGNOSIS_SPECIAL)), actor=ctx.actor.name)
        found = session.execute(
            _query().where(NoteModel.stay_id == stay_id).order_by(NoteModel.at, NoteModel.id)
        ).all()
        histories: dict[int, list[NoteVersion]] = {}
        for v in session.scalars(
            select(NoteVersionModel)
            .join(NoteModel, NoteModel.id == NoteVersionModel.record_id)
            .where(NoteModel.stay_id == stay_id)
            .order_by(NoteVersionModel.record_id, NoteVersionModel.version_no)
        ):
            noted, content = content_of(v.content)
            histories.setdefault(v.record_id, []).append(
                NoteVersion(
                    v.version_no, RecordStatus(v.status), v.at, v.author, v.signer,
                    v.signer_title, v.reason, content, noted, v.link,
                )
            )  # fmt: skip
    return tuple(
        NoteCard(_row(n, name), histories[n.id][-1].content, tuple(histories[n.id]))
        for n, name in found
    )


@reads(print_(Data.DIAGNOSIS))
def filed_trace(ctx: ServiceContext, stay_id: int, form: str) -> PrintTrace | None:
    """What stands on paper of a form of a stay; None before the first print."""
    with reading(ctx) as session:
        pages = session.scalar(
            select(PrintTraceModel.pages).where(
                PrintTraceModel.stay_id == stay_id, PrintTraceModel.form == form
            )
        )
    if pages is None:
        return None
    return PrintTrace(
        form, tuple(PageTrace(int(p), int(n), str(d)) for p, n, d in json.loads(pages)["pages"])
    )


# ---- what is due -----------------------------------------------------------------------------


@reads(view(Data.DIAGNOSIS))
def due(ctx: ServiceContext, until: datetime | None = None) -> tuple[DueItem, ...]:
    """Documents overdue or due within the horizon, for doctors (MED-01 … MED-26); five statements."""
    refuse_partial_reader(ctx)
    now = ctx.clock.now()
    limit = until or now + HORIZON
    return tuple(
        DueItem(
            kind=f"note_kind.{d.deadline.kind}", rule=d.deadline.rule, why=d.deadline.why,
            domain=Domain.MEDICAL, due_at=d.deadline.due_at, roles=frozenset({Role.DOCTOR}),
            stay_id=d.stay_id, person_name=d.person_name, facts=d.deadline.facts,
            draft=d.deadline.draft,
        )
        for d in all_deadlines(ctx)
        if d.deadline.due_at <= limit
    )  # fmt: skip


@reads(view(Data.DIAGNOSIS))
def deadlines_of(ctx: ServiceContext, stay_id: int) -> tuple[Deadline, ...]:
    """Every document owed for one stay, soonest first (MED-43)."""
    refuse_partial_reader(ctx)
    return tuple(d.deadline for d in _deadlines(ctx, stay_id))


@reads(view(Data.DIAGNOSIS))
def all_deadlines(ctx: ServiceContext) -> tuple[StayDeadline, ...]:
    """Every document owed for everybody, soonest first."""
    refuse_partial_reader(ctx)
    return _deadlines(ctx, None)


def _deadlines(ctx: ServiceContext, stay_id: int | None) -> tuple[StayDeadline, ...]:
    now = ctx.clock.now()
    with reading(ctx) as session:
        values = settings_of(session, (CHIEF_ROUND_HOURS, DAILY_FIRST_DAYS, WEEKLY_AFTER_HALF_YEAR))
        settings = RecordSettings(
            int(values[CHIEF_ROUND_HOURS.key]),
            bool(values[DAILY_FIRST_DAYS.key]),
            bool(values[WEEKLY_AFTER_HALF_YEAR.key]),
        )
        stays = record_facts(session, now, stay_id)
    found = [
        StayDeadline(facts.stay_id, name, deadline)
        for name, facts in stays
        for deadline in rules.deadlines(facts, now, settings)
    ]
    return tuple(sorted(found, key=lambda d: (d.deadline.due_at, d.stay_id)))


CLOSING = timedelta(days=30)
"""So long after an exit its closing documents are looked for."""


def record_facts(
    session: Session, now: datetime, stay_id: int | None = None
) -> list[tuple[str, RecordFacts]]:
    """What the deadline rules need, with the name; five statements whatever the number of stays."""
    scope = or_(StayModel.exited_at.is_(None), StayModel.exited_at > now - CLOSING)
    if stay_id is not None:
        scope = StayModel.id == stay_id
    before = StayModel.__table__.alias("before")
    again = (
        select(before.c.id)
        .where(
            before.c.person_id == StayModel.person_id, before.c.admitted_at < StayModel.admitted_at
        )
        .exists()
    )
    stays = session.execute(
        select(StayModel, PersonModel.name, again)
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .where(scope)
    ).all()
    conditions: dict[int, list[tuple[datetime, Condition]]] = {}
    for stay, from_at, value in session.execute(
        select(ConditionModel.stay_id, ConditionModel.from_at, ConditionModel.value)
        .join(StayModel, StayModel.id == ConditionModel.stay_id)
        .where(scope, ConditionModel.revoked_at.is_(None))
        .order_by(ConditionModel.from_at)
    ):
        conditions.setdefault(stay, []).append((from_at, Condition(value)))
    away: dict[int, list[tuple[datetime, datetime | None]]] = {}
    for stay, left, back in session.execute(
        select(AbsenceModel.stay_id, AbsenceModel.from_at, AbsenceModel.until_at)
        .join(StayModel, StayModel.id == AbsenceModel.stay_id)
        .where(scope, AbsenceModel.revoked_at.is_(None))
    ):
        away.setdefault(stay, []).append((left, back))
    notes, drafts = _written(session, scope)
    transfers = _transfers(session, scope)
    return [
        (
            name,
            RecordFacts(
                stay.id, stay.admitted_at, max(stay.admitted_at, stay.entered_at), stay.exited_at,
                stay.exit_kind == "death", bool(earlier), tuple(conditions.get(stay.id, ())),
                tuple(notes.get(stay.id, ())), frozenset(drafts.get(stay.id, ())),
                tuple(away.get(stay.id, ())), tuple(transfers.get(stay.id, ())),
            ),
        )
        for stay, name, earlier in stays
    ]  # fmt: skip


def _transfers(session: Session, scope: Any) -> dict[int, list[datetime]]:
    """Stay -> moments at which the person came into another zone, in order."""
    found: dict[int, list[datetime]] = {}
    zones: dict[int, int] = {}
    for stay, from_at, zone in session.execute(
        select(OccupancyModel.stay_id, OccupancyModel.from_at, RoomModel.zone_id)
        .join(BedModel, BedModel.id == OccupancyModel.bed_id)
        .join(RoomModel, RoomModel.id == BedModel.room_id)
        .join(StayModel, StayModel.id == OccupancyModel.stay_id)
        .where(scope, OccupancyModel.revoked_at.is_(None))
        .order_by(OccupancyModel.from_at)
    ):
        if zones.setdefault(stay, zone) != zone:
            found.setdefault(stay, []).append(from_at)
            zones[stay] = zone
    return found


def _written(
    session: Session, scope: Any
) -> tuple[dict[int, list[WrittenNote]], dict[int, set[NoteKind]]]:
    """Notes that count (signed, and co-signed where a superior is needed), and open drafts."""
    notes: dict[int, list[WrittenNote]] = {}
    drafts: dict[int, set[NoteKind]] = {}
    for row in session.execute(
        select(
            NoteModel.stay_id, NoteModel.kind, NoteModel.at, NoteModel.status,
            NoteModel.signed_at, NoteModel.cosigned_at, NoteModel.needs_cosign,
        )
        .join(StayModel, StayModel.id == NoteModel.stay_id)
        .where(scope, NoteModel.status != RecordStatus.VOIDED)
    ):  # fmt: skip
        kind = NoteKind(row.kind)
        if row.status == RecordStatus.DRAFT:
            drafts.setdefault(row.stay_id, set()).add(kind)
        elif not row.needs_cosign or row.cosigned_at is not None:
            done = row.cosigned_at or row.signed_at
            notes.setdefault(row.stay_id, []).append(WrittenNote(kind, row.at, done))
        else:
            drafts.setdefault(row.stay_id, set()).add(kind)
    return notes, drafts


@reads(sign(Data.DIAGNOSIS))
def to_sign(ctx: ServiceContext) -> tuple[ToSign, ...]:
    """Own drafts, and notes of others that wait for a superior of this rank; one statement."""
    actor = ctx.actor
    own = and_(
        NoteModel.status == RecordStatus.DRAFT,
        NoteModel.entered_by == actor.name,
        NoteModel.author_account == actor.account_id
        if actor.account_id is not None
        else NoteModel.author_account.is_(None),
    )
    waiting = and_(
        NoteModel.status == RecordStatus.SIGNED,
        NoteModel.needs_cosign.is_(True),
        signed_by_another(NoteModel, actor),
    )
    with reading(ctx) as session:
        found = session.execute(_query().where(or_(own, waiting)).order_by(NoteModel.at)).all()
    return tuple(
        ToSign(_row(n, name), n.status == RecordStatus.SIGNED)
        for n, name in found
        if n.status == RecordStatus.DRAFT
        or not tuple(rules.check_cosigner(NoteKind(n.kind), n.signer_title, actor.title))
    )


@reads(view(Data.AUDIT))
def note_faults(ctx: ServiceContext) -> tuple[VersionFault, ...]:
    """Versions of notes touched by hand (MED-52, S9)."""
    with reading(ctx) as session:
        return verify_versions(session, NoteVersionModel)
