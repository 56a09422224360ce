"""A `Linear` handed to a solver: its relaxation nearly solved, CP-SAT. HiGHS is in `highs`."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt  # type: ignore[import-untyped]
from ortools.sat.python import cp_model

from medcentre.placement.plan.linear import Linear

Floats = NDArray[np.float64]

Found = Callable[[Sequence[float], float], bool]
"""Told of a better solution and its cost; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Optimum of the relaxation, what each column would add if forced up, prices of the rows."""

    bound: float
    values: Floats
    reduced: Floats
    prices: Floats


@dataclass(frozen=True, slots=True)
class Solved:
    """Best solution (None: none found), its cost, the proved bound, whether the two meet or it is
    proved that there is no solution.
    """

    values: Sequence[float] | Floats | None
    cost: float
    bound: float
    optimal: bool


_Built = tuple[mathopt.Model, list[mathopt.Variable], list[mathopt.LinearConstraint]]


def _mathopt(linear: Linear, integer: bool) -> _Built:
    model = mathopt.Model()
    columns = [model.add_variable(lb=0, ub=u, is_integer=integer) for u in linear.upper]
    rows = []
    for row, low, high in linear.rows:
        limits = model.add_linear_constraint(lb=low, ub=high)
        rows.append(limits)
        for c, k in row.items():
            limits.set_coefficient(columns[c], k)
    model.minimize(
        mathopt.LinearSum(columns[c] * k for c, k in enumerate(linear.costs) if k) + linear.constant
    )
    return model, columns, rows


def first_order(linear: Linear, seconds: float, accuracy: float = 1e-4) -> Relaxed | None:
    """Solve the relaxation nearly, by a first-order method: large ones in a fraction of the time.

    The bound is proved all the same, see `lagrangian`. None when nothing came of it.
    """
    model, columns, rows = _mathopt(linear, integer=False)
    params = mathopt.SolveParameters(time_limit=timedelta(seconds=max(seconds, 0.1)))
    goal = params.pdlp.termination_criteria.simple_optimality_criteria
    goal.eps_optimal_relative = goal.eps_optimal_absolute = accuracy
    result = mathopt.solve(model, mathopt.SolverType.PDLP, params=params)
    if not result.has_dual_feasible_solution() or not result.has_primal_feasible_solution():
        return None
    prices = np.array(result.dual_values(rows))
    bound, reduced = lagrangian(linear, prices)
    return Relaxed(bound, np.array(result.variable_values(columns)), reduced, prices)


def lagrangian(linear: Linear, duals: Sequence[float] | Floats) -> tuple[float, Floats]:
    """Bound and reduced costs that any prices of the rows prove, be they ever so inexact.

    Prices of the wrong sign count as none. Rows that choose exactly one of their columns are not
    priced: each takes its cheapest column, and a column's reduced cost is what it costs more.
    """
    reduced = np.array(linear.costs, dtype=float)
    bound = float(linear.constant)
    chosen: list[list[int]] = []
    owned = np.zeros(len(reduced), dtype=bool)
    for (row, low, high), price in zip(linear.rows, duals, strict=True):
        columns = list(row)
        if low == high == 1 and all(k == 1 for k in row.values()) and not owned[columns].any():
            owned[columns] = True
            chosen.append(columns)
            continue
        limit = high if price < 0 else low
        if price and np.isfinite(limit):
            bound += limit * price
            reduced[columns] -= price * np.fromiter(row.values(), float, len(row))
    for columns in chosen:
        cheapest = reduced[columns].min()
        bound += float(cheapest)
        reduced[columns] -= cheapest
    rest = ~owned
    upper = np.array(linear.upper, dtype=float)
    bound += float(np.minimum(reduced[rest] * upper[rest], 0).sum())
    return bound, reduced


class _Watch(cp_model.CpSolverSolutionCallback):
    def __init__(self, columns: Sequence[cp_model.IntVar], found: Found) -> None:
        super().__init__()
        self._columns = columns
        self._found = found

    def on_solution_callback(self) -> None:
        """Hand over each better solution."""
        values = [self.value(c) for c in self._columns]
        if not self._found(values, self.objective_value):
            self.stop_search()


def cp_sat(
    linear: Linear,
    seconds: float,
    *,
    hint: Mapping[int, int] | None = None,
    workers: int = 1,
    seed: int = 1,
    found: Found | None = None,
    on_bound: Callable[[float], None] | None = None,
    stop: threading.Event | None = None,
) -> Solved:
    """Search by CP-SAT. `hint`: column -> value to begin with."""
    model = cp_model.CpModel()
    columns = [
        model.new_bool_var("") if u == 1 else model.new_int_var(0, u, "") for u in linear.upper
    ]
    for row, low, high in linear.rows:
        terms = [columns[c] for c in row]
        weights = list(row.values())
        if low == high == 1 and all(k == 1 for k in weights):
            model.add_exactly_one(terms)
        else:
            total = cp_model.LinearExpr.weighted_sum(terms, weights)
            model.add(total <= int(high))
    model.minimize(cp_model.LinearExpr.weighted_sum(columns, linear.costs) + linear.constant)
    for column, value in (hint or {}).items():
        model.add_hint(columns[column], value)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.05)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    if on_bound is not None:
        solver.best_bound_callback = on_bound
    watch = _Watch(columns, found) if found is not None else None
    done = threading.Event()
    if stop is not None:
        threading.Thread(target=_stopper, args=(solver, stop, done), daemon=True).start()
    status = solver.solve(model, watch) if watch else solver.solve(model)
    done.set()
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solved(None, float("inf"), solver.best_objective_bound, False)
    values = tuple(float(solver.value(c)) for c in columns)
    optimal = status == cp_model.OPTIMAL
    return Solved(values, solver.objective_value, solver.best_objective_bound, optimal)


def _stopper(solver: cp_model.CpSolver, stop: threading.Event, done: threading.Event) -> None:
    while not done.wait(0.1):
        if stop.is_set():
            solver.stop_search()
            return
