"""Records that are signed: head row, append-only versions, hash chain, guards (MED-50 … MED-52).

A room declares its head with `RecordHead`, its versions with `RecordVersion` and protects both by
`guard_record`. `append_version` is the only way a version comes into being; `verify_versions`
recomputes the chains for the audit screen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    ForeignKey,
    Integer,
    String,
    Text,
    and_,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Actor
from medcentre.kernel.records import (
    RecordStatus,
    Signature,
    VersionSeal,
    canonical,
    digest,
    link_of,
    stamp,
)
from medcentre.store.base import Base, Entered, Id, Key, UtcDateTime, Versioned
from medcentre.store.guards import append_only, refuse_when
from medcentre.store.uow import UnitOfWork


class RecordHead(Versioned, Entered):
    """What lists need of a record; its content lives in the versions."""

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    status: Mapped[str] = mapped_column(String(10), default="draft", index=True)
    version_no: Mapped[int] = mapped_column(Integer, default=0)
    author_account: Mapped[int | None] = mapped_column(Id)
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signer: Mapped[str] = mapped_column(String(60), default="")
    signer_title: Mapped[str] = mapped_column(String(40), default="")
    signer_account: Mapped[int | None] = mapped_column(Id)
    needs_cosign: Mapped[bool] = mapped_column(Boolean, default=False)
    cosigner: Mapped[str] = mapped_column(String(60), default="")
    cosigned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    altered: Mapped[bool] = mapped_column(Boolean, default=False)
    void_reason: Mapped[str] = mapped_column(String(300), default="")

    @declared_attr
    def stay_id(cls) -> Mapped[int]:
        """The stay the record belongs to."""
        return mapped_column(ForeignKey("stay.id", ondelete="RESTRICT"), index=True)


class RecordVersion:
    """One version of a record: never changed, never deleted."""

    head_table: str

    id: Mapped[Key]
    version_no: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(String(10))
    content: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    prev_link: Mapped[str] = mapped_column(String(64), default="")
    link: Mapped[str] = mapped_column(String(64))
    author: Mapped[str] = mapped_column(String(60))
    signer: Mapped[str] = mapped_column(String(60), default="")
    signer_role: Mapped[str] = mapped_column(String(200), default="")
    signer_title: Mapped[str] = mapped_column(String(40), default="")
    account_id: Mapped[int | None] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(300), default="")
    workstation: Mapped[str] = mapped_column(String(80), default="")

    @declared_attr
    def record_id(cls) -> Mapped[int]:
        """The record the version belongs to."""
        return mapped_column(ForeignKey(f"{cls.head_table}.id", ondelete="RESTRICT"), index=True)


def guard_record(head: str, versions: str) -> None:
    """What the database itself keeps of a signed record (I12), on both engines.

    Versions are append-only and numbered without a gap; the head says what its last version says;
    a signed record never becomes a draft again and never moves to another person or kind.
    """
    append_only(versions)
    refuse_when(f"{head}_kept", head, "DELETE", "1 = 1")
    refuse_when(
        f"{versions}_in_order",
        versions,
        "INSERT",
        f"NEW.version_no <> (SELECT COALESCE(MAX(v.version_no), 0) + 1 FROM {versions} v "
        "WHERE v.record_id = NEW.record_id)",
    )
    refuse_when(
        f"{head}_follows_versions",
        head,
        "UPDATE",
        f"NEW.status <> COALESCE((SELECT v.status FROM {versions} v "
        "WHERE v.record_id = NEW.id AND v.version_no = NEW.version_no), 'draft')",
    )
    refuse_when(
        f"{head}_stays_signed",
        head,
        "UPDATE",
        "OLD.status <> 'draft' AND (NEW.status = 'draft' OR NEW.stay_id <> OLD.stay_id "
        "OR NEW.kind <> OLD.kind OR NEW.version_no < OLD.version_no)",
    )


def signature_of(ctx: ServiceContext, reason: str = "") -> Signature:
    """The signature of the acting person at this moment (SIGN-01)."""
    actor = ctx.actor
    return Signature(
        actor.name, ",".join(sorted(actor.roles)), actor.title, actor.account_id,
        actor.staff_id, ctx.clock.now(), reason,
    )  # fmt: skip


def is_signer(head: Any, actor: Actor) -> bool:
    """Whether a `RecordHead` row was signed by this person: one account is one person, whatever the
    name is now; only where neither has an account (scripts) the name tells (SIGN-02)."""
    if head.signer_account is None and actor.account_id is None:
        return bool(head.signer == actor.name)
    return bool(head.signer_account == actor.account_id)


def signed_by_another(model: Any, actor: Actor) -> ColumnElement[bool]:
    """`not is_signer` as a condition on signed rows of a record's table."""
    if actor.account_id is None:
        return or_(model.signer_account.is_not(None), model.signer != actor.name)
    other: ColumnElement[bool] = model.signer_account.is_distinct_from(actor.account_id)
    return other


def append_version(
    uow: UnitOfWork,
    head: Any,
    model: Any,
    status: RecordStatus,
    content: dict[str, Any],
    signature: Signature | None = None,
    reason: str = "",
) -> None:
    """Add the next version and let the head follow. `head` is a `RecordHead` row already stored."""
    last = last_version(uow.session, model, head.id)
    text = canonical(content)
    now = uow.ctx.clock.now()
    row = model(
        record_id=head.id, version_no=(last.version_no if last else 0) + 1, status=str(status),
        content=text, content_hash=digest(text), prev_link=last.link if last else "",
        author=uow.ctx.actor.name, signer=signature.name if signature else "",
        signer_role=signature.role if signature else "",
        signer_title=signature.title if signature else "",
        account_id=uow.ctx.actor.account_id, at=now, reason=reason,
        workstation=uow.ctx.workstation,
    )  # fmt: skip
    row.link = link_of(row.prev_link, _seal(model, row))
    uow.add(row)
    head.status, head.version_no = str(status), row.version_no


def last_version(session: Session, model: Any, record_id: int) -> Any:
    """The newest version of a record, None when there is none."""
    return session.scalar(
        select(model).where(model.record_id == record_id).order_by(model.version_no.desc()).limit(1)
    )


def last_contents(session: Session, model: Any, records: Iterable[int]) -> dict[int, str]:
    """The newest content of each record; one statement, none for no records."""
    wanted = list(records)
    if not wanted:
        return {}
    newest = (
        select(model.record_id, func.max(model.version_no).label("no"))
        .where(model.record_id.in_(wanted))
        .group_by(model.record_id)
        .subquery()
    )
    query = select(model.record_id, model.content).join(
        newest, and_(newest.c.record_id == model.record_id, newest.c.no == model.version_no)
    )
    return {row.record_id: row.content for row in session.execute(query)}


@dataclass(frozen=True, slots=True)
class VersionFault:
    """A version touched by hand: "changed" content or seal, or a "missing" one before it."""

    table: str
    record_id: int
    version_no: int
    kind: str


def verify_versions(session: Session, model: Any) -> tuple[VersionFault, ...]:
    """Recompute all chains of one kind of record (MED-52: at start and in the audit screen)."""
    faults: list[VersionFault] = []
    record, number, link = -1, 0, ""
    for row in _in_order(session, model):
        if row.record_id != record:
            record, number, link = row.record_id, 0, ""
        table = model.__tablename__
        if row.version_no != number + 1 or row.prev_link != link:
            faults.append(VersionFault(table, record, row.version_no, "missing"))
        if digest(row.content) != row.content_hash or row.link != link_of(
            row.prev_link, _seal(model, row)
        ):
            faults.append(VersionFault(table, record, row.version_no, "changed"))
        number, link = row.version_no, row.link
    return tuple(faults)


def _in_order(session: Session, model: Any) -> Iterator[Any]:
    yield from session.scalars(
        select(model).order_by(model.record_id, model.version_no).execution_options(yield_per=1000)
    )


def _seal(model: type[Base], row: Any) -> VersionSeal:
    return VersionSeal(
        f"{model.__tablename__}:{row.record_id}", row.version_no, row.status, row.content_hash,
        row.author, row.signer, row.signer_role, row.signer_title, row.account_id,
        stamp(row.at), row.reason, row.workstation,
    )  # fmt: skip
