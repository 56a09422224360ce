"""Who may approve, set rules aside and receive, by facts: roles, employment, zones led (PL-01, 11.2)."""

from datetime import datetime
from typing import Protocol

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, refuse_if, required
from medcentre.kernel.permissions import Actor, Role
from medcentre.placement.facts import MEDICAL, SECURITY, Approver, PlacementCode
from medcentre.placement.tables import ZoneModel
from medcentre.staff.facts import Category
from medcentre.staff.views.zones import heads_of
from medcentre.store.base import Asked
from medcentre.store.uow import UnitOfWork


def approver_kinds(actor: Actor) -> frozenset[Approver]:
    """In which capacities somebody may set a rule aside.

    Heads are those who answer for a zone on their side today (分区负责人): a title says nothing.
    """
    roles, leads = actor.roles, bool(actor.leads)
    held: set[Approver] = set()
    if Role.DIRECTOR in roles:
        held |= {Approver.CENTRE_HEAD, Approver.LEADER}
    if Role.DOCTOR in roles:
        held |= {Approver.DOCTOR, Approver.MEDICAL_GROUP}
        if leads:
            held.add(Approver.MEDICAL_HEAD)
    if Role.POLICE in roles:
        held.add(Approver.SECURITY_GROUP)
        if leads:
            held.add(Approver.LEADER)
    if Role.NURSE in roles and leads:
        held.add(Approver.HEAD_NURSE)
    if roles & {Role.DOCTOR, Role.NURSE} and actor.category == Category.INFECTION_CTRL:
        held.add(Approver.INFECTION_CONTROL)
    return frozenset(held)


def is_leader(actor: Actor) -> bool:
    """The director, or an officer who answers for a zone: whoever leads when others cannot act."""
    return Approver.LEADER in approver_kinds(actor)


class TwoSides(Protocol):
    """What both sides sign: a transfer, an exchange, a plan."""

    medical_by: str
    medical_key: str
    medical_at: datetime | None
    security_by: str
    security_key: str
    security_at: datetime | None


def refuse_own(ctx: ServiceContext, row: Asked) -> None:
    """Nobody decides what they asked for (SIGN-03); namesakes are two people."""
    if row.entered_key == ctx.actor.key:
        raise DomainError(PlacementCode.SECOND_PERSON)


def sign_side(ctx: ServiceContext, row: TwoSides) -> None:
    """Approve for one's side; medical and security are two people (SIGN-02)."""
    actor, now, key = ctx.actor, ctx.clock.now(), ctx.actor.key
    if actor.roles & MEDICAL and not row.medical_by:
        if key == row.security_key:
            raise DomainError(PlacementCode.SECOND_PERSON)
        row.medical_by, row.medical_key, row.medical_at = actor.name, key, now
    elif actor.roles & SECURITY and not row.security_by:
        if key == row.medical_key:
            raise DomainError(PlacementCode.SECOND_PERSON)
        row.security_by, row.security_key, row.security_at = actor.name, key, now
    else:
        raise DomainError(PlacementCode.BOTH_SIDES)


def refuse_outsider(uow: UnitOfWork, zone_id: int, reason: str) -> None:
    """Inside a zone its head approves, or the director, who says why (PL-01)."""
    actor = uow.ctx.actor
    if zone_id in actor.leads:
        return
    if Role.DIRECTOR in actor.roles:
        refuse_if(required(answer=reason))
        return
    zone = uow.session.get_one(ZoneModel, zone_id)
    heads = "、".join(heads_of(uow.session, zone_id, uow.ctx.clock.now())) or "—"
    raise DomainError(PlacementCode.ZONE_HEAD_ONLY, zone=zone.name, heads=heads)


def refuse_stranger(uow: UnitOfWork, zone_ids: frozenset[int], reason: str) -> None:
    """Somebody of a receiving zone takes over; a leader may instead, and says why (PL-01)."""
    actor = uow.ctx.actor
    if zone_ids & actor.zones or not actor.roles:
        return
    if is_leader(actor):
        refuse_if(required(reason=reason))
        return
    names = (uow.session.get_one(ZoneModel, z).name for z in sorted(zone_ids))
    raise DomainError(PlacementCode.RECEIVING_ZONE, zone="、".join(names))
