"""Talks on screen: inline errors, signing with the password, drafts that survive, paper, privacy."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Role
from medcentre.kernel.records import RecordStatus
from medcentre.kernel.wording import Lang
from medcentre.papers.facts import PrintContext
from medcentre.papers.forms.talk import render_talk_record
from medcentre.residents.facts import IllnessFact
from medcentre.support import acts, views
from medcentre.support.facts import Demand, RiskLevel, TalkReason, TalkTrigger
from medcentre.support.papers import gather_talk
from tests.conftest import actor
from tests.signers import PASSWORD
from tests.support.test_talks import resident, signed, whole
from tests.ui.desks import Heard, real_desk
from ui.kit.desk import Desk
from ui.support.list import TalksPage, TalksTab
from ui.support.talk import TalkPage
from ui.support.talk_form import TalkPane

Station = tuple[Desk, Heard, ServiceContext]


@pytest.fixture
def station(
    themed: QApplication, sqlite_store: object, clock: object, tmp_path: Path
) -> Iterator[Station]:
    """An officer's desk, what it was asked, and the program itself."""
    program = ServiceContext(sqlite_store, actor(), clock)  # type: ignore[arg-type]
    desk, heard = real_desk(program, Role.POLICE, "喻思源", "三级警长", tmp_path)
    yield desk, heard, program
    desk.tasks.close()


def page_for(qtbot: QtBot, desk: Desk, stay: int) -> tuple[TalkPage, TalkPane]:
    page = TalkPage(desk)
    qtbot.addWidget(page)
    page.resize(1290, 696)
    page.open_with(stay_id=stay)
    page.show()
    assert page.pane is not None
    return page, page.pane


def give_password(pane: TalkPane, password: str) -> None:
    assert pane.sheet is not None
    pane.sheet.password.setText(password)
    pane.sheet.go()


def test_problems_stand_beside_their_fields_then_it_is_signed(
    qtbot: QtBot, station: Station
) -> None:
    desk, heard, program = station
    stay = resident(program)
    page, pane = page_for(qtbot, desk, stay)
    wrong = whole(
        ended=whole().started,
        demands=(Demand(wish="借书", owner="图书室", due_on=date(2026, 11, 26)), Demand(wish="看牙", owner="医生")),
    )  # fmt: skip
    pane.set_content(wrong)
    pane.save()
    fields = pane.form.fields
    assert fields["ended"].error == "早于开始，请改"
    assert fields["demands"].error == "第 2 条诉求还没有期限。请选日期。"
    marks = [
        [str(e.property("state")) for e in (x.wish, x.owner, x.due)] for x in pane.demands.lines
    ]
    assert marks == [["", "", ""], ["", "", "error"]]
    pane.end.setText("0835")
    pane.demands.lines[1].due.setText("+2")
    pane.save()
    give_password(pane, "not the password")
    assert pane.sheet is not None
    assert not pane.sheet.refusal.isHidden()
    assert acts.read_talk(desk.ctx, 1).row.status is RecordStatus.DRAFT
    give_password(pane, PASSWORD)
    assert heard.toasts == ["谈话记录已签名"]
    assert page.talk is not None
    assert page.talk.row.status is RecordStatus.SIGNED
    assert len(views.open_demands(desk.ctx, stay)) == 2
    assert desk.drafts.all() == ()


def test_typed_text_survives_a_kill(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    stay = resident(program)
    page, pane = page_for(qtbot, desk, stay)
    pane.content.setPlainText("说到一半，断电了")
    pane.demands.add_line().wish.setText("给姐姐打电话")
    pane.keep_draft()
    page.hide()
    again = TalkPage(desk)
    qtbot.addWidget(again)
    again.open_with(stay_id=stay)
    again.show()
    assert again.pane is not None
    assert again.pane.content.value() == "说到一半，断电了"
    assert again.pane.demands.value() == (Demand(wish="给姐姐打电话"),)


def test_later_keeps_the_draft_in_the_store(qtbot: QtBot, station: Station) -> None:
    desk, heard, program = station
    stay = resident(program)
    _, pane = page_for(qtbot, desk, stay)
    pane.content.setPlainText("先记两句")
    pane.put_off.click()
    assert heard.opened[-1][0] == "support.talks"
    (row,) = views.talks_of(desk.ctx, stay)
    assert (row.status, row.excerpt) == (RecordStatus.DRAFT, "先记两句")
    assert desk.drafts.all() == ()


def test_what_is_due_is_filled_in(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    stay = resident(program)
    _, pane = page_for(qtbot, desk, stay)
    due = {d.due.trigger for d in views.due_of(desk.ctx, stay)}
    assert set(pane.triggers.value() or ()) == due
    pane.triggers.add(TalkTrigger.BAD_NEWS)
    assert TalkTrigger.BAD_NEWS in (pane.triggers.value() or ())


def test_a_raised_risk_says_its_consequence(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    _, pane = page_for(qtbot, desk, resident(program))
    pane.after.set_value(RiskLevel.HIGH)
    assert "签名后立即提醒" in pane.form.fields["risk_after"].warning


def test_a_correction_asks_why_and_keeps_the_first_words(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    talk = signed(desk.ctx, resident(program), whole())
    page = TalkPage(desk)
    qtbot.addWidget(page)
    page.open_with(talk_id=talk)
    page.show()
    assert not page.fix.isHidden()
    page.fix.click()
    pane = page.pane
    assert pane is not None
    pane.content.setPlainText("更正后的内容")
    pane.save()
    assert pane.form.fields["reason"].error
    pane.reason.setText("人名写错了一处")
    pane.save()
    give_password(pane, PASSWORD)
    card = acts.read_talk(desk.ctx, talk)
    assert card.content.content == "更正后的内容"
    assert card.versions[1].content.content == whole().content


def test_lists_show_who_is_owed_a_talk_and_never_an_illness(qtbot: QtBot, station: Station) -> None:
    desk, heard, program = station
    hiv = (IllnessFact(category="BC01", text="HIV感染", main=True),)
    stay = resident(program, illnesses=hiv)
    signed(desk.ctx, stay, whole())
    page = TalksPage(desk)
    qtbot.addWidget(page)
    page.show()
    shown = page.due.view.csv_text() + page.held.view.csv_text()
    assert "莫如松" in shown
    assert "HIV" not in shown
    row = page.held.view.shown_rows()[0]
    page.held.opened.emit(row)
    assert heard.opened[-1] == ("support.talk", {"talk_id": row.id})


def test_a_doctor_sees_that_there_was_a_talk_but_not_its_words(
    qtbot: QtBot, station: Station, tmp_path: Path
) -> None:
    desk, _, program = station
    stay = resident(program)
    signed(desk.ctx, stay, whole())
    other, heard = real_desk(program, Role.DOCTOR, "沈若兰", "主治医师", tmp_path / "doctor")
    tab = TalksTab(other, stay)
    qtbot.addWidget(tab)
    tab.show()
    tab.load()
    text = tab.held.view.csv_text()
    assert "家庭" in text
    assert "父亲" not in text
    tab.held.opened.emit(tab.held.view.shown_rows()[0])
    assert heard.opened == []
    other.tasks.close()


@pytest.mark.parametrize("lang", list(Lang))
def test_the_paper_holds_what_was_written(station: Station, lang: Lang) -> None:
    desk, _, program = station
    stay = resident(program)
    talk = signed(
        desk.ctx, stay, whole(reasons=(TalkReason.REQUIRED,), triggers=(TalkTrigger.FIGHT,))
    )
    doc = gather_talk(desk.ctx, acts.read_talk(desk.ctx, talk), lang)
    ctx = PrintContext(
        centre_name="收治中心", printed_by="喻思源", printed_at=desk.ctx.clock.now(), lang=lang
    )
    with pdfplumber.open(io.BytesIO(render_talk_record(doc, ctx))) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    for words in ("莫如松", "T2026-00001", "给姐姐打一次电话", "麻占奎", "加强夜间巡视"):
        assert words in text
    assert ("打架或自伤后" if lang is Lang.ZH else "After a fight") in text


def test_keyboard_alone_signs(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    page, pane = page_for(qtbot, desk, resident(program))
    pane.set_content(whole())
    QTest.keyClick(pane, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    if pane.sheet is None:  # offscreen windows may not take the keyboard
        pane.save()
    give_password(pane, PASSWORD)
    assert page.talk is not None


def test_nothing_is_asked_of_people_without_the_right(station: Station, tmp_path: Path) -> None:
    from ui.support import PAGES, PERSON_TABS

    _, _, program = station
    guard, _ = real_desk(program, Role.GUARD, "保安甲", "", tmp_path / "guard")
    assert not any(spec.allowed(guard.ctx.actor) for spec in PAGES)
    assert not any(tab.allowed(guard.ctx.actor) for tab in PERSON_TABS)
    guard.tasks.close()
