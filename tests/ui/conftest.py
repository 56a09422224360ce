"""A themed application and a desk with its preferences in the test's own folder."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from medcentre.kernel.wording import Lang
from ui.kit.desk import Desk
from ui.kit.i18n import language
from ui.kit.samples import sample_desk
from ui.kit.theme import Scheme, theme


@pytest.fixture(autouse=True)
def collect_between_tests() -> Iterator[None]:
    """As in the program (`ui.kit.sweeper`): no widget is collected in the middle of a paint."""
    gc.disable()
    yield
    gc.collect()


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[QApplication]:
    """Light, standard size, Chinese; put back after the test when it changed them."""
    _usual(qapp)
    yield qapp
    _usual(qapp)


def _usual(app: QApplication) -> None:
    look = theme()
    if not app.styleSheet() or (look.scheme, look.text_percent) != (Scheme.LIGHT, 100):
        look.apply(Scheme.LIGHT, 100)
    if language().lang is not Lang.ZH:
        language().set(Lang.ZH)


@pytest.fixture
def desk(themed: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """A desk of an invented doctor; its worker has ended when the test has."""
    made = sample_desk(str(tmp_path / "preferences.ini"))
    yield made
    made.close()
