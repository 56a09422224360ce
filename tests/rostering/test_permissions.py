"""D22 of the permission matrix, cell by cell: who sees, plans and decides what of rosters (12.2)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted, RulesBroken
from medcentre.kernel.permissions import Role
from medcentre.papers.facts import PrintContext
from medcentre.rostering import acts, hours, offers, papers, planning, views
from medcentre.rostering.commands import (
    AddWish,
    AskSwap,
    Attend,
    CellEdit,
    DecideSwap,
    Publish,
    SetCells,
)
from medcentre.rostering.company import company
from medcentre.rostering.plan_file import PlanKind
from medcentre.rostering.templates import DEFAULT_RULES
from medcentre.staff.facts import Category
from medcentre.staff.views import leave_list
from medcentre.store.engine import Store
from tests.conftest import actor
from tests.copies import Copies
from tests.rostering.people import DECEMBER, cells, hire, publish

Ctx = Callable[..., ServiceContext]
DAY, LATER = date(2026, 12, 3), date(2026, 12, 10)
GROUPS = (Category.POLICE, Category.AUX_POLICE, Category.GUARD, Category.DOCTOR, Category.NURSE)

TABLE = """
role           sheet  hours  rest | wish  ask   agree | edit   attend  approve  publish  plan
police         all    all    yes  | group group group | own    own     own      -        -
aux_police     own    own    yes  | self  self  self  | -      -       -        -        -
guard          own    own    yes  | self  self  self  | -      -       -        -        -
doctor         all    all    yes  | group group group | own    own     own      -        -
nurse          all    all    yes  | group group group | own    own     own      -        -
pharmacist     all    all    yes  | self  self  self  | -      -       -        -        -
counselor      all    all    yes  | self  self  self  | -      -       -        -        -
social_worker  all    all    yes  | self  self  self  | -      -       -        -        -
finance        -      all    -    | -     -     -     | -      -       -        -        -
director       all    all    yes  | yes   yes   yes   | all    all     all      yes      yes
joint_office   all    all    yes  | self  self  self  | -      -       -        -        -
archivist      -      -      -    | -     -     -     | -      -       -        -        -
it_admin       -      -      -    | -     -     -     | -      -       -        -        -
sec_admin      -      -      -    | -     -     -     | -      -       -        -        -
audit_admin    -      -      -    | -     -     -     | -      -       -        -        -
inspector      -      -      -    | -     -     -     | -      -       -        -        -
"""
"""all, own (group), group (themselves and the own group), self (themselves only), yes, - (refused).

rest: fairness, attendance, swaps, wishes, leave, posts and rules, own duty, slips, sheets on paper.
"""

HEADS, *LINES = [line.replace("|", " ").split() for line in TABLE.strip().splitlines()]
ROWS = [dict(zip(HEADS, line, strict=True)) for line in LINES]


def test_every_role_has_a_line() -> None:
    assert [row["role"] for row in ROWS] == [role.value for role in Role]


Staffed = dict[str, list[int]]
SHIFTS = {
    "police": "P24", "aux_police": "P24", "guard": "D12", "doctor": "D_DUTY", "nurse": "A",
}  # fmt: skip


def staff(store: Store) -> Staffed:
    """Two of each group on duty on two days, published; a month and people to act on."""
    program = ServiceContext(store, actor(), StillClock())
    ids = {c.value: hire(program, 2, c) for c in GROUPS}
    publish(
        program, *(c for group, (a, b) in ids.items()
                   for c in (*cells(DAY, [a], SHIFTS[group]), *cells(LATER, [b], SHIFTS[group])))
    )  # fmt: skip
    return ids


@pytest.fixture(scope="module")
def copies(furnished: Callable[[Callable[[Store], Staffed]], Copies[Staffed]]) -> Copies[Staffed]:
    """The staffed centre on both engines."""
    return furnished(staff)


@pytest.fixture
def staffed(copies: Copies[Staffed]) -> Staffed:
    """Group -> its two people."""
    return copies.kept


@pytest.fixture
def desk(copies: Copies[Staffed], clock: StillClock) -> Ctx:
    """Somebody signed in by role; what they read is left as it is."""
    return lambda *roles: ServiceContext(copies.store(), actor(*roles), clock)


@pytest.fixture
def own_copy(copies: Copies[Staffed]) -> Iterator[None]:
    """For tests that do something."""
    copies.spent()
    yield
    copies.spent()


def refused(call: Callable[[], object]) -> bool:
    """Whether the service says no, for want of a right or because it is somebody else's."""
    try:
        call()
    except NotPermitted:
        return True
    except DomainError as no:
        codes = {v.code for v in no.violations()} if isinstance(no, RulesBroken) else {no.code}
        return bool(codes & {"duty_not_own_group", "duty_swap_not_yours"})
    return False


def reach(seen: set[str], own: str) -> str:
    """How many groups somebody got to see, as the table says it."""
    if not seen:
        return "-"
    return "own" if seen == {own} else "all" if len(seen) == len(GROUPS) else str(sorted(seen))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["role"])
def test_what_each_role_sees(desk: Ctx, staffed: Staffed, row: dict[str, str]) -> None:
    ctx, own = desk(Role(row["role"])), row["role"]
    sheet: set[str] = set()
    if not refused(lambda: views.month_sheet(ctx, DECEMBER)):
        sheet = {p.group for p in views.month_sheet(ctx, DECEMBER).problem.people}
    paid: set[str] = set()
    if not refused(lambda: hours.month_hours(ctx, DECEMBER)):
        paid = {r.group for r in hours.month_hours(ctx, DECEMBER)}
    assert (reach(sheet, own), reach(paid, own)) == (row["sheet"], row["hours"])
    sheet_on_paper = PrintContext(centre_name="中心", printed_by="甲", printed_at=at(DAY, 8))
    assert refused(lambda: papers.hours_paper(ctx, DECEMBER, sheet_on_paper)) is (
        row["hours"] == "-"
    )
    nurse = staffed["nurse"][0]
    rest: tuple[Callable[[], object], ...] = (
        lambda: hours.fairness(ctx, DECEMBER),
        lambda: hours.attendance(ctx, DAY),
        lambda: views.swaps(ctx, DECEMBER),
        lambda: views.wishes(ctx, DECEMBER),
        lambda: views.changes(ctx, DECEMBER),
        lambda: views.my_duty(ctx, DECEMBER.first, DECEMBER.last),
        lambda: views.duty_of(ctx, nurse, DECEMBER.first, DECEMBER.last),
        lambda: views.shifts_of(ctx, DECEMBER),
        lambda: views.sheet_stamp(ctx, DECEMBER),
        lambda: views.swaps_waiting(ctx),
        lambda: offers.swap_offers(ctx, DECEMBER, nurse, DAY),
        lambda: company(ctx, nurse, DAY, DAY),
        lambda: planning.plan_page(ctx, DECEMBER),
        lambda: papers.roster_paper(ctx, DECEMBER, sheet_on_paper),
        lambda: papers.post_paper(ctx, DAY, sheet_on_paper),
    )
    assert {refused(call) for call in rest} == {row["rest"] != "yes"}
    if row["rest"] == "yes":
        assert not refused(lambda: leave_list(ctx, DAY, DAY))


def test_finance_may_not_read_leave_either(desk: Ctx) -> None:
    assert refused(lambda: leave_list(desk(Role.FINANCE), DAY, DAY))
    both = desk(Role.FINANCE, Role.NURSE)
    assert not refused(lambda: leave_list(both, DAY, DAY))
    assert not refused(lambda: views.month_sheet(both, DECEMBER))


@pytest.mark.usefixtures("own_copy")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["role"])
def test_what_each_role_asks_for(desk: Ctx, staffed: Staffed, row: dict[str, str]) -> None:
    """Wishes and swaps: the director for anybody, leaders for their group, others for themselves."""
    program, stranger = desk(), desk(Role(row["role"]))

    def wish(c: ServiceContext, a: int, b: int) -> object:
        return acts.add_wish(c, AddWish(staff_id=a, day=LATER, wants=False))

    def ask(c: ServiceContext, a: int, b: int) -> object:
        return acts.ask_swap(
            c, AskSwap(month=DECEMBER, giver_id=a, taker_id=b, given_day=DAY, taken_day=LATER)
        )

    def agree(c: ServiceContext, a: int, b: int) -> object:
        (swap,) = [s for s in views.swaps(program, DECEMBER) if s.giver_id == a]
        return acts.agree_swap(c, DecideSwap(swap_id=swap.id, version=1))

    found = {}
    for name, call, own in (("wish", wish, 0), ("ask", ask, 0), ("agree", agree, 1)):
        reached = set()
        for group, pair in staffed.items():
            if not refused(lambda call=call, pair=pair: call(stranger, *pair)):  # type: ignore[misc]
                reached.add(group)
                continue
            person = replace(stranger, actor=replace(stranger.actor, staff_id=pair[own]))
            if not refused(lambda call=call, p=person, pair=pair: call(p, *pair)):  # type: ignore[misc]
                reached.add("self")
            else:
                call(program, *pair)
        found[name] = (
            "yes" if reached == set(staffed) else "group" if reached == {row["role"], "self"}
            else "self" if reached == {"self"} else "-" if not reached else str(sorted(reached))
        )  # fmt: skip
    assert found == {name: row[name] for name in ("wish", "ask", "agree")}


@pytest.mark.usefixtures("own_copy")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["role"])
def test_what_each_role_decides(
    desk: Ctx, clock: StillClock, staffed: Staffed, row: dict[str, str]
) -> None:
    """Planning and deciding: a leader in the own group, the director everywhere."""
    program, ctx = desk(), desk(Role(row["role"]))

    def edit(group: str) -> object:
        version = views.month_sheet(program, DECEMBER).head.version
        cell = CellEdit(staff_id=staffed[group][0], day=LATER, shift="TRAINING")
        return acts.set_cells(
            ctx, SetCells(month=DECEMBER, version=version, cells=(cell,), reason="临时培训")
        )

    def approve(group: str) -> object:
        a, b = staffed[group]
        found = [s for s in views.swaps(program, DECEMBER) if s.giver_id == a]
        if not found:
            swap = AskSwap(month=DECEMBER, giver_id=a, taker_id=b, given_day=DAY, taken_day=LATER)
            swap_id = acts.ask_swap(program, swap)
            acts.agree_swap(program, DecideSwap(swap_id=swap_id, version=1))
            found = [s for s in views.swaps(program, DECEMBER) if s.giver_id == a]
        return acts.approve_swap(ctx, DecideSwap(swap_id=found[0].id, version=found[0].version))

    def attend(group: str) -> object:
        return acts.record_attendance(ctx, Attend(staff_id=staffed[group][0], day=DAY, shift=""))

    decided = {}
    for name, act in (("approve", approve), ("edit", edit), ("attend", attend)):
        if name == "attend":
            clock.moment = at(date(2026, 12, 12), 9)
        allowed = {g for g in staffed if not refused(lambda act=act, g=g: act(g))}  # type: ignore[misc]
        decided[name] = reach(allowed, row["role"])
    version = views.month_sheet(program, DECEMBER).head.version
    ready = Publish(month=DECEMBER, version=version, reason="人手不足，先行发布")
    rules = planning.SavePlan(
        kind=PlanKind.RULES, month=DECEMBER, version=0, entries=DEFAULT_RULES
    )  # fmt: skip
    decided["publish"] = "-" if refused(lambda: acts.publish(ctx, ready)) else "yes"
    decided["plan"] = "-" if refused(lambda: planning.save_plan(ctx, rules)) else "yes"
    assert decided == {name: row[name] for name in decided}
