"""The verdicts of the shipped centre are those of its answers, also after correction."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from medcentre.kernel.wording import Lang
from medcentre.setup.facts import Field, FileKind, RowRef, Verdict
from medcentre.setup.preview import Preview, correct, drop, map_column, preview_sheets, report, undo
from medcentre.setup.reading import find_files, read_file
from medcentre.setup.workbook import error_workbook
from tests.setup.small_centre import TODAY

CENTRE = Path(__file__).parents[1] / "data" / "centre"
Answers = dict[str, Any]
FIELDS = {"性别": Field.SEX, "出生日期": Field.BIRTH, "决定书文号": Field.DECISION_NO, "床号": Field.BED,
          "入所日期": Field.ADMITTED_DATE, "费用类别": Field.FEE_CLASS, "身份证号": Field.ID_NUMBER}  # fmt: skip


@pytest.fixture(scope="module")
def answers() -> Answers:
    found: Answers = json.loads((CENTRE / "answers.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def preview() -> Preview:
    return preview_sheets([s for f in find_files(CENTRE) for s in read_file(f)], TODAY)


def test_census_verdicts_equal_the_answers(preview: Preview, answers: Answers) -> None:
    told = [r for r in report(preview) if r["file"] == "census.xlsx"]
    assert {v: sum(r["verdict"] == v for r in told) for v in ("ok", "warning", "error")} == answers[
        "import_"
    ]
    got = {r["row"]: (r["verdict"], r["reason"]) for r in told if r["verdict"] != "ok"}
    assert got == {r["row"]: (r["verdict"], r["reason"]) for r in answers["rows"]}


def test_the_other_files_are_good(preview: Preview) -> None:
    bad = [r for r in report(preview) if r["file"] != "census.xlsx" and r["verdict"] != "ok"]
    assert bad == []
    sizes = {k: len(preview.of(k)) for k in FileKind}
    assert sizes == {"zones": 250, "staff": 148, "census": 170, "movements": 46, "costs": 1240}


def corrected(preview: Preview, answers: Answers) -> Preview:
    """Every wrong row set to its true value, the duplicate dropped."""
    table = next(i for i, t in enumerate(preview.tables) if t.kind is FileKind.CENSUS)
    for entry in answers["rows"]:
        ref = RowRef(table, entry["row"])
        if isinstance(entry["truth"], str):
            preview = drop(preview, ref)
            continue
        for heading, value in entry["truth"].items():
            preview = correct(preview, ref, FIELDS[heading], value)
    return preview


def test_after_correction_everything_is_good(preview: Preview, answers: Answers) -> None:
    done = corrected(preview, answers)
    assert done.count(Verdict.OK, FileKind.CENSUS) == 169
    assert done.count(Verdict.ERROR) == done.count(Verdict.WARNING) == 0
    assert not any(f.reason.value == "person_not_imported" for r in done.rows for f in r.findings)


def test_a_correction_can_be_taken_back(preview: Preview, answers: Answers) -> None:
    done = corrected(preview, answers)
    for ref in {r for r, _ in done.edits} | done.dropped:
        done = undo(done, ref)
    assert report(done) == report(preview)


def test_mapping_by_hand_moves_a_meaning(preview: Preview) -> None:
    table = next(i for i, t in enumerate(preview.tables) if t.kind is FileKind.CENSUS)
    column = preview.mappings[table].column(Field.BED)
    assert column is not None
    without = map_column(preview, table, column, None)
    assert without.mappings[table].column(Field.BED) is None
    assert without.count(Verdict.WARNING, FileKind.CENSUS) > 100  # nobody has a bed now
    again = map_column(without, table, column, Field.BED)
    assert report(again) == report(preview)


@pytest.mark.parametrize("lang", list(Lang))
def test_error_workbook_shows_the_rows_with_reasons(
    preview: Preview, lang: Lang, tmp_path: Path
) -> None:
    path = tmp_path / "errors.xlsx"
    path.write_bytes(error_workbook(preview, lang))
    book = openpyxl.load_workbook(path)
    assert len(book.worksheets) == 2
    sheet = book.worksheets[1]
    assert sheet.max_row == 11
    assert [c.value for c in sheet[2]][:2] == [27, "有错" if lang is Lang.ZH else "Error"]
    assert all(row[2].value for row in sheet.iter_rows(min_row=2))
    assert all(c.data_type != "f" for s in book for row in s.iter_rows() for c in row)


def test_error_workbook_is_the_same_twice(preview: Preview) -> None:
    assert error_workbook(preview, Lang.ZH) == error_workbook(preview, Lang.ZH)
