"""Small centres on disk for tests of backup, migration and damage."""

from pathlib import Path

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import SYSTEM
from medcentre.staff import acts
from medcentre.staff.facts import Category
from medcentre.store.engine import Store
from medcentre.store.keyring import PASSPHRASE, Keyring, new_data_key
from medcentre.store.migrate import open_migrated

SECRET = "a passphrase of the tests"
SLOT = PASSPHRASE + "scripts"


def build(folder: Path, people: int = 6) -> Store:
    """A migrated embedded store with a keyring and some people."""
    folder.mkdir(parents=True, exist_ok=True)
    key = new_data_key()
    Keyring(folder).put(SLOT, SECRET, key)
    store = open_migrated(str(folder), key)
    hire(store, people)
    return store


def hire(store: Store, people: int, start: int = 0) -> None:
    """Register people, one act each."""
    for n in range(start, start + people):
        acts.register_staff(
            system(store),
            acts.RegisterStaff(number=f"N{n:04d}", name="李小燕", sex="2", category=Category.NURSE),
        )


def system(store: Store) -> ServiceContext:
    """The program itself at this store."""
    return ServiceContext(store, SYSTEM, StillClock())
