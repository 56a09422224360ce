"""Start of the program to a usable window (P01), person search (P02), person page (P03), map of
the past (P04), admissions a second (P07): medians on the demo centre."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

START = """
import os, sys, time
began = time.perf_counter()
from ui.app import Program, application
from ui.shell.start import prepare
from medcentre import demo
from medcentre.kernel.permissions import Role
app = application()
program = Program(sys.argv[1], is_demo=True)
prepare(app, program.preferences)
from ui.shell.window import MainWindow
window = MainWindow(program.services())
entered = program.authenticate(demo.user_of(Role.DOCTOR), demo.PASSWORD)
signed = time.perf_counter()
window.resize(1366, 768)
window.enter(entered)
window.show()
app.processEvents()
while window.desk.busy:
    app.processEvents()
    time.sleep(0.002)
app.processEvents()
done = time.perf_counter()
import resource
print(done - began, signed - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
os._exit(0)
"""


def median_ms(run: Callable[[], object], times: int = 15) -> float:
    """Median of several runs in milliseconds, the first left out."""
    run()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Print the table."""
    from medcentre import bootstrap, demo
    from medcentre.kernel.clock import StillClock, at
    from medcentre.residents import acts, views
    from medcentre.residents.facts import Admit, NewPerson

    with tempfile.TemporaryDirectory(prefix="bench") as aside:
        folder = Path(aside) / "centre"
        began = time.perf_counter()
        demo.create_demo(folder, roster=False)
        print(f"{'demo centre built':<44}{time.perf_counter() - began:>9.1f} s")
        starts = [_start(folder) for _ in range(4)][1:]
        middle = sorted(starts)[1]
        print(f"{'start to a usable window, warm (P01)':<44}{middle[0]:>9.2f} s   budget 1.5 s")
        print(f"{'  of that up to the opened store':<44}{middle[1]:>9.2f} s")
        print(f"{'resident memory':<44}{middle[2]:>9.0f} MB  budget 300 MB")
        ctx = bootstrap.open_for_scripts(str(folder), demo.PASSPHRASE)
        people = views.roll(ctx)
        for words, run, budget in (
            ("one key in the person search (P02)", lambda: views.find(ctx, "yw"), "50 ms"),
            ("a person's card (P03)", lambda: views.card(ctx, people[0].stay_id), "150 ms"),
            ("the roll of the centre now", lambda: views.roll(ctx), ""),
            (
                "the roll of a past hour (P04)",
                lambda: views.roll(ctx, at(date.today() - timedelta(days=60), 3)),
                "200 ms",
            ),
        ):
            print(f"{words:<44}{median_ms(run):>9.1f} ms  {'budget ' + budget if budget else ''}")
        clock = StillClock()
        ctx = bootstrap.open_for_scripts(str(folder), demo.PASSPHRASE, clock=clock)
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
        print(f"{'admissions, whole acts (P07)':<44}{rate:>9.0f} /s  budget 200 /s")


def _start(folder: Path) -> tuple[float, float, float]:
    out = subprocess.run(
        [sys.executable, "-c", START, str(folder)], check=True, capture_output=True, text=True
    ).stdout.split()
    return float(out[0]), float(out[1]), float(out[2])


if __name__ == "__main__":
    main()
