"""solver: the roster solver as a process of the packaged program, which has no interpreter."""

from pathlib import Path

from medcentre.cli.frame import Commands, Job


def register(commands: Commands) -> None:
    """Add the command."""
    made = commands.add("solver", "cli.solver", _solve)
    made.add_argument("job", type=Path, help=commands.text("cli.solver_job"))
    made.add_argument("--explain", action="store_true", help=commands.text("cli.solver_explain"))
    made.add_argument("--until-closed", action="store_true", help=commands.text("cli.solver_until"))


def _solve(job: Job) -> int:
    from medcentre.rostering.solver_process import main

    given = [("--explain", job.args.explain), ("--until-closed", job.args.until_closed)]
    return main([str(job.args.job), *(name for name, wanted in given if wanted)])
