"""Actual cost against the fee: step-down allocation and forecast (domain.md 5.6, G3, G6, G10)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medcentre.fees.facts import CostCategory
from medcentre.fees.rules.pricing import apportion
from medcentre.kernel.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class CostShare:
    """Cost booked somewhere: on a stay, on a zone, or on the whole house."""

    category: CostCategory
    amount: Money
    stay_id: int | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class PersonDays:
    """Person-days of one stay in one class and zone of a month."""

    stay_id: int
    fee_class: str
    zone: str
    days: int


def allocate(
    costs: Sequence[CostShare], people: Sequence[PersonDays]
) -> dict[tuple[str, str], Money]:
    """Cost by (zone, class), stepping down: person, then zone, then house, by person-days.

    A cost of a person goes where that person's days are; a cost of a zone without any person-day
    is shared by the whole house; without any person-day at all it stays under ("", ""). The parts
    add up to the whole to the fen.
    """
    by_stay: dict[int, list[PersonDays]] = defaultdict(list)
    by_zone: dict[str, list[PersonDays]] = defaultdict(list)
    for p in people:
        by_stay[p.stay_id].append(p)
        by_zone[p.zone].append(p)
    pools: dict[tuple[int | None, str], Money] = defaultdict(lambda: ZERO)
    for cost in costs:
        if cost.stay_id is not None and cost.stay_id in by_stay:
            pools[cost.stay_id, ""] += cost.amount
        elif cost.zone and cost.zone in by_zone:
            pools[None, cost.zone] += cost.amount
        else:
            pools[None, ""] += cost.amount
    found: dict[tuple[str, str], Money] = defaultdict(lambda: ZERO)
    for (stay_id, zone), amount in pools.items():
        place = by_zone[zone] if zone else people
        cells = _cells(place if stay_id is None else by_stay[stay_id])
        if not cells:
            found["", ""] += amount
            continue
        for cell, part in zip(cells, apportion(amount, list(cells.values())), strict=True):
            found[cell] += part
    return dict(found)


def _cells(base: Sequence[PersonDays]) -> dict[tuple[str, str], int]:
    cells: dict[tuple[str, str], int] = defaultdict(int)
    for p in base:
        cells[p.zone, p.fee_class] += p.days
    return {k: cells[k] for k in sorted(cells) if cells[k]}


def per_day(amount: Money, days: int) -> Money:
    """Cost of a person-day, rounded half up; zero without days."""
    return amount.share(1, days) if days else ZERO


def margin_per_mille(income: Money, cost: Money) -> int:
    """Surplus in thousandths of the income, negative for a loss (STL-03)."""
    if not income.fen:
        return 0
    gap = income.fen - cost.fen
    whole = (abs(gap) * 2000 + income.fen) // (2 * income.fen)
    return whole if gap >= 0 else -whole


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a year will bring at the pace of its last months (G10)."""

    year: int
    months_known: int
    income: Money
    cost: Money
    income_year: Money
    cost_year: Money
    budget: Money


def forecast(
    year: int, months: Mapping[int, tuple[Money, Money]], budget: Money, pace_of: int = 3
) -> Forecast:
    """Known months as they are, the others like the average of the last `pace_of` known ones."""
    known = sorted(months)
    income = Money(sum(months[m][0].fen for m in known))
    cost = Money(sum(months[m][1].fen for m in known))
    recent, left = known[-pace_of:], 12 - len(known)
    if not recent:
        return Forecast(year, 0, ZERO, ZERO, ZERO, ZERO, budget)
    pace_in = Money(sum(months[m][0].fen for m in recent)).share(left, len(recent))
    pace_out = Money(sum(months[m][1].fen for m in recent)).share(left, len(recent))
    return Forecast(year, len(known), income, cost, income + pace_in, cost + pace_out, budget)
