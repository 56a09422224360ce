"""Contracts, fee days, statements, costs. What is closed stays closed, by triggers (T10, G4)."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from medcentre.kernel.money import Money
from medcentre.store.base import Asked, Base, Entered, Key, MoneyFen, UtcDateTime, Versioned
from medcentre.store.guards import append_only, refuse_when


class ContractModel(Versioned, Entered, Base):
    """A fixed-fee contract; what it pays stands in its versions."""

    __tablename__ = "fee_contract"

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(60), unique=True)
    model: Mapped[str] = mapped_column(String(16))
    payer: Mapped[str] = mapped_column(String(120))
    until: Mapped[date | None] = mapped_column(Date)


class ContractVersionModel(Entered, Base):
    """What holds from an effective day on; followed by a next one, never edited (G2)."""

    __tablename__ = "fee_contract_version"
    __table_args__ = (
        UniqueConstraint("contract_id", "number"),
        UniqueConstraint("contract_id", "effective"),
    )

    id: Mapped[Key]
    contract_id: Mapped[int] = mapped_column(ForeignKey("fee_contract.id", ondelete="RESTRICT"))
    number: Mapped[int] = mapped_column(Integer)
    effective: Mapped[date] = mapped_column(Date)
    living_part: Mapped[Money] = mapped_column(MoneyFen)
    supplement: Mapped[Money] = mapped_column(MoneyFen)
    supplement_days: Mapped[int] = mapped_column(Integer)
    stage_days: Mapped[int] = mapped_column(Integer)
    cap: Mapped[Money] = mapped_column(MoneyFen)
    annual_budget: Mapped[Money] = mapped_column(MoneyFen)
    expected_persons: Mapped[int] = mapped_column(Integer)
    tolerance_bp: Mapped[int] = mapped_column(Integer)
    guaranteed_beds: Mapped[int] = mapped_column(Integer)
    day_rules: Mapped[str] = mapped_column(Text)


class RateModel(Base):
    """The rate of one class under one version."""

    __tablename__ = "fee_rate"
    __table_args__ = (
        UniqueConstraint("version_id", "fee_class"),
        CheckConstraint("rate >= 0", name="rate_not_negative"),
    )

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(
        ForeignKey("fee_contract_version.id", ondelete="RESTRICT")
    )
    fee_class: Mapped[str] = mapped_column(String(4))
    rate: Mapped[Money] = mapped_column(MoneyFen)


class PayerShareModel(Base):
    """A payer under one version; without percentage it takes the rest."""

    __tablename__ = "payer_split"
    __table_args__ = (UniqueConstraint("version_id", "place"),)

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(
        ForeignKey("fee_contract_version.id", ondelete="RESTRICT")
    )
    place: Mapped[int] = mapped_column(Integer)
    payer: Mapped[str] = mapped_column(String(120))
    basis_points: Mapped[int | None] = mapped_column(Integer)


class PeriodModel(Versioned, Entered, Base):
    """A settlement month. `reckoned_at`: when its fee days were last built from the facts.

    `round` counts the attempts to sign it: a change after a signature starts a new one.
    """

    __tablename__ = "fee_period"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'held', 'closed')", name="state_known"),
        CheckConstraint("first_day <= last_day", name="days_in_order"),
    )

    id: Mapped[Key]
    month: Mapped[str] = mapped_column(String(7), unique=True)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(6), default="open")
    contract_id: Mapped[int | None] = mapped_column(
        ForeignKey("fee_contract.id", ondelete="RESTRICT")
    )
    reckoned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reckoned: Mapped[int] = mapped_column(Integer, default=0)
    round: Mapped[int] = mapped_column(Integer, default=1)
    reopen_asked_by: Mapped[str | None] = mapped_column(String(60))
    reopen_asked_key: Mapped[str] = mapped_column(String(80), default="")
    reopen_reason: Mapped[str] = mapped_column(Text, default="")
    reopen_approved_by: Mapped[str | None] = mapped_column(String(60))
    reopen_approved_key: Mapped[str] = mapped_column(String(80), default="")


class FeeDayModel(Base):
    """One row a person and date (G1); written only by building a month from its facts."""

    __tablename__ = "fee_day"
    __table_args__ = (
        CheckConstraint("part IN ('full', 'half', 'living', 'zero')", name="part_known"),
        Index("ix_fee_day_period", "period_id"),
        {"sqlite_with_rowid": False},
    )

    stay_id: Mapped[int] = mapped_column(
        ForeignKey("stay.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("fee_period.id", ondelete="RESTRICT"))
    version_id: Mapped[int] = mapped_column(
        ForeignKey("fee_contract_version.id", ondelete="RESTRICT")
    )
    status: Mapped[str] = mapped_column(String(16))
    fee_class: Mapped[str] = mapped_column(String(4))
    part: Mapped[str] = mapped_column(String(6))
    rule: Mapped[str] = mapped_column(String(6))
    reason: Mapped[str] = mapped_column(String(24))
    nth: Mapped[int] = mapped_column(Integer)
    factor: Mapped[int] = mapped_column(Integer)
    rate: Mapped[Money] = mapped_column(MoneyFen)
    supplement: Mapped[Money] = mapped_column(MoneyFen)


class StatementModel(Base):
    """A statement as it was handed in: canonical JSON, its hash, its number (G5)."""

    __tablename__ = "fee_statement"

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    period_id: Mapped[int] = mapped_column(
        ForeignKey("fee_period.id", ondelete="RESTRICT"), index=True
    )
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_by: Mapped[str] = mapped_column(String(60))
    total: Mapped[Money] = mapped_column(MoneyFen)
    roll_days: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    steps_left_out: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text, default="")


class StatementLineModel(Base):
    """A line of a handed-in statement, for sums over months."""

    __tablename__ = "fee_statement_line"
    __table_args__ = (UniqueConstraint("statement_id", "place"),)

    id: Mapped[Key]
    statement_id: Mapped[int] = mapped_column(ForeignKey("fee_statement.id", ondelete="RESTRICT"))
    place: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(16))
    contract_version: Mapped[int] = mapped_column(Integer)
    fee_class: Mapped[str] = mapped_column(String(4))
    part: Mapped[str] = mapped_column(String(6))
    days: Mapped[int] = mapped_column(Integer)
    rate: Mapped[Money] = mapped_column(MoneyFen)
    amount: Mapped[Money] = mapped_column(MoneyFen)


class AdjustmentModel(Versioned, Asked, Base):
    """A correction of a closed month, entered in an open one and linked to both (T11)."""

    __tablename__ = "fee_adjustment"
    __table_args__ = (
        CheckConstraint("state IN ('proposed', 'confirmed', 'rejected')", name="state_known"),
        CheckConstraint("period_id <> of_period_id", name="another_period"),
        CheckConstraint("decided_key = '' OR decided_key <> entered_key", name="two_people"),
    )

    id: Mapped[Key]
    period_id: Mapped[int] = mapped_column(
        ForeignKey("fee_period.id", ondelete="RESTRICT"), index=True
    )
    of_period_id: Mapped[int] = mapped_column(
        ForeignKey("fee_period.id", ondelete="RESTRICT"), index=True
    )
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="RESTRICT"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    days: Mapped[int] = mapped_column(Integer)
    unit: Mapped[Money] = mapped_column(MoneyFen)
    amount: Mapped[Money] = mapped_column(MoneyFen)
    from_class: Mapped[str] = mapped_column(String(4), default="")
    to_class: Mapped[str] = mapped_column(String(4), default="")
    state: Mapped[str] = mapped_column(String(10), default="proposed")
    decided_by: Mapped[str | None] = mapped_column(String(60))
    decided_key: Mapped[str] = mapped_column(String(80), default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(200), default="")


class AdjustmentDayModel(Base):
    """What a corrected day is worth now; the next comparison starts from here."""

    __tablename__ = "fee_adjustment_day"
    __table_args__ = (
        UniqueConstraint("adjustment_id", "day"),
        Index("ix_fee_adjustment_day_where", "stay_id", "day"),
    )

    id: Mapped[Key]
    adjustment_id: Mapped[int] = mapped_column(ForeignKey("fee_adjustment.id", ondelete="RESTRICT"))
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="RESTRICT"))
    day: Mapped[date] = mapped_column(Date)
    version_id: Mapped[int | None] = mapped_column(
        ForeignKey("fee_contract_version.id", ondelete="RESTRICT")
    )
    fee_class: Mapped[str] = mapped_column(String(4), default="")
    part: Mapped[str] = mapped_column(String(6), default="")
    rate: Mapped[Money] = mapped_column(MoneyFen)
    supplement: Mapped[Money] = mapped_column(MoneyFen)


class CostModel(Entered, Base):
    """A cost voucher; reversed by a counter-entry, never edited (ACC-04)."""

    __tablename__ = "cost_entry"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount_given"),
        Index("ix_cost_entry_on", "on_day", "category"),
    )

    id: Mapped[Key]
    voucher: Mapped[str] = mapped_column(String(60), unique=True)
    period_id: Mapped[int] = mapped_column(
        ForeignKey("fee_period.id", ondelete="RESTRICT"), index=True
    )
    on_day: Mapped[date] = mapped_column(Date)
    category: Mapped[str] = mapped_column(String(16))
    amount: Mapped[Money] = mapped_column(MoneyFen)
    summary: Mapped[str] = mapped_column(String(200), default="")
    zone: Mapped[str] = mapped_column(String(20), default="")
    stay_id: Mapped[int | None] = mapped_column(
        ForeignKey("stay.id", ondelete="RESTRICT"), index=True
    )
    reverses: Mapped[int | None] = mapped_column(
        ForeignKey("cost_entry.id", ondelete="RESTRICT"), unique=True
    )


class CostBudgetModel(Versioned, Entered, Base):
    """Monthly budget of a cost category, from a month on."""

    __tablename__ = "cost_budget"
    __table_args__ = (UniqueConstraint("category", "from_month"),)

    id: Mapped[Key]
    category: Mapped[str] = mapped_column(String(16))
    from_month: Mapped[str] = mapped_column(String(7))
    amount: Mapped[Money] = mapped_column(MoneyFen)


class StepModel(Base):
    """A step of the closing that somebody did (STL-01), in one round of signing. `done_key`: the person
    behind the name."""

    __tablename__ = "fee_step"
    __table_args__ = (UniqueConstraint("period_id", "round", "step"),)

    id: Mapped[Key]
    period_id: Mapped[int] = mapped_column(
        ForeignKey("fee_period.id", ondelete="RESTRICT"), index=True
    )
    round: Mapped[int] = mapped_column(Integer)
    step: Mapped[str] = mapped_column(String(20))
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_by: Mapped[str] = mapped_column(String(60))
    done_key: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(String(200), default="")


class PaymentModel(Entered, Base):
    """Money received for a statement (STL-01 step 9)."""

    __tablename__ = "fee_payment"
    __table_args__ = (CheckConstraint("amount <> 0", name="amount_given"),)

    id: Mapped[Key]
    statement_id: Mapped[int] = mapped_column(
        ForeignKey("fee_statement.id", ondelete="RESTRICT"), index=True
    )
    payer: Mapped[str] = mapped_column(String(120))
    received_on: Mapped[date] = mapped_column(Date)
    amount: Mapped[Money] = mapped_column(MoneyFen)
    receipt: Mapped[str] = mapped_column(String(60), unique=True)
    note: Mapped[str] = mapped_column(String(200), default="")


for _table in (
    "fee_contract_version", "fee_rate", "payer_split", "fee_statement", "fee_statement_line",
    "fee_adjustment_day", "cost_entry", "fee_step", "fee_payment",
):  # fmt: skip
    append_only(_table)

_CLOSED = "EXISTS (SELECT 1 FROM fee_period p WHERE p.id = {row}.period_id AND p.state = 'closed')"
_OUTSIDE = (
    "EXISTS (SELECT 1 FROM fee_period p WHERE p.id = NEW.period_id AND (p.state = 'closed' "
    "OR NEW.day < p.first_day OR NEW.day > p.last_day))"
)
refuse_when("fee_day_closed", "fee_day", "INSERT, UPDATE", _OUTSIDE)
refuse_when("fee_day_closed_old", "fee_day", "UPDATE, DELETE", _CLOSED.format(row="OLD"))
refuse_when("cost_entry_closed", "cost_entry", "INSERT", _CLOSED.format(row="NEW"))
refuse_when("fee_adjustment_closed", "fee_adjustment", "INSERT, UPDATE", _CLOSED.format(row="NEW"))
refuse_when("fee_adjustment_moved", "fee_adjustment", "UPDATE", _CLOSED.format(row="OLD"))
refuse_when("fee_adjustment_kept", "fee_adjustment", "DELETE", "1 = 1")
refuse_when("fee_period_kept", "fee_period", "DELETE", "1 = 1")
refuse_when(
    "fee_period_dates",
    "fee_period",
    "UPDATE",
    "OLD.first_day <> NEW.first_day OR OLD.last_day <> NEW.last_day OR OLD.month <> NEW.month",
)
refuse_when(
    "fee_period_reopened_alone",
    "fee_period",
    "UPDATE",
    "OLD.state = 'closed' AND NEW.state <> 'closed' AND (NEW.reopen_asked_by IS NULL "
    "OR NEW.reopen_approved_by IS NULL OR NEW.reopen_asked_key = NEW.reopen_approved_key)",
)
