"""The solver as a process of its own: a problem file in, progress as JSON lines out.

    python -m medcentre.rostering.solver_process PROBLEM --seconds 60

Each line is an object with `kind`: `progress` (seconds, best, bound, gap, cells), `result` (the
same with posts) or `trouble` (why no legal roster exists). Any line on standard input, or its end
when `--until-closed` is given, stops the search and keeps the best sheet.
"""

import argparse
import json
import pickle
import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from medcentre.rostering.facts import Problem, Sheet
from medcentre.rostering.solve.explain import Clash, Explanation, Remedy, explain_month
from medcentre.rostering.solve.month import Draft, Job, draft_month


class _FactsOnly(pickle.Unpickler):
    """Reads nothing but the frozen facts of this program and the plain types in them."""

    _plain = frozenset({"frozenset", "set", "tuple", "date", "datetime", "timedelta", "timezone"})

    def find_class(self, module: str, name: str) -> Any:
        """Refuse everything that is no fact."""
        known = module in {
            "medcentre.rostering.facts",
            "medcentre.rostering.solve.month",
            "medcentre.rostering.solve.search",
            "medcentre.kernel.periods",
            "medcentre.staff.facts",
        }
        if known or (module in {"builtins", "datetime"} and name in self._plain):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def write_job(path: Path, job: Job) -> None:
    """Put a job where the process will read it."""
    path.write_bytes(pickle.dumps(job))


def read_job(path: Path) -> Job:
    """A job from its file. Raises UnpicklingError for a file that holds anything else."""
    with path.open("rb") as file:
        job = _FactsOnly(file).load()
    if not isinstance(job, Job):
        raise pickle.UnpicklingError(type(job).__name__)
    return job


def line(kind: str, draft: Draft) -> str:
    """One line of progress."""
    return json.dumps(
        {
            "kind": kind,
            "seconds": round(draft.seconds, 2),
            "best": draft.best,
            "bound": draft.bound,
            "gap": round(draft.gap, 4),
            "musts_broken": draft.musts_broken,
            "people": draft.sheet.people,
            "cells": draft.sheet.cells,
            "posts": draft.sheet.posts,
        },
        ensure_ascii=False,
    )


def read_line(text: str, problem: Problem) -> tuple[str, Draft]:
    """The kind and draft of a line, for the window."""
    data = json.loads(text)
    sheet = Sheet(
        problem.month,
        tuple(data["people"]),
        tuple(tuple(row) for row in data["cells"]),
        tuple(tuple(row) for row in data["posts"]),
    )
    draft = Draft(sheet, data["best"], data["bound"], data["seconds"], data["musts_broken"])
    return data["kind"], draft


def run(job: Job, out: TextIO, stop: threading.Event) -> Draft:
    """Solve a job, writing a line whenever something got better."""
    last: list[tuple[int, int]] = []

    def said(draft: Draft) -> None:
        if not last or last[-1] != (draft.best, draft.bound):
            last.append((draft.best, draft.bound))
            out.write(line("progress", draft) + "\n")
            out.flush()

    result = draft_month(job.problem, job.limits, said, stop.is_set, job.keep, job.scope)
    out.write(line("result", result) + "\n")
    out.flush()
    return result


def explain(job: Job, out: TextIO) -> None:
    """One line for each collision that leaves no legal roster; none when there is a legal one."""
    for found in explain_month(job.problem):
        clashes = [
            {
                "rule": c.rule, "code": c.code, "people": c.people,
                "days": [d.isoformat() for d in c.days],
                "facts": {name: str(value) for name, value in c.facts},
            }
            for c in found.clashes
        ]  # fmt: skip
        data = {"clashes": clashes, "lacking": found.lacking, "remedies": found.remedies}
        out.write(json.dumps({"kind": "collision", **data}, ensure_ascii=False) + "\n")
        out.flush()


def read_collision(text: str) -> Explanation:
    """A collision from its line, for the window."""
    data = json.loads(text)
    clashes = tuple(
        Clash(
            c["rule"], c["code"], tuple(c["people"]),
            tuple(date.fromisoformat(d) for d in c["days"]), tuple(c["facts"].items()),
        )
        for c in data["clashes"]
    )  # fmt: skip
    return Explanation(clashes, data["lacking"], tuple(Remedy(r) for r in data["remedies"]))


def _listen(lines: Iterator[str], stop: threading.Event, until_closed: bool) -> None:
    for _ in lines:
        stop.set()
        return
    if until_closed:
        stop.set()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; 0 when a sheet was found."""
    parser = argparse.ArgumentParser(description="Draft a month's roster.")
    parser.add_argument("problem", type=Path)
    parser.add_argument("--until-closed", action="store_true")
    parser.add_argument("--explain", action="store_true")
    options = parser.parse_args(arguments)
    job = read_job(options.problem)
    if options.explain:
        explain(job, sys.stdout)
        return 0
    stop = threading.Event()
    threading.Thread(
        target=_listen, args=(iter(sys.stdin), stop, options.until_closed), daemon=True
    ).start()
    run(job, sys.stdout, stop)
    return 0


if __name__ == "__main__":
    sys.exit(main())
