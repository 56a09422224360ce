"""Shared fixtures: real stores on both engines, a still clock, actors by role."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import event

import medcentre.bootstrap  # noqa: F401  (hands rooms what they ask of higher ones)
from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import SYSTEM, Actor, Role, actor_rights
from medcentre.store import schema
from medcentre.store.engine import Store, open_engine
from medcentre.store.uow import store_of
from tests.copies import KEY, Copies, ServerCopies
from tests.postgres import PostgresServer, find_server

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile(
    "default",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("search", settings.get_profile("default"), derandomize=False)
settings.load_profile("default")
"""The same examples every time, so that a red run is about the change; `make drills` searches on."""

TEST_KEY = KEY


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store file with the whole schema, copied by each test."""
    folder = tmp_path_factory.mktemp("template")
    engine = open_engine(str(folder), TEST_KEY)
    with engine.begin() as conn:
        schema.create_all(conn)
    with engine.connect() as conn:
        conn.execution_options(reading=True).exec_driver_sql("SELECT 1")
    engine.dispose()
    return folder / "centre.db"


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A real PostgreSQL server, started for this run."""
    programs = find_server()
    if programs is None:
        pytest.skip("NO POSTGRESQL SERVER INSTALLED: the second engine was not tested")
    server = PostgresServer(programs, tmp_path_factory.mktemp("postgres"))
    server.start()
    try:
        server.make_template(schema.create_all)
        yield server
    finally:
        server.stop()


def open_test_store(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store with the whole schema on the named engine."""
    if engine == "sqlite":
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "centre.db")
        return Store(open_engine(str(folder), TEST_KEY), str(folder), TEST_KEY)
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.new_database()
    return Store(open_engine(url, None), url, None)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def furnished(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Callable[[Store], Any]], Copies[Any]]]:
    """`furnished(furnish)`: a centre furnished once on each engine, copied for every test."""
    made: list[Copies[Any]] = []

    def copies(furnish: Callable[[Store], Any]) -> Copies[Any]:
        place = tmp_path_factory.mktemp("furnished")
        if request.param == "sqlite":
            made.append(Copies(place, sqlite_template, furnish))
        else:
            server: PostgresServer = request.getfixturevalue("postgres")
            made.append(ServerCopies(place, sqlite_template, furnish, server))
        return made[-1]

    yield copies
    for each in made:
        each.spent()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty centre, once on each engine."""
    opened = open_test_store(request.param, request, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty centre on the embedded engine, for tests of screens and papers."""
    opened = open_test_store("sqlite", request, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> StillClock:
    """2026-11-24 08:42 at the centre, until a test moves it."""
    return StillClock()


EVERY_ZONE = frozenset(range(1, 40))
"""Zones of the small houses of tests: people belong to all of them unless a test says otherwise."""


def actor(
    *roles: Role,
    name: str = "",
    side: str = "",
    zones: frozenset[int] = EVERY_ZONE,
    leads: frozenset[int] = frozenset(),
    category: str = "",
) -> Actor:
    """A signed-in person with the rights of the roles; without roles, the program itself."""
    if not roles:
        return SYSTEM
    permissions, qualifiers = actor_rights(frozenset(roles))
    return Actor(
        None, None, name or roles[0].value, frozenset(roles), permissions, qualifiers, "", side,
        category, zones, leads,
    )  # fmt: skip


@pytest.fixture
def context(store: Store, clock: StillClock) -> Callable[..., ServiceContext]:
    """`context(Role.DOCTOR)` on both engines; `context()` is the program itself."""
    return lambda *roles, **facts: ServiceContext(store, actor(*roles, **facts), clock)


@pytest.fixture
def desk(sqlite_store: Store, clock: StillClock) -> Callable[..., ServiceContext]:
    """Like `context`, on the embedded engine only: for screens and papers."""
    return lambda *roles: ServiceContext(sqlite_store, actor(*roles), clock)


@pytest.fixture
def statements() -> Callable[[ServiceContext], list[str]]:
    """`statements(ctx)` begins to collect the SQL that reaches the store (P14)."""

    def collect(ctx: ServiceContext) -> list[str]:
        seen: list[str] = []

        def note(_c: object, _cur: object, sql: str, *_rest: object) -> None:
            if not sql.startswith(("BEGIN", "SET TRANSACTION")):
                seen.append(sql)

        event.listen(store_of(ctx).engine, "before_cursor_execute", note)
        return seen

    return collect
