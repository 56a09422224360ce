"""Rules over rows that touch one another, and hostile rows."""

import io
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcentre.kernel.clock import at
from medcentre.kernel.errors import DomainError
from medcentre.kernel.wording import Lang, catalogue
from medcentre.setup.facts import Field, FileKind, ImportReason, SetupCode, Verdict
from medcentre.setup.known import Known, KnownBed, KnownStay
from medcentre.setup.preview import Preview, explain_finding, preview_sheets, report
from medcentre.setup.reading import Sheet, read_bytes
from medcentre.setup.workbook import error_workbook, safe_text
from tests.setup.small_centre import TODAY, id_number
from tests.setup.test_values import CELLS

ZONES = [
    ["分区", "床号", "性别", "房间"],
    *[["A1", f"A1-01-{i}", "男", "A1-01"] for i in range(1, 6)],
    ["B1", "B1-01-1", "女", "B1-01"],
]
HEAD = [
    "姓名",
    "性别",
    "身份证号",
    "学员编号",
    "入所日期",
    "入所时间",
    "决定书文号",
    "决定日期",
    "分区",
    "床号",
    "费用类别",
    "病情诊断",
]
BORN = date(1980, 5, 5)


def person(n: int, **change: Any) -> list[Any]:
    """A good row; `change` by heading."""
    row = dict(zip(HEAD, [f"甲{'一二三四五六七八'[n]}", "男", id_number(BORN, 30 + n, "男"), f"2026{n:04d}", "2026-03-01", "10:00", f"决字〔2026〕{n}号",
                          "2026-02-20", "A1", f"A1-01-{n + 1}", "F2", "梅毒"], strict=True))  # fmt: skip
    return list({**row, **change}.values())


def judged(
    census: Sequence[list[Any]], moves: Sequence[list[Any]] = (), known: Known | None = None
) -> Preview:
    """The preview of a census with a few movements."""
    sheets = [("花名册", [HEAD, *census])]
    if known is None:
        sheets.append(("分区", ZONES))
    if moves:
        sheets.append(("出入", [["学员编号", "姓名", "事项", "离所时间", "返回时间"], *moves]))
    grids = [Sheet("f.xlsx", name, _square(rows)) for name, rows in sheets]
    return preview_sheets(grids, TODAY, known or Known())


def _square(rows: Sequence[Sequence[Any]]) -> tuple[tuple[Any, ...], ...]:
    width = max(map(len, rows))
    return tuple((*row, *[None] * (width - len(row))) for row in rows)


def reasons(preview: Preview, kind: FileKind = FileKind.CENSUS) -> list[str]:
    """Reason of each row, "" for a good one."""
    return [r.reason.value if r.reason else "" for r in preview.of(kind)]


def test_readmission_after_an_exit_is_a_new_stay() -> None:
    first, second = person(0), person(0, 学员编号="20269999", 入所日期="2026-06-01")
    assert reasons(judged([first, second])) == ["", "duplicate_person"]
    exit_ = ["20260000", "", "出所(期满)", "2026-05-01", None]
    assert reasons(judged([first, second], [exit_])) == ["", ""]
    assert reasons(judged([second, first], [exit_])) == ["", ""]


def test_the_later_entry_is_the_one_too_many_wherever_it_stands() -> None:
    later, first = person(0, 学员编号="20269999", 入所日期="2026-06-01"), person(0)
    assert reasons(judged([later, first])) == ["duplicate_person", ""]


def test_a_bed_is_free_again_after_an_exit_but_not_after_a_trip() -> None:
    taker = person(1, 床号="A1-01-1", 入所日期="2026-06-01")
    assert reasons(judged([person(0), taker])) == ["", "bed_taken"]
    assert reasons(judged([person(0), taker], [["20260000", "", "死亡", "2026-05-01", None]])) == [
        "",
        "",
    ]
    trip = ["20260000", "", "外出住院", "2026-05-01", "2026-07-01"]
    assert reasons(judged([person(0), taker], [trip])) == ["", "bed_taken"]


def test_a_zone_that_speaks_against_the_bed_tells_who_is_wrong() -> None:
    zones = Known(
        beds=(KnownBed("A1-01-1", "A1", "1"), KnownBed("C1-01-1", "C1", "1")),
        zones=(("A1", "甲"), ("C1", "丙")),
    )
    wrong = person(0, 分区="C1", 入所日期="2026-01-05", 决定日期="2026-01-01")
    right = person(1, 床号="A1-01-1")
    assert reasons(judged([wrong, right], known=zones)) == ["bed_taken", ""]


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"姓名": ""}, "missing_name"), ({"学员编号": "无"}, "missing_number"), ({"身份证号": 5.2e17}, "id_number_damaged"), ({"身份证号": "5201"}, "bad_id_number"),
     ({"性别": "Q"}, "bad_sex"), ({"入所日期": "3/4/2026"}, "ambiguous_date"), ({"入所日期": "2026-13-01"}, "bad_date"), ({"入所时间": "25:99"}, "bad_time"),
     ({"入所日期": ""}, "missing_admission"), ({"决定书文号": "待补"}, "missing_decision"), ({"床号": "B1-01-1"}, "sex_bed_mismatch"), ({"床号": ""}, "missing_bed"),
     ({"分区": "Q9"}, "unknown_zone"), ({"分区": "B1"}, "bed_zone_mismatch"), ({"费用类别": "F9"}, "unknown_class"), ({"身份证号": ""}, "missing_birth"),
     ({"决定日期": ""}, "missing_decision_date"), ({"姓名": "长" * 61}, "too_long"), ({"身份证号": id_number(date(2011, 5, 5), 30, "男")}, "under_16"),
     ({"身份证号": id_number(date(2009, 5, 5), 30, "男")}, "minor"), ({"性别": "女", "身份证号": id_number(BORN, 30, "女"), "床号": "B1-01-1", "分区": "B1", "病情诊断": "早孕"}, "pregnant")],
)  # fmt: skip
def test_each_reason(change: dict[str, Any], reason: str) -> None:
    preview = judged([person(0, **change)])
    assert reasons(preview) == [reason]
    told = [explain_finding(f, lang) for r in preview.rows for f in r.findings for lang in Lang]
    assert not [t for t in told if "…" in t or "label:" in t]


@pytest.mark.parametrize(
    ("moves", "told"),
    [([["999", "", "外出住院", "2026-05-01", "2026-05-02"]], ["unknown_person"]),
     ([["20260000", "乙", "外出住院", "2026-05-01", "2026-05-02"]], ["name_differs"]),
     ([["20260000", "", "出所(期满)", "2026-01-01", None]], ["exit_before_admission"]),
     ([["20260000", "", "探视", "2026-01-01", None]], ["before_admission"]),
     ([["20260000", "", "出所", "2026-05-01", None], ["20260000", "", "探视", "2026-06-01", "2026-06-02"]], ["", "after_exit"]),
     ([["20260000", "", "出所", "2026-05-01", None], ["20260000", "", "死亡", "2026-06-01", None]], ["", "already_left"]),
     ([["20260000", "", "探视", "2026-05-03", "2026-05-01"]], ["return_before_leaving"]),
     ([["20260000", "", "返回", "2026-05-03", None]], ["return_without_leaving"]),
     ([["20260000", "", "探视", "2026-05-01", "2026-05-05"], ["20260000", "", "外出住院", "2026-05-03", "2026-05-08"]], ["", "movement_overlap"]),
     ([["20260000", "", "脱逃", "2026-05-01", "2026-05-05"], ["20260000", "", "提前解除", "2026-08-01", None]], ["", "early_after_escape"]),
     ([["20260000", "", "跳舞", "2026-05-03", None]], ["unknown_movement"]), ([["20260000", "", "探视", None, None]], ["missing_time"]),
     ([["20260000", "", "类别变更 F3→F1", "2026-05-03", None]], ["class_differs"]), ([["20260000", "", "类别变更 F1→F2", "2026-05-03", None]], [""]),
     ([["20260000", "", "探视", "2026-12-03", None]], ["future_time"]),
     ([["20260000", "", "探视", "2026-05-01", "2026-05-05"]] * 2, ["", "duplicate_row"])],
)  # fmt: skip
def test_each_movement_reason(moves: list[list[Any]], told: list[str]) -> None:
    preview = judged([person(0)], moves)
    assert reasons(preview, FileKind.MOVEMENTS) == told
    said = [explain_finding(f, lang) for r in preview.rows for f in r.findings for lang in Lang]
    assert not [t for t in said if "…" in t]


def test_the_store_is_asked_too() -> None:
    stay = KnownStay(
        "20260000", "甲一", id_number(BORN, 30, "男"), at(date(2026, 3, 1), 10), None, "A1-01-1"
    )
    known = Known(
        beds=tuple(KnownBed(f"A1-01-{i}", "A1", "1") for i in range(1, 6)),
        zones=(("A1", "甲"),),
        stays=(stay,),
    )
    again = judged(
        [person(0), person(1, 床号="A1-01-1"), person(0, 学员编号="20267777")], known=known
    )
    assert reasons(again) == ["", "bed_taken", "duplicate_person"]
    assert ImportReason.ALREADY_THERE in {f.reason for f in again.rows[0].findings}
    stranger = KnownStay(
        "20260000", "乙二", id_number(BORN, 99, "男"), at(date(2026, 1, 1)), None, ""
    )
    assert reasons(
        judged([person(0)], known=Known(beds=known.beds, zones=known.zones, stays=(stranger,)))
    ) == ["duplicate_number"]


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    for reason in ImportReason:
        assert set(catalogue("refusals")[reason.sentence]) == set(Lang)
    for code in SetupCode:
        assert set(catalogue("refusals")[code]) == set(Lang)
    for field in Field:
        assert set(catalogue("labels")[f"import_field.{field}"]) == set(Lang)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=len(HEAD), max_size=len(HEAD)), min_size=1, max_size=5))
def test_hostile_rows_always_get_a_verdict(rows: list[list[Any]]) -> None:
    moves = [[*row[:5]] for row in rows]
    preview = judged(rows, moves)
    assert all(r.verdict in Verdict for r in preview.rows)
    json.dumps(report(preview))
    book = openpyxl.load_workbook(io.BytesIO(error_workbook(preview, Lang.EN, all_rows=True)))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [
        c.value
        for c in cells
        if c.data_type == "f" or str(c.value or "").startswith(("=", "+", "-", "@"))
    ]


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["a.xlsx", "a.csv", "a.xls", "a.ods"]),
    st.sampled_from(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table><tr><td colspan=99999>"]
    ),
)
def test_hostile_files_are_read_or_refused(content: bytes, name: str, magic: bytes) -> None:
    try:
        sheets = read_bytes(name, magic + content)
    except DomainError as refusal:
        told = refusal.code
    else:
        told = (
            SetupCode.FILE_UNREADABLE
            if any(len({len(r) for r in s.rows}) > 1 for s in sheets)
            else ""
        )
        assert told == ""
    assert told in {"", *SetupCode}


def test_formula_signs_get_an_apostrophe() -> None:
    assert [safe_text(t) for t in ("=1+1", "+8", "-5", "@x", "ok")] == [
        "'=1+1",
        "'+8",
        "'-5",
        "'@x",
        "ok",
    ]
