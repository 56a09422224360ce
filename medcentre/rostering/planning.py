"""Editing what a month is planned with: shifts, posts, cover, rules, contracts, holidays (C2, HOL-02)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import StaleRecord, refuse_if
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Data, approve
from medcentre.placement.tables import ZoneModel
from medcentre.rostering.facts import Contract, CoverNeed, HolidayPlan, Post, RuleConfig, ShiftType
from medcentre.rostering.plan_file import (
    CentrePlan,
    PlanKind,
    plan_problems,
    read_entries,
    write_entries,
)
from medcentre.rostering.plan_store import plan_rows
from medcentre.rostering.reach import sheet_reads
from medcentre.rostering.rules.holidays import check_plan, missing_years, read_plan
from medcentre.rostering.standard import CONTRACTS
from medcentre.rostering.tables import HolidayPlanRow, RosterPlan
from medcentre.rostering.templates import STANDARD_CONTRACTS
from medcentre.rostering.views import holidays_in, month_sheet_in
from medcentre.store.uow import UnitOfWork, reading, unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePlan:
    """A document of the plan from a month on; `version` 0 when that month has none of its own."""

    kind: PlanKind
    month: Month
    version: int
    entries: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveHolidays:
    """The plan of a year; `version` 0 when only the seeded one, or none, is there."""

    plan: HolidayPlan
    version: int


@dataclass(frozen=True, slots=True)
class PlanSource:
    """Where a document comes from: the month it was edited for (empty: standard), its version."""

    from_month: str
    version: int
    edited_by: str = ""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """All that a month is planned with and where it comes from."""

    month: Month
    shifts: tuple[ShiftType, ...]
    posts: tuple[Post, ...]
    covers: tuple[CoverNeed, ...]
    rules: tuple[RuleConfig, ...]
    contracts: tuple[Contract, ...]
    sources: dict[PlanKind, PlanSource]
    holidays: tuple[tuple[HolidayPlan, int], ...]
    """Plans with the version of their row; 0 for seeded ones."""
    missing_years: tuple[int, ...]
    zones: dict[str, str]
    """Code -> neutral name."""

    def entries(self, kind: PlanKind) -> tuple[Any, ...]:
        """The entries of a document."""
        return tuple(getattr(self, kind.value))

    def version(self, kind: PlanKind) -> int:
        """Version to save with: 0 when the document in force began in an earlier month."""
        source = self.sources.get(kind)
        return source.version if source and source.from_month == str(self.month) else 0


@sheet_reads
def plan_page(ctx: ServiceContext, month: Month) -> PlanPage:
    """The plan of a month."""
    with reading(ctx) as session:
        problem = month_sheet_in(session, month, None).problem
        rows = plan_rows(session, month)
        own = {r.year: r.version for r in session.scalars(select(HolidayPlanRow))}
        plans = holidays_in(session)
        zones = session.execute(
            select(ZoneModel.code, ZoneModel.name).where(ZoneModel.until_at.is_(None))
        ).all()
    sources = {k: PlanSource(r.from_month, r.version, r.entered_by) for k, r in rows.items()}
    today = centre_day(ctx.clock.now())
    return PlanPage(
        month, problem.shifts, problem.posts, problem.covers, problem.rules, problem.contracts,
        sources, tuple((p, own.get(p.year, 0)) for p in sorted(plans, key=lambda p: p.year)),
        missing_years(plans, today), dict(zones),
    )  # fmt: skip


@act("rostering.save_plan", approve(Data.ROSTERS))
def save_plan(ctx: ServiceContext, cmd: SavePlan) -> int:
    """Keep a document from a month on; earlier months keep theirs. Returns its version."""
    with unit_of_work(ctx) as uow:
        content = write_entries(cmd.entries)
        entries = read_entries(cmd.kind, content)
        in_force = month_sheet_in(uow.session, cmd.month, None).problem
        plan = CentrePlan(**{cmd.kind.value: entries})
        refuse_if(plan_problems(plan, in_force.shifts, _used_contracts()))
        if cmd.kind is PlanKind.SHIFTS:
            refuse_if(plan_problems(CentrePlan(posts=in_force.posts), entries, ()))
        row = uow.session.scalar(
            select(RosterPlan).where(
                RosterPlan.kind == cmd.kind.value, RosterPlan.from_month == str(cmd.month)
            )
        )
        row = _plan_row(uow, cmd, row)
        row.content = content
        row.entered_at, row.entered_by = ctx.clock.now(), ctx.actor.name
        uow.session.flush()
        uow.record(f"roster_plan:{row.id}", Topic.ROSTERS, kind=cmd.kind, month=str(cmd.month))
        uow.commit()
    return row.version


def _plan_row(uow: UnitOfWork, cmd: SavePlan, row: RosterPlan | None) -> RosterPlan:
    if (row.version if row else 0) != cmd.version:
        who = row.entered_by if row else ""
        raise StaleRecord(what="RosterPlan", id=row.id if row else 0, who=who)
    return row or uow.add(
        RosterPlan(
            kind=cmd.kind.value, from_month=str(cmd.month), content="[]",
            entered_at=uow.ctx.clock.now(), entered_by=uow.ctx.actor.name,
        )
    )  # fmt: skip


def _used_contracts() -> tuple[str, ...]:
    """Contracts the groups are hired on; a plan must keep them."""
    return tuple(dict.fromkeys([*CONTRACTS.values(), STANDARD_CONTRACTS[0].code]))


@act("rostering.save_holidays", approve(Data.ROSTERS))
def save_holidays(ctx: ServiceContext, cmd: SaveHolidays) -> int:
    """The plan of a year as edited or imported; it overrides the seeded one (HOL-02)."""
    plan = check_plan(cmd.plan)
    table = {
        "off": _written(plan.off), "work": _written(plan.work), "legal": _written(plan.legal),
    }  # fmt: skip
    with unit_of_work(ctx) as uow:
        row = uow.session.scalar(select(HolidayPlanRow).where(HolidayPlanRow.year == plan.year))
        if (row.version if row else 0) != cmd.version:
            raise StaleRecord(
                what="HolidayPlanRow", id=row.id if row else 0, who=row.entered_by if row else ""
            )
        stamp = {"entered_at": ctx.clock.now(), "entered_by": ctx.actor.name}
        if row is None:
            row = uow.add(HolidayPlanRow(year=plan.year, content="{}", **stamp))
        row.content = json.dumps(table)
        row.entered_at, row.entered_by = ctx.clock.now(), ctx.actor.name
        uow.session.flush()
        uow.record(f"holiday_plan:{plan.year}", Topic.ROSTERS, days_off=len(plan.off))
        uow.commit()
    return row.version


def _written(days: Iterable[date]) -> list[str]:
    return [f"{d:%m-%d}" for d in sorted(days)]


def read_holidays(text: str, year: int) -> HolidayPlan:
    """A plan from the text of a JSON or CSV file. Raises RulesBroken with what cannot be read."""
    return read_plan(text, year)


def year_in(text: str, otherwise: int) -> int:
    """The year a file is about: the first four digits of a date in it, else the given one."""
    for word in text.replace('"', " ").replace(",", " ").split():
        head = word[:4]
        if head.isdigit() and 2000 <= int(head) <= 2100:
            return int(head)
    return otherwise
