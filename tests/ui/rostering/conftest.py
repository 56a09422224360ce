"""A published month of nurses and desks of the people who look at it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Role
from medcentre.store.engine import Store
from medcentre.store.uow import store_of
from tests.conftest import actor
from tests.rostering.people import cells, hire, publish
from ui.kit.bus import Bus
from ui.kit.desk import Desk
from ui.kit.settings import Preferences

DAY, LATER = date(2026, 12, 3), date(2026, 12, 10)


@dataclass
class House:
    """The program, the nurses, and `sit(role, staff)`: a desk on the same store."""

    program: ServiceContext
    nurses: list[int]
    folder: Path
    desks: list[Desk] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    opened: list[tuple[str, Any]] = field(default_factory=list)

    def sit(self, role: Role, staff_id: int | None = None, name: str = "") -> Desk:
        """Somebody signed in."""
        who = replace(actor(role, name=name or role.value), staff_id=staff_id)
        file = QSettings(str(self.folder / f"{len(self.desks)}.ini"), QSettings.Format.IniFormat)
        ctx = replace(self.program, actor=who)
        bus = Bus(store_of(ctx).listen)
        desk = Desk(ctx, bus, preferences=Preferences(file))
        desk.toasted.connect(lambda said: self.toasts.append(said.text))
        desk.open_requested.connect(lambda page, state: self.opened.append((page, state)))
        self.desks.append(desk)
        return desk


@pytest.fixture
def house(
    sqlite_store: Store, clock: StillClock, themed: QApplication, tmp_path: Path
) -> Iterator[House]:
    """Six nurses; the first works early on two days, the second on one; published."""
    program = ServiceContext(sqlite_store, actor(), clock)
    nurses = hire(program, 6)
    publish(
        program, *cells(DAY, nurses[:1]), *cells(LATER, nurses[1:2]),
        *cells(date(2026, 12, 4), nurses[:1]), *cells(DAY, nurses[2:3], "N"),
    )  # fmt: skip
    made = House(program, nurses, tmp_path)
    yield made
    for desk in made.desks:
        desk.tasks.close()
