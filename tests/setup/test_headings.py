"""Where the table begins, what is no data, what a column means."""

from typing import Any

import pytest

from medcentre.kernel.errors import DomainError
from medcentre.setup.facts import Field, FileKind
from medcentre.setup.headings import find_tables, guess_columns, table_of
from medcentre.setup.preview import preview_sheets, preview_tables
from medcentre.setup.reading import Sheet, decode, find_files, read_bytes, read_file
from tests.setup.small_centre import TODAY, build
from tests.setup.test_verdicts import _square

GOOD = [
    "甲一",
    "男",
    "520199198005050613",
    "20260001",
    "2026-03-01",
    "决字〔2026〕1号",
    "2026-02-20",
]
HEAD = ["姓名", "性别", "身份证号", "学员编号", "入所日期", "决定书文号", "决定日期"]


def sheet(rows: list[list[Any]], name: str = "Sheet1", file: str = "a.xlsx") -> Sheet:
    """A sheet of these rows."""
    return Sheet(file, name, _square(rows))


def test_rows_are_counted_from_the_heading_through_blank_and_total_rows() -> None:
    rows: list[list[Any]] = [
        ["某某花名册"],
        ["单位：某某", None, "2026年10月"],
        HEAD,
        GOOD,
        [],
        GOOD,
        ["一区小计", 2],
        GOOD,
        ["合计", 3],
        ["制表人：", None, "审核人："],
        ["备注：略"],
    ]
    (table,) = find_tables(sheet(rows))
    assert table.heading_at == 2
    assert [line.row for line in table.lines] == [1, 3, 5]
    assert table.left_out == (4, 6, 7, 8)


@pytest.mark.parametrize("noise", [["总  计", "170人"], ["小计"], ["本页合计：12人"], ["填表人：张三", None, None, "负责人：李四"], ["第1页 共3页"], ["注：以上人员均已核对"],
                                   HEAD, ["二、女区"], ["17", None, None]])  # fmt: skip
def test_what_is_no_data_is_left_out(noise: list[Any]) -> None:
    (table,) = find_tables(sheet([HEAD, GOOD, noise, GOOD]))
    kept = [line.row for line in table.lines]
    assert kept == [1, 3] or noise == ["17", None, None]


def test_a_lone_name_is_an_unfinished_row_not_a_note() -> None:
    (table,) = find_tables(sheet([HEAD, GOOD, ["王小明"]]))
    assert [line.row for line in table.lines] == [1, 2]


def test_a_wrong_heading_is_doubted_when_the_cells_say_otherwise() -> None:
    swapped = ["姓名", "身份证号", "性别", *HEAD[3:]]
    (table,) = find_tables(sheet([swapped, *[GOOD] * 5]))
    mapping = guess_columns(table)
    assert mapping.column(Field.SEX) == 1
    assert mapping.column(Field.ID_NUMBER) == 2


def test_headings_nobody_knows_are_read_by_their_cells_when_the_file_says_its_kind() -> None:
    rows = [["谁", "那", "号", "哪天", "凭"], *[[GOOD[0], GOOD[1], GOOD[2], GOOD[4], GOOD[5]]] * 5]
    assert find_tables(sheet(rows, file="x.xlsx")) == ()
    (table,) = find_tables(sheet([["谁姓名", *rows[0][1:]], *rows[1:]], file="花名册.xlsx"))
    mapping = guess_columns(table)
    assert mapping.column(Field.ID_NUMBER) == 2
    assert mapping.column(Field.DECISION_NO) == 4


def test_a_person_may_say_what_a_sheet_is() -> None:
    strange = sheet([["x"], ["a", "b", "c", "d", "e", "f", "g"], GOOD])
    with pytest.raises(DomainError):
        preview_sheets([strange], TODAY)
    preview = preview_tables([table_of(strange, FileKind.CENSUS, 1)], TODAY)
    assert len(preview.rows) == 1


def test_sheets_without_a_table_are_passed_over(tmp_path: Any) -> None:
    from tests.setup.variants import plain

    plain(build(), tmp_path)
    files = find_files(tmp_path)
    kinds = {t.kind for f in files for s in read_file(f) for t in find_tables(s)}
    assert kinds == set(FileKind)


def test_texts_in_the_usual_encodings() -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        assert decode("姓名,𬭳".encode(encoding)) == "姓名,𬭳"
    assert decode(b"\x00\x01\x02") is None


def test_leading_zeros_kept_as_formula_text() -> None:
    (read,) = read_bytes("a.csv", '姓名;编号\n甲;="0012"\n'.encode())
    assert read.rows[1] == ("甲", "0012")


def test_missing_file_and_folder_are_sentences(tmp_path: Any) -> None:
    for path in (tmp_path / "no.xlsx", tmp_path / "none"):
        with pytest.raises(DomainError):
            read_file(path)
        with pytest.raises(DomainError):
            find_files(path)
    with pytest.raises(DomainError):
        find_files(tmp_path)
