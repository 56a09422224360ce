"""Plans and exchanges across zones: approved by both sides, carried out as one (PL-01)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.placement import acts
from medcentre.placement.commands import ApplySet, Decide
from medcentre.placement.facts import SetKind
from medcentre.placement.rows import SetLine, SetRow
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.i18n import label, show_moment, show_name, show_term
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.widgets import Button, Empty
from ui.placement.changes_pane import ChangesPane
from ui.placement.keys import allow

translate = QCoreApplication.translate


class SetsPane(ChangesPane[SetRow]):
    """The sets above, the people of the chosen one below, the deeds at the foot. `done(words)`."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.table = TablePane(desk, "placement.sets", self._columns(), row_id=lambda r: r.id)
        self.table.set_empty(
            Empty.ALL_DONE, self.tr("没有待办的方案或互换"),
            self.tr("跨区的调整方案和互换提交后在这里审批、执行。"), "sparkles",
        )  # fmt: skip
        self.people = TablePane(
            desk, "placement.set_lines", self._person_columns(), row_id=lambda r: r.stay_id,
            mark=lambda r: "amber" if r.crosses else "", searchable=False,
        )  # fmt: skip
        self.people.set_empty(Empty.NOTHING_YET, self.tr("选一份方案，这里列出每个人"))
        self._lay_out(self._deeds(), 240, 320)

    def _deeds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)  # as on the whole page: toasts stand at the left
        self.buttons: dict[str, Button] = {}
        for name, words, icon, run in (
            ("approve", self.tr("同意"), "check", self.approve),
            ("refuse", self.tr("不同意…"), "x", self.refuse),
            ("apply", self.tr("签字并执行…"), "log-in", self.apply),
            ("withdraw", self.tr("撤回…"), "undo-2", self.withdraw),
        ):
            button = Button(words, icon)
            button.clicked.connect(run)
            self.buttons[name] = button
            row.addWidget(button)
        return row

    def _columns(self) -> list[Column[SetRow]]:
        today = centre_day(self.desk.ctx.clock.now())
        return [
            Column(self.tr("种类"), lambda r: label(f"set_kind.{r.kind}"), width=96, bold=True),
            Column(
                self.tr("人数"),
                lambda r: self.tr("{n} 人，跨区 {m}").format(n=len(r.lines), m=r.crossing),
                width=130,
            ),
            Column(self.tr("状态"), status_words, paint=_status, width=96),
            Column(self.tr("医疗"), lambda r: show_name(r.medical_by) or "—", width=90),
            Column(self.tr("安全"), lambda r: show_name(r.security_by) or "—", width=90),
            Column(
                self.tr("申请"),
                lambda r: f"{show_name(r.asked_by)} {show_moment(r.asked_at, today)}",
                width=180,
            ),
            Column(self.tr("原因"), lambda r: r.reason, tone=lambda _r: "text.2"),
        ]

    def _person_columns(self) -> list[Column[SetLine]]:
        return [
            Column(self.tr("姓名"), lambda r: r.name, width=120, person=True, bold=True),
            Column(self.tr("从"), lambda r: r.from_bed or "—", width=84),
            Column(self.tr("原分区"), lambda r: show_term(r.from_zone), width=140),
            Column(self.tr("到"), lambda r: r.to_bed, width=84, bold=True),
            Column(self.tr("新分区"), lambda r: show_term(r.to_zone), width=140),
            Column(
                self.tr("跨区"), lambda r: self.tr("跨区") if r.crosses else "",
                tone=lambda _r: "amber.text",
            ),
        ]  # fmt: skip

    def _enable(self) -> None:
        ctx, row = self.desk.ctx, self.table.view.current_row()
        asked = row is not None and row.status == "requested"
        can: dict[str, tuple[Callable[..., Any], bool]] = {
            "approve": (acts.decide_set, asked),
            "refuse": (acts.decide_set, asked),
            "apply": (acts.apply_set, row is not None and row.status == "approved"),
            "withdraw": (acts.withdraw_set, row is not None),
        }
        allow(((self.buttons[name], now) for name, (_, now) in can.items()), self.table.view)
        for name, (service, _now) in can.items():
            self.buttons[name].setVisible(may(ctx, service))

    # ---- doing --------------------------------------------------------------------------------

    @Slot()
    def approve(self) -> None:
        """For one's own side, the whole set."""
        row = self.table.view.current_row()
        if row is None:
            return
        try:
            acts.decide_set(self.desk.ctx, Decide(id=row.id, version=row.version, approve=True))
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        self.done.emit(self.tr("已同意"))

    @Slot()
    def refuse(self) -> None:
        """With the reason."""
        if row := self.table.view.current_row():
            self.desk.confirm(
                self.tr("不同意这份{kind}").format(kind=label(f"set_kind.{row.kind}")),
                self.tr("写明原因，申请人会看到。"), self.tr("不同意"),
                partial(self._refuse, row), reason_min=2,
            )  # fmt: skip

    def _refuse(self, row: SetRow, reason: str) -> None:
        acts.decide_set(
            self.desk.ctx, Decide(id=row.id, version=row.version, approve=False, answer=reason)
        )
        self.done.emit(self.tr("已不同意"))

    @Slot()
    def apply(self) -> None:
        """All moves as one; who does it signs the cleaning between. A leader who receives an
        exchange for another zone says why."""
        row = self.table.view.current_row()
        if row is None:
            return
        actor = self.desk.ctx.actor
        strange = row.kind is SetKind.EXCHANGE and not row.zone_ids & actor.zones
        words = self.tr(
            "全部调床一次登记；有人已不在原处或产生新的冲突，就一个也不登记。\n"
            "执行即由您签字确认：换人的床位已按步骤清洁消毒。"
        )
        if strange:
            words = "\n".join((words, self.tr("您不属于接收分区，请写明代为签收的原因。")))
        self.desk.confirm(
            self.tr("执行：%n 人调床", "", len(row.lines)), words, self.tr("签字并执行"),
            partial(self._apply, row), reason_min=2 if strange else 0,
        )  # fmt: skip

    def _apply(self, row: SetRow, reason: str) -> None:
        change = acts.apply_set(
            self.desk.ctx,
            ApplySet(id=row.id, version=row.version, cleaning_signed=True, reason=reason),
        )
        self.desk.toast(self.tr("已执行"), undo=partial(self._undo, change))
        self.done.emit("")

    def _undo(self, change: int) -> None:
        try:
            acts.undo(self.desk.ctx, change)
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        self.done.emit(self.tr("已撤销，各人回到原来的床位"))

    @Slot()
    def withdraw(self) -> None:
        """Take it back."""
        if row := self.table.view.current_row():
            self.desk.confirm(
                self.tr("撤回这份{kind}").format(kind=label(f"set_kind.{row.kind}")), "",
                self.tr("撤回"), partial(self._withdraw, row), reason_min=2,
            )  # fmt: skip

    def _withdraw(self, row: SetRow, reason: str) -> None:
        acts.withdraw_set(self.desk.ctx, row.id, row.version, reason)
        self.done.emit(self.tr("已撤回"))


def status_words(row: SetRow) -> str:
    """To approve, or approved and to carry out."""
    if row.status == "approved":
        return translate("Placement", "待执行")
    return label(f"move_status.{row.status}")


def _status(painter: QPainter, rect: QRectF, row: SetRow) -> None:
    family = "blue" if row.status == "approved" else "amber"
    painters.chip(painter, rect.x(), rect.center().y(), status_words(row), family)
