"""A hard rule set aside for one person in one bed: who must agree, how long, why (section 11.2)."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from medcentre.kernel.errors import refuse_if
from medcentre.placement import acts
from medcentre.placement.commands import AskOverrides
from medcentre.placement.facts import Broken
from medcentre.placement.rules import check_override
from ui.kit.desk import Desk
from ui.kit.editors import NumberEdit, TextEdit, need
from ui.kit.form import FormDialog
from ui.kit.i18n import explain, label, show_list
from ui.kit.widgets import Label
from ui.placement.verdict import Line, RuleBox, source_words

translate = QCoreApplication.translate


def who_is_missing(desk: Desk, broken: Sequence[Broken]) -> list[str]:
    """Who else has to agree to these exceptions, in words."""
    held = acts.approver_kinds(desk.ctx.actor)
    return sorted(label(f"approver.{a}") for a in {a for b in broken for a in b.terms.by} - held)


class OverrideDialog(FormDialog[AskOverrides]):
    """Every broken rule with who may set it aside; hours where the rule limits them; the reason.

    `then(reason)` runs after the exceptions when nobody else has to agree: the move itself, or the
    transfer. A refusal of it is shown here, the exceptions stay. `saved` follows in any case.
    """

    def __init__(
        self,
        desk: Desk,
        place: tuple[int, int, str],
        broken: Sequence[Broken],
        cautions: Sequence[str],
        verb: str,
        parent: QWidget,
    ) -> None:
        self.stay_id, self.bed_id, bed = place
        self.broken = tuple(broken)
        self.missing = who_is_missing(desk, broken)
        verb = translate("Placement", "申请例外") if self.missing else verb
        super().__init__(
            desk, translate("Placement", "{bed} 不符合规则，须批准例外").format(bed=bed), verb,
            self._submit, parent, icon="shield-alert", draft_key=f"override:{self.stay_id}:{self.bed_id}",
        )  # fmt: skip
        for item in self.broken:
            line = Line("amber", explain(item.violation), source_words(item.rule, item.terms))
            self.form.add_widget(RuleBox(line))
        for words in cautions:
            self.form.add_widget(RuleBox(Line("amber", words)))
        self._limits = [b.terms.hours for b in self.broken if b.terms.hours is not None]
        self.hours: NumberEdit | None = None
        if self._limits:
            most = min(self._limits)
            self.hours = self.form.add(
                "hours", self.tr("有效时间（到期须另行安置）"), NumberEdit(unit=self.tr("小时")),
                required=True, hint=self.tr("最长 {n} 小时").format(n=most),
            )  # fmt: skip
            self.hours.set_value(Decimal(most))
        self.why = self.form.add("reason", self.tr("理由"), TextEdit(2), required=True)
        if self.missing:
            words = self.tr("还须 {who} 同意，在“待安置”页的“规则例外”里办理，同意后再调床。")
            note = Label(words.format(who=show_list(self.missing)), "body", "amber")
            note.setWordWrap(True)
            self.form.add_widget(note)

    def command(self) -> AskOverrides:
        """All exceptions in one; refused together before they are asked for."""
        hours = self.hours.whole() if self.hours is not None else None
        why = need(self.why)
        refuse_if(
            violation
            for b in self.broken
            for violation in check_override(b.rule, b.terms, frozenset(b.terms.by), hours, why)
        )
        return AskOverrides(
            stay_id=self.stay_id, bed_id=self.bed_id, rules=tuple(b.rule for b in self.broken),
            reason=why, hours=hours,
        )  # fmt: skip

    def _submit(self, asked: AskOverrides) -> str:
        """The reason, for what follows."""
        acts.ask_overrides(self.desk.ctx, asked)
        return asked.reason


def ask_exception(
    desk: Desk,
    place: tuple[int, int, str],
    broken: Sequence[Broken],
    cautions: Sequence[str],
    verbs: tuple[str, Callable[[str], object], Callable[[], object]],
    parent: QWidget,
) -> OverrideDialog:
    """Open the form; `verbs`: the button's words, what follows with the reason when nobody else
    must agree, what follows when somebody must."""
    verb, then, later = verbs
    dialog = OverrideDialog(desk, place, broken, cautions, verb, parent)
    waits = bool(dialog.missing)

    def done(reason: object) -> None:
        if waits:
            desk.toast(translate("Placement", "已申请例外，见“待安置”页的规则例外"), kind="blue")
            later()
        else:
            then(str(reason))

    dialog.saved.connect(done)
    dialog.open()
    return dialog
