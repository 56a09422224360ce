"""The map with real services behind it: verdicts, keys, drops, races, time, and what leaks (R12)."""

from datetime import timedelta

from PySide6.QtCore import QMimeData, QPointF, QRect, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre.kernel.clock import StillClock
from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang
from medcentre.papers.facts import PrintContext
from medcentre.placement.acts import keep_apart, move, place, request_move, reserve
from medcentre.placement.commands import KeepApart, Move, Place, RequestMove, Reserve
from medcentre.placement.facts import ApartReason, BedState, Level
from medcentre.placement.map_papers import CardKind, allergies, print_cards, print_zone_list
from medcentre.residents.views import roll
from tests.placement.centre import take_in
from tests.ui.placement.conftest import Centre
from ui.kit.delegate import ROW_ROLE
from ui.kit.desk import Desk
from ui.kit.dialogs import ConfirmDialog
from ui.kit.i18n import language
from ui.placement.map import MapPage
from ui.placement.zone_card import MIME

SECRET = ("HIV", "艾滋", "抗病毒", "结核", "梅毒")
ROLES_READ = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
)  # fmt: skip


def shown(qtbot: QtBot, desk: Desk) -> MapPage:
    """The page of a window, as wide as on a 1600 px screen."""
    page = MapPage(desk)
    qtbot.addWidget(page)
    desk.window = page
    page.resize(1424, 900)
    page.show()
    QApplication.processEvents()
    return page


def where(page: MapPage, centre: Centre, name: str) -> str:
    """The bed of somebody on the page."""
    tile = page.model.bed_of(centre.stays[name])
    return tile.code if tile else ""


def answer(page: MapPage, reason: str) -> None:
    """Write the reason the sheet asks for and go."""
    sheets = [d for d in page.findChildren(ConfirmDialog) if d.isVisible()]
    assert len(sheets) == 1
    sheets[0].reason.setPlainText(reason)
    sheets[0].go()
    QApplication.processEvents()


def best(page: MapPage, level: Level) -> int:
    """The first free bed of a level for whoever is carried."""
    assert page.carry.choices is not None
    return next(
        c.bed_id
        for c in page.carry.choices.choices
        if c.level is level and (tile := page.model.tile(c.bed_id)) and tile.stay_id is None
    )


def put_down(page: MapPage, bed_id: int) -> None:
    """Put down on a bed; a bed to confirm gets its reason."""
    assert page.carry.choices is not None
    choice = page.carry.choices.of(bed_id)
    page.carry.drop(bed_id)
    if choice is not None and choice.level is Level.CONFIRM:
        answer(page, "临时调整")


def free_men_bed(page: MapPage, centre: Centre) -> int:
    return centre.beds["502-2"]


def test_every_bed_has_a_cell_and_a_spoken_line(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk())
    spoken = [
        str(card.model.index(r, c).data(Qt.ItemDataRole.AccessibleTextRole))
        for card in page.area.cards.values()
        for r in range(card.model.rowCount())
        for c in range(card.model.columnCount())
        if card.model.index(r, c).data(ROW_ROLE) is not None
    ]
    assert len(spoken) == len(centre.beds)
    line = next(s for s in spoken if "韦国栋" in s)
    assert line.startswith("502-1 床")
    assert "血液体液防护" in line
    assert "二级护理" in line


def test_a_guards_map_says_nothing_of_the_illness(qtbot: QtBot, centre: Centre) -> None:
    request_move(
        centre.open_desk().ctx,
        RequestMove(
            stay_id=centre.stays["韦国栋"], to_bed_id=centre.beds["502-2"], illness=True,
            reason="HIV 抗病毒治疗反应", doctor_opinion="同意",
        ),
    )  # fmt: skip
    page = shown(qtbot, centre.open_desk(Role.GUARD))
    assert page.model.board is not None
    assert page.model.board.requests, "the transfer itself is no secret"
    assert page.model.board.snapshot is None, "verdict facts stay away from those who move nobody"
    texts = [repr(page.model.board)]
    for card in page.area.cards.values():
        for r in range(card.model.rowCount()):
            for c in range(card.model.columnCount()):
                index = card.model.index(r, c)
                texts += [str(index.data(role)) for role in (*ROLES_READ, ROW_ROLE)]
    source = page.table.view.source
    for r in range(source.rowCount()):
        for c in range(source.columnCount()):
            texts += [str(source.index(r, c).data(role)) for role in ROLES_READ]
    strip = page.strip.cards
    texts += [
        str(strip.index(r).data(role)) for r in range(strip.rowCount()) for role in ROLES_READ
    ]
    everything = "\n".join(texts)
    assert "韦国栋" in everything or "韦" in everything
    assert not [word for word in SECRET if word in everything]
    assert page.hidden_note.isHidden()
    assert not page.carry.pick(centre.stays["韦国栋"]), "a guard moves nobody"


def test_keyboard_move_and_undo(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk())
    assert page.area.go_to_bed(centre.beds["501-1"])
    view = page.area.cards[_zone(page, "501-1")].view
    QTest.keyClick(view, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert page.carry.stay_id == centre.stays["田茂超"]
    target = free_men_bed(page, centre)
    assert page.carry.choices is not None
    assert page.area.go_to_bed(target)
    assert page.model.target == target
    level = page.carry.choices.of(target)
    assert level is not None
    assert level.level is not Level.BLOCKED
    QTest.keyClick(view, Qt.Key.Key_Return)
    if level.level is Level.CONFIRM:
        answer(page, "临时调整")
    assert where(page, centre, "田茂超") == "502-2"
    assert not page.carry.active
    undo = centre.said[-1].undo
    assert undo is not None
    undo()
    assert where(page, centre, "田茂超") == "501-1"


def _zone(page: MapPage, code: str) -> int:
    tile = next(t for t in page.model.tiles if t.code == code)
    return next(z for z, c in page.area.cards.items() if c.model.cell_of(tile.bed_id))


def test_arrows_cross_the_edge_of_a_card(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk())
    page.area.go_to_bed(centre.beds["501-2"])
    first = page.area.cards[_zone(page, "501-2")].view
    QTest.keyClick(first, Qt.Key.Key_Right)
    second = page.area.cards[_zone(page, "201-1")].view
    tile = second.current_tile()
    assert tile is not None
    assert tile.code == "201-1"


def test_escape_puts_back(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk())
    page.area.go_to_bed(centre.beds["501-1"])
    view = page.area.cards[_zone(page, "501-1")].view
    QTest.keyClick(view, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not page.carry.active
    assert not page.model.choices
    assert where(page, centre, "田茂超") == "501-1"


def test_a_blocked_drop_returns(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk())
    assert page.carry.pick(centre.stays["田茂超"])
    blocked = centre.beds["401-2"]  # a woman's bed
    look = page.model.look(next(t for t in page.model.tiles if t.bed_id == blocked))
    assert (look.verdict, look.reason) == (Level.BLOCKED, "性别不同")
    said = page.carry.opinion_of(blocked)
    assert said is not None
    assert said.title == "不能安置到 401-2"
    assert any("PL-H01" in line.source for line in said.lines)
    page.carry.drop(blocked)
    assert where(page, centre, "田茂超") == "501-1"
    assert not page.carry.active
    assert not [d for d in page.findChildren(ConfirmDialog) if d.isVisible()]


def test_letting_go_outside_cancels(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk())
    assert page.carry.pick(centre.stays["田茂超"])
    page.carry.aim(centre.beds["502-2"], page.rect())
    page.carry.end_drag()  # the mouse let go over no bed
    assert not page.carry.active
    assert not page.carry.popover.isVisible()
    assert where(page, centre, "田茂超") == "501-1"
    assert centre.said == []


def test_a_drop_by_mouse_places_somebody_who_waits(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk())
    assert [r.who.name for r in page.strip.cards.rows] == ["何登荣"]
    assert page.carry.pick(centre.stays["何登荣"])
    bed = free_men_bed(page, centre)
    card = page.area.cards[_zone(page, "502-2")]
    cell = card.model.cell_of(bed)
    assert cell is not None
    point = card.view.visualRect(card.model.index(*cell)).center()
    data = QMimeData()
    data.setData(MIME, b"1")
    choice = page.carry.choices.of(bed) if page.carry.choices else None
    event = QDropEvent(
        QPointF(point), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    card.view.dropEvent(event)
    page.carry.end_drag()
    if choice is not None and choice.level is Level.CONFIRM:
        answer(page, "首次安置")
    assert where(page, centre, "何登荣") == "502-2"
    assert not page.strip.cards.rows


def test_hovering_tells_the_verdict(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk())
    page.carry.pick(centre.stays["田茂超"])
    page.carry.aim(centre.beds["401-2"], QRect(20, 20, 100, 40))
    qtbot.waitUntil(page.carry.popover.isVisible)
    assert page.carry.popover.panel.accessibleName() == "不能安置到 401-2"
    page.carry.cancel()
    assert not page.carry.popover.isVisible()


def test_partners_are_ringed_and_their_room_blocked(qtbot: QtBot, centre: Centre) -> None:
    persons = {r.stay_id: r.person_id for r in roll(centre.ctx)}
    keep_apart(
        centre.ctx,
        KeepApart(
            first_person_id=persons[centre.stays["田茂超"]],
            second_person_id=persons[centre.stays["韦国栋"]],
            reason=ApartReason.FIGHT,
        ),
    )
    page = shown(qtbot, centre.open_desk())
    page.carry.pick(centre.stays["田茂超"])
    partner = page.model.bed_of(centre.stays["韦国栋"])
    assert partner is not None
    assert page.model.look(partner).partner
    said = page.carry.opinion_of(centre.beds["502-2"])
    assert said is not None
    assert any("PL-H09" in line.source and "韦国栋" in line.text for line in said.lines)


def test_two_people_exchange_their_beds(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk())
    page.carry.pick(centre.stays["田茂超"])
    said = page.carry.opinion_of(centre.beds["501-2"])
    assert said is not None
    assert said.level is Level.CONFIRM
    page.carry.drop(centre.beds["501-2"])
    answer(page, "靠近门口")
    assert where(page, centre, "田茂超") == "501-2"
    assert where(page, centre, "石昌荣") == "501-1"


def test_the_second_window_is_told_who_was_faster(qtbot: QtBot, centre: Centre) -> None:
    one = shown(qtbot, centre.open_desk(name="唐婉"))
    two = shown(qtbot, centre.open_desk(name="覃月"))
    bed = free_men_bed(one, centre)
    one.carry.pick(centre.stays["田茂超"])
    two.carry.pick(centre.stays["石昌荣"])
    put_down(one, bed)
    assert where(one, centre, "田茂超") == "502-2"
    choice = two.carry.choices.of(bed) if two.carry.choices else None
    two.carry.drop(bed)
    if choice is not None and choice.level is Level.CONFIRM:
        sheet = next(d for d in two.findChildren(ConfirmDialog) if d.isVisible())
        sheet.reason.setPlainText("临时调整")
        sheet.go()
        told = sheet.refusal.text()
        sheet.reject()
    else:
        told = centre.said[-1].text
    assert "唐婉" in told
    two.refresh()
    assert where(two, centre, "石昌荣") == "501-2"


def test_the_map_of_a_past_minute_is_read_only(
    qtbot: QtBot, centre: Centre, clock: StillClock
) -> None:
    before = clock.now()
    clock.forward(hours=3)
    move(
        centre.ctx,
        Move(
            stay_id=centre.stays["田茂超"], from_bed_id=centre.beds["501-1"],
            to_bed_id=centre.beds["502-2"], reason="调整",
        ),
    )  # fmt: skip
    page = shown(qtbot, centre.open_desk())
    assert where(page, centre, "田茂超") == "502-2"
    page.time.go(before + timedelta(hours=1))
    qtbot.waitUntil(lambda: where(page, centre, "田茂超") == "501-1")
    assert page.banner.isVisible()
    assert not page.carry.pick(centre.stays["田茂超"])
    page.time.step_on()
    assert page.time.moment == before + timedelta(hours=3) or page.time.moment is None
    page.time.to_now()
    assert where(page, centre, "田茂超") == "502-2"
    assert not page.banner.isVisible()
    assert page.carry.pick(centre.stays["田茂超"])


def test_the_map_of_a_moment_ahead_shows_the_plan(
    qtbot: QtBot, centre: Centre, clock: StillClock
) -> None:
    now = clock.now()
    waiting = centre.stays["何登荣"]
    reserve(
        centre.ctx,
        Reserve(bed_id=centre.beds["502-2"], stay_id=waiting, until=now + timedelta(hours=9)),
    )
    page = shown(qtbot, centre.open_desk())
    bar = page.time.scrubber
    assert [(c.kind, c.bed) for c in bar.coming] == [("in", "502-2")]
    x = bar.x_of(bar.coming[0].at)
    assert bar.x_of(now) < x < bar.width()
    assert bar.event_at(x, 5) == bar.coming[0]
    assert bar.moment_at(bar.x_of(now) + 2) == now, "near the present the knob rests on it"
    page.time.step_on()
    assert bar.value == now + timedelta(hours=9)
    qtbot.waitUntil(lambda: where(page, centre, "何登荣") == "502-2")
    tile = page.model.bed_of(waiting)
    assert tile is not None
    assert "入住" in page.model.look(tile).planned[0]
    assert "入住" in page.model.spoken(tile)
    assert "计划" in page.banner.label.text()
    assert not page.print_button.isEnabled(), "a plan is no list to sign"
    assert not page.carry.pick(waiting)
    page.time.step_back()
    assert not page.banner.isVisible()
    assert where(page, centre, "何登荣") == ""
    assert page.print_button.isEnabled()


def test_the_bar_of_time_steps_by_keys_into_the_plan(
    qtbot: QtBot, centre: Centre, clock: StillClock
) -> None:
    page = shown(qtbot, centre.open_desk())
    bar = page.time.scrubber
    QTest.keyClick(bar, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert page.time.moment == clock.now() + timedelta(days=1)
    page.time.go(clock.now() + timedelta(days=40))
    assert bar.start is not None
    assert bar.start > clock.now(), "the bar follows a moment it does not hold"
    page.time.to_now()
    assert bar.start < clock.now() < (bar.end or clock.now())


def test_filter_dims_and_counts(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk())
    page.filter_box.setText("wgd")
    assert page.model.count() == 1
    assert page.found.text() == f"1 / {len(centre.beds)}"
    page.filter_box.setText("血液")
    assert page.model.count() == 1
    page.filter_box.clear()
    page.scope.set_value("free")
    free = [t for t in page.model.tiles if t.state is BedState.FREE]
    assert page.model.count() == len(free)


def test_menu_of_a_bed_follows_state_and_rights(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk())
    taken = next(t for t in page.model.tiles if t.code == "501-1")
    free = next(t for t in page.model.tiles if t.code == "502-2")
    words = [e.words for e in page.menu.entries(taken) if e.words]
    assert "调床…" in words
    assert "打印床头卡" in words
    assert {"预留…", "停用床位…"} <= {e.words for e in page.menu.entries(free)}
    guard = shown(qtbot, centre.open_desk(Role.GUARD))
    assert not {"预留…", "停用床位…", "调床…"} & {e.words for e in guard.menu.entries(free)}


def test_it_speaks_english(qtbot: QtBot, centre: Centre) -> None:
    language().set(Lang.EN)
    page = shown(qtbot, centre.open_desk())
    page.carry.pick(centre.stays["田茂超"])
    said = page.carry.opinion_of(centre.beds["401-2"])
    assert said is not None
    assert said.title == "401-2 is not possible"
    assert page.header.title.text() == "Bed map"


def test_cards_carry_the_allergy_and_the_print_is_on_record(
    qtbot: QtBot, centre: Centre, clock: StillClock
) -> None:
    stay = take_in(centre.ctx, 4, allergy="青霉素")
    place(centre.ctx, Place(stay_id=stay, bed_id=centre.beds["201-1"], reason="入住"))
    desk = centre.open_desk()
    page = shown(qtbot, desk)
    assert allergies(desk.ctx, (stay, centre.stays["田茂超"])) == {stay: "青霉素"}
    paper = PrintContext(
        centre_name="中心", printed_by="黎晓燕", printed_at=clock.now(), lang=Lang.ZH
    )
    for kind in CardKind:
        assert print_cards(desk.ctx, kind, (stay,), paper).startswith(b"%PDF")
    zone = next(z for z in page.area.zones() if z.code == "Z2")
    assert print_zone_list(desk.ctx, zone.zone_id, None, paper).startswith(b"%PDF")
    assert len(list(page.menu.print_entries(zone, None))) == 4
    assert len(list(page.menu.print_entries(zone, clock.now()))) == 1


def test_nothing_found_says_so(qtbot: QtBot, centre: Centre) -> None:
    page = shown(qtbot, centre.open_desk())
    page.filter_box.setText("没有这个人")
    assert page.stack.currentWidget() is page.no_match
    page.clear_filters()
    assert page.stack.currentWidget() is page.area
    page.filter_box.setText("韦国栋")
    assert [z.code for z in page.area.zones()] == ["Z9"]
