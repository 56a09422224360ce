"""Signed records: their life, their hash chain, who signed (MED-42, MED-50 … MED-53, SIGN-01).

Notes, talks and whatever else is written, signed, corrected and voided share this one life:
draft -> signed -> (co-signed) -> (archived), voided from anywhere after signing. A correction is a
new version with a reason; nothing that was signed is ever changed.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from medcentre.kernel.clock import centre_time
from medcentre.kernel.errors import KernelCode, Violation

MIN_REASON = 6
"""Shortest reason of a correction, voiding or unlocking, in characters (interface.md 5.1)."""

BATCH = 20
"""At most so many records are signed after one password (MED-53)."""

LATE_AFTER = timedelta(minutes=30)
"""Written so long after the event, an entry is marked 补记 (SIGN-05)."""


class RecordStatus(StrEnum):
    """Status of a version, and of the record it is the last one of (MED-52)."""

    DRAFT = "draft"
    SIGNED = "signed"
    COSIGNED = "cosigned"
    ARCHIVED = "archived"
    VOIDED = "voided"


class Step(StrEnum):
    """What may be done with a record."""

    SAVE = "save"
    SIGN = "sign"
    COSIGN = "cosign"
    CORRECT = "correct"
    ARCHIVE = "archive"
    UNLOCK = "unlock"
    VOID = "void"


class RecordCode(StrEnum):
    """Refusals of signed records."""

    NOT_DRAFT = "record_not_draft"
    NOT_SIGNED = "record_not_signed"
    VOIDED = "record_voided"
    ARCHIVED = "record_archived"
    NOT_ARCHIVED = "record_not_archived"
    NOT_YOURS = "record_not_yours"
    OWN_COSIGN = "record_own_cosign"
    COSIGNED_ALREADY = "record_cosigned_already"
    OWN_UNLOCK = "record_own_unlock"
    UNCHANGED = "record_unchanged"
    REASON_SHORT = "record_reason_short"
    TOO_MANY = "record_too_many"


@dataclass(frozen=True, slots=True)
class Signature:
    """SIGN-01: user, role and title at that time, the moment, the reason."""

    name: str
    role: str
    title: str
    account_id: int | None
    staff_id: int | None
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VersionSeal:
    """Everything of a version that its link protects."""

    record: str
    version_no: int
    status: str
    content_hash: str
    author: str
    signer: str
    signer_role: str
    signer_title: str
    account_id: int | None
    at: str
    reason: str
    workstation: str


def canonical(content: Mapping[str, Any]) -> str:
    """A content as one JSON text: sorted keys, no spaces, dates as ISO."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )


def digest(text: str) -> str:
    """sha256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def link_of(previous: str, seal: VersionSeal) -> str:
    """The link of a version: sha256 over the link before and the seal."""
    return digest(previous + canonical(asdict(seal)))


def stamp(moment: datetime) -> str:
    """A moment as it enters the chain."""
    return centre_time(moment).isoformat(timespec="microseconds")


_ALLOWED: Mapping[Step, frozenset[RecordStatus]] = {
    Step.SAVE: frozenset({RecordStatus.DRAFT}),
    Step.SIGN: frozenset({RecordStatus.DRAFT}),
    Step.COSIGN: frozenset({RecordStatus.SIGNED}),
    Step.CORRECT: frozenset({RecordStatus.SIGNED, RecordStatus.COSIGNED}),
    Step.ARCHIVE: frozenset({RecordStatus.SIGNED, RecordStatus.COSIGNED}),
    Step.UNLOCK: frozenset({RecordStatus.ARCHIVED}),
    Step.VOID: frozenset({RecordStatus.SIGNED, RecordStatus.COSIGNED}),
}


def check_step(step: Step, status: RecordStatus) -> Iterator[Violation]:
    """Why a step is not possible from a status: the life of a record in one table."""
    if status in _ALLOWED[step]:
        return
    if status is RecordStatus.VOIDED:
        yield Violation(RecordCode.VOIDED, rule="MED-52")
    elif status is RecordStatus.ARCHIVED:
        yield Violation(RecordCode.ARCHIVED, rule="MED-50")
    elif step in (Step.SAVE, Step.SIGN):
        yield Violation(RecordCode.NOT_DRAFT, rule="MED-52")
    elif step is Step.UNLOCK:
        yield Violation(RecordCode.NOT_ARCHIVED, rule="MED-50")
    elif step is Step.COSIGN and status is RecordStatus.COSIGNED:
        yield Violation(RecordCode.COSIGNED_ALREADY, rule="MED-42")
    else:
        yield Violation(RecordCode.NOT_SIGNED, rule="MED-52")


def check_record_reason(reason: str, where: str = "reason") -> Iterator[Violation]:
    """A correction, voiding or unlocking says why (MED-52)."""
    if not reason.strip():
        yield Violation(KernelCode.REQUIRED, where)
    elif len(reason.strip()) < MIN_REASON:
        yield Violation(RecordCode.REASON_SHORT, where, {"least": MIN_REASON}, "MED-52")


def is_late(event: datetime, entered: datetime) -> bool:
    """Whether an entry is a late one, to be marked 补记 (SIGN-05)."""
    return entered - event > LATE_AFTER
