"""Frozen rows of the placement room: what screens and papers show."""

from dataclasses import dataclass
from datetime import date, datetime

from medcentre.kernel.errors import Violation
from medcentre.placement.facts import (
    ApartReason,
    ApartScope,
    Attribute,
    BedState,
    CapacityKind,
    Level,
    Precaution,
    Reason,
    Risk,
    SetKind,
    Verdict,
    ZoneKind,
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A bed on the map with whoever lies there, as far as the reader may know (SEC-01).

    `partners`: stays the occupant must be kept apart from. `conflicts`: open broken rules.
    """

    bed_id: int
    code: str
    room_id: int
    state: BedState
    attributes: frozenset[Attribute]
    sex: str
    capacity: CapacityKind
    closed_reason: str
    until: datetime | None
    reserved_for: int | None
    stay_id: int | None = None
    name: str = ""
    person_sex: str = ""
    age: int | None = None
    care_level: int | None = None
    precautions: tuple[Precaution, ...] = ()
    focus: int | None = None
    away: bool = False
    partners: tuple[int, ...] = ()
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room of the map with its beds in order."""

    room_id: int
    code: str
    attributes: frozenset[Attribute]
    locked: bool
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class ZoneCard:
    """A zone of the map. `inside`: what it is for, shown to medical roles only (else None).

    `needs_woman`: a woman of the staff must be on duty here (PL-H17); `woman_on`: whether one is by
    the published roster, None while none is published.
    """

    zone_id: int
    code: str
    name: str
    sex: str
    inside: ZoneKind | None
    rooms: tuple[RoomRow, ...]
    occupied: int
    working: int
    free: int
    needs_woman: bool = False
    woman_on: bool | None = None

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """All its beds."""
        return tuple(t for room in self.rooms for t in room.tiles)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody on the roll without a bed, or somebody expected with a reserved one."""

    stay_id: int
    name: str
    sex: str
    age: int
    care_level: int | None
    precautions: tuple[Precaution, ...]
    admitted_at: datetime
    reserved_bed: str = ""


@dataclass(frozen=True, slots=True)
class BedMap:
    """The whole map at a moment (B9, B12)."""

    at: datetime
    zones: tuple[ZoneCard, ...]
    waiting: tuple[Waiting, ...]
    beds: int
    occupied: int
    free: int
    away: int
    on_roll: int

    def tile(self, bed_id: int) -> Tile | None:
        """One bed."""
        return next((t for z in self.zones for t in z.tiles if t.bed_id == bed_id), None)


@dataclass(frozen=True, slots=True)
class BedChoice:
    """A verdict with the words' codes, for the panel, the finder and the keyboard way."""

    bed_id: int
    bed: str
    zone: str
    level: Level
    score: int
    plus: tuple[Reason, ...]
    minus: tuple[Reason, ...]
    refused: tuple[Violation, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Choices:
    """All beds judged for one person, best first; `stay_id` 0 for an arrival."""

    stay_id: int
    at: datetime
    choices: tuple[BedChoice, ...]

    @property
    def best(self) -> tuple[BedChoice, ...]:
        """At most five beds to propose."""
        return tuple(c for c in self.choices[:5] if c.level is not Level.BLOCKED)

    def of(self, bed_id: int) -> BedChoice | None:
        """The verdict of one bed."""
        return next((c for c in self.choices if c.bed_id == bed_id), None)


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A placed person whose bed breaks a rule (PL-04); `ends_at` of the override in force."""

    stay_id: int
    name: str
    bed_id: int
    bed: str
    zone: str
    violation: Violation
    overridden: bool
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who shared a room or zone with the person asked about."""

    stay_id: int
    name: str
    admission_no: str
    place: str
    first: datetime
    last: datetime
    hours: float
    now: str


@dataclass(frozen=True, slots=True)
class ZoneDay:
    """Occupied and existing beds of a zone at 24:00 of a day (PL-03)."""

    zone_id: int
    zone: str
    day: date
    occupied: int
    beds: int


@dataclass(frozen=True, slots=True)
class Census:
    """Who is where at a moment; `in_beds + without_bed` is the roll."""

    at: datetime
    zones: tuple[tuple[str, int], ...]
    in_beds: int
    without_bed: int
    away: int

    @property
    def on_roll(self) -> int:
        """Everybody."""
        return self.in_beds + self.without_bed


@dataclass(frozen=True, slots=True)
class MapEvent:
    """A mark on the time bar: `kind` in, out, move or away."""

    at: datetime
    kind: str
    stay_id: int
    name: str


@dataclass(frozen=True, slots=True)
class BedPeriod:
    """A stretch in a bed, for the person's history."""

    occupancy_id: int
    bed: str
    zone: str
    start: datetime
    end: datetime | None
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A transfer request with its state. `broken`: what the person would break in the bed now, even
    were it free; only in a `Board` of somebody who moves or treats people."""

    id: int
    version: int
    stay_id: int
    name: str
    from_bed: str
    to_bed: str
    crosses: bool
    reason: str
    illness: bool
    doctor_opinion: str
    status: str
    asked_by: str
    asked_at: datetime
    medical_by: str
    security_by: str
    received_by: str
    answer: str
    to_zone: int = 0
    to_bed_id: int = 0
    closed_at: datetime | None = None
    broken: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A structural change waiting for, or with, its decision. `mine`: the reader asked, so another
    decides. `held_by`: who lies in a bed that must be empty before the change can be approved."""

    id: int
    version: int
    kind: str
    payload: str
    reason: str
    asked_by: str
    asked_at: datetime
    decided_by: str | None
    approved: bool
    answer: str
    mine: bool
    held_by: str = ""


@dataclass(frozen=True, slots=True)
class ApartRow:
    """A keep-apart pair; names of both, roles, scope, dates."""

    id: int
    version: int
    first_person: int
    first_name: str
    first_role: str
    second_person: int
    second_name: str
    second_role: str
    reason: ApartReason
    scope: ApartScope
    note: str
    from_at: datetime
    until_at: datetime | None
    closed_at: datetime | None
    closed_reason: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """A rule set aside or asked to be; `until_at` is the end of the countdown."""

    id: int
    version: int
    stay_id: int
    name: str
    bed: str
    rule: str
    reason: str
    hours: int | None
    agreed: tuple[tuple[str, str], ...]
    from_at: datetime | None
    until_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class IsolationRow:
    """An isolation order; `agent` is empty for readers outside the treating team."""

    id: int
    version: int
    stay_id: int
    name: str
    precaution: Precaution
    agent: str
    alone: bool
    reason: str
    from_at: datetime
    review_at: datetime
    until_at: datetime | None
    ordered_by: str


@dataclass(frozen=True, slots=True)
class CleaningRow:
    """A bed that waits for cleaning or its signature."""

    id: int
    version: int
    bed_id: int
    bed: str
    zone: str
    disinfect: bool
    from_at: datetime
    started_at: datetime | None
    ready_at: datetime | None


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A room-sharing risk; in force once both have signed."""

    id: int
    version: int
    stay_id: int
    name: str
    level: Risk
    reason: str
    police_by: str
    nurse_by: str
    from_at: datetime | None
    until_at: datetime | None
    review_on: date | None


@dataclass(frozen=True, slots=True)
class ReservationRow:
    """A bed kept for somebody."""

    id: int
    version: int
    bed_id: int
    bed: str
    stay_id: int | None
    for_whom: str
    until_at: datetime
    entered_by: str


@dataclass(frozen=True, slots=True)
class SetLine:
    """One person of a plan or exchange: from where to where."""

    stay_id: int
    name: str
    from_bed: str
    from_zone: str
    to_bed: str
    to_zone: str

    @property
    def crosses(self) -> bool:
        """Another zone than before."""
        return bool(self.from_zone) and self.from_zone != self.to_zone


@dataclass(frozen=True, slots=True)
class SetRow:
    """A plan or exchange across zones with its approvals; `reason` is empty for mere readers."""

    id: int
    version: int
    kind: SetKind
    reason: str
    status: str
    asked_by: str
    asked_at: datetime
    medical_by: str
    security_by: str
    answer: str
    lines: tuple[SetLine, ...]
    zone_ids: frozenset[int]
    """Zones that receive somebody."""

    @property
    def crossing(self) -> int:
        """How many people change the zone."""
        return sum(line.crosses for line in self.lines)


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """What was done at once in a zone, open for its head or objected to; who moved from where to where.

    `heads`: who may agree, empty when the zone has none. `reason` is empty for mere readers. `mine`:
    the reader did it, so another decides.
    """

    id: int
    version: int
    change_id: int
    kind: str
    at: datetime
    reason: str
    done_by: str
    urgent: bool
    mine: bool
    zone_id: int
    zone: str
    heads: tuple[str, ...]
    decided_by: str
    answer: str
    lines: tuple[SetLine, ...]

    @property
    def open(self) -> bool:
        """Nobody has decided yet."""
        return not self.decided_by
