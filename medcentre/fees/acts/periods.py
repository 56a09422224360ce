"""Settlement months inside an open unit of work."""

from typing import Any

from sqlalchemy import select

from medcentre.fees.facts import FeeCode, PeriodState
from medcentre.fees.tables import PeriodModel
from medcentre.kernel.errors import DomainError, StaleRecord
from medcentre.kernel.periods import Month
from medcentre.store.uow import UnitOfWork


def period_in(uow: UnitOfWork, month: Month, version: int | None = None) -> PeriodModel:
    """The row of a month, made when it is the first act on it. Raises StaleRecord."""
    row = find_period(uow, month)
    if row is None:
        row = uow.add(
            PeriodModel(
                month=str(month), first_day=month.first, last_day=month.last,
                state=PeriodState.OPEN, **entered(uow),
            )
        )  # fmt: skip
    elif version is not None and row.version != version:
        raise StaleRecord(what="PeriodModel", id=row.id)
    return row


def find_period(uow: UnitOfWork, month: Month) -> PeriodModel | None:
    """The row of a month, None when nothing was ever done with it."""
    return uow.session.scalar(select(PeriodModel).where(PeriodModel.month == str(month)))


def refuse_closed(row: PeriodModel) -> None:
    """A closed month takes no more entries (T10). Raises DomainError(fee_period_closed)."""
    if row.state == PeriodState.CLOSED:
        raise DomainError(FeeCode.PERIOD_CLOSED, month=row.month)


def entered(uow: UnitOfWork) -> dict[str, Any]:
    """Who entered a row, and when."""
    return {"entered_at": uow.ctx.clock.now(), "entered_by": uow.ctx.actor.name}


def asked(uow: UnitOfWork) -> dict[str, Any]:
    """`entered` for a row that somebody else has to decide (SIGN-03)."""
    return {**entered(uow), "entered_key": uow.ctx.actor.key}
