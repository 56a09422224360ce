"""The month switch of the fee pages."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from medcentre.kernel.periods import Month
from ui.kit.i18n import lang
from ui.kit.theme import px
from ui.kit.widgets import Button, icon_button

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_words(month: Month) -> str:
    """`2026 年 11 月`, `Nov 2026`."""
    if lang() == "en":
        return f"{_NAMES[month.month - 1]} {month.year}"
    return f"{month.year} 年 {month.month} 月"


class MonthSwitch(QWidget):
    """‹ month ›; never goes past the present month."""

    changed = Signal()

    def __init__(self, month: Month, last: Month) -> None:
        super().__init__()
        self.month, self._last = month, last
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.before = icon_button("chevron-left", self.tr("上一个月"), "normal")
        self.words = Button("")
        self.words.setMinimumWidth(px(124))
        self.words.setToolTip(self.tr("回到上个月"))
        self.after = icon_button("chevron-right", self.tr("下一个月"), "normal")
        for part in (self.before, self.words, self.after):
            row.addWidget(part)
        self.before.clicked.connect(self.back)
        self.after.clicked.connect(self.on)
        self.words.clicked.connect(self.home)
        self._show()

    def set_month(self, month: Month) -> None:
        """Another month; `changed` follows when it differs."""
        month = min(month, self._last)
        if month == self.month:
            return
        self.month = month
        self._show()
        self.changed.emit()

    @Slot()
    def back(self) -> None:
        """One month earlier."""
        self.set_month(self.month.plus(-1))

    @Slot()
    def on(self) -> None:
        """One month later."""
        self.set_month(self.month.plus(1))

    @Slot()
    def home(self) -> None:
        """The month that is being settled: the last full one."""
        self.set_month(self._last.plus(-1))

    def _show(self) -> None:
        self.words.setText(month_words(self.month))
        self.after.setEnabled(self.month < self._last)
