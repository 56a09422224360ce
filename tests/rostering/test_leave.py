"""Annual leave by years of work, what is granted and what is left (ROS-06), on both engines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import NotPermitted
from medcentre.kernel.permissions import Role
from medcentre.rostering.facts import Leave
from medcentre.rostering.leave import leave_balances, leave_verdict, own_leave
from medcentre.staff.acts import GrantLeave, cancel_leave, grant_leave
from medcentre.staff.acts.people import RegisterStaff, register_staff
from medcentre.staff.facts import Category, LeaveKind
from medcentre.staff.views import leave_list

Ctx = Callable[..., ServiceContext]


def hire(ctx: ServiceContext, number: str, since: date | None, category: Category) -> int:
    """Somebody invented who began to work on a day."""
    return register_staff(
        ctx,
        RegisterStaff(number=number, name="岑晓一", sex="2", category=category, worked_since=since),
    )


def grant(
    ctx: ServiceContext, staff: int, first: date, last: date, kind: LeaveKind = LeaveKind.ANNUAL
) -> None:
    grant_leave(ctx, GrantLeave(staff_id=staff, kind=kind, first_day=first, last_day=last))


def test_due_granted_and_left_of_a_year(context: Ctx) -> None:
    ctx = context()
    old = hire(ctx, "A1", date(2004, 7, 1), Category.NURSE)
    young = hire(ctx, "A2", date(2020, 7, 1), Category.NURSE)
    unknown = hire(ctx, "A3", None, Category.DOCTOR)
    hire(ctx, "A4", date(2000, 1, 1), Category.ARCHIVIST)
    # Over the National Day holiday: 30 September, then 8 to 10 October, a Saturday worked.
    grant(ctx, young, date(2026, 9, 30), date(2026, 10, 10))
    grant(ctx, young, date(2026, 11, 2), date(2026, 11, 3), LeaveKind.SICK)
    grant(ctx, old, date(2025, 12, 30), date(2026, 1, 5))
    found = {b.staff_id: b for b in leave_balances(ctx, 2026)}
    assert set(found) == {old, young, unknown}
    assert (found[young].due, found[young].granted, found[young].left) == (5, 4, 1)
    assert (found[old].due, found[old].granted) == (15, 2)  # 4 January is worked to make up
    assert (found[unknown].due, found[unknown].granted) == (None, 0)
    ((leave, *_),) = leave_list(ctx, date(2026, 9, 30), date(2026, 10, 10))
    cancel_leave(ctx, leave.id, leave.version)
    assert {b.staff_id: b.granted for b in leave_balances(ctx, 2026)}[young] == 0


def test_what_more_leave_would_come_to_is_told_before_it_is_granted(context: Ctx) -> None:
    ctx = context()
    staff = hire(ctx, "A1", date(2020, 7, 1), Category.NURSE)
    grant(ctx, staff, date(2026, 11, 23), date(2026, 11, 25))
    asked = Leave(staff, LeaveKind.ANNUAL, date(2026, 12, 7), date(2026, 12, 8))
    balance, broken = leave_verdict(ctx, asked)
    assert balance is not None
    assert (balance.granted, balance.left, broken) == (5, 0, ())
    balance, broken = leave_verdict(ctx, replace(asked, last=date(2026, 12, 9)))
    assert balance is not None
    assert balance.left == -1
    assert [v.code for v in broken] == ["roster_leave_exceeded"]
    ((first, *_),) = leave_list(ctx, date(2026, 11, 23), date(2026, 11, 23))
    _, broken = leave_verdict(ctx, replace(asked, last=date(2026, 12, 9)), besides=first.id)
    assert broken == ()
    short = Leave(staff, LeaveKind.MATERNITY, date(2026, 12, 7), date(2027, 1, 7))
    assert [v.code for v in leave_verdict(ctx, short)[1]] == ["roster_maternity_short"]


def test_everybody_sees_their_own_and_no_more_than_the_roster_shows(context: Ctx) -> None:
    program = context()
    guard = hire(program, "A1", date(2010, 7, 1), Category.GUARD)
    hire(program, "A2", date(2010, 7, 1), Category.NURSE)
    desk = context(Role.GUARD)
    mine = replace(desk, actor=replace(desk.actor, staff_id=guard))
    assert [b.staff_id for b in leave_balances(mine, 2026)] == [guard]
    own = own_leave(mine, 2026)
    assert own is not None
    assert (own.due, own.left) == (10, 10)
    assert own_leave(program, 2026) is None
    with pytest.raises(NotPermitted):
        leave_balances(context(Role.FINANCE), 2026)
