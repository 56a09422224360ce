"""Backups prove their restore, also from one engine to the other (I5, I6, R08)."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from medcentre.kernel.clock import StillClock
from medcentre.staff import views
from medcentre.store import keyring
from medcentre.store.audit import verify
from medcentre.store.backup import (
    expired,
    is_due,
    list_backups,
    make_backup,
    open_key,
    prove,
    read_manifest,
    restore,
    rotate,
)
from medcentre.store.codes import StoreTrouble
from medcentre.store.engine import Store
from medcentre.store.keyring import Keyring
from medcentre.store.migrate import open_migrated
from medcentre.store.rows import counts
from medcentre.store.tables import ServerKeys
from tests.postgres import PostgresServer
from tests.store.centre import SECRET, SLOT, build, hire, system


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Store]:
    store = build(tmp_path / "centre")
    yield store
    store.close()


def picture(store: Store) -> tuple[dict[str, int], tuple[int, str], list[str]]:
    """Row counts, audit head, names: two centres with the same picture hold the same."""
    with store.engine.execution_options(reading=True).connect() as conn:
        rows = {k: v for k, v in counts(conn).items() if k != "server_keys"}
        with Session(conn) as session:
            head, faults = verify(session)
    assert faults == ()
    names = [r.number + r.name for r in views.staff_list(system(store))]
    return rows, (head.seq, head.link), names


def refused(code: str) -> pytest.RaisesExc[StoreTrouble]:
    return pytest.raises(StoreTrouble, match=code)


def test_a_backup_restores_to_the_same_centre(centre: Store, tmp_path: Path) -> None:
    report = make_backup(centre, tmp_path / "out", StillClock().now())
    assert report.file.name == "centre-20261124-084200.mcbackup"
    assert report.rows == sum(picture(centre)[0].values())
    key = open_key(report.file, SLOT, SECRET)
    restore(report.file, str(tmp_path / "new"), key)
    restored = open_migrated(str(tmp_path / "new"), key)
    assert picture(restored) == picture(centre)
    restored.close()
    assert Keyring(tmp_path / "new").open(SLOT, SECRET) == key
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [report.file.name]


def test_a_backup_is_encrypted_and_needs_its_secret(centre: Store, tmp_path: Path) -> None:
    report = make_backup(centre, tmp_path, StillClock().now())
    assert "李小燕".encode() not in report.file.read_bytes()
    with refused("store_wrong_key"):
        open_key(report.file, SLOT, "wrong")
    with refused("store_damaged"):
        prove(report.file, bytes(32))


def test_a_centre_is_never_overwritten(centre: Store, tmp_path: Path) -> None:
    report = make_backup(centre, tmp_path, StillClock().now())
    assert centre.key is not None
    with refused("store_already_there"):
        restore(report.file, centre.location, centre.key)


@pytest.mark.parametrize("where", [0.3, 0.5, 0.9])
def test_a_flipped_byte_in_a_backup_is_found(centre: Store, tmp_path: Path, where: float) -> None:
    report = make_backup(centre, tmp_path, StillClock().now())
    data = bytearray(report.file.read_bytes())
    data[int(len(data) * where)] ^= 1
    report.file.write_bytes(data)
    assert centre.key is not None
    with pytest.raises(StoreTrouble) as found:
        restore(report.file, str(tmp_path / "new"), centre.key)
    assert found.value.code in ("not_a_backup", "backup_unproved", "store_damaged")
    assert not (tmp_path / "new" / "centre.db").exists()


def test_something_else_is_no_backup(tmp_path: Path) -> None:
    file = tmp_path / "x.mcbackup"
    for content in (b"", b"PK nonsense", b"\0" * 4000):
        file.write_bytes(content)
        with refused("not_a_backup"):
            read_manifest(file)


def test_a_centre_moves_to_a_server_and_back(
    centre: Store, postgres: PostgresServer, tmp_path: Path
) -> None:
    first = make_backup(centre, tmp_path / "a", StillClock().now())
    url = postgres.new_database(empty=True)
    assert centre.key is not None
    restore(first.file, url, centre.key)
    server = open_migrated(url, None)
    assert picture(server) == picture(centre)
    with refused("store_already_there"):
        restore(first.file, url, centre.key)
    hire(server, 2, start=100)
    assert len(views.staff_list(system(server))) == 8
    second = make_backup(server, tmp_path / "b", StillClock().now())
    key = open_key(second.file, SLOT, SECRET)
    restore(second.file, str(tmp_path / "back"), key)
    back = open_migrated(str(tmp_path / "back"), key)
    assert picture(back) == picture(server)
    hire(back, 1, start=200)
    for store in (server, back):
        store.close()


def test_the_guards_stand_again_after_a_move(
    centre: Store, postgres: PostgresServer, tmp_path: Path
) -> None:
    from medcentre.store.health import look

    report = make_backup(centre, tmp_path, StillClock().now())
    url = postgres.new_database(empty=True)
    assert centre.key is not None
    restore(report.file, url, centre.key)
    server = open_migrated(url, None)
    assert [f.check for f in look(server, StillClock().now()) if not f.good] == []
    with pytest.raises(Exception, match="guard:"), server.engine.begin() as conn:
        conn.execute(text("DELETE FROM audit_event"))
    server.close()


def test_a_server_without_backup_keys_says_so(postgres: PostgresServer, tmp_path: Path) -> None:
    url = postgres.new_database(empty=True)
    server = open_migrated(url, None)
    with refused("store_no_keyring"):
        make_backup(server, tmp_path, StillClock().now())
    ring = Keyring(tmp_path)
    ring.put(SLOT, SECRET, bytes(32))
    with server.engine.begin() as conn:
        slots = (tmp_path / keyring.FILE).read_text("utf-8")
        conn.execute(insert(ServerKeys).values(id=1, data_key=bytes(32).hex(), slots=slots))
    assert make_backup(server, tmp_path, StillClock().now()).manifest.engine == "postgresql"
    server.close()


def test_people_work_on_while_a_backup_is_made(centre: Store, tmp_path: Path) -> None:
    from threading import Thread

    worker = Thread(target=hire, args=(centre, 30, 300))
    worker.start()
    report = make_backup(centre, tmp_path, StillClock().now())
    worker.join()
    assert centre.key is not None
    assert prove(report.file, centre.key).counts["staff_member"] >= 6
    assert len(views.staff_list(system(centre))) == 36


def test_rotation_keeps_days_months_and_years(tmp_path: Path) -> None:
    today = date(2026, 11, 24)
    names = [f"centre-{today - timedelta(days=n):%Y%m%d}-200000.mcbackup" for n in range(4000)]
    kept = sorted(set(names) - expired(names, today), reverse=True)
    assert names[:30] == kept[:30]
    assert 30 + 11 <= len(kept) <= 30 + 12 + 7
    assert {n[7:11] for n in kept} == {str(y) for y in range(2020, 2027)}
    for name in names[:50]:
        (tmp_path / name).touch()
    assert rotate(tmp_path, today) == 50 - len(set(names[:50]) - expired(names[:50], today))


@given(st.lists(st.integers(0, 3000), max_size=80), st.integers(0, 5))
def test_the_newest_backup_is_never_rotated_away(ages: list[int], per_day: int) -> None:
    today = date(2026, 11, 24)
    names = [
        f"centre-{today - timedelta(days=age):%Y%m%d}-{n:02d}0000.mcbackup"
        for age in ages
        for n in range(per_day + 1)
    ]
    gone = expired(names, today)
    assert not names or max(names) not in gone
    assert expired([n for n in names if n not in gone], today) == frozenset()


def test_a_backup_is_due_after_its_hours(centre: Store, tmp_path: Path) -> None:
    clock = StillClock()
    out = tmp_path / "out"
    assert is_due(out, clock.now(), 24)
    make_backup(centre, out, clock.now())
    clock.forward(hours=23)
    assert not is_due(out, clock.now(), 24)
    clock.forward(hours=2)
    assert is_due(out, clock.now(), 24)
    assert len(list_backups(out)) == 1
