"""The ground all tables stand on: declarative base, names of constraints, column types."""

from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from medcentre.kernel.money import Money

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Id = BigInteger().with_variant(Integer, "sqlite")
"""64-bit keys on both engines; SQLite numbers rows itself only for plain INTEGER."""


class UtcDateTime(TypeDecorator[datetime]):
    """Aware in, aware out; stored as naive UTC because SQLite alone would drop the offset."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses naive values: a forgotten zone is a bug, not a choice."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime refused")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware UTC again."""
        return None if value is None else value.replace(tzinfo=UTC)


class MoneyFen(TypeDecorator[Money]):
    """`Money` as a whole number of fen (ACC-04)."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        """Only `Money` goes in, never a bare number whose unit nobody knows."""
        return None if value is None else value.fen

    def process_result_value(self, value: int | None, dialect: Dialect) -> Money | None:
        """`Money` again."""
        return None if value is None else Money(int(value))


class Base(DeclarativeBase):
    """Every table of the centre."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime, Money: MoneyFen, str: String}


Key = Annotated[int, mapped_column(Id, primary_key=True)]
"""A row's own number."""


class Versioned:
    """Adds `version`; a concurrent edit makes the flush fail instead of winning (I4)."""

    @declared_attr
    def version(cls) -> Mapped[int]:
        """Raised by every change; what a screen saw is compared with it."""
        return mapped_column(Integer, nullable=False, default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class Entered:
    """Adds who entered a fact and when; the facts' own dates are separate columns (SIGN-05)."""

    entered_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    entered_by: Mapped[str] = mapped_column(String(60), nullable=False)


class Asked(Entered):
    """A row that somebody else decides. `entered_key`: the person who asked (`Actor.key`), whatever
    the name (SIGN-03)."""

    entered_key: Mapped[str] = mapped_column(String(80), default="", nullable=False)
