"""Cost vouchers: entered once, reversed by a counter-entry, never edited (ACC-04)."""

from collections.abc import Iterator

from sqlalchemy import select

from medcentre.fees.acts.periods import entered, period_in, refuse_closed
from medcentre.fees.commands import RecordCost, ReverseCost, SetBudget
from medcentre.fees.facts import FeeCode
from medcentre.fees.tables import CostBudgetModel, CostModel
from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError, KernelCode, Violation, refuse_if, required
from medcentre.kernel.money import ZERO
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Data, edit
from medcentre.kernel.texts import tidy
from medcentre.residents.tables import StayModel
from medcentre.store.uow import UnitOfWork, unit_of_work


@act("fees.record_cost", edit(Data.COSTS))
def record_cost(ctx: ServiceContext, cmd: RecordCost) -> int:
    """Enter a voucher; returns its row. Raises RulesBroken, DomainError(fee_period_closed)."""
    with unit_of_work(ctx) as uow:
        cost_id = record_cost_in(uow, cmd)
        uow.commit()
    return cost_id


def record_cost_in(uow: UnitOfWork, cmd: RecordCost) -> int:
    """A voucher inside an open unit of work (bulk import).

    A closed month takes none; `book_in` names the open month for a late one, the voucher keeps its
    own date. Costs of a person who was not in the house on that day are refused (T3).
    """
    refuse_if(_check(uow, cmd))
    period = period_in(uow, cmd.book_in or Month.of(cmd.on_day))
    refuse_closed(period)
    row = uow.add(
        CostModel(
            voucher=tidy(cmd.voucher), period_id=period.id, on_day=cmd.on_day,
            category=cmd.category, amount=cmd.amount, summary=tidy(cmd.summary),
            zone=tidy(cmd.zone), stay_id=cmd.stay_id, **entered(uow),
        )
    )  # fmt: skip
    uow.record(
        f"cost:{row.id}", Topic.FEES, action="fees.record_cost", voucher=row.voucher,
        category=cmd.category, amount=cmd.amount.fen,
    )  # fmt: skip
    return row.id


def _check(uow: UnitOfWork, cmd: RecordCost) -> Iterator[Violation]:
    yield from required(voucher=cmd.voucher)
    if cmd.amount == ZERO:
        yield Violation(FeeCode.AMOUNT_ZERO, "amount")
    if cmd.on_day > centre_day(uow.ctx.clock.now()):
        yield Violation(KernelCode.IN_FUTURE, "on_day")
    known = uow.session.scalar(select(CostModel.id).where(CostModel.voucher == tidy(cmd.voucher)))
    if known is not None:
        yield Violation(FeeCode.VOUCHER_TWICE, "voucher", {"voucher": tidy(cmd.voucher)})
    if cmd.stay_id is None:
        return
    stay = uow.session.get(StayModel, cmd.stay_id)
    if stay is None:
        yield Violation(KernelCode.NOT_FOUND, "stay_id", {"what": "stay", "id": cmd.stay_id})
        return
    begins = centre_day(stay.admitted_at)
    ends = centre_day(stay.exited_at) if stay.exited_at else cmd.on_day
    if not begins <= cmd.on_day <= ends:
        yield Violation(
            FeeCode.STAY_NOT_IN, "stay_id",
            {"number": stay.admission_no, "day": cmd.on_day.isoformat()}, "T3",
        )  # fmt: skip


@act("fees.reverse_cost", edit(Data.COSTS))
def reverse_cost(ctx: ServiceContext, cmd: ReverseCost) -> int:
    """Cancel a voucher by its counter-entry in an open month; returns the counter-entry.

    Raises DomainError: reversed already, is itself a counter-entry, month closed.
    """
    refuse_if(required(reason=cmd.reason))
    with unit_of_work(ctx) as uow:
        row = uow.session.get(CostModel, cmd.cost_id)
        if row is None:
            raise DomainError(KernelCode.NOT_FOUND, what="cost", id=cmd.cost_id)
        undone = uow.session.scalar(select(CostModel.voucher).where(CostModel.reverses == row.id))
        if undone is not None or row.reverses is not None:
            raise DomainError(FeeCode.ALREADY_REVERSED, voucher=undone or row.voucher)
        today = centre_day(ctx.clock.now())
        month = Month.of(cmd.on_day or row.on_day)
        period = period_in(uow, month)
        if period.state == "closed" and cmd.on_day is None:
            period = period_in(uow, Month.of(today))
        refuse_closed(period)
        counter = uow.add(
            CostModel(
                voucher=f"{row.voucher}-冲", period_id=period.id, on_day=cmd.on_day or row.on_day,
                category=row.category, amount=-row.amount, summary=tidy(cmd.reason),
                zone=row.zone, stay_id=row.stay_id, reverses=row.id, **entered(uow),
            )
        )  # fmt: skip
        uow.record(
            f"cost:{row.id}", Topic.FEES, counter=counter.id, amount=-row.amount.fen,
            reason=cmd.reason,
        )  # fmt: skip
        uow.commit()
    return counter.id


@act("fees.set_budget", edit(Data.COSTS))
def set_budget(ctx: ServiceContext, cmd: SetBudget) -> None:
    """Monthly budget of a cost category from a month on."""
    if cmd.amount < ZERO:
        raise DomainError(KernelCode.BAD_MONEY, where="amount")
    with unit_of_work(ctx) as uow:
        row = uow.session.scalar(
            select(CostBudgetModel).where(
                CostBudgetModel.category == cmd.category,
                CostBudgetModel.from_month == str(cmd.from_month),
            )
        )
        was = row.amount.fen if row else None
        if row is None:
            uow.session.add(
                CostBudgetModel(
                    category=cmd.category,
                    from_month=str(cmd.from_month),
                    amount=cmd.amount,
                    **entered(uow),
                )
            )
        else:
            row.amount = cmd.amount
        uow.record(
            f"budget:{cmd.category}", Topic.FEES, month=str(cmd.from_month),
            amount=cmd.amount.fen, was=was,
        )  # fmt: skip
        uow.commit()
