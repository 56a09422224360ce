"""From fee days to the lines of a statement, and from its total to the payers (domain.md 5.2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from medcentre.fees.facts import (
    FLAT,
    Contract,
    ContractVersion,
    DayPart,
    FeeRun,
    Line,
    LineKind,
    PayerAmount,
    PayerShare,
    PricingModel,
)
from medcentre.kernel.money import ZERO, Money
from medcentre.kernel.periods import Month, days_between

PART_ORDER = {DayPart.FULL: 0, DayPart.HALF: 1, DayPart.LIVING: 2, DayPart.ZERO: 3}


@dataclass(frozen=True, slots=True)
class Bucket:
    """Days of equal version, class, part and rate; what a GROUP BY over fee days gives."""

    version: int
    fee_class: str
    part: DayPart
    rate: Money
    supplement: Money
    days: int
    persons: int


def buckets(runs: Iterable[FeeRun]) -> list[Bucket]:
    """Group runs as the store groups its fee days."""
    days: dict[tuple[int, str, DayPart, Money, Money], int] = defaultdict(int)
    people: dict[tuple[int, str, DayPart, Money, Money], set[int]] = defaultdict(set)
    for run in runs:
        v = run.verdict
        key = (v.version, v.fee_class, v.part, v.rate, v.supplement)
        days[key] += run.length
        people[key].add(run.stay_id)
    return [Bucket(*key, count, len(people[key])) for key, count in days.items()]


def day_lines(model: PricingModel, month: Month, groups: Sequence[Bucket]) -> list[Line]:
    """Lines by contract version, class and part; amount = days x rate, divided only once."""
    days: dict[tuple[int, str, DayPart, Money], int] = defaultdict(int)
    people: dict[tuple[int, str, DayPart, Money], int] = defaultdict(int)
    for g in groups:
        key = (g.version, g.fee_class, g.part, g.rate)
        days[key] += g.days
        people[key] += g.persons
    lines = []
    for key in sorted(days, key=lambda k: (k[0], k[1], PART_ORDER[k[2]], k[3])):
        version, fee_class, part, rate = key
        divisor = _divisor(model, part, month)
        amount = (rate * days[key]).share(1, divisor)
        lines.append(
            Line(
                version,
                fee_class,
                part,
                days[key],
                rate,
                amount,
                persons=people[key],
                divisor=divisor,
            )
        )
    return lines


def _divisor(model: PricingModel, part: DayPart, month: Month) -> int:
    if model is not PricingModel.PPPM_CLASS or part in {DayPart.LIVING, DayPart.ZERO}:
        return 1
    return month.length * (2 if part is DayPart.HALF else 1)


def supplement_lines(groups: Sequence[Bucket]) -> list[Line]:
    """The detox-stage supplement, one line a contract version and rate."""
    days: dict[tuple[int, Money], list[int]] = defaultdict(lambda: [0, 0])
    for g in groups:
        if g.supplement:
            slot = days[g.version, g.supplement]
            slot[0] += g.days
            slot[1] += g.persons
    return [
        Line(version, "", DayPart.FULL, n, rate, rate * n, LineKind.SUPPLEMENT, persons)
        for (version, rate), (n, persons) in sorted(days.items())
    ]


def cap_lines(
    version: ContractVersion, earlier: Mapping[int, Money], now: Mapping[int, Money]
) -> list[Line]:
    """PER_CASE_CAP: what the month would bring above the cap of each admission comes off.

    `earlier` and `now` are amounts by stay, before any deduction.
    """
    over, persons = ZERO, 0
    for stay_id, amount in now.items():
        before = earlier.get(stay_id, ZERO)
        allowed = max(ZERO, version.cap - before)
        if amount > allowed:
            over += amount - allowed
            persons += 1
    if not over:
        return []
    return [Line(version.version, "", DayPart.FULL, 0, ZERO, -over, LineKind.CAP, persons)]


def budget_lines(contract: Contract, month: Month, person_days: int) -> list[Line]:
    """BUDGET_TOTAL: a twelfth of the annual total, by days where the version changes.

    The adjustment follows the expected number of persons when the average differs by more than
    the tolerance.
    """
    lines = []
    for version, days in versions_in(contract, month):
        part = version.annual_budget.share(days, 12 * month.length)
        lines.append(
            Line(version.version, "", DayPart.FULL, days, version.annual_budget, part,
                 LineKind.BUDGET, divisor=12 * month.length)
        )  # fmt: skip
    last = contract.version_on(month.last)
    if last and last.expected_persons:
        expected = last.expected_persons * month.length
        gap = person_days - expected
        if abs(gap) * 10_000 > last.tolerance_bp * expected:
            amount = last.annual_budget.share(gap, 12 * expected)
            lines.append(
                Line(last.version, "", DayPart.FULL, gap, ZERO, amount, LineKind.BUDGET_CHANGE)
            )
    return lines


def reserve_lines(contract: Contract, month: Month, groups: Sequence[Bucket]) -> list[Line]:
    """BED_RESERVE: guaranteed beds that stood empty are paid like used ones."""
    lines = []
    for version, days in versions_in(contract, month):
        used = sum(
            g.days for g in groups if g.version == version.version and g.part is DayPart.FULL
        )
        missing = version.guaranteed_beds * days - used
        if missing > 0:
            rate = version.rates.get(FLAT, ZERO)
            lines.append(
                Line(
                    version.version,
                    "",
                    DayPart.FULL,
                    missing,
                    rate,
                    rate * missing,
                    LineKind.RESERVE,
                )
            )
    return lines


def versions_in(contract: Contract, month: Month) -> list[tuple[ContractVersion, int]]:
    """The versions in force during a month, with their numbers of days."""
    days: dict[int, int] = defaultdict(int)
    found: dict[int, ContractVersion] = {}
    for day in days_between(month.first, month.last):
        if version := contract.version_on(day):
            days[version.version] += 1
            found[version.version] = version
    return [(found[n], days[n]) for n in sorted(days)]


@dataclass(frozen=True, slots=True)
class CaseAmounts:
    """Amounts by stay that PER_CASE_CAP needs; empty for the other models."""

    earlier: Mapping[int, Money]
    now: Mapping[int, Money]


NO_CASES = CaseAmounts({}, {})


def statement_lines(
    contract: Contract, month: Month, groups: Sequence[Bucket], cases: CaseAmounts = NO_CASES
) -> tuple[Line, ...]:
    """Every line of a month but the adjustments, in printing order."""
    lines = day_lines(contract.model, month, groups) + supplement_lines(groups)
    match contract.model:
        case PricingModel.BUDGET_TOTAL:
            lines += budget_lines(contract, month, sum(g.days for g in groups))
        case PricingModel.BED_RESERVE:
            lines += reserve_lines(contract, month, groups)
        case PricingModel.PER_CASE_CAP:
            if version := contract.version_on(month.last):
                lines += cap_lines(version, cases.earlier, cases.now)
    return tuple(lines)


def split_payers(shares: Sequence[PayerShare], whole: Money) -> tuple[PayerAmount, ...]:
    """Divide a total among payers without losing a fen.

    Percentages are rounded half up in order; the payer of the rest (or else the last one) takes
    what remains.
    """
    if not shares:
        return ()
    rest = next((i for i, s in enumerate(shares) if s.basis_points is None), len(shares) - 1)
    amounts = [
        ZERO if i == rest else whole.share(s.basis_points or 0, 10_000)
        for i, s in enumerate(shares)
    ]
    taken = sum(a.fen for a in amounts)
    amounts[rest] = Money(whole.fen - taken)
    named = sum(s.basis_points or 0 for i, s in enumerate(shares) if i != rest)
    points = [10_000 - named if i == rest else s.basis_points or 0 for i, s in enumerate(shares)]
    return tuple(
        PayerAmount(s.payer, p, a) for s, p, a in zip(shares, points, amounts, strict=True)
    )


def apportion(whole: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    """Share an amount by weights; the parts add up to it exactly (largest remainders first)."""
    total = sum(weights)
    if total == 0:
        return tuple(ZERO for _ in weights)
    sign = -1 if whole.fen < 0 else 1
    exact = [divmod(abs(whole.fen) * w, total) for w in weights]
    fens = [q for q, _ in exact]
    left = abs(whole.fen) - sum(fens)
    order = sorted(range(len(weights)), key=lambda i: (-exact[i][1], i))
    for i in order[:left]:
        fens[i] += 1
    return tuple(Money(sign * f) for f in fens)


def month_of(day: date) -> Month:
    """The settlement month a day belongs to."""
    return Month.of(day)
