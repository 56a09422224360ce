"""The rules on small sheets, one by one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from medcentre.kernel.clock import at
from medcentre.kernel.wording import Lang, sentence
from medcentre.rostering.facts import (
    Account,
    Assignment,
    Certificate,
    Contract,
    CoverNeed,
    Engagement,
    EngagementKind,
    Group,
    History,
    Leave,
    Level,
    PostNeed,
    Problem,
    RosterCode,
    RosterViolation,
    RuleId,
    Sex,
    Succession,
    UnwantedPattern,
    Ward,
    Wish,
    WorkPattern,
)
from medcentre.rostering.rules.judge import judge_assignments
from medcentre.staff.facts import LeaveKind
from tests.rostering.small import day, house, nurse, nursing, only_rules, pregnant, ward


def broken(
    problem: Problem, *cells: tuple[int, int, str], rule: RuleId | None = None
) -> list[RosterViolation]:
    """What these cells (person, day, shift) break."""
    sheet = tuple(Assignment(p, day(d), code) for p, d, code in cells)
    return [v for v in judge_assignments(problem, sheet) if rule is None or v.rule == rule]


def quiet(*kept: RuleId, people: int = 3) -> Problem:
    """A house without posts in which only some rules hold."""
    return only_rules(replace(house(people), posts=()), *kept)


def codes(found: list[RosterViolation]) -> list[str]:
    """Codes in order."""
    return [v.code for v in found]


def test_night_then_early_next_day_is_a_double_shift_told_on_the_second_day() -> None:
    found = broken(quiet(RuleId.REST), (1, 3, "N"), (1, 4, "A"))
    assert codes(found) == [RosterCode.DOUBLE_SHIFT]
    assert (found[0].day, found[0].level) == (day(4), Level.WARN)


def test_night_then_late_next_day_lacks_eight_of_sixteen_hours() -> None:
    found = broken(quiet(RuleId.REST), (1, 3, "N"), (1, 4, "P"))
    facts = dict(found[0].facts)
    assert (found[0].code, facts["got"], facts["need"]) == (RosterCode.SHORT_REST, 8, 16)


def test_nights_in_a_row_and_late_then_early_have_their_rest() -> None:
    assert not broken(quiet(RuleId.REST), (1, 3, "N"), (1, 4, "N"))
    assert codes(broken(quiet(RuleId.REST), (1, 3, "P"), (1, 4, "A"))) == [RosterCode.SHORT_REST]


def test_rest_looks_back_into_last_month() -> None:
    tail = (Assignment(1, day(1) - timedelta(days=1), "N"),)
    problem = replace(quiet(RuleId.REST), history=History(tail, 7))
    assert codes(broken(problem, (1, 1, "A"))) == [RosterCode.DOUBLE_SHIFT]


def test_after_24_hours_a_day_of_rest() -> None:
    problem = quiet(RuleId.REST, RuleId.CONFLICTS)
    police = replace(nurse(1), group=Group.POLICE, contract="police_24")
    problem = replace(problem, people=(police,))
    assert codes(broken(problem, (1, 3, "P24"), (1, 4, "P24"))) == [RosterCode.DOUBLE_SHIFT]
    assert not broken(problem, (1, 3, "P24"), (1, 5, "P24"))
    assert codes(broken(problem, (1, 3, "P24"), (1, 4, "P_DAY"))) == [RosterCode.SHORT_REST]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"maternity": pregnant(day(1) - timedelta(weeks=28))}, RosterCode.PREGNANT_NIGHT),
        ({"maternity": nursing(date(2026, 1, 20))}, RosterCode.NURSING_NIGHT),
        ({"no_night": True}, RosterCode.NO_NIGHT_PERSON),
    ],
)
def test_protected_people_have_no_nights(changes: dict[str, object], code: RosterCode) -> None:
    problem = replace(quiet(RuleId.PROTECTED_MOTHERS), people=(nurse(1, **changes),))
    found = broken(problem, (1, 3, "N"), (1, 5, "A"))
    assert codes(found) == [code]
    assert found[0].level is Level.ERROR


def test_protection_begins_at_28_weeks_and_ends_with_the_first_birthday() -> None:
    early = nurse(1, maternity=pregnant(day(4) - timedelta(weeks=28)))
    mother = nurse(2, maternity=nursing(date(2025, 12, 5)))
    problem = replace(quiet(RuleId.PROTECTED_MOTHERS), people=(early, mother))
    assert codes(broken(problem, (1, 3, "N"))) == []
    assert codes(broken(problem, (1, 4, "N"))) == [RosterCode.PREGNANT_NIGHT]
    assert codes(broken(problem, (2, 4, "N"))) == [RosterCode.NURSING_NIGHT]
    assert codes(broken(problem, (2, 5, "N"))) == []


def test_protection_holds_on_its_own_days_only() -> None:
    """A pregnancy that ended on the 10th bars nights to the 10th, overtime in those days only."""
    ended = nurse(1, maternity=pregnant(day(1) - timedelta(weeks=30), day(10)))
    problem = replace(quiet(RuleId.PROTECTED_MOTHERS), people=(ended,))
    assert codes(broken(problem, (1, 10, "N"))) == [RosterCode.PREGNANT_NIGHT]
    assert codes(broken(problem, (1, 11, "N"))) == []
    late = [(1, d, "A") for d in range(11, 32)]
    assert codes(broken(problem, *late)) == []
    (over,) = broken(problem, *[(1, d, "A") for d in range(1, 11)])
    assert (over.code, dict(over.facts)["limit"]) == (RosterCode.MOTHER_OVERTIME, 72)


def test_kitchen_staff_are_judged_by_the_paper_the_staff_list_asks_for() -> None:
    """ROS-10: logistics by the food handlers' certificate, care workers by the health one."""
    food, health = "food_health_certificate", "health_certificate"
    for group, kind, other in (
        (Group.LOGISTICS, food, health), (Group.CARE_WORKER, health, food),
    ):  # fmt: skip
        papers = (Certificate(other, day(5)), Certificate(kind, day(10)))
        cook = nurse(1, group=group, certificates=papers)
        problem = replace(quiet(RuleId.CERTIFICATES), people=(cook,))
        assert broken(problem, (1, 10, "ESCORT")) == []
        (found,) = broken(problem, (1, 11, "ESCORT"))
        assert dict(found.facts)["what"] == f"label:certificate_kind.{kind}"


def test_protected_mothers_work_no_overtime() -> None:
    mother = nurse(1, maternity=nursing(date(2026, 6, 1)))
    problem = replace(quiet(RuleId.PROTECTED_MOTHERS), people=(mother,))
    cells = [(1, d, "A") for d in range(1, 25)]
    assert RosterCode.MOTHER_OVERTIME in codes(broken(problem, *cells))


def test_nobody_works_after_the_certificate_ran_out() -> None:
    papers = (Certificate("nurse_licence", day(10)),)
    problem = replace(quiet(RuleId.CERTIFICATES), people=(nurse(1, certificates=papers),))
    assert not broken(problem, (1, 10, "A"))
    assert codes(broken(problem, (1, 11, "A"))) == [RosterCode.CERTIFICATE_EXPIRED]


def test_wrong_post_is_an_error() -> None:
    problem = only_rules(house(2, ward(PostNeed("A", 1), sex=Sex.MALE)), RuleId.POST_MINIMUM)
    sheet = (Assignment(1, day(1), "A", "ward"),)
    assert RosterCode.WRONG_POST in {v.code for v in judge_assignments(problem, sheet)}


def test_leave_engagement_and_absence_conflict_with_a_shift() -> None:
    problem = replace(
        quiet(RuleId.CONFLICTS),
        people=(nurse(1), nurse(2), nurse(3, here_to=day(10))),
        leaves=(Leave(1, LeaveKind.ANNUAL, day(5), day(6)),),
        engagements=(
            Engagement(2, EngagementKind.ESCORT, at(day(8), 2), at(day(8), 5)),
        ),
    )  # fmt: skip
    assert codes(broken(problem, (1, 4, "A"), (1, 5, "A"))) == [RosterCode.ON_LEAVE]
    assert codes(broken(problem, (2, 7, "N"), (2, 8, "P"))) == [RosterCode.ENGAGED]
    assert codes(broken(problem, (3, 10, "A"), (3, 11, "A"))) == [RosterCode.NOT_HERE]


def test_shift_of_another_group_is_refused() -> None:
    assert codes(broken(quiet(RuleId.CONFLICTS), (1, 1, "P24"))) == [RosterCode.WRONG_GROUP_SHIFT]


def test_seven_days_in_a_row_break_weekly_rest_for_contract_staff_only() -> None:
    cells = [(1, d, "A") for d in range(7, 14)]
    found = broken(quiet(RuleId.WEEKLY_REST), *cells)
    assert [(v.code, v.level) for v in found] == [(RosterCode.NO_REST_DAY, Level.ERROR)]
    servant = replace(quiet(RuleId.WEEKLY_REST), contracts=(Contract("turns", labour_law=False),))
    assert [v.level for v in broken(servant, *cells)] == [Level.INFO]


def test_weekly_rest_counts_the_days_of_last_month() -> None:
    tail = tuple(Assignment(1, date(2026, 11, d), "A") for d in range(26, 31))
    problem = replace(quiet(RuleId.WEEKLY_REST), history=History(tail, 7))
    assert not broken(problem, (1, 1, "A"))
    assert codes(broken(problem, (1, 1, "A"), (1, 2, "A"))) == [RosterCode.NO_REST_DAY]


def test_runs_too_short_and_too_long() -> None:
    short = replace(
        quiet(RuleId.SHORTEST_WORK, RuleId.SHORTEST_FREE),
        contracts=(Contract("turns", shortest_work=2, shortest_free=2),),
    )
    found = broken(short, (1, 4, "A"), (1, 6, "A"), (1, 7, "A"))
    assert codes(found) == [RosterCode.RUN_TOO_SHORT, RosterCode.FREE_TOO_SHORT]


def test_nights_come_in_blocks_of_three_at_most() -> None:
    found = broken(quiet(RuleId.NIGHT_BLOCKS), *((1, d, "N") for d in range(3, 8)))
    assert [(v.code, v.amount) for v in found] == [(RosterCode.NIGHT_BLOCK_LONG, 2)]


def test_weekends_whole_or_free() -> None:
    assert codes(broken(quiet(RuleId.WHOLE_WEEKENDS), (1, 5, "A"))) == [RosterCode.BROKEN_WEEKEND]
    assert not broken(quiet(RuleId.WHOLE_WEEKENDS), (1, 5, "A"), (1, 6, "P"))


def test_limits_of_weekends_and_of_one_shift() -> None:
    contract = Contract("turns", most_weekends=2, most_of_shift=(("N", 1),))
    problem = replace(quiet(RuleId.MOST_WEEKENDS, RuleId.MOST_OF_SHIFT), contracts=(contract,))
    cells = [(1, 5, "A"), (1, 6, "A"), (1, 12, "N"), (1, 16, "N")]
    assert codes(broken(problem, *cells)) == [
        RosterCode.TOO_MANY_WEEKENDS,
        RosterCode.TOO_MANY_OF_SHIFT,
    ]


def test_successions_and_patterns_that_are_unwanted() -> None:
    problem = replace(
        quiet(RuleId.SUCCESSION, RuleId.UNWANTED_PATTERN),
        successions=(Succession("P", "A"),),
        unwanted=(UnwantedPattern(("N", None, "*")),),
    )
    assert codes(broken(problem, (1, 2, "P"), (1, 3, "A"))) == [RosterCode.FORBIDDEN_SUCCESSION]
    assert codes(broken(problem, (1, 2, "N"), (1, 4, "P"))) == [RosterCode.UNWANTED_PATTERN]


def test_overtime_is_information_for_civil_servants() -> None:
    cells = [(1, d, "N") for d in range(1, 30)]
    found = broken(quiet(RuleId.OVERTIME), *cells)
    assert [(v.code, v.level) for v in found] == [(RosterCode.OVERTIME_MONTH, Level.WARN)]
    servant = replace(quiet(RuleId.OVERTIME), contracts=(Contract("turns", labour_law=False,
                      account=Account.COMPREHENSIVE),))  # fmt: skip
    assert [v.level for v in broken(servant, *cells)] == [Level.INFO]


def test_standard_hours_of_day_and_week_are_information() -> None:
    cells = [(1, d, "N") for d in (7, 8, 9, 10, 11)]
    found = broken(quiet(RuleId.STANDARD_HOURS), *cells)
    assert set(codes(found)) == {RosterCode.DAY_OVER_STANDARD, RosterCode.WEEK_OVER_STANDARD}
    assert {v.level for v in found} == {Level.INFO}


def test_wishes_cost_their_weight() -> None:
    wishes = (Wish(1, day(3), False, None, 6), Wish(1, day(4), True, "A", 4))
    problem = replace(quiet(RuleId.WISHES), wishes=wishes)
    assert [v.cost for v in broken(problem, (1, 3, "P"), (1, 4, "P"))] == [6, 4]
    assert not broken(problem, (1, 4, "A"))


def test_repeating_pattern_is_compared_day_by_day() -> None:
    pattern = WorkPattern(("A", "P", None), day(1))
    problem = replace(quiet(RuleId.WORK_PATTERN), people=(nurse(1, pattern=pattern),))
    cells = [(1, d, "AP"[(d - 1) % 3]) for d in range(1, 32) if (d - 1) % 3 < 2]
    assert not broken(problem, *cells)
    assert codes(broken(problem, *cells[1:])) == [RosterCode.OFF_PATTERN]


def test_post_minimum_and_preferred() -> None:
    post = ward(PostNeed("A", 1, 2, weekdays=frozenset({1})))
    problem = only_rules(house(3, post), RuleId.POST_MINIMUM, RuleId.POST_PREFERRED)
    found = {v.day: v for v in broken(problem, (1, 8, "A"), (1, 15, "A"), (2, 15, "A"))}
    assert found[day(1)].code == RosterCode.POST_UNDER_MINIMUM
    assert found[day(8)].code == RosterCode.POST_UNDER_PREFERRED
    assert day(15) not in found


def test_women_are_there_at_every_moment_or_the_gap_is_told() -> None:
    need = CoverNeed(RuleId.WOMENS_ZONE, "女护士", "Woman nurse", 1, frozenset({Group.NURSE}),
                     "Z1", sex=Sex.FEMALE)  # fmt: skip
    problem = only_rules(replace(house(4), covers=(need,)), RuleId.WOMENS_ZONE)
    people = (*problem.people[:3], nurse(4, sex=Sex.MALE))
    problem = replace(problem, people=people)
    cells = [(1 + d % 2, d, "N") for d in range(1, 31)]
    early = [(3 if d != 9 else 4, d, "A") for d in range(1, 31)]
    late = [(2 - d % 2, d, "P") for d in range(1, 31)]
    gaps = [v for v in broken(problem, *cells, *early, *late) if v.day and v.day < day(31)]
    assert [(v.day, dict(v.facts)["from"], dict(v.facts)["to"]) for v in gaps] == [
        (day(9), "07:30", "15:30")
    ]


def test_night_of_one_day_covers_the_morning_of_the_next() -> None:
    need = CoverNeed(RuleId.ZONE_COVER, "护士", "Nurse", 1, frozenset({Group.NURSE}))
    problem = only_rules(replace(house(4), covers=(need,)), RuleId.ZONE_COVER)
    found = broken(problem, (1, 9, "N"), rule=RuleId.ZONE_COVER)
    tenth = [v for v in found if v.day == day(10)]
    assert [(dict(v.facts)["from"], dict(v.facts)["to"]) for v in tenth] == [("07:30", "24:00")]


def test_two_nights_in_a_row_cover_both_ends_of_the_day() -> None:
    need = CoverNeed(RuleId.ZONE_COVER, "护士", "Nurse", 1, frozenset({Group.NURSE}))
    problem = only_rules(replace(house(4), covers=(need,)), RuleId.ZONE_COVER)
    found = broken(problem, (1, 9, "N"), (1, 10, "N"), rule=RuleId.ZONE_COVER)
    tenth = [v for v in found if v.day == day(10)]
    assert [(dict(v.facts)["from"], dict(v.facts)["to"]) for v in tenth] == [("07:30", "22:30")]


def test_nurse_ratio_and_missing_holiday_plan_are_told_once() -> None:
    problem = replace(quiet(RuleId.NURSE_RATIO), ward=Ward(beds=20), holidays=())
    assert {v.code for v in broken(problem)} == {
        RosterCode.NURSE_RATIO,
        RosterCode.HOLIDAY_PLAN_MISSING,
    }


def test_rule_outside_its_dates_is_silent() -> None:
    problem = quiet(RuleId.NIGHT_BLOCKS)
    rules = tuple(
        replace(r, valid_from=date(2027, 1, 1)) if r.rule is RuleId.NIGHT_BLOCKS else r
        for r in problem.rules
    )
    assert not broken(replace(problem, rules=rules), *((1, d, "N") for d in range(3, 9)))


def test_every_sentence_is_filled_from_its_facts() -> None:
    problem = replace(house(2), leaves=(Leave(1, LeaveKind.SICK, day(2), day(3)),),
                      wishes=(Wish(1, day(9), False),), ward=Ward(beds=30))  # fmt: skip
    cells = [(1, d, "N") for d in range(1, 12)] + [(2, 1, "N"), (2, 2, "A"), (2, 9, "P24")]
    found = broken(problem, *cells)
    assert len({v.code for v in found}) > 8
    for violation in found:
        for lang in Lang:
            assert "…" not in sentence(violation.code, dict(violation.facts), lang)


def test_who_came_over_the_border_of_the_month_counts_where_they_stand() -> None:
    """The night from the 30th is served at the post of that day, not at the usual one."""
    wards = (
        ward(PostNeed("N", 1), code="one"),
        ward(PostNeed("N", 1), code="two", places=frozenset({"Z2"})),
    )
    need = CoverNeed(RuleId.ZONE_COVER, "护士二区", "Nurse", 1, frozenset({Group.NURSE}), "Z2",
                     to_minute=420)  # fmt: skip
    problem = only_rules(house(2, *wards), RuleId.ZONE_COVER)
    problem = replace(
        problem, covers=(need,), people=(nurse(1, posts=("one", "two")), nurse(2)),
        history=History((Assignment(1, day(1) - timedelta(days=1), "N", "two"),), 7),
    )  # fmt: skip
    assert day(1) not in {v.day for v in broken(problem, rule=RuleId.ZONE_COVER)}
    usual = replace(problem, history=History((Assignment(1, day(1) - timedelta(days=1), "N"),), 7))
    assert day(1) in {v.day for v in broken(usual, rule=RuleId.ZONE_COVER)}
