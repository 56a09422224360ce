"""Forms that end what a staff record holds: leave, a term of exchange, a pregnancy or nursing time."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from medcentre.kernel.clock import centre_day
from medcentre.staff import acts
from medcentre.staff.facts import LeaveRow, MaternityFact, SecondmentRow, StaffRow
from ui.kit.desk import Desk
from ui.kit.editors import DateEdit, SegmentEdit, need
from ui.kit.form import FormDialog
from ui.kit.i18n import show_day, show_name

translate = QCoreApplication.translate

CANCEL, SHORTEN = "cancel", "shorten"


@dataclass(frozen=True, slots=True)
class EndLeave:
    """Leave that ends early, or (`last_day` None) is taken back whole."""

    leave_id: int
    version: int
    last_day: date | None


class EndLeaveDialog(FormDialog[EndLeave]):
    """Back earlier, or not away at all."""

    def __init__(self, desk: Desk, person: StaffRow, leave: LeaveRow, parent: QWidget) -> None:
        self.leave = leave
        super().__init__(
            desk,
            translate("Administration", "结束休假：{name}").format(name=show_name(person.name)),
            translate("Administration", "保存"),
            partial(_end_leave, desk),
            parent,
            width=480,
        )
        today = centre_day(desk.ctx.clock.now())
        self.note.setText(f"{show_day(leave.first_day, today)} – {show_day(leave.last_day, today)}")
        running = leave.first_day <= today
        choice = [(SHORTEN, self.tr("提前结束")), (CANCEL, self.tr("整段取消"))]
        self.how = self.form.add("how", self.tr("怎样结束"), SegmentEdit(choice), required=True)
        self.how.set_value(SHORTEN if running else CANCEL)
        self.last = self.form.add(
            "last_day", self.tr("最后一天休假"), DateEdit(desk.ctx.clock),
            hint=self.tr("第二天起回到班表"),
        )  # fmt: skip
        self.last.set_value(max(leave.first_day, today - timedelta(days=1)))
        self.how.edited.connect(self._chosen)
        self._chosen()

    def command(self) -> EndLeave:
        """Which leave and how."""
        whole = self.how.value() == CANCEL
        return EndLeave(self.leave.id, self.leave.version, None if whole else need(self.last))

    def _chosen(self) -> None:
        self.fields["last_day"].setVisible(self.how.value() == SHORTEN)


def _end_leave(desk: Desk, command: EndLeave) -> None:
    if command.last_day is None:
        acts.cancel_leave(desk.ctx, command.leave_id, command.version)
    else:
        acts.shorten_leave(desk.ctx, command.leave_id, command.version, command.last_day)


class EndTermDialog(FormDialog[date]):
    """The last day of an exchange, earlier or later; rights end with it."""

    def __init__(self, desk: Desk, person: StaffRow, term: SecondmentRow, parent: QWidget) -> None:
        super().__init__(
            desk,
            translate("Administration", "变更交流期限：{name}").format(name=show_name(person.name)),
            translate("Administration", "保存"),
            partial(acts.end_secondment, desk.ctx, term.id, term.version),
            parent,
            width=480,
        )
        self.note.setText(
            f"{term.home_unit}  {show_day(term.first_day)} – {show_day(term.last_day)}"
        )
        self.last = self.form.add(
            "last_day", self.tr("最后一天"), DateEdit(desk.ctx.clock), required=True,
            hint=self.tr("账号权限到这天自动结束"),
        )  # fmt: skip
        self.last.set_value(centre_day(desk.ctx.clock.now()))

    def command(self) -> date:
        """The day."""
        day: date = need(self.last)
        return day


class EndFactDialog(FormDialog[date]):
    """A pregnancy or nursing time that is over: the roster plans nights again from the next day."""

    def __init__(
        self, desk: Desk, person: StaffRow, known: tuple[int, int, MaternityFact], parent: QWidget
    ) -> None:
        number, version, fact = known
        super().__init__(
            desk,
            translate("Administration", "结束孕期或哺乳期：{name}").format(
                name=show_name(person.name)
            ),
            translate("Administration", "保存"),
            partial(acts.end_maternity, desk.ctx, number, version),
            parent,
            width=480,
        )
        self.ended = self.form.add(
            "ended", self.tr("结束于"), DateEdit(desk.ctx.clock), required=True,
            hint=self.tr("自 {day}").format(day=show_day(fact.since)),
        )  # fmt: skip
        self.ended.set_value(centre_day(desk.ctx.clock.now()))

    def command(self) -> date:
        """The day."""
        day: date = need(self.ended)
        return day
