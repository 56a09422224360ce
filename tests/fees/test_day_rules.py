"""FEE-01 … FEE-12: the worked vectors of domain.md 5.3, every alternative, and the laws."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcentre.fees.facts import (
    Away,
    AwayKind,
    ClassFact,
    ClassRule,
    Contract,
    CountRule,
    DayPart,
    DayRules,
    DayStatus,
    FeeDay,
    LeftKind,
    PricingModel,
    StayFacts,
    UnconfirmedRule,
)
from medcentre.fees.rules.days import fee_days, fee_runs, judge, last_fee_day
from medcentre.fees.rules.pricing import buckets, day_lines, statement_lines
from medcentre.kernel.clock import at, centre_day
from medcentre.kernel.money import ZERO, Money
from medcentre.kernel.periods import Month, days_between
from tests.fees.vectors import away, contract, moment, stay, version, with_rules

MARCH = Month(2026, 3)


def march(stay_: StayFacts, contract_: Contract | None = None) -> list[FeeDay]:
    return list(fee_days(stay_, contract_ or contract(), MARCH.first, MARCH.last))


def worth(days: Sequence[FeeDay]) -> str:
    return Money(sum(d.verdict.rate.fen for d in days)).plain()


def dates(days: Sequence[FeeDay], part: DayPart = DayPart.FULL) -> list[int]:
    return [d.day.day for d in days if d.verdict.part is part]


def rule_on(days: Sequence[FeeDay], day: int) -> tuple[str, str]:
    found = next(d for d in days if d.day.day == day)
    return found.verdict.rule, found.verdict.reason


# ---- the six worked vectors ------------------------------------------------------------------


def test_vector_1_head_counts_tail_does_not() -> None:
    days = march(stay("2026-03-10 09:00", "2026-03-20 10:00"))
    assert dates(days) == list(range(10, 20))
    assert worth(days) == "1380.00"


def test_vector_2_admitted_and_died_on_one_day() -> None:
    days = march(stay("2026-03-10 09:00", "2026-03-10 22:00", LeftKind.DIED))
    assert dates(days) == [10]
    assert worth(days) == "138.00"
    assert rule_on(days, 10) == ("FEE-09", "died")


def test_vector_3_class_confirmed_later() -> None:
    two = contract(version(rates={"F2": Money.yuan("138"), "F3": Money.yuan("186.5")}))
    facts = stay("2026-03-10 09:00", classes=(ClassFact("F3", moment("2026-03-15 16:00")),))
    days = march(facts, two)
    assert [d.verdict.fee_class for d in days] == ["F2"] * 5 + ["F3"] * 17
    assert worth(days[:5]) == "690.00"
    assert worth(days[5:]) == "3170.50"
    assert worth(days) == "3860.50"
    assert rule_on(days, 10) == ("FEE-11", "class_missing")


def test_vector_4_in_hospital_outside() -> None:
    outside = away(AwayKind.HOSPITAL, "2026-03-05 15:00", "2026-03-12 11:00")
    days = march(stay("2026-01-01 09:00", fee_class="F3", absences=(outside,)))
    assert dates(days, DayPart.ZERO) == [8, 9, 10, 11]
    assert [d.verdict.nth for d in days if d.verdict.status is DayStatus.OUTSIDE] == list(
        range(1, 8)
    )
    assert worth(days) == "5035.50"


def test_vector_5_escape_and_recapture() -> None:
    gone = away(AwayKind.ESCAPE, "2026-03-18 02:00", "2026-03-21 08:00")
    days = march(stay("2026-01-01 09:00", absences=(gone,)))
    assert dates(days, DayPart.ZERO) == [19, 20]
    assert worth(days) == "4002.00"
    assert rule_on(days, 18) == ("FEE-08", "escape_day")


def test_vector_6_monthly_rate_by_days() -> None:
    monthly = contract(version(rates={"F2": Money.yuan("4185.00")}), model=PricingModel.PPPM_CLASS)
    february = Month(2026, 2)
    runs = list(fee_runs(stay("2026-02-15 09:00"), monthly, february.first, february.last))
    (line,) = day_lines(monthly.model, february, buckets(runs))
    assert (line.days, line.rate.plain(), line.amount.plain()) == (14, "4185.00", "2092.50")


# ---- each rule with its alternatives ---------------------------------------------------------

RELEASED = stay("2026-03-10 09:00", "2026-03-20 10:00")


@pytest.mark.parametrize(
    ("count", "days", "amount"),
    [
        (CountRule.NIGHT, 10, "1380.00"),
        (CountRule.BOTH, 11, "1518.00"),
        (CountRule.HALF, 11, "1380.00"),
    ],
)
def test_fee_01_which_moment_counts(count: CountRule, days: int, amount: str) -> None:
    found = march(RELEASED, with_rules(count=count))
    assert (len(found), worth(found)) == (days, amount)


@pytest.mark.parametrize(("counts", "amount"), [(True, "138.00"), (False, "0.00")])
def test_fee_02_in_and_out_on_one_day(counts: bool, amount: str) -> None:
    days = march(stay("2026-03-10 09:00", "2026-03-10 17:00"), with_rules(same_day_counts=counts))
    assert [d.verdict.status for d in days] == [DayStatus.IN_AND_OUT]
    assert worth(days) == amount


def test_fee_03_class_at_midnight_or_the_highest_of_the_day() -> None:
    facts = stay(
        "2026-03-01 09:00",
        classes=(
            ClassFact("F3", moment("2026-03-01 09:00")),
            ClassFact("F2", moment("2026-03-15 16:00")),
        ),
    )
    late = {d.day.day: d.verdict.fee_class for d in march(facts)}
    assert (late[14], late[15], late[16]) == ("F3", "F2", "F2")
    best = with_rules(day_class=ClassRule.HIGHEST)
    high = {d.day.day: d.verdict.fee_class for d in march(facts, best)}
    assert (high[14], high[15], high[16]) == ("F3", "F3", "F2")


def test_a_class_from_2400_belongs_to_the_next_day() -> None:
    facts = stay(
        "2026-03-01 09:00",
        classes=(
            ClassFact("F2", moment("2026-03-01 09:00")),
            ClassFact("F3", at(date(2026, 3, 16))),
        ),
    )
    classes = {d.day.day: d.verdict.fee_class for d in march(facts)}
    assert (classes[15], classes[16]) == ("F2", "F3")


def test_fee_04_same_day_trip_is_full() -> None:
    trip = away(AwayKind.HOSPITAL, "2026-03-05 09:30", "2026-03-05 16:10")
    days = march(stay("2026-03-01 09:00", absences=(trip,)))
    assert dates(days) == list(range(1, 32))
    assert rule_on(days, 5) == ("FEE-04", "day_trip")


@pytest.mark.parametrize(
    ("settings", "amount"),
    [
        ({}, 27 * 18650),
        ({"outside_after": DayPart.FULL}, 31 * 18650),
        ({"outside_full_days": 0, "outside_after": DayPart.HALF}, 24 * 18650 + 7 * 9325),
        ({"outside_full_days": 0}, 24 * 18650),
        ({"outside_full_days": 5}, 29 * 18650),
        ({"outside_after": DayPart.LIVING}, 27 * 18650 + 4 * 4500),
    ],
)
def test_fee_05_alternatives(settings: dict[str, object], amount: int) -> None:
    outside = away(AwayKind.HOSPITAL, "2026-03-05 15:00", "2026-03-12 11:00")
    days = march(
        stay("2026-01-01 09:00", fee_class="F3", absences=(outside,)), with_rules(**settings)
    )
    assert sum(d.verdict.rate.fen for d in days) == amount


def test_fee_05_counts_nights_across_the_month() -> None:
    outside = away(AwayKind.HOSPITAL, "2026-02-27 15:00", "2026-03-04 11:00")
    days = march(stay("2026-01-01 09:00", absences=(outside,)))
    assert dates(days, DayPart.ZERO) == [2, 3]


@pytest.mark.parametrize(
    ("part", "amount"),
    [
        (DayPart.LIVING, 29 * 13800 + 2 * 4500),
        (DayPart.ZERO, 29 * 13800),
        (DayPart.FULL, 31 * 13800),
    ],
)
def test_fee_06_family_leave(part: DayPart, amount: int) -> None:
    leave = away(AwayKind.FAMILY, "2026-03-12 08:00", "2026-03-14 17:00")
    days = march(stay("2026-03-01 09:00", absences=(leave,)), with_rules(family_leave=part))
    assert sum(d.verdict.rate.fen for d in days) == amount


def test_fee_07_medical_leave_from_the_day_after() -> None:
    leave = away(AwayKind.MEDICAL_LEAVE, "2026-03-10 14:00")
    days = march(stay("2026-03-01 09:00", absences=(leave,)))
    assert dates(days) == list(range(1, 11))
    assert dates(days, DayPart.ZERO) == list(range(11, 32))


@pytest.mark.parametrize(("counts", "last"), [(True, 20), (False, 19)])
def test_fee_09_day_of_death(counts: bool, last: int) -> None:
    days = march(
        stay("2026-03-10 09:00", "2026-03-20 04:25", LeftKind.DIED), with_rules(death_counts=counts)
    )
    assert days[-1].day.day == last


def test_fee_09_death_on_an_unpaid_night_outside_stays_unpaid() -> None:
    outside = away(AwayKind.HOSPITAL, "2026-03-10 15:00", "2026-03-20 04:25")
    days = march(stay("2026-03-01 09:00", "2026-03-20 04:25", LeftKind.DIED, absences=(outside,)))
    assert days[-1].day.day == 20
    assert (days[-1].verdict.part, days[-1].verdict.nth) == (DayPart.ZERO, 11)


@pytest.mark.parametrize("count", list(CountRule))
def test_fee_10_a_transfer_day_is_never_counted_twice(count: CountRule) -> None:
    days = march(
        stay("2026-03-01 09:00", "2026-03-20 10:00", LeftKind.TRANSFERRED), with_rules(count=count)
    )
    assert days[-1].day.day == 19


def test_fee_11_lowest_class_until_confirmed_or_held() -> None:
    unconfirmed = (ClassFact("F3", moment("2026-03-01 09:00"), confirmed=False),)
    days = march(stay("2026-03-01 09:00", classes=unconfirmed))
    assert {(d.verdict.fee_class, d.verdict.rule) for d in days} == {("F1", "FEE-11")}
    held = march(
        stay("2026-03-01 09:00", classes=unconfirmed),
        with_rules(unconfirmed=UnconfirmedRule.HOLD),
    )
    assert worth(held) == "0.00"
    assert rule_on(held, 1) == ("FEE-11", "class_held")


def test_fee_11_an_unconfirmed_change_leaves_the_confirmed_class() -> None:
    facts = stay(
        "2026-03-01 09:00",
        classes=(
            ClassFact("F2", moment("2026-03-01 09:00")),
            ClassFact("F4", moment("2026-03-10 09:00"), confirmed=False),
        ),
    )
    assert {d.verdict.fee_class for d in march(facts)} == {"F2"}


def test_with_another_organ_stays_full() -> None:
    court = away(AwayKind.OTHER, "2026-03-10 09:00", "2026-03-12 17:00")
    days = march(stay("2026-03-01 09:00", absences=(court,)))
    assert worth(days) == Money(31 * 13800).plain()


def test_exit_stamped_2400_still_counts_the_day() -> None:
    days = march(stay("2026-03-10 09:00", "2026-03-21 00:00"))
    assert days[-1].day.day == 20


def test_leap_day_counts_like_any_other() -> None:
    february = Month(2028, 2)
    days = list(fee_days(stay("2028-01-01 09:00"), contract(), february.first, february.last))
    assert len(days) == 29


def test_a_rate_in_mid_month_leaves_earlier_days_alone() -> None:
    rates = {"F2": Money.yuan("142.00")}
    changed = contract(version(), version(2, date(2026, 3, 16), rates=rates))
    days = march(stay("2026-01-01 09:00"), changed)
    assert [d.verdict.version for d in days] == [1] * 15 + [2] * 16
    assert worth(days[15:]) == Money(16 * 14200).plain()


def test_no_contract_no_fee_day() -> None:
    later = contract(version(effective=date(2026, 3, 20)))
    assert march(stay("2026-03-01 09:00"), later)[0].day == date(2026, 3, 20)


def test_supplement_for_the_first_days_at_full_rate() -> None:
    extra = contract(version(supplement=Money.yuan("30"), supplement_days=15))
    outside = away(AwayKind.HOSPITAL, "2026-03-05 15:00", "2026-03-12 11:00")
    days = march(stay("2026-03-01 09:00", absences=(outside,)), extra)
    paid = [d.day.day for d in days if d.verdict.supplement]
    assert paid == [1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15]


def test_stages() -> None:
    staged = contract(
        version(rates={"A": Money.yuan("200"), "B": Money.yuan("120")}, stage_days=10),
        model=PricingModel.PER_STAGE,
    )
    days = march(stay("2026-03-01 09:00"), staged)
    assert worth(days) == Money(10 * 20000 + 21 * 12000).plain()


# ---- laws ------------------------------------------------------------------------------------

FIRST = date(2027, 12, 20)
WINDOW = 75
"""Days of the generated window; it spans a leap February."""

moments = st.integers(-30 * 24, (WINDOW + 20) * 24).map(lambda h: at(FIRST) + timedelta(hours=h))


@st.composite
def stays(draw: st.DrawFn) -> StayFacts:
    admitted = draw(moments)
    left = draw(st.none() | st.integers(0, 80 * 24).map(lambda h: admitted + timedelta(hours=h)))
    end = left or admitted + timedelta(days=90)
    absences: list[Away] = []
    clock: datetime = admitted
    for _ in range(draw(st.integers(0, 3))):
        leaves = clock + timedelta(hours=draw(st.integers(0, 300)))
        back = leaves + timedelta(hours=draw(st.integers(1, 400)))
        if leaves >= end:
            break
        absences.append(
            Away(
                draw(st.sampled_from(AwayKind)),
                leaves,
                draw(st.sampled_from([min(back, end), None])),
            )
        )
        clock = back
        if absences[-1].back_at is None:
            break
    classes = [
        ClassFact(
            draw(st.sampled_from(["F1", "F2", "F3", "F4"])),
            admitted + timedelta(hours=draw(st.integers(0, 1500))),
            draw(st.booleans()),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    return StayFacts(
        stay_id=draw(st.integers(1, 3)),
        admitted_at=admitted,
        left_at=left,
        left_kind=draw(st.sampled_from(LeftKind)) if left else None,
        away=tuple(absences),
        classes=tuple(classes),
    )


rules = st.builds(
    DayRules,
    count=st.sampled_from(CountRule),
    same_day_counts=st.booleans(),
    day_class=st.sampled_from(ClassRule),
    outside_full_days=st.integers(0, 6),
    outside_after=st.sampled_from(DayPart),
    family_leave=st.sampled_from(DayPart),
    death_counts=st.booleans(),
    unconfirmed=st.sampled_from(UnconfirmedRule),
)
contracts = st.builds(
    lambda one, two, change, extra: contract(
        version(rules=one, supplement=extra),
        version(
            2, FIRST + timedelta(days=change), rules=two, rates={"F1": Money(9100), "F3": Money(1)}
        ),
    ),
    rules,
    rules,
    st.integers(1, WINDOW),
    st.sampled_from([ZERO, Money(3000)]),
)
LAST = FIRST + timedelta(days=WINDOW)


@given(stays(), contracts)
def test_every_roll_day_has_exactly_one_row(facts: StayFacts, terms: Contract) -> None:
    days = list(fee_days(facts, terms, FIRST, LAST))
    assert len({d.day for d in days}) == len(days)
    begins = centre_day(facts.admitted_at)
    ends = centre_day(facts.left_at) if facts.left_at else date.max
    roll = {d for d in days_between(FIRST, LAST) if begins <= d < ends}
    assert roll <= {d.day for d in days}
    assert {d.day for d in days} - roll <= {ends}


@given(stays(), contracts)
def test_runs_say_the_same_as_judging_each_day(facts: StayFacts, terms: Contract) -> None:
    plain = [(d, v) for d in days_between(FIRST, LAST) if (v := judge(facts, terms, d)) is not None]
    assert [(d.day, d.verdict) for d in fee_days(facts, terms, FIRST, LAST)] == plain


@given(stays(), contracts, st.integers(0, WINDOW - 1))
def test_splitting_the_period_changes_no_day(facts: StayFacts, terms: Contract, cut: int) -> None:
    middle = FIRST + timedelta(days=cut)
    whole = list(fee_days(facts, terms, FIRST, LAST))
    halves = [
        *fee_days(facts, terms, FIRST, middle),
        *fee_days(facts, terms, middle + timedelta(days=1), LAST),
    ]
    assert halves == whole


@given(st.lists(stays(), max_size=6), contracts)
def test_lines_add_up_to_the_days(people: list[StayFacts], terms: Contract) -> None:
    month = Month.of(FIRST).plus(1)
    runs = [r for p in people for r in fee_runs(p, terms, month.first, month.last)]
    lines = statement_lines(terms, month, buckets(runs))
    earned = sum((r.verdict.rate.fen + r.verdict.supplement.fen) * r.length for r in runs)
    assert sum(line.amount.fen for line in lines) == earned
    assert sum(x.days for x in lines if x.kind == "days") == sum(r.length for r in runs)


@given(stays(), rules)
def test_nothing_is_paid_after_the_last_day(facts: StayFacts, settings: DayRules) -> None:
    last = last_fee_day(facts, settings)
    if last < date.max:
        assert judge(facts, contract(version(rules=settings)), last + timedelta(days=1)) is None
