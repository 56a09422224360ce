"""人日明细: who stands behind every number, and why each day earns what it earns (G7)."""

from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medcentre.fees import views
from medcentre.fees.access import shows_class, shows_money
from medcentre.fees.facts import DayPart
from medcentre.fees.views.days import DayStretch, PersonMonth
from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.money import Money
from medcentre.kernel.periods import Month
from ui.fees.cells import count
from ui.fees.month import MonthSwitch, month_words
from ui.kit.desk import Desk
from ui.kit.i18n import label, show_day, show_name
from ui.kit.page import Action, HelpCard, Page
from ui.kit.table import Column
from ui.kit.table_view import TablePane, TableView
from ui.kit.theme import px
from ui.kit.widgets import Card, Empty, Label, Segment

CLASSES = ("F1", "F2", "F3", "F4")


@dataclass(frozen=True, slots=True)
class StretchLine:
    """A stretch of a person's days in words."""

    key: str
    days: str
    count: int
    fee_class: str
    part: DayPart
    why: str
    rule: str
    amount: Money


class DaysPage(Page):
    """Every person of a month; beside it the days of the chosen one, explained."""

    topics = frozenset({Topic.FEES})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.money, self.classed = shows_money(desk.ctx.actor), shows_class(desk.ctx.actor)
        self.header.set_title(self.tr("人日明细"))
        today = Month.of(centre_day(desk.ctx.clock.now()))
        self.switch = MonthSwitch(today.plus(-1), today)
        self.switch.changed.connect(self.refresh)
        self.header.add_tool(self.switch)
        self.only = Segment([("", self.tr("全部")), *((c, c) for c in CLASSES)])
        self.only.set_value("")
        self.only.changed.connect(self._chosen)
        self.only.setVisible(self.classed)
        self.header.add_tool(self.only)
        self.sums = Label("", "body", "2")
        self.header.add_tool(self.sums)
        self.table: TablePane[PersonMonth] = TablePane(
            desk, "fees.days", self._columns(), row_id=lambda r: r.stay_id
        )
        self.table.add_filter("unpaid", self.tr("有不计费"), lambda r: r.paid_days < r.days)
        self.table.add_filter("living", self.tr("只计生活部分"), _has_living)
        if self.classed:
            self.table.add_filter("changed", self.tr("当月转类"), lambda r: " " in r.classes)
        self.table.set_empty(
            Empty.NOTHING_YET,
            self.tr("这个月还没有人日"),
            self.tr("到“包干结算”计算人日。"),
            "calculator",
        )
        self.table.current_changed.connect(self._explain)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.table, 5)
        row.addWidget(self._side(), 4)
        self.body.addLayout(row, 1)

    def _columns(self) -> list[Column[PersonMonth]]:
        columns: list[Column[PersonMonth]] = [
            Column(self.tr("编号"), lambda r: r.admission_no, width=px(100), search=True),
            Column(self.tr("姓名"), lambda r: r.name, search=True, person=True),
            Column(self.tr("类"), lambda r: r.classes, width=px(84)),
            Column(self.tr("人日"), lambda r: count(r.days), number=True, width=px(72),
                   sort_key=lambda r: r.days),
            Column(self.tr("计费"), lambda r: count(r.paid_days), number=True, width=px(72),
                   sort_key=lambda r: r.paid_days,
                   tone=lambda r: "amber.text" if r.paid_days < r.days else "text.1"),
            Column(self.tr("金额"), lambda r: str(r.amount), number=True, width=px(112),
                   sort_key=lambda r: r.amount, bold=True),
        ]  # fmt: skip
        return _seen(columns, self.classed, self.money)

    def _side(self) -> QWidget:
        self.card = Card(self.tr("逐日依据"), "calendar-days")
        columns: list[Column[StretchLine]] = [
            Column(self.tr("日期"), lambda r: r.days, width=px(128)),
            Column(self.tr("天"), lambda r: count(r.count), number=True, width=px(48)),
            Column(self.tr("类"), lambda r: r.fee_class, width=px(48)),
            Column(self.tr("依据"), lambda r: r.why, tip=lambda r: r.why,
                   tone=lambda r: "text.1" if r.part is DayPart.FULL else "amber.text"),
            Column(self.tr("金额"), lambda r: str(r.amount), number=True, width=px(96)),
        ]  # fmt: skip
        self.stretches: TableView[StretchLine] = TableView(
            self.desk, "fees.stretches", _seen(columns, self.classed, self.money), lambda r: r.key
        )
        self.card.body.addWidget(self.stretches, 1)
        self.why = Label("", "body", "2")
        self.why.setWordWrap(True)
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(12, 8, 12, 10)
        inside.addWidget(self.why)
        self.card.body.addWidget(holder)
        self.stretches.current_changed.connect(self._say_why)
        return self.card

    def load(self) -> None:
        """The month, or one class of it."""
        rows = views.person_days(self.desk.ctx, self.switch.month, str(self.only.value() or ""))
        self.table.show_rows(rows)
        days = sum(r.days for r in rows)
        words = self.tr("{n} 人 · {days} 人日").format(n=count(len(rows)), days=count(days))
        if self.money:
            words += " · " + str(Money(sum(r.amount.fen for r in rows)))
        self.sums.setText(words)
        current = self.table.view.current_row()
        if current is None and rows:
            self.table.view.select_id(rows[0].stay_id)
        self._explain(self.table.view.current_row())

    @Slot(object)
    def _explain(self, row: PersonMonth | None) -> None:
        if row is None:
            self.card.set_title(self.tr("逐日依据"), "")
            self.stretches.show_rows(())
            self.why.setText("")
            return
        month = month_words(self.switch.month)
        self.card.set_title(
            self.tr("逐日依据"), f"{row.admission_no} {show_name(row.name)} · {month}"
        )
        self.stretches.show_rows([_stretch_line(r) for r in row.runs])
        self.stretches.select_id(row.runs[0].first.isoformat())

    @Slot(object)
    def _say_why(self, line: StretchLine | None) -> None:
        self.why.setText("" if line is None else _basis(line))

    @Slot(object)
    def _chosen(self, _key: object) -> None:
        self.refresh()

    def open_with(self, **state: Any) -> None:
        """Drilled into from a number: its month and class."""
        if "month" in state:
            self.switch.set_month(Month.parse(str(state["month"])))
        if "fee_class" in state:
            self.only.set_value(state["fee_class"])
        self._stale = True

    def state(self) -> dict[str, Any]:
        """Month, class, filters."""
        return {"month": str(self.switch.month), "fee_class": self.only.value(),
                "table": self.table.state()}  # fmt: skip

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.open_with(**{k: v for k, v in state.items() if k != "table"})
        self.table.restore(state.get("table", {}))

    def focus_filter(self) -> bool:
        """The key /."""
        return self.table.focus_filter()

    def page_actions(self) -> tuple[Action, ...]:
        """Months."""
        return (
            Action("fees.days.before", self.tr("上一个月"), self.switch.back, "Alt+PgUp", "chevron-left"),
            Action("fees.days.after", self.tr("下一个月"), self.switch.on, "Alt+PgDown", "chevron-right"),
        )  # fmt: skip

    def help(self) -> HelpCard:
        """What the page is for."""
        return HelpCard(
            self.tr("每个人每一天为什么计费、计多少。合计就是结算单上的数。"),
            rules=(
                ("FEE-02", self.tr("当天入所当天出所计 1 天。")),
                ("FEE-06", self.tr("外出探视只计生活部分。")),
                ("FEE-07", self.tr("所外就医从离所次日起不计。")),
                ("SEC-02", self.tr("财务只见隐去的姓名和类别，不见病种。")),
            ),
        )


Row = TypeVar("Row")


def _seen(columns: list[Column[Row]], classed: bool, money: bool) -> list[Column[Row]]:
    """Without class, which stands third, and money, which stands last, where they are not seen."""
    if not classed:
        columns = [*columns[:2], *columns[3:]]
    return columns if money else columns[:-1]


def _has_living(row: PersonMonth) -> bool:
    return any(r.part is DayPart.LIVING for r in row.runs)


def _stretch_line(run: DayStretch) -> StretchLine:
    """`10-05 … 10-07`, its reason with the nights it spans."""
    days = show_day(run.first, run.first)
    if run.days > 1:
        days = f"{days} … {show_day(run.last, run.last)}"
    nights = str(run.nth) if run.days == 1 else f"{run.nth}–{run.nth + run.days - 1}"
    why = label(f"fee_reason.{run.reason}").format(nth=nights)
    return StretchLine(
        run.first.isoformat(), days, run.days, run.fee_class, run.part, why, run.rule, run.amount
    )


def _basis(line: StretchLine) -> str:
    """The days, why they count, and the rule that says so."""
    words = QCoreApplication.translate("FeeDays", "{days}  {why}（{rule}）")
    return words.format(days=line.days, why=line.why, rule=line.rule)
