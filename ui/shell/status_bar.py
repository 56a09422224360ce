"""The line at the bottom: store, backup, drafts; the keys that always help."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit import painters
from ui.kit.theme import colour, px, size
from ui.kit.widgets import IconLabel, Label
from ui.shell.services import StatusLine


class StatusBar(QWidget):
    """States left, keys right."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(size("status"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(18)
        self._states = QHBoxLayout()
        self._states.setSpacing(18)
        row.addLayout(self._states)
        row.addStretch(1)
        self._parts: list[tuple[IconLabel, Label]] = []
        self._keys: list[Label] = []
        for words in (
            self.tr("Ctrl+K 查找"),
            self.tr("Ctrl+P 打印"),
            self.tr("Ctrl+L 锁定"),
            self.tr("F1 本页帮助"),
        ):
            self._keys.append(Label(words, "cap", "2"))
            row.addWidget(self._keys[-1])

    def show_states(self, lines: Sequence[StatusLine]) -> None:
        """What the store, the backup and the drafts say."""
        while len(self._parts) < len(lines):
            cell = QHBoxLayout()
            cell.setSpacing(6)
            part = (IconLabel("info", 14), Label("", "cap", "2"))
            cell.addWidget(part[0])
            cell.addWidget(part[1])
            self._states.addLayout(cell)
            self._parts.append(part)
        for place, (mark, words) in enumerate(self._parts):
            shown = place < len(lines)
            mark.setVisible(shown)
            words.setVisible(shown)
            if shown:
                line = lines[place]
                mark.show_icon(line.icon, f"{line.tone}.text")
                words.setText(line.text)
                words.set_tone(line.tone if line.tone in ("red", "amber") else "2")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows keep F1 only."""
        super().resizeEvent(event)
        for label in self._keys[:-1]:
            label.setVisible(self.width() > px(800))

    def sizeHint(self) -> QSize:
        """As wide as it is given."""
        return QSize(600, size("status"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sunken ground, hairline above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("bg.sunken"))
        painters.hair(painter, 0, 0.5, self.width(), 0.5)
