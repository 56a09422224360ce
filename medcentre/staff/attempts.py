"""Wrong passwords at a locked store: counted in a small file until the store can be told.

An embedded store cannot be opened without a password, so failures before that stand in
`centre.attempts` beside it. The next successful sign-in writes them into the audit trail. Whoever
can delete that file can copy the store too; against such a person the key derivation protects.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from medcentre.store.codes import StoreCode, StoreTrouble

FILE = "centre.attempts"
_KEPT = 500


@dataclass(frozen=True, slots=True)
class Refused:
    """One refused attempt, still to be audited."""

    at: datetime
    user: str
    workstation: str


class Attempts:
    """The failures at one data folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def locked_until(self, user: str) -> datetime | None:
        """Until when a name is shut out."""
        text = self._read()["names"].get(user, {}).get("locked_until")
        return datetime.fromisoformat(text) if text else None

    def fail(self, user: str, now: datetime, workstation: str) -> int:
        """Count a failure; how many tries are left (0: now locked). Raises StoreTrouble."""
        data = self._read()
        entry = data["names"].setdefault(user, {"failures": 0, "locked_until": None})
        entry["failures"] += 1
        left = int(data["policy"]["after"]) - int(entry["failures"])
        if left <= 0:
            until = now + timedelta(minutes=int(data["policy"]["minutes"]))
            entry.update(failures=0, locked_until=until.isoformat())
        data["refused"].append({"at": now.isoformat(), "user": user, "workstation": workstation})
        data["refused"] = data["refused"][-_KEPT:]
        self._write(data)
        return max(left, 0)

    def pending(self) -> tuple[Refused, ...]:
        """Refusals the trail has not seen yet."""
        return tuple(
            Refused(datetime.fromisoformat(r["at"]), r["user"], r["workstation"])
            for r in self._read()["refused"]
        )

    def settle(self, user: str, told: int, after: int, minutes: int) -> None:
        """After a sign-in: forget the user's failures, the first `told` refusals; keep the policy."""
        data = self._read()
        fresh = {
            "names": {k: v for k, v in data["names"].items() if k != user},
            "refused": data["refused"][told:],
            "policy": {"after": after, "minutes": minutes},
        }
        if fresh != data:
            self._write(fresh)

    def forgive(self, user: str) -> None:
        """Open a name again, after an administrator unlocked the account."""
        data = self._read()
        if data["names"].pop(user, None):
            self._write(data)

    def _read(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "names": {}, "refused": [], "policy": {"after": 5, "minutes": 30}
        }  # fmt: skip
        try:
            found = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return data
        if isinstance(found, dict) and set(found) == set(data):
            return found
        return data

    def _write(self, data: dict[str, Any]) -> None:
        fresh = self._file.with_suffix(".fresh")
        try:
            with fresh.open("w", encoding="utf-8") as out:
                json.dump(data, out, ensure_ascii=False)
                out.flush()
                os.fsync(out.fileno())
            fresh.replace(self._file)
        except OSError as error:
            raise StoreTrouble(StoreCode.READ_ONLY) from error
