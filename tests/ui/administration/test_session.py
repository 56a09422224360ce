"""While somebody is signed in: locked by another desk, rights renewed, clock told, backup made."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre.kernel.clock import StillClock
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Role
from medcentre.staff import acts, views
from medcentre.staff.acts.safekeeping import backups
from medcentre.staff.sign_in import Desk as Place
from medcentre.staff.sign_in import must_change_password, sign_in
from medcentre.store.engine import Store
from tests.staff.doors import OTHER, PASSWORD, Office, furnish
from ui.administration.mine import PasswordDialog
from ui.app_session import SessionWatch, change_first
from ui.kit.desk import Desk
from ui.kit.settings import IDLE_MINUTES, Preferences


@pytest.fixture
def office(sqlite_store: Store, clock: StillClock) -> Office:
    return furnish(sqlite_store, clock)


@pytest.fixture
def desk(office: Office, themed: QApplication, tmp_path: Path) -> Iterator[Desk]:
    ctx = sign_in(office.store, "D001", PASSWORD, desk=office.desk)
    file = QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat)
    made = Desk(ctx, preferences=Preferences(file))
    yield made
    made.close()


def heard(desk: Desk) -> list[str]:
    said: list[str] = []
    desk.toasted.connect(lambda toast: said.append(toast.text))
    return said


def test_another_desk_locks_this_one(desk: Desk, office: Office) -> None:
    watch, said = SessionWatch(desk), heard(desk)
    watch.look()
    assert said == []
    sign_in(office.store, "D001", PASSWORD, desk=Place(office.clock, workstation="desk-2"))
    watch.look()
    assert "另一台电脑" in said[0]


def test_rights_and_settings_are_those_of_now(desk: Desk, office: Office) -> None:
    watch, said = SessionWatch(desk), heard(desk)
    acts.grant_role(office.system, office.ids["D001"], Role.DIRECTOR)
    acts.change_setting(office.system, "idle_minutes", 3, 0)
    watch.look()
    assert Role.DIRECTOR in desk.ctx.actor.roles
    assert "权限有变动" in said[0]
    assert desk.preferences.get(IDLE_MINUTES) == 3


def test_a_jump_of_the_clock_is_told_and_audited(desk: Desk, office: Office) -> None:
    watch, said = SessionWatch(desk), heard(desk)
    office.clock.forward(hours=-2)
    watch.look()
    assert "-120" in said[0]
    assert views.audit_page(office.system, views.AuditFilter(action="clock.jump"))


def test_the_daily_backup_is_made_once(qtbot: QtBot, desk: Desk, office: Office) -> None:
    watch, said = SessionWatch(desk), heard(desk)
    watch.back_up()
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert "今日备份完成" in said[0]
    watch.back_up()
    qtbot.waitUntil(lambda: not desk.busy, timeout=20_000)
    assert len(backups(office.system)) == 1


def during(run: Callable[[PasswordDialog], None]) -> None:
    """Do something in the password dialog as soon as it stands."""

    def go() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, PasswordDialog) and window.isVisible():
                run(window)

    QTimer.singleShot(200, go)


def choose(dialog: PasswordDialog) -> None:
    dialog.old.setText("First-pass-1")
    dialog.new.setText(OTHER)
    dialog.again.setText(OTHER)
    dialog.save()


@pytest.mark.usefixtures("themed")
def test_a_first_password_is_changed_at_the_door_or_nobody_comes_in(office: Office) -> None:
    row = next(r for r in views.account_list(office.system) if r.name == "D001")
    acts.reset_password(office.system, row.id, row.version, "First-pass-1")
    ctx = sign_in(office.store, "D001", "First-pass-1", desk=office.desk)
    during(lambda dialog: dialog.reject())
    refused = change_first(ctx)
    assert isinstance(refused, DomainError)
    assert refused.code == "password_must_change"
    during(choose)
    entered = change_first(ctx)
    assert not isinstance(entered, DomainError)
    assert not must_change_password(entered)
    assert change_first(entered) is entered
