"""What the benchmark programs share: medians, 95th percentiles, statements, a table's lines."""

import gc
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import event

from medcentre import bootstrap, demo
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Role
from medcentre.store.engine import is_server
from medcentre.store.uow import store_of


def median_ms(run: Callable[[], object], times: int = 15) -> float:
    """Median of several runs in milliseconds, the first left out."""
    return spread_ms([run] * times).middle


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds: median and 95th percentile of the clock, median of this thread's own work.

    The last leaves out what other programs took of a shared machine; a server's work is not in it.
    """

    middle: float
    late: float
    own: float


def spread_ms(runs: Sequence[Callable[[], object]]) -> Spread:
    """Different runs, each taken once, after one to warm up."""
    runs[0]()
    clock, own = [], []
    for run in runs:
        began, mine = time.perf_counter(), time.thread_time()
        run()
        own.append((time.thread_time() - mine) * 1000)
        clock.append((time.perf_counter() - began) * 1000)
    clock.sort()
    late = clock[min(len(clock) - 1, round(len(clock) * 0.95))]
    return Spread(statistics.median(clock), late, statistics.median(own))


def statements_of(ctx: ServiceContext, run: Callable[[], object]) -> int:
    """SQL statements that reach the store in one run, without BEGIN."""
    seen: list[str] = []

    def note(_c: object, _cur: object, sql: str, *_rest: object) -> None:
        if not sql.startswith(("BEGIN", "SET TRANSACTION")):
            seen.append(sql)

    engine = store_of(ctx).engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        run()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def line(words: str, found: Spread, budget: str, statements: int | None) -> None:
    """One line of a table."""
    count = "" if statements is None else str(statements)
    print(
        f"{words:<48}{found.middle:9.1f}{found.late:9.1f}{found.own:9.1f} ms{budget:>9}{count:>5}"
    )


def head(title: str) -> None:
    """The head of a table."""
    print(f"\n{title:<48}{'median':>9}{'p95':>9}{'own':>9}   {'budget':>9}{'SQL':>5}")


def big_context(place: str, role: Role = Role.DIRECTOR) -> ServiceContext:
    """Somebody of a role signed in at a seeded load, as a desk would be.

    What is loaded is kept from the collector, as the program with windows does (`ui.kit.sweeper`).
    """
    gc.collect()
    gc.freeze()
    if is_server(place):
        return bootstrap.sign_in(place, demo.user_of(role), demo.PASSWORD)
    os.environ.setdefault("MEDCENTRE_PASSPHRASE", demo.PASSPHRASE)
    return bootstrap.sign_in(place, demo.user_of(role), demo.PASSWORD)


def rows_in(ctx: ServiceContext) -> str:
    """What the store holds, for the head of a report."""
    from medcentre.store.rows import counts
    from medcentre.store.uow import reading

    with reading(ctx) as session:
        found = counts(session.connection())
    names = (
        ("bed", "beds"), ("staff_member", "staff"), ("person", "persons"), ("stay", "stays"),
        ("fee_day", "fee days"), ("note", "notes"), ("talk", "talks"),
        ("occupancy", "bed periods"), ("audit_event", "log lines"),
    )  # fmt: skip
    return ", ".join(f"{found[table]:,} {words}" for table, words in names)
