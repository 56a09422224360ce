"""What other windows and workstations changed: read from the audit trail they wrote."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from medcentre.kernel.changes import Topic
from medcentre.store.audit import AuditRow
from medcentre.store.engine import Store
from medcentre.store.trouble import translate


class ChangeFeed:
    """Topics committed by anybody since the last look. Cheap enough to ask every second."""

    def __init__(self, store: Store) -> None:
        self._engine = store.engine.execution_options(reading=True)
        self._seen = self._newest()

    def poll(self) -> frozenset[Topic]:
        """Topics of acts since the last call, own acts included. Raises StoreTrouble."""
        try:
            with Session(self._engine) as session:
                rows = session.execute(
                    select(AuditRow.seq, AuditRow.topics).where(AuditRow.seq > self._seen)
                ).all()
        except Exception as exc:
            if refusal := translate(exc):
                raise refusal from exc
            raise
        if rows:
            self._seen = max(r.seq for r in rows)
        return frozenset(Topic(t) for r in rows for t in r.topics.split(",") if t)

    def _newest(self) -> int:
        with Session(self._engine) as session:
            return session.scalar(select(func.max(AuditRow.seq))) or 0
