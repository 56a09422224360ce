"""A PostgreSQL server of the tests' own: started on a socket of its own, thrown away after."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, create_engine


def find_server() -> Path | None:
    """Folder of initdb and postgres, newest first; None when no server is installed."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found := shutil.which("initdb"):
        places.append(Path(found).resolve().parent)
    return next((p for p in places if (p / "initdb").exists()), None)


class PostgresServer:
    """One server process; databases are cheap copies of a template."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        # Socket paths are limited to about 100 characters: keep it short.
        self._folder = Path(tempfile.mkdtemp(prefix="mcpg"))
        self._numbers = count(1)
        self._as: list[str] = []
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self._folder, user.pw_uid, user.pw_gid)
            self._as = ["runuser", "-u", "postgres", "--"]

    def start(self) -> None:
        """initdb without durability (the data is thrown away), then the server."""
        data = self._folder / "data"
        self._run("initdb", "-D", str(data), "-U", "centre", "-A", "trust", "-E", "UTF8",
                  "--locale=C", "--no-sync")  # fmt: skip
        options = (
            f"-k {self._folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off "
            "-c full_page_writes=off -c max_connections=120 -c shared_buffers=64MB"
        )
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", str(data), "-l", log, "-w", "-t", "60", "-o", options, "start")

    def stop(self) -> None:
        """Stop at once and remove everything."""
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def restart(self) -> None:
        """Cut every connection, as a power failure of the server would (R06)."""
        data = str(self._folder / "data")
        self._run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        time.sleep(0.2)
        self._run("pg_ctl", "-D", data, "-l", str(self._folder / "log"), "-w", "start", "-o",
                  f"-k {self._folder} -c listen_addresses=''")  # fmt: skip

    def url(self, database: str) -> str:
        """Address of a database on this server."""
        return f"postgresql://centre@/{database}?host={self._folder}"

    def make_template(self, create: Callable[[Connection], None]) -> None:
        """The database every test copies."""
        self._sql("CREATE DATABASE template_centre")
        url = self.url("template_centre").replace("postgresql:", "postgresql+psycopg:", 1)
        engine = create_engine(url)
        with engine.begin() as conn:
            create(conn)
        engine.dispose()

    def new_database(self, *, empty: bool = False) -> str:
        """Address of a fresh database, with the whole schema unless `empty`."""
        name = f"centre_{next(self._numbers)}"
        template = "template1" if empty else "template_centre"
        self._sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def copy_of(self, url: str) -> str:
        """Address of a fresh database with what another one holds; nobody may be connected to it."""
        name, source = f"centre_{next(self._numbers)}", url.partition("@/")[2].partition("?")[0]
        self._sql(f"CREATE DATABASE {name} TEMPLATE {source}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database nobody is connected to."""
        self._sql(f"DROP DATABASE {url.partition('@/')[2].partition('?')[0]}")

    def _sql(self, statement: str) -> None:
        url = self.url("postgres").replace("postgresql:", "postgresql+psycopg:", 1)
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as conn:
            conn.exec_driver_sql(statement)
        engine.dispose()

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*self._as, str(self._programs / program), *arguments],
            check=True, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
