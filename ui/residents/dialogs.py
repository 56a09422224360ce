"""Sheets for the acts on one person: absence, return, exit, levels, marks, corrections."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from medcentre.residents import acts, corrections
from medcentre.residents.facts import (
    AbsenceKind,
    AlertKind,
    AlertLevel,
    CareLevel,
    Condition,
    CorrectIdentity,
    CorrectStay,
    EndAbsence,
    ExitKind,
    ExtendTerm,
    FeeClass,
    LegalStatus,
    PersonCard,
    PrecautionKind,
    RecordExit,
    SetFact,
    StartAbsence,
    StartMark,
)
from ui.kit.desk import Desk
from ui.kit.editors import Combo, DateEdit, LineEdit, MomentEdit, NumberEdit, TextEdit, need
from ui.kit.form import FormDialog
from ui.kit.i18n import label
from ui.residents import words

translate = QCoreApplication.translate


def _note(dialog: FormDialog[object], card: PersonCard) -> None:
    dialog.note.setText(f"{words.name(card.roll)}  {card.roll.admission_no}")


def _changed(editor: LineEdit, was: str) -> str | None:
    """What was typed over a shown value; None when it was left alone (it may be masked)."""
    now = editor.value() or ""
    return None if now == was else now


class LeaveDialog(FormDialog[StartAbsence]):
    """Somebody leaves the house and stays on the roll."""

    def __init__(self, desk: Desk, card: PersonCard, parent: QWidget) -> None:
        self.card = card
        super().__init__(
            desk, translate("Residents", "外出登记"), translate("Residents", "登记外出"), partial(acts.leave, desk.ctx), parent,
            draft_key=f"leave:{card.roll.stay_id}", icon="log-out",
        )  # fmt: skip
        _note(self, card)  # type: ignore[arg-type]
        clock = desk.ctx.clock
        self.kind = self.form.add(
            "kind", self.tr("外出类别"), Combo.of_labels("absence", AbsenceKind), required=True
        )
        self.left_at = self.form.add(
            "left_at", self.tr("离所时间"), MomentEdit(clock), required=True
        )
        self.left_at.set_value(clock.now())
        self.back = self.form.add(
            "expected_back", self.tr("预计返回"), MomentEdit(clock), beside=True
        )
        self.where = self.form.add("destination", self.tr("去向（医院、地点）"), LineEdit())
        self.paper = self.form.add("paper_no", self.tr("审批文号"), LineEdit(), beside=True)
        self.why = self.form.add("note", self.tr("说明"), TextEdit())

    def command(self) -> StartAbsence:
        """The act's command."""
        return StartAbsence(
            stay_id=self.card.roll.stay_id,
            kind=AbsenceKind(need(self.kind)),
            left_at=need(self.left_at),
            expected_back=self.back.value(),
            destination=self.where.value() or "",
            paper_no=self.paper.value() or "",
            note=self.why.value() or "",
        )


class ReturnDialog(FormDialog[EndAbsence]):
    """Somebody who was out is back."""

    def __init__(self, desk: Desk, card: PersonCard, parent: QWidget) -> None:
        self.card = card
        super().__init__(
            desk, translate("Residents", "返回登记"), translate("Residents", "登记返回"), partial(acts.come_back, desk.ctx), parent,
            draft_key=f"return:{card.roll.stay_id}", icon="log-in", width=480,
        )  # fmt: skip
        _note(self, card)  # type: ignore[arg-type]
        self.at = self.form.add(
            "returned_at", self.tr("返回时间"), MomentEdit(desk.ctx.clock), required=True
        )
        self.at.set_value(desk.ctx.clock.now())
        self.why = self.form.add("note", self.tr("说明"), TextEdit())

    def command(self) -> EndAbsence:
        """The act's command."""
        return EndAbsence(
            stay_id=self.card.roll.stay_id, returned_at=need(self.at), note=self.why.value() or ""
        )


class ExitDialog(FormDialog[RecordExit]):
    """The stay ends; asked once more by password, since others rely on it at once."""

    def __init__(self, desk: Desk, card: PersonCard, parent: QWidget) -> None:
        self.card = card
        super().__init__(
            desk, translate("Residents", "出所登记"), translate("Residents", "办理出所"), partial(acts.record_exit, desk.ctx),
            parent, draft_key=f"exit:{card.roll.stay_id}", signing=self.facts, icon="log-out",
        )  # fmt: skip
        _note(self, card)  # type: ignore[arg-type]
        self.kind = self.form.add(
            "kind", self.tr("出所类别"), Combo.of_labels("exit", ExitKind), required=True
        )
        self.at = self.form.add(
            "exited_at", self.tr("离开时间"), MomentEdit(desk.ctx.clock), required=True
        )
        self.at.set_value(desk.ctx.clock.now())
        self.paper = self.form.add("paper_no", self.tr("证明书或文书编号"), LineEdit(), beside=True)
        self.why = self.form.add("note", self.tr("去向与交接"), TextEdit())

    def facts(self, cmd: RecordExit) -> list[str]:
        """What will be fixed, in words."""
        return [
            self.tr("{name}（{number}）出所：{kind}").format(
                name=words.name(self.card.roll),
                number=self.card.roll.admission_no,
                kind=label(f"exit.{cmd.kind}"),
            ),
            self.tr("床位随之空出，费用计到出所前一天。"),
        ]

    def command(self) -> RecordExit:
        """The act's command."""
        return RecordExit(
            stay_id=self.card.roll.stay_id,
            version=self.card.roll.version,
            kind=ExitKind(need(self.kind)),
            exited_at=need(self.at),
            paper_no=self.paper.value() or "",
            note=self.why.value() or "",
        )


Setter = Callable[[SetFact], object]


class SetFactDialog(FormDialog[SetFact]):
    """Another value of a one-at-a-time fact from a moment on."""

    def __init__(
        self,
        desk: Desk,
        card: PersonCard,
        title: str,
        prefix: str,
        codes: tuple[str, ...],
        current: str | None,
        submit: Setter,
        parent: QWidget,
    ) -> None:
        self.card = card
        super().__init__(desk, title, translate("Residents", "保存"), submit, parent, width=480)
        _note(self, card)  # type: ignore[arg-type]
        self.value_ = self.form.add(
            "value", self.tr("改为"), Combo.of_labels(prefix, codes), required=True
        )
        self.value_.set_value(current)
        self.at = self.form.add(
            "from_at", self.tr("自何时起"), MomentEdit(desk.ctx.clock), required=True
        )
        self.at.set_value(desk.ctx.clock.now())
        self.why = self.form.add("reason", self.tr("依据或原因"), LineEdit())

    def command(self) -> SetFact:
        """The act's command."""
        return SetFact(
            stay_id=self.card.roll.stay_id,
            value=str(need(self.value_)),
            from_at=need(self.at),
            reason=self.why.value() or "",
        )


def care_level_dialog(desk: Desk, card: PersonCard, parent: QWidget) -> SetFactDialog:
    """Nursing level by order (NUR-02)."""
    return SetFactDialog(
        desk, card, translate("Residents", "护理级别"), "care_level", tuple(CareLevel), card.roll.care_level,
        partial(acts.set_care_level, desk.ctx), parent,
    )  # fmt: skip


def condition_dialog(desk: Desk, card: PersonCard, parent: QWidget) -> SetFactDialog:
    """Critical, serious, stable, chronic."""
    return SetFactDialog(
        desk, card, translate("Residents", "病情"), "condition", tuple(Condition), card.roll.condition,
        partial(acts.set_condition, desk.ctx), parent,
    )  # fmt: skip


def fee_class_dialog(desk: Desk, card: PersonCard, parent: QWidget) -> SetFactDialog:
    """Fee class, confirmed by a doctor."""
    return SetFactDialog(
        desk, card, translate("Residents", "费用类别"), "fee_class", tuple(FeeClass), card.roll.fee_class,
        partial(acts.set_fee_class, desk.ctx), parent,
    )  # fmt: skip


def legal_status_dialog(desk: Desk, card: PersonCard, parent: QWidget) -> SetFactDialog:
    """Another title (LAW-01)."""
    return SetFactDialog(
        desk, card, translate("Residents", "法律身份"), "legal_status", tuple(LegalStatus),
        card.roll.legal_status, partial(acts.set_legal_status, desk.ctx), parent,
    )  # fmt: skip


class PrecautionDialog(FormDialog[StartMark]):
    """A precaution begins."""

    def __init__(self, desk: Desk, card: PersonCard, parent: QWidget) -> None:
        self.card = card
        super().__init__(
            desk, translate("Residents", "防护标志"), translate("Residents", "开始防护"), partial(acts.start_precaution, desk.ctx),
            parent, width=480,
        )  # fmt: skip
        _note(self, card)  # type: ignore[arg-type]
        self.kind = self.form.add(
            "kind",
            self.tr("防护类别"),
            Combo.of_labels("precaution", PrecautionKind),
            required=True,
        )
        self.at = self.form.add(
            "from_at", self.tr("自何时起"), MomentEdit(desk.ctx.clock), required=True
        )
        self.at.set_value(desk.ctx.clock.now())
        self.review = self.form.add("review_on", self.tr("复核日期"), DateEdit(desk.ctx.clock))

    def command(self) -> StartMark:
        """The act's command."""
        return StartMark(
            stay_id=self.card.roll.stay_id,
            kind=str(need(self.kind)),
            from_at=need(self.at),
            review_on=self.review.value(),
        )


class AlertDialog(FormDialog[StartMark]):
    """An alert begins (A4)."""

    def __init__(self, desk: Desk, card: PersonCard, parent: QWidget) -> None:
        self.card = card
        super().__init__(
            desk, translate("Residents", "提醒"), translate("Residents", "登记提醒"), partial(acts.start_alert, desk.ctx), parent,
            draft_key=f"alert:{card.roll.stay_id}", width=480,
        )  # fmt: skip
        _note(self, card)  # type: ignore[arg-type]
        self.kind = self.form.add(
            "kind", self.tr("类别"), Combo.of_labels("alert", AlertKind), required=True
        )
        self.level = self.form.add(
            "level", self.tr("级别"), Combo.of_labels("alert_level", AlertLevel), required=True,
            beside=True,
        )  # fmt: skip
        self.level.set_value(AlertLevel.AMBER)
        self.text = self.form.add(
            "value", self.tr("内容"), LineEdit(), hint=self.tr("各岗位都能看到，不要写病种。")
        )
        self.at = self.form.add(
            "from_at", self.tr("自何时起"), MomentEdit(desk.ctx.clock), required=True
        )
        self.at.set_value(desk.ctx.clock.now())
        self.review = self.form.add("review_on", self.tr("复核日期"), DateEdit(desk.ctx.clock))

    def command(self) -> StartMark:
        """The act's command."""
        return StartMark(
            stay_id=self.card.roll.stay_id,
            kind=str(need(self.kind)),
            from_at=need(self.at),
            value=self.text.value() or "",
            level=AlertLevel(need(self.level)),
            review_on=self.review.value(),
        )


class IdentityDialog(FormDialog[CorrectIdentity]):
    """Identity corrected with a reason."""

    def __init__(self, desk: Desk, card: PersonCard, parent: QWidget) -> None:
        self.card = card
        super().__init__(
            desk, translate("Residents", "更正身份信息"), translate("Residents", "保存更正"),
            partial(corrections.correct_identity, desk.ctx), parent,
            draft_key=f"identity:{card.roll.person_id}",
        )  # fmt: skip
        _note(self, card)  # type: ignore[arg-type]
        self.name = self.form.add("name", self.tr("姓名"), LineEdit(), required=True)
        self.sex = self.form.add(
            "sex", self.tr("性别"), Combo.of_labels("sex", ("1", "2")), required=True, beside=True
        )
        self.birth = self.form.add(
            "birth_date", self.tr("出生日期"), DateEdit(desk.ctx.clock), required=True, beside=True
        )
        self.number = self.form.add("id_number", self.tr("身份证号"), LineEdit())
        self.phone = self.form.add("phone", self.tr("家属电话"), LineEdit(), beside=True)
        self.address = self.form.add("address", self.tr("住址"), LineEdit())
        self.why = self.form.add("reason", self.tr("更正原因"), LineEdit(), required=True)
        self.name.set_value(card.roll.name)
        self.sex.set_value(card.roll.sex)
        self.birth.set_value(card.roll.birth_date)
        self.number.set_value(card.id_number)
        self.phone.set_value(card.phone)
        self.address.set_value(card.address)

    def command(self) -> CorrectIdentity:
        """Only what was typed; masked values stay as they are, emptied ones are emptied."""
        card = self.card
        return CorrectIdentity(
            person_id=self.card.roll.person_id,
            version=self.card.person_version,
            reason=need(self.why),
            name=need(self.name),
            sex=str(need(self.sex)),
            birth_date=need(self.birth),
            id_number=_changed(self.number, card.id_number) or None,
            phone=_changed(self.phone, card.phone),
            address=_changed(self.address, card.address),
        )


class StayDialog(FormDialog[CorrectStay]):
    """Admission data corrected with a reason."""

    def __init__(self, desk: Desk, card: PersonCard, parent: QWidget) -> None:
        self.card = card
        super().__init__(
            desk, translate("Residents", "更正入所信息"), translate("Residents", "保存更正"), partial(corrections.correct_stay, desk.ctx),
            parent, draft_key=f"stay:{card.roll.stay_id}",
        )  # fmt: skip
        _note(self, card)  # type: ignore[arg-type]
        clock = desk.ctx.clock
        self.at = self.form.add(
            "admitted_at", self.tr("入所时间"), MomentEdit(clock), required=True
        )
        self.number = self.form.add("decision_no", self.tr("决定书文号"), LineEdit())
        self.organ = self.form.add("decision_organ", self.tr("决定机关"), LineEdit())
        self.day = self.form.add("decision_on", self.tr("决定日期"), DateEdit(clock), beside=True)
        self.why = self.form.add("reason", self.tr("更正原因"), LineEdit(), required=True)
        self.at.set_value(card.roll.admitted_at)
        self.number.set_value(card.decision_no)
        self.organ.set_value(card.decision_organ)
        self.day.set_value(card.decision_on)

    def command(self) -> CorrectStay:
        """The act's command."""
        at = need(self.at)
        return CorrectStay(
            stay_id=self.card.roll.stay_id,
            version=self.card.roll.version,
            reason=need(self.why),
            admitted_at=at if at != self.card.roll.admitted_at else None,
            decision_no=_changed(self.number, self.card.decision_no),
            decision_organ=_changed(self.organ, self.card.decision_organ),
            decision_on=self.day.value(),
        )


class ExtensionDialog(FormDialog[ExtendTerm]):
    """The deciding organ extended the term."""

    def __init__(self, desk: Desk, card: PersonCard, parent: QWidget) -> None:
        self.card = card
        super().__init__(
            desk, translate("Residents", "延长期限"), translate("Residents", "登记延长"), partial(corrections.extend_term, desk.ctx),
            parent, width=480,
        )  # fmt: skip
        _note(self, card)  # type: ignore[arg-type]
        self.months = self.form.add(
            "months", self.tr("延长月数"), NumberEdit(), required=True,
            hint=self.tr("累计最多 12 个月"),
        )  # fmt: skip
        self.day = self.form.add(
            "decided_on", self.tr("决定日期"), DateEdit(desk.ctx.clock), required=True, beside=True
        )
        self.number = self.form.add("decision_no", self.tr("决定书文号"), LineEdit(), required=True)

    def command(self) -> ExtendTerm:
        """The act's command."""
        return ExtendTerm(
            stay_id=self.card.roll.stay_id,
            months=int(need(self.months)),
            decided_on=need(self.day),
            decision_no=need(self.number),
        )
