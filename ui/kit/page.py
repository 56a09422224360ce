"""What every page has: title, topics, actions, help, state (house rule 17)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import one_look
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Actor, Permission
from ui.kit.i18n import explain_error
from ui.kit.tasks import Progress
from ui.kit.widgets import Banner, PageHeader

T = TypeVar("T")

_BEGINS = (QAbstractItemView, QLineEdit, QPlainTextEdit)
"""Where the keyboard begins on a page that says nothing else."""

if TYPE_CHECKING:
    from ui.kit.desk import Desk


class Group(IntEnum):
    """The groups of the rail in their fixed order; Alt+1 … Alt+9, Alt+0, Ctrl+comma."""

    TODAY = 1
    RESIDENTS = 2
    PLACES = 3
    ROSTERS = 4
    CARE = 5
    CUSTODY = 6
    SUPPORT = 7
    FEES = 8
    LIAISON = 9
    REPORTS = 10
    SETTINGS = 11


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page as the shell knows it before it is built.

    `any_of` hides it from those who hold none of the rights; empty: everybody. `hidden` pages are
    reached by `desk.open` only (a person's page). `several`: one page per `key` state value.
    """

    id: str
    group: Group
    order: int
    title: Callable[[], str]
    icon: str
    factory: "Callable[[Desk], Page]"
    any_of: tuple[Permission, ...] = ()
    hidden: bool = False
    count: "Callable[[Desk], tuple[int, bool]] | None" = None
    """Open work as (number, something is overdue) for the badge of the group."""

    def allowed(self, actor: Actor) -> bool:
        """Whether the actor may see the page."""
        return not self.any_of or any(actor.may(p) for p in self.any_of)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a page can do: feeds Ctrl+K, tooltips and the F1 card; so no key is undocumented."""

    id: str
    title: str
    run: Callable[[], object]
    key: str = ""
    icon: str = ""
    enabled: Callable[[], bool] | None = None


@dataclass(frozen=True, slots=True)
class HelpCard:
    """The F1 card: what the page is for, its rules as (identifier, words), whom to call."""

    purpose: str
    rules: tuple[tuple[str, str], ...] = ()
    call: str = ""
    keys: tuple[tuple[str, str], ...] = field(default=())
    """Keys beyond those of `page_actions()`, as (key, what it does)."""


class Page(QWidget):
    """Base of all pages. Override `load`, and what else applies.

    `body` is the vertical layout under the header. `load` runs at the first show, at every
    announced change of `topics`, and on F5. Reads that may take over 50 ms go through `fetch`.
    """

    topics: frozenset[Topic] = frozenset()
    id: str = ""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("ground", "app")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = PageHeader(self)
        self.banner = Banner(self)
        self.banner.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(0)
        self._outer.addWidget(self.header)
        self.body.addWidget(self.banner)
        self._outer.addLayout(self.body, 1)
        self._stale = True
        self._look = 0
        self._awaited: Callable[[Any], object] | None = None
        self._wanted_state: dict[str, Any] | None = None
        self._begin_later = False
        desk.bus.changed.connect(self.on_changed)
        self._margins()

    def load(self) -> None:
        """Read and show; keeps selection and scroll. Called when visible."""

    def fetch(self, job: Callable[[], T], show: Callable[[T], object]) -> None:
        """Run `job` beside the main thread and `show` its result in it.

        A newer read overtakes an older one. A refusal is told in the banner.
        """
        self._look += 1
        self._awaited = show
        self.desk.reads.start(
            partial(_look, self._look, job), done=self._have_read, failed=self._not_read
        )

    @property
    def reading(self) -> bool:
        """Whether the newest read has not been shown yet."""
        return self._awaited is not None

    @Slot(object)
    def _have_read(self, found: tuple[int, Any]) -> None:
        number, result = found
        if number != self._look or self._awaited is None:
            return
        show, self._awaited = self._awaited, None
        show(result)
        if self._begin_later:
            self._begin_later = False
            self.begin_keyboard()
        if self._wanted_state is not None:
            state, self._wanted_state = self._wanted_state, None
            self.restore(state)

    @Slot(object)
    def _not_read(self, error: object) -> None:
        self._awaited = None
        if isinstance(error, DomainError):
            self._tell(error)
        elif isinstance(error, Exception):
            raise error

    def take_keyboard(self) -> None:
        """`begin_keyboard`, now or as soon as what is being read is there."""
        if self.reading:
            self._begin_later = True
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.begin_keyboard()

    def bring_back(self, state: dict[str, Any]) -> None:
        """`restore`, now or as soon as what is being read is there."""
        if self.reading:
            self._wanted_state = state
        else:
            self.restore(state)

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here, with its keys."""
        return ()

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard("")

    def retranslate(self) -> None:
        """Set all texts anew. Not overriding it means: the shell builds the page again."""

    def open_with(self, **state: Any) -> None:
        """Called by `desk.open(page_id, **state)` before the page is shown."""

    def state(self) -> dict[str, Any]:
        """What Alt+Left brings back: filter, scroll, selection. Must be JSON."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse of `state`."""

    def keep_drafts(self) -> None:
        """Write what is being typed now; called before the page is closed or locked."""

    def begin_keyboard(self) -> None:
        """Put the cursor where work begins: the first list or field, not the filter of a list."""
        for child in self.findChildren(QWidget):
            wants = child.focusPolicy() & Qt.FocusPolicy.TabFocus and not child.property("aside")
            if isinstance(child, _BEGINS) and wants and child.isVisible() and child.isEnabled():
                child.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def quick(self, place: int) -> bool:
        """Ctrl+1 … Ctrl+9: the n-th tab or quick-entry button; False when there is none."""
        return False

    def next_problem(self, step: int) -> bool:
        """F8 and Shift+F8: go to the next overdue item or error; False when there is none."""
        return False

    def focus_filter(self) -> bool:
        """The key /: put the cursor into the filter box; False when there is none."""
        return False

    def print_screen(self) -> bool:
        """Ctrl+P: preview what is on screen; False when the page has no paper."""
        return False

    @Slot(object)
    def on_changed(self, topics: frozenset[Topic]) -> None:
        """Reload now when visible, else at the next show."""
        if topics & self.topics:
            if self.isVisible():
                self.refresh()
            else:
                self._stale = True

    def reload_if_stale(self) -> None:
        """Load when something changed since the last load."""
        if self._stale:
            self._stale = False
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Load; a refusal is told in the banner instead of an empty page."""
        try:
            self.load()
        except DomainError as refusal:
            self._tell(refusal)

    def _tell(self, refusal: DomainError) -> None:
        self.banner.tell(explain_error(refusal), "red", "circle-alert")

    def showEvent(self, event: QShowEvent) -> None:
        """A page shown again is never older than the last announcement."""
        super().showEvent(event)
        self.reload_if_stale()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving keeps what was typed."""
        self.keep_drafts()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Margins are 16, on small screens 12."""
        super().resizeEvent(event)
        self._margins()

    def changeEvent(self, event: QEvent) -> None:
        """A change of language reaches pages that translate themselves."""
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_outer"):
            self.retranslate()
        super().changeEvent(event)

    def _margins(self) -> None:
        edge = 12 if self.width() < 1340 else 16
        self._outer.setContentsMargins(edge, 0, edge, edge)
        self.body.setSpacing(8 if edge == 12 else 12)
        self.header.set_small(edge == 12)


def _look(number: int, job: Callable[[], T], _progress: Progress) -> tuple[int, T]:
    """The job of a read, in the worker: what its views share is read once."""
    with one_look():
        return number, job()
