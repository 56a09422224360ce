"""A person carried over a bed hears every hard rule before the drop, in both languages (J02).

On the shipped centre, imported once. With MEDCENTRE_PICTURES=FOLDER each verdict is also saved as
FOLDER/PL-Hnn-zh.png and -en.png; give the offscreen platform a wide screen for that.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, QSettings, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang
from medcentre.placement import acts
from medcentre.placement.commands import (
    CloseBeds,
    Decide,
    KeepApart,
    NewBed,
    NewRoom,
    NewZone,
    OrderIsolation,
    Place,
    ProposeBedChange,
)
from medcentre.placement.facts import (
    ApartReason,
    CapacityKind,
    ClosureReason,
    Level,
    PlacementCode,
    Precaution,
    ZoneKind,
)
from medcentre.placement.views.map import seen_at
from medcentre.residents.acts import admit, leave
from medcentre.residents.facts import (
    AbsenceKind,
    Admit,
    CareLevel,
    IllnessFact,
    LegalStatus,
    NewPerson,
    PrecautionKind,
    StartAbsence,
    TraitKind,
)
from medcentre.residents.views import roll
from medcentre.rostering.tables import RosterCell, RosterMonth
from medcentre.setup.acts import apply_import
from medcentre.setup.views import plan_import
from medcentre.staff.acts import RegisterStaff, register_staff
from medcentre.staff.facts import Category
from medcentre.store.engine import Store, open_engine
from medcentre.store.uow import unit_of_work
from tests.conftest import TEST_KEY, actor
from tests.setup.test_import import PEOPLE
from ui.kit.desk import Desk, ToastText
from ui.kit.i18n import language
from ui.kit.settings import Preferences
from ui.placement.map import MapPage
from ui.placement.override_form import OverrideDialog
from ui.placement.verdict import MOST_BOXES
from ui.placement.zone_card import MIME, ZoneView

TODAY = date(2026, 11, 24)
SPECIAL = "十一区"
"""A zone of the test; its name is the centre's own word in both languages."""

CHECKED = (TraitKind.TESTS_COMPLETE, "yes")
AIRBORNE = (PrecautionKind.AIRBORNE,)


@dataclass
class House:
    """The imported centre: beds by code, and whom the cases have let in."""

    ctx: ServiceContext
    folder: Path
    beds: dict[str, int]
    carried: dict[str, int] = field(default_factory=dict)

    def let_in(
        self, name: str, *traits: tuple[TraitKind, str], sex: str = "1", age: int = 40, **facts: Any
    ) -> int:
        """Admit one more invented person, who waits for a bed; the stay."""
        born = date(TODAY.year - age, 1, 5)
        admitted = self.ctx.clock.now() - timedelta(days=3)
        return admit(
            self.ctx,
            Admit(
                person=NewPerson(name=name, sex=sex, birth_date=born),
                admitted_at=admitted, decision_no=f"第{name}号",
                decision_on=admitted.date() - timedelta(days=1),
                traits=traits or (CHECKED,), **facts,
            ),
        )  # fmt: skip

    def lies_in(self, code: str) -> int:
        """The stay that has a bed."""
        people = seen_at(self.ctx).people
        return next(p.stay_id for p in people if p.bed_id == self.beds[code])

    def desk(self, said: list[ToastText]) -> Desk:
        """The desk of a doctor who also nurses; what it toasts goes to `said`."""
        who = self.ctx.as_(actor(Role.NURSE, Role.DOCTOR, name="黎晓燕"))
        settings = QSettings(str(self.folder / "desk.ini"), QSettings.Format.IniFormat)
        desk = Desk(who, preferences=Preferences(settings))
        desk.toasted.connect(said.append)
        return desk


@pytest.fixture(scope="module")
def house(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The shipped centre with a special room, which it lacks (PL-H15)."""
    folder = tmp_path_factory.mktemp("verdicts")
    shutil.copy(sqlite_template, folder / "centre.db")
    store = Store(open_engine(str(folder), TEST_KEY), str(folder), TEST_KEY)
    ctx = ServiceContext(store, actor(), StillClock())
    apply_import(ctx, plan_import(ctx, *PEOPLE), good_rows_only=True)
    special = NewRoom(code="Z11-01", beds=(NewBed(code="Z11-01-1"),), locked=True)
    acts.define_places(
        ctx, (NewZone(code="Z11", name=SPECIAL, kind=ZoneKind.APART, rooms=(special,)),)
    )
    yield House(ctx, folder, {b.code: b.id for b in seen_at(ctx).beds})
    store.close()


# ---- the facts of each rule ---------------------------------------------------------------------


def man(name: str, *traits: tuple[TraitKind, str], **facts: Any) -> Callable[[House], int]:
    """Who waits, with the traits named and all intake tests done."""
    return lambda house: house.let_in(name, CHECKED, *traits, **facts)


def rescued(house: House) -> int:
    """The critical single room is left and clean."""
    acts.leave_bed(house.ctx, house.lies_in("Z6-01-1"))
    acts.sign_bed_clean(house.ctx, house.beds["Z6-01-1"])
    return house.let_in("甘立诚", CHECKED, precautions=AIRBORNE)


def extra_bed(house: House) -> int:
    """The last free bed of a room becomes an extra one."""
    bed = house.beds["Z7-03-4"]
    nurse = house.ctx.as_(actor(Role.NURSE, name="唐婉"))
    proposal = acts.propose_bed_change(
        nurse, ProposeBedChange(bed_id=bed, reason="加床", capacity=CapacityKind.TEMPORARY)
    )
    acts.decide_proposal(house.ctx, Decide(id=proposal, version=1, approve=True))
    return house.let_in("柏正安", CHECKED)


def enemy(house: House) -> int:
    """Kept apart from who lies in Z9-04-1."""
    stay = house.let_in("龙海生", CHECKED)
    persons = {r.stay_id: r.person_id for r in roll(house.ctx)}
    acts.keep_apart(
        house.ctx,
        KeepApart(
            first_person_id=persons[stay], second_person_id=persons[house.lies_in("Z9-04-1")],
            reason=ApartReason.FIGHT,
        ),
    )  # fmt: skip
    return stay


def isolate(house: House, stay: int, precaution: Precaution, agent: str, *, alone: bool) -> None:
    """A doctor's order."""
    acts.order_isolation(
        house.ctx,
        OrderIsolation(
            stay_id=stay, precaution=precaution, review_at=house.ctx.clock.now() + timedelta(days=3),
            reason="化验结果", agent=agent, alone=alone,
        ),
    )  # fmt: skip


def contact(house: House) -> int:
    """Contact isolation by a doctor's order."""
    stay = house.let_in("水世杰", CHECKED)
    isolate(house, stay, Precaution.CONTACT, "MRSA", alone=False)
    return stay


def beside_alone(house: House) -> int:
    """Who lies in Z2-07-1 must be alone; another man under the same precaution comes."""
    isolate(house, house.lies_in("Z2-07-1"), Precaution.AIRBORNE, "", alone=True)
    return house.let_in("茅子平", CHECKED, precautions=AIRBORNE)


def closed(house: House) -> int:
    """The bed is under repair."""
    bed = house.beds["Z9-11-1"]
    acts.close_beds(house.ctx, CloseBeds(bed_ids=(bed,), reason=ClosureReason.REPAIR))
    return house.let_in("庞有田", CHECKED)


def unclean(house: House) -> int:
    """The bed's cleaning has begun and is not signed."""
    acts.leave_bed(house.ctx, house.lies_in("Z9-01-1"))
    acts.start_cleaning(house.ctx, house.beds["Z9-01-1"])
    return house.let_in("熊有才", CHECKED)


def no_woman(house: House) -> int:
    """Today's published roster has one man in the women's zone, and nobody else."""
    number = RegisterStaff(number="X901", name="纪长河", sex="1", category=Category.POLICE)
    staff = register_staff(house.ctx, number)
    with unit_of_work(house.ctx) as uow:
        now = house.ctx.clock.now()
        month = uow.add(
            RosterMonth(month="2026-11", edits=0, published_no=1, entered_at=now, entered_by="唐婉")
        )
        uow.add(
            RosterCell(month_id=month.id, staff_id=staff, day=TODAY, shift="P24", post="police-W")
        )
        uow.record("roster", action="rostering.publish")
        uow.commit()
    return house.let_in("舒秀兰", CHECKED, sex="2")


HIV = (IllnessFact(category="BC01", text="HIV感染", main=True),)
VIOLENT, SUICIDAL = (TraitKind.VIOLENCE, "3"), (TraitKind.NGASR, "13")
WHEELS, UNTESTED = (TraitKind.WHEELCHAIR, "yes"), (TraitKind.TESTS_COMPLETE, "no")


@dataclass(frozen=True)
class Case:
    """A rule, who makes it speak, over which bed; what is said, in both languages.

    `asks`: the rule may be set aside, so the bed is to confirm and the drop asks for the exception.
    """

    key: str
    enter: Callable[[House], int]
    bed: str
    code: PlacementCode
    zh: str
    en: str
    asks: bool = False

    @property
    def rule(self) -> str:
        """PL-H01 …"""
        return self.key[:6]


CASES = (
    Case("PL-H01", man("丁有才"), "Z8-07-4", PlacementCode.H01_SEX,
         "Z8-07-4 是女床，不能安置 丁有才。请选同性别的床位。", "Z8-07-4 is a bed for: Female."),
    Case("PL-H02", man("尤敬文", precautions=AIRBORNE), "Z9-07-1", PlacementCode.H02_AIR_ROOM,
         "须空气隔离，Z9-07-1 不在空气隔离间。", "Z9-07-1 is not in an airborne room."),
    Case("PL-H02-rescue", rescued, "Z6-01-1", PlacementCode.H02_AIR_ROOM,
         "须空气隔离，Z6-01-1 不在空气隔离间。", "Z6-01-1 is not in an airborne room.", asks=True),
    Case("PL-H03", man("毕家兴", precautions=(PrecautionKind.PROTECT,)), "Z2-04-2",
         PlacementCode.H03_AIR_PROTECT, "空气隔离与保护性隔离不能同室同风：",
         "Airborne and protective isolation must not share room or air:"),
    Case("PL-H04", man("华小宝", age=17), "Z9-04-3", PlacementCode.H04_AGE,
         "未成年人与成年人不能同住", "Minors and adults must not live together"),
    Case("PL-H05", extra_bed, "Z7-03-4", PlacementCode.H05_CAPACITY,
         "Z7-03 已超过开放床位 3 张。", "Z7-03 would exceed its 3 open bed(s).", asks=True),
    Case("PL-H06", man("车长福", care_level=CareLevel.N0), "Z9-08-1",
         PlacementCode.H06_CRITICAL_BED, "为特级护理，Z9-08-1 没有供氧和监护。",
         "needs special care; Z9-08-1 lacks oxygen or a monitor."),
    Case("PL-H07", man("贺伟民", SUICIDAL), "Z9-08-2", PlacementCode.H07_WATCH,
         "须重点看护，Z9-08-2 没有摄像头或不在护士站旁。",
         "needs close watch; Z9-08-2 has no camera or is not near the station.", asks=True),
    Case("PL-H08", man("郎大勇", VIOLENT), "Z9-08-3", PlacementCode.H08_VIOLENCE,
         "须防伤人看护，不能住普通多人房。", "may harm others and must not be in a general shared room.",
         asks=True),
    Case("PL-H09", enemy, "Z9-04-4", PlacementCode.H09_APART_ROOM, "（Z9-04-1）分开居住：",
         "(Z9-04-1):", asks=True),
    Case("PL-H10", man("佘永福", WHEELS), "Z9-09-1", PlacementCode.H10_ACCESS,
         "行动不便，Z9-09-1 缺少：", "cannot move freely and Z9-09-1 lacks:", asks=True),
    Case("PL-H11", contact, "Z9-06-3", PlacementCode.H11_CONTACT, "接触隔离：", "Contact isolation:",
         asks=True),
    Case("PL-H12", beside_alone, "Z2-07-2", PlacementCode.H12_ALONE, "须一人一室：",
         "Must be alone in the room:"),
    Case("PL-H13", lambda house: house.let_in("滕新来", UNTESTED), "Z9-10-1",
         PlacementCode.H13_TESTS, "入所检查未完成，只能住新入区、隔离观察室或重症区。",
         "intake tests are not complete: only intake, observation or critical care.", asks=True),
    Case("PL-H14", closed, "Z9-11-1", PlacementCode.H14_BED_CLOSED, "Z9-11-1 已停用（",
         "Z9-11-1 is closed ("),
    Case("PL-H14-unclean", unclean, "Z9-01-1", PlacementCode.H14_NOT_CLEAN,
         "Z9-01-1 的清洁消毒尚未签字。", "The cleaning of Z9-01-1 is not signed."),
    Case("PL-H15", man("危自强", legal_status=LegalStatus.VOLUNTARY), "Z11-01-1",
         PlacementCode.H15_LOCKED, "的法律身份不允许强制措施，不能住上锁的特殊房间。",
         "legal status allows no coercion, so no locked special room."),
    Case("PL-H16", man("闵光明", precautions=(*AIRBORNE, PrecautionKind.BLOOD), illnesses=HIV),
         "Z2-04-2", PlacementCode.H16_AIR_SINGLE, "须单人空气隔离间。",
         "needs a single airborne room.", asks=True),
    Case("PL-H17", no_woman, "Z8-07-4", PlacementCode.H17_WOMEN_STAFF,
         "八区 此刻没有女性工作人员在岗。", "No woman of the staff is on duty in"),
)  # fmt: skip


def test_no_hard_rule_is_left_out() -> None:
    assert {c.rule for c in CASES} == {f"PL-H{n:02}" for n in range(1, 18)}


# ---- carrying -----------------------------------------------------------------------------------


@dataclass
class Drag:
    """A mouse drag over one bed of a page, event by event as Qt sends them."""

    page: MapPage
    view: ZoneView
    point: QPoint
    bed: QRect
    """The bed on the screen."""

    data: QMimeData = field(default_factory=QMimeData)
    keys = (Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)

    def over(self) -> None:
        """The pointer comes to rest on the bed."""
        self.data.setData(MIME, b"1")
        action, button, keys = self.keys
        self.view.dragEnterEvent(QDragEnterEvent(self.point, action, self.data, button, keys))
        self.view.dragMoveEvent(QDragMoveEvent(self.point, action, self.data, button, keys))

    def let_go(self) -> None:
        """The button is released there."""
        action, button, keys = self.keys
        self.view.dropEvent(QDropEvent(QPointF(self.point), action, self.data, button, keys))
        self.page.carry.end_drag()
        QApplication.processEvents()


def drag_to(page: MapPage, bed: int) -> Drag:
    """The bed scrolled into view, the pointer above its middle."""
    assert page.area.go_to_bed(bed)
    QApplication.processEvents()
    card = next(c for c in page.area.cards.values() if c.model.cell_of(bed))
    cell = card.model.cell_of(bed)
    assert cell is not None
    rect = card.view.visualRect(card.model.index(*cell))
    on_screen = QRect(card.view.viewport().mapToGlobal(rect.topLeft()), rect.size())
    return Drag(page, card.view, rect.center(), on_screen)


def shown(qtbot: QtBot, house: House, said: list[ToastText]) -> MapPage:
    """The map of a window, as wide as on a 1600 px screen."""
    desk = house.desk(said)
    page = MapPage(desk)
    qtbot.addWidget(page)
    desk.window = page
    page.resize(1424, 900)
    page.show()
    QApplication.processEvents()
    return page


def carried_over(qtbot: QtBot, page: MapPage, stay: int, bed: int) -> Drag:
    """Somebody picked up and held over a bed until the card is open."""
    drag = drag_to(page, bed)
    assert page.carry.pick(stay)
    drag.over()
    qtbot.waitUntil(page.carry.popover.isVisible)
    QApplication.processEvents()
    return drag


def words_of(page: MapPage) -> list[str]:
    """All that the verdict card says, line by line."""
    labels = page.carry.popover.panel.findChildren(QLabel)
    return [w.text() for w in labels if w.isVisible() and w.text()]


def save_picture(page: MapPage, name: str) -> None:
    """The map with the card in its place, when pictures are asked for."""
    folder = os.environ.get("MEDCENTRE_PICTURES")
    if not folder:
        return
    popover = page.carry.popover
    place = QRect(page.mapFromGlobal(popover.pos()), popover.size())
    picture = QPixmap(page.rect().united(place).size())
    picture.fill(page.palette().window().color())
    painter = QPainter(picture)
    painter.drawPixmap(0, 0, page.grab())
    painter.drawPixmap(place.topLeft(), popover.grab())
    painter.end()
    Path(folder).mkdir(parents=True, exist_ok=True)
    assert picture.save(str(Path(folder) / f"{name}.png"))


@pytest.mark.parametrize("lang", [Lang.ZH, Lang.EN])
@pytest.mark.parametrize("case", CASES, ids=lambda c: c.key)
def test_a_carried_person_hears_the_rule_before_the_drop(
    qtbot: QtBot, themed: QApplication, house: House, case: Case, lang: Lang
) -> None:
    if case.key not in house.carried:
        house.carried[case.key] = case.enter(house)
    stay, bed = house.carried[case.key], house.beds[case.bed]
    language().set(lang)
    said: list[ToastText] = []
    page = shown(qtbot, house, said)
    drag = carried_over(qtbot, page, stay, bed)
    save_picture(page, f"{case.key}-{lang.value}")
    _bed_and_card_say_it(page, case, lang)
    _card_is_whole_and_off_the_bed(page, drag)
    drag.let_go()
    _drop_is_refused(page, case, lang, stay, bed, said)
    page.desk.close()


def test_the_bed_of_somebody_out_is_held(qtbot: QtBot, themed: QApplication, house: House) -> None:
    """B6: who is out keeps the bed, and whoever is carried there is told so."""
    stay, bed = house.let_in("崔正安", CHECKED), house.beds["Z9-02-2"]
    gone = house.lies_in("Z9-02-2")
    trip = StartAbsence(
        stay_id=gone, kind=AbsenceKind.HOSPITAL_TRIP, left_at=house.ctx.clock.now(),
        destination="市医院",
    )  # fmt: skip
    leave(house.ctx, trip)
    said: list[ToastText] = []
    page = shown(qtbot, house, said)
    drag = carried_over(qtbot, page, stay, bed)
    assert words_of(page)[0].startswith("Z9-02-2 留给外出的 ")
    drag.let_go()
    assert house.lies_in("Z9-02-2") == gone
    page.desk.close()


def test_a_taken_bed_takes_nobody_who_waits(
    qtbot: QtBot, themed: QApplication, house: House
) -> None:
    """PL-H05, a bed holds one: the card names who lies there, the act who was first."""
    stay, bed = house.let_in("崔正平", CHECKED), house.beds["Z9-02-1"]
    said: list[ToastText] = []
    page = shown(qtbot, house, said)
    drag = carried_over(qtbot, page, stay, bed)
    assert words_of(page)[0].startswith("Z9-02-1 住着 ")
    _card_is_whole_and_off_the_bed(page, drag)
    drag.let_go()
    assert [t.kind for t in said] == ["amber"]
    assert page.model.bed_of(stay) is None
    with pytest.raises(DomainError) as refused:
        acts.place(page.desk.ctx, Place(stay_id=stay, bed_id=bed, reason="请求安置"))
    lost = next(iter(refused.value.violations()))
    assert (lost.rule, lost.code) == ("PL-H05", PlacementCode.BED_LOST)
    page.desk.close()


def test_an_exchange_hears_the_rules_of_both(
    qtbot: QtBot, themed: QApplication, house: House
) -> None:
    """A man over a woman's bed: neither may lie where the other does."""
    stay, bed = house.lies_in("Z9-02-2"), house.beds["Z8-07-1"]
    said: list[ToastText] = []
    page = shown(qtbot, house, said)
    drag = carried_over(qtbot, page, stay, bed)
    lines = words_of(page)
    save_picture(page, "PL-exchange-zh")
    assert lines[0].startswith("不能与 ")
    assert "规则 PL-H01" in lines
    reasons = [line for line in lines if line.endswith("。")]
    assert len(reasons) == len(set(reasons)) <= MOST_BOXES
    _card_is_whole_and_off_the_bed(page, drag)
    drag.let_go()
    assert [t.kind for t in said] == ["amber"]
    assert house.lies_in("Z9-02-2") == stay
    page.desk.close()


def _bed_and_card_say_it(page: MapPage, case: Case, lang: Lang) -> None:
    level = Level.CONFIRM if case.asks else Level.BLOCKED
    assert page.carry.choices is not None
    choice = page.carry.choices.of(page.model.target or 0)
    assert choice is not None
    assert choice.verdict.rules == (case.rule,), "no other rule speaks, so this one decides"
    tile = page.model.tile(choice.bed_id)
    assert tile is not None
    look = page.model.look(tile)
    assert (look.verdict, bool(look.reason)) == (level, True)
    lines = words_of(page)
    told = "\n".join(lines)
    assert (case.zh if lang is Lang.ZH else case.en) in told
    source = next(line for line in lines if case.rule in line)
    never = "不允许例外" if lang is Lang.ZH else "no exception"
    assert (never in source) is not case.asks
    assert not re.search(r"pl_|label:|[{}]|\bNone\b", told)
    if lang is Lang.EN:
        rest = told.replace(SPECIAL, "")
        assert not re.search(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", rest), "Chinese"
    hint = ("申请例外", "exception") if case.asks else ("放回原处", "put back")
    assert hint[lang is Lang.EN] in lines[-1]


def _card_is_whole_and_off_the_bed(page: MapPage, drag: Drag) -> None:
    card = page.carry.popover
    place = card.geometry()
    assert not place.intersects(drag.bed)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.contains(place)
    for words in card.panel.findChildren(QLabel):
        needed = words.heightForWidth(words.width()) if words.wordWrap() else 0
        assert words.height() >= needed, words.text()


def _drop_is_refused(
    page: MapPage, case: Case, lang: Lang, stay: int, bed: int, said: list[ToastText]
) -> None:
    sheets = [d for d in page.findChildren(OverrideDialog) if d.isVisible()]
    assert len(sheets) == case.asks
    if case.asks:
        limited = any(b.terms.hours for b in sheets[0].broken)
        assert (sheets[0].hours is not None) is limited
        shown = "\n".join(w.text() for w in sheets[0].findChildren(QLabel))
        assert (case.zh if lang is Lang.ZH else case.en) in shown
        assert ("例外" if lang is Lang.ZH else "exception") in shown
        sheets[0].reject()
        assert said == []
    else:
        (toast,) = said
        assert toast.kind == "amber"
        assert case.bed in toast.text
    assert page.model.bed_of(stay) is None
    assert not page.carry.active
    wish = Place(stay_id=stay, bed_id=bed, reason="请求安置")
    with pytest.raises(DomainError) as refused:
        acts.place(page.desk.ctx, wish)
    assert [(v.rule, v.code) for v in refused.value.violations()] == [(case.rule, case.code)]
