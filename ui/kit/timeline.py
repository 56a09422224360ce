"""A person's or a shift's events in time order, days as heads (mock-up 03)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem

from ui.kit import icons, painters
from ui.kit.delegate import ROW_ROLE, AnyIndex, BaseDelegate
from ui.kit.headed_lines import HeadedLines
from ui.kit.i18n import label
from ui.kit.theme import colour, font, px
from ui.kit.tokens import DOMAINS


@dataclass(frozen=True, slots=True)
class DayHead:
    """`今天  11-24 周二`."""

    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event. `domain` is the kernel's; `alert` is bold on red; `corrected` strikes through."""

    key: str
    clock: str
    domain: str
    text: str
    who: str = ""
    state: str = ""
    state_tone: str = "2"
    alert: bool = False
    corrected: bool = False
    second: str = ""
    data: object = field(default=None, compare=False)


TimelineLine = DayHead | TimelineEntry


class TimelineModel(HeadedLines[TimelineLine]):
    """Days and entries."""

    def words(self, line: TimelineLine) -> str:
        """The day, or what happened."""
        return line.words if isinstance(line, DayHead) else line.text

    def spoken(self, line: TimelineLine) -> str | None:
        """The whole entry."""
        if isinstance(line, DayHead):
            return None
        return ", ".join(
            (line.clock, label(f"domain.{line.domain}"), line.text, line.who, line.state)
        )


class TimelineDelegate(BaseDelegate):
    """Time, round mark on a line, domain word, sentence, who; state at the right."""

    divider = False

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Days 30, entries 40, two-line entries 56."""
        line = index.data(ROW_ROLE)
        if isinstance(line, DayHead):
            return QSize(200, px(30))
        return QSize(200, px(56 if isinstance(line, TimelineEntry) and line.second else 40))

    def content(self, painter: QPainter, rect: QRectF, row: object, selected: bool) -> None:
        """One line."""
        if isinstance(row, DayHead):
            paint_day(painter, rect, row)
        elif isinstance(row, TimelineEntry):
            self._entry(painter, rect, row, selected)

    def _entry(self, painter: QPainter, rect: QRectF, row: TimelineEntry, selected: bool) -> None:
        if row.alert and not selected:
            painter.fillRect(rect, colour("red.tint"))
        first = QRectF(rect.x(), rect.y(), rect.width(), px(40))
        middle = first.center().y()
        painters.text(painter, first.adjusted(px(16), 0, 0, 0), row.clock, "text.2", font("cap"))
        centre = QPointF(rect.x() + px(76), middle)
        painters.hair(painter, centre.x(), rect.y(), centre.x(), rect.bottom())
        name, family = ("triangle-alert", "red") if row.alert else ("", "")
        if row.alert:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("red.tint"))
            painter.drawEllipse(centre, px(12), px(12))
            icons.draw(painter, name, centre.x() - px(7), middle - px(7), px(14), f"{family}.text")
        else:
            painters.domain_mark(painter, centre, row.domain, 24)
        family = "red" if row.alert else _family(row.domain)
        words = first.adjusted(px(100), 0, -px(16), 0)
        used = painters.text(
            painter, words, label(f"domain.{row.domain}"), f"{family}.text", font("cap")
        )
        state = painters.text_width(row.state, font("cap"))
        words = words.adjusted(used + px(12), 0, -state - px(12), 0)
        face = font("body", bold=row.alert)
        face.setStrikeOut(row.corrected)
        author = min(painters.text_width(row.who, font("cap")), words.width() * 0.25)
        room = words.adjusted(0, 0, -(author + px(12) if row.who else 0), 0)
        painters.text(painter, room, row.text, "text.3" if row.corrected else "text.1", face)
        right = Qt.AlignmentFlag.AlignRight
        side = QRectF(words.right() - author, words.y(), author, words.height())
        painters.text(painter, side, row.who, "text.2", font("cap"), right)
        ink = "text.2" if row.state_tone == "2" else f"{row.state_tone}.text"
        painters.text(painter, first.adjusted(0, 0, -px(16), 0), row.state, ink, font("cap"), right)
        if row.second:
            below = QRectF(rect.x() + px(100), rect.y() + px(34), rect.width() - px(116), px(18))
            painters.text(painter, below, row.second, "text.2", font("cap"))


class TimelineView(QListView):
    """Give it lines with `show_lines`; Enter or a double click emits `opened(entry)`.

    The day of the first visible entry stays at the top. `needs_more` asks for older lines.
    """

    opened = Signal(object)
    needs_more = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = TimelineModel(self)
        self.setModel(self._model)
        self.setItemDelegate(TimelineDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_lines(self, lines: Sequence[TimelineLine]) -> None:
        """Replace everything; scroll and current entry stay."""
        current = self.current_entry()
        scroll = self.verticalScrollBar().value()
        self._model.show(lines)
        for place, line in enumerate(self._model.lines):
            if isinstance(line, TimelineEntry) and current is not None and line.key == current.key:
                self.setCurrentIndex(self._model.index(place))
        self.verticalScrollBar().setValue(scroll)

    def current_entry(self) -> TimelineEntry | None:
        """The entry the cursor is on."""
        line = self.currentIndex().data(ROW_ROLE)
        return line if isinstance(line, TimelineEntry) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        entry = self.current_entry()
        if entry and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(entry)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Entries, and the sticky day over them."""
        super().paintEvent(event)
        top = self.indexAt(self.viewport().rect().topLeft())
        lines = self._model.lines
        if not top.isValid() or self.verticalScrollBar().value() == 0:
            return
        day = next(
            (line for line in reversed(lines[: top.row() + 1]) if isinstance(line, DayHead)), None
        )
        if day is not None:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rect = QRectF(0, 0, self.viewport().width(), px(30))
            painter.fillRect(rect, colour("bg.surface"))
            paint_day(painter, rect, day)

    def _open(self, index: QModelIndex) -> None:
        line = index.data(ROW_ROLE)
        if isinstance(line, TimelineEntry):
            self.opened.emit(line)

    def _scrolled(self, value: int) -> None:
        if value > 0 and value == self.verticalScrollBar().maximum():
            self.needs_more.emit()


def paint_day(painter: QPainter, rect: QRectF, day: DayHead) -> None:
    """A day's head: bold word, date, hairline to the right."""
    words = rect.adjusted(px(16), 0, 0, 0)
    used = painters.text(painter, words, day.words, "text.1", font("body", bold=True))
    tail = words.adjusted(used + px(8), 0, 0, 0)
    more = painters.text(painter, tail, day.note, "text.2", font("cap")) if day.note else 0
    painters.hair(
        painter,
        tail.x() + more + px(10),
        rect.center().y(),
        rect.right() - px(16),
        rect.center().y(),
    )


def _family(domain: str) -> str:
    return DOMAINS[domain][1]
