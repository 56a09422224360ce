"""Places, people and verdicts as frozen values: what the rules, the finder and the plan work on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from medcentre.kernel.errors import Violation
from medcentre.kernel.permissions import Role
from medcentre.placement.codes import PlacementCode as PlacementCode  # noqa: PLC0414  (the room's codes are found here)

MALE, FEMALE = "1", "2"
"""GB/T 2261.1; an empty sex on a bed or zone means either."""

MEDICAL = frozenset({Role.DOCTOR, Role.NURSE, Role.DIRECTOR})
SECURITY = frozenset({Role.POLICE, Role.DIRECTOR})
"""Who approves for which side (PL-01)."""

ISOLATION_REVIEW_DAYS, RISK_REVIEW_DAYS = 30, 90
"""Within how many days an isolation order and a room-sharing risk are looked at again (B8, A8)."""

AGENT_MOST = 40
"""Characters of the name of an agent."""

CODE_MOST, BED_CODE_MOST, ZONE_NAME_MOST = 20, 24, 60
"""Characters of the codes of zones and rooms, of the label of a bed, of the name of a zone."""

ADULT_AGE = 18
ELDERLY_AGE = 60


class ZoneKind(StrEnum):
    """What a zone is for, in neutral words (domain.md 11.1): no kind names an illness (SEC-01)."""

    INTAKE = "intake"
    AIRBORNE = "airborne"
    CARE_A = "care_a"
    CARE_B = "care_b"
    MIND = "mind"
    CRITICAL = "critical"
    ACCESS = "access"
    WOMEN = "women"
    REHAB = "rehab"
    WATCH = "watch"
    APART = "apart"
    MINORS = "minors"


class Attribute(StrEnum):
    """What a bed or its room offers (domain.md 11.1)."""

    OXYGEN = "oxygen"
    SUCTION = "suction"
    MONITOR = "monitor"
    NEGATIVE_PRESSURE = "negative_pressure"
    CAMERA = "camera"
    NEAR_STATION = "near_station"
    LOWER_BED = "lower_bed"
    WHEELCHAIR = "wheelchair"
    SINGLE = "single"
    SAFE_ROOM = "safe_room"
    RESTRAINT = "restraint"
    OWN_TOILET = "own_toilet"


class BedState(StrEnum):
    """What a bed is at one moment; derived, never stored."""

    FREE = "free"
    OCCUPIED = "occupied"
    RESERVED = "reserved"
    TO_CLEAN = "to_clean"
    DISINFECTING = "disinfecting"
    CLOSED = "closed"


class CapacityKind(StrEnum):
    """How a bed counts (B10): `maximum` beds are built, `working` are staffed, `temporary` extra."""

    MAXIMUM = "maximum"
    WORKING = "working"
    TEMPORARY = "temporary"


class ClosureReason(StrEnum):
    """Why a bed or room is closed."""

    REPAIR = "repair"
    EQUIPMENT = "equipment"
    INFECTION = "infection"
    STAFFING = "staffing"
    SEARCH = "search"
    OTHER = "other"


class Precaution(StrEnum):
    """Precaution codes everybody on duty sees (domain.md 2.8)."""

    STANDARD = "std"
    BLOOD = "blood"
    CONTACT = "contact"
    DROPLET = "droplet"
    AIRBORNE = "airborne"
    PROTECT = "protect"


class Mobility(StrEnum):
    """How a person gets about."""

    WALKS = "walks"
    LAME = "lame"
    WHEELCHAIR = "wheelchair"
    BEDRIDDEN = "bedridden"


class ApartScope(StrEnum):
    """How far two people must be kept apart (A7)."""

    ROOM = "room"
    ZONE = "zone"
    CENTRE = "centre"


class ApartReason(StrEnum):
    """Why two people must be kept apart."""

    SAME_CASE = "same_case"
    ENMITY = "enmity"
    RELATIVES = "relatives"
    INFORMANT = "informant"
    FIGHT = "fight"
    OTHER = "other"


class Risk(StrEnum):
    """Room-sharing risk agreed by police and nurse (A8)."""

    UNKNOWN = "unknown"
    STANDARD = "standard"
    RAISED = "raised"
    HIGH = "high"


class Level(StrEnum):
    """The verdict shown on a bed before the drop (interface.md 5.3)."""

    ALLOWED = "allowed"
    CONFIRM = "confirm"
    BLOCKED = "blocked"


class Approver(StrEnum):
    """Who may set a hard rule aside."""

    MEDICAL_HEAD = "medical_head"
    CENTRE_HEAD = "centre_head"
    DOCTOR = "doctor"
    LEADER = "leader"
    SECURITY_GROUP = "security_group"
    HEAD_NURSE = "head_nurse"
    INFECTION_CONTROL = "infection_control"
    MEDICAL_GROUP = "medical_group"


class SetKind(StrEnum):
    """Moves that are approved as one (PL-01)."""

    PLAN = "plan"
    EXCHANGE = "exchange"


class Check(StrEnum):
    """The ticks of the verdict panel: each covers some hard rules."""

    SEX = "sex"
    AGE = "age"
    INFECTION = "infection"
    CARE = "care"
    SAFETY = "safety"
    APART = "apart"
    LAW = "law"
    BED = "bed"


@dataclass(frozen=True, slots=True)
class OverrideTerms:
    """How a hard rule may be set aside: all of `by` must agree, at most `hours` long (None: open).

    An empty `by` means never.
    """

    by: tuple[Approver, ...] = ()
    hours: int | None = None

    @property
    def possible(self) -> bool:
        """Whether anybody may set the rule aside."""
        return bool(self.by)


NEVER = OverrideTerms()


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone: neutral name, kind, sex ("" either), usual care levels, staff of the moment.

    `female_staff`: whether a female member of staff is on the published roster at the moment; None
    while none is published (PL-H17 is then not checked, and that is shown).
    """

    id: int
    code: str
    name: str
    kind: ZoneKind
    sex: str = ""
    care_low: int | None = None
    care_high: int | None = None
    near_exit: bool = False
    female_staff: bool | None = None

    @property
    def women(self) -> bool:
        """Women live here, so a woman of the staff must be on duty at every moment (PL-H17)."""
        return self.kind is ZoneKind.WOMEN or self.sex == FEMALE


@dataclass(frozen=True, slots=True)
class Room:
    """A room. `air` names rooms that share air (empty: its own). `locked`: special room (PL-H15).

    `kind`: what the room is for when it differs from its zone (a room for minors in the intake
    zone, an airborne room in the women's zone); None: as the zone.
    """

    id: int
    code: str
    zone_id: int
    attributes: frozenset[Attribute] = frozenset()
    air: str = ""
    locked: bool = False
    kind: ZoneKind | None = None


@dataclass(frozen=True, slots=True)
class Bed:
    """A bed with its own attributes, its capacity kind and its state at the snapshot's moment.

    `reserved_for`: the stay it is kept for; 0 with state reserved means an expected arrival.
    """

    id: int
    code: str
    room_id: int
    sex: str = ""
    attributes: frozenset[Attribute] = frozenset()
    capacity: CapacityKind = CapacityKind.WORKING
    state: BedState = BedState.FREE
    closed_reason: str = ""
    reserved_for: int | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Everything the placement rules ask about one person, at one moment.

    `care_level` 0…3 stands for n0…n3. `agents` are opaque codes of what asks for contact
    isolation; `air_form` an opaque code of the airborne form ("" none known). `air_alone`:
    must be the only one in the room (PL-H12); `air_single`: airborne, and to be alone or with a
    second reason: one refusal for both, so that it tells neither (PL-H16, SEC-01). `last_zone`:
    where somebody without a bed lay last in this stay, who still belongs there (PL-01).
    `needs`: zone kinds that suit the main illness, best first; before readers who must not know why
    `rooms_for` and `zones_for`, the places that do, stand for them (SEC-01). `suicide_score` is
    NGASR, `violence` 0…5. `cliques`: opaque tags of gang, street or dialect group.
    """

    stay_id: int
    name: str
    sex: str
    age: int
    coercible: bool = True
    precautions: frozenset[Precaution] = frozenset()
    agents: frozenset[str] = frozenset()
    air_form: str = ""
    air_alone: bool = False
    air_single: bool = False
    care_level: int = 3
    oxygen: bool = False
    mobility: Mobility = Mobility.WALKS
    seizures: bool = False
    suicide_score: int = 0
    constant_watch: bool = False
    violence: int = 0
    acute: bool = False
    tests_complete: bool = True
    needs: tuple[ZoneKind, ...] = ()
    rooms_for: frozenset[int] = frozenset()
    zones_for: frozenset[int] = frozenset()
    drug_group: str = ""
    first_time: bool | None = None
    cliques: frozenset[str] = frozenset()
    language: str = ""
    terminal: bool = False
    focus: int = 0
    smoker: bool | None = None
    snores: bool = False
    poor_sleep: bool = False
    peer_educator: bool = False
    expected_days: int | None = None
    risk: Risk = Risk.UNKNOWN
    bed_id: int | None = None
    away: bool = False
    admitted_at: datetime | None = None
    last_zone: int | None = None

    @property
    def airborne(self) -> bool:
        """Active or suspected airborne disease."""
        return Precaution.AIRBORNE in self.precautions

    @property
    def protect(self) -> bool:
        """Has to be protected from others' air."""
        return Precaution.PROTECT in self.precautions

    @property
    def contact(self) -> bool:
        """Under contact isolation."""
        return Precaution.CONTACT in self.precautions

    @property
    def minor(self) -> bool:
        """Under 18."""
        return self.age < ADULT_AGE

    @property
    def cohort(self) -> tuple[frozenset[Precaution], frozenset[str], str]:
        """What two people share when they may live side by side without added risk (PL-S02)."""
        return (self.precautions - {Precaution.STANDARD}, self.agents, self.air_form)

    @property
    def needs_low_bed(self) -> bool:
        """Falls easily (PL-S04)."""
        return self.age >= ELDERLY_AGE or self.mobility is Mobility.LAME or self.seizures


@dataclass(frozen=True, slots=True)
class ApartPair:
    """Two stays that must not share a room, a zone, or (centre) may not both be free to meet."""

    first: int
    second: int
    scope: ApartScope
    reason: ApartReason = ApartReason.OTHER
    until: datetime | None = None
    id: int = 0

    def other(self, stay_id: int) -> int | None:
        """The partner of a stay, None when the pair does not concern it."""
        if stay_id == self.first:
            return self.second
        return self.first if stay_id == self.second else None


@dataclass(frozen=True, slots=True)
class Override:
    """A hard rule set aside for one stay in one bed (None: wherever), until a moment."""

    stay_id: int
    rule: str
    start: datetime
    end: datetime | None
    by: tuple[str, ...]
    reason: str
    bed_id: int | None = None
    id: int = 0

    def covers(self, stay_id: int, rule: str, bed_id: int, at: datetime) -> bool:
        """Whether it sets the rule aside for the stay in the bed at a moment."""
        return (
            self.stay_id == stay_id
            and self.rule == rule
            and self.bed_id in (None, bed_id)
            and self.start <= at
            and (self.end is None or at < self.end)
        )

    def left(self, at: datetime) -> timedelta | None:
        """The countdown; None when it does not run out."""
        return None if self.end is None else self.end - at


@dataclass(frozen=True, slots=True)
class RuleWeights:
    """Points of the soft rules PL-S01 … PL-S14; edited in the settings, all whole numbers."""

    zone: int = 30
    same_precautions: int = 15
    care: int = 10
    low_bed: int = 10
    no_low_bed: int = 20
    same_drug_group: int = 5
    first_with_multiple: int = 10
    clique: int = 10
    clique_size: int = 3
    support: int = 5
    load: int = 8
    terminal_single: int = 8
    focus: int = 25
    move: int = 15
    move_gain: int = 20
    habits: int = 3
    peer: int = 4
    near_exit: int = 3
    near_exit_days: int = 14


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole map at one moment: the only input of rules, finder and plan."""

    at: datetime
    zones: tuple[Zone, ...]
    rooms: tuple[Room, ...]
    beds: tuple[Bed, ...]
    people: tuple[PersonFacts, ...]
    pairs: tuple[ApartPair, ...] = ()
    overrides: tuple[Override, ...] = ()
    weights: RuleWeights = field(default_factory=RuleWeights)


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken hard rule: the public reason, the medical detail, who may set it aside.

    `override` is the one in force that covers it, if any.
    """

    violation: Violation
    terms: OverrideTerms
    check: Check
    partner: int | None = None
    detail: Violation | None = None
    override: Override | None = None

    @property
    def rule(self) -> str:
        """PL-H01 …"""
        return self.violation.rule


@dataclass(frozen=True, slots=True)
class Reason:
    """One soft rule that spoke: points (0: a caution that asks for confirmation) and sentence."""

    rule: str
    points: int
    code: PlacementCode
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    caution: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the program thinks of one bed for one person, before anybody drops anything.

    `fine`: the checks that found nothing. `minutes_left` of a time-limited override is computed
    by the caller from `broken[i].override`.
    """

    bed_id: int
    level: Level
    score: int
    plus: tuple[Reason, ...] = ()
    minus: tuple[Reason, ...] = ()
    broken: tuple[Broken, ...] = ()
    fine: tuple[Check, ...] = ()

    @property
    def ordinary(self) -> bool:
        """Not in a room kept for a need the person does not have: may be proposed unasked."""
        return all(r.code is not PlacementCode.KEPT_ROOM for r in self.minus)

    @property
    def allowed(self) -> bool:
        """May be dropped without a word."""
        return self.level is Level.ALLOWED

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the broken hard rules."""
        return tuple(b.rule for b in self.broken)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A person whose present bed breaks a hard rule (PL-04)."""

    stay_id: int
    bed_id: int
    broken: Broken

    @property
    def open(self) -> bool:
        """Whether nothing in force sets the rule aside."""
        return self.broken.override is None
