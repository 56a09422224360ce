"""Signing in, going about, keys, palette, lock, two windows, languages."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from medcentre.kernel.changes import Topic
from medcentre.kernel.wording import Lang
from tests.ui.shell.conftest import ListPage, Seen, WritePage
from ui.kit.desk import Desk
from ui.kit.page import Group
from ui.kit.samples import sample_desk
from ui.kit.settings import HIGH_CONTRAST, LANGUAGE, SCHEME
from ui.kit.theme import Scheme, theme
from ui.shell.rail import NARROW, WIDE
from ui.shell.services import ShellServices, Training
from ui.shell.window import MainWindow
from ui.shell.words import common_keys
from ui.shell.workplace import MOST_PAGES, Workplace


def at_work(window: MainWindow, services: ShellServices) -> Workplace:
    """Sign in as the invented doctor."""
    answer = services.authenticate("沈若兰", "right")
    window.enter(answer)  # type: ignore[arg-type]
    assert window.workplace is not None
    return window.workplace


def press(window: MainWindow, keys: str) -> None:
    """Trigger the action behind a key, as Qt's shortcut map does."""
    wanted = QKeySequence(keys)
    actions = [a for a in (*window.actions(), *_work_actions(window)) if a.shortcut() == wanted]
    assert len(actions) == 1, f"{keys}: {len(actions)} actions"
    actions[0].trigger()


def _work_actions(window: MainWindow) -> list[QAction]:
    return window.workplace.actions() if window.workplace else []


def test_wrong_password_says_why_and_right_one_enters(window: MainWindow, qtbot: QtBot) -> None:
    page = window.sign_in
    page.user.setText("沈若兰")
    page.password.edit.setText("wrong")
    page.enter()
    assert not page.go.isEnabled()
    qtbot.waitUntil(page.refusal.isVisible)
    assert page.go.isEnabled()
    assert page.refusal.isVisible()
    assert page.password.edit.text() == ""
    page.password.edit.setText("right")
    with qtbot.waitSignal(window.signed_in):
        page.enter()
    assert window.workplace is not None
    assert window.workplace.current_id == "today"


def test_capitals_without_shift_light_the_hint(window: MainWindow) -> None:
    row = window.sign_in.password
    row.edit.caps_changed.emit(True)
    assert row.hint.text() == "大写锁定已打开"
    row.edit.caps_changed.emit(False)
    assert row.hint.text() == ""


def test_pages_without_permission_are_nowhere(window: MainWindow, services: ShellServices) -> None:
    work = at_work(window, services)
    work.open_page("users")
    assert work.current_id == "today"
    assert all(row.page_id != "users" for row in work.rail.rows)


def test_every_group_is_reached_by_its_key_and_every_page_by_tab(
    window: MainWindow, services: ShellServices
) -> None:
    work = at_work(window, services)
    reached = set()
    for group in Group:
        press(window, "Ctrl+," if group is Group.SETTINGS else f"Alt+{group % 10}")
        for _ in range(5):
            reached.add(work.current_id)
            press(window, "Ctrl+Tab")
    shown = {s.id for s in work.specs if not s.hidden}
    assert reached == shown


def test_pages_are_built_once_loaded_when_stale_and_at_most_twelve_live(
    window: MainWindow, services: ShellServices, seen: Seen
) -> None:
    work = at_work(window, services)
    assert seen.loads == ["today"]
    work.open_page("residents")
    work.open_page("today")
    assert seen.loads == ["today", "residents"]
    assert window.desk is not None
    window.desk.bus.announce({Topic.RESIDENTS})
    assert seen.loads == ["today", "residents", "today"]
    work.open_page("residents")
    assert seen.loads[-1] == "residents"
    window.desk.bus.announce({Topic.FEES})
    assert len(seen.loads) == 4
    for spec in work.specs:
        work.open_page(spec.id)
    assert len(work.live_pages) == MOST_PAGES


def test_back_brings_filter_and_selection(window: MainWindow, services: ShellServices) -> None:
    work = at_work(window, services)
    page = work.current_page
    assert isinstance(page, ListPage)
    page.table.needle.setText("ywh")
    page.table.view.select_id(4)
    work.open_page("fees")
    page.table.clear_filters()
    press(window, "Alt+Left")
    assert work.current_id == "today"
    assert page.table.needle.text() == "ywh"
    assert page.table.view.current_id() == 4
    press(window, "Alt+Right")
    assert work.current_id == "fees"


def test_actions_of_the_page_have_their_key_and_stand_in_palette_and_help(
    window: MainWindow, services: ShellServices, seen: Seen
) -> None:
    work = at_work(window, services)
    press(window, "Ctrl+N")
    assert seen.acts == ["today"]
    work.open_page("fees")
    press(window, "Ctrl+N")
    assert seen.acts == ["today", "fees"]
    press(window, "Ctrl+K")
    work.palette_box.box.setText("djrs")
    assert [h.words for h in work.palette_box.hits if h.run] == ["登记入所"]
    work.palette_box.choose()
    assert seen.acts[-1] == "fees"
    press(window, "F1")
    assert work.help.isVisible()
    press(window, "F1")
    assert not work.help.isVisible()


def test_palette_tells_people_of_one_name_apart_and_opens_them(
    window: MainWindow, services: ShellServices, seen: Seen
) -> None:
    work = at_work(window, services)
    work.open_palette()
    work.palette_box.box.setText("ywh")
    people = [h for h in work.palette_box.hits if h.person]
    assert [h.same_name for h in people] == [True, True, False]
    work.palette_box.choose()
    assert work.current_id == "residents.person"
    assert seen.opened[-1] == {"stay_id": 4}
    work.open_palette()
    work.palette_box.box.setText("zzzz")
    assert work.palette_box.none.isVisible()


def test_keys_shown_in_help_are_really_there(window: MainWindow, services: ShellServices) -> None:
    at_work(window, services)
    present = {a.shortcut().toString() for a in window.actions()}
    for key, _ in common_keys():
        shown = (
            key.replace("←", "Left").replace("Alt+1 … 0", "Alt+1").replace("Ctrl+1 … 9", "Ctrl+1")
        )
        assert QKeySequence(shown).toString() in present, key


def test_lock_hides_everything_and_keeps_typed_text(
    window: MainWindow, services: ShellServices, qtbot: QtBot
) -> None:
    work = at_work(window, services)
    work.open_page("care")
    page = work.current_page
    assert isinstance(page, WritePage)
    page.text.setText("整夜未睡")
    page.pane.form.edited.emit()
    press(window, "Ctrl+L")
    assert window.is_locked
    assert not work.isVisible()
    assert "整夜" not in window.windowTitle()
    assert window.desk is not None
    assert window.desk.drafts.load("write") is not None
    lock = window.lock_page
    lock.password.edit.setText("wrong")
    lock.enter()
    qtbot.waitUntil(lock.refusal.isVisible)
    assert window.is_locked
    lock.password.edit.setText("right")
    lock.enter()
    qtbot.waitUntil(lambda: not window.is_locked)
    assert work.isVisible()
    assert page.text.text() == "整夜未睡"
    assert page.text.isVisible()


def test_keys_do_nothing_while_locked(window: MainWindow, services: ShellServices) -> None:
    work = at_work(window, services)
    window.lock()
    press(window, "Alt+2")
    press(window, "Ctrl+K")
    assert work.current_id == "today"
    assert not work.palette_box.isVisible()


def test_idle_time_locks(window: MainWindow, services: ShellServices, qtbot: QtBot) -> None:
    at_work(window, services)
    with qtbot.waitSignal(window.locked):
        window._idle.timeout.emit()
    assert window.is_locked


def test_toasts_stack_to_three_and_ctrl_z_takes_the_newest_back(
    window: MainWindow, services: ShellServices
) -> None:
    work = at_work(window, services)
    taken: list[int] = []
    assert window.desk is not None
    for number in range(4):
        window.desk.toast(f"第 {number} 步", undo=lambda n=number: taken.append(n))  # type: ignore[misc]
    assert len(work.toasts.shown) == 3
    press(window, "Ctrl+Z")
    assert taken == [3]
    assert work.toasts.activity[0].text == "第 3 步"
    first = work.toasts.shown[0]
    for _ in range(10):
        first.tick()
    assert first not in work.toasts.shown


def test_rail_folds_and_sub_pages_become_tabs(window: MainWindow, services: ShellServices) -> None:
    work = at_work(window, services)
    work.open_page("places.apart")
    assert work.rail.width() == WIDE
    assert [r.title for r in work.rail.rows if r.page_id] == [
        "places",
        "places.waiting",
        "places.apart",
    ]
    assert not work.tabs.isVisible()
    window.resize(1366, 768)
    assert work.rail.width() == NARROW
    assert work.tabs.count() == 3
    assert not [r for r in work.rail.rows if r.page_id]


def test_badges_alerts_and_banner_come_from_the_services(
    window: MainWindow, services: ShellServices, seen: Seen, qtbot: QtBot
) -> None:
    work = at_work(window, services)
    qtbot.waitUntil(lambda: not window.busy)
    care = next(r for r in work.rail.rows if r.group is Group.CARE and not r.page_id)
    assert (care.count, care.urgent) == (120, True)
    assert work.top.bell_button.count == 1
    assert work.critical_count == 1
    work.show_bell()
    work.bell.taken.emit(work._figures.alerts[0])
    assert seen.taken == ["a1"]
    services.banner = lambda: Training("练习数据")
    work.reload()
    assert work.banner.isVisible()


def test_switching_language_keeps_the_place_and_remembers(
    window: MainWindow, services: ShellServices
) -> None:
    at_work(window, services).open_page("places.waiting")
    window.set_language(Lang.EN)
    work = window.workplace
    assert work is not None
    assert work.current_id == "places.waiting"
    assert work.top.search.words.text() == "Find a person, bed, page or action"
    assert services.preferences.get(LANGUAGE) == "en"
    window.set_scheme(Scheme.DARK)
    assert theme().dark
    assert services.preferences.get(SCHEME) == "dark"
    window.set_text_percent(115)
    assert window.workplace is not None
    assert window.workplace.current_id == "places.waiting"


def test_a_second_window_shows_another_page(
    window: MainWindow, services: ShellServices, qtbot: QtBot
) -> None:
    work = at_work(window, services)
    other = window.new_window()
    assert other is not None
    qtbot.addWidget(other)
    assert other.workplace is not None
    other.workplace.open_page("fees")
    assert work.current_id == "today"
    assert other.workplace.current_id == "fees"


def test_another_person_finds_a_clean_desk(window: MainWindow, services: ShellServices) -> None:
    at_work(window, services)
    window.sign_out()
    assert window.workplace is None
    assert window.sign_in.isVisible()


@pytest.mark.parametrize("width", [960, 1366, 1600, 1920])
def test_the_chrome_fits_every_width(
    window: MainWindow, services: ShellServices, width: int
) -> None:
    work = at_work(window, services)
    window.resize(width, 768)
    right = work.top.lock_button.mapTo(window, work.top.lock_button.rect().topRight()).x()
    assert right < width
    assert work.top.search.width() >= 240


def test_a_desk_without_shell_still_runs(desk: Desk) -> None:
    assert desk.find_people("") == ()
    assert isinstance(sample_desk("/dev/null"), Desk)


def test_filter_key_and_f8_go_where_they_should(
    window: MainWindow, services: ShellServices
) -> None:
    work = at_work(window, services)
    page = work.current_page
    assert isinstance(page, ListPage)
    press(window, "/")
    assert window.focusWidget() is page.table.needle
    work.open_page("care")
    form = work.current_page
    assert isinstance(form, WritePage)
    form.pane.save()
    assert form.pane.form.problems()
    window.setFocus(Qt.FocusReason.OtherFocusReason)
    press(window, "F8")
    assert window.focusWidget() is form.text


def test_the_user_menu_holds_every_look_and_switches_it(
    window: MainWindow, services: ShellServices
) -> None:
    at_work(window, services)
    menu = window.user_menu()
    words = [a.text() for a in menu.actions() if a.text()]
    assert words[:5] == ["语言", "外观", "字号", "高对比", "手套模式"]
    menu.actions()[3].setChecked(True)
    assert theme().high_contrast
    assert services.preferences.get(HIGH_CONTRAST)
    menu.actions()[3].setChecked(False)
    page = window.workplace.current_page if window.workplace else None
    assert isinstance(page, ListPage)
    low = page.table.view.rowHeight(0)
    window.set_gloves(True)
    assert page.table.view.verticalHeader().defaultSectionSize() == 44 > low
    menu.close()


def test_the_keyboard_begins_in_the_page_and_comes_back_after_palette_and_lock(
    window: MainWindow, services: ShellServices, qtbot: QtBot
) -> None:
    work = at_work(window, services)
    page = work.current_page
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: window.focusWidget() is page.table.view)
    work.open_page("care")
    form = work.current_page
    assert isinstance(form, WritePage)
    qtbot.waitUntil(lambda: window.focusWidget() is form.text)
    window.lock()
    window.lock_page.password.edit.setText("right")
    window.lock_page.enter()
    qtbot.waitUntil(lambda: not window.is_locked)
    assert window.focusWidget() is form.text
    page.table.focus_filter()
    assert page.table.needle.leads_to is page.table.view


def test_a_language_chosen_while_typing_leaves_what_was_typed(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.sign_in.user.setText("沈若兰")
    window.sign_in.password.edit.setText("rig")
    window.set_language(Lang.EN)
    page = window.sign_in
    assert page.go.text() == "Sign in"
    assert (page.user.text(), page.password.edit.text()) == ("沈若兰", "rig")
    page.password.edit.setText("right")
    with qtbot.waitSignal(window.signed_in):
        page.enter()


def test_looks_rest_while_a_sign_in_is_under_way(window: MainWindow, qtbot: QtBot) -> None:
    page = window.sign_in
    chosen = page.findChild(QComboBox, "lang")
    assert chosen is not None
    assert chosen.isEnabled()
    page.user.setText("沈若兰")
    page.password.edit.setText("wrong")
    page.enter()
    assert not chosen.isEnabled(), "another page would never hear the answer"
    qtbot.waitUntil(page.refusal.isVisible)
    assert chosen.isEnabled()


def test_a_fault_while_signing_in_is_told_and_the_page_is_free_again(
    services: ShellServices, qtbot: QtBot
) -> None:
    broken: dict[str, int] = {}
    faulty = replace(services, authenticate=lambda user, _password: broken[user])  # type: ignore[arg-type,return-value]
    window = MainWindow(faulty)
    qtbot.addWidget(window)
    window.show()
    page = window.sign_in
    page.user.setText("沈若兰")
    page.password.edit.setText("right")
    with qtbot.captureExceptions() as raised:
        page.enter()
        qtbot.waitUntil(lambda: not window.busy and page.go.isEnabled(), timeout=3000)
    assert [kind for kind, *_ in raised] == [KeyError]
    assert page.user.text() == "沈若兰"
    assert page.user.isEnabled()
