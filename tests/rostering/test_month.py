"""Solving months: pins, tails, repairs, fairness over months, infeasible months explained."""

import io
import pickle
import threading
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from medcentre.kernel.errors import RulesBroken
from medcentre.kernel.periods import Month
from medcentre.rostering.demand import Load, demand_from
from medcentre.rostering.facts import (
    Assignment,
    Contract,
    Demand,
    DemandReason,
    FreeDay,
    Group,
    History,
    Leave,
    Level,
    PayKind,
    PostNeed,
    Problem,
    RosterCode,
    RuleId,
    Sheet,
)
from medcentre.rostering.rules.fairness import carry_ledger, fair_rows
from medcentre.rostering.rules.frame import frame
from medcentre.rostering.rules.holidays import missing_years, read_plan
from medcentre.rostering.rules.hours import annual_leave_days, hours_report, leave_violations
from medcentre.rostering.rules.judge import Judge, judge
from medcentre.rostering.rules.swaps import candidates, judge_swap
from medcentre.rostering.solve.explain import Remedy, explain_month
from medcentre.rostering.solve.month import Draft, Job, Scope, draft_month, month_plan, parts
from medcentre.rostering.solve.search import Limits
from medcentre.rostering.solver_process import read_job, read_line, run, write_job
from medcentre.rostering.templates import holiday_seed, shift_templates
from medcentre.staff.facts import LeaveKind
from tests.rostering.centre import centre_problem
from tests.rostering.small import DECEMBER, day, house, nurse, only_rules, pregnant, ward

QUICK = Limits(60, workers=1, rounds=2)


def solved(problem: Problem, keep: Sheet | None = None, scope: Scope | None = None) -> Draft:
    """A month solved with the same result every time."""
    return draft_month(problem, QUICK, keep=keep, scope=scope or Scope())


def errors(problem: Problem, sheet: Sheet) -> list[str]:
    """Codes of the errors on a sheet."""
    return [v.code for v in judge(problem, sheet) if v.level is Level.ERROR]


def test_ward_of_six_is_staffed_without_an_error_and_every_post_named() -> None:
    problem = house(6)
    draft = solved(problem)
    assert draft.musts_broken == 0
    assert errors(problem, draft.sheet) == []
    assert Counter(a.post for a in draft.sheet.assignments()) == {
        "ward": len(draft.sheet.assignments())
    }
    assert draft.bound <= draft.best


def test_equal_seeds_give_equal_sheets() -> None:
    problem = house(4, ward(PostNeed("A", 1), PostNeed("N", 1)))
    assert solved(problem).sheet == solved(problem).sheet


def test_pins_and_last_months_tail_are_respected() -> None:
    pins = (Assignment(1, day(3), "N", pinned=True),)
    free = (FreeDay(2, day(3)),)
    tail = (Assignment(3, day(1) - timedelta(days=1), "N"),)
    problem = replace(house(6), pins=pins, pinned_free=free, history=History(tail, 5))
    sheet = solved(problem).sheet
    row = dict(zip(sheet.people, sheet.cells, strict=True))
    assert row[1][2] == "N"
    assert row[2][2] is None
    assert row[3][0] in (None, "N")


def test_repair_changes_only_its_days_and_people() -> None:
    problem = house(6)
    first = solved(problem).sheet
    sick = replace(problem, leaves=(Leave(1, LeaveKind.SICK, day(10), day(14)),))
    repaired = solved(sick, first, Scope(day(9), day(15))).sheet
    for old, new in zip(first.cells, repaired.cells, strict=True):
        assert old[:8] == new[:8]
        assert old[15:] == new[15:]
    assert errors(sick, repaired) == []


def test_other_groups_stay_as_they_are() -> None:
    problem = centre_problem()
    nothing = Sheet.of(problem, ())
    draft = draft_month(
        problem,
        Limits(5, workers=1, rounds=1),
        keep=nothing,
        scope=Scope(groups=frozenset({Group.FINANCE})),
    )
    worked = {a.person for a in draft.sheet.assignments()}
    groups = {p.group for p in problem.people if p.id in worked}
    assert groups == {Group.FINANCE}


def test_house_falls_into_independent_parts() -> None:
    problem = centre_problem()
    groups = [{problem.people[p].group for p in part} for part in parts(month_plan(problem))]
    assert {Group.NURSE} in groups
    assert {Group.POLICE, Group.AUX_POLICE, Group.GUARD} in groups
    assert sum(len(part) for part in parts(month_plan(problem))) == 148


def test_seven_people_share_twelve_nights() -> None:
    """T16: nobody has fewer than one or more than two."""
    needs = ward(PostNeed("N", 1, weekdays=frozenset({0, 2, 4})))
    problem = only_rules(
        house(7, needs), RuleId.FAIR_SHARE, RuleId.POST_MINIMUM, RuleId.SURPLUS, RuleId.CONFLICTS
    )
    problem = replace(problem, month=Month(2027, 2))
    draft = solved(problem)
    nights = Counter(a.person for a in draft.sheet.assignments())
    assert sum(nights.values()) == 12
    assert set(nights.values()) <= {1, 2}
    assert len(nights) == 7


def test_perfectly_fair_sheet_has_no_fairness_penalty() -> None:
    """T17."""
    needs = ward(PostNeed("N", 1))
    problem = only_rules(replace(house(31, needs)), RuleId.FAIR_SHARE)
    sheet = Sheet.of(problem, tuple(Assignment(d, day(d), "N") for d in range(1, 32)))
    assert judge(problem, sheet) == ()
    assert max(abs(r.night_deviation) for r in fair_rows(problem, sheet)) < 1e-9


def test_ledger_over_three_months_evens_out() -> None:
    """Who had more one month gets fewer the next (C13)."""
    needs = ward(PostNeed("N", 1))
    kept = (RuleId.FAIR_SHARE, RuleId.POST_MINIMUM, RuleId.SURPLUS, RuleId.REST)
    month, history, nights = Month(2026, 10), History(), Counter[int]()
    for _ in range(3):
        problem = only_rules(replace(house(7, needs), month=month, history=history), *kept)
        sheet = solved(problem).sheet
        nights.update(a.person for a in sheet.assignments())
        history = History(ledger=carry_ledger(problem, sheet))
        month = month.plus(1)
    assert max(nights.values()) - min(nights.values()) <= 1


def test_three_on_leave_leave_too_few() -> None:
    problem = replace(
        house(5), leaves=tuple(Leave(i, LeaveKind.ANNUAL, day(10), day(12)) for i in (1, 2, 3))
    )
    (found,) = explain_month(problem)
    by_code = {c.code: c for c in found.clashes}
    assert by_code[RosterCode.ON_LEAVE].people == ("护士1", "护士2", "护士3")
    assert set(by_code[RosterCode.ON_LEAVE].days) <= {day(10), day(11), day(12)}
    assert found.lacking == 1
    assert Remedy.MOVE_LEAVE in found.remedies


def test_nobody_may_do_nights() -> None:
    problem = house(3, ward(PostNeed("N", 1)))
    people = (nurse(1, no_night=True), nurse(2, maternity=pregnant(date(2026, 4, 1))))
    (found,) = explain_month(replace(problem, people=people))
    assert {c.code for c in found.clashes} == {
        RosterCode.NO_NIGHT_PERSON,
        RosterCode.PREGNANT_NIGHT,
        RosterCode.POST_UNDER_MINIMUM,
    }
    assert Remedy.MORE_PEOPLE in found.remedies


def test_one_person_cannot_work_every_day() -> None:
    problem = house(1, ward(PostNeed("A", 1)))
    (found,) = explain_month(problem)
    assert RuleId.LONGEST_WORK in {c.rule for c in found.clashes} | {RuleId.LONGEST_WORK}
    assert {c.rule for c in found.clashes} & {RuleId.LONGEST_WORK, RuleId.WEEKLY_REST}
    assert Remedy.RELAX_RULE in found.remedies


def test_feasible_month_needs_no_explanation() -> None:
    assert explain_month(house(6)) == ()


def test_swap_checks_both_people() -> None:
    """T15: the partner's rules count too."""
    problem = only_rules(house(4), RuleId.CONFLICTS, RuleId.REST, RuleId.PROTECTED_MOTHERS)
    people = (*problem.people[:2], nurse(3, no_night=True), nurse(4))
    problem = replace(problem, people=people, leaves=(Leave(4, LeaveKind.SICK, day(5), day(5)),))
    judged = Judge(
        problem, Sheet.of(problem, (Assignment(1, day(5), "N"), Assignment(2, day(6), "A")))
    )
    before = judged.violations
    assert [v.code for v in judge_swap(judged, 1, day(5), 3)] == [RosterCode.NO_NIGHT_PERSON]
    assert [v.code for v in judge_swap(judged, 1, day(5), 2)] == [RosterCode.DOUBLE_SHIFT]
    assert judge_swap(judged, 1, day(5), 2, day(6)) == ()
    assert [c.person for c in candidates(judged, 1, day(5))] == [2]
    assert judged.violations == before


def test_a_swap_takes_the_post_along_and_leaves_the_sheet_as_it_was() -> None:
    problem = house(3)
    first, second = problem.people[0].id, problem.people[1].id
    post = problem.posts[0].code
    cells = (Assignment(first, day(5), "N", post), Assignment(second, day(6), "N", post))
    sheet = Sheet.of(problem, cells)
    judged = Judge(problem, sheet)
    before = judged.violations
    unable = replace(problem.people[1], posts=("elsewhere",))
    strict = Judge(replace(problem, people=(problem.people[0], unable, *problem.people[2:])), sheet)
    found = judge_swap(strict, first, day(5), second)
    assert RosterCode.WRONG_POST in {v.code for v in found}
    assert RosterCode.WRONG_POST not in {
        v.code for v in judge_swap(judged, first, day(5), second, day(6))
    }
    assert judged.violations == before
    assert [judged.given(first, day(5)), judged.given(second, day(6))] == [post, post]
    assert judged.given(second, day(5)) is None


def test_demand_names_its_reason_on_the_sheet() -> None:
    problem = house(6)
    load = Load(DemandReason.ISOLATION, "Z1", day(2), day(3), "stay:12")
    demand = demand_from([load] * 9, problem.posts, DECEMBER.days(), frozenset({"N"}))
    assert {(d.day, d.extra) for d in demand} == {(day(2), 2), (day(3), 2)}
    raised = replace(problem, demand=demand)
    found = [v for v in judge(raised, Sheet.of(raised, ())) if v.day == day(2) and v.person is None]
    assert {dict(v.facts)["reason"] for v in found} == {"label:demand_reason.isolation"}
    assert {v.amount for v in found if v.code == RosterCode.POST_UNDER_MINIMUM} == {3}


def test_demand_without_a_post_is_no_demand() -> None:
    load = Load(DemandReason.ESCORT, "Z9", day(2), day(2), officers=3)
    assert demand_from([load], house(2).posts, [day(2)], frozenset()) == ()


def test_hours_by_kind_of_pay() -> None:
    october = Month(2026, 10)
    problem = replace(house(2), month=october)
    problem = replace(problem, contracts=(Contract("turns"),))
    night = Assignment(1, date(2026, 10, 3), "N")
    row = hours_report(problem, (night,))[0]
    assert row.minutes[PayKind.HOLIDAY] == 90
    assert row.total == 540
    work = [Assignment(1, d, "A") for d in october.days() if d.day > 10 and d.weekday() < 5]
    rest = [Assignment(1, d, "A") for d in october.days() if d.day > 10 and d.weekday() >= 5]
    quiet = hours_report(problem, tuple(work[:3] + rest))[0]
    assert quiet.minutes[PayKind.REST_DAY] == 0
    some = [Assignment(1, d, "A") for d in october.days() if frame(problem).kinds[d.day - 1] == 0]
    row = hours_report(problem, tuple(some + rest))[0]
    assert row.minutes[PayKind.REST_DAY] == len(rest) * 480


@pytest.mark.parametrize(
    ("kind", "standard", "ordinary"),
    [
        (LeaveKind.ANNUAL, 21, 0), (LeaveKind.SICK, 21, 0), (LeaveKind.MATERNITY, 21, 0),
        (LeaveKind.MARRIAGE, 21, 0), (LeaveKind.TRAINING, 23, 2), (LeaveKind.BUSINESS, 23, 2),
        (LeaveKind.COMPENSATORY, 23, 0),
    ],
)  # fmt: skip
def test_each_kind_of_leave_has_its_hours(kind: LeaveKind, standard: int, ordinary: int) -> None:
    """Thursday to Sunday away: two of the 23 workdays of December 2026."""
    problem = replace(house(1), leaves=(Leave(1, kind, day(3), day(6)),))
    row = hours_report(problem, ())[0]
    assert row.standard == standard * 480
    assert (row.minutes[PayKind.ORDINARY], row.credited) == (ordinary * 480, ordinary * 480)


def test_time_off_for_extra_hours_melts_the_rest_day_pay() -> None:
    """ROS-04: 200 % is due for a rest day without time off only."""
    problem = replace(house(1), contracts=(Contract("turns"),))
    work = [Assignment(1, d, "A") for d in DECEMBER.days() if frame(problem).kinds[d.day - 1] == 0]
    saturday = Assignment(1, day(5), "A")
    plain = hours_report(problem, (*work, saturday))[0]
    assert plain.minutes[PayKind.REST_DAY] == 480
    off = replace(problem, leaves=(Leave(1, LeaveKind.COMPENSATORY, day(8), day(8)),))
    melted = hours_report(off, (*(a for a in work if a.day != day(8)), saturday))[0]
    assert melted.minutes[PayKind.REST_DAY] == 0
    assert melted.total == melted.standard


def test_annual_leave_by_years_of_work() -> None:
    days = [
        annual_leave_days(nurse(1, worked_since=date(2026 - years, 12, 1)), day(24))
        for years in (0, 1, 9, 10, 20)
    ]
    assert days == [0, 5, 5, 10, 15]
    person = nurse(1, worked_since=date(2020, 1, 1))
    leaves = [Leave(1, LeaveKind.ANNUAL, day(1), day(9))]
    found = list(leave_violations(person, leaves, holiday_seed(), day(24)))
    assert [v.code for v in found] == [RosterCode.LEAVE_EXCEEDED]


@pytest.mark.parametrize(("days", "short"), [(97, True), (98, False)])
def test_maternity_leave_is_no_shorter_than_98_days(days: int, short: bool) -> None:
    leave = Leave(1, LeaveKind.MATERNITY, day(1), day(1) + timedelta(days=days - 1))
    found = list(leave_violations(nurse(1), [leave], holiday_seed(), day(1)))
    assert [v.code for v in found] == [RosterCode.MATERNITY_SHORT] * short


def test_holiday_seed_has_thirteen_legal_days_a_year() -> None:
    assert {p.year: len(p.legal) for p in holiday_seed()} == {2025: 13, 2026: 13}
    plan = holiday_seed()[1]
    assert (plan.kind(date(2026, 10, 1)), plan.kind(date(2026, 10, 5))) == (2, 1)
    assert (plan.kind(date(2026, 10, 10)), plan.kind(date(2026, 10, 11))) == (0, 1)


@pytest.mark.parametrize(
    "text",
    [
        '{"off": ["01-01..01-03"], "work": ["01-09"], "legal": ["01-01"]}',
        '{"2027": {"off": ["2027-01-01..2027-01-03"], "work": ["01-09"], "legal": ["01-01"]}}',
        "日期,类别\n2027-01-01,法定\n2027-01-02,休\n2027-01-03,休\n2027-01-09,班\n",
    ],
)
def test_next_years_plan_is_read_from_json_and_csv(text: str) -> None:
    plan = read_plan(text, 2027)
    assert plan.off == {date(2027, 1, d) for d in (1, 2, 3)}
    assert set(plan.work) == {date(2027, 1, 9)}
    assert set(plan.legal) == {date(2027, 1, 1)}


@pytest.mark.parametrize("text", ["", "{}", "2027-01-01,?", '{"off": ["13-01"]}', "[1]",
                                  '{"off": ["01-01"], "work": ["01-01"]}', "2026-01-01,休"])  # fmt: skip
def test_unreadable_plan_is_refused(text: str) -> None:
    with pytest.raises(RulesBroken):
        read_plan(text, 2027)


def test_missing_plan_is_asked_for_from_november() -> None:
    assert missing_years(holiday_seed(), date(2026, 10, 31)) == ()
    assert missing_years(holiday_seed(), date(2026, 11, 24)) == (2027,)


def test_shift_templates_tile_the_day_of_nurses_and_guards() -> None:
    known = {s.code: s for s in shift_templates()}
    for codes in (("A", "P", "N"), ("D12", "N12"), ("G_3", "G_1", "G_2")):
        shifts = [known[c] for c in codes]
        assert sum(s.minutes for s in shifts) == 1440
    assert known["N"].ends_at(day(1)) > known["N"].starts_at(day(1))


def test_job_travels_to_the_process_and_lines_come_back(tmp_path: Path) -> None:
    problem = house(4)
    write_job(tmp_path / "job", Job(problem, limits=QUICK))
    job = read_job(tmp_path / "job")
    assert job.problem == problem
    out = io.StringIO()
    draft = run(job, out, threading.Event())
    kinds = [read_line(text, problem)[0] for text in out.getvalue().splitlines()]
    kind, last = read_line(out.getvalue().splitlines()[-1], problem)
    assert (kind, set(kinds[:-1])) == ("result", {"progress"})
    assert last.sheet == draft.sheet


def test_stop_keeps_what_is_there(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    out = io.StringIO()
    draft = run(Job(house(6), limits=Limits(60)), out, stop)
    assert len(draft.sheet.cells) == 6
    assert draft.seconds < 30


def test_file_that_is_no_job_is_refused(tmp_path: Path) -> None:
    (tmp_path / "job").write_bytes(pickle.dumps(print))
    with pytest.raises(pickle.UnpicklingError):
        read_job(tmp_path / "job")


def test_extra_demand_is_planned_for() -> None:
    extra = Demand("ward", day(8), "A", 1, DemandReason.ESCORT)
    problem = replace(house(8, ward(PostNeed("A", 1))), demand=(extra,))
    sheet = solved(problem).sheet
    assert sum(row[7] == "A" for row in sheet.cells) >= 2
