"""Contracts with their versions."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from medcentre.fees.contract_file import day_rules
from medcentre.fees.facts import Contract, ContractVersion, FeeCode, PayerShare, PricingModel
from medcentre.fees.tables import ContractModel, ContractVersionModel, PayerShareModel, RateModel
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.errors import DomainError
from medcentre.kernel.money import Money
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Data, view
from medcentre.store.uow import reading


@reads(view(Data.FEES))
def contracts(ctx: ServiceContext) -> tuple[Contract, ...]:
    """All contracts, the newest first."""
    with reading(ctx) as session:
        return tuple(reversed(load_contracts(session)))


def load_contracts(session: Session) -> tuple[Contract, ...]:
    """All contracts in order of their first version: two statements."""
    heads = session.execute(
        select(ContractModel.id, ContractModel.number.label("contract"), ContractModel.model,
               ContractModel.payer, ContractVersionModel)
        .join(ContractVersionModel, ContractVersionModel.contract_id == ContractModel.id)
        .order_by(ContractVersionModel.effective, ContractModel.id)
    ).all()  # fmt: skip
    rates, payers = _parts(session)
    found: dict[int, dict[str, Any]] = {}
    for head in heads:
        entry = found.setdefault(
            head.id,
            {"id": head.id, "number": head.contract, "model": PricingModel(head.model),
             "payer": head.payer, "versions": []},
        )  # fmt: skip
        row = head.ContractVersionModel
        entry["versions"].append(_version(row, rates.get(row.id, {}), payers.get(row.id, [])))
    return tuple(Contract(**{**c, "versions": tuple(c["versions"])}) for c in found.values())


def _parts(
    session: Session,
) -> tuple[dict[int, dict[str, Money]], dict[int, list[PayerShare]]]:
    """Rates and payers of all versions in one statement."""
    rows: Sequence[Any] = session.execute(
        union_all(
            select(RateModel.version_id, literal("rate").label("part"), RateModel.fee_class,
                   RateModel.rate, literal(0).label("place")),
            select(PayerShareModel.version_id, literal("payer"), PayerShareModel.payer,
                   PayerShareModel.basis_points, PayerShareModel.place),
        ).order_by("version_id", "part", "place", "fee_class")
    ).all()  # fmt: skip
    rates: dict[int, dict[str, Money]] = {}
    payers: dict[int, list[PayerShare]] = {}
    for version_id, part, text, number, _place in rows:
        value = number.fen if isinstance(number, Money) else number
        if part == "rate":
            rates.setdefault(version_id, {})[text] = Money(int(value))
        else:
            points = None if value is None else int(value)
            payers.setdefault(version_id, []).append(PayerShare(text, points))
    return rates, payers


def _version(
    row: ContractVersionModel, rates: dict[str, Money], payers: list[PayerShare]
) -> ContractVersion:
    return ContractVersion(
        id=row.id, version=row.number, effective=row.effective, rates=rates,
        living_part=row.living_part, supplement=row.supplement,
        supplement_days=row.supplement_days, stage_days=row.stage_days, cap=row.cap,
        annual_budget=row.annual_budget, expected_persons=row.expected_persons,
        tolerance_bp=row.tolerance_bp, guaranteed_beds=row.guaranteed_beds,
        rules=day_rules(json.loads(row.day_rules)), payers=tuple(payers),
    )  # fmt: skip


def contract_for(session: Session, month: Month) -> Contract:
    """The contract a month is settled under. Raises DomainError(fee_no_contract)."""
    return pick_contract(load_contracts(session), month)


def pick_contract(found: Iterable[Contract], month: Month) -> Contract:
    """The contract that became effective last before the month ends (no version: none)."""
    candidates = [(c.version_on(month.last), c) for c in found]
    in_force = [(v.effective, c.id, c) for v, c in candidates if v is not None]
    if not in_force:
        raise DomainError(FeeCode.NO_CONTRACT, month=str(month))
    return max(in_force, key=lambda t: (t[0], t[1]))[2]
