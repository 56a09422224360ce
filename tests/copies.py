"""A furnished centre built once and copied anew for every test that does something in it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from medcentre.store.engine import Store, open_engine
from tests.postgres import PostgresServer

KEY = bytes(range(32))
"""Data key of embedded stores in tests; no secret."""

World = TypeVar("World")


class Copies(Generic[World]):
    """`kept`: what furnishing told; `store()`: the copy in use; `spent()`: the next one is another.

    Embedded: files.
    """

    def __init__(self, place: Path, empty: Path, furnish: Callable[[Store], World]) -> None:
        self._place, self._made = place, 0
        self._open: Store | None = None
        first = self._start(empty)
        self.kept = furnish(first)
        first.close()

    def columns(self, expected: dict[str, str]) -> list[str]:
        """The columns of a table to try: all of them."""
        return list(expected)

    def store(self) -> Store:
        """The centre as it was furnished, until `spent`."""
        if self._open is None:
            self._made += 1
            self._open = self._copy()
        return self._open

    def spent(self) -> None:
        """Something was done: the next look is at another copy."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _start(self, empty: Path) -> Store:
        """The store that is furnished once."""
        return self._file("kept", empty)

    def _copy(self) -> Store:
        return self._file(str(self._made), self._place / "kept" / "centre.db")

    def _file(self, name: str, source: Path) -> Store:
        folder = self._place / name
        folder.mkdir()
        shutil.copy(source, folder / "centre.db")
        return Store(open_engine(str(folder), KEY), str(folder), KEY)


class ServerCopies(Copies[World]):
    """The same on PostgreSQL: databases copied from the furnished one."""

    def __init__(
        self, place: Path, empty: Path, furnish: Callable[[Store], World], server: PostgresServer
    ) -> None:
        self._server = server
        self._url = server.new_database()
        super().__init__(place, empty, furnish)

    def columns(self, expected: dict[str, str]) -> list[str]:
        """Every refusal, and the first who may: a database for each of them would take minutes."""
        doers = [c for c in expected if expected[c] == "y"]
        return [c for c in expected if c not in doers[1:]]

    def spent(self) -> None:
        """Databases that were used are removed."""
        used = self._open.location if self._open is not None else ""
        super().spent()
        if used:
            self._server.drop(used)

    def _start(self, empty: Path) -> Store:
        return Store(open_engine(self._url, None), self._url, None)

    def _copy(self) -> Store:
        url = self._server.copy_of(self._url)
        return Store(open_engine(url, None), url, None)
