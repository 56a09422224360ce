"""Search field, live counters, clock, bell, user, lock."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from medcentre.kernel.clock import centre_time
from medcentre.kernel.wording import Lang
from ui.kit import painters
from ui.kit.avatar import Avatar
from ui.kit.i18n import lang, show_day, show_weekday
from ui.kit.theme import colour, font, px, size
from ui.kit.widgets import Button, IconLabel, KeyCap, Label, icon_button, rule
from ui.shell.services import Counter


class Clickable(QWidget):
    """A group of labels that acts as one button, with the keyboard too."""

    clicked = Signal()

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(8, 2, 8, 2)
        self.row.setSpacing(6)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hover ground and focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painters.box(painter, self.rect(), "bg.hover", None, 6)
        if self.hasFocus():
            painters.focus_ring(painter, self.rect(), 6)


class SearchField(Clickable):
    """Looks like a field, opens the palette."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Label("", "body", "3")
        self.row.setContentsMargins(10, 0, 8, 0)
        self.row.setSpacing(8)
        self.row.addWidget(IconLabel("search"))
        self.row.addWidget(self.words, 1)
        self.row.addWidget(KeyCap("Ctrl K"))
        self.setFixedHeight(size("control"))
        self.words.setText(self.tr("查找病员、床号、页面或操作"))
        self.setAccessibleName(self.words.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame of a field."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painters.box(painter, self.rect(), "bg.surface", "line.field")
        if self.hasFocus():
            painters.focus_ring(painter, self.rect())


class CounterView(Clickable):
    """A word and its number."""

    def __init__(self) -> None:
        super().__init__()
        self.counter = Counter("", 0)
        self.words, self.number = Label("", "cap", "2"), Label("", "title3")
        self.row.addWidget(self.words)
        self.row.addWidget(self.number)

    def show_counter(self, counter: Counter, stale: str = "") -> None:
        """A new number; `stale` is the time it is from when too old."""
        self.counter = counter
        self.words.setText(f"{counter.words} ({stale})" if stale else counter.words)
        self.number.setText(str(counter.value))
        self.number.set_tone("3" if stale else "1")
        self.setAccessibleName(f"{counter.words} {counter.value}")


class BellButton(Clickable):
    """The bell with the number of open alerts."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(IconLabel("bell", 18), 0, Qt.AlignmentFlag.AlignCenter)
        self.setFixedSize(px(48), px(36))

    def show_count(self, count: int) -> None:
        """Open alerts."""
        self.count = count
        self.setAccessibleName(self.tr("%n 条提醒", "", count))
        self.setToolTip(self.accessibleName())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The red number at the corner."""
        super().paintEvent(event)
        if self.count:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            side, words = px(16), painters.count_words(self.count)
            wide = max(side, painters.text_width(words, font("tiny", bold=True)) + 8)
            dot = QRectF(min(self.width() / 2 + 2, self.width() - wide - 1), 2, wide, side)
            painters.box(painter, dot, "red.solid", None, side / 2)
            face = font("tiny", bold=True)
            painters.text(painter, dot, words, "text.onred", face, Qt.AlignmentFlag.AlignHCenter)


class UserCard(Clickable):
    """Who is signed in and in which post."""

    def __init__(self) -> None:
        super().__init__()
        self.avatar = Avatar("", px(28))
        self.row.addWidget(self.avatar)
        words = QWidget()
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.name, self.post = Label("", "body"), Label("", "cap", "2")
        column.addWidget(self.name)
        column.addWidget(self.post)
        self.row.addWidget(words, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_user(self, name: str, post: str) -> None:
        """Another person."""
        self.avatar.show_name(name)
        self.name.setText(name)
        self.post.setText(post)
        self.setAccessibleName(f"{name} {post}")


class TopBar(QWidget):
    """48 px over the pages. Signals say what was asked for."""

    find_asked = Signal()
    counter_chosen = Signal(object)
    bell = Signal()
    user = Signal()
    lock = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(size("topbar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(4)
        self.search = SearchField()
        self.search.clicked.connect(self.find_asked)
        self.search.setMinimumWidth(px(240))
        self.search.setMaximumWidth(px(360))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.search, 3)
        row.addStretch(2)
        self._counters = QHBoxLayout()
        self._counters.setSpacing(2)
        row.addLayout(self._counters)
        self._views: list[CounterView] = []
        self._lines: list[QFrame] = []
        self._shown: tuple[Counter, ...] = ()
        self._stale = ""
        self.fold = Button("", "list", "quiet")
        self.fold.hide()
        self.fold.clicked.connect(self._unfold)
        row.addWidget(self.fold)
        self.day, self.clock = Label("", "cap", "2"), Label("", "title3")
        row.addSpacing(8)
        row.addWidget(self.day)
        row.addSpacing(4)
        row.addWidget(self.clock)
        row.addSpacing(16)
        self.bell_button = BellButton()
        self.bell_button.clicked.connect(self.bell)
        row.addWidget(self.bell_button)
        line = rule(vertical=True)
        line.setFixedHeight(px(28))
        row.addWidget(line)
        self.user_card = UserCard()
        self.user_card.clicked.connect(self.user)
        row.addWidget(self.user_card)
        self.lock_button = icon_button("lock", self.tr("锁定  Ctrl+L"))
        self.lock_button.clicked.connect(self.lock)
        row.addWidget(self.lock_button)

    def show_counters(self, counters: Sequence[Counter], stale: str = "") -> None:
        """Numbers from one read."""
        self._shown, self._stale = tuple(counters), stale
        while len(self._views) < len(counters):
            view = CounterView()
            view.clicked.connect(self._chosen)
            if self._views:
                line = rule(vertical=True)
                line.setFixedHeight(px(20))
                self._counters.addWidget(line)
                self._lines.append(line)
            self._counters.addWidget(view)
            self._views.append(view)
        folded = self._folded()
        for place, view in enumerate(self._views):
            view.setVisible(place < len(counters) and not folded)
            if place:
                self._lines[place - 1].setVisible(view.isVisibleTo(self))
            if place < len(counters):
                view.show_counter(counters[place], stale)
        order = (self.search, *self._views, self.bell_button, self.user_card, self.lock_button)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self.fold.setVisible(folded and bool(counters))
        self.fold.setText("".join(f"{c.words} {c.value}" for c in counters[:1]))

    @Slot()
    def _unfold(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for counter in self._shown:
            action = menu.addAction(f"{counter.words}  {counter.value}")
            action.triggered.connect(partial(_emit, self.counter_chosen.emit, counter))
        menu.popup(self.fold.mapToGlobal(self.fold.rect().bottomLeft()))

    def show_clock(self, now: datetime) -> None:
        """Day, weekday and time of the centre."""
        moment = centre_time(now)
        day, weekday = moment.date(), show_weekday(moment.date())
        if lang() is Lang.ZH:
            self.day.setText(f"{day.month}月{day.day}日 {weekday}")
        else:
            self.day.setText(f"{weekday} {show_day(day, day)}")
        self.clock.setText(f"{moment:%H:%M}")

    def sizeHint(self) -> QSize:
        """As wide as it is given."""
        return QSize(800, size("topbar"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The counters fold into one button when there is no room."""
        super().resizeEvent(event)
        self.show_counters(self._shown, self._stale)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Surface and a hairline below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("bg.surface"))
        painters.hair(painter, 0, self.height() - 0.5, self.width(), self.height() - 0.5)

    def _folded(self) -> bool:
        return self.width() < px(860)

    @Slot()
    def _chosen(self) -> None:
        view = self.sender()
        if isinstance(view, CounterView):
            self.counter_chosen.emit(view.counter)


def _emit(emit: Callable[[object], object], counter: Counter, _checked: bool = False) -> None:
    """Emit a signal for a counter without the `checked` that Qt hands over."""
    emit(counter)
