"""Spreadsheets as grids of raw cells: xlsx, xls, ods through calamine, csv in the usual encodings."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from medcentre.kernel.errors import DomainError
from medcentre.setup.facts import Cell, SetupCode

MOST_BYTES = 60_000_000
MOST_ROWS = 60_000
MOST_COLUMNS = 200
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv", ".txt", ".tsv")
"""Files a folder is searched for."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it stands: every row has the same width, cells of a merged block all hold its text."""

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]


def find_files(folder: Path) -> tuple[Path, ...]:
    """The spreadsheets of a folder, by name. Raises DomainError when there is none."""
    if folder.is_file():
        return (folder,)
    if not folder.is_dir():
        raise DomainError(SetupCode.FILE_MISSING, file=folder.name)
    found = tuple(
        f for f in sorted(folder.iterdir())
        if f.suffix.casefold() in SUFFIXES and not f.name.startswith(("~$", "."))
    )  # fmt: skip
    if not found:
        raise DomainError(SetupCode.NOTHING_FOUND, folder=folder.name)
    return found


def read_file(path: Path) -> tuple[Sheet, ...]:
    """All visible sheets of one file. Raises DomainError with advice when it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DomainError(
                SetupCode.FILE_TOO_LARGE, file=path.name, megabytes=MOST_BYTES // 10**6
            )
        content = path.read_bytes()
    except FileNotFoundError as exc:
        raise DomainError(SetupCode.FILE_MISSING, file=path.name) from exc
    except OSError as exc:
        raise DomainError(SetupCode.FILE_UNREADABLE, file=path.name) from exc
    return read_bytes(path.name, content)


def read_bytes(name: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a file by its content; the name's ending is not trusted."""
    if content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0":
        return _workbook(name, content)
    text = decode(content)
    if text is None:
        raise DomainError(SetupCode.FILE_TYPE_UNKNOWN, file=name)
    if "<table" in text[:20_000].casefold():
        return _html(name, text)
    return (Sheet(name, Path(name).stem, _squared(_csv_rows(text))),)


def _workbook(name: str, content: bytes) -> tuple[Sheet, ...]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            usable = [
                meta.name for meta in book.sheets_metadata
                if meta.typ is SheetTypeEnum.WorkSheet and meta.visible is SheetVisibleEnum.Visible
            ]  # fmt: skip
            sheets = [(title, book.get_sheet_by_name(title)) for title in usable]
            return tuple(Sheet(name, title, _grid(sheet, name)) for title, sheet in sheets)
    except (CalamineError, OSError, ValueError, KeyError) as exc:
        raise DomainError(SetupCode.FILE_UNREADABLE, file=name) from exc


def _grid(sheet: CalamineSheet, name: str) -> tuple[tuple[Cell, ...], ...]:
    if sheet.total_height > 1_100_000 or sheet.total_height * sheet.total_width > 60_000_000:
        raise DomainError(SetupCode.FILE_TOO_LARGE, file=name, megabytes=MOST_BYTES // 10**6)
    rows: list[list[Cell]] = [
        [_cell(c) for c in row] for row in sheet.to_python(skip_empty_area=False)
    ]
    for (top, left), (bottom, right) in getattr(sheet, "merged_cell_ranges", None) or ():
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for row in rows[top : min(bottom, top + 500) + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = value
    return _squared(rows, name)


def _cell(value: object) -> Cell:
    if value == "" or value is None:
        return None
    if isinstance(value, str | bool | int | float | datetime | date | time | timedelta):
        return value
    return str(value)


def _squared(rows: Sequence[Sequence[Cell]], name: str = "") -> tuple[tuple[Cell, ...], ...]:
    """Rows of one width without the empty margin at the right and below."""
    kept = len(rows)
    while kept and all(c is None for c in rows[kept - 1]):
        kept -= 1
    if kept > MOST_ROWS:
        raise DomainError(SetupCode.FILE_TOO_LARGE, file=name, megabytes=MOST_BYTES // 10**6)
    width = max(
        (i + 1 for row in rows[:kept] for i, c in enumerate(row) if c is not None), default=0
    )
    width = min(width, MOST_COLUMNS)
    return tuple(
        tuple(row[i] if i < len(row) else None for i in range(width)) for row in rows[:kept]
    )


def decode(content: bytes) -> str | None:
    """Text of a file in UTF-8, UTF-16 or GB 18030; None for what is no text."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content[:4096]:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("gb18030", errors="replace") if content else ""


def _csv_rows(text: str) -> list[list[Cell]]:
    sample = text[:20_000]
    if sample.casefold().startswith("sep=") and len(sample) > 4:
        delimiter, text = sample[4], text.split("\n", 1)[-1]
    else:
        delimiter = max(",\t;|，", key=lambda d: (sample.count(d), d == ","))
    csv.field_size_limit(10_000_000)
    lines = text.replace("\0", "").splitlines(keepends=True)
    try:
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        rows = [line.rstrip("\r\n").split(delimiter) for line in lines]
    return [[_csv_cell(c) for c in row] for row in rows]


def _csv_cell(text: str) -> Cell:
    """`="0012"` is how some programs keep leading zeros."""
    text = text.strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        text = text[2:-1]
    return text or None


class _TableParser(HTMLParser):
    """Systems that call an HTML page .xls are common; only cells and spans matter."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[Cell]]] = []
        self._text: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), MOST_COLUMNS) if span.isascii() and span.isdigit() else 1
            self._text = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._text is not None and self.tables and self.tables[-1]:
            value = "".join(self._text).strip() or None
            self.tables[-1][-1].extend([value] * self._span)
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)


def _html(name: str, text: str) -> tuple[Sheet, ...]:
    parser = _TableParser()
    parser.feed(text)
    parser.close()
    return tuple(
        Sheet(name, f"{Path(name).stem} {i}" if i > 1 else Path(name).stem, _squared(rows, name))
        for i, rows in enumerate(parser.tables, 1)
    )
