"""When which note is due: vectors of domain.md 2.1, and laws."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcentre.care import rules
from medcentre.care.facts import (
    PROGRESS_LIKE,
    Colour,
    Deadline,
    NoteKind,
    RecordFacts,
    RecordSettings,
    WrittenNote,
)
from medcentre.kernel.clock import at
from medcentre.residents.facts import Condition

IN = at(date(2026, 11, 10), 9, 30)
Notes = tuple[tuple[NoteKind, datetime], ...]


def facts(
    notes: Notes = (), condition: Condition = Condition.STABLE, **more: object
) -> RecordFacts:
    values: dict[str, object] = {
        "stay_id": 1, "admitted_at": IN, "kept_since": IN, "exited_at": None, "died": False,
        "earlier_stays": False, "conditions": ((IN, condition),),
        "notes": tuple(WrittenNote(k, when, when) for k, when in notes), **more,
    }  # fmt: skip
    return RecordFacts(**values)  # type: ignore[arg-type]


def owed(found: RecordFacts, now: datetime, **settings: object) -> dict[NoteKind, Deadline]:
    chosen = RecordSettings(**settings)  # type: ignore[arg-type]
    return {d.kind: d for d in rules.deadlines(found, now, chosen)}


INTAKE: Notes = (
    (NoteKind.FIRST_PROGRESS, IN + timedelta(hours=3)),
    (NoteKind.ADMISSION, IN + timedelta(hours=5)),
    (NoteKind.ATTENDING_FIRST, IN + timedelta(hours=20)),
    (NoteKind.CHIEF_FIRST, IN + timedelta(hours=30)),
)
LONG_AGO = IN + timedelta(days=10)


@pytest.mark.parametrize(
    ("kind", "rule", "hours"),
    [
        (NoteKind.FIRST_PROGRESS, "MED-05", 8),
        (NoteKind.ADMISSION, "MED-01", 24),
        (NoteKind.ATTENDING_FIRST, "MED-12", 48),
        (NoteKind.CHIEF_FIRST, "MED-13", 72),
    ],
)
def test_papers_of_an_admission(kind: NoteKind, rule: str, hours: int) -> None:
    found = owed(facts(), IN + timedelta(hours=1))[kind]
    assert (found.rule, found.due_at) == (rule, IN + timedelta(hours=hours))
    assert kind not in owed(facts(INTAKE), IN + timedelta(hours=31))


@pytest.mark.parametrize(
    ("condition", "rule", "days"),
    [
        (Condition.CRITICAL, "MED-06", 1),
        (Condition.SERIOUS, "MED-07", 2),
        (Condition.STABLE, "MED-08", 3),
        (Condition.CHRONIC, "MED-09", 5),
    ],
)
def test_rhythm_by_condition(condition: Condition, rule: str, days: int) -> None:
    notes = (*INTAKE, (NoteKind.PROGRESS, LONG_AGO))
    found = owed(facts(notes, condition), LONG_AGO + timedelta(hours=1))[NoteKind.PROGRESS]
    assert (found.rule, found.due_at) == (rule, LONG_AGO + timedelta(days=days))


def test_serious_note_of_the_mock_up_is_42_minutes_late() -> None:
    notes = (*INTAKE, (NoteKind.PROGRESS, at(date(2026, 11, 22), 8)))
    now = at(date(2026, 11, 24), 8, 42)
    found = owed(facts(notes, Condition.SERIOUS), now)[NoteKind.PROGRESS]
    assert now - found.due_at == timedelta(minutes=42)
    assert found.colour(now) is Colour.RED


def test_a_turn_for_the_worse_wants_its_note_at_once() -> None:
    turn = LONG_AGO + timedelta(hours=12)
    conditions = ((IN, Condition.CHRONIC), (turn, Condition.CRITICAL))
    notes = (*INTAKE, (NoteKind.PROGRESS, LONG_AGO))
    found = owed(facts(notes, conditions=conditions), turn)[NoteKind.PROGRESS]
    assert (found.rule, found.due_at) == ("MED-06", turn + timedelta(hours=1))
    written = (*notes, (NoteKind.PROGRESS, turn + timedelta(minutes=20)))
    found = owed(facts(written, conditions=conditions), turn + timedelta(hours=1))[
        NoteKind.PROGRESS
    ]
    assert found.due_at == turn + timedelta(days=1, minutes=20)


def test_first_three_days_are_daily_and_can_be_switched_off() -> None:
    now = IN + timedelta(hours=4)
    first = facts(INTAKE[:1])
    assert owed(first, now)[NoteKind.PROGRESS].rule == "MED-11"
    assert owed(first, now, daily_first_days=False)[NoteKind.PROGRESS].rule == "MED-08"


def test_a_change_of_zone_asks_for_a_note_of_each_side() -> None:
    """MED-17: out at once (better before), in within 24 h; each change has its own."""
    first, second = LONG_AGO, LONG_AGO + timedelta(days=3)
    now = second + timedelta(hours=2)
    both = facts(INTAKE, transfers=(first, second))
    due = [(d.kind, d.since, d.due_at) for d in rules.deadlines(both, now) if d.rule == "MED-17"]
    hour, day = timedelta(hours=1), timedelta(hours=24)
    assert due == [
        (NoteKind.TRANSFER_OUT, first, first + hour),
        (NoteKind.TRANSFER_OUT, second, second + hour),
        (NoteKind.TRANSFER_IN, first, first + day),
        (NoteKind.TRANSFER_IN, second, second + day),
    ]

    def left(*notes: tuple[NoteKind, datetime]) -> list[tuple[NoteKind, datetime]]:
        found = facts((*INTAKE, *notes), transfers=(first, second))
        return [(d.kind, d.since) for d in rules.deadlines(found, now) if d.rule == "MED-17"]

    ahead = (NoteKind.TRANSFER_OUT, first - hour)
    assert left(ahead) == due_of(NoteKind.TRANSFER_OUT, second) + due_of(
        NoteKind.TRANSFER_IN, first, second
    )
    between = (NoteKind.TRANSFER_OUT, second - hour)
    assert left(ahead, between) == due_of(NoteKind.TRANSFER_IN, first, second)
    taken = (NoteKind.TRANSFER_IN, second - hour)
    assert left(ahead, between, taken) == due_of(NoteKind.TRANSFER_IN, second)
    early = (NoteKind.TRANSFER_IN, first - hour)
    assert left(ahead, between, early) == due_of(NoteKind.TRANSFER_IN, first, second)
    assert not left(ahead, between, taken, (NoteKind.TRANSFER_IN, second + hour))


def due_of(kind: NoteKind, *moments: datetime) -> list[tuple[NoteKind, datetime]]:
    return [(kind, moment) for moment in moments]


def test_a_change_of_zone_before_the_record_was_kept_asks_for_nothing() -> None:
    found = facts(kept_since=LONG_AGO, transfers=(LONG_AGO - timedelta(days=2),))
    assert not [d for d in rules.deadlines(found, LONG_AGO) if d.rule == "MED-17"]


def test_stage_summary_falls_on_the_day_of_the_admission() -> None:
    last = IN + timedelta(days=100)
    found = owed(facts((*INTAKE, (NoteKind.STAGE_SUMMARY, last))), last + timedelta(days=5))
    assert found[NoteKind.STAGE_SUMMARY].due_at == at(date(2027, 3, 11))
    on_the_eve = at(date(2026, 12, 9), 20)
    found = owed(facts((*INTAKE, (NoteKind.STAGE_SUMMARY, on_the_eve))), on_the_eve)
    assert found[NoteKind.STAGE_SUMMARY].due_at == at(date(2027, 1, 11))


def test_only_closing_papers_are_owed_after_an_exit() -> None:
    out = IN + timedelta(days=50)
    found = owed(facts(INTAKE, exited_at=out), out + timedelta(hours=1))
    assert set(found) == {NoteKind.DISCHARGE}
    assert found[NoteKind.DISCHARGE].due_at == out + timedelta(hours=24)
    assert set(owed(facts(exited_at=out, died=True), out)) == {NoteKind.DEATH}
    short = IN + timedelta(hours=20)
    assert set(owed(facts(exited_at=short), short)) == {NoteKind.IN_OUT_24H}
    assert set(owed(facts(exited_at=short, died=True), short)) == {NoteKind.DEATH_24H}
    done = (*INTAKE, (NoteKind.DISCHARGE, out))
    assert owed(facts(done, exited_at=out), out + timedelta(days=3)) == {}


def test_a_stay_taken_over_from_paper_owes_no_first_papers() -> None:
    kept = IN + timedelta(days=60)
    found = owed(facts(kept_since=kept), kept + timedelta(hours=1))
    assert set(found) == {NoteKind.PROGRESS, NoteKind.STAGE_SUMMARY}
    assert found[NoteKind.PROGRESS].due_at == kept + timedelta(days=3)


def test_nobody_writes_about_somebody_who_is_away() -> None:
    left, back = LONG_AGO + timedelta(days=1), LONG_AGO + timedelta(days=9)
    notes = (*INTAKE, (NoteKind.PROGRESS, LONG_AGO))
    out = facts(notes, away=((left, None),))
    assert NoteKind.PROGRESS not in owed(out, left + timedelta(days=6))
    home = facts(notes, away=((left, back),))
    assert owed(home, back)[NoteKind.PROGRESS].due_at == back + timedelta(days=3)


def test_somebody_here_before_gets_a_readmission_note() -> None:
    found = owed(facts(earlier_stays=True), IN)
    assert found[NoteKind.READMISSION].rule == "MED-02"
    assert NoteKind.ADMISSION not in found


def test_colours_follow_the_quarter() -> None:
    found = owed(facts(), IN)[NoteKind.FIRST_PROGRESS]
    colours = [found.colour(IN + timedelta(minutes=m)) for m in (0, 359, 360, 480, 481)]
    assert colours == [Colour.GREEN, Colour.GREEN, Colour.AMBER, Colour.AMBER, Colour.RED]


minutes = st.integers(0, 60 * 24 * 40)


@given(st.lists(minutes, max_size=6), st.sampled_from(list(Condition)), minutes)
def test_a_note_written_now_is_never_due_at_once(
    earlier: list[int], condition: Condition, moment: int
) -> None:
    now = IN + timedelta(minutes=moment)
    notes = tuple((NoteKind.PROGRESS, IN + timedelta(minutes=min(m, moment))) for m in earlier)
    found = owed(facts((*INTAKE[:1], *notes, (NoteKind.PROGRESS, now)), condition), now)
    assert found[NoteKind.PROGRESS].due_at >= now + timedelta(hours=20)


@given(st.lists(st.tuples(st.sampled_from(sorted(PROGRESS_LIKE)), minutes), max_size=8), minutes)
def test_deadlines_name_each_document_once_and_start_before_they_end(
    written: list[tuple[NoteKind, int]], moment: int
) -> None:
    now = IN + timedelta(minutes=moment)
    notes = tuple((k, IN + timedelta(minutes=m)) for k, m in written if m <= moment)
    found = list(rules.deadlines(facts(notes), now))
    assert len({d.kind for d in found}) == len(found)
    assert all(d.since < d.due_at for d in found)


@given(st.lists(minutes, min_size=1, max_size=5), st.sampled_from(list(Condition)))
def test_graver_condition_never_gives_more_time(earlier: list[int], condition: Condition) -> None:
    notes = (*INTAKE, *((NoteKind.PROGRESS, IN + timedelta(minutes=m)) for m in earlier))
    now = IN + timedelta(days=41)
    order = (Condition.CRITICAL, Condition.SERIOUS, Condition.STABLE, Condition.CHRONIC)
    dues = [owed(facts(notes, c), now)[NoteKind.PROGRESS].due_at for c in order]
    assert dues == sorted(dues)


def test_ranks_are_read_from_titles() -> None:
    titles = ("副主任医师", "主任医师", "主治医师", "住院医师", "实习医师", "", "规培医师")
    assert [rules.rank_of(t) for t in titles] == [3, 4, 2, 1, 0, 1, 0]
