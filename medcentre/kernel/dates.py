"""Dates that cannot be meant: a year typed wrongly, a review that would never come."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta

from medcentre.kernel.clock import centre_day
from medcentre.kernel.errors import KernelCode, Violation

FIRST_YEAR = 1900
YEARS_AHEAD = 50
"""No date of a centre lies outside these years, from births to the ends of certificates."""


def check_years(now: datetime, given: Mapping[str, object]) -> Iterator[Violation]:
    """Each date or time outside the years a centre knows, at its field.

    Looks into commands and the commands inside them, not into lists: an import judges its own rows.
    """
    last = centre_day(now).year + YEARS_AHEAD
    for name, value in _moments(given.items()):
        if not FIRST_YEAR <= value.year <= last:
            yield Violation(KernelCode.DATE_RANGE, name, {"first": FIRST_YEAR, "last": last})


def _moments(given: Iterable[tuple[str, object]]) -> Iterator[tuple[str, date]]:
    for name, value in given:
        if isinstance(value, date):  # a datetime is one too
            yield name, value
        elif is_dataclass(value) and not isinstance(value, type):
            yield from _moments((f.name, getattr(value, f.name)) for f in fields(value))


def at_latest(
    now: datetime, days: int, rule: str = "", **given: date | None
) -> Iterator[Violation]:
    """A violation for each named date or time more than so many days after today."""
    last = centre_day(now) + timedelta(days=days)
    for name, value in given.items():
        day = centre_day(value) if isinstance(value, datetime) else value
        if day is not None and day > last:
            yield Violation(KernelCode.TOO_FAR, name, {"last": last, "days": days}, rule)
