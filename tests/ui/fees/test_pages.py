"""The fee pages with real services behind them: reckon, sign, close, correct, export (J09)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from medcentre.fees import acts, views
from medcentre.fees.commands import CloseMonth, RecordCost
from medcentre.fees.facts import CostCategory, PeriodState
from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.money import Money
from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang
from medcentre.residents import acts as residents
from medcentre.residents.facts import SetFact
from medcentre.store.engine import Store
from tests.conftest import actor
from tests.fees.house import CONTRACT, OCTOBER, SEPTEMBER, small_house
from tests.fees.vectors import moment
from ui.fees import PAGES
from ui.fees.contracts import ContractsPage, VersionDialog
from ui.fees.costs import BudgetDialog, CostDialog, CostsPage
from ui.fees.days import DaysPage
from ui.fees.dialogs import AdjustSheet, DecideSheet, OrganSheet, PaymentDialog, ReckonSheet
from ui.fees.settlement import SettlementPage
from ui.kit.desk import Desk
from ui.kit.dialogs import ConfirmDialog, SigningSheet
from ui.kit.i18n import language
from ui.kit.settings import Preferences

Desks = Callable[..., Desk]


@pytest.fixture
def desks(
    themed: QApplication, sqlite_store: Store, clock: StillClock, tmp_path: Path
) -> Iterator[Desks]:
    """`desks(Role.FINANCE, "甘玉")`: a window of somebody, on one store with a small house."""
    ctx = ServiceContext(sqlite_store, actor(), clock)
    small_house(ctx)
    made: list[Desk] = []

    def desk(role: Role | None = Role.FINANCE, name: str = "甘玉") -> Desk:
        who = ctx.as_(actor(role, name=name)) if role else ctx
        preferences = Preferences(QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat))
        opened = Desk(who, preferences=preferences)
        opened.authenticate = lambda _user, _password: who
        made.append(opened)
        return opened

    yield desk
    for opened in made:
        opened.tasks.close()


def settlement(qtbot: QtBot, desk: Desk) -> SettlementPage:
    page = SettlementPage(desk)
    qtbot.addWidget(page)
    page.resize(1302, 690)
    page.show()
    quiet(qtbot, desk)
    return page


def show(dialog: QWidget) -> None:
    """Show a dialog and let it take its size."""
    dialog.show()
    QApplication.processEvents()


def quiet(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.tasks.busy)


def sign(page: SettlementPage, key: str) -> None:
    """Press a step's button and sign in the sheet that opens."""
    page.steps.buttons[key].click()
    sheet = page.findChildren(SigningSheet)[-1]
    sheet.password.setText("right")
    sheet.go()


def test_a_month_from_nothing_to_the_locked_statement(qtbot: QtBot, desks: Desks) -> None:
    finance = desks()
    page = settlement(qtbot, finance)
    assert page.month == OCTOBER
    assert page.banner.isVisible()
    page.banner.button.click()
    quiet(qtbot, finance)
    quiet(qtbot, finance)
    qtbot.waitUntil(lambda: page.doc is not None and page.doc.reckoned == 1)
    assert not page.banner.isVisible()
    assert page.classes.table.source.rows[-1].days == 92
    assert page.next.text() == "成本录入"
    finance.window = page
    page.next.click()
    page.refresh()
    assert page.doc is not None
    assert [s.step for s in page.doc.steps] == ["costs"]
    police = desks(Role.POLICE, "丁海")
    theirs = settlement(qtbot, police)
    police.window = theirs
    assert list(theirs.steps.buttons) == ["roll_check"]
    sign(theirs, "roll_check")
    page.refresh()
    assert page.doc is not None
    assert {s.by for s in page.doc.steps} == {"甘玉", "丁海"}
    page.steps.buttons["lock"].click()
    sheet = page.findChildren(ConfirmDialog)[-1]
    assert not sheet.do.isEnabled()
    sheet.reason.setPlainText("先行结账，医疗组补签")
    sheet.go()
    page.refresh()
    assert page.doc is not None
    assert page.doc.state is PeriodState.CLOSED
    assert page.doc.number == "JS-2026-10-01"
    assert page.payers.pay.isVisible()
    assert not page.next.isVisible()


def test_new_facts_are_shown_before_they_replace_anything(qtbot: QtBot, desks: Desks) -> None:
    desk = desks(None)
    acts.reckon(desk.ctx, OCTOBER)
    page = settlement(qtbot, desk)
    page.reckon()
    quiet(qtbot, desk)
    assert not page.sheet
    stay = views.person_days(desk.ctx, OCTOBER)[2].stay_id
    residents.set_fee_class(
        desk.ctx, SetFact(stay_id=stay, value="F3", from_at=moment("2026-10-30 09:00"))
    )
    page.refresh()
    quiet(qtbot, desk)
    qtbot.waitUntil(lambda: "2 个人日与现在不同" in page.banner.label.text())
    page.banner.button.click()
    quiet(qtbot, desk)
    sheet: object = page.sheet
    assert isinstance(sheet, ReckonSheet)
    assert [(r.number, r.days, r.money.plain()) for r in sheet.table.source.rows] == [
        ("20260003", 2, "190.00")
    ]
    before = views.statement(desk.ctx, OCTOBER).total
    sheet.go()
    assert views.statement(desk.ctx, OCTOBER).total == before + Money.yuan("190")


def test_late_facts_become_adjustments_on_screen(qtbot: QtBot, desks: Desks) -> None:
    desk = desks(None)
    acts.close_month(desk.ctx, CloseMonth(month=SEPTEMBER, reason="测试"))
    acts.reckon(desk.ctx, OCTOBER)
    stay = views.person_days(desk.ctx, SEPTEMBER)[2].stay_id
    residents.set_fee_class(
        desk.ctx, SetFact(stay_id=stay, value="F3", from_at=moment("2026-09-21 09:00"))
    )
    page = settlement(qtbot, desk)
    page.switch.back()
    quiet(qtbot, desk)
    assert page.month == SEPTEMBER
    page.adjust.click()
    quiet(qtbot, desk)
    assert isinstance(page.sheet, AdjustSheet)
    page.sheet.go()
    page.switch.on()
    quiet(qtbot, desk)
    line = page.extras.table.source.rows[-1]
    assert (line.state, line.amount) == ("待确认", Money.yuan("915"))
    police = desks(Role.POLICE, "丁海")
    theirs = settlement(qtbot, police)
    theirs.extras.table.opened.emit(theirs.extras.table.source.rows[-1])
    assert isinstance(theirs.sheet, DecideSheet)
    theirs.sheet.confirm()
    page.refresh()
    assert page.extras.table.source.rows[-1].state == "已确认 丁海"


def test_police_see_days_and_no_money(qtbot: QtBot, desks: Desks) -> None:
    acts.reckon(desks(None).ctx, OCTOBER)
    page = settlement(qtbot, desks(Role.POLICE, "丁海"))
    assert page.classes.table.source.rows[0].amount is None
    assert not page.extras.total.isVisible()
    assert not page.exports.isVisible()
    assert not page.cost_card.isVisible()


def test_files_and_paper(qtbot: QtBot, desks: Desks, tmp_path: Path) -> None:
    desk = desks()
    acts.reckon(desks(None).ctx, OCTOBER)
    page = settlement(qtbot, desk)
    said: list[str] = []
    desk.toasted.connect(lambda toast: said.append(toast.kind))
    for kind, start in (
        ("xlsx", b"PK"),
        ("csv", b"\xef\xbb\xbf"),
        ("pdf", b"%PDF"),
        ("annex", b"%PDF"),
    ):
        page.export_to(kind, tmp_path / f"out.{kind}")
        assert (tmp_path / f"out.{kind}").read_bytes().startswith(start)
    page.export_to("csv", tmp_path)
    assert said == ["green"] * 4 + ["red"]
    shown: list[bytes] = []
    desk.preview = lambda pdf, title: shown.append(pdf)  # type: ignore[method-assign]
    assert page.print_screen()
    assert shown[0].startswith(b"%PDF")


def test_payment_form(qtbot: QtBot, desks: Desks) -> None:
    desk = desks(None)
    number = acts.close_month(desk.ctx, CloseMonth(month=SEPTEMBER, reason="测试"))
    doc = views.statement(desk.ctx, SEPTEMBER)
    page = settlement(qtbot, desk)
    dialog = PaymentDialog(desk, doc, lambda cmd: acts.record_payment(desk.ctx, cmd), page)
    show(dialog)
    assert dialog.amount.value() == doc.payers[0].amount
    dialog.day.set_value(date(2026, 10, 20))
    dialog.receipt.set_value("票-1")
    with qtbot.waitSignal(dialog.saved):
        dialog.save()
    (row,) = views.payments(desk.ctx, SEPTEMBER)
    assert (row.statement, row.amount) == (number, doc.payers[0].amount)


def test_reopening_from_the_page(qtbot: QtBot, desks: Desks) -> None:
    acts.close_month(desks(None).ctx, CloseMonth(month=OCTOBER, reason="测试"))
    finance, head = desks(), desks(Role.DIRECTOR, "郭明")
    page = settlement(qtbot, finance)
    finance.window = page
    assert page.reopen.text() == "申请重开"
    page.reopen.click()
    sheet = page.findChildren(ConfirmDialog)[-1]
    sheet.reason.setPlainText("补录一人")
    sheet.go()
    theirs = settlement(qtbot, head)
    head.window = theirs
    assert theirs.reopen.text() == "批准重开"
    theirs.reopen.click()
    theirs.findChildren(ConfirmDialog)[-1].go()
    assert views.statement(finance.ctx, OCTOBER).state is PeriodState.OPEN


def test_drill_down_explains_the_days(qtbot: QtBot, desks: Desks) -> None:
    desk = desks()
    acts.reckon(desks(None).ctx, OCTOBER)
    page = DaysPage(desk)
    qtbot.addWidget(page)
    page.open_with(month="2026-10", fee_class="F3")
    page.show()
    (row,) = page.table.view.source.rows
    assert row.name == "王*"
    words = [line.why for line in page.stretches.source.rows]
    assert "外院住院第 4–7 夜，已过约定天数" in words
    assert page.why.text().endswith("（FEE-01）")
    page.only.set_value("")
    assert len(page.table.view.source.rows) == 4
    assert "96 人日" in page.sums.text()


def test_cost_form_shows_refusals_beside_their_fields(qtbot: QtBot, desks: Desks) -> None:
    desk = desks()
    page = CostsPage(desk)
    qtbot.addWidget(page)
    page.show()
    quiet(qtbot, desk)
    dialog = CostDialog(desk, OCTOBER, page._record, page)
    show(dialog)
    dialog.save()
    assert dialog.fields["voucher"].error
    dialog.voucher.set_value("记-1")
    dialog.day.set_value(date(2026, 10, 5))
    dialog.category.set_value(CostCategory.FOOD)
    dialog.amount.set_value(Money.yuan("12.50"))
    with qtbot.waitSignal(dialog.saved):
        dialog.save()
    page.refresh()
    quiet(qtbot, desk)
    (row,) = page.table.view.source.rows
    assert (row.voucher, row.amount.plain()) == ("记-1", "12.50")
    again = CostDialog(desk, OCTOBER, page._record, page)
    show(again)
    again.voucher.set_value("记-1")
    again.day.set_value(date(2026, 10, 5))
    again.category.set_value(CostCategory.FOOD)
    again.amount.set_value(Money.yuan("12.50"))
    again.save()
    assert "已经录入过" in again.fields["voucher"].error


def test_voucher_is_reversed_with_a_reason(qtbot: QtBot, desks: Desks) -> None:
    desk = desks()
    acts.record_cost(
        desk.ctx,
        RecordCost(voucher="记-1", on_day=date(2026, 10, 5), category=CostCategory.FOOD,
                   amount=Money.yuan("12.50")),
    )  # fmt: skip
    page = CostsPage(desk)
    qtbot.addWidget(page)
    page.show()
    quiet(qtbot, desk)
    desk.window = page
    page.table.view.select_id(page.table.view.source.rows[0].id)
    page.reverse.click()
    sheet = page.findChildren(ConfirmDialog)[-1]
    sheet.reason.setPlainText("重复入账")
    sheet.go()
    assert views.cost_picture(desk.ctx, OCTOBER).total == Money(0)
    budget = BudgetDialog(desk, OCTOBER, lambda cmd: acts.set_budget(desk.ctx, cmd), page)
    show(budget)
    budget.category.set_value(CostCategory.FOOD)
    budget.amount.set_value(Money.yuan("1000"))
    with qtbot.waitSignal(budget.saved):
        budget.save()


def test_contracts_are_continued_by_a_new_version(
    qtbot: QtBot, desks: Desks, tmp_path: Path
) -> None:
    desk = desks()
    page = ContractsPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert [r.version.version for r in page.table.view.source.rows] == [2, 1]
    line = page.table.view.source.rows[0]
    dialog = VersionDialog(desk, line, page._save, page)
    show(dialog)
    dialog.effective.set_value(date(2026, 10, 16))
    dialog.save()
    assert "2026-10-16" in dialog.fields["effective"].error
    dialog.effective.set_value(date(2027, 1, 1))
    dialog.rates["F2"].set_value(Money.yuan("150"))
    with qtbot.waitSignal(dialog.saved):
        dialog.save()
    page.refresh()
    assert page.table.view.source.rows[0].version.rates["F2"] == Money.yuan("150")
    said: list[str] = []
    desk.toasted.connect(lambda toast: said.append(toast.text))
    file = tmp_path / "contract.json"
    file.write_text(CONTRACT, "utf-8")
    page.load_file(str(file))
    file.write_text("{", "utf-8")
    page.load_file(str(file))
    assert said[0].startswith("合同 BG-T")
    assert "JSON" in said[1]


def test_without_a_contract_the_page_leads_to_the_contracts(
    qtbot: QtBot, themed: QApplication, sqlite_store: Store, clock: StillClock
) -> None:
    desk = Desk(ServiceContext(sqlite_store, actor(Role.FINANCE), clock))
    page = settlement(qtbot, desk)
    assert "没有生效的包干合同" in page.banner.label.text()
    with qtbot.waitSignal(desk.open_requested):
        page.banner.button.click()


@pytest.mark.parametrize("spec", PAGES, ids=lambda s: s.id)
def test_every_page_opens_in_english(qtbot: QtBot, desks: Desks, spec: object) -> None:
    desk = desks(None)
    acts.reckon(desk.ctx, OCTOBER)
    language().set(Lang.EN)
    desk.ctx = replace(desk.ctx, lang=Lang.EN)
    page = spec.factory(desk)  # type: ignore[attr-defined]
    qtbot.addWidget(page)
    page.resize(1302, 690)
    page.show()
    quiet(qtbot, desk)
    page.grab()
    assert page.help().purpose.isascii()
    assert not [a for a in page.page_actions() if not a.title.isascii()]
    page.restore(page.state())
    quiet(qtbot, desk)


def test_costs_page_forecasts_the_year(qtbot: QtBot, desks: Desks) -> None:
    acts.close_month(desks(None).ctx, CloseMonth(month=SEPTEMBER, reason="测试"))
    desk = desks()
    page = CostsPage(desk)
    qtbot.addWidget(page)
    page.show()
    quiet(qtbot, desk)
    assert page.year.text().startswith("2026 年已锁定 1 个月：收入 13,668.50")


def test_the_month_by_decision_organ(qtbot: QtBot, desks: Desks) -> None:
    desk = desks(None)
    acts.reckon(desk.ctx, SEPTEMBER)
    page = settlement(qtbot, desk)
    page.switch.back()
    quiet(qtbot, desk)
    page.show_organs()
    assert isinstance(page.sheet, OrganSheet)
    (row,) = page.sheet.table.source.rows
    assert (row.persons, row.days, row.amount) == (
        4,
        92,
        views.statement(desk.ctx, SEPTEMBER).subtotal,
    )
    page.sheet.accept()
