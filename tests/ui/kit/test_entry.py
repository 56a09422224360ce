"""What hurried hands type."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcentre.kernel.errors import DomainError, KernelCode
from medcentre.kernel.money import Money
from ui.kit import entry

TODAY = date(2026, 11, 24)
NOW = time(8, 42, 17)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0830", time(8, 30)), ("830", time(8, 30)), ("8:30", time(8, 30)), ("8：30", time(8, 30)),
        ("8.5", time(8, 30)), ("8.30", time(8, 30)), ("８３０", time(8, 30)), ("8", time(8, 0)),
        ("23", time(23, 0)), ("now", time(8, 42)), ("现", time(8, 42)), ("8点30分", time(8, 30)),
        ("0", time(0, 0)),
    ],
)  # fmt: skip
def test_times_are_understood(typed: str, meant: time) -> None:
    assert entry.parse_time(typed, NOW) == entry.ClockEntry(meant)


def test_twenty_four_hundred_is_the_next_day() -> None:
    assert entry.parse_time("2400", NOW) == entry.ClockEntry(time(0, 0), next_day=True)


@pytest.mark.parametrize("typed", ["25", "2460", "8:75", "abc", "12345", "-1", "8.75x"])
def test_nonsense_times_are_refused(typed: str) -> None:
    with pytest.raises(DomainError) as refusal:
        entry.parse_time(typed, NOW)
    assert refusal.value.code == KernelCode.BAD_TIME


@given(st.times())
def test_every_time_survives_writing_and_reading(moment: time) -> None:
    whole = moment.replace(second=0, microsecond=0)
    assert entry.parse_time(f"{whole:%H:%M}", NOW).time == whole
    assert entry.parse_time(f"{whole:%H%M}", NOW).time == whole


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("24", TODAY), ("1124", TODAY), ("20261124", TODAY), ("2026-11-24", TODAY),
        ("2026年11月24日", TODAY), ("11.24", TODAY), ("今", TODAY), ("昨", date(2026, 11, 23)),
        ("明", date(2026, 11, 25)), ("+3", date(2026, 11, 27)), ("-1", date(2026, 11, 23)),
        ("＋３", date(2026, 11, 27)), ("130", date(2026, 1, 30)),
    ],
)  # fmt: skip
def test_dates_are_understood(typed: str, meant: date) -> None:
    assert entry.parse_date(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["31", "0230", "20261301", "soon", "", "2026-2-30"])
def test_nonsense_dates_are_refused(typed: str) -> None:
    with pytest.raises(DomainError) as refusal:
        entry.parse_date(typed, TODAY)
    assert refusal.value.code == KernelCode.BAD_DATE


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_date_survives_writing_and_reading(day: date) -> None:
    assert entry.parse_date(f"{day:%Y-%m-%d}", TODAY) == day
    assert entry.parse_date(f"{day:%Y%m%d}", TODAY) == day


@given(st.integers(-(10**11), 10**11))
def test_every_amount_survives_writing_and_reading(fen: int) -> None:
    assert entry.parse_money(str(Money(fen))) == Money(fen)


@pytest.mark.parametrize("typed", ["1e5", "1.234", "abc", "1,2,x", ""])
def test_nonsense_amounts_are_refused(typed: str) -> None:
    with pytest.raises(DomainError) as refusal:
        entry.parse_money(typed)
    assert refusal.value.code == KernelCode.BAD_MONEY


def test_readings_are_understood() -> None:
    assert entry.parse_temperature("385") == Decimal("38.5")
    assert entry.parse_temperature("３７.2") == Decimal("37.2")
    assert entry.parse_pressure("118/74") == entry.parse_pressure("118 74") == (118, 74)
    with pytest.raises(DomainError):
        entry.parse_pressure("118")
    with pytest.raises(DomainError):
        entry.parse_number("1.5")
