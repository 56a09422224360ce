"""The program's own doors: signing in, locking, coming back, the next person at the same desk."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from medcentre import bootstrap
from medcentre.kernel.clock import StillClock
from medcentre.kernel.errors import DomainError
from medcentre.staff.facts import Administrator, NewCentre, StaffCode
from medcentre.staff.sign_in import still_signed_in
from medcentre.store.uow import store_of
from ui.app import Program
from ui.kit.settings import Preferences
from ui.shell.window import MainWindow

PASSWORD = "Kaiyang-2026"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program over a new centre with its three administrators."""
    folder, clock = str(tmp_path / "centre"), StillClock()
    people = [
        Administrator(user=user, full_name=name, password=PASSWORD)
        for user, name in (("it01", "甲"), ("sec01", "乙"), ("aud01", "丙"))
    ]
    bootstrap.create_centre(
        folder,
        NewCentre(name="云岭收治中心", it=people[0], security=people[1], audit=people[2]),
        bootstrap.desk(clock),
    )
    made = Program(folder, is_demo=False, clock=clock)
    made.preferences = Preferences(
        QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    )
    return made


@pytest.mark.usefixtures("themed")
def test_lock_and_come_back_on_one_store(qtbot: QtBot, program: Program) -> None:
    window = MainWindow(program.services())
    qtbot.addWidget(window)
    window.sign_in.user.setText("it01")
    window.sign_in.password.edit.setText("wrong")
    window.sign_in.enter()
    qtbot.waitUntil(lambda: not window.busy and bool(window.sign_in.refusal.text()))
    assert window.workplace is None
    window.sign_in.password.edit.setText(PASSWORD)
    with qtbot.waitSignal(window.signed_in):
        window.sign_in.enter()
    assert window.desk is not None
    assert window.desk.ctx.actor.name == "甲"
    first = window.desk.ctx
    window.lock()
    elsewhere = program.authenticate("it01", "no")
    assert isinstance(elsewhere, DomainError)
    assert elsewhere.code == StaffCode.SIGN_IN_REFUSED
    window.lock_page.password.edit.setText(PASSWORD)
    window.lock_page.enter()
    qtbot.waitUntil(lambda: not window.is_locked)
    now = window.desk.ctx
    assert store_of(now) is store_of(first)
    assert still_signed_in(now)
    window.sign_out()
    window.sign_in.user.setText("aud01")
    window.sign_in.password.edit.setText(PASSWORD)
    with qtbot.waitSignal(window.signed_in):
        window.sign_in.enter()
    assert window.desk is not None
    assert window.desk.ctx.actor.name == "丙"
    assert store_of(window.desk.ctx) is store_of(first)
    window.close()
    program.close()
