"""The first run from nothing to beds, on a real folder."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre import bootstrap
from medcentre.kernel.clock import StillClock
from medcentre.placement.commands import NewZone
from medcentre.store.keyring import RECOVERY, Keyring
from medcentre.store.uow import store_of
from ui.shell.first_run import (
    CentreStep,
    FirstRunServices,
    OfficeStep,
    RecoveryStep,
    ZonesStep,
    first_run,
)

PASSWORD = "Kaiyang-2026"


@pytest.mark.usefixtures("themed")
def test_a_centre_from_nothing(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> None:
    folder = str(tmp_path / "centre")
    built: list[NewZone] = []
    keys: list[str] = []
    services = FirstRunServices(
        create=lambda cmd: bootstrap.create_centre(folder, cmd, bootstrap.desk(StillClock())),
        show_key=lambda key, _centre: keys.append(key),
        define_zones=built.extend,
        open_demo=lambda: None,
        restore=lambda: None,
    )
    wizard = first_run(services)
    qtbot.addWidget(wizard)
    wizard.show()
    centre, office, recovery, zones = wizard.steps
    assert isinstance(centre, CentreStep)
    assert isinstance(office, OfficeStep)
    assert isinstance(recovery, RecoveryStep)
    assert isinstance(zones, ZonesStep)
    wizard.next()
    assert wizard.place == 0
    centre.name.set_value("云岭收治中心")
    wizard.next()
    people = (office.it, office.security, office.audit)
    for card, (user, name) in zip(
        people, (("it01", "甲"), ("sec01", "乙"), ("it01", "丙")), strict=True
    ):
        card.user.set_value(user)
        card.full_name.set_value(name)
        card.password.setText(PASSWORD)
        card.again.setText(PASSWORD)
    wizard.next()
    assert (wizard.place, "三个不同" in wizard.banner.label.text()) == (1, True)
    assert not bootstrap.exists(folder)
    office.audit.user.set_value("aud01")
    office.it.again.setText("other")
    wizard.next()
    assert wizard.place == 1
    office.it.again.setText(PASSWORD)
    wizard.next()
    assert wizard.place == 2
    assert PASSWORD not in str(wizard.state())
    assert office.key not in str(wizard.state())
    recovery.show_sheet.click()
    assert keys == [office.key]
    assert Keyring(Path(folder)).open(RECOVERY, office.key)
    wizard.next()
    assert wizard.place == 2
    groups = office.key.split("-")
    recovery.first.setText(groups[recovery.asked[0]].lower())
    recovery.second.setText(groups[recovery.asked[1]])
    wizard.next()
    assert wizard.place == 3
    zones.lines[0].rooms.set_value(2)
    zones.lines[-1]._drop()
    zones.template.set_value("four")
    assert len(zones.lines) == 4
    with qtbot.waitSignal(wizard.finished):
        wizard.next()
    assert [z.name for z in built] == ["一区", "二区", "三区", "四区"]
    assert built[0].rooms[0].beds[0].code == "101-1"
    ctx = bootstrap.sign_in(folder, "it01", PASSWORD)
    assert ctx.actor.name == "甲"
    store_of(ctx).close()
    wizard.previous()
    wizard.previous()
    wizard.next()
    assert wizard.place == 2
