"""Actual cost beside the fee: by category, class, zone and person (G3, domain.md 5.6)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from medcentre.fees.facts import CostCategory
from medcentre.fees.rules.costs import CostShare, Forecast, PersonDays, allocate, forecast, per_day
from medcentre.fees.tables import (
    CostBudgetModel,
    CostModel,
    FeeDayModel,
    PeriodModel,
    StatementModel,
)
from medcentre.fees.views.contracts import load_contracts, pick_contract
from medcentre.kernel.clock import centre_day, day_end, day_start
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.errors import DomainError
from medcentre.kernel.money import ZERO, Money
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Data, edit, view
from medcentre.kernel.texts import mask_name
from medcentre.placement.tables import BedModel, OccupancyModel, RoomModel, ZoneModel
from medcentre.residents.tables import PersonModel, StayModel
from medcentre.store.uow import reading


@dataclass(frozen=True, slots=True)
class CategoryCost:
    """Cost of a category in a month. `measure` is its budget, else last month's cost."""

    category: CostCategory
    amount: Money
    entries: int
    measure: Money
    budgeted: bool

    @property
    def percent(self) -> int:
        """Cost in percent of its measure, rounded; 0 without one."""
        if self.measure.fen <= 0:
            return 0
        return (self.amount.fen * 200 + self.measure.fen) // (2 * self.measure.fen)


@dataclass(frozen=True, slots=True)
class GroupCost:
    """Allocated cost of a class or zone; `name` is what the zone is called."""

    key: str
    days: int
    cost: Money
    name: str = ""

    @property
    def per_day(self) -> Money:
        """Cost of a person-day."""
        return per_day(self.cost, self.days)


@dataclass(frozen=True, slots=True)
class PersonCost:
    """Direct cost of one person against what their days earned."""

    stay_id: int
    admission_no: str
    name: str
    days: int
    income: Money
    cost: Money
    flagged: bool

    @property
    def per_day(self) -> Money:
        """Direct cost of a person-day."""
        return per_day(self.cost, self.days)


@dataclass(frozen=True, slots=True)
class CostPicture:
    """Where the money of a month went."""

    month: Month
    total: Money
    person_days: int
    categories: tuple[CategoryCost, ...]
    classes: tuple[GroupCost, ...]
    zones: tuple[GroupCost, ...]
    persons: tuple[PersonCost, ...]

    @property
    def per_day(self) -> Money:
        """Cost of a person-day over the whole house."""
        return per_day(self.total, self.person_days)


@reads(view(Data.COSTS))
def cost_picture(ctx: ServiceContext, month: Month) -> CostPicture:
    """Cost of a month by category, fee class, zone and person: five statements.

    Readers limited to totals get the total alone, the pharmacist the drug cost alone.
    """
    limit = ctx.actor.qualifier(view(Data.COSTS))
    with reading(ctx) as session:
        shares, before = _booked(session, month)
        if limit == "drug":
            shares = [s for s in shares if s.category is CostCategory.DRUG]
        total = Money(sum(s.amount.fen for s in shares))
        days = _class_days(session, month)
        if limit == "total":
            return CostPicture(month, total, len(days), (), (), (), ())
        nights, names = _zones(session, month)
        people = person_zone_days(days, nights)
        budgets = _budgets(session, month)
        persons = _persons(session, shares, days)
    cells = allocate(shares, people)
    by_class = _sum(cells, people, lambda zone, fee_class: fee_class)
    by_zone = tuple(
        replace(row, name=names.get(row.key, ""))
        for row in _sum(cells, people, lambda zone, fee_class: zone)
    )
    return CostPicture(
        month, total, len(days), _categories(shares, before, budgets), by_class, by_zone, persons
    )


Day = tuple[int, str, date, int]
"""Stay, class, date and what the day earns in fen."""


def _booked(session: Session, month: Month) -> tuple[list[CostShare], dict[str, int]]:
    """Cost of the month by category, zone and stay, and last month's by category."""
    rows = session.execute(
        select(PeriodModel.month, CostModel.category, CostModel.zone, CostModel.stay_id,
               func.sum(CostModel.amount))
        .join(PeriodModel, PeriodModel.id == CostModel.period_id)
        .where(PeriodModel.month.in_([str(month), str(month.plus(-1))]))
        .group_by(PeriodModel.month, CostModel.category, CostModel.zone, CostModel.stay_id)
    )  # fmt: skip
    shares: list[CostShare] = []
    before: dict[str, int] = defaultdict(int)
    for name, category, zone, stay_id, amount in rows:
        if name == str(month):
            shares.append(CostShare(CostCategory(category), _money(amount), stay_id, zone))
        else:
            before[category] += _money(amount).fen
    return shares, before


def _money(amount: Any) -> Money:
    """A sum comes back as Money, or as a bare number where the engine widens it."""
    return amount if isinstance(amount, Money) else Money(int(amount or 0))


def _class_days(session: Session, month: Month) -> list[Day]:
    rows = session.execute(
        select(FeeDayModel.stay_id, FeeDayModel.fee_class, FeeDayModel.day, FeeDayModel.rate,
               FeeDayModel.supplement)
        .join(PeriodModel, PeriodModel.id == FeeDayModel.period_id)
        .where(PeriodModel.month == str(month))
    )  # fmt: skip
    return [(sid, cls, day, rate.fen + extra.fen) for sid, cls, day, rate, extra in rows]


def _zones(
    session: Session, month: Month
) -> tuple[dict[int, list[tuple[date, date, str]]], dict[str, str]]:
    """Where each person slept: stays with (first night, first night elsewhere, zone); zone names."""
    rows = session.execute(
        select(OccupancyModel.stay_id, OccupancyModel.from_at, OccupancyModel.until_at,
               ZoneModel.code, ZoneModel.name)
        .join(BedModel, BedModel.id == OccupancyModel.bed_id)
        .join(RoomModel, RoomModel.id == BedModel.room_id)
        .join(ZoneModel, ZoneModel.id == RoomModel.zone_id)
        .where(
            OccupancyModel.revoked_at.is_(None),
            OccupancyModel.from_at < day_end(month.last),
            or_(OccupancyModel.until_at.is_(None),
                OccupancyModel.until_at >= day_start(month.first)),
        )
        .order_by(OccupancyModel.from_at)
    )  # fmt: skip
    found: dict[int, list[tuple[date, date, str]]] = defaultdict(list)
    names: dict[str, str] = {}
    for sid, begins, ends, zone, name in rows:
        found[sid].append((centre_day(begins), centre_day(ends) if ends else date.max, zone))
        names[zone] = name
    return found, names


def person_zone_days(
    days: Sequence[Day], zones: dict[int, list[tuple[date, date, str]]]
) -> list[PersonDays]:
    """Person-days by stay, class and the zone of the bed at 24:00 ("" without a bed)."""
    counted: dict[tuple[int, str, str], int] = defaultdict(int)
    for sid, fee_class, day, _fen in days:
        zone = next((z for a, b, z in reversed(zones.get(sid, ())) if a <= day < b), "")
        if not zone and sid in zones:
            # The day of death or of a same-day stay: the bed was left before 24:00.
            zone = zones[sid][-1][2]
        counted[sid, fee_class, zone] += 1
    return [PersonDays(sid, cls, zone, n) for (sid, cls, zone), n in sorted(counted.items())]


def _budgets(session: Session, month: Month) -> dict[str, Money]:
    rows = session.execute(
        select(CostBudgetModel.category, CostBudgetModel.amount)
        .where(CostBudgetModel.from_month <= str(month))
        .order_by(CostBudgetModel.from_month)
    )
    return {row.category: row.amount for row in rows}


def _categories(
    shares: Sequence[CostShare], before: dict[str, int], budgets: dict[str, Money]
) -> tuple[CategoryCost, ...]:
    sums: dict[CostCategory, int] = defaultdict(int)
    counts: dict[CostCategory, int] = defaultdict(int)
    for share in shares:
        sums[share.category] += share.amount.fen
        counts[share.category] += 1
    return tuple(
        CategoryCost(
            c, Money(sums[c]), counts[c], budgets.get(c, Money(before.get(c, 0))), c in budgets
        )
        for c in sorted(sums, key=lambda c: (-sums[c], c))
    )


def _sum(
    cells: dict[tuple[str, str], Money], people: Sequence[PersonDays], pick: Any
) -> tuple[GroupCost, ...]:
    cost: dict[str, int] = defaultdict(int)
    days: dict[str, int] = defaultdict(int)
    for (zone, fee_class), amount in cells.items():
        cost[pick(zone, fee_class)] += amount.fen
    for p in people:
        days[pick(p.zone, p.fee_class)] += p.days
    return tuple(GroupCost(k, days[k], Money(cost[k])) for k in sorted(set(cost) | set(days)))


def _persons(
    session: Session, shares: Sequence[CostShare], days: Sequence[Day]
) -> tuple[PersonCost, ...]:
    """People with direct cost; flagged above the 90th percentile or 150 % of their income."""
    cost: dict[int, int] = defaultdict(int)
    for share in shares:
        if share.stay_id is not None:
            cost[share.stay_id] += share.amount.fen
    if not cost:
        return ()
    count: dict[int, int] = defaultdict(int)
    income: dict[int, int] = defaultdict(int)
    for sid, _cls, _day, fen in days:
        count[sid] += 1
        income[sid] += fen
    ranked = sorted(cost.values())
    high = ranked[min(len(ranked) - 1, len(ranked) * 9 // 10)]
    names = session.execute(
        select(StayModel.id, StayModel.admission_no, PersonModel.name)
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .where(StayModel.id.in_(list(cost)))
    )
    rows = [
        PersonCost(
            sid, number, mask_name(name), count[sid], Money(income[sid]), Money(cost[sid]),
            cost[sid] > high or cost[sid] * 2 > income[sid] * 3,
        )
        for sid, number, name in names
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (-r.cost.fen, r.admission_no)))


@dataclass(frozen=True, slots=True)
class CostRow:
    """A cost voucher in the list; `zone` is the code it was booked on, `zone_name` its name."""

    id: int
    voucher: str
    on_day: date
    category: CostCategory
    summary: str
    zone: str
    admission_no: str
    name: str
    amount: Money
    entered_by: str
    reverses: str
    reversed_by: str
    zone_name: str = ""


@reads(view(Data.COSTS))
def cost_entries(ctx: ServiceContext, month: Month) -> tuple[CostRow, ...]:
    """The vouchers of a month, the newest first: one statement."""
    limit = ctx.actor.qualifier(view(Data.COSTS))
    if limit == "total":
        return ()
    of, back = aliased(CostModel), aliased(CostModel)
    query = (
        select(
            CostModel.id, CostModel.voucher, CostModel.on_day, CostModel.category,
            CostModel.summary, CostModel.zone, StayModel.admission_no, PersonModel.name,
            CostModel.amount, CostModel.entered_by, of.voucher, back.voucher, ZoneModel.name,
        )
        .join(PeriodModel, PeriodModel.id == CostModel.period_id)
        .outerjoin(StayModel, StayModel.id == CostModel.stay_id)
        .outerjoin(PersonModel, PersonModel.id == StayModel.person_id)
        .outerjoin(
            ZoneModel, and_(ZoneModel.code == CostModel.zone, ZoneModel.until_at.is_(None))
        )
        .outerjoin(of, of.id == CostModel.reverses)
        .outerjoin(back, back.reverses == CostModel.id)
        .where(PeriodModel.month == str(month))
        .order_by(CostModel.on_day.desc(), CostModel.id.desc())
    )  # fmt: skip
    if limit == "drug":
        query = query.where(CostModel.category == CostCategory.DRUG)
    with reading(ctx) as session:
        rows = session.execute(query).all()
    return tuple(
        CostRow(
            i, voucher, on, CostCategory(cat), summary, zone, number or "", mask_name(name or ""),
            amount, by, reverses or "", undone or "", called or "",
        )
        for i, voucher, on, cat, summary, zone, number, name, amount, by, reverses, undone, called
        in rows
    )  # fmt: skip


@reads(edit(Data.COSTS))
def cost_zones(ctx: ServiceContext) -> tuple[tuple[str, str], ...]:
    """Zones a voucher can be booked on: code and neutral name, in the order of the map."""
    query = (
        select(ZoneModel.code, ZoneModel.name)
        .where(ZoneModel.until_at.is_(None))
        .order_by(ZoneModel.position, ZoneModel.code)
    )
    with reading(ctx) as session:
        return tuple((code, name) for code, name in session.execute(query))


@reads(view(Data.COSTS))
def year_forecast(ctx: ServiceContext, year: int) -> Forecast:
    """Fee and cost of a year at the pace of its last months, against the contract's budget (G10)."""
    with reading(ctx) as session:
        income = session.execute(
            select(PeriodModel.month, StatementModel.total)
            .join(StatementModel, StatementModel.period_id == PeriodModel.id)
            .where(PeriodModel.month.like(f"{year}-%"), PeriodModel.state == "closed")
            .order_by(StatementModel.id)
        ).all()
        cost = session.execute(
            select(PeriodModel.month, func.sum(CostModel.amount))
            .join(CostModel, CostModel.period_id == PeriodModel.id)
            .where(PeriodModel.month.like(f"{year}-%"))
            .group_by(PeriodModel.month)
        ).all()
        try:
            contract = pick_contract(load_contracts(session), Month(year, 12))
        except DomainError:
            return forecast(year, {}, ZERO)
    version = contract.version_on(date(year, 12, 31))
    costs = {name: _money(amount) for name, amount in cost}
    months = {Month.parse(name).month: (total, costs.get(name, ZERO)) for name, total in income}
    return forecast(year, months, version.annual_budget if version else ZERO)
