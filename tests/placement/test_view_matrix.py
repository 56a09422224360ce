"""The other half of the permission matrix of this room: who reads what, cell by cell (12.2, SEC-01).

Everybody belongs to 康复区 (Z9) and leads nothing. The same things stand in Z9 and in 二区 (Z2), and an
illness is written into every field for words there is. `y`: whole, words included. `i`: whole, but not
a word that names an illness. `z`: own zone only, and no such word. `e`: nothing is told. `–`: no right.
O: beyond the own zone. 0: not found, as if it were not there. S: off shift. N: no zone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Role
from medcentre.papers.facts import PrintContext
from medcentre.papers.forms.lists import render_contact_list
from medcentre.papers.forms.places import render_move_sheet, render_transfer_sheet
from medcentre.placement import acts, files, map_papers, papers, views
from medcentre.placement.commands import (
    AskOverrides,
    AssessRisk,
    CloseBeds,
    KeepApart,
    Move,
    OrderIsolation,
    Place,
    PlannedMove,
    ProposeBedChange,
    ProposeSet,
    RequestMove,
    Reserve,
)
from medcentre.placement.facts import (
    ApartReason,
    ClosureReason,
    PersonFacts,
    Precaution,
    Risk,
    SetKind,
)
from medcentre.placement.map_papers import CardKind, print_cards, print_zone_list
from medcentre.placement.plan.centre import Scope
from medcentre.placement.views.board import board
from medcentre.residents import views as residents
from medcentre.residents.acts import start_mark_in
from medcentre.residents.facts import (
    TELLING_WORDS,
    AlertKind,
    IllnessFact,
    PrecautionKind,
    StartMark,
)
from medcentre.rostering.tables import RosterCell, RosterMonth
from medcentre.staff import acts as staff
from medcentre.staff.facts import Category
from medcentre.store.engine import Store
from medcentre.store.uow import unit_of_work
from tests.conftest import actor
from tests.copies import Copies, ServerCopies
from tests.papers.pdfs import whole_text
from tests.placement.centre import build, take_in
from tests.placement.test_matrix import more_beds

TODAY = date(2026, 11, 24)
PROBE = "HIV感染（B20.1），肺结核 TB，梅毒 A53.9，丙肝，替诺福韦抗病毒，CD4 低"
"""What a careless hand may write into any field."""

CODES = {
    "not_permitted": "–",
    "reach_out_of_zone": "O",
    "reach_off_shift": "S",
    "reach_no_zone": "N",
    "not_found": "0",
}

ROLES = {
    "pol": Role.POLICE, "nur": Role.NURSE, "doc": Role.DOCTOR, "dir": Role.DIRECTOR,
    "off": Role.JOINT_OFFICE, "gua": Role.GUARD, "g.s": Role.GUARD, "g.n": Role.GUARD,
    "aux": Role.AUX_POLICE, "pha": Role.PHARMACIST, "cou": Role.COUNSELLOR,
    "soc": Role.SOCIAL_WORKER, "fin": Role.FINANCE, "arc": Role.ARCHIVIST,
    "ins": Role.INSPECTOR, "it": Role.IT_ADMIN, "sec": Role.SEC_ADMIN, "aud": Role.AUDIT_ADMIN,
}  # fmt: skip
"""`g.s`: a guard whose shift is another one; `g.n`: a guard of no zone."""

CUT = frozenset({"gua", "g.s", "g.n", "aux"})
"""Whose right ends at the own zone and shift."""

TREATING = frozenset({"nur", "doc", "pha"})
"""D8 for everybody (12.2): a counsellor's D8 ends at the own clients, so no list may hold it."""

NAME = 22

TABLE = """
                      pol nur doc dir off gua g.s g.n aux pha cou soc fin arc ins it  sec aud
agreements            i   y   y   i   i   e   e   e   e   –   i   i   –   –   i   –   –   –
apart pairs           i   y   y   i   i   z   S   N   z   –   i   i   –   –   i   –   –   –
bed history           i   y   y   i   i   z   S   N   z   –   i   i   –   –   i   –   –   –
bed history there     i   y   y   i   i   O   S   N   O   –   i   i   –   –   i   –   –   –
bed map               y   y   y   y   y   z   S   N   z   –   y   y   –   –   y   –   –   –
board                 i   y   y   i   i   z   S   N   z   –   i   i   –   –   i   –   –   –
census                y   y   y   y   y   z   S   N   z   y   y   y   y   y   y   –   –   –
choices               i   y   y   i   i   z   S   N   z   –   i   i   –   –   i   –   –   –
choices there         i   y   y   i   i   0   S   N   0   –   i   i   –   –   i   –   –   –
choices for arrival   i   y   y   –   i   –   –   –   –   –   –   –   –   –   –   –   –   –
cleaning list         y   y   y   y   y   z   S   N   z   –   y   y   –   –   y   –   –   –
conflicts             e   e   e   e   e   e   S   N   e   –   e   e   –   –   e   –   –   –
contacts              y   y   y   y   –   z   S   N   z   y   y   y   –   y   y   –   –   –
contacts there        y   y   y   y   –   O   S   N   O   y   y   y   –   y   y   –   –   –
due                   y   y   y   y   y   z   S   N   z   –   y   y   –   –   y   –   –   –
exchange conflicts    y   y   y   y   y   z   S   N   z   –   y   y   –   –   y   –   –   –
isolation orders      i   y   y   i   –   z   S   N   z   y   i   i   –   i   i   –   –   –
map events            y   y   y   y   y   z   S   N   z   –   y   y   –   –   y   –   –   –
occupancy chart       y   y   y   y   y   z   S   N   z   y   y   y   y   y   y   –   –   –
open sets             i   y   y   i   i   e   e   e   e   –   i   i   –   –   i   –   –   –
overrides             i   y   y   i   i   z   S   N   z   –   i   i   –   –   i   –   –   –
proposals             i   y   y   i   i   e   e   e   e   –   i   i   –   –   i   –   –   –
propose reshuffle     y   y   –   –   y   –   –   –   –   –   –   –   –   –   –   –   –   –
requests              i   y   y   i   i   z   S   N   z   –   i   i   –   –   i   –   –   –
reservations          i   y   y   i   i   z   S   N   z   –   i   i   –   –   i   –   –   –
rule weights          y   y   y   y   y   y   y   y   y   –   y   y   –   –   y   y   y   –
sharing risks         i   y   y   i   i   z   S   N   z   –   i   i   –   –   i   –   –   –
bed cards             y   y   y   y   –   z   S   N   z   –   y   y   –   –   y   –   –   –
wristbands            y   y   y   y   –   z   S   N   z   –   y   y   –   –   y   –   –   –
labels                y   y   y   y   –   z   S   N   z   –   y   y   –   –   y   –   –   –
zone list             y   y   y   y   –   z   S   N   z   –   y   y   –   –   y   –   –   –
zone list there       y   y   y   y   –   0   S   N   0   –   y   y   –   –   y   –   –   –
transfer sheet        y   y   y   y   –   z   S   N   z   –   y   y   –   –   y   –   –   –
transfer sheet there  y   y   y   y   –   0   S   N   0   –   y   y   –   –   y   –   –   –
move sheet            y   y   –   –   y   –   –   –   –   –   –   –   –   –   –   –   –   –
contact list          y   y   y   y   –   z   S   N   z   y   y   y   –   y   y   –   –   –
contact workbook      –   –   y   –   –   –   S   N   –   –   –   –   –   –   –   –   –   –
"""


@dataclass
class World:
    """The furnished house."""

    store: Store
    clock: StillClock
    beds: dict[str, int]
    zones: dict[str, int]
    here: int
    there: int
    guards: dict[str, int]
    ids: dict[str, int]

    def ctx(self, column: str) -> ServiceContext:
        """The signed-in person of a column."""
        zone = frozenset() if column == "g.n" else frozenset({self.zones["康复区"]})
        who = actor(ROLES[column], name=f"某{column}", zones=zone)
        if column in CUT:
            who = replace(who, staff_id=self.guards["off" if column == "g.s" else "on"])
        return ServiceContext(self.store, who, self.clock)


def house(store: Store) -> World:
    """Two zones with the same in both; every field for words names the illness."""
    clock = StillClock()
    program = ServiceContext(store, actor(), clock)
    beds = build(program) | more_beds(program)
    zones = {z.name: z.zone_id for z in views.bed_map(program).zones}
    here, there = (
        take_in(
            program, i, precautions=(sign,),
            illnesses=(IllnessFact(category=category, text=PROBE, main=True),),
        )
        for i, (category, sign) in enumerate(
            (("BC01", PrecautionKind.BLOOD), ("BC02", PrecautionKind.AIRBORNE))
        )
    )  # fmt: skip
    mates = take_in(program, 3), take_in(program, 4)
    take_in(program, 2)  # waits for a bed
    for stay, bed in ((here, "501-1"), (there, "201-1"), (mates[0], "505-1"), (mates[1], "203-1")):
        acts.place(program, Place(stay_id=stay, bed_id=beds[bed], reason=PROBE))
    world = World(store, clock, beds, zones, here, there, _guards(program), {})
    clock.forward(minutes=5)
    _written(world, here, mates[0], ("501", "502", "503", "504"))
    _written(world, there, mates[1], ("201", "202", "204", "204"))
    _sets(world, mates)
    clock.forward(seconds=30)
    return world


def _guards(program: ServiceContext) -> dict[str, int]:
    """One on duty today, one on another day, as a published sheet says."""
    shifts = {"on": TODAY, "off": TODAY + timedelta(days=3)}
    guards = {
        name: staff.register_staff(
            program,
            staff.RegisterStaff(number=name, name=f"石{name}", sex="1", category=Category.GUARD),
        )
        for name in shifts
    }
    with unit_of_work(program) as uow:
        month = uow.add(
            RosterMonth(
                month="2026-11", edits=0, published_no=1, entered_at=program.clock.now(),
                entered_by="r",
            )
        )  # fmt: skip
        for name, day in shifts.items():
            uow.add(
                RosterCell(
                    month_id=month.id, staff_id=guards[name], day=day, shift="D12", post="guard-A"
                )
            )
        uow.record("roster", action="rostering.publish")
        uow.commit()
    return guards


def _written(w: World, stay: int, mate: int, rooms: tuple[str, ...]) -> None:
    """One thing of each kind about a man, in the rooms of his zone."""
    own, near, kept, shut = rooms
    b, now = w.beds, w.clock.now()

    def by(role: Role, name: str) -> ServiceContext:
        return ServiceContext(w.store, actor(role, name=name), w.clock)

    nurse, officer = by(Role.NURSE, "护士甲"), by(Role.POLICE, "民警甲")
    w.ids[f"request {stay}"] = acts.request_move(
        nurse,
        RequestMove(
            stay_id=stay, to_bed_id=b[f"{near}-2"], reason=PROBE, doctor_opinion=PROBE,
            belongings=PROBE,
        ),
    )  # fmt: skip
    people = [residents.card(nurse, s).roll.person_id for s in (stay, mate)]
    acts.keep_apart(
        officer,
        KeepApart(
            first_person_id=people[0], second_person_id=people[1], reason=ApartReason.FIGHT,
            note=PROBE,
        ),
    )  # fmt: skip
    acts.assess_risk(
        officer, AssessRisk(stay_id=stay, level=Risk.HIGH, reason=PROBE, review_on=TODAY)
    )
    acts.order_isolation(
        by(Role.DOCTOR, "贺大夫"),
        OrderIsolation(
            stay_id=stay, precaution=Precaution.CONTACT, agent="HIV，肺结核", reason=PROBE,
            review_at=now + timedelta(days=1),
        ),
    )  # fmt: skip
    acts.ask_overrides(
        nurse,
        AskOverrides(stay_id=stay, bed_id=b[f"{near}-1"], rules=("PL-H16",), reason=PROBE, hours=5),
    )
    until = now + timedelta(hours=2)
    acts.reserve(nurse, Reserve(bed_id=b[f"{kept}-1"], until=until, for_whom=PROBE))
    acts.close_beds(
        nurse, CloseBeds(bed_ids=(b[f"{shut}-2"],), reason=ClosureReason.REPAIR, note=PROBE)
    )
    acts.move(
        nurse,
        Move(
            stay_id=stay, from_bed_id=b[f"{own}-1"], to_bed_id=b[f"{own}-2"], reason=PROBE
        ),
    )  # fmt: skip
    with unit_of_work(nurse) as uow:
        for kind, words in (("allergy", "奈韦拉平（抗病毒药）"), ("diet", "无骨饮食")):
            start_mark_in(
                uow, "alert",
                StartMark(
                    stay_id=stay, kind=AlertKind(kind), value=words,
                    from_at=now - timedelta(minutes=1),
                ),
            )  # fmt: skip
        uow.record("stay", action="residents.start_alert")
        uow.commit()


def _sets(w: World, mates: tuple[int, int]) -> None:
    """A plan that waits, and a change of the building that waits."""
    officer = ServiceContext(w.store, actor(Role.POLICE, name="提出民警"), w.clock)
    moves = (
        PlannedMove(stay_id=mates[0], from_bed_id=w.beds["505-1"], to_bed_id=w.beds["203-2"]),
    )  # fmt: skip
    acts.propose_set(officer, ProposeSet(kind=SetKind.PLAN, moves=moves, reason=PROBE))
    acts.propose_bed_change(
        officer, ProposeBedChange(bed_id=w.beds["401-2"], reason=PROBE, remove=True)
    )


Cell = Callable[[World, ServiceContext], object]
START, END = at(TODAY, 0), at(TODAY, 23)


def _paper(w: World, c: ServiceContext) -> PrintContext:
    return PrintContext(centre_name="中心", printed_by=c.actor.name, printed_at=w.clock.now())


def _cards(w: World, c: ServiceContext, kind: CardKind, *stays: int) -> str:
    return whole_text(print_cards(c, kind, stays, _paper(w, c)))


def _zone(w: World, c: ServiceContext, zone: str) -> str:
    return whole_text(print_zone_list(c, w.zones[zone], None, _paper(w, c)))


def _sheet(w: World, c: ServiceContext, stay: int) -> str:
    doc = papers.transfer_sheet(c, w.ids[f"request {stay}"])
    return whole_text(render_transfer_sheet(doc, _paper(w, c)))


def _moves(w: World, c: ServiceContext) -> str:
    plan, snapshot = views.propose_reshuffle(c, Scope(), 0.3)
    doc = papers.move_sheet(c, plan, snapshot, "调床", PROBE)
    return whole_text(render_move_sheet(doc, _paper(w, c)))


def _contacts(w: World, c: ServiceContext) -> str:
    doc = papers.contact_list(c, w.here, START, END, by_zone=True)
    return whole_text(render_contact_list(doc, _paper(w, c)))


def _book(w: World, c: ServiceContext) -> str:
    doc = papers.contact_list(c, w.here, START, END, by_zone=True)
    with ZipFile(BytesIO(files.contacts_workbook(c, doc))) as book:
        return "".join(book.read(n).decode("utf-8", "ignore") for n in book.namelist())


ROWS: dict[str, Cell] = {
    "agreements": lambda w, c: views.agreements(c),
    "apart pairs": lambda w, c: views.apart_pairs(c),
    "bed history": lambda w, c: views.bed_history(c, w.here),
    "bed history there": lambda w, c: views.bed_history(c, w.there),
    "bed map": lambda w, c: views.bed_map(c),
    "board": lambda w, c: replace(board(c), snapshot=None),
    "census": lambda w, c: views.census(c),
    "choices": lambda w, c: views.choices(c, w.here),
    "choices there": lambda w, c: views.choices(c, w.there),
    "choices for arrival": lambda w, c: views.choices_for_arrival(
        c, PersonFacts(stay_id=0, name="新来", sex="1", age=40)),
    "cleaning list": lambda w, c: views.cleaning_list(c),
    "conflicts": lambda w, c: views.conflicts(c),
    "contacts": lambda w, c: views.contacts(c, w.here, START, END, by_zone=True),
    "contacts there": lambda w, c: views.contacts(c, w.there, START, END, by_zone=True),
    "due": lambda w, c: views.due(c, w.clock.now() + timedelta(days=2)),
    "exchange conflicts": lambda w, c: views.exchange_conflicts(c, ((w.here, w.beds["505-1"]),)),
    "isolation orders": lambda w, c: views.isolation_orders(c),
    "map events": lambda w, c: views.map_events(c, START, END),
    "occupancy chart": lambda w, c: views.occupancy_chart(c, TODAY, TODAY),
    "open sets": lambda w, c: views.open_sets(c),
    "overrides": lambda w, c: views.overrides(c),
    "proposals": lambda w, c: views.proposals(c),
    "propose reshuffle": lambda w, c: views.propose_reshuffle(c, Scope(), 0.3)[0],
    "requests": lambda w, c: views.requests(c),
    "reservations": lambda w, c: views.reservations(c),
    "rule weights": lambda w, c: views.rule_weights(c),
    "sharing risks": lambda w, c: views.sharing_risks(c),
    "bed cards": lambda w, c: _cards(w, c, CardKind.CARD, w.here, w.there),
    "wristbands": lambda w, c: _cards(w, c, CardKind.BAND, w.here, w.there),
    "labels": lambda w, c: _cards(w, c, CardKind.LABEL, w.here, w.there),
    "zone list": lambda w, c: _zone(w, c, "康复区"),
    "zone list there": lambda w, c: _zone(w, c, "二区"),
    "transfer sheet": lambda w, c: _sheet(w, c, w.here),
    "transfer sheet there": lambda w, c: _sheet(w, c, w.there),
    "move sheet": _moves,
    "contact list": _contacts,
    "contact workbook": _book,
}  # fmt: skip

INSIDE = {"map_of", "snapshot_at"}
"""Parts other services are made of; nobody is signed in to them."""


def cells() -> dict[str, dict[str, str]]:
    """The table, read: view -> column -> what is seen."""
    head, *lines = [line for line in TABLE.splitlines() if line.strip()]
    assert tuple(head.split()) == tuple(ROLES)
    return {
        line[:NAME].rstrip(): dict(zip(ROLES, line[NAME:].split(), strict=True)) for line in lines
    }


@pytest.fixture(scope="module")
def copies(furnished: Callable[[Callable[[Store], World]], Copies[World]]) -> Copies[World]:
    """The furnished house on both engines."""
    return furnished(house)


LEAK = re.compile(f"{TELLING_WORDS.pattern}|care_[ab]|BC0\\d|无骨", re.IGNORECASE)
"""Words of an illness, codes of it, of the zones for it, and the diet that tells it."""
HERE = re.compile(r"田茂超|50[1-8]-|康复区|田\*")
BEYOND = re.compile(r"韦国栋|20[1-4]-|二区|韦\*")

WORDY = frozenset(
    {"agreements", "apart pairs", "bed history", "bed history there", "board", "choices",
     "choices for arrival", "choices there", "isolation orders", "open sets", "overrides",
     "proposals", "requests", "reservations", "sharing risks"}
)  # fmt: skip
"""Rows in which the treating team reads an illness: the others show that they read all of it."""

ONE = frozenset(
    {"bed history", "bed history there", "conflicts", "contacts", "contacts there", "choices",
     "choices there", "exchange conflicts", "proposals", "propose reshuffle", "rule weights",
     "zone list", "zone list there", "transfer sheet", "transfer sheet there", "contact list",
     "contact workbook"}
)  # fmt: skip
"""Rows about one man, one zone or no zone."""


PAPERS = frozenset(list(ROWS)[list(ROWS).index("bed cards") :])


def look(world: World, column: str, name: str) -> str:
    """The mark of a cell; the words `leak` and `half` never stand in the table."""
    try:
        found = ROWS[name](world, world.ctx(column))
    except DomainError as refused:
        code = refused.violations()[0].code
        return CODES.get(code, code)
    if found in ((), {}):
        return "e"
    read = found if isinstance(found, str) else repr(found)
    if LEAK.search(read):
        return "y" if column in TREATING and name not in PAPERS else f"leak {LEAK.findall(read)}"
    if column in CUT and name != "rule weights":
        return "half" if BEYOND.search(read) else "z"
    if name not in ONE and not (HERE.search(read) and BEYOND.search(read)):
        return "half"
    return "i" if name in WORDY else "y"


@pytest.mark.parametrize("name", list(ROWS))
def test_who_reads_what(copies: Copies[World], name: str) -> None:
    """On the server papers are made for one of each kind of reader: their words are the views'."""
    world = replace(copies.kept, store=copies.store())
    few = isinstance(copies, ServerCopies) and name in PAPERS
    columns = ("pol", "nur", "gua", "fin") if few else tuple(ROLES)
    expected = cells()[name]
    assert {c: look(world, c, name) for c in columns} == {c: expected[c] for c in columns}


def test_every_view_of_the_room_is_in_the_table() -> None:
    """A new view needs a row."""
    there = {n for n in views.__all__ if hasattr(getattr(views, n), "requires")}
    assert set(views.__all__) - there == INSIDE
    used = {n for cell in ROWS.values() for n in cell.__code__.co_names}
    assert there - used == set()
    assert set(cells()) == set(ROWS)


def test_every_paper_of_the_room_is_in_the_table() -> None:
    """And a new paper; `told` and `allergies` are words on them, `bed_cards`, `zone_list` their parts."""
    made = {n for m in (papers, map_papers, files) for n, f in vars(m).items()
            if hasattr(f, "requires") and f.__module__ == m.__name__}  # fmt: skip
    helpers = (_cards, _zone, _sheet, _moves, _contacts, _book)
    used = {n for helper in helpers for n in helper.__code__.co_names}
    assert made - used == {"told", "allergies", "bed_cards", "zone_list"}


def test_every_role_has_a_column() -> None:
    assert set(ROLES.values()) == set(Role)
