"""The program `medcentre`: the commands of `medcentre.cli`, and those that need a screen.

Qt is imported only when a command with a screen runs, so that the others start at once and work
on machines without a display.
"""

import importlib
import multiprocessing
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from medcentre.cli import Commands, Job
from medcentre.cli import main as run_command
from medcentre.kernel.permissions import Role


def register(commands: Commands) -> None:
    """Add `run` and `tour`."""
    run = commands.add("run", "cli.run", _run)
    run.add_argument("--as", dest="role", choices=[str(r) for r in Role], metavar="ROLE",
                     help=commands.text("cli.run_as"))  # fmt: skip
    run.add_argument("--demo", action="store_true", help=commands.text("cli.run_demo"))
    run.add_argument("--self-test", action="store_true", help=commands.text("cli.run_self_test"))
    tour = commands.add("tour", "cli.tour", _tour)
    tour.add_argument("out", type=Path, help=commands.text("cli.tour_out"))


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _run(job: Job) -> int:
    """The window; its self-test; on a machine without a screen the tour, and it says so."""
    code: int
    if job.args.self_test:
        code = importlib.import_module("ui.self_test").self_test(job)
    elif has_screen():
        code = importlib.import_module("ui.app").run(job)
    else:
        out = Path("out").absolute()
        job.say("cli.no_screen", out=out)
        code = importlib.import_module("ui.tour").write_tour(job, out)
    return code


def _tour(job: Job) -> int:
    code: int = importlib.import_module("ui.tour").tour(job)
    return code


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; without a command, open the window."""
    argv = list(sys.argv[1:] if argv is None else argv)
    return run_command(argv or ["run"], extra={"run": register, "tour": register})


if __name__ == "__main__":
    multiprocessing.freeze_support()  # the packaged program is its own worker: see plan/crew.py
    sys.exit(main())
