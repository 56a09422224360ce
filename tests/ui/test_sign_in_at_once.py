"""Somebody who types and presses Enter while the centre is still being loaded beside the window."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ui.test_troubles import PASSWORD, centre, damage, from_the_future

__all__ = ["centre"]

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import json, sys, time
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

folder, passwords, closing = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3] == "close"
told = {"early": None, "said": [], "user": [], "waiting": [], "page": None, "slow": 0}
until = time.monotonic() + 60

def window():
    return next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == "MainWindow")

def begin():
    page = window().sign_in
    QTest.keyClicks(page.user, "it01")
    QTest.keyClick(page.user, Qt.Key.Key_Return)
    attempt()

def attempt():
    page = window().sign_in
    if passwords:
        QTest.keyClicks(page.password.edit, passwords.pop(0))
        QTest.keyClick(page.password.edit, Qt.Key.Key_Return)
        told["waiting"].append(not page.go.isEnabled())
    if told["early"] is None:
        told["early"] = "sqlalchemy" not in sys.modules
    if closing:
        QTimer.singleShot(0, window().close)
    else:
        wait()

def wait():
    place = window()
    if place.workplace is not None and place.workplace.current_page is not None:
        told["page"] = place.workplace.current_page.id
        place.close()
    elif place.sign_in.refusal.isVisible() and not place.busy:
        page = place.sign_in
        told["said"].append(page.refusal.text())
        told["user"].append(page.user.text())
        told["waiting"].append(not page.go.isEnabled())
        attempt() if passwords else place.close()
    elif time.monotonic() > until:
        told["page"] = "hangs"
        QApplication.exit(9)
    else:
        QTimer.singleShot(20, wait)

class Watched(QApplication):
    def exec(self):
        QTimer.singleShot(0, begin)
        return QApplication.exec()

import ui.app
from ui.kit.settings import Preferences
from PySide6.QtCore import QSettings
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
ui.app.QApplication = Watched
from ui.__main__ import main
code = main(["run", "--data", folder])
print(json.dumps({**told, "code": code}))
"""


def start(folder: Path, *passwords: str, close: bool = False) -> dict[str, Any]:
    """The real program in a process of its own; what it told, after it ended without complaint."""
    given = (str(folder), json.dumps(passwords), "close" if close else "stay")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *given],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "XDG_STATE_HOME": str(folder / "state")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert told["early"], "the store was loaded before anybody typed: nothing is shown here"
    assert told["code"] == 0
    return told


def test_the_right_password_at_once_opens_the_first_page(centre: Path) -> None:
    told = start(centre, PASSWORD)
    assert told["waiting"] == [True]
    assert told["said"] == []
    assert told["page"]


def test_a_wrong_password_at_once_is_told_and_the_next_one_opens(centre: Path) -> None:
    told = start(centre, "wrong-Password-1", PASSWORD)
    assert told["user"] == ["it01"]
    assert told["waiting"] == [True, False, True]
    assert "密码" in told["said"][0]
    assert told["page"]


def not_a_file(folder: Path) -> None:
    """As a copy gone wrong leaves it."""
    (folder / "centre.db").unlink()
    (folder / "centre.db").mkdir()


def without_keys(folder: Path) -> None:
    """Only the data file was copied."""
    (folder / "centre.keys").unlink()


TROUBLES: tuple[tuple[Callable[[Path], None], str], ...] = (
    (damage, "从备份恢复"), (from_the_future, "升级"), (not_a_file, "从备份恢复"), (without_keys, "从备份恢复该文件"),
)  # fmt: skip
"""What happened to the store, and what the sentence says to do."""


@pytest.mark.parametrize(("trouble", "advice"), TROUBLES, ids=lambda x: getattr(x, "__name__", ""))
def test_a_store_that_cannot_be_opened_says_what_to_do(
    centre: Path, trouble: Callable[[Path], None], advice: str
) -> None:
    trouble(centre)
    told = start(centre, PASSWORD)
    assert advice in told["said"][0]
    assert told["user"] == ["it01"], "what was typed is still there"
    assert told["waiting"] == [True, False], "and another try is possible"
    assert told["page"] is None


@pytest.mark.parametrize("typed", [(), (PASSWORD,)], ids=["looking", "signing-in"])
def test_closing_while_the_centre_is_loaded_ends_the_program(
    centre: Path, typed: tuple[str, ...]
) -> None:
    assert start(centre, *typed, close=True)["page"] is None
