"""The permission matrix of this room, cell by cell: who may do what, and the code of each refusal.

Everybody belongs to 康复区 (Z9) unless the column says otherwise. `y`: done. `–`: no right at all
(`not_permitted`). T: needs a transfer, X: crosses zones, U: urgent moves are for officers, H: the
zone's head approves, R: only with a reason, Z: the receiving zone receives, S: neither side's
signature, W: not in this capacity. `CODES` names the refusals.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from medcentre.kernel.clock import StillClock, centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Role
from medcentre.papers.facts import PrintContext
from medcentre.placement import acts
from medcentre.placement.commands import (
    AgreeOverride,
    ApplyPlan,
    ApplySet,
    AskOverrides,
    AssessRisk,
    CloseApart,
    CloseBeds,
    Decide,
    Exchange,
    KeepApart,
    Move,
    NewZone,
    OrderIsolation,
    Place,
    PlannedMove,
    ProposeBedChange,
    ProposeSet,
    ProposeZone,
    ReceiveMove,
    RequestMove,
    Reserve,
)
from medcentre.placement.facts import (
    ApartReason,
    Approver,
    Attribute,
    ClosureReason,
    Precaution,
    Risk,
    RuleWeights,
    SetKind,
    ZoneKind,
)
from medcentre.placement.map_papers import CardKind, print_cards, print_zone_list
from medcentre.placement.views import agreements, bed_map
from medcentre.residents.facts import TraitKind
from medcentre.residents.views import card
from medcentre.staff import acts as staff
from medcentre.staff.acts.zones import JoinZone
from medcentre.staff.facts import Category
from medcentre.store.engine import Store
from tests.conftest import actor
from tests.copies import Copies
from tests.placement.centre import build, rooms, take_in

CODES = {
    "not_permitted": "–",
    "pl_needs_transfer": "T",
    "pl_exchange_crosses": "X",
    "pl_plan_crosses": "X",
    "pl_urgent_who": "U",
    "pl_zone_head_only": "H",
    "pl_receiving_zone": "Z",
    "pl_both_sides": "S",
    "pl_risk_sides": "S",
    "pl_override_who": "W",
    "required": "R",
}

COLUMNS = (
    "pol", "p.h", "nur", "n.h", "n.2", "doc", "d.h", "dir", "off", "gua", "aux", "pha", "cou",
    "soc", "fin", "arc", "ins", "it", "sec", "aud",
)  # fmt: skip
"""`p.h`, `n.h`, `d.h`: responsible heads of Z9; `n.2`: a nurse of the other zone."""

NAME = 20
"""Width of the first column."""

TABLE = """
                    pol p.h nur n.h n.2 doc d.h dir off gua aux pha cou soc fin arc ins it  sec aud
place               y   y   y   y   y   –   –   –   y   –   –   –   –   –   –   –   –   –   –   –
place elsewhere     T   T   T   T   T   –   –   –   T   –   –   –   –   –   –   –   –   –   –   –
move                y   y   y   y   y   –   –   –   y   –   –   –   –   –   –   –   –   –   –   –
move across         T   T   T   T   T   –   –   –   T   –   –   –   –   –   –   –   –   –   –   –
move urgently       y   y   U   U   U   –   –   –   U   –   –   –   –   –   –   –   –   –   –   –
exchange            y   y   y   y   y   –   –   –   y   –   –   –   –   –   –   –   –   –   –   –
exchange across     X   X   X   X   X   –   –   –   X   –   –   –   –   –   –   –   –   –   –   –
exchange urgently   y   y   U   U   U   –   –   –   U   –   –   –   –   –   –   –   –   –   –   –
leave bed           y   y   y   y   y   –   –   –   y   –   –   –   –   –   –   –   –   –   –   –
plan inside         y   y   y   y   y   –   –   –   y   –   –   –   –   –   –   –   –   –   –   –
plan across         X   X   X   X   X   –   –   –   X   –   –   –   –   –   –   –   –   –   –   –
submit plan         y   y   y   y   y   –   –   –   y   –   –   –   –   –   –   –   –   –   –   –
approve plan        y   y   y   y   y   y   y   y   S   –   –   –   –   –   –   –   –   –   –   –
refuse plan         y   y   y   y   y   y   y   y   S   –   –   –   –   –   –   –   –   –   –   –
receive exchange    y   y   y   y   y   –   –   y   y   –   –   –   –   –   –   –   –   –   –   –
withdraw plan       y   y   y   y   y   –   –   –   y   –   –   –   –   –   –   –   –   –   –   –
undo                y   y   y   y   y   –   –   –   y   –   –   –   –   –   –   –   –   –   –   –
ask transfer        y   y   y   y   y   y   y   –   y   –   –   –   –   –   –   –   –   –   –   –
approve inside      H   y   H   y   H   H   y   R   H   –   –   –   –   –   –   –   –   –   –   –
agree to a move     H   y   H   y   H   H   y   R   H   –   –   –   –   –   –   –   –   –   –   –
approve across      y   y   y   y   y   y   y   y   S   –   –   –   –   –   –   –   –   –   –   –
receive transfer    Z   R   Z   Z   y   –   –   R   Z   –   –   –   –   –   –   –   –   –   –   –
  … with a reason   Z   y   Z   Z   y   –   –   y   Z   –   –   –   –   –   –   –   –   –   –   –
withdraw transfer   y   y   y   y   y   y   y   –   y   –   –   –   –   –   –   –   –   –   –   –
reserve             y   y   y   y   y   y   y   –   y   –   –   –   –   –   –   –   –   –   –   –
sign clean          y   y   y   y   y   –   –   –   y   –   –   –   –   –   –   –   –   –   –   –
disinfect           y   y   y   y   y   –   –   –   y   –   –   –   –   –   –   –   –   –   –   –
close beds          y   y   y   y   y   –   –   –   y   –   –   –   –   –   –   –   –   –   –   –
propose zone        y   y   y   y   y   –   –   –   y   –   –   –   –   –   –   –   –   –   –   –
decide building     y   y   y   y   y   –   –   y   y   –   –   –   –   –   –   –   –   –   –   –
define places       –   –   –   –   –   –   –   y   y   –   –   –   –   –   –   –   –   y   y   –
keep apart          y   y   y   y   y   –   –   –   y   –   –   –   –   –   –   –   –   –   –   –
close apart         y   y   y   y   y   –   –   –   y   –   –   –   –   –   –   –   –   –   –   –
assess risk         y   y   y   y   y   –   –   –   S   –   –   –   –   –   –   –   –   –   –   –
sign risk           S   S   y   y   y   –   –   –   S   –   –   –   –   –   –   –   –   –   –   –
isolate             –   –   –   –   –   y   y   –   –   –   –   –   –   –   –   –   –   –   –   –
ask exception       y   y   y   y   y   y   y   y   y   –   –   –   –   –   –   –   –   –   –   –
agree as head nurse W   W   W   y   W   W   W   W   W   –   –   –   –   –   –   –   –   –   –   –
weights             –   –   –   –   –   –   –   y   y   –   –   –   –   –   –   –   –   y   y   –
zone of staff       –   –   –   –   –   –   –   –   y   –   –   –   –   –   –   –   –   y   y   –
print zone list     y   y   y   y   y   y   y   y   –   y   y   –   y   y   –   –   y   –   –   –
print bed card      y   y   y   y   y   y   y   y   –   y   y   –   y   y   –   –   y   –   –   –
"""


@dataclass
class World:
    """A house in which every act has something to act on."""

    store: Store
    clock: StillClock
    beds: dict[str, int]
    zones: dict[str, int]
    stays: list[int]
    people: list[int]
    ids: dict[str, int]

    def ctx(self, column: str) -> ServiceContext:
        """The signed-in person of a column."""
        roles = {
            "pol": Role.POLICE, "p.h": Role.POLICE, "nur": Role.NURSE,
            "n.h": Role.NURSE, "n.2": Role.NURSE, "doc": Role.DOCTOR, "d.h": Role.DOCTOR,
            "dir": Role.DIRECTOR, "off": Role.JOINT_OFFICE, "gua": Role.GUARD,
            "aux": Role.AUX_POLICE, "pha": Role.PHARMACIST, "cou": Role.COUNSELLOR,
            "soc": Role.SOCIAL_WORKER, "fin": Role.FINANCE, "arc": Role.ARCHIVIST,
            "ins": Role.INSPECTOR, "it": Role.IT_ADMIN, "sec": Role.SEC_ADMIN,
            "aud": Role.AUDIT_ADMIN,
        }  # fmt: skip
        zone = frozenset({self.zones["二区" if column == "n.2" else "康复区"]})
        leads = zone if column.endswith(".h") else frozenset[int]()
        who = actor(roles[column], name=f"某{column}", zones=zone, leads=leads)
        return ServiceContext(self.store, who, self.clock)


def house(store: Store) -> World:
    """Twelve people, and one thing of each kind that somebody decides."""
    clock = StillClock()
    program = ServiceContext(store, actor(), clock)
    asker = ServiceContext(store, actor(Role.NURSE, name="提出人"), clock)
    officer = ServiceContext(store, actor(Role.POLICE, name="提出民警"), clock)
    beds = build(program) | more_beds(program)
    zones = {z.name: z.zone_id for z in bed_map(program).zones}
    places = ("501-1", "501-2", "201-1", "502-1", "", "503-1", "504-1", "505-1", "202-2", "506-1",
              "507-1")  # fmt: skip
    stays = [take_in(program, i % 8) for i in range(len(places))]
    wheels = ((TraitKind.TESTS_COMPLETE, "yes"), (TraitKind("wheelchair"), "yes"))
    stays.append(take_in(program, 7, traits=wheels))
    for stay, bed in zip(stays, places, strict=False):
        if bed:
            acts.place(program, Place(stay_id=stay, bed_id=beds[bed], reason="r"))
    acts.place(program, Place(stay_id=stays[4], bed_id=beds["503-2"], reason="r"))
    world = World(store, clock, beds, zones, stays, [], {})
    world.people = [card(program, s).roll.person_id for s in stays]
    _asked(world, asker)
    _decisions(world, asker, officer)
    clock.forward(minutes=2)
    acts.leave_bed(program, stays[4])
    world.ids["staff"] = staff.register_staff(
        program, staff.RegisterStaff(number="G1", name="石大江", sex="1", category=Category.GUARD)
    )
    move = Move(stay_id=stays[10], from_bed_id=beds["507-1"], to_bed_id=beds["507-2"], reason="r")
    world.ids["change"] = acts.move(program, move)
    world.ids["agreement"] = agreements(program)[-1].id
    clock.forward(seconds=30)
    return world


def more_beds(program: ServiceContext) -> dict[str, int]:
    """Rooms enough for everybody."""
    air = frozenset({Attribute.NEGATIVE_PRESSURE})
    return acts.define_places(
        program,
        (
            NewZone(code="Z9", name="康复区", kind=ZoneKind.REHAB, rooms=rooms(503, 6, 2)),
            NewZone(code="Z2", name="二区", kind=ZoneKind.AIRBORNE,
                    rooms=rooms(202, 3, 2, attributes=air)),
        ),
    )  # fmt: skip


def _asked(world: World, asker: ServiceContext) -> None:
    """Transfers and sets at each step."""
    b, s = world.beds, world.stays

    def ask(stay: int, bed: str) -> int:
        return acts.request_move(asker, RequestMove(stay_id=s[stay], to_bed_id=b[bed], reason="r"))

    def both(decide: Callable[[ServiceContext, Decide], None], number: int) -> None:
        for version, role in enumerate((Role.DOCTOR, Role.POLICE), 1):
            who = ServiceContext(world.store, actor(role, name=f"审批{role}"), world.clock)
            decide(who, Decide(id=number, version=version, approve=True))

    world.ids |= {"inside": ask(3, "502-2"), "across": ask(5, "201-2"), "ready": ask(6, "202-1")}
    both(acts.decide_move, world.ids["ready"])
    swap = (planned(s[7], b["505-1"], b["202-2"]), planned(s[8], b["202-2"], b["505-1"]))
    world.ids["exchange"] = acts.propose_set(
        asker, ProposeSet(kind=SetKind.EXCHANGE, moves=swap, reason="r")
    )
    both(acts.decide_set, world.ids["exchange"])
    one = (planned(s[9], b["506-1"], b["203-1"]),)
    world.ids["set"] = acts.propose_set(asker, ProposeSet(kind=SetKind.PLAN, moves=one, reason="r"))


def _decisions(world: World, asker: ServiceContext, officer: ServiceContext) -> None:
    b, s, people = world.beds, world.stays, world.people
    (world.ids["override"],) = acts.ask_overrides(
        asker,
        AskOverrides(
            stay_id=s[11], bed_id=b["506-2"], rules=("PL-H10",), reason="无障碍床已满", hours=12
        ),
    )
    change = ProposeBedChange(bed_id=b["401-2"], reason="r", remove=True)
    world.ids["proposal"] = acts.propose_bed_change(officer, change)
    world.ids["risk"] = acts.assess_risk(
        officer,
        AssessRisk(stay_id=s[0], level=Risk.HIGH, review_on=centre_day(world.clock.now())),
    )
    world.ids["apart"] = acts.keep_apart(
        officer,
        KeepApart(first_person_id=people[0], second_person_id=people[2], reason=ApartReason.FIGHT),
    )


def planned(stay: int, old: int, new: int) -> PlannedMove:
    """One line of a set."""
    return PlannedMove(stay_id=stay, from_bed_id=old, to_bed_id=new)


Cell = Callable[[World, ServiceContext], object]


def _move(w: World, c: ServiceContext, bed: str, *, urgent: bool = False) -> int:
    return acts.move(
        c,
        Move(
            stay_id=w.stays[0], from_bed_id=w.beds["501-1"], to_bed_id=w.beds[bed], reason="r",
            urgent=urgent,
        ),
    )  # fmt: skip


def _swap(w: World, c: ServiceContext, other: int, bed: str, *, urgent: bool = False) -> int:
    places = ((w.stays[0], w.beds[bed]), (w.stays[other], w.beds["501-1"]))
    return acts.exchange(
        c, Exchange(places=places, reason="r", cleaning_signed=True, urgent=urgent)
    )


def _plan(w: World, c: ServiceContext, bed: str) -> int:
    moves = (planned(w.stays[0], w.beds["501-1"], w.beds[bed]),)
    return acts.apply_plan(c, ApplyPlan(moves=moves, reason="r"))


def _submit(w: World, c: ServiceContext) -> int:
    moves = (planned(w.stays[0], w.beds["501-1"], w.beds["204-1"]),)
    return acts.propose_set(c, ProposeSet(kind=SetKind.PLAN, moves=moves, reason="r"))


def _paper(w: World, c: ServiceContext) -> PrintContext:
    return PrintContext(centre_name="中心", printed_by=c.actor.name, printed_at=w.clock.now())


ROWS: dict[str, Cell] = {
    "place": lambda w, c: acts.place(
        c, Place(stay_id=w.stays[4], bed_id=w.beds["504-2"], reason="r")),
    "place elsewhere": lambda w, c: acts.place(
        c, Place(stay_id=w.stays[4], bed_id=w.beds["204-1"], reason="r")),
    "move": lambda w, c: _move(w, c, "504-2"),
    "move across": lambda w, c: _move(w, c, "204-1"),
    "move urgently": lambda w, c: _move(w, c, "204-1", urgent=True),
    "exchange": lambda w, c: _swap(w, c, 1, "501-2"),
    "exchange across": lambda w, c: _swap(w, c, 2, "201-1"),
    "exchange urgently": lambda w, c: _swap(w, c, 2, "201-1", urgent=True),
    "leave bed": lambda w, c: acts.leave_bed(c, w.stays[0]),
    "plan inside": lambda w, c: _plan(w, c, "504-2"),
    "plan across": lambda w, c: _plan(w, c, "204-1"),
    "submit plan": _submit,
    "approve plan": lambda w, c: acts.decide_set(
        c, Decide(id=w.ids["set"], version=1, approve=True)),
    "refuse plan": lambda w, c: acts.decide_set(
        c, Decide(id=w.ids["set"], version=1, approve=False, answer="r")),
    "receive exchange": lambda w, c: acts.apply_set(
        c, ApplySet(id=w.ids["exchange"], version=3, cleaning_signed=True)),
    "withdraw plan": lambda w, c: acts.withdraw_set(c, w.ids["set"], 1, "r"),
    "undo": lambda w, c: acts.undo(c, w.ids["change"]),
    "ask transfer": lambda w, c: acts.request_move(
        c, RequestMove(stay_id=w.stays[0], to_bed_id=w.beds["204-1"], reason="r")),
    "approve inside": lambda w, c: acts.decide_move(
        c, Decide(id=w.ids["inside"], version=1, approve=True)),
    "agree to a move": lambda w, c: acts.agree_move(
        c, Decide(id=w.ids["agreement"], version=1, approve=True)),
    "approve across": lambda w, c: acts.decide_move(
        c, Decide(id=w.ids["across"], version=1, approve=True)),
    "receive transfer": lambda w, c: acts.receive_move(
        c, ReceiveMove(id=w.ids["ready"], version=3)),
    "  … with a reason": lambda w, c: acts.receive_move(
        c, ReceiveMove(id=w.ids["ready"], version=3, reason="夜间无人")),
    "withdraw transfer": lambda w, c: acts.withdraw_move(c, w.ids["across"], 1, "r"),
    "reserve": lambda w, c: acts.reserve(
        c, Reserve(bed_id=w.beds["504-2"], until=w.clock.now() + timedelta(hours=2), for_whom="某")),
    "sign clean": lambda w, c: acts.sign_bed_clean(c, w.beds["503-2"]),
    "disinfect": lambda w, c: acts.start_cleaning(c, w.beds["503-2"]),
    "close beds": lambda w, c: acts.close_beds(
        c, CloseBeds(bed_ids=(w.beds["504-2"],), reason=ClosureReason.REPAIR)),
    "propose zone": lambda w, c: acts.propose_zone(
        c, ProposeZone(zone=NewZone(code="ZX", name="新区", kind=ZoneKind.REHAB), reason="r")),
    "decide building": lambda w, c: acts.decide_proposal(
        c, Decide(id=w.ids["proposal"], version=1, approve=True)),
    "define places": lambda w, c: acts.define_places(
        c, (NewZone(code="ZY", name="新区", kind=ZoneKind.REHAB),)),
    "keep apart": lambda w, c: acts.keep_apart(
        c, KeepApart(first_person_id=w.people[1], second_person_id=w.people[2],
                     reason=ApartReason.FIGHT)),
    "close apart": lambda w, c: acts.close_apart(
        c, CloseApart(id=w.ids["apart"], version=1, reason="r")),
    "assess risk": lambda w, c: acts.assess_risk(
        c, AssessRisk(stay_id=w.stays[1], level=Risk.HIGH, review_on=centre_day(w.clock.now()))),
    "sign risk": lambda w, c: acts.sign_risk(c, w.ids["risk"], 2),
    "isolate": lambda w, c: acts.order_isolation(
        c, OrderIsolation(stay_id=w.stays[0], precaution=Precaution.CONTACT, reason="r",
                          review_at=w.clock.now() + timedelta(days=1))),
    "ask exception": lambda w, c: acts.ask_overrides(
        c, AskOverrides(stay_id=w.stays[11], bed_id=w.beds["504-2"], rules=("PL-H10",),
                       reason="床位已满", hours=12)),
    "agree as head nurse": lambda w, c: acts.agree_override(
        c, AgreeOverride(id=w.ids["override"], version=1, approver=Approver.HEAD_NURSE)),
    "weights": lambda w, c: acts.set_weights(c, RuleWeights(zone=20)),
    "zone of staff": lambda w, c: acts.join_zone(
        c, JoinZone(staff_id=w.ids["staff"], zone_id=w.zones["康复区"],
                    first_day=centre_day(w.clock.now()))),
    "print zone list": lambda w, c: print_zone_list(c, w.zones["康复区"], None, _paper(w, c)),
    "print bed card": lambda w, c: print_cards(c, CardKind.CARD, (w.stays[0],), _paper(w, c)),
}  # fmt: skip


def cells() -> dict[str, dict[str, str]]:
    """The table, read: act -> column -> what happens."""
    head, *lines = [line for line in TABLE.splitlines() if line.strip()]
    assert tuple(head.split()) == COLUMNS
    return {
        line[:NAME].rstrip(): dict(zip(COLUMNS, line[NAME:].split(), strict=True)) for line in lines
    }


@pytest.fixture(scope="module")
def copies(furnished: Callable[[Callable[[Store], World]], Copies[World]]) -> Copies[World]:
    """The furnished house on both engines."""
    return furnished(house)


def mark(world: World, column: str, cell: Cell) -> str:
    """What happens when the person of a column does it."""
    try:
        cell(world, world.ctx(column))
    except DomainError as refused:
        code = refused.violations()[0].code
        return CODES.get(code, code)
    return "y"


@pytest.mark.parametrize("name", list(ROWS))
def test_who_may_do_it_and_why_not(copies: Copies[World], name: str) -> None:
    expected, found = cells()[name], {}
    for column in copies.columns(expected):
        found[column] = mark(replace(copies.kept, store=copies.store()), column, ROWS[name])
        if found[column] == "y":
            copies.spent()
    assert found == {column: expected[column] for column in found}


def test_every_act_of_the_room_is_in_the_table() -> None:
    """A new act needs a row: `_in` functions and views are not acts."""
    used = {n for cell in ROWS.values() for n in _names(cell)}
    there = {n for n in acts.__all__ if hasattr(getattr(acts, n), "requires")}
    assert there - used == OTHERS
    assert set(cells()) == set(ROWS)


OTHERS = {
    "end_zone", "propose_bed_change", "release", "reopen_apart", "reopen_beds", "review_isolation",
    "sign_cleaning", "withdraw_override",
}  # fmt: skip
"""The other half of an act of the table, with the same rights."""


def _names(cell: Cell) -> Iterator[str]:
    """Names a cell's code calls, those of its helpers included."""
    for name in cell.__code__.co_names:
        yield name
        helper = globals().get(name)
        if hasattr(helper, "__code__") and name.startswith("_"):
            yield from helper.__code__.co_names  # type: ignore[union-attr]
