"""A `Linear` handed to HiGHS: its relaxation, and branch and cut. Both end when told to."""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from highspy import HighsLp, HighsModelStatus, HighsVarType, MatrixFormat, cb, kHighsInf
from highspy._core import _Highs  # the plain class: its wrapper prints a banner
from numpy.typing import NDArray

from medcentre.placement.plan.linear import Linear
from medcentre.placement.plan.solvers import Relaxed, Solved

_NONE = (HighsModelStatus.kInfeasible, HighsModelStatus.kUnboundedOrInfeasible)
"""There is no solution; the second, as every column has limits."""

_ENDS = (
    cb.HighsCallbackType.kCallbackSimplexInterrupt,
    cb.HighsCallbackType.kCallbackIpmInterrupt,
    cb.HighsCallbackType.kCallbackMipInterrupt,
)


def relax(linear: Linear, seconds: float, stop: threading.Event | None = None) -> Relaxed | None:
    """Solve the relaxation; None when the time did not suffice or `stop` was set."""
    highs = _load(linear, integer=False)
    _watch(highs, stop, None)
    _run(highs, seconds)
    if highs.getModelStatus() != HighsModelStatus.kOptimal:
        return None
    solution = highs.getSolution()
    return Relaxed(
        highs.getInfo().objective_function_value,
        np.array(solution.col_value),
        np.array(solution.col_dual),
        np.array(solution.row_dual),
    )


def mip(
    linear: Linear,
    seconds: float,
    hint: Mapping[int, float] | None = None,
    *,
    slack: float = 1e-4,
    on_bound: Callable[[float], object] | None = None,
    stop: threading.Event | None = None,
) -> Solved:
    """Branch and cut until best and bound are `slack` apart, the time is over or `stop` is set.

    `hint`: column -> value of a plan to begin with. `on_bound` hears of better bounds on the way.
    """
    highs = _load(linear, integer=True)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", slack)
    if hint:
        columns = np.fromiter(hint.keys(), np.int32, len(hint))
        values = np.fromiter(hint.values(), np.float64, len(hint))
        highs.setSolution(len(hint), columns, values)
    _watch(highs, stop, on_bound)
    _run(highs, seconds)
    info = highs.getInfo()
    bound = float(info.mip_dual_bound)
    if info.primal_solution_status != 2:
        none = highs.getModelStatus() in _NONE
        return Solved(None, float("inf"), bound, none)
    optimal = highs.getModelStatus() == HighsModelStatus.kOptimal
    values_found = np.array(highs.getSolution().col_value)
    return Solved(values_found, float(info.objective_function_value), bound, optimal)


def _load(linear: Linear, integer: bool) -> Any:
    """HiGHS with the model, silent, on one core."""
    highs = _Highs()
    for option, value in (("output_flag", False), ("threads", 1)):
        highs.setOptionValue(option, value)
    count, rows = len(linear.upper), linear.rows
    lp = HighsLp()
    lp.num_col_, lp.num_row_ = count, len(rows)
    lp.col_cost_ = np.array(linear.costs, np.float64)
    lp.col_lower_ = np.zeros(count)
    lp.col_upper_ = np.array(linear.upper, np.float64)
    lp.row_lower_ = _finite([low for _, low, _ in rows])
    lp.row_upper_ = _finite([high for _, _, high in rows])
    lp.offset_ = float(linear.constant)
    lp.a_matrix_.format_ = MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row) for row, _, _ in rows)], dtype=np.int32)
    lp.a_matrix_.index_ = np.array([c for row, _, _ in rows for c in row], np.int32)
    lp.a_matrix_.value_ = np.array([k for row, _, _ in rows for k in row.values()], np.float64)
    if integer:
        lp.integrality_ = [HighsVarType.kInteger] * count
    highs.passModel(lp)
    return highs


def _finite(limits: Sequence[float]) -> NDArray[np.float64]:
    return np.clip(np.array(limits, np.float64), -kHighsInf, kHighsInf)


def _watch(
    highs: Any, stop: threading.Event | None, on_bound: Callable[[float], object] | None
) -> None:
    """Hear of bounds, end early."""
    told = -float("inf")

    def called(kind: Any, _words: str, out: Any, into: Any, _own: Any) -> None:
        nonlocal told
        if stop is not None and stop.is_set():
            into.user_interrupt = True
        if on_bound is not None and kind == cb.HighsCallbackType.kCallbackMipInterrupt:
            bound = float(out.mip_dual_bound)
            if bound > told + 1e-6 and abs(bound) < kHighsInf:
                told = bound
                on_bound(bound)

    if stop is not None or on_bound is not None:
        highs.setCallback(called, None)
        for kind in _ENDS:
            highs.startCallback(kind)


def _run(highs: Any, seconds: float) -> None:
    highs.setOptionValue("time_limit", float(max(seconds, 0.1)))
    highs.run()
