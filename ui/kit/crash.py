"""Bugs: logged every time, told once per place, in words a nurse can act on."""

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QObject, Signal

log = logging.getLogger(__name__)


class CrashHook(QObject):
    """The last receiver of uncaught errors; `told` carries the place to whoever shows a dialog.

    The signal is delivered in the main thread whatever thread the error came from (P12).
    """

    told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[str] = set()

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log the error and tell about its place the first time."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("uncaught", exc_info=(kind, error, trace))
        place = f"{kind.__name__}:{_place(trace)}"
        if place not in self._seen:
            self._seen.add(place)
            self.told.emit(place)

    def install(self) -> None:
        """Become `sys.excepthook`."""
        sys.excepthook = self


def _place(trace: TracebackType | None) -> str:
    """Function and line where the error was raised."""
    if trace is None:
        return "?"
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}"
