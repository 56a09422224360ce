"""Swaps on both engines: who is offered, who may decide, exchanges of one day, leave (C8, T15)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted, RulesBroken
from medcentre.kernel.permissions import Role
from medcentre.rostering import acts, offers, views
from medcentre.rostering.commands import AskSwap, DecideSwap, SwapState
from medcentre.staff.acts import GrantLeave, cancel_leave, grant_leave
from medcentre.staff.facts import Category, LeaveKind
from medcentre.staff.views import leave_list
from tests.rostering.people import DECEMBER, cells, hire, publish

Ctx = Callable[..., ServiceContext]
DAY, LATER = date(2026, 12, 3), date(2026, 12, 10)


def as_staff(ctx: ServiceContext, staff_id: int) -> ServiceContext:
    """The same desk with one of the people signed in."""
    return replace(ctx, actor=replace(ctx.actor, staff_id=staff_id, name=f"S{staff_id}"))


def ask(ctx: ServiceContext, giver: int, taker: int, back: date | None = None) -> int:
    return acts.ask_swap(
        ctx,
        AskSwap(
            month=DECEMBER, giver_id=giver, taker_id=taker, given_day=DAY, taken_day=back,
            reason="家中有事",
        ),
    )  # fmt: skip


def test_offers_are_legal_first_and_name_what_would_break(context: Ctx) -> None:
    ctx = context()
    ids = hire(ctx, 5)
    hire(ctx, 2, Category.DOCTOR)
    publish(
        ctx, *cells(DAY, ids[:1]), *cells(LATER, ids[1:2]), *cells(date(2026, 12, 2), ids[2:3], "N"),
        *cells(DAY, ids[3:4], "P"),
    )  # fmt: skip
    grant_leave(
        ctx, GrantLeave(staff_id=ids[4], kind=LeaveKind.ANNUAL, first_day=DAY, last_day=DAY)
    )
    found = offers.swap_offers(ctx, DECEMBER, ids[0], DAY)
    assert {o.taker_id for o in found} == set(ids[1:])
    by_person = {(o.taker_id, o.back): o for o in found}
    assert by_person[ids[1], LATER].back_shift == "A"
    assert (ids[1], None) in by_person
    assert by_person[ids[3], DAY].back_shift == "P"
    assert not by_person[ids[4], None].is_legal
    assert found[-1].taker_id == ids[4]
    assert any(v.code == "roster_double_shift" for v in by_person[ids[2], None].broken)
    burdens = [o.burden for o in found]
    assert burdens == sorted(burdens)


def test_partner_agrees_leader_approves_and_both_see_the_change(context: Ctx) -> None:
    program = context()
    a, b, *_ = hire(program, 4)
    publish(program, *cells(DAY, [a]), *cells(LATER, [b]))
    mine, theirs = (as_staff(context(Role.GUARD), s) for s in (a, b))
    swap = ask(mine, a, b, LATER)
    with pytest.raises(DomainError) as refused:
        acts.agree_swap(mine, DecideSwap(swap_id=swap, version=1))
    assert refused.value.code == "duty_swap_not_yours"
    assert [views.swaps_waiting(c) for c in (mine, theirs)] == [0, 1]
    acts.agree_swap(theirs, DecideSwap(swap_id=swap, version=1))
    leaders = (context(Role.DIRECTOR), context(Role.NURSE), context(Role.DOCTOR), theirs)
    assert [views.swaps_waiting(c) for c in leaders] == [1, 1, 0, 0]
    with pytest.raises(NotPermitted):
        acts.approve_swap(theirs, DecideSwap(swap_id=swap, version=2))
    own_leader = as_staff(context(Role.NURSE), a)
    with pytest.raises(DomainError) as refused:
        acts.approve_swap(own_leader, DecideSwap(swap_id=swap, version=2))
    assert refused.value.code == "duty_swap_own_approval"
    with pytest.raises(DomainError) as refused:
        acts.approve_swap(context(Role.DOCTOR), DecideSwap(swap_id=swap, version=2))
    assert refused.value.code == "duty_not_own_group"
    acts.approve_swap(context(Role.DIRECTOR), DecideSwap(swap_id=swap, version=2))
    days = views.my_duty(mine, DECEMBER.first, DECEMBER.last)
    assert [(s.day, s.changed) for s in days] == [(LATER, True)]
    assert {c.reason for c in views.changes(program, DECEMBER)} == {"家中有事"}


def test_an_exchange_of_one_day(context: Ctx) -> None:
    ctx = context()
    a, b = hire(ctx, 2)
    publish(ctx, *cells(DAY, [a], "A"), *cells(DAY, [b], "P"))
    with pytest.raises(RulesBroken) as refused:
        ask(ctx, a, b)
    assert [v.code for v in refused.value.violations()] == ["duty_swap_partner_busy"]
    swap = ask(ctx, a, b, DAY)
    acts.agree_swap(ctx, DecideSwap(swap_id=swap, version=1))
    acts.approve_swap(ctx, DecideSwap(swap_id=swap, version=2))
    sheet = views.month_sheet(ctx, DECEMBER).sheet
    assert {(c.person, c.shift) for c in sheet.assignments()} == {(a, "P"), (b, "A")}


def test_rules_are_checked_again_at_approval(context: Ctx) -> None:
    ctx = context()
    a, b, _ = hire(ctx, 3)
    publish(ctx, *cells(DAY, [a]))
    swap = ask(ctx, a, b)
    acts.agree_swap(ctx, DecideSwap(swap_id=swap, version=1))
    grant_leave(ctx, GrantLeave(staff_id=b, kind=LeaveKind.SICK, first_day=DAY, last_day=DAY))
    with pytest.raises(RulesBroken) as refused:
        acts.approve_swap(ctx, DecideSwap(swap_id=swap, version=2))
    assert "roster_on_leave" in [v.code for v in refused.value.violations()]
    broken = offers.swap_verdict(ctx, views.swaps(ctx, DECEMBER)[0])
    assert "roster_on_leave" in {v.code for v in broken}


def test_refused_withdrawn_and_over(context: Ctx, clock: StillClock) -> None:
    program = context()
    a, b, c = hire(program, 3)
    publish(program, *cells(DAY, [a]))
    mine, theirs, other = (as_staff(context(Role.GUARD), s) for s in (a, b, c))
    swap = ask(mine, a, b)
    with pytest.raises(DomainError) as refused:
        ask(mine, a, c)
    assert refused.value.code == "duty_swap_open_already"
    with pytest.raises(DomainError):
        acts.refuse_swap(other, DecideSwap(swap_id=swap, version=1, note="不关我的事"))
    acts.refuse_swap(theirs, DecideSwap(swap_id=swap, version=1, note="已有安排"))
    swap = ask(mine, a, c)
    acts.refuse_swap(mine, DecideSwap(swap_id=swap, version=1, note="不用换了"))
    states = [s.state for s in views.swaps(program, DECEMBER)]
    assert sorted(states) == [SwapState.REFUSED, SwapState.WITHDRAWN]
    clock.moment = at(LATER, 9)
    with pytest.raises(RulesBroken) as over:
        ask(mine, a, b)
    assert [v.code for v in over.value.violations()] == ["duty_day_over"]
    assert offers.givable_days(mine, DECEMBER, a) == ()


def test_leave_of_a_month_and_taking_it_back(context: Ctx) -> None:
    ctx = context()
    a, _ = hire(ctx, 2)
    grant_leave(ctx, GrantLeave(staff_id=a, kind=LeaveKind.ANNUAL, first_day=DAY, last_day=LATER))
    ((leave, name, category),) = leave_list(ctx, DECEMBER.first, DECEMBER.last)
    assert (name, category, leave.last_day) == ("岑晓一", Category.NURSE, LATER)
    assert leave_list(ctx, date(2027, 1, 1), date(2027, 1, 31)) == ()
    cancel_leave(ctx, leave.id, leave.version)
    assert leave_list(ctx, DECEMBER.first, DECEMBER.last) == ()
