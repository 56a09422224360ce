"""What is known about the people who work here, as frozen rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from medcentre.kernel.clock import centre_day, day_end, day_start
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.errors import NotFound, NotPermitted
from medcentre.kernel.periods import days_between
from medcentre.kernel.permissions import Data, Permission, edit, matrix, view
from medcentre.kernel.texts import search_key
from medcentre.staff.facts import (
    Category,
    CertificateKind,
    CertificateRow,
    DutyStaffRow,
    EmployerKind,
    EmployerRow,
    LeaveKind,
    LeaveRow,
    MaternityFact,
    MaternityKind,
    SecondmentKind,
    SecondmentRow,
    StaffRow,
)
from medcentre.staff.tables import (
    Account,
    Certificate,
    Employer,
    Leave,
    Maternity,
    Relation,
    Secondment,
    StaffMember,
)
from medcentre.store.uow import reading

_READERS: tuple[Permission, ...] = (
    view(Data.USERS), view(Data.ROSTERS), view(Data.SETTINGS), edit(Data.USERS)
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffFilter:
    """Which people a list shows; `text` finds name, pinyin, initials, number."""

    text: str = ""
    category: Category | None = None
    with_left: bool = False


@dataclass(frozen=True, slots=True)
class StaffPage:
    """Everything about one person."""

    row: StaffRow
    certificates: tuple[CertificateRow, ...]
    leave: tuple[LeaveRow, ...]
    secondments: tuple[SecondmentRow, ...]
    maternity: tuple[tuple[int, int, MaternityFact], ...]
    """(id, version, fact) each."""


@reads(*_READERS)
def staff_list(ctx: ServiceContext, wanted: StaffFilter = StaffFilter()) -> tuple[StaffRow, ...]:
    """People who work here, by category and number; one statement."""
    with reading(ctx) as session:
        return staff_rows(session, wanted, centre_day(ctx.clock.now()))


@reads(*_READERS)
def staff_page(ctx: ServiceContext, staff_id: int) -> StaffPage:
    """One person with papers, leave, terms. Raises NotFound."""
    with reading(ctx) as session:
        rows = _rows(session, [StaffMember.id == staff_id])
        if not rows:
            raise NotFound(what="StaffMember", id=staff_id)
        return StaffPage(
            rows[0],
            certificates_of(session, [staff_id]),
            _leave_of(session, staff_id),
            _secondments_of(session, staff_id),
            tuple(
                (m.id, m.version, MaternityFact(MaternityKind(m.kind), m.since, m.ended))
                for m in session.scalars(
                    select(Maternity)
                    .where(Maternity.staff_id == staff_id)
                    .order_by(Maternity.since)
                )
            ),
        )


@reads(*_READERS)
def employers(ctx: ServiceContext) -> tuple[EmployerRow, ...]:
    """All employers by name."""
    with reading(ctx) as session:
        return tuple(
            EmployerRow(e.id, e.version, e.name, EmployerKind(e.kind))
            for e in session.scalars(select(Employer).order_by(Employer.name))
        )


@reads(*_READERS)
def expiring_certificates(ctx: ServiceContext, until: date) -> tuple[CertificateRow, ...]:
    """Papers in force that end on or before a day, soonest first (domain.md 6.1)."""
    with reading(ctx) as session:
        query = (
            select(Certificate)
            .join(StaffMember, StaffMember.id == Certificate.staff_id)
            .where(
                Certificate.replaced_at.is_(None),
                Certificate.expires_on <= until,
                StaffMember.left_on.is_(None),
            )
            .order_by(Certificate.expires_on)
        )
        return tuple(_certificate(c) for c in session.scalars(query))


def staff_rows(session: Session, wanted: StaffFilter, today: date) -> tuple[StaffRow, ...]:
    """The staff list inside an open read; one statement."""
    conditions: list[ColumnElement[bool]] = []
    if not wanted.with_left:
        conditions.append(or_(StaffMember.left_on.is_(None), StaffMember.left_on >= today))
    if wanted.category is not None:
        conditions.append(StaffMember.category == wanted.category)
    rows = _rows(session, conditions)
    key = search_key(wanted.text)
    return tuple(r for r in rows if key in _search_text(r)) if key else rows


def staff_numbers(session: Session) -> dict[str, tuple[int, int]]:
    """Folded work number -> (id, version): what an import needs to find people again."""
    query = select(StaffMember.number_key, StaffMember.id, StaffMember.version)
    return {r.number_key: (r.id, r.version) for r in session.execute(query)}


def staff_names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Names by id, for rooms that keep only who did something."""
    query = select(StaffMember.id, StaffMember.name).where(StaffMember.id.in_(list(ids)))
    return {r.id: r.name for r in session.execute(query)}


def conflicted_people(session: Session, staff_id: int | None) -> frozenset[int]:
    """Persons whose records somebody must not open (SEC-05)."""
    if staff_id is None:
        return frozenset()
    query = select(Relation.person_id).where(
        Relation.staff_id == staff_id, Relation.ended_at.is_(None)
    )
    return frozenset(session.scalars(query))


def duty_staff(session: Session, first: date, last: date) -> tuple[DutyStaffRow, ...]:
    """Everybody who works here on at least one day of a stretch, for rosters; five statements."""
    members = session.execute(
        select(StaffMember, Employer.kind)
        .join(Employer, Employer.id == StaffMember.employer_id)
        .where(
            or_(StaffMember.left_on.is_(None), StaffMember.left_on >= first),
            or_(StaffMember.joined_on.is_(None), StaffMember.joined_on <= last),
        )
        .order_by(StaffMember.category, StaffMember.number_key)
    ).all()
    ids = [member.id for member, _ in members]
    leave = _leave_between(session, first, last)
    maternity = _maternity_until(session, last)
    seconded = _secondments(session)
    papers: dict[int, list[CertificateRow]] = defaultdict(list)
    for paper in certificates_of(session, ids):
        papers[paper.staff_id].append(paper)
    rows = []
    for member, kind in members:
        category = Category(member.category)
        terms = seconded.get(member.id, [])
        starts, ends = member.joined_on or first, member.left_on or last
        days_out = {d for d in days_between(first, last) if not any(a <= d <= b for a, b in terms)}
        rows.append(
            DutyStaffRow(
                member.id,
                member.number,
                member.name,
                member.sex,
                category,
                member.title,
                EmployerKind(kind),
                member.night_duty,
                bool(terms),
                (max(first, starts), min(last, ends)),
                frozenset(days_out) if terms else frozenset(),
                tuple(leave[member.id]),
                tuple(maternity[member.id]),
                tuple(papers[member.id]),
            )  # fmt: skip
        )
    return tuple(rows)


def certificates_of(session: Session, ids: Iterable[int]) -> tuple[CertificateRow, ...]:
    """Papers in force of some people."""
    query = (
        select(Certificate)
        .where(Certificate.staff_id.in_(list(ids)), Certificate.replaced_at.is_(None))
        .order_by(Certificate.kind)
    )
    return tuple(_certificate(c) for c in session.scalars(query))


def _rows(session: Session, conditions: Sequence[ColumnElement[bool]]) -> tuple[StaffRow, ...]:
    has_account = exists().where(Account.staff_id == StaffMember.id)
    query = (
        select(StaffMember, Employer.name, Employer.kind, has_account)
        .join(Employer, Employer.id == StaffMember.employer_id)
        .where(*conditions)
        .order_by(StaffMember.category, StaffMember.number_key)
    )
    return tuple(
        _staff_row(member, employer, kind, bool(account))
        for member, employer, kind, account in session.execute(query)
    )


def _staff_row(m: StaffMember, employer: str, kind: str, has_account: bool) -> StaffRow:
    return StaffRow(
        m.id, m.version, m.number, m.name, m.pinyin, m.initials, m.sex, Category(m.category),
        m.title, employer, EmployerKind(kind), m.licence, m.night_duty, m.joined_on, m.left_on,
        m.remarks, m.phone, has_account, m.worked_since,
    )  # fmt: skip


def _search_text(row: StaffRow) -> str:
    return "\n".join(
        (search_key(row.name), search_key(row.pinyin), row.initials, search_key(row.number))
    )


def _certificate(row: Certificate) -> CertificateRow:
    return CertificateRow(
        row.id, row.version, row.staff_id, CertificateKind(row.kind), row.number, row.scope,
        row.issued_on, row.expires_on,
    )  # fmt: skip


def _leave_of(session: Session, staff_id: int) -> tuple[LeaveRow, ...]:
    query = (
        select(Leave)
        .where(Leave.staff_id == staff_id, Leave.cancelled_at.is_(None))
        .order_by(Leave.from_at.desc())
    )
    return tuple(_leave_row(r) for r in session.scalars(query))


@reads(*_READERS)
def leave_list(
    ctx: ServiceContext, first: date, last: date
) -> tuple[tuple[LeaveRow, str, Category], ...]:
    """Leave that touches a stretch, with name and category of the person; one statement.

    Refused to those whose right over rosters ends with the hours (domain.md 12.2, D22).
    """
    see = view(Data.ROSTERS)
    ends = [matrix()[r][see] == "hours" for r in ctx.actor.roles if see in matrix().get(r, {})]
    others = any(ctx.actor.may(p) for p in _READERS if p != see)
    if ends and all(ends) and not others:
        raise NotPermitted(permission=str(view(Data.ROSTERS)), actor=ctx.actor.name)
    query = (
        select(Leave, StaffMember.name, StaffMember.category)
        .join(StaffMember, StaffMember.id == Leave.staff_id)
        .where(
            Leave.cancelled_at.is_(None),
            Leave.from_at < day_end(last),
            Leave.until_at > day_start(first),
        )
        .order_by(Leave.from_at)
    )
    with reading(ctx) as session:
        rows = session.execute(query).all()
    return tuple((_leave_row(r), name, Category(category)) for r, name, category in rows)


def _leave_row(r: Leave) -> LeaveRow:
    return LeaveRow(
        r.id, r.version, r.staff_id, LeaveKind(r.kind), centre_day(r.from_at), _last_day(r),
        r.remarks,
    )  # fmt: skip


def _last_day(row: Leave) -> date:
    return date.fromordinal(centre_day(row.until_at).toordinal() - 1)


def _secondments_of(session: Session, staff_id: int) -> tuple[SecondmentRow, ...]:
    query = (
        select(Secondment)
        .where(Secondment.staff_id == staff_id, Secondment.cancelled_at.is_(None))
        .order_by(Secondment.first_day)
    )
    return tuple(
        SecondmentRow(
            r.id,
            r.version,
            r.staff_id,
            SecondmentKind(r.kind),
            r.home_unit,
            r.host_unit,
            r.batch,
            r.first_day,
            r.last_day,
            r.post,
            r.mentor,
            r.tasks,
        )  # fmt: skip
        for r in session.scalars(query)
    )


def _leave_between(session: Session, first: date, last: date) -> dict[int, list[LeaveRow]]:
    found: dict[int, list[LeaveRow]] = defaultdict(list)
    query = (
        select(Leave)
        .where(
            Leave.cancelled_at.is_(None),
            Leave.from_at < day_end(last),
            Leave.until_at > day_start(first),
        )
        .order_by(Leave.from_at)
    )
    for row in session.scalars(query):
        found[row.staff_id].append(_leave_row(row))
    return found


def _maternity_until(session: Session, last: date) -> dict[int, list[MaternityFact]]:
    facts: dict[int, list[MaternityFact]] = defaultdict(list)
    query = select(Maternity).where(Maternity.since <= last).order_by(Maternity.since)
    for row in session.scalars(query):
        facts[row.staff_id].append(MaternityFact(MaternityKind(row.kind), row.since, row.ended))
    return facts


def _secondments(session: Session) -> dict[int, list[tuple[date, date]]]:
    terms: dict[int, list[tuple[date, date]]] = defaultdict(list)
    query = select(Secondment.staff_id, Secondment.first_day, Secondment.last_day).where(
        Secondment.cancelled_at.is_(None)
    )
    for row in session.execute(query):
        terms[row.staff_id].append((row.first_day, row.last_day))
    return terms
