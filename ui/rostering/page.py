"""The roster of a month: draft, edit, check, publish, print (J08)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError, StaleRecord
from medcentre.kernel.periods import Month
from medcentre.kernel.wording import Lang
from medcentre.rostering import acts, papers, views
from medcentre.rostering.commands import CellEdit, MonthHead, MonthSheet, Publish, SetCells
from medcentre.rostering.facts import Level, Problem, RosterViolation, Sheet
from medcentre.rostering.planning import save_holidays
from medcentre.rostering.rules.judge import Judge
from medcentre.rostering.solve.explain import Explanation, Remedy
from medcentre.rostering.solve.month import Draft
from ui.kit.desk import Desk
from ui.kit.i18n import lang, show_day, show_name
from ui.kit.page import Action, HelpCard, Page
from ui.kit.print_words import print_context
from ui.kit.tasks import Progress
from ui.kit.theme import px
from ui.kit.widgets import Card, Label, StatusChip, icon_button
from ui.rostering.explain import ExplainSheet, Way
from ui.rostering.grid_model import GridModel
from ui.rostering.grid_view import GridView
from ui.rostering.issues import IssueList
from ui.rostering.legend import Legend
from ui.rostering.saving import ask_and_save
from ui.rostering.solver_panel import SolverPanel
from ui.rostering.words import person_name, post_name, shift_name, show_month

UNDO_LIMIT = 200


class _Edit(QUndoCommand):
    """One macro of cells; undo writes the old ones."""

    def __init__(
        self, page: "RosterPage", old: Sequence[CellEdit], new: Sequence[CellEdit], words: str
    ) -> None:
        super().__init__(words)
        self._page, self._old, self._new = page, old, new

    def redo(self) -> None:
        """Write the new cells."""
        self._page.write(self._new)

    def undo(self) -> None:
        """Write the old cells."""
        self._page.write(self._old)


class RosterPage(Page):
    """Grid at the left, solver and problems at the right."""

    topics = frozenset({Topic.ROSTERS, Topic.STAFF, Topic.RESIDENTS, Topic.PLACEMENT})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        today = centre_day(desk.ctx.clock.now())
        self.month = Month.of(today).plus(1)
        self.data_: MonthSheet | None = None
        self._reason = ""
        self._kept: tuple[CellEdit, ...] = ()
        self._kept_who = ""
        self._stamp: views.SheetStamp | None = None
        self._writing = False
        self.undo = QUndoStack(self)
        self.undo.setUndoLimit(UNDO_LIMIT)
        self.model = GridModel(self)
        self.grid = GridView(self.model)
        self.grid.writable = may(desk.ctx, acts.set_cells)
        self.grid.edited.connect(self.edit)
        self.grid.asked.connect(self._undo_or_redo)
        self.issues = IssueList()
        self.issues.jumped.connect(self._jump)
        self.solver = SolverPanel(self._for_solver, self.grid.selected_days)
        self.solver.taken.connect(self._take)
        self.solver.explained.connect(self._explain)
        self.banner.acted.connect(self._banner_verb)
        self.sheet: ExplainSheet | None = None
        self._header()
        self._layout()

    def _header(self) -> None:
        self.header.set_title(self.tr("排班表"))
        back = icon_button("chevron-left", self.tr("上个月"), "normal")
        back.clicked.connect(partial(self._turn, -1))
        self.month_label = Label(show_month(self.month), "body", bold=True)
        on = icon_button("chevron-right", self.tr("下个月"), "normal")
        on.clicked.connect(partial(self._turn, 1))
        self.state_chip = StatusChip("", "amber", "pencil")
        for part in (back, self.month_label, on, self.state_chip):
            self.header.add_tool(part)
        self.state_chip.hide()
        self.export_button = self.header.add_button(self.tr("导出表格"), "file-spreadsheet")
        self.export_button.clicked.connect(self.export)
        self.print_button = self.header.add_button(self.tr("打印"), "printer", key="Ctrl+P")
        sizes = QMenu(self.print_button)
        sizes.addAction(self.tr("A3 大张"), self.print_screen)
        sizes.addAction(self.tr("A4 小张"), self.print_small)
        self.print_button.setMenu(sizes)
        self.publish_button = self.header.add_button(
            self.tr("发布"), "send", "primary", key="Ctrl+Shift+P"
        )
        self.publish_button.clicked.connect(self.publish)
        self.publish_button.setVisible(may(self.desk.ctx, acts.publish))

    def _layout(self) -> None:
        left = Card()
        left.body.addWidget(self.grid, 1)
        foot = left.add_foot()
        self.legend = Legend()
        foot.addWidget(self.legend, 1)
        self.status = Label("", "cap", "2")
        left.add_foot().addWidget(self.status, 1)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.solver)
        column.addWidget(self.issues, 1)
        self.solver.setVisible(may(self.desk.ctx, acts.take_draft))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([px(1124), px(248)])
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)
        self.grid.selectionModel().currentChanged.connect(self._show_cell)
        self.model.modelReset.connect(self._show_cell)

    # ---- reading ----------------------------------------------------------------------------

    def load(self) -> None:
        """Read and judge the month off the UI thread, unless what is stored is what is shown."""
        if self._writing:
            return
        if self._stamp is not None and self._stamp == views.sheet_stamp(self.desk.ctx, self.month):
            return
        self.desk.tasks.start(self._read, done=self._show, failed=self._failed)

    def _read(self, progress: Progress) -> tuple[MonthSheet, Judge, views.SheetStamp]:
        stamp = views.sheet_stamp(self.desk.ctx, self.month)
        data = views.month_sheet(self.desk.ctx, self.month)
        return data, Judge(data.problem, data.sheet), stamp

    @Slot(object)
    def _show(self, found: tuple[MonthSheet, Judge, views.SheetStamp]) -> None:
        data, judge, stamp = found
        stale = self.data_ is not None and data.head.version < self.data_.head.version
        if data.problem.month != self.month or (stale and self._same_month()):
            return
        self.data_, self._stamp = data, stamp
        current = self.grid.currentIndex()
        self.model.show(data, judge, centre_day(self.desk.ctx.clock.now()))
        if current.isValid():
            self.grid.setCurrentIndex(self.model.index(current.row(), current.column()))
        self._spans()
        self.legend.show_shifts(data.problem.shifts, data.sheet)
        self._show_head(data.head)
        self.issues.show_violations(self.model.violations, begun=self.model.is_begun)

    @Slot(object)
    def _failed(self, error: object) -> None:
        if isinstance(error, DomainError):
            self.desk.refusal(error)
        elif isinstance(error, Exception):
            raise error

    def _same_month(self) -> bool:
        """Whether the sheet on screen is of the month chosen; edits after a read was begun win."""
        return self.data_ is not None and self.data_.problem.month == self.month

    def _spans(self) -> None:
        self.grid.clearSpans()
        for row, line in enumerate(self.model.rows):
            if line.person is None and not line.posts:
                self.grid.setSpan(row, 0, 1, self.model.columnCount())

    def _show_head(self, head: MonthHead) -> None:
        self.month_label.setText(show_month(self.month))
        self.state_chip.show()
        if head.is_draft:
            self.state_chip.show_state(self.tr("草稿·未发布"), "amber", "pencil")
        else:
            words = self.tr("第 {n} 版 · {who} 发布").format(
                n=head.published_no, who=show_name(head.published_by)
            )
            self.state_chip.show_state(words, "green", "circle-check")
        self._show_banner()

    # ---- the line over the page -------------------------------------------------------------

    def _show_banner(self) -> None:
        """What was typed and not stored first, then a missing holiday plan."""
        self._kept = tuple(c for c in self._kept if self._differs(c))
        if self._kept:
            self.banner.tell(self._kept_words(), "amber", "triangle-alert", self.tr("再填上"))
        elif missing := views.holiday_plan_missing(self.desk.ctx, self.month.year):
            words = (
                self.tr("{year} 年放假安排还没有载入，节假日按周末计算。")
                if missing == self.month.year
                else self.tr("{year} 年放假安排还没有载入，请在国务院通知发布后载入。")
            )
            verb = self.tr("去载入") if may(self.desk.ctx, save_holidays) else ""
            self.banner.tell(words.format(year=missing), "amber", "calendar-days", verb)
        else:
            self.banner.hide()

    def _differs(self, cell: CellEdit) -> bool:
        if cell.day not in self.model.days or self.model.row_of(cell.staff_id) < 0:
            return False
        now = self._present(cell)
        return (now.shift, now.pinned) != (cell.shift, cell.pinned)

    def _kept_words(self) -> str:
        """Whose change came first, and which typed cells are not stored, with what stands there."""
        names = {p.id: person_name(p) for p in self.data_.problem.people} if self.data_ else {}
        cells = [
            self.tr("{name} {day} {shift}（现为{now}）").format(
                name=names.get(c.staff_id, ""), day=show_day(c.day),
                shift=self._shift_words(c.shift), now=self._shift_words(self._present(c).shift),
            )
            for c in self._kept[:3]
        ]  # fmt: skip
        comma = "，" if lang() is Lang.ZH else ", "
        more = f" +{len(self._kept) - 3}" if len(self._kept) > 3 else ""
        return self.tr("{who} 刚改过这张表，您填的还没有存：{cells}").format(
            who=show_name(self._kept_who) or self.tr("别的窗口"), cells=comma.join(cells) + more
        )

    def _shift_words(self, code: str | None) -> str:
        shifts = self.data_.problem.shifts if self.data_ else ()
        return next((shift_name(s) for s in shifts if s.code == code), self.tr("空"))

    @Slot()
    def _banner_verb(self) -> None:
        kept, self._kept = self._kept, ()
        if kept:
            self.banner.hide()
            self.edit(list(kept))
        else:
            self.desk.open("rostering.plan", month=str(self.month), tab="holidays")

    # ---- editing ----------------------------------------------------------------------------

    @Slot(object)
    def edit(self, cells: list[CellEdit]) -> None:
        """Cells as somebody typed them: one step to undo."""
        if self.data_ is None or not may(self.desk.ctx, acts.set_cells):
            return
        if not self.data_.head.is_draft and not self._reason:
            self._ask_reason(cells)
            return
        old = [self._present(c) for c in cells]
        self.undo.push(_Edit(self, old, cells, self.tr("改排班")))

    def _present(self, cell: CellEdit) -> CellEdit:
        row, column = self.model.row_of(cell.staff_id), self.model.days.index(cell.day)
        return CellEdit(
            staff_id=cell.staff_id,
            day=cell.day,
            shift=self.model.shift_at(row, column),
            pinned=self.model.is_pinned(row, column),
            post=post.code if (post := self.model.post_at(row, column)) else None,
        )

    def _ask_reason(self, cells: list[CellEdit]) -> None:
        def go(reason: str) -> None:
            self._reason = reason
            self.edit(cells)

        self.desk.confirm(
            self.tr("排班表已经发布"),
            self.tr("改动会记录下来，并通知本人。请写明原因，本次修改都用这个原因。"),
            self.tr("继续修改"),
            go,
            reason_min=4,
        )

    def write(self, cells: Sequence[CellEdit]) -> None:
        """Show at once, then store; a refusal shows the stored sheet again."""
        if self.data_ is None:
            return
        self.model.put(cells)
        head = self.data_.head
        command = SetCells(
            month=self.month, version=head.version, cells=tuple(cells), reason=self._reason
        )
        self._writing = True
        try:
            version = acts.set_cells(self.desk.ctx, command)
        except DomainError as refusal:
            self.data_ = self._stamp = None
            if isinstance(refusal, StaleRecord):
                self._kept, self._kept_who = tuple(cells), str(refusal.facts.get("who", ""))
            else:
                self.desk.refusal(refusal)
            # Not now: the stack is just pushing the step that was refused.
            QTimer.singleShot(0, self.undo.clear)
            QTimer.singleShot(0, self.load)
            return
        finally:
            self._writing = False
        fresh = MonthHead(
            head.month, version, head.published_no, head.published_at, head.published_by
        )
        if self._stamp is not None:
            self._stamp = views.SheetStamp(version, self._stamp.around)
        self.data_ = MonthSheet(
            fresh, self.data_.problem, self.data_.sheet, self.data_.pinned, self.data_.changed
        )
        self.issues.show_violations(self.model.violations, begun=self.model.is_begun)
        self._show_cell()

    @Slot(str)
    def _undo_or_redo(self, what: str) -> None:
        if what == "undo":
            self.undo.undo()
        else:
            self.undo.redo()

    # ---- solver -----------------------------------------------------------------------------

    def _for_solver(self) -> tuple[Problem, Sheet] | None:
        if self.data_ is None or self.model.judge is None:
            return None
        data = views.month_sheet(self.desk.ctx, self.month)
        return data.problem, data.sheet

    @Slot(object)
    def _take(self, draft: Draft) -> None:
        if self.data_ is None or draft.sheet.month != self.month:
            return
        try:
            acts.take_draft(self.desk.ctx, self.month, self.data_.head.version, draft.sheet)
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        self.undo.clear()
        self.desk.toast(self.tr("已采用自动排班方案，可继续修改"))

    @Slot(object)
    def _explain(self, found: tuple[Explanation, ...]) -> None:
        if self.data_ is not None:
            self.sheet = ExplainSheet(self, self.data_.problem, found)
            self.sheet.chosen.connect(self._remedy)
            self.sheet.open()

    @Slot(object)
    def _remedy(self, way: Way) -> None:
        """Do what a remedy says, or go where it is done; the sheet stays for the others."""
        if way.remedy is Remedy.UNPIN:
            self.edit([self._unpinned(person, day) for person, day in way.cells])
            self.desk.toast(self.tr("已解除 %n 格的锁定，可以再排一次", "", len(way.cells)))
        elif way.remedy is Remedy.MOVE_LEAVE:
            self.desk.open(
                "rostering.swaps", month=str(self.month), tab="leave",
                people=[person for person, _ in way.cells],
            )  # fmt: skip
        elif way.remedy is Remedy.RENEW_CERTIFICATE:
            self.desk.open("administration.staff", staff_id=way.cells[0][0])
        else:
            self.desk.open(
                "rostering.plan", month=str(self.month), tab=way.tab, entry=way.entry,
                field="groups" if way.remedy is Remedy.MORE_PEOPLE
                else "minimum" if way.tab == "covers" else "needs",
            )  # fmt: skip

    def _unpinned(self, person: int, day: date) -> CellEdit:
        cell = CellEdit(staff_id=person, day=day, shift=None)
        return replace(self._present(cell), pinned=False)

    # ---- publishing, printing ---------------------------------------------------------------

    @Slot()
    def publish(self) -> None:
        """The signing sheet; with errors on the sheet a reason first."""
        if self.data_ is None:
            return
        errors = sum(v.level is Level.ERROR for v in self.model.violations)
        if errors:
            self.desk.confirm(
                self.tr("表上还有 %n 处必须改的问题", "", errors),
                self.tr("可以先改正，也可以写明原因后发布。原因随这一版保存。"),
                self.tr("写明原因并发布"),
                self._publish,
                reason_min=4,
                danger=True,
            )
            return
        self.desk.sign(
            self.tr("发布 {month} 排班表").format(month=str(self.month)),
            [
                self.tr("发布后整表存档为一个版本，以后的改动逐条记录并通知本人。"),
                self.tr("公平账结转到下个月。"),
            ],
            self.tr("发布"),
            partial(self._publish, ""),
        )

    def _publish(self, reason: str) -> None:
        assert self.data_ is not None
        number = acts.publish(
            self.desk.ctx,
            Publish(month=self.month, version=self.data_.head.version, reason=reason),
        )
        self.undo.clear()
        self.desk.toast(self.tr("已发布第 {n} 版").format(n=number))

    @Slot()
    def export(self) -> None:
        """The month as a workbook with live sums."""
        if self.data_ is not None:
            ask_and_save(self, self.workbook(), f"roster-{self.month}.xlsx")

    def workbook(self) -> bytes:
        """The workbook of the month as stored."""
        from medcentre.rostering.files import roster_workbook

        return roster_workbook(views.month_sheet(self.desk.ctx, self.month), self.desk.lang)

    def print_screen(self) -> bool:
        """Ctrl+P: the sheet on A3."""
        return self._print(a4=False)

    @Slot()
    def print_small(self) -> bool:
        """The sheet on A4, where no large printer stands."""
        return self._print(a4=True)

    def _print(self, *, a4: bool) -> bool:
        if self.data_ is None:
            return False
        pdf = papers.roster_paper(self.desk.ctx, self.month, print_context(self.desk), a4=a4)
        self.desk.preview(pdf, self.tr("排班表 {month}").format(month=str(self.month)))
        return True

    # ---- moving about -----------------------------------------------------------------------

    def _turn(self, by: int, _checked: bool = False) -> None:
        self._leave_for(self.month.plus(by))
        self.load()

    def _leave_for(self, month: Month) -> None:
        """Another month: what belonged to the old one ends."""
        self.solver.close_run()
        self.month = month
        self.month_label.setText(show_month(month))
        self.undo.clear()
        self._reason, self._stamp, self._kept = "", None, ()

    @Slot(object)
    def _jump(self, violation: RosterViolation) -> None:
        index = self.model.index_of(violation)
        self.grid.go(index.row(), index.column())

    @Slot()
    def _show_cell(self) -> None:
        """Status line: whose cell, which shift, what it breaks."""
        index = self.grid.currentIndex()
        person, day = self.model.person_at(index.row()), self.model.day_at(index.column())
        if day is not None and person is None and index.isValid():
            lacks = self.model.problems_at(index.row(), index.column())
            title = self.model.rows[index.row()].title
            self.status.setText(" · ".join([f"{show_day(day)}  {title}", *lacks[:2]]))
            return
        if person is None or day is None:
            self.status.setText(
                self.tr("方向键移动，字母填班，Delete 清空，句号锁定，回车看可选班次")
            )
            return
        words = [f"{show_day(day)}  {self.model.rows[index.row()].title}"]
        code = self.model.shift_at(index.row(), index.column())
        if code and self.data_:
            shift = next(s for s in self.data_.problem.shifts if s.code == code)
            words.append(shift_name(shift))
        if post := self.model.post_at(index.row(), index.column()):
            words.append(post_name(post))
        if leave := self.model.leave_at(index.row(), index.column()):
            words.append(leave)
        words += self.model.problems_at(index.row(), index.column())[:1]
        self.status.setText(" · ".join(words))

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever comes back to a published month later gives the reason anew."""
        super().hideEvent(event)
        self._reason = ""

    def next_problem(self, step: int) -> bool:
        """F8."""
        return self.issues.step(step)

    def open_with(self, **state: Any) -> None:
        """Another month."""
        if "month" in state:
            month = Month.parse(str(state["month"]))
            if month != self.month:
                self._leave_for(month)
            self._stamp, self._stale = None, True

    def state(self) -> dict[str, Any]:
        """Which month."""
        return {"month": str(self.month)}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.open_with(**state)
        self.load()

    def keep_drafts(self) -> None:
        """Edits are stored as they are made; nothing waits."""

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here, with its keys."""
        found = [
            Action(
                "roster.previous", self.tr("上个月"), partial(self._turn, -1), "[", "chevron-left"
            ),
            Action("roster.next", self.tr("下个月"), partial(self._turn, 1), "]", "chevron-right"),
        ]
        found.append(
            Action("roster.export", self.tr("导出表格"), self.export, "", "file-spreadsheet")
        )
        if may(self.desk.ctx, acts.take_draft):
            found += [
                Action("roster.draft", self.tr("自动排班，再按停止"), self.solver.toggle, "F7",
                       "sparkles"),
                Action("roster.take", self.tr("用这个方案"), self.solver.use, "Ctrl+Return",
                       "check"),
                Action("roster.why", self.tr("为什么排不成"), self.solver.explain, "Shift+F7",
                       "circle-help"),
            ]  # fmt: skip
        if may(self.desk.ctx, acts.publish):
            found.append(
                Action("roster.publish", self.tr("发布"), self.publish, "Ctrl+Shift+P", "send")
            )
        return tuple(found)

    def help(self) -> HelpCard:
        """The F1 card."""
        keys = (
            ("A P N …", self.tr("填班次，字母见图例")),
            ("Delete", self.tr("清空")),
            (self.tr("句号"), self.tr("锁定，自动排班不改动")),
            ("Ctrl+D", self.tr("向右填充")),
            ("Enter", self.tr("可选班次及其后果；在缺人的格子上列出谁能补")),
            (self.tr("再按住拖动"), self.tr("选中的格子拖到同一天或同一人的另一格，两班互换")),
            (self.tr("点组名"), self.tr("收起或展开这一组")),
        )
        return HelpCard(
            self.tr("民警、辅警、保安、医生、护士一张表。规则边改边查，自动排班可随时停下取用。"),
            rules=(
                ("ROS-05", self.tr("孕 7 月以上和哺乳期不排夜班、不加班。")),
                (
                    "ROS-07",
                    self.tr("两班之间至少休息 11 小时，夜班后 16 小时，24 小时班后 24 小时。"),
                ),
                ("ROS-08", self.tr("女区任何时候都有女警和女护士。")),
                ("ROS-09", self.tr("每区至少两名监管人员，其中一名民警；院内至少一名医生。")),
            ),
            keys=keys,
        )
