"""What a signed-in window needs of the open store: announcements, its session, its drafts."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from medcentre.desktop import draft_key, feed_of, listen
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.staff.views.settings import centre_name
from ui.app_session import SessionWatch, change_first
from ui.kit.bus import Bus

__all__ = ["Feed", "SessionWatch", "centre_name", "change_first", "draft_key"]

POLL_MS = 1500
"""How often other windows' and workstations' acts are looked for."""


class _Ending:
    """Stops the store from calling a window that is gone; holds nothing of the window itself."""

    def __init__(self, stop: Callable[[], None]) -> None:
        self._stop = stop

    def __call__(self, _gone: QObject | None = None) -> None:
        self._stop()


class Feed(QObject):
    """Acts of this process at once, those of others every second and a half."""

    lost = Signal(object)

    def __init__(self, ctx: ServiceContext, bus: Bus, parent: QObject) -> None:
        super().__init__(parent)
        self._bus = bus
        self._feed = feed_of(ctx)
        self.destroyed.connect(_Ending(listen(ctx, bus.announce)))
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Announce what others did; a lost store is told once."""
        try:
            topics = self._feed.poll()
        except DomainError as trouble:
            self.lost.emit(trouble)
            return
        if topics:
            self._bus.announce(topics)
