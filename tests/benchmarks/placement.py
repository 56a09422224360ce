"""Public admission scheduling instances solved by the program's own plan engine.

    python -m tests.benchmarks.placement FOLDER --seconds N [--only 01,07]

prints instance, cost, best known, own proved bound, gap, seconds. Seconds are wall time with
reading and model building; each cost is recomputed from the raw file by a checker of its own.
"""

import argparse
import time
from pathlib import Path

from medcentre.placement.plan.search import Progress, solve
from tests.benchmarks.placement_adapter import plan_of
from tests.benchmarks.placement_instance import check, read

BEST_KNOWN = {"testdata01": 660.8, "testdata07": 1178.6}
"""Best values seen elsewhere for whole patients without transfers; not used by the search."""


def run(path: Path, seconds: float, loud: bool = False) -> str:
    """Solve one instance; its line of the table."""
    began = time.monotonic()
    instance = read(path)
    model = plan_of(instance)

    seen: tuple[int | None, float | None] = (None, None)

    def report(progress: Progress) -> bool:
        nonlocal seen
        if loud and (progress.best, progress.bound) != seen:
            seen = progress.best, progress.bound
            best, bound = ((x or 0) / 10 for x in seen)
            print(f"  {progress.seconds:6.1f} s  {best:9.1f}  {bound:9.1f}", flush=True)
        return True

    outcome = solve(model, seconds - (time.monotonic() - began) - 1.0, report=report)
    spent = time.monotonic() - began
    known = BEST_KNOWN.get(path.stem)
    known_text = f"{known:9.1f}" if known is not None else "        –"
    if outcome.places is None:
        return f"{path.stem:14} {'none':>9} {known_text} {'':9} {'':7} {spent:7.1f}"
    checked = check(instance, [outcome.places[i] for i in range(len(instance.parts))])
    bound = (outcome.bound or 0.0) / 10
    gap = (checked.cost - bound) / checked.cost if checked.cost else 0.0
    broken = f"  BROKEN: {checked.broken[0]}" if checked.broken else ""
    return f"{path.stem:14} {checked.cost:9.1f} {known_text} {bound:9.1f} {gap:7.2%} {spent:7.1f}{broken}"


def main() -> None:
    """The table for every instance of a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--only", default="", help="comma separated ends of names: 01,07")
    parser.add_argument("--loud", action="store_true", help="show the search at work")
    args = parser.parse_args()
    ends = tuple(e for e in args.only.split(",") if e)
    print(f"{'instance':14} {'cost':>9} {'known':>9} {'bound':>9} {'gap':>7} {'seconds':>7}")
    for path in sorted(args.folder.glob("*.txt")):
        if not ends or path.stem.endswith(ends):
            print(run(path, args.seconds, args.loud), flush=True)


if __name__ == "__main__":
    main()
