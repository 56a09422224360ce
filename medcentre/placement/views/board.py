"""Everything the map page shows at one moment, in one reading (B9, B12, P14)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.permissions import Data, edit, view
from medcentre.placement.facts import Snapshot
from medcentre.placement.rows import BedMap, RequestRow
from medcentre.placement.rules import once_free, refusals
from medcentre.placement.tables import (
    BedClosureModel,
    OccupancyModel,
    ReservationModel,
    ZoneModel,
)
from medcentre.placement.views.lists import requests
from medcentre.placement.views.map import map_of, public_snapshot, shown_name, veil
from medcentre.placement.views.reach import ILL, cut, is_cut, own, told_words, treats
from medcentre.placement.views.snapshot import living, occupied_at, snapshot_at
from medcentre.residents.reach import kept_away_stays
from medcentre.residents.tables import AbsenceModel, PersonModel, StayModel
from medcentre.residents.views import holds_at, on_roll_at
from medcentre.store.uow import reading

_EMPTY: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Board:
    """The map with the words beside it.

    `snapshot` is what verdicts are judged on, None for readers who neither move nor treat people
    (SEC-01). `away`:
    stay -> kind of absence. `kept`: bed -> for whom it is reserved. `notes`: bed -> why it is
    closed. `buildings`: zone -> building. `requests`: open transfers. `kept_away`: stays the reader
    must keep away from (SEC-05): they lie where they lie, but another person acts for them.
    """

    map: BedMap
    snapshot: Snapshot | None
    away: Mapping[int, str] = field(default_factory=lambda: _EMPTY)
    kept: Mapping[int, str] = field(default_factory=lambda: _EMPTY)
    notes: Mapping[int, str] = field(default_factory=lambda: _EMPTY)
    buildings: Mapping[int, str] = field(default_factory=lambda: _EMPTY)
    requests: tuple[RequestRow, ...] = ()
    kept_away: frozenset[int] = frozenset()


@reads(view(Data.PLACES), edit(Data.PLACES))
def board(ctx: ServiceContext, at: datetime | None = None) -> Board:
    """The map of any moment (default now) with absences, reservations, closures and requests.

    Open requests are told for now only; a past moment shows who lay where.
    """
    moment = at or ctx.clock.now()
    with reading(ctx) as session:
        snapshot = cut(snapshot_at(session, moment), own(session, ctx))
        words = _words(session, moment, ctx)
        kept = kept_away_stays(session, ctx)
        if is_cut(ctx.actor):
            words = _of(snapshot, words)
    judge = ctx.actor.may(edit(Data.PLACES)) or treats(ctx.actor)
    return Board(
        veil(map_of(snapshot, ctx.actor), kept),
        public_snapshot(snapshot, ctx.actor) if judge else None,
        words["away"],
        words["kept"],
        words["note"],
        words["building"],
        _judged(requests(ctx), snapshot, judge) if at is None else (),
        kept,
    )


def _judged(
    asked: tuple[RequestRow, ...], snapshot: Snapshot, judge: bool
) -> tuple[RequestRow, ...]:
    """Transfers with what speaks against their beds now (PL-04), for those who judge beds."""
    people = {p.stay_id: p for p in snapshot.people}
    beds = {b.id for b in snapshot.beds}
    if not judge:
        return asked
    return tuple(
        replace(
            row, broken=tuple(refusals(once_free(snapshot, people[row.stay_id], row.to_bed_id)))
        )
        if row.stay_id in people and row.to_bed_id in beds
        else row
        for row in asked
    )


@reads(view(Data.PLACES), edit(Data.PLACES))
def without_bed(ctx: ServiceContext) -> int:
    """How many people on the roll have no bed now, for the badge; one statement."""
    now = ctx.clock.now()
    if is_cut(ctx.actor):  # whoever has no bed lies in nobody's zone
        return 0
    query = (
        select(func.count(StayModel.id))
        .outerjoin(OccupancyModel, and_(OccupancyModel.stay_id == StayModel.id, occupied_at(now)))
        .where(on_roll_at(now), OccupancyModel.id.is_(None))
    )
    with reading(ctx) as session:
        return session.scalar(query) or 0


def _of(snapshot: Snapshot, words: dict[str, dict[int, str]]) -> dict[str, dict[int, str]]:
    """Only the words beside what the snapshot holds."""
    beds = {b.id for b in snapshot.beds}
    known = {
        "kept": beds, "note": beds, "away": {p.stay_id for p in snapshot.people},
        "building": {z.id for z in snapshot.zones},
    }  # fmt: skip
    return {
        tag: {k: v for k, v in found.items() if k in known[tag]} for tag, found in words.items()
    }


def _words(session: Session, at: datetime, ctx: ServiceContext) -> dict[str, dict[int, str]]:
    """Absences, reservations, closures and buildings in one statement."""
    expected = select(
        literal("kept").label("tag"), ReservationModel.bed_id.label("id"),
        ReservationModel.for_whom.label("text"), PersonModel.name.label("name"),
    ).outerjoin(StayModel, StayModel.id == ReservationModel.stay_id).outerjoin(
        PersonModel, PersonModel.id == StayModel.person_id
    ).where(
        ReservationModel.from_at <= at, ReservationModel.until_at > at,
        or_(ReservationModel.released_at.is_(None), ReservationModel.released_at > at),
    )  # fmt: skip

    def plain(tag: str, key: Any, text: Any, where: Any) -> Any:
        return select(literal(tag), key, text, literal("")).where(where)

    query = union_all(
        expected,
        plain("away", AbsenceModel.stay_id, AbsenceModel.kind, holds_at(AbsenceModel, at))
        .join(StayModel, StayModel.id == AbsenceModel.stay_id)
        .where(on_roll_at(at)),
        plain("note", BedClosureModel.bed_id, BedClosureModel.note, living(BedClosureModel, at)),
        plain("building", ZoneModel.id, ZoneModel.building, living(ZoneModel, at)),
    )
    found: dict[str, dict[int, str]] = {"kept": {}, "away": {}, "note": {}, "building": {}}
    for tag, key, text, name in session.execute(query):
        instead = ILL if tag == "note" else {}
        written = text if tag in ("away", "building") else told_words(text or "", ctx, instead)
        words = shown_name(name, ctx.actor) if name else written
        if words:
            found[tag][key] = words
    return found
