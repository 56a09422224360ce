"""R12 in the real window: no text of any page names an illness to guards, officers and finance (SEC-01).

Shown or not: labels, tips, names and descriptions for screen readers, what models hold in every role,
menus, titles, the clipboard, search results, and what the program writes to its log meanwhile.
"""

import logging
import re
import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from medcentre.care import acts as care
from medcentre.care.facts import NoteKind, SignNote, StartNote
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import SYSTEM, Role
from medcentre.residents import acts as residents
from medcentre.residents.facts import (
    TELLING_WORDS,
    AbsenceKind,
    EndAbsence,
    StartAbsence,
    StartMark,
    tells,
    tells_mind,
)
from medcentre.staff.acts.safekeeping import make_centre_backup
from medcentre.store.engine import Store, open_engine
from medcentre.store.keyring import Keyring
from medcentre.store.uow import unit_of_work
from tests.conftest import TEST_KEY
from tests.e2e.eyes import texts
from tests.e2e.house import settled
from tests.placement.test_view_matrix import PROBE, World, house
from tests.signers import PASSWORD, signer
from ui.app import Program
from ui.kit.settings import Preferences
from ui.shell.window import MainWindow

TELLS = re.compile(f"{TELLING_WORDS.pattern}|BC0[1-5]|无骨", re.IGNORECASE)


@dataclass
class Place:
    """The furnished house and the program over it."""

    world: World
    program: Program

    def window(self, role: Role) -> MainWindow:
        """The window of somebody with this role alone."""
        program = ServiceContext(self.world.store, self.world.ctx("doc").actor, self.world.clock)
        who = signer(program, role, f"某{role.value}")
        if role is Role.GUARD:
            zone = frozenset({self.world.zones["康复区"]})
            who = replace(
                who, actor=replace(who.actor, zones=zone, staff_id=self.world.guards["on"])
            )
        window = MainWindow(self.program.services())
        window.resize(1366, 768)
        window.enter(who)
        return window


def furnished_place(folder: Path, template: Path) -> Place:
    """An illness written into every field for words, in a real centre."""
    data = folder / "centre"
    data.mkdir()
    shutil.copy(template, data / "centre.db")
    world = house(Store(open_engine(str(data), TEST_KEY), str(data), TEST_KEY))
    whisper(world)
    program = Program(str(data), is_demo=False, clock=world.clock)
    program.preferences = Preferences(
        QSettings(str(folder / "desk.ini"), QSettings.Format.IniFormat)
    )
    return Place(world, program)


def whisper(world: World) -> None:
    """What the house of places has no room for: signs, alerts, facts, journeys, notes that tell."""
    program = ServiceContext(world.store, world.ctx("doc").actor, world.clock)
    now = world.clock.now()
    doctor = signer(program, Role.DOCTOR, "祝大夫", "主任医师")
    with unit_of_work(ServiceContext(world.store, SYSTEM, world.clock)) as uow:
        for stay in (world.here, world.there):
            for group, kind, shut in (
                ("precaution", "droplet", False), ("alert", "other", True),
                ("alert", "emotion", False), ("trait", "acute_psychosis", False),
                ("trait", "pregnant", False),
            ):  # fmt: skip
                words = f"{PROBE}，精神分裂症 F20.0，妊娠 12 周"
                mark = StartMark(stay_id=stay, kind=kind, value=words, restricted=shut, from_at=now)
                residents.start_mark_in(uow, group, mark)
        uow.record("stay", action="residents.start_alert")
        uow.commit()
    for stay in (world.here, world.there):
        content = (("content", f"今日查房：{PROBE}"),)
        note = care.start_note(
            doctor, StartNote(stay_id=stay, kind=NoteKind.PROGRESS, at=now, content=content)
        )
        version = care.read_note(doctor, note).row.version
        care.sign_note(
            doctor,
            SignNote(note_id=note, version=version, at=now, content=content, password=PASSWORD),
        )  # fmt: skip
    police = ServiceContext(world.store, world.ctx("pol").actor, world.clock)
    residents.leave(
        police,
        StartAbsence(
            stay_id=world.here, kind=AbsenceKind.HOSPITAL_TRIP, left_at=now,
            expected_back=now + timedelta(hours=1), destination=f"市医院皮肤性病科 {PROBE}",
            note=PROBE,
        ),
    )  # fmt: skip
    back = EndAbsence(stay_id=world.here, returned_at=now + timedelta(seconds=20), note=PROBE)
    world.clock.forward(seconds=30)
    residents.come_back(police, back)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Place:
    """The centre where every field names an illness."""
    return furnished_place(tmp_path_factory.mktemp("said"), sqlite_template)


def sweep(qtbot: QtBot, place: Place, role: Role) -> tuple[int, set[str], bool]:
    """Pages opened, page and word of each leak, whether the man was seen at all."""
    window = place.window(role)
    qtbot.addWidget(window)
    window.show()
    desk, workplace = window.desk, window.workplace
    assert desk is not None
    assert workplace is not None
    found, pages, seen = set[str](), 0, False

    def read(where: str) -> None:
        nonlocal pages, seen
        settled(qtbot, window)
        qtbot.wait(20)
        pages += 1
        for text in texts(window):
            seen |= "田茂超" in text
            found.update(f"{where}: {text[:160]}" for _ in TELLS.findall(text))

    for spec in workplace.specs:
        if not spec.hidden and spec.id != "rostering.sheet":
            desk.open(spec.id)
            read(spec.id)
    if role is not Role.FINANCE:
        desk.person(place.world.here)
        read("person")
    for words in ("HIV", "结核", "田茂超"):
        found.update(f"search {f}" for f in desk.find_people(words) if TELLS.search(repr(f)))
    window.close()
    return pages, found, seen


@pytest.mark.usefixtures("themed")
@pytest.mark.parametrize("role", [Role.GUARD, Role.POLICE, Role.FINANCE])
def test_no_text_of_any_page_names_an_illness(
    qtbot: QtBot, place: Place, role: Role, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    pages, found, seen = sweep(qtbot, place, role)
    assert pages > 3
    assert found == set()
    assert seen or role is Role.FINANCE
    out, err = capfd.readouterr()
    written = [p.read_text("utf-8", "ignore") for p in Path(place.program.location).rglob("*.log")]
    for text in (out, err, caplog.text, *written):
        assert TELLS.findall(text) == []


@pytest.mark.usefixtures("themed")
def test_the_same_look_finds_them_on_a_doctors_pages(qtbot: QtBot, place: Place) -> None:
    _pages, found, seen = sweep(qtbot, place, Role.DOCTOR)
    assert seen
    assert len({f.split(":")[0] for f in found if "HIV" in f}) > 2


def test_the_folder_of_a_centre_says_nothing_to_whoever_opens_its_files(place: Place) -> None:
    """Store, journal beside it, backup, keys, logs, the desk's memory: neither a name nor an illness."""
    world = place.world
    keeper = ServiceContext(world.store, world.ctx("it").actor, world.clock)
    Keyring(Path(place.program.location)).put("recovery", "only-for-this-test-2026", TEST_KEY)
    make_centre_backup(keeper, Path(place.program.location).parent / "backup")
    home = Path(place.program.location).parent
    secrets = ("田茂超", "韦国栋", "替诺福韦", "精神分裂症", "皮肤性病科", "肺结核", "HIV感染")
    files = [p for p in home.rglob("*") if p.is_file()]
    assert any(p.suffix == ".db" for p in files)
    for path in files:
        data = path.read_bytes() + str(path).encode()
        for coding in ("utf-8", "utf-16-le", "gb18030"):
            assert [s for s in secrets if s.encode(coding) in data] == [], path


def test_the_words_of_an_illness_are_known_however_they_are_typed() -> None:
    said = (
        "ＨＩＶ阳性", "h.i.v", "服ART药", "AIDS", "皮肤性病科", "戊肝", "大三阳", "涂阳", "RPR 1:8",
        "恩替卡韦", "利福喷丁", "b20.1",
    )  # fmt: skip
    assert [w for w in said if not tells(w)] == []
    mind = ("精神分裂症", "抑郁症", "双相", "奥氮平", "F20.0", "妊娠 12 周")
    assert [w for w in mind if not tells_mind(w)] == []
    plain = (
        "慢性病",
        "201-1",
        "F2",
        "无刺激饮食",
        "start",
        "B-12",
        "近期情绪波动",
        "高血压 3 级",
        "F12",
    )
    assert [w for w in plain if tells(w) or tells_mind(w)] == []
