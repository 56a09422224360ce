"""The program stands before its centre is loaded: counted in modules, not in seconds."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "sqlalchemy", "sqlcipher3", "alembic", "psycopg", "numpy", "ortools", "highspy", "reportlab",
    "xlsxwriter", "python_calamine", "openpyxl", "argon2", "pypinyin",
)  # fmt: skip

PROGRAM = """
import json, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

HEAVY = sys.argv[1].split()
told = []

def look():
    told.append([m for m in HEAVY if m in sys.modules])
    told.append(sorted(type(w).__name__ for w in QApplication.topLevelWidgets() if w.isVisible()))
    QTimer.singleShot(20, wait)

def wait():
    if "ui.today.page" not in sys.modules and time.monotonic() < until:
        QTimer.singleShot(20, wait)
        return
    told.append([m for m in HEAVY if m in sys.modules])
    QApplication.quit()

class Watched(QApplication):
    def exec(self):
        QTimer.singleShot(0, look)
        return QApplication.exec()

import ui.app
until = time.monotonic() + 60
ui.app.QApplication = Watched
from ui.__main__ import main
code = main(["run", "--data", sys.argv[2]])
print(json.dumps([code, *told]))
"""


def test_the_sign_in_window_stands_before_store_solvers_and_papers(tmp_path: Path) -> None:
    (tmp_path / "centre.db").touch()  # something to sign in at; nobody does
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, " ".join(HEAVY), str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    if sys.platform == "linux":
        (written,) = (tmp_path / "state").rglob("medcentre.log")
        assert "started, version" in written.read_text("utf-8"), "faults have where to go"
    code, at_first, windows, later = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    assert windows == ["MainWindow"]
    assert at_first == []
    assert {"sqlalchemy", "sqlcipher3", "argon2"} <= set(later), "loaded beside it"
    assert not {"ortools", "highspy", "numpy", "reportlab", "xlsxwriter"} & set(later)


def test_the_solver_process_loads_no_other_command() -> None:
    program = (
        "import sys; from ui.__main__ import main; code = main(['solver', '--help']); "
        "sys.exit(7 if {'medcentre.cli.fees', 'sqlalchemy'} & set(sys.modules) else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "--until-closed" in done.stdout
