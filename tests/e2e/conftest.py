"""Collected as in the program; passwords cheap enough for many signatures."""

from tests.staff.conftest import cheap_passwords
from tests.ui.conftest import collect_between_tests, themed

__all__ = ["cheap_passwords", "collect_between_tests", "themed"]
