"""Today: sections, verbs, greeting, signatures, small screens, both languages; nothing for guards."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre.care import acts as care
from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang
from medcentre.residents.facts import IllnessFact
from tests.care.test_notes import NOW, resident, version_of, written
from tests.conftest import actor
from tests.signers import PASSWORD
from tests.support.test_talks import resident as newcomer
from tests.ui.desks import Heard, real_desk
from ui.kit.desk import Desk
from ui.kit.i18n import language
from ui.kit.worklist import WorkHead, WorkRow
from ui.today import PAGES
from ui.today.page import TodayPage

Station = tuple[Desk, Heard, ServiceContext]


@pytest.fixture
def station(
    themed: QApplication, sqlite_store: object, clock: StillClock, tmp_path: Path
) -> Iterator[Station]:
    """A doctor's desk, what it was asked, and the program itself."""
    program = ServiceContext(sqlite_store, actor(), clock)
    desk, heard = real_desk(program, Role.DOCTOR, "沈若兰", "主治医师", tmp_path)
    yield desk, heard, program
    desk.close()


def shown(qtbot: QtBot, desk: Desk, width: int = 1744) -> TodayPage:
    page = TodayPage(desk)
    qtbot.addWidget(page)
    page.resize(width, 900)
    page.show()
    qtbot.waitUntil(lambda: not page.reading)
    return page


def lines(page: TodayPage) -> list[str]:
    model = page.list.model()
    return [model.index(n, 0).data(Qt.ItemDataRole.DisplayRole) for n in range(model.rowCount())]


def rows(page: TodayPage) -> list[WorkRow]:
    return [line for line in page.list._model.lines if isinstance(line, WorkRow)]


def test_work_stands_under_its_heads_with_a_verb(qtbot: QtBot, station: Station) -> None:
    desk, heard, program = station
    stay = resident(program, admitted_at=NOW - timedelta(hours=9))
    page = shown(qtbot, desk)
    assert lines(page)[:4] == ["已逾期", "首次病程记录", "今天稍后", "入院记录"]
    assert "早上好" in page.hello.text()
    assert page.urgent.text() == "首次病程记录"
    assert page.next_problem(1)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert heard.opened == [("care.note", {"stay_id": stay, "kind": "first_progress_note"})]
    assert [r.verb for r in rows(page)] == ["书写", "书写"]


def test_done_work_disappears_by_itself(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    stay = resident(program, admitted_at=NOW - timedelta(hours=9))
    page = shown(qtbot, desk)
    before = len(rows(page))
    note = written(desk.ctx, stay)
    assert note
    page.load()
    qtbot.waitUntil(lambda: not page.reading)
    assert len(rows(page)) == before
    page.tick()
    assert len(rows(page)) == before


def test_time_moves_items_into_the_next_section(
    qtbot: QtBot, station: Station, clock: StillClock
) -> None:
    desk, _, program = station
    resident(program, admitted_at=NOW - timedelta(hours=7))
    page = shown(qtbot, desk)
    assert lines(page)[0] == "两小时内"
    clock.forward(hours=1, minutes=1)
    page.tick()
    assert lines(page)[0] == "已逾期"


def test_drafts_are_signed_after_one_password(qtbot: QtBot, station: Station) -> None:
    desk, heard, program = station
    stay = resident(program)
    notes = [written(desk.ctx, stay) for _ in range(2)]
    page = shown(qtbot, desk)
    assert page.to_sign is not None
    assert page.to_sign.sign.text() == "签署 2 条"
    page.to_sign.sign.click()
    sheet = page.to_sign.sheet
    assert sheet is not None
    sheet.password.setText(PASSWORD)
    sheet.go()
    assert heard.toasts == ["已签署 2 份"]
    qtbot.waitUntil(lambda: not page.reading)
    assert page.to_sign.view.shown_rows() == ()
    assert all(version_of(desk.ctx, n) for n in notes)
    assert {str(care.read_note(desk.ctx, n).row.status) for n in notes} == {"signed"}


def test_small_screens_fold_the_third_column_into_tabs(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    resident(program)
    page = shown(qtbot, desk, 1290)
    assert page.tabs.count() == 3
    page.tabs.setCurrentIndex(1)
    assert page.to_sign is not None
    assert page.to_sign.isVisibleTo(page)
    page.resize(1744, 1000)
    assert not page.tabs.isVisibleTo(page)
    assert page.to_sign.isVisibleTo(page)


def test_work_can_be_sorted_by_person(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    resident(program, admitted_at=NOW - timedelta(hours=9))
    page = shown(qtbot, desk)
    page.order.set_value("person")
    heads = [line.words for line in page.list._model.lines if isinstance(line, WorkHead)]
    assert heads == ["罗启贵"]
    again = shown(qtbot, desk)
    assert again.order.value() == "person"


def test_an_officer_gets_talks_and_a_guard_nothing(
    qtbot: QtBot, station: Station, tmp_path: Path
) -> None:
    _, _, program = station
    hiv = (IllnessFact(category="BC01", text="HIV感染", main=True),)
    newcomer(program, illnesses=hiv, admitted_at=NOW - timedelta(hours=1))
    officer, heard = real_desk(program, Role.POLICE, "喻思源", "三级警长", tmp_path / "police")
    page = shown(qtbot, officer)
    assert [r.verb for r in rows(page)] == ["谈话"]
    page.act_on(rows(page)[0])
    assert heard.opened[0][0] == "support.talk"
    guard, _ = real_desk(program, Role.GUARD, "保安甲", "", tmp_path / "guard")
    quiet = shown(qtbot, guard)
    assert rows(quiet) == []
    assert quiet.to_sign is None
    texts = quiet.patients.view.csv_text() if quiet.patients else ""
    assert "HIV" not in texts
    assert PAGES[0].count is not None
    assert PAGES[0].count(guard) == (0, False)
    for desk in (officer, guard):
        desk.close()


def test_english_shows_no_chinese(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    resident(program, admitted_at=NOW - timedelta(hours=9))
    language().set(Lang.EN)
    page = shown(qtbot, desk)
    words = [page.hello.text(), page.urgent.text(), page.card.title.text(), *lines(page)]
    words += [r.why + r.verb + r.due + r.person for r in rows(page)]
    assert not [w for w in words if any("\u4e00" <= c <= "\u9fff" for c in w)]
