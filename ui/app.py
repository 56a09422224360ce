"""The program put together: one application, one store, the rooms' pages in the shell.

The sign-in window stands before the store and the rooms are loaded (`ui.app_inside`): they follow
beside it while somebody types. So nothing here may import them but where they are used.
"""

import importlib
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from medcentre import __version__, config, paths
from medcentre.cli import Job
from medcentre.kernel.clock import Clock, SystemClock
from medcentre.kernel.context import ServiceContext, may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Data, Role, view
from medcentre.kernel.wording import Lang
from medcentre.logsetup import start_log, stop_log
from ui.app_ahead import load_centre
from ui.kit import print_words
from ui.kit.bus import Bus
from ui.kit.desk import Desk, Found
from ui.kit.drafts import FileDrafts
from ui.kit.i18n import label, language, show_list, show_name, show_term
from ui.kit.page import PageSpec
from ui.kit.person_tabs import offer
from ui.kit.settings import Preferences
from ui.kit.sweeper import keep_loaded
from ui.kit.tasks import Progress, TaskRunner
from ui.shell.services import Alert, Counter, ShellServices, StatusLine, Training
from ui.shell.start import before_application, prepare
from ui.shell.window import MainWindow
from ui.single import SingleInstance

log = logging.getLogger(__name__)
translate = QCoreApplication.translate

ROOMS = (
    "today", "residents", "placement", "rostering", "care", "support", "fees", "administration",
    "setup",
)  # fmt: skip
"""Rooms with windows, in no particular order: pages say their own group and place."""

WARM_MS = 1200
PAPERS = ("placement.admission_papers", "care.papers", "support.papers", "fees.papers")
"""What first visits of pages would wait for; loaded aside once the first page stands."""

ROOM_WINDOWS = ("ui.app_inside", "ui.today.page")
"""What the first page after the sign-in is made of."""

AHEAD_MS = 50
"""Between the first sight of the sign-in window and the loading beside it."""


def rooms() -> list[object]:
    """The window packages of all rooms."""
    return [importlib.import_module(f"ui.{name}") for name in ROOMS]


def page_specs() -> tuple[PageSpec, ...]:
    """Every page of every room; offers the person tabs on the way."""
    found: list[PageSpec] = []
    for room in rooms():
        found += getattr(room, "PAGES", ())
        offer(getattr(room, "PERSON_TABS", ()))
    return tuple(found)


class AppDesk(Desk):
    """A desk whose context speaks the language of the screen."""

    @Slot()
    def follow_language(self) -> None:
        """Acts answer in the language in force."""
        self.ctx = replace(self.ctx, lang=language().lang)


class Program(QObject):
    """What lives as long as the program: preferences, services, windows."""

    def __init__(
        self, location: str, *, is_demo: bool, clock: Clock | None = None, watched: bool = True
    ) -> None:
        super().__init__()
        self.location, self.is_demo, self._watched = location, is_demo, watched
        self.clock = clock or SystemClock()
        self.preferences = Preferences(
            QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "medcentre", "desk")
        )
        self._users: dict[int | None, str] = {}
        self._desks: list[AppDesk] = []
        self._opened: ServiceContext | None = None
        self._centre_name = ""
        self._tasks = TaskRunner(self)
        self.before_entry: Callable[[], None] | None = None
        print_words.set_centre_name(lambda: self._centre_name)

    def services(self) -> ShellServices:
        """What the shell asks for."""
        return ShellServices(
            specs=cache(page_specs),
            preferences=self.preferences,
            clock=self.clock,
            centre_name=lambda: self._centre_name or translate("App", "收治管理系统"),
            centre_note=lambda: translate("App", "警医联勤"),
            version=__version__,
            authenticate=self.authenticate,
            let_in=self.let_in,
            make_desk=self.make_desk,
            counters=counters,
            alerts=alerts,
            status=self.status,
            duty=duty,
            banner=self.training,
            search=search,
            signed_out=self.signed_out,
        )

    def authenticate(self, user: str, password: str) -> ServiceContext | DomainError:
        """Sign in, or come back to a locked window; every window shares one open store.

        Runs beside the main thread; `let_in` follows in it.
        """
        load_centre()
        from medcentre import bootstrap  # loaded by now

        try:
            before, self.before_entry = self.before_entry, None
            if before is not None:
                before()
            at = replace(bootstrap.desk(self.clock), lang=language().lang)
            if self._opened is None:
                ctx = self._opened = bootstrap.sign_in(self.location, user, password, at=at)
            else:
                ctx = bootstrap.sign_in_beside(self._opened, user, password, at)
        except DomainError as refusal:
            return refusal
        self._users[ctx.actor.account_id] = user
        return ctx

    def let_in(self, ctx: ServiceContext) -> ServiceContext | DomainError:
        """A first or outdated password is changed at the door; open desks get the new session."""
        from ui.app_inside import change_first  # loaded by now

        entered = change_first(ctx, QApplication.activeWindow())
        if isinstance(entered, DomainError):
            return entered
        for desk in self._desks:
            if desk.ctx.actor.account_id == entered.actor.account_id:
                desk.ctx = replace(entered, lang=desk.ctx.lang)
        return entered

    def close(self) -> None:
        """Give the store back after the last window."""
        self._tasks.close()
        if self._opened is not None:
            from medcentre import bootstrap  # loaded by now

            bootstrap.close(self._opened)
            self._opened = None

    def load_ahead(self, window: QObject) -> None:
        """Load store and rooms beside the sign-in window, once it can be seen."""
        QTimer.singleShot(AHEAD_MS, window, self._load_ahead)

    @Slot()
    def _load_ahead(self) -> None:
        self._tasks.start(load_centre, done=self._load_rooms)

    @Slot(object)
    def _load_rooms(self, _nothing: object) -> None:
        """In the main thread, where windows are made; quick once the centre is loaded."""
        for name in ROOM_WINDOWS:
            importlib.import_module(name)
        page_specs()
        keep_loaded()

    def make_desk(self, ctx: ServiceContext) -> Desk:
        """Desk of one window: drafts of the person, announcements of everybody."""
        from ui import app_inside as inside  # loaded by now

        self._centre_name = inside.centre_name(ctx)
        bus = Bus()
        user = self._users.get(ctx.actor.account_id, ctx.actor.name)
        drafts = FileDrafts(self._draft_folder(), inside.draft_key(ctx), user, self.clock)
        desk = AppDesk(
            replace(ctx, lang=language().lang), bus=bus, drafts=drafts,
            preferences=self.preferences,
        )  # fmt: skip
        bus.setParent(desk)
        desk.user_name = user
        desk.authenticate = partial(self._prove, desk)
        language().changed.connect(desk.follow_language)
        inside.Feed(ctx, bus, desk)
        if self._watched:  # not on a tour, whose clock stands still
            inside.SessionWatch(desk)
            warm = QTimer(desk)
            warm.setSingleShot(True)
            warm.timeout.connect(partial(desk.tasks.start, _load_papers))
            warm.start(WARM_MS)
        self._desks.append(desk)
        return desk

    def _prove(self, desk: Desk, user: str, password: str) -> ServiceContext | DomainError:
        """Signing: the own password again, or a second person's."""
        from medcentre.staff.sign_in import second_signature, verify_password  # loaded by now

        try:
            if user == desk.user_name:
                verify_password(desk.ctx, password)
                return desk.ctx
            return desk.ctx.as_(second_signature(desk.ctx, user, password))
        except DomainError as refusal:
            return refusal

    def _draft_folder(self) -> Path:
        place = Path(self.location) if "://" not in self.location else paths.demo_data().parent
        folder = place / "drafts"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def signed_out(self, ctx: ServiceContext) -> None:
        """The session ends; the store stays open for the next person at this desk."""
        from medcentre.staff.sign_in import sign_out  # loaded by now

        self._desks = [d for d in self._desks if d.ctx.actor.account_id != ctx.actor.account_id]
        try:
            sign_out(ctx)
        except DomainError:
            log.warning("sign-out could not be recorded")

    def status(self) -> Sequence[StatusLine]:
        """What the status bar says about the store."""
        if "://" in self.location:
            return (StatusLine(translate("App", "服务器已连接"), "server"),)
        return (StatusLine(translate("App", "本机加密数据"), "lock"),)

    def training(self) -> Training | None:
        """The band over the demo centre."""
        if not self.is_demo:
            return None
        return Training(
            translate("App", "演示中心：人物全部虚构。账号 doctor、nurse、police、finance、director，密码 {p}").format(
                p=config.DEMO_PASSWORD
            )
        )  # fmt: skip


def _load_papers(_progress: Progress) -> None:
    for name in PAPERS:
        importlib.import_module(f"medcentre.{name}")


def counters(ctx: ServiceContext) -> Sequence[Counter]:
    """On the roll, out, free beds."""
    from medcentre.insight.views import top_counts

    if not ctx.actor.may(view(Data.IDENTITY_BASIC)):
        return ()
    found = top_counts(ctx)
    made = [
        Counter(translate("App", "在册"), found.on_roll, "residents.list"),
        Counter(translate("App", "外出"), found.out, "residents.list"),
    ]
    if found.free_beds is not None:
        made.append(Counter(translate("App", "空床"), found.free_beds, "placement.map"))
    return made


def alerts(ctx: ServiceContext) -> Sequence[Alert]:
    """The bell."""
    from medcentre.insight import views

    return [
        Alert(
            a.id, label(a.text).format_map(dict(a.facts)), a.place, a.at, a.critical,
            page_id="residents.person" if a.stay_id else "",
            state=(("stay_id", a.stay_id),) if a.stay_id else (),
        )
        for a in views.alerts(ctx)
    ]  # fmt: skip


def duty(ctx: ServiceContext) -> Sequence[StatusLine]:
    """The leader on duty by the published roster (CUS-01), for the status bar of every desk."""
    from medcentre.rostering.views import leaders_on_duty

    if not may(ctx, leaders_on_duty):
        return ()
    found = leaders_on_duty(ctx)
    if found is None:
        return ()
    if not found:
        return (StatusLine(translate("App", "现在没有带班领导"), "star", "amber"),)
    who = show_list(f"{show_name(r.name)} {r.phone}".strip() for r in found)
    return (StatusLine(translate("App", "带班领导 {who}").format(who=who), "star", "grey"),)


def search(ctx: ServiceContext, text: str) -> Sequence[Found]:
    """People for palette and pickers."""
    from medcentre.insight.views import search as find

    if not ctx.actor.may(view(Data.IDENTITY_BASIC)):
        return ()
    english = language().lang is Lang.EN
    return [
        Found(
            p.stay_id, p.pinyin if english and p.pinyin else p.name,
            " ".join(t for t in (show_term(p.zone), p.bed) if t), str(p.age or ""), p.admission_no,
            p.care_level or "", tuple(p.precautions),
        )
        for p in find(ctx, text)
    ]  # fmt: skip


def application() -> QApplication:
    """The one QApplication."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        before_application()
        app = QApplication(sys.argv[:1])
    app.setApplicationVersion(__version__)
    return app


def ensure_demo(job: Job) -> str:
    """The demo centre of this computer, built at the first call; its folder."""
    folder = paths.demo_data()
    if job.args.data:
        folder = Path(job.location)
    if not paths.has_centre(folder):
        from medcentre import demo  # everything a centre has: heavy

        job.say("cli.building_demo")
        demo.create_demo(
            folder, lang=job.lang, step=lambda _what, done, total: job.progress(done, total)
        )
    return str(folder)


def _keep_on_shift(folder: str) -> None:
    from medcentre import demo  # loaded beside the sign-in window

    demo.keep_on_shift(Path(folder))


def run(job: Job) -> int:
    """Open the window."""
    is_demo = bool(job.args.demo or job.args.role)
    location = ensure_demo(job) if is_demo else job.location
    app = application()
    program = Program(location, is_demo=is_demo)
    if is_demo:
        program.before_entry = partial(_keep_on_shift, location)
    prepare(app, program.preferences)
    single = SingleInstance(location, app)
    if not single.first():
        job.say("cli.already_open")
        return 1
    if not is_demo and _needs_first_run(location):
        from ui.app_first_run import first_run

        chosen = first_run(location, program.preferences)
        if not chosen:
            return 0
        if chosen != location:
            program = Program(chosen, is_demo=True)
    start_log(paths.log_folder())
    log.info("started, version %s", __version__)
    window = MainWindow(program.services())
    single.called.connect(partial(_bring_forward, window))
    window.restore_size()
    if job.args.role:
        from medcentre import demo  # needed at once here

        entered = program.authenticate(demo.user_of(Role(job.args.role)), config.DEMO_PASSWORD)
        if isinstance(entered, DomainError):
            raise entered
        window.enter(entered)
    window.show()
    program.load_ahead(window)
    code = int(app.exec())
    program.close()
    stop_log()
    return code


def _needs_first_run(location: str) -> bool:
    """Whether no centre is there yet; a folder tells by itself, a server must be asked."""
    if "://" not in location:
        return not paths.has_centre(Path(location))
    from medcentre import bootstrap  # a server needs its driver

    return bootstrap.needs_first_run(location)


def _bring_forward(window: MainWindow) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
