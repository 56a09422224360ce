"""The thin drawer on a reportlab canvas: the only module that writes PDF operators."""

import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from reportlab.graphics.barcode import code128, qrencoder
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from medcentre.papers.faces import Face
from medcentre.papers.fonts import check_glyphs, reportlab_font, runs
from medcentre.papers.marks import Area, Hand, Mark, Ring, Stroke, Words
from medcentre.papers.prose import Line, Piece, Sign
from medcentre.papers.styles import BLACK, HAIR, Align, Colour

_HANDS = {
    Hand.SANS: Face.SANS,
    Hand.SANS_BOLD: Face.SANS_BOLD,
    Hand.SERIF: Face.SERIF,
    Hand.SERIF_BOLD: Face.SERIF_BOLD,
}


class Pen:
    """Draws on the pages of one document. Origin top left, y downwards, points."""

    def __init__(self, title: str, author: str) -> None:
        self._buffer = BytesIO()
        self._canvas: Any = Canvas(self._buffer, invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("MedCentre")
        self._high = 0.0
        self._colour = BLACK
        self._fill = BLACK
        self._width = -1.0

    def begin_page(self, width: float, high: float) -> None:
        """Start a page of that size."""
        self._canvas.setPageSize((width, high))
        self._high = high
        self._colour = self._fill = BLACK
        self._width = -1.0

    def end_page(self) -> None:
        """Finish the page; its content is packed at once, so that long documents stay small."""
        self._canvas.showPage()
        page = self._canvas._doc.Pages.pages[-1]
        packed = zlib.compress(page.stream.encode("ascii"))
        kind = pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")})
        page.Contents, page.stream = pdfdoc.PDFStream(kind, packed), ""

    def close(self) -> bytes:
        """The finished document."""
        self._canvas.save()
        return self._buffer.getvalue()

    def clip_below(self, y: float, width: float) -> None:
        """Let nothing above `y` be drawn on this page any more."""
        self._put(f"0 0 {width:.2f} {self._high - y:.2f} re W n")

    def line(self, x: float, y: float, line: Line) -> None:
        """A broken line of text; `y` is its baseline."""
        for piece in line.pieces:
            wide = piece.width + line.stretch * (len(piece.text) or 1)
            if piece.sign:
                self._sign(x, y, piece)
            else:
                self._string(x, y, piece, line.stretch + piece.style.spacing)
                self._decorate(x, y, wide - line.stretch, piece)
            x += wide

    def words(
        self,
        x: float,
        y: float,
        value: str,
        face: Face,
        size: float,
        colour: Colour = BLACK,
        align: Align = Align.LEFT,
        spacing: float = 0,
    ) -> None:
        """A single line of words at a baseline."""
        check_glyphs((value,))
        parts = runs(value, face)
        wide = sum(r.width for r in parts) * size / 1000 + spacing * (len(value) - 1)
        x -= wide if align is Align.RIGHT else wide / 2 if align is Align.CENTRE else 0
        for run in parts:
            self._show(x, y, run.text, run.face, size, spacing, colour)
            x += run.width * size / 1000 + spacing * len(run.text)

    def rules(
        self, segments: Iterable[tuple[float, float, float, float]], width: float = HAIR
    ) -> None:
        """Straight black lines (x1, y1, x2, y2)."""
        path = " ".join(
            f"{x1:.2f} {self._high - y1:.2f} m {x2:.2f} {self._high - y2:.2f} l"
            for x1, y1, x2, y2 in segments
        )
        if path:
            self._stroke_style(width, BLACK)
            self._put(path + " S")

    def rect(self, x: float, y: float, w: float, h: float, width: float = HAIR) -> None:
        """A black frame."""
        self._stroke_style(width, BLACK)
        self._put(f"{x:.2f} {self._high - y - h:.2f} {w:.2f} {h:.2f} re S")

    def fill(self, x: float, y: float, w: float, h: float, colour: Colour) -> None:
        """A filled rectangle."""
        self._fill_style(colour)
        self._put(f"{x:.2f} {self._high - y - h:.2f} {w:.2f} {h:.2f} re f")

    def marks(self, x: float, y: float, marks: Iterable[Mark]) -> None:
        """Plain values, moved by (x, y)."""
        for mark in marks:
            match mark:
                case Stroke():
                    self._polyline(x, y, mark)
                case Area():
                    self._area(x, y, mark)
                case Ring():
                    self._ring(x, y, mark)
                case Words(turned=True):
                    self._turned(x, y, mark)
                case Words():
                    self.words(
                        x + mark.x,
                        y + mark.y,
                        mark.text,
                        _HANDS[mark.hand],
                        mark.size,
                        mark.colour,
                        mark.align,
                    )

    def hatch(self, x: float, y: float, w: float, h: float, gap: float = 3.2) -> None:
        """Thin grey strokes from lower left to upper right inside a rectangle."""
        parts = [
            f"q {x:.2f} {self._high - y - h:.2f} {w:.2f} {h:.2f} re W n 0.72 0.72 0.72 RG 0.4 w"
        ]
        at = x - h
        while at < x + w:
            parts.append(f"{at:.2f} {self._high - y - h:.2f} m {at + h:.2f} {self._high - y:.2f} l")
            at += gap
        self._put(" ".join(parts) + " S Q")

    def slanted(
        self, x: float, y: float, value: str, size: float, colour: Colour, angle: float
    ) -> None:
        """Words turned by `angle` degrees, centred on (x, y): watermarks."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, self._high - y)
        canvas.rotate(angle)
        high, self._high = self._high, 0.0
        self.words(
            0,
            size * 0.35,
            value,
            Face.SERIF,
            size,
            colour,
            Align.CENTRE,
            size * 0.2 if size > 40 else 0,
        )
        self._high = high
        canvas.restoreState()
        self._fill, self._width = BLACK, -1.0

    def _turned(self, x: float, y: float, mark: Words) -> None:
        """Words read downwards."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x + mark.x, self._high - y - mark.y)
        canvas.rotate(-90)
        high, self._high = self._high, 0.0
        face = _HANDS[mark.hand]
        self.words(0, mark.size * 0.36, mark.text, face, mark.size, mark.colour)
        self._high = high
        canvas.restoreState()
        self._fill, self._width = BLACK, -1.0

    def bars(self, x: float, y: float, value: str, high: float, wide: float) -> float:
        """Code 128, right edge at `x`, at most `wide` points; the width drawn is returned.

        A value that no scanner could read (not ASCII, over 40 characters) draws nothing.
        """
        if len(value) > 40 or not value.isascii() or not value.isprintable():
            return 0.0
        code: Any = code128.Code128(value, barWidth=0.85, barHeight=high, quiet=0)
        if code.width > wide:
            code = code128.Code128(
                value, barWidth=0.85 * wide / code.width, barHeight=high, quiet=0
            )
        self._fill_style(BLACK)
        code.drawOn(self._canvas, x - code.width, self._high - y - high)
        self._fill, self._width = BLACK, -1.0
        return float(code.width)

    def qr(self, x: float, y: float, side: float, value: str) -> None:
        """A QR code with middle error correction, upper left corner at (x, y)."""
        matrix = qr_matrix(value)
        dot = side / len(matrix)
        self._fill_style(BLACK)
        cells = [
            f"{x + c * dot:.3f} {self._high - y - (r + 1) * dot:.3f} {dot:.3f} {dot:.3f} re"
            for r, row in enumerate(matrix)
            for c, dark in enumerate(row)
            if dark
        ]
        self._put(" ".join(cells) + " f")

    def _put(self, code: str) -> None:
        self._canvas._code.append(code)

    def _stroke_style(self, width: float, colour: Colour) -> None:
        if width != self._width or colour != self._colour:
            self._width, self._colour = width, colour
            self._put(f"{width:.2f} w {colour[0]:.3f} {colour[1]:.3f} {colour[2]:.3f} RG")

    def _fill_style(self, colour: Colour) -> None:
        if colour != self._fill:
            self._fill = colour
            self._put(f"{colour[0]:.3f} {colour[1]:.3f} {colour[2]:.3f} rg")

    def _string(self, x: float, y: float, piece: Piece, spacing: float) -> None:
        self._show(x, y, piece.text, piece.face, piece.style.size, spacing, piece.style.colour)

    def _show(
        self,
        x: float,
        y: float,
        value: str,
        face: Face,
        size: float,
        spacing: float,
        colour: Colour,
    ) -> None:
        font, document = reportlab_font(face), self._canvas._doc
        self._fill_style(colour)
        parts = [f"BT {spacing:.3f} Tc {x:.2f} {self._high - y:.2f} Td"]
        for subset, codes in font.splitString(value, document):
            name = font.getSubsetInternalName(subset, document)
            parts.append(f"{name} {size:.2f} Tf ({self._canvas._escape(codes)}) Tj")
        self._put(" ".join(parts) + " ET")

    def _decorate(self, x: float, y: float, wide: float, piece: Piece) -> None:
        size = piece.style.size
        if piece.style.underline:
            self.rules([(x, y + size * 0.22, x + wide, y + size * 0.22)])
        if piece.style.strike:
            middle = y - size * 0.36
            offsets = (0.0,) if piece.style.strike == 1 else (-size * 0.07, size * 0.07)
            self.rules([(x, middle + o, x + wide, middle + o) for o in offsets])

    def _sign(self, x: float, y: float, piece: Piece) -> None:
        size = piece.style.size
        if piece.sign is Sign.BLANK:
            self.rules([(x, y + size * 0.22, x + piece.width, y + size * 0.22)])
            return
        side = size * 0.82
        top = y - size * 0.76
        self.rect(x, top, side, side, 0.6)
        if piece.sign is Sign.TICK:
            check = ((0.18, 0.5), (0.4, 0.76), (0.84, 0.2))
            points = tuple((x + a * side, top + b * side) for a, b in check)
            self._polyline(0, 0, Stroke(points, 0.9))

    def _polyline(self, x: float, y: float, mark: Stroke) -> None:
        self._stroke_style(mark.width, mark.colour)
        points = [f"{x + px:.2f} {self._high - y - py:.2f}" for px, py in mark.points]
        path = f"{points[0]} m " + " ".join(f"{p} l" for p in points[1:]) + " S"
        self._put(self._dashed(path, mark.dash))

    def _area(self, x: float, y: float, mark: Area) -> None:
        if mark.fill:
            self.fill(x + mark.x, y + mark.y, mark.w, mark.h, mark.fill)
        if mark.line:
            self._stroke_style(mark.width, mark.line)
            low = self._high - y - mark.y - mark.h
            self._put(f"{x + mark.x:.2f} {low:.2f} {mark.w:.2f} {mark.h:.2f} re S")

    def _ring(self, x: float, y: float, mark: Ring) -> None:
        cx, cy, rx, ry = x + mark.x, self._high - y - mark.y, mark.r, mark.ry or mark.r
        kx, ky = rx * 0.5523, ry * 0.5523
        path = (
            f"{cx + rx:.2f} {cy:.2f} m "
            f"{cx + rx:.2f} {cy + ky:.2f} {cx + kx:.2f} {cy + ry:.2f} {cx:.2f} {cy + ry:.2f} c "
            f"{cx - kx:.2f} {cy + ry:.2f} {cx - rx:.2f} {cy + ky:.2f} {cx - rx:.2f} {cy:.2f} c "
            f"{cx - rx:.2f} {cy - ky:.2f} {cx - kx:.2f} {cy - ry:.2f} {cx:.2f} {cy - ry:.2f} c "
            f"{cx + kx:.2f} {cy - ry:.2f} {cx + rx:.2f} {cy - ky:.2f} {cx + rx:.2f} {cy:.2f} c"
        )
        if mark.fill:
            self._fill_style(mark.fill)
        if mark.line:
            self._stroke_style(mark.width, mark.line)
        action = "B" if mark.fill and mark.line else "f" if mark.fill else "S"
        self._put(self._dashed(f"{path} {action}", mark.dash))

    @staticmethod
    def _dashed(path: str, dash: tuple[float, ...]) -> str:
        if not dash:
            return path
        return f"[{' '.join(f'{d:.2f}' for d in dash)}] 0 d {path} [] 0 d"


def qr_matrix(value: str) -> list[list[bool]]:
    """Dark cells of a QR code holding the text."""
    code: Any = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(value)
    code.make()
    side = code.getModuleCount()
    return [[bool(code.isDark(r, c)) for c in range(side)] for r in range(side)]
