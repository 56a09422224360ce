"""The contract file: `contract load` reads it, nothing writes it."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import InvalidOperation
from enum import StrEnum
from typing import Any

from medcentre.fees.facts import (
    Contract,
    ContractVersion,
    DayRules,
    FeeCode,
    PayerShare,
    PricingModel,
)
from medcentre.kernel.errors import DomainError
from medcentre.kernel.money import ZERO, Money


def parse_contract(text: str) -> Contract:
    """A contract from its JSON text.

    Amounts are yuan as strings. Keys given beside `versions` hold for every version that does not
    give its own. Raises DomainError(fee_contract_file) naming the key that is missing or wrong.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise DomainError(FeeCode.CONTRACT_FILE, key="JSON") from error
    if not isinstance(data, dict):
        raise DomainError(FeeCode.CONTRACT_FILE, key="JSON")
    key = ""
    try:
        key = "number"
        number = str(data["number"]).strip()
        if not number:
            raise KeyError(key)
        key = "model"
        model = PricingModel(data.get("model", PricingModel.PPPD_CLASS))
        key = "payer"
        payer = str(data["payer"]).strip()
        key = "versions"
        given = list(data["versions"])
        versions = tuple(
            sorted((_version({**_common(data), **v}) for v in given), key=lambda v: v.effective)
        )
    except (KeyError, ValueError, TypeError, AttributeError, InvalidOperation) as error:
        missing = error.args[0] if isinstance(error, KeyError) and error.args else key
        raise DomainError(FeeCode.CONTRACT_FILE, key=str(missing)) from error
    if not versions:
        raise DomainError(FeeCode.CONTRACT_FILE, key="versions")
    return Contract(number=number, model=model, payer=payer, versions=versions)


def _common(data: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in data.items() if k not in {"number", "model", "versions"}}


def _version(data: Mapping[str, Any]) -> ContractVersion:
    payers = data.get("payers") or [{"payer": data.get("payer", "")}]
    return ContractVersion(
        version=int(data["version"]),
        effective=date.fromisoformat(data["effective"]),
        rates={str(k): Money.yuan(str(v)) for k, v in data["rates"].items()},
        living_part=_money(data, "living_part"),
        supplement=_money(data, "supplement"),
        supplement_days=int(data.get("supplement_days", 15)),
        stage_days=int(data.get("stage_days", 30)),
        cap=_money(data, "cap"),
        annual_budget=_money(data, "annual_budget"),
        expected_persons=int(data.get("expected_persons", 0)),
        tolerance_bp=int(data.get("tolerance_bp", 500)),
        guaranteed_beds=int(data.get("guaranteed_beds", 0)),
        rules=day_rules(data.get("rules", {})),
        payers=tuple(
            PayerShare(str(p["payer"]), None if p.get("percent") is None else _points(p["percent"]))
            for p in payers
        ),
    )


def _money(data: Mapping[str, Any], key: str) -> Money:
    return Money.yuan(str(data[key])) if data.get(key) not in (None, "") else ZERO


def _points(percent: Any) -> int:
    return Money.yuan(str(percent)).fen


def day_rules(data: Mapping[str, Any]) -> DayRules:
    """Settings by field name; fields left out keep their default. ValueError for unknown ones."""
    known = {f.name: getattr(DayRules(), f.name) for f in fields(DayRules)}
    given: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known:
            raise KeyError(f"rules.{key}")
        default = known[key]
        given[key] = type(default)(value) if isinstance(default, StrEnum) else value
        if not isinstance(given[key], type(default)):
            raise ValueError(key)
    return DayRules(**given)


def rules_json(rules: DayRules) -> str:
    """Settings that differ from the defaults, as they are kept in the store."""
    plain = DayRules()
    changed = {
        f.name: getattr(rules, f.name)
        for f in fields(DayRules)
        if getattr(rules, f.name) != getattr(plain, f.name)
    }
    return json.dumps(changed, sort_keys=True)
