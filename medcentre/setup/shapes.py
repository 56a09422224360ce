"""What the cells of a column look like, whatever its heading says."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from medcentre.kernel.texts import search_key
from medcentre.setup.dates import is_empty, read_date, read_time
from medcentre.setup.facts import Cell
from medcentre.setup.phrases import read_event
from medcentre.setup.values import (
    found_in,
    plain,
    read_care_level,
    read_fee_class,
    read_money,
    words,
)

SAMPLE = 80
"""Cells looked at in a column."""

_FAR = date(2100, 1, 1)
_ETHNIC = re.compile(r"[\u3400-\u9fff]{1,5}族|汉|回|苗|彝|壮|满|侗|瑶|白|藏")
_BED = re.compile(r"[a-z]?\d{1,3}(-[a-z]?\d{1,3}){1,3}|[a-z]\d{1,4}(-\d{1,3})+", re.I)
_DASHES = str.maketrans(dict.fromkeys("—–−－_", "-"))


def _is_id(cell: Cell) -> bool:
    text = search_key(plain(cell))
    big = isinstance(cell, int | float) and not isinstance(cell, bool) and cell >= 1e14
    return big or bool(re.fullmatch(r"\d{17}[\dx]|\d{15}|[1-9]\.\d+e\+?1[67]|[\dx]{16,19}", text))


def _is_date(cell: Cell) -> bool:
    if isinstance(cell, time | timedelta | bool):
        return False
    if isinstance(cell, date | datetime):
        return True
    if isinstance(cell, int | float) and not (
        19_000_101 <= cell <= 21_001_231 or 20_000 <= cell < 70_000
    ):
        return False
    return read_date(cell, _FAR).value is not None


def _is_birth(cell: Cell) -> bool:
    day = read_date(cell, date(2026, 1, 1)).value
    return day is not None and 1920 <= day.year <= 2012


def _is_clock(cell: Cell) -> bool:
    if isinstance(cell, time | timedelta):
        return True
    if isinstance(cell, date | bool):
        return False
    if isinstance(cell, int | float):
        return 0 <= cell < 1
    return not re.fullmatch(r"\d+", plain(cell)) and read_time(cell).value is not None


def _is_name(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return False
    text = search_key(cell)
    return bool(
        re.fullmatch(
            r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|[\u3400-\u9fff]+[·•.][\u3400-\u9fff·•.]+",
            text,
        )
    ) and not (text.endswith(("族", "局", "区", "级", "病", "类", "所")))


def _is_bed(cell: Cell) -> bool:
    return (
        isinstance(cell, str)
        and bool(_BED.fullmatch(search_key(cell).translate(_DASHES)))
        and not _is_date(cell)
    )


SHAPES: dict[str, Callable[[Cell], bool]] = {
    "id": _is_id,
    "date": _is_date,
    "birth": _is_birth,
    "clock": _is_clock,
    "name": _is_name,
    "bed": _is_bed,
    "sex": lambda c: isinstance(c, str) and search_key(c) in {**words("sex"), **words("zone_sex")},
    "phone": lambda c: bool(re.fullmatch(r"1\d{10}|0\d{2,3}-?\d{7,8}", search_key(plain(c)))),
    "care": lambda c: isinstance(c, str) and read_care_level(c).value is not None,
    "class": lambda c: isinstance(c, str) and read_fee_class(c).value is not None,
    "ethnic": lambda c: bool(_ETHNIC.fullmatch(search_key(plain(c)))),
    "decision": lambda c: (
        isinstance(c, str) and bool(re.search(r"[决戒]字|[〔\[(【]20\d\d[〕\])】]", c))
    ),
    "zone": lambda c: bool(
        re.fullmatch(r"[a-z]\d{1,2}|[\u3400-\u9fff\da-z]{0,8}区|隔离观察室", search_key(plain(c)))
    ),
    "code": lambda c: bool(re.fullmatch(r"[a-z]{0,4}-?\d{3,12}[a-z]?", search_key(plain(c)))),
    "event": lambda c: isinstance(c, str) and read_event(c) is not None,
    "cost": lambda c: isinstance(c, str) and bool(found_in(c, "cost_item")),
    "money": lambda c: read_money(c).value is not None and not _is_date(c),
}
"""Name of a shape, as the heading catalogue uses it -> test of one cell."""

TELLING = frozenset(
    {
        "id",
        "birth",
        "date",
        "sex",
        "bed",
        "decision",
        "phone",
        "event",
        "class",
        "clock",
        "care",
        "ethnic",
    }
)
"""Shapes sure enough to name a column whose heading says nothing, or to doubt one that says otherwise."""


def share(shape: str, cells: Sequence[Cell]) -> float | None:
    """Part of the filled cells that have the shape, None for an empty column."""
    filled = [c for c in cells if not is_empty(c)][:SAMPLE]
    if not filled:
        return None
    return sum(map(SHAPES[shape], filled)) / len(filled)
