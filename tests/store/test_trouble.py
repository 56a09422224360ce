"""Bad surroundings: each ends in a sentence that says what to do, and nothing is lost (R02-R09)."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import event, text

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, KernelCode, StaleRecord
from medcentre.kernel.wording import Lang, explain_error
from medcentre.staff import acts, views
from medcentre.staff.facts import Category
from medcentre.staff.tables import SettingValue
from medcentre.store import schema
from medcentre.store.audit import verify
from medcentre.store.codes import StoreCode, StoreTrouble
from medcentre.store.engine import FILE, refuse_network_share
from medcentre.store.health import Check, ClockWatch, look
from medcentre.store.keyring import Keyring, new_recovery_key, tidy_recovery_key
from medcentre.store.migrate import open_migrated
from medcentre.store.uow import UnitOfWork, reading, store_of, unit_of_work
from tests.postgres import PostgresServer, find_server
from tests.store.centre import SECRET, SLOT, build, hire, system

Ctx = Callable[..., ServiceContext]


def nurse(number: str) -> acts.RegisterStaff:
    return acts.RegisterStaff(number=number, name="李小燕", sex="2", category=Category.NURSE)


@pytest.mark.parametrize("where", [0.0, 0.1, 0.35, 0.6, 0.85, 0.999])
def test_one_flipped_byte_is_found_at_open_and_left_untouched(tmp_path: Path, where: float) -> None:
    store = build(tmp_path)
    key = store.key
    store.close()
    file = tmp_path / FILE
    data = bytearray(file.read_bytes())
    data[int(len(data) * where)] ^= 0x10
    file.write_bytes(data)
    with pytest.raises(StoreTrouble) as refused:
        open_migrated(str(tmp_path), key)
    assert refused.value.code == "store_damaged"
    assert "medcentre restore" in explain_error(refused.value, Lang.ZH)
    assert file.read_bytes() == bytes(data)


@pytest.mark.parametrize("keep", [0, 100, 5000, 40000])
def test_a_file_cut_short_is_found_and_left_untouched(tmp_path: Path, keep: int) -> None:
    store = build(tmp_path)
    key = store.key
    store.close()
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(StoreTrouble) as refused:
        open_migrated(str(tmp_path), key)
    assert refused.value.code == "store_damaged"
    assert file.stat().st_size == keep


def test_a_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    store = build(tmp_path)

    @event.listens_for(store.engine, "checkout")
    def limit(connection: object, *_rest: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
        connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

    with pytest.raises(StoreTrouble) as refused:
        hire(store, 500, start=1000)
    assert refused.value.code == "store_full"
    event.remove(store.engine, "checkout", limit)
    store.close()
    again = open_migrated(str(tmp_path), store.key)
    with reading(system(again)) as session:
        assert verify(session)[1] == ()
    assert len(views.staff_list(system(again))) >= 6
    hire(again, 1, start=9000)
    again.close()


READ_ONLY = """
import os, sys
from pathlib import Path
from medcentre.store.codes import StoreTrouble
from medcentre.store.migrate import open_migrated
from medcentre.store.schema import load_tables
from tests.store.centre import hire
import medcentre.kernel.texts as texts
texts.pinyin("李"), texts.initials("李"), load_tables()
folder = Path(sys.argv[1])
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
try:
    hire(open_migrated(str(folder), bytes.fromhex(sys.argv[2])), 1, start=77)
except StoreTrouble as refused:
    print(refused.code)
"""


def test_a_read_only_folder_says_so(tmp_path: Path) -> None:
    store = build(tmp_path)
    assert store.key is not None
    store.close()
    for place in (tmp_path / FILE, tmp_path):
        place.chmod(0o555 if place.is_dir() else 0o444)
    for folder in tmp_path.parents:
        if os.geteuid() == 0 and folder.is_relative_to("/tmp/") and folder.owner() == "root":
            folder.chmod(folder.stat().st_mode | 0o055)
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(tmp_path), store.key.hex()],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    tmp_path.chmod(0o755)
    assert done.stdout.strip() in ("store_read_only", "store_missing"), done.stderr[-600:]


def test_a_network_share_is_refused_with_the_way_out() -> None:
    for place in ("//server/share/centre", "\\\\server\\share\\centre"):
        with pytest.raises(StoreTrouble) as refused:
            refuse_network_share(Path(place))
        assert refused.value.code == "store_network_share"
        assert "PostgreSQL" in explain_error(refused.value, Lang.ZH)


def test_twenty_writers_at_once_fork_nothing(context: Ctx) -> None:
    ctx = context()
    acts.register_staff(ctx, nurse("W"))
    failures: list[BaseException] = []

    def work(desk: int) -> None:
        try:
            for n in range(3):
                acts.register_staff(ctx, nurse(f"W{desk:02d}{n}"))
                raise_setting(ctx)
        except BaseException as error:
            failures.append(error)

    desks = [Thread(target=work, args=(n,)) for n in range(20)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    assert failures == []
    with reading(ctx) as session:
        head, faults = verify(session)
    assert (head.seq, faults) == (2 + 60 + 60, ())  # employer and first person, people, raises
    assert raised(ctx) == 60


def raised(ctx: ServiceContext) -> int:
    with reading(ctx) as session:
        row = session.get_one(SettingValue, "counter")
        assert row.version == int(row.value)
        return int(row.value)


def raise_setting(ctx: ServiceContext) -> None:
    """Read, add one, write: a lost update would leave the sum short."""
    while True:
        with reading(ctx) as session:
            row = session.get(SettingValue, "counter")
            seen = row.version if row else 0
        try:
            with unit_of_work(ctx) as uow:
                add_one(uow, seen)
                uow.commit()
        except DomainError as refused:
            again = (KernelCode.STALE_RECORD, KernelCode.DUPLICATE_VALUE, StoreCode.BUSY)
            if refused.code not in again:
                raise
        else:
            return


def add_one(uow: UnitOfWork, seen: int) -> None:
    row = uow.session.get(SettingValue, "counter")
    if (row.version if row else 0) != seen:
        raise StaleRecord
    if row is None:
        now = uow.ctx.clock.now()
        row = SettingValue(key="counter", value="1", changed_at=now, changed_by="x")
        uow.session.add(row)
    else:
        row.value = str(int(row.value) + 1)
    uow.record("setting:counter", action="test.count")


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[PostgresServer]:
    """A server that may be restarted without disturbing other tests."""
    programs = find_server()
    if programs is None:
        pytest.skip("NO POSTGRESQL SERVER INSTALLED: the second engine was not tested")
    server = PostgresServer(programs, tmp_path)
    server.start()
    server.make_template(schema.create_all)
    yield server
    server.stop()


def test_a_restarted_server_is_told_and_nothing_is_written_twice(
    own_server: PostgresServer,
) -> None:
    store = open_migrated(own_server.new_database(empty=True), None)
    ctx = system(store)
    with pytest.raises(DomainError) as refused, unit_of_work(ctx) as uow:  # noqa: PT012
        acts.register_staff_in(uow, nurse("R1"))
        with store.engine.connect() as conn:
            conn.execution_options(reading=True).exec_driver_sql("CHECKPOINT")
        own_server.restart()
        uow.commit()
    assert refused.value.code == "store_unreachable"
    acts.register_staff(ctx, nurse("R1"))
    assert [r.number for r in views.staff_list(ctx)] == ["R1"]
    with reading(ctx) as session:
        assert verify(session)[1] == ()
    store.close()


def test_a_clock_that_went_back_is_told_and_order_holds(context: Ctx, clock: StillClock) -> None:
    ctx = context()
    acts.register_staff(ctx, nurse("C1"))
    clock.forward(hours=-1)
    acts.register_staff(ctx, nurse("C2"))
    bad = [f for f in look(store_of(ctx), clock.now()) if not f.good and f.check is Check.CLOCK]
    assert bad[0].facts == {"minutes": 60}
    with reading(ctx) as session:
        assert verify(session)[1] == ()
    page = views.audit_page(ctx, views.AuditFilter())
    assert [r.seq for r in page] == sorted((r.seq for r in page), reverse=True)


def test_a_jump_of_the_clock_is_seen_while_running() -> None:
    clock = StillClock()
    watch = ClockWatch(clock)
    assert watch.jumped() == timedelta()
    clock.forward(hours=-1)
    assert watch.jumped() < timedelta(minutes=-59)
    clock.forward(days=1)
    assert watch.jumped() > timedelta(hours=23)
    assert watch.jumped() == timedelta()


def test_dropped_guards_and_broken_pages_are_findings(tmp_path: Path) -> None:
    store = build(tmp_path)
    now = StillClock().now()
    assert [f.check for f in look(store, now) if not f.good and f.check is not Check.CLOCK] == []
    with store.engine.begin() as conn:
        conn.execute(text("DROP TRIGGER gd_audit_event_append_only_update"))
    bad = [f for f in look(store, now) if not f.good and f.check is Check.GUARDS]
    assert bad[0].facts["missing"] == "gd_audit_event_append_only_update"
    store.close()


def test_the_keyring_opens_only_with_its_secrets(tmp_path: Path) -> None:
    ring, key, recovery = Keyring(tmp_path), bytes(range(32)), new_recovery_key()
    ring.put(SLOT, SECRET, key)
    ring.put("recovery:", recovery, key)
    assert ring.open(SLOT, SECRET) == key
    assert (
        ring.open("recovery:", tidy_recovery_key(" " + recovery.lower().replace("-", " "))) == key
    )
    assert key.hex() not in ring.file.read_text()
    for slot, secret in ((SLOT, "x"), ("nobody", SECRET), ("recovery:", SECRET)):
        with pytest.raises(StoreTrouble) as refused:
            ring.open(slot, secret)
        assert refused.value.code == "store_wrong_key"
    ring.drop(SLOT)
    ring.drop("nobody")
    assert set(ring.slots()) == {"recovery:"}
    ring.file.write_text("[]")
    with pytest.raises(StoreTrouble, match="store_damaged"):
        ring.slots()


def test_every_refusal_of_the_store_says_what_to_do() -> None:
    for code in StoreCode:
        for lang in Lang:
            assert len(explain_error(StoreTrouble(code), lang)) > 10


def test_a_server_lost_while_undoing_is_a_sentence(own_server: PostgresServer) -> None:
    store = open_migrated(own_server.new_database(empty=True), None)
    with pytest.raises(DomainError) as refused, unit_of_work(system(store)) as uow:  # noqa: PT012
        acts.register_staff_in(uow, nurse("L1"))
        own_server.restart()
        raise KeyError("something else went wrong at the same moment")
    assert refused.value.code == "store_unreachable"
    store.close()
