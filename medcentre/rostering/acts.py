"""The roster desk: the sheet, publication, wishes, swaps, attendance. Each act is a transaction."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import (
    DomainError,
    KernelCode,
    NotPermitted,
    StaleRecord,
    Violation,
    refuse_if,
    required,
)
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Data, approve, edit, view
from medcentre.rostering.commands import (
    AddWish,
    AskSwap,
    Attend,
    CellEdit,
    DecideSwap,
    DutyCode,
    Publish,
    SetCells,
    SwapState,
)
from medcentre.rostering.facts import Assignment, Level, Person, Problem, Sheet
from medcentre.rostering.plan_store import shifts_in
from medcentre.rostering.reach import sees_hours_only
from medcentre.rostering.rules.allot import allot_day
from medcentre.rostering.rules.fairness import carry_ledger
from medcentre.rostering.rules.frame import frame
from medcentre.rostering.rules.judge import Judge
from medcentre.rostering.rules.swaps import judge_swap
from medcentre.rostering.tables import (
    RosterAttendance,
    RosterCell,
    RosterChange,
    RosterLedger,
    RosterMonth,
    RosterSwap,
    RosterVersion,
    RosterWish,
)
from medcentre.rostering.views import month_sheet_in
from medcentre.staff.tables import StaffMember
from medcentre.store.uow import UnitOfWork, unit_of_work

MIN_REASON = 4


def _entered(uow: UnitOfWork) -> dict[str, Any]:
    return {"entered_at": uow.ctx.clock.now(), "entered_by": uow.ctx.actor.name}


# ---- the sheet ------------------------------------------------------------------------------


@act("rostering.set_cells", edit(Data.ROSTERS), approve(Data.ROSTERS))
def set_cells(ctx: ServiceContext, cmd: SetCells) -> int:
    """Change cells; the sheet's new version. After publication each change is logged (C7)."""
    with unit_of_work(ctx) as uow:
        sheet = _sheet(uow, cmd.month, cmd.version)
        refuse_if(_cell_violations(uow, cmd))
        if sheet.published_no and len(cmd.reason.strip()) < MIN_REASON:
            raise DomainError(DutyCode.CHANGE_NEEDS_REASON, where="reason")
        changed = _write(uow, sheet, cmd.cells, cmd.reason)
        if changed and sheet.published_no:
            _keep_posts(uow, sheet, _allotted(uow, cmd.month, {c.day for c in cmd.cells}))
        uow.record(f"roster:{cmd.month}", Topic.ROSTERS, cells=changed, reason=cmd.reason)
        uow.commit()
    return sheet.version


def _allotted(uow: UnitOfWork, month: Month, days: set[date]) -> list[Assignment]:
    """Who stands where on some days of the sheet as it is now."""
    data = month_sheet_in(uow.session, month, None)
    view = frame(data.problem)
    people = {p.id: p for p in data.problem.people}
    found = []
    for day in sorted(days):
        on_shift: dict[str, list[tuple[Person, str | None]]] = {}
        for a in data.sheet.assignments():
            if a.day == day:
                on_shift.setdefault(a.shift, []).append((people[a.person], a.post))
        posts, _ = allot_day(view, view.days.index(day), on_shift)
        found += [Assignment(who, day, "", post) for who, post in posts.items()]
    return found


def _touch(sheet: RosterMonth, uow: UnitOfWork) -> None:
    """A change of cells is a change of the sheet: two windows must not both win (T23)."""
    sheet.edits += 1
    sheet.entered_at, sheet.entered_by = uow.ctx.clock.now(), uow.ctx.actor.name
    uow.session.flush()


def _sheet(uow: UnitOfWork, month: Month, version: int) -> RosterMonth:
    """The month's row; made when the screen saw none. Raises StaleRecord."""
    row = uow.session.scalar(select(RosterMonth).where(RosterMonth.month == str(month)))
    if row is None:
        if version:
            raise DomainError(DutyCode.MONTH_MISSING, month=str(month))
        return uow.add(RosterMonth(month=str(month), published_no=0, edits=0, **_entered(uow)))
    if row.version != version:
        raise StaleRecord(what="RosterMonth", id=row.id, who=row.entered_by)
    return row


def _cell_violations(uow: UnitOfWork, cmd: SetCells) -> list[Violation]:
    shifts = {s.code for s in shifts_in(uow.session, cmd.month)}
    groups = dict(
        uow.session.execute(
            select(StaffMember.id, StaffMember.category).where(
                StaffMember.id.in_({c.staff_id for c in cmd.cells})
            )
        ).all()
    )
    actor = uow.ctx.actor
    own_only = actor.qualifier(edit(Data.ROSTERS)) == "own" and not actor.may(approve(Data.ROSTERS))
    own = {str(r) for r in actor.roles}
    found = []
    for cell in cmd.cells:
        if cell.staff_id not in groups:
            found.append(Violation(DutyCode.NOT_STAFF, "staff_id"))
        elif own_only and groups[cell.staff_id] not in own:
            found.append(Violation(DutyCode.NOT_OWN_GROUP, "staff_id"))
        if cell.shift is not None and cell.shift not in shifts:
            found.append(Violation(DutyCode.UNKNOWN_SHIFT, "shift", {"shift": cell.shift}))
        if Month.of(cell.day) != cmd.month:
            found.append(Violation(DutyCode.WRONG_MONTH, "day", {"day": cell.day}))
    return list(dict.fromkeys(found))


def _write(uow: UnitOfWork, sheet: RosterMonth, cells: tuple[CellEdit, ...], reason: str) -> int:
    """Write the cells that differ; how many did.

    The sheet is touched first: the second of two desks is told that the sheet has changed, not that
    a row is there already.
    """
    existing = {
        (c.staff_id, c.day): c
        for c in uow.session.scalars(
            select(RosterCell).where(
                RosterCell.month_id == sheet.id,
                RosterCell.staff_id.in_({c.staff_id for c in cells}),
                RosterCell.day.in_({c.day for c in cells}),
            )
        )
    }
    if not any(_differs(existing.get((c.staff_id, c.day)), c) for c in cells):
        return 0
    _touch(sheet, uow)
    count = 0
    for new in cells:
        row = existing.get((new.staff_id, new.day))
        if not _differs(row, new):
            continue
        count += 1
        was = row.shift if row else ""
        shift, post = new.shift or "", new.post or ""
        if row is None:
            row = RosterCell(month_id=sheet.id, staff_id=new.staff_id, day=new.day)
            uow.session.add(row)
            existing[(new.staff_id, new.day)] = row
        row.post = post if new.post or row.shift != shift else row.post
        row.shift, row.pinned = shift, new.pinned
        if sheet.published_no and was != shift:
            _log_change(uow, sheet, new.staff_id, new.day, was, shift, reason)
    uow.session.flush()
    return count


def _differs(row: RosterCell | None, new: CellEdit) -> bool:
    """Whether a cell would be another one."""
    if row is None:
        return bool(new.shift) or new.pinned
    kept = (row.shift, row.pinned) == (new.shift or "", new.pinned)
    return not kept or bool(new.post and row.post != new.post)


def _log_change(
    uow: UnitOfWork,
    sheet: RosterMonth,
    staff_id: int,
    day: date,
    was: str,
    became: str,
    reason: str,
) -> None:
    uow.session.add(
        RosterChange(
            month_id=sheet.id, number=sheet.published_no, staff_id=staff_id, day=day, was=was, became=became, reason=reason,
            changed_at=uow.ctx.clock.now(), changed_by=uow.ctx.actor.name,
        )
    )  # fmt: skip


@act("rostering.take_draft", edit(Data.ROSTERS), approve(Data.ROSTERS))
def take_draft(ctx: ServiceContext, month: Month, version: int, drafted: Sheet) -> int:
    """A solver's sheet becomes the month's; pinned cells stay as they are."""
    with unit_of_work(ctx) as uow:
        row = _sheet(uow, month, version)
        pinned = {
            (c.staff_id, c.day)
            for c in uow.session.scalars(
                select(RosterCell).where(RosterCell.month_id == row.id, RosterCell.pinned.is_(True))
            )
        }
        days = month.days()
        cells = tuple(
            CellEdit(
                staff_id=person, day=days[d], shift=code,
                post=drafted.posts[i][d] if drafted.posts else None,
            )
            for i, person in enumerate(drafted.people)
            for d, code in enumerate(drafted.cells[i])
            if (person, days[d]) not in pinned
        )  # fmt: skip
        changed = _write(uow, row, cells, "draft")
        uow.record(f"roster:{month}", Topic.ROSTERS, cells=changed)
        uow.commit()
    return row.version


@act("rostering.publish", approve(Data.ROSTERS))
def publish(ctx: ServiceContext, cmd: Publish) -> int:
    """The sheet becomes binding: kept whole as a version, the fairness ledger carried on.

    Errors still on the sheet need a reason, which is kept with the version.
    """
    with unit_of_work(ctx) as uow:
        if cmd.version == 0:
            raise DomainError(DutyCode.NOTHING_TO_PUBLISH, month=str(cmd.month))
        row = _sheet(uow, cmd.month, cmd.version)
        data = month_sheet_in(uow.session, cmd.month, None)
        assigned = data.sheet.assignments()
        if not assigned:
            raise DomainError(DutyCode.NOTHING_TO_PUBLISH, month=str(cmd.month))
        judged = Judge(data.problem, data.sheet)
        errors = sum(v.level is Level.ERROR for v in judged.violations)
        if errors and len(cmd.reason.strip()) < MIN_REASON:
            raise DomainError(DutyCode.ERRORS_NEED_REASON, count=errors, where="reason")
        number = row.published_no + 1
        assigned = judged.sheet().assignments()
        _keep_posts(uow, row, assigned)
        _keep_version(uow, row, number, assigned, cmd.reason)
        _keep_ledger(uow, row, number, data.problem, data.sheet)
        row.published_no, row.published_at = number, ctx.clock.now()
        row.published_by = ctx.actor.name
        uow.record(
            f"roster:{cmd.month}", Topic.ROSTERS, number=number, errors=errors, reason=cmd.reason
        )
        uow.commit()
    return number


def _keep_posts(uow: UnitOfWork, row: RosterMonth, assigned: Iterable[Assignment]) -> None:
    """Everybody learns the own post: what the rules reckoned with is written into the cells."""
    posts = {(a.person, a.day): a.post for a in assigned}
    for cell in uow.session.scalars(
        select(RosterCell).where(
            RosterCell.month_id == row.id, RosterCell.shift != "", RosterCell.post == ""
        )
    ):
        cell.post = posts.get((cell.staff_id, cell.day)) or ""


def _keep_version(
    uow: UnitOfWork, row: RosterMonth, number: int, cells: tuple[Assignment, ...], note: str
) -> None:
    content = json.dumps(
        [[c.person, c.day.isoformat(), c.shift, c.post or ""] for c in sorted(
            cells, key=lambda c: (c.person, c.day)
        )],
        separators=(",", ":"),
    )  # fmt: skip
    uow.add(
        RosterVersion(
            month_id=row.id, number=number, cells=content,
            digest=hashlib.sha256(content.encode()).hexdigest(),
            published_at=uow.ctx.clock.now(), published_by=uow.ctx.actor.name, note=note,
        )
    )  # fmt: skip


def _keep_ledger(
    uow: UnitOfWork, row: RosterMonth, number: int, problem: Problem, sheet: Sheet
) -> None:
    uow.session.add_all(
        RosterLedger(
            month_id=row.id, number=number, staff_id=b.person,
            nights_milli=round(b.nights * 1000), weekends_milli=round(b.weekends * 1000),
            holidays_milli=round(b.holidays * 1000), minutes=b.minutes,
            period_minutes=b.period_minutes,
        )
        for b in carry_ledger(problem, sheet)
    )  # fmt: skip


# ---- wishes ---------------------------------------------------------------------------------


@act("rostering.wish", view(Data.ROSTERS))
def add_wish(ctx: ServiceContext, cmd: AddWish) -> int:
    """A wish of one's own, or entered by a leader for somebody (C5)."""
    with unit_of_work(ctx) as uow:
        _self_or_leader(uow, cmd.staff_id)
        if cmd.day < centre_day(ctx.clock.now()):
            raise DomainError(DutyCode.DAY_OVER, where="day")
        known = uow.session.scalar(
            select(RosterWish.id).where(
                RosterWish.staff_id == cmd.staff_id, RosterWish.day == cmd.day,
                RosterWish.withdrawn_at.is_(None),
            )
        )  # fmt: skip
        if known:
            raise DomainError(DutyCode.WISH_EXISTS, where="day")
        row = uow.add(
            RosterWish(
                staff_id=cmd.staff_id, day=cmd.day, wants=cmd.wants, shift=cmd.shift,
                weight=cmd.weight, **_entered(uow),
            )
        )  # fmt: skip
        uow.record(f"staff:{cmd.staff_id}", Topic.ROSTERS, day=cmd.day, wants=cmd.wants)
        uow.commit()
    return row.id


@act("rostering.withdraw_wish", view(Data.ROSTERS))
def withdraw_wish(ctx: ServiceContext, wish_id: int, version: int) -> None:
    """A wish is taken back."""
    with unit_of_work(ctx) as uow:
        row = uow.get(RosterWish, wish_id, version=version)
        _self_or_leader(uow, row.staff_id)
        row.withdrawn_at = ctx.clock.now()
        uow.record(f"staff:{row.staff_id}", Topic.ROSTERS, day=row.day)
        uow.commit()


def _self_or_leader(uow: UnitOfWork, *staff_ids: int) -> None:
    """Only for oneself, or as leader for people of the own group who are absent (T15)."""
    actor = uow.ctx.actor
    if sees_hours_only(actor):
        raise NotPermitted(permission=str(view(Data.ROSTERS)), actor=actor.name)
    if actor.staff_id in staff_ids:
        return
    if not (actor.may(approve(Data.ROSTERS)) or actor.may(edit(Data.ROSTERS))):
        raise DomainError(DutyCode.SWAP_NOT_YOURS)
    _own_group(uow, staff_ids[0])


# ---- swaps ----------------------------------------------------------------------------------


@act("rostering.ask_swap", view(Data.ROSTERS))
def ask_swap(ctx: ServiceContext, cmd: AskSwap) -> int:
    """Ask somebody to take a shift; both persons' rules are checked now (T15)."""
    with unit_of_work(ctx) as uow:
        _self_or_leader(uow, cmd.giver_id, cmd.taker_id)
        row = uow.session.scalar(select(RosterMonth).where(RosterMonth.month == str(cmd.month)))
        if row is None or not row.published_no:
            raise DomainError(DutyCode.SWAP_NOT_PUBLISHED, month=str(cmd.month))
        refuse_if(_swap_refusals(uow, cmd))
        opened = uow.session.scalar(
            select(RosterSwap.id).where(
                RosterSwap.month_id == row.id, RosterSwap.giver_id == cmd.giver_id,
                RosterSwap.given_day == cmd.given_day, RosterSwap.state.in_(("asked", "agreed")),
            )
        )  # fmt: skip
        if opened:
            raise DomainError(DutyCode.SWAP_OPEN_ALREADY)
        swap = uow.add(
            RosterSwap(
                month_id=row.id, giver_id=cmd.giver_id, taker_id=cmd.taker_id,
                given_day=cmd.given_day, taken_day=cmd.taken_day, reason=cmd.reason,
                **_entered(uow),
            )
        )  # fmt: skip
        uow.record(f"swap:{swap.id}", Topic.ROSTERS, giver=cmd.giver_id, taker=cmd.taker_id)
        uow.commit()
    return swap.id


def _swap_refusals(uow: UnitOfWork, cmd: AskSwap) -> list[Violation]:
    data = month_sheet_in(uow.session, cmd.month, None)
    cells = {(a.person, a.day): a.shift for a in data.sheet.assignments()}
    today = centre_day(uow.ctx.clock.now())
    if min(cmd.given_day, cmd.taken_day or cmd.given_day) < today:
        return [Violation(DutyCode.DAY_OVER, "given_day")]
    if (cmd.giver_id, cmd.given_day) not in cells:
        return [Violation(DutyCode.SWAP_NO_SHIFT, "given_day", {"day": cmd.given_day})]
    if cmd.taken_day and (cmd.taker_id, cmd.taken_day) not in cells:
        return [Violation(DutyCode.SWAP_NO_SHIFT, "taken_day", {"day": cmd.taken_day})]
    same_day = cmd.taken_day == cmd.given_day
    for who, day in ((cmd.taker_id, cmd.given_day), (cmd.giver_id, cmd.taken_day)):
        if day and not same_day and (who, day) in cells:
            return [Violation(DutyCode.SWAP_PARTNER_BUSY, "taker_id", {"day": day})]
    judge = Judge(data.problem, data.sheet)
    broken = judge_swap(judge, cmd.giver_id, cmd.given_day, cmd.taker_id, cmd.taken_day)
    return [
        Violation(v.code, "taker_id", dict(v.facts), v.rule)
        for v in broken
        if v.level is Level.ERROR
    ]


@act("rostering.agree_swap", view(Data.ROSTERS))
def agree_swap(ctx: ServiceContext, cmd: DecideSwap) -> None:
    """The partner agrees; a leader may enter it for somebody absent (T15)."""
    with unit_of_work(ctx) as uow:
        row = _swap(uow, cmd, SwapState.ASKED)
        _self_or_leader(uow, row.taker_id)
        row.state, row.agreed_by, row.agreed_at = "agreed", ctx.actor.name, ctx.clock.now()
        uow.record(f"swap:{row.id}", Topic.ROSTERS)
        uow.commit()


@act("rostering.approve_swap", approve(Data.ROSTERS), edit(Data.ROSTERS))
def approve_swap(ctx: ServiceContext, cmd: DecideSwap) -> None:
    """The leader approves: only now the sheet changes, if the rules still hold (T15, SIGN-03)."""
    with unit_of_work(ctx) as uow:
        row = _swap(uow, cmd, SwapState.AGREED)
        if ctx.actor.staff_id in (row.giver_id, row.taker_id):
            raise DomainError(DutyCode.SWAP_OWN_APPROVAL)
        _own_group(uow, row.giver_id)
        month_row = uow.session.get_one(RosterMonth, row.month_id)
        ask = AskSwap(
            month=Month.parse(month_row.month), giver_id=row.giver_id, taker_id=row.taker_id,
            given_day=row.given_day, taken_day=row.taken_day,
        )  # fmt: skip
        refuse_if(_swap_refusals(uow, ask))
        _exchange(uow, month_row, row)
        row.state, row.decided_by, row.decided_at = "approved", ctx.actor.name, ctx.clock.now()
        row.decision_note = cmd.note
        uow.record(f"swap:{row.id}", Topic.ROSTERS, note=cmd.note)
        uow.commit()


def _own_group(uow: UnitOfWork, staff_id: int) -> None:
    """A group leader decides for the own group, the director for all."""
    actor = uow.ctx.actor
    if actor.may(approve(Data.ROSTERS)) or actor.qualifier(edit(Data.ROSTERS)) != "own":
        return
    group = uow.session.scalar(select(StaffMember.category).where(StaffMember.id == staff_id))
    if group not in {str(r) for r in actor.roles}:
        raise DomainError(DutyCode.NOT_OWN_GROUP)


def _exchange(uow: UnitOfWork, month: RosterMonth, swap: RosterSwap) -> None:
    cells = {
        (c.staff_id, c.day): c
        for c in uow.session.scalars(
            select(RosterCell).where(
                RosterCell.month_id == month.id,
                RosterCell.staff_id.in_((swap.giver_id, swap.taker_id)),
            )
        )
    }
    moves = [(swap.giver_id, swap.taker_id, swap.given_day)]
    if swap.taken_day:
        moves.append((swap.taker_id, swap.giver_id, swap.taken_day))
    given = {(target, day): cells[(source, day)] for source, target, day in moves}
    edits = [
        CellEdit(staff_id=source, day=day, shift=None, pinned=True)
        for source, _, day in moves
        if (source, day) not in given
    ]
    edits += [
        CellEdit(staff_id=who, day=day, shift=cell.shift, pinned=True, post=cell.post)
        for (who, day), cell in given.items()
    ]
    _write(uow, month, tuple(edits), swap.reason or f"swap {swap.id}")


@act("rostering.refuse_swap", view(Data.ROSTERS))
def refuse_swap(ctx: ServiceContext, cmd: DecideSwap) -> None:
    """The partner or the leader says no, with a reason; the giver withdraws the same way."""
    refuse_if(required(note=cmd.note))
    with unit_of_work(ctx) as uow:
        row = uow.get(RosterSwap, cmd.swap_id, version=cmd.version)
        if row.state not in (SwapState.ASKED, SwapState.AGREED):
            raise DomainError(DutyCode.SWAP_WRONG_STATE)
        _self_or_leader(uow, row.giver_id, row.taker_id)
        own = ctx.actor.staff_id == row.giver_id
        row.state = SwapState.WITHDRAWN if own else SwapState.REFUSED
        row.decided_by, row.decided_at = ctx.actor.name, ctx.clock.now()
        row.decision_note = cmd.note
        uow.record(f"swap:{row.id}", Topic.ROSTERS, note=cmd.note)
        uow.commit()


def _swap(uow: UnitOfWork, cmd: DecideSwap, state: SwapState) -> RosterSwap:
    row = uow.get(RosterSwap, cmd.swap_id, version=cmd.version)
    if row.state != state:
        raise DomainError(DutyCode.SWAP_WRONG_STATE)
    return row


# ---- attendance -----------------------------------------------------------------------------


@act("rostering.attend", edit(Data.ROSTERS), approve(Data.ROSTERS))
def record_attendance(ctx: ServiceContext, cmd: Attend) -> None:
    """What somebody really worked, against the plan (C15)."""
    with unit_of_work(ctx) as uow:
        _own_group(uow, cmd.staff_id)
        if cmd.day > centre_day(ctx.clock.now()):
            raise DomainError(KernelCode.IN_FUTURE, where="day")
        if cmd.from_at and cmd.until_at and cmd.until_at <= cmd.from_at:
            raise DomainError(KernelCode.END_BEFORE_START, where="until_at")
        row = uow.session.scalar(
            select(RosterAttendance).where(
                RosterAttendance.staff_id == cmd.staff_id, RosterAttendance.day == cmd.day
            )
        )
        if row is None:
            row = RosterAttendance(staff_id=cmd.staff_id, day=cmd.day, **_entered(uow))
            uow.session.add(row)
        row.shift, row.absent, row.note = cmd.shift, cmd.absent, cmd.note
        row.from_at, row.until_at = cmd.from_at, cmd.until_at
        uow.record(f"staff:{cmd.staff_id}", Topic.ROSTERS, day=cmd.day, absent=cmd.absent)
        uow.commit()
