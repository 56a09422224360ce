"""Talks owed and talks held, and the talks tab of the person page."""

from datetime import time, timedelta

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day, centre_time
from medcentre.kernel.context import may
from medcentre.placement.views.beds import BedPlace, beds_of
from medcentre.support import acts, views
from medcentre.support.facts import StayTalkDue, TalkRow
from ui.kit.desk import Desk
from ui.kit.i18n import label, reason, show_moment, show_name
from ui.kit.page import Action, HelpCard, Page
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.widgets import Button, Empty, Label
from ui.kit.worklist import due_words
from ui.support.side import DemandsCard
from ui.support.words import joined, risk_cell, what

translate = QCoreApplication.translate


class DueTalks(TablePane[StayTalkDue]):
    """Talks owed, soonest first; Enter writes one."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._beds: dict[int, BedPlace] = {}
        columns: list[Column[StayTalkDue]] = [
            Column(self.tr("时限"), self._due, width=116, tone=self._tone, whole=True,
                   sort_key=lambda r: r.due.due_at.timestamp()),
            Column(self.tr("床"), self._bed, width=76, search=True),
            Column(self.tr("姓名"), lambda r: show_name(r.person_name), width=112, person=True),
            Column(self.tr("为什么谈"), self._why),
        ]  # fmt: skip
        super().__init__(
            desk, "support.due", columns, row_id=lambda r: (r.stay_id, r.due.trigger),
            mark=self._mark, title=self.tr("应谈"), icon="clock-alert",
        )  # fmt: skip
        self.add_filter("late", self.tr("已逾期"), self._is_late)
        self.set_empty(Empty.ALL_DONE, self.tr("该谈的都谈了"))
        self.opened.connect(self._open)

    def load(self) -> None:
        """Read again."""
        ctx = self.desk.ctx
        self._beds = beds_of(ctx) if may(ctx, beds_of) else {}
        rows = views.all_due(ctx)
        late = sum(self._is_late(r) for r in rows)
        self.set_title(
            self.tr("应谈"), self.tr("{n} 项 · 逾期 {late}").format(n=len(rows), late=late)
        )
        self.show_rows(rows)

    def _is_late(self, row: StayTalkDue) -> bool:
        return row.due.due_at < self.desk.ctx.clock.now()

    def _due(self, row: StayTalkDue) -> str:
        return self._words(row)[0]

    def _tone(self, row: StayTalkDue) -> str:
        tone = self._words(row)[2]
        return f"{tone}.text" if tone else "text.1"

    def _mark(self, row: StayTalkDue) -> str:
        return self._words(row)[2]

    def _words(self, row: StayTalkDue) -> tuple[str, str, str]:
        """Due words; the end of a day is 23:59 of it, not 00:00 of the next."""
        due = row.due.due_at
        if centre_time(due).time() == time(0, 0):
            due -= timedelta(minutes=1)
        return due_words(due, self.desk.ctx.clock.now())

    def _bed(self, row: StayTalkDue) -> str:
        return self._beds[row.stay_id].bed if row.stay_id in self._beds else ""

    def _why(self, row: StayTalkDue) -> str:
        return reason(f"talk_why.{row.due.trigger}", row.due.facts)

    @Slot(object)
    def _open(self, row: StayTalkDue) -> None:
        if may(self.desk.ctx, acts.start_talk):
            self.desk.open("support.talk", stay_id=row.stay_id)
        else:
            self.desk.person(row.stay_id)


def talk_columns(desk: Desk, with_person: bool) -> list[Column[TalkRow]]:
    """Columns of a list of talks."""
    made: list[Column[TalkRow]] = [
        Column(translate("TalkWords", "时间"), lambda r: show_moment(r.started, centre_day(desk.ctx.clock.now())), width=124,
               whole=True, sort_key=lambda r: r.started.timestamp()),
        Column(translate("TalkWords", "姓名"), lambda r: show_name(r.person_name), width=112, person=True),
        Column(translate("TalkWords", "类别"), lambda r: joined("talk_reason", r.reasons), width=110),
        Column(translate("TalkWords", "内容"), what, search=True),
        Column(translate("TalkWords", "谈话人"), lambda r: show_name(r.talker), width=84, search=True),
        Column(translate("TalkWords", "风险"), lambda r: str(r.risk_after or ""), width=66, paint=risk_cell),
        Column(translate("TalkWords", "状态"), _status, width=96, tone=_status_tone),
    ]  # fmt: skip
    return made if with_person else [c for n, c in enumerate(made) if n != 1]


def _status(row: TalkRow) -> str:
    return label(f"record_status.{row.status}")


def _status_tone(row: TalkRow) -> str:
    return {"draft": "amber.text", "voided": "red.text"}.get(row.status, "text.2")


class TalksPage(Page):
    """Talks owed at the left, talks of the last weeks and open drafts at the right."""

    topics = frozenset({Topic.SUPPORT, Topic.RESIDENTS, Topic.PLACEMENT})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("个别谈话"))
        self.progress = Label("", "body", "2")
        self.header.add_tool(self.progress)
        self.new = self.header.add_button(self.tr("写谈话记录"), "pen-line", "primary", "Ctrl+N")
        self.new.clicked.connect(self._new)
        self.new.setVisible(may(desk.ctx, acts.start_talk))
        self.due = DueTalks(desk)
        self.held: TablePane[TalkRow] = TablePane(
            desk, "support.held", talk_columns(desk, True), row_id=lambda r: r.id,
            title=self.tr("近 31 天谈话"), icon="messages-square",
        )  # fmt: skip
        self.held.add_filter("draft", self.tr("草稿"), lambda r: r.status == "draft")
        self.held.set_empty(Empty.NOTHING_YET, self.tr("近 31 天没有谈话记录"))
        self.held.opened.connect(self._open)
        self.held.setVisible(views.reads_talks(desk.ctx.actor))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.addWidget(self.due)
        split.addWidget(self.held)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 6)
        self.body.addWidget(split, 1)

    def load(self) -> None:
        """Read again."""
        ctx = self.desk.ctx
        self.due.load()
        if views.reads_talks(ctx.actor):
            today = centre_day(ctx.clock.now())
            self.held.show_rows(views.talks_between(ctx, today - timedelta(days=31), today))
        month = views.month_of_talks(ctx)
        self.progress.setText(
            self.tr("本月应谈 {all} · 已谈 {done} · 逾期 {late}").format(
                all=month.to_talk, done=month.talked, late=month.overdue
            )
        )

    def page_actions(self) -> tuple[Action, ...]:
        """Write one."""
        if not may(self.desk.ctx, acts.start_talk):
            return ()
        return (
            Action("support.write_talk", self.tr("写谈话记录"), self._new, "Ctrl+N", "pen-line"),
        )

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("左边是该谈的人和原因，右边是谈过的记录。回车打开。"),
            rules=(("TLK-01", self.tr("每人每月至少一次谈话，新入所和重点人员更密。")),),
        )

    def focus_filter(self) -> bool:
        """The key /."""
        return self.due.focus_filter()

    def next_problem(self, step: int) -> bool:
        """F8: the next talk overdue."""
        rows = [r for r in self.due.view.shown_rows() if r.due.due_at < self.desk.ctx.clock.now()]
        if not rows:
            return False
        keys = [(r.stay_id, r.due.trigger) for r in rows]
        here = self.due.view.current_id()
        place = keys.index(here) + step if here in keys else 0
        return self.due.view.select_id(keys[place % len(keys)])

    @Slot()
    def _new(self) -> None:
        self.desk.open("support.talk", stay_id=None)

    @Slot(object)
    def _open(self, row: TalkRow) -> None:
        self.desk.open("support.talk", talk_id=row.id)


class TalksTab(QWidget):
    """Talks of one person on the person page."""

    topics = frozenset({Topic.SUPPORT})

    def __init__(self, desk: Desk, stay_id: int) -> None:
        super().__init__()
        self.desk, self.stay_id = desk, stay_id
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.held: TablePane[TalkRow] = TablePane(
            desk, "support.of_person", talk_columns(desk, False), row_id=lambda r: r.id,
            title=self.tr("谈话"), icon="messages-square", searchable=False,
        )  # fmt: skip
        self.held.set_empty(Empty.NOTHING_YET, self.tr("还没有谈过话"))
        self.held.opened.connect(self._open)
        self.new = Button(self.tr("写谈话记录"), "pen-line", "primary", small=True)
        self.new.clicked.connect(self._new)
        self.new.setVisible(may(desk.ctx, acts.start_talk))
        self.held.add_tool(self.new)
        row.addWidget(self.held, 3)
        side = QVBoxLayout()
        self.demands = DemandsCard(desk)
        side.addWidget(self.demands, 1)
        row.addLayout(side, 2)
        self.demands.setVisible(views.reads_talks(desk.ctx.actor))

    def load(self) -> None:
        """Read again."""
        rows = views.talks_of(self.desk.ctx, self.stay_id)
        self.held.set_title(self.tr("谈话"), self.tr("%n 次", "", len(rows)))
        self.held.show_rows(rows)
        self.demands.show_stay(self.stay_id)

    @Slot()
    def _new(self) -> None:
        self.desk.open("support.talk", stay_id=self.stay_id)

    @Slot(object)
    def _open(self, row: TalkRow) -> None:
        if views.reads_talks(self.desk.ctx.actor):
            self.desk.open("support.talk", talk_id=row.id)
