"""A centre with a few people and the program's own window on it, for tests of whole days."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import SYSTEM, Role, actor_rights
from medcentre.rostering import planning
from medcentre.rostering.facts import Post
from medcentre.rostering.plan_file import PlanKind
from medcentre.staff.acts.people import RegisterStaff, register_staff
from medcentre.staff.facts import Category
from tests.e2e.house import House, build, page, settled
from ui.kit.page import Page
from ui.rostering.page import RosterPage
from ui.shell.window import MainWindow

JANUARY = Month(2027, 1)
P = TypeVar("P", bound=Page)
W = TypeVar("W", bound=QWidget)


@dataclass
class Centre:
    """The house with the program over it, and `window(role)`: a desk in it."""

    house: House
    program: ServiceContext
    hired: int = 0

    def hire(self, name: str, category: Category, sex: str = "2", title: str = "") -> int:
        """Somebody invented; the id. On the sheet in the order of hiring."""
        self.hired += 1
        return register_staff(
            self.program,
            RegisterStaff(
                number=f"S{self.hired:03d}", name=name, sex=sex, category=category, title=title
            ),
        )

    def plan(self, *posts: Post, month: Month = JANUARY) -> None:
        """Nothing but these posts, no cover of moments."""
        for kind, entries in ((PlanKind.POSTS, posts), (PlanKind.COVERS, ())):
            version = planning.plan_page(self.program, month).version(kind)
            planning.save_plan(
                self.program,
                planning.SavePlan(kind=kind, month=month, version=version, entries=entries),
            )

    def context(self, role: Role, staff_id: int | None = None, name: str = "") -> ServiceContext:
        """Somebody signed in: the account of the house with one role's rights."""
        permissions, qualifiers = actor_rights(frozenset({role}))
        actor = replace(
            self.house.ctx.actor, roles=frozenset({role}), permissions=permissions,
            qualifiers=qualifiers, staff_id=staff_id, name=name or role.value,
        )  # fmt: skip
        return replace(self.house.ctx, actor=actor)

    def window(self, role: Role, staff_id: int | None = None, name: str = "") -> MainWindow:
        """The program's window with that person signed in."""
        window = MainWindow(self.house.program.services())
        window.resize(1600, 1000)
        window.enter(self.context(role, staff_id, name))
        window.show()
        desk = window.desk
        assert desk is not None
        desk.preview = lambda pdf, title: self.house.papers.append((title, pdf))  # type: ignore[method-assign]
        return window


def centre(folder: Path, template: Path) -> Centre:
    """An empty one."""
    house = build(folder, template)
    return Centre(house, replace(house.ctx, actor=SYSTEM, clock=house.ctx.clock))


def clock_of(centre: Centre) -> StillClock:
    """Its clock, to be put forward."""
    clock = centre.house.ctx.clock
    assert isinstance(clock, StillClock)
    return clock


def sheet(qtbot: QtBot, window: MainWindow, month: Month = JANUARY) -> RosterPage:
    """The roster of a month in the window, read and judged."""
    view = page(window, "rostering.sheet", RosterPage, month=str(month))
    settled(qtbot, window, lambda: view.data_ is not None and view.data_.problem.month == month)
    return view


def seen(qtbot: QtBot, window: MainWindow, page_id: str, kind: type[P], **state: Any) -> P:
    """A page in the window whose reads have ended."""
    view = page(window, page_id, kind, **state)
    settled(qtbot, window)
    return view


def until(qtbot: QtBot, fact: Callable[[], bool], seconds: int = 60) -> None:
    """Wait for a fact."""
    qtbot.waitUntil(fact, timeout=seconds * 1000)


def press(window: MainWindow, keys: str) -> None:
    """Press a key of the page shown: exactly one of its actions has it."""
    assert window.workplace is not None
    wanted = QKeySequence(keys)
    (action,) = [a for a in window.workplace.actions() if a.shortcut() == wanted]
    action.trigger()


def newest(window: QWidget, kind: type[W]) -> W:
    """The newest open widget of a kind."""
    return [w for w in window.findChildren(kind) if w.isVisible()][-1]
