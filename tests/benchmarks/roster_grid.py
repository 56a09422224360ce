"""Frame time of the roster grid: scrolling and selecting in 160 people x 31 days, drawn off screen.

    python -m tests.benchmarks.roster_grid

Prints the median and the slowest of a hundred frames in milliseconds: scrolling, a block selected
with Shift and arrows that grows over the screen, and one typed cell (judged, summed, painted; nothing
stored). The budget of a frame is 16 ms (60 a second).
"""

import os
import statistics
import sys
from dataclasses import replace
from datetime import date
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medcentre.kernel.periods import Month
from medcentre.rostering.commands import CellEdit, MonthHead, MonthSheet
from medcentre.rostering.facts import Assignment, Problem, Sheet
from medcentre.rostering.rules.judge import Judge
from tests.rostering.centre import centre_problem
from ui.kit.theme import Scheme, theme
from ui.rostering.grid_model import GridModel
from ui.rostering.grid_view import GridView

FRAMES = 100
BUDGET = 16.0
PEOPLE = 160


def a_month() -> MonthSheet:
    """Everybody by the own pattern, or every third day: many chips, many broken rules."""
    problem = _enlarged(centre_problem())
    cells = []
    for n, person in enumerate(problem.people):
        codes = [s.code for s in problem.shifts if not s.groups or person.group in s.groups]
        for d, day in enumerate(problem.month.days()):
            code = person.pattern.on(day) if person.pattern else None
            if person.pattern is None and (d + n) % 3:
                code = codes[(d + n) % len(codes)]
            if code:
                cells.append(Assignment(person.id, day, code))
    head = MonthHead(problem.month, 1, 0, None, "")
    sheet = Sheet.of(problem, tuple(cells))
    return MonthSheet(head, problem, sheet, frozenset(), frozenset())


def _enlarged(problem: Problem) -> Problem:
    people = list(problem.people)
    while len(people) < PEOPLE:
        like = people[len(people) % len(problem.people)]
        people.append(replace(like, id=10_000 + len(people)))
    return replace(problem, month=Month(2026, 12), people=tuple(people[:PEOPLE]))


def main() -> int:
    """Scroll and type; 1 when the median frame is over the budget."""
    app = QApplication.instance() or QApplication(sys.argv)
    theme().apply(Scheme.LIGHT, 100)
    data = a_month()
    model = GridModel()
    view = GridView(model)
    view.resize(1600, 900)
    view.show()
    model.show(data, Judge(data.problem, data.sheet), date(2026, 12, 1))
    app.processEvents()
    bar = view.verticalScrollBar()
    frames = []
    for n in range(FRAMES):
        started = perf_counter()
        bar.setValue(bar.maximum() * n // FRAMES)
        view.viewport().repaint()
        app.processEvents()
        frames.append((perf_counter() - started) * 1000)
    blocks = _selecting(app, view)
    view.go(next(n for n, row in enumerate(view.grid.rows) if row.person), 0)
    edits = []
    for n, person in enumerate(data.problem.people[:20]):
        code = model.shifts_for(model.row_of(person.id))[0].code
        started = perf_counter()
        model.put([CellEdit(staff_id=person.id, day=date(2026, 12, 1 + n), shift=code)])
        app.processEvents()
        edits.append((perf_counter() - started) * 1000)
    sys.stdout.write(
        f"grid {len(data.problem.people)} x {len(model.days)}, budget {BUDGET:.0f} ms: "
        f"scrolling {_words(frames)}, selecting {_words(blocks)}, typed cell {_words(edits)}\n"
    )
    return int(any(statistics.median(found) > BUDGET for found in (frames, blocks, edits)))


def _selecting(app: QCoreApplication, view: GridView) -> list[float]:
    """Frames of a block that grows by Shift and arrows."""
    first = next(n for n, row in enumerate(view.grid.rows) if row.person)
    view.go(first, 0)
    app.processEvents()
    frames = []
    for n in range(FRAMES // 2):
        started = perf_counter()
        key = Qt.Key.Key_Right if n % 2 else Qt.Key.Key_Down
        QTest.keyClick(view, key, Qt.KeyboardModifier.ShiftModifier)
        view.viewport().repaint()
        app.processEvents()
        frames.append((perf_counter() - started) * 1000)
    return frames


def _words(found: list[float]) -> str:
    return f"median {statistics.median(found):.1f} slowest {max(found):.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
