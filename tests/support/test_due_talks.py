"""When a talk is owed (TLK-01, TLK-02): vectors and laws."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcentre.kernel.clock import at
from medcentre.residents.facts import AbsenceKind
from medcentre.support import rules
from medcentre.support.facts import HeldTalk, TalkContent, TalkDue, TalkFacts, TalkTrigger

IN = at(date(2026, 9, 1), 10)
LATER = IN + timedelta(days=40)


def facts(*talks: datetime, **more: object) -> TalkFacts:
    values: dict[str, object] = {
        "stay_id": 1, "admitted_at": IN, "kept_since": IN,
        "talks": tuple(HeldTalk(t) for t in talks), **more,
    }  # fmt: skip
    return TalkFacts(**values)  # type: ignore[arg-type]


def owed(found: TalkFacts, now: datetime) -> dict[TalkTrigger, TalkDue]:
    return {d.trigger: d for d in rules.talks_due(found, now)}


def test_newcomers_are_talked_with_within_a_day_and_again() -> None:
    first = owed(facts(), IN)[TalkTrigger.ADMISSION]
    assert first.due_at == IN + timedelta(hours=24)
    talk = IN + timedelta(hours=2)
    second = owed(facts(talk), talk)[TalkTrigger.NEWCOMER]
    assert (second.due_at, dict(second.facts)["day"]) == (at(date(2026, 9, 5)), "3")
    at_day = [IN + timedelta(days=d, hours=1) for d in (0, 2, 5, 12, 28)]
    done = owed(facts(*at_day), at_day[-1])
    assert set(done) == {TalkTrigger.MONTHLY}


@pytest.mark.parametrize(
    ("focus", "trigger", "days"),
    [(1, TalkTrigger.FOCUS_1, 7), (2, TalkTrigger.FOCUS_2, 14)],
)
def test_focus_persons(focus: int, trigger: TalkTrigger, days: int) -> None:
    kept = IN + timedelta(days=60)
    found = owed(facts(LATER, focus=focus, kept_since=kept), LATER)[trigger]
    assert found.due_at == at(date(2026, 10, 11) + timedelta(days=days + 1))


def test_everybody_once_a_calendar_month() -> None:
    kept = IN + timedelta(days=60)
    none = facts(kept_since=kept)
    assert owed(none, kept)[TalkTrigger.MONTHLY].due_at == at(date(2026, 11, 1))
    talked = facts(at(date(2026, 10, 3), 9), kept_since=kept)
    assert owed(talked, kept)[TalkTrigger.MONTHLY].due_at == at(date(2026, 12, 1))


def test_an_event_wants_a_talk_that_names_it() -> None:
    kept = IN + timedelta(days=60)
    moved = kept + timedelta(days=3)
    now = moved + timedelta(hours=1)
    found = owed(facts(moved, kept_since=kept, bed_changes=(moved,)), now)
    assert found[TalkTrigger.BED_CHANGE].due_at == moved + timedelta(hours=24)
    named = (HeldTalk(now, frozenset({TalkTrigger.BED_CHANGE})),)
    done = facts(kept_since=kept, bed_changes=(moved,))
    done = TalkFacts(1, IN, kept, bed_changes=(moved,), talks=named)
    assert TalkTrigger.BED_CHANGE not in owed(done, now)


def test_after_leave_and_turn_in_health() -> None:
    kept = IN + timedelta(days=60)
    left, back = kept + timedelta(days=1), kept + timedelta(days=4)
    away = ((AbsenceKind.FAMILY_LEAVE, left, back),)
    found = owed(facts(kept_since=kept, absences=away, health_changes=(back,)), back)
    assert {TalkTrigger.AFTER_LEAVE, TalkTrigger.HEALTH_CHANGE} <= set(found)
    assert owed(facts(kept_since=kept, absences=away), left + timedelta(days=1)) == {}


def test_before_release_and_on_the_last_day() -> None:
    last = date(2027, 3, 10)
    kept = IN + timedelta(days=60)
    early = owed(facts(kept_since=kept, last_day=last), at(date(2027, 3, 2), 23))
    assert TalkTrigger.BEFORE_RELEASE not in early
    found = owed(facts(kept_since=kept, last_day=last), at(date(2027, 3, 3)))
    assert found[TalkTrigger.BEFORE_RELEASE].due_at == at(last)
    assert owed(facts(kept_since=kept, last_day=last), at(last))[TalkTrigger.LAST_DAY]


hours = st.integers(0, 24 * 120)


@given(st.lists(hours, max_size=6), hours, st.sampled_from([None, 1, 2, 3]))
def test_regular_talks_are_never_due_at_once_after_a_talk(
    earlier: list[int], moment: int, focus: int | None
) -> None:
    now = IN + timedelta(hours=moment)
    talks = [IN + timedelta(hours=min(h, moment)) for h in earlier]
    for found in rules.talks_due(facts(*talks, now, focus=focus), now):
        assert found.due_at > now
        assert found.since < found.due_at


@given(st.lists(hours, max_size=6), hours)
def test_each_reason_is_owed_once(earlier: list[int], moment: int) -> None:
    now = IN + timedelta(hours=moment)
    talks = [IN + timedelta(hours=h) for h in earlier if h <= moment]
    found = list(rules.talks_due(facts(*talks, bed_changes=(IN + timedelta(hours=30),)), now))
    assert len({d.trigger for d in found}) == len(found)


def test_content_survives_storage() -> None:
    from tests.support.test_talks import whole

    talk = whole()
    assert rules.unpicture(rules.picture(talk)) == talk
    assert rules.unpicture(rules.picture(TalkContent())) == TalkContent()
