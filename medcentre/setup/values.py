"""Coded and other values the way people write them: one cell in, one `Read` out."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import cache
from math import isfinite

from medcentre.kernel.money import Money
from medcentre.kernel.texts import (
    birth_of_id,
    half_width,
    id_check_digit,
    is_valid_id_number,
    search_key,
    tidy,
)
from medcentre.kernel.wording import CATALOGUES
from medcentre.setup.dates import is_empty
from medcentre.setup.facts import Cell, ImportReason, Read

LONGEST = 2_000
"""Characters kept of one cell."""


@cache
def words(group: str) -> Mapping[str, str]:
    """Word as compared -> code, for one group of `catalogues/import_words.toml`."""
    table = _catalogue()[group]
    return {search_key(word): code for code, spellings in table.items() for word in spellings}


@cache
def _catalogue() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((CATALOGUES / "import_words.toml").read_text("utf-8"))


@cache
def _by_length(group: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(words(group).items(), key=lambda pair: -len(pair[0])))


def found_in(text: str, group: str) -> str:
    """Code of the longest word of a group that stands anywhere in the text, "" for none."""
    key = search_key(text)
    return next((code for word, code in _by_length(group) if word in key), "")


def plain(cell: Cell) -> str:
    """A cell as text: numbers without a false `.0`, dates ISO, width and spaces tidied."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if isfinite(cell) and cell.is_integer() else str(cell)
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}" if cell.time() != time(0) else f"{cell:%Y-%m-%d}"
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return half_width(_printable(str(cell)[:LONGEST]))


def shown(cell: Cell) -> str:
    """A cell as it stands in the sheet, for messages and the error workbook."""
    if isinstance(cell, str):
        return _printable(cell[:LONGEST])
    return plain(cell)


_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def _printable(text: str) -> str:
    """Control characters and halves of characters have no place in a store, a file or a print."""
    return _UNPRINTABLE.sub("", text)


_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94) if chr(0x21 + i).isalnum()}


def read_text(cell: Cell) -> str:
    """Free text; every way of writing nothing becomes "".

    Letters and digits become half-width; signs such as Ⅲ, ℃ and rare characters of names stay.
    """
    if is_empty(cell):
        return ""
    if not isinstance(cell, str):
        return plain(cell)
    text = _printable(cell[:LONGEST]).translate(_FULL_WIDTH)
    return " ".join(re.sub(r"[\u200b\ufeff]", "", text).split()).lstrip("'").strip()


def read_name(cell: Cell) -> str:
    """A person's name: no spaces inside Chinese names, single ones inside others."""
    text = read_text(cell)
    if any("\u3400" <= c <= "\u9fff" or ord(c) > 0x20000 for c in text):
        text = text.replace(" ", "")
    return re.sub(r"[•・∙‧.](?=\S)", "·", text) if re.search(r"[\u3400-\u9fff]", text) else text


def read_code(cell: Cell) -> str:
    """A number or code that is not counted with: 学员编号, 工号, 凭证号."""
    return "" if is_empty(cell) else re.sub(r"\s+", "", plain(cell)).lstrip("'")


def read_phone(cell: Cell) -> str:
    """A telephone number as written, numbers without exponent."""
    return read_text(cell)


def read_sex(cell: Cell) -> Read[str]:
    """GB/T 2261.1 code 1 or 2."""
    return _coded(cell, "sex", ImportReason.BAD_SEX)


def read_zone_sex(cell: Cell) -> Read[str]:
    """Sex of a bed: 1, 2 or 0 for both."""
    if is_empty(cell):
        return Read("0")
    key = search_key(plain(cell))
    if code := words("zone_sex").get(key) or words("sex").get(key):
        return Read(code)
    return Read(None, ImportReason.BAD_SEX)


def read_care_level(cell: Cell) -> Read[str]:
    """Nursing level n0 … n3."""
    return _coded(cell, "care_level", ImportReason.UNKNOWN_CARE_LEVEL, drop=("护理", "等级"))


def read_fee_class(cell: Cell) -> Read[str]:
    """Fee class F1 … F4."""
    found = _coded(
        cell, "fee_class", ImportReason.UNKNOWN_CLASS, drop=("病员", "费用", "标准", "级")
    )
    if found.value is None and found.reason:
        marks = set(re.findall(r"f\s*([1-9])", search_key(plain(cell))))
        if len(marks) == 1 and (mark := marks.pop()) in "1234":
            return Read(f"F{mark}")
    return found


def read_yes_no(cell: Cell) -> bool | None:
    """Yes, no or not said."""
    if isinstance(cell, bool):
        return cell
    key = search_key(plain(cell))
    code = words("yes_no").get(key)
    return None if code is None else code == "yes"


def read_legal_status(cell: Cell) -> Read[str]:
    """Legal status of domain.md 1.2."""
    if is_empty(cell):
        return Read(None)
    key = re.sub(r"[()〔〕\[\],,、]", "", search_key(plain(cell)))
    code = words("legal_status").get(key) or found_in(key, "legal_status")
    return Read(code) if code else Read(None, ImportReason.UNKNOWN_STATUS)


def read_staff_category(cell: Cell) -> Read[str]:
    """Role code of domain.md 6.1."""
    if is_empty(cell):
        return Read(None)
    key = search_key(plain(cell))
    code = words("staff_category").get(key) or found_in(key, "staff_category")
    return Read(code) if code else Read(None, ImportReason.UNKNOWN_CATEGORY)


def read_cost_item(cell: Cell) -> Read[str]:
    """Cost category of domain.md 5.6."""
    if is_empty(cell):
        return Read(None)
    key = search_key(plain(cell))
    bare = re.sub(r"(支出|费用|费)$", "", key)
    code = words("cost_item").get(key) or words("cost_item").get(bare) or found_in(key, "cost_item")
    return Read(code) if code else Read(None, ImportReason.UNKNOWN_CATEGORY)


def read_attributes(cell: Cell) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Bed attributes: known codes, and the words nobody knows."""
    if is_empty(cell):
        return (), ()
    parts = [p.strip() for p in re.split(r"[、,;/。+|\s]+", plain(cell)) if p.strip()]
    known = {
        p: words("bed_attribute").get(search_key(p)) or found_in(p, "bed_attribute") for p in parts
    }
    codes = tuple(dict.fromkeys(code for code in known.values() if code))
    return codes, tuple(p for p, code in known.items() if not code)


def read_id_number(cell: Cell) -> Read[str]:
    """Resident identity number, 18 characters; one that Excel rounded is told apart from a wrong one.

    A 15-digit number of the old kind comes back lengthened, with `OLD_ID_NUMBER`.
    """
    if is_empty(cell):
        return Read(None)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not isfinite(cell) or abs(cell) >= 1e15:
            return Read(None, ImportReason.ID_NUMBER_DAMAGED)
    elif not isinstance(cell, str):
        return Read(None, ImportReason.BAD_ID_NUMBER)
    text = (
        re.sub(r"[\s'\"`’‘“”.,，\-—_]", "", plain(cell)) if isinstance(cell, str) else plain(cell)
    )
    text = text.upper().replace("×", "X").replace("Χ", "X").replace("Х", "X").replace("*", "X")
    if isinstance(cell, str) and re.search(r"\dE\+?\d{2}$", plain(cell).replace(" ", "").upper()):
        return Read(None, ImportReason.ID_NUMBER_DAMAGED)
    if re.fullmatch(r"[0-9]{15}", text):
        longer = text[:6] + "19" + text[6:]
        full = longer + id_check_digit(longer)
        if birth_of_id(full) is not None:
            return Read(full, ImportReason.OLD_ID_NUMBER, full)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", text):
        return Read(text or None, ImportReason.BAD_ID_NUMBER)
    if not is_valid_id_number(text):
        return Read(text, *_checksum_trouble(text))
    return Read(text)


def _checksum_trouble(text: str) -> tuple[ImportReason, str]:
    right = id_check_digit(text[:17])
    if right == text[17]:  # only the birth date is impossible
        return ImportReason.BAD_ID_NUMBER, ""
    suggestion = text[:17] + right if birth_of_id(text) else ""
    return ImportReason.BAD_ID_CHECKSUM, suggestion


def read_money(cell: Cell) -> Read[int]:
    """An amount in fen; a computed number is rounded to the fen, a written one must be exact."""
    if is_empty(cell):
        return Read(None)
    if isinstance(cell, bool | date | time) or not isinstance(cell, str | int | float):
        return Read(None, ImportReason.BAD_NUMBER)
    if isinstance(cell, int | float):
        if not isfinite(cell) or abs(cell) > 1e12:
            return Read(None, ImportReason.BAD_NUMBER)
        exact = Decimal(repr(cell))
        fen = (exact * 100).to_integral_value("ROUND_HALF_UP")
        close = abs(exact * 100 - fen) < Decimal("0.0001")
        return Read(int(fen), None if close else ImportReason.ROUNDED, Money(int(fen)).plain())
    return _written_money(plain(cell))


def _written_money(text: str) -> Read[int]:
    text = (
        re.sub(r"(人民币|RMB|CNY|[¥￥$\s'元圆])", "", text, flags=re.I)
        .replace(",", "")
        .replace("，", "")
    )
    text = text.replace("−", "-").replace("–", "-").replace("＋", "")
    if match := re.fullmatch(r"\((.+)\)", text):
        text = f"-{match[1]}"
    scale = 10_000 if text.endswith("万") else 1
    try:
        amount = Decimal(text.removesuffix("万")) * scale
        if not re.fullmatch(r"[+-]?[0-9]*\.?[0-9]*万?", text) or abs(amount) > Decimal(10) ** 12:
            return Read(None, ImportReason.BAD_NUMBER)
        return Read(Money.yuan(amount).fen)
    except (InvalidOperation, ValueError):
        return Read(None, ImportReason.BAD_NUMBER)


def _coded(cell: Cell, group: str, reason: ImportReason, drop: Iterable[str] = ()) -> Read[str]:
    if is_empty(cell):
        return Read(None)
    key = search_key(plain(cell))
    code = words(group).get(key)
    if code is None:
        bare = re.sub(r"[()\[\]]", "", key)
        for part in drop:
            bare = bare.replace(part, "")
        code = words(group).get(bare)
    return Read(code) if code else Read(None, reason)


def bed_key(text: str) -> str:
    """One spelling of a bed or room code: `z3-4-3`, `Z3－04－3`, `Z3区04室3床` are the same bed."""
    key = re.sub(r"[号床位铺]+$", "", tidy(text).casefold())
    parts = [p for p in re.split(r"[\-—–−_/\\.#·\s区室房间号栋楼层]+", key) if p]
    return "-".join(p.lstrip("0") or "0" if p.isdigit() else p for p in parts)


def zone_key(text: str) -> str:
    """One spelling of a zone's code or name."""
    return re.sub(r"^([a-z]+)0+(?=\d)", r"\1", search_key(text))


_HEAD = re.compile(
    r"[(（\[【]?\s*(?:分区|责任区|区)?(?:负责人|责任人|区长|head)\s*[)）\]】]?", re.IGNORECASE
)
_BETWEEN = re.compile(r"[、，,;；/／\n]+")


def read_zones(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Zones of a colleague as written in one cell: all, and those marked 负责人."""
    zones: list[str] = []
    heads: list[str] = []
    for part in _BETWEEN.split(text):
        name = _HEAD.sub("", part).strip()
        if name and name not in zones:
            zones.append(name)
            if _HEAD.search(part):
                heads.append(name)
    return tuple(zones), tuple(heads)
