"""Passwords and one-time passwords as mathematics: no store, no clock."""

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=2)
STEP_SECONDS = 30
"""How long a one-time password holds (RFC 6238)."""


def hash_password(password: str) -> str:
    """The argon2id hash that is kept instead of the password."""
    return _HASHER.hash(password)


def password_fits(kept: str | None, password: str) -> bool:
    """Whether a password belongs to a hash; the same work is done when there is no hash."""
    try:
        return _HASHER.verify(kept or _stand_in(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _stand_in() -> str:
    """A hash nobody has the password of, made when the first unknown name is tried."""
    return _HASHER.hash(secrets.token_hex(16))


def new_second_factor() -> str:
    """A fresh secret for a one-time password card or app, in base32 as those read it."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def one_time_password(secret: str, step: int) -> str:
    """The six digits of one step (RFC 6238, SHA-1 as every card does it)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0xF
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def second_factor_step(secret: str, digits: str, now: datetime, used: int) -> int | None:
    """The step the digits belong to, one step of clock error allowed; None when wrong or used."""
    step = int(now.timestamp()) // STEP_SECONDS
    for candidate in (step, step - 1, step + 1):
        if candidate > used and hmac.compare_digest(one_time_password(secret, candidate), digits):
            return candidate
    return None
