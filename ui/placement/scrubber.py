"""The bar of time under the map: event marks, drag, step, type a moment (B12, interface.md 5.5).

What happened is filled, what is planned is dashed; the present is a line between the two.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLineF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from medcentre.kernel.clock import centre_day, day_start
from medcentre.kernel.errors import KernelCode, Violation
from medcentre.placement.rows import MapEvent
from medcentre.placement.views.ahead import Coming
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.editors import MomentEdit
from ui.kit.i18n import explain, show_day, show_moment, show_name
from ui.kit.theme import colour, font, px, set_state
from ui.kit.widgets import Button, IconLabel, Label, icon_button
from ui.placement.words import plan_name

translate = QCoreApplication.translate
DAYS_BACK, DAYS_AHEAD = 4, 2
SETTLE_MS = 90
SNAP = 4
"""Within so many pixels of the present the knob rests on it."""

Mark = MapEvent | Coming
FAMILIES = {
    "in": "green", "out": "grey", "move": "blue", "away": "amber", "back": "green",
    "lapse": "red",
}  # fmt: skip


class TimeScrubber(QWidget):
    """A line of seven days with marks. `moved` while dragging, `settled` when it rests."""

    moved = Signal(object)
    settled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.start: datetime | None = None
        self.end: datetime | None = None
        self.now: datetime | None = None
        self.value: datetime | None = None
        self.events: tuple[MapEvent, ...] = ()
        self.coming: tuple[Coming, ...] = ()
        self._drag = False
        self.setAccessibleName(self.tr("时间条：拖动查看过去的床位图和今后的计划"))

    def sizeHint(self) -> QSize:
        """Marks above, days below."""
        return QSize(px(320), px(50))

    def show_span(self, start: datetime, end: datetime, now: datetime) -> None:
        """Which days, and where the present is."""
        self.start, self.end, self.now = start, end, now
        self.update()

    def show_events(self, events: Sequence[MapEvent], coming: Sequence[Coming] = ()) -> None:
        """The marks: what happened, what is planned."""
        self.events, self.coming = tuple(events), tuple(coming)
        self.update()

    def moments(self) -> list[datetime]:
        """Of all marks, in order."""
        return sorted({e.at for e in self.events} | {c.at for c in self.coming})

    def show_value(self, value: datetime) -> None:
        """Where the knob stands."""
        self.value = value
        self.setAccessibleDescription(show_moment(value))
        self.update()

    # ---- geometry ---------------------------------------------------------------------------

    def _track(self) -> QRectF:
        return QRectF(px(10), px(25), self.width() - px(20), px(4))

    def x_of(self, moment: datetime) -> float:
        """Where a moment lies."""
        track = self._track()
        if self.start is None or self.end is None:
            return track.right()
        share = (moment - self.start) / (self.end - self.start)
        return track.x() + max(0.0, min(1.0, share)) * track.width()

    def moment_at(self, x: float) -> datetime | None:
        """The minute under a point; near the present, the present."""
        track = self._track()
        if self.start is None or self.end is None or self.now is None:
            return None
        if abs(x - self.x_of(self.now)) <= px(SNAP):
            return self.now
        share = max(0.0, min(1.0, (x - track.x()) / track.width()))
        minutes = round((self.end - self.start) * share / timedelta(minutes=1))
        return self.start + timedelta(minutes=minutes)

    def marks(self) -> list[tuple[float, Mark]]:
        """Marks that do not cover one another: of a crowd the last that was, the first to be."""
        found: list[tuple[float, Mark]] = []
        for event in reversed(self.events):
            x = self.x_of(event.at)
            if not found or found[-1][0] - x >= px(19):
                found.append((x, event))
        last = found[0][0] if found else 0.0
        for plan in self.coming:
            x = self.x_of(plan.at)
            if plan.at < (self.end or plan.at) and x - last >= px(19):
                found.append((x, plan))
                last = x
        return found

    def event_at(self, x: float, y: float) -> Mark | None:
        """The mark under a point."""
        if y > px(21):
            return None
        return next((e for at, e in self.marks() if abs(at - x) <= px(9)), None)

    # ---- painting ---------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line, days, marks, knob."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = self._track()
        if self.start is None or self.end is None or self.now is None:
            painters.box(painter, track, "line.hair", None, px(2))
            return
        self._line(painter, track)
        self._days(painter, track)
        middle = Qt.AlignmentFlag.AlignHCenter
        for x, mark in self.marks():
            family = FAMILIES[mark.kind]
            box = QRectF(x - px(8), px(3), px(16), px(16))
            if isinstance(mark, Coming):
                painters.box(painter, box, "bg.surface", f"{family}.text", dashed=True)
            else:
                painters.box(painter, box, f"{family}.tint", None)
            painters.text(
                painter, box, mark_letter(mark.kind), f"{family}.text", font("cap"), middle
            )
        self._knob(painter, track)

    def _line(self, painter: QPainter, track: QRectF) -> None:
        """Whole up to the present, dashed from there on, the present marked."""
        assert self.now is not None
        done, x = QRectF(track), self.x_of(self.now)
        done.setRight(x)
        painters.box(painter, done, "accent.line", None, px(2))
        pen = QPen(colour("line.strong"), px(2))
        pen.setDashPattern([3.0, 2.5])
        painter.setPen(pen)
        painter.drawLine(QLineF(x, track.center().y(), track.right(), track.center().y()))
        if x < track.right():
            painter.setPen(QPen(colour("accent"), px(2)))
            painter.drawLine(QLineF(x, track.y() - px(5), x, track.bottom() + px(5)))

    def _days(self, painter: QPainter, track: QRectF) -> None:
        assert self.start is not None
        assert self.end is not None
        assert self.now is not None
        day, today, taken = self.start, centre_day(self.now), 0.0
        while day <= self.end:
            x = self.x_of(day)
            painters.hair(painter, x, track.y() - px(4), x, track.bottom() + px(4), "line.strong")
            words = show_day(centre_day(day), today)
            if centre_day(day) == today:
                words = self.tr("{day} 今天").format(day=words)
            box = QRectF(x + px(3), track.bottom() + px(3), px(100), px(16))
            end = box.x() + painters.text_width(words, font("cap"))
            if taken < box.x() and end <= self.width():
                painters.text(painter, box, words, "text.3", font("cap"))
                taken = end
            day += timedelta(days=1)

    def _knob(self, painter: QPainter, track: QRectF) -> None:
        at = self.value or self.now
        assert at is not None
        centre = track.center()
        centre.setX(self.x_of(at))
        painter.setPen(QPen(colour(self._tone(at)), 3))
        painter.setBrush(colour("bg.surface"))
        painter.drawEllipse(centre, px(6), px(6))
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, px(10), px(10))

    def _tone(self, at: datetime) -> str:
        """Amber in the past, accent now, blue ahead."""
        if self.now is None or at == self.now:
            return "accent"
        return "amber.solid" if at < self.now else "blue.solid"

    # ---- hand -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A mark jumps to its moment, anywhere else begins a drag."""
        place = event.position()
        mark = self.event_at(place.x(), place.y())
        if mark is not None:
            self.settled.emit(mark.at)
            return
        self._drag = True
        self._move(place.x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the knob."""
        if self._drag:
            self._move(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Rest."""
        if self._drag:
            self._drag = False
            moment = self.moment_at(event.position().x())
            if moment is not None:
                self.settled.emit(moment)

    def _move(self, x: float) -> None:
        moment = self.moment_at(x)
        if moment is not None:
            self.show_value(moment)
            self.moved.emit(moment)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go by a quarter of an hour, with Ctrl by a day; Home is the present."""
        if event.key() == Qt.Key.Key_Home and self.now is not None:
            self.settled.emit(self.now)
            return
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or self.now is None:
            super().keyPressEvent(event)
            return
        wide = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        by = timedelta(days=step) if wide else timedelta(minutes=15 * step)
        self.settled.emit((self.value or self.now) + by)

    def event(self, event: object) -> bool:
        """A tooltip says what a mark was."""
        if isinstance(event, QHelpEvent):
            mark = self.event_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), mark_line(mark) if mark else "", self)
            return True
        return super().event(event)  # type: ignore[arg-type]


def mark_letter(kind: str) -> str:
    """入 出 调 外 回 期."""
    return {
        "in": translate("TimeScrubber", "入"),
        "out": translate("TimeScrubber", "出"),
        "move": translate("TimeScrubber", "调"),
        "away": translate("TimeScrubber", "外"),
        "back": translate("TimeScrubber", "回"),
        "lapse": translate("TimeScrubber", "期"),
    }[kind]


def mark_word(kind: str) -> str:
    """What happened, in a word."""
    return {
        "in": translate("TimeScrubber", "入所"),
        "out": translate("TimeScrubber", "出所"),
        "move": translate("TimeScrubber", "调床"),
        "away": translate("TimeScrubber", "外出"),
    }[kind]


def plan_word(kind: str) -> str:
    """What is planned, in a word."""
    return {
        "in": translate("TimeScrubber", "计划入住"),
        "out": translate("TimeScrubber", "期满出所"),
        "move": translate("TimeScrubber", "计划调床"),
        "back": translate("TimeScrubber", "预计返回"),
        "lapse": translate("TimeScrubber", "例外到期"),
    }[kind]


def mark_line(mark: Mark) -> str:
    """The tooltip of a mark: when, what, who, where to."""
    if isinstance(mark, MapEvent):
        return f"{show_moment(mark.at)}  {mark_word(mark.kind)}  {show_name(mark.name)}"
    when = translate("TimeScrubber", "{time} 前").format(time=show_moment(mark.at))
    place = f"{mark.from_bed} → {mark.bed}" if mark.from_bed else mark.bed
    return "  ".join(
        p for p in (when, plan_word(mark.kind), plan_name(mark), place, mark.rule) if p
    )


class TimeBar(QFrame):
    """Words, steps, scrubber, field, way back. `asked(moment)`; None is the present."""

    asked = Signal(object)
    span_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._desk = desk
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(IconLabel("history", 16, "accent"))
        self.title = Label("", "body", bold=True)
        head.addWidget(self.title, 1)
        words.addLayout(head)
        words.addWidget(Label(self.tr("拖动查看过去和计划"), "cap", "2"))
        row.addLayout(words)
        self.back = icon_button("chevron-left", self.tr("上一个事件  ["), "normal")
        self.on = icon_button("chevron-right", self.tr("下一个事件  ]"), "normal")
        self.back.clicked.connect(self.step_back)
        self.on.clicked.connect(self.step_on)
        steps = QHBoxLayout()
        steps.setSpacing(4)
        steps.addWidget(self.back)
        steps.addWidget(self.on)
        row.addLayout(steps)
        self.scrubber = TimeScrubber()
        row.addWidget(self.scrubber, 1)
        self.field = MomentEdit(desk.ctx.clock)
        self.field.date.setFixedWidth(px(124))
        self.field.date.setToolTip("Ctrl+G")
        self.field.setAccessibleName(self.tr("查看"))
        self.field.date.returnPressed.connect(self._typed)
        self.field.time.returnPressed.connect(self._typed)
        row.addWidget(self.field)
        self.present = Button(self.tr("回到现在"), "rotate-ccw")
        self.present.clicked.connect(self.to_now)
        row.addWidget(self.present)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._settle)
        self.scrubber.moved.connect(self._moved)
        self.scrubber.settled.connect(self.go)
        self.moment: datetime | None = None
        self.show_moment(None)

    def show_moment(self, moment: datetime | None) -> None:
        """Which moment the map shows; None is the present."""
        self.moment = moment
        now = self._desk.ctx.clock.now()
        shown = moment or now
        self._span(shown, now)
        self.scrubber.show_value(shown)
        if not (self.field.date.hasFocus() or self.field.time.hasFocus()):
            self.field.set_value(shown)
        self.present.setEnabled(moment is not None)
        if moment is None:
            self.title.setText(self.tr("时间：现在"))
            return
        words = self.tr("计划：{time}") if moment > now else self.tr("时间：{time}")
        self.title.setText(words.format(time=show_moment(moment, centre_day(now))))

    def _span(self, shown: datetime, now: datetime) -> None:
        """The week with the moment in it; the present one, with the days ahead, where possible."""
        days = DAYS_BACK + 1 + DAYS_AHEAD
        first = day_start(centre_day(now) - timedelta(days=DAYS_BACK))
        last = first + timedelta(days=days)
        if not first <= shown <= last:
            first = day_start(centre_day(shown) - timedelta(days=days // 2))
            last = first + timedelta(days=days)
        moved = (self.scrubber.start, self.scrubber.end) != (first, last)
        self.scrubber.show_span(first, last, now)
        if moved:
            self.span_changed.emit()

    @Slot(object)
    def go(self, moment: datetime) -> None:
        """A moment, past or planned; about now it is the present."""
        now = self._desk.ctx.clock.now()
        target = None if abs(moment - now) <= timedelta(seconds=30) else moment
        self.field.set_value(target or now)
        self.show_moment(target)
        self.asked.emit(target)

    @Slot()
    def to_now(self) -> None:
        """Back to the present."""
        self.show_moment(None)
        self.asked.emit(None)

    @Slot()
    def step_back(self) -> None:
        """The mark before; from the plan first to the present."""
        self._step(-1)

    @Slot()
    def step_on(self) -> None:
        """The mark after; from the past first to the present, then to what is planned."""
        self._step(1)

    def _step(self, way: int) -> None:
        now = self._desk.ctx.clock.now()
        here = self.moment or now
        stops = sorted({*self.scrubber.moments(), now})
        later = [t for t in stops if (t > here if way > 0 else t < here)]
        if later:
            self.go(later[0] if way > 0 else later[-1])

    def type_moment(self) -> None:
        """Ctrl+G: the cursor into the field."""
        self.field.date.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.date.selectAll()

    @Slot()
    def _typed(self) -> None:
        moment, problem = self.field.value(), self.field.problem()
        for part in (self.field.date, self.field.time):
            set_state(part, state="error" if moment is None else "")
        if moment is not None:
            self.go(moment)
        else:
            told = problem or Violation(KernelCode.REQUIRED)
            self._desk.toast(explain(told), kind="amber")

    @Slot(object)
    def _moved(self, _moment: datetime) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _settle(self) -> None:
        if self.scrubber.value is not None:
            self.asked.emit(self.scrubber.value)
