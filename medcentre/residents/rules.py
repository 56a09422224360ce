"""Residents: pure rules. Term engine, admission, absences, exits, stages of a stay."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from medcentre.kernel.clock import centre_day
from medcentre.kernel.dates import at_latest
from medcentre.kernel.errors import KernelCode, Violation
from medcentre.kernel.periods import add_months, age_on
from medcentre.kernel.texts import birth_of_id, is_valid_id_number, sex_of_id
from medcentre.residents.facts import (
    AbsenceKind,
    Admit,
    ExitKind,
    LegalStatus,
    LifeStage,
    NewPerson,
    ResidentCode,
    Term,
)

NEEDS_DECISION = frozenset({LegalStatus.CI_HERE, LegalStatus.CI_OTHER, LegalStatus.CI_DET})
"""Titles that need an isolation decision at reception (LAW-05)."""

COERCION = NEEDS_DECISION | {LegalStatus.CRIMINAL_GUARDED}
"""Titles under which police coercion is allowed (LAW-02)."""

TERM_MONTHS = 24
MAX_EXTENSION = 12
FAMILY_LEAVE_DAYS = 10
"""LAW-87: at most ten days including travel."""

MEDICAL_LEAVE_DAYS, ABSENCE_DAYS = 90, 366
"""LAW-43: an approval is valid for 90 days and may be renewed; any other absence ends within a year."""

TRANSITION_DAYS = 15
"""LAW-23: transition management of newcomers."""

MIN_REASON = 4
CHILD_BEARING = range(14, 56)
"""LAW-03: ages at which pregnancy is checked at intake."""


def term(
    start: date, extension_months: int, escapes: Sequence[tuple[date, date | None]], today: date
) -> Term:
    """LAW-10. `escapes` are (escape day, recapture day or None while away).

    The term counts from the day of the decision; days away after an escape do not count.
    """
    excluded = sum(((back or max(today, away)) - away).days for away, back in escapes)
    extra = timedelta(days=excluded)
    return Term(
        start=start,
        base_last=_last_day(start, TERM_MONTHS),
        last_day=_last_day(start, TERM_MONTHS + extension_months) + extra,
        earliest_proposal=add_months(start, 12) + extra,
        early_forbidden=bool(escapes),
        excluded_days=excluded,
        extension_months=extension_months,
        transfer_from=add_months(start, 3),
        transfer_to=add_months(start, 6),
        transfer_limit=add_months(start, 12),
    )


def _last_day(start: date, months: int) -> date:
    """The day before the same day number; a shorter month's last day is not shortened again."""
    end = add_months(start, months)
    return end - timedelta(days=1) if end.day == start.day else end


def check_person(person: NewPerson, today: date) -> Iterator[Violation]:
    """Identity must agree with itself: number, sex and birth date (GB 11643)."""
    if not person.name.strip():
        yield Violation(KernelCode.REQUIRED, "name")
    if person.birth_date > today:
        yield Violation(KernelCode.IN_FUTURE, "birth_date")
    number = person.id_number
    if not number:
        return
    if not is_valid_id_number(number):
        yield Violation(KernelCode.BAD_ID_NUMBER, "id_number")
        return
    if birth_of_id(number) != person.birth_date:
        yield Violation(
            ResidentCode.BIRTH_NOT_AS_ID, "birth_date", {"birth": str(birth_of_id(number))}
        )
    if sex_of_id(number) != person.sex:
        yield Violation(
            ResidentCode.SEX_NOT_AS_ID, "sex", {"sex": f"label:sex.{sex_of_id(number)}"}
        )


def check_decided(decided: date | None, admitted: date) -> Iterator[Violation]:
    """The decision lies on the table at the reception: it is no later than that (LAW-05)."""
    if decided is not None and decided > admitted:
        yield Violation(ResidentCode.DECISION_AFTER_ADMISSION, "decision_on", rule="LAW-05")


def check_admission(
    cmd: Admit, birth: date, sex: str, now: datetime, *, past: bool = False
) -> Iterator[Violation]:
    """Who may be taken in, and with which papers (LAW-03, LAW-04, LAW-05).

    `past`: an admission of an older list, brought in as it was written there; its reader warns.
    """
    if cmd.admitted_at > now:
        yield Violation(KernelCode.IN_FUTURE, "admitted_at")
    if cmd.legal_status in NEEDS_DECISION and not cmd.decision_no.strip():
        yield Violation(ResidentCode.NO_DECISION, "decision_no", rule="LAW-05")
    if cmd.legal_status in NEEDS_DECISION and cmd.decision_on is None:
        yield Violation(KernelCode.REQUIRED, "decision_on", rule="LAW-10")
    day = centre_day(cmd.admitted_at)
    if not past and cmd.legal_status in NEEDS_DECISION:
        yield from check_decided(cmd.decision_on, day)
    if sex == "2" and age_on(birth, day) in CHILD_BEARING and not cmd.pregnancy_checked:
        yield Violation(ResidentCode.NOT_FIT_PREGNANT, "pregnancy_checked", rule="LAW-03")
    if age_on(birth, day) < 16:
        yield Violation(
            ResidentCode.UNDER_16, "birth_date", {"age": age_on(birth, day)}, rule="LAW-04"
        )


def check_leave(
    kind: AbsenceKind,
    left_at: datetime,
    expected_back: datetime | None,
    running: bool,
    now: datetime,
) -> Iterator[Violation]:
    """Only somebody in the house can leave it; family leave is at most ten days (LAW-87)."""
    if running:
        yield Violation(ResidentCode.ALREADY_OUT)
    if left_at > now:
        yield Violation(KernelCode.IN_FUTURE, "left_at")
    medical = kind is AbsenceKind.MEDICAL_LEAVE
    days, rule = (MEDICAL_LEAVE_DAYS, "LAW-43") if medical else (ABSENCE_DAYS, "")
    yield from at_latest(left_at, days, rule, expected_back=expected_back)
    if expected_back is not None and expected_back < left_at:
        yield Violation(ResidentCode.RETURN_BEFORE_LEAVE, "expected_back")
    elif (
        kind is AbsenceKind.FAMILY_LEAVE
        and expected_back is not None
        and (centre_day(expected_back) - centre_day(left_at)).days >= FAMILY_LEAVE_DAYS
    ):
        yield Violation(
            ResidentCode.LEAVE_TOO_LONG, "expected_back", {"days": FAMILY_LEAVE_DAYS}, "LAW-87"
        )


def check_exit(
    kind: ExitKind, exited_at: datetime, admitted_at: datetime, escaped: bool, now: datetime
) -> Iterator[Violation]:
    """An exit lies after the admission and not in the future; no early release after an escape."""
    if exited_at > now:
        yield Violation(KernelCode.IN_FUTURE, "exited_at")
    if exited_at < admitted_at:
        yield Violation(ResidentCode.EXIT_BEFORE_ADMISSION, "exited_at")
    if kind is ExitKind.EARLY and escaped:
        yield Violation(ResidentCode.EARLY_AFTER_ESCAPE, "kind", rule="LAW-10")


def check_extension(months: int, already: int) -> Iterator[Violation]:
    """At most 12 months in all (LAW-10)."""
    if months < 1 or already + months > MAX_EXTENSION:
        yield Violation(
            ResidentCode.EXTENSION_TOO_LONG, "months", {"left": MAX_EXTENSION - already}, "LAW-10"
        )


def check_reason(reason: str, where: str = "reason") -> Iterator[Violation]:
    """A correction says why."""
    if len(reason.strip()) < MIN_REASON:
        yield Violation(ResidentCode.REASON_TOO_SHORT, where, {"least": MIN_REASON})


def stage(
    admitted_at: datetime,
    exited_at: datetime | None,
    absence: AbsenceKind | None,
    last_day: date | None,
    now: datetime,
) -> LifeStage:
    """Where the stay is in its life cycle (domain.md 13.1): the only place that says so (T12)."""
    if exited_at is not None and exited_at <= now:
        return LifeStage.EXITED
    if admitted_at > now:
        return LifeStage.EXPECTED
    if absence is not None:
        return LifeStage.OUTSIDE
    today = centre_day(now)
    if (today - centre_day(admitted_at)).days < TRANSITION_DAYS:
        return LifeStage.TRANSITION
    if last_day is not None and (last_day - today).days <= 30:
        return LifeStage.PRE_RELEASE
    return LifeStage.TREATMENT
