"""The centre's own plan on both engines: codec, validity by month, holidays, today's demand (C2, C14)."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, RulesBroken, StaleRecord
from medcentre.kernel.periods import Month
from medcentre.residents.facts import TraitKind
from medcentre.rostering import planning, views
from medcentre.rostering.facts import (
    CoverNeed,
    DemandReason,
    Group,
    HolidayPlan,
    Level,
    Post,
    PostNeed,
    RuleConfig,
    RuleId,
    Sex,
    ShiftKind,
    ShiftType,
)
from medcentre.rostering.plan_file import CentrePlan, PlanKind, plan_problems, read_entries
from medcentre.rostering.plan_file import write_entries as written
from medcentre.rostering.planning import SaveHolidays, SavePlan, plan_page, save_holidays, save_plan
from medcentre.rostering.rules.judge import judge
from medcentre.rostering.templates import DEFAULT_RULES, STANDARD_CONTRACTS, shift_templates
from medcentre.staff.acts import KeepCertificate, keep_certificate
from medcentre.staff.facts import Category, CertificateKind
from tests.placement.centre import take_in
from tests.rostering.people import DECEMBER, cells, hire, publish

Ctx = Callable[..., ServiceContext]
JANUARY = Month(2027, 1)


def kept(ctx: ServiceContext, kind: PlanKind, *entries: object, month: Month = DECEMBER) -> int:
    version = plan_page(ctx, month).version(kind)
    return save_plan(ctx, SavePlan(kind=kind, month=month, version=version, entries=entries))


needs = st.builds(
    PostNeed, st.sampled_from(["A", "N"]), st.integers(0, 9), st.none() | st.integers(9, 20),
    st.frozensets(st.integers(0, 6), min_size=1), st.none() | st.booleans(),
)  # fmt: skip
posts = st.builds(
    Post, st.text("ab-", min_size=1, max_size=8), st.text(max_size=9), st.text(max_size=9),
    st.frozensets(st.sampled_from(list(Group)), min_size=1), st.lists(needs, max_size=4).map(tuple),
    st.frozensets(st.text(max_size=3), max_size=3), st.none() | st.text(max_size=5),
    st.none() | st.sampled_from(list(Sex)),
)  # fmt: skip
rules = st.builds(
    RuleConfig, st.sampled_from(list(RuleId)), st.sampled_from(list(Level)), st.integers(0, 2000),
    st.lists(st.tuples(st.text(max_size=5), st.integers(0, 99)), max_size=3).map(tuple),
    st.booleans(), st.booleans(), st.none() | st.dates(), st.none() | st.dates(),
)  # fmt: skip


@given(st.lists(posts, max_size=4).map(tuple), st.lists(rules, max_size=4).map(tuple))
def test_what_is_written_is_read_again(
    some: tuple[Post, ...], more: tuple[RuleConfig, ...]
) -> None:
    assert read_entries(PlanKind.POSTS, written(some)) == some
    assert read_entries(PlanKind.RULES, written(more)) == more


def test_the_standard_plan_survives_its_file() -> None:
    for kind, entries in (
        (PlanKind.SHIFTS, shift_templates()), (PlanKind.RULES, DEFAULT_RULES),
        (PlanKind.CONTRACTS, STANDARD_CONTRACTS),
    ):  # fmt: skip
        assert read_entries(kind, written(entries)) == entries


@pytest.mark.parametrize(
    "text",
    [
        "{}", "[", "[1]", '[{"code": "X"}]',
        '[{"rule": "ROS-99", "level": "warn", "weight": 1}]',
        '[{"rule": "ROS-07", "level": "warn", "weight": "1"}]',
        '[{"rule": "ROS-07", "level": "warn", "weight": true}]',
        '[{"rule": "ROS-07", "level": "warn", "weight": 1, "colour": "red"}]',
        '[{"rule": "ROS-07", "level": "warn", "weight": 1, "valid_from": "soon"}]',
        '[{"rule": "ROS-07", "level": "warn", "weight": 1, "limits": [["days"]]}]',
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_entries(PlanKind.RULES, text)
    assert refused.value.code == "duty_plan_unreadable"


def test_a_plan_holds_from_its_month_on(context: Ctx) -> None:
    ctx = context()
    hire(ctx, 9)
    post = Post("ward", "病房", "Ward", frozenset({Group.NURSE}), (PostNeed("A", 2, 4),))
    version = kept(ctx, PlanKind.POSTS, post)
    assert plan_page(ctx, DECEMBER).version(PlanKind.POSTS) == version
    assert views.month_sheet(ctx, DECEMBER).problem.posts == (post,)
    assert views.month_sheet(ctx, JANUARY).problem.posts == (post,)
    assert views.month_sheet(ctx, Month(2026, 11)).problem.posts != (post,)
    larger = replace(post, needs=(PostNeed("A", 3, 4),))
    kept(ctx, PlanKind.POSTS, larger, month=JANUARY)
    assert views.month_sheet(ctx, DECEMBER).problem.posts == (post,)
    assert views.month_sheet(ctx, JANUARY).problem.posts == (larger,)
    assert plan_page(ctx, JANUARY).sources[PlanKind.POSTS].from_month == "2027-01"
    people = views.month_sheet(ctx, DECEMBER).problem.people
    assert all("ward" in p.posts or not p.posts for p in people)


def test_shifts_rules_covers_and_contracts_are_used(context: Ctx) -> None:
    ctx = context()
    hire(ctx, 4)
    own = ShiftType(
        "Q", "巧", "Q", "加强班", "Extra", 600, 480, ShiftKind.DAY, frozenset({Group.NURSE})
    )
    kept(ctx, PlanKind.SHIFTS, *shift_templates(), own)
    kept(ctx, PlanKind.RULES, RuleConfig(RuleId.REST, Level.ERROR, 5, (("between", 12),)))
    cover = CoverNeed(RuleId.ZONE_COVER, "护士", "Nurse", 1, frozenset({Group.NURSE}))
    kept(ctx, PlanKind.COVERS, cover)
    kept(ctx, PlanKind.CONTRACTS, *(replace(c, longest_work=5) for c in STANDARD_CONTRACTS))
    problem = views.month_sheet(ctx, DECEMBER).problem
    assert problem.shifts[-1] == own
    assert [r.rule for r in problem.rules] == [RuleId.REST]
    assert problem.covers == (cover,)
    assert {c.longest_work for c in problem.contracts} == {5}
    assert own in views.shifts_of(ctx, DECEMBER)


def test_two_windows_editing_the_plan(context: Ctx) -> None:
    ctx = context()
    rule = DEFAULT_RULES[0]
    kept(ctx, PlanKind.RULES, rule)
    stale = SavePlan(kind=PlanKind.RULES, month=DECEMBER, version=0, entries=(rule,))
    with pytest.raises(StaleRecord):
        save_plan(ctx, stale)


def test_unusable_plans_are_refused(context: Ctx) -> None:
    ctx = context()
    shifts = shift_templates()
    twice = (*shifts, replace(shifts[3], code="A2"))
    bad_post = Post("x", "岗", "P", frozenset({Group.NURSE}), (PostNeed("ZZ", 3, 1),))
    for kind, entries, codes in (
        (PlanKind.SHIFTS, twice, {"duty_plan_key_twice"}),
        (PlanKind.SHIFTS, (shifts[0], shifts[0]), {"duty_plan_code_twice", "duty_plan_key_twice"}),
        (PlanKind.SHIFTS, (replace(shifts[0], minutes=2000),), {"duty_plan_numbers"}),
        (PlanKind.POSTS, (bad_post,), {"duty_unknown_shift", "duty_plan_numbers"}),
        (PlanKind.CONTRACTS, STANDARD_CONTRACTS[:1], {"duty_plan_contract_used"}),
        (PlanKind.RULES, (replace(DEFAULT_RULES[0], weight=-1),), {"duty_plan_numbers"}),
    ):
        with pytest.raises(RulesBroken) as refused:
            kept(ctx, kind, *entries)
        assert {v.code for v in refused.value.violations()} == codes
    assert list(plan_problems(CentrePlan(shifts=shifts), (), ())) == []


def test_holidays_of_next_year(context: Ctx) -> None:
    ctx = context()
    page = plan_page(ctx, DECEMBER)
    assert page.missing_years == (2027,)
    text = json.dumps({"2027": {"off": ["01-01..01-03"], "work": ["01-09"], "legal": ["01-01"]}})
    plan = planning.read_holidays(text, planning.year_in(text, 2026))
    version = save_holidays(ctx, SaveHolidays(plan=plan, version=0))
    page = plan_page(ctx, DECEMBER)
    assert page.missing_years == ()
    assert (plan, version) in page.holidays
    assert date(2027, 1, 9) in views.month_sheet(ctx, JANUARY).problem.holidays[-1].work
    with pytest.raises(StaleRecord):
        save_holidays(ctx, SaveHolidays(plan=plan, version=0))
    with pytest.raises(RulesBroken):
        save_holidays(ctx, SaveHolidays(plan=HolidayPlan(2028, *[frozenset()] * 3), version=0))
    assert planning.year_in("日期,类别\n2029-01-01,休", 2027) == 2029


def test_watches_and_isolation_raise_minimums_with_their_reason(context: Ctx) -> None:
    ctx = context()
    hire(ctx, 8)
    hire(ctx, 8, Category.GUARD)
    take_in(ctx, traits=((TraitKind.CONSTANT_WATCH, "yes"),))
    month = Month(2026, 11)
    demand = views.month_sheet(ctx, month).problem.demand
    assert {d.reason for d in demand} == {DemandReason.CONSTANT_WATCH}
    assert min(d.day for d in demand) == date(2026, 11, 24)
    assert max(d.day for d in demand) == date(2026, 11, 30)
    assert all(d.source.startswith("stay:") for d in demand)
    assert views.sheet_stamp(ctx, month) == views.sheet_stamp(ctx, month)


def test_an_expired_licence_is_an_error_on_the_sheet(context: Ctx) -> None:
    ctx = context()
    a, b = hire(ctx, 2)
    for nurse, ends in ((a, date(2026, 12, 5)), (b, date(2031, 1, 1))):
        keep_certificate(
            ctx,
            KeepCertificate(
                staff_id=nurse, kind=CertificateKind.NURSE_LICENCE, number=f"20190{nurse:03d}",
                issued_on=date(2021, 12, 6), expires_on=ends,
            ),
        )  # fmt: skip
    publish(ctx, *cells(date(2026, 12, 10), [a, b]))
    data = views.month_sheet(ctx, DECEMBER)
    found = [v for v in judge(data.problem, data.sheet) if v.rule == RuleId.CERTIFICATES]
    assert {(v.person, v.level) for v in found} == {(a, Level.ERROR)}
