"""Bringing a store to the program's schema: guarded, copied first, proved after (house rule 23)."""

import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from medcentre.store.codes import StoreCode, StoreTrouble
from medcentre.store.engine import FILE, Store, connect_file, is_server, open_engine

if TYPE_CHECKING:  # imported where a migration really runs: every start would pay for it
    from alembic.config import Config
    from alembic.script import ScriptDirectory

_FOLDER = Path(__file__).resolve().parent / "migrations"
_REVISION = re.compile(r"^revision\b[^=]*= *['\"](\w+)['\"]", re.M)
_DOWN_REVISION = re.compile(r"^down_revision\b[^=]*= *['\"](\w+)['\"]", re.M)
_READ_WHOLE = 64 << 20
"""Stores up to so many bytes are read whole at every opening."""

_LOCK = 520198
"""Advisory lock of PostgreSQL: one desk migrates, the others wait and find nothing to do."""


class Dangling(RuntimeError):
    """References pointed nowhere after a migration: a bug in the revision; it was rolled back."""


@dataclass(frozen=True, slots=True)
class Plan:
    """From where to where a store goes; `pending` are revisions in order, oldest first."""

    current: str | None
    target: str
    pending: tuple[str, ...]


def plan(location: str, key: bytes | None) -> Plan:
    """What `migrate` would do. Raises StoreTrouble(TOO_NEW) for a store of a newer program."""
    engine = open_engine(location, key)
    try:
        with engine.execution_options(reading=True).connect() as conn:
            return _plan(conn)
    finally:
        engine.dispose()


def migrate(location: str, key: bytes | None, copies: Path | None = None) -> Plan:
    """Bring a store to the newest schema; an empty one is filled.

    An embedded store that holds data is copied into `copies` first (default: beside it). There is
    no way back but that copy. Raises StoreTrouble(TOO_NEW), Dangling.
    """
    todo = plan(location, key)
    if not todo.pending:
        return todo
    if todo.current is not None and not is_server(location) and key is not None:
        folder = copies or Path(location) / "before-migration"
        folder.mkdir(parents=True, exist_ok=True)
        copy_store(Path(location) / FILE, folder / f"centre-{todo.current}.db", key)
    engine = open_engine(location, key, foreign_keys=False)
    try:
        with engine.begin() as conn:
            if conn.dialect.name == "postgresql":
                conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            from alembic import command

            config = _config()
            config.attributes["connection"] = conn
            command.upgrade(config, "head")
            if conn.dialect.name == "sqlite":
                _refuse_dangling(conn)
    finally:
        engine.dispose()
    return todo


def open_migrated(location: str, key: bytes | None) -> Store:
    """Open a store after looking at it and bringing it to the newest schema.

    What `bootstrap` uses everywhere. Raises StoreTrouble, DAMAGED before anything is written.
    """
    if key is not None and not is_server(location):
        refuse_damaged(Path(location) / FILE, key)
    engine = open_engine(location, key)
    if not _is_newest(engine):
        engine.dispose()
        migrate(location, key)
        engine = open_engine(location, key)
    return Store(engine, location, key)


def _is_newest(engine: Engine) -> bool:
    """Whether the store stands at the newest revision, asked without loading alembic."""
    text = [f.read_text("utf-8") for f in sorted((_FOLDER / "versions").glob("*.py"))]
    revisions = {m for t in text for m in _REVISION.findall(t)}
    before = {m for t in text for m in _DOWN_REVISION.findall(t)}
    try:
        with engine.execution_options(reading=True).connect() as conn:
            found = conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    except DBAPIError:  # an empty store has no such table yet
        return False
    return set(found) == revisions - before and bool(found)


def refuse_damaged(file: Path, key: bytes) -> None:
    """Read every page of a store before it is written to (R03, T25).

    Larger files would keep people waiting; there `health.look` does it while they work, and every
    page is checked by its own code when it is read. Raises StoreTrouble(DAMAGED).
    """
    if not file.exists() or file.stat().st_size > _READ_WHOLE:
        return
    if file.stat().st_size == 0:  # SQLite would take it for a new store
        raise StoreTrouble(StoreCode.DAMAGED)
    with closing(connect_file(file, key)) as conn:
        try:
            pages = conn.execute("PRAGMA cipher_integrity_check").fetchall()
            whole = conn.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlcipher.DatabaseError as error:
            raise StoreTrouble(StoreCode.DAMAGED) from error
    if pages or whole != "ok":
        raise StoreTrouble(StoreCode.DAMAGED)


def newest() -> str:
    """The revision this program writes."""
    return str(_scripts().get_current_head())


def copy_store(source: Path, target: Path, key: bytes) -> None:
    """Copy an embedded store by the engine's own backup call; safe while others write (S10)."""
    target.unlink(missing_ok=True)
    with closing(connect_file(source, key)) as read, closing(connect_file(target, key)) as write:
        read.backup(write)
        write.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if write.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise StoreTrouble(StoreCode.BACKUP_UNPROVED)


def _plan(conn: Connection) -> Plan:
    from alembic.runtime.migration import MigrationContext

    scripts = _scripts()
    current = MigrationContext.configure(conn).get_current_revision()
    known = [s.revision for s in reversed(list(scripts.walk_revisions()))]
    if current is not None and current not in known:
        raise StoreTrouble(StoreCode.TOO_NEW, revision=current)
    start = known.index(current) + 1 if current is not None else 0
    return Plan(current, known[-1] if known else "", tuple(known[start:]))


def _refuse_dangling(conn: Connection) -> None:
    broken = conn.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise Dangling(f"dangling references after upgrade: {broken[:3]}")


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config())
