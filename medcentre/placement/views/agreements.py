"""What was done at once in a zone and waits for its head, or was objected to (PL-01)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.permissions import Data, edit, view
from medcentre.placement.rows import AgreementRow, SetLine
from medcentre.placement.tables import (
    AgreementModel,
    BedModel,
    ChangeModel,
    OccupancyModel,
    RoomModel,
    ZoneModel,
)
from medcentre.placement.views.map import shown_name
from medcentre.placement.views.reach import is_cut, readable, told_words
from medcentre.residents.tables import PersonModel, StayModel
from medcentre.staff.views.zones import heads_by_zone
from medcentre.store.uow import reading

OBJECTED_SHOWN = timedelta(days=7)
"""How long an objection stays in the list, for those who did the move."""


def open_agreements(session: Session, objected_since: datetime | None = None) -> Any:
    """Rows of agreements without a decision, oldest first, with change and zone; one statement."""
    wanted: Any = AgreementModel.decided_at.is_(None)
    if objected_since is not None:
        objected = AgreementModel.decided_at >= objected_since
        wanted = or_(wanted, objected & AgreementModel.agreed.is_(False))
    return session.execute(
        select(AgreementModel, ChangeModel, ZoneModel.name.label("zone"))
        .join(ChangeModel, ChangeModel.id == AgreementModel.change_id)
        .join(ZoneModel, ZoneModel.id == AgreementModel.zone_id)
        .where(wanted, ChangeModel.undone_at.is_(None))
        .order_by(AgreementModel.id)
    ).all()


@reads(view(Data.PLACES), edit(Data.PLACES))
def agreements(ctx: ServiceContext) -> tuple[AgreementRow, ...]:
    """Open agreements and fresh objections, those still open first; four statements. Readers of one
    zone see none."""
    actor, now = ctx.actor, ctx.clock.now()
    if is_cut(actor):
        return ()
    with reading(ctx) as session:
        rows = open_agreements(session, now - OBJECTED_SHOWN)
        heads = heads_by_zone(session, now) if rows else {}
        lines = lines_of(session, {r.ChangeModel.id for r in rows}, ctx) if rows else {}
        quoted = readable(session, ctx)
    found = [
        AgreementRow(
            a.id, a.version, change.id, change.kind, change.at, told_words(change.reason, ctx),
            a.entered_by, a.urgent, a.entered_key == actor.key, a.zone_id, zone,
            heads.get(a.zone_id, ()), a.decided_by, told_words(a.answer, ctx),
            tuple(x for x, zones in lines.get(change.id, ()) if a.zone_id in zones),
        )
        for a, change, zone in rows
        if all(quoted(x.stay_id) for x, _zones in lines.get(change.id, ()))
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda r: (not r.open, r.id)))


Lines = dict[int, list[tuple[SetLine, frozenset[int]]]]


def lines_of(session: Session, changes: Iterable[int], ctx: ServiceContext) -> Lines:
    """Change -> who moved from where to where, with both zones; one statement."""
    before = aliased(OccupancyModel)
    old, old_room, old_zone = aliased(BedModel), aliased(RoomModel), aliased(ZoneModel)
    query = (
        select(
            OccupancyModel.opened_by_id, OccupancyModel.stay_id, PersonModel.name,
            old.code.label("old_bed"), old_zone.name.label("old_zone"),
            old_zone.id.label("left"), BedModel.code.label("new_bed"),
            ZoneModel.name.label("new_zone"), ZoneModel.id.label("reached"),
        )
        .join(StayModel, StayModel.id == OccupancyModel.stay_id)
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .join(BedModel, BedModel.id == OccupancyModel.bed_id)
        .join(RoomModel, RoomModel.id == BedModel.room_id)
        .join(ZoneModel, ZoneModel.id == RoomModel.zone_id)
        .outerjoin(
            before,
            (before.stay_id == OccupancyModel.stay_id)
            & (before.closed_by_id == OccupancyModel.opened_by_id),
        )
        .outerjoin(old, old.id == before.bed_id)
        .outerjoin(old_room, old_room.id == old.room_id)
        .outerjoin(old_zone, old_zone.id == old_room.zone_id)
        .where(OccupancyModel.opened_by_id.in_(tuple(changes)))
        .order_by(OccupancyModel.id)
    )  # fmt: skip
    found: Lines = defaultdict(list)
    for r in session.execute(query):
        name = shown_name(r.name, ctx.actor)
        line = SetLine(r.stay_id, name, r.old_bed or "", r.old_zone or "", r.new_bed, r.new_zone)
        found[r.opened_by_id].append((line, frozenset({r.left, r.reached}) - {None}))
    return found
