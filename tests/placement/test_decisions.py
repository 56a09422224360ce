"""Reservations, cleaning, keep-apart, risk, isolation, overrides, transfers on both engines."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, KernelCode, NotFound, RulesBroken
from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang, explain, label, term
from medcentre.placement import papers
from medcentre.placement.acts import (
    agree_override,
    ask_overrides,
    assess_risk,
    close_apart,
    decide_move,
    keep_apart,
    move,
    order_isolation,
    place,
    receive_move,
    release,
    reopen_apart,
    request_move,
    reserve,
    review_isolation,
    set_weights,
    sign_bed_clean,
    sign_risk,
    start_cleaning,
    withdraw_move,
)
from medcentre.placement.commands import (
    AgreeOverride,
    AskOverrides,
    AssessRisk,
    CloseApart,
    Decide,
    KeepApart,
    Move,
    OrderIsolation,
    Place,
    ReceiveMove,
    RequestMove,
    Reserve,
    ReviewIsolation,
)
from medcentre.placement.facts import (
    AGENT_MOST,
    ApartReason,
    ApartScope,
    Approver,
    BedState,
    Level,
    PlacementCode,
    Precaution,
    Risk,
    RuleWeights,
)
from medcentre.placement.views import (
    apart_pairs,
    bed_history,
    bed_map,
    census,
    choices,
    cleaning_list,
    conflicts,
    contacts,
    due,
    isolation_orders,
    map_events,
    occupancy_chart,
    overrides,
    requests,
    reservations,
    sharing_risks,
)
from medcentre.residents.acts import record_exit, start_mark_in
from medcentre.residents.facts import ExitKind, IllnessFact, PrecautionKind, RecordExit, StartMark
from medcentre.residents.views import card, counts
from medcentre.store import audit
from medcentre.store.audit import AuditRow
from medcentre.store.uow import reading, store_of, unit_of_work
from tests.conftest import EVERY_ZONE
from tests.placement.centre import ContextOf, build, take_in


def titled(ctx: ServiceContext, title: str, name: str = "") -> ServiceContext:
    return ctx.as_(replace(ctx.actor, title=title, name=name or ctx.actor.name))


def state(ctx: ServiceContext, bed: int) -> BedState:
    tile = bed_map(ctx).tile(bed)
    assert tile is not None
    return tile.state


def refused(refusal: pytest.ExceptionInfo[DomainError]) -> set[str]:
    return {v.code for v in refusal.value.violations()}


def test_reservation_lasts_a_day_and_is_used_up(context: ContextOf, clock: StillClock) -> None:
    ctx = context(Role.NURSE)
    beds, mine, other = build(context()), take_in(context(), 0), take_in(context(), 1)
    bed = beds["501-1"]
    with pytest.raises(DomainError) as refusal:
        reserve(
            ctx,
            Reserve(bed_id=bed, for_whom="某", until=clock.now() + timedelta(hours=24, seconds=1)),
        )
    assert refusal.value.code == PlacementCode.RESERVE_TOO_LONG
    reserve(ctx, Reserve(bed_id=bed, stay_id=mine, until=clock.now() + timedelta(hours=24)))
    assert state(ctx, bed) is BedState.RESERVED
    with pytest.raises(RulesBroken) as broken:
        place(ctx, Place(stay_id=other, bed_id=bed))
    assert refused(broken) == {PlacementCode.BED_RESERVED}
    place(ctx, Place(stay_id=mine, bed_id=bed))
    assert reservations(ctx) == ()


def test_reservation_ends_by_itself_and_by_release(context: ContextOf, clock: StillClock) -> None:
    ctx = context(Role.NURSE)
    beds = build(context())
    until = clock.now() + timedelta(hours=2)
    reserve(ctx, Reserve(bed_id=beds["501-1"], for_whom="花溪分局", until=until))
    with pytest.raises(DomainError):
        reserve(ctx, Reserve(bed_id=beds["501-1"], for_whom="某", until=until))
    (row,) = reservations(ctx)
    release(ctx, row.id, row.version)
    assert state(ctx, beds["501-1"]) is BedState.FREE
    reserve(ctx, Reserve(bed_id=beds["501-1"], for_whom="某", until=until))
    clock.forward(hours=2)
    assert state(ctx, beds["501-1"]) is BedState.FREE
    reserve(
        ctx, Reserve(bed_id=beds["501-1"], for_whom="某", until=clock.now() + timedelta(hours=1))
    )


def test_cleaning_with_sign_off(context: ContextOf, clock: StillClock) -> None:
    ctx = context(Role.NURSE)
    beds, stay, other = build(context()), take_in(context(), 0), take_in(context(), 1)
    place(ctx, Place(stay_id=stay, bed_id=beds["501-1"]))
    clock.forward(hours=1)
    move(ctx, Move(stay_id=stay, from_bed_id=beds["501-1"], to_bed_id=beds["502-1"], reason="x"))
    with pytest.raises(RulesBroken) as refusal:
        place(ctx, Place(stay_id=other, bed_id=beds["501-1"]))
    assert refused(refusal) == {PlacementCode.H14_NOT_CLEAN}
    start_cleaning(ctx, beds["501-1"])
    assert state(ctx, beds["501-1"]) is BedState.DISINFECTING
    sign_bed_clean(ctx, beds["501-1"])
    place(ctx, Place(stay_id=other, bed_id=beds["501-1"]))
    with pytest.raises(DomainError) as nothing:
        sign_bed_clean(ctx, beds["502-2"])
    assert nothing.value.code == PlacementCode.NOTHING_TO_CLEAN


def test_cleaning_after_an_exit(context: ContextOf, clock: StillClock) -> None:
    ctx = context(Role.NURSE)
    beds, stay, other = build(context()), take_in(context(), 0), take_in(context(), 1)
    place(ctx, Place(stay_id=stay, bed_id=beds["501-1"]))
    clock.forward(hours=3)
    left = clock.now()
    record_exit(
        context(), RecordExit(stay_id=stay, version=None, kind=ExitKind.EARLY, exited_at=left)
    )
    clock.forward(hours=3)
    assert [r.bed for r in cleaning_list(ctx)] == ["501-1"]
    sign_bed_clean(ctx, beds["501-1"])
    assert cleaning_list(ctx) == ()
    place(ctx, Place(stay_id=other, bed_id=beds["501-1"]))
    assert bed_history(ctx, stay)[0].end == left


def test_keep_apart_closes_and_reopens(context: ContextOf) -> None:
    ctx = context(Role.POLICE)
    beds, stays = build(context()), [take_in(context(), i) for i in (0, 1)]
    people = [card(context(), s).roll.person_id for s in stays]
    place(ctx, Place(stay_id=stays[0], bed_id=beds["501-1"]))
    pair = KeepApart(
        first_person_id=people[1], second_person_id=people[0], reason=ApartReason.FIGHT,
        scope=ApartScope.ZONE, first_role="victim", second_role="attacker",
    )  # fmt: skip
    keep_apart(ctx, pair)
    with pytest.raises(DomainError) as again:
        keep_apart(ctx, pair)
    assert again.value.code == PlacementCode.PAIR_OPEN
    with pytest.raises(RulesBroken) as refusal:
        place(ctx, Place(stay_id=stays[1], bed_id=beds["502-1"]))
    assert refused(refusal) == {PlacementCode.H09_APART_ZONE}
    (row,) = apart_pairs(ctx)
    assert (row.first_role, row.second_role) == ("attacker", "victim")
    close_apart(ctx, CloseApart(id=row.id, version=row.version, reason="已和解"))
    place(ctx, Place(stay_id=stays[1], bed_id=beds["502-1"]))
    (old,) = apart_pairs(ctx, closed=True)
    reopen_apart(ctx, CloseApart(id=old.id, version=old.version, reason="又起冲突"))
    assert {c.violation.rule for c in conflicts(ctx)} == {"PL-H09"}
    assert {t.partners for z in bed_map(ctx).zones for t in z.tiles if t.stay_id} == {
        (stays[0],), (stays[1],),
    }  # fmt: skip


def test_sharing_risk_needs_police_and_nurse(context: ContextOf) -> None:
    police, nurse = context(Role.POLICE), context(Role.NURSE)
    beds, stays = build(context()), [take_in(context(), i) for i in (0, 1)]
    place(nurse, Place(stay_id=stays[0], bed_id=beds["501-1"]))
    asked = AssessRisk(
        stay_id=stays[1], level=Risk.HIGH, review_on=police.clock.now().date(), reason="多次斗殴"
    )
    risk = assess_risk(police, asked)
    found = choices(nurse, stays[1]).of(beds["501-2"])
    assert found is not None
    assert found.level is Level.ALLOWED
    with pytest.raises(DomainError):
        sign_risk(police, risk, 2)
    (row,) = sharing_risks(nurse)
    sign_risk(nurse, risk, row.version)
    found = choices(nurse, stays[1]).of(beds["501-2"])
    assert found is not None
    assert found.level is Level.CONFIRM


def test_isolation_order_drives_precaution_and_conflicts(
    context: ContextOf, clock: StillClock
) -> None:
    """PL-04: a new result re-checks the placement; the review ends it again."""
    doctor, nurse = context(Role.DOCTOR), context(Role.NURSE)
    beds, stay = build(context()), take_in(context())
    place(nurse, Place(stay_id=stay, bed_id=beds["501-1"]))
    assert conflicts(nurse) == ()
    clock.forward(minutes=5)
    order = order_isolation(
        doctor,
        OrderIsolation(
            stay_id=stay, precaution=Precaution.AIRBORNE, reason="痰检",
            review_at=clock.now() + timedelta(days=2),
        ),
    )  # fmt: skip
    (conflict,) = conflicts(nurse)
    assert conflict.violation.rule == "PL-H02"
    assert "placement_due.conflict" in {d.kind for d in due(nurse, clock.now())}
    assert isolation_orders(context(Role.GUARD))[0].reason == ""
    clock.forward(days=3)
    review_isolation(
        doctor,
        ReviewIsolation(id=order, version=1, next_review=clock.now() + timedelta(days=1)),
    )
    review_isolation(
        doctor, ReviewIsolation(id=order, version=2, next_review=None, reason="三次阴性")
    )
    assert conflicts(nurse) == ()


def test_an_agent_too_long_for_its_field_is_refused_by_name(
    context: ContextOf, clock: StillClock
) -> None:
    """PostgreSQL would fail on it, SQLite would keep it: the act says what to do."""
    doctor, stay = context(Role.DOCTOR), take_in(context())
    order = OrderIsolation(
        stay_id=stay, precaution=Precaution.CONTACT, reason="培养",
        review_at=clock.now() + timedelta(days=2), agent="M" * (AGENT_MOST + 1),
    )  # fmt: skip
    with pytest.raises(DomainError) as refused:
        order_isolation(doctor, order)
    (violation,) = refused.value.violations()
    assert (violation.code, violation.where) == (KernelCode.TOO_LONG, "agent")
    assert str(AGENT_MOST) in explain(violation, Lang.EN)
    assert order_isolation(doctor, replace(order, agent="M" * AGENT_MOST))


def test_override_needs_everybody_and_runs_out(context: ContextOf, clock: StillClock) -> None:
    nurse = context(Role.NURSE, leads=EVERY_ZONE)
    beds, stay = (
        build(context()),
        take_in(context(), traits=(("wheelchair", "yes"), ("tests_complete", "yes"))),
    )
    with pytest.raises(RulesBroken):
        place(nurse, Place(stay_id=stay, bed_id=beds["501-1"], reason="临时"))
    ask = AskOverrides(
        stay_id=stay, bed_id=beds["501-1"], rules=("PL-H10",), reason="无障碍床已满", hours=25
    )
    with pytest.raises(RulesBroken) as refusal:
        ask_overrides(nurse, ask)
    assert refused(refusal) == {PlacementCode.OVERRIDE_TOO_LONG}
    (asked,) = ask_overrides(context(Role.NURSE), replace(ask, hours=24))
    with pytest.raises(DomainError):
        agree_override(
            context(Role.NURSE), AgreeOverride(id=asked, version=1, approver=Approver.HEAD_NURSE)
        )
    agree_override(nurse, AgreeOverride(id=asked, version=1, approver=Approver.HEAD_NURSE))
    place(nurse, Place(stay_id=stay, bed_id=beds["501-1"], reason="临时"))
    (row,) = overrides(nurse)
    assert row.until_at == clock.now() + timedelta(hours=24)
    assert [c.overridden for c in conflicts(nurse)] == [True]
    clock.forward(hours=24)
    assert [c.overridden for c in conflicts(nurse)] == [False]


def test_what_one_placing_breaks_is_asked_for_as_one(context: ContextOf) -> None:
    nurse = context(Role.NURSE, leads=EVERY_ZONE)
    traits = (("wheelchair", "yes"), ("violence", "3"), ("tests_complete", "yes"))
    beds, stay = build(context()), take_in(context(), traits=traits)
    ask = AskOverrides(
        stay_id=stay, bed_id=beds["501-1"], rules=("PL-H10", "PL-H08"), reason="暂无合适的床",
        hours=13,
    )  # fmt: skip
    with pytest.raises(RulesBroken) as refusal:
        ask_overrides(nurse, ask)
    (late,) = refusal.value.violations()
    assert (late.code, late.rule, late.where) == (
        PlacementCode.OVERRIDE_TOO_LONG, "PL-H08", "hours",
    )  # fmt: skip
    assert overrides(nurse) == (), "the first is not asked for without the second"
    assert len(asked_rules(nurse, stay)) == 0
    with pytest.raises(NotFound):
        ask_overrides(nurse, replace(ask, hours=12, rules=("PL-H10", "PL-X1")))
    assert overrides(nurse) == ()
    made = ask_overrides(nurse, replace(ask, hours=12))
    assert [r.rule for r in sorted(overrides(nurse), key=lambda r: made.index(r.id))] == [
        "PL-H10", "PL-H08",
    ]  # fmt: skip
    assert asked_rules(nurse, stay) == ["PL-H10", "PL-H08"], "each in the audit"
    with reading(nurse) as session:
        assert audit.verify(session)[1] == ()


def asked_rules(ctx: ServiceContext, stay: int) -> list[str]:
    """The rules whose exceptions the audit tells of, oldest first."""
    query = select(AuditRow).where(AuditRow.action == "placement.ask_override")
    with reading(ctx) as session:
        rows = session.scalars(query.order_by(AuditRow.seq))
        return [json.loads(r.facts)["rule"] for r in rows if r.subject == f"stay:{stay}"]


def test_transfer_across_zones_asks_both_sides_and_a_receipt(
    context: ContextOf, clock: StillClock
) -> None:
    asker = titled(context(Role.NURSE), "", "提出人")
    doctor, police = context(Role.DOCTOR), context(Role.POLICE)
    beds = build(context())
    stay = take_in(context(), precautions=(PrecautionKind.BLOOD,))
    place(asker, Place(stay_id=stay, bed_id=beds["501-1"]))
    with pytest.raises(DomainError) as opinion:
        request_move(
            asker, RequestMove(stay_id=stay, to_bed_id=beds["201-1"], reason="病情", illness=True)
        )
    assert opinion.value.code == PlacementCode.DOCTOR_OPINION
    wanted = RequestMove(
        stay_id=stay, to_bed_id=beds["201-1"], reason="病情", illness=True, doctor_opinion="同意"
    )
    request = request_move(asker, wanted)
    with pytest.raises(DomainError):
        request_move(asker, wanted)
    assert state(asker, beds["201-1"]) is BedState.RESERVED
    with pytest.raises(DomainError) as own:
        decide_move(asker, Decide(id=request, version=1, approve=True))
    assert own.value.code == PlacementCode.SECOND_PERSON
    decide_move(doctor, Decide(id=request, version=1, approve=True))
    with pytest.raises(DomainError) as early:
        receive_move(police, ReceiveMove(id=request, version=2))
    assert early.value.code == PlacementCode.WRONG_STEP
    clock.forward(minutes=1)
    move(asker, Move(stay_id=stay, from_bed_id=beds["501-1"], to_bed_id=beds["502-1"], reason="x"))
    assert [r.status for r in requests(asker)] == ["requested"]  # T4
    assert state(asker, beds["201-1"]) is BedState.RESERVED, "kept while moving inside the zone"
    decide_move(police, Decide(id=request, version=2, approve=True))
    clock.forward(minutes=1)
    receive_move(context(Role.NURSE), ReceiveMove(id=request, version=3))
    assert reservations(asker) == ()
    assert bed_history(asker, stay)[-1].bed == "201-1"
    assert requests(asker) == ()
    sheet = papers.transfer_sheet(asker, request)
    assert sheet.to_place == "二区 201-1"


def test_an_urgent_move_into_the_asked_bed_closes_the_request(
    context: ContextOf, clock: StillClock
) -> None:
    asker, police = context(Role.NURSE), context(Role.POLICE)
    beds, stay = build(context()), take_in(context())
    place(asker, Place(stay_id=stay, bed_id=beds["501-1"]))
    request_move(asker, RequestMove(stay_id=stay, to_bed_id=beds["201-1"], reason="病情"))
    clock.forward(minutes=5)
    now = Move(
        stay_id=stay, from_bed_id=beds["501-1"], to_bed_id=beds["201-2"], reason="抢救", urgent=True
    )
    move(police, now)
    assert [r.status for r in requests(asker)] == ["requested"], "another bed leaves it open"
    inside = replace(now, from_bed_id=beds["201-2"], to_bed_id=beds["201-1"], urgent=False)
    move(asker, inside)
    assert requests(asker) == ()
    assert reservations(asker) == ()


def test_transfer_inside_a_zone_needs_its_head_and_can_be_withdrawn(context: ContextOf) -> None:
    asker = titled(context(Role.NURSE), "", "提出人")
    head = context(Role.POLICE, leads=EVERY_ZONE)
    beds, stay = build(context()), take_in(context())
    place(asker, Place(stay_id=stay, bed_id=beds["501-1"]))
    wanted = RequestMove(stay_id=stay, to_bed_id=beds["502-1"], reason="安静")
    first = request_move(asker, wanted)
    decide_move(head, Decide(id=first, version=1, approve=True))
    assert state(asker, beds["502-1"]) is BedState.RESERVED
    withdraw_move(asker, first, 2, "不需要了")
    assert state(asker, beds["502-1"]) is BedState.FREE
    second = request_move(asker, wanted)
    decide_move(head, Decide(id=second, version=1, approve=False, answer="满员"))
    assert requests(asker) == ()
    assert state(asker, beds["502-1"]) is BedState.FREE


def test_weights_change_the_score(context: ContextOf) -> None:
    ctx, head = context(Role.NURSE), context(Role.DIRECTOR)
    beds, stay = build(context()), take_in(context())
    before = choices(ctx, stay).of(beds["501-1"])
    set_weights(head, replace(RuleWeights(), zone=50))
    after = choices(ctx, stay).of(beds["501-1"])
    assert before is not None
    assert after is not None
    assert after.score - before.score == 20


def test_contacts_chart_census_and_events(context: ContextOf, clock: StillClock) -> None:
    ctx = context(Role.DOCTOR)
    nurse = context(Role.NURSE)
    beds, stays = build(context()), [take_in(context(), i) for i in range(3)]
    start = clock.now()
    place(nurse, Place(stay_id=stays[0], bed_id=beds["501-1"]))
    place(nurse, Place(stay_id=stays[1], bed_id=beds["501-2"]))
    clock.forward(hours=30)
    move(
        nurse,
        Move(stay_id=stays[1], from_bed_id=beds["501-2"], to_bed_id=beds["502-1"], reason="x"),
    )
    clock.forward(hours=10)
    sign_bed_clean(nurse, beds["501-2"])
    place(nurse, Place(stay_id=stays[2], bed_id=beds["501-2"]))
    clock.forward(hours=5)
    found = contacts(ctx, stays[0], start, clock.now())
    assert [(c.stay_id, c.hours) for c in found] == [(stays[1], 30.0), (stays[2], 5.0)]
    same_zone = contacts(ctx, stays[0], start, clock.now(), by_zone=True)
    assert [(c.stay_id, c.hours) for c in same_zone] == [(stays[1], 45.0), (stays[2], 5.0)]
    counted = census(nurse)
    assert counted.on_roll == counts(nurse).on_roll == 3
    day = start.date()
    chart = {z.zone: z for z in occupancy_chart(ctx, day, day)}
    assert (chart["康复区"].occupied, chart["康复区"].beds) == (2, 4)
    assert [e.kind for e in map_events(ctx, start, clock.now())] == ["move"]
    sheet = papers.contact_list(ctx, stays[0], start, clock.now())
    assert [line.hours for line in sheet.lines] == ["30.0", "5.0"]


def test_a_guard_sees_signs_and_never_the_illness(context: ContextOf) -> None:
    """SEC-01, R12: the word list stays out of everything a guard is handed."""
    nurse = context(Role.NURSE)
    beds = build(context())
    stay = take_in(
        context(), precautions=(PrecautionKind.BLOOD,),
        illnesses=(IllnessFact(category="BC01", text="HIV感染", main=True),),
    )  # fmt: skip
    place(nurse, Place(stay_id=stay, bed_id=beds["501-1"]))
    guard = context(Role.GUARD)
    shown = repr(bed_map(guard)) + repr(choices(guard, stay)) + repr(conflicts(guard))
    shown += repr(papers.zone_list(guard, bed_map(guard).zones[0].zone_id))
    for word in ("HIV", "艾滋", "BC01", "care_a", "CD4", "抗病毒"):
        assert word not in shown
    tile = bed_map(guard).tile(beds["501-1"])
    assert tile is not None
    assert tile.precautions == (Precaution.BLOOD,)
    assert bed_map(guard).zones[0].inside is None
    assert bed_map(context(Role.DOCTOR)).zones[0].inside is not None


def test_the_map_takes_five_statements_whatever_its_size(context: ContextOf) -> None:
    """P14."""
    ctx = context(Role.NURSE)
    beds = build(context())
    for index, bed in enumerate(("501-1", "501-2", "502-1")):
        place(ctx, Place(stay_id=take_in(context(), index), bed_id=beds[bed]))
    seen: list[str] = []

    def note(*args: object) -> None:
        statement = str(args[2])
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    engine = store_of(ctx).engine
    event.listen(engine, "before_cursor_execute", note)
    bed_map(ctx)
    event.remove(engine, "before_cursor_execute", note)
    assert len(seen) <= 5


def test_bed_cards_carry_no_illness(context: ContextOf) -> None:
    ctx = context(Role.NURSE)
    beds, stay = build(context()), take_in(context(), precautions=(PrecautionKind.BLOOD,))
    place(ctx, Place(stay_id=stay, bed_id=beds["501-1"]))
    (doc,) = papers.bed_cards(ctx, (stay,))
    assert [s.words for s in doc.precautions] == [label("precaution.blood", Lang.ZH)]
    assert doc.person.bed == "501-1"


def test_papers_carry_diet_and_allergy_but_no_diet_that_tells(
    context: ContextOf, clock: StillClock
) -> None:
    """P56 and the zone list; a diet of few zones only stays off paper (SEC-01)."""
    program, nurse = context(), context(Role.NURSE)
    beds = build(program)
    one, two = take_in(program, 0, allergy="青霉素"), take_in(program, 1)
    for stay, bed in ((one, "501-1"), (two, "501-2")):
        place(nurse, Place(stay_id=stay, bed_id=beds[bed]))
    for stay, diet in ((one, "软食"), (two, "无骨刺")):
        with unit_of_work(program) as uow:
            start_mark_in(
                uow,
                "alert",
                StartMark(stay_id=stay, kind="diet", value=diet, from_at=clock.now()),
            )
            uow.record(f"stay:{stay}", action="residents.start_mark", diet=diet)
            uow.commit()
    cards = {d.person.bed: d.diet for d in papers.bed_cards(nurse, (one, two))}
    assert cards == {"501-1": "软食", "501-2": ""}
    zone = bed_map(nurse).zones[0]
    listed = {x.bed: x.diet for x in papers.zone_list(nurse, zone.zone_id).lines}
    assert (listed["501-1"], listed["501-2"]) == ("软食", "")
    asked = RequestMove(stay_id=one, to_bed_id=beds["201-1"], reason="r")
    number = request_move(nurse, asked)
    assert papers.transfer_sheet(nurse, number).allergy == "青霉素"
    english = papers.zone_list(replace(nurse, lang=Lang.EN), zone.zone_id)
    assert english.zone == term("康复区", Lang.EN) != "康复区"
