"""The error workbook: the rows as they stood, with verdict, reason and suggestion beside them."""

import io
from collections.abc import Iterable
from datetime import datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from medcentre.kernel.wording import Lang, label
from medcentre.setup.facts import Cell, Field, Severity, Table, Verdict
from medcentre.setup.preview import JudgedRow, Preview, explain_finding, sentences
from medcentre.setup.values import shown

_TINTS = {Verdict.ERROR: "#F9D5D3", Verdict.WARNING: "#FCE8C8"}


def error_workbook(preview: Preview, lang: Lang, *, all_rows: bool = False) -> bytes:
    """An xlsx of every row that is not plainly good (`all_rows`: of all), one sheet a table.

    Every cell is written as text, so nothing in it can be a formula (ACC-06); the cell a finding
    belongs to is tinted and carries the sentence as a comment. Corrected cells show the correction.
    """
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - the format wants naive
    writer = _Writer(book, preview, lang)
    writer.summary()
    for index, table in enumerate(preview.tables):
        rows = [
            r
            for r in preview.rows
            if r.ref.table == index and (all_rows or r.verdict is not Verdict.OK)
        ]
        if rows:
            writer.table(table, index, rows)
    book.close()
    return out.getvalue()


def safe_text(value: str) -> str:
    """A text no spreadsheet runs as a formula, also after it was saved as csv (ACC-06)."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, preview: Preview, lang: Lang) -> None:
        self.book, self.preview, self.lang = book, preview, lang
        self.head = book.add_format(
            {"bold": True, "bg_color": "#E8EEF5", "border": 1, "text_wrap": True}
        )
        self.body = book.add_format({"num_format": "@", "valign": "top"})
        self.wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self.tinted = {
            v: book.add_format({"num_format": "@", "valign": "top", "bg_color": c})
            for v, c in _TINTS.items()
        }
        self.names: set[str] = set()

    def word(self, key: str) -> str:
        return label(key, self.lang)

    def put(self, sheet: Worksheet, row: int, column: int, value: Cell, style: object) -> None:
        sheet.write_string(row, column, safe_text(shown(value))[:32_000], style)

    def summary(self) -> None:
        sheet = self.book.add_worksheet(self.sheet_name(self.word("import_book.summary")))
        heads = [self.word("import_book.file"), self.word("import_book.sheet")]
        heads += [self.word(f"import_verdict.{v}") for v in Verdict]
        for column, text in enumerate(heads):
            sheet.write_string(0, column, text, self.head)
        for index, table in enumerate(self.preview.tables):
            self.put(sheet, index + 1, 0, table.file, self.body)
            self.put(sheet, index + 1, 1, table.sheet, self.body)
            for column, verdict in enumerate(Verdict, 2):
                count = sum(
                    r.ref.table == index and r.verdict is verdict for r in self.preview.rows
                )
                sheet.write_number(index + 1, column, count)
        sheet.set_column(0, 1, 24)
        sheet.set_column(2, 4, 10)
        sheet.freeze_panes(1, 0)

    def table(self, table: Table, index: int, rows: Iterable[JudgedRow]) -> None:
        sheet = self.book.add_worksheet(self.sheet_name(table.sheet or table.file))
        extra = [self.word(f"import_book.{k}") for k in ("row", "verdict", "reason", "suggestion")]
        for column, text in enumerate([*extra, *table.headings]):
            sheet.write_string(0, column, safe_text(text.replace("|", " ")), self.head)
        lines = {line.row: line.cells for line in table.lines}
        for number, row in enumerate(rows, 1):
            self.row(sheet, number, row, lines[row.ref.row], index)
        sheet.set_column(0, 1, 8)
        sheet.set_column(2, 2, 52)
        sheet.set_column(3, 3, 24)
        sheet.set_column(4, 3 + max(len(table.headings), 1), 16)
        sheet.freeze_panes(1, 4)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def row(
        self, sheet: Worksheet, number: int, row: JudgedRow, cells: tuple[Cell, ...], index: int
    ) -> None:
        hints = dict.fromkeys(
            f.suggestion for f in row.findings if f.suggestion and f.severity > Severity.NOTE
        )
        sheet.write_number(number, 0, row.ref.row)
        self.put(
            sheet,
            number,
            1,
            self.word(f"import_verdict.{row.verdict}"),
            self.tinted.get(row.verdict, self.body),
        )
        self.put(sheet, number, 2, "\n".join(sentences(row, self.lang)), self.wrapped)
        self.put(sheet, number, 3, "、".join(hints), self.wrapped)
        for column, (cell, field) in enumerate(
            zip(cells, self.preview.mappings[index].fields, strict=True)
        ):
            value, style = self.cell(row, field, cell)
            self.put(sheet, number, 4 + column, value, style)
            notes = [explain_finding(f, self.lang) for f in row.beside(field)] if field else []
            if notes:
                sheet.write_comment(number, 4 + column, "\n".join(notes))

    def cell(self, row: JudgedRow, field: Field | None, cell: Cell) -> tuple[Cell, object]:
        if field is None:
            return cell, self.body
        value = self.preview.edits.get((row.ref, field), cell)
        beside = row.beside(field)
        if not beside:
            return value, self.body
        worst = max(f.severity for f in beside)
        return value, self.tinted[Verdict.ERROR if worst is Severity.ERROR else Verdict.WARNING]

    def sheet_name(self, wanted: str) -> str:
        """A name Excel takes: 31 characters, no forbidden signs, not used yet."""
        clean = (
            "".join("_" if c in "[]:*?/\\'" or ord(c) < 32 else c for c in wanted).strip()[:28]
            or "Sheet"
        )
        name, tries = clean, 1
        while name.casefold() in self.names or name.casefold() == "history":
            tries += 1
            name = f"{clean}~{tries}"
        self.names.add(name.casefold())
        return name
