"""A plan as a CP-SAT model: exact, for whole plans and for parts with the rest held fixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ortools.sat.python import cp_model

from medcentre.rostering.plan import (
    Cell,
    Counter,
    Cover,
    Plan,
    Row,
    Run,
    Tag,
    allowed_masks,
    pattern_starts,
    value_at,
)

Lin = cp_model.LinearExpr | cp_model.IntVar | int


@dataclass
class Encoded:
    """A model with its variables: `x[person][day][value]` exists for free cells only."""

    model: cp_model.CpModel
    x: dict[int, list[dict[int, cp_model.IntVar]]]
    fixed: Sequence[Row]
    cost: list[tuple[Lin, int]] = field(default_factory=list)

    def rows(
        self, solver: cp_model.CpSolver | cp_model.CpSolverSolutionCallback
    ) -> list[list[int]]:
        """The sheet a solution stands for."""
        value = solver.boolean_value if isinstance(solver, cp_model.CpSolver) else solver.value
        rows = [list(row) for row in self.fixed]
        for p, days in self.x.items():
            for d, cells in enumerate(days):
                for v, var in cells.items():
                    if value(var):
                        rows[p][d] = v
        return rows


class Encoder:
    """Writes a plan, or the free part of it, into a CP-SAT model.

    `free` maps people to their free days; everybody and every day when None. `soften` gives musts
    a price instead, for months in which they collide. `guard`, when given, makes every must
    depend on a literal by its tag, for explanations.
    """

    def __init__(
        self,
        plan: Plan,
        rows: Sequence[Row] | None = None,
        free: Mapping[int, Sequence[int]] | None = None,
        soften: int | None = None,
    ) -> None:
        self.plan = plan
        self.model = cp_model.CpModel()
        base = rows or [[0] * plan.days for _ in plan.people]
        self.free = (
            free if free is not None else {p: range(plan.days) for p in range(len(plan.people))}
        )
        self.soften = soften
        self.out = Encoded(self.model, {}, base)
        self.guards: dict[Tag, cp_model.IntVar] | None = None

    def encode(self) -> Encoded:
        """The whole model with its objective."""
        for p, days in self.free.items():
            self._cells(p, days)
        for p in self.free:
            self._person(p)
        for cover in self.plan.covers:
            if any(p in self.free for p in cover.people):
                self._cover(cover)
        if self.guards is not None:
            return self.out
        self.model.minimize(
            cp_model.LinearExpr.weighted_sum(
                [e for e, _ in self.out.cost], [w for _, w in self.out.cost]
            )
        )
        return self.out

    def _cells(self, p: int, days: Sequence[int]) -> None:
        member, open_days = self.plan.people[p], set(days)
        if self.guards is not None:
            member = replace(member, cells=tuple(c for c in member.cells if not c.tag.rule))
        masks = allowed_masks(self.plan, member)
        cells: list[dict[int, cp_model.IntVar]] = []
        for d in range(self.plan.days):
            if d not in open_days:
                cells.append({})
                continue
            values = [v for v in range(self.plan.values) if masks[d] >> v & 1]
            if len(values) <= 1:
                cells.append({v: self.model.new_constant(1) for v in values})
                continue
            bools = {v: self.model.new_bool_var("") for v in values}
            self.model.add_exactly_one(bools.values())
            cells.append(bools)
        self.out.x[p] = cells

    def is_in(self, p: int, d: int, mask: int) -> Lin:
        """0/1: whether the value of a person on a day lies in a mask; may be a number."""
        if d < 0:
            value = value_at(self.plan.people[p], self.out.fixed[p], d)
            return int(value is not None and mask >> value & 1)
        cells = self.out.x[p][d] if p in self.out.x else {}
        if not cells:
            return mask >> self.out.fixed[p][d] & 1
        inside = [var for v, var in cells.items() if mask >> v & 1]
        if len(inside) == len(cells):
            return 1
        return inside[0] if len(inside) == 1 else sum(inside)

    def _person(self, p: int) -> None:
        member = self.plan.people[p]
        for cell in member.cells:
            self._cell(p, cell)
        for run in member.runs:
            if run.weight != 0:
                self._run(p, run)
        for pattern in member.patterns:
            if pattern.weight != 0:
                for start in pattern_starts(member, pattern, self.plan.days):
                    lits = [self.is_in(p, start + j, m) for j, m in enumerate(pattern.masks)]
                    self._not_all(lits, pattern.tag, pattern.weight)
        for counter in member.counters:
            if counter.weight != 0:
                self._counter(p, counter)

    def _cell(self, p: int, cell: Cell) -> None:
        if cell.weight is None:
            if self.guards is not None and cell.tag.rule:
                self._not_all([self.is_in(p, cell.day, cell.mask)], cell.tag, None)
            return
        if cell.weight:
            self.out.cost.append((self.is_in(p, cell.day, cell.mask), cell.weight))

    def _not_all(self, lits: Sequence[Lin], tag: Tag, weight: int | None, times: int = 1) -> None:
        """Not all of these 0/1 at once, or pay."""
        if any(isinstance(x, int) and x == 0 for x in lits):
            return
        rest = [x for x in lits if not isinstance(x, int)]
        total: Lin = sum(rest) if rest else 0
        self._at_most(total, len(rest) - 1, 1, tag, weight, times)

    def _at_most(
        self, total: Lin, limit: int, most: int, tag: Tag, weight: int | None, times: int = 1
    ) -> None:
        """total <= limit, or pay `weight * times` for each over it (`most` at the worst)."""
        price = self.soften if weight is None else weight
        if self.guards is not None:
            if weight is None and not isinstance(total, int):
                self.model.add(total <= limit).only_enforce_if(self._guard(tag))
            elif weight is None and isinstance(total, int) and total > limit:
                self.model.add_bool_or(self._guard(tag).negated())
            return
        if isinstance(total, int):
            if total > limit:
                self.out.cost.append((total - limit, (price or 0) * times))
            return
        if price is None:
            self.model.add(total <= limit)
            return
        over = self.model.new_int_var(0, most, "") if most > 1 else self.model.new_bool_var("")
        self.model.add(total - over <= limit)
        self.out.cost.append((over, price * times))

    def _guard(self, tag: Tag) -> cp_model.IntVar:
        assert self.guards is not None
        if tag not in self.guards:
            self.guards[tag] = self.model.new_bool_var("")
        return self.guards[tag]

    def _run(self, p: int, run: Run) -> None:
        active = self._activity(p, run)
        if run.at_most is not None:
            self._run_most(run, active)
        if run.at_least is not None and run.at_least > 1:
            self._run_least(run, active)

    def _activity(self, p: int, run: Run) -> list[Lin]:
        if run.spans is None:
            return [self.is_in(p, d, run.mask) for d in range(self.plan.days)]
        found: list[Lin] = []
        for span in run.spans:
            lits = [self.is_in(p, d, run.mask) for d in span]
            if all(isinstance(x, int) for x in lits):
                found.append(int(any(bool(x) for x in lits)))
                continue
            if len(lits) == 1:
                found.append(lits[0])
                continue
            some = self.model.new_bool_var("")
            for lit in lits:
                self.model.add(some >= lit)
            self.model.add(some <= sum(lits))
            found.append(some)
        return found

    def _run_most(self, run: Run, active: Sequence[Lin]) -> None:
        assert run.at_most is not None
        limit = run.at_most
        if run.carried:
            for end in range(max(limit - run.carried, 0), min(limit, len(active))):
                self._not_all(active[: end + 1], run.tag, run.weight)
        for start in range(len(active) - limit):
            self._not_all(active[start : start + limit + 1], run.tag, run.weight)

    def _run_least(self, run: Run, active: Sequence[Lin]) -> None:
        assert run.at_least is not None
        for length in range(run.at_least - run.carried if run.carried else 0):
            self._too_short(run, active, 0, length, run.carried)
        first = 1 if run.carried or run.open_start else 0
        for start in range(first, len(active)):
            for length in range(1, run.at_least):
                self._too_short(run, active, start, length, 0)

    def _too_short(
        self, run: Run, active: Sequence[Lin], start: int, length: int, carried: int
    ) -> None:
        """No run of exactly this length from `start` (`carried` days came before)."""
        assert run.at_least is not None
        end = start + length
        if end > len(active) or (end == len(active) and run.open_end):
            return
        lits = list(active[start:end])
        if start > 0:
            lits.append(1 - active[start - 1])
        if end < len(active):
            lits.append(1 - active[end])
        self._not_all(lits, run.tag, run.weight, run.at_least - carried - length)

    def _counter(self, p: int, counter: Counter) -> None:
        if counter.spans is not None:
            mask = sum(1 << v for v, u in enumerate(counter.unit) if u)
            whole = Run(counter.tag, mask, spans=counter.spans)
            active = self._activity(p, whole)
            spans: Lin = sum(active) + counter.base
            self._bounds(spans, counter.base + len(active), counter)
            return
        days = range(self.plan.days) if counter.days is None else counter.days
        terms: list[Lin] = []
        constant = counter.base
        most = 0
        for d in days:
            cells = self.out.x[p][d]
            if not cells:
                constant += counter.unit[self.out.fixed[p][d]]
                continue
            terms += [var * counter.unit[v] for v, var in cells.items() if counter.unit[v]]
            most += max(counter.unit[v] for v in cells)
        total: Lin = sum(terms) + constant if terms else constant
        self._bounds(total, constant + most, counter)

    def _bounds(self, total: Lin, most: int, counter: Counter) -> None:
        if counter.hi is not None and most > counter.hi:
            self._bound(total, counter.hi, most - counter.hi, counter)
        if counter.lo is not None and counter.lo > 0:
            self._bound(-total, -counter.lo, counter.lo, counter)

    def _bound(self, total: Lin, limit: int, most: int, counter: Counter) -> None:
        if counter.per == 1 or counter.weight is None or self.guards is not None:
            self._at_most(total, limit, most, counter.tag, counter.weight)
            return
        steps = -(-most // counter.per)
        over = self.model.new_int_var(0, max(steps, 0), "")
        self.model.add(total - over * counter.per <= limit)
        self.out.cost.append((over, counter.weight))

    def _cover(self, cover: Cover) -> None:
        lits: list[Lin] = []
        constant = cover.base
        for p in cover.people:
            for d, mask in cover.terms:
                lit = self.is_in(p, d, mask)
                if isinstance(lit, int):
                    constant += lit
                else:
                    lits.append(lit)
        total: Lin = sum(lits) + constant if lits else constant
        if cover.hi is not None and constant + len(lits) > cover.hi and cover.over != 0:
            most = constant + len(lits) - cover.hi
            self._at_most(total, cover.hi, most, cover.tag, cover.over)
        if cover.lo is not None and constant < cover.lo and cover.under != 0:
            self._at_most(-total, -cover.lo, cover.lo - constant, cover.tag, cover.under)
