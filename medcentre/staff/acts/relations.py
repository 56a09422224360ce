"""Who must keep away from whom (SEC-05): declared by oneself or entered for others, ended with a
reason. And leave that ends earlier than granted."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day, day_end
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError, refuse_if, required
from medcentre.kernel.permissions import Data, approve, edit
from medcentre.kernel.texts import tidy
from medcentre.staff.facts import RelationKind, StaffCode
from medcentre.staff.rules import check_span
from medcentre.staff.tables import Leave, Relation, StaffMember
from medcentre.store.uow import UnitOfWork, unit_of_work

_PLANNERS = (edit(Data.USERS), edit(Data.SETTINGS), approve(Data.ROSTERS))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareRelation:
    """Somebody is kin or friend of a resident; `person_id` names the person, not a stay."""

    staff_id: int
    person_id: int
    kind: RelationKind
    remarks: str = ""


def declare_relation_in(uow: UnitOfWork, cmd: DeclareRelation) -> int:
    """Enter a relation inside an open unit of work, once for the two. Raises RELATION_KNOWN."""
    uow.get(StaffMember, cmd.staff_id, version=None)
    known = uow.session.scalar(
        select(Relation.id).where(
            Relation.staff_id == cmd.staff_id, Relation.person_id == cmd.person_id,
            Relation.ended_at.is_(None),
        )
    )  # fmt: skip
    if known is not None:
        raise DomainError(StaffCode.RELATION_KNOWN, where="kind")
    row = uow.add(
        Relation(
            staff_id=cmd.staff_id, person_id=cmd.person_id, kind=cmd.kind,
            remarks=tidy(cmd.remarks), entered_at=uow.ctx.clock.now(),
            entered_by=uow.ctx.actor.name,
        )
    )  # fmt: skip
    uow.record(f"staff:{cmd.staff_id}", Topic.STAFF, Topic.RESIDENTS, person=cmd.person_id,
               kind=cmd.kind)  # fmt: skip
    return row.id


@act("staff.end_relation", edit(Data.USERS), approve(Data.USERS))
def end_relation(ctx: ServiceContext, relation_id: int, version: int, reason: str) -> None:
    """The duty to keep away is over; the entry stays with its reason. Raises ALREADY_CANCELLED."""
    refuse_if(required(reason=reason))
    with unit_of_work(ctx) as uow:
        row = uow.get(Relation, relation_id, version=version)
        if row.ended_at is not None:
            raise DomainError(StaffCode.ALREADY_CANCELLED)
        row.ended_at = ctx.clock.now()
        uow.record(f"staff:{row.staff_id}", Topic.STAFF, Topic.RESIDENTS, person=row.person_id,
                   reason=tidy(reason))  # fmt: skip
        uow.commit()


@act("staff.shorten_leave", *_PLANNERS)
def shorten_leave(ctx: ServiceContext, leave_id: int, version: int, last_day: date) -> None:
    """Back earlier than granted: the last day away moves forward. Raises LEAVE_NOT_SHORTER."""
    with unit_of_work(ctx) as uow:
        row = uow.get(Leave, leave_id, version=version)
        if row.cancelled_at is not None:
            raise DomainError(StaffCode.ALREADY_CANCELLED)
        refuse_if(check_span(centre_day(row.from_at), last_day))
        end = day_end(last_day)
        if end >= row.until_at:
            raise DomainError(StaffCode.LEAVE_NOT_SHORTER, where="last_day")
        row.until_at = end
        uow.record(f"staff:{row.staff_id}", Topic.STAFF, leave=row.id, last=last_day)
        uow.commit()
