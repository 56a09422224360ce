"""Work lists: what is late, what is next, why it is due, who, one verb (mock-up 01)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem

from medcentre.kernel.clock import centre_time
from medcentre.kernel.wording import Lang
from ui.kit import icons, painters
from ui.kit.delegate import ROW_ROLE, AnyIndex, BaseDelegate
from ui.kit.headed_lines import HeadedLines
from ui.kit.i18n import lang, show_day, show_time
from ui.kit.theme import font, px, size


@dataclass(frozen=True, slots=True)
class WorkHead:
    """A section: 已逾期, 两小时内, 今天稍后."""

    words: str
    count: str = ""
    icon: str = "sun-medium"
    tone: str = "2"


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One thing to do. `tone` red or amber colours due time and left bar; `key` is its identity."""

    key: str
    due: str
    due_note: str
    title: str
    why: str
    person: str = ""
    place: str = ""
    verb: str = ""
    icon: str = "clipboard-list"
    tone: str = ""
    data: object = field(default=None, compare=False)


WorkLine = WorkHead | WorkRow


def due_words(due_at: datetime, now: datetime) -> tuple[str, str, str]:
    """Due time in words, the note below, and the tone: (`逾期 12 分`, `应于 08:30`, `red`)."""
    minutes = round((due_at - now).total_seconds() / 60)
    clock = show_time(due_at)
    day, today = centre_time(due_at).date(), centre_time(now).date()
    if day != today:  # 03:21 alone reads as tonight
        clock = f"{show_day(day, today)} {clock}"
    if minutes < 0:
        late = QCoreApplication.translate("WorkList", "逾期 {span}").format(
            span=span_words(-minutes)
        )
        return (
            late,
            QCoreApplication.translate("WorkList", "应于 {clock}").format(clock=clock),
            "red",
        )
    left = QCoreApplication.translate("WorkList", "还有 {span}").format(span=span_words(minutes))
    if minutes <= 120:
        return left, clock, "amber"
    return clock, left, ""


def span_words(minutes: int) -> str:
    """`12 分`, `1 时 12 分`, `3 天`."""
    if minutes >= 48 * 60:
        return QCoreApplication.translate("WorkList", "{n} 天").format(n=minutes // 1440)
    if minutes >= 60:
        hours, rest = divmod(minutes, 60)
        words = (
            QCoreApplication.translate("WorkList", "{h} 时 {m} 分")
            if rest
            else QCoreApplication.translate("WorkList", "{h} 小时")
        )
        return words.format(h=hours, m=rest)
    return QCoreApplication.translate("WorkList", "{n} 分").format(n=minutes)


class WorkModel(HeadedLines[WorkLine]):
    """Sections and rows."""

    def words(self, line: WorkLine) -> str:
        """The section, or what is to be done."""
        return line.words if isinstance(line, WorkHead) else line.title

    def spoken(self, line: WorkLine) -> str | None:
        """The whole row."""
        if isinstance(line, WorkHead):
            return None
        return ", ".join((line.due, line.title, line.why, line.person, line.place))


class WorkDelegate(BaseDelegate):
    """Two lines of 44: due, icon, task and reason, person and bed, button."""

    acted = Signal(object)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Heads on their own ground, rows like every row."""
        line = index.data(ROW_ROLE)
        if isinstance(line, WorkHead):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._head(painter, QRectF(option.rect), line)
            painter.restore()
            return
        super().paint(painter, option, index)
        if isinstance(line, WorkRow) and line.verb:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            current = bool(option.state & QStyle.StateFlag.State_Selected)
            self._button(painter, QRectF(option.rect), line, current)
            painter.restore()

    def content(self, painter: QPainter, rect: QRectF, row: object, selected: bool) -> None:
        """Everything but the button."""
        if not isinstance(row, WorkRow):
            return
        if row.tone:
            painters.left_bar(painter, rect, f"{row.tone}.solid")
        half = (rect.height() - px(8)) / 2
        top = QRectF(rect.x(), rect.y() + px(4), rect.width(), half)
        low = top.translated(0, half)
        button = self._button_width(row)
        english = lang() is Lang.EN
        people = min(px(132 if english else 100), rect.width() * 0.24)
        left = rect.x() + px(13)
        wide = px(124 if english else 108)
        ink = f"{row.tone}.text" if row.tone else "text.1"
        _at(painter, top, left, wide, row.due, ink, bold=row.tone == "red")
        _at(painter, low, left, wide, row.due_note, "text.2", small=True)
        left += wide + px(8)
        icons.draw(painter, row.icon, left, rect.center().y() - px(8), px(16), "text.2")
        left += px(30)
        room = rect.right() - left - people - button - px(28)
        _at(painter, top, left, room, row.title, "text.1")
        _at(painter, low, left, room, row.why, "text.2", small=True)
        left += room + px(8)
        _at(painter, top, left, people, row.person, "text.1")
        _at(painter, low, left, people, row.place, "text.2", small=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Heads 28, rows 44."""
        head = isinstance(index.data(ROW_ROLE), WorkHead)
        return QSize(200, size("row.compact" if head else "row.two"))

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """The painted button is pressed."""
        row = index.data(ROW_ROLE)
        if (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(row, WorkRow)
            and row.verb
            and self._button_rect(QRectF(option.rect), row).contains(event.position())
        ):
            self.acted.emit(row)
            return True
        return super().editorEvent(event, model, option, index)

    def _head(self, painter: QPainter, rect: QRectF, head: WorkHead) -> None:
        painters.box(painter, rect, "bg.zebra", None, 0)
        ink = f"{head.tone}.text" if head.tone in ("red", "amber", "green") else "text.2"
        icons.draw(painter, head.icon, rect.x() + px(13), rect.center().y() - px(7), px(14), ink)
        words = rect.adjusted(px(36), 0, 0, 0)
        face = font("cap", bold=True)
        used = painters.text(painter, words, head.words, ink, face)
        painters.text(
            painter, words.adjusted(used + px(8), 0, 0, 0), head.count, "text.2", font("cap")
        )
        painters.hair(painter, rect.x(), rect.bottom() - 0.5, rect.right(), rect.bottom() - 0.5)

    def _button_width(self, row: WorkRow) -> float:
        return painters.text_width(row.verb, font("cap")) + px(20) if row.verb else 0

    def _button_rect(self, rect: QRectF, row: WorkRow) -> QRectF:
        wide, tall = self._button_width(row), size("control.small")
        return QRectF(rect.right() - px(12) - wide, rect.center().y() - tall / 2, wide, tall)

    def _button(self, painter: QPainter, rect: QRectF, row: WorkRow, current: bool) -> None:
        place = self._button_rect(rect, row)
        fill, line = ("accent", "accent") if current else ("bg.surface", "line.strong")
        painters.box(painter, place, fill, line, 6)
        ink = "text.onaccent" if current else "text.1"
        painters.text(painter, place, row.verb, ink, font("cap"), Qt.AlignmentFlag.AlignHCenter)


class WorkListView(QListView):
    """Give it lines with `show_lines`. Enter or the button emits `acted(row)`, Space `previewed`.

    The current row stays by key. `next_problem` goes to the next overdue row.
    """

    acted = Signal(object)
    previewed = Signal(object)
    current_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._model = WorkModel(self)
        self.setModel(self._model)
        delegate = WorkDelegate(self)
        delegate.acted.connect(self.acted)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._act)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_lines(self, lines: Sequence[WorkLine]) -> None:
        """Replace everything; the current row stays."""
        current = self.current_row()
        scroll = self.verticalScrollBar().value()
        self._model.show(lines)
        for place, line in enumerate(self._model.lines):
            if isinstance(line, WorkRow) and current is not None and line.key == current.key:
                self.setCurrentIndex(self._model.index(place))
        self.verticalScrollBar().setValue(scroll)

    def current_row(self) -> WorkRow | None:
        """The row the cursor is on."""
        line = self.currentIndex().data(ROW_ROLE)
        return line if isinstance(line, WorkRow) else None

    def next_problem(self, step: int) -> bool:
        """F8: the next overdue row, round about."""
        late = [
            n
            for n, line in enumerate(self._model.lines)
            if isinstance(line, WorkRow) and line.tone == "red"
        ]
        if not late:
            return False
        here = self.currentIndex().row()
        after = (
            [n for n in late if n > here] if step > 0 else [n for n in late if 0 <= n < here][::-1]
        )
        self.setCurrentIndex(self._model.index(after[0] if after else late[0 if step > 0 else -1]))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts, Space previews."""
        row = self.current_row()
        if row and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.acted.emit(row)
        elif row and event.key() == Qt.Key.Key_Space:
            self.previewed.emit(row)
        else:
            super().keyPressEvent(event)

    def _act(self, index: QModelIndex) -> None:
        line = index.data(ROW_ROLE)
        if isinstance(line, WorkRow):
            self.acted.emit(line)

    def _moved(self, new: QModelIndex, _old: QModelIndex) -> None:
        line = new.data(ROW_ROLE)
        self.current_changed.emit(line if isinstance(line, WorkRow) else None)


def _at(
    painter: QPainter,
    band: QRectF,
    x: float,
    wide: float,
    words: str,
    ink: str,
    *,
    small: bool = False,
    bold: bool = False,
) -> None:
    """Words in a band of a row."""
    place = QRectF(x, band.y(), max(0.0, wide), band.height())
    painters.text(painter, place, words, ink, font("cap" if small else "body", bold=bold))
