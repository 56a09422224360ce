"""The picture on the person page: its place in the banner, and the frame that cuts it to shape."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QIODevice,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QImage,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QSlider, QWidget

from medcentre.kernel.errors import DomainError
from medcentre.residents import photos
from medcentre.residents.facts import PersonCard, ResidentCode
from ui.kit import icons, painters, tokens
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.i18n import explain_error
from ui.kit.theme import colour, font, px
from ui.kit.widgets import IconLabel, Label
from ui.residents import words

translate = QCoreApplication.translate

WIDTH, HEIGHT = 480, 640
"""Pixels of a stored picture, passport shape."""

QUALITIES = (88, 78, 65, 50)
"""JPEG qualities tried until the picture is small enough."""

MOST_PIXELS = 8000
"""Longest side of a file that is opened; larger ones are read scaled down."""


class Photo(QWidget):
    """The picture, or a person's outline until there is one. A click asks for another."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("没有照片"))

    def sizeHint(self) -> QSize:
        """Passport shape."""
        return QSize(px(76), px(100))

    def show_photo(self, jpeg: bytes | None) -> None:
        """Another picture, or none."""
        self._picture = QPixmap()
        if jpeg:
            self._picture.loadFromData(jpeg)
        self.setAccessibleName(self.tr("没有照片") if self._picture.isNull() else self.tr("照片"))
        self.update()

    @property
    def is_empty(self) -> bool:
        """Whether only the outline is shown."""
        return self._picture.isNull()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame with picture or outline."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        rect = QRectF(self.rect())
        painters.box(painter, rect, "bg.sunken", "line.hair", tokens.RADIUS_CHIP)
        if not self._picture.isNull():
            path = QPainterPath()
            path.addRoundedRect(rect.adjusted(1, 1, -1, -1), tokens.RADIUS_CHIP, tokens.RADIUS_CHIP)
            painter.setClipPath(path)
            painter.drawPixmap(rect, self._picture, QRectF(self._picture.rect()))
            return
        side = px(36)
        icons.draw(
            painter, "user-round", rect.center().x() - side / 2, rect.center().y() - side / 2 - px(6),
            side, "text.3",
        )  # fmt: skip
        below = QRectF(rect.x(), rect.bottom() - px(24), rect.width(), px(20))
        centre = Qt.AlignmentFlag.AlignHCenter
        painters.text(painter, below, self.tr("照片"), "text.3", font("cap"), centre)


class Frame(QWidget):
    """A picture behind a frame of passport shape: dragged, zoomed by wheel, slider or keys."""

    zoomed = Signal(float)

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self.image = image
        self.zoom = 1.0
        self._middle = QPointF(image.width() / 2, image.height() * 0.45)
        self._grip: QPointF | None = None
        self.setFixedSize(px(300), px(400))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setAccessibleName(self.tr("取景框：方向键移动，加减号缩放"))
        self._keep_inside()

    def crop(self) -> QRectF:
        """The part of the picture inside the frame, in its own pixels."""
        wide = min(self.image.width(), self.image.height() * WIDTH / HEIGHT) / self.zoom
        tall = wide * HEIGHT / WIDTH
        return QRectF(self._middle.x() - wide / 2, self._middle.y() - tall / 2, wide, tall)

    def set_zoom(self, zoom: float) -> None:
        """1 shows as much as fits, 4 a quarter of it."""
        self.zoom = min(4.0, max(1.0, zoom))
        self._keep_inside()
        self.zoomed.emit(self.zoom)
        self.update()

    def jpeg(self) -> bytes:
        """The cut as JPEG, small enough to be stored. Raises PHOTO_TOO_LARGE."""
        cut = self.image.copy(self.crop().toRect()).scaled(
            WIDTH, HEIGHT, Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        cut = cut.convertToFormat(QImage.Format.Format_RGB888)
        for quality in QUALITIES:
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            cut.save(buffer, "JPEG", quality)  # type: ignore[call-overload]
            if len(made := bytes(buffer.data().data())) <= photos.MOST_BYTES:
                return made
        raise DomainError(ResidentCode.PHOTO_TOO_LARGE, kb=photos.MOST_BYTES // 1000)

    def _move(self, dx: float, dy: float) -> None:
        """By steps of the widget's pixels."""
        scale = self.crop().width() / self.width()
        self._middle += QPointF(dx * scale, dy * scale)
        self._keep_inside()
        self.update()

    def _keep_inside(self) -> None:
        part = self.crop()
        half = QPointF(part.width() / 2, part.height() / 2)
        self._middle.setX(min(max(self._middle.x(), half.x()), self.image.width() - half.x()))
        self._middle.setY(min(max(self._middle.y(), half.y()), self.image.height() - half.y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, plus and minus zoom."""
        steps = {
            Qt.Key.Key_Left: (-10, 0), Qt.Key.Key_Right: (10, 0),
            Qt.Key.Key_Up: (0, -10), Qt.Key.Key_Down: (0, 10),
        }  # fmt: skip
        if (key := Qt.Key(event.key())) in steps:
            self._move(*steps[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self.zoom + 0.1)
        elif key is Qt.Key.Key_Minus:
            self.set_zoom(self.zoom - 0.1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom."""
        self.set_zoom(self.zoom + event.angleDelta().y() / 1200)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        if self._grip is not None:
            step = self._grip - event.position()
            self._grip = event.position()
            self._move(step.x(), step.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cut, and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), colour("bg.sunken"))
        painter.drawImage(QRectF(self.rect()), self.image, self.crop())
        if self.hasFocus():
            painters.focus_ring(painter, QRectF(self.rect()))


class PhotoDialog(Sheet):
    """Cut a picture to shape and keep it."""

    kept = Signal()

    def __init__(self, desk: Desk, card: PersonCard, image: QImage, parent: QWidget) -> None:
        super().__init__(
            parent,
            translate("Photo", "照片：{name}").format(name=words.name(card.roll)),
            translate("Photo", "拖动或用方向键让脸在框中央，滚轮或加减号缩放。"),
            "camera",
            "blue",
        )
        self.desk, self.stay_id = desk, card.roll.stay_id
        self.text.setMinimumHeight(self.text.heightForWidth(px(376)))
        self.frame = Frame(image)
        self.content.addWidget(self.frame, 0, Qt.AlignmentFlag.AlignHCenter)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(100, 400)
        self.slider.setAccessibleName(self.tr("放大"))
        self.slider.valueChanged.connect(self._slid)
        self.frame.zoomed.connect(self._zoomed)
        row = QHBoxLayout()
        row.addWidget(IconLabel("zoom-out", 16))
        row.addWidget(self.slider, 1)
        row.addWidget(IconLabel("zoom-in", 16))
        self.content.addLayout(row)
        self.refusal = Label("", "body", "red")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.content.addWidget(self.refusal)
        self.add_button(self.tr("取消")).clicked.connect(self.reject)
        self.go = self.add_button(self.tr("保存照片"), "check", "primary")
        self.go.clicked.connect(self.save)
        self.frame.setFocus()

    @Slot()
    def save(self) -> None:
        """Keep the cut; a refusal keeps the sheet open."""
        try:
            cut = photos.KeepPhoto(stay_id=self.stay_id, jpeg=self.frame.jpeg())
            photos.keep_photo(self.desk.ctx, cut)
        except DomainError as refused:
            self.refusal.setText(explain_error(refused))
            self.refusal.show()
            return
        self.desk.toast(self.tr("照片已保存"))
        self.kept.emit()
        self.accept()

    @Slot(int)
    def _slid(self, percent: int) -> None:
        if abs(self.frame.zoom * 100 - percent) > 1:
            self.frame.set_zoom(percent / 100)

    @Slot(float)
    def _zoomed(self, zoom: float) -> None:
        self.slider.setValue(round(zoom * 100))


def choose_photo(desk: Desk, card: PersonCard, parent: QWidget) -> QFileDialog:
    """Ask for a file, then cut it to shape."""
    chooser = QFileDialog(parent, translate("Photo", "选择照片"))
    chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    chooser.setNameFilter(translate("Photo", "照片") + " (*.jpg *.jpeg *.png *.bmp)")
    chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
    chooser.fileSelected.connect(partial(open_photo, desk, card, parent))
    chooser.open()
    return chooser


def open_photo(desk: Desk, card: PersonCard, parent: QWidget, path: str) -> PhotoDialog | None:
    """The frame over a file; a file that is no picture is refused in a toast."""
    reader = QImageReader(str(Path(path)))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > MOST_PIXELS:
        reader.setScaledSize(size.scaled(2000, 2000, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        desk.refusal(DomainError(ResidentCode.PHOTO_NOT_JPEG))
        return None
    dialog = PhotoDialog(desk, card, image, parent)
    dialog.open()
    return dialog


def remove_photo(desk: Desk, card: PersonCard) -> None:
    """Ask for the reason, then take the picture away."""

    def remove(reason: str) -> None:
        photos.remove_photo(desk.ctx, card.roll.stay_id, reason)
        desk.toast(translate("Photo", "照片已去掉"))

    desk.confirm(
        translate("Photo", "去掉 {name} 的照片").format(name=words.name(card.roll)),
        translate("Photo", "页面上不再显示。谁何时去掉、为什么，记入审计。"),
        translate("Photo", "去掉"), remove, reason_min=4,
    )  # fmt: skip
