"""The first-run window with the real program behind it: new centre, restored centre."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre import bootstrap
from medcentre.staff.acts.safekeeping import make_centre_backup
from ui.app_first_run import FirstRunWindow, RestoreSheet
from ui.kit.print_preview import PrintPreview
from ui.kit.settings import Preferences
from ui.shell.first_run import CentreStep, OfficeStep, RecoveryStep

PASSWORD = "Kaiyang-2026"


def fill(window: FirstRunWindow) -> str:
    """Name, three administrators; the recovery key."""
    centre, office = window.wizard.steps[:2]
    assert isinstance(centre, CentreStep)
    assert isinstance(office, OfficeStep)
    centre.name.set_value("云岭收治中心")
    window.wizard.next()
    people = (office.it, office.security, office.audit)
    for card, user in zip(people, ("it01", "sec01", "aud01"), strict=True):
        card.user.set_value(user)
        card.full_name.set_value(f"人{user}")
        card.password.setText(PASSWORD)
        card.again.setText(PASSWORD)
    window.wizard.next()
    return office.key


@pytest.mark.usefixtures("themed")
def test_made_backed_up_and_restored_elsewhere(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    preferences = Preferences(QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat))
    place = str(tmp_path / "centre")
    window = FirstRunWindow(place, preferences)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    key = fill(window)
    assert window.chosen == place
    recovery = window.wizard.steps[2]
    assert isinstance(recovery, RecoveryStep)
    recovery.show_sheet.click()
    preview = window.findChild(PrintPreview)
    assert preview is not None
    preview.close()
    groups = key.split("-")
    recovery.first.setText(groups[recovery.asked[0]])
    recovery.second.setText(groups[recovery.asked[1]])
    window.wizard.next()
    with qtbot.waitSignal(window.left):
        window.wizard.next()
    ctx = bootstrap.sign_in(place, "it01", PASSWORD, at=bootstrap.desk())
    report = make_centre_backup(ctx, tmp_path / "out")
    assert report.manifest.counts["bed"] == 154
    bootstrap.close(ctx)
    other = FirstRunWindow(str(tmp_path / "new"), preferences)
    qtbot.addWidget(other)
    with qtbot.waitExposed(other):
        other.show()
    sheet = RestoreSheet(other, report.file, other.location, other.tasks)
    with qtbot.waitExposed(sheet):
        sheet.show()
    sheet.key.setText("2222-" * 7 + "2222")
    sheet.go()
    qtbot.waitUntil(lambda: bool(sheet.refusal.text()), timeout=20_000)
    assert "恢复密钥不对" in sheet.refusal.text()
    sheet.key.setText(key.lower())
    with qtbot.waitSignal(sheet.restored, timeout=30_000):
        sheet.go()
    ctx = bootstrap.sign_in(other.location, "it01", PASSWORD)
    assert ctx.actor.name == "人it01"
    bootstrap.close(ctx)
    for made in (window, other):
        made.tasks.close()


@pytest.mark.usefixtures("themed")
def test_closing_keeps_what_was_typed_but_no_password(qtbot: QtBot, tmp_path: Path) -> None:
    preferences = Preferences(QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat))
    window = FirstRunWindow(str(tmp_path / "centre"), preferences)
    qtbot.addWidget(window)
    window.show()
    centre, office = window.wizard.steps[:2]
    assert isinstance(centre, CentreStep)
    assert isinstance(office, OfficeStep)
    centre.name.set_value("云岭收治中心")
    window.wizard.next()
    office.it.user.set_value("it01")
    office.it.password.setText(PASSWORD)
    window.close()
    assert window.chosen == ""
    preferences.store.sync()
    assert PASSWORD not in (tmp_path / "p.ini").read_text("utf-8")
    again = FirstRunWindow(str(tmp_path / "centre"), preferences)
    qtbot.addWidget(again)
    office = again.wizard.steps[1]
    assert isinstance(office, OfficeStep)
    assert (again.wizard.place, office.it.user.text()) == (1, "it01")
