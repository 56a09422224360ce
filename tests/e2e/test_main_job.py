"""The centre's main job through the program's own windows, on the sample centre's spreadsheets.

The tests of this file run in order on one store: import, places, intake, roster, fees, records.
"""

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from medcentre.care.facts import NoteKind
from medcentre.desktop import close_store
from medcentre.fees import views as fees
from medcentre.fees.facts import PeriodState
from medcentre.kernel.periods import Month
from medcentre.kernel.records import RecordStatus
from medcentre.placement.views.beds import beds_of
from medcentre.residents import views as residents
from medcentre.rostering import views as rosters
from medcentre.setup.facts import FileKind, RowRef, Verdict
from tests.e2e.house import ANSWERS, CENTRE, House, build, last, page, settled, sign
from tests.support.test_talks import whole
from ui.care.note import NotePage
from ui.fees.contracts import ContractsPage
from ui.fees.settlement import SettlementPage
from ui.kit.dialogs import ConfirmDialog
from ui.placement.map import MapPage
from ui.residents.intake import IntakePage
from ui.residents.person import PersonPage
from ui.rostering.page import RosterPage
from ui.setup.import_page import ImportPage
from ui.setup.preview_model import LEAD
from ui.shell.window import MainWindow
from ui.support.talk import TalkPage

SEPTEMBER, OCTOBER, DECEMBER = Month(2026, 9), Month(2026, 10), Month(2026, 12)


@pytest.fixture(scope="module")
def house(
    qapp: QApplication, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """One centre for the whole file."""
    made = build(tmp_path_factory.mktemp("house"), sqlite_template)
    yield made
    close_store(made.ctx)


@pytest.fixture
def window(qtbot: QtBot, themed: QApplication, house: House) -> Iterator[MainWindow]:
    """The program's window on that centre."""
    made = house.window()
    made.show()
    yield made
    settled(qtbot, made)
    made.close()
    made.deleteLater()
    QCoreApplication.processEvents()


def type_into(grid_page: ImportPage, row: int, column: int, text: str) -> None:
    """F2, the right value, Enter: as a person corrects a cell."""
    grid = grid_page.grid
    grid.setCurrentIndex(grid_page.model.index(row, column))
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_F2)
    editor = next(e for e in grid.viewport().findChildren(QLineEdit) if e.isVisible())
    editor.setText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_1_spreadsheets_are_corrected_on_screen_and_imported(
    qtbot: QtBot, window: MainWindow, house: House
) -> None:
    view = page(window, "setup.import", ImportPage)
    view.read((CENTRE,))
    settled(qtbot, window, lambda: view.preview is not None)
    assert view.preview is not None
    census = next(i for i, t in enumerate(view.preview.tables) if t.kind is FileKind.CENSUS)
    assert view.tables.currentRow() == census
    counted = {v: view.preview.count(v, FileKind.CENSUS) for v in Verdict}
    assert counted == {Verdict(k): n for k, n in ANSWERS["import_"].items()}
    for entry in ANSWERS["rows"]:
        row = next(
            i for i, r in enumerate(view.model.rows) if r.ref == RowRef(census, entry["row"])
        )
        if isinstance(entry["truth"], str):
            view.grid.setCurrentIndex(view.model.index(row, LEAD))
            view.drop_button.click()
            settled(qtbot, window)
            continue
        for heading, value in entry["truth"].items():
            column = (
                next(n for n, h in enumerate(view.model.headings) if h.endswith(heading)) + LEAD
            )
            before = view.preview
            type_into(view, row, column, value)
            settled(qtbot, window, lambda old=before: view.preview is not old)  # type: ignore[misc]
    assert view.preview.count(Verdict.ERROR) == 0
    assert view.preview.count(Verdict.WARNING) == 0
    view.go.click()
    settled(qtbot, window, lambda: view.preview is None)
    assert len(residents.roll(house.ctx)) > 100


def test_2_everybody_has_a_bed(qtbot: QtBot, window: MainWindow, house: House) -> None:
    roll = residents.roll(house.ctx)
    places = beds_of(house.ctx)
    assert [r.admission_no for r in roll if r.absence is None and r.stay_id not in places] == []
    assert len({p.bed for p in places.values()}) == len(places)
    view = page(window, "placement.map", MapPage)
    settled(qtbot, window, lambda: bool(view.model.tiles))
    shown = {t.code for t in view.model.tiles if t.stay_id is not None}
    assert shown == {p.bed for p in places.values()}


def test_3_a_new_person_is_taken_in_by_keyboard(
    qtbot: QtBot, window: MainWindow, house: House
) -> None:
    view = page(window, "residents.intake", IntakePage)
    form = view.form
    form.number.setFocus()
    QTest.keyClicks(form.number, "520199198803040010")
    number = form.number.text()
    QTest.keyClick(form.number, Qt.Key.Key_Tab)
    if form.birth.value() is None:
        pytest.fail(f"the number {number} was not understood")
    assert (form.sex.value(), form.birth.value()) == ("1", date(1988, 3, 4))
    form.name.setText("龙有田")
    QTest.keyClicks(form.decision, "QX-2026-119")
    QTest.keyClicks(form.decided, "20261120")
    QTest.keyClick(form.decided, Qt.Key.Key_Tab)
    view.rank()
    settled(qtbot, window, lambda: view.ranking.ranking is not None)
    assert view.ranking.ranking is not None
    assert view.ranking.ranking.best
    assert view.ranking.verdict() is not None
    form.reason.setText("新入所，先在过渡区观察")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    form.reason.setFocus()
    before = len(residents.roll(house.ctx))
    QTest.keyClick(form.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wrong = {n: f.error for n, f in form.form.fields.items() if f.error}
    assert len(residents.roll(house.ctx)) == before + 1, (wrong, form.banner.label.text())
    person = next(r for r in residents.roll(house.ctx) if r.name == "龙有田")
    assert beds_of(house.ctx)[person.stay_id].bed


def test_4_next_month_is_drafted_edited_and_published(
    qtbot: QtBot, window: MainWindow, house: House
) -> None:
    view = page(window, "rostering.sheet", RosterPage)
    settled(qtbot, window, lambda: view.data_ is not None)
    assert view.month == DECEMBER
    view.solver.time.set_value(20)
    view.solver.start.click()
    qtbot.waitUntil(view.solver.take.isVisible, timeout=60_000)
    view.solver.take.click()
    qtbot.waitUntil(lambda: not view.solver.running(), timeout=60_000)
    settled(qtbot, window, lambda: view.data_ is not None and any(map(any, view.data_.sheet.cells)))
    row, column = next(
        (r, c) for r in range(view.model.rowCount()) for c in range(view.model.columnCount())
        if view.model.person_at(r) is not None and view.model.day_at(c) is not None
        and view.model.shift_at(r, c)
    )  # fmt: skip
    view.grid.setCurrentIndex(view.model.index(row, column))
    view.grid.setFocus()
    QTest.keyClick(view.grid, Qt.Key.Key_Delete)
    assert not view.model.shift_at(row, column)
    view.publish_button.click()
    sheets = [d for d in window.findChildren(ConfirmDialog) if d.isVisible()]
    if sheets:
        sheets[-1].reason.setPlainText("人手不足，先行发布")
        sheets[-1].go()
    else:
        sign(window)
    head = rosters.month_sheet(house.ctx, DECEMBER).head
    assert head.published_no == 1
    settled(qtbot, window)
    assert view.print_screen()
    with pdfplumber.open(io.BytesIO(house.papers[-1][1])) as pdf:
        sides = (pdf.pages[0].width, pdf.pages[0].height)
    assert sorted(round(float(side)) for side in sides) == [842, 1191]


def test_5_two_months_are_settled_to_the_fen(
    qtbot: QtBot, window: MainWindow, house: House, tmp_path: Path
) -> None:
    page(window, "fees.contracts", ContractsPage).load_file(str(CENTRE / "contract.json"))
    view = page(window, "fees.settlement", SettlementPage, month="2026-09")
    settled(qtbot, window)
    for month in (SEPTEMBER, OCTOBER):
        view.open_with(month=str(month))
        view.refresh()
        settled(qtbot, window)
        view.banner.button.click()
        settled(qtbot, window, lambda: view.doc is not None and view.doc.reckoned == 1)
        settled(qtbot, window)
        wanted = ANSWERS["statement_corrected"][str(month)]
        out = tmp_path / f"{month}.json"
        view.export_to("json", out)
        found = json.loads(out.read_text("utf-8"))
        assert found["lines"] == wanted["lines"]
        assert (found["roll_days"], found["total"]) == (wanted["roll_days"], wanted["total"])
        view.steps.buttons["lock"].click()
        sheet = last(view.window(), ConfirmDialog)
        sheet.reason.setPlainText("演练，步骤从略")
        sheet.go()
        settled(qtbot, window)
        doc = fees.statement(house.ctx, month)
        assert doc.state is PeriodState.CLOSED
        assert doc.total.plain() == wanted["total"]
        view.export_to("xlsx", tmp_path / f"{month}.xlsx")
        view.export_to("pdf", tmp_path / f"{month}.pdf")
        with pdfplumber.open(tmp_path / f"{month}.pdf") as pdf:
            text = "".join(p.extract_text() for p in pdf.pages)
        assert f"{doc.total}" in text
        assert doc.number in text


def test_6_a_talk_is_written_signed_and_printed(
    qtbot: QtBot, window: MainWindow, house: House
) -> None:
    stay = residents.roll(house.ctx)[0]
    view = page(window, "support.talk", TalkPage, stay_id=stay.stay_id)
    assert view.pane is not None
    view.pane.set_content(whole())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view.pane.content.setFocus()
    QTest.keyClick(view.pane.content, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert view.pane.sheet is not None
    sign(window)
    assert view.talk is not None
    assert view.talk.row.status is RecordStatus.SIGNED
    assert view.print_screen()
    text = text_of(house.papers[-1][1])
    assert stay.name in text
    assert whole().content[:12] in text


def test_7_a_progress_note_is_written_signed_and_printed(
    qtbot: QtBot, window: MainWindow, house: House
) -> None:
    stay = residents.roll(house.ctx)[0]
    view = page(window, "care.note", NotePage, stay_id=stay.stay_id, kind=NoteKind.PROGRESS)
    assert view.pane is not None
    for editor in view.pane.parts.values():
        editor.setPlainText("患者今日精神可，体温36.8℃，双肺呼吸音清，继续原方案治疗。")
    first = next(iter(view.pane.parts.values()))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sign(window)
    assert view.found is not None
    assert view.found.row.status is not RecordStatus.DRAFT
    assert view.print_screen()
    text = text_of(house.papers[-1][1])
    assert stay.name in text
    assert "双肺呼吸音清" in text


def test_8_the_person_page_tells_the_story(qtbot: QtBot, window: MainWindow, house: House) -> None:
    stay = residents.roll(house.ctx)[0]
    view = page(window, "residents.person", PersonPage, stay_id=stay.stay_id)
    assert stay.name in view.person.name.text()
    assert view.tabs.tabText(0) == "概览"


def text_of(pdf: bytes) -> str:
    """All words of a paper without breaks."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join(p.extract_text() for p in opened.pages).replace("\n", "").replace(" ", "")
