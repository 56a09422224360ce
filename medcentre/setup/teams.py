"""Zones of imported colleagues: entered from the day of the import on (PL-01)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from medcentre.kernel.errors import DomainError
from medcentre.kernel.texts import search_key
from medcentre.placement.tables import ZoneModel
from medcentre.setup.facts import StaffLine
from medcentre.setup.values import zone_key
from medcentre.staff.acts.zones import JoinZone, join_zone_in
from medcentre.staff.facts import StaffCode
from medcentre.staff.tables import StaffMember, ZoneOfStaff
from medcentre.store.uow import UnitOfWork


class Teams:
    """Finds zones by code or public name, those of the same import included."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        self._without: dict[str, int] | None = None
        self._zones = {
            zone_key(text): row.id
            for row in uow.session.execute(
                select(ZoneModel.id, ZoneModel.code, ZoneModel.name).where(
                    ZoneModel.until_at.is_(None)
                )
            )
            for text in (row.name, row.code)
        }

    def fill(self, line: StaffLine, today: date) -> bool:
        """The zones of somebody known before of whom no zone was ever entered; whether any was.

        A belonging that was ended or changed since is not brought back by an older list.
        """
        if not line.zones or (staff_id := self._zoneless().get(search_key(line.number))) is None:
            return False
        before = len(self._belongings(staff_id))
        self.join(staff_id, line, today)
        return len(self._belongings(staff_id)) > before

    def _zoneless(self) -> dict[str, int]:
        """Staff number -> person for those without any zone, ended ones included; read once."""
        if self._without is None:
            rows = self.uow.session.execute(
                select(StaffMember.number, StaffMember.id).where(
                    StaffMember.id.not_in(select(ZoneOfStaff.staff_id))
                )
            )
            self._without = {search_key(r.number): r.id for r in rows}
        return self._without

    def _belongings(self, staff_id: int) -> Sequence[int]:
        query = select(ZoneOfStaff.id).where(ZoneOfStaff.staff_id == staff_id)
        return self.uow.session.scalars(query).all()

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
