"""What a roster is made of (domain.md section 6). Frozen, without store and screen."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from medcentre.kernel.clock import at
from medcentre.kernel.periods import Month
from medcentre.staff.facts import LeaveKind, MaternityFact


class Group(StrEnum):
    """Who works under one leader on one part of the sheet (domain.md 6.1)."""

    DIRECTOR = "director"
    POLICE = "police"
    AUX_POLICE = "aux_police"
    GUARD = "guard"
    DOCTOR = "doctor"
    NURSE = "nurse"
    PHARMACIST = "pharmacist"
    MED_TECH = "med_tech"
    COUNSELOR = "counselor"
    SOCIAL_WORKER = "social_worker"
    CARE_WORKER = "care_worker"
    LOGISTICS = "logistics"
    FINANCE = "finance"


CUSTODY_GROUPS = frozenset({Group.POLICE, Group.AUX_POLICE, Group.GUARD})
"""The groups that count as custody staff of a zone (ROS-09, CUS-03)."""


class Sex(StrEnum):
    """GB/T 2261.1, as far as posts ask for it."""

    MALE = "1"
    FEMALE = "2"


class ShiftKind(StrEnum):
    """What sort of work a shift is; decides nights, pay kinds and colours."""

    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"
    ROUND = "round"
    """24 hours in house."""
    OFFICE = "office"
    ON_CALL = "on_call"
    """At call outside the house; counts no hours and no cover in house."""
    ESCORT = "escort"
    TRAINING = "training"


class Level(StrEnum):
    """How serious a broken rule is."""

    ERROR = "error"
    WARN = "warn"
    INFO = "info"


class Account(StrEnum):
    """How working hours are reckoned (ROS-12)."""

    STANDARD = "standard"
    COMPREHENSIVE = "comprehensive"
    FLEXIBLE = "flexible"


class EngagementKind(StrEnum):
    """What else keeps a person from a shift (ROS-13)."""

    ESCORT = "escort"
    QUARANTINE = "quarantine"
    COURT = "court"
    MEETING = "meeting"


class DemandReason(StrEnum):
    """Why a post needs more people than its plan (C14)."""

    CONSTANT_WATCH = "constant_watch"
    ESCORT = "escort"
    ISOLATION = "isolation"
    CARE_LEVEL = "care_level"


class PayKind(StrEnum):
    """Kinds of worked hours in the hours report (ROS-04)."""

    ORDINARY = "ordinary"
    EXTRA = "extra"  # 150 %
    REST_DAY = "rest_day"
    """200 %, rest day without time off."""
    HOLIDAY = "holiday"
    """300 %, legal holiday."""


class DayKind(IntEnum):
    """What a date is by the holiday plan."""

    WORKDAY = 0
    REST_DAY = 1
    LEGAL_HOLIDAY = 2


class RuleId(StrEnum):
    """Rules of the roster: ROS-01 to ROS-15 of domain.md 6.3, from ROS-16 the usual ones."""

    STANDARD_HOURS = "ROS-01"
    OVERTIME = "ROS-02"
    WEEKLY_REST = "ROS-03"
    PAY_KINDS = "ROS-04"
    PROTECTED_MOTHERS = "ROS-05"
    LEAVE_BALANCE = "ROS-06"
    REST = "ROS-07"
    WOMENS_ZONE = "ROS-08"
    ZONE_COVER = "ROS-09"
    CERTIFICATES = "ROS-10"
    CIVIL_SERVANTS = "ROS-11"
    COMPREHENSIVE_HOURS = "ROS-12"
    CONFLICTS = "ROS-13"
    FAIR_SHARE = "ROS-14"
    NURSE_RATIO = "ROS-15"
    LONGEST_WORK = "ROS-16"
    SHORTEST_WORK = "ROS-17"
    SHORTEST_FREE = "ROS-18"
    LONGEST_FREE = "ROS-19"
    WHOLE_WEEKENDS = "ROS-20"
    MOST_WEEKENDS = "ROS-21"
    SUCCESSION = "ROS-22"
    NIGHT_BLOCKS = "ROS-23"
    MOST_OF_SHIFT = "ROS-24"
    MONTH_HOURS = "ROS-25"
    POST_MINIMUM = "ROS-26"
    POST_PREFERRED = "ROS-27"
    WISHES = "ROS-28"
    WORK_PATTERN = "ROS-29"
    UNWANTED_PATTERN = "ROS-30"
    SURPLUS = "ROS-31"


class RosterCode(StrEnum):
    """Sentences of the rules and refusals of this room."""

    WEEK_OVER_STANDARD = "roster_week_over_standard"
    DAY_OVER_STANDARD = "roster_day_over_standard"
    OVERTIME_MONTH = "roster_overtime_month"
    OVERTIME_DAY = "roster_overtime_day"
    NO_REST_DAY = "roster_no_rest_day"
    PREGNANT_NIGHT = "roster_pregnant_night"
    NURSING_NIGHT = "roster_nursing_night"
    MOTHER_OVERTIME = "roster_mother_overtime"
    NO_NIGHT_PERSON = "roster_no_night_person"
    LEAVE_EXCEEDED = "roster_leave_exceeded"
    MATERNITY_SHORT = "roster_maternity_short"
    SHORT_REST = "roster_short_rest"
    DOUBLE_SHIFT = "roster_double_shift"
    COVER_MISSING = "roster_cover_missing"
    CERTIFICATE_EXPIRED = "roster_certificate_expired"
    WRONG_POST = "roster_wrong_post"
    PERIOD_HOURS = "roster_period_hours"
    ON_LEAVE = "roster_on_leave"
    ENGAGED = "roster_engaged"
    NOT_HERE = "roster_not_here"
    WRONG_GROUP_SHIFT = "roster_wrong_group_shift"
    UNFAIR_NIGHTS = "roster_unfair_nights"
    UNFAIR_WEEKENDS = "roster_unfair_weekends"
    UNFAIR_HOLIDAYS = "roster_unfair_holidays"
    NURSE_RATIO = "roster_nurse_ratio"
    RUN_TOO_LONG = "roster_run_too_long"
    RUN_TOO_SHORT = "roster_run_too_short"
    FREE_TOO_SHORT = "roster_free_too_short"
    FREE_TOO_LONG = "roster_free_too_long"
    BROKEN_WEEKEND = "roster_broken_weekend"
    TOO_MANY_WEEKENDS = "roster_too_many_weekends"
    FORBIDDEN_SUCCESSION = "roster_forbidden_succession"
    NIGHT_BLOCK_SHORT = "roster_night_block_short"
    NIGHT_BLOCK_LONG = "roster_night_block_long"
    TOO_MANY_OF_SHIFT = "roster_too_many_of_shift"
    MONTH_HOURS_OVER = "roster_month_hours_over"
    MONTH_HOURS_UNDER = "roster_month_hours_under"
    POST_UNDER_MINIMUM = "roster_post_under_minimum"
    POST_UNDER_PREFERRED = "roster_post_under_preferred"
    POST_SURPLUS = "roster_post_surplus"
    WISH_NOT_MET = "roster_wish_not_met"
    OFF_PATTERN = "roster_off_pattern"
    UNWANTED_PATTERN = "roster_unwanted_pattern"
    HOLIDAY_PLAN_MISSING = "roster_holiday_plan_missing"
    HOLIDAY_PLAN_UNREADABLE = "roster_holiday_plan_unreadable"
    PINNED_CELL = "roster_pinned_cell"


@dataclass(frozen=True, slots=True)
class ShiftType:
    """A shift: letter on the sheet, key to type, times. Times in minutes; start after midnight.

    A shift belongs to the day it starts on, whenever it ends (T14).
    """

    code: str
    sign: str
    key: str
    name_zh: str
    name_en: str
    start: int
    minutes: int
    kind: ShiftKind
    groups: frozenset[Group] = frozenset()
    """Empty: every group."""
    paid_minutes: int | None = None
    """Counted working time; None: all of it."""
    planned: bool = True
    """Whether the solver may give it (escort and training are entered by people)."""

    @property
    def counted(self) -> int:
        """Counted working minutes."""
        return self.minutes if self.paid_minutes is None else self.paid_minutes

    @property
    def is_night(self) -> bool:
        """Night work for ROS-05, fairness and night blocks."""
        return self.kind in {ShiftKind.NIGHT, ShiftKind.ROUND}

    @property
    def in_house(self) -> bool:
        """Whether the person is in the house and counts for cover."""
        return self.kind not in {ShiftKind.ON_CALL, ShiftKind.ESCORT, ShiftKind.TRAINING}

    @property
    def end(self) -> int:
        """Minutes after the midnight of its start day; over 1440 on the next day."""
        return self.start + self.minutes

    def starts_at(self, day: date) -> datetime:
        """Start moment, aware UTC."""
        return at(day, *divmod(self.start, 60))

    def ends_at(self, day: date) -> datetime:
        """End moment, aware UTC."""
        return self.starts_at(day) + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class PostNeed:
    """How many a post needs on a shift; `weekdays` 0 Monday … 6 Sunday.

    `holidays` True: holds on rest days by the holiday plan only, False: on workdays only.
    """

    shift: str
    minimum: int
    preferred: int | None = None
    weekdays: frozenset[int] = frozenset(range(7))
    holidays: bool | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A place of work to be filled: which groups, skill and sex, and how many."""

    code: str
    name_zh: str
    name_en: str
    groups: frozenset[Group]
    needs: tuple[PostNeed, ...]
    places: frozenset[str] = frozenset()
    """Zones and buildings it counts for; empty: the whole house."""
    skill: str | None = None
    sex: Sex | None = None
    certificate: str | None = None


@dataclass(frozen=True, slots=True)
class CoverNeed:
    """A minimum at every moment of the day (ROS-08, ROS-09, CUS-01, CUS-05).

    `place` None means anywhere in the house.
    """

    rule: RuleId
    name_zh: str
    name_en: str
    minimum: int
    groups: frozenset[Group]
    place: str | None = None
    skill: str | None = None
    sex: Sex | None = None
    level: Level = Level.ERROR
    from_minute: int = 0
    to_minute: int = 1440
    """The part of each day it holds, minutes after midnight."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with its last valid day (None: no end)."""

    kind: str
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """Terms of employment as far as the roster reads them. None: the rule's own number."""

    code: str
    account: Account = Account.STANDARD
    labour_law: bool = True
    """False for civil servants: labour-law rules give information only (ROS-11)."""
    period_months: int = 1
    """Length of the reckoning period of comprehensive hours: 1, 3 or 12."""
    month_minutes: int | None = None
    hours_slack: int = 16 * 60
    """Minutes above or below the month's hours that nobody minds."""
    longest_work: int | None = None
    shortest_work: int | None = None
    shortest_free: int | None = None
    longest_free: int | None = None
    most_weekends: int | None = None
    most_of_shift: tuple[tuple[str, int], ...] = ()
    day_minutes: int = 8 * 60
    """A standard day of this contract, for the month's standard and days away that count."""


@dataclass(frozen=True, slots=True)
class WorkPattern:
    """A repeating pattern: shift codes, None for free; `anchor` is a day of its first entry."""

    cycle: tuple[str | None, ...]
    anchor: date

    def on(self, day: date) -> str | None:
        """What the pattern says for a day."""
        return self.cycle[(day - self.anchor).days % len(self.cycle)]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the sheet."""

    id: int
    name: str
    group: Group
    title: str = ""
    sex: Sex = Sex.MALE
    contract: str = "standard"
    skills: frozenset[str] = frozenset()
    posts: tuple[str, ...] = ()
    """Posts the person may hold, the own one first. Empty: every post of the group."""
    certificates: tuple[Certificate, ...] = ()
    no_night: bool = False
    maternity: tuple[MaternityFact, ...] = ()
    """Pregnancy and nursing with their dates (ROS-05); each protects inside its own dates only."""
    here_from: date | None = None
    here_to: date | None = None
    away: frozenset[date] = frozenset()
    """Days between `here_from` and `here_to` outside every term of service."""
    worked_since: date | None = None
    pattern: WorkPattern | None = None
    in_fairness: bool = True
    """False for people who are kept out of the comparison (leaders of a group, office)."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Approved leave, both days included."""

    person: int
    kind: LeaveKind
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Engagement:
    """Something else at given moments: escort, quarantine after exposure, court."""

    person: int
    kind: EngagementKind
    start: datetime
    end: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish for a shift (`shift` a code), for any work (`shift` None), or against it."""

    person: int
    day: date
    wants: bool
    shift: str | None = None
    weight: int = 10


@dataclass(frozen=True, slots=True)
class Assignment:
    """One cell: who, which day, which shift (T14: the start day), at which post."""

    person: int
    day: date
    shift: str
    post: str | None = None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A pinned day off."""

    person: int
    day: date


@dataclass(frozen=True, slots=True)
class Balance:
    """What a person carries in the fairness ledger: more (positive) or less than the own share."""

    person: int
    nights: float = 0
    weekends: float = 0
    holidays: float = 0
    minutes: int = 0
    period_minutes: int = 0
    """Minutes already worked in the running period of comprehensive hours (ROS-12)."""


@dataclass(frozen=True, slots=True)
class History:
    """What the month before leaves: its last days and the fairness ledger."""

    tail: tuple[Assignment, ...] = ()
    tail_days: int = 0
    """How many days before the month are known."""
    ledger: tuple[Balance, ...] = ()


@dataclass(frozen=True, slots=True)
class HolidayPlan:
    """The plan of the State Council for one year (HOL-01 to HOL-03)."""

    year: int
    off: frozenset[date]
    work: frozenset[date]
    """Weekend days worked to make up."""
    legal: frozenset[date]
    """Legal holidays with threefold pay."""

    def kind(self, day: date) -> DayKind:
        """What a date is."""
        if day in self.legal:
            return DayKind.LEGAL_HOLIDAY
        if day in self.off or (day.weekday() >= 5 and day not in self.work):
            return DayKind.REST_DAY
        return DayKind.WORKDAY


@dataclass(frozen=True, slots=True)
class Demand:
    """More people for a post on one day and shift, with the reason (C14)."""

    post: str
    day: date
    shift: str
    extra: int
    reason: DemandReason
    source: str = ""
    """What it comes from, to be shown: `stay:12`."""


@dataclass(frozen=True, slots=True)
class RuleConfig:
    """One rule as the centre has set it. `limits` are its numbers by name."""

    rule: RuleId
    level: Level
    weight: int
    limits: tuple[tuple[str, int], ...] = ()
    on: bool = True
    strict: bool = False
    """Whether the solver may never break it."""
    valid_from: date | None = None
    valid_to: date | None = None

    def limit(self, name: str) -> int:
        """A number of the rule. KeyError when it has none of that name."""
        return dict(self.limits)[name]

    def holds_in(self, month: Month) -> bool:
        """Whether it is switched on and valid on any day of a month."""
        return (
            self.on
            and (self.valid_from is None or self.valid_from <= month.last)
            and (self.valid_to is None or self.valid_to >= month.first)
        )


@dataclass(frozen=True, slots=True)
class Succession:
    """A shift that must not follow another on the next day."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class UnwantedPattern:
    """Shift codes on consecutive days nobody should get; None: free, "*": any shift."""

    shifts: tuple[str | None, ...]
    groups: frozenset[Group] = frozenset()


@dataclass(frozen=True, slots=True)
class Ward:
    """Numbers of the house for ROS-15: beds, nursing weight and the nurses they ask for."""

    beds: int = 0
    weighted_residents: float = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One month for the engine: everything the rules and the solver look at."""

    month: Month
    shifts: tuple[ShiftType, ...]
    posts: tuple[Post, ...]
    people: tuple[Person, ...]
    contracts: tuple[Contract, ...]
    rules: tuple[RuleConfig, ...]
    holidays: tuple[HolidayPlan, ...] = ()
    covers: tuple[CoverNeed, ...] = ()
    leaves: tuple[Leave, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    wishes: tuple[Wish, ...] = ()
    pins: tuple[Assignment, ...] = ()
    pinned_free: tuple[FreeDay, ...] = ()
    history: History = field(default_factory=History)
    demand: tuple[Demand, ...] = ()
    successions: tuple[Succession, ...] = ()
    unwanted: tuple[UnwantedPattern, ...] = ()
    ward: Ward = field(default_factory=Ward)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A month of cells: `cells[person row][day]` is a shift code or None; posts likewise."""

    month: Month
    people: tuple[int, ...]
    cells: tuple[tuple[str | None, ...], ...]
    posts: tuple[tuple[str | None, ...], ...] = ()

    def assignments(self) -> tuple[Assignment, ...]:
        """The cells as assignments."""
        days = self.month.days()
        return tuple(
            Assignment(person, days[d], code, self.posts[i][d] if self.posts else None)
            for i, person in enumerate(self.people)
            for d, code in enumerate(self.cells[i])
            if code is not None
        )

    @classmethod
    def of(cls, problem: Problem, assignments: tuple[Assignment, ...]) -> "Sheet":
        """From assignments; those of other months or unknown people are left out."""
        rows = {p.id: i for i, p in enumerate(problem.people)}
        length = problem.month.length
        cells: list[list[str | None]] = [[None] * length for _ in rows]
        posts: list[list[str | None]] = [[None] * length for _ in rows]
        for a in assignments:
            if a.person in rows and Month.of(a.day) == problem.month:
                cells[rows[a.person]][a.day.day - 1] = a.shift
                posts[rows[a.person]][a.day.day - 1] = a.post
        return cls(problem.month, tuple(rows), tuple(map(tuple, cells)), tuple(map(tuple, posts)))


@dataclass(frozen=True, slots=True)
class RosterViolation:
    """A broken rule on the sheet: who and when, how much, and the facts of its sentence.

    `person` None: a post or the house. `explain` it with `wording.sentence(code, facts, lang)`.
    """

    rule: str
    code: str
    level: Level
    person: int | None
    day: date | None
    amount: int
    cost: int
    facts: tuple[tuple[str, Any], ...] = ()
