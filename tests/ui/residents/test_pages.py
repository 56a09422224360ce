"""The roll, intake and the person page with real services behind them."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang
from medcentre.placement import acts as places
from medcentre.placement.commands import Place
from medcentre.placement.views import bed_map
from medcentre.placement.views.beds import beds_of
from medcentre.residents import acts, views
from medcentre.residents.facts import (
    AbsenceKind,
    Admit,
    AlertLevel,
    EndAbsence,
    FeeClass,
    NewPerson,
    PrecautionKind,
    StartAbsence,
    StartMark,
    TraitKind,
)
from tests.care.test_notes import written
from tests.conftest import actor
from tests.placement.centre import build
from tests.ui.desks import Heard, real_desk
from ui.kit.desk import Desk
from ui.kit.i18n import language
from ui.kit.timeline import TimelineEntry
from ui.residents import PAGES
from ui.residents.dialogs import ExitDialog, IdentityDialog, LeaveDialog, ReturnDialog
from ui.residents.intake import IntakePage
from ui.residents.list import FormerPage, ResidentsPage
from ui.residents.overview_tab import OverviewTab
from ui.residents.person import PersonPage

Station = tuple[Desk, Heard, ServiceContext]


@pytest.fixture
def station(
    themed: QApplication, sqlite_store: object, clock: StillClock, tmp_path: Path
) -> Iterator[Station]:
    """A doctor's desk in a small centre, what it was asked, and the program itself."""
    program = ServiceContext(sqlite_store, actor(), clock)
    build(program)
    desk, heard = real_desk(program, Role.DOCTOR, "沈若兰", "主治医师", tmp_path)
    yield desk, heard, program
    desk.close()


def admit(ctx: ServiceContext, name: str, number: str = "", **more: object) -> int:
    """Somebody of the right age and papers, ten days ago."""
    person = NewPerson(
        name=name,
        sex="1",
        birth_date=date(1980, 5, 6),
        phone="13908511234",
        address="贵阳市云岩区甲路1号",
    )
    cmd = Admit(
        person=person, admission_no=number, admitted_at=ctx.clock.now().replace(day=14),
        decision_no="测决字1号", decision_on=date(2026, 11, 10), fee_class=FeeClass.F2,
    )  # fmt: skip
    return acts.admit(ctx, replace(cmd, **more))  # type: ignore[arg-type]


def shown(qtbot: QtBot, page: QWidget) -> None:
    qtbot.addWidget(page)
    page.resize(1290, 696)
    page.show()


def quiet(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.busy)


def words_on(widget: QWidget) -> str:
    """Every text a reader sees on labels of a widget."""
    from PySide6.QtWidgets import QLabel

    return "\n".join(x.text() for x in widget.findChildren(QLabel) if not x.isHidden())


# ---- the roll -----------------------------------------------------------------------------------


def test_the_roll_takes_five_statements_whatever_its_length(
    qtbot: QtBot, station: Station, statements: Callable[[ServiceContext], list[str]]
) -> None:
    desk, _, program = station
    page = ResidentsPage(desk)
    shown(qtbot, page)
    counts = []
    for more in (2, 12):
        for n in range(more):
            admit(program, f"莫如{'松柏梅兰竹菊桃李杏梨桂荷'[n]}", f"9{more:02d}{n:04d}")
        seen = statements(desk.ctx)
        page.refresh()
        counts.append(len(seen))
        seen.clear()
    assert counts[0] <= 5
    assert counts[1] <= 2 * 5, "the second collector hears each statement as well"
    assert len(page.table.view.shown_rows()) == 14


def test_filters_and_the_line_survive_opening_a_person(qtbot: QtBot, station: Station) -> None:
    desk, heard, program = station
    first, second = admit(program, "莫如松"), admit(program, "麻占奎")
    acts.leave(
        program,
        StartAbsence(stay_id=second, kind=AbsenceKind.HOSPITAL_TRIP, left_at=desk.ctx.clock.now()),
    )
    page = ResidentsPage(desk)
    shown(qtbot, page)
    page.table.restore({"chips": ["out"], "needle": ""} | page.table.state())
    page.table.focus_filter()
    box = page.table.findChild(QLineEdit)
    assert box is not None
    QTest.keyClicks(box, "mzk")
    assert [r.row.stay_id for r in page.table.view.shown_rows()] == [second]
    page.table.view.select_id(second)
    page.table.opened.emit(page.table.view.shown_rows()[0])
    assert heard.people == [second]
    kept = page.state()
    again = ResidentsPage(desk)
    shown(qtbot, again)
    again.restore(kept)
    assert [r.row.stay_id for r in again.table.view.shown_rows()] == [second]
    again.table.clear_filters()
    assert {r.row.stay_id for r in again.table.view.shown_rows()} == {first, second}


def test_empty_roll_says_what_to_do(qtbot: QtBot, station: Station) -> None:
    desk, heard, _ = station
    page = ResidentsPage(desk)
    shown(qtbot, page)
    assert "名册还是空的" in words_on(page)
    page.admit()
    assert heard.opened == [("residents.intake", {})]
    former = FormerPage(desk)
    shown(qtbot, former)
    assert "还没有人出所" in words_on(former)


def test_roll_and_roll_call_on_paper(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    admit(program, "莫如松", "20260077")
    page = ResidentsPage(desk)
    shown(qtbot, page)
    papers: list[tuple[str, bytes]] = []
    desk.preview = lambda pdf, title: papers.append((title, pdf))  # type: ignore[method-assign]
    assert page.print_screen()
    page.print_roll_call()
    texts = [pdf_text(pdf) for _, pdf in papers]
    assert [title for title, _ in papers] == ["花名册", "点名表"]
    assert all("莫如松" in t and "20260077" in t for t in texts)
    assert "点名人" in texts[1]
    assert "点名人" not in texts[0]


# ---- intake -------------------------------------------------------------------------------------


def intake(qtbot: QtBot, desk: Desk) -> IntakePage:
    page = IntakePage(desk)
    shown(qtbot, page)
    return page


def test_refusals_stand_beside_their_fields_and_f8_visits_them(
    qtbot: QtBot, station: Station
) -> None:
    desk, _, _ = station
    page = intake(qtbot, desk)
    form = page.form
    page.save()
    fields = form.form.fields
    assert {n for n, f in fields.items() if f.error} == {"name", "sex", "birth_date"}
    assert page.next_problem(1)
    assert form.foot.words.text() == "还有 3 处要改"
    form.number.setFocus()
    QTest.keyClicks(form.number, "520199198803040011")
    form.number.left.emit()
    assert "校验" in fields["id_number"].error
    form.number.setFocus()
    form.number.clear()
    QTest.keyClicks(form.number, "520199198803040010")
    form.number.left.emit()
    assert fields["id_number"].error == ""
    form.name.setText("龙有田")
    page.save()
    assert fields["decision_no"].error
    assert fields["decision_on"].error
    assert not fields["name"].error


def test_beds_are_ranked_before_the_papers_are_there(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    page = intake(qtbot, desk)
    form = page.form
    form.name.setText("龙有田")
    form.sex.set_value("1")
    form.birth.set_value(date(1988, 3, 4))
    page.rank()
    quiet(qtbot, desk)
    assert page.ranking.ranking is not None
    assert views.roll(program) == ()


def test_somebody_who_was_here_comes_back_under_the_same_file(
    qtbot: QtBot, station: Station
) -> None:
    desk, _, program = station
    person = NewPerson(
        name="龙有田", sex="1", birth_date=date(1988, 3, 4), id_number="520199198803040010"
    )
    stay = admit(program, "", person=person)
    page = intake(qtbot, desk)
    page.form.number.setText("520199198803040010")
    page.form._number_left()
    assert "来过：龙有田" in page.form.form.fields["id_number"].warning
    fields = page.form.raw() if hasattr(page.form, "raw") else page.form.form.raw()
    assert fields["name"] == "龙有田"
    page.form.decision.setText("测决字9号")
    page.form.decided.set_value(date(2026, 11, 20))
    page.save()
    assert "此人已在所" in page.form.form.fields["id_number"].error
    assert [r.stay_id for r in views.roll(program)] == [stay]


def test_taken_in_with_papers_to_print(qtbot: QtBot, station: Station) -> None:
    desk, heard, program = station
    page = intake(qtbot, desk)
    form = page.form
    form.name.setText("龙有田")
    form.sex.set_value("1")
    form.birth.set_value(date(1988, 3, 4))
    form.decision.setText("测决字9号")
    form.decided.set_value(date(2026, 11, 20))
    form.reason.setText("新入所先观察")
    form.flags.set_value([TraitKind.TESTS_COMPLETE])
    page.rank()
    quiet(qtbot, desk)
    page.save()
    (row,) = views.roll(program)
    assert not page.done.isHidden()
    assert row.admission_no in page.done.words.text()
    assert page.form is not form
    assert page.form.name.value() is None
    papers: list[tuple[str, bytes]] = []
    desk.preview = lambda pdf, title: papers.append((title, pdf))  # type: ignore[method-assign]
    for _title, _icon, run in page.done.prints.papers():
        run()
    assert [title for title, _ in papers] == ["入所登记表", "床头卡", "腕带"]
    bed = beds_of(program)[row.stay_id].bed
    for _, pdf in papers:
        assert "龙有田" in pdf_text(pdf)
    assert bed in pdf_text(papers[1][1])
    page.done.open_page.click()
    assert heard.people == [row.stay_id]


# ---- the person page ----------------------------------------------------------------------------


def person(qtbot: QtBot, desk: Desk, stay: int) -> PersonPage:
    page = PersonPage(desk)
    page.open_with(stay_id=stay)
    shown(qtbot, page)
    return page


def test_the_story_filters_and_opens(qtbot: QtBot, station: Station, tmp_path: Path) -> None:
    desk, heard, program = station
    traits = ((TraitKind.DRUG_TYPE, "opioid"), (TraitKind.TESTS_COMPLETE, "yes"))
    stay = admit(program, "莫如松", traits=traits)
    note = written(desk.ctx, stay)
    tab = OverviewTab(desk, stay)
    shown(qtbot, tab)
    tab.load()

    def entries() -> list[TimelineEntry]:
        return [x for x in tab.view._model.lines if isinstance(x, TimelineEntry)]

    assert entries()[0].text.startswith("病程记录：患者今晨体温")
    assert entries()[0].state == "草稿"
    assert "opioid" not in "".join(e.text + e.who for e in entries())
    tab.view.opened.emit(entries()[0])
    assert heard.opened == [("care.note", {"note_id": note})]
    everything = len(entries())
    tab.domain.set_value("medical")
    assert {e.domain for e in entries()} == {"medical"}
    tab.clear()
    tab.important.setChecked(True)
    tab.show_events()
    assert 0 < len(entries()) < everything
    tab.box.setText("没有这样的话")
    assert not tab.empty.isHidden()
    tab.clear()
    assert len(entries()) == everything
    places.place(
        program, Place(stay_id=stay, bed_id=next(t.bed_id for t in bed_map(program).zones[0].tiles))
    )
    guard, _ = real_desk(program, Role.GUARD, "保安甲", "", tmp_path / "guard")
    theirs = OverviewTab(guard, stay)
    shown(qtbot, theirs)
    theirs.load()
    assert "体温" not in repr(theirs.view._model.lines)
    guard.close()


def test_banner_folds_instead_of_clipping(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    page = person(qtbot, desk, admit(program, "莫如松"))
    page.resize(1190, 660)
    QApplication.processEvents()
    assert page.person.term_part.isHidden()
    assert "天期满" in page.person.ends.value.text()
    assert page.person.minimumSizeHint().width() <= 1190
    page.resize(1740, 900)
    QApplication.processEvents()
    assert not page.person.term_part.isHidden()
    assert page.person.ends.isHidden()


@pytest.mark.parametrize("lang", list(Lang))
def test_no_codes_on_the_person_page(qtbot: QtBot, station: Station, lang: Lang) -> None:
    desk, _, program = station
    language().set(lang)
    desk.ctx = replace(desk.ctx, lang=lang)
    stay = admit(
        program, "莫如松", precautions=(PrecautionKind.AIRBORNE,), allergy="青霉素",
        traits=((TraitKind.DRUG_TYPE, "opioid"), (TraitKind.INJECTING, "yes")),
    )  # fmt: skip
    page = person(qtbot, desk, stay)
    for place in range(page.tabs.count()):
        assert page.quick(place + 1)
    assert not page.quick(page.tabs.count() + 1)
    text = words_on(page)
    for code in ("ci_here", "airborne", "opioid", "injecting", "legal_status", "label:", "n2"):
        assert code not in text
    assert ("Mo Rusong" in text) == (lang is Lang.EN)
    assert page.help().purpose.isascii() == (lang is Lang.EN)


def test_somebody_who_does_not_exist_is_told_not_thrown(qtbot: QtBot, station: Station) -> None:
    desk, _, _ = station
    page = person(qtbot, desk, 4711)
    assert not page.banner.isHidden()


# ---- dialogs ------------------------------------------------------------------------------------


def test_masked_values_are_not_written_back(qtbot: QtBot, station: Station, tmp_path: Path) -> None:
    desk, _, program = station
    stay = admit(program, "莫如松")
    card = views.card(desk.ctx, stay)
    masked = replace(
        card, phone="139****1234", address="贵阳市云岩…", id_number="5201**********0010"
    )
    page = person(qtbot, desk, stay)
    dialog = IdentityDialog(desk, masked, page)
    dialog.name.set_value("莫如柏")
    dialog.why.set_value("登记时写错")
    with qtbot.waitSignal(dialog.saved):
        dialog.save()
    now = views.card(program, stay)
    assert (now.roll.name, now.phone, now.address) == ("莫如柏", card.phone, card.address)
    again = IdentityDialog(desk, views.card(desk.ctx, stay), page)
    again.phone.set_value("")
    again.why.set_value("家属换号")
    with qtbot.waitSignal(again.saved):
        again.save()
    assert views.card(program, stay).phone == ""


def test_odd_times_are_refused_beside_their_fields(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    stay = admit(program, "莫如松")
    desk.ctx = program
    page = person(qtbot, desk, stay)
    now = desk.ctx.clock.now()
    leave = LeaveDialog(desk, views.card(desk.ctx, stay), page)
    leave.kind.set_value(AbsenceKind.FAMILY_LEAVE)
    leave.left_at.set_value(now.replace(day=1))
    leave.save()
    assert "入所" in leave.fields["left_at"].error
    leave.left_at.set_value(now.replace(day=25))
    leave.back.set_value(now.replace(day=24))
    leave.save()
    assert "将来" in leave.fields["left_at"].error
    assert leave.fields["expected_back"].error
    leave.left_at.set_value(now.replace(day=20))
    leave.back.set_value(now.replace(day=21))
    with qtbot.waitSignal(leave.saved):
        leave.save()
    back = ReturnDialog(desk, views.card(desk.ctx, stay), page)
    back.at.set_value(now.replace(day=19))
    back.save()
    assert back.fields["returned_at"].error
    acts.come_back(program, EndAbsence(stay_id=stay, returned_at=now))
    end = ExitDialog(desk, views.card(desk.ctx, stay), page)
    end.save()
    assert end.fields["kind"].error


def test_a_deed_from_the_persons_page_is_said(qtbot: QtBot, station: Station) -> None:
    desk, heard, program = station
    stay = admit(program, "莫如松")
    desk.ctx = program
    page = person(qtbot, desk, stay)
    deeds = {name: run for name, _title, run, _key, _icon in page._possible()}
    deeds["leave"]()
    dialog = page.findChild(LeaveDialog)
    assert dialog is not None
    dialog.kind.set_value(AbsenceKind.FAMILY_LEAVE)
    dialog.save()
    assert heard.toasts == ["莫如松：外出登记 已保存"]


def test_marks_show_and_end_with_a_reason(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    stay = admit(program, "莫如松")
    acts.start_alert(
        program,
        StartMark(
            stay_id=stay, kind="fall", value="走路不稳", level=AlertLevel.AMBER,
            from_at=desk.ctx.clock.now(),
        ),
    )  # fmt: skip
    page = person(qtbot, desk, stay)
    assert "走路不稳" in words_on(page)


@pytest.mark.parametrize("spec", PAGES, ids=lambda s: s.id)
def test_every_page_opens_in_english(qtbot: QtBot, station: Station, spec: object) -> None:
    desk, _, program = station
    stay = admit(program, "莫如松")
    language().set(Lang.EN)
    desk.ctx = replace(desk.ctx, lang=Lang.EN)
    page = spec.factory(desk)  # type: ignore[attr-defined]
    if isinstance(page, PersonPage):
        page.open_with(stay_id=stay)
    shown(qtbot, page)
    quiet(qtbot, desk)
    page.grab()
    assert page.help().purpose.isascii()
    assert not [a for a in page.page_actions() if not a.title.isascii()]
    page.restore(page.state())


def pdf_text(pdf: bytes) -> str:
    """All words of a paper."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join(p.extract_text() for p in opened.pages).replace("\n", "").replace(" ", "")
