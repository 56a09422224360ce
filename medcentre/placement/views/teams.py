"""Zones with the people who belong to them: for the staff page, and for whom to ask (PL-01)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.permissions import Data, edit, view
from medcentre.placement.tables import ZoneModel
from medcentre.staff.views.zones import home_zones
from medcentre.store.uow import reading

_READERS = (view(Data.USERS), view(Data.ROSTERS), view(Data.SETTINGS), edit(Data.USERS))


@dataclass(frozen=True, slots=True)
class TeamRow:
    """Somebody belongs to a zone; `now`: today. Days both included, `last_day` None: open."""

    id: int
    version: int
    staff_id: int
    zone_id: int
    zone: str
    head: bool
    first_day: date
    last_day: date | None
    now: bool


@reads(*_READERS)
def team_rows(ctx: ServiceContext) -> tuple[TeamRow, ...]:
    """Everybody's zones that hold today or will, oldest first; two statements."""
    today = centre_day(ctx.clock.now())
    with reading(ctx) as session:
        names = {r.id: r.name for r in session.execute(select(ZoneModel.id, ZoneModel.name))}
        facts = home_zones(session, ctx.clock.now())
    return tuple(
        TeamRow(
            f.id, f.version, f.staff_id, f.zone_id, names.get(f.zone_id, ""), f.head, f.first_day,
            f.last_day, f.first_day <= today,
        )
        for f in facts
    )  # fmt: skip


@reads(*_READERS)
def zone_names(ctx: ServiceContext) -> tuple[tuple[int, str], ...]:
    """Zones that exist now, in the order of the map, for a choice."""
    query = (
        select(ZoneModel.id, ZoneModel.name)
        .where(ZoneModel.until_at.is_(None))
        .order_by(ZoneModel.position, ZoneModel.code)
    )
    with reading(ctx) as session:
        return tuple((r.id, r.name) for r in session.execute(query))
