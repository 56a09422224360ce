"""How far somebody's rights over residents go: to everybody, or to the zones they belong to (12.2).

Which stays lie in a zone is known by the placement room above; `bootstrap` hands its condition in. Without
it nobody whose right ends at a zone sees anybody.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import OWN_ZONE, Actor, Data, Permission, edit, view
from medcentre.residents.facts import ResidentCode
from medcentre.residents.tables import StayModel
from medcentre.staff import duty
from medcentre.staff.tables import Relation

BASIC = view(Data.IDENTITY_BASIC)

LiesIn = Callable[[frozenset[int], datetime, bool], ColumnElement[bool]]
"""Zones, a moment, whether people nobody gave a bed yet count too -> a condition on `StayModel`: lies
there, or lay there last."""

_lies_in: list[LiesIn] = []


def use_places(lies_in: LiesIn) -> None:
    """Hand in how stays of zones are found; the last one counts."""
    _lies_in[:] = [lies_in]


def treats(actor: Actor) -> bool:
    """Whether special diagnoses (D8) of everybody are for the actor: the treating team, not whoever
    may read those of the own people only (SEC-01)."""
    special = view(Data.DIAGNOSIS_SPECIAL)
    return actor.may(special) and actor.qualifier(special) != "own"


def is_limited(actor: Actor, permission: Permission = BASIC) -> bool:
    """Whether the right is held for one's own zones only."""
    return actor.may(permission) and actor.qualifier(permission) == OWN_ZONE


def own_zones(session: Session, ctx: ServiceContext, permission: Permission = BASIC) -> Any:
    """The zones a limited right reaches now; None: every zone.

    Guards (those who know people by their zone only) reach them on their own shift, from 30 min
    before to 60 min after, as far as a published sheet tells. Raises NO_ZONE, OFF_SHIFT.
    """
    actor, now = ctx.actor, ctx.clock.now()
    if not is_limited(actor, permission):
        return None
    if not actor.zones:
        raise DomainError(ResidentCode.NO_ZONE)
    if is_limited(actor) and duty.on_shift(session, actor.staff_id, now) is False:
        raise DomainError(ResidentCode.OFF_SHIFT)
    return actor.zones


def stays_in_reach(
    session: Session, ctx: ServiceContext, permission: Permission = BASIC
) -> ColumnElement[bool] | None:
    """A condition on `StayModel`: within the actor's reach. None: no limit. Raises as `own_zones`.

    Whoever has no bed yet belongs to no zone: to every officer's care, to no guard's.
    """
    zones = own_zones(session, ctx, permission)
    if zones is None:
        return None
    if not _lies_in:
        return StayModel.id.in_(())
    return _lies_in[0](zones, ctx.clock.now(), not is_limited(ctx.actor))


def reachable(
    session: Session,
    ctx: ServiceContext,
    permission: Permission = BASIC,
    *,
    since: datetime | None = None,
) -> frozenset[int] | None:
    """Of the stays that had not ended before a moment (default now) those within the actor's reach;
    None: all. Raises as `own_zones`."""
    condition = stays_in_reach(session, ctx, permission)
    if condition is None:
        return None
    here = or_(StayModel.exited_at.is_(None), StayModel.exited_at >= (since or ctx.clock.now()))
    return frozenset(session.scalars(select(StayModel.id).where(here, condition)))


def refuse_beyond(
    session: Session, ctx: ServiceContext, stay_id: int, permission: Permission = BASIC
) -> None:
    """Raise OUT_OF_ZONE for a stay beyond the actor's reach, KEEP_AWAY, and as `own_zones`."""
    refuse_conflict(session, ctx, stay_id)
    condition = stays_in_reach(session, ctx, permission)
    if condition is None:
        return
    if session.scalar(select(StayModel.id).where(StayModel.id == stay_id, condition)) is None:
        raise DomainError(ResidentCode.OUT_OF_ZONE)


def refuse_conflict(session: Session, ctx: ServiceContext, *stay_ids: int) -> None:
    """Raise KEEP_AWAY for stays of relatives or friends of the actor (SEC-05)."""
    if stay_ids and kept_away_stays(session, ctx, *stay_ids):
        raise DomainError(ResidentCode.KEEP_AWAY)


def kept_away_stays(session: Session, ctx: ServiceContext, *stay_ids: int) -> frozenset[int]:
    """Stays of people the actor must keep away from (SEC-05), perhaps only among these; at most one
    statement. Where they lie and what protects against infection is told to everybody on duty."""
    if ctx.actor.staff_id is None:
        return frozenset()
    query = (
        select(StayModel.id)
        .join(Relation, StayModel.person_id == Relation.person_id)
        .where(Relation.staff_id == ctx.actor.staff_id, Relation.ended_at.is_(None))
    )
    if stay_ids:
        query = query.where(StayModel.id.in_(stay_ids))
    return frozenset(session.scalars(query))


def not_kept_away(ctx: ServiceContext) -> ColumnElement[bool]:
    """A condition on `StayModel`: nobody the actor must keep away from, for lists that quote records."""
    return StayModel.person_id.not_in(
        select(Relation.person_id).where(
            Relation.staff_id == ctx.actor.staff_id, Relation.ended_at.is_(None)
        )
    )


def refuse_log(session: Session, ctx: ServiceContext, stay_id: int) -> None:
    """Guards write the custody log of their own zone and shift only; officers of every zone."""
    if not ctx.actor.may(edit(Data.LEGAL)):
        refuse_beyond(session, ctx, stay_id, edit(Data.CUSTODY_LOG))
