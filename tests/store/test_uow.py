"""The unit of work: commit is spoken, rollback is silence, no write without its audit row."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.store import audit
from medcentre.store.changes import ChangeFeed
from medcentre.store.codes import UnauditedWrite
from medcentre.store.uow import reading, store_of, unit_of_work

Ctx = Callable[..., ServiceContext]


def record(ctx: ServiceContext, subject: str, **facts: object) -> None:
    with unit_of_work(ctx) as uow:
        uow.record(subject, Topic.RESIDENTS, action="test.note", **facts)
        uow.commit()


def verify(ctx: ServiceContext, kept: audit.Head | None = None) -> list[tuple[int, str]]:
    with reading(ctx) as session:
        return [(f.seq, f.kind) for f in audit.verify(session, kept)[1]]


def test_leaving_without_commit_undoes_everything(context: Ctx) -> None:
    ctx = context()
    with unit_of_work(ctx) as uow:
        uow.record("stay:1", action="test.note")
    with reading(ctx) as session:
        assert audit.last_link(session) == (0, "")


def test_topics_reach_listeners_and_other_windows(context: Ctx) -> None:
    ctx = context()
    heard: list[frozenset[Topic]] = []
    store_of(ctx).listen(heard.append)
    feed = ChangeFeed(store_of(ctx))
    record(ctx, "stay:1")
    assert heard == [frozenset({Topic.RESIDENTS})]
    assert feed.poll() == {Topic.RESIDENTS}
    assert feed.poll() == frozenset()


def test_a_write_without_a_record_is_a_bug(context: Ctx) -> None:
    ctx = context()
    with pytest.raises(UnauditedWrite), unit_of_work(ctx) as uow:  # noqa: PT012
        uow.session.add(
            audit.AuditRow(
                seq=1,
                at=ctx.clock.now(),
                actor="x",
                roles="",
                workstation="",
                action="a",
                subject="s",
                topics="",
                facts="{}",
                link="",
            )  # fmt: skip
        )
        uow.commit()


def test_every_hand_made_edit_of_the_trail_is_found(context: Ctx) -> None:
    ctx = context()
    for n in range(6):
        record(ctx, f"stay:{n}", n=n)
    assert verify(ctx) == []
    with reading(ctx) as session:
        head = audit.verify(session)[0]
    raw = store_of(ctx).engine
    with raw.begin() as conn:
        if raw.dialect.name == "sqlite":
            conn.execute(text("DROP TRIGGER gd_audit_event_append_only_update"))
            conn.execute(text("DROP TRIGGER gd_audit_event_append_only_delete"))
        else:
            conn.execute(text("ALTER TABLE audit_event DISABLE TRIGGER USER"))
    hand_made = {
        "UPDATE audit_event SET facts = '{\"n\":9}' WHERE seq = 3": (3, "changed"),
        "DELETE FROM audit_event WHERE seq = 3": (4, "missing"),
        "UPDATE audit_event SET seq = 60 WHERE seq = 3": (4, "missing"),
        "DELETE FROM audit_event WHERE seq > 4": (6, "cut"),
    }
    for statement, fault in hand_made.items():
        with raw.connect() as conn:
            outer = conn.begin()
            conn.exec_driver_sql(statement)
            assert fault in [(f.seq, f.kind) for f in audit.verify(Session(conn), head)[1]]
            outer.rollback()


def test_the_database_itself_refuses_to_change_the_trail(context: Ctx) -> None:
    ctx = context()
    record(ctx, "stay:1")
    for statement in ("UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event"):
        with pytest.raises(DomainError) as refused, unit_of_work(ctx) as uow:
            uow.session.execute(text(statement))
        assert refused.value.code == "guarded"
