"""Placing by keyboard alone: Tab in reading order, a deed done leaves the keyboard on its list."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from medcentre.kernel.permissions import Role
from medcentre.placement import acts, views
from medcentre.placement.commands import RequestMove
from tests.ui.placement.conftest import Centre
from ui.kit.dialogs import ConfirmDialog
from ui.kit.page import Page
from ui.kit.widgets import Segment
from ui.placement.map import MapPage
from ui.placement.scrubber import TimeScrubber
from ui.placement.waiting import WaitingPage
from ui.placement.zone_card import ZoneView


def shown(qtbot: QtBot, page: Page) -> None:
    """As the window of its desk, with the keyboard."""
    qtbot.addWidget(page)
    page.desk.window = page
    page.resize(1290, 690)
    page.show()
    active(qtbot, page)
    qtbot.waitUntil(lambda: not page.reading)


def active(qtbot: QtBot, window: QWidget) -> None:
    """Keys go to this window."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def walk(start: QWidget) -> list[QWidget]:
    """Where Tab goes from here, once round; of choices in a group only the chosen one."""
    QApplication.processEvents()  # what was made just now is shown
    found, here = [start], start.nextInFocusChain()
    while here is not None and here is not start:
        skipped = isinstance(here, QAbstractButton) and bool(here.group()) and not here.isChecked()
        tab = here.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tab and here.isVisible() and here.isEnabled() and not skipped:
            found.append(here)
        here = here.nextInFocusChain()
    return found


def test_the_map_is_walked_from_the_strip_over_the_zones_to_the_bar_of_time(
    qtbot: QtBot, centre: Centre
) -> None:
    page = MapPage(centre.open_desk())
    shown(qtbot, page)
    page.refresh()
    stops = walk(page.strip)
    zones = [n for n, w in enumerate(stops) if isinstance(w, ZoneView)]
    assert len(zones) == len(page.area.zones())
    (bar,) = (n for n, w in enumerate(stops) if isinstance(w, TimeScrubber))
    assert zones[0] > 0
    assert zones[-1] < bar
    scope = stops.index(next(w for w in page.scope.findChildren(QWidget) if w in stops))
    assert stops.index(page.filter_box) == scope + 1


def test_choices_set_anew_stay_where_they_stand(qtbot: QtBot) -> None:
    host, before, after = QWidget(), QLineEdit(), QLineEdit()
    segment = Segment([("a", "A"), ("b", "B")])
    row = QHBoxLayout(host)
    for part in (before, segment, after):
        row.addWidget(part)
    qtbot.addWidget(host)
    host.show()
    segment.set_options([("a", "A"), ("b", "B"), ("c", "C")])
    segment.set_value("b")
    stops = walk(before)
    assert (len(stops), stops[0], stops[2]) == (3, before, after)


def test_proposed_beds_come_before_what_is_done_with_them(qtbot: QtBot, centre: Centre) -> None:
    page = WaitingPage(centre.open_desk())
    shown(qtbot, page)
    stops = walk(page.people.view)
    pick = next(w for w in stops if isinstance(w, QRadioButton))
    assert [stops.index(w) for w in (pick, page.ranking.others, page.on_map, page.put)] == [
        1, 2, 3, 4,
    ]  # fmt: skip


def test_a_deed_leaves_the_keyboard_on_its_list(qtbot: QtBot, centre: Centre) -> None:
    nurse = centre.open_desk(Role.NURSE, name="唐婉")
    for who, bed in (("田茂超", "201-1"), ("石昌荣", "201-2")):
        acts.request_move(
            nurse.ctx,
            RequestMove(stay_id=centre.stays[who], to_bed_id=centre.beds[bed], reason="按病情"),
        )
    page = WaitingPage(centre.open_desk(Role.POLICE, name="骆建军"))
    shown(qtbot, page)
    page.quick(2)
    assert QApplication.focusWidget() is page.requests.view
    for _ in range(8):
        if page.buttons["approve"].hasFocus():
            break
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
    QTest.keyClick(page.buttons["approve"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not page.reading)
    assert [bool(r.security_by) for r in views.requests(nurse.ctx)] == [True, False]
    doctor = WaitingPage(centre.open_desk(Role.DOCTOR, name="沈若兰"))
    shown(qtbot, doctor)
    doctor.quick(2)
    doctor.requests.view.select_id(views.requests(nurse.ctx)[0].id)
    doctor.buttons["approve"].setFocus()
    QTest.keyClick(doctor.buttons["approve"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not doctor.reading)
    assert views.requests(nurse.ctx)[0].status == "approved"
    assert QApplication.focusWidget() is doctor.requests.view, "not on the next deed"


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_the_list_of_beds_has_the_menu_of_the_tiles(qtbot: QtBot, centre: Centre) -> None:
    page = MapPage(centre.open_desk())
    shown(qtbot, page)
    assert page.quick(1)
    view = page.table.view
    free, taken = centre.beds["502-2"], centre.beds["501-1"]
    view.select_id(free)
    view.opened.emit(view.current_row())
    lines = menu_lines(page)
    assert any("停用" in words for words in lines), lines
    view.select_id(taken)
    view.customContextMenuRequested.emit(view.rect().center())
    assert any("Ctrl+X" in words for words in menu_lines(page))


def menu_lines(page: MapPage) -> list[str]:
    """The lines of the menu that is open, which is closed."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    found = [a.text() for a in menu.actions()]
    menu.close()
    QApplication.processEvents()
    return found


def test_enter_presses_the_button_the_keyboard_is_on(qtbot: QtBot, centre: Centre) -> None:
    nurse = centre.open_desk(Role.NURSE, name="唐婉")
    acts.request_move(
        nurse.ctx,
        RequestMove(
            stay_id=centre.stays["田茂超"], to_bed_id=centre.beds["201-1"], reason="按病情"
        ),
    )
    for role, name in ((Role.DOCTOR, "沈若兰"), (Role.POLICE, "骆建军")):
        page = WaitingPage(centre.open_desk(role, name=name))
        shown(qtbot, page)
        page.quick(2)
        QTest.keyClick(page.buttons["approve"], Qt.Key.Key_Return)
    ward = WaitingPage(centre.open_desk(Role.NURSE, name="覃月"))
    shown(qtbot, ward)
    ward.quick(2)
    QTest.keyClick(ward.buttons["receive"], Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    (sheet,) = (d for d in ward.findChildren(ConfirmDialog) if d.isVisible())
    QTest.keyClick(sheet.do, Qt.Key.Key_Return)
    assert not views.requests(nurse.ctx), "received"
