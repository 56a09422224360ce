"""What the store already holds, as far as the import must know it; empty for a new centre."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KnownBed:
    """A bed in the store; `sex` is GB/T 2261.1 or "0" for both."""

    code: str
    zone: str
    sex: str
    in_use: bool = True


@dataclass(frozen=True, slots=True)
class KnownStay:
    """A stay in the store."""

    number: str
    name: str
    id_number: str
    admitted: datetime
    exit: datetime | None = None
    bed: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything of the store that decides about imported rows."""

    beds: tuple[KnownBed, ...] = ()
    zones: tuple[tuple[str, str], ...] = ()
    """Code and public name."""
    stays: tuple[KnownStay, ...] = ()
    staff: frozenset[str] = frozenset()
    """Staff numbers."""
    movements: frozenset[tuple[str, str, datetime]] = frozenset()
    """Stay number, kind, start."""
    vouchers: frozenset[str] = frozenset()


NOTHING = Known()
