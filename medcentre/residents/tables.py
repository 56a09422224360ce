"""Residents: person, stay and the dated facts a stay carries.

A fact has its own dates [from_at, until_at) and is never overwritten: a new value closes the old
one, a mistake is revoked with a reason and stays readable (LAW-01, MED-52).
"""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from medcentre.residents.facts import CareLevel, Condition, FeeClass, LegalStatus
from medcentre.store.base import Base, Entered, Id, Key, UtcDateTime, Versioned
from medcentre.store.guards import no_overlap, refuse_when


class PersonModel(Versioned, Entered, Base):
    """A human being; one row whatever the number of stays."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("sex IN ('0', '1', '2', '9')", name="sex_code"),
        Index(
            "uq_person_id_number",
            "id_number",
            unique=True,
            sqlite_where=text("id_number IS NOT NULL AND merged_into IS NULL"),
            postgresql_where=text("id_number IS NOT NULL AND merged_into IS NULL"),
        ),
    )

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(60), index=True)
    pinyin: Mapped[str] = mapped_column(String(120))
    initials: Mapped[str] = mapped_column(String(30), index=True)
    nickname: Mapped[str] = mapped_column(String(60), default="")
    sex: Mapped[str] = mapped_column(String(1))
    birth_date: Mapped[date] = mapped_column(Date)
    id_number: Mapped[str | None] = mapped_column(String(18))
    ethnic: Mapped[str] = mapped_column(String(20), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    education: Mapped[str] = mapped_column(String(40), default="")
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class StayModel(Versioned, Entered, Base):
    """One admission until its exit."""

    __tablename__ = "stay"
    __table_args__ = (
        CheckConstraint("exited_at IS NULL OR exited_at >= admitted_at", name="exit_after"),
        CheckConstraint("(exited_at IS NULL) = (exit_kind IS NULL)", name="exit_whole"),
        Index(
            "uq_stay_open_person",
            "person_id",
            unique=True,
            sqlite_where=text("exited_at IS NULL"),
            postgresql_where=text("exited_at IS NULL"),
        ),
        Index("ix_stay_admitted_at", "admitted_at"),
        Index("ix_stay_roll", "exited_at", "admitted_at"),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    admission_no: Mapped[str] = mapped_column(String(30), unique=True)
    admitted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decision_no: Mapped[str] = mapped_column(String(60), default="")
    decision_organ: Mapped[str] = mapped_column(String(80), default="")
    decision_on: Mapped[date | None] = mapped_column(Date)
    agreement_until: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    exited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    exit_kind: Mapped[str | None] = mapped_column(String(20))
    exit_paper: Mapped[str] = mapped_column(String(60), default="")
    exit_note: Mapped[str] = mapped_column(Text, default="")


class StayFact(Versioned, Entered):
    """What every dated fact of a stay has."""

    id: Mapped[Key]
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(200), default="")

    @declared_attr
    def stay_id(cls) -> Mapped[int]:
        """The stay the fact belongs to."""
        return mapped_column(ForeignKey("stay.id", ondelete="RESTRICT"), index=True)


class StepFact(StayFact):
    """A fact of which a stay has exactly one value at any moment."""

    value: Mapped[str] = mapped_column(String(20))


class LegalStatusModel(StepFact, Base):
    """Title of the stay (LAW-01: history, never overwritten)."""

    __tablename__ = "legal_status"


class CareLevelModel(StepFact, Base):
    """Nursing level by order."""

    __tablename__ = "care_level"


class ConditionModel(StepFact, Base):
    """Critical, serious, stable or chronic."""

    __tablename__ = "condition_level"


class FeeClassModel(StepFact, Base):
    """Fee class; unconfirmed means the lowest until a doctor confirms (FEE-11)."""

    __tablename__ = "fee_class"
    confirmed: Mapped[bool] = mapped_column(Boolean, default=True)


class MarkModel(StayFact, Base):
    """Precautions, alerts and traits: several kinds at once, one of each kind at a time."""

    __tablename__ = "stay_mark"
    group: Mapped[str] = mapped_column("mark_group", String(12))
    kind: Mapped[str] = mapped_column(String(24))
    value: Mapped[str] = mapped_column(String(200), default="")
    level: Mapped[str] = mapped_column(String(6), default="amber")
    restricted: Mapped[bool] = mapped_column(Boolean, default=False)
    review_on: Mapped[date | None] = mapped_column(Date)


class IllnessModel(StayFact, Base):
    """Illness or disability category with the diagnosis in words (D7, D8, D9)."""

    __tablename__ = "illness"
    category: Mapped[str] = mapped_column(String(6))
    text: Mapped[str] = mapped_column(String(300), default="")
    grade: Mapped[str | None] = mapped_column(String(10))
    main: Mapped[bool] = mapped_column(Boolean, default=False)
    confirmed: Mapped[bool] = mapped_column(Boolean, default=False)


class AbsenceModel(StayFact, Base):
    """Out of the house, still on the roll: from_at = left, until_at = returned."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_from_at", "from_at"),)
    kind: Mapped[str] = mapped_column(String(20))
    expected_back: Mapped[datetime | None] = mapped_column(UtcDateTime)
    destination: Mapped[str] = mapped_column(String(120), default="")
    paper_no: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(Text, default="")


class TermExtensionModel(Versioned, Entered, Base):
    """A decided extension of the term (LAW-10)."""

    __tablename__ = "term_extension"
    __table_args__ = (CheckConstraint("months BETWEEN 1 AND 12", name="months"),)

    id: Mapped[Key]
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="RESTRICT"), index=True)
    months: Mapped[int] = mapped_column(Integer)
    decided_on: Mapped[date] = mapped_column(Date)
    decision_no: Mapped[str] = mapped_column(String(60))


class ContactModel(Versioned, Entered, Base):
    """A relative or other contact of a person (D2)."""

    __tablename__ = "contact"
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    relation: Mapped[str] = mapped_column(String(30), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(String(200), default="")


class PhotoModel(Versioned, Entered, Base):
    """A picture of a person; at most one is not taken away."""

    __tablename__ = "photo"
    __table_args__ = (
        CheckConstraint("length(jpeg) <= 200000", name="size"),
        Index(
            "uq_photo_person",
            "person_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class NumberSeriesModel(Versioned, Base):
    """The last number given in a series ("admission:2026")."""

    __tablename__ = "number_series"
    id: Mapped[Key]
    series: Mapped[str] = mapped_column(String(40), unique=True)
    last: Mapped[int] = mapped_column(Id, default=0)


STEPS: dict[str, tuple[type[StepFact], type]] = {
    "legal_status": (LegalStatusModel, LegalStatus),
    "care_level": (CareLevelModel, CareLevel),
    "condition": (ConditionModel, Condition),
    "fee_class": (FeeClassModel, FeeClass),
}
"""Facts of which a stay has exactly one at any moment."""

STAY_FACTS: tuple[type[StayFact], ...] = (
    LegalStatusModel,
    CareLevelModel,
    ConditionModel,
    FeeClassModel,
    MarkModel,
    IllnessModel,
)
"""Facts that begin with the admission and move with it."""


for _table in ("legal_status", "care_level", "condition_level", "fee_class", "absence"):
    no_overlap(f"{_table}_overlap", _table, ("stay_id",), where="revoked_at IS NULL")
no_overlap(
    "stay_mark_overlap", "stay_mark", ("stay_id", "mark_group", "kind"), where="revoked_at IS NULL"
)
for _table in (
    "legal_status", "care_level", "condition_level", "fee_class", "absence", "stay_mark", "illness",
):  # fmt: skip
    refuse_when(
        f"{_table}_end_before_start",
        _table,
        "INSERT, UPDATE",
        "NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at",
    )
    refuse_when(f"{_table}_kept", _table, "DELETE", "1 = 1")
refuse_when("stay_kept", "stay", "DELETE", "1 = 1")
refuse_when("person_kept", "person", "DELETE", "1 = 1")
