"""The first run put together: the wizard's steps with the real centre behind them."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget

from medcentre import bootstrap, demo
from medcentre.kernel.clock import SystemClock
from medcentre.kernel.errors import DomainError
from medcentre.placement.acts.places import define_places
from medcentre.placement.commands import NewZone
from medcentre.staff.facts import Administrator, NewCentre
from medcentre.staff.papers import recovery_sheet
from ui.kit.dialogs import Sheet
from ui.kit.editors import LineEdit
from ui.kit.feedback import InlineProgress
from ui.kit.i18n import explain_error, language
from ui.kit.print_preview import PrintPreview
from ui.kit.settings import Preferences
from ui.kit.tasks import Progress, TaskRunner
from ui.kit.widgets import Label
from ui.shell.first_run import FirstRunServices
from ui.shell.first_run import first_run as steps

translate = QCoreApplication.translate
_STATE = "first_run"


def first_run(location: str, preferences: Preferences) -> str:
    """Show the wizard until it is done or closed; the place to open then, "" for none."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("an application must run first")
    app.setQuitOnLastWindowClosed(False)
    window = FirstRunWindow(location, preferences)
    loop = QEventLoop()
    window.left.connect(loop.quit)
    window.show()
    loop.exec()
    window.tasks.close()
    window.hide()
    app.setQuitOnLastWindowClosed(True)
    return window.chosen


class FirstRunWindow(QWidget):
    """The wizard as a window; `chosen` is where to go on."""

    left = Signal()

    def __init__(self, location: str, preferences: Preferences) -> None:
        super().__init__()
        self.location, self.preferences = location, preferences
        self.chosen = ""
        self.tasks = TaskRunner(self)
        self._it: Administrator | None = None
        self.setWindowTitle(translate("App", "首次设置"))
        self.wizard = steps(
            FirstRunServices(
                create=self.make,
                show_key=self.show_key,
                define_zones=self.define_zones,
                open_demo=self.open_demo,
                restore=self.restore_backup,
            )
        )
        self.wizard.kept.connect(self._remember)
        self.wizard.finished.connect(self._done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.progress = InlineProgress()
        column.addWidget(self.progress)
        column.addWidget(self.wizard, 1)
        self.resize(1280, 820)
        kept = preferences.noted(_STATE, None)
        if isinstance(kept, dict):
            self.wizard.restore({**kept, "place": min(int(kept.get("place", 0)), 1)})

    def make(self, cmd: NewCentre) -> str:
        """Make the centre; from now on closing the window opens it."""
        at = bootstrap.desk(lang=language().lang)
        key = bootstrap.create_centre(self.location, cmd, at)
        self._it, self.chosen = cmd.it, self.location
        return key

    def show_key(self, key: str, centre: str) -> None:
        """Preview of the sheet for the safe."""
        who = self._it.full_name if self._it else ""
        pdf = recovery_sheet(key, centre, self.location, SystemClock().now(), who, language().lang)
        PrintPreview(pdf, translate("App", "恢复密钥"), self, self.preferences).show()

    def define_zones(self, zones: tuple[NewZone, ...]) -> None:
        """Build the beds as the new system administrator."""
        if self._it is None:
            return
        ctx = bootstrap.sign_in(self.location, self._it.user, self._it.password)
        try:
            define_places(ctx, zones)
        finally:
            bootstrap.close(ctx)

    @Slot()
    def open_demo(self) -> None:
        """Build the demo centre of this computer, unless it is there, and open it."""
        folder = demo.demo_folder()
        if demo.exists(folder):
            self._demo_ready(None)
            return
        task = self.tasks.start(
            partial(_build_demo, folder), done=self._demo_ready, failed=self._failed
        )
        self.progress.watch(task, translate("App", "正在准备演示中心"))

    @Slot()
    def restore_backup(self) -> None:
        """Choose a backup and type the key from paper."""
        name, _ = QFileDialog.getOpenFileName(
            self, translate("App", "选择备份"), "", "MedCentre (*.mcbackup)"
        )
        if name:
            sheet = RestoreSheet(self, Path(name), self.location, self.tasks)
            sheet.restored.connect(self._restored)
            sheet.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was typed is kept; what was made is opened."""
        self._remember()
        super().closeEvent(event)
        self.left.emit()

    @Slot()
    def _remember(self) -> None:
        self.preferences.note(_STATE, self.wizard.state())

    @Slot()
    def _done(self) -> None:
        self.preferences.note(_STATE, None)
        self._it = None
        self.left.emit()

    @Slot(object)
    def _demo_ready(self, _result: object) -> None:
        self.chosen = str(demo.demo_folder())
        self.left.emit()

    @Slot()
    def _restored(self) -> None:
        self.chosen = self.location
        self.left.emit()

    @Slot(object)
    def _failed(self, error: object) -> None:
        if isinstance(error, DomainError):
            self.wizard.banner.tell(explain_error(error), "red", "circle-alert")
        elif isinstance(error, Exception):
            raise error


class RestoreSheet(Sheet):
    """The recovery key for a backup, and the restore itself."""

    restored = Signal()

    def __init__(self, parent: QWidget, file: Path, location: str, tasks: TaskRunner) -> None:
        super().__init__(
            parent,
            translate("App", "从备份恢复"),
            translate("App", "{name}\n请照打印的那张纸输入恢复密钥。").format(name=file.name),
            "history",
            "blue",
        )
        self._file, self._location, self._tasks = file, location, tasks
        self.key = LineEdit(60, "XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.key.setAccessibleName(translate("App", "恢复密钥"))
        self.content.addWidget(self.key)
        self.refusal = Label("", "body", "red")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.content.addWidget(self.refusal)
        self.progress = InlineProgress()
        self.content.addWidget(self.progress)
        self.add_button(translate("App", "返回")).clicked.connect(self.reject)
        self.do = self.add_button(translate("App", "恢复"), "check", "primary")
        self.do.clicked.connect(self.go)

    @Slot()
    def go(self) -> None:
        """Restore off the main thread; every table counted, the trail checked."""
        task = self._tasks.start(
            partial(_restore, self._file, self._location, self.key.text()),
            done=self._went,
            failed=self._failed,
        )
        self.do.setEnabled(False)
        self.progress.watch(task, translate("App", "正在恢复并核对"))

    @Slot(object)
    def _went(self, _rows: object) -> None:
        self.accept()
        self.restored.emit()

    @Slot(object)
    def _failed(self, error: object) -> None:
        self.do.setEnabled(True)
        if not isinstance(error, DomainError):
            raise error if isinstance(error, Exception) else TypeError(str(error))
        self.refusal.setText(explain_error(error))
        self.refusal.show()
        self.adjustSize()


def _build_demo(folder: Path, progress: Progress) -> None:
    demo.create_demo(
        folder,
        lang=language().lang,
        step=lambda what, done, total: progress.step(done, total, what),
    )


def _restore(file: Path, location: str, key: str, progress: Progress) -> int:
    return bootstrap.restore_backup(file, location, key, progress.step)
