"""Reading PDFs back."""

from io import BytesIO
from typing import Any

import pdfplumber
from pypdf import PdfReader


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, spaces and line ends dropped."""
    reader = PdfReader(BytesIO(pdf))
    return ["".join(page.extract_text().split()) for page in reader.pages]


def whole_text(pdf: bytes) -> str:
    """The text of all pages, without spaces."""
    return "".join(page_texts(pdf))


def page_size_mm(pdf: bytes) -> tuple[int, int]:
    """Size of the first page."""
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


def characters(pdf: bytes, page: int = 0) -> list[dict[str, Any]]:
    """Characters of a page with their places."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        return list(document.pages[page].chars)
