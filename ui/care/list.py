"""Notes: what is owed, what waits for a signature, what was written; the tab of the person page."""

from datetime import timedelta

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from medcentre.care import acts, views
from medcentre.care.facts import NoteKind, NoteRow, StayDeadline
from medcentre.care.papers import ContinuousPrint, plan_continuous, render_continuous
from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.placement.views.beds import BedPlace, beds_of
from ui.care.side import DueCard
from ui.care.words import left_words, marks, note_name, status_tone, status_words, why
from ui.kit.desk import Desk
from ui.kit.i18n import show_moment, show_name
from ui.kit.page import HelpCard, Page
from ui.kit.print_preview import PrintPreview
from ui.kit.print_words import print_context
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.widgets import Button, Empty

WRITABLE = tuple(k for k in NoteKind if k is not NoteKind.ADDENDUM)
"""Kinds somebody starts by choosing them; an addendum starts from its note."""


class DueNotes(TablePane[StayDeadline]):
    """Documents owed for everybody, soonest first; Enter writes one."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._beds: dict[int, BedPlace] = {}
        columns: list[Column[StayDeadline]] = [
            Column(self.tr("时限"), self._due, width=116, tone=self._tone, whole=True,
                   sort_key=lambda r: r.deadline.due_at.timestamp()),
            Column(self.tr("床"), self._bed, width=76, search=True),
            Column(self.tr("姓名"), lambda r: show_name(r.person_name), width=112, person=True),
            Column(self.tr("该写什么"), lambda r: note_name(r.deadline.kind), search=True,
                   note=lambda r: why(r.deadline)),
        ]  # fmt: skip
        super().__init__(
            desk, "care.due", columns, row_id=lambda r: (r.stay_id, r.deadline.kind),
            mark=self._mark, title=self.tr("该写的"), icon="clock-alert",
        )  # fmt: skip
        self.add_filter("late", self.tr("已逾期"), self.is_late)
        self.set_empty(Empty.ALL_DONE, self.tr("该写的都写了"))
        self.opened.connect(self._open)

    def load(self) -> None:
        """Read again."""
        ctx = self.desk.ctx
        self._beds = beds_of(ctx) if may(ctx, beds_of) else {}
        soon = ctx.clock.now() + timedelta(days=2)
        rows = [r for r in views.all_deadlines(ctx) if r.deadline.due_at <= soon]
        late = sum(self.is_late(r) for r in rows)
        self.set_title(
            self.tr("该写的"), self.tr("{n} 份 · 逾期 {late}").format(n=len(rows), late=late)
        )
        self.show_rows(rows)

    def is_late(self, row: StayDeadline) -> bool:
        """Whether the limit has passed."""
        return row.deadline.due_at < self.desk.ctx.clock.now()

    def _due(self, row: StayDeadline) -> str:
        return left_words(row.deadline, self.desk.ctx.clock.now())

    def _tone(self, row: StayDeadline) -> str:
        colour = row.deadline.colour(self.desk.ctx.clock.now())
        return "text.1" if colour == "green" else f"{colour}.text"

    def _mark(self, row: StayDeadline) -> str:
        colour = row.deadline.colour(self.desk.ctx.clock.now())
        return "" if colour == "green" else str(colour)

    def _bed(self, row: StayDeadline) -> str:
        return self._beds[row.stay_id].bed if row.stay_id in self._beds else ""

    @Slot(object)
    def _open(self, row: StayDeadline) -> None:
        if may(self.desk.ctx, acts.start_note):
            self.desk.open("care.note", stay_id=row.stay_id, kind=str(row.deadline.kind))
        else:
            self.desk.person(row.stay_id)


class NotesTable(TablePane[NoteRow]):
    """A list of notes; Enter opens one."""

    def __init__(self, desk: Desk, name: str, title: str, *, with_person: bool) -> None:
        today = centre_day(desk.ctx.clock.now())
        columns: list[Column[NoteRow]] = [
            Column(self.tr("时间"), lambda r: show_moment(r.at, today), width=120,
                   whole=True, sort_key=lambda r: r.at.timestamp()),
            Column(self.tr("记录"), lambda r: note_name(r.kind), search=True,
                   note=lambda r: r.excerpt),
            Column(self.tr("医师"), lambda r: show_name(r.signer or r.author), width=104, search=True),
            Column(self.tr("审签"), lambda r: show_name(r.cosigner), width=96),
            Column(self.tr("状态"), status_words, width=80, tone=status_tone),
            Column(self.tr("标记"), marks, width=108, tone=lambda r: "amber.text"),
        ]  # fmt: skip
        if with_person:
            columns.insert(
                1,
                Column(self.tr("姓名"), lambda r: show_name(r.person_name), width=112, person=True),
            )
        super().__init__(
            desk, name, columns, row_id=lambda r: r.id, title=title, icon="file-text",
            searchable=with_person,
        )  # fmt: skip
        self.desk = desk
        self.opened.connect(self._open)

    @Slot(object)
    def _open(self, row: NoteRow) -> None:
        self.desk.open("care.note", note_id=row.id)


class NotesPage(Page):
    """Owed documents at the left; notes of the last week and open drafts at the right."""

    topics = frozenset({Topic.CARE, Topic.RESIDENTS, Topic.PLACEMENT})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("病历记录"))
        self.due = DueNotes(desk)
        self.notes = NotesTable(desk, "care.recent", self.tr("近 7 天和草稿"), with_person=True)
        self.notes.add_filter("draft", self.tr("草稿"), lambda r: r.status == "draft")
        self.notes.add_filter("cosign", self.tr("待审签"), lambda r: r.needs_cosign)
        self.notes.set_empty(Empty.NOTHING_YET, self.tr("近 7 天没有记录"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.addWidget(self.due)
        split.addWidget(self.notes)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 6)
        self.body.addWidget(split, 1)

    def load(self) -> None:
        """Read again."""
        ctx = self.desk.ctx
        if not views.reads_notes(ctx.actor):
            return
        self.due.load()
        self.notes.show_rows(views.recent_notes(ctx, ctx.clock.now() - timedelta(days=7)))

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("左边是该写的病历和时限，右边是写过的记录和草稿。回车打开。"),
            rules=(("MED-43", self.tr("剩余时间不到四分之一变黄，过了时限变红。")),),
        )

    def focus_filter(self) -> bool:
        """The key /."""
        return self.due.focus_filter()

    def next_problem(self, step: int) -> bool:
        """F8: the next overdue document."""
        keys = [
            (r.stay_id, r.deadline.kind) for r in self.due.view.shown_rows() if self.due.is_late(r)
        ]
        if not keys:
            return False
        here = self.due.view.current_id()
        place = keys.index(here) + step if here in keys else 0
        return self.due.view.select_id(keys[place % len(keys)])


class NotesTab(QWidget):
    """Notes of one person on the person page: write, print, print on where the paper ends."""

    topics = frozenset({Topic.CARE})

    def __init__(self, desk: Desk, stay_id: int) -> None:
        super().__init__()
        self.desk, self.stay_id = desk, stay_id
        self.preview: PrintPreview | None = None
        self._plan: ContinuousPrint | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.notes = NotesTable(desk, "care.of_person", self.tr("病程"), with_person=False)
        self.notes.set_empty(Empty.NOTHING_YET, self.tr("还没有病历记录"))
        self.paper = Button(self.tr("接着打印"), "printer", small=True)
        self.paper.clicked.connect(self.print_on)
        self.paper.setVisible(may(desk.ctx, acts.file_print))
        self.new = Button(self.tr("写记录"), "pen-line", "primary", small=True)
        self.new.setMenu(QMenu(self.new))
        self.new.setVisible(may(desk.ctx, acts.start_note))
        for kind in WRITABLE:
            action = self.new.menu().addAction(note_name(kind))
            action.setData(str(kind))
            action.triggered.connect(self._new)
        self.notes.add_tool(self.paper)
        self.notes.add_tool(self.new)
        row.addWidget(self.notes, 3)
        side = QVBoxLayout()
        self.due = DueCard(desk)
        side.addWidget(self.due, 1)
        row.addLayout(side, 2)

    def load(self) -> None:
        """Read again."""
        if not views.reads_notes(self.desk.ctx.actor):
            self.notes.set_empty(Empty.NOTHING_YET, self.tr("病历只有治疗团队可以查看"))
            self.notes.show_rows(())
            self.due.hide()
            return
        rows = views.notes_of(self.desk.ctx, self.stay_id)
        self.notes.set_title(self.tr("病程"), self.tr("%n 份", "", len(rows)))
        self.notes.show_rows(rows)
        self.due.show_stay(self.stay_id)

    @Slot()
    def print_on(self) -> None:
        """Print the continuous record from where the paper ends; changed pages anew (D14)."""
        ctx = self.desk.ctx
        paper = print_context(self.desk)
        try:
            plan = plan_continuous(ctx, self.stay_id, paper)
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        if not plan.doc.notes:
            self.desk.toast(self.tr("还没有签名的病程记录可以打印"), kind="amber")
            return
        if plan.nothing_new:
            self.desk.toast(self.tr("纸上已经是最新的，没有新内容要打印"), kind="blue")
            return
        if plan.again_from is not None:
            self.desk.toast(
                self.tr("第 {n} 页起有更正，须重新打印").format(n=plan.again_from), kind="amber"
            )
        self._plan = plan
        self.preview = PrintPreview(
            render_continuous(plan, paper), self.tr("病程记录"), self.desk.window,
            self.desk.preferences,
        )  # fmt: skip
        self.preview.printed.connect(self._printed)
        self.preview.show()

    @Slot()
    def _printed(self) -> None:
        """File what is on paper now, so that the next print goes on from there."""
        plan = self._plan
        if plan is not None:
            first = plan.resume.page if plan.resume else 1
            acts.file_print(self.desk.ctx, self.stay_id, plan.trace, first, len(plan.doc.notes))

    @Slot()
    def _new(self) -> None:
        action = self.sender()
        data = getattr(action, "data", None)
        if data is not None:
            self.desk.open("care.note", stay_id=self.stay_id, kind=str(data()))
