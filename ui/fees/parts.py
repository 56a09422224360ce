"""Building blocks of the settlement page: short tables, cost bars, steps, export rows."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from medcentre.fees.facts import CostCategory
from medcentre.fees.views.costs import CategoryCost
from ui.fees.cells import WARN_PERCENT
from ui.kit import icons, painters
from ui.kit.desk import Desk
from ui.kit.i18n import label
from ui.kit.table import Column
from ui.kit.table_view import Row, TableView
from ui.kit.theme import colour, font, px, theme
from ui.kit.widgets import Button, IconLabel, Label

CATEGORY_ICONS = {
    CostCategory.DRUG: "pill",
    CostCategory.TEST: "test-tube",
    CostCategory.CONSUMABLE: "bandage",
    CostCategory.BLOOD_OXYGEN: "droplets",
    CostCategory.DIALYSIS: "hospital",
    CostCategory.FOOD: "utensils",
    CostCategory.CLOTHING: "bed",
    CostCategory.DAILY_GOODS: "package",
    CostCategory.UTILITIES: "plug",
    CostCategory.CLEANING: "spray-can",
    CostCategory.STAFF: "users-round",
    CostCategory.OUTSIDE_MED: "ambulance",
    CostCategory.TRANSPORT: "truck",
    CostCategory.REPAIR: "wrench",
    CostCategory.EQUIPMENT: "monitor",
    CostCategory.EDUCATION: "graduation-cap",
    CostCategory.SECURITY: "shield",
    CostCategory.FUNERAL: "sticky-note",
    CostCategory.ADMIN: "briefcase",
    CostCategory.OTHER: "ellipsis",
}


class ShortTable(TableView[Row]):
    """A table as high as its rows, in reading order, inside a scrolling page."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        columns: Sequence[Column[Row]],
        row_id: Callable[[Row], Hashable],
        mark: Callable[[Row], str] | None = None,
    ) -> None:
        super().__init__(desk, name, columns, row_id, mark)
        self.setSortingEnabled(False)
        self.proxy.sort(-1)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows and take the height they need."""
        super().show_rows(rows)
        self.proxy.sort(-1)
        self.fit()

    def fit(self) -> None:
        """Height of heading and rows."""
        header = self.horizontalHeader()
        head = 0 if header.isHidden() else max(header.height(), header.sizeHint().height())
        rows = sum(self.rowHeight(n) for n in range(self.proxy.rowCount()))
        self.setFixedHeight(head + rows + 2)


def scrolled(side: QWidget) -> QScrollArea:
    """A column of cards that scrolls where the window is too low for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setProperty("ground", "none")
    area.setWidget(side)
    return area


class CostBars(QWidget):
    """Categories in two columns: icon, name, bar with its measure, amount, percent."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[CategoryCost, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_costs(self, rows: Sequence[CategoryCost]) -> None:
        """Other costs."""
        self._rows = tuple(rows)
        words = [f"{label(f'cost_category.{r.category}')} {r.amount} {r.percent}%" for r in rows]
        self.setAccessibleName("\n".join(words))
        self.updateGeometry()
        self.update()

    @property
    def lines(self) -> int:
        """Rows of two."""
        return (len(self._rows) + 1) // 2

    def sizeHint(self) -> QSize:
        """Two columns."""
        return QSize(px(640), self.lines * px(30) + px(12))

    def minimumSizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(px(420), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """All categories."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = self.width() / 2
        for place, row in enumerate(self._rows):
            column, line = divmod(place, self.lines)
            rect = QRectF(column * half + px(12), px(6) + line * px(30), half - px(24), px(30))
            self._paint_row(painter, rect, row)

    def _paint_row(self, painter: QPainter, rect: QRectF, row: CategoryCost) -> None:
        middle = rect.center().y()
        icons.draw(
            painter, CATEGORY_ICONS[row.category], rect.x(), middle - px(8), px(16), "text.2"
        )
        name = QRectF(rect.x() + px(22), rect.y(), rect.width() * 0.26, rect.height())
        painters.text(painter, name, label(f"cost_category.{row.category}"))
        right = Qt.AlignmentFlag.AlignRight
        percent = QRectF(rect.right() - px(44), rect.y(), px(44), rect.height())
        over = row.percent >= WARN_PERCENT
        if row.measure:
            tone = "amber.text" if over else "text.2"
            painters.text(painter, percent, f"{row.percent}%", tone, font("cap"), right)
        amount = QRectF(percent.x() - px(100), rect.y(), px(94), rect.height())
        painters.text(painter, amount, str(row.amount), "text.1", font("body"), right)
        track = QRectF(name.right() + px(8), middle - px(4), 0, px(8))
        track.setRight(amount.x() - px(10))
        if track.width() < px(24):
            return
        most = max(row.amount.fen, row.measure.fen, 1)
        tick = row.measure.fen / most if row.measure else None
        token = "amber.solid" if over and row.measure else "accent"
        painters.bar(painter, track, max(0, row.amount.fen) / most, token, tick)


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the closing on screen. `verb` is empty when it is not the reader's turn."""

    key: str
    title: str
    lines: tuple[str, ...]
    state: str
    verb: str = ""
    tone: str = "2"


class _StepMark(QWidget):
    """Done: a green check; now: a ring; later: its number."""

    def __init__(self, number: int, state: str) -> None:
        super().__init__()
        self._number, self._state = number, state
        self.setFixedSize(px(22), px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The disc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = rect.height() / 2
        if self._state == "done":
            painters.box(painter, rect, "green.solid", None, radius)
            icons.draw(
                painter, "check", rect.x() + px(4), rect.y() + px(4), px(12), "text.onaccent"
            )
        elif self._state == "now":
            painters.box(painter, rect, "accent", None, radius)
            inner = rect.adjusted(px(6), px(6), -px(6), -px(6))
            painters.box(painter, inner, "bg.surface", None, inner.height() / 2)
        else:
            painters.box(painter, rect, None, "line.strong", radius)
            centre = Qt.AlignmentFlag.AlignHCenter
            painters.text(painter, rect, str(self._number), "text.2", font("cap"), centre)


class StepList(QWidget):
    """The steps of STL-01; `asked` carries the key of the step whose button was pressed."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(9)
        self.buttons: dict[str, Button] = {}

    def show_steps(self, steps: Sequence[StepLine]) -> None:
        """Replace all steps."""
        while (item := self._column.takeAt(0)) is not None:
            if old := item.widget():
                old.deleteLater()
        self.buttons = {}
        for number, step in enumerate(steps, 1):
            self._column.addWidget(self._row(number, step))

    def _row(self, number: int, step: StepLine) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(_StepMark(number, step.state), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        tone = "2" if step.state == "later" else "1"
        title = Label(step.title, "body", tone, bold=step.state == "now")
        words.addWidget(title)
        for place, line in enumerate(step.lines):
            under = Label(line, "cap", step.tone if place == len(step.lines) - 1 else "2")
            under.setWordWrap(True)
            words.addWidget(under)
        row.addLayout(words, 1)
        if step.verb:
            button = Button(
                step.verb, kind="primary" if step.state == "now" else "normal", small=True
            )
            button.setProperty("step", step.key)
            button.clicked.connect(self._clicked)
            self.buttons[step.key] = button
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return made

    @Slot()
    def _clicked(self) -> None:
        if (button := self.sender()) is not None:
            self.asked.emit(str(button.property("step")))


class BigButton(QPushButton):
    """A wide button of two lines with an icon: one way a statement leaves the house."""

    def __init__(self, icon: str, title: str, note: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{title} {note}")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("kind", "normal")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 10, 5)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(title))
        words.addWidget(Label(note, "cap", "2"))
        row.addWidget(IconLabel(icon, 18, "accent"))
        row.addLayout(words, 1)
        row.addWidget(IconLabel("chevron-right", 14, "text.3"))
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Two lines."""
        inner = self.layout()
        wish = inner.sizeHint() if inner else QSize()
        return QSize(wish.width(), max(wish.height(), px(46)))

    def minimumSizeHint(self) -> QSize:
        """Never less than two lines."""
        return self.sizeHint()


class ShareLine(QWidget):
    """A payer: name, share as a bar and percentage, amount."""

    def __init__(self, name: str, basis_points: int, amount: str) -> None:
        super().__init__()
        self._name, self._points, self._amount = name, basis_points, amount
        self.setMinimumHeight(px(30))
        self.setAccessibleName(f"{name} {self.percent} {amount}")
        self.setToolTip(name)

    @property
    def percent(self) -> str:
        """`60%`, `33.33%`."""
        whole, rest = divmod(self._points, 100)
        return f"{whole}%" if not rest else f"{whole}.{rest:02d}%"

    def paintEvent(self, event: QPaintEvent) -> None:
        """One line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high, right = self.height(), Qt.AlignmentFlag.AlignRight
        amount = QRectF(self.width() - px(80), 0, px(80), high)
        percent = QRectF(amount.x() - px(42), 0, px(38), high)
        track = QRectF(percent.x() - px(26), high / 2 - px(3), px(26), px(6))
        painters.text(painter, amount, self._amount, "text.1", font("body"), right)
        painters.text(painter, percent, self.percent, "text.2", font("cap"), right)
        painters.bar(painter, track, self._points / 10_000)
        painters.text(painter, QRectF(0, 0, track.x() - px(8), high), self._name)


class TotalStrip(QWidget):
    """What is to be paid: in words at the left, in figures at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._caption, self._words, self._figures = "", "", ""
        self.setMinimumHeight(px(56))

    def show_total(self, caption: str, words: str, figures: str) -> None:
        """Another total."""
        self._caption, self._words, self._figures = caption, words, figures
        self.setAccessibleName(f"{caption} {words} {figures}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tinted ground, two lines left, figures right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour("accent.tint"))
        wide, high = self.width() - px(24), self.height()
        figures = QRectF(px(12), 0, wide, high)
        used = painters.text(
            painter, figures, self._figures, "accent", font("num", bold=True),
            Qt.AlignmentFlag.AlignRight,
        )  # fmt: skip
        left = wide - used - px(12)
        painters.text(
            painter,
            QRectF(px(12), px(6), left, high / 2 - px(6)),
            self._caption,
            "text.2",
            font("cap"),
        )
        words = QRectF(px(12), high / 2 - px(2), left, high / 2 - px(4))
        painters.text(painter, words, self._words, "text.1", font("body", bold=True))
