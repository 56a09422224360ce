"""R12 by hand: everything guards, officers and finance can paint, open, print and save (SEC-01, SEC-02).

Beside `test_said_nowhere`, which reads what widgets and models hold: what painters write, every button and
menu of every page with what opens from it, papers, files, what a desk keeps, and what lies in the
centre's folder.
"""

import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from medcentre.kernel.permissions import Role
from medcentre.residents.facts import MIND_WORDS
from tests.e2e.eyes import (
    Brush,
    buttons,
    context_menus,
    file_texts,
    files_into,
    opened,
    shut,
    texts,
)
from tests.e2e.house import settled
from tests.e2e.test_said_nowhere import TELLS, Place, furnished_place
from tests.papers.pdfs import whole_text
from ui.shell.window import MainWindow

SAID = re.compile(f"{TELLS.pattern}|{MIND_WORDS.pattern}", re.IGNORECASE)
OF_THE_FORM = ("妊娠检查", "已检查，未怀孕", "育龄女性必须先检查，怀孕或哺乳期不予收治")
"""What the empty form of intake asks of everybody: the words of LAW-03."""

LEAVES = re.compile("退出|锁定|注销|换人|新窗口|Sign out|Lock")
"""Buttons that end the visit."""

pytestmark = [
    pytest.mark.usefixtures("themed"),
    pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Place:
    """The centre where every field names an illness."""
    return furnished_place(tmp_path_factory.mktemp("pressed"), sqlite_template)


@dataclass
class Visit:
    """Somebody in the window who looks at and presses everything."""

    qtbot: QtBot
    window: MainWindow
    brush: Brush
    found: set[str] = field(default_factory=set)
    pressed: int = 0
    overs: int = 0
    seen: bool = False
    papers: list[tuple[str, bytes]] = field(default_factory=list)

    def look(self, where: str, narrow: bool = False) -> None:
        """Read what is shown, held and painted now; `narrow`: of what opened alone, if anything did."""
        settled(self.qtbot, self.window)
        self.qtbot.wait(1)
        self.heard(where, self.brush.taken())
        over = opened(self.window)
        self.overs += len(over)
        for part in over if narrow and over else (self.window, *over):
            self.heard(where, texts(part))
            self.heard(where, self.brush.painted(part))

    def heard(self, where: str, words: "Iterator[str] | list[str]") -> None:
        """Keep what tells."""
        for text in words:
            self.seen |= "田茂超" in text
            if text not in OF_THE_FORM:
                self.found.update(f"{where}: {text[:160]}" for _ in SAID.findall(text))

    def pages(self) -> Iterator[tuple[str, dict[str, int]]]:
        """Every page of the rail, then the person."""
        assert self.window.workplace is not None
        for spec in self.window.workplace.specs:
            if not spec.hidden and spec.id != "rostering.sheet":
                yield spec.id, {}

    def go(self, page: str) -> None:
        """Open a page anew."""
        assert self.window.desk is not None
        shut(self.window)
        self.window.desk.open(page)
        settled(self.qtbot, self.window)

    def press_all(self, page: str, again: "object") -> None:
        """Each button of a page, each menu; what opens is read and shut."""
        assert self.window.workplace is not None
        shown = self.window.workplace.current_page
        assert shown is not None
        for view in context_menus(shown):
            self.look(f"{page} menu of {type(view).__name__}", narrow=True)
            shut(self.window)
        count = len(buttons(shown))
        for place in range(count):
            here = self.window.workplace.current_page
            if here is not shown:
                assert callable(again)
                again()
                shown = here = self.window.workplace.current_page
            assert here is not None
            there = buttons(here)
            if place >= len(there) or LEAVES.search(there[place].text()):
                continue
            name = there[place].text() or there[place].toolTip() or type(there[place]).__name__
            there[place].click()
            self.pressed += 1
            self.look(f"{page} > {name}", narrow=True)
            shut(self.window)


def visit(
    qtbot: QtBot, place: Place, role: Role, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> Visit:
    """Look at every page of a role, press everything, keep papers and files."""
    brush = Brush(monkeypatch)
    window = place.window(role)
    qtbot.addWidget(window)
    window.resize(1366, 1600)
    window.show()
    desk = window.desk
    assert desk is not None
    made = Visit(qtbot, window, brush)
    monkeypatch.setattr(desk, "preview", lambda pdf, title: made.papers.append((title, pdf)))
    with files_into(folder, monkeypatch):
        for page, _ in made.pages():
            made.go(page)
            made.look(page)
            made.press_all(page, lambda page=page: made.go(page))
        if role is not Role.FINANCE:
            for stay in (place.world.here, place.world.there):
                desk.person(stay)
                made.look("person")
                made.press_all("person", lambda stay=stay: desk.person(stay))
    for title, pdf in made.papers:
        made.heard(f"paper {title}", [title, whole_text(pdf)])
    for name, words in file_texts(folder):
        made.heard(f"file {name}", [words])
    desk_file = Path(place.program.location).parent / "desk.ini"
    made.heard("desk", [desk_file.read_text("utf-8")] if desk_file.exists() else [])
    window.close()
    return made


ROLES: tuple[Role, ...] = (Role.GUARD, Role.FINANCE)
if os.environ.get("MEDCENTRE_DRILLS"):  # officers have most to press: a minute of `make drills`
    ROLES = (*ROLES, Role.POLICE)


@pytest.mark.parametrize("role", ROLES)
def test_nothing_pressed_tells_an_illness(
    qtbot: QtBot, place: Place, role: Role, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    made = visit(qtbot, place, role, monkeypatch, tmp_path)
    assert made.pressed > 5
    assert made.overs > 1
    assert made.seen or role is Role.FINANCE
    assert made.found == set()
    out, err = capfd.readouterr()
    assert [w for w in (out, err, caplog.text) if SAID.search(w)] == []
