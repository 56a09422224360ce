"""Forms about one person who works here."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from medcentre.kernel.clock import centre_day
from medcentre.staff import acts
from medcentre.staff.acts import (
    ChangeStaff,
    GrantLeave,
    KeepCertificate,
    RegisterStaff,
    SecondmentTerms,
)
from medcentre.staff.facts import (
    USUAL_CERTIFICATE,
    Category,
    CertificateKind,
    EmployerKind,
    LeaveKind,
    MaternityKind,
    SecondmentKind,
    StaffRow,
)
from medcentre.staff.rules import usual_employer
from ui.kit.desk import Desk
from ui.kit.editors import Check, Combo, DateEdit, LineEdit, TextEdit, need
from ui.kit.form import FormDialog

translate = QCoreApplication.translate


class StaffDialog(FormDialog[RegisterStaff | ChangeStaff]):
    """Register somebody, or correct a record (`row` given)."""

    def __init__(self, desk: Desk, row: StaffRow | None, parent: QWidget) -> None:
        super().__init__(
            desk,
            translate("Administration", "修改人员")
            if row
            else translate("Administration", "登记人员"),
            translate("Administration", "保存") if row else translate("Administration", "登记"),
            partial(_submit, desk),
            parent,
            draft_key=f"staff:{row.id}" if row else "staff:new",
        )
        self.row = row
        add = self.form.add
        self.number = add("number", self.tr("工号"), LineEdit(20), required=True)
        self.name = add("name", self.tr("姓名"), LineEdit(40), required=True, beside=True)
        self.sex = add(
            "sex", self.tr("性别"), Combo.of_labels("sex", ("1", "2")), required=True, beside=True
        )
        self.category = add(
            "category",
            self.tr("类别"),
            Combo.of_labels("staff_category", list(Category)),
            required=True,
        )
        self.post = add("title", self.tr("职务/职称"), LineEdit(40), beside=True)
        self.employer = add("employer", self.tr("所属单位"), LineEdit(80))
        self.kind = add(
            "employer_kind",
            self.tr("单位性质"),
            Combo.of_labels("employer_kind", list(EmployerKind)),
            beside=True,
            hint=self.tr("警医双签按它分哪一方"),
        )
        self.licence = add("licence", self.tr("警号/执业证号"), LineEdit(40))
        self.phone = add("phone", self.tr("电话"), LineEdit(20), beside=True)
        self.joined = add("joined_on", self.tr("到岗日期"), DateEdit(desk.ctx.clock))
        self.left_on = add("left_on", self.tr("离岗日期"), DateEdit(desk.ctx.clock), beside=True)
        self.worked = add(
            "worked_since", self.tr("参加工作"), DateEdit(desk.ctx.clock),
            hint=self.tr("年假按工作年限计算"),
        )  # fmt: skip
        self.night = add(
            "night_duty", self.tr("夜班"), Check(self.tr("可以排夜班"), True), beside=True
        )
        self.remarks = add("remarks", self.tr("备注"), TextEdit(2))
        self.category.edited.connect(self._guess_kind)
        if row:
            self._show(row)
        else:
            self.fields["left_on"].hide()

    def command(self) -> RegisterStaff | ChangeStaff:
        """A new person, or the corrected record."""
        category = Category(need(self.category))
        kind = self.kind.value()
        if self.row is None:
            return RegisterStaff(
                number=need(self.number),
                name=need(self.name),
                sex=str(need(self.sex)),
                category=category,
                title=self.post.value() or "",
                employer=self.employer.value() or "",
                employer_kind=EmployerKind(kind) if kind else None,
                licence=self.licence.value() or "",
                night_duty=self.night.value(),
                joined_on=self.joined.value(),
                worked_since=self.worked.value(),
                phone=self.phone.value() or "",
                remarks=self.remarks.value() or "",
            )
        return ChangeStaff(
            staff_id=self.row.id,
            version=self.row.version,
            number=need(self.number),
            name=need(self.name),
            sex=str(need(self.sex)),
            category=category,
            title=self.post.value() or "",
            employer=self.employer.value() or "",
            employer_kind=EmployerKind(kind) if kind else None,
            licence=self.licence.value() or "",
            night_duty=self.night.value(),
            joined_on=self.joined.value(),
            left_on=self.left_on.value(),
            worked_since=self.worked.value(),
            phone=self.phone.value() or "",
            remarks=self.remarks.value() or "",
        )

    def _show(self, row: StaffRow) -> None:
        self.number.set_value(row.number)
        self.name.set_value(row.name)
        self.sex.set_value(row.sex)
        self.category.set_value(str(row.category))
        self.post.set_value(row.title)
        self.employer.set_value(row.employer)
        self.kind.set_value(str(row.employer_kind))
        self.licence.set_value(row.licence)
        self.phone.set_value(row.phone)
        self.joined.set_value(row.joined_on)
        self.left_on.set_value(row.left_on)
        self.worked.set_value(row.worked_since)
        self.night.set_value(row.night_duty)
        self.remarks.set_value(row.remarks)

    def _guess_kind(self) -> None:
        if (category := self.category.value()) and self.row is None:
            self.kind.set_value(str(usual_employer(Category(category))))


class LeaveDialog(FormDialog[GrantLeave]):
    """Days away, both included."""

    def __init__(self, desk: Desk, row: StaffRow, parent: QWidget) -> None:
        super().__init__(
            desk,
            translate("Administration", "登记休假：{name}").format(name=row.name),
            translate("Administration", "登记"),
            partial(acts.grant_leave, desk.ctx),
            parent,
            draft_key=f"leave:{row.id}",
        )
        self.row = row
        add = self.form.add
        kinds = Combo.of_labels("leave_kind", list(LeaveKind))
        self.kind = add("kind", self.tr("类别"), kinds, required=True)
        self.first = add(
            "first_day", self.tr("从"), DateEdit(desk.ctx.clock), required=True, beside=True
        )
        self.last = add(
            "last_day", self.tr("到（含）"), DateEdit(desk.ctx.clock), required=True, beside=True
        )
        self.remarks = add("remarks", self.tr("备注"), LineEdit(200))

    def command(self) -> GrantLeave:
        """The days."""
        return GrantLeave(
            staff_id=self.row.id,
            kind=LeaveKind(need(self.kind)),
            first_day=need(self.first),
            last_day=need(self.last),
            remarks=self.remarks.value() or "",
        )


class CertificateDialog(FormDialog[KeepCertificate]):
    """A paper with its end."""

    def __init__(self, desk: Desk, row: StaffRow, parent: QWidget) -> None:
        super().__init__(
            desk,
            translate("Administration", "登记证件：{name}").format(name=row.name),
            translate("Administration", "登记"),
            partial(acts.keep_certificate, desk.ctx),
            parent,
            draft_key=f"certificate:{row.id}",
        )
        self.row = row
        add = self.form.add
        kinds = Combo.of_labels("certificate_kind", list(CertificateKind))
        self.kind = add("kind", self.tr("证件"), kinds, required=True)
        if usual := USUAL_CERTIFICATE.get(row.category):
            self.kind.set_value(str(usual))
        self.number = add("number", self.tr("编号"), LineEdit(40), required=True, beside=True)
        self.number.set_value(row.licence)
        self.scope = add("scope", self.tr("执业范围"), LineEdit(80))
        self.issued = add("issued_on", self.tr("发证日期"), DateEdit(desk.ctx.clock))
        self.expires = add(
            "expires_on",
            self.tr("有效期至"),
            DateEdit(desk.ctx.clock),
            beside=True,
            hint=self.tr("空：长期有效"),
        )

    def command(self) -> KeepCertificate:
        """The paper."""
        return KeepCertificate(
            staff_id=self.row.id,
            kind=CertificateKind(need(self.kind)),
            number=need(self.number),
            scope=self.scope.value() or "",
            issued_on=self.issued.value(),
            expires_on=self.expires.value(),
        )


class SecondmentDialog(FormDialog[SecondmentTerms]):
    """A term of an officer from another unit."""

    def __init__(self, desk: Desk, row: StaffRow, parent: QWidget) -> None:
        super().__init__(
            desk,
            translate("Administration", "交流轮岗：{name}").format(name=row.name),
            translate("Administration", "登记"),
            partial(acts.second, desk.ctx, row.id),
            parent,
            draft_key=f"secondment:{row.id}",
        )
        add = self.form.add
        kinds = Combo.of_labels("secondment_kind", list(SecondmentKind))
        self.kind = add("kind", self.tr("类别"), kinds, required=True)
        self.kind.set_value(str(SecondmentKind.EXCHANGE))
        self.home = add("home_unit", self.tr("派出单位"), LineEdit(80), required=True, beside=True)
        self.first = add("first_day", self.tr("从"), DateEdit(desk.ctx.clock), required=True)
        self.last = add(
            "last_day",
            self.tr("到（含）"),
            DateEdit(desk.ctx.clock),
            required=True,
            beside=True,
            hint=self.tr("账号权限到这天自动结束"),
        )
        self.batch = add("batch", self.tr("批次"), LineEdit(20), beside=True)
        self.post = add("post", self.tr("岗位"), LineEdit(40))
        self.mentor = add("mentor", self.tr("带教人"), LineEdit(40), beside=True)
        self.tasks = add("tasks", self.tr("任务"), TextEdit(2))

    def command(self) -> SecondmentTerms:
        """The terms."""
        return SecondmentTerms(
            kind=SecondmentKind(need(self.kind)),
            home_unit=need(self.home),
            first_day=need(self.first),
            last_day=need(self.last),
            batch=self.batch.value() or "",
            post=self.post.value() or "",
            mentor=self.mentor.value() or "",
            tasks=self.tasks.value() or "",
        )


class MaternityDialog(FormDialog[tuple[MaternityKind, object]]):
    """A pregnancy or a birth: the roster spares the person."""

    def __init__(self, desk: Desk, row: StaffRow, parent: QWidget) -> None:
        super().__init__(
            desk,
            translate("Administration", "孕期与哺乳：{name}").format(name=row.name),
            translate("Administration", "登记"),
            self._submit,
            parent,
        )
        self.row = row
        add = self.form.add
        kinds = Combo.of_labels("maternity_kind", list(MaternityKind))
        self.kind = add("kind", self.tr("情况"), kinds, required=True)
        self.since = add(
            "since",
            self.tr("末次月经或孩子出生日期"),
            DateEdit(desk.ctx.clock),
            required=True,
            beside=True,
        )
        self.since.set_value(centre_day(desk.ctx.clock.now()))

    def command(self) -> tuple[MaternityKind, object]:
        """Kind and day."""
        return MaternityKind(need(self.kind)), need(self.since)

    def _submit(self, _command: tuple[MaternityKind, object]) -> int:
        return acts.note_maternity(
            self.desk.ctx, self.row.id, MaternityKind(need(self.kind)), need(self.since)
        )


def _submit(desk: Desk, command: RegisterStaff | ChangeStaff) -> int | None:
    if isinstance(command, RegisterStaff):
        return acts.register_staff(desk.ctx, command)
    acts.change_staff(desk.ctx, command)
    return None
