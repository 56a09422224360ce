"""Plans over many nights: two workers share what they find.

After a greedy plan one begins with annealing and goes on with the neighbourhoods of `resettle`. The
other begins with the prices of the relaxation, proves a better bound by the one of `columns`, and
plunges from it to plans, in turn with neighbourhoods. This process only keeps the best plan and the
bound, and ends the workers when it is time.
"""

from medcentre.placement.plan.crew import Worker, wait_for
from medcentre.placement.plan.first import first_plan
from medcentre.placement.plan.nightwork import Errand, Known, Said, price_and_plunge, seek
from medcentre.placement.plan.run import BEAT, Run
from medcentre.placement.plan.solvers import Relaxed

MARGIN = 0.3
"""Seconds before the end at which the last searches of the workers end."""


class Long:
    """The search of one plan that `nights.fits`."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.relaxed: Relaxed | None = None
        self.crew: list[Worker] = []
        self.knows: dict[Worker, Relaxed | None] = {}

    def search(self) -> None:
        """Improve the best plan and the bound of the run until its time is over."""
        try:
            self.crew.append(Worker(price_and_plunge, self._errand()))
            if self.run.best is None:
                first = first_plan(self.run.model, self.run.luck, lambda: self.run.left() > 0)
                if first is not None:
                    self.run.offer(first)
            self.crew.append(Worker(seek, self._errand()))
            while self.run.tell() and self.run.left() > 0 and not all(w.over for w in self.crew):
                wait_for(self.crew, BEAT)
                for worker in self.crew:
                    for said in worker.heard():
                        self._hear(worker, said)
        finally:
            for worker in self.crew:
                worker.end()

    def _errand(self) -> Errand:
        run = self.run
        return Errand(run.model, run.began, run.began + run.seconds - MARGIN, run.best, run.seed)

    def _hear(self, worker: Worker, said: Said) -> None:
        if said.bound is not None:
            self.run.lift(said.bound)
        if said.places is not None:
            self.run.offer(said.places)
        if said.relaxed is not None:
            self.relaxed = self.knows[worker] = said.relaxed
        if said.asks:
            news = self.relaxed if self.knows.get(worker) is not self.relaxed else None
            self.knows[worker] = self.relaxed
            worker.answer(Known(self.run.best, news))
