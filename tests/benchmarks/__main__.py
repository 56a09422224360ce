"""`make bench`: the figures of quality.md on this machine, each with its command.

With `BIG=FOLDER` the screens, the map and the months are measured on that load too; it is made by
`medcentre seed FOLDER --big` when it is not there.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

PROGRAMS = (
    ("start of the window, admissions, screens", "tests.benchmarks.desk"),
    ("fee days", "tests.benchmarks.fees"),
    ("printed pages", "tests.benchmarks.papers"),
    ("ranked beds, map, reshuffle", "tests.benchmarks.placement_centre"),
    ("a month's roster", "tests.benchmarks.roster_month"),
)
ON_THE_LOAD = (
    ("start, screens, months on the big load", "tests.benchmarks.desk", "--data"),
    ("map, roll, contacts on the big load", "tests.benchmarks.placement_centre", "--big"),
)


def main() -> int:
    """Run every program in turn; 1 when one of them failed."""
    failed = 0
    for title, module in PROGRAMS:
        failed += _run(title, module)
    place = os.environ.get("BIG", "")
    if place and "://" not in place and not (Path(place) / "centre.db").exists():
        failed += _run("the big load is built", "medcentre", "seed", place, "--big")
    for title, module, option in ON_THE_LOAD if place else ():
        failed += _run(title, module, option, place)
    return int(failed > 0)


def _run(title: str, module: str, *arguments: str) -> bool:
    """Whether it failed."""
    print(f"\n== {title}   (python -m {' '.join((module, *arguments))})")
    began = time.monotonic()
    code = subprocess.run([sys.executable, "-m", module, *arguments], check=False).returncode
    print(f"   {time.monotonic() - began:.0f} s")
    return code != 0


if __name__ == "__main__":
    sys.exit(main())
