"""Costs, payments and the contract beside a month; who sees them and what is due (T8–T11)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from medcentre.fees import acts, views
from medcentre.fees.commands import (
    CloseMonth,
    DoStep,
    NewVersion,
    RecordCost,
    RecordPayment,
    ReverseCost,
    SetBudget,
)
from medcentre.fees.facts import CostCategory, Step
from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.money import Money
from medcentre.kernel.permissions import Role
from medcentre.store.uow import store_of
from tests.fees.house import (
    OCTOBER,
    SEPTEMBER,
    Ctx,
    as_,
    sample_contract,
    signed,
    small_house,
)
from tests.placement.centre import build


class Statements:
    """Counts SQL statements while it is open (P14)."""

    def __init__(self, ctx: ServiceContext) -> None:
        self.engine = store_of(ctx).engine
        self.count = 0

    def _seen(self, _conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.count += not statement.startswith(("BEGIN", "SET"))

    def __enter__(self) -> "Statements":
        event.listen(self.engine, "before_cursor_execute", self._seen)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._seen)


def test_contract_loads_once_and_never_changes(context: Ctx) -> None:
    ctx = context()
    assert acts.load_contract(ctx, sample_contract()).added == (1, 2)
    assert acts.load_contract(ctx, sample_contract()).added == ()
    assert views.contracts(ctx)[0].versions[1].rates == sample_contract().versions[1].rates
    changed = sample_contract()
    changed.versions[1].rates["F1"] = Money.yuan("96")  # type: ignore[index]
    with pytest.raises(DomainError) as refused:
        acts.load_contract(ctx, changed)
    assert [v.code for v in refused.value.violations()] == ["fee_version_changed"]
    with pytest.raises(DomainError) as early:
        acts.add_version(
            ctx,
            NewVersion(
                contract="BG-T", effective=date(2026, 10, 16), living_part=Money.yuan("45"),
                rates=(("F1", Money.yuan("99")),),
            ),
        )  # fmt: skip
    assert [v.code for v in early.value.violations()] == ["fee_version_not_later"]


def test_without_a_contract_the_next_step_is_told(context: Ctx) -> None:
    with pytest.raises(DomainError) as refused:
        acts.reckon(context(), SEPTEMBER)
    assert refused.value.code == "fee_no_contract"


def cost(
    voucher: str, amount: str, category: CostCategory = CostCategory.FOOD, **more: Any
) -> RecordCost:
    return RecordCost(
        voucher=voucher, on_day=date(2026, 9, 15), category=category,
        amount=Money.yuan(amount), **more,
    )  # fmt: skip


def test_costs_by_category_class_and_person(context: Ctx) -> None:
    ctx = context()
    stays = small_house(ctx)
    acts.reckon(ctx, SEPTEMBER)
    acts.record_cost(ctx, cost("记-1", "920.00"))
    acts.record_cost(ctx, cost("记-2", "300.50", CostCategory.DRUG, stay_id=stays[0]))
    acts.set_budget(
        ctx, SetBudget(category=CostCategory.FOOD, from_month=SEPTEMBER, amount=Money.yuan("800"))
    )
    picture = views.cost_picture(ctx, SEPTEMBER)
    assert (picture.total.plain(), picture.person_days, picture.per_day.plain()) == (
        "1220.50",
        92,
        "13.27",
    )
    assert [(c.category, c.percent, c.budgeted) for c in picture.categories] == [
        ("food", 115, True), ("drug", 0, False),
    ]  # fmt: skip
    assert {c.key: c.cost.plain() for c in picture.classes} == {
        "F1": "300.00", "F2": "600.50", "F3": "210.00", "F4": "110.00",
    }  # fmt: skip
    assert [(p.admission_no, p.name, p.cost.plain()) for p in picture.persons] == [
        ("20260001", "李*", "300.50")
    ]


def test_a_voucher_names_the_zone_it_is_booked_on(context: Ctx) -> None:
    ctx = context()
    small_house(ctx)
    build(ctx)
    zones = dict(views.cost_zones(ctx))
    assert zones == {"Z9": "康复区", "Z2": "二区", "Z8": "女区"}
    acts.reckon(ctx, SEPTEMBER)
    acts.record_cost(ctx, cost("记-1", "90.00", zone="Z9"))
    acts.record_cost(ctx, cost("记-2", "80.00"))
    acts.record_cost(ctx, cost("记-3", "70.00", zone="Z77"))
    named = {r.voucher: (r.zone, r.zone_name) for r in views.cost_entries(ctx, SEPTEMBER)}
    assert named == {"记-1": ("Z9", "康复区"), "记-2": ("", ""), "记-3": ("Z77", "")}


def test_cost_vouchers_are_reversed_never_edited(context: Ctx) -> None:
    ctx = context()
    stays = small_house(ctx)
    first = acts.record_cost(ctx, cost("记-1", "920.00"))
    for bad, code in (
        (cost("记-1", "1.00"), "fee_voucher_twice"),
        (cost("记-2", "0.00"), "fee_amount_zero"),
        (cost(" ", "1.00"), "required"),
        (cost("记-3", "1.00", stay_id=stays[3]), "fee_stay_not_in"),
    ):
        with pytest.raises(DomainError) as refused:
            acts.record_cost(ctx, bad)
        assert [v.code for v in refused.value.violations()] == [code]
    acts.reverse_cost(ctx, ReverseCost(cost_id=first, reason="重复入账"))
    assert views.cost_picture(ctx, SEPTEMBER).total == Money(0)
    assert [r.voucher for r in views.cost_entries(ctx, SEPTEMBER)] == ["记-1-冲", "记-1"]
    with pytest.raises(DomainError) as again:
        acts.reverse_cost(ctx, ReverseCost(cost_id=first, reason="重复入账"))
    assert again.value.code == "fee_already_reversed"


def test_a_late_voucher_is_booked_in_an_open_month(context: Ctx) -> None:
    ctx = context()
    small_house(ctx)
    acts.close_month(ctx, CloseMonth(month=SEPTEMBER, reason="测试"))
    with pytest.raises(DomainError) as refused:
        acts.record_cost(ctx, cost("记-9", "10.00"))
    assert refused.value.code == "fee_period_closed"
    acts.record_cost(ctx, cost("记-9", "10.00", book_in=OCTOBER))
    assert [r.on_day for r in views.cost_entries(ctx, OCTOBER)] == [date(2026, 9, 15)]


def test_payments_and_forecast(context: Ctx) -> None:
    ctx = context()
    small_house(ctx)
    number = acts.close_month(ctx, CloseMonth(month=SEPTEMBER, reason="测试"))
    pay = RecordPayment(
        statement=number, payer="市财政", received_on=date(2026, 10, 20),
        amount=Money.yuan("8000"), receipt="票-1",
    )  # fmt: skip
    acts.record_payment(ctx, pay)
    (row,) = views.months(ctx)
    assert (row.total - row.paid).plain() == row.owed.plain() == "5668.50"
    assert [p.amount.plain() for p in views.payments(ctx, SEPTEMBER)] == ["8000.00"]
    with pytest.raises(DomainError) as refused:
        acts.record_payment(
            ctx, RecordPayment(statement=number, payer="市财政", received_on=date(2026, 10, 21),
                               amount=Money.yuan("5668.51"), receipt="票-2")
        )  # fmt: skip
    assert refused.value.code == "fee_overpaid"
    found = views.year_forecast(ctx, 2026)
    assert (found.months_known, found.income.plain(), found.income_year.plain()) == (
        1, "13668.50", "164022.00",
    )  # fmt: skip


def test_finance_sees_masked_names_and_police_no_money(context: Ctx) -> None:
    """SEC-02 and the matrix of domain.md 12.2, row D19."""
    ctx = context()
    small_house(ctx)
    acts.reckon(ctx, SEPTEMBER)
    finance, police = as_(ctx, Role.FINANCE, "甘玉"), as_(ctx, Role.POLICE, "丁海")
    assert {p.name[-1] for p in views.person_days(finance, SEPTEMBER)} == {"*"}
    assert {p.name for p in views.statement(police, SEPTEMBER).persons} == {
        "李*",
        "王*",
        "赵*",
        "孙*",
    }
    doc = views.statement(police, SEPTEMBER)
    assert (doc.total, doc.roll_days, doc.money_shown) == (Money(0), 92, False)
    assert {p.amount for p in views.person_days(police, SEPTEMBER)} == {Money(0)}
    with pytest.raises(DomainError):
        views.statement(as_(ctx, Role.NURSE, "卢"), SEPTEMBER)


def test_days_tell_officers_no_class(context: Ctx) -> None:
    """Row D19, `V days`: a class may be the illness by another name."""
    ctx = context()
    stays = small_house(ctx)
    acts.reckon(ctx, SEPTEMBER)
    police, doctor = as_(ctx, Role.POLICE, "丁海"), as_(ctx, Role.DOCTOR, "贺明")
    rows = views.person_days(police, SEPTEMBER)
    known = views.person_days(doctor, SEPTEMBER)
    assert {p.classes for p in rows} == {""}
    assert all(p.classes for p in known)
    assert {r.fee_class for p in rows for r in p.runs} == {""}
    assert [(p.stay_id, p.days) for p in rows] == [(p.stay_id, p.days) for p in known]
    assert views.person_days(police, SEPTEMBER, known[0].classes) == rows
    assert {d.fee_class for d in views.explain_stay(police, SEPTEMBER, stays[0])} == {""}
    assert {p.fee_class for p in views.statement(police, SEPTEMBER).persons} == {""}
    assert all(p.fee_class for p in views.statement(doctor, SEPTEMBER).persons)


def test_a_new_reckoning_tells_officers_neither_class_nor_money(context: Ctx) -> None:
    ctx = context()
    small_house(ctx)
    preview = views.reckoning_preview(as_(ctx, Role.POLICE, "丁海"), SEPTEMBER)
    assert preview.changed > 0
    assert preview.money == Money(0)
    verdicts = [c.after for r in preview.rows for c in r.changes]
    assert {v.fee_class for v in verdicts if v is not None} == {""}
    assert views.reckoning_preview(ctx, SEPTEMBER).money > Money(0)
    assert views.cost_picture(as_(ctx, Role.DOCTOR, "贺"), SEPTEMBER).categories == ()


def test_the_month_to_close_is_due_by_the_third(context: Ctx, clock: StillClock) -> None:
    ctx = context()
    small_house(ctx)
    assert views.due(ctx, clock.now()) == ()
    acts.reckon(ctx, OCTOBER)
    items = views.due(ctx, clock.now())
    assert [i.kind for i in items] == [
        "fee_step.roll_check",
        "fee_step.class_check",
        "fee_step.costs",
    ]
    assert items[0].due_at == at(date(2026, 11, 3), 17)
    signed(ctx, OCTOBER)
    assert [i.kind for i in views.due(ctx, clock.now())] == ["fee_step.lock"]
    acts.close_month(ctx, CloseMonth(month=OCTOBER))
    assert views.due(ctx, clock.now()) == ()


def test_views_take_at_most_five_statements(context: Ctx) -> None:
    """P14: whatever the number of rows."""
    ctx = context()
    stays = small_house(ctx)
    acts.reckon(ctx, SEPTEMBER)
    acts.record_cost(ctx, cost("记-2", "300.50", CostCategory.DRUG, stay_id=stays[0]))
    for look in (
        lambda: views.statement(ctx, SEPTEMBER),
        lambda: views.cost_picture(ctx, SEPTEMBER),
        lambda: views.cost_entries(ctx, SEPTEMBER),
        lambda: views.person_days(ctx, SEPTEMBER),
        lambda: views.explain_stay(ctx, SEPTEMBER, stays[0]),
        lambda: views.months(ctx),
        lambda: views.contracts(ctx),
        lambda: views.year_forecast(ctx, 2026),
    ):
        with Statements(ctx) as counted:
            look()
        assert 1 <= counted.count <= 5, counted.count


def test_the_medical_group_sees_classes_and_signs_them(context: Ctx) -> None:
    """Row D19: doctors sign the classes; amounts are not theirs."""
    ctx = context()
    small_house(ctx)
    acts.reckon(ctx, SEPTEMBER)
    doctor = as_(ctx, Role.DOCTOR, "贺明")
    doc = views.statement(doctor, SEPTEMBER)
    assert (doc.roll_days, doc.total) == (92, Money(0))
    assert {p.name for p in views.person_days(doctor, SEPTEMBER)} == {
        "李平",
        "王康",
        "赵宁",
        "孙和",
    }
    acts.check_classes(doctor, DoStep(month=SEPTEMBER, step=Step.CLASS_CHECK))
    with pytest.raises(DomainError):
        acts.sign_finance(doctor, DoStep(month=SEPTEMBER, step=Step.FINANCE_SIGN))
