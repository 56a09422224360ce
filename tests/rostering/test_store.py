"""Rosters in the store, both engines: sheet, publication, changes, swaps, two windows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, RulesBroken, StaleRecord
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Role
from medcentre.rostering import acts, views
from medcentre.rostering.commands import (
    AddWish,
    AskSwap,
    CellEdit,
    DecideSwap,
    Publish,
    SetCells,
    SwapState,
)
from medcentre.rostering.facts import Group, Post
from medcentre.rostering.standard import areas, words_of
from medcentre.staff.acts.people import RegisterStaff, register_staff
from medcentre.staff.facts import Category

Ctx = Callable[..., ServiceContext]
DECEMBER = Month(2026, 12)
DAY = date(2026, 12, 3)


@pytest.fixture
def house(context: Ctx) -> list[int]:
    """Eight nurses and two doctors."""
    ctx = context()
    ids = []
    for n in range(10):
        doctor = n >= 8
        ids.append(
            register_staff(
                ctx,
                RegisterStaff(
                    number=f"N{n:03d}", name=f"岑晓{'一二三四五六七八九十'[n]}",
                    sex="2" if n % 2 else "1",
                    category=Category.DOCTOR if doctor else Category.NURSE,
                    title="主治医师" if doctor else "护士",
                ),
            )
        )  # fmt: skip
    return ids


def put(ctx: ServiceContext, version: int, *cells: CellEdit, reason: str = "") -> int:
    return acts.set_cells(
        ctx, SetCells(month=DECEMBER, version=version, cells=cells, reason=reason)
    )


def test_a_month_from_empty_to_published(context: Ctx, house: list[int]) -> None:
    ctx = context()
    assert views.month_sheet(ctx, DECEMBER).head.version == 0
    version = put(ctx, 0, CellEdit(staff_id=house[0], day=DAY, shift="A", pinned=True))
    with pytest.raises(DomainError) as refused:
        acts.publish(ctx, Publish(month=DECEMBER, version=version))
    assert refused.value.code == "duty_errors_need_reason"
    acts.publish(ctx, Publish(month=DECEMBER, version=version, reason="人手不足，先行发布"))
    data = views.month_sheet(ctx, DECEMBER)
    assert data.head.published_no == 1
    assert data.pinned == {(house[0], DAY)}
    assert [(a.person, a.day, a.shift) for a in data.sheet.assignments()] == [(house[0], DAY, "A")]


def test_changes_after_publication_are_logged_with_a_reason(context: Ctx, house: list[int]) -> None:
    ctx = context()
    version = put(ctx, 0, CellEdit(staff_id=house[0], day=DAY, shift="A"))
    acts.publish(ctx, Publish(month=DECEMBER, version=version, reason="人手不足，先行发布"))
    version = views.month_sheet(ctx, DECEMBER).head.version
    with pytest.raises(DomainError) as refused:
        put(ctx, version, CellEdit(staff_id=house[0], day=DAY, shift=None))
    assert refused.value.code == "duty_change_needs_reason"
    put(ctx, version, CellEdit(staff_id=house[0], day=DAY, shift="P"), reason="家中有事")
    (change,) = views.changes(ctx, DECEMBER)
    assert (change.was, change.became, change.reason) == ("A", "P", "家中有事")
    assert views.month_sheet(ctx, DECEMBER).changed == {(house[0], DAY)}


def test_two_windows_one_sheet(context: Ctx, house: list[int]) -> None:
    ctx = context()
    version = put(ctx, 0, CellEdit(staff_id=house[0], day=DAY, shift="A"))
    put(ctx, version, CellEdit(staff_id=house[1], day=DAY, shift="P"))
    with pytest.raises(StaleRecord):
        put(ctx, version, CellEdit(staff_id=house[2], day=DAY, shift="N"))


def test_a_nurse_leader_keeps_to_the_own_group(context: Ctx, house: list[int]) -> None:
    ctx = context(Role.NURSE)
    put(ctx, 0, CellEdit(staff_id=house[0], day=DAY, shift="A"))
    version = views.month_sheet(ctx, DECEMBER).head.version
    with pytest.raises(RulesBroken) as refused:
        put(ctx, version, CellEdit(staff_id=house[9], day=DAY, shift="DOC_DAY"))
    assert [v.code for v in refused.value.violations()] == ["duty_not_own_group"]


def test_a_night_belongs_to_its_start_day(
    context: Ctx, house: list[int], clock: StillClock
) -> None:
    ctx = context()
    version = put(ctx, 0, CellEdit(staff_id=house[0], day=DAY, shift="N"))
    acts.publish(ctx, Publish(month=DECEMBER, version=version, reason="人手不足，先行发布"))
    clock.moment = at(date(2026, 12, 4), 3)
    assert [r.staff_id for r in views.on_duty(ctx)] == [house[0]]
    clock.moment = at(date(2026, 12, 4), 12)
    assert views.on_duty(ctx) == ()
    assert [s.day for s in views.duty_of(ctx, house[0], DECEMBER.first, DECEMBER.last)] == [DAY]


def test_the_words_of_a_post_name_its_zones() -> None:
    """Who is on duty reads names, not codes; a renamed post and the women's zone stay as they are."""
    (area,) = areas((("A", ""), ("B", "")), 1)
    names = {"A": "一区", "B": "二区"}
    post = Post("police-A", "民警 A–B", "Police, A–B", frozenset({Group.POLICE}), ())
    words = words_of(post, (area,), names)
    assert words.without_zones == ("民警", "Police")
    assert words.zones == (("A", "一区"), ("B", "二区"))
    (called,) = areas((("A", ""), ("B", "")), 1, names)
    assert called.names == ("一区、二区", "Zone 1, Zone 2")
    assert areas([(c, "") for c in "ABC"], 1, {**names, "C": "三区"})[0].names[0] == "一区–三区"
    assert areas((("A", ""), ("B", "")), 1, {"A": "很" * 30, "B": "长"})[0].names[0] == "A–B"
    post = Post(
        "police-A", "民警 一区、二区", "Police, Zone 1, Zone 2", frozenset({Group.POLICE}), ()
    )
    assert words_of(post, (called,), names).without_zones == ("民警", "Police")
    renamed = words_of(replace(post, name_zh="巡查", name_en="Police, A–B"), (area,), names)
    assert (renamed.without_zones, renamed.zones) == (("巡查", "Police, A–B"), ())


def test_a_swap_shows_only_after_approval(context: Ctx, house: list[int]) -> None:
    ctx = context()
    other = date(2026, 12, 10)
    version = put(
        ctx, 0,
        CellEdit(staff_id=house[0], day=DAY, shift="A"),
        CellEdit(staff_id=house[1], day=other, shift="A"),
    )  # fmt: skip
    acts.publish(ctx, Publish(month=DECEMBER, version=version, reason="人手不足，先行发布"))
    swap = acts.ask_swap(
        ctx,
        AskSwap(
            month=DECEMBER, giver_id=house[0], taker_id=house[1], given_day=DAY, taken_day=other
        ),
    )

    def cells() -> set[tuple[int, date]]:
        return {(a.person, a.day) for a in views.month_sheet(ctx, DECEMBER).sheet.assignments()}

    before = cells()
    acts.agree_swap(ctx, DecideSwap(swap_id=swap, version=1))
    assert cells() == before
    acts.approve_swap(ctx, DecideSwap(swap_id=swap, version=2))
    assert cells() == {(house[1], DAY), (house[0], other)}
    assert views.swaps(ctx, DECEMBER)[0].state is SwapState.APPROVED
    with pytest.raises(DomainError):
        acts.approve_swap(ctx, DecideSwap(swap_id=swap, version=3))


def test_one_wish_a_day(context: Ctx, house: list[int]) -> None:
    ctx = context()
    acts.add_wish(ctx, AddWish(staff_id=house[0], day=DAY, wants=False))
    with pytest.raises(DomainError) as refused:
        acts.add_wish(ctx, AddWish(staff_id=house[0], day=DAY, wants=True))
    assert refused.value.code == "duty_wish_exists"
    (wish,) = views.wishes(ctx, DECEMBER)
    acts.withdraw_wish(ctx, wish.id, wish.version)
    assert views.month_sheet(ctx, DECEMBER).problem.wishes == ()


def test_the_sheet_costs_few_statements(
    context: Ctx, house: list[int], statements: Callable[[ServiceContext], list[str]]
) -> None:
    ctx = context()
    put(ctx, 0, *(CellEdit(staff_id=s, day=DAY, shift="A") for s in house[:8]))
    seen = statements(ctx)
    first = len(seen)
    views.month_sheet(ctx, DECEMBER)
    small = len(seen) - first
    put(
        ctx, views.month_sheet(ctx, DECEMBER).head.version,
        *(CellEdit(staff_id=s, day=date(2026, 12, d), shift="A") for s in house[:8] for d in (5, 6)),
    )  # fmt: skip
    first = len(seen)
    views.month_sheet(ctx, DECEMBER)
    assert len(seen) - first == small
