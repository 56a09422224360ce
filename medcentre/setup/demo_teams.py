"""Who belongs to which zone of the demo centre, and who answers for it."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from medcentre.kernel.clock import centre_day
from medcentre.placement.tables import ZoneModel
from medcentre.staff.acts.zones import JoinZone, join_zone_in
from medcentre.staff.facts import Category
from medcentre.staff.tables import StaffMember
from medcentre.store.uow import UnitOfWork

TEAMS = (("Z1", "Z2", "Z10"), ("Z3", "Z4"), ("Z5", "Z6"), ("Z7", "Z9"))
"""Zones that share a team; the women's zone has one of its own."""

WOMEN = "Z8"
POLICE = (Category.POLICE, Category.AUX_POLICE, Category.GUARD)
MEDICAL = (Category.DOCTOR, Category.NURSE)
MEDICAL_HEADS = (Category.DOCTOR, Category.DOCTOR, Category.NURSE, Category.NURSE)
"""Whose the medical head of each team's zones is."""


def assign_teams(uow: UnitOfWork) -> None:
    """Everybody of the watch and the wards to a team; the first of each leads its zones."""
    zones = {code: number for number, code in uow.session.execute(
        select(ZoneModel.id, ZoneModel.code)
    )}  # fmt: skip
    members: dict[Category, list[tuple[int, str]]] = {}
    for row in uow.session.execute(
        select(StaffMember.id, StaffMember.sex, StaffMember.category).order_by(StaffMember.id)
    ):
        members.setdefault(Category(row.category), []).append((row.id, row.sex))
    today = centre_day(uow.ctx.clock.now())
    for category in (*POLICE, *MEDICAL):
        _general(uow, zones, members.get(category, []), category, today)
    for category in (Category.POLICE, Category.AUX_POLICE, *MEDICAL):
        women = [staff for staff, sex in members.get(category, []) if sex == "2"]
        leads = category in (Category.POLICE, Category.NURSE)
        for place, staff in enumerate(women[::2]):
            _join(uow, staff, zones[WOMEN], today, head=leads and place == 0)


def _general(
    uow: UnitOfWork,
    zones: Mapping[str, int],
    people: Sequence[tuple[int, str]],
    category: Category,
    today: date,
) -> None:
    for place, (staff, _sex) in enumerate(people):
        team = place % len(TEAMS)
        first = place < len(TEAMS)
        leads = first and category in (Category.POLICE, MEDICAL_HEADS[team])
        for code in TEAMS[team]:
            _join(uow, staff, zones[code], today, head=leads)


def _join(uow: UnitOfWork, staff: int, zone: int, today: date, *, head: bool) -> None:
    join_zone_in(uow, JoinZone(staff_id=staff, zone_id=zone, first_day=today, head=head))
