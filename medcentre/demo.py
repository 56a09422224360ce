"""The demo centre as a whole: store, administrators, people, one account for each role."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from medcentre import bootstrap, config, paths
from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import Clock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang
from medcentre.staff.acts.accounts import CreateAccount, create_account_in, grant_role_in
from medcentre.staff.duty import stints
from medcentre.staff.facts import Administrator, Category, NewCentre
from medcentre.staff.sign_in import Desk
from medcentre.staff.tables import Account, StaffMember
from medcentre.store.codes import StoreCode, StoreTrouble
from medcentre.store.engine import FILE, Store, is_server
from medcentre.store.keyring import Keyring
from medcentre.store.migrate import open_migrated
from medcentre.store.uow import UnitOfWork, reading, store_of, unit_of_work

if TYPE_CHECKING:
    from medcentre.setup.demo import Step

PASSWORD = config.DEMO_PASSWORD
"""Password of every account of the demo centre; shown on its sign-in page."""

PASSPHRASE = "demo"
"""Passphrase of scripts for the demo centre."""

REGISTRAR = "陶正平"
"""Who entered what no other invented person did."""

ADMINS = {Role.IT_ADMIN: "it", Role.SEC_ADMIN: "sec", Role.AUDIT_ADMIN: "audit"}

ACCOUNTS: dict[Role, tuple[str, Category, int]] = {
    Role.DOCTOR: ("doctor", Category.DOCTOR, 1),
    Role.NURSE: ("nurse", Category.NURSE, 3),
    Role.POLICE: ("police", Category.POLICE, 0),
    Role.AUX_POLICE: ("aux", Category.AUX_POLICE, 1),
    Role.GUARD: ("guard", Category.GUARD, 0),
    Role.PHARMACIST: ("pharmacist", Category.PHARMACIST, 0),
    Role.COUNSELLOR: ("counsellor", Category.COUNSELLOR, 0),
    Role.SOCIAL_WORKER: ("social", Category.SOCIAL_WORKER, 0),
    Role.FINANCE: ("finance", Category.FINANCE, 0),
    Role.DIRECTOR: ("director", Category.DIRECTOR, 0),
    Role.JOINT_OFFICE: ("office", Category.JOINT_OFFICE, 0),
    Role.ARCHIVIST: ("archive", Category.ARCHIVIST, 0),
}
"""Role -> user name, category and place of the person behind it."""

ON_SHIFT = frozenset({Role.GUARD, Role.AUX_POLICE})
"""Roles whose account is given to somebody on duty while the centre is built."""


def demo_folder() -> Path:
    """Where the demo centre of this computer lies."""
    return paths.demo_data()


def user_of(role: Role) -> str:
    """User name of a role's account in the demo centre. KeyError for inspectors: they get theirs."""
    return ADMINS[role] if role in ADMINS else ACCOUNTS[role][0]


def create_demo(
    folder: Path,
    *,
    clock: Clock | None = None,
    lang: Lang = Lang.ZH,
    step: "Step | None" = None,
    roster: bool = True,
) -> None:
    """Build the demo centre in an empty folder. Raises StoreTrouble when something is there.

    It is built beside and put in its place when whole, so that a broken-off build leaves nothing.
    """
    if exists(folder):
        raise StoreTrouble(StoreCode.ALREADY_THERE)
    building = folder.with_name(f"{folder.name}.building")
    shutil.rmtree(building, ignore_errors=True)
    building.parent.mkdir(parents=True, exist_ok=True)
    try:
        _build(building, bootstrap.desk(clock, lang), step, roster=roster)
        if folder.is_dir():
            folder.rmdir()
        building.rename(folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def create_big(
    location: str,
    *,
    clock: Clock | None = None,
    lang: Lang = Lang.ZH,
    step: "Step | None" = None,
    months: int = 240,
) -> None:
    """Build the reference load in an empty folder or database; one that was broken off goes on.

    `months`: how many before the present one. Raises StoreTrouble when something else, or a whole load, is there.
    """
    from medcentre.setup import big  # everything a centre has: heavy

    at = bootstrap.desk(clock, lang)
    tell = step or (lambda what, done, total: None)
    if not bootstrap.exists(location):
        bootstrap.create_centre(location, _office(), at)
    store = _open_begun(location)
    try:
        ctx = bootstrap.open_with(store, at)
        if not big.unfinished(ctx):
            raise StoreTrouble(StoreCode.ALREADY_THERE)
        ctx = ctx.as_(replace(ctx.actor, name=REGISTRAR))
        big.begin(ctx, months)
        if not _has_accounts(ctx):
            _accounts(store, ctx)
        if store.kind == "sqlite":
            bootstrap.set_passphrase(ctx, store, PASSPHRASE)
        big.fill_months(ctx, tell)
        big.finish(ctx)
    finally:
        store.close()


def _open_begun(location: str) -> Store:
    if is_server(location):
        return open_migrated(location, None)
    try:
        return _open(location)
    except StoreTrouble as refused:  # somebody's own centre: its key is not ours
        raise StoreTrouble(StoreCode.ALREADY_THERE) from refused


def _has_accounts(ctx: ServiceContext) -> bool:
    with reading(ctx) as session:
        return session.scalar(select(Account.id).where(Account.name == "doctor")) is not None


def _office() -> NewCentre:
    names = {Role.IT_ADMIN: "田系统", Role.SEC_ADMIN: "石安全", Role.AUDIT_ADMIN: "安审计"}
    admins = [Administrator(user=ADMINS[r], full_name=names[r], password=PASSWORD) for r in ADMINS]
    return NewCentre(name="贵阳收治中心", it=admins[0], security=admins[1], audit=admins[2])


def _build(folder: Path, at: Desk, step: "Step | None", *, roster: bool) -> None:
    location = str(folder)
    bootstrap.create_centre(location, _office(), at)
    store = _open(location)
    try:
        ctx = bootstrap.open_with(store, at)
        ctx = ctx.as_(replace(ctx.actor, name=REGISTRAR))
        from medcentre.setup.demo import fill_demo  # everything a centre has: heavy

        fill_demo(ctx, step, roster=roster)
        _accounts(store, ctx)
        bootstrap.set_passphrase(ctx, store, PASSPHRASE)
    finally:
        store.close()


def _open(location: str) -> Store:
    key = Keyring(Path(location)).open(ADMINS[Role.IT_ADMIN], PASSWORD)
    return open_migrated(location, key)


def _accounts(store: Store, ctx: ServiceContext) -> None:
    with unit_of_work(ctx) as uow:
        people: dict[str, list[int]] = {}
        for row in uow.session.execute(
            select(StaffMember.id, StaffMember.category).order_by(StaffMember.id)
        ):
            people.setdefault(row.category, []).append(row.id)
        now = ctx.clock.now()
        on_duty = {s.staff_id for s in stints(uow.session, now, now) or ()}
        for role, (name, category, place) in ACCOUNTS.items():
            person = people[category][place]
            if role in ON_SHIFT:  # they see nothing off their shift (12.2)
                person = next((p for p in people[category] if p in on_duty), person)
            account = create_account_in(
                uow,
                CreateAccount(
                    name=name, password=PASSWORD, staff_id=person, must_change=False,
                ),
            )  # fmt: skip
            grant_role_in(uow, account, role)
            if store.key is not None:
                Keyring(store.folder).put(name, PASSWORD, store.key)
        uow.commit()


def keep_on_shift(folder: Path, clock: Clock | None = None) -> None:
    """On another day another guard is on duty: accounts that see nothing off their shift (12.2) go to
    somebody of the same work who is. Nothing happens while no published sheet tells."""
    ctx = bootstrap.open_for_scripts(str(folder), PASSPHRASE, clock=clock)
    try:
        with unit_of_work(ctx) as uow:
            now = ctx.clock.now()
            on_duty = {s.staff_id for s in stints(uow.session, now, now) or ()}
            changed = [role for role in ON_SHIFT if _hand_over(uow, role, on_duty)]
            if changed:
                uow.commit()
    finally:
        store_of(ctx).close()


def _hand_over(uow: UnitOfWork, role: Role, on_duty: set[int]) -> bool:
    """The account of a role to somebody on duty who has none; whether it changed hands."""
    name, category, _place = ACCOUNTS[role]
    account = uow.session.scalar(select(Account).where(Account.name == name))
    if account is None or account.staff_id in on_duty:
        return False
    free = (
        select(StaffMember)
        .where(
            StaffMember.category == category, StaffMember.id.in_(on_duty),
            StaffMember.id.not_in(select(Account.staff_id).where(Account.staff_id.is_not(None))),
        )
        .order_by(StaffMember.id)
        .limit(1)
    )  # fmt: skip
    person = uow.session.scalar(free)
    if person is None:
        return False
    account.staff_id, account.full_name = person.id, person.name
    uow.record(
        f"account:{account.id}", Topic.ACCOUNTS, action="staff.change_account", staff=person.id
    )
    return True


def exists(folder: Path) -> bool:
    """Whether the demo centre was built already."""
    return (folder / FILE).exists()
