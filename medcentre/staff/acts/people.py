"""Acts on people who work here. Accounts have their own acts in `accounts`."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import day_end, day_start
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.dates import at_latest
from medcentre.kernel.errors import DomainError, refuse_if, required
from medcentre.kernel.permissions import Data, approve, edit
from medcentre.kernel.texts import initials, pinyin, search_key, tidy
from medcentre.staff.facts import (
    Category,
    CertificateKind,
    EmployerKind,
    LeaveKind,
    MaternityKind,
    SecondmentKind,
    StaffCode,
)
from medcentre.staff.rules import check_dates, check_span, usual_employer
from medcentre.staff.tables import (
    Certificate,
    Employer,
    Leave,
    Maternity,
    Secondment,
    StaffMember,
)
from medcentre.store.uow import UnitOfWork, unit_of_work

LEAVE_AHEAD = 731
"""How many days ahead leave may be entered, and last."""

_KEEPERS = (edit(Data.USERS), edit(Data.SETTINGS))
_PLANNERS = (edit(Data.USERS), edit(Data.SETTINGS), approve(Data.ROSTERS))


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentTerms:
    """A term of service from another unit; both days included."""

    home_unit: str
    first_day: date
    last_day: date
    kind: SecondmentKind = SecondmentKind.EXCHANGE
    host_unit: str = ""
    batch: str = ""
    post: str = ""
    mentor: str = ""
    tasks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterStaff:
    """Take somebody on. `employer` is found by name, or made; empty means by category.

    `pregnant_since` is the first day of the pregnancy, `child_born_on` that of a child under one
    year (ROS-05); `worked_since` the first day of work anywhere (ROS-06).
    """

    number: str
    name: str
    sex: str
    category: Category
    title: str = ""
    employer: str = ""
    employer_kind: EmployerKind | None = None
    licence: str = ""
    night_duty: bool = True
    joined_on: date | None = None
    worked_since: date | None = None
    phone: str = ""
    remarks: str = ""
    pregnant_since: date | None = None
    child_born_on: date | None = None
    secondment: SecondmentTerms | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStaff:
    """Correct somebody's record as a whole."""

    staff_id: int
    version: int | None
    number: str
    name: str
    sex: str
    category: Category
    title: str = ""
    employer: str = ""
    employer_kind: EmployerKind | None = None
    licence: str = ""
    night_duty: bool = True
    joined_on: date | None = None
    left_on: date | None = None
    worked_since: date | None = None
    phone: str = ""
    remarks: str = ""


def register_staff_in(uow: UnitOfWork, cmd: RegisterStaff) -> int:
    """Register somebody inside an open unit of work (bulk import); the new row's number.

    Raises RulesBroken for missing fields, DomainError(NUMBER_TAKEN).
    """
    refuse_if(required(number=cmd.number, name=cmd.name, sex=cmd.sex))
    _refuse_taken(uow, cmd.number, None)
    row = StaffMember(entered_at=uow.ctx.clock.now(), entered_by=uow.ctx.actor.name)
    _fill(uow, row, cmd)
    row.joined_on = cmd.joined_on
    uow.add(row)
    subject = f"staff:{row.id}"
    uow.record(subject, Topic.STAFF, action="staff.register", number=row.number, name=row.name,
               category=row.category)  # fmt: skip
    for kind, since in (
        (MaternityKind.PREGNANT, cmd.pregnant_since),
        (MaternityKind.NURSING, cmd.child_born_on),
    ):
        if since is not None:
            _add_maternity(uow, row.id, kind, since)
    if cmd.secondment is not None:
        _add_secondment(uow, row.id, cmd.secondment)
    return row.id


def change_staff_in(uow: UnitOfWork, cmd: ChangeStaff) -> None:
    """Correct a record inside an open unit of work; nothing is written when nothing differs."""
    refuse_if((*required(number=cmd.number, name=cmd.name, sex=cmd.sex),
               *check_dates(cmd.joined_on, cmd.left_on)))  # fmt: skip
    row = uow.get(StaffMember, cmd.staff_id, version=cmd.version)
    _refuse_taken(uow, cmd.number, row.id)
    before = _picture(row)
    _fill(uow, row, cmd)
    row.joined_on, row.left_on = cmd.joined_on, cmd.left_on
    after = _picture(row)
    changed = {k: [before[k], after[k]] for k in after if before[k] != after[k]}
    if changed:
        uow.record(f"staff:{row.id}", Topic.STAFF, action="staff.change", changed=changed)


def employer_in(uow: UnitOfWork, name: str, kind: EmployerKind) -> int:
    """Number of the employer with this name, made when nobody had it yet."""
    key = search_key(name)
    found = uow.session.scalar(select(Employer.id).where(Employer.name_key == key))
    if found is not None:
        return found
    row = uow.add(Employer(name=tidy(name), name_key=key, kind=kind))
    uow.record(f"employer:{row.id}", Topic.STAFF, action="staff.add_employer", name=row.name,
               kind=row.kind)  # fmt: skip
    return row.id


@act("staff.register", *_KEEPERS)
def register_staff(ctx: ServiceContext, cmd: RegisterStaff) -> int:
    """Register one person; the new row's number."""
    with unit_of_work(ctx) as uow:
        staff_id = register_staff_in(uow, cmd)
        uow.commit()
        return staff_id


@act("staff.change", *_KEEPERS)
def change_staff(ctx: ServiceContext, cmd: ChangeStaff) -> None:
    """Correct one person's record. Raises StaleRecord, NUMBER_TAKEN."""
    with unit_of_work(ctx) as uow:
        change_staff_in(uow, cmd)
        uow.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepCertificate:
    """A new paper; an older one of the same kind is replaced and stays in the record."""

    staff_id: int
    kind: CertificateKind
    number: str
    scope: str = ""
    issued_on: date | None = None
    expires_on: date | None = None


@act("staff.keep_certificate", *_KEEPERS)
def keep_certificate(ctx: ServiceContext, cmd: KeepCertificate) -> int:
    """File a paper with its end, which the roster respects (ROS-10)."""
    refuse_if(required(number=cmd.number))
    if cmd.issued_on and cmd.expires_on and cmd.expires_on < cmd.issued_on:
        raise DomainError(StaffCode.CERTIFICATE_DATES, where="expires_on")
    with unit_of_work(ctx) as uow:
        uow.get(StaffMember, cmd.staff_id, version=None)
        older = uow.session.scalars(
            select(Certificate).where(
                Certificate.staff_id == cmd.staff_id,
                Certificate.kind == cmd.kind,
                Certificate.replaced_at.is_(None),
            )
        )
        for row in older:
            row.replaced_at = ctx.clock.now()
        new = uow.add(
            Certificate(
                staff_id=cmd.staff_id,
                kind=cmd.kind,
                number=tidy(cmd.number),
                scope=cmd.scope,
                issued_on=cmd.issued_on,
                expires_on=cmd.expires_on,
                entered_at=ctx.clock.now(),
                entered_by=ctx.actor.name,
            )  # fmt: skip
        )
        uow.record(f"staff:{cmd.staff_id}", Topic.STAFF, kind=cmd.kind, number=new.number,
                   expires_on=cmd.expires_on)  # fmt: skip
        uow.commit()
        return new.id


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLeave:
    """Days away, both included."""

    staff_id: int
    kind: LeaveKind
    first_day: date
    last_day: date
    remarks: str = ""


@act("staff.grant_leave", *_PLANNERS)
def grant_leave(ctx: ServiceContext, cmd: GrantLeave) -> int:
    """Enter leave; the roster keeps the person free (ROS-13). Raises LEAVE_OVERLAPS."""
    with unit_of_work(ctx) as uow:
        number = _enter_leave(uow, cmd)
        uow.commit()
        return number


@act("staff.move_leave", *_PLANNERS)
def move_leave(ctx: ServiceContext, leave_id: int, version: int, cmd: GrantLeave) -> int:
    """Other days or another kind: the old entry is struck out, the new one stands; both or none."""
    with unit_of_work(ctx) as uow:
        row = uow.get(Leave, leave_id, version=version)
        if row.cancelled_at is not None:
            raise DomainError(StaffCode.ALREADY_CANCELLED)
        row.cancelled_at = ctx.clock.now()
        uow.session.flush()
        number = _enter_leave(uow, cmd)
        uow.commit()
        return number


def _enter_leave(uow: UnitOfWork, cmd: GrantLeave) -> int:
    now = uow.ctx.clock.now()
    refuse_if(
        (
            *check_span(cmd.first_day, cmd.last_day),
            *at_latest(now, LEAVE_AHEAD, first_day=cmd.first_day, last_day=cmd.last_day),
        )
    )
    start, end = day_start(cmd.first_day), day_end(cmd.last_day)
    uow.get(StaffMember, cmd.staff_id, version=None)
    clash = uow.session.scalar(
        select(Leave.id)
        .where(
            Leave.staff_id == cmd.staff_id,
            Leave.cancelled_at.is_(None),
            Leave.from_at < end,
            Leave.until_at > start,
        )
        .limit(1)  # fmt: skip
    )
    if clash is not None:
        raise DomainError(StaffCode.LEAVE_OVERLAPS, where="first_day")
    row = uow.add(
        Leave(
            staff_id=cmd.staff_id,
            kind=cmd.kind,
            from_at=start,
            until_at=end,
            remarks=cmd.remarks,
            entered_at=now,
            entered_by=uow.ctx.actor.name,
        )  # fmt: skip
    )
    uow.record(f"staff:{cmd.staff_id}", Topic.STAFF, leave=row.id, kind=cmd.kind,
               first=cmd.first_day, last=cmd.last_day)  # fmt: skip
    return row.id


@act("staff.cancel_leave", *_PLANNERS)
def cancel_leave(ctx: ServiceContext, leave_id: int, version: int) -> None:
    """Take leave back; the entry stays, struck out."""
    with unit_of_work(ctx) as uow:
        row = uow.get(Leave, leave_id, version=version)
        if row.cancelled_at is not None:
            raise DomainError(StaffCode.ALREADY_CANCELLED)
        row.cancelled_at = ctx.clock.now()
        uow.record(f"staff:{row.staff_id}", Topic.STAFF, leave=row.id)
        uow.commit()


@act("staff.second", *_KEEPERS)
def second(ctx: ServiceContext, staff_id: int, terms: SecondmentTerms) -> int:
    """Enter an officer's term here; rights begin and end with it (domain.md 7.4)."""
    with unit_of_work(ctx) as uow:
        uow.get(StaffMember, staff_id, version=None)
        number = _add_secondment(uow, staff_id, terms)
        uow.commit()
        return number


@act("staff.end_secondment", *_KEEPERS)
def end_secondment(ctx: ServiceContext, secondment_id: int, version: int, last_day: date) -> None:
    """Change the last day of a term, earlier or later."""
    with unit_of_work(ctx) as uow:
        row = uow.get(Secondment, secondment_id, version=version)
        refuse_if(check_span(row.first_day, last_day))
        came_from, row.last_day = row.last_day, last_day
        uow.record(f"staff:{row.staff_id}", Topic.STAFF, Topic.ACCOUNTS, came_from=came_from,
                   to=last_day)  # fmt: skip
        uow.commit()


@act("staff.note_maternity", *_PLANNERS)
def note_maternity(ctx: ServiceContext, staff_id: int, kind: MaternityKind, since: date) -> int:
    """Enter a pregnancy or a birth, so that the roster spares the person (ROS-05)."""
    with unit_of_work(ctx) as uow:
        uow.get(StaffMember, staff_id, version=None)
        number = _add_maternity(uow, staff_id, kind, since)
        uow.commit()
        return number


@act("staff.end_maternity", *_PLANNERS)
def end_maternity(ctx: ServiceContext, maternity_id: int, version: int, ended: date) -> None:
    """Close the fact early."""
    with unit_of_work(ctx) as uow:
        row = uow.get(Maternity, maternity_id, version=version)
        refuse_if(check_span(row.since, ended, "ended"))
        row.ended = ended
        uow.record(f"staff:{row.staff_id}", Topic.STAFF, kind=row.kind, ended=ended)
        uow.commit()


def _fill(uow: UnitOfWork, row: StaffMember, cmd: RegisterStaff | ChangeStaff) -> None:
    kind = cmd.employer_kind or usual_employer(cmd.category)
    row.employer_id = employer_in(uow, cmd.employer or _EMPLOYER_NAMES[kind], kind)
    row.number, row.number_key = tidy(cmd.number), search_key(cmd.number)
    row.name = tidy(cmd.name)
    row.pinyin, row.initials = pinyin(row.name), initials(row.name)
    row.sex, row.category, row.title = cmd.sex, cmd.category, tidy(cmd.title)
    row.licence, row.night_duty = tidy(cmd.licence), cmd.night_duty
    row.phone, row.remarks = tidy(cmd.phone), cmd.remarks
    row.worked_since = cmd.worked_since


_EMPLOYER_NAMES = {
    EmployerKind.POLICE: "公安局",
    EmployerKind.HOSPITAL: "医院",
    EmployerKind.GUARD_COMPANY: "保安公司",
    EmployerKind.SOCIAL_AGENCY: "社工机构",
    EmployerKind.JOINT: "联合",
    EmployerKind.OTHER: "其他单位",
}


def _picture(row: StaffMember) -> dict[str, str]:
    names = ("number", "name", "sex", "category", "title", "employer_id", "licence", "night_duty",
             "joined_on", "left_on", "worked_since", "phone", "remarks")  # fmt: skip
    return {n: str(getattr(row, n)) for n in names}


def _refuse_taken(uow: UnitOfWork, number: str, own: int | None) -> None:
    with uow.session.no_autoflush:
        found = uow.session.execute(
            select(StaffMember.id, StaffMember.name).where(
                StaffMember.number_key == search_key(number)
            )
        ).first()
    if found is not None and found.id != own:
        raise DomainError(StaffCode.NUMBER_TAKEN, where="number", number=number, name=found.name)


def _add_maternity(uow: UnitOfWork, staff_id: int, kind: MaternityKind, since: date) -> int:
    row = uow.add(
        Maternity(
            staff_id=staff_id,
            kind=kind,
            since=since,
            entered_at=uow.ctx.clock.now(),
            entered_by=uow.ctx.actor.name,
        )  # fmt: skip
    )
    uow.record(f"staff:{staff_id}", Topic.STAFF, action="staff.note_maternity", kind=kind,
               since=since)  # fmt: skip
    return row.id


def _add_secondment(uow: UnitOfWork, staff_id: int, terms: SecondmentTerms) -> int:
    refuse_if((*required(home_unit=terms.home_unit), *check_span(terms.first_day, terms.last_day)))
    row = uow.add(
        Secondment(
            staff_id=staff_id,
            kind=terms.kind,
            home_unit=tidy(terms.home_unit),
            host_unit=tidy(terms.host_unit),
            batch=terms.batch,
            first_day=terms.first_day,
            last_day=terms.last_day,
            post=terms.post,
            mentor=terms.mentor,
            tasks=terms.tasks,
            entered_at=uow.ctx.clock.now(),
            entered_by=uow.ctx.actor.name,
        )  # fmt: skip
    )
    uow.record(f"staff:{staff_id}", Topic.STAFF, Topic.ACCOUNTS, action="staff.second",
               home=row.home_unit, first=terms.first_day, last=terms.last_day)  # fmt: skip
    return row.id
