"""Background work: results in the main thread, cancel, failure, no lambdas."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, Slot
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from medcentre.kernel.changes import Topic
from ui.kit.bus import Bus, Listener
from ui.kit.tasks import Progress, TaskRunner


class Hearer(QObject):
    """Notes what it is told and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, object]] = []
        self.threads: set[bool] = set()

    @Slot(object)
    def done(self, result: object) -> None:
        self.heard.append(("done", result))
        self.threads.add(QThread.currentThread() is self.thread())

    @Slot(object)
    def failed(self, error: object) -> None:
        self.heard.append(("failed", error))

    @Slot()
    def cancelled(self) -> None:
        self.heard.append(("cancelled", None))

    @Slot(int, int, str)
    def progressed(self, done: int, total: int, found: str) -> None:
        self.heard.append(("step", (done, total, found)))


def test_result_and_steps_arrive_in_the_main_thread(qtbot: QtBot) -> None:
    runner, hearer = TaskRunner(), Hearer()

    def job(progress: Progress) -> int:
        progress.step(1, 2, "半")
        return 3_000_000_001

    runner.start(job, done=hearer.done, progressed=hearer.progressed)
    qtbot.waitUntil(lambda: not runner.busy)
    assert hearer.heard == [("step", (1, 2, "半")), ("done", 3_000_000_001)]
    assert hearer.threads == {True}


def test_an_error_is_handed_over(qtbot: QtBot) -> None:
    runner, hearer = TaskRunner(), Hearer()

    def job(progress: Progress) -> None:
        raise ValueError("broken")

    runner.start(job, failed=hearer.failed)
    qtbot.waitUntil(lambda: not runner.busy)
    assert hearer.heard[0][0] == "failed"


def test_cancel_stops_at_the_next_step(qtbot: QtBot) -> None:
    runner, hearer, started = TaskRunner(), Hearer(), threading.Event()

    def job(progress: Progress) -> None:
        started.set()
        while True:
            progress.step(0)

    task = runner.start(job, done=hearer.done, cancelled=hearer.cancelled)
    assert started.wait(5)
    with qtbot.waitSignal(task.ended):
        task.cancel()
    assert ("cancelled", None) in hearer.heard


def test_a_job_that_steps_in_a_rush_leaves_one_step_to_show(qtbot: QtBot) -> None:
    runner, hearer, rushed = TaskRunner(), Hearer(), threading.Event()

    def job(progress: Progress) -> None:
        for count in range(50_000):
            progress.step(count, 50_000)
        rushed.set()

    runner.start(job, progressed=hearer.progressed)
    assert rushed.wait(20)  # the main thread takes nothing meanwhile
    qtbot.waitUntil(lambda: not runner.busy)
    assert hearer.heard == [("step", (49_999, 50_000, ""))]


def test_close_cancels_what_waits_and_what_runs() -> None:
    runner, started = TaskRunner(), threading.Event()

    def job(progress: Progress) -> None:
        started.set()
        while not progress.stopped:
            started.wait(0.001)

    first = runner.start(job)
    second = runner.start(job)
    assert started.wait(5)
    runner.close()
    assert first.progress.stopped
    assert second.progress.stopped


def test_callbacks_that_would_run_in_the_worker_are_refused() -> None:
    runner = TaskRunner()
    heard: list[object] = []
    callbacks: tuple[Callable[[object], object], ...] = (lambda r: None, print, heard.append)
    for callback in callbacks:
        with pytest.raises(TypeError):
            runner.start(lambda p: None, done=callback)


def test_the_bus_brings_other_threads_to_the_main_thread(qtbot: QtBot) -> None:
    listeners: list[Listener] = []
    bus, hearer = Bus(listeners.append), Hearer()
    bus.changed.connect(hearer.done)
    thread = threading.Thread(target=listeners[0], args=(frozenset({Topic.CARE}),))
    with qtbot.waitSignal(bus.changed):
        thread.start()
    thread.join()
    assert hearer.heard == [("done", frozenset({Topic.CARE}))]
    assert hearer.threads == {True}


def test_a_window_that_goes_does_not_wait_for_its_job(qtbot: QtBot) -> None:
    """Qt took the pool down with its window and waited for a thread that needed the interpreter."""
    owner = QObject()
    runner, hearer = TaskRunner(owner), Hearer()
    began, release, asked_to_stop = threading.Event(), threading.Event(), threading.Event()

    def job(progress: Progress) -> None:
        began.set()
        release.wait(20)
        if progress.stopped:
            asked_to_stop.set()

    runner.start(job, done=hearer.done, cancelled=hearer.cancelled)
    assert began.wait(20)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    assert not isValid(runner)
    assert not asked_to_stop.is_set()
    release.set()
    assert asked_to_stop.wait(20)
    qtbot.wait(50)
    assert hearer.heard == [("done", None)]
