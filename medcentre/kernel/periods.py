"""Days, months and half-open periods."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self


def add_months(day: date, months: int) -> date:
    """The same day number `months` later; the month's last day where it is shorter (LAW-10)."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def age_on(birth: date, day: date) -> int:
    """Completed years of life on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """From `2026-10`; raises ValueError for anything else."""
        year, _, month = text.strip().partition("-")
        value = cls(int(year), int(month))
        if not 1 <= value.month <= 12 or not 1900 <= value.year <= 9999:
            raise ValueError(text)
        return value

    @classmethod
    def of(cls, day: date) -> Self:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """First day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Last day."""
        return date(self.year, self.month, self.length)

    @property
    def length(self) -> int:
        """Number of days."""
        return monthrange(self.year, self.month)[1]

    def days(self) -> tuple[date, ...]:
        """All its days in order."""
        return tuple(days_between(self.first, self.last))

    def plus(self, months: int) -> "Month":
        """The month so many months later (earlier when negative)."""
        return Month.of(add_months(self.first, months))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open stretch of time [start, end); `end` None means still running."""

    start: datetime
    end: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        """Whether the moment lies inside."""
        return self.start <= moment and (self.end is None or moment < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share any moment."""
        return (other.end is None or self.start < other.end) and (
            self.end is None or other.start < self.end
        )
