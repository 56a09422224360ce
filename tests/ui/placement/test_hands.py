"""The forms of beds filled by keys alone: where the keyboard begins, what it is told, what stays."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from medcentre.insight.views import search
from medcentre.kernel.clock import StillClock, centre_day
from medcentre.kernel.permissions import Role
from medcentre.placement import acts, views
from medcentre.placement.commands import AssessRisk, Move, Place, ProposeBedChange
from medcentre.placement.facts import AGENT_MOST, Risk
from tests.ui.placement.conftest import Centre
from tests.ui.placement.test_decisions import form, said
from tests.ui.placement.test_keyboard import active, shown, walk
from ui.kit.desk import Desk, Found
from ui.kit.dialogs import ConfirmDialog
from ui.kit.editors import DateEdit, TimeEdit
from ui.placement.apart import ApartPage
from ui.placement.contacts import ContactsPage
from ui.placement.isolation import IsolationPage
from ui.placement.isolation_forms import IsolationDialog, ReviewDialog
from ui.placement.map import MapPage
from ui.placement.places import PlacesPage
from ui.placement.ring import RingDialog
from ui.placement.zone_card import ZoneView

KEY = Qt.Key


def finds(desk: Desk) -> Desk:
    """People are found as in the program."""

    def found(text: str) -> list[Found]:
        return [Found(p.stay_id, p.name, p.bed) for p in search(desk.ctx, text)]

    desk.find_people = found
    return desk


def focus() -> QWidget:
    """Where keys go."""
    here = QApplication.focusWidget()
    assert here is not None
    return here


def press(*keys: Qt.Key, control: bool = False) -> None:
    """Keys, one after the other, to whoever has the keyboard."""
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    for key in keys:
        QTest.keyClick(focus(), key, held)
        QApplication.processEvents()


def write(text: str) -> None:
    """Text with Chinese in it is pasted."""
    QApplication.clipboard().setText(text)
    press(KEY.Key_V, control=True)


def opened_ring(qtbot: QtBot, centre: Centre, third: bool = True) -> tuple[MapPage, RingDialog]:
    """Two or three men of one zone, the form begun with the first."""
    if third:
        acts.place(
            centre.ctx,
            Place(stay_id=centre.stays["何登荣"], bed_id=centre.beds["502-2"], reason="入住"),
        )
    page = MapPage(finds(centre.open_desk(Role.NURSE, name="唐婉")))
    shown(qtbot, page)
    page.menu.ring(centre.stays["田茂超"])
    ring = form(page, RingDialog)
    active(qtbot, ring)
    return page, ring


def test_a_ring_of_three_by_keys(qtbot: QtBot, centre: Centre) -> None:
    """It begins at the second person; one chosen twice is told at the field, and stays told."""
    page, ring = opened_ring(qtbot, centre)
    assert focus() is ring.who[1]
    write("田茂超")
    press(KEY.Key_Return, KEY.Key_Tab)
    assert ring.fields["person2"].error == "田茂超 已在名单里。请换一个人，或清空这一格。"
    write("何登荣")
    press(KEY.Key_Return, KEY.Key_Backtab)
    write("石昌荣")
    press(KEY.Key_Return)
    assert not ring.fields["person2"].error
    assert "501-1 → 501-2" in said(ring)
    press(KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab)
    write("方便照护")
    press(KEY.Key_Return, control=True)
    where = {t.stay_id: t.code for t in page.model.tiles if t.stay_id}
    names = ("田茂超", "石昌荣", "何登荣")
    assert [where[centre.stays[n]] for n in names] == ["501-2", "502-2", "501-1"]


def test_who_moved_meanwhile_is_told_at_the_field_with_the_bed_of_now(
    qtbot: QtBot, centre: Centre
) -> None:
    page, ring = opened_ring(qtbot, centre, third=False)
    write("石昌荣")
    press(KEY.Key_Return)
    ring.why.setFocus()
    write("方便照护")
    acts.move(
        centre.ctx,
        Move(
            stay_id=centre.stays["石昌荣"], from_bed_id=centre.beds["501-2"],
            to_bed_id=centre.beds["502-2"], reason="按病情",
        ),
    )  # fmt: skip
    press(KEY.Key_Return, control=True)
    told = "石昌荣 刚调到 502-2，名单已按现在的床位更新。请核对后再签。"
    assert ring.fields["person2"].error == told
    assert ring.why.value() == "方便照护"
    assert "501-1 → 502-2" in said(ring)
    press(KEY.Key_Return, control=True)
    page.refresh()
    where = {t.stay_id: t.code for t in page.model.tiles if t.stay_id}
    assert [where[centre.stays[n]] for n in ("田茂超", "石昌荣")] == ["502-2", "501-1"]


def test_a_name_nobody_has_is_told_in_words_of_the_field(qtbot: QtBot, centre: Centre) -> None:
    _page, ring = opened_ring(qtbot, centre)
    write("zzz")
    press(KEY.Key_Tab)
    assert "再从列表里选" in ring.fields["person2"].error
    press(KEY.Key_Backtab)
    write("石昌荣")
    press(KEY.Key_Return)
    assert not ring.fields["person2"].error, "mended, so nothing is said before leaving"


def test_tab_in_a_form_stops_at_named_fields_only(qtbot: QtBot, centre: Centre) -> None:
    desk = centre.open_desk(Role.DOCTOR, name="沈若兰")
    page = MapPage(desk)
    shown(qtbot, page)
    dialog = IsolationDialog(desk, page, Found(centre.stays["田茂超"], "田茂超"))
    dialog.show()
    active(qtbot, dialog)
    assert focus() is dialog.sign, "who is known already"
    stops = walk(focus())
    assert not [w for w in stops if isinstance(w, QScrollArea)]
    named = [w.accessibleName() for w in stops if isinstance(w, DateEdit | TimeEdit)]
    assert named == ["复核时间 日期", "复核时间 时刻"]


def test_home_end_and_page_keys_walk_a_zone(qtbot: QtBot, centre: Centre) -> None:
    page = MapPage(centre.open_desk())
    shown(qtbot, page)
    page.area.go_to_bed(centre.beds["502-2"])
    view = focus()
    assert isinstance(view, ZoneView)
    lengths = [len(line.tiles) for line in view.zone_model.lines]

    def here() -> tuple[int, int]:
        return view.currentIndex().row(), view.currentIndex().column()

    press(KEY.Key_Home)
    assert here() == (1, 0)
    press(KEY.Key_End)
    assert here() == (1, lengths[1] - 1)
    press(KEY.Key_PageUp)
    assert here()[0] == 0
    press(KEY.Key_PageDown)
    assert here()[0] == len(lengths) - 1


def test_the_menu_belongs_to_the_bed_under_the_pointer(qtbot: QtBot, centre: Centre) -> None:
    page = MapPage(centre.open_desk())
    shown(qtbot, page)
    page.area.go_to_bed(centre.beds["501-2"])
    view = focus()
    assert isinstance(view, ZoneView)
    asked: list[str] = []
    page.area.menu_asked.disconnect(page.menu.open)
    view.menu_asked.connect(lambda tile, _point: asked.append(tile.code))
    place = view.visualRect(view.currentIndex()).topLeft()
    place.setX(place.x() + 6)
    mouse = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(mouse, place, place))
    assert asked == ["501-2"]


def test_ctrl_enter_says_what_a_confirmation_still_needs(qtbot: QtBot) -> None:
    done: list[str] = []
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    sheet = ConfirmDialog(host, "安置须确认", "", "安置", done.append, reason_min=2)
    sheet.show()
    active(qtbot, sheet)
    press(KEY.Key_A)
    press(KEY.Key_Return, control=True)
    assert (sheet.refusal.text(), done) == ("原因至少写 2 个字", [])
    press(KEY.Key_B)
    press(KEY.Key_Return, control=True)
    assert done == ["ab"]


def test_a_review_begins_at_its_choice_and_shift_tab_comes_back_to_it(
    qtbot: QtBot, centre: Centre
) -> None:
    """Not on the button that puts the form off; what ends it is asked for at its field."""
    desk = finds(centre.open_desk(Role.DOCTOR, name="沈若兰"))
    page = IsolationPage(desk)
    shown(qtbot, page)
    stay = centre.stays["田茂超"]
    page.new_order()
    order = form(page, IsolationDialog)
    active(qtbot, order)
    write("田茂超")
    press(KEY.Key_Return, KEY.Key_Tab, KEY.Key_Down)
    order.agent.setFocus()
    write("Y" * (AGENT_MOST + 1))
    press(KEY.Key_Tab)
    assert order.fields["agent"].error == f"太长了，最多 {AGENT_MOST} 个字符。"
    assert len(order.agent.text()) == AGENT_MOST + 1, "nothing is cut short unseen"
    write("痰涂片阳性")
    press(KEY.Key_Backtab, KEY.Key_Backspace)
    write("MTB")
    press(KEY.Key_Return, control=True)
    assert [r.agent for r in views.isolation_orders(desk.ctx, stay)] == ["MTB"]
    active(qtbot, page)
    page.orders.view.setFocus()
    press(KEY.Key_Return)
    review = form(page, ReviewDialog)
    active(qtbot, review)
    on, end = review.way.findChildren(QAbstractButton)
    assert focus() is on
    press(KEY.Key_Tab, KEY.Key_Backtab)
    assert focus() is on, "not the one that ends it"
    press(KEY.Key_Right)
    assert focus() is end
    assert end.isChecked()
    press(KEY.Key_Tab)
    assert focus() is review.why
    press(KEY.Key_Return, control=True)
    assert review.fields["reason"].error
    write("疗程完成")
    press(KEY.Key_Return, control=True)
    assert all(r.until_at for r in views.isolation_orders(desk.ctx, stay))


def test_a_signature_leaves_the_keyboard_on_the_list_beneath_the_question(
    qtbot: QtBot, centre: Centre, clock: StillClock
) -> None:
    """The button goes dead while the question stands above it."""
    officer = centre.open_desk(Role.POLICE, name="骆建军")
    acts.assess_risk(
        officer.ctx,
        AssessRisk(
            stay_id=centre.stays["田茂超"], level=Risk.RAISED, reason="夜间争吵",
            review_on=centre_day(clock.now()) + timedelta(days=20),
        ),
    )  # fmt: skip
    page = IsolationPage(centre.open_desk(Role.NURSE, name="唐婉"))
    shown(qtbot, page)
    page.quick(2)
    press(KEY.Key_Tab)
    assert focus() is page.sign
    press(KEY.Key_Return)
    (sheet,) = (d for d in page.findChildren(ConfirmDialog) if d.isVisible())
    active(qtbot, sheet)
    press(KEY.Key_Tab, KEY.Key_Return)
    active(qtbot, page)
    assert focus() is page.risks.view
    assert not page.sign.isEnabled()


def test_ctrl_digit_brings_the_keyboard_onto_the_map(qtbot: QtBot, centre: Centre) -> None:
    page = MapPage(centre.open_desk())
    shown(qtbot, page)
    page.filter_box.setFocus()
    page.quick(2)
    assert isinstance(focus(), ZoneView)
    page.quick(1)
    assert focus() is page.table.view


def test_contacts_say_which_field_is_wrong_and_go_there(qtbot: QtBot, centre: Centre) -> None:
    page = ContactsPage(finds(centre.open_desk(Role.DOCTOR, name="沈若兰")))
    shown(qtbot, page)
    page.person.setFocus()
    page.query()
    assert page.banner.label.text() == "病员：此项必须填写。"
    assert focus() is page.person
    write("田茂超")
    press(KEY.Key_Return, KEY.Key_Tab)
    write("20261301")
    page.query()
    assert "看不懂这个日期“20261301”" in page.banner.label.text()
    assert focus() is page.start.date
    assert page.start.date.property("state") == "error"
    page.start.date.selectAll()
    write("2026-11-20")
    page.end.date.setText("2026-11-19")
    page.query()
    assert page.banner.label.text().startswith("至：结束早于开始")
    page.end.date.setText("2026-11-24")
    page.query()
    qtbot.waitUntil(page.ask.isEnabled)
    assert page.banner.isHidden()
    assert not page.end.date.property("state")


def test_a_moment_that_is_none_is_told_at_the_bar_of_time(qtbot: QtBot, centre: Centre) -> None:
    page = MapPage(centre.open_desk())
    shown(qtbot, page)
    page.time.type_moment()
    write("abc")
    press(KEY.Key_Return)
    assert "看不懂这个日期" in centre.said[-1].text
    assert page.time.field.date.text() == "abc"
    page.time.scrubber.setFocus()
    press(KEY.Key_Left)
    assert page.time.moment is not None
    press(KEY.Key_Home)
    assert page.time.moment is None


def test_ctrl_digit_turns_the_lists_of_those_kept_apart(qtbot: QtBot, centre: Centre) -> None:
    page = ApartPage(centre.open_desk(Role.POLICE, name="骆建军"))
    shown(qtbot, page)
    assert page.quick(2)
    assert page.which.value() == "closed"
    assert page.quick(1)
    assert page.which.value() == "open"
    assert not page.quick(3)


def test_enter_in_the_filter_goes_to_the_bed_and_a_hidden_best_bed_keeps_nobody_on_the_strip(
    qtbot: QtBot, centre: Centre
) -> None:
    page = MapPage(centre.open_desk())
    shown(qtbot, page)
    page.focus_filter()
    write("石昌荣")
    press(KEY.Key_Return)
    tile = page.area.current_tile()
    assert tile is not None
    assert tile.code == "501-2"
    page.focus_filter()
    press(KEY.Key_Escape)
    assert isinstance(focus(), ZoneView), "back to the map"
    page.focus_filter()
    write("石昌荣")
    page.strip.setFocus()
    page.carry.pick(centre.stays["何登荣"])
    assert isinstance(focus(), ZoneView), "arrows walk the beds"
    press(KEY.Key_Escape)
    assert not page.carry.active


def test_ctrl_4_puts_the_keyboard_on_the_days_of_the_occupancy(
    qtbot: QtBot, centre: Centre
) -> None:
    page = PlacesPage(centre.open_desk())
    shown(qtbot, page)
    page.quick(4)
    qtbot.waitUntil(lambda: not page.reading)
    chart = page.occupancy.chart
    assert focus() is chart
    last = chart.place
    press(KEY.Key_Left)
    assert chart.place == last - 1


def test_rows_that_come_after_the_keyboard_have_a_current_one(qtbot: QtBot, centre: Centre) -> None:
    nurse = centre.open_desk(Role.NURSE, name="唐婉")
    acts.propose_bed_change(
        nurse.ctx,
        ProposeBedChange(bed_id=centre.beds["502-2"], reason="改作机动床位", remove=True),
    )
    page = PlacesPage(centre.open_desk(Role.DIRECTOR, name="范安兰"))
    shown(qtbot, page)
    page.quick(3)
    assert focus() is page.proposals.view
    qtbot.waitUntil(lambda: not page.reading)
    press(KEY.Key_Tab)
    assert focus() is page.approve
