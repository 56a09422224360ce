"""Two engines, one store: SQLite through SQLCipher in a folder, or a PostgreSQL server (I5, I9)."""

from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from medcentre.kernel.changes import Topic
from medcentre.paths import CENTRE_FILE
from medcentre.store.codes import StoreCode, StoreTrouble

FILE = CENTRE_FILE
"""Name of the embedded store inside its data folder."""

BUSY_MS = 8000
"""How long a writer waits for another writer on the embedded engine, in milliseconds."""

Listener = Callable[[frozenset[Topic]], None]


class Store:
    """An open store. One a process and location; threads share it."""

    def __init__(self, engine: Engine, location: str, key: bytes | None) -> None:
        self.engine = engine
        self.location = location
        self.key = key
        self._listeners: list[Listener] = []

    @property
    def kind(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    @property
    def folder(self) -> Path:
        """Data folder of an embedded store. ValueError on a server store."""
        if self.kind != "sqlite":
            raise ValueError("a server store has no folder")
        return Path(self.location)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the topics of each committed act, in the committing thread.

        What is returned ends that; a listener that is gone must not trouble an act already kept.
        """
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def announce(self, topics: frozenset[Topic]) -> None:
        """Tell this process what an act touched; other desktops learn it from `changes`."""
        for listener in tuple(self._listeners):
            listener(topics)

    def close(self) -> None:
        """Give all connections back; the store can be opened again."""
        self.engine.dispose()


def is_server(location: str) -> bool:
    """Whether a location names a PostgreSQL database rather than a folder."""
    return location.startswith(("postgresql://", "postgresql+psycopg://"))


def open_engine(location: str, key: bytes | None, *, foreign_keys: bool = True) -> Engine:
    """An engine on a location; `key` is the 32-byte data key of an embedded store.

    Raises StoreTrouble when the folder lies on a network share or the key does not fit.
    """
    if is_server(location):
        return _server_engine(location)
    if key is None:
        raise ValueError("an embedded store needs its data key")
    folder = Path(location)
    refuse_network_share(folder)
    file = folder / FILE
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect_file(file, key, foreign_keys=foreign_keys),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        hide_parameters=True,  # what people typed is no business of the program's log (SEC-30)
    )
    event.listen(engine, "begin", _begin)
    return engine


def connect_file(file: Path, key: bytes, *, foreign_keys: bool = True) -> Any:
    """A raw connection to an embedded store file, with everything switched on that must be.

    Raises StoreTrouble: damaged or foreign file, wrong key, unreadable folder.
    """
    try:
        conn = sqlcipher.connect(
            str(file), isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000
        )
        conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        conn.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        mode = conn.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("PRAGMA cache_size = -16000")
        conn.execute("PRAGMA temp_store = MEMORY")
    except sqlcipher.DatabaseError as error:
        raise _file_trouble(error) from error
    if mode != "wal":  # T25: what was asked is read back
        conn.close()
        raise StoreTrouble(StoreCode.READ_ONLY)
    return conn


def _file_trouble(error: Exception) -> StoreTrouble:
    code = int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    kinds = {5: StoreCode.BUSY, 8: StoreCode.READ_ONLY, 13: StoreCode.FULL, 14: StoreCode.MISSING}
    return StoreTrouble(kinds.get(code, StoreCode.DAMAGED))


def _begin(conn: Connection) -> None:
    """Acts take the writer's place at once; reads never wait for it (pitfalls S3, S4)."""
    reading = conn.get_execution_options().get("reading")
    conn.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _server_engine(location: str) -> Engine:
    url = location.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(
        url, pool_size=4, max_overflow=8, pool_pre_ping=True, hide_parameters=True
    )
    event.listen(engine, "begin", _begin_server)
    return engine


def _begin_server(conn: Connection) -> None:
    if conn.get_execution_options().get("reading"):
        conn.exec_driver_sql("SET TRANSACTION READ ONLY")


_SHARES = ("nfs", "nfs4", "cifs", "smbfs", "smb3", "fuse.sshfs", "9p", "afs", "ncpfs")


def refuse_network_share(folder: Path) -> None:
    """WAL needs one machine: refuse UNC paths and mounted shares (R09, pitfalls S15)."""
    text = str(folder)
    if text.startswith(("\\\\", "//")) or _file_system(folder) in _SHARES:
        raise StoreTrouble(StoreCode.NETWORK_SHARE, folder=text)


def _file_system(folder: Path) -> str:
    """Type of the file system a folder lies on, as Linux tells it; empty elsewhere."""
    mounts = Path("/proc/mounts")
    best, kind = -1, ""
    with suppress(OSError), closing(mounts.open(encoding="utf-8", errors="replace")) as lines:
        place = folder.expanduser().absolute()
        for line in lines:
            _, point, system, *_ = line.split(" ")
            if place.is_relative_to(point) and len(point) > best:
                best, kind = len(point), system
    return kind
