"""Backups and their proof as acts: audited, on the windows' and scripts' behalf."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from medcentre import paths
from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import SystemClock, centre_day
from medcentre.kernel.context import ServiceContext, act, reads
from medcentre.kernel.permissions import SYSTEM, Actor, Data, edit, view
from medcentre.staff.facts import BACKUP_FOLDER, BACKUP_HOURS
from medcentre.staff.views.settings import setting
from medcentre.store import backup
from medcentre.store.backup import BackupReport, Manifest
from medcentre.store.health import ClockWatch, look
from medcentre.store.migrate import open_migrated
from medcentre.store.uow import reading, store_of, unit_of_work


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup of the list."""

    file: Path
    made_at: datetime
    size: int
    rows: int
    audit_seq: int


@dataclass(frozen=True, slots=True)
class HealthRow:
    """One check of the store; the sentence is `health.<check>` or `health_bad.<check>`."""

    check: str
    good: bool
    facts: dict[str, object]


@act("backup.make", edit(Data.SETTINGS))
def make_centre_backup(
    ctx: ServiceContext, folder: Path | None = None, step: Callable[[int, int], None] | None = None
) -> BackupReport:
    """Make and prove a backup, let old ones go, and write it down. Raises StoreTrouble."""
    where = folder or folder_of(ctx)
    report = backup.make_backup(store_of(ctx), where, ctx.clock.now(), step)
    gone = backup.rotate(where, centre_day(ctx.clock.now()))
    with unit_of_work(ctx) as uow:
        uow.record("backup", Topic.SETTINGS, file=report.file.name, rows=report.rows,
                   head=report.manifest.audit_seq, sha256=report.manifest.sha256, gone=gone)  # fmt: skip
        uow.commit()
    return report


def backup_when_due(ctx: ServiceContext) -> BackupReport | None:
    """The backup at program start, when the newest is too old; done by the program itself."""
    with reading(ctx) as session:
        hours = setting(session, BACKUP_HOURS)
    if not backup.is_due(folder_of(ctx), ctx.clock.now(), hours):
        return None
    return make_centre_backup(ctx.as_(SYSTEM))


@act("backup.prove", edit(Data.SETTINGS))
def prove_backup(ctx: ServiceContext, file: Path) -> Manifest:
    """Try a restore aside and compare everything (SEC-26). Raises StoreTrouble."""
    manifest = backup.prove(file, backup.key_of(store_of(ctx)))
    with unit_of_work(ctx) as uow:
        uow.record("backup", Topic.SETTINGS, file=file.name, rows=sum(manifest.counts.values()))
        uow.commit()
    return manifest


@reads(view(Data.SETTINGS))
def backups(ctx: ServiceContext) -> tuple[BackupRow, ...]:
    """Backups in the folder, newest first."""
    return tuple(
        BackupRow(
            file, datetime.fromisoformat(m.made_at), size, sum(m.counts.values()), m.audit_seq
        )
        for file, m, size in backup.list_backups(folder_of(ctx))
    )


@reads(view(Data.SETTINGS))
def health(ctx: ServiceContext, deep: bool = False) -> tuple[HealthRow, ...]:
    """How the store is; `deep` reads every page."""
    return tuple(
        HealthRow(str(f.check), f.good, dict(f.facts))
        for f in look(store_of(ctx), ctx.clock.now(), deep=deep)
    )


def folder_of(ctx: ServiceContext) -> Path:
    """Where this centre's backups go."""
    with reading(ctx) as session:
        chosen = setting(session, BACKUP_FOLDER)
    return paths.backup_folder(store_of(ctx).location, chosen)


def record_restore(location: str, key: bytes | None, manifest: Manifest, actor: Actor) -> None:
    """Write into the restored trail that it was restored, and from what."""
    store = open_migrated(location, key)
    try:
        with unit_of_work(ServiceContext(store, actor, SystemClock())) as uow:
            uow.record("backup", action="backup.restore", made_at=manifest.made_at,
                       head=manifest.audit_seq, engine=manifest.engine)  # fmt: skip
            uow.commit()
    finally:
        store.close()


def watch_clock(ctx: ServiceContext) -> ClockWatch:
    """A watch over this computer's clock from now on (R07)."""
    return ClockWatch(ctx.clock)


def note_clock_jump(ctx: ServiceContext, jump: timedelta) -> None:
    """Write a clock that jumped into the trail, as the program's own finding (SEC-28)."""
    with unit_of_work(ctx.as_(SYSTEM)) as uow:
        uow.record("clock", Topic.AUDIT, action="clock.jump", seconds=int(jump.total_seconds()),
                   user=ctx.actor.name)  # fmt: skip
        uow.commit()


def backs_up_itself(ctx: ServiceContext) -> bool:
    """Whether the window does the daily backup: an embedded store has nobody else to do it."""
    return store_of(ctx).kind == "sqlite"
