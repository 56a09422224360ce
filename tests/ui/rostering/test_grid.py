"""The grid with real widgets: typing, undo, pins, filling, dragging, folding, two windows."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang
from medcentre.rostering import acts, views
from medcentre.rostering.commands import CellEdit, SetCells
from medcentre.rostering.facts import Sheet
from medcentre.rostering.solve.month import Draft
from medcentre.staff.acts import GrantLeave, grant_leave
from medcentre.staff.facts import LeaveKind
from tests.rostering.people import DECEMBER
from tests.ui.rostering.conftest import DAY, LATER, House
from ui.kit.desk import Desk
from ui.kit.i18n import language
from ui.kit.theme import Scheme, theme
from ui.rostering.grid_model import RowKind
from ui.rostering.page import RosterPage
from ui.rostering.solver_panel import better

JANUARY = DECEMBER.plus(1)
FREE = date(2027, 1, 12)


def opened(qtbot: QtBot, desk: Desk, month: str = "2027-01") -> RosterPage:
    """The page on a month, read and judged."""
    page = RosterPage(desk)
    qtbot.addWidget(page)
    page.open_with(month=month)
    page.resize(1190, 696)
    page.show()
    settled(qtbot, page)
    return page


def settled(qtbot: QtBot, page: RosterPage) -> None:
    qtbot.waitUntil(lambda: page.data_ is not None and not page.desk.tasks.busy, timeout=15000)


def put_on(page: RosterPage, staff: int, day: date) -> tuple[int, int]:
    """Make a cell current."""
    row, column = page.model.row_of(staff), page.model.days.index(day)
    page.grid.go(row, column)
    return row, column


def stored(house: House) -> dict[tuple[int, date], str]:
    sheet = views.month_sheet(house.program, JANUARY).sheet
    return {(a.person, a.day): a.shift for a in sheet.assignments()}


def test_letters_type_shifts_and_undo_takes_them_back(qtbot: QtBot, house: House) -> None:
    page = opened(qtbot, house.sit(Role.DIRECTOR))
    nurse = house.nurses[0]
    put_on(page, nurse, FREE)
    QTest.keyClicks(page.grid, "an")
    assert stored(house) == {(nurse, FREE): "A", (nurse, date(2027, 1, 13)): "N"}
    QTest.keyClick(page.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stored(house) == {(nurse, FREE): "A"}
    QTest.keyClick(page.grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(stored(house)) == 2
    put_on(page, nurse, FREE)
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    assert stored(house) == {(nurse, date(2027, 1, 13)): "N"}
    qtbot.waitUntil(lambda: not page.desk.tasks.busy)
    assert page.undo.canUndo()


def test_pins_fill_copy_and_paste(qtbot: QtBot, house: House) -> None:
    page = opened(qtbot, house.sit(Role.DIRECTOR))
    nurse, other = house.nurses[:2]
    row, column = put_on(page, nurse, FREE)
    QTest.keyClicks(page.grid, "p")
    put_on(page, nurse, FREE)
    QTest.keyClicks(page.grid, ".")
    assert views.month_sheet(house.program, JANUARY).pinned == {(nurse, FREE)}
    page.grid.setCurrentIndex(page.model.index(row, column))
    for step in range(1, 3):
        page.grid.selectionModel().select(
            page.model.index(row, column + step), page.grid.selectionModel().SelectionFlag.Select
        )
    QTest.keyClick(page.grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(stored(house)) == 3
    QTest.keyClick(page.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    put_on(page, other, FREE)
    QTest.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(stored(house)) == 6


def drag(page: RosterPage, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press on a chosen cell, move, let go."""
    view: QTableView = page.grid
    a = view.visualRect(page.model.index(*start)).center()
    b = view.visualRect(page.model.index(*end)).center()
    target = view.viewport()
    QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=a)
    QTest.mouseMove(target, QPoint((a.x() + b.x()) // 2, (a.y() + b.y()) // 2))
    QTest.mouseMove(target, b)
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=b)


def test_dragging_a_shift_exchanges_two_cells(qtbot: QtBot, house: House) -> None:
    page = opened(qtbot, house.sit(Role.DIRECTOR))
    a, b = house.nurses[:2]
    put_on(page, a, FREE)
    QTest.keyClicks(page.grid, "a")
    start = put_on(page, a, FREE)
    end = (page.model.row_of(b), start[1])
    assert page.grid.drag.begin(*start)
    page.grid.drag.over(*end)
    assert page.grid.drag.words
    targets = [page.grid.drag.target]
    page.grid.drag.over(end[0], end[1] + 1)
    targets.append(page.grid.drag.target)
    assert targets == [end, None]
    assert page.grid.drag.drop() == []
    drag(page, start, end)
    assert stored(house) == {(b, FREE): "A"}
    page.undo.undo()
    assert stored(house) == {(a, FREE): "A"}


def test_two_windows_never_both_win(qtbot: QtBot, house: House) -> None:
    first = opened(qtbot, house.sit(Role.DIRECTOR))
    second = opened(qtbot, house.sit(Role.NURSE))
    a, b = house.nurses[:2]
    put_on(first, a, FREE)
    QTest.keyClicks(first.grid, "a")
    qtbot.waitUntil(lambda: second.model.shift_at(second.model.row_of(a), 11) == "A", timeout=15000)
    settled(qtbot, second)
    second.hide()
    put_on(first, a, FREE)
    QTest.keyClicks(first.grid, "p")
    put_on(second, b, FREE)
    QTest.keyClicks(second.grid, "n")
    assert stored(house) == {(a, FREE): "P"}
    settled(qtbot, second)
    assert second.model.shift_at(second.model.row_of(a), 11) == "P"
    assert not second.undo.canUndo()


def test_own_edits_are_not_read_again_but_leave_is(qtbot: QtBot, house: House) -> None:
    page = opened(qtbot, house.sit(Role.DIRECTOR))
    nurse = house.nurses[0]
    put_on(page, nurse, FREE)
    with qtbot.assertNotEmitted(page.model.modelReset, wait=1):
        QTest.keyClicks(page.grid, "a")
    assert not page.desk.tasks.busy
    with qtbot.waitSignal(page.model.modelReset, timeout=15000):
        grant_leave(
            house.program,
            GrantLeave(
                staff_id=nurse, kind=LeaveKind.SICK, first_day=FREE, last_day=FREE
            ),
        )  # fmt: skip
    row = page.model.row_of(nurse)
    assert page.model.cell(row, 11).level == "error"
    assert page.next_problem(1)


def test_changes_after_publication_ask_for_a_reason(qtbot: QtBot, house: House) -> None:
    page = opened(qtbot, house.sit(Role.DIRECTOR), "2026-12")
    asked = []
    page.desk.confirm = lambda *a, **k: asked.append(a)  # type: ignore[method-assign]
    put_on(page, house.nurses[0], DAY)
    QTest.keyClicks(page.grid, "p")
    assert len(asked) == 1
    asked[0][3]("家中有事，换成中班")
    (change,) = views.changes(house.program, DECEMBER)
    assert (change.was, change.became) == ("A", "P")


def test_a_nurse_may_not_type_for_doctors_and_a_guard_not_at_all(
    qtbot: QtBot, house: House
) -> None:
    page = opened(qtbot, house.sit(Role.GUARD))
    put_on(page, house.nurses[0], FREE)
    QTest.keyClicks(page.grid, "a")
    assert stored(house) == {}
    assert not page.publish_button.isVisibleTo(page)
    assert not page.solver.isVisibleTo(page)


def test_groups_fold_and_a_jump_unfolds(qtbot: QtBot, house: House) -> None:
    page = opened(qtbot, house.sit(Role.DIRECTOR))
    heads = [n for n, r in enumerate(page.model.rows) if r.kind is RowKind.GROUP]
    row = page.model.row_of(house.nurses[0])
    page.grid.toggle_group(heads[-1])
    assert page.grid.isRowHidden(row)
    page.grid.go(row, 3)
    assert not page.grid.isRowHidden(row)
    page.grid.toggle_group(heads[-1])
    page.model.show(page.data_, page.model.judge, DAY)  # type: ignore[arg-type]
    assert page.grid.isRowHidden(row)


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("scheme", list(Scheme))
def test_it_shows_in_both_languages_and_schemes(
    qtbot: QtBot, house: House, lang: Lang, scheme: Scheme
) -> None:
    language().set(lang)
    theme().apply(scheme, 100)
    page = opened(qtbot, house.sit(Role.DIRECTOR), "2026-12")
    for size in ((1190, 696), (1744, 1008)):
        page.resize(*size)
        picture = page.grab().toImage()
        assert not picture.isNull()
    assert page.help().purpose
    assert page.legend.fitting() > 3
    assert {a.id for a in page.page_actions()} >= {"roster.draft", "roster.publish"}


def test_what_came_meanwhile_is_told(qtbot: QtBot, house: House) -> None:
    page = opened(qtbot, house.sit(Role.DIRECTOR), "2026-12")
    version = views.month_sheet(house.program, DECEMBER).head.version
    with qtbot.waitSignal(page.model.modelReset, timeout=15000):
        acts.set_cells(
            house.program,
            SetCells(
                month=DECEMBER, version=version, reason="临时调整",
                cells=(CellEdit(staff_id=house.nurses[3], day=LATER, shift="N"),),
            ),
        )  # fmt: skip
    assert page.model.cell(page.model.row_of(house.nurses[3]), LATER.day - 1).changed


def test_the_solver_drafts_the_chosen_days_only(qtbot: QtBot, house: House) -> None:
    page = opened(qtbot, house.sit(Role.DIRECTOR))
    put_on(page, house.nurses[0], FREE)
    assert page.grid.selected_days() == (FREE, FREE)
    page.solver.part.set_value(True)
    page.solver.time.set_value(20)
    page.solver.begin()
    assert page.solver.running()
    qtbot.waitUntil(lambda: not page.solver.running(), timeout=60000)
    assert page.solver.take.isVisibleTo(page.solver)
    with qtbot.waitSignal(page.model.modelReset, timeout=15000):
        page.solver.take.click()
    assert {day for _, day in stored(house)} <= {FREE}
    assert page.workbook()[:2] == b"PK"


def test_a_later_sheet_that_costs_more_is_not_kept() -> None:
    """The curve never rises, the better sheet is the one to take; what is proved is."""
    sheet = Sheet(DECEMBER, (), ())
    first, worse = Draft(sheet, 100, 10, 1.0), Draft(sheet, 180, 60, 2.0)
    kept = better(better(None, first), worse)
    assert (kept.best, kept.bound, kept.seconds) == (100, 60, 2.0)
    broken = Draft(sheet, 90, 60, 3.0, musts_broken=1)
    assert better(kept, broken).best == 100
    assert better(kept, Draft(sheet, 70, 60, 4.0)).best == 70
