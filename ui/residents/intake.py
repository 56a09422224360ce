"""Intake: identity, papers, health and bed on one page, written as one act (J01)."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from medcentre.kernel.clock import centre_day
from medcentre.kernel.errors import DomainError, KernelCode
from medcentre.kernel.permissions import Data, sign
from medcentre.kernel.texts import birth_of_id, is_valid_id_number, sex_of_id, tidy
from medcentre.placement.acts.intake import Proposal, TakeIn, propose_beds, take_in
from medcentre.placement.views.beds import BedPlace, beds_of
from medcentre.residents import views
from medcentre.residents.facts import (
    Admit,
    CareLevel,
    Condition,
    FeeClass,
    IllnessFact,
    LegalStatus,
    NewPerson,
    PrecautionKind,
    RollRow,
    TraitKind,
)
from ui.kit.bed_ranking import BedRanking
from ui.kit.desk import Desk
from ui.kit.editors import (
    Check,
    ChipsEdit,
    Combo,
    DateEdit,
    LineEdit,
    MomentEdit,
    NumberEdit,
    SegmentEdit,
    need,
)
from ui.kit.form import FormPane
from ui.kit.i18n import explain_error, label, sentence, show_name, show_term
from ui.kit.page import Action, HelpCard, Page
from ui.kit.tasks import Progress
from ui.kit.theme import px
from ui.kit.widgets import Button, Card, Empty, IconLabel, Label
from ui.residents import words
from ui.residents.printing import PersonPrints

translate = QCoreApplication.translate
FLAGS = (
    TraitKind.TESTS_COMPLETE, TraitKind.INJECTING, TraitKind.OXYGEN, TraitKind.WHEELCHAIR,
    TraitKind.BEDRIDDEN, TraitKind.LAME, TraitKind.SEIZURES, TraitKind.CONSTANT_WATCH,
)  # fmt: skip
"""Yes-or-no facts asked at intake; the bed follows from them."""

CATEGORIES = tuple(f"BC{n:02d}" for n in range(1, 17))


class IntakeForm(FormPane[TakeIn]):
    """The fields of an admission. `ranking` gives the bed."""

    def __init__(self, desk: Desk, ranking: BedRanking) -> None:
        self.ranking = ranking
        super().__init__(
            desk, translate("Residents", "登记并安置"), partial(take_in, desk.ctx), draft_key="intake",
            draft_title=translate("Residents", "入所登记"), verb_icon="log-in",
        )  # fmt: skip
        self.known: int | None = None
        self._identity()
        self._legal()
        self._health()

    def _identity(self) -> None:
        form, clock = self.form, self.desk.ctx.clock
        form.add_section(self.tr("身份"))
        self.number = form.add(
            "id_number", self.tr("身份证号"), LineEdit(), stretch=3,
            hint=self.tr("填好后自动带出性别和出生日期，并查找是否来过"),
        )  # fmt: skip
        self.number.left.connect(self._number_left)
        self.name = form.add(
            "name", self.tr("姓名"), LineEdit(), required=True, beside=True, stretch=2
        )
        self.sex = form.add(
            "sex", self.tr("性别"), SegmentEdit([("1", label("sex.1")), ("2", label("sex.2"))]),
            required=True,
        )  # fmt: skip
        self.birth = form.add(
            "birth_date", self.tr("出生日期"), DateEdit(clock), required=True, beside=True
        )
        self.ethnic = form.add(
            "ethnic", self.tr("民族"), words.ethnic_groups(), beside=True, stretch=1
        )
        self.phone = form.add("phone", self.tr("家属电话"), LineEdit(), beside=True, stretch=1)
        self.address = form.add("address", self.tr("住址"), LineEdit())
        self.pregnancy = form.add(
            "pregnancy_checked", self.tr("妊娠检查"), Check(self.tr("已检查，未怀孕")),
            hint=self.tr("育龄女性必须先检查，怀孕或哺乳期不予收治"),
        )  # fmt: skip
        self.sex.edited.connect(self._sex_changed)
        self.form.fields["pregnancy_checked"].hide()

    def _legal(self) -> None:
        form, clock = self.form, self.desk.ctx.clock
        form.add_section(self.tr("法律身份与文书"))
        self.legal = form.add(
            "legal_status", self.tr("法律身份"), Combo.of_labels("legal_status", LegalStatus),
            required=True, stretch=3,
        )  # fmt: skip
        self.legal.set_value(LegalStatus.CI_HERE)
        self.at = form.add(
            "admitted_at", self.tr("入所时间"), MomentEdit(clock), required=True, beside=True
        )
        self.at.set_value(clock.now())
        self.decision = form.add("decision_no", self.tr("决定书文号"), LineEdit(), stretch=3)
        self.decided = form.add("decision_on", self.tr("决定日期"), DateEdit(clock), beside=True)
        self.organ = form.add("decision_organ", self.tr("决定机关"), LineEdit(), stretch=3)
        self.admission_no = form.add(
            "admission_no", self.tr("学员编号"), LineEdit(), beside=True, stretch=2,
            hint=self.tr("留空则自动编号"),
        )  # fmt: skip

    def _health(self) -> None:
        form = self.form
        form.add_section(self.tr("健康与防护"))
        self.care = form.add(
            "care_level", self.tr("护理级别"),
            SegmentEdit([(c, label(f"care_level.{c}")) for c in CareLevel]), required=True,
        )  # fmt: skip
        self.care.set_value(CareLevel.N2)
        self.condition = form.add(
            "condition", self.tr("病情"), Combo.of_labels("condition", Condition), required=True,
            beside=True,
        )  # fmt: skip
        self.condition.set_value(Condition.STABLE)
        self.precautions = form.add(
            "precautions", self.tr("防护标志"),
            ChipsEdit([(p, label(f"precaution.{p}")) for p in PrecautionKind]),
        )  # fmt: skip
        self.flags = form.add(
            "traits", self.tr("安置须知"), ChipsEdit([(t, label(f"trait.{t}")) for t in FLAGS])
        )
        self.ngasr = form.add("ngasr", self.tr("自杀风险评分（0–25）"), NumberEdit())
        self.violence = form.add(
            "violence", self.tr("伤人危险等级（0–5）"), NumberEdit(), beside=True
        )
        self.allergy = form.add("allergy", self.tr("过敏史"), LineEdit(), beside=True, stretch=2)
        actor = self.desk.ctx.actor
        self.category: Combo | None = None
        if actor.may(sign(Data.DIAGNOSIS)) or not actor.roles:
            self.category = form.add(
                "category", self.tr("病残类别"), Combo.of_labels("illness_category", CATEGORIES)
            )
            self.illness = form.add(
                "illness", self.tr("入所诊断"), LineEdit(), beside=True, stretch=2
            )
        self.fee: Combo | None = None
        if actor.may(sign(Data.FEES)) or not actor.roles:
            self.fee = form.add(
                "fee_class", self.tr("费用类别"), Combo.of_labels("fee_class", FeeClass),
                hint=self.tr("不填则先按最低类，确认后补差"),
            )  # fmt: skip
        self.reason = form.add(
            "reason", self.tr("安置说明"), LineEdit(),
            hint=self.tr("所选床位“须确认”时必须写明原因"),
        )  # fmt: skip

    def admission(self) -> Admit:
        """The admission as typed."""
        female = self.sex.value() == "2"
        person = NewPerson(
            name=need(self.name),
            sex=str(need(self.sex)),
            birth_date=need(self.birth),
            id_number=self.number.value(),
            ethnic=self.ethnic.value() or "",
            phone=self.phone.value() or "",
            address=self.address.value() or "",
        )
        return Admit(
            person=None if self.known else person,
            person_id=self.known,
            admission_no=self.admission_no.value() or "",
            admitted_at=need(self.at),
            legal_status=LegalStatus(need(self.legal)),
            decision_no=self.decision.value() or "",
            decision_organ=self.organ.value() or "",
            decision_on=self.decided.value(),
            care_level=CareLevel(str(need(self.care))),
            condition=Condition(str(need(self.condition))),
            fee_class=FeeClass(str(self.fee.value())) if self.fee and self.fee.value() else None,
            illnesses=self._illnesses(),
            precautions=tuple(PrecautionKind(str(p)) for p in self.precautions.value() or ()),
            allergy=self.allergy.value() or "",
            traits=self._traits(),
            pregnancy_checked=self.pregnancy.value() if female else True,
        )

    def _illnesses(self) -> tuple[IllnessFact, ...]:
        if self.category is None or not self.category.value():
            return ()
        text = self.illness.value() or ""
        return (IllnessFact(category=str(self.category.value()), text=text, main=True),)

    def _traits(self) -> tuple[tuple[TraitKind, str], ...]:
        chosen = set(self.flags.value() or ())
        traits = [(t, "yes") for t in FLAGS if t in chosen]
        if TraitKind.TESTS_COMPLETE not in chosen:
            traits.append((TraitKind.TESTS_COMPLETE, "no"))
        for kind, editor in ((TraitKind.NGASR, self.ngasr), (TraitKind.VIOLENCE, self.violence)):
            if editor.value() is not None:
                traits.append((kind, str(int(need(editor)))))
        return tuple(traits)

    def command(self) -> TakeIn:
        """Admission and bed; a number typed long ago (a draft) is looked up once more."""
        self._look_up()
        return TakeIn(
            admission=self.admission(),
            bed_id=self.ranking.value(),
            reason=self.reason.value() or "",
        )

    @Slot()
    def _number_left(self) -> None:
        number = tidy(self.number.value() or "").upper()
        field = self.form.fields["id_number"]
        self.known = None
        field.set_warning("")
        if not number:
            field.set_error("")
            return
        self.number.set_value(number)
        if not is_valid_id_number(number):
            field.set_error(sentence(KernelCode.BAD_ID_NUMBER))
            return
        field.set_error("")
        if self.sex.value() is None:
            self.sex.set_value(sex_of_id(number))
            self._sex_changed()
        if self.birth.value() is None:
            self.birth.set_value(birth_of_id(number))
        self._look_up()
        self.form.edited.emit()

    def _look_up(self) -> None:
        """Somebody who was here before comes back under the same file (A1)."""
        number = self.number.value() or ""
        found = views.known_person(self.desk.ctx, number) if is_valid_id_number(number) else None
        self.known = found[0] if found else None
        if found:
            self.name.set_value(found[1])
            said = self.tr("来过：{name}。将在原档案下登记再次入所。").format(
                name=show_name(found[1])
            )
            self.form.fields["id_number"].set_warning(said)

    @Slot()
    def _sex_changed(self) -> None:
        self.form.fields["pregnancy_checked"].setVisible(self.sex.value() == "2")


class TakenIn(Card):
    """Who has just been taken in, and the papers that go with the person."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.prints = PersonPrints(desk, self)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel("circle-check", 20, "green.text"))
        self.words = Label("", "body", bold=True)
        row.addWidget(self.words)
        row.addStretch(1)
        for title, icon, run in self.prints.papers():
            paper = Button(title, icon)
            paper.clicked.connect(run)
            paper.setVisible(self.prints.allowed())
            row.addWidget(paper)
        self.open_page = Button(self.tr("打开个人页"), "arrow-right")
        self.open_page.clicked.connect(self._open)
        row.addWidget(self.open_page)
        self.body.addLayout(row)

    def tell(self, row: RollRow, place: BedPlace | None) -> None:
        """Another person."""
        self.prints.stay_id = row.stay_id
        said = self.tr("{name} 已入所，编号 {number}，床位 {bed}")
        if place is None:
            said = self.tr("{name} 已入所，编号 {number}，还没有床位")
        self.words.setText(
            said.format(
                name=words.name(row), number=row.admission_no,
                bed=f"{show_term(place.zone)} {place.bed}" if place else "",
            )
        )  # fmt: skip
        self.show()

    @Slot()
    def _open(self) -> None:
        if self.prints.stay_id is not None:
            self.desk.person(self.prints.stay_id)


def _without_papers(admission: Admit) -> Admit:
    """The same person; beds do not wait for the decision to be typed."""
    return replace(
        admission,
        decision_no=admission.decision_no or "-",
        decision_on=admission.decision_on or centre_day(admission.admitted_at),
    )


class IntakePage(Page):
    """The form at the left, the ranked beds at the right; beds follow what is typed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("入所登记"), self.tr("身份、文书、健康、床位，一次写完"))
        self.ranking = BedRanking()
        self.form = IntakeForm(desk, self.ranking)
        left = Card()
        left.body.addWidget(self.form)
        right = Card(self.tr("建议床位"), "bed-double", self.tr("按规则排好，由您确定"))
        right.body.addWidget(self.ranking)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([px(800), px(520)])
        split.setChildrenCollapsible(False)
        self._asked = 0
        self.done = TakenIn(desk)
        self.done.hide()
        self.body.addWidget(self.done)
        self.body.addWidget(split, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(400)
        self._wait.timeout.connect(self.rank)
        self.form.form.edited.connect(self._wait.start)
        self.form.saved.connect(self._taken_in)
        self.form.later.connect(self._later)

    def load(self) -> None:
        """Rank with what a kept draft brought back."""
        self.rank()

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("登记一位入所人员，并在写明理由的床位中选一张。"),
            rules=(
                ("LAW-03", self.tr("怀孕或哺乳一周岁以内婴儿的女性不予收治。")),
                ("LAW-05", self.tr("强制隔离戒毒必须有决定书。")),
                ("PL-H13", self.tr("入所检验未齐的人，只安置在新入区、隔离观察室或危重区。")),
            ),
            keys=(("Ctrl+Enter", self.tr("登记并安置")),),
        )

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here."""
        return (
            Action("intake.rank", self.tr("重新排列床位"), self.rank, "F7", "sparkles"),
            Action("intake.save", self.tr("登记并安置"), self.save, "", "log-in"),
        )

    @Slot()
    def save(self) -> None:
        """Take in with the bed that is chosen; the form itself listens to Ctrl+Enter."""
        self.form.save()

    def keep_drafts(self) -> None:
        """Typed text survives."""
        self.form.keep_draft()

    def next_problem(self, step: int) -> bool:
        """F8."""
        return self.form.next_problem(step)

    @Slot()
    def rank(self) -> None:
        """Judge all beds for what is typed so far; quiet while something is missing."""
        form = self.form
        typed = (form.name, form.sex, form.birth, form.at, form.care, form.condition, form.legal)
        if any(editor.value() is None for editor in typed):
            self.ranking.clear()
            return
        admission, ctx = _without_papers(form.admission()), self.desk.ctx
        self._asked += 1
        asked = self._asked

        def job(progress: Progress) -> tuple[int, Proposal | DomainError]:
            try:
                return asked, propose_beds(ctx, admission)
            except DomainError as refusal:
                return asked, refusal

        self.desk.tasks.start(job, done=self._ranked)

    @Slot(object)
    def _ranked(self, answer: tuple[int, Proposal | DomainError]) -> None:
        asked, found = answer
        if asked != self._asked:
            return
        if isinstance(found, Proposal):
            self.ranking.show_ranking(found.snapshot, found.ranking)
            return
        self.ranking.clear()
        self.ranking.empty.tell(
            Empty.NOTHING_YET, self.tr("还不能排列床位"), explain_error(found), "circle-alert"
        )

    @Slot(object)
    def _taken_in(self, stay_id: int) -> None:
        card = views.card(self.desk.ctx, stay_id)
        place = beds_of(self.desk.ctx).get(stay_id)
        self.done.tell(card.roll, place)
        self.desk.toast(self.done.words.text())
        self._replace(IntakeForm(self.desk, self.ranking))

    def _replace(self, fresh: IntakeForm) -> None:
        """An empty form for the next person."""
        holder = self.form.parentWidget()
        layout = holder.layout() if isinstance(holder, QWidget) else None
        if layout is None:
            return
        self.form.hide()
        old, self.form = self.form, fresh
        for card in self.findChildren(Card):
            place = card.body.indexOf(old)
            if place >= 0:
                card.body.removeWidget(old)
                card.body.insertWidget(place, fresh)
        old.deleteLater()
        fresh.form.edited.connect(self._wait.start)
        fresh.saved.connect(self._taken_in)
        fresh.later.connect(self._later)
        self.ranking.clear()

    @Slot()
    def _later(self) -> None:
        self.desk.toast(self.tr("草稿已存，下次打开接着写"))
        self.desk.open("residents.list")
