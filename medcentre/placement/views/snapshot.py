"""The map of any moment, read from dated rows in five statements (P04, P14).

One of them asks the roster who is on duty in the women's zones (PL-H17).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, and_, cast, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from medcentre.kernel.clock import centre_day
from medcentre.kernel.periods import age_on
from medcentre.placement.facts import (
    FEMALE,
    ApartPair,
    ApartReason,
    ApartScope,
    Attribute,
    Bed,
    BedState,
    CapacityKind,
    Mobility,
    Override,
    PersonFacts,
    Precaution,
    Risk,
    Room,
    RuleWeights,
    Snapshot,
    Zone,
    ZoneKind,
)
from medcentre.placement.tables import (
    BedClosureModel,
    BedModel,
    CleaningModel,
    IsolationOrderModel,
    KeepApartModel,
    OccupancyModel,
    OverrideModel,
    ReservationModel,
    RoomModel,
    RuleWeightModel,
    SharingRiskModel,
    ZoneModel,
)
from medcentre.residents.rules import COERCION
from medcentre.residents.tables import (
    AbsenceModel,
    CareLevelModel,
    IllnessModel,
    LegalStatusModel,
    MarkModel,
    PersonModel,
    StayModel,
)
from medcentre.residents.views import holds_at, on_roll_at
from medcentre.staff.duty import women_on

NEEDS = {
    "BC01": ZoneKind.CARE_A,
    "BC02": ZoneKind.AIRBORNE,
    "BC03": ZoneKind.CARE_B,
    "BC04": ZoneKind.CARE_B,
    "BC05": ZoneKind.CARE_B,
    "BC06": ZoneKind.MIND,
    "BC11": ZoneKind.ACCESS,
    "BC12": ZoneKind.ACCESS,
    "BC15": ZoneKind.ACCESS,
}
"""Zone kind that suits a main illness category (domain.md 11.1); the rest go to rehabilitation."""

NEWCOMER_DAYS = 15
"""Without any note of intake tests, they count as incomplete for so long after admission."""

NO = frozenset({"0", "no", "false", "否"})
HAN = frozenset({"", "01", "汉", "汉族"})
EMPTY: Any = literal("")


def snapshot_at(session: Session, at: datetime) -> Snapshot:
    """Places, people, pairs, overrides and weights as they were at a moment."""
    zones, rooms, beds = _places(session, at)
    people, persons = _people(session, at)
    _facts(session, at, people)
    rows = session.execute(union_all(*_decisions(at), *_states(at))).all()
    _bed_states([r for r in rows if r.tag in _STATE_ORDER], beds, people)
    pairs, overrides, weights = _decided(rows, persons)
    return Snapshot(
        at,
        _with_duty(session, at, zones.values()),
        tuple(rooms.values()),
        tuple(b.frozen() for b in beds.values()),
        tuple(p.frozen(at) for p in people.values()),
        pairs,
        overrides,
        weights,
    )


def _with_duty(session: Session, at: datetime, zones: Iterable[Zone]) -> tuple[Zone, ...]:
    """Women's zones with whether a woman of the staff is on duty there; asked only where one is."""
    found = tuple(zones)
    on_duty = women_on(session, at) if any(z.women for z in found) else None
    if on_duty is None:
        return found
    return tuple(replace(z, female_staff=z.code in on_duty) if z.women else z for z in found)


@dataclass(slots=True)
class _Bed:
    """A bed while its state is being found."""

    row: Any
    state: BedState = BedState.FREE
    closed_reason: str = ""
    reserved_for: int | None = None
    until: datetime | None = None

    def frozen(self) -> Bed:
        r = self.row
        return Bed(
            r.id, r.code, r.room_id, r.sex, attributes_of(r.attributes),
            CapacityKind(r.capacity), self.state, self.closed_reason, self.reserved_for, self.until,
        )  # fmt: skip


@dataclass(slots=True)
class _Person:
    """A person while the facts come in."""

    row: Any
    bed_id: int | None
    legal: str = ""
    care: int = 3
    away: bool = False
    precautions: dict[str, str] = field(default_factory=dict)
    traits: dict[str, str] = field(default_factory=dict)
    illnesses: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    alone: bool = False
    risk: Risk = Risk.UNKNOWN

    def on(self, trait: str) -> bool:
        """A yes-or-no trait."""
        return trait in self.traits and self.traits[trait].strip().lower() not in NO

    def number(self, trait: str, default: int = 0) -> int:
        """A numeric trait; anything unreadable counts as the default."""
        text = self.traits.get(trait, "").strip()
        return int(text) if text.isdigit() else default

    def frozen(self, at: datetime) -> PersonFacts:
        r, today = self.row, centre_day(at)
        airborne = "airborne" in self.precautions
        agents = frozenset(self.agents) or self._contact_agents()
        dialect = self.traits.get("dialect", "")
        return PersonFacts(
            stay_id=r.id,
            name=r.name,
            sex=r.sex,
            age=age_on(r.birth_date, today),
            coercible=self.legal in COERCION,
            precautions=frozenset(map(Precaution, self.precautions)),
            agents=agents if "contact" in self.precautions else frozenset(),
            air_form=self.precautions.get("airborne", ""),
            air_alone=airborne and self.alone,
            air_single=airborne and (self.alone or "BC01" in self.illnesses),
            care_level=self.care,
            oxygen=self.on("oxygen"),
            mobility=self._mobility(),
            seizures=self.on("seizures"),
            suicide_score=self.number("ngasr"),
            constant_watch=self.on("constant_watch"),
            violence=self.number("violence"),
            acute=self.on("acute_psychosis"),
            tests_complete=self._tests_complete(at),
            needs=self._needs(today),
            drug_group=self.traits.get("drug_type", ""),
            first_time=self.number("detox_count") == 0 if "detox_count" in self.traits else None,
            cliques=frozenset({dialect}) if dialect else frozenset(),
            language="" if r.ethnic in HAN else r.ethnic,
            terminal=self.on("terminal"),
            focus=self.number("focus", 3) if "focus" in self.traits else 0,
            smoker=self.on("smoker") if "smoker" in self.traits else None,
            snores=self.on("snores"),
            peer_educator=self.on("peer_educator"),
            expected_days=(r.agreement_until - today).days if r.agreement_until else None,
            risk=self.risk,
            bed_id=self.bed_id,
            away=self.away,
            admitted_at=r.admitted_at,
            last_zone=r.last_zone if self.bed_id is None else None,
        )

    def _contact_agents(self) -> frozenset[str]:
        """Of an unnamed agent nobody may assume that it is the neighbour's (PL-H11)."""
        return frozenset({self.precautions.get("contact") or f"stay:{self.row.id}"})

    def _mobility(self) -> Mobility:
        for kind in (Mobility.BEDRIDDEN, Mobility.WHEELCHAIR, Mobility.LAME):
            if self.on(kind):
                return kind
        return Mobility.WALKS

    def _tests_complete(self, at: datetime) -> bool:
        if "tests_complete" in self.traits:
            return self.on("tests_complete")
        return bool(at - self.row.admitted_at >= timedelta(days=NEWCOMER_DAYS))

    def _needs(self, today: Any) -> tuple[ZoneKind, ...]:
        found: list[ZoneKind] = []
        if "airborne" in self.precautions:
            found.append(ZoneKind.AIRBORNE)
        if not self._tests_complete_on(today):
            found.append(ZoneKind.INTAKE)
        if self.row.sex == FEMALE:
            found.append(ZoneKind.WOMEN)
        if age_on(self.row.birth_date, today) < 18:
            found.append(ZoneKind.MINORS)
        if self.care <= 1:
            found.append(ZoneKind.CRITICAL)
        if found:
            return tuple(found)
        return (NEEDS.get(self.illnesses[0], ZoneKind.REHAB) if self.illnesses else ZoneKind.REHAB,)

    def _tests_complete_on(self, today: Any) -> bool:
        if "tests_complete" in self.traits:
            return self.on("tests_complete")
        return bool((today - centre_day(self.row.admitted_at)).days >= NEWCOMER_DAYS)


def attributes_of(text: str) -> frozenset[Attribute]:
    """Attributes as stored in a row."""
    return frozenset(Attribute(part) for part in text.split(",") if part)


def living(model: Any, at: datetime) -> Any:
    """The place exists at the moment."""
    return and_(model.from_at <= at, or_(model.until_at.is_(None), model.until_at > at))


def _places(
    session: Session, at: datetime
) -> tuple[dict[int, Zone], dict[int, Room], dict[int, _Bed]]:
    zones: dict[int, Zone] = {}
    rooms: dict[int, Room] = {}
    beds: dict[int, _Bed] = {}
    query = (
        select(
            ZoneModel.id.label("zone_id"), ZoneModel.code.label("zone_code"),
            ZoneModel.name.label("zone_name"), ZoneModel.kind.label("zone_kind"),
            ZoneModel.sex.label("zone_sex"), ZoneModel.care_low, ZoneModel.care_high,
            ZoneModel.near_exit, RoomModel.code.label("room_code"),
            RoomModel.kind.label("room_kind"), RoomModel.attributes.label("room_attributes"),
            RoomModel.air, RoomModel.locked, BedModel.id, BedModel.code, BedModel.room_id,
            BedModel.sex, BedModel.attributes, BedModel.capacity,
        )
        .join(RoomModel, RoomModel.id == BedModel.room_id)
        .join(ZoneModel, ZoneModel.id == RoomModel.zone_id)
        .where(living(BedModel, at))
        .order_by(ZoneModel.position, ZoneModel.code, RoomModel.position, RoomModel.code,
                  BedModel.position, BedModel.code)
    )  # fmt: skip
    for r in session.execute(query):
        if r.zone_id not in zones:
            zones[r.zone_id] = Zone(
                r.zone_id, r.zone_code, r.zone_name, ZoneKind(r.zone_kind), r.zone_sex,
                r.care_low, r.care_high, r.near_exit,
            )  # fmt: skip
        if r.room_id not in rooms:
            rooms[r.room_id] = Room(
                r.room_id, r.room_code, r.zone_id, attributes_of(r.room_attributes), r.air,
                r.locked, ZoneKind(r.room_kind) if r.room_kind else None,
            )  # fmt: skip
        beds[r.id] = _Bed(r)
    return zones, rooms, beds


_LYING = aliased(OccupancyModel, name="lying")


def lain_between(start: datetime, end: datetime) -> Any:
    """The occupancy holds its bed at some moment of [start, end), as far as its own dates say."""
    began = _LYING.from_at < end
    return and_(
        OccupancyModel.id.in_(
            union_all(
                select(_LYING.id).where(_LYING.until_at.is_(None), began),
                select(_LYING.id).where(_LYING.until_at > start, began),
            )
        ),
        OccupancyModel.revoked_at.is_(None),
    )


def occupied_at(at: datetime) -> Any:
    """The occupancy holds its bed at the moment, the stay being on the roll (T1).

    Those still open and those that ended later, each by its own end of the index.
    """
    began = _LYING.from_at <= at
    return and_(
        OccupancyModel.id.in_(
            union_all(
                select(_LYING.id).where(_LYING.until_at.is_(None), began),
                select(_LYING.id).where(_LYING.until_at > at, began),
            )
        ),
        OccupancyModel.revoked_at.is_(None),
    )


_LEFT = aliased(CleaningModel, name="left_bed")


def uncleaned_at(at: datetime) -> Any:
    """The cleaning was owed at the moment and not signed yet: open ones, and those signed later."""
    began = _LEFT.from_at <= at
    return and_(
        CleaningModel.id.in_(
            union_all(
                select(_LEFT.id).where(_LEFT.signed_at.is_(None), began),
                select(_LEFT.id).where(_LEFT.signed_at > at, began),
            )
        ),
        CleaningModel.revoked_at.is_(None),
    )


def _people(session: Session, at: datetime) -> tuple[dict[int, _Person], dict[int, int]]:
    before, bed, room = aliased(OccupancyModel), aliased(BedModel), aliased(RoomModel)
    last_zone = (
        select(room.zone_id)
        .join(bed, bed.room_id == room.id)
        .join(before, before.bed_id == bed.id)
        .where(
            before.stay_id == StayModel.id, before.revoked_at.is_(None), before.from_at <= at,
            OccupancyModel.id.is_(None),
        )
        .order_by(before.from_at.desc())
        .limit(1)
        .scalar_subquery()
    )  # fmt: skip
    rows = session.execute(
        select(
            StayModel.id, StayModel.person_id, StayModel.admitted_at, StayModel.agreement_until,
            PersonModel.name, PersonModel.sex, PersonModel.birth_date, PersonModel.ethnic,
            OccupancyModel.bed_id, last_zone.label("last_zone"),
        )
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .outerjoin(OccupancyModel, and_(OccupancyModel.stay_id == StayModel.id, occupied_at(at)))
        .where(on_roll_at(at))
        .order_by(StayModel.admission_no)
    ).all()  # fmt: skip
    return (
        {r.id: _Person(r, r.bed_id) for r in rows},
        {r.person_id: r.id for r in rows},
    )


def _facts(session: Session, at: datetime, people: dict[int, _Person]) -> None:
    """All dated facts of everybody in one statement."""

    def part(model: Any, tag: Any, value: Any, extra: Any = EMPTY) -> Any:
        return (
            select(model.stay_id, tag.label("tag"), value.label("value"), extra.label("extra"))
            .join(StayModel, StayModel.id == model.stay_id)
            .where(on_roll_at(at), holds_at(model, at))
        )

    def running(model: Any, tag: str, value: Any, extra: Any = EMPTY) -> Any:
        return (
            select(
                model.stay_id, literal(tag).label("tag"), value.label("value"), extra.label("extra")
            )
            .join(StayModel, StayModel.id == model.stay_id)
            .where(on_roll_at(at), living(model, at))
        )

    query = union_all(
        part(LegalStatusModel, literal("legal"), LegalStatusModel.value),
        part(CareLevelModel, literal("care"), CareLevelModel.value),
        part(AbsenceModel, literal("away"), AbsenceModel.kind),
        part(MarkModel, MarkModel.group, MarkModel.kind, MarkModel.value),
        part(IllnessModel, literal("illness"), IllnessModel.category,
             cast(IllnessModel.main, String)),
        running(SharingRiskModel, "risk", SharingRiskModel.level),
        running(IsolationOrderModel, "isolation", IsolationOrderModel.agent,
                cast(IsolationOrderModel.alone, String)),
    )  # fmt: skip
    for stay_id, tag, value, extra in session.execute(query):
        if person := people.get(stay_id):
            _take(person, tag, value, extra)


def _take(person: _Person, tag: str, value: str, extra: str) -> None:
    yes = extra in ("1", "true", "True")
    match tag:
        case "legal":
            person.legal = value
        case "care":
            person.care = int(value[1:])
        case "away":
            person.away = True
        case "precaution":
            person.precautions[value] = extra
        case "trait":
            person.traits[value] = extra
        case "illness":
            person.illnesses.insert(0 if yes else len(person.illnesses), value)
        case "risk":
            person.risk = Risk(value)
        case "isolation":
            person.alone = person.alone or yes
            if value:
                person.agents.add(value)
        case _:
            pass  # alerts do not place people


_STATE_ORDER = {"reserved": 0, "left": 1, "clean": 2, "closed": 3}
"""What makes a bed other than free, the weightiest last."""


def _row(tag: str, a: Any, text: Any, until: Any, *, more: Any = None, agreed: Any = None,
         key: Any = None, b: Any = None, start: Any = None) -> Any:  # fmt: skip
    """One part of the statement that reads decisions and states together."""
    words: Any = literal(None, String)
    number: Any = literal(0)
    moment: Any = cast(None, KeepApartModel.until_at.type)
    return select(
        literal(tag).label("tag"), (number if key is None else key).label("id"), a.label("a"),
        (number if b is None else b).label("b"), text.label("text"),
        (words if more is None else more).label("more"),
        (moment if start is None else start).label("start"),
        (moment if until is None else until).label("until"),
        (words if agreed is None else agreed).label("agreed"),
    )  # fmt: skip


def _states(at: datetime) -> tuple[Any, ...]:
    """Beds that are closed, uncleaned, reserved, or left by an exit."""
    none: Any = literal(None, String)
    return (
        _row("closed", BedClosureModel.bed_id, BedClosureModel.reason, None).where(
            living(BedClosureModel, at)
        ),
        _row(
            "clean", CleaningModel.bed_id, cast(CleaningModel.started_at <= at, String),
            CleaningModel.ready_at,
        ).where(
            uncleaned_at(at)
        ),
        _row(
            "reserved", ReservationModel.bed_id, cast(ReservationModel.stay_id, String),
            ReservationModel.until_at,
        ).where(
            ReservationModel.from_at <= at, ReservationModel.until_at > at,
            or_(ReservationModel.released_at.is_(None), ReservationModel.released_at > at),
        ),
        _row("left", OccupancyModel.bed_id, none, None)
        .join(StayModel, StayModel.id == OccupancyModel.stay_id)
        .where(occupied_at(at), StayModel.exited_at <= at),
    )  # fmt: skip


def _bed_states(found: list[Any], beds: dict[int, _Bed], people: dict[int, _Person]) -> None:
    """Closed, uncleaned, reserved, then the occupied on top."""
    for row in sorted(found, key=lambda r: _STATE_ORDER[r.tag]):
        if bed := beds.get(row.a):
            _mark_bed(bed, row.tag, row.text, row.until)
    for person in people.values():
        if person.bed_id is not None and (bed := beds.get(person.bed_id)):
            bed.state, bed.reserved_for, bed.until = BedState.OCCUPIED, None, None


def _mark_bed(bed: _Bed, tag: str, text: str | None, until: datetime | None) -> None:
    bed.until = until
    match tag:
        case "reserved":
            bed.state, bed.reserved_for = BedState.RESERVED, int(text) if text else 0
        case "closed":
            bed.state, bed.closed_reason = BedState.CLOSED, text or "other"
        case _:
            running = text in ("1", "true")
            bed.state = BedState.DISINFECTING if running else BedState.TO_CLEAN


def _decisions(at: datetime) -> tuple[Any, ...]:
    """Keep-apart pairs, overrides and weights."""
    return (
        _row(
            "apart", KeepApartModel.first_id, KeepApartModel.scope, KeepApartModel.until_at,
            more=KeepApartModel.reason, key=KeepApartModel.id, b=KeepApartModel.second_id,
            start=KeepApartModel.from_at,
        ).where(
            living(KeepApartModel, at),
            or_(KeepApartModel.closed_at.is_(None), KeepApartModel.closed_at > at),
        ),
        _row(
            "override", OverrideModel.stay_id, OverrideModel.rule, OverrideModel.until_at,
            more=OverrideModel.reason, agreed=OverrideModel.agreed, key=OverrideModel.id,
            b=OverrideModel.bed_id, start=OverrideModel.from_at,
        ).where(
            living(OverrideModel, at),
            or_(OverrideModel.withdrawn_at.is_(None), OverrideModel.withdrawn_at > at),
        ),
        _row("weight", RuleWeightModel.value, RuleWeightModel.name, None),
    )  # fmt: skip


def _decided(
    rows: Iterable[Any], persons: dict[int, int]
) -> tuple[tuple[ApartPair, ...], tuple[Override, ...], RuleWeights]:
    """Pairs whose people are both here, overrides, edited weights."""
    pairs: list[ApartPair] = []
    laid_aside: list[Override] = []
    changed: dict[str, int] = {}
    for r in rows:
        if r.tag == "apart" and r.a in persons and r.b in persons:
            pairs.append(
                ApartPair(persons[r.a], persons[r.b], ApartScope(r.text), ApartReason(r.more),
                          r.until, r.id)
            )  # fmt: skip
        elif r.tag == "override":
            by = tuple(_agreed(r.agreed))
            laid_aside.append(Override(r.a, r.text, r.start, r.until, by, r.more, r.b, r.id))
        elif r.tag == "weight":
            changed[r.text] = r.a
    return tuple(pairs), tuple(laid_aside), RuleWeights(**changed)


def _agreed(lines: str) -> Iterable[str]:
    """The names behind an override, from its `approver:name` lines."""
    return (line.partition(":")[2] for line in lines.splitlines() if line)
