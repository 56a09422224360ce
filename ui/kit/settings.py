"""Taste of one user at one desk, typed once (house rule 20).

Anything that changes behaviour for others is a row in the store, not here.
"""

import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QByteArray, QSettings

T = TypeVar("T")


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A preference with its key, default and, through the default, its type."""

    key: str
    default: T

    def get(self, store: QSettings) -> T:
        """The stored value; the default when there is none or it is of another type."""
        raw, read = store.value(self.key), cast(Any, self.default)
        if raw is None:
            return self.default
        if isinstance(self.default, bool):
            read = str(raw).lower() in {"true", "1"}
        elif isinstance(self.default, int):
            read = int(str(raw)) if str(raw).lstrip("-").isdigit() else self.default
        else:
            read = str(raw)
        return cast(T, read)

    def set(self, store: QSettings, value: T) -> None:
        """Store a value."""
        store.setValue(self.key, value)


LANGUAGE = Setting("look/language", "zh")
SCHEME = Setting("look/scheme", "light")
TEXT_PERCENT = Setting("look/text_percent", 100)
REDUCED_MOTION = Setting("look/reduced_motion", False)
HIGH_CONTRAST = Setting("look/high_contrast", False)
ALERT_SOUND = Setting("alerts/sound", True)
GLOVES = Setting("look/gloves", False)
IDLE_MINUTES = Setting("lock/idle_minutes", 5)
LAST_USER = Setting("sign_in/last_user", "")


class Preferences:
    """QSettings behind typed getters; JSON for lists and small tables."""

    def __init__(self, store: QSettings) -> None:
        self.store = store

    def get(self, setting: Setting[T]) -> T:
        """The value of a setting."""
        return setting.get(self.store)

    def set(self, setting: Setting[T], value: T) -> None:
        """Store a setting."""
        setting.set(self.store, value)

    def note(self, key: str, value: object) -> None:
        """Remember anything JSON can hold (column widths, filters)."""
        self.store.setValue(key, json.dumps(value, ensure_ascii=False))

    def noted(self, key: str, default: object = None) -> object:
        """What was noted under a key; the default when nothing or nonsense was."""
        raw = self.store.value(key)
        if not isinstance(raw, str):
            return default
        try:
            return cast(object, json.loads(raw))
        except ValueError:
            return default

    def keep_bytes(self, key: str, value: QByteArray) -> None:
        """Remember a state Qt hands out as bytes."""
        self.store.setValue(key, value)

    def kept_bytes(self, key: str) -> QByteArray:
        """Bytes remembered under a key; empty when none."""
        raw = self.store.value(key)
        return raw if isinstance(raw, QByteArray) else QByteArray()
