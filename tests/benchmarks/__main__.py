"""`make bench`: the figures of quality.md on this machine, each with its command."""

import subprocess
import sys
import time

PROGRAMS = (
    ("start of the window, admissions, screens", "tests.benchmarks.desk"),
    ("fee days", "tests.benchmarks.fees"),
    ("printed pages", "tests.benchmarks.papers"),
    ("ranked beds, map, reshuffle", "tests.benchmarks.placement_centre"),
    ("a month's roster", "tests.benchmarks.roster_month"),
)


def main() -> int:
    """Run every program in turn; 1 when one of them failed."""
    failed = 0
    for title, module in PROGRAMS:
        print(f"\n== {title}   (python -m {module})")
        began = time.monotonic()
        failed += subprocess.run([sys.executable, "-m", module], check=False).returncode != 0
        print(f"   {time.monotonic() - began:.0f} s")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
