"""The bundled faces: glyph checks, widths, per-character fall-back, registration with reportlab."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from medcentre.kernel.errors import DomainError
from medcentre.papers.faces import FALL_BACK, Face
from medcentre.papers.facts import PaperCode

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


class GlyphMissing(DomainError):
    """A text holds characters that no bundled face can print; facts: `characters`."""

    code = PaperCode.GLYPH_MISSING


class Run(NamedTuple):
    """Neighbouring characters of one face; `width` in thousandths of the font size."""

    face: Face
    text: str
    width: float


def _to_unicode(fontname: str, subset: list[int]) -> str:
    """ToUnicode map in UTF-16, as PDF asks: reportlab writes characters above U+FFFF wrongly, and
    a rare name could then be neither searched nor copied."""
    pairs = [
        f"<{i:02X}> <{chr(c).encode('utf-16-be').hex().upper()}>" for i, c in enumerate(subset)
    ]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo\n<< /Registry ({fontname})\n/Ordering ({fontname})\n/Supplement 0\n>> def\n"
        f"/CMapName /{fontname} def\n/CMapType 2 def\n1 begincodespacerange\n"
        f"<00> <{len(subset) - 1:02X}>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


@cache
def reportlab_font(face: Face) -> Any:
    """The registered reportlab font of a face; read from its file once a process."""
    rl_config.useA85 = 0  # binary streams: a third smaller and much faster
    ttfonts.makeToUnicodeCMap = _to_unicode
    font = ttfonts.TTFont(str(face), str(FONTS / f"{face}.ttf"), shapable=False)
    pdfmetrics.registerFont(font)
    return font


@cache
def widths(face: Face) -> Mapping[int, float]:
    """Code point -> advance in thousandths of the font size, for every glyph the face has."""
    face_data = reportlab_font(face).face
    return {c: float(face_data.charWidths[c]) for c in face_data.charToGlyph}


def check_glyphs(texts: Iterable[str]) -> None:
    """Raise GlyphMissing with all characters that cannot be printed."""
    known = widths(Face.SANS)
    missing = {c for text in texts for c in text if ord(c) not in known and not c.isspace()}
    if missing:
        raise GlyphMissing(characters="".join(sorted(missing)))


@lru_cache(maxsize=32768)
def runs(text: str, face: Face) -> tuple[Run, ...]:
    """The text cut where the face must be changed for a character it lacks."""
    table = widths(face)
    try:
        return (Run(face, text, sum(map(table.__getitem__, map(ord, text)))),)
    except KeyError:
        pass
    spare = FALL_BACK.get(face, face)
    spare_table = widths(spare)
    cut: list[Run] = []
    for char in text:
        code = ord(char)
        owner = face if code in table else spare
        width = table.get(code, spare_table.get(code, 0.0))
        if cut and cut[-1].face is owner:
            cut[-1] = Run(owner, cut[-1].text + char, cut[-1].width + width)
        else:
            cut.append(Run(owner, char, width))
    return tuple(cut)


def width_of(text: str, face: Face, size: float) -> float:
    """Advance of a text in points."""
    return sum(run.width for run in runs(text, face)) * size / 1000
