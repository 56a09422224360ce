"""Settings: staff, accounts, audit, settings of the centre, backup, the own account."""

from PySide6.QtCore import QCoreApplication

from medcentre.kernel.permissions import Data, edit, view
from ui.kit.later import page_later
from ui.kit.page import Group, PageSpec

translate = QCoreApplication.translate

PAGES = (
    PageSpec(
        id="administration.staff",
        group=Group.SETTINGS,
        order=10,
        icon="users",
        title=lambda: translate("Administration", "工作人员"),
        any_of=(edit(Data.USERS), view(Data.USERS), edit(Data.SETTINGS), view(Data.SETTINGS)),
        factory=page_later("ui.administration.staff", "StaffPage"),
    ),
    PageSpec(
        id="administration.accounts",
        group=Group.SETTINGS,
        order=20,
        icon="shield-user",
        title=lambda: translate("Administration", "账号与角色"),
        any_of=(view(Data.USERS),),
        factory=page_later("ui.administration.accounts", "AccountsPage"),
    ),
    PageSpec(
        id="administration.audit",
        group=Group.SETTINGS,
        order=30,
        icon="scroll-text",
        title=lambda: translate("Administration", "审计日志"),
        any_of=(view(Data.AUDIT),),
        factory=page_later("ui.administration.audit", "AuditPage"),
    ),
    PageSpec(
        id="administration.settings",
        group=Group.SETTINGS,
        order=40,
        icon="settings-2",
        title=lambda: translate("Administration", "中心设置"),
        any_of=(view(Data.SETTINGS),),
        factory=page_later("ui.administration.settings", "SettingsPage"),
    ),
    PageSpec(
        id="administration.backup",
        group=Group.SETTINGS,
        order=50,
        icon="hard-drive",
        title=lambda: translate("Administration", "备份与健康"),
        any_of=(view(Data.SETTINGS),),
        factory=page_later("ui.administration.backup", "BackupPage"),
    ),
    PageSpec(
        id="administration.mine",
        group=Group.SETTINGS,
        order=60,
        icon="circle-user-round",
        title=lambda: translate("Administration", "我的账号"),
        factory=page_later("ui.administration.mine", "MyAccountPage"),
    ),
)
"""Pages of this room."""
