"""Where Tab goes: widgets made late take their place in the reading order."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def tab_place(parent: QWidget) -> QWidget:
    """Marks the place in the chain of Tab where widgets made later belong; make it beside its
    neighbours. Nobody sees or reaches it; Qt orders nothing behind a widget without focus policy,
    and a container stands for its last child."""
    place = QWidget(parent)
    place.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    place.hide()
    return place


def reads_on(area: QScrollArea, name: str) -> None:
    """Tab stops at an area of text only while there is more of it than is seen; arrows turn it."""
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    policies = Qt.FocusPolicy

    def turned(_least: int, most: int) -> None:
        area.setFocusPolicy(policies.StrongFocus if most else policies.NoFocus)

    area.verticalScrollBar().rangeChanged.connect(turned)


def tab_chain(place: QWidget, widgets: Sequence[QWidget]) -> None:
    """Tab goes from the place through these in order, then on as before."""
    for before, after in pairwise([place, *widgets]):
        QWidget.setTabOrder(before, after)
