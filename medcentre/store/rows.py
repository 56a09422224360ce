"""Every row of a store into another of the same schema, whatever the two engines (I5)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Table, func, insert, select, text

from medcentre.store.base import Base
from medcentre.store.schema import load_tables

CHUNK = 1000
Step = Callable[[int, int], None]
"""Called with rows copied and rows in all; may raise to stop."""


def tables() -> tuple[Table, ...]:
    """All tables of the schema, by name."""
    load_tables()
    return tuple(sorted(Base.metadata.tables.values(), key=lambda t: t.name))


def counts(conn: Connection) -> dict[str, int]:
    """Rows of each table."""
    return {t.name: int(conn.scalar(select(func.count()).select_from(t)) or 0) for t in tables()}


def copy_rows(source: Connection, target: Connection, step: Step | None = None) -> dict[str, int]:
    """Copy all rows into an empty store of the same schema; rows by table.

    Guards and references sleep meanwhile: the rows kept them where they come from. References are
    checked again when the target's are put back.
    """
    in_all, done, copied = sum(counts(source).values()), 0, {}
    with _guards_asleep(target):
        for table in tables():
            if table.name == "server_keys":
                continue
            copied[table.name] = 0
            rows = source.execution_options(yield_per=CHUNK).execute(select(table))
            for part in rows.mappings().partitions(CHUNK):
                target.execute(insert(table), [dict(r) for r in part])
                copied[table.name] += len(part)
                done += len(part)
                if step is not None:
                    step(done, in_all)
    if target.dialect.name == "postgresql":
        move_sequences(target)
    return copied


@contextmanager
def _guards_asleep(conn: Connection) -> Iterator[None]:
    if conn.dialect.name == "sqlite":
        triggers = conn.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).all()
        for trigger in triggers:
            conn.exec_driver_sql(f'DROP TRIGGER "{trigger.name}"')
        yield
        for trigger in triggers:
            conn.exec_driver_sql(trigger.sql)
        return
    references = conn.execute(
        text(
            "SELECT c.conname AS name, c.conrelid::regclass::text AS owner, "
            "pg_get_constraintdef(c.oid) AS body FROM pg_constraint c "
            "JOIN pg_namespace n ON n.oid = c.connamespace "
            "WHERE c.contype = 'f' AND n.nspname = current_schema()"
        )
    ).all()
    for ref in references:
        conn.exec_driver_sql(f'ALTER TABLE {ref.owner} DROP CONSTRAINT "{ref.name}"')
    for table in tables():
        conn.exec_driver_sql(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER')
    yield
    for table in tables():
        conn.exec_driver_sql(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER')
    for ref in references:
        conn.exec_driver_sql(f'ALTER TABLE {ref.owner} ADD CONSTRAINT "{ref.name}" {ref.body}')


def move_sequences(conn: Connection) -> None:
    """Numbers given by the server go on behind the copied ones."""
    for table in tables():
        column = table.autoincrement_column
        if column is None or table.name == "audit_event":
            continue
        name = conn.scalar(
            text("SELECT pg_get_serial_sequence(:t, :c)"), {"t": table.name, "c": column.name}
        )
        if name is not None:
            conn.execute(
                text(
                    f"SELECT setval('{name}', "
                    f'COALESCE((SELECT MAX("{column.name}") FROM "{table.name}"), 1), '
                    f'EXISTS (SELECT 1 FROM "{table.name}"))'
                )
            )
