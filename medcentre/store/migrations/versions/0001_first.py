"""The first schema, frozen from the models by `generate`."""

from alembic import op

from medcentre.store.migrations import frozen

revision = "0001_first"
down_revision = None


def upgrade() -> None:
    """All tables and guards."""
    frozen.run(op.get_bind(), revision)
