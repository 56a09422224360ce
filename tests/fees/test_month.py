"""A month on the real store, both engines: reckon, sign, close, correct, reopen (J09, T8–T11)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from medcentre.fees import acts, views
from medcentre.fees.commands import (
    CloseMonth,
    DecideAdjustment,
    DoStep,
    NewVersion,
    ReopenMonth,
)
from medcentre.fees.contract_file import parse_contract
from medcentre.fees.document import canonical, from_canonical
from medcentre.fees.facts import PeriodState, Step
from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.money import Money
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Role
from medcentre.residents import acts as residents
from medcentre.residents.facts import AbsenceKind, ExitKind, FeeClass, SetFact
from medcentre.store.uow import unit_of_work
from tests.fees.house import (
    OCTOBER,
    SEPTEMBER,
    Ctx,
    admit,
    as_,
    leave,
    leave_for_good,
    signed,
    small_house,
)
from tests.fees.vectors import moment


def lines(ctx: ServiceContext, month: Month) -> list[tuple[Any, ...]]:
    return [
        (x.contract_version, x.fee_class, str(x.part), x.days, x.amount.plain())
        for x in views.statement(ctx, month).lines
    ]


SEPTEMBER_LINES = [
    (1, "F1", "full", 30, "2850.00"),
    (1, "F2", "full", 28, "3864.00"),
    (1, "F2", "living", 2, "90.00"),
    (1, "F3", "full", 21, "3916.50"),
    (1, "F4", "full", 11, "2948.00"),
]
OCTOBER_LINES = [
    (1, "F1", "full", 15, "1425.00"),
    (1, "F2", "full", 15, "2070.00"),
    (1, "F3", "full", 11, "2051.50"),
    (1, "F3", "zero", 4, "0.00"),
    (1, "F4", "full", 3, "804.00"),
    (2, "F1", "full", 16, "1520.00"),
    (2, "F2", "full", 28, "3976.00"),
    (2, "F3", "full", 4, "760.00"),
]


def test_reckoning_writes_one_row_a_person_and_day(context: Ctx) -> None:
    ctx = context()
    small_house(ctx)
    done = acts.reckon(ctx, SEPTEMBER)
    assert (done.days, done.changed) == (92, 92)
    assert lines(ctx, SEPTEMBER) == SEPTEMBER_LINES
    acts.reckon(ctx, OCTOBER)
    assert lines(ctx, OCTOBER) == OCTOBER_LINES
    doc = views.statement(ctx, OCTOBER)
    assert (doc.counts.opening, doc.counts.admissions, doc.counts.exits, doc.counts.closing) == (
        4,
        0,
        1,
        3,
    )
    assert doc.roll_days == doc.counts.person_days == 96
    assert sum(p.amount.fen for p in doc.persons) == doc.subtotal.fen
    assert [p.amount.plain() for p in doc.payers] == ["7563.90", "5042.60"]


def test_reckoning_again_changes_nothing_until_facts_do(context: Ctx) -> None:
    ctx = context()
    stays = small_house(ctx)
    acts.reckon(ctx, OCTOBER)
    assert acts.reckon(ctx, OCTOBER).changed == 0
    residents.set_fee_class(
        ctx, SetFact(stay_id=stays[2], value="F3", from_at=moment("2026-10-30 09:00"))
    )
    preview = views.reckoning_preview(ctx, OCTOBER)
    assert (preview.changed, preview.money.plain()) == (2, "190.00")
    assert acts.reckon(ctx, OCTOBER).changed == 2
    assert views.reckoning_preview(ctx, OCTOBER).changed == 0


def test_drill_down_ends_at_explained_days(context: Ctx) -> None:
    ctx = context()
    stays = small_house(ctx)
    acts.reckon(ctx, OCTOBER)
    rows = views.person_days(ctx, OCTOBER, fee_class="F3")
    assert sum(r.days for r in rows) == sum(x[3] for x in OCTOBER_LINES if x[1] == "F3")
    assert [(r.first.day, r.last.day, r.reason) for r in rows[0].runs] == [
        (1, 4, "present"), (5, 7, "outside_first"), (8, 11, "outside_after"), (12, 15, "present"),
        (16, 19, "present"),
    ]  # fmt: skip
    days = views.explain_stay(ctx, OCTOBER, stays[1])
    assert [d.nth for d in days[4:11]] == [1, 2, 3, 4, 5, 6, 7]


def test_the_whole_signing_by_different_people(context: Ctx) -> None:
    ctx = context()
    small_house(ctx)
    finance = as_(ctx, Role.FINANCE, "甘玉")
    acts.reckon(finance, SEPTEMBER)
    signed(ctx, SEPTEMBER)
    with pytest.raises(DomainError) as held:
        acts.reckon(finance, SEPTEMBER)
    assert held.value.code == "fee_period_held"
    number = acts.close_month(finance, CloseMonth(month=SEPTEMBER))
    assert number == "JS-2026-09-01"
    doc = views.statement(ctx, SEPTEMBER)
    assert doc.state is PeriodState.CLOSED
    assert [s.by for s in doc.steps] == ["丁海", "贺明", "甘玉", "甘玉", "甘玉", "林峰", "郭明"]
    with pytest.raises(DomainError) as again:
        acts.close_month(finance, CloseMonth(month=SEPTEMBER, reason="again"))
    assert again.value.code == "fee_already_closed"


def test_nobody_signs_numbers_that_facts_have_left_behind(context: Ctx) -> None:
    ctx = context()
    stays = small_house(ctx)
    acts.reckon(ctx, OCTOBER)
    signed(ctx, OCTOBER)
    residents.set_fee_class(
        ctx, SetFact(stay_id=stays[2], value="F3", from_at=moment("2026-10-30 09:00"))
    )
    with pytest.raises(DomainError) as refused:
        acts.close_month(ctx, CloseMonth(month=OCTOBER))
    assert refused.value.code == "fee_days_outdated"
    period = views.months(ctx)[0]
    acts.release_hold(ctx, ReopenMonth(month=OCTOBER, version=period.version, reason="补确认"))
    assert acts.reckon(ctx, OCTOBER).changed == 2
    assert views.statement(ctx, OCTOBER).steps == ()


def test_closing_early_needs_a_reason_and_the_month_over(context: Ctx, clock: StillClock) -> None:
    ctx = context()
    small_house(ctx)
    with pytest.raises(DomainError) as refused:
        acts.close_month(ctx, CloseMonth(month=SEPTEMBER))
    assert [v.code for v in refused.value.violations()] == ["fee_steps_open"]
    with pytest.raises(DomainError) as running:
        acts.close_month(ctx, CloseMonth(month=Month(2026, 11), reason="试"))
    assert [v.code for v in running.value.violations()] == ["fee_month_not_over"]
    clock.moment = at(date(2026, 12, 1), 9)
    acts.close_month(ctx, CloseMonth(month=Month(2026, 11), reason="试结"))


def test_a_frozen_statement_never_changes(context: Ctx) -> None:
    """T9: a rate or fact dated into a closed month leaves its statement alone."""
    ctx = context()
    stays = small_house(ctx)
    acts.reckon(ctx, SEPTEMBER)
    before = views.statement(ctx, SEPTEMBER)
    acts.close_month(ctx, CloseMonth(month=SEPTEMBER, reason="测试"))
    frozen = views.statement(ctx, SEPTEMBER)
    assert (frozen.lines, frozen.persons, frozen.payers) == (
        before.lines, before.persons, before.payers,
    )  # fmt: skip
    residents.set_fee_class(
        ctx, SetFact(stay_id=stays[2], value="F3", from_at=moment("2026-09-10 09:00"))
    )
    acts.add_version(
        ctx,
        NewVersion(
            contract="BG-T", effective=date(2026, 11, 1), living_part=Money.yuan("50"),
            rates=(("F1", Money.yuan("99")), ("F2", Money.yuan("150"))),
        ),
    )  # fmt: skip
    assert canonical(views.statement(ctx, SEPTEMBER)) == canonical(frozen)
    with pytest.raises(DomainError) as refused:
        acts.reckon(ctx, SEPTEMBER)
    assert refused.value.code == "fee_period_closed"


CLOSED_WRITES = (
    "UPDATE fee_day SET rate = 1 WHERE day = '2026-09-03'",
    "DELETE FROM fee_day WHERE day = '2026-09-03'",
    "INSERT INTO fee_day (stay_id, day, period_id, version_id, status, fee_class, part, rule, "
    "reason, nth, factor, rate, supplement) SELECT stay_id, '2026-09-02', period_id, version_id, "
    "status, fee_class, part, rule, reason, nth, factor, rate, supplement FROM fee_day "
    "WHERE stay_id = (SELECT max(stay_id) FROM fee_day) LIMIT 1",
    "INSERT INTO cost_entry (voucher, period_id, on_day, category, amount, summary, zone, "
    "entered_at, entered_by) SELECT 'x', id, '2026-09-03', 'food', 1, '', '', '2026-09-03', 'x' "
    "FROM fee_period WHERE month = '2026-09'",
    "UPDATE fee_period SET state = 'open' WHERE month = '2026-09'",
    "UPDATE fee_period SET state = 'open', reopen_asked_by = 'a', reopen_approved_by = 'b', "
    "reopen_asked_key = 'staff:1', reopen_approved_key = 'staff:1' WHERE month = '2026-09'",
    "UPDATE fee_period SET last_day = '2026-09-01' WHERE month = '2026-09'",
    "DELETE FROM fee_period WHERE month = '2026-09'",
    "UPDATE fee_statement SET total = 0",
    "DELETE FROM fee_statement",
    "UPDATE fee_statement_line SET days = 0",
    "UPDATE fee_rate SET rate = 1",
    "UPDATE fee_contract_version SET effective = '2020-01-01'",
    "DELETE FROM fee_rate",
)


def test_the_database_itself_refuses_to_touch_a_closed_month(context: Ctx) -> None:
    """T10: whatever the way in."""
    ctx = context()
    small_house(ctx)
    acts.close_month(ctx, CloseMonth(month=SEPTEMBER, reason="测试"))
    for sql in CLOSED_WRITES:
        with pytest.raises(DomainError) as refused, unit_of_work(ctx) as uow:
            uow.session.execute(text(sql))
        assert refused.value.code == "guarded", sql


def test_a_day_outside_its_period_is_refused(context: Ctx) -> None:
    ctx = context()
    small_house(ctx)
    acts.reckon(ctx, SEPTEMBER)
    with pytest.raises(DomainError) as refused, unit_of_work(ctx) as uow:
        uow.session.execute(text("UPDATE fee_day SET day = '2026-12-03' WHERE day = '2026-09-03'"))
    assert refused.value.code == "guarded"


def test_late_facts_become_adjustments_of_the_open_month(context: Ctx) -> None:
    """T11: a correction is a new row in the open month, linked to the closed one, once."""
    ctx = context()
    stays = small_house(ctx)
    acts.close_month(ctx, CloseMonth(month=SEPTEMBER, reason="测试"))
    with pytest.raises(DomainError) as nothing:
        acts.propose_adjustments(ctx, SEPTEMBER)
    assert nothing.value.code == "fee_nothing_to_adjust"
    residents.set_fee_class(
        ctx, SetFact(stay_id=stays[2], value="F3", from_at=moment("2026-09-21 09:00"))
    )
    leave_for_good(ctx, stays[1], "2026-09-29 10:00", ExitKind.TO_COMMUNITY)
    report = views.difference_report(ctx, SEPTEMBER)
    assert [(p.kind, p.days, p.unit.plain(), p.amount.plain()) for p in report.proposals] == [
        ("removed", -2, "186.50", "-373.00"), ("reclassed", 10, "91.50", "915.00"),
    ]  # fmt: skip
    finance = as_(ctx, Role.FINANCE, "甘玉")
    assert acts.propose_adjustments(finance, SEPTEMBER) == 2
    with pytest.raises(DomainError):
        acts.propose_adjustments(finance, SEPTEMBER)
    doc = views.statement(ctx, OCTOBER)
    assert [a.state for a in doc.adjustments] == ["proposed", "proposed"]
    with pytest.raises(DomainError) as pending:
        acts.close_month(ctx, CloseMonth(month=OCTOBER, reason="测试"))
    assert pending.value.code == "fee_adjustment_pending"
    police = as_(ctx, Role.POLICE, "丁海")
    for row, confirm in zip(doc.adjustments, (True, False), strict=True):
        acts.decide_adjustment(
            police, DecideAdjustment(adjustment_id=row.id, version=row.version, confirm=confirm)
        )
    acts.reckon(ctx, OCTOBER)
    open_doc = views.statement(ctx, OCTOBER)
    acts.close_month(ctx, CloseMonth(month=OCTOBER, reason="测试"))
    doc = views.statement(ctx, OCTOBER)
    assert doc.total == open_doc.total
    assert doc.total.fen == doc.subtotal.fen - 37300
    # What was rejected can be proposed again, what was confirmed is settled.
    assert [p.kind for p in views.difference_report(ctx, SEPTEMBER).proposals] == ["reclassed"]


def test_nobody_decides_what_he_proposed(context: Ctx) -> None:
    ctx = context()
    stays = small_house(ctx)
    acts.close_month(ctx, CloseMonth(month=SEPTEMBER, reason="测试"))
    residents.set_fee_class(
        ctx, SetFact(stay_id=stays[2], value="F3", from_at=moment("2026-09-21 09:00"))
    )
    acts.propose_adjustments(ctx, SEPTEMBER)
    (row,) = views.statement(ctx, OCTOBER).adjustments
    with pytest.raises(DomainError) as refused:
        acts.decide_adjustment(
            ctx, DecideAdjustment(adjustment_id=row.id, version=row.version, confirm=True)
        )
    assert refused.value.code == "fee_same_person"


def test_reopening_takes_two_people_and_a_reason(context: Ctx) -> None:
    ctx = context()
    small_house(ctx)
    acts.close_month(ctx, CloseMonth(month=SEPTEMBER, reason="测试"))
    finance, head = as_(ctx, Role.FINANCE, "甘玉"), as_(ctx, Role.DIRECTOR, "郭明")
    row = views.months(ctx)[0]
    with pytest.raises(DomainError) as unasked:
        acts.approve_reopen(head, SEPTEMBER, row.version)
    assert unasked.value.code == "fee_reopen_not_asked"
    acts.ask_reopen(finance, ReopenMonth(month=SEPTEMBER, version=row.version, reason="补录入所"))
    row = views.months(ctx)[0]
    assert (row.reopen_asked_by, row.reopen_reason) == ("甘玉", "补录入所")
    acts.approve_reopen(head, SEPTEMBER, row.version)
    admit(ctx, "20260005", "2026-09-28 09:00")
    number = acts.close_month(finance, CloseMonth(month=SEPTEMBER, reason="重开后"))
    assert number == "JS-2026-09-02"
    acts.close_month(finance, CloseMonth(month=OCTOBER, reason="测试"))
    row = views.months(ctx)[1]
    with pytest.raises(DomainError) as later:
        acts.ask_reopen(finance, ReopenMonth(month=SEPTEMBER, version=row.version, reason="再改"))
    assert later.value.code == "fee_later_closed"


@pytest.mark.parametrize(
    ("extra", "total"),
    [
        ('"model": "PER_CASE_CAP", "cap": "1000", "rates": {"F1": "95", "F2": "138"}', "1000.00"),
        ('"model": "BED_RESERVE", "guaranteed_beds": 3, "rates": {"ALL": "100"}', "9000.00"),
        ('"model": "PPPM_CLASS", "rates": {"F1": "2850", "F2": "4140"}', "6990.00"),
        ('"model": "BUDGET_TOTAL", "annual_budget": "120000", "rates": {}', "10000.00"),
        ('"model": "PER_STAGE", "stage_days": 40, "rates": {"A": "200", "B": "100"}', "9900.00"),
        ('"model": "PPPD_FLAT", "rates": {"ALL": "100"}', "6000.00"),
    ],
)
def test_every_pricing_model_from_facts_to_the_frozen_statement(
    context: Ctx, extra: str, total: str
) -> None:
    """G8: two people all September, one of them since 1 August; a cap used up in August."""
    ctx = context()
    text_ = '{"number": "M", "payer": "p", %s, "versions": [{"version": 1, "effective": "2026-01-01"%s}]}'
    model, _, rest = extra.partition(", ")
    rest = f", {rest}"
    acts.load_contract(ctx, parse_contract(text_ % (model, rest)))
    admit(ctx, "20260001", "2026-08-01 09:00", FeeClass.F2)
    admit(ctx, "20260002", "2026-09-01 08:00", FeeClass.F1)
    acts.reckon(ctx, Month(2026, 8))
    acts.close_month(ctx, CloseMonth(month=SEPTEMBER, reason="测试"))
    doc = views.statement(ctx, SEPTEMBER)
    assert doc.total.plain() == total
    assert from_canonical(canonical(doc)).total == doc.total


def test_a_day_with_another_reason_is_stored_though_its_price_stays(context: Ctx) -> None:
    ctx = context()
    stays = small_house(ctx)
    acts.reckon(ctx, OCTOBER)
    leave(ctx, stays[0], AbsenceKind.HOSPITAL_TRIP, "2026-10-08 09:00", "2026-10-08 16:00")
    assert acts.reckon(ctx, OCTOBER).changed == 0
    assert views.explain_stay(ctx, OCTOBER, stays[0])[7].reason == "day_trip"


# ---- two people are told by person, not by name (SIGN-02, SIGN-03) --------------------------------


def account(ctx: ServiceContext, number: int, staff: int | None = None) -> ServiceContext:
    """The same name and rights behind another account, perhaps of a known member of staff."""
    return ctx.as_(replace(ctx.actor, account_id=number, staff_id=staff))


def refusal(deed: Callable[[], object]) -> str:
    """The code a deed is refused with."""
    with pytest.raises(DomainError) as refused:
        deed()
    return refused.value.violations()[0].code


def test_a_correction_is_decided_by_another_person_not_another_name(context: Ctx) -> None:
    ctx = context()
    stays = small_house(ctx)
    acts.close_month(ctx, CloseMonth(month=SEPTEMBER, reason="测试"))
    residents.set_fee_class(
        ctx, SetFact(stay_id=stays[2], value="F3", from_at=moment("2026-09-21 09:00"))
    )
    asker = account(as_(ctx, Role.FINANCE, "王芳"), 1, 11)
    acts.propose_adjustments(asker, SEPTEMBER)
    (row,) = views.statement(ctx, OCTOBER).adjustments
    yes = DecideAdjustment(adjustment_id=row.id, version=row.version, confirm=True)
    again = account(as_(ctx, Role.DIRECTOR, "王芳主任"), 2, 11)
    assert refusal(lambda: acts.decide_adjustment(again, yes)) == "fee_same_person"
    acts.decide_adjustment(account(as_(ctx, Role.POLICE, "王芳"), 3, 12), yes)


def test_a_month_is_reopened_by_another_person_not_another_name(context: Ctx) -> None:
    ctx = context()
    small_house(ctx)
    acts.close_month(ctx, CloseMonth(month=SEPTEMBER, reason="测试"))
    asker = account(as_(ctx, Role.FINANCE, "王芳"), 1, 11)
    version = views.months(ctx)[0].version
    acts.ask_reopen(asker, ReopenMonth(month=SEPTEMBER, version=version, reason="补录入所"))
    row = views.months(asker)[0]
    again = account(as_(ctx, Role.DIRECTOR, "王芳主任"), 2, 11)
    assert (row.reopen_mine, views.months(again)[0].reopen_mine) == (True, True)
    assert refusal(lambda: acts.approve_reopen(again, SEPTEMBER, row.version)) == "fee_same_person"
    namesake = account(as_(ctx, Role.DIRECTOR, "王芳"), 3, 12)
    assert not views.months(namesake)[0].reopen_mine
    acts.approve_reopen(namesake, SEPTEMBER, row.version)


def test_signatures_of_a_month_are_of_different_people_not_names(context: Ctx) -> None:
    ctx = context()
    small_house(ctx)
    acts.reckon(ctx, SEPTEMBER)
    roll = account(as_(ctx, Role.POLICE, "王芳"), 1, 11)
    acts.check_roll(roll, DoStep(month=SEPTEMBER, step=Step.ROLL_CHECK))
    acts.check_classes(
        as_(ctx, Role.DOCTOR, "贺明"), DoStep(month=SEPTEMBER, step=Step.CLASS_CHECK)
    )
    finance = as_(ctx, Role.FINANCE, "甘玉")
    acts.confirm_costs(finance, DoStep(month=SEPTEMBER, step=Step.COSTS))
    acts.confirm_adjustments(finance, DoStep(month=SEPTEMBER, step=Step.ADJUSTMENTS))
    acts.sign_finance(
        as_(ctx, Role.FINANCE, "郭玉"), DoStep(month=SEPTEMBER, step=Step.FINANCE_SIGN)
    )
    police = DoStep(month=SEPTEMBER, step=Step.POLICE_SIGN)
    again = account(as_(ctx, Role.POLICE, "王芳所长"), 2, 11)
    assert refusal(lambda: acts.sign_police(again, police)) == "fee_same_person"
    acts.sign_police(account(as_(ctx, Role.POLICE, "王芳"), 3, 12), police)
