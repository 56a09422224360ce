"""Passwords cheap enough for many sign-ins, as in the tests of the staff room."""

from tests.staff.conftest import cheap_passwords

__all__ = ["cheap_passwords"]
