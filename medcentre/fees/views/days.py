"""Person-days behind every number, explained; and what a new reckoning would change."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from medcentre.fees.access import name_for, shows_class, shows_money
from medcentre.fees.daybook import derive, stored_days
from medcentre.fees.facts import (
    Contract,
    DayChange,
    DayPart,
    DayStatus,
    DayVerdict,
    Explained,
    FeeCode,
    FeeDay,
    PeriodState,
)
from medcentre.fees.rules.closing import Proposal, differences, proposals
from medcentre.fees.rules.days import unpack
from medcentre.fees.tables import (
    AdjustmentDayModel,
    AdjustmentModel,
    ContractVersionModel,
    FeeDayModel,
    PeriodModel,
)
from medcentre.fees.views.contracts import contract_for
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.errors import DomainError
from medcentre.kernel.money import ZERO, Money
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Actor, Data, sign, view
from medcentre.residents.tables import PersonModel, StayModel
from medcentre.store.uow import reading


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """One person's month in the drill-down; `runs` are its stretches of equal price (G7)."""

    stay_id: int
    admission_no: str
    name: str
    days: int
    paid_days: int
    amount: Money
    classes: str
    runs: tuple["DayStretch", ...]


@dataclass(frozen=True, slots=True)
class DayStretch:
    """Consecutive days of one person that earn the same for the same reason.

    `nth` is the night outside of its first day, 0 when the person was not outside.
    """

    first: date
    last: date
    days: int
    status: DayStatus
    fee_class: str
    part: DayPart
    rule: str
    reason: str
    rate: Money
    amount: Money
    contract_version: int
    nth: int


@reads(view(Data.FEES), sign(Data.FEES))
def person_days(
    ctx: ServiceContext, month: Month, fee_class: str = "", part: str = ""
) -> tuple[PersonMonth, ...]:
    """Who stands behind a number: every person of a month, or of one class or part of day.

    The sum over the rows is the number that was clicked (T30). Readers of days alone see no class
    and choose none. Two statements.
    """
    classed = shows_class(ctx.actor)
    query = (
        select(
            FeeDayModel.stay_id, FeeDayModel.day, FeeDayModel.status, FeeDayModel.fee_class,
            FeeDayModel.part, FeeDayModel.rule, FeeDayModel.reason, FeeDayModel.rate,
            FeeDayModel.supplement, ContractVersionModel.number,
            FeeDayModel.nth,
        )
        .join(PeriodModel, PeriodModel.id == FeeDayModel.period_id)
        .join(ContractVersionModel, ContractVersionModel.id == FeeDayModel.version_id)
        .where(PeriodModel.month == str(month))
        .order_by(FeeDayModel.stay_id, FeeDayModel.day)
    )  # fmt: skip
    if fee_class and classed:
        query = query.where(FeeDayModel.fee_class == fee_class)
    if part:
        query = query.where(FeeDayModel.part == part)
    shown = shows_money(ctx.actor)
    days: dict[int, list[DayStretch]] = defaultdict(list)
    with reading(ctx) as session:
        for sid, *row in session.execute(query):
            _extend(days[sid], row if classed else _unclassed(row), shown)
        people = _people(session, month, ctx.actor)
    rows = [_person_month(sid, people[sid], runs) for sid, runs in days.items()]
    return tuple(sorted(rows, key=lambda r: r.admission_no))


def _unclassed(row: Sequence[object]) -> Sequence[object]:
    """The same day without its class."""
    return [*row[:2], "", *row[3:]]


def _extend(runs: list[DayStretch], row: Sequence[object], shown: bool) -> None:
    """Append a day, or lengthen the last stretch by it."""
    day, status, fee_class, part, rule, reason, rate, extra, version, nth = row
    assert isinstance(day, date)
    assert isinstance(rate, Money)
    assert isinstance(extra, Money)
    worth = rate + extra if shown else ZERO
    last = runs[-1] if runs else None
    key = (status, fee_class, part, rule, reason, rate if shown else ZERO, version)
    if last and (day - last.last).days == 1 and key == (
        last.status, last.fee_class, last.part, last.rule, last.reason, last.rate,
        last.contract_version,
    ):  # fmt: skip
        runs[-1] = DayStretch(
            last.first, day, last.days + 1, last.status, last.fee_class, last.part, last.rule,
            last.reason, last.rate, last.amount + worth, last.contract_version, last.nth,
        )  # fmt: skip
        return
    runs.append(
        DayStretch(
            day, day, 1, DayStatus(str(status)), str(fee_class), DayPart(str(part)), str(rule),
            str(reason), rate if shown else ZERO, worth, int(str(version)), int(str(nth)),
        )
    )  # fmt: skip


def _people(session: Session, month: Month, actor: Actor) -> dict[int, tuple[str, str]]:
    """Admission number and name of everybody with fee days in a month, masked where due."""
    rows = session.execute(
        select(StayModel.id, StayModel.admission_no, PersonModel.name)
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .where(
            StayModel.id.in_(
                select(FeeDayModel.stay_id)
                .join(PeriodModel, PeriodModel.id == FeeDayModel.period_id)
                .where(PeriodModel.month == str(month))
            )
        )
    )
    return {sid: (number, name_for(actor, name)) for sid, number, name in rows}


def _person_month(sid: int, person: tuple[str, str], runs: list[DayStretch]) -> PersonMonth:
    return PersonMonth(
        sid, person[0], person[1],
        sum(r.days for r in runs),
        sum(r.days for r in runs if r.part is not DayPart.ZERO),
        Money(sum(r.amount.fen for r in runs)),
        " ".join(dict.fromkeys(r.fee_class for r in runs)),
        tuple(runs),
    )  # fmt: skip


@reads(view(Data.FEES), sign(Data.FEES))
def explain_stay(ctx: ServiceContext, month: Month, stay_id: int) -> tuple[Explained, ...]:
    """Every fee day of one person in a month with its rule and reason."""
    with reading(ctx) as session:
        period = _period_id(session, month)
        days = stored_days(session, period, stay_id) if period else []
    shown, classed = shows_money(ctx.actor), shows_class(ctx.actor)
    return tuple(
        Explained(
            d.day, d.verdict.fee_class if classed else "", d.verdict.part, d.verdict.rule,
            d.verdict.reason, d.verdict.rate + d.verdict.supplement if shown else ZERO, d.verdict.nth,
        )
        for d in days
    )  # fmt: skip


def _period_id(session: Session, month: Month) -> int | None:
    return session.scalar(select(PeriodModel.id).where(PeriodModel.month == str(month)))


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What a new reckoning changes for one person."""

    stay_id: int
    admission_no: str
    name: str
    changes: tuple[DayChange, ...]

    @property
    def money(self) -> Money:
        """Sum of the changes at daily rates."""
        return Money(sum(c.money.fen for c in self.changes))


@dataclass(frozen=True, slots=True)
class Preview:
    """Stored fee days against today's facts, before anything is replaced."""

    month: Month
    stored: int
    fresh: int
    rows: tuple[ChangeRow, ...]

    @property
    def changed(self) -> int:
        """Number of days that would be new, gone or different."""
        return sum(len(r.changes) for r in self.rows)

    @property
    def money(self) -> Money:
        """What the change is worth at daily rates."""
        return Money(sum(r.money.fen for r in self.rows))


@reads(view(Data.FEES), sign(Data.FEES))
def reckoning_preview(ctx: ServiceContext, month: Month) -> Preview:
    """What rebuilding an open month would change; for a closed month what facts say since.

    Raises DomainError(fee_no_contract).
    """
    with reading(ctx) as session:
        contract = contract_for(session, month)
        before = effective_days(session, month)
        after = [d for run in derive(session, contract, month) for d in unpack(run)]
        changes = (_seen_by(ctx.actor, c) for c in differences(before, after))
        rows = _change_rows(session, [c for c in changes if c.before != c.after], ctx.actor)
    return Preview(month, len(before), len(after), rows)


def _seen_by(actor: Actor, change: DayChange) -> DayChange:
    """A change without what the reader may not see."""

    def seen(verdict: DayVerdict | None) -> DayVerdict | None:
        if verdict is not None and not shows_money(actor):
            verdict = replace(verdict, rate=ZERO, supplement=ZERO)
        if verdict is not None and not shows_class(actor):
            verdict = replace(verdict, fee_class="")
        return verdict

    return replace(change, before=seen(change.before), after=seen(change.after))


def effective_days(session: Session, month: Month) -> list[FeeDay]:
    """Stored fee days of a month with its later corrections applied (rejected ones are not)."""
    period = _period_id(session, month)
    if period is None:
        return []
    days = {(d.stay_id, d.day): d for d in stored_days(session, period)}
    corrected = session.execute(
        select(AdjustmentDayModel, ContractVersionModel.number)
        .join(AdjustmentModel, AdjustmentModel.id == AdjustmentDayModel.adjustment_id)
        .outerjoin(ContractVersionModel, ContractVersionModel.id == AdjustmentDayModel.version_id)
        .where(AdjustmentModel.of_period_id == period, AdjustmentModel.state != "rejected")
        .order_by(AdjustmentDayModel.id)
    )
    for row, number in corrected:
        key = (row.stay_id, row.day)
        if row.version_id is None:
            days.pop(key, None)
            continue
        days[key] = FeeDay(
            row.stay_id, row.day,
            DayVerdict(DayStatus.PRESENT, row.fee_class, DayPart(row.part), "FEE-12", "adjusted",
                       0, 0, row.rate, row.supplement, number, row.version_id),
        )  # fmt: skip
    return [days[k] for k in sorted(days)]


def _change_rows(
    session: Session, changes: Sequence[DayChange], actor: Actor
) -> tuple[ChangeRow, ...]:
    grouped: dict[int, list[DayChange]] = defaultdict(list)
    for change in changes:
        grouped[change.stay_id].append(change)
    if not grouped:
        return ()
    people = session.execute(
        select(StayModel.id, StayModel.admission_no, PersonModel.name)
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .where(StayModel.id.in_(list(grouped)))
        .order_by(StayModel.admission_no)
    )
    return tuple(
        ChangeRow(sid, number, name_for(actor, name), tuple(grouped[sid]))
        for sid, number, name in people
    )


@dataclass(frozen=True, slots=True)
class DifferenceReport:
    """G11: a closed month against today's facts, and what to enter in the open month."""

    month: Month
    changes: tuple[ChangeRow, ...]
    proposals: tuple[Proposal, ...]

    @property
    def money(self) -> Money:
        """Sum of what is proposed."""
        return Money(sum(p.amount.fen for p in self.proposals))


@reads(view(Data.FEES))
def difference_report(ctx: ServiceContext, month: Month) -> DifferenceReport:
    """What late facts change in a closed month. Raises DomainError(fee_not_closed)."""
    with reading(ctx) as session:
        state = session.scalar(select(PeriodModel.state).where(PeriodModel.month == str(month)))
        if state != PeriodState.CLOSED:
            raise DomainError(FeeCode.NOT_CLOSED, month=str(month))
        contract = contract_for(session, month)
        changes = late_changes(session, contract, month)
        rows = _change_rows(session, changes, ctx.actor)
    return DifferenceReport(month, rows, proposals(changes, divisor_of(contract, month)))


def late_changes(session: Session, contract: Contract, month: Month) -> tuple[DayChange, ...]:
    """Today's facts against the closed month and what was already corrected in it."""
    after = [d for run in derive(session, contract, month) for d in unpack(run)]
    return differences(effective_days(session, month), after)


def divisor_of(contract: Contract, month: Month) -> int:
    """What a change of one day is divided by: the month's length at monthly rates."""
    return month.length if contract.model == "PPPM_CLASS" else 1
