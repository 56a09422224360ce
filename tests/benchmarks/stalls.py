"""What kept the screen waiting: signs in, opens every page and tab of the demo centre, types into the
palette, and prints each piece of main-thread work over 50 ms with the functions it was spent in.
`python -m tests.benchmarks.stalls [USER ...]`"""

import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medcentre import demo
from medcentre.kernel.permissions import Data, view
from medcentre.residents import views
from ui.app import Program
from ui.kit.person_tabs import tabs_for
from ui.shell.start import before_application, prepare
from ui.shell.window import MainWindow

LIMIT_MS = 50
SAMPLE_SECONDS = 0.004
HOME = str(Path(__file__).parents[2])


@dataclass(slots=True)
class Stall:
    """Work that took too long: while doing what, for how long (on the clock, of the thread itself),
    in which functions (samples)."""

    doing: str
    ms: float
    cpu: float
    what: str
    places: Counter[str] = field(default_factory=Counter)


class Watch:
    """Times pieces of the event loop and samples what the main thread does meanwhile."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.doing = ""
        self.stalls: list[Stall] = []
        self._running = False
        self._samples: Counter[str] = Counter()
        self._main = threading.get_ident()
        threading.Thread(target=self._sample, daemon=True).start()

    def timed(self, what: str, run: Callable[[], Any]) -> None:
        """A call in the main thread; kept when it was too long."""
        self._samples = Counter()
        self._running = True
        began, worked = time.perf_counter(), time.thread_time()
        run()
        ms = (time.perf_counter() - began) * 1000
        cpu = (time.thread_time() - worked) * 1000
        self._running = False
        if ms > LIMIT_MS:
            self.stalls.append(Stall(self.doing, ms, cpu, what, self._samples))

    def settle(self, window: MainWindow) -> None:
        """Handle events in pieces until nothing runs."""
        end, quiet = time.monotonic() + 8, time.monotonic()
        while time.monotonic() < end and time.monotonic() - quiet < 0.15:
            self.timed("events", self._piece)
            if window.busy:
                quiet = time.monotonic()
            time.sleep(0.002)

    def report(self) -> None:
        """The longest first; on a busy machine the second column (own work) tells more."""
        for stall in sorted(self.stalls, key=lambda s: -s.cpu):
            print(f"{stall.ms:7.0f} ms {stall.cpu:6.0f} cpu  {stall.doing:<40} {stall.what}")
            for where, hits in stall.places.most_common(16):
                if (ms := hits * SAMPLE_SECONDS * 1000) > 12:
                    print(f"      {ms:12.0f}  {where}")
        print(f"{len(self.stalls)} pieces over {LIMIT_MS} ms")

    def _piece(self) -> None:
        self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)

    def _sample(self) -> None:
        while True:
            time.sleep(SAMPLE_SECONDS)
            seen: set[str] = set()
            frame = sys._current_frames().get(self._main) if self._running else None
            while frame is not None:
                file = frame.f_code.co_filename
                if file.startswith(HOME) and ".venv" not in file and file != __file__:
                    seen.add(f"{file.removeprefix(HOME + '/')}:{frame.f_code.co_name}")
                frame = frame.f_back
            self._samples.update(seen)


def main(users: list[str]) -> None:
    """Walk and print."""
    before_application()
    watch = Watch(QApplication(sys.argv[:1]))
    with tempfile.TemporaryDirectory(prefix="stalls") as aside:
        folder = Path(aside) / "centre"
        demo.create_demo(folder)
        for user in users:
            program = Program(str(folder), is_demo=True)
            prepare(watch.app, program.preferences)
            window = MainWindow(program.services())
            window.resize(1920, 1080)
            window.show()
            watch.settle(window)
            watch.doing = f"{user}: sign-in"
            window.sign_in.user.setText(user)
            edit = window.sign_in.password.edit
            edit.setText(demo.PASSWORD)
            watch.timed("Enter", partial(QTest.keyClick, edit, Qt.Key.Key_Return))
            watch.settle(window)
            walk(watch, window, user)
            window.close()
            program.close()
            watch.settle(window)
    watch.report()
    os._exit(0)


def walk(watch: Watch, window: MainWindow, user: str) -> None:
    """Every page twice (built, then seen again and read anew), the tabs of a person, the palette."""
    place, desk = window.workplace, window.desk
    assert place is not None
    assert desk is not None
    for spec in [s for s in place.specs if not s.hidden]:
        for again in ("", " again"):
            watch.doing = f"{user}: {spec.id}{again}"
            watch.timed("open", partial(place.open_page, spec.id))
            watch.settle(window)
        watch.timed("F5", place.reload)
        watch.settle(window)
    watch.doing = f"{user}: every minute"
    watch.timed("refresh", place.refresh)
    watch.settle(window)
    if not desk.ctx.actor.may(view(Data.IDENTITY_BASIC)):
        return
    person = views.roll(desk.ctx)[3].stay_id
    for tab in ("", *(t.id for t in tabs_for(desk.ctx.actor))):
        watch.doing = f"{user}: person {tab}"
        state = {"stay_id": person, **({"tab": tab} if tab else {})}
        watch.timed("open", partial(place.open_page, "residents.person", **state))
        watch.settle(window)
    watch.doing = f"{user}: palette"
    watch.timed("open", place.open_palette)
    box = QApplication.focusWidget() or place.palette_box
    for key in "yw2":
        watch.timed(key, partial(QTest.keyClick, box, key))
        watch.settle(window)


if __name__ == "__main__":
    main(sys.argv[1:] or ["doctor", "police", "director"])
