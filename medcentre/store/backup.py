"""Backups that prove themselves: made by the engine's own call, reopened, counted, then named.

A `.mcbackup` file is a zip of `manifest.json`, `centre.keys` and `centre.db`, always an encrypted
embedded store, so that a backup of either engine restores to either engine (I5, I6, SEC-26).
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from medcentre.kernel.clock import centre_time
from medcentre.store import keyring
from medcentre.store.audit import verify
from medcentre.store.codes import StoreCode, StoreTrouble
from medcentre.store.engine import FILE, Store, is_server, open_engine
from medcentre.store.keyring import Keyring
from medcentre.store.migrate import copy_store, migrate, newest, plan
from medcentre.store.rows import Step, copy_rows, counts
from medcentre.store.tables import ServerKeys

ENDING = ".mcbackup"
_FORMAT = 1
_DAILY, _MONTHLY, _YEARLY = 30, 12, 7


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    format: int
    engine: str
    revision: str
    made_at: str
    counts: dict[str, int]
    audit_seq: int
    audit_link: str
    sha256: str


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A proved backup: where, how large in bytes, what is in it."""

    file: Path
    size: int
    manifest: Manifest

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(self.manifest.counts.values())


def make_backup(
    store: Store, folder: Path, now: datetime, step: Step | None = None
) -> BackupReport:
    """Write a proved backup of an open store into `folder`; others may work meanwhile.

    Raises StoreTrouble: BACKUP_UNPROVED (nothing is left behind), FULL, READ_ONLY.
    """
    name = f"centre-{centre_time(now):%Y%m%d-%H%M%S}{ENDING}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as place:
            work = Path(place)
            key = _copy(store, work, step)
            manifest = _describe(work, key, store.kind, now)
            (work / "manifest.json").write_text(
                json.dumps(asdict(manifest), ensure_ascii=False, indent=1), "utf-8"
            )
            packed = work / name
            _pack(work, packed)
            prove(packed, key)
            packed.replace(folder / name)
    except OSError as error:
        raise StoreTrouble(StoreCode.FULL if error.errno == 28 else StoreCode.READ_ONLY) from error
    return BackupReport(folder / name, (folder / name).stat().st_size, manifest)


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself. Raises StoreTrouble(NOT_A_BACKUP)."""
    try:
        with zipfile.ZipFile(file) as packed:
            found: dict[str, Any] = json.loads(packed.read("manifest.json"))
            manifest = Manifest(**found)
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise StoreTrouble(StoreCode.NOT_A_BACKUP) from error
    if manifest.format != _FORMAT:
        raise StoreTrouble(StoreCode.TOO_NEW, revision=manifest.format)
    return manifest


def prove(file: Path, key: bytes) -> Manifest:
    """Unpack a backup aside and check it whole: checksum, pages, references, rows, audit chain.

    Raises StoreTrouble: NOT_A_BACKUP, BACKUP_UNPROVED, WRONG_KEY.
    """
    manifest = read_manifest(file)
    with tempfile.TemporaryDirectory(prefix="mcproof-") as place:
        _unpack(file, Path(place))
        if _sha256(Path(place) / FILE) != manifest.sha256:
            raise StoreTrouble(StoreCode.BACKUP_UNPROVED)
        made_at = datetime.fromisoformat(manifest.made_at)
        found = _describe(Path(place), key, manifest.engine, made_at)
    same = (
        found.counts == manifest.counts
        and (found.audit_seq, found.audit_link) == (manifest.audit_seq, manifest.audit_link)
        and found.revision == manifest.revision
    )
    if not same:
        raise StoreTrouble(StoreCode.BACKUP_UNPROVED)
    return manifest


def open_key(file: Path, slot: str, secret: str) -> bytes:
    """The data key of a backup by one of its openers. Raises StoreTrouble(WRONG_KEY)."""
    read_manifest(file)
    with tempfile.TemporaryDirectory(prefix="mckeys-") as place:
        with zipfile.ZipFile(file) as packed:
            packed.extract(keyring.FILE, place)
        return Keyring(Path(place)).open(slot, secret)


def restore(file: Path, target: str, key: bytes, step: Step | None = None) -> Manifest:
    """Bring a proved backup to an empty folder or an empty database.

    Raises StoreTrouble: ALREADY_THERE when the target holds a centre, and all that `prove` raises.
    """
    manifest = prove(file, key)
    if is_server(target):
        _restore_server(file, target, key, step)
    else:
        folder = Path(target)
        if (folder / FILE).exists():
            raise StoreTrouble(StoreCode.ALREADY_THERE)
        _restore_folder(file, folder)
        migrate(target, key)
    return manifest


def expired(names: Iterable[str], today: date) -> frozenset[str]:
    """Backups the rotation lets go: 30 daily, 12 monthly, 7 yearly are kept, the last of each."""
    dated = sorted(((d, n) for n in names if (d := _day_of(n))), reverse=True)
    kept: set[str] = set()
    for key, limit in (
        (lambda d: (d.year, d.month, d.day), _DAILY),
        (lambda d: (d.year, d.month), _MONTHLY),
        (lambda d: (d.year,), _YEARLY),
    ):
        seen: dict[tuple[int, ...], str] = {}
        for day, name in dated:
            seen.setdefault(key(day), name)
        kept.update(list(seen.values())[:limit])
    return frozenset(n for d, n in dated if n not in kept and d < today)


def rotate(folder: Path, today: date) -> int:
    """Remove expired backups; how many."""
    gone = expired((f.name for f in folder.glob(f"*{ENDING}")), today)
    for name in gone:
        (folder / name).unlink()
    return len(gone)


def list_backups(folder: Path) -> tuple[tuple[Path, Manifest, int], ...]:
    """Readable backups of a folder with size in bytes, newest first."""
    found = []
    for file in sorted(folder.glob(f"*{ENDING}"), reverse=True):
        with suppress(StoreTrouble, OSError):
            found.append((file, read_manifest(file), file.stat().st_size))
    return tuple(found)


def is_due(folder: Path, now: datetime, hours: int) -> bool:
    """Whether the newest backup is older than so many hours, or there is none."""
    made = [datetime.fromisoformat(m.made_at) for _, m, _ in list_backups(folder)[:1]]
    return not made or now - made[0] > timedelta(hours=hours)


def _copy(store: Store, work: Path, step: Step | None) -> bytes:
    if store.kind == "sqlite":
        if store.key is None:
            raise ValueError("an embedded store without its key")
        copy_store(store.folder / FILE, work / FILE, store.key)
        shutil.copy(store.folder / keyring.FILE, work / keyring.FILE)
        return store.key
    with store.engine.execution_options(
        reading=True, isolation_level="REPEATABLE READ"
    ).connect() as source:
        key, slots = _server_keys(source)
        (work / keyring.FILE).write_text(slots, "utf-8")
        migrate(str(work), key)
        _fill(source, str(work), key, step)
    return key


def key_of(store: Store) -> bytes:
    """The key a store's backups are encrypted with. Raises StoreTrouble(NO_KEYRING)."""
    if store.key is not None:
        return store.key
    with store.engine.execution_options(reading=True).connect() as conn:
        return _server_keys(conn)[0]


def _server_keys(conn: Connection) -> tuple[bytes, str]:
    row = conn.execute(select(ServerKeys.data_key, ServerKeys.slots)).first()
    if row is None:
        raise StoreTrouble(StoreCode.NO_KEYRING)
    return bytes.fromhex(row.data_key), row.slots


def _fill(source: Connection, target: str, key: bytes | None, step: Step | None) -> None:
    engine = open_engine(target, key, foreign_keys=False)
    try:
        with engine.begin() as conn:
            copy_rows(source, conn, step)
    finally:
        engine.dispose()


def _restore_folder(file: Path, folder: Path) -> None:
    """Unpack aside first, so that a full disk leaves no half centre behind."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as place:
            _unpack(file, Path(place))
            for name in (keyring.FILE, FILE):
                (Path(place) / name).replace(folder / name)
    except OSError as error:
        raise StoreTrouble(StoreCode.FULL if error.errno == 28 else StoreCode.READ_ONLY) from error


def _restore_server(file: Path, target: str, key: bytes, step: Step | None) -> None:
    if plan(target, None).current is not None:
        engine = open_engine(target, None)
        with engine.execution_options(reading=True).connect() as conn:
            filled = any(counts(conn).values())
        engine.dispose()
        if filled:
            raise StoreTrouble(StoreCode.ALREADY_THERE)
    migrate(target, None)
    with tempfile.TemporaryDirectory(prefix="mcmove-") as place:
        _unpack(file, Path(place))
        migrate(place, key)
        source = open_engine(place, key)
        server = open_engine(target, None)
        try:
            with (
                source.execution_options(reading=True).connect() as read,
                server.begin() as write,
            ):
                copy_rows(read, write, step)
                slots = (Path(place) / keyring.FILE).read_text("utf-8")
                write.execute(insert(ServerKeys).values(id=1, data_key=key.hex(), slots=slots))
        finally:
            source.dispose()
            server.dispose()


def _describe(work: Path, key: bytes, kind: str, now: datetime) -> Manifest:
    """Open a copy and look at all of it. Raises StoreTrouble(BACKUP_UNPROVED)."""
    engine = open_engine(str(work), key)
    try:
        with engine.execution_options(reading=True).connect() as conn:
            pages = conn.exec_driver_sql("PRAGMA cipher_integrity_check").all()
            whole = conn.exec_driver_sql("PRAGMA integrity_check").scalar_one()
            dangling = conn.exec_driver_sql("PRAGMA foreign_key_check").all()
            if pages or whole != "ok" or dangling:
                raise StoreTrouble(StoreCode.BACKUP_UNPROVED)
            rows = counts(conn)
            with Session(conn) as session:
                head, faults = verify(session)
    finally:
        engine.dispose()
    if faults:
        raise StoreTrouble(StoreCode.BACKUP_UNPROVED)
    return Manifest(
        _FORMAT, kind, plan(str(work), key).current or newest(), now.isoformat(), rows, head.seq,
        head.link, _sha256(work / FILE),
    )  # fmt: skip


def _pack(work: Path, packed: Path) -> None:
    with packed.open("wb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as book:
            for name in ("manifest.json", keyring.FILE, FILE):
                book.write(work / name, name)
        out.flush()
        os.fsync(out.fileno())


def _unpack(file: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(file) as packed:
            for name in ("manifest.json", keyring.FILE, FILE):
                packed.extract(name, folder)
    except (zipfile.BadZipFile, KeyError) as error:
        raise StoreTrouble(StoreCode.NOT_A_BACKUP) from error


def _sha256(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _day_of(name: str) -> date | None:
    try:
        return datetime.strptime(name[:15], "centre-%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None
