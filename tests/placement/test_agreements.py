"""PL-01 inside a zone: done at once, then before the zone's head; two people by person, not by name."""

from dataclasses import replace
from datetime import timedelta

import pytest

from medcentre.insight.views import my_work
from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted
from medcentre.kernel.permissions import Role
from medcentre.placement.acts import (
    agree_move,
    assess_risk,
    decide_move,
    decide_proposal,
    exchange,
    leave_bed,
    move,
    place,
    propose_bed_change,
    receive_move,
    request_move,
    sign_bed_clean,
    sign_risk,
    undo,
)
from medcentre.placement.commands import (
    AssessRisk,
    Decide,
    Exchange,
    Move,
    Place,
    ProposeBedChange,
    ReceiveMove,
    RequestMove,
)
from medcentre.placement.facts import PlacementCode, Risk
from medcentre.placement.views import agreements
from tests.placement.centre import ContextOf
from tests.placement.test_approvals import House, code


@pytest.fixture
def house(context: ContextOf) -> House:
    """Two men in 501, on both engines."""
    return House(context)


def moved(house: House, ctx: ServiceContext, bed: str = "502-1", *, urgent: bool = False) -> int:
    """The first man goes from 501-1 to another bed; the change."""
    return move(
        ctx,
        Move(
            stay_id=house.stays[0], from_bed_id=house.beds["501-1"], to_bed_id=house.beds[bed],
            reason="靠近护士站", urgent=urgent,
        ),
    )  # fmt: skip


def test_a_move_inside_a_zone_waits_for_its_head_alone(house: House) -> None:
    nurse = house.who(Role.NURSE, "护士", "康复区")
    moved(house, nurse)
    assert house.lies()[0] == "502-1"  # at once
    (row,) = agreements(nurse)
    assert (row.zone, row.open, row.urgent, row.mine) == ("康复区", True, False, True)
    (line,) = row.lines
    assert (line.from_bed, line.to_bed) == ("501-1", "502-1")
    yes = Decide(id=row.id, version=row.version, approve=True)
    stranger = house.who(Role.NURSE, "别区负责人", leads=("二区",))
    assert code(lambda: agree_move(stranger, yes)) == PlacementCode.ZONE_HEAD_ONLY
    guard = house.who(Role.GUARD, "保安", "康复区")
    with pytest.raises(NotPermitted):
        agree_move(guard, yes)
    head = house.who(Role.POLICE, "负责人", leads=("康复区",))
    agree_move(head, yes)
    assert agreements(nurse) == ()
    assert code(lambda: agree_move(head, replace(yes, version=2))) == PlacementCode.ALREADY_DECIDED


def test_the_head_who_moved_is_not_the_head_who_agrees(house: House) -> None:
    head = house.who(Role.NURSE, "护士长", leads=("康复区",))
    moved(house, head)
    (row,) = agreements(head)
    yes = Decide(id=row.id, version=row.version, approve=True)
    assert code(lambda: agree_move(head, yes)) == PlacementCode.SECOND_PERSON
    other = house.who(Role.POLICE, "民警负责人", leads=("康复区",))
    agree_move(other, yes)


def test_an_objection_has_a_reason_stays_a_week_and_moves_nobody(
    house: House, clock: StillClock
) -> None:
    nurse = house.who(Role.NURSE, "护士", "康复区")
    moved(house, nurse)
    (row,) = agreements(nurse)
    head = house.who(Role.POLICE, "负责人", leads=("康复区",))
    no = Decide(id=row.id, version=row.version, approve=False)
    with pytest.raises(DomainError):
        agree_move(head, no)
    agree_move(head, replace(no, answer="两人曾有口角"))
    (told,) = agreements(nurse)
    assert (told.open, told.decided_by, told.answer) == (False, "负责人", "两人曾有口角")
    assert house.lies()[0] == "502-1"
    clock.forward(days=8)
    assert agreements(nurse) == ()


def test_the_director_stands_in_with_a_reason(house: House) -> None:
    moved(house, house.who(Role.NURSE, "护士", "康复区"))
    director = house.context(Role.DIRECTOR, name="主任")
    (row,) = agreements(director)
    yes = Decide(id=row.id, version=row.version, approve=True)
    with pytest.raises(DomainError):
        agree_move(director, yes)
    agree_move(director, replace(yes, answer="该区未设负责人"))


def test_an_urgent_move_asks_the_heads_of_both_zones(house: House) -> None:
    officer = house.who(Role.POLICE, "民警", "康复区")
    moved(house, officer, "201-1", urgent=True)
    assert {(r.zone, r.urgent) for r in agreements(officer)} == {("康复区", True), ("二区", True)}


def test_what_was_undone_asks_nobody(house: House) -> None:
    nurse = house.who(Role.NURSE, "护士", "康复区")
    change = moved(house, nurse)
    (row,) = agreements(nurse)
    undo(nurse, change)
    assert agreements(nurse) == ()
    head = house.who(Role.POLICE, "负责人", leads=("康复区",))
    yes = Decide(id=row.id, version=row.version, approve=True)
    assert code(lambda: agree_move(head, yes)) == PlacementCode.ALREADY_DECIDED


def test_exchange_and_another_bed_after_leaving_ask_too_a_first_bed_and_a_transfer_do_not(
    house: House,
) -> None:
    nurse = house.who(Role.NURSE, "护士", "康复区", "二区")
    assert agreements(nurse) == ()  # two first beds so far
    one, two = house.stays
    places = ((one, house.beds["501-2"]), (two, house.beds["501-1"]))
    exchange(nurse, Exchange(places=places, reason="r", cleaning_signed=True))
    (row,) = agreements(nurse)
    assert (row.kind, len(row.lines)) == ("exchange", 2)
    leave_bed(nurse, one)
    sign_bed_clean(nurse, house.beds["501-2"])
    place(nurse, Place(stay_id=one, bed_id=house.beds["502-1"], reason="r"))
    assert [r.kind for r in agreements(nurse)] == ["exchange", "place"]
    number = request_move(
        nurse, RequestMove(stay_id=two, to_bed_id=house.beds["201-1"], reason="r")
    )
    for version, (role, name) in enumerate(((Role.DOCTOR, "医"), (Role.POLICE, "警")), 1):
        decide_move(
            house.context(role, name=name), Decide(id=number, version=version, approve=True)
        )
    other = house.who(Role.NURSE, "接收护士", "二区")
    receive_move(other, ReceiveMove(id=number, version=3))
    assert len(agreements(nurse)) == 2


def test_the_day_of_the_head_shows_it_and_nobody_elses_does(
    house: House, clock: StillClock
) -> None:
    nurse = house.who(Role.NURSE, "护士", "康复区")
    moved(house, nurse)
    head = house.who(Role.POLICE, "负责人", leads=("康复区",))
    kinds = {i.kind for i in my_work(head).items}
    assert "placement_due.agree" in kinds
    assert "placement_due.clean" not in kinds  # the ward's
    day = {i.kind: i for i in my_work(nurse).items}
    assert "placement_due.agree" not in day
    assert day["placement_due.clean"].due_at == clock.now() + timedelta(hours=2)
    lone = house.context(Role.DIRECTOR, name="主任")
    assert "placement_due.agree" in {i.kind for i in my_work(lone).items}  # no head is entered


# ---- two people ----------------------------------------------------------------------------------


def account(ctx: ServiceContext, number: int, staff: int | None = None) -> ServiceContext:
    """The same name and rights behind another account, perhaps of a known member of staff."""
    return ctx.as_(replace(ctx.actor, account_id=number, staff_id=staff))


def test_namesakes_are_two_people_and_one_person_with_two_accounts_is_one(house: House) -> None:
    asker = account(house.context(Role.NURSE, name="王芳"), 1, 11)
    number = request_move(
        asker, RequestMove(stay_id=house.stays[0], to_bed_id=house.beds["201-1"], reason="r")
    )
    yes = Decide(id=number, version=1, approve=True)
    again = account(house.context(Role.POLICE, name="王芳民警"), 2, 11)
    assert code(lambda: decide_move(again, yes)) == PlacementCode.SECOND_PERSON
    namesake = account(house.context(Role.DOCTOR, name="王芳"), 3, 12)
    decide_move(namesake, yes)
    second = replace(yes, version=2)
    both = account(house.context(Role.POLICE, name="王大夫"), 4, 12)
    assert code(lambda: decide_move(both, second)) == PlacementCode.SECOND_PERSON
    decide_move(account(house.context(Role.POLICE, name="王芳"), 5), second)


def test_buildings_and_risks_too_are_decided_by_another_person(
    house: House, clock: StillClock
) -> None:
    asker = account(house.context(Role.NURSE, name="王芳"), 1)
    change = ProposeBedChange(bed_id=house.beds["502-2"], reason="r", remove=True)
    number = propose_bed_change(asker, change)
    yes = Decide(id=number, version=1, approve=True)
    assert code(lambda: decide_proposal(asker, yes)) == PlacementCode.SECOND_PERSON
    decide_proposal(account(house.context(Role.POLICE, name="王芳"), 2), yes)
    day = clock.now().date()
    risk = assess_risk(asker, AssessRisk(stay_id=house.stays[0], level=Risk.HIGH, review_on=day))
    assert code(lambda: sign_risk(asker, risk, 2)) == PlacementCode.SECOND_PERSON
    sign_risk(account(house.context(Role.POLICE, name="王芳"), 2), risk, 2)
