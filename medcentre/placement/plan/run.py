"""One run of the search: the best plan and the bound so far, who is told, when to stop.

Whoever starts a search may stop it, and a program that ends does so too: a solver's own code must
not go on while the interpreter is being taken down.
"""

import atexit
import math
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from medcentre.placement.plan.model import Exclusive, PlanModel, Value, evaluate

BEAT = 0.25
"""Seconds between two questions whether to go on, whatever the solvers are busy with."""

FAREWELL = 20.0
"""Seconds that a program's end waits for running searches at most."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Best cost so far (None: nothing yet) against the proved bound."""

    seconds: float
    best: int | None
    bound: float | None

    @property
    def gap(self) -> float | None:
        """Distance of best and bound as a share of the best; 0 when proved best."""
        if self.best is None or self.bound is None:
            return None
        return max(0.0, (self.best - self.bound) / max(abs(self.best), 1))


Report = Callable[[Progress], bool]
"""Told how far the search is, several times a second; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best plan found; `places` is None when there is none at all."""

    places: Mapping[int, int] | None
    value: Value
    bound: float | None
    seconds: float

    @property
    def proved(self) -> bool:
        """No better plan exists."""
        return self.bound is not None and self.value.cost - self.bound < 1

    @property
    def gap(self) -> float | None:
        """See `Progress.gap`."""
        return Progress(self.seconds, self.value.cost, self.bound).gap


@dataclass
class Run:
    """Shared best, bound and stop sign of all that search."""

    model: PlanModel
    seconds: float
    report: Report | None
    seed: int
    began: float = field(default_factory=time.monotonic)
    best: dict[int, int] | None = None
    cost: int = 0
    bound: float | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    trouble: Exception | None = None

    def __post_init__(self) -> None:
        self.luck = random.Random(self.seed)
        self.grain = _grain(self.model)

    def left(self) -> float:
        """Seconds left, 0 when told to stop."""
        if self.stop.is_set():
            return 0.0
        return max(0.0, self.seconds - (time.monotonic() - self.began))

    def tell(self) -> bool:
        """Report progress; whether to go on."""
        if self.report is not None:
            now = time.monotonic() - self.began
            best = self.cost if self.best is not None else None
            if not self.report(Progress(now, best, self.bound)):
                self.stop.set()
        if self.best is not None and self.bound is not None and self.cost - self.bound < 1 - 1e-6:
            self.stop.set()
        return not self.stop.is_set()

    def offer(self, places: Mapping[int, int]) -> bool:
        """Take a plan if it is possible and better; whether to go on."""
        value = evaluate(self.model, places)
        with self.lock:
            if not value.impossible and (self.best is None or value.cost < self.cost):
                self.best, self.cost = dict(places), value.cost
        return self.tell()

    def lift(self, bound: float) -> None:
        """A better proved bound; costs that are all multiples of a number allow rounding up."""
        if not math.isfinite(bound):
            return
        whole_bound = float(-((-bound / self.grain + 1e-6) // 1)) * self.grain
        with self.lock:
            if self.bound is None or whole_bound > self.bound:
                self.bound = whole_bound

    def outcome(self) -> Outcome:
        """What has come of it."""
        value = evaluate(self.model, self.best or {})
        return Outcome(self.best, value, self.bound, time.monotonic() - self.began)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Inside, `report` is asked all the time, and the end of the program is an end, too.

        What `report` raises ends the search and is raised again afterwards.
        """
        over = threading.Event()
        beat = threading.Thread(target=self._beat, args=(over,), daemon=True)
        _RUNNING[self.stop] = over
        beat.start()
        try:
            yield
        finally:
            over.set()
            _RUNNING.pop(self.stop, None)
            beat.join()
        if self.trouble is not None:
            raise self.trouble

    def _beat(self, over: threading.Event) -> None:
        while not over.wait(BEAT):
            try:
                self.tell()
            except Exception as error:  # whatever it is, it is raised again where it belongs
                self.trouble = error
                self.stop.set()
            if not threading.main_thread().is_alive():
                self.stop.set()


_RUNNING: dict[threading.Event, threading.Event] = {}
"""Stop sign of each running search -> set when it is over."""


@atexit.register
def end_all() -> None:
    """Stop what runs and wait for it, as the interpreter is about to go."""
    running = list(_RUNNING.items())
    for stop, _ in running:
        stop.set()
    for _, over in running:
        over.wait(FAREWELL)


def _grain(model: PlanModel) -> int:
    """What every cost is a multiple of; 1 when terms have costs of their own."""
    if any(not isinstance(t, Exclusive) or t.tolerated for t in model.terms):
        return 1
    costs = [c for item in model.items for c in item.costs.values()]
    return math.gcd(*costs, *(item.unplaced or 0 for item in model.items)) or 1
