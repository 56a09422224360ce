"""What a month's posts stand on: the plan of the centre, its staff, its zones.

The sheet asks for all of it; whoever only needs posts or their words does not read the month.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from medcentre.kernel.periods import Month
from medcentre.placement.tables import BedModel, RoomModel, ZoneModel
from medcentre.rostering.facts import Certificate, Group, Person, Post, Sex
from medcentre.rostering.plan_file import CentrePlan
from medcentre.rostering.plan_store import plan_in
from medcentre.rostering.standard import (
    CONTRACTS,
    Area,
    PostWords,
    skills_of,
    standard_areas,
    standard_posts,
    words_of,
)
from medcentre.staff.facts import DutyStaffRow
from medcentre.staff.views.people import duty_staff

ROSTERED = {g.value for g in Group}


@dataclass(frozen=True, slots=True)
class Ground:
    """`people` stand in the order of `staff`, without posts yet. `standard`: posts as the house
    suggests them; `posts`: those of the centre. `zones`: names by code; `beds`: how many there are.
    """

    plan: CentrePlan
    staff: Sequence[DutyStaffRow]
    people: Sequence[Person]
    house: Sequence[Area]
    standard: tuple[Post, ...]
    zones: Mapping[str, str]
    beds: int

    @property
    def posts(self) -> tuple[Post, ...]:
        """The posts of the month."""
        return self.standard if self.plan.posts is None else self.plan.posts


def ground_in(session: Session, month: Month) -> Ground:
    """The ground of a month. Raises DomainError(duty_plan_unreadable)."""
    plan = plan_in(session, month)
    staff = _staff(session, month)
    people = [_person(row) for row in staff]
    zones, beds = _zones(session)
    names = {z.code: z.name for z in zones}
    house = standard_areas([(z.code, z.sex) for z in zones], people, names)
    return Ground(plan, staff, people, house, standard_posts(house, people), names, beds)


def words_in(session: Session, month: Month) -> dict[str, PostWords]:
    """Words of the posts of a month, by code."""
    ground = ground_in(session, month)
    return {p.code: words_of(p, ground.house, ground.zones) for p in ground.posts}


def _staff(session: Session, month: Month) -> list[DutyStaffRow]:
    """Everybody a sheet of the month may plan, in its order."""
    staff = [r for r in duty_staff(session, month.first, month.last) if r.category in ROSTERED]
    order = {g.value: place for place, g in enumerate(Group)}
    return sorted(staff, key=lambda r: (order[r.category], r.number))


def _person(row: DutyStaffRow) -> Person:
    group = Group(row.category.value)
    first, last = row.present
    return Person(
        id=row.id,
        name=row.name,
        group=group,
        title=row.title,
        sex=Sex.FEMALE if row.sex == "2" else Sex.MALE,
        contract=CONTRACTS.get(group, "standard"),
        skills=skills_of(group, row.title),
        certificates=tuple(Certificate(c.kind, c.expires_on) for c in row.certificates),
        no_night=not row.night_duty,
        maternity=row.maternity,
        here_from=first,
        here_to=last,
        away=row.away,
        in_fairness=row.night_duty,
    )


def _zones(session: Session) -> tuple[Sequence[Any], int]:
    """Zones people live in (code, sex, name) in the order of the map, and the number of beds."""
    rows = session.execute(
        select(ZoneModel.code, ZoneModel.sex, ZoneModel.name, func.count(BedModel.id).label("beds"))
        .join(RoomModel, RoomModel.zone_id == ZoneModel.id)
        .join(BedModel, BedModel.room_id == RoomModel.id)
        .where(ZoneModel.until_at.is_(None), BedModel.until_at.is_(None))
        .group_by(ZoneModel.code, ZoneModel.sex, ZoneModel.name, ZoneModel.position)
        .order_by(ZoneModel.position, ZoneModel.code)
    ).all()
    return rows, sum(r.beds for r in rows)
