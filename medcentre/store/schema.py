"""The whole schema from the models: for tests, and for the test that ties it to the migrations."""

import importlib
import pkgutil

from sqlalchemy import Connection

import medcentre
from medcentre.store import guards
from medcentre.store.base import Base


def load_tables() -> None:
    """Import every room's tables (and the audit trail), so that the metadata is complete."""
    importlib.import_module("medcentre.store.audit")
    for found in pkgutil.walk_packages(medcentre.__path__, "medcentre."):
        parts = found.name.split(".")
        if "tables" in parts and "migrations" not in parts:
            importlib.import_module(found.name)


def create_all(conn: Connection) -> None:
    """All tables and guards on an empty database."""
    load_tables()
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS btree_gist")
    Base.metadata.create_all(conn)
    for sql in guards.statements(conn.dialect.name):
        conn.exec_driver_sql(sql)
