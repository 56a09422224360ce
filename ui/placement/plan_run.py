"""The search for a plan, off the UI thread, with its own worker so that pages go on reading."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from medcentre.placement.facts import Snapshot
from medcentre.placement.plan.centre import SCALE, Reshuffle, Scope, reshuffle
from medcentre.placement.plan.model import BREAK
from medcentre.placement.plan.search import Progress as Found
from ui.kit import painters
from ui.kit.tasks import Progress, Task, TaskRunner
from ui.kit.theme import colour, font, px, theme


@dataclass(frozen=True, slots=True)
class Point:
    """How far the search was at a moment, in points of the rules; a broken rule weighs `HEAVY`."""

    seconds: float
    best: float | None
    bound: float | None


HEAVY = BREAK / SCALE


def breaks_and_gain(cost: float, start: float) -> tuple[int, float]:
    """A cost as broken rules, and points better than the start apart from those."""
    breaks, before = round(cost / HEAVY), round(start / HEAVY)
    return breaks, (start - before * HEAVY) - (cost - breaks * HEAVY)


def gap_of(point: Point, start: float) -> float | None:
    """Share of the possible improvement that is not proved to be reached.

    Once no plan can break fewer rules the points alone are compared, so that the weight of the
    rules does not make the gap look small.
    """
    if point.best is None or point.bound is None:
        return None
    best_breaks, best = breaks_and_gain(point.best, start)
    least_breaks, most = breaks_and_gain(point.bound, start)
    if best_breaks == least_breaks:
        return max(0.0, (most - best) / most) if most > 0 else 0.0
    possible = start - point.bound
    return max(0.0, (point.best - point.bound) / possible) if possible > 0 else 0.0


class PlanRun(QObject):
    """One search at a time. `improved(Point)`, `ended(Reshuffle)`, `failed(error)`."""

    improved = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.tasks = TaskRunner(self)
        self._task: Task | None = None
        self._stop = False

    @property
    def running(self) -> bool:
        """Whether a search goes on."""
        return self._task is not None

    def start(self, snapshot: Snapshot, scope: Scope, seconds: float) -> None:
        """Search for at most so many seconds."""
        self._stop = False
        job = partial(self._search, snapshot, scope, seconds)
        self._task = self.tasks.start(job, done=self._done, failed=self._broke)

    def stop(self) -> None:
        """Stop and keep the best so far."""
        self._stop = True

    def close(self) -> None:
        """The page goes away."""
        self._stop = True
        self.tasks.close()
        self._task = None

    def _search(
        self, snapshot: Snapshot, scope: Scope, seconds: float, _progress: Progress
    ) -> Reshuffle:
        return reshuffle(snapshot, scope, seconds, self._report)

    def _report(self, found: Found) -> bool:
        """Called in the worker: signals cross the threads."""
        best = None if found.best is None else found.best / SCALE
        bound = None if found.bound is None else found.bound / SCALE
        self.improved.emit(Point(found.seconds, best, bound))
        return not self._stop

    @Slot(object)
    def _done(self, plan: Reshuffle) -> None:
        self._task = None
        self.ended.emit(plan)

    @Slot(object)
    def _broke(self, error: object) -> None:
        self._task = None
        self.failed.emit(error)


class PlanCurve(QWidget):
    """Best (solid) and bound (dashed) over time, as steps."""

    def __init__(self) -> None:
        super().__init__()
        self.points: list[Point] = []
        self.limit = 30.0
        self.setMinimumHeight(px(56))
        self.setMaximumHeight(px(110))
        theme().changed.connect(self.update)

    def show_points(self, points: list[Point], limit: float) -> None:
        """Another state of the search."""
        self.points, self.limit = list(points), limit
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its card."""
        return QSize(px(220), px(110))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axes and two step lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(px(8), px(8), self.width() - px(16), self.height() - px(30))
        painters.hair(painter, box.x(), box.bottom(), box.right(), box.bottom(), "line.strong")
        known = [p for p in self.points if p.best is not None]
        if not known:
            return
        bounds = [p.bound for p in known if p.bound is not None]
        tops = [p.best for p in known if p.best is not None]
        low, high = min([*bounds, *tops]), max(tops)
        span = max(high - low, 1.0) * 1.1
        right = max(self.limit, known[-1].seconds, 0.1)

        def at(second: float, cost: float) -> QPointF:
            share = (cost - low) / span
            return QPointF(
                box.x() + box.width() * min(second / right, 1.0),
                box.bottom() - box.height() * (0.04 + 0.92 * min(share, 1.0)),
            )

        for values, token, style in (
            ([(p.seconds, p.bound) for p in known], "text.3", Qt.PenStyle.DashLine),
            ([(p.seconds, p.best) for p in known], "accent", Qt.PenStyle.SolidLine),
        ):
            line, last = QPolygonF(), None
            for second, value in values:
                if value is None:
                    continue
                line.append(at(second, value if last is None else last))
                line.append(at(second, value))
                last = value
            painter.setPen(QPen(colour(token), 1.6, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(line)
        below = QRectF(box.x(), box.bottom() + 4, box.width(), px(16))
        painters.text(painter, below, "0", "text.3", font("tiny"))
        seconds = self.tr("{n} 秒").format(n=round(right))
        painters.text(painter, below, seconds, "text.3", font("cap"), Qt.AlignmentFlag.AlignRight)
