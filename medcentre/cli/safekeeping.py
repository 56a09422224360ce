"""backup, restore, migrate, audit verify: the commands that keep the data safe."""

import json
from pathlib import Path

from medcentre import bootstrap, config
from medcentre.care.views import note_faults
from medcentre.cli.frame import DONE, FINDINGS, Commands, Job, existing_file
from medcentre.kernel.errors import DomainError
from medcentre.kernel.texts import search_key
from medcentre.staff.acts.safekeeping import make_centre_backup, record_restore
from medcentre.staff.views import verify_trail
from medcentre.store import backup
from medcentre.store.engine import is_server
from medcentre.store.keyring import RECOVERY, Keyring, tidy_recovery_key
from medcentre.store.migrate import migrate, plan
from medcentre.support.views import talk_faults


def register(commands: Commands) -> None:
    """Add the commands."""
    made = commands.add("backup", "cli.backup", _backup)
    made.add_argument("folder", nargs="?", type=Path, help=commands.text("cli.backup_folder"))
    restored = commands.add("restore", "cli.restore", _restore)
    restored.add_argument("file", type=existing_file, help=commands.text("cli.restore_file"))
    restored.add_argument("--test", action="store_true", help=commands.text("cli.restore_test"))
    restored.add_argument("--recovery", action="store_true", help=commands.text("cli.by_recovery"))
    schema = commands.add("migrate", "cli.migrate", _migrate)
    schema.add_argument("--dry-run", action="store_true", help=commands.text("cli.dry_run"))
    trail = commands.group("audit", "cli.audit")
    verify = trail.add("verify", "cli.audit_verify", _verify)
    verify.add_argument("--head", type=Path, metavar="FILE", help=commands.text("cli.audit_head"))


def _backup(job: Job) -> int:
    with job.centre() as ctx:
        report = make_centre_backup(ctx, job.args.folder, job.progress)
    job.say("cli.backup_made", file=report.file, rows=report.rows, size=report.size // 1024)
    return DONE


def _restore(job: Job) -> int:
    key = _key_of(job)
    if job.args.test:
        manifest = backup.prove(job.args.file, key)
        job.say("cli.restore_proved", rows=sum(manifest.counts.values()), seq=manifest.audit_seq)
        return DONE
    manifest = backup.restore(job.args.file, job.location, key, job.progress)
    record_restore(job.location, None if is_server(job.location) else key, manifest,
                   bootstrap.script_actor())  # fmt: skip
    job.say("cli.restored", place=job.location, rows=sum(manifest.counts.values()))
    return DONE


def _key_of(job: Job) -> bytes:
    """A backup is opened by the recovery key, an account's password or the scripts' passphrase."""
    if job.args.recovery:
        typed = tidy_recovery_key(job.ask_secret("cli.recovery"))
        return backup.open_key(job.args.file, RECOVERY, typed)
    if job.args.user:
        secret = job.ask_secret("cli.password_of", user=job.args.user)
        return backup.open_key(job.args.file, search_key(job.args.user), secret)
    secret = config.passphrase() or job.ask_secret("cli.passphrase")
    return backup.open_key(job.args.file, bootstrap.SCRIPTS, secret)


def _migrate(job: Job) -> int:
    key = None
    if not is_server(job.location):
        slot, secret = bootstrap.SCRIPTS, ""
        if job.args.user:
            slot = search_key(job.args.user)
            secret = job.ask_secret("cli.password_of", user=job.args.user)
        key = Keyring(Path(job.location)).open(slot, secret or job.passphrase())
    todo = plan(job.location, key) if job.args.dry_run else migrate(job.location, key)
    if not todo.pending:
        job.say("cli.migrate_nothing", target=todo.target)
        return DONE
    for revision in todo.pending:
        job.plain(f"  {revision}")
    done = "cli.migrate_would" if job.args.dry_run else "cli.migrate_did"
    job.say(done, current=todo.current or "-", target=todo.target)
    return DONE


def _verify(job: Job) -> int:
    """Check the trail; with `--head` against a head kept elsewhere, which is then renewed."""
    head_file: Path | None = job.args.head
    kept = _read_head(head_file)
    with job.centre() as ctx:
        report = verify_trail(ctx, kept)
        records = (("note", note_faults(ctx)), ("talk", talk_faults(ctx)))
    for seq, kind in report.faults:
        job.warn(job.word("cli.audit_fault", seq=seq, kind=job.word(f"chain_fault.{kind}")))
    for name, faults in records:
        for fault in faults:
            where = job.word(f"cli.audit_{name}")
            job.warn(job.word("cli.audit_record_fault", record=where, number=fault.record_id))
    if report.faults or any(faults for _, faults in records):
        return FINDINGS
    if head_file is not None:
        head_file.write_text(json.dumps({"seq": report.seq, "link": report.link}), "utf-8")
    job.say("cli.audit_clean", seq=report.seq, link=report.link[:16])
    return DONE


def _read_head(file: Path | None) -> tuple[int, str] | None:
    if file is None or not file.exists():
        return None
    try:
        found = json.loads(file.read_text("utf-8"))
        return int(found["seq"]), str(found["link"])
    except (ValueError, KeyError, TypeError) as error:
        raise DomainError("head_unreadable", file=str(file)) from error
