"""A bed as a tile (interface.md section 3): bar, name, age, signs, states, verdicts."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from medcentre.kernel.wording import Lang
from medcentre.placement.facts import BedState, Level
from medcentre.placement.rows import Tile, Waiting
from ui.kit import icons, painters, tokens
from ui.kit.delegate import ROW_ROLE, AnyIndex
from ui.kit.i18n import label, lang, show_name, show_short_name
from ui.kit.theme import colour, font, px
from ui.placement.map_model import TileLook
from ui.placement.words import STATE_LOOK, signs

GAP = 2
"""Half the space between two tiles."""

SMALL, LARGE = 48, 72
"""Height of a cell with its gaps: bed cards, large bed cards."""

BOLDER = 0.92
"""What bold type leaves of a line measured in plain type."""

RIGHT = Qt.AlignmentFlag.AlignRight


class BedDelegate(QStyledItemDelegate):
    """Paints the tiles of a zone card."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.large = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """The tile, dimmed outside the filter, with the ring of the keyboard."""
        look = index.data(ROW_ROLE)
        if not isinstance(look, TileLook):
            return
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        rect = QRectF(option.rect).adjusted(GAP, GAP, -GAP, -GAP)
        if look.dimmed:
            painter.setOpacity(0.22)
        paint_tile(painter, rect, look, large=self.large)
        if option.state & QStyle.StateFlag.State_MouseOver and not look.dimmed:
            painters.box(painter, rect, None, "line.strong")
        if look.target and not look.verdict_word:
            painters.box(painter, rect, None, "accent", width=2.0)
        painter.setOpacity(1.0)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painters.focus_ring(painter, rect.adjusted(-1, -1, 1, 1))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """The spec's tile with its gaps."""
        return QSize(px(108), px(LARGE if self.large else SMALL))


def paint_tile(painter: QPainter, rect: QRectF, look: TileLook, *, large: bool = False) -> None:
    """One tile in whatever state it is."""
    if look.tile.stay_id is not None:
        _occupied(painter, rect, look, large=large)
        if look.partner:
            painters.box(painter, rect, None, "red.solid", width=2.0)
    elif look.verdict is not None:
        _verdict(painter, rect, look)
    else:
        _empty(painter, rect, look)


def _lines(rect: QRectF, *, large: bool = False) -> tuple[QRectF, QRectF]:
    """Upper and lower line inside a tile."""
    line = min(rect.height() / 2, px(22))
    top = QRectF(rect.x() + px(8), rect.y() + px(1) + 1, rect.width() - px(14), line)
    below = QRectF(top.x(), top.bottom() - px(2), top.width(), line - px(1))
    return top, below


def _number(painter: QPainter, top: QRectF, look: TileLook, token: str = "text.3") -> float:
    """The bed's number; where the words begin."""
    used = painters.text(painter, top, look.place, token, font("cap"))
    return top.x() + max(px(15), used + px(5))


def _occupied(painter: QPainter, rect: QRectF, look: TileLook, *, large: bool) -> None:
    tile = look.tile
    level = None if tile.care_level is None else f"n{tile.care_level}"
    off = tile.away or look.lifted
    special = level == "n0" and not off
    painters.box(
        painter,
        rect,
        "bg.app" if off else "bg.surface",
        "line.strong" if off else "red.solid" if special else "line.hair",
        dashed=off,
    )
    if look.planned[0]:
        painters.box(painter, rect, "blue.tint", "blue.text", dashed=True)
    if look.lifted:
        painter.setOpacity(painter.opacity() * 0.45)
    if level:
        painters.left_bar(painter, rect, tokens.LEVELS[level][3], 3.0, tokens.RADIUS_CHIP)
    top, below = _lines(rect, large=large)
    left = _number(painter, top, look)
    age = "" if tile.age is None else str(tile.age)
    painters.text(painter, top, age, "text.2", font("cap"), RIGHT)
    room = top.right() - left - painters.text_width(age, font("cap")) - px(4)
    name = QRectF(left, top.y(), max(room, px(12)), top.height())
    face = font(_name_type())
    words = show_name(tile.name)
    if painters.text_width(words, face) > name.width():
        words = show_short_name(tile.name)
    painters.text(painter, name, words, "text.3" if off else "text.1", face)
    _signs(painter, QRectF(left, below.y(), below.right() - left, below.height()), tile, look)
    if large:
        words = _large_words(tile)
        third = below.translated(left - below.x(), below.height())
        third.setRight(below.right())
        painters.text(painter, third, words, "text.2", font("cap"))
    if look.lifted:
        painter.setOpacity(1.0)


def _signs(painter: QPainter, below: QRectF, tile: Tile, look: TileLook) -> None:
    """Level, precautions, truck at the left; bell and flag at the right."""
    middle = below.center().y()
    at = below.x()
    if tile.care_level is not None:
        at += painters.level(painter, at, middle, f"n{tile.care_level}", str(lang()), 16) + px(4)
    at += painters.precautions(painter, at, middle, tile.precautions, 14)
    right = below.right()
    if look.planned[0]:
        line = QRectF(at + px(4), below.y(), right - at - px(4), below.height())
        painters.text(painter, line, _fitting(look, line), "blue.text", font("cap"), RIGHT)
        return
    if look.lapse:
        right -= painters.text(painter, below, look.lapse, "amber.text", font("cap"), RIGHT)
        right -= px(15)
        icons.draw(painter, "hourglass", right, middle - px(6), px(12), "amber.text")
        right -= px(3)
    if tile.focus:
        right -= px(13)
        icons.draw(painter, "flag", right, middle - px(6), px(13), "red.text")
    if tile.conflicts:
        right -= px(15)
        icons.draw(painter, "bell-ring", right, middle - px(7), px(13), "amber.text")
    if tile.away and right - at > px(14):
        icons.draw(painter, "truck", at + 1, middle - px(7), px(13), "text.2")
        words = QRectF(at + px(18), below.y(), right - at - px(18), below.height())
        if painters.text_width(look.away, font("cap")) <= words.width():
            painters.text(painter, words, look.away, "text.2", font("cap"))


def _fitting(look: TileLook, line: QRectF) -> str:
    """The plan in words, in a word where they find no room, by its arrow where that finds none."""
    words, short = look.planned
    for said in (words, short):
        if painters.text_width(said, font("cap")) <= line.width():
            return said
    return short[:1] if short[:1] in "←→" else ""


def _large_words(tile: Tile) -> str:
    parts = list(signs(tile))
    if not parts and tile.care_level is not None:
        parts = [label(f"placement_care.n{tile.care_level}")]
    return " · ".join(parts)


def _empty(painter: QPainter, rect: QRectF, look: TileLook) -> None:
    """Free, reserved, cleaning, closed."""
    state = look.tile.state
    icon, family = STATE_LOOK.get(state, ("square-dashed", "grey"))
    ink = f"{family}.text"
    note = look.planned[0] or look.note
    if look.planned[0]:
        painters.box(painter, rect, "bg.surface", f"{family}.text", dashed=True)
    elif state is BedState.FREE:
        painters.box(painter, rect, "bg.surface", "green.line", dashed=True)
    elif state is BedState.CLOSED:
        painters.hatch(painter, rect)
        painters.box(painter, rect, None, "line.strong", dashed=True)
    else:
        painters.box(painter, rect, f"{family}.tint", f"{family}.line")
    top, below = _lines(rect)
    if not note:
        top = QRectF(top.x(), rect.y(), top.width(), rect.height())
    left = _number(painter, top, look, "text.2" if state is BedState.CLOSED else "text.3")
    if state is BedState.CLOSED:
        _ground(painter, left, top, look.state, px(20))
        _ground(painter, _under(left, below).x(), below, look.note, 0)
    icons.draw(painter, icon, left, top.center().y() - px(7), px(14), ink)
    head = QRectF(left + px(18), top.y(), top.right() - left - px(18), top.height())
    painters.text(painter, head, look.state, ink, font("cap"))
    second = _under(left, below)
    painters.text(painter, second, note, ink, font("cap"))


def _under(left: float, below: QRectF) -> QRectF:
    """The lower line: under the words, or from the edge where a whole bed code stands above."""
    start = left if left - below.x() <= px(24) else below.x()
    return QRectF(start, below.y(), below.right() - start, below.height())


def _ground(painter: QPainter, left: float, line: QRectF, words: str, icon: float) -> None:
    """Words on a hatch stand on a small ground (interface.md 8.1)."""
    if words:
        wide = min(painters.text_width(words, font("cap")) + icon, line.right() - left)
        painter.fillRect(
            QRectF(left - 2, line.y() + 3, wide + 4, line.height() - 5), colour("bg.surface")
        )


def _verdict(painter: QPainter, rect: QRectF, look: TileLook) -> None:
    """The planner's word on a free bed; loud only where one may drop, or where one is."""
    assert look.verdict is not None
    icon, family = painters.VERDICTS[look.verdict]
    quiet = look.verdict is Level.BLOCKED and not look.target
    if quiet:
        painters.box(painter, rect, "bg.app", "line.hair")
    else:
        width = 2.0 if look.target else 1.0
        painters.box(painter, rect, f"{family}.tint", f"{family}.solid", width=width)
    top, below = _lines(rect)
    left = _number(painter, top, look)
    ink = "text.2" if quiet else f"{family}.text"
    icons.draw(painter, icon, left, top.center().y() - px(7), px(14), f"{family}.text")
    head = QRectF(left + px(18), top.y(), top.right() - left - px(18), top.height())
    second = _under(left, below)
    first, rest = _two_lines(look, head.width(), second.width())
    painters.text(painter, head, first, ink, font("cap", bold=not quiet))
    painters.text(painter, second, rest, "text.3" if quiet else "text.2", font("cap"))


def _two_lines(look: TileLook, head: float, second: float) -> tuple[str, str]:
    """Verdict and reason; a reason too long for its line takes the verdict's place as well, which
    icon and colour still tell."""
    face = font("cap")

    def wide(said: str) -> float:
        return painters.text_width(said, face)

    if wide(look.reason) <= second:
        return look.verdict_word, look.reason
    gap = " " if " " in look.reason else ""
    parts = look.reason.split() if gap else list(look.reason)
    for cut in range(len(parts) - 1, 0, -1):
        first, rest = gap.join(parts[:cut]), gap.join(parts[cut:])
        if wide(first) <= head * BOLDER and wide(rest) <= second:
            return first, rest
    return look.verdict_word, look.reason


def _name_type() -> str:
    """Pinyin is longer than characters."""
    return "cap" if lang() is Lang.EN else "body"


def paint_waiting(
    painter: QPainter, rect: QRectF, row: Waiting, when: str, tone: str, note: str
) -> None:
    """A person in the strip: who, signs, when, and what is proposed."""
    painters.box(painter, rect, "bg.surface", "line.hair")
    if row.care_level is not None:
        painters.left_bar(
            painter, rect, tokens.LEVELS[f"n{row.care_level}"][3], 3.0, tokens.RADIUS_CHIP
        )
    inner = rect.adjusted(px(12), 2, -px(10), -2)
    top = QRectF(inner.x(), inner.y(), inner.width(), inner.height() / 2)
    right = painters.text_width(when, font("cap")) + px(8)
    painters.text(painter, top, when, tone, font("cap"), RIGHT)
    at = top.x() + painters.text(
        painter,
        top.adjusted(0, 0, -right - px(4), 0),
        show_name(row.name),
        "text.1",
        font("body", bold=True),
    )
    who = f"{label(f'sex.{row.sex}')} {row.age}"
    at += px(8)
    at += painters.text(
        painter, QRectF(at, top.y(), max(0.0, top.right() - right - at), top.height()), who,
        "text.2", font("cap"),
    ) + px(8)  # fmt: skip
    if row.care_level is not None and at < top.right() - right - px(20):
        at += painters.level(painter, at, top.center().y(), f"n{row.care_level}", str(lang()), 16)
        at += px(4)
    if at < top.right() - right - px(16):
        painters.precautions(painter, at, top.center().y(), row.precautions, 14)
    below = QRectF(inner.x(), top.bottom(), inner.width(), inner.height() / 2)
    painters.text(painter, below, note, "text.2", font("cap"))
