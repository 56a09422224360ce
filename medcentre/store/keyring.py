"""The data key of an embedded store, wrapped once for each person who may open it (I9).

Beside the store lies `centre.keys`: the random 32-byte data key, sealed with AES-GCM under keys
derived by argon2id from each account's password, from the recovery key and, where scripts need
it, from a passphrase. Losing every password still leaves the recovery key on paper.
"""

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from medcentre.store.codes import StoreCode, StoreTrouble

FILE = "centre.keys"
RECOVERY = "recovery:"
PASSPHRASE = "passphrase:"
_MEMORY_KIB, _PASSES, _LANES = 65536, 3, 2
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key sealed for one opener. Binary parts are base64."""

    name: str
    salt: str
    nonce: str
    sealed: str
    memory_kib: int
    passes: int
    lanes: int


class Keyring:
    """The slots of one data folder."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE

    def exists(self) -> bool:
        """Whether the folder has a keyring."""
        return self.file.exists()

    def slots(self) -> dict[str, Slot]:
        """All slots by name. Raises StoreTrouble when the file is missing or unreadable."""
        try:
            data = json.loads(self.file.read_text("utf-8"))
            return {s["name"]: Slot(**s) for s in data["slots"]}
        except FileNotFoundError as error:
            raise StoreTrouble(StoreCode.NO_KEYRING) from error
        except (ValueError, KeyError, TypeError) as error:
            raise StoreTrouble(StoreCode.DAMAGED) from error

    def open(self, name: str, secret: str) -> bytes:
        """The data key for one opener. Raises StoreTrouble(WRONG_KEY) for a wrong secret."""
        slot = self.slots().get(name)
        if slot is None:
            # The same work for an unknown name, so that names cannot be told by time.
            _derive(secret, secrets.token_bytes(16), _MEMORY_KIB, _PASSES, _LANES)
            raise StoreTrouble(StoreCode.WRONG_KEY)
        key = _derive(secret, _un64(slot.salt), slot.memory_kib, slot.passes, slot.lanes)
        try:
            return AESGCM(key).decrypt(_un64(slot.nonce), _un64(slot.sealed), name.encode())
        except InvalidTag as error:
            raise StoreTrouble(StoreCode.WRONG_KEY) from error

    def put(self, name: str, secret: str, data_key: bytes) -> None:
        """Add or replace one opener's slot."""
        slots = self.slots() if self.exists() else {}
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        key = _derive(secret, salt, _MEMORY_KIB, _PASSES, _LANES)
        sealed = AESGCM(key).encrypt(nonce, data_key, name.encode())
        slots[name] = Slot(
            name, _b64(salt), _b64(nonce), _b64(sealed), _MEMORY_KIB, _PASSES, _LANES
        )
        self._write(slots)

    def drop(self, name: str) -> None:
        """Remove one opener; unknown names are ignored."""
        slots = self.slots()
        if slots.pop(name, None):
            self._write(slots)

    def _write(self, slots: dict[str, Slot]) -> None:
        text = json.dumps({"slots": [asdict(s) for s in slots.values()]}, indent=1)
        fresh = self.file.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        fresh.chmod(0o600)
        fresh.replace(self.file)


def new_data_key() -> bytes:
    """A fresh random data key."""
    return secrets.token_bytes(32)


def new_recovery_key() -> str:
    """Eight groups of four characters without look-alikes, printed once at set-up."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(8))


def tidy_recovery_key(text: str) -> str:
    """A recovery key as typed from paper: case, spaces and dashes do not matter."""
    plain = "".join(c for c in text.upper() if c in _ALPHABET)
    return "-".join(plain[i : i + 4] for i in range(0, len(plain), 4))


def _derive(secret: str, salt: bytes, memory_kib: int, passes: int, lanes: int) -> bytes:
    return hash_secret_raw(
        secret.encode(), salt, time_cost=passes, memory_cost=memory_kib,
        parallelism=lanes, hash_len=32, type=Type.ID,
    )  # fmt: skip


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _un64(text: str) -> bytes:
    return base64.b64decode(text)
