"""Shared ground of the rules over all rows: findings by row, places by any spelling, stays."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from medcentre.kernel.clock import centre_day
from medcentre.kernel.periods import Period
from medcentre.kernel.texts import search_key
from medcentre.setup.facts import (
    GONE,
    BedLine,
    CensusLine,
    CostLine,
    Field,
    Finding,
    ImportReason,
    MovementLine,
    RowBase,
    RowRef,
    Severity,
    StaffLine,
)
from medcentre.setup.known import Known, KnownStay
from medcentre.setup.values import bed_key, zone_key

R = ImportReason
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(slots=True)
class Lines:
    """The read rows of all tables by kind."""

    beds: list[BedLine] = field(default_factory=list)
    staff: list[StaffLine] = field(default_factory=list)
    census: list[CensusLine] = field(default_factory=list)
    movements: list[MovementLine] = field(default_factory=list)
    costs: list[CostLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """A bed somebody may lie in."""

    code: str
    zone: str
    sex: str


class Findings:
    """Findings by row, in the order they are made."""

    def __init__(self) -> None:
        self._by_row: dict[RowRef, list[Finding]] = defaultdict(list)

    def start(self, lines: Iterable[RowBase]) -> None:
        """Take over what each row says about itself."""
        for line in lines:
            self._by_row[line.ref].extend(line.findings)

    def add(
        self, line: RowBase, reason: ImportReason, severity: Severity, where: Field | None = None,
        hint: str = "", **facts: object,
    ) -> None:  # fmt: skip
        """Say something about a row beside one of its cells."""
        value = str(line.cells.get(where) or "") if where else ""
        self._by_row[line.ref].append(Finding(reason, severity, where, value[:200], hint, facts))

    def has(self, ref: RowRef, *reasons: ImportReason) -> bool:
        """Whether the row has one of the reasons."""
        return any(f.reason in reasons for f in self._by_row[ref])

    def is_error(self, ref: RowRef) -> bool:
        """Whether the row is kept out."""
        return any(f.severity is ERROR for f in self._by_row[ref])

    def of(self, ref: RowRef) -> tuple[Finding, ...]:
        """All findings of a row."""
        return tuple(self._by_row[ref])


class Places:
    """Beds and zones of the store and of the zone file, found by any spelling."""

    def __init__(self, lines: Sequence[BedLine], known: Known) -> None:
        self.beds = {bed_key(b.code): Place(b.code, b.zone, b.sex) for b in known.beds}
        self.zones = {zone_key(t): code for code, name in known.zones for t in (name, code)}
        for line in lines:
            if line.zone and line.zone_name:
                self.zones.setdefault(zone_key(line.zone_name), line.zone)
            if line.zone:
                self.zones[zone_key(line.zone)] = line.zone
        for line in lines:
            if line.bed:
                self.beds.setdefault(bed_key(line.bed), Place(line.bed, line.zone, line.sex))

    def bed(self, text: str) -> Place | None:
        """The bed a text means."""
        return self.beds.get(bed_key(text)) if text else None

    def zone(self, text: str) -> str | None:
        """Code of the zone a text means."""
        return self.zones.get(zone_key(text)) if text else None


@dataclass(frozen=True, slots=True)
class Residence:
    """One stay while judging: from admission to the exit that ends it."""

    line: CensusLine
    period: Period | None

    def overlaps(self, other: "Residence") -> bool:
        """Whether both lie in the centre at one moment; unknown times overlap nothing."""
        return bool(self.period and other.period and self.period.overlaps(other.period))


def residences(lines: Lines, known: Known) -> list[Residence]:
    """Each census row with the period it was in the centre, exits of both files and the store."""
    stored = {search_key(s.number): s.exit for s in known.stays if s.exit}
    gone: dict[str, list[datetime]] = defaultdict(list)
    for move in lines.movements:
        if move.kind in GONE and move.start:
            gone[search_key(move.number)].append(move.start)
    found = []
    for line in lines.census:
        if line.admitted is None or any(f.reason is R.FUTURE_ADMISSION for f in line.findings):
            found.append(Residence(line, None))
            continue
        after = [m for m in gone.get(search_key(line.number), ()) if m > line.admitted]
        others = (line.exit, stored.get(search_key(line.number)))
        ends = [*after, *(e for e in others if e and e > line.admitted)]
        found.append(Residence(line, Period(line.admitted, min(ends, default=None))))
    return found


def stays_by_number(
    stays: Sequence[Residence], findings: Findings
) -> Mapping[str, list[Residence]]:
    """Stays a movement or cost may belong to: entries that are one too many do not count."""
    found: dict[str, list[Residence]] = defaultdict(list)
    for stay in stays:
        if not findings.has(stay.line.ref, R.DUPLICATE_PERSON, R.DUPLICATE_NUMBER):
            found[search_key(stay.line.number)].append(stay)
    return found


def same_stay(line: CensusLine, known: KnownStay) -> bool:
    """Whether a row means a stay of the store: by number, without one by person and day."""
    if line.number:
        return search_key(line.number) == search_key(known.number)
    return (
        bool(line.id_number) and line.id_number == known.id_number
        and line.admitted is not None and centre_day(line.admitted) == centre_day(known.admitted)
    )  # fmt: skip
