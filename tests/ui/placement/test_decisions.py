"""Isolation, sharing risk, exceptions, points, exchanges among several: in the windows."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from medcentre.kernel.clock import StillClock
from medcentre.kernel.permissions import Role
from medcentre.placement import views
from medcentre.placement.acts import place
from medcentre.placement.commands import Place
from medcentre.placement.facts import Precaution, Risk, RuleWeights
from medcentre.residents.acts import start_trait
from medcentre.residents.facts import StartMark, TraitKind
from medcentre.store import audit
from medcentre.store.uow import reading
from tests.conftest import EVERY_ZONE
from tests.ui.placement.conftest import Centre
from ui.kit.desk import Desk, Found
from ui.kit.dialogs import ConfirmDialog
from ui.placement.bed_tab import BedTab
from ui.placement.isolation import IsolationPage
from ui.placement.isolation_forms import IsolationDialog, ReviewDialog, RiskDialog
from ui.placement.map import MapPage
from ui.placement.override_form import OverrideDialog
from ui.placement.request_forms import RequestDialog
from ui.placement.ring import RingDialog
from ui.placement.rules import RulesPage

W = TypeVar("W", bound=QWidget)


def show(qtbot: QtBot, desk: Desk, widget: W) -> W:
    """A widget as the window of its desk."""
    qtbot.addWidget(widget)
    desk.window = widget
    widget.resize(1290, 690)
    widget.show()
    QApplication.processEvents()
    return widget


def form(host: QWidget, kind: type[W]) -> W:
    """The one form that is open."""
    (found,) = (d for d in host.findChildren(kind) if d.isVisible())
    return found


def said(widget: QWidget) -> str:
    """Every word on it."""
    labels = widget.findChildren(QLabel)
    return "\n".join(w.text() for w in labels if w.isVisibleTo(widget))


def test_a_doctor_orders_isolation_and_ends_it(
    qtbot: QtBot, centre: Centre, clock: StillClock
) -> None:
    stay = centre.stays["田茂超"]
    doctor = centre.open_desk(Role.DOCTOR, name="沈若兰")
    page = show(qtbot, doctor, IsolationPage(doctor))
    assert page.assess.isHidden()
    page.new_order()
    order = form(page, IsolationDialog)
    order.stay.set_value(Found(stay, "田茂超"))
    order.sign.set_value(Precaution.CONTACT.value)
    order.why.set_value("皮肤科会诊")
    order.agent.set_value("K-7")
    order.save()
    (row,) = views.isolation_orders(doctor.ctx)
    assert (row.stay_id, row.precaution, row.agent) == (stay, Precaution.CONTACT, "K-7")
    police = centre.open_desk(Role.POLICE, name="骆建军")
    seen = show(qtbot, police, IsolationPage(police))
    assert seen.order.isHidden()
    (line,) = seen.orders.view.shown_rows()
    assert (line.agent, line.reason) == ("", "")
    clock.forward(days=4)
    page.refresh()
    assert "1" in page.header.note.text()
    page.orders.view.select_id(row.id)
    page.review_order()
    review = form(page, ReviewDialog)
    review.way.set_value("end")
    review.way.edited.emit()
    review.save()
    assert views.isolation_orders(doctor.ctx), "ended only with a reason"
    review.why.set_value("三次阴性")
    review.save()
    assert views.isolation_orders(doctor.ctx) == ()


def test_officer_and_nurse_assess_a_risk_together(qtbot: QtBot, centre: Centre) -> None:
    stay = centre.stays["石昌荣"]
    police = centre.open_desk(Role.POLICE, name="骆建军")
    page = show(qtbot, police, IsolationPage(police))
    page.which.set_value("risks")
    page.new_risk()
    risk = form(page, RiskDialog)
    risk.stay.set_value(Found(stay, "石昌荣"))
    risk.level.set_value(Risk.HIGH.value)
    risk.why.set_value("多次斗殴")
    risk.save()
    (row,) = views.sharing_risks(police.ctx)
    page.risks.view.select_id(row.id)
    page.refresh()
    assert not page.sign.isEnabled(), "the same side signs once"
    nurse = centre.open_desk(Role.NURSE, name="唐婉")
    kinds = {d.kind for d in views.due(nurse.ctx, nurse.ctx.clock.now())}
    assert "placement_due.risk_sign" in kinds
    other = show(qtbot, nurse, IsolationPage(nurse))
    other.which.set_value("risks")
    other.risks.view.select_id(row.id)
    other.sign_risk()
    form(other, ConfirmDialog).go()
    (signed,) = views.sharing_risks(nurse.ctx)
    assert (signed.police_by, signed.nurse_by) == ("骆建军", "唐婉")
    assert signed.from_at is not None
    later = nurse.ctx.clock.now() + timedelta(days=31)
    kinds = {d.kind for d in views.due(nurse.ctx, later)}
    assert "placement_due.risk_review" in kinds


def test_the_director_changes_points_and_the_ranking_follows(qtbot: QtBot, centre: Centre) -> None:
    nurse = centre.open_desk(Role.NURSE, name="唐婉")
    stay = centre.stays["何登荣"]
    before = views.choices(nurse.ctx, stay).of(centre.beds["502-2"])
    assert show(qtbot, nurse, RulesPage(nurse)).pane.foot.isHidden()
    director = centre.open_desk(Role.DIRECTOR, name="莫怀远")
    page = show(qtbot, director, RulesPage(director))
    page.points["load"].set_value(Decimal(101))
    page.pane.save()
    assert views.rule_weights(director.ctx) == RuleWeights()
    assert page.pane.form.fields["load"].error
    page.points["load"].set_value(Decimal(40))
    page.pane.save()
    assert views.rule_weights(director.ctx) == replace(RuleWeights(), load=40)
    after = views.choices(nurse.ctx, stay).of(centre.beds["502-2"])
    assert before is not None
    assert after is not None
    assert after.score > before.score
    with reading(director.ctx) as session:
        assert audit.verify(session)[1] == ()


def test_an_exception_says_how_long_and_the_tile_counts_down(
    qtbot: QtBot, centre: Centre, clock: StillClock
) -> None:
    stay, bed = centre.stays["何登荣"], centre.beds["502-2"]
    start_trait(
        centre.ctx,
        StartMark(stay_id=stay, kind=TraitKind.WHEELCHAIR, value="yes", from_at=clock.now()),
    )
    clock.forward(minutes=1)
    head = centre.open_desk(Role.NURSE, name="唐婉", leads=EVERY_ZONE)
    page = show(qtbot, head, MapPage(head))
    assert page.carry.pick(stay)
    page.carry.drop(bed)
    sheet = form(page, OverrideDialog)
    assert sheet.hours is not None
    assert "24" in said(sheet)
    sheet.why.set_value("无障碍床已满")
    sheet.hours.set_value(Decimal(25))
    sheet.save()
    assert sheet.fields["hours"].error
    assert views.overrides(head.ctx) == ()
    sheet.hours.set_value(Decimal(6))
    sheet.save()
    QApplication.processEvents()
    (row,) = views.overrides(head.ctx)
    assert row.until_at == clock.now() + timedelta(hours=6)
    tile = page.model.bed_of(stay)
    assert tile is not None
    assert tile.bed_id == bed
    assert page.model.look(tile).lapse == "6 时"
    clock.forward(hours=5, minutes=30)
    page.refresh()
    assert page.model.look(tile).lapse == "30 分"


def test_three_people_change_places_in_one_step(qtbot: QtBot, centre: Centre) -> None:
    place(
        centre.ctx,
        Place(stay_id=centre.stays["何登荣"], bed_id=centre.beds["502-2"], reason="入住"),
    )
    desk = centre.open_desk(Role.NURSE, name="唐婉")
    page = show(qtbot, desk, MapPage(desk))
    names = ("田茂超", "石昌荣", "何登荣")
    page.menu.ring(centre.stays[names[0]])
    ring = form(page, RingDialog)
    for picker, name in zip(ring.who[1:], names[1:], strict=False):
        picker.set_value(Found(centre.stays[name], name))
        picker.chosen.emit(picker.person())
    QApplication.processEvents()
    assert "501-1 → 501-2" in said(ring)
    ring.why.set_value("方便照护")
    ring.save()
    where = {t.stay_id: t.code for t in page.model.tiles if t.stay_id}
    assert [where[centre.stays[n]] for n in names] == ["501-2", "502-2", "501-1"]
    undo = centre.said[-1].undo
    assert undo is not None
    undo()
    where = {t.stay_id: t.code for t in page.model.tiles if t.stay_id}
    assert [where[centre.stays[n]] for n in names] == ["501-1", "501-2", "502-2"]


def test_an_exchange_says_beside_the_field_who_cannot(qtbot: QtBot, centre: Centre) -> None:
    """Somebody without a bed by their own name; somebody named twice; nothing typed is lost."""
    desk = centre.open_desk()
    page = show(qtbot, desk, MapPage(desk))
    board = page.model.board
    assert board is not None
    assert board.snapshot is not None
    ring = RingDialog(desk, board.snapshot, page)
    ring.show()
    ring.why.set_value("方便照护")
    names = ("田茂超", "何登荣")
    for picker, name in zip(ring.who, names, strict=False):
        picker.set_value(Found(centre.stays[name], name))
    ring.save()
    assert ring.fields["person2"].error == "何登荣 还没有床位。请先安置。"
    assert not ring.fields["person1"].error
    ring.who[1].set_value(Found(centre.stays["田茂超"], "田茂超"))
    ring.save()
    assert "已在名单里" in ring.fields["person2"].error
    ring.who[1].set_value(Found(987_654, "已离所"))
    ring.save()
    assert ring.fields["person2"].error == "已离所 不在所，不能安置或调床。请核对在册名单。"
    assert ring.isVisible()
    assert ring.why.value() == "方便照护"


def test_the_request_shows_the_risks_before_it_is_handed_in(qtbot: QtBot, centre: Centre) -> None:
    desk = centre.open_desk(Role.NURSE, name="唐婉")
    page = show(qtbot, desk, MapPage(desk))
    board = page.model.board
    assert board is not None
    request = RequestDialog(desk, board.map, page, centre.stays["田茂超"], board.snapshot)
    request.open()
    request.to.set_value(centre.beds["502-2"])
    request.to.edited.emit()
    words = said(request.risks)
    assert "韦国栋" in words, "who lives in the room"
    assert "HIV" not in words


def test_the_person_page_ranks_beds_and_places(qtbot: QtBot, centre: Centre) -> None:
    desk = centre.open_desk(Role.NURSE, name="唐婉")
    tab = show(qtbot, desk, BedTab(desk, centre.stays["何登荣"]))
    tab.load()
    assert "没有床位" in said(tab.now)
    bed = tab.ranking.value()
    verdict = tab.ranking.verdict()
    assert verdict is not None
    tab.place()
    sheets = [d for d in tab.findChildren(ConfirmDialog) if d.isVisible()]
    for sheet in sheets:
        sheet.reason.setPlainText("首次安置")
        sheet.go()
    QApplication.processEvents()
    (period,) = tab.history.view.shown_rows()
    assert centre.beds[period.bed] == bed
    assert period.bed in said(tab.now)
