"""What today's house and the centre's own rules make of the sheet, seen in the window (C2, C14)."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre.desktop import close_store
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Role
from medcentre.residents import acts as residents
from medcentre.residents.facts import (
    AbsenceKind,
    CareLevel,
    EndAbsence,
    NewPerson,
    PrecautionKind,
    SetFact,
    StartAbsence,
    StartMark,
    TraitKind,
)
from medcentre.rostering import planning, views
from medcentre.rostering.facts import DemandReason, Group, Post, PostNeed, RuleId
from medcentre.rostering.plan_file import PlanKind
from medcentre.staff.facts import Category
from tests.e2e.house import settled
from tests.placement.centre import take_in
from tests.ui.rostering.window import JANUARY, Centre, centre, newest, seen, sheet
from ui.rostering.grid_model import RowKind
from ui.rostering.page import RosterPage
from ui.rostering.plan import PlanPageView
from ui.rostering.plan_forms import ContractDialog, RuleDialog
from ui.rostering.words import violation_words
from ui.shell.window import MainWindow

NOVEMBER = Month(2026, 11)
TODAY = date(2026, 11, 24)


@pytest.fixture
def house(qapp: QApplication, sqlite_template: Path, tmp_path: Path) -> Iterator[Centre]:
    """One of each group on three posts for the whole house."""
    made = centre(tmp_path, sqlite_template)
    for name, category in (("石强", Category.GUARD), ("陈峰", Category.POLICE),
                           ("岑晓甲", Category.NURSE)):  # fmt: skip
        made.hire(name, category)
    made.plan(
        Post("guard", "保安", "Guard", frozenset({Group.GUARD}),
             (PostNeed("D12", 1), PostNeed("N12", 1))),
        Post("police", "民警", "Police", frozenset({Group.POLICE}), (PostNeed("P24", 1),)),
        Post("nurse", "护士", "Nurse", frozenset({Group.NURSE}),
             (PostNeed("A", 1), PostNeed("N", 1))),
        month=NOVEMBER,
    )  # fmt: skip
    yield made
    close_store(made.house.ctx)


@pytest.fixture
def window(qtbot: QtBot, themed: QApplication, house: Centre) -> Iterator[MainWindow]:
    made = house.window(Role.DIRECTOR)
    yield made
    settled(qtbot, made)
    made.close()
    made.deleteLater()


def resident(house: Centre, number: int, watched: bool = False) -> int:
    """Somebody admitted; the stay."""
    traits = [(TraitKind.TESTS_COMPLETE, "yes")]
    if watched:
        traits.append((TraitKind.CONSTANT_WATCH, "yes"))
    person = NewPerson(name=f"田茂{number}", sex="1", birth_date=date(1985, 3, 1 + number))
    return take_in(house.program, person=person, traits=tuple(traits),
                   decision_no=f"第{number}号")  # fmt: skip


def raised(view: RosterPage, post: str, day: date) -> tuple[bool, str]:
    """Whether the coverage row of a post is marked on a day, and the words of its tooltip."""
    row = next(
        n for n, r in enumerate(view.model.rows) if r.kind is RowKind.COVER and post in r.posts
    )
    cell = view.model.cell(row, view.model.days.index(day))
    return cell.changed, "\n".join(view.model.problems_at(row, view.model.days.index(day)))


def test_todays_facts_raise_minimums_with_their_reason(
    qtbot: QtBot, house: Centre, window: MainWindow
) -> None:
    ctx = house.program
    now = ctx.clock.now()
    view = sheet(qtbot, window, NOVEMBER)
    assert not view.data_ or view.data_.problem.demand == ()
    stays = [resident(house, n, watched=n == 0) for n in range(9)]
    for stay in stays[:5]:
        residents.start_precaution(
            ctx, StartMark(stay_id=stay, kind=PrecautionKind.AIRBORNE, from_at=now)
        )
    for stay in stays:
        residents.set_care_level(
            ctx, SetFact(stay_id=stay, value=CareLevel.N1, from_at=now, reason="病重")
        )
    residents.leave(
        ctx, StartAbsence(stay_id=stays[8], kind=AbsenceKind.HOSPITAL_TRIP, left_at=now,
                          expected_back=now + timedelta(hours=4), destination="市医院"),
    )  # fmt: skip
    settled(qtbot, window, lambda: bool(view.data_ and len(
        {d.reason for d in view.data_.problem.demand}) == 4))  # fmt: skip
    assert raised(view, "guard", TODAY)[0]
    assert "一对一看护 +1" in raised(view, "guard", TODAY)[1]
    assert "外出押解 +2" in raised(view, "police", TODAY)[1]
    words = raised(view, "nurse", TODAY)[1]
    assert "隔离病员 +1" in words
    assert "护理级别高 +1" in words
    assert raised(view, "police", TODAY + timedelta(days=1)) != (True, "")
    assert not raised(view, "police", TODAY + timedelta(days=1))[0]
    assert raised(view, "guard", TODAY + timedelta(days=6))[0]
    assert not raised(view, "guard", TODAY - timedelta(days=1))[0]
    said = [violation_words(v) for v in view.model.violations]
    assert any("至少要 3 人（外出押解）" in w for w in said)
    residents.come_back(ctx, EndAbsence(stay_id=stays[8], returned_at=now))
    settled(qtbot, window, lambda: bool(view.data_ and DemandReason.ESCORT not in {
        d.reason for d in view.data_.problem.demand}))  # fmt: skip
    assert not raised(view, "police", TODAY)[0]


def test_rules_have_weights_dates_and_a_switch(
    qtbot: QtBot, house: Centre, window: MainWindow
) -> None:
    """A rule with a last day in January no longer holds in February; its weight reaches the judge."""
    plan = seen(qtbot, window, "rostering.plan", PlanPageView, month=str(JANUARY), tab="rules")
    plan.tables[PlanKind.RULES].view.select_id(RuleId.REST)
    plan.change(plan.tables[PlanKind.RULES].view.current_row())
    form = newest(window, RuleDialog)
    form.weight.set_value(77)
    form.limits["between"].set_value(12)
    form.until.set_value(date(2027, 1, 31))
    with qtbot.waitSignal(form.saved):
        form.save()
    rules = {r.rule: r for r in views.month_sheet(house.program, JANUARY).problem.rules}
    assert (rules[RuleId.REST].weight, rules[RuleId.REST].limit("between")) == (77, 12)
    assert rules[RuleId.REST].holds_in(JANUARY)
    assert not rules[RuleId.REST].holds_in(JANUARY.plus(1))
    december = {r.rule: r for r in views.month_sheet(house.program, Month(2026, 12)).problem.rules}
    assert december[RuleId.REST].weight != 77
    shown = next(r for r in plan.tables[PlanKind.RULES].view.shown_rows() if r.rule is RuleId.REST)
    assert shown.valid_to == date(2027, 1, 31)


def test_a_contract_carries_its_hours_account(
    qtbot: QtBot, house: Centre, window: MainWindow
) -> None:
    plan = seen(qtbot, window, "rostering.plan", PlanPageView, month=str(JANUARY), tab="contracts")
    table = plan.tables[PlanKind.CONTRACTS]
    table.view.select_id("turns")
    plan.change(table.view.current_row())
    form = newest(window, ContractDialog)
    assert form.account.value() == "comprehensive"
    form.usual.set_value(0)
    form.save()
    assert form.fields["day_minutes"].error
    form.usual.set_value(Decimal("7.5"))
    form.account.set_value("standard")
    form.numbers["longest_work"].set_value(5)
    with qtbot.waitSignal(form.saved):
        form.save()
    kept = {c.code: c for c in planning.plan_page(house.program, JANUARY).contracts}["turns"]
    assert (kept.account, kept.day_minutes, kept.longest_work) == ("standard", 450, 5)
    problem = views.month_sheet(house.program, JANUARY).problem
    assert {p.contract for p in problem.people if p.group is Group.NURSE} == {"turns"}
