"""Statements: the frozen one of a closed month, the live one of an open month, and their list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session

from medcentre.fees.access import shows_class, shows_money
from medcentre.fees.daybook import amounts_by_stay, grouped_days
from medcentre.fees.document import (
    AdjustmentLine,
    StatementDoc,
    StayBucket,
    StepDone,
    compose,
    from_canonical,
    without_classes,
    without_money,
)
from medcentre.fees.facts import Contract, Counts, PeriodState, PricingModel, Step
from medcentre.fees.rules.closing import open_steps
from medcentre.fees.rules.pricing import NO_CASES, CaseAmounts
from medcentre.fees.tables import (
    AdjustmentModel,
    FeeDayModel,
    PaymentModel,
    PeriodModel,
    StatementModel,
    StepModel,
)
from medcentre.fees.views.contracts import load_contracts, pick_contract
from medcentre.kernel.clock import at, centre_day, centre_time, day_end, day_start
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.due import Domain, DueItem
from medcentre.kernel.money import ZERO, Money
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Actor, Data, Role, sign, view
from medcentre.kernel.texts import mask_name
from medcentre.residents.tables import PersonModel, StayModel
from medcentre.store.uow import reading

CLOSE_DAY = 3
"""STL-01: a month is closed by this day of the next one."""


@reads(view(Data.FEES), sign(Data.FEES))
def statement(ctx: ServiceContext, month: Month) -> StatementDoc:
    """A month's statement: as handed in once it is closed, else from the stored fee days.

    At most five statements. Raises DomainError(fee_no_contract).
    """
    with reading(ctx) as session:
        doc = statement_of(session, month)
    if not shows_class(ctx.actor):
        doc = without_classes(doc)
    return doc if shows_money(ctx.actor) else without_money(doc)


def statement_of(session: Session, month: Month) -> StatementDoc:
    """The statement of a closed month exactly as it was handed in (G5), else the live one."""
    rows = session.execute(_period_query(month)).all()
    period, body = rows[0].PeriodModel, rows[0].body
    if period is None or period.state != PeriodState.CLOSED or body is None:
        return _live(session, month, rows)
    return replace(from_canonical(body), period_id=period.id, period_version=period.version)


def live(session: Session, month: Month) -> StatementDoc:
    """The statement of an open month as its stored fee days give it."""
    return _live(session, month, session.execute(_period_query(month)).all())


def _live(session: Session, month: Month, rows: Sequence[Any]) -> StatementDoc:
    contract = pick_contract(load_contracts(session), month)
    groups = [replace(g, name=mask_name(g.name)) for g in grouped_days(session, month)]
    head = rows[0]
    period = head.PeriodModel
    return compose(
        contract,
        month,
        groups,
        cases=_cases(session, contract, month, groups),
        state=PeriodState(period.state) if period else PeriodState.OPEN,
        counts=Counts(
            head.opening, head.admissions, head.exits,
            head.opening + head.admissions - head.exits, sum(g.days for g in groups), month.length,
        ),
        adjustments=_adjustments(session, month),
        steps=_steps(rows),
        reckoned_at=_stamp(period.reckoned_at) if period and period.reckoned_at else "",
        reckoned=period.reckoned if period else 0,
        period_id=period.id if period else 0,
        period_version=period.version if period else 0,
    )  # fmt: skip


def _period_query(month: Month) -> Any:
    """The month with its steps, newest statement and base counts; one row even before it exists."""
    start, end = day_start(month.first), day_end(month.last)
    opening = _count(
        StayModel.admitted_at < start,
        or_(StayModel.exited_at.is_(None), StayModel.exited_at >= start),
    )
    admitted = _count(StayModel.admitted_at >= start, StayModel.admitted_at < end)
    left = _count(StayModel.exited_at >= start, StayModel.exited_at < end)
    one = select(
        opening.label("opening"), admitted.label("admissions"), left.label("exits")
    ).subquery()
    newest = (
        select(StatementModel.body)
        .where(StatementModel.period_id == PeriodModel.id)
        .order_by(StatementModel.id.desc())
        .limit(1)
        .correlate(PeriodModel)
        .scalar_subquery()
    )
    return (
        select(
            PeriodModel,
            StepModel,
            newest.label("body"),
            one.c.opening,
            one.c.admissions,
            one.c.exits,
        )
        .select_from(one)
        .outerjoin(PeriodModel, PeriodModel.month == str(month))
        .outerjoin(
            StepModel,
            and_(StepModel.period_id == PeriodModel.id, StepModel.round == PeriodModel.round),
        )
        .order_by(StepModel.id)
    )


def _count(*conditions: Any) -> ScalarSelect[int]:
    return select(func.count()).select_from(StayModel).where(*conditions).scalar_subquery()


def _steps(rows: Any) -> tuple[StepDone, ...]:
    return tuple(
        StepDone(Step(s.step), s.done_by, _stamp(s.done_at), s.note)
        for s in (r.StepModel for r in rows)
        if s is not None
    )


def _stamp(moment: datetime) -> str:
    """Centre time as statements write it: 2026-12-02T10:15."""
    return centre_time(moment).strftime("%Y-%m-%dT%H:%M")


def _adjustments(session: Session, month: Month) -> tuple[AdjustmentLine, ...]:
    of, here = PeriodModel.__table__.alias("of"), PeriodModel.__table__.alias("here")
    rows = session.execute(
        select(AdjustmentModel, of.c.month, StayModel.admission_no, PersonModel.name)
        .join(of, of.c.id == AdjustmentModel.of_period_id)
        .join(here, here.c.id == AdjustmentModel.period_id)
        .join(StayModel, StayModel.id == AdjustmentModel.stay_id)
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .where(here.c.month == str(month))
        .order_by(AdjustmentModel.id)
    )
    return tuple(
        AdjustmentLine(
            row.id, of_month, row.kind, number, mask_name(name), row.days, row.unit, row.amount,
            row.from_class, row.to_class, row.state, row.decided_by or "", row.version,
            row.entered_by,
        )
        for row, of_month, number, name in rows
    )  # fmt: skip


def _cases(
    session: Session, contract: Contract, month: Month, groups: list[StayBucket]
) -> CaseAmounts:
    """PER_CASE_CAP: what earlier months of the same stays brought, before deductions."""
    if contract.model is not PricingModel.PER_CASE_CAP:
        return NO_CASES
    stays = select(FeeDayModel.stay_id).join(PeriodModel, PeriodModel.id == FeeDayModel.period_id)
    earlier = session.execute(
        select(FeeDayModel.stay_id, func.sum(FeeDayModel.rate + FeeDayModel.supplement))
        .where(
            FeeDayModel.day < month.first,
            FeeDayModel.stay_id.in_(stays.where(PeriodModel.month == str(month))),
        )
        .group_by(FeeDayModel.stay_id)
    )
    return CaseAmounts(
        {
            sid: amount if isinstance(amount, Money) else Money(int(amount))
            for sid, amount in earlier
        },
        amounts_by_stay(groups),
    )


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A settlement month in the list of months. `reopen_mine`: the reader asked to open it again, so
    another decides (SIGN-03)."""

    month: Month
    state: PeriodState
    number: str
    total: Money
    roll_days: int
    sha256: str
    paid: Money
    version: int
    reopen_asked_by: str
    reopen_reason: str
    reopen_mine: bool

    @property
    def owed(self) -> Money:
        """What has not been received yet."""
        return self.total - self.paid


@reads(view(Data.FEES), sign(Data.FEES))
def months(ctx: ServiceContext) -> tuple[MonthRow, ...]:
    """Every settlement month there is, the newest first: one statement."""
    newest = (
        select(StatementModel.period_id, func.max(StatementModel.id).label("id"))
        .group_by(StatementModel.period_id)
        .subquery()
    )
    paid = (
        select(func.sum(PaymentModel.amount))
        .where(PaymentModel.statement_id == StatementModel.id)
        .scalar_subquery()
    )
    with reading(ctx) as session:
        rows = session.execute(
            select(PeriodModel, StatementModel, paid.label("paid"))
            .outerjoin(newest, newest.c.period_id == PeriodModel.id)
            .outerjoin(StatementModel, StatementModel.id == newest.c.id)
            .order_by(PeriodModel.month.desc())
        ).all()
    return tuple(_month_row(period, doc, amount, ctx.actor) for period, doc, amount in rows)


def _month_row(
    period: PeriodModel, doc: StatementModel | None, paid: Any, actor: Actor
) -> MonthRow:
    shown = shows_money(actor)
    closed = doc is not None and period.state == PeriodState.CLOSED
    received = _sum(paid)
    return MonthRow(
        Month.parse(period.month), PeriodState(period.state),
        doc.number if doc and closed else "", doc.total if doc and closed and shown else ZERO,
        doc.roll_days if doc and closed else 0, doc.sha256 if doc and closed else "",
        received if shown else ZERO, period.version, period.reopen_asked_by or "",
        period.reopen_reason, period.reopen_asked_key == actor.key,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrganRow:
    """What a decision organ's people brought in a month, at daily rates (domain.md 5.4)."""

    organ: str
    persons: int
    days: int
    amount: Money


@reads(view(Data.FEES))
def by_organ(ctx: ServiceContext, month: Month) -> tuple[OrganRow, ...]:
    """Person-days and money by the organ that decided the isolation: one statement."""
    with reading(ctx) as session:
        rows = session.execute(
            select(
                StayModel.decision_organ, func.count(FeeDayModel.stay_id.distinct()), func.count(),
                func.sum(FeeDayModel.rate + FeeDayModel.supplement),
            )
            .join(StayModel, StayModel.id == FeeDayModel.stay_id)
            .join(PeriodModel, PeriodModel.id == FeeDayModel.period_id)
            .where(PeriodModel.month == str(month))
            .group_by(StayModel.decision_organ)
        ).all()  # fmt: skip
    shown = shows_money(ctx.actor)
    found = [
        OrganRow(organ, persons, days, _sum(amount) if shown else ZERO)
        for organ, persons, days, amount in rows
    ]
    return tuple(sorted(found, key=lambda r: (-r.amount.fen, -r.days, r.organ)))


def _sum(amount: Any) -> Money:
    """A sum comes back as Money, or as a bare number where the engine widens it."""
    return amount if isinstance(amount, Money) else Money(int(amount or 0))


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """Money received for a statement."""

    id: int
    statement: str
    payer: str
    received_on: date
    amount: Money
    receipt: str
    entered_by: str


@reads(view(Data.COSTS))
def payments(ctx: ServiceContext, month: Month) -> tuple[PaymentRow, ...]:
    """Payments for the statements of a month."""
    with reading(ctx) as session:
        rows = session.execute(
            select(
                PaymentModel.id, StatementModel.number, PaymentModel.payer,
                PaymentModel.received_on, PaymentModel.amount, PaymentModel.receipt,
                PaymentModel.entered_by,
            )
            .join(StatementModel, StatementModel.id == PaymentModel.statement_id)
            .join(PeriodModel, PeriodModel.id == StatementModel.period_id)
            .where(PeriodModel.month == str(month))
            .order_by(PaymentModel.received_on, PaymentModel.id)
        ).all()  # fmt: skip
    return tuple(PaymentRow(*row) for row in rows)


@reads(view(Data.FEES), sign(Data.FEES))
def due(ctx: ServiceContext, as_of: datetime) -> tuple[DueItem, ...]:
    """The month that has to be closed, and what is asked of whom (STL-01)."""
    month = Month.of(centre_day(as_of)).plus(-1)
    with reading(ctx) as session:
        rows = session.execute(
            select(PeriodModel.state, StepModel.step)
            .outerjoin(
                StepModel,
                and_(StepModel.period_id == PeriodModel.id, StepModel.round == PeriodModel.round),
            )
            .where(PeriodModel.month == str(month))
        ).all()
    if not rows or rows[0].state == PeriodState.CLOSED:
        return ()
    done = {Step(r.step) for r in rows if r.step}
    waiting = open_steps(done) or (Step.LOCK,)
    # The checks of three offices run side by side; later steps wait for one another.
    first = [s for s in waiting if s in _SIDE_BY_SIDE] or [waiting[0]]
    limit = at(month.plus(1).first.replace(day=CLOSE_DAY), 17)
    facts = (("month", str(month)),)
    return tuple(
        DueItem(
            kind=f"fee_step.{step}", rule="STL-01", why="fee_due.month_close", domain=Domain.MONEY,
            due_at=limit, roles=frozenset({STEP_ROLES[step]}), facts=facts,
        )
        for step in first
    )  # fmt: skip


_SIDE_BY_SIDE = (Step.ROLL_CHECK, Step.CLASS_CHECK, Step.COSTS)

STEP_ROLES = {
    Step.ROLL_CHECK: Role.POLICE,
    Step.CLASS_CHECK: Role.DOCTOR,
    Step.COSTS: Role.FINANCE,
    Step.ADJUSTMENTS: Role.FINANCE,
    Step.FINANCE_SIGN: Role.FINANCE,
    Step.POLICE_SIGN: Role.POLICE,
    Step.AUTHORITY_CONFIRM: Role.DIRECTOR,
    Step.LOCK: Role.FINANCE,
}
"""Whose step it is (STL-01)."""
