"""Care: notes and their append-only versions."""

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from medcentre.care.rules import ONCE
from medcentre.store.base import Base, Entered, Key, Versioned
from medcentre.store.versions import RecordHead, RecordVersion, guard_record

_ONCE = "kind IN ({}) AND status <> 'voided'".format(", ".join(repr(str(k)) for k in sorted(ONCE)))


class NoteModel(RecordHead, Base):
    """One note of a stay. `parent_id` is the note an addendum belongs to."""

    __tablename__ = "note"
    __table_args__ = (
        Index(
            "uq_note_once", "stay_id", "kind", unique=True,
            sqlite_where=text(_ONCE), postgresql_where=text(_ONCE),
        ),
    )  # fmt: skip

    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("note.id", ondelete="RESTRICT"), index=True
    )


class NoteVersionModel(RecordVersion, Base):
    """One version of a note (MED-52)."""

    __tablename__ = "note_version"
    head_table = "note"


guard_record("note", "note_version")


class PrintTraceModel(Versioned, Entered, Base):
    """What stands on paper of a continuous record: newest print of a form and stay (D14)."""

    __tablename__ = "print_trace"
    __table_args__ = (Index("uq_print_trace_paper", "stay_id", "form", unique=True),)

    id: Mapped[Key]
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="RESTRICT"))
    form: Mapped[str] = mapped_column(String(12))
    pages: Mapped[str] = mapped_column()
    prints: Mapped[int] = mapped_column(default=0)
