"""Dragging a shift to another cell of the same day or person: the two cells change places (C12)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from medcentre.rostering.commands import CellEdit
from medcentre.rostering.facts import Level, RosterViolation
from medcentre.rostering.what_if import exchange_verdict
from ui.rostering.grid_model import GridModel
from ui.rostering.words import violation_words

if TYPE_CHECKING:
    from ui.rostering.grid_view import GridView

translate = QCoreApplication.translate
Place = tuple[int, int]


class CellDrag:
    """From where to where, and the verdict on it; knows no mouse."""

    def __init__(self, view: "GridView") -> None:
        self._view = view
        self.source: Place | None = None
        self.target: Place | None = None
        self.words = ""
        self.ring = "green.solid"

    @property
    def _model(self) -> GridModel:
        return self._view.grid

    def begin(self, row: int, column: int) -> bool:
        """Take up the shift of a cell; False when there is none or it is pinned."""
        movable = self._model.shift_at(row, column) and not self._model.is_pinned(row, column)
        self.source = (row, column) if movable else None
        self.target = None
        return bool(movable)

    def over(self, row: int, column: int) -> None:
        """Judge the exchange with the cell under the pointer."""
        if self.source is None or (row, column) == self.target:
            return
        self.target, self.words = None, ""
        if not self._may(row, column):
            self.words = translate("Rostering", "只能拖到同一天或同一人的格子")
            return
        self.target = (row, column)
        broken = [v for v in self._verdict(row, column) if v.level is not Level.INFO]
        errors = any(v.level is Level.ERROR for v in broken)
        self.ring = "red.solid" if errors else "amber.solid" if broken else "green.solid"
        self.words = "\n".join(violation_words(v) for v in broken[:4]) or translate(
            "Rostering", "互换后不违反规则"
        )

    def _may(self, row: int, column: int) -> bool:
        assert self.source is not None
        model = self._model
        mine, other = model.person_at(self.source[0]), model.person_at(row)
        if mine is None or other is None or model.day_at(column) is None:
            return False
        line = row == self.source[0] or column == self.source[1]
        same = (row, column) == self.source
        return line and not same and mine.group is other.group and not model.is_pinned(row, column)

    def _verdict(self, row: int, column: int) -> tuple[RosterViolation, ...]:
        model = self._model
        assert model.judge is not None
        assert self.source is not None
        places = []
        for r, c in (self.source, (row, column)):
            person, day = model.person_at(r), model.day_at(c)
            assert person is not None
            assert day is not None
            places.append((person.id, day))
        return exchange_verdict(model.judge, *places)

    def drop(self) -> list[CellEdit]:
        """End the drag: the edits of the exchange, none without a target."""
        source, target = self.source, self.target
        self.source = self.target = None
        if source is None or target is None:
            return []
        return [self._edit(source, target), self._edit(target, source)]

    def _edit(self, at: Place, like: Place) -> CellEdit:
        person, day = self._model.person_at(at[0]), self._model.day_at(at[1])
        assert person is not None
        assert day is not None
        return CellEdit(staff_id=person.id, day=day, shift=self._model.shift_at(*like))
