"""Staff on beds of their own relatives (SEC-05): they see where they lie, and decide nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Role
from medcentre.placement import acts
from medcentre.placement.commands import (
    ApplyPlan,
    AskOverrides,
    AssessRisk,
    CloseApart,
    Decide,
    Exchange,
    KeepApart,
    Move,
    PlannedMove,
    RequestMove,
)
from medcentre.placement.facts import ApartReason, Risk
from medcentre.placement.views import agreements, apart_pairs, bed_map, choices, requests
from medcentre.placement.views.board import board
from medcentre.placement.views.lists import due
from medcentre.residents import kin
from medcentre.residents.acts import set_care_level, start_trait
from medcentre.residents.facts import ResidentCode, SetFact, StartMark, TraitKind
from medcentre.residents.views import card, roll
from medcentre.staff.acts import RegisterStaff, register_staff
from medcentre.staff.facts import Category, RelationKind
from tests.placement.centre import ContextOf
from tests.placement.test_approvals import House


@pytest.fixture
def house(context: ContextOf) -> House:
    """Two men in 501, on both engines."""
    return House(context)


@pytest.fixture
def sister(house: House) -> ServiceContext:
    """A nurse of the zone, kin of the first man."""
    staff = register_staff(
        house.context(),
        RegisterStaff(number="N9", name="田小妹", sex="2", category=Category.NURSE),
    )
    ctx = house.who(Role.NURSE, "田小妹", leads=("康复区",))
    ctx = ctx.as_(replace(ctx.actor, staff_id=staff))
    kin.keep_away(ctx, kin.KeepAway(stay_id=house.stays[0], kind=RelationKind.RELATIVE))
    return ctx


def refused(deed: Callable[[], object]) -> bool:
    with pytest.raises(DomainError) as told:
        deed()
    return told.value.code == ResidentCode.KEEP_AWAY


def test_every_deed_on_a_relatives_bed_is_left_to_another(
    house: House, sister: ServiceContext, clock: StillClock
) -> None:
    one, two = house.stays
    beds = house.beds
    person = {s: card(house.context(), s).roll.person_id for s in house.stays}
    pair = KeepApart(
        first_person_id=person[one], second_person_id=person[two], reason=ApartReason.FIGHT
    )
    plan = (PlannedMove(stay_id=one, from_bed_id=beds["501-1"], to_bed_id=beds["502-1"]),)
    open_ = acts.keep_apart(house.context(), pair)
    deeds: dict[str, Callable[[], object]] = {
        "move": lambda: acts.move(
            sister,
            Move(stay_id=one, from_bed_id=beds["501-1"], to_bed_id=beds["502-1"], reason="r"),
        ),
        "exchange": lambda: acts.exchange(
            sister,
            Exchange(places=((one, beds["501-2"]), (two, beds["501-1"])), reason="r",
                     cleaning_signed=True),
        ),
        "plan": lambda: acts.apply_plan(sister, ApplyPlan(moves=plan, reason="r")),
        "leave": lambda: acts.leave_bed(sister, one),
        "ask": lambda: acts.request_move(
            sister, RequestMove(stay_id=one, to_bed_id=beds["201-1"], reason="r")
        ),
        "apart": lambda: acts.keep_apart(sister, pair),
        "risk": lambda: acts.assess_risk(
            sister, AssessRisk(stay_id=one, level=Risk.HIGH, review_on=clock.now().date())
        ),
        "exception": lambda: acts.ask_overrides(
            sister,
            AskOverrides(stay_id=one, bed_id=beds["502-1"], rules=("PL-H10",), reason="床位已满",
                        hours=12),
        ),
        "beds": lambda: choices(sister, one),
        "end apart": lambda: acts.close_apart(sister, CloseApart(id=open_, version=1, reason="r")),
        "level": lambda: set_care_level(
            sister, SetFact(stay_id=one, value="n1", from_at=clock.now(), reason="r")
        ),
        "trait": lambda: start_trait(
            sister, StartMark(stay_id=one, kind=TraitKind.SMOKER, from_at=clock.now())
        ),
    }  # fmt: skip
    assert [name for name, deed in deeds.items() if not refused(deed)] == []
    acts.move(
        sister, Move(stay_id=two, from_bed_id=beds["501-2"], to_bed_id=beds["502-1"], reason="r")
    )
    assert house.lies() == {0: "501-1", 1: "502-1"}


def test_she_neither_reads_nor_decides_what_is_asked_for_him(
    house: House, sister: ServiceContext, clock: StillClock
) -> None:
    one, two = house.stays
    nurse = house.who(Role.NURSE, "别的护士", "康复区")
    inside = RequestMove(stay_id=one, to_bed_id=house.beds["502-1"], reason="便于照看")
    number = acts.request_move(nurse, inside)
    assert [r.id for r in requests(nurse)] == [number]
    assert requests(sister) == ()
    assert refused(lambda: acts.decide_move(sister, Decide(id=number, version=1, approve=True)))
    acts.withdraw_move(nurse, number, 1, "另行安排")
    acts.move(
        nurse,
        Move(stay_id=one, from_bed_id=house.beds["501-1"], to_bed_id=house.beds["502-2"],
             reason="便于照看"),
    )  # fmt: skip
    (asked,) = agreements(nurse)
    assert agreements(sister) == ()
    assert refused(lambda: acts.agree_move(sister, Decide(id=asked.id, version=1, approve=True)))
    assert one not in {d.stay_id for d in due(sister, clock.now() + timedelta(hours=1))}
    person = {s: card(house.context(), s).roll.person_id for s in house.stays}
    acts.keep_apart(
        house.who(Role.POLICE, "民警"),
        KeepApart(first_person_id=person[one], second_person_id=person[two],
                  reason=ApartReason.FIGHT),
    )  # fmt: skip
    assert len(apart_pairs(nurse)) == 1
    assert apart_pairs(sister) == ()


def test_where_he_lies_stays_known_for_counts_and_protection(
    house: House, sister: ServiceContext
) -> None:
    one = house.stays[0]
    assert one in {r.stay_id for r in roll(sister)}
    shown = board(sister)
    assert shown.kept_away == {one}
    (tile,) = [t for z in shown.map.zones for t in z.tiles if t.stay_id == one]
    assert (tile.code, tile.name) == ("501-1", "田茂超")
    assert (tile.focus, tile.partners, tile.conflicts) == (None, (), 0)
    assert bed_map(sister).occupied == bed_map(house.context()).occupied
