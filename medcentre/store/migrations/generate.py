"""`python -m medcentre.store.migrations.generate`: write the first revision from the models.

For maintainers, until the first release: afterwards the first revision is history and changes
come as revisions of their own (CONTRIBUTING.md).
"""

import re
import sys
from itertools import groupby

from sqlalchemy import create_mock_engine, make_url

from medcentre.store import guards
from medcentre.store.base import Base
from medcentre.store.migrations import frozen
from medcentre.store.schema import load_tables

FIRST = "0001_first"
_SCRIPT = f'''"""The first schema, frozen from the models by `generate`."""

from alembic import op

from medcentre.store.migrations import frozen

revision = "{FIRST}"
down_revision = None


def upgrade() -> None:
    """All tables and guards."""
    frozen.run(op.get_bind(), revision)
'''
_URLS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}


def statements(dialect: str) -> list[str]:
    """The SQL of the whole schema for an engine, as the models say it today."""
    load_tables()
    collected: list[str] = []
    speech = make_url(_URLS[dialect]).get_dialect()()
    engine = create_mock_engine(
        _URLS[dialect], lambda sql, *_a, **_k: collected.append(str(sql.compile(dialect=speech)))
    )
    # Sorted: else the order is that in which modules happen to import one another.
    Base.metadata.create_all(engine, tables=Base.metadata.sorted_tables, checkfirst=False)
    first = ["CREATE EXTENSION IF NOT EXISTS btree_gist"] if dialect == "postgresql" else []
    return first + _steady([s.strip() for s in collected]) + guards.statements(dialect)


def _steady(collected: list[str]) -> list[str]:
    """The indexes of each table in the order of their names: a table holds them as a set."""
    is_index = re.compile(r"CREATE (UNIQUE )?INDEX (\w+)")
    steady: list[str] = []
    for indexes, run in groupby(collected, lambda sql: is_index.match(sql) is not None):
        found = list(run)
        steady += (
            sorted(found, key=lambda sql: sql.split(" ON ")[0].split()[-1]) if indexes else found
        )
    return steady


def main() -> int:
    """Write the three files."""
    (frozen.VERSIONS / f"{FIRST}.py").write_text(_SCRIPT, "utf-8")
    for dialect in _URLS:
        frozen.write(FIRST, dialect, statements(dialect))
    sys.stdout.write(f"{frozen.VERSIONS / FIRST}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
