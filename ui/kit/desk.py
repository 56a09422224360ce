"""What a page may ask of its surroundings. The shell listens to the signals; tests may, too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication, QWidget

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.wording import Lang
from ui.kit import i18n
from ui.kit.bus import Bus
from ui.kit.drafts import DraftStore, NoDrafts
from ui.kit.settings import Preferences
from ui.kit.tasks import TaskRunner

Authenticate = Callable[[str, str], ServiceContext | DomainError]
"""(user, password) -> the context of the person, or why not."""


@dataclass(frozen=True, slots=True)
class ToastText:
    """One toast: a sentence, how it ended, and how to take it back."""

    text: str
    undo: Callable[[], object] | None = None
    kind: str = "green"


@dataclass(frozen=True, slots=True)
class Found:
    """One person as pickers and the palette show it: same names must not be mixed up."""

    stay_id: int
    name: str
    place: str = ""
    note: str = ""
    number: str = ""
    level: str = ""
    precautions: tuple[str, ...] = ()


class Desk(QObject):
    """Context, runner, bus and drafts of one window, and the requests pages make.

    `find_people(text)` searches residents for pickers; the app sets it. `tasks` does work one by
    one; `reads` is for short reads, which must not wait behind a backup or an import.
    """

    toasted = Signal(object)
    open_requested = Signal(str, object)
    person_requested = Signal(object)

    def __init__(
        self,
        ctx: ServiceContext,
        bus: Bus | None = None,
        tasks: TaskRunner | None = None,
        drafts: DraftStore | None = None,
        preferences: Preferences | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.bus = bus or Bus(parent=self)
        self.tasks = tasks or TaskRunner(self)
        self.reads = TaskRunner(self)
        self.drafts: DraftStore = drafts or NoDrafts()
        self.preferences = preferences or Preferences(QSettings())
        self.window: QWidget | None = None
        self.authenticate: Authenticate | None = None
        self.user_name = ctx.actor.name
        self.find_people: Callable[[str], Sequence[Found]] = _nobody

    @property
    def busy(self) -> bool:
        """Whether anything runs in the background."""
        return self.tasks.busy or self.reads.busy

    def close(self) -> None:
        """Stop what runs in the background and wait for it."""
        for runner in (self.reads, self.tasks):
            runner.close()

    @property
    def lang(self) -> Lang:
        """The language of the screen."""
        return i18n.lang()

    def toast(
        self, text: str, undo: Callable[[], object] | None = None, kind: str = "green"
    ) -> None:
        """Say what was done; `undo` is offered for 10 seconds and by Ctrl+Z."""
        self.toasted.emit(ToastText(text, undo, kind))

    def open(self, page_id: str, **state: Any) -> None:
        """Go to a page; `state` reaches its `open_with`."""
        self.open_requested.emit(page_id, state)

    def person(self, stay_id: int) -> None:
        """Go to a person's page."""
        self.person_requested.emit(stay_id)

    def refusal(self, error: DomainError) -> None:
        """Tell about a refusal that has no field to stand beside."""
        self.toast(i18n.explain_error(error), kind="red")

    def confirm(
        self,
        title: str,
        body: str,
        verb: str,
        then: Callable[[str], object],
        *,
        reason_min: int = 0,
        danger: bool = False,
    ) -> None:
        """Ask before an act that cannot be undone; `then(reason)` runs on the verb.

        `reason_min` > 0 asks for a reason of that many characters. A refusal raised by `then`
        is shown in the dialog, which stays open.
        """
        from ui.kit.dialogs import ConfirmDialog

        ConfirmDialog(self._over(), title, body, verb, then, reason_min, danger=danger).open()

    def sign(self, title: str, facts: Sequence[str], verb: str, then: Callable[[], object]) -> None:
        """The signing sheet: what will be fixed, in words, and the password; then `then()`."""
        from ui.kit.dialogs import SigningSheet

        SigningSheet(self._over(), title, facts, verb, self.user_name, self._check, then).open()

    def preview(self, pdf: bytes, title: str) -> None:
        """Show a paper before it is printed."""
        from ui.kit.print_preview import PrintPreview

        PrintPreview(pdf, title, self._over(), self.preferences).show()

    def _check(self, user: str, password: str) -> ServiceContext | DomainError:
        if self.authenticate is None:
            raise RuntimeError(
                QCoreApplication.translate("Desk", "这个窗口没有登录服务，不能签名。")
            )
        return self.authenticate(user, password)

    def _over(self) -> QWidget | None:
        return self.window or QApplication.activeWindow()


def _nobody(text: str) -> Sequence[Found]:
    """Nobody is found before the app has set the search."""
    return ()
