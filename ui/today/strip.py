"""The strip "since last night": a number, a word and the names behind it, painted (mock-up 01)."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from medcentre.insight.facts import SinceNight, StripFact, StripItem
from medcentre.kernel.wording import Lang
from ui.kit import icons, painters
from ui.kit.i18n import label, lang, show_name, show_time
from ui.kit.theme import font, px

ICONS = {
    StripFact.ADMITTED: ("log-in", "2"),
    StripFact.EXITED: ("log-out", "2"),
    StripFact.OUT: ("truck", "2"),
    StripFact.MOVED: ("arrow-left-right", "2"),
    StripFact.GRAVE: ("heart-pulse", "red"),
    StripFact.ALERTS: ("bell-ring", "amber"),
}
NAMES = 2
"""So many names stand under a number."""


class FactStrip(QWidget):
    """Six facts in a row; the names follow when there is room for them."""

    def __init__(self) -> None:
        super().__init__()
        self._night: SinceNight | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_facts(self, night: SinceNight) -> None:
        """Other facts."""
        self._night = night
        self.setAccessibleName(", ".join(f"{i.count} {_word(i)}" for i in night.items))
        self.updateGeometry()
        self.update()

    @property
    def narrow(self) -> bool:
        """One line, without names."""
        return self.width() < px(1330)

    def sizeHint(self) -> QSize:
        """Two lines when wide, one when narrow."""
        return QSize(px(600), px(40 if self.narrow else 60))

    def minimumSizeHint(self) -> QSize:
        """As high as the hint."""
        return QSize(px(300), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The height follows the width."""
        self.setFixedHeight(self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, head, facts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painters.box(
            painter,
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5),
            "bg.surface",
            "line.hair",
            8,
        )
        if self._night is None:
            return
        left = float(px(16))
        bold = font("body", bold=True)
        title = self.tr("昨夜到现在")
        top, low = self._bands()
        left += painters.text(painter, top.adjusted(left, 0, 0, 0), title, "text.1", bold)
        if not self.narrow:
            span = f"{show_time(self._night.since)} – {show_time(self._night.until)}"
            painters.text(painter, low.adjusted(px(16), 0, 0, 0), span, "text.2", font("cap"))
        left = max(left, px(110)) + px(24)
        for item in self._night.items:
            left += self._fact(painter, left, item) + px(28)

    def _bands(self) -> tuple[QRectF, QRectF]:
        if self.narrow:
            whole = QRectF(self.rect())
            return whole, whole
        half = (self.height() - px(14)) / 2
        top = QRectF(0, px(7), self.width(), half)
        return top, top.translated(0, half)

    def _fact(self, painter: QPainter, left: float, item: StripItem) -> float:
        """Paint one fact; its width."""
        top, low = self._bands()
        icon, tone = ICONS[item.fact]
        token = f"{tone}.text" if tone != "2" and item.count else "text.2"
        icons.draw(painter, icon, left, top.center().y() - px(9), px(18), token)
        x = left + px(26)
        number = font("title3", bold=True)
        ink = token if token != "text.2" else "text.1"
        used = painters.text(painter, top.adjusted(x, 0, 0, 0), str(item.count), ink, number)
        words = _word(item)
        used += px(5)
        painters.text(painter, top.adjusted(x + used, 0, 0, 0), words, ink, font("body"))
        wide = used + painters.text_width(words, font("body"))
        if not self.narrow:
            names = _names(item)
            painters.text(painter, low.adjusted(x, 0, 0, 0), names, "text.2", font("cap"))
            wide = max(wide, painters.text_width(names, font("cap")))
        return float(px(26) + wide)


def _word(item: StripItem) -> str:
    return label(f"strip.{item.fact}")


def _names(item: StripItem) -> str:
    mark = "、" if lang() is Lang.ZH else ", "
    names = mark.join(show_name(name) for name, _ in item.people[:NAMES])
    return f"{names} …" if len(item.people) > NAMES else names
