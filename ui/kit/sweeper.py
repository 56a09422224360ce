"""Python's cycle collector only between events, only in the main thread.

Left alone it may run in the middle of a paint or in the worker thread and destroy widgets there,
which ends the process. Here it is switched off and a timer of the main thread collects instead.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 2_000
FULL_EVERY = 30
"""A full collection once a minute, the young ones at every tick."""


def keep_loaded() -> None:
    """What has been loaded stays for good: full collections need not look through it any more.

    A full one takes some 60 ms with all rooms loaded and 3 ms without what is kept.
    """
    gc.freeze()


class Sweeper(QObject):
    """Owns the collector while it lives; one for the program."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ticks = 0
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    @Slot()
    def sweep(self) -> None:
        """Collect the young generation, now and then everything."""
        self._ticks += 1
        gc.collect(2 if self._ticks % FULL_EVERY == 0 else 1)

    def stop(self) -> None:
        """Hand the collector back."""
        self._timer.stop()
        gc.enable()
