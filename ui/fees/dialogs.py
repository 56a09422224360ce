"""Dialogs of the settlement page: what would change, corrections, payments."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from medcentre.fees import acts
from medcentre.fees.commands import DecideAdjustment, RecordPayment
from medcentre.fees.document import AdjustmentLine, StatementDoc
from medcentre.fees.rules.closing import Proposal
from medcentre.fees.views.days import ChangeRow, DifferenceReport, Preview
from medcentre.fees.views.statements import OrganRow
from medcentre.kernel.errors import DomainError
from medcentre.kernel.money import Money
from medcentre.kernel.periods import Month
from ui.fees.cells import count, money_tone, shown, signed, text_cell
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.editors import Combo, DateEdit, LineEdit, MoneyEdit, need
from ui.kit.form import FormDialog, Submit
from ui.kit.i18n import explain_error, label, show_day
from ui.kit.table import Column
from ui.kit.table_view import TableView
from ui.kit.theme import px
from ui.kit.widgets import Label


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One person's change in a list of differences."""

    key: tuple[str, ...]
    number: str
    name: str
    what: str
    days: int
    money: Money


class _ListSheet(Sheet):
    """A sheet with a list of changes and one verb."""

    decided = Signal(object)

    def __init__(
        self,
        desk: Desk,
        title: str,
        body: str,
        lines: Sequence[ChangeLine],
        verb: str,
        then: Callable[[], object],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent, title, body, "git-compare", "blue", 720)
        self._then = then
        columns: list[Column[ChangeLine]] = [
            Column(self.tr("编号"), lambda r: r.number, width=px(92), search=True),
            Column(self.tr("姓名"), lambda r: r.name, width=px(80)),
            Column(self.tr("变化"), lambda r: r.what),
            Column(self.tr("人日"), lambda r: count(r.days), number=True, width=px(64),
                   sort_key=lambda r: r.days),
            Column(self.tr("金额"), lambda r: signed(r.money), number=True, width=px(104),
                   sort_key=lambda r: r.money, paint=text_cell(lambda r: signed(r.money), right=True,
                                                               tone=money_tone(lambda r: r.money))),
        ]  # fmt: skip
        self.table: TableView[ChangeLine] = TableView(
            desk, "fees.changes", columns, lambda r: r.key
        )
        self.table.setMinimumHeight(px(260))
        self.table.show_rows(lines)
        self.table.setVisible(bool(lines))
        self.content.addWidget(self.table)
        self.refusal = Label("", "body", "red")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.content.addWidget(self.refusal)
        leave = self.add_button(self.tr("先不改"))
        leave.clicked.connect(self.reject)
        self.do = self.add_button(verb, "check", "primary")
        self.do.clicked.connect(self.go)

    @Slot()
    def go(self) -> None:
        """Do it; a refusal stays in the sheet."""
        try:
            result = self._then()
        except DomainError as refusal:
            self.refusal.setText(explain_error(refusal))
            self.refusal.show()
            return
        self.decided.emit(result)
        self.accept()


class ReckonSheet(_ListSheet):
    """What a new reckoning would change, before anything is replaced."""

    def __init__(
        self, desk: Desk, preview: Preview, then: Callable[[], object], parent: QWidget | None
    ) -> None:
        lines = [_change_line(row) for row in preview.rows]
        super().__init__(
            desk,
            self.tr("重新计算 {month}").format(month=preview.month),
            self.tr(
                "现有 {stored} 个人日，按现在的登记是 {fresh} 个；{changed} 个有变化，金额 {money} 元。"
                "确认后才替换；已签的步骤要重签。"
            ).format(
                stored=count(preview.stored), fresh=count(preview.fresh),
                changed=count(preview.changed), money=signed(preview.money),
            ),
            lines,
            self.tr("替换人日"),
            then,
            parent,
        )  # fmt: skip


def _change_line(row: ChangeRow) -> ChangeLine:
    first, last = row.changes[0], row.changes[-1]
    was = first.before.fee_class if first.before else "—"
    now = first.after.fee_class if first.after else "—"
    days = show_day(first.day, first.day)
    if last.day != first.day:
        days = f"{days} … {show_day(last.day, first.day)}"
    part = label(f"fee_part.{first.after.part}") if first.after else ""
    what = f"{days}  {was} → {now} {part}".strip()
    return ChangeLine(
        (str(row.stay_id),), row.admission_no, row.name, what, len(row.changes), row.money
    )


class AdjustSheet(_ListSheet):
    """G11: what late facts change in a closed month, before it is entered in the open one."""

    def __init__(
        self,
        desk: Desk,
        report: DifferenceReport,
        then: Callable[[], object],
        parent: QWidget | None,
    ) -> None:
        people = {r.stay_id: r for r in report.changes}
        lines = [_proposal_line(p, people[p.stay_id]) for p in report.proposals]
        super().__init__(
            desk,
            self.tr("{month} 锁定后的差异").format(month=report.month),
            self.tr(
                "{month} 的结算单不变。下列差异记入未锁定的月份，由另一位同事确认；合计 {money} 元。"
            ).format(month=report.month, money=signed(report.money)),
            lines,
            self.tr("记为调整"),
            then,
            parent,
        )


def _proposal_line(p: Proposal, row: ChangeRow) -> ChangeLine:
    change = "→".join(c for c in (p.from_class, p.to_class) if c)
    what = f"{label(f'fee_adjustment.{p.kind}')} {change}  {show_day(p.first, p.first)} … {show_day(p.last, p.first)}"
    return ChangeLine(
        (str(p.stay_id), p.kind, str(p.unit.fen)),
        row.admission_no,
        row.name,
        what,
        p.days,
        p.amount,
    )


class OrganSheet(Sheet):
    """Person-days and money by decision organ, for districts that pay their own people."""

    def __init__(
        self, desk: Desk, month: Month, rows: Sequence[OrganRow], parent: QWidget | None
    ) -> None:
        super().__init__(
            parent,
            self.tr("按决定机关 {month}").format(month=month),
            self.tr("按当月人日和标准计，不含上期调整。选中后 Ctrl+C 可复制。"),
            "building-2",
            "blue",
            640,
        )
        columns: list[Column[OrganRow]] = [
            Column(self.tr("决定机关"), lambda r: r.organ or self.tr("未登记")),
            Column(self.tr("人数"), lambda r: count(r.persons), number=True, width=px(72)),
            Column(self.tr("人日"), lambda r: count(r.days), number=True, width=px(84)),
            Column(self.tr("金额"), lambda r: str(r.amount), number=True, width=px(120), bold=True,
                   sort_key=lambda r: r.amount),
        ]  # fmt: skip
        self.table: TableView[OrganRow] = TableView(desk, "fees.organs", columns, lambda r: r.organ)
        self.table.setMinimumHeight(px(320))
        self.table.show_rows(rows)
        self.content.addWidget(self.table)
        self.add_button(self.tr("关闭"), "", "primary").clicked.connect(self.accept)


class DecideSheet(Sheet):
    """Confirm or reject a correction somebody else proposed."""

    decided = Signal()

    def __init__(
        self, desk: Desk, item: AdjustmentLine, money: bool, parent: QWidget | None
    ) -> None:
        words = (
            self.tr("{month} {kind}：{days} 天 × {unit} = {amount} 元，由 {by} 提出。")
            if money
            else self.tr("{month} {kind}：{days} 天，由 {by} 提出。")
        )
        super().__init__(
            parent,
            self.tr("调整 {number} {name}").format(number=item.admission_no, name=item.name),
            words.format(
                month=item.of_month, kind=label(f"fee_adjustment.{item.kind}"), days=item.days,
                unit=shown(item.unit), amount=shown(item.amount), by=item.entered_by,
            ),
            "scale",
            "blue",
        )  # fmt: skip
        self._desk, self._item = desk, item
        self.note = LineEdit(200, self.tr("说明（不同意时请写原因）"))
        self.content.addWidget(self.note)
        self.refusal = Label("", "body", "red")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.content.addWidget(self.refusal)
        self.add_button(self.tr("返回")).clicked.connect(self.reject)
        self.against = self.add_button(self.tr("不同意"))
        self.against.clicked.connect(self.decline)
        self.agree = self.add_button(self.tr("确认"), "check", "primary")
        self.agree.clicked.connect(self.confirm)

    @Slot()
    def confirm(self) -> None:
        """Take the correction."""
        self._decide(True)

    @Slot()
    def decline(self) -> None:
        """Do not take it."""
        self._decide(False)

    def _decide(self, confirm: bool) -> None:
        try:
            acts.decide_adjustment(
                self._desk.ctx,
                DecideAdjustment(
                    adjustment_id=self._item.id,
                    version=self._item.version,
                    confirm=confirm,
                    note=self.note.value() or "",
                ),
            )
        except DomainError as refusal:
            self.refusal.setText(explain_error(refusal))
            self.refusal.show()
            return
        self.decided.emit()
        self.accept()


class PaymentDialog(FormDialog[RecordPayment]):
    """Money received for a statement."""

    def __init__(
        self, desk: Desk, doc: StatementDoc, submit: Submit[RecordPayment], parent: QWidget | None
    ) -> None:
        super().__init__(
            desk, self.tr("登记到账"), self.tr("登记"), submit, parent,
            draft_key=f"payment:{doc.number}", icon="banknote",
        )  # fmt: skip
        self.note.setText(doc.number)
        self.number = doc.number
        payers = [(p.payer, f"{p.payer}  {p.amount}") for p in doc.payers]
        self.payer = self.form.add("payer", self.tr("付款方"), Combo(payers), required=True)
        self.day = self.form.add(
            "received_on", self.tr("到账日期"), DateEdit(desk.ctx.clock), required=True
        )
        self.amount = self.form.add(
            "amount", self.tr("金额"), MoneyEdit(), required=True, beside=True
        )
        self.receipt = self.form.add(
            "receipt",
            self.tr("票据号"),
            LineEdit(60),
            required=True,
            hint=self.tr("财政票据或发票号"),
        )
        if doc.payers:
            self.payer.set_value(doc.payers[0].payer)
            self.amount.set_value(doc.payers[0].amount)

    def command(self) -> RecordPayment:
        """The payment."""
        return RecordPayment(
            statement=self.number, payer=str(self.payer.value()), received_on=need(self.day),
            amount=need(self.amount), receipt=need(self.receipt),
        )  # fmt: skip
