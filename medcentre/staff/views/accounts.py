"""Accounts and delegations as lists; the actor an account becomes."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.permissions import Actor, Data, Permission, Right, Role, actor_rights, view
from medcentre.staff.facts import AccountRow, Category, DelegationRow, EmployerKind
from medcentre.staff.rules import side_of
from medcentre.staff.tables import (
    Account,
    AccountRole,
    Delegation,
    Employer,
    Secondment,
    StaffMember,
)
from medcentre.staff.views.zones import zones_at
from medcentre.store.uow import reading

_ANYBODY = tuple(Permission(data, Right.VIEW) for data in Data)


@reads(view(Data.USERS))
def account_list(ctx: ServiceContext) -> tuple[AccountRow, ...]:
    """All accounts with their roles, by name; two statements."""
    with reading(ctx) as session:
        return _accounts(session, ctx.clock.now())


@reads(*_ANYBODY)
def my_account(ctx: ServiceContext) -> AccountRow | None:
    """The account of the signed-in person; None for the program itself."""
    with reading(ctx) as session:
        rows = _accounts(session, ctx.clock.now(), ctx.actor.account_id or 0)
        return rows[0] if rows else None


@reads(*_ANYBODY)
def account_names(ctx: ServiceContext) -> tuple[tuple[int, str], ...]:
    """(id, name) of everybody who may sign in today, for choosing a delegate."""
    today = centre_day(ctx.clock.now())
    query = (
        select(Account.id, Account.full_name)
        .where(
            Account.disabled_at.is_(None),
            Account.valid_from <= today,
            or_(Account.valid_until.is_(None), Account.valid_until >= today),
        )
        .order_by(Account.full_name)
    )
    with reading(ctx) as session:
        return tuple((r.id, r.full_name) for r in session.execute(query))


@reads(*_ANYBODY)
def delegations(ctx: ServiceContext) -> tuple[DelegationRow, ...]:
    """Delegations that hold or will hold; all for administrators and directors, else one's own."""
    giver, taker = Account.__table__.alias("giver"), Account.__table__.alias("taker")
    query = (
        select(
            Delegation.id,
            Delegation.version,
            Delegation.giver_id,
            giver.c.full_name,
            Delegation.taker_id,
            taker.c.full_name,
            Delegation.role,
            Delegation.from_at,
            Delegation.until_at,
            Delegation.reason,
        )  # fmt: skip
        .join(giver, giver.c.id == Delegation.giver_id)
        .join(taker, taker.c.id == Delegation.taker_id)
        .where(Delegation.revoked_at.is_(None), Delegation.until_at > ctx.clock.now())
        .order_by(Delegation.from_at)
    )
    own = ctx.actor.account_id
    if not ctx.actor.may(view(Data.USERS)) and Role.DIRECTOR not in ctx.actor.roles:
        query = query.where((Delegation.giver_id == own) | (Delegation.taker_id == own))
    with reading(ctx) as session:
        return tuple(
            DelegationRow(r[0], r[1], r[2], r[3], r[4], r[5], Role(r[6]), r[7], r[8], r[9])
            for r in session.execute(query)
        )


def actor_of(session: Session, account: Account, moment: datetime, *, rights: bool = True) -> Actor:
    """The actor an account is at a moment: own roles and those lent to it (SIGN-04).

    Without `rights` (the password must be changed first) nothing is permitted.
    """
    roles = roles_of(session, account.id) | lent_roles(session, account.id, moment)
    permissions, qualifiers = actor_rights(roles)
    title, side, category = "", "", ""
    zones = leads = frozenset[int]()
    if account.staff_id is not None:
        found = session.execute(
            select(StaffMember.title, StaffMember.category, Employer.kind)
            .join(Employer, Employer.id == StaffMember.employer_id)
            .where(StaffMember.id == account.staff_id)
        ).one()
        title, category = found.title, found.category
        zones, leads = zones_at(session, account.staff_id, moment)
        side = side_of(Category(found.category), EmployerKind(found.kind))
    return Actor(
        account.id, account.staff_id, account.full_name, roles,
        permissions if rights else frozenset(), qualifiers, title, side, category, zones, leads,
    )  # fmt: skip


def roles_of(session: Session, account_id: int) -> frozenset[Role]:
    """Roles granted to an account and not revoked."""
    query = select(AccountRole.role).where(
        AccountRole.account_id == account_id, AccountRole.revoked_at.is_(None)
    )
    return frozenset(Role(r) for r in session.scalars(query))


def lent_roles(session: Session, account_id: int, moment: datetime) -> frozenset[Role]:
    """Roles lent to an account that hold at a moment, as long as the giver still has them."""
    query = (
        select(Delegation.role)
        .join(
            AccountRole,
            (AccountRole.account_id == Delegation.giver_id)
            & (AccountRole.role == Delegation.role)
            & AccountRole.revoked_at.is_(None),
        )
        .where(
            Delegation.taker_id == account_id,
            Delegation.revoked_at.is_(None),
            Delegation.from_at <= moment,
            Delegation.until_at > moment,
        )
    )
    return frozenset(Role(r) for r in session.scalars(query))


def serves_on(session: Session, staff_id: int, moment: datetime) -> bool:
    """Whether somebody works here that day: not left, and inside a term if seconded (7.4)."""
    day = centre_day(moment)
    left = session.scalar(select(StaffMember.left_on).where(StaffMember.id == staff_id))
    if left is not None and left < day:
        return False
    terms = session.execute(
        select(Secondment.first_day, Secondment.last_day).where(
            Secondment.staff_id == staff_id, Secondment.cancelled_at.is_(None)
        )
    ).all()
    return not terms or any(t.first_day <= day <= t.last_day for t in terms)


def _accounts(session: Session, now: datetime, only: int | None = None) -> tuple[AccountRow, ...]:
    roles: dict[int, list[Role]] = defaultdict(list)
    granted = select(AccountRole.account_id, AccountRole.role).where(
        AccountRole.revoked_at.is_(None)
    )
    for row in session.execute(granted):
        roles[row.account_id].append(Role(row.role))
    query = (
        select(Account, StaffMember.number, StaffMember.category, StaffMember.title)
        .outerjoin(StaffMember, StaffMember.id == Account.staff_id)
        .order_by(Account.name_key)
    )
    if only is not None:
        query = query.where(Account.id == only)
    order = list(Role)
    return tuple(
        AccountRow(
            a.id,
            a.version,
            a.name,
            a.staff_id,
            a.full_name,
            number or "",
            Category(category) if category else None,
            title or "",
            tuple(sorted(roles[a.id], key=order.index)),
            a.valid_from,
            a.valid_until,
            a.must_change,
            a.disabled_at is not None,
            a.locked_until if a.locked_until and a.locked_until > now else None,
            bool(a.totp_secret),
            a.last_sign_in,
        )  # fmt: skip
        for a, number, category, title in session.execute(query)
    )
