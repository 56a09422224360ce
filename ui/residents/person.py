"""The person page: banner, tabs, what can be done with this person."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.placement.views.beds import beds_of
from medcentre.residents import acts, corrections, kin, photos, views
from medcentre.residents.facts import PersonCard
from ui.kit.desk import Desk
from ui.kit.page import Action, HelpCard, Page
from ui.kit.person_tabs import PersonTab, tabs_for
from ui.kit.widgets import Button, Empty, EmptyState
from ui.residents import dialogs, words
from ui.residents.banner import PersonBanner
from ui.residents.facts_tab import FactsTab
from ui.residents.kin import KeepAwayDialog
from ui.residents.overview_tab import OverviewTab
from ui.residents.photo import choose_photo, remove_photo
from ui.residents.printing import PersonPrints

Opener = Callable[[Desk, PersonCard, QWidget], Any]


class PersonPage(Page):
    """One person. `open_with(stay_id=…)` decides whom."""

    topics = frozenset({Topic.RESIDENTS, Topic.PLACEMENT})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stay_id: int | None = None
        self.card: PersonCard | None = None
        self._begin = QTimer(self)
        self._begin.setSingleShot(True)
        self._begin.setInterval(0)
        self._begin.timeout.connect(self._to_tabs)
        self.header.hide()
        self.person = PersonBanner()
        self.person.photo.clicked.connect(self.choose_photo)
        self.tabs = QTabBar()
        self.tabs.setDocumentMode(True)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("页签"))
        self.stack = QStackedWidget()
        self.nobody = EmptyState(
            Empty.NOTHING_YET, self.tr("还没有选人"), self.tr("按 Ctrl+K 输入姓名、编号或床号。")
        )
        column = QVBoxLayout()
        column.setSpacing(8)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self.person)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        column.addWidget(self.nobody, 1)
        self.body.addLayout(column)
        self._specs: list[PersonTab] = []
        self._built: dict[str, QWidget] = {}
        self._menu_button()
        self.tabs.currentChanged.connect(self._tab)
        self.person.hide()
        self.tabs.hide()
        self.stack.hide()

    def _menu_button(self) -> None:
        self.prints = PersonPrints(self.desk, self)
        self.paper = Button(self.tr("打印"), "printer")
        self.paper.set_key("Ctrl+P")
        self.paper.setMenu(QMenu(self.paper))
        for title, _icon, run in self.prints.papers():
            self.paper.menu().addAction(title, run)
        self.paper.setVisible(self.prints.allowed())
        self.person.add_action(self.paper)
        self.more = Button(self.tr("办理"), "ellipsis", "primary")
        self.more.setMenu(QMenu(self.more))
        self.person.add_action(self.more)

    def open_with(self, **state: Any) -> None:
        """Show another person."""
        stay_id = state.get("stay_id")
        if stay_id is None or int(stay_id) == self.stay_id:
            if tab := state.get("tab"):
                self._go(str(tab))
            return
        self.stay_id = int(stay_id)
        self.banner.hide()
        self._drop_tabs()
        self._build_tabs()
        self._stale = False  # read here, not once more when shown
        self.refresh()
        if tab := state.get("tab"):
            self._go(str(tab))

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard begins at the tabs, wherever the page was opened from."""
        super().showEvent(event)
        self._begin.start()

    @Slot()
    def _to_tabs(self) -> None:
        here = QApplication.focusWidget()
        if self.isVisible() and (here is None or not self.isAncestorOf(here)):
            self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_keyboard(self) -> None:
        """At the tabs."""
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self) -> None:
        """Banner, actions, current tab."""
        known = self.stay_id is not None
        for part in (self.person, self.tabs, self.stack):
            part.setVisible(known)
        self.nobody.setVisible(not known)
        if self.stay_id is None:
            return
        self.prints.stay_id = self.stay_id
        try:
            self.card = views.card(self.desk.ctx, self.stay_id)
        except DomainError:
            for part in (self.person, self.tabs, self.stack):
                part.hide()
            raise
        self.banner.hide()
        place = beds_of(self.desk.ctx).get(self.stay_id)
        self.person.photo.show_photo(photos.photo(self.desk.ctx, self.stay_id))
        self.person.show_person(self.card, place, centre_day(self.desk.ctx.clock.now()))
        self._fill_menu(self.card)
        current = self.stack.currentWidget()
        if current is not None and hasattr(current, "load"):
            current.load()

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr(
                "一个人的全部：横幅、时间线、病程、谈话、法律与期限。各岗位只看到本岗位的内容。"
            ),
            rules=(
                ("LAW-10", self.tr("期限从决定之日起算两年，脱逃时间不计。")),
                ("SEC-01", self.tr("病种只有治疗团队可见，其他岗位只看防护标志。")),
            ),
        )

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done with this person, with keys."""
        return tuple(
            Action(f"person.{name}", title, lambda run=run: run(), key, icon)  # type: ignore[misc]
            for name, title, run, key, icon in self._possible()
        )

    def quick(self, place: int) -> bool:
        """Ctrl+1 … Ctrl+9: the tabs."""
        if not 1 <= place <= self.tabs.count() or self.stay_id is None:
            return False
        self.tabs.setCurrentIndex(place - 1)
        return True

    def focus_filter(self) -> bool:
        """The key /: the filter of the tab in front."""
        front = self.stack.currentWidget()
        find = getattr(front, "focus_filter", None)
        if find is None:
            table = getattr(front, "table", None)
            find = getattr(table, "focus_filter", None)
        return bool(find()) if find is not None else False

    def print_screen(self) -> bool:
        """Ctrl+P: the registration form of the person."""
        if self.stay_id is None or not self.prints.allowed():
            return False
        self.prints.registration()
        return True

    def state(self) -> dict[str, Any]:
        """Who and which tab."""
        return {"stay_id": self.stay_id, "tab": self._current_id()}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.open_with(**state)

    # ---- tabs -------------------------------------------------------------------------------

    def _build_tabs(self) -> None:
        own = (
            PersonTab("overview", 10, lambda: self.tr("概览"), OverviewTab),
            PersonTab("facts", 50, lambda: self.tr("法律与防护"), FactsTab),
        )
        others = tabs_for(self.desk.ctx.actor)
        self._specs = sorted([*own, *others], key=lambda t: t.order)
        self.tabs.blockSignals(True)
        for spec in self._specs:
            self.tabs.addTab(spec.title())
        self.tabs.blockSignals(False)
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(0)
        self.tabs.blockSignals(False)
        self._show_tab(0)

    def _drop_tabs(self) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        self.tabs.blockSignals(False)
        for widget in self._built.values():
            self.stack.removeWidget(widget)
            widget.deleteLater()
        self._built = {}

    @Slot(int)
    def _tab(self, place: int) -> None:
        widget = self._show_tab(place)
        if hasattr(widget, "load"):
            widget.load()

    def _show_tab(self, place: int) -> Any:
        if self.stay_id is None or not 0 <= place < len(self._specs):
            return None
        spec = self._specs[place]
        if spec.id not in self._built:
            widget = spec.factory(self.desk, self.stay_id)
            self._built[spec.id] = widget
            self.stack.addWidget(widget)
        widget = self._built[spec.id]
        self.stack.setCurrentWidget(widget)
        return widget

    def _go(self, tab_id: str) -> None:
        place = next((i for i, s in enumerate(self._specs) if s.id == tab_id), 0)
        self.tabs.setCurrentIndex(place)

    def _current_id(self) -> str:
        place = self.tabs.currentIndex()
        return self._specs[place].id if 0 <= place < len(self._specs) else ""

    # ---- acts -------------------------------------------------------------------------------

    def _possible(self) -> list[tuple[str, str, Callable[[], None], str, str]]:
        card, ctx = self.card, self.desk.ctx
        if card is None:
            return []
        here = card.roll.exited_at is None
        out = card.roll.absence is not None
        own = ctx.actor.staff_id is not None
        offered: list[tuple[str, str, Opener, Callable[..., Any], bool, str]] = [
            ("leave", self.tr("外出登记"), dialogs.LeaveDialog, acts.leave, here and not out, "truck"),
            ("back", self.tr("返回登记"), dialogs.ReturnDialog, acts.come_back, here and out, "log-in"),
            ("care", self.tr("护理级别"), dialogs.care_level_dialog, acts.set_care_level, here, "heart-pulse"),
            ("condition", self.tr("病情"), dialogs.condition_dialog, acts.set_condition, here, "activity"),
            ("precaution", self.tr("防护标志"), dialogs.PrecautionDialog, acts.start_precaution, here, "shield"),
            ("alert", self.tr("提醒"), dialogs.AlertDialog, acts.start_alert, here, "bell"),
            ("fee", self.tr("费用类别"), dialogs.fee_class_dialog, acts.set_fee_class, here, "wallet"),
            ("legal", self.tr("法律身份"), dialogs.legal_status_dialog, acts.set_legal_status, here, "scale"),
            ("extend", self.tr("延长期限"), dialogs.ExtensionDialog, corrections.extend_term, here, "calendar-plus"),
            ("identity", self.tr("更正身份信息"), dialogs.IdentityDialog, corrections.correct_identity, True, "id-card"),
            ("stay", self.tr("更正入所信息"), dialogs.StayDialog, corrections.correct_stay, True, "file-pen"),
            ("away", self.tr("登记回避关系"), KeepAwayDialog, kin.keep_away, own or may(ctx, kin.kept_away), "user-x"),
            ("exit", self.tr("出所登记"), dialogs.ExitDialog, acts.record_exit, here, "log-out"),
        ]  # fmt: skip
        return [
            (name, title, self._opener(opener, title), "", icon)
            for name, title, opener, act, fits, icon in offered
            if fits and may(ctx, act)
        ] + self._photo_acts()

    def _photo_acts(self) -> list[tuple[str, str, Callable[[], None], str, str]]:
        if not may(self.desk.ctx, photos.keep_photo):
            return []
        empty = self.person.photo.is_empty
        title = self.tr("添加照片") if empty else self.tr("更换照片")
        found = [("photo", title, self.choose_photo, "", "camera")]
        if not empty:
            found.append(("no_photo", self.tr("去掉照片"), self.remove_photo, "", "user-x"))
        return found

    @Slot()
    def choose_photo(self) -> None:
        """Ask for a file with the picture."""
        if self.card is not None and may(self.desk.ctx, photos.keep_photo):
            choose_photo(self.desk, self.card, self)

    @Slot()
    def remove_photo(self) -> None:
        """Take the picture away, with a reason."""
        if self.card is not None:
            remove_photo(self.desk, self.card)

    def _opener(self, opener: Opener, title: str) -> Callable[[], None]:
        def run() -> None:
            if self.card is not None:
                dialog = opener(self.desk, self.card, self)
                name = words.name(self.card.roll)
                done = self.tr("{name}：{what} 已保存").format(name=name, what=title)
                dialog.saved.connect(partial(self._say, done))
                dialog.open()

        return run

    def _say(self, done: str, _saved: object) -> None:
        self.desk.toast(done)

    def _fill_menu(self, card: PersonCard) -> None:
        menu = self.more.menu()
        menu.clear()
        for _name, title, run, _key, _icon in self._possible():
            menu.addAction(title, run)
        self.more.setVisible(not menu.isEmpty())
