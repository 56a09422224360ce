"""The demo centre: whole or not there, even when the power goes while it is built."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from medcentre import bootstrap, demo
from medcentre.kernel.clock import StillClock
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Role
from medcentre.placement.views import bed_map
from medcentre.staff import duty
from medcentre.staff.facts import Category
from medcentre.staff.views import staff_list
from medcentre.store.uow import store_of


def build_and_stop(folder: str) -> None:
    """The process that is killed while people move in."""

    def step(_what: str, done: int, total: int) -> None:
        if done * 5 > total:
            os.write(1, b"building\n")
            signal.pause()

    demo.create_demo(Path(folder), step=step, roster=False)


def test_a_killed_build_is_begun_anew(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.test_demo", str(folder)], stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"building\n"
    child.kill()
    child.wait(30)
    child.stdout.close()
    assert not demo.exists(folder)
    demo.create_demo(folder, roster=False)
    assert demo.exists(folder)
    with pytest.raises(DomainError):
        demo.create_demo(folder, roster=False)
    for role in (Role.DOCTOR, Role.IT_ADMIN):
        ctx = bootstrap.sign_in(str(folder), demo.user_of(role), demo.PASSWORD)
        assert role in ctx.actor.roles
        store_of(ctx).close()


def test_the_guard_of_another_day_is_on_shift(tmp_path: Path) -> None:
    folder, clock = tmp_path / "demo", StillClock()
    demo.create_demo(folder, clock=clock, roster=False)
    watch: list[int] = []

    def book(_session: object, first: datetime, last: datetime) -> tuple[duty.Stint, ...]:
        return tuple(
            duty.Stint(n, "1", frozenset(), first, last + timedelta(hours=1)) for n in watch
        )

    before = duty._book[:]
    duty.use_book(book)
    try:
        ctx = bootstrap.open_for_scripts(str(folder), demo.PASSPHRASE, clock=clock)
        guards = [s.id for s in staff_list(ctx) if s.category is Category.GUARD]
        store_of(ctx).close()
        watch[:] = guards[3:5]
        demo.keep_on_shift(folder, clock)
        demo.keep_on_shift(folder, clock)
        guard = bootstrap.sign_in(
            str(folder), demo.user_of(Role.GUARD), demo.PASSWORD, at=bootstrap.desk(clock)
        )
        assert guard.actor.staff_id == guards[3]
        assert bed_map(guard).zones
        store_of(guard).close()
    finally:
        duty._book[:] = before


if __name__ == "__main__":
    build_and_stop(sys.argv[1])
