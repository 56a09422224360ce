"""Background work through one runner and one worker thread (house rule 16)."""

import atexit
import threading
import types
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, SignalInstance, Slot


class Cancelled(Exception):
    """Raised inside a job by `Progress.step` after somebody asked it to stop."""


Step = tuple[int, int, str]

PAUSE_MS = 40
"""Between two steps shown: the eye follows no faster, and the loop has time for other things."""


class Progress:
    """Handed to a job. Thread-safe; holds no widget.

    The newest step waits in one place until the main thread takes it, and one wake is under way at
    most: a job which steps faster than the screen can follow never keeps the event loop busy.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._newest: Step | None = None
        self._awake = False

    def step(self, done: int, total: int = 0, found: str = "") -> None:
        """Report progress (total 0: unknown); raises `Cancelled` when the job should stop."""
        if self._stop.is_set():
            raise Cancelled
        with self._lock:
            self._newest = (done, total, found)
            awake, self._awake = self._awake, True
        if not awake:
            self._wake()

    def take(self) -> Step | None:
        """The newest step not taken yet; None makes the next step wake the main thread again."""
        with self._lock:
            newest, self._newest = self._newest, None
            self._awake = newest is not None
        return newest

    @property
    def stopped(self) -> bool:
        """Whether the job was asked to stop; for solvers that must keep their best so far."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the job to stop."""
        self._stop.set()


Job = Callable[[Progress], Any]


class Task(QObject):
    """A running job as the main thread sees it; lives as long as the job, whatever becomes of its
    runner."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _stepped = Signal()
    _over = Signal(object, object)

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job
        self.progress = Progress(self._stepped.emit)
        self._stepped.connect(self._show_step)
        self._over.connect(self._tell_end)

    def cancel(self) -> None:
        """Ask the job to stop; `cancelled` follows unless it had finished."""
        self.progress.stop()

    def finish(self, end: SignalInstance, *result: object) -> None:
        """Called by the worker: `end` follows in the main thread, after the last step."""
        self._over.emit(end, result)

    @Slot()
    def _show_step(self) -> None:
        step = self.progress.take()
        if step is not None:
            self.progressed.emit(*step)
            QTimer.singleShot(PAUSE_MS, self._show_step)

    @Slot(object, object)
    def _tell_end(self, end: SignalInstance, result: tuple[object, ...]) -> None:
        step = self.progress.take()
        if step is not None:
            self.progressed.emit(*step)
        end.emit(*result)
        self.ended.emit()


class _Run(QRunnable):
    """Holds the task while it runs."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        task = self._task
        try:
            if task.progress.stopped:
                raise Cancelled
            result = task.job(task.progress)
        except Cancelled:
            task.finish(task.cancelled)
        except Exception as error:  # the one place beside `main` where this is right
            task.finish(task.failed, error)
        else:
            task.finish(task.succeeded, result)


Running = dict[int, tuple[Task, _Run]]

_POOLS: dict[QThreadPool, Running] = {}
"""Every pool with what runs in it. A pool that goes waits for its thread; where Qt takes it down with
a window, it would wait with the interpreter locked, which the thread needs to end. So no window owns
a pool: here it stays until it is idle.
"""


def _leave(pool: QThreadPool) -> None:
    """The runner of this pool is gone: stop what still runs; let go of pools that are idle."""
    for task, _run in _POOLS.get(pool, {}).values():
        task.cancel()
    if pool in _POOLS:
        _LEFT.append(pool)
    for each in [p for p in _LEFT if not p.activeThreadCount()]:
        _LEFT.remove(each)
        del _POOLS[each]


_LEFT: list[QThreadPool] = []
"""Pools whose runner is gone."""


@atexit.register
def _end_all() -> None:
    """Stop and wait for whatever still runs, while the interpreter is whole."""
    for pool, running in _POOLS.items():
        for task, _run in running.values():
            task.cancel()
        pool.waitForDone()
    _POOLS.clear()
    _LEFT.clear()


class TaskRunner(QObject):
    """One worker thread, because the store has one writer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._running: Running = {}
        _POOLS[self._pool] = self._running
        self.destroyed.connect(partial(_leave, self._pool))

    def start(
        self,
        job: Job,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Any], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        progressed: Callable[[int, int, str], object] | None = None,
    ) -> Task:
        """Run `job(progress)` in the worker. Callbacks must be methods of a QObject (TypeError)."""
        for callback in (done, failed, cancelled, progressed):
            _refuse_unbound(callback)
        task = Task(job)
        task.ended.connect(self._forget)
        if done:
            task.succeeded.connect(done)
        if failed:
            task.failed.connect(failed)
        if cancelled:
            task.cancelled.connect(cancelled)
        if progressed:
            task.progressed.connect(progressed)
        run = _Run(task)
        run.setAutoDelete(False)
        self._running[id(task)] = (task, run)
        self._pool.start(run)
        return task

    @property
    def busy(self) -> bool:
        """Whether any job has not ended."""
        return bool(self._running)

    def close(self) -> None:
        """Cancel everything and wait for the worker."""
        for task, _run in self._running.values():
            task.cancel()
        self._pool.waitForDone()

    def _forget(self) -> None:
        task = self.sender()
        if task is not None and id(task) in self._running:
            del self._running[id(task)]
            task.deleteLater()


def _refuse_unbound(callback: Callable[..., object] | None) -> None:
    """A lambda would run in the worker's thread (P2): only methods of a QObject are taken."""
    if callback is None:
        return
    owner = callback.func if isinstance(callback, partial) else callback
    if (
        isinstance(callback, partial)
        or not isinstance(getattr(owner, "__self__", None), QObject)
        or (isinstance(owner, types.FunctionType))
    ):
        raise TypeError("callbacks must be methods of a QObject")
