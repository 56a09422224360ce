"""What the program says while people work: toasts, progress in place, popovers."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.kit.desk import ToastText
from ui.kit.tasks import Task
from ui.kit.theme import px, size
from ui.kit.widgets import Button, IconLabel, Label, icon_button

SECONDS = 10
MOST = 3
_ICONS = {"green": "circle-check", "amber": "triangle-alert", "red": "circle-alert", "blue": "info"}


class Toast(QFrame):
    """One sentence with an undo, ten seconds, pausing under the mouse."""

    gone = Signal(object)

    def __init__(self, said: ToastText, parent: QWidget) -> None:
        super().__init__(parent)
        self.said = said
        self.left = SECONDS
        self.setProperty("toast", "true")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(10)
        row.addWidget(IconLabel(_ICONS.get(said.kind, "info"), 18, f"toast.{said.kind}"))
        words = Label(said.text, "body", "toast")
        words.setWordWrap("\n" in said.text or len(said.text) > 60)
        words.setMaximumWidth(px(640))
        row.addWidget(words, 1)
        self.undo = Button(self.tr("撤销") + "  Ctrl Z", "undo-2", "toast", small=True)
        self.undo.clicked.connect(self.take_back)
        self.undo.setVisible(said.undo is not None)
        row.addWidget(self.undo)
        self.seconds = Label("", "cap", "toast2")
        row.addWidget(self.seconds)
        shut = icon_button("x", self.tr("关闭"), "toast", small=True)
        shut.setProperty("flat2", True)
        shut.clicked.connect(self.dismiss)
        row.addWidget(shut)
        self.setMinimumHeight(size("toast"))
        self.setAccessibleName(said.text)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._show_left()
        self.adjustSize()

    @Slot()
    def tick(self) -> None:
        """A second is over."""
        self.left -= 1
        self._show_left()
        if self.left <= 0:
            self.dismiss()

    @Slot()
    def take_back(self) -> None:
        """Undo, then go."""
        self.dismiss()
        if self.said.undo:
            self.said.undo()

    @Slot()
    def dismiss(self) -> None:
        """Go away; the activity list keeps the sentence."""
        self._timer.stop()
        self.hide()
        self.gone.emit(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Under the mouse time stands still."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """And goes on."""
        self._timer.start()
        super().leaveEvent(event)

    def _show_left(self) -> None:
        self.seconds.setText(self.tr("{n} 秒").format(n=self.left))


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of the activity list behind the bell."""

    text: str
    clock: str
    undo: Callable[[], object] | None = None


class Toasts(QObject):
    """At most three toasts stacked at the bottom left of a window; all kept as activity."""

    changed = Signal()

    def __init__(self, host: QWidget, clock_text: Callable[[], str]) -> None:
        super().__init__(host)
        self._host, self._clock_text = host, clock_text
        self._shown: list[Toast] = []
        self.activity: deque[Activity] = deque(maxlen=200)
        self.offset = QPoint(16, 44)
        host.installEventFilter(self)

    @property
    def shown(self) -> tuple[Toast, ...]:
        """The toasts on screen, oldest first."""
        return tuple(self._shown)

    @Slot(object)
    def say(self, said: ToastText) -> None:
        """Show a toast; the oldest goes when there are three."""
        self.activity.appendleft(Activity(said.text, self._clock_text(), said.undo))
        toast = Toast(said, self._host)
        toast.gone.connect(self._gone)
        self._shown.append(toast)
        if len(self._shown) > MOST:
            self._shown[0].dismiss()
        toast.show()
        self._stack()
        self.changed.emit()

    @Slot()
    def undo_last(self) -> bool:
        """Ctrl+Z: take back the newest act that can be taken back; False when there is none."""
        for toast in reversed(self._shown):
            if toast.said.undo:
                toast.take_back()
                return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window is resized."""
        if event.type() == QEvent.Type.Resize:
            self._stack()
        return super().eventFilter(watched, event)

    @Slot(object)
    def _gone(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
        toast.deleteLater()
        self._stack()

    def _stack(self) -> None:
        bottom = self._host.height() - self.offset.y()
        for toast in reversed(self._shown):
            toast.adjustSize()
            bottom -= toast.height()
            toast.move(self.offset.x(), bottom)
            toast.raise_()
            bottom -= 8


class InlineProgress(QWidget):
    """Work in place with a way to stop: bar, what is found so far, 停止. Never a modal bar."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.icon = IconLabel("loader-circle", 16, "accent")
        self.words = Label()
        self.found = Label("", "cap", "2")
        self.stop = Button(self.tr("停止"), "x", small=True)
        self.stop.clicked.connect(self._stop)
        row.addWidget(self.icon)
        row.addWidget(self.words)
        row.addWidget(self.found, 1)
        row.addWidget(self.stop)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        column.addLayout(row)
        column.addWidget(self.bar)
        self._task: Task | None = None
        self.hide()

    def watch(self, task: Task, words: str) -> None:
        """Follow a task; hides when it ends."""
        self._task = task
        self.words.setText(words)
        self.found.setText("")
        self.bar.setRange(0, 0)
        task.progressed.connect(self.step)
        task.ended.connect(self.finish)
        self.stop.setEnabled(True)
        self.show()

    @Slot(int, int, str)
    def step(self, done: int, total: int, found: str) -> None:
        """How far, and what was found."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        counted = f"{done} / {total}" if total else str(done)
        self.found.setText(f"{counted}  {found}".strip())

    @Slot()
    def finish(self) -> None:
        """The task has ended."""
        self._task = None
        self.hide()

    @Slot()
    def _stop(self) -> None:
        self.stop.setEnabled(False)
        if self._task:
            self._task.cancel()
        self.stopped.emit()


class Popover(QFrame):
    """A small raised box that never takes the focus and stays inside the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setProperty("popover", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)

    def set_content(self, widget: QWidget) -> None:
        """What it shows."""
        self._column.addWidget(widget)

    def show_under(self, anchor: QWidget) -> None:
        """Below a widget, above it when there is no room."""
        below = anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
        self._place(below, anchor.mapToGlobal(QPoint(0, -4)).y())

    def _place(self, top_left: QPoint, above: int) -> None:
        self.adjustSize()
        screen = QGuiApplication.screenAt(top_left) or QGuiApplication.primaryScreen()
        area = screen.availableGeometry() if screen else QRect(0, 0, 1920, 1080)
        x = max(area.left(), min(top_left.x(), area.right() - self.width()))
        y = top_left.y()
        if y + self.height() > area.bottom():
            y = max(area.top(), above - self.height())
        self.move(x, y)
        self.show()
