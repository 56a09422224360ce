"""Rosters in the store: the sheet of a month, its published versions, changes after publication."""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from medcentre.store.base import Base, Entered, Key, UtcDateTime, Versioned
from medcentre.store.guards import append_only, refuse_when


class RosterMonth(Versioned, Entered, Base):
    """One month's sheet. `published_no` 0: still a draft; `edits` counts changes of its cells."""

    __tablename__ = "roster_month"
    __table_args__ = (CheckConstraint("published_no >= 0", "published_no"),)

    id: Mapped[Key]
    month: Mapped[str] = mapped_column(String(7), unique=True)
    edits: Mapped[int] = mapped_column(Integer, default=0)
    published_no: Mapped[int] = mapped_column(Integer, default=0)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by: Mapped[str] = mapped_column(String(60), default="")


class RosterCell(Versioned, Base):
    """One cell of the sheet: a shift, or a pinned day off (shift empty)."""

    __tablename__ = "roster_cell"
    __table_args__ = (UniqueConstraint("month_id", "staff_id", "day"),)

    id: Mapped[Key]
    month_id: Mapped[int] = mapped_column(ForeignKey("roster_month.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    shift: Mapped[str] = mapped_column(String(12), default="")
    post: Mapped[str] = mapped_column(String(24), default="")
    pinned: Mapped[bool] = mapped_column(Boolean, default=False)


class RosterVersion(Base):
    """A published sheet as it was, whole (C7). `cells` is canonical JSON, `digest` its sha256."""

    __tablename__ = "roster_version"
    __table_args__ = (UniqueConstraint("month_id", "number"),)

    id: Mapped[Key]
    month_id: Mapped[int] = mapped_column(ForeignKey("roster_month.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    cells: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(String(200), default="")


class RosterChange(Base):
    """A cell changed after publication `number`: logged, and shown to the person (C7)."""

    __tablename__ = "roster_change"

    id: Mapped[Key]
    month_id: Mapped[int] = mapped_column(ForeignKey("roster_month.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    day: Mapped[date] = mapped_column(Date)
    was: Mapped[str] = mapped_column(String(12))
    became: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(60))


class RosterWish(Versioned, Entered, Base):
    """A wish for or against work on a day (C5)."""

    __tablename__ = "roster_wish"
    __table_args__ = (
        Index(
            "uq_roster_wish_open", "staff_id", "day", unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        CheckConstraint("weight BETWEEN 1 AND 20", "weight"),
    )  # fmt: skip

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    wants: Mapped[bool] = mapped_column(Boolean)
    shift: Mapped[str] = mapped_column(String(12), default="")
    weight: Mapped[int] = mapped_column(Integer, default=10)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RosterSwap(Versioned, Entered, Base):
    """Two people exchange shifts: asked, agreed, approved (C8, T15).

    `giver` gives the shift of `given_day` to `taker`; with `taken_day` the taker's shift of that
    day goes back. It shows on the sheet only once approved.
    """

    __tablename__ = "roster_swap"
    __table_args__ = (
        CheckConstraint("giver_id <> taker_id", "two"),
        CheckConstraint(
            "state IN ('asked', 'agreed', 'approved', 'refused', 'withdrawn')", "state"
        ),
    )

    id: Mapped[Key]
    month_id: Mapped[int] = mapped_column(ForeignKey("roster_month.id"), index=True)
    giver_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    taker_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    given_day: Mapped[date] = mapped_column(Date)
    taken_day: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(10), default="asked")
    reason: Mapped[str] = mapped_column(String(200), default="")
    agreed_by: Mapped[str] = mapped_column(String(60), default="")
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str] = mapped_column(String(60), default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_note: Mapped[str] = mapped_column(String(200), default="")


class RosterPlan(Versioned, Entered, Base):
    """Shifts, posts, cover and rules as the centre edited them, from a month on, as JSON."""

    __tablename__ = "roster_plan"
    __table_args__ = (UniqueConstraint("kind", "from_month"),)

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(12))
    from_month: Mapped[str] = mapped_column(String(7))
    content: Mapped[str] = mapped_column(Text)


class RosterAttendance(Versioned, Entered, Base):
    """What somebody really worked on a day, against the plan (C15)."""

    __tablename__ = "roster_attendance"
    __table_args__ = (
        UniqueConstraint("staff_id", "day"),
        CheckConstraint("until_at IS NULL OR until_at > from_at", "order"),
    )

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    shift: Mapped[str] = mapped_column(String(12), default="")
    from_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    absent: Mapped[bool] = mapped_column(Boolean, default=False)
    note: Mapped[str] = mapped_column(String(200), default="")


class RosterLedger(Base):
    """The fairness ledger a published month leaves to the next (C13)."""

    __tablename__ = "roster_ledger"
    __table_args__ = (UniqueConstraint("month_id", "number", "staff_id"),)

    id: Mapped[Key]
    month_id: Mapped[int] = mapped_column(ForeignKey("roster_month.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    nights_milli: Mapped[int] = mapped_column(Integer)
    weekends_milli: Mapped[int] = mapped_column(Integer)
    holidays_milli: Mapped[int] = mapped_column(Integer)
    minutes: Mapped[int] = mapped_column(Integer)
    period_minutes: Mapped[int] = mapped_column(Integer)


class HolidayPlanRow(Versioned, Entered, Base):
    """The holiday plan of a year as imported or edited; overrides the seeded one (HOL-02)."""

    __tablename__ = "holiday_plan"

    id: Mapped[Key]
    year: Mapped[int] = mapped_column(Integer, unique=True)
    content: Mapped[str] = mapped_column(Text)


append_only("roster_version")
append_only("roster_change")
append_only("roster_ledger")
refuse_when("roster_month_kept", "roster_month", "DELETE", "1 = 1")
refuse_when(
    "roster_published_no_back",
    "roster_month",
    "UPDATE",
    "NEW.published_no < OLD.published_no",
)
