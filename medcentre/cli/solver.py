"""solver: the roster solver as a process of the packaged program, which has no interpreter."""

from pathlib import Path

from medcentre.cli.frame import Commands, Job


def register(commands: Commands) -> None:
    """Add the command."""
    made = commands.add("solver", "cli.solver", _solve)
    made.add_argument("job", type=Path, help=commands.text("cli.solver_job"))
    made.add_argument("--explain", action="store_true", help=commands.text("cli.solver_explain"))


def _solve(job: Job) -> int:
    from medcentre.rostering.solver_process import main

    return main([str(job.args.job), *(["--explain"] if job.args.explain else [])])
