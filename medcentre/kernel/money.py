"""Money is whole fen (ACC-04); `Decimal` only where people type or read, `float` nowhere."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "兆")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in fen; negative amounts are deductions."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"fen must be int, not {type(self.fen).__name__}")

    @classmethod
    def yuan(cls, amount: str | Decimal | int) -> Self:
        """From yuan; refuses anything finer than one fen."""
        fen = Decimal(amount).scaleb(2)
        if fen != fen.to_integral_value():
            raise ValueError(f"finer than one fen: {amount}")
        return cls(int(fen))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.fen + other.fen)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.fen - other.fen)

    def __neg__(self) -> "Money":
        return Money(-self.fen)

    def __mul__(self, count: int) -> "Money":
        if type(count) is not int:
            raise TypeError("multiply money by whole numbers; use `share` for parts")
        return Money(self.fen * count)

    def __bool__(self) -> bool:
        return self.fen != 0

    def share(self, numerator: int, denominator: int) -> "Money":
        """numerator/denominator of the amount, rounded half up to one fen (divide only once)."""
        exact = Decimal(self.fen) * numerator / Decimal(denominator)
        return Money(int(exact.quantize(Decimal(1), ROUND_HALF_UP)))

    def split(self, parts: int) -> tuple["Money", ...]:
        """Divide without losing a fen; the first shares carry the remainder."""
        base, extra = divmod(self.fen, parts)
        return tuple(Money(base + (i < extra)) for i in range(parts))

    def plain(self) -> str:
        """`12345.60`, as files and JSON want it."""
        return str(Decimal(self.fen).scaleb(-2).quantize(Decimal("0.01")))

    def __str__(self) -> str:
        """`12,345.60` with the true minus sign of the printed forms."""
        return f"{'−' if self.fen < 0 else ''}{abs(self.fen) // 100:,}.{abs(self.fen) % 100:02d}"

    def in_words(self) -> str:
        """大写金额 of domain.md 5.8."""
        return "人民币" + ("负" if self.fen < 0 else "") + _words(abs(self.fen))


ZERO = Money(0)


def total(amounts: "list[Money] | tuple[Money, ...]") -> Money:
    """The sum; nothing is rounded here because every line already is."""
    return Money(sum(a.fen for a in amounts))


def _words(fen: int) -> str:
    yuan, rest = divmod(fen, 100)
    jiao, fen_digit = divmod(rest, 10)
    if fen == 0:
        return "零元整"
    head = _yuan_words(yuan) + "元" if yuan else ""
    if rest == 0:
        return head + "整"
    tail = ""
    if jiao:
        tail += ("零" if yuan and yuan % 10 == 0 else "") + _DIGITS[jiao] + "角"
    elif yuan:
        tail += "零"
    tail += _DIGITS[fen_digit] + "分" if fen_digit else "整"
    return head + tail


def _yuan_words(yuan: int) -> str:
    groups = []
    while yuan:
        yuan, part = divmod(yuan, 10_000)
        groups.append(part)
    text, gap = "", False
    for index in range(len(groups) - 1, -1, -1):
        part = groups[index]
        if part == 0:
            gap = bool(text)
            continue
        if text and (gap or part < 1000):
            text += "零"
        text += _group_words(part) + _GROUPS[index]
        gap = False
    return text


def _group_words(part: int) -> str:
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = part // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return text
