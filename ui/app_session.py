"""While somebody is signed in: rights as they are now, one session, the clock, the daily backup."""

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.staff.acts.safekeeping import (
    backs_up_itself,
    backup_when_due,
    note_clock_jump,
    watch_clock,
)
from medcentre.staff.facts import IDLE_MINUTES as IDLE_SETTING
from medcentre.staff.facts import StaffCode
from medcentre.staff.sign_in import must_change_password, refreshed, still_signed_in
from medcentre.staff.views import setting_of
from ui.administration.mine import PasswordDialog
from ui.kit.desk import Desk
from ui.kit.settings import IDLE_MINUTES
from ui.kit.tasks import Progress

translate = QCoreApplication.translate
EVERY_MS = 60_000
"""How often a session is looked at."""

FIRST_MS = 20_000
"""The daily backup begins when the first page has long been shown."""


class SessionWatch(QObject):
    """Looks at the session of one desk every minute; a child of the desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._clock = watch_clock(desk.ctx)
        self._take_idle_minutes()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self.back_up)
        if backs_up_itself(desk.ctx):
            self._first.start(FIRST_MS)

    @Slot()
    def look(self) -> None:
        """Clock, session, rights. A lost store is told by others; here it only waits."""
        try:
            if jump := self._clock.jumped():
                note_clock_jump(self._desk.ctx, jump)
                self._desk.toast(
                    translate("App", "电脑时间跳了 {n} 分钟，已记入日志。请校准时间。").format(
                        n=round(jump.total_seconds() / 60)
                    ),
                    kind="amber",
                )
            if not still_signed_in(self._desk.ctx):
                self._lock()
                return
            self._take_rights()
            self._take_idle_minutes()
        except DomainError:
            return

    @Slot()
    def back_up(self) -> None:
        """The daily backup, off the main thread."""
        self._desk.tasks.start(self._back_up, done=self._backed_up, failed=self._not_backed_up)

    def _back_up(self, _progress: Progress) -> int | None:
        report = backup_when_due(self._desk.ctx)
        return None if report is None else report.rows

    @Slot(object)
    def _backed_up(self, rows: object) -> None:
        if rows is not None:
            self._desk.toast(
                translate("App", "今日备份完成，已试恢复：{rows} 行").format(rows=rows)
            )

    @Slot(object)
    def _not_backed_up(self, error: object) -> None:
        if isinstance(error, DomainError):
            self._desk.refusal(error)
        elif isinstance(error, Exception):
            raise error

    def _lock(self) -> None:
        """The account signed in at another desk: nothing may be done here until the password."""
        lock = getattr(self._desk.window, "lock", None)
        if callable(lock):
            lock()
        self._desk.toast(translate("App", "您的账号已在另一台电脑登录，本机已锁定。"), kind="amber")

    def _take_rights(self) -> None:
        fresh = refreshed(self._desk.ctx)
        before = self._desk.ctx.actor
        if fresh.actor == before:
            return
        self._desk.ctx = fresh
        if fresh.actor.permissions != before.permissions:
            self._desk.toast(translate("App", "您的权限有变动，重新打开页面后生效。"), kind="amber")
        elif fresh.actor.zones != before.zones or fresh.actor.leads != before.leads:
            self._desk.toast(
                translate("App", "您所属的分区有变动，重新打开页面后生效。"), kind="amber"
            )

    def _take_idle_minutes(self) -> None:
        minutes = setting_of(self._desk.ctx, IDLE_SETTING.key)
        if isinstance(minutes, int):
            self._desk.preferences.set(IDLE_MINUTES, minutes)


def change_first(ctx: ServiceContext, over: QWidget | None = None) -> ServiceContext | DomainError:
    """The context as it is, or after a first or outdated password was changed (SEC-20).

    Giving up is a refusal: the person is not let in.
    """
    if not must_change_password(ctx):
        return ctx
    desk = Desk(ctx)
    dialog = PasswordDialog(desk, over)
    loop = QEventLoop()
    dialog.finished.connect(loop.quit)
    dialog.open()
    loop.exec()
    desk.tasks.close()
    if must_change_password(desk.ctx):
        return DomainError(StaffCode.PASSWORD_MUST_CHANGE)
    return desk.ctx
