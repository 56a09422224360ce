"""Signing in: who gets in, who is kept out, and that both stand in the trail."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.errors import DomainError, NotPermitted, RulesBroken
from medcentre.kernel.permissions import Data, Role, sign, view
from medcentre.staff import acts, views
from medcentre.staff.attempts import Attempts
from medcentre.staff.facts import SecondmentKind
from medcentre.staff.passwords import one_time_password
from medcentre.staff.sign_in import (
    change_own_password,
    must_change_password,
    recover,
    refreshed,
    second_signature,
    sign_in,
    sign_out,
    still_signed_in,
    verify_password,
)
from medcentre.store.codes import StoreTrouble
from medcentre.store.engine import Store
from medcentre.store.keyring import RECOVERY, Keyring, new_recovery_key
from tests.staff.doors import OTHER, PASSWORD, Office, furnish


@pytest.fixture
def office(store: Store, clock: StillClock) -> Iterator[Office]:
    opened = furnish(store, clock)
    yield opened
    opened.close()


@pytest.fixture
def room(sqlite_store: Store, clock: StillClock) -> Iterator[Office]:
    opened = furnish(sqlite_store, clock)
    yield opened
    opened.close()


def code_of(job: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refused:
        job()
    return str(refused.value.code)


def trail(office: Office, action: str) -> list[str]:
    rows = views.audit_page(office.system, views.AuditFilter(action=action))
    return [r.facts for r in rows]


def test_a_person_signs_in_by_name_in_any_width_and_case(office: Office) -> None:
    ctx = office.enter(" ｄ001", PASSWORD)
    assert (ctx.actor.name, ctx.actor.title, ctx.actor.joint_side) == (
        "沈若兰",
        "主治医师",
        "hospital",
    )
    assert ctx.actor.may(sign(Data.DIAGNOSIS))
    assert not ctx.actor.may(view(Data.AUDIT))
    assert still_signed_in(ctx)
    sign_out(ctx)
    assert not still_signed_in(ctx)
    assert len(trail(office, "account.sign_in")) == 1


def test_five_wrong_passwords_lock_for_thirty_minutes(office: Office, clock: StillClock) -> None:
    for left in (4, 3, 2, 1):
        with pytest.raises(DomainError) as refused:
            office.enter("D001", "wrong")
        assert refused.value.code == "sign_in_refused"
        assert refused.value.facts["left"] == left
    for password in ("wrong", PASSWORD):
        assert code_of(partial(office.enter, "D001", password)) == ("sign_in_locked")
    clock.forward(minutes=29)
    assert code_of(lambda: office.enter("D001", PASSWORD)) == ("sign_in_locked")
    clock.forward(minutes=2)
    office.enter("D001", PASSWORD)
    assert len(trail(office, "account.sign_in_refused")) >= 5


def test_failures_at_the_closed_store_are_told_to_the_trail_later(room: Office) -> None:
    for user in ("D001", "nobody", "IT01"):
        assert code_of(partial(room.enter, user, "x")) == ("sign_in_refused")
    assert trail(room, "account.sign_in_refused") == []
    room.enter("D001", PASSWORD)
    told = trail(room, "account.sign_in_refused")
    assert [u for u in ("d001", "nobody", "it01") if any(u in t for t in told)] == [
        "d001", "nobody", "it01",
    ]  # fmt: skip
    room.enter("D001", PASSWORD)
    assert len(trail(room, "account.sign_in_refused")) == 3


def test_an_administrator_unlocks(room: Office) -> None:
    for _ in range(5):
        code_of(lambda: room.enter("D001", "x"))
    it = room.enter("IT01", PASSWORD)
    row = next(r for r in views.account_list(it) if r.name == "D001")
    acts.unlock_account(it, row.id, row.version)
    room.enter("D001", PASSWORD)


def test_a_new_password_rewraps_the_key_and_keeps_the_old_out(office: Office) -> None:
    ctx = office.enter("D001", PASSWORD)
    change_own_password(ctx, PASSWORD, OTHER)
    assert code_of(lambda: office.enter("D001", PASSWORD)) == ("sign_in_refused")
    ctx = office.enter("D001", OTHER)
    assert code_of(lambda: change_own_password(ctx, OTHER, PASSWORD)) == "password_used"
    with pytest.raises(RulesBroken) as refused:
        change_own_password(ctx, OTHER, "d001d001")
    assert {v.code for v in refused.value.broken} == {
        "password_short", "password_kinds", "password_is_name",
    }  # fmt: skip


@pytest.mark.parametrize("committed", [False, True])
def test_a_password_change_cut_off_leaves_a_way_in(room: Office, committed: bool) -> None:
    ring = Keyring(room.store.folder)
    assert room.store.key is not None
    if committed:
        ctx = sign_in(room.store, "D001", PASSWORD, desk=room.desk)
        before = ring.slots()["d001"]
        change_own_password(ctx, PASSWORD, OTHER)
        slots = ring.slots()
        slots["d001"] = before
        ring._write(slots)
    ring.put("d001#new", OTHER, room.store.key)
    right, wrong = (OTHER, PASSWORD) if committed else (PASSWORD, OTHER)
    code_of(lambda: room.enter("D001", wrong))
    room.enter("D001", right)
    assert ("d001#new" in ring.slots()) == (not committed)
    room.enter("D001", right)


def test_a_first_password_must_be_changed_before_anything_else(office: Office) -> None:
    it = office.enter("IT01", PASSWORD)
    row = next(r for r in views.account_list(it) if r.name == "D001")
    acts.reset_password(it, row.id, row.version, "First-pass-1")
    ctx = office.enter("D001", "First-pass-1")
    assert must_change_password(ctx)
    with pytest.raises(NotPermitted):
        views.my_account(ctx)
    ctx = change_own_password(ctx, "First-pass-1", OTHER)
    assert not must_change_password(ctx)
    assert views.my_account(ctx) is not None


def test_an_old_password_must_be_changed(office: Office, clock: StillClock) -> None:
    clock.forward(days=91)
    assert must_change_password(office.enter("D001", PASSWORD))


def test_accounts_open_and_close_by_their_dates(office: Office, clock: StillClock) -> None:
    it = office.enter("IT01", PASSWORD)
    row = next(r for r in views.account_list(it) if r.name == "D001")
    today = date(2026, 11, 24)
    acts.change_account(it, acts.ChangeAccount(
        account_id=row.id, version=row.version, valid_from=today, valid_until=today))  # fmt: skip
    office.enter("D001", PASSWORD)
    clock.forward(days=1)
    assert code_of(lambda: office.enter("D001", PASSWORD)) == ("account_over")


def test_rights_end_with_a_secondment(office: Office, clock: StillClock) -> None:
    staff = views.staff_list(office.system, views.StaffFilter(text="P001"))[0]
    acts.second(office.system, staff.id, acts.SecondmentTerms(
        home_unit="第二强戒所", first_day=date(2026, 11, 1), last_day=date(2026, 11, 30),
        kind=SecondmentKind.EXCHANGE))  # fmt: skip
    office.enter("P001", PASSWORD)
    clock.forward(days=7)
    assert code_of(lambda: office.enter("P001", PASSWORD)) == ("account_over")


def test_a_disabled_account_loses_its_key(room: Office) -> None:
    it = room.enter("IT01", PASSWORD)
    row = next(r for r in views.account_list(it) if r.name == "D001")
    acts.disable_account(it, row.id, row.version)
    assert "d001" not in Keyring(room.store.folder).slots()
    assert code_of(lambda: sign_in(room.store, "D001", PASSWORD, desk=room.desk)) == (
        "account_disabled"
    )


def test_a_one_time_password_is_asked_checked_and_never_taken_twice(
    office: Office, clock: StillClock
) -> None:
    it = office.enter("IT01", PASSWORD)
    row = next(r for r in views.account_list(it) if r.name == "D001")
    secret = acts.set_second_factor(it, row.id, row.version, True)
    assert code_of(lambda: office.enter("D001", PASSWORD)) == ("second_factor_needed")
    digits = one_time_password(secret, int(clock.now().timestamp()) // 30)
    ctx = office.enter("D001", PASSWORD, digits)
    verify_password(ctx, PASSWORD)
    clock.forward(seconds=60)
    digits = one_time_password(secret, int(clock.now().timestamp()) // 30)
    office.enter("D001", f"{PASSWORD} {digits}")
    again = lambda: office.enter("D001", PASSWORD, digits)  # noqa: E731
    assert code_of(again) == "second_factor_wrong"


def test_one_time_passwords_are_those_of_the_standard() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238, appendix B
    assert [one_time_password(secret, t // 30) for t in (59, 1111111109, 20000000000)] == [
        "287082", "081804", "353130",
    ]  # fmt: skip


def test_a_second_sign_in_ends_the_first_desk(office: Office) -> None:
    first = office.enter("D001", PASSWORD)
    other = type(office.desk)(office.clock, workstation="desk-2")
    second = sign_in(office.store, "D001", PASSWORD, desk=other)
    assert (still_signed_in(first), still_signed_in(second)) == (False, True)


def test_two_persons_and_two_sides_sign(office: Office) -> None:
    ctx = office.enter("D001", PASSWORD)
    assert second_signature(ctx, "P001", PASSWORD, other_side=True).joint_side == "police"
    assert code_of(lambda: second_signature(ctx, "D001", PASSWORD)) == "second_same_person"
    assert code_of(lambda: second_signature(ctx, "IT01", PASSWORD, other_side=True)) == (
        "second_same_side"
    )
    assert code_of(lambda: second_signature(ctx, "P001", "x")) == "password_wrong"
    verify_password(ctx, PASSWORD)
    for _ in range(4):
        assert code_of(lambda: verify_password(ctx, "x")) == "password_wrong"
    assert code_of(lambda: verify_password(ctx, "x")) == "sign_in_locked"
    assert len(trail(office, "account.signature_refused")) == 6


def test_the_recovery_key_opens_when_every_password_is_lost(room: Office) -> None:
    key = new_recovery_key()
    assert room.store.key is not None
    Keyring(room.store.folder).put(RECOVERY, key, room.store.key)
    room.store.close()
    folder = Path(room.store.location)
    typed = key.lower().replace("-", " ")
    assert (
        code_of(lambda: recover(folder, "2222-" * 8, "IT01", OTHER, room.desk)) == "recovery_wrong"
    )
    assert code_of(lambda: recover(folder, typed, "nobody", OTHER, room.desk)) == "account_unknown"
    recover(folder, typed, "IT01", OTHER, room.desk)
    assert must_change_password(sign_in(str(folder), "IT01", OTHER, desk=room.desk))


def test_a_folder_without_store_or_keys_says_so(room: Office, tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble) as refused:
        sign_in(str(tmp_path), "D001", PASSWORD, desk=room.desk)
    assert refused.value.code == "store_missing"
    (room.store.folder / "centre.keys").rename(tmp_path / "keys")
    with pytest.raises(StoreTrouble) as refused:
        room.enter("D001", PASSWORD)
    assert refused.value.code == "store_no_keyring"


def test_a_delegated_role_holds_for_its_time(office: Office, clock: StillClock) -> None:
    director = acts.create_account(office.system, acts.CreateAccount(
        name="L001", full_name="秦佳怡", password=PASSWORD, must_change=False))  # fmt: skip
    acts.grant_role(office.system, director, Role.DIRECTOR)
    ctx = office.enter("L001", PASSWORD)
    cmd = acts.Delegate(
        giver_id=director, taker_id=office.ids["P001"], role=Role.DIRECTOR,
        from_at=at(date(2026, 11, 24)), until_at=at(date(2026, 11, 26)), reason="出差",
    )  # fmt: skip
    number = acts.delegate(ctx, cmd)
    officer = office.enter("P001", PASSWORD)
    assert Role.DIRECTOR in officer.actor.roles
    assert [d.taker for d in views.delegations(officer)] == ["陈云峰"]
    clock.forward(days=3)
    assert Role.DIRECTOR not in refreshed(officer).actor.roles
    with pytest.raises(NotPermitted):
        acts.revoke_delegation(officer, number, 1)
    acts.revoke_delegation(ctx, number, 1)
    assert code_of(lambda: acts.delegate(refreshed(officer), cmd)) == "not_permitted"


def test_the_attempts_file_survives_nonsense(tmp_path: Path) -> None:
    (tmp_path / "centre.attempts").write_text("{nonsense")
    attempts = Attempts(tmp_path)
    now = StillClock().now()
    assert [attempts.fail("x", now, "d") for _ in range(5)] == [4, 3, 2, 1, 0]
    assert attempts.locked_until("x") == now + timedelta(minutes=30)
