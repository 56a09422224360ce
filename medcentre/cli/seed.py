"""seed: build the demo centre into a folder, or the reference load of 300 beds and 20 years."""

from pathlib import Path

from medcentre import demo
from medcentre.cli.frame import DONE, Commands, Job
from medcentre.store.engine import is_server


def register(commands: Commands) -> None:
    """Add the command."""
    made = commands.add("seed", "cli.seed", _seed)
    made.add_argument("folder", metavar="FOLDER", help=commands.text("cli.seed_folder"))
    made.add_argument("--no-roster", action="store_true", help=commands.text("cli.seed_no_roster"))
    made.add_argument("--big", action="store_true", help=commands.text("cli.seed_big"))
    made.add_argument(
        "--years", type=int, default=20, metavar="N", help=commands.text("cli.seed_years")
    )


def _seed(job: Job) -> int:
    if job.args.big:
        return _big(job)
    folder = Path(job.args.folder).expanduser().absolute()

    def step(_what: str, done: int, total: int) -> None:
        job.progress(done, total)

    demo.create_demo(folder, lang=job.lang, step=step, roster=not job.args.no_roster)
    job.say("cli.seed_done", folder=folder, password=demo.PASSWORD)
    return DONE


def _big(job: Job) -> int:
    """On either engine; what a killed run left is gone on with."""
    place = job.args.folder
    if not is_server(place):
        place = str(Path(place).expanduser().absolute())

    def step(_what: str, done: int, total: int) -> None:
        job.progress(done, total)

    demo.create_big(place, lang=job.lang, step=step, months=max(0, job.args.years) * 12)
    job.say("cli.seed_done", folder=place, password=demo.PASSWORD)
    return DONE
