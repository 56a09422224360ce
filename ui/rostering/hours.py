"""Hours and fairness (C13, C15): the hours report, the ledger over three months, attendance."""

from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStackedWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.errors import DomainError
from medcentre.kernel.periods import Month
from medcentre.rostering import hours
from medcentre.rostering.hours import Fairness, LedgerRow, MonthHours
from medcentre.rostering.reach import sees_hours_only
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.i18n import label, show_name
from ui.kit.page import Action, HelpCard
from ui.kit.print_words import print_context
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.tasks import Progress
from ui.kit.theme import colour, font, px
from ui.kit.widgets import Empty, Segment
from ui.rostering.attend import AttendancePane
from ui.rostering.month_bar import MonthBar
from ui.rostering.month_page import MonthPage
from ui.rostering.saving import ask_and_save

translate = QCoreApplication.translate
TABS = ("hours", "fairness", "attendance")
WIDEST = {"nights": 4.0, "weekends": 4.0, "holidays": 2.0, "minutes": 60.0 * 40}
"""Deviation at which a bar is full."""

Found = tuple[tuple[MonthHours, ...], Fairness]


class HoursPage(MonthPage):
    """Three lists of a month."""

    topics = frozenset({Topic.ROSTERS, Topic.STAFF})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.month = Month.of(centre_day(desk.ctx.clock.now()))
        self.rows: tuple[MonthHours, ...] = ()
        self.header.set_title(self.tr("工时与公平"))
        self.bar = MonthBar(self.month)
        self.bar.turned.connect(self._turned)
        self.header.add_tool(self.bar)
        self.whole = not sees_hours_only(desk.ctx.actor)
        tabs: list[tuple[object, str]] = [("hours", self.tr("工时"))]
        if self.whole:
            tabs += [("fairness", self.tr("公平账")), ("attendance", self.tr("出勤"))]
        self.tabs = Segment(tabs)
        self.tabs.set_value("hours")
        self.tabs.changed.connect(self._tab)
        self.header.add_tool(self.tabs)
        self.tabs.setVisible(self.whole)
        self.export_button = self.header.add_button(self.tr("导出表格"), "file-spreadsheet")
        self.export_button.clicked.connect(self.export)
        self.print_button = self.header.add_button(self.tr("打印"), "printer", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_screen)
        self.hours_table = self._hours_table()
        self.fair_table: TablePane[LedgerRow] = self._fair_table(
            tuple(self.month.plus(n) for n in (-2, -1, 0))
        )
        self.attendance = AttendancePane(desk)
        self.stack = QStackedWidget()
        for part in (self.hours_table, self.fair_table, self.attendance):
            self.stack.addWidget(part)
        self.body.addWidget(self.stack, 1)

    # ---- tables -----------------------------------------------------------------------------

    def _hours_table(self) -> TablePane[MonthHours]:
        columns: list[Column[MonthHours]] = [
            Column(self.tr("姓名"), lambda r: show_name(r.name), width=140, search=True,
                   person=True, bold=True),
            Column(self.tr("岗位"), lambda r: label(f"roster_group.{r.group}"), width=116),
            _number(self.tr("应出勤"), lambda r: r.standard),
            _number(self.tr("计划"), lambda r: r.planned),
            _number(self.tr("实出勤"), lambda r: r.worked, bold=True),
            _number("150%", lambda r: r.extra, long=self.tr("延长工作时间，按 150% 计")),
            _number("200%", lambda r: r.rest_day, long=self.tr("休息日未补休，按 200% 计")),
            _number("300%", lambda r: r.holiday, long=self.tr("法定节假日，按 300% 计")),
            Column(self.tr("夜班"), lambda r: str(r.nights), lambda r: r.nights, width=66,
                   number=True),
            Column(self.tr("周末"), lambda r: str(r.weekends), lambda r: r.weekends, width=66,
                   number=True),
            Column(self.tr("请假"), lambda r: str(r.leave_days or "—"), lambda r: r.leave_days,
                   width=66, number=True, long_title=self.tr("请假的工作日天数"),
                   tip=leave_words),
            Column(self.tr("缺勤"), lambda r: str(r.absent or "—"), lambda r: r.absent, width=66,
                   number=True, tone=lambda r: "red.text" if r.absent else ""),
            Column(self.tr("结余"), lambda r: signed_hours(r.balance), lambda r: r.balance,
                   paint=_paint_balance),
        ]  # fmt: skip
        table: TablePane[MonthHours] = TablePane(
            self.desk, "rostering.hours", columns, lambda r: r.staff_id
        )
        table.add_filter("extra", self.tr("有加班"), lambda r: bool(r.extra or r.rest_day))
        table.add_filter("holiday", self.tr("有法定假班"), lambda r: bool(r.holiday))
        table.set_empty(
            Empty.NOTHING_YET, self.tr("这个月还没有工时"), self.tr("排班后按班次自动计算。"),
            "clock",
        )  # fmt: skip
        return table

    def _fair_table(self, months: tuple[Month, ...]) -> TablePane[LedgerRow]:
        columns: list[Column[LedgerRow]] = [
            Column(self.tr("姓名"), lambda r: show_name(r.name), width=140, search=True,
                   person=True, bold=True),
            Column(self.tr("岗位"), lambda r: label(f"roster_group.{r.group}"), width=116),
            Column(self.tr("三个月夜班"), lambda r: _by_month(r, 0), lambda r: _sum(r, 0),
                   width=110, number=True, long_title=self.tr("最近三个月，左旧右新")),
            Column(self.tr("夜班偏差"), lambda r: f"{r.nights_gap:+.1f}", lambda r: r.nights_gap,
                   paint=partial(_paint_gap, "nights")),
            Column(self.tr("三个月周末"), lambda r: _by_month(r, 1), lambda r: _sum(r, 1),
                   width=110, number=True, long_title=self.tr("最近三个月，左旧右新")),
            Column(self.tr("周末偏差"), lambda r: f"{r.weekends_gap:+.1f}",
                   lambda r: r.weekends_gap, paint=partial(_paint_gap, "weekends")),
            Column(self.tr("节假日偏差"), lambda r: f"{r.holidays_gap:+.1f}",
                   lambda r: r.holidays_gap, paint=partial(_paint_gap, "holidays")),
            Column(self.tr("工时偏差"), lambda r: signed_hours(r.minutes_gap),
                   lambda r: r.minutes_gap, paint=partial(_paint_gap, "minutes")),
        ]  # fmt: skip
        table: TablePane[LedgerRow] = TablePane(
            self.desk, "rostering.fairness", columns, lambda r: r.staff_id
        )
        table.add_filter("in", self.tr("参加比较的人"), lambda r: r.in_fairness)
        table.add_filter(
            "far", self.tr("偏差大的"),
            lambda r: abs(r.nights_gap) >= 2 or abs(r.weekends_gap) >= 2
            or abs(r.minutes_gap) >= 24 * 60,
        )  # fmt: skip
        table.set_empty(
            Empty.NOTHING_YET, self.tr("公平账还是空的"), self.tr("发布排班表后自动结转。"), "scale"
        )
        return table

    def load(self) -> None:
        """The report is read off the UI thread; the day at once."""
        if self.whole:
            self.attendance.load()
        self.desk.tasks.start(self._read, done=self._show, failed=self._failed)

    def _read(self, progress: Progress) -> tuple[Month, Found]:
        month = self.month
        fair = hours.fairness(self.desk.ctx, month) if self.whole else Fairness((), ())
        return month, (hours.month_hours(self.desk.ctx, month), fair)

    @Slot(object)
    def _show(self, found: tuple[Month, Found]) -> None:
        month, (rows, fair) = found
        if month != self.month:
            return
        self.rows = rows
        self.hours_table.show_rows(rows)
        self.fair_table.show_rows(fair.rows)

    @Slot(object)
    def _failed(self, error: object) -> None:
        if isinstance(error, DomainError):
            self.desk.refusal(error)
        elif isinstance(error, Exception):
            raise error

    # ---- files ------------------------------------------------------------------------------

    @Slot()
    def export(self) -> None:
        """The hours report as a workbook."""
        ask_and_save(self, self.workbook(), f"hours-{self.month}.xlsx")

    def workbook(self) -> bytes:
        """The report of the month shown."""
        from medcentre.rostering.files import hours_workbook

        return hours_workbook(self.month, self.rows, self.desk.lang)

    def print_screen(self) -> bool:
        """Ctrl+P: the hours sheet, or the posts of the day."""
        from medcentre.rostering import papers

        context = print_context(self.desk)
        if self.tabs.value() == "attendance":
            pdf = papers.post_paper(self.desk.ctx, self.attendance.day, context)
            self.desk.preview(pdf, self.tr("当日岗位表"))
        else:
            pdf = papers.hours_paper(self.desk.ctx, self.month, context)
            self.desk.preview(pdf, self.tr("工时表 {month}").format(month=str(self.month)))
        return True

    # ---- moving about -----------------------------------------------------------------------

    @Slot(object)
    def _turned(self, month: Month) -> None:
        self.month = month
        self.refresh()

    @Slot(object)
    def _tab(self, key: object) -> None:
        place = TABS.index(str(key)) if key in TABS else 0
        self.stack.setCurrentIndex(place)
        self.export_button.setVisible(key != "attendance")

    def quick(self, place: int) -> bool:
        """Ctrl+1 … Ctrl+3."""
        if not 1 <= place <= (len(TABS) if self.whole else 1):
            return False
        self.tabs.set_value(TABS[place - 1])
        return True

    def focus_filter(self) -> bool:
        """Cursor into the filter of the list shown."""
        tables: tuple[TablePane[Any], ...] = (
            self.hours_table, self.fair_table, self.attendance.table,
        )  # fmt: skip
        return tables[self.stack.currentIndex()].focus_filter()

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here, with its keys."""
        return (
            Action("hours.previous", self.tr("上个月"), partial(self.bar.turn, -1), "["),
            Action("hours.next", self.tr("下个月"), partial(self.bar.turn, 1), "]"),
            Action("hours.export", self.tr("导出表格"), self.export, "", "file-spreadsheet"),
        )

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("工时按班次和实际出勤计算；公平账每月发布时结转，自动排班会补偿。"),
            rules=(
                ("ROS-04", self.tr("延时 150%，休息日未补休 200%，法定节假日 300%。")),
                ("ROS-12", self.tr("综合计算工时的只有超过当月标准的部分算延时。")),
                ("ROS-14", self.tr("夜班、周末、节假日的偏差：与同组应分担数相比。")),
            ),
        )


def _number(title: str, value: Any, *, bold: bool = False, long: str = "") -> Column[MonthHours]:
    return Column(
        title, lambda r: show_hours(value(r)), value, width=76, number=True, bold=bold,
        long_title=long,
    )  # fmt: skip


def show_hours(minutes: int) -> str:
    """`176`, `7.5`; a dash for none."""
    return f"{minutes / 60:.1f}".removesuffix(".0") if minutes else "—"


def signed_hours(minutes: int) -> str:
    """`+14`, `−8.5`, `0`."""
    words = f"{abs(minutes) / 60:.1f}".removesuffix(".0")
    return f"+{words}" if minutes > 0 else f"−{words}" if minutes < 0 else "0"


def leave_words(row: MonthHours) -> str:
    """`年假 3 · 病假 1`."""
    return " · ".join(f"{label(f'leave_kind.{kind}')} {days}" for kind, days in row.leave)


def _by_month(row: LedgerRow, kind: int) -> str:
    return "  ".join(str(m[kind]) if m else "—" for m in row.months)


def _sum(row: LedgerRow, kind: int) -> int:
    return sum(m[kind] for m in row.months if m)


def _paint_balance(painter: QPainter, rect: QRectF, row: MonthHours) -> None:
    _bar(painter, rect, row.balance / WIDEST["minutes"], signed_hours(row.balance))


def _paint_gap(kind: str, painter: QPainter, rect: QRectF, row: LedgerRow) -> None:
    if not row.in_fairness:
        painters.text(painter, rect, translate("Rostering", "不参加"), "text.3", font("cap"))
        return
    value = float(getattr(row, f"{kind}_gap"))
    words = signed_hours(round(value)) if kind == "minutes" else _signed(value)
    _bar(painter, rect, value / WIDEST[kind], words)


def _signed(value: float) -> str:
    """`+1.2`, `−0.5`, `0`."""
    words = f"{abs(value):.1f}"
    return "0" if words == "0.0" else f"+{words}" if value > 0 else f"−{words}"


def _bar(painter: QPainter, rect: QRectF, part: float, words: str) -> None:
    """A bar to the right for more than the own share, to the left for less; the number beside."""
    number = px(52)
    space = QRectF(rect.x() + number, rect.y(), rect.width() - number, rect.height())
    middle, half = space.center().x(), space.width() / 2
    part = max(-1.0, min(1.0, part))
    family = "amber" if abs(part) >= 0.5 else "blue"
    long = half * abs(part)
    left = middle if part >= 0 else middle - long
    painter.fillRect(
        QRectF(left, rect.center().y() - px(4), long, px(8)), colour(f"{family}.solid")
    )
    painter.fillRect(
        QRectF(middle - 0.5, rect.center().y() - px(7), 1, px(14)), colour("line.strong")
    )
    tone = "amber.text" if family == "amber" else "text.1"
    painters.text(painter, QRectF(rect.x(), rect.y(), number, rect.height()), words, tone)
