"""What stands around every page, read beside the main thread: counters, alerts, badges."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from medcentre.kernel.context import one_look
from medcentre.kernel.errors import DomainError
from ui.kit.desk import Desk
from ui.kit.page import Group, PageSpec
from ui.kit.tasks import Progress
from ui.shell.services import Alert, Counter, ShellServices, StatusLine

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counters of the top bar, alerts of the bell, open work of each group of the rail, who leads."""

    counters: Sequence[Counter] = ()
    alerts: tuple[Alert, ...] = ()
    counts: tuple[tuple[Group, tuple[int, bool]], ...] = ()
    at: datetime | None = None
    duty: tuple[StatusLine, ...] = ()


class FigureReader(QObject):
    """Reads when asked; askings that come while it reads become one more reading."""

    found = Signal(object)

    def __init__(
        self, desk: Desk, services: ShellServices, specs: Sequence[PageSpec], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._services = desk, services
        self._counted = [s for s in specs if s.count]
        self._reading = self._again = False

    @Slot()
    def ask(self) -> None:
        """Read now, or once more after the reading that runs."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._desk.reads.start(self._read, done=self._have, failed=self._failed)

    def _read(self, _progress: Progress) -> Figures:
        ctx = self._desk.ctx
        counts: dict[Group, tuple[int, bool]] = {}
        with one_look():
            for spec in self._counted:
                number, urgent = spec.count(self._desk) if spec.count else (0, False)
                before = counts.get(spec.group, (0, False))
                counts[spec.group] = (before[0] + number, before[1] or urgent)
            return Figures(
                self._services.counters(ctx), tuple(self._services.alerts(ctx)),
                tuple(counts.items()), ctx.clock.now(), tuple(self._services.duty(ctx)),
            )  # fmt: skip

    @Slot(object)
    def _have(self, figures: Figures) -> None:
        self._end()
        self.found.emit(figures)

    @Slot(object)
    def _failed(self, error: object) -> None:
        """A lost store is told elsewhere; the figures on screen grow old and say so."""
        self._end()
        if isinstance(error, DomainError):
            log.warning("counters not read: %s", error.code)
        elif isinstance(error, Exception):
            raise error

    def _end(self) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.ask()
