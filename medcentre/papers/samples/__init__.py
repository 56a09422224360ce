"""Invented people and papers for the gallery and the tests."""
