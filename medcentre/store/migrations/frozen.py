"""SQL frozen beside a revision: one file an engine, statements parted by a line `--;`."""

from pathlib import Path

from sqlalchemy import Connection

PARTING = "\n--;\n"
VERSIONS = Path(__file__).resolve().parent / "versions"


def statements(revision: str, dialect: str) -> list[str]:
    """The frozen statements of a revision for an engine."""
    text = (VERSIONS / f"{revision}.{dialect}.sql").read_text("utf-8")
    return [s.strip() for s in text.split(PARTING) if s.strip()]


def write(revision: str, dialect: str, sql: list[str]) -> None:
    """Freeze statements."""
    text = PARTING.join(s.strip() for s in sql) + "\n"
    (VERSIONS / f"{revision}.{dialect}.sql").write_text(text, "utf-8")


def run(conn: Connection, revision: str) -> None:
    """Execute what was frozen for the connection's engine."""
    for sql in statements(revision, conn.dialect.name):
        conn.exec_driver_sql(sql)
