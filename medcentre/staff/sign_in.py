"""The doors: signing in and out, unlocking a desk, second signatures, one's own password.

These are no acts of a room: the password is the permission, and what is refused is audited too.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import Clock, SystemClock, centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted, Violation, refuse_if
from medcentre.kernel.permissions import SYSTEM, Actor
from medcentre.kernel.texts import search_key
from medcentre.kernel.wording import Lang
from medcentre.staff.acts.accounts import FRESH, new_key_slot, set_password
from medcentre.staff.attempts import Attempts
from medcentre.staff.facts import (
    LOCK_AFTER,
    LOCK_MINUTES,
    PASSWORD_DAYS,
    SINGLE_SESSION,
    SessionEnd,
    StaffCode,
)
from medcentre.staff.passwords import password_fits, second_factor_step
from medcentre.staff.rules import (
    check_locked,
    check_password,
    check_valid,
    password_is_old,
)
from medcentre.staff.tables import Account, DeskSession
from medcentre.staff.views.accounts import actor_of, serves_on
from medcentre.staff.views.settings import setting
from medcentre.store.codes import StoreCode, StoreTrouble
from medcentre.store.engine import FILE as STORE_FILE
from medcentre.store.engine import Store, is_server, open_engine, refuse_network_share
from medcentre.store.keyring import RECOVERY, Keyring, tidy_recovery_key
from medcentre.store.uow import UnitOfWork, reading, store_of, unit_of_work

Opener = Callable[[str, bytes | None], Store]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody signs in: the clock there, the language, the name of the workstation."""

    clock: Clock
    lang: Lang = Lang.ZH
    workstation: str = ""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the look at an account found, before anything is written."""

    account_id: int | None
    refusal: Violation | None
    step: int | None = None


def open_plainly(location: str, key: bytes | None) -> Store:
    """Open a store without looking at its version; `bootstrap` passes a guarded opener instead."""
    return Store(open_engine(location, key), location, key)


def sign_in(
    where: Store | str,
    user: str,
    password: str,
    *,
    desk: Desk | None = None,
    code: str = "",
    opener: Opener = open_plainly,
) -> ServiceContext:
    """Sign somebody in at a folder, a database or an open store (SEC-20).

    `code` is the one-time password of accounts that need one; it may also follow the password
    after a space, which is how people type it where there is one field. When the password must be changed
    first the actor has no permission at all until `change_own_password`. Raises DomainError:
    SIGN_IN_REFUSED, SIGN_IN_LOCKED, ACCOUNT_*, SECOND_FACTOR_*; StoreTrouble.
    """
    desk = desk or Desk(SystemClock())
    if isinstance(where, Store):
        return _enter(where, user, password, desk, code)
    if is_server(where):
        store = opener(where, None)
    else:
        store = opener(where, _unwrap(Path(where), user, password, desk))
    try:
        return _enter(store, user, password, desk, code)
    except BaseException:
        store.close()
        raise


def _unwrap(folder: Path, user: str, password: str, desk: Desk) -> bytes:
    """The data key by one's own password; failures counted beside the store."""
    refuse_network_share(folder)
    if not (folder / STORE_FILE).exists():
        raise StoreTrouble(StoreCode.MISSING)
    name, attempts, now = search_key(user), Attempts(folder), desk.clock.now()
    _refuse(next(iter(check_locked(now, attempts.locked_until(name))), None))
    ring = Keyring(folder)
    slots = ring.slots()
    for slot in (name, name + FRESH):
        for secret, _ in _readings(password, ""):
            if slot == name or slot in slots:
                try:
                    return ring.open(slot, secret)
                except StoreTrouble as refused:
                    if refused.code != StoreCode.WRONG_KEY:
                        raise
    left = attempts.fail(name, now, desk.workstation)
    if left == 0:
        _refuse(next(iter(check_locked(now, attempts.locked_until(name)))))
    raise DomainError(StaffCode.SIGN_IN_REFUSED, left=left)


def _readings(password: str, code: str) -> tuple[tuple[str, str], ...]:
    """What was typed as (password, one-time password): as it stands, then split at the last space."""
    split = _WITH_CODE.fullmatch(password)
    if split is None or code:
        return ((password, code),)
    return (password, code), (split[1], split[2])


_WITH_CODE = re.compile(r"(.+) (\d{6})")


def _enter(store: Store, user: str, password: str, desk: Desk, code: str) -> ServiceContext:
    ctx = ServiceContext(store, SYSTEM, desk.clock, desk.lang, desk.workstation)
    with reading(ctx) as session:
        account = _by_name(session, user)
        seen = _judge(session, account, password, code, desk.clock.now())
        policy = setting(session, LOCK_AFTER), setting(session, LOCK_MINUTES)
    if seen.refusal is not None:
        raise _refused(ctx, "account.sign_in_refused", seen, user)
    admitted = _admit(ctx, seen, search_key(user), policy)
    if store.kind == "sqlite":
        for secret, _ in _readings(password, code):
            _heal_slot(store, search_key(user), secret)
    return admitted


def _by_name(session: Session, user: str) -> Account | None:
    return session.scalar(select(Account).where(Account.name_key == search_key(user)))


def _judge(
    session: Session, account: Account | None, password: str, code: str, now: datetime
) -> _Seen:
    """Look without writing, so that no lock is held while the password is worked on."""
    if account is None:
        password_fits(None, password)
        return _Seen(None, Violation(StaffCode.SIGN_IN_REFUSED))
    if locked := next(iter(check_locked(now, account.locked_until)), None):
        return _Seen(account.id, locked)
    for secret, typed in _readings(password, code):
        if password_fits(account.password_hash, secret):
            code = typed
            break
    else:
        return _Seen(account.id, Violation(StaffCode.SIGN_IN_REFUSED))
    valid = check_valid(
        centre_day(now), account.valid_from, account.valid_until, account.disabled_at is not None
    )
    if not_now := next(iter(valid), None):
        return _Seen(account.id, not_now)
    if account.staff_id is not None and not serves_on(session, account.staff_id, now):
        day = centre_day(now).isoformat()
        return _Seen(account.id, Violation(StaffCode.ACCOUNT_OVER, facts={"day": day}))
    if not account.totp_secret:
        return _Seen(account.id, None)
    if not code:
        return _Seen(account.id, Violation(StaffCode.SECOND_FACTOR_NEEDED))
    step = second_factor_step(account.totp_secret, code, now, account.totp_step)
    wrong = Violation(StaffCode.SECOND_FACTOR_WRONG) if step is None else None
    return _Seen(account.id, wrong, step)


_COUNTED = (StaffCode.SIGN_IN_REFUSED, StaffCode.SECOND_FACTOR_WRONG)


def _refused(ctx: ServiceContext, action: str, seen: _Seen, user: str) -> DomainError:
    """Count and audit a refusal; the error to raise. Asking for the code is no refusal yet."""
    refusal = seen.refusal or Violation(StaffCode.SIGN_IN_REFUSED)
    if refusal.code == StaffCode.SECOND_FACTOR_NEEDED:
        return DomainError(refusal.code)
    facts = dict(refusal.facts)
    with unit_of_work(ctx) as uow:
        if refusal.code in _COUNTED:
            after = setting(uow.session, LOCK_AFTER)
            left = _count(uow, seen.account_id, after) if seen.account_id else after - 1
            facts["left"] = left
        uow.record(f"account:{seen.account_id or 0}", Topic.ACCOUNTS, action=action, user=user,
                   why=str(refusal.code))  # fmt: skip
        uow.commit()
    if facts.get("left") == 0:
        return DomainError(StaffCode.SIGN_IN_LOCKED, minutes=_lock_minutes(ctx))
    return DomainError(refusal.code, **facts)


def _lock_minutes(ctx: ServiceContext) -> int:
    with reading(ctx) as session:
        return setting(session, LOCK_MINUTES)


def _count(uow: UnitOfWork, account_id: int, after: int) -> int:
    """One more failure; how many tries are left.

    Written as one statement that leaves `version` alone: an administrator with the account's form
    open has not lost anything because somebody mistyped a password.
    """
    uow.session.execute(
        update(Account).where(Account.id == account_id).values(failures=Account.failures + 1)
    )
    failures = uow.session.scalar(select(Account.failures).where(Account.id == account_id)) or 0
    if failures < after:
        return after - failures
    until = uow.ctx.clock.now() + timedelta(minutes=setting(uow.session, LOCK_MINUTES))
    uow.session.execute(
        update(Account).where(Account.id == account_id).values(failures=0, locked_until=until)
    )
    return 0


def _admit(ctx: ServiceContext, seen: _Seen, name: str, policy: tuple[int, int]) -> ServiceContext:
    """Write what a sign-in changes, in one transaction, and tell earlier refusals to the trail."""
    store, now = store_of(ctx), ctx.clock.now()
    attempts = Attempts(store.folder) if store.kind == "sqlite" else None
    pending = attempts.pending() if attempts else ()
    with unit_of_work(ctx) as uow:
        account = uow.session.get_one(Account, seen.account_id)
        refuse_if(check_locked(now, account.locked_until))  # locked meanwhile by somebody else
        values: dict[str, object] = {"failures": 0, "locked_until": None, "last_sign_in": now}
        if seen.step is not None:
            values["totp_step"] = seen.step
        uow.session.execute(update(Account).where(Account.id == account.id).values(values))
        stale = account.must_change or password_is_old(
            account.password_at, now, setting(uow.session, PASSWORD_DAYS)
        )
        actor = actor_of(uow.session, account, now, rights=not stale)
        _begin_session(uow, account.id)
        for refusal in pending:
            uow.record("account:0", Topic.ACCOUNTS, action="account.sign_in_refused",
                       user=refusal.user, at=refusal.at, desk=refusal.workstation)  # fmt: skip
        uow.ctx = ctx.as_(actor)
        uow.record(f"account:{account.id}", Topic.ACCOUNTS, action="account.sign_in")
        uow.commit()
    if attempts is not None:
        attempts.settle(name, len(pending), *policy)
    return ctx.as_(actor)


def _heal_slot(store: Store, name: str, password: str) -> None:
    """Finish a password change that was cut off after its commit: the fresh slot becomes the slot.

    A fresh slot that this password does not open belongs to a change that never was, or still is:
    it is left alone; the next change replaces it.
    """
    ring = Keyring(store.folder)
    if not ring.exists() or name + FRESH not in ring.slots() or store.key is None:
        return
    with suppress(StoreTrouble):
        ring.open(name + FRESH, password)
        ring.put(name, password, store.key)
        ring.drop(name + FRESH)


def _begin_session(uow: UnitOfWork, account_id: int) -> None:
    now, desk = uow.ctx.clock.now(), uow.ctx.workstation
    open_ones = uow.session.scalars(
        select(DeskSession).where(
            DeskSession.account_id == account_id, DeskSession.ended_at.is_(None)
        )
    )
    single = setting(uow.session, SINGLE_SESSION)
    for row in open_ones:
        if single or row.workstation == desk:
            row.ended_at = now
            row.ended_how = (
                SessionEnd.LEFT_OPEN if row.workstation == desk else SessionEnd.SUPERSEDED
            )
    uow.add(DeskSession(account_id=account_id, workstation=desk, started_at=now))


def still_signed_in(ctx: ServiceContext) -> bool:
    """Whether this desk's session still holds, or the account signed in elsewhere meanwhile."""
    if ctx.actor.account_id is None:
        return True
    with reading(ctx) as session:
        found = session.scalar(
            select(DeskSession.id).where(
                DeskSession.account_id == ctx.actor.account_id,
                DeskSession.workstation == ctx.workstation,
                DeskSession.ended_at.is_(None),
            )
        )
    return found is not None


def sign_out(ctx: ServiceContext) -> None:
    """End the session of this desk."""
    with unit_of_work(ctx) as uow:
        rows = uow.session.scalars(
            select(DeskSession).where(
                DeskSession.account_id == (ctx.actor.account_id or 0),
                DeskSession.workstation == ctx.workstation,
                DeskSession.ended_at.is_(None),
            )
        )
        for row in rows:
            row.ended_at, row.ended_how = ctx.clock.now(), SessionEnd.SIGNED_OUT
        uow.record(f"account:{ctx.actor.account_id or 0}", action="account.sign_out")
        uow.commit()


def must_change_password(ctx: ServiceContext) -> bool:
    """Whether the signed-in person must choose a new password before anything else."""
    return ctx.actor.account_id is not None and not ctx.actor.permissions


def verify_password(ctx: ServiceContext, password: str) -> None:
    """The signed-in person's own password, for a signature or an unlocked desk (SIGN-01).

    Failures count towards the lock-out. Raises PASSWORD_WRONG, SIGN_IN_LOCKED, ACCOUNT_*;
    NotPermitted for an actor without an account.
    """
    with reading(ctx) as session:
        account = session.get(Account, ctx.actor.account_id or 0)
        if account is None:
            raise NotPermitted(permission="account", actor=ctx.actor.name)
        seen = _judge_without_code(session, account, password, ctx.clock.now())
        name = account.name
    if seen.refusal is not None:
        raise _as_signature(_refused(ctx, "account.signature_refused", seen, name))


def second_signature(
    ctx: ServiceContext, user: str, password: str, *, other_side: bool = False
) -> Actor:
    """Another person who signs here with an own password (SIGN-02, SIGN-03).

    `other_side`: one of the police and one of the hospital are asked for. Raises
    SECOND_SAME_PERSON, SECOND_SAME_SIDE, and everything `verify_password` raises.
    """
    now = ctx.clock.now()
    with reading(ctx) as session:
        account = _by_name(session, user)
        if account is not None and account.id == ctx.actor.account_id:
            raise DomainError(StaffCode.SECOND_SAME_PERSON, where="second")
        seen = _judge_without_code(session, account, password, now)
        actor = actor_of(session, account, now) if account and not seen.refusal else None
    if actor is None:
        raise _as_signature(_refused(ctx, "account.signature_refused", seen, user))
    if actor.staff_id is not None and actor.staff_id == ctx.actor.staff_id:
        raise DomainError(StaffCode.SECOND_SAME_PERSON, where="second")
    if other_side and {actor.joint_side, ctx.actor.joint_side} != {"police", "hospital"}:
        raise DomainError(StaffCode.SECOND_SAME_SIDE, where="second")
    with unit_of_work(ctx) as uow:
        uow.session.execute(
            update(Account).where(Account.id == actor.account_id).values(failures=0)
        )
        uow.record(f"account:{actor.account_id}", action="account.second_signature",
                   signed_by=actor.name)  # fmt: skip
        uow.commit()
    return actor


def _judge_without_code(
    session: Session, account: Account | None, password: str, now: datetime
) -> _Seen:
    """A signature asks for the password; the one-time password was given at sign-in."""
    seen = _judge(session, account, password, "", now)
    if seen.refusal is not None and seen.refusal.code == StaffCode.SECOND_FACTOR_NEEDED:
        return _Seen(seen.account_id, None)
    return seen


def _as_signature(error: DomainError) -> DomainError:
    if error.code == StaffCode.SIGN_IN_REFUSED:
        return DomainError(StaffCode.PASSWORD_WRONG, where="password", **error.facts)
    return error


def change_own_password(ctx: ServiceContext, old: str, new: str) -> ServiceContext:
    """Choose a new password; the context with the rights that were held back until then.

    Raises PASSWORD_WRONG and the rules of SEC-20.
    """
    verify_password(ctx, old)
    with unit_of_work(ctx) as uow:
        account = uow.session.get_one(Account, ctx.actor.account_id)
        refuse_if(check_password(new, account.name_key))
        with new_key_slot(store_of(ctx), account.name, new):
            set_password(uow, account, new, must_change=False)
            uow.record(f"account:{account.id}", Topic.ACCOUNTS, action="account.change_password")
            uow.commit()
        actor = actor_of(uow.session, account, ctx.clock.now())
    return ctx.as_(actor)


def refreshed(ctx: ServiceContext) -> ServiceContext:
    """The context with the actor's present roles: after a grant, a delegation's start or end."""
    if ctx.actor.account_id is None or must_change_password(ctx):
        return ctx
    with reading(ctx) as session:
        account = session.get_one(Account, ctx.actor.account_id)
        return ctx.as_(actor_of(session, account, ctx.clock.now()))


def recover(
    folder: Path,
    recovery_key: str,
    user: str,
    new_password: str,
    desk: Desk | None = None,
    opener: Opener = open_plainly,
) -> None:
    """Open a folder with the key from paper and give an account a new password.

    For the day every administrator's password is lost; audited. Raises RECOVERY_WRONG, NOT_FOUND.
    """
    desk = desk or Desk(SystemClock())
    try:
        key = Keyring(folder).open(RECOVERY, tidy_recovery_key(recovery_key))
    except StoreTrouble as refused:
        if refused.code != StoreCode.WRONG_KEY:
            raise
        raise DomainError(StaffCode.RECOVERY_WRONG, where="recovery") from refused
    store = opener(str(folder), key)
    try:
        ctx = ServiceContext(store, SYSTEM, desk.clock, desk.lang, desk.workstation)
        with unit_of_work(ctx) as uow:
            account = _by_name(uow.session, user)
            if account is None:
                raise DomainError(StaffCode.ACCOUNT_UNKNOWN, where="user", name=user)
            refuse_if(check_password(new_password, account.name_key))
            with new_key_slot(store, account.name, new_password):
                set_password(uow, account, new_password, must_change=True)
                account.failures, account.locked_until, account.disabled_at = 0, None, None
                uow.record(f"account:{account.id}", Topic.ACCOUNTS, action="account.recover",
                           name=account.name)  # fmt: skip
                uow.commit()
        Attempts(folder).forgive(search_key(user))
    finally:
        store.close()


def _refuse(violation: Violation | None) -> None:
    if violation is not None:
        raise DomainError(violation.code, **violation.facts)
