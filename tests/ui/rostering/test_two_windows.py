"""Two windows over one store, as two desks have it: what the second sees, and what it is told (T23).

`deaf` windows have not heard yet what the other did, as when two people press within one second.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from medcentre.desktop import close_store
from medcentre.kernel.permissions import Role
from medcentre.rostering import acts, views
from medcentre.rostering.commands import AskSwap, DecideSwap, SwapState
from medcentre.rostering.facts import Group, Post, PostNeed
from medcentre.staff.facts import Category
from tests.e2e.house import settled
from tests.rostering.people import cells, publish
from tests.ui.rostering.window import JANUARY, Centre, centre, newest, seen, sheet, until
from ui.kit.dialogs import ConfirmDialog
from ui.kit.feedback import Toasts
from ui.rostering.page import RosterPage
from ui.rostering.swaps import SwapsPage
from ui.shell.window import MainWindow

WARD = Post("ward", "病房", "Ward", frozenset({Group.NURSE}), (PostNeed("A", 1),))
DAYS = JANUARY.days()


@pytest.fixture
def house(
    qapp: QApplication, sqlite_template: Path, tmp_path: Path
) -> Iterator[tuple[Centre, list[int]]]:
    """Four nurses; two of them on duty on two days of a published month."""
    made = centre(tmp_path, sqlite_template)
    ids = [made.hire(name, Category.NURSE) for name in ("岑晓甲", "岑晓乙", "岑晓丙", "岑晓丁")]
    made.plan(WARD)
    publish(made.program, *cells(DAYS[4], ids[:1]), *cells(DAYS[11], ids[1:2]), month=JANUARY)
    yield made, ids
    close_store(made.house.ctx)


@pytest.fixture
def windows(
    qtbot: QtBot, themed: QApplication, house: tuple[Centre, list[int]]
) -> Iterator[tuple[MainWindow, MainWindow]]:
    """The director's and the head nurse's."""
    made = [
        house[0].window(Role.DIRECTOR, None, "范安兰"), house[0].window(Role.NURSE, None, "黎晓燕"),
    ]  # fmt: skip
    yield made[0], made[1]
    for window in made:
        settled(qtbot, window)
        window.close()
        window.deleteLater()
    QCoreApplication.processEvents()


def deaf(page: RosterPage | SwapsPage) -> None:
    """It hears of no change until it reads by itself."""
    page.on_changed = lambda topics: None  # type: ignore[method-assign]


def said(window: QWidget) -> str:
    """What the toasts of a window say."""
    return "\n".join(a.text for layer in window.findChildren(Toasts) for a in layer.activity)


def test_a_swap_approved_at_the_other_desk(
    qtbot: QtBot, house: tuple[Centre, list[int]], windows: tuple[MainWindow, MainWindow]
) -> None:
    made, (a, b, *_) = house
    swap = acts.ask_swap(
        made.program,
        AskSwap(month=JANUARY, giver_id=a, taker_id=b, given_day=DAYS[4], taken_day=DAYS[11]),
    )
    acts.agree_swap(made.program, DecideSwap(swap_id=swap, version=1))
    mine, theirs = (
        seen(qtbot, w, "rostering.swaps", SwapsPage, month=str(JANUARY)) for w in windows
    )
    for page, window in ((mine, windows[0]), (theirs, windows[1])):
        page.swap_table.view.selectRow(0)
        settled(qtbot, window)
        assert page.card.approve.isVisible()
    deaf(theirs)
    mine.card.approve.click()
    theirs.card.approve.click()
    settled(qtbot, windows[1])
    assert "刚被别人改过" in said(windows[1])
    assert theirs.card.row is not None
    assert theirs.card.row.state == SwapState.APPROVED
    assert "已批准 · 范安兰" in theirs.card.steps.text()
    assert not theirs.card.approve.isVisible()
    changed = views.changes(made.program, JANUARY)
    assert {c.changed_by for c in changed} == {"范安兰"}
    assert len(changed) == 4


def test_the_other_desk_sees_the_sheet_change_without_asking(
    qtbot: QtBot, house: tuple[Centre, list[int]], windows: tuple[MainWindow, MainWindow]
) -> None:
    made, (a, b, *_) = house
    theirs = sheet(qtbot, windows[1])
    swap = acts.ask_swap(
        made.program, AskSwap(month=JANUARY, giver_id=a, taker_id=b, given_day=DAYS[4])
    )
    acts.agree_swap(made.program, DecideSwap(swap_id=swap, version=1))
    mine = seen(qtbot, windows[0], "rostering.swaps", SwapsPage, month=str(JANUARY))
    mine.swap_table.view.selectRow(0)
    settled(qtbot, windows[0])
    mine.card.approve.click()
    row = theirs.model.row_of(b)
    until(qtbot, lambda: theirs.model.shift_at(row, 4) == "A")
    assert theirs.model.shift_at(theirs.model.row_of(a), 4) is None
    assert theirs.model.cell(row, 4).changed


def test_typed_while_the_other_desk_changed_the_same_published_cell(
    qtbot: QtBot, house: tuple[Centre, list[int]], windows: tuple[MainWindow, MainWindow]
) -> None:
    """The second is told who was first and what stands there, keeps what was typed, and may insist."""
    made, (_, _, c, _) = house
    mine, theirs = (sheet(qtbot, w) for w in windows)
    deaf(mine)
    for page, window, key in ((theirs, windows[1], "p"), (mine, windows[0], "a")):
        page.grid.go(page.model.row_of(c), 20)
        QTest.keyClicks(page.grid, key)
        dialog = newest(window, ConfirmDialog)
        dialog.reason.setPlainText("临时调班")
        dialog.go()
        settled(qtbot, window)
    settled(qtbot, windows[0], lambda: mine.data_ is not None and mine.banner.isVisible())
    words = mine.banner.label.text()
    assert "黎晓燕" in words
    assert "岑晓丙 2027-01-21 早班（现为中班）" in words
    assert shift(made, c, DAYS[20]) == "P"
    mine.banner.button.click()
    settled(qtbot, windows[0])
    assert shift(made, c, DAYS[20]) == "A"
    assert [(x.was, x.became) for x in views.changes(made.program, JANUARY)] == [
        ("P", "A"), ("", "P"),
    ]  # fmt: skip


def shift(made: Centre, who: int, day: date) -> str | None:
    """What is stored of a cell."""
    assigned = views.month_sheet(made.program, JANUARY).sheet.assignments()
    return next((x.shift for x in assigned if (x.person, x.day) == (who, day)), None)
