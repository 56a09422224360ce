"""One centre and its real window, kept over the tests of the main job."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import SYSTEM, Role, actor_rights
from medcentre.store.engine import Store, open_engine
from tests.conftest import TEST_KEY
from tests.signers import PASSWORD, signer
from ui.app import Program
from ui.kit.dialogs import SigningSheet
from ui.kit.page import Page
from ui.kit.settings import Preferences
from ui.shell.window import MainWindow

CENTRE = Path(__file__).parents[1] / "data" / "centre"
ANSWERS: dict[str, Any] = json.loads((CENTRE / "answers.json").read_text("utf-8"))
ROLES = frozenset(
    {Role.DOCTOR, Role.NURSE, Role.POLICE, Role.FINANCE, Role.DIRECTOR, Role.JOINT_OFFICE,
     Role.IT_ADMIN, Role.SEC_ADMIN, Role.AUDIT_ADMIN}
)  # fmt: skip
"""One invented person who may do the whole job; nobody in a real centre holds all of these."""

P = TypeVar("P", bound=Page)
W = TypeVar("W", bound=QWidget)


@dataclass
class House:
    """The store, who works in it, and the program over it."""

    ctx: ServiceContext
    program: Program
    papers: list[tuple[str, bytes]]

    def window(self) -> MainWindow:
        """The program's window with this person signed in."""
        window = MainWindow(self.program.services())
        window.resize(1600, 1000)
        window.enter(self.ctx)
        desk = window.desk
        assert desk is not None
        desk.preview = lambda pdf, title: self.papers.append((title, pdf))  # type: ignore[method-assign]
        return window


def build(folder: Path, template: Path) -> House:
    """An empty store with one person who may do everything."""
    data = folder / "centre"
    data.mkdir()
    shutil.copy(template, data / "centre.db")
    store = Store(open_engine(str(data), TEST_KEY), str(data), TEST_KEY)
    ctx = ServiceContext(store, SYSTEM, StillClock())
    ctx = signer(ctx, Role.DOCTOR, "沈若兰", "主治医师")
    permissions, qualifiers = actor_rights(ROLES)
    whole = replace(
        ctx.actor, roles=ROLES, permissions=permissions, qualifiers=qualifiers,
        joint_side="hospital",
    )  # fmt: skip
    program = Program(str(data), is_demo=False, clock=ctx.clock)
    program.preferences = Preferences(
        QSettings(str(folder / "desk.ini"), QSettings.Format.IniFormat)
    )
    return House(ctx.as_(whole), program, [])


def page(window: MainWindow, page_id: str, expected: type[P], **state: Any) -> P:
    """Go to a page as menus and links do."""
    assert window.desk is not None
    assert window.workplace is not None
    window.desk.open(page_id, **state)
    found = window.workplace.current_page
    assert isinstance(found, expected)
    return found


def settled(qtbot: QtBot, window: MainWindow, fact: Callable[[], bool] = lambda: True) -> None:
    """Until the worker rests and a fact holds."""
    desk = window.desk
    assert desk is not None
    qtbot.waitUntil(lambda: not desk.busy and fact(), timeout=60_000)


def last(window: QWidget, kind: type[W]) -> W:
    """The newest dialog of a kind."""
    return window.findChildren(kind)[-1]


def sign(window: QWidget) -> None:
    """Give the password in the sheet that is open."""
    sheet = last(window, SigningSheet)
    sheet.password.setText(PASSWORD)
    sheet.go()
    assert sheet.refusal.isHidden(), sheet.refusal.text()
