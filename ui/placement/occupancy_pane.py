"""Occupancy as lines over two weeks, a month, a quarter, or as the numbers of each day (PL-03)."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from medcentre.kernel.clock import centre_day
from medcentre.placement.rows import ZoneDay
from ui.kit.desk import Desk
from ui.kit.table_view import TablePane
from ui.kit.widgets import Card, Label, Segment
from ui.placement.occupancy import ZoneLine, occupancy_table, zone_lines
from ui.placement.occupancy_chart import OccupancyChart

SPANS = (14, 30, 90)
NUMBERS = 14
"""Days of the table."""


class OccupancyPane(Card):
    """`asked`: other days are wanted; the page then reads `span` and calls `show_days`."""

    asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.which = Segment(
            [
                *((days, self.tr("{n} 天").format(n=days)) for days in SPANS),
                ("numbers", self.tr("逐日数字")),
            ]
        )
        self.which.set_value(SPANS[1])
        self.which.changed.connect(self._turned)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 10, 12, 6)
        bar.setSpacing(14)
        bar.addWidget(self.which)
        self.legend = QWidget()
        words_row = QHBoxLayout(self.legend)
        words_row.setContentsMargins(0, 0, 0, 0)
        words_row.setSpacing(14)
        for tone, words in (
            ("accent", self.tr("占用床位")), ("amber", self.tr("85 % 起")),
            ("red", self.tr("住满")), ("3", self.tr("虚线：现有床位")),
        ):  # fmt: skip
            words_row.addWidget(Label(f"━ {words}", "cap", tone))
        bar.addWidget(self.legend)
        bar.addStretch(1)
        bar.addWidget(Label(self.tr("每天 24 时"), "cap", "3"))
        self.body.addLayout(bar)
        self.chart = OccupancyChart()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.chart)
        self.stack = QStackedWidget()
        self.stack.addWidget(area)
        self.table: TablePane[ZoneLine] | None = None
        self._columns: tuple[date, ...] = ()
        self.body.addWidget(self.stack, 1)

    def _today(self) -> date:
        return centre_day(self.desk.ctx.clock.now())

    def _days(self, count: int) -> list[date]:
        return [self._today() - timedelta(days=n) for n in range(count - 1, -1, -1)]

    @property
    def span(self) -> tuple[date, date]:
        """First and last day that are shown."""
        chosen = self.which.value()
        days = self._days(chosen if isinstance(chosen, int) else NUMBERS)
        return days[0], days[-1]

    @property
    def lines(self) -> tuple[ZoneLine, ...]:
        """What is shown, the whole centre last."""
        return self.chart.lines

    def show_days(self, rows: Sequence[ZoneDay]) -> None:
        """What was read for `span`."""
        lines = zone_lines(rows)
        numbers = self.which.value() == "numbers"
        if numbers and lines:
            self._numbers(lines)
        self.legend.setVisible(not numbers)
        self.chart.show_lines(lines, self._today())
        self.stack.setCurrentIndex(1 if numbers and lines else 0)

    def _numbers(self, lines: Sequence[ZoneLine]) -> None:
        """The table; its columns are days, so that other days make another one."""
        days = tuple(day.day for day in lines[0].days)
        if self.table is None or days != self._columns:
            if self.table is not None:
                self.stack.removeWidget(self.table)
                self.table.deleteLater()
            self.table, self._columns = occupancy_table(self.desk, days, self._today()), days
            self.stack.addWidget(self.table)
        self.table.show_rows(lines)

    @Slot(object)
    def _turned(self, _which: object) -> None:
        self.asked.emit()
