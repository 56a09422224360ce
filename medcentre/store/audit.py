"""The audit trail: hash-chained, append-only, written by the unit of work alone (SEC-23, I3)."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from medcentre.kernel.clock import centre_time
from medcentre.store.base import Base, Id, UtcDateTime
from medcentre.store.guards import append_only


class AuditRow(Base):
    """One act that was committed, or one refused sign-in."""

    __tablename__ = "audit_event"

    seq: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False, index=True)
    actor: Mapped[str] = mapped_column(String(60), nullable=False)
    account_id: Mapped[int | None] = mapped_column(Id)
    roles: Mapped[str] = mapped_column(String(200), nullable=False)
    workstation: Mapped[str] = mapped_column(String(80), nullable=False)
    action: Mapped[str] = mapped_column(String(80), nullable=False, index=True)
    subject: Mapped[str] = mapped_column(String(80), nullable=False, index=True)
    topics: Mapped[str] = mapped_column(String(200), nullable=False)
    facts: Mapped[str] = mapped_column(Text, nullable=False)
    link: Mapped[str] = mapped_column(String(64), nullable=False)


append_only("audit_event")


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """What is chained: everything of a row but its link."""

    seq: int
    at: str
    actor: str
    account_id: int | None
    roles: str
    workstation: str
    action: str
    subject: str
    topics: str
    facts: str


def canonical(facts: dict[str, Any]) -> str:
    """Facts as one JSON text: sorted keys, no spaces, dates as ISO, everything else by its text."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def chain(previous: str, event: AuditEvent) -> str:
    """The link of an event: sha256 over the previous link and the event."""
    body = json.dumps(asdict(event), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((previous + body).encode()).hexdigest()


def last_link(session: Session) -> tuple[int, str]:
    """Number and link of the newest row; (0, "") for an empty trail."""
    row = session.execute(
        select(AuditRow.seq, AuditRow.link).order_by(AuditRow.seq.desc()).limit(1)
    ).first()
    return (row.seq, row.link) if row else (0, "")


@dataclass(frozen=True, slots=True)
class ChainFault:
    """A place where the trail was touched by hand.

    `kind`: "changed" (content or order differs from its link), "missing" (rows were removed or
    inserted), "cut" (the trail ends before a head that was kept elsewhere).
    """

    seq: int
    kind: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the trail, to be kept off the machine (printed, signed, sent)."""

    seq: int
    link: str


def verify(session: Session, kept: Head | None = None) -> tuple[Head, tuple[ChainFault, ...]]:
    """Recompute the whole chain; every fault found, and the present head (R04)."""
    faults: list[ChainFault] = []
    seq, link, kept_seen = 0, "", kept is None
    for row in _rows(session):
        event = _event(row)
        if row.seq != seq + 1:
            faults.append(ChainFault(row.seq, "missing"))
        if chain(link, event) != row.link:
            faults.append(ChainFault(row.seq, "changed"))
        seq, link = row.seq, row.link
        if kept is not None and row.seq == kept.seq:
            kept_seen = row.link == kept.link
    if not kept_seen and kept is not None:
        faults.append(ChainFault(kept.seq, "cut"))
    return Head(seq, link), tuple(faults)


def _rows(session: Session) -> Iterator[AuditRow]:
    yield from session.scalars(
        select(AuditRow).order_by(AuditRow.seq).execution_options(yield_per=2000)
    )


def _event(row: AuditRow) -> AuditEvent:
    return AuditEvent(
        row.seq, stamp(row.at), row.actor, row.account_id, row.roles, row.workstation,
        row.action, row.subject, row.topics, row.facts,
    )  # fmt: skip


def stamp(moment: datetime) -> str:
    """The moment as it enters the chain: whole microseconds at the centre's clock."""
    return centre_time(moment).isoformat(timespec="microseconds")
