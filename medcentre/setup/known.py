"""What the store already holds, as far as the import must know it; empty for a new centre."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KnownBed:
    """A bed in the store; `sex` is GB/T 2261.1 or "0" for both."""

    code: str
    zone: str
    sex: str
    bed_id: int = 0


@dataclass(frozen=True, slots=True)
class KnownStay:
    """A stay in the store; `bed` is the one held now."""

    number: str
    name: str
    id_number: str
    admitted: datetime
    exit: datetime | None = None
    bed: str = ""
    stay_id: int = 0
    person_id: int = 0
    fee_class: str = ""
    unconfirmed: bool = False
    """The class is the lowest one because none was known (FEE-11)."""


@dataclass(frozen=True, slots=True)
class KnownAbsence:
    """An absence in the store."""

    number: str
    kind: str
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Known:
    """Everything of the store that decides about imported rows."""

    beds: tuple[KnownBed, ...] = ()
    zones: tuple[tuple[str, str], ...] = ()
    """Code and public name."""
    stays: tuple[KnownStay, ...] = ()
    staff: frozenset[str] = frozenset()
    """Staff numbers."""
    absences: tuple[KnownAbsence, ...] = ()
    classes: frozenset[tuple[str, str, datetime]] = frozenset()
    """Stay number, fee class, valid from."""
    vouchers: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    """Settlement months that take no more entries, as 2026-09."""


NOTHING = Known()
