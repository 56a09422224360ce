"""Whom one room would rather take at given prices, if only one side may be there at a time.

A room's nights fall into runs, each held by one side. Inside a run every night has room for so
many, and the stays there that pay most are a flow of that many paths through the nights: the best
one is found path by path. A chain of runs is then the dearest way through the nights. Most runs are
never looked at, as what they could pay at most does not beat what is known.

Inside, pay is counted in whole grains, rounded up: sums of fractions could make a way round and
round look dearer and dearer.
"""

from collections.abc import Sequence

import numpy as np

from medcentre.placement.plan.kinds import Floats, Kind

Stay = tuple[int, int, int, int]
"""Start, end, grains it pays, number among those of the kind."""

GRAINS = 1 << 20
"""In one unit of cost."""

NOTHING = 1e-7
"""Pays less than this: nothing."""

FAR = 1 << 80
"""More than everybody pays."""


def best_filling(
    kind: Kind, pays: Floats, horizon: int, least: float = 0.0
) -> tuple[float, tuple[int, ...]]:
    """What the best filling of one room of a strict kind pays, and who is in it, as numbers in
    `kind.items`; (`least`, nobody) if none pays more than `least`.

    `pays`: what each of `kind.items` would pay, not more than 0 for those who must not come.
    """
    sides: tuple[list[Stay], list[Stay]] = ([], [])
    wanted = np.flatnonzero(pays > NOTHING)
    grains = np.ceil(pays[wanted] * GRAINS).astype(np.int64).tolist()
    for number, pay in zip(wanted.tolist(), grains, strict=True):
        stay = (int(kind.starts[number]), int(kind.ends[number]), pay, number)
        sides[kind.sides[number]].append(stay)
    if kind.capacity == 1:
        worth, who = _one_at_a_time([*sides[0], *sides[1]], horizon)
    else:
        worth, who = _Runs(sides, kind.capacity, horizon).best(int(least * GRAINS))
    return (worth / GRAINS, who) if who and worth > least * GRAINS else (least, ())


def _one_at_a_time(stays: Sequence[Stay], horizon: int) -> tuple[int, tuple[int, ...]]:
    """The dearest stays that never meet."""
    ending: list[list[Stay]] = [[] for _ in range(horizon + 1)]
    for stay in stays:
        ending[stay[1]].append(stay)
    worth = [0] * (horizon + 1)
    last: list[Stay | None] = [None] * (horizon + 1)
    for night in range(1, horizon + 1):
        worth[night] = worth[night - 1]
        for stay in ending[night]:
            if worth[stay[0]] + stay[2] > worth[night]:
                worth[night], last[night] = worth[stay[0]] + stay[2], stay
    who, night = [], horizon
    while night > 0:
        stay_or_none = last[night]
        if stay_or_none is None:
            night -= 1
        else:
            who.append(stay_or_none[3])
            night = stay_or_none[0]
    return worth[horizon], tuple(who)


class _Runs:
    """The best chain of runs of one room."""

    def __init__(self, sides: Sequence[list[Stay]], capacity: int, horizon: int) -> None:
        self.capacity, self.horizon = capacity, horizon
        self.sides = [_dearest(stays, capacity) for stays in sides]
        tops = [self._tops(stays) for stays in self.sides]
        self.sums = [_sums(top) for top in tops]
        both = [max(one, other) for one, other in zip(*tops, strict=True)]
        self.rest = [sum(both[night:]) for night in range(horizon + 1)]
        self.begins = [sorted({stay[0] for stay in stays}) for stays in self.sides]
        self.known: dict[tuple[int, int, int], tuple[int, tuple[int, ...]]] = {}

    def _tops(self, stays: Sequence[Stay]) -> list[float]:
        """What each night can pay at most, if a stay pays the same every night."""
        nightly: list[list[float]] = [[] for _ in range(self.horizon)]
        for start, end, pays, _ in stays:
            for night in range(start, end):
                nightly[night].append(pays / (end - start))
        return [sum(sorted(offers)[-self.capacity :]) for offers in nightly]

    def best(self, least: int) -> tuple[int, tuple[int, ...]]:
        """See `best_filling`."""
        most, chosen = least, None
        empty: tuple[int, ...] = ()
        reached = {(0, 0): (0, empty), (0, 1): (0, empty)}
        for night in range(self.horizon):
            for side in (0, 1):
                base, who = reached.get((night, side), (-FAR, empty))
                if base + self.rest[night] <= most:
                    continue
                sums = self.sums[side]
                others = [b for b in self.begins[1 - side] if b > night]
                for end in (self.horizon, *reversed(others)):
                    at_most = base + sums[end] - sums[night] + self.rest[end]
                    if at_most <= most:
                        continue
                    worth, more = self._run(side, night, end)
                    if base + worth > most:
                        most, chosen = base + worth, who + more
                    if end < self.horizon:
                        before = reached.get((end, 1 - side), (-FAR, empty))[0]
                        if base + worth > before:
                            reached[end, 1 - side] = (base + worth, who + more)
        return most, chosen or ()

    def _run(self, side: int, begin: int, end: int) -> tuple[int, tuple[int, ...]]:
        """The dearest stays of a side inside some nights."""
        inside = [s for s in self.sides[side] if s[0] >= begin and s[1] <= end]
        if not inside:
            return 0, ()
        key = (side, min(s[0] for s in inside), max(s[1] for s in inside))
        if key not in self.known:
            self.known[key] = _packed(inside, self.capacity, key[1], key[2])
        return self.known[key]


def _dearest(stays: Sequence[Stay], capacity: int) -> list[Stay]:
    """Of those who come and go together only as many as there is room for."""
    together: dict[tuple[int, int], list[Stay]] = {}
    for stay in stays:
        together.setdefault((stay[0], stay[1]), []).append(stay)
    kept: list[Stay] = []
    for group in together.values():
        group.sort(key=lambda stay: -stay[2])
        kept += group[:capacity]
    return kept


def _sums(values: Sequence[float]) -> list[float]:
    found = [0.0]
    for value in values:
        found.append(found[-1] + value)
    return found


def _packed(
    stays: Sequence[Stay], capacity: int, begin: int, end: int
) -> tuple[int, tuple[int, ...]]:
    """The dearest stays of which never more than `capacity` meet."""
    there = [0] * (end - begin)
    for start, stop, _, _ in stays:
        for night in range(start - begin, stop - begin):
            there[night] += 1
    if max(there) <= capacity:
        return sum(s[2] for s in stays), tuple(s[3] for s in stays)
    return _Flow(stays, begin, end).widen(capacity)


class _Flow:
    """Paths through the nights of a run; a path goes along stays, or idles for a night.

    A later path may go back along an earlier one, which then takes another way from there.
    """

    def __init__(self, stays: Sequence[Stay], begin: int, end: int) -> None:
        self.length = end - begin
        self.stays = [(s - begin, e - begin, pays) for s, e, pays, _ in stays]
        self.names = [number for _, _, _, number in stays]
        self.starting: list[list[int]] = [[] for _ in range(self.length + 1)]
        for index, (start, _, _) in enumerate(self.stays):
            self.starting[start].append(index)
        self.taken: set[int] = set()
        self.idle = [0] * self.length

    def widen(self, capacity: int) -> tuple[int, tuple[int, ...]]:
        """So many paths, each the dearest that is left."""
        total = 0
        for _ in range(capacity):
            gain = self._another()
            if gain <= 0:
                break
            total += gain
        return total, tuple(self.names[i] for i in self.taken)

    def _another(self) -> int:
        """Find the dearest further path and take it; what it pays."""
        far = [0, *[-FAR] * self.length]
        way = [(0, -1)] * (self.length + 1)
        again = True
        while again:
            self._ahead(far, way)
            again = bool(self.taken) and self._back(far, way)
        self._take(way)
        return far[self.length]

    def _ahead(self, far: list[int], way: list[tuple[int, int]]) -> None:
        stays, taken = self.stays, self.taken
        for night in range(self.length):
            here = far[night]
            if here > far[night + 1]:
                far[night + 1], way[night + 1] = here, (night, -1)
            for index in self.starting[night]:
                if index not in taken:
                    _, end, pays = stays[index]
                    if here + pays > far[end]:
                        far[end], way[end] = here + pays, (night, index)

    def _back(self, far: list[int], way: list[tuple[int, int]]) -> bool:
        """Whether going back along earlier paths reaches some night dearer."""
        found = False
        for index in self.taken:
            start, end, pays = self.stays[index]
            if far[end] - pays > far[start]:
                far[start], way[start], found = far[end] - pays, (end, index), True
        for night in range(self.length - 1, -1, -1):
            if self.idle[night] and far[night + 1] > far[night]:
                far[night], way[night], found = far[night + 1], (night + 1, -1), True
        return found

    def _take(self, way: Sequence[tuple[int, int]]) -> None:
        night = self.length
        while night > 0:
            before, index = way[night]
            if index >= 0:
                self.taken ^= {index}
            elif before < night:
                self.idle[before] += 1
            else:
                self.idle[night] -= 1
            night = before
