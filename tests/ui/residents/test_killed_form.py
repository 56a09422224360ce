"""The power goes while somebody types: the next start shows what was typed."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre import bootstrap
from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.store.uow import store_of
from tests.ui.desks import DRAFT_KEY
from ui.kit.desk import Desk
from ui.kit.drafts import FileDrafts
from ui.kit.settings import Preferences
from ui.residents.intake import IntakePage

SECRET = "scripts-secret-2026"
TYPED = "520199198803040010"


def desk_of(ctx: ServiceContext, folder: Path) -> Desk:
    """A desk whose drafts lie in the folder."""
    return Desk(
        ctx, preferences=Preferences(QSettings(str(folder / "p.ini"), QSettings.Format.IniFormat)),
        drafts=FileDrafts(folder / "drafts", DRAFT_KEY, "沈若兰", ctx.clock),
    )  # fmt: skip


def type_and_die(folder: Path) -> None:
    """The process that is killed: types, waits for the draft to be on disk, says so."""
    from PySide6.QtTest import QTest

    app = QApplication([])
    ctx = bootstrap.open_for_scripts(str(folder), SECRET, create=True, clock=StillClock())
    page = IntakePage(desk_of(ctx, folder))
    page.resize(1200, 700)
    page.show()
    app.processEvents()
    QTest.keyClicks(page.form.number, TYPED)
    page.form.name.setText("龙有田")
    page.form.form.edited.emit()
    assert page.form.keeper is not None
    page.form.keeper.saved.connect(lambda: os.write(1, b"saved\n"))
    app.exec()


def test_a_killed_form_comes_back(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.residents.test_killed_form", str(tmp_path)],
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    while (line := child.stdout.readline()) not in (b"saved\n", b""):
        pass
    assert line == b"saved\n"
    child.kill()
    child.wait(30)
    child.stdout.close()
    ctx = bootstrap.open_for_scripts(str(tmp_path), SECRET, clock=StillClock())
    desk = desk_of(ctx, tmp_path)
    page = IntakePage(desk)
    qtbot.addWidget(page)
    page.show()
    assert page.form.number.value() == TYPED
    assert page.form.name.value() == "龙有田"
    qtbot.waitUntil(lambda: not desk.busy)
    desk.close()
    store_of(ctx).close()


if __name__ == "__main__":
    type_and_die(Path(sys.argv[1]))
