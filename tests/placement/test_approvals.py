"""PL-01 whole: heads, both sides, receipt by the new zone; plans and exchanges across zones; undo."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, RulesBroken
from medcentre.kernel.permissions import Role
from medcentre.placement.acts import (
    apply_plan,
    apply_set,
    approver_kinds,
    decide_move,
    decide_set,
    exchange,
    leave_bed,
    move,
    place,
    propose_set,
    receive_move,
    request_move,
    sign_bed_clean,
    undo,
    withdraw_set,
)
from medcentre.placement.commands import (
    ApplyPlan,
    ApplySet,
    Decide,
    Exchange,
    Move,
    Place,
    PlannedMove,
    ProposeSet,
    ReceiveMove,
    RequestMove,
)
from medcentre.placement.facts import Approver, PlacementCode, SetKind
from medcentre.placement.views import bed_map, open_sets, requests, reservations
from medcentre.staff.facts import Category
from medcentre.store import audit
from medcentre.store.uow import reading
from tests.placement.centre import ContextOf, build, take_in


@pytest.fixture
def house(context: ContextOf) -> "House":
    """Two men in 501."""
    return House(context)


class House:
    """Beds, zones by name, two people in beds, actors by zone."""

    def __init__(self, context: ContextOf) -> None:
        self.context = context
        self.beds = build(context())
        self.zones = {z.name: z.zone_id for z in bed_map(context()).zones}
        self.stays = [take_in(context(), i) for i in range(2)]
        nurse = context(Role.NURSE)
        for stay, bed in zip(self.stays, ("501-1", "501-2"), strict=True):
            place(nurse, Place(stay_id=stay, bed_id=self.beds[bed], reason="r"))

    def who(
        self, role: Role, name: str, *zones: str, leads: tuple[str, ...] = ()
    ) -> ServiceContext:
        return self.context(
            role, name=name, zones=frozenset(self.zones[z] for z in (*zones, *leads)),
            leads=frozenset(self.zones[z] for z in leads),
        )  # fmt: skip

    def lies(self) -> dict[int, str]:
        return {
            self.stays.index(t.stay_id): t.code
            for z in bed_map(self.context()).zones
            for t in z.tiles
            if t.stay_id in self.stays
        }


def code(act: Callable[[], object]) -> str:
    """The code an act is refused with; "" when it is not."""
    try:
        act()
    except RulesBroken as broken:
        return broken.violations()[0].code
    except DomainError as refused:
        return refused.code
    return ""


def approved(house: House, request: int) -> None:
    doctor = house.who(Role.DOCTOR, "沈若兰", "二区")
    police = house.who(Role.POLICE, "喻思源", "康复区")
    decide_move(doctor, Decide(id=request, version=1, approve=True))
    decide_move(police, Decide(id=request, version=2, approve=True))


def test_inside_a_zone_its_head_approves_and_the_director_says_why(house: House) -> None:
    asker = house.who(Role.NURSE, "提出人", "康复区")
    request = request_move(
        asker, RequestMove(stay_id=house.stays[0], to_bed_id=house.beds["502-1"], reason="安静")
    )
    yes = Decide(id=request, version=1, approve=True)
    other = house.who(Role.POLICE, "别区负责人", leads=("二区",))
    member = house.who(Role.POLICE, "本区民警", "康复区")
    director = house.who(Role.DIRECTOR, "主任")
    assert code(lambda: decide_move(other, yes)) == PlacementCode.ZONE_HEAD_ONLY
    assert code(lambda: decide_move(member, yes)) == PlacementCode.ZONE_HEAD_ONLY
    assert code(lambda: decide_move(director, yes)) == "required"
    head = house.who(Role.POLICE, "本区负责人", leads=("康复区",))
    decide_move(head, yes)
    assert requests(asker)[0].security_by == "本区负责人"


def test_the_receiving_zone_receives_or_a_leader_with_a_reason(
    house: House, clock: StillClock
) -> None:
    asker = house.who(Role.NURSE, "提出人", "康复区")
    request = request_move(
        asker, RequestMove(stay_id=house.stays[0], to_bed_id=house.beds["201-1"], reason="病情")
    )
    approved(house, request)
    clock.forward(minutes=1)
    take = ReceiveMove(id=request, version=3)
    stranger = house.who(Role.NURSE, "外区护士", "康复区")
    nobody = house.who(Role.NURSE, "无区护士")
    leader = house.who(Role.POLICE, "值班长", leads=("康复区",))
    assert code(lambda: receive_move(stranger, take)) == PlacementCode.RECEIVING_ZONE
    assert code(lambda: receive_move(nobody, take)) == PlacementCode.RECEIVING_ZONE
    assert code(lambda: receive_move(asker, take)) == PlacementCode.RECEIVING_SIDE
    assert code(lambda: receive_move(leader, take)) == "required"
    receive_move(house.who(Role.NURSE, "二区护士", "二区"), take)
    assert house.lies()[0] == "201-1"


def test_a_leader_receives_with_a_reason(house: House, clock: StillClock) -> None:
    request = request_move(
        house.who(Role.NURSE, "提出人"),
        RequestMove(stay_id=house.stays[0], to_bed_id=house.beds["201-1"], reason="病情"),
    )
    approved(house, request)
    clock.forward(minutes=1)
    leader = house.who(Role.POLICE, "值班长", leads=("康复区",))
    receive_move(leader, ReceiveMove(id=request, version=3, reason="二区夜间无人"))
    assert house.lies()[0] == "201-1"


def test_heads_by_fact_not_by_title(context: ContextOf) -> None:
    def kinds(role: Role, **facts: object) -> set[Approver]:
        return set(approver_kinds(context(role, **facts).actor))

    titled = replace(context(Role.NURSE).actor, title="护士长")
    assert Approver.HEAD_NURSE not in approver_kinds(titled)
    some = frozenset({1})
    assert Approver.HEAD_NURSE in kinds(Role.NURSE, leads=some)
    assert Approver.MEDICAL_HEAD in kinds(Role.DOCTOR, leads=some)
    assert Approver.MEDICAL_HEAD not in kinds(Role.DOCTOR)
    assert kinds(Role.POLICE) == {Approver.SECURITY_GROUP}
    assert Approver.LEADER in kinds(Role.POLICE, leads=some)
    assert Approver.INFECTION_CONTROL in kinds(Role.DOCTOR, category=Category.INFECTION_CTRL)
    assert Approver.INFECTION_CONTROL not in approver_kinds(
        replace(context(Role.DOCTOR).actor, title="院感科医师")
    )


# ---- plans and exchanges across zones ----------------------------------------------------------


def across(house: House) -> tuple[PlannedMove, ...]:
    """0 to the other zone, 1 into the bed of 0."""
    b, s = house.beds, house.stays
    return (
        PlannedMove(stay_id=s[0], from_bed_id=b["501-1"], to_bed_id=b["201-1"]),
        PlannedMove(stay_id=s[1], from_bed_id=b["501-2"], to_bed_id=b["501-1"]),
    )


def test_a_plan_across_zones_needs_both_sides_once(house: House, clock: StillClock) -> None:
    nurse = house.who(Role.NURSE, "提出人", "康复区")
    moves = across(house)
    direct = ApplyPlan(moves=moves, reason="调整", cleaning_signed=True)
    assert code(lambda: apply_plan(nurse, direct)) == PlacementCode.PLAN_CROSSES
    asked = propose_set(nurse, ProposeSet(kind=SetKind.PLAN, moves=moves, reason="调整"))
    again = ProposeSet(kind=SetKind.PLAN, moves=moves, reason="再来")
    assert code(lambda: propose_set(nurse, again)) == PlacementCode.SET_OPEN
    early = ApplySet(id=asked, version=1, cleaning_signed=True)
    assert code(lambda: apply_set(nurse, early)) == PlacementCode.WRONG_STEP
    yes = Decide(id=asked, version=1, approve=True)
    assert code(lambda: decide_set(nurse, yes)) == PlacementCode.SECOND_PERSON
    head = house.who(Role.DIRECTOR, "主任")
    decide_set(head, yes)
    second = replace(yes, version=2)
    assert code(lambda: decide_set(head, second)) == PlacementCode.SECOND_PERSON
    doctor = house.who(Role.DOCTOR, "医生甲")
    assert code(lambda: decide_set(doctor, second)) == PlacementCode.BOTH_SIDES
    decide_set(house.who(Role.POLICE, "民警甲"), second)
    clock.forward(minutes=1)
    unsigned = ApplySet(id=asked, version=3)
    assert code(lambda: apply_set(nurse, unsigned)) == PlacementCode.CLEANING_NOT_SIGNED
    change = apply_set(nurse, replace(unsigned, cleaning_signed=True))
    assert house.lies() == {0: "201-1", 1: "501-1"}
    assert open_sets(nurse) == ()
    undo(nurse, change)
    assert house.lies() == {0: "501-1", 1: "501-2"}
    (row,) = open_sets(nurse)
    assert (row.status, row.crossing, row.medical_by, row.security_by) == (
        "approved", 1, "主任", "民警甲",
    )  # fmt: skip
    withdraw_set(nurse, row.id, row.version, "不再需要")
    with reading(nurse) as session:
        assert audit.verify(session)[1] == ()


def test_an_approved_plan_is_judged_again_when_carried_out(house: House, clock: StillClock) -> None:
    nurse = house.who(Role.NURSE, "提出人")
    asked = propose_set(nurse, ProposeSet(kind=SetKind.PLAN, moves=across(house), reason="调整"))
    decide_set(house.who(Role.DOCTOR, "医生甲"), Decide(id=asked, version=1, approve=True))
    decide_set(house.who(Role.POLICE, "民警甲"), Decide(id=asked, version=2, approve=True))
    clock.forward(minutes=1)
    gone = Move(
        stay_id=house.stays[1], from_bed_id=house.beds["501-2"], to_bed_id=house.beds["502-1"],
        reason="r",
    )  # fmt: skip
    move(nurse, gone)
    late = ApplySet(id=asked, version=3, cleaning_signed=True)
    assert code(lambda: apply_set(nurse, late)) == PlacementCode.PLAN_OUTDATED
    assert house.lies() == {0: "501-1", 1: "502-1"}, "all or nobody"


def test_a_plan_inside_a_zone_needs_nobody(house: House) -> None:
    nurse = house.who(Role.NURSE, "提出人")
    inside = PlannedMove(
        stay_id=house.stays[0], from_bed_id=house.beds["501-1"], to_bed_id=house.beds["502-1"]
    )
    ask = ProposeSet(kind=SetKind.PLAN, moves=(inside,), reason="r")
    assert code(lambda: propose_set(nurse, ask)) == PlacementCode.SET_INSIDE
    apply_plan(nurse, ApplyPlan(moves=(inside,), reason="r"))
    assert house.lies()[0] == "502-1"


def test_an_exchange_across_zones_is_approved_and_received(house: House, clock: StillClock) -> None:
    b, s = house.beds, house.stays
    police = house.who(Role.POLICE, "民警甲", "康复区")
    urgent = Move(
        stay_id=s[1], from_bed_id=b["501-2"], to_bed_id=b["201-1"], reason="r", urgent=True
    )
    move(police, urgent)
    nurse = house.who(Role.NURSE, "提出人", "康复区", "二区")
    places = ((s[0], b["201-1"]), (s[1], b["501-1"]))
    at_once = Exchange(places=places, reason="互换", cleaning_signed=True)
    assert code(lambda: exchange(nurse, at_once)) == PlacementCode.EXCHANGE_CROSSES
    moves = (
        PlannedMove(stay_id=s[0], from_bed_id=b["501-1"], to_bed_id=b["201-1"]),
        PlannedMove(stay_id=s[1], from_bed_id=b["201-1"], to_bed_id=b["501-1"]),
    )
    half = ProposeSet(kind=SetKind.EXCHANGE, moves=moves[:1], reason="互换")
    assert code(lambda: propose_set(nurse, half)) == PlacementCode.EXCHANGE_NOT_CLOSED
    asked = propose_set(nurse, replace(half, moves=moves))
    decide_set(house.who(Role.DOCTOR, "医生甲"), Decide(id=asked, version=1, approve=True))
    decide_set(police, Decide(id=asked, version=2, approve=True))
    clock.forward(minutes=1)
    done = ApplySet(id=asked, version=3, cleaning_signed=True)
    assert code(lambda: apply_set(nurse, done)) == PlacementCode.SECOND_PERSON
    women = house.who(Role.NURSE, "女区护士", "女区")
    assert code(lambda: apply_set(women, done)) == PlacementCode.RECEIVING_ZONE
    apply_set(house.who(Role.NURSE, "二区护士", "二区"), done)
    assert house.lies() == {0: "201-1", 1: "501-1"}


def test_a_refused_set_is_closed_with_its_reason(house: House) -> None:
    nurse = house.who(Role.NURSE, "提出人")
    asked = propose_set(nurse, ProposeSet(kind=SetKind.PLAN, moves=across(house), reason="调整"))
    no = Decide(id=asked, version=1, approve=False)
    assert code(lambda: decide_set(house.who(Role.POLICE, "民警甲"), no)) == "required"
    decide_set(house.who(Role.POLICE, "民警甲"), replace(no, answer="夜间不调"))
    assert open_sets(nurse) == ()


# ---- ways around ---------------------------------------------------------------------------------


def test_leaving_the_bed_is_no_way_into_another_zone(house: House, clock: StillClock) -> None:
    nurse, stay, b = house.who(Role.NURSE, "提出人"), house.stays[0], house.beds
    leave_bed(nurse, stay)
    clock.forward(minutes=5)
    into = Place(stay_id=stay, bed_id=b["201-1"], reason="r")
    assert code(lambda: place(nurse, into)) == PlacementCode.NEEDS_TRANSFER
    urgent = replace(into, urgent=True)
    assert code(lambda: place(nurse, urgent)) == PlacementCode.URGENT_WHO
    request = request_move(
        nurse, RequestMove(stay_id=stay, to_bed_id=b["201-1"], reason="返所后转区")
    )
    approved(house, request)
    clock.forward(minutes=1)
    receive_move(house.who(Role.NURSE, "二区护士", "二区"), ReceiveMove(id=request, version=3))
    assert house.lies()[0] == "201-1"
    leave_bed(nurse, stay)
    sign_bed_clean(nurse, b["201-1"])
    clock.forward(minutes=1)
    place(nurse, Place(stay_id=stay, bed_id=b["201-1"], reason="r"))
    assert house.lies()[0] == "201-1", "back into the own zone at once"


def test_what_was_approved_inside_a_zone_does_not_carry_across(
    house: House, clock: StillClock
) -> None:
    """Approved by the head for a move inside; moved to another zone meanwhile."""
    nurse, stay, b = house.who(Role.NURSE, "提出人"), house.stays[0], house.beds
    request = request_move(nurse, RequestMove(stay_id=stay, to_bed_id=b["502-1"], reason="安静"))
    head = house.who(Role.POLICE, "负责人", leads=("康复区",))
    decide_move(head, Decide(id=request, version=1, approve=True))
    clock.forward(minutes=1)
    away = Move(stay_id=stay, from_bed_id=b["501-1"], to_bed_id=b["201-1"], reason="r", urgent=True)
    move(head, away)
    clock.forward(minutes=1)
    take = ReceiveMove(id=request, version=2)
    assert code(lambda: receive_move(head, take)) == PlacementCode.NEEDS_TRANSFER


# ---- undo ------------------------------------------------------------------------------------------


def test_undo_opens_the_request_again_that_the_move_had_closed(
    house: House, clock: StillClock
) -> None:
    nurse, stay, b = house.who(Role.NURSE, "提出人"), house.stays[0], house.beds
    request_move(nurse, RequestMove(stay_id=stay, to_bed_id=b["201-1"], reason="病情"))
    clock.forward(minutes=1)
    officer = house.who(Role.POLICE, "民警甲")
    now = Move(stay_id=stay, from_bed_id=b["501-1"], to_bed_id=b["201-1"], reason="急", urgent=True)
    change = move(officer, now)
    assert requests(nurse) == ()
    assert reservations(nurse) == ()
    clock.forward(seconds=30)
    undo(officer, change)
    (row,) = requests(nurse)
    assert (row.status, row.to_bed, row.answer) == ("requested", "201-1", "")
    assert [r.bed for r in reservations(nurse)] == ["201-1"]


def test_undo_of_a_receipt_leaves_the_request_approved(house: House, clock: StillClock) -> None:
    nurse, stay, b = house.who(Role.NURSE, "提出人"), house.stays[0], house.beds
    request = request_move(nurse, RequestMove(stay_id=stay, to_bed_id=b["201-1"], reason="病情"))
    approved(house, request)
    clock.forward(minutes=1)
    there = house.who(Role.NURSE, "二区护士", "二区")
    change = receive_move(there, ReceiveMove(id=request, version=3))
    undo(there, change)
    (row,) = requests(nurse)
    assert (row.status, row.medical_by, row.security_by, row.received_by) == (
        "approved", "沈若兰", "喻思源", "",
    )  # fmt: skip
    clock.forward(minutes=2)
    receive_move(there, ReceiveMove(id=row.id, version=row.version))
    assert house.lies()[0] == "201-1"
