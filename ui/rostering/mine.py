"""My duty: the days of the signed-in person, changes marked; slip, calendar file (C7, C9)."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.periods import Month
from medcentre.kernel.wording import Lang
from medcentre.rostering import views
from medcentre.rostering.commands import ChangeRow, MyShift
from medcentre.rostering.facts import Group
from medcentre.rostering.leave import own_leave
from medcentre.staff.views import staff_list
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.i18n import lang, show_day, show_moment, show_name, show_weekday
from ui.kit.page import Action, HelpCard, Page
from ui.kit.print_words import print_context
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import px
from ui.kit.widgets import Empty
from ui.rostering.month_bar import MonthBar
from ui.rostering.saving import ask_and_save
from ui.rostering.words import shift_name, show_span

translate = QCoreApplication.translate


class MyDutyPage(Page):
    """Own shifts of a month at the left, what changed after publication at the right."""

    topics = frozenset({Topic.ROSTERS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.month = Month.of(centre_day(desk.ctx.clock.now()))
        self.rows: tuple[MyShift, ...] = ()
        self._names: dict[str, str] = {}
        self._hours: dict[str, float] = {}
        self.bar = MonthBar(self.month)
        self.bar.turned.connect(self._turned)
        self.header.set_title(self.tr("我的班"))
        self.header.add_tool(self.bar)
        self.swap_button = self.header.add_button(self.tr("换班请假"), "arrow-left-right")
        self.swap_button.clicked.connect(self.swap)
        self.calendar_button = self.header.add_button(self.tr("存到日历"), "calendar-plus")
        self.calendar_button.clicked.connect(self.export)
        self.print_button = self.header.add_button(self.tr("打印班条"), "printer", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_screen)
        self.table = self._table()
        self.changes = self._change_table()
        self.changes.setFixedWidth(px(380))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.table, 1)
        row.addWidget(self.changes)
        self.body.addLayout(row, 1)

    def _table(self) -> TablePane[MyShift]:
        today = centre_day(self.desk.ctx.clock.now())
        columns: list[Column[MyShift]] = [
            Column(self.tr("日期"), lambda r: f"{show_day(r.day)} {show_weekday(r.day)}",
                   lambda r: r.day, width=152, bold=True,
                   tone=lambda r: "text.3" if r.day < today else ""),
            Column(self.tr("班次"), lambda r: self._names.get(r.shift, r.sign), width=140),
            Column(self.tr("时间"), lambda r: show_span(r.from_at, r.until_at),
                   lambda r: r.from_at, width=168),
            Column(self.tr("岗位"), lambda r: r.post if lang() is Lang.ZH else r.post_en),
            Column(self.tr("变动"), lambda r: self.tr("发布后改过") if r.changed else "",
                   width=130, paint=_paint_change),
        ]  # fmt: skip
        table: TablePane[MyShift] = TablePane(
            self.desk, "rostering.mine", columns, lambda r: r.day,
            lambda r: "amber" if r.changed else "blue" if r.day == today else "",
            searchable=False,
        )  # fmt: skip
        table.add_filter("ahead", self.tr("今天以后"), lambda r: r.day >= today)
        table.set_empty(
            Empty.NOTHING_YET, self.tr("这个月没有您的班"),
            self.tr("排班表发布后，您的班会出现在这里。"), "calendar-check",
        )  # fmt: skip
        return table

    def _change_table(self) -> TablePane[ChangeRow]:
        columns: list[Column[ChangeRow]] = [
            Column(self.tr("日期"), lambda r: show_day(r.day), lambda r: r.day, width=104),
            Column(self.tr("改动"), self._change_words, tip=lambda r: show_moment(r.changed_at)),
        ]
        table: TablePane[ChangeRow] = TablePane(
            self.desk, "rostering.mine.changes", columns, lambda r: (r.day, r.changed_at),
            title=self.tr("发布后的改动"), icon="history", searchable=False,
        )  # fmt: skip
        table.set_empty(Empty.ALL_DONE, self.tr("发布后没有改过您的班"))
        return table

    def _change_words(self, row: ChangeRow) -> str:
        off = self.tr("休息")
        was, now = self._names.get(row.was, off), self._names.get(row.became, off)
        return f"{was} → {now} · {row.reason} · {show_name(row.changed_by)}"

    def load(self) -> None:
        """Three short reads."""
        ctx = self.desk.ctx
        shifts = views.shifts_of(ctx, self.month)
        self._names = {s.code: shift_name(s) for s in shifts}
        self._hours = {s.code: s.counted / 60 for s in shifts}
        self.rows = views.my_duty(ctx, self.month.first, self.month.last)
        self.table.show_rows(self.rows)
        own = ctx.actor.staff_id
        self.changes.show_rows([c for c in views.changes(ctx, self.month) if c.staff_id == own])
        hours = f"{sum(self._hours[r.shift] for r in self.rows):g}"
        words = self.tr("{n} 班 {hours} 小时").format(n=len(self.rows), hours=hours)
        annual = own_leave(ctx, self.month.year)
        if annual is not None and annual.due is not None:
            words += " · " + self.tr("今年年假还有 {n} 天").format(n=annual.left)
        self.header.set_title(self.tr("我的班"), words)
        for button in (self.calendar_button, self.print_button):
            button.setEnabled(bool(self.rows))

    # ---- files ------------------------------------------------------------------------------

    def calendar(self) -> str:
        """The month as a calendar file."""
        from medcentre.rostering.files import duty_calendar

        name = self.tr("值班 {name}").format(name=show_name(self.desk.ctx.actor.name))
        rows = self.rows
        if lang() is Lang.EN:
            rows = tuple(replace(r, post=r.post_en) for r in rows)
        return duty_calendar(name, rows, self._names, self.desk.ctx.clock.now())

    @Slot()
    def export(self) -> None:
        """Save the calendar file for the telephone."""
        ask_and_save(self, self.calendar().encode(), f"duty-{self.month}.ics")

    def print_screen(self) -> bool:
        """Ctrl+P: the slip to take along."""
        from medcentre.rostering import papers

        own = self.desk.ctx.actor.staff_id
        me = next((p for p in staff_list(self.desk.ctx) if p.id == own), None)
        if me is None or me.category.value not in {g.value for g in Group}:
            return False
        pdf = papers.duty_slip(
            self.desk.ctx, me.id, me.name, Group(me.category.value), self.month.first, self.month.last,
            print_context(self.desk),
        )  # fmt: skip
        self.desk.preview(pdf, self.tr("值班条 {month}").format(month=str(self.month)))
        return True

    @Slot()
    def swap(self) -> None:
        """To the swaps of the month."""
        self.desk.open("rostering.swaps", month=str(self.month))

    # ---- moving about -----------------------------------------------------------------------

    @Slot(object)
    def _turned(self, month: Month) -> None:
        self.month = month
        self.refresh()

    def open_with(self, **state: Any) -> None:
        """Another month."""
        if "month" in state:
            self.month = Month.parse(str(state["month"]))
            self.bar.show_month(self.month)
            self._stale = True

    def state(self) -> dict[str, Any]:
        """Which month."""
        return {"month": str(self.month)}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.open_with(**state)
        self.refresh()

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here, with its keys."""
        return (
            Action("mine.previous", self.tr("上个月"), partial(self.bar.turn, -1), "["),
            Action("mine.next", self.tr("下个月"), partial(self.bar.turn, 1), "]"),
            Action("mine.calendar", self.tr("存到日历"), self.export, "", "calendar-plus"),
            Action("mine.swap", self.tr("换班请假"), self.swap, "", "arrow-left-right"),
        )

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("您自己的班：只看已发布的；发布后改过的有标记，并写明原因和经手人。"),
            rules=(("C7", self.tr("发布后的每次改动都记录，并告诉本人。")),),
        )


def _paint_change(painter: QPainter, rect: QRectF, row: MyShift) -> None:
    if row.changed:
        words = translate("Rostering", "发布后改过")
        painters.chip(painter, rect.x(), rect.center().y(), words, "amber", "pencil")
