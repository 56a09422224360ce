"""Map of 300 beds now and at a past hour (P04), ranked beds (P05), reshuffle of the centre (P06)."""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import SYSTEM
from medcentre.placement.acts import define_places_in, new_change, place_in
from medcentre.placement.commands import NewBed, NewRoom, NewZone
from medcentre.placement.facts import ZoneKind
from medcentre.placement.finder import rank_beds
from medcentre.placement.plan.centre import Scope, reshuffle
from medcentre.placement.views import bed_map, choices
from medcentre.residents.acts import admit_in
from medcentre.residents.facts import Admit, NewPerson
from medcentre.store import schema
from medcentre.store.engine import Store, open_engine
from medcentre.store.uow import unit_of_work
from tests.placement.worlds import big_world

KEY = bytes(range(32))


def median_ms(run: Callable[[], object], times: int = 15) -> float:
    """Median of several runs in milliseconds, the first left out."""
    run()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


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


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0, help="time of the reshuffle")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ctx = full_centre(folder, 300, 0.94)
        shown = bed_map(ctx)
        past = ctx.clock.now() - timedelta(days=20, hours=5)
        stay = next(t.stay_id for z in shown.zones for t in z.tiles if t.stay_id)
        print(
            f"P04 map of {shown.beds} beds, now       {median_ms(lambda: bed_map(ctx)):8.1f} ms (100)"
        )
        print(
            f"P04 the same at a past hour     {median_ms(lambda: bed_map(ctx, past)):8.1f} ms (200)"
        )
        print(f"P05 ranked beds with the reads  {median_ms(lambda: choices(ctx, stay)):8.1f} ms")
    snapshot = big_world(300, 0.95, shuffle=True).snapshot()
    person = snapshot.people[7]
    ranked = median_ms(lambda: rank_beds(snapshot, person))
    print(f"P05 ranked beds over {len(snapshot.beds)} beds    {ranked:8.1f} ms (50)")
    plan = reshuffle(snapshot, Scope(), args.seconds)
    gap = "–" if plan.gap is None else f"{plan.gap:.1%}"
    print(
        f"P06 reshuffle of {len(snapshot.people)} people: {len(plan.moves)} moves in "
        f"{len(plan.steps)} steps, {plan.gain:.0f} points better, gap {gap}, {plan.seconds:.1f} s"
    )


if __name__ == "__main__":
    main()
