"""The cards of the settlement page."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medcentre.fees.document import StatementDoc
from medcentre.fees.facts import DayPart, PeriodState
from medcentre.fees.rules.costs import margin_per_mille
from medcentre.fees.views.costs import CostPicture
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Data, export, print_
from ui.fees.cells import bar_cell, chip_cell, count, money_tone, shown, signed, text_cell
from ui.fees.parts import BigButton, CostBars, ShareLine, ShortTable, TotalStrip
from ui.fees.rows import ClassLine, ExtraLine
from ui.kit.desk import Desk
from ui.kit.i18n import label, show_term
from ui.kit.table import Column
from ui.kit.theme import px
from ui.kit.widgets import Button, Card, Label


class ClassCard(Card):
    """Person-days and money by class; `opened` carries the class to drill into."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(self.tr("分类人日与金额"), "receipt")
        self.legend = Label(self.tr("粗线=实际每人日成本，竖线=平均标准"), "cap", "2")
        self.add_tool(self.legend)
        columns: list[Column[ClassLine]] = [
            Column(self.tr("类"), lambda r: r.fee_class, width=px(52),
                   paint=text_cell(lambda r: r.fee_class, bold=lambda r: True)),
            Column(self.tr("说明"), lambda r: r.words, paint=text_cell(lambda r: r.words)),
            Column(self.tr("人数"), lambda r: count(r.persons), number=True, width=px(76),
                   paint=text_cell(lambda r: count(r.persons), right=True, tone=_quiet)),
            Column(self.tr("人日"), lambda r: count(r.days), number=True, width=px(76),
                   paint=text_cell(lambda r: count(r.days), right=True)),
            Column(self.tr("标准"), _rate, number=True, width=px(84),
                   paint=text_cell(_rate, right=True)),
            Column(self.tr("金额"), lambda r: shown(r.amount), number=True, width=px(116),
                   paint=text_cell(lambda r: shown(r.amount), right=True, bold=lambda r: True)),
            Column(self.tr("实际每人日 / 标准"), lambda r: "", width=px(142),
                   paint=bar_cell(lambda r: r.share, lambda r: r.tick, _dearer)),
            Column("", lambda r: shown(r.cost) if r.cost else "", number=True, width=px(76),
                   paint=text_cell(lambda r: shown(r.cost) if r.cost else "", right=True, tone=_quiet)),
            Column(self.tr("差"), lambda r: signed(r.gap) if r.gap else "", number=True, width=px(80),
                   paint=text_cell(lambda r: signed(r.gap) if r.gap is not None else "", right=True,
                                   tone=lambda r: "amber.text" if _dearer(r) else "green.text")),
        ]  # fmt: skip
        self.table: ShortTable[ClassLine] = ShortTable(
            desk, "fees.classes", columns, lambda r: r.key
        )
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table)
        self.foot = Label("", "cap", "2")
        self.add_foot().addWidget(self.foot)

    def show_lines(self, doc: StatementDoc, lines: list[ClassLine]) -> None:
        """Other numbers."""
        versions = ", ".join(str(v) for v in doc.versions) or "—"
        self.note.setText(
            self.tr("{model} · 合同 {number} 第 {versions} 版").format(
                model=label(f"fee_model.{doc.model}"), number=doc.contract_number, versions=versions
            )
        )
        costed = any(line.cost is not None for line in lines)
        self.legend.setVisible(costed)
        for column in range(4, self.table.source.columnCount()):
            self.table.setColumnHidden(column, not (doc.money_shown and (costed or column < 6)))
        self.table.show_rows(lines)
        unpaid = sum(d.days for d in doc.deductions if d.part is DayPart.ZERO)
        self.foot.setText(
            self.tr(
                "总人日 {all}，其中不计费 {unpaid}。人数含当月转类，各计一次。双击一类看名单。"
            ).format(all=count(doc.roll_days), unpaid=count(unpaid))
        )

    @Slot(object)
    def _open(self, line: ClassLine) -> None:
        self.opened.emit(line.fee_class)


def _quiet(row: ClassLine) -> str:
    return "text.1" if row.is_sum else "text.2"


def _rate(row: ClassLine) -> str:
    return "" if row.is_sum else shown(row.rate)


def _dearer(row: ClassLine) -> bool:
    return row.gap is not None and row.gap.fen < 0


class ExtraCard(Card):
    """Supplements, deductions, corrections; the total in words and figures below."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(self.tr("补助、扣减与上期调整"), "sliders-horizontal")
        columns: list[Column[ExtraLine]] = [
            Column("", lambda r: r.sign, width=px(36), paint=text_cell(lambda r: r.sign, tone=lambda r: "text.2")),
            Column(self.tr("项目"), lambda r: r.item, width=px(200), paint=text_cell(lambda r: r.item)),
            Column(self.tr("依据"), lambda r: r.basis, paint=text_cell(lambda r: r.basis, tone=lambda r: "text.2")),
            Column(self.tr("人日"), _days, number=True, width=px(72),
                   paint=text_cell(_days, right=True)),
            Column(self.tr("单价"), lambda r: shown(r.unit), number=True, width=px(92),
                   paint=text_cell(lambda r: shown(r.unit), right=True, tone=lambda r: "text.2")),
            Column(self.tr("金额"), lambda r: shown(r.amount), number=True, width=px(112),
                   paint=text_cell(lambda r: shown(r.amount), right=True, bold=lambda r: True,
                                   tone=money_tone(lambda r: r.amount))),
            Column(self.tr("状态"), lambda r: r.state, width=px(136),
                   paint=chip_cell(lambda r: r.state, lambda r: r.family)),
        ]  # fmt: skip
        self.table: ShortTable[ExtraLine] = ShortTable(
            desk, "fees.extras", columns, lambda r: r.key,
            mark=lambda r: "amber" if r.family == "amber" else "",
        )  # fmt: skip
        self.table.opened.connect(self.opened)
        self.nothing = Label(self.tr("本月没有补助、扣减和调整。"), "body", "2")
        self.nothing.setContentsMargins(px(12), px(8), px(12), px(8))
        self.body.addWidget(self.table)
        self.body.addWidget(self.nothing)
        self.total = TotalStrip()
        self.body.addWidget(self.total)

    def show_lines(self, doc: StatementDoc, lines: list[ExtraLine]) -> None:
        """Other lines and total."""
        self.table.show_rows(lines)
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        waiting = sum(a.state == "proposed" for a in doc.adjustments)
        self.note.setText(self.tr("双击待确认的调整来处理") if waiting else "")
        self.total.setVisible(doc.money_shown)
        self.total.show_total(self.tr("应结算金额（大写）"), doc.total.in_words(), f"¥ {doc.total}")


def _days(row: ExtraLine) -> str:
    return "—" if row.days is None else count(row.days)


class CostCard(Card):
    """What the month really cost, against its measure and the fee."""

    def __init__(self) -> None:
        super().__init__(self.tr("实际成本与包干收入"), "chart-column")
        self.measure = Label("", "cap", "2")
        self.add_tool(self.measure)
        self.bars = CostBars()
        self.body.addWidget(self.bars)
        self.nothing = Label(self.tr("本月还没有成本凭证。到“实际成本”录入或导入。"), "body", "2")
        self.nothing.setContentsMargins(px(12), px(8), px(12), px(8))
        self.body.addWidget(self.nothing)
        foot = self.add_foot()
        self.sums = Label("", "body", "1")
        self.margin = Label("", "body", "1", bold=True)
        foot.addWidget(self.sums)
        foot.addStretch(1)
        foot.addWidget(self.margin)

    def show_costs(self, costs: CostPicture, doc: StatementDoc) -> None:
        """Other costs."""
        self.show()
        self.bars.show_costs(costs.categories)
        self.bars.setVisible(bool(costs.categories))
        self.nothing.setVisible(not costs.categories)
        budgeted = any(c.budgeted for c in costs.categories)
        compared = any(c.measure for c in costs.categories)
        words = self.tr("竖线=本类预算（没有预算的比上月）") if budgeted else self.tr("竖线=上月")
        self.measure.setText(words if compared else "")
        parts = [
            self.tr("成本合计 {total}").format(total=costs.total),
            self.tr("每人日 {each}").format(each=costs.per_day),
        ]
        if doc.money_shown:
            parts.append(self.tr("包干收入 {income}").format(income=doc.total))
        self.sums.setText("　".join(parts))
        gap = doc.total - costs.total
        mille = margin_per_mille(doc.total, costs.total)
        percent = f"{abs(mille) // 10}.{abs(mille) % 10}%"
        text = (
            self.tr("结余 {gap}  {percent}") if gap.fen >= 0 else self.tr("超支 {gap}  {percent}")
        )
        self.margin.setText(text.format(gap=gap, percent=percent) if doc.money_shown else "")
        self.margin.set_tone("green" if gap.fen >= 0 else "amber")


class PayerCard(Card):
    """What each payer owes, and what has arrived."""

    def __init__(self) -> None:
        super().__init__(self.tr("付款方"), "banknote")
        self.organs = Button(self.tr("按机关"), "building-2", small=True)
        self.add_tool(self.organs)
        self.pay = Button(self.tr("登记到账"), "plus", small=True)
        self.add_tool(self.pay)
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(12, 4, 12, 8)
        self._column.setSpacing(0)
        self.body.addWidget(self._lines)

    def show_payers(self, doc: StatementDoc, may_pay: bool) -> None:
        """Other shares."""
        while (item := self._column.takeAt(0)) is not None:
            if old := item.widget():
                old.deleteLater()
        for payer in doc.payers:
            self._column.addWidget(
                ShareLine(show_term(payer.payer), payer.basis_points, str(payer.amount))
            )
        self.setVisible(bool(doc.payers))
        self.pay.setVisible(may_pay and doc.state is PeriodState.CLOSED)


class ExportCard(Card):
    """Ways out: workbook, paper, table, print."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("导出与打印"), "download")
        self.pad()
        self.buttons: dict[str, BigButton] = {}
        for kind, icon, title, note in (
            ("xlsx", "file-spreadsheet", self.tr("Excel 结算单"), self.tr("公式可核对，A4 横向")),
            ("pdf", "file-text", self.tr("PDF 盖章稿"), self.tr("含大写金额与签章栏")),
            ("annex", "users-round", self.tr("PDF 人员明细"), self.tr("姓名隐去，不含病种")),
            ("csv", "table", self.tr("CSV 人日明细"), self.tr("不含病种")),
            ("print", "printer", self.tr("打印结算单"), "Ctrl+P"),
        ):
            made = BigButton(icon, title, note)
            made.setProperty("way", kind)
            made.clicked.connect(self._clicked)
            self.buttons[kind] = made
            self.body.addWidget(made)

    def show_for(self, ctx: ServiceContext, doc: StatementDoc) -> None:
        """Only the ways the reader may take."""
        out, paper = ctx.actor.may(export(Data.FEES)), ctx.actor.may(print_(Data.FEES))
        for kind, button in self.buttons.items():
            button.setVisible((paper if kind == "print" else out) and doc.money_shown)
            button.setEnabled(bool(doc.lines))
        self.setVisible((out or paper) and doc.money_shown)

    @Slot()
    def _clicked(self) -> None:
        if (button := self.sender()) is not None:
            self.asked.emit(str(button.property("way")))
