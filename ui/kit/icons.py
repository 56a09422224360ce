"""Lucide icons (ISC) by name, drawn in a token's colour at the size and ratio needed."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from ui.kit.theme import RESOURCES, theme

_STROKE = re.compile(r'stroke-width="[\d.]+"')


@cache
def source(name: str) -> str:
    """The SVG text of an icon. FileNotFoundError for a name that is not shipped."""
    return (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")


def pixmap(name: str, px: int = 16, token: str = "text.2", ratio: float = 0.0) -> QPixmap:
    """The icon in a token's colour; `ratio` 0 means that of the screen."""
    app = QGuiApplication.instance()
    ratio = ratio or (app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0)
    tint = theme().colours[token]
    key = f"icon/{name}/{px}/{tint}/{ratio}"
    cached = QPixmap()
    if QPixmapCache.find(key, cached):
        return cached
    drawn = _renderer(name, tint, px)
    made = QPixmap(QSize(px, px) * ratio)
    made.fill(Qt.GlobalColor.transparent)
    made.setDevicePixelRatio(ratio)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawn.render(painter, QRectF(0, 0, px, px))
    painter.end()
    QPixmapCache.insert(key, made)
    return made


def draw(painter: QPainter, name: str, x: float, y: float, px: int, token: str = "text.2") -> None:
    """Paint the icon straight onto a painter, sharp at any ratio."""
    _renderer(name, theme().colours[token], px).render(painter, QRectF(x, y, px, px))


def icon(name: str, token: str = "text.2", px: int = 16, *, gap: int = 0) -> QIcon:
    """A QIcon with a disabled look and `gap` px of air behind it, as buttons need.

    Remade by its owner when the theme changes.
    """
    made = QIcon()
    made.addPixmap(_spaced(pixmap(name, px, token), gap), QIcon.Mode.Normal)
    made.addPixmap(_spaced(pixmap(name, px, "text.off"), gap), QIcon.Mode.Disabled)
    return made


def _spaced(picture: QPixmap, gap: int) -> QPixmap:
    """The picture on a wider transparent ground."""
    if not gap:
        return picture
    ratio = picture.devicePixelRatio()
    wider = QPixmap(picture.width() + round(gap * ratio), picture.height())
    wider.setDevicePixelRatio(ratio)
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wider


@cache
def _renderer(name: str, tint: str, px: int) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_recoloured(name, tint, px).encode()))


def _recoloured(name: str, tint: str, px: int) -> str:
    width = 3.0 if px <= 10 else 2.25 if px <= 14 else 1.75
    return _STROKE.sub(f'stroke-width="{width}"', source(name).replace("currentColor", tint))


@cache
def recoloured_file(name: str, tint: str) -> Path:
    """A file with the icon in that colour, for style sheets, which can only name files."""
    text = _STROKE.sub('stroke-width="2.5"', source(name).replace("currentColor", tint))
    cache_folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    folder = Path(cache_folder) / "icons"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}-{sha256(text.encode()).hexdigest()[:12]}.svg"
    if not file.exists():
        file.write_text(text, "utf-8")
    return file
