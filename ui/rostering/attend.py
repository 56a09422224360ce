"""Attendance against plan: the shifts of a day, what was recorded, and how to correct it (C15)."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.periods import Month
from medcentre.kernel.wording import Lang
from medcentre.rostering import acts, hours, views
from medcentre.rostering.commands import Attend
from medcentre.rostering.hours import AttendanceRow
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.editors import Check, Combo, LineEdit, MomentEdit
from ui.kit.form import FormDialog
from ui.kit.i18n import label, lang, show_day, show_name, show_weekday
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.widgets import Button, Empty, Label, icon_button
from ui.rostering.words import shift_name, show_span

translate = QCoreApplication.translate


class AttendancePane(QWidget):
    """One day: everybody planned, with absent, late and other shifts marked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.day = centre_day(desk.ctx.clock.now())
        self.shifts: dict[str, str] = {}
        columns: list[Column[AttendanceRow]] = [
            Column(self.tr("姓名"), lambda r: show_name(r.name), width=140, search=True,
                   person=True, bold=True),
            Column(self.tr("岗位"), lambda r: label(f"roster_group.{r.group}"), width=116),
            Column(self.tr("位置"), lambda r: r.post if lang() is Lang.ZH else r.post_en,
                   search=True),
            Column(self.tr("班次"), lambda r: self.shifts.get(r.shift, r.shift), width=130),
            Column(self.tr("计划"), lambda r: show_span(r.planned_from, r.planned_until), width=168),
            Column(self.tr("实际"), _actual, width=200, paint=_paint_actual),
            Column(self.tr("备注"), lambda r: r.note),
        ]  # fmt: skip
        self.table: TablePane[AttendanceRow] = TablePane(
            desk, "rostering.attendance", columns, lambda r: r.staff_id, _mark
        )
        self.table.add_filter("odd", self.tr("缺勤或迟到早退"), _is_odd)
        self.table.add_filter("open", self.tr("未登记"), lambda r: not r.recorded)
        self.table.set_empty(
            Empty.NOTHING_YET, self.tr("这一天没有排班"), self.tr("排班表发布后这里列出当天的人。"),
            "calendar-check",
        )  # fmt: skip
        self.table.opened.connect(self.correct)
        self._bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def _bar(self) -> None:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        back = icon_button("chevron-left", self.tr("前一天"), "normal", small=True)
        back.clicked.connect(partial(self.turn, -1))
        on = icon_button("chevron-right", self.tr("后一天"), "normal", small=True)
        on.clicked.connect(partial(self.turn, 1))
        self.words = Label("", "body", bold=True)
        for part in (back, self.words, on):
            row.addWidget(part)
        self.table.add_bar_widget(box)
        self.buttons = [
            (Button(self.tr("按计划到岗"), "check"), self.as_planned),
            (Button(self.tr("缺勤"), "user-x"), self.absent),
            (Button(self.tr("改登记"), "pencil"), self.correct_current),
        ]
        for button, run in self.buttons:
            button.clicked.connect(run)
            self.table.add_bar_widget(button)
            button.setVisible(may(self.desk.ctx, acts.record_attendance))

    def load(self) -> None:
        """The day."""
        self.shifts = {
            s.code: shift_name(s) for s in views.shifts_of(self.desk.ctx, Month.of(self.day))
        }
        self.words.setText(f"{show_day(self.day)} {show_weekday(self.day)}")
        self.table.show_rows(hours.attendance(self.desk.ctx, self.day))
        over = self.day <= centre_day(self.desk.ctx.clock.now())
        for button, _ in self.buttons:
            button.setEnabled(over)

    def turn(self, by: int, _checked: bool = False) -> None:
        """So many days on or back."""
        self.day += timedelta(days=by)
        self.load()

    def show_day_of(self, day: date) -> None:
        """Another day."""
        self.day = day
        self.load()

    @Slot()
    def as_planned(self) -> None:
        """The chosen people worked as planned."""
        self._record(absent=False)

    @Slot()
    def absent(self) -> None:
        """The chosen people did not come."""
        self._record(absent=True)

    def _record(self, *, absent: bool) -> None:
        rows = self.table.view.selected_rows()
        try:
            for row in rows:
                acts.record_attendance(
                    self.desk.ctx,
                    Attend(staff_id=row.staff_id, day=self.day, shift=row.shift, absent=absent),
                )
        except DomainError as refusal:
            self.desk.refusal(refusal)
        if rows:
            self.desk.toast(self.tr("已登记 %n 人", "", len(rows)))

    @Slot()
    def correct_current(self) -> None:
        """The form on the chosen person."""
        row = self.table.view.current_row()
        if row is not None:
            self.correct(row)

    @Slot(object)
    def correct(self, row: AttendanceRow) -> None:
        """Actual times, another shift, a note."""
        if may(self.desk.ctx, acts.record_attendance):
            AttendDialog(self.desk, self.day, row, self).open()


class AttendDialog(FormDialog[Attend]):
    """What somebody really worked."""

    def __init__(self, desk: Desk, day: date, row: AttendanceRow, parent: QWidget) -> None:
        super().__init__(
            desk,
            translate("Rostering", "登记出勤 {name}").format(name=show_name(row.name)),
            translate("Rostering", "登记"), partial(acts.record_attendance, desk.ctx), parent,
            icon="clipboard-check",
        )  # fmt: skip
        self.row, self.day = row, day
        shifts = [
            s for s in views.shifts_of(desk.ctx, Month.of(day))
            if not s.groups or row.group in s.groups
        ]  # fmt: skip
        add = self.form.add
        self.shift = add(
            "shift", self.tr("实际班次"), Combo([(s.code, shift_name(s)) for s in shifts]),
            required=True,
        )  # fmt: skip
        self.gone = add("absent", self.tr("到岗"), Check(self.tr("缺勤")), beside=True)
        self.start = add("from_at", self.tr("实际开始"), MomentEdit(desk.ctx.clock))
        self.end = add("until_at", self.tr("实际结束"), MomentEdit(desk.ctx.clock), beside=True)
        self.note_edit = add("note", self.tr("备注"), LineEdit(120))
        self.form.finish()
        self.shift.set_value(row.shift)
        self.gone.set_value(row.absent)
        self.start.set_value(row.from_at or row.planned_from)
        self.end.set_value(row.until_at or row.planned_until)
        self.note_edit.set_value(row.note)

    def command(self) -> Attend:
        """The day as it was."""
        gone = self.gone.value()
        return Attend(
            staff_id=self.row.staff_id, day=self.day, shift=str(self.shift.value() or ""),
            absent=gone, from_at=None if gone else self.start.value(),
            until_at=None if gone else self.end.value(), note=self.note_edit.value() or "",
        )  # fmt: skip


def _actual(row: AttendanceRow) -> str:
    if not row.recorded:
        return "—"
    if row.absent:
        return translate("Rostering", "缺勤")
    if row.from_at and row.until_at:
        span = show_span(row.from_at, row.until_at)
        late = translate("Rostering", "迟到") if row.is_late else ""
        early = translate("Rostering", "早退") if row.left_early else ""
        return " ".join(x for x in (span, late, early) if x)
    return translate("Rostering", "按计划")


def _paint_actual(painter: QPainter, rect: QRectF, row: AttendanceRow) -> None:
    words = _actual(row)
    if not row.recorded:
        painters.text(painter, rect, words, "text.3")
        return
    odd = _is_odd(row)
    family = "red" if row.absent else "amber" if odd else "green"
    icon = "user-x" if row.absent else "clock-alert" if odd else "check"
    painters.chip(painter, rect.x(), rect.center().y(), words, family, icon)


def _is_odd(row: AttendanceRow) -> bool:
    return row.absent or row.is_late or row.left_early


def _mark(row: AttendanceRow) -> str:
    return "red" if row.absent else "amber" if _is_odd(row) else ""
