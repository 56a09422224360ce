"""Support: talks, their append-only versions, demands."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from medcentre.store.base import Base, Entered, Key, UtcDateTime, Versioned
from medcentre.store.guards import refuse_when
from medcentre.store.versions import RecordHead, RecordVersion, guard_record


class TalkModel(RecordHead, Base):
    """An officer's talk with a resident; `at` is its start. Part of the custody file."""

    __tablename__ = "talk"
    __table_args__ = (Index("ix_talk_stay_at", "stay_id", "at"),)

    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    triggers: Mapped[str] = mapped_column(String(300), default="")
    follow_up_on: Mapped[date | None] = mapped_column(Date)


class TalkVersionModel(RecordVersion, Base):
    """One version of a talk (MED-52 applies to all signed records)."""

    __tablename__ = "talk_version"
    head_table = "talk"


guard_record("talk", "talk_version")


class DemandModel(Versioned, Entered, Base):
    """A demand with owner and date, open until it is answered (TLK-04)."""

    __tablename__ = "talk_demand"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answer_whole"),
    )

    id: Mapped[Key]
    talk_id: Mapped[int] = mapped_column(ForeignKey("talk.id", ondelete="RESTRICT"), index=True)
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="RESTRICT"), index=True)
    wish: Mapped[str] = mapped_column(String(300))
    owner: Mapped[str] = mapped_column(String(60))
    due_on: Mapped[date] = mapped_column(Date)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str] = mapped_column(String(60), default="")


refuse_when("talk_demand_kept", "talk_demand", "DELETE", "1 = 1")
