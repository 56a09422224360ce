"""One window program a store and computer: a second start brings the first to the front."""

import hashlib
import tempfile
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 1500


class SingleInstance(QObject):
    """The lock and the bell of a store on this computer."""

    called = Signal()

    def __init__(self, location: str, parent: QObject) -> None:
        super().__init__(parent)
        name = "medcentre-" + hashlib.sha256(location.encode()).hexdigest()[:16]
        self._name = name
        self._lock = QLockFile(str(Path(tempfile.gettempdir()) / f"{name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self._rung)

    def first(self) -> bool:
        """Whether this is the first; otherwise the first was called to the front."""
        if self._lock.tryLock(100):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)
            return True
        bell = QLocalSocket()
        bell.connectToServer(self._name)
        bell.waitForConnected(WAIT_MS)
        bell.disconnectFromServer()
        return False

    @Slot()
    def _rung(self) -> None:
        connection = self._server.nextPendingConnection()
        if connection is not None:
            connection.deleteLater()
        self.called.emit()
