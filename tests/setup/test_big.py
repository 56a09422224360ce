"""The reference load, small: the same on both engines, every rule kept, going on after a kill."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from medcentre.care.views import note_faults
from medcentre.fees.tables import FeeDayModel, PeriodModel
from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.placement.facts import BedState
from medcentre.placement.rules import check_all
from medcentre.placement.tables import OccupancyModel
from medcentre.placement.views import bed_map, census
from medcentre.placement.views.snapshot import snapshot_at
from medcentre.residents.tables import AbsenceModel, StayModel
from medcentre.residents.views import counts, roll
from medcentre.setup import big
from medcentre.setup.big.plan import make_plan
from medcentre.store import audit
from medcentre.store.engine import Store
from medcentre.store.rows import counts as rows_of
from medcentre.store.uow import reading
from medcentre.support.views import talk_faults
from tests.conftest import actor, open_test_store

MONTHS = 2


class Killed(Exception):
    """What stands for a kill between two months."""


def quiet(_what: str, _done: int, _total: int) -> None:
    """A step nobody looks at."""


def build(ctx: ServiceContext, stop_at: int = -1) -> None:
    """The load; with `stop_at` killed before that month and begun again."""

    def step(_what: str, done: int, _total: int) -> None:
        if done == stop_at:
            raise Killed

    assert big.unfinished(ctx)
    big.begin(ctx, MONTHS)
    if stop_at >= 0:
        with pytest.raises(Killed):
            big.fill_months(ctx, step)
        assert big.unfinished(ctx)
        ctx = replace(ctx, clock=StillClock(ctx.clock.now() + timedelta(days=3)))  # days later
        big.begin(ctx, MONTHS)
    big.fill_months(ctx, quiet)
    big.finish(ctx)
    assert not big.unfinished(ctx)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ctx(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServiceContext]:
    """One load an engine, killed after the first month."""
    store = open_test_store(request.param, request, tmp_path_factory.mktemp("big"))
    found = ServiceContext(store, actor(), StillClock())
    build(found, stop_at=1)
    yield found
    store.close()


def digest(store: Store, table: str, columns: str) -> str:
    """One number for all rows of a table."""
    with store.engine.execution_options(reading=True).connect() as conn:
        rows = conn.execute(text(f"SELECT {columns} FROM {table} ORDER BY {columns}")).all()
    return hashlib.sha256(repr([tuple(map(str, r)) for r in rows]).encode()).hexdigest()


def test_trail_and_records_hold(ctx: ServiceContext) -> None:
    with reading(ctx) as session:
        head, faults = audit.verify(session)
    assert not faults
    assert head.seq > 4_000
    assert not note_faults(ctx)
    assert not talk_faults(ctx)


def test_the_house_is_full_of_invented_people(ctx: ServiceContext) -> None:
    shown = bed_map(ctx)
    assert shown.beds == 300
    assert 270 <= shown.occupied <= 297
    with reading(ctx) as session:
        found = rows_of(session.connection())
        staying = session.scalar(select(func.count()).select_from(StayModel))
        divisions = session.scalars(text("SELECT DISTINCT substr(id_number, 1, 6) FROM person"))
        assert set(divisions) == {"520199"}
    assert found["staff_member"] == 220
    assert found["note"] > 5 * (staying or 0)
    assert found["bed_cleaning"] > found["stay"] / 3


def test_nobody_lies_against_a_hard_rule_at_any_hour(ctx: ServiceContext) -> None:
    now = ctx.clock.now()
    for hours in range(0, 24 * 70, 37):
        with reading(ctx) as session:
            snapshot = snapshot_at(session, now - timedelta(hours=hours))
        assert not [c.broken.rule for c in check_all(snapshot)]
        beds = {b.id: b.state for b in snapshot.beds}
        for person in snapshot.people:
            assert person.bed_id is None or beds[person.bed_id] is BedState.OCCUPIED


@settings(max_examples=40)
@given(minutes=st.integers(0, 80 * 24 * 60))
def test_census_of_any_past_minute_is_the_roll(ctx: ServiceContext, minutes: int) -> None:
    """B12: census, roll, counters and a count by hand over the dated rows say the same."""
    moment = ctx.clock.now() - timedelta(minutes=minutes)
    found, people = census(ctx, moment), roll(ctx, moment)
    assert found.on_roll == len(people) == counts(ctx, moment).on_roll
    assert found.away == sum(p.absence is not None for p in people) == counts(ctx, moment).out
    with reading(ctx) as session:
        stays = session.execute(select(StayModel.id, StayModel.admitted_at, StayModel.exited_at))
        here = {i for i, a, e in stays if a <= moment and (e is None or moment < e)}
        lying = session.execute(
            select(OccupancyModel.stay_id, OccupancyModel.from_at, OccupancyModel.until_at)
        )
        inside = {i for i, a, e in lying if a <= moment and (e is None or moment < e)} & here
        out = session.execute(
            select(AbsenceModel.stay_id, AbsenceModel.from_at, AbsenceModel.until_at)
        )
        away = {i for i, a, e in out if a <= moment and (e is None or moment < e)} & here
    assert {p.stay_id for p in people} == here
    assert (found.in_beds, found.away) == (len(inside), len(away))
    assert sum(n for _, n in found.zones) == found.in_beds


def test_months_are_closed_and_days_follow_from_the_roll(ctx: ServiceContext) -> None:
    with reading(ctx) as session:
        states = session.execute(
            select(PeriodModel.month, PeriodModel.state, func.count())
            .join(FeeDayModel, FeeDayModel.period_id == PeriodModel.id)
            .group_by(PeriodModel.month, PeriodModel.state)
            .order_by(PeriodModel.month)
        ).all()
    assert [s for _, s, _ in states] == ["closed", "open", "open"]
    assert all(days > 3_000 for *_, days in states)


def test_killed_and_whole_runs_write_the_same_rows(
    ctx: ServiceContext, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    other = open_test_store("sqlite", request, tmp_path)
    build(ServiceContext(other, actor(), StillClock()))
    store = ctx.store
    assert isinstance(store, Store)
    for table, columns in (
        ("stay", "id, person_id, admission_no, decision_no"),
        ("person", "id, name, id_number, phone"),
        ("occupancy", "stay_id, bed_id, opened_by_id"),
        ("note_version", "record_id, version_no, link"),
        ("talk_version", "record_id, version_no, link"),
        ("fee_day", "stay_id, day, fee_class, part, rate"),
        ("stay_mark", "stay_id, mark_group, kind, value"),
    ):
        assert digest(store, table, columns) == digest(other, table, columns), table
    other.close()


def test_another_number_of_months_ends_in_the_same_way(clock: StillClock) -> None:
    short, long = make_plan(clock.now(), 1), make_plan(clock.now(), 14)
    assert len(long.visits) > 5 * len(short.visits)
    ids = [p.id_number for p in long.persons]
    assert len(set(ids)) == len(ids)


def test_a_store_with_people_is_not_touched(
    context: Callable[..., ServiceContext],
) -> None:
    from tests.placement.centre import build as places
    from tests.placement.centre import take_in

    ctx = context()
    places(ctx)
    take_in(ctx)
    assert not big.unfinished(ctx)
