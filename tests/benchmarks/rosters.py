"""Public roster benchmarks through the engine.

    python -m tests.benchmarks.rosters FOLDER --seconds N [--only NAME ...]

Reads every NRP (`*.txt`) and INRC-I (`*.xml`) instance of a folder, searches N seconds each
(reading included) and prints instance, our cost, best known, own bound, gap to the best known,
seconds, and processor seconds: on a busy machine those tell how much of two cores was had. Every cost is recomputed from the raw file by `rosters_check`, which shares no code with
the engine.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, process_time

from medcentre.rostering.plan import HARD
from medcentre.rostering.solve.search import Limits, Search
from tests.benchmarks import rosters_check, rosters_inrc, rosters_nrp
from tests.benchmarks.rosters_nrp import Instance

NRP = (
    607, 828, 1001, 1716, 1143, 1950, 1056, 1300, 439, 4631, 3443, 4040, 1348, 1278, 3829, 3225,
    5746, 4459, 3149, 4769, 21133, 30241, 17428, 42463,
)  # fmt: skip
INRC = {
    "sprint": (56, 58, 51, 59, 58, 54, 56, 56, 55, 52),
    "sprint_late": (37, 42, 48, 73, 44, 42, 42, 17, 17, 43),
    "sprint_hidden": (32, 32, 62, 66, 59, 130, 153, 204, 338, 306),
    "medium": (240, 240, 236, 237, 303),
    "medium_late": (157, 18, 29, 35, 107),
    "medium_hidden": (111, 219, 34, 78, 118),
    "long": (197, 219, 240, 303, 284),
    "long_late": (235, 229, 220, 221, 83),
    "long_hidden": (346, 89, 38, 22, 41),
}


def best_known(name: str) -> int | None:
    """Best value in the literature, for the table only; the search never sees it."""
    if name.startswith("Instance") and name[8:].isdigit() and int(name[8:]) <= len(NRP):
        return NRP[int(name[8:]) - 1]
    family, number = name[:-2], name[-2:]
    if family in INRC and number.isdigit() and 0 < int(number) <= len(INRC[family]):
        return INRC[family][int(number) - 1]
    return None


def read(path: Path) -> Instance:
    """An instance of either family."""
    return rosters_nrp.read(path) if path.suffix == ".txt" else rosters_inrc.read(path)


def checked(path: Path, instance: Instance, rows: Sequence[Sequence[int]]) -> tuple[int, int]:
    """Cost of rows by the raw file, and how many hard rules they break."""
    names = ["", *instance.shifts]
    if path.suffix == ".txt":
        cost, broken = rosters_check.nrp_cost(path, [[names[v] for v in row] for row in rows])
        return cost, len(broken)
    sheet = [[{names[v]} if v else set() for v in row] for row in rows]
    return rosters_check.Inrc(path).cost(sheet)


def solve(path: Path, seconds: float) -> tuple[int, int, int, float, float]:
    """Cost by the checker, hard rules broken, bound, seconds, processor seconds."""
    began, used = monotonic(), process_time()
    instance = read(path)
    search = Search(instance.plan, Limits(seconds - (monotonic() - began), seed=1))
    result = search.run()
    taken = monotonic() - began
    cost, broken = checked(path, instance, result.rows)
    if result.best < HARD and (cost != result.best or broken):
        print(f"DISAGREE {path.name}: engine {result.best}, checker {cost}, {broken} hard broken")
    return cost, broken, result.bound, taken, process_time() - used


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when a sheet breaks a hard rule."""
    parser = argparse.ArgumentParser(description="Roster benchmarks.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args(arguments)
    files = sorted(f for f in options.folder.iterdir() if f.suffix in {".txt", ".xml"})
    print(
        f"{'instance':<18}{'cost':>8}{'best known':>12}{'bound':>8}{'gap %':>8}{'seconds':>9}{'cpu':>8}"
    )
    failed = 0
    for path in files:
        if options.only and path.stem not in options.only:
            continue
        cost, broken, bound, taken, used = solve(path, options.seconds)
        known = best_known(path.stem)
        gap = "" if not known else f"{100 * (cost - known) / known:.1f}"
        mark = f"  {broken} hard rules broken" if broken else ""
        shown = "-" if known is None else str(known)
        print(
            f"{path.stem:<18}{cost:>8}{shown:>12}{bound:>8}{gap:>8}{taken:>9.1f}{used:>8.1f}{mark}",
            flush=True,
        )
        failed += bool(broken)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
