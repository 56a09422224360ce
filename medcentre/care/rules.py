"""Care: pure rules. What a note must hold, who may sign it, when which note is due."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from medcentre.care.facts import (
    LEAST_RANK,
    PROGRESS_LIKE,
    SECTIONS,
    SUMMARIES,
    CareCode,
    Content,
    Deadline,
    NoteKind,
    RecordFacts,
    RecordSettings,
)
from medcentre.kernel.clock import centre_day, centre_time, day_end
from medcentre.kernel.errors import KernelCode, Violation
from medcentre.kernel.periods import add_months
from medcentre.residents.facts import Condition

COMPLAINT_MOST = 20
"""Advised length of the chief complaint (domain.md 2.2); longer warns, it does not stop."""

TEXT_MOST = 20_000

RANKS: Mapping[str, int] = {
    "主任医师": 4, "副主任医师": 3, "主治医师": 2, "住院医师": 1, "执业医师": 1, "医师": 1,
}  # fmt: skip
"""Ranks of physicians by title; longer titles are looked up first."""

TRAINEES = ("实习", "见习", "规培", "试用", "进修")
"""Words in a title of somebody who may draft only (MED-42)."""

ONCE = frozenset(
    {
        NoteKind.ADMISSION, NoteKind.READMISSION, NoteKind.IN_OUT_24H, NoteKind.DEATH_24H,
        NoteKind.FIRST_PROGRESS, NoteKind.ATTENDING_FIRST, NoteKind.CHIEF_FIRST,
        NoteKind.DISCHARGE, NoteKind.DEATH,
    }
)  # fmt: skip
"""Documents a stay has once; a second is a correction of the first."""

AFTER_EXIT = frozenset(
    {NoteKind.DISCHARGE, NoteKind.DEATH, NoteKind.IN_OUT_24H, NoteKind.DEATH_24H, NoteKind.ADDENDUM}
)
"""What is written after the exit."""

TAKEN_OVER_AFTER = timedelta(hours=24)
"""A stay entered later than this after the admission was taken over from paper records."""

CHANGE_GRACE = timedelta(hours=1)
"""A change for the worse wants its note at once; after this time it counts as overdue."""

SUMMARY_EARLY = timedelta(days=7)
"""A summary written so shortly before the monthly day counts for that day."""

DEFAULTS = RecordSettings()

_INTERVAL: Mapping[Condition, tuple[timedelta, str]] = {
    Condition.CRITICAL: (timedelta(days=1), "MED-06"),
    Condition.SERIOUS: (timedelta(days=2), "MED-07"),
    Condition.STABLE: (timedelta(days=3), "MED-08"),
    Condition.CHRONIC: (timedelta(days=5), "MED-09"),
}
_SEVERITY = (Condition.CHRONIC, Condition.STABLE, Condition.SERIOUS, Condition.CRITICAL)


def rank_of(title: str) -> int:
    """0 for trainees, 1 for a physician (also without a title), up to 4 for a chief physician."""
    if any(word in title for word in TRAINEES):
        return 0
    for name, rank in sorted(RANKS.items(), key=lambda item: -len(item[0])):
        if name in title:
            return rank
    return 1


def needs_cosign(kind: NoteKind, title: str, asked: bool) -> bool:
    """MED-42: trainees' notes, rounds signed below their rank, and whatever the author submits."""
    rank = rank_of(title)
    return asked or rank == 0 or rank < LEAST_RANK.get(kind, 0)


def check_content(kind: NoteKind, content: Content, *, whole: bool) -> Iterator[Violation]:
    """Only known sections; for signing (`whole`) every required one is filled."""
    specs = {spec.key: spec for spec in SECTIONS[kind]}
    texts = dict(content)
    for key, text in content:
        if key not in specs:
            yield Violation(CareCode.SECTION_UNKNOWN, key, {"section": key})
        if len(text) > TEXT_MOST:
            yield Violation(KernelCode.TOO_LONG, key, {"limit": TEXT_MOST})
    if whole:
        for spec in specs.values():
            if spec.required and not texts.get(spec.key, "").strip():
                yield Violation(KernelCode.REQUIRED, spec.key)


def advice(kind: NoteKind, content: Content) -> Iterator[Violation]:
    """What is better otherwise but stops nothing."""
    complaint = dict(content).get("chief_complaint", "")
    if len(complaint) > COMPLAINT_MOST:
        yield Violation(CareCode.COMPLAINT_LONG, "chief_complaint")


def check_time(
    kind: NoteKind, at: datetime, admitted_at: datetime, exited_at: datetime | None, now: datetime
) -> Iterator[Violation]:
    """A note's time lies in the stay and not in the future."""
    if at > now:
        yield Violation(KernelCode.IN_FUTURE, "at")
    if at < admitted_at:
        yield Violation(CareCode.NOTE_BEFORE_ADMISSION, "at")
    if exited_at is not None and at > exited_at and kind not in AFTER_EXIT:
        yield Violation(CareCode.NOTE_AFTER_EXIT, "at")


def check_cosigner(kind: NoteKind, signer_title: str, own_title: str) -> Iterator[Violation]:
    """The superior is no trainee, not below the signer, and of the rank a round asks for."""
    least = max(1, rank_of(signer_title), LEAST_RANK.get(kind, 0))
    if rank_of(own_title) < least:
        yield Violation(
            CareCode.COSIGN_RANK, None, {"rank": f"label:doctor_rank.{least}"}, "MED-42"
        )


# ---- deadlines ------------------------------------------------------------------------------


def deadlines(
    facts: RecordFacts, now: datetime, settings: RecordSettings = DEFAULTS
) -> Iterator[Deadline]:
    """Every document owed for a stay at a moment, overdue ones included (MED-01 … MED-26)."""
    if facts.exited_at is not None and facts.exited_at <= now:
        yield from _after_exit(facts, facts.exited_at)
        return
    if facts.admitted_at > now:
        return
    if not taken_over(facts):
        yield from _intake(facts, settings)
    yield from _transfer_notes(facts, now)
    if _is_away(facts, now):
        return
    yield from _rhythm(facts, now, settings)
    yield from _summary(facts, now)


def taken_over(facts: RecordFacts) -> bool:
    """Whether the first papers of the stay lie outside this program."""
    return facts.kept_since - facts.admitted_at > TAKEN_OVER_AFTER


def _intake(facts: RecordFacts, settings: RecordSettings) -> Iterator[Deadline]:
    admission = NoteKind.READMISSION if facts.earlier_stays else NoteKind.ADMISSION
    rule = "MED-02" if facts.earlier_stays else "MED-01"
    hours = settings.chief_round_hours
    owed: tuple[tuple[NoteKind, str, int, frozenset[NoteKind]], ...] = (
        (NoteKind.FIRST_PROGRESS, "MED-05", 8, frozenset()),
        (admission, rule, 24, frozenset({NoteKind.ADMISSION, NoteKind.READMISSION})),
        (NoteKind.ATTENDING_FIRST, "MED-12", 48, frozenset({NoteKind.CHIEF_FIRST})),
        (NoteKind.CHIEF_FIRST, "MED-13", hours, frozenset()),
    )
    for kind, rule_id, limit, also in owed:
        if not _has(facts, also | {kind}):
            yield _deadline(
                facts, kind, rule_id, facts.admitted_at,
                facts.admitted_at + timedelta(hours=limit), "due_why.since_admission",
                (("hours", str(limit)), ("since", clock_words(facts.admitted_at))),
            )  # fmt: skip


def _after_exit(facts: RecordFacts, exited: datetime) -> Iterator[Deadline]:
    """MED-03, MED-04, MED-25, MED-26: one closing document within 24 h."""
    if exited < facts.kept_since:
        return
    short = exited - facts.admitted_at < timedelta(hours=24)
    if facts.died:
        kind, rule = (NoteKind.DEATH_24H, "MED-04") if short else (NoteKind.DEATH, "MED-26")
    else:
        kind, rule = (NoteKind.IN_OUT_24H, "MED-03") if short else (NoteKind.DISCHARGE, "MED-25")
    if not _has(facts, frozenset({kind})):
        yield _deadline(
            facts, kind, rule, exited, exited + timedelta(hours=24), "due_why.since_exit",
            (("since", clock_words(exited)),),
        )  # fmt: skip


def _rhythm(facts: RecordFacts, now: datetime, settings: RecordSettings) -> Iterator[Deadline]:
    """MED-06 … MED-11: the next progress note, from the last one and the condition in force."""
    last = _last(facts, PROGRESS_LIKE)
    if last is None:
        if not taken_over(facts):
            return  # the first progress note is owed and says so itself
        last = facts.kept_since
    last = max([last, *(back for _, back in facts.away if back is not None and back <= now)])
    condition, changed = _condition(facts, now)
    step, rule = _INTERVAL[condition]
    why = f"due_why.progress_{condition}"
    first_days = facts.admitted_at + timedelta(hours=72)
    if settings.daily_first_days and last + timedelta(days=1) <= first_days and step.days > 1:
        step, rule, why = timedelta(days=1), "MED-11", "due_why.progress_first_days"
    half_year = add_months(centre_day(facts.admitted_at), 6)
    if (
        settings.weekly_after_half_year
        and centre_day(now) >= half_year
        and condition is Condition.CHRONIC
    ):
        step, rule, why = timedelta(days=7), "MED-10", "due_why.progress_long_stay"
    due = last + step
    if changed is not None and changed > last:
        at_once = changed + CHANGE_GRACE
        grave = condition in (Condition.CRITICAL, Condition.SERIOUS)
        due = at_once if grave else max(due, at_once)
    yield _deadline(
        facts, NoteKind.PROGRESS, rule, last, due, why, (("last", clock_words(last)),)
    )  # fmt: skip


def _transfer_notes(facts: RecordFacts, now: datetime) -> Iterator[Deadline]:
    """MED-17: of each change of zone one note by those who hand over, at once, and one by those who
    take over, within 24 h. The first may be written ahead; a note stands for one change only.
    """
    moved = [t for t in facts.transfers if facts.kept_since <= t <= now]
    for kind, limit, early in (
        (NoteKind.TRANSFER_OUT, CHANGE_GRACE, True),
        (NoteKind.TRANSFER_IN, timedelta(hours=24), False),
    ):
        written = sorted(note.at for note in facts.notes if note.kind is kind)
        for place, moment in enumerate(moved):
            after = moved[place - 1] if early and place else facts.admitted_at if early else moment
            until = moved[place + 1] if place + 1 < len(moved) else None
            found = next((w for w in written if w >= after and (until is None or w < until)), None)
            if found is not None:
                written.remove(found)
                continue
            yield _deadline(
                facts, kind, "MED-17", moment, moment + limit,
                f"due_why.{kind.removesuffix('_note')}", (("since", clock_words(moment)),),
            )  # fmt: skip


def _summary(facts: RecordFacts, now: datetime) -> Iterator[Deadline]:
    """MED-18: monthly on the day of the admission, until the end of that day."""
    first = centre_day(facts.admitted_at)
    written = _last(facts, SUMMARIES)
    after = (
        centre_day(written + SUMMARY_EARLY)
        if written is not None
        else centre_day(max(facts.admitted_at, facts.kept_since))
    )
    months = max(1, (after.year - first.year) * 12 + after.month - first.month)
    while add_months(first, months) <= after:
        months += 1
    since = written or max(facts.admitted_at, facts.kept_since)
    yield _deadline(
        facts, NoteKind.STAGE_SUMMARY, "MED-18", since, day_end(add_months(first, months)),
        "due_why.stage_summary", (("month", str(months)),),
    )  # fmt: skip


def _condition(facts: RecordFacts, now: datetime) -> tuple[Condition, datetime | None]:
    """The condition in force, and when it last became worse."""
    held = [(at, c) for at, c in facts.conditions if at <= now]
    if not held:
        return Condition.STABLE, None
    worse = None
    for (_, before), (at, after) in pairwise(held):
        if _SEVERITY.index(after) > _SEVERITY.index(before):
            worse = at
    return held[-1][1], worse


def _is_away(facts: RecordFacts, now: datetime) -> bool:
    return any(left <= now and (back is None or back > now) for left, back in facts.away)


def _has(facts: RecordFacts, kinds: frozenset[NoteKind]) -> bool:
    return any(note.kind in kinds for note in facts.notes)


def _last(facts: RecordFacts, kinds: frozenset[NoteKind]) -> datetime | None:
    return max((note.at for note in facts.notes if note.kind in kinds), default=None)


def _deadline(
    facts: RecordFacts,
    kind: NoteKind,
    rule: str,
    since: datetime,
    due: datetime,
    why: str,
    words: tuple[tuple[str, str], ...],
) -> Deadline:
    return Deadline(kind, rule, since, due, why, words, kind in facts.drafts)


def clock_words(moment: datetime) -> str:
    """`11-22 08:00` of the centre's clock."""
    return f"{centre_time(moment):%m-%d %H:%M}"
