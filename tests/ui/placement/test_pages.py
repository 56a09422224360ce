"""The other bed pages: those who wait, keep-apart, places, reshuffle, contacts."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import TypeVar
from zipfile import ZipFile

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre.kernel.clock import StillClock, centre_day
from medcentre.kernel.permissions import Role
from medcentre.placement import views
from medcentre.placement.acts import place
from medcentre.placement.commands import Place
from medcentre.placement.facts import (
    ApartReason,
    ApartScope,
    BedState,
    CapacityKind,
    Level,
    ZoneKind,
)
from medcentre.placement.plan.centre import Reshuffle, Step, StepMove
from medcentre.residents.views import roll
from tests.conftest import EVERY_ZONE
from tests.ui.placement.conftest import Centre
from ui.kit.desk import Desk, Found
from ui.kit.dialogs import ConfirmDialog
from ui.kit.page import Page
from ui.placement import PAGES
from ui.placement.apart import ApartDialog, ApartPage
from ui.placement.contacts import ContactsPage
from ui.placement.occupancy import numbers_of
from ui.placement.place_forms import BedChangeDialog, RoomsDialog
from ui.placement.places import PlacesPage
from ui.placement.plan import PlanPage
from ui.placement.plan_run import Point, breaks_and_gain, gap_of
from ui.placement.request_forms import RequestDialog
from ui.placement.sheets import CloseDialog, MoveDialog, ReserveDialog
from ui.placement.waiting import WaitingPage

P = TypeVar("P", bound=Page)


def shown(qtbot: QtBot, desk: Desk, kind: type[P]) -> P:
    """A page of a window."""
    page = kind(desk)
    qtbot.addWidget(page)
    desk.window = page
    page.resize(1290, 690)
    page.show()
    settle(qtbot, page)
    return page


def settle(qtbot: QtBot, page: Page) -> None:
    """Until what the page reads is shown."""
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not page.reading)


def answer(page: Page, reason: str = "") -> None:
    """Go on in the one sheet that asks."""
    sheets = [d for d in page.findChildren(ConfirmDialog) if d.isVisible()]
    assert len(sheets) == 1
    if reason:
        sheets[0].reason.setPlainText(reason)
    sheets[0].go()
    QApplication.processEvents()


def test_each_page_of_the_room_is_built_and_shown(qtbot: QtBot, centre: Centre) -> None:
    for spec in PAGES:
        desk = centre.open_desk()
        page = spec.factory(desk)
        qtbot.addWidget(page)
        page.show()
        QApplication.processEvents()
        assert page.header.title.text() == spec.title()
        assert page.help().purpose
    waiting = next(s for s in PAGES if s.count)
    assert waiting.count is not None
    assert waiting.count(centre.open_desk()) == (1, False)


def test_guards_reach_the_map_only(centre: Centre) -> None:
    guard = centre.open_desk(Role.GUARD).ctx.actor
    assert [s.id for s in PAGES if s.allowed(guard)] == ["placement.map"]


def test_who_waits_is_placed_in_the_best_bed(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk(), WaitingPage)
    assert page.stay_id == centre.stays["何登荣"]
    verdict = page.ranking.verdict()
    assert verdict is not None
    page.place()
    if verdict.level is not Level.ALLOWED:
        answer(page, "首次安置")
    settle(qtbot, page)
    assert "已安置到" in centre.said[-1].text
    assert not page.people.view.shown_rows()
    undo = centre.said[-1].undo
    assert undo is not None
    undo()
    settle(qtbot, page)
    assert [r.who.name for r in page.people.view.shown_rows()] == ["何登荣"]


def test_the_lists_are_read_beside_the_window_and_keep_what_was_typed(
    qtbot: QtBot, centre: Centre
) -> None:
    page = WaitingPage(centre.open_desk())
    qtbot.addWidget(page)
    page.desk.window = page
    page.show()
    assert page.reading
    page.request()
    assert not page.findChildren(RequestDialog), "not before the beds are there"
    settle(qtbot, page)
    (form,) = (d for d in page.findChildren(RequestDialog) if d.isVisible())
    form.close()
    page.people.needle.setText("何")
    page.people.view.select_id(centre.stays["何登荣"])
    page.refresh()
    settle(qtbot, page)
    assert page.people.needle.text() == "何"
    assert page.people.view.current_id() == centre.stays["何登荣"]


def test_a_transfer_goes_from_hand_to_hand(qtbot: QtBot, centre: Centre) -> None:
    nurse = centre.open_desk(Role.NURSE, name="唐婉")
    page = shown(qtbot, nurse, WaitingPage)
    assert page.board is not None
    form = RequestDialog(nurse, page.board.map, page, stay_id=centre.stays["田茂超"])
    form.to.set_value(centre.beds["502-2"])
    form.why.set_value("照顾同乡")
    form.save()
    assert views.requests(nurse.ctx)[0].status == "requested"
    head = centre.open_desk(Role.DOCTOR, name="沈若兰", leads=EVERY_ZONE)
    doctor = shown(qtbot, head, WaitingPage)
    doctor.which.set_value("requests")
    assert doctor.buttons["approve"].isEnabled()
    doctor.approve()
    assert views.requests(nurse.ctx)[0].status == "approved"
    assert doctor.buttons["receive"].isHidden(), "a doctor receives nobody"
    ward = shown(qtbot, centre.open_desk(Role.NURSE, name="覃月"), WaitingPage)
    ward.which.set_value("requests")
    ward.receive()
    answer(ward)
    assert not views.requests(nurse.ctx)


def test_a_pair_is_set_closed_and_reopened(qtbot: QtBot, centre: Centre) -> None:
    desk = centre.open_desk(Role.POLICE, name="骆建军")
    page = shown(qtbot, desk, ApartPage)
    form = ApartDialog(desk, page)
    form.one.set_value(Found(centre.stays["田茂超"], "田茂超"))
    form.two.set_value(Found(centre.stays["石昌荣"], "石昌荣"))
    form.reason.set_value(ApartReason.FIGHT)
    form.scope.set_value(ApartScope.ROOM.value)
    form.save()
    page.refresh()
    rows = page.table.view.shown_rows()
    assert [(r.reason, r.scope) for r in rows] == [(ApartReason.FIGHT, ApartScope.ROOM)]
    assert page.banner.isVisible(), "they lie in one room, and the page says so"
    page.table.view.select_id(rows[0].id)
    page.close_pair()
    answer(page, "已和解并保证")
    assert not page.table.view.shown_rows()
    page.which.set_value("closed")
    page.table.view.select_id(rows[0].id)
    page.reopen_pair()
    answer(page, "再次冲突")
    page.which.set_value("open")
    assert len(page.table.view.shown_rows()) == 1


def test_beds_close_and_reopen(qtbot: QtBot, centre: Centre) -> None:
    desk = centre.open_desk()
    page = shown(qtbot, desk, PlacesPage)
    page.beds.view.select_id(centre.beds["502-2"])
    form = CloseDialog(desk, page._chosen(), page)
    form.kind.set_value("repair")
    form.words.set_value("墙面维修")
    form.save()
    page.refresh()
    settle(qtbot, page)
    row = next(r for r in page.beds.view.shown_rows() if r.tile.code == "502-2")
    assert (row.tile.state, row.note) == (BedState.CLOSED, "墙面维修")
    page.beds.view.select_id(centre.beds["502-2"])
    assert page.reopen.isEnabled()
    page.reopen_beds()
    answer(page, "修好了")
    settle(qtbot, page)
    row = next(r for r in page.beds.view.shown_rows() if r.tile.code == "502-2")
    assert row.tile.state is BedState.FREE


def test_places_change_by_two_people(qtbot: QtBot, centre: Centre) -> None:
    one = centre.open_desk(Role.NURSE, Role.DIRECTOR, name="唐婉")
    page = shown(qtbot, one, PlacesPage)
    tile = next(r.tile for r in page.beds.view.shown_rows() if r.tile.code == "502-2")
    form = BedChangeDialog(one, tile, page)
    form.kind.set_value(CapacityKind.MAXIMUM)
    form.why.set_value("护士站改造")
    form.save()
    assert page.board is not None
    rooms = RoomsDialog(one, page.board.map, page)
    for editor, value in (
        (rooms.code, "Z9"), (rooms.rooms, "601 602"), (rooms.why, "扩建"),
    ):  # fmt: skip
        editor.set_value(value)
    rooms.kind.set_value("rehab")
    rooms.beds.set_value(2)
    rooms.save()
    page.which.set_value("proposals")
    settle(qtbot, page)
    assert len(page.proposals.view.shown_rows()) == 2
    page.proposals.view.select_id(page.proposals.view.shown_rows()[0].id)
    assert not page.approve.isEnabled(), "nobody decides their own"
    other = shown(qtbot, centre.open_desk(Role.DIRECTOR, name="罗所长"), PlacesPage)
    other.which.set_value("proposals")
    settle(qtbot, other)
    for row in other.proposals.view.shown_rows():
        other.proposals.view.select_id(row.id)
        other.approve_row()
        settle(qtbot, other)
    page.refresh()
    settle(qtbot, page)
    codes = {r.tile.code: r.tile for r in page.beds.view.shown_rows()}
    assert codes["502-2"].capacity is CapacityKind.MAXIMUM
    assert {"601-1", "601-2", "602-1", "602-2"} <= set(codes)


def test_a_left_bed_is_signed_clean(qtbot: QtBot, centre: Centre) -> None:
    from medcentre.placement.acts import leave_bed

    leave_bed(centre.ctx, centre.stays["石昌荣"])
    page = shown(qtbot, centre.open_desk(), PlacesPage)
    page.which.set_value("cleaning")
    settle(qtbot, page)
    assert [r.bed for r in page.cleaning.view.shown_rows()] == ["501-2"]
    page.cleaning.view.select_id(centre.beds["501-2"])
    page.disinfect()
    settle(qtbot, page)
    page.cleaning.view.select_id(centre.beds["501-2"])
    page.sign_clean()
    settle(qtbot, page)
    assert not page.cleaning.view.shown_rows()
    page.which.set_value("occupancy")
    settle(qtbot, page)
    whole = page.occupancy.lines[-1]
    assert whole.zone == "全中心"
    assert len(whole.days) == 30
    page.occupancy.which.set_value("numbers")
    settle(qtbot, page)
    table = page.occupancy.table
    assert table is not None
    assert table.view.shown_rows()[-1].days == whole.days[-14:]


def test_the_arrow_keys_choose_a_day_of_the_occupancy(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk(), PlacesPage)
    page.open_with(which="occupancy")
    settle(qtbot, page)
    chart = page.occupancy.chart
    last = chart.day
    assert last == centre_day(centre.ctx.clock.now())
    QTest.keyClick(chart, Qt.Key.Key_PageUp)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.day == last - timedelta(days=6)
    assert f"全中心 {numbers_of(chart.lines[-1].days[-7])}" in chart.accessibleDescription()
    assert chart.place_at(chart.x_of(3)) == 3


def test_a_plan_is_found_shown_and_applied(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk(), PlanPage)
    page.time.set_options([(2, "2")])
    page.time.set_value(2)
    page.begin()
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    assert page.plan is not None
    rows = page.table.view.shown_rows()
    assert "何登荣" in {r.name for r in rows}, "who waits gets a bed"
    page.view.set_value("after")
    waiting = page.maps.board
    assert waiting is not None
    assert not waiting.map.waiting
    page.apply()
    (sheet,) = [d for d in page.findChildren(ConfirmDialog) if d.isVisible()]
    assert sheet.text.height() >= sheet.text.heightForWidth(sheet.text.width()), "no line is cut"
    answer(page, "每周调整")
    assert centre.said[-1].text == "方案已执行"
    assert not views.bed_map(centre.ctx).waiting
    page.refresh()
    assert page.banner.isHidden(), "its own moves do not overtake it"
    assert page.gap.text() == "—"


def found_plan(qtbot: QtBot, page: PlanPage) -> Reshuffle:
    """Search two seconds and give the plan."""
    page.time.set_options([(2, "2")])
    page.time.set_value(2)
    page.begin()
    assert page.table.empty.title.text() == "正在寻找"
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    assert page.plan is not None
    return page.plan


def test_a_plan_overtaken_by_a_move_is_refused_whole(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk(), PlanPage)
    plan = found_plan(qtbot, page)
    target = next(m.to_bed_id for m in plan.moves if m.stay_id == centre.stays["何登荣"])
    page.apply()
    place(centre.ctx, Place(stay_id=centre.stays["何登荣"], bed_id=target, reason="先安置"))
    before = {t.stay_id: t.bed_id for z in views.bed_map(centre.ctx).zones for t in z.tiles}
    (sheet,) = [d for d in page.findChildren(ConfirmDialog) if d.isVisible()]
    sheet.reason.setPlainText("每周调整")
    sheet.go()
    assert sheet.isVisible(), "stays open with the refusal"
    assert "请重新计算" in sheet.refusal.text()
    after = {t.stay_id: t.bed_id for z in views.bed_map(centre.ctx).zones for t in z.tiles}
    assert after == before, "nothing is half applied"
    sheet.reject()
    page.refresh()
    assert page.plan is None
    assert "已作废" in page.banner.label.text()
    assert not page.apply_button.isEnabled()


def test_a_search_stopped_early_keeps_the_best_so_far(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk(), PlanPage)
    page.time.set_value(120)
    page.begin()
    assert page.stop_button.isVisible()
    page.stop_button.click()
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    assert page.plan is not None
    assert page.plan.seconds < 20
    assert page.start_button.isVisible()


def test_a_plan_of_one_zone_moves_nobody_elsewhere(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk(), PlanPage)
    zone = next(
        z for z in views.bed_map(centre.ctx).zones if any(t.code == "501-1" for t in z.tiles)
    )
    page.scope.set_value(zone.zone_id)
    plan = found_plan(qtbot, page)
    assert {m.to_bed_id for m in plan.moves} <= {t.bed_id for t in zone.tiles}


def test_the_gap_compares_points_once_rules_are_equal() -> None:
    heavy = 100_000.0
    assert breaks_and_gain(2 * heavy - 50, 3 * heavy) == (2, 50.0)
    assert gap_of(Point(1.0, 2 * heavy - 50, 2 * heavy - 100), 3 * heavy) == 0.5
    assert gap_of(Point(1.0, heavy, None), heavy) is None


def test_contacts_on_screen_paper_and_sheet(
    qtbot: QtBot, centre: Centre, clock: StillClock, tmp_path: Path
) -> None:
    clock.forward(hours=5)
    page = shown(qtbot, centre.open_desk(), ContactsPage)
    page.start.set_value(clock.now() - timedelta(hours=10))
    page.end.set_value(clock.now())
    page.open_with(stay_id=centre.stays["田茂超"])
    qtbot.waitUntil(lambda: bool(page.rows))
    assert [(r.name, r.hours) for r in page.rows] == [("石昌荣", 5.0)]
    file = tmp_path / "contacts.xlsx"
    page.export_to(file)
    book = ZipFile(BytesIO(file.read_bytes()))
    words = book.read("xl/sharedStrings.xml").decode()
    assert "石昌荣" in words
    assert "田茂超" not in words, "who was asked about is a number on paper"
    number = next(r for r in roll(centre.ctx) if r.name == "田茂超").admission_no
    assert number in words


def test_reserving_and_moving_by_form(qtbot: QtBot, centre: Centre) -> None:
    from medcentre.placement.views.board import board

    desk = centre.open_desk()
    page = shown(qtbot, desk, WaitingPage)
    found = board(desk.ctx)
    assert found.snapshot is not None
    tile = next(t for z in found.map.zones for t in z.tiles if t.code == "502-2")
    reserve = ReserveDialog(desk, tile, page)
    reserve.whom.set_value("花溪分局送收")
    reserve.save()
    kept = board(desk.ctx).kept
    assert kept == {tile.bed_id: "花溪分局送收"}
    person = next(p for p in found.snapshot.people if p.name == "何登荣")
    fresh = board(desk.ctx).snapshot
    assert fresh is not None
    move = MoveDialog(desk, fresh, person, page)
    move.why.set_value("首次安置")
    move.save()
    assert not board(desk.ctx).map.waiting


def test_a_plan_across_zones_is_submitted(qtbot: QtBot, centre: Centre) -> None:
    desk = centre.open_desk(Role.NURSE, name="唐婉")
    page = shown(qtbot, desk, PlanPage)
    assert page.board is not None
    assert page.board.snapshot is not None
    move = StepMove(centre.stays["田茂超"], centre.beds["501-1"], centre.beds["201-1"])
    page.plan = Reshuffle((Step((move,)),), 0, 0, 5.0, 0.0, 0.0, 0.1)
    page._made_for = page.board.snapshot
    page._state()
    assert page.crossing() == 1
    assert page.apply_button.text() == "提交审批"
    page.apply()
    answer(page, "按病情集中")
    (asked,) = views.open_sets(desk.ctx)
    assert (asked.kind, asked.crossing, asked.reason) == ("plan", 1, "按病情集中")
    tile = views.bed_map(desk.ctx).tile(centre.beds["501-1"])
    assert tile is not None
    assert tile.stay_id == centre.stays["田茂超"], "nobody moved yet"


def test_forms_say_beside_the_field_what_is_wrong(qtbot: QtBot, centre: Centre) -> None:
    desk = centre.open_desk()
    page = shown(qtbot, desk, ApartPage)
    apart = ApartDialog(desk, page)
    apart.one.set_value(Found(centre.stays["田茂超"], "田茂超"))
    apart.two.set_value(Found(987_654, "已离所"))
    apart.reason.set_value(ApartReason.ENMITY.value)
    apart.save()
    assert "找不到" in apart.fields["second_person_id"].error
    assert not apart.fields["first_person_id"].error
    rooms = RoomsDialog(desk, views.bed_map(centre.ctx), page)
    for editor, text in ((rooms.code, "Z12"), (rooms.rooms, "601 602"), (rooms.why, "扩容")):
        editor.set_value(text)
    rooms.kind.set_value(ZoneKind.REHAB.value)
    rooms.beds.set_value(99)
    rooms.save()
    assert "1 到 20" in rooms.fields["beds"].error
    assert rooms.rooms.value() == "601 602"
    reserve = ReserveDialog(desk, views.bed_map(centre.ctx).zones[0].tiles[0], page)
    reserve.save()
    assert reserve.fields["for_whom"].error
