"""Accounts: made by IT, given roles by security, nobody for himself (SEC-21)."""

import secrets
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import may
from medcentre.kernel.permissions import Role
from medcentre.staff import acts, views
from medcentre.staff.acts import ChangeAccount, CreateAccount
from medcentre.staff.facts import ADMIN_ROLES, AccountRow
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.editors import Combo, DateEdit, LineEdit, need
from ui.kit.form import FormDialog
from ui.kit.i18n import label, show_day, show_list, show_moment, show_name, show_term
from ui.kit.page import Action, HelpCard, Page
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import px
from ui.kit.widgets import Button, ChoiceChips, Label

translate = QCoreApplication.translate

_LETTERS = "abcdefghjkmnpqrstuvwxyz"


def first_password() -> str:
    """A first password that can be read aloud: letters, digits, one sign; changed at sign-in."""
    words = ["".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(2)]
    return f"{words[0].capitalize()}-{words[1]}-{secrets.randbelow(90) + 10}"


class AccountsPage(Page):
    """Who may sign in, with which roles, until when."""

    topics = frozenset({Topic.ACCOUNTS, Topic.STAFF})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("账号与角色"))
        self.makes = (
            may(desk.ctx, acts.create_account) and Role.SEC_ADMIN not in desk.ctx.actor.roles
        )
        self.grants = may(desk.ctx, acts.grant_role)
        self.table: TablePane[AccountRow] = TablePane(
            desk, "administration.accounts", self._columns(), row_id=lambda r: r.id
        )
        self.table.add_filter("locked", self.tr("已锁定"), lambda r: r.locked_until is not None)
        self.table.add_filter("bare", self.tr("没有角色"), lambda r: not r.roles)
        self.table.add_filter("off", self.tr("已停用"), lambda r: r.disabled)
        self.table.opened.connect(self.open_row)
        self.table.current_changed.connect(self._chosen)
        self._buttons = self._tools()
        self.body.addWidget(self.table)
        self._chosen(None)

    def load(self) -> None:
        """The list, and whether the three administrators are there."""
        rows = views.account_list(self.desk.ctx)
        self.table.show_rows(rows)
        held = {role for r in rows if not r.disabled for role in r.roles}
        missing = [label(f"role.{r}") for r in sorted(ADMIN_ROLES - held)]
        words = self.tr("还缺：{roles}。三员必须由三个人分别担任。").format(
            roles="、".join(missing)
        )
        self.banner.tell(words if missing else "", "amber", "triangle-alert")
        self._chosen(self.table.view.current_row())

    def page_actions(self) -> tuple[Action, ...]:
        """What the administrator may do."""
        if self.makes:
            return (Action("account.create", self.tr("建账号"), self.make, "Ctrl+N", "user-plus"),)
        return ()

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("系统管理员建账号、重置密码；安全管理员授予角色；审计管理员查日志。"),
            rules=(
                ("SEC-20", self.tr("密码至少 10 位、三种字符，错 5 次锁 30 分钟。")),
                ("SEC-21", self.tr("三员分立：一人只担任一种，不能给自己授权。")),
            ),
        )

    def state(self) -> dict[str, Any]:
        """Filter and selection."""
        return {"table": self.table.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse of `state`."""
        self.table.restore(state.get("table", {}))

    def focus_filter(self) -> bool:
        """Cursor into the filter box."""
        return self.table.focus_filter()

    @Slot()
    def make(self) -> None:
        """A new account; its first password is shown once."""
        dialog = AccountDialog(self.desk, self)
        dialog.saved.connect(partial(self._created, dialog.first))
        dialog.open()

    @Slot(object)
    def open_row(self, row: AccountRow) -> None:
        """Roles for security, days for IT."""
        if self.grants and row.id != self.desk.ctx.actor.account_id:
            RolesDialog(self.desk, row, self).open()
        elif self.makes:
            DaysDialog(self.desk, row, self).open()

    @Slot()
    def reset(self) -> None:
        """A first password again."""
        if row := self.table.view.current_row():
            self.desk.confirm(
                self.tr("重置 {name} 的密码").format(name=row.staff_name),
                self.tr(
                    "原密码立即失效，账号同时解锁并恢复使用。新密码只显示一次，登录后必须修改。"
                ),
                self.tr("重置密码"),
                partial(self._reset, row),
            )

    @Slot()
    def unlock(self) -> None:
        """Open a locked account."""
        if row := self.table.view.current_row():
            acts.unlock_account(self.desk.ctx, row.id, row.version)
            self.desk.toast(self.tr("{name} 已解锁").format(name=row.name))

    @Slot()
    def disable(self) -> None:
        """Close an account."""
        if row := self.table.view.current_row():
            self.desk.confirm(
                self.tr("停用 {name} 的账号").format(name=row.staff_name),
                self.tr("停用后不能登录，数据钥匙一并销毁。以后可用“重置密码”恢复。"),
                self.tr("停用"),
                partial(self._disable, row),
                danger=True,
            )

    @Slot()
    def second_factor(self) -> None:
        """Switch the one-time password on or off."""
        if row := self.table.view.current_row():
            secret = acts.set_second_factor(
                self.desk.ctx, row.id, row.version, not row.second_factor
            )
            if secret:
                SecretSheet(
                    self,
                    self.tr("动态口令密钥"),
                    self.tr("请现在录入 {name} 的口令卡或验证器，关闭后不再显示。").format(
                        name=row.name
                    ),
                    secret,
                ).open()
            else:
                self.desk.toast(self.tr("{name} 的动态口令已关闭").format(name=row.name))

    def _created(self, password: str, _account: object) -> None:
        SecretSheet(
            self,
            self.tr("首次密码"),
            self.tr("请当面告诉本人，关闭后不再显示。角色由安全管理员授予。"),
            password,
        ).open()

    def _reset(self, row: AccountRow, _reason: str) -> None:
        password = first_password()
        acts.reset_password(self.desk.ctx, row.id, row.version, password)
        self._created(password, None)

    def _disable(self, row: AccountRow, _reason: str) -> None:
        acts.disable_account(self.desk.ctx, row.id, row.version)

    def _tools(self) -> dict[str, Button]:
        made: dict[str, Button] = {}
        if self.makes:
            for name, words, icon, run in (
                ("factor", self.tr("动态口令"), "key-round", self.second_factor),
                ("unlock", self.tr("解锁"), "lock-open", self.unlock),
                ("reset", self.tr("重置密码"), "rotate-ccw", self.reset),
                ("disable", self.tr("停用"), "ban", self.disable),
            ):
                made[name] = self.header.add_button(words, icon)
                made[name].clicked.connect(run)
            create = self.header.add_button(self.tr("建账号"), "user-plus", "primary", "Ctrl+N")
            create.clicked.connect(self.make)
        if self.grants:
            made["roles"] = self.header.add_button(self.tr("授予角色"), "shield-check", "primary")
            made["roles"].clicked.connect(self._roles)
        return made

    @Slot()
    def _roles(self) -> None:
        if row := self.table.view.current_row():
            self.open_row(row)

    @Slot(object)
    def _chosen(self, row: AccountRow | None) -> None:
        own = row is not None and row.id == self.desk.ctx.actor.account_id
        for name, button in self._buttons.items():
            button.setEnabled(row is not None and not (own and name in ("roles", "disable")))
        if "unlock" in self._buttons:
            locked = row is not None and row.locked_until is not None
            self._buttons["unlock"].setEnabled(locked)

    def _columns(self) -> list[Column[AccountRow]]:
        return [
            Column(self.tr("用户名"), lambda r: r.name, width=px(104), search=True),
            Column(
                self.tr("姓名"),
                lambda r: r.staff_name,
                width=px(120),
                search=True,
                person=True,
                bold=True,
            ),
            Column(self.tr("职务/职称"), lambda r: r.title, width=px(110), term=True),
            Column(
                self.tr("角色"),
                lambda r: show_list(label(f"role.{x}") for x in r.roles) or "—",
                width=px(260),
                search=True,
            ),
            Column(self.tr("状态"), _state_words, width=px(120), paint=_state_cell),
            Column(
                self.tr("有效期"),
                lambda r: show_day(r.valid_until) if r.valid_until else self.tr("长期"),
                width=px(104),
            ),
            Column(
                self.tr("动态口令"),
                lambda r: self.tr("已开") if r.second_factor else "—",
                width=px(132),
            ),
            Column(
                self.tr("上次登录"),
                lambda r: show_moment(r.last_sign_in) if r.last_sign_in else "—",
                sort_key=lambda r: r.last_sign_in.timestamp() if r.last_sign_in else 0.0,
            ),
        ]


def _state(row: AccountRow) -> tuple[str, str]:
    if row.disabled:
        return "disabled", "grey"
    if row.locked_until:
        return "locked", "red"
    if row.must_change:
        return "must_change", "amber"
    return "open", "green"


def _state_words(row: AccountRow) -> str:
    return label(f"account_state.{_state(row)[0]}")


def _state_cell(painter: QPainter, rect: QRectF, row: AccountRow) -> None:
    painters.chip(painter, rect.x(), rect.center().y(), _state_words(row), _state(row)[1])


class AccountDialog(FormDialog[CreateAccount]):
    """A new account for somebody who works here."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            translate("Administration", "建账号"),
            translate("Administration", "建立"),
            partial(acts.create_account, desk.ctx),
            parent,
        )
        self.first = first_password()
        people = [r for r in views.staff_list(desk.ctx) if not r.has_account]
        self._numbers = {r.id: r.number for r in people}
        add = self.form.add
        options = [(r.id, f"{show_name(r.name)}  {r.number}  {show_term(r.title)}") for r in people]
        self.staff = add(
            "staff_id",
            self.tr("工作人员"),
            Combo(options, self.tr("不在名单上的填姓名")),
        )
        self.full_name = add(
            "full_name", self.tr("姓名（不在名单上时）"), LineEdit(40), beside=True
        )
        self.name = add(
            "name",
            self.tr("用户名"),
            LineEdit(40),
            required=True,
            hint=self.tr("登录时输入，一般用工号"),
        )
        self.until = add(
            "valid_until",
            self.tr("有效期至"),
            DateEdit(desk.ctx.clock),
            beside=True,
            hint=self.tr("空：长期；检查人员必填"),
        )
        self.staff.edited.connect(self._take_number)

    def command(self) -> CreateAccount:
        """The account with a random first password."""
        return CreateAccount(
            name=need(self.name),
            password=self.first,
            staff_id=self.staff.value(),
            full_name=self.full_name.value() or "",
            valid_until=self.until.value(),
        )

    @Slot()
    def _take_number(self) -> None:
        if (chosen := self.staff.value()) is not None:
            self.name.set_value(self._numbers[chosen])


class DaysDialog(FormDialog[ChangeAccount]):
    """From when to when an account may be used."""

    def __init__(self, desk: Desk, row: AccountRow, parent: QWidget) -> None:
        super().__init__(
            desk,
            translate("Administration", "账号有效期：{name}").format(name=row.staff_name),
            translate("Administration", "保存"),
            partial(acts.change_account, desk.ctx),
            parent,
        )
        self.row = row
        clock = desk.ctx.clock
        self.since = self.form.add("valid_from", self.tr("从"), DateEdit(clock), required=True)
        self.since.set_value(row.valid_from)
        self.until = self.form.add("valid_until", self.tr("到（含）"), DateEdit(clock), beside=True)
        self.until.set_value(row.valid_until)

    def command(self) -> ChangeAccount:
        """The days."""
        return ChangeAccount(
            account_id=self.row.id,
            version=self.row.version,
            valid_from=need(self.since),
            valid_until=self.until.value(),
        )


class RolesDialog(Sheet):
    """Roles of one account; every change is one audited act."""

    def __init__(self, desk: Desk, row: AccountRow, parent: QWidget) -> None:
        super().__init__(
            parent,
            translate("Administration", "{name} 的角色").format(name=row.staff_name),
            translate("Administration", "权限按角色合并。系统、安全、审计管理员必须单独担任。"),
            "shield-check",
            "blue",
            width=620,
        )
        self.desk, self.row = desk, row
        self.roles = ChoiceChips([(str(r), label(f"role.{r}")) for r in Role])
        self.roles.set_value([str(r) for r in row.roles])
        self.roles.setMinimumHeight(self.roles.heightForWidth(px(520)))
        self.content.addWidget(self.roles)
        self.refusal = Label("", "body", "red")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.content.addWidget(self.refusal)
        self.add_button(self.tr("返回")).clicked.connect(self.reject)
        save = self.add_button(self.tr("保存角色"), "check", "primary")
        save.clicked.connect(self.save)

    @Slot()
    def save(self) -> None:
        """Revoke first, then grant, so that a change to an administrator's role is possible."""
        from medcentre.kernel.errors import DomainError
        from ui.kit.i18n import explain_error

        wanted = {Role(str(r)) for r in self.roles.value()}
        held = set(self.row.roles)
        try:
            for role in sorted(held - wanted):
                acts.revoke_role(self.desk.ctx, self.row.id, role)
            for role in sorted(wanted - held):
                acts.grant_role(self.desk.ctx, self.row.id, role)
        except DomainError as refusal:
            self.refusal.setText(explain_error(refusal))
            self.refusal.show()
            self.adjustSize()
            return
        self.desk.toast(self.tr("{name} 的角色已更新").format(name=self.row.staff_name))
        self.accept()


class SecretSheet(Sheet):
    """A secret that is shown once."""

    def __init__(self, parent: QWidget, title: str, body: str, secret: str) -> None:
        super().__init__(parent, title, body, "key-round", "amber")
        self.secret = Label(secret, "title2")
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addWidget(self.secret)
        holder.addStretch(1)
        self.content.addLayout(holder)
        self.add_button(self.tr("已告诉本人"), "check", "primary").clicked.connect(self.accept)
