"""A walk through every screen and form in both languages, both themes and three sizes, as pictures.

The fastest way to look at what a change did: `medcentre tour OUT`.
"""

import logging
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication, QWidget

from medcentre import bootstrap, demo
from medcentre.cli import Job
from medcentre.kernel.clock import StillClock, SystemClock, centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Actor, Role, actor_rights
from medcentre.kernel.wording import Lang
from medcentre.papers.facts import Watermark
from medcentre.papers.gallery import DRAFTS, SAMPLES
from medcentre.papers.samples.people import context
from medcentre.residents import views
from medcentre.setup.demo import demo_moment
from medcentre.staff.facts import Category
from medcentre.staff.views import staff_list
from ui.kit.i18n import language
from ui.kit.person_tabs import tabs_for
from ui.kit.settings import Preferences
from ui.kit.theme import Scheme, theme
from ui.shell.window import MainWindow

log = logging.getLogger(__name__)

SIZES = ((1366, 768), (1600, 1000), (1920, 1080))
SETTLE_SECONDS = 0.25
LONGEST_SECONDS = 6.0
ROLES = frozenset(
    {Role.DOCTOR, Role.NURSE, Role.POLICE, Role.FINANCE, Role.DIRECTOR, Role.JOINT_OFFICE,
     Role.IT_ADMIN, Role.SEC_ADMIN, Role.AUDIT_ADMIN}
)  # fmt: skip
"""One invented person who may see every screen; nobody in a real centre holds all of these."""


@dataclass(frozen=True, slots=True)
class Look:
    """One way the screens are shown."""

    lang: Lang
    scheme: Scheme
    width: int
    height: int

    @property
    def folder(self) -> str:
        """`zh-light-1366`."""
        return f"{self.lang}-{self.scheme}-{self.width}"


@dataclass(frozen=True, slots=True)
class Stop:
    """One picture: name, page and its state; `act` changes the page before the picture."""

    name: str
    page: str
    state: tuple[tuple[str, object], ...] = ()
    act: Callable[[QWidget], object] | None = None


def _without_noise(kind: QtMsgType, where: object, words: str) -> None:
    """What Qt says, but not that the screenless platform has no window manager."""
    if "propagateSizeHints" not in words:
        log.warning(words)


def tour(job: Job) -> int:
    """The command: writes into the folder given."""
    return write_tour(job, job.args.out.expanduser().absolute())


def write_tour(job: Job, out: Path) -> int:
    """Build a demo centre aside, walk, write, count."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.app import application

    app = application()
    qInstallMessageHandler(_without_noise)
    count = 0
    with tempfile.TemporaryDirectory(prefix="tour") as aside:
        folder = Path(aside) / "centre"
        clock = StillClock(demo_moment(SystemClock().now()))
        demo.create_demo(folder, clock=clock, lang=job.lang)
        ctx = bootstrap.open_for_scripts(str(folder), demo.PASSPHRASE, clock=clock)
        try:
            for look in looks():
                count += _walk(app, ctx, folder, look, out)
                job.progress(count, 400)
        finally:
            from medcentre.desktop import close_store

            close_store(ctx)
    for lang in Lang:
        count += _forms(lang, out)
    job.say("cli.tour_done", count=count, out=out)
    return 0


def looks() -> Iterator[Look]:
    """Two languages, two themes, three sizes."""
    for lang in Lang:
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            for width, height in SIZES:
                yield Look(lang, scheme, width, height)


def _walk(app: QApplication, ctx: ServiceContext, folder: Path, look: Look, out: Path) -> int:
    from ui.app import Program, page_specs

    place = out / look.folder
    place.mkdir(parents=True, exist_ok=True)
    language().set(look.lang)
    theme().apply(look.scheme, 100)
    program = Program(str(folder), is_demo=False, clock=ctx.clock, watched=False)
    program.preferences = Preferences(
        QSettings(str(folder / f"{look.folder}.ini"), QSettings.Format.IniFormat)
    )
    window = MainWindow(program.services())
    window.resize(look.width, look.height)
    window.show()
    count = _shoot(app, window, place / "sign-in.png")
    window.enter(replace(ctx, actor=guide(ctx), lang=look.lang))
    for stop in stops(ctx, page_specs()):
        assert window.desk is not None
        window.desk.open(stop.page, **dict(stop.state))
        _settle(app, window)
        if stop.act is not None:
            stop.act(window)
        count += _shoot(app, window, place / f"{stop.name}.png")
    window.lock()
    count += _shoot(app, window, place / "lock.png")
    window.close()
    window.deleteLater()
    return count


def guide(ctx: ServiceContext) -> Actor:
    """The invented doctor who shows the house: with shifts of their own and drafts to sign."""
    permissions, qualifiers = actor_rights(ROLES)
    doctors = sorted(
        (s for s in staff_list(ctx) if s.category is Category.DOCTOR), key=lambda s: s.id
    )
    who = doctors[demo.ACCOUNTS[Role.DOCTOR][2]]
    return Actor(None, who.id, who.name, ROLES, permissions, qualifiers, who.title, "hospital")


def stops(ctx: ServiceContext, specs: object) -> Iterator[Stop]:
    """Every page, and the person page on each of its tabs."""
    from ui.kit.page import PageSpec

    people = views.roll(ctx)
    shown = next((p for p in people if p.red_alert and p.precautions), people[0])
    assert isinstance(specs, tuple)
    for spec in specs:
        assert isinstance(spec, PageSpec)
        if spec.id == "rostering.sheet":
            month = str(Month.of(centre_day(ctx.clock.now())))
            yield Stop(spec.id, spec.id, (("month", month),))
        elif spec.id == "placement.contacts":
            yield Stop(spec.id, spec.id, (("stay_id", shown.stay_id),))
        elif spec.id == "placement.plan":
            yield Stop(spec.id, spec.id, act=_search)
        elif spec.id == "placement.places":
            yield Stop(spec.id, spec.id)
            yield Stop("placement.occupancy", spec.id, (("which", "occupancy"),))
        elif not spec.hidden:
            yield Stop(spec.id, spec.id)
    yield Stop("residents.person", "residents.person", (("stay_id", shown.stay_id),))
    for tab in tabs_for(guide(ctx)):
        state = (("stay_id", shown.stay_id), ("tab", tab.id))
        yield Stop(f"residents.person-{tab.id}", "residents.person", state)


def _search(window: QWidget) -> None:
    """A plan of the whole centre, shown when it is found."""
    from ui.placement.plan import PlanPage

    for page in window.findChildren(PlanPage):
        if page.isVisible():
            page.begin()
            until = time.monotonic() + LONGEST_SECONDS
            while page.run.running and time.monotonic() < until:
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            page.run.stop()


def _settle(app: QApplication, window: MainWindow) -> None:
    """Until background work is done and nothing moves any more."""
    began = time.monotonic()
    quiet = began
    while time.monotonic() - began < LONGEST_SECONDS:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if window.busy:
            quiet = time.monotonic()
        if time.monotonic() - quiet > SETTLE_SECONDS:
            return


def _shoot(app: QApplication, window: MainWindow, file: Path) -> int:
    _settle(app, window)
    window.grab().save(str(file))
    return 1


def _forms(lang: Lang, out: Path) -> int:
    """Every form of the papers gallery, page by page."""
    place = out / f"forms-{lang}"
    place.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, render in SAMPLES.items():
        mark = Watermark.DRAFT if name in DRAFTS else Watermark.NONE
        pdf = render(context(lang, watermark=mark))
        with tempfile.TemporaryDirectory() as aside:
            file = Path(aside) / "form.pdf"
            file.write_bytes(pdf)
            document = QPdfDocument()
            document.load(str(file))
            for page in range(document.pageCount()):
                size = document.pagePointSize(page)
                pixels = QSize(round(size.width() * 1.5), round(size.height() * 1.5))
                document.render(page, pixels).save(str(place / f"{name}-{page + 1}.png"))
                count += 1
            document.close()
    return count
