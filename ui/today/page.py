"""Today: what is late and what is next, my patients, what waits for my signature, who is on duty."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from medcentre.care import acts as care_acts
from medcentre.care import views as care_views
from medcentre.care.facts import ToSign
from medcentre.insight import views
from medcentre.insight.facts import MyDay, MyWork
from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, may
from medcentre.kernel.due import DueItem, Urgency
from medcentre.rostering.commands import DutyRow
from medcentre.rostering.views import on_duty
from medcentre.support import acts as support_acts
from ui.kit.desk import Desk
from ui.kit.page import Action, HelpCard, Page
from ui.kit.skeleton import Skeleton
from ui.kit.theme import px
from ui.kit.widgets import Card, Empty, EmptyState, KeyCap, Label, Segment
from ui.kit.worklist import WorkListView, WorkRow
from ui.today.panels import DutyPane, PatientsPane, ToSignPane, may_sign
from ui.today.strip import FactStrip
from ui.today.words import greeting, sorted_lines

TICK_MS = 30_000
WIDE = 1330
"""From this page width on the third column stands beside the second."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one reading of the page brings; `day` is None for those who see no people."""

    work: MyWork
    day: MyDay | None
    to_sign: tuple[ToSign, ...]
    on_duty: tuple[DutyRow, ...]


def _read(ctx: ServiceContext, people: bool, signs: bool) -> Found:
    """Everything the page shows, in the worker."""
    day = views.my_day(ctx) if people else None
    return Found(
        day.work if day else views.my_work(ctx),
        day,
        care_views.to_sign(ctx) if signs else (),
        on_duty(ctx) if may(ctx, on_duty) else (),
    )


BED_WORK: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "conflict": ("placement.map", ()),
    "override_ends": ("placement.map", ()),
    "approve": ("placement.waiting", (("which", "requests"),)),
    "receive": ("placement.waiting", (("which", "requests"),)),
    "agree": ("placement.waiting", (("which", "agreements"),)),
    "clean": ("placement.places", (("which", "cleaning"),)),
    "review": ("placement.isolation", (("which", "orders"),)),
    "risk_sign": ("placement.isolation", (("which", "risks"),)),
    "risk_review": ("placement.isolation", (("which", "risks"),)),
}
"""Work about beds -> the page where it is done, and its list."""


class TodayPage(Page):
    """The first page of everybody who has people or work here."""

    topics = frozenset({Topic.CARE, Topic.SUPPORT, Topic.RESIDENTS, Topic.PLACEMENT, Topic.ROSTERS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.work = MyWork(desk.ctx.clock.now(), ())
        self.people = may(desk.ctx, views.my_patients)
        self.header.set_title(self.tr("今日"))
        self.hello = Label("", "body", "2")
        self.urgent = Label("", "body", "red", bold=True)
        self.header.add_tool(self.hello)
        self.header.add_tool(self.urgent)
        self._header_buttons()
        self.strip = FactStrip()
        self.strip.setVisible(self.people)
        self.body.addWidget(self.strip)
        self.list = WorkListView()
        self.list.setAccessibleName(self.tr("我的工作"))
        self.list.acted.connect(self.act_on)
        self.list.previewed.connect(self._preview)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(8)
        self.split.addWidget(self._work_card())
        self._panels()
        self.body.addWidget(self.split, 1)
        self._wide: bool | None = None
        self._arrange(True)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def _header_buttons(self) -> None:
        ctx = self.desk.ctx
        if may(ctx, care_acts.start_note):
            note = self.header.add_button(self.tr("写病程"), "file-pen-line", key="Ctrl+N")
            note.clicked.connect(self.write_note)
        if may(ctx, support_acts.start_talk):
            talk = self.header.add_button(self.tr("写谈话记录"), "messages-square")
            talk.clicked.connect(self.write_talk)

    def _work_card(self) -> Card:
        self.card = Card(self.tr("我的工作"), "list-checks")
        self.order = Segment(
            [
                ("due", self.tr("按时限")),
                ("person", self.tr("按病员")),
                ("room", self.tr("按房间")),
            ],
            small=True,
        )
        self.order.set_value(self.desk.preferences.noted("today/order", "due"))
        self.order.changed.connect(self._ordered)
        self.card.add_tool(self.order)
        self.done = EmptyState(
            Empty.ALL_DONE, self.tr("都做完了"), self.tr("到期的工作会自己出现在这里。")
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.done)
        self.waiting = Skeleton()
        self.stack.addWidget(self.waiting)
        self.stack.setCurrentWidget(self.waiting)
        self.card.body.addWidget(self.stack, 1)
        foot = self.card.add_foot()
        for key, words in (
            ("↑ ↓", self.tr("移动")),
            ("Enter", self.tr("办理")),
            ("Space", self.tr("看病员")),
            ("F8", self.tr("下一项逾期")),
        ):
            foot.addWidget(KeyCap(key))
            foot.addWidget(Label(words, "cap", "2"))
        foot.addStretch(1)
        return self.card

    def _panels(self) -> None:
        self.patients = PatientsPane(self.desk) if self.people else None
        self.to_sign = ToSignPane(self.desk) if may_sign(self.desk) else None
        if self.to_sign is not None:
            self.to_sign.signed.connect(self.load)
        self.duty = DutyPane(self.desk)
        self.middle, self.right = QWidget(), QWidget()
        self._middle, self._right = QVBoxLayout(self.middle), QVBoxLayout(self.right)
        for part, column in ((self.middle, self._middle), (self.right, self._right)):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
            self.split.addWidget(part)
        self.tabs = QTabBar()
        self.tabs.setDocumentMode(True)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("页签"))
        self.tabs.setExpanding(False)
        self.tabs.currentChanged.connect(self._tab)
        self._middle.addWidget(self.tabs)
        self._tabbed: list[Card] = []

    def _arrange(self, wide: bool) -> None:
        """Three columns, or two with the panels as tabs of the second (below 1500 px windows)."""
        if wide is self._wide:
            return
        self._wide = wide
        panels: list[Card] = [p for p in (self.patients, self.to_sign, self.duty) if p is not None]
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        first = panels[:1] if wide and len(panels) > 1 else panels
        for panel in panels:
            (self._middle if panel in first else self._right).addWidget(panel)
            panel.show()
        self._tabbed = [] if wide else panels
        for panel in self._tabbed:
            self.tabs.addTab(panel.title.text())
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(self._tabbed) > 1)
        self.right.setVisible(wide and len(panels) > 1)
        if self._tabbed:
            self._tab(0)
        self._columns(wide)

    def _columns(self, wide: bool) -> None:
        whole = max(self.width(), px(1200))
        shares = (0.46, 0.30, 0.24) if wide else (0.60, 0.40, 0.0)
        self.split.setSizes([round(whole * s) for s in shares])

    @Slot(int)
    def _tab(self, place: int) -> None:
        for number, panel in enumerate(self._tabbed):
            panel.setVisible(number == place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The third column folds into tabs when the window is small."""
        super().resizeEvent(event)
        self._arrange(self.width() >= px(WIDE))

    # ---- content --------------------------------------------------------------------------------

    @Slot()
    def load(self) -> None:
        """Read everything again beside the main thread; the current row stays."""
        self.fetch(partial(_read, self.desk.ctx, self.people, self.to_sign is not None), self._show)

    def _show(self, found: Found) -> None:
        self.work = found.work
        if found.day is not None:
            self.strip.show_facts(found.day.night)
            if self.patients is not None:
                self.patients.show_patients(found.day.patients)
        self._show_work()
        if self.to_sign is not None:
            self.to_sign.show_notes(found.to_sign)
        self.duty.show_duty(found.on_duty)
        if self._wide:
            self.duty.setVisible(bool(found.on_duty))
            self.right.setVisible(bool(found.on_duty) or self.to_sign is not None)
        if self.to_sign is not None:  # an empty list of signatures leaves its room to the duty list
            self._right.setStretchFactor(self.to_sign, 3 if found.to_sign else 2)
            self._right.setStretchFactor(self.duty, 4)
        for number, panel in enumerate(self._tabbed):
            self.tabs.setTabText(number, panel.title.text())

    @Slot()
    def tick(self) -> None:
        """Time has passed: due words and sections move on without reading again."""
        if self.isVisible() and not self.reading:
            self.work = replace(self.work, at=self.desk.ctx.clock.now())
            self._show_work()

    def _show_work(self) -> None:
        said, urgent = greeting(self.work, self.desk.ctx.actor.name, self.width() < px(WIDE))
        self.hello.setText(said)
        self.urgent.setText(urgent)
        count = self.tr("%n 项", "", len(self.work.items))
        self.card.set_title(self.tr("我的工作"), count)
        self.list.show_lines(sorted_lines(self.work, str(self.order.value())))
        self.stack.setCurrentWidget(self.list if self.work.items else self.done)

    @Slot(object)
    def _ordered(self, order: object) -> None:
        self.desk.preferences.note("today/order", str(order))
        if not self.reading:
            self._show_work()

    # ---- acts -----------------------------------------------------------------------------------

    @Slot(object)
    def act_on(self, row: WorkRow) -> None:
        """Go to where the work is done."""
        item = row.data
        if not isinstance(item, DueItem):
            return
        group, _, kind = item.kind.partition(".")
        if group == "placement_due" and kind in BED_WORK:
            page, state = BED_WORK[kind]
            self.desk.open(page, **dict(state), stay_id=item.stay_id)
            return
        if item.stay_id is None:
            return
        if group == "note_kind":
            self.desk.open("care.note", stay_id=item.stay_id, kind=kind)
        elif kind == "talk":
            self.desk.open("support.talk", stay_id=item.stay_id)
        elif kind == "demand":
            self.desk.open("residents.person", stay_id=item.stay_id, tab="talks")
        else:
            self.desk.person(item.stay_id)

    @Slot(object)
    def _preview(self, row: WorkRow) -> None:
        if isinstance(row.data, DueItem) and row.data.stay_id is not None:
            self.desk.person(row.data.stay_id)

    def _chosen(self) -> int | None:
        """The patient the cursor is on, in the list or in the work."""
        if self.patients is not None and self.patients.view.hasFocus():
            current = self.patients.view.current_row()
            if current is not None:
                return current.stay_id
        row = self.list.current_row()
        return row.data.stay_id if row and isinstance(row.data, DueItem) else None

    @Slot()
    def write_note(self) -> None:
        """A progress note for the chosen patient; without one, the list of notes."""
        stay_id = self._chosen()
        if stay_id is None:
            self.desk.open("care.notes")
        else:
            self.desk.open("care.note", stay_id=stay_id, kind="progress_note")

    @Slot()
    def write_talk(self) -> None:
        """A talk with the chosen person, or with one to be chosen."""
        self.desk.open("support.talk", stay_id=self._chosen())

    # ---- page -----------------------------------------------------------------------------------

    def page_actions(self) -> tuple[Action, ...]:
        """Write a note, write a talk."""
        made: list[Action] = []
        ctx = self.desk.ctx
        if may(ctx, care_acts.start_note):
            made.append(
                Action("today.note", self.tr("写病程"), self.write_note, "Ctrl+N", "file-pen-line")
            )
        if may(ctx, support_acts.start_talk):
            key = "" if made else "Ctrl+N"
            made.append(
                Action("today.talk", self.tr("写谈话记录"), self.write_talk, key, "messages-square")
            )
        return tuple(made)

    def begin_keyboard(self) -> None:
        """The work list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_problem(self, step: int) -> bool:
        """F8: the next overdue item."""
        return self.list.next_problem(step)

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("到期的工作自己排在这里：逾期、两小时内、今天稍后。回车去办，办完自动消失。"),
            rules=(
                ("MED-43", self.tr("医生的工作按时限排列，超过时限变红。")),
                ("TLK-01", self.tr("该谈话的人按时限出现在民警的工作里。")),
            ),
        )

    def state(self) -> dict[str, Any]:
        """Order and current row."""
        row = self.list.current_row()
        return {"order": self.order.value(), "row": row.key if row else None}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.order.set_value(state.get("order") or "due")

    def overdue(self) -> int:
        """How many items are overdue now."""
        return len(self.work.section(Urgency.OVERDUE))
