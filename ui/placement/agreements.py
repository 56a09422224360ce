"""What was done at once in a zone, before its head: agree, or object and say why (PL-01)."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Role
from medcentre.placement import acts
from medcentre.placement.commands import Decide
from medcentre.placement.rows import AgreementRow, SetLine
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.i18n import label, show_list, show_moment, show_name, show_term
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.widgets import Button, Empty
from ui.placement.changes_pane import ChangesPane
from ui.placement.keys import allow

translate = QCoreApplication.translate


class AgreementsPane(ChangesPane[AgreementRow]):
    """The changes above, the people of the chosen one below, the deeds at the foot. `done(words)`."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.table = TablePane(
            desk, "placement.agreements", self._columns(), row_id=lambda r: r.id,
            mark=lambda r: "red" if not r.open else "amber" if r.urgent else "",
        )  # fmt: skip
        self.table.set_empty(
            Empty.ALL_DONE, self.tr("没有待确认的调床"),
            self.tr("同区调床当时生效，由分区负责人看过后同意。"), "circle-check",
        )  # fmt: skip
        self.people = TablePane(
            desk, "placement.agreement_lines", _person_columns(), row_id=lambda r: r.stay_id,
            searchable=False,
        )  # fmt: skip
        self._lay_out(self._deeds(), 320, 240)

    def _deeds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)  # as on the whole page: toasts stand at the left
        self.agree_button = Button(self.tr("同意"), "check")
        self.agree_button.clicked.connect(self.agree)
        self.object_button = Button(self.tr("不同意…"), "x")
        self.object_button.clicked.connect(self.object)
        for button in (self.agree_button, self.object_button):
            button.setVisible(may(self.desk.ctx, acts.agree_move))
            row.addWidget(button)
        return row

    def _columns(self) -> list[Column[AgreementRow]]:
        today = centre_day(self.desk.ctx.clock.now())
        return [
            Column(self.tr("调床"), self._who, width=250, bold=True, person=True),
            Column(self.tr("分区"), lambda r: show_term(r.zone), width=120),
            Column(self.tr("状态"), status_words, paint=_status, width=150),
            Column(self.tr("登记"), lambda r: f"{show_name(r.done_by)} {show_moment(r.at, today)}",
                   width=180),
            Column(self.tr("分区负责人"), self._heads, width=150, tone=lambda _r: "text.2"),
            Column(self.tr("原因"), lambda r: r.answer or r.reason, tone=lambda _r: "text.2"),
        ]  # fmt: skip

    def _who(self, row: AgreementRow) -> str:
        """One person with both beds, or how many."""
        if len(row.lines) != 1:
            kind = label(f"change_kind.{row.kind}")
            return self.tr("{kind}：{n} 人").format(kind=kind, n=len(row.lines))
        line = row.lines[0]
        return f"{show_name(line.name)} {line.from_bed or '—'} → {line.to_bed}"

    def _heads(self, row: AgreementRow) -> str:
        return show_list(show_name(h) for h in row.heads) or self.tr("未登记，由中心领导")

    def _enable(self) -> None:
        """Whoever did it lets another decide (SIGN-03)."""
        row, actor = self.table.view.current_row(), self.desk.ctx.actor
        self.people.setVisible(
            row is not None and len(row.lines) > 1
        )  # one stands in the row itself
        mine = row is not None and (row.zone_id in actor.leads or Role.DIRECTOR in actor.roles)
        can = row is not None and mine and row.open and not row.mine
        allow(((self.agree_button, can), (self.object_button, can)), self.table.view)

    # ---- doing --------------------------------------------------------------------------------

    @Slot()
    def agree(self) -> None:
        """At once for a head; the director says why instead of the head."""
        row = self.table.view.current_row()
        if row is None:
            return
        if row.zone_id not in self.desk.ctx.actor.leads:
            self.desk.confirm(
                self.tr("同意 {what}").format(what=self._who(row)),
                self.tr("同区调床由分区负责人同意，请写明代为同意的原因。"), self.tr("同意"),
                partial(self._decide, row, True), reason_min=2,
            )  # fmt: skip
            return
        try:
            self._decide(row, True, "")
        except DomainError as refusal:
            self.desk.refusal(refusal)

    @Slot()
    def object(self) -> None:
        """With the reason; the bed stays as it is until somebody moves the person."""
        if row := self.table.view.current_row():
            self.desk.confirm(
                self.tr("不同意 {what}").format(what=self._who(row)),
                self.tr("床位不会自动改回；理由留在这里七天，请另行调床。"), self.tr("不同意"),
                partial(self._decide, row, False), reason_min=2,
            )  # fmt: skip

    def _decide(self, row: AgreementRow, approve: bool, reason: str) -> None:
        command = Decide(id=row.id, version=row.version, approve=approve, answer=reason)
        acts.agree_move(self.desk.ctx, command)
        self.done.emit(self.tr("已同意") if approve else self.tr("异议已记录"))


def _person_columns() -> list[Column[SetLine]]:
    return [
        Column(translate("Placement", "姓名"), lambda r: r.name, width=120, person=True, bold=True),
        Column(translate("Placement", "从"), lambda r: r.from_bed or "—", width=84),
        Column(translate("Placement", "到"), lambda r: r.to_bed, width=84, bold=True),
        Column(translate("Placement", "新分区"), lambda r: show_term(r.to_zone)),
    ]


def status_words(row: AgreementRow) -> str:
    """Open, urgent and open, or objected to and by whom."""
    if not row.open:
        return f"{label('agreement.objected')} {show_name(row.decided_by)}"
    if row.urgent:
        return translate("Placement", "紧急，待同意")
    return label("agreement.open")


def _status(painter: QPainter, rect: QRectF, row: AgreementRow) -> None:
    family = "red" if not row.open else "amber"
    painters.chip(painter, rect.x(), rect.center().y(), status_words(row), family)
