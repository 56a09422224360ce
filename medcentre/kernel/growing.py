"""A linear program that grows by columns and is solved again from where it stood."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from highspy import HighsBasis, HighsBasisStatus, HighsModelStatus, kHighsInf
from highspy._core import _Highs  # the plain class: its wrapper prints a banner
from numpy.typing import NDArray

Floats = NDArray[np.float64]
INFINITY = float(kHighsInf)

DUAL, PRIMAL = 1, 4
"""HiGHS's numbers of its two ways."""


class Master:
    """Minimise over columns between bounds, under rows between bounds.

    Rows come first, columns join at any time; each solution starts from the last one.
    """

    def __init__(self) -> None:
        self._highs = _Highs()
        for option, value in (("output_flag", False), ("threads", 1)):
            self._highs.setOptionValue(option, value)
        self._tighter = False
        """Whether the last solution may be forbidden by now."""
        self.rows = 0
        self.columns = 0

    def add_row(
        self, low: float, high: float, columns: Sequence[int] = (), values: Sequence[float] = ()
    ) -> int:
        """A row, with what columns have of it; its number."""
        self._highs.addRow(
            low, high, len(columns), np.array(columns, np.int32), np.array(values, np.float64)
        )
        self.rows += 1
        self._tighter = True
        return self.rows - 1

    def add_column(self, cost: float, rows: Sequence[int], values: Sequence[float]) -> int:
        """A column of at least 0; its number."""
        self._highs.addCol(
            cost, 0.0, INFINITY, len(rows), np.array(rows, np.int32), np.array(values, np.float64)
        )
        self.columns += 1
        return self.columns - 1

    def bound_columns(self, columns: Sequence[int], low: float, high: float) -> None:
        """Other bounds of some columns."""
        count = len(columns)
        self._highs.changeColsBounds(
            count, np.array(columns, np.int32), np.full(count, low), np.full(count, high)
        )
        self._tighter = True

    def solve(self) -> bool:
        """Whether it was solved to the end.

        New columns leave the last solution allowed: the primal simplex goes on from there. Rows
        and bounds leave its prices right: the dual simplex does.
        """
        self._highs.setOptionValue("simplex_strategy", DUAL if self._tighter else PRIMAL)
        self._tighter = False
        self._highs.run()
        return bool(self._highs.getModelStatus() == HighsModelStatus.kOptimal)

    @property
    def value(self) -> float:
        """What the solution costs."""
        return float(self._highs.getInfo().objective_function_value)

    def levels(self) -> Floats:
        """How much of each column the solution takes."""
        return np.array(self._highs.getSolution().col_value)

    def duals(self) -> Floats:
        """What one more on the right side of each row would cost."""
        return np.array(self._highs.getSolution().row_dual)

    def stand(self) -> "Stand":
        """Where the last solution stands."""
        basis = self._highs.getBasis()
        return Stand(list(basis.col_status), list(basis.row_status))

    def return_to(self, stand: "Stand") -> None:
        """Go on from there; columns that have joined since are not taken to begin with."""
        basis = HighsBasis()
        later = self.columns - len(stand.columns)
        basis.col_status = [*stand.columns, *[HighsBasisStatus.kLower] * later]
        basis.row_status = stand.rows
        self._highs.setBasis(basis)


@dataclass(frozen=True, slots=True)
class Stand:
    """Which columns and rows a solution rests on, in their order."""

    columns: list[Any]
    rows: list[Any]

    @property
    def basic(self) -> list[int]:
        """The columns it rests on."""
        return [c for c, s in enumerate(self.columns) if s == HighsBasisStatus.kBasic]

    def of(self, columns: Sequence[int]) -> "Stand":
        """The same with only these columns, in this order."""
        return Stand([self.columns[c] for c in columns], self.rows)
