"""Insight: frozen rows of composed pictures. Nothing here is stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from medcentre.kernel.due import Domain, DueItem, Urgency
from medcentre.residents.facts import CareLevel, Condition, PrecautionKind


@dataclass(frozen=True, slots=True)
class MyWork:
    """The due items of the signed-in person, soonest first, with the bed of each person."""

    at: datetime
    items: tuple[DueItem, ...]

    def section(self, urgency: Urgency) -> tuple[DueItem, ...]:
        """The items of one section: overdue, within two hours, later."""
        return tuple(item for item in self.items if item.urgency(self.at) is urgency)


class EventKind(StrEnum):
    """What happened, in the timeline of a person."""

    FACT = "fact"
    NOTE = "note"
    TALK = "talk"
    BED = "bed"


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One event of a person's timeline.

    `subject` is the label key of what it is (`note_kind.progress_note`, `timeline.care_level`),
    `value` a label key or plain text, `status` the record status of signed records. `record_id`
    opens the note or talk.
    """

    at: datetime
    kind: EventKind
    domain: Domain
    subject: str
    value: str = ""
    note: str = ""
    who: str = ""
    status: str = ""
    record_id: int | None = None
    alert: bool = False


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person the search found, with enough to tell same names apart (J4)."""

    stay_id: int
    name: str
    pinyin: str
    admission_no: str
    sex: str
    age: int | None
    bed: str
    zone: str
    care_level: CareLevel | None
    precautions: tuple[PrecautionKind, ...]
    exited: bool
    same_name: bool


@dataclass(frozen=True, slots=True)
class PatientRow:
    """One line of "my patients": bed, name, level, precautions, condition, why to look."""

    stay_id: int
    bed: str
    zone: str
    name: str
    age: int | None
    care_level: CareLevel | None
    precautions: tuple[PrecautionKind, ...]
    condition: Condition | None
    absent: bool
    red_alert: bool
    stay_days: int
    due: int
    overdue: int

    @property
    def wants_attention(self) -> bool:
        """Grave, alerted, closely nursed or with something overdue."""
        grave = self.condition in (Condition.CRITICAL, Condition.SERIOUS)
        close = self.care_level in (CareLevel.N0, CareLevel.N1)
        return grave or close or self.red_alert or self.overdue > 0


class StripFact(StrEnum):
    """Facts of the strip "since last night"."""

    ADMITTED = "admitted"
    EXITED = "exited"
    OUT = "out"
    MOVED = "moved"
    GRAVE = "grave"
    ALERTS = "alerts"


@dataclass(frozen=True, slots=True)
class StripItem:
    """A number of the strip and who is behind it (names as the reader may see them)."""

    fact: StripFact
    count: int
    people: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class SinceNight:
    """What happened from the evening before until now."""

    since: datetime
    until: datetime
    items: tuple[StripItem, ...]


@dataclass(frozen=True, slots=True)
class MyDay:
    """Everything of the first page that is read from people."""

    work: MyWork
    patients: tuple[PatientRow, ...]
    night: SinceNight


@dataclass(frozen=True, slots=True)
class TopCounts:
    """Counters of the top bar; `free_beds` None for readers without the map."""

    on_roll: int
    out: int
    free_beds: int | None


@dataclass(frozen=True, slots=True)
class BellAlert:
    """One line behind the bell: `text` is a label key filled from `facts`, in the reader's words."""

    id: str
    text: str
    facts: tuple[tuple[str, str], ...]
    place: str
    at: datetime
    critical: bool
    stay_id: int | None
