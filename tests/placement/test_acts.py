"""The acts of the map on both engines: placing, moving, exchanging, leaving, undoing, closing."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, KernelCode, NotPermitted, RulesBroken
from medcentre.kernel.permissions import Role
from medcentre.placement.acts import (
    apply_plan,
    close_beds,
    decide_proposal,
    define_places,
    exchange,
    leave_bed,
    move,
    place,
    place_in,
    propose_bed_change,
    propose_zone,
    reopen_beds,
    undo,
)
from medcentre.placement.commands import (
    ApplyPlan,
    CloseBeds,
    Decide,
    Exchange,
    Move,
    NewBed,
    NewRoom,
    NewZone,
    Place,
    PlannedMove,
    ProposeBedChange,
    ProposeZone,
)
from medcentre.placement.facts import (
    BedState,
    CapacityKind,
    ClosureReason,
    PlacementCode,
    Snapshot,
    ZoneKind,
)
from medcentre.placement.views.snapshot import snapshot_at
from medcentre.residents.acts import leave, record_exit
from medcentre.residents.facts import (
    AbsenceKind,
    ExitKind,
    PrecautionKind,
    RecordExit,
    StartAbsence,
)
from medcentre.store.audit import AuditRow
from medcentre.store.uow import reading, unit_of_work
from tests.placement.centre import ContextOf, build, take_in


def look(ctx: ServiceContext, **back: float) -> Snapshot:
    with reading(ctx) as session:
        return snapshot_at(session, ctx.clock.now() - timedelta(**back))


def bed_of(ctx: ServiceContext, stay: int, **back: float) -> int | None:
    return next((p.bed_id for p in look(ctx, **back).people if p.stay_id == stay), None)


def state(ctx: ServiceContext, bed: int, **back: float) -> BedState:
    return next(b.state for b in look(ctx, **back).beds if b.id == bed)


def codes(refusal: pytest.ExceptionInfo[DomainError]) -> list[str]:
    return [v.code for v in refusal.value.violations()]


def test_place_move_undo(context: ContextOf, clock: StillClock) -> None:
    ctx = context(Role.NURSE)
    beds, stay = build(context()), take_in(context())
    place(ctx, Place(stay_id=stay, bed_id=beds["501-1"]))
    assert bed_of(ctx, stay) == beds["501-1"]
    clock.forward(minutes=30)
    change = move(
        ctx,
        Move(stay_id=stay, from_bed_id=beds["501-1"], to_bed_id=beds["502-1"], reason="安静"),
    )
    assert bed_of(ctx, stay) == beds["502-1"]
    assert state(ctx, beds["501-1"]) is BedState.TO_CLEAN
    assert bed_of(ctx, stay, minutes=1) == beds["501-1"]
    clock.forward(seconds=60)
    undo(ctx, change)
    assert bed_of(ctx, stay) == beds["501-1"]
    assert state(ctx, beds["502-1"]) is BedState.FREE
    with pytest.raises(DomainError):
        undo(ctx, change)


def zone_of(ctx: ServiceContext, stay: int) -> str:
    snapshot = look(ctx)
    return next(
        z.code
        for z in snapshot.zones
        for r in snapshot.rooms
        for b in snapshot.beds
        if r.zone_id == z.id and b.room_id == r.id and b.id == bed_of(ctx, stay)
    )


def test_another_zone_needs_a_transfer(context: ContextOf) -> None:
    """PL-01: nobody moves across zones on the spot, whatever their rights; the bed stays theirs."""
    beds, stay = build(context()), take_in(context())
    place(context(Role.NURSE), Place(stay_id=stay, bed_id=beds["501-1"]))
    there = Move(stay_id=stay, from_bed_id=beds["501-1"], to_bed_id=beds["201-1"], reason="换区")
    for role in (Role.NURSE, Role.POLICE, Role.JOINT_OFFICE):
        with pytest.raises(RulesBroken) as refusal:
            move(context(role), there)
        assert codes(refusal) == [PlacementCode.NEEDS_TRANSFER]
        assert refusal.value.broken[0].facts["zone"] == "二区"
    with pytest.raises(RulesBroken) as blocked:
        move(context(Role.POLICE), replace(there, to_bed_id=beds["401-1"], urgent=True))
    assert PlacementCode.H01_SEX in codes(blocked)
    assert zone_of(context(), stay) == "Z9"
    assert state(context(), beds["201-1"]) is BedState.FREE


def test_an_urgent_move_is_for_the_officer_on_duty_and_audited(context: ContextOf) -> None:
    beds, stay = build(context()), take_in(context())
    nurse, police = context(Role.NURSE), context(Role.POLICE)
    place(nurse, Place(stay_id=stay, bed_id=beds["501-1"]))
    now = Move(
        stay_id=stay, from_bed_id=beds["501-1"], to_bed_id=beds["201-1"], reason="抢救", urgent=True
    )
    with pytest.raises(DomainError) as who:
        move(nurse, now)
    assert who.value.code == PlacementCode.URGENT_WHO
    with pytest.raises(RulesBroken):
        move(police, replace(now, reason=" "))
    change = move(police, now)
    assert zone_of(police, stay) == "Z2"
    inside = Move(
        stay_id=stay, from_bed_id=beds["201-1"], to_bed_id=beds["201-2"], reason="x", urgent=True
    )
    with reading(police) as session:
        written = [r.action for r in session.scalars(select(AuditRow))]
    assert written.count("placement.urgent_move") == 1
    undo(police, change)
    assert zone_of(police, stay) == "Z9"
    move(police, now)
    move(nurse, inside)  # inside a zone urgency asks nothing more


def test_exchange_across_zones_is_urgent_or_not_at_all(context: ContextOf) -> None:
    beds, stays = build(context()), [take_in(context(), i) for i in range(2)]
    nurse, police = context(Role.NURSE), context(Role.POLICE)
    place(nurse, Place(stay_id=stays[0], bed_id=beds["501-1"]))
    place(nurse, Place(stay_id=stays[1], bed_id=beds["201-1"], reason="无其他空床"))
    swap = Exchange(
        places=((stays[0], beds["201-1"]), (stays[1], beds["501-1"])), reason="抢救",
        cleaning_signed=True,
    )  # fmt: skip
    with pytest.raises(RulesBroken) as refusal:
        exchange(police, swap)
    assert codes(refusal) == [PlacementCode.EXCHANGE_CROSSES] * 2
    with pytest.raises(DomainError) as who:
        exchange(nurse, replace(swap, urgent=True))
    assert who.value.code == PlacementCode.URGENT_WHO
    exchange(police, replace(swap, urgent=True))
    assert [zone_of(police, s) for s in stays] == ["Z2", "Z9"]


def test_undo_is_refused_after_the_minute(context: ContextOf, clock: StillClock) -> None:
    ctx = context(Role.NURSE)
    beds, stay = build(context()), take_in(context())
    change = place(ctx, Place(stay_id=stay, bed_id=beds["501-1"]))
    clock.forward(seconds=61)
    with pytest.raises(DomainError) as refusal:
        undo(ctx, change)
    assert refusal.value.code == PlacementCode.UNDO_TOO_LATE


def test_two_windows_one_bed_the_loser_hears_by_whom(context: ContextOf) -> None:
    nurse, police = context(Role.NURSE), context(Role.POLICE)
    beds = build(context())
    one, two = take_in(context(), 0), take_in(context(), 1)
    place(nurse, Place(stay_id=one, bed_id=beds["501-1"]))
    with pytest.raises(RulesBroken) as refusal:
        place(police, Place(stay_id=two, bed_id=beds["501-1"]))
    lost = refusal.value.broken[0]
    assert lost.code == PlacementCode.BED_LOST
    assert lost.facts["who"] == "nurse"
    assert bed_of(nurse, two) is None


def test_the_store_itself_refuses_two_in_a_bed(context: ContextOf) -> None:
    ctx = context()
    beds = build(ctx)
    one, two = take_in(ctx, 0), take_in(ctx, 1)

    def both(*places: tuple[int, str]) -> None:
        with unit_of_work(ctx) as uow:
            for stay, code in places:
                place_in(uow, stay, beds[code], ctx.clock.now())
            uow.commit()

    for places in (((one, "501-1"), (two, "501-1")), ((one, "501-1"), (one, "501-2"))):
        with pytest.raises(DomainError) as refusal:
            both(*places)
        assert refusal.value.code == KernelCode.OVERLAPS
    assert bed_of(ctx, one) is None


def test_hard_rules_stop_the_act_and_cautions_ask_a_reason(context: ContextOf) -> None:
    ctx = context(Role.NURSE)
    beds = build(context())
    air = take_in(context(), 0, precautions=(PrecautionKind.AIRBORNE,))
    other = take_in(context(), 1)
    with pytest.raises(RulesBroken) as refusal:
        place(ctx, Place(stay_id=air, bed_id=beds["501-1"]))
    assert codes(refusal) == [PlacementCode.H02_AIR_ROOM]
    place(ctx, Place(stay_id=air, bed_id=beds["201-1"]))
    with pytest.raises(DomainError) as asked:
        place(ctx, Place(stay_id=other, bed_id=beds["201-2"]))
    assert asked.value.code == PlacementCode.CONFIRM_REASON
    place(ctx, Place(stay_id=other, bed_id=beds["201-2"], reason="无其他空床"))


def test_exchange_is_one_step_and_needs_the_cleaning(context: ContextOf) -> None:
    ctx = context(Role.NURSE)
    beds = build(context())
    stays = [take_in(context(), i) for i in range(3)]
    for stay, bed in zip(stays, ("501-1", "501-2", "502-1"), strict=True):
        place(ctx, Place(stay_id=stay, bed_id=beds[bed]))
    ring = (
        (stays[0], beds["501-2"]),
        (stays[1], beds["502-1"]),
        (stays[2], beds["501-1"]),
    )
    with pytest.raises(DomainError) as refusal:
        exchange(ctx, Exchange(places=ring, reason="轮换"))
    assert refusal.value.code == PlacementCode.CLEANING_NOT_SIGNED
    with pytest.raises(DomainError) as refusal:
        exchange(ctx, Exchange(places=ring[:2], reason="轮换", cleaning_signed=True))
    assert refusal.value.code == PlacementCode.EXCHANGE_NOT_CLOSED
    change = exchange(ctx, Exchange(places=ring, reason="轮换", cleaning_signed=True))
    assert [bed_of(ctx, s) for s in stays] == [b for _, b in ring]
    undo(ctx, change)
    assert bed_of(ctx, stays[0]) == beds["501-1"]


def test_apply_plan_is_all_or_nothing(context: ContextOf) -> None:
    ctx = context(Role.POLICE)
    beds = build(context())
    one, two = take_in(context(), 0), take_in(context(), 1)
    place(ctx, Place(stay_id=one, bed_id=beds["501-1"]))
    good = PlannedMove(stay_id=one, from_bed_id=beds["501-1"], to_bed_id=beds["502-1"])
    follow = PlannedMove(stay_id=two, from_bed_id=None, to_bed_id=beds["501-1"])
    wrong = PlannedMove(stay_id=two, from_bed_id=None, to_bed_id=beds["401-1"])
    for moves in ((good, wrong), (good, PlannedMove(stay_id=two, from_bed_id=1, to_bed_id=4))):
        with pytest.raises(RulesBroken):
            apply_plan(ctx, ApplyPlan(moves=moves, reason="调整"))
        assert bed_of(ctx, one) == beds["501-1"]
    apply_plan(ctx, ApplyPlan(moves=(good, follow), reason="调整", cleaning_signed=True))
    assert (bed_of(ctx, one), bed_of(ctx, two)) == (beds["502-1"], beds["501-1"])


def test_exit_frees_the_bed_without_rewriting_it(context: ContextOf, clock: StillClock) -> None:
    """T1, T6: the exit itself frees the bed; cleaning comes before the next person."""
    ctx = context(Role.NURSE)
    beds, stay = build(context()), take_in(context())
    place(ctx, Place(stay_id=stay, bed_id=beds["501-1"]))
    clock.forward(hours=2)
    record_exit(
        context(),
        RecordExit(stay_id=stay, version=None, kind=ExitKind.EARLY, exited_at=clock.now()),
    )
    assert state(ctx, beds["501-1"]) is BedState.TO_CLEAN
    assert state(ctx, beds["501-1"], hours=1) is BedState.OCCUPIED
    with pytest.raises(DomainError) as refusal:
        move(
            ctx, Move(stay_id=stay, from_bed_id=beds["501-1"], to_bed_id=beds["502-1"], reason="x")
        )
    assert refusal.value.code == PlacementCode.STAY_NOT_OPEN


def test_bed_is_held_while_out(context: ContextOf, clock: StillClock) -> None:
    ctx = context(Role.NURSE)
    beds, stay = build(context()), take_in(context())
    place(ctx, Place(stay_id=stay, bed_id=beds["501-1"]))
    clock.forward(hours=1)
    leave(
        context(),
        StartAbsence(stay_id=stay, kind=AbsenceKind.HOSPITAL_TRIP, left_at=clock.now()),
    )
    assert state(ctx, beds["501-1"]) is BedState.OCCUPIED
    assert next(p.away for p in look(ctx).people if p.stay_id == stay)


def test_leave_bed_keeps_the_person_on_the_map_without_a_bed(context: ContextOf) -> None:
    ctx = context(Role.NURSE)
    beds, stay = build(context()), take_in(context())
    place(ctx, Place(stay_id=stay, bed_id=beds["501-1"]))
    leave_bed(ctx, stay)
    assert [p.bed_id for p in look(ctx).people] == [None]
    with pytest.raises(DomainError):
        leave_bed(ctx, stay)


def test_who_left_the_centre_has_no_bed_to_leave(context: ContextOf, clock: StillClock) -> None:
    ctx = context(Role.NURSE)
    beds, stay = build(context()), take_in(context())
    place(ctx, Place(stay_id=stay, bed_id=beds["501-1"]))
    clock.forward(hours=1)
    record_exit(
        context(),
        RecordExit(stay_id=stay, version=None, kind=ExitKind.EARLY, exited_at=clock.now()),
    )
    with pytest.raises(DomainError) as refusal:
        leave_bed(ctx, stay)
    assert refusal.value.code == PlacementCode.NOT_PLACED


def test_a_room_with_people_cannot_be_closed(context: ContextOf) -> None:
    """T34."""
    ctx = context(Role.NURSE)
    beds, stay = build(context()), take_in(context())
    place(ctx, Place(stay_id=stay, bed_id=beds["501-1"]))
    room = (beds["501-1"], beds["501-2"])
    with pytest.raises(DomainError) as refusal:
        close_beds(ctx, CloseBeds(bed_ids=room, reason=ClosureReason.REPAIR))
    assert refusal.value.code == PlacementCode.ROOM_OCCUPIED
    close_beds(ctx, CloseBeds(bed_ids=room[1:], reason=ClosureReason.REPAIR))
    assert state(ctx, room[1]) is BedState.CLOSED
    assert reopen_beds(ctx, room) == 1
    assert state(ctx, room[1]) is BedState.FREE


def test_structure_is_proposed_by_one_and_decided_by_another(context: ContextOf) -> None:
    nurse, head = context(Role.NURSE), context(Role.DIRECTOR)
    beds, stay = build(context()), take_in(context())
    extra = NewZone(
        code="Z9", name="康复区", kind=ZoneKind.REHAB,
        rooms=(NewRoom(code="503", beds=(NewBed(code="503-1"),)),),
    )  # fmt: skip
    asked = propose_zone(nurse, ProposeZone(zone=extra, reason="增加床位"))
    with pytest.raises(DomainError) as refusal:
        decide_proposal(nurse, Decide(id=asked, version=1, approve=True))
    assert refusal.value.code == PlacementCode.SECOND_PERSON
    decide_proposal(head, Decide(id=asked, version=1, approve=True))
    assert "503-1" in [b.code for b in look(nurse).beds]
    place(nurse, Place(stay_id=stay, bed_id=beds["501-1"]))
    less = propose_bed_change(
        nurse,
        ProposeBedChange(bed_id=beds["501-1"], reason="缩减", capacity=CapacityKind.MAXIMUM),
    )
    with pytest.raises(DomainError) as refusal:
        decide_proposal(head, Decide(id=less, version=1, approve=True))
    assert refusal.value.code == PlacementCode.CAPACITY_BELOW


def test_no_duplicate_codes_at_one_level(context: ContextOf) -> None:
    """T34 with the one rule for width and case (T13)."""
    ctx = context()
    build(ctx)
    again = NewRoom(code="509", beds=(NewBed(code="５０１-1"),))
    with pytest.raises(RulesBroken) as refusal:
        define_places(ctx, (NewZone(code="ZX", name="x", kind=ZoneKind.REHAB, rooms=(again,)),))
    assert codes(refusal) == [PlacementCode.NAME_TAKEN]


def test_guards_do_not_place_people(context: ContextOf) -> None:
    beds, stay = build(context()), take_in(context())
    with pytest.raises(NotPermitted):
        place(context(Role.GUARD), Place(stay_id=stay, bed_id=beds["501-1"]))


def test_two_desks_at_the_same_instant_one_wins_the_other_hears_by_whom(
    context: ContextOf,
) -> None:
    """Both engines, real threads: no overlap refusal, but a sentence with the other's name."""
    beds = build(context())
    stays = [take_in(context(), i) for i in range(4)]
    gate = threading.Barrier(4)

    def drop(index: int) -> str:
        ctx = context(Role.NURSE)
        ctx = ctx.as_(replace(ctx.actor, name=f"desk {index}"))
        gate.wait()
        try:
            place(ctx, Place(stay_id=stays[index], bed_id=beds["501-1"], reason="r"))
        except RulesBroken as refusal:
            lost = next(v for v in refusal.broken if v.code == PlacementCode.BED_LOST)
            return str(lost.facts["who"])
        return "won"

    with ThreadPoolExecutor(4) as pool:
        ends = list(pool.map(drop, range(4)))
    winner = f"desk {ends.index('won')}"
    assert sorted(ends) == sorted(["won", winner, winner, winner])
