"""Sheets from the right edge: side sheets for quick entry, the F1 card."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.focus import reads_on
from ui.kit.page import Action, HelpCard
from ui.kit.theme import px
from ui.kit.widgets import IconLabel, KeyCap, Label, icon_button, rule


class SideSheet(QFrame):
    """A sheet over the right edge of a page; Esc closes it, its content stays until then."""

    closed = Signal()

    def __init__(self, host: QWidget, title: str, width: int = 420) -> None:
        super().__init__(host)
        self._host, self._wide = host, width
        self.setProperty("popover", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 8, 10)
        self.title = Label(title, "title3")
        head.addWidget(self.title)
        head.addStretch(1)
        shut = icon_button("x", self.tr("关闭"), small=True)
        shut.clicked.connect(self.shut)
        head.addWidget(shut)
        column.addLayout(head)
        column.addWidget(rule())
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.body, 1)
        host.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Slide in."""
        self._place()
        self.show()
        self.raise_()

    @Slot()
    def shut(self) -> None:
        """Close."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the edge."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        wide = min(px(self._wide), self._host.width() - 16)
        self.setGeometry(self._host.width() - wide - 8, 8, wide, self._host.height() - 16)


class HelpSheet(SideSheet):
    """F1: what the page is for, its keys, its rules with their source, whom to call."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("本页帮助"), 360)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        reads_on(self._area, self.tr("本页帮助"))
        self.body.addWidget(self._area)

    def tell(
        self,
        title: str,
        card: HelpCard,
        actions: Sequence[Action],
        common: Sequence[tuple[str, str]],
    ) -> None:
        """Show the card of a page; `common` are keys that act everywhere."""
        self.title.setText(title)
        inside = QWidget()
        inside.setProperty("ground", "none")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        purpose = Label(card.purpose)
        purpose.setWordWrap(True)
        column.addWidget(purpose)
        own = [(a.key, a.title) for a in actions if a.key] + list(card.keys)
        self._keys(column, self.tr("本页按键"), own)
        if card.rules:
            self._head(column, self.tr("规则与依据"))
        for number, words in card.rules:
            text = Label(words)
            text.setWordWrap(True)
            column.addWidget(text)
            column.addWidget(Label(number, "cap", "3"))
        self._keys(column, self.tr("到处可用"), common)
        if card.call:
            row = QHBoxLayout()
            row.addWidget(IconLabel("phone"))
            call = Label(card.call)
            call.setWordWrap(True)
            row.addWidget(call, 1)
            column.addSpacing(8)
            column.addLayout(row)
        column.addStretch(1)
        self._area.setWidget(inside)

    def _head(self, column: QVBoxLayout, words: str) -> None:
        column.addSpacing(8)
        column.addWidget(Label(words, "body", bold=True))

    def _keys(self, column: QVBoxLayout, title: str, keys: Sequence[tuple[str, str]]) -> None:
        if not keys:
            return
        self._head(column, title)
        for key, words in keys:
            row = QHBoxLayout()
            row.setSpacing(8)
            text = Label(words)
            text.setWordWrap(True)
            row.addWidget(text, 1)
            row.addWidget(KeyCap(key), 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
