"""Editors only talks need: what required the talk as removable chips, the table of demands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from medcentre.kernel.clock import Clock
from medcentre.kernel.errors import Violation
from medcentre.support.facts import Demand, SupportCode, TalkTrigger
from medcentre.support.rules import check_demands
from ui.kit.editors import DateEdit, LineEdit
from ui.kit.flow import FlowLayout
from ui.kit.i18n import explain, label
from ui.kit.theme import px, set_state
from ui.kit.widgets import Button, Label, StatusChip, icon_button, rule


class TriggersEdit(QWidget):
    """Chosen triggers as chips with a cross, and a plus that offers the others."""

    edited = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chosen: list[TalkTrigger] = []
        self._flow = FlowLayout(self, 6)
        self._chips: list[QWidget] = []
        self.plus = Button(self.tr("添加事由"), "plus", "link", small=True)
        self.plus.clicked.connect(self._offer)
        self._flow.addWidget(self.plus)
        self.setFocusProxy(self.plus)
        self._draw()

    def value(self) -> tuple[TalkTrigger, ...] | None:
        """The chosen triggers, None when there are none."""
        return tuple(self._chosen) or None

    def set_value(self, triggers: Sequence[TalkTrigger] | None) -> None:
        """Choose these and no others."""
        self._chosen = list(dict.fromkeys(triggers or ()))
        self._draw()

    def raw(self) -> Any:
        """The codes."""
        return [str(t) for t in self._chosen]

    def set_raw(self, raw: Any) -> None:
        """The inverse of `raw`."""
        self.set_value([TalkTrigger(t) for t in raw])

    def problem(self) -> Violation | None:
        """Always understood."""
        return None

    def add(self, trigger: TalkTrigger) -> None:
        """Choose one more."""
        if trigger not in self._chosen:
            self._chosen.append(trigger)
            self._draw()
            self.edited.emit()
            self.left.emit()

    @Slot()
    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for trigger in TalkTrigger:
            if trigger not in self._chosen:
                action = menu.addAction(label(f"talk_trigger.{trigger}"))
                action.setData(str(trigger))
                action.triggered.connect(self._picked)
        menu.popup(self.plus.mapToGlobal(self.plus.rect().bottomLeft()))

    @Slot()
    def _picked(self) -> None:
        action: Any = self.sender()
        self.add(TalkTrigger(str(action.data())))

    @Slot()
    def _drop(self) -> None:
        button = self.sender()
        code = str(button.property("code")) if button else ""
        self._chosen = [t for t in self._chosen if t != code]
        self._draw()
        self.edited.emit()

    def _draw(self) -> None:
        for old in self._chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = []
        self._flow.removeWidget(self.plus)
        for trigger in self._chosen:
            chip = Button(label(f"talk_trigger.{trigger}"), "x", small=True)
            chip.setProperty("code", str(trigger))
            chip.setToolTip(self.tr("去掉"))
            chip.clicked.connect(self._drop)
            self._flow.addWidget(chip)
            self._chips.append(chip)
            chip.show()
        self._flow.addWidget(self.plus)
        self.updateGeometry()


@dataclass(slots=True)
class _Line:
    """The editors of one demand."""

    wish: LineEdit
    owner: LineEdit
    due: DateEdit
    state: StatusChip
    drop: Button

    def parts(self) -> tuple[QWidget, ...]:
        """All widgets of the line."""
        return (self.wish, self.owner, self.due, self.state, self.drop)


class DemandsEdit(QFrame):
    """A small table: wish, who sees to it, until when; one line adds another."""

    edited = Signal()
    left = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._clock = clock
        self.lines: list[_Line] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(12, 6, 8, 6)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        for place, stretch in enumerate((5, 2, 2, 0, 0)):
            self._grid.setColumnStretch(place, stretch)
        heads = (self.tr("诉求"), self.tr("由谁办"), self.tr("何时前"), self.tr("状态"))
        for place, words in enumerate(heads):
            self._grid.addWidget(Label(words, "cap", "3"), 0, place)
        column.addLayout(self._grid)
        column.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 4, 8, 4)
        self.more = Button(self.tr("加一条诉求"), "plus", "link", small=True)
        self.more.clicked.connect(self.add_line)
        foot.addWidget(self.more)
        foot.addStretch(1)
        column.addLayout(foot)

    @Slot()
    def add_line(self) -> "_Line":
        """An empty line at the end, with the cursor in it."""
        line = _Line(
            LineEdit(300), LineEdit(60), DateEdit(self._clock),
            StatusChip(self.tr("待办"), "blue"), icon_button("x", self.tr("删去这一条"), small=True),
        )  # fmt: skip
        line.due.setMinimumWidth(px(128))
        line.wish.setAccessibleName(self.tr("诉求"))
        line.owner.setAccessibleName(self.tr("由谁办"))
        line.due.setAccessibleName(self.tr("何时前"))
        row = self._grid.rowCount()
        for place, part in enumerate(line.parts()):
            self._grid.addWidget(part, row, place)
            part.show()
        for editor in (line.wish, line.owner, line.due):
            editor.edited.connect(self.edited)
            editor.left.connect(self._checked)
        line.drop.clicked.connect(self._drop)
        self.lines.append(line)
        line.wish.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
        return line

    def value(self) -> tuple[Demand, ...] | None:
        """The demands; None without a line."""
        made = tuple(
            Demand(
                wish=line.wish.value() or "", owner=line.owner.value() or "",
                due_on=line.due.value(),
            )
            for line in self.lines
        )  # fmt: skip
        return made or None

    def set_value(self, demands: Sequence[Demand] | None) -> None:
        """Show demands."""
        self._clear()
        for demand in demands or ():
            line = self.add_line()
            line.wish.set_value(demand.wish)
            line.owner.set_value(demand.owner)
            line.due.set_value(demand.due_on)

    def raw(self) -> Any:
        """The texts as typed."""
        return [[x.wish.text(), x.owner.text(), x.due.text()] for x in self.lines]

    def set_raw(self, raw: Any) -> None:
        """The inverse of `raw`."""
        self._clear()
        for wish, owner, due in raw:
            line = self.add_line()
            line.wish.setText(wish)
            line.owner.setText(owner)
            line.due.setText(due)

    def problem(self) -> Violation | None:
        """The first date not understood."""
        return next((p for line in self.lines if (p := line.due.problem())), None)

    def mark(self, day: Any) -> str:
        """Frame what is missing in red; the sentences, empty when all is there."""
        broken = list(check_demands(self.value() or (), day))
        where: dict[str, set[str]] = {}
        for violation in broken:
            where.setdefault(str(violation.where), set()).add(str(violation.code))
        for number, line in enumerate(self.lines, 1):
            codes = where.get(f"demands.{number}", set())
            pairs = (
                (line.wish, SupportCode.DEMAND_WITHOUT_WISH),
                (line.owner, SupportCode.DEMAND_WITHOUT_OWNER),
                (line.due, SupportCode.DEMAND_WITHOUT_DATE),
            )
            for editor, code in pairs:
                late = editor is line.due and SupportCode.DEMAND_DATE_PAST in codes
                set_state(editor, state="error" if code in codes or late else "")
        return "\n".join(explain(v) for v in broken)

    @Slot()
    def _checked(self) -> None:
        self.left.emit()

    @Slot()
    def _drop(self) -> None:
        button = self.sender()
        for line in self.lines:
            if line.drop is button:
                self._remove(line)
                self.edited.emit()
                self.left.emit()
                return

    def _remove(self, line: _Line) -> None:
        self.lines.remove(line)
        for part in line.parts():
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()

    def _clear(self) -> None:
        for line in tuple(self.lines):
            self._remove(line)
