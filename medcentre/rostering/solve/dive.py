"""From the relaxation down to a sheet: branch and price, depth first.

A dive fixes the surest cells, lets the rows answer to the new prices and goes on. What cannot be
as cheap as its target is undone: fewer cells are fixed, in the end one is forbidden instead. So a
target that no sheet meets is a proof, and a sheet at the bound is the best there is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np

from medcentre.rostering.solve.automata import FORBIDDEN, Floats
from medcentre.rostering.solve.columns import Relaxation

Rows = list[tuple[int, ...]]
Cell = tuple[int, int, int]
"""Person, day, value."""

FAILURES = 30
"""How many ways may fail before a dive is given up."""

MOST_ROWS = 2000
"""Rows a dive begins with at most."""

TARGETS = (1.0, 0.3, 0.0, 0.1, 0.03)
"""Where between the bound (0) and the best sheet (1) targets lie: each once, then by worth."""

ANSWERS = 3
"""How often rows may answer after a step that has made the mixture dearer, though not too dear."""


@dataclass
class Step:
    """Cells fixed together, and what was closed in the places it changed."""

    cells: list[Cell]
    before: list[tuple[int, int, Floats]] = field(default_factory=list)

    @property
    def people(self) -> set[int]:
        """Whose rows it concerns."""
        return {p for p, _, _ in self.before}


class Dive:
    """One search for a sheet that costs no more than a target.

    The relaxation belongs to the dive (`Relaxation.lean`). A cell is fixed rather than a whole
    row: the rows that remain keep enough freedom to meet the covers the relaxation met with
    mixtures.
    """

    def __init__(self, relaxation: Relaxation, random: Random, noise: float) -> None:
        self.relaxation, self.random, self.noise = relaxation, random, noise
        plan = relaxation.plan
        self.shape = (len(plan.people), plan.days, plan.values)
        self.closed: Floats = np.zeros(self.shape)
        self.steps: list[Step] = []
        self.failed = 0
        self.value = -float("inf")
        self.proved = True
        """Whether every way given up so far was shown to be too dear."""
        self.exhausted = False
        """Whether no sheet meets the target."""

    def run(self, target: float, failures: int, over: Callable[[], bool]) -> Rows | None:
        """A sheet of at most `target`, or None after so many failures or when time is up."""
        while not over():
            if self._cheap(target, over):
                cells = self._mixture()
                if float(cells.max(axis=2).min()) > 1 - 1e-5:
                    return [tuple(int(v) for v in row) for row in cells.argmax(axis=2)]
                self._fix(self._surest(cells))
            elif over() or not self._turn(failures):
                return None
        return None

    def _cheap(self, target: float, over: Callable[[], bool]) -> bool:
        """Solve with what is fixed until it is cheap enough; False when it cannot become so.

        Cheap enough is no dearer than before the last step, or than the target after some answers.
        """
        relaxation, answers = self.relaxation, 0
        while not over():
            value, dual, one = relaxation.solved()
            if not relaxation.sound:
                self.proved = False
                return False
            found = 0
            if value > self.value + 1e-6 and (value > target + 1e-6 or answers < ANSWERS):
                least, found = relaxation.answers(dual, one, self.closed)
                answers += 1
                if least > target + 1e-6:
                    return False
                if not found and value > target + 1e-6:
                    self.proved = False
                    return False
            if not found and relaxation.awake():
                self.value = value
                return True
        return False

    def _mixture(self) -> Floats:
        """How much of each value each cell has in the relaxation's solution."""
        cells: Floats = np.zeros(self.shape)
        days = np.arange(self.shape[1])
        for level, column in self.relaxation.weights():
            cells[column.person, days, list(column.row)] += level
        return cells

    def _surest(self, cells: Floats) -> list[Cell]:
        """The surest cells not yet whole: one at least, a twelfth of them at most."""
        level = cells.max(axis=2)
        torn = np.argwhere(level < 1 - 1e-5).tolist()
        score = [-level[p, d] - self.noise * self.random.random() for p, d in torn]
        found: list[Cell] = []
        for i in np.argsort(score)[: max(1, len(torn) // 12)].tolist():
            p, d = torn[i]
            if found and level[p, d] < 0.55:
                break
            found.append((p, d, int(cells[p, d].argmax())))
        return found

    def _fix(self, cells: Sequence[Cell]) -> None:
        step = Step(list(cells))
        for p, d, v in cells:
            step.before.append((p, d, self.closed[p, d].copy()))
            kept = self.closed[p, d, v]
            self.closed[p, d] = FORBIDDEN
            self.closed[p, d, v] = kept
        self.steps.append(step)
        self.relaxation.close(step.people, self.closed)

    def _turn(self, failures: int) -> bool:
        """Undo the last step and go another way; False when there is none, or enough tried."""
        self.failed += 1
        self.value = -float("inf")
        self.exhausted = not self.steps and self.proved
        if not self.steps or self.failed > failures:
            return False
        last = self.steps.pop()
        for p, d, before in reversed(last.before):
            self.closed[p, d] = before
        if len(last.cells) > 1:
            self.relaxation.close(last.people, self.closed)
            self._fix(last.cells[: len(last.cells) // 2])
            return True
        p, d, v = last.cells[0]
        if self.steps:  # open again when the step it follows from is undone
            self.steps[-1].before.append((p, d, self.closed[p, d].copy()))
        self.closed[p, d, v] = FORBIDDEN
        self.relaxation.close(last.people, self.closed)
        return True


@dataclass(frozen=True, slots=True)
class Catch:
    """What a dive brought up: a sheet, a proof that none costs up to `proved`, good rows."""

    rows: Rows | None
    proved: float | None
    columns: list[tuple[int, tuple[int, ...], float]]


class Dives:
    """Dives one after another, each with a target between the bound and the best sheet."""

    def __init__(self, relaxation: Relaxation, random: Random) -> None:
        self.relaxation, self.random = relaxation, random
        self.worth = dict.fromkeys(TARGETS, 1.0)
        self.turn = 0

    def next(self, best: int, bound: int, over: Callable[[], bool]) -> Catch:
        """One dive for a sheet cheaper than `best`."""
        part = self._part()
        self.turn += 1
        target = bound + int((min(best, 2 * bound + 1000) - 1 - bound) * part)
        lean = self.relaxation.lean(target - self.relaxation.bound, MOST_ROWS)
        known = len(lean.columns)
        dive = Dive(lean, self.random, self.random.choice((0.02, 0.1, 0.3)))
        rows = dive.run(target, FAILURES, over)
        self.worth[part] = 0.1 + 0.5 * self.worth[part] + (rows is not None or dive.exhausted)
        fresh = self.relaxation.near(best - self.relaxation.bound, MOST_ROWS, lean.columns[known:])
        return Catch(
            rows,
            target if dive.exhausted else None,
            [(c.person, c.row, c.relaxed) for c in fresh],
        )

    def _part(self) -> float:
        if self.turn < len(TARGETS):
            return TARGETS[self.turn]
        return self.random.choices(TARGETS, [self.worth[t] for t in TARGETS])[0]
