"""A form changes its look only when somebody wanted it to."""

import pytest

from medcentre.papers.gallery import SAMPLES

from .golden import filed, looks


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_form_looks_as_filed(name: str) -> None:
    assert looks(name) == filed()[name], (
        "look at the gallery, then run python -m tests.papers.golden"
    )


def test_nothing_is_filed_for_a_form_that_is_gone() -> None:
    assert set(filed()) == set(SAMPLES)
