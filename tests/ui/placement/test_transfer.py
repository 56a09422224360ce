"""Another zone from the map: a drop asks for a transfer, the strip carries it on (PL-01, J02)."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang
from medcentre.placement import views
from medcentre.placement.acts import place, propose_bed_change, request_move
from medcentre.placement.commands import Place, ProposeBedChange, RequestMove
from medcentre.placement.facts import BedState, Level, PlacementCode
from medcentre.residents.acts import start_trait
from medcentre.residents.facts import StartMark, TraitKind
from tests.ui.placement.conftest import Centre
from ui.kit.desk import Desk
from ui.kit.dialogs import ConfirmDialog
from ui.kit.i18n import language
from ui.kit.page import Page
from ui.placement.map import MapPage
from ui.placement.place_forms import BedChangeDialog
from ui.placement.places import PlacesPage
from ui.placement.request_forms import ExchangeDialog, TransferDialog
from ui.placement.sheets import MoveDialog
from ui.placement.waiting import WaitingPage

WHO = "田茂超"


def shown(qtbot: QtBot, desk: Desk) -> MapPage:
    """The map of a window."""
    page = MapPage(desk)
    qtbot.addWidget(page)
    desk.window = page
    page.resize(1424, 900)
    page.show()
    QApplication.processEvents()
    return page


def settle(qtbot: QtBot, page: Page) -> None:
    """Until what the page reads is shown."""
    qtbot.waitUntil(lambda: not page.reading)


def where(page: MapPage, centre: Centre, name: str = WHO) -> str:
    tile = page.model.bed_of(centre.stays[name])
    return tile.code if tile else ""


def form_of(page: Page) -> TransferDialog:
    """The one transfer sheet that is open."""
    (form,) = (d for d in page.findChildren(TransferDialog) if d.isVisible())
    return form


def put_down(page: MapPage, centre: Centre, bed: str) -> TransferDialog:
    """Pick up and put down in another zone."""
    assert page.carry.pick(centre.stays[WHO])
    page.carry.drop(centre.beds[bed])
    return form_of(page)


def confirm(page: Page, reason: str = "") -> None:
    """Go on in the one sheet that asks."""
    (sheet,) = (d for d in page.findChildren(ConfirmDialog) if d.isVisible())
    if reason:
        sheet.reason.setPlainText(reason)
    sheet.go()
    QApplication.processEvents()


def deed(page: MapPage, words: str) -> None:
    """Run a line of the menu of the person's card in the strip."""
    page.refresh()
    card = next(r for r in page.strip.cards.rows if r.who.name == WHO)
    entries = {e.words: e for e in page.waiter_entries(card)}
    entries[words].run()
    QApplication.processEvents()


def deeds(page: MapPage) -> set[str]:
    page.refresh()
    card = next(r for r in page.strip.cards.rows if r.who.name == WHO)
    return {e.words for e in page.waiter_entries(card)}


def test_a_drop_into_another_zone_goes_from_hand_to_hand(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk(Role.NURSE, name="唐婉"))
    assert page.carry.pick(centre.stays[WHO])
    said = page.carry.opinion_of(centre.beds["201-1"])
    assert said is not None
    assert said.title == "可申请转区到 201-1"
    assert said.hint == "放下后申请转区"
    assert any("PL-01" in line.source and "二区" in line.text for line in said.lines)
    page.carry.drop(centre.beds["201-1"])
    assert where(page, centre) == "501-1", "nobody moves before both sides have approved"
    form = form_of(page)
    assert form.urgent.isHidden(), "the ward itself cannot skip the security side"
    form.save()
    assert form.isVisible(), "a transfer has its reason"
    form.why.set_value("床位调整")
    form.save()
    assert not form.isVisible()
    assert "已申请转区" in centre.said[-1].text
    tile = page.model.tile(centre.beds["201-1"])
    assert tile is not None
    assert tile.state is BedState.RESERVED
    assert "同意转到 201-1" in deeds(page)
    deed(page, "同意转到 201-1")
    assert [r.status for r in views.requests(centre.ctx)] == ["requested"], "not one's own"
    doctor = shown(qtbot, centre.open_desk(Role.DOCTOR, name="沈若兰"))
    deed(doctor, "同意转到 201-1")
    police = shown(qtbot, centre.open_desk(Role.POLICE, name="骆建军"))
    assert "签收转入 201-1…" not in deeds(police)
    deed(police, "同意转到 201-1")
    ward = shown(qtbot, centre.open_desk(Role.NURSE, name="覃月"))
    assert where(ward, centre) == "501-1"
    deed(ward, "签收转入 201-1…")
    confirm(ward)
    assert where(ward, centre) == "201-1"
    assert not views.requests(centre.ctx)
    assert not [r for r in ward.strip.cards.rows if r.who.name == WHO]


def test_by_keyboard_it_is_the_same(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk(Role.NURSE, name="唐婉"))
    page.area.go_to_bed(centre.beds["501-1"])
    view = next(c.view for c in page.area.cards.values() if c.view.current_tile() is not None)
    QTest.keyClick(view, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert page.carry.active
    page.area.go_to_bed(centre.beds["201-1"])
    card = next(
        c for c in page.area.cards.values() if c.model.cell_of(centre.beds["201-1"]) is not None
    )
    QTest.keyClick(card.view, Qt.Key.Key_Return)
    form = form_of(page)
    form.why.set_value("床位调整")
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.why.setFocus()
    QTest.keyClick(form.why, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [r.to_bed for r in views.requests(centre.ctx)] == ["201-1"]
    assert where(page, centre) == "501-1"


def test_the_officer_on_duty_moves_at_once(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk(Role.POLICE, name="骆建军"))
    form = put_down(page, centre, "201-1")
    assert form.urgent.isVisible()
    form.urgent.click()
    assert form.isVisible(), "not without its reason"
    form.why.set_value("夜间突发，须立即转入")
    form.urgent.click()
    assert where(page, centre) == "201-1"
    assert not views.requests(centre.ctx)
    undo = centre.said[-1].undo
    assert undo is not None
    undo()
    assert where(page, centre) == "501-1"


def exchange_form(page: MapPage, centre: Centre) -> ExchangeDialog:
    """Drop a man of one zone on the man of the other."""
    page.carry.pick(centre.stays[WHO])
    said = page.carry.opinion_of(centre.beds["201-1"])
    assert said is not None
    assert (said.level, said.title) == (Level.CONFIRM, "可申请与 何登荣 跨区互换")
    page.carry.drop(centre.beds["201-1"])
    (form,) = (d for d in page.findChildren(ExchangeDialog) if d.isVisible())
    return form


def test_an_exchange_across_zones_is_asked_approved_and_carried_out(
    qtbot: QtBot, centre: Centre
) -> None:
    place(
        centre.ctx,
        Place(stay_id=centre.stays["何登荣"], bed_id=centre.beds["201-1"], reason="入住"),
    )
    ward = shown(qtbot, centre.open_desk(Role.NURSE, name="唐婉"))
    form = exchange_form(ward, centre)
    assert form.urgent.isHidden(), "a nurse cannot do it at once"
    form.why.set_value("同乡照顾")
    form.save()
    assert where(ward, centre) == "501-1"

    def sets(*roles: Role, name: str, **facts: Any) -> WaitingPage:
        page = WaitingPage(centre.open_desk(*roles, name=name, **facts))
        qtbot.addWidget(page)
        page.desk.window = page
        page.show()
        settle(qtbot, page)
        page.which.set_value("sets")
        return page

    doctor = sets(Role.DOCTOR, name="沈若兰").sets
    assert [r.to_bed for r in doctor.people.view.shown_rows()] == ["201-1", "501-1"]
    assert doctor.buttons["apply"].isHidden()
    doctor.approve()
    sets(Role.POLICE, name="骆建军").sets.approve()
    zones = {z.name: z.zone_id for z in views.bed_map(centre.ctx).zones}
    women = sets(Role.NURSE, name="外区", zones=frozenset({zones["女区"]}))
    women.sets.apply()
    confirm(women, "无")
    assert where(ward, centre) == "501-1", "of neither zone, and no leader"
    mine = sets(Role.NURSE, name="覃月", zones=frozenset({zones["二区"]}))
    assert mine.sets.buttons["approve"].isVisible()
    assert not mine.sets.buttons["approve"].isEnabled()
    mine.sets.apply()
    confirm(mine)
    ward.refresh()
    assert (where(ward, centre), where(ward, centre, "何登荣")) == ("201-1", "501-1")
    assert centre.said[-1].undo is not None or centre.said[-2].undo is not None


def test_an_officer_exchanges_across_zones_at_once(qtbot: QtBot, centre: Centre) -> None:
    place(
        centre.ctx,
        Place(stay_id=centre.stays["何登荣"], bed_id=centre.beds["201-1"], reason="入住"),
    )
    page = shown(qtbot, centre.open_desk(Role.POLICE, name="骆建军"))
    form = exchange_form(page, centre)
    form.move_now()
    assert form.fields["reason"].error, "never without the reason"
    form.why.set_value("夜间突发")
    form.move_now()
    page.refresh()
    assert (where(page, centre), where(page, centre, "何登荣")) == ("201-1", "501-1")
    assert views.open_sets(centre.ctx) == ()


def test_the_menu_and_the_list_ask_for_a_transfer_too(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk(Role.NURSE, name="唐婉"))
    board = page.model.board
    assert board is not None
    assert board.snapshot is not None
    person = page.model.person(centre.stays[WHO])
    assert person is not None
    form = MoveDialog(page.desk, board.snapshot, person, page)
    form.show()
    assert form.ranking.choose(centre.beds["502-2"])
    assert form.pane.do.text() == "调床"
    assert form.ranking.choose(centre.beds["201-1"]) or _other(form, centre.beds["201-1"])
    assert form.pane.do.text() == "申请转区"
    form.why.set_value("床位调整")
    form.save()
    assert [r.status for r in views.requests(centre.ctx)] == ["requested"]
    page.refresh()
    assert where(page, centre) == "501-1"
    again = WaitingPage(page.desk)
    qtbot.addWidget(again)
    page.desk.window = again
    again.show()
    settle(qtbot, again)
    again.which.set_value("requests")
    assert again.stay_id == centre.stays[WHO]


def _other(form: MoveDialog, bed_id: int) -> bool:
    form.ranking.others.set_value(bed_id)
    form.ranking.others.edited.emit()
    return form.ranking.value() == bed_id


def test_the_transfer_speaks_english(qtbot: QtBot, centre: Centre) -> None:
    language().set(Lang.EN)
    page = shown(qtbot, centre.open_desk(Role.POLICE, name="Luo"))
    form = put_down(page, centre, "201-1")
    texts = (form.title.text(), form.urgent.text(), form.urgent.toolTip())
    assert texts[:2] == ("Ask for a transfer", "Move urgently")
    assert all(t.isascii() for t in texts)


def test_the_head_agrees_to_what_was_moved_in_the_zone(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk())
    assert page.carry.pick(centre.stays["田茂超"])
    page.carry.drop(centre.beds["502-2"])
    confirm(page, "靠近护士站")
    assert "分区负责人" in centre.said[-1].text
    zone = next(z for z in page.model.board.map.zones if z.code == "Z9").zone_id  # type: ignore[union-attr]
    own = WaitingPage(centre.open_desk())
    qtbot.addWidget(own)
    own.open_with(which="agreements")
    own.refresh()
    settle(qtbot, own)
    assert not own.agreements.agree_button.isEnabled()  # who moved is not who agrees
    head = WaitingPage(
        centre.open_desk(
            Role.POLICE, name="石云峰", zones=frozenset({zone}), leads=frozenset({zone})
        )
    )
    qtbot.addWidget(head)
    head.open_with(which="agreements")
    head.refresh()
    settle(qtbot, head)
    assert head.agreements.agree_button.isEnabled()
    head.agreements.agree()
    settle(qtbot, head)
    assert head.agreements.table.view.current_row() is None


def test_what_speaks_against_a_transfer_or_a_removal_is_shown_before_it_is_approved(
    qtbot: QtBot, centre: Centre
) -> None:
    nurse = centre.open_desk(Role.NURSE, name="唐婉")
    doctor = centre.open_desk(Role.DOCTOR, name="周明")
    stay, bed = centre.stays[WHO], centre.beds["201-1"]
    now = centre.ctx.clock.now()
    start_trait(nurse.ctx, StartMark(stay_id=stay, kind=TraitKind.WHEELCHAIR, from_at=now))
    request_move(nurse.ctx, RequestMove(stay_id=stay, to_bed_id=bed, reason="调整"))
    page = WaitingPage(doctor)
    qtbot.addWidget(page)
    doctor.window = page
    page.show()
    page.open_with(which="requests", stay_id=stay)
    settle(qtbot, page)
    row = page.requests.view.current_row()
    assert row is not None
    assert [v.code for v in row.broken] == [PlacementCode.H10_ACCESS]
    page.approve()
    assert views.requests(centre.ctx)[0].medical_by == "", "asked first"
    confirm(page, "护士长已知")
    assert views.requests(centre.ctx)[0].medical_by == "周明"
    places = PlacesPage(doctor)
    qtbot.addWidget(places)
    change = ProposeBedChange(bed_id=centre.beds["501-1"], reason="撤除", remove=True)
    propose_bed_change(nurse.ctx, change)
    (proposal,) = views.proposals(doctor.ctx)
    assert WHO in places._decision(proposal)
    board = page.board
    assert board is not None
    tile = board.map.tile(centre.beds["501-1"])
    assert tile is not None
    dialog = BedChangeDialog(nurse, tile, page)
    assert any(WHO in text.text() for text in dialog.findChildren(QLabel))
