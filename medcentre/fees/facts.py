"""Contracts, day rules, fee days and statements as frozen values (domain.md 5.2 and 5.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from medcentre.kernel.clock import centre_day
from medcentre.kernel.money import ZERO, Money

FLAT = "ALL"
"""Rate key of models that know no classes."""

STAGE_A, STAGE_B = "A", "B"
"""Rate keys of PER_STAGE: withdrawal stage, and what follows it."""


class FeeCode(StrEnum):
    """Refusals of this room; each has a sentence in both languages."""

    NO_CONTRACT = "fee_no_contract"
    NO_RATE = "fee_no_rate"
    PERIOD_CLOSED = "fee_period_closed"
    PERIOD_HELD = "fee_period_held"
    ALREADY_CLOSED = "fee_already_closed"
    NOT_CLOSED = "fee_not_closed"
    NO_DAYS = "fee_no_days"
    DAYS_OUTDATED = "fee_days_outdated"
    STEPS_OPEN = "fee_steps_open"
    STEP_ORDER = "fee_step_order"
    STEP_DONE = "fee_step_done"
    SAME_PERSON = "fee_same_person"
    ADJUSTMENT_PENDING = "fee_adjustment_pending"
    ADJUSTMENT_DECIDED = "fee_adjustment_decided"
    NO_OPEN_PERIOD = "fee_no_open_period"
    NOTHING_TO_ADJUST = "fee_nothing_to_adjust"
    MONTH_NOT_OVER = "fee_month_not_over"
    REOPEN_NOT_ASKED = "fee_reopen_not_asked"
    LATER_CLOSED = "fee_later_closed"
    VERSION_NOT_LATER = "fee_version_not_later"
    VERSION_CHANGED = "fee_version_changed"
    VERSION_IN_CLOSED = "fee_version_in_closed"
    CONTRACT_MODEL = "fee_contract_model"
    CONTRACT_FILE = "fee_contract_file"
    SPLIT_OVER = "fee_split_over"
    AMOUNT_ZERO = "fee_amount_zero"
    VOUCHER_TWICE = "fee_voucher_twice"
    ALREADY_REVERSED = "fee_already_reversed"
    STAY_NOT_IN = "fee_stay_not_in"
    OVERPAID = "fee_overpaid"
    UNKNOWN_STATEMENT = "fee_unknown_statement"
    FILE_NOT_WRITTEN = "fee_file_not_written"


class PricingModel(StrEnum):
    """How paid days become money (domain.md 5.2)."""

    PPPD_FLAT = "PPPD_FLAT"
    PPPD_CLASS = "PPPD_CLASS"
    PPPM_CLASS = "PPPM_CLASS"
    PER_STAGE = "PER_STAGE"
    PER_CASE_CAP = "PER_CASE_CAP"
    BUDGET_TOTAL = "BUDGET_TOTAL"
    BED_RESERVE = "BED_RESERVE"


class DayPart(StrEnum):
    """How much of the rate a day earns."""

    FULL = "full"
    HALF = "half"
    LIVING = "living"
    ZERO = "zero"


class DayStatus(StrEnum):
    """Where the person was at 24:00, as far as money asks."""

    PRESENT = "present"
    DAY_TRIP = "day_trip"
    OUTSIDE = "outside"
    FAMILY_LEAVE = "family_leave"
    MEDICAL_LEAVE = "medical_leave"
    ESCAPED = "escaped"
    OTHER_ABSENCE = "other_absence"
    IN_AND_OUT = "in_and_out"
    DIED = "died"
    EXIT_DAY = "exit_day"


class AwayKind(StrEnum):
    """Kinds of absence that the day rules tell apart."""

    HOSPITAL = "hospital"
    FAMILY = "family"
    MEDICAL_LEAVE = "medical_leave"
    ESCAPE = "escape"
    OTHER = "other"


class LeftKind(StrEnum):
    """Kinds of exit that the day rules tell apart."""

    RELEASED = "released"
    TRANSFERRED = "transferred"
    DIED = "died"


class CountRule(StrEnum):
    """FEE-01: which moment counts."""

    NIGHT = "night"
    BOTH = "both"
    HALF = "half"


class ClassRule(StrEnum):
    """FEE-03: which class a day has."""

    AT_24 = "at_24"
    HIGHEST = "highest"


class UnconfirmedRule(StrEnum):
    """FEE-11: what a day without a confirmed class earns."""

    LOWEST = "lowest"
    HOLD = "hold"


class PeriodState(StrEnum):
    """G4: a month is open, held against recomputing while it is signed, or closed."""

    OPEN = "open"
    HELD = "held"
    CLOSED = "closed"


class Step(StrEnum):
    """STL-01, in order; the last one locks."""

    ROLL_CHECK = "roll_check"
    CLASS_CHECK = "class_check"
    COSTS = "costs"
    ADJUSTMENTS = "adjustments"
    FINANCE_SIGN = "finance_sign"
    POLICE_SIGN = "police_sign"
    AUTHORITY_CONFIRM = "authority_confirm"
    LOCK = "lock"


class LineKind(StrEnum):
    """What a statement line stands for."""

    DAYS = "days"
    SUPPLEMENT = "supplement"
    CAP = "cap"
    BUDGET = "budget"
    BUDGET_CHANGE = "budget_change"
    RESERVE = "reserve"
    ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did a step: the name that is shown, and the person behind it (`Actor.key`)."""

    name: str
    key: str


class AdjustmentState(StrEnum):
    """A correction is proposed by one person and decided by another."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class CostCategory(StrEnum):
    """Cost categories of domain.md 5.6."""

    DRUG = "drug"
    TEST = "test"
    CONSUMABLE = "consumable"
    BLOOD_OXYGEN = "blood_oxygen"
    DIALYSIS = "dialysis"
    FOOD = "food"
    CLOTHING = "clothing"
    DAILY_GOODS = "daily_goods"
    UTILITIES = "utilities"
    CLEANING = "cleaning"
    STAFF = "staff"
    OUTSIDE_MED = "outside_med"
    TRANSPORT = "transport"
    REPAIR = "repair"
    EQUIPMENT = "equipment"
    EDUCATION = "education"
    SECURITY = "security"
    FUNERAL = "funeral"
    ADMIN = "admin"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRules:
    """The settings FEE-01 … FEE-11 of a contract version; the defaults are those of domain.md 5.3.

    `outside_full_days` nights in an outside hospital earn the whole rate, later ones
    `outside_after` (FEE-05); `death_counts` is FEE-09, `same_day_counts` FEE-02.
    """

    count: CountRule = CountRule.NIGHT
    same_day_counts: bool = True
    day_class: ClassRule = ClassRule.AT_24
    outside_full_days: int = 3
    outside_after: DayPart = DayPart.ZERO
    family_leave: DayPart = DayPart.LIVING
    medical_leave: DayPart = DayPart.ZERO
    escape: DayPart = DayPart.ZERO
    death_counts: bool = True
    unconfirmed: UnconfirmedRule = UnconfirmedRule.LOWEST


@dataclass(frozen=True, slots=True)
class PayerShare:
    """One payer; `basis_points` of 10,000, None for whatever the others leave."""

    payer: str
    basis_points: int | None = None


@dataclass(frozen=True, kw_only=True)
class ContractVersion:
    """Everything that holds from one effective day on; never edited, only followed by a next one.

    `rates` by fee class (or FLAT, STAGE_A, STAGE_B). `living_part` lies inside each rate.
    `supplement` is paid a full day for the first `supplement_days` days after admission.
    `cap` belongs to PER_CASE_CAP, `annual_budget`, `expected_persons` and `tolerance_bp` to
    BUDGET_TOTAL, `guaranteed_beds` to BED_RESERVE, `stage_days` to PER_STAGE.
    """

    version: int
    effective: date
    rates: Mapping[str, Money]
    living_part: Money = ZERO
    supplement: Money = ZERO
    supplement_days: int = 15
    stage_days: int = 30
    cap: Money = ZERO
    annual_budget: Money = ZERO
    expected_persons: int = 0
    tolerance_bp: int = 500
    guaranteed_beds: int = 0
    rules: DayRules = DayRules()
    payers: tuple[PayerShare, ...] = ()
    id: int = 0

    @cached_property
    def lowest_class(self) -> str:
        """The class with the lowest rate (FEE-11)."""
        classes = [c for c in self.rates if c not in (FLAT, STAGE_A, STAGE_B)]
        return min(classes, key=lambda c: (self.rates[c], c)) if classes else "F1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A fixed-fee contract with its versions in order of their effective day."""

    number: str
    model: PricingModel
    payer: str
    versions: tuple[ContractVersion, ...]
    id: int = 0

    def version_on(self, day: date) -> ContractVersion | None:
        """The version in force on a day, None before the first."""
        found = None
        for version in self.versions:
            if version.effective > day:
                break
            found = version
        return found


@dataclass(frozen=True, slots=True)
class Away:
    """An absence from the house; `back_at` None while it lasts."""

    kind: AwayKind
    left_at: datetime
    back_at: datetime | None = None

    @property
    def left_day(self) -> date:
        """Day of leaving: the first night outside."""
        return centre_day(self.left_at)

    @property
    def back_day(self) -> date:
        """Day of return: no longer a night outside."""
        return centre_day(self.back_at) if self.back_at else date.max


@dataclass(frozen=True, slots=True)
class ClassFact:
    """The fee class from a moment on, and whether the medical group confirmed it (FEE-11)."""

    fee_class: str
    from_at: datetime
    confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StayFacts:
    """All that the fee days of one stay follow from."""

    stay_id: int
    admitted_at: datetime
    left_at: datetime | None = None
    left_kind: LeftKind | None = None
    away: tuple[Away, ...] = ()
    classes: tuple[ClassFact, ...] = ()


@dataclass(frozen=True, slots=True)
class DayVerdict:
    """What one person's day earns, and why.

    `reason` is a label key `fee_reason.<reason>`; `nth` counts nights outside (0: not outside).
    `rate` is what the day earns before supplements (for PPPM_CLASS: the monthly rate).
    """

    status: DayStatus
    fee_class: str
    part: DayPart
    rule: str
    reason: str
    nth: int
    factor: int
    rate: Money
    supplement: Money
    version: int
    version_id: int


@dataclass(frozen=True, slots=True)
class FeeDay:
    """One row a person and date: the only source of every sum (G1)."""

    stay_id: int
    day: date
    verdict: DayVerdict


@dataclass(frozen=True, slots=True)
class FeeRun:
    """Consecutive days of one stay with the same verdict; `nth` counts on within the run."""

    stay_id: int
    first: date
    last: date
    verdict: DayVerdict

    @property
    def length(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a statement. `amount` is rounded; nothing is rounded after it (ACC-04)."""

    contract_version: int
    fee_class: str
    part: DayPart
    days: int
    rate: Money
    amount: Money
    kind: LineKind = LineKind.DAYS
    persons: int = 0
    divisor: int = 1
    """Calendar days the monthly rate is divided by; 1 for daily rates."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PayerAmount:
    """What one payer owes of a statement."""

    payer: str
    basis_points: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Counts:
    """Base counts of a period (domain.md 8.1)."""

    opening: int
    admissions: int
    exits: int
    closing: int
    person_days: int
    days: int

    @property
    def average_tenths(self) -> int:
        """Average persons in tenths, rounded half up."""
        return (self.person_days * 20 + self.days) // (2 * self.days) if self.days else 0


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that today's facts judge otherwise than what is stored; None: no such row."""

    stay_id: int
    day: date
    before: DayVerdict | None
    after: DayVerdict | None

    @property
    def money(self) -> Money:
        """What the change earns or costs at daily rates."""
        return _worth(self.after) - _worth(self.before)


def _worth(verdict: DayVerdict | None) -> Money:
    return verdict.rate + verdict.supplement if verdict else ZERO


@dataclass(frozen=True, slots=True)
class Explained:
    """A fee day in words, for the drill-down."""

    day: date
    fee_class: str
    part: DayPart
    rule: str
    reason: str
    amount: Money
    nth: int
