"""Contracts are loaded and continued; a version in force is never edited (G2)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from medcentre.fees.acts.periods import entered
from medcentre.fees.commands import NewVersion
from medcentre.fees.contract_file import rules_json
from medcentre.fees.facts import (
    FLAT,
    STAGE_A,
    STAGE_B,
    Contract,
    ContractVersion,
    FeeCode,
    PeriodState,
    PricingModel,
)
from medcentre.fees.tables import (
    ContractModel,
    ContractVersionModel,
    PayerShareModel,
    PeriodModel,
    RateModel,
)
from medcentre.fees.views.contracts import load_contracts
from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError, NotFound, Violation, refuse_if
from medcentre.kernel.money import ZERO
from medcentre.kernel.permissions import Data, edit
from medcentre.store.uow import UnitOfWork, unit_of_work

NEEDED_RATES = {
    PricingModel.PPPD_FLAT: (FLAT,),
    PricingModel.BED_RESERVE: (FLAT,),
    PricingModel.PER_STAGE: (STAGE_A, STAGE_B),
}
"""Rates that the models without classes must give."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a contract changed: numbers of the versions that are new."""

    number: str
    added: tuple[int, ...]


@act("fees.load_contract", edit(Data.FEES))
def load_contract(ctx: ServiceContext, contract: Contract) -> Loaded:
    """Take over a contract and the versions of it that are not known yet. Loading twice is safe.

    Raises RulesBroken: a known version differs, a new one would reach back into a closed month.
    """
    with unit_of_work(ctx) as uow:
        loaded = load_contract_in(uow, contract)
        if loaded.added:
            uow.commit()
    return loaded


def load_contract_in(uow: UnitOfWork, contract: Contract) -> Loaded:
    """The same inside an open unit of work; records nothing when nothing is new."""
    known = next((c for c in load_contracts(uow.session) if c.number == contract.number), None)
    last_closed = uow.session.scalar(
        select(func.max(PeriodModel.last_day)).where(PeriodModel.state == PeriodState.CLOSED)
    )
    refuse_if(_check(contract, known))
    have = {v.version: v for v in known.versions} if known else {}
    fresh = [v for v in contract.versions if v.version not in have]
    if last_closed and known and any(v.effective <= last_closed for v in fresh):
        raise DomainError(FeeCode.VERSION_IN_CLOSED, where="effective", day=last_closed.isoformat())
    if not fresh:
        return Loaded(contract.number, ())
    if known:
        contract_id = known.id
    else:
        contract_id = uow.add(
            ContractModel(
                number=contract.number, model=contract.model, payer=contract.payer, **entered(uow)
            )
        ).id
    for version in fresh:
        _add_version(uow, contract_id, version)
    uow.record(
        f"contract:{contract_id}", Topic.FEES, action="fees.load_contract",
        number=contract.number, versions=[v.version for v in fresh],
    )  # fmt: skip
    return Loaded(contract.number, tuple(v.version for v in fresh))


def _check(contract: Contract, known: Contract | None) -> Iterator[Violation]:
    if known and known.model is not contract.model:
        yield Violation(FeeCode.CONTRACT_MODEL, "model")
    have = {v.version: v for v in known.versions} if known else {}
    newest = max((v.effective for v in have.values()), default=None)
    for version in contract.versions:
        if not version.rates and contract.model is not PricingModel.BUDGET_TOTAL:
            yield Violation(FeeCode.NO_RATE, "rates", {"key": "F1"})
        for key in NEEDED_RATES.get(contract.model, ()):
            if key not in version.rates:
                yield Violation(FeeCode.NO_RATE, "rates", {"key": key})
        if sum(p.basis_points or 0 for p in version.payers) > 10_000:
            yield Violation(FeeCode.SPLIT_OVER, "payers")
        before = have.get(version.version)
        if before is not None and not _same(before, version):
            yield Violation(FeeCode.VERSION_CHANGED, "version", {"version": version.version})
        if before is None and newest is not None and version.effective <= newest:
            yield Violation(FeeCode.VERSION_NOT_LATER, "effective", {"day": newest.isoformat()})


def _same(one: ContractVersion, other: ContractVersion) -> bool:
    return replace(one, id=0, rates=dict(one.rates)) == replace(
        other, id=0, rates=dict(other.rates)
    )


def _add_version(uow: UnitOfWork, contract_id: int, version: ContractVersion) -> None:
    row = uow.add(
        ContractVersionModel(
            contract_id=contract_id, number=version.version, effective=version.effective,
            living_part=version.living_part, supplement=version.supplement,
            supplement_days=version.supplement_days, stage_days=version.stage_days,
            cap=version.cap, annual_budget=version.annual_budget,
            expected_persons=version.expected_persons, tolerance_bp=version.tolerance_bp,
            guaranteed_beds=version.guaranteed_beds, day_rules=rules_json(version.rules),
            **entered(uow),
        )
    )  # fmt: skip
    uow.session.add_all(
        RateModel(version_id=row.id, fee_class=c, rate=r) for c, r in version.rates.items()
    )
    uow.session.add_all(
        PayerShareModel(version_id=row.id, place=n, payer=p.payer, basis_points=p.basis_points)
        for n, p in enumerate(version.payers)
    )
    uow.session.flush()


@act("fees.add_version", edit(Data.FEES))
def add_version(ctx: ServiceContext, cmd: NewVersion) -> int:
    """Continue a contract with other rates or rules from a day on; returns the version's number.

    What the command does not name (cap, budget, guaranteed beds) is carried over. Raises
    RulesBroken as `load_contract` does.
    """
    with unit_of_work(ctx) as uow:
        known = next((c for c in load_contracts(uow.session) if c.number == cmd.contract), None)
        if known is None:
            raise NotFound(what="contract", id=cmd.contract)
        if any(r < ZERO for _, r in cmd.rates):
            raise DomainError(FeeCode.NO_RATE, where="rates", key="<0")
        last = known.versions[-1]
        number = max(v.version for v in known.versions) + 1
        fresh = replace(
            last, id=0, version=number, effective=cmd.effective, rates=dict(cmd.rates),
            living_part=cmd.living_part, supplement=cmd.supplement,
            supplement_days=cmd.supplement_days, rules=cmd.rules,
            payers=cmd.payers or last.payers,
        )  # fmt: skip
        load_contract_in(uow, replace(known, versions=(*known.versions, fresh)))
        uow.commit()
    return number
