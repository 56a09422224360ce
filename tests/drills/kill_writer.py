"""R01: kill the process at a random moment while it writes; count what was lost.

`python -m tests.drills.kill_writer [KILLS]` prints a line a kill and ends in a count; the exit
code is the number of kills after which something acknowledged was gone or something stood half.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from sqlalchemy import text

from medcentre.staff import acts
from medcentre.staff.facts import Category
from medcentre.store.audit import verify
from medcentre.store.engine import Store
from medcentre.store.migrate import open_migrated
from medcentre.store.uow import reading
from tests.store.centre import build, system


def write(folder: str, key: str, start: int) -> None:
    """The process that is killed: one act after the other, each acknowledged after its commit."""
    store = open_migrated(folder, bytes.fromhex(key))
    ctx = system(store)
    for n in range(start, start + 100_000):
        acts.register_staff(
            ctx,
            acts.RegisterStaff(number=f"K{n:07d}", name="李小燕", sex="2", category=Category.NURSE),
        )
        os.write(1, f"{n}\n".encode())


def drill(kills: int, seed: int = 1) -> int:
    """How many kills did harm."""
    chance, harmed, acknowledged = random.Random(seed), 0, set[int]()
    with tempfile.TemporaryDirectory() as place:
        store = build(Path(place), people=0)
        key = store.key or b""
        store.close()
        for kill in range(kills):
            acknowledged |= _one_life(place, key, kill * 100_000, chance.uniform(0.0, 0.25))
            store = open_migrated(place, key)
            complaints = _complaints(store, acknowledged)
            store.close()
            harmed += bool(complaints)
            print(f"kill {kill + 1}: {len(acknowledged)} acknowledged {complaints or 'all there'}")
    print(f"{kills} kills, {len(acknowledged)} acts acknowledged, {harmed} kills did harm")
    return harmed


def _one_life(folder: str, key: bytes, start: int, seconds: float) -> set[int]:
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.drills.kill_writer", "--write", folder, key.hex(), str(start)],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert writer.stdout is not None
    first = writer.stdout.readline()
    try:
        writer.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(writer.pid, signal.SIGKILL)
    rest = writer.stdout.read()
    writer.stdout.close()
    writer.wait()
    return {int(line) for line in (first + rest).split(b"\n") if line.isdigit()}


def _complaints(store: Store, acknowledged: set[int]) -> list[str]:
    found = []
    with reading(system(store)) as session:
        there = {int(n[1:]) for n in session.scalars(text("SELECT number FROM staff_member"))}
        told = set(
            session.scalars(text("SELECT subject FROM audit_event WHERE action = 'staff.register'"))
        )
        people = set(session.scalars(text("SELECT 'staff:' || id FROM staff_member")))
        if lost := acknowledged - there:
            found.append(f"{len(lost)} acknowledged acts are gone")
        if told != people:
            found.append("people and trail disagree")
        if verify(session)[1]:
            found.append("the chain is broken")
        if session.scalar(text("PRAGMA integrity_check")) != "ok":
            found.append("pages are broken")
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        sys.exit(drill(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
