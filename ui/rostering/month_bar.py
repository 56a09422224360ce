"""Which month: back, the month in words, on. Keys [ and ] come from the page's actions."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from medcentre.kernel.periods import Month
from ui.kit.widgets import Label, icon_button
from ui.rostering.words import show_month


class MonthBar(QWidget):
    """`turned` carries the new month."""

    turned = Signal(object)

    def __init__(self, month: Month) -> None:
        super().__init__()
        self.month = month
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.back = icon_button("chevron-left", self.tr("上个月"), "normal")
        self.back.clicked.connect(partial(self.turn, -1))
        self.words = Label("", "body", bold=True)
        self.on = icon_button("chevron-right", self.tr("下个月"), "normal")
        self.on.clicked.connect(partial(self.turn, 1))
        for part in (self.back, self.words, self.on):
            row.addWidget(part)
        self.show_month(month)

    def show_month(self, month: Month) -> None:
        """Another month, without a signal."""
        self.month = month
        self.words.setText(show_month(month))

    def turn(self, by: int, _checked: bool = False) -> None:
        """So many months on or back."""
        self.show_month(self.month.plus(by))
        self.turned.emit(self.month)
