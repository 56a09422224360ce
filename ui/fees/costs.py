"""实际成本: vouchers of a month, entered once and reversed by a counter-entry (G3)."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medcentre.fees import acts, views
from medcentre.fees.commands import RecordCost, ReverseCost, SetBudget
from medcentre.fees.facts import CostCategory
from medcentre.fees.rules.costs import Forecast
from medcentre.fees.views.costs import CostPicture, CostRow, GroupCost, PersonCost
from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.periods import Month
from ui.fees.cells import count, money_tone, signed, text_cell
from ui.fees.month import MonthSwitch
from ui.fees.parts import ShortTable, scrolled
from ui.kit.desk import Desk
from ui.kit.editors import Combo, DateEdit, LineEdit, MoneyEdit, need
from ui.kit.form import FormDialog, Submit
from ui.kit.i18n import label, show_day, show_term
from ui.kit.page import Action, HelpCard, Page
from ui.kit.picker import PersonPicker
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import px
from ui.kit.widgets import Card, Empty, Label


class CostDialog(FormDialog[RecordCost]):
    """A voucher."""

    def __init__(
        self, desk: Desk, month: Month, submit: Submit[RecordCost], parent: QWidget | None
    ) -> None:
        super().__init__(
            desk,
            self.tr("录入成本"),
            self.tr("录入"),
            submit,
            parent,
            draft_key="cost",
            icon="plus",
        )
        self.month = month
        add = self.form.add
        self.voucher = add("voucher", self.tr("凭证号"), LineEdit(60), required=True)
        self.day = add(
            "on_day", self.tr("凭证日期"), DateEdit(desk.ctx.clock), required=True, beside=True
        )
        self.category = add(
            "category",
            self.tr("费用项目"),
            Combo.of_labels("cost_category", CostCategory),
            required=True,
        )
        self.amount = add(
            "amount",
            self.tr("金额"),
            MoneyEdit(),
            required=True,
            beside=True,
            hint=self.tr("退款写负数"),
        )
        self.summary = add("summary", self.tr("摘要"), LineEdit(200))
        self.person = add(
            "stay_id", self.tr("学员"), PersonPicker(desk.find_people),
            hint=self.tr("直接用于一个人的费用，例如药品、透析"),
        )  # fmt: skip
        self.zone = add(
            "zone",
            self.tr("分区"),
            Combo([("", self.tr("全中心")), *_zone_options(desk)]),
            beside=True,
        )
        self.zone.set_value("")

    def command(self) -> RecordCost:
        """The voucher; a day of another month is booked there."""
        return RecordCost(
            voucher=need(self.voucher), on_day=need(self.day),
            category=CostCategory(self.category.value()), amount=need(self.amount),
            summary=self.summary.value() or "", zone=self.zone.value() or "",
            stay_id=self.person.value(),
        )  # fmt: skip


def _zone_options(desk: Desk) -> list[tuple[str, str]]:
    return [(code, show_term(name) or code) for code, name in views.cost_zones(desk.ctx)]


def _zone_words(row: CostRow) -> str:
    """The zone by its name; one that is closed by now by the code it was booked on."""
    return show_term(row.zone_name) or row.zone


class BudgetDialog(FormDialog[SetBudget]):
    """Monthly budget of a category."""

    def __init__(
        self, desk: Desk, month: Month, submit: Submit[SetBudget], parent: QWidget | None
    ) -> None:
        super().__init__(desk, self.tr("成本预算"), self.tr("保存"), submit, parent, icon="target")
        self.month = month
        self.note.setText(self.tr("从 {month} 起，每月").format(month=month))
        self.category = self.form.add(
            "category",
            self.tr("费用项目"),
            Combo.of_labels("cost_category", CostCategory),
            required=True,
        )
        self.amount = self.form.add(
            "amount", self.tr("每月金额"), MoneyEdit(), required=True, beside=True
        )

    def command(self) -> SetBudget:
        """The budget."""
        return SetBudget(
            category=CostCategory(self.category.value()), from_month=self.month,
            amount=need(self.amount),
        )  # fmt: skip


class CostsPage(Page):
    """Vouchers at the left, what they mean a person-day at the right."""

    topics = frozenset({Topic.FEES})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("实际成本"))
        today = Month.of(centre_day(desk.ctx.clock.now()))
        self.switch = MonthSwitch(today.plus(-1), today)
        self.switch.changed.connect(self.refresh)
        self.header.add_tool(self.switch)
        self.sums = Label("", "body", "2")
        self.header.add_tool(self.sums)
        self.can_enter = may(desk.ctx, acts.record_cost)
        self.budget = self.header.add_button(self.tr("预算"), "target")
        self.budget.clicked.connect(self.set_budget)
        self.reverse = self.header.add_button(self.tr("冲销"), "undo-2")
        self.reverse.clicked.connect(self.reverse_current)
        self.enter = self.header.add_button(self.tr("录入成本"), "plus", "primary", "Ctrl+N")
        self.enter.clicked.connect(self.enter_cost)
        for button in (self.budget, self.reverse, self.enter):
            button.setVisible(self.can_enter)
        self.table = self._vouchers()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.table, 5)
        row.addWidget(scrolled(self._side()), 3)
        self.body.addLayout(row, 1)

    def _vouchers(self) -> TablePane[CostRow]:
        columns: list[Column[CostRow]] = [
            Column(self.tr("日期"), lambda r: show_day(r.on_day, r.on_day), width=px(76),
                   sort_key=lambda r: r.on_day),
            Column(self.tr("凭证号"), lambda r: r.voucher, width=px(128), search=True),
            Column(self.tr("费用项目"), lambda r: label(f"cost_category.{r.category}"), width=px(152),
                   search=True),
            Column(self.tr("摘要"), lambda r: r.summary, search=True,
                   note=_state_words, tip=lambda r: r.summary),
            Column(self.tr("分区"), _zone_words, width=px(92), search=True),
            Column(self.tr("学员"), lambda r: r.admission_no, width=px(92), search=True),
            Column(self.tr("金额"), lambda r: str(r.amount), number=True, width=px(104),
                   sort_key=lambda r: r.amount,
                   paint=text_cell(lambda r: str(r.amount), right=True,
                                   tone=money_tone(lambda r: r.amount))),
        ]  # fmt: skip
        table: TablePane[CostRow] = TablePane(
            self.desk, "fees.costs", columns, row_id=lambda r: r.id,
            mark=lambda r: "amber" if r.reversed_by else "",
        )  # fmt: skip
        table.add_filter("person", self.tr("记到个人"), lambda r: bool(r.admission_no))
        table.add_filter("reversed", self.tr("已冲销"), lambda r: bool(r.reversed_by or r.reverses))
        table.set_empty(
            Empty.NOTHING_YET,
            self.tr("这个月还没有凭证"),
            self.tr("录入一张，或导入支出明细表。"),
            "receipt",
        )
        return table

    def _side(self) -> QWidget:
        side = QWidget()
        side.setProperty("ground", "none")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.zones = self._groups(self.tr("分区每人日"), "map-pin", self.tr("区"))
        self.classes = self._groups(self.tr("分类每人日"), "tag", self.tr("类"))
        people: list[Column[PersonCost]] = [
            Column(self.tr("学员"), lambda r: r.admission_no, width=px(92)),
            Column("", lambda r: r.name, person=True),
            Column(self.tr("直接成本"), lambda r: str(r.cost), number=True, width=px(100),
                   tone=lambda r: "amber.text" if r.flagged else "text.1"),
            Column(self.tr("收入"), lambda r: str(r.income), number=True, width=px(100)),
        ]  # fmt: skip
        self.people: ShortTable[PersonCost] = ShortTable(
            self.desk, "fees.people", people, lambda r: r.stay_id,
            mark=lambda r: "amber" if r.flagged else "",
        )  # fmt: skip
        card = Card(self.tr("直接成本最高的人"), "user-round")
        card.body.addWidget(self.people)
        self.year_card = Card(self.tr("全年推算"), "trending-up")
        self.year = Label("", "body", "1")
        self.year.setWordWrap(True)
        self.year_card.pad().body.addWidget(self.year)
        for part in (self.classes[0], self.zones[0], card, self.year_card):
            column.addWidget(part)
        column.addStretch(1)
        return side

    def _groups(self, title: str, icon: str, head: str) -> tuple[Card, ShortTable[GroupCost]]:
        columns: list[Column[GroupCost]] = [
            Column(head, lambda r: show_term(r.name) or r.key or self.tr("未分"), width=px(96)),
            Column(self.tr("人日"), lambda r: count(r.days), number=True, width=px(76)),
            Column(self.tr("成本"), lambda r: str(r.cost), number=True),
            Column(
                self.tr("每人日"), lambda r: str(r.per_day), number=True, width=px(84), bold=True
            ),
        ]
        table: ShortTable[GroupCost] = ShortTable(
            self.desk, f"fees.{icon}", columns, lambda r: r.key
        )
        card = Card(title, icon)
        card.body.addWidget(table)
        return card, table

    def load(self) -> None:
        """Vouchers at once, the picture from the worker."""
        ctx, month = self.desk.ctx, self.switch.month
        self.table.show_rows(views.cost_entries(ctx, month))
        self.desk.tasks.start(
            lambda _progress: views.cost_picture(ctx, month), done=self._show, failed=self._failed
        )
        self.desk.tasks.start(
            lambda _progress: views.year_forecast(ctx, month.year),
            done=self._show_year,
            failed=self._failed,
        )

    @Slot(object)
    def _show(self, picture: CostPicture) -> None:
        if picture.month != self.switch.month:
            return
        self.sums.setText(
            self.tr("合计 {total} · {days} 人日 · 每人日 {each}").format(
                total=picture.total, days=count(picture.person_days), each=picture.per_day
            )
        )
        for (card, table), rows in ((self.zones, picture.zones), (self.classes, picture.classes)):
            table.show_rows(rows)
            card.setVisible(bool(rows))
        self.people.show_rows(picture.persons[:6])

    @Slot(object)
    def _show_year(self, found: Forecast) -> None:
        """G10: the year at the pace of its last closed months."""
        self.year_card.setVisible(found.months_known > 0)
        lines = [
            self.tr("{year} 年已锁定 {n} 个月：收入 {income}，成本 {cost}").format(
                year=found.year, n=found.months_known, income=found.income, cost=found.cost
            ),
            self.tr("按最近三个月推算全年：收入 {income}，成本 {cost}").format(
                income=found.income_year, cost=found.cost_year
            ),
        ]
        if found.budget:
            lines.append(
                self.tr("年度总额 {budget}，相差 {gap}").format(
                    budget=found.budget, gap=signed(found.budget - found.income_year)
                )
            )
        self.year.setText("\n".join(lines))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DomainError):
            raise error
        self.desk.refusal(error)

    @Slot()
    def enter_cost(self) -> None:
        """A new voucher."""
        CostDialog(self.desk, self.switch.month, self._record, self).open()

    def _record(self, cmd: RecordCost) -> int:
        made = acts.record_cost(self.desk.ctx, cmd)
        self.desk.toast(self.tr("已录入 {voucher}。").format(voucher=cmd.voucher))
        return made

    @Slot()
    def set_budget(self) -> None:
        """Monthly budget of a category."""
        ctx = self.desk.ctx
        BudgetDialog(
            self.desk, self.switch.month, lambda cmd: acts.set_budget(ctx, cmd), self
        ).open()

    @Slot()
    def reverse_current(self) -> None:
        """Cancel the chosen voucher by a counter-entry."""
        row = self.table.view.current_row()
        if row is None:
            self.desk.toast(self.tr("先选一张凭证。"), kind="amber")
            return
        self.desk.confirm(
            self.tr("冲销 {voucher}，金额 {amount}？").format(
                voucher=row.voucher, amount=row.amount
            ),
            self.tr("原凭证保留，另记一张相反的凭证。"),
            self.tr("冲销"),
            lambda reason: acts.reverse_cost(
                self.desk.ctx, ReverseCost(cost_id=row.id, reason=reason)
            ),
            reason_min=4,
        )

    def open_with(self, **state: Any) -> None:
        """Go to a month."""
        if "month" in state:
            self.switch.set_month(Month.parse(str(state["month"])))

    def state(self) -> dict[str, Any]:
        """Month and filters."""
        return {"month": str(self.switch.month), "table": self.table.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.open_with(**{k: v for k, v in state.items() if k == "month"})
        self.table.restore(state.get("table", {}))

    def focus_filter(self) -> bool:
        """The key /."""
        return self.table.focus_filter()

    def page_actions(self) -> tuple[Action, ...]:
        """Enter, reverse."""
        if not self.can_enter:
            return ()
        return (
            Action("fees.cost", self.tr("录入成本"), self.enter_cost, "Ctrl+N", "plus"),
            Action("fees.reverse", self.tr("冲销凭证"), self.reverse_current, "", "undo-2"),
            Action("fees.budget", self.tr("成本预算"), self.set_budget, "", "target"),
        )

    def help(self) -> HelpCard:
        """What the page is for."""
        return HelpCard(
            self.tr(
                "录入或导入支出凭证，看每人日成本。个人的记到个人，分区的记到分区，其余按人日分摊。"
            ),
            rules=(
                ("ACC-04", self.tr("凭证只能冲销，不能修改。")),
                ("T10", self.tr("已锁定的月份不收凭证；晚到的记入未锁定的月份。")),
            ),
        )


def _state_words(row: CostRow) -> str:
    if row.reversed_by:
        return f"→ {row.reversed_by}"
    return f"← {row.reverses}" if row.reverses else ""
