"""Tabs that other rooms add to the person page, so that the page knows none of them.

A room exposes `PERSON_TABS: tuple[PersonTab, ...]` in its `__init__`; `ui.app` offers them all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from medcentre.kernel.permissions import Actor, Permission
from ui.kit.desk import Desk


@dataclass(frozen=True, slots=True)
class PersonTab:
    """One tab. `factory(desk, stay_id)` builds it at its first show; `count` is the grey number.

    A tab widget may have `load()`, called at each show and when its `topics` change.
    """

    id: str
    order: int
    title: Callable[[], str]
    factory: Callable[[Desk, int], QWidget]
    any_of: tuple[Permission, ...] = ()
    count: Callable[[Desk, int], int] | None = None

    def allowed(self, actor: Actor) -> bool:
        """Whether the actor may see the tab."""
        return not self.any_of or any(actor.may(p) for p in self.any_of)


_OFFERED: list[PersonTab] = []


def offer(tabs: Sequence[PersonTab]) -> None:
    """Add a room's tabs; offering one again replaces it."""
    ids = {t.id for t in tabs}
    _OFFERED[:] = [t for t in _OFFERED if t.id not in ids]
    _OFFERED.extend(tabs)


def tabs_for(actor: Actor) -> tuple[PersonTab, ...]:
    """The tabs a person may see, in order."""
    return tuple(sorted((t for t in _OFFERED if t.allowed(actor)), key=lambda t: t.order))
