"""Where everything is put together: creating a centre, opening one, signing in."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from medcentre import config
from medcentre.kernel.clock import Clock, SystemClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, Violation, refuse_if
from medcentre.kernel.permissions import SYSTEM, Actor, Role
from medcentre.kernel.texts import search_key
from medcentre.kernel.wording import Lang
from medcentre.residents.reach import use_places
from medcentre.staff import sign_in as doors
from medcentre.staff.acts import (
    CreateAccount,
    change_setting_in,
    create_account_in,
    grant_role_in,
)
from medcentre.staff.acts.safekeeping import record_restore
from medcentre.staff.duty import Stint, use_book
from medcentre.staff.facts import (
    CENTRE_DIVISION,
    CENTRE_NAME,
    Administrator,
    NewCentre,
    StaffCode,
)
from medcentre.staff.rules import check_password
from medcentre.staff.sign_in import Desk
from medcentre.store import backup, keyring
from medcentre.store.codes import StoreCode, StoreTrouble
from medcentre.store.engine import FILE, Store, is_server, refuse_network_share
from medcentre.store.keyring import (
    PASSPHRASE,
    RECOVERY,
    Keyring,
    new_data_key,
    new_recovery_key,
    tidy_recovery_key,
)
from medcentre.store.migrate import open_migrated, plan
from medcentre.store.tables import ServerKeys
from medcentre.store.uow import UnitOfWork, store_of, unit_of_work

SCRIPTS = PASSPHRASE + "scripts"
"""Slot of the keyring that MEDCENTRE_PASSPHRASE opens."""


# What lower rooms ask of higher ones is handed in here; imported when first asked, for a quick start.


def _shifts(session: Session, first: datetime, last: datetime) -> tuple[Stint, ...] | None:
    from medcentre.rostering.duty import book

    return book(session, first, last)


def _lies_in(zones: frozenset[int], at: datetime, unplaced: bool) -> Any:
    from medcentre.placement.views.reach import lies_in

    return lies_in(zones, at, unplaced)


use_book(_shifts)
use_places(_lies_in)


def desk(clock: Clock | None = None, lang: Lang = Lang.ZH) -> Desk:
    """This computer as a place to sign in at."""
    return Desk(clock or SystemClock(), lang, config.workstation())


def exists(location: str) -> bool:
    """Whether a centre is there already. Raises StoreTrouble for an unreachable server."""
    if is_server(location):
        return plan(location, None).current is not None
    return (Path(location) / FILE).exists()


def needs_first_run(location: str) -> bool:
    """Whether the first-run pages should open: no centre there."""
    return not exists(location)


def sign_in(
    location: str, user: str, password: str, *, at: Desk | None = None, code: str = ""
) -> ServiceContext:
    """Sign in at a folder or server; the store is brought to this program's schema on the way."""
    return doors.sign_in(
        location, user, password, desk=at or desk(), code=code, opener=open_migrated
    )


def sign_in_beside(ctx: ServiceContext, user: str, password: str, at: Desk) -> ServiceContext:
    """Sign somebody in at the store another context has open (the next person, a locked desk)."""
    return doors.sign_in(store_of(ctx), user, password, desk=at)


def recover(location: str, recovery_key: str, user: str, password: str) -> None:
    """Give an account a new password with the key from paper (embedded stores)."""
    doors.recover(Path(location), recovery_key, user, password, desk(), open_migrated)


def create_centre(location: str, cmd: NewCentre, at: Desk | None = None) -> str:
    """Make a new centre with its three administrators; its recovery key, shown this once.

    On refusal nothing is left behind. Raises RulesBroken, THREE_PERSONS, StoreTrouble.
    """
    _refuse_bad_office(cmd)
    return _create(location, at or desk(), lambda uow: _furnish(uow, cmd), cmd)


def create_for_scripts(location: str, passphrase: str, at: Desk) -> None:
    """Make a store that only the passphrase of scripts opens: no accounts yet.

    Nobody is there to write a recovery key down; `renew_recovery_key` makes one later.
    """
    _create(location, at, lambda _uow: None, None, passphrase)


def open_for_scripts(
    location: str,
    passphrase: str | None,
    *,
    create: bool = False,
    clock: Clock | None = None,
    lang: Lang = Lang.ZH,
) -> ServiceContext:
    """Open a centre for the command line; acts are audited under the operating system's user.

    An embedded store needs the passphrase (`medcentre account passphrase` sets it); with `create`
    a store that is not there yet is made with it. Raises StoreTrouble.
    """
    at = desk(clock, lang)
    if not exists(location):
        if not create:
            raise StoreTrouble(StoreCode.MISSING)
        create_for_scripts(location, passphrase or "", at)
    if is_server(location):
        store = open_migrated(location, None)
    else:
        refuse_network_share(Path(location))
        store = open_migrated(location, _scripts_key(Path(location), passphrase or ""))
    return ServiceContext(store, script_actor(), at.clock, lang, at.workstation)


def _scripts_key(folder: Path, passphrase: str) -> bytes:
    try:
        return Keyring(folder).open(SCRIPTS, passphrase)
    except StoreTrouble as refused:
        if refused.code != StoreCode.WRONG_KEY:
            raise
        raise StoreTrouble(StoreCode.WRONG_PASSPHRASE) from refused


def open_with(store: Store, at: Desk) -> ServiceContext:
    """The context of scripts on a store that is open already."""
    return ServiceContext(store, script_actor(), at.clock, at.lang, at.workstation)


def close(ctx: ServiceContext) -> None:
    """Give back the store a context was opened with."""
    store_of(ctx).close()


def script_actor() -> Actor:
    """The program's rights under the operating system's user name."""
    return replace(SYSTEM, name=config.os_user())


def set_passphrase(ctx: ServiceContext, store: Store, passphrase: str) -> None:
    """Let scripts open an embedded store with a passphrase (MEDCENTRE_PASSPHRASE)."""
    if store.kind != "sqlite" or store.key is None:
        raise StoreTrouble(StoreCode.NO_KEYRING)
    Keyring(store.folder).put(SCRIPTS, passphrase, store.key)
    with unit_of_work(ctx) as uow:
        uow.record("keyring:scripts", action="account.passphrase")
        uow.commit()


def restore_backup(
    file: Path, location: str, recovery_key: str, step: Callable[[int, int], None] | None = None
) -> int:
    """Bring a backup to an empty place with the key from paper; the rows restored.

    Raises RECOVERY_WRONG and everything `backup.restore` raises.
    """
    try:
        key = backup.open_key(file, RECOVERY, tidy_recovery_key(recovery_key))
    except StoreTrouble as refused:
        if refused.code != StoreCode.WRONG_KEY:
            raise
        raise DomainError(StaffCode.RECOVERY_WRONG, where="recovery") from refused
    manifest = backup.restore(file, location, key, step)
    record_restore(location, None if is_server(location) else key, manifest, script_actor())
    return sum(manifest.counts.values())


def renew_recovery_key(ctx: ServiceContext) -> str:
    """A new recovery key instead of the present one; shown once. For stores made by scripts, and
    when the sheet was lost."""
    recovery, store = new_recovery_key(), store_of(ctx)
    with unit_of_work(ctx) as uow, tempfile.TemporaryDirectory() as aside:
        uow.record("keyring:recovery", action="account.recovery_key")
        if store.kind == "sqlite" and store.key is not None:
            Keyring(store.folder).put(RECOVERY, recovery, store.key)
        else:
            row = uow.session.get_one(ServerKeys, 1)
            ring = Keyring(Path(aside))
            ring.file.write_text(row.slots, "utf-8")
            ring.put(RECOVERY, recovery, bytes.fromhex(row.data_key))
            row.slots = ring.file.read_text("utf-8")
        uow.commit()
    return recovery


def furnish(ctx: ServiceContext, cmd: NewCentre) -> None:
    """Give a store made by scripts its name and its three administrators."""
    _refuse_bad_office(cmd)
    with unit_of_work(ctx) as uow:
        _furnish(uow, cmd)
        store = ctx.store
        if isinstance(store, Store) and store.kind == "sqlite" and store.key is not None:
            _add_slots(Keyring(store.folder), cmd, store.key)
        uow.commit()


def _create(
    location: str,
    at: Desk,
    fill: Callable[[UnitOfWork], None],
    cmd: NewCentre | None,
    passphrase: str = "",
) -> str:
    if exists(location):
        raise StoreTrouble(StoreCode.ALREADY_THERE)
    key, recovery = new_data_key(), new_recovery_key()
    server = is_server(location)
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside) if server else Path(location)
        try:
            if not server:
                refuse_network_share(folder)
                folder.mkdir(parents=True, exist_ok=True)
            ring = Keyring(folder)
            ring.put(RECOVERY, recovery, key)
            made = [folder / keyring.FILE, *(folder / (FILE + end) for end in ("", "-wal", "-shm"))]
            if passphrase:
                ring.put(SCRIPTS, passphrase, key)
            if cmd is not None and not server:
                _add_slots(ring, cmd, key)
            slots = ring.file.read_text("utf-8") if server else ""
            _first_act(location, None if server else key, key, slots, at, fill)
        except BaseException as error:
            for file in made:
                file.unlink(missing_ok=True)
            if isinstance(error, OSError):
                full = error.errno == 28
                raise StoreTrouble(StoreCode.FULL if full else StoreCode.READ_ONLY) from error
            raise
    return recovery


def _first_act(
    location: str,
    store_key: bytes | None,
    data_key: bytes,
    slots: str,
    at: Desk,
    fill: Callable[[UnitOfWork], None],
) -> None:
    store = open_migrated(location, store_key)
    try:
        ctx = ServiceContext(store, script_actor(), at.clock, at.lang, at.workstation)
        with unit_of_work(ctx) as uow:
            if slots:
                uow.add(ServerKeys(id=1, data_key=data_key.hex(), slots=slots))
            uow.record("centre", action="centre.create", engine=store.kind)
            fill(uow)
            uow.commit()
    finally:
        store.close()


def _furnish(uow: UnitOfWork, cmd: NewCentre) -> None:
    change_setting_in(uow, CENTRE_NAME.key, cmd.name)
    if cmd.division:
        change_setting_in(uow, CENTRE_DIVISION.key, cmd.division)
    for admin, role in _office(cmd):
        account_id = create_account_in(
            uow,
            CreateAccount(
                name=admin.user,
                full_name=admin.full_name,
                password=admin.password,
                must_change=False,
            ),
        )
        grant_role_in(uow, account_id, role)


def _office(cmd: NewCentre) -> tuple[tuple[Administrator, Role], ...]:
    return (
        (cmd.it, Role.IT_ADMIN),
        (cmd.security, Role.SEC_ADMIN),
        (cmd.audit, Role.AUDIT_ADMIN),
    )


def _refuse_bad_office(cmd: NewCentre) -> None:
    people = [admin for admin, _ in _office(cmd)]
    refuse_if(
        Violation(v.code, f"{part}.password", v.facts, v.rule)
        for part, admin in zip(("it", "security", "audit"), people, strict=True)
        for v in check_password(admin.password, search_key(admin.user))
    )
    for keys in ([search_key(p.user) for p in people], [search_key(p.full_name) for p in people]):
        if len(set(keys)) < 3 or not all(keys):
            raise DomainError(StaffCode.THREE_PERSONS, where="it.user")


def _add_slots(ring: Keyring, cmd: NewCentre, key: bytes) -> None:
    for admin, _ in _office(cmd):
        ring.put(search_key(admin.user), admin.password, key)
