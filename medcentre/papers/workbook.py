"""A workbook being written: one font, named looks, words in the language of the file.

Texts are never taken for formulas or links; equal contents give equal bytes.
"""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import xlsxwriter

from medcentre.kernel.wording import Lang

BASE = {"font_name": "Noto Sans SC", "font_size": 10, "valign": "vcenter"}
HEAD = {"bold": True, "bg_color": "#EEF1F3", "bottom": 1}
"""The look of a column's heading."""

SUM = {"bold": True, "top": 1}
"""The look of a last line."""


class Book:
    """`formats` by name, made from looks over `BASE`; `book` is xlsxwriter's own."""

    def __init__(self, lang: Lang, looks: Mapping[str, Mapping[str, Any]]) -> None:
        self.lang = lang
        self._raw = io.BytesIO()
        self.book: Any = xlsxwriter.Workbook(
            self._raw, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.formats = {
            name: self.book.add_format({**BASE, **look}) for name, look in looks.items()
        }

    def say(self, zh: str, en: str) -> str:
        """The wording in the language of the file."""
        return zh if self.lang is Lang.ZH else en

    def done(self, title: str, created: datetime, author: str = "") -> bytes:
        """The file; its date is that of its contents, not of the writing."""
        about = {"title": title, "created": created} | ({"author": author} if author else {})
        self.book.set_properties(about)
        self.book.close()
        return self._raw.getvalue()
