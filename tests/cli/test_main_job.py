"""The main job without a screen, as a keeper types it: import, contract, statement, audit."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest
from sqlalchemy import text

from medcentre import bootstrap, config
from medcentre.cli import DONE, FINDINGS, REFUSED, USAGE, main
from medcentre.store.uow import store_of

CENTRE = Path(__file__).parents[1] / "data" / "centre"
ANSWERS: dict[str, Any] = json.loads((CENTRE / "answers.json").read_text("utf-8"))
SECRET = "scripts-secret-2026"


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(config.PASSPHRASE, SECRET)
    monkeypatch.delenv(config.DATA, raising=False)


def run(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str]:
    code = main([str(a) for a in argv])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_the_whole_job(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ("--data", tmp_path / "store", "--lang", "en")
    report = tmp_path / "report.json"
    code, said = run(capsys, "import", CENTRE, "--report", report, *data)
    assert code == REFUSED, "rows with errors and no --good-rows"
    assert said.isascii() is False or "8" in said
    code, said = run(capsys, "import", CENTRE, "--good-rows", "--report", report, *data)
    assert code == DONE
    rows = json.loads(report.read_text("utf-8"))
    census = [r for r in rows if r["file"] == "census.xlsx"]
    counted = {v: sum(r["verdict"] == v for r in census) for v in ("ok", "warning", "error")}
    assert counted == ANSWERS["import_"]
    told = {(r["row"], r["verdict"], r["reason"]) for r in census if r["verdict"] != "ok"}
    assert told == {(r["row"], r["verdict"], r["reason"]) for r in ANSWERS["rows"]}
    assert run(capsys, "contract", "load", CENTRE / "contract.json", *data)[0] == DONE
    for month, wanted in ANSWERS["statement_accepted"].items():
        files = {kind: tmp_path / f"{month}.{kind}" for kind in ("json", "xlsx", "pdf")}
        written = [x for kind, file in files.items() for x in (f"--{kind}", file)]
        code, said = run(capsys, "statement", month, *written, *data)
        assert code == DONE
        found = json.loads(files["json"].read_text("utf-8"))
        assert found["lines"] == wanted["lines"]
        assert (found["roll_days"], found["total"]) == (wanted["roll_days"], wanted["total"])
        shown = f"{float(wanted['total']):,.2f}"
        assert shown in said
        with pdfplumber.open(files["pdf"]) as pdf:
            assert shown in "".join(page.extract_text() for page in pdf.pages)
        cells = [c.value for s in openpyxl.load_workbook(files["xlsx"]) for r in s for c in r]
        assert any(isinstance(c, str) and c.startswith("=") for c in cells), "live formulas"
    again, said = run(capsys, "import", CENTRE, "--good-rows", *data)
    assert again == DONE
    out = tmp_path / "again.json"
    assert run(capsys, "statement", "2026-09", "--json", out, *data)[0] == DONE
    assert json.loads(out.read_text("utf-8"))["total"] == "728015.50"
    assert run(capsys, "audit", "verify", *data)[0] == DONE
    edit_by_hand(tmp_path / "store")
    code, said = run(capsys, "audit", "verify", *data)
    assert code == FINDINGS
    assert "No. 2" in said


def edit_by_hand(folder: Path) -> None:
    """Somebody with the key changes a line of the trail behind the program's back."""
    ctx = bootstrap.open_for_scripts(str(folder), SECRET)
    with store_of(ctx).engine.begin() as conn:
        conn.execute(text("DROP TRIGGER IF EXISTS gd_audit_event_append_only_update"))
        conn.execute(text("UPDATE audit_event SET actor = 'somebody else' WHERE seq = 2"))
    store_of(ctx).close()


@pytest.mark.parametrize(("lang", "words"), [("zh", "导入"), ("en", "import")])
def test_both_languages_speak_and_codes_tell(
    lang: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--data", tmp_path / "store", "--lang", lang)
    code, said = run(capsys, "import", CENTRE, "--check", *data)
    assert code == FINDINGS
    assert words in said.lower()
    assert ("花名册" in said) == (lang == "zh")
    code, said = run(capsys, "import", tmp_path / "nothing here", *data)
    assert code == REFUSED
    assert said.strip()
    assert run(capsys, "statement", "2026-13", *data)[0] == USAGE
    code, said = run(capsys, "statement", "2026-09", *data)
    assert code == REFUSED
    assert ("合同" in said) == (lang == "zh")


def test_a_wrong_passphrase_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ("--data", tmp_path / "store", "--lang", "en")
    assert run(capsys, "contract", "load", CENTRE / "contract.json", *data)[0] == DONE
    assert not (tmp_path / "store" / "centre.db").read_bytes().startswith(b"SQLite format 3")
    monkeypatch.setenv(config.PASSPHRASE, "another")
    code, said = run(capsys, "statement", "2026-09", *data)
    assert code == REFUSED
    assert "passphrase" in said.lower()
    assert "Traceback" not in said
