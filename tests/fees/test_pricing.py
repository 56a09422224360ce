"""Every pricing model, payers, apportioning; amounts are divided once and sums keep every fen."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcentre.fees.contract_file import day_rules, parse_contract, rules_json
from medcentre.fees.facts import (
    AwayKind,
    Contract,
    CostCategory,
    CountRule,
    DayPart,
    DayRules,
    Doer,
    Line,
    LineKind,
    PayerShare,
    PricingModel,
    StayFacts,
    Step,
)
from medcentre.fees.rules.closing import check_step, open_steps
from medcentre.fees.rules.costs import CostShare, PersonDays, allocate, forecast, margin_per_mille
from medcentre.fees.rules.days import fee_runs
from medcentre.fees.rules.pricing import (
    NO_CASES,
    CaseAmounts,
    apportion,
    buckets,
    split_payers,
    statement_lines,
)
from medcentre.kernel.errors import DomainError
from medcentre.kernel.money import ZERO, Money
from medcentre.kernel.periods import Month
from tests.fees.vectors import away, contract, stay, version

MARCH = Month(2026, 3)
TWO = [
    stay("2026-03-01 09:00", fee_class="F2", stay_id=1),
    stay("2026-03-11 09:00", fee_class="F3", stay_id=2),
]
"""31 + 21 = 52 person-days."""


def lines(
    terms: Contract, people: list[StayFacts] = TWO, cases: CaseAmounts = NO_CASES
) -> tuple[Line, ...]:
    runs = [r for p in people for r in fee_runs(p, terms, MARCH.first, MARCH.last)]
    return statement_lines(terms, MARCH, buckets(runs), cases)


def total(found: tuple[Line, ...]) -> str:
    return Money(sum(x.amount.fen for x in found)).plain()


def test_flat() -> None:
    terms = contract(version(rates={"ALL": Money.yuan("120")}), model=PricingModel.PPPD_FLAT)
    assert total(lines(terms)) == Money(52 * 12000).plain()


def test_by_class_with_supplement() -> None:
    terms = contract(version(supplement=Money.yuan("30"), supplement_days=15))
    found = lines(terms)
    assert [(x.kind, x.fee_class, x.days) for x in found] == [
        (LineKind.DAYS, "F2", 31), (LineKind.DAYS, "F3", 21), (LineKind.SUPPLEMENT, "", 30),
    ]  # fmt: skip
    assert total(found) == Money(31 * 13800 + 21 * 18650 + 30 * 3000).plain()


def test_monthly_rates_are_divided_once() -> None:
    terms = contract(
        version(rates={"F2": Money.yuan("4185"), "F3": Money.yuan("5000")}),
        model=PricingModel.PPPM_CLASS,
    )
    found = lines(terms)
    assert [x.amount.plain() for x in found] == ["4185.00", "3387.10"]


def test_cap_of_an_admission() -> None:
    terms = contract(version(cap=Money.yuan("10000")), model=PricingModel.PER_CASE_CAP)
    now = {1: Money(31 * 13800), 2: Money(21 * 18650)}
    found = lines(terms, cases=CaseAmounts({1: Money.yuan("8000")}, now))
    (cap,) = [x for x in found if x.kind is LineKind.CAP]
    assert cap.amount == Money.yuan("2000") - Money(31 * 13800)
    assert cap.persons == 1
    assert not [x for x in lines(terms, cases=CaseAmounts({}, now)) if x.kind is LineKind.CAP]


def test_cap_already_used_up_gives_nothing_more() -> None:
    terms = contract(version(cap=Money.yuan("100")), model=PricingModel.PER_CASE_CAP)
    found = lines(terms, TWO[:1], CaseAmounts({1: Money.yuan("500")}, {1: Money(31 * 13800)}))
    assert total(found) == "0.00"


@pytest.mark.parametrize(("expected", "change"), [(0, None), (2, None), (1, 21), (4, -72)])
def test_annual_budget(expected: int, change: int | None) -> None:
    terms = contract(
        version(
            rates={}, annual_budget=Money.yuan("1200000"), expected_persons=expected,
            tolerance_bp=2000,
        ),
        model=PricingModel.BUDGET_TOTAL,
    )  # fmt: skip
    found = {x.kind: x for x in lines(terms)}
    assert found[LineKind.BUDGET].amount.plain() == "100000.00"
    assert found[LineKind.DAYS].amount == ZERO
    changed = found.get(LineKind.BUDGET_CHANGE)
    if change is None:
        assert changed is None
    else:
        assert changed is not None
        assert changed.days == change
        assert changed.amount == Money.yuan("100000").share(change, expected * 31)


def test_guaranteed_beds() -> None:
    terms = contract(
        version(rates={"ALL": Money.yuan("100")}, guaranteed_beds=3), model=PricingModel.BED_RESERVE
    )
    found = lines(terms)
    assert total(found) == Money(93 * 10000).plain()
    full = contract(
        version(rates={"ALL": Money.yuan("100")}, guaranteed_beds=1), model=PricingModel.BED_RESERVE
    )
    assert total(lines(full)) == Money(52 * 10000).plain()


def test_living_and_zero_parts_have_their_own_lines() -> None:
    people = [
        stay("2026-03-01 09:00", absences=(away(AwayKind.FAMILY, "2026-03-05 08:00", "2026-03-06 17:00"),)),
        stay("2026-03-01 09:00", absences=(away(AwayKind.MEDICAL_LEAVE, "2026-03-30 08:00"),), stay_id=2),
    ]  # fmt: skip
    found = [(x.part, x.days, x.rate.plain(), x.persons) for x in lines(contract(), people)]
    assert found == [
        (DayPart.FULL, 60, "138.00", 2), (DayPart.LIVING, 1, "45.00", 1), (DayPart.ZERO, 1, "0.00", 1),
    ]  # fmt: skip


shares = st.lists(st.integers(0, 2500), min_size=1, max_size=4)


@given(shares, st.booleans(), st.integers(-(10**12), 10**12))
def test_payers_lose_no_fen(points: list[int], rest: bool, fen: int) -> None:
    payers = [PayerShare(f"p{i}", p) for i, p in enumerate(points)]
    if rest:
        payers.insert(0, PayerShare("rest", None))
    found = split_payers(payers, Money(fen))
    assert sum(p.amount.fen for p in found) == fen
    assert sum(p.basis_points for p in found) == 10_000


def test_payers_of_the_mock_up() -> None:
    found = split_payers(
        [PayerShare("市财政", 6000), PayerShare("区县财政", 3600), PayerShare("救助", None)],
        Money.yuan("544472.00"),
    )
    assert [p.amount.plain() for p in found] == ["326683.20", "196009.92", "21778.88"]


@given(st.lists(st.integers(0, 60), min_size=1, max_size=30), st.integers(-(10**9), 10**9))
def test_apportioning_keeps_the_whole_and_is_fair(weights: list[int], fen: int) -> None:
    parts = apportion(Money(fen), weights)
    whole = sum(weights)
    assert sum(p.fen for p in parts) == (fen if whole else 0)
    for part, weight in zip(parts, weights, strict=True):
        assert not whole or abs(part.fen * whole - fen * weight) < whole


people_days = st.lists(
    st.builds(
        PersonDays,
        st.integers(1, 5),
        st.sampled_from(["F1", "F2"]),
        st.sampled_from(["Z1", "Z2", ""]),
        st.integers(1, 31),
    ),
    max_size=8,
)
costs = st.lists(
    st.builds(
        CostShare,
        st.sampled_from(CostCategory),
        st.integers(-(10**7), 10**7).map(Money),
        st.none() | st.integers(1, 7),
        st.sampled_from(["", "Z1", "Z9"]),
    ),
    max_size=10,
)


@given(costs, people_days)
def test_allocation_keeps_every_fen(given_costs: list[CostShare], people: list[PersonDays]) -> None:
    cells = allocate(given_costs, people)
    assert sum(m.fen for m in cells.values()) == sum(c.amount.fen for c in given_costs)


def test_allocation_steps_down() -> None:
    people = [
        PersonDays(1, "F1", "Z1", 10),
        PersonDays(2, "F2", "Z1", 30),
        PersonDays(3, "F2", "Z2", 20),
    ]
    found = allocate(
        [
            CostShare(CostCategory.DRUG, Money(500), stay_id=1),
            CostShare(CostCategory.FOOD, Money(400), zone="Z1"),
            CostShare(CostCategory.STAFF, Money(600)),
            CostShare(CostCategory.REPAIR, Money(60), zone="Z7"),
        ],
        people,
    )
    assert found == {
        ("Z1", "F1"): Money(500 + 100 + 100 + 10),
        ("Z1", "F2"): Money(300 + 300 + 30),
        ("Z2", "F2"): Money(200 + 20),
    }


def test_forecast_and_margin() -> None:
    months = {1: (Money(100), Money(90)), 2: (Money(130), Money(90)), 3: (Money(100), Money(120))}
    found = forecast(2026, months, Money(1000))
    assert (found.income.fen, found.income_year.fen, found.cost_year.fen) == (
        330,
        330 + 990,
        300 + 900,
    )
    assert forecast(2026, {}, ZERO).income_year == ZERO
    assert margin_per_mille(Money.yuan("544472"), Money.yuan("524117.50")) == 37
    assert margin_per_mille(Money(100), Money(150)) == -500


# ---- the contract file -----------------------------------------------------------------------

SAMPLE = """{"number": "BG-2026-01", "model": "PPPD_CLASS", "payer": "市财政", "living_part": "45.00",
 "versions": [{"version": 2, "effective": "2026-10-16", "rates": {"F1": "95.00"}},
              {"version": 1, "effective": "2026-01-01", "rates": {"F1": "95.00", "F2": "138"},
               "rules": {"outside_full_days": 5, "count": "both"},
               "payers": [{"payer": "市财政", "percent": "60.5"}, {"payer": "区县"}]}]}"""


def test_contract_file() -> None:
    found = parse_contract(SAMPLE)
    assert [v.version for v in found.versions] == [1, 2]
    assert found.versions[0].rules == DayRules(outside_full_days=5, count=CountRule.BOTH)
    assert found.versions[0].payers == (PayerShare("市财政", 6050), PayerShare("区县", None))
    assert found.versions[1].payers == (PayerShare("市财政", None),)
    assert found.versions[1].living_part == Money.yuan("45")
    assert found.version_on(date(2025, 12, 31)) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{", "JSON"),
        ("[]", "JSON"),
        ('{"model": "PPPD_CLASS"}', "number"),
        ('{"number": "x", "model": "NONE", "payer": "p", "versions": []}', "model"),
        ('{"number": "x", "payer": "p", "versions": []}', "versions"),
        ('{"number": "x", "payer": "p", "versions": [{"version": 1, "rates": {}}]}', "effective"),
        (SAMPLE.replace('"138"', '"13,8"'), "versions"),
        (SAMPLE.replace('"count"', '"counts"'), "rules.counts"),
    ],
)
def test_a_broken_contract_file_names_the_key(text: str, key: str) -> None:
    with pytest.raises(DomainError) as refused:
        parse_contract(text)
    assert refused.value.facts == {"key": key}


def test_day_rules_survive_their_json() -> None:
    rules = DayRules(outside_full_days=0, family_leave=DayPart.ZERO, death_counts=False)
    assert day_rules(json.loads(rules_json(rules))) == rules


# ---- steps -----------------------------------------------------------------------------------


def codes(step: Step, done: dict[Step, str], actor: str) -> list[str]:
    people = {s: Doer(name, f"staff:{name}") for s, name in done.items()}
    return [v.code for v in check_step(step, people, f"staff:{actor}")]


def test_checks_run_side_by_side_and_signatures_wait() -> None:
    assert codes(Step.CLASS_CHECK, {}, "贺") == []
    assert codes(Step.COSTS, {}, "甘") == []
    assert codes(Step.FINANCE_SIGN, {Step.ROLL_CHECK: "丁"}, "甘") == ["fee_step_order"]
    assert codes(Step.ROLL_CHECK, {Step.ROLL_CHECK: "丁"}, "甘") == ["fee_step_done"]


def test_nobody_signs_twice() -> None:
    done = dict.fromkeys((Step.CLASS_CHECK, Step.COSTS, Step.ADJUSTMENTS), "甘")
    done |= {Step.ROLL_CHECK: "丁", Step.FINANCE_SIGN: "郭"}
    assert codes(Step.POLICE_SIGN, done, "丁") == ["fee_same_person"]
    assert codes(Step.POLICE_SIGN, done, "林") == []
    assert open_steps(done) == (Step.POLICE_SIGN, Step.AUTHORITY_CONFIRM)
