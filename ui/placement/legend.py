"""What the marks mean, with how many there are (interface.md 8, 02)."""

from collections import Counter

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from medcentre.placement.facts import BedState, Precaution
from medcentre.placement.rows import Tile
from ui.kit import icons, painters, tokens
from ui.kit.i18n import lang
from ui.kit.theme import font, px

translate = QCoreApplication.translate


def legend_items(tiles: tuple[Tile, ...]) -> list[tuple[str, str, str]]:
    """(icon, token, words) of everything a tile may show, with counts of states."""
    states = Counter(t.state for t in tiles)
    signs = Counter(p for t in tiles for p in t.precautions)
    cleaning = states[BedState.TO_CLEAN] + states[BedState.DISINFECTING]
    counted = {
        "airborne": (Precaution.AIRBORNE, translate("Placement", "空气 {n}")),
        "blood": (Precaution.BLOOD, translate("Placement", "血液 {n}")),
        "contact": (Precaution.CONTACT, translate("Placement", "接触 {n}")),
        "droplet": (Precaution.DROPLET, translate("Placement", "飞沫 {n}")),
        "protect": (Precaution.PROTECT, translate("Placement", "保护 {n}")),
    }
    found = [
        (tokens.PRECAUTIONS[code][0], f"{tokens.PRECAUTIONS[code][1]}.text",
         words.format(n=signs[sign]))
        for code, (sign, words) in counted.items()
    ]  # fmt: skip
    return [
        *found,
        ("square-dashed", "green.text",
         translate("Placement", "空床 {n}").format(n=states[BedState.FREE])),
        ("bookmark", "indigo.text",
         translate("Placement", "预留 {n}").format(n=states[BedState.RESERVED])),
        ("spray-can", "blue.text", translate("Placement", "清洁消毒 {n}").format(n=cleaning)),
        ("wrench", "text.2", translate("Placement", "停用 {n}").format(n=states[BedState.CLOSED])),
        ("truck", "text.2",
         translate("Placement", "外出 {n}").format(n=sum(t.away for t in tiles))),
        ("flag", "red.text",
         translate("Placement", "重点人员 {n}").format(n=sum(bool(t.focus) for t in tiles))),
        ("bell-ring", "amber.text",
         translate("Placement", "待处理 {n}").format(n=sum(bool(t.conflicts) for t in tiles))),
    ]  # fmt: skip


class Legend(QWidget):
    """One line, spread over the width; what finds no room is left out at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[tuple[str, str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Other counts."""
        self.items = legend_items(tiles)
        self.setAccessibleName("  ".join(words for _, _, words in self.items))
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(px(400), px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Levels first, then signs and states."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, x = self.height() / 2, 2.0
        for code in ("n0", "n1", "n2", "n3"):
            x += painters.level(painter, x, middle, code, str(lang()), 16) + px(3)
        x += px(3)
        x += painters.text(
            painter, QRectF(x, 0, px(120), self.height()), self.tr("护理级别"), "text.2",
            font("cap"),
        )  # fmt: skip
        widths = [px(20) + painters.text_width(w, font("cap")) for _, _, w in self.items]
        free = self.width() - x - sum(widths) - 4
        gap = max(px(10), min(px(44), free / max(1, len(widths))))
        for (icon, token, words), wide in zip(self.items, widths, strict=True):
            x += gap
            if x + wide > self.width():
                return
            icons.draw(painter, icon, x, middle - px(7), px(14), token)
            box = QRectF(x + px(19), 0, wide, self.height())
            painters.text(painter, box, words, "text.2", font("cap"))
            x += wide
