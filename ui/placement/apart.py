"""Who must live apart from whom: the list, new pairs, closing and reopening (A7)."""

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day, day_end
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError, KernelCode
from medcentre.placement import acts, views
from medcentre.placement.commands import CloseApart, KeepApart
from medcentre.placement.facts import ApartReason, ApartScope
from medcentre.placement.rows import ApartRow
from medcentre.residents.views import roll
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.editors import Combo, DateEdit, SegmentEdit, TextEdit, need
from ui.kit.form import FormDialog
from ui.kit.i18n import label, show_day
from ui.kit.page import Action, HelpCard, Page
from ui.kit.picker import PersonPicker
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.widgets import Button, Empty, Segment
from ui.placement.keys import allow

translate = QCoreApplication.translate
ROLES = ("equal", "attacker", "victim", "witness")


class ApartDialog(FormDialog[KeepApart]):
    """Two people, their parts in it, why, how far apart, until when."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk, translate("Placement", "设定分开居住"), translate("Placement", "设定"),
            partial(acts.keep_apart, desk.ctx), parent, draft_key="keep_apart", icon="unlink",
        )  # fmt: skip
        self._persons = {r.stay_id: r.person_id for r in roll(desk.ctx)}
        picker = partial(PersonPicker, desk.find_people)
        self.one = self.form.add("first_person_id", self.tr("甲方"), picker(), required=True)
        roles = [(r, label(f"apart_role.{r}")) for r in ROLES]
        self.one_role = self.form.add("first_role", self.tr("角色"), Combo(roles), beside=True)
        self.two = self.form.add("second_person_id", self.tr("乙方"), picker(), required=True)
        self.two_role = self.form.add("second_role", self.tr("角色"), Combo(roles), beside=True)
        self.reason = self.form.add(
            "reason", self.tr("原因"), Combo.of_labels("apart_reason", ApartReason), required=True
        )
        self.until = self.form.add(
            "until", self.tr("有效至（空为长期）"), DateEdit(desk.ctx.clock), beside=True
        )
        self.scope = self.form.add(
            "scope", self.tr("范围"),
            SegmentEdit([(s.value, label(f"apart_scope.{s}")) for s in ApartScope]), required=True,
        )  # fmt: skip
        self.scope.set_value(ApartScope.ROOM.value)
        self.note_ = self.form.add("note", self.tr("说明"), TextEdit(2))

    def command(self) -> KeepApart:
        """The act's command; a person who has left since is refused."""
        one, two = (
            self._person(self.one, "first_person_id"),
            self._person(self.two, "second_person_id"),
        )
        until = self.until.value()
        return KeepApart(
            first_person_id=one, second_person_id=two,
            first_role=self.one_role.value() or "", second_role=self.two_role.value() or "",
            reason=ApartReason(need(self.reason)), scope=ApartScope(need(self.scope)),
            note=self.note_.value() or "", until=day_end(until) if until else None,
        )  # fmt: skip

    def _person(self, picker: PersonPicker, field: str) -> int:
        found = self._persons.get(need(picker))
        if found is None:
            raise DomainError(KernelCode.NOT_FOUND, where=field)
        return found


class ApartPage(Page):
    """Pairs in force, or those closed."""

    topics = frozenset({Topic.PLACEMENT, Topic.RESIDENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("分开居住"))
        self.which = Segment([("open", self.tr("有效")), ("closed", self.tr("已解除"))])
        self.which.set_value("open")
        self.which.changed.connect(self._turned)
        self.header.add_tool(self.which)
        self.add = self.header.add_button(self.tr("设定分开居住"), "plus", "primary", "Ctrl+N")
        self.add.clicked.connect(self.new)
        self.add.setVisible(may(desk.ctx, acts.keep_apart))
        self._broken: set[int] = set()
        self.banner.acted.connect(partial(desk.open, "placement.map"))
        self.table = TablePane(
            desk, "placement.apart", self._columns(), row_id=lambda r: r.id, mark=self._mark
        )
        self.table.set_empty(
            Empty.NOTHING_YET, self.tr("没有须分开居住的人"),
            self.tr("设定后，床位图和安置建议都会遵守。"), "unlink",
        )  # fmt: skip
        self.close_button = Button(self.tr("解除…"), "x", small=True)
        self.close_button.clicked.connect(self.close_pair)
        self.open_button = Button(self.tr("恢复…"), "rotate-ccw", small=True)
        self.open_button.clicked.connect(self.reopen_pair)
        for button in (self.close_button, self.open_button):
            self.table.add_bar_widget(button)
        self.table.current_changed.connect(self._enable)
        self.body.addWidget(self.table, 1)
        self._enable()

    def _columns(self) -> list[Column[ApartRow]]:
        return [
            Column(self.tr("甲方"), lambda r: r.first_name, width=150, person=True, search=True,
                   bold=True, note=lambda r: _role(r.first_role)),
            Column(self.tr("乙方"), lambda r: r.second_name, width=150, person=True, search=True,
                   bold=True, note=lambda r: _role(r.second_role)),
            Column(self.tr("原因"), lambda r: label(f"apart_reason.{r.reason}"), width=110),
            Column(self.tr("范围"), lambda r: label(f"apart_scope.{r.scope}"), paint=_scope,
                   width=140),
            Column(self.tr("自"), lambda r: self._day(r.from_at), width=110,
                   sort_key=lambda r: r.from_at),
            Column(self.tr("至"), self._until, width=150),
            Column(self.tr("设定人"), lambda r: r.entered_by, width=100, person=True),
            Column(self.tr("说明"), lambda r: r.closed_reason or r.note, tone=lambda _r: "text.2"),
        ]  # fmt: skip

    def _day(self, moment: datetime) -> str:
        return show_day(centre_day(moment), centre_day(self.desk.ctx.clock.now()))

    def _until(self, row: ApartRow) -> str:
        if row.closed_at is not None:
            return self.tr("{day} 解除").format(day=self._day(row.closed_at))
        return self._day(row.until_at) if row.until_at else self.tr("长期")

    def _mark(self, row: ApartRow) -> str:
        both = {row.first_person, row.second_person}
        return "red" if row.closed_at is None and both <= self._broken else ""

    def load(self) -> None:
        """The pairs, those lying too near marked red."""
        persons = {r.stay_id: r.person_id for r in roll(self.desk.ctx)}
        conflicts = views.conflicts(self.desk.ctx)
        self._broken = {
            persons[c.stay_id]
            for c in conflicts
            if c.violation.rule == "PL-H09" and c.stay_id in persons
        }
        rows = views.apart_pairs(self.desk.ctx, closed=self.which.value() == "closed")
        self.table.show_rows(rows)
        note = self.tr("%n 对", "", len(rows))
        if self._broken:
            self.banner.tell(
                self.tr("有人现在的床位违反分开居住，红色标出"), "red", "circle-alert",
                self.tr("到床位图"),
            )  # fmt: skip
        else:
            self.banner.hide()
        self.header.set_title(self.tr("分开居住"), note)
        self._enable()

    @Slot(object)
    def _turned(self, _which: object) -> None:
        self.refresh()

    @Slot()
    def _enable(self) -> None:
        row = self.table.view.current_row()
        closed = self.which.value() == "closed"
        self.close_button.setVisible(not closed and may(self.desk.ctx, acts.close_apart))
        self.open_button.setVisible(closed and may(self.desk.ctx, acts.reopen_apart))
        deeds = ((self.close_button, row is not None), (self.open_button, row is not None))
        allow(deeds, self.table.view)

    @Slot()
    def new(self) -> None:
        """A new pair."""
        dialog = ApartDialog(self.desk, self)
        dialog.saved.connect(self._set)
        dialog.open()

    @Slot(object)
    def _set(self, _id: object) -> None:
        self.desk.toast(self.tr("已设定分开居住，床位已重新检查"))
        self.refresh()

    @Slot()
    def close_pair(self) -> None:
        """End it, with the reason."""
        row = self.table.view.current_row()
        if row is not None:
            self.desk.confirm(
                self.tr("解除 {one} 与 {two} 的分开居住").format(
                    one=row.first_name, two=row.second_name
                ),
                self.tr("解除后两人可以安排在一起。记录保留，可以恢复。"), self.tr("解除"),
                partial(self._end, row, True), reason_min=4,
            )  # fmt: skip

    @Slot()
    def reopen_pair(self) -> None:
        """Begin it again."""
        row = self.table.view.current_row()
        if row is not None:
            self.desk.confirm(
                self.tr("恢复 {one} 与 {two} 的分开居住").format(
                    one=row.first_name, two=row.second_name
                ),
                "", self.tr("恢复"), partial(self._end, row, False), reason_min=4,
            )  # fmt: skip

    def _end(self, row: ApartRow, close: bool, reason: str) -> None:
        command = CloseApart(id=row.id, version=row.version, reason=reason)
        if close:
            acts.close_apart(self.desk.ctx, command)
            self.desk.toast(self.tr("已解除分开居住"))
        else:
            acts.reopen_apart(self.desk.ctx, command)
            self.desk.toast(self.tr("已恢复分开居住，床位已重新检查"))
        self.refresh()

    def quick(self, place: int) -> bool:
        """Ctrl+1 and Ctrl+2: the pairs in force, those ended."""
        keys = ("open", "closed")
        if 1 <= place <= len(keys):
            self.which.set_value(keys[place - 1])
            self.take_keyboard()
            return True
        return False

    def focus_filter(self) -> bool:
        """The key /."""
        return self.table.focus_filter()

    def state(self) -> dict[str, Any]:
        """Which list, filter."""
        return {"which": self.which.value(), "table": self.table.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.which.set_value(state.get("which", "open"))
        self.table.restore(state.get("table", {}))

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here."""
        if not may(self.desk.ctx, acts.keep_apart):
            return ()
        return (Action("apart.new", self.tr("设定分开居住"), self.new, "Ctrl+N", "plus"),)

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("同案、仇怨、斗殴等须分开居住的人，按范围不同室、不同区或不同在本中心。"),
            rules=(("PL-H09", self.tr("违反时床位图拒绝安置，只有安全组可以批准例外。")),),
        )


def _role(code: str) -> str:
    return label(f"apart_role.{code}") if code in ROLES else code


def _scope(painter: Any, rect: Any, row: ApartRow) -> None:
    family = {"room": "blue", "zone": "amber", "centre": "red"}[row.scope]
    words = label(f"apart_scope.{row.scope}")
    painters.chip(painter, rect.x(), rect.center().y(), words, family, "unlink")
