"""Rules the database itself keeps, on both engines: triggers and exclusions (I12, house rule 5).

A room's `tables.py` declares its guards beside its models; `statements` returns their SQL for
creating a schema in tests and for writing migrations.
"""

from dataclasses import dataclass

GUARD_MARK = "guard:"
"""Messages raised by our triggers begin with this; the rest is the guard's name."""


@dataclass(frozen=True, slots=True)
class Guard:
    """One named rule with its SQL for each engine."""

    table: str
    name: str
    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]


_GUARDS: dict[str, Guard] = {}


def declare(guard: Guard) -> None:
    """Remember a guard; a name may be declared once."""
    if guard.name in _GUARDS:
        raise ValueError(f"guard {guard.name} declared twice")
    _GUARDS[guard.name] = guard


def guards() -> tuple[Guard, ...]:
    """All guards of the imported rooms, in order of declaration."""
    return tuple(_GUARDS.values())


def statements(dialect: str) -> list[str]:
    """The SQL that installs every guard, by table and name: whatever module came first."""
    return [
        sql
        for guard in sorted(_GUARDS.values(), key=lambda g: (g.table, g.name))
        for sql in (guard.sqlite if dialect == "sqlite" else guard.postgresql)
    ]


def refuse_when(name: str, table: str, events: str, condition: str) -> None:
    """Refuse `events` ("INSERT", "UPDATE", "DELETE", comma separated) while `condition` holds.

    `condition` is SQL that both engines read; it may use NEW and OLD as far as the event has them.
    """
    sqlite, postgresql = [], []
    for event in (e.strip() for e in events.split(",")):
        trigger = f"gd_{name}_{event.lower()}"
        sqlite.append(
            f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{GUARD_MARK}{name}'); END"
        )
        postgresql.append(
            f"CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{GUARD_MARK}{name}'; END IF; "
            f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
        )
        postgresql.append(
            f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {trigger}()"
        )
    declare(Guard(table, name, tuple(sqlite), tuple(postgresql)))


def append_only(table: str) -> None:
    """Rows are never changed nor deleted."""
    refuse_when(f"{table}_append_only", table, "UPDATE, DELETE", "1 = 1")


def no_overlap(
    name: str,
    table: str,
    keys: tuple[str, ...],
    start: str = "from_at",
    end: str = "until_at",
    where: str = "",
) -> None:
    """No two rows with equal `keys` share a moment of [start, end); end NULL means open.

    `where` limits the rule to rows for which it is true (`revoked_at IS NULL`).
    """
    live = f" AND ({where})" if where else ""
    new_live = f" AND ({_prefixed(where, 'NEW.')})" if where else ""
    same = " AND ".join(f"o.{k} = NEW.{k}" for k in keys)
    old_live = f" AND ({_prefixed(where, 'o.')})" if where else ""
    body = (
        f"EXISTS (SELECT 1 FROM {table} o WHERE {same} AND o.id <> NEW.id{old_live} "
        f"AND (o.{end} IS NULL OR NEW.{start} < o.{end}) "
        f"AND (NEW.{end} IS NULL OR o.{start} < NEW.{end})){new_live}"
    )
    sqlite = tuple(
        f"CREATE TRIGGER gd_{name}_{event.lower()} AFTER {event} ON {table} WHEN {body} "
        f"BEGIN SELECT RAISE(ABORT, '{GUARD_MARK}{name}'); END"
        for event in ("INSERT", "UPDATE")
    )
    equal = ", ".join(f"{k} WITH =" for k in keys)
    postgresql = (
        f"ALTER TABLE {table} ADD CONSTRAINT ex_{name} EXCLUDE USING gist "
        f"({equal}, tsrange({start}, {end}) WITH &&) WHERE (true{live}) "
        "DEFERRABLE INITIALLY IMMEDIATE",
    )
    declare(Guard(table, name, sqlite, postgresql))


def _prefixed(where: str, prefix: str) -> str:
    """`revoked_at IS NULL` -> `NEW.revoked_at IS NULL`; conditions are single columns by custom."""
    return " AND ".join(f"{prefix}{part.strip()}" for part in where.split(" AND ")) if where else ""
