"""How a store is: looked at on opening, by `medcentre doctor` and on the backup page."""

import shutil
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, select

from medcentre.kernel.clock import Clock
from medcentre.store import guards
from medcentre.store.audit import AuditRow
from medcentre.store.codes import StoreTrouble
from medcentre.store.engine import Store, refuse_network_share
from medcentre.store.migrate import plan
from medcentre.store.schema import load_tables

CLOCK_SLACK = timedelta(seconds=60)
"""A clock that moved by more is told (SEC-28)."""

LOW_DISK = 1 << 30
"""Free bytes under which the page warns."""


class Check(StrEnum):
    """What is looked at."""

    PAGES = "pages"
    REFERENCES = "references"
    JOURNAL = "journal"
    FOREIGN_KEYS = "foreign_keys"
    GUARDS = "guards"
    DISK = "disk"
    CLOCK = "clock"
    SHARE = "share"
    SCHEMA = "schema"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check, good or not. Its sentence is the label `health.<check>` or `health_bad.<check>`."""

    check: Check
    good: bool
    facts: dict[str, Any] = field(default_factory=dict)


def look(store: Store, now: datetime, *, deep: bool = True) -> tuple[Finding, ...]:
    """All checks of an open store; `deep` reads every page. Writes nothing."""
    load_tables()
    found: list[Finding] = []
    with store.engine.execution_options(reading=True).connect() as conn:
        if store.kind == "sqlite":
            found += _embedded(store, conn, deep)
        found.append(_guards(conn))
        found.append(_clock(conn, now))
    found.append(_schema(store))
    return tuple(found)


def _embedded(store: Store, conn: Connection, deep: bool) -> list[Finding]:
    ask = conn.exec_driver_sql
    found = []
    if deep:
        pages = ask("PRAGMA cipher_integrity_check").all()
        whole = ask("PRAGMA integrity_check").scalar_one()
        found.append(Finding(Check.PAGES, not pages and whole == "ok"))
        dangling = ask("PRAGMA foreign_key_check").all()
        found.append(Finding(Check.REFERENCES, not dangling, {"rows": len(dangling)}))
    found.append(Finding(Check.JOURNAL, ask("PRAGMA journal_mode").scalar_one() == "wal"))
    found.append(Finding(Check.FOREIGN_KEYS, ask("PRAGMA foreign_keys").scalar_one() == 1))
    free = shutil.disk_usage(store.folder).free
    found.append(
        Finding(
            Check.DISK, free >= LOW_DISK, {"mb": free // (1 << 20), "gb": f"{free / (1 << 30):.1f}"}
        )
    )
    share = True
    try:
        refuse_network_share(store.folder)
    except StoreTrouble:
        share = False
    found.append(Finding(Check.SHARE, share, {"folder": str(store.folder)}))
    return found


def _guards(conn: Connection) -> Finding:
    """Every guard the program declares must stand in the database: somebody may have dropped one."""
    if conn.dialect.name == "sqlite":
        there = set(
            conn.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars()
        )
    else:
        there = set(
            conn.exec_driver_sql(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' "
                "UNION SELECT conname FROM pg_constraint WHERE contype = 'x'"
            ).scalars()
        )
    wanted = {
        sql.split()[2] if sql.startswith("CREATE TRIGGER") else sql.split()[5]
        for sql in guards.statements(conn.dialect.name)
        if sql.startswith(("CREATE TRIGGER", "ALTER TABLE"))
    }
    missing = sorted(wanted - there)
    return Finding(Check.GUARDS, not missing, {"missing": ", ".join(missing)})


def _clock(conn: Connection, now: datetime) -> Finding:
    """The newest audited act must not lie in the future (R07)."""
    newest = conn.scalar(select(func.max(AuditRow.at)))
    ahead = newest - now if newest is not None else timedelta()
    return Finding(Check.CLOCK, ahead <= CLOCK_SLACK, {"minutes": int(ahead.total_seconds() // 60)})


def _schema(store: Store) -> Finding:
    todo = plan(store.location, store.key)
    return Finding(
        Check.SCHEMA, not todo.pending, {"current": todo.current or "", "target": todo.target}
    )


class ClockWatch:
    """Tells when the wall clock jumps while the program runs, against a clock that cannot (R07)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wall, self._steady = clock.now(), time.monotonic()

    def jumped(self) -> timedelta:
        """How far the wall clock ran away since the last look; zero when within a minute."""
        wall, steady = self._clock.now(), time.monotonic()
        drift = (wall - self._wall) - timedelta(seconds=steady - self._steady)
        self._wall, self._steady = wall, steady
        return drift if abs(drift) > CLOCK_SLACK else timedelta()
