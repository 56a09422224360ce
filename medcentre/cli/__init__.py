"""The command line: `main` runs one command; each module here registers a group of commands.

To add commands, write a module in this package with `register(commands: Commands) -> None`; it is
found by itself. Exit codes: 0 done, 1 refused (a sentence says why), 2 wrong usage, 3 findings.
"""

from medcentre.cli.frame import DONE, FINDINGS, REFUSED, USAGE, Commands, Job, main

__all__ = ["DONE", "FINDINGS", "REFUSED", "USAGE", "Commands", "Job", "main"]
