"""Notes on the real store, both engines: life, guards, signatures, privacy, the chain."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

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
from medcentre.kernel.clock import at
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted, RulesBroken, StaleRecord
from medcentre.kernel.permissions import Role
from medcentre.kernel.records import RecordStatus
from medcentre.residents.acts import admit
from medcentre.residents.facts import Admit, IllnessFact, NewPerson
from medcentre.store.uow import reading, store_of
from medcentre.store.versions import verify_versions
from tests.signers import PASSWORD, signer

Ctx = Callable[..., ServiceContext]
NOW = at(date(2026, 11, 24), 8, 42)
TEXT: Content = (("content", "患者今晨体温 36.6℃，咳嗽减轻。继续抗结核治疗，注意肝功能。"),)


def resident(ctx: ServiceContext, **more: object) -> int:
    values: dict[str, object] = {
        "person": NewPerson(name="罗启贵", sex="1", birth_date=date(1974, 3, 2)),
        "admitted_at": NOW - timedelta(days=3),
        "decision_no": "筑公（禁）强戒决字〔2026〕第0007号",
        "decision_on": date(2026, 11, 20),
        **more,
    }
    return admit(ctx, Admit(**values))  # type: ignore[arg-type]


def written(
    ctx: ServiceContext, stay: int, content: Content = TEXT, kind: NoteKind = NoteKind.PROGRESS
) -> int:
    return acts.start_note(ctx, StartNote(stay_id=stay, kind=kind, at=NOW, content=content))


def version_of(ctx: ServiceContext, note: int) -> int:
    return acts.read_note(ctx, note).row.version


def sign(ctx: ServiceContext, note: int, content: Content = TEXT, ask: bool = False) -> None:
    acts.sign_note(
        ctx,
        SignNote(
            note_id=note, version=version_of(ctx, note), at=NOW, content=content,
            password=PASSWORD, ask_cosign=ask,
        ),
    )  # fmt: skip


def correction(
    ctx: ServiceContext, note: int, words: str, reason: str = "录入时写错数值"
) -> CorrectNote:
    return CorrectNote(
        note_id=note, version=version_of(ctx, note), at=NOW, content=(("content", words),),
        reason=reason, password=PASSWORD,
    )  # fmt: skip


def test_a_draft_is_saved_signed_and_read_back(context: Ctx) -> None:
    doctor = signer(context(), Role.DOCTOR, "沈若兰", "主治医师")
    stay = resident(context())
    note = written(doctor, stay, (("content", "体温"),))
    longer: Content = (("content", "体温 36.6"),)
    acts.save_note(
        doctor, SaveDraft(note_id=note, version=version_of(doctor, note), at=NOW, content=longer)
    )
    sign(doctor, note)
    card = acts.read_note(doctor, note)
    assert card.row.status is RecordStatus.SIGNED
    assert (card.row.signer, card.row.signer_title) == ("沈若兰", "主治医师")
    assert card.content == TEXT
    assert [v.status.value for v in card.versions] == ["draft", "draft", "signed"]
    assert views.notes_of(doctor, stay)[0].excerpt.startswith("患者今晨体温")
    with reading(doctor) as session:
        assert verify_versions(session, NoteVersionModel) == ()


def test_signing_asks_for_the_right_password_and_whole_content(context: Ctx) -> None:
    doctor = signer(context(), Role.DOCTOR, "沈若兰")
    note = written(doctor, resident(context()), ())
    version = version_of(doctor, note)
    cmd = SignNote(note_id=note, version=version, at=NOW, content=TEXT, password="not it")
    with pytest.raises(DomainError) as refused:
        acts.sign_note(doctor, cmd)
    assert refused.value.code == "password_wrong"
    with pytest.raises(RulesBroken) as broken:
        sign(doctor, note, ())
    assert broken.value.violations()[0].where == "content"
    assert acts.read_note(doctor, note).row.status is RecordStatus.DRAFT


def test_a_trainee_drafts_and_the_superior_signs(context: Ctx) -> None:
    trainee = signer(context(), Role.DOCTOR, "小沈", "实习医师")
    junior = signer(context(), Role.DOCTOR, "老沈", "住院医师")
    senior = signer(context(), Role.DOCTOR, "贺明远", "副主任医师")
    note = written(trainee, resident(context()), kind=NoteKind.ATTENDING_FIRST)
    sign(trainee, note)
    row = acts.read_note(trainee, note).row
    assert row.needs_cosign
    assert [t.row.id for t in views.to_sign(senior)] == [note]
    assert views.to_sign(junior) == ()
    cosign = CosignNote(note_id=note, version=row.version, password=PASSWORD)
    with pytest.raises(RulesBroken) as refused:
        acts.cosign_note(junior, cosign)
    assert refused.value.violations()[0].code == "note_cosign_rank"
    with pytest.raises(DomainError) as own:
        acts.cosign_note(trainee, cosign)
    assert own.value.code == "record_own_cosign"
    acts.cosign_note(senior, cosign)
    assert acts.read_note(senior, note).row.status is RecordStatus.COSIGNED
    assert views.to_sign(senior) == ()


def renamed(ctx: ServiceContext, name: str) -> ServiceContext:
    """The same account under another name."""
    return ctx.as_(replace(ctx.actor, name=name))


def test_a_signer_is_told_by_account_not_by_name(context: Ctx) -> None:
    """A namesake's note waits for the superior; under a new name it is still one's own (SIGN-02)."""
    junior = signer(context(), Role.DOCTOR, "贺明远", "主治医师")
    senior = renamed(signer(context(), Role.DOCTOR, "待改名", "主任医师"), "贺明远")
    note = written(junior, resident(context()), kind=NoteKind.ATTENDING_FIRST)
    draft = version_of(junior, note)
    acts.sign_note(
        junior,
        SignNote(
            note_id=note, version=draft, at=NOW, content=TEXT, password=PASSWORD, ask_cosign=True
        ),
    )
    assert [t.row.id for t in views.to_sign(senior)] == [note]
    married = renamed(junior, "贺明月")
    assert views.to_sign(married) == ()
    cosign = CosignNote(note_id=note, version=version_of(junior, note), password=PASSWORD)
    with pytest.raises(DomainError) as own:
        acts.cosign_note(married, cosign)
    assert own.value.code == "record_own_cosign"
    acts.cosign_note(senior, cosign)
    assert views.to_sign(senior) == ()


def test_an_unsigned_round_does_not_meet_its_limit(context: Ctx) -> None:
    doctor = signer(context(), Role.DOCTOR, "老沈", "住院医师")
    stay = resident(context(), admitted_at=NOW)
    note = written(doctor, stay, kind=NoteKind.ATTENDING_FIRST)
    sign(doctor, note)
    assert NoteKind.ATTENDING_FIRST in {d.kind for d in views.deadlines_of(doctor, stay)}
    senior = signer(context(), Role.DOCTOR, "贺明远", "主治医师")
    cmd = CosignNote(note_id=note, version=version_of(senior, note), password=PASSWORD)
    acts.cosign_note(senior, cmd)
    assert NoteKind.ATTENDING_FIRST not in {d.kind for d in views.deadlines_of(doctor, stay)}


def test_a_correction_keeps_the_old_words_and_says_why(context: Ctx) -> None:
    doctor = signer(context(), Role.DOCTOR, "沈若兰", "主治医师")
    note = written(doctor, resident(context()))
    sign(doctor, note)
    with pytest.raises(RulesBroken) as refused:
        acts.correct_note(doctor, correction(doctor, note, "改了", reason="错"))
    assert refused.value.violations()[0].code == "record_reason_short"
    with pytest.raises(DomainError) as same:
        acts.correct_note(doctor, correction(doctor, note, TEXT[0][1]))
    assert same.value.code == "record_unchanged"
    acts.correct_note(doctor, correction(doctor, note, "患者今晨体温 38.6℃。"))
    card = acts.read_note(doctor, note)
    assert card.row.altered
    assert [dict(v.content)["content"][6:10] for v in card.versions[-2:]] == [" 36.", " 38."]
    assert card.versions[-1].reason == "录入时写错数值"


def test_a_stale_screen_is_told(context: Ctx) -> None:
    doctor = signer(context(), Role.DOCTOR, "沈若兰")
    note = written(doctor, resident(context()))
    seen = version_of(doctor, note)
    cmd = SaveDraft(note_id=note, version=seen, at=NOW, content=(("content", "一"),))
    acts.save_note(doctor, cmd)
    with pytest.raises(StaleRecord):
        acts.save_note(doctor, cmd)


def test_a_draft_belongs_to_its_author(context: Ctx) -> None:
    one = signer(context(), Role.DOCTOR, "沈若兰")
    two = signer(context(), Role.DOCTOR, "贺明远")
    note = written(one, resident(context()))
    with pytest.raises(DomainError) as refused:
        sign(two, note)
    assert refused.value.code == "record_not_yours"


def test_first_papers_exist_once(context: Ctx) -> None:
    doctor = signer(context(), Role.DOCTOR, "沈若兰")
    stay = resident(context())
    written(doctor, stay, (), NoteKind.ADMISSION)
    with pytest.raises(DomainError) as refused:
        written(doctor, stay, (), NoteKind.READMISSION)
    assert refused.value.code == "note_one_only"


def test_void_stays_readable_and_is_the_end(context: Ctx) -> None:
    doctor = signer(context(), Role.DOCTOR, "沈若兰")
    stay = resident(context())
    note = written(doctor, stay)
    sign(doctor, note)
    end = EndNote(
        note_id=note, version=version_of(doctor, note), password=PASSWORD, reason="写到别人名下了"
    )
    acts.void_note(doctor, end)
    card = acts.read_note(doctor, note)
    assert (card.row.status, card.row.void_reason) == (RecordStatus.VOIDED, "写到别人名下了")
    assert card.content == TEXT
    with pytest.raises(RulesBroken) as refused:
        acts.correct_note(doctor, correction(doctor, note, "改"))
    assert refused.value.violations()[0].code == "record_voided"


def test_archive_locks_and_another_signer_unlocks(context: Ctx) -> None:
    doctor = signer(context(), Role.DOCTOR, "沈若兰")
    other = signer(context(), Role.DOCTOR, "贺明远")
    stay = resident(context())
    note = written(doctor, stay)
    sign(doctor, note)
    assert acts.archive_notes(doctor, stay, PASSWORD) == 1
    with pytest.raises(RulesBroken) as refused:
        acts.correct_note(doctor, correction(doctor, note, "改"))
    assert refused.value.violations()[0].code == "record_archived"
    end = EndNote(
        note_id=note, version=version_of(doctor, note), password=PASSWORD, reason="家属提出错误"
    )
    with pytest.raises(DomainError) as own:
        acts.unlock_note(doctor, end)
    assert own.value.code == "record_own_unlock"
    acts.unlock_note(other, end)
    acts.correct_note(doctor, correction(doctor, note, "改好了"))


def test_an_addendum_hangs_on_its_note(context: Ctx) -> None:
    doctor = signer(context(), Role.DOCTOR, "沈若兰")
    stay = resident(context())
    note = written(doctor, stay)
    more = StartNote(stay_id=stay, kind=NoteKind.ADDENDUM, at=NOW, content=TEXT, parent_id=note)
    with pytest.raises(DomainError) as refused:
        acts.start_note(doctor, more)
    assert refused.value.code == "note_parent_not_signed"
    sign(doctor, note)
    added = acts.start_note(doctor, more)
    assert acts.read_note(doctor, added).row.parent_id == note


def test_several_are_signed_after_one_password(context: Ctx) -> None:
    doctor = signer(context(), Role.DOCTOR, "沈若兰")
    stay = resident(context())
    notes = [written(doctor, stay) for _ in range(3)]
    assert len(views.to_sign(doctor)) == 3
    pairs = [(n, version_of(doctor, n)) for n in notes]
    assert acts.sign_notes(doctor, pairs, PASSWORD) == 3
    assert views.to_sign(doctor) == ()
    with pytest.raises(DomainError) as refused:
        acts.sign_notes(doctor, [(n, 1) for n in range(21)], PASSWORD)
    assert refused.value.code == "record_too_many"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE note_version SET content = '{}' WHERE id = 1",
        "DELETE FROM note_version WHERE id = 1",
        "DELETE FROM note WHERE id = 1",
        "UPDATE note SET status = 'draft' WHERE id = 1",
        "UPDATE note SET status = 'cosigned' WHERE id = 1",
        "UPDATE note SET kind = 'ward_round' WHERE id = 1",
        "INSERT INTO note_version (record_id, version_no, status, content, content_hash, prev_link,"
        " link, author, signer, signer_role, signer_title, at, reason, workstation) SELECT record_id,"
        " 9, status, content, content_hash, prev_link, link, author, signer, signer_role,"
        " signer_title, at, reason, workstation FROM note_version WHERE id = 1",
    ],
)
def test_the_database_itself_keeps_signed_notes(context: Ctx, sql: str) -> None:
    doctor = signer(context(), Role.DOCTOR, "沈若兰")
    note = written(doctor, resident(context()))
    sign(doctor, note)
    assert note == 1
    with pytest.raises(Exception, match="guard:"), store_of(doctor).engine.begin() as conn:
        conn.execute(text(sql))


def test_a_hand_made_edit_is_found(context: Ctx) -> None:
    doctor = signer(context(), Role.DOCTOR, "沈若兰")
    note = written(doctor, resident(context()))
    sign(doctor, note)
    store = store_of(doctor)
    with store.engine.begin() as conn:
        if store.kind == "sqlite":
            conn.execute(text("DROP TRIGGER gd_note_version_append_only_update"))
        else:
            conn.execute(text("ALTER TABLE note_version DISABLE TRIGGER ALL"))
        conn.execute(text("UPDATE note_version SET content = '{}' WHERE version_no = 1"))
    found = views.note_faults(context(Role.AUDIT_ADMIN))
    assert [(f.record_id, f.version_no, f.kind) for f in found] == [(note, 1, "changed")]


def test_only_the_treating_team_reads(context: Ctx) -> None:
    doctor = signer(context(), Role.DOCTOR, "沈若兰")
    hiv = (IllnessFact(category="BC01", text="HIV感染", main=True),)
    stay = resident(context(), illnesses=hiv)
    note = written(doctor, stay, (("content", "HIV 抗病毒治疗中"),))
    for role in (Role.GUARD, Role.AUX_POLICE, Role.FINANCE, Role.POLICE, Role.DIRECTOR):
        with pytest.raises(NotPermitted):
            views.notes_of(context(role), stay)
        with pytest.raises(NotPermitted):
            acts.read_note(context(role), note)
        with pytest.raises(NotPermitted):
            views.due(context(role))
    hidden = acts.read_note(context(Role.ARCHIVIST), note)
    assert hidden.hidden
    assert "HIV" not in repr(hidden)
    assert "HIV" not in repr(views.notes_of(context(Role.ARCHIVIST), stay))


def test_lists_take_a_handful_of_statements(
    context: Ctx, statements: Callable[[ServiceContext], list[str]]
) -> None:
    doctor = signer(context(), Role.DOCTOR, "沈若兰")
    for number in range(4):
        person = NewPerson(name=f"人{number}", sex="1", birth_date=date(1980, 1, 1))
        stay = resident(context(), person=person)
        for _ in range(5):
            written(doctor, stay)
    seen = statements(doctor)
    views.notes_of(doctor, stay)
    assert len(seen) <= 3
    seen.clear()
    views.due(doctor)
    assert len(seen) <= 6
