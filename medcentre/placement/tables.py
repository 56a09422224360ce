"""Places, who lay where and when, and the decisions about it.

A bed has no status column: free, occupied, reserved, to clean and closed are read from the dated
rows below for whatever moment is asked (T12). An occupancy ends with its own `until_at` or with
the exit of its stay, whichever is earlier, so an exit rewrites no bed row (T1, T6).
"""

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

from medcentre.placement.facts import AGENT_MOST, BED_CODE_MOST, CODE_MOST, ZONE_NAME_MOST
from medcentre.store.base import Asked, Base, Entered, Key, UtcDateTime, Versioned
from medcentre.store.guards import append_only, no_overlap, refuse_when

LIVE = text("until_at IS NULL")


class ZoneModel(Versioned, Entered, Base):
    """A zone with its neutral public name; what it is for inside follows from `kind`."""

    __tablename__ = "zone"
    __table_args__ = (
        CheckConstraint("sex IN ('', '1', '2')", name="sex_code"),
        Index("uq_zone_code", "code", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
    )
    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(CODE_MOST))
    name: Mapped[str] = mapped_column(String(ZONE_NAME_MOST))
    kind: Mapped[str] = mapped_column(String(12))
    sex: Mapped[str] = mapped_column(String(1), default="")
    building: Mapped[str] = mapped_column(String(40), default="")
    care_low: Mapped[int | None] = mapped_column(Integer)
    care_high: Mapped[int | None] = mapped_column(Integer)
    near_exit: Mapped[bool] = mapped_column(Boolean, default=False)
    position: Mapped[int] = mapped_column(Integer, default=0)
    note: Mapped[str] = mapped_column(String(200), default="")
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RoomModel(Versioned, Entered, Base):
    """A room. `attributes`: comma separated codes. `air`: rooms of equal text share air."""

    __tablename__ = "room"
    __table_args__ = (
        Index(
            "uq_room_code", "zone_id", "code", unique=True, sqlite_where=LIVE, postgresql_where=LIVE
        ),
    )
    id: Mapped[Key]
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id", ondelete="RESTRICT"), index=True)
    code: Mapped[str] = mapped_column(String(CODE_MOST))
    kind: Mapped[str] = mapped_column(String(12), default="")
    attributes: Mapped[str] = mapped_column(String(200), default="")
    air: Mapped[str] = mapped_column(String(20), default="")
    locked: Mapped[bool] = mapped_column(Boolean, default=False)
    position: Mapped[int] = mapped_column(Integer, default=0)
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BedModel(Versioned, Entered, Base):
    """A bed; `code` is its whole label as people say it: 104-1."""

    __tablename__ = "bed"
    __table_args__ = (
        CheckConstraint("sex IN ('', '1', '2')", name="sex_code"),
        Index("uq_bed_code", "code", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
    )
    id: Mapped[Key]
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="RESTRICT"), index=True)
    code: Mapped[str] = mapped_column(String(BED_CODE_MOST))
    sex: Mapped[str] = mapped_column(String(1), default="")
    attributes: Mapped[str] = mapped_column(String(200), default="")
    capacity: Mapped[str] = mapped_column(String(10), default="working")
    position: Mapped[int] = mapped_column(Integer, default=0)
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BedClosureModel(Versioned, Entered, Base):
    """A bed out of use for a reason (B2)."""

    __tablename__ = "bed_closure"
    id: Mapped[Key]
    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"), index=True)
    reason: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(String(200), default="")
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ChangeModel(Versioned, Entered, Base):
    """One act on the map: a placement, a move, an exchange, an applied plan, a leaving.

    Everything it opened and closed points to it, so that it can be undone as a whole.
    """

    __tablename__ = "placement_change"
    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(300), default="")
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str] = mapped_column(String(60), default="")


class AgreementModel(Versioned, Asked, Base):
    """What was done at once in a zone, for its responsible head to agree to or object to (PL-01)."""

    __tablename__ = "move_agreement"
    __table_args__ = (
        UniqueConstraint("change_id", "zone_id"),
        CheckConstraint("decided_key = '' OR decided_key <> entered_key", name="two_people"),
        CheckConstraint("(decided_by = '') = (decided_at IS NULL)", name="decision_whole"),
    )
    id: Mapped[Key]
    change_id: Mapped[int] = mapped_column(ForeignKey("placement_change.id", ondelete="RESTRICT"))
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id", ondelete="RESTRICT"))
    urgent: Mapped[bool] = mapped_column(Boolean, default=False)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    decided_by: Mapped[str] = mapped_column(String(60), default="")
    decided_key: Mapped[str] = mapped_column(String(80), default="")
    agreed: Mapped[bool] = mapped_column(Boolean, default=False)
    answer: Mapped[str] = mapped_column(String(300), default="")


class OccupancyModel(Versioned, Entered, Base):
    """A stay in a bed over [from_at, until_at); kept while the person is out (B14)."""

    __tablename__ = "occupancy"
    __table_args__ = (
        Index("ix_occupancy_from_at", "from_at"),
        Index("ix_occupancy_ends", "until_at", "from_at"),
    )
    id: Mapped[Key]
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="RESTRICT"), index=True)
    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"), index=True)
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(300), default="")
    opened_by_id: Mapped[int] = mapped_column(
        ForeignKey("placement_change.id", ondelete="RESTRICT"), index=True
    )
    closed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("placement_change.id", ondelete="RESTRICT"), index=True
    )


class ReservationModel(Versioned, Entered, Base):
    """A bed kept for a stay, or for somebody expected (`for_whom`), at most 24 h (PL-02)."""

    __tablename__ = "reservation"
    id: Mapped[Key]
    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"), index=True)
    stay_id: Mapped[int | None] = mapped_column(
        ForeignKey("stay.id", ondelete="RESTRICT"), index=True
    )
    for_whom: Mapped[str] = mapped_column(String(60), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime] = mapped_column(UtcDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CleaningModel(Versioned, Entered, Base):
    """What a bed needs between two occupants; nobody is placed before it is signed (PL-H14)."""

    __tablename__ = "bed_cleaning"
    __table_args__ = (Index("ix_bed_cleaning_owed", "signed_at", "from_at"),)
    id: Mapped[Key]
    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"), index=True)
    change_id: Mapped[int | None] = mapped_column(
        ForeignKey("placement_change.id", ondelete="RESTRICT"), index=True
    )
    disinfect: Mapped[bool] = mapped_column(Boolean, default=False)
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ready_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_by: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(200), default="")
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ProposalModel(Versioned, Asked, Base):
    """A structural change asked for by one person and decided by another (B11)."""

    __tablename__ = "place_proposal"
    __table_args__ = (
        CheckConstraint("decided_key = '' OR decided_key <> entered_key", name="two_people"),
        CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", name="decision_whole"),
    )
    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(16))
    payload: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(300))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(String(60))
    decided_key: Mapped[str] = mapped_column(String(80), default="")
    approved: Mapped[bool] = mapped_column(Boolean, default=False)
    answer: Mapped[str] = mapped_column(String(300), default="")


class KeepApartModel(Versioned, Entered, Base):
    """Two people who must live apart (A7), for all their stays, until closed."""

    __tablename__ = "keep_apart"
    __table_args__ = (
        CheckConstraint("first_id < second_id", name="ordered"),
        Index(
            "uq_keep_apart_open",
            "first_id",
            "second_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )
    id: Mapped[Key]
    first_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    first_role: Mapped[str] = mapped_column(String(12), default="")
    second_role: Mapped[str] = mapped_column(String(12), default="")
    reason: Mapped[str] = mapped_column(String(12))
    scope: Mapped[str] = mapped_column(String(8))
    note: Mapped[str] = mapped_column(String(300), default="")
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_reason: Mapped[str] = mapped_column(String(300), default="")
    reopened_from: Mapped[int | None] = mapped_column(
        ForeignKey("keep_apart.id", ondelete="RESTRICT")
    )


class SharingRiskModel(Versioned, Entered, Base):
    """Room-sharing risk: in force once police and nurse have both signed (A8)."""

    __tablename__ = "sharing_risk"
    __table_args__ = (
        CheckConstraint("police_key = '' OR police_key <> nurse_key", name="two_people"),
    )
    id: Mapped[Key]
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="RESTRICT"), index=True)
    level: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(300), default="")
    police_by: Mapped[str] = mapped_column(String(60), default="")
    police_key: Mapped[str] = mapped_column(String(80), default="")
    nurse_by: Mapped[str] = mapped_column(String(60), default="")
    nurse_key: Mapped[str] = mapped_column(String(80), default="")
    from_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    review_on: Mapped[date | None] = mapped_column(Date)


class IsolationOrderModel(Versioned, Entered, Base):
    """A doctor's order to isolate, with its next review (B8); the precaution runs in `residents`."""

    __tablename__ = "isolation_order"
    id: Mapped[Key]
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="RESTRICT"), index=True)
    precaution: Mapped[str] = mapped_column(String(10))
    agent: Mapped[str] = mapped_column(String(AGENT_MOST), default="")
    alone: Mapped[bool] = mapped_column(Boolean, default=False)
    reason: Mapped[str] = mapped_column(String(300), default="")
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    review_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reviewed_by: Mapped[str] = mapped_column(String(60), default="")
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str] = mapped_column(String(60), default="")
    ended_reason: Mapped[str] = mapped_column(String(300), default="")


class OverrideModel(Versioned, Entered, Base):
    """A hard rule set aside; in force from `from_at` when all who must have agreed (11.2).

    `agreed`: lines of approver and name, in the order they agreed.
    """

    __tablename__ = "placement_override"
    id: Mapped[Key]
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="RESTRICT"), index=True)
    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"), index=True)
    rule: Mapped[str] = mapped_column(String(8))
    hours: Mapped[int | None] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(String(300))
    agreed: Mapped[str] = mapped_column(String(400), default="")
    from_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MoveRequestModel(Versioned, Asked, Base):
    """A transfer asked for, approved by one or both sides, received by the other zone (PL-01)."""

    __tablename__ = "move_request"
    __table_args__ = (
        Index(
            "uq_move_request_open",
            "stay_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        CheckConstraint("medical_key = '' OR medical_key <> security_key", name="two_people"),
    )
    id: Mapped[Key]
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="RESTRICT"), index=True)
    from_bed_id: Mapped[int | None] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"))
    to_bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"), index=True)
    crosses: Mapped[bool] = mapped_column(Boolean, default=False)
    reason: Mapped[str] = mapped_column(String(300))
    illness: Mapped[bool] = mapped_column(Boolean, default=False)
    doctor_opinion: Mapped[str] = mapped_column(String(300), default="")
    doctor_by: Mapped[str] = mapped_column(String(60), default="")
    belongings: Mapped[str] = mapped_column(String(300), default="")
    records_handed: Mapped[bool] = mapped_column(Boolean, default=False)
    status: Mapped[str] = mapped_column(String(10), default="requested")
    medical_by: Mapped[str] = mapped_column(String(60), default="")
    medical_key: Mapped[str] = mapped_column(String(80), default="")
    medical_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    security_by: Mapped[str] = mapped_column(String(60), default="")
    security_key: Mapped[str] = mapped_column(String(80), default="")
    security_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    received_by: Mapped[str] = mapped_column(String(60), default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(String(300), default="")
    change_id: Mapped[int | None] = mapped_column(
        ForeignKey("placement_change.id", ondelete="RESTRICT")
    )


class MoveSetModel(Versioned, Asked, Base):
    """A plan or an exchange across zones: approved once by both sides, carried out as one (PL-01)."""

    __tablename__ = "move_set"
    __table_args__ = (
        CheckConstraint("kind IN ('plan', 'exchange')", name="kind"),
        CheckConstraint("medical_key = '' OR medical_key <> security_key", name="two_people"),
    )
    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(300))
    status: Mapped[str] = mapped_column(String(10), default="requested")
    medical_by: Mapped[str] = mapped_column(String(60), default="")
    medical_key: Mapped[str] = mapped_column(String(80), default="")
    medical_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    security_by: Mapped[str] = mapped_column(String(60), default="")
    security_key: Mapped[str] = mapped_column(String(80), default="")
    security_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    received_by: Mapped[str] = mapped_column(String(60), default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    answer: Mapped[str] = mapped_column(String(300), default="")
    change_id: Mapped[int | None] = mapped_column(
        ForeignKey("placement_change.id", ondelete="RESTRICT")
    )


class MoveSetLineModel(Base):
    """One person of a set: where they lay when it was asked for, and where to; never changed."""

    __tablename__ = "move_set_line"
    __table_args__ = (UniqueConstraint("set_id", "stay_id"),)
    id: Mapped[Key]
    set_id: Mapped[int] = mapped_column(ForeignKey("move_set.id", ondelete="RESTRICT"))
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="RESTRICT"), index=True)
    from_bed_id: Mapped[int | None] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"))
    to_bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"))


class RuleWeightModel(Versioned, Entered, Base):
    """An edited weight of a soft rule; rules without a row keep their default."""

    __tablename__ = "placement_weight"
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(24), unique=True)
    value: Mapped[int] = mapped_column(Integer)


append_only("move_set_line")
no_overlap("occupancy_bed_overlap", "occupancy", ("bed_id",), where="revoked_at IS NULL")
no_overlap("occupancy_stay_overlap", "occupancy", ("stay_id",), where="revoked_at IS NULL")
no_overlap("bed_closure_overlap", "bed_closure", ("bed_id",))
no_overlap("reservation_overlap", "reservation", ("bed_id",), where="released_at IS NULL")
for _table in ("occupancy", "bed_closure", "reservation", "keep_apart", "isolation_order"):
    refuse_when(
        f"{_table}_end_before_start",
        _table,
        "INSERT, UPDATE",
        "NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at",
    )
    refuse_when(f"{_table}_kept", _table, "DELETE", "1 = 1")
