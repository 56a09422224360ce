"""Tables the store itself needs."""

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from medcentre.store.base import Base, Key


class ServerKeys(Base):
    """Of a server store: the key its backups are encrypted with, and its slots.

    Backups leave the server, so they are encrypted; the recovery key on paper opens them (SEC-26).
    An embedded store keeps the same in `centre.keys` and has no row here.
    """

    __tablename__ = "server_keys"
    __table_args__ = (CheckConstraint("id = 1", "one"),)

    id: Mapped[Key]
    data_key: Mapped[str] = mapped_column(Text, nullable=False)
    slots: Mapped[str] = mapped_column(Text, nullable=False)
