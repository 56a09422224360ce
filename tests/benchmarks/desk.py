"""Start of the program to a usable window (P01), person search (P02), person page (P03), lists,
months (P08), admissions a second (P07): on the demo centre, or with `--data` on the big load."""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from medcentre import bootstrap, demo
from medcentre.care import views as care
from medcentre.fees.acts.closing import close_in
from medcentre.fees.acts.days import reckon_in
from medcentre.fees.acts.periods import period_in
from medcentre.fees.commands import CloseMonth
from medcentre.insight.views import alerts, my_day, search, timeline, top_counts
from medcentre.kernel.clock import StillClock, SystemClock, at, centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import SYSTEM, Role
from medcentre.placement.views.beds import beds_of
from medcentre.residents import acts
from medcentre.residents import views as residents
from medcentre.residents.facts import Admit, NewPerson, RollRow
from medcentre.staff.views.audit import AuditFilter, audit_page
from medcentre.store.engine import is_server
from medcentre.store.uow import unit_of_work
from tests.benchmarks.measure import (
    big_context,
    head,
    line,
    rows_in,
    spread_ms,
    statements_of,
)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

START = """
import os, sys, time
began = time.perf_counter()
from medcentre import config
from ui.app import Program, application
from ui.shell.start import prepare
from ui.shell.window import MainWindow
app = application()
program = Program(sys.argv[1], is_demo=True)
prepare(app, program.preferences)
window = MainWindow(program.services())
window.resize(1366, 768)
window.show()
app.processEvents()
stands = time.perf_counter()
program.load_ahead(window)
entered = program.authenticate("doctor", config.DEMO_PASSWORD)
window.enter(entered)
app.processEvents()
while window.desk.busy:
    app.processEvents()
    time.sleep(0.002)
app.processEvents()
done = time.perf_counter()
import resource
print(done - began, stands - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
os._exit(0)
"""


def demo_centre() -> None:
    """A freshly built demo centre: start, screens, admissions."""
    with tempfile.TemporaryDirectory(prefix="bench") as aside:
        folder = Path(aside) / "centre"
        began = time.perf_counter()
        demo.create_demo(folder, roster=False)
        print(f"demo centre built in {time.perf_counter() - began:.1f} s")
        _starts(str(folder))
        _screens(str(folder))
        _admissions(str(folder))


def whole_load(place: str) -> None:
    """The reference load; what writes does so in a copy."""
    ctx = big_context(place)
    print(rows_in(ctx))
    bootstrap.close(ctx)
    _starts(place)
    _screens(place)
    _months(place)
    if not is_server(place):
        with tempfile.TemporaryDirectory(prefix="bench") as aside:
            copy = Path(aside) / "centre"
            shutil.copytree(place, copy)
            _admissions(str(copy))


def _starts(place: str) -> None:
    """P01: in a process of its own, from the command to a shown window with its first page."""
    starts = [_start(place) for _ in range(4)][1:]
    middle = sorted(starts)[1]
    print(f"{'P01 start to a usable window, warm':<52}{middle[0]:9.2f} s   budget 1.5 s")
    print(f"{'    of that up to the sign-in window':<52}{middle[1]:9.2f} s")
    print(f"{'P01 resident memory':<52}{middle[2]:9.0f} MB  budget 300 MB")


def _screens(place: str) -> None:
    """P02, P03, P14: what the desk reads."""
    ctx = big_context(place)
    people = residents.roll(ctx)
    dice = random.Random(7)
    keys = [k for p in dice.sample(people, 40) for k in _keys(p)]
    some = [p.stay_id for p in dice.sample(people, 40)]
    past = ctx.clock.now() - timedelta(days=40, hours=3)
    head(f"screens, {len(people)} people on the roll")
    tables: tuple[tuple[str, list[Callable[[], object]], str], ...] = (
        ("P02 one key in the search", [partial(search, ctx, k) for k in keys], "50 p95"),
        ("P03 person page: card, bed, timeline", [partial(_page, ctx, s) for s in some], "150 p95"),
        ("the roll now", [partial(residents.roll, ctx)] * 15, ""),
        ("the roll of a past hour", [partial(residents.roll, ctx, past)] * 15, "200"),
        ("former residents of a month", [partial(residents.former, ctx, past)] * 9, ""),
        ("Today: work, patients, the night", [partial(my_day, ctx)] * 9, ""),
        ("figures of the top bar", [partial(top_counts, ctx)] * 9, ""),
        ("alerts of the bell", [partial(alerts, ctx)] * 9, ""),
        ("notes list, a month", [partial(_notes, ctx, past)] * 9, ""),
        ("audit trail, newest page", [partial(_trail, ctx)] * 9, ""),
    )  # fmt: skip
    for words, runs, budget in tables:
        line(words, spread_ms(runs), budget, statements_of(ctx, runs[0]))
    bootstrap.close(ctx)


def _keys(person: RollRow) -> tuple[str, ...]:
    """What somebody types on the way to a person: initials, name, tail of the number, bed."""
    return person.initials[:1], person.initials[:2], person.name[:1], person.admission_no[-4:], "13"


def _page(ctx: ServiceContext, stay_id: int) -> object:
    return residents.card(ctx, stay_id), beds_of(ctx), timeline(ctx, stay_id)


def _notes(ctx: ServiceContext, since: datetime) -> object:
    return care.recent_notes(replace(ctx, actor=SYSTEM), since)


def _trail(ctx: ServiceContext) -> object:
    return audit_page(replace(ctx, actor=SYSTEM), AuditFilter())


def _months(place: str) -> None:
    """P08: the newest month reckoned and closed, and taken back; nothing stays in the store."""
    ctx = replace(big_context(place, Role.FINANCE), actor=SYSTEM)
    this = Month.of(centre_day(ctx.clock.now()))
    later = replace(ctx, clock=StillClock(at(this.plus(1).first, 9)))
    head("fee days")
    for words, run, budget in (
        ("P08 month reckoned from its events", lambda: _reckoned(later, this), ""),
        ("P08 month reckoned, checked, frozen", lambda: _closed(later, this.plus(-1)), "500"),
    ):
        line(words, spread_ms([run] * 7), budget, None)
    bootstrap.close(ctx)


def _reckoned(ctx: ServiceContext, month: Month) -> None:
    with unit_of_work(ctx) as uow:
        reckon_in(uow, period_in(uow, month))


def _closed(ctx: ServiceContext, month: Month) -> None:
    with unit_of_work(ctx) as uow:
        close_in(uow, CloseMonth(month=month, reason="bench"))


def _admissions(place: str) -> None:
    """P07: whole acts, each with its own transaction and its lines of the trail."""
    clock = StillClock()
    ctx = bootstrap.open_for_scripts(place, demo.PASSPHRASE, clock=clock)
    clock.moment = max(clock.moment, SystemClock().now())
    count = 300
    began = time.perf_counter()
    for n in range(count):
        acts.admit(
            ctx,
            Admit(
                person=NewPerson(name="测试", sex="1", birth_date=date(1980, 1, 1)),
                admission_no=f"9999{n:05d}", admitted_at=clock.now(), decision_no="T",
                decision_on=date(2026, 1, 1),
            ),
        )  # fmt: skip
    rate = count / (time.perf_counter() - began)
    print(f"{'P07 admissions, whole acts':<52}{rate:9.0f} /s  budget 200 /s")
    bootstrap.close(ctx)


def _start(place: str) -> tuple[float, float, float]:
    out = subprocess.run(
        [sys.executable, "-c", START, place], check=True, capture_output=True, text=True
    ).stdout.split()
    return float(out[0]), float(out[1]), float(out[2])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", metavar="FOLDER", help="a load made by `medcentre seed --big`")
    place = parser.parse_args().data
    if place:
        whole_load(place)
    else:
        demo_centre()


if __name__ == "__main__":
    main()
