"""The drill of R01 in small; `make drills` runs it with 200 kills."""

from tests.drills.kill_writer import drill


def test_ten_kills_do_no_harm() -> None:
    assert drill(10) == 0
