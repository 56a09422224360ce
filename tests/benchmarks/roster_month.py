"""A month of 148 people in all groups: seconds to the first draft, gap to the bound after N.

python -m tests.benchmarks.roster_month --seconds 60
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from time import monotonic, process_time

from medcentre.rostering.rules.judge import Judge
from medcentre.rostering.solve.month import Draft, draft_month
from medcentre.rostering.solve.search import Limits
from tests.rostering.centre import centre_problem


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the progress and what the sheet still breaks."""
    parser = argparse.ArgumentParser(description="Draft the month of the test centre.")
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args(arguments)
    problem = centre_problem()
    seen: list[Draft] = []
    shown = [0.0]

    def said(draft: Draft) -> None:
        seen.append(draft)
        if monotonic() - shown[0] > 2:
            shown[0] = monotonic()
            print(
                f"{draft.seconds:7.1f} s  best {draft.best:>7}  bound {draft.bound:>7}", flush=True
            )

    result = draft_month(problem, Limits(options.seconds), said)
    print(f"first complete draft after {seen[0].seconds:.1f} s, cost {seen[0].best}")
    print(
        f"after {result.seconds:.1f} s: best {result.best}, bound {result.bound}, "
        f"gap {100 * result.gap:.1f} %, {process_time():.0f} s of processor time"
    )
    judge = Judge(problem, result.sheet)
    for (level, rule, code), count in sorted(
        Counter((v.level, v.rule, v.code) for v in judge.violations).items()
    ):
        print(f"  {level:<6}{rule:<8}{code:<34}{count:>5}")
    began = monotonic()
    for person in problem.people:
        judge.put(person.id, problem.month.first, judge.cell(person.id, problem.month.first))
    each = 1000 * (monotonic() - began) / len(problem.people)
    print(f"one changed cell judged in {each:.2f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
