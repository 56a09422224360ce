"""Tables of people who work here."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from medcentre.staff.facts import Category, EmployerKind, LeaveKind, MaternityKind
from medcentre.store.base import Base, Entered, Id, Key, UtcDateTime, Versioned
from medcentre.store.guards import no_overlap


def codes(column: str, kinds: type[StrEnum]) -> str:
    """SQL that holds a column to the codes of an enumeration."""
    return f"{column} IN ({', '.join(repr(str(k)) for k in kinds)})"


class Employer(Versioned, Base):
    """Who pays somebody."""

    __tablename__ = "employer"
    __table_args__ = (CheckConstraint(codes("kind", EmployerKind), "kind"),)

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(80), nullable=False)
    name_key: Mapped[str] = mapped_column(String(80), nullable=False, unique=True)
    kind: Mapped[str] = mapped_column(String(16), nullable=False)


class StaffMember(Entered, Versioned, Base):
    """One person who works here, or did."""

    __tablename__ = "staff_member"
    __table_args__ = (
        CheckConstraint(codes("category", Category), "category"),
        CheckConstraint("sex IN ('0', '1', '2', '9')", "sex"),
        CheckConstraint("left_on IS NULL OR joined_on IS NULL OR left_on >= joined_on", "dates"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), nullable=False)
    number_key: Mapped[str] = mapped_column(String(20), nullable=False, unique=True)
    name: Mapped[str] = mapped_column(String(40), nullable=False)
    pinyin: Mapped[str] = mapped_column(String(80), nullable=False)
    initials: Mapped[str] = mapped_column(String(20), nullable=False)
    sex: Mapped[str] = mapped_column(String(1), nullable=False)
    category: Mapped[str] = mapped_column(String(16), nullable=False, index=True)
    title: Mapped[str] = mapped_column(String(40), nullable=False, default="")
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), nullable=False, index=True)
    licence: Mapped[str] = mapped_column(String(40), nullable=False, default="")
    night_duty: Mapped[bool] = mapped_column(nullable=False, default=True)
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    worked_since: Mapped[date | None]
    """First day of work anywhere: annual leave goes by the years since (ROS-06)."""
    phone: Mapped[str] = mapped_column(String(20), nullable=False, default="")
    remarks: Mapped[str] = mapped_column(Text, nullable=False, default="")


class Certificate(Entered, Versioned, Base):
    """A paper with a number and mostly an end."""

    __tablename__ = "staff_certificate"
    __table_args__ = (
        CheckConstraint(
            "expires_on IS NULL OR issued_on IS NULL OR expires_on >= issued_on", "dates"
        ),
    )

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), nullable=False, index=True)
    kind: Mapped[str] = mapped_column(String(32), nullable=False)
    number: Mapped[str] = mapped_column(String(40), nullable=False)
    scope: Mapped[str] = mapped_column(String(80), nullable=False, default="")
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Leave(Entered, Versioned, Base):
    """Days away, held as [00:00 of the first, 24:00 of the last)."""

    __tablename__ = "staff_leave"
    __table_args__ = (
        CheckConstraint(codes("kind", LeaveKind), "kind"),
        CheckConstraint("until_at > from_at", "order"),
        Index(None, "staff_id", "from_at"),
    )

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), nullable=False)
    kind: Mapped[str] = mapped_column(String(16), nullable=False)
    from_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    until_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    remarks: Mapped[str] = mapped_column(String(200), nullable=False, default="")
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


no_overlap("staff_leave_no_overlap", "staff_leave", ("staff_id",), where="cancelled_at IS NULL")


class Secondment(Entered, Versioned, Base):
    """A term of service of an officer from another unit (domain.md 7.4)."""

    __tablename__ = "staff_secondment"
    __table_args__ = (CheckConstraint("last_day >= first_day", "order"),)

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), nullable=False, index=True)
    kind: Mapped[str] = mapped_column(String(16), nullable=False)
    home_unit: Mapped[str] = mapped_column(String(80), nullable=False)
    host_unit: Mapped[str] = mapped_column(String(80), nullable=False, default="")
    batch: Mapped[str] = mapped_column(String(20), nullable=False, default="")
    first_day: Mapped[date] = mapped_column(nullable=False)
    last_day: Mapped[date] = mapped_column(nullable=False)
    post: Mapped[str] = mapped_column(String(40), nullable=False, default="")
    mentor: Mapped[str] = mapped_column(String(40), nullable=False, default="")
    tasks: Mapped[str] = mapped_column(Text, nullable=False, default="")
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Maternity(Entered, Versioned, Base):
    """Pregnancy or a child under one year, as dated facts (ROS-05)."""

    __tablename__ = "staff_maternity"
    __table_args__ = (
        CheckConstraint(codes("kind", MaternityKind), "kind"),
        CheckConstraint("ended IS NULL OR ended >= since", "order"),
    )

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), nullable=False, index=True)
    kind: Mapped[str] = mapped_column(String(16), nullable=False)
    since: Mapped[date] = mapped_column(nullable=False)
    ended: Mapped[date | None]


class ZoneOfStaff(Entered, Versioned, Base):
    """Somebody belongs to a zone, held as [00:00 of the first day, 24:00 of the last).

    `zone_id` names a zone of the placement room; this room lies below it, so the number is checked
    by the act there. `side` is the side of the person when the fact was entered: each zone has at
    most one head a side at any moment.
    """

    __tablename__ = "staff_zone"
    __table_args__ = (
        CheckConstraint("side IN ('', 'police', 'hospital')", "side"),
        CheckConstraint("until_at IS NULL OR until_at > from_at", "order"),
        CheckConstraint("side <> '' OR NOT head", "head_side"),
        Index(None, "staff_id", "from_at"),
    )

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), nullable=False)
    zone_id: Mapped[int] = mapped_column(Id, nullable=False, index=True)
    side: Mapped[str] = mapped_column(String(8), nullable=False, default="")
    head: Mapped[bool] = mapped_column(nullable=False, default=False)
    from_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


no_overlap(
    "staff_zone_no_overlap", "staff_zone", ("staff_id", "zone_id"), where="cancelled_at IS NULL"
)
no_overlap(
    "staff_zone_one_head", "staff_zone", ("zone_id", "side"), where="cancelled_at IS NULL AND head"
)


class Relation(Entered, Versioned, Base):
    """A resident somebody must keep away from (SEC-05).

    `person_id` names a person of the residents' room; this room lies below it and cannot refer to
    its table, so the number is checked by the act of the higher room that offers the choice.
    """

    __tablename__ = "staff_relation"

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), nullable=False, index=True)
    person_id: Mapped[int] = mapped_column(Id, nullable=False, index=True)
    kind: Mapped[str] = mapped_column(String(16), nullable=False)
    remarks: Mapped[str] = mapped_column(String(200), nullable=False, default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
