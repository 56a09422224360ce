"""An invented small centre, and five ways a centre might have written it down."""

# ruff: noqa: DTZ001 - spreadsheets hold wall-clock times without a zone

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from medcentre.kernel.texts import id_check_digit

TODAY = date(2026, 11, 24)
Row = dict[str, Any]
Expected = dict[tuple[str, str], str]
"""(file kind, key of the row) -> reason; a row not named is good."""


def id_number(birth: date, serial: int, sex: str) -> str:
    """A valid number of the division that is not issued."""
    last = serial * 2 + (sex == "男")
    first17 = f"520199{birth:%Y%m%d}{last:03d}"
    return first17 + id_check_digit(first17)


@dataclass
class Centre:
    """The truth, as rows; `mistakes` tells which rows are wrong and why."""

    zones: list[Row] = field(default_factory=list)
    staff: list[Row] = field(default_factory=list)
    census: list[Row] = field(default_factory=list)
    movements: list[Row] = field(default_factory=list)
    costs: list[Row] = field(default_factory=list)
    mistakes: dict[str, str] = field(default_factory=dict)


SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"


def build(shift: int = 0) -> Centre:
    """Three zones, sixteen people; `shift` moves the mistakes to other people."""
    centre = Centre()
    for zone, name, sex, rooms in (
        ("A1", "甲区", "男", 6),
        ("B2", "乙区", "女", 3),
        ("C3", "丙区", "不限", 1),
    ):
        for room in range(1, rooms + 1):
            for bed in (1, 2, 3):
                centre.zones.append(
                    {"zone": zone, "name": name, "sex": sex, "room": f"{zone}-{room:02d}",
                     "bed": f"{zone}-{room:02d}-{bed}", "attributes": ["监控", "单间"][: bed % 3]}
                )  # fmt: skip
    men = [z["bed"] for z in centre.zones if z["zone"] == "A1"]
    women = [z["bed"] for z in centre.zones if z["zone"] == "B2"]
    for i in range(16):
        sex = "女" if i % 4 == 3 else "男"
        birth = date(1970 + i, 1 + i % 12, 3 + i)
        decided = date(2026, 1 + i // 2, 5 + i % 9)
        centre.census.append(
            {"no": f"2026{i + 101:04d}", "name": SURNAMES[i] + "试" + "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"[i],
             "sex": sex, "id": id_number(birth, 20 + i, sex), "birth": birth,
             "admitted": datetime(2026, 1 + i // 2, 7 + i % 9, 9 + i % 8, 15),
             "decision": f"筑公(禁)强戒决字〔2026〕第{i + 101:04d}号", "decided": decided,
             "illness": ["梅毒", "偏瘫", "肺癌", "丙肝"][i % 4], "zone": "B2" if sex == "女" else "A1",
             "bed": women.pop(0) if sex == "女" else men.pop(0), "care": ["一级", "二级", "三级"][i % 3],
             "class": f"F{1 + i % 4}", "organ": "某某分局"}
        )  # fmt: skip
    for i in range(4):
        centre.staff.append({"no": f"P{i + 1:03d}", "name": f"警试{'甲乙丙丁'[i]}", "sex": "男", "category": "民警",
                             "night": "是", "remark": "孕期30周" if i == 3 else ""})  # fmt: skip
    who = [p["no"] for p in centre.census]
    names = {p["no"]: p["name"] for p in centre.census}
    for no, kind, start, end in (
        (who[0], "外出住院", datetime(2026, 9, 2, 15), datetime(2026, 9, 6, 11)),
        (who[1], "出所(期满)", datetime(2026, 10, 9, 10), None),
        (who[2], "类别变更 F3→F2", datetime(2026, 10, 11, 16), None),
        (who[4], "所外就医", datetime(2026, 10, 12, 14), None),
        (who[5], "脱逃", datetime(2026, 10, 1, 2), datetime(2026, 10, 3, 8)),
        (who[6], "外出就医(当日)", datetime(2026, 10, 20, 9, 30), datetime(2026, 10, 20, 16)),
    ):
        centre.movements.append(
            {"no": no, "name": names[no], "kind": kind, "start": start, "end": end}
        )
    for i in range(6):
        centre.costs.append({"day": date(2026, 10, 3 + i), "voucher": f"记-{i:03d}", "item": ["药品", "伙食"][i % 2],
                             "zone": "A1", "no": who[0] if i % 2 == 0 else "", "amount": 1000.5 + i})  # fmt: skip
    _spoil(centre, shift)
    return centre


def _spoil(centre: Centre, shift: int) -> None:
    """One mistake of each kind; never on the people with movements."""
    people = centre.census[7:]

    def pick(n: int) -> Row:
        return people[(n + shift) % len(people)]

    wrong = pick(0)
    wrong["sex"] = "女" if wrong["sex"] == "男" else "男"
    centre.mistakes[wrong["no"]] = "sex_mismatch_id"
    pick(1)["birth"] = date(1969, 5, 6)
    centre.mistakes[pick(1)["no"]] = "birth_mismatch_id"
    pick(2)["decision"] = ""
    centre.mistakes[pick(2)["no"]] = "missing_decision"
    pick(3)["bed"] = "A1-77-7" if pick(3)["sex"] == "男" else "B2-77-7"
    centre.mistakes[pick(3)["no"]] = "unknown_bed"
    pick(4)["admitted"] = datetime(2027, 3, 1, 10)
    centre.mistakes[pick(4)["no"]] = "future_admission"
    pick(5)["admitted"] = datetime.combine(pick(5)["decided"], pick(5)["admitted"].time()).replace(
        day=2
    )
    centre.mistakes[pick(5)["no"]] = "adm_before_decision"
    pick(6)["class"] = ""
    centre.mistakes[pick(6)["no"]] = "empty_class"
    number = pick(7)["id"]
    pick(7)["id"] = number[:17] + ("0" if number[17] != "0" else "1")
    centre.mistakes[pick(7)["no"]] = "bad_id_checksum"
    taker = pick(8)
    taker["bed"] = centre.census[0]["bed"] if taker["sex"] == "男" else centre.census[3]["bed"]
    centre.mistakes[taker["no"]] = "bed_taken"
    twin = dict(centre.census[3])
    centre.census.insert(5 + shift, twin)
    centre.mistakes[f"twin:{5 + shift}"] = "duplicate_person"


Style = Callable[[date], Any]
STYLES: tuple[Style, ...] = (
    lambda d: d,
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: int(f"{d:%Y%m%d}"),
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d:%y}.{d.month}.{d.day}",
    lambda d: f"{d:%Y-%m-%d}".translate(str.maketrans("0123456789-", "０１２３４５６７８９－")),
    lambda d: (d - date(1899, 12, 30)).days,
    lambda d: f" {d.year} 年 {d.month} 月 {d.day} 号",
)


def chinese_day(day: date) -> str:
    """二〇二六年一月十二日."""
    ones = "〇一二三四五六七八九"

    def small(n: int) -> str:
        tens = (ones[n // 10] if n >= 20 else "") + "十" if n >= 10 else ""
        return tens + (ones[n % 10] if n % 10 else "")

    return (
        "".join(ones[int(c)] for c in str(day.year)) + f"年{small(day.month)}月{small(day.day)}日"
    )


def save(
    path: Path,
    sheets: dict[str, Sequence[Sequence[Any]]],
    merges: dict[str, list[str]] | None = None,
) -> None:
    """An xlsx with these rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in (merges or {}).get(name, []):
            sheet.merge_cells(area)
    book.save(path)


def save_csv(
    path: Path, rows: Sequence[Sequence[Any]], encoding: str, delimiter: str = ","
) -> None:
    """A csv as other programs write it."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(
        [["" if c is None else str(c) for c in row] for row in rows]
    )
    path.write_bytes(out.getvalue().encode(encoding))
