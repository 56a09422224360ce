"""What is planned: marks of the time to come, and the map of a moment ahead as a plan (B12)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from medcentre.kernel.clock import StillClock, at, centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Role
from medcentre.placement.acts import place, reserve
from medcentre.placement.commands import Place, Reserve
from medcentre.placement.facts import BedState
from medcentre.placement.rows import BedMap, Tile
from medcentre.placement.views import bed_map
from medcentre.placement.views.ahead import coming, plan_board
from medcentre.residents.acts import leave
from medcentre.residents.facts import AbsenceKind, StartAbsence
from tests.placement.centre import build, take_in

ContextOf = Callable[..., ServiceContext]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def tile(shown: BedMap, code: str) -> Tile:
    """A bed of the map."""
    return next(t for z in shown.zones for t in z.tiles if t.code == code)


@pytest.fixture
def house(
    context: ContextOf, clock: StillClock
) -> tuple[ServiceContext, dict[str, int], list[int]]:
    """One lies in 501-1, one is out of 501-2, one waits with 502-1 kept, one leaves in 5 days."""
    ctx = context()
    beds = build(ctx)
    now = clock.now()
    stays = [take_in(ctx, n) for n in range(3)]
    day = centre_day(now) + 5 * DAY
    stays.append(take_in(ctx, 3, decision_on=day.replace(year=day.year - 2) + DAY))
    for stay, bed in ((stays[0], "501-1"), (stays[1], "501-2"), (stays[3], "502-2")):
        place(ctx, Place(stay_id=stay, bed_id=beds[bed], reason="入住"))
    leave(ctx, StartAbsence(stay_id=stays[1], kind=AbsenceKind.HOSPITAL_TRIP,
                            left_at=now - HOUR, expected_back=now + 4 * HOUR))  # fmt: skip
    reserve(ctx, Reserve(bed_id=beds["502-1"], stay_id=stays[2], until=now + 10 * HOUR))
    reserve(ctx, Reserve(bed_id=beds["201-1"], for_whom="某所送来一人", until=now + 20 * HOUR))
    return ctx, beds, stays


def test_marks_of_the_time_to_come(
    house: tuple[ServiceContext, dict[str, int], list[int]],
    statements: Callable[[ServiceContext], list[str]],
) -> None:
    ctx, _, stays = house
    now = ctx.clock.now()
    seen = statements(ctx)
    found = coming(ctx, now + 9 * DAY)
    assert len(seen) <= 5
    gone = at(centre_day(now) + 5 * DAY, 18)
    assert [(c.kind, c.stay_id, c.bed, c.at) for c in found] == [
        ("back", stays[1], "501-2", now + 4 * HOUR), ("in", stays[2], "502-1", now + 10 * HOUR),
        ("in", None, "201-1", now + 20 * HOUR), ("out", stays[3], "502-2", gone),
    ]  # fmt: skip
    assert found[2].name == "某所送来一人"
    assert not coming(ctx, now)
    assert [c.kind for c in coming(ctx, now + 5 * HOUR)] == ["back"]


def test_the_map_ahead_carries_the_plan_out(
    house: tuple[ServiceContext, dict[str, int], list[int]],
) -> None:
    ctx, beds, stays = house
    now = ctx.clock.now()

    def plan(moment: datetime) -> BedMap:
        board = plan_board(ctx, moment)
        assert set(board.planned) <= set(beds.values())
        return board.map

    soon = plan(now + 2 * HOUR)
    assert tile(soon, "501-2").away
    assert tile(soon, "502-1").state is BedState.RESERVED
    assert [w.stay_id for w in soon.waiting] == [stays[2]]
    later = plan(now + 12 * HOUR)
    assert not tile(later, "501-2").away
    assert tile(later, "502-1").stay_id == stays[2]
    assert not later.waiting
    assert tile(plan(now + 21 * HOUR), "201-1").state is BedState.RESERVED
    end = plan(now + 7 * DAY)
    assert tile(end, "502-2").state is BedState.TO_CLEAN
    assert tile(end, "502-2").stay_id is None
    assert end.on_roll == 3
    assert tile(bed_map(ctx), "502-1").state is BedState.RESERVED, "nothing of a plan is stored"


def test_a_kept_bed_for_somebody_who_lies_elsewhere_is_a_move(
    house: tuple[ServiceContext, dict[str, int], list[int]],
) -> None:
    ctx, beds, stays = house
    now = ctx.clock.now()
    reserve(ctx, Reserve(bed_id=beds["401-2"], stay_id=stays[0], until=now + 6 * HOUR))
    (move,) = [c for c in coming(ctx, now + DAY) if c.kind == "move"]
    assert (move.from_bed, move.bed) == ("501-1", "401-2")
    board = plan_board(ctx, now + 7 * HOUR)
    assert tile(board.map, "501-1").state is BedState.TO_CLEAN
    assert tile(board.map, "401-2").stay_id == stays[0]
    assert tile(board.map, "401-2").conflicts, "a man in a women's bed: the plan breaks a rule"
    assert board.planned[beds["501-1"]] == board.planned[beds["401-2"]] == move


def test_ends_of_terms_are_for_those_who_may_know_them(
    house: tuple[ServiceContext, dict[str, int], list[int]], context: ContextOf
) -> None:
    ctx, _, _ = house
    until = ctx.clock.now() + 9 * DAY
    assert "out" in {c.kind for c in coming(context(Role.POLICE), until)}
    nurse = {c.kind for c in coming(context(Role.NURSE), until)}
    assert "out" not in nurse
    assert "back" in nurse
