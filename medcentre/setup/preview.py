"""The import before it happens: every row with its verdict, corrected in place, never stored here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from medcentre.kernel.errors import DomainError
from medcentre.kernel.wording import Lang, sentence
from medcentre.setup.facts import (
    RANK,
    AnyLine,
    BedLine,
    CensusLine,
    ColumnMapping,
    CostLine,
    Field,
    FileKind,
    Finding,
    ImportReason,
    MovementLine,
    RowRef,
    SetupCode,
    Severity,
    StaffLine,
    Table,
    Verdict,
)
from medcentre.setup.headings import find_tables, guess_columns
from medcentre.setup.judging import Lines
from medcentre.setup.known import NOTHING, Known
from medcentre.setup.reading import Sheet
from medcentre.setup.rows import read_rows
from medcentre.setup.verdicts import judge


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row, what was read from it, and what becomes of it."""

    line: AnyLine
    verdict: Verdict
    reason: ImportReason | None
    findings: tuple[Finding, ...]

    @property
    def ref(self) -> RowRef:
        """Its table and row."""
        return self.line.ref

    def beside(self, field: Field) -> tuple[Finding, ...]:
        """What is to be said beside one cell, notes left out."""
        return tuple(f for f in self.findings if f.field is field and f.severity > Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Preview:
    """All tables read and judged. Frozen: every correction gives a new one."""

    tables: tuple[Table, ...]
    mappings: tuple[ColumnMapping, ...]
    today: date
    known: Known
    edits: Mapping[tuple[RowRef, Field], str]
    dropped: frozenset[RowRef]
    rows: tuple[JudgedRow, ...]

    def of(self, kind: FileKind) -> tuple[JudgedRow, ...]:
        """Rows of one kind in the order of the files."""
        return tuple(r for r in self.rows if self.tables[r.ref.table].kind is kind)

    def row(self, ref: RowRef) -> JudgedRow:
        """One row. Raises DomainError when there is no such row."""
        found = next((r for r in self.rows if r.ref == ref), None)
        if found is None:
            raise DomainError(SetupCode.NO_SUCH_CELL, row=ref.row)
        return found

    def count(self, verdict: Verdict, kind: FileKind | None = None) -> int:
        """How many rows have a verdict."""
        rows = self.rows if kind is None else self.of(kind)
        return sum(r.verdict is verdict for r in rows)

    def missing(self) -> tuple[FileKind, ...]:
        """Kinds of tables that no file has."""
        return tuple(k for k in FileKind if k not in {t.kind for t in self.tables})


def preview_sheets(sheets: Iterable[Sheet], today: date, known: Known = NOTHING) -> Preview:
    """Find the tables of all sheets, guess their columns, judge every row.

    Raises DomainError when nothing in the sheets looks like a table of the five kinds.
    """
    tables = tuple(t for sheet in sheets for t in find_tables(sheet))
    if not tables:
        raise DomainError(SetupCode.NOTHING_FOUND, folder="")
    return preview_tables(tables, today, known)


def preview_tables(tables: Iterable[Table], today: date, known: Known = NOTHING) -> Preview:
    """The same for tables already found, or chosen by a person (`headings.table_of`)."""
    order = list(FileKind)
    tables = tuple(sorted(tables, key=lambda t: order.index(t.kind)))
    return judged(tables, tuple(map(guess_columns, tables)), today, known)


def judged(
    tables: tuple[Table, ...],
    mappings: tuple[ColumnMapping, ...],
    today: date,
    known: Known = NOTHING,
    edits: Mapping[tuple[RowRef, Field], str] | None = None,
    dropped: frozenset[RowRef] = frozenset(),
) -> Preview:
    """Read and judge everything with these mappings and corrections."""
    edits = MappingProxyType(dict(edits or {}))
    read = [
        line
        for index, (table, mapping) in enumerate(zip(tables, mappings, strict=True))
        for line in read_rows(index, table, mapping, edits, today)
    ]
    return _judge_lines(Preview(tables, mappings, today, known, edits, dropped, ()), read)


def _judge_lines(preview: Preview, read: Iterable[AnyLine]) -> Preview:
    lines, order = Lines(), []
    for line in read:
        if line.ref not in preview.dropped:
            order.append(line)
            _sort_in(lines, line)
    findings = judge(lines, preview.known)
    return replace(preview, rows=tuple(_verdict(line, findings.of(line.ref)) for line in order))


def _sort_in(lines: Lines, line: AnyLine) -> None:
    match line:
        case BedLine():
            lines.beds.append(line)
        case StaffLine():
            lines.staff.append(line)
        case CensusLine():
            lines.census.append(line)
        case MovementLine():
            lines.movements.append(line)
        case CostLine():
            lines.costs.append(line)


def _verdict(line: AnyLine, findings: tuple[Finding, ...]) -> JudgedRow:
    """The heaviest finding decides; among equals the more telling reason."""
    told = sorted(findings, key=lambda f: (-f.severity, RANK[f.reason]))
    heaviest = told[0] if told else None
    if heaviest is None or heaviest.severity is Severity.NOTE:
        return JudgedRow(line, Verdict.OK, None, tuple(told))
    verdict = Verdict.ERROR if heaviest.severity is Severity.ERROR else Verdict.WARNING
    return JudgedRow(line, verdict, heaviest.reason, tuple(told))


def map_column(preview: Preview, table: int, column: int, meaning: Field | None) -> Preview:
    """The preview after a person said what a column means."""
    if not (0 <= table < len(preview.tables) and 0 <= column < len(preview.tables[table].headings)):
        raise DomainError(SetupCode.NO_SUCH_CELL, row=column)
    mappings = list(preview.mappings)
    mappings[table] = mappings[table].with_column(column, meaning)
    return _again(replace(preview, mappings=tuple(mappings)))


def correct(preview: Preview, ref: RowRef, field: Field, value: str) -> Preview:
    """The preview after a cell was typed anew; everything is judged again."""
    preview.row(ref)
    return _changed(replace(preview, edits=_frozen({**preview.edits, (ref, field): value})), ref)


def drop(preview: Preview, ref: RowRef) -> Preview:
    """The preview without a row that is one too many."""
    preview.row(ref)
    return _changed(replace(preview, dropped=preview.dropped | {ref}), ref)


def undo(preview: Preview, ref: RowRef) -> Preview:
    """The preview with a row as it stands in the file again."""
    edits = {k: v for k, v in preview.edits.items() if k[0] != ref}
    return _again(replace(preview, edits=_frozen(edits), dropped=preview.dropped - {ref}))


def against(preview: Preview, known: Known) -> Preview:
    """The same preview judged against another state of the store."""
    return _judge_lines(replace(preview, known=known), [r.line for r in preview.rows])


def _frozen(edits: Mapping[tuple[RowRef, Field], str]) -> Mapping[tuple[RowRef, Field], str]:
    return MappingProxyType(dict(edits))


def _changed(p: Preview, ref: RowRef) -> Preview:
    """Only the changed row is read anew; all rows are judged again, because they touch one another."""
    table = p.tables[ref.table]
    alone = replace(table, lines=tuple(line for line in table.lines if line.row == ref.row))
    fresh = next(iter(read_rows(ref.table, alone, p.mappings[ref.table], p.edits, p.today)))
    return _judge_lines(p, [fresh if r.ref == ref else r.line for r in p.rows])


def _again(p: Preview) -> Preview:
    return judged(p.tables, p.mappings, p.today, p.known, p.edits, p.dropped)


def report(preview: Preview) -> list[dict[str, Any]]:
    """`{file, row, verdict, reason}` of every row; `sheet` only where a file has several tables."""
    several = _several(preview.tables)
    return [_reported(preview.tables[r.ref.table], r, several) for r in preview.rows]


def _several(tables: tuple[Table, ...]) -> frozenset[str]:
    files = [t.file for t in tables]
    return frozenset(f for f in files if files.count(f) > 1)


def _reported(table: Table, row: JudgedRow, several: frozenset[str]) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "file": table.file, "row": row.ref.row, "verdict": row.verdict.value,
        "reason": row.reason.value if row.reason else "",
    }  # fmt: skip
    return {**entry, "sheet": table.sheet} if table.file in several else entry


def explain_finding(finding: Finding, lang: Lang) -> str:
    """One finding as a sentence."""
    facts = {"value": finding.value, "suggestion": finding.suggestion, **finding.facts}
    return sentence(finding.reason.sentence, facts, lang)


def sentences(row: JudgedRow, lang: Lang) -> Iterator[str]:
    """Everything worth saying about a row, heaviest first."""
    for finding in row.findings:
        if finding.severity > Severity.NOTE:
            yield explain_finding(finding, lang)
