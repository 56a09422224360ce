"""The demo centre: a believable house of invented people, built by the acts a real one uses.

The same seed and day give the same centre. Times run up to the day it is made, so that the house
looks lived in: newcomers of last night, people out, talks and notes that are due.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from medcentre.care.acts import sign_note_in, start_note_in
from medcentre.care.facts import NoteKind, SignNote, StartNote
from medcentre.fees.acts.closing import close_month
from medcentre.fees.acts.contracts import load_contract_in
from medcentre.fees.acts.costs import record_cost_in
from medcentre.fees.acts.days import reckon
from medcentre.fees.commands import CloseMonth, RecordCost
from medcentre.fees.contract_file import parse_contract
from medcentre.fees.facts import CostCategory
from medcentre.kernel.clock import StillClock, at, centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.money import Money
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Actor, Role, actor_rights
from medcentre.placement.acts.occupancy import leave_bed_in, new_change, place_in
from medcentre.placement.acts.places import define_places_in
from medcentre.placement.commands import NewBed, NewRoom, NewZone
from medcentre.placement.facts import ZoneKind
from medcentre.placement.tables import BedModel, RoomModel, ZoneModel
from medcentre.residents.acts import (
    admit_in,
    come_back_in,
    exit_in,
    leave_in,
    set_fact_in,
    start_mark_in,
)
from medcentre.residents.facts import (
    AbsenceKind,
    Admit,
    AlertLevel,
    CareLevel,
    Condition,
    EndAbsence,
    ExitKind,
    FeeClass,
    IllnessFact,
    NewPerson,
    PrecautionKind,
    RecordExit,
    SetFact,
    StartAbsence,
    StartMark,
    TraitKind,
)
from medcentre.setup.demo_facts import (
    CASES,
    ETHNIC,
    NOTES,
    ORGANS,
    STAFF,
    TALKS,
    ZONES,
    Case,
    DemoZone,
    id_number,
)
from medcentre.setup.demo_life import Hands, Names, enliven
from medcentre.setup.demo_month import fill_roster
from medcentre.setup.demo_teams import assign_teams
from medcentre.staff.acts.people import RegisterStaff, register_staff_in
from medcentre.staff.facts import Category
from medcentre.staff.tables import StaffMember
from medcentre.store.uow import UnitOfWork, reading, unit_of_work
from medcentre.support.acts import sign_talk_in, start_talk_in
from medcentre.support.facts import (
    Attitude,
    Band,
    RiskLevel,
    SignTalk,
    StartTalk,
    TalkContent,
    TalkReason,
    TalkTopic,
    TalkTrigger,
)

SEED = 20261124
RESIDENTS, FORMER = 118, 46
DAYS_BACK = 430

CONTRACT = """{
 "number": "BG-{year}-01", "model": "PPPD_CLASS", "payer": "市财政", "living_part": "45.00",
 "versions": [
  {"version": 1, "effective": "{start}",
   "rates": {"F1": "95.00", "F2": "138.00", "F3": "186.50", "F4": "268.00"}},
  {"version": 2, "effective": "{second}",
   "rates": {"F1": "95.00", "F2": "142.00", "F3": "190.00", "F4": "275.50"}}
 ]}"""

Step = Callable[[str, int, int], object]
"""Told (what, done, total) while the centre is built."""


@dataclass(slots=True)
class _House:
    """What the builder knows while it builds."""

    ctx: ServiceContext
    clock: StillClock
    random: Random
    now: datetime
    free: dict[ZoneKind, list[int]]
    people: list["_Stay"]
    staff: dict[Category, list[tuple[int, str, str]]]
    names: Names


@dataclass(slots=True)
class _Stay:
    """One built stay."""

    id: int
    case: Case
    sex: str
    admitted: datetime
    exited: datetime | None
    bed: int | None
    zone: ZoneKind


def fill_demo(ctx: ServiceContext, step: Step | None = None, *, roster: bool = True) -> None:
    """Fill an empty, furnished store; about a quarter of a minute with the roster."""
    tell = step or (lambda what, done, total: None)
    now = ctx.clock.now()
    clock = StillClock(now)
    house = _House(replace(ctx, clock=clock), clock, Random(SEED), now, {}, [], {}, Names(SEED))
    tell("places", 0, 6)
    _places_and_staff(house)
    tell("people", 1, 6)
    _admissions(house)
    tell("movements", 2, 6)
    _movements(house)
    tell("records", 3, 6)
    _records(house)
    tell("fees", 4, 6)
    _fees(house)
    hands = Hands(
        _as(house, house.staff[Category.DOCTOR][1], Role.DOCTOR),
        _as(house, house.staff[Category.NURSE][1], Role.NURSE),
        _as(house, house.staff[Category.POLICE][1], Role.POLICE),
    )
    enliven(house.ctx, hands, house.names)
    tell("roster", 5, 6)
    if roster:
        fill_roster(house.ctx)
    tell("done", 6, 6)


# ---- places and staff -----------------------------------------------------------------------


def _places_and_staff(house: _House) -> None:
    house.clock.moment = house.now - timedelta(days=DAYS_BACK + 20)
    with unit_of_work(house.ctx) as uow:
        define_places_in(uow, tuple(zone_of(z) for z in ZONES))
        number = 0
        for post in STAFF:
            for i in range(post.count):
                number += 1
                woman = (i * 37 % 100) / 100 < post.women
                name = house.names.draw("2" if woman else "1")
                register_staff_in(
                    uow,
                    RegisterStaff(
                        number=f"{post.prefix}{i + 1:03d}", name=name, sex="2" if woman else "1",
                        category=post.category, title=post.titles[i % len(post.titles)],
                        night_duty=post.night, phone=f"8{number:03d}",
                        licence=f"{post.prefix}{52000 + number}",
                        worked_since=date(house.now.year - 2 - number * 7 % 29, 7, 1),
                    ),
                )  # fmt: skip
        assign_teams(uow)
        uow.commit()
    house.clock.moment = house.now
    with reading(house.ctx) as session:
        for row in session.execute(
            select(StaffMember.id, StaffMember.name, StaffMember.title, StaffMember.category)
            .order_by(StaffMember.id)
        ):  # fmt: skip
            house.staff.setdefault(Category(row.category), []).append((row.id, row.name, row.title))
        for bed in session.execute(
            select(BedModel.id, ZoneModel.kind)
            .join(RoomModel, RoomModel.id == BedModel.room_id)
            .join(ZoneModel, ZoneModel.id == RoomModel.zone_id)
            .order_by(BedModel.id)
        ):
            house.free.setdefault(ZoneKind(bed.kind), []).append(bed.id)


def zone_of(zone: DemoZone) -> NewZone:
    """A zone of invented places as the command that makes it."""
    rooms = tuple(
        NewRoom(
            code=str(zone.first + r),
            attributes=zone.attributes,
            beds=tuple(
                NewBed(code=f"{zone.first + r}-{b + 1}", sex=zone.sex, attributes=zone.attributes)
                for b in range(zone.beds)
            ),
        )
        for r in range(zone.rooms)
    )
    return NewZone(
        code=zone.code, name=zone.name, kind=zone.kind, rooms=rooms, sex=zone.sex,
        building=zone.building, care_low=zone.care[0], care_high=zone.care[1],
        near_exit=zone.kind is ZoneKind.REHAB,
    )  # fmt: skip


# ---- people ---------------------------------------------------------------------------------


def _admissions(house: _House) -> None:
    """Everybody in order of arrival; those who left give their bed back in time."""
    random = house.random
    plans = []
    for n in range(RESIDENTS + FORMER):
        gone = n < FORMER
        days = random.randint(150, DAYS_BACK) if gone else _recent(random)
        admitted = house.now - timedelta(days=days, minutes=random.randint(30, 700))
        stayed = random.randint(20, days - 3) if gone else 0
        plans.append((admitted, admitted + timedelta(days=stayed) if gone else None))
    plans.sort(key=lambda p: p[0])
    held: list[tuple[datetime, ZoneKind, int]] = []
    with unit_of_work(house.ctx) as uow:
        for n, (admitted, exited) in enumerate(plans):
            for item in [h for h in held if h[0] <= admitted]:
                held.remove(item)
                house.free[item[1]].append(item[2])
            stay = _admit(house, uow, n, admitted, exited)
            if exited is not None and stay.bed is not None:
                held.append((exited, stay.zone, stay.bed))
        uow.commit()


def _recent(random: Random) -> int:
    return random.choice((0, 1, 2, 4, 7, 12)) if random.random() < 0.08 else random.randint(16, 380)


def _admit(
    house: _House, uow: UnitOfWork, n: int, admitted: datetime, exited: datetime | None
) -> _Stay:
    random = house.random
    woman = random.random() < 0.14 and bool(house.free[ZoneKind.WOMEN])
    case = random.choices(CASES, [c.weight for c in CASES])[0]
    if woman and case.category in ("BC02", "BC09"):
        case = CASES[0]
    days_here = (house.now - admitted).days
    newcomer = days_here < 7 and exited is None
    bed, zone = _bed(house, case, woman=woman, newcomer=newcomer)
    admit = _admission(house, n, admitted, case, woman=woman, newcomer=newcomer)
    if exited is not None:  # came from another place with part of the term behind them
        decided = centre_day(exited) - timedelta(days=729)
        admit = replace(
            admit,
            decision_on=decided,
            decision_no=f"筑公（禁）强戒决字〔{decided.year}〕第{n + 1:04d}号",
        )
    stay = _Stay(admit_in(uow, admit), case, "2" if woman else "1", admitted, exited, bed, zone)
    if bed is not None:
        place_in(uow, stay.id, bed, admitted + timedelta(minutes=40), until=exited)
    if exited is not None:
        kind = random.choice((ExitKind.EXPIRED, ExitKind.EXPIRED, ExitKind.TO_COMMUNITY))
        exit_in(uow, RecordExit(stay_id=stay.id, version=None, kind=kind, exited_at=exited))
    house.people.append(stay)
    return stay


def _bed(house: _House, case: Case, *, woman: bool, newcomer: bool) -> tuple[int | None, ZoneKind]:
    wish = ZoneKind.WOMEN if woman else ZoneKind.INTAKE if newcomer else case.zone
    if newcomer and not woman and case.zone is ZoneKind.AIRBORNE:
        wish = ZoneKind.AIRBORNE
    others = () if woman or wish is ZoneKind.AIRBORNE else (ZoneKind.REHAB, ZoneKind.CARE_B)
    for kind in (wish, *others):
        if house.free[kind]:
            beds = house.free[kind]
            return beds.pop(house.random.randrange(len(beds))), kind
    return None, wish


def _admission(
    house: _House, n: int, admitted: datetime, case: Case, *, woman: bool, newcomer: bool
) -> Admit:
    random = house.random
    day = centre_day(admitted)
    age = max(20, min(76, round(random.gauss(44, 11))))
    birth = date(day.year - age, random.randint(1, 12), random.randint(1, 28))
    sex = "2" if woman else "1"
    name = house.names.of_resident(n, sex)
    decided = day - timedelta(days=random.randint(0, 5))
    condition = Condition.SERIOUS if case.category in ("BC02", "BC09") and n % 4 == 0 else (
        Condition.CHRONIC if random.random() < 0.4 else Condition.STABLE
    )  # fmt: skip
    drug = random.choice(("opioid", "opioid", "opioid", "amphetamine", "amphetamine", "other"))
    kinds = set(case.precautions) | ({"blood"} if drug == "opioid" else set())
    tests = "no" if newcomer else "yes"
    return Admit(
        person=NewPerson(
            name=name, sex=sex, birth_date=birth,
            id_number=id_number(f"{birth:%Y%m%d}", n, sex), ethnic=random.choice(ETHNIC),
            phone=f"199{random.randint(10_000_000, 99_999_999)}",
            address=f"贵阳市某区某街道{random.randint(1, 200)}号",
        ),
        admitted_at=admitted,
        decision_no=f"筑公（禁）强戒决字〔{decided.year}〕第{n + 1:04d}号",
        decision_organ=random.choice(ORGANS),
        decision_on=decided,
        care_level=CareLevel(random.choice(case.care)),
        condition=condition,
        fee_class=FeeClass(case.fee),
        illnesses=(IllnessFact(category=case.category, text=case.text, main=True, confirmed=True),),
        precautions=tuple(PrecautionKind(k) for k in sorted(kinds)),
        allergy="青霉素" if n % 17 == 0 else "",
        traits=(
            *((TraitKind(k), v) for k, v in case.traits),
            (TraitKind.DRUG_TYPE, drug), (TraitKind.TESTS_COMPLETE, tests),
            (TraitKind.DETOX_COUNT, str(random.choice((0, 0, 1, 2)))),
        ),
    )  # fmt: skip


# ---- movements ------------------------------------------------------------------------------


def _movements(house: _House) -> None:
    """Trips, leave, an escape long over, class changes, alerts, a few moves."""
    random, now = house.random, house.now
    here = [p for p in house.people if p.exited is None and (now - p.admitted).days > 30]
    random.shuffle(here)
    with unit_of_work(house.ctx) as uow:
        for n, stay in enumerate(here[:26]):
            kind = random.choice(
                (AbsenceKind.HOSPITAL_TRIP, AbsenceKind.HOSPITAL_TRIP,
                 AbsenceKind.HOSPITAL_INPATIENT, AbsenceKind.FAMILY_LEAVE)
            )  # fmt: skip
            ago = timedelta(days=random.randint(3, 28), hours=random.randint(1, 9))
            left = now - ago
            hours = {AbsenceKind.HOSPITAL_TRIP: 6, AbsenceKind.FAMILY_LEAVE: 50}.get(kind, 60)
            back = left + timedelta(hours=hours)
            running = n < 3
            if running:
                kind = (AbsenceKind.HOSPITAL_INPATIENT, AbsenceKind.HOSPITAL_TRIP,
                        AbsenceKind.FAMILY_LEAVE)[n]  # fmt: skip
                left, back = now - timedelta(hours=(40, 2, 20)[n]), now + timedelta(hours=6)
            leave_in(
                uow,
                StartAbsence(
                    stay_id=stay.id, kind=kind, left_at=left, expected_back=back,
                    destination="市第一医院" if "hospital" in kind else "家中",
                ),
            )  # fmt: skip
            if not running:
                come_back_in(uow, EndAbsence(stay_id=stay.id, returned_at=back))
        _changes(house, uow, here[26:])
        uow.commit()


def _changes(house: _House, uow: UnitOfWork, people: list[_Stay]) -> None:
    random, now = house.random, house.now
    for stay in people[:14]:
        when = now - timedelta(days=random.randint(2, 27), hours=3)
        value = "F3" if stay.case.fee == "F2" else "F2"
        set_fact_in(
            uow, "fee_class",
            SetFact(stay_id=stay.id, value=value, from_at=when, reason="病情复核"),
        )  # fmt: skip
    alerts = (("fall", "45 分", "amber"), ("emotion", "近期情绪波动", "amber"),
              ("suicide", "", "red"), ("escape", "", "red"), ("diet", "低盐低脂", "amber"))  # fmt: skip
    for n, stay in enumerate(people[:22]):
        kind, text, level = alerts[n % len(alerts)]
        start_mark_in(
            uow, "alert",
            StartMark(stay_id=stay.id, kind=kind, from_at=now - timedelta(days=n + 1), value=text,
                      level=AlertLevel(level)),
        )  # fmt: skip
    for n, stay in enumerate(people[3:12]):
        start_mark_in(
            uow, "trait",
            StartMark(stay_id=stay.id, kind=TraitKind.FOCUS, from_at=now - timedelta(days=9 + n),
                      value=str(1 + n % 3)),
        )  # fmt: skip
    for n, stay in enumerate([p for p in people if p.zone is ZoneKind.REHAB and p.bed][:6]):
        if not house.free[ZoneKind.REHAB]:
            break
        when = now - timedelta(days=random.randint(1, 6), hours=2)
        if n >= 4:  # two beds of this morning still wait for their cleaning
            when = now - timedelta(minutes=20 * n)
        change = new_change(uow, "move", when, "调整房间")
        leave_bed_in(uow, stay.id, when, change=change)
        bed = house.free[ZoneKind.REHAB].pop(0)
        place_in(uow, stay.id, bed, when, reason="调整房间", change=change)


# ---- records --------------------------------------------------------------------------------


def _records(house: _House) -> None:
    """Progress notes and officers' talks, most of them in time, some of them due."""
    random = house.random
    doctors, officers = house.staff[Category.DOCTOR], house.staff[Category.POLICE]
    here = [p for p in house.people if p.exited is None]
    for n, stay in enumerate(here):
        doctor = _as(house, doctors[n % len(doctors)], Role.DOCTOR)
        officer = _as(house, officers[n % len(officers)], Role.POLICE)
        for when in _note_times(house, stay, random):
            _note(doctor, house, stay.id, when, random)
        for ago in (24, 9):
            when = house.now - timedelta(days=ago, hours=random.randint(1, 20))
            if when > stay.admitted + timedelta(hours=3) and random.random() < 0.8:
                _talk(officer, house, stay.id, when, random)
    house.clock.moment = house.now


def _note_times(house: _House, stay: _Stay, random: Random) -> list[datetime]:
    """Every other day for three weeks and every day at first; one in twenty is late today."""
    late = random.random() < 0.05
    last = house.now - timedelta(hours=random.randint(76, 100) if late else random.randint(3, 40))
    times = [last]
    while len(times) < 10:
        times.append(times[-1] - timedelta(hours=random.randint(38, 46)))
    times += [stay.admitted + timedelta(hours=h) for h in (5, 24, 47, 70)]
    earliest = stay.admitted + timedelta(hours=4)
    return sorted(t for t in times if earliest <= t < house.now - timedelta(hours=1))


def _as(house: _House, who: tuple[int, str, str], role: Role) -> ServiceContext:
    permissions, qualifiers = actor_rights(frozenset({role}))
    side = "police" if role is Role.POLICE else "hospital"
    actor = Actor(None, who[0], who[1], frozenset({role}), permissions, qualifiers, who[2], side)
    return house.ctx.as_(actor)


def _note(ctx: ServiceContext, house: _House, stay_id: int, when: datetime, random: Random) -> None:
    house.clock.moment = when + timedelta(minutes=20)
    content = (("content", random.choice(NOTES)),)
    with unit_of_work(ctx) as uow:
        note = start_note_in(
            uow, StartNote(stay_id=stay_id, kind=NoteKind.PROGRESS, at=when, content=content)
        )
        uow.session.flush()
        sign_note_in(
            uow,
            SignNote(note_id=note.id, version=note.version, at=when, content=content, password=""),
        )
        uow.commit()


def _talk(ctx: ServiceContext, house: _House, stay_id: int, when: datetime, random: Random) -> None:
    house.clock.moment = when + timedelta(minutes=50)
    content = TalkContent(
        started=when, ended=when + timedelta(minutes=random.randint(15, 40)), place="谈话室",
        recorder=ctx.actor.name, present="", reasons=(TalkReason.REGULAR,),
        triggers=(TalkTrigger.MONTHLY,), topics=(TalkTopic.ADAPTATION, TalkTopic.FAMILY),
        content=random.choice(TALKS), emotion=random.randint(2, 5), sleep=Band.FAIR,
        appetite=Band.GOOD, attitude=Attitude.COOPERATING, measures="继续关注，按期谈话。",
        risk_before=RiskLevel.LOW, risk_after=RiskLevel.LOW, woman_present=True,
    )  # fmt: skip
    with unit_of_work(ctx) as uow:
        talk = start_talk_in(uow, StartTalk(stay_id=stay_id, content=content))
        uow.session.flush()
        sign_talk_in(
            uow, SignTalk(talk_id=talk.id, version=talk.version, content=content, password="")
        )
        uow.commit()


# ---- fees and roster ------------------------------------------------------------------------


def _fees(house: _House) -> None:
    """A contract with a new version this year, costs of two months, last month but one closed."""
    today = centre_day(house.now)
    this = Month.of(today)
    start = date(today.year - 2, 1, 1)
    text = CONTRACT.replace("{year}", str(today.year)).replace("{start}", start.isoformat())
    text = text.replace("{second}", this.plus(-1).first.replace(day=16).isoformat())
    with unit_of_work(house.ctx) as uow:
        load_contract_in(uow, parse_contract(text))
        _costs(house, uow, (this.plus(-2), this.plus(-1), this))
        uow.commit()
    for month in (this.plus(-2), this.plus(-1), this):
        reckon(house.ctx, month)
    close_month(house.ctx, CloseMonth(month=this.plus(-2), reason="演示数据：各方线下已签字"))


def _costs(house: _House, uow: UnitOfWork, months: tuple[Month, ...]) -> None:
    random, today = house.random, centre_day(house.now)
    shares = {
        CostCategory.STAFF: 176_000, CostCategory.FOOD: 71_000, CostCategory.DRUG: 93_000,
        CostCategory.TEST: 31_000, CostCategory.UTILITIES: 22_000, CostCategory.CLOTHING: 11_000,
        CostCategory.OUTSIDE_MED: 48_000, CostCategory.DIALYSIS: 24_000,
        CostCategory.CONSUMABLE: 17_000, CostCategory.CLEANING: 10_000,
        CostCategory.TRANSPORT: 6_800,
    }  # fmt: skip
    direct = [p for p in house.people if p.exited is None]
    for month in months:
        number = 0
        for category, total in shares.items():
            for part in range(4):
                number += 1
                day = month.first + timedelta(days=random.randint(0, month.length - 1))
                if day > today:
                    continue
                amount = Money(round(total * 25 * (0.85 + random.random() * 0.3)))
                whole = category in (CostCategory.STAFF, CostCategory.FOOD, CostCategory.UTILITIES)
                stay = None if whole or part % 2 else random.choice(direct)
                record_cost_in(
                    uow,
                    RecordCost(
                        voucher=f"记-{month.month:02d}-{number:04d}", on_day=day,
                        category=category, amount=amount, summary="",
                        stay_id=stay.id if stay and centre_day(stay.admitted) <= day else None,
                    ),
                )  # fmt: skip


def demo_moment(now: datetime) -> datetime:
    """When the demo centre stands if a fixed moment is wanted: 08:42 of the day."""
    return at(centre_day(now), 8, 42)
