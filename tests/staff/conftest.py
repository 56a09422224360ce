"""Passwords cheap enough for hundreds of sign-ins: the cost is turned down, nothing else."""

import pytest
from argon2 import PasswordHasher

from medcentre.staff import passwords
from medcentre.store import keyring
from tests.staff.doors import CHEAP_KIB


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """argon2id with little memory and one pass."""
    hasher = PasswordHasher(time_cost=1, memory_cost=CHEAP_KIB, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", hasher)
    monkeypatch.setattr(passwords, "_stand_in", lambda: hasher.hash("stand-in"))
    monkeypatch.setattr(keyring, "_MEMORY_KIB", CHEAP_KIB)
    monkeypatch.setattr(keyring, "_PASSES", 1)
