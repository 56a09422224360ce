"""The administrators' pages on a real store: what they show, do and refuse."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import SYSTEM
from medcentre.kernel.wording import Lang
from medcentre.placement.views.teams import team_rows, zone_names
from medcentre.staff import acts, views
from medcentre.staff.facts import Category
from medcentre.staff.sign_in import must_change_password, sign_in
from medcentre.store.engine import Store
from medcentre.store.keyring import Keyring
from tests.placement.centre import build
from tests.staff.doors import OTHER, PASSWORD, Office, furnish
from ui.administration import PAGES
from ui.administration.accounts import (
    AccountDialog,
    AccountsPage,
    RolesDialog,
    SecretSheet,
    first_password,
)
from ui.administration.audit import AuditPage
from ui.administration.backup import BackupPage
from ui.administration.mine import DelegateDialog, MyAccountPage, PasswordDialog
from ui.administration.settings import SettingsPage
from ui.administration.staff import StaffPage
from ui.administration.staff_forms import (
    CertificateDialog,
    LeaveDialog,
    MaternityDialog,
    SecondmentDialog,
    StaffDialog,
)
from ui.administration.staff_zones import EndZoneDialog, JoinZoneDialog, lacks_zone, zones_now
from ui.kit.desk import Desk
from ui.kit.i18n import language
from ui.kit.settings import Preferences

Sit = Callable[[str], Desk]


@pytest.fixture
def office(sqlite_store: Store, clock: StillClock) -> Office:
    return furnish(sqlite_store, clock)


@pytest.fixture
def sit(office: Office, themed: QApplication, tmp_path: Path) -> Iterator[Sit]:
    """`sit("IT01")`: that person's desk."""
    desks: list[Desk] = []

    def sit_down(user: str) -> Desk:
        file = QSettings(str(tmp_path / f"{user}.ini"), QSettings.Format.IniFormat)
        ctx = sign_in(office.store, user, PASSWORD, desk=office.desk)
        desks.append(Desk(ctx, preferences=Preferences(file)))
        return desks[-1]

    yield sit_down
    for desk in desks:
        desk.tasks.close()


@pytest.mark.parametrize("lang", list(Lang))
def test_every_page_shows_for_whom_it_is_meant(qtbot: QtBot, sit: Sit, lang: Lang) -> None:
    language().set(lang)
    seen = {}
    for user in ("IT01", "SEC01", "AUD01", "D001"):
        desk = sit(user)
        seen[user] = [s.id.partition(".")[2] for s in PAGES if s.allowed(desk.ctx.actor)]
        for spec in PAGES:
            if spec.allowed(desk.ctx.actor):
                page = spec.factory(desk)
                qtbot.addWidget(page)
                page.show()
                page.refresh()
                assert page.help().purpose
    assert seen["D001"] == ["mine"]
    assert "audit" in seen["AUD01"]
    assert "audit" not in seen["IT01"] + seen["SEC01"]


def test_somebody_is_registered_and_given_leave_papers_and_a_term(qtbot: QtBot, sit: Sit) -> None:
    desk = sit("IT01")
    page = StaffPage(desk)
    qtbot.addWidget(page)
    page.show()
    dialog = StaffDialog(desk, None, page)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.number.set_value("D001")
    dialog.name.set_value("李小燕")
    dialog.sex.set_value("2")
    dialog.category.set_value("nurse")
    dialog.save()
    assert "D001" in dialog.fields["number"].error
    dialog.number.set_value("N001")
    with qtbot.waitSignal(dialog.saved):
        dialog.save()
    row = next(r for r in views.staff_list(desk.ctx) if r.number == "N001")
    leave = LeaveDialog(desk, row, page)
    with qtbot.waitExposed(leave):
        leave.show()
    leave.kind.set_value("annual")
    leave.first.set_value(date(2026, 12, 2))
    leave.last.set_value(date(2026, 12, 1))
    leave.save()
    assert leave.fields["last_day"].error
    leave.last.set_value(date(2026, 12, 3))
    leave.save()
    paper = CertificateDialog(desk, row, page)
    with qtbot.waitExposed(paper):
        paper.show()
    paper.number.set_value("N-1")
    paper.expires.set_value(date(2026, 12, 20))
    paper.save()
    term = SecondmentDialog(desk, row, page)
    with qtbot.waitExposed(term):
        term.show()
    term.home.set_value("第二强戒所")
    term.first.set_value(date(2026, 7, 1))
    term.last.set_value(date(2026, 12, 31))
    term.save()
    spared = MaternityDialog(desk, row, page)
    with qtbot.waitExposed(spared):
        spared.show()
    spared.kind.set_value("pregnant")
    spared.save()
    shown = views.staff_page(desk.ctx, row.id)
    assert (len(shown.leave), len(shown.certificates), len(shown.secondments)) == (1, 1, 1)
    assert len(shown.maternity) == 1
    page.refresh()
    assert page.table.view.select_id(row.id)


def test_a_record_is_corrected(qtbot: QtBot, sit: Sit) -> None:
    desk = sit("IT01")
    page = StaffPage(desk)
    qtbot.addWidget(page)
    row = next(r for r in views.staff_list(desk.ctx) if r.number == "D001")
    dialog = StaffDialog(desk, row, page)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.post.set_value("主任医师")
    dialog.save()
    changed = next(r for r in views.staff_list(desk.ctx) if r.number == "D001")
    assert (changed.title, changed.category) == ("主任医师", Category.DOCTOR)


def test_it_makes_an_account_and_security_gives_it_a_role(
    qtbot: QtBot, sit: Sit, office: Office
) -> None:
    it = sit("IT01")
    page = AccountsPage(it)
    qtbot.addWidget(page)
    page.show()
    dialog = AccountDialog(it, page)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.name.set_value("N001")
    dialog.full_name.set_value("李小燕")
    with qtbot.waitSignal(dialog.saved):
        dialog.save()
    assert len(first_password()) >= 10
    sec = sit("SEC01")
    other = AccountsPage(sec)
    qtbot.addWidget(other)
    row = next(r for r in views.account_list(sec.ctx) if r.name == "N001")
    roles = RolesDialog(sec, row, other)
    roles.roles.set_value(["nurse", "it_admin"])
    roles.save()
    assert roles.refusal.text()
    roles.roles.set_value(["nurse"])
    roles.save()
    office.clock.forward(minutes=1)
    assert must_change_password(sign_in(office.store, "N001", dialog.first, desk=office.desk))


def test_it_resets_unlocks_disables_and_adds_a_second_factor(qtbot: QtBot, sit: Sit) -> None:
    desk = sit("IT01")
    page = AccountsPage(desk)
    qtbot.addWidget(page)
    page.show()
    row = next(r for r in views.account_list(desk.ctx) if r.name == "D001")
    page.table.view.select_id(row.id)
    page.second_factor()
    sheet = page.findChild(SecretSheet)
    assert sheet is not None
    assert len(sheet.secret.text()) == 32
    page.refresh()
    page.unlock()
    row = next(r for r in views.account_list(desk.ctx) if r.name == "D001")
    assert row.second_factor
    page._reset(row, "")
    row = next(r for r in views.account_list(desk.ctx) if r.name == "D001")
    assert row.must_change
    page._disable(row, "")
    assert next(r for r in views.account_list(desk.ctx) if r.name == "D001").disabled


def test_the_trail_is_read_verified_compared_and_exported(
    qtbot: QtBot, sit: Sit, tmp_path: Path
) -> None:
    page = AuditPage(sit("AUD01"))
    qtbot.addWidget(page)
    page.show()
    page.verify()
    qtbot.waitUntil(lambda: "审计链完整" in page.banner.label.text())
    head = tmp_path / "head.json"
    page.compare_with(head)
    page.compare_with(head)
    assert "审计链完整" in page.banner.label.text()
    head.write_text('{"seq": 9999, "link": "x"}')
    page.compare_with(head)
    assert "结尾被截断" in page.banner.label.text()
    head.write_text("nonsense")
    page.compare_with(head)
    assert "请重新选择" in page.banner.label.text()
    page.export_to(tmp_path / "trail.xlsx")
    assert (tmp_path / "trail.xlsx").stat().st_size > 5000
    page.export_to(tmp_path / "none" / "trail.xlsx")
    assert "换一个位置" in page.banner.label.text()
    page.text.set_value("D001")
    page.search()
    assert page.table.view.shown_rows()
    page.table.view.selectRow(0)
    assert "校验值" in page.facts.text()
    page.go_older()
    assert page.newest.isEnabled()


def test_settings_are_kept_by_those_who_may(qtbot: QtBot, sit: Sit) -> None:
    desk = sit("SEC01")
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert page.pane is not None
    fields = page.pane.form.fields
    fields["idle_minutes"].editor.set_value(99)  # type: ignore[attr-defined]
    page.pane.save()
    assert fields["idle_minutes"].error
    fields["idle_minutes"].editor.set_value(3)  # type: ignore[attr-defined]
    fields["centre_name"].editor.set_value("云岭收治中心")  # type: ignore[attr-defined]
    page.pane.save()
    assert views.setting_of(desk.ctx, "idle_minutes") == 3
    assert views.centre_name(desk.ctx) == "云岭收治中心"
    page = SettingsPage(sit("IT01"))
    qtbot.addWidget(page)
    page.show()
    assert page.pane is not None
    assert page.pane.form.fields["idle_minutes"].editor.isReadOnly()  # type: ignore[attr-defined]


def test_a_backup_is_made_proved_and_the_store_looked_at(
    qtbot: QtBot, sit: Sit, office: Office
) -> None:
    assert Keyring(office.store.folder).exists()
    desk = sit("IT01")
    page = BackupPage(desk)
    qtbot.addWidget(page)
    page.show()
    said: list[str] = []
    desk.toasted.connect(lambda toast: said.append(toast.text))
    page.prove_current()
    page.back_up()
    qtbot.waitUntil(lambda: any("已试恢复" in s for s in said), timeout=20_000)
    page.refresh()
    assert len(page.table.view.shown_rows()) == 1
    page.prove_current()
    qtbot.waitUntil(lambda: any("能恢复" in s for s in said), timeout=20_000)
    page.look()
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)


def test_the_own_password_and_a_delegation(qtbot: QtBot, sit: Sit, office: Office) -> None:
    desk = sit("D001")
    page = MyAccountPage(desk)
    qtbot.addWidget(page)
    page.show()
    dialog = PasswordDialog(desk, page)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.old.setText("wrong")
    dialog.new.setText(OTHER)
    dialog.again.setText(OTHER + "x")
    dialog.save()
    assert dialog.fields["again"].error
    dialog.again.setText(OTHER)
    dialog.save()
    assert (
        dialog.banner.label.text() or dialog.fields["old"].error or dialog.fields["password"].error
    )
    dialog.old.setText(PASSWORD)
    with qtbot.waitSignal(dialog.saved):
        dialog.save()
    mine = views.my_account(desk.ctx)
    assert mine is not None
    lend = DelegateDialog(desk, mine, page)
    with qtbot.waitExposed(lend):
        lend.show()
    lend.taker.set_value(office.ids["P001"])
    lend.last.set_value(date(2026, 11, 30))
    lend.why.set_value("出差")
    lend.save()
    page.refresh()
    assert [r.taker for r in page.table.view.shown_rows()] == ["陈云峰"]
    page._take_back(page.table.view.shown_rows()[0], "")
    assert views.delegations(desk.ctx) == ()


def test_a_setting_changed_elsewhere_is_not_overwritten(qtbot: QtBot, sit: Sit) -> None:
    desk = sit("SEC01")
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.show()
    pane = page.pane
    assert pane is not None
    acts.change_setting(desk.ctx, "lock_minutes", 45, 0)
    pane.form.fields["lock_minutes"].editor.set_value(60)  # type: ignore[attr-defined]
    pane.save()
    assert views.setting_of(desk.ctx, "lock_minutes") == 45


def test_a_zone_is_entered_shown_and_ended(qtbot: QtBot, sit: Sit, office: Office) -> None:
    desk = sit("IT01")
    build(ServiceContext(office.store, SYSTEM, office.clock))
    page = StaffPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    row = next(r for r in views.staff_list(desk.ctx) if r.number == "D001")
    page.table.view.select_id(row.id)
    form = JoinZoneDialog(desk, row, page)
    with qtbot.waitExposed(form):
        form.show()
    zones = {name: number for number, name in zone_names(desk.ctx)}
    form.zone.set_value(zones["康复区"])
    form.head.set_value(True)
    form.save()
    page.refresh()
    (fact,) = team_rows(desk.ctx)
    assert zones_now(page.teams, row) == "康复区（负责）"
    assert not lacks_zone(page.teams, row)
    again = JoinZoneDialog(desk, row, page)
    with qtbot.waitExposed(again):
        again.show()
    again.zone.set_value(zones["康复区"])
    again.save()
    assert again.fields["zone_id"].error, "the refusal stands beside its field"
    again.reject()
    end = EndZoneDialog(desk, row, fact, page)
    with qtbot.waitExposed(end):
        end.show()
    end.last.set_value(date(2026, 11, 23))
    end.save()
    assert team_rows(desk.ctx) == ()
