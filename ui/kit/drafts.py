"""Typed text is never lost: drafts on this desk, encrypted, written while one types.

`DraftKeeper` watches a form: it writes 1 s after the last key and at least every 5 s. A file is
written beside and moved into place, so a kill at any moment leaves the old or the new draft.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from cryptography.fernet import Fernet, InvalidToken
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from medcentre.kernel.clock import Clock, SystemClock

AFTER_LAST_KEY_MS = 1_000
AT_LEAST_EVERY_MS = 5_000
KEEP_DAYS = 30

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """One kept draft: where it belongs, what it is called, when it was written."""

    key: str
    title: str
    saved_at: datetime
    content: dict[str, Any]


class DraftStore(Protocol):
    """Where drafts are kept. Keys name the form and its record: `move:12`."""

    def save(self, key: str, content: Content, title: str = "") -> None:
        """Write or replace a draft."""
        ...

    def load(self, key: str) -> dict[str, Any] | None:
        """The content of a draft, None when there is none."""
        ...

    def remove(self, key: str) -> None:
        """Forget a draft; nothing happens when there is none."""
        ...

    def all(self) -> tuple[Draft, ...]:
        """All drafts, newest first."""
        ...


class NoDrafts:
    """For tests and places without a folder: keeps drafts in memory only."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._held: dict[str, Draft] = {}

    def save(self, key: str, content: Content, title: str = "") -> None:
        """Keep in memory."""
        self._held[key] = Draft(key, title, self._clock.now(), dict(content))

    def load(self, key: str) -> dict[str, Any] | None:
        """The content kept, if any."""
        draft = self._held.get(key)
        return draft.content if draft else None

    def remove(self, key: str) -> None:
        """Forget."""
        self._held.pop(key, None)

    def all(self) -> tuple[Draft, ...]:
        """All drafts, newest first."""
        return tuple(sorted(self._held.values(), key=lambda d: d.saved_at, reverse=True))


class FileDrafts:
    """One encrypted file a draft. `key` is a Fernet key; `owner` separates the people of a desk."""

    def __init__(self, folder: Path, key: bytes, owner: str, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._folder = folder / sha256(owner.encode()).hexdigest()[:16]
        self._folder.mkdir(parents=True, exist_ok=True)
        self._cipher = Fernet(key)

    def save(self, key: str, content: Content, title: str = "") -> None:
        """Write beside, flush to disk, move into place."""
        now = self._clock.now().isoformat()
        draft = {"key": key, "title": title, "saved_at": now, "content": content}
        text = json.dumps(draft, ensure_ascii=False)
        target = self._file(key)
        beside = target.with_suffix(".new")
        with beside.open("wb") as out:
            out.write(self._cipher.encrypt(text.encode()))
            out.flush()
            os.fsync(out.fileno())
        beside.replace(target)

    def load(self, key: str) -> dict[str, Any] | None:
        """The content of a draft; None when absent or written with another key."""
        draft = self._read(self._file(key))
        return draft.content if draft else None

    def remove(self, key: str) -> None:
        """Forget a draft."""
        self._file(key).unlink(missing_ok=True)

    def all(self) -> tuple[Draft, ...]:
        """All readable drafts, newest first."""
        drafts = [d for f in self._folder.glob("*.draft") if (d := self._read(f))]
        return tuple(sorted(drafts, key=lambda d: d.saved_at, reverse=True))

    def sweep(self) -> int:
        """Remove drafts older than 30 days; returns how many."""
        limit = self._clock.now() - timedelta(days=KEEP_DAYS)
        old = [draft.key for draft in self.all() if draft.saved_at < limit]
        for key in old:
            self.remove(key)
        return len(old)

    def _file(self, key: str) -> Path:
        return self._folder / f"{sha256(key.encode()).hexdigest()[:32]}.draft"

    def _read(self, file: Path) -> Draft | None:
        try:
            data = json.loads(self._cipher.decrypt(file.read_bytes()))
            saved = datetime.fromisoformat(data["saved_at"])
        except (FileNotFoundError, InvalidToken, ValueError, KeyError):
            return None
        return Draft(data["key"], data["title"], saved, data["content"])


class DraftKeeper(QObject):
    """Saves a form's content while it is typed. Call `touched` on every change."""

    saved = Signal()

    def __init__(
        self,
        store: DraftStore,
        key: str,
        content: Callable[[], Content],
        title: Callable[[], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._store, self._key, self._content, self._title = store, key, content, title
        self._waiting = False
        self._after = self._timer(AFTER_LAST_KEY_MS)
        self._latest = self._timer(AT_LEAST_EVERY_MS)

    @Slot()
    def touched(self) -> None:
        """A key was pressed: write in a second, and in five at the latest."""
        self._waiting = True
        self._after.start()
        if not self._latest.isActive():
            self._latest.start()

    @Slot()
    def flush(self) -> None:
        """Write now when something waits to be written."""
        self._after.stop()
        self._latest.stop()
        if self._waiting:
            self._waiting = False
            self._store.save(self._key, self._content(), self._title())
            self.saved.emit()

    def forget(self) -> None:
        """The content was saved for good: drop the draft."""
        self._waiting = False
        self._after.stop()
        self._latest.stop()
        self._store.remove(self._key)

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(self.flush)
        return timer
