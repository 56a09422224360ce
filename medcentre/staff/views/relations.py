"""Duties to keep away from residents, as rows of the staff room: it knows persons by number only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.permissions import Data, approve, edit
from medcentre.staff.facts import RelationKind
from medcentre.staff.tables import Relation, StaffMember
from medcentre.store.uow import reading


@dataclass(frozen=True, slots=True)
class RelationRow:
    """Who must keep away, why, since when."""

    id: int
    version: int
    staff_id: int
    staff_name: str
    staff_title: str
    kind: RelationKind
    since: date
    remarks: str
    entered_by: str


@reads(edit(Data.USERS), approve(Data.USERS))
def relations_of(ctx: ServiceContext, staff_id: int) -> tuple[RelationRow, ...]:
    """Running duties of one person; the residents are not named to those who keep the staff list."""
    with reading(ctx) as session:
        return relation_rows(session, [Relation.staff_id == staff_id])


def relations_with(session: Session, person_id: int) -> tuple[RelationRow, ...]:
    """Who must keep away from a resident, inside an open read."""
    return relation_rows(session, [Relation.person_id == person_id])


def relation_rows(
    session: Session, which: Sequence[ColumnElement[bool]]
) -> tuple[RelationRow, ...]:
    """Running relations, oldest first; one statement."""
    query = (
        select(Relation, StaffMember.name, StaffMember.title)
        .join(StaffMember, StaffMember.id == Relation.staff_id)
        .where(Relation.ended_at.is_(None), *which)
        .order_by(Relation.id)
    )
    return tuple(
        RelationRow(
            r.id, r.version, r.staff_id, name, title, RelationKind(r.kind),
            centre_day(r.entered_at), r.remarks, r.entered_by,
        )
        for r, name, title in session.execute(query)
    )  # fmt: skip
