"""One history: what migrations build is what the models say, on both engines."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from medcentre.store import schema
from medcentre.store.codes import StoreTrouble
from medcentre.store.engine import open_engine
from medcentre.store.migrate import migrate, newest, open_migrated, plan
from tests.conftest import TEST_KEY
from tests.postgres import PostgresServer
from tests.store.centre import build, hire


def shape(conn: Connection) -> dict[str, str]:
    """Name -> definition of everything in a schema, spaces aside."""
    if conn.dialect.name == "sqlite":
        query = "SELECT type || ' ' || name, COALESCE(sql, '') FROM sqlite_master"
    else:
        query = """
            SELECT 'column ' || table_name || '.' || column_name,
                   data_type || COALESCE(character_maximum_length::text, '') || is_nullable
                   || COALESCE(column_default, '')
              FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT 'constraint ' || conrelid::regclass || conname,
                   pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid <> 0
                   AND connamespace = 'public'::regnamespace
            UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes
                   WHERE schemaname = 'public'
            UNION ALL SELECT 'trigger ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger
                   WHERE NOT tgisinternal
            UNION ALL SELECT 'function ' || proname, prosrc FROM pg_proc
                   WHERE proname LIKE 'gd\\_%'"""
    rows = conn.exec_driver_sql(query.replace("%", "%%") if "%" in query else query)
    found = {str(r[0]): " ".join(str(r[1]).split()) for r in rows}
    return {k: v for k, v in found.items() if "alembic_version" not in k}


def shape_of(location: str, key: bytes | None) -> dict[str, str]:
    engine = open_engine(location, key)
    with engine.execution_options(reading=True).connect() as conn:
        found = shape(conn)
    engine.dispose()
    return found


def test_migrations_build_what_the_models_say_embedded(
    tmp_path: Path, sqlite_template: Path
) -> None:
    migrate(str(tmp_path), TEST_KEY)
    built = shape_of(str(tmp_path), TEST_KEY)
    said = shape_of(str(sqlite_template.parent), TEST_KEY)
    assert built == said, "run: python -m medcentre.store.migrations.generate"
    assert len(built) > 50


def test_migrations_build_what_the_models_say_on_a_server(postgres: PostgresServer) -> None:
    url = postgres.new_database(empty=True)
    migrate(url, None)
    assert shape_of(url, None) == shape_of(postgres.new_database(), None)


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    todo = plan(str(tmp_path), TEST_KEY)
    assert (todo.current, todo.target) == (None, newest())
    assert todo.pending
    assert shape_of(str(tmp_path), TEST_KEY) == {}
    migrate(str(tmp_path), TEST_KEY)
    assert plan(str(tmp_path), TEST_KEY).pending == ()


def test_a_store_of_a_newer_program_is_refused_untouched(tmp_path: Path) -> None:
    store = build(tmp_path)
    with store.engine.begin() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999_future'"))
    key = store.key
    store.close()
    with pytest.raises(StoreTrouble) as refused:
        open_migrated(str(tmp_path), key)
    assert refused.value.code == "store_too_new"
    assert refused.value.facts == {"revision": "9999_future"}


def test_data_is_copied_before_a_migration_and_the_copy_opens(tmp_path: Path) -> None:
    store = build(tmp_path)
    hire(store, 3, start=50)
    from medcentre.store.engine import FILE
    from medcentre.store.migrate import copy_store

    assert store.key is not None
    copy_store(store.folder / FILE, tmp_path / "copy.db", store.key)
    (tmp_path / "aside").mkdir()
    (tmp_path / "copy.db").rename(tmp_path / "aside" / FILE)
    engine = open_engine(str(tmp_path / "aside"), store.key)
    with engine.connect() as conn:
        assert conn.scalar(text("SELECT COUNT(*) FROM staff_member")) == 9
    engine.dispose()
    store.close()


def test_two_desks_migrating_at_once_do_it_once(postgres: PostgresServer) -> None:
    from threading import Thread

    url = postgres.new_database(empty=True)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            migrate(url, None)
        except BaseException as error:
            failures.append(error)

    desks = [Thread(target=run) for _ in range(3)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    assert failures == []
    assert plan(url, None).pending == ()


def test_the_models_are_complete(tmp_path: Path) -> None:
    schema.load_tables()
    from medcentre.store.base import Base

    assert {"audit_event", "staff_member", "account", "setting_value"} <= set(Base.metadata.tables)
