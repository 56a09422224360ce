"""Members of staff who must keep away from a person (SEC-05): the form, and the list on the page."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.permissions import Data, edit
from medcentre.residents import kin
from medcentre.residents.facts import PersonCard
from medcentre.staff.facts import RelationKind
from medcentre.staff.views import staff_list
from ui.kit.desk import Desk
from ui.kit.editors import Combo, LineEdit, need
from ui.kit.form import FormDialog
from ui.kit.i18n import label, show_day, show_name, show_term
from ui.kit.widgets import Card, Label
from ui.residents import words

translate = QCoreApplication.translate

SELF = "self"


class KeepAwayDialog(FormDialog[kin.KeepAway]):
    """Declare one's own relation; whoever keeps identities may enter a colleague's."""

    def __init__(self, desk: Desk, card: PersonCard, parent: QWidget) -> None:
        self.card = card
        super().__init__(
            desk, translate("Kin", "登记回避关系"), translate("Kin", "登记"),
            partial(kin.keep_away, desk.ctx), parent, width=480, icon="user-x",
        )  # fmt: skip
        self.note.setText(
            translate("Kin", "{name}：登记后，该工作人员不能再打开此人的档案、病历和谈话。").format(
                name=words.name(card.roll)
            )
        )
        self.who = self.form.add(
            "staff_id", self.tr("谁须回避"), Combo(self._people()), required=True
        )
        self.who.set_value(SELF)
        kinds = Combo.of_labels("relation_kind", list(RelationKind))
        self.kind = self.form.add("kind", self.tr("关系"), kinds, required=True)
        self.remarks = self.form.add(
            "remarks", self.tr("说明"), LineEdit(200), hint=self.tr("例如：堂弟、同村")
        )

    def command(self) -> kin.KeepAway:
        """The relation."""
        who = need(self.who)
        return kin.KeepAway(
            stay_id=self.card.roll.stay_id,
            staff_id=None if who == SELF else who,
            kind=RelationKind(need(self.kind)),
            remarks=self.remarks.value() or "",
        )

    def _people(self) -> list[tuple[object, str]]:
        ctx = self.desk.ctx
        own = self.tr("我本人（{name}）").format(name=show_name(ctx.actor.name))
        found: list[tuple[object, str]] = [(SELF, own)]
        if ctx.actor.may(edit(Data.IDENTITY_BASIC)) and may(ctx, staff_list):
            found += [
                (r.id, f"{show_name(r.name)}  {r.number}  {show_term(r.title)}")
                for r in staff_list(ctx)
                if r.id != ctx.actor.staff_id
            ]
        return found


class KeptAway(Card):
    """Who must keep away, for those who keep identities; hidden when nobody has to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", "user-x")
        self.desk = desk
        self.set_title(self.tr("须回避的工作人员"))
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(12, 8, 12, 10)
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)
        self.hide()

    def show_for(self, stay_id: int) -> None:
        """Read again."""
        while (item := self._lines.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        ctx = self.desk.ctx
        rows = kin.kept_away(ctx, stay_id) if may(ctx, kin.kept_away) else ()
        today = centre_day(ctx.clock.now())
        for row in rows:
            said = " · ".join(
                t
                for t in (
                    show_name(row.staff_name),
                    label(f"relation_kind.{row.kind}"),
                    row.remarks,
                )
                if t
            )
            self._lines.addWidget(Label(said, "body"))
            since = self.tr("{day} 起，{who} 登记").format(
                day=show_day(row.since, today), who=show_name(row.entered_by)
            )
            self._lines.addWidget(Label(since, "cap", "3"))
        self.setVisible(bool(rows))
