"""Care: kinds of notes and their fields, commands, frozen rows (domain.md 2.1 to 2.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from medcentre.kernel.records import RecordStatus
from medcentre.residents.facts import Condition


class NoteKind(StrEnum):
    """Documents of the medical record (MED-01 … MED-27)."""

    ADMISSION = "admission_note"
    READMISSION = "readmission_note"
    IN_OUT_24H = "in_out_24h"
    DEATH_24H = "death_24h"
    FIRST_PROGRESS = "first_progress_note"
    PROGRESS = "progress_note"
    ATTENDING_FIRST = "attending_first_round"
    CHIEF_FIRST = "chief_first_round"
    WARD_ROUND = "ward_round"
    DIFFICULT_CASE = "difficult_case"
    HANDOVER = "handover_note"
    TAKEOVER = "takeover_note"
    TRANSFER_OUT = "transfer_out_note"
    TRANSFER_IN = "transfer_in_note"
    STAGE_SUMMARY = "stage_summary"
    RESCUE = "rescue_note"
    CONSULTATION = "consultation"
    DISCHARGE = "discharge_summary"
    DEATH = "death_note"
    ADDENDUM = "addendum"


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One named part of a note; the name is the label `note_section.<key>`."""

    key: str
    required: bool = True
    lines: int = 3


def _s(*keys: str) -> tuple[SectionSpec, ...]:
    """Sections from their keys; a trailing `?` makes one optional, `:n` gives it n lines."""
    made = []
    for text in keys:
        key, _, lines = text.rstrip("?").partition(":")
        made.append(SectionSpec(key, not text.endswith("?"), int(lines or 3)))
    return tuple(made)


_FREE = _s("content:10")
_ADMISSION = _s(
    "chief_complaint:1", "present_illness:6", "past_history:3", "personal_history:2?",
    "drug_history:4", "marriage_history:1?", "family_history:1?", "examination:5",
    "special_findings:2?", "tests:2?", "preliminary_diagnosis:2",
)  # fmt: skip

SECTIONS: Mapping[NoteKind, tuple[SectionSpec, ...]] = MappingProxyType(
    {
        **dict.fromkeys(NoteKind, _FREE),
        NoteKind.ADMISSION: _ADMISSION,
        NoteKind.READMISSION: _ADMISSION,
        NoteKind.IN_OUT_24H: _s(
            "chief_complaint:1", "admission_condition", "admission_diagnosis:1", "course:5",
            "discharge_condition", "discharge_diagnosis:1", "discharge_orders",
        ),
        NoteKind.DEATH_24H: _s(
            "chief_complaint:1", "admission_condition", "admission_diagnosis:1",
            "rescue_course:5", "death_cause:1", "death_diagnosis:1",
        ),
        NoteKind.FIRST_PROGRESS: _s("features:5", "basis:4", "differential:3?", "plan:4"),
        NoteKind.STAGE_SUMMARY: _s(
            "chief_complaint:1?", "admission_condition", "admission_diagnosis:1", "course:5",
            "present_condition", "present_diagnosis:1", "plan:3",
        ),
        NoteKind.RESCUE: _s("illness_change", "measures:5", "participants:1"),
        NoteKind.DISCHARGE: _s(
            "admission_condition", "admission_diagnosis:1", "course:5", "discharge_condition:1",
            "discharge_diagnosis:1", "discharge_orders:4",
        ),
        NoteKind.DEATH: _s(
            "admission_diagnosis:1", "course:4", "rescue_course:4", "death_cause:1",
            "death_diagnosis:1",
        ),
    }
)  # fmt: skip
"""The parts of each kind of note (domain.md 2.2)."""

PROGRESS_LIKE = frozenset(
    {
        NoteKind.FIRST_PROGRESS, NoteKind.PROGRESS, NoteKind.ATTENDING_FIRST,
        NoteKind.CHIEF_FIRST, NoteKind.WARD_ROUND, NoteKind.DIFFICULT_CASE, NoteKind.HANDOVER,
        NoteKind.TAKEOVER, NoteKind.TRANSFER_IN, NoteKind.TRANSFER_OUT, NoteKind.STAGE_SUMMARY,
        NoteKind.RESCUE, NoteKind.CONSULTATION,
    }
)  # fmt: skip
"""Entries of the continuous record: each restarts the clock of MED-06 … MED-11."""

SUMMARIES = frozenset(
    {
        NoteKind.STAGE_SUMMARY, NoteKind.HANDOVER, NoteKind.TAKEOVER, NoteKind.TRANSFER_IN,
        NoteKind.TRANSFER_OUT,
    }
)  # fmt: skip
"""What counts as the month's summary (MED-18)."""

LEAST_RANK: Mapping[NoteKind, int] = MappingProxyType(
    {NoteKind.ATTENDING_FIRST: 2, NoteKind.CHIEF_FIRST: 3}
)
"""Rank the signer or co-signer of a round must have (MED-12, MED-13)."""

Content = tuple[tuple[str, str], ...]
"""(section, text) pairs in the order of the kind's sections."""


class CareCode(StrEnum):
    """Refusals of this room."""

    SECTION_UNKNOWN = "note_section_unknown"
    NOTE_BEFORE_ADMISSION = "note_before_admission"
    NOTE_AFTER_EXIT = "note_after_exit"
    ONE_ONLY = "note_one_only"
    COMPLAINT_LONG = "note_complaint_long"
    COSIGN_RANK = "note_cosign_rank"
    PARENT_NOT_SIGNED = "note_parent_not_signed"
    ADDENDUM_PARENT = "note_addendum_parent"


# ---- commands -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StartNote:
    """A new draft. `at` is the time of the record; `parent_id` the note an addendum belongs to."""

    stay_id: int
    kind: NoteKind
    at: datetime
    content: Content = ()
    parent_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDraft:
    """A draft saved on. `version` as the screen saw it."""

    note_id: int
    version: int
    at: datetime
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class SignNote:
    """Sign a draft, with its last wording. The password is the signer's own (SIGN-01)."""

    note_id: int
    version: int
    at: datetime
    content: Content
    password: str
    ask_cosign: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CosignNote:
    """A superior reviews and signs (MED-42)."""

    note_id: int
    version: int
    password: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectNote:
    """A signed note corrected: a new version with a reason (MED-40, MED-52)."""

    note_id: int
    version: int
    at: datetime
    content: Content
    reason: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndNote:
    """Void, archive or unlock a note, with a reason where one is asked."""

    note_id: int
    version: int
    password: str
    reason: str = ""


# ---- rows -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note of a list. `excerpt` is the beginning of its text, empty when hidden."""

    id: int
    version: int
    stay_id: int
    person_name: str
    kind: NoteKind
    at: datetime
    status: RecordStatus
    version_no: int
    author: str
    author_account: int | None
    signer: str
    signer_title: str
    signed_at: datetime | None
    needs_cosign: bool
    cosigner: str
    late: bool
    altered: bool
    void_reason: str
    parent_id: int | None
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """One version as the history shows it."""

    version_no: int
    status: RecordStatus
    at: datetime
    author: str
    signer: str
    signer_title: str
    reason: str
    content: Content
    noted_at: datetime | None
    link: str


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A whole note with its history, newest version last. `hidden`: content above the reader."""

    row: NoteRow
    content: Content
    versions: tuple[NoteVersion, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """What the deadline rules need of a note that counts: kind, its time, when it was finished."""

    kind: NoteKind
    at: datetime
    done_at: datetime


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What the deadline rules need of a stay.

    `kept_since` is the moment from which the record is kept in this program: the admission, or the
    entry of the stay when it was taken over from paper later. `conditions` are (from, condition)
    in order of time; `away` are (left, back or None) without returned day trips; `transfers` are the
    moments at which the person came into another zone.
    """

    stay_id: int
    admitted_at: datetime
    kept_since: datetime
    exited_at: datetime | None
    died: bool
    earlier_stays: bool
    conditions: tuple[tuple[datetime, Condition], ...]
    notes: tuple[WrittenNote, ...]
    drafts: frozenset[NoteKind] = frozenset()
    away: tuple[tuple[datetime, datetime | None], ...] = ()
    transfers: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordSettings:
    """Settings of the centre about deadlines (domain.md 2.1)."""

    chief_round_hours: int = 72
    daily_first_days: bool = True
    weekly_after_half_year: bool = False


class Colour(StrEnum):
    """MED-43: how much of the time is left."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One document owed: from when its clock runs, until when it is due."""

    kind: NoteKind
    rule: str
    since: datetime
    due_at: datetime
    why: str
    facts: tuple[tuple[str, str], ...] = ()
    draft: bool = False

    def colour(self, now: datetime) -> Colour:
        """Green above a quarter of the time left, amber down to nothing, red overdue (MED-43)."""
        if now > self.due_at:
            return Colour.RED
        return Colour.AMBER if (self.due_at - now) * 4 <= self.due_at - self.since else Colour.GREEN


@dataclass(frozen=True, slots=True)
class StayDeadline:
    """A deadline with the person it is about, for work lists."""

    stay_id: int
    person_name: str
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class ToSign:
    """A note that waits for a signature: a own draft, or a note to be co-signed."""

    row: NoteRow
    cosign: bool
