"""Two desks at one moment on both engines: one wins, the other is told, nothing is done twice (T23)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, StaleRecord
from medcentre.kernel.permissions import Role
from medcentre.rostering import acts, hours, views
from medcentre.rostering.commands import (
    AskSwap,
    Attend,
    DecideSwap,
    Publish,
    SetCells,
    SwapState,
)
from medcentre.rostering.facts import Sheet
from tests.rostering.people import DECEMBER, cells, hire, publish

Ctx = Callable[..., ServiceContext]
DAY, LATER = date(2026, 12, 3), date(2026, 12, 10)


def at_once(*calls: Callable[[], object]) -> list[DomainError | None]:
    """Run calls at the same moment, each in its own thread; what refused each of them."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], object]) -> DomainError | None:
        gate.wait()
        try:
            call()
        except DomainError as refusal:
            return refusal
        return None

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def told(found: list[DomainError | None]) -> list[str]:
    """The codes of those that were refused."""
    return [str(refusal.code) for refusal in found if refusal is not None]


def asked(ctx: ServiceContext) -> tuple[int, int, int]:
    """A published month with a swap that waits for its partner: swap, giver, taker."""
    a, b, *_ = hire(ctx, 4)
    publish(ctx, *cells(DAY, [a]), *cells(LATER, [b]))
    swap = acts.ask_swap(
        ctx, AskSwap(month=DECEMBER, giver_id=a, taker_id=b, given_day=DAY, taken_day=LATER)
    )
    return swap, a, b


def test_two_leaders_approve_one_swap_at_once(context: Ctx) -> None:
    ctx = context()
    swap, a, b = asked(ctx)
    acts.agree_swap(ctx, DecideSwap(swap_id=swap, version=1))
    desks = [context(Role.DIRECTOR), context(Role.NURSE)]
    command = DecideSwap(swap_id=swap, version=2)
    found = at_once(*(lambda d=d: acts.approve_swap(d, command) for d in desks))
    assert told(found) in (["stale_record"], ["duty_swap_wrong_state"])
    assert [s.state for s in views.swaps(ctx, DECEMBER)] == [SwapState.APPROVED]
    assert len(views.changes(ctx, DECEMBER)) == 4
    sheet = {(c.person, c.day) for c in views.month_sheet(ctx, DECEMBER).sheet.assignments()}
    assert sheet == {(b, DAY), (a, LATER)}


def test_agreed_and_taken_back_at_once(context: Ctx) -> None:
    ctx = context()
    swap, _, _ = asked(ctx)
    found = at_once(
        lambda: acts.agree_swap(ctx, DecideSwap(swap_id=swap, version=1)),
        lambda: acts.refuse_swap(ctx, DecideSwap(swap_id=swap, version=1, note="不用换了")),
    )
    assert told(found) in (["stale_record"], ["duty_swap_wrong_state"])
    (row,) = views.swaps(ctx, DECEMBER)
    assert row.state in (SwapState.AGREED, SwapState.REFUSED)
    assert (row.state == SwapState.AGREED) is (found[0] is None)


def test_two_desks_type_into_one_cell_at_once(context: Ctx) -> None:
    ctx = context()
    (nurse, *_) = hire(ctx, 2)
    acts.set_cells(ctx, SetCells(month=DECEMBER, version=0, cells=tuple(cells(LATER, [nurse]))))
    version = views.month_sheet(ctx, DECEMBER).head.version
    found = at_once(
        *(
            lambda shift=shift: acts.set_cells(
                ctx,
                SetCells(month=DECEMBER, version=version, cells=tuple(cells(DAY, [nurse], shift))),
            )
            for shift in ("A", "P")
        )
    )
    assert told(found) == ["stale_record"]
    won = "A" if found[0] is None else "P"
    data = views.month_sheet(ctx, DECEMBER)
    assert {c.shift for c in data.sheet.assignments() if c.day == DAY} == {won}
    assert data.head.version == version + 1


def test_a_month_is_begun_once(context: Ctx) -> None:
    """Both desks see no sheet yet and type: one begins the month, the other is refused."""
    ctx = context()
    a, b = hire(ctx, 2)
    found = at_once(
        *(
            lambda who=who: acts.set_cells(
                ctx, SetCells(month=DECEMBER, version=0, cells=tuple(cells(DAY, [who])))
            )
            for who in (a, b)
        )
    )
    assert len(told(found)) == 1
    sheet = views.month_sheet(ctx, DECEMBER).sheet
    assert [c.person for c in sheet.assignments()] == [a if found[0] is None else b]


def test_published_while_another_desk_types_and_drafts(context: Ctx) -> None:
    """Whoever typed before the publication must say why now; a draft of before is not taken."""
    ctx = context()
    (nurse, *_) = hire(ctx, 2)
    acts.set_cells(ctx, SetCells(month=DECEMBER, version=0, cells=tuple(cells(DAY, [nurse]))))
    data = views.month_sheet(ctx, DECEMBER)
    acts.publish(ctx, Publish(month=DECEMBER, version=data.head.version, reason="先行发布"))
    typed = SetCells(month=DECEMBER, version=data.head.version, cells=tuple(cells(LATER, [nurse])))
    with pytest.raises(StaleRecord):
        acts.set_cells(ctx, typed)
    with pytest.raises(StaleRecord):
        acts.take_draft(ctx, DECEMBER, data.head.version, data.sheet)
    with pytest.raises(StaleRecord):
        acts.publish(ctx, Publish(month=DECEMBER, version=data.head.version, reason="再发布"))


def test_a_draft_leaves_pinned_cells_alone(context: Ctx) -> None:
    ctx = context()
    a, b = hire(ctx, 2)
    pinned = cells(DAY, [a], "N")[0]
    version = acts.set_cells(
        ctx,
        SetCells(month=DECEMBER, version=0, cells=(pinned, *cells(LATER, [a], "A"))),
    )
    acts.set_cells(
        ctx,
        SetCells(
            month=DECEMBER, version=version,
            cells=(type(pinned)(staff_id=a, day=DAY, shift="N", pinned=True),),
        ),
    )  # fmt: skip
    data = views.month_sheet(ctx, DECEMBER)
    rows = {who: n for n, who in enumerate(data.sheet.people)}
    drafted = [["P" if d == DAY.day - 1 else None for d in range(31)] for _ in rows]
    sheet = Sheet(DECEMBER, data.sheet.people, tuple(map(tuple, drafted)))
    acts.take_draft(ctx, DECEMBER, data.head.version, sheet)
    now = {(c.person, c.day): c.shift for c in views.month_sheet(ctx, DECEMBER).sheet.assignments()}
    assert now == {(a, DAY): "N", (b, DAY): "P"}


def test_attendance_of_one_shift_entered_at_two_desks(context: Ctx) -> None:
    """The handover desk and the ward enter the same shift: one row, the later word holds."""
    ctx = context()
    (nurse, *_) = hire(ctx, 2)
    day = date(2026, 11, 23)
    found = at_once(
        *(
            lambda note=note: acts.record_attendance(
                ctx, Attend(staff_id=nurse, day=day, shift="A", note=note)
            )
            for note in ("交班台", "病房")
        )
    )
    assert len(told(found)) <= 1
    (row,) = hours.attendance(ctx, day)
    assert row.recorded
    assert row.note in [n for n, no in zip(("交班台", "病房"), found, strict=True) if no is None]
