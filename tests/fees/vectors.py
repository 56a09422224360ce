"""Contracts and stays that the tests of this room share."""

from datetime import date, datetime

from medcentre.fees.facts import (
    Away,
    AwayKind,
    ClassFact,
    Contract,
    ContractVersion,
    DayRules,
    LeftKind,
    PricingModel,
    StayFacts,
)
from medcentre.kernel.clock import at
from medcentre.kernel.money import Money

RATES = {
    "F1": Money.yuan("95.00"),
    "F2": Money.yuan("138.00"),
    "F3": Money.yuan("186.50"),
    "F4": Money.yuan("268.00"),
}
LIVING = Money.yuan("45.00")


def version(number: int = 1, effective: date = date(2020, 1, 1), **more: object) -> ContractVersion:
    """A version with the sample rates unless told otherwise."""
    given = {"rates": RATES, "living_part": LIVING, **more}
    return ContractVersion(version=number, effective=effective, id=number, **given)  # type: ignore[arg-type]


def contract(*versions: ContractVersion, model: PricingModel = PricingModel.PPPD_CLASS) -> Contract:
    """A contract; without versions, one with the sample rates."""
    return Contract(number="BG-1", model=model, payer="市财政", versions=versions or (version(),))


def with_rules(**settings: object) -> Contract:
    """The sample contract under other day rules."""
    return contract(version(rules=DayRules(**settings)))  # type: ignore[arg-type]


def moment(text: str) -> datetime:
    """`2026-03-10 09:00` at the centre."""
    day, _, clock = text.partition(" ")
    hour, minute = clock.split(":")
    return at(date.fromisoformat(day), int(hour), int(minute))


def away(kind: AwayKind, left: str, back: str = "") -> Away:
    """An absence from its two moments."""
    return Away(kind, moment(left), moment(back) if back else None)


def stay(
    admitted: str,
    left: str = "",
    kind: LeftKind = LeftKind.RELEASED,
    fee_class: str = "F2",
    absences: tuple[Away, ...] = (),
    classes: tuple[ClassFact, ...] = (),
    stay_id: int = 1,
) -> StayFacts:
    """One stay with its facts; `fee_class` confirmed from the admission on."""
    begins = moment(admitted)
    return StayFacts(
        stay_id=stay_id,
        admitted_at=begins,
        left_at=moment(left) if left else None,
        left_kind=kind if left else None,
        away=absences,
        classes=classes or (ClassFact(fee_class, begins),),
    )
