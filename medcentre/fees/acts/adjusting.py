"""Late corrections: new rows in the open month, linked to the closed one (T11, FEE-12)."""

from sqlalchemy import select

from medcentre.fees.acts.periods import asked, find_period, period_in, refuse_closed
from medcentre.fees.commands import DecideAdjustment
from medcentre.fees.facts import AdjustmentState, DayChange, FeeCode, PeriodState
from medcentre.fees.rules.closing import Proposal, proposals
from medcentre.fees.tables import AdjustmentDayModel, AdjustmentModel, PeriodModel
from medcentre.fees.views.contracts import contract_for
from medcentre.fees.views.days import divisor_of, late_changes
from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError
from medcentre.kernel.money import ZERO
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Data, approve, edit, sign
from medcentre.store.uow import UnitOfWork, unit_of_work


@act("fees.propose_adjustments", edit(Data.FEES))
def propose_adjustments(ctx: ServiceContext, of: Month, into: Month | None = None) -> int:
    """Enter what today's facts change in a closed month as corrections of an open one.

    Days corrected before are not corrected again. Returns the number of corrections. Raises
    DomainError: month not closed, nothing to adjust, no open month.
    """
    with unit_of_work(ctx) as uow:
        closed = find_period(uow, of)
        if closed is None or closed.state != PeriodState.CLOSED:
            raise DomainError(FeeCode.NOT_CLOSED, month=str(of))
        contract = contract_for(uow.session, of)
        found = proposals(late_changes(uow.session, contract, of), divisor_of(contract, of))
        if not found:
            raise DomainError(FeeCode.NOTHING_TO_ADJUST, month=str(of))
        target = _target(uow, of, into)
        for proposal in found:
            _add(uow, target, closed, proposal)
        uow.record(
            f"fee_period:{target.month}", Topic.FEES, of=str(of), count=len(found),
            amount=sum(p.amount.fen for p in found),
        )  # fmt: skip
        uow.commit()
    return len(found)


def _target(uow: UnitOfWork, of: Month, into: Month | None) -> PeriodModel:
    """The month that takes the corrections: the one named, else the first open one after `of`."""
    if into is not None:
        period = period_in(uow, into)
        refuse_closed(period)
        return period
    current = Month.of(centre_day(uow.ctx.clock.now()))
    month = of.plus(1)
    while month <= max(current, of.plus(1)):
        period = period_in(uow, month)
        if period.state == PeriodState.OPEN:
            return period
        month = month.plus(1)
    raise DomainError(FeeCode.NO_OPEN_PERIOD, month=str(of))


def _add(uow: UnitOfWork, target: PeriodModel, closed: PeriodModel, proposal: Proposal) -> None:
    row = uow.add(
        AdjustmentModel(
            period_id=target.id, of_period_id=closed.id, stay_id=proposal.stay_id,
            kind=proposal.kind, first_day=proposal.first, last_day=proposal.last,
            days=proposal.days, unit=proposal.unit, amount=proposal.amount,
            from_class=proposal.from_class, to_class=proposal.to_class, **asked(uow),
        )
    )  # fmt: skip
    uow.session.add_all(_day(row.id, change) for change in proposal.changes)
    uow.session.flush()


def _day(adjustment_id: int, change: DayChange) -> AdjustmentDayModel:
    now = change.after
    return AdjustmentDayModel(
        adjustment_id=adjustment_id, stay_id=change.stay_id, day=change.day,
        version_id=now.version_id if now else None, fee_class=now.fee_class if now else "",
        part=now.part if now else "", rate=now.rate if now else ZERO,
        supplement=now.supplement if now else ZERO,
    )  # fmt: skip


@act("fees.decide_adjustment", sign(Data.LEGAL), sign(Data.DIAGNOSIS), approve(Data.FEES))
def decide_adjustment(ctx: ServiceContext, cmd: DecideAdjustment) -> None:
    """Confirm or reject a correction somebody else proposed (SIGN-03)."""
    with unit_of_work(ctx) as uow:
        row = uow.get(AdjustmentModel, cmd.adjustment_id, version=cmd.version)
        period = uow.session.scalar(select(PeriodModel).where(PeriodModel.id == row.period_id))
        if period is not None:
            refuse_closed(period)
        if row.state != AdjustmentState.PROPOSED:
            raise DomainError(FeeCode.ADJUSTMENT_DECIDED, by=row.decided_by or "")
        if row.entered_key == ctx.actor.key:
            raise DomainError(FeeCode.SAME_PERSON, step="label:fee_step.adjustments")
        row.state = AdjustmentState.CONFIRMED if cmd.confirm else AdjustmentState.REJECTED
        row.decided_by, row.decided_key = ctx.actor.name, ctx.actor.key
        row.decided_at, row.note = ctx.clock.now(), cmd.note
        uow.record(
            f"fee_adjustment:{row.id}", Topic.FEES, state=row.state, amount=row.amount.fen,
            note=cmd.note,
        )  # fmt: skip
        uow.commit()
