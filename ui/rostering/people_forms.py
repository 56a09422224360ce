"""Forms about one person's month: leave and wishes."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QWidget

from medcentre.kernel.context import may
from medcentre.kernel.periods import Month
from medcentre.rostering import acts, views
from medcentre.rostering.commands import AddWish
from medcentre.rostering.facts import Leave
from medcentre.rostering.leave import LeaveBalance, leave_verdict
from medcentre.staff.acts import GrantLeave, grant_leave, move_leave
from medcentre.staff.facts import LeaveKind, LeaveRow, StaffRow
from ui.kit.desk import Desk
from ui.kit.editors import Combo, DateEdit, SegmentEdit, TextEdit, need
from ui.kit.form import FormDialog
from ui.kit.i18n import explain, label, show_name
from ui.kit.widgets import Label
from ui.rostering.words import shift_name

translate = QCoreApplication.translate


def people_options(people: Sequence[StaffRow]) -> list[tuple[int, str]]:
    """Names with their group, as pickers show them."""
    return [(p.id, f"{show_name(p.name)}  {label(f'staff_category.{p.category}')}") for p in people]


class RosterLeaveDialog(FormDialog[GrantLeave]):
    """Leave of anybody, or other days for it; the roster keeps the person free (ROS-13)."""

    def __init__(
        self, desk: Desk, people: Sequence[StaffRow], parent: QWidget, old: LeaveRow | None = None
    ) -> None:
        title, verb = translate("Rostering", "登记请假"), translate("Rostering", "登记")
        submit = partial(grant_leave, desk.ctx)
        if old is not None:
            title, verb = translate("Rostering", "调整请假"), translate("Rostering", "保存")
            submit = partial(move_leave, desk.ctx, old.id, old.version)
        super().__init__(
            desk, title, verb, submit, parent, draft_key="" if old else "roster-leave",
            icon="calendar-plus",
        )  # fmt: skip
        add = self.form.add
        self.who = add("staff_id", self.tr("谁"), Combo(people_options(people)), required=True)
        self.kind = add(
            "kind", self.tr("假别"), Combo.of_labels("leave_kind", list(LeaveKind)), required=True,
            beside=True,
        )  # fmt: skip
        self.first = add("first_day", self.tr("第一天"), DateEdit(desk.ctx.clock), required=True)
        self.last = add(
            "last_day", self.tr("最后一天"), DateEdit(desk.ctx.clock), required=True, beside=True
        )
        self.remarks = add("remarks", self.tr("说明"), TextEdit(2))
        self.verdict = Label("", "cap", "2")
        self.verdict.setWordWrap(True)
        self.verdict.hide()
        self.form.add_widget(self.verdict)
        self.form.finish()
        for editor in (self.who, self.kind, self.first, self.last):
            editor.edited.connect(self._judge)
        self._old = old
        if old is not None:
            self.who.set_value(old.staff_id)
            self.who.setEnabled(False)
            self.kind.set_value(old.kind)
            self.first.set_value(old.first_day)
            self.last.set_value(old.last_day)
            self.remarks.set_value(old.remarks)
            self._judge()

    @Slot()
    def _judge(self) -> None:
        """What the leave would come to in the year, before it is granted (ROS-06)."""
        who, first, last = self.who.value(), self.first.value(), self.last.value()
        kind = self.kind.value()
        judged = kind in (LeaveKind.ANNUAL, LeaveKind.MATERNITY)
        if who is None or first is None or last is None or first > last or not judged:
            self.verdict.hide()
            return
        asked = Leave(int(who), LeaveKind(str(kind)), first, last)
        balance, broken = leave_verdict(self.desk.ctx, asked, self._old.id if self._old else None)
        if broken:
            self.verdict.setText(" ".join(explain(v) for v in broken))
        elif balance is not None and kind == LeaveKind.ANNUAL:
            self.verdict.setText(left_words(balance))
        self.verdict.setVisible(bool(broken) or kind == LeaveKind.ANNUAL)
        self.verdict.set_tone("amber" if broken else "2")

    def command(self) -> GrantLeave:
        """Days away, both included."""
        return GrantLeave(
            staff_id=need(self.who), kind=LeaveKind(need(self.kind)), first_day=need(self.first),
            last_day=need(self.last), remarks=self.remarks.value() or "",
        )  # fmt: skip


def left_words(found: LeaveBalance) -> str:
    """`2026 年年假：可休 10 天，登记后共 4 天，还剩 6 天。`; what to do when it is unknown."""
    if found.due is None:
        return translate(
            "Rostering", "没有登记参加工作的日期，算不出可休几天。请在“工作人员”中补上。"
        )
    return translate(
        "Rostering", "{year} 年年假：可休 {due} 天，登记后共 {granted} 天，还剩 {left} 天。"
    ).format(year=found.year, due=found.due, granted=found.granted, left=found.left)


def balance_words(found: LeaveBalance | None) -> str:
    """`4 / 10`; a dash where what is due is not known."""
    if found is None or found.due is None:
        return "—" if found is None or not found.granted else f"{found.granted} / —"
    return f"{found.granted} / {found.due}"


class WishDialog(FormDialog[AddWish]):
    """A wish for or against a day."""

    def __init__(
        self, desk: Desk, month: Month, people: Sequence[StaffRow], parent: QWidget
    ) -> None:
        super().__init__(
            desk, translate("Rostering", "提出排班意愿"), translate("Rostering", "提出"),
            partial(acts.add_wish, desk.ctx), parent, icon="star",
        )  # fmt: skip
        own = desk.ctx.actor.staff_id
        shown = [p for p in people if may(desk.ctx, acts.set_cells) or p.id == own]
        add = self.form.add
        self.who = add("staff_id", self.tr("谁"), Combo(people_options(shown)), required=True)
        self.day = add(
            "day", self.tr("哪一天"), DateEdit(desk.ctx.clock), required=True, beside=True
        )
        self.wants = add(
            "wants", self.tr("意愿"),
            SegmentEdit([(False, self.tr("不想上")), (True, self.tr("想上"))]), required=True,
        )  # fmt: skip
        shifts = views.shifts_of(desk.ctx, month)
        self.shift = add(
            "shift", self.tr("哪种班"),
            Combo([("", self.tr("任何班")), *((s.code, shift_name(s)) for s in shifts)]),
            beside=True,
        )  # fmt: skip
        self.weight = add(
            "weight", self.tr("要紧程度"),
            SegmentEdit([(5, self.tr("最好")), (10, self.tr("希望")), (20, self.tr("很要紧"))]),
            hint=self.tr("自动排班时按它权衡，不保证都能满足"),
        )  # fmt: skip
        self.form.finish()
        self.wants.set_value(False)
        self.shift.set_value("")
        self.weight.set_value(10)
        if own is not None and any(p.id == own for p in shown):
            self.who.set_value(own)

    def command(self) -> AddWish:
        """The wish."""
        return AddWish(
            staff_id=need(self.who), day=need(self.day), wants=bool(self.wants.value()),
            shift=str(self.shift.value() or ""), weight=int(self.weight.value() or 10),
        )  # fmt: skip
