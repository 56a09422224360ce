"""Which letter is which shift: those on the sheet, with the key that types them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from medcentre.kernel.wording import Lang
from medcentre.rostering.facts import Sheet, ShiftType
from ui.kit.i18n import lang
from ui.kit.widgets import KeyCap, Label
from ui.rostering.grid_model import shift_name

MOST = 8


class Legend(QWidget):
    """A row of signs, names and keys."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)

    def show_shifts(self, shifts: Sequence[ShiftType], sheet: Sheet) -> None:
        """Shifts in use, most used first; all of them in the tooltip."""
        while (item := self._row.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        used: dict[str, int] = {}
        for cells in sheet.cells:
            for code in cells:
                if code:
                    used[code] = used.get(code, 0) + 1
        order = sorted(shifts, key=lambda s: -used.get(s.code, 0))[:MOST]
        for shift in order:
            self._row.addWidget(KeyCap(shift.key))
            sign = shift.sign if lang() is Lang.ZH or shift.sign.isascii() else ""
            words = f"{sign} {shift_name(shift)}".strip()
            self._row.addWidget(
                Label(words if lang() is Lang.ZH else shift_name(shift), "cap", "3")
            )
            self._row.addSpacing(6)
        self._row.addStretch(1)
        self.setToolTip("\n".join(f"{s.key}  {s.sign}  {shift_name(s)}" for s in shifts))
