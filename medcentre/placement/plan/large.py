"""Plans that are too large to be searched as a whole, of whatever terms.

The relaxation gives a bound and says which choices are promising. Plans are annealed where they are
of one night; then whole rooms are emptied together and filled again as well as can be, over and
over. A worker lifts the bound beside: the one of `onenight`, or branch and cut where a plan has
several nights.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from medcentre.placement.plan import local
from medcentre.placement.plan.crew import Worker, wait_for
from medcentre.placement.plan.highs import relax
from medcentre.placement.plan.linear import Builder, Linear, placed
from medcentre.placement.plan.model import Apart, Clash, Company, GroupCapacity
from medcentre.placement.plan.nightwork import Errand, Known, Said
from medcentre.placement.plan.onenight import close_in
from medcentre.placement.plan.prover import prove
from medcentre.placement.plan.run import Run
from medcentre.placement.plan.solvers import Relaxed, cp_sat

LOCAL_SHARE = 0.6
"""How much of the time left goes to annealing in plans of one night."""

MARGIN = 0.3
"""Seconds before the end at which the worker of one night ends."""

PATIENCE = 2.0
"""Seconds that the proof may take longer than the search."""


@dataclass(slots=True)
class _Limits:
    """How big neighbourhoods are; grows when nothing is found, shrinks when time runs out."""

    rooms: int = 10
    seconds: float = 4.0


class Large:
    """The search of one large plan; `linear`: all its rows and columns."""

    def __init__(self, run: Run, linear: Linear) -> None:
        self.run = run
        self.model = run.model
        self.linear = linear
        self.relaxed: Relaxed | None = None
        self.prover: Worker | None = None
        self.cheapest = [min(item.costs.values(), default=0) for item in self.model.items]
        self.room_slots = self.model.slots_of
        self.apart_groups = any(
            isinstance(t, Apart | Clash | GroupCapacity | Company) for t in self.model.terms
        )

    def search(self) -> None:
        """Improve the best plan and the bound of the run until its time is over."""
        self.relaxed = relax(self.linear, self.run.left() * 0.4, self.run.stop)
        if self.relaxed is not None:
            self.run.lift(self.relaxed.bound)
        if not self.run.tell():
            return
        if self.run.best is None:
            self._first()
        if self.run.best is None or self.run.left() <= 0:
            return
        if self.model.horizon > 1:
            self._prove()
        elif self.relaxed is not None:
            self._close_in(self.relaxed)
        try:
            self._anneal()
            self._neighbourhoods()
            self._listen(PATIENCE if self.model.horizon > 1 else 0.0)
        finally:
            if self.prover is not None:
                self.prover.end()

    def _close_in(self, relaxed: Relaxed) -> None:
        run = self.run
        errand = Errand(run.model, run.began, run.began + run.seconds - MARGIN, run.best, run.seed)
        self.prover = Worker(close_in, errand, relaxed.prices[: len(self.model.items)])

    def _anneal(self) -> None:
        """Cool down first; the neighbourhoods get the rest of the time."""
        assert self.run.best is not None
        best = self.run.best

        def better(places: dict[int, int], _cost: int) -> bool:
            return self.run.offer(places)

        if local.fits(self.model):
            search = local.Local(self.model, best, self.run.seed)
            search.run(self.run.left() * LOCAL_SHARE, better, self._go_on)

    def _first(self) -> None:
        """A first plan from the choices the relaxation likes, from all of them when it must."""
        for allowance in (0.03, 0.2, None):
            free = self._promising(allowance)
            linear = Builder(self.model, free, {}).build()
            solved = cp_sat(
                linear, self.run.left() * 0.3, workers=2, seed=self.run.seed, stop=self.run.stop,
                found=lambda _values, _cost: False,
            )  # fmt: skip
            if solved.values is not None:
                self.run.offer(placed(linear, solved.values))
                return

    def _reduced(self, item: int, slot: int) -> float:
        if self.relaxed is None:
            return float(self.model.items[item].costs[slot] - self.cheapest[item])
        return float(self.relaxed.reduced[self.linear.choice[item, slot]])

    def _promising(self, allowance: float | None) -> dict[int, tuple[int, ...]]:
        """Choices whose reduced cost stays under a share of the bound, at least five an item."""
        found = {}
        for index, item in enumerate(self.model.items):
            slots = sorted(item.costs, key=lambda s, i=index: self._reduced(i, s))  # type: ignore[misc]
            if allowance is not None and self.relaxed is not None:
                limit = abs(self.relaxed.bound) * allowance
                near = [s for s in slots if self._reduced(index, s) <= limit]
                slots = near if len(near) >= 5 else slots[:5]
            found[index] = tuple(slots)
        return found

    def _prove(self) -> None:
        """Branch and cut on the choices that a better plan can still use: a valid bound.

        A choice whose reduced cost exceeds the gap stands in no better plan, so the bound of the
        rest is a bound for all, as far as it stays under the best known cost.
        """
        if self.relaxed is None:
            return
        gap = self.run.cost - self.relaxed.bound
        free = {
            index: tuple(s for s in item.costs if self._reduced(index, s) <= gap)
            for index, item in enumerate(self.model.items)
        }
        rest = Builder(self.model, free, {}).build()
        self.prover = Worker(prove, rest, self.run.cost, self.run.left())

    def _go_on(self) -> bool:
        self._listen()
        return self.run.tell()

    def _listen(self, patience: float = 0.0) -> None:
        """What the prover has said; at the end of the search it is waited for a little."""
        if self.prover is None:
            return
        if patience and not self.run.stop.is_set() and not self.prover.over:
            wait_for([self.prover], self.run.left() + patience)
        for said in self.prover.heard():
            self._hear(self.prover, said)

    def _hear(self, worker: Worker, said: Said) -> None:
        """A plan, a bound, or the question for the best plan."""
        if said.bound is not None:
            self.run.lift(said.bound)
        if said.places is not None:
            self.run.offer(said.places)
        if said.asks:
            worker.answer(Known(self.run.best, None))

    def _neighbourhoods(self) -> None:
        limits = _Limits()
        quiet = 0
        while self.run.left() > 0.2:
            rooms = self._related(limits.rooms)
            outcome = self._refill(rooms, min(limits.seconds, self.run.left()))
            if outcome > 0:
                quiet = 0
            else:
                quiet += 1
            if outcome < 0:
                limits.rooms = max(4, limits.rooms - 1)
            elif quiet >= 8:
                limits.rooms = min(len(self.room_slots), limits.rooms + 1)
                quiet = 0
            self._listen()
            if not self.run.tell():
                return

    def _related(self, count: int) -> list[int]:
        """Rooms that want to exchange people: grown from an item that sits badly."""
        assert self.run.best is not None
        places = self.run.best
        loss = [
            (max(0.0, self._reduced(i, s)) + self.model.items[i].costs[s] - self.cheapest[i], i)
            for i, s in places.items()
        ]
        items = [i for _, i in loss]
        seed = self.run.luck.choices(items, weights=[w + 1e-3 for w, _ in loss])[0]
        rooms = [self.model.slots[places[seed]].room]
        in_room: dict[int, list[int]] = {}
        for item, slot in places.items():
            in_room.setdefault(self.model.slots[slot].room, []).append(item)
        frontier = [seed]
        while len(rooms) < count:
            item = self.run.luck.choice(frontier)
            options = [
                s for s in self.model.items[item].costs if self.model.slots[s].room not in rooms
            ]
            if not options:
                rest = [r for r in self.room_slots if r not in rooms]
                if not rest:
                    break
                rooms.append(self.run.luck.choice(rest))
            else:
                options.sort(key=lambda s, i=item: self._reduced(i, s) + self.run.luck.random())  # type: ignore[misc]
                pick = min(int(self.run.luck.expovariate(0.35)), len(options) - 1)
                rooms.append(self.model.slots[options[pick]].room)
            frontier += in_room.get(rooms[-1], ())
        return rooms

    def _refill(self, rooms: list[int], seconds: float) -> int:
        """Empty the rooms and fill them anew: 1 better, 0 proved no better, -1 ran out of time."""
        assert self.run.best is not None
        places = self.run.best
        slots = {s for room in rooms for s in self.room_slots[room]}
        free: dict[int, tuple[int, ...]] = {}
        fixed: dict[int, int] = {}
        for index, item in enumerate(self.model.items):
            slot = places.get(index)
            if slot is None or slot in slots:
                free[index] = tuple(s for s in item.costs if s in slots)
            elif self.apart_groups:
                fixed[index] = slot
        linear = Builder(self.model, free, fixed).build()
        solved = cp_sat(
            linear, seconds, hint=hint_of(linear, places), workers=1,
            seed=self.run.luck.randrange(1 << 30), stop=self.run.stop,
        )  # fmt: skip
        if solved.values is None:
            return -1
        before = self.run.cost
        moved = {i: s for i, s in places.items() if i not in free}
        self.run.offer(moved | placed(linear, solved.values))
        return 1 if self.run.cost < before else (0 if solved.optimal else -1)


def hint_of(linear: Linear, places: Mapping[int, int] | None) -> dict[int, int]:
    """Column -> value of a plan to begin with."""
    if not places:
        return {}
    return {column: int(places.get(item) == slot) for (item, slot), column in linear.choice.items()}
