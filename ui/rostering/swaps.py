"""Swaps, leave and wishes of a month (C5, C8): ask, agree, approve; a leader may enter for others."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.periods import Month
from medcentre.rostering import acts, views
from medcentre.rostering.commands import SwapRow, SwapState, WishRow
from medcentre.rostering.facts import ShiftType
from medcentre.rostering.leave import LeaveBalance, leave_balances
from medcentre.staff.acts import cancel_leave, grant_leave, move_leave
from medcentre.staff.facts import Category, LeaveRow, StaffRow
from medcentre.staff.views import leave_list, staff_list
from ui.kit.desk import Desk
from ui.kit.i18n import label, show_day, show_name, show_weekday
from ui.kit.page import Action, HelpCard
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import px
from ui.kit.widgets import Button, Empty, Segment
from ui.rostering.month_bar import MonthBar
from ui.rostering.month_page import MonthPage
from ui.rostering.people_forms import RosterLeaveDialog, WishDialog, balance_words
from ui.rostering.swap_card import SwapCard, paint_state
from ui.rostering.swap_dialog import AskSwapDialog
from ui.rostering.words import shift_name

Leave = tuple[LeaveRow, str, Category]
OPEN = (SwapState.ASKED, SwapState.AGREED)


class SwapsPage(MonthPage):
    """Three lists of a month in a stack; the swap chosen is judged beside its list."""

    topics = frozenset({Topic.ROSTERS, Topic.STAFF})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.month = Month.of(centre_day(desk.ctx.clock.now()))
        self.people: tuple[StaffRow, ...] = ()
        self._shifts: tuple[ShiftType, ...] = ()
        self._wanted: frozenset[int] = frozenset()
        self.header.set_title(self.tr("换班请假"))
        self.bar = MonthBar(self.month)
        self.bar.turned.connect(self._turned)
        self.header.add_tool(self.bar)
        self.tabs = Segment(self._tab_words(0, 0, 0))
        self.tabs.set_value("swaps")
        self.tabs.changed.connect(self._tab)
        self.header.add_tool(self.tabs)
        self.wish_button = self.header.add_button(self.tr("提意愿"), "star")
        self.wish_button.clicked.connect(self.wish)
        self.leave_button = self.header.add_button(self.tr("登记请假"), "calendar-plus")
        self.leave_button.clicked.connect(self.leave)
        self.leave_button.setVisible(may(desk.ctx, grant_leave))
        self.ask_button = self.header.add_button(
            self.tr("申请换班"), "arrow-left-right", "primary", key="Ctrl+N"
        )
        self.ask_button.clicked.connect(self.ask)
        self._annual: dict[int, LeaveBalance] = {}
        self.stack = QStackedWidget()
        self.swap_table = self._swap_table()
        self.card = SwapCard(desk)
        self.card.stale.connect(self.refresh)
        self.leave_table = self._leave_table()
        self.wish_table = self._wish_table()
        self._layout()

    def _layout(self) -> None:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.swap_table, 1)
        self.card.setFixedWidth(px(340))
        row.addWidget(self.card)
        for part in (both, self.leave_table, self.wish_table):
            self.stack.addWidget(part)
        self.body.addWidget(self.stack, 1)

    # ---- lists ------------------------------------------------------------------------------

    def _swap_table(self) -> TablePane[SwapRow]:
        columns: list[Column[SwapRow]] = [
            Column(self.tr("状态"), lambda r: label(f"swap_state.{r.state}"),
                   lambda r: list(SwapState).index(r.state), width=150, paint=paint_state),
            Column(self.tr("交班人"), lambda r: show_name(r.giver), width=110, search=True,
                   person=True),
            Column(self.tr("交出"), lambda r: _day(r.given_day), lambda r: r.given_day, width=150),
            Column(self.tr("接班人"), lambda r: show_name(r.taker), width=110, search=True,
                   person=True),
            Column(self.tr("换回"), lambda r: _day(r.taken_day) if r.taken_day else "—",
                   lambda r: r.taken_day or r.given_day, width=150),
            Column(self.tr("原因"), lambda r: r.reason),
        ]  # fmt: skip
        table: TablePane[SwapRow] = TablePane(
            self.desk, "rostering.swaps", columns, lambda r: r.id, self._swap_mark
        )
        table.add_filter("open", self.tr("未办完"), lambda r: r.state in OPEN)
        own = self.desk.ctx.actor.staff_id
        if own is not None:
            table.add_filter("mine", self.tr("与我有关"), lambda r: own in (r.giver_id, r.taker_id))
        empty = table.set_empty(
            Empty.NOTHING_YET, self.tr("这个月没有换班"),
            self.tr("选一个自己的班，系统列出能接的同事和规则结论。"), "arrow-left-right",
        )  # fmt: skip
        empty.add_button(self.tr("申请换班"), "plus").clicked.connect(self.ask)
        table.current_changed.connect(self._show_swap)
        return table

    def _swap_mark(self, row: SwapRow) -> str:
        own = self.desk.ctx.actor.staff_id
        mine = row.state == SwapState.ASKED and row.taker_id == own
        leads = row.state == SwapState.AGREED and may(self.desk.ctx, acts.approve_swap)
        return "amber" if mine or leads else ""

    def _leave_table(self) -> TablePane[Leave]:
        columns: list[Column[Leave]] = [
            Column(self.tr("姓名"), lambda r: show_name(r[1]), width=130, search=True, person=True),
            Column(self.tr("岗位"), lambda r: label(f"staff_category.{r[2]}"), width=110),
            Column(self.tr("假别"), lambda r: label(f"leave_kind.{r[0].kind}"), width=110),
            Column(self.tr("第一天"), lambda r: _day(r[0].first_day), lambda r: r[0].first_day,
                   width=128),
            Column(self.tr("最后一天"), lambda r: _day(r[0].last_day), lambda r: r[0].last_day,
                   width=128),
            Column(self.tr("天数"), lambda r: str(_length(r[0])), lambda r: _length(r[0]), width=70,
                   number=True),
            Column(self.tr("年假 已用/可休"), lambda r: balance_words(self._annual.get(r[0].staff_id)),
                   lambda r: self._left(r[0].staff_id), width=128, number=True,
                   tone=lambda r: "amber.text" if self._left(r[0].staff_id) < 0 else ""),
            Column(self.tr("说明"), lambda r: r[0].remarks),
        ]  # fmt: skip
        table: TablePane[Leave] = TablePane(
            self.desk, "rostering.leave", columns, lambda r: r[0].id
        )
        table.set_empty(
            Empty.NOTHING_YET, self.tr("这个月没有人请假"), self.tr("请假的日子排班时自动空出。"),
            "calendar-check",
        )  # fmt: skip
        planner = may(self.desk.ctx, move_leave)
        self._row_button(table, self.tr("改日期"), planner, self.shift_leave, "calendar-clock")
        self._row_button(table, self.tr("撤销请假"), planner, self.unleave)
        table.opened.connect(self.shift_leave)
        return table

    def _wish_table(self) -> TablePane[WishRow]:
        columns: list[Column[WishRow]] = [
            Column(self.tr("日期"), lambda r: _day(r.day), lambda r: r.day, width=128),
            Column(self.tr("姓名"), lambda r: show_name(r.name), width=130, search=True,
                   person=True),
            Column(self.tr("意愿"), self._wish_words),
            Column(self.tr("要紧程度"), lambda r: str(r.weight), lambda r: r.weight, width=96,
                   number=True),
        ]  # fmt: skip
        table: TablePane[WishRow] = TablePane(
            self.desk, "rostering.wishes", columns, lambda r: r.id
        )
        own, group = self.desk.ctx.actor.staff_id, self._own_group
        if own is not None:
            table.add_filter("mine", self.tr("我的"), lambda r: r.staff_id == own)
            table.add_filter("group", self.tr("我们组"), lambda r: r.staff_id in group())
        table.set_empty(
            Empty.NOTHING_YET, self.tr("这个月没有人提意愿"),
            self.tr("提出想上或不想上的日子，自动排班会尽量照顾。"), "star",
        )  # fmt: skip
        self._row_button(table, self.tr("撤回意愿"), True, self.unwish)
        return table

    def _left(self, staff_id: int) -> int:
        found = self._annual.get(staff_id)
        return found.left if found and found.due is not None else 0

    def _row_button(
        self, table: TablePane[Any], words: str, shown: bool, run: Any, icon: str = "undo-2"
    ) -> None:
        button = Button(words, icon)
        button.clicked.connect(run)
        button.setVisible(shown)
        button.setEnabled(False)
        table.current_changed.connect(lambda row: button.setEnabled(row is not None))
        table.add_bar_widget(button)

    def _wish_words(self, row: WishRow) -> str:
        shift = next((s for s in self._shifts if s.code == row.shift), None)
        name = shift_name(shift) if shift else self.tr("班")
        return (self.tr("想上{shift}") if row.wants else self.tr("不想上{shift}")).format(
            shift=name
        )

    def _own_group(self) -> frozenset[int]:
        own = self.desk.ctx.actor.staff_id
        group = next((p.category for p in self.people if p.id == own), None)
        return frozenset(p.id for p in self.people if p.category == group)

    def load(self) -> None:
        """Three short reads; selection stays by id."""
        ctx = self.desk.ctx
        self.people = staff_list(ctx)
        self._shifts = views.shifts_of(ctx, self.month)
        swaps = views.swaps(ctx, self.month)
        leave = leave_list(ctx, self.month.first, self.month.last)
        wishes = views.wishes(ctx, self.month)
        self._annual = {b.staff_id: b for b in leave_balances(ctx, self.month.year)}
        self.swap_table.show_rows(swaps)
        self.leave_table.show_rows(leave)
        self.wish_table.show_rows(wishes)
        open_now = sum(r.state in OPEN for r in swaps)
        self.tabs.set_options(self._tab_words(open_now, len(leave), len(wishes)))
        self._show_swap(self.swap_table.view.current_row())
        if self._wanted:
            self._choose_wanted()

    def _tab_words(self, swaps: int, leave: int, wishes: int) -> list[tuple[object, str]]:
        return [
            ("swaps", self.tr("换班 {n}").format(n=swaps or "")),
            ("leave", self.tr("请假 {n}").format(n=leave or "")),
            ("wishes", self.tr("排班意愿 {n}").format(n=wishes or "")),
        ]

    @Slot(object)
    def _show_swap(self, row: object) -> None:
        self.card.show_swap(row if isinstance(row, SwapRow) else None)

    def open_with(self, **state: Any) -> None:
        """A month, a list; `people`: whose leave is to be chosen first."""
        super().open_with(**state)
        self._wanted = frozenset(state.get("people", ()))

    def _choose_wanted(self) -> None:
        """The first leave of the people asked for, once it is listed."""
        row = next((r for r in self.leave_table.view.shown_rows()
                    if r[0].staff_id in self._wanted), None)  # fmt: skip
        self._wanted = frozenset()
        if row is not None:
            self.leave_table.view.select_id(row[0].id)
            self.leave_table.view.setFocus()

    # ---- acting -----------------------------------------------------------------------------

    @Slot()
    def ask(self) -> None:
        """Ask for a swap."""
        dialog = AskSwapDialog(self.desk, self.month, self.people, self)
        dialog.saved.connect(self._asked)
        dialog.open()

    @Slot(object)
    def _asked(self, swap_id: object) -> None:
        self.desk.toast(self.tr("已提出换班，等对方同意"))
        self.tabs.set_value("swaps")
        if isinstance(swap_id, int):
            self.swap_table.view.select_id(swap_id)

    @Slot()
    def leave(self) -> None:
        """Enter leave for anybody."""
        dialog = RosterLeaveDialog(self.desk, self.people, self)
        dialog.saved.connect(partial(self._said, self.tr("已登记请假")))
        dialog.open()

    @Slot()
    def wish(self) -> None:
        """A wish for a day."""
        dialog = WishDialog(self.desk, self.month, self.people, self)
        dialog.saved.connect(partial(self._said, self.tr("已记下意愿")))
        dialog.open()

    def _said(self, words: str, _result: object = None) -> None:
        self.desk.toast(words)

    @Slot()
    def shift_leave(self, _row: object = None) -> None:
        """Other days for the chosen leave."""
        row = self.leave_table.view.current_row()
        if row is None or not may(self.desk.ctx, move_leave):
            return
        dialog = RosterLeaveDialog(self.desk, self.people, self, row[0])
        dialog.saved.connect(partial(self._said, self.tr("已调整请假")))
        dialog.open()

    @Slot()
    def unleave(self) -> None:
        """Take the chosen leave back."""
        row = self.leave_table.view.current_row()
        if row is None:
            return
        leave, name, _ = row
        self.desk.confirm(
            self.tr("撤销 {name} 的请假").format(name=show_name(name)),
            self.tr("撤销后排班时这几天重新可排，已排好的班不变。"),
            self.tr("撤销请假"),
            partial(self._unleave, leave),
        )

    def _unleave(self, leave: LeaveRow, _reason: str) -> None:
        cancel_leave(self.desk.ctx, leave.id, leave.version)

    @Slot()
    def unwish(self) -> None:
        """Take the chosen wish back."""
        row = self.wish_table.view.current_row()
        if row is None:
            return
        try:
            acts.withdraw_wish(self.desk.ctx, row.id, row.version)
        except DomainError as refusal:
            self.desk.refusal(refusal)
        else:
            self.desk.toast(self.tr("已撤回意愿"))

    # ---- moving about -----------------------------------------------------------------------

    @Slot(object)
    def _turned(self, month: Month) -> None:
        self.month = month
        self.refresh()

    @Slot(object)
    def _tab(self, key: object) -> None:
        order = ("swaps", "leave", "wishes")
        self.stack.setCurrentIndex(order.index(str(key)) if key in order else 0)

    def quick(self, place: int) -> bool:
        """Ctrl+1 … Ctrl+3."""
        order = ("swaps", "leave", "wishes")
        if not 1 <= place <= len(order):
            return False
        self.tabs.set_value(order[place - 1])
        return True

    def focus_filter(self) -> bool:
        """Cursor into the filter of the list shown."""
        tables: tuple[TablePane[Any], ...] = (self.swap_table, self.leave_table, self.wish_table)
        return tables[self.stack.currentIndex()].focus_filter()

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here, with its keys."""
        found = [
            Action("swaps.ask", self.tr("申请换班"), self.ask, "Ctrl+N", "arrow-left-right"),
            Action("swaps.wish", self.tr("提意愿"), self.wish, "", "star"),
            Action("swaps.previous", self.tr("上个月"), partial(self.bar.turn, -1), "["),
            Action("swaps.next", self.tr("下个月"), partial(self.bar.turn, 1), "]"),
        ]
        if may(self.desk.ctx, grant_leave):
            found.append(
                Action("swaps.leave", self.tr("登记请假"), self.leave, "", "calendar-plus")
            )
        return tuple(found)

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("换班三步：提出、对方同意、组长批准；批准后排班表才改变。"),
            rules=(
                ("T15", self.tr("双方的规则都要核对，批准时再核对一次。")),
                ("ROS-13", self.tr("请假、押解、隔离观察期间不能排班。")),
                ("ROS-07", self.tr("两班之间至少休息 11 小时，夜班后 16 小时。")),
                (
                    "ROS-06",
                    self.tr("年假按工作年限 5、10、15 个工作日；产假不少于 98 天。登记时就提示。"),
                ),
            ),
        )


def _day(day: date) -> str:
    return f"{show_day(day)} {show_weekday(day)}"


def _length(row: LeaveRow) -> int:
    return (row.last_day - row.first_day).days + 1
