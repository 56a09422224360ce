"""seed: build the demo centre into a folder."""

from pathlib import Path

from medcentre import demo
from medcentre.cli.frame import DONE, Commands, Job


def register(commands: Commands) -> None:
    """Add the command."""
    made = commands.add("seed", "cli.seed", _seed)
    made.add_argument("folder", type=Path, metavar="FOLDER", help=commands.text("cli.seed_folder"))
    made.add_argument("--no-roster", action="store_true", help=commands.text("cli.seed_no_roster"))


def _seed(job: Job) -> int:
    folder: Path = job.args.folder.expanduser().absolute()

    def step(_what: str, done: int, total: int) -> None:
        job.progress(done, total)

    demo.create_demo(folder, lang=job.lang, step=step, roster=not job.args.no_roster)
    job.say("cli.seed_done", folder=folder, password=demo.PASSWORD)
    return DONE
