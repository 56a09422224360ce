"""The first run: steps at the left, one step at a time, saved as one goes (12b)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from medcentre.kernel.errors import DomainError
from ui.kit import icons, painters
from ui.kit.flow import FlowLayout
from ui.kit.i18n import explain_error
from ui.kit.theme import font, px, set_state
from ui.kit.widgets import Banner, Button, IconLabel, Label
from ui.shell.brand import Brand


class WizardStep(QWidget):
    """One step. Subclasses fill `body` and override `keep`, `facts` and `load`.

    `changed` asks the wizard to read `facts` and `can_go_on` again.
    """

    changed = Signal()
    later = False
    """Whether the step may be done later."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self.title, self.note = title, note
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)

    def load(self) -> None:
        """Called each time the step is entered."""

    def keep(self) -> None:
        """Save; raises `DomainError` when the step cannot be left like this."""

    def facts(self) -> Sequence[tuple[str, str]]:
        """Sentences under the content as (words, tone: 2, green, amber, red)."""
        return ()

    def extra_button(self) -> Button | None:
        """A button of the step between 上一步 and 下一步."""
        return None

    def state(self) -> dict[str, Any]:
        """What is typed so far, as JSON, so that the wizard can be closed at any time."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse of `state`."""


class _StepList(QWidget):
    """The steps at the left: done, current, to come."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, str, str]] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_steps(self, rows: list[tuple[str, str, str]]) -> None:
        """(words, state done|now|open, note) for each step."""
        self.rows = rows
        self.setFixedHeight(px(48) * len(rows))
        names = ", ".join(words for words, _, _ in rows)
        self.setAccessibleName(names)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows with round marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (words, state, note) in enumerate(self.rows):
            rect = QRectF(0, place * px(48) + 2, self.width(), px(44))
            if state == "now":
                painters.box(painter, rect, "bg.surface", "line.hair", 6)
            self._mark(
                painter, QRectF(px(12), rect.center().y() - px(12), px(24), px(24)), place, state
            )
            text = rect.adjusted(px(48), 0, -px(12), 0)
            ink = "text.1" if state != "open" else "text.2"
            painters.text(painter, text, words, ink, font("body", bold=state == "now"))
            if note:
                right = Qt.AlignmentFlag.AlignRight
                painters.text(painter, text, note, "text.3", font("cap"), right)

    def _mark(self, painter: QPainter, disc: QRectF, place: int, state: str) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        if state == "done":
            painters.box(painter, disc, "green.solid", None, disc.width() / 2)
            icons.draw(painter, "check", disc.x() + px(5), disc.y() + px(5), px(14), "text.onred")
        elif state == "now":
            painters.box(painter, disc, "accent", None, disc.width() / 2)
            painters.text(
                painter, disc, str(place + 1), "text.onaccent", font("cap", bold=True), centre
            )
        else:
            painters.box(painter, disc, None, "line.field", disc.width() / 2)
            painters.text(painter, disc, str(place + 1), "text.2", font("cap"), centre)


class SetupWizard(QWidget):
    """Steps in a fixed order; back keeps everything; `finished` after the last.

    Closing is allowed at any time: `state()` holds what was typed and where one was.
    """

    finished = Signal()
    kept = Signal()

    def __init__(self, steps: Sequence[WizardStep], name: str, minutes: int = 20) -> None:
        super().__init__()
        self.steps = list(steps)
        self.place = 0
        self._done: set[int] = set()
        set_state(self, ground="app")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._side(name, minutes))
        outer.addWidget(self._main(), 1)
        for step in self.steps:
            step.changed.connect(self._settle)
        self.go(0)

    def go(self, place: int) -> None:
        """Show a step."""
        self.place = max(0, min(place, len(self.steps) - 1))
        step = self.steps[self.place]
        step.load()
        self._stack.setCurrentIndex(self.place)
        self.count.setText(
            self.tr("第 {n} 步，共 {total} 步").format(n=self.place + 1, total=len(self.steps))
        )
        self.title.setText(step.title)
        self.note.setText(step.note)
        self.banner.hide()
        self.back.setEnabled(self.place > 0)
        last = self.place == len(self.steps) - 1
        ahead = "" if last else self.steps[self.place + 1].title
        self.on.setText(self.tr("完成") if last else self.tr("下一步：{title}").format(title=ahead))
        self.on.show_icon("check" if last else "arrow-right")
        self._extra(step)
        self._settle()

    @Slot()
    def next(self) -> None:
        """Save the step and go on; a refusal is told and nothing is lost."""
        try:
            self.steps[self.place].keep()
        except DomainError as refusal:
            self.banner.tell(explain_error(refusal), "red", "circle-alert")
            return
        self._done.add(self.place)
        self.saved.setText(self.tr("已自动保存"))
        self.saved_mark.show()
        self.kept.emit()
        if self.place == len(self.steps) - 1:
            self.finished.emit()
        else:
            self.go(self.place + 1)

    @Slot()
    def previous(self) -> None:
        """One step back."""
        self.go(self.place - 1)

    def state(self) -> dict[str, Any]:
        """Where one is and what is typed, as JSON."""
        return {
            "place": self.place,
            "done": sorted(self._done),
            "steps": [s.state() for s in self.steps],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on where one was."""
        self._done = set(state.get("done", ()))
        for step, kept in zip(self.steps, state.get("steps", ()), strict=False):
            step.restore(kept)
        self.go(int(state.get("place", 0)))

    @Slot()
    def _settle(self) -> None:
        rows = []
        for place, step in enumerate(self.steps):
            state = "now" if place == self.place else "done" if place in self._done else "open"
            later = self.tr("可稍后") if step.later and state == "open" else ""
            rows.append((step.title, state, later))
        self.list.show_steps(rows)
        while (item := self._facts.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for words, tone in self.steps[self.place].facts():
            self._facts.addWidget(_Fact(words, tone))

    def _extra(self, step: WizardStep) -> None:
        while (item := self._extras.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
        if button := step.extra_button():
            self._extras.addWidget(button)
            button.show()

    def _side(self, name: str, minutes: int) -> QWidget:
        side = QWidget()
        set_state(side, ground="sunken")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(px(320))
        column = QVBoxLayout(side)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(12)
        note = self.tr("首次设置 · 约 {n} 分钟").format(n=minutes)
        column.addWidget(Brand(name, note, px(44)))
        column.addSpacing(16)
        self.list = _StepList()
        column.addWidget(self.list)
        column.addStretch(1)
        tip = Banner()
        words = self.tr("可以随时关闭，下次从这里继续。所有内容以后都能在“设置”里改。")
        tip.tell(words, "plain", "info")
        column.addWidget(tip)
        return side

    def _main(self) -> QWidget:
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(56, 40, 56, 32)
        column.setSpacing(4)
        self.count, self.title, self.note = (
            Label("", "cap", "2"),
            Label("", "title2"),
            Label("", "body", "2"),
        )
        self.note.setWordWrap(True)
        for part in (self.count, self.title, self.note):
            column.addWidget(part)
        column.addSpacing(8)
        self.banner = Banner()
        self.banner.hide()
        column.addWidget(self.banner)
        self._stack = QStackedWidget()
        for step in self.steps:
            area = QScrollArea()
            area.setWidgetResizable(True)
            step.setProperty("ground", "none")
            area.setWidget(step)
            self._stack.addWidget(area)
        column.addWidget(self._stack, 1)
        facts = QWidget()
        self._facts = FlowLayout(facts, 24)
        column.addWidget(facts)
        column.addSpacing(12)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.saved_mark, self.saved = IconLabel("check", 14, "green.text"), Label("", "cap", "2")
        self.saved_mark.hide()
        foot.addWidget(self.saved_mark)
        foot.addWidget(self.saved)
        foot.addStretch(1)
        self.back = Button(self.tr("上一步"), "arrow-left")
        self.back.clicked.connect(self.previous)
        self.on = Button("", "arrow-right", "primary")
        self.on.clicked.connect(self.next)
        self._extras = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addLayout(self._extras)
        foot.addWidget(self.on)
        column.addLayout(foot)
        return main


class _Fact(QWidget):
    """A sentence about what was entered, with its mark."""

    _MARKS = {"green": "check", "amber": "triangle-alert", "red": "circle-alert"}

    def __init__(self, words: str, tone: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        if tone in self._MARKS:
            row.addWidget(IconLabel(self._MARKS[tone], 16, f"{tone}.text"))
        row.addWidget(Label(words, "body", tone))


class RoomsPreview(QWidget):
    """A zone's rooms and beds as small outlines that follow the table above them.

    `show_zone(name, [(room, beds)], current)`.
    """

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self._rooms: list[tuple[str, int]] = []
        self._current = False

    def show_zone(
        self, name: str, rooms: Sequence[tuple[str, int]], *, current: bool = False
    ) -> None:
        """Another zone."""
        self._name, self._rooms, self._current = name, list(rooms), current
        most = max((beds for _, beds in rooms), default=0)
        self.setFixedSize(px(44) + max(most, 4) * px(15) + px(14), px(38) + px(20) * len(rooms))
        self.setAccessibleName(f"{name} " + ", ".join(f"{room} × {beds}" for room, beds in rooms))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, name, a row of outlines for each room."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, line = ("accent.tint", "accent") if self._current else ("bg.surface", "line.hair")
        painters.box(painter, self.rect(), fill, line, 8)
        name = QRectF(px(10), px(6), self.width() - px(16), px(22))
        painters.text(painter, name, self._name, "text.1", font("cap", bold=True))
        for row, (room, beds) in enumerate(self._rooms):
            top = px(32) + row * px(20)
            painters.text(painter, QRectF(px(10), top, px(32), px(16)), room, "text.2", font("cap"))
            for bed in range(beds):
                place = QRectF(px(44) + bed * px(15), top, px(11), px(16))
                painters.box(painter, place, "bg.surface", "line.field", 3)
