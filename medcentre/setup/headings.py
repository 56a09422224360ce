"""Finding the table inside a sheet, and what each of its columns means."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from medcentre.kernel.texts import search_key
from medcentre.kernel.wording import CATALOGUES
from medcentre.setup.dates import is_empty
from medcentre.setup.facts import Cell, ColumnMapping, Field, FileKind, Line, Table
from medcentre.setup.reading import Sheet
from medcentre.setup.shapes import TELLING, share
from medcentre.setup.values import plain

DEEPEST = 60
"""Rows searched for a heading."""

_SURE, _PART = 100, 50
_TOTAL = re.compile(
    r"(本?[页月日年期区周]|全部|全所|[\u3400-\u9fff\w]{1,6})?(合计|小计|总计|累计|共计|总和|平均)([:：].*|[\d.,]*[人元张]?)?|total:?|sum:?|subtotal:?",
    re.I,
)
_SIGNED = re.compile(
    r"(制表|填表|审核|复核|审批|负责人|经办人|单位负责|领导签|制单|填报|打印|报送|盖章|会计主管|记账|校对|签字|签名|统计人|编制|审定|批准|填写)"
)
_NOTE = re.compile(r"(注|备注|说明|附注|备考|提示|填表说明|※|\*|★|第\d+页|共\d+页)[:：.、\d]?")


@dataclass(frozen=True, slots=True)
class Meaning:
    """How one field is recognised in one kind of table."""

    field: Field
    exact: frozenset[str]
    contains: tuple[str, ...]
    unless: tuple[str, ...]
    shape: str
    weight: int

    def text_score(self, heading: str) -> int:
        """How well a heading names this field: 100 whole, 50 and more in part, 0 not.

        `group|heading` of a two-row heading counts as one word, else as the lower word alone.
        """
        if "|" in heading:
            joined = self.text_score(heading.replace("|", ""))
            if any(w in heading for w in self.unless):
                return joined
            return max(joined, self.text_score(heading.rpartition("|")[2]) - 10)
        whole, bare = heading, re.sub(r"\(.*?\)", "", heading)
        if whole in self.exact:
            return _SURE
        if bare in self.exact:
            return _SURE - 5
        if any(w in whole for w in self.unless):
            return 0
        longest = max((len(w) for w in self.contains if w in whole), default=0)
        return min(_PART + 4 * longest, 85) if longest else 0


@dataclass(frozen=True, slots=True)
class KindOfTable:
    """How one kind of table is recognised."""

    kind: FileKind
    meanings: tuple[Meaning, ...]
    needs: tuple[frozenset[Field], ...]
    unlike: frozenset[str]
    files: tuple[str, ...]


@cache
def kinds() -> tuple[KindOfTable, ...]:
    """All kinds, from `catalogues/import_headings.toml`."""
    table = tomllib.loads((CATALOGUES / "import_headings.toml").read_text("utf-8"))
    return tuple(
        KindOfTable(
            FileKind(kind),
            tuple(_meaning(Field(name), spec) for name, spec in entry["fields"].items()),
            tuple(frozenset(map(Field, group)) for group in entry["needs"]),
            frozenset(entry["unlike"]),
            tuple(search_key(w) for w in entry["files"]),
        )
        for kind, entry in table.items()
    )


def kind_of(kind: FileKind) -> KindOfTable:
    """The description of one kind."""
    return next(k for k in kinds() if k.kind is kind)


def _meaning(field: Field, spec: Mapping[str, object]) -> Meaning:
    def listed(key: str) -> list[str]:
        found = spec.get(key, [])
        return [heading_key(str(w)) for w in found] if isinstance(found, list) else []

    return Meaning(
        field, frozenset(listed("exact")), tuple(listed("contains")), tuple(listed("not")),
        str(spec.get("shape", "")), int(str(spec.get("weight", 0))),
    )  # fmt: skip


def heading_key(text: str) -> str:
    """A heading as compared: half width, no spaces, stars, colons or empty brackets."""
    return re.sub(
        r"[*★:：'\"。]|\((元|必填|人民币|年月日|内部|yyyy.*?|可空|选填)\)", "", search_key(text)
    )


@dataclass(frozen=True, slots=True)
class _Found:
    score: float
    kind: KindOfTable
    first: int
    last: int
    headings: tuple[str, ...]


def find_tables(sheet: Sheet) -> tuple[Table, ...]:
    """The table of a sheet, none when nothing in it looks like one of the five kinds."""
    best = max(
        _candidates(sheet), key=lambda f: (f.score, -f.first, f.first - f.last), default=None
    )
    if best is None:
        found = _by_content(sheet)
        return (found,) if found else ()
    table = _table(sheet, best.kind.kind, best.last, best.headings)
    return (table,) if table.lines else ()


def table_of(sheet: Sheet, kind: FileKind, heading_at: int) -> Table:
    """The table of a sheet where a person says what it is and which row (from 0) is the heading."""
    row = sheet.rows[heading_at] if 0 <= heading_at < len(sheet.rows) else ()
    return _table(sheet, kind, heading_at, tuple(plain(c) for c in row))


def _table(sheet: Sheet, kind: FileKind, heading_at: int, headings: tuple[str, ...]) -> Table:
    lines, left_out = _data_lines(sheet, heading_at, headings)
    return Table(sheet.file, sheet.name, kind, headings, heading_at, lines, left_out)


def _by_content(sheet: Sheet) -> Table | None:
    """A sheet whose headings say nothing but whose name tells its kind: its cells must tell the rest."""
    named = search_key(f"{sheet.file} {sheet.name}")
    kind = next((k for k in kinds() if any(w in named for w in k.files)), None)
    wide = [
        i for i, row in enumerate(sheet.rows[:DEEPEST])
        if sum(isinstance(c, str) for c in row) >= max(3, 0.6 * len(row)) and len(set(map(plain, row))) > 2
    ]  # fmt: skip
    if kind is None or not wide:
        return None
    table = table_of(sheet, kind.kind, wide[0])
    known = {f for f in guess_columns(table).fields if f is not None}
    return table if table.lines and len(known) >= 2 and all(g & known for g in kind.needs) else None


def _candidates(sheet: Sheet) -> Iterator[_Found]:
    named = search_key(f"{sheet.file} {sheet.name}")
    for first, row in enumerate(islice(sheet.rows, DEEPEST)):
        if not _has_known_word(row) and not _has_known_word(*sheet.rows[first + 1 : first + 2]):
            continue
        spans = [(first, _heading_texts(row))]
        if first + 1 < len(sheet.rows) and _may_be_heading(sheet.rows[first + 1]):
            spans.append((first + 1, _two_rows(row, sheet.rows[first + 1])))
        for last, headings in spans:
            for kind in kinds():
                if score := _kind_score(kind, headings):
                    hint = 3 if any(w in named for w in kind.files) else 0
                    yield _Found(score + hint, kind, first, last, headings)


@cache
def _known_words() -> frozenset[str]:
    return frozenset(word for kind in kinds() for m in kind.meanings for word in m.exact)


def _has_known_word(*rows: Sequence[Cell]) -> bool:
    """Whether any cell is a whole heading word: the quick look before rows are scored."""
    words = _known_words()
    return any(
        isinstance(c, str) and len(c) < 60 and re.sub(r"\(.*?\)", "", heading_key(c)) in words
        for row in rows for c in row
    )  # fmt: skip


def _heading_texts(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(plain(c) if isinstance(c, str) else "" for c in row)


def _may_be_heading(row: Sequence[Cell]) -> bool:
    """A second heading row holds short words only: no figures, no dates."""
    texts = [c for c in row if not is_empty(c)]
    return bool(texts) and all(
        isinstance(c, str) and len(c) <= 20 and not re.search(r"\d{3}", c) for c in texts
    )


def _two_rows(upper: Sequence[Cell], lower: Sequence[Cell]) -> tuple[str, ...]:
    """Group heading and heading below it; an unmerged group heading reaches to the next one."""
    groups, current = [], ""
    for above, below in zip(upper, lower, strict=True):
        if not is_empty(above):
            current = plain(above)
        groups.append(current if is_empty(above) and not is_empty(below) else plain(above))
    return tuple(
        below if (below := plain(cell)) and group in ("", below) else f"{group}|{below}".strip("|")
        for group, cell in zip(groups, lower, strict=True)
    )


def _kind_score(kind: KindOfTable, headings: Sequence[str]) -> float:
    keys = [heading_key(h) for h in headings]
    found: dict[Field, float] = {}
    for meaning in kind.meanings:
        best = max((meaning.text_score(k) for k in keys if k), default=0)
        if best:
            found[meaning.field] = (1 + meaning.weight) * best / _SURE
    if len(found) < 2 or not all(group & found.keys() for group in kind.needs):
        return 0
    strange = sum(1 for other in kinds() for m in other.meanings if m.field.value in kind.unlike
                  and m.field not in found and any(m.text_score(k) == _SURE for k in keys if k))  # fmt: skip
    named = sum(1 for k in keys if k and any(m.text_score(k) for m in kind.meanings))
    filled = sum(1 for k in keys if k)
    return max(sum(found.values()) - 2 * strange - 0.5 * (filled - named), 0.1)


def _data_lines(
    sheet: Sheet, heading_at: int, headings: Sequence[str]
) -> tuple[tuple[Line, ...], tuple[int, ...]]:
    lines, left_out = [], []
    keys = [heading_key(h) for h in headings]
    for offset, row in enumerate(sheet.rows[heading_at + 1 :], 1):
        if all(is_empty(c) for c in row):
            continue
        if _is_noise(row, keys):
            left_out.append(offset)
        else:
            lines.append(Line(offset, row))
    return tuple(lines), tuple(left_out)


def _is_noise(row: Sequence[Cell], keys: Sequence[str]) -> bool:
    """Totals, signatures, notes, section titles, repeated headings, numbered empty lines."""
    filled = [(i, heading_key(plain(c))) for i, c in enumerate(row) if not is_empty(c)]
    texts = [t for _, t in filled if t]
    if not texts:
        return True
    if any(_TOTAL.fullmatch(t) for t in texts[:4]) and len(filled) <= max(4, len(row) * 0.6):
        return True
    repeated = sum(1 for i, t in filled if t and t in keys[i])
    if repeated >= 2 and repeated >= 0.6 * len(filled):
        return True
    first, wide = texts[0], len(row) >= 4
    if wide and _SIGNED.match(first) and len(set(texts)) <= 6:
        return True
    if wide and len(set(texts)) == 1:
        return not (len(filled) == 1 and _looks_like_content(row[filled[0][0]], keys[filled[0][0]]))
    return wide and len(set(texts)) <= 2 and bool(_NOTE.match(first))


def _looks_like_content(cell: Cell, heading: str) -> bool:
    """A lone name or code is an unfinished row to be shown, not a note to be dropped."""
    text = plain(cell)
    if (
        _NOTE.match(text)
        or _SIGNED.match(text)
        or re.search(r"[区月年组表一二三四五六七八九十]$", text)
    ):
        return False
    return "姓名" in heading and bool(re.fullmatch(r"[\u3400-\u9fff]{2,4}", text))


def guess_columns(table: Table) -> ColumnMapping:
    """The most likely meaning of each column, by its heading and by what stands below it."""
    description = kind_of(table.kind)
    columns = [[line.cells[i] for line in table.lines[:400]] for i in range(len(table.headings))]
    scored = []
    for index, heading in enumerate(table.headings):
        key = heading_key(heading)
        shapes = {m.shape: share(m.shape, columns[index]) for m in description.meanings
                  if m.shape and (m.shape in TELLING or m.text_score(key))}  # fmt: skip
        for order, meaning in enumerate(description.meanings):
            if (score := _column_score(meaning, key, shapes)) > 0:
                scored.append((-score, order, index, meaning.field))
    fields: list[Field | None] = [None] * len(table.headings)
    for _, _, index, field in sorted(scored):
        if fields[index] is None and field not in fields:
            fields[index] = field
    return ColumnMapping(tuple(fields))


def _column_score(meaning: Meaning, heading: str, shapes: Mapping[str, float | None]) -> float:
    said = meaning.text_score(heading) if heading else 0
    if meaning.shape not in shapes:
        return said
    part = shapes[meaning.shape]
    if part is None:
        return said * 0.9
    if said:
        doubt = 60 if meaning.shape in TELLING and part < 0.2 else 0
        return said + 40 * part - doubt
    if meaning.shape in TELLING and part >= 0.8:
        return 40 * part
    return 0
