"""Plans and exchanges across zones that wait for approval or for being carried out (PL-01)."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.permissions import Data, edit, view
from medcentre.placement.facts import SetKind
from medcentre.placement.rows import SetLine, SetRow
from medcentre.placement.tables import (
    BedModel,
    MoveSetLineModel,
    MoveSetModel,
    RoomModel,
    ZoneModel,
)
from medcentre.placement.views.map import shown_name
from medcentre.placement.views.reach import is_cut, told_words
from medcentre.residents.tables import PersonModel, StayModel
from medcentre.store.uow import reading


@reads(view(Data.PLACES), edit(Data.PLACES))
def open_sets(ctx: ServiceContext) -> tuple[SetRow, ...]:
    """Open plans and exchanges, oldest first; two statements. Readers of one zone see none."""
    actor = ctx.actor
    if is_cut(actor):
        return ()
    with reading(ctx) as session:
        rows = session.scalars(
            select(MoveSetModel).where(MoveSetModel.closed_at.is_(None)).order_by(MoveSetModel.id)
        ).all()
        lines: dict[int, list[Any]] = defaultdict(list)
        for line in session.execute(_lines([r.id for r in rows])) if rows else ():
            lines[line.set_id].append(line)
    return tuple(
        SetRow(
            r.id, r.version, SetKind(r.kind), told_words(r.reason, ctx), r.status, r.entered_by,
            r.entered_at, r.medical_by, r.security_by, told_words(r.answer, ctx),
            tuple(
                SetLine(
                    x.stay_id, shown_name(x.name, actor), x.old_bed or "", x.old_zone or "",
                    x.new_bed, x.new_zone,
                )
                for x in lines[r.id]
            ),
            frozenset(x.zone_id for x in lines[r.id]),
        )
        for r in rows
    )  # fmt: skip


def _lines(ids: list[int]) -> Any:
    old, old_room, old_zone = aliased(BedModel), aliased(RoomModel), aliased(ZoneModel)
    return (
        select(
            MoveSetLineModel.set_id, MoveSetLineModel.stay_id, PersonModel.name,
            old.code.label("old_bed"), old_zone.name.label("old_zone"),
            BedModel.code.label("new_bed"), ZoneModel.name.label("new_zone"),
            ZoneModel.id.label("zone_id"),
        )
        .join(StayModel, StayModel.id == MoveSetLineModel.stay_id)
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .join(BedModel, BedModel.id == MoveSetLineModel.to_bed_id)
        .join(RoomModel, RoomModel.id == BedModel.room_id)
        .join(ZoneModel, ZoneModel.id == RoomModel.zone_id)
        .outerjoin(old, old.id == MoveSetLineModel.from_bed_id)
        .outerjoin(old_room, old_room.id == old.room_id)
        .outerjoin(old_zone, old_zone.id == old_room.zone_id)
        .where(MoveSetLineModel.set_id.in_(ids))
        .order_by(MoveSetLineModel.id)
    )  # fmt: skip
