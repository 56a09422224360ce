"""The leader on duty is read off the published sheet, by every room and paper alike (CUS-01)."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import pdfplumber

from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Role
from medcentre.papers.facts import PrintContext
from medcentre.rostering import papers, views
from medcentre.staff.duty import leaders_on
from medcentre.staff.facts import Category
from medcentre.store.uow import reading
from tests.rostering.people import DECEMBER, cells, hire, publish

Ctx = Callable[..., ServiceContext]
DAY = date(2026, 12, 3)


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as found:
        return "".join(page.extract_text() or "" for page in found.pages).replace(" ", "")


def test_nothing_is_said_before_a_sheet_is_published(context: Ctx) -> None:
    assert views.leaders_on_duty(context(), at(DAY, 9)) is None


def test_the_leader_is_known_to_every_room_for_24_hours(context: Ctx) -> None:
    ctx = context()
    first, second = hire(ctx, 2, Category.DIRECTOR)
    officer, *_ = hire(ctx, 1, Category.POLICE)
    publish(
        ctx, *cells(DAY, [first], "L24"), *cells(DAY, [second], "P_DAY"), *cells(DAY, [officer], "P24"),
        *cells(DAY + timedelta(days=1), [second], "L24"),
    )  # fmt: skip
    for when, who in ((at(DAY, 8), first), (at(DAY + timedelta(days=1), 7, 59), first),
                      (at(DAY + timedelta(days=1), 8), second)):  # fmt: skip
        found = views.leaders_on_duty(ctx, when)
        assert found is not None
        assert [r.staff_id for r in found] == [who]
        with reading(ctx) as session:
            assert leaders_on(session, when) == (who,)
        leading = [r for r in views.on_duty(ctx, when) if r.leads]
        assert [r.staff_id for r in leading] == [who]
        assert views.on_duty(ctx, when)[0].leads
    assert views.leaders_on_duty(ctx, at(date(2026, 12, 20), 9)) == ()


def test_a_guard_at_the_gate_knows_whom_to_call(context: Ctx, clock: StillClock) -> None:
    program = context()
    publish(program, *cells(DAY, hire(program, 1, Category.DIRECTOR), "L24"))
    clock.moment = at(DAY, 23)
    found = views.leaders_on_duty(context(Role.GUARD))
    assert found is not None
    assert [r.name for r in found] == [views.on_duty(program)[0].name]


def test_the_printed_sheets_name_the_leader_of_each_day(desk: Ctx) -> None:
    ctx = desk()
    (leader,) = hire(ctx, 1, Category.DIRECTOR)
    publish(ctx, *cells(DAY, [leader], "L24"), *cells(date(2026, 12, 7), [leader], "L24"))
    (row,) = views.leaders_on_duty(ctx, at(DAY, 9)) or ()
    paper = PrintContext(centre_name="中心", printed_by="甲", printed_at=at(DAY, 8))
    assert f"带班领导：{row.name}3、7日。" in text_of(papers.roster_paper(ctx, DECEMBER, paper))
    assert f"带班领导{row.name}" in text_of(papers.post_paper(ctx, DAY, paper))
