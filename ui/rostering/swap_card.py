"""One swap: what moves where, what the rules of both sides say now, and the next step."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medcentre.kernel.context import ServiceContext, may
from medcentre.kernel.errors import DomainError, StaleRecord
from medcentre.rostering import acts, offers
from medcentre.rostering.commands import DecideSwap, DutyCode, SwapRow, SwapState
from medcentre.rostering.facts import Level, RosterViolation
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.i18n import label, show_day, show_name, show_weekday
from ui.kit.tasks import Progress
from ui.kit.widgets import Button, Card, Empty, EmptyState, Label, StatusChip
from ui.rostering.words import violation_words

STATES = {
    SwapState.ASKED: ("amber", "hourglass"),
    SwapState.AGREED: ("blue", "user-check"),
    SwapState.APPROVED: ("green", "circle-check"),
    SwapState.REFUSED: ("red", "circle-x"),
    SwapState.WITHDRAWN: ("grey", "undo-2"),
}


def paint_state(painter: QPainter, rect: QRectF, row: SwapRow) -> None:
    """The state as a chip."""
    family, icon = STATES[row.state]
    words = label(f"swap_state.{row.state}")
    painters.chip(painter, rect.x(), rect.center().y(), words, family, icon)


class SwapCard(Card):
    """The chosen swap; its verdict is read off the UI thread. `stale`: another desk was first."""

    stale = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("", "arrow-left-right")
        self.desk = desk
        self.row: SwapRow | None = None
        self.set_title(self.tr("换班"))
        self.state = StatusChip("", "grey")
        self.add_tool(self.state)
        self.nothing = EmptyState(Empty.NOTHING_YET, self.tr("选一条换班看双方结论"))
        self.body.addWidget(self.nothing, 1)
        self.inside = QWidget()
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(8)
        self.moves = [self._text("body") for _ in range(2)]
        self.why = self._text("body", "2")
        self.steps = self._text("cap", "2")
        self.verdict = StatusChip("", "grey")
        self.column.addWidget(self.verdict)
        self.reasons = self._text("cap", "2")
        self.column.addStretch(1)
        self.hint = self._text("cap", "3")
        self.agree = self._button(self.tr("同意接班"), "user-check", "primary", self._agree)
        self.approve = self._button(self.tr("批准"), "check", "primary", self._approve)
        self.refuse = self._button(self.tr("不同意"), "x", "normal", self._refuse)
        self.withdraw = self._button(self.tr("撤回申请"), "undo-2", "normal", self._refuse)
        self.body.addWidget(self.inside, 1)
        self.show_swap(None)

    def _text(self, role: str, tone: str = "1") -> Label:
        line = Label("", role, tone)
        line.setWordWrap(True)
        self.column.addWidget(line)
        return line

    def _button(self, words: str, icon: str, kind: str, run: object) -> Button:
        button = Button(words, icon, kind)
        button.clicked.connect(run)
        self.column.addWidget(button)
        return button

    def show_swap(self, row: SwapRow | None) -> None:
        """Another swap, or none."""
        self.row = row
        self.nothing.setVisible(row is None)
        self.inside.setVisible(row is not None)
        self.state.setVisible(row is not None)
        if row is None:
            return
        family, icon = STATES[row.state]
        self.state.show_state(label(f"swap_state.{row.state}"), family, icon)
        given = self.tr("{day} 的班：{giver} → {taker}")
        self.moves[0].setText(
            given.format(
                day=_day(row.given_day), giver=show_name(row.giver), taker=show_name(row.taker)
            )
        )
        back = ""
        if row.taken_day:
            back = given.format(
                day=_day(row.taken_day), giver=show_name(row.taker), taker=show_name(row.giver)
            )
        self.moves[1].setText(back or self.tr("不换回，只顶班"))
        self.why.setText(self.tr("原因：{reason}").format(reason=row.reason or "—"))
        self.steps.setText("\n".join(self._steps(row)))
        self._buttons(row)
        open_now = row.state in (SwapState.ASKED, SwapState.AGREED)
        self.verdict.setVisible(open_now)
        self.reasons.setVisible(open_now)
        if open_now:
            self.verdict.show_state(self.tr("正在核对规则…"), "grey", "hourglass")
            self.reasons.setText("")
            self.desk.tasks.start(self._judge, done=self._judged, failed=self._failed)

    def _steps(self, row: SwapRow) -> list[str]:
        found = []
        if row.agreed_by:
            by = (
                self.tr("{who} 已同意") if row.agreed_by == row.taker else self.tr("{who} 代录同意")
            )
            found.append(by.format(who=show_name(row.agreed_by)))
        if row.decided_by:
            words = f"{label(f'swap_state.{row.state}')} · {show_name(row.decided_by)}"
            found.append(f"{words} · {row.decision_note}" if row.decision_note else words)
        return found

    def _buttons(self, row: SwapRow) -> None:
        actor = self.desk.ctx.actor
        own = actor.staff_id
        leads = may(self.desk.ctx, acts.set_cells)
        asked, agreed = row.state == SwapState.ASKED, row.state == SwapState.AGREED
        self.agree.setText(self.tr("同意接班") if own == row.taker_id else self.tr("代对方录同意"))
        self.agree.setVisible(asked and (own == row.taker_id or leads))
        mine = own in (row.giver_id, row.taker_id)
        self.approve.setVisible(agreed and leads and not mine)
        self.withdraw.setVisible((asked or agreed) and own == row.giver_id)
        self.refuse.setVisible(
            (asked or agreed) and own != row.giver_id and (own == row.taker_id or leads)
        )
        waits = ""
        if agreed and mine:
            waits = self.tr("等组长或中心领导批准，本人不能批自己的换班。")
        elif asked and not self.agree.isVisibleTo(self):
            waits = self.tr("等 {who} 同意。").format(who=show_name(row.taker))
        self.hint.setText(waits)
        self.hint.setVisible(bool(waits))

    # ---- verdict ----------------------------------------------------------------------------

    def _judge(self, progress: Progress) -> tuple[int, tuple[RosterViolation, ...]]:
        assert self.row is not None
        row = self.row
        return row.id, offers.swap_verdict(self.desk.ctx, row)

    @Slot(object)
    def _judged(self, found: tuple[int, tuple[RosterViolation, ...]]) -> None:
        number, broken = found
        if self.row is None or self.row.id != number:
            return
        errors = any(v.level is Level.ERROR for v in broken)
        if all(v.level is Level.INFO for v in broken):
            self.verdict.show_state(self.tr("双方都不违反规则"), "green", "circle-check")
        elif errors:
            self.verdict.show_state(self.tr("会违反规则，不能批准"), "red", "circle-x")
        else:
            self.verdict.show_state(self.tr("可以换，有提醒"), "amber", "triangle-alert")
        self.reasons.setText("\n".join(f"· {violation_words(v)}" for v in broken[:6]))

    @Slot(object)
    def _failed(self, error: object) -> None:
        if isinstance(error, DomainError):
            self.desk.refusal(error)
        elif isinstance(error, Exception):
            raise error

    # ---- steps ------------------------------------------------------------------------------

    def _command(self, note: str = "") -> DecideSwap:
        assert self.row is not None
        return DecideSwap(swap_id=self.row.id, version=self.row.version, note=note)

    @Slot()
    def _agree(self) -> None:
        self._decide(acts.agree_swap, self.tr("已同意，等组长批准"))

    @Slot()
    def _approve(self) -> None:
        self._decide(acts.approve_swap, self.tr("已批准，排班表已改，双方的“我的班”里会标出"))

    def _decide(self, act: Callable[[ServiceContext, DecideSwap], None], done: str) -> None:
        """Do it; where another desk was first, read again and show how the swap stands now."""
        try:
            act(self.desk.ctx, self._command())
        except DomainError as refusal:
            self.desk.refusal(refusal)
            if isinstance(refusal, StaleRecord) or refusal.code == DutyCode.SWAP_WRONG_STATE:
                self.stale.emit()
        else:
            self.desk.toast(done)

    @Slot()
    def _refuse(self) -> None:
        if self.row is None:
            return
        own = self.desk.ctx.actor.staff_id == self.row.giver_id
        verb = self.tr("撤回申请") if own else self.tr("不同意")
        self.desk.confirm(
            verb, self.tr("写明原因，对方会看到。"), verb,
            partial(self._refused, self._command()), reason_min=2,
        )  # fmt: skip

    def _refused(self, command: DecideSwap, reason: str) -> None:
        try:
            acts.refuse_swap(
                self.desk.ctx,
                DecideSwap(swap_id=command.swap_id, version=command.version, note=reason),
            )
        except StaleRecord:
            self.stale.emit()
            raise


def _day(day: date) -> str:
    return f"{show_day(day)} {show_weekday(day)}"
