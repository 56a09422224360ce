"""How many a post needs: lines of shift, minimum, preferred and days (C2)."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medcentre.kernel.errors import Violation
from medcentre.rostering.commands import DutyCode
from medcentre.rostering.facts import PostNeed, ShiftType
from ui.kit.editors import ChipsEdit, Combo, NumberEdit
from ui.kit.i18n import show_weekday
from ui.kit.theme import px
from ui.kit.widgets import Button, Label, icon_button
from ui.rostering.words import shift_name

ALL = tuple(range(7))


class NeedLine(QWidget):
    """One line; `gone` asks to take it out."""

    edited = Signal()
    gone = Signal(object)

    def __init__(self, shifts: tuple[ShiftType, ...]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.shift = Combo([(s.code, shift_name(s)) for s in shifts])
        self.low, self.high = NumberEdit(), NumberEdit()
        for box in (self.low, self.high):
            box.setFixedWidth(px(56))
        self.kind = Combo(
            [(None, self.tr("每天")), (False, self.tr("工作日")), (True, self.tr("休息日"))]
        )
        self.days = ChipsEdit([(n, _weekday(n)) for n in ALL])
        self.out = icon_button("x", self.tr("去掉这一行"), small=True)
        self.out.clicked.connect(self._out)
        for part in (self.shift, self.low, self.high, self.kind, self.days, self.out):
            row.addWidget(part)
        row.addStretch(1)
        for editor in (self.shift, self.low, self.high, self.kind, self.days):
            editor.edited.connect(self.edited)
        self.kind.setCurrentIndex(0)
        self.days.set_value(ALL)

    def show_need(self, need: PostNeed) -> None:
        """Fill the line."""
        self.shift.set_value(need.shift)
        self.low.set_value(need.minimum)
        self.high.set_value(need.preferred)
        self.kind.setCurrentIndex((None, False, True).index(need.holidays))
        self.days.set_value(sorted(need.weekdays))

    def need(self) -> PostNeed | None:
        """The line as a need; None while it is empty."""
        shift, low = self.shift.value(), self.low.whole()
        if shift is None or low is None:
            return None
        kind = (None, False, True)[max(self.kind.currentIndex(), 0)]
        days = frozenset(int(d) for d in self.days.value() or ALL)
        return PostNeed(str(shift), low, self.high.whole(), days, kind)

    @Slot()
    def _out(self) -> None:
        self.gone.emit(self)


class NeedsEdit(QWidget):
    """All lines of a post as one form editor."""

    edited = Signal()
    left = Signal()

    def __init__(self, shifts: tuple[ShiftType, ...]) -> None:
        super().__init__()
        self._shifts = shifts
        self.lines: list[NeedLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(
            Label(self.tr("班次 · 最低 · 希望 · 哪些天（希望可以不填）"), "cap", "3")
        )
        self.more = Button(self.tr("加一行"), "plus", "quiet")
        self.more.clicked.connect(self._add)
        self._column.addWidget(self.more)

    def set_value(self, needs: tuple[PostNeed, ...]) -> None:
        """Show needs."""
        for line in list(self.lines):
            self._drop(line)
        for need in needs:
            self.add_line().show_need(need)

    def value(self) -> Any:
        """The needs, None when there is none."""
        return tuple(n for line in self.lines if (n := line.need())) or None

    def add_line(self) -> NeedLine:
        """An empty line."""
        line = NeedLine(self._shifts)
        line.edited.connect(self.edited)
        line.gone.connect(self._drop)
        self.lines.append(line)
        self._column.insertWidget(self._column.count() - 1, line)
        return line

    @Slot()
    def _add(self) -> None:
        self.add_line().shift.setFocus()

    @Slot(object)
    def _drop(self, line: NeedLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        self.edited.emit()

    def raw(self) -> Any:
        """As plain values, for the draft."""
        return [
            [n.shift, n.minimum, n.preferred, sorted(n.weekdays), n.holidays]
            for n in self.value() or ()
        ]

    def set_raw(self, raw: Any) -> None:
        """The inverse."""
        self.set_value(tuple(PostNeed(r[0], r[1], r[2], frozenset(r[3]), r[4]) for r in raw or ()))

    def problem(self) -> Violation | None:
        """A line begun must have shift and minimum."""
        half = any((line.shift.value() is None) != (line.low.whole() is None)
                   for line in self.lines)  # fmt: skip
        return Violation(DutyCode.NEED_INCOMPLETE) if half else None


def _weekday(n: int) -> str:
    return show_weekday(date(2026, 1, 5 + n)).removeprefix("周")
