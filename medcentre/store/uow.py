"""One act, one transaction, one audit trail (house rules 3, 4, 9); reads return frozen rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import String, event, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, current_action
from medcentre.kernel.errors import KernelCode, NotFound, StaleRecord, Violation, refuse_if
from medcentre.store.audit import AuditEvent, AuditRow, canonical, chain, last_link, stamp
from medcentre.store.base import Versioned
from medcentre.store.codes import UnauditedWrite
from medcentre.store.engine import Store
from medcentre.store.trouble import translate

CHAIN_LOCK = 520199
"""Advisory lock of PostgreSQL that lets one writer at a time append to the chain (R05)."""


V = TypeVar("V", bound=Versioned)
M = TypeVar("M")


class UnitOfWork:
    """One act by one actor: one transaction and its audit trail, or nothing at all."""

    def __init__(self, ctx: ServiceContext) -> None:
        self.ctx = ctx
        self._store = store_of(ctx)
        self._events: list[tuple[str, str, dict[str, Any]]] = []
        self._topics: set[Topic] = set()

    def __enter__(self) -> Self:
        self.session = Session(self._store.engine, expire_on_commit=False)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        exc: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        try:
            self.session.close()  # rolls back whatever was not committed
        except DBAPIError as lost:
            # The connection died before the rollback could be asked for; the server has done it.
            if refusal := translate(exc) or translate(lost):
                raise refusal from (exc or lost)
            raise
        if refusal := translate(exc):
            raise refusal from exc

    def get(self, model: type[V], key: int, *, version: int | None) -> V:
        """Load for edit; refuse if it moved since the user last saw it.

        `version=None` is for rows the act itself found under its own rules, never for a row a
        person looked at. Raises StaleRecord, NotFound.
        """
        row = self.session.get(model, key)
        if row is None:
            raise NotFound(what=model.__name__, id=key)
        if version is not None and row.version != version:
            raise StaleRecord(what=model.__name__, id=key)
        return row

    def add(self, row: M) -> M:
        """Store a new row and give it its number."""
        self.session.add(row)
        self.session.flush()
        return row

    def record(self, subject: str, *topics: Topic, action: str = "", **facts: Any) -> None:
        """Say what the act did: `subject` like "stay:12", facts as small values.

        The action is the one named by the act's decorator unless given here.
        """
        name = action or current_action.get()
        if not name:
            raise UnauditedWrite("an act records its action: use @act or action=")
        self._events.append((name, subject, facts))
        self._topics.update(topics)

    def commit(self) -> None:
        """Flush, chain the audit rows, commit, announce. Raises UnauditedWrite for silent writes."""
        self.session.flush()
        if self.session.info.get("wrote") and not self._events:
            raise UnauditedWrite("a write without an audit record")
        self._append_audit()
        self.session.commit()
        self.session.info["wrote"] = False
        topics, self._events, self._topics = frozenset(self._topics), [], set()
        self._store.announce(topics)

    def _append_audit(self) -> None:
        if not self._events:
            return
        if self._store.kind == "postgresql":
            self.session.execute(text("SELECT pg_advisory_xact_lock(:k)"), {"k": CHAIN_LOCK})
        seq, link = last_link(self.session)
        actor, now = self.ctx.actor, self.ctx.clock.now()
        topics = ",".join(sorted(self._topics))
        roles = ",".join(sorted(actor.roles))
        for action, subject, facts in self._events:
            seq += 1
            audit = AuditEvent(
                seq, stamp(now), actor.name, actor.account_id, roles, self.ctx.workstation,
                action, subject, topics, canonical(facts),
            )  # fmt: skip
            link = chain(link, audit)
            self.session.add(
                AuditRow(
                    seq=seq,
                    at=now,
                    actor=actor.name,
                    account_id=actor.account_id,
                    roles=roles,
                    workstation=self.ctx.workstation,
                    action=action,
                    subject=subject,
                    topics=topics,
                    facts=audit.facts,
                    link=link,
                )  # fmt: skip
            )
        self.session.flush()


def unit_of_work(ctx: ServiceContext) -> UnitOfWork:
    """The unit of work of an act; leaving it without `commit()` undoes everything."""
    return UnitOfWork(ctx)


@contextmanager
def reading(ctx: ServiceContext) -> Iterator[Session]:
    """A read-only transaction that does not wait for writers. Refuses to write."""
    engine = store_of(ctx).engine.execution_options(reading=True)
    try:
        with Session(engine, autoflush=False) as session:
            session.info["reading"] = True
            yield session
    except Exception as exc:
        if refusal := translate(exc):
            raise refusal from exc
        raise


def store_of(ctx: ServiceContext) -> Store:
    """The store inside a context. TypeError when something else was put there."""
    if not isinstance(ctx.store, Store):
        raise TypeError("the context carries no store")
    return ctx.store


@event.listens_for(Session, "before_flush")
def _note_flush(session: Session, _context: object, _instances: object) -> None:
    if session.new or session.dirty or session.deleted:
        if session.info.get("reading"):
            raise UnauditedWrite("a view must not write")
        session.info["wrote"] = True
        refuse_if(_too_long(session))


def _too_long(session: Session) -> Iterator[Violation]:
    """Texts longer than their columns: one engine would store them, the other break off."""
    for row in (*session.new, *session.dirty):
        for name, limit in _limits(type(row)):
            value = row.__dict__.get(name)
            if isinstance(value, str) and len(value) > limit:
                yield Violation(KernelCode.TOO_LONG, name, {"limit": limit})


def _limits(model: type[Any]) -> tuple[tuple[str, int], ...]:
    """Names of the columns of limited texts, and how long they may be."""
    if model not in _LIMITS:
        _LIMITS[model] = tuple(
            (column.key, column.columns[0].type.length)
            for column in inspect(model).column_attrs
            if isinstance(column.columns[0].type, String) and column.columns[0].type.length
        )
    return _LIMITS[model]


_LIMITS: dict[type[Any], tuple[tuple[str, int], ...]] = {}
"""Worked out once for each model."""


@event.listens_for(Session, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        if state.session.info.get("reading"):
            raise UnauditedWrite("a view must not write")
        state.session.info["wrote"] = True
