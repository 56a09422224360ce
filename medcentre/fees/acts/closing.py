"""Closing a month in the steps of STL-01, opening it again, payments (G4, G5, G9)."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import func, select

from medcentre.fees.acts.days import count_changes, reckon_in
from medcentre.fees.acts.periods import entered, period_in, refuse_closed
from medcentre.fees.commands import CloseMonth, DoStep, RecordPayment, ReopenMonth
from medcentre.fees.daybook import derive
from medcentre.fees.document import StatementDoc, canonical, digest
from medcentre.fees.facts import AdjustmentState, Doer, FeeCode, PeriodState, Step
from medcentre.fees.rules.closing import check_step, open_steps
from medcentre.fees.tables import (
    AdjustmentModel,
    FeeDayModel,
    PaymentModel,
    PeriodModel,
    StatementLineModel,
    StatementModel,
    StepModel,
)
from medcentre.fees.views.contracts import contract_for
from medcentre.fees.views.statements import live
from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day, centre_time
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError, Violation, refuse_if, required
from medcentre.kernel.money import ZERO, Money
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Data, approve, edit, sign
from medcentre.store.uow import UnitOfWork, unit_of_work


@act("fees.check_roll", sign(Data.LEGAL))
def check_roll(ctx: ServiceContext, cmd: DoStep) -> None:
    """Custody signs that the person-days agree with the roll (STL-01 step 1)."""
    _do(ctx, cmd, Step.ROLL_CHECK)


@act("fees.check_classes", sign(Data.DIAGNOSIS))
def check_classes(ctx: ServiceContext, cmd: DoStep) -> None:
    """The medical group signs the classes (STL-01 step 2)."""
    _do(ctx, cmd, Step.CLASS_CHECK)


@act("fees.confirm_costs", edit(Data.COSTS))
def confirm_costs(ctx: ServiceContext, cmd: DoStep) -> None:
    """All cost vouchers of the month are entered."""
    _do(ctx, cmd, Step.COSTS)


@act("fees.confirm_adjustments", edit(Data.FEES))
def confirm_adjustments(ctx: ServiceContext, cmd: DoStep) -> None:
    """No correction waits for a decision any more."""
    _do(ctx, cmd, Step.ADJUSTMENTS)


@act("fees.sign_finance", sign(Data.COSTS))
def sign_finance(ctx: ServiceContext, cmd: DoStep) -> None:
    """Hospital finance signs; from here on the month is held against recomputing (G4)."""
    _do(ctx, cmd, Step.FINANCE_SIGN)


@act("fees.sign_police", sign(Data.LEGAL))
def sign_police(ctx: ServiceContext, cmd: DoStep) -> None:
    """The police management unit signs."""
    _do(ctx, cmd, Step.POLICE_SIGN)


@act("fees.confirm_authority", approve(Data.FEES))
def confirm_authority(ctx: ServiceContext, cmd: DoStep) -> None:
    """The anti-drug office or finance bureau confirms."""
    _do(ctx, cmd, Step.AUTHORITY_CONFIRM)


def _do(ctx: ServiceContext, cmd: DoStep, step: Step) -> None:
    if cmd.step is not step:
        raise ValueError(f"{cmd.step} is another act's step")
    with unit_of_work(ctx) as uow:
        period = period_in(uow, cmd.month, cmd.version)
        refuse_closed(period)
        if period.reckoned_at is None:
            raise DomainError(FeeCode.NO_DAYS, month=str(cmd.month))
        refuse_if(check_step(step, steps_done(uow, period), ctx.actor.key))
        if step is Step.ADJUSTMENTS:
            _refuse_pending(uow, period)
        if step in {Step.ROLL_CHECK, Step.FINANCE_SIGN}:
            _refuse_outdated(uow, period)
        uow.session.add(
            StepModel(
                period_id=period.id, round=period.round, step=step, done_at=ctx.clock.now(),
                done_by=ctx.actor.name, done_key=ctx.actor.key, note=cmd.note,
            )
        )  # fmt: skip
        if step is Step.FINANCE_SIGN:
            period.state = PeriodState.HELD
        uow.record(f"fee_period:{period.month}", Topic.FEES, step=step, round=period.round)
        uow.commit()


def steps_done(uow: UnitOfWork, period: PeriodModel) -> dict[Step, Doer]:
    """Steps of the present round with the people who did them."""
    rows = uow.session.execute(
        select(StepModel.step, StepModel.done_by, StepModel.done_key).where(
            StepModel.period_id == period.id, StepModel.round == period.round
        )
    )
    return {Step(step): Doer(name, key) for step, name, key in rows}


def _refuse_pending(uow: UnitOfWork, period: PeriodModel) -> None:
    waiting = uow.session.scalar(
        select(func.count())
        .select_from(AdjustmentModel)
        .where(
            AdjustmentModel.period_id == period.id,
            AdjustmentModel.state == AdjustmentState.PROPOSED,
        )
    )
    if waiting:
        raise DomainError(FeeCode.ADJUSTMENT_PENDING, count=waiting, month=period.month)


def _refuse_outdated(uow: UnitOfWork, period: PeriodModel) -> None:
    """Nobody signs numbers that the facts have left behind."""
    month = Month.parse(period.month)
    changed = count_changes(
        uow, period, derive(uow.session, contract_for(uow.session, month), month)
    )
    if changed:
        raise DomainError(FeeCode.DAYS_OUTDATED, count=changed, month=period.month)


@act("fees.release_hold", edit(Data.FEES))
def release_hold(ctx: ServiceContext, cmd: ReopenMonth) -> None:
    """Open a held month again; all its steps have to be done anew."""
    refuse_if(required(reason=cmd.reason))
    with unit_of_work(ctx) as uow:
        period = period_in(uow, cmd.month, cmd.version)
        refuse_closed(period)
        period.state = PeriodState.OPEN
        period.round += 1
        uow.record(f"fee_period:{period.month}", Topic.FEES, reason=cmd.reason)
        uow.commit()


@act("fees.close", edit(Data.FEES))
def close_month(ctx: ServiceContext, cmd: CloseMonth) -> str:
    """Freeze a month and its statement; returns the statement's number.

    An open month without any signature is reckoned first. Raises DomainError: closed already, not
    over yet, facts changed since the signatures, corrections undecided, steps left out without a
    reason.
    """
    with unit_of_work(ctx) as uow:
        number = close_in(uow, cmd)
        uow.commit()
    return number


def close_in(uow: UnitOfWork, cmd: CloseMonth) -> str:
    """The same inside an open unit of work."""
    period = period_in(uow, cmd.month, cmd.version)
    if period.state == PeriodState.CLOSED:
        raise DomainError(FeeCode.ALREADY_CLOSED, month=period.month)
    done = steps_done(uow, period)
    refuse_if(_check_close(cmd, done, centre_day(uow.ctx.clock.now()) <= period.last_day))
    _refuse_pending(uow, period)
    if done:
        _refuse_outdated(uow, period)
    else:
        reckon_in(uow, period)
    doc = live(uow.session, cmd.month)
    _refuse_unpriced(uow, cmd.month)
    row = _freeze(uow, period, doc, cmd, open_steps(done))
    period.state = PeriodState.CLOSED
    period.reopen_asked_by = period.reopen_approved_by = None
    period.reopen_asked_key = period.reopen_approved_key = ""
    period.reopen_reason = ""
    uow.session.flush()
    uow.record(
        f"fee_period:{period.month}", Topic.FEES, action="fees.close", statement=row.number,
        total=row.total.fen, sha256=row.sha256, left_out=row.steps_left_out, reason=cmd.reason,
    )  # fmt: skip
    return row.number


def _check_close(cmd: CloseMonth, done: dict[Step, Doer], running: bool) -> Iterator[Violation]:
    if running:
        yield Violation(FeeCode.MONTH_NOT_OVER, facts={"month": str(cmd.month)})
    missing = open_steps(done)
    if missing and not cmd.reason.strip():
        yield Violation(
            FeeCode.STEPS_OPEN, "reason",
            {"count": len(missing), "step": f"label:fee_step.{missing[0]}"}, "STL-01",
        )  # fmt: skip


def _refuse_unpriced(uow: UnitOfWork, month: Month) -> None:
    """A day that should earn the whole rate but has none means a class without a rate."""
    contract = contract_for(uow.session, month)
    if contract.model == "BUDGET_TOTAL":
        return
    found = uow.session.scalar(
        select(FeeDayModel.fee_class)
        .join(PeriodModel, PeriodModel.id == FeeDayModel.period_id)
        .where(
            PeriodModel.month == str(month), FeeDayModel.part == "full", FeeDayModel.rate == ZERO
        )
        .limit(1)
    )
    if found is not None:
        raise DomainError(FeeCode.NO_RATE, key=found)


def _freeze(
    uow: UnitOfWork,
    period: PeriodModel,
    doc: StatementDoc,
    cmd: CloseMonth,
    missing: tuple[Step, ...],
) -> StatementModel:
    before = uow.session.scalar(
        select(func.count())
        .select_from(StatementModel)
        .where(StatementModel.period_id == period.id)
    )
    number = f"JS-{period.month}-{(before or 0) + 1:02d}"
    now = uow.ctx.clock.now()
    final = replace(
        doc, state=PeriodState.CLOSED, number=number,
        closed_at=centre_time(now).strftime("%Y-%m-%dT%H:%M"), closed_by=uow.ctx.actor.name,
        reason=cmd.reason,
        adjustments=tuple(a for a in doc.adjustments if a.state == AdjustmentState.CONFIRMED),
    )  # fmt: skip
    body = canonical(final)
    row = uow.add(
        StatementModel(
            number=number, period_id=period.id, closed_at=now, closed_by=uow.ctx.actor.name,
            total=final.total, roll_days=final.roll_days, body=body, sha256=digest(body),
            steps_left_out=",".join(missing), reason=cmd.reason,
        )
    )  # fmt: skip
    uow.session.add_all(
        StatementLineModel(
            statement_id=row.id, place=place, kind=line.kind,
            contract_version=line.contract_version, fee_class=line.fee_class, part=line.part,
            days=line.days, rate=line.rate, amount=line.amount,
        )
        for place, line in enumerate(final.lines)
    )  # fmt: skip
    return row


@act("fees.ask_reopen", edit(Data.FEES))
def ask_reopen(ctx: ServiceContext, cmd: ReopenMonth) -> None:
    """Ask, with a reason, for a closed month to be opened; another person approves (SIGN-03)."""
    refuse_if(required(reason=cmd.reason))
    with unit_of_work(ctx) as uow:
        period = period_in(uow, cmd.month, cmd.version)
        if period.state != PeriodState.CLOSED:
            raise DomainError(FeeCode.NOT_CLOSED, month=period.month)
        later = uow.session.scalar(
            select(PeriodModel.month)
            .where(PeriodModel.month > period.month, PeriodModel.state == PeriodState.CLOSED)
            .order_by(PeriodModel.month.desc())
            .limit(1)
        )
        if later:
            raise DomainError(FeeCode.LATER_CLOSED, month=period.month, later=later)
        period.reopen_asked_by, period.reopen_asked_key = ctx.actor.name, ctx.actor.key
        period.reopen_reason = cmd.reason.strip()
        uow.record(f"fee_period:{period.month}", Topic.FEES, reason=cmd.reason)
        uow.commit()


@act("fees.approve_reopen", approve(Data.FEES))
def approve_reopen(ctx: ServiceContext, month: Month, version: int) -> None:
    """Open a closed month; its statement stays on file and the next one gets a new number."""
    with unit_of_work(ctx) as uow:
        period = period_in(uow, month, version)
        if period.state != PeriodState.CLOSED or period.reopen_asked_by is None:
            raise DomainError(FeeCode.REOPEN_NOT_ASKED, month=str(month))
        if period.reopen_asked_key == ctx.actor.key:
            raise DomainError(FeeCode.SAME_PERSON, step="label:fee_step.lock")
        period.reopen_approved_by, period.reopen_approved_key = ctx.actor.name, ctx.actor.key
        period.state = PeriodState.OPEN
        period.round += 1
        uow.record(
            f"fee_period:{period.month}", Topic.FEES,
            asked_by=period.reopen_asked_by, reason=period.reopen_reason,
        )  # fmt: skip
        uow.commit()


@act("fees.record_payment", edit(Data.FEES))
def record_payment(ctx: ServiceContext, cmd: RecordPayment) -> int:
    """Money received for a statement. Raises DomainError: unknown statement, more than owed."""
    refuse_if(required(payer=cmd.payer, receipt=cmd.receipt, amount=cmd.amount or None))
    with unit_of_work(ctx) as uow:
        row = uow.session.scalar(
            select(StatementModel).where(StatementModel.number == cmd.statement)
        )
        if row is None:
            raise DomainError(FeeCode.UNKNOWN_STATEMENT, where="statement", number=cmd.statement)
        paid = uow.session.scalars(
            select(PaymentModel.amount).where(PaymentModel.statement_id == row.id)
        ).all()
        owed = row.total - Money(sum(p.fen for p in paid))
        if cmd.amount > owed:
            raise DomainError(FeeCode.OVERPAID, where="amount", owed=str(owed))
        payment = uow.add(
            PaymentModel(
                statement_id=row.id, payer=cmd.payer.strip(), received_on=cmd.received_on,
                amount=cmd.amount, receipt=cmd.receipt.strip(), note=cmd.note, **entered(uow),
            )
        )  # fmt: skip
        uow.record(f"statement:{row.number}", Topic.FEES, amount=cmd.amount.fen, payer=cmd.payer)
        uow.commit()
    return payment.id
