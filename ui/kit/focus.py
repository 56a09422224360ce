"""Where Tab goes: widgets made late take their place in the reading order."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_place(parent: QWidget) -> QWidget:
    """Marks the place in the chain of Tab where widgets made later belong; make it beside its
    neighbours. Nobody sees or reaches it; Qt orders nothing behind a widget without focus policy,
    and a container stands for its last child."""
    place = QWidget(parent)
    place.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    place.hide()
    return place


def tab_chain(place: QWidget, widgets: Sequence[QWidget]) -> None:
    """Tab goes from the place through these in order, then on as before."""
    for before, after in pairwise([place, *widgets]):
        QWidget.setTabOrder(before, after)
