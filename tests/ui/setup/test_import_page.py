"""The import page: odd files, fast typing, problems in view, both languages."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.wording import Lang
from medcentre.residents.views import roll
from medcentre.setup.facts import Field, FileKind, Verdict
from medcentre.store.engine import Store
from tests.conftest import actor
from ui.kit.desk import Desk
from ui.kit.dialogs import ConfirmDialog
from ui.kit.i18n import language
from ui.kit.settings import Preferences
from ui.setup.import_page import ImportPage
from ui.setup.preview_model import LEAD

CENTRE = Path(__file__).parents[2] / "data" / "centre"


@pytest.fixture
def desk(
    themed: QApplication, sqlite_store: Store, clock: StillClock, tmp_path: Path
) -> Iterator[Desk]:
    """The program's own desk on an empty centre."""
    made = Desk(
        ServiceContext(sqlite_store, actor(), clock),
        preferences=Preferences(QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat)),
    )
    yield made
    made.tasks.close()


def opened(qtbot: QtBot, desk: Desk, *paths: Path) -> ImportPage:
    page = ImportPage(desk)
    qtbot.addWidget(page)
    desk.window = page
    page.resize(1290, 690)
    page.show()
    if paths:
        page.read(paths)
        quiet(qtbot, desk)
    return page


def quiet(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=30_000)


def test_the_first_problem_is_in_view_and_f8_goes_on(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk, CENTRE)
    assert page.preview is not None
    first = page.grid.currentIndex()
    row = page.model.rows[first.row()]
    assert row.verdict is Verdict.ERROR
    assert row.beside(page.model.field_at(first.column()) or Field.BED)
    seen = {first.row()}
    for _ in range(9):
        assert page.next_problem(1)
        seen.add(page.grid.currentIndex().row())
    assert len(seen) == 10
    page.only.setChecked(True)
    assert page.model.rowCount() == 10


def test_corrections_typed_faster_than_they_are_judged_all_stay(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk, CENTRE)
    assert page.preview is not None
    bed = next(c for c in range(LEAD, 40) if page.model.field_at(c) is Field.BED)
    rows = [r for r in page.model.rows if r.beside(Field.BED)]
    assert len(rows) == 2
    for row, value in zip(rows, ("Z7-05-3", "Z3-04-3"), strict=True):
        place = page.model.rows.index(row)
        page.model.setData(page.model.index(place, bed), value)
    quiet(qtbot, desk)
    assert len(page.preview.edits) == 2
    census = [r for r in page.preview.of(FileKind.CENSUS) if r.beside(Field.BED)]
    assert census == []


def test_bad_rows_left_are_said_before_the_good_ones_go_in(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk, CENTRE)
    page.run_import()
    sheet = page.findChildren(ConfirmDialog)[-1]
    assert roll(desk.ctx) == ()
    sheet.go()
    quiet(qtbot, desk)
    assert len(roll(desk.ctx)) > 100
    assert page.preview is None
    page.read((CENTRE,))
    quiet(qtbot, desk)
    page.run_import()
    page.findChildren(ConfirmDialog)[-1].go()
    before = len(roll(desk.ctx))
    quiet(qtbot, desk)
    assert len(roll(desk.ctx)) == before


def odd_files(folder: Path) -> dict[str, Path]:
    """What people choose by mistake."""
    made = {name: folder / name for name in ("text.xlsx", "empty.xlsx", "other.xlsx", "gone.xlsx")}
    made["text.xlsx"].write_text("this is no workbook", "utf-8")
    openpyxl.Workbook().save(made["empty.xlsx"])
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in (("菜单", "周一", "周二"), ("早餐", "面条", "粉"), ("午餐", "米饭", "米饭")):
        book.active.append(line)
    book.save(made["other.xlsx"])
    return made


@pytest.mark.parametrize("name", ["text.xlsx", "empty.xlsx", "other.xlsx", "gone.xlsx"])
def test_what_is_no_table_of_ours_is_told_in_a_sentence(
    qtbot: QtBot, desk: Desk, tmp_path: Path, name: str
) -> None:
    said: list[str] = []
    desk.toasted.connect(lambda toast: said.append(toast.text))
    page = opened(qtbot, desk, odd_files(tmp_path)[name])
    assert said
    assert "Traceback" not in said[0]
    assert page.stack.currentIndex() == 0


def test_english(qtbot: QtBot, desk: Desk) -> None:
    language().set(Lang.EN)
    desk.ctx = replace(desk.ctx, lang=Lang.EN)
    page = opened(qtbot, desk, CENTRE)
    page.grab()
    assert page.header.note.text().isascii()
    assert page.help().purpose.isascii()
    assert "error" in page.tables.item(2).text()
