"""Behind the bell: 危急 (must be taken), 提醒, 活动 (what I did, each with its undo)."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.feedback import Activity
from ui.kit.i18n import show_time
from ui.kit.sheets import SideSheet
from ui.kit.widgets import Button, Empty, EmptyState, IconLabel, Label, Segment, rule
from ui.shell.services import Alert


class BellSheet(SideSheet):
    """Three lists in one sheet."""

    opened = Signal(object)
    taken = Signal(object)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("提醒"), 420)
        self._alerts: tuple[Alert, ...] = ()
        self._activity: tuple[Activity, ...] = ()
        options = (
            ("critical", self.tr("危急")),
            ("warning", self.tr("提醒")),
            ("activity", self.tr("活动")),
        )
        self.kind = Segment(options)
        self.kind.set_value("critical")
        self.kind.changed.connect(self._changed)
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 16, 8)
        top.addWidget(self.kind)
        top.addStretch(1)
        self.body.addLayout(top)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self.body.addWidget(self._area, 1)

    def tell(self, alerts: Sequence[Alert], activity: Sequence[Activity]) -> None:
        """What is open and what was done."""
        self._alerts, self._activity = tuple(alerts), tuple(activity)
        self._fill()

    @Slot(object)
    def _changed(self, _kind: object) -> None:
        self._fill()

    def _fill(self) -> None:
        inside = QWidget()
        inside.setProperty("ground", "none")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(8)
        kind = self.kind.value()
        if kind == "activity":
            for done in self._activity:
                self._activity_line(column, done)
        else:
            for alert in self._alerts:
                if alert.critical == (kind == "critical"):
                    self._alert_line(column, alert)
        if column.count() == 0:
            words = self.tr("今天还没有操作") if kind == "activity" else self.tr("没有未处理的")
            column.addWidget(EmptyState(Empty.ALL_DONE, words), 1)
        else:
            column.addStretch(1)
        self._area.setWidget(inside)

    def _alert_line(self, column: QVBoxLayout, alert: Alert) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        tone = "red" if alert.critical else "amber"
        name = "octagon-alert" if alert.critical else "triangle-alert"
        mark = IconLabel(name, 16, f"{tone}.text").at_line()
        words = Label(alert.text, "body", tone if alert.critical else "1", bold=alert.critical)
        words.setWordWrap(True)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(words, 1)
        head.addWidget(Label(show_time(alert.at), "cap", "3"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addSpacing(26)
        note = (
            self.tr("{name} 在处理").format(name=alert.taken_by) if alert.taken_by else alert.place
        )
        foot.addWidget(Label(note, "cap", "2"), 1)
        if alert.critical and not alert.taken_by:
            foot.addWidget(
                self._button(self.tr("我来处理"), "hand", partial(self.taken.emit, alert))
            )
        foot.addWidget(
            self._button(self.tr("打开"), "arrow-up-right", partial(self.opened.emit, alert))
        )
        column.addLayout(foot)
        column.addWidget(rule())

    def _activity_line(self, column: QVBoxLayout, done: Activity) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Label(done.clock, "cap", "3"), 0, Qt.AlignmentFlag.AlignTop)
        words = Label(done.text)
        words.setWordWrap(True)
        row.addWidget(words, 1)
        column.addLayout(row)
        column.addWidget(rule())

    def _button(self, words: str, icon: str, run: Callable[[], object]) -> Button:
        made = Button(words, icon, small=True)
        made.clicked.connect(partial(_press, run))
        return made


def _press(run: Callable[[], object], _checked: bool = False) -> None:
    """Run without the `checked` that Qt hands over."""
    run()
