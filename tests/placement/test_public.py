"""What officers' windows judge beds on: every verdict as the treating team's, no illness (SEC-01)."""

from dataclasses import replace

import pytest

from medcentre.kernel.permissions import Role
from medcentre.placement.acts.intake import propose_beds
from medcentre.placement.facts import PlacementCode, ZoneKind
from medcentre.placement.finder import TREATS, rank_beds
from medcentre.placement.rules import check_all
from medcentre.placement.views.board import board
from medcentre.placement.views.map import public_snapshot
from medcentre.residents.facts import Admit, FeeClass, IllnessFact, NewPerson
from tests.conftest import actor
from tests.placement.centre import NAMES, ContextOf, build, take_in
from tests.placement.worlds import big_world


@pytest.mark.parametrize("seed", [1, 2])
def test_officers_get_the_same_verdicts_from_a_snapshot_that_names_no_illness(seed: int) -> None:
    world = big_world(beds=120, seed=seed, shuffle=True)
    inside = world.snapshot()
    mixed = inside.rooms[0]  # a room for another need than its zone
    rooms = (replace(mixed, kind=ZoneKind.MIND), *inside.rooms[1:])
    forms = ("MDR", "TB", "")
    sick = tuple(
        replace(p, air_form=forms[n % 3] if p.airborne else "") for n, p in enumerate(inside.people)
    )
    inside = replace(inside, rooms=rooms, people=sick)
    shown = public_snapshot(inside, actor(Role.POLICE))
    assert not any(p.needs for p in shown.people)
    assert len({z.kind for z in shown.zones} & TREATS) == 1
    assert any(p.rooms_for and p.zones_for for p in shown.people)
    people = {p.stay_id: p for p in inside.people}
    for person in shown.people[::9]:
        before, after = rank_beds(inside, people[person.stay_id]), rank_beds(shown, person)
        assert [(v.bed_id, v.level, v.score) for v in after.verdicts] == [
            (v.bed_id, v.level, v.score) for v in before.verdicts
        ]
    assert [(c.stay_id, c.broken.rule) for c in check_all(shown)] == [
        (c.stay_id, c.broken.rule) for c in check_all(inside)
    ]
    assert not {a for p in shown.people for a in (p.air_form, *p.agents)} & {"MDR", "TB", "k1"}
    assert public_snapshot(inside, actor(Role.DOCTOR)) is inside


def test_neither_the_map_nor_an_arrival_tells_an_officer_what_somebody_needs(
    context: ContextOf,
) -> None:
    build(context())
    take_in(context(), illnesses=(IllnessFact(category="BC01", main=True),))
    police, doctor = context(Role.POLICE), context(Role.DOCTOR)
    told, inside = board(police).snapshot, board(doctor).snapshot
    assert told is not None
    assert inside is not None
    assert [p.needs for p in told.people] == [()]
    assert [p.needs for p in inside.people] == [(ZoneKind.CARE_A,)]
    day = police.clock.now()
    admission = Admit(
        person=NewPerson(name=NAMES[1], sex="1", birth_date=day.date().replace(year=1985)),
        admitted_at=day, decision_no="第9号", decision_on=day.date(), fee_class=FeeClass.F1,
        illnesses=(IllnessFact(category="BC01", main=True),),
    )  # fmt: skip
    proposal = propose_beds(police, admission)
    assert not any(p.needs for p in proposal.snapshot.people)
    codes = {r.code for v in proposal.ranking.verdicts for r in (*v.plus, *v.minus)}
    assert PlacementCode.S01_ZONE not in codes
    assert all(b.detail is None for v in proposal.ranking.verdicts for b in v.broken)
