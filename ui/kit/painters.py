"""The small marks every delegate and painted widget shares (interface.md sections 1.3 and 3)."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from ui.kit import icons, tokens
from ui.kit.theme import colour, font, px

Rect = QRect | QRectF


def text(
    painter: QPainter,
    rect: Rect,
    words: str,
    token: str = "text.1",
    face: QFont | None = None,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """One elided line, vertically centred; returns the width it took."""
    painter.setFont(face or font("body"))
    painter.setPen(colour(token))
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(QRectF(rect), align | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)


def text_width(words: str, face: QFont | None = None) -> float:
    """Width of a line in a font."""
    return QFontMetricsF(face or font("body")).horizontalAdvance(words)


def hair(
    painter: QPainter, x1: float, y1: float, x2: float, y2: float, token: str = "line.hair"
) -> None:
    """One device pixel wide line."""
    pen = QPen(colour(token))
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.drawLine(QLineF(x1, y1, x2, y2))


def box(
    painter: QPainter,
    rect: Rect,
    fill: str | None,
    line: str | None = None,
    radius: float = tokens.RADIUS_CHIP,
    width: float = 1.0,
    *,
    dashed: bool = False,
) -> None:
    """A rounded rectangle with a sharp border inside `rect`."""
    inset = width / 2
    pen = QPen(Qt.PenStyle.NoPen)
    if line:
        pen = QPen(colour(line), width)
        pen.setCosmetic(width == 1.0)
        if dashed:
            pen.setDashPattern([3.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(QBrush(colour(fill)) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


def chip_width(words: str, icon: str = "", *, solid: bool = False) -> float:
    """Width a status chip will take; a solid one has bold words."""
    return (
        text_width(words, font("cap", bold=solid))
        + px(14)
        + (px(16 if words else 12) if icon else 0)
    )


def chip(
    painter: QPainter,
    x: float,
    middle: float,
    words: str,
    family: str = "grey",
    icon: str = "",
    *,
    solid: bool = False,
) -> float:
    """Status chip (tint, line, icon, words) centred on `middle`; returns its width.

    Where the painter is clipped to a cell the words are cut so that the chip ends inside.
    """
    height, width = px(20), chip_width(words, icon, solid=solid)
    if painter.hasClipping():
        width = min(width, painter.clipBoundingRect().right() - x)
    rect = QRectF(x, middle - height / 2, width, height)
    ink = "text.onred" if solid else f"{family}.text"
    box(
        painter,
        rect,
        f"{family}.solid" if solid else f"{family}.tint",
        None if solid else f"{family}.line",
    )
    left = x + px(7)
    if icon:
        icons.draw(painter, icon, left, middle - px(6), px(12), ink)
        left += px(16)
    room = rect.right() - px(6) - left
    text(painter, QRectF(left, rect.y(), room, height), words, ink, font("cap", bold=solid))
    return width


def level(
    painter: QPainter, x: float, middle: float, code: str, lang: str = "zh", side: int = 20
) -> float:
    """Nursing level mark: letter in a box, never colour alone; returns its width."""
    fill, line, ink, _bar = tokens.LEVELS[code]
    edge = px(side)
    rect = QRectF(x, middle - edge / 2, edge, edge)
    box(painter, rect, fill, line, width=1.5 if side >= 20 else 1.0)
    face = font("cap", bold=True)
    text(
        painter,
        rect,
        tokens.LEVEL_LETTERS[code][lang == "en"],
        ink,
        face,
        Qt.AlignmentFlag.AlignHCenter,
    )
    return edge


def precautions(
    painter: QPainter, x: float, middle: float, codes: Sequence[str], side: int = 16
) -> float:
    """Icons of the protections needed, in the given order; `std` shows nothing."""
    left = x
    for code in codes:
        if code in tokens.PRECAUTIONS:
            name, family = tokens.PRECAUTIONS[code]
            icons.draw(painter, name, left, middle - px(side) / 2, px(side), f"{family}.text")
            left += px(side) + 2
    return left - x


def domain_mark(painter: QPainter, centre: QPointF, domain: str, side: int = 24) -> None:
    """Round mark of a domain; always beside its word."""
    name, family = tokens.DOMAINS[domain]
    radius = px(side) / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(f"{family}.tint"))
    painter.drawEllipse(centre, radius, radius)
    inner = px(side * 14 // 24)
    icons.draw(
        painter, name, centre.x() - inner / 2, centre.y() - inner / 2, inner, f"{family}.text"
    )


def bar(
    painter: QPainter, rect: Rect, share: float, token: str = "accent", tick: float | None = None
) -> None:
    """A filled share of a sunken track; `tick` marks a limit with a line."""
    track = QRectF(rect)
    radius = min(3.0, track.height() / 2)
    box(painter, track, "bg.sunken", None, radius)
    filled = QRectF(track)
    filled.setWidth(max(0.0, min(1.0, share)) * track.width())
    if filled.width() > 0:
        box(painter, filled, token, None, radius)
    if tick is not None:
        at = track.x() + max(0.0, min(1.0, tick)) * track.width()
        hair(painter, at, track.y() - 3, at, track.bottom() + 3, "text.1")


def spark(
    painter: QPainter,
    rect: Rect,
    values: Sequence[float],
    low: float,
    high: float,
    last: str = "text.3",
) -> None:
    """A small line with its last value as a dot; the range is fixed so that slopes compare."""
    area = QRectF(rect).adjusted(3, 3, -3, -3)
    if not values or high <= low:
        return
    step = area.width() / max(1, len(values) - 1)
    points = QPolygonF()
    for position, value in enumerate(values):
        share = max(0.0, min(1.0, (value - low) / (high - low)))
        points.append(QPointF(area.x() + position * step, area.bottom() - share * area.height()))
    painter.setPen(QPen(colour("line.field"), 1.25))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(points)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(last))
    painter.drawEllipse(points.at(points.size() - 1), 2.5, 2.5)


VERDICTS = {
    "allowed": ("circle-check", "green"),
    "confirm": ("triangle-alert", "amber"),
    "blocked": ("ban", "red"),
}
"""Planner verdict -> icon and family."""


def verdict(painter: QPainter, rect: Rect, kind: str, words: str, reason: str = "") -> None:
    """The verdict of the planner on a free bed: word with icon, reason below."""
    name, family = VERDICTS[kind]
    area = QRectF(rect)
    box(painter, area, f"{family}.tint", f"{family}.solid")
    half = area.height() / 2
    icons.draw(
        painter, name, area.x() + px(6), area.y() + half / 2 - px(7) + 1, px(14), f"{family}.text"
    )
    top = QRectF(area.x() + px(24), area.y() + 1, area.width() - px(26), half)
    text(painter, top, words, f"{family}.text", font("cap", bold=True))
    text(painter, top.translated(0, half - 2), reason, "text.2", font("cap"))


def hatch(painter: QPainter, rect: Rect, radius: float = tokens.RADIUS_CHIP) -> None:
    """Out of service, leave: diagonal lines, visible without colour."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), radius, radius)
    painter.fillPath(path, colour("bg.surface"))
    painter.fillPath(path, QBrush(colour("grey.line", 128), Qt.BrushStyle.BDiagPattern))


def left_bar(
    painter: QPainter, rect: Rect, token: str, width: float = 3.0, radius: float = 0.0
) -> None:
    """A coloured bar at the left edge, clipped to the rounded box."""
    area = QRectF(rect)
    painter.save()
    if radius:
        path = QPainterPath()
        path.addRoundedRect(area, radius, radius)
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.fillRect(QRectF(area.x(), area.y(), width, area.height()), colour(token))
    painter.restore()


def focus_ring(painter: QPainter, rect: Rect, radius: float = tokens.RADIUS_CHIP) -> None:
    """The 2 px focus ring, inside `rect`."""
    painter.setPen(QPen(colour("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)


def avatar(painter: QPainter, rect: Rect, name: str) -> None:
    """First character of a name on a quiet disc."""
    area = QRectF(rect)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("accent.tint"))
    painter.drawEllipse(area)
    face = font("title3" if area.width() > px(36) else "body", bold=True)
    text(painter, area, name[:1], "accent", face, Qt.AlignmentFlag.AlignHCenter)


def count_words(count: int) -> str:
    """A number on a badge: never more than 99+ (interface.md section 3)."""
    return "99+" if count > 99 else str(count)


def badge(painter: QPainter, right: float, middle: float, count: int, *, urgent: bool) -> float:
    """Count at the right edge: red pill when something is overdue, plain number else."""
    words = count_words(count)
    face = font("tiny", bold=urgent)
    width = max(text_width(words, face) + px(10), px(18)) if urgent else text_width(words, face)
    rect = QRectF(right - width, middle - px(9), width, px(18))
    if urgent:
        box(painter, rect, "red.tint", None, px(9))
    text(
        painter,
        rect,
        words,
        "red.text" if urgent else "text.2",
        face,
        Qt.AlignmentFlag.AlignHCenter,
    )
    return width
