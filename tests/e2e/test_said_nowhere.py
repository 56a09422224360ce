"""R12 in the real window: no text of any page names an illness to guards, officers and finance (SEC-01).

Shown or not: labels, tips, names and descriptions for screen readers, what models hold in every role,
menus, titles, the clipboard, search results, and what the program writes to its log meanwhile.
"""

import logging
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QSettings, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Role
from medcentre.residents.facts import TELLING_WORDS
from medcentre.store.engine import Store, open_engine
from tests.conftest import TEST_KEY
from tests.e2e.house import settled
from tests.placement.test_view_matrix import World, house
from tests.signers import signer
from ui.app import Program
from ui.kit.settings import Preferences
from ui.shell.window import MainWindow

TELLS = re.compile(f"{TELLING_WORDS.pattern}|BC0[1-5]|无骨", re.IGNORECASE)
ROLES_OF_DATA = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole,
    Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.DecorationRole, *range(Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 12),
)  # fmt: skip


@dataclass
class Place:
    """The furnished house and the program over it."""

    world: World
    program: Program

    def window(self, role: Role) -> MainWindow:
        """The window of somebody with this role alone."""
        program = ServiceContext(self.world.store, self.world.ctx("doc").actor, self.world.clock)
        who = signer(program, role, f"某{role.value}")
        if role is Role.GUARD:
            zone = frozenset({self.world.zones["康复区"]})
            who = replace(
                who, actor=replace(who.actor, zones=zone, staff_id=self.world.guards["on"])
            )
        window = MainWindow(self.program.services())
        window.resize(1366, 768)
        window.enter(who)
        return window


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Place:
    """An illness written into every field for words about beds, in a real centre."""
    folder = tmp_path_factory.mktemp("said")
    data = folder / "centre"
    data.mkdir()
    shutil.copy(sqlite_template, data / "centre.db")
    world = house(Store(open_engine(str(data), TEST_KEY), str(data), TEST_KEY))
    program = Program(str(data), is_demo=False, clock=world.clock)
    program.preferences = Preferences(
        QSettings(str(folder / "desk.ini"), QSettings.Format.IniFormat)
    )
    return Place(world, program)


def texts(window: QWidget) -> Iterator[str]:
    """Every text a widget, action or model of the window holds, shown or not."""
    for widget in (window, *window.findChildren(QWidget)):
        yield from (
            widget.windowTitle(), widget.toolTip(), widget.statusTip(), widget.whatsThis(),
            widget.accessibleName(), widget.accessibleDescription(), widget.objectName(),
        )  # fmt: skip
        if isinstance(widget, QLabel | QLineEdit):
            yield widget.text()
        elif isinstance(widget, QTextEdit | QPlainTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QComboBox) or (
            isinstance(widget, QAbstractItemView) and widget.model() is not None
        ):
            yield from of_model(widget.model())
        else:
            text = getattr(widget, "text", None)
            yield str(text()) if callable(text) else ""
    for action in window.findChildren(QAction):
        yield from (action.text(), action.toolTip(), action.statusTip(), action.whatsThis())
    yield QGuiApplication.clipboard().text()


def columns_of(model: QAbstractItemModel) -> int:
    """Lists have one; Qt keeps their `columnCount` to itself."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount()


def of_model(model: QAbstractItemModel) -> Iterator[str]:
    """What the cells of a model say in every role, objects behind them included."""
    for row in range(model.rowCount()):
        for column in range(columns_of(model)):
            index = model.index(row, column)
            for role in ROLES_OF_DATA:
                yield repr(model.data(index, role) or "")
    for column in range(columns_of(model)):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def sweep(qtbot: QtBot, place: Place, role: Role) -> tuple[int, set[str], bool]:
    """Pages opened, page and word of each leak, whether the man was seen at all."""
    window = place.window(role)
    qtbot.addWidget(window)
    window.show()
    desk, workplace = window.desk, window.workplace
    assert desk is not None
    assert workplace is not None
    found, pages, seen = set[str](), 0, False

    def read(where: str) -> None:
        nonlocal pages, seen
        settled(qtbot, window)
        qtbot.wait(20)
        pages += 1
        for text in texts(window):
            seen |= "田茂超" in text
            found.update(f"{where}: {text[:160]}" for _ in TELLS.findall(text))

    for spec in workplace.specs:
        if not spec.hidden and spec.id != "rostering.sheet":
            desk.open(spec.id)
            read(spec.id)
    if role is not Role.FINANCE:
        desk.person(place.world.here)
        read("person")
    for words in ("HIV", "结核", "田茂超"):
        found.update(f"search {f}" for f in desk.find_people(words) if TELLS.search(repr(f)))
    window.close()
    return pages, found, seen


@pytest.mark.usefixtures("themed")
@pytest.mark.parametrize("role", [Role.GUARD, Role.POLICE, Role.FINANCE])
def test_no_text_of_any_page_names_an_illness(
    qtbot: QtBot, place: Place, role: Role, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    pages, found, seen = sweep(qtbot, place, role)
    assert pages > 3
    assert found == set()
    assert seen or role is Role.FINANCE
    out, err = capfd.readouterr()
    written = [p.read_text("utf-8", "ignore") for p in Path(place.program.location).rglob("*.log")]
    for text in (out, err, caplog.text, *written):
        assert TELLS.findall(text) == []


@pytest.mark.usefixtures("themed")
def test_the_same_look_finds_them_on_a_doctors_pages(qtbot: QtBot, place: Place) -> None:
    _pages, found, seen = sweep(qtbot, place, Role.DOCTOR)
    assert seen
    assert len({f.split(":")[0] for f in found if "HIV" in f}) > 2
