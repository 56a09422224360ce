"""The navigation rail: groups and the sub pages of the current one, rows of one model."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyleOptionViewItem

from ui.kit import icons, painters
from ui.kit.delegate import ROW_ROLE, AnyIndex, BaseDelegate
from ui.kit.page import Group, PageSpec
from ui.kit.theme import colour, font, px, size
from ui.shell.words import group_icon, group_short, group_title

WIDE, NARROW, ICONS = 176, 76, 56


@dataclass(frozen=True, slots=True)
class RailRow:
    """A group (page_id empty), a sub page, or the gap above the settings."""

    group: Group
    page_id: str = ""
    title: str = ""
    icon: str = ""
    current: bool = False
    count: int = 0
    urgent: bool = False
    gap: bool = False


class RailModel(QAbstractListModel):
    """The rows shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[RailRow, ...] = ()

    def show(self, rows: Sequence[RailRow]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    @property
    def rows(self) -> tuple[RailRow, ...]:
        """What is shown."""
        return self._rows

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Rows; none below a row."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Title, row, and the sentence for a screen reader."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.title or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}, {row.count}" if row.count else row.title
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """The gap cannot be chosen."""
        if index.isValid() and self._rows[index.row()].gap:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class RailDelegate(BaseDelegate):
    """Group: icon and word, accent bar when current. Sub page: word on a chip when current."""

    divider = False
    width = WIDE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Own grounds, no selection colour."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, RailRow) or row.gap:
            return
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        rect = QRectF(option.rect).adjusted(8, 1, -8, -1)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if row.page_id:
            self._sub(painter, rect, row, hover)
        elif self.width == WIDE:
            self._wide(painter, rect, row, hover)
        else:
            self._narrow(painter, rect, row, hover)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painters.focus_ring(painter, rect, 6)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """36 and 28 wide; 50 when folded; the gap takes what is left."""
        row = index.data(ROW_ROLE)
        if isinstance(row, RailRow) and row.gap:
            view = self.parent()
            return QSize(10, view.gap_height() if isinstance(view, NavRail) else 0)
        if isinstance(row, RailRow) and row.page_id:
            return QSize(10, size("nav.sub") + 2)
        tall = size("nav") + 2 if self.width == WIDE else px(50) if self.width == NARROW else px(44)
        view = self.parent()
        return QSize(10, min(tall, view.row_room()) if isinstance(view, NavRail) else tall)

    def _ground(self, painter: QPainter, rect: QRectF, row: RailRow, hover: bool) -> None:
        if row.current:
            painters.box(painter, rect, "bg.surface", "line.hair", 6)
            mark = QRectF(rect.x() - 0.5, rect.y() + 9, 3, rect.height() - 18)
            painters.box(painter, mark, "accent", None, 1.5)
        elif hover:
            painters.box(painter, rect, "bg.hover", None, 6)

    def _wide(self, painter: QPainter, rect: QRectF, row: RailRow, hover: bool) -> None:
        self._ground(painter, rect, row, hover)
        middle, ink = rect.center().y(), "accent" if row.current else "text.2"
        icons.draw(painter, row.icon, rect.x() + 8, middle - px(9), px(18), ink)
        words = rect.adjusted(px(18) + 18, 0, -px(30), 0)
        painters.text(
            painter,
            words,
            row.title,
            "text.1" if row.current else "text.2",
            font("body", bold=row.current),
        )
        if row.count:
            painters.badge(painter, rect.right() - 8, middle, row.count, urgent=row.urgent)

    def _narrow(self, painter: QPainter, rect: QRectF, row: RailRow, hover: bool) -> None:
        rect = rect.adjusted(-2, 0, 2, 0)
        self._ground(painter, rect, row, hover)
        ink = "accent" if row.current else "text.2"
        worded = self.width == NARROW and rect.height() >= px(42)
        top = rect.y() + ((rect.height() - px(38)) / 2 if worded else (rect.height() - px(18)) / 2)
        icons.draw(painter, row.icon, rect.center().x() - px(9), top, px(18), ink)
        if worded:
            line = QRectF(rect.x() + 1, top + px(19), rect.width() - 2, px(20))
            face = font("cap", bold=row.current)
            if QFontMetricsF(face).horizontalAdvance(row.title) > line.width():
                face = font("tiny", bold=row.current)
            centre = Qt.AlignmentFlag.AlignHCenter
            painters.text(
                painter, line, row.title, "text.1" if row.current else "text.2", face, centre
            )
        if row.count:
            right = min(rect.center().x() + px(28), rect.right() + 2)
            painters.badge(painter, right, top + px(6), row.count, urgent=row.urgent)

    def _sub(self, painter: QPainter, rect: QRectF, row: RailRow, hover: bool) -> None:
        if row.current:
            painters.box(painter, rect, "bg.selected", None, 6)
        elif hover:
            painters.box(painter, rect, "bg.hover", None, 6)
        words = rect.adjusted(px(18) + 20, 0, -4, 0)
        ink = "accent" if row.current else "text.2"
        face = sub_face(row.title, words.width(), bold=row.current)
        painters.text(painter, words, row.title, ink, face)


def sub_face(title: str, room: float, *, bold: bool) -> QFont:
    """The font of a sub page; a title too long for `room` pixels is set small before it is cut."""
    face = font("body", bold=bold)
    long = QFontMetricsF(face).horizontalAdvance(title) > room
    return font("cap", bold=bold) if long else face


class NavRail(QListView):
    """Emits `group_chosen(Group)` and `page_chosen(page id)`; a folded rail shows groups only."""

    group_chosen = Signal(object)
    page_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._specs: tuple[PageSpec, ...] = ()
        self._current: PageSpec | None = None
        self._counts: dict[Group, tuple[int, bool]] = {}
        self._model = RailModel(self)
        self.setModel(self._model)
        self._delegate = RailDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("导航"))
        self.setObjectName("rail")
        self.set_width(WIDE)

    def set_width(self, width: int) -> None:
        """176 with sub pages, 76 icon over word, 56 icons only."""
        self._delegate.width = width
        self.setFixedWidth(width if width == ICONS else px(width))
        self._fill()

    def show_pages(self, specs: Sequence[PageSpec]) -> None:
        """The pages this person may see."""
        self._specs = tuple(specs)
        self._fill()

    def set_current(self, spec: PageSpec | None) -> None:
        """Mark the page that is open."""
        self._current = spec
        self._fill()

    def set_counts(self, counts: dict[Group, tuple[int, bool]]) -> None:
        """Badges: open work and whether something is overdue, by group."""
        if counts != self._counts:
            self._counts = counts
            self._fill()

    @property
    def rows(self) -> tuple[RailRow, ...]:
        """What is shown."""
        return self._model.rows

    def row_room(self) -> int:
        """The height a group may take so that all fit when the rail is folded."""
        groups = sum(1 for row in self._model.rows if not row.gap and not row.page_id)
        if self._delegate.width == WIDE:
            return size("nav") + 2
        return max(px(32), (self.viewport().height() - 4) // max(1, groups))

    def gap_height(self) -> int:
        """What is left of the height for the gap above the settings."""
        option, used = QStyleOptionViewItem(), 0
        for place, row in enumerate(self._model.rows):
            if not row.gap:
                used += self._delegate.sizeHint(option, self._model.index(place)).height()
        return max(0, self.viewport().height() - used - 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(
                self.indexAt(QPoint(round(event.position().x()), round(event.position().y())))
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The gap follows the height."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: object) -> None:
        """The rail's own ground and its right edge."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), colour("bg.rail"))
        edge = self.viewport().width() - 0.5
        painters.hair(painter, edge, 0, edge, self.viewport().height())
        painter.end()
        super().paintEvent(event)  # type: ignore[arg-type]

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, RailRow) and not row.gap:
            if row.page_id:
                self.page_chosen.emit(row.page_id)
            else:
                self.group_chosen.emit(row.group)

    def _fill(self) -> None:
        rows: list[RailRow] = []
        wide = self._delegate.width == WIDE
        here = self._current.group if self._current else None
        for group in Group:
            subs = [s for s in self._specs if s.group is group and not s.hidden]
            if not subs:
                continue
            if group is Group.SETTINGS:
                rows.append(RailRow(group, gap=True))
            count, urgent = self._counts.get(group, (0, False))
            title = group_title(group) if wide else group_short(group)
            rows.append(RailRow(group, "", title, group_icon(group), group is here, count, urgent))
            if wide and group is here and len(subs) > 1:
                rows += [
                    RailRow(group, s.id, s.title(), current=s is self._current)
                    for s in sorted(subs, key=lambda s: s.order)
                ]
        self._model.show(rows)
