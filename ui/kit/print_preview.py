"""Every paper is seen before it is printed; printed from the same PDF (QtPdf, no external viewer)."""

from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QPointF,
    QSize,
    QSizeF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QImage, QKeySequence, QPageLayout, QPageSize, QPainter, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.settings import Preferences
from ui.kit.theme import px, set_state
from ui.kit.widgets import Button, Label, icon_button, rule

PRINT_DPI = 300
_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class PrintPreview(QWidget):
    """A window with the pages, zoom, page steps, 打印 and 另存 PDF."""

    printed = Signal()
    saved = Signal(str)

    def __init__(
        self,
        pdf: bytes,
        title: str,
        parent: QWidget | None = None,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        self.setWindowTitle(title)
        set_state(self, ground="app")
        self._pdf, self._title, self._preferences = pdf, title, preferences
        self._bytes = QBuffer(self)
        self._bytes.setData(QByteArray(pdf))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(self)
        self.document.load(self._bytes)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.pageNavigator().currentPageChanged.connect(self._at)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools())
        column.addWidget(rule())
        column.addWidget(self.view, 1)
        self.view.setAccessibleName(title)
        room = self.screen().availableSize() - QSize(16, 48)  # its frame and title bar
        self.resize(QSize(px(900), px(900)).boundedTo(room))
        self._shortcuts()
        self._at(0)

    @Slot()
    def save_as(self) -> None:
        """Ask where, then write the same bytes."""
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("另存 PDF"), f"{self._title}.pdf", "PDF (*.pdf)"
        )
        if name:
            self.save_to(Path(name))

    def save_to(self, file: Path) -> None:
        """Write the same bytes to a file."""
        file.write_bytes(self._pdf)
        self.saved.emit(str(file))

    @Slot()
    def ask_and_print(self) -> None:
        """The system's print dialog; the printer is remembered per paper."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        key = f"print/{self._title.split(' ')[0]}/printer"
        if self._preferences and isinstance(kept := self._preferences.noted(key), str):
            printer.setPrinterName(kept)
        self._suit(printer)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, max(1, self.document.pageCount()))
        if dialog.exec():
            if self._preferences:
                self._preferences.note(key, printer.printerName())
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Send the chosen pages to a printer, each at the printer's paper size."""
        self._suit(printer)
        first = max(1, printer.fromPage()) - 1
        last = printer.toPage() or self.document.pageCount()
        painter = QPainter(printer)
        for page in range(first, min(last, self.document.pageCount())):
            if page > first:
                printer.newPage()
            painter.drawImage(painter.viewport(), self.page_image(page, PRINT_DPI))
        painter.end()
        self.printed.emit()

    def page_image(self, page: int, dpi: int = 96) -> QImage:
        """A page as a picture."""
        points = self.document.pagePointSize(page)
        wanted = QSizeF(points.width() * dpi / 72, points.height() * dpi / 72).toSize()
        image = QImage(wanted, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.drawImage(0, 0, self.document.render(page, wanted))
        painter.end()
        return image

    def _suit(self, printer: QPrinter) -> None:
        """Paper size and direction of the document, no margins of our own."""
        points = self.document.pagePointSize(0)
        wide = points.width() > points.height()
        upright = QSizeF(min(points.width(), points.height()), max(points.width(), points.height()))
        printer.setPageSize(
            QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        )
        look = QPageLayout.Orientation
        printer.setPageOrientation(look.Landscape if wide else look.Portrait)
        printer.setFullPage(True)

    def _tools(self) -> QWidget:
        strip = QWidget()
        set_state(strip, ground="surface")
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(Label(self._title, "body", bold=True))
        row.addStretch(1)
        for name, words, run in (
            ("chevron-left", self.tr("上一页"), self.page_back),
            ("chevron-right", self.tr("下一页"), self.page_on),
            ("zoom-out", self.tr("缩小"), self.zoom_out),
            ("zoom-in", self.tr("放大"), self.zoom_in),
            ("maximize-2", self.tr("整页"), self.whole_page),
        ):
            button = icon_button(name, words)
            button.clicked.connect(run)
            row.addWidget(button)
            if name == "chevron-left":
                self.place = Label("", "body", "2")
                row.addWidget(self.place)
        row.addSpacing(12)
        save = Button(self.tr("另存 PDF"), "download")
        save.clicked.connect(self.save_as)
        go = Button(self.tr("打印"), "printer", "primary")
        go.clicked.connect(self.ask_and_print)
        row.addWidget(save)
        row.addWidget(go)
        return strip

    def _shortcuts(self) -> None:
        for keys, run in (
            ("Ctrl+P", self.ask_and_print),
            ("Ctrl+S", self.save_as),
            ("PgUp", self.page_back),
            ("PgDown", self.page_on),
            ("Ctrl+-", self.zoom_out),
            ("Ctrl+=", self.zoom_in),
            ("Esc", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    @Slot()
    def page_on(self) -> None:
        """One page on."""
        self._go(self.view.pageNavigator().currentPage() + 1)

    @Slot()
    def page_back(self) -> None:
        """One page back."""
        self._go(self.view.pageNavigator().currentPage() - 1)

    def _go(self, page: int) -> None:
        if 0 <= page < self.document.pageCount():
            self.view.pageNavigator().jump(page, QPointF())

    @Slot()
    def zoom_in(self) -> None:
        """Larger."""
        self._zoom(next((z for z in _ZOOMS if z > self._factor() + 0.01), _ZOOMS[-1]))

    @Slot()
    def zoom_out(self) -> None:
        """Smaller."""
        self._zoom(next((z for z in reversed(_ZOOMS) if z < self._factor() - 0.01), _ZOOMS[0]))

    @Slot()
    def whole_page(self) -> None:
        """The whole page in view."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)

    def _factor(self) -> float:
        custom = self.view.zoomMode() == QPdfView.ZoomMode.Custom
        return self.view.zoomFactor() if custom else 1.0

    def _zoom(self, factor: float) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(factor)

    @Slot(int)
    def _at(self, page: int) -> None:
        self.place.setText(f"{page + 1} / {self.document.pageCount()}")
