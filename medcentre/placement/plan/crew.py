"""Workers of the plan engine: processes of their own, so that they take the other core and can be
ended at once, whatever a solver inside is busy with.

A worker says things when it likes and hears only answers to what it asked, so that neither side
ever waits for the other to read.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection, wait
from typing import Any

Work = Callable[..., None]
"""A function of a module, called with the connection and its arguments."""


class Worker:
    """A process that does `work(connection, *args)`. Ended with this program at the latest."""

    def __init__(self, work: Work, *args: object) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, there = context.Pipe()
        self._process = context.Process(target=_work, args=(there, work, args), daemon=True)
        self._process.start()
        there.close()
        self.over = False

    @property
    def pid(self) -> int | None:
        """Number of the process."""
        return self._process.pid

    def heard(self) -> list[Any]:
        """What it has said and nobody has heard yet; `over` when it has ended."""
        said: list[Any] = []
        try:
            while self.connection.poll():
                said.append(self.connection.recv())
        except (EOFError, OSError):
            self.over = True
        return said

    def answer(self, words: object) -> None:
        """Answer what it asked."""
        try:
            self.connection.send(words)
        except OSError:
            self.over = True

    def end(self) -> None:
        """End it now."""
        self.over = True
        self._process.kill()
        self._process.join()
        self.connection.close()


def wait_for(workers: Iterable[Worker], seconds: float) -> None:
    """Until one of the workers says something, at most so many seconds."""
    wait([w.connection for w in workers if not w.over], seconds)


def _work(connection: Connection, work: Work, args: tuple[object, ...]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        work(connection, *args)
    except (OSError, EOFError):  # nobody listens any more: the program has ended
        os._exit(0)
    connection.close()


def _end_with_parent() -> None:
    """A program that dies cannot end its workers; they see to it themselves."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
