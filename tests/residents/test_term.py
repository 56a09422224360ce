"""LAW-10: the eight vectors, and laws that hold for every start."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcentre.residents.rules import term

D = date.fromisoformat
VECTORS = [
    ("2026-01-10", 0, [], "2028-01-09", "2027-01-10"),
    ("2026-03-01", 0, [], "2028-02-29", "2027-03-01"),
    ("2028-02-29", 0, [], "2030-02-28", "2029-02-28"),
    ("2026-12-31", 0, [], "2028-12-30", "2027-12-31"),
    ("2026-01-10", 6, [], "2028-07-09", None),
    ("2026-01-10", 12, [], "2029-01-09", None),
    ("2026-01-10", 0, [("2026-05-01", "2026-05-11")], "2028-01-19", "2027-01-20"),
    ("2026-03-01", 6, [], "2028-08-31", None),
]


@pytest.mark.parametrize(("start", "months", "escapes", "last", "earliest"), VECTORS)
def test_vectors(
    start: str, months: int, escapes: list[tuple[str, str]], last: str, earliest: str | None
) -> None:
    away = [(D(a), D(b)) for a, b in escapes]
    result = term(D(start), months, away, D("2026-06-01"))
    assert result.last_day == D(last)
    if earliest:
        assert result.earliest_proposal == D(earliest)
    assert result.early_forbidden is bool(escapes)


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(days, st.integers(0, 12), st.integers(0, 400))
def test_each_day_away_moves_the_end_by_one_day(start: date, months: int, away: int) -> None:
    left = start + timedelta(days=30)
    plain = term(start, months, [], start)
    shifted = term(start, months, [(left, left + timedelta(days=away))], start)
    assert (shifted.last_day - plain.last_day).days == away
    assert (shifted.earliest_proposal - plain.earliest_proposal).days == away


@given(days, st.integers(0, 11))
def test_an_extension_never_shortens(start: date, months: int) -> None:
    assert term(start, months + 1, [], start).last_day > term(start, months, [], start).last_day


def test_the_last_day_has_no_days_left() -> None:
    result = term(D("2026-01-10"), 0, [], D("2026-01-10"))
    assert [result.days_left(result.last_day + timedelta(days=n)) for n in (-1, 0, 1)] == [1, 0, -1]
