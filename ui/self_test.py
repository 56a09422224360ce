"""The packaged program proves itself on the machine it shall run on: a centre from nothing, a
sign-in, a window, a roster drafted by the solver's process, a plan of beds, the proving worker, a
form in Chinese. One line a step; the first that fails ends it with exit code 1.
"""

import math
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QProcess, QSize, QTimer
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from medcentre import demo
from medcentre.cli import Job
from medcentre.kernel.clock import SystemClock, centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Role
from medcentre.papers.facts import PrintContext
from medcentre.papers.forms.notices import RightsNoticeDoc, render_rights_notice
from medcentre.placement.plan.centre import Scope as PlanScope
from medcentre.placement.plan.crew import Worker, wait_for
from medcentre.placement.plan.model import Exclusive, Item, PlanModel, Slot, evaluate
from medcentre.placement.plan.nights import Nights
from medcentre.placement.plan.nightwork import Said
from medcentre.placement.plan.prover import prove
from medcentre.placement.views import propose_reshuffle
from medcentre.rostering.facts import Group
from medcentre.rostering.solve.month import Draft, Scope
from medcentre.rostering.views import month_sheet
from ui.app import Program, application
from ui.rostering.solver_panel import SolverRun
from ui.shell.start import prepare
from ui.shell.window import MainWindow

ROSTER_SECONDS = 10
PLAN_SECONDS = 3.0
STARTING = 60.0
"""Seconds a worker may need on top: on a first start a virus scanner reads every file of it."""

HEADING = "权利"
"""Stands on the form; found again only where its characters are mapped."""


class Failed(Exception):
    """A step did not do what it must."""


def self_test(job: Job) -> int:
    """0 when everything a first day needs works on this machine."""
    app = application()
    with tempfile.TemporaryDirectory(prefix="selftest") as aside:
        for name, step in _steps(job, app, Path(aside) / "centre"):
            began = time.monotonic()
            try:
                told = step()
            except (Failed, DomainError, OSError, ImportError) as trouble:
                job.warn(f"self-test {name} FAILED: {type(trouble).__name__} {trouble}")
                return 1
            job.plain(f"self-test {name} ok, {time.monotonic() - began:.1f} s: {told}")
    local = SystemClock().now().astimezone(ZoneInfo("Asia/Shanghai"))
    job.plain(f"self-test ok {local:%H:%M %z}")
    return 0


def _steps(job: Job, app: QApplication, folder: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "centre", partial(_centre, job, folder)
    program = Program(str(folder), is_demo=True)
    prepare(app, program.preferences)
    try:
        entered = program.authenticate(demo.user_of(Role.DIRECTOR), demo.PASSWORD)
        if isinstance(entered, DomainError):
            raise entered
        yield "window", partial(_window, app, program, entered)
        yield "roster", partial(_roster, entered)
        officer = program.authenticate(demo.user_of(Role.POLICE), demo.PASSWORD)
        if isinstance(officer, DomainError):
            raise officer
        yield "plan", partial(_plan, officer)
        yield "prover", _prover
        yield "paper", _paper
    finally:
        program.close()


def _centre(job: Job, folder: Path) -> str:
    demo.create_demo(folder, lang=job.lang, roster=False)
    return f"{sum(f.stat().st_size for f in folder.iterdir()) // 1024} KB"


def _window(app: QApplication, program: Program, entered: ServiceContext) -> str:
    window = MainWindow(program.services())
    window.enter(entered)
    window.show()
    app.processEvents()
    place = window.workplace.current_page if window.workplace is not None else None
    window.close()
    if place is None:
        raise Failed("no page")
    return place.id


def _roster(ctx: ServiceContext) -> str:
    """The doctors' next month, by the process a roster page starts."""
    month = Month.of(centre_day(ctx.clock.now())).plus(1)
    problem = month_sheet(ctx, month).problem
    scope = Scope(groups=frozenset({Group.DOCTOR}))
    run = SolverRun(problem, None, scope, ROSTER_SECONDS)
    drafts: list[Draft] = []
    troubles: list[str] = []
    run.ended.connect(drafts.append)
    run.failed.connect(troubles.append)
    over = QEventLoop()
    run.process.finished.connect(over.quit)
    run.process.errorOccurred.connect(over.quit)
    QTimer.singleShot(round((ROSTER_SECONDS + STARTING) * 1000), over.quit)
    over.exec()
    if run.process.state() is not QProcess.ProcessState.NotRunning:
        run.kill()
        raise Failed("the solver did not end")
    if not drafts or run.process.exitCode():
        raise Failed(f"{run.process.errorString()} {' '.join(troubles)}")
    found = drafts[-1]
    if not any(code for row in found.sheet.cells for code in row) or found.bound <= 0:
        raise Failed(f"best {found.best}, bound {found.bound}")
    return f"{month}, best {found.best}, bound {found.bound}"


def _plan(ctx: ServiceContext) -> str:
    plan, snapshot = propose_reshuffle(ctx, PlanScope(), PLAN_SECONDS)
    if plan.gap is None:
        raise Failed("no bound")
    return f"{len(snapshot.people)} people, {len(plan.moves)} moves, gap {plan.gap:.1%}"


def _prover() -> str:
    """Two nights, two rooms, a woman and a man: apart costs 3, and the worker must prove it."""
    items = (Item({0: 1, 1: 9}, 0, 2), Item({0: 0, 1: 2}, 1, 2))
    model = PlanModel((Slot(0, 2), Slot(1, 2)), items, (Exclusive({0: "F", 1: "M"}),), 2)
    linear = Nights(model).build({i: tuple(item.costs) for i, item in enumerate(items)}, {})
    worker = Worker(prove, linear, math.inf, PLAN_SECONDS)
    until = time.monotonic() + STARTING
    said: list[Said] = []
    while not worker.over and time.monotonic() < until:
        wait_for([worker], 1)
        said += worker.heard()
    worker.end()
    places = next((s.places for s in said if s.places is not None), None)
    cost = None if places is None else evaluate(model, places).cost
    bound = max((s.bound for s in said if s.bound is not None), default=-math.inf)
    if cost != 3 or round(bound) != 3:
        raise Failed(f"cost {cost}, bound {bound}")
    if left := multiprocessing.active_children():
        raise Failed(f"left over: {left}")
    return f"cost {cost}, bound {bound:.0f}, no worker left"


def _paper() -> str:
    """A form in the fonts that come with the program, read back and drawn."""
    context = PrintContext(
        centre_name="收治中心", printed_by="self-test", printed_at=SystemClock().now(), blank=True
    )
    pdf = render_rights_notice(RightsNoticeDoc(), context)
    buffer = QBuffer()
    buffer.setData(pdf)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    words = document.getAllText(0).text()
    if HEADING not in words:
        raise Failed(f"{len(pdf)} bytes, {len(words)} characters")
    picture = document.render(0, QSize(420, 594))
    dark = sum(
        picture.pixelColor(x, y).lightness() < 128
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha()
    )
    if not dark:
        raise Failed("an empty page")
    return f"{len(pdf) // 1024} KB, {document.pageCount()} pages, {len(words)} characters"
