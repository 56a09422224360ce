"""包干结算: a month from its person-days to the locked statement (mock-up 08, J09)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from medcentre.fees import acts, views
from medcentre.fees.access import shows_money
from medcentre.fees.commands import CloseMonth, DoStep, RecordPayment, ReopenMonth
from medcentre.fees.document import StatementDoc
from medcentre.fees.facts import FeeCode, PeriodState, Step
from medcentre.fees.rules.closing import open_steps
from medcentre.fees.views.costs import CostPicture
from medcentre.fees.views.days import DifferenceReport, Preview
from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.periods import Month
from ui.fees.cells import count
from ui.fees.dialogs import AdjustSheet, DecideSheet, OrganSheet, PaymentDialog, ReckonSheet
from ui.fees.month import MonthSwitch
from ui.fees.panels import ClassCard, CostCard, ExportCard, ExtraCard, PayerCard
from ui.fees.parts import StepList
from ui.fees.rows import ExtraLine, class_lines, extra_lines, step_lines
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.i18n import explain_error, label, show_day
from ui.kit.page import Action, HelpCard, Page
from ui.kit.tasks import Progress
from ui.kit.theme import px
from ui.kit.widgets import Card, Label, StatusChip

STEP_ACTS: dict[Step, Callable[[ServiceContext, DoStep], None]] = {
    Step.ROLL_CHECK: acts.check_roll,
    Step.CLASS_CHECK: acts.check_classes,
    Step.COSTS: acts.confirm_costs,
    Step.ADJUSTMENTS: acts.confirm_adjustments,
    Step.FINANCE_SIGN: acts.sign_finance,
    Step.POLICE_SIGN: acts.sign_police,
    Step.AUTHORITY_CONFIRM: acts.confirm_authority,
}
SIGNED = frozenset(STEP_ACTS) - {Step.COSTS, Step.ADJUSTMENTS}
"""Steps that ask for the password."""


class SettlementPage(Page):
    """One settlement month."""

    topics = frozenset({Topic.FEES, Topic.RESIDENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.doc: StatementDoc | None = None
        self.sheet: Sheet | None = None
        self.costs: CostPicture | None = None
        self.header.set_title(self.tr("包干结算"))
        today = Month.of(centre_day(desk.ctx.clock.now()))
        self.switch = MonthSwitch(today.plus(-1), today)
        self.switch.changed.connect(self.refresh)
        self.header.add_tool(self.switch)
        self.chip = StatusChip()
        self.header.add_tool(self.chip)
        self.counts = Label("", "body", "2")
        self.header.add_tool(self.counts)
        self._buttons()
        self._cards()
        self.banner.acted.connect(self._banner_verb)

    @property
    def month(self) -> Month:
        """The month on screen."""
        return self.switch.month

    def _buttons(self) -> None:
        self.adjust = self.header.add_button(self.tr("查锁定后差异"), "git-compare")
        self.adjust.clicked.connect(self.look_for_differences)
        self.recalculate = self.header.add_button(self.tr("重新计算"), "refresh-cw", key="Ctrl+R")
        self.recalculate.clicked.connect(self.reckon)
        self.reopen = self.header.add_button(self.tr("申请重开"), "lock-open")
        self.reopen.clicked.connect(self.ask_reopen)
        self.next = self.header.add_button(self.tr("下一步"), "send", "primary", "Ctrl+L")
        self.next.clicked.connect(self.do_next)

    def _cards(self) -> None:
        self.classes = ClassCard(self.desk)
        self.classes.opened.connect(self._drill)
        self.extras = ExtraCard(self.desk)
        self.extras.opened.connect(self._decide)
        self.cost_card = CostCard()
        self.steps = StepList()
        self.steps.asked.connect(self._step)
        self.step_card = Card(self.tr("结账步骤"), "list-checks")
        self.step_card.body.addWidget(self.steps)
        self.payers = PayerCard()
        self.payers.pay.clicked.connect(self.record_payment)
        self.payers.organs.clicked.connect(self.show_organs)
        self.exports = ExportCard()
        self.exports.asked.connect(self._hand_out)
        left, right = QWidget(), QWidget()
        for side, cards in (
            (left, (self.classes, self.extras, self.cost_card)),
            (right, (self.step_card, self.payers, self.exports)),
        ):
            side.setProperty("ground", "none")
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(10)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        right.setFixedWidth(px(322))
        both = QWidget()
        both.setProperty("ground", "none")
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(12)
        row.addWidget(left, 1)
        row.addWidget(right, 0, Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setProperty("ground", "none")
        self.area.setWidget(both)
        self.body.addWidget(self.area, 1)

    # ---- reading ----------------------------------------------------------------------------

    def load(self) -> None:
        """Statement at once, costs from the worker."""
        try:
            self.doc = views.statement(self.desk.ctx, self.month)
        except DomainError as refusal:
            self.doc = None
            self._nothing(refusal)
            return
        if self.costs is not None and self.costs.month != self.month:
            self.costs = None
        self._show(self.doc)
        self._look_for_changes(self.doc)
        if may(self.desk.ctx, views.cost_picture):
            ctx, month = self.desk.ctx, self.month
            self.desk.tasks.start(
                lambda _progress: views.cost_picture(ctx, month),
                done=self._show_costs,
                failed=self._failed,
            )
        else:
            self.cost_card.hide()

    def _look_for_changes(self, doc: StatementDoc) -> None:
        """Whether facts have moved on since the days were built: asked in the worker."""
        ctx, month = self.desk.ctx, self.month
        if doc.reckoned and may(ctx, views.reckoning_preview):
            self.desk.tasks.start(
                lambda _progress: views.reckoning_preview(ctx, month),
                done=self._changes_found,
                failed=self._failed,
            )

    @Slot(object)
    def _changes_found(self, preview: Preview) -> None:
        """Say it before anybody signs; in a closed month it becomes an adjustment."""
        if preview.month != self.month or self.doc is None or not preview.changed:
            return
        closed = self.doc.state is PeriodState.CLOSED
        button = self.adjust if closed else self.recalculate
        verb = button.text() if button.isVisibleTo(self) else ""
        words = (
            self.tr("锁定以后登记有变化，涉及 {n} 个人日。")
            if closed
            else self.tr("登记有变化：{n} 个人日与现在不同，请重新计算。")
        )
        self.banner.tell(words.format(n=count(preview.changed)), "amber", "triangle-alert", verb)

    def _nothing(self, refusal: DomainError) -> None:
        """No contract in force: say so, and lead to the contracts."""
        verb = self.tr("打开合同与标准") if refusal.code == FeeCode.NO_CONTRACT else ""
        self.banner.tell(explain_error(refusal), "amber", "file-x", verb)
        self.area.hide()
        self.chip.hide()
        for button in (self.adjust, self.recalculate, self.reopen, self.next):
            button.hide()

    def _show(self, doc: StatementDoc) -> None:
        self.area.show()
        self.chip.show()
        self._show_state(doc)
        self.classes.show_lines(doc, class_lines(doc, self.costs))
        self.extras.show_lines(doc, extra_lines(doc))
        mine = {step: may(self.desk.ctx, act) for step, act in STEP_ACTS.items()}
        mine[Step.LOCK] = may(self.desk.ctx, acts.close_month)
        duty = {step: label(f"fee_step_duty.{step}") for step in Step}
        self.steps.show_steps(step_lines(doc, mine, duty))
        limit = self.month.plus(1).first.replace(day=3)
        late = doc.state is not PeriodState.CLOSED and centre_day(self.desk.ctx.clock.now()) > limit
        self.step_card.note.setText(
            "" if doc.state is PeriodState.CLOSED
            else self.tr("应于 {day} 前").format(day=show_day(limit, limit))
        )  # fmt: skip
        self.step_card.note.set_tone("amber" if late else "2")
        self.payers.show_payers(doc, may(self.desk.ctx, acts.record_payment))
        self.exports.show_for(self.desk.ctx, doc)

    def _show_state(self, doc: StatementDoc) -> None:
        words = label(f"fee_state.{doc.state}")
        family, icon = {
            PeriodState.OPEN: ("amber", "pen-line"),
            PeriodState.HELD: ("blue", "signature"),
            PeriodState.CLOSED: ("green", "lock"),
        }[doc.state]
        if doc.number:
            words = f"{words} {doc.number}"
        elif doc.reckoned:
            words = self.tr("草稿 {n} · {state}").format(n=doc.reckoned, state=words)
        self.chip.show_state(words, family, icon)
        c = doc.counts
        tenths = f"{c.average_tenths // 10:,}.{c.average_tenths % 10}"
        self.counts.setText(
            self.tr("期初 {a} · 入所 {b} · 出所 {c} · 期末 {d} · 日均 {e}").format(
                a=count(c.opening), b=count(c.admissions), c=count(c.exits), d=count(c.closing),
                e=tenths,
            )
        )  # fmt: skip
        self._show_buttons(doc)
        if doc.reckoned == 0 and doc.state is PeriodState.OPEN:
            verb = self.tr("计算人日") if may(self.desk.ctx, acts.reckon) else ""
            self.banner.tell(
                self.tr("{month} 还没有计算人日。").format(month=doc.month),
                "blue",
                "calculator",
                verb,
            )
        else:
            self.banner.hide()

    def _show_buttons(self, doc: StatementDoc) -> None:
        ctx, state = self.desk.ctx, doc.state
        row = next((m for m in views.months(ctx) if m.month == self.month), None)
        asked = row.reopen_asked_by if row else ""
        mine = row is not None and row.reopen_mine
        self.recalculate.setVisible(state is PeriodState.OPEN and may(ctx, acts.reckon))
        self.adjust.setVisible(state is PeriodState.CLOSED and may(ctx, acts.propose_adjustments))
        if state is PeriodState.CLOSED:
            approving = bool(asked) and may(ctx, acts.approve_reopen) and not mine
            self.reopen.setText(self.tr("批准重开") if approving else self.tr("申请重开"))
            self.reopen.setVisible(approving or (not asked and may(ctx, acts.ask_reopen)))
        else:
            self.reopen.setText(self.tr("退回修改"))
            self.reopen.setVisible(state is PeriodState.HELD and may(ctx, acts.release_hold))
        step = self._my_next(doc)
        self.next.setVisible(step is not None)
        if step is not None:
            self.next.setText(label(f"fee_step.{step}"))
            self.next.show_icon("lock" if step is Step.LOCK else "send")

    def _my_next(self, doc: StatementDoc) -> Step | None:
        """The step this reader can do now, None when it is another's turn."""
        if doc.state is PeriodState.CLOSED or not doc.reckoned:
            return None
        missing = open_steps({s.step for s in doc.steps})
        if not missing:
            return Step.LOCK if may(self.desk.ctx, acts.close_month) else None
        side = [s for s in missing if s in (Step.ROLL_CHECK, Step.CLASS_CHECK, Step.COSTS)]
        for step in side or missing[:1]:
            if may(self.desk.ctx, STEP_ACTS[step]):
                return step
        return None

    @Slot(object)
    def _show_costs(self, costs: CostPicture) -> None:
        if costs.month != self.month or self.doc is None:
            return
        self.costs = costs
        self.classes.show_lines(self.doc, class_lines(self.doc, costs))
        self.cost_card.show_costs(costs, self.doc)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DomainError):
            raise error
        self.desk.refusal(error)

    # ---- reckoning --------------------------------------------------------------------------

    @Slot()
    def reckon(self) -> None:
        """Compare with today's facts in the worker, then ask."""
        ctx, month = self.desk.ctx, self.month
        self.recalculate.setEnabled(False)
        self.desk.tasks.start(
            lambda _progress: views.reckoning_preview(ctx, month),
            done=self._previewed,
            failed=self._reckon_failed,
        )

    @Slot(object)
    def _previewed(self, preview: Preview) -> None:
        self.recalculate.setEnabled(True)
        if self.doc is not None and self.doc.reckoned == 0:
            self._reckon_now()
            return
        if not preview.changed:
            self.desk.toast(
                self.tr("{month} 与现在的登记一致，没有变化。").format(month=preview.month)
            )
            return
        sheet = self.sheet = ReckonSheet(self.desk, preview, self._replace, self)
        sheet.open()

    def _replace(self) -> object:
        done = acts.reckon(self.desk.ctx, self.month)
        self.desk.toast(self.tr("已替换 {n} 个人日。").format(n=count(done.changed)))
        return done

    def _reckon_now(self) -> None:
        ctx, month = self.desk.ctx, self.month

        def job(_progress: Progress) -> object:
            return acts.reckon(ctx, month)

        self.desk.tasks.start(job, done=self._reckoned, failed=self._reckon_failed)

    @Slot(object)
    def _reckoned(self, done: acts.Reckoned) -> None:
        self.desk.toast(self.tr("已计算 {n} 个人日。").format(n=count(done.days)))
        self.refresh()

    @Slot(object)
    def _reckon_failed(self, error: Exception) -> None:
        self.recalculate.setEnabled(True)
        self._failed(error)

    @Slot()
    def _banner_verb(self) -> None:
        if self.doc is None:
            self.desk.open("fees.contracts")
        elif self.doc.state is PeriodState.CLOSED:
            self.look_for_differences()
        else:
            self.reckon()

    # ---- steps ------------------------------------------------------------------------------

    @Slot()
    def do_next(self) -> None:
        """The step that is the reader's turn."""
        if self.doc is not None and (step := self._my_next(self.doc)) is not None:
            self._step(step)

    @Slot(str)
    def _step(self, key: str) -> None:
        step = Step(key)
        if self.doc is None:
            return
        if step is Step.LOCK:
            self._lock(self.doc)
            return
        act, title = STEP_ACTS[step], label(f"fee_step.{step}")
        cmd = DoStep(
            month=self.month, step=step, version=self.doc.period_version, note=self._note(step)
        )

        def do() -> None:
            act(self.desk.ctx, cmd)
            self.desk.toast(self.tr("{step} 已完成。").format(step=title))

        if step in SIGNED:
            self.desk.sign(f"{title} {self.month}", self._facts(self.doc), self.tr("签名"), do)
            return
        try:
            do()
        except DomainError as refusal:
            self.desk.refusal(refusal)

    def _note(self, step: Step) -> str:
        if self.doc is None or step is not Step.ROLL_CHECK:
            return ""
        return self.tr("{n} 人日，与名册一致").format(n=count(self.doc.roll_days))

    def _facts(self, doc: StatementDoc) -> list[str]:
        facts = [
            self.tr("{month}：{days} 个人日，期末 {closing} 人").format(
                month=doc.month, days=count(doc.roll_days), closing=count(doc.counts.closing)
            )
        ]
        if doc.money_shown:
            facts.append(self.tr("应结算 {total} 元").format(total=doc.total))
            facts.append(doc.total.in_words())
        return facts

    def _lock(self, doc: StatementDoc) -> None:
        missing = open_steps({s.step for s in doc.steps})
        if missing:
            self.desk.confirm(
                self.tr("还有 {n} 个步骤没完成，仍要锁定 {month}？").format(
                    n=len(missing), month=doc.month
                ),
                self.tr("下一步本来是“{step}”。锁定后只能以调整更正，原因会写在结算单上。").format(
                    step=label(f"fee_step.{missing[0]}")
                ),
                self.tr("锁定本期"),
                self._close,
                reason_min=4,
                danger=True,
            )
            return
        self.desk.sign(
            self.tr("锁定 {month}").format(month=doc.month), self._facts(doc), self.tr("锁定本期"),
            self._close_signed,
        )  # fmt: skip

    def _close_signed(self) -> None:
        self._close("")

    def _close(self, reason: str) -> None:
        version = self.doc.period_version if self.doc else None
        number = acts.close_month(
            self.desk.ctx, CloseMonth(month=self.month, version=version, reason=reason)
        )
        self.desk.toast(self.tr("已锁定，结算单 {number}。").format(number=number))

    @Slot()
    def ask_reopen(self) -> None:
        """Ask to reopen, approve what another asked, or send a held month back."""
        ctx, doc = self.desk.ctx, self.doc
        if doc is None:
            return
        row = next(m for m in views.months(ctx) if m.month == self.month)
        if doc.state is PeriodState.CLOSED and row.reopen_asked_by:
            self.desk.confirm(
                self.tr("批准重开 {month}？").format(month=doc.month),
                self.tr("{by} 的理由：{reason}").format(
                    by=row.reopen_asked_by, reason=row.reopen_reason
                ),
                self.tr("批准重开"),
                lambda _reason: acts.approve_reopen(ctx, self.month, row.version),
            )
            return
        held = doc.state is PeriodState.HELD
        act = acts.release_hold if held else acts.ask_reopen
        self.desk.confirm(
            self.tr("退回 {month} 修改？").format(month=doc.month) if held
            else self.tr("申请重开 {month}？").format(month=doc.month),
            self.tr("已签的步骤要全部重签。") if held
            else self.tr("由另一位有权限的人批准后才会打开；原结算单保留。"),
            self.tr("退回修改") if held else self.tr("提出申请"),
            lambda reason: act(ctx, ReopenMonth(month=self.month, version=row.version, reason=reason)),
            reason_min=4,
        )  # fmt: skip

    # ---- adjustments, payments, files -------------------------------------------------------

    @Slot()
    def look_for_differences(self) -> None:
        """What late facts change in this closed month."""
        ctx, month = self.desk.ctx, self.month
        self.desk.tasks.start(
            lambda _progress: views.difference_report(ctx, month),
            done=self._compared,
            failed=self._failed,
        )

    @Slot(object)
    def _compared(self, report: DifferenceReport) -> None:
        if not report.proposals:
            self.desk.toast(
                self.tr("{month} 与现在的登记一致，没有要调整的。").format(month=report.month)
            )
            return
        sheet = self.sheet = AdjustSheet(
            self.desk, report, lambda: acts.propose_adjustments(self.desk.ctx, report.month), self
        )
        sheet.open()

    @Slot(object)
    def _decide(self, line: ExtraLine) -> None:
        item = line.adjustment
        if item is None or item.state != "proposed":
            return
        if not may(self.desk.ctx, acts.decide_adjustment):
            self.desk.toast(self.tr("由监管、医疗组或中心领导确认。"), kind="amber")
            return
        sheet = self.sheet = DecideSheet(self.desk, item, shows_money(self.desk.ctx.actor), self)
        sheet.open()

    @Slot(object)
    def _drill(self, fee_class: str) -> None:
        self.desk.open("fees.days", month=str(self.month), fee_class=fee_class)

    @Slot()
    def record_payment(self) -> None:
        """Money received for this statement."""
        if self.doc is None:
            return

        def submit(cmd: RecordPayment) -> int:
            return acts.record_payment(self.desk.ctx, cmd)

        PaymentDialog(self.desk, self.doc, submit, self).open()

    @Slot()
    def show_organs(self) -> None:
        """The month by decision organ."""
        rows = views.by_organ(self.desk.ctx, self.month)
        sheet = self.sheet = OrganSheet(self.desk, self.month, rows, self)
        sheet.open()

    @Slot(str)
    def _hand_out(self, kind: str) -> None:
        if kind == "print":
            self.print_screen()
            return
        suffix = "pdf" if kind == "annex" else kind
        name = self.doc.number if self.doc and self.doc.number else f"draft-{self.month}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("保存到"), f"{name}.{suffix}", f"*.{suffix}"
        )
        if chosen:
            self.export_to(kind, Path(chosen))

    def export_to(self, kind: str, file: Path) -> None:
        """Write the statement to a file; a full disk is told, nothing is lost."""
        # The writers of workbooks and papers are heavy; the page opens without them.
        from medcentre.fees.handing_in import FileKind, export_statement

        try:
            made = export_statement(self.desk.ctx, self.month, FileKind(kind))
            file.write_bytes(made.data)
        except DomainError as refusal:
            self.desk.refusal(refusal)
        except OSError as error:
            self.desk.refusal(
                DomainError(FeeCode.FILE_NOT_WRITTEN, file=str(file), why=error.strerror or "")
            )
        else:
            self.desk.toast(self.tr("已保存 {file}").format(file=file.name))

    def print_screen(self) -> bool:
        """Preview the statement on paper."""
        from medcentre.fees.handing_in import print_statement

        if self.doc is None or not may(self.desk.ctx, print_statement):
            return False
        try:
            made = print_statement(self.desk.ctx, self.month)
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return True
        self.desk.preview(made.data, self.tr("费用包干结算单 {month}").format(month=self.month))
        return True

    # ---- the page ---------------------------------------------------------------------------

    def open_with(self, **state: Any) -> None:
        """Go to a month."""
        if "month" in state:
            self.switch.set_month(Month.parse(str(state["month"])))

    def state(self) -> dict[str, Any]:
        """The month and the scroll."""
        return {"month": str(self.month), "scroll": self.area.verticalScrollBar().value()}

    def restore(self, state: dict[str, Any]) -> None:
        """Back to the month."""
        self.open_with(**state)
        self.area.verticalScrollBar().setValue(int(state.get("scroll", 0)))

    def page_actions(self) -> tuple[Action, ...]:
        """Recompute, next step, months."""
        return (
            Action("fees.reckon", self.tr("重新计算人日"), self.reckon, "Ctrl+R", "refresh-cw",
                   self.recalculate.isVisible),
            Action("fees.next", self.tr("结账下一步"), self.do_next, "Ctrl+L", "send",
                   self.next.isVisible),
            Action("fees.before", self.tr("上一个月"), self.switch.back, "Alt+PgUp", "chevron-left"),
            Action("fees.after", self.tr("下一个月"), self.switch.on, "Alt+PgDown", "chevron-right"),
        )  # fmt: skip

    def help(self) -> HelpCard:
        """What the page is for."""
        return HelpCard(
            self.tr(
                "核对一个月的人日、类别和成本，逐步签字，锁定结算单。点一个类别看到每个人每一天。"
            ),
            rules=(
                ("FEE-01", self.tr("24:00 在册计 1 天：入所当天算，出所当天不算。")),
                ("FEE-05", self.tr("外院住院前几天全额，之后按合同。")),
                ("STL-01", self.tr("次月 3 日前结账；核对、签字、确认由不同的人做。")),
                ("T11", self.tr("锁定后的更正记入未锁定的月份，不改旧结算单。")),
            ),
            call=self.tr("财务"),
        )
