"""The centre's settings: typed, bounded, each change audited."""

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError, RulesBroken, Violation
from medcentre.kernel.permissions import Data, approve
from medcentre.staff import acts, views
from medcentre.staff.acts.settings import TRUST
from medcentre.staff.facts import SettingRow, StaffCode
from ui.kit.desk import Desk
from ui.kit.editors import Check, Combo, LineEdit, NumberEdit, ReadOnly
from ui.kit.form import FormPane
from ui.kit.i18n import label, show_moment, show_name
from ui.kit.page import HelpCard, Page
from ui.kit.theme import px
from ui.kit.widgets import Card

translate = QCoreApplication.translate

Changes = tuple[tuple[str, bool | int | str, int], ...]


class SettingsPage(Page):
    """Everything that changes behaviour for others; taste is in the menu of the own name."""

    topics = frozenset({Topic.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("设置"), self.tr("对全中心有效，每次修改都进审计日志"))
        self.pane: SettingsPane | None = None
        self._card = Card()
        self._card.setMaximumWidth(px(860))
        self.body.addWidget(self._card, 1)

    def load(self) -> None:
        """All settings anew, unless somebody is typing."""
        if self.pane is not None:
            if self.pane.dirty:
                return
            self._card.body.removeWidget(self.pane)
            self.pane.deleteLater()
        self.pane = SettingsPane(self.desk, views.settings_list(self.desk.ctx))
        self.pane.saved.connect(self._saved)
        self._card.body.addWidget(self.pane)

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("单位名称、锁定、密码、备份等规则。账号与安全的设置只有安全管理员能改。"),
            rules=(("SEC-20", self.tr("密码与锁定")), ("SEC-08", self.tr("无操作自动锁屏"))),
        )

    def keep_drafts(self) -> None:
        """Leaving keeps what was typed on screen."""

    @Slot(object)
    def _saved(self, count: object) -> None:
        self.desk.toast(self.tr("已保存"))
        self.refresh()


class SettingsPane(FormPane[Changes]):
    """One form for all settings, under the headings of their groups."""

    def __init__(self, desk: Desk, rows: tuple[SettingRow, ...]) -> None:
        super().__init__(desk, translate("Administration", "保存设置"), self._keep)
        self._rows = {r.key: r for r in rows}
        self._editors: dict[str, QWidget] = {}
        group, self._beside = "", False
        for row in sorted(rows, key=lambda r: _order(rows, r)):
            if row.group != group:
                group, self._beside = row.group, False
                self.form.add_section(label(f"setting_group.{group}"))
            self._editors[row.key] = self._add(row)
        self.put_off.hide()
        if not may(desk.ctx, acts.change_setting):
            self.do.hide()

    def command(self) -> Changes:
        """Only what differs, with the version seen."""
        changes = []
        for key, editor in self._editors.items():
            row, value = self._rows[key], _value(editor, self._rows[key])
            if value is None:
                raise RulesBroken([Violation(StaffCode.SETTING_KIND, key)])
            if value != row.value:
                changes.append((key, value, row.version))
        return tuple(changes)

    def _keep(self, changes: Changes) -> int:
        for key, value, version in changes:
            try:
                acts.change_setting(self.desk.ctx, key, value, version)
            except DomainError as refusal:
                raise _at(refusal, key) from refusal
        return len(changes)

    def _add(self, row: SettingRow) -> QWidget:
        words = label(f"setting.{row.key}")
        hint = ""
        if row.changed_at is not None:
            hint = self.tr("{who} 改于 {when}").format(
                who=_who(row.changed_by), when=show_moment(row.changed_at)
            )
        elif row.value == row.default:
            hint = self.tr("默认值")
        editor = self._editor(row)
        # Two numbers stand beside one another; a tick is no number and has its own row.
        number = isinstance(row.value, int) and not isinstance(row.value, bool)
        beside = number and self._beside
        self.form.add(row.key, words, editor, hint=hint, beside=beside)
        self._beside = number and not beside
        return editor

    def _editor(self, row: SettingRow) -> QWidget:
        if not self._may_change(row):
            yes_no = self.tr("是") if row.value else self.tr("否")
            return ReadOnly(yes_no if isinstance(row.value, bool) else str(row.value))
        if isinstance(row.value, bool):
            return Check(self.tr("是"), row.value)
        if row.choices:
            combo = Combo.of_labels(f"setting_choice.{row.key}", row.choices)
            combo.set_value(row.value)
            return combo
        if isinstance(row.value, int):
            number = NumberEdit()
            number.set_value(row.value)
            return number
        line = LineEdit(row.high)
        line.set_value(row.value)
        return line

    def _may_change(self, row: SettingRow) -> bool:
        actor = self.desk.ctx.actor
        return may(self.desk.ctx, acts.change_setting) and (
            row.group != TRUST or actor.may(approve(Data.USERS))
        )


def _who(name: str) -> str:
    """A person's name; who worked at a terminal is no name anybody here knows."""
    return translate("Administration", "命令行") if name.startswith("os:") else show_name(name)


def _value(editor: QWidget, row: SettingRow) -> bool | int | str | None:
    if isinstance(editor, ReadOnly):
        return row.value
    if isinstance(editor, NumberEdit):
        return editor.whole()
    if isinstance(editor, Check):
        return editor.value()
    if isinstance(editor, Combo):
        return str(editor.value())
    return editor.value() or "" if isinstance(editor, LineEdit) else None


def _order(rows: tuple[SettingRow, ...], row: SettingRow) -> tuple[int, int]:
    groups: list[str] = []
    for other in rows:
        if other.group not in groups:
            groups.append(other.group)
    return groups.index(row.group), rows.index(row)


def _at(refusal: DomainError, key: str) -> DomainError:
    """A refusal of one setting, told at its field."""
    if isinstance(refusal, RulesBroken):
        return RulesBroken(Violation(v.code, key, v.facts, v.rule) for v in refusal.broken)
    return refusal
