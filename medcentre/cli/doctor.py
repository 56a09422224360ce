"""doctor and repl: looking at the program and at a centre."""

import code
import platform
import sys
from collections.abc import Callable, Iterator
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from medcentre import bootstrap
from medcentre.cli.frame import DONE, FINDINGS, Commands, Job
from medcentre.kernel.context import SERVICES
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Role, matrix
from medcentre.kernel.wording import CATALOGUES, catalogue, explain_error
from medcentre.store.health import look
from medcentre.store.schema import load_tables
from medcentre.store.uow import reading, store_of


def register(commands: Commands) -> None:
    """Add the commands."""
    commands.add("doctor", "cli.doctor", _doctor)
    commands.add("repl", "cli.repl", _repl)


def _doctor(job: Job) -> int:
    bad = 0
    for key, check in _SURROUNDINGS:
        found, good = check()
        bad += not good
        job.plain(f"{'✓' if good else '✗'} {job.word(key)}：{found}")
    for good, text in _centre(job):
        bad += not good
        job.plain(f"{'✓' if good else '✗'} {text}")
    if bad:
        job.say("cli.doctor_bad", count=bad)
        return FINDINGS
    job.say("cli.doctor_good")
    return DONE


def _python() -> tuple[str, bool]:
    return f"{platform.python_version()} {platform.machine()}", sys.version_info >= (3, 11)


def _cipher() -> tuple[str, bool]:
    conn = sqlcipher.connect(":memory:")
    version = conn.execute("PRAGMA cipher_version").fetchone()[0]
    conn.close()
    return f"SQLCipher {version}, SQLite {sqlcipher.sqlite_version}", bool(version)


def _fonts() -> tuple[str, bool]:
    names = sorted(f.name for f in (CATALOGUES.parent / "fonts").glob("*.ttf"))
    return ", ".join(names), len(names) >= 2


def _texts() -> tuple[str, bool]:
    found = {kind: catalogue(kind) for kind in ("labels", "refusals")}
    halves = [k for entries in found.values() for k, texts in entries.items() if len(texts) != 2]
    return f"{sum(len(e) for e in found.values())}" + (
        f" ({halves[:3]})" if halves else ""
    ), not halves


def _rights() -> tuple[str, bool]:
    load_tables()
    held = {p for rights in matrix().values() for p in rights}
    orphans = [s.name for s in SERVICES.values() if not held & set(s.any_of)]
    return f"{len(matrix())} × {len(SERVICES)}" + (f" {orphans[:3]}" if orphans else ""), (
        set(matrix()) == set(Role) and not orphans
    )


_SURROUNDINGS: tuple[tuple[str, Callable[[], tuple[str, bool]]], ...] = (
    ("cli.doctor_python", _python),
    ("cli.doctor_cipher", _cipher),
    ("cli.doctor_fonts", _fonts),
    ("cli.doctor_texts", _texts),
    ("cli.doctor_rights", _rights),
)


def _centre(job: Job) -> Iterator[tuple[bool, str]]:
    try:
        if not bootstrap.exists(job.location):
            yield True, job.word("cli.doctor_no_centre", place=job.location)
            return
        with job.centre() as ctx:
            for finding in look(store_of(ctx), ctx.clock.now()):
                kind = "health" if finding.good else "health_bad"
                yield finding.good, job.word(f"{kind}.{finding.check}", **finding.facts)
    except DomainError as refusal:
        yield False, explain_error(refusal, job.lang)


def _repl(job: Job) -> int:
    """A Python prompt with `ctx` and a read-only `session`."""
    with job.centre() as ctx, reading(ctx) as session:
        names: dict[str, Any] = {"ctx": ctx, "session": session, "SERVICES": SERVICES}
        code.interact(banner=job.word("cli.repl_banner"), local=names, exitmsg="")
    return DONE
