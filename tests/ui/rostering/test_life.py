"""The life of a roster through the program's windows, one month from empty to its hours (J08).

The tests of this file run in order on one centre.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from medcentre.desktop import close_store
from medcentre.kernel.clock import at
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Role
from medcentre.rostering import acts, hours, views
from medcentre.rostering.commands import SetCells, SwapState
from medcentre.rostering.facts import Group, Post, PostNeed
from medcentre.rostering.tables import RosterVersion
from medcentre.staff.facts import Category
from medcentre.store.uow import reading
from tests.e2e.house import settled, sign
from tests.rostering.people import cells, publish
from tests.ui.rostering.window import (
    JANUARY,
    Centre,
    centre,
    clock_of,
    newest,
    press,
    seen,
    sheet,
    until,
)
from ui.kit.dialogs import ConfirmDialog
from ui.rostering.attend import AttendDialog
from ui.rostering.hours import HoursPage
from ui.rostering.mine import MyDutyPage
from ui.rostering.page import RosterPage
from ui.rostering.plan import PlanPageView
from ui.rostering.swap_dialog import AskSwapDialog
from ui.rostering.swaps import SwapsPage
from ui.shell.window import MainWindow

NURSES = frozenset({Group.NURSE})
WARD = Post("ward", "病房", "Ward", NURSES, (PostNeed("A", 1, 2), PostNeed("N", 1)))
OFFICE = Post("counsel", "心理科", "Counselling", frozenset({Group.COUNSELOR}),
              (PostNeed("P_DAY", 1, 1, frozenset(range(5))),))  # fmt: skip
NAMES = ("岑晓甲", "岑晓乙", "岑晓丙", "岑晓丁", "岑晓戊", "岑晓己")
Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier
HOLIDAYS = "日期,类别\n2027-01-01,法定\n2027-01-02,休\n2027-01-03,休\n"


@pytest.fixture(scope="module")
def house(
    qapp: QApplication, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Centre]:
    """Six nurses and a counsellor; November and December 2026 were published before."""
    made = centre(tmp_path_factory.mktemp("life"), sqlite_template)
    nurses = [made.hire(name, Category.NURSE) for name in NAMES]
    made.hire("田小满", Category.COUNSELLOR)
    made.plan(WARD, OFFICE, month=Month(2026, 11))
    for month, who in ((Month(2026, 11), nurses[0]), (Month(2026, 12), nurses[1])):
        nights = [month.days()[n] for n in (5, 9, 13)]
        publish(made.program, *(c for d in nights for c in cells(d, [who], "N")), month=month)
    yield made
    close_store(made.house.ctx)


@pytest.fixture
def window(qtbot: QtBot, themed: QApplication, house: Centre) -> Iterator[MainWindow]:
    """The director's window."""
    yield from desk(qtbot, house, Role.DIRECTOR)


def desk(
    qtbot: QtBot, house: Centre, role: Role, staff_id: int | None = None, name: str = ""
) -> Iterator[MainWindow]:
    """A window that is closed afterwards."""
    made = house.window(role, staff_id, name)
    yield made
    settled(qtbot, made)
    made.close()
    made.deleteLater()
    QCoreApplication.processEvents()


def ids(house: Centre) -> dict[str, int]:
    people = views.month_sheet(house.program, JANUARY).problem.people
    return {p.name: p.id for p in people}


def stored(house: Centre) -> dict[tuple[int, date], str]:
    assigned = views.month_sheet(house.program, JANUARY).sheet.assignments()
    return {(a.person, a.day): a.shift for a in assigned}


def put_on(view: RosterPage, who: int, day: date) -> None:
    view.grid.go(view.model.row_of(who), view.model.days.index(day))


def answer(window: MainWindow, reason: str) -> None:
    """Give the reason in the dialog that is open."""
    dialog = newest(window, ConfirmDialog)
    dialog.reason.setPlainText(reason)
    dialog.go()


def test_1_next_years_holidays_are_missed_and_loaded(
    qtbot: QtBot, window: MainWindow, house: Centre, tmp_path: Path
) -> None:
    view = sheet(qtbot, window)
    assert view.banner.isVisible()
    assert "2027" in view.banner.label.text()
    view.banner.button.click()
    assert window.workplace is not None
    plan = window.workplace.current_page
    assert isinstance(plan, PlanPageView)
    assert plan.tabs.value() == "holidays"
    file = tmp_path / "2027.csv"
    file.write_text(HOLIDAYS, "utf-8")
    plan.load_file(file)
    view = sheet(qtbot, window)
    settled(qtbot, window)
    assert not view.banner.isVisible()
    assert view.month == JANUARY
    assert stored(house) == {}


def test_2_drafted_by_keys_and_taken(qtbot: QtBot, window: MainWindow, house: Centre) -> None:
    view = sheet(qtbot, window)
    assert view.state_chip.accessibleName().startswith("草稿")
    view.solver.time.set_value(20)
    press(window, "F7")
    assert view.solver.running()
    until(qtbot, view.solver.take.isVisible)
    press(window, "F7")
    until(qtbot, lambda: not view.solver.running())
    press(window, "Ctrl+Return")
    settled(qtbot, window, lambda: bool(view.model.shift_at(view.model.row_of(min(ids(house).values())), 4)
                                        or stored(house)))  # fmt: skip
    found = stored(house)
    assert all(
        sum(shift == code for (_, d), shift in found.items() if d == day) >= 1
        for day in JANUARY.days()
        for code in ("A", "N")
    )
    assert not view.solver.take.isVisible()


def test_3_edited_with_letters_fill_copy_drag_and_undo(
    qtbot: QtBot, window: MainWindow, house: Centre
) -> None:
    view, who = sheet(qtbot, window), ids(house)
    a, b = who["岑晓甲"], who["岑晓乙"]
    days = JANUARY.days()
    before = stored(house)
    put_on(view, a, days[4])
    QTest.keyClicks(view.grid, "an")
    QTest.keyClick(view.grid, Key.Key_Delete)
    assert [stored(house).get((a, d)) for d in days[4:7]] == ["A", "N", None]
    put_on(view, a, days[4])
    for _ in range(3):
        QTest.keyClick(view.grid, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert len(view.grid.selected_cells()) == 4
    QTest.keyClick(view.grid, Key.Key_D, Control)
    assert [stored(house).get((a, d)) for d in days[4:8]] == ["A"] * 4
    QTest.keyClick(view.grid, Key.Key_C, Control)
    put_on(view, b, days[4])
    QTest.keyClick(view.grid, Key.Key_V, Control)
    assert [stored(house).get((b, d)) for d in days[4:8]] == ["A"] * 4
    put_on(view, b, days[4])
    QTest.keyClicks(view.grid, "n")
    put_on(view, b, days[4])
    start = (view.model.row_of(b), 4)
    assert view.grid.drag.begin(*start)
    view.grid.drag.over(view.model.row_of(a), 4)
    view.edit(view.grid.drag.drop())
    assert (stored(house)[a, days[4]], stored(house)[b, days[4]]) == ("N", "A")
    for _ in range(7):
        QTest.keyClick(view.grid, Key.Key_Z, Control)
    assert stored(house) == before
    put_on(view, a, days[4])
    QTest.keyClicks(view.grid, ".")
    assert views.month_sheet(house.program, JANUARY).pinned == {(a, days[4])}
    QTest.keyClicks(view.grid, ".")


def test_4_the_menu_of_a_cell_names_consequences_and_posts(
    qtbot: QtBot, window: MainWindow, house: Centre
) -> None:
    view, who = sheet(qtbot, window), ids(house)["岑晓甲"]
    put_on(view, who, JANUARY.days()[4])
    row, column = view.model.row_of(who), 4
    menu = view.grid.cell_menu(row, column)
    assert menu is not None
    words = [deed.text() for deed in menu.actions()]
    assert any("&N  夜班" in w for w in words)
    before = view.model.shift_at(row, column)
    next(d for d in menu.actions() if d.text().startswith("&P")).trigger()
    assert view.model.shift_at(row, column) == "P"
    view.undo.undo()
    assert view.model.shift_at(row, column) == before
    assert view.grid.cell_menu(0, 0) is None
    night = [p for (p, d), s in stored(house).items() if d == JANUARY.days()[4] and s == "N"]
    for person in night:
        put_on(view, person, JANUARY.days()[4])
        QTest.keyClick(view.grid, Key.Key_Delete)
    lack = next(i for i in view.issues.model.rows if i.first.code == "roster_post_under_minimum")
    view.issues.jumped.emit(lack.first)
    current = view.grid.currentIndex()
    assert (current.column(), view.model.rows[current.row()].posts) == (4, ("ward",))
    gaps = view.grid.cell_menu(current.row(), current.column())
    assert gaps is not None
    offered = [d for d in gaps.actions() if d.isEnabled()]
    assert len(offered) >= 2
    assert "夜班" in gaps.actions()[0].text()
    offered[0].trigger()
    assert [d for (_, d), s in stored(house).items() if s == "N" and d == JANUARY.days()[4]]
    for _ in (*night, offered):
        view.undo.undo()
    assert all(stored(house)[p, JANUARY.days()[4]] == "N" for p in night)


def test_5_two_windows_and_nothing_typed_is_lost(
    qtbot: QtBot, window: MainWindow, house: Centre
) -> None:
    mine, who = sheet(qtbot, window), ids(house)
    a, day = who["岑晓丙"], JANUARY.days()[10]
    other = house.window(Role.NURSE, None, "黎晓燕")
    theirs = sheet(qtbot, other)
    mine.on_changed = lambda topics: None  # type: ignore[method-assign]
    version = mine.data_.head.version if mine.data_ else 0
    put_on(theirs, a, day)
    QTest.keyClicks(theirs.grid, "p")
    assert stored(house)[a, day] == "P"
    assert mine.data_ is not None
    mine.data_ = type(mine.data_)(
        type(mine.data_.head)(JANUARY, version, 0, None, ""), mine.data_.problem,
        mine.data_.sheet, mine.data_.pinned, mine.data_.changed,
    )  # fmt: skip
    put_on(mine, a, day)
    QTest.keyClicks(mine.grid, "n")
    settled(qtbot, window, lambda: mine.data_ is not None)
    assert stored(house)[a, day] == "P"
    said = mine.banner.label.text()
    assert "黎晓燕" in said
    assert "岑晓丙 2027-01-11 夜班（现为中班）" in said
    mine.banner.button.click()
    assert stored(house)[a, day] == "N"
    assert not mine.banner.isVisible()
    settled(qtbot, other)
    other.close()


def test_6_published_kept_and_changed_with_a_reason(
    qtbot: QtBot, window: MainWindow, house: Centre
) -> None:
    view, who = sheet(qtbot, window), ids(house)
    press(window, "Ctrl+Shift+P")
    if any(d.isVisible() for d in window.findChildren(ConfirmDialog)):
        answer(window, "人手不足，先行发布")
    else:
        sign(window)
    settled(qtbot, window)
    assert view.state_chip.accessibleName().startswith("第 1 版")
    with reading(house.program) as session:
        (kept,) = session.scalars(select(RosterVersion).where(RosterVersion.month_id == 3))
    assert kept.number == 1
    assert kept.cells.count("[") == len(stored(house)) + 1
    a, day = who["岑晓丁"], JANUARY.days()[20]
    was = stored(house).get((a, day), "")
    put_on(view, a, day)
    QTest.keyClicks(view.grid, "p")
    answer(window, "家中有事，临时调班")
    (change, *_) = views.changes(house.program, JANUARY)
    assert (change.staff_id, change.was, change.became) == (a, was, "P")
    assert change.reason == "家中有事，临时调班"
    for mine in desk(qtbot, house, Role.PHARMACIST, a):
        own = seen(qtbot, mine, "rostering.mine", MyDutyPage, month=str(JANUARY))
        (told,) = own.changes.view.shown_rows()
        assert told.reason == "家中有事，临时调班"
        assert [r.day for r in own.rows if r.changed] == [day]


def test_7_swapped_agreed_and_approved(qtbot: QtBot, window: MainWindow, house: Centre) -> None:
    who = ids(house)
    a = who["岑晓甲"]
    given = next(d for d in JANUARY.days() if (a, d) in stored(house))
    for mine in desk(qtbot, house, Role.PHARMACIST, a, "岑晓甲"):
        own = seen(qtbot, mine, "rostering.swaps", SwapsPage, month=str(JANUARY))
        own.ask()
        form = newest(mine, AskSwapDialog)
        form.choose(a, given)
        settled(qtbot, mine)
        offer = form.table.shown_rows()[0]
        assert offer.is_legal
        form.table.selectRow(0)
        form.why.set_value("家中有事")
        with qtbot.waitSignal(form.saved):
            form.save()
    for theirs in desk(qtbot, house, Role.PHARMACIST, offer.taker_id, "接班人"):
        own = seen(qtbot, theirs, "rostering.swaps", SwapsPage, month=str(JANUARY))
        own.swap_table.view.selectRow(0)
        settled(qtbot, theirs)
        own.card.agree.click()
    leader = seen(qtbot, window, "rostering.swaps", SwapsPage, month=str(JANUARY))
    leader.swap_table.view.selectRow(0)
    settled(qtbot, window)
    leader.card.approve.click()
    (swap,) = views.swaps(house.program, JANUARY)
    assert (swap.state, swap.agreed_by) == (SwapState.APPROVED, "接班人")
    assert (offer.taker_id, given) in stored(house)
    assert stored(house).get((a, given)) == (offer.back_shift if offer.back == given else None)


def test_8_a_leader_enters_for_somebody_absent(
    qtbot: QtBot, window: MainWindow, house: Centre
) -> None:
    who = ids(house)
    a = who["岑晓己"]
    given = next(d for d in JANUARY.days() if (a, d) in stored(house))
    leader = seen(qtbot, window, "rostering.swaps", SwapsPage, month=str(JANUARY))
    leader.ask()
    form = newest(window, AskSwapDialog)
    form.choose(a, given)
    settled(qtbot, window)
    form.table.selectRow(0)
    form.why.set_value("本人住院，电话委托")
    with qtbot.waitSignal(form.saved):
        form.save()
    settled(qtbot, window)
    row = next(r for r in leader.swap_table.view.shown_rows() if r.giver_id == a)
    leader.swap_table.view.select_id(row.id)
    settled(qtbot, window)
    assert leader.card.agree.text() == "代对方录同意"
    leader.card.agree.click()
    settled(qtbot, window)
    leader.card.approve.click()
    done = next(s for s in views.swaps(house.program, JANUARY) if s.id == row.id)
    assert (done.state, done.agreed_by) == (SwapState.APPROVED, window.desk.ctx.actor.name)  # type: ignore[union-attr]
    assert "代录同意" in "\n".join(leader.card._steps(done))


def test_9_attended_paid_and_carried_on(qtbot: QtBot, window: MainWindow, house: Centre) -> None:
    """300 % on New Year's Day, 150 % beyond the month, 200 % for a counsellor's Saturday."""
    who = ids(house)
    new_year, saturday = date(2027, 1, 1), date(2027, 1, 9)
    counsel = who["田小满"]
    version = views.month_sheet(house.program, JANUARY).head.version
    workdays = [d for d in JANUARY.days() if d.weekday() < 5 and d != new_year]
    acts.set_cells(
        house.program,
        SetCells(month=JANUARY, version=version, reason="心理科补班",
                      cells=tuple(cells(d, [counsel], "P_DAY")[0] for d in (*workdays, saturday))),
    )  # fmt: skip
    clock_of(house).moment = at(date(2027, 2, 1), 9)
    early = next(p for (p, d), s in stored(house).items() if d == new_year and s == "A")
    view = seen(qtbot, window, "rostering.hours", HoursPage, month=str(JANUARY), tab="attendance")
    view.attendance.show_day_of(new_year)
    view.attendance.table.view.select_id(early)
    view.attendance.as_planned()
    settled(qtbot, window)
    late = next(p for (p, d), s in stored(house).items() if d == new_year and s == "N")
    row = next(r for r in hours.attendance(house.program, new_year) if r.staff_id == late)
    view.attendance.correct(row)
    form = newest(window, AttendDialog)
    form.gone.set_value(True)
    form.note_edit.set_value("发热，未到岗")
    with qtbot.waitSignal(form.saved):
        form.save()
    settled(qtbot, window)
    view.tabs.set_value("hours")
    settled(qtbot, window)
    rows = {r.staff_id: r for r in view.hours_table.view.shown_rows()}
    assert rows[early].holiday == 480
    assert rows[late].absent == 1
    assert rows[late].worked < rows[late].planned
    assert rows[counsel].rest_day == 7 * 60
    assert rows[counsel].extra == 0
    assert any(r.extra for r in rows.values() if r.group is Group.NURSE)
    for r in rows.values():
        if r.group is Group.NURSE:
            assert r.extra == max(r.worked - r.holiday - r.standard, 0)
    view.tabs.set_value("fairness")
    ledger = {r.staff_id: r for r in view.fair_table.view.shown_rows()}
    nights = [m[0] if m else None for m in ledger[who["岑晓甲"]].months]
    assert nights[:2] == [3, 0]
    carried = views.month_sheet(house.program, JANUARY.plus(1)).problem.history.ledger
    assert {b.person for b in carried} == set(who.values())
    gap = {b.person: b.nights for b in carried}
    assert sum(gap[p] for p in who.values()) == pytest.approx(0, abs=0.1)
    assert gap[who["岑晓甲"]] == pytest.approx(ledger[who["岑晓甲"]].nights_gap, abs=0.01)
