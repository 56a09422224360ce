"""Swaps, hours, plan and own duty on screen: what each shows, does and refuses."""

import io
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang
from medcentre.rostering import acts, hours, planning, views
from medcentre.rostering.commands import AddWish, AskSwap, SwapState
from medcentre.rostering.facts import Group, Post, PostNeed, RuleId
from medcentre.rostering.plan_file import PlanKind
from medcentre.staff.views import leave_list
from tests.rostering.people import DECEMBER
from tests.ui.rostering.conftest import DAY, LATER, House
from ui.kit.desk import Desk
from ui.kit.i18n import language
from ui.kit.page import Page
from ui.kit.theme import Scheme, theme
from ui.rostering import PAGES
from ui.rostering.attend import AttendDialog
from ui.rostering.explain import ExplainSheet
from ui.rostering.hours import HoursPage
from ui.rostering.mine import MyDutyPage
from ui.rostering.people_forms import RosterLeaveDialog, WishDialog
from ui.rostering.plan import PlanPageView
from ui.rostering.plan_forms import HolidayDialog, PostDialog, RuleDialog, ShiftDialog
from ui.rostering.saving import save_to
from ui.rostering.solver_panel import ExplainRun
from ui.rostering.swap_dialog import AskSwapDialog
from ui.rostering.swaps import SwapsPage


def shown(qtbot: QtBot, page: Page, **state: str) -> None:
    """A page on screen whose background reads have ended."""
    qtbot.addWidget(page)
    page.resize(1190, 696)
    page.open_with(**state)
    page.show()
    calm(qtbot, page.desk)


def calm(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=15000)


def child(page: Page, kind: type) -> object:
    return page.findChildren(kind)[-1]


@pytest.mark.parametrize("lang", list(Lang))
def test_every_page_shows_for_everybody_who_may(qtbot: QtBot, house: House, lang: Lang) -> None:
    language().set(lang)
    theme().apply(Scheme.DARK if lang is Lang.EN else Scheme.LIGHT, 100)
    for role in (Role.DIRECTOR, Role.NURSE, Role.GUARD):
        desk = house.sit(role, house.nurses[0])
        for spec in PAGES:
            assert spec.allowed(desk.ctx.actor)
            page = spec.factory(desk)
            shown(qtbot, page, month="2026-12")
            assert spec.title()
            assert page.help().purpose
            assert page.state()["month"] == "2026-12"
            for place in range(1, 7):
                page.quick(place)
            assert not page.grab().toImage().isNull()
            page.close()
    assert not PAGES[0].allowed(house.sit(Role.IT_ADMIN).ctx.actor)


def test_a_swap_from_asking_to_approval(qtbot: QtBot, house: House) -> None:
    a, b, *_ = house.nurses
    mine = SwapsPage(house.sit(Role.GUARD, a, "岑晓一"))
    theirs = SwapsPage(house.sit(Role.GUARD, b, "岑晓二"))
    leader = SwapsPage(house.sit(Role.DIRECTOR, None, "丁海涛"))
    for page in (mine, theirs, leader):
        shown(qtbot, page, month="2026-12")
    mine.ask()
    dialog = child(mine, AskSwapDialog)
    assert isinstance(dialog, AskSwapDialog)
    assert dialog.giver.count() == 1
    dialog.save()
    assert dialog.fields["given_day"].error
    dialog.choose(a, DAY)
    calm(qtbot, mine.desk)
    offered = dialog.table.shown_rows()
    assert {o.taker_id for o in offered} == set(house.nurses[1:])
    assert [o.is_legal for o in offered] == sorted((o.is_legal for o in offered), reverse=True)
    dialog.table.select_id((b, LATER))
    dialog.why.set_value("家中有事")
    with qtbot.waitSignal(dialog.saved):
        dialog.save()
    for page in (mine, theirs, leader):
        calm(qtbot, page.desk)
        assert len(page.swap_table.view.shown_rows()) == 1
        page.swap_table.view.selectRow(0)
        calm(qtbot, page.desk)
    assert mine.card.withdraw.isVisibleTo(mine)
    assert not mine.card.agree.isVisibleTo(mine)
    assert theirs.card.agree.isVisibleTo(theirs)
    assert not leader.card.approve.isVisibleTo(leader)
    theirs.card.agree.click()
    calm(qtbot, leader.desk)
    assert not theirs.card.approve.isVisibleTo(theirs)
    assert leader.card.approve.isVisibleTo(leader)
    leader.card.approve.click()
    (row,) = views.swaps(house.program, DECEMBER)
    assert row.state is SwapState.APPROVED
    assert (row.agreed_by, row.decided_by) == ("岑晓二", "丁海涛")
    duty = MyDutyPage(house.sit(Role.GUARD, a))
    shown(qtbot, duty, month="2026-12")
    assert {(r.day, r.changed) for r in duty.rows} >= {(LATER, True)}
    assert len(duty.changes.view.shown_rows()) == 2


def test_a_leader_enters_agreement_and_refuses_with_a_reason(qtbot: QtBot, house: House) -> None:
    a, b, *_ = house.nurses
    ask = AskSwap(
        month=DECEMBER, giver_id=a, taker_id=b, given_day=DAY, taken_day=None, reason="学习"
    )
    acts.ask_swap(house.program, ask)
    page = SwapsPage(house.sit(Role.DIRECTOR))
    shown(qtbot, page, month="2026-12")
    page.swap_table.view.selectRow(0)
    calm(qtbot, page.desk)
    page.card.agree.click()
    asked: list[tuple[object, ...]] = []
    page.desk.confirm = lambda *a, **k: asked.append(a)  # type: ignore[method-assign]
    page.card.refuse.click()
    asked[0][3]("那天人手不够")  # type: ignore[operator]
    (row,) = views.swaps(house.program, DECEMBER)
    assert (row.state, row.decision_note) == (SwapState.REFUSED, "那天人手不够")


def test_leave_and_wishes(qtbot: QtBot, house: House) -> None:
    a, b, *_ = house.nurses
    page = SwapsPage(house.sit(Role.DIRECTOR))
    shown(qtbot, page, month="2026-12")
    page.leave()
    leave = child(page, RosterLeaveDialog)
    assert isinstance(leave, RosterLeaveDialog)
    leave.who.set_value(a)
    leave.kind.set_value("sick")
    leave.first.set_value(LATER)
    leave.last.set_value(DAY)
    leave.save()
    assert leave.fields["last_day"].error or leave.banner.isVisibleTo(leave)
    leave.last.set_value(LATER)
    with qtbot.waitSignal(leave.saved):
        leave.save()
    assert len(page.leave_table.view.shown_rows()) == 1
    asked: list[tuple[object, ...]] = []
    page.desk.confirm = lambda *a, **k: asked.append(a)  # type: ignore[method-assign]
    page.leave_table.view.selectRow(0)
    page.unleave()
    asked[0][3]("")  # type: ignore[operator]
    assert leave_list(house.program, DECEMBER.first, DECEMBER.last) == ()
    own = SwapsPage(house.sit(Role.GUARD, b))
    shown(qtbot, own, month="2026-12")
    assert not own.leave_button.isVisibleTo(own)
    own.wish()
    wish = child(own, WishDialog)
    assert isinstance(wish, WishDialog)
    wish.day.set_value(LATER)
    with qtbot.waitSignal(wish.saved):
        wish.save()
    (row,) = own.wish_table.view.shown_rows()
    assert (row.staff_id, row.wants, row.weight) == (b, False, 10)
    own.wish_table.view.selectRow(0)
    own.unwish()
    assert views.wishes(house.program, DECEMBER) == ()
    acts.add_wish(house.program, AddWish(staff_id=a, day=DAY, wants=True))
    own.wish_table.view.selectRow(0)
    own.unwish()
    assert len(views.wishes(house.program, DECEMBER)) == 1


def test_hours_and_attendance(qtbot: QtBot, house: House, clock: StillClock) -> None:
    clock.moment = at(date(2026, 12, 5), 9)
    page = HoursPage(house.sit(Role.DIRECTOR))
    shown(qtbot, page, month="2026-12")
    assert len(page.hours_table.view.shown_rows()) == 6
    sheet = openpyxl.load_workbook(io.BytesIO(page.workbook())).worksheets[0]
    assert sheet.max_row == 9
    assert len(page.fair_table.view.shown_rows()) == 6
    page.attendance.show_day_of(DAY)
    rows = page.attendance.table.view.shown_rows()
    assert len(rows) == 2
    page.attendance.table.view.select_id(house.nurses[0])
    page.attendance.absent()
    calm(qtbot, page.desk)
    found = {r.staff_id: r for r in hours.attendance(house.program, DAY)}
    assert found[house.nurses[0]].absent
    page.attendance.correct(found[house.nurses[2]])
    dialog = page.attendance.findChildren(AttendDialog)[-1]
    dialog.start.set_value(at(DAY, 22, 50))
    with qtbot.waitSignal(dialog.saved):
        dialog.save()
    calm(qtbot, page.desk)
    late = {r.staff_id: r for r in hours.attendance(house.program, DAY)}[house.nurses[2]]
    assert late.is_late
    guard = HoursPage(house.sit(Role.GUARD))
    shown(qtbot, guard, month="2026-12", tab="attendance")
    assert not any(b.isVisibleTo(guard) for b, _ in guard.attendance.buttons)


def test_own_duty_goes_into_a_calendar(qtbot: QtBot, house: House, tmp_path: Path) -> None:
    page = MyDutyPage(house.sit(Role.GUARD, house.nurses[0], "岑晓一"))
    shown(qtbot, page, month="2026-12")
    assert [r.day for r in page.rows] == [DAY, DAY + timedelta(days=1)]
    text = page.calendar()
    assert text.count("BEGIN:VEVENT") == 2
    save_to(page, text.encode(), tmp_path / "duty.ics")
    assert (tmp_path / "duty.ics").read_bytes() == text.encode()
    save_to(page, b"", tmp_path)
    assert len(house.toasts) == 2
    printed = []
    page.desk.preview = lambda pdf, title: printed.append(pdf)  # type: ignore[method-assign]
    assert page.print_screen()
    assert printed[0].startswith(b"%PDF")
    page.swap()
    assert house.opened == [("rostering.swaps", {"month": "2026-12"})]
    nobody = MyDutyPage(house.sit(Role.DIRECTOR))
    shown(qtbot, nobody, month="2026-12")
    assert not nobody.print_screen()


def test_posts_rules_and_shifts_are_edited(qtbot: QtBot, house: House) -> None:
    page = PlanPageView(house.sit(Role.DIRECTOR))
    shown(qtbot, page, month="2027-01", tab=PlanKind.RULES)
    rules = page.tables[PlanKind.RULES]
    rules.view.select_id(RuleId.REST)
    page.change(rules.view.current_row())
    rule = child(page, RuleDialog)
    assert isinstance(rule, RuleDialog)
    rule.limits["between"].set_value(12)
    rule.on.set_value(False)
    with qtbot.waitSignal(rule.saved):
        rule.save()
    in_force = {r.rule: r for r in views.month_sheet(house.program, DECEMBER).problem.rules}
    assert in_force[RuleId.REST].on
    later = planning.plan_page(house.program, DECEMBER.plus(1))
    assert {r.rule: r.on for r in later.rules}[RuleId.REST] is False
    page.quick(2)
    page.add()
    shift = child(page, ShiftDialog)
    assert isinstance(shift, ShiftDialog)
    for editor, text in ((shift.code, "Q"), (shift.sign, "巧"), (shift.key, "A"),
                         (shift.zh, "加强班"), (shift.en, "Extra"), (shift.start, "10:00")):  # fmt: skip
        editor.setText(text)
    shift.kind.set_value("day")
    shift.long.set_value(8)
    shift.save()
    assert shift.fields["key"].error
    shift.key.setText("Q")
    with qtbot.waitSignal(shift.saved):
        shift.save()
    page.quick(1)
    page.add()
    post = child(page, PostDialog)
    assert isinstance(post, PostDialog)
    for box, text in ((post.code, "ward"), (post.zh, "病房"), (post.en, "Ward")):
        box.setText(text)
    post.groups.set_value(("nurse",))
    line = post.needs.lines[0]
    line.shift.set_value("Q")
    post.save()
    assert post.fields["needs"].error
    line.low.set_value(2)
    with qtbot.waitSignal(post.saved):
        post.save()
    made = planning.plan_page(house.program, DECEMBER.plus(1)).posts[-1]
    assert (made.code, made.needs[0].minimum) == ("ward", 2)
    page.tables[PlanKind.POSTS].view.select_id("ward")
    asked: list[tuple[object, ...]] = []
    page.desk.confirm = lambda *a, **k: asked.append(a)  # type: ignore[method-assign]
    page.remove()
    asked[0][3]("")  # type: ignore[operator]
    codes = [p.code for p in planning.plan_page(house.program, DECEMBER.plus(1)).posts]
    assert "ward" not in codes


def test_holidays_are_loaded_and_edited(qtbot: QtBot, house: House, tmp_path: Path) -> None:
    page = PlanPageView(house.sit(Role.DIRECTOR))
    shown(qtbot, page, tab="holidays")
    assert page.banner.isVisibleTo(page)
    file = tmp_path / "2027.csv"
    file.write_text("日期,类别\n2027-01-01,法定\n2027-01-02,休\n2027-01-09,班\n", "utf-8")
    page.load_file(file)
    assert not page.banner.isVisibleTo(page)
    assert [r.kind for r in page.tables["holidays"].view.shown_rows()] == ["legal", "off", "work"]
    page.change(page.tables["holidays"].view.shown_rows()[1])
    dialog = child(page, HolidayDialog)
    assert isinstance(dialog, HolidayDialog)
    dialog.kind.set_value("usual")
    with qtbot.waitSignal(dialog.saved):
        dialog.save()
    assert [r.kind for r in page.tables["holidays"].view.shown_rows()] == ["legal", "work"]
    file.write_text("2027-01-01,?", "utf-8")
    page.load_file(file)
    page.load_file(tmp_path / "nothing.csv")
    assert len(house.toasts) == 3 + 1
    guard = PlanPageView(house.sit(Role.GUARD))
    shown(qtbot, guard, tab="holidays")
    assert not guard.load_button.isVisibleTo(guard)
    guard.change(guard.tables["holidays"].view.shown_rows()[0])
    assert not guard.findChildren(HolidayDialog)


def test_a_month_without_legal_roster_is_explained(qtbot: QtBot, house: House) -> None:
    post = Post("ward", "病房", "Ward", frozenset({Group.NURSE}), (PostNeed("N", 7),))
    plan = planning.SavePlan(
        kind=PlanKind.POSTS, month=DECEMBER.plus(1), version=0, entries=(post,)
    )
    planning.save_plan(house.program, plan)
    problem = views.month_sheet(house.program, DECEMBER.plus(1)).problem
    run = ExplainRun(problem)
    qtbot.addWidget(run)
    with qtbot.waitSignal(run.ended, timeout=60000) as heard:
        pass
    found = heard.args[0]
    assert found
    assert {c.code for e in found for c in e.clashes} >= {"roster_post_under_minimum"}
    host = SwapsPage(house.sit(Role.DIRECTOR))
    shown(qtbot, host)
    sheet = ExplainSheet(host, problem, found)
    sheet.open()
    words = [
        sheet.clash_words(c)
        for e in found
        for c in e.clashes
        if c.code == "roster_post_under_minimum"
    ]
    assert "病房" in words[0]
    assert "7" in words[0]
    assert 0 < len(sheet.cards) < len(found)


def test_filter_key_goes_to_the_list_shown(qtbot: QtBot, house: House) -> None:
    page = SwapsPage(house.sit(Role.DIRECTOR))
    shown(qtbot, page)
    acts.add_wish(house.program, AddWish(staff_id=house.nurses[0], day=DAY, wants=True))
    page.quick(3)
    assert page.focus_filter()
    box = page.wish_table.needle
    assert isinstance(box, QLineEdit)
    QTest.keyClicks(box, "cxy")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    with pytest.raises(DomainError):
        acts.add_wish(house.program, AddWish(staff_id=house.nurses[0], day=DAY, wants=True))
