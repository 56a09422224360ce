"""Support: officers' talks (domain.md 4.1): coded values, content, commands, rows."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from medcentre.kernel.records import RecordStatus
from medcentre.residents.facts import AbsenceKind


class TalkReason(StrEnum):
    """Kind of a talk, as ticked on the form."""

    REGULAR = "regular"
    REQUIRED = "required"
    FOCUS = "focus"
    OWN_REQUEST = "own_request"


class TalkTrigger(StrEnum):
    """What made a talk compulsory (TLK-01, TLK-02)."""

    ADMISSION = "admission"
    NEWCOMER = "newcomer"
    MONTHLY = "monthly"
    FOCUS_1 = "focus_1"
    FOCUS_2 = "focus_2"
    FOLLOW_UP = "follow_up"
    BED_CHANGE = "bed_change"
    HEALTH_CHANGE = "health_change"
    AFTER_LEAVE = "after_leave"
    BEFORE_LEAVE = "before_leave"
    DISCIPLINE = "discipline"
    RESTRAINT = "restraint"
    FIGHT = "fight"
    BAD_NEWS = "bad_news"
    VISIT_CONFLICT = "visit_conflict"
    REFUSED_TREATMENT = "refused_treatment"
    HUNGER_STRIKE = "hunger_strike"
    EXTENSION = "extension"
    ASSESSMENT = "assessment"
    FESTIVAL = "festival"
    BEFORE_RELEASE = "before_release"
    LAST_DAY = "last_day"


class TalkTopic(StrEnum):
    """What was talked about."""

    ADAPTATION = "adaptation"
    TREATMENT = "treatment"
    FAMILY = "family"
    MOTIVATION = "motivation"
    CONFLICT = "conflict"
    EMOTION = "emotion"
    SELF_HARM = "self_harm"
    TERM = "term"
    RELEASE = "release"


class Band(StrEnum):
    """Sleep and appetite."""

    POOR = "poor"
    FAIR = "fair"
    GOOD = "good"


class Attitude(StrEnum):
    """How the resident took part."""

    RESISTING = "resisting"
    PASSIVE = "passive"
    COOPERATING = "cooperating"


class RiskLevel(StrEnum):
    """The talker's estimate; `high` and above alarm doctor and shift leader."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


class Involved(StrEnum):
    """Who else must see to it."""

    DOCTOR = "doctor"
    COUNSELLOR = "counsellor"
    FAMILY = "family"


class SupportCode(StrEnum):
    """Refusals of this room."""

    TALK_BEFORE_ADMISSION = "talk_before_admission"
    TALK_AFTER_EXIT = "talk_after_exit"
    TALK_END_BEFORE_START = "talk_end_before_start"
    TALK_TOO_LONG = "talk_too_long"
    TRIGGER_MISSING = "talk_trigger_missing"
    TWO_PERSONS = "talk_two_persons"
    WOMAN_PRESENT = "talk_woman_present"
    DEMAND_WITHOUT_OWNER = "talk_demand_owner"
    DEMAND_WITHOUT_DATE = "talk_demand_date"
    DEMAND_WITHOUT_WISH = "talk_demand_wish"
    DEMAND_DATE_PAST = "talk_demand_past"
    FOLLOW_UP_LATE = "talk_follow_up_late"
    FOLLOW_UP_PAST = "talk_follow_up_past"
    DEMAND_ANSWERED = "talk_demand_answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A wish of the resident, who sees to it, until when (TLK-04)."""

    wish: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkContent:
    """Every field of TLK-03. None and empty where nothing is filled in yet.

    `woman_present`: a woman of the staff took part, asked for when the resident is a woman.
    """

    started: datetime | None = None
    ended: datetime | None = None
    place: str = ""
    recorder: str = ""
    present: str = ""
    reasons: tuple[TalkReason, ...] = ()
    triggers: tuple[TalkTrigger, ...] = ()
    topics: tuple[TalkTopic, ...] = ()
    content: str = ""
    emotion: int | None = None
    sleep: Band | None = None
    appetite: Band | None = None
    attitude: Attitude | None = None
    demands: tuple[Demand, ...] = ()
    measures: str = ""
    risk_before: RiskLevel | None = None
    risk_after: RiskLevel | None = None
    follow_up_on: date | None = None
    involved: tuple[Involved, ...] = ()
    woman_present: bool = False


# ---- commands -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTalk:
    """A new draft of a talk record."""

    stay_id: int
    content: TalkContent


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveTalk:
    """A draft saved on."""

    talk_id: int
    version: int
    content: TalkContent


@dataclass(frozen=True, slots=True, kw_only=True)
class SignTalk:
    """Sign a draft with its last wording."""

    talk_id: int
    version: int
    content: TalkContent
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectTalk:
    """A signed talk corrected: a new version with a reason."""

    talk_id: int
    version: int
    content: TalkContent
    reason: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidTalk:
    """A signed talk declared void with a reason."""

    talk_id: int
    version: int
    reason: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDemand:
    """What became of a demand, told to the resident (TLK-04)."""

    demand_id: int
    version: int
    answer: str


# ---- rows -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TalkRow:
    """One talk of a list. Readers of summaries get no excerpt."""

    id: int
    version: int
    number: str
    stay_id: int
    person_name: str
    started: datetime
    ended: datetime | None
    status: RecordStatus
    talker: str
    talker_account: int | None
    reasons: tuple[TalkReason, ...]
    triggers: tuple[TalkTrigger, ...]
    topics: tuple[TalkTopic, ...]
    emotion: int | None
    risk_before: RiskLevel | None
    risk_after: RiskLevel | None
    signed_at: datetime | None
    late: bool
    altered: bool
    void_reason: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class TalkVersion:
    """One version as the history shows it."""

    version_no: int
    status: RecordStatus
    at: datetime
    author: str
    signer: str
    signer_title: str
    reason: str
    content: TalkContent
    link: str


@dataclass(frozen=True, slots=True)
class TalkCard:
    """A whole talk with its history, newest version last."""

    row: TalkRow
    content: TalkContent
    versions: tuple[TalkVersion, ...]


@dataclass(frozen=True, slots=True)
class DemandRow:
    """A demand with where it came from; open while `answered_at` is None."""

    id: int
    version: int
    talk_id: int
    stay_id: int
    person_name: str
    wish: str
    owner: str
    due_on: date
    answered_at: datetime | None
    answer: str
    answered_by: str


@dataclass(frozen=True, slots=True)
class HeldTalk:
    """What the due rules need of a signed talk."""

    started: datetime
    triggers: frozenset[TalkTrigger] = frozenset()
    follow_up_on: date | None = None


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """What the due rules need of a stay. `kept_since` as in the records of care.

    `bed_changes` are moments of moves after the first bed, `health_changes` moments of a new grave
    illness or a turn to serious or critical: never what it is.
    """

    stay_id: int
    admitted_at: datetime
    kept_since: datetime
    exited_at: datetime | None = None
    focus: int | None = None
    last_day: date | None = None
    bed_changes: tuple[datetime, ...] = ()
    health_changes: tuple[datetime, ...] = ()
    absences: tuple[tuple[AbsenceKind, datetime, datetime | None], ...] = ()
    talks: tuple[HeldTalk, ...] = ()
    drafted: bool = False


@dataclass(frozen=True, slots=True)
class TalkDue:
    """A talk owed: why, since when, until when."""

    trigger: TalkTrigger
    rule: str
    since: datetime
    due_at: datetime
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StayTalkDue:
    """A talk owed to a person, for lists."""

    stay_id: int
    person_name: str
    due: TalkDue
    draft: bool


@dataclass(frozen=True, slots=True)
class MonthOfTalks:
    """This month so far: people to be talked with, talked with, and talks overdue."""

    to_talk: int
    talked: int
    overdue: int
