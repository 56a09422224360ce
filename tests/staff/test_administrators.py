"""Three administrators, each with a third of the power (SEC-21), and the centre's settings."""

import json
from collections.abc import Callable
from functools import partial

import pytest

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted, RulesBroken, StaleRecord
from medcentre.kernel.permissions import Role
from medcentre.staff import acts, views
from medcentre.staff.facts import IDLE_MINUTES, SETTINGS, Setting, declare_setting
from medcentre.staff.sign_in import sign_in
from medcentre.store.engine import Store
from medcentre.store.uow import reading
from tests.staff.doors import PASSWORD, Office, furnish


@pytest.fixture
def office(store: Store, clock: StillClock) -> Office:
    return furnish(store, clock)


def entered(office: Office, name: str) -> ServiceContext:
    return sign_in(office.store, name, PASSWORD, desk=office.desk)


def code_of(job: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refused:
        job()
    codes = [v.code for v in refused.value.violations()]
    return str(codes[0])


def new_account(ctx: ServiceContext, name: str = "X001", full_name: str = "新人") -> int:
    return acts.create_account(
        ctx, acts.CreateAccount(name=name, full_name=full_name, password=PASSWORD)
    )


def test_it_makes_accounts_security_gives_roles_audit_reads(office: Office) -> None:
    it, sec, aud = (entered(office, n) for n in ("IT01", "SEC01", "AUD01"))
    account = new_account(it)
    acts.grant_role(sec, account, Role.NURSE)
    assert views.audit_page(aud, views.AuditFilter(action="account.grant_role"))[0].actor == (
        "管理员SEC01"
    )
    assert code_of(lambda: new_account(sec, "Y")) == "account_only_it"
    for refused in (
        lambda: new_account(aud, "Y"),
        lambda: acts.grant_role(it, account, Role.DOCTOR),
        lambda: acts.grant_role(aud, account, Role.DOCTOR),
        lambda: views.audit_page(it, views.AuditFilter()),
        lambda: views.audit_page(sec, views.AuditFilter()),
    ):
        assert code_of(refused) == "not_permitted"


def test_nobody_changes_his_own_roles(office: Office) -> None:
    sec = entered(office, "SEC01")
    for job in (acts.grant_role, acts.revoke_role):
        assert code_of(partial(job, sec, office.ids["SEC01"], Role.DOCTOR)) == "role_to_self"


def test_nobody_holds_two_administrators_roles(office: Office) -> None:
    it, sec = entered(office, "IT01"), entered(office, "SEC01")
    for name, role in (("IT01", Role.AUDIT_ADMIN), ("D001", Role.IT_ADMIN), ("AUD01", Role.NURSE)):
        assert code_of(partial(acts.grant_role, sec, office.ids[name], role)) == (
            "admin_role_alone"
        )
    twin = new_account(it, "IT02", "管理员AUD01")
    assert code_of(lambda: acts.grant_role(sec, twin, Role.IT_ADMIN)) == "admin_one_person"


def test_the_database_itself_keeps_administrators_alone(office: Office) -> None:
    from sqlalchemy import text

    from medcentre.store.uow import unit_of_work

    with pytest.raises(DomainError) as refused, unit_of_work(office.system) as uow:
        uow.session.execute(
            text(
                "INSERT INTO account_role (account_id, role, granted_at, granted_by, revoked_by) "
                "VALUES (:a, 'nurse', '2026-11-24 00:00:00', 'x', '')"
            ),
            {"a": office.ids["IT01"]},
        )
    assert refused.value.code == "guarded"


def test_the_last_administrator_of_a_kind_stays(office: Office) -> None:
    it, sec = entered(office, "IT01"), entered(office, "SEC01")
    assert code_of(lambda: acts.revoke_role(sec, office.ids["IT01"], Role.IT_ADMIN)) == "admin_last"
    row = next(r for r in views.account_list(it) if r.name == "AUD01")
    assert code_of(lambda: acts.disable_account(it, row.id, row.version)) == "admin_last"
    other = new_account(it, "IT02")
    acts.grant_role(sec, other, Role.IT_ADMIN)
    acts.revoke_role(sec, office.ids["IT01"], Role.IT_ADMIN)


def test_an_inspector_has_an_end(office: Office) -> None:
    it, sec = entered(office, "IT01"), entered(office, "SEC01")
    account = new_account(it)
    assert code_of(lambda: acts.grant_role(sec, account, Role.INSPECTOR)) == "inspector_needs_end"


def test_names_are_unique_in_any_case_and_width(office: Office) -> None:
    it = entered(office, "IT01")
    assert code_of(lambda: new_account(it, "ｄ００1")) == "account_name_taken"
    assert code_of(lambda: new_account(it, "a:b")) == "account_name_bad"


def test_settings_are_typed_versioned_and_audited(office: Office) -> None:
    it, sec = entered(office, "IT01"), entered(office, "SEC01")
    row = next(r for r in views.settings_list(sec) if r.key == "idle_minutes")
    acts.change_setting(sec, row.key, 3, row.version)
    with reading(sec) as session:
        assert views.setting(session, IDLE_MINUTES) == 3
    with pytest.raises(StaleRecord):
        acts.change_setting(sec, row.key, 4, row.version)
    for value in (0, 99, "3", True):
        with pytest.raises(RulesBroken):
            acts.change_setting(sec, row.key, value, 1)
    assert code_of(lambda: acts.change_setting(sec, "no_such", 1, 0)) == "setting_unknown"
    with pytest.raises(NotPermitted):
        acts.change_setting(it, row.key, 3, 1)
    acts.change_setting(it, "centre_name", "云岭收治中心", 0)
    assert views.centre_name(office.system) == "云岭收治中心"
    facts = views.audit_page(office.system, views.AuditFilter(action="setting.change"))[0].facts
    assert json.loads(facts) == {"came_from": "", "to": "云岭收治中心"}


def test_a_setting_is_declared_once() -> None:
    assert SETTINGS["idle_minutes"] is IDLE_MINUTES
    with pytest.raises(ValueError, match="declared twice"):
        declare_setting(Setting("idle_minutes", 7, "trust"))


def test_the_trail_is_filtered_verified_and_exported(office: Office) -> None:
    import io

    import openpyxl

    aud = entered(office, "AUD01")
    page = views.audit_page(aud, views.AuditFilter(text="D001"))
    assert page
    assert all("D001" in r.facts + r.subject + r.actor for r in page)
    report = views.verify_trail(aud)
    assert report.faults == ()
    assert views.verify_trail(aud, (report.seq, report.link)).faults == ()
    assert views.verify_trail(aud, (report.seq + 9, "x")).faults == ((report.seq + 9, "cut"),)
    book = openpyxl.load_workbook(io.BytesIO(views.export_trail(aud, views.AuditFilter())))
    assert book.active is not None
    assert book.active.max_row == report.seq + 1
    assert "audit.export" in views.audit_actions(aud)
