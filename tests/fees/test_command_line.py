"""The month-end of the sample centre without a screen, to the fen (answers.json)."""

import json
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from medcentre.cli import main

CENTRE = Path(__file__).parents[1] / "data" / "centre"
ANSWERS: dict[str, Any] = json.loads((CENTRE / "answers.json").read_text("utf-8"))
MONTHS = ("2026-09", "2026-10")


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDCENTRE_PASSPHRASE", "for the tests only")


def corrected_copy(folder: Path) -> Path:
    """The centre's files after a person has put right what answers.json calls wrong."""
    shutil.copytree(CENTRE, folder)
    for file in folder.iterdir():
        file.chmod(0o644)
    book = openpyxl.load_workbook(folder / "census.xlsx")
    sheet = book.worksheets[0]
    heads = {c.value: c.column for c in sheet[2]}
    gone = []
    for row in ANSWERS["rows"]:
        if row["truth"] == "删除本行":
            gone.append(row["row"])
            continue
        for head, truth in row["truth"].items():
            value: str | datetime = truth
            if head.endswith("日期"):
                value = datetime.combine(date.fromisoformat(truth), datetime.min.time())
            column = next(n for name, n in heads.items() if str(name).endswith(head))
            sheet.cell(row["row"] + 2, column, value)
    for number in sorted(gone, reverse=True):
        sheet.delete_rows(number + 2)
    book.save(folder / "census.xlsx")
    return folder


def run(store: Path, *words: str) -> int:
    return main([*words, "--data", str(store)])


@pytest.mark.parametrize("which", ["statement_accepted", "statement_corrected"])
def test_totals_of_the_sample_centre_to_the_fen(which: str, tmp_path: Path) -> None:
    folder = CENTRE if which == "statement_accepted" else corrected_copy(tmp_path / "files")
    store, report = tmp_path / "store", tmp_path / "report.json"
    assert run(store, "contract", "load", str(CENTRE / "contract.json")) == 0
    run(store, "import", str(folder), "--report", str(report), "--good-rows")
    for month in MONTHS:
        out = tmp_path / f"{month}.json"
        assert run(store, "statement", month, "--json", str(out)) == 0
        found, wanted = json.loads(out.read_text("utf-8")), ANSWERS[which][month]
        assert found["lines"] == wanted["lines"]
        assert (found["roll_days"], found["total"]) == (wanted["roll_days"], wanted["total"])
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    assert run(store, "statement", "2026-09", "--close", "--xlsx", str(first)) == 0
    assert run(store, "statement", "2026-09", "--close") == 1
    assert run(store, "statement", "2026-09", "--xlsx", str(second)) == 0
    assert first.read_bytes() == second.read_bytes()


def test_what_goes_wrong_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    broken = tmp_path / "broken.json"
    broken.write_text('{"number": "x"', "utf-8")
    assert run(store, "contract", "load", str(broken)) == 1
    assert "合同文件读不懂" in capsys.readouterr().err
    assert run(store, "contract", "load", str(CENTRE / "contract.json"), "--lang", "en") == 0
    assert "versions added: 1, 2" in capsys.readouterr().out
    assert run(store, "statement", "2026-13") == 2
    assert run(store, "statement", "2020-01", "--lang", "en") == 1
    assert "No fixed-fee contract" in capsys.readouterr().err
    assert run(store, "statement", "2026-09", "--json", str(tmp_path / "no" / "such.json")) == 1
    assert "写不了文件" in capsys.readouterr().err
