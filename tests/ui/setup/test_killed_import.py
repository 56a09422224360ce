"""A power cut in the middle of an import: nothing of it is there, and the next try works."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from medcentre import bootstrap
from medcentre.residents.views import roll
from medcentre.setup.acts import apply_import
from medcentre.setup.views import plan_import
from medcentre.staff.views import staff_list
from medcentre.store.audit import verify
from medcentre.store.uow import reading, store_of

CENTRE = Path(__file__).parents[2] / "data" / "centre"
SECRET = "scripts-secret-2026"
HALF = 0.5


class Halfway:
    """Says when half of the rows are in, then waits to be killed."""

    def step(self, done: int, total: int) -> None:
        if done >= total * HALF:
            os.write(1, b"half\n")
            signal.pause()


def import_and_die(folder: str) -> None:
    """The process that is killed."""
    ctx = bootstrap.open_for_scripts(folder, SECRET, create=True)
    preview = plan_import(ctx, CENTRE)
    apply_import(ctx, preview, good_rows_only=True, progress=Halfway())


def test_kill_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    folder = str(tmp_path / "store")
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.setup.test_killed_import", folder], stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"half\n"
    child.kill()
    child.wait(30)
    child.stdout.close()
    ctx = bootstrap.open_for_scripts(folder, SECRET)
    assert roll(ctx) == ()
    assert staff_list(ctx) == ()
    with reading(ctx) as session:
        assert verify(session)[1] == ()
    done = apply_import(ctx, plan_import(ctx, CENTRE), good_rows_only=True)
    assert sum(done.already.values()) == 0
    assert len(roll(ctx)) > 100
    store_of(ctx).close()


if __name__ == "__main__":
    import_and_die(sys.argv[1])
