"""FEE-01 … FEE-12: which day of whom earns what (domain.md 5.3).

A fact counts for a day when it holds in the last moment before 24:00: from the calendar day it
began on until the day before it ended. So an exit stamped 24:00 leaves the day counted, and a
class that begins at 24:00 belongs to the next day.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from medcentre.fees.facts import (
    FLAT,
    STAGE_A,
    STAGE_B,
    Away,
    AwayKind,
    ClassRule,
    Contract,
    ContractVersion,
    CountRule,
    DayPart,
    DayRules,
    DayStatus,
    DayVerdict,
    FeeDay,
    FeeRun,
    LeftKind,
    PricingModel,
    StayFacts,
    UnconfirmedRule,
)
from medcentre.kernel.clock import centre_day
from medcentre.kernel.money import ZERO, Money

ONE_DAY = timedelta(days=1)
FACTOR = {DayPart.FULL: 100, DayPart.HALF: 50, DayPart.LIVING: 0, DayPart.ZERO: 0}
_AWAY_STATUS = {
    AwayKind.HOSPITAL: DayStatus.OUTSIDE,
    AwayKind.FAMILY: DayStatus.FAMILY_LEAVE,
    AwayKind.MEDICAL_LEAVE: DayStatus.MEDICAL_LEAVE,
    AwayKind.ESCAPE: DayStatus.ESCAPED,
    AwayKind.OTHER: DayStatus.OTHER_ABSENCE,
}


def last_fee_day(stay: StayFacts, rules: DayRules) -> date:
    """The last date of a stay that has a fee day; `date.max` while the stay is open.

    FEE-01 (exit day does not count), FEE-02, FEE-09, FEE-10. It may lie before the admission when
    the exit day of a same-day stay does not count at all.
    """
    if stay.left_at is None:
        return date.max
    left = centre_day(stay.left_at)
    if stay.left_kind is LeftKind.DIED and rules.death_counts:
        return left
    if left == centre_day(stay.admitted_at):
        return left
    if rules.count is not CountRule.NIGHT and stay.left_kind is LeftKind.RELEASED:
        return left
    return left - ONE_DAY


def judge(stay: StayFacts, contract: Contract, day: date) -> DayVerdict | None:
    """What one day earns, None when the person has no fee day or no contract is in force."""
    version = contract.version_on(day)
    if version is None or day < centre_day(stay.admitted_at):
        return None
    if day > last_fee_day(stay, version.rules):
        return None
    status, part, rule, reason, nth = _presence(stay, version.rules, day)
    fee_class, held = _class_of(stay, version, day)
    if held is not None:
        rule, reason = "FEE-11", held
        part = DayPart.ZERO if held == "class_held" else part
    rate = _price(contract.model, version, stay, day, fee_class, part)
    extra = _supplement(version, stay, day, part)
    factor = FACTOR[part]
    return DayVerdict(
        status, fee_class, part, rule, reason, nth, factor, rate, extra, version.version, version.id
    )


def _presence(
    stay: StayFacts, rules: DayRules, day: date
) -> tuple[DayStatus, DayPart, str, str, int]:
    """Status, part, rule, reason and night number of a day inside the stay."""
    admitted = centre_day(stay.admitted_at)
    left = centre_day(stay.left_at) if stay.left_at else date.max
    if day == left and left == admitted:
        if stay.left_kind is LeftKind.DIED:
            return DayStatus.DIED, DayPart.FULL, "FEE-09", "died", 0
        if rules.same_day_counts:
            return DayStatus.IN_AND_OUT, DayPart.FULL, "FEE-02", "in_and_out", 0
        return DayStatus.IN_AND_OUT, DayPart.ZERO, "FEE-02", "in_and_out_free", 0
    if away := _away_at_24(stay, day):
        return _outside(away, rules, day)
    if day == left:
        if stay.left_kind is LeftKind.DIED:
            return DayStatus.DIED, DayPart.FULL, "FEE-09", "died", 0
        part = DayPart.HALF if rules.count is CountRule.HALF else DayPart.FULL
        return DayStatus.EXIT_DAY, part, "FEE-01", f"exit_{rules.count}", 0
    if day == admitted and rules.count is CountRule.HALF:
        return DayStatus.PRESENT, DayPart.HALF, "FEE-01", "admission_half", 0
    if any(a.left_day == day == a.back_day for a in stay.away):
        return DayStatus.DAY_TRIP, DayPart.FULL, "FEE-04", "day_trip", 0
    reason = "admission" if day == admitted else "present"
    return DayStatus.PRESENT, DayPart.FULL, "FEE-01", reason, 0


def _away_at_24(stay: StayFacts, day: date) -> Away | None:
    """The absence that holds at 24:00; the one begun last when records overlap.

    An absence that only the exit ended holds on the exit day too: who dies on the tenth night in
    an outside hospital died on an unpaid night.
    """
    holding = [
        a
        for a in stay.away
        if a.left_day <= day
        and (day < a.back_day or (a.back_at is not None and a.back_at == stay.left_at))
    ]
    return max(holding, key=lambda a: a.left_at) if holding else None


def _outside(away: Away, rules: DayRules, day: date) -> tuple[DayStatus, DayPart, str, str, int]:
    """FEE-05 to FEE-08 for the nth night outside."""
    nth = (day - away.left_day).days + 1
    status = _AWAY_STATUS[away.kind]
    match away.kind:
        case AwayKind.HOSPITAL if nth <= rules.outside_full_days:
            return status, DayPart.FULL, "FEE-05", "outside_first", nth
        case AwayKind.HOSPITAL:
            return status, rules.outside_after, "FEE-05", "outside_after", nth
        case AwayKind.FAMILY:
            return status, rules.family_leave, "FEE-06", "family_leave", nth
        case AwayKind.MEDICAL_LEAVE if nth > 1:
            return status, rules.medical_leave, "FEE-07", "medical_leave", nth
        case AwayKind.MEDICAL_LEAVE:
            return status, DayPart.FULL, "FEE-07", "medical_leave_first", nth
        case AwayKind.ESCAPE if nth > 1:
            return status, rules.escape, "FEE-08", "escaped", nth
        case AwayKind.ESCAPE:
            return status, DayPart.FULL, "FEE-08", "escape_day", nth
    return status, DayPart.FULL, "FEE-04", "other_absence", nth


def _class_of(stay: StayFacts, version: ContractVersion, day: date) -> tuple[str, str | None]:
    """FEE-03 and FEE-11: the class of a day, and the reason when it stands in for a missing one.

    A class that is not confirmed leaves the last confirmed one in force; without any, the lowest
    class counts (or the day is held back).
    """
    known = [f for f in stay.classes if f.confirmed and centre_day(f.from_at) <= day]
    if not known:
        if version.rules.unconfirmed is UnconfirmedRule.HOLD:
            return version.lowest_class, "class_held"
        return version.lowest_class, "class_missing"
    known.sort(key=lambda f: f.from_at)
    if version.rules.day_class is ClassRule.AT_24:
        return known[-1].fee_class, None
    today = [f for f in known if centre_day(f.from_at) == day]
    before = known[: len(known) - len(today)]
    valid = today + before[-1:]
    return max(
        valid, key=lambda f: (version.rates.get(f.fee_class, ZERO), f.from_at)
    ).fee_class, None


def _price(
    model: PricingModel,
    version: ContractVersion,
    stay: StayFacts,
    day: date,
    fee_class: str,
    part: DayPart,
) -> Money:
    """The rate a day earns under its part; a class the contract does not price earns nothing."""
    if part is DayPart.ZERO:
        return ZERO
    if part is DayPart.LIVING:
        return version.living_part
    key = fee_class
    if model is PricingModel.PER_STAGE:
        in_stage = (day - centre_day(stay.admitted_at)).days < version.stage_days
        key = STAGE_A if in_stage else STAGE_B
    elif model in {PricingModel.PPPD_FLAT, PricingModel.BED_RESERVE}:
        key = FLAT
    elif model is PricingModel.BUDGET_TOTAL:
        return ZERO
    rate = version.rates.get(key, ZERO)
    return (
        rate.share(1, 2) if part is DayPart.HALF and model is not PricingModel.PPPM_CLASS else rate
    )


def _supplement(version: ContractVersion, stay: StayFacts, day: date, part: DayPart) -> Money:
    if not version.supplement or part is not DayPart.FULL:
        return ZERO
    in_time = (day - centre_day(stay.admitted_at)).days < version.supplement_days
    return version.supplement if in_time else ZERO


def fee_runs(stay: StayFacts, contract: Contract, first: date, last: date) -> Iterator[FeeRun]:
    """The fee days of a stay within [first, last], packed into runs of equal verdicts.

    Judging once a run instead of once a day is what makes a month of 300 people cheap; that both
    give the same days is a law in the tests.
    """
    start = max(first, centre_day(stay.admitted_at))
    # One spare day behind the exit: the exit day may count (FEE-01, FEE-02, FEE-09).
    stop = min(last, centre_day(stay.left_at)) if stay.left_at else last
    cuts = sorted(c for c in _cuts(stay, contract) if start < c <= stop)
    begins = [start, *cuts]
    ends = [c - ONE_DAY for c in cuts] + [stop]
    for begin, end in zip(begins, ends, strict=True):
        if begin <= end and (verdict := judge(stay, contract, begin)) is not None:
            yield FeeRun(stay.stay_id, begin, end, verdict)


def _cuts(stay: StayFacts, contract: Contract) -> set[date]:
    """Every day on which a verdict may differ from the day before."""
    admitted = centre_day(stay.admitted_at)
    cuts = {admitted + ONE_DAY}
    if stay.left_at:
        cuts.add(centre_day(stay.left_at))
    for fact in stay.classes:
        begins = centre_day(fact.from_at)
        cuts |= {begins, begins + ONE_DAY}
    full_nights = {v.rules.outside_full_days for v in contract.versions}
    for away in stay.away:
        cuts |= {away.left_day, away.left_day + ONE_DAY}
        cuts |= {away.left_day + timedelta(days=n) for n in full_nights}
        if away.back_at:
            cuts.add(away.back_day)
    for version in contract.versions:
        cuts.add(version.effective)
        if version.supplement:
            cuts.add(admitted + timedelta(days=version.supplement_days))
        if contract.model is PricingModel.PER_STAGE:
            cuts.add(admitted + timedelta(days=version.stage_days))
    return cuts


def unpack(run: FeeRun) -> Iterator[FeeDay]:
    """The days of a run, each with its own night number."""
    verdict = run.verdict
    for offset in range(run.length):
        nth = verdict.nth + offset if verdict.nth else 0
        yield FeeDay(run.stay_id, run.first + timedelta(days=offset), _with_nth(verdict, nth))


def _with_nth(v: DayVerdict, nth: int) -> DayVerdict:
    if nth == v.nth:
        return v
    return DayVerdict(
        v.status, v.fee_class, v.part, v.rule, v.reason, nth, v.factor, v.rate, v.supplement,
        v.version, v.version_id,
    )  # fmt: skip


def fee_days(stay: StayFacts, contract: Contract, first: date, last: date) -> Iterator[FeeDay]:
    """One row a date on which the stay has a fee day, in order (G1)."""
    for run in fee_runs(stay, contract, first, last):
        yield from unpack(run)
