"""Staff who must keep away from a resident (SEC-05): declared on the person's page, respected by every
reading of the record."""

from dataclasses import dataclass

from medcentre.kernel.context import ServiceContext, act, reads
from medcentre.kernel.errors import DomainError, NotPermitted
from medcentre.kernel.permissions import Data, edit, view
from medcentre.residents import reach
from medcentre.residents.facts import ResidentCode
from medcentre.residents.tables import StayModel
from medcentre.staff.acts.relations import DeclareRelation, declare_relation_in
from medcentre.staff.facts import RelationKind
from medcentre.staff.views.relations import RelationRow, relations_with
from medcentre.store.uow import reading, unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepAway:
    """A colleague's or one's own duty to keep away. `staff_id` None: one's own."""

    stay_id: int
    kind: RelationKind
    remarks: str = ""
    staff_id: int | None = None


@act("residents.keep_away", view(Data.IDENTITY_BASIC))
def keep_away(ctx: ServiceContext, cmd: KeepAway) -> int:
    """Declare the relation; from now on the record is closed to that member of staff.

    Everybody declares their own; whoever keeps identities may enter a colleague's. Raises
    NO_STAFF_RECORD, RELATION_KNOWN, NotPermitted.
    """
    own = ctx.actor.staff_id
    staff_id = own if cmd.staff_id is None else cmd.staff_id
    if staff_id is None:
        raise DomainError(ResidentCode.NO_STAFF_RECORD)
    if staff_id != own:
        _refuse_stranger(ctx)
    with unit_of_work(ctx) as uow:
        reach.refuse_beyond(uow.session, ctx, cmd.stay_id)
        stay = uow.get(StayModel, cmd.stay_id, version=None)
        made = declare_relation_in(
            uow,
            DeclareRelation(
                staff_id=staff_id, person_id=stay.person_id, kind=cmd.kind, remarks=cmd.remarks
            ),
        )
        uow.commit()
    return made


def _refuse_stranger(ctx: ServiceContext) -> None:
    needed = edit(Data.IDENTITY_BASIC)
    if not ctx.actor.may(needed):
        raise NotPermitted(permission=str(needed), actor=ctx.actor.name)


@reads(edit(Data.IDENTITY_BASIC))
def kept_away(ctx: ServiceContext, stay_id: int) -> tuple[RelationRow, ...]:
    """Staff who must keep away from the person of a stay."""
    with reading(ctx) as session:
        reach.refuse_beyond(session, ctx, stay_id)
        stay = session.get_one(StayModel, stay_id)
        return relations_with(session, stay.person_id)
