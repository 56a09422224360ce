"""Own zone and own shift (12.2), at the service; what is told of women on duty (PL-H17); R12."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from medcentre.insight import views as insight
from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.context import SERVICES, ServiceContext, may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Role
from medcentre.kernel.wording import Lang
from medcentre.papers.facts import PrintContext
from medcentre.papers.forms.places import render_transfer_sheet
from medcentre.placement import acts, map_papers, papers, views
from medcentre.placement.acts import place
from medcentre.placement.commands import (
    AskOverrides,
    AssessRisk,
    CloseBeds,
    KeepApart,
    Move,
    OrderIsolation,
    Place,
    RequestMove,
    Reserve,
)
from medcentre.placement.facts import ApartReason, ClosureReason, PlacementCode, Precaution, Risk
from medcentre.placement.views.beds import beds_of
from medcentre.placement.views.board import board, without_bed
from medcentre.placement.views.map import public_verdict, seen_at
from medcentre.residents import acts as residents_acts
from medcentre.residents import views as residents
from medcentre.residents.acts import start_mark_in
from medcentre.residents.facts import (
    SPECIAL_WORDS,
    AbsenceKind,
    AlertKind,
    IllnessFact,
    PrecautionKind,
    StartAbsence,
    StartMark,
)
from medcentre.rostering.tables import RosterCell, RosterMonth
from medcentre.staff import acts as staff
from medcentre.staff.facts import Category
from medcentre.store.uow import unit_of_work
from medcentre.support import views as talks
from tests.papers.pdfs import whole_text
from tests.placement.centre import ContextOf, build, take_in
from tests.signers import signer
from tests.support.test_talks import signed, whole

D8 = re.compile(r"HIV|艾滋|抗病毒|\bART\b|CD4|替诺福韦|BC01|care_a")
"""The word list of SEC-01 with the codes that stand for it in this program."""

NO_ZONE, OFF_SHIFT, OUT = "reach_no_zone", "reach_off_shift", "reach_out_of_zone"
TODAY = date(2026, 11, 24)


class House:
    """A man whose illness is D8 in one zone, a man in the other, a woman in hers, one waiting."""

    def __init__(self, context: ContextOf) -> None:
        self.context = context
        self.beds = build(context())
        self.zones = {z.name: z.zone_id for z in views.bed_map(context()).zones}
        special: dict[str, Any] = {
            "illnesses": (IllnessFact(category="BC01", text="HIV感染，抗病毒治疗", main=True),),
            "precautions": (PrecautionKind.BLOOD,),
        }
        self.sick = take_in(context(), 0, **special)
        self.other, self.waits = take_in(context(), 1), take_in(context(), 2)
        self.woman = take_in(context(), 5, sex="2")
        for stay, bed in (
            (self.sick, "501-1"), (self.other, "201-1"), (self.woman, "401-1"),
        ):  # fmt: skip
            place(context(), Place(stay_id=stay, bed_id=self.beds[bed], reason="r"))

    def guard(self, *zones: str, role: Role = Role.GUARD) -> ServiceContext:
        return self.context(role, zones=frozenset(self.zones[z] for z in zones))

    def staffed(self, who: ServiceContext, staff_id: int) -> ServiceContext:
        return who.as_(replace(who.actor, staff_id=staff_id))


@pytest.fixture
def house(context: ContextOf) -> House:
    return House(context)


def code(act: Callable[[], object]) -> str:
    try:
        act()
    except DomainError as refused:
        return refused.code
    return ""


# ---- own zone ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.GUARD, Role.AUX_POLICE])
def test_a_guard_sees_the_own_zone_in_every_list(house: House, role: Role) -> None:
    guard = house.guard("康复区", role=role)
    shown = views.bed_map(guard)
    assert [z.name for z in shown.zones] == ["康复区"]
    assert shown.waiting == ()
    assert shown.on_roll == 1
    assert [r.stay_id for r in residents.roll(guard)] == [house.sick]
    assert residents.counts(guard).on_roll == 1
    assert residents.find(guard, "韦国栋") == ()
    assert [f.stay_id for f in residents.find(guard, "田茂超")] == [house.sick]
    assert set(beds_of(guard)) == {house.sick}
    assert [p.name for p in insight.search(guard, "501")] == ["田茂超"]
    assert insight.search(guard, "201") == ()
    assert {e.stay_id for e in views.map_events(guard, at(TODAY, 0), at(TODAY, 23))} <= {house.sick}
    assert [z.zone for z in views.occupancy_chart(guard, TODAY, TODAY)] == ["康复区"]
    assert without_bed(guard) == 0
    assert [z.name for z in board(guard).map.zones] == ["康复区"]
    assert views.census(guard).on_roll == 1


@pytest.mark.parametrize("role", [Role.GUARD, Role.AUX_POLICE])
def test_a_person_beyond_the_zone_is_refused_with_a_sentence(house: House, role: Role) -> None:
    guard = house.guard("康复区", role=role)
    beyond: tuple[Callable[[], object], ...] = (
        lambda: residents.card(guard, house.other),
        lambda: residents.history(guard, house.other),
        lambda: views.bed_history(guard, house.other),
        lambda: insight.timeline(guard, house.other),
        lambda: views.contacts(guard, house.other, at(TODAY, 0), at(TODAY, 23)),
        lambda: residents_acts.leave(guard, _trip(house.other)),
        lambda: residents.card(guard, house.waits),
    )
    assert [code(act) for act in beyond] == [OUT] * len(beyond)
    assert code(lambda: views.choices(guard, house.other)) == "not_found"
    assert code(lambda: papers.zone_list(guard, house.zones["二区"])) == "not_found"
    assert map_papers.allergies(guard, (house.other,)) == {}
    assert papers.bed_cards(guard, (house.other,)) == ()
    assert residents.card(guard, house.sick).roll.name == "田茂超"
    residents_acts.leave(guard, _trip(house.sick))


def _trip(stay: int) -> StartAbsence:
    return StartAbsence(stay_id=stay, kind=AbsenceKind.HOSPITAL_TRIP, left_at=at(TODAY, 8, 40))


def test_without_a_zone_the_sentence_says_whom_to_ask(house: House) -> None:
    guard = house.guard()
    for act in (
        lambda: views.bed_map(guard), lambda: residents.roll(guard), lambda: board(guard),
        lambda: residents.card(guard, house.sick), lambda: insight.my_day(guard),
    ):  # fmt: skip
        assert code(act) == NO_ZONE


def test_officers_and_nurses_move_in_every_zone(house: House) -> None:
    for role in (Role.POLICE, Role.NURSE, Role.DOCTOR, Role.DIRECTOR):
        nobody = house.context(role, zones=frozenset())
        assert len(views.bed_map(nobody).zones) == 3
        assert len(residents.roll(nobody)) == 4


# ---- own shift -------------------------------------------------------------------------------------


def publish(house: House, *cells: tuple[int, date, str, str], published: int = 1) -> None:
    """A published sheet with these cells: who, day, shift, post."""
    program = house.context()
    with unit_of_work(program) as uow:
        month = uow.add(
            RosterMonth(
                month="2026-11", edits=0, published_no=published,
                entered_at=program.clock.now(), entered_by="r",
            )
        )  # fmt: skip
        for staff_id, day, shift, post in cells:
            uow.add(
                RosterCell(month_id=month.id, staff_id=staff_id, day=day, shift=shift, post=post)
            )
        uow.record("roster", action="rostering.publish")
        uow.commit()


def member(house: House, number: str, category: Category, sex: str = "1") -> int:
    command = staff.RegisterStaff(number=number, name=f"人{number}", sex=sex, category=category)
    return staff.register_staff(house.context(), command)


@pytest.mark.parametrize(
    ("hour", "minute", "refused"),
    [(7, 29, OFF_SHIFT), (7, 30, ""), (8, 42, ""), (20, 59, ""), (21, 1, OFF_SHIFT)],
)
def test_the_shift_opens_half_an_hour_before_and_closes_an_hour_after(
    house: House, clock: StillClock, hour: int, minute: int, refused: str
) -> None:
    guard = member(house, "G1", Category.GUARD)
    publish(house, (guard, TODAY, "D12", "guard-A"))
    clock.moment = at(TODAY, hour, minute)
    who = house.staffed(house.guard("康复区"), guard)
    assert code(lambda: views.bed_map(who)) == refused
    assert code(lambda: residents.roll(who)) == refused


def test_a_night_counts_over_midnight_and_a_draft_counts_for_nobody(
    house: House, clock: StillClock
) -> None:
    guard, other = member(house, "G1", Category.GUARD), member(house, "G2", Category.GUARD)
    who, off = (house.staffed(house.guard("康复区"), g) for g in (guard, other))
    clock.moment = at(TODAY, 3)
    assert code(lambda: views.bed_map(off)) == "", "no published sheet: unknown, the zone alone"
    publish(house, (guard, TODAY - timedelta(days=1), "N12", "guard-A"))
    assert code(lambda: views.bed_map(who)) == ""
    assert code(lambda: views.bed_map(off)) == OFF_SHIFT


# ---- talks (D13) -------------------------------------------------------------------------------------


def test_an_officer_reads_talks_of_the_own_zone_and_the_own_ones(
    house: House, clock: StillClock
) -> None:
    officer = signer(house.context(), Role.POLICE, "喻思源")
    talk = signed(officer, house.sick, whole())
    clock.forward(minutes=5)

    def of(*zones: str) -> ServiceContext:
        return house.context(
            Role.POLICE, name="骆建军", zones=frozenset(house.zones[z] for z in zones)
        )

    here, away = of("康复区"), of("二区")
    assert [t.id for t in talks.talks_of(here, house.sick)] == [talk]
    assert talks.talks_of(away, house.sick) == ()
    owed = {d.stay_id for d in talks.all_due(away)}
    assert house.other in owed
    assert house.waits in owed, "who has no bed yet is everybody's"
    assert house.sick not in owed
    assert code(lambda: talks.all_due(of())) == NO_ZONE
    moved = officer.as_(replace(officer.actor, zones=frozenset({house.zones["二区"]})))
    assert [t.id for t in talks.talks_of(moved, house.sick)] == [talk], "one's own stay one's own"
    assert len(talks.all_due(house.context(Role.DIRECTOR))) >= len(owed)


# ---- PL-H17 --------------------------------------------------------------------------------------------


def women_on(house: House) -> bool | None:
    (zone,) = (z for z in views.bed_map(house.context(Role.NURSE)).zones if z.needs_woman)
    return zone.woman_on


def test_a_womens_zone_is_judged_by_the_published_roster(house: House, clock: StillClock) -> None:
    """Unknown is no breach; a gap is one for whoever lies there and whoever would come."""
    nurse = house.context(Role.NURSE)
    assert women_on(house) is None
    assert [c for c in views.conflicts(nurse) if c.violation.rule == "PL-H17"] == []
    woman = member(house, "N1", Category.NURSE, "2")
    man = member(house, "P1", Category.POLICE, "1")
    elsewhere = member(house, "N2", Category.NURSE, "2")
    publish(
        house, (woman, TODAY, "A", "nurse-W"), (man, TODAY, "P24", "police-W"),
        (elsewhere, TODAY, "A", "nurse-A"),
    )  # fmt: skip
    assert women_on(house) is True
    clock.moment = at(TODAY, 18)
    assert women_on(house) is False
    (conflict,) = (c for c in views.conflicts(nurse) if c.violation.rule == "PL-H17")
    assert (conflict.stay_id, conflict.violation.code) == (
        house.woman, PlacementCode.H17_WOMEN_STAFF,
    )  # fmt: skip
    newcomer = take_in(house.context(), 6, sex="2")
    into = Place(stay_id=newcomer, bed_id=house.beds["401-2"], reason="r")
    with pytest.raises(DomainError) as refused:
        place(nurse, into)
    assert PlacementCode.H17_WOMEN_STAFF in {v.code for v in refused.value.violations()}
    clock.moment = at(TODAY, 9)
    place(nurse, into)


def test_a_draft_says_nothing_about_women_on_duty(house: House) -> None:
    publish(house, published=0)
    assert women_on(house) is None


# ---- R12 -------------------------------------------------------------------------------------------------

SAID = "HIV感染，替诺福韦抗病毒治疗，CD4 低"
"""What a careless hand may write into any field."""


class Careless(House):
    """The same house where the illness was written into every field for words there is."""

    def __init__(self, context: ContextOf, clock: StillClock) -> None:
        super().__init__(context)
        program, beds = context(), self.beds
        doctor, nurse = context(Role.DOCTOR, name="贺大夫"), context(Role.NURSE, name="护士")
        officer = context(Role.POLICE, name="民警")
        clock.forward(minutes=5)
        acts.request_move(
            nurse,
            RequestMove(
                stay_id=self.sick,
                to_bed_id=beds["201-2"],
                reason=SAID,
                illness=True,
                doctor_opinion=SAID,
                belongings=SAID,
            ),
        )
        people = [residents.card(program, s).roll.person_id for s in (self.sick, self.other)]
        acts.keep_apart(
            officer,
            KeepApart(
                first_person_id=people[0],
                second_person_id=people[1],
                reason=ApartReason.FIGHT,
                note=SAID,
            ),
        )
        acts.assess_risk(
            officer, AssessRisk(stay_id=self.sick, level=Risk.HIGH, reason=SAID, review_on=TODAY)
        )
        acts.order_isolation(
            doctor,
            OrderIsolation(
                stay_id=self.sick,
                precaution=Precaution.CONTACT,
                agent="HIV，CD4 低",
                reason=SAID,
                review_at=clock.now() + timedelta(days=1),
            ),
        )
        acts.ask_overrides(
            nurse,
            AskOverrides(
                stay_id=self.sick, bed_id=beds["502-1"], rules=("PL-H16",), reason=SAID, hours=5
            ),
        )
        acts.close_beds(
            nurse, CloseBeds(bed_ids=(beds["502-2"],), reason=ClosureReason.REPAIR, note=SAID)
        )
        until = clock.now() + timedelta(hours=2)
        acts.reserve(nurse, Reserve(bed_id=beds["502-1"], until=until, for_whom=SAID))
        acts.move(
            nurse,
            Move(
                stay_id=self.sick, from_bed_id=beds["501-1"], to_bed_id=beds["501-2"], reason=SAID
            ),
        )
        with unit_of_work(program) as uow:
            for kind, words in (
                ("allergy", "奈韦拉平（抗病毒药）"),
                ("diet", "无骨饮食"),
            ):
                start_mark_in(
                    uow,
                    "alert",
                    StartMark(
                        stay_id=self.sick,
                        kind=AlertKind(kind),
                        value=words,
                        from_at=clock.now() - timedelta(minutes=1),
                    ),
                )
            uow.record("stay", action="residents.start_alert")
            uow.commit()
        residents_acts.leave(
            program,
            StartAbsence(
                stay_id=self.sick,
                kind=AbsenceKind.HOSPITAL_TRIP,
                left_at=clock.now(),
                destination="省传染病医院艾滋门诊",
            ),
        )


@pytest.fixture
def careless(context: ContextOf, clock: StillClock) -> Careless:
    return Careless(context, clock)


@pytest.mark.parametrize("role", [Role.GUARD, Role.AUX_POLICE, Role.FINANCE])
def test_words_written_anywhere_reach_no_guard(careless: Careless, role: Role) -> None:
    """SEC-01: fields of free words are for those who move, decide or treat."""
    reader = careless.guard("康复区", role=role)
    seen = dict(calls(careless, reader, all_rooms=True))
    leaks = {n: set(SPECIAL_WORDS.findall(repr(x))) for n, x in seen.items()
             if D8.search(repr(x)) or SPECIAL_WORDS.search(repr(x))}  # fmt: skip
    assert leaks == {}
    if role is not Role.FINANCE:
        assert "田茂超" in repr(seen["medcentre.placement.views.lists.requests"]), (
            "that he moves is told"
        )


def test_words_written_anywhere_are_on_no_paper_of_a_guard(careless: Careless) -> None:
    guard = careless.guard("康复区")
    paper = PrintContext(centre_name="中心", printed_by="保安甲", printed_at=at(TODAY, 8, 50))
    sheet = papers.transfer_sheet(guard, views.requests(guard)[0].id)
    made = [map_papers.print_zone_list(guard, careless.zones["康复区"], None, paper)]
    made += [map_papers.print_cards(guard, k, (careless.sick,), paper) for k in map_papers.CardKind]
    made.append(render_transfer_sheet(sheet, paper))
    words = "".join(whole_text(pdf) for pdf in made)
    assert "田茂超" in words
    assert SPECIAL_WORDS.findall(words) + D8.findall(words) + re.findall("无骨", words) == []
    assert "病情需要" in whole_text(made[-1])
    assert "请问护士" in "".join(whole_text(p) for p in made[1:]), (
        "that there is an allergy is told"
    )


def test_words_on_cards_are_kept_back_only_where_they_tell(house: House) -> None:
    """无刺 in an allergy hides no allergy, a bland diet (无刺激) is told; the treating team reads all."""
    program, noted = house.context(), (("allergy", house.other, "无刺激性消毒液"),
        ("allergy", house.sick, "奈韦拉平"), ("diet", house.other, "无刺激饮食"),
        ("diet", house.sick, "无骨饮食"))  # fmt: skip
    with unit_of_work(program) as uow:
        for kind, stay, value in noted:
            hour_ago = program.clock.now() - timedelta(hours=1)
            start_mark_in(
                uow, "alert",
                StartMark(stay_id=stay, kind=AlertKind(kind), value=value, from_at=hour_ago),
            )  # fmt: skip
        uow.record("stay", action="residents.start_alert")
        uow.commit()

    def told(role: Role, kind: str) -> dict[int, str]:
        return papers.told(house.context(role), kind, (house.sick, house.other))

    whole = {house.other: "无刺激性消毒液", house.sick: "奈韦拉平"}
    assert told(Role.DOCTOR, "allergy") == told(Role.NURSE, "allergy") == whole
    asked = {house.other: "无刺激性消毒液", house.sick: "有，请问护士"}
    assert told(Role.POLICE, "allergy") == asked
    assert told(Role.DOCTOR, "diet") == {house.other: "无刺激饮食"}


def calls(
    house: House, guard: ServiceContext, *, all_rooms: bool = False
) -> Iterator[tuple[str, object]]:
    """Every view of places, residents and pictures (or of all rooms) the guard may call, on the sick
    man."""
    facts: dict[str, object] = {
        "stay_id": house.sick, "stay_ids": (house.sick,), "at": at(TODAY, 23), "as_of": at(TODAY, 9),
        "start": at(TODAY, 0), "end": at(TODAY, 23), "first": TODAY, "last": TODAY,
        "since": at(TODAY, 0), "until": at(TODAY, 23) + timedelta(days=3), "words": "田茂超",
        "zone_id": house.zones["康复区"], "places": ((house.sick, house.beds["501-2"]),),
        "id_number": "520199198503010011", "request_id": 1, "allergies": None,
        "text": "田茂超", "day": TODAY, "month": Month.of(TODAY), "kind": "allergy",
    }  # fmt: skip
    for name, service in sorted(SERVICES.items()):
        room = name.split(".")[1]
        function = _function(name)
        if not all_rooms and room not in ("placement", "residents", "insight"):
            continue
        if service.action:
            continue
        if not may(guard, function):
            continue
        wanted = [
            p.name
            for p in list(inspect.signature(function).parameters.values())[1:]
            if p.default is inspect.Parameter.empty
        ]
        if set(wanted) - facts.keys():
            continue
        try:
            yield name, function(guard, *(facts[w] for w in wanted))
        except DomainError as refused:
            yield name, (refused.code, refused.facts)


def _function(name: str) -> Callable[..., object]:
    import importlib

    module, _, func = name.rpartition(".")
    found: Callable[..., object] = getattr(importlib.import_module(module), func)
    return found


@pytest.mark.parametrize("role", [Role.GUARD, Role.AUX_POLICE])
def test_nothing_a_guard_is_handed_names_the_illness(house: House, role: Role) -> None:
    guard = house.guard("康复区", role=role)
    seen = dict(calls(house, guard))
    assert len(seen) > 25
    assert {"medcentre.placement.views.sets.open_sets", "medcentre.residents.views.card"} <= set(
        seen
    )
    leaks = {
        name: D8.findall(repr(found)) for name, found in seen.items() if D8.search(repr(found))
    }
    assert leaks == {}
    assert any("田茂超" in repr(found) for found in seen.values()), "the man himself is seen"
    for name in ("韦国栋", "石昌荣", "安秀兰"):
        told = [view for view, found in seen.items() if name in repr(found)]
        assert told == [], f"{name} lies beyond the zone"


def test_what_a_guard_prints_names_no_illness(house: House) -> None:
    guard = house.guard("康复区")
    paper = PrintContext(
        centre_name="中心", printed_by="保安甲", printed_at=at(TODAY, 8, 42), lang=Lang.ZH
    )
    made = [map_papers.print_zone_list(guard, house.zones["康复区"], None, paper)]
    made += [map_papers.print_cards(guard, k, (house.sick,), paper) for k in map_papers.CardKind]
    words = "".join(whole_text(pdf) for pdf in made)
    assert "田茂超" in words
    assert D8.findall(words) == []


@pytest.mark.parametrize("role", [Role.POLICE, Role.GUARD, Role.FINANCE, Role.DIRECTOR])
def test_no_verdict_tells_these_readers_which_zone_the_illness_asks_for(
    house: House, role: Role
) -> None:
    """PL-S01 becomes a neutral sentence without rule and points."""
    from medcentre.placement.rules import verdict

    snapshot = seen_at(house.context())
    waits = next(p for p in snapshot.people if p.stay_id == house.waits)
    raw = verdict(snapshot, waits, house.beds["501-2"])
    assert "PL-S01" in {r.rule for r in raw.plus}
    shown = public_verdict(raw, house.context(role).actor)
    assert PlacementCode.S01_ZONE not in {r.code for r in shown.plus}
    (neutral,) = (r for r in shown.plus if r.code == PlacementCode.S01_SUITS)
    assert (neutral.rule, neutral.points, dict(neutral.facts)) == ("", 0, {})
    assert public_verdict(raw, house.context(Role.DOCTOR).actor) == raw
