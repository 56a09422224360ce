"""Map of 300 beds now and at a past hour (P04), ranked beds (P05), reshuffle of the centre (P06).

With `--big FOLDER` everything that reads is measured on the reference load instead, at hours drawn
from all its years.
"""

import argparse
import random
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sqlalchemy import func, select

from medcentre import bootstrap
from medcentre.kernel.clock import StillClock, centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import SYSTEM
from medcentre.placement.acts import define_places_in, new_change, place_in
from medcentre.placement.commands import NewBed, NewRoom, NewZone
from medcentre.placement.facts import ZoneKind
from medcentre.placement.finder import rank_beds
from medcentre.placement.plan.centre import Scope, reshuffle
from medcentre.placement.views import (
    bed_map,
    census,
    choices,
    cleaning_list,
    conflicts,
    contacts,
    map_events,
    occupancy_chart,
    requests,
)
from medcentre.placement.views.board import board
from medcentre.residents.acts import admit_in
from medcentre.residents.facts import Admit, NewPerson
from medcentre.residents.tables import StayModel
from medcentre.residents.views import roll
from medcentre.store import schema
from medcentre.store.engine import Store, open_engine
from medcentre.store.uow import reading, unit_of_work
from tests.benchmarks.measure import (
    big_context,
    head,
    line,
    rows_in,
    spread_ms,
    statements_of,
)
from tests.placement.worlds import big_world

KEY = bytes(range(32))


def full_centre(folder: str, beds: int, fill: float) -> ServiceContext:
    """An embedded store with so many beds, most of them occupied."""
    engine = open_engine(folder, KEY)
    with engine.begin() as conn:
        schema.create_all(conn)
    ctx = ServiceContext(Store(engine, folder, KEY), SYSTEM, StillClock())
    now = ctx.clock.now()
    kinds = (ZoneKind.CARE_A, ZoneKind.CARE_B, ZoneKind.MIND, ZoneKind.ACCESS, ZoneKind.REHAB)
    zones = tuple(
        NewZone(
            code=f"Z{z}",
            name=f"{z}区",
            kind=kinds[z % len(kinds)],
            rooms=tuple(
                NewRoom(
                    code=f"{z}{r:02d}",
                    beds=tuple(NewBed(code=f"{z}{r:02d}-{b}") for b in range(1, 5)),
                )
                for r in range(beds // 40)
            ),
        )
        for z in range(1, 11)
    )
    with unit_of_work(ctx) as uow:
        places = define_places_in(uow, zones, now - timedelta(days=60))
        change = new_change(uow, "place", now)
        for index, bed in enumerate(list(places.values())[: int(len(places) * fill)]):
            stay = admit_in(
                uow,
                Admit(
                    person=NewPerson(
                        name=f"某{index}", sex="1", birth_date=(now - timedelta(days=14000)).date()
                    ),
                    admitted_at=now - timedelta(days=40),
                    decision_no=f"{index}",
                    decision_on=(now - timedelta(days=41)).date(),
                ),
            )
            place_in(uow, stay, bed, now - timedelta(days=40) + timedelta(hours=1), change=change)
        uow.commit()
    return ctx


def small() -> None:
    """A house of 300 beds without a past."""
    with tempfile.TemporaryDirectory() as folder:
        ctx = full_centre(folder, 300, 0.94)
        shown = bed_map(ctx)
        past = ctx.clock.now() - timedelta(days=20, hours=5)
        stay = next(t.stay_id for z in shown.zones for t in z.tiles if t.stay_id)
        head(f"{shown.beds} beds, {shown.on_roll} people, no history")
        for words, run, budget in (
            ("P04 map now", lambda: bed_map(ctx), "100"),
            ("P04 map at a past hour", lambda: bed_map(ctx, past), "200"),
            ("P05 ranked beds with the reads", lambda: choices(ctx, stay), ""),
        ):
            line(words, spread_ms([run] * 15), budget, statements_of(ctx, run))


def big(place: str, hours: int) -> None:
    """The reference load: now, and hours drawn from its whole past."""
    ctx = big_context(place)
    print(rows_in(ctx))
    now = ctx.clock.now()
    with reading(ctx) as session:
        first = session.scalar(select(func.min(StayModel.admitted_at))) or now
    dice = random.Random(20261124)
    span = int((now - first) / timedelta(hours=1))
    past = [now - timedelta(hours=dice.randrange(1, span)) for _ in range(hours)]
    shown = bed_map(ctx)
    stays = [t.stay_id for z in shown.zones for t in z.tiles if t.stay_id]
    head(f"{shown.beds} beds, {shown.on_roll} people, {span // 8766} years")
    days = [(centre_day(m) - timedelta(days=6), centre_day(m)) for m in past]
    tables: tuple[tuple[str, list[Callable[[], object]], str], ...] = (
        ("P04 map now", [partial(bed_map, ctx)] * 15, "100"),
        ("P04 map page now, with its words", [partial(board, ctx)] * 15, "100"),
        ("P04 map at any past hour", [partial(bed_map, ctx, m) for m in past], "200"),
        ("P04 map page at any past hour", [partial(board, ctx, m) for m in past], "200"),
        ("census at any past hour", [partial(census, ctx, m) for m in past], "200"),
        ("P04 roll now", [partial(roll, ctx)] * 15, ""),
        ("P04 roll at any past hour", [partial(roll, ctx, m) for m in past], "200"),
        ("marks of a week on the bar of time",
         [partial(map_events, ctx, m - timedelta(days=7), m) for m in past], "100"),
        ("contacts of one person, three months, same room",
         [partial(contacts, ctx, s, now - timedelta(days=92), now) for s in stays[:hours]], ""),
        ("the same, same zone",
         [partial(contacts, ctx, s, now - timedelta(days=92), now, True) for s in stays[:hours]], ""),
        ("occupancy by zone, a week of the past",
         [partial(occupancy_chart, ctx, a, b) for a, b in days], ""),
        ("P05 ranked beds with the reads",
         [partial(choices, ctx, s) for s in stays[:hours]], ""),
        ("placements against a rule (PL-04)", [partial(conflicts, ctx)] * 9, ""),
        ("beds to clean", [partial(cleaning_list, ctx)] * 9, ""),
        ("open transfers", [partial(requests, ctx)] * 9, ""),
    )  # fmt: skip
    for words, runs, budget in tables:
        line(words, spread_ms(runs), budget, statements_of(ctx, runs[0]))
    bootstrap.close(ctx)


def plans(seconds: float) -> None:
    """Ranked beds without a store, and the reshuffle of the centre."""
    snapshot = big_world(300, 0.95, shuffle=True).snapshot()
    person = snapshot.people[7]
    head("in memory")
    line(
        f"P05 ranked beds over {len(snapshot.beds)} beds",
        spread_ms([partial(rank_beds, snapshot, person)] * 15), "50", None,
    )  # fmt: skip
    plan = reshuffle(snapshot, Scope(), seconds)
    gap = "–" if plan.gap is None else f"{plan.gap:.1%}"
    print(
        f"P06 reshuffle of {len(snapshot.people)} people: {len(plan.moves)} moves in "
        f"{len(plan.steps)} steps, {plan.gain:.0f} points better, gap {gap}, {plan.seconds:.1f} s"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0, help="time of the reshuffle")
    parser.add_argument("--big", metavar="FOLDER", help="a load made by `medcentre seed --big`")
    parser.add_argument("--hours", type=int, default=60, help="past hours drawn from it")
    args = parser.parse_args()
    if args.big:
        big(args.big, args.hours)
    else:
        small()
        plans(args.seconds)


if __name__ == "__main__":
    main()
