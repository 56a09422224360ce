"""P13: what a screen reads does not grow with the years gone by: no table of the past is walked."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event

from medcentre.insight.views import search
from medcentre.kernel.clock import StillClock, centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.placement.views import (
    bed_map,
    census,
    cleaning_list,
    contacts,
    occupancy_chart,
)
from medcentre.placement.views.ahead import coming
from medcentre.placement.views.beds import beds_of
from medcentre.placement.views.board import board
from medcentre.residents.views import counts, roll
from medcentre.store.uow import store_of
from tests.placement.centre import build, take_in

GROWING = (
    "stay", "person", "occupancy", "bed_cleaning", "stay_mark", "absence", "legal_status",
    "care_level", "condition_level", "fee_class", "illness", "placement_change", "audit_event",
)  # fmt: skip
ALIASES = {"here": "stay", "there": "stay", "lying": "occupancy", "left_bed": "bed_cleaning"}
WALKS = re.compile(r"^SCAN (\w+)")
WHOLE_PAST = ("ix_stay_admitted_at (admitted_at<", "ix_occupancy_from_at (from_at<")
"""Searches that begin at the first day of the centre."""


def walked(ctx: ServiceContext, run: Callable[[], Any]) -> list[str]:
    """Growing tables a view walks through, by the embedded engine's own plans."""
    seen: list[tuple[str, Any]] = []

    def note(_c: object, _cur: object, sql: str, parameters: Any, *_rest: object) -> None:
        if sql.startswith(("SELECT", "WITH")):
            seen.append((sql, parameters))

    engine = store_of(ctx).engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        run()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    found = []
    with engine.execution_options(reading=True).connect() as conn:
        for sql, parameters in seen:
            for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters):
                scan = WALKS.match(row[3])
                table = re.sub(r"_\d+$", "", scan[1]) if scan else ""
                if ALIASES.get(table, table) in GROWING or any(w in row[3] for w in WHOLE_PAST):
                    found.append(row[3])
    return found


@pytest.mark.parametrize("past", [False, True])
def test_no_screen_walks_through_the_past(
    desk: Callable[..., ServiceContext], clock: StillClock, past: bool
) -> None:
    ctx = desk()
    build(ctx)
    stay, today = take_in(ctx), centre_day(clock.now())
    at = clock.now() - timedelta(days=9) if past else None
    views: dict[str, Callable[[], Any]] = {
        "map": partial(bed_map, ctx, at), "board": partial(board, ctx, at),
        "census": partial(census, ctx, at), "roll": partial(roll, ctx, at),
        "counts": partial(counts, ctx, at), "beds": partial(beds_of, ctx, at),
    }  # fmt: skip
    if not past:
        views |= {
            "cleaning": partial(cleaning_list, ctx),
            "plan": partial(coming, ctx, clock.now() + timedelta(days=3)),
            "bed search": partial(search, ctx, "501"),
            "contacts": partial(contacts, ctx, stay, clock.now() - timedelta(days=9), clock.now()),
            "occupancy": partial(occupancy_chart, ctx, today - timedelta(days=9), today),
        }
    assert {name: found for name, run in views.items() if (found := walked(ctx, run))} == {}
