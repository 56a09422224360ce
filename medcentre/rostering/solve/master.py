"""A linear program that grows by columns and is solved again from where it stood."""

from collections.abc import Sequence

import numpy as np
from highspy import HighsModelStatus, kHighsInf
from highspy._core import _Highs  # the plain class: its wrapper prints a banner
from numpy.typing import NDArray

Floats = NDArray[np.float64]
INFINITY = float(kHighsInf)


class Master:
    """Minimise over columns between bounds, under rows between bounds.

    Rows come first, columns join at any time; each solution starts from the last one.
    """

    def __init__(self) -> None:
        self._highs = _Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("simplex_strategy", 4)):
            self._highs.setOptionValue(option, value)
        self.rows = 0
        self.columns = 0

    def add_row(self, low: float, high: float) -> int:
        """A row without columns; its number."""
        self._highs.addRow(low, high, 0, np.array([], dtype=np.int32), np.array([]))
        self.rows += 1
        return self.rows - 1

    def add_column(self, cost: float, rows: Sequence[int], values: Sequence[float]) -> int:
        """A column of at least 0; its number."""
        self._highs.addCol(
            cost, 0.0, INFINITY, len(rows), np.array(rows, np.int32), np.array(values, np.float64)
        )
        self.columns += 1
        return self.columns - 1

    def bound_row(self, row: int, low: float, high: float) -> None:
        """Other bounds of a row."""
        self._highs.changeRowBounds(row, low, high)

    def bound_columns(self, columns: Sequence[int], low: float, high: float) -> None:
        """Other bounds of some columns."""
        count = len(columns)
        self._highs.changeColsBounds(
            count, np.array(columns, np.int32), np.full(count, low), np.full(count, high)
        )

    def solve(self) -> bool:
        """Whether it was solved to the end."""
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
