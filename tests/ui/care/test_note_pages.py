"""Notes on screen: editor, templates, signing, co-signing, correcting, printing on, paper read back."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre.care import acts, views
from medcentre.care.facts import CorrectNote, EndNote, NoteKind, StartNote
from medcentre.care.papers import (
    corrected_parts,
    gather_progress,
    plan_continuous,
    render_continuous,
    render_note,
)
from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Role
from medcentre.kernel.records import RecordStatus
from medcentre.kernel.wording import Lang
from medcentre.papers.facts import PrintContext
from medcentre.papers.forms.notes import Correction
from tests.care.test_notes import NOW, TEXT, correction, resident, sign, version_of, written
from tests.conftest import actor
from tests.signers import PASSWORD, signer
from tests.ui.desks import Heard, real_desk
from ui.care import PAGES, PERSON_TABS
from ui.care.list import NotesPage, NotesTab
from ui.care.note import NotePage
from ui.care.note_form import NotePane, templates
from ui.kit.desk import Desk

Station = tuple[Desk, Heard, ServiceContext]


@pytest.fixture
def station(
    themed: QApplication, sqlite_store: object, clock: StillClock, tmp_path: Path
) -> Iterator[Station]:
    """A doctor's desk, what it was asked, and the program itself."""
    program = ServiceContext(sqlite_store, actor(), clock)
    desk, heard = real_desk(program, Role.DOCTOR, "沈若兰", "主治医师", tmp_path)
    yield desk, heard, program
    desk.tasks.close()


def editor(
    qtbot: QtBot, desk: Desk, stay: int, kind: str = "progress_note"
) -> tuple[NotePage, NotePane]:
    page = NotePage(desk)
    qtbot.addWidget(page)
    page.resize(1290, 696)
    page.open_with(stay_id=stay, kind=kind)
    page.show()
    assert page.pane is not None
    return page, page.pane


def give_password(pane: NotePane) -> None:
    assert pane.sheet is not None
    pane.sheet.password.setText(PASSWORD)
    pane.sheet.go()


def print_context(desk: Desk, lang: Lang = Lang.ZH) -> PrintContext:
    return PrintContext(
        centre_name="收治中心", printed_by="沈若兰", printed_at=desk.ctx.clock.now(), lang=lang
    )


def words_of(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join(page.extract_text() for page in opened.pages).replace("\n", "")


def test_a_note_is_written_from_a_template_and_signed(qtbot: QtBot, station: Station) -> None:
    desk, heard, program = station
    stay = resident(program)
    page, pane = editor(qtbot, desk, stay)
    pane.save()
    assert pane.form.fields["content"].error
    names = list(templates(NoteKind.PROGRESS))
    assert "发热" in names
    pane.parts["content"].insertPlainText("我先写的。")
    pane.insert_template("发热")
    text = pane.parts["content"].value() or ""
    assert text.startswith("我先写的。")
    assert "最高体温" in text
    pane.save()
    give_password(pane)
    assert heard.toasts == ["已签名"]
    assert page.found is not None
    assert page.found.row.status is RecordStatus.SIGNED
    assert not page.cosign.isVisibleTo(page)
    assert page.fix.isVisibleTo(page)


def test_a_begun_draft_is_gone_on_with(qtbot: QtBot, station: Station) -> None:
    desk, heard, program = station
    stay = resident(program)
    _, pane = editor(qtbot, desk, stay)
    pane.parts["content"].setPlainText("写到一半")
    pane.put_off.click()
    assert heard.opened[-1][0] == "care.notes"
    assert [r.status for r in views.notes_of(desk.ctx, stay)] == [RecordStatus.DRAFT]
    assert desk.drafts.all() == ()
    _, again = editor(qtbot, desk, stay)
    assert again.parts["content"].value() == "写到一半"
    assert again.target.note_id == 1


def test_every_missing_part_of_an_admission_note_is_marked(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    _, pane = editor(qtbot, desk, resident(program), "admission_note")
    pane.save()
    wrong = {f.name for f in pane.form.problems()}
    assert wrong == {
        "chief_complaint", "present_illness", "past_history", "drug_history", "examination",
        "preliminary_diagnosis",
    }  # fmt: skip


def test_a_superior_cosigns_what_a_trainee_signed(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    trainee = signer(program, Role.DOCTOR, "小沈", "实习医师")
    note = written(trainee, resident(program))
    sign(trainee, note)
    page = NotePage(desk)
    qtbot.addWidget(page)
    page.open_with(note_id=note)
    page.show()
    assert page.cosign.isVisibleTo(page)
    cmd_version = version_of(desk.ctx, note)
    page.cosign.click()
    sheet = page.sheet
    assert sheet is not None
    sheet.password.setText(PASSWORD)
    sheet.go()
    row = acts.read_note(desk.ctx, note).row
    assert (row.status, row.cosigner) == (RecordStatus.COSIGNED, "沈若兰")
    assert row.version > cmd_version


def test_a_correction_on_screen_keeps_the_old_words(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    note = written(desk.ctx, resident(program))
    sign(desk.ctx, note)
    page = NotePage(desk)
    qtbot.addWidget(page)
    page.open_with(note_id=note)
    page.show()
    page.fix.click()
    pane = page.pane
    assert pane is not None
    pane.parts["content"].setPlainText(TEXT[0][1].replace("36.6", "38.6"))
    pane.reason.setText("体温录入错误")
    pane.save()
    give_password(pane)
    card = acts.read_note(desk.ctx, note)
    assert corrected_parts(card.versions, "content")[1] == Correction(
        "36.6", "38.6", "沈若兰", card.versions[-1].at
    )


def test_lists_and_badge_tell_what_is_owed(qtbot: QtBot, station: Station) -> None:
    desk, heard, program = station
    stay = resident(program, admitted_at=NOW - timedelta(hours=9))
    page = NotesPage(desk)
    qtbot.addWidget(page)
    page.show()
    rows = page.due.view.shown_rows()
    assert [r.deadline.kind for r in rows][:2] == [NoteKind.FIRST_PROGRESS, NoteKind.ADMISSION]
    assert "逾期 1 小时" in page.due.view.csv_text()
    assert page.next_problem(1)
    page.due.opened.emit(rows[0])
    assert heard.opened[-1] == ("care.note", {"stay_id": stay, "kind": "first_progress_note"})
    assert PAGES[0].count is not None
    assert PAGES[0].count(desk) == (1, True)


def test_the_record_prints_on_where_the_paper_ends(station: Station, clock: StillClock) -> None:
    desk, _, program = station
    stay = resident(program)
    ctx, paper = desk.ctx, print_context(desk)
    sign(ctx, written(ctx, stay))
    plan = plan_continuous(ctx, stay, paper)
    assert plan.resume is None
    whole = words_of(render_continuous(plan, paper))
    assert "咳嗽减轻" in whole
    assert "沈若兰" in whole
    acts.file_print(ctx, stay, plan.trace, 1, 1)
    assert plan_continuous(ctx, stay, paper).nothing_new
    clock.forward(hours=2)
    later = acts.start_note(
        ctx, StartNote(stay_id=stay, kind=NoteKind.PROGRESS, at=clock.now(), content=TEXT)
    )
    from medcentre.care.facts import SignNote

    acts.sign_note(
        ctx,
        SignNote(
            note_id=later, version=version_of(ctx, later), at=clock.now(),
            content=(("content", "第二次查看，体温正常。"),), password=PASSWORD,
        ),
    )  # fmt: skip
    plan = plan_continuous(ctx, stay, paper)
    assert plan.resume is not None
    assert plan.again_from is None
    added = words_of(render_continuous(plan, paper))
    assert "第二次查看" in added
    assert "咳嗽减轻" not in added


def test_a_corrected_page_is_printed_anew(station: Station) -> None:
    desk, _, program = station
    ctx, paper = desk.ctx, print_context(desk)
    stay = resident(program)
    note = written(ctx, stay)
    sign(ctx, note)
    acts.file_print(ctx, stay, plan_continuous(ctx, stay, paper).trace, 1, 1)
    acts.correct_note(ctx, correction(ctx, note, TEXT[0][1].replace("36.6", "38.6")))
    plan = plan_continuous(ctx, stay, paper)
    assert plan.again_from == 1
    text = words_of(render_continuous(plan, paper))
    assert "36.6" in text
    assert "38.6" in text


def test_void_notes_stay_on_paper_struck_out(station: Station) -> None:
    desk, _, program = station
    ctx = desk.ctx
    stay = resident(program)
    note = written(ctx, stay)
    sign(ctx, note)
    acts.void_note(
        ctx,
        EndNote(
            note_id=note, version=version_of(ctx, note), password=PASSWORD, reason="写到别人名下了"
        ),
    )
    (entry,) = gather_progress(ctx, stay, Lang.ZH).notes
    assert entry.void
    card = acts.read_note(ctx, note)
    assert "作废" in words_of(render_note(ctx, card, print_context(desk)))


@pytest.mark.parametrize("lang", list(Lang))
def test_admission_note_on_its_own_form(qtbot: QtBot, station: Station, lang: Lang) -> None:
    desk, _, program = station
    stay = resident(program)
    _, pane = editor(qtbot, desk, stay, "admission_note")
    for key, part in pane.parts.items():
        part.setPlainText(f"内容{key}")
    pane.parts["preliminary_diagnosis"].setPlainText("1. 继发性肺结核\n2. 阿片类物质依赖")
    pane.save()
    give_password(pane)
    card = acts.read_note(desk.ctx, 1)
    text = words_of(render_note(desk.ctx, card, print_context(desk, lang)))
    signer = {Lang.ZH: "沈若兰", Lang.EN: "Shen Ruolan"}[lang]  # what was typed stays as it was
    for expected in ("罗启贵", "继发性肺结核", "内容drug_history", signer):
        assert expected in text


def test_corrections_lie_over_one_another(station: Station, clock: StillClock) -> None:
    desk, _, program = station
    ctx = desk.ctx
    note = written(ctx, resident(program), (("content", "体温 36.6，血压 120/80。"),))
    sign(ctx, note, (("content", "体温 36.6，血压 120/80。"),))
    for words in (
        "体温 37.6，血压 120/80。",
        "体温 37.6，血压 130/85。",
        "体温 38.6，血压 130/85。",
    ):
        clock.forward(minutes=5)
        acts.correct_note(
            ctx,
            CorrectNote(
                note_id=note, version=version_of(ctx, note), at=NOW, content=(("content", words),),
                reason="核对原始记录后更正", password=PASSWORD,
            ),
        )  # fmt: skip
    parts = corrected_parts(acts.read_note(ctx, note).versions, "content")
    live = "".join(p.new if isinstance(p, Correction) else p for p in parts)
    struck = [p.old for p in parts if isinstance(p, Correction)]
    assert live == "体温 38.6，血压 130/85。"
    assert struck == ["36.6", "37.6", "120", "80"]


def test_tab_of_the_person_page(qtbot: QtBot, station: Station, tmp_path: Path) -> None:
    desk, heard, program = station
    stay = resident(program)
    sign(desk.ctx, written(desk.ctx, stay))
    tab = NotesTab(desk, stay)
    qtbot.addWidget(tab)
    tab.show()
    tab.load()
    assert len(tab.notes.view.shown_rows()) == 1
    tab.print_on()
    assert tab.preview is not None
    tab.preview.printed.emit()
    tab.preview.close()
    tab.print_on()
    assert heard.toasts[-1] == "纸上已经是最新的，没有新内容要打印"
    guard, _ = real_desk(program, Role.GUARD, "保安甲", "", tmp_path / "guard")
    assert not any(spec.allowed(guard.ctx.actor) for spec in (*PAGES, *PERSON_TABS))
    guard.tasks.close()
    assert at(date(2026, 11, 24), 8, 42) == NOW
