"""Pages refresh because something changed (house rule 17)."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from medcentre.kernel.changes import Topic

Listener = Callable[[frozenset[Topic]], None]
Subscribe = Callable[[Listener], object]
"""How the store announces commits: call it with a listener, keep what it returns."""


class Bus(QObject):
    """Brings announcements of any thread to the main thread as the signal `changed`."""

    changed = Signal(object)

    def __init__(self, subscribe: Subscribe | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held = subscribe(self.announce) if subscribe else None

    def announce(self, topics: Iterable[Topic]) -> None:
        """Tell every page; safe to call from any thread."""
        if gathered := frozenset(topics):
            self.changed.emit(gathered)
