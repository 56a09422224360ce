"""The demo centre's roster lives: leave and wishes, three swaps on their way, yesterday's attendance."""

from collections.abc import Iterator
from datetime import date, timedelta

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.periods import Month
from medcentre.rostering.acts import (
    add_wish,
    agree_swap,
    approve_swap,
    ask_swap,
    publish,
    record_attendance,
    take_draft,
)
from medcentre.rostering.commands import AddWish, AskSwap, Attend, DecideSwap, Publish
from medcentre.rostering.facts import Assignment, Group
from medcentre.rostering.hours import attendance
from medcentre.rostering.offers import swap_offers
from medcentre.rostering.solve.month import draft_month
from medcentre.rostering.solve.search import Limits
from medcentre.rostering.views import month_sheet
from medcentre.staff.acts import GrantLeave, grant_leave
from medcentre.staff.facts import LeaveKind

DRAFT_SECONDS = 6.0
LEAVE = (
    (0, Group.NURSE, 3, LeaveKind.ANNUAL, 9, 13), (0, Group.GUARD, 6, LeaveKind.SICK, 16, 18),
    (0, Group.POLICE, 12, LeaveKind.TRAINING, 23, 24), (1, Group.NURSE, 5, LeaveKind.ANNUAL, 7, 11),
    (1, Group.DOCTOR, 7, LeaveKind.ANNUAL, 14, 18), (1, Group.GUARD, 4, LeaveKind.PERSONAL, 3, 4),
    (1, Group.NURSE, 17, LeaveKind.TRAINING, 21, 22),
)  # fmt: skip
"""Months ahead, group, place in it, kind, first and last day."""

WISHES = (
    (Group.NURSE, 2, 5, False), (Group.NURSE, 8, 12, False), (Group.NURSE, 9, 24, False),
    (Group.POLICE, 3, 19, False), (Group.DOCTOR, 2, 6, True), (Group.GUARD, 1, 25, False),
)  # fmt: skip
"""Group, place in it, day of next month, whether they want to work."""

SWAPS = (
    (Group.NURSE, 6, "孩子家长会"), (Group.DOCTOR, 4, "外出会诊"), (Group.GUARD, 2, "家中有事"),
)  # fmt: skip
"""Who gives a shift away and why: the first is asked, the second agreed, the third approved."""


def fill_roster(ctx: ServiceContext) -> None:
    """This month's sheet drafted by the solver, published, and what happens around it."""
    month = Month.of(centre_day(ctx.clock.now()))
    people = _people(ctx, month)
    _leave(ctx, month, people)
    data = month_sheet(ctx, month)
    draft = draft_month(data.problem, Limits(seconds=DRAFT_SECONDS))
    version = take_draft(ctx, month, data.head.version, draft.sheet)
    publish(ctx, Publish(month=month, version=version, reason="演示数据"))
    for group, place, day, wants in WISHES:
        wish = AddWish(
            staff_id=people[group][place], day=month.plus(1).days()[day - 1], wants=wants
        )
        add_wish(ctx, wish)
    _attended(ctx, centre_day(ctx.clock.now()) - timedelta(days=1), month)
    _swaps(ctx, month, people)


def _people(ctx: ServiceContext, month: Month) -> dict[Group, list[int]]:
    found: dict[Group, list[int]] = {}
    for person in month_sheet(ctx, month).problem.people:
        found.setdefault(person.group, []).append(person.id)
    return found


def _leave(ctx: ServiceContext, month: Month, people: dict[Group, list[int]]) -> None:
    for ahead, group, place, kind, first, last in LEAVE:
        days = month.plus(ahead).days()
        grant_leave(
            ctx,
            GrantLeave(
                staff_id=people[group][place], kind=kind, first_day=days[first - 1],
                last_day=days[last - 1],
            ),
        )  # fmt: skip


def _attended(ctx: ServiceContext, day: date, month: Month) -> None:
    """Yesterday as planned, but for somebody late and somebody who did not come."""
    if Month.of(day) != month:
        return
    for n, row in enumerate(attendance(ctx, day)):
        late = n == 9
        record_attendance(
            ctx,
            Attend(
                staff_id=row.staff_id, day=day, shift=row.shift, absent=n == 21,
                from_at=row.planned_from + timedelta(minutes=25) if late else None,
                until_at=row.planned_until if late else None,
                note="发热，已电话报告" if n == 21 else "路上堵车" if late else "",
            ),
        )  # fmt: skip


def _swaps(ctx: ServiceContext, month: Month, people: dict[Group, list[int]]) -> None:
    """Late in a month there may be nothing left to swap."""
    for n, (group, place, why) in enumerate(SWAPS):
        giver = people[group][place]
        asked = next(_askable(ctx, month, giver, why), None)
        if asked is None:
            continue
        swap = ask_swap(ctx, asked)
        if n >= 1:
            agree_swap(ctx, DecideSwap(swap_id=swap, version=1))
        if n >= 2:
            approve_swap(ctx, DecideSwap(swap_id=swap, version=2))


def _askable(ctx: ServiceContext, month: Month, giver: int, why: str) -> Iterator[AskSwap]:
    """Legal swaps of the giver's coming shifts, the soonest first."""
    today = centre_day(ctx.clock.now())
    for given in _shifts_of(ctx, month, giver):
        if given.day <= today:
            continue
        for offer in swap_offers(ctx, month, giver, given.day):
            if offer.is_legal:
                yield AskSwap(
                    month=month, giver_id=giver, taker_id=offer.taker_id, given_day=given.day,
                    taken_day=offer.back, reason=why,
                )  # fmt: skip


def _shifts_of(ctx: ServiceContext, month: Month, who: int) -> list[Assignment]:
    mine = [a for a in month_sheet(ctx, month).sheet.assignments() if a.person == who]
    return sorted(mine, key=lambda a: a.day)
