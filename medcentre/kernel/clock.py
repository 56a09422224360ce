"""Time: aware UTC inside, the centre's day for rules, one clock (house rule 11)."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Protocol

CENTRE_ZONE = timezone(timedelta(hours=8), "UTC+08:00")
"""The centre's wall clock: fixed UTC+8 (domain.md 0.5)."""


class Clock(Protocol):
    """Where acts read the time."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        ...


class SystemClock:
    """The machine's clock: the only place that asks it."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        return datetime.now(UTC)


@dataclass
class StillClock:
    """A clock that stands until somebody moves it; for tests, demos and replays."""

    moment: datetime = field(default_factory=lambda: at(date(2026, 11, 24), 8, 42))

    def now(self) -> datetime:
        """The moment it stands at."""
        return self.moment

    def forward(self, **delta: float) -> None:
        """Move on by a `timedelta` given in its own words (hours=2)."""
        self.moment += timedelta(**delta)


def centre_time(moment: datetime) -> datetime:
    """The wall clock of the centre at an aware moment."""
    if moment.tzinfo is None:
        raise ValueError("naive datetime refused")
    return moment.astimezone(CENTRE_ZONE)


def centre_day(moment: datetime) -> date:
    """The calendar day a moment falls on at the centre."""
    return centre_time(moment).date()


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """The moment of a wall-clock time at the centre, as aware UTC."""
    return datetime.combine(day, time(hour, minute), CENTRE_ZONE).astimezone(UTC)


def day_start(day: date) -> datetime:
    """00:00 of a centre day, as aware UTC."""
    return at(day)


def day_end(day: date) -> datetime:
    """24:00 of a centre day, the moment FEE-01 and the roll count at."""
    return at(day + timedelta(days=1))
