"""Who works when, asked by rooms that lie below the roster.

The roster lies above: `bootstrap` hands its book in, so that no room imports upwards. Without a book,
or without a published sheet for the moment, nothing is known and the answer is None.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

BEFORE, AFTER = timedelta(minutes=30), timedelta(minutes=60)
"""How long before and after a shift its reader may look at what is limited to the shift (12.2)."""


@dataclass(frozen=True, slots=True)
class Stint:
    """One shift of one person. `places` are codes of zones it serves; empty: the whole house.

    `leads`: a leader of the centre on duty round the clock (CUS-01).
    """

    staff_id: int
    sex: str
    places: frozenset[str]
    start: datetime
    end: datetime
    in_house: bool = True
    leads: bool = False


Book = Callable[[Session, datetime, datetime], tuple[Stint, ...] | None]
"""Shifts that touch [first, last] of the published sheets; None while none is published."""

_book: list[Book] = []


def use_book(book: Book) -> None:
    """Hand in the roster's book; the last one counts."""
    _book[:] = [book]


def stints(session: Session, first: datetime, last: datetime) -> tuple[Stint, ...] | None:
    """Shifts that touch the stretch; None: unknown."""
    return _book[0](session, first, last) if _book else None


def women_on(session: Session, at: datetime) -> frozenset[str] | None:
    """Codes of zones a woman of the staff serves at a moment (PL-H17); None: unknown."""
    found = stints(session, at, at)
    if found is None:
        return None
    here = (s for s in found if s.in_house and s.sex == "2" and s.start <= at < s.end)
    return frozenset(code for s in here for code in s.places)


def leaders_on(session: Session, at: datetime) -> tuple[int, ...] | None:
    """Staff ids of the leaders on duty at a moment (CUS-01), by id; None: unknown."""
    found = stints(session, at, at)
    if found is None:
        return None
    return tuple(sorted({s.staff_id for s in found if s.leads and s.start <= at < s.end}))


def on_shift(session: Session, staff_id: int | None, at: datetime) -> bool | None:
    """Whether somebody's shift runs, from 30 min before to 60 min after; None: unknown."""
    found = stints(session, at - AFTER, at + BEFORE)
    if found is None:
        return None
    return any(s.staff_id == staff_id for s in found)
