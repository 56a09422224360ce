"""account …: the three administrators of a store made by scripts, unlocking, lost passwords."""

import os

from medcentre import bootstrap, config
from medcentre.cli.frame import DONE, Commands, Job
from medcentre.kernel.errors import DomainError
from medcentre.kernel.texts import search_key
from medcentre.kernel.wording import label
from medcentre.staff import acts
from medcentre.staff.facts import AccountRow, Administrator, NewCentre, StaffCode
from medcentre.staff.views import account_list
from medcentre.store.uow import store_of


def register(commands: Commands) -> None:
    """Add the commands."""
    group = commands.group("account", "cli.account")
    first = group.add("first", "cli.account_first", _first)
    first.add_argument("--name", required=True, help=commands.text("cli.centre_name"))
    for part in ("it", "security", "audit"):
        first.add_argument(f"--{part}", required=True, metavar="USER:NAME",
                           help=commands.text("cli.admin"))  # fmt: skip
    group.add("list", "cli.account_list", _list)
    for name, run in (("unlock", _unlock), ("reset", _reset), ("recover", _recover)):
        parser = group.add(name, f"cli.account_{name}", run)
        parser.add_argument("account", metavar="ACCOUNT", help=commands.text("cli.account_name"))
    group.add("passphrase", "cli.account_passphrase", _passphrase)
    group.add("recovery-key", "cli.account_recovery_key", _recovery_key)


def _first(job: Job) -> int:
    """Passwords come from MEDCENTRE_IT_PASSWORD … or are asked for."""
    people = {}
    for part in ("it", "security", "audit"):
        user, _, full_name = str(getattr(job.args, part)).partition(":")
        password = os.environ.get(f"MEDCENTRE_{part.upper()}_PASSWORD") or job.ask_secret(
            "cli.password_of", user=user
        )
        people[part] = Administrator(user=user, full_name=full_name or user, password=password)
    office = NewCentre(name=job.args.name, it=people["it"], security=people["security"],
                       audit=people["audit"])  # fmt: skip
    if not bootstrap.exists(job.location) and not config.passphrase():
        recovery = bootstrap.create_centre(job.location, office, bootstrap.desk(lang=job.lang))
        job.say("cli.recovery_once", key=recovery)
        return DONE
    with job.centre(create=True) as ctx:
        bootstrap.furnish(ctx, office)
    job.say("cli.account_first_done")
    return DONE


def _list(job: Job) -> int:
    with job.centre() as ctx:
        for row in account_list(ctx):
            roles = "、".join(label(f"role.{r}", job.lang) for r in row.roles)
            job.plain(
                f"{row.name}\t{row.staff_name}\t{roles}\t{row.valid_from}\t{row.valid_until or ''}"
            )
    return DONE


def _find(rows: tuple[AccountRow, ...], name: str) -> AccountRow:
    for row in rows:
        if search_key(row.name) == search_key(name):
            return row
    raise DomainError(StaffCode.ACCOUNT_UNKNOWN, name=name)


def _unlock(job: Job) -> int:
    with job.centre() as ctx:
        row = _find(account_list(ctx), job.args.account)
        acts.unlock_account(ctx, row.id, row.version)
    job.say("cli.account_unlocked", user=row.name)
    return DONE


def _reset(job: Job) -> int:
    with job.centre() as ctx:
        row = _find(account_list(ctx), job.args.account)
        password = job.ask_secret("cli.new_password_of", user=row.name)
        acts.reset_password(ctx, row.id, row.version, password)
    job.say("cli.account_was_reset", user=row.name)
    return DONE


def _recover(job: Job) -> int:
    key = job.ask_secret("cli.recovery")
    password = job.ask_secret("cli.new_password_of", user=job.args.account)
    bootstrap.recover(job.location, key, job.args.account, password)
    job.say("cli.account_was_reset", user=job.args.account)
    return DONE


def _passphrase(job: Job) -> int:
    """Opened by `--user`, or by the present passphrase; sets a new one."""
    with job.centre() as ctx:
        bootstrap.set_passphrase(ctx, store_of(ctx), job.ask_secret("cli.new_passphrase"))
    job.say("cli.passphrase_set")
    return DONE


def _recovery_key(job: Job) -> int:
    """A new recovery key; the one on the old sheet stops working."""
    with job.centre() as ctx:
        key = bootstrap.renew_recovery_key(ctx)
    job.say("cli.recovery_once", key=key)
    return DONE
