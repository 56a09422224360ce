"""Zones of staff: dated, one head a zone and side, known to the actor at the door, audited."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from medcentre.kernel.clock import StillClock, centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotFound, NotPermitted, RulesBroken, StaleRecord
from medcentre.kernel.permissions import Role
from medcentre.placement.acts.teams import end_zone, join_zone
from medcentre.placement.views.teams import team_rows, zone_names
from medcentre.staff import acts
from medcentre.staff.acts.zones import JoinZone
from medcentre.staff.facts import Category, EmployerKind
from medcentre.staff.sign_in import Desk, refreshed, sign_in
from medcentre.staff.views.zones import heads_of, zones_at
from medcentre.store.uow import reading, store_of
from tests.placement.centre import build
from tests.staff.doors import PASSWORD

Ctx = Callable[..., ServiceContext]


def member(
    ctx: ServiceContext, number: str, category: Category = Category.GUARD, **facts: object
) -> int:
    command = acts.RegisterStaff(number=number, name=f"人{number}", sex="1", category=category)
    return acts.register_staff(ctx, replace(command, **facts))  # type: ignore[arg-type]


def zones(ctx: ServiceContext) -> dict[str, int]:
    build(ctx)
    return {name: zone for zone, name in zone_names(ctx)}


def test_a_zone_holds_from_the_first_to_the_last_day(context: Ctx, clock: StillClock) -> None:
    ctx = context(Role.IT_ADMIN)
    zone = zones(context())["康复区"]
    guard, today = member(ctx, "G1"), centre_day(clock.now())
    last = today + timedelta(days=3)
    join_zone(ctx, JoinZone(staff_id=guard, zone_id=zone, first_day=today, last_day=last))
    (row,) = team_rows(ctx)
    assert (row.staff_id, row.zone, row.head, row.first_day, row.last_day, row.now) == (
        guard, "康复区", False, today, last, True,
    )  # fmt: skip

    def held() -> frozenset[int]:
        with reading(ctx) as session:
            return zones_at(session, guard, clock.now())[0]

    assert held() == {zone}
    clock.forward(days=3)
    assert held() == {zone}
    clock.forward(days=1)
    assert held() == frozenset()
    assert team_rows(ctx) == ()


def test_not_twice_at_a_time_and_one_head_a_side(context: Ctx, clock: StillClock) -> None:
    ctx, today = context(Role.IT_ADMIN), centre_day(clock.now())
    zone = zones(context())["康复区"]
    officer, other = member(ctx, "P1", Category.POLICE), member(ctx, "P2", Category.POLICE)
    nurse = member(ctx, "N1", Category.NURSE)
    lead = JoinZone(staff_id=officer, zone_id=zone, first_day=today, head=True)
    join_zone(ctx, lead)
    with pytest.raises(DomainError) as twice:
        join_zone(ctx, replace(lead, head=False))
    assert twice.value.code == "staff_zone_twice"
    with pytest.raises(DomainError) as taken:
        join_zone(ctx, replace(lead, staff_id=other))
    assert taken.value.code == "staff_zone_head_taken"
    assert taken.value.facts["name"] == "人P1"
    join_zone(ctx, replace(lead, staff_id=other, head=False))
    join_zone(ctx, replace(lead, staff_id=nurse))
    with reading(ctx) as session:
        assert heads_of(session, zone, clock.now()) == ("人P1", "人N1")
    company = member(ctx, "S1", Category.SOCIAL_WORKER, employer_kind=EmployerKind.SOCIAL_AGENCY)
    with pytest.raises(DomainError) as side:
        join_zone(ctx, replace(lead, staff_id=company))
    assert side.value.code == "staff_zone_head_side"


def test_an_entry_ends_and_one_ended_before_it_began_never_was(
    context: Ctx, clock: StillClock
) -> None:
    ctx, today = context(Role.SEC_ADMIN), centre_day(clock.now())
    zone = zones(context())["二区"]
    nurse = member(ctx, "N1", Category.NURSE)
    lead = JoinZone(staff_id=nurse, zone_id=zone, first_day=today, head=True)
    fact = join_zone(ctx, lead)
    end_zone(ctx, fact, 1, today)
    with pytest.raises(StaleRecord):
        end_zone(ctx, fact, 1, today)
    clock.forward(days=1)
    second = join_zone(ctx, replace(lead, first_day=today + timedelta(days=1)))
    end_zone(ctx, second, 1, today)
    assert team_rows(ctx) == ()
    with pytest.raises(DomainError) as again:
        end_zone(ctx, second, 2, today)
    assert again.value.code == "staff_already_cancelled"
    with pytest.raises(RulesBroken):
        join_zone(ctx, replace(lead, last_day=today - timedelta(days=1)))
    with pytest.raises(NotFound):
        join_zone(ctx, replace(lead, zone_id=9999))


@pytest.mark.parametrize("role", [Role.POLICE, Role.NURSE, Role.DIRECTOR, Role.GUARD])
def test_only_keepers_of_the_staff_list_enter_zones(context: Ctx, role: Role) -> None:
    today = centre_day(context().clock.now())
    with pytest.raises(NotPermitted):
        join_zone(context(role), JoinZone(staff_id=1, zone_id=1, first_day=today))


def test_the_door_knows_the_zones_and_a_change_reaches_the_desk(
    context: Ctx, clock: StillClock
) -> None:
    program, today = context(), centre_day(clock.now())
    known = zones(program)
    officer = member(program, "P1", Category.POLICE)
    account = acts.create_account(
        program,
        acts.CreateAccount(name="wang", password=PASSWORD, staff_id=officer, must_change=False),
    )
    acts.grant_role(program, account, Role.POLICE)
    join_zone(program, JoinZone(staff_id=officer, zone_id=known["二区"], first_day=today))
    ctx = sign_in(store_of(program), "wang", PASSWORD, desk=Desk(clock))
    assert ctx.actor.zones == {known["二区"]}
    assert ctx.actor.leads == frozenset()
    assert ctx.actor.category == Category.POLICE
    join_zone(
        program, JoinZone(staff_id=officer, zone_id=known["康复区"], first_day=today, head=True)
    )
    assert refreshed(ctx).actor.leads == {known["康复区"]}
