"""Windows of several people on one small real centre."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Role
from medcentre.placement.acts import place
from medcentre.placement.commands import Place
from medcentre.residents.facts import IllnessFact, PrecautionKind
from medcentre.store.engine import Store
from tests.conftest import actor
from tests.placement.centre import build, take_in
from ui.kit.desk import Desk, ToastText
from ui.kit.settings import Preferences


@dataclass
class Centre:
    """The house of a test: beds by code, stays by name, desks opened, what was toasted."""

    ctx: ServiceContext
    beds: dict[str, int]
    stays: dict[str, int]
    open_desk: Callable[..., Desk]
    said: list[ToastText] = field(default_factory=list)


@pytest.fixture
def centre(
    themed: QApplication, sqlite_store: Store, clock: StillClock, tmp_path: Path
) -> Iterator[Centre]:
    """Two men in 501, one in 502 whose illness is D8, one man without a bed, one woman."""
    ctx = ServiceContext(sqlite_store, actor(), clock)
    beds = build(ctx)
    special: dict[str, Any] = {
        "illnesses": (IllnessFact(category="BC01", text="HIV感染，抗病毒治疗", main=True),),
        "precautions": (PrecautionKind.BLOOD,),
    }
    stays = {
        "田茂超": take_in(ctx, 0), "韦国栋": take_in(ctx, 1, **special), "石昌荣": take_in(ctx, 2),
        "何登荣": take_in(ctx, 3), "安秀兰": take_in(ctx, 5, sex="2"),
    }  # fmt: skip
    for name, bed in (("田茂超", "501-1"), ("韦国栋", "502-1"), ("石昌荣", "501-2")):
        place(ctx, Place(stay_id=stays[name], bed_id=beds[bed], reason="入住"))
    place(ctx, Place(stay_id=stays["安秀兰"], bed_id=beds["401-1"], reason="入住"))
    made: list[Desk] = []
    house = Centre(ctx, beds, stays, lambda *_a, **_k: None)  # type: ignore[arg-type]

    def open_desk(*roles: Role, name: str = "黎晓燕", **facts: Any) -> Desk:
        who = ctx.as_(actor(*(roles or (Role.NURSE, Role.DOCTOR)), name=name, **facts))
        preferences = Preferences(
            QSettings(str(tmp_path / f"{len(made)}.ini"), QSettings.Format.IniFormat)
        )
        desk = Desk(who, preferences=preferences)
        desk.toasted.connect(house.said.append)
        made.append(desk)
        return desk

    house.open_desk = open_desk
    yield house
    for desk in made:
        desk.tasks.close()
