"""Composed pictures on both engines: work by role, timeline, search, strip, bell, privacy."""

from collections.abc import Callable
from datetime import date, timedelta

from medcentre.care import acts as care
from medcentre.care.facts import NoteKind, StartNote
from medcentre.insight import views
from medcentre.insight.facts import EventKind, StripFact
from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.due import Urgency
from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang, label
from medcentre.placement.acts import place
from medcentre.placement.commands import Place
from medcentre.residents import acts as residents
from medcentre.residents.facts import AbsenceKind, Condition, IllnessFact, SetFact, StartAbsence
from tests.care.test_notes import NOW, resident
from tests.placement.centre import build
from tests.signers import signer
from tests.support.test_talks import resident as newcomer
from tests.support.test_talks import signed, whole

Ctx = Callable[..., ServiceContext]


def test_each_role_sees_its_own_work(context: Ctx) -> None:
    stay = resident(context(), admitted_at=NOW - timedelta(hours=9))
    doctor = views.my_work(context(Role.DOCTOR))
    late = doctor.section(Urgency.OVERDUE)
    assert [i.kind for i in late] == ["note_kind.first_progress_note"]
    assert late[0].stay_id == stay
    police = views.my_work(context(Role.POLICE))
    assert {i.kind for i in police.items} == {"due_kind.talk"}
    assert views.my_work(context(Role.GUARD)).items == ()
    assert views.my_work(context(Role.FINANCE)).items == ()


def test_every_due_item_can_be_said_in_both_languages(context: Ctx) -> None:
    resident(context(), admitted_at=NOW - timedelta(hours=9))
    for role in (Role.DOCTOR, Role.POLICE):
        for item in views.my_work(context(role)).items:
            for lang in Lang:
                assert label(item.kind, lang)
                assert "{" not in label(item.why, lang).format_map(dict(item.facts))


def test_one_timeline_of_all_rooms(context: Ctx, clock: StillClock) -> None:
    officer = signer(context(), Role.POLICE, "喻思源")
    doctor = signer(context(), Role.DOCTOR, "沈若兰")
    stay = newcomer(context())
    signed(officer, stay, whole())
    care.start_note(
        doctor,
        StartNote(stay_id=stay, kind=NoteKind.PROGRESS, at=NOW, content=(("content", "好转"),)),
    )
    clock.forward(minutes=5)
    residents.set_condition(
        doctor, SetFact(stay_id=stay, value=Condition.SERIOUS, from_at=clock.now())
    )
    seen = views.timeline(doctor, stay)
    assert [e.subject for e in seen[:3]] == [
        "timeline.condition", "note_kind.progress_note", "timeline.talk",
    ]  # fmt: skip
    assert seen[-1].subject in (
        "timeline.admission",
        "timeline.legal_status",
        "timeline.care_level",
    )
    assert {e.kind for e in views.timeline(officer, stay)} == {EventKind.FACT, EventKind.TALK}
    for event in seen:
        assert label(event.subject, Lang.ZH)


def test_guards_learn_nothing_of_illness_or_talks(context: Ctx) -> None:
    officer = signer(context(), Role.POLICE, "喻思源")
    hiv = (IllnessFact(category="BC01", text="HIV感染", main=True),)
    stay = newcomer(context(), illnesses=hiv)
    beds = build(context())
    place(context(Role.NURSE), Place(stay_id=stay, bed_id=beds["501-1"], reason="入住"))
    signed(officer, stay, whole())
    guard = context(Role.GUARD)
    seen = repr(
        (
            views.timeline(guard, stay), views.my_work(guard), views.search(guard, "mrs"),
            views.since_last_night(guard), views.alerts(guard), views.my_patients(guard),
        )
    )  # fmt: skip
    assert "HIV" not in seen
    assert "BC01" not in seen
    assert "姐姐" not in seen


def test_search_finds_people_by_initials_and_number(context: Ctx) -> None:
    newcomer(context())
    found = views.search(context(Role.NURSE), "mrs")
    assert [(p.name, p.sex) for p in found] == [("莫如松", "1")]
    assert views.search(context(Role.NURSE), found[0].admission_no[-3:])
    assert views.search(context(Role.NURSE), "  ") == ()
    assert views.search(context(Role.FINANCE), "mrs") == ()


def test_strip_and_bell_count_what_happened(context: Ctx, clock: StillClock) -> None:
    stay = newcomer(context(), admitted_at=NOW - timedelta(hours=9))
    trip = StartAbsence(
        stay_id=stay, kind=AbsenceKind.HOSPITAL_TRIP, left_at=NOW,
        expected_back=NOW + timedelta(hours=2),
    )  # fmt: skip
    residents.leave(context(), trip)
    clock.forward(hours=3)
    strip = {i.fact: i.count for i in views.since_last_night(context(Role.NURSE)).items}
    assert (strip[StripFact.ADMITTED], strip[StripFact.OUT], strip[StripFact.EXITED]) == (1, 1, 0)
    counts = views.top_counts(context(Role.POLICE))
    assert (counts.on_roll, counts.out, counts.free_beds) == (1, 1, 0)
    (late,) = [a for a in views.alerts(context(Role.NURSE)) if a.text == "bell.not_back"]
    assert late.critical
    words = label(late.text, Lang.ZH).format_map(dict(late.facts))
    assert words == "莫如松外出就医，已过预计返回时间"


def test_patients_with_overdue_work_want_attention(context: Ctx) -> None:
    stay = resident(context(), admitted_at=NOW - timedelta(hours=9))
    (row,) = views.my_patients(context(Role.DOCTOR))
    assert (row.stay_id, row.overdue, row.wants_attention) == (stay, 1, True)
    assert row.stay_days == 2
    assert date(2026, 11, 24)


def test_everything_takes_a_bounded_number_of_statements(
    context: Ctx, statements: Callable[[ServiceContext], list[str]]
) -> None:
    for n in range(6):
        resident(context(), admitted_at=NOW - timedelta(hours=n + 1), person=_somebody(n))
    ctx = context(Role.DOCTOR)
    seen = statements(ctx)
    views.my_work(ctx)
    few = len(seen)
    for n in range(6, 12):
        resident(context(), admitted_at=NOW - timedelta(hours=n + 1), person=_somebody(n))
    seen.clear()
    views.my_work(ctx)
    assert len(seen) == few


def _somebody(number: int) -> object:
    from medcentre.residents.facts import NewPerson

    return NewPerson(name=f"甲{number}", sex="1", birth_date=date(1980, 1, 1))
