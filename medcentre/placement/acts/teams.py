"""Who belongs to which zone: entered, ended (PL-01, 12.2). The facts live in the staff room."""

from datetime import date

from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import NotFound
from medcentre.kernel.permissions import Data, edit
from medcentre.placement.tables import ZoneModel
from medcentre.staff.acts.zones import JoinZone, end_zone_in, join_zone_in
from medcentre.store.uow import UnitOfWork, unit_of_work

_KEEPERS = (edit(Data.USERS), edit(Data.SETTINGS))


@act("staff.join_zone", *_KEEPERS)
def join_zone(ctx: ServiceContext, cmd: JoinZone) -> int:
    """Somebody belongs to a zone, perhaps as its responsible head; the fact.

    Raises NotFound for a zone that does not exist, ZONE_TWICE, ZONE_HEAD_TAKEN, ZONE_HEAD_SIDE.
    """
    with unit_of_work(ctx) as uow:
        _known(uow, cmd.zone_id)
        fact = join_zone_in(uow, cmd)
        uow.commit()
    return fact


@act("staff.end_zone", *_KEEPERS)
def end_zone(ctx: ServiceContext, fact_id: int, version: int, last_day: date) -> None:
    """Somebody's last day in a zone; a day before the first strikes the entry out."""
    with unit_of_work(ctx) as uow:
        end_zone_in(uow, fact_id, version, last_day, "staff.end_zone")
        uow.commit()


def _known(uow: UnitOfWork, zone_id: int) -> None:
    zone = uow.session.get(ZoneModel, zone_id)
    if zone is None or zone.until_at is not None:
        raise NotFound(what="zone", id=zone_id)
