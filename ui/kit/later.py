"""Pages and tabs built from modules that are imported at their first visit: the program starts
with what its first page needs."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.kit.desk import Desk
    from ui.kit.page import Page


def page_later(module: str, name: str) -> "Callable[[Desk], Page]":
    """A page factory: `page_later("ui.fees.costs", "CostsPage")`."""

    def build(desk: "Desk") -> "Page":
        page: Page = getattr(import_module(module), name)(desk)
        return page

    return build


def tab_later(module: str, name: str) -> "Callable[[Desk, int], QWidget]":
    """A person-tab factory."""

    def build(desk: "Desk", stay_id: int) -> QWidget:
        tab: QWidget = getattr(import_module(module), name)(desk, stay_id)
        return tab

    return build
