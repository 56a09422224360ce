"""Texts as people write them: identity numbers, width, case, pinyin, masking."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_CHINESE = re.compile("[\u4e00-\u9fff]")
_PUNCTUATION = re.compile("([，；：！？（）])")
_SPACES = re.compile(r"[\s\u3000\u00a0\u200b\ufeff]+")


def tidy(text: str) -> str:
    """Full-width letters, digits and signs made half-width, spaces squeezed and trimmed.

    The punctuation of a Chinese sentence stays as it was written (interface.md 7).
    """
    if not _CHINESE.search(text):
        return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    parts = _PUNCTUATION.split(text)
    made = "".join(
        p if _PUNCTUATION.fullmatch(p) else unicodedata.normalize("NFKC", p) for p in parts
    )
    return _SPACES.sub(" ", made).strip()


def half_width(text: str) -> str:
    """All signs half-width, those of Chinese sentences too: for reading cells, not for keeping."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def search_key(text: str) -> str:
    """One rule for search and uniqueness: no spaces, half width, lower case (T13)."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).casefold()


def id_check_digit(first17: str) -> str:
    """The 18th character of a resident identity number (GB 11643, MOD 11-2)."""
    return _ID_CHECK[sum(int(c) * w for c, w in zip(first17, _ID_WEIGHTS, strict=True)) % 11]


def is_valid_id_number(number: str) -> bool:
    """Whether the 18 characters form a number with a real birth date and a right check digit."""
    return (
        bool(re.fullmatch(r"\d{17}[\dX]", number))
        and birth_of_id(number) is not None
        and id_check_digit(number[:17]) == number[17]
    )


def birth_of_id(number: str) -> date | None:
    """Birth date written in an identity number, None when it is no date."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_of_id(number: str) -> str:
    """GB/T 2261.1 code written in an identity number: 1 male, 2 female."""
    return "1" if int(number[16]) % 2 else "2"


@lru_cache(maxsize=65536)
def pinyin(name: str) -> str:
    """`Yang Wenhai`: surname first, given name in one word, as English screens show people."""
    from pypinyin import Style, lazy_pinyin  # heavy table: loaded at the first name

    if "·" in name:  # no surname: 买买提·吐尔逊 is a name and the father's name
        read = ("".join(lazy_pinyin(p, errors="default")) for p in name.split("·"))
        return " ".join(p.capitalize() for p in read)
    parts = lazy_pinyin(name, style=Style.NORMAL, errors="default")
    if not parts:
        return name
    return f"{parts[0].capitalize()} {''.join(parts[1:]).capitalize()}".strip()


@lru_cache(maxsize=65536)
def initials(name: str) -> str:
    """`ywh` for 杨文海: what a hurried hand types to find a person (J4)."""
    from pypinyin import Style, lazy_pinyin

    parts = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default")
    return search_key("".join(p[:1] for p in parts))


def mask_name(name: str) -> str:
    """First character only: 张* (SEC-02, SEC-06)."""
    return name[:1] + "*" if name else ""


def mask_id_number(number: str) -> str:
    """First 6 and last 2 characters: 520103**********1X (SEC-06)."""
    return (
        number[:6] + "*" * (len(number) - 8) + number[-2:] if len(number) > 8 else "*" * len(number)
    )


def mask_phone(phone: str) -> str:
    """First 3 and last 4 digits (SEC-06)."""
    return phone[:3] + "****" + phone[-4:] if len(phone) > 7 else "*" * len(phone)
