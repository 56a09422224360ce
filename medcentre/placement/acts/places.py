"""Zones, rooms and beds: bulk creation, proposals decided by another person, closures (T34)."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError, NotFound, Violation, at_most, refuse_if, required
from medcentre.kernel.permissions import Data, approve, edit
from medcentre.kernel.texts import search_key, tidy
from medcentre.placement.commands import (
    CloseBeds,
    Decide,
    NewBed,
    NewRoom,
    NewZone,
    ProposeBedChange,
    ProposeZone,
)
from medcentre.placement.facts import (
    BED_CODE_MOST,
    CODE_MOST,
    ZONE_NAME_MOST,
    Attribute,
    CapacityKind,
    PlacementCode,
    ZoneKind,
)
from medcentre.placement.rules import check_all, empties, never
from medcentre.placement.tables import (
    BedClosureModel,
    BedModel,
    ProposalModel,
    RoomModel,
    ZoneModel,
)
from medcentre.placement.views.snapshot import snapshot_at
from medcentre.store.uow import UnitOfWork, unit_of_work


def entered(uow: UnitOfWork) -> dict[str, Any]:
    """Who and when, for a new row."""
    return {"entered_at": uow.ctx.clock.now(), "entered_by": uow.ctx.actor.name}


def asked(uow: UnitOfWork) -> dict[str, Any]:
    """`entered` for a row that somebody else has to decide (SIGN-03)."""
    return {**entered(uow), "entered_key": uow.ctx.actor.key}


def codes(attributes: frozenset[Attribute]) -> str:
    """Attributes as stored: comma separated, sorted."""
    return ",".join(sorted(attributes))


@act("placement.define_places", edit(Data.SETTINGS), approve(Data.PLACES))
def define_places(ctx: ServiceContext, zones: tuple[NewZone, ...]) -> dict[str, int]:
    """Create zones, rooms and beds at once (first run, import); bed code -> bed.

    Raises RulesBroken for codes given twice or taken already (T34).
    """
    with unit_of_work(ctx) as uow:
        beds = define_places_in(uow, zones)
        uow.commit()
    return beds


def define_places_in(
    uow: UnitOfWork, zones: tuple[NewZone, ...], from_at: datetime | None = None
) -> dict[str, int]:
    """Zones, rooms and beds inside an open unit of work; bed code -> bed.

    A zone or room that exists (same code) is used and gets the new rooms or beds. `from_at`: since
    when they exist, for history older than the program; None: now.
    """
    start = from_at or uow.ctx.clock.now()
    _refuse_doubles(uow, zones)
    beds: dict[str, int] = {}
    for position, new in enumerate(zones):
        zone = _zone(uow, new, start, position)
        for room_position, new_room in enumerate(new.rooms):
            room = _room(uow, zone.id, new_room, start, room_position)
            rows = [
                BedModel(
                    room_id=room.id, code=tidy(bed.code), sex=bed.sex,
                    attributes=codes(bed.attributes), capacity=bed.capacity, position=i,
                    from_at=start, **entered(uow),
                )
                for i, bed in enumerate(new_room.beds)
            ]  # fmt: skip
            uow.session.add_all(rows)
            uow.session.flush()
            beds.update({row.code: row.id for row in rows})
        uow.record(
            f"zone:{zone.id}", Topic.PLACES, Topic.PLACEMENT, action="placement.define_places",
            code=zone.code, rooms=len(new.rooms), beds=sum(len(r.beds) for r in new.rooms),
        )  # fmt: skip
    return beds


def _zone(uow: UnitOfWork, new: NewZone, start: datetime, position: int) -> ZoneModel:
    found = uow.session.scalar(
        select(ZoneModel).where(ZoneModel.code == tidy(new.code), ZoneModel.until_at.is_(None))
    )
    return found or uow.add(
        ZoneModel(
            code=tidy(new.code), name=tidy(new.name), kind=new.kind, sex=new.sex,
            building=tidy(new.building), care_low=new.care_low, care_high=new.care_high,
            near_exit=new.near_exit, position=position, note=tidy(new.note), from_at=start,
            **entered(uow),
        )
    )  # fmt: skip


def _room(uow: UnitOfWork, zone_id: int, new: NewRoom, start: datetime, position: int) -> RoomModel:
    found = uow.session.scalar(
        select(RoomModel).where(
            RoomModel.zone_id == zone_id,
            RoomModel.code == tidy(new.code),
            RoomModel.until_at.is_(None),
        )
    )
    return found or uow.add(
        RoomModel(
            zone_id=zone_id, code=tidy(new.code), kind=new.kind or "",
            attributes=codes(new.attributes), air=new.air, locked=new.locked,
            position=position, from_at=start, **entered(uow),
        )
    )  # fmt: skip


def _refuse_doubles(uow: UnitOfWork, zones: tuple[NewZone, ...]) -> None:
    """T34: no duplicate names at one level, with the one rule for case and width (T13)."""
    taken = {
        search_key(c)
        for c in uow.session.scalars(select(BedModel.code).where(BedModel.until_at.is_(None)))
    }
    broken: list[Violation] = []
    seen: set[tuple[str, str]] = set()

    def once(level: str, code: str, limit: int) -> None:
        key = (level, search_key(code))
        where = "code" if level == "zone" else "rooms"
        if key in seen or (level == "bed" and key[1] in taken):
            broken.append(Violation(PlacementCode.NAME_TAKEN, where, {"code": code}, "T34"))
        broken.extend(at_most(limit, **{where: code}))
        seen.add(key)

    for zone in zones:
        broken += required(code=zone.code, name=zone.name)
        broken += at_most(ZONE_NAME_MOST, name=zone.name)
        once("zone", zone.code, CODE_MOST)
        for room in zone.rooms:
            broken += required(code=room.code)
            once(f"room of {search_key(zone.code)}", room.code, CODE_MOST)
            for bed in room.beds:
                broken += required(code=bed.code)
                once("bed", bed.code, BED_CODE_MOST)
    refuse_if(broken)


# ---- proposals ------------------------------------------------------------------------------


@act("placement.propose_zone", edit(Data.PLACES))
def propose_zone(ctx: ServiceContext, cmd: ProposeZone) -> int:
    """Ask for new places; another person decides (B11)."""
    with unit_of_work(ctx) as uow:
        _refuse_doubles(uow, (cmd.zone,))
        payload = json.dumps(asdict(cmd.zone), default=sorted, ensure_ascii=False)
        row = _propose(uow, "zone", payload, cmd.reason)
        uow.commit()
    return row.id


@act("placement.propose_bed", edit(Data.PLACES))
def propose_bed_change(ctx: ServiceContext, cmd: ProposeBedChange) -> int:
    """Ask for another kind, sex or equipment of a bed, or for its removal (B11).

    A bed somebody lies in may be asked for too, for when they have moved: the decision waits for
    that, and the list says who lies there. Raises NOTHING_CHANGED when it would stay as it is,
    NotFound for a bed removed already.
    """
    if not cmd.remove and (cmd.capacity, cmd.sex, cmd.attributes) == (None, None, None):
        raise DomainError(PlacementCode.NOTHING_CHANGED)
    fields = asdict(cmd)
    fields.pop("reason")
    with unit_of_work(ctx) as uow:
        _standing_bed(uow, cmd.bed_id)
        row = _propose(uow, "bed", json.dumps(fields, default=sorted), cmd.reason)
        uow.commit()
    return row.id


def _propose(uow: UnitOfWork, kind: str, payload: str, reason: str) -> ProposalModel:
    refuse_if(required(reason=reason))
    row = uow.add(ProposalModel(kind=kind, payload=payload, reason=tidy(reason), **asked(uow)))
    uow.record(f"place_proposal:{row.id}", Topic.PLACES, kind=kind, reason=reason)
    return row


@act("placement.decide_proposal", approve(Data.PLACES), edit(Data.PLACES))
def decide_proposal(ctx: ServiceContext, cmd: Decide) -> None:
    """Decide a structural change; never by who proposed it (B11), never below occupancy (T34)."""
    with unit_of_work(ctx) as uow:
        row = uow.get(ProposalModel, cmd.id, version=cmd.version)
        if row.decided_at is not None:
            raise DomainError(PlacementCode.ALREADY_DECIDED)
        if row.entered_key == ctx.actor.key:
            raise DomainError(PlacementCode.SECOND_PERSON)
        row.decided_at, row.decided_by = ctx.clock.now(), ctx.actor.name
        row.decided_key = ctx.actor.key
        row.approved, row.answer = cmd.approve, tidy(cmd.answer)
        if cmd.approve:
            payload = json.loads(row.payload)
            if row.kind == "zone":
                define_places_in(uow, (_zone_from(payload),))
            else:
                _change_bed(uow, payload)
        uow.record(
            f"place_proposal:{row.id}", Topic.PLACES, Topic.PLACEMENT,
            approve=cmd.approve, answer=cmd.answer,
        )  # fmt: skip
        uow.commit()


def _zone_from(payload: dict[str, Any]) -> NewZone:
    rooms = tuple(
        NewRoom(
            **{
                **room,
                "kind": ZoneKind(room["kind"]) if room["kind"] else None,
                "attributes": frozenset(map(Attribute, room["attributes"])),
                "beds": tuple(
                    NewBed(
                        code=bed["code"], sex=bed["sex"],
                        attributes=frozenset(map(Attribute, bed["attributes"])),
                        capacity=CapacityKind(bed["capacity"]),
                    )
                    for bed in room["beds"]
                ),
            }
        )
        for room in payload["rooms"]
    )  # fmt: skip
    return NewZone(**{**payload, "kind": ZoneKind(payload["kind"]), "rooms": rooms})


def _change_bed(uow: UnitOfWork, payload: dict[str, Any]) -> None:
    from medcentre.placement.acts.occupancy import held_beds  # beside it: acts know one another

    bed = _standing_bed(uow, int(payload["bed_id"]))
    if empties(payload) and held_beds(uow, (bed.id,)):
        raise DomainError(PlacementCode.CAPACITY_BELOW, place=bed.code, people=1, beds=0)
    before = _never_at(uow, bed.id)
    if payload["remove"]:
        bed.until_at = uow.ctx.clock.now()
    if payload["capacity"] is not None:
        bed.capacity = payload["capacity"]
    if payload["sex"] is not None:
        bed.sex = payload["sex"]
    if payload["attributes"] is not None:
        bed.attributes = codes(frozenset(map(Attribute, payload["attributes"])))
    uow.session.flush()
    refuse_if(v for v in _never_at(uow, bed.id) if v.code not in {b.code for b in before})
    uow.record(f"bed:{bed.id}", Topic.PLACES, action="placement.change_bed", **payload)


def _standing_bed(uow: UnitOfWork, bed_id: int) -> BedModel:
    """A bed that has not been removed. Raises NotFound."""
    bed = uow.get(BedModel, bed_id, version=None)
    if bed.until_at is not None:
        raise NotFound(what="bed", id=bed_id)
    return bed


def _never_at(uow: UnitOfWork, bed_id: int) -> tuple[Violation, ...]:
    """What whoever lies in the bed breaks there that no exception could set aside."""
    snapshot = snapshot_at(uow.session, uow.ctx.clock.now())
    return tuple(never(c.broken for c in check_all(snapshot) if c.bed_id == bed_id))


# ---- closing and reopening ------------------------------------------------------------------


@act("placement.close_beds", edit(Data.PLACES))
def close_beds(ctx: ServiceContext, cmd: CloseBeds) -> None:
    """Take beds out of use. Raises DomainError(room_occupied) while somebody lies there (T34)."""
    from medcentre.placement.acts.occupancy import held_beds

    with unit_of_work(ctx) as uow:
        beds = list(uow.session.scalars(select(BedModel).where(BedModel.id.in_(cmd.bed_ids))))
        if len(beds) != len(set(cmd.bed_ids)):
            raise NotFound(what="bed")
        if held := held_beds(uow, cmd.bed_ids):
            place = "、".join(sorted(b.code for b in beds if b.id in held))
            raise DomainError(PlacementCode.ROOM_OCCUPIED, place=place, people=len(held))
        now = ctx.clock.now()
        for bed in beds:
            uow.session.add(
                BedClosureModel(
                    bed_id=bed.id, reason=cmd.reason, note=tidy(cmd.note), from_at=now,
                    **entered(uow),
                )
            )  # fmt: skip
            uow.record(f"bed:{bed.id}", Topic.PLACES, Topic.PLACEMENT, reason=cmd.reason)
        uow.commit()


@act("placement.reopen_beds", edit(Data.PLACES))
def reopen_beds(ctx: ServiceContext, bed_ids: tuple[int, ...], note: str = "") -> int:
    """Put closed beds back into use; how many there were."""
    with unit_of_work(ctx) as uow:
        rows = list(
            uow.session.scalars(
                select(BedClosureModel).where(
                    BedClosureModel.bed_id.in_(bed_ids), BedClosureModel.until_at.is_(None)
                )
            )
        )
        if not rows:
            raise NotFound(what="closure")
        for row in rows:
            row.until_at = max(ctx.clock.now(), row.from_at)
            uow.record(f"bed:{row.bed_id}", Topic.PLACES, Topic.PLACEMENT, note=note)
        uow.commit()
    return len(rows)
