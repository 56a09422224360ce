"""Zones of imported colleagues: entered from the day of the import on (PL-01)."""

from datetime import date

from sqlalchemy import select

from medcentre.kernel.errors import DomainError
from medcentre.placement.tables import ZoneModel
from medcentre.setup.facts import StaffLine
from medcentre.setup.values import zone_key
from medcentre.staff.acts.zones import JoinZone, join_zone_in
from medcentre.staff.facts import StaffCode
from medcentre.store.uow import UnitOfWork


class Teams:
    """Finds zones by code or public name, those of the same import included."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        self._zones = {
            zone_key(text): row.id
            for row in uow.session.execute(
                select(ZoneModel.id, ZoneModel.code, ZoneModel.name).where(
                    ZoneModel.until_at.is_(None)
                )
            )
            for text in (row.name, row.code)
        }

    def join(self, staff_id: int, line: StaffLine, today: date) -> None:
        """The zones of a row; unknown ones were told in the preview. Of two heads of one zone and
        side the first written is it, the second belongs to the zone."""
        joined: set[int] = set()
        for text in line.zones:
            zone = self._zones.get(zone_key(text))
            if zone is None or zone in joined:
                continue
            joined.add(zone)
            wish = JoinZone(
                staff_id=staff_id, zone_id=zone, first_day=today, head=text in line.heads
            )
            try:
                join_zone_in(self.uow, wish)
            except DomainError as refused:
                if refused.code not in (StaffCode.ZONE_HEAD_TAKEN, StaffCode.ZONE_HEAD_SIDE):
                    raise
                join_zone_in(self.uow, JoinZone(staff_id=staff_id, zone_id=zone, first_day=today))
