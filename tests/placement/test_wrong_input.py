"""Wrong input to the acts of this room, on both engines: what is said, at which field, nothing stored."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from medcentre.kernel.clock import StillClock, centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, KernelCode, RulesBroken
from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang, sentence
from medcentre.placement import acts, views
from medcentre.placement.acts import place
from medcentre.placement.commands import (
    AssessRisk,
    Decide,
    KeepApart,
    NewBed,
    NewRoom,
    NewZone,
    OrderIsolation,
    Place,
    ProposeBedChange,
    ProposeZone,
    RequestMove,
    Reserve,
    ReviewIsolation,
)
from medcentre.placement.facts import (
    ISOLATION_REVIEW_DAYS,
    RISK_REVIEW_DAYS,
    ApartReason,
    PlacementCode,
    Precaution,
    Risk,
    ZoneKind,
)
from medcentre.placement.rows import ProposalRow
from medcentre.placement.views.board import board
from medcentre.residents.acts import admit, record_exit
from medcentre.residents.facts import Admit, ExitKind, FeeClass, NewPerson, RecordExit
from medcentre.residents.views import roll
from tests.placement.centre import NAMES, ContextOf, build, take_in

LONG = "长" * 5000
HOUR = timedelta(hours=1)


def refused(run: object) -> list[tuple[str, str | None]]:
    """Code and field of each reason."""
    with pytest.raises(DomainError) as refusal:
        run()  # type: ignore[operator]
    return [(v.code, v.where) for v in refusal.value.violations()]


def test_words_too_long_are_refused_at_their_field(context: ContextOf, clock: StillClock) -> None:
    """By the unit of work, from the width of the column: the same on both engines."""
    beds, stay, other = build(context()), take_in(context()), take_in(context(), 1)
    doctor, police, nurse = context(Role.DOCTOR), context(Role.POLICE), context(Role.NURSE)
    soon = clock.now() + timedelta(hours=4)
    people = {r.stay_id: r.person_id for r in roll(context())}
    too_long = [(KernelCode.TOO_LONG, "reason")]
    order = OrderIsolation(stay_id=stay, precaution=Precaution.CONTACT, review_at=soon, reason=LONG)
    assert refused(lambda: acts.order_isolation(doctor, order)) == too_long
    assert not views.isolation_orders(doctor)
    risk = AssessRisk(stay_id=stay, level=Risk.HIGH, review_on=centre_day(clock.now()), reason=LONG)
    assert refused(lambda: acts.assess_risk(police, risk)) == too_long
    apart = KeepApart(
        first_person_id=people[stay], second_person_id=people[other],
        reason=ApartReason.ENMITY, note=LONG,
    )  # fmt: skip
    assert refused(lambda: acts.keep_apart(context(), apart)) == [(KernelCode.TOO_LONG, "note")]
    kept = Reserve(bed_id=beds["501-1"], until=soon, for_whom=LONG)
    assert refused(lambda: acts.reserve(nurse, kept)) == [(KernelCode.TOO_LONG, "for_whom")]
    assert not views.apart_pairs(context())


def test_a_reservation_is_for_somebody_and_ends_later(
    context: ContextOf, clock: StillClock
) -> None:
    nurse, bed = context(Role.NURSE), build(context())["501-1"]
    for until, who, said in (
        (timedelta(hours=4), " ", (KernelCode.REQUIRED, "for_whom")),
        (timedelta(hours=-1), "张某", (KernelCode.IN_PAST, "until")),
        (timedelta(hours=25), "张某", (PlacementCode.RESERVE_TOO_LONG, "until")),
    ):
        command = Reserve(bed_id=bed, until=clock.now() + until, for_whom=who)
        assert refused(lambda asked=command: acts.reserve(nurse, asked)) == [said]


def test_who_left_or_never_came_is_told_at_the_person(
    context: ContextOf, clock: StillClock
) -> None:
    beds, gone, bedless = build(context()), take_in(context()), take_in(context(), 1)
    record_exit(
        context(),
        RecordExit(stay_id=gone, version=None, kind=ExitKind.EARLY, exited_at=clock.now()),
    )
    doctor, police = context(Role.DOCTOR), context(Role.POLICE)
    soon, today = clock.now() + timedelta(days=1), centre_day(clock.now())

    def order(stay: int) -> OrderIsolation:
        return OrderIsolation(
            stay_id=stay, precaution=Precaution.CONTACT, review_at=soon, reason="会诊"
        )

    def risk(stay: int, days: int = 0) -> AssessRisk:
        return AssessRisk(stay_id=stay, level=Risk.HIGH, review_on=today + timedelta(days=days))

    not_open = [(PlacementCode.STAY_NOT_OPEN, "stay_id")]
    assert refused(lambda: acts.order_isolation(doctor, order(gone))) == not_open
    assert refused(lambda: acts.assess_risk(police, risk(gone))) == not_open
    deeds: tuple[Callable[[], object], ...] = (
        lambda: acts.order_isolation(doctor, order(gone)),
        lambda: acts.place(police, Place(stay_id=gone, bed_id=beds["501-1"])),
        lambda: acts.reserve(
            police, Reserve(bed_id=beds["501-1"], stay_id=gone, until=clock.now() + HOUR)
        ),
    )
    for deed in deeds:
        with pytest.raises(DomainError) as told:
            deed()
        assert told.value.facts["name"] == NAMES[0], "people are known by name"
    for run in (
        lambda: acts.order_isolation(doctor, order(987_654)),
        lambda: acts.assess_risk(police, risk(987_654)),
    ):
        assert [code for code, _ in refused(run)] == [KernelCode.NOT_FOUND]
    assert refused(lambda: acts.assess_risk(police, risk(bedless, -1))) == [
        (KernelCode.IN_PAST, "review_on")
    ]
    request = RequestMove(stay_id=bedless, to_bed_id=beds["501-1"], reason="调整")
    assert refused(lambda: acts.request_move(police, request)) == [
        (PlacementCode.NOT_PLACED, "stay_id")
    ]


def test_reviews_come_within_their_period(context: ContextOf, clock: StillClock) -> None:
    """B8, A8: a review years ahead is none; told at its field with the last possible day."""
    beds, stay = build(context()), take_in(context())
    doctor, police, nurse = context(Role.DOCTOR), context(Role.POLICE), context(Role.NURSE)
    now, today = clock.now(), centre_day(clock.now())

    def order(days: int) -> OrderIsolation:
        return OrderIsolation(
            stay_id=stay, precaution=Precaution.CONTACT, review_at=now + timedelta(days=days),
            reason="会诊",
        )  # fmt: skip

    def risk(days: int) -> AssessRisk:
        return AssessRisk(stay_id=stay, level=Risk.HIGH, review_on=today + timedelta(days=days))

    for days in (ISOLATION_REVIEW_DAYS + 1, 4000):
        assert refused(lambda d=days: acts.order_isolation(doctor, order(d))) == [
            (KernelCode.TOO_FAR, "review_at")
        ]
    made = acts.order_isolation(doctor, order(ISOLATION_REVIEW_DAYS))
    late = ReviewIsolation(id=made, version=1, next_review=now + timedelta(days=4000))
    assert refused(lambda: acts.review_isolation(doctor, late)) == [
        (KernelCode.TOO_FAR, "next_review")
    ]
    with pytest.raises(RulesBroken) as told:
        acts.assess_risk(police, risk(RISK_REVIEW_DAYS + 1))
    (reason,) = told.value.violations()
    assert (reason.code, reason.where) == (KernelCode.TOO_FAR, "review_on")
    assert reason.facts["last"] == today + timedelta(days=RISK_REVIEW_DAYS)
    for lang in Lang:
        assert str(RISK_REVIEW_DAYS) in sentence(reason.code, reason.facts, lang)
    assert acts.assess_risk(police, risk(RISK_REVIEW_DAYS))
    place(police, Place(stay_id=stay, bed_id=beds["501-1"], reason="安置"))
    acts.leave_bed(police, stay)
    for hours, said in ((-1, KernelCode.IN_PAST), (100, KernelCode.TOO_FAR)):
        ready = now + timedelta(hours=hours)
        assert refused(lambda r=ready: acts.start_cleaning(nurse, beds["501-1"], r)) == [
            (said, "ready_at")
        ]


def test_years_that_cannot_be_meant_are_refused_at_their_field(
    context: ContextOf, clock: StillClock
) -> None:
    """Every act: 1889 and 9889 are typing errors, wherever the date stands in the command."""
    build(context())
    ctx = context()
    for born, came, where in (
        (date(1889, 5, 6), clock.now(), "birth_date"),
        (date(1980, 5, 6), clock.now().replace(year=1026), "admitted_at"),
    ):
        person = NewPerson(name="龙启明", sex="1", birth_date=born)
        command = Admit(
            person=person, admitted_at=came, decision_no="测〔2026〕1号",
            decision_on=date(2026, 1, 2), fee_class=FeeClass.F1,
        )  # fmt: skip
        assert refused(lambda c=command: admit(ctx, c)) == [(KernelCode.DATE_RANGE, where)]
    kept = Reserve(bed_id=1, until=clock.now().replace(year=9889), for_whom="张某")
    assert refused(lambda: acts.reserve(ctx, kept)) == [(KernelCode.DATE_RANGE, "until")]
    far = clock.now().replace(year=9889)
    assert refused(lambda: acts.start_cleaning(ctx, 1, far)) == [
        (KernelCode.DATE_RANGE, "ready_at")
    ]


def test_a_transfer_into_a_bed_that_never_takes_the_person_is_refused_when_asked_for(
    context: ContextOf, clock: StillClock
) -> None:
    """PL-H01 and its like allow no exception: neither asked for, nor approved when it came so later."""
    beds, man, other = build(context()), take_in(context()), take_in(context(), 1)
    woman = take_in(context(), 5, sex="2")
    police, doctor, nurse = context(Role.POLICE), context(Role.DOCTOR), context(Role.NURSE)
    for stay, bed in ((man, "501-1"), (other, "501-2"), (woman, "401-1")):
        acts.place(police, Place(stay_id=stay, bed_id=beds[bed], reason="安置"))

    def ask(stay: int, bed: int) -> int:
        return acts.request_move(nurse, RequestMove(stay_id=stay, to_bed_id=bed, reason="调整"))

    for stay, to, wrong in (
        (man, beds["401-2"], PlacementCode.H01_SEX),
        (woman, beds["501-2"], PlacementCode.H01_SEX_MIXED),
        (man, beds["501-1"], PlacementCode.SAME_BED),
        (man, 987_654, KernelCode.NOT_FOUND),
    ):
        told = refused(lambda s=stay, b=to: ask(s, b))
        assert wrong in [code for code, _ in told], told
        if wrong != KernelCode.NOT_FOUND:
            assert {where for _, where in told} == {"to_bed_id"}
    assert not views.requests(nurse)
    asked = ask(man, beds["201-1"])
    (row,) = board(police).requests
    assert (row.id, row.broken) == (asked, ())
    acts.propose_bed_change(
        nurse, ProposeBedChange(bed_id=beds["201-1"], reason="改为女床", sex="2")
    )
    change = views.proposals(police)[0]
    director = context(Role.DIRECTOR)
    acts.decide_proposal(director, Decide(id=change.id, version=change.version, approve=True))
    (row,) = board(police).requests
    assert [v.code for v in row.broken] == [PlacementCode.H01_SEX]
    assert views.requests(police)[0].broken == ()
    yes = Decide(id=asked, version=row.version, approve=True)
    assert refused(lambda: acts.decide_move(doctor, yes)) == [(PlacementCode.H01_SEX, "to_bed_id")]
    acts.decide_move(doctor, Decide(id=asked, version=row.version, approve=False, answer="女床"))


def test_a_bed_somebody_lies_in_may_be_given_up_for_later(context: ContextOf) -> None:
    """T34: asked for with who lies there, refused until they have moved, never for the other sex."""
    beds, stay = build(context()), take_in(context())
    police, director = context(Role.POLICE), context(Role.DIRECTOR)
    bed = beds["501-1"]
    acts.place(police, Place(stay_id=stay, bed_id=bed, reason="安置"))
    for change in (
        ProposeBedChange(bed_id=bed, reason="撤除", remove=True),
        ProposeBedChange(bed_id=bed, reason="改为女床", sex="2"),
    ):
        acts.propose_bed_change(police, change)
    gone, turned = views.proposals(director)
    assert (gone.held_by, turned.held_by) == (NAMES[0], "")

    def decide(row: ProposalRow) -> None:
        acts.decide_proposal(director, Decide(id=row.id, version=row.version, approve=True))

    assert [code for code, _ in refused(lambda: decide(gone))] == [PlacementCode.CAPACITY_BELOW]
    assert [code for code, _ in refused(lambda: decide(turned))] == [PlacementCode.H01_SEX]
    acts.leave_bed(police, stay)
    assert [r.held_by for r in views.proposals(director)] == ["", ""]
    decide(gone)
    assert [code for code, _ in refused(lambda: decide(turned))] == [KernelCode.NOT_FOUND]
    assert refused(
        lambda: acts.propose_bed_change(police, ProposeBedChange(bed_id=bed, reason="x", sex="1"))
    ) == [(KernelCode.NOT_FOUND, None)]


def zone(code: str, *rooms: str) -> ProposeZone:
    made = tuple(NewRoom(code=r, beds=(NewBed(code=f"{r}-1"),)) for r in rooms)
    return ProposeZone(
        zone=NewZone(code=code, name="新区", kind=ZoneKind.REHAB, rooms=made), reason="扩容"
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (zone("Z12", "601", "601"), PlacementCode.NAME_TAKEN),
        (zone("Z12", "501"), PlacementCode.NAME_TAKEN),
        (zone("Z12", "6" * 300), KernelCode.TOO_LONG),
    ],
)
def test_new_rooms_are_checked_when_they_are_asked_for(
    context: ContextOf, asked: ProposeZone, said: str
) -> None:
    build(context())
    police: ServiceContext = context(Role.POLICE)
    assert (said, "rooms") in refused(lambda: acts.propose_zone(police, asked))
    assert not views.proposals(police)
    acts.propose_zone(police, zone("Z12", "601", "602"))
    assert len(views.proposals(police)) == 1


def test_a_change_that_changes_nothing_is_not_asked_for(context: ContextOf) -> None:
    bed = build(context())["501-1"]
    police = context(Role.POLICE)
    asked = ProposeBedChange(bed_id=bed, reason="无")
    assert refused(lambda: acts.propose_bed_change(police, asked)) == [
        (PlacementCode.NOTHING_CHANGED, None)
    ]
