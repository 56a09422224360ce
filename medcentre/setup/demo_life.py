"""What happens in the demo centre this morning: somebody waits for a bed, a transfer is asked for, two
pairs live apart, a bed is being mended, notes wait for a signature. Every list has something in it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from medcentre.care.acts import start_note
from medcentre.care.facts import NoteKind, StartNote
from medcentre.kernel.clock import StillClock, at, centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.placement.acts.decisions import (
    assess_risk,
    keep_apart,
    order_isolation,
    sign_bed_clean,
    sign_risk,
)
from medcentre.placement.acts.places import close_beds
from medcentre.placement.acts.requests import request_move
from medcentre.placement.commands import (
    AssessRisk,
    CloseBeds,
    KeepApart,
    OrderIsolation,
    RequestMove,
)
from medcentre.placement.facts import (
    ApartReason,
    ApartScope,
    BedState,
    ClosureReason,
    Precaution,
    Risk,
    ZoneKind,
)
from medcentre.placement.tables import BedModel, OccupancyModel, RoomModel, ZoneModel
from medcentre.placement.views.lists import cleaning_list
from medcentre.placement.views.snapshot import snapshot_at
from medcentre.residents.acts import admit
from medcentre.residents.facts import (
    Admit,
    CareLevel,
    Condition,
    FeeClass,
    IllnessFact,
    NewPerson,
    TraitKind,
)
from medcentre.residents.tables import StayModel
from medcentre.setup.demo_facts import FAMILY, FEMALE, MALE, NOTES, id_number
from medcentre.store.uow import reading

DRAFTS = 3
"""Notes begun this morning and not yet signed."""

SHARED = ((96, 61), (141, 120), (150, 133))
"""Who bears whose name: (place of the person in order of arrival, place of the namesake). A few
namesakes in a house are usual, and the search has to tell them apart."""


class Names:
    """Invented names, drawn without repetition; the same every time."""

    def __init__(self, seed: int) -> None:
        random = Random(seed)
        self._left = {
            sex: [family + given for family in FAMILY for given in givens]
            for sex, givens in (("1", MALE), ("2", FEMALE))
        }
        for names in self._left.values():
            random.shuffle(names)
        self._given: dict[int, tuple[str, str]] = {}

    def draw(self, sex: str) -> str:
        """A name nobody has yet."""
        return self._left[sex].pop()

    def of_resident(self, place: int, sex: str) -> str:
        """The name of the n-th arrival: new, or that of an earlier one of the same sex."""
        shared = self._given.get(dict(SHARED).get(place, -1))
        name = shared[1] if shared and shared[0] == sex else self.draw(sex)
        self._given[place] = (sex, name)
        return name


@dataclass(frozen=True, slots=True)
class Hands:
    """Who does what the demo shows: one of each side."""

    doctor: ServiceContext
    nurse: ServiceContext
    police: ServiceContext


def enliven(ctx: ServiceContext, hands: Hands, names: Names) -> None:
    """The events of the morning, each by the act a person would use. `ctx` stands at the moment."""
    now, doctor = ctx.clock.now(), hands.doctor
    _isolated(ctx, doctor, now)
    _risks(ctx, hands, now)
    _newcomer(ctx, names, now)
    _two_pairs(ctx)
    _transfer(ctx)
    _mend(ctx)
    for left in cleaning_list(ctx):
        if left.from_at < now - timedelta(hours=12):
            sign_bed_clean(ctx, left.bed_id)
    with reading(ctx) as session:
        query = select(StayModel.id).where(StayModel.exited_at.is_(None)).order_by(StayModel.id)
        stays = list(session.scalars(query.offset(20).limit(DRAFTS)))
    for n, stay in enumerate(stays):
        start_note(
            doctor,
            StartNote(
                stay_id=stay, kind=NoteKind.PROGRESS, at=now - timedelta(minutes=50 - 15 * n),
                content=(("content", NOTES[n % len(NOTES)]),),
            ),
        )  # fmt: skip


def _newcomer(ctx: ServiceContext, names: Names, now: datetime) -> None:
    """Brought in an hour ago, examined, still without a bed."""
    birth, today = date(1985, 4, 17), centre_day(now)
    admit(
        ctx,
        Admit(
            person=NewPerson(
                name=names.draw("1"), sex="1", birth_date=birth,
                id_number=id_number(f"{birth:%Y%m%d}", 97, "1"), ethnic="苗族",
                phone="19900001111", address="贵阳市某区某街道9号",
            ),
            admitted_at=now - timedelta(minutes=65),
            decision_no=f"筑公（禁）强戒决字〔{today.year}〕第9001号",
            decision_organ="花溪分局", decision_on=today - timedelta(days=1),
            care_level=CareLevel.N2, condition=Condition.STABLE, fee_class=FeeClass.F2,
            illnesses=(IllnessFact(category="BC07", text="高血压3级 极高危", main=True, confirmed=True),),
            traits=((TraitKind.DRUG_TYPE, "amphetamine"), (TraitKind.TESTS_COMPLETE, "no"),
                    (TraitKind.DETOX_COUNT, "0")),
        ),
    )  # fmt: skip


def _in_zone(ctx: ServiceContext, kind: ZoneKind) -> list[tuple[int, int, int]]:
    """(stay, person, room) of everybody in a zone, by bed."""
    query = (
        select(StayModel.id, StayModel.person_id, RoomModel.id)
        .join(OccupancyModel, OccupancyModel.stay_id == StayModel.id)
        .join(BedModel, BedModel.id == OccupancyModel.bed_id)
        .join(RoomModel, RoomModel.id == BedModel.room_id)
        .join(ZoneModel, ZoneModel.id == RoomModel.zone_id)
        .where(
            ZoneModel.kind == kind, StayModel.exited_at.is_(None),
            OccupancyModel.until_at.is_(None), OccupancyModel.revoked_at.is_(None),
        )
        .order_by(BedModel.id)
    )  # fmt: skip
    with reading(ctx) as session:
        return [(s, p, r) for s, p, r in session.execute(query)]


def _two_pairs(ctx: ServiceContext) -> None:
    """People of one case, and two who fought; their rooms differ already."""
    people = _in_zone(ctx, ZoneKind.REHAB)
    for first, reason, note in (
        (0, ApartReason.SAME_CASE, "同案，办案单位要求分开"),
        (5, ApartReason.FIGHT, "在他所曾打架"),
    ):
        _, one, room = people[first]
        other = next(p for _, p, r in reversed(people) if r != room and p != one)
        keep_apart(
            ctx,
            KeepApart(
                first_person_id=one, second_person_id=other, reason=reason, scope=ApartScope.ROOM,
                note=note,
            ),
        )  # fmt: skip


def _isolated(ctx: ServiceContext, doctor: ServiceContext, now: datetime) -> None:
    """Two of the airborne ward under a doctor's order; one review is due this morning (IC-01)."""
    today = centre_day(now)
    for place, days, review in ((0, 7, at(today, 10)), (2, 2, at(today + timedelta(days=5), 10))):
        stay, _, _ = _in_zone(ctx, ZoneKind.AIRBORNE)[place]
        order_isolation(
            _earlier(doctor, now - timedelta(days=days)),
            OrderIsolation(
                stay_id=stay, precaution=Precaution.AIRBORNE, review_at=review, agent="MTB",
                reason="痰涂片阳性，每周复查；连续三次阴性后解除。",
            ),
        )  # fmt: skip


def _risks(ctx: ServiceContext, hands: Hands, now: datetime) -> None:
    """One both sides have signed, one the officer signed this morning and the nurse has not (A8)."""
    people, today = _in_zone(ctx, ZoneKind.REHAB), centre_day(now)
    before = now - timedelta(days=6)
    both = assess_risk(
        _earlier(hands.police, before),
        AssessRisk(
            stay_id=people[5][0], level=Risk.RAISED, review_on=today + timedelta(days=24),
            reason="在他所曾打架，入所后情绪稳定",
        ),
    )  # fmt: skip
    sign_risk(_earlier(hands.nurse, before + timedelta(hours=2)), both, 2)
    assess_risk(
        _earlier(hands.police, now - timedelta(minutes=40)),
        AssessRisk(
            stay_id=people[8][0], level=Risk.HIGH, review_on=today + timedelta(days=7),
            reason="昨夜与同室人员争吵，扬言报复",
        ),
    )  # fmt: skip


def _earlier(ctx: ServiceContext, moment: datetime) -> ServiceContext:
    """The same person at an earlier time."""
    return replace(ctx, clock=StillClock(moment))


def _free_bed(ctx: ServiceContext, kind: ZoneKind) -> int:
    with reading(ctx) as session:
        beds = snapshot_at(session, ctx.clock.now()).beds
        zones = dict(
            session.execute(
                select(BedModel.id, ZoneModel.kind)
                .join(RoomModel, RoomModel.id == BedModel.room_id)
                .join(ZoneModel, ZoneModel.id == RoomModel.zone_id)
            ).all()
        )
    return next(b.id for b in beds if b.state is BedState.FREE and zones[b.id] == kind)


def _transfer(ctx: ServiceContext) -> None:
    """Asked for from the mind ward to rehabilitation; both sides have yet to agree."""
    stay, _, _ = _in_zone(ctx, ZoneKind.MIND)[0]
    request_move(
        ctx,
        RequestMove(
            stay_id=stay, to_bed_id=_free_bed(ctx, ZoneKind.REHAB), reason="病情平稳，转康复区",
            illness=True, doctor_opinion="精神症状缓解四周，可转康复区继续治疗。",
        ),
    )  # fmt: skip


def _mend(ctx: ServiceContext) -> None:
    bed = _free_bed(ctx, ZoneKind.CARE_B)
    close_beds(ctx, CloseBeds(bed_ids=(bed,), reason=ClosureReason.REPAIR, note="床架松动，已报修"))
