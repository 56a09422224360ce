"""The filed look of every form: a digest of what stands where on its pages.

`python -m tests.papers.golden` writes the file again after a wanted change; look at the gallery
first (`python -m medcentre.papers.gallery OUT`).
"""

import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pdfplumber

from medcentre.kernel.wording import Lang
from medcentre.papers.gallery import SAMPLES
from medcentre.papers.samples.people import context

FILE = Path(__file__).with_name("golden.json")


def look(pdf: bytes) -> str:
    """Digest of every character, line and frame with its place in whole points."""
    seen = sha256()
    with pdfplumber.open(BytesIO(pdf)) as document:
        for page in document.pages:
            for char in page.chars:
                place = (char["text"], round(char["x0"]), round(char["top"]), round(char["size"]))
                seen.update(repr(place).encode())
            for mark in (*page.lines, *page.rects, *page.curves):
                seen.update(
                    repr(
                        (
                            round(mark["x0"]),
                            round(mark["top"]),
                            round(mark["x1"]),
                            round(mark["bottom"]),
                        )
                    ).encode()
                )
    return seen.hexdigest()[:16]


def looks(name: str) -> dict[str, str]:
    """Digests of the Chinese, the English and the blank print of a form."""
    render = SAMPLES[name]
    return {
        "zh": look(render(context())),
        "en": look(render(context(Lang.EN))),
        "blank": look(render(context(blank=True))),
    }


def filed() -> dict[str, dict[str, str]]:
    """The digests as filed."""
    held: dict[str, dict[str, str]] = json.loads(FILE.read_text("utf-8"))
    return held


if __name__ == "__main__":
    FILE.write_text(json.dumps({name: looks(name) for name in SAMPLES}, indent=1) + "\n", "utf-8")
