"""One's own account: password, roles, and who acts for whom (SIGN-04)."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day, day_end, day_start
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import RulesBroken, Violation
from medcentre.kernel.permissions import Role
from medcentre.staff import acts, views
from medcentre.staff.acts import Delegate
from medcentre.staff.facts import AccountRow, DelegationRow, StaffCode
from medcentre.staff.sign_in import change_own_password
from ui.kit.desk import Desk
from ui.kit.dialogs import PasswordEdit
from ui.kit.editors import Combo, DateEdit, LineEdit, need
from ui.kit.form import FormDialog
from ui.kit.i18n import label, show_day, show_list, show_moment, show_name, show_term
from ui.kit.page import HelpCard, Page
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import px
from ui.kit.widgets import Card, Empty, Label

translate = QCoreApplication.translate


class MyAccountPage(Page):
    """Who I am here, my password, my delegations."""

    topics = frozenset({Topic.ACCOUNTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("我的账号"))
        password = self.header.add_button(self.tr("修改密码"), "key-round")
        password.clicked.connect(self.change_password)
        self.lend = self.header.add_button(self.tr("委托代理"), "handshake", "primary")
        self.lend.clicked.connect(self.delegate)
        card = Card(self.tr("账号"), "user-round").pad()
        card.setFixedWidth(px(320))
        self._facts = QVBoxLayout()
        self._facts.setSpacing(6)
        card.body.addLayout(self._facts)
        card.body.addStretch(1)
        self.table: TablePane[DelegationRow] = TablePane(
            desk,
            "administration.delegations",
            self._columns(),
            row_id=lambda r: r.id,
            searchable=False,
            title=self.tr("代理"),
            icon="handshake",
        )
        self.table.set_empty(
            Empty.NOTHING_YET,
            self.tr("现在没有代理"),
            self.tr("出差或休假前，把一个角色委托给同事几天；到期自动收回。"),
        )
        self.table.opened.connect(self.take_back)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(card)
        row.addWidget(self.table, 1)
        self.body.addLayout(row)

    def load(self) -> None:
        """The account and its delegations."""
        mine = views.my_account(self.desk.ctx)
        while (item := self._facts.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for words, tone in self._lines(mine):
            line = Label(words, "body", tone)
            line.setWordWrap(True)
            self._facts.addWidget(line)
        self.lend.setEnabled(mine is not None and bool(mine.roles))
        self.table.show_rows(views.delegations(self.desk.ctx))

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("自己的密码和代理。双击一条代理可以提前收回。"),
            rules=(("SIGN-04", self.tr("代理有起止时间，留在痕迹里。")),),
        )

    @Slot()
    def change_password(self) -> None:
        """A new password; rights held back until then come with it."""
        PasswordDialog(self.desk, self).open()

    @Slot()
    def delegate(self) -> None:
        """Lend a role."""
        if (mine := views.my_account(self.desk.ctx)) is not None:
            DelegateDialog(self.desk, mine, self).open()

    @Slot(object)
    def take_back(self, row: DelegationRow) -> None:
        """End a delegation early."""
        self.desk.confirm(
            self.tr("收回代理"),
            self.tr("{taker} 不再以“{role}”办理。").format(
                taker=row.taker, role=label(f"role.{row.role}")
            ),
            self.tr("收回"),
            partial(self._take_back, row),
        )

    def _take_back(self, row: DelegationRow, _reason: str) -> None:
        acts.revoke_delegation(self.desk.ctx, row.id, row.version)

    def _lines(self, mine: AccountRow | None) -> list[tuple[str, str]]:
        if mine is None:
            return [(show_name(self.desk.ctx.actor.name), "1")]
        until = show_day(mine.valid_until) if mine.valid_until else self.tr("长期")
        last = show_moment(mine.last_sign_in) if mine.last_sign_in else "—"
        return [
            (f"{show_name(mine.staff_name)}  {show_term(mine.title)}", "1"),
            (self.tr("用户名 {name}").format(name=mine.name), "2"),
            (show_list(label(f"role.{r}") for r in mine.roles) or "—", "1"),
            (self.tr("有效期 {until}").format(until=until), "2"),
            (self.tr("本次登录 {last}").format(last=last), "2"),
        ]

    def _columns(self) -> list[Column[DelegationRow]]:
        return [
            Column(self.tr("委托人"), lambda r: r.giver, width=px(110), person=True),
            Column(self.tr("代理人"), lambda r: r.taker, width=px(110), person=True, bold=True),
            Column(self.tr("角色"), lambda r: label(f"role.{r.role}"), width=px(140)),
            Column(
                self.tr("从"),
                lambda r: show_moment(r.from_at),
                sort_key=lambda r: r.from_at.timestamp(),
                width=px(120),
            ),
            Column(self.tr("到"), lambda r: show_moment(r.until_at), width=px(120)),
            Column(self.tr("原因"), lambda r: r.reason),
        ]


class PasswordDialog(FormDialog[tuple[str, str]]):
    """Old and new password. `desk.ctx` carries the full rights afterwards."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            translate("Administration", "修改密码"),
            translate("Administration", "修改密码"),
            self._change,
            parent,
        )
        add = self.form.add
        self.old = add("old", self.tr("现在的密码"), PasswordEdit(), required=True)
        self.new = add(
            "password",
            self.tr("新密码"),
            PasswordEdit(),
            required=True,
            hint=self.tr("至少 10 位，大写、小写、数字、符号中的三种"),
        )
        self.again = add("again", self.tr("再输一次"), PasswordEdit(), required=True)

    def command(self) -> tuple[str, str]:
        """Both passwords."""
        new = need(self.new)
        if new != need(self.again):
            raise RulesBroken([Violation(StaffCode.PASSWORDS_DIFFER, "again")])
        return need(self.old), new

    def _change(self, passwords: tuple[str, str]) -> ServiceContext:
        ctx = change_own_password(self.desk.ctx, *passwords)
        self.desk.ctx = ctx
        self.desk.toast(self.tr("密码已修改"))
        return ctx


class DelegateDialog(FormDialog[Delegate]):
    """Lend one role to somebody for some days."""

    def __init__(self, desk: Desk, mine: AccountRow, parent: QWidget) -> None:
        super().__init__(
            desk,
            translate("Administration", "委托代理"),
            translate("Administration", "委托"),
            partial(acts.delegate, desk.ctx),
            parent,
        )
        self.mine = mine
        add = self.form.add
        people = [(a, n) for a, n in views.account_names(desk.ctx) if a != mine.id]
        self.taker = add("taker", self.tr("代理人"), Combo(people), required=True)
        self.role = add(
            "role", self.tr("角色"), Combo.of_labels("role", mine.roles), required=True, beside=True
        )
        if len(mine.roles) == 1:
            self.role.set_value(str(mine.roles[0]))
        clock = desk.ctx.clock
        self.first = add("from_at", self.tr("从"), DateEdit(clock), required=True)
        self.first.set_value(centre_day(clock.now()))
        self.last = add(
            "until_at", self.tr("到（含）"), DateEdit(clock), required=True, beside=True
        )
        self.why = add("reason", self.tr("原因"), LineEdit(200), required=True)

    def command(self) -> Delegate:
        """The delegation."""
        return Delegate(
            giver_id=self.mine.id,
            taker_id=need(self.taker),
            role=Role(need(self.role)),
            from_at=day_start(need(self.first)),
            until_at=day_end(need(self.last)),
            reason=need(self.why),
        )
