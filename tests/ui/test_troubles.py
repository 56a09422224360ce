"""What the sign-in page says when the store cannot be opened: what is wrong and what to do."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from medcentre import bootstrap
from medcentre.kernel.clock import StillClock
from medcentre.kernel.wording import Lang
from medcentre.staff.facts import Administrator, NewCentre
from medcentre.store.engine import FILE
from medcentre.store.keyring import Keyring
from medcentre.store.migrate import open_migrated
from ui.app import Program
from ui.kit.i18n import language
from ui.kit.settings import Preferences
from ui.shell.window import MainWindow
from ui.single import SingleInstance

PASSWORD = "Kaiyang-2026"


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """A centre with its three administrators, closed."""
    folder = tmp_path / "centre"
    people = [
        Administrator(user=user, full_name=name, password=PASSWORD)
        for user, name in (("it01", "甲"), ("sec01", "乙"), ("aud01", "丙"))
    ]
    bootstrap.create_centre(
        str(folder),
        NewCentre(name="云岭收治中心", it=people[0], security=people[1], audit=people[2]),
        bootstrap.desk(StillClock()),
    )
    return folder


def opened(qtbot: QtBot, location: str, tmp_path: Path) -> MainWindow:
    """The window at its sign-in page."""
    program = Program(location, is_demo=False, clock=StillClock())
    program.preferences = Preferences(
        QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    )
    window = MainWindow(program.services())
    qtbot.addWidget(window)
    window.show()
    return window


def told(qtbot: QtBot, window: MainWindow, password: str = PASSWORD) -> str:
    """Sign in; what the page says then."""
    page = window.sign_in
    page.user.setText("it01")
    page.password.edit.setText(password)
    page.enter()
    qtbot.waitUntil(lambda: not window.busy and page.refusal.isVisible(), timeout=20_000)
    return page.refusal.text()


def damage(folder: Path) -> None:
    """Overwrite the middle of the file."""
    file = folder / FILE
    for end in ("-wal", "-shm"):
        (folder / (FILE + end)).unlink(missing_ok=True)
    data = bytearray(file.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = bytes(4096)
    file.write_bytes(bytes(data))


def from_the_future(folder: Path) -> None:
    """As a newer program would have left it."""
    store = open_migrated(str(folder), Keyring(folder).open("it01", PASSWORD))
    with store.engine.begin() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '0099_later'"))
    store.close()


@pytest.mark.usefixtures("themed")
def test_a_damaged_file_says_to_restore(qtbot: QtBot, centre: Path, tmp_path: Path) -> None:
    damage(centre)
    before = (centre / FILE).read_bytes()
    window = opened(qtbot, str(centre), tmp_path)
    assert "从备份恢复" in told(qtbot, window)
    assert (centre / FILE).read_bytes() == before
    assert window.workplace is None


@pytest.mark.usefixtures("themed")
def test_a_newer_store_says_to_update(qtbot: QtBot, centre: Path, tmp_path: Path) -> None:
    from_the_future(centre)
    window = opened(qtbot, str(centre), tmp_path)
    said = told(qtbot, window)
    assert "升级" in said
    assert "0099_later" in said


@pytest.mark.usefixtures("themed")
def test_a_network_share_says_where_to_put_it(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, "//server/share/centre", tmp_path)
    assert "PostgreSQL" in told(qtbot, window)
    language().set(Lang.EN)
    assert "local disk" in told(qtbot, window)


@pytest.mark.usefixtures("themed")
def test_a_file_that_is_gone_says_where_to_look(qtbot: QtBot, centre: Path, tmp_path: Path) -> None:
    (centre / FILE).unlink()
    window = opened(qtbot, str(centre), tmp_path)
    assert "找不到数据文件" in told(qtbot, window)


@pytest.mark.usefixtures("themed")
def test_five_wrong_passwords_say_until_when(qtbot: QtBot, centre: Path, tmp_path: Path) -> None:
    window = opened(qtbot, str(centre), tmp_path)
    said = [told(qtbot, window, "wrong-Password-1") for _ in range(5)]
    assert "密码" in said[0]
    assert "30" in told(qtbot, window)  # now even the right one
    assert window.sign_in.user.text() == "it01"


@pytest.mark.usefixtures("themed")
def test_a_second_start_calls_the_first_window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    keeper = QObject()
    first = SingleInstance(str(tmp_path), keeper)
    assert first.first()
    with qtbot.waitSignal(first.called):
        assert not SingleInstance(str(tmp_path), keeper).first()
    assert SingleInstance(str(tmp_path / "other"), keeper).first()
