"""A window with invented pages and services."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted
from medcentre.kernel.permissions import Data, edit, view
from ui.kit.desk import Desk
from ui.kit.drafts import NoDrafts
from ui.kit.editors import LineEdit
from ui.kit.form import FormPane
from ui.kit.page import Action, Group, HelpCard, Page, PageSpec
from ui.kit.samples import sample_columns, sample_desk, sample_found, sample_rows
from ui.kit.table_view import TablePane
from ui.shell.services import Alert, Counter, ShellServices
from ui.shell.window import MainWindow


@dataclass
class Seen:
    """What the invented pages were asked."""

    loads: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    opened: list[dict[str, Any]] = field(default_factory=list)


class ListPage(Page):
    """A table with one action."""

    topics = frozenset({Topic.RESIDENTS})

    def __init__(self, desk: Desk, seen: Seen, name: str) -> None:
        super().__init__(desk)
        self.seen, self.name = seen, name
        self.header.set_title(name)
        self.table = TablePane(desk, f"test.{name}", sample_columns(), row_id=lambda r: r.stay_id)
        self.body.addWidget(self.table)

    def load(self) -> None:
        self.seen.loads.append(self.name)
        self.table.show_rows(sample_rows())

    def page_actions(self) -> tuple[Action, ...]:
        run = partial(self.seen.acts.append, self.name)
        return (Action(f"{self.name}.new", "登记入所", run, "Ctrl+N", "log-in"),)

    def help(self) -> HelpCard:
        return HelpCard("这一页列出病员。", (("MED-01", "入院 8 小时内写首次病程。"),))

    def open_with(self, **state: Any) -> None:
        self.seen.opened.append(state)

    def state(self) -> dict[str, Any]:
        return self.table.state()

    def restore(self, state: dict[str, Any]) -> None:
        self.table.restore(state)

    def focus_filter(self) -> bool:
        return self.table.focus_filter()


class WritePage(Page):
    """A page with a form."""

    def __init__(self, desk: Desk, seen: Seen) -> None:
        super().__init__(desk)
        self.pane: FormPane[str] = FormPane(
            desk, "保存", seen.acts.append, draft_key="write", command=self._text
        )
        self.text = self.pane.form.add("text", "内容", LineEdit(), required=True)
        self.body.addWidget(self.pane)

    def keep_drafts(self) -> None:
        self.pane.keep_draft()

    def _text(self) -> str:
        return self.text.value() or ""


def specs_of(seen: Seen) -> list[PageSpec]:
    """A page for each group, three for the beds, one nobody here may see."""

    def page(name: str, group: Group, order: int = 0) -> PageSpec:
        return PageSpec(name, group, order, lambda: name, "list", lambda d: ListPage(d, seen, name))

    made = [page(group.name.lower(), group) for group in Group if group is not Group.CARE]
    made += [page("places.waiting", Group.PLACES, 10), page("places.apart", Group.PLACES, 20)]
    made.append(PageSpec("care", Group.CARE, 0, lambda: "写", "pen", lambda d: WritePage(d, seen)))
    made.append(
        PageSpec(
            "residents.person",
            Group.RESIDENTS,
            5,
            lambda: "个人页",
            "user",
            lambda d: ListPage(d, seen, "person"),
            hidden=True,
        )
    )
    made.append(
        PageSpec(
            "users",
            Group.SETTINGS,
            9,
            lambda: "用户",
            "users",
            lambda d: ListPage(d, seen, "users"),
            any_of=(edit(Data.USERS),),
        )
    )
    made.append(
        PageSpec(
            "notes",
            Group.CARE,
            9,
            lambda: "病程",
            "file",
            lambda d: ListPage(d, seen, "notes"),
            any_of=(view(Data.DIAGNOSIS),),
            count=lambda d: (120, True),
        )
    )
    return made


@pytest.fixture
def seen() -> Seen:
    """What the pages were asked."""
    return Seen()


@pytest.fixture
def services(themed: QApplication, seen: Seen, tmp_path: Path) -> ShellServices:
    """Services of an invented centre; the password is `right`."""
    desk = sample_desk(str(tmp_path / "shell.ini"))
    clock, drafts = StillClock(), NoDrafts()

    def authenticate(user: str, password: str) -> ServiceContext | DomainError:
        return desk.ctx if password == "right" else NotPermitted(permission="sign_in", actor=user)

    at = clock.now() - timedelta(minutes=5)
    return ShellServices(
        lambda: specs_of(seen),
        desk.preferences,
        clock,
        centre_name=lambda: "收治中心",
        authenticate=authenticate,
        make_desk=lambda ctx: Desk(ctx, drafts=drafts, preferences=desk.preferences),
        counters=lambda ctx: (Counter("在所", 112, "residents"), Counter("空床", 13)),
        alerts=lambda ctx: (Alert("a1", "血钾 6.4", "101-2", at, critical=True, page_id="care"),),
        take_alert=lambda ctx, key: seen.taken.append(key),
        search=lambda ctx, text: sample_found(text) if text == "ywh" else (),
    )


@pytest.fixture
def window(services: ShellServices, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with nobody signed in."""
    made = MainWindow(services)
    qtbot.addWidget(made)
    made.resize(1600, 1000)
    made.show()
    yield made
    if made.desk is not None:
        made.desk.close()
