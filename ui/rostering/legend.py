"""Which letter is which shift: those on the sheet, with the key that types them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from medcentre.kernel.wording import Lang
from medcentre.rostering.facts import Sheet, ShiftType
from ui.kit import painters
from ui.kit.i18n import lang
from ui.kit.theme import font, px, theme
from ui.rostering.words import shift_name


class Legend(QWidget):
    """A painted row of keys, signs and names; what has no room is in the tooltip and counted."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[tuple[str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def show_shifts(self, shifts: Sequence[ShiftType], sheet: Sheet) -> None:
        """Shifts in use, most used first; all of them in the tooltip."""
        used: dict[str, int] = {}
        for cells in sheet.cells:
            for code in cells:
                if code:
                    used[code] = used.get(code, 0) + 1
        order = sorted(shifts, key=lambda s: -used.get(s.code, 0))
        zh = lang() is Lang.ZH
        self.items = [
            (s.key, f"{s.sign} {shift_name(s)}" if zh or s.sign.isascii() else shift_name(s))
            for s in order
        ]
        self.setToolTip("\n".join(f"{s.key}  {s.sign}  {shift_name(s)}" for s in shifts))
        self.update()

    def fitting(self) -> int:
        """How many items have room before the count of the others."""
        left, room = 0.0, self.width() - px(44)
        for n, item in enumerate(self.items):
            left += _width(item)
            if left > room:
                return n
        return len(self.items)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(px(200), px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Keys in boxes, names behind."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, middle, high = 0.0, self.height() / 2, px(18)
        shown = self.fitting()
        for key, words in self.items[:shown]:
            cap = QRectF(x, middle - high / 2, px(18), high)
            painters.box(painter, cap, None, "line.strong", 3)
            painters.text(painter, cap, key, "text.2", font("tiny"), Qt.AlignmentFlag.AlignHCenter)
            rest = QRectF(x + px(22), 0, _width((key, words)), self.height())
            painters.text(painter, rest, words, "text.3", font("cap"))
            x += _width((key, words))
        if shown < len(self.items):
            rest = QRectF(x, 0, px(44), self.height())
            painters.text(painter, rest, f"+{len(self.items) - shown}", "text.3", font("cap"))


def _width(item: tuple[str, str]) -> float:
    return px(22) + painters.text_width(item[1], font("cap")) + px(14)
