"""Who reaches the words of a confidential talk, and of a doctor's note, by any way there is (12.2, SEC-03).

Written from the matrix: D13 officers' talks, D8 and D12 notes of the treating team. The ways are every
view of the program, the acts that open a record, search, the trail and its export, so that a
view made tomorrow is a way, too.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from medcentre.care import acts as care
from medcentre.care.facts import NoteKind, SignNote, StartNote
from medcentre.insight import views as insight
from medcentre.kernel.context import SERVICES, ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Data, Role
from medcentre.residents import views as residents
from medcentre.staff.views.audit import AuditFilter, export_trail
from medcentre.support import acts as support
from medcentre.support.facts import Demand, SignTalk, StartTalk
from tests.copies import Copies
from tests.e2e.asking import READS, reader, said
from tests.e2e.test_twins import PLAIN, house
from tests.placement.test_view_matrix import World
from tests.signers import PASSWORD, signer
from tests.support.test_talks import whole

TALK, WISH, NOTE, SPECIAL = "枇杷巷的事", "求见枇杷巷的人", "川贝方子记下", "雪莲方子记下"
"""Words of a talk, of the wish told in it, of a note about a plain illness, of one about D8."""

TABLE = {
    #                    talk   wish   note   special
    Role.POLICE:         ("y",  "y",   "–",   "–"),
    Role.AUX_POLICE:     ("–",  "–",   "–",   "–"),
    Role.GUARD:          ("–",  "–",   "–",   "–"),
    Role.DOCTOR:         ("–",  "–",   "y",   "y"),
    Role.NURSE:          ("–",  "–",   "y",   "y"),
    Role.PHARMACIST:     ("–",  "–",   "y",   "y"),
    Role.COUNSELLOR:     ("y",  "y",   "–",   "–"),
    Role.SOCIAL_WORKER:  ("y",  "y",   "–",   "–"),
    Role.FINANCE:        ("–",  "–",   "–",   "–"),
    Role.DIRECTOR:       ("y",  "y",   "–",   "–"),
    Role.JOINT_OFFICE:   ("–",  "–",   "–",   "–"),
    Role.ARCHIVIST:      ("y",  "y",   "y",   "–"),
    Role.INSPECTOR:      ("y",  "y",   "–",   "–"),
    Role.IT_ADMIN:       ("–",  "–",   "–",   "–"),
    Role.SEC_ADMIN:      ("–",  "–",   "–",   "–"),
    Role.AUDIT_ADMIN:    ("–",  "–",   "–",   "–"),
}  # fmt: skip
"""Doctors read that there was a talk and its topics (D13 summary); archivists keep D8 sealed."""


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The plain house with a signed talk and two signed notes."""
    copies = Copies(tmp_path_factory.mktemp("sealed"), sqlite_template, lambda s: house(s, PLAIN))
    made = replace(copies.kept, store=copies.store())
    desk = reader(made, Role.POLICE)
    officer = signer(desk, Role.POLICE, "喻思源", "三级警长")
    wish = (Demand(wish=WISH, owner="麻占奎", due_on=made.clock.now().date()),)
    content = whole(content=f"整夜未睡，说起{TALK}。", measures=TALK, demands=wish)
    made.ids["talk"] = support.start_talk(officer, StartTalk(stay_id=made.here, content=content))
    version = support.read_talk(officer, made.ids["talk"]).row.version
    support.sign_talk(
        officer,
        SignTalk(talk_id=made.ids["talk"], version=version, content=content, password=PASSWORD),
    )  # fmt: skip
    doctor = signer(desk, Role.DOCTOR, "沈大夫", "主任医师")
    for name, stay, words in (("note", made.here, NOTE), ("special", made.there, SPECIAL)):
        made.ids[name] = _note(doctor, made, stay, words)
    return made


def _note(doctor: ServiceContext, world: World, stay: int, words: str) -> int:
    now, content = world.clock.now(), (("content", f"今日{words}。"),)
    note = care.start_note(
        doctor, StartNote(stay_id=stay, kind=NoteKind.PROGRESS, at=now, content=content)
    )
    version = care.read_note(doctor, note).row.version
    cmd = SignNote(note_id=note, version=version, at=now, content=content, password=PASSWORD)
    care.sign_note(doctor, cmd)
    return note


def told(ask: Callable[[], object]) -> str:
    """The answer as text; nothing where it is refused."""
    try:
        found = ask()
    except DomainError as refused:
        return repr(refused.violations())
    if isinstance(found, bytes):
        with ZipFile(BytesIO(found)) as book:
            return "".join(book.read(n).decode("utf-8", "ignore") for n in book.namelist())
    return repr(found)


def ways(world: World, who: ServiceContext) -> dict[str, str]:
    """Way -> everything it answers."""
    made = {name: " ".join(said(world, who, name)) for name in READS}
    made["read talk"] = told(lambda: support.read_talk(who, world.ids["talk"]))
    for name in ("note", "special"):
        made[f"read {name}"] = told(partial(care.read_note, who, world.ids[name]))
    for words in (TALK, WISH, NOTE, SPECIAL):
        key = words[:3]
        made[f"find {key}"] = told(partial(residents.find, who, key))
        made[f"search {key}"] = told(partial(insight.search, who, key))
        made[f"trail {key}"] = told(partial(export_trail, who, AuditFilter(text=key)))
    made["trail"] = told(lambda: export_trail(who, AuditFilter()))
    return made


@pytest.mark.parametrize("role", list(Role))
def test_who_reaches_the_words(world: World, role: Role) -> None:
    found = ways(world, reader(world, role))
    for words, mark in zip((TALK, WISH, NOTE, SPECIAL), TABLE[role], strict=True):
        by = sorted(way for way, answer in found.items() if words in answer)
        assert (by != []) is (mark == "y"), f"{words} {mark}: {by}"
        assert not [way for way in by if "audit" in way or "trail" in way]
        assert not [way for way in by if "find" in way or "search" in way], "no index of words"


def test_an_officer_of_another_zone_does_not_reach_a_talk(world: World) -> None:
    who = reader(world, Role.POLICE)
    there = frozenset({world.zones["二区"]})
    found = ways(world, who.as_(replace(who.actor, zones=there)))
    assert [w for w, answer in found.items() if TALK in answer or WISH in answer] == []


def test_sessions_of_counsellors_have_no_way_at_all() -> None:
    """D14 is in no act and no view: the first that names it belongs into the table above."""
    assert [n for n, s in SERVICES.items() if Data.COUNSELLING in {p.data for p in s.any_of}
            and len(s.any_of) < len(Data)] == []  # fmt: skip
