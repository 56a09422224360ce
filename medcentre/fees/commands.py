"""What people ask of the fee room."""

from dataclasses import dataclass, field
from datetime import date

from medcentre.fees.facts import CostCategory, DayRules, PayerShare, Step
from medcentre.kernel.money import ZERO, Money
from medcentre.kernel.periods import Month


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCost:
    """A cost voucher. `book_in`: the open month it is booked in when its own is closed already."""

    voucher: str
    on_day: date
    category: CostCategory
    amount: Money
    summary: str = ""
    zone: str = ""
    stay_id: int | None = None
    book_in: Month | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseCost:
    """A counter-entry to a voucher, with its reason."""

    cost_id: int
    reason: str
    on_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBudget:
    """Monthly budget of a cost category from a month on."""

    category: CostCategory
    from_month: Month
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DoStep:
    """One step of the closing, seen at this version of the month."""

    month: Month
    step: Step
    version: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMonth:
    """Freeze a month. `reason` is needed when steps of STL-01 were left out."""

    month: Month
    version: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenMonth:
    """Ask for a closed month to be opened again."""

    month: Month
    version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAdjustment:
    """Confirm or reject a proposed correction."""

    adjustment_id: int
    version: int
    confirm: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPayment:
    """Money received for a statement."""

    statement: str
    payer: str
    received_on: date
    amount: Money
    receipt: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """A next version of a contract, from its effective day on (G2)."""

    contract: str
    effective: date
    rates: tuple[tuple[str, Money], ...]
    living_part: Money
    supplement: Money = ZERO
    supplement_days: int = 15
    rules: DayRules = field(default_factory=DayRules)
    payers: tuple[PayerShare, ...] = ()
