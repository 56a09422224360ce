"""Why there is no legal roster: three such months through the program's window (C6).

Each is drafted, the button is pressed, the reasons are read and a remedy is used.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre.desktop import close_store
from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang
from medcentre.rostering import acts, views
from medcentre.rostering.commands import CellEdit, SetCells
from medcentre.rostering.facts import Group, Post, PostNeed, RuleId, Sex
from medcentre.rostering.solve.explain import Remedy
from medcentre.staff.acts import GrantLeave, grant_leave
from medcentre.staff.facts import Category, LeaveKind
from medcentre.staff.views import leave_list
from tests.e2e.house import settled
from tests.ui.rostering.window import JANUARY, Centre, centre, newest, sheet, until
from ui.kit.i18n import language
from ui.kit.widgets import Label
from ui.rostering.explain import ExplainSheet
from ui.rostering.page import RosterPage
from ui.rostering.people_forms import RosterLeaveDialog
from ui.rostering.plan import PlanPageView
from ui.rostering.plan_forms import PostDialog, RuleDialog
from ui.rostering.swaps import SwapsPage
from ui.shell.window import MainWindow

TWELFTH, THIRTEENTH = date(2027, 1, 12), date(2027, 1, 13)
DOCTORS, NURSES = frozenset({Group.DOCTOR}), frozenset({Group.NURSE})


@pytest.fixture
def house(qapp: QApplication, sqlite_template: Path, tmp_path: Path) -> Iterator[Centre]:
    made = centre(tmp_path, sqlite_template)
    yield made
    close_store(made.house.ctx)


@pytest.fixture
def window(qtbot: QtBot, themed: QApplication, house: Centre) -> Iterator[MainWindow]:
    made = house.window(Role.DIRECTOR)
    yield made
    settled(qtbot, made)
    made.close()
    made.deleteLater()
    QCoreApplication.processEvents()


def explained(qtbot: QtBot, window: MainWindow) -> tuple[RosterPage, ExplainSheet]:
    """Draft, stop at the first whole sheet, press the button, wait for the reasons."""
    view = sheet(qtbot, window)
    view.solver.time.set_value(20)
    view.solver.start.click()
    until(qtbot, view.solver.take.isVisible)
    view.solver.halt.click()
    until(qtbot, lambda: not view.solver.running())
    assert view.solver.why.isVisible()
    view.solver.why.click()
    until(qtbot, lambda: view.sheet is not None and view.sheet.isVisible(), 120)
    assert view.sheet is not None
    return view, view.sheet


def words_of(found: ExplainSheet) -> str:
    return "\n".join(w.text() for w in found.findChildren(Label))


def way(found: ExplainSheet, remedy: Remedy) -> None:
    """Press the remedy."""
    next(button for w, button in found.ways if w.remedy is remedy).click()


def test_too_few_doctors_because_of_leave(qtbot: QtBot, house: Centre, window: MainWindow) -> None:
    doctors = [house.hire(f"石云{n}", Category.DOCTOR, title="主治医师") for n in "甲乙丙丁戊"]
    house.plan(Post("first", "一线医生", "First line", DOCTORS, (PostNeed("D_DUTY", 2),)))
    for who in doctors[:4]:
        leave = GrantLeave(
            staff_id=who, kind=LeaveKind.ANNUAL, first_day=TWELFTH, last_day=THIRTEENTH
        )
        grant_leave(house.program, leave)
    _, found = explained(qtbot, window)
    said = words_of(found)
    assert "ROS-26 岗位最低人数 · 一线医生 · 一线值班 · 至少 2 人" in said
    assert "请假" in said
    assert "石云甲、石云乙、石云丙、石云丁" in said
    assert "2027-01-12" in said or "2027-01-13" in said
    assert "至少还差" in said
    assert {w.remedy for w, _ in found.ways} >= {
        Remedy.MOVE_LEAVE, Remedy.MORE_PEOPLE, Remedy.FEWER_NEEDED,
    }  # fmt: skip
    way(found, Remedy.FEWER_NEEDED)
    form = newest(window, PostDialog)
    assert form.code.value() == "first"
    form.needs.lines[0].low.set_value(1)
    with qtbot.waitSignal(form.saved):
        form.save()
    assert views.month_sheet(house.program, JANUARY).problem.posts[0].needs[0].minimum == 1
    sheet(qtbot, window)
    way(found, Remedy.MOVE_LEAVE)
    assert window.workplace is not None
    swaps = window.workplace.current_page
    assert isinstance(swaps, SwapsPage)
    assert swaps.tabs.value() == "leave"
    chosen = swaps.leave_table.view.current_row()
    assert chosen is not None
    assert chosen[0].staff_id in doctors[:4]
    assert swaps.state()["month"] == "2027-01"
    swaps.shift_leave()
    leave_form = newest(window, RosterLeaveDialog)
    leave_form.first.set_value(date(2027, 1, 19))
    leave_form.last.set_value(date(2027, 1, 20))
    with qtbot.waitSignal(leave_form.saved):
        leave_form.save()
    moved = leave_list(house.program, TWELFTH, date(2027, 1, 20))
    assert sorted(row.first_day for row, *_ in moved) == [TWELFTH] * 3 + [date(2027, 1, 19)]


def test_pins_that_collide_with_rest(qtbot: QtBot, house: Centre, window: MainWindow) -> None:
    nurses = [house.hire(f"岑晓{n}", Category.NURSE) for n in "甲乙丙丁戊己"]
    house.plan(Post("ward", "病房", "Ward", NURSES, (PostNeed("A", 1), PostNeed("N", 1))))
    pins = tuple(
        CellEdit(staff_id=nurses[0], day=day, shift=shift, pinned=True)
        for day, shift in ((TWELFTH, "N"), (THIRTEENTH, "A"))
    )
    acts.set_cells(house.program, SetCells(month=JANUARY, version=0, cells=pins))
    view, found = explained(qtbot, window)
    said = words_of(found)
    assert "锁定的格子 · 岑晓甲" in said
    assert "ROS-07 班间休息 · 夜班 → 早班 · 岑晓甲" in said
    assert len(found.cards) == 1
    (relax,) = [w for w, _ in found.ways if w.remedy is Remedy.RELAX_RULE]
    assert relax.entry == RuleId.REST
    way(found, Remedy.UNPIN)
    assert views.month_sheet(house.program, JANUARY).pinned == frozenset()
    assert not found.isVisible()
    kept = views.month_sheet(house.program, JANUARY).sheet.assignments()
    assert {(a.person, a.shift) for a in kept} == {(nurses[0], "N"), (nurses[0], "A")}
    view.undo.undo()
    assert len(views.month_sheet(house.program, JANUARY).pinned) == 2
    way(found, Remedy.RELAX_RULE)
    assert newest(window, RuleDialog).rule.rule is RuleId.REST


def test_a_womens_zone_without_a_woman(qtbot: QtBot, house: Centre, window: MainWindow) -> None:
    for n in "甲乙丙丁":
        house.hire(f"岑强{n}", Category.NURSE, sex="1")
    house.plan(
        Post("nurse-W", "护士 女区", "Nurses, women's zone", NURSES, (PostNeed("N", 1),),
             frozenset({"W"}), sex=Sex.FEMALE)
    )  # fmt: skip
    view, found = explained(qtbot, window)
    said = words_of(found)
    assert "岗位最低人数 · 护士 女区 · 夜班 · 至少 1 人" in said
    assert len(found.cards) == 1
    assert "至少还差 31 人次" in said
    assert {w.remedy for w, _ in found.ways} == {Remedy.MORE_PEOPLE, Remedy.FEWER_NEEDED}
    language().set(Lang.EN)
    english = ExplainSheet(view, found.problem, [])
    english = ExplainSheet(view, found.problem, found.found)
    said = words_of(english)
    assert "Nurses, women's zone" in said
    assert not any("\u4e00" <= c <= "\u9fff" for c in said)
    language().set(Lang.ZH)
    way(found, Remedy.MORE_PEOPLE)
    form = newest(window, PostDialog)
    assert window.workplace is not None
    assert isinstance(window.workplace.current_page, PlanPageView)
    form.sex.set_value("")
    with qtbot.waitSignal(form.saved):
        form.save()
    assert views.month_sheet(house.program, JANUARY).problem.posts[0].sex is None


def test_a_leader_reads_the_remedies_of_the_director(
    qtbot: QtBot, themed: QApplication, house: Centre
) -> None:
    """A head nurse may unpin and look at leave; posts and rules are the director's."""
    house.hire("岑晓甲", Category.NURSE)
    house.plan(Post("ward", "病房", "Ward", NURSES, (PostNeed("A", 2),)))
    window = house.window(Role.NURSE)
    _, found = explained(qtbot, window)
    assert found.ways == []
    assert "→ 降低岗位最低人数：病房" in words_of(found)
    settled(qtbot, window)
    window.close()
