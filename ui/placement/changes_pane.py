"""Lists of changes that move several people: the changes above, the people of the chosen one below."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from medcentre.placement.rows import AgreementRow, SetLine, SetRow
from ui.kit.desk import Desk
from ui.kit.table_view import TablePane
from ui.kit.theme import px

Change = TypeVar("Change", SetRow, AgreementRow)


class ChangesPane(QWidget, Generic[Change]):
    """What plans, exchanges and moves done at once have in common; deeds at the foot. `done(words)`."""

    done = Signal(str)
    table: TablePane[Change]
    people: TablePane[SetLine]

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk

    def _lay_out(self, deeds: QHBoxLayout, above: int, below: int) -> None:
        """`table` over `people`, so many pixels high at first, and the deeds."""
        self.table.current_changed.connect(self._chosen)
        self.people.opened.connect(self._open_person)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.people)
        split.setSizes([px(above), px(below)])
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(split, 1)
        column.addLayout(deeds)
        self._enable()

    def show_changes(self, rows: Sequence[Change]) -> None:
        """Another list; the chosen one stays chosen."""
        self.table.show_rows(rows)
        if rows and self.table.view.current_row() is None:
            self.table.view.select_id(rows[0].id)
        self._chosen(self.table.view.current_row())

    @Slot(object)
    def _chosen(self, row: object) -> None:
        lines = row.lines if isinstance(row, (SetRow, AgreementRow)) else ()
        self.people.show_rows(lines)
        self._enable()

    @Slot(object)
    def _open_person(self, line: SetLine) -> None:
        self.desk.person(line.stay_id)

    def _enable(self) -> None:
        """Which deeds are possible for the chosen change."""
        raise NotImplementedError
