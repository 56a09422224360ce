"""Commands of the placement room: what a screen or an import hands to an act."""

from dataclasses import dataclass
from datetime import date, datetime

from medcentre.placement.facts import (
    ApartReason,
    ApartScope,
    Approver,
    Attribute,
    CapacityKind,
    ClosureReason,
    Precaution,
    Risk,
    SetKind,
    ZoneKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBed:
    """A bed to build; `code` is its whole label (104-1)."""

    code: str
    sex: str = ""
    attributes: frozenset[Attribute] = frozenset()
    capacity: CapacityKind = CapacityKind.WORKING


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRoom:
    """A room with its beds."""

    code: str
    beds: tuple[NewBed, ...] = ()
    kind: ZoneKind | None = None
    attributes: frozenset[Attribute] = frozenset()
    air: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewZone:
    """A zone with its rooms. `care_low`, `care_high`: 0…3 for n0…n3."""

    code: str
    name: str
    kind: ZoneKind
    rooms: tuple[NewRoom, ...] = ()
    sex: str = ""
    building: str = ""
    care_low: int | None = None
    care_high: int | None = None
    near_exit: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A bed for somebody without one. `at` None: now. `reason` is needed where the verdict asks it.

    `urgent`: into another zone than where they lay before, as in `Move`.
    """

    stay_id: int
    bed_id: int
    at: datetime | None = None
    reason: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Another bed. `from_bed_id` is the one the screen showed: refused when it is no longer so.

    `urgent`: into another zone at once, without the approvals of a transfer (PL-01).
    """

    stay_id: int
    from_bed_id: int
    to_bed_id: int
    reason: str
    at: datetime | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Two or more people change places in one step: stay -> bed, each bed of the set used once.

    `urgent`: across zones at once, as in `Move`.
    """

    places: tuple[tuple[int, int], ...]
    reason: str
    cleaning_signed: bool = False
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMove:
    """One line of a plan to apply: where the person must still be, and where to."""

    stay_id: int
    from_bed_id: int | None
    to_bed_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyPlan:
    """A whole reshuffle as one checked set."""

    moves: tuple[PlannedMove, ...]
    reason: str
    cleaning_signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeSet:
    """Moves across zones to be approved as one: a plan, or an exchange of people in beds."""

    kind: SetKind
    moves: tuple[PlannedMove, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplySet:
    """Carry an approved set out; `reason` of a leader who receives for another zone."""

    id: int
    version: int
    cleaning_signed: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """Keep a bed for a stay or for somebody expected, at most 24 h (PL-02)."""

    bed_id: int
    until: datetime
    stay_id: int | None = None
    for_whom: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignCleaning:
    """Sign that a bed is clean."""

    cleaning_id: int
    version: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseBeds:
    """Take beds (a whole room: all of it) out of use."""

    bed_ids: tuple[int, ...]
    reason: ClosureReason
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeZone:
    """Ask for a new zone with rooms and beds, or new rooms and beds in a zone that exists."""

    zone: NewZone
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeBedChange:
    """Ask for another capacity kind, sex or attributes of a bed, or for its removal."""

    bed_id: int
    reason: str
    capacity: CapacityKind | None = None
    sex: str | None = None
    attributes: frozenset[Attribute] | None = None
    remove: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """Approve or refuse what somebody else proposed."""

    id: int
    version: int
    approve: bool
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepApart:
    """Two people who must live apart."""

    first_person_id: int
    second_person_id: int
    reason: ApartReason
    scope: ApartScope = ApartScope.ROOM
    first_role: str = ""
    second_role: str = ""
    note: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseApart:
    """End a keep-apart with its reason; or, for the reopening, begin it again."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessRisk:
    """Room-sharing risk as one side sees it; the other side signs with `sign_risk`."""

    stay_id: int
    level: Risk
    review_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderIsolation:
    """A doctor orders isolation. `agent` is an opaque code, seen by medical roles only."""

    stay_id: int
    precaution: Precaution
    review_at: datetime
    reason: str
    agent: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewIsolation:
    """A review: go on until the next one, or end it (IC-01: a doctor signs)."""

    id: int
    version: int
    next_review: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOverrides:
    """Ask to set hard rules aside for a stay in a bed: all that one placing breaks.

    `hours` holds for the rules that allow an exception for a time only; the others have no end.
    """

    stay_id: int
    bed_id: int
    rules: tuple[str, ...]
    reason: str
    hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeOverride:
    """Agree to an override in a capacity one holds."""

    id: int
    version: int
    approver: Approver


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestMove:
    """Ask for a transfer (PL-01)."""

    stay_id: int
    to_bed_id: int
    reason: str
    illness: bool = False
    doctor_opinion: str = ""
    belongings: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveMove:
    """The receiving zone confirms: the person is here, with belongings and records."""

    id: int
    version: int
    belongings: str = ""
    records_handed: bool = True
    reason: str = ""
