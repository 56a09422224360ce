"""Rosters read from the store: the month as the engine's problem, the sheet, who is on duty."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Data, approve, edit, view
from medcentre.rostering.commands import (
    ChangeRow,
    DutyRow,
    LeaderRow,
    MonthHead,
    MonthSheet,
    MyShift,
    SwapRow,
    SwapState,
    WishRow,
)
from medcentre.rostering.demand import demand_from
from medcentre.rostering.duty import leads
from medcentre.rostering.facts import (
    Assignment,
    Balance,
    CoverNeed,
    Demand,
    FreeDay,
    Group,
    History,
    HolidayPlan,
    Leave,
    Person,
    Post,
    Problem,
    Sex,
    Sheet,
    ShiftType,
    Ward,
    Wish,
    WorkPattern,
)
from medcentre.rostering.ground import ground_in, words_in
from medcentre.rostering.loads import loads_in
from medcentre.rostering.plan_store import shifts_in
from medcentre.rostering.reach import groups_seen, seen_by, sheet_reads
from medcentre.rostering.rules.holidays import missing_years, plan_from_table
from medcentre.rostering.standard import (
    Area,
    PostWords,
    home_posts,
    pattern_of,
    standard_covers,
)
from medcentre.rostering.tables import (
    HolidayPlanRow,
    RosterCell,
    RosterChange,
    RosterLedger,
    RosterMonth,
    RosterPlan,
    RosterSwap,
    RosterWish,
)
from medcentre.rostering.templates import (
    DEFAULT_RULES,
    STANDARD_CONTRACTS,
    holiday_seed,
    shift_templates,
)
from medcentre.staff.duty import leaders_on
from medcentre.staff.facts import DutyStaffRow
from medcentre.staff.tables import Leave as LeaveModel
from medcentre.staff.tables import StaffMember
from medcentre.store.uow import reading

TAIL_DAYS = 14
"""Days of the month before that rules may look at."""


@sheet_reads
def month_sheet(ctx: ServiceContext, month: Month) -> MonthSheet:
    """The month's sheet with everything its rules need; an empty one when none was begun.

    Guards and auxiliaries get the part of their own group.
    """
    with reading(ctx) as session:
        return seen_by(ctx.actor, month_sheet_in(session, month, ctx.clock.now()))


@dataclass(frozen=True, slots=True)
class SheetStamp:
    """What a sheet on screen was read from; equal stamps need no second reading."""

    version: int
    around: tuple[object, ...]
    """Counts and versions of wishes, plan, holidays, people and leave, and today's demand."""


@sheet_reads
def sheet_stamp(ctx: ServiceContext, month: Month) -> SheetStamp:
    """The stamp of a month as stored now; two statements."""
    tables = (RosterWish, RosterPlan, HolidayPlanRow, StaffMember, LeaveModel)
    parts = [
        select(func.coalesce(func.sum(table.version), 0)).scalar_subquery() for table in tables
    ]
    version = select(RosterMonth.version).where(RosterMonth.month == str(month)).scalar_subquery()
    with reading(ctx) as session:
        row = session.execute(select(func.coalesce(version, 0), *parts)).one()
        loads = loads_in(session, ctx.clock.now())
    return SheetStamp(int(row[0]), (*(int(n) for n in row[1:]), loads))


def month_sheet_in(session: Session, month: Month, now: datetime | None) -> MonthSheet:
    """The month's sheet inside an open session; with `now` the demand of the house is added."""
    row = session.scalar(select(RosterMonth).where(RosterMonth.month == str(month)))
    cells = _cells(session, row.id) if row else []
    problem = _problem(session, month, cells, now)
    sheet = Sheet.of(
        problem,
        tuple(
            Assignment(c.staff_id, c.day, c.shift, c.post or None, c.pinned)
            for c in cells
            if c.shift
        ),
    )
    changed = frozenset(
        (c.staff_id, c.day)
        for c in session.execute(
            select(RosterChange.staff_id, RosterChange.day).where(
                RosterChange.month_id == row.id,
                RosterChange.number == row.published_no,
            )
        )
    ) if row and row.published_at else frozenset()  # fmt: skip
    head = MonthHead(
        month, row.version if row else 0, row.published_no if row else 0,
        row.published_at if row else None, row.published_by if row else "",
    )  # fmt: skip
    pinned = frozenset((c.staff_id, c.day) for c in cells if c.pinned)
    return MonthSheet(head, problem, sheet, pinned, changed)


def _cells(session: Session, month_id: int) -> list[RosterCell]:
    return list(
        session.scalars(
            select(RosterCell)
            .where(RosterCell.month_id == month_id)
            .order_by(RosterCell.staff_id, RosterCell.day)
        )
    )


def _problem(
    session: Session, month: Month, cells: Sequence[RosterCell], now: datetime | None = None
) -> Problem:
    """The month as the engine sees it; `now` adds what today's facts ask for (C14)."""
    ground = ground_in(session, month)
    plan, house, posts = ground.plan, ground.house, ground.posts
    shifts = plan.shifts or shift_templates()
    known = {s.code for s in shifts}
    covers: tuple[CoverNeed, ...] = standard_covers(house) if plan.covers is None else plan.covers
    offered = _Offered({p.code for p in ground.standard}, posts)
    people = _placed(ground.people, house, offered, known)
    return Problem(
        month=month,
        shifts=shifts,
        posts=posts,
        people=people,
        contracts=plan.contracts or STANDARD_CONTRACTS,
        rules=plan.rules or DEFAULT_RULES,
        holidays=holidays_in(session),
        covers=covers,
        leaves=tuple(leave for row in ground.staff for leave in _leaves(row, month)),
        wishes=_wishes(session, month),
        pins=tuple(
            Assignment(c.staff_id, c.day, c.shift, c.post or None, True)
            for c in cells
            if c.pinned and c.shift in known
        ),
        pinned_free=tuple(FreeDay(c.staff_id, c.day) for c in cells if c.pinned and not c.shift),
        history=_history(session, month),
        ward=Ward(beds=ground.beds),
        demand=_demand(session, month, posts, shifts, now) if now else (),
    )


@dataclass(frozen=True)
class _Offered:
    """Which posts somebody may hold once the centre has edited them."""

    standard: set[str]
    posts: tuple[Post, ...]

    def of(self, person: Person, home: tuple[str, ...]) -> tuple[str, ...]:
        """The usual ones that are still there, then posts the centre added for the group."""
        known = {p.code for p in self.posts}
        added = [
            p.code for p in self.posts if p.code not in self.standard and person.group in p.groups
        ]
        kept = [code for code in home if code in known]
        return (*kept, *added) if home else ()


def _placed(
    base: Sequence[Person], house: Sequence[Area], offered: _Offered, known: set[str]
) -> tuple[Person, ...]:
    """People with their posts and patterns, by their place inside group and sex."""
    places: dict[tuple[Group, Sex], int] = defaultdict(int)
    people = []
    for person in base:
        place = places[(person.group, person.sex)]
        places[(person.group, person.sex)] += 1
        turn = sum(places[(person.group, s)] for s in Sex) - 1
        people.append(
            replace(
                person,
                posts=offered.of(person, home_posts(person, place, house)),
                pattern=_known_pattern(pattern_of(person.group, turn), known),
            )
        )
    return tuple(people)


def _known_pattern(pattern: WorkPattern | None, known: set[str]) -> WorkPattern | None:
    if pattern is None or not {c for c in pattern.cycle if c} <= known:
        return None
    return pattern


def _demand(
    session: Session,
    month: Month,
    posts: tuple[Post, ...],
    shifts: tuple[ShiftType, ...],
    now: datetime,
) -> tuple[Demand, ...]:
    """What watches, escorts, isolation and care levels ask for, from today on."""
    days = [d for d in month.days() if d >= centre_day(now)]
    if not days:
        return ()
    nights = frozenset(s.code for s in shifts if s.is_night)
    return demand_from(loads_in(session, now), posts, days, nights)


@sheet_reads
def shifts_of(ctx: ServiceContext, month: Month) -> tuple[ShiftType, ...]:
    """Shift types of a month."""
    with reading(ctx) as session:
        return shifts_in(session, month)


def _leaves(row: DutyStaffRow, month: Month) -> list[Leave]:
    """Leave of every kind, cut to the month."""
    return [
        Leave(row.id, x.kind, max(x.first_day, month.first), min(x.last_day, month.last))
        for x in row.leave
    ]


def holidays_in(session: Session) -> tuple[HolidayPlan, ...]:
    """The plan of each year: the centre's own where it has one, else the seeded."""
    own = {
        row.year: plan_from_table(row.year, json.loads(row.content))
        for row in session.scalars(select(HolidayPlanRow))
    }
    seeded = {plan.year: plan for plan in holiday_seed()}
    return tuple({**seeded, **own}.values())


def _wishes(session: Session, month: Month) -> tuple[Wish, ...]:
    rows = session.scalars(
        select(RosterWish).where(
            RosterWish.day.between(month.first, month.last), RosterWish.withdrawn_at.is_(None)
        )
    )
    return tuple(Wish(r.staff_id, r.day, r.wants, r.shift or None, r.weight) for r in rows)


def _history(session: Session, month: Month) -> History:
    before = month.plus(-1)
    row = session.scalar(select(RosterMonth).where(RosterMonth.month == str(before)))
    if row is None or not row.published_no:
        return History()
    first = month.first - timedelta(days=TAIL_DAYS)
    tail = tuple(
        Assignment(c.staff_id, c.day, c.shift, c.post or None)
        for c in session.scalars(
            select(RosterCell).where(RosterCell.month_id == row.id, RosterCell.day >= first)
        )
        if c.shift
    )
    ledger = tuple(
        Balance(
            r.staff_id, r.nights_milli / 1000, r.weekends_milli / 1000, r.holidays_milli / 1000,
            r.minutes, r.period_minutes,
        )
        for r in session.scalars(
            select(RosterLedger).where(
                RosterLedger.month_id == row.id, RosterLedger.number == row.published_no
            )
        )
    )  # fmt: skip
    return History(tail, min(TAIL_DAYS, before.length), ledger)


# ---- on duty --------------------------------------------------------------------------------


@reads(view(Data.ROSTERS), view(Data.CUSTODY_LOG), view(Data.IDENTITY_BASIC))
def on_duty(ctx: ServiceContext, at: datetime | None = None) -> tuple[DutyRow, ...]:
    """Who is on duty at a moment by the published sheets; a night counts to its start day (T14)."""
    moment = at or ctx.clock.now()
    today = centre_day(moment)
    with reading(ctx) as session:
        shifts = {s.code: s for s in shifts_in(session, Month.of(today))}
        rows = session.execute(
            select(RosterCell, StaffMember)
            .join(RosterMonth, RosterMonth.id == RosterCell.month_id)
            .join(StaffMember, StaffMember.id == RosterCell.staff_id)
            .where(
                RosterMonth.published_no > 0,
                RosterCell.day.between(today - timedelta(days=1), today),
                RosterCell.shift != "",
            )
        ).all()
        posts = words_in(session, Month.of(today)) if rows else {}
    found = []
    for cell, person in rows:
        shift = shifts.get(cell.shift)
        if shift is None or not shift.starts_at(cell.day) <= moment < shift.ends_at(cell.day):
            continue
        post = posts.get(cell.post, PostWords())
        zh, en = post.without_zones
        found.append(
            DutyRow(
                person.id, person.name, person.category, person.title, zh, en, shift.code,
                shift.starts_at(cell.day), shift.ends_at(cell.day), person.phone,
                leads(person.category, shift.kind), post.zones,
            )
        )  # fmt: skip
    order = {g.value: i for i, g in enumerate(Group)}
    return tuple(sorted(found, key=lambda r: (not r.leads, order.get(r.group, 99), r.post, r.name)))


@reads(view(Data.ROSTERS), view(Data.CUSTODY_LOG), view(Data.IDENTITY_BASIC))
def leaders_on_duty(
    ctx: ServiceContext, at: datetime | None = None
) -> tuple[LeaderRow, ...] | None:
    """Who leads the centre at a moment (CUS-01); None: no sheet is published. Two statements."""
    with reading(ctx) as session:
        ids = leaders_on(session, at or ctx.clock.now())
        if not ids:
            return None if ids is None else ()
        rows = session.execute(
            select(StaffMember.id, StaffMember.name, StaffMember.phone)
            .where(StaffMember.id.in_(ids))
            .order_by(StaffMember.number)
        )
        return tuple(LeaderRow(r.id, r.name, r.phone) for r in rows)


@sheet_reads
def my_duty(ctx: ServiceContext, first: date, last: date) -> tuple[MyShift, ...]:
    """The days of the signed-in person between two dates, published sheets only."""
    if ctx.actor.staff_id is None:
        return ()
    return duty_of(ctx, ctx.actor.staff_id, first, last)


@sheet_reads
def duty_of(ctx: ServiceContext, staff_id: int, first: date, last: date) -> tuple[MyShift, ...]:
    """Somebody's days between two dates, published sheets only."""
    with reading(ctx) as session:
        shifts = {s.code: s for s in shifts_in(session, Month.of(first))}
        cells = session.scalars(
            select(RosterCell)
            .join(RosterMonth, RosterMonth.id == RosterCell.month_id)
            .where(
                RosterCell.staff_id == staff_id,
                RosterMonth.published_no > 0,
                RosterCell.day.between(first, last),
                RosterCell.shift != "",
            )
            .order_by(RosterCell.day)
        ).all()
        touched = set(
            session.scalars(
                select(RosterChange.day).where(
                    RosterChange.staff_id == staff_id, RosterChange.day.between(first, last)
                )
            )
        )
        names = words_in(session, Month.of(first)) if cells else {}
    return tuple(
        MyShift(
            c.day, c.shift, shifts[c.shift].sign, names.get(c.post, PostWords()).zh,
            shifts[c.shift].starts_at(c.day), shifts[c.shift].ends_at(c.day), c.day in touched,
            names.get(c.post, PostWords()).en,
        )
        for c in cells
        if c.shift in shifts
    )  # fmt: skip


@sheet_reads
def published_at(ctx: ServiceContext, month: Month) -> datetime | None:
    """When the month was last published; None while it is a draft."""
    query = select(RosterMonth.published_at).where(RosterMonth.month == str(month))
    with reading(ctx) as session:
        return session.scalar(query)


# ---- wishes, swaps, changes -----------------------------------------------------------------


def _seen(ctx: ServiceContext, *people: Any) -> list[ColumnElement[bool]]:
    """Limits a query over people to the groups the actor sees; what concerns the own person stays."""
    groups = groups_seen(ctx.actor)
    if groups is None:
        return []
    own = [column == ctx.actor.staff_id for column in people]
    return [or_(StaffMember.category.in_({g.value for g in groups}), *own)]


@sheet_reads
def wishes(ctx: ServiceContext, month: Month) -> tuple[WishRow, ...]:
    """Open wishes of a month."""
    with reading(ctx) as session:
        rows = session.execute(
            select(RosterWish, StaffMember.name)
            .join(StaffMember, StaffMember.id == RosterWish.staff_id)
            .where(
                *_seen(ctx, RosterWish.staff_id),
                RosterWish.day.between(month.first, month.last),
                RosterWish.withdrawn_at.is_(None),
            )
            .order_by(RosterWish.day)
        ).all()
    return tuple(
        WishRow(w.id, w.version, w.staff_id, name, w.day, w.wants, w.shift, w.weight)
        for w, name in rows
    )


@sheet_reads
def swaps(ctx: ServiceContext, month: Month) -> tuple[SwapRow, ...]:
    """Swaps of a month, open ones first."""
    with reading(ctx) as session:
        row = session.scalar(select(RosterMonth.id).where(RosterMonth.month == str(month)))
        found = session.scalars(
            select(RosterSwap)
            .join(StaffMember, StaffMember.id == RosterSwap.giver_id)
            .where(
                RosterSwap.month_id == (row or 0),
                *_seen(ctx, RosterSwap.giver_id, RosterSwap.taker_id),
            )
            .order_by(RosterSwap.id)
        ).all()
        ids = {s.giver_id for s in found} | {s.taker_id for s in found}
        names = dict(
            session.execute(
                select(StaffMember.id, StaffMember.name).where(StaffMember.id.in_(ids))
            ).all()
        )
    rows = [
        SwapRow(
            s.id, s.version, str(month), s.giver_id, names.get(s.giver_id, ""), s.taker_id,
            names.get(s.taker_id, ""), s.given_day, s.taken_day, SwapState(s.state), s.reason,
            s.agreed_by, s.decided_by, s.decision_note,
        )
        for s in found
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (r.state not in ("asked", "agreed"), r.given_day)))


@sheet_reads
def swaps_waiting(ctx: ServiceContext) -> int:
    """How many swaps wait for the actor: asked of them, or agreed and theirs to approve."""
    actor = ctx.actor
    leads = actor.may(approve(Data.ROSTERS)) or actor.may(edit(Data.ROSTERS))
    asked = and_(RosterSwap.state == SwapState.ASKED, RosterSwap.taker_id == actor.staff_id)
    decide = RosterSwap.state == SwapState.AGREED
    if actor.staff_id is not None:
        decide = and_(
            decide, RosterSwap.giver_id != actor.staff_id, RosterSwap.taker_id != actor.staff_id
        )
    if actor.qualifier(edit(Data.ROSTERS)) == "own" and not actor.may(approve(Data.ROSTERS)):
        decide = and_(decide, StaffMember.category.in_({str(r) for r in actor.roles}))
    query = (
        select(func.count(RosterSwap.id))
        .join(StaffMember, StaffMember.id == RosterSwap.giver_id)
        .where(or_(asked, decide) if leads else asked)
    )
    with reading(ctx) as session:
        return session.scalar(query) or 0


@sheet_reads
def changes(ctx: ServiceContext, month: Month) -> tuple[ChangeRow, ...]:
    """Changes after publication, newest first."""
    with reading(ctx) as session:
        rows = session.execute(
            select(RosterChange, StaffMember.name)
            .join(RosterMonth, RosterMonth.id == RosterChange.month_id)
            .join(StaffMember, StaffMember.id == RosterChange.staff_id)
            .where(RosterMonth.month == str(month), *_seen(ctx, RosterChange.staff_id))
            .order_by(RosterChange.id.desc())
        ).all()
    return tuple(
        ChangeRow(c.staff_id, name, c.day, c.was, c.became, c.reason, c.changed_at, c.changed_by)
        for c, name in rows
    )


@sheet_reads
def holiday_plan_missing(ctx: ServiceContext, year: int) -> int | None:
    """The year whose plan is not loaded: the one planned, or from November the next (HOL-02)."""
    with reading(ctx) as session:
        plans = holidays_in(session)
    missing = {*missing_years(plans, centre_day(ctx.clock.now()))}
    if year not in {plan.year for plan in plans}:
        missing.add(year)
    return min(missing, default=None)
