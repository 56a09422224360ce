"""Fee days of an open month, built anew from the facts (G1)."""

from dataclasses import dataclass

from sqlalchemy import func, select

from medcentre.fees.acts.periods import period_in, refuse_closed
from medcentre.fees.daybook import derive, stored_days, write_days
from medcentre.fees.facts import FeeCode, FeeRun, PeriodState
from medcentre.fees.rules.closing import differences
from medcentre.fees.rules.days import unpack
from medcentre.fees.tables import PeriodModel, StepModel
from medcentre.fees.views.contracts import contract_for
from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Data, edit
from medcentre.store.uow import UnitOfWork, unit_of_work


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a reckoning wrote. `steps_void`: signatures that have to be given again."""

    days: int
    changed: int
    steps_void: int


@act("fees.reckon", edit(Data.FEES))
def reckon(ctx: ServiceContext, month: Month) -> Reckoned:
    """Replace the fee days of an open month by what today's facts give.

    When days change after a step was signed, the steps begin again. Raises DomainError: closed,
    held for signing, no contract in force.
    """
    with unit_of_work(ctx) as uow:
        period = period_in(uow, month)
        refuse_closed(period)
        if period.state == PeriodState.HELD:
            raise DomainError(FeeCode.PERIOD_HELD, month=str(month))
        done = reckon_in(uow, period)
        uow.commit()
    return done


def reckon_in(uow: UnitOfWork, period: PeriodModel) -> Reckoned:
    """The same for a month known to be open, inside a unit of work."""
    month = Month.parse(period.month)
    contract = contract_for(uow.session, month)
    runs = derive(uow.session, contract, month)
    days = sum(r.length for r in runs)
    changed, void = days, 0
    if period.reckoned_at is None:
        write_days(uow.session, period.id, runs)
    else:
        stored = stored_days(uow.session, period.id)
        fresh = [day for run in runs for day in unpack(run)]
        changed = len(differences(stored, fresh))
        if stored != fresh:  # also when only the reason of a day is another one
            write_days(uow.session, period.id, runs)
        if changed:
            void = _void_steps(uow, period)
    period.reckoned_at, period.contract_id = uow.ctx.clock.now(), contract.id
    period.reckoned += 1
    uow.record(
        f"fee_period:{period.month}", Topic.FEES, action="fees.reckon",
        days=days, changed=changed, contract=contract.number, steps_void=void,
    )  # fmt: skip
    return Reckoned(days, changed, void)


def count_changes(uow: UnitOfWork, period: PeriodModel, runs: list[FeeRun]) -> int:
    """Number of days that differ between the store and freshly derived runs."""
    fresh = (day for run in runs for day in unpack(run))
    return len(differences(stored_days(uow.session, period.id), fresh))


def _void_steps(uow: UnitOfWork, period: PeriodModel) -> int:
    """Signatures were given for other numbers: the next round begins."""
    given = uow.session.scalar(
        select(func.count())
        .select_from(StepModel)
        .where(StepModel.period_id == period.id, StepModel.round == period.round)
    )
    if given:
        period.round += 1
    return given or 0
