"""Ctrl+K: find a person, a bed, a page or an action; pinyin initials do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from medcentre.kernel.texts import initials, search_key
from ui.kit import icons, painters
from ui.kit.delegate import ROW_ROLE, AnyIndex, BaseDelegate
from ui.kit.desk import Found
from ui.kit.i18n import lang
from ui.kit.theme import font, px, set_state, size
from ui.kit.widgets import IconLabel, KeyCap, Label, rule

MOST_EACH = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the palette, or the head of a group (`run` None)."""

    words: str
    icon: str = ""
    note: str = ""
    key: str = ""
    run: Callable[[], object] | None = None
    person: Found | None = None
    same_name: bool = False


Source = Callable[[str], Sequence[Hit]]
"""Hits for a text, best first."""


def matches(text: str, words: str) -> bool:
    """Whether typed text finds words: part of them, or their pinyin initials."""
    needle = search_key(text)
    return needle in search_key(words) or needle in initials(words)


class HitModel(QAbstractListModel):
    """Heads and hits; heads cannot be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What is shown."""
        return self._hits

    def show(self, hits: Sequence[Hit]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self._hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Lines; none below a line."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words and the hit itself."""
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == ROW_ROLE:
            return hit
        return f"{hit.words} {hit.note}".strip() if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Heads are dead."""
        if index.isValid() and self._hits[index.row()].run is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class HitDelegate(BaseDelegate):
    """A head in small letters; a hit with icon, words, note, key; a person with level and marks."""

    divider = False

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Heads are low."""
        hit = index.data(ROW_ROLE)
        return QSize(100, px(26) if isinstance(hit, Hit) and hit.run is None else px(36))

    def content(self, painter: QPainter, rect: QRectF, row: object, selected: bool) -> None:
        """One line."""
        if not isinstance(row, Hit):
            return
        if row.run is None:
            painters.text(painter, rect.adjusted(px(16), 4, 0, 0), row.words, "text.3", font("cap"))
            return
        middle = rect.center().y()
        if row.icon:
            icons.draw(painter, row.icon, rect.x() + px(16), middle - px(8), px(16), "text.2")
        words = rect.adjusted(px(44), 0, -px(96), 0)
        used = painters.text(
            painter, words, row.words, "text.1", font("body", bold=row.person is not None)
        )
        left = words.x() + used + px(10)
        if row.person and row.person.level:
            left += painters.level(painter, left, middle, row.person.level, str(lang())) + px(6)
        if row.person:
            left += painters.precautions(painter, left, middle, row.person.precautions) + px(6)
        if row.same_name:
            left += painters.chip(
                painter, left, middle, self.tr("同名"), "amber", "triangle-alert"
            ) + px(6)
        room = QRectF(left, rect.y(), max(0.0, rect.right() - left - px(90)), rect.height())
        painters.text(painter, room, row.note, "text.2", font("cap"))
        if row.key:
            wide = painters.text_width(row.key, font("tiny")) + px(12)
            cap = QRectF(rect.right() - px(16) - wide, middle - px(10), wide, px(20))
            painters.box(painter, cap, None, "line.strong")
            centre = Qt.AlignmentFlag.AlignHCenter
            painters.text(painter, cap, row.key, "text.2", font("tiny"), centre)


class Palette(QFrame):
    """640 wide over the page; first match selected; Up, Down, Enter; Esc closes.

    `sources` are (group title, source). `nothing` gives what to offer when nothing is found.
    """

    closed = Signal()

    def __init__(
        self,
        host: QWidget,
        sources: Sequence[tuple[str, Source]],
        nothing: Callable[[str], Sequence[Hit]] | None = None,
    ) -> None:
        super().__init__(host)
        self._host, self._sources, self._nothing = host, sources, nothing
        self._before: QWidget | None = None
        self.setProperty("popover", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 12, 8)
        head.setSpacing(10)
        self.box = QLineEdit()
        self.box.setAccessibleName(self.tr("查找"))
        set_state(self.box, bare=True)
        self.box.setFixedHeight(size("control"))
        self.box.setPlaceholderText(self.tr("姓名或拼音首字母、床号、编号尾数、页面、操作"))
        self.box.textChanged.connect(self.look_up)
        self.box.installEventFilter(self)
        head.addWidget(IconLabel("search", 18))
        head.addWidget(self.box, 1)
        head.addWidget(KeyCap("Esc"))
        column.addLayout(head)
        column.addWidget(rule())
        self._model = HitModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._clicked)
        column.addWidget(self.list, 1)
        self.none = Label(self.tr("没有找到。换个写法试试，例如 ywh、2032、0713。"), "body", "2")
        self.none.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.none)
        self.hide()
        host.installEventFilter(self)

    def open(self) -> None:
        """Show with an empty box; the keyboard goes back to where it was afterwards."""
        self._before = QApplication.focusWidget()
        self.box.clear()
        self.look_up("")
        self._place()
        self.show()
        self.raise_()
        self.box.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What is shown, heads included."""
        return self._model.hits

    @Slot(str)
    def look_up(self, text: str) -> None:
        """Ask all sources."""
        lines: list[Hit] = []
        for title, source in self._sources:
            found = list(source(text))[:MOST_EACH]
            if found:
                lines.append(Hit(title))
                lines += _mark_same_names(found)
        if not lines and text.strip() and self._nothing:
            lines = list(self._nothing(text))
        self._model.show(lines)
        self.none.setVisible(not lines)
        self.list.setVisible(bool(lines))
        self._mark(1)
        self._place()

    def choose(self) -> None:
        """Do the marked line."""
        self._do(self.list.currentIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the box move the list; a resized or clicked host moves or closes it."""
        if (
            watched is self.box
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            return self._key(Qt.Key(event.key()))
        if watched is self.box and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is closed."""
        super().hideEvent(event)
        self.closed.emit()

    def _key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            self._shut()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        elif key == Qt.Key.Key_Down:
            self._mark(self.list.currentIndex().row() + 1)
        elif key == Qt.Key.Key_Up:
            self._mark(self.list.currentIndex().row() - 1, -1)
        else:
            return False
        return True

    def _mark(self, place: int, step: int = 1) -> None:
        """Mark the next line that can be chosen from a place on."""
        hits = self._model.hits
        while 0 <= place < len(hits) and hits[place].run is None:
            place += step
        if 0 <= place < len(hits):
            self.list.setCurrentIndex(self._model.index(place))
        elif not self.list.currentIndex().isValid() and hits and hits[0].run:
            self.list.setCurrentIndex(self._model.index(0))

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self._do(index)

    def _do(self, index: QModelIndex) -> None:
        hit = index.data(ROW_ROLE)
        if isinstance(hit, Hit) and hit.run is not None:
            self._shut()
            hit.run()

    def _shut(self) -> None:
        before = self._before
        self.hide()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        wide = min(px(640), self._host.width() - 32)
        rows = sum(px(26) if h.run is None else px(36) for h in self._model.hits)
        tall = px(52) + (min(rows + 8, self._host.height() - 140) if rows else px(52))
        self.setGeometry((self._host.width() - wide) // 2, px(60), wide, tall)


def _mark_same_names(hits: list[Hit]) -> list[Hit]:
    """Two people of one name are told apart by a chip and their number."""
    names = [h.person.name for h in hits if h.person]
    return [
        Hit(h.words, h.icon, h.note, h.key, h.run, h.person, names.count(h.person.name) > 1)
        if h.person
        else h
        for h in hits
    ]
