"""Forms on isolation and sharing risk: an order, its review, an assessment (B8, A8)."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QWidget

from medcentre.kernel.errors import DomainError, KernelCode
from medcentre.placement import acts
from medcentre.placement.commands import AssessRisk, OrderIsolation, ReviewIsolation
from medcentre.placement.facts import AGENT_MOST, Precaution, Risk
from medcentre.placement.rows import IsolationRow
from ui.kit.desk import Desk, Found
from ui.kit.editors import Check, Combo, DateEdit, LineEdit, MomentEdit, SegmentEdit, TextEdit, need
from ui.kit.form import FormDialog
from ui.kit.i18n import label, show_name
from ui.kit.picker import PersonPicker

translate = QCoreApplication.translate
REVIEW_IN = timedelta(days=3)
RISK_REVIEW_IN = timedelta(days=30)


class IsolationDialog(FormDialog[OrderIsolation]):
    """A doctor orders isolation: the sign everybody sees, why, and when it is looked at again."""

    def __init__(self, desk: Desk, parent: QWidget, who: Found | None = None) -> None:
        super().__init__(
            desk, translate("Placement", "下达隔离"), translate("Placement", "下达"),
            partial(acts.order_isolation, desk.ctx), parent,
            draft_key=f"isolation:{who.stay_id if who else ''}", icon="shield",
        )  # fmt: skip
        self.stay = self.form.add(
            "stay_id", self.tr("病员"), PersonPicker(desk.find_people), required=True
        )
        self.stay.set_value(who)
        signs = [p for p in Precaution if p is not Precaution.STANDARD]
        self.sign = self.form.add(
            "precaution", self.tr("防护（各岗位可见）"), Combo.of_labels("precaution", signs),
            required=True,
        )  # fmt: skip
        self.review = self.form.add(
            "review_at", self.tr("复核时间"), MomentEdit(desk.ctx.clock), required=True, beside=True
        )
        self.review.set_value(desk.ctx.clock.now() + REVIEW_IN)
        self.alone = self.form.add("alone", "", Check(self.tr("须一人一室")))
        self.agent = self.form.add(
            "agent", self.tr("病原（仅治疗人员可见）"), LineEdit(limit=AGENT_MOST),
            hint=self.tr("病原相同的人可以同室"),
        )  # fmt: skip
        self.why = self.form.add(
            "reason", self.tr("理由（仅治疗人员可见）"), TextEdit(2), required=True
        )

    def command(self) -> OrderIsolation:
        """The act's command."""
        return OrderIsolation(
            stay_id=need(self.stay), precaution=Precaution(need(self.sign)),
            review_at=need(self.review), reason=need(self.why), agent=self.agent.value() or "",
            alone=self.alone.value(),
        )  # fmt: skip


class ReviewDialog(FormDialog[ReviewIsolation]):
    """Go on until the next review, or end the isolation and say why (IC-01)."""

    def __init__(self, desk: Desk, row: IsolationRow, parent: QWidget) -> None:
        self.row = row
        super().__init__(
            desk, translate("Placement", "复核隔离"), translate("Placement", "签字"),
            partial(acts.review_isolation, desk.ctx), parent, icon="shield-check", width=480,
        )  # fmt: skip
        self.note.setText(f"{show_name(row.name)} · {label(f'precaution.{row.precaution}')}")
        self.way = self.form.add(
            "way", self.tr("结论"),
            SegmentEdit([("on", self.tr("继续隔离")), ("end", self.tr("解除隔离"))]),
        )  # fmt: skip
        self.way.set_value("on")
        self.next = self.form.add("next_review", self.tr("下次复核"), MomentEdit(desk.ctx.clock))
        self.next.set_value(desk.ctx.clock.now() + REVIEW_IN)
        airborne = row.precaution is Precaution.AIRBORNE
        self.why = self.form.add(
            "reason", self.tr("解除的理由"), TextEdit(2),
            hint=self.tr("有效治疗满两周、临床好转、不同日三次阴性（IC-01）") if airborne else "",
        )  # fmt: skip
        self.way.edited.connect(self._turned)
        self._turned()

    @Slot()
    def _turned(self) -> None:
        """Only what belongs to the conclusion is asked."""
        end = self.way.value() == "end"
        self.fields["next_review"].setVisible(not end)
        self.fields["reason"].setVisible(end)

    def command(self) -> ReviewIsolation:
        """The act's command."""
        row = self.row
        if self.way.value() == "end":
            return ReviewIsolation(
                id=row.id, version=row.version, next_review=None, reason=self.why.value() or ""
            )
        when = self.next.value()
        if when is None:
            raise DomainError(KernelCode.REQUIRED, where="next_review")
        return ReviewIsolation(id=row.id, version=row.version, next_review=when)


class RiskDialog(FormDialog[AssessRisk]):
    """One side's word on sharing a room; the other side signs it."""

    def __init__(self, desk: Desk, parent: QWidget, who: Found | None = None) -> None:
        super().__init__(
            desk, translate("Placement", "评估同室风险"), translate("Placement", "签字"),
            partial(acts.assess_risk, desk.ctx), parent,
            draft_key=f"risk:{who.stay_id if who else ''}", icon="users-round",
        )  # fmt: skip
        self.stay = self.form.add(
            "stay_id", self.tr("病员"), PersonPicker(desk.find_people), required=True
        )
        self.stay.set_value(who)
        levels = [r for r in Risk if r is not Risk.UNKNOWN]
        self.level = self.form.add(
            "level", self.tr("同室风险"),
            SegmentEdit([(r.value, label(f"sharing_risk.{r}")) for r in levels]), required=True,
        )  # fmt: skip
        self.level.set_value(Risk.STANDARD.value)
        self.review = self.form.add(
            "review_on", self.tr("复查日"), DateEdit(desk.ctx.clock), required=True, beside=True
        )
        self.review.set_value(self.review.today() + RISK_REVIEW_IN)
        self.why = self.form.add(
            "reason", self.tr("依据"), TextEdit(2), required=True,
            hint=self.tr("写行为，不写病种；民警和护士各一人签字后生效"),
        )  # fmt: skip

    def command(self) -> AssessRisk:
        """The act's command."""
        return AssessRisk(
            stay_id=need(self.stay), level=Risk(need(self.level)), review_on=need(self.review),
            reason=need(self.why),
        )  # fmt: skip
