"""The solver at work: its own process, a chart of best and bound, stop and keep (C6)."""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPointF, QProcess, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from medcentre.rostering.facts import Group, Level, Problem, Sheet
from medcentre.rostering.rules.judge import judge
from medcentre.rostering.solve.month import EVERYTHING, Draft, Job, Scope
from medcentre.rostering.solve.search import Limits
from medcentre.rostering.solver_process import read_collision, read_line, write_job
from ui.kit import painters
from ui.kit.editors import Check, Combo
from ui.kit.i18n import label
from ui.kit.theme import colour, font, px, theme
from ui.kit.widgets import Button, Card, Label

SECONDS = ((20, "20"), (60, "60"), (180, "180"), (600, "600"))


def solver_command(job: Path, *, explain: bool = False) -> tuple[str, list[str]]:
    """Program and arguments that solve a job; the packaged program is its own interpreter."""
    more = ["--explain"] if explain else ["--until-closed"]  # the solver ends with the program
    if getattr(sys, "frozen", False):
        return sys.executable, ["solver", str(job), *more]
    return sys.executable, ["-m", "medcentre.rostering.solver_process", str(job), *more]


def better(known: Draft | None, told: Draft) -> Draft:
    """The sheet to keep: a later one that costs more is not taken, what it proves is."""
    if known is None or (told.musts_broken, told.best) <= (known.musts_broken, known.best):
        return told
    return replace(known, bound=told.bound, seconds=told.seconds)


class SolverRun(QWidget):
    """One run of the solver process. `improved` and `ended` carry drafts."""

    improved = Signal(object)
    ended = Signal(object)
    failed = Signal(str)

    def __init__(self, problem: Problem, keep: Sheet | None, scope: Scope, seconds: int) -> None:
        super().__init__()
        self.problem = problem
        self.best: Draft | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="roster")
        job = Path(self._folder.name) / "job"
        write_job(job, Job(problem, keep, scope, Limits(seconds=float(seconds))))
        self.process = QProcess(self)
        self.process.readyReadStandardOutput.connect(self._read)
        self.process.finished.connect(self._finished)
        self._rest = ""
        program, arguments = solver_command(job)
        self.process.start(program, arguments)

    def stop(self) -> None:
        """Stop and keep the best so far."""
        if self.process.state() is not QProcess.ProcessState.NotRunning:
            self.process.write(b"stop\n")
            self.process.closeWriteChannel()

    def kill(self) -> None:
        """End at once; used when the window closes."""
        self.process.readyReadStandardOutput.disconnect(self._read)
        self.process.finished.disconnect(self._finished)
        self.process.kill()
        self.process.waitForFinished(2000)
        self._folder.cleanup()

    @Slot()
    def _read(self) -> None:
        self._rest += bytes(self.process.readAllStandardOutput().data()).decode()
        *lines, self._rest = self._rest.split("\n")
        for text in lines:
            if not text.strip():
                continue
            kind, draft = read_line(text, self.problem)
            self.best = better(self.best, draft)
            self.improved.emit(self.best)
            if kind == "result":
                self.ended.emit(self.best)

    @Slot()
    def _finished(self) -> None:
        self._read()
        if self.best is None:
            error = bytes(self.process.readAllStandardError().data()).decode(errors="replace")
            self.failed.emit(error.strip().rpartition("\n")[2])
        self._folder.cleanup()


class ExplainRun(QWidget):
    """The solver process telling why no legal roster exists. `ended` carries the collisions."""

    ended = Signal(object)
    failed = Signal(str)

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="roster")
        job = Path(self._folder.name) / "job"
        write_job(job, Job(problem, None, EVERYTHING, Limits()))
        self.process = QProcess(self)
        self.process.finished.connect(self._finished)
        program, arguments = solver_command(job, explain=True)
        self.process.start(program, arguments)

    def kill(self) -> None:
        """End at once."""
        self.process.finished.disconnect(self._finished)
        self.process.kill()
        self.process.waitForFinished(2000)
        self._folder.cleanup()

    @Slot()
    def _finished(self) -> None:
        text = bytes(self.process.readAllStandardOutput().data()).decode()
        if self.process.exitCode():
            error = bytes(self.process.readAllStandardError().data()).decode(errors="replace")
            self.failed.emit(error.strip().rpartition("\n")[2])
        else:
            self.ended.emit(tuple(read_collision(line) for line in text.splitlines() if line))
        self._folder.cleanup()


class Curve(QWidget):
    """Best (solid) and bound (dashed) over time, as steps."""

    def __init__(self) -> None:
        super().__init__()
        self.points: list[tuple[float, int, int]] = []
        self.limit = 60.0
        self.setFixedHeight(px(120))
        theme().changed.connect(self.update)

    def show_points(self, points: list[tuple[float, int, int]], limit: float) -> None:
        """Another state of the search."""
        self.points, self.limit = points, limit
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its card."""
        return QSize(px(220), px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axes, two step lines, the last point."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(px(44), px(8), self.width() - px(56), self.height() - px(30))
        painters.hair(painter, box.x(), box.bottom(), box.right(), box.bottom(), "line.strong")
        if not self.points:
            return
        shown = [p[1] for p in self.points]
        top = max(*shown[-12:], 1) * 1.15
        right = max(self.limit, self.points[-1][0])

        def at(second: float, cost: float) -> QPointF:
            x = box.x() + box.width() * min(second / right, 1)
            return QPointF(x, box.bottom() - box.height() * min(cost / top, 1))

        for place, token, style in (
            (2, "text.3", Qt.PenStyle.DashLine),
            (1, "accent", Qt.PenStyle.SolidLine),
        ):
            line = QPolygonF()
            for previous, point in zip([self.points[0], *self.points], self.points, strict=False):
                line.append(at(point[0], previous[place]))
                line.append(at(point[0], point[place]))
            painter.setPen(QPen(colour(token), 1.6, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawEllipse(at(self.points[-1][0], self.points[-1][1]), 3, 3)
        cap, side = font("tiny"), Qt.AlignmentFlag.AlignRight
        painters.text(
            painter, QRectF(0, box.y() - 6, px(38), px(14)), _short(top), "text.3", cap, side
        )
        painters.text(
            painter, QRectF(0, box.bottom() - 8, px(38), px(14)), "0", "text.3", cap, side
        )
        below = QRectF(box.x(), box.bottom() + 4, box.width(), px(16))
        painters.text(painter, below, "0", "text.3", cap)
        seconds = self.tr("{n} 秒").format(n=round(right))
        painters.text(painter, below, seconds, "text.3", cap, side)


class SolverPanel(Card):
    """Settings, progress, best, bound and gap. `taken` carries the draft to use."""

    taken = Signal(object)
    explained = Signal(object)
    """Collisions found, for the sheet that tells them."""

    def __init__(
        self,
        problem: Callable[[], tuple[Problem, Sheet] | None],
        days: Callable[[], tuple[date, date] | None],
    ) -> None:
        super().__init__("", "sparkles")
        self._days = days
        self.set_title(self.tr("自动排班"))
        self._problem = problem
        self._run: SolverRun | None = None
        self._explaining: ExplainRun | None = None
        self._points: list[tuple[float, int, int]] = []
        self._limit = 60
        self._clock = QTimer(self)
        self._clock.setInterval(500)
        self._clock.timeout.connect(self._tick)
        self._spent = 0.0
        self._used = False
        self._build()

    def _build(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(12, 10, 12, 12)
        inside.setSpacing(8)
        self.setup = QWidget()
        row = QHBoxLayout(self.setup)
        row.setContentsMargins(0, 0, 0, 0)
        self.group = Combo()
        self.group.set_options(
            [("", self.tr("全部岗位")), *((g, label(f"roster_group.{g}")) for g in _groups())]
        )
        self.group.set_value("")
        self.time = Combo()
        self.time.set_options([(s, self.tr("{n} 秒").format(n=t)) for s, t in SECONDS])
        self.time.set_value(60)
        row.addWidget(self.group, 1)
        row.addWidget(self.time)
        inside.addWidget(self.setup)
        self.part = Check(self.tr("只改选中的日期"))
        self.part.setToolTip(self.tr("先在表上选中几天，其他日子不动"))
        inside.addWidget(self.part)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        inside.addWidget(self.bar)
        self.curve = Curve()
        inside.addWidget(self.curve)
        inside.addWidget(self._figures())
        self.words = Label(self.tr("已锁定的格子不会改动，上月末尾和公平账一并考虑。"), "cap", "3")
        self.words.setWordWrap(True)
        inside.addWidget(self.words)
        buttons = QHBoxLayout()
        self.start = Button(self.tr("开始排班"), "sparkles", "primary")
        self.start.clicked.connect(self.begin)
        self.take = Button(self.tr("用这个方案"), "check", "primary")
        self.take.clicked.connect(self._take)
        self.halt = Button(self.tr("停止"), "square")
        self.halt.clicked.connect(self._stop)
        for button in (self.start, self.take, self.halt):
            buttons.addWidget(button, 1 if button is not self.halt else 0)
        inside.addLayout(buttons)
        self.why = Button(self.tr("为什么排不成"), "circle-help")
        self.why.clicked.connect(self.explain)
        self.why.hide()
        inside.addWidget(self.why)
        self.body.addLayout(inside)
        self._state(running=False)

    def _figures(self) -> QWidget:
        """Best, bound and gap beside one another; nothing to show before the first run."""
        self.numbers = QWidget()
        row = QHBoxLayout(self.numbers)
        row.setContentsMargins(0, 0, 0, 0)
        self.best, self.bound, self.gap = (self._number(row, t) for t in (
            self.tr("目前最好"), self.tr("理论下限"), self.tr("差距")))  # fmt: skip
        return self.numbers

    def _number(self, row: QHBoxLayout, caption: str) -> Label:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Label(caption, "cap", "3"))
        value = Label("—", "title3")
        column.addWidget(value)
        row.addLayout(column, 1)
        return value

    @Slot()
    def begin(self) -> None:
        """Start the process on the month as it stands."""
        given = self._problem()
        if given is None:
            return
        problem, sheet = given
        self.why.hide()
        group = self.group.value()
        days = self._days() if self.part.value() else None
        first, last = days or (None, None)
        scope = Scope(first, last, frozenset({Group(group)}) if group else None)
        empty = not any(code for row in sheet.cells for code in row)
        self._limit = int(self.time.value() or 60)
        self._points, self._spent, self._used = [], 0.0, False
        self._run = SolverRun(problem, None if empty else sheet, scope, self._limit)
        self._run.improved.connect(self._improved)
        self._run.ended.connect(self._ended)
        self._run.failed.connect(self._failed)
        self.words.setText(self.tr("正在寻找第一个完整方案…"))
        self._state(running=True)
        self._clock.start()

    @Slot()
    def toggle(self) -> None:
        """F7: begin, or stop and keep the best."""
        if self.running():
            self._stop()
        else:
            self.begin()

    @Slot()
    def use(self) -> None:
        """Take the best sheet found so far, if there is one."""
        self._take()

    @Slot()
    def explain(self) -> None:
        """Ask the solver which rules collide, for whom and when."""
        given = self._problem()
        if given is None or self._explaining is not None:
            return
        self._explaining = ExplainRun(given[0])
        self._explaining.ended.connect(self._explained)
        self._explaining.failed.connect(self._not_explained)
        self.words.setText(self.tr("正在找哪些规则互相冲突…"))
        self.words.set_tone("2")
        self.why.setEnabled(False)

    @Slot(object)
    def _explained(self, found: object) -> None:
        self._explaining = None
        self.why.setEnabled(True)
        self.words.setText(self.tr("原因已列出") if found else self.tr("没有找到必然的冲突"))
        self.explained.emit(found)

    @Slot(str)
    def _not_explained(self, words: str) -> None:
        self._explaining = None
        self.why.setEnabled(True)
        self.words.setText(self.tr("没有找到原因：{reason}").format(reason=words))

    def close_run(self) -> None:
        """The page goes away: end the process."""
        if self._explaining is not None:
            self._explaining.kill()
            self._explaining = None
        if self._run is not None and self.running():
            self._run.kill()
        self._run = None

    def running(self) -> bool:
        """Whether the solver works."""
        return self.halt.isVisibleTo(self)

    def _state(self, *, running: bool) -> None:
        found = self._run is not None and self._run.best is not None and not self._used
        self.setup.setVisible(not running)
        self.part.setVisible(not running)
        self.bar.setVisible(running)
        self.curve.setVisible(running or found)
        self.numbers.setVisible(running or found)
        self.start.setVisible(not running)
        self.take.setVisible(found)
        self.halt.setVisible(running)

    @Slot()
    def _tick(self) -> None:
        self._spent += 0.5
        self.bar.setRange(0, self._limit * 2)
        self.bar.setValue(min(round(self._spent * 2), self._limit * 2))
        spent = self.tr("已 {n} 秒 / {limit} 秒").format(n=round(self._spent), limit=self._limit)
        self.note.setText(spent)

    @Slot(object)
    def _improved(self, draft: Draft) -> None:
        self._points.append((draft.seconds, draft.best, draft.bound))
        self.curve.show_points(self._points, self._limit)
        self.best.setText(f"{draft.best:,}")
        self.bound.setText(f"{draft.bound:,}")
        self.gap.setText(f"{draft.gap:.1%}")
        musts = draft.musts_broken
        self.words.setText(
            self.tr("硬性规则 %n 处违反", "", musts) if musts else self.tr("硬性规则 0 处违反")
        )
        self.words.set_tone("red" if musts else "2")
        self._state(running=True)

    @Slot(object)
    def _ended(self, draft: Draft) -> None:
        self._clock.stop()
        self.note.setText(self.tr("用时 {n} 秒").format(n=round(draft.seconds)))
        if self._run is not None:
            broken = judge(self._run.problem, draft.sheet)
            errors = sum(v.level is Level.ERROR for v in broken)
            self.why.setVisible(bool(errors or draft.musts_broken))
            if errors:
                self.words.setText(self.tr("还有 %n 处必须改的问题", "", errors))
                self.words.set_tone("red")
        self._state(running=False)

    @Slot(str)
    def _failed(self, words: str) -> None:
        self._clock.stop()
        self.words.setText(self.tr("没有排成：{reason}").format(reason=words))
        self.words.set_tone("red")
        self._state(running=False)

    @Slot()
    def _stop(self) -> None:
        if self._run is not None:
            self._run.stop()

    @Slot()
    def _take(self) -> None:
        if self._run is None or self._run.best is None or self._used:
            return
        # Once: later hand work must not be overwritten by a second press.
        self._used = True
        best = self._run.best
        self._run.stop()
        self._state(running=self.running())
        self.taken.emit(best)


def _short(cost: float) -> str:
    """A cost that fits beside the axis: 950, 12k, 2.6M."""
    if cost < 10_000:
        return f"{cost:.0f}"
    return f"{cost / 1000:.0f}k" if cost < 1_000_000 else f"{cost / 1_000_000:.1f}M"


def _groups() -> tuple[Group, ...]:
    return (
        Group.DIRECTOR, Group.POLICE, Group.AUX_POLICE, Group.GUARD, Group.DOCTOR, Group.NURSE,
    )  # fmt: skip
