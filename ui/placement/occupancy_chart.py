"""Occupancy of each zone over weeks as lines under one another, with the day under the cursor (PL-03)."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.kit import painters
from ui.kit.i18n import show_day, show_term, show_weekday
from ui.kit.theme import colour, font, px, theme
from ui.placement.occupancy import ZoneLine, numbers_of, share_of, tone_of

HEAD, LEAST_ROW, MOST_ROW = 34, 40, 76
NAME, NUMBER = 168, 84
"""Widths of the names at the left and of each of the three numbers at the right."""

RIGHT = Qt.AlignmentFlag.AlignRight


class OccupancyChart(QWidget):
    """One row a zone: name, line of the occupied beds against those there are, numbers.

    The arrow keys, Home, End and the mouse choose the day.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[ZoneLine, ...] = ()
        self.today: date | None = None
        self.place = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("各区占用走势"))
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Rows at their lowest."""
        return QSize(px(800), self.minimumHeight())

    def show_lines(self, lines: Sequence[ZoneLine], today: date) -> None:
        """Other zones or days; the last day is chosen."""
        self.lines, self.today = tuple(lines), today
        self.setMinimumHeight(px(HEAD) + px(LEAST_ROW) * len(self.lines) + px(8))
        self.choose(self.days - 1)

    @property
    def days(self) -> int:
        """How many days are shown."""
        return len(self.lines[0].days) if self.lines else 0

    @property
    def day(self) -> date | None:
        """The chosen day."""
        return self.lines[0].days[self.place].day if self.days else None

    def choose(self, place: int) -> None:
        """The day with this number."""
        self.place = max(0, min(place, self.days - 1))
        words = (f"{show_term(z.zone)} {numbers_of(z.days[self.place])}" for z in self.lines)
        self.setAccessibleDescription(self.day_words() + " " + " · ".join(words))
        self.update()

    def day_words(self) -> str:
        """The chosen day with its weekday."""
        if self.day is None:
            return ""
        return f"{show_day(self.day, self.today)} {show_weekday(self.day)}"

    # ---- geometry ----------------------------------------------------------------------------

    def _area(self) -> QRectF:
        """Where all lines are drawn."""
        left, right = px(NAME), px(3 * NUMBER + 20)
        return QRectF(
            left, px(HEAD), max(self.width() - left - right, px(60)), self._step() * len(self.lines)
        )

    def _step(self) -> float:
        room = (self.height() - px(HEAD) - px(8)) / max(len(self.lines), 1)
        return max(px(LEAST_ROW), min(room, px(MOST_ROW)))

    def x_of(self, place: int) -> float:
        """Where a day is."""
        area = self._area()
        return area.x() + area.width() * (place + 0.5) / max(self.days, 1)

    def place_at(self, x: float) -> int:
        """Which day is there."""
        area = self._area()
        return max(0, min(int((x - area.x()) / area.width() * self.days), self.days - 1))

    # ---- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Days above, a row a zone, the chosen day through all of them."""
        if not self.days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour("bg.surface"))
        area, step = self._area(), self._step()
        self._heads(painter, area)
        at = self.x_of(self.place)
        painter.setPen(QPen(colour("accent"), 1))
        painter.drawLine(QPointF(at, area.y() - px(6)), QPointF(at, area.bottom()))
        for number, line in enumerate(self.lines):
            top = area.y() + number * step
            painters.hair(painter, 0, top, self.width(), top)
            self._row(painter, line, QRectF(0, top, self.width(), step))
        if self.hasFocus():
            painters.focus_ring(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2))

    def _heads(self, painter: QPainter, area: QRectF) -> None:
        """Days that have room, and the heads of the numbers."""
        last = area.x() - px(8)
        band = QRectF(0, 0, 0, px(HEAD) - px(6))
        chosen = self.day_words()
        width = painters.text_width(chosen, font("cap", bold=True))
        middle = min(max(self.x_of(self.place), area.x() + width / 2), area.right() - width / 2)
        kept = QRectF(middle - width / 2, 0, width + px(4), band.height())
        painters.text(painter, kept, chosen, "accent.text", font("cap", bold=True))
        for place, day in enumerate(self.lines[0].days):
            words = show_day(day.day, self.today)
            box = QRectF(
                self.x_of(place) - px(14), 0, painters.text_width(words, font("cap")), band.height()
            )
            if box.x() < last + px(14) or box.intersects(kept.adjusted(-px(10), 0, px(10), 0)):
                continue
            if box.right() <= area.right():
                painters.text(painter, box, words, "text.3", font("cap"))
                last = box.right()
        heads = (self.tr("当日"), self.tr("平均"), self.tr("最高"))
        for place, words in enumerate(heads):
            box = self._number_box(place, 0, band.height())
            painters.text(painter, box, words, "text.3", font("cap"), RIGHT)

    def _number_box(self, place: int, top: float, height: float) -> QRectF:
        right = self.width() - px(12) - px(NUMBER) * (2 - place)
        return QRectF(right - px(NUMBER), top, px(NUMBER), height)

    def _row(self, painter: QPainter, line: ZoneLine, row: QRectF) -> None:
        name = QRectF(px(14), row.y(), px(NAME) - px(24), row.height())
        words = show_term(line.zone)
        painters.text(painter, name, words, "text.1", font("body", bold=True))
        self._line(painter, line, row.adjusted(0, px(7), 0, -px(5)))
        day = line.days[self.place]
        peak = max(line.days, key=lambda d: d.occupied)
        mean = sum(share_of(d) for d in line.days) / len(line.days)
        for place, (shown, token) in enumerate(
            (
                (numbers_of(day), tone_of(day)), (f"{mean:.0%}", "text.2"),
                (numbers_of(peak), "text.2"),
            )
        ):  # fmt: skip
            box = self._number_box(place, row.y(), row.height())
            painters.text(painter, box, shown, token, font("body", bold=place == 0), RIGHT)

    def _line(self, painter: QPainter, line: ZoneLine, row: QRectF) -> None:
        """Occupied beds as a filled line of steps, those there are as a dashed one."""
        most = max((max(d.beds, d.occupied) for d in line.days), default=0) or 1
        half = self._area().width() / max(self.days, 1) / 2

        def steps(values: Sequence[int]) -> QPolygonF:
            found = QPolygonF()
            for place, value in enumerate(values):
                y, x = row.bottom() - row.height() * value / most, self.x_of(place)
                found.append(QPointF(x - half, y))
                found.append(QPointF(x + half, y))
            return found

        beds = steps([d.beds for d in line.days])
        used = steps([d.occupied for d in line.days])
        filled = QPolygonF(used)
        filled.append(QPointF(used.at(used.size() - 1).x(), row.bottom()))
        filled.append(QPointF(used.at(0).x(), row.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent.tint"))
        painter.drawPolygon(filled)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("text.3"), 1, Qt.PenStyle.DashLine))
        painter.drawPolyline(beds)
        painter.setPen(QPen(colour("accent"), 1.6))
        painter.drawPolyline(used)
        self._strong(painter, line, used)

    def _strong(self, painter: QPainter, line: ZoneLine, used: QPolygonF) -> None:
        """Days that are nearly or quite full, in a stronger colour; a run of them is one line."""
        for token, run in groupby(enumerate(line.days), lambda numbered: tone_of(numbered[1])):
            places = [place for place, _ in run]
            if token == "text.1":
                continue
            pen = QPen(colour(token), 3)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawPolyline(used.mid(2 * places[0], 2 * len(places)))

    # ---- hands -------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The day under the mouse."""
        if not self.days or not self._area().contains(event.position()):
            return
        place = self.place_at(event.position().x())
        if place != self.place:
            self.choose(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The same by a click, where there is no hovering."""
        self.mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows a day, page keys a week, Home and End."""
        moves = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -7,
            Qt.Key.Key_PageDown: 7, Qt.Key.Key_Home: -self.days, Qt.Key.Key_End: self.days,
        }  # fmt: skip
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            self.choose(self.place + move)
