"""Rail, top bar, page stack and status bar of one signed-in person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGridLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from medcentre.kernel.changes import Topic
from medcentre.kernel.errors import DomainError
from ui.kit.desk import Desk
from ui.kit.feedback import Toasts
from ui.kit.form import FormPane
from ui.kit.i18n import label, show_name, show_term, show_time
from ui.kit.page import Action, Group, Page, PageSpec
from ui.kit.settings import ALERT_SOUND
from ui.kit.sheets import HelpSheet, SideSheet
from ui.kit.theme import colour
from ui.kit.widgets import Banner
from ui.shell.bell import BellSheet
from ui.shell.brand import Brand
from ui.shell.figures import FigureReader, Figures
from ui.shell.palette import Hit, Palette, matches
from ui.shell.rail import ICONS, NARROW, WIDE, NavRail
from ui.shell.services import Alert, Counter, ShellServices, StatusLine
from ui.shell.status_bar import StatusBar
from ui.shell.top_bar import TopBar
from ui.shell.words import common_keys, group_title

MOST_PAGES = 12
REFRESH_MS = 60_000
STALE_SECONDS = 60


@dataclass(slots=True)
class Place:
    """A place in the history: a page and the state it was left in."""

    page_id: str
    state: dict[str, Any] = field(default_factory=dict)


class Workplace(QWidget):
    """Everything a signed-in person sees. `open_page` goes anywhere; history remembers."""

    lock_asked = Signal()
    user_menu_asked = Signal()
    page_changed = Signal(str)

    def __init__(self, desk: Desk, services: ShellServices) -> None:
        super().__init__()
        self.desk, self.services = desk, services
        self.specs = [s for s in services.specs() if s.allowed(desk.ctx.actor)]
        self._by_id = {s.id: s for s in self.specs}
        self._pages: dict[str, Page] = {}
        self._used: list[str] = []
        self._current = ""
        self._back: list[Place] = []
        self._forward: list[Place] = []
        self._page_actions: list[QAction] = []
        self._figures = Figures()
        self._reader = FigureReader(desk, services, self.specs, self)
        self._reader.found.connect(self._show_figures)
        self._build()
        self.toasts = Toasts(self, self._clock_text)
        self.toasts.changed.connect(self._refresh_status)
        desk.toasted.connect(self.toasts.say)
        desk.open_requested.connect(self._asked)
        desk.person_requested.connect(self._person)
        desk.bus.changed.connect(self._changed)
        self.help = HelpSheet(self._content)
        self.bell = BellSheet(self._content)
        self.bell.opened.connect(self._open_alert)
        self.bell.taken.connect(self._take_alert)
        self.palette_box = Palette(self, self._sources(), self._nothing_found)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        self._clock = QTimer(self)
        self._clock.setInterval(1_000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._stays = False
        self._focus = QTimer(self)
        self._focus.setSingleShot(True)
        self._focus.setInterval(0)
        self._focus.timeout.connect(self._begin_keyboard)
        self.rail.show_pages(self.specs)
        self._fold()
        self.refresh()

    # -- going places ---------------------------------------------------------------------------

    @property
    def current_page(self) -> Page | None:
        """The page on screen."""
        return self._pages.get(self._current)

    @property
    def live_pages(self) -> tuple[str, ...]:
        """Ids of the pages that are built and kept."""
        return tuple(self._pages)

    @property
    def current_id(self) -> str:
        """Its id, empty before the first."""
        return self._current

    def open_first(self) -> None:
        """The first page of the first group this person has."""
        shown = [s for s in self.specs if not s.hidden]
        if shown:
            self.open_page(min(shown, key=lambda s: (s.group, s.order)).id)

    def open_page(self, page_id: str, **state: Any) -> None:
        """Go to a page and remember where we were; unknown or forbidden ids do nothing."""
        if page_id not in self._by_id:
            return
        if page_id == self._current and not state:
            return
        if here := self._here():
            self._back.append(here)
            self._forward.clear()
        self._show(page_id, state, restore=None)

    @Slot()
    def go_back(self) -> None:
        """Alt+Left: the page before, as it was left."""
        self._step(self._back, self._forward)

    @Slot()
    def go_forward(self) -> None:
        """Alt+Right."""
        self._step(self._forward, self._back)

    def open_group(self, group: Group) -> None:
        """The group's page last open, else its first."""
        shown = sorted(
            (s for s in self.specs if s.group is group and not s.hidden), key=lambda s: s.order
        )
        if not shown:
            return
        ids = [s.id for s in shown]
        last = next((p for p in reversed(self._used) if p in ids), ids[0])
        self.open_page(last if self._group() is not group else ids[0])

    def step_page(self, step: int) -> None:
        """Ctrl+Tab: the next sub page of the group, round about."""
        ids = [s.id for s in self._siblings()]
        if len(ids) > 1 and self._current in ids:
            self.open_page(ids[(ids.index(self._current) + step) % len(ids)])

    def _step(self, source: list[Place], target: list[Place]) -> None:
        if source and (here := self._here()):
            target.append(here)
            place = source.pop()
            self._show(place.page_id, {}, restore=place.state)

    def _here(self) -> Place | None:
        page = self.current_page
        return Place(self._current, page.state()) if page else None

    def _show(self, page_id: str, state: dict[str, Any], restore: dict[str, Any] | None) -> None:
        self._stays = bool(self._current) and self._in_chrome()
        page = self._pages.get(page_id) or self._make(page_id)
        if state:
            page.open_with(**state)
        if not self._stays:  # else Qt hands the keyboard of the page that hides to anybody
            self._content.setFocus(Qt.FocusReason.OtherFocusReason)
        self._current = page_id
        self._used = [p for p in self._used if p != page_id] + [page_id]
        self._stack.setCurrentWidget(page)
        page.reload_if_stale()
        if restore is not None:
            page.bring_back(restore)
        self._drop_oldest()
        self._mark_current()
        self.close_sheets()
        self.page_changed.emit(page_id)
        self._focus.start()

    @Slot()
    def _begin_keyboard(self) -> None:
        """The keyboard is never nowhere: it begins in the page unless it walks rail or tabs."""
        page, here = self.current_page, QApplication.focusWidget()
        if page is None or not page.isVisible() or QApplication.activeModalWidget():
            return
        inside = here is not None and page.isAncestorOf(here)
        if not inside and not (self._stays and self._in_chrome()):
            page.take_keyboard()

    def _in_chrome(self) -> bool:
        return QApplication.focusWidget() in (self.rail, self.tabs)

    def _make(self, page_id: str) -> Page:
        page = self._by_id[page_id].factory(self.desk)
        page.id = page_id
        self._pages[page_id] = page
        self._stack.addWidget(page)
        return page

    def _drop_oldest(self) -> None:
        """At most 12 pages live; the one not used for longest keeps its draft and goes."""
        while len(self._pages) > MOST_PAGES:
            oldest = next(p for p in self._used if p in self._pages)
            self._used.remove(oldest)
            page = self._pages.pop(oldest)
            page.keep_drafts()
            self._stack.removeWidget(page)
            page.deleteLater()

    def _mark_current(self) -> None:
        spec = self._by_id.get(self._current)
        self.rail.set_current(spec)
        self._fill_tabs()
        for action in self._page_actions:
            self.removeAction(action)
            action.deleteLater()
        self._page_actions = []
        page = self.current_page
        for deed in page.page_actions() if page else ():
            if deed.key:
                action = QAction(deed.title, self)
                action.setShortcut(QKeySequence(deed.key))
                action.triggered.connect(partial(_run, deed))
                self.addAction(action)
                self._page_actions.append(action)

    def _siblings(self) -> list[PageSpec]:
        group = self._group()
        return sorted(
            (s for s in self.specs if s.group is group and not s.hidden), key=lambda s: s.order
        )

    def _group(self) -> Group | None:
        spec = self._by_id.get(self._current)
        return spec.group if spec else None

    # -- keys that mean the same everywhere -----------------------------------------------------

    @Slot()
    def show_help(self) -> None:
        """F1: the card of this page, or close it."""
        page = self.current_page
        if page is None or self.help.isVisible():
            self.help.shut()
            return
        self.help.tell(
            self._by_id[self._current].title(), page.help(), page.page_actions(), common_keys()
        )
        self.help.open()

    @Slot()
    def open_palette(self) -> None:
        """Ctrl+K."""
        self.close_sheets()
        self.palette_box.open()

    @Slot()
    def print_page(self) -> None:
        """Ctrl+P."""
        page = self.current_page
        if page and not page.print_screen():
            self.desk.toast(self.tr("这一页没有可打印的表单"), kind="blue")

    @Slot()
    def filter_page(self) -> None:
        """The key /."""
        if page := self.current_page:
            page.focus_filter()

    def problem(self, step: int) -> None:
        """F8: the next problem of the form with the cursor, else of the page."""
        page = self.current_page
        if page is None:
            return
        forms = [f for f in page.findChildren(FormPane) if f.isVisible()]
        if not any(f.next_problem(step) for f in forms):
            page.next_problem(step)

    def quick(self, place: int) -> None:
        """Ctrl+1 … Ctrl+9."""
        if page := self.current_page:
            page.quick(place)

    @Slot()
    def undo(self) -> None:
        """Ctrl+Z: take back the newest act."""
        self.toasts.undo_last()

    @Slot()
    def reload(self) -> None:
        """F5."""
        if page := self.current_page:
            page.refresh()
        self.refresh()

    def step_pane(self, step: int) -> None:
        """F6: rail, then the lists and forms of the page in their order."""
        page = self.current_page
        panes: list[QWidget] = [self.rail]
        if page:
            lists = [v for v in page.findChildren(QAbstractItemView) if v.focusPolicy()]  # no heads
            views = (*lists, *page.findChildren(FormPane))
            panes += [v for v in views if v.isVisible() and v.window() is self.window()]
        focus = QApplication.focusWidget()
        here = next(
            (n for n, p in enumerate(panes) if focus and (p is focus or p.isAncestorOf(focus))), 0
        )
        target = panes[(here + step) % len(panes)]
        if isinstance(target, FormPane):
            target.form.focusNextChild()
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def close_sheets(self) -> None:
        """Help, bell and palette go; drafts stay."""
        for sheet in self.findChildren(SideSheet):
            sheet.hide()
        self.palette_box.hide()

    def keep_drafts(self) -> None:
        """Write every draft now."""
        for page in self._pages.values():
            page.keep_drafts()
        for form in self.window().findChildren(FormPane):
            form.keep_draft()

    def place(self) -> Place | None:
        """Where we are, for a window that is built again."""
        return self._here()

    def go_to(self, place: Place) -> None:
        """Open a place as it was left."""
        if place.page_id in self._by_id:
            self._show(place.page_id, {}, restore=place.state)

    # -- what is read from the rooms ------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Counters, alerts, badges and status, once a minute and after every announced change."""
        self._refresh_status()
        self._reader.ask()

    @Slot(object)
    def _show_figures(self, found: Figures) -> None:
        self._figures = found
        if self.critical_count and self.desk.preferences.get(ALERT_SOUND):
            QApplication.beep()
        self.top.show_counters(found.counters)
        self.rail.set_counts(dict(found.counts))
        self.top.bell_button.show_count(sum(1 for a in found.alerts if not a.taken_by))
        self.bell.tell(found.alerts, tuple(self.toasts.activity))
        self._refresh_status()
        self._tick()

    @property
    def critical_count(self) -> int:
        """Critical alerts nobody has taken."""
        return sum(1 for a in self._figures.alerts if a.critical and not a.taken_by)

    @Slot()
    def _refresh_status(self) -> None:
        lines = [*self.services.status(), *self._figures.duty]
        drafts = self.desk.drafts.all()
        if drafts:
            clock = show_time(drafts[0].saved_at)
            words = self.tr("草稿 %n 份，{clock} 已自动保存", "", len(drafts)).format(clock=clock)
            lines.append(StatusLine(words, "save", "grey"))
        self.status.show_states(lines)
        told = self.services.banner()
        if told:
            self.banner.tell(told.text, told.kind, told.icon)
        self.banner.setVisible(told is not None)
        self._held.setContentsMargins(12, 8 if told else 0, 12, 0)

    @Slot(object)
    def _changed(self, topics: frozenset[Topic]) -> None:
        self.refresh()

    @Slot()
    def _tick(self) -> None:
        now = self.desk.ctx.clock.now()
        self.top.show_clock(now)
        counted = self._figures.at
        if counted and (now - counted).total_seconds() > STALE_SECONDS * 2:
            self.top.show_counters(self._figures.counters, show_time(counted))

    def _clock_text(self) -> str:
        return show_time(self.desk.ctx.clock.now())

    # -- palette --------------------------------------------------------------------------------

    def _sources(self) -> list[tuple[str, Callable[[str], Sequence[Hit]]]]:
        return [
            (self.tr("病员"), self._people),
            (self.tr("本页操作"), self._deeds),
            (self.tr("页面"), self._page_hits),
        ]

    def _people(self, text: str) -> Sequence[Hit]:
        if not text.strip():
            return ()
        return [
            Hit(
                found.name,
                "user-round",
                " · ".join(p for p in (found.place, found.note, found.number) if p),
                run=partial(self._person, found.stay_id),
                person=found,
            )
            for found in self.services.search(self.desk.ctx, text)
        ]

    def _deeds(self, text: str) -> Sequence[Hit]:
        page = self.current_page
        return [
            Hit(deed.title, deed.icon or "play", key=deed.key, run=deed.run)
            for deed in (page.page_actions() if page else ())
            if matches(text, deed.title) and (deed.enabled is None or deed.enabled())
        ]

    def _page_hits(self, text: str) -> Sequence[Hit]:
        return [
            Hit(s.title(), s.icon, group_title(s.group), run=partial(self.open_page, s.id))
            for s in sorted(self.specs, key=lambda s: (s.group, s.order))
            if not s.hidden and matches(text, s.title())
        ]

    def _nothing_found(self, text: str) -> Sequence[Hit]:
        spec = self._by_id.get("residents.admit")
        if spec is None:
            return ()
        words = self.tr("登记新入所：{name}").format(name=text.strip())
        return [Hit(words, "log-in", run=partial(self.open_page, spec.id, name=text.strip()))]

    # -- what others ask ------------------------------------------------------------------------

    @Slot(str, object)
    def _asked(self, page_id: str, state: dict[str, Any]) -> None:
        self.open_page(page_id, **state)

    @Slot(object)
    def _person(self, stay_id: int) -> None:
        self.open_page(self.services.person_page, stay_id=stay_id)

    @Slot(object)
    def _open_alert(self, alert: Alert) -> None:
        self.bell.shut()
        self.open_page(alert.page_id, **dict(alert.state))

    @Slot(object)
    def _take_alert(self, alert: Alert) -> None:
        try:
            self.services.take_alert(self.desk.ctx, alert.id)
        except DomainError as refusal:
            self.desk.refusal(refusal)
        self.refresh()

    @Slot(object)
    def _counter(self, counter: Counter) -> None:
        if counter.page_id:
            self.open_page(counter.page_id)

    @Slot()
    def show_bell(self) -> None:
        """The three lists behind the bell."""
        self.bell.tell(self._figures.alerts, tuple(self.toasts.activity))
        self.bell.open()

    # -- looks ----------------------------------------------------------------------------------

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        self.status = StatusBar()
        grid.addWidget(self._build_side(), 0, 0, 3, 1)
        grid.addWidget(self._build_top(), 0, 1)
        grid.addWidget(self._build_content(), 1, 1)
        grid.addWidget(self.status, 2, 1)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(1, 1)

    def _build_side(self) -> QWidget:
        self.brand = Brand(self.services.centre_name(), self.services.centre_note())
        side = _Side()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        self._brand_box = QWidget()
        brand_row = QVBoxLayout(self._brand_box)
        brand_row.addWidget(self.brand)
        column.addWidget(self._brand_box)
        self.rail = NavRail()
        self.rail.group_chosen.connect(self.open_group)
        self.rail.page_chosen.connect(self.open_page)
        column.addWidget(self.rail, 1)
        return side

    def _build_top(self) -> QWidget:
        self.top = TopBar()
        self.top.find_asked.connect(self.open_palette)
        self.top.bell.connect(self.show_bell)
        self.top.lock.connect(self.lock_asked)
        self.top.user.connect(self.user_menu_asked)
        self.top.counter_chosen.connect(self._counter)
        actor = self.desk.ctx.actor
        roles = sorted(actor.roles, key=str)
        post = show_term(actor.title) or (label(f"role.{roles[0].value}") if roles else "")
        english = show_name(actor.name)
        name = actor.name if english == actor.name else f"{actor.name} {english}"
        self.top.user_card.show_user(name, post)
        return self.top

    def _build_content(self) -> QWidget:
        self._content = QWidget()
        self._content.setProperty("ground", "app")
        self._content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(self._content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        self.banner = Banner()
        self.banner.hide()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabs.tabBarClicked.connect(self._tab)
        self._stack = QStackedWidget()
        self._held = QVBoxLayout()
        self._held.addWidget(self.banner)
        inside.addLayout(self._held)
        inside.addWidget(self.tabs)
        inside.addWidget(self._stack, 1)
        return self._content

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail folds below 1500 px, and to icons below 1000."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        width = WIDE if self.width() >= 1500 else NARROW if self.width() >= 1000 else ICONS
        self.rail.set_width(width)
        self._brand_box.setFixedWidth(self.rail.width())
        self._brand_box.setFixedHeight(self.top.height())
        self.brand.set_compact(width != WIDE)
        edge = 12 if width == WIDE else max(4, (self.rail.width() - 28) // 2)
        layout = self._brand_box.layout()
        if layout:
            layout.setContentsMargins(edge, 6, 4, 6)
        if hasattr(self, "toasts"):
            self.toasts.offset.setX(self.rail.width() + 16)
        self._fill_tabs()

    def _fill_tabs(self) -> None:
        """Folded: the sub pages of the group as tabs over the page."""
        while self.tabs.count():
            self.tabs.removeTab(0)
        shown = self._siblings() if self.width() < 1500 else []
        for place, spec in enumerate(shown if len(shown) > 1 else []):
            self.tabs.addTab(spec.title())
            self.tabs.setTabData(place, spec.id)
            if spec.id == self._current:
                self.tabs.setCurrentIndex(place)
        self.tabs.setVisible(self.tabs.count() > 0)

    @Slot(int)
    def _tab(self, place: int) -> None:
        if place >= 0:
            self.open_page(str(self.tabs.tabData(place)))


class _Side(QWidget):
    """The rail's ground, behind the brand too."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rail ground and its right edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("bg.rail"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colour("line.hair"))


def _run(deed: Action, _checked: bool = False) -> None:
    """Do a page's action when it may be done now."""
    if deed.enabled is None or deed.enabled():
        deed.run()
