"""Acts on accounts: IT makes them, security gives roles, nobody serves himself (SEC-21)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError, NotPermitted, refuse_if, required
from medcentre.kernel.permissions import Data, Permission, Right, Role, approve, edit
from medcentre.kernel.texts import search_key, tidy
from medcentre.staff.attempts import Attempts
from medcentre.staff.facts import ADMIN_ROLES, StaffCode
from medcentre.staff.passwords import hash_password, new_second_factor, password_fits
from medcentre.staff.rules import (
    PASSWORDS_KEPT,
    check_delegation,
    check_password,
    check_roles,
    check_span,
)
from medcentre.staff.tables import Account, AccountRole, Delegation, PasswordHistory, StaffMember
from medcentre.store.engine import Store
from medcentre.store.keyring import Keyring
from medcentre.store.uow import UnitOfWork, store_of, unit_of_work

FRESH = "#new"
"""Ending of a key slot whose password change is not yet committed; see `new_key_slot`."""

_ANYBODY = tuple(Permission(data, Right.VIEW) for data in Data)
_FORBIDDEN_IN_NAMES = frozenset(":#/\\")


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateAccount:
    """A new account. `name` is what is typed at sign-in, usually the work number.

    `valid_from` None means today. `must_change` stays True except for the administrators of a new
    centre, who chose their own password.
    """

    name: str
    password: str
    staff_id: int | None = None
    full_name: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    must_change: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAccount:
    """From when to when an account may be used."""

    account_id: int
    version: int
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """`giver` lends one role to `taker` for a time (SIGN-04)."""

    giver_id: int
    taker_id: int
    role: Role
    from_at: datetime
    until_at: datetime
    reason: str


@act("account.create", edit(Data.USERS))
def create_account(ctx: ServiceContext, cmd: CreateAccount) -> int:
    """Make an account with a first password that must be changed; its number."""
    _only_it(ctx)
    with unit_of_work(ctx) as uow, new_key_slot(store_of(ctx), cmd.name, cmd.password):
        account_id = create_account_in(uow, cmd)
        uow.commit()
        return account_id


def create_account_in(uow: UnitOfWork, cmd: CreateAccount) -> int:
    """Make an account inside an open unit of work. The caller makes the key slot."""
    key = search_key(cmd.name)
    full_name = _full_name(uow, cmd)
    refuse_if((*required(name=cmd.name, full_name=full_name), *check_password(cmd.password, key)))
    if set(key) & _FORBIDDEN_IN_NAMES:
        raise DomainError(StaffCode.ACCOUNT_NAME_BAD, where="name")
    if uow.session.scalar(select(Account.id).where(Account.name_key == key)) is not None:
        raise DomainError(StaffCode.ACCOUNT_NAME_TAKEN, where="name", name=cmd.name)
    now = uow.ctx.clock.now()
    valid_from = cmd.valid_from or centre_day(now)
    if cmd.valid_until is not None:
        refuse_if(check_span(valid_from, cmd.valid_until, "valid_until"))
    row = uow.add(
        Account(
            name=tidy(cmd.name),
            name_key=key,
            staff_id=cmd.staff_id,
            full_name=full_name,
            password_hash=hash_password(cmd.password),
            password_at=now,
            must_change=cmd.must_change,
            valid_from=valid_from,
            valid_until=cmd.valid_until,
            entered_at=now,
            entered_by=uow.ctx.actor.name,
        )  # fmt: skip
    )
    uow.record(f"account:{row.id}", Topic.ACCOUNTS, action="account.create", name=row.name,
               staff=cmd.staff_id, full_name=full_name)  # fmt: skip
    return row.id


@act("account.change", edit(Data.USERS))
def change_account(ctx: ServiceContext, cmd: ChangeAccount) -> None:
    """Change the days an account may be used."""
    _only_it(ctx)
    if cmd.valid_until is not None:
        refuse_if(check_span(cmd.valid_from, cmd.valid_until, "valid_until"))
    with unit_of_work(ctx) as uow:
        row = uow.get(Account, cmd.account_id, version=cmd.version)
        refuse_if(check_roles(_roles(uow, row.id), cmd.valid_until))
        before = [row.valid_from, row.valid_until]
        row.valid_from, row.valid_until = cmd.valid_from, cmd.valid_until
        uow.record(f"account:{row.id}", Topic.ACCOUNTS, came_from=before,
                   to=[row.valid_from, row.valid_until])  # fmt: skip
        uow.commit()


@act("account.reset_password", edit(Data.USERS))
def reset_password(ctx: ServiceContext, account_id: int, version: int, password: str) -> None:
    """Give an account a first password again; it is enabled and unlocked by that."""
    _only_it(ctx)
    with unit_of_work(ctx) as uow:
        row = uow.get(Account, account_id, version=version)
        refuse_if(check_password(password, row.name_key))
        with new_key_slot(store_of(ctx), row.name, password):
            set_password(uow, row, password, must_change=True)
            row.failures, row.locked_until, row.disabled_at = 0, None, None
            uow.record(f"account:{row.id}", Topic.ACCOUNTS)
            uow.commit()
        _forgive(store_of(ctx), row.name_key)


@act("account.unlock", edit(Data.USERS))
def unlock_account(ctx: ServiceContext, account_id: int, version: int) -> None:
    """Open an account that was locked by wrong passwords."""
    _only_it(ctx)
    with unit_of_work(ctx) as uow:
        row = uow.get(Account, account_id, version=version)
        row.failures, row.locked_until = 0, None
        uow.record(f"account:{row.id}", Topic.ACCOUNTS, name=row.name)
        uow.commit()
        _forgive(store_of(ctx), row.name_key)


@act("account.disable", edit(Data.USERS))
def disable_account(ctx: ServiceContext, account_id: int, version: int) -> None:
    """Close an account; its key to the store is destroyed. A reset opens it again."""
    _only_it(ctx)
    store = store_of(ctx)
    with unit_of_work(ctx) as uow:
        row = uow.get(Account, account_id, version=version)
        _refuse_last_admin(uow, row.id, _roles(uow, row.id) & ADMIN_ROLES)
        row.disabled_at = ctx.clock.now()
        uow.record(f"account:{row.id}", Topic.ACCOUNTS, name=row.name)
        uow.commit()
        if store.kind == "sqlite" and Keyring(store.folder).exists():
            Keyring(store.folder).drop(row.name_key)


@act("account.second_factor", edit(Data.USERS))
def set_second_factor(ctx: ServiceContext, account_id: int, version: int, on: bool) -> str:
    """Ask an account for a one-time password; the secret for its card or app, shown once."""
    _only_it(ctx)
    with unit_of_work(ctx) as uow:
        row = uow.get(Account, account_id, version=version)
        row.totp_secret, row.totp_step = (new_second_factor() if on else ""), 0
        uow.record(f"account:{row.id}", Topic.ACCOUNTS, on=on)
        uow.commit()
        return row.totp_secret


@act("account.grant_role", approve(Data.USERS))
def grant_role(ctx: ServiceContext, account_id: int, role: Role) -> None:
    """Give a role. Never to oneself; administrators' roles stand alone and apart (SEC-21)."""
    with unit_of_work(ctx) as uow:
        grant_role_in(uow, account_id, role)
        uow.commit()


def grant_role_in(uow: UnitOfWork, account_id: int, role: Role) -> None:
    """Give a role inside an open unit of work; giving a held role changes nothing."""
    _not_self(uow.ctx, account_id)
    row = uow.get(Account, account_id, version=None)
    roles = _roles(uow, account_id)
    if role in roles:
        return
    refuse_if(check_roles(roles | {role}, row.valid_until))
    if role in ADMIN_ROLES:
        _refuse_one_person(uow, row, role)
    uow.add(
        AccountRole(
            account_id=account_id,
            role=role,
            granted_at=uow.ctx.clock.now(),
            granted_by=uow.ctx.actor.name,
        )  # fmt: skip
    )
    uow.record(f"account:{account_id}", Topic.ACCOUNTS, action="account.grant_role", role=role,
               name=row.name)  # fmt: skip


@act("account.revoke_role", approve(Data.USERS))
def revoke_role(ctx: ServiceContext, account_id: int, role: Role) -> None:
    """Take a role away; the last administrator of a kind keeps it."""
    _not_self(ctx, account_id)
    with unit_of_work(ctx) as uow:
        account = uow.get(Account, account_id, version=None)
        if role in ADMIN_ROLES:
            _refuse_last_admin(uow, account_id, frozenset({role}))
        row = uow.session.scalar(
            select(AccountRole).where(
                AccountRole.account_id == account_id,
                AccountRole.role == role,
                AccountRole.revoked_at.is_(None),
            )  # fmt: skip
        )
        if row is None:
            return
        row.revoked_at, row.revoked_by = ctx.clock.now(), ctx.actor.name
        uow.record(f"account:{account_id}", Topic.ACCOUNTS, role=role, name=account.name)
        uow.commit()


@act("account.delegate", *_ANYBODY)
def delegate(ctx: ServiceContext, cmd: Delegate) -> int:
    """Let somebody act in one's role for a time. The giver himself, security or the director."""
    may_for_others = ctx.actor.may(approve(Data.USERS)) or ctx.actor.may(approve(Data.ROSTERS))
    if cmd.giver_id != ctx.actor.account_id and not may_for_others:
        raise NotPermitted(permission=str(approve(Data.USERS)), actor=ctx.actor.name)
    refuse_if(required(reason=cmd.reason))
    with unit_of_work(ctx) as uow:
        taker = uow.get(Account, cmd.taker_id, version=None)
        refuse_if(check_delegation(cmd.giver_id, cmd.taker_id, cmd.role, _roles(uow, cmd.giver_id)))
        refuse_if(check_span(centre_day(cmd.from_at), centre_day(cmd.until_at), "until_at"))
        if _roles(uow, taker.id) & ADMIN_ROLES:
            raise DomainError(StaffCode.ADMIN_ROLE_ALONE, where="taker")
        row = uow.add(
            Delegation(
                giver_id=cmd.giver_id,
                taker_id=cmd.taker_id,
                role=cmd.role,
                from_at=cmd.from_at,
                until_at=cmd.until_at,
                reason=cmd.reason,
                entered_at=ctx.clock.now(),
                entered_by=ctx.actor.name,
            )  # fmt: skip
        )
        uow.record(f"account:{cmd.giver_id}", Topic.ACCOUNTS, taker=cmd.taker_id, role=cmd.role,
                   first=cmd.from_at, last=cmd.until_at)  # fmt: skip
        uow.commit()
        return row.id


@act("account.revoke_delegation", *_ANYBODY)
def revoke_delegation(ctx: ServiceContext, delegation_id: int, version: int) -> None:
    """Take a delegation back before its end."""
    with unit_of_work(ctx) as uow:
        row = uow.get(Delegation, delegation_id, version=version)
        if row.giver_id != ctx.actor.account_id and not ctx.actor.may(approve(Data.USERS)):
            raise NotPermitted(permission=str(approve(Data.USERS)), actor=ctx.actor.name)
        if row.revoked_at is not None:
            raise DomainError(StaffCode.ALREADY_CANCELLED)
        row.revoked_at = ctx.clock.now()
        uow.record(f"account:{row.giver_id}", Topic.ACCOUNTS, taker=row.taker_id, role=row.role)
        uow.commit()


def set_password(uow: UnitOfWork, row: Account, password: str, *, must_change: bool) -> None:
    """Replace an account's password, the former ones refused (SEC-20)."""
    kept = [
        row.password_hash,
        *uow.session.scalars(
            select(PasswordHistory.password_hash)
            .where(PasswordHistory.account_id == row.id)
            .order_by(PasswordHistory.id.desc())
            .limit(PASSWORDS_KEPT - 1)
        ),
    ]
    if any(password_fits(old, password) for old in kept):
        raise DomainError(StaffCode.PASSWORD_USED, where="password")
    now = uow.ctx.clock.now()
    uow.add(PasswordHistory(account_id=row.id, password_hash=row.password_hash, at=now))
    row.password_hash, row.password_at, row.must_change = hash_password(password), now, must_change


@contextmanager
def new_key_slot(store: Store, name: str, password: str) -> Iterator[None]:
    """Wrap the data key for a new password around the commit of the same change.

    Keyring and store are two files. The new slot is written beside the old one first, so that a
    crash at any moment leaves a way in: before the commit the old password, after it the new one.
    """
    if store.kind != "sqlite" or store.key is None:
        yield
        return
    ring, key = Keyring(store.folder), search_key(name)
    ring.put(key + FRESH, password, store.key)
    try:
        yield
    except BaseException:
        with suppress(DomainError):
            ring.drop(key + FRESH)
        raise
    ring.put(key, password, store.key)
    ring.drop(key + FRESH)


def _forgive(store: Store, name_key: str) -> None:
    if store.kind == "sqlite":
        Attempts(store.folder).forgive(name_key)


def _full_name(uow: UnitOfWork, cmd: CreateAccount) -> str:
    if cmd.staff_id is None:
        return tidy(cmd.full_name)
    staff = uow.get(StaffMember, cmd.staff_id, version=None)
    taken = uow.session.scalar(select(Account.id).where(Account.staff_id == cmd.staff_id))
    if taken is not None:
        raise DomainError(StaffCode.ACCOUNT_FOR_STAFF, where="staff_id", name=staff.name)
    return staff.name


def _roles(uow: UnitOfWork, account_id: int) -> frozenset[Role]:
    query = select(AccountRole.role).where(
        AccountRole.account_id == account_id, AccountRole.revoked_at.is_(None)
    )
    return frozenset(Role(r) for r in uow.session.scalars(query))


def _only_it(ctx: ServiceContext) -> None:
    """Security holds the same right for roles; making accounts is IT's alone."""
    if ctx.actor.qualifier(edit(Data.USERS)) not in ("", "accounts"):
        raise DomainError(StaffCode.ACCOUNT_ONLY_IT)


def _not_self(ctx: ServiceContext, account_id: int) -> None:
    if ctx.actor.account_id == account_id:
        raise DomainError(StaffCode.ROLE_TO_SELF)


def _refuse_one_person(uow: UnitOfWork, row: Account, role: Role) -> None:
    """The same person must not hold two administrators' roles through two accounts."""
    holders = uow.session.execute(
        select(Account.id, Account.full_name)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(
            AccountRole.role.in_(ADMIN_ROLES - {role}),
            AccountRole.revoked_at.is_(None),
            Account.disabled_at.is_(None),
            Account.id != row.id,
        )
    )
    if any(search_key(h.full_name) == search_key(row.full_name) for h in holders):
        raise DomainError(StaffCode.ADMIN_ONE_PERSON, where="roles")


def _refuse_last_admin(uow: UnitOfWork, account_id: int, roles: frozenset[Role]) -> None:
    for role in roles:
        others = uow.session.scalar(
            select(AccountRole.id)
            .join(Account, Account.id == AccountRole.account_id)
            .where(
                AccountRole.role == role,
                AccountRole.revoked_at.is_(None),
                AccountRole.account_id != account_id,
                Account.disabled_at.is_(None),
            )
            .limit(1)
        )
        if others is None:
            raise DomainError(StaffCode.ADMIN_LAST, role=f"label:role.{role}")
