"""A state machine of note lives on both engines: draft, save, sign, co-sign, correct, void, stale."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from medcentre.care import acts, views
from medcentre.care.facts import (
    Content,
    CorrectNote,
    CosignNote,
    EndNote,
    NoteKind,
    SaveDraft,
    SignNote,
    StartNote,
)
from medcentre.care.tables import NoteVersionModel
from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Role
from medcentre.store import audit
from medcentre.store.engine import Store, open_engine
from medcentre.store.uow import reading
from medcentre.store.versions import verify_versions
from tests.care.test_notes import NOW, resident
from tests.conftest import TEST_KEY, actor
from tests.signers import PASSWORD, signer

TRAINEE, SENIOR = 0, 1
STEPS = ("save", "sign", "cosign", "correct", "void")


class NoteLife(RuleBasedStateMachine):
    """A trainee and a superior write; the model knows status, owner, words and versions."""

    make_store: Callable[[], Store]

    def __init__(self) -> None:
        super().__init__()
        self.clock = StillClock(NOW)
        self.store = type(self).make_store()
        self.program = ServiceContext(self.store, actor(), self.clock)
        self.stay = resident(self.program)
        self.people = [
            signer(self.program, Role.DOCTOR, "小沈", "实习医师"),
            signer(self.program, Role.DOCTOR, "贺明远", "副主任医师"),
        ]
        self.notes: dict[int, tuple[str, int, str, int]] = {}
        self.count = 0

    def teardown(self) -> None:
        with reading(self.program) as session:
            assert audit.verify(session)[1] == ()
            assert verify_versions(session, NoteVersionModel) == ()
        self.store.close()

    def words(self) -> Content:
        self.count += 1
        return (("content", f"第 {self.count} 次写下的病程。"),)

    @precondition(lambda self: len(self.notes) < 4)
    @rule(who=st.sampled_from([TRAINEE, SENIOR]))
    def start(self, who: int) -> None:
        content = self.words()
        cmd = StartNote(stay_id=self.stay, kind=NoteKind.PROGRESS, at=NOW, content=content)
        self.notes[acts.start_note(self.people[who], cmd)] = ("draft", who, content[0][1], 1)

    @precondition(lambda self: self.notes)
    @rule(
        data=st.data(),
        who=st.sampled_from([TRAINEE, SENIOR]),
        step=st.sampled_from(STEPS),
        stale=st.booleans(),
    )
    def act(self, data: st.DataObject, who: int, step: str, stale: bool) -> None:
        note = data.draw(st.sampled_from(sorted(self.notes)))
        status, owner, text, number = self.notes[note]
        ctx, words = self.people[who], self.words()
        version = acts.read_note(ctx, note).row.version - stale
        call = self.calls(ctx, note, version, words)[step]
        if stale or not self.allowed(step, status, who, owner):
            with pytest.raises(DomainError):
                call()
            return
        call()
        after = {"save": "draft", "cosign": "cosigned", "void": "voided"}.get(step, "signed")
        kept = text if step in ("void", "cosign") else words[0][1]
        self.notes[note] = (after, owner, kept, number + 1)

    def allowed(self, step: str, status: str, who: int, owner: int) -> bool:
        if step in ("save", "sign"):
            return status == "draft" and who == owner
        if step == "cosign":
            return status == "signed" and who == SENIOR and owner == TRAINEE
        return status in ("signed", "cosigned") and who in (owner, SENIOR)

    def calls(
        self, ctx: ServiceContext, note: int, version: int, words: Content
    ) -> dict[str, Callable[[], object]]:
        return {
            "save": lambda: acts.save_note(
                ctx, SaveDraft(note_id=note, version=version, at=NOW, content=words)
            ),
            "sign": lambda: acts.sign_note(
                ctx,
                SignNote(
                    note_id=note, version=version, at=NOW, content=words, password=PASSWORD
                ),
            ),
            "cosign": lambda: acts.cosign_note(
                ctx, CosignNote(note_id=note, version=version, password=PASSWORD)
            ),
            "correct": lambda: acts.correct_note(
                ctx,
                CorrectNote(
                    note_id=note, version=version, at=NOW, content=words,
                    reason="记录有误须更正", password=PASSWORD,
                ),
            ),
            "void": lambda: acts.void_note(
                ctx,
                EndNote(note_id=note, version=version, reason="写到别人名下", password=PASSWORD),
            ),
        }  # fmt: skip

    @invariant()
    def store_is_the_model(self) -> None:
        rows = views.notes_of(self.people[SENIOR], self.stay)
        assert {r.id: (str(r.status), r.excerpt, r.version_no) for r in rows} == {
            note: (status, text, number) for note, (status, _, text, number) in self.notes.items()
        }
        waiting = {t.row.id for t in views.to_sign(self.people[SENIOR])}
        assert waiting == {
            note
            for note, (status, owner, *_) in self.notes.items()
            if (status == "draft" and owner == SENIOR) or (status == "signed" and owner == TRAINEE)
        }


def run(machine: type[NoteLife]) -> None:
    machine.TestCase.settings = settings(max_examples=5, stateful_step_count=15, deadline=None)
    machine.TestCase("runTest").runTest()


def test_lives_of_notes_on_the_embedded_engine(sqlite_template: Path, tmp_path: Path) -> None:
    def make() -> Store:
        folder = Path(tempfile.mkdtemp(prefix="notes", dir=tmp_path))
        shutil.copy(sqlite_template, folder / "centre.db")
        return Store(open_engine(str(folder), TEST_KEY), str(folder), TEST_KEY)

    run(type("EmbeddedNotes", (NoteLife,), {"make_store": staticmethod(make)}))


def test_lives_of_notes_on_the_server_engine(postgres: Any) -> None:
    def make() -> Store:
        url = postgres.new_database()
        return Store(open_engine(url, None), url, None)

    run(type("ServerNotes", (NoteLife,), {"make_store": staticmethod(make)}))
